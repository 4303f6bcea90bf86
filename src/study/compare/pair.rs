//! Holds the statements that two packs found in a document against each other.
//!
//! Statements of one category in one sentence are the same statement, and acts of one rule at the same words the same
//! act. Where the packs cut sentences differently, sentences that overlap are held to be the same.

use crate::study::compare::change::{ActChange, Change, Compared, Kind, What};
use crate::tagger::statement::{Act, Party, Statement};
use crate::text::span::Span;

/// The differences, by place; those without a sentence before them yet.
pub fn changes(old: &[Statement], new: &[Statement]) -> Compared {
    let mut compared = Compared::default();
    let mut left: Vec<&Statement> = old.iter().collect();
    for statement in new {
        match take_same(&mut left, statement) {
            None => compared.changes.push(gained(statement)),
            Some(before) => match changed(before, statement) {
                Some(change) => compared.changes.push(change),
                None => *compared.same.entry(statement.category.clone()).or_default() += 1,
            },
        }
    }
    compared.changes.extend(left.into_iter().map(lost));
    compared
        .changes
        .sort_by_key(|change| (change.start, change.end));
    compared
}

/// Takes the old statement of that category whose sentence is the same, or else overlaps.
fn take_same<'s>(left: &mut Vec<&'s Statement>, new: &Statement) -> Option<&'s Statement> {
    let of_category = |old: &&Statement| old.category == new.category;
    let same = |old: &&Statement| (old.start, old.end) == (new.start, new.end);
    let overlaps = |old: &&Statement| old.start < new.end && new.start < old.end;
    let at = left
        .iter()
        .position(|old| of_category(old) && same(old))
        .or_else(|| {
            left.iter()
                .position(|old| of_category(old) && overlaps(old))
        })?;
    Some(left.remove(at))
}

fn gained(statement: &Statement) -> Change {
    let acts = statement.acts.iter().map(|act| one_sided(None, Some(act)));
    let acts = acts.collect();
    Change {
        new: Some(statement.clone()),
        ..change(Kind::Gained, Vec::new(), acts, statement)
    }
}

fn lost(statement: &Statement) -> Change {
    let acts = statement.acts.iter().map(|act| one_sided(Some(act), None));
    let acts = acts.collect();
    Change {
        old: Some(statement.clone()),
        ..change(Kind::Lost, Vec::new(), acts, statement)
    }
}

/// The difference between two statements of one category and sentence.
fn changed(old: &Statement, new: &Statement) -> Option<Change> {
    let acts = act_changes(&old.acts, &new.acts);
    if acts.is_empty() {
        return None;
    }
    let mut what: Vec<What> = acts
        .iter()
        .flat_map(|act| act.what.iter().copied())
        .collect();
    what.extend(
        acts.iter()
            .any(|act| act.change != Kind::Changed)
            .then_some(What::Rule),
    );
    what.sort_unstable();
    what.dedup();
    Some(Change {
        old: Some(old.clone()),
        new: Some(new.clone()),
        ..change(Kind::Changed, what, acts, new)
    })
}

/// A change of a statement, without its sides yet.
fn change(kind: Kind, what: Vec<What>, acts: Vec<ActChange>, shown: &Statement) -> Change {
    Change {
        change: kind,
        what,
        category: shown.category.clone(),
        doc: shown.doc.clone(),
        date: shown.date.clone(),
        sentence: shown.sentence,
        start: shown.start,
        end: shown.end,
        text: shown.text.clone(),
        before: None,
        acts,
        old: None,
        new: None,
    }
}

fn act_changes(old: &[Act], new: &[Act]) -> Vec<ActChange> {
    let mut left: Vec<&Act> = old.iter().collect();
    let mut changes = Vec::new();
    // What is the same first, so that it is not taken for a changed neighbour.
    let mut unpaired: Vec<&Act> = Vec::new();
    for act in new {
        match left
            .iter()
            .position(|old| old.rule == act.rule && differences(old, act).is_empty())
        {
            Some(at) => drop(left.remove(at)),
            None => unpaired.push(act),
        }
    }
    for act in unpaired {
        let overlaps = |old: &&Act| old.rule == act.rule && extent(old).overlaps(extent(act));
        match left.iter().position(overlaps) {
            Some(at) => {
                let old = left.remove(at);
                changes.push(ActChange {
                    what: differences(old, act),
                    ..one_sided(Some(old), Some(act))
                });
            }
            None => changes.push(one_sided(None, Some(act))),
        }
    }
    changes.extend(left.into_iter().map(|act| one_sided(Some(act), None)));
    changes
}

fn one_sided(old: Option<&Act>, new: Option<&Act>) -> ActChange {
    ActChange {
        rule: new.or(old).map(|act| act.rule.clone()).unwrap_or_default(),
        change: match (old, new) {
            (Some(_), Some(_)) => Kind::Changed,
            (Some(_), None) => Kind::Lost,
            _ => Kind::Gained,
        },
        what: Vec::new(),
        old: old.cloned(),
        new: new.cloned(),
    }
}

/// The words from the first to the last of the evidence.
fn extent(act: &Act) -> Span {
    let first = act.evidence.first().copied().unwrap_or_default();
    act.evidence
        .iter()
        .fold(first, |all, span| all.cover(*span))
}

/// What is different between two acts of one rule.
fn differences(old: &Act, new: &Act) -> Vec<What> {
    let differs = [
        (What::Evidence, old.evidence != new.evidence),
        (What::Speaker, named(&old.speaker) != named(&new.speaker)),
        (What::Target, named(&old.target) != named(&new.target)),
        (What::Modality, old.modality != new.modality),
        (What::Quoted, old.quoted != new.quoted),
    ];
    differs
        .into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(what, _)| what)
        .collect()
}

/// Whom the parties name: by id, by their words where the tables do not know them.
fn named(parties: &[Party]) -> Vec<&str> {
    let mut named: Vec<&str> = parties
        .iter()
        .map(|party| party.id.as_deref().unwrap_or(&party.text))
        .collect();
    named.sort_unstable();
    named.dedup();
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::statement::{Modality, Unit};
    use crate::text::document::Field;

    fn act(rule: &str, start: usize, speaker: &str) -> Act {
        Act {
            rule: rule.into(),
            at: format!("x.toml:{start}"),
            evidence: vec![Span::new(start, start + 4)],
            speaker: vec![Party {
                id: Some(speaker.into()),
                text: speaker.into(),
                span: Span::new(0, 3),
            }],
            target: Vec::new(),
            modality: Modality::Asserted,
            quoted: false,
        }
    }

    fn statement(category: &str, start: usize, acts: Vec<Act>) -> Statement {
        Statement {
            doc: "d".into(),
            date: None,
            sentence: 1,
            start,
            end: start + 40,
            text: "x".repeat(40),
            field: Field::Text,
            category: category.into(),
            cameo: Vec::new(),
            plover: Vec::new(),
            acts,
            speaker: Vec::new(),
            target: Vec::new(),
            modality: Modality::Asserted,
            quoted: false,
            unit: Unit::Byte,
            fields: serde_json::Map::new(),
        }
    }

    /// Each change in a word: what happened, what is different, and the same of its acts.
    fn shape(old: &[Statement], new: &[Statement]) -> Vec<String> {
        let what = |what: &[What]| {
            what.iter()
                .map(|what| what.as_str())
                .collect::<Vec<_>>()
                .join("+")
        };
        let compared = changes(old, new);
        let mut shape: Vec<String> = compared
            .changes
            .iter()
            .map(|change| {
                let acts = change
                    .acts
                    .iter()
                    .map(|act| format!("{} {} {}", act.change.as_str(), act.rule, what(&act.what)));
                let acts: Vec<String> = acts.collect();
                format!(
                    "{} {} {}: {}",
                    change.change.as_str(),
                    change.category,
                    what(&change.what),
                    acts.join(", ")
                )
            })
            .collect();
        shape.extend(
            compared
                .same
                .iter()
                .map(|(category, same)| format!("{same} {category}")),
        );
        shape
    }

    #[test]
    fn statements_are_gained_lost_and_changed() {
        let a = || statement("a", 0, vec![act("r", 4, "RUS")]);
        let moved = |at: usize| Act {
            at: "x.toml:99".into(),
            ..act("r", at, "RUS")
        };
        let cases: Vec<(Vec<Statement>, Vec<Statement>, Vec<&str>)> = vec![
            (vec![a()], vec![a()], vec!["1 a"]),
            (
                vec![a()],
                vec![statement("a", 0, vec![moved(4)])],
                vec!["1 a"],
            ),
            (vec![], vec![a()], vec!["gained a : gained r "]),
            (vec![a()], vec![], vec!["lost a : lost r "]),
            (
                vec![a()],
                vec![statement("b", 0, vec![act("r", 4, "RUS")])],
                vec!["gained b : gained r ", "lost a : lost r "],
            ),
            (
                vec![a()],
                vec![statement("a", 0, vec![act("r", 6, "UKR")])],
                vec!["changed a evidence+speaker: changed r evidence+speaker"],
            ),
            (
                vec![a()],
                vec![statement("a", 0, vec![act("r", 20, "RUS")])],
                vec!["changed a rule: gained r , lost r "],
            ),
            (
                vec![a()],
                vec![statement(
                    "a",
                    0,
                    vec![act("s", 2, "RUS"), act("r", 4, "RUS")],
                )],
                vec!["changed a rule: gained s "],
            ),
            (
                vec![statement("a", 10, vec![act("r", 14, "RUS")])],
                vec![statement("a", 0, vec![act("r", 14, "RUS")])],
                vec!["1 a"],
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(shape(&old, &new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn a_pack_held_against_itself_shows_nothing_and_the_other_way_round_is_the_opposite() {
        let old = vec![
            statement("a", 0, vec![act("r", 4, "RUS"), act("s", 8, "RUS")]),
            statement("b", 50, vec![act("t", 54, "UKR")]),
        ];
        let new = vec![statement("a", 0, vec![act("r", 4, "UKR")])];
        assert!(changes(&old, &old).changes.is_empty());
        let kinds = |old: &[Statement], new: &[Statement]| -> Vec<Kind> {
            changes(old, new)
                .changes
                .iter()
                .map(|change| change.change)
                .collect()
        };
        assert_eq!(kinds(&old, &new), [Kind::Changed, Kind::Lost]);
        assert_eq!(kinds(&new, &old), [Kind::Changed, Kind::Gained]);
    }
}
