//! Concordances: every place of a corpus where a rule, a category, a lexicon or a pattern finds something, with what stands
//! to its left and right; and the sentences in which somebody speaks and no rule found anything.
//!
//! Sentences are read only where the anchors of what is sought were hit.

mod hit;
mod order;
mod search;
mod untagged;

pub use hit::{Hit, Why};
pub use order::{Sort, by_frequency, sample, sort};
pub use search::{Search, Sought};
pub use untagged::Unheard;
