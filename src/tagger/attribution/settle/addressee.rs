//! To whom the words around an act say that it goes: «leur propose», «a assuré à Israël que», «cette offensive».

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::{ActorKind, TargetPlace};
use crate::rules::traits::Traits;
use crate::tagger::actors::ActorPhrase;
use crate::tagger::attribution::settle::sides::looks_on;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::matcher::Match;
use crate::tagger::sentence::FoundAct;

/// The sentences behind which a promise is not continued any more.
const CONTINUED: usize = 3;

/// The words behind an act among which the demonstrative of its object stands.
const DEMONSTRATIVE_REACH: usize = 3;

/// The words behind a verb of saying among which the one to whom it is said stands.
const TOLD_REACH: usize = 2;

/// The words in front of an act among which «aussi» stands.
const LIKEWISE_REACH: usize = 3;

/// The words behind an act among which a description of its addressee stands.
const DESCRIBED_REACH: usize = 4;

impl Attribution<'_> {
    /// «leur propose», «lui demande»: the sides named before, or the one that is not the speaker.
    pub(super) fn dative(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let reading = &self.here.reading;
        let own_group = reading.words[found.heads()[0]].group;
        let inside = reading.groups.iter().enumerate().filter(|(index, g)| {
            Some(*index) == own_group || !g.is_finite() && found.words.contains(&g.main)
        });
        let mut clitics = inside.flat_map(|(_, g)| g.first..g.main);
        let clitic = clitics.find(|i| {
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

    /// The one other party that the sentence names, else who acts in the one before, else whom that one names.
    pub(super) fn only_other(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        let other = |found: &Found| found.is_none_of(own);
        let head = found.heads()[0];
        let before = self.sentence(-1);
        let acting = || self.who_acts(-1, before?).filter(other);
        let here = self.only_named(0, own, |p| !self.is_suffering(head, p));
        here.or_else(acting)
            .or_else(|| self.only_named(-1, own, |_| true))
            .map(|found| found.with(Reason::Context))
    }

    /// The one other party that a sentence names, where it names one only.
    fn only_named(
        &self,
        distance: isize,
        own: &[ActorId],
        wanted: impl Fn(&ActorPhrase) -> bool,
    ) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let words = &parsed.reading.words;
        let told = |p: &ActorPhrase| {
            p.preposition
                .is_some_and(|at| words[at].in_class(Classes::ATTRIBUTION))
        };
        let mut others = parsed.actors.iter().enumerate().filter(|(_, p)| {
            let ids = p.ids();
            ids.len() == 1
                && !own.contains(&ids[0])
                && !p.members.iter().any(|m| looks_on(m.kind))
                && !told(p)
                && wanted(p)
        });
        let (first, phrase) = others.next()?;
        let id = phrase.ids();
        others
            .all(|(_, p)| p.ids() == id)
            .then(|| self.phrase_found(distance, first, Reason::Context))
    }

    /// Whether the sentence of a call says that somebody is called: «à tous», «chacun», «les deux rives», «Taisez vos fusils».
    pub(super) fn addresses(&self, found: &Match) -> bool {
        let reading = &self.here.reading;
        let words = &reading.words;
        let plural = reading.groups.iter().any(|g| {
            let you = g.traits.contains(Traits::P2P) && g.traits.contains(Traits::IMP);
            you && found.words.contains(&g.main)
        });
        let everyone = |at: usize| {
            let bare = words
                .get(at + 1)
                .is_none_or(|next| !next.transparent || !next.marks.is_empty());
            words[at].in_class(Classes::EVERYONE) && bare
        };
        let two = |at: usize| {
            words[at].in_class(Classes::NUMBER)
                && at > 0
                && (words[at - 1].transparent || words[at - 1].in_class(Classes::PREPOSITION))
        };
        plural
            || (0..words.len())
                .any(|at| everyone(at) || two(at) || words[at].in_class(Classes::MUTUAL))
    }

    /// «un cessez-le-feu mondial» is asked of everybody.
    pub(super) fn everybody(&self, found: &Match) -> Option<Found> {
        let words = &self.here.reading.words;
        let behind = found.words.end;
        let mut at = found.heads()[0] + 1..words.len().min(behind + 1);
        let world =
            at.find(|i| words[*i].in_class(Classes::GLOBAL) && words[*i].marks.is_empty())?;
        self.world(world)
    }

    /// «cet appel», «prône de même une trêve»: whether an act is like another told before.
    pub(super) fn follows_another(&self, found: &Match) -> bool {
        let words = &self.here.reading.words;
        let from = found.words.start.saturating_sub(LIKEWISE_REACH);
        let limit = words.len().min(found.words.end + 1);
        let this = (from..found.words.start.max(found.heads()[0])).any(|at| {
            words[at].in_class(Classes::DEMONSTRATIVE)
                && words[at].transparent
                && !words[at].in_class(Classes::SUBJECT_PRONOUN)
        });
        this || (from..limit).any(|at| words[at].in_class(Classes::LIKEWISE))
    }

    /// «accuse *le groupe*», «en attribue la responsabilité *au royaume*»: who is only described where the act is
    /// addressed, as the text named him before.
    pub(super) fn described_object(&self, act: &FoundAct, own: &[ActorId]) -> Option<Found> {
        let found = &act.found;
        let places = &self.rules.categories[act.category].target;
        let reading = &self.here.reading;
        let words = &reading.words;
        let head = found.heads()[0];
        let noun_class = Classes::GROUP.union(Classes::COUNTRY).union(Classes::BODY);
        let limit = words
            .len()
            .min(found.words.end.max(head + 1) + DESCRIBED_REACH);
        let noun = (head + 2..limit)
            .take_while(|i| words[*i].marks.is_empty())
            .find(|i| {
                let determiner = &words[*i - 1];
                let definite = self.rules.grammar.is_object(&determiner.forms)
                    || determiner.in_class(Classes::POSSESSIVE);
                let direct = *i == head + 2 && definite;
                let governs = |at: usize| {
                    places.iter().any(|place| match place {
                        TargetPlace::Preposition(written) => {
                            self.rules.is_alike(written, &words[at].forms)
                                && !self.rules.grammar.is_de(&words[at].forms)
                        }
                        _ => false,
                    })
                };
                let behind_to = governs(*i - 1) || governs(*i - 2) && definite;
                words[*i].in_class(noun_class) && (direct || behind_to)
            })?;
        let found = self.unknown(0, noun - 1..noun + 1);
        let members = self.described(&found, own)?;
        Some(Found {
            members,
            reason: Reason::Object,
            ..found
        })
    }
}
