//! The subject of a verb: to its left, behind it after a quotation, the antecedent of *qui*, *par* of a passive.

mod inversion;
mod left;
mod phrase;

use std::ops::Range;

use crate::rules::traits::Traits;
use crate::tagger::attribution::subject::phrase::{first_at, nominal_before, text_before};
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::reading::Marks;
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

pub(super) use left::{Left, left};
pub(super) use phrase::noun_phrase_end;

/// How often a verb may pass the question on where it is asked for another's act.
pub(super) const NEAR: usize = 2;

/// How often a verb may pass the question on to the verb that governs it.
const DEPTH: usize = 4;

/// How many sentences back a surname is looked for.
const SURNAME_BACK: isize = 4;

/// The words behind a passive among which *par* may stand.
const AGENT_REACH: usize = 14;

impl Attribution<'_> {
    /// The speaker of an act that is a verb.
    pub(super) fn of_verb(&self, head: usize) -> Option<Found> {
        let group = self.here.reading.words[head].group?;
        let verb = &self.here.reading.groups[group];
        if verb.passive {
            return self.agent(verb.main + 1);
        }
        self.subject(0, group, DEPTH)
    }

    /// *par X* behind a passive.
    pub(super) fn agent(&self, from: usize) -> Option<Found> {
        let words = &self.here.reading.words;
        let limit = words.len().min(from + AGENT_REACH);
        for index in from..limit {
            if words[index].marks.has(Marks::SEMICOLON.union(Marks::COLON)) {
                return None;
            }
            let other = words[index].group.is_some_and(|g| {
                let group = &self.here.reading.groups[g];
                group.passive && group.first >= from && !group.is_finite()
            });
            if other {
                // «soupçonné d'aider X, accusations rejetées par Y»: *par* belongs to the nearer participle.
                return None;
            }
            if self.rules.grammar.is_par(&words[index].forms)
                && let Some(phrase) = self.phrase_behind(0, index + 1)
            {
                return Some(self.phrase_found(0, phrase, Reason::Agent));
            }
        }
        None
    }

    /// The longest phrase that starts at a word or behind its article.
    pub(super) fn phrase_behind(&self, distance: isize, at: usize) -> Option<usize> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let mut start = at;
        while start < words.len() && words[start].transparent && start < at + 3 {
            if let Some(found) = first_at(parsed, start) {
                return Some(found);
            }
            start += 1;
        }
        first_at(parsed, start)
    }

    /// The subject of a verb group of the sentence at this distance.
    pub(super) fn subject(&self, distance: isize, group: usize, depth: usize) -> Option<Found> {
        if !self.may_ask() {
            return None;
        }
        let parsed = self.sentence(distance)?;
        let verb = parsed.reading.groups[group];
        if !verb.is_finite() && depth > 0 {
            return self.governor_subject(distance, group, depth - 1);
        }
        if is_imperative(parsed, &verb) {
            return None;
        }
        if let Some(found) = self.inverted(distance, &verb) {
            return Some(found);
        }
        match left(self.rules, parsed, group) {
            Left::Actor(phrase, reason) => Some(self.phrase_found(distance, phrase, reason)),
            Left::Pronoun(word) => self.behind_pronoun(distance, word, group, depth),
            Left::Shared(other) if depth > 0 => self.subject(distance, other, depth - 1),
            Left::Other(words) => self
                .text_author(distance, &words)
                .or_else(|| Some(self.unknown(distance, words))),
            Left::Shared(_) => None,
            Left::None => self.surname(distance, verb.first),
        }
    }

    /// Of an infinitive, a participle in *-ant* or a bare participle: the subject of the verb that governs it.
    fn governor_subject(&self, distance: isize, group: usize, depth: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let groups = &parsed.reading.groups;
        let left = (0..group).rev().find(|g| {
            groups[*g].is_finite() && !separated(parsed, groups[*g].main + 1..groups[group].first)
        });
        if let Some(left) = left {
            let apart = parsed.reading.words[groups[group].first]
                .marks
                .has(Marks::COMMA);
            let hung = nominal_before(parsed, groups[group].first).filter(|_| !apart);
            if (groups[group].traits.contains(Traits::PPRES)
                || groups[group].traits.contains(Traits::PPAST))
                && let Some(phrase) = hung
            {
                return Some(self.phrase_found(distance, phrase, Reason::Subject));
            }
            if !apart
                && !groups[group].traits.contains(Traits::INF)
                && let Some(text) = text_before(parsed, groups[group].first)
            {
                return self.text_author(distance, &text);
            }
            return self.subject(distance, left, depth);
        }
        if let Some(phrase) = nominal_before(parsed, groups[group].first) {
            return Some(self.phrase_found(distance, phrase, Reason::Subject));
        }
        let right = (group + 1..groups.len()).find(|g| groups[*g].is_finite());
        if let Some(right) = right {
            return self.subject(distance, right, depth);
        }
        // A headline without a verb: «Kiev prêt à…», «Moscou disposé à accueillir…».
        let phrase = parsed.actors.iter().position(|p| {
            p.words.end <= groups[group].first && p.preposition.is_none() && !p.adjectival
        })?;
        Some(self.phrase_found(distance, phrase, Reason::Subject))
    }

    /// «M. Ri a accusé»: the actor whose full name stood in a sentence before.
    fn surname(&self, distance: isize, first: usize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let name = first
            .checked_sub(1)
            .filter(|i| parsed.reading.words[*i].capital)?;
        let title = name.checked_sub(1).map(|i| parsed.reading.written(i))?;
        if !matches!(title, "M" | "Mme" | "M." | "Mme." | "Mlle") {
            return None;
        }
        let written = parsed.reading.written(name);
        let near = (1..=SURNAME_BACK).find_map(|back| {
            let before = self.sentence(distance - back)?;
            let phrase = before.actors.iter().position(|p| {
                p.words
                    .clone()
                    .any(|i| before.reading.written(i) == written)
            })?;
            Some(self.phrase_found(distance - back, phrase, Reason::Pronoun))
        });
        near.or_else(|| {
            let (id, kind) = self.background.sides().named(written)?;
            Some(Found {
                members: vec![(Some(id), kind)],
                sentence: distance,
                words: name..name + 1,
                elsewhere: Vec::new(),
                reason: Reason::Pronoun,
            })
        })
    }

    pub(super) fn unknown(&self, distance: isize, words: Range<usize>) -> Found {
        Found {
            members: Vec::new(),
            sentence: distance,
            words,
            elsewhere: Vec::new(),
            reason: Reason::Subject,
        }
    }
}

fn is_imperative(parsed: &Parsed<'_>, verb: &VerbGroup) -> bool {
    let words = &parsed.reading.words;
    let first = verb.first == parsed.reading.first_word || !words[verb.first].marks.is_empty();
    first
        && verb.traits.contains(Traits::IMP)
        && verb.traits.intersects(Traits::P1P.union(Traits::P2P))
}

/// Whether something between two verbs cuts the one from the other.
fn separated(parsed: &Parsed<'_>, between: Range<usize>) -> bool {
    parsed.reading.words[between]
        .iter()
        .any(|word| word.marks.has(Marks::SEMICOLON.union(Marks::COLON)))
}
