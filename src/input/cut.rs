//! What a cutter gives: one article's bytes, cut out of a stream and not yet understood.

#[cfg(feature = "formats")]
use std::sync::Arc;

use crate::input::error::Reason;
use crate::input::format::InputFormat;
#[cfg(feature = "formats")]
use crate::input::table::Columns;

/// One article, or the reason why it could not be cut.
pub(crate) struct Cut {
    /// Its first line, from 1; none where the file is the article.
    pub(crate) line: Option<usize>,
    /// It.
    pub(crate) content: Result<Content, Reason>,
}

/// One article's bytes.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// All that is about it, as the format writes it.
    Bytes(InputFormat, Vec<u8>),
    /// A row of a table.
    #[cfg(feature = "formats")]
    Row(csv::ByteRecord, Arc<Columns>),
}

impl Content {
    /// Bytes that it takes in memory.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Bytes(_, bytes) => bytes.len(),
            #[cfg(feature = "formats")]
            Self::Row(row, _) => row.as_slice().len(),
        }
    }
}
