//! Runs proposed patterns as rules of the pack, and keeps for each sentence the first that finds it.

use std::borrow::Cow;

use crate::evaluate::examples::{Evaluated, Outcome, Text, evaluate};
use crate::rules::edit::example_line;
use crate::rules::load::load_files;
use crate::rules::pack::{Example, Pack};
use crate::rules::ruleset::Ruleset;
use crate::study::compare::accept::expected;
use crate::study::skeleton::words::Proposal;
use crate::tagger::Tagger;

/// How the ids of rules on trial begin: they are seen by nobody.
const ON_TRIAL: &str = "a-l-essai-";

/// What a rule may have to say of its context, the least first.
const POLICIES: &[&[(&str, &str)]] = &[
    &[],
    &[("negation", "ignore")],
    &[("hypothesis", "mark")],
    &[("negation", "ignore"), ("hypothesis", "mark")],
];

/// A proposal that finds its sentence.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) proposal: Proposal,
    /// What the rule says of its context: keys and values.
    pub(super) policies: Vec<(&'static str, &'static str)>,
    /// The example, with who speaks to whom where the rule finds them.
    pub(super) expected: Option<String>,
}

/// Tries the proposals of each sentence in their order. None where nothing finds it.
pub(super) fn try_out(
    pack: &Pack,
    category: &str,
    sentences: &[(Example, Vec<Proposal>)],
) -> Vec<Option<Chosen>> {
    let name = format!("{category}.toml");
    let files: Vec<(String, Cow<'static, [u8]>)> = pack
        .sources
        .iter()
        .map(|source| {
            let more = if source.name == name {
                rules(sentences)
            } else {
                String::new()
            };
            (
                source.name.clone(),
                Cow::Owned(format!("{}\n{more}", source.text).into_bytes()),
            )
        })
        .collect();
    let Some(pack) = load_files(&files).pack else {
        return vec![None; sentences.len()];
    };
    let ruleset = Ruleset::compile(&pack);
    let evaluated = evaluate(&pack, &ruleset, |rule| rule.id.starts_with(ON_TRIAL));
    let passed: Vec<&Evaluated<'_>> = evaluated
        .iter()
        .filter(|one| one.outcome == Outcome::Passed)
        .collect();
    let chosen = sentences
        .iter()
        .enumerate()
        .map(|(at, (example, proposals))| {
            trials(at, proposals).find_map(|(id, proposal, policies)| {
                passed.iter().find(|one| one.rule.id == id)?;
                Some(Chosen {
                    proposal: proposal.clone(),
                    policies: policies.to_vec(),
                    expected: with_parties(&ruleset, example, &id),
                })
            })
        });
    chosen.collect()
}

/// Every rule to be tried for a sentence, the best first: its id, pattern and policies.
fn trials(
    at: usize,
    proposals: &[Proposal],
) -> impl Iterator<Item = (String, &Proposal, &'static [(&'static str, &'static str)])> {
    proposals
        .iter()
        .enumerate()
        .flat_map(move |(number, proposal)| {
            let policies = POLICIES.iter().enumerate();
            policies.map(move |(policy, policies)| {
                (
                    format!("{ON_TRIAL}{at}-{number}-{policy}"),
                    proposal,
                    *policies,
                )
            })
        })
}

fn rules(sentences: &[(Example, Vec<Proposal>)]) -> String {
    let mut text = String::new();
    for (at, (example, proposals)) in sentences.iter().enumerate() {
        let Ok(line) = example_line(example) else {
            continue;
        };
        for (id, proposal, policies) in trials(at, proposals) {
            text += &format!(
                "\n[[rule]]\nid = \"{id}\"\npattern = '''\n{}\n'''\nmatches = '''\n{line}\n'''\n",
                proposal.pattern
            );
            for (key, value) in policies {
                text += &format!("{key} = \"{value}\"\n");
            }
        }
    }
    text
}

/// The example with the parties that the rule finds; none where it finds none.
fn with_parties(ruleset: &Ruleset, example: &Example, id: &str) -> Option<String> {
    let acts = Tagger::for_examples(ruleset, false).acts(&Text::new(example).document);
    let act = acts
        .into_iter()
        .map(|placed| placed.act)
        .find(|act| act.rule == id)?;
    let expected = expected(&act)?;
    example_line(&Example {
        expected: Some(expected),
        ..example.clone()
    })
    .ok()
}
