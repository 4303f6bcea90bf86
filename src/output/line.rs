//! What is written of one sentence: a statement, or, where untagged sentences are wanted too, the sentence by itself.

use serde::{Deserialize, Serialize};

use crate::tagger::statement::{Statement, Unit};
use crate::text::document::{Document, Field, Sentence};

/// A line of the results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// A category of a sentence.
    Statement(Statement),
    /// A sentence in which nothing was found: no `category`.
    Sentence(Untagged),
}

/// A sentence in which nothing was found, with the keys of a [`Statement`] that say where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untagged {
    /// The document's id.
    pub doc: String,
    /// The document's date, where known.
    pub date: Option<String>,
    /// The sentence's number in the document, from 1.
    pub sentence: usize,
    /// Where it begins, in `unit`s of the decoded text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The sentence as written.
    pub text: String,
    /// `title` or `text`.
    pub field: Field,
    /// What `start` and `end` count.
    pub unit: Unit,
    /// What else the input carried.
    pub fields: serde_json::Map<String, serde_json::Value>,
}

impl Line {
    /// The document's id.
    pub fn doc(&self) -> &str {
        match self {
            Self::Statement(statement) => &statement.doc,
            Self::Sentence(sentence) => &sentence.doc,
        }
    }

    /// The document's date, where known.
    pub fn date(&self) -> Option<&str> {
        match self {
            Self::Statement(statement) => statement.date.as_deref(),
            Self::Sentence(sentence) => sentence.date.as_deref(),
        }
    }

    /// The sentence's number in the document, from 1.
    pub const fn sentence(&self) -> usize {
        match self {
            Self::Statement(statement) => statement.sentence,
            Self::Sentence(sentence) => sentence.sentence,
        }
    }

    /// The sentence as written.
    pub fn text(&self) -> &str {
        match self {
            Self::Statement(statement) => &statement.text,
            Self::Sentence(sentence) => &sentence.text,
        }
    }

    /// What else the input carried.
    pub const fn fields(&self) -> &serde_json::Map<String, serde_json::Value> {
        match self {
            Self::Statement(statement) => &statement.fields,
            Self::Sentence(sentence) => &sentence.fields,
        }
    }

    /// The statement, where it is one.
    pub const fn statement(&self) -> Option<&Statement> {
        match self {
            Self::Statement(statement) => Some(statement),
            Self::Sentence(_) => None,
        }
    }
}

/// The lines of a document: its statements and, with `untagged`, the sentences between them, in the order of the text.
pub fn lines(
    document: &Document,
    sentences: &[Sentence],
    statements: Vec<Statement>,
    untagged: bool,
) -> Vec<Line> {
    if !untagged {
        return statements.into_iter().map(Line::Statement).collect();
    }
    let mut statements = statements.into_iter().peekable();
    let mut lines = Vec::with_capacity(sentences.len());
    for (index, sentence) in sentences.iter().enumerate() {
        let before = lines.len();
        while let Some(statement) = statements.next_if(|next| next.sentence == index + 1) {
            lines.push(Line::Statement(statement));
        }
        if lines.len() == before {
            lines.push(Line::Sentence(self::untagged(document, index, sentence)));
        }
    }
    lines
}

fn untagged(document: &Document, index: usize, sentence: &Sentence) -> Untagged {
    Untagged {
        doc: document.id.clone(),
        date: document.date.clone(),
        sentence: index + 1,
        start: sentence.span.start,
        end: sentence.span.end,
        text: sentence.span.of(&document.text).to_owned(),
        field: sentence.field,
        unit: Unit::Byte,
        fields: document.fields.clone(),
    }
}
