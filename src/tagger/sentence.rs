//! One sentence, from the patterns that woke to the acts that stand.

use serde::Serialize;

use crate::rules::pack::{Policy, Status};
use crate::rules::pattern::Role;
use crate::rules::ruleset::{CompiledRule, PatternRef, Ruleset};
use crate::tagger::actors::{ActorPhrase, phrases};
use crate::tagger::attribution::{Attribution, Parties};
use crate::tagger::background::Background;
use crate::tagger::context::{Context, Contexts};
use crate::tagger::diplomacy;
use crate::tagger::matcher::{Match, Matcher};
use crate::tagger::neighbours::Neighbours;
use crate::tagger::quotation::QuoteMark;
use crate::tagger::reading::Reading;
use crate::tagger::statement::Modality;
use crate::text::span::Span;

/// A sentence read, with its actors.
#[derive(Debug)]
pub struct Parsed<'t> {
    /// Its words, verb groups and quotations.
    pub reading: Reading<'t>,
    /// Its actor phrases, by their first word, a longer one first.
    pub actors: Vec<ActorPhrase>,
}

impl<'t> Parsed<'t> {
    /// Reads a sentence; `start` is its first byte behind a dateline.
    pub fn new(
        rules: &Ruleset,
        text: &'t str,
        span: Span,
        start: usize,
        quote_marks: &[QuoteMark],
        date: Option<&str>,
    ) -> Self {
        let reading = Reading::new(rules, text, span, start, quote_marks);
        let actors = phrases(rules, &reading, date);
        Self { reading, actors }
    }
}

/// What acts are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Whether rules in draft run.
    pub drafts: bool,
    /// Whether only diplomatic acts count.
    pub diplomatic: bool,
}

/// An act found in a sentence.
#[derive(Clone, Debug)]
pub struct FoundAct {
    /// The rule and pattern.
    pub pattern: PatternRef,
    /// The rule's category.
    pub category: usize,
    /// Where it matched.
    pub found: Match,
    /// What stands around its head.
    pub context: Context,
    /// Its modality.
    pub modality: Modality,
    /// Who speaks, to whom.
    pub parties: Parties,
}

/// What became of a match: `explain` shows it.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It stands.
    Act {
        /// How sure the text is of it.
        modality: Modality,
        /// Whether it stands inside quotation marks.
        quoted: bool,
    },
    /// An earlier pattern of its rule found the same head.
    Repeated,
    /// An exception overlaps it: index into the rule's exceptions.
    Excepted(usize),
    /// Its head is negated: the word to blame.
    Negated(usize),
    /// Its head stands in a hypothesis: the word to blame.
    Hypothetical(usize),
    /// Its head stands in the conditional and the rule blocks that: the word to blame.
    Conditional(usize),
    /// An analyst cannot perform such an act.
    Observer,
    /// It is nobody's diplomacy.
    NotDiplomatic(NoDiplomacy),
    /// It stands in the complement of an accusing or denying verb: the head of that act.
    InComplement(usize),
}

/// Why an act is nobody's diplomacy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoDiplomacy {
    /// It only describes what somebody does, and nobody says so.
    Unattributed,
    /// Neither speaker nor target is an international actor.
    NoActor,
    /// Neither has a state, and no other is named around it.
    NobodyAbroad,
    /// A state and its own people, in peace.
    OwnAffair,
    /// No other state, organisation or armed group, and no war, stands in the sentence or near it.
    NobodyElse,
}

/// Sees every match and what became of it.
pub trait Observer {
    /// A match of a pattern, with its fate; parties where they were sought.
    fn matched(
        &mut self,
        pattern: PatternRef,
        found: &Match,
        parties: Option<&Parties>,
        outcome: &Outcome,
    );
}

/// Sees nothing: the observer of batches.
#[derive(Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn matched(&mut self, _: PatternRef, _: &Match, _: Option<&Parties>, _: &Outcome) {}
}

/// The sentence of an act and those around it.
pub struct Scene<'s> {
    /// The sentence.
    pub here: &'s Parsed<'s>,
    /// Those around it.
    pub near: Neighbours<'s>,
    /// What the document tells beyond them.
    pub background: &'s Background<'s>,
}

impl<'s> Scene<'s> {
    /// The sentence at this distance; 0 is the sentence of the act.
    pub fn sentence(&self, distance: isize) -> Option<&'s Parsed<'s>> {
        match distance {
            0 => Some(self.here),
            _ => self.near.at(distance),
        }
    }
}

/// Matches of woken patterns that nothing in the sentence itself blocks; of one rule several may have one head.
pub fn matches(
    rules: &Ruleset,
    here: &Parsed<'_>,
    patterns: &[PatternRef],
    wanted: Wanted,
    observer: &mut impl Observer,
) -> Vec<(PatternRef, Match, Context, Modality)> {
    let matcher = Matcher::new(rules, &here.reading, &here.actors);
    let contexts = Contexts::new(rules, &here.reading);
    let mut kept = Vec::new();
    for of_rule in patterns.chunk_by(|a, b| a.rule == b.rule) {
        let rule = &rules.rules[of_rule[0].rule as usize];
        if rule.status == Status::Draft && !wanted.drafts {
            continue;
        }
        let found = of_rule.iter().flat_map(|pattern| {
            let found = matcher.matches(&rules.pattern(*pattern).program);
            found.into_iter().map(move |found| (pattern, found))
        });
        for (pattern, found) in found {
            match judge(&matcher, &contexts, rule, &found) {
                Ok((context, modality)) => kept.push((*pattern, found, context, modality)),
                Err(outcome) => observer.matched(*pattern, &found, None, &outcome),
            }
        }
    }
    kept
}

/// Whether an earlier pattern of the same rule, or the same pattern, found the act of this head already.
fn is_known(acts: &[FoundAct], pattern: PatternRef, found: &Match) -> bool {
    acts.iter()
        .any(|act| act.pattern.rule == pattern.rule && act.found.heads() == found.heads())
}

/// What the exceptions and the context of a rule make of a match.
fn judge(
    matcher: &Matcher<'_>,
    contexts: &Contexts<'_>,
    rule: &CompiledRule,
    found: &Match,
) -> Result<(Context, Modality), Outcome> {
    if let Some(index) = excepted(matcher, rule, found) {
        return Err(Outcome::Excepted(index));
    }
    let spelled = found.spelled();
    let heads = found.heads();
    let first = contexts.of(heads[0], &spelled);
    let mut modality = Modality::Asserted;
    for head in heads {
        let context = contexts.of(head, &spelled);
        if let (Some(cause), Policy::Block) = (context.negation, rule.negation) {
            return Err(Outcome::Negated(cause));
        }
        match (context.hypothesis, rule.hypothesis) {
            (Some(cause), Policy::Block) => return Err(Outcome::Hypothetical(cause)),
            (Some(_), Policy::Mark) => modality = Modality::Hypothetical,
            _ => {}
        }
        match (context.conditional, rule.conditional) {
            (Some(cause), Policy::Block) => return Err(Outcome::Conditional(cause)),
            (Some(_), Policy::Mark) if modality == Modality::Asserted => {
                modality = Modality::Conditional;
            }
            _ => {}
        }
    }
    Ok((first, modality))
}

/// The first exception of the rule that overlaps the match.
fn excepted(matcher: &Matcher<'_>, rule: &CompiledRule, found: &Match) -> Option<usize> {
    let words = &found.words;
    rule.excepts.iter().position(|(program, _)| {
        let places = matcher.excepted(program);
        places
            .iter()
            .any(|except| except.start < words.end && words.start < except.end)
    })
}

/// The acts of a scene: matches with their parties, without those that are nobody's diplomacy or stand in the
/// complement of an accusing or denying verb.
pub fn acts<'s>(
    rules: &'s Ruleset,
    scene: &Scene<'s>,
    matches: Vec<(PatternRef, Match, Context, Modality)>,
    wanted: Wanted,
    observer: &mut impl Observer,
) -> Vec<FoundAct> {
    let attribution = Attribution::new(rules, scene.here, scene.near, scene.background);
    let contexts = Contexts::new(rules, &scene.here.reading);
    let mut acts: Vec<FoundAct> = Vec::new();
    let mut refused: Vec<FoundAct> = Vec::new();
    for (pattern, found, context, modality) in matches {
        // One that was tried in vain is tried again only where a later pattern says who speaks.
        let names_speaker = !found.captures(Role::Speaker).is_empty();
        if is_known(&acts, pattern, &found) || !names_speaker && is_known(&refused, pattern, &found)
        {
            observer.matched(pattern, &found, None, &Outcome::Repeated);
            continue;
        }
        let rule = &rules.rules[pattern.rule as usize];
        let category = rule.category;
        let parties = attribution.parties(&found, category, rule.subject);
        let act = FoundAct {
            pattern,
            category,
            found,
            context,
            modality,
            parties,
        };
        match diplomacy::verdict(rules, scene, &act) {
            Err(outcome) if wanted.diplomatic => {
                observer.matched(pattern, &act.found, Some(&act.parties), &outcome);
                refused.push(act);
            }
            _ => acts.push(act),
        }
    }
    share_parties(&mut acts);
    let closed: Vec<(usize, usize, usize)> = acts
        .iter()
        .filter_map(|act| complement(rules, scene.here, &contexts, act))
        .collect();
    acts.retain(|act| {
        let head = act.found.heads()[0];
        let inside = closed.iter().find(|(category, start, end)| {
            *category != act.category && *start <= head && head < *end
        });
        if let Some((_, start, _)) = inside {
            let outcome = Outcome::InComplement(start.saturating_sub(1));
            observer.matched(act.pattern, &act.found, Some(&act.parties), &outcome);
        }
        inside.is_none()
    });
    attribution.settle(&mut acts);
    for act in &acts {
        let stands = Outcome::Act {
            modality: act.modality,
            quoted: act.context.quoted,
        };
        observer.matched(act.pattern, &act.found, Some(&act.parties), &stands);
    }
    acts
}

/// Acts of one category with the same head are one act seen by several rules: the parties are those that the rule
/// with the most evidence found.
fn share_parties(acts: &mut [FoundAct]) {
    for index in 0..acts.len() {
        let (category, heads) = (acts[index].category, acts[index].found.heads());
        let widest = acts
            .iter()
            .filter(|act| {
                act.category == category
                    && act.found.heads() == heads
                    && act.parties.target.is_some()
            })
            .max_by_key(|act| act.found.evidence().len())
            .map(|act| act.parties.clone());
        if let Some(parties) = widest {
            let speaker = parties
                .speaker
                .or_else(|| acts[index].parties.speaker.clone());
            let said_speaker = parties
                .said_speaker
                .or_else(|| acts[index].parties.said_speaker.clone());
            acts[index].parties = Parties {
                speaker,
                said_speaker,
                ..parties
            };
        }
    }
}

/// The complement of an accusing or denying verb: category, first word, behind the last word.
fn complement(
    rules: &Ruleset,
    here: &Parsed<'_>,
    contexts: &Contexts<'_>,
    act: &FoundAct,
) -> Option<(usize, usize, usize)> {
    if !rules.categories[act.category].opaque {
        return None;
    }
    let head = act.found.heads()[0];
    here.reading.words[head].group?;
    let end = contexts.scope_end(head + 1, false).max(act.found.words.end);
    Some((act.category, head + 1, end))
}
