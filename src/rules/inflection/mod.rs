//! The inflection of French, as the files of `french/` describe it: lemma → forms.
//!
//! `reading` reads the files; `suffixes` finds the model of a lemma (regular by ending, irregular by name);
//! `conjugation` (from `principal` parts, by `paradigm`) and `declension` are the models; `compound` cuts
//! words of several parts; `forms` makes the forms; `tables` is what others ask. It knows forms, not
//! sentences: auxiliaries and `se` are the matcher's.

mod cells;
pub mod compound;
pub mod conjugation;
pub mod declension;
pub mod error;
mod forms;
mod paradigm;
mod principal;
mod reading;
pub mod suffixes;
pub mod tables;

pub use error::InflectionError;
pub use tables::{Form, Inflection};
