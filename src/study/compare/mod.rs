//! What two packs find differently in the same articles: statements gained, lost, changed.
//!
//! `pair` holds the statements of a document against each other, `tally` counts; `accept` turns a change that a person
//! judged into an example. Lines of the pack (`at`) are no difference: they move whenever something is written above them.

#[cfg(feature = "edit")]
pub mod accept;
pub mod change;
mod pair;
pub mod tally;

use crate::rules::ruleset::Ruleset;
use crate::tagger::Tagger;
use crate::tagger::statement::Statement;
use crate::text::document::Document;
use crate::text::segment::Segmenter;

pub use change::{Change, Compared, Kind, What};
pub use pair::changes;
pub use tally::{Comparison, Tally};

/// Both packs, ready to be run; rules in draft run too.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'r> {
    /// The old one.
    pub old: Tagger<'r>,
    /// The new one.
    pub new: Tagger<'r>,
}

impl<'r> Pair<'r> {
    /// The two packs.
    pub fn new(old: &'r Ruleset, new: &'r Ruleset) -> Self {
        Self {
            old: Tagger::for_examples(old, true),
            new: Tagger::for_examples(new, true),
        }
    }

    /// Tags a document by both packs.
    pub fn compare(&self, document: &Document) -> Compared {
        changes_in(
            document,
            &self.old.tag(document),
            &self.new.tag(document),
            &self.new.rules().segmenter,
        )
    }
}

/// What two packs found differently in a document, the sentence before each change with it; `segmenter` is the new
/// pack's.
pub fn changes_in(
    document: &Document,
    old: &[Statement],
    new: &[Statement],
    segmenter: &Segmenter,
) -> Compared {
    let mut compared = changes(old, new);
    if !compared.changes.is_empty() {
        let sentences = document.sentences(segmenter);
        for change in &mut compared.changes {
            let before = sentences
                .iter()
                .rev()
                .find(|sentence| sentence.span.end <= change.start);
            change.before = before.map(|sentence| sentence.span.of(&document.text).to_owned());
        }
    }
    compared
}
