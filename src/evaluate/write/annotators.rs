//! The agreement of two annotators for people: a table, and every disagreement.

use std::io::{Result, Write};

use crate::evaluate::agreement::{Agreement, Disagreement};
use crate::evaluate::write::french::{count, figure};
use crate::evaluate::write::text::french;

/// Writes the agreement; the first annotator is A, the second B.
///
/// # Errors
/// What the destination says.
pub fn write(agreement: &Agreement, out: &mut impl Write) -> Result<()> {
    let common = count(agreement.sentences, "phrase");
    let (only_a, only_b) = (agreement.only_a, agreement.only_b);
    writeln!(
        out,
        "{common} chez les deux ; chez A seul : {only_a}, chez B seul : {only_b}"
    )?;
    labels(agreement, out)?;
    fields(agreement, out)?;
    if !agreement.disagreements.is_empty() {
        let number = count(agreement.disagreements.len(), "désaccord");
        writeln!(out, "\n── {number}")?;
    }
    for disagreement in &agreement.disagreements {
        write_disagreement(disagreement, out)?;
    }
    Ok(())
}

fn labels(agreement: &Agreement, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "\n{:<24} {:>9} {:>6} {:>6} {:>7}  κ de Cohen",
        "étiquette", "les deux", "A seul", "B seul", "aucun"
    )?;
    for label in &agreement.labels {
        writeln!(
            out,
            "{:<24} {:>9} {:>6} {:>6} {:>7}  {}",
            label.label,
            label.both,
            label.only_a,
            label.only_b,
            label.neither,
            figure(label.kappa)
        )?;
    }
    Ok(())
}

fn fields(agreement: &Agreement, out: &mut impl Write) -> Result<()> {
    if agreement.fields.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    for field in &agreement.fields {
        let name = french(field.field);
        writeln!(
            out,
            "{name:<24} pareil : {} sur {}",
            field.alike, field.asked
        )?;
    }
    Ok(())
}

fn write_disagreement(one: &Disagreement, out: &mut impl Write) -> Result<()> {
    let about = match one.about {
        "label" => String::new(),
        field => format!(" ({field})"),
    };
    writeln!(out, "{}{about}  {}  {}", one.label, one.at_a, one.at_b)?;
    writeln!(out, "    A : {} · B : {}", listed(&one.a), listed(&one.b))?;
    writeln!(out, "    {}", one.sentence)
}

fn listed(values: &[String]) -> String {
    match values {
        [] => "rien".into(),
        _ => values.join(", "),
    }
}
