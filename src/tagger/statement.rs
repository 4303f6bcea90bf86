//! A statement: what is found, in owned values that serialise as they are written out (DESIGN §4).

use serde::{Deserialize, Serialize};

use crate::text::span::Span;

/// One category of one sentence, with every act that gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
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
    /// `title` or `text`.
    pub field: crate::text::document::Field,
    /// The category's id.
    pub category: String,
    /// The category's CAMEO codes.
    pub cameo: Vec<String>,
    /// The category's PLOVER codes.
    pub plover: Vec<String>,
    /// Each act found, by its place.
    pub acts: Vec<Act>,
    /// Ids of all speakers of the acts, in order.
    pub speaker: Vec<String>,
    /// Ids of all targets of the acts, in order.
    pub target: Vec<String>,
    /// The most asserted modality of the acts.
    pub modality: Modality,
    /// Whether every act stands inside quotation marks.
    pub quoted: bool,
    /// What `start`, `end` and all spans count.
    pub unit: Unit,
    /// What else the input carried.
    pub fields: serde_json::Map<String, serde_json::Value>,
}

/// One act: a rule that matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The rule's id.
    pub rule: String,
    /// `file:line` of the pattern in the pack.
    pub at: String,
    /// The words that the pattern took; neighbours are one span.
    pub evidence: Vec<Span>,
    /// Who speaks.
    pub speaker: Vec<Party>,
    /// To whom, or of whom.
    pub target: Vec<Party>,
    /// How sure the text is of the act.
    pub modality: Modality,
    /// Whether the act stands inside quotation marks.
    pub quoted: bool,
}

/// A speaker or target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its id («RUS»); none where the text names somebody whom the tables do not know.
    pub id: Option<String>,
    /// As the text writes it.
    pub text: String,
    /// Where, in the unit of the statement.
    #[serde(flatten)]
    pub span: Span,
}

/// How sure the text is of an act; the more asserted one is the lesser value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// As a fact.
    Asserted,
    /// In the conditional of the press («aurait promis»).
    Conditional,
    /// Inside a hypothesis.
    Hypothetical,
}

impl Modality {
    /// As the output writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Conditional => "conditional",
            Self::Hypothetical => "hypothetical",
        }
    }
}

/// What offsets count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// UTF-8 bytes.
    #[default]
    Byte,
    /// Unicode scalar values.
    Char,
    /// UTF-16 code units.
    Utf16,
}
