//! Words of a sentence as they are told: by number, by bytes and as written.

use std::ops::Range;

use serde::Serialize;

use crate::tagger::reading::Reading;
use crate::text::span::Span;

/// Some words of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// The number of the first word, from 1; 0 where it is not a word of the sentence.
    pub first: usize,
    /// The number of the last word.
    pub last: usize,
    /// First byte in the document.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// As written, on one line.
    pub text: String,
}

impl Stretch {
    /// The words `words`, counted from 0, of a sentence; `None` where there is none.
    pub(crate) fn new(reading: &Reading<'_>, words: Range<usize>) -> Option<Self> {
        let words = words.start..words.end.min(reading.words.len());
        if words.is_empty() {
            return None;
        }
        let span = reading.span_of(words.clone());
        Some(Self {
            first: words.start + 1,
            last: words.end,
            start: span.start,
            end: span.end,
            text: one_line(span.of(reading.text)),
        })
    }

    /// What these bytes of the document name, each a party: no words of the sentence, whose numbers are 0.
    pub(crate) fn elsewhere(text: &str, spans: &[Span]) -> Option<Self> {
        let named: Vec<String> = spans.iter().map(|span| one_line(span.of(text))).collect();
        Some(Self {
            first: 0,
            last: 0,
            start: spans.first()?.start,
            end: spans.last()?.end,
            text: named.join(", "),
        })
    }

    /// One word, counted from 0.
    pub(crate) fn word(reading: &Reading<'_>, word: usize) -> Option<Self> {
        Self::new(reading, word..word + 1)
    }

    /// Sorted words, counted from 0, neighbours in one; articles between them are passed over.
    pub(crate) fn runs(reading: &Reading<'_>, words: &[usize]) -> Vec<Self> {
        let transparent = |word: usize| reading.words[word].transparent;
        let runs = words.chunk_by(|a, b| (a + 1..*b).all(transparent));
        runs.filter_map(|run| Self::new(reading, run[0]..run[run.len() - 1] + 1))
            .collect()
    }
}

/// Text with every run of white space as one space.
pub(crate) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split([' ', '\n', '\r', '\t'])
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
