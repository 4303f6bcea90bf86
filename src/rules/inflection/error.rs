//! What can be wrong in the files of `french/`, each mistake with its place, and the lines of the
//! plain lists. It judges the writing of a file; whether a lemma exists is not its question.

use crate::text::span::Span;

/// A mistake in a file of `french/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InflectionError {
    /// The file, as it was given (`french/verbs.tsv`).
    pub file: String,
    /// Bytes of that file.
    pub span: Span,
    /// A stable code.
    pub code: &'static str,
    /// What is wrong, in French.
    pub message: String,
    /// What to do, in French.
    pub help: String,
}

impl std::fmt::Display for InflectionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            file,
            span,
            message,
            ..
        } = self;
        write!(f, "{file}, octet {}: {message}", span.start)
    }
}

impl std::error::Error for InflectionError {}

/// The mistakes found so far in one file.
pub(super) struct Mistakes<'f> {
    /// The file's name.
    pub(super) file: &'f str,
    /// The mistakes of all files.
    pub(super) all: &'f mut Vec<InflectionError>,
}

impl Mistakes<'_> {
    /// Adds one.
    pub(super) fn add(&mut self, span: Span, code: &'static str, message: String, help: String) {
        self.all.push(InflectionError {
            file: self.file.to_string(),
            span,
            code,
            message,
            help,
        });
    }
}

/// The lines of a list with their places in **bytes**: no comments (from `#`), no blanks.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (Span, &str)> {
    let base = text.as_ptr() as usize;
    text.lines().filter_map(move |line| {
        let entry = line
            .split_once('#')
            .map_or(line, |(entry, _)| entry)
            .trim_matches([' ', '\r', '\t', '\u{feff}']);
        let start = entry.as_ptr() as usize - base;
        (!entry.is_empty()).then_some((Span::new(start, start + entry.len()), entry))
    })
}

/// The words of `entry`, which stands at `start` of its file, with their places in **bytes**.
pub(super) fn words(start: usize, entry: &str) -> impl Iterator<Item = (Span, &str)> {
    let base = entry.as_ptr() as usize;
    entry.split_whitespace().map(move |word| {
        let at = start + word.as_ptr() as usize - base;
        (Span::new(at, at + word.len()), word)
    })
}
