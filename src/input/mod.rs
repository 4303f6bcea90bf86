//! Reads articles: bytes → records → [`Document`](crate::text::document::Document).
//!
//! [`Records`] opens inputs one after the other, takes compressions and archives off, tells what each holds and cuts it;
//! a [`Record`] is cheap to cut and is decoded and parsed by whoever reads it, on any thread. One broken record is an
//! [`InputError`] with its place; the next one is read all the same. Nothing is read beyond its [`Limits`], and memory
//! does not grow with the input. Which files there are is the caller's question.
//!
//! Plain text, JSONL, Iramuteq and gzip are always there; the feature `formats` adds tables, HTML, Europresse, TEI, the
//! other compressions and zip, the feature `xlsx` workbooks.

#[cfg(feature = "formats")]
mod archive;
#[cfg(feature = "formats")]
mod chunks;
pub mod compression;
#[cfg(feature = "formats")]
mod csv;
mod cut;
pub mod decode;
pub mod error;
#[cfg(feature = "formats")]
mod europresse;
pub mod foreign;
pub mod format;
#[cfg(feature = "formats")]
mod html;
#[expect(clippy::module_inception, reason = "an input is what the room reads")]
mod input;
mod iramuteq;
pub mod jsonl;
pub mod limits;
mod lines;
pub mod meter;
mod open;
pub mod options;
#[cfg(feature = "formats")]
mod page;
pub mod record;
pub mod records;
#[cfg(feature = "formats")]
mod table;
#[cfg(feature = "formats")]
mod tei;
mod transcode;
#[cfg(feature = "formats")]
pub mod txm;
#[cfg(feature = "xlsx")]
mod xlsx;
#[cfg(feature = "formats")]
mod zstd;

pub use error::{InputError, Place};
pub use format::{InputFormat, is_article_name};
pub use input::Input;
pub use limits::Limits;
pub use open::open_lines;
pub use options::Options;
pub use record::{Article, Record};
pub use records::Records;
