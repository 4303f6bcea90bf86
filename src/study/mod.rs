//! What a linguist looks at: why a sentence was tagged or not, what a pattern finds in a corpus, what an edit changed,
//! which parts of the pack do nothing. One file a question; all of them ask the one engine of [`crate::tagger`].

pub mod compare;
pub mod concordance;
pub mod coverage;
pub mod explain;
pub mod manual;
#[cfg(feature = "edit")]
pub mod skeleton;
pub mod watch;
