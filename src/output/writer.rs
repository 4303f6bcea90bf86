//! The one writer of a run: it begins a destination, takes documents in their order, and ends it.
//!
//! It keeps nothing of what it wrote, so that memory does not grow with the number of documents.

use std::io::{Result, Write};

use crate::output::format::Format;
use crate::output::view::{Rendered, View};

/// Writes the documents of one run.
#[derive(Debug)]
pub enum Writer<W> {
    /// What follows a head is one document behind the other.
    Stream(W),
}

impl<W: Write> Writer<W> {
    /// Begins: headings, where the format has them.
    ///
    /// # Errors
    /// What the destination says.
    pub fn begin(view: &View<'_>, mut destination: W) -> Result<Self> {
        match view.format {
            Format::Text | Format::Jsonl => {}
            Format::Csv(dialect) => {
                dialect.write_head(&view.shape().columns(), &mut destination)?;
            }
        }
        Ok(Self::Stream(destination))
    }

    /// Takes the next document.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(&mut self, rendered: Rendered) -> Result<()> {
        match (self, rendered) {
            (Self::Stream(out), Rendered::Bytes(bytes)) => out.write_all(&bytes),
        }
    }

    /// Ends, and gives the destination back, which may still hold bytes to be flushed.
    ///
    /// # Errors
    /// What the destination says.
    pub fn end(self) -> Result<W> {
        match self {
            Self::Stream(out) => Ok(out),
        }
    }
}
