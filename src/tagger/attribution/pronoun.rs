//! Whom a pronoun stands for: the subject of the governing clause, of the clause before, of the sentence before.

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::traits::Traits;
use crate::tagger::attribution::subject::{Left, left};
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// How many sentences back a pronoun reaches.
const SENTENCES_BACK: isize = 3;

/// How far from *on* its seat stands.
const SEAT_REACH: usize = 5;

impl Attribution<'_> {
    /// The party behind the pronoun that is the subject of a group.
    pub(super) fn behind_pronoun(
        &self,
        distance: isize,
        word: usize,
        group: usize,
        depth: usize,
    ) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let pronoun = &parsed.reading.words[word];
        if pronoun.in_class(Classes::FIRST_PERSON) {
            return self.quoted_in(distance, word);
        }
        if depth == 0 || pronoun.in_class(Classes::DEMONSTRATIVE) && !self.is_latter(parsed, word) {
            // «c'est»: nobody.
            return None;
        }
        if self.rules.grammar.is_latter(&pronoun.forms) {
            return self.latter(distance, word, &parsed.reading.groups[group]);
        }
        self.antecedent(distance, word, &parsed.reading.groups[group])
    }

    fn is_latter(&self, parsed: &Parsed<'_>, word: usize) -> bool {
        self.rules
            .grammar
            .is_latter(&parsed.reading.words[word].forms)
    }

    /// *ce dernier*: the actor of the same number named last before it.
    fn latter(&self, distance: isize, word: usize, verb: &VerbGroup) -> Option<Found> {
        let plural = verb.traits.contains(Traits::P3P) && !verb.traits.contains(Traits::P3S);
        let last = |distance: isize, before: usize| {
            let parsed = self.sentence(distance)?;
            let phrases = parsed.actors.iter().enumerate();
            phrases
                .filter(|(_, p)| p.words.end <= before && !p.adjectival && p.plural == plural)
                .max_by_key(|(_, p)| (p.words.end, p.words.len()))
                .map(|(index, _)| self.phrase_found(distance, index, Reason::Pronoun))
        };
        last(distance, word).or_else(|| last(distance - 1, usize::MAX))
    }

    /// *il, elle, ils, elles*: an earlier subject of the same number.
    pub(super) fn antecedent(
        &self,
        distance: isize,
        word: usize,
        verb: &VerbGroup,
    ) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        if parsed.reading.words[word].in_class(Classes::FIRST_PERSON) {
            return self.quoted_in(distance, word);
        }
        if parsed.reading.written(word).eq_ignore_ascii_case("on") {
            // «ce que l'on dit à Varsovie», disputed by another, says nothing of who speaks.
            return self
                .seat(distance, word)
                .filter(|_| parsed.reading.words[word].quotation.is_none());
        }
        let plural = verb.traits.contains(Traits::P3P) && !verb.traits.contains(Traits::P3S);
        self.subject_before(distance, verb.first.min(word), plural)
            .or_else(|| {
                (1..=SENTENCES_BACK).find_map(|back| {
                    let sentence = self.sentence(distance - back)?;
                    self.main_actor(distance - back, sentence, plural)
                })
            })
            .map(|found| found.with(Reason::Pronoun))
    }

    /// «A Niamey, on promet», «répète-t-on à Kigali»: who speaks for the seat beside *on*.
    pub(super) fn seat(&self, distance: isize, word: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let phrases = parsed.actors.iter().enumerate();
        let seats = phrases.filter(|(_, p)| {
            let behind_at = p
                .preposition
                .is_some_and(|at| self.rules.is_alike("à", &parsed.reading.words[at].forms));
            behind_at && p.is(ActorKind::Place) && p.words.start.abs_diff(word) <= SEAT_REACH
        });
        seats
            .min_by_key(|(_, p)| p.words.start.abs_diff(word))
            .map(|(index, _)| self.phrase_found(distance, index, Reason::Pronoun))
    }

    /// The subject of an earlier finite verb of the sentence, nearest first.
    fn subject_before(&self, distance: isize, word: usize, plural: bool) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let reading = &parsed.reading;
        let own = reading.words.get(word).and_then(|word| word.quotation);
        // What a quotation says is no antecedent of the one who speaks it («"L'ELN a choisi", a-t-il écrit»).
        let is_elsewhere = |at: usize| {
            let quotation = reading.words[at].quotation;
            quotation.is_some_and(|q| {
                let words = reading.words_in(reading.quotations[q].span);
                let clause = reading
                    .groups
                    .iter()
                    .any(|g| g.is_finite() && words.contains(&g.main));
                Some(q) != own && clause
            })
        };
        for group in (0..parsed.reading.groups.len()).rev() {
            let verb = &parsed.reading.groups[group];
            if verb.main >= word || !verb.is_finite() || is_elsewhere(verb.main) {
                continue;
            }
            if let Left::Actor(phrase, _) = left(self.rules, parsed, group)
                && parsed.actors[phrase].plural == plural
            {
                return Some(self.phrase_found(distance, phrase, Reason::Pronoun));
            }
        }
        let phrase = parsed.actors.iter().position(|p| {
            p.words.end <= word
                && p.preposition.is_none()
                && !p.adjectival
                && p.plural == plural
                && !is_elsewhere(p.words.start)
        })?;
        Some(self.phrase_found(distance, phrase, Reason::Pronoun))
    }

    /// Whom a sentence is about: the subject of its first finite verb, else who speaks it, else its first actor.
    pub(super) fn main_actor(
        &self,
        distance: isize,
        parsed: &Parsed<'_>,
        plural: bool,
    ) -> Option<Found> {
        for group in clauses(parsed) {
            let verb = &parsed.reading.groups[group];
            match left(self.rules, parsed, group) {
                Left::Actor(phrase, _) if parsed.actors[phrase].plural == plural => {
                    return Some(self.phrase_found(distance, phrase, Reason::Pronoun));
                }
                Left::Other(words) => {
                    if let Some(author) = self.text_author(distance, &words) {
                        return Some(author);
                    }
                }
                _ => {}
            }
            if let Some(found) = self.inverted_actor(distance, verb)
                && (found.members.len() > 1) == plural
            {
                return Some(found);
            }
        }
        let phrase = parsed.actors.iter().position(|p| {
            p.plural == plural
                && !p.adjectival
                && p.preposition
                    .is_none_or(|at| parsed.reading.words[at].in_class(Classes::ATTRIBUTION))
        })?;
        Some(self.phrase_found(distance, phrase, Reason::Pronoun))
    }

    /// An inverted subject that is an actor phrase and no pronoun.
    fn inverted_actor(&self, distance: isize, verb: &VerbGroup) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let pronoun = (verb.first..parsed.reading.words.len().min(verb.main + 2)).any(|i| {
            parsed.reading.words[i].transparent
                && parsed.reading.words[i].in_class(Classes::SUBJECT_PRONOUN)
        });
        if pronoun {
            None
        } else {
            self.inverted(distance, verb)
        }
    }
}

/// The finite verbs of a sentence, those of its own clauses before those of its quotations.
pub(super) fn clauses(parsed: &Parsed<'_>) -> Vec<usize> {
    let reading = &parsed.reading;
    let mut finite: Vec<usize> = (0..reading.groups.len())
        .filter(|g| reading.groups[*g].is_finite())
        .collect();
    finite.sort_by_key(|g| {
        let quotation = reading.words[reading.groups[*g].main].quotation;
        quotation.is_some_and(|q| !reading.is_fragment(q))
    });
    finite
}
