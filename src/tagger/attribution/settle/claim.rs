//! Whose claim a denial answers.

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::traits::Traits;
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::background::Side;
use crate::tagger::matcher::Match;
use crate::tagger::reading::Marks;

/// The sentences behind which an accusation is not answered any more.
const ANSWERED: usize = 6;

/// The words between the noun of a claim and whose it is.
const CLAIM_REACH: usize = 5;

impl Attribution<'_> {
    /// Whose claim the sentence itself says that it denies: «les accusations *de Kiev*», «comme l'affirme *Bakou*»,
    /// «le chiffre avancé *par Erevan*».
    pub(super) fn claim_here(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let other = |found: &Found| found.is_none_of(own);
        self.claim_reported(found)
            .filter(other)
            .or_else(|| self.claim_of_noun().filter(other))
            .or_else(|| self.claim_by(found).filter(other))
    }

    /// Whose claim the sentence before tells: one who accuses anybody there, or whom another denied there before.
    pub(super) fn told_before(&self, own: &[ActorId]) -> Option<Found> {
        let told = self.background.told(1);
        let other =
            |sides: &[Side]| !sides.is_empty() && sides.iter().all(|(id, _)| !own.contains(id));
        let accuser = told
            .iter()
            .find(|told| self.accuses(told.category) && other(&told.speaker));
        let denied = || {
            told.iter()
                .find(|told| self.answers(told.category) && other(&told.target))
        };
        let sides = accuser
            .map(|told| told.speaker.clone())
            .or_else(|| denied().map(|told| told.target.clone()))?;
        self.context(sides)
    }

    /// Whether one who speaks in a sentence before claims something there: who promises, offers, calls or denies does not.
    pub(super) fn may_claim(&self, found: &Found) -> bool {
        let told = self.background.told(found.sentence.unsigned_abs());
        told.is_empty() || told.iter().any(|told| self.accuses(told.category))
    }

    fn claim_of_noun(&self) -> Option<Found> {
        let words = &self.here.reading.words;
        let nouns = (0..words.len())
            .filter(|i| words[*i].in_class(Classes::CLAIM) && words[*i].group.is_none());
        nouns.into_iter().find_map(|noun| {
            let determiner = &words[noun.checked_sub(1)?];
            if determiner.in_class(Classes::POSSESSIVE) {
                // «Son accusation est réfutée»
                let found = Found {
                    reason: Reason::OfNoun,
                    ..self.unknown(0, noun..noun + 1)
                };
                let members = self.owner(&found)?;
                return Some(Found { members, ..found });
            }
            if determiner.in_class(Classes::DEMONSTRATIVE) {
                // «ces accusations»: of the sentence before.
                let before = self.sentence(-1)?;
                return Some(self.who_acts(-1, before)?.with(Reason::Context));
            }
            let limit = words.len().min(noun + 1 + CLAIM_REACH);
            let end = (noun + 1..limit)
                .find(|i| {
                    !words[*i].marks.is_empty()
                        || words[*i]
                            .group
                            .is_some_and(|g| self.here.reading.groups[g].is_finite())
                })
                .unwrap_or(limit);
            let index = self.here.actors.iter().position(|p| {
                let governed = p.preposition.is_some_and(|at| {
                    at > noun
                        && (self.rules.grammar.is_de(&words[at].forms)
                            || self.rules.grammar.is_par(&words[at].forms))
                });
                p.words.start > noun && p.words.start < end && (p.adjectival || governed)
            })?;
            Some(self.phrase_found(0, index, Reason::OfNoun))
        })
    }

    /// «comme l'a soutenu Kiev», «ce que raconte Addis-Abeba».
    fn claim_reported(&self, found: &Match) -> Option<Found> {
        let reading = &self.here.reading;
        let head = found.heads()[0];
        clauses(self.here).into_iter().find_map(|g| {
            let verb = &reading.groups[g];
            let before = verb.first.checked_sub(1)?;
            let opener = &reading.words[before];
            let what = self.rules.grammar.is_que(&opener.forms)
                && before > 0
                && reading.words[before - 1].in_class(Classes::DEMONSTRATIVE);
            let relative = what || self.rules.grammar.is_as(&opener.forms);
            let own = verb.first <= head && head <= verb.main;
            if what && reading.written(verb.first).eq_ignore_ascii_case("on") {
                return self.seat(0, verb.first);
            }
            if own || !relative || !self.reports(self.here, verb) {
                return None;
            }
            self.inverted(0, verb)
        })
    }

    /// «avancé par Erevan», «mise en cause par Berlin».
    fn claim_by(&self, found: &Match) -> Option<Found> {
        let reading = &self.here.reading;
        let head = found.heads()[0];
        let participles = reading.groups.iter().filter(|g| {
            g.passive
                && !g.is_finite()
                && !(g.first <= head && head <= g.main)
                && g.traits.contains(Traits::PPAST)
                && !found.words.contains(&g.main)
        });
        participles.into_iter().find_map(|g| {
            let words = &reading.words;
            let limit = words.len().min(g.main + CLAIM_REACH);
            let par = (g.main + 1..limit)
                .take_while(|i| !words[*i].marks.has(Marks::COMMA.union(Marks::SEMICOLON)))
                .find(|i| self.rules.grammar.is_par(&words[*i].forms))?;
            let phrase = self.phrase_behind(0, par + 1)?;
            Some(self.phrase_found(0, phrase, Reason::Agent))
        })
    }

    /// Who accused the speaker last.
    pub(super) fn accuser(&self, category: usize, own: &[ActorId]) -> Option<Found> {
        let recent = self.background.recent(ANSWERED);
        let told = recent.into_iter().find(|told| {
            told.category != category
                && self.rules.categories[told.category].opaque
                && told.target.iter().any(|(id, _)| own.contains(id))
                && !told.speaker.is_empty()
                && told.speaker.iter().all(|(id, _)| !own.contains(id))
        })?;
        self.context(told.speaker)
    }
}
