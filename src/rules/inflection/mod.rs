//! The inflection of French, as the files of `french/` describe it: lemma → forms.
//!
//! `suffixes` finds the model of a lemma (regular by ending, irregular by name), `conjugation` and
//! `declension` hold the models, `compound` cuts words of several parts, `tables` reads the files
//! and answers. It knows forms, not sentences: auxiliaries and `se` are the matcher's.

mod cells;
pub mod compound;
pub mod conjugation;
pub mod declension;
pub mod error;
pub mod suffixes;
pub mod tables;

pub use error::InflectionError;
pub use tables::{Form, Inflection};
