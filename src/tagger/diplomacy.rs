//! Whether an act is diplomatic (DESIGN §4): one party is an international actor, and the other, or another actor or
//! act of war concerned, lies outside that actor's own state.

use crate::rules::actors::ActorId;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::attribution::Found;
use crate::tagger::sentence::{FoundAct, NoDiplomacy, Outcome, Parsed, Scene};

/// Lets an act pass, or says why it is none.
///
/// # Errors
/// [`Outcome::Observer`] or [`Outcome::NotDiplomatic`].
pub(super) fn verdict(rules: &Ruleset, scene: &Scene<'_>, act: &FoundAct) -> Result<(), Outcome> {
    let speaker = act.parties.speaker.as_ref();
    let target = act.parties.target.as_ref();
    let category = &rules.categories[act.category];
    if !category.observer && is_observer(speaker) {
        return Err(Outcome::Observer);
    }
    if act.parties.described && speaker.is_none() {
        return Err(Outcome::NotDiplomatic(NoDiplomacy::Unattributed));
    }
    let speakers = states(rules, speaker);
    let targets = states(rules, target);
    let mut both = speakers.clone();
    both.extend(targets.iter().filter(|id| !speakers.contains(id)));
    let armed = has_armed(speaker) || has_armed(target);
    let abroad = both.iter().any(|id| !rules.home.contains(id));
    let (diplomatic, why) = if both.len() > 1 {
        (true, NoDiplomacy::NobodyElse)
    } else if both.len() == 1
        && !category.war
        && (speakers == targets || speaker.is_none() && is_inhabitant(target))
    {
        // A state against its own, a Frenchwoman accused of something: only where they fight.
        (
            armed || abroad && speaks_of_war(rules, scene.here),
            NoDiplomacy::OwnAffair,
        )
    } else if both.is_empty() {
        // An NGO that asks for a truce speaks of a war, even where no country is named; so do one that blames rebels,
        // and rebels who deny a massacre.
        let war = || speaks_of_war(rules, scene.here);
        let of_war = is_body(speaker) && (armed || category.war && war())
            || has_armed(speaker.filter(|s| is_determined(scene, s))) && war();
        let warlike = armed || category.war && speaker.is_some();
        let why = if warlike {
            NoDiplomacy::NobodyAbroad
        } else {
            NoDiplomacy::NoActor
        };
        (of_war || warlike && names_abroad(rules, scene), why)
    } else if category.war || armed {
        // «Paris presse les belligérants de cesser le feu»: whoever they are.
        let of_war = category.war && is_capital(speaker) && speaks_of_war(rules, scene.here);
        (
            abroad || of_war || concerns(rules, scene, &both, true),
            NoDiplomacy::NobodyElse,
        )
    } else if act.parties.stranger {
        // «accuse M. Bolton», «accuse ces partis»: at home, unless a state says so or another stands beside.
        (
            abroad && is_capital(speaker) || names_other(rules, scene.here, &both),
            NoDiplomacy::OwnAffair,
        )
    } else if speakers.is_empty() {
        // A private person or an NGO that blames a foreign state counts; who opposes at home does not.
        let outside = is_outsider(rules, scene, speaker) && concerns(rules, scene, &both, false);
        (
            abroad && is_body(speaker) || outside,
            NoDiplomacy::NobodyElse,
        )
    } else {
        let outward = is_capital(speaker) || speaks_outward(rules, scene, speaker);
        let alone = outward || category.official && is_official(speaker);
        (
            abroad && alone || concerns(rules, scene, &both, outward),
            NoDiplomacy::NobodyElse,
        )
    };
    if diplomatic {
        Ok(())
    } else {
        Err(Outcome::NotDiplomatic(why))
    }
}

/// Whether only an adjective or inhabitant noun names the party («une famille française»).
fn is_inhabitant(party: Option<&Found>) -> bool {
    party.is_some_and(|s| {
        s.members
            .iter()
            .all(|(_, kind)| *kind == ActorKind::Demonym)
    })
}

/// Whether an NGO or an observer speaks.
fn is_body(party: Option<&Found>) -> bool {
    party.is_some_and(|s| {
        s.members
            .iter()
            .any(|(_, kind)| matches!(kind, ActorKind::Ngo | ActorKind::Observer))
    })
}

/// Whether a state or its capital itself speaks («Moscou dément»): the press writes so of diplomacy alone.
fn is_capital(party: Option<&Found>) -> bool {
    party.is_some_and(|s| {
        s.members
            .iter()
            .any(|(_, kind)| matches!(kind, ActorKind::State | ActorKind::Place))
    })
}

/// Whether an office speaks («le gouvernement birman»), not a person alone.
fn is_official(party: Option<&Found>) -> bool {
    party.is_some_and(|s| {
        s.members
            .iter()
            .all(|(_, kind)| matches!(kind, ActorKind::Office | ActorKind::Organisation))
    })
}

/// Whether the speaker's own name says that it speaks abroad («l'armée birmane», «le ministère serbe des Affaires étrangères»).
fn speaks_outward(rules: &Ruleset, scene: &Scene<'_>, party: Option<&Found>) -> bool {
    let Some(party) = party else { return false };
    let Some(sentence) = scene.sentence(party.sentence) else {
        return false;
    };
    let words = &sentence.reading.words[party.words.clone()];
    words.iter().any(|word| rules.is_outward(&word.forms))
}

/// Whether a state, organisation or armed group other than the home of the press is named in the sentence or near it.
fn names_abroad(rules: &Ruleset, scene: &Scene<'_>) -> bool {
    std::iter::once(scene.here)
        .chain(scene.near.all())
        .any(|parsed| names_other(rules, parsed, &rules.home))
}

fn is_observer(party: Option<&Found>) -> bool {
    party.is_some_and(|s| {
        !s.members.is_empty()
            && s.members
                .iter()
                .all(|(_, kind)| *kind == ActorKind::Observer)
    })
}

/// The ids of a party that are those of international actors.
fn states(rules: &Ruleset, party: Option<&Found>) -> Vec<ActorId> {
    let Some(party) = party else {
        return Vec::new();
    };
    let mut ids = Vec::new();
    for (id, kind) in &party.members {
        if let Some(id) = id
            && is_international(rules, *id, *kind)
            && !ids.contains(id)
        {
            ids.push(*id);
        }
    }
    ids
}

fn has_armed(party: Option<&Found>) -> bool {
    party.is_some_and(|party| {
        party
            .members
            .iter()
            .any(|(_, kind)| *kind == ActorKind::Armed)
    })
}

/// Whether a phrase has its article: «la rébellion nie», but not «accusé de rébellion».
fn is_determined(scene: &Scene<'_>, party: &Found) -> bool {
    let Some(sentence) = scene.sentence(party.sentence) else {
        return false;
    };
    let words = &sentence.reading.words;
    let first = party.words.start;
    let mut near = words[first.saturating_sub(1)..words.len().min(first + 1)].iter();
    near.any(|word| word.transparent)
}

/// Whether a speaker without a state can stand outside the one it blames: not an opposition, a party, a union.
fn is_outsider(rules: &Ruleset, scene: &Scene<'_>, party: Option<&Found>) -> bool {
    let Some(party) = party else { return true };
    let Some(sentence) = scene.sentence(party.sentence) else {
        return true;
    };
    let words = &sentence.reading.words[party.words.clone()];
    !words.iter().any(|word| rules.is_domestic(&word.forms))
}

/// Whether another state, organisation or armed group, or a word of war, stands in the sentence or near it.
///
/// A state that is the home of the press that is read (`pack.toml`, `home`) needs the other one in the same sentence, or, where
/// its capital or its foreign office speaks, beside it: its politics fill the domestic pages.
fn concerns(rules: &Ruleset, scene: &Scene<'_>, own: &[ActorId], outward: bool) -> bool {
    let home = !own.is_empty() && own.iter().all(|id| rules.home.contains(id));
    let here = std::iter::once(scene.here);
    if home {
        let beside = scene.near.at(-1).into_iter().chain(scene.near.at(1));
        return names_other(rules, scene.here, own)
            || outward
                && beside
                    .into_iter()
                    .any(|parsed| names_other(rules, parsed, own));
    }
    here.chain(scene.near.all())
        .any(|parsed| names_other(rules, parsed, own) || speaks_of_war(rules, parsed))
}

fn names_other(rules: &Ruleset, parsed: &Parsed<'_>, own: &[ActorId]) -> bool {
    let members = parsed.actors.iter().flat_map(|phrase| &phrase.members);
    members
        .filter_map(|member| Some((member.id?, member.kind)))
        .any(|(id, kind)| is_international(rules, id, kind) && !own.contains(&id))
}

/// Whether somebody is no private body: neither an NGO nor who looks on, nor the director of a paper.
fn is_international(rules: &Ruleset, id: ActorId, kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Ngo | ActorKind::Observer) && !rules.actors.looks_on(id)
}

fn speaks_of_war(rules: &Ruleset, parsed: &Parsed<'_>) -> bool {
    parsed
        .reading
        .words
        .iter()
        .any(|word| rules.is_war(&word.forms))
}
