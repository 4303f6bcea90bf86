//! What a text is: places in it, its normal form, its sentences and words.

pub mod normalize;
pub mod span;
