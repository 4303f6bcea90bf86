//! Offices without a state («le ministre», «sa marine», «les insurgés»): who around them tells for whom they speak.

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::tagger::actors::ActorPhrase;
use crate::tagger::attribution::subject::noun_phrase_end;
use crate::tagger::attribution::{Attribution, Found};
use crate::tagger::background::is_group;
use crate::tagger::reading::Marks;

/// The words of a sentence among which its topic starts («Quant au Brésil, …»).
const TOPIC_REACH: usize = 2;

/// The words behind an office among which its seat stands («au pouvoir à Niamey»).
const SEAT_REACH: usize = 3;

/// Who may lend an office without a state his own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// Whoever acts nearby, and whatever the phrase is: to judge whether an act is diplomatic.
    Anybody,
    /// Who acts in the sentences before.
    Acting,
    /// Nobody but one with the same title.
    Nobody,
}

/// Somebody without a name in the tables.
pub(super) type Members = Vec<(Option<ActorId>, ActorKind)>;

impl Attribution<'_> {
    /// The office of a target, which is not taken for the speaker's own.
    pub(super) fn other_office(
        &self,
        target: Found,
        speaker: Option<&Found>,
        guess: Guess,
    ) -> Found {
        let known = self.known_office(target.clone(), guess);
        let own = speaker.map(Found::ids).unwrap_or_default();
        let resolved = known.ids() != target.ids();
        if resolved && known.ids().iter().all(|id| own.contains(id)) {
            target
        } else {
            known
        }
    }

    /// An office without a state («le ministre») is that of the nearest one before it with the same title.
    pub(super) fn known_office(&self, mut found: Found, guess: Guess) -> Found {
        let unknown = found
            .members
            .iter()
            .all(|(id, kind)| id.is_none() && *kind != ActorKind::Person);
        let open = found.members.is_empty() || self.side_count(&found).is_some();
        if !unknown || open && guess != Guess::Anybody {
            return found;
        }
        let Some(parsed) = self.sentence(found.sentence) else {
            return found;
        };
        if let Some(owner) = self.owner(&found) {
            found.members = owner;
            return found;
        }
        if found
            .members
            .iter()
            .all(|(_, kind)| *kind == ActorKind::Armed)
        {
            return self.known_group(found);
        }
        let title = &parsed.reading.words[found.words.start].forms;
        if title.is_empty() {
            return found;
        }
        let earlier = self.near.before().skip((-found.sentence).max(0) as usize);
        for sentence in std::iter::once(parsed).chain(earlier) {
            let same = sentence.actors.iter().find(|phrase| {
                phrase.members.len() == 1
                    && phrase.members[0].id.is_some()
                    && sentence.reading.words[phrase.words.start]
                        .forms
                        .iter()
                        .any(|form| title.contains(form))
            });
            if let Some(phrase) = same {
                found.members = vec![(phrase.members[0].id, phrase.members[0].kind)];
                return found;
            }
        }
        if found
            .members
            .iter()
            .all(|(_, kind)| *kind == ActorKind::Office)
            && let Some(id) = self
                .seat_beside(&found)
                .or_else(|| self.office_before(&found))
                .or_else(|| self.government_acting(&found, guess))
        {
            found.members = vec![(Some(id), ActorKind::Office)];
        }
        found
    }

    /// «A Tripoli, le ministre», «la junte au pouvoir à Niamey»: the seat that opens the sentence or follows the office.
    fn seat_beside(&self, found: &Found) -> Option<ActorId> {
        let parsed = self.sentence(found.sentence)?;
        let at = |phrase: &&ActorPhrase| {
            let opens = phrase.words.start <= 2 && phrase.words.end <= found.words.start;
            let follows = found.words.end <= phrase.words.start
                && phrase.words.start <= found.words.end + SEAT_REACH;
            phrase
                .preposition
                .is_some_and(|p| self.rules.is_alike("à", &parsed.reading.words[p].forms))
                && (opens || follows)
        };
        let seat = parsed
            .actors
            .iter()
            .filter(|p| p.is(ActorKind::Place))
            .find(at)?;
        seat.members.first()?.id
    }

    /// «A Douchanbé, le comité»: the seat that opens the sentence.
    pub(super) fn seat_opening(&self, found: &Found) -> Option<ActorId> {
        let parsed = self.sentence(found.sentence)?;
        let words = &parsed.reading.words;
        let opens = |p: &&ActorPhrase| {
            let at = p.preposition.is_some_and(|at| {
                self.rules.is_alike("à", &words[at].forms) && at == parsed.reading.first_word
            });
            at && p.is(ActorKind::Place)
                && p.words.end < found.words.start + 2
                && words
                    .get(p.words.end)
                    .is_some_and(|word| word.marks.has(Marks::COMMA))
        };
        parsed.actors.iter().find(opens)?.members.first()?.id
    }

    /// The state of an office named earlier in the same sentence («les forces afghanes …, selon les autorités»).
    fn office_before(&self, found: &Found) -> Option<ActorId> {
        let parsed = self.sentence(found.sentence)?;
        let before = parsed
            .actors
            .iter()
            .rev()
            .filter(|p| p.words.end <= found.words.start && p.members.len() == 1);
        before
            .filter(|p| p.is(ActorKind::Office))
            .find_map(|p| p.members[0].id)
    }

    /// The state of the office, capital or state that acts in the sentences just before.
    fn government_before(&self, sentence: isize) -> Option<ActorId> {
        (1..=2).find_map(|back| {
            let parsed = self.sentence(sentence - back)?;
            let acting = parsed
                .actors
                .iter()
                .filter(|p| p.preposition.is_none() && !p.adjectival && p.members.len() == 1);
            acting
                .filter(|p| {
                    p.is(ActorKind::Office) || p.is(ActorKind::State) || p.is(ActorKind::Place)
                })
                .filter_map(|p| Some((p.members[0].id?, p.members[0].kind)))
                .find(|side| !is_group(self.rules, *side))
                .map(|(id, _)| id)
        })
    }

    /// Who lends a government without a state his own; «les chefs de canton d'Adré» need nobody.
    fn government_acting(&self, found: &Found, guess: Guess) -> Option<ActorId> {
        let words = &self.sentence(found.sentence)?.reading.words;
        let end = noun_phrase_end(
            &self.sentence(found.sentence)?.reading,
            found.words.end.checked_sub(1)?,
        );
        let placed = (found.words.end..end).any(|i| words[i].capital);
        match guess {
            Guess::Nobody => None,
            Guess::Acting if placed => None,
            Guess::Acting | Guess::Anybody => self.government_before(found.sentence),
        }
    }

    /// «les insurgés», «le groupe armé»: the armed group named last before it.
    fn known_group(&self, mut found: Found) -> Found {
        let here = self.sentence(found.sentence).into_iter();
        let earlier = self.near.before().skip((-found.sentence).max(0) as usize);
        let start = found.words.start;
        let sentences = here
            .map(|parsed| (parsed, start))
            .chain(earlier.map(|parsed| (parsed, usize::MAX)));
        let named = sentences.into_iter().find_map(|(sentence, before)| {
            let members = sentence
                .actors
                .iter()
                .rev()
                .filter(|phrase| phrase.words.end <= before)
                .flat_map(|phrase| &phrase.members);
            members
                .filter(|m| m.kind == ActorKind::Armed)
                .find_map(|m| m.id)
        });
        if let Some(id) = named {
            found.members = vec![(Some(id), ActorKind::Armed)];
        }
        found
    }

    /// «sa ministre de la Défense», «leur état-major»: whose it is.
    pub(super) fn owner(&self, found: &Found) -> Option<Members> {
        let parsed = self.sentence(found.sentence)?;
        let before = found.words.start.checked_sub(1)?;
        if !parsed.reading.words[before].in_class(Classes::POSSESSIVE) {
            return None;
        }
        if parsed.reading.words[before].in_class(Classes::FIRST_PERSON) {
            // «Notre pays est accusé à tort», a plaidé le ministre.
            let speaker = self.quoted_in(found.sentence, before)?;
            return (!speaker.ids().is_empty()).then_some(speaker.members);
        }
        // *leur* is the one possessive that is a clitic too.
        let theirs = parsed.reading.words[before].in_class(Classes::CLITIC);
        let quotation = parsed.reading.words[before].quotation;
        let named = |phrase: &&ActorPhrase| {
            phrase.members.iter().all(|m| {
                let looks_on = matches!(m.kind, ActorKind::Ngo | ActorKind::Observer);
                m.kind == ActorKind::Armed || m.id.is_some() && !looks_on
            })
        };
        // «Quant au Brésil, son président», «A Moscou, son porte-parole»: what opens the sentence is its topic.
        let topic = |p: &ActorPhrase| {
            let behind = parsed.reading.words.get(p.words.end);
            p.words.start <= parsed.reading.first_word + TOPIC_REACH
                && behind.is_some_and(|word| word.marks.has(Marks::COMMA))
        };
        let oblique = |p: &&ActorPhrase| p.preposition.is_some() && !topic(p) || p.adjectival;
        let rank = |p: &&ActorPhrase| (theirs && !p.plural, oblique(p), p.words.start);
        let here = || {
            let before = |p: &&ActorPhrase| p.words.end <= before;
            parsed.actors.iter().filter(before).filter(named)
        };
        let beside = |p: &&ActorPhrase| {
            !p.adjectival && parsed.reading.words[p.words.start].quotation == quotation
        };
        let phrase = here()
            .filter(|p| beside(p) && !oblique(p))
            .min_by_key(rank)
            .or_else(|| {
                let sentence = self.sentence(found.sentence - 1)?;
                sentence.actors.iter().filter(named).min_by_key(rank)
            })
            .or_else(|| here().filter(beside).min_by_key(rank))
            .or_else(|| here().filter(|p| !p.adjectival).min_by_key(rank))?;
        Some(phrase.members.iter().map(|m| (m.id, m.kind)).collect())
    }
}
