//! To whom the words around an act say that it goes: «leur propose», «a assuré à Israël que», «cette offensive».

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::matcher::Match;

/// The sentences behind which a promise is not continued any more.
const CONTINUED: usize = 3;

/// The words behind an act among which the demonstrative of its object stands.
const DEMONSTRATIVE_REACH: usize = 3;

/// The words behind a verb of saying among which the one to whom it is said stands.
const TOLD_REACH: usize = 2;

impl Attribution<'_> {
    /// «leur propose», «lui demande»: the sides named before, or the one that is not the speaker.
    pub(super) fn dative(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let reading = &self.here.reading;
        let group = reading.words[found.heads()[0]].group?;
        let group = &reading.groups[group];
        let clitic = (group.first..group.main).find(|i| {
            let word = &reading.words[*i];
            word.in_class(Classes::CLITIC)
                && !word.in_class(Classes::REFLEXIVE)
                && (word.in_class(Classes::POSSESSIVE) || self.rules.grammar.is_lui(&word.forms))
        })?;
        if reading.words[clitic].in_class(Classes::POSSESSIVE) {
            let near = (0..=2).find_map(|back| {
                let before = if back == 0 { clitic } else { usize::MAX };
                self.sides_named(-back, before, 2, own)
            });
            return self.context(near.or_else(|| self.document_sides(2, own))?);
        }
        let before = self.sentence(-1)?;
        let index = before.actors.iter().position(|p| {
            let place = p.preposition.is_some() && p.is(ActorKind::Place);
            !place && !p.adjectival && p.ids().iter().all(|id| !own.contains(id))
        })?;
        let named = self.named(self.phrase_found(-1, index, Reason::Context), None, false);
        (!named.ids().is_empty()).then_some(named)
    }

    /// «a assuré *à Israël* que …», «promis *à Kiev*»: to whom the verb of saying in front of the act speaks.
    pub(super) fn told_to(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let reading = &self.here.reading;
        let head = found.heads()[0];
        let verb = reading
            .groups
            .iter()
            .rev()
            .find(|g| g.main < head && g.is_finite() && self.reports(self.here, g))?;
        let index = self.here.actors.iter().position(|p| {
            let to = p.preposition.is_some_and(|at| {
                self.rules.is_alike("à", &reading.words[at].forms) && at <= verb.main + TOLD_REACH
            });
            let ids = p.ids();
            let other = !ids.is_empty() && ids.iter().all(|id| !own.contains(id));
            to && other && p.words.start > verb.main && p.words.end <= head
        })?;
        Some(self.phrase_found(0, index, Reason::Preposition))
    }

    /// The target of the last act of the category, where it is none of the speaker's.
    pub(super) fn continued(&self, category: usize, own: &[ActorId]) -> Option<Found> {
        let recent = self.background.recent(CONTINUED);
        let told = recent.into_iter().find(|told| {
            told.category == category
                && !told.target.is_empty()
                && told.target.iter().all(|(id, _)| !own.contains(id))
        })?;
        self.context(told.target)
    }

    /// «condamne *cette* offensive», «juge *ces* propos irresponsables»: who acts in the sentence before.
    pub(super) fn pointed_at(&self, found: &Match) -> Option<Found> {
        let words = &self.here.reading.words;
        let end = words.len().min(found.words.end + DEMONSTRATIVE_REACH);
        let from = found.heads()[0].min(found.words.start);
        (from..end).find(|i| {
            words[*i].in_class(Classes::DEMONSTRATIVE)
                && !words[*i].in_class(Classes::SUBJECT_PRONOUN)
        })?;
        let before = self.sentence(-1)?;
        Some(self.who_acts(-1, before)?.with(Reason::Context))
    }
}
