//! Coordination: «Erevan et Bakou», «la France, l'Allemagne et l'Italie», «l'ONU comme l'UE» are one phrase more.

use crate::rules::grammar::Classes;
use crate::rules::ruleset::Ruleset;
use crate::tagger::actors::phrase::ActorPhrase;
use crate::tagger::reading::{Marks, Reading};

/// Adds a phrase for every run of coordinated phrases; those that it joins stay too.
pub(super) fn join(rules: &Ruleset, reading: &Reading<'_>, phrases: &mut Vec<ActorPhrase>) {
    let mut joined = Vec::new();
    let mut index = 0;
    while index < phrases.len() {
        let run = run_length(rules, reading, &phrases[index..]);
        if run > 1 {
            joined.push(cover(&phrases[index..index + run]));
            let preposition = phrases[index].preposition;
            for member in &mut phrases[index + 1..index + run] {
                member.preposition = member.preposition.or(preposition);
            }
        }
        index += run;
    }
    phrases.extend(joined);
}

/// How many phrases from the first on are coordinated; a list without *et* or *comme* before its last member is none.
fn run_length(rules: &Ruleset, reading: &Reading<'_>, phrases: &[ActorPhrase]) -> usize {
    let mut length = 1;
    let mut closed = 1;
    while length < phrases.len() {
        let (left, right) = (&phrases[length - 1], &phrases[length]);
        match link(rules, reading, left, right) {
            Some(Link::And) => {
                length += 1;
                closed = length;
            }
            Some(Link::Comma) => length += 1,
            None => break,
        }
    }
    closed
}

enum Link {
    And,
    Comma,
}

fn link(
    rules: &Ruleset,
    reading: &Reading<'_>,
    left: &ActorPhrase,
    right: &ActorPhrase,
) -> Option<Link> {
    if left.adjectival != right.adjectival {
        return None;
    }
    let between = left.words.end..right.words.start;
    let mut and = false;
    let comma = between
        .clone()
        .chain([right.words.start])
        .any(|i| reading.words[i].marks.has(Marks::COMMA));
    for index in between.clone() {
        let word = &reading.words[index];
        if word.marks.has(
            Marks::SEMICOLON
                .union(Marks::COLON)
                .union(Marks::STOP)
                .union(Marks::CLOSE_QUOTE),
        ) {
            return None;
        }
        let repeated = left.preposition.is_some() && word.in_class(Classes::PREPOSITION);
        if word.in_class(Classes::COORDINATOR) || rules.grammar.is_as_well_as(&word.forms) {
            and = true;
        } else if !word.transparent && !repeated && !rules.grammar.is_que(&word.forms) {
            return None;
        }
    }
    if and {
        return Some(Link::And);
    }
    (comma && between.len() <= 2).then_some(Link::Comma)
}

fn cover(phrases: &[ActorPhrase]) -> ActorPhrase {
    let first = &phrases[0];
    ActorPhrase {
        words: first.words.start..phrases[phrases.len() - 1].words.end,
        members: phrases
            .iter()
            .flat_map(|phrase| phrase.members.clone())
            .collect(),
        plural: true,
        adjectival: first.adjectival,
        preposition: first.preposition,
    }
}
