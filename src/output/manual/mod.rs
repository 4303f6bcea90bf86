//! The manual of a pack: one page of HTML that needs nothing else, or Markdown.

mod html;
mod markdown;

pub use html::html;
pub use markdown::markdown;

use crate::rules::pack::{Example, Expected, Policy, Rule, Status, Subject};

/// `1 règle`, `2 règles`.
fn count(number: usize, noun: &str) -> String {
    let plural = if number > 1 { "s" } else { "" };
    format!("{number} {noun}{plural}")
}

/// The status of a rule, for people.
fn status(rule: &Rule) -> &'static str {
    match rule.status {
        Status::Draft => "brouillon",
        Status::Trial => "à l'essai",
        Status::Stable => "stable",
    }
}

/// What the rule does otherwise than most.
fn policies(rule: &Rule) -> Vec<String> {
    let mut said = Vec::new();
    let mut say = |what: &str, policy: Policy, usual: Policy| {
        if policy != usual {
            let does = match policy {
                Policy::Block => "écarte",
                Policy::Mark => "est notée",
                Policy::Ignore => "ne compte pas",
            };
            said.push(format!("{what} {does}"));
        }
    };
    say("la négation", rule.negation, Policy::Block);
    say("l'hypothèse", rule.hypothesis, Policy::Block);
    say("la forme au conditionnel", rule.conditional, Policy::Mark);
    if rule.subject == Subject::Target {
        said.push("le sujet est celui que l'on met en cause".into());
    }
    said
}

/// The sentence of an example, with the one before it.
fn sentence(example: &Example) -> String {
    match &example.before {
        Some(before) => format!("[{before}] {}", example.sentence),
        None => example.sentence.clone(),
    }
}

/// What an example expects, as it is written.
fn expected(expected: &Expected) -> String {
    let ids = |ids: &Option<Vec<String>>| match ids {
        Some(ids) if ids.is_empty() => "personne".into(),
        Some(ids) => ids.join("+"),
        None => "_".to_string(),
    };
    let modality = expected
        .modality
        .iter()
        .map(|modality| format!(", {modality}"));
    format!(
        "{} > {}{}",
        ids(&expected.speaker),
        ids(&expected.target),
        modality.collect::<String>()
    )
}

/// The three lists of a rule's examples that hold something: a mark, what they are, the sentences.
fn examples(rule: &Rule) -> impl Iterator<Item = (&'static str, &'static str, &[Example])> {
    let lists = [
        ("✓", "à trouver", rule.matches.as_slice()),
        ("✗", "à laisser", rule.rejects.as_slice()),
        ("☐", "à trouver un jour", rule.todo.as_slice()),
    ];
    lists.into_iter().filter(|(_, _, list)| !list.is_empty())
}
