//! Who performs an act, and who it is addressed to.
//!
//! A pattern is written from its act; the parties are *found*: [`subject`] looks from a verb for its subject,
//! [`noun`] from a noun of the act for the one whose act it is, [`quote`] from a quotation for the one who speaks it,
//! [`pronoun`] behind *il*, *elle*, *ce dernier*, and [`target`] by the places that the category names.
//! Each choice carries its reason, which `explain` prints.

mod found;
mod noun;
mod office;
mod pronoun;
mod quote;
mod settle;
mod subject;
mod target;
mod text;

use std::cell::Cell;
use std::ops::Range;

use crate::rules::pack::{ActorKind, Subject, TargetPlace};
use crate::rules::pattern::Role;
use crate::rules::ruleset::Ruleset;
use crate::tagger::actors::ActorPhrase;
pub use crate::tagger::attribution::found::{Found, Reason};
use crate::tagger::attribution::office::Guess;
use crate::tagger::attribution::target::stranger::blames_stranger;
use crate::tagger::background::Background;
use crate::tagger::matcher::Match;
use crate::tagger::neighbours::Neighbours;
use crate::tagger::sentence::Parsed;

/// The parties of an act.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    /// Who performs it.
    pub speaker: Option<Found>,
    /// To whom, or of whom.
    pub target: Option<Found>,
    /// Who performs it as the words say, before anything around them tells an office its state.
    pub said_speaker: Option<Found>,
    /// To whom as the words say.
    pub said_target: Option<Found>,
    /// Whether the words only describe what the target does: without one to whom they are attributed they are
    /// the narrator's, and no act.
    pub described: bool,
    /// Whether the act names whom it blames, and that is no actor.
    pub stranger: bool,
}

/// Attribution in one sentence; the sentences around it serve pronouns and quotations.
pub struct Attribution<'s> {
    rules: &'s Ruleset,
    here: &'s Parsed<'s>,
    /// The sentences around it.
    near: Neighbours<'s>,
    /// What the document tells beyond them.
    background: &'s Background<'s>,
    /// The questions that one act may still ask: pronouns and quotations can point at each other in a circle.
    left: Cell<usize>,
}

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
        near: Neighbours<'s>,
        background: &'s Background<'s>,
    ) -> Self {
        Self {
            rules,
            here,
            near,
            background,
            left: Cell::new(QUESTIONS),
        }
    }

    /// The parties of a match of a rule of this category.
    pub fn parties(&self, found: &Match, category: usize, subject: Subject) -> Parties {
        self.left.set(QUESTIONS);
        let head = found.heads()[0];
        let captured = self.captured(found, Role::Target);
        let captured = captured.map(|target| self.unless_suffering(head, target));
        let mut speaker = self.captured(found, Role::Speaker);
        let named = speaker.is_some();
        let mut described = None;
        if !named {
            speaker = self.speaker(found, head, category);
            if subject == Subject::Target || same_place(speaker.as_ref(), captured.as_ref()) {
                // «L'armée turque a visé des civils»: the subject is blamed; who says so is found elsewhere.
                described = captured.clone().or_else(|| self.own(found, head, category));
                self.left.set(QUESTIONS);
                speaker = self.reported(found, head).filter(|s| {
                    !same_place(Some(s), described.as_ref())
                        && !same_place(Some(s), captured.as_ref())
                });
            }
        }
        let said_speaker = speaker.clone();
        let speaker = speaker.map(|s| self.known_office(s, Guess::Anybody));
        let described_by = described.is_some() || (subject == Subject::Target && !named);
        let target = captured
            .or(described.filter(|target| !target.members.is_empty()))
            .or_else(|| self.target(found, head, category, speaker.as_ref()))
            .map(|target| self.author_of(target, found));
        let own = speaker.as_ref().map(Found::ids).unwrap_or_default();
        let open = target.as_ref().is_none_or(|target| target.ids().is_empty());
        Parties {
            stranger: open && blames_stranger(self.rules, self.here, head, &own),
            said_target: target.clone(),
            target: target.map(|t| self.other_office(t, speaker.as_ref(), Guess::Anybody)),
            said_speaker,
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

    fn speaker(&self, found: &Match, head: usize, category: usize) -> Option<Found> {
        let reading = &self.here.reading;
        let own = self.own(found, head, category);
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
    fn own(&self, found: &Match, head: usize, category: usize) -> Option<Found> {
        let reading = &self.here.reading;
        // The subject of a passive denies («Paris n'avait été informé de rien»), but does not accuse.
        let denies = self.rules.categories[category]
            .target
            .contains(&TargetPlace::Claimant);
        let group = reading.words[head].group.filter(|g| {
            reading.groups[*g].main == head || reading.groups[*g].auxiliary == Some(head) && !denies
        });
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
        if self.is_jussive(head) {
            return None;
        }
        let own = self.of_verb(head);
        if own.is_none()
            && denies
            && let Some(group) = group.filter(|g| reading.groups[*g].passive)
        {
            return self.subject(0, group, PREDICATE_DEPTH);
        }
        own
    }

    /// «Que les combattants posent leurs fusils»: the subject is to do it, another asks for it.
    fn is_jussive(&self, head: usize) -> bool {
        let reading = &self.here.reading;
        let first = match reading.words[head].quotation {
            Some(quotation) => reading.words_in(reading.quotations[quotation].span).start,
            None => reading.first_word,
        };
        let earlier = reading
            .groups
            .iter()
            .any(|g| g.first >= first && g.main < head && g.is_finite());
        first < head && self.rules.grammar.is_que(&reading.words[first].forms) && !earlier
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
            _ => self.near.at(distance),
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
            elsewhere: Vec::new(),
            reason: Reason::Captured,
        })
    }

    /// The actor phrases of a sentence that no longer one holds, by their first word.
    pub(super) fn phrase_found(&self, distance: isize, index: usize, reason: Reason) -> Found {
        let parsed = self
            .sentence(distance)
            .expect("a phrase of a sentence at hand");
        let phrase = &parsed.actors[index];
        Found {
            members: phrase.members.iter().map(|m| (m.id, m.kind)).collect(),
            sentence: distance,
            words: phrase.words.clone(),
            elsewhere: Vec::new(),
            reason,
        }
    }

    /// «l'occupation des territoires arméniens *par l'Azerbaïdjan*»: who did what is blamed, not whom it befell.
    fn author_of(&self, target: Found, found: &Match) -> Found {
        let victim = |p: &ActorPhrase| {
            let of = p
                .preposition
                .is_some_and(|at| self.rules.grammar.is_de(&self.here.reading.words[at].forms));
            p.adjectival || of || p.is(ActorKind::Demonym)
        };
        let inside = target.sentence == 0
            && target.words.start > found.words.start
            && self
                .here
                .actors
                .iter()
                .any(|p| p.words == target.words && victim(p));
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
}

fn same_place(a: Option<&Found>, b: Option<&Found>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            a.sentence == b.sentence && a.words.start < b.words.end && b.words.start < a.words.end
        }
        _ => false,
    }
}
