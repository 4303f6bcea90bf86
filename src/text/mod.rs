//! What a text is: places in it, its normal form, its sentences and words.

pub mod dateline;
pub mod diagnostic;
pub mod document;
pub mod layout;
pub mod normalize;
pub mod segment;
pub mod source;
pub mod span;
pub mod system;
pub mod words;
