//! The examples of rules, run by the engine that tags articles.
//!
//! An example of `matches` or `todo` asks this one rule, and not whether the act is anybody's diplomacy; one of `rejects`
//! is run as an article is, and once more without that question, to find the examples that only the lack of an actor saves.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::rules::pack::{Example, Expected, Pack, Rule};
use crate::rules::ruleset::Ruleset;
use crate::tagger::Tagger;
use crate::tagger::statement::{Act, Party};
use crate::text::document::Document;

/// What an example is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The rule must find it.
    Matches,
    /// The rule must not find it.
    Rejects,
    /// The rule should find it one day.
    Todo,
}

/// What came of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Passed,
    /// One of `matches` that the rule did not find.
    Missed,
    /// One of `matches` that the rule found, but with another speaker, target or modality than expected.
    Wrong(Vec<Found>),
    /// One of `rejects` that the rule found.
    Noisy(Vec<Found>),
    /// One of `rejects` that the rule would find if an actor stood in it: passed, with a warning.
    Spared(Vec<Found>),
    /// One of `todo` that the rule does not find yet.
    Awaited,
    /// One of `todo` that the rule finds: time to move it.
    Reached,
}

impl Outcome {
    /// Whether it is a failure.
    pub const fn is_failure(&self) -> bool {
        matches!(self, Self::Missed | Self::Wrong(_) | Self::Noisy(_))
    }
}

/// What the rule found in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words of the evidence; a gap is ` … `.
    pub evidence: String,
    /// Speaker, target and modality, as an example writes them: `RUS > UKR, conditional`.
    pub parties: String,
    /// `file:line` of the pattern.
    pub at: String,
}

/// An example, and what came of it.
#[derive(Clone, Debug)]
pub struct Evaluated<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// What the example is for.
    pub role: Role,
    /// The example.
    pub example: &'p Example,
    /// What came of it.
    pub outcome: Outcome,
}

/// Runs all examples of the rules that are `wanted`, in the order of the pack. `ruleset` is compiled from `pack`.
pub fn evaluate<'p>(
    pack: &'p Pack,
    ruleset: &Ruleset,
    wanted: impl Fn(&Rule) -> bool,
) -> Vec<Evaluated<'p>> {
    let runs = pack.rules.iter().filter(|rule| wanted(rule));
    run(ruleset, runs.flat_map(examples).collect(), |_, _, _| None)
}

/// Runs all examples of the pack but those of which it is `known` what comes of them.
pub fn evaluate_unknown<'p>(
    pack: &'p Pack,
    ruleset: &Ruleset,
    known: impl Fn(&Rule, Role, &Example) -> Option<Outcome> + Sync,
) -> Vec<Evaluated<'p>> {
    run(
        ruleset,
        pack.rules.iter().flat_map(examples).collect(),
        known,
    )
}

fn run<'p>(
    ruleset: &Ruleset,
    runs: Vec<(&'p Rule, Role, &'p Example)>,
    known: impl Fn(&Rule, Role, &Example) -> Option<Outcome> + Sync,
) -> Vec<Evaluated<'p>> {
    let engine = Engine {
        strict: Tagger::for_examples(ruleset, true),
        free: Tagger::for_examples(ruleset, false),
    };
    runs.into_par_iter()
        .map(|(rule, role, example)| Evaluated {
            rule,
            role,
            example,
            outcome: known(rule, role, example)
                .unwrap_or_else(|| engine.outcome(rule, role, example)),
        })
        .collect()
}

fn examples(rule: &Rule) -> impl Iterator<Item = (&Rule, Role, &Example)> {
    let lists = [
        (Role::Matches, &rule.matches),
        (Role::Rejects, &rule.rejects),
        (Role::Todo, &rule.todo),
    ];
    lists
        .into_iter()
        .flat_map(move |(role, examples)| examples.iter().map(move |example| (rule, role, example)))
}

/// The two ways to run an example.
struct Engine<'r> {
    /// As articles are tagged.
    strict: Tagger<'r>,
    /// Whoever speaks, to whomever.
    free: Tagger<'r>,
}

impl Engine<'_> {
    fn outcome(&self, rule: &Rule, role: Role, example: &Example) -> Outcome {
        let text = Text::new(example);
        let found = text.acts(&self.free, rule);
        match role {
            Role::Rejects if found.is_empty() => Outcome::Passed,
            Role::Rejects => match text.acts(&self.strict, rule) {
                strict if strict.is_empty() => Outcome::Spared(text.show(&found)),
                strict => Outcome::Noisy(text.show(&strict)),
            },
            Role::Matches if found.is_empty() => Outcome::Missed,
            Role::Todo if found.is_empty() => Outcome::Awaited,
            Role::Matches | Role::Todo => {
                let right = example
                    .expected
                    .as_ref()
                    .is_none_or(|expected| found.iter().any(|act| fulfils(act, expected)));
                match (role, right) {
                    (Role::Todo, true) => Outcome::Reached,
                    (Role::Todo, false) => Outcome::Awaited,
                    (_, true) => Outcome::Passed,
                    (_, false) => Outcome::Wrong(text.show(&found)),
                }
            }
        }
    }
}

/// An example as a document of its own.
#[derive(Clone, Debug)]
pub struct Text {
    /// The document: the sentence asked about, and the one before it where there is one.
    pub document: Document,
    /// The byte at which the sentence asked about begins, behind the one before it.
    pub start: usize,
}

impl Text {
    /// The document of an example.
    pub fn new(example: &Example) -> Self {
        let before = example
            .before
            .as_ref()
            .map(|before| format!("{before} "))
            .unwrap_or_default();
        let document = Document::plain("exemple", format!("{before}{}", example.sentence));
        Self {
            document,
            start: before.len(),
        }
    }

    /// The acts that this rule finds in the sentence.
    pub fn acts(&self, tagger: &Tagger<'_>, rule: &Rule) -> Vec<Act> {
        let placed = tagger
            .acts(&self.document)
            .into_iter()
            .map(|placed| placed.act);
        let here = |act: &Act| {
            act.evidence
                .last()
                .is_some_and(|span| span.end > self.start)
        };
        placed
            .filter(|act| act.rule == rule.id && here(act))
            .collect()
    }

    fn show(&self, acts: &[Act]) -> Vec<Found> {
        let show = |act: &Act| Found {
            evidence: act
                .evidence
                .iter()
                .map(|span| span.of(&self.document.text))
                .collect::<Vec<_>>()
                .join(" … "),
            parties: format!(
                "{} > {}, {}",
                ids(&act.speaker),
                ids(&act.target),
                act.modality.as_str()
            ),
            at: act.at.clone(),
        };
        acts.iter().map(show).collect()
    }
}

/// Ids as an example writes them; `_` where there is none.
fn ids(parties: &[Party]) -> String {
    let ids: Vec<&str> = parties
        .iter()
        .filter_map(|party| party.id.as_deref())
        .collect();
    if ids.is_empty() {
        "_".into()
    } else {
        ids.join(" ")
    }
}

/// Whether an act is what an example expects: ids in whatever order, each once.
pub fn fulfils(act: &Act, expected: &Expected) -> bool {
    are(&act.speaker, expected.speaker.as_deref())
        && are(&act.target, expected.target.as_deref())
        && expected
            .modality
            .as_ref()
            .is_none_or(|modality| act.modality.as_str() == modality)
}

/// Whether the parties are those expected, in whatever order.
fn are(parties: &[Party], expected: Option<&[String]>) -> bool {
    let Some(expected) = expected else {
        return true;
    };
    let mut found: Vec<&str> = parties
        .iter()
        .filter_map(|party| party.id.as_deref())
        .collect();
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    found.sort_unstable();
    found.dedup();
    expected.sort_unstable();
    expected.dedup();
    found == expected
}
