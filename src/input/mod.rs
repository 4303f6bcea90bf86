//! Reads articles: bytes → records → [`Document`](crate::text::document::Document).
//!
//! [`Records`] opens inputs one after the other and cuts them; a [`Record`] is cheap to cut and is decoded and parsed by
//! whoever reads it, on any thread. One broken record is an [`InputError`] with its place; the next one is read all the
//! same. Which files there are is the caller's question.

pub mod decode;
pub mod error;
pub mod jsonl;
pub mod meter;
pub mod open;
pub mod record;

pub use error::{InputError, Place};
pub use record::{Article, Input, Record, Records};
