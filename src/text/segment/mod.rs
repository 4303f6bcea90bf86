//! Cuts running text into sentences, as French punctuates them.
//!
//! Only the marks that may end a sentence are looked for; what stands around them is read there
//! and nowhere else. Line breaks are white space: paragraphs are the business of `layout`.
//! No model and no training: abbreviations come from the pack, the rest is typography.

mod abbreviations;
mod marks;
mod reader;
mod segmenter;

pub use segmenter::Segmenter;
