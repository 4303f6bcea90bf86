//! Scores for a spreadsheet: one table, tabs between cells.
//!
//! Either the figures or the mistakes, so that a table has one kind of columns.

use std::borrow::Cow;
use std::io::{Result, Write};

use crate::evaluate::agreement::Agreement;
use crate::evaluate::judge::{GoldPlace, Witness};
use crate::evaluate::score::{CategoryScore, Figure, Score};

/// The columns of the figures. The accuracy of a field stands under `precision`.
const FIGURES: &[&str] = &[
    "kind",
    "name",
    "gold",
    "right",
    "wrong",
    "missed",
    "precision",
    "precision_low",
    "precision_high",
    "recall",
    "recall_low",
    "recall_high",
    "f1",
    "f1_low",
    "f1_high",
    "at",
];

/// The columns of the mistakes.
const MISTAKES: &[&str] = &[
    "kind", "category", "doc", "n", "at", "rules", "patterns", "evidence", "wanted", "got",
    "before", "sentence",
];

/// The columns of the agreement.
const AGREEMENT: &[&str] = &[
    "kind", "label", "both", "only_a", "only_b", "neither", "kappa", "at_a", "at_b", "a", "b",
    "sentence",
];

/// Writes the figures, or with `errors` the mistakes.
///
/// # Errors
/// What the destination says.
pub fn write(score: &Score, errors: bool, out: &mut impl Write) -> Result<()> {
    let (columns, rows) = match errors {
        true => (MISTAKES, mistakes(score)),
        false => (FIGURES, figures(score)),
    };
    table(columns, &rows, out)
}

/// Writes the agreement of two annotators: labels, fields, disagreements.
///
/// # Errors
/// What the destination says.
pub fn agreement(agreement: &Agreement, out: &mut impl Write) -> Result<()> {
    let mut rows = Vec::new();
    for label in &agreement.labels {
        let counts = [label.both, label.only_a, label.only_b, label.neither];
        rows.push([
            cells(&["label", &label.label]),
            counts.map(|count| count.to_string()).to_vec(),
            vec![number(label.kappa)],
        ]);
    }
    for field in &agreement.fields {
        let counts = [field.alike, field.asked - field.alike];
        rows.push([
            cells(&["field", field.field.as_str()]),
            counts.map(|count| count.to_string()).to_vec(),
            Vec::new(),
        ]);
    }
    for one in &agreement.disagreements {
        let (a, b) = (one.a.join(" "), one.b.join(" "));
        rows.push([
            cells(&[one.about, &one.label]),
            vec![String::new(); 5],
            cells(&[&one.at_a, &one.at_b, &a, &b, &one.sentence]),
        ]);
    }
    let rows: Vec<Vec<String>> = rows.iter().map(|parts| parts.concat()).collect();
    table(AGREEMENT, &rows, out)
}

fn figures(score: &Score) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = score
        .categories
        .iter()
        .map(|c| category("category", c))
        .collect();
    rows.push(category("overall", &score.overall));
    let mut macro_f1 = cells(&["macro", "f1", "", "", "", "", "", "", "", "", "", ""]);
    macro_f1.extend(figure(score.macro_f1));
    rows.push(macro_f1);
    for field in &score.fields {
        let (asked, right) = (field.asked.to_string(), field.right.to_string());
        let wrong = (field.asked - field.right).to_string();
        let mut row = cells(&["field", field.field.as_str(), &asked, &right, &wrong, ""]);
        row.extend(figure(field.accuracy));
        rows.push(row);
    }
    for one in &score.confusions {
        let name = format!("{} → {}", one.gold, one.found);
        rows.push(cells(&[
            "confusion",
            &name,
            "",
            "",
            "",
            &one.count.to_string(),
        ]));
    }
    for rule in &score.rules {
        let (right, wrong) = (rule.right.to_string(), (rule.hits - rule.right).to_string());
        let mut row = cells(&[
            "rule",
            &rule.rule,
            "",
            &right,
            &wrong,
            "",
            &number(Some(rule.precision)),
        ]);
        row.resize(FIGURES.len() - 1, String::new());
        row.push(rule.at.clone());
        rows.push(row);
    }
    for source in &score.sources {
        let [precision, recall, f1] = [source.precision, source.recall, source.f1].map(number);
        let name = &source.source;
        rows.push(cells(&[
            "source", name, "", "", "", "", &precision, "", "", &recall, "", "", &f1,
        ]));
    }
    rows
}

fn category(kind: &str, score: &CategoryScore) -> Vec<String> {
    let mut row = cells(&[kind, &score.category]);
    let counts = [score.gold, score.right, score.wrong, score.missed];
    row.extend(counts.map(|count| count.to_string()));
    row.extend(
        [score.precision, score.recall, score.f1]
            .into_iter()
            .flat_map(figure),
    );
    row
}

fn mistakes(score: &Score) -> Vec<Vec<String>> {
    let mistakes = score.mistakes.iter().map(|mistake| {
        let (kind, category) = (mistake.kind.as_str(), mistake.category.as_str());
        mistaken(
            kind,
            category,
            &mistake.place,
            &mistake.rules,
            ["".into(), mistake.instead.join(" ")],
        )
    });
    let differences = score.differences.iter().map(|one| {
        let values = [one.wanted.join(" "), one.got.join(" ")];
        mistaken(
            one.field.as_str(),
            &one.category,
            &one.place,
            &one.rules,
            values,
        )
    });
    mistakes.chain(differences).collect()
}

fn mistaken(
    kind: &str,
    category: &str,
    place: &GoldPlace,
    rules: &[Witness],
    [wanted, got]: [String; 2],
) -> Vec<String> {
    let joined = |of: fn(&Witness) -> &str| rules.iter().map(of).collect::<Vec<_>>().join(" ; ");
    let n = place.n.map(|n| n.to_string()).unwrap_or_default();
    cells(&[
        kind,
        category,
        &place.doc,
        &n,
        &place.at,
        &joined(|witness| &witness.rule),
        &joined(|witness| &witness.at),
        &joined(|witness| &witness.evidence),
        &wanted,
        &got,
        &place.before,
        &place.sentence,
    ])
}

fn table(columns: &[&str], rows: &[Vec<String>], out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", columns.join("\t"))?;
    for row in rows {
        let blanks = columns.len() - row.len();
        let row: Vec<Cow<'_, str>> = row.iter().map(|cell| quoted(cell)).collect();
        writeln!(out, "{}{}", row.join("\t"), "\t".repeat(blanks))?;
    }
    Ok(())
}

/// A cell with a quotation mark or a tab stands between quotation marks, and its own are doubled.
fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains(['"', '\t', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\"")).into()
    } else {
        cell.into()
    }
}

fn cells(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn figure(figure: Figure) -> [String; 3] {
    let [low, high] = match figure.interval {
        Some(ends) => ends.map(|end| number(Some(end))),
        None => [String::new(), String::new()],
    };
    [number(figure.value), low, high]
}

fn number(value: Option<f64>) -> String {
    value.map(|value| format!("{value:.4}")).unwrap_or_default()
}
