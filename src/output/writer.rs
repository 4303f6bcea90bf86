//! The one writer of a run: it begins a destination, takes documents in their order, and ends it.
//!
//! It keeps nothing of what it wrote but, for Parquet, the rows of the open row group, so that memory does not grow with
//! the number of documents.

use std::io::{Error, ErrorKind, Result, Write};

use crate::output::format::Format;
#[cfg(feature = "parquet")]
use crate::output::parquet::Table;
use crate::output::view::{Rendered, View};
#[cfg(feature = "xlsx")]
use crate::output::xlsx::Book;

/// Writes the documents of one run to one destination. What makes a folder has a writer of its own,
/// [`Folder`](crate::output::folder::Folder).
#[derive(Debug)]
pub enum Writer<W: Write + Send> {
    /// What follows a head is one document behind the other.
    Stream(W),
    /// A workbook, which goes to the destination at the end.
    #[cfg(feature = "xlsx")]
    Xlsx(Box<Book>, W),
    /// A Parquet file.
    #[cfg(feature = "parquet")]
    Parquet(Box<Table<W>>),
}

impl<W: Write + Send> Writer<W> {
    /// Begins: headings, where the format has them.
    ///
    /// # Errors
    /// What the destination says; a format that makes a folder.
    pub fn begin(view: &View<'_>, mut destination: W) -> Result<Self> {
        match view.format {
            Format::Text | Format::Jsonl | Format::Iramuteq => {}
            Format::Csv(dialect) => {
                dialect.write_head(&view.shape().columns(), &mut destination)?;
            }
            #[cfg(feature = "xlsx")]
            Format::Xlsx => {
                let book = Book::begin(view.shape().columns())?;
                return Ok(Self::Xlsx(Box::new(book), destination));
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let table = Table::begin(view.shape().columns(), destination)?;
                return Ok(Self::Parquet(Box::new(table)));
            }
            Format::Brat | Format::Txm => {
                let reason = "ce format écrit un dossier";
                return Err(Error::new(ErrorKind::InvalidInput, reason));
            }
        }
        Ok(Self::Stream(destination))
    }

    /// Takes the next document.
    ///
    /// # Errors
    /// What the destination says.
    ///
    /// # Panics
    /// When the document was prepared for another format.
    pub fn write(&mut self, rendered: Rendered) -> Result<()> {
        match (self, rendered) {
            (Self::Stream(out), Rendered::Bytes(bytes)) => out.write_all(&bytes),
            #[cfg(feature = "xlsx")]
            (Self::Xlsx(book, _), Rendered::Rows(rows)) => {
                rows.into_iter().try_for_each(|row| book.write(row))
            }
            #[cfg(feature = "parquet")]
            (Self::Parquet(table), Rendered::Rows(rows)) => {
                rows.into_iter().try_for_each(|row| table.write(row))
            }
            _ => panic!("a document prepared for another format"),
        }
    }

    /// Ends, and gives the destination back, which may still hold bytes to be flushed.
    ///
    /// # Errors
    /// What the destination says.
    pub fn end(self) -> Result<W> {
        match self {
            Self::Stream(out) => Ok(out),
            #[cfg(feature = "xlsx")]
            Self::Xlsx(book, mut out) => {
                book.end(&mut out)?;
                Ok(out)
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(table) => table.end(),
        }
    }
}
