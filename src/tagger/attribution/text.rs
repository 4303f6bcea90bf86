//! Texts that speak for their author («la résolution condamne»), and who acts in a sentence.

use std::ops::Range;

use crate::rules::grammar::Classes;
use crate::rules::traits::Traits;
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::subject::NEAR;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::sentence::Parsed;

impl Attribution<'_> {
    /// The author of a text that is spoken of as if it spoke: its adjective or complement, who made it, else who
    /// speaks in the sentence before.
    pub(super) fn text_author(&self, distance: isize, words: &Range<usize>) -> Option<Found> {
        if !self.may_ask() {
            return None;
        }
        let parsed = self.sentence(distance)?;
        let all = &parsed.reading.words;
        let noun = words
            .clone()
            .take(3)
            .find(|i| all[*i].in_class(Classes::TEXT) && all[*i].group.is_none())?;
        let inside = parsed.actors.iter().position(|p| {
            let of = p
                .preposition
                .is_some_and(|at| at > noun && self.rules.grammar.is_de(&all[at].forms));
            p.words.start > noun && p.words.start < words.end.max(noun + 3) && (p.adjectival || of)
        });
        if let Some(index) = inside {
            return Some(self.phrase_found(distance, index, Reason::OfNoun));
        }
        if let Some(index) = self.made_by(distance, noun) {
            return Some(self.phrase_found(distance, index, Reason::Agent));
        }
        let governor = (0..parsed.reading.groups.len()).rev().find(|g| {
            parsed.reading.groups[*g].main < noun && parsed.reading.groups[*g].is_finite()
        });
        if let Some(governor) = governor {
            // «Londres a présenté une résolution qui condamne»
            return self.subject(distance, governor, NEAR);
        }
        let before = self.sentence(distance - 1)?;
        let texts = (0..before.reading.words.len())
            .filter(|i| before.reading.words[*i].in_class(Classes::TEXT));
        let maker = texts
            .into_iter()
            .find_map(|noun| self.made_by(distance - 1, noun));
        match maker {
            Some(index) => Some(self.phrase_found(distance - 1, index, Reason::Context)),
            None => self
                .who_acts(distance - 1, before)
                .filter(|found| !found.ids().is_empty()),
        }
    }

    /// «le texte proposé *par la France*»: the phrase behind a *par* that follows the noun of a text.
    pub(super) fn made_by(&self, distance: isize, noun: usize) -> Option<usize> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let participle = parsed.reading.groups.iter().find(|g| {
            g.first > noun
                && g.passive
                && !g.is_finite()
                && words
                    .get(g.main + 1)
                    .is_some_and(|w| self.rules.grammar.is_par(&w.forms))
        })?;
        self.phrase_behind(distance, participle.main + 2)
    }

    /// Who acts in a sentence, one or several.
    pub(super) fn who_acts(&self, distance: isize, parsed: &Parsed<'_>) -> Option<Found> {
        let plural = clauses(parsed).first().is_some_and(|g| {
            let traits = parsed.reading.groups[*g].traits;
            traits.contains(Traits::P3P) && !traits.contains(Traits::P3S)
        });
        self.main_actor(distance, parsed, plural)
            .or_else(|| self.main_actor(distance, parsed, !plural))
    }
}
