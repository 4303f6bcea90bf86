//! To whom an act is addressed, or of whom it speaks: by the places that its category names.

mod guess;
mod object;
pub(super) mod stranger;
mod suffering;

use crate::rules::grammar::Classes;
use crate::rules::pack::TargetPlace;
use crate::rules::traits::PartOfSpeech;
use crate::tagger::attribution::subject::NEAR;
use crate::tagger::attribution::{Attribution, Found, Reason, same_place};
use crate::tagger::matcher::Match;
use crate::tagger::reading::Marks;
use crate::tagger::verbs::VerbGroup;

/// The words in front of an adjective of state among which the preposition of its noun stands.
const ADJECTIVE_REACH: usize = 4;

/// The words behind the act's verb among which a party is looked for.
const REACH: usize = 12;

impl Attribution<'_> {
    /// The target of a match, by the places of its category.
    pub(super) fn target(
        &self,
        found: &Match,
        head: usize,
        category: usize,
        speaker: Option<&Found>,
    ) -> Option<Found> {
        let places = &self.rules.categories[category].target;
        let fits =
            |target: &Found| !same_place(Some(target), speaker) && !same_ids(target, speaker);
        let answered = places.first() == Some(&TargetPlace::Object)
            && !places.contains(&TargetPlace::Claimant);
        if let Some(receiver) = self.answering(found, head).filter(|t| answered && fits(t)) {
            return Some(receiver);
        }
        places
            .iter()
            .find_map(|place| {
                self.in_place(found, head, place, speaker)
                    .filter(|t| matches!(place, TargetPlace::Reciprocal) || fits(t))
            })
            .or_else(|| self.suffering(found, head).filter(fits))
    }

    fn in_place(
        &self,
        found: &Match,
        head: usize,
        place: &TargetPlace,
        speaker: Option<&Found>,
    ) -> Option<Found> {
        match place {
            TargetPlace::Object => self.object(found, head),
            TargetPlace::Preposition(preposition) => {
                self.behind_preposition(found, head, preposition)
            }
            TargetPlace::Subject => self.subject_of_complement(found, head),
            TargetPlace::Reciprocal => self.reciprocal(head, speaker),
            TargetPlace::Belligerents => self.most_named(speaker, 2),
            TargetPlace::Beneficiary => self.most_named(speaker, 1),
            TargetPlace::Quotation => self.named_in_quotation(found),
            TargetPlace::Claimant => self.claimant(speaker),
        }
    }

    /// «a refusé la trêve», «a reçu une promesse»: to whom an act was addressed that a noun names.
    fn answering(&self, found: &Match, head: usize) -> Option<Found> {
        let reading = &self.here.reading;
        // «la trêve que réclamaient les insurgés»: the noun in front of the verb.
        let head = head.min(found.words.start);
        if found.is_verb(head) || reading.words[head].group.is_some() {
            return None;
        }
        let answers = |g: &VerbGroup| {
            self.rules
                .grammar
                .is_answering(&reading.words[g.main].analyses)
        };
        let governor = (0..reading.groups.len())
            .rev()
            .find(|g| reading.groups[*g].main < head)
            .filter(|g| answers(&reading.groups[*g]) && !reading.groups[*g].passive)
            .filter(|g| {
                reading.words[reading.groups[*g].main + 1..=head]
                    .iter()
                    .all(|w| {
                        w.marks.is_empty()
                            || !w
                                .marks
                                .has(Marks::COMMA.union(Marks::SEMICOLON).union(Marks::COLON))
                    })
            })?;
        self.subject(0, governor, NEAR)
            .filter(|found| !found.ids().is_empty())
    }

    /// Who is named in the quotation that the act closes («"La Russie envahit un petit pays", s'est insurgé X»).
    fn named_in_quotation(&self, found: &Match) -> Option<Found> {
        let reading = &self.here.reading;
        let quotation = reading.quotations.iter().find(|q| {
            let inside = reading.words_in(q.span);
            inside.start < found.words.end && inside.end + 6 > found.words.start
        })?;
        let inside = reading.words_in(quotation.span);
        let index = self
            .here
            .actors
            .iter()
            .position(|p| p.words.start >= inside.start && p.words.end <= inside.end)?;
        Some(self.phrase_found(0, index, Reason::Quotation))
    }

    /// The first phrase behind the head that this preposition governs.
    fn behind_preposition(&self, found: &Match, head: usize, preposition: &str) -> Option<Found> {
        let from = head + 1;
        let limit = self.clause_end(from, found.words.end);
        let words = &self.here.reading.words;
        let index = self.here.actors.iter().position(|p| {
            p.words.start >= from
                && p.words.start < limit
                && p.preposition
                    .is_some_and(|at| self.rules.is_alike(preposition, &words[at].forms))
                && !self.is_scene(found, p)
                && !self.is_suffering(head, p)
        });
        if let Some(index) = index {
            return Some(self.phrase_found(0, index, Reason::Preposition));
        }
        // «à ses interlocuteurs taïwanais»: an adjective of state tells whose they are.
        if preposition != "à" {
            return None;
        }
        let index = self.here.actors.iter().position(|p| {
            p.adjectival
                && p.words.start >= from
                && p.words.start < limit
                && (from..p.words.start)
                    .rev()
                    .take(ADJECTIVE_REACH)
                    .take_while(|i| {
                        words[*i + 1].marks.is_empty()
                            && (words[*i].transparent
                                || words[*i].is(PartOfSpeech::Noun)
                                || words[*i].in_class(Classes::PREPOSITION))
                    })
                    .find(|i| words[*i].in_class(Classes::PREPOSITION))
                    .is_some_and(|at| self.rules.is_alike("à", &words[at].forms))
        })?;
        Some(self.phrase_found(0, index, Reason::Inside))
    }

    /// Of whom the clause of the act speaks: the subject of the verb behind *que*, or that of the act itself.
    fn subject_of_complement(&self, found: &Match, head: usize) -> Option<Found> {
        let groups = &self.here.reading.groups;
        let group = (0..groups.len()).find(|g| {
            groups[*g].first > head
                && groups[*g].first < found.words.end + 3
                && groups[*g].is_finite()
        })?;
        self.subject(0, group, NEAR)
            .filter(|found| !found.members.is_empty())
    }

    /// «Erevan et Bakou s'accusent»: each is speaker and target.
    pub(super) fn reciprocal(&self, head: usize, speaker: Option<&Found>) -> Option<Found> {
        let reading = &self.here.reading;
        let speaker = speaker?;
        let exchanged = |g: &VerbGroup| {
            let verb = &reading.words[g.main].analyses;
            g.main < head && self.rules.grammar.is_exchanging(verb)
        };
        let mutual = match reading.words[head].group {
            Some(group) => reading.groups[group].reflexive,
            None => reading.groups.iter().any(|g| g.is_finite() && exchanged(g)),
        };
        let mutual = mutual && speaker.members.len() > 1;
        mutual.then(|| speaker.clone().with(Reason::Reciprocal))
    }

    /// Where the act's complement ends: `;`, `:`, the end of a quotation, but never before the end of the match.
    fn clause_end(&self, from: usize, matched: usize) -> usize {
        let words = &self.here.reading.words;
        let limit = words.len().min(from.max(matched) + REACH);
        (from.max(matched)..limit)
            .find(|i| {
                words[*i].marks.has(
                    Marks::COMMA
                        .union(Marks::SEMICOLON)
                        .union(Marks::COLON)
                        .union(Marks::STOP),
                ) || words[*i].in_class(Classes::RELATIVE)
                    || words[*i]
                        .group
                        .is_some_and(|g| self.here.reading.groups[g].is_finite())
            })
            .unwrap_or(limit)
    }

    fn is_de(&self, preposition: Option<usize>) -> bool {
        preposition.is_some_and(|at| self.rules.grammar.is_de(&self.here.reading.words[at].forms))
    }
}

/// Whether every known id of the target is one of the speaker's.
fn same_ids(target: &Found, speaker: Option<&Found>) -> bool {
    let Some(speaker) = speaker else { return false };
    let speakers = speaker.ids();
    let targets = target.ids();
    !targets.is_empty() && targets.iter().all(|id| speakers.contains(id))
}
