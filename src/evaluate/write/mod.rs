//! Writes scores: for people, for programs, for a spreadsheet.

pub mod french;
pub mod lists;
pub mod text;
