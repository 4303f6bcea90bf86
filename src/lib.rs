//! Finds diplomatic statements in French news.

pub mod text;
