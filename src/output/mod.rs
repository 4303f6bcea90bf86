//! Writes results: values → bytes, one small file a format. It finds nothing, and opens no file but those of a folder
//! that it is given ([`Folder`]).
//!
//! A [`View`] says what is to be shown; [`View::render`] prepares a document on any thread; a [`Writer`] takes what was
//! prepared, in order: begin, write, …, end.

mod brat;
pub mod comparison;
pub mod concordance;
pub mod coverage;
pub mod csv;
pub mod explain;
#[cfg(test)]
mod fixture;
mod fold;
pub mod folder;
pub mod format;
mod iramuteq;
pub mod jsonl;
pub mod line;
pub mod manual;
pub mod offsets;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod report;
pub mod table;
pub mod text;
mod txm;
mod variables;
pub mod view;
pub mod watched;
pub mod writer;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use folder::Folder;
pub use format::Format;
pub use line::Line;
pub use view::{Rendered, View};
pub use writer::Writer;
