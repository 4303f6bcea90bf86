//! What is shown of a concordance.

use crate::study::concordance::Hit;

/// A concordance as it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What was sought, for people.
    pub title: &'a str,
    /// The hits that are shown, those of a verb beside each other.
    pub hits: &'a [Hit],
    /// The number of all hits.
    pub total: usize,
    /// The verbs of untagged sentences with the number of them all, where that is what was sought.
    pub verbs: Option<&'a [(String, usize)]>,
}
