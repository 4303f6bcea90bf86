//! Coordination: «Erevan et Bakou», «la France, l'Allemagne et l'Italie», «l'ONU comme l'UE» are one phrase more.

use crate::rules::grammar::Classes;
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::Traits;
use crate::tagger::actors::phrase::ActorPhrase;
use crate::tagger::reading::{Marks, Reading};
use crate::tagger::verbs::VerbGroup;

/// Adds a phrase for every run of coordinated phrases; those that it joins stay too.
pub(super) fn join(rules: &Ruleset, reading: &Reading<'_>, phrases: &mut Vec<ActorPhrase>) {
    let mut joined = Vec::new();
    let mut index = 0;
    while index < phrases.len() {
        let run = run_length(rules, reading, &phrases[index..]);
        if opens_subject(reading, &phrases[index..index + run]) {
            // «les appels de l'ONU, Bakou et Erevan ont…»: the list is the subject, its first member is not of it.
            index += 1;
            continue;
        }
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

/// Whether a list whose first member alone has a preposition, set off by a comma, is from its second one on the
/// subject of the verb behind it.
fn opens_subject(reading: &Reading<'_>, run: &[ActorPhrase]) -> bool {
    let [first, second, .., last] = run else {
        return false;
    };
    let next = last.words.end;
    let many = |g: &&VerbGroup| g.traits.contains(Traits::P3P) && !g.traits.contains(Traits::P3S);
    let finite = reading.groups.iter().any(|g| {
        g.first == next && g.is_finite() && many(&g) && reading.words[next].marks.is_empty()
    });
    first.preposition.is_some()
        && second.preposition.is_none()
        && reading.words[first.words.end].marks.has(Marks::COMMA)
        && finite
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
        let adverb = word.in_class(Classes::ADVERB) && !word.in_class(Classes::PREPOSITION);
        let quantity = word.in_class(Classes::BEFORE_NOUN.union(Classes::NUMBER));
        if word.in_class(Classes::COORDINATOR) || rules.grammar.is_as_well_as(&word.forms) {
            and = true;
        } else if !word.transparent
            && !repeated
            && !adverb
            && !quantity
            && !rules.grammar.is_que(&word.forms)
        {
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
