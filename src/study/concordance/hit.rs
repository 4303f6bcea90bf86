//! A place where something was found, with what stands around it.

use serde::Serialize;

use crate::tagger::sentence::{Outcome, Parsed};
use crate::tagger::statement::Party;
use crate::text::document::{Document, Sentence};
use crate::text::span::Span;

/// A line of a concordance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The document's id.
    pub doc: String,
    /// The document's date, where known.
    pub date: Option<String>,
    /// The sentence's number, from 1.
    pub sentence: usize,
    /// First byte found, in the decoded text.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// What stands in front, in the same paragraph, on one line.
    pub left: String,
    /// What was found, from the first word to the last, on one line.
    pub found: String,
    /// The parts of `found` that the pattern took, in bytes of it.
    pub evidence: Vec<Span>,
    /// What stands behind, in the same paragraph, on one line.
    pub right: String,
    /// The rule; none of a pattern given by itself.
    pub rule: Option<String>,
    /// `file:line` of the rule's pattern.
    pub at: Option<String>,
    /// Ids of the speakers of an act.
    pub speaker: Vec<String>,
    /// Ids of the targets of an act.
    pub target: Vec<String>,
    /// What blocked it, where it does not stand.
    pub blocked: Option<Why>,
    /// The verb of saying, in a list of untagged sentences.
    pub verb: Option<String>,
}

/// What blocks a match, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// An exception.
    Excepted,
    /// A negation.
    Negated,
    /// A hypothesis.
    Hypothetical,
    /// The conditional.
    Conditional,
    /// An analyst speaks.
    Observer,
    /// It is nobody's diplomacy.
    NotDiplomatic,
    /// The complement of an accusing or denying act.
    InComplement,
}

impl Why {
    /// What blocked a match; `None` where it stands, or an earlier pattern of its rule found it.
    pub(crate) const fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Act { .. } | Outcome::Repeated => None,
            Outcome::Excepted(_) => Some(Self::Excepted),
            Outcome::Negated(_) => Some(Self::Negated),
            Outcome::Hypothetical(_) => Some(Self::Hypothetical),
            Outcome::Conditional(_) => Some(Self::Conditional),
            Outcome::Observer => Some(Self::Observer),
            Outcome::NotDiplomatic(_) => Some(Self::NotDiplomatic),
            Outcome::InComplement(_) => Some(Self::InComplement),
        }
    }

    /// As JSON and tables write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Excepted => "excepted",
            Self::Negated => "negated",
            Self::Hypothetical => "hypothetical",
            Self::Conditional => "conditional",
            Self::Observer => "observer",
            Self::NotDiplomatic => "not_diplomatic",
            Self::InComplement => "in_complement",
        }
    }
}

/// Where hits of one sentence come from.
pub(crate) struct Page<'a> {
    pub(crate) document: &'a Document,
    pub(crate) sentences: &'a [Sentence],
    /// The sentence, from 0.
    pub(crate) index: usize,
    /// Characters of context on either side.
    pub(crate) context: usize,
}

impl Page<'_> {
    /// The hit of these parts of the text, in order; `None` where there is none.
    pub(crate) fn hit(&self, evidence: &[Span]) -> Option<Hit> {
        let text = &self.document.text;
        let (start, end) = (evidence.first()?.start, evidence.last()?.end);
        let sentence = &self.sentences[self.index];
        let block = self.document.blocks[sentence.paragraph].span;
        let mut found = String::new();
        let mut parts = Vec::new();
        let mut at = start;
        for part in evidence {
            push_line(&text[at..part.start.max(at)], &mut found);
            let from = found.len();
            push_line(&text[part.start.max(at)..part.end.max(at)], &mut found);
            parts.push(Span::new(from, found.len()));
            at = part.end.max(at);
        }
        let mut left = String::new();
        push_line(&text[block.start.min(start)..start], &mut left);
        let mut right = String::new();
        push_line(&text[end..block.end.max(end)], &mut right);
        Some(Hit {
            doc: self.document.id.clone(),
            date: self.document.date.clone(),
            sentence: self.index + 1,
            start,
            end,
            left: last_chars(left.trim_start(), self.context).to_string(),
            found,
            evidence: parts,
            right: first_chars(right.trim_end(), self.context).to_string(),
            rule: None,
            at: None,
            speaker: Vec::new(),
            target: Vec::new(),
            blocked: None,
            verb: None,
        })
    }
}

/// The spans of sorted words; neighbours, with articles between them or not, are one.
pub(crate) fn spans(parsed: &Parsed<'_>, words: &[usize]) -> Vec<Span> {
    let transparent = |word: usize| parsed.reading.words[word].transparent;
    words
        .chunk_by(|a, b| (a + 1..*b).all(transparent))
        .map(|run| parsed.reading.span_of(run[0]..run[run.len() - 1] + 1))
        .collect()
}

/// The ids of parties, each once.
pub(crate) fn ids(parties: &[Party]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for id in parties.iter().filter_map(|party| party.id.as_ref()) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

/// Adds text with every run of white space as one space.
fn push_line(text: &str, line: &mut String) {
    for c in text.chars() {
        if !matches!(c, '\n' | '\r' | '\t' | ' ') {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn last_chars(text: &str, count: usize) -> &str {
    let chars = text.chars().count();
    let skipped = text.char_indices().nth(chars.saturating_sub(count));
    skipped.map_or("", |(at, _)| &text[at..])
}
