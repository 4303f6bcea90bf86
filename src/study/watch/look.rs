//! What a look at a pack saw.

use crate::evaluate::examples::Outcome;
use crate::rules::load::Loaded;
use crate::study::compare::Comparison;
use crate::text::diagnostic::Diagnostic;

/// What a look saw.
#[derive(Debug)]
pub struct Look {
    /// The files and everything wrong in them; its pack was taken out.
    pub loaded: Loaded,
    /// Indexes of the diagnostics to be shown: all errors, or else the warnings that are new.
    pub shown: Vec<usize>,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// What else was seen; none where there are errors.
    pub found: Option<Found>,
    /// Whether the next look compares with this one.
    pub good: bool,
}

/// What a pack without errors does.
#[derive(Debug)]
pub struct Found {
    /// What came of the examples.
    pub tested: Tested,
    /// What is found differently than in the last good state; none at the first look.
    pub comparison: Option<Comparison>,
    /// The number of articles.
    pub articles: usize,
    /// How many of them had to be tagged again.
    pub read: usize,
}

/// What came of the examples.
#[derive(Debug)]
pub struct Tested {
    /// The number of examples, without those of `todo`.
    pub examples: usize,
    /// Those that failed.
    pub failed: Vec<Failed>,
}

/// An example that failed.
#[derive(Debug)]
pub struct Failed {
    /// The rule's id.
    pub rule: String,
    /// `file:line` of the example.
    pub at: String,
    /// Its sentence.
    pub sentence: String,
    /// How it failed.
    pub outcome: Outcome,
}

/// What makes a warning the same one although lines moved.
pub(super) fn key(diagnostic: &Diagnostic) -> (String, String, String) {
    let Diagnostic {
        code,
        file,
        message,
        ..
    } = diagnostic;
    ((*code).to_owned(), file.clone(), message.clone())
}
