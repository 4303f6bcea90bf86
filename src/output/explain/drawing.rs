//! The sentence, broken into lines, with its actors and scopes drawn under the words:
//!
//! ```text
//!   phrase    Moscou n'a pas appelé à la fin des combats.
//!   acteurs   ╰RUS─╯
//!   négation         ┗╸─────────────────────────────────╯
//! ```
//!
//! The word that opens a scope is drawn heavy; a scope that goes on on the next line has no corner there.

use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::output::explain::page::Page;
use crate::study::explain::{ActorShown, Explanation, ScopeKind, Stretch};

/// Columns in front of the words, for the names of the rows.
const MARGIN: usize = 15;

/// A line of the sentence: its bytes in the text told, and where its words stand.
struct Line<'t> {
    text: &'t str,
    /// The byte of the text told at which it begins.
    start: usize,
}

/// Something that is drawn under words.
struct Mark {
    /// Bytes of the text told.
    start: usize,
    end: usize,
    /// The bytes of the word that opens it.
    cause: Option<(usize, usize)>,
    label: String,
}

/// Draws the sentence.
pub(super) fn draw<W: Write>(explanation: &Explanation, page: &mut Page<W>) -> Result<()> {
    let text = &explanation.text;
    let places = Places::new(explanation);
    let rows = rows(explanation, &places);
    for line in lines(text, page.width.saturating_sub(MARGIN).max(20)) {
        let first = line.start == 0;
        let name = if first { "  phrase" } else { "" };
        page.line(&format!("{name:MARGIN$}{}", line.text))?;
        for (name, style, marks) in &rows {
            for layer in layers(marks, &line) {
                let drawn = drawn(&line, &layer);
                let name = format!("  {name}");
                let drawn = page.styled(&drawn, *style);
                page.line(&format!("{name:MARGIN$}{drawn}"))?;
            }
        }
    }
    Ok(())
}

/// The names of the rows with their marks, from top to bottom; empty ones are left out.
fn rows(explanation: &Explanation, places: &Places) -> Vec<(&'static str, Style, Vec<Mark>)> {
    let scope = |kind: ScopeKind| -> Vec<Mark> {
        let scopes = explanation.scopes.iter().filter(|scope| scope.kind == kind);
        scopes
            .map(|scope| Mark {
                label: String::new(),
                ..places.mark(&scope.words, scope.cause.as_ref())
            })
            .collect()
    };
    let actors = explanation.actors.iter().map(|actor| Mark {
        label: label(actor),
        ..places.mark(&actor.words, None)
    });
    let color = |color: AnsiColor| color.on_default();
    let mut rows = vec![
        ("acteurs", color(AnsiColor::Cyan), actors.collect()),
        (
            "citation",
            color(AnsiColor::Blue),
            scope(ScopeKind::Quotation),
        ),
        (
            "négation",
            color(AnsiColor::Red),
            scope(ScopeKind::Negation),
        ),
        (
            "hypothèse",
            color(AnsiColor::Magenta),
            scope(ScopeKind::Hypothesis),
        ),
        (
            "conditionnel",
            color(AnsiColor::Yellow),
            scope(ScopeKind::Conditional),
        ),
    ];
    rows.retain(|(_, _, marks): &(_, _, Vec<Mark>)| !marks.is_empty());
    rows
}

fn label(actor: &ActorShown) -> String {
    let ids: Vec<&str> = actor
        .members
        .iter()
        .map(|member| member.id.as_deref().unwrap_or("?"))
        .collect();
    ids.join("+")
}

/// Where the bytes of the document stand in the text told, which has no double spaces and no line ends.
struct Places {
    /// For each word its bytes in the text told.
    words: Vec<(usize, usize)>,
}

impl Places {
    fn new(explanation: &Explanation) -> Self {
        let text = &explanation.text;
        let mut from = 0;
        let words = explanation.words.iter().map(|word| {
            let start = text[from..]
                .find(&word.written)
                .map_or(from, |at| from + at);
            from = start + word.written.len();
            (start, from.min(text.len()))
        });
        Self {
            words: words.collect(),
        }
    }

    fn mark(&self, words: &Stretch, cause: Option<&Stretch>) -> Mark {
        Mark {
            start: self.words[words.first - 1].0,
            end: self.words[words.last - 1].1,
            cause: cause.map(|cause| self.words[cause.first - 1]),
            label: String::new(),
        }
    }
}

/// The text broken at spaces.
fn lines(text: &str, width: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let mut end = start;
        for (at, _) in text[start..]
            .match_indices(' ')
            .chain([(text.len() - start, "")])
        {
            if end > start && text[start..start + at].width() > width {
                break;
            }
            end = start + at;
        }
        lines.push(Line {
            text: &text[start..end],
            start,
        });
        start = end + usize::from(end < text.len());
    }
    lines
}

/// The marks that touch a line, in as few layers as keep them apart.
fn layers<'m>(marks: &'m [Mark], line: &Line<'_>) -> Vec<Vec<&'m Mark>> {
    let end = line.start + line.text.len();
    let mut layers: Vec<Vec<&Mark>> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.touches(line.start, end)) {
        let free = layers.iter_mut().find(|layer| {
            layer.iter().all(|other| {
                let (own, others) = (mark.extent(), other.extent());
                own.1 <= others.0 || others.1 <= own.0
            })
        });
        match free {
            Some(layer) => layer.push(mark),
            None => layers.push(vec![mark]),
        }
    }
    layers
}

impl Mark {
    fn touches(&self, start: usize, end: usize) -> bool {
        let hits = |(from, to): (usize, usize)| from < end && start < to;
        hits((self.start, self.end)) || self.cause.is_some_and(hits)
    }

    /// Its bytes, those of its cause too.
    fn extent(&self) -> (usize, usize) {
        let (start, end) = self.cause.unwrap_or((self.start, self.end));
        (self.start.min(start), self.end.max(end))
    }
}

/// One layer of marks under a line.
fn drawn(line: &Line<'_>, marks: &[&Mark]) -> String {
    let mut cells: Vec<char> = vec![' '; line.text.width() + 1];
    let end = line.start + line.text.len();
    let column = |byte: usize| line.text[..byte.clamp(line.start, end) - line.start].width();
    for mark in marks {
        let (from, to) = (column(mark.start), column(mark.end));
        let heavy = mark.cause.map(|(start, end)| column(start)..column(end));
        let is_heavy = |at: usize| heavy.as_ref().is_some_and(|heavy| heavy.contains(&at));
        let cause = heavy.clone().into_iter().flatten();
        for at in (from..to).chain(cause) {
            cells[at] = if is_heavy(at) { '━' } else { '─' };
        }
        let begins = mark.start >= line.start && from < to;
        let ends = mark.end <= end && from < to;
        if begins && ends && to - from == 1 {
            cells[from] = '╵';
            continue;
        }
        if begins {
            cells[from] = if is_heavy(from) { '┗' } else { '╰' };
        }
        if ends {
            cells[to - 1] = if is_heavy(to - 1) { '┛' } else { '╯' };
        }
    }
    for mark in marks.iter().filter(|mark| mark.start >= line.start) {
        put_label(
            &mut cells,
            column(mark.start),
            column(mark.end),
            &mark.label,
        );
    }
    cells.into_iter().collect::<String>().trim_end().to_string()
}

/// Writes a label inside a mark where there is room, else behind it where nothing stands.
fn put_label(cells: &mut Vec<char>, from: usize, to: usize, label: &str) {
    let length = label.chars().count();
    if length == 0 {
        return;
    }
    let inside = to.saturating_sub(from) >= length + 2;
    let at = if inside { from + 1 } else { to };
    let free = cells
        .iter()
        .skip(at)
        .take(length + 1)
        .all(|cell| *cell == ' ');
    if !inside && !free {
        return;
    }
    if cells.len() < at + length {
        cells.resize(at + length, ' ');
    }
    for (index, letter) in label.chars().enumerate() {
        cells[at + index] = letter;
    }
}
