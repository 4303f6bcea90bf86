//! What linguists write, and the form in which it is run.
//!
//! `load` reads the files of a pack ([`pack`]), `check` judges them, `compile` makes a [`ruleset`] of them.

pub mod abroad;
pub mod actors;
mod anchor_words;
pub mod anchors;
mod by_form;
pub mod check;
pub mod codes;
pub mod compile;
#[cfg(feature = "edit")]
pub mod edit;
pub mod embedded;
pub mod findings;
pub mod forms;
pub mod grammar;
pub mod inflection;
pub mod load;
pub mod nearest;
pub mod notation;
pub mod order;
pub mod pack;
pub mod pattern;
pub mod program;
mod rows;
pub mod ruleset;
pub mod traits;
pub mod waking;
