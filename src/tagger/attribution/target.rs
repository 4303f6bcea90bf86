//! To whom an act is addressed, or of whom it speaks: by the places that its category names.

use std::ops::Range;

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::{ActorKind, TargetPlace};
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::actors::{Actor, ActorPhrase};
use crate::tagger::attribution::pronoun::clauses;
use crate::tagger::attribution::{Attribution, Found, Reason, same_place};
use crate::tagger::matcher::Match;
use crate::tagger::reading::Marks;
use crate::tagger::verbs::VerbGroup;

/// The words in front of a victim among which the noun of what it suffers stands.
const SUFFERED_REACH: usize = 8;

/// The words in front of an adjective of state among which the preposition of its noun stands.
const ADJECTIVE_REACH: usize = 4;

/// The words behind the act's verb among which a party is looked for.
const REACH: usize = 12;

/// The words in front of a verb among which the *que* of its object stands.
const OBJECT_BEFORE: usize = 6;

/// How much an actor of the act's own sentence weighs against one of its neighbours.
const HERE: usize = 3;

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
        self.subject(0, governor, DEPTH)
            .filter(|found| !found.ids().is_empty())
    }

    /// Who suffers what the noun behind a head names; whoever does it is sought around the act.
    fn suffering(&self, found: &Match, head: usize) -> Option<Found> {
        let limit = self.clause_end(head + 1, found.words.end);
        let index = self.here.actors.iter().position(|p| {
            p.words.start > head && p.words.start < limit && self.is_suffering(head, p)
        })?;
        Some(self.phrase_found(0, index, Reason::Context))
    }

    /// Whether an actor only suffers what the noun behind a head names: «l'invasion *de l'Ukraine*».
    pub(super) fn is_suffering(&self, head: usize, phrase: &ActorPhrase) -> bool {
        let words = &self.here.reading.words;
        let from = phrase.words.start.saturating_sub(SUFFERED_REACH).max(head);
        let noun = (from..phrase.words.start)
            .rev()
            .find(|i| words[*i].in_class(Classes::SUFFERED) && words[*i].group.is_none());
        noun.is_some_and(|noun| {
            let between = || words[noun + 1..phrase.words.start].iter();
            between().any(|w| self.rules.grammar.is_de(&w.forms))
                && between().all(|w| w.marks.is_empty())
                && !between().any(|w| self.rules.grammar.is_par(&w.forms))
        })
    }

    /// Whether the words of an act are followed by the place where it is fought: «au Soudan», «dans toute la région».
    pub(super) fn names_scene(&self, found: &Match) -> bool {
        let limit = self.clause_end(found.heads()[0] + 1, found.words.end);
        self.here
            .actors
            .iter()
            .any(|p| p.words.start < limit && self.is_scene(found, p))
    }

    /// Whether a state or place behind an act's words tells where it is fought; «à Kiev», «aux Etats-Unis» may as well
    /// be those who are asked.
    fn is_scene(&self, found: &Match, phrase: &ActorPhrase) -> bool {
        let reading = &self.here.reading;
        let place = |m: &Actor| matches!(m.kind, ActorKind::Place | ActorKind::State);
        let sited = |p: &ActorPhrase| {
            let at = p.preposition.filter(|at| {
                let written = reading.written(*at).to_lowercase();
                reading.words[*at].in_class(Classes::PLACE_PREPOSITION)
                    && !matches!(written.as_str(), "à" | "aux")
            });
            at.is_some() && p.members.iter().all(place)
        };
        // «à Gaza et au Liban»: the one tells what the other is.
        let joined = |p: &&ActorPhrase| {
            p.words.start <= phrase.words.start && phrase.words.end <= p.words.end
        };
        let whole = self.here.actors.iter().find(joined).unwrap_or(phrase);
        let mut parts = self
            .here
            .actors
            .iter()
            .filter(|p| whole.words.start <= p.words.start && p.words.end <= whole.words.end);
        !phrase.adjectival
            && phrase.words.start >= found.words.end
            && phrase.members.iter().all(place)
            && parts.any(sited)
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
        let subject = self.subject(0, group, DEPTH);
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

    fn subject_of_passive(&self, group: usize) -> Option<Found> {
        let verb = self.here.reading.groups[group];
        if verb.is_finite() || verb.traits.contains(Traits::INF) {
            return self
                .subject(0, group, DEPTH)
                .filter(|found| !found.members.is_empty())
                .or_else(|| self.nearest_before(verb.first));
        }
        self.nearest_before(verb.first).or_else(|| {
            // «Mis en cause par Berlin, Hanoï nie»: the participle hangs on the subject that follows.
            let groups = &self.here.reading.groups;
            let main = (group + 1..groups.len()).find(|g| groups[*g].is_finite())?;
            self.subject(0, main, DEPTH)
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
        self.subject(0, group, DEPTH)
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

    /// The sides most often named around the act; the act's sentence counts threefold.
    fn most_named(&self, speaker: Option<&Found>, most: usize) -> Option<Found> {
        let own = speaker.map(Found::ids).unwrap_or_default();
        let mut counts: Vec<(ActorId, ActorKind, usize)> = Vec::new();
        let near = std::iter::once((self.here, HERE))
            .chain(self.before.iter().chain(self.after).map(|p| (p, 1)));
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
    pub(super) fn first_mention(&self, id: ActorId) -> Option<(isize, Range<usize>)> {
        let before = self
            .before
            .iter()
            .enumerate()
            .map(|(i, parsed)| (-(i as isize) - 1, parsed));
        let after = self
            .after
            .iter()
            .enumerate()
            .map(|(i, parsed)| (i as isize + 1, parsed));
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
    fn claimant(&self, speaker: Option<&Found>) -> Option<Found> {
        let own = speaker.map(Found::ids).unwrap_or_default();
        let other = |found: &Found| {
            !found.ids().is_empty() && found.ids().iter().all(|id| !own.contains(id))
        };
        (1..=2).find_map(|back| self.claimant_in(-back).filter(other))
    }

    /// Who claims something in a sentence: the subject of its first verb of saying or accusing.
    fn claimant_in(&self, distance: isize) -> Option<Found> {
        let parsed = self.sentence(distance)?;
        clauses(parsed)
            .into_iter()
            .filter(|group| self.reports(parsed, &parsed.reading.groups[*group]))
            .find_map(|group| {
                self.subject(distance, group, DEPTH)
                    .filter(|found| !found.ids().is_empty())
            })
            .map(|found| found.with(Reason::Context))
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
