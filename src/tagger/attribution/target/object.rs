//! The object of a verb, before or behind it, and the subject of its passive.

use std::ops::Range;

use crate::rules::grammar::Classes;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::actors::ActorPhrase;
use crate::tagger::attribution::subject::NEAR;
use crate::tagger::attribution::{Attribution, Found, Reason};
use crate::tagger::matcher::Match;

/// The words in front of a verb among which the *que* of its object stands.
const OBJECT_BEFORE: usize = 6;

impl Attribution<'_> {
    /// The object of the verb, or the subject of its passive; an adjective inside the object serves too.
    pub(super) fn object(&self, found: &Match, head: usize) -> Option<Found> {
        let reading = &self.here.reading;
        let group = reading.words[head]
            .group
            .filter(|g| reading.groups[*g].main == head);
        let verbal = group.is_some() && reading.words[head].is(PartOfSpeech::Verb);
        if let Some(group) = group.filter(|g| verbal && reading.groups[*g].passive) {
            return self.subject_of_passive(group);
        }
        if let Some(group) = group.filter(|_| verbal)
            && let Some(found) = self.object_before(group)
        {
            return Some(found);
        }
        let from = head + 1;
        let clause = self.clause_end(from, found.words.end);
        let matched = found.words.end;
        let first = self.object_among(from..self.object_end(from, clause), head, matched);
        first.or_else(|| {
            // «se fait fort de ramener la junte»: the object is that of the infinitive in the pattern.
            let infinitive = reading.groups.iter().rev().find(|g| {
                g.first >= from && g.main < found.words.end && g.traits.contains(Traits::INF)
            })?;
            let from = infinitive.main + 1;
            self.object_among(from..self.object_end(from, clause.max(from)), head, matched)
        })
    }

    /// The object among these words behind a verb: a phrase, or an adjective or complement inside one.
    fn object_among(&self, words: Range<usize>, head: usize, matched: usize) -> Option<Found> {
        let Range {
            start: from,
            end: limit,
        } = words;
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
                && !self.is_suffering(head, p)
                && !self.is_added(matched, p)
        });
        if let Some(author) = inside.and_then(|_| self.author_within(head + 2..limit)) {
            // «la condamnation de l'offensive engagée par la Turquie en Syrie»
            return Some(self.phrase_found(0, author, Reason::Agent));
        }
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

    /// Whether a phrase belongs to what *et à*, *et de* adds to the words of an act («appelle à une trêve et à la
    /// libération des otages *du Hamas*»).
    fn is_added(&self, matched: usize, phrase: &ActorPhrase) -> bool {
        let words = &self.here.reading.words;
        (matched..phrase.words.start).any(|at| {
            words[at].in_class(Classes::COORDINATOR)
                && words
                    .get(at + 1)
                    .is_some_and(|next| next.in_class(Classes::PREPOSITION))
        })
    }

    /// Whom a *par* among these words names, where no mark stands before it.
    fn author_within(&self, words: Range<usize>) -> Option<usize> {
        let reading = &self.here.reading;
        let par = words
            .take_while(|i| reading.words[*i].marks.is_empty())
            .find(|i| self.rules.grammar.is_par(&reading.words[*i].forms))?;
        self.phrase_behind(0, par + 1)
    }

    /// The object that stands in front of its verb: «que Moscou accuse», «l'a accusé», «l'accusant».
    fn object_before(&self, group: usize) -> Option<Found> {
        let reading = &self.here.reading;
        let verb = &reading.groups[group];
        let from = verb.first.saturating_sub(OBJECT_BEFORE);
        let que = (from..verb.first).rev().find(|i| {
            self.rules.grammar.is_que(&reading.words[*i].forms)
                && (*i == 0 || reading.words[*i - 1].group.is_none())
        });
        if let Some(que) = que {
            let antecedent = self.nearest_before(que)?;
            return (que - antecedent.words.end <= 1).then_some(antecedent);
        }
        let clitic = (verb.first..verb.main).find(|i| {
            let word = &reading.words[*i];
            word.in_class(Classes::CLITIC)
                && !word.in_class(Classes::REFLEXIVE)
                && self.rules.grammar.is_object(&word.forms)
        })?;
        let subject = self.subject(0, group, NEAR);
        let own = subject.map(|s| s.ids()).unwrap_or_default();
        let many = reading.written(clitic).eq_ignore_ascii_case("les");
        let other = |p: &ActorPhrase| {
            let ids = p.ids();
            p.plural == many && !ids.is_empty() && ids.iter().all(|id| !own.contains(id))
        };
        let here = self
            .here
            .actors
            .iter()
            .enumerate()
            .rev()
            .find(|(_, p)| p.words.end <= clitic && other(p));
        if let Some((index, _)) = here {
            return Some(self.phrase_found(0, index, Reason::Pronoun));
        }
        let before = self.sentence(-1)?;
        let index = before.actors.iter().position(other)?;
        Some(self.phrase_found(-1, index, Reason::Pronoun))
    }

    /// Where the object of a verb ends: before the next finite verb, infinitive or *-ant*.
    fn object_end(&self, from: usize, limit: usize) -> usize {
        let groups = &self.here.reading.groups;
        let verb = Traits::FINITE.union(Traits::INF).union(Traits::PPRES);
        groups
            .iter()
            .find(|g| g.first >= from && g.first < limit && g.traits.intersects(verb))
            .map_or(limit, |g| g.first)
    }

    fn subject_of_passive(&self, group: usize) -> Option<Found> {
        let verb = self.here.reading.groups[group];
        if verb.is_finite() || verb.traits.contains(Traits::INF) {
            return self
                .subject(0, group, NEAR)
                .filter(|found| !found.members.is_empty())
                .or_else(|| self.nearest_before(verb.first));
        }
        self.nearest_before(verb.first).or_else(|| {
            // «Mis en cause par Berlin, Hanoï nie»: the participle hangs on the subject that follows.
            let groups = &self.here.reading.groups;
            let main = (group + 1..groups.len()).find(|g| groups[*g].is_finite())?;
            self.subject(0, main, NEAR)
                .filter(|found| !found.members.is_empty())
        })
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
}
