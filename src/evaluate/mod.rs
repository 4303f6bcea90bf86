//! How good rules are: whether their examples come out, and how they do on gold.

pub mod agreement;
pub mod align;
pub mod bars;
pub mod counts;
pub mod examples;
pub mod gold;
pub mod interval;
pub mod judge;
pub mod sample;
pub mod score;
pub mod write;

pub use examples::{Evaluated, Outcome, Role, evaluate};
pub use score::{Score, Source, score};
