//! The last step, for acts that stand: parties that the sentence leaves open are named by the document.
//!
//! «les deux pays», «les belligérants», «les insurgés», «le gouvernement», «un officier turc», «la résolution»: what
//! the words say is found first ([`Attribution::parties`]), and whether the act is diplomatic is judged on it; here
//! the [`Background`](crate::tagger::background::Background) fills in.

mod addressee;
mod claim;
mod naming;
mod sides;

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::{ActorKind, TargetPlace};
use crate::tagger::attribution::office::Guess;
use crate::tagger::attribution::settle::sides::{distinct, looks_on};
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::background::Side;
use crate::tagger::sentence::FoundAct;
use crate::text::span::Span;

impl Attribution<'_> {
    /// Names the parties that the acts of the sentence leave open; acts of one category agree on a target that one
    /// of them has by its grammar.
    pub fn settle(&self, acts: &mut [FoundAct]) {
        let mut order: Vec<usize> = (0..acts.len()).collect();
        order.sort_by_key(|act| self.answers(acts[*act].category));
        for index in order {
            let act = &mut acts[index];
            let speaker = act.parties.said_speaker.take();
            let speaker = speaker
                .map(|s| self.known_office(s, Guess::Acting))
                .map(|s| self.named(s, None, false));
            let target = act.parties.said_target.take();
            let target = target.map(|t| self.other_office(t, speaker.as_ref(), Guess::Nobody));
            act.parties.target = self.settled(act, target, speaker.as_ref());
            act.parties.speaker =
                speaker.filter(|s| !blames_itself(s, act.parties.target.as_ref()));
            self.background.tell(
                act.category,
                known(act.parties.speaker.as_ref()),
                known(
                    act.parties
                        .target
                        .as_ref()
                        .filter(|t| t.reason != Reason::Context),
                ),
            );
        }
        self.answer(acts);
        agree(acts);
    }

    /// «des accusations rejetées par les deux pays»: who denies is who was accused.
    fn answer(&self, acts: &mut [FoundAct]) {
        for index in 0..acts.len() {
            let (category, words) = (acts[index].category, acts[index].found.words.clone());
            let vague = acts[index]
                .parties
                .target
                .as_ref()
                .is_none_or(|t| t.reason == Reason::Context || t.ids().is_empty());
            let head = acts[index].found.heads()[0];
            let named = self.here.reading.words[head].in_class(Classes::CLAIM);
            if !named || !vague || !self.rules.categories[category].opaque || self.answers(category)
            {
                continue;
            }
            let denial = acts.iter().find(|act| {
                self.answers(act.category)
                    && act.found.words.start < words.end
                    && words.start < act.found.words.end
            });
            let Some(denier) = denial.and_then(|act| act.parties.speaker.clone()) else {
                continue;
            };
            let parties = &mut acts[index].parties;
            let own = parties.speaker.as_ref().map(Found::ids).unwrap_or_default();
            if !denier.ids().is_empty() {
                if denier.ids() == own {
                    parties.speaker = None;
                }
                parties.target = Some(denier.with(Reason::Object));
            }
        }
    }

    /// Whether acts of a category answer others: a denial is settled behind the accusation that it denies.
    fn answers(&self, category: usize) -> bool {
        let places = &self.rules.categories[category].target;
        places.contains(&TargetPlace::Claimant)
    }

    fn settled(
        &self,
        act: &FoundAct,
        target: Option<Found>,
        speaker: Option<&Found>,
    ) -> Option<Found> {
        let places = &self.rules.categories[act.category].target;
        let guessed = target.as_ref().is_none_or(|t| t.reason == Reason::Context);
        let fought = places.contains(&TargetPlace::Belligerents);
        let target = target.map(|t| self.named(t, speaker, fought));
        // «a confié au secrétaire général de l'ONU qu'il pourrait aider»: between whom is another question.
        let between = places.first() == Some(&TargetPlace::Preposition("entre".into()))
            && target.as_ref().is_some_and(|t| {
                t.members
                    .iter()
                    .all(|(_, kind)| looks_on(*kind) || *kind == ActorKind::Office)
                    && t.reason == Reason::Preposition
                    && t.members.len() == 1
            });
        if guessed
            && places.contains(&TargetPlace::Reciprocal)
            && let Some(mutual) = self.reciprocal(act.found.heads()[0], speaker)
        {
            return Some(mutual);
        }
        let open = guessed || between || target.as_ref().is_some_and(is_open);
        if !open {
            return target;
        }
        let own = speaker.map(Found::ids).unwrap_or_default();
        let other = |found: &Found| {
            let ids = found.ids();
            !ids.is_empty() && ids.iter().all(|id| !own.contains(id))
        };
        let named = if places.contains(&TargetPlace::Belligerents) {
            self.dative(&act.found, &own)
                .or_else(|| self.between(&own))
                .or_else(|| self.belligerents(&own))
        } else if places.contains(&TargetPlace::Beneficiary) {
            self.dative(&act.found, &own)
                .or_else(|| self.told_to(&act.found, &own))
                .or_else(|| self.continued(act.category, &own))
                .or_else(|| self.most_spoken_of(&own))
        } else if places.contains(&TargetPlace::Claimant) {
            if own.is_empty() {
                return None;
            }
            return self
                .claim_here(&act.found, &own)
                .or_else(|| self.accuser(act.category, &own))
                .or_else(|| target.filter(|t| guessed && other(t)))
                .or_else(|| self.opponent(&own));
        } else {
            self.pointed_at(&act.found)
                .filter(other)
                .or_else(|| self.opponent(&own))
        };
        named.filter(other).or(target)
    }

    /// Where the sentence names an actor, other than by an adjective.
    fn mention_here(&self, id: ActorId) -> Option<Span> {
        let phrases = self.here.actors.iter().filter(|phrase| !phrase.adjectival);
        let named = phrases
            .flat_map(|phrase| &phrase.members)
            .find(|member| member.id == Some(id))?;
        Some(self.here.reading.span_of(named.words.clone()))
    }

    /// Parties that the document names, with the place where the sentence names each, else the article.
    pub(super) fn context(&self, sides: Vec<Side>) -> Option<Found> {
        let known = self.background.sides();
        let mention = |id| self.mention_here(id).or_else(|| known.mention(id));
        let elsewhere: Option<Vec<Span>> = sides.iter().map(|(id, _)| mention(*id)).collect();
        let elsewhere = elsewhere.filter(|spans| !spans.is_empty())?;
        Some(Found {
            members: sides
                .into_iter()
                .map(|(id, kind)| (Some(id), kind))
                .collect(),
            sentence: 0,
            words: 0..0,
            elsewhere,
            reason: Reason::Context,
        })
    }
}

/// Whether nobody whom a rule's place found is told apart: an office without a state, a noun that names no actor.
fn is_open(target: &Found) -> bool {
    target.ids().is_empty()
        && target
            .members
            .iter()
            .all(|(_, kind)| *kind == ActorKind::Office)
}

fn known(party: Option<&Found>) -> Vec<Side> {
    let members = party.into_iter().flat_map(|party| &party.members);
    distinct(members.filter_map(|(id, kind)| Some(((*id)?, *kind))))
}

/// «après avoir été accusés»: the subject of a passive without an author is not the one who accuses.
fn blames_itself(speaker: &Found, target: Option<&Found>) -> bool {
    target.is_some_and(|target| {
        target.reason == Reason::Subject
            && !target.ids().is_empty()
            && target.ids() == speaker.ids()
    })
}

/// A target by context gives way to one that the grammar of another act of the category tells.
fn agree(acts: &mut [FoundAct]) {
    for index in 0..acts.len() {
        let weak = acts[index]
            .parties
            .target
            .as_ref()
            .is_none_or(|target| target.reason == Reason::Context);
        let better = acts.iter().find(|act| {
            act.category == acts[index].category
                && act
                    .parties
                    .target
                    .as_ref()
                    .is_some_and(|t| t.reason != Reason::Context && !t.ids().is_empty())
        });
        if let Some(better) = better.filter(|_| weak) {
            acts[index].parties.target = better.parties.target.clone();
        }
    }
}
