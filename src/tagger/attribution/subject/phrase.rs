//! The noun phrases and actor phrases around a verb.

use std::ops::Range;

use crate::rules::grammar::Classes;
use crate::rules::pack::ActorKind;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::actors::ActorPhrase;
use crate::tagger::reading::Reading;
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// The words in front of *qui* or a participle among which the noun of a text stands.
const TEXT_REACH: usize = 3;

/// The longest noun phrase.
const NOUN_PHRASE: usize = 12;

/// The longest phrase that starts exactly here.
pub(in crate::tagger::attribution) fn first_at(parsed: &Parsed<'_>, at: usize) -> Option<usize> {
    parsed
        .actors
        .iter()
        .position(|phrase| phrase.words.start == at)
}

/// The word behind a noun phrase that starts with its determiner: at the next mark, verb or relative.
pub(in crate::tagger::attribution) fn noun_phrase_end(
    reading: &Reading<'_>,
    start: usize,
) -> usize {
    let words = &reading.words;
    let limit = words.len().min(start + NOUN_PHRASE);
    (start + 1..limit)
        .find(|i| {
            !words[*i].marks.is_empty()
                || words[*i].in_class(Classes::RELATIVE)
                || words[*i].in_class(Classes::PREPOSITION) && !is_inner(reading, *i)
                || words[*i]
                    .group
                    .is_some_and(|g| reading.groups[g].is_finite())
        })
        .unwrap_or(limit)
}

/// The longest phrase that ends behind this word's predecessor.
pub(super) fn ending_at(parsed: &Parsed<'_>, end: usize) -> Option<usize> {
    parsed
        .actors
        .iter()
        .enumerate()
        .filter(|(_, phrase)| phrase.words.end == end)
        .max_by_key(|(_, phrase)| phrase.words.len())
        .map(|(index, _)| index)
}

pub(super) fn agrees(verb: &VerbGroup, phrase: &ActorPhrase) -> bool {
    let plural = phrase.plural;
    // «Médecins sans frontières accuse»: the name of a body may be either.
    if phrase.members.len() == 1 && phrase.is(ActorKind::Ngo) {
        return true;
    }
    let singular = verb.traits.contains(Traits::P3S);
    let many = verb.traits.contains(Traits::P3P);
    match (singular, many) {
        (true, false) => !plural,
        (false, true) => plural,
        _ => true,
    }
}

/// The phrase directly in front of a word, across a comma.
pub(super) fn nominal_before(parsed: &Parsed<'_>, at: usize) -> Option<usize> {
    ending_at(parsed, at).filter(|index| {
        let phrase = &parsed.actors[*index];
        phrase.preposition.is_none() && !phrase.adjectival
    })
}

/// The noun phrase of a text («la résolution», «un projet russe») that ends in front of a word.
pub(super) fn text_before(parsed: &Parsed<'_>, at: usize) -> Option<Range<usize>> {
    let words = &parsed.reading.words;
    if at == 0 || !words[at].marks.is_empty() {
        return None;
    }
    let from = at.saturating_sub(TEXT_REACH);
    let noun = (from..at)
        .rev()
        .find(|i| words[*i].in_class(Classes::TEXT))?;
    let plain = words[noun + 1..at].iter().all(|word| {
        word.marks.is_empty() && word.group.is_none() && word.is(PartOfSpeech::Adjective)
    });
    plain.then(|| noun.saturating_sub(1)..at)
}

/// Whether a determiner stands here that no preposition governs.
pub(super) fn starts_noun_phrase(reading: &Reading<'_>, at: usize) -> bool {
    let word = &reading.words[at];
    if word.group.is_some() || !word.transparent || word.in_class(Classes::SUBJECT_PRONOUN) {
        return false;
    }
    let contracted = word.in_class(Classes::PREPOSITION);
    let behind_preposition =
        at > 0 && word.marks.is_empty() && reading.words[at - 1].in_class(Classes::PREPOSITION);
    let named = reading
        .words
        .get(at + 1)
        .is_some_and(|next| next.group.is_none() && !next.in_class(Classes::TIME));
    !contracted && !behind_preposition && named
}

/// Whether a preposition joins what belongs to a noun («de», «du», «à la»), rather than to the clause.
fn is_inner(reading: &Reading<'_>, at: usize) -> bool {
    let words = &reading.words;
    let word = &words[at];
    let article = words.get(at + 1).is_some_and(|next| next.transparent);
    let place = word.in_class(Classes::PLACE_PREPOSITION);
    word.transparent || reading.written(at).chars().count() <= 2 && (!place || article)
}
