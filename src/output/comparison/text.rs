//! A comparison for reading: the counts, then each change in its sentence.

use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};

use crate::output::text::Paint;
use crate::rules::pack::Category;
use crate::study::compare::change::{Change, Kind, What};
use crate::study::compare::tally::{Comparison, OfCategory, OfRule, Tally};
use crate::tagger::statement::{Act, Statement};

/// How a comparison is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The categories of both packs.
    pub categories: &'a [Category],
    /// Changes of a category that are shown at most; none is all.
    pub limit: Option<usize>,
    /// Whether colours are wanted.
    pub color: bool,
}

/// Writes the counts, by category and by rule, and the changes.
///
/// # Errors
/// What the destination says.
pub fn write_text(comparison: &Comparison, shown: Shown<'_>, out: &mut impl Write) -> Result<()> {
    let all = comparison.tally();
    let articles = number(comparison.articles, "article");
    if all.total() == 0 {
        let same = number(comparison.same(), "déclaration");
        writeln!(out, "Rien de changé : {same} dans {articles}.")?;
    } else {
        writeln!(
            out,
            "{articles} : {}, {}.\n",
            tally(all),
            number(comparison.same(), "inchangée")
        )?;
        write_categories(comparison, shown, out)?;
    }
    write_rules(comparison, out)?;
    for category in &comparison.categories {
        write_category(comparison, category, shown, out)?;
    }
    Ok(())
}

/// A line a category in which something changed.
fn write_categories(comparison: &Comparison, shown: Shown<'_>, out: &mut impl Write) -> Result<()> {
    let label = |id: &str| {
        let category = shown.categories.iter().find(|category| category.id == id);
        category
            .map_or(id, |category| category.label_fr.as_str())
            .to_owned()
    };
    let rows = comparison.categories.iter().map(|category| {
        let Tally {
            lost,
            gained,
            changed,
        } = category.tally;
        (
            label(&category.category),
            [lost, gained, changed, category.same],
        )
    });
    write_table(
        ["perdues", "gagnées", "changées", "inchangées"],
        "étiquette",
        rows,
        out,
    )
}

/// A line a rule that changed.
fn write_rules(comparison: &Comparison, out: &mut impl Write) -> Result<()> {
    if comparison.rules.is_empty() {
        return Ok(());
    }
    let rows = comparison.rules.iter().map(|rule| {
        let Tally {
            lost,
            gained,
            changed,
        } = rule.tally;
        (
            format!("{} ({})", rule.rule, status(rule)),
            [lost, gained, changed],
        )
    });
    writeln!(out)?;
    write_table(
        ["perdus", "gagnés", "changés"],
        "règle : ses actes",
        rows,
        out,
    )?;
    writeln!(out)
}

/// `stable`, `draft → stable`, `stable, retirée`, `draft, nouvelle`.
fn status(rule: &OfRule) -> String {
    match (rule.old_status, rule.new_status) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (Some(old), None) => format!("{old}, retirée"),
        (None, Some(new)) => format!("{new}, nouvelle"),
        (_, new) => new.unwrap_or_default().to_owned(),
    }
}

/// Names to the left, numbers to the right of their headings; `·` is nought.
fn write_table<const N: usize>(
    heads: [&str; N],
    title: &str,
    rows: impl Iterator<Item = (String, [usize; N])>,
    out: &mut impl Write,
) -> Result<()> {
    let rows: Vec<_> = rows.collect();
    let names = rows.iter().map(|(name, _)| name.chars().count());
    let width = names.chain([title.chars().count()]).max().unwrap_or(0);
    write!(out, "{title:<width$}")?;
    for head in heads {
        write!(out, "  {head:>10}")?;
    }
    writeln!(out)?;
    for (name, numbers) in rows {
        write!(out, "{name:<width$}")?;
        for number in numbers {
            let number = if number == 0 {
                "·".into()
            } else {
                number.to_string()
            };
            write!(out, "  {number:>10}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_category(
    comparison: &Comparison,
    category: &OfCategory,
    shown: Shown<'_>,
    out: &mut impl Write,
) -> Result<()> {
    let total = category.tally.total();
    if total == 0 {
        return Ok(());
    }
    let paint = paint(shown);
    writeln!(
        out,
        "── {} : {}\n",
        paint.label(&category.category),
        tally(category.tally)
    )?;
    let limit = shown.limit.unwrap_or(usize::MAX);
    let changes = Kind::ALL.into_iter().flat_map(|kind| {
        let of_kind =
            move |change: &&Change| change.change == kind && change.category == category.category;
        comparison.changes.iter().filter(of_kind)
    });
    for change in changes.take(limit) {
        write_change(change, shown, out)?;
    }
    if total > limit {
        writeln!(
            out,
            "… et {} ; --limit 0 montre tout.",
            number(total - limit, "autre")
        )?;
    }
    Ok(())
}

/// Writes a change in its sentence: lost `-`, gained `+`, changed `~`; the acts that are different under it.
///
/// # Errors
/// What the destination says.
pub fn write_change(change: &Change, shown: Shown<'_>, out: &mut impl Write) -> Result<()> {
    let paint = paint(shown);
    let (mark, color) = match change.change {
        Kind::Lost => ('-', AnsiColor::Red),
        Kind::Gained => ('+', AnsiColor::Green),
        Kind::Changed => ('~', AnsiColor::Yellow),
    };
    let mark = paint.in_style(&mark.to_string(), color.on_default().bold());
    let date = change
        .date
        .as_ref()
        .map(|date| format!(" · {date}"))
        .unwrap_or_default();
    let what: Vec<&str> = change.what.iter().map(|what| french(*what)).collect();
    let what = if what.is_empty() {
        String::new()
    } else {
        format!(" · {}", what.join(", "))
    };
    let doc = paint.in_style(&change.doc, Style::new().bold());
    writeln!(out, "{mark} {doc}{date} · phrase {}{what}", change.sentence)?;
    let old = side(change, change.old.as_ref(), |act| act.old.as_ref());
    let new = side(change, change.new.as_ref(), |act| act.new.as_ref());
    match (&old, &new) {
        (Some(old), Some(new)) => {
            write_side("avant", old, &paint, out)?;
            write_side("après", new, &paint, out)?;
        }
        (one, other) => {
            for statement in one.iter().chain(other) {
                write_side("", statement, &paint, out)?;
            }
        }
    }
    writeln!(out)
}

/// The statement of a side with the acts alone that are different.
fn side<'c>(
    change: &'c Change,
    statement: Option<&Statement>,
    of: impl Fn(&'c crate::study::compare::change::ActChange) -> Option<&'c Act>,
) -> Option<Statement> {
    let statement = statement?;
    Some(Statement {
        acts: change.acts.iter().filter_map(of).cloned().collect(),
        ..statement.clone()
    })
}

fn write_side(
    name: &str,
    statement: &Statement,
    paint: &Paint<'_>,
    out: &mut impl Write,
) -> Result<()> {
    let name = if name.is_empty() {
        String::new()
    } else {
        format!("{name} : ")
    };
    let sentence = paint.sentence(std::slice::from_ref(statement));
    writeln!(out, "      {name}{sentence}")?;
    for act in &statement.acts {
        writeln!(out, "          {}", paint.act(statement, act))?;
    }
    Ok(())
}

const fn paint(shown: Shown<'_>) -> Paint<'_> {
    Paint {
        categories: shown.categories,
        color: shown.color,
    }
}

const fn french(what: What) -> &'static str {
    match what {
        What::Rule => "règle",
        What::Evidence => "mots décisifs",
        What::Speaker => "locuteur",
        What::Target => "destinataire",
        What::Modality => "modalité",
        What::Quoted => "guillemets",
    }
}

/// `2 perdues, 1 gagnée, 0 changée`.
fn tally(tally: Tally) -> String {
    let Tally {
        lost,
        gained,
        changed,
    } = tally;
    let [lost, gained, changed] = [(lost, "perdue"), (gained, "gagnée"), (changed, "changée")]
        .map(|(n, noun)| number(n, noun));
    format!("{lost}, {gained}, {changed}")
}

/// A number and its noun: in French the plural begins with two.
fn number(number: usize, noun: &str) -> String {
    let plural = if number > 1 { "s" } else { "" };
    format!("{number} {noun}{plural}")
}
