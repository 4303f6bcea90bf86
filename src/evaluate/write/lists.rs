//! Every mistake for people: misses and false alarms, then the fields that differ.

use std::io::{Result, Write};

use crate::evaluate::judge::{Difference, GoldPlace, Mistake, MistakeKind, Witness};
use crate::evaluate::score::Score;
use crate::evaluate::write::french::count;
use crate::evaluate::write::text::french;

/// Writes both lists; an empty one is left out.
///
/// # Errors
/// What the destination says.
pub fn write(score: &Score, out: &mut impl Write) -> Result<()> {
    for of_category in score
        .mistakes
        .chunk_by(|a, b| (&a.category, a.kind) == (&b.category, b.kind))
    {
        let first = &of_category[0];
        let number = of_category.len();
        writeln!(
            out,
            "\n── {} : {}",
            first.category,
            numbered(number, first.kind)
        )?;
        for mistake in of_category {
            write_mistake(mistake, out)?;
        }
    }
    for of_field in score.differences.chunk_by(|a, b| a.field == b.field) {
        let number = count(of_field.len(), "différence");
        writeln!(out, "\n── {} : {number}", french(of_field[0].field))?;
        for difference in of_field {
            write_difference(difference, out)?;
        }
    }
    Ok(())
}

const fn kind(kind: MistakeKind) -> &'static str {
    match kind {
        MistakeKind::Miss => "manque",
        MistakeKind::FalseAlarm => "fausse alerte",
    }
}

fn numbered(number: usize, of: MistakeKind) -> String {
    match of {
        MistakeKind::FalseAlarm if number > 1 => format!("{number} fausses alertes"),
        _ => count(number, kind(of)),
    }
}

fn write_mistake(mistake: &Mistake, out: &mut impl Write) -> Result<()> {
    let kind = kind(mistake.kind);
    writeln!(
        out,
        "{kind}  {}  {}",
        mistake.category,
        named(&mistake.place)
    )?;
    writeln!(out, "    {}", mistake.place.sentence)?;
    if !mistake.instead.is_empty() {
        writeln!(
            out,
            "    trouvé à la place : {}",
            mistake.instead.join(", ")
        )?;
    }
    witnesses(&mistake.rules, out)
}

fn write_difference(difference: &Difference, out: &mut impl Write) -> Result<()> {
    let (field, place) = (french(difference.field), &difference.place);
    writeln!(out, "{field}  {}  {}", difference.category, named(place))?;
    let (wanted, got) = (listed(&difference.wanted), listed(&difference.got));
    writeln!(out, "    voulu : {wanted} · trouvé : {got}")?;
    if !place.before.is_empty() {
        writeln!(out, "    (avant : {})", place.before)?;
    }
    writeln!(out, "    {}", place.sentence)?;
    witnesses(&difference.rules, out)
}

/// `article.txt, phrase 3  (gold.jsonl:12)`.
fn named(place: &GoldPlace) -> String {
    let sentence = place.n.map(|n| format!(", phrase {n}")).unwrap_or_default();
    format!("{}{sentence}  ({})", place.doc, place.at)
}

fn listed(values: &[String]) -> String {
    match values {
        [] => "personne".into(),
        _ => values.join(", "),
    }
}

fn witnesses(rules: &[Witness], out: &mut impl Write) -> Result<()> {
    for witness in rules {
        writeln!(
            out,
            "    {}  {}  [{}]",
            witness.rule, witness.at, witness.evidence
        )?;
    }
    Ok(())
}
