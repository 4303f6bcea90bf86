//! Finds diplomatic statements in French news.

pub mod rules;
pub mod tagger;
pub mod text;
