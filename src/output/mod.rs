//! Writes results: values → bytes, one small file a format. It opens no file and finds nothing.
//!
//! A [`View`] says what is to be shown; [`View::render`] prepares a document on any thread; a [`Writer`] takes what was
//! prepared, in order: begin, write, …, end.

pub mod comparison;
pub mod coverage;
pub mod csv;
pub mod explain;
#[cfg(test)]
mod fixture;
mod fold;
pub mod format;
pub mod jsonl;
pub mod line;
pub mod manual;
pub mod offsets;
pub mod table;
pub mod text;
pub mod view;
pub mod writer;

pub use format::Format;
pub use line::Line;
pub use view::{Rendered, View};
pub use writer::Writer;
