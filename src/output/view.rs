//! What is to be shown of a document and how: threads prepare it, one writer puts it down.

use crate::output::folder::Files;
use crate::output::format::Format;
use crate::output::line::{Line, lines};
use crate::output::offsets::Offsets;
use crate::output::table::{Cell, Shape};
use crate::output::variables::variables;
use crate::output::{brat, iramuteq, jsonl, text, txm};
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
    /// Rows of a table.
    Rows(Vec<Vec<Cell>>),
    /// Files of a folder.
    Files(Files),
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
        match self.format {
            Format::Text | Format::Jsonl | Format::Csv(_) => {
                Rendered::Bytes(self.stream(document, sentences, statements))
            }
            #[cfg(feature = "xlsx")]
            Format::Xlsx => Rendered::Rows(self.rows(document, sentences, statements)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Rendered::Rows(self.rows(document, sentences, statements)),
            Format::Iramuteq => Rendered::Bytes(
                iramuteq::article(self, document, sentences, &statements).into_bytes(),
            ),
            Format::Brat => Rendered::Files(brat_files(document, &statements)),
            Format::Txm => Rendered::Files(self.txm_files(document, sentences, &statements)),
        }
    }

    fn stream(
        &self,
        document: &Document,
        sentences: &[Sentence],
        statements: Vec<Statement>,
    ) -> Vec<u8> {
        let mut out = Vec::new();
        match self.format {
            Format::Csv(dialect) => {
                let rows = self.rows(document, sentences, statements);
                dialect.write_rows(rows.into_iter(), &mut out)
            }
            Format::Jsonl => {
                let offsets = Offsets::new(self.unit, &document.text);
                let mut lines = lines(document, sentences, statements, self.all_sentences);
                lines.iter_mut().for_each(|line| offsets.convert(line));
                jsonl::write(&lines, &mut out)
            }
            _ => {
                let lines = lines(document, sentences, statements, self.all_sentences);
                text::write_lines(&lines, self.categories, self.color, &mut out)
            }
        }
        .expect("writing to memory cannot fail");
        out
    }

    fn rows(
        &self,
        document: &Document,
        sentences: &[Sentence],
        statements: Vec<Statement>,
    ) -> Vec<Vec<Cell>> {
        let offsets = Offsets::new(self.unit, &document.text);
        let lines = lines(document, sentences, statements, self.all_sentences);
        let row = |line: &Line| {
            let mut written = line.clone();
            offsets.convert(&mut written);
            self.shape().row(line, &written, self.categories)
        };
        lines.iter().map(row).collect()
    }

    fn txm_files(
        &self,
        document: &Document,
        sentences: &[Sentence],
        statements: &[Statement],
    ) -> Files {
        let xml = txm::article(document, sentences, statements);
        Files {
            doc: document.id.clone(),
            files: vec![("xml", xml.into_bytes())],
            variables: Some(variables(document, statements, self.categories)),
        }
    }

    /// Which columns a table has.
    pub(super) fn shape(&self) -> Shape<'_> {
        Shape {
            fields: &self.fields,
            #[cfg(feature = "parquet")]
            acts: self.format == Format::Parquet,
            #[cfg(not(feature = "parquet"))]
            acts: false,
        }
    }
}

fn brat_files(document: &Document, statements: &[Statement]) -> Files {
    let annotations = brat::annotations(&document.text, statements);
    Files {
        doc: document.id.clone(),
        files: vec![
            ("txt", brat::text(&document.text).into_bytes()),
            ("ann", annotations.into_bytes()),
        ],
        variables: None,
    }
}
