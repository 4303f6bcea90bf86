//! Writes scores: for people, for programs, for a spreadsheet.

pub mod annotators;
pub mod format;
pub mod french;
pub mod json;
pub mod lists;
pub mod text;
pub mod tsv;

pub use format::{ScoreFormat, Shown};
