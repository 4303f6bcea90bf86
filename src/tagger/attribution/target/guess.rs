//! Targets that the act's clause does not name: those named most around it, who claimed what is denied.

use std::ops::Range;

use crate::rules::actors::ActorId;
use crate::rules::pack::ActorKind;
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::subject::NEAR;
use crate::tagger::attribution::{Attribution, Found, Reason};

/// How much an actor of the act's own sentence weighs against one of its neighbours.
const HERE: usize = 3;

impl Attribution<'_> {
    /// The sides most often named around the act; the act's sentence counts threefold.
    pub(super) fn most_named(&self, speaker: Option<&Found>, most: usize) -> Option<Found> {
        let own = speaker.map(Found::ids).unwrap_or_default();
        let mut counts: Vec<(ActorId, ActorKind, usize)> = Vec::new();
        let near = std::iter::once((self.here, HERE)).chain(self.near.all().map(|p| (p, 1)));
        for (parsed, weight) in near {
            for member in parsed.actors.iter().flat_map(|phrase| &phrase.members) {
                let Some(id) = member.id else { continue };
                let side = !matches!(
                    member.kind,
                    ActorKind::Organisation | ActorKind::Ngo | ActorKind::Observer
                );
                if !side || own.contains(&id) {
                    continue;
                }
                match counts.iter_mut().find(|(known, ..)| *known == id) {
                    Some((.., count)) => *count += weight,
                    None => counts.push((id, member.kind, weight)),
                }
            }
        }
        counts.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
        let best = counts.first().map(|(.., count)| *count)?;
        counts.retain(|(.., count)| *count >= 2 && *count * 3 >= best);
        counts.truncate(most);
        let first = counts.first().map(|(id, ..)| *id)?;
        let (sentence, words) = self.first_mention(first)?;
        Some(Found {
            members: counts
                .iter()
                .map(|(id, kind, _)| (Some(*id), *kind))
                .collect(),
            sentence,
            words,
            elsewhere: Vec::new(),
            reason: Reason::Context,
        })
    }

    /// The nearest sentence that names an actor, and its words there.
    pub(in crate::tagger::attribution) fn first_mention(
        &self,
        id: ActorId,
    ) -> Option<(isize, Range<usize>)> {
        let before = self
            .near
            .before()
            .zip(1..)
            .map(|(parsed, back)| (-back, parsed));
        let after = self.near.after().zip(1..).map(|(parsed, on)| (on, parsed));
        std::iter::once((0, self.here))
            .chain(before)
            .chain(after)
            .find_map(|(distance, parsed)| {
                let members = parsed.actors.iter().flat_map(|phrase| &phrase.members);
                members
                    .filter(|m| m.id == Some(id))
                    .map(|m| (distance, m.words.clone()))
                    .next()
            })
    }

    /// Whose claim a denial answers: who speaks or acts in the sentences before.
    pub(super) fn claimant(&self, speaker: Option<&Found>) -> Option<Found> {
        let own = speaker.map(Found::ids).unwrap_or_default();
        let other = |found: &Found| found.is_none_of(&own);
        (1..=2).find_map(|back| self.claimant_in(-back).filter(other))
    }

    /// Who claims something in a sentence: the subject of its first verb of saying or accusing.
    fn claimant_in(&self, distance: isize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        clauses(parsed)
            .into_iter()
            .filter(|group| self.reports(parsed, &parsed.reading.groups[*group]))
            .find_map(|group| {
                self.subject(distance, group, NEAR)
                    .filter(|found| !found.ids().is_empty())
            })
            .map(|found| found.with(Reason::Context))
    }
}
