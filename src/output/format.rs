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
    /// A workbook, a statement a row.
    #[cfg(feature = "xlsx")]
    Xlsx,
    /// A table of typed columns, a statement a row.
    #[cfg(feature = "parquet")]
    Parquet,
    /// A folder of texts and annotations for brat, all articles whole.
    Brat,
    /// A corpus for Iramuteq, all articles whole, labels as variables.
    Iramuteq,
    /// A folder for TXM (XTZ + CSV), all articles whole, labels as properties.
    Txm,
}

impl Format {
    /// How the names of its files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text | Self::Iramuteq => "txt",
            Self::Jsonl => "jsonl",
            Self::Csv(Dialect::Tsv) => "tsv",
            Self::Csv(Dialect::Csv | Dialect::Excel) => "csv",
            #[cfg(feature = "xlsx")]
            Self::Xlsx => "xlsx",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
            Self::Brat => "txt",
            Self::Txm => "xml",
        }
    }

    /// The format that the extension of a file asks for; none where it is unknown.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv(Dialect::Csv)),
            "tsv" | "tab" => Some(Self::Csv(Dialect::Tsv)),
            #[cfg(feature = "xlsx")]
            "xlsx" => Some(Self::Xlsx),
            #[cfg(feature = "parquet")]
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    /// Whether results are a folder, which [`Folder`](crate::output::folder::Folder) writes, and not a stream of bytes.
    pub const fn is_folder(self) -> bool {
        matches!(self, Self::Brat | Self::Txm)
    }
}
