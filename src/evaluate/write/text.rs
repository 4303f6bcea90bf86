//! Scores for people: tables that fit on a screen.

use std::io::{Result, Write};

use crate::evaluate::counts::ActField;
use crate::evaluate::score::{CategoryScore, Score};
use crate::evaluate::write::french::{count, figure, with_interval};

/// Rules shown where not all are asked for.
const WORST_RULES: usize = 10;

/// Writes the tables; of the rules, those with the most false alarms, or `all_rules`.
///
/// # Errors
/// What the destination says.
pub fn write(score: &Score, all_rules: bool, out: &mut impl Write) -> Result<()> {
    let documents = count(score.documents, "document");
    writeln!(out, "{documents}, {}", count(score.sentences, "phrase"))?;
    categories(score, out)?;
    fields(score, out)?;
    confusions(score, out)?;
    rules(score, all_rules, out)?;
    if score.sources.len() > 1 {
        sources(score, out)?;
    }
    Ok(())
}

fn categories(score: &Score, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "\n{:<24} {:>5} {:>6} {:>5} {:>7}  {:<19}  {:<19}  F1",
        "catégorie", "gold", "justes", "faux", "manqués", "précision", "rappel"
    )?;
    for category in &score.categories {
        row(&category.category, category, out)?;
    }
    row("ensemble", &score.overall, out)?;
    writeln!(out, "{:<95}{}", "macro F1", with_interval(score.macro_f1))
}

fn row(name: &str, score: &CategoryScore, out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "{name:<24} {:>5} {:>6} {:>5} {:>7}  {:<19}  {:<19}  {}",
        score.gold,
        score.right,
        score.wrong,
        score.missed,
        with_interval(score.precision),
        with_interval(score.recall),
        with_interval(score.f1)
    )
}

fn fields(score: &Score, out: &mut impl Write) -> Result<()> {
    if score.fields.iter().all(|field| field.asked == 0) {
        return Ok(());
    }
    writeln!(
        out,
        "\n{:<28} {:>5} {:>6}  exactitude",
        "là où la catégorie est juste", "gold", "justes"
    )?;
    for field in score.fields.iter().filter(|field| field.asked > 0) {
        writeln!(
            out,
            "{:<28} {:>5} {:>6}  {}",
            french(field.field),
            field.asked,
            field.right,
            with_interval(field.accuracy)
        )?;
    }
    Ok(())
}

/// The name of a field for people.
pub(super) const fn french(field: ActField) -> &'static str {
    match field {
        ActField::Speaker => "locuteur",
        ActField::Target => "destinataire",
        ActField::Modality => "modalité",
        ActField::Quoted => "citation",
    }
}

fn confusions(score: &Score, out: &mut impl Write) -> Result<()> {
    if score.confusions.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\nconfusions (manquée → trouvée à tort dans la même phrase)"
    )?;
    for confusion in &score.confusions {
        let (gold, found) = (&confusion.gold, &confusion.found);
        writeln!(out, "{:>5}  {gold} → {found}", confusion.count)?;
    }
    Ok(())
}

fn rules(score: &Score, all: bool, out: &mut impl Write) -> Result<()> {
    let mut rules: Vec<_> = score.rules.iter().collect();
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.hits - rule.right), rule.right));
    if !all {
        rules.retain(|rule| rule.right < rule.hits);
        rules.truncate(WORST_RULES);
    }
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{:<46} {:>8} {:>6} {:>5} {:>6}  précision",
        if all {
            "règle"
        } else {
            "règle (les fautives ; toutes : --by-rule)"
        },
        "trouvées",
        "justes",
        "faux",
        "seule"
    )?;
    let width = rules
        .iter()
        .map(|rule| rule.rule.chars().count())
        .max()
        .unwrap_or(0);
    for rule in rules {
        writeln!(
            out,
            "{:<width$} {:>8} {:>6} {:>5} {:>6}  {}  {}",
            rule.rule,
            rule.hits,
            rule.right,
            rule.hits - rule.right,
            rule.alone,
            figure(Some(rule.precision)),
            rule.at,
            width = width.max(46),
        )?;
    }
    Ok(())
}

fn sources(score: &Score, out: &mut impl Write) -> Result<()> {
    let width = score
        .sources
        .iter()
        .map(|source| source.source.chars().count());
    let width = width.max().unwrap_or(0).max(24);
    writeln!(
        out,
        "\n{:<width$} {:>7}  précision  rappel     F1  macro F1  locuteur  destinataire",
        "gold", "phrases"
    )?;
    for source in &score.sources {
        writeln!(
            out,
            "{:<width$} {:>7}  {:>9}  {:>6}  {:>5}  {:>8}  {:>8}  {:>12}",
            source.source,
            source.sentences,
            figure(source.precision),
            figure(source.recall),
            figure(source.f1),
            figure(source.macro_f1),
            figure(source.speaker),
            figure(source.target)
        )?;
    }
    Ok(())
}
