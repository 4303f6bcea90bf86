//! Waking: which patterns can match in a sentence, told from the anchors that were hit in it.
//!
//! What a pattern needs is a formula over classes of anchors: all of its elements, any entry of a lexicon, all words
//! of that entry. The formulas of a pack share their parts, and stand in one net, lowest first; a hit climbs from its
//! class to what it completes, so that a sentence costs what was hit in it and not what the pack holds.
//! Very frequent words are parts of it too: in a hash they cost little, and «rien» spares what «affirmer» alone would wake.
//! It is no proof of a match: order and distance are for the matcher.

mod needs;
mod net;
#[cfg(test)]
mod tests;
mod waker;

pub use needs::Need;
pub(crate) use needs::Needs;
pub use net::Waking;
pub(crate) use net::Whole;
pub use waker::Waker;
