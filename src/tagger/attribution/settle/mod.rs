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
use crate::tagger::matcher::Match;
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
                known(act.parties.target.as_ref().filter(|t| {
                    let places = &self.rules.categories[act.category].target;
                    let called = places.contains(&TargetPlace::Belligerents);
                    t.reason != Reason::Context || called || self.answers(act.category)
                })),
            );
        }
        self.answer(acts);
        agree(acts);
        for act in acts.iter_mut() {
            let places = &self.rules.categories[act.category].target;
            let open = act.parties.target.is_none() && !act.parties.stranger;
            if open && places.contains(&TargetPlace::Reciprocal) {
                let own = known(act.parties.speaker.as_ref());
                let own: Vec<ActorId> = own.iter().map(|(id, _)| *id).collect();
                act.parties.target = self.only_other(&act.found, &own);
            }
        }
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
            if !named || !vague || !self.accuses(category) {
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
    pub(super) fn answers(&self, category: usize) -> bool {
        let places = &self.rules.categories[category].target;
        places.contains(&TargetPlace::Claimant)
    }

    /// Whether acts of a category accuse: like a denial it tells of others' acts, but it answers none.
    pub(super) fn accuses(&self, category: usize) -> bool {
        self.rules.categories[category].opaque && !self.answers(category)
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
        let other = |found: &Found| found.is_none_of(&own);
        let described = self.described_object(act, &own);
        if described.is_some() {
            return described;
        }
        if fought && places.first() == Some(&TargetPlace::Object) && guessed {
            return self.called(act, target, &own);
        }
        let named = if fought {
            self.told_or_between(&act.found, &own)
                .or_else(|| self.together(&own))
                .or_else(|| self.belligerents(&own))
        } else if places.contains(&TargetPlace::Beneficiary) {
            self.dative(&act.found, &own)
                .or_else(|| self.told_to(&act.found, &own))
                .or_else(|| self.continued(act.category, &own))
                .or_else(|| self.most_spoken_of(&own))
        } else if places.contains(&TargetPlace::Claimant) {
            return self.claim(act, target.filter(|_| guessed), &own);
        } else {
            let blamed = self.pointed_at(&act.found).filter(other);
            let blamed = blamed.or_else(|| self.opponent(&own)).filter(other);
            // Who suffers what is condemned is not blamed for it.
            return blamed.or_else(|| target.filter(|t| t.reason != Reason::Context));
        };
        named.filter(other).or(target)
    }

    /// Who is called upon where the words of the call address nobody by name.
    ///
    /// «Paris veut une trêve» calls upon nobody; «invite chacun à la retenue» upon those who fight in the article. A
    /// few sentences without an article tell less: there, those named most are meant.
    fn called(&self, act: &FoundAct, target: Option<Found>, own: &[ActorId]) -> Option<Found> {
        let found = &act.found;
        let other = |found: &Found| found.is_none_of(own);
        let near = self
            .everybody(found)
            .or_else(|| self.told_or_between(found, own).filter(other));
        if near.is_some() {
            return near;
        }
        let scene = self.names_scene(found);
        if self.background.sides().is_short() {
            return target.filter(|_| !scene);
        }
        if self.addresses(found) {
            return self.belligerents(own).filter(other).or(target);
        }
        let follows = self.follows_another(found);
        let before = || self.continued(act.category, own).filter(|_| follows);
        before().or_else(|| self.together(own).filter(|t| !scene && other(t)))
    }

    fn told_or_between(&self, found: &Match, own: &[ActorId]) -> Option<Found> {
        self.dative(found, own).or_else(|| self.between(own))
    }

    /// Whose claim a denial answers; `guess` is who spoke before it.
    fn claim(&self, act: &FoundAct, guess: Option<Found>, own: &[ActorId]) -> Option<Found> {
        if own.is_empty() {
            return None;
        }
        self.claim_here(&act.found, own)
            .or_else(|| self.accuser(act.category, own))
            .or_else(|| self.told_before(own))
            .or_else(|| guess.filter(|t| t.is_none_of(own) && self.may_claim(t)))
            .or_else(|| self.opponent(own))
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

/// A target by context gives way to one that the grammar of another act of the category tells; an act without a
/// target takes that of another.
fn agree(acts: &mut [FoundAct]) {
    for index in 0..acts.len() {
        let weak = acts[index]
            .parties
            .target
            .as_ref()
            .is_none_or(|target| target.reason == Reason::Context);
        let told = |sure: bool| {
            acts.iter().find(|act| {
                let target = act.parties.target.as_ref();
                act.category == acts[index].category
                    && target.is_some_and(|t| {
                        !t.ids().is_empty() && (!sure || t.reason != Reason::Context)
                    })
            })
        };
        let none = acts[index].parties.target.is_none();
        let better = told(true).or_else(|| told(false).filter(|_| none));
        if let Some(better) = better.filter(|_| weak) {
            acts[index].parties.target = better.parties.target.clone();
        }
    }
}
