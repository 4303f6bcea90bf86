//! Who performs an act, and who it is addressed to.
//!
//! A pattern is written from its act; the parties are *found*: [`subject`] looks from a verb for its subject,
//! [`noun`] from a noun of the act for the one whose act it is, [`quote`] from a quotation for the one who speaks it,
//! [`pronoun`] behind *il*, *elle*, *ce dernier*, and [`target`] by the places that the category names.
//! Each choice carries its reason, which `explain` prints.

mod noun;
mod pronoun;
mod quote;
mod subject;
mod target;

use std::cell::Cell;
use std::ops::Range;

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::{ActorKind, Subject};
use crate::rules::pattern::Role;
use crate::rules::ruleset::Ruleset;
use crate::tagger::actors::ActorPhrase;
use crate::tagger::matcher::Match;
use crate::tagger::sentence::Parsed;

/// A party of an act, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Those it names: id (where known) and kind.
    pub members: Vec<(Option<ActorId>, ActorKind)>,
    /// The sentence it stands in, counted from that of the act: 0, -1 (the one before), 1, …
    pub sentence: isize,
    /// Its words in that sentence.
    pub words: Range<usize>,
    /// Why it was chosen.
    pub reason: Reason,
}

/// Why a party was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The rule captures it.
    Captured,
    /// It is the subject of the act's verb.
    Subject,
    /// It is the subject behind the verb.
    Inverted,
    /// It is the antecedent of *qui*.
    Antecedent,
    /// *par* names it.
    Agent,
    /// The noun of the act has it as complement, adjective or possessor.
    OfNoun,
    /// It speaks the quotation.
    Quotation,
    /// *selon* names it.
    According,
    /// A pronoun stands for it.
    Pronoun,
    /// It is the object of the act's verb.
    Object,
    /// A preposition of the category introduces it.
    Preposition,
    /// It blames itself on each other: *s'accusent*.
    Reciprocal,
    /// The sentences around name it.
    Context,
    /// It stands inside the object («l'offensive turque»).
    Inside,
}

impl Found {
    /// The known ids, each once.
    pub fn ids(&self) -> Vec<ActorId> {
        let mut ids = Vec::new();
        for (id, _) in &self.members {
            if let Some(id) = id
                && !ids.contains(id)
            {
                ids.push(*id);
            }
        }
        ids
    }

    fn with(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }
}

/// The parties of an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Who performs it.
    pub speaker: Option<Found>,
    /// To whom, or of whom.
    pub target: Option<Found>,
    /// Whether the words only describe what the target does: without one to whom they are attributed they are
    /// the narrator's, and no act.
    pub described: bool,
}

/// Attribution in one sentence; the sentences around it serve pronouns and quotations.
pub struct Attribution<'s> {
    rules: &'s Ruleset,
    here: &'s Parsed<'s>,
    /// The sentences before, the nearest first.
    before: &'s [Parsed<'s>],
    /// The sentences behind, the nearest first.
    after: &'s [Parsed<'s>],
    /// The questions that one act may still ask: pronouns and quotations can point at each other in a circle.
    left: Cell<usize>,
}

/// The words behind an office among which its seat stands («au pouvoir à Niamey»).
const SEAT_REACH: usize = 3;

/// The words behind a victim among which *par* names the author.
const AUTHOR_REACH: usize = 4;

/// How far a predicate's subject is sought.
const PREDICATE_DEPTH: usize = 4;

/// The questions that one act may ask.
const QUESTIONS: usize = 60;

impl<'s> Attribution<'s> {
    /// Attribution for acts in `here`.
    pub fn new(
        rules: &'s Ruleset,
        here: &'s Parsed<'s>,
        before: &'s [Parsed<'s>],
        after: &'s [Parsed<'s>],
    ) -> Self {
        Self {
            rules,
            here,
            before,
            after,
            left: Cell::new(QUESTIONS),
        }
    }

    /// The parties of a match of a rule of this category.
    pub fn parties(&self, found: &Match, category: usize, subject: Subject) -> Parties {
        self.left.set(QUESTIONS);
        let head = found.heads()[0];
        let captured = self.captured(found, Role::Target);
        let mut speaker = self.captured(found, Role::Speaker);
        let named = speaker.is_some();
        let mut described = None;
        if !named {
            speaker = self.speaker(found, head);
            if subject == Subject::Target || same_place(speaker.as_ref(), captured.as_ref()) {
                // «L'armée turque a visé des civils»: the subject is blamed; who says so is found elsewhere.
                described = captured.clone().or_else(|| self.own(found, head));
                self.left.set(QUESTIONS);
                speaker = self.reported(found, head).filter(|s| {
                    !same_place(Some(s), described.as_ref())
                        && !same_place(Some(s), captured.as_ref())
                });
            }
        }
        let speaker = speaker.map(|s| self.known_office(s));
        let described_by = described.is_some() || (subject == Subject::Target && !named);
        let target = captured
            .or(described.filter(|target| !target.members.is_empty()))
            .or_else(|| self.target(found, head, category, speaker.as_ref()))
            .map(|target| self.author_of(target, found));
        Parties {
            target: target.map(|t| self.other_office(t, speaker.as_ref())),
            speaker,
            described: described_by,
        }
    }

    fn captured(&self, found: &Match, role: Role) -> Option<Found> {
        let ranges = found.captures(role);
        let mut parts = ranges
            .into_iter()
            .filter_map(|range| self.phrase_in(0, range))
            .collect::<Vec<_>>();
        let mut first = (!parts.is_empty()).then(|| parts.remove(0))?;
        for part in parts {
            first.members.extend(part.members);
            first.words =
                first.words.start.min(part.words.start)..first.words.end.max(part.words.end);
        }
        Some(first.with(Reason::Captured))
    }

    fn speaker(&self, found: &Match, head: usize) -> Option<Found> {
        let reading = &self.here.reading;
        let own = self.own(found, head);
        let nameless = own.as_ref().is_none_or(|own| own.members.is_empty());
        let be = self.rules.grammar.be();
        let told = reading.is_quoted(head)
            || found.is_verb(head) && reading.words[head].analyses.iter().any(|a| a.lemma == be);
        if nameless && (own.is_none() || told) {
            return self.reported(found, head).or(own);
        }
        if nameless {
            // «Les livraisons se poursuivront, a promis Ottawa.»
            return self.reporting_after(found.words.end).or(own);
        }
        own
    }

    /// The one whose act it is by the grammar of the clause: subject, agent, possessor.
    fn own(&self, found: &Match, head: usize) -> Option<Found> {
        let reading = &self.here.reading;
        let group = reading.words[head]
            .group
            .filter(|g| reading.groups[*g].main == head);
        let verbal = group.is_some() && found.is_verb(head);
        if let (Some(group), false) = (group, verbal) {
            // «est disposée à»: a participle that the pattern takes as an adjective.
            return self.subject(0, group, PREDICATE_DEPTH);
        }
        if !verbal {
            return self.of_noun(found, head);
        }
        if self
            .rules
            .grammar
            .is_obliging(&reading.words[head].analyses)
        {
            return None;
        }
        self.of_verb(head)
    }

    /// The one to whom the sentence is attributed: the quotation's speaker, *selon X*, the reporting verb's subject.
    fn reported(&self, found: &Match, head: usize) -> Option<Found> {
        self.quoted_by(head)
            .or_else(|| self.according_to())
            .or_else(|| self.reporting_before(found.words.start))
            .or_else(|| self.reporting_after(found.words.end))
    }

    /// Whether one more question may be asked.
    fn may_ask(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }

    /// The sentence at this distance.
    fn sentence(&self, distance: isize) -> Option<&'s Parsed<'s>> {
        match distance {
            0 => Some(self.here),
            d if d < 0 => self.before.get((-d - 1) as usize),
            d => self.after.get((d - 1) as usize),
        }
    }

    /// The longest phrase that lies in these words, else the first that overlaps them.
    fn phrase_in(&self, distance: isize, words: Range<usize>) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        let phrase = parsed
            .actors
            .iter()
            .filter(|p| p.words.start < words.end && words.start < p.words.end)
            .max_by_key(|p| {
                (
                    p.words.end.min(words.end) - p.words.start.max(words.start),
                    std::cmp::Reverse(p.words.len()),
                )
            })?;
        Some(Found {
            members: phrase.members.iter().map(|m| (m.id, m.kind)).collect(),
            sentence: distance,
            words: phrase.words.clone(),
            reason: Reason::Captured,
        })
    }

    /// The actor phrases of a sentence that no longer one holds, by their first word.
    fn phrase_found(&self, distance: isize, index: usize, reason: Reason) -> Found {
        let parsed = self
            .sentence(distance)
            .expect("a phrase of a sentence at hand");
        let phrase = &parsed.actors[index];
        Found {
            members: phrase.members.iter().map(|m| (m.id, m.kind)).collect(),
            sentence: distance,
            words: phrase.words.clone(),
            reason,
        }
    }

    /// The office of a target, which is not taken for the speaker's own.
    fn other_office(&self, target: Found, speaker: Option<&Found>) -> Found {
        let known = self.known_office(target.clone());
        let own = speaker.map(Found::ids).unwrap_or_default();
        let resolved = known.ids() != target.ids();
        if resolved && known.ids().iter().all(|id| own.contains(id)) {
            target
        } else {
            known
        }
    }

    /// An office without a state («le ministre») is that of the nearest one before it with the same title.
    fn known_office(&self, mut found: Found) -> Found {
        let unknown = found
            .members
            .iter()
            .all(|(id, kind)| id.is_none() && *kind != ActorKind::Person);
        if !unknown {
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
        let earlier = self.before.iter().skip((-found.sentence).max(0) as usize);
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
                .or_else(|| self.government_before(found.sentence))
        {
            found.members = vec![(Some(id), ActorKind::Office)];
        }
        found
    }
}

/// Somebody without a name in the tables.
type Members = Vec<(Option<ActorId>, ActorKind)>;

impl Attribution<'_> {
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

    /// «l'occupation des territoires arméniens *par l'Azerbaïdjan*»: who did what is blamed, not whom it befell.
    fn author_of(&self, target: Found, found: &Match) -> Found {
        let inside = target.sentence == 0
            && target.words.start > found.words.start
            && self.here.actors.iter().any(|p| {
                p.words == target.words
                    && (p.adjectival
                        || p.preposition.is_some_and(|at| {
                            self.rules.grammar.is_de(&self.here.reading.words[at].forms)
                        }))
            });
        if !inside {
            return target;
        }
        let words = &self.here.reading.words;
        let limit = words.len().min(target.words.end + AUTHOR_REACH);
        let author = (target.words.end..limit)
            .take_while(|i| {
                words[*i].marks.is_empty()
                    && !words[*i]
                        .group
                        .is_some_and(|g| self.here.reading.groups[g].is_finite())
            })
            .find(|i| self.rules.grammar.is_par(&words[*i].forms))
            .and_then(|par| self.phrase_behind(0, par + 1));
        match author {
            Some(phrase) => self.phrase_found(0, phrase, Reason::Agent),
            None => target,
        }
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
                .find_map(|p| p.members[0].id)
        })
    }

    /// «les insurgés», «le groupe armé»: the armed group named last before it.
    fn known_group(&self, mut found: Found) -> Found {
        let here = self.sentence(found.sentence).into_iter();
        let earlier = self.before.iter().skip((-found.sentence).max(0) as usize);
        let named = here.chain(earlier).find_map(|sentence| {
            let members = sentence
                .actors
                .iter()
                .rev()
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
    fn owner(&self, found: &Found) -> Option<Members> {
        let parsed = self.sentence(found.sentence)?;
        let before = found.words.start.checked_sub(1)?;
        if !parsed.reading.words[before].in_class(Classes::POSSESSIVE) {
            return None;
        }
        let named = |phrase: &&ActorPhrase| phrase.members.iter().all(|m| m.id.is_some());
        let here = parsed
            .actors
            .iter()
            .filter(|p| p.words.end <= before)
            .filter(named);
        let phrase = here
            .min_by_key(|p| (p.preposition.is_some() || p.adjectival, p.words.start))
            .or_else(|| {
                let sentence = self.sentence(found.sentence - 1)?;
                sentence
                    .actors
                    .iter()
                    .filter(named)
                    .min_by_key(|p| (p.preposition.is_some() || p.adjectival, p.words.start))
            })?;
        Some(phrase.members.iter().map(|m| (m.id, m.kind)).collect())
    }
}

fn same_place(a: Option<&Found>, b: Option<&Found>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            a.sentence == b.sentence && a.words.start < b.words.end && b.words.start < a.words.end
        }
        _ => false,
    }
}
