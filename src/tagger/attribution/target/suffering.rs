//! Actors that are no target though they stand where one would: who suffers what is condemned, where it is fought.

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::actors::{Actor, ActorPhrase};
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::matcher::Match;

/// The words in front of a victim among which the noun of what it suffers stands.
const SUFFERED_REACH: usize = 8;

impl Attribution<'_> {
    /// Who suffers what the noun behind a head names; whoever does it is sought around the act.
    pub(super) fn suffering(&self, found: &Match, head: usize) -> Option<Found> {
        let limit = self.clause_end(head + 1, found.words.end);
        let index = self.here.actors.iter().position(|p| {
            p.words.start > head && p.words.start < limit && self.is_suffering(head, p)
        })?;
        Some(self.phrase_found(0, index, Reason::Context))
    }

    /// A captured party that only suffers what the rule's words condemn is no more than a hint.
    pub(in crate::tagger::attribution) fn unless_suffering(
        &self,
        head: usize,
        target: Found,
    ) -> Found {
        let mut phrases = self.here.actors.iter();
        let suffers = phrases.any(|p| p.words == target.words && self.is_suffering(head, p));
        if suffers {
            target.with(Reason::Context)
        } else {
            target
        }
    }

    /// Whether an actor only suffers what the noun behind a head names: «l'invasion *de l'Ukraine*».
    pub(in crate::tagger::attribution) fn is_suffering(
        &self,
        head: usize,
        phrase: &ActorPhrase,
    ) -> bool {
        let words = &self.here.reading.words;
        let from = phrase.words.start.saturating_sub(SUFFERED_REACH).max(head);
        let noun = (from..phrase.words.start)
            .rev()
            .find(|i| words[*i].in_class(Classes::SUFFERED) && words[*i].group.is_none());
        noun.is_some_and(|noun| {
            let between = || words[noun + 1..phrase.words.start].iter();
            between().any(|w| self.rules.grammar.is_de(&w.forms))
                && between().all(|w| w.marks.is_empty())
                && !between().any(|w| self.rules.grammar.is_par(&w.forms))
        })
    }

    /// Whether the words of an act are followed by the place where it is fought: «au Soudan», «dans toute la région».
    pub(in crate::tagger::attribution) fn names_scene(&self, found: &Match) -> bool {
        let limit = self.clause_end(found.heads()[0] + 1, found.words.end);
        self.here
            .actors
            .iter()
            .any(|p| p.words.start < limit && self.is_scene(found, p))
    }

    /// Whether a state or place behind an act's words tells where it is fought; «à Kiev», «aux Etats-Unis» may as well
    /// be those who are asked.
    pub(super) fn is_scene(&self, found: &Match, phrase: &ActorPhrase) -> bool {
        let reading = &self.here.reading;
        let place = |m: &Actor| matches!(m.kind, ActorKind::Place | ActorKind::State);
        let sited = |p: &ActorPhrase| {
            let at = p.preposition.filter(|at| {
                let written = reading.written(*at).to_lowercase();
                reading.words[*at].in_class(Classes::PLACE_PREPOSITION)
                    && !matches!(written.as_str(), "à" | "aux")
            });
            at.is_some() && p.members.iter().all(place)
        };
        // «à Gaza et au Liban»: the one tells what the other is.
        let joined = |p: &&ActorPhrase| {
            p.words.start <= phrase.words.start && phrase.words.end <= p.words.end
        };
        let whole = self.here.actors.iter().find(joined).unwrap_or(phrase);
        let mut parts = self
            .here
            .actors
            .iter()
            .filter(|p| whole.words.start <= p.words.start && p.words.end <= whole.words.end);
        !phrase.adjectival
            && phrase.words.start >= found.words.end
            && phrase.members.iter().all(place)
            && parts.any(sited)
    }
}
