//! What stands to the left of a verb as its subject.

use std::ops::Range;

use crate::rules::grammar::Classes;
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::Traits;
use crate::tagger::actors::ActorPhrase;
use crate::tagger::attribution::found::Reason;
use crate::tagger::attribution::subject::phrase::{
    agrees, ending_at, noun_phrase_end, starts_noun_phrase, text_before,
};
use crate::tagger::reading::{Marks, Reading};
use crate::tagger::sentence::Parsed;
use crate::tagger::verbs::VerbGroup;

/// What stands to the left of a verb as its subject.
#[derive(Debug)]
pub(in crate::tagger::attribution) enum Left {
    /// An actor phrase, by its index.
    Actor(usize, Reason),
    /// A pronoun, by its word.
    Pronoun(usize),
    /// A noun phrase that names no actor.
    Other(Range<usize>),
    /// The verb shares the subject of another group, by its index.
    Shared(usize),
    /// Nothing.
    None,
}

/// What stands to the left of a finite verb.
pub(in crate::tagger::attribution) fn left(
    rules: &Ruleset,
    parsed: &Parsed<'_>,
    group: usize,
) -> Left {
    let reading = &parsed.reading;
    let verb = &reading.groups[group];
    let floor = verb_floor(reading, verb);
    let mut other: Option<Range<usize>> = None;
    let mut at = verb.first;
    let mut reason = Reason::Subject;
    let mut skipped: Option<Range<usize>> = None;
    let pause = Marks::COMMA.union(Marks::DASH).union(Marks::CLOSE_PAREN);
    let apart = |p: &ActorPhrase| {
        reading.words[at].marks.has(pause)
            && !p
                .words
                .clone()
                .skip(1)
                .any(|i| reading.words[i].marks.has(Marks::COMMA))
    };
    if let Some(phrase) = ending_at(parsed, at).filter(|p| !apart(&parsed.actors[*p])) {
        let p = &parsed.actors[phrase];
        if p.preposition.is_none() && !p.adjectival && agrees(verb, p) {
            return Left::Actor(phrase, reason);
        }
    }
    if let Some(shared) = shared_with(reading, group) {
        return Left::Shared(shared);
    }
    if at > 0
        && reading.words[at]
            .marks
            .has(Marks::COMMA.union(Marks::DASH).union(Marks::CLOSE_PAREN))
        && let Some(open) = parenthesis_start(reading, at)
    {
        skipped = Some(open..at);
        at = open;
    }
    while at > floor {
        at -= 1;
        let word = &reading.words[at];
        if let Some(phrase) = ending_at(parsed, at + 1) {
            let p = &parsed.actors[phrase];
            if p.adjectival && heads_subject(reading, p.words.start) && p.words.end == verb.first {
                return Left::Actor(phrase, reason);
            }
            if p.preposition.is_none() && !p.adjectival && agrees(verb, p) {
                return Left::Actor(phrase, reason);
            }
            at = p.words.start;
            continue;
        }
        if word.in_class(Classes::SUBJECT_PRONOUN)
            && word
                .group
                .is_none_or(|g| reading.groups[g].first > at || g == group)
            && !is_object(reading, at, verb)
        {
            return Left::Pronoun(at);
        }
        if rules.grammar.is_latter(&word.forms)
            && at > 0
            && reading.words[at - 1].in_class(Classes::DEMONSTRATIVE)
        {
            return Left::Pronoun(at);
        }
        if rules.grammar.is_qui(&word.forms) {
            reason = Reason::Antecedent;
            let clause = at > 0
                && word.marks.is_empty()
                && reading.words[at - 1].in_class(Classes::DEMONSTRATIVE);
            if clause {
                // «…, ce qui rend»: no actor, but what was said.
                return Left::None;
            }
            if let Some(text) = text_before(parsed, at) {
                return Left::Other(text);
            }
            if let Some(phrase) = nominal_before_any(parsed, at, verb) {
                return Left::Actor(phrase, reason);
            }
            return other.map_or(Left::None, Left::Other);
        }
        if let Some(g) = word
            .group
            .filter(|g| *g != group && reading.groups[*g].is_finite())
        {
            if let Some(other) = other.clone() {
                return Left::Other(other);
            }
            if let Some(relative) = relative_before(rules, reading, reading.groups[g].first) {
                at = relative;
                continue;
            }
            return Left::Shared(g);
        }
        if rules.grammar.is_que(&word.forms)
            || word.in_class(Classes::SUBORDINATOR) && at + 1 < verb.first
        {
            break;
        }
        if starts_noun_phrase(reading, at) {
            other = Some(at..noun_phrase_end(reading, at).min(verb.first).max(at + 1));
        }
        if word.marks.has(Marks::SEMICOLON.union(Marks::COLON)) {
            break;
        }
    }
    if let Some(skipped) = skipped {
        // «Hikmet Hajiyev, un haut responsable azerbaïdjanais, a dénoncé»: a name that no table knows is told by its apposition.
        let apposed = parsed.actors.iter().position(|p| {
            p.words.start >= skipped.start
                && p.words.start <= skipped.start + 2
                && !p.adjectival
                && p.preposition.is_none()
        });
        if let Some(phrase) = apposed {
            return Left::Actor(phrase, Reason::Subject);
        }
    }
    other.map_or(Left::None, Left::Other)
}

/// Of «X, qui a dit non, accuse» the word at which the parenthesis opens, seen from the verb.
pub(super) fn parenthesis_start(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let mark = if reading.words[at].marks.has(Marks::CLOSE_PAREN) {
        Marks::OPEN_PAREN
    } else if reading.words[at].marks.has(Marks::DASH) {
        Marks::DASH
    } else {
        Marks::COMMA
    };
    let mut open = None;
    for index in (1..at).rev() {
        let marks = reading.words[index].marks;
        if marks.has(
            Marks::SEMICOLON
                .union(Marks::COLON)
                .union(Marks::CLOSE_QUOTE),
        ) {
            break;
        }
        if marks.has(mark) {
            open = Some(index);
            break;
        }
    }
    open
}

/// Whether an adjective of state belongs to a subject whose noun is no actor («Les marins *grecs* patrouilleront»).
fn heads_subject(reading: &Reading<'_>, adjective: usize) -> bool {
    (adjective.saturating_sub(3)..adjective).any(|at| starts_noun_phrase(reading, at))
}

/// «X a lancé …, et accuse»: behind a coordinator at once, a verb shares the subject of the finite verb before it.
fn shared_with(reading: &Reading<'_>, group: usize) -> Option<usize> {
    let verb = &reading.groups[group];
    let mut at = verb.first;
    while at > 0
        && reading.words[at].marks.is_empty()
        && reading.words[at - 1].in_class(Classes::ADVERB)
    {
        at -= 1;
    }
    let coordinator = at.checked_sub(1).filter(|i| {
        reading.words[*i].in_class(Classes::COORDINATOR.union(Classes::CLAUSE_BREAK))
            && !reading.words[*i].in_class(Classes::RELATIVE)
            && !reading.words[*i].in_class(Classes::SUBORDINATOR)
    })?;
    let own = reading.words[verb.main].quotation;
    (0..group).rev().find(|g| {
        let quotation = reading.words[reading.groups[*g].main].quotation;
        reading.groups[*g].is_finite()
            && reading.groups[*g].main < coordinator
            && (quotation.is_none() || quotation == own)
    })
}

/// The first word that a subject may start at: that of the quotation in which the verb stands.
fn verb_floor(reading: &Reading<'_>, verb: &VerbGroup) -> usize {
    match reading.words[verb.main].quotation {
        Some(quotation) if !reading.is_fragment(quotation) => {
            reading.words_in(reading.quotations[quotation].span).start
        }
        _ => 0,
    }
}

/// «il les accuse»: *les* is no subject; *nous*, *vous* before another subject are not either.
fn is_object(reading: &Reading<'_>, at: usize, verb: &VerbGroup) -> bool {
    let word = &reading.words[at];
    let ours = Traits::P1P.union(Traits::P2P);
    word.in_class(Classes::CLITIC)
        && at > 0
        && (reading.words[at - 1].in_class(Classes::SUBJECT_PRONOUN)
            || verb.is_finite() && !verb.traits.intersects(ours))
}

/// A relative pronoun that governs the verb whose group starts here: its index.
fn relative_before(rules: &Ruleset, reading: &Reading<'_>, first: usize) -> Option<usize> {
    let from = first.saturating_sub(6);
    (from..first).rev().find(|i| {
        reading.words[*i].in_class(Classes::RELATIVE)
            && !(rules.grammar.is_que(&reading.words[*i].forms) && is_complementizer(reading, *i))
    })
}

/// Whether a *que* follows a verb at once, and so opens a complement and no relative clause.
fn is_complementizer(reading: &Reading<'_>, que: usize) -> bool {
    que > 0 && reading.words[que - 1].group.is_some()
}

/// The antecedent of *qui*: the nearest phrase in front of it that agrees, across one complement.
fn nominal_before_any(parsed: &Parsed<'_>, qui: usize, verb: &VerbGroup) -> Option<usize> {
    parsed
        .actors
        .iter()
        .enumerate()
        .filter(|(_, p)| {
            p.words.end <= qui && qui - p.words.end <= 4 && !p.adjectival && agrees(verb, p)
        })
        .max_by_key(|(_, p)| (p.words.end, p.words.len()))
        .map(|(index, _)| index)
}
