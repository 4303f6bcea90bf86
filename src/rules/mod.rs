//! What linguists write, and the form in which it is run.

pub mod check;
pub mod codes;
pub mod embedded;
pub mod findings;
pub mod inflection;
pub mod load;
pub mod nearest;
pub mod notation;
pub mod pack;
pub mod pattern;
pub mod traits;
