//! Phrases: a mention with its adjective of state, its complement, and the name beside it.

use std::ops::Range;

use crate::rules::actors::ActorId;
use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::actors::mention::{Mention, Mentions};
use crate::tagger::reading::{Marks, Reading};

/// A phrase that names one actor or several coordinated ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorPhrase {
    /// Its words, without a leading article.
    pub words: Range<usize>,
    /// Those it names, in order.
    pub members: Vec<Actor>,
    /// Whether a verb of which it is the subject is plural.
    pub plural: bool,
    /// Whether it is an adjective of a phrase whose noun is no actor («l'offensive *turque*»).
    pub adjectival: bool,
    /// The preposition that governs it, by its word.
    pub preposition: Option<usize>,
}

/// One actor of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Whom it speaks for; `None` where the sentence does not tell («le ministre»).
    pub id: Option<ActorId>,
    /// What it is.
    pub kind: ActorKind,
    /// Its words.
    pub words: Range<usize>,
}

impl ActorPhrase {
    /// Whether one of its members is of this kind.
    pub fn is(&self, kind: ActorKind) -> bool {
        self.members.iter().any(|member| member.kind == kind)
    }

    /// The ids that are known, in order, each once.
    pub fn ids(&self) -> Vec<ActorId> {
        let mut ids = Vec::new();
        for id in self.members.iter().filter_map(|member| member.id) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }
}

/// The phrases of a sentence, without those that coordination makes.
pub(super) fn all(mentions: &Mentions<'_>) -> Vec<ActorPhrase> {
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < mentions.reading.words.len() {
        match phrase_at(mentions, at) {
            Some(phrase) => {
                at = phrase.words.end;
                phrases.push(phrase);
            }
            None => at += 1,
        }
    }
    phrases
}

fn phrase_at(mentions: &Mentions<'_>, at: usize) -> Option<ActorPhrase> {
    let mention = mentions.at(at)?;
    match mention.kind {
        ActorKind::Demonym => demonym_phrase(mentions, &mention),
        ActorKind::Office => Some(titled(mentions, mention)),
        _ => Some(named(mentions, mention)),
    }
}

/// «l'offensive turque», «les Russes», «les dirigeants européens».
fn demonym_phrase(mentions: &Mentions<'_>, mention: &Mention) -> Option<ActorPhrase> {
    let at = mention.words.start;
    let reading = mentions.reading;
    // «Russes et Ukrainiens»: the first word of a sentence is a name where another follows.
    let listed = || {
        let next = reading.words.get(at + 1);
        next.is_some_and(|w| w.marks.is_empty() && w.in_class(Classes::COORDINATOR))
            && reading.words.get(at + 2).is_some_and(|w| w.capital)
    };
    let noun = reading.words[at].capital && (at > 0 || listed());
    let (ids, end) = if noun {
        (vec![mention.id?], mention.words.end)
    } else {
        mentions.demonyms_at(at)
    };
    let (ids, end) = if ids.is_empty() {
        (vec![mention.id?], mention.words.end)
    } else {
        (ids, end)
    };
    let determined = at > 0 && reading.words[at - 1].transparent;
    let adjectival = !(noun || determined);
    let members = ids
        .iter()
        .map(|id| Actor {
            id: Some(*id),
            kind: ActorKind::Demonym,
            words: at..end,
        })
        .collect();
    Some(finish(reading, at..end, members, adjectival))
}

/// A state, place, organisation, armed group, person or NGO, with a capital's adjective («la Russie»), alone.
fn named(mentions: &Mentions<'_>, mention: Mention) -> ActorPhrase {
    let reading = mentions.reading;
    let mut end = mention.words.end;
    let mut id = mention.id;
    if matches!(
        mention.kind,
        ActorKind::Armed | ActorKind::Ngo | ActorKind::Observer | ActorKind::Organisation
    ) {
        let (ids, behind) = mentions.demonyms_at(end);
        if !ids.is_empty() && reading.words[end].marks.is_empty() {
            end = behind;
            if mention.kind == ActorKind::Organisation {
                // «le Conseil de sécurité ukrainien», «la Croix-Rouge française» are bodies of their state.
                id = ids.first().copied().or(id);
            }
            if id.is_none() && mention.kind == ActorKind::Armed {
                // «rebelles tigréens» are a party of their own, «rebelles syriens» are not their state.
                id = ids
                    .first()
                    .copied()
                    .filter(|id| mentions.rules.actors.id(*id).starts_with('X'));
            }
        }
    }
    if mention.kind == ActorKind::Person {
        end = name_end(reading, end);
    }
    if id.is_none() && mention.kind == ActorKind::Armed {
        // «une faction dissidente des Farc», «les combattants du Hamas»
        let of = complement(mentions, end).filter(|(ids, _)| {
            ids.iter()
                .all(|id| mentions.rules.actors.id(*id).starts_with('X'))
        });
        if let Some((ids, behind)) = of {
            id = ids.first().copied();
            end = behind;
        }
    }
    if id.is_none()
        && let Some((name, behind)) = apposed(mentions, end)
    {
        id = Some(name);
        end = behind;
    }
    let first = Actor {
        id,
        kind: mention.kind,
        words: mention.words.start..end,
    };
    let others = mentions.others(&mention).into_iter().map(|id| Actor {
        id: Some(id),
        ..first.clone()
    });
    let members = std::iter::once(first.clone()).chain(others).collect();
    finish(reading, mention.words.start..end, members, false)
}

/// «l'ONG Acled», «le Gouvernement d'unité nationale (NUG)»: the name of the tables that stands at once behind a
/// phrase or in brackets.
fn apposed(mentions: &Mentions<'_>, end: usize) -> Option<(ActorId, usize)> {
    let reading = mentions.reading;
    let word = reading.words.get(end).filter(|word| word.capital)?;
    if !word.marks.is_empty() && word.marks != Marks::OPEN_PAREN {
        return None;
    }
    let name = mentions.noun_at(end)?;
    let named = matches!(
        name.kind,
        ActorKind::Armed | ActorKind::Ngo | ActorKind::Observer | ActorKind::Organisation
    );
    let closed = word.marks.is_empty()
        || reading
            .words
            .get(name.words.end)
            .is_none_or(|word| word.marks.has(Marks::CLOSE_PAREN));
    name.id
        .filter(|_| named && closed)
        .map(|id| (id, name.words.end))
}

/// «le porte-parole de l'*Armée nationale libyenne*»: a longer name that starts inside an office.
fn name_inside(mentions: &Mentions<'_>, mention: &Mention) -> Option<(ActorId, usize)> {
    (mention.words.start + 1..mention.words.end).find_map(|at| {
        let name = mentions.noun_at(at)?;
        let longer = name.words.end > mention.words.end;
        name.id.filter(|_| longer).map(|id| (id, name.words.end))
    })
}

/// An office with what tells its state: adjective, complement, name.
fn titled(mentions: &Mentions<'_>, mention: Mention) -> ActorPhrase {
    let reading = mentions.reading;
    let start = mention.words.start;
    let mut end = mention.words.end;
    let mut ids = mention.demonyms.clone();
    if let Some((id, behind)) = name_inside(mentions, &mention) {
        ids = vec![id];
        end = behind;
    }
    if ids.is_empty() {
        let (found, behind) = demonyms_behind(mentions, end);
        ids = found;
        end = behind;
    }
    if ids.is_empty() && mention.id.is_none() {
        if let Some((found, behind)) = complements(mentions, start, end) {
            ids = found;
            end = behind;
        }
    } else if let Some((_, behind)) = complement_of_office(mentions, end) {
        end = behind;
    }
    if ids.is_empty()
        && mention.id.is_none()
        && let Some((id, behind)) = apposed(mentions, end)
    {
        ids = vec![id];
        end = behind;
    }
    let (name, behind) = name_beside(mentions, end);
    end = behind;
    if ids.is_empty() {
        ids.extend(mention.id.or(name));
    }
    let plain = Actor {
        id: None,
        kind: ActorKind::Office,
        words: start..end,
    };
    let members = if ids.is_empty() {
        vec![plain]
    } else {
        ids.into_iter()
            .map(|id| Actor {
                id: Some(id),
                ..plain.clone()
            })
            .collect()
    };
    finish(reading, start..end, members, false)
}

/// Adjectives of state behind an office, across one other adjective («le gouvernement intérimaire malien»).
fn demonyms_behind(mentions: &Mentions<'_>, end: usize) -> (Vec<ActorId>, usize) {
    let words = &mentions.reading.words;
    let (ids, behind) = mentions.demonyms_at(end);
    if !ids.is_empty() && words[end].marks.is_empty() {
        return (ids, behind);
    }
    let adjective = words.get(end).is_some_and(|w| {
        w.marks.is_empty()
            && !w.capital
            && w.is(PartOfSpeech::Adjective)
            && !w.is_verb(Traits::FINITE)
    });
    if adjective && words.get(end + 1).is_some_and(|w| w.marks.is_empty()) {
        let (ids, behind) = mentions.demonyms_at(end + 1);
        if !ids.is_empty() {
            return (ids, behind);
        }
    }
    (Vec::new(), end)
}

/// The complement of an office, and behind a plural one those that *et de* adds («les ministres de l'Arménie et de
/// l'Azerbaïdjan»).
fn complements(mentions: &Mentions<'_>, start: usize, end: usize) -> Option<(Vec<ActorId>, usize)> {
    let reading = mentions.reading;
    let (mut ids, mut end) = complement(mentions, end)?;
    while is_plural(reading, start, true)
        && let Some(and) = reading.words.get(end)
        && and.in_class(Classes::COORDINATOR)
        && and.marks.is_empty()
        && let Some((others, behind)) = complement(mentions, end + 1)
    {
        ids.extend(others);
        end = behind;
    }
    Some((ids, end))
}

/// «du Kremlin», «de la Russie», «d'Iran», «du ministère russe de la Défense»: whom the complement names.
fn complement(mentions: &Mentions<'_>, end: usize) -> Option<(Vec<ActorId>, usize)> {
    let words = &mentions.reading.words;
    let of = words.get(end)?;
    if !of.marks.is_empty() || !mentions.rules.grammar.is_de(&of.forms) {
        return None;
    }
    let mut at = end + 1;
    while words.get(at)?.transparent && words[at].marks.is_empty() {
        at += 1;
    }
    if !words[at].marks.is_empty() {
        return None;
    }
    let phrase = phrase_at(mentions, at)?;
    let ids = phrase.ids();
    (!ids.is_empty() && !phrase.adjectival).then_some((ids, phrase.words.end))
}

/// Behind an office that is already known: «le porte-parole russe du ministère de la Défense».
fn complement_of_office(mentions: &Mentions<'_>, end: usize) -> Option<(Vec<ActorId>, usize)> {
    let words = &mentions.reading.words;
    let of = words.get(end)?;
    if !of.marks.is_empty() || !mentions.rules.grammar.is_de(&of.forms) {
        return None;
    }
    let at = (end + 1..words.len()).find(|i| !words[*i].transparent)?;
    let mention = mentions.noun_at(at)?;
    (mention.kind == ActorKind::Office).then_some((Vec::new(), mention.words.end))
}

/// The name that follows a title, at once or between commas; a known person gives the id.
fn name_beside(mentions: &Mentions<'_>, end: usize) -> (Option<ActorId>, usize) {
    let reading = mentions.reading;
    let Some(word) = reading.words.get(end) else {
        return (None, end);
    };
    let apposed = word.marks == Marks::COMMA;
    if !word.capital || !(word.marks.is_empty() || apposed) {
        return (None, end);
    }
    let person = mentions
        .noun_at(end)
        .filter(|m| m.kind == ActorKind::Person);
    let behind = person.as_ref().map_or_else(
        || name_end(reading, end),
        |m| name_end(reading, m.words.end),
    );
    if apposed {
        let closed = reading
            .words
            .get(behind)
            .is_none_or(|w| w.marks.has(Marks::COMMA));
        let lone = person.is_none() && mentions.noun_at(end).is_some();
        if !closed || lone || (person.is_none() && behind < end + 2) {
            return (None, end);
        }
    } else if person.is_none() && mentions.noun_at(end).is_some() {
        return (None, end);
    }
    (person.and_then(|m| m.id), behind)
}

/// The word behind a run of capitalised words and name particles.
fn name_end(reading: &Reading<'_>, from: usize) -> usize {
    let mut end = from;
    let mut at = from;
    while let Some(word) = reading.words.get(at) {
        if at > from && !word.marks.is_empty() {
            break;
        }
        if at == from && word.marks.has(Marks::COMMA) && !word.capital {
            break;
        }
        let written = reading.written(at);
        if word.capital && !word.in_class(Classes::ARTICLE.union(Classes::SUBJECT_PRONOUN)) {
            if at == from && !word.marks.is_empty() && at != 0 && word.marks != Marks::COMMA {
                break;
            }
            end = at + 1;
        } else if !PARTICLES.contains(&written)
            || !reading
                .words
                .get(at + 1)
                .is_some_and(|w| w.capital && w.marks.is_empty())
        {
            break;
        }
        at += 1;
    }
    end
}

/// Particles inside names.
const PARTICLES: &[&str] = &[
    "al", "el", "ben", "bin", "ibn", "abou", "van", "von", "der", "da", "di", "dos", "del", "ould",
    "ag", "de", "bint", "oul",
];

/// Number and preposition of a phrase.
fn finish(
    reading: &Reading<'_>,
    words: Range<usize>,
    members: Vec<Actor>,
    adjectival: bool,
) -> ActorPhrase {
    let common = members.iter().any(|m| {
        matches!(
            m.kind,
            ActorKind::Office
                | ActorKind::Armed
                | ActorKind::Demonym
                | ActorKind::Ngo
                | ActorKind::Observer
        )
    });
    let plural = members.len() > 1 || is_plural(reading, words.start, common);
    let preposition = if adjectival {
        None
    } else {
        governing_preposition(reading, words.start)
    };
    ActorPhrase {
        words,
        members,
        plural,
        adjectival,
        preposition,
    }
}

/// Plural by its determiner, else, where a common noun is its head, by that noun's form (Paris is no plural of «pari»).
fn is_plural(reading: &Reading<'_>, start: usize, common: bool) -> bool {
    let determiner = start.checked_sub(1).filter(|before| {
        reading.words[*before].transparent || reading.words[*before].in_class(Classes::ARTICLE)
    });
    if let Some(before) = determiner {
        let written = reading.written(before).to_lowercase();
        return matches!(
            written.as_str(),
            "les" | "des" | "ces" | "mes" | "tes" | "ses" | "nos" | "vos" | "leurs"
        );
    }
    let number = |number: Traits| {
        let mut analyses = reading.words[start].analyses.iter();
        analyses.any(|a| a.part != PartOfSpeech::Verb && a.traits.contains(number))
    };
    // «porte-parole» may be either.
    common && number(Traits::PLUR) && !number(Traits::SING)
}

/// The preposition in front of a phrase, across its article: «de» in «de la Russie», «des» as *de + les* behind a noun.
pub(super) fn governing_preposition(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let words = &reading.words;
    let mut at = start;
    while at > 0 && words[at].marks.is_empty() {
        at -= 1;
        let word = &words[at];
        let contracted = word.in_class(Classes::PREPOSITION) && word.in_class(Classes::ARTICLE);
        if contracted {
            let noun_before = at > 0 && words[at].marks.is_empty() && {
                let before = &words[at - 1];
                let named = at > 1
                    && before.marks.is_empty()
                    && before.is(PartOfSpeech::Noun)
                    && words[at - 2].is(PartOfSpeech::Adjective)
                    && words[at - 2].group.is_none();
                (named || !before.is_verb(Traits::FINITE))
                    && !before.in_class(Classes::COORDINATOR.union(Classes::SUBORDINATOR))
            };
            return noun_before.then_some(at);
        }
        if word.in_class(Classes::PREPOSITION) {
            return Some(at);
        }
        if !word.transparent && !word.is(PartOfSpeech::Adjective) {
            return None;
        }
    }
    None
}
