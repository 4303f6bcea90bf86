//! Runs programs over the words of a sentence.
//!
//! A backtracking machine that never explores the same step at the same word twice, so that its time is
//! bounded by steps × words. Gaps are tried shortest first, entries of a lexicon longest first. It finds
//! where a pattern matches; whether the hit counts is for `context` and the rule.

mod begin;
mod found;
mod group;
mod lexicon;
mod machine;
mod steps;
mod visited;

pub use found::{Event, Match};
pub use machine::Matcher;
