//! The sides of a conflict: those whom «les deux camps» means, the belligerents of the document, the opponent.

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::background::{Side, is_group};

/// The words of a phrase among which «deux camps» stands («des émissaires des deux camps»).
const SIDE_REACH: usize = 5;

impl Attribution<'_> {
    /// How many sides a phrase without ids means: two in «les deux capitales», «les belligérants», three in «les trois pays».
    pub(in crate::tagger::attribution) fn side_count(&self, found: &Found) -> Option<usize> {
        if found.words.is_empty() || !found.ids().is_empty() {
            return None;
        }
        let words = &self.sentence(found.sentence)?.reading.words;
        let end = words
            .len()
            .min(found.words.end.max(found.words.start + SIDE_REACH));
        let inner = (found.words.start..end)
            .take_while(|i| *i == found.words.start || words[*i].marks.is_empty())
            .filter(|i| words[*i].in_class(Classes::SIDE.union(Classes::MUTUAL)));
        inner.into_iter().find_map(|noun| {
            let from = noun.saturating_sub(2);
            let number = (from..noun).find(|i| words[*i].in_class(Classes::NUMBER));
            match number.map(|number| self.written(found, number)).as_deref() {
                Some("deux") => Some(2),
                Some("trois") => Some(3),
                Some("quatre") => Some(4),
                _ => words[noun].in_class(Classes::MUTUAL).then_some(2),
            }
        })
    }

    pub(super) fn written(&self, found: &Found, word: usize) -> String {
        self.sentence(found.sentence)
            .map(|parsed| parsed.reading.written(word).to_lowercase())
            .unwrap_or_default()
    }

    /// Those whom «les deux pays» means: named together or alone around it, or the sides of the document.
    pub(super) fn sides_meant(
        &self,
        found: &Found,
        count: usize,
        own: &[ActorId],
        fought: bool,
    ) -> Option<Vec<Side>> {
        let near = || {
            (0..=2).find_map(|back| {
                let before = if back == 0 {
                    found.words.start
                } else {
                    usize::MAX
                };
                self.sides_named(found.sentence - back, before, count, own)
            })
        };
        let far = || self.document_sides(count, own);
        let words = &self.sentence(found.sentence)?.reading.words;
        let mutual = words[found.words.clone()]
            .iter()
            .any(|word| word.in_class(Classes::MUTUAL));
        if (mutual || fought) && !self.background.sides().is_short() {
            far().or_else(near)
        } else {
            near().or_else(far)
        }
    }

    /// Exactly so many sides of a sentence: those of one phrase, else all that it names.
    pub(super) fn sides_named(
        &self,
        distance: isize,
        before: usize,
        count: usize,
        own: &[ActorId],
    ) -> Option<Vec<Side>> {
        let parsed = self.sentence(distance)?;
        let phrases = || parsed.actors.iter().filter(|p| p.words.end <= before);
        let fits = |sides: &Vec<Side>| {
            sides.len() == count && sides.iter().all(|(id, _)| !own.contains(id))
        };
        let together = phrases()
            .map(|p| distinct(p.members.iter().filter_map(|m| Some((m.id?, m.kind)))))
            .find(fits);
        together.or_else(|| {
            let all = phrases().flat_map(|p| &p.members);
            let sides = all.filter(|m| !looks_on(m.kind));
            let sides = distinct(sides.filter_map(|m| Some((m.id?, m.kind))));
            let others: Vec<Side> = sides
                .into_iter()
                .filter(|(id, _)| !own.contains(id))
                .collect();
            Some(others).filter(fits)
        })
    }

    pub(super) fn document_sides(&self, count: usize, own: &[ActorId]) -> Option<Vec<Side>> {
        let sides = self.background.sides();
        let chosen = if count == 2 {
            sides.pair()?.to_vec()
        } else {
            sides.first(count)
        };
        let others: Vec<Side> = chosen
            .iter()
            .copied()
            .filter(|(id, _)| !own.contains(id))
            .collect();
        Some(others).filter(|others| !others.is_empty())
    }

    /// The sides of the document, without the speaker.
    pub(super) fn belligerents(&self, own: &[ActorId]) -> Option<Found> {
        if self.background.sides().is_short() {
            return None;
        }
        self.context(self.document_sides(2, own)?)
    }

    /// «sa médiation *entre Israël et le Hamas*», wherever it stands in the sentence.
    pub(super) fn between(&self, own: &[ActorId]) -> Option<Found> {
        let words = &self.here.reading.words;
        let index = self.here.actors.iter().position(|p| {
            let between = p
                .preposition
                .is_some_and(|at| self.rules.is_alike("entre", &words[at].forms));
            let ids = p.ids();
            between && ids.len() > 1 && ids.iter().all(|id| !own.contains(id))
        })?;
        Some(self.phrase_found(0, index, Reason::Preposition))
    }

    /// «se rendra à Moscou et à Kiev, où il servira d'intermédiaire»: two sides that the sentence names together.
    pub(super) fn together(&self, own: &[ActorId]) -> Option<Found> {
        let index = self.here.actors.iter().position(|p| {
            let ids = p.ids();
            let side = p.members.iter().all(|m| !looks_on(m.kind));
            ids.len() == 2 && side && ids.iter().all(|id| !own.contains(id))
        })?;
        Some(self.phrase_found(0, index, Reason::Context))
    }

    /// The side that the document speaks most of, without the speaker.
    pub(super) fn most_spoken_of(&self, own: &[ActorId]) -> Option<Found> {
        let sides = self.background.sides();
        if sides.is_short() {
            return None;
        }
        let mut others: Vec<Side> = sides
            .pair()?
            .into_iter()
            .filter(|(id, _)| !own.contains(id))
            .collect();
        // Arms are promised to a state sooner than to a group.
        others.sort_by_key(|side| is_group(self.rules, *side));
        self.context(vec![*others.first()?])
    }

    /// The one against whom the speaker stands.
    pub(super) fn opponent(&self, own: &[ActorId]) -> Option<Found> {
        let sides = self.background.sides();
        let pair = sides.pair().filter(|_| !sides.is_short())?;
        let within = pair.iter().any(|(id, _)| own.contains(id));
        let other = pair.iter().copied().find(|(id, _)| !own.contains(id))?;
        if within {
            self.context(vec![other])
        } else {
            None
        }
    }
}

pub(super) fn distinct(sides: impl Iterator<Item = Side>) -> Vec<Side> {
    let mut distinct: Vec<Side> = Vec::new();
    for side in sides {
        if !distinct.iter().any(|(id, _)| *id == side.0) {
            distinct.push(side);
        }
    }
    distinct
}

pub(super) const fn looks_on(kind: ActorKind) -> bool {
    matches!(
        kind,
        ActorKind::Organisation | ActorKind::Ngo | ActorKind::Observer
    )
}
