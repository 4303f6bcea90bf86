//! Which parts of a pack do something: hits of every rule, pattern and lexicon entry over the examples and over real
//! text, and the exceptions that no example asks for.

mod count;
mod excepts;
mod report;

pub use count::{Hits, Tally};
pub use excepts::{Needed, needed};
pub use report::{
    CoverageReport, EntryRow, ExceptRow, LexiconRow, PatternRow, RuleRow, Volume, report,
};
