//! The explanation of a sentence, for reading in a terminal: the sentence with its scopes drawn under it, its words, the
//! lexicons, the rules and what became of their hits, the label.

mod drawing;
mod page;
mod phrases;
mod text;

pub use text::{Parts, write};
