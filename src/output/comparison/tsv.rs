//! A comparison as a table: a row an act that is different.

use std::io::{Result, Write};

use crate::output::fold::folded;
use crate::study::compare::Comparison;
use crate::study::compare::change::{ActChange, Change};
use crate::tagger::statement::{Act, Party};
use crate::text::span::Span;

const COLUMNS: [&str; 18] = [
    "change",
    "category",
    "statement",
    "rule",
    "old_status",
    "new_status",
    "what",
    "doc",
    "date",
    "sentence",
    "old_evidence",
    "new_evidence",
    "old_speaker",
    "new_speaker",
    "old_target",
    "new_target",
    "modality",
    "text",
];

/// Writes the headings and a row an act.
///
/// # Errors
/// What the destination says.
pub fn write_tsv(comparison: &Comparison, out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    for change in &comparison.changes {
        for act in &change.acts {
            let cells = row(comparison, change, act).map(|cell| folded(&cell));
            writeln!(out, "{}", cells.join("\t"))?;
        }
    }
    Ok(())
}

fn row(comparison: &Comparison, change: &Change, act: &ActChange) -> [String; COLUMNS.len()] {
    let rule = comparison.rules.iter().find(|rule| rule.rule == act.rule);
    let status = |status: Option<&str>| status.unwrap_or_default().to_owned();
    let (old, new) = (act.old.as_ref(), act.new.as_ref());
    let of = |act: Option<&Act>, value: &dyn Fn(&Act) -> String| act.map(value).unwrap_or_default();
    let words = |act: &Act| evidence(change, &act.evidence);
    let (speaker, target) = (
        |act: &Act| parties(&act.speaker),
        |act: &Act| parties(&act.target),
    );
    let modality = |act: &Act| act.modality.as_str().to_owned();
    let (before, after) = (of(old, &modality), of(new, &modality));
    [
        act.change.as_str().into(),
        change.category.clone(),
        change.change.as_str().into(),
        act.rule.clone(),
        status(rule.and_then(|rule| rule.old_status)),
        status(rule.and_then(|rule| rule.new_status)),
        act.what
            .iter()
            .map(|what| what.as_str())
            .collect::<Vec<_>>()
            .join(","),
        change.doc.clone(),
        change.date.clone().unwrap_or_default(),
        change.sentence.to_string(),
        of(old, &words),
        of(new, &words),
        of(old, &speaker),
        of(new, &speaker),
        of(old, &target),
        of(new, &target),
        if before == after || after.is_empty() {
            before
        } else if before.is_empty() {
            after
        } else {
            format!("{before} > {after}")
        },
        change.text.clone(),
    ]
}

/// The words; a gap is ` … `. Where the packs cut the sentence differently, a part may lie outside of it.
fn evidence(change: &Change, spans: &[Span]) -> String {
    let within = |span: &Span| {
        let (start, end) = (
            span.start.checked_sub(change.start)?,
            span.end.checked_sub(change.start)?,
        );
        change.text.get(start..end)
    };
    spans
        .iter()
        .filter_map(within)
        .collect::<Vec<_>>()
        .join(" … ")
}

/// Ids; the words of those whom the tables do not know.
fn parties(parties: &[Party]) -> String {
    let names = parties
        .iter()
        .map(|party| party.id.as_deref().unwrap_or(&party.text));
    names.collect::<Vec<_>>().join("+")
}
