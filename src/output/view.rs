//! What is to be shown of a document and how: threads prepare it, one writer puts it down.

use crate::output::format::Format;
use crate::output::line::{Line, lines};
use crate::output::offsets::Offsets;
use crate::output::table::{Cell, Shape};
use crate::output::{jsonl, text};
use crate::rules::pack::Category;
use crate::tagger::statement::{Statement, Unit};
use crate::text::document::{Document, Sentence};

/// What is to be shown, and how.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The format.
    pub format: Format,
    /// The categories, for their labels and colours.
    pub categories: &'a [Category],
    /// What offsets count.
    pub unit: Unit,
    /// Whether untagged sentences are lines too.
    pub all_sentences: bool,
    /// Fields of the input that get a column of their own in a table.
    pub fields: Vec<String>,
    /// Whether text for reading is coloured.
    pub color: bool,
}

/// What one document came to, prepared for the writer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// Bytes to be written as they are.
    Bytes(Vec<u8>),
}

impl<'a> View<'a> {
    /// Statements alone, in bytes, without colours or columns of their own for fields.
    pub const fn plain(format: Format, categories: &'a [Category]) -> Self {
        Self {
            format,
            categories,
            unit: Unit::Byte,
            all_sentences: false,
            fields: Vec::new(),
            color: false,
        }
    }

    /// Prepares what is to be written of a document; `sentences` are all of it, `statements` what was found in them.
    pub fn render(
        &self,
        document: &Document,
        sentences: &[Sentence],
        statements: Vec<Statement>,
    ) -> Rendered {
        let lines = lines(document, sentences, statements, self.all_sentences);
        if lines.is_empty() {
            return Rendered::Bytes(Vec::new());
        }
        let offsets = Offsets::new(self.unit, &document.text);
        let mut out = Vec::new();
        match self.format {
            Format::Text => text::write_lines(&lines, self.categories, self.color, &mut out),
            Format::Jsonl => jsonl::write(&in_unit(lines, &offsets), &mut out),
            Format::Csv(dialect) => dialect.write_rows(self.rows(&lines, &offsets), &mut out),
        }
        .expect("writing to memory cannot fail");
        Rendered::Bytes(out)
    }

    /// The columns of a table.
    pub(super) fn shape(&self) -> Shape<'_> {
        Shape {
            fields: &self.fields,
            acts: false,
        }
    }

    fn rows(&self, lines: &[Line], offsets: &Offsets<'_>) -> impl Iterator<Item = Vec<Cell>> {
        lines.iter().map(|line| {
            let mut written = line.clone();
            offsets.convert(&mut written);
            self.shape().row(line, &written, self.categories)
        })
    }
}

fn in_unit(mut lines: Vec<Line>, offsets: &Offsets<'_>) -> Vec<Line> {
    for line in &mut lines {
        offsets.convert(line);
    }
    lines
}
