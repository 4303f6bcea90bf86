//! To whom an act is addressed, or of whom it speaks: by the places that its category names.

use crate::rules::grammar::Classes;
use crate::rules::pack::TargetPlace;
use crate::rules::traits::PartOfSpeech;
use crate::tagger::attribution::{Attribution, Found, Reason, same_place};
use crate::tagger::matcher::Match;
use crate::tagger::reading::Marks;

/// The words behind the act's verb among which a party is looked for.
const REACH: usize = 12;

/// How deep the search for a subject goes.
const DEPTH: usize = 2;

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
        places.iter().find_map(|place| {
            self.in_place(found, head, place, speaker)
                .filter(|t| matches!(place, TargetPlace::Reciprocal) || fits(t))
        })
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
        }
    }

    /// The object of the verb, or the subject of its passive; an adjective inside the object serves too.
    fn object(&self, found: &Match, head: usize) -> Option<Found> {
        let reading = &self.here.reading;
        let group = reading.words[head]
            .group
            .filter(|g| reading.groups[*g].main == head);
        let verbal = group.is_some() && reading.words[head].is(PartOfSpeech::Verb);
        if let Some(group) = group.filter(|g| verbal && reading.groups[*g].passive) {
            return self.subject_of_passive(group);
        }
        let from = head + 1;
        let limit = self.clause_end(from, found.words.end);
        let direct = self.here.actors.iter().position(|p| {
            p.words.start >= from
                && p.words.start < limit
                && p.preposition.is_none()
                && !p.adjectival
        });
        let inside = self.here.actors.iter().position(|p| {
            p.words.start >= from
                && p.words.start < limit
                && (p.adjectival || self.is_de(p.preposition))
        });
        match (direct, inside) {
            (Some(direct), Some(inside))
                if self.here.actors[inside].words.start < self.here.actors[direct].words.start =>
            {
                Some(self.phrase_found(0, inside, Reason::Inside))
            }
            (Some(direct), _) => Some(self.phrase_found(0, direct, Reason::Object)),
            (None, Some(inside)) => Some(self.phrase_found(0, inside, Reason::Inside)),
            (None, None) => None,
        }
    }

    fn subject_of_passive(&self, group: usize) -> Option<Found> {
        let verb = self.here.reading.groups[group];
        if verb.is_finite() {
            return self
                .subject(0, group, DEPTH)
                .filter(|found| !found.members.is_empty())
                .or_else(|| self.nearest_before(verb.first));
        }
        self.nearest_before(verb.first)
    }

    /// The nearest phrase in front of a word, also an adjective or complement of the noun («l'offensive turque, condamnée»).
    fn nearest_before(&self, word: usize) -> Option<Found> {
        let index = self
            .here
            .actors
            .iter()
            .enumerate()
            .filter(|(_, p)| p.words.end <= word && word - p.words.end <= 8)
            .max_by_key(|(_, p)| (p.words.end, p.words.len()))
            .map(|(index, _)| index)?;
        Some(self.phrase_found(0, index, Reason::Subject))
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
        })?;
        Some(self.phrase_found(0, index, Reason::Preposition))
    }

    /// Of whom the clause of the act speaks: the subject of the verb behind *que*, or that of the act itself.
    fn subject_of_complement(&self, found: &Match, head: usize) -> Option<Found> {
        let groups = &self.here.reading.groups;
        let group = (0..groups.len()).find(|g| {
            groups[*g].first > head
                && groups[*g].first < found.words.end + 3
                && groups[*g].is_finite()
        })?;
        self.subject(0, group, DEPTH)
            .filter(|found| !found.members.is_empty())
    }

    /// «Erevan et Bakou s'accusent»: each is speaker and target.
    fn reciprocal(&self, head: usize, speaker: Option<&Found>) -> Option<Found> {
        let group = self.here.reading.words[head].group?;
        let speaker = speaker?;
        let mutual = self.here.reading.groups[group].reflexive && speaker.members.len() > 1;
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
