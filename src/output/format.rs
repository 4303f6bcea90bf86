//! The formats in which results are written, and which name of a file asks for which.

use std::path::Path;

use crate::output::csv::Dialect;

/// A format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading in a terminal.
    Text,
    /// One JSON object a line, whole.
    Jsonl,
    /// A table of text, a statement a row.
    Csv(Dialect),
}

impl Format {
    /// How the names of its files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Jsonl => "jsonl",
            Self::Csv(Dialect::Tsv) => "tsv",
            Self::Csv(_) => "csv",
        }
    }

    /// The format that the extension of a file asks for; none where it is unknown.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv(Dialect::Csv)),
            "tsv" | "tab" => Some(Self::Csv(Dialect::Tsv)),
            _ => None,
        }
    }
}
