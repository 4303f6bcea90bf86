//! A party with what the document knows of it: its sides, its armed group, the state of an office.

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::actors::Actor;
use crate::tagger::attribution::office::Members;
use crate::tagger::attribution::settle::sides::looks_on;
use crate::tagger::attribution::subject::noun_phrase_end;
use crate::tagger::attribution::{Attribution, Found};
use crate::tagger::background::is_group;

/// The sides most spoken of among which the state of an office without one is.
const OFFICE_AMONG: usize = 2;

/// The sentences back among which the one is named who is described only.
const DESCRIBED_BACK: isize = 2;

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
        if found.members.is_empty() {
            let own = speaker.map(Found::ids).unwrap_or_default();
            found.members = self.described(&found, &own).unwrap_or_default();
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
        let sides = self.background.sides();
        let own = found.ids();
        let most = || {
            let states = sides.first(OFFICE_AMONG).into_iter();
            let mut states = states.filter(|side| !is_group(self.rules, *side));
            // «les putschistes et la Cédéao»: one named beside another is a side.
            states
                .next()
                .filter(|(id, _)| !own.is_empty() && !own.contains(id))
        };
        if let Some((id, kind)) = sides.state(self.rules).or_else(most) {
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

    /// «le groupe», «le royaume», «l'agence»: the group, state or body that the text named last before.
    pub(super) fn described(&self, found: &Found, own: &[ActorId]) -> Option<Members> {
        let words = &self.sentence(found.sentence)?.reading.words;
        let noun = found.words.start + 1;
        let determiner = words.get(found.words.start)?;
        let class = words.get(noun)?;
        // «accuse le groupe d'avoir tué»: the infinitive is no complement of the noun.
        let acting = words.get(noun + 2).is_some_and(|w| w.group.is_some());
        let bare = words.get(noun + 1).is_none_or(|next| {
            let of = self.rules.grammar.is_de(&next.forms) && !acting;
            !next.marks.is_empty() || !next.capital && !of
        });
        let definite = determiner.in_class(Classes::DEMONSTRATIVE.union(Classes::POSSESSIVE))
            || self.rules.grammar.is_object(&determiner.forms)
            || self.rules.is_alike("à", &determiner.forms);
        let many = self.written(found, found.words.start).ends_with(['s', 'x']);
        if !bare || !definite || many {
            return None;
        }
        let fits = |m: &Actor| {
            let Some(id) = m.id.filter(|id| !own.contains(id)) else {
                return false;
            };
            let group = is_group(self.rules, (id, m.kind));
            class.in_class(Classes::GROUP) && group && !looks_on(m.kind)
                || class.in_class(Classes::COUNTRY) && !group && !looks_on(m.kind)
                || class.in_class(Classes::BODY) && m.kind == ActorKind::Organisation
        };
        let near = (0..=DESCRIBED_BACK).find_map(|back| {
            let parsed = self.sentence(found.sentence - back)?;
            let before = if back == 0 {
                found.words.start
            } else {
                usize::MAX
            };
            let mut named = parsed
                .actors
                .iter()
                .filter(|p| !p.adjectival && p.members.len() == 1 && p.words.end <= before)
                .filter(|p| fits(&p.members[0]));
            let phrase = if back == 0 {
                named.next_back()
            } else {
                named.next()
            }?;
            Some((phrase.members[0].id?, phrase.members[0].kind))
        });
        let far = || {
            let sides = self.background.sides();
            let pair = sides.pair().filter(|_| !sides.is_short())?.into_iter();
            let mut known = pair.filter(|(id, _)| !own.contains(id) && !own.is_empty());
            known.find(|side| is_group(self.rules, *side) == class.in_class(Classes::GROUP))
        };
        let (id, kind) = near.or_else(far)?;
        Some(vec![(Some(id), kind)])
    }
}
