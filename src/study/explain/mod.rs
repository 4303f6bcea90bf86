//! Why a sentence was tagged, or not: what the program sees in it, what each rule made of it, and what the label is.
//!
//! It asks the tagger itself, with an observer and a trace. Words are counted from 1 in what it tells.

mod element;
mod fate;
mod near;
mod progress;
mod sentence;
mod stretch;
mod whole;

pub use fate::{Fate, HitShown, PartyShown};
pub use near::{Lacking, Near};
pub use progress::{Hint, MOST_FORMS, MissingAnchor, PatternShown, Stopped, Taken};
pub use sentence::{
    ActorShown, LexiconHit, MemberShown, ReadingShown, ScopeKind, ScopeShown, WordShown,
};
pub use stretch::Stretch;
pub use whole::{Asked, Explanation, RuleShown, explain};
