//! Lines of the results as the rows of a table: what CSV, XLSX and Parquet share.

use serde_json::{Map, Value};

use crate::output::fold::folded;
use crate::output::line::Line;
use crate::rules::pack::Category;
use crate::tagger::statement::{Act, Party, Statement, Unit};
use crate::text::document::Field;
use crate::text::span::Span;

/// Between the values of a list, where a cell can hold but one text.
pub const LIST_SEPARATOR: &str = "|";

/// Between the parts of one act's evidence.
const GAP: &str = " … ";

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text; may be missing.
    Text,
    /// A whole number.
    Number,
    /// Yes or no; may be missing.
    Flag,
    /// Texts.
    List,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// About how many characters wide it is shown.
    pub width: u16,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing known.
    Missing,
    /// Text.
    Text(String),
    /// A whole number.
    Number(usize),
    /// Yes or no.
    Flag(bool),
    /// Texts.
    List(Vec<String>),
}

impl Cell {
    fn optional(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Missing, |text| Self::Text(text.into()))
    }

    /// The cell as one text; a list with `|` between its values.
    pub fn into_text(self) -> String {
        match self {
            Self::Missing => String::new(),
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(list) => list.join(LIST_SEPARATOR),
        }
    }
}

/// Which columns there are besides those that every table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape<'a> {
    /// Names of fields of the input that get a column of their own.
    pub fields: &'a [String],
    /// Whether the acts stand in a column, as JSON.
    pub acts: bool,
}

impl Shape<'_> {
    /// The columns, in their order: what a reader looks at first, then places and codes.
    #[rustfmt::skip]
    pub fn columns(self) -> Vec<Column> {
        use Kind::{Flag, List, Number, Text};
        let mut columns: Vec<(&str, Kind, u16)> = vec![
            ("doc", Text, 24), ("date", Text, 11), ("sentence", Number, 8),
            ("category", Text, 24), ("label", Text, 28),
            ("speaker", List, 10), ("target", List, 10), ("speaker_text", List, 24), ("target_text", List, 24),
            ("modality", Text, 12), ("quoted", Flag, 8),
            ("text", Text, 80), ("evidence", List, 30), ("rule", List, 24), ("at", List, 24),
            ("field", Text, 6), ("start", Number, 8), ("end", Number, 8), ("unit", Text, 6),
            ("cameo", List, 8), ("plover", List, 10),
        ];
        if self.acts {
            columns.push(("acts", Text, 40));
        }
        columns.extend(self.fields.iter().map(|name| (name.as_str(), Text, 16)));
        columns.push(("fields", Text, 24));
        columns.into_iter().map(|(name, kind, width)| Column { name: name.to_owned(), kind, width }).collect()
    }

    /// The cells of a line. `written` is the line in the unit that is asked for, `line` in bytes.
    #[rustfmt::skip]
    pub fn row(self, line: &Line, written: &Line, categories: &[Category]) -> Vec<Cell> {
        let statement = line.statement();
        let list = |of: fn(&Statement) -> Vec<String>| Cell::List(statement.map(of).unwrap_or_default());
        let label = statement.and_then(|s| categories.iter().find(|c| c.id == s.category));
        let (start, end, unit, field, fields) = place(written);
        let mut cells = vec![
            Cell::Text(line.doc().to_owned()), Cell::optional(line.date()), Cell::Number(line.sentence()),
            Cell::optional(statement.map(|s| s.category.as_str())), Cell::optional(label.map(|c| c.label_fr.as_str())),
            list(|s| s.speaker.clone()), list(|s| s.target.clone()),
            list(|s| named(s, |act| &act.speaker)), list(|s| named(s, |act| &act.target)),
            Cell::optional(statement.map(|s| s.modality.as_str())), statement.map_or(Cell::Missing, |s| Cell::Flag(s.quoted)),
            Cell::Text(line.text().to_owned()),
            list(evidence), list(|s| s.acts.iter().map(|act| act.rule.clone()).collect()),
            list(|s| s.acts.iter().map(|act| act.at.clone()).collect()),
            Cell::Text(field.into()), Cell::Number(start), Cell::Number(end), Cell::Text(unit.into()),
            list(|s| s.cameo.clone()), list(|s| s.plover.clone()),
        ];
        if self.acts {
            cells.push(Cell::optional(written.statement().map(|s| json(&s.acts))));
        }
        cells.extend(self.fields.iter().map(|name| fields.get(name).map_or(Cell::Missing, scalar)));
        cells.push(self.rest(fields));
        cells
    }

    /// The fields without a column of their own, as a JSON object.
    fn rest(self, fields: &Map<String, Value>) -> Cell {
        let mut rest = fields.clone();
        rest.retain(|name, _| !self.fields.contains(name));
        match rest.is_empty() {
            true => Cell::Missing,
            false => Cell::Text(json(&rest)),
        }
    }
}

/// Start, end, their unit, the field of the article, and what the input carried.
fn place(
    line: &Line,
) -> (
    usize,
    usize,
    &'static str,
    &'static str,
    &Map<String, Value>,
) {
    let (start, end, unit, field, fields) = match line {
        Line::Statement(s) => (s.start, s.end, s.unit, s.field, &s.fields),
        Line::Sentence(s) => (s.start, s.end, s.unit, s.field, &s.fields),
    };
    let field = match field {
        Field::Title => "title",
        Field::Text => "text",
    };
    (start, end, unit_name(unit), field, fields)
}

const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Byte => "byte",
        Unit::Char => "char",
        Unit::Utf16 => "utf16",
    }
}

/// The decisive words of each act, once each.
fn evidence(statement: &Statement) -> Vec<String> {
    let words = |act: &Act| {
        let parts = act.evidence.iter().map(|span| within(statement, *span));
        folded(&parts.collect::<Vec<_>>().join(GAP))
    };
    once(statement.acts.iter().map(words))
}

/// What a span of the sentence, in bytes of the document, names.
fn within(statement: &Statement, span: Span) -> &str {
    Span::new(span.start - statement.start, span.end - statement.start).of(&statement.text)
}

/// The parties as the text names them, once each.
fn named(statement: &Statement, parties: fn(&Act) -> &[Party]) -> Vec<String> {
    once(
        statement
            .acts
            .iter()
            .flat_map(parties)
            .map(|party| folded(&party.text)),
    )
}

fn once(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}

/// A field of the input in a cell of its own: a text without its quotation marks.
fn scalar(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Missing,
        Value::String(text) => Cell::Text(text.clone()),
        other => Cell::Text(other.to_string()),
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("texts, numbers and spans are JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::{categories, statements};

    #[test]
    fn a_row_has_a_cell_a_column_of_its_kind() {
        let fields = ["source".to_owned()];
        let shape = Shape {
            fields: &fields,
            acts: true,
        };
        let line = Line::Statement(statements().remove(1));
        let cells = shape.row(&line, &line, &categories());
        let columns = shape.columns();
        assert_eq!(columns.len(), cells.len());
        for (column, cell) in columns.iter().zip(&cells) {
            let fits = match cell {
                Cell::Missing => matches!(column.kind, Kind::Text | Kind::Flag),
                Cell::Text(_) => column.kind == Kind::Text,
                Cell::Number(_) => column.kind == Kind::Number,
                Cell::Flag(_) => column.kind == Kind::Flag,
                Cell::List(_) => column.kind == Kind::List,
            };
            assert!(fits, "{}: {cell:?}", column.name);
        }
        let shown: Vec<String> = columns
            .into_iter()
            .zip(cells)
            .map(|(column, cell)| format!("{}: {}", column.name, cell.into_text()))
            .collect();
        insta::assert_snapshot!(shown.join("\n"));
    }
}
