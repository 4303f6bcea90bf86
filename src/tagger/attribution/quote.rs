//! Who speaks: of a quotation, of what a reporting verb or *selon* introduces.

use crate::rules::grammar::Classes;
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::reading::Marks;
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// The words behind a quotation among which its reporting verb starts.
const REPORT_REACH: usize = 6;

/// How deep the search for a reporting verb's subject goes.
const DEPTH: usize = 3;

/// How many sentences a quotation may run over to either side.
const SENTENCES: isize = 3;

impl Attribution<'_> {
    /// Who speaks the quotation in which a word of the act's sentence stands.
    pub(super) fn quoted_by(&self, head: usize) -> Option<Found> {
        self.here.reading.words[head].quotation?;
        self.quoted_in(0, head)
    }

    /// Who speaks the quotation in which a word stands.
    pub(super) fn quoted_in(&self, distance: isize, word: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let outer = parsed
            .reading
            .quotations
            .iter()
            .position(|q| q.span.contains(parsed.reading.words[word].span.start));
        let Some(outer) = outer else {
            return self.reporting_near(distance, word);
        };
        let quotation = parsed.reading.quotations[outer];
        let inside = parsed.reading.words_in(quotation.span);
        self.report_behind(distance, parsed, inside.end)
            .or_else(|| self.report_before(distance, parsed, inside.start))
            .or_else(|| self.report_behind_next(distance, parsed, inside.end))
            .or_else(|| self.according_in(distance, parsed))
            .or_else(|| {
                if quotation.closed {
                    None
                } else {
                    self.in_later_sentences(distance)
                }
            })
            .or_else(|| {
                if quotation.opened {
                    None
                } else {
                    self.in_earlier_sentences(distance)
                }
            })
            .or_else(|| self.label_before(distance, parsed, inside.start))
            .or_else(|| self.in_earlier_sentences(distance))
            .map(|found| found.with(Reason::Quotation))
    }

    /// Whether a verb is one of saying, alone («affirme») or with its infinitive or noun («fait savoir»).
    pub(super) fn reports(&self, parsed: &Parsed<'_>, verb: &VerbGroup) -> bool {
        let words = &parsed.reading.words;
        let next = words.get(verb.main + 1).map_or(&[][..], |word| &word.forms);
        self.rules.is_reporting(&words[verb.main].analyses)
            || self
                .rules
                .is_reporting_phrase(&words[verb.main].analyses, next)
    }

    /// «…», a déclaré X.
    fn report_behind(&self, distance: isize, parsed: &Parsed<'_>, from: usize) -> Option<Found> {
        let groups = &parsed.reading.groups;
        let group = (0..groups.len()).find(|g| {
            groups[*g].first >= from
                && groups[*g].first <= from + REPORT_REACH
                && groups[*g].is_finite()
                && (self.reports(parsed, &groups[*g])
                    || groups[*g].first == from
                        && parsed.reading.words[from].marks.has(Marks::CLOSE_QUOTE))
        })?;
        self.inverted(distance, &groups[group])
            .or_else(|| self.subject(distance, group, DEPTH))
    }

    /// «…» mais «…», a déclaré X: the verb behind a later quotation of the sentence.
    fn report_behind_next(
        &self,
        distance: isize,
        parsed: &Parsed<'_>,
        from: usize,
    ) -> Option<Found> {
        let quotations = parsed.reading.quotations.iter();
        let mut later = quotations
            .map(|quotation| parsed.reading.words_in(quotation.span))
            .filter(|inside| inside.start >= from);
        later.find_map(|inside| self.report_behind(distance, parsed, inside.end))
    }

    /// X a déclaré : «…»; the nearest reporting verb in front, else the nearest finite verb.
    fn report_before(&self, distance: isize, parsed: &Parsed<'_>, before: usize) -> Option<Found> {
        let groups = &parsed.reading.groups;
        let in_front = |reporting: bool| {
            (0..groups.len()).rev().find(|g| {
                // What another quotation says reports nothing.
                let quotation = parsed.reading.words[groups[*g].main].quotation;
                groups[*g].main < before
                    && groups[*g].is_finite()
                    && quotation.is_none_or(|q| parsed.reading.is_fragment(q))
                    && (!reporting || self.reports(parsed, &groups[*g]))
            })
        };
        let group = in_front(true).or_else(|| in_front(false))?;
        self.subject(distance, group, DEPTH)
    }

    /// «Ankara : "Paris soutient les terroristes"»: the phrase in front of the colon.
    fn label_before(&self, distance: isize, parsed: &Parsed<'_>, before: usize) -> Option<Found> {
        let phrase = parsed
            .actors
            .iter()
            .position(|p| p.words.end <= before && p.preposition.is_none() && !p.adjectival)?;
        Some(self.phrase_found(distance, phrase, Reason::Quotation))
    }

    fn in_later_sentences(&self, distance: isize) -> Option<Found> {
        (1..=SENTENCES).find_map(|step| {
            let parsed = self.sentence(distance + step)?;
            let open = parsed.reading.quotations.iter().find(|q| !q.opened)?;
            let end = parsed.reading.words_in(open.span).end;
            self.report_behind(distance + step, parsed, end)
        })
    }

    fn in_earlier_sentences(&self, distance: isize) -> Option<Found> {
        (1..=SENTENCES).find_map(|step| {
            let parsed = self.sentence(distance - step)?;
            let last = parsed.reading.quotations.iter().rev().find(|q| q.opened);
            match last {
                Some(quotation) => {
                    let inside = parsed.reading.words_in(quotation.span);
                    self.report_behind(distance - step, parsed, inside.end)
                        .or_else(|| self.report_before(distance - step, parsed, inside.start))
                }
                None => self.report_before(distance - step, parsed, parsed.reading.words.len()),
            }
        })
    }

    /// *selon X*, *d'après X*, *pour X* in the act's sentence.
    pub(super) fn according_to(&self) -> Option<Found> {
        self.according_in(0, self.here)
    }

    fn according_in(&self, distance: isize, parsed: &Parsed<'_>) -> Option<Found> {
        let words = &parsed.reading.words;
        for (index, phrase) in parsed.actors.iter().enumerate() {
            let Some(preposition) = phrase.preposition else {
                continue;
            };
            let named = words[preposition].in_class(Classes::ATTRIBUTION)
                && (!self.rules.grammar.is_pour(&words[preposition].forms)
                    || preposition == parsed.reading.first_word);
            if named || self.ends_attribution_phrase(parsed, preposition) {
                return Some(self.phrase_found(distance, index, Reason::According));
            }
        }
        let pronoun = (0..words.len().saturating_sub(1)).find(|i| {
            words[*i].in_class(Classes::ATTRIBUTION)
                && (words[*i + 1].in_class(Classes::THIRD_PERSON)
                    || self.rules.grammar.is_lui(&words[*i + 1].forms)
                    || words[*i + 1].in_class(Classes::DEMONSTRATIVE))
        })?;
        let _ = pronoun;
        (1..=2).find_map(|step| {
            let before = self.sentence(distance - step)?;
            let group = *clauses(before).first()?;
            self.subject(distance - step, group, DEPTH)
        })
    }

    /// Whether the preposition ends a phrase of attribution of several words («d'après», «à en croire»).
    fn ends_attribution_phrase(&self, parsed: &Parsed<'_>, preposition: usize) -> bool {
        self.rules
            .grammar
            .phrases()
            .iter()
            .filter(|(classes, _)| classes.has(Classes::ATTRIBUTION))
            .any(|(_, forms)| {
                (preposition + 1)
                    .checked_sub(forms.len())
                    .is_some_and(|start| {
                        forms
                            .iter()
                            .enumerate()
                            .all(|(i, form)| parsed.reading.words[start + i].forms.contains(form))
                    })
            })
    }

    /// The subject of a reporting verb in front of the act («X affirme que …»).
    pub(super) fn reporting_before(&self, start: usize) -> Option<Found> {
        let groups = &self.here.reading.groups;
        let group = (0..groups.len()).rev().find(|g| {
            groups[*g].main < start
                && groups[*g].is_finite()
                && self.reports(self.here, &groups[*g])
        })?;
        self.subject(0, group, DEPTH)
    }

    /// The subject of a reporting verb behind the act («…, a annoncé X»).
    pub(super) fn reporting_after(&self, end: usize) -> Option<Found> {
        let groups = &self.here.reading.groups;
        let set_off = Marks::COMMA.union(Marks::CLOSE_QUOTE).union(Marks::DASH);
        let group = (0..groups.len()).find(|g| {
            groups[*g].first >= end
                && groups[*g].is_finite()
                && self.here.reading.words[groups[*g].first].marks.has(set_off)
                && self.reports(self.here, &groups[*g])
        })?;
        self.inverted(0, &groups[group])
    }

    /// For *je* and *nous* outside quotation marks: a reporting verb of the sentence, else of the one before.
    fn reporting_near(&self, distance: isize, word: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        self.report_behind(distance, parsed, word)
            .or_else(|| self.report_before(distance, parsed, word))
            .or_else(|| self.in_earlier_sentences(distance))
    }
}
