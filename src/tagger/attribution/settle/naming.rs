//! A party with what the document knows of it: its sides, its armed group, the state of an office.

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::attribution::subject::noun_phrase_end;
use crate::tagger::attribution::{Attribution, Found};

impl Attribution<'_> {
    /// A party with what the document knows of it.
    ///
    /// `fought` tells that its sides are those who fight, not those named last.
    pub(super) fn named(&self, mut found: Found, speaker: Option<&Found>, fought: bool) -> Found {
        if !found.ids().is_empty() {
            self.name_groups(&mut found);
            self.name_offices(&mut found);
            return found;
        }
        if let Some(count) = self.side_count(&found) {
            let own = speaker.map(Found::ids).unwrap_or_default();
            if let Some(sides) = self.sides_meant(&found, count, &own, fought) {
                found.members = sides
                    .into_iter()
                    .map(|(id, kind)| (Some(id), kind))
                    .collect();
            }
            return found;
        }
        if found.members.is_empty() {
            found = self.inner(found);
        }
        self.name_groups(&mut found);
        self.name_offices(&mut found);
        if found.ids().is_empty() {
            self.widen(&mut found);
        }
        found
    }

    /// An office without a state speaks for the one that fights an armed group in the document.
    fn name_offices(&self, found: &mut Found) {
        let open =
            |(id, kind): &(Option<ActorId>, ActorKind)| id.is_none() && *kind == ActorKind::Office;
        if !found.members.iter().any(open) || self.is_domestic(found) {
            return;
        }
        if let Some((id, kind)) = self.background.sides().state(self.rules) {
            for member in found.members.iter_mut().filter(|member| open(member)) {
                *member = (Some(id), kind);
            }
        }
    }

    /// A phrase that tells no id is shown, and compared, with all its words («les évêques *de Bamenda*»).
    fn widen(&self, found: &mut Found) {
        if let Some(parsed) = self.sentence(found.sentence)
            && !found.words.is_empty()
        {
            let end = noun_phrase_end(&parsed.reading, found.words.end - 1);
            found.words.end = found.words.end.max(end);
        }
    }

    /// Names the armed groups among the members that have no id.
    fn name_groups(&self, found: &mut Found) {
        let open =
            |(id, kind): &(Option<ActorId>, ActorKind)| id.is_none() && *kind == ActorKind::Armed;
        if !found.members.iter().any(open) {
            return;
        }
        if let Some((id, kind)) = self.background.sides().armed() {
            for member in found.members.iter_mut().filter(|member| open(member)) {
                *member = (Some(id), kind);
            }
        }
    }

    /// «un officier *turc*», «*sa* marine», «la partie *congolaise*»: whom the words of a phrase that names no actor tell.
    fn inner(&self, mut found: Found) -> Found {
        let Some(parsed) = self.sentence(found.sentence) else {
            return found;
        };
        let inside = |p: &&crate::tagger::actors::ActorPhrase| {
            p.words.start >= found.words.start && p.words.end <= found.words.end
        };
        let adjective = parsed.actors.iter().filter(inside).find(|p| p.adjectival);
        let office =
            parsed.actors.iter().filter(inside).find(|p| {
                p.is(ActorKind::Office) && !p.ids().is_empty() && p.preposition.is_none()
            });
        if let Some(phrase) = adjective.or(office) {
            found.members = phrase.members.iter().map(|m| (m.id, m.kind)).collect();
            return found;
        }
        if let Some(id) = self.seat_opening(&found) {
            found.members = vec![(Some(id), ActorKind::Office)];
            return found;
        }
        let possessed = Found {
            words: found.words.start + 1..found.words.end.max(found.words.start + 2),
            ..found.clone()
        };
        if parsed.reading.words[found.words.start].in_class(Classes::POSSESSIVE)
            && let Some(owner) = self.owner(&possessed)
        {
            found.members = owner;
        }
        found
    }

    fn is_domestic(&self, found: &Found) -> bool {
        self.sentence(found.sentence).is_some_and(|parsed| {
            parsed.reading.words[found.words.clone()]
                .iter()
                .any(|word| self.rules.is_domestic(&word.forms))
        })
    }
}
