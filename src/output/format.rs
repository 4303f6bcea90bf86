//! The formats in which statements are written, and which name of a file asks for which.

use std::io::{Result, Write};
use std::path::Path;

use crate::output::{jsonl, text};
use crate::rules::pack::Category;
use crate::tagger::statement::Statement;

/// A format of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading in a terminal.
    Text,
    /// One JSON object a line, whole.
    Jsonl,
}

impl Format {
    /// The format that the extension of a file asks for; none where it is unknown.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }

    /// Writes the statements of one document, in their order; nothing where there are none.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(
        self,
        statements: &[Statement],
        categories: &[Category],
        color: bool,
        out: &mut impl Write,
    ) -> Result<()> {
        match self {
            Self::Text => text::write(statements, categories, color, out),
            Self::Jsonl => jsonl::write(statements, out),
        }
    }
}
