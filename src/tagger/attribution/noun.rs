//! Whose act a noun names: «l'appel *de l'ONU*», «l'appel *français*», «*son* appel», «un appel lancé *par Paris*».

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::matcher::Match;
use crate::tagger::reading::Marks;

/// The words behind a noun among which its *de* phrase or adjective stands.
const COMPLEMENT_REACH: usize = 6;

/// How deep the search for a subject goes.
const DEPTH: usize = 3;

impl Attribution<'_> {
    /// The speaker of an act that is a noun.
    pub(super) fn of_noun(&self, found: &Match, head: usize) -> Option<Found> {
        self.adjective_or_complement(head)
            .or_else(|| self.possessor(head))
            .or_else(|| self.complement_behind(found.words.end))
            .or_else(|| self.maker(found, head))
            .or_else(|| self.subject_of_governor(head))
    }

    /// «l'appel français», «l'appel de l'ONU».
    fn adjective_or_complement(&self, head: usize) -> Option<Found> {
        self.complement_behind(head + 1)
    }

    fn complement_behind(&self, from: usize) -> Option<Found> {
        let words = &self.here.reading.words;
        for at in from..words.len().min(from + COMPLEMENT_REACH) {
            // «une promesse d'"aide"» holds no verb.
            let noun = at > from && self.rules.grammar.is_de(&words[at - 1].forms);
            let finite = words[at]
                .group
                .is_some_and(|g| self.here.reading.groups[g].is_finite() && !noun);
            if at == from && words[at].marks.is_empty() && words[at].in_class(Classes::WORLD) {
                // «les appels internationaux»
                return self.world(at);
            }
            if finite {
                return None;
            }
            if words[at]
                .marks
                .has(Marks::SEMICOLON.union(Marks::COLON).union(Marks::COMMA))
            {
                return None;
            }
            for (index, phrase) in self
                .here
                .actors
                .iter()
                .enumerate()
                .filter(|(_, p)| p.words.start == at)
            {
                let of = phrase.preposition.is_some_and(|p| {
                    self.rules.grammar.is_de(&words[p].forms)
                        || self.rules.grammar.is_par(&words[p].forms)
                });
                let beside = (from..at).all(|i| words[i].is(PartOfSpeech::Adjective));
                if phrase.adjectival && beside || of {
                    return Some(self.phrase_found(0, index, Reason::OfNoun));
                }
            }
            if words[at].in_class(Classes::PREPOSITION)
                && !self.rules.grammar.is_de(&words[at].forms)
                && !self.rules.grammar.is_par(&words[at].forms)
            {
                return None;
            }
        }
        None
    }

    /// The international community, by the adjective that stands for it.
    pub(super) fn world(&self, at: usize) -> Option<Found> {
        let id = self.rules.actors.find("INT")?;
        Some(Found {
            members: vec![(Some(id), ActorKind::Organisation)],
            sentence: 0,
            words: at..at + 1,
            elsewhere: Vec::new(),
            reason: Reason::OfNoun,
        })
    }

    /// «lancé par Paris».
    fn maker(&self, found: &Match, head: usize) -> Option<Found> {
        let groups = &self.here.reading.groups;
        let participle = groups.iter().find(|g| {
            g.main > head
                && g.main <= found.words.end + 6
                && (g.passive || g.traits.contains(Traits::PPAST))
        })?;
        self.agent(participle.main + 1)
    }

    /// «son appel», «leur démenti»: the subject of the clause, else of the sentence before.
    fn possessor(&self, head: usize) -> Option<Found> {
        let words = &self.here.reading.words;
        let from = head.saturating_sub(3);
        (from..head)
            .rev()
            .find(|i| words[*i].in_class(Classes::POSSESSIVE))?;
        self.subject_of_governor(head).or_else(|| {
            (1..=2).find_map(|step| {
                let before = self.sentence(-step)?;
                let group = *clauses(before).first()?;
                self.subject(-step, group, DEPTH)
            })
        })
    }

    /// The subject of the verb whose object the noun is.
    fn subject_of_governor(&self, head: usize) -> Option<Found> {
        let groups = &self.here.reading.groups;
        let group = (0..groups.len()).rev().find(|g| groups[*g].main < head)?;
        let words = &self.here.reading.words;
        if self
            .rules
            .grammar
            .is_receiving(&words[groups[group].main].analyses)
        {
            // «a salué l'appel», «rejette les accusations»: made by others.
            return None;
        }
        if groups[group].passive {
            return self.agent(groups[group].main + 1);
        }
        self.subject(0, group, DEPTH)
    }
}
