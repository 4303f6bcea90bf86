//! Whether an act is diplomatic (DESIGN §4): one party is an international actor, and the other, or another actor
//! concerned, lies outside that actor's own state.

use crate::rules::actors::ActorId;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::attribution::Found;
use crate::tagger::sentence::{FoundAct, Outcome, Scene};

/// Lets an act pass, or says why it is none.
///
/// # Errors
/// [`Outcome::Observer`] or [`Outcome::NotDiplomatic`].
pub(super) fn verdict(rules: &Ruleset, scene: &Scene<'_>, act: &FoundAct) -> Result<(), Outcome> {
    let speaker = act.parties.speaker.as_ref();
    let target = act.parties.target.as_ref();
    let category = &rules.categories[act.category];
    let observer = speaker.is_some_and(|s| {
        !s.members.is_empty()
            && s.members
                .iter()
                .all(|(_, kind)| *kind == ActorKind::Observer)
    });
    if observer && !category.observer {
        return Err(Outcome::Observer);
    }
    if act.parties.described && speaker.is_none() {
        return Err(Outcome::NotDiplomatic);
    }
    let speakers = states(speaker);
    let targets = states(target);
    let foreign =
        |own: &[ActorId], others: &[ActorId]| others.iter().any(|other| !own.contains(other));
    let diplomatic = match (speakers.is_empty(), targets.is_empty()) {
        (false, false) => {
            foreign(&speakers, &targets)
                || foreign(&targets, &speakers)
                || has_armed(speaker)
                || has_armed(target)
        }
        (false, true) => category.war || has_armed(speaker) || others_concerned(scene, &speakers),
        (true, false) => {
            category.war
                || !is_private_opponent(speaker)
                    && (speaker.is_some() || others_concerned(scene, &targets) || has_armed(target))
        }
        (true, true) => false,
    };
    if diplomatic {
        Ok(())
    } else {
        Err(Outcome::NotDiplomatic)
    }
}

/// The ids of a party that are those of international actors.
fn states(party: Option<&Found>) -> Vec<ActorId> {
    let Some(party) = party else {
        return Vec::new();
    };
    party
        .members
        .iter()
        .filter(|(_, kind)| !matches!(kind, ActorKind::Ngo | ActorKind::Observer))
        .filter_map(|(id, _)| *id)
        .collect()
}

fn has_armed(party: Option<&Found>) -> bool {
    party.is_some_and(|party| {
        party
            .members
            .iter()
            .any(|(_, kind)| *kind == ActorKind::Armed)
    })
}

/// Whether a speaker is known to be somebody without a state: a noun phrase that names no actor.
fn is_private_opponent(party: Option<&Found>) -> bool {
    party.is_some_and(|party| party.members.is_empty())
}

/// Whether the sentence or its neighbours name another state, organisation or armed group.
fn others_concerned(scene: &Scene<'_>, own: &[ActorId]) -> bool {
    let near = std::iter::once(scene.here)
        .chain(scene.before.first())
        .chain(scene.after.first());
    near.flat_map(|parsed| &parsed.actors)
        .flat_map(|phrase| &phrase.members)
        .filter(|member| !matches!(member.kind, ActorKind::Ngo | ActorKind::Observer))
        .filter_map(|member| member.id)
        .any(|id| !own.contains(&id))
}
