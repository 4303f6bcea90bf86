//! A difference between what two packs find in a sentence.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::tagger::statement::{Act, Statement};

/// What happened to a statement, or to an act of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Only the old pack finds it.
    Lost,
    /// Only the new pack finds it.
    Gained,
    /// Both find it, and not the same.
    Changed,
}

impl Kind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Lost, Self::Gained, Self::Changed];

    /// As programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Gained => "gained",
            Self::Changed => "changed",
        }
    }
}

/// What is different.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The rules that see it.
    Rule,
    /// The words that decided.
    Evidence,
    /// Who speaks.
    Speaker,
    /// To whom, or of whom.
    Target,
    /// How sure the text is of it.
    Modality,
    /// Whether it stands inside quotation marks.
    Quoted,
}

impl What {
    /// As programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Evidence => "evidence",
            Self::Speaker => "speaker",
            Self::Target => "target",
            Self::Modality => "modality",
            Self::Quoted => "quoted",
        }
    }
}

/// A statement that the packs do not find alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened to the statement.
    pub change: Kind,
    /// What is different: nothing where it was gained or lost.
    pub what: Vec<What>,
    /// The category's id.
    pub category: String,
    /// The document's id.
    pub doc: String,
    /// The document's date, where known.
    pub date: Option<String>,
    /// The sentence's number in the document, from 1.
    pub sentence: usize,
    /// First byte of the sentence in the decoded text.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
    /// The sentence as written.
    pub text: String,
    /// The sentence before it, where there is one.
    pub before: Option<String>,
    /// The acts that are different.
    pub acts: Vec<ActChange>,
    /// What the old pack found.
    #[serde(skip)]
    pub old: Option<Statement>,
    /// What the new pack found.
    #[serde(skip)]
    pub new: Option<Statement>,
}

/// An act that the packs do not find alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActChange {
    /// The rule's id.
    pub rule: String,
    /// What happened to it.
    pub change: Kind,
    /// What is different: nothing where it was gained or lost.
    pub what: Vec<What>,
    /// What the old pack found.
    pub old: Option<Act>,
    /// What the new pack found.
    pub new: Option<Act>,
}

/// What came of a document.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// What is different, in the order of the text.
    pub changes: Vec<Change>,
    /// Statements that are the same, by category.
    pub same: FxHashMap<String, usize>,
}
