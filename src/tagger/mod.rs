//! Applies a ruleset to documents.
//!
//! One pass of the automaton over the bytes; a sentence in which every anchor of a pattern was hit is *woken*;
//! only there are words cut ([`reading`]), actors found ([`actors`]), patterns run ([`matcher`]), contexts tested
//! ([`context`]) and speaker and target sought ([`attribution`]).

pub mod actors;
pub mod attribution;
pub mod background;
pub mod context;
pub mod diplomacy;
pub(crate) mod gaps;
pub mod matcher;
pub mod neighbours;
mod presence;
pub mod quotation;
pub mod reading;
pub mod sentence;
pub mod statement;
pub mod tag;
pub mod trace;
pub mod verbs;
pub mod waking;

pub use statement::{Act, Modality, Party, Statement, Unit};
pub use tag::Tagger;
