//! Statements for reading: the article, then each sentence with its evidence marked and, under it, each act: the label,
//! who speaks to whom, and the rule that saw it.
//!
//! Evidence has the colour of its category; without colours it stands in square brackets.

use std::fmt::Write as _;
use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};

use crate::output::fold::{folded, push_folded};
use crate::output::line::{Line, Untagged};
use crate::rules::pack::Category;
use crate::tagger::statement::{Act, Modality, Party, Statement};
use crate::text::span::Span;

/// Colours of the categories, in their order; they begin again behind the last.
const COLORS: [AnsiColor; 6] = [
    AnsiColor::Green,
    AnsiColor::Cyan,
    AnsiColor::Blue,
    AnsiColor::Red,
    AnsiColor::Magenta,
    AnsiColor::Yellow,
];

/// Writes the statements of one document; nothing where there are none.
///
/// # Errors
/// What the destination says.
pub fn write(
    statements: &[Statement],
    categories: &[Category],
    color: bool,
    out: &mut impl Write,
) -> Result<()> {
    let Some(first) = statements.first() else {
        return Ok(());
    };
    let paint = Paint { categories, color };
    write_head(&paint, &first.doc, first.date.as_deref(), out)?;
    for sentence in statements.chunk_by(|a, b| a.sentence == b.sentence) {
        write_sentence(&paint, sentence, out)?;
    }
    Ok(())
}

/// Writes the lines of one document, untagged sentences too; nothing where there are none.
///
/// # Errors
/// What the destination says.
pub fn write_lines(
    lines: &[Line],
    categories: &[Category],
    color: bool,
    out: &mut impl Write,
) -> Result<()> {
    let Some(first) = lines.first() else {
        return Ok(());
    };
    let paint = Paint { categories, color };
    write_head(&paint, first.doc(), first.date(), out)?;
    for sentence in lines.chunk_by(|a, b| a.sentence() == b.sentence()) {
        let statements: Vec<Statement> = sentence
            .iter()
            .filter_map(|line| line.statement().cloned())
            .collect();
        match &sentence[0] {
            Line::Sentence(Untagged { sentence, text, .. }) => {
                writeln!(out, "{sentence:>4}  {}\n", folded(text))?;
            }
            Line::Statement(_) => write_sentence(&paint, &statements, out)?,
        }
    }
    Ok(())
}

fn write_head(
    paint: &Paint<'_>,
    doc: &str,
    date: Option<&str>,
    out: &mut impl Write,
) -> Result<()> {
    let date = date.map(|date| format!(" · {date}")).unwrap_or_default();
    writeln!(out, "{}{date}\n", paint.in_style(doc, Style::new().bold()))
}

fn write_sentence(paint: &Paint<'_>, statements: &[Statement], out: &mut impl Write) -> Result<()> {
    writeln!(
        out,
        "{:>4}  {}",
        statements[0].sentence,
        paint.sentence(statements)
    )?;
    for statement in statements {
        for act in &statement.acts {
            writeln!(out, "      {}", paint.act(statement, act))?;
        }
    }
    writeln!(out)
}

/// How things are shown.
pub(super) struct Paint<'a> {
    pub(super) categories: &'a [Category],
    pub(super) color: bool,
}

impl Paint<'_> {
    pub(super) fn in_style(&self, text: &str, style: Style) -> String {
        match self.color {
            true => format!("{style}{text}{style:#}"),
            false => text.to_string(),
        }
    }

    pub(super) fn style(&self, category: &str) -> Style {
        let index = self
            .categories
            .iter()
            .position(|c| c.id == category)
            .unwrap_or(0);
        COLORS[index % COLORS.len()].on_default().bold()
    }

    /// A category's label, in its colour.
    pub(super) fn label(&self, category: &str) -> String {
        let label = self.categories.iter().find(|c| c.id == category);
        let label = label.map_or(category, |c| c.label_fr.as_str());
        self.in_style(label, self.style(category))
    }

    /// A sentence on one line, with the evidence of all its statements.
    pub(super) fn sentence(&self, statements: &[Statement]) -> String {
        let Statement { text, start, .. } = &statements[0];
        let mut shown = String::new();
        let mut written = 0;
        for (span, category) in evidence(statements) {
            let span = Span::new((span.start - start).max(written), span.end - start);
            if !span.is_empty() {
                push_folded(&text[written..span.start], &mut shown);
                self.push_evidence(span.of(text), category, &mut shown);
                written = span.end;
            }
        }
        push_folded(&text[written..], &mut shown);
        shown
    }

    fn push_evidence(&self, evidence: &str, category: &str, shown: &mut String) {
        let mut line = String::new();
        push_folded(evidence, &mut line);
        match self.color {
            true => shown.push_str(&self.in_style(&line, self.style(category))),
            false => {
                let _ = write!(shown, "[{line}]");
            }
        }
    }

    /// `appel au cessez-le-feu · Moscou (RUS) → ? · appeler-a-la-fin (ceasefire_call.toml:28)`.
    pub(super) fn act(&self, statement: &Statement, act: &Act) -> String {
        let mut parts = vec![
            self.label(&statement.category),
            format!("{} → {}", parties(&act.speaker), parties(&act.target)),
        ];
        parts.extend(modality(act.modality).map(str::to_string));
        parts.extend(act.quoted.then(|| "entre guillemets".to_string()));
        parts.push(self.in_style(&format!("{} ({})", act.rule, act.at), Style::new().dimmed()));
        parts.join(" · ")
    }
}

/// The evidence of all acts with its category, by place; what overlaps or touches within a category is one.
fn evidence(statements: &[Statement]) -> Vec<(Span, &str)> {
    let Statement { text, start, .. } = &statements[0];
    let mut all: Vec<(Span, &str)> = statements
        .iter()
        .flat_map(|statement| {
            let spans = statement.acts.iter().flat_map(|act| &act.evidence);
            spans.map(|span| (*span, statement.category.as_str()))
        })
        .collect();
    all.sort();
    let touch = |before: Span, behind: Span| {
        behind.start <= before.end
            || text[before.end - start..behind.start - start]
                .trim()
                .is_empty()
    };
    let mut joined: Vec<(Span, &str)> = Vec::new();
    for (span, category) in all {
        match joined.last_mut() {
            Some((last, same)) if *same == category && touch(*last, span) => {
                *last = last.cover(span);
            }
            _ => joined.push((span, category)),
        }
    }
    joined
}

/// `Moscou (RUS), la Chine et l'Inde (CHN, IND)`: the words, and whom they name.
fn parties(parties: &[Party]) -> String {
    if parties.is_empty() {
        return "?".into();
    }
    let shown = parties.chunk_by(|a, b| a.span == b.span).map(|named| {
        let mut line = String::new();
        push_folded(&named[0].text, &mut line);
        let ids: Vec<&str> = named
            .iter()
            .filter_map(|party| party.id.as_deref())
            .collect();
        if ids.is_empty() {
            line
        } else {
            format!("{line} ({})", ids.join(", "))
        }
    });
    shown.collect::<Vec<_>>().join(", ")
}

const fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted => None,
        Modality::Conditional => Some("au conditionnel"),
        Modality::Hypothetical => Some("hypothèse"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::{categories, statements};

    fn written(color: bool) -> String {
        let mut out = Vec::new();
        write(&statements(), &categories(), color, &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn text_shows_each_sentence_once_with_all_its_acts() {
        insta::assert_snapshot!(written(false), @r#"
        depeche.txt · 2020-10

           3  Moscou [accuse] Kiev et [appelle à] la [fin des combats].
              appel au cessez-le-feu · Moscou (RUS) → ? · appeler-a-la-fin (regles.toml:7)
              accusation · Moscou (RUS) → Kiev (UKR) · au conditionnel · accuser (regles.toml:7)

           4  Moscou [accuse] Kiev et appelle à la fin des combats.
              accusation · Moscou (RUS) → Kiev (UKR) · entre guillemets · accuser (regles.toml:7)
        "#);
    }

    #[test]
    fn colours_stand_for_brackets() {
        let first = written(true).lines().nth(2).map(str::to_string);
        insta::assert_debug_snapshot!(first, @r#"
        Some(
            "   3  Moscou \u{1b}[1m\u{1b}[36maccuse\u{1b}[0m Kiev et \u{1b}[1m\u{1b}[32mappelle à\u{1b}[0m la \u{1b}[1m\u{1b}[32mfin des combats\u{1b}[0m.",
        )
        "#);
    }

    #[test]
    fn a_document_without_statements_is_silent() {
        let mut out = Vec::new();
        write(&[], &categories(), true, &mut out).expect("written");
        assert!(out.is_empty());
    }
}
