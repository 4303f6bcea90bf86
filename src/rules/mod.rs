//! What linguists write, and the form in which it is run.

pub mod inflection;
pub mod nearest;
pub mod notation;
pub mod pattern;
pub mod traits;
