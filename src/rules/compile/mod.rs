//! From the pack as written to the [`Ruleset`](crate::rules::ruleset::Ruleset) that is run: names become ids, lemmas become forms,
//! patterns become programs, and the words that must stand in a sentence become anchors.
//!
//! What a sentence must hold for a pattern is told in `needs`. It expects a pack that `check` found free of errors; what it cannot resolve it leaves out.

mod abroad;
mod compiler;
mod lemmas;
mod needs;
mod programs;
mod words;

pub(crate) use compiler::{Compiled, Compiler};
pub(crate) use words::{alike, split_phrase, split_word, test_of};
