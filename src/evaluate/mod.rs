//! How good rules are: whether their examples come out.

pub mod examples;

pub use examples::{Evaluated, Outcome, Role, evaluate};
