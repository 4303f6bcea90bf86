//! Whom a pronoun stands for: the subject of the governing clause, of the clause before, of the sentence before.

use crate::rules::grammar::Classes;
use crate::rules::traits::Traits;
use crate::tagger::attribution::subject::{Left, left};
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// How many sentences back a pronoun reaches.
const SENTENCES_BACK: isize = 3;

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
        if depth == 0 {
            return None;
        }
        if self.rules.grammar.is_latter(&pronoun.forms) {
            return self.latter(distance, word, &parsed.reading.groups[group]);
        }
        self.antecedent(distance, word, &parsed.reading.groups[group])
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

    /// The subject of an earlier finite verb of the sentence, nearest first.
    fn subject_before(&self, distance: isize, word: usize, plural: bool) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        for group in (0..parsed.reading.groups.len()).rev() {
            let verb = &parsed.reading.groups[group];
            if verb.main >= word || !verb.is_finite() {
                continue;
            }
            if let Left::Actor(phrase, _) = left(self.rules, parsed, group)
                && parsed.actors[phrase].plural == plural
            {
                return Some(self.phrase_found(distance, phrase, Reason::Pronoun));
            }
        }
        let phrase = parsed.actors.iter().position(|p| {
            p.words.end <= word && p.preposition.is_none() && !p.adjectival && p.plural == plural
        })?;
        Some(self.phrase_found(distance, phrase, Reason::Pronoun))
    }

    /// Whom a sentence is about: the subject of its first finite verb, else who speaks it, else its first actor.
    fn main_actor(&self, distance: isize, parsed: &Parsed<'_>, plural: bool) -> Option<Found> {
        for group in 0..parsed.reading.groups.len() {
            let verb = &parsed.reading.groups[group];
            if !verb.is_finite() {
                continue;
            }
            if let Left::Actor(phrase, _) = left(self.rules, parsed, group)
                && parsed.actors[phrase].plural == plural
            {
                return Some(self.phrase_found(distance, phrase, Reason::Pronoun));
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
