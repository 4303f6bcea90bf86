//! What reading and checking a pack found so far. It only collects: nothing stops at a mistake.

use crate::rules::codes::severity;
use crate::rules::notation;
use crate::rules::pack::{PatternLine, Place};
use crate::text::diagnostic::{Diagnostic, Fix, Severity};
use crate::text::source::Source;
use crate::text::span::Span;

/// The mistakes found in the files of a pack.
#[derive(Debug)]
pub struct Findings<'s> {
    sources: &'s [Source],
    found: Vec<Diagnostic>,
}

impl<'s> Findings<'s> {
    /// None yet, in these files.
    pub fn new(sources: &'s [Source]) -> Self {
        Self {
            sources,
            found: Vec::new(),
        }
    }

    /// Those found before, in these files.
    pub fn resume(sources: &'s [Source], found: Vec<Diagnostic>) -> Self {
        Self { sources, found }
    }

    /// The files, as a [`Place`] counts them.
    pub fn sources(&self) -> &'s [Source] {
        self.sources
    }

    /// Adds a mistake at a place.
    pub fn report(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.report_with(code, place, message, help, None);
    }

    /// The same, with what is certainly to be written instead, where that is known.
    pub fn report_with(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
        fix: Option<Fix>,
    ) {
        let source = &self.sources[place.file];
        let diagnostic = Diagnostic::new(code, severity(code), source, place.span, message, help);
        self.found.push(diagnostic.with_fix(fix));
    }

    /// What takes a line away: none where a comment behind it would be lost, or the place is not all that it says.
    pub fn without_line(&self, place: Place) -> Option<Fix> {
        let source = &self.sources[place.file];
        let line = source.line_span(source.line_column(place.span.start).0);
        let alone = line.of(&source.text).trim() == place.span.of(&source.text);
        let end = source.text[line.end..]
            .find('\n')
            .map(|at| line.end + at + 1);
        alone.then(|| Fix {
            span: Span::new(line.start, end.unwrap_or(source.text.len())),
            with: String::new(),
        })
    }

    /// Adds a mistake of a file that is not there.
    pub fn report_missing(&mut self, file: &str, message: impl Into<String>, help: &str) {
        self.found.push(Diagnostic {
            code: "missing-file",
            severity: severity("missing-file"),
            file: file.into(),
            span: Span::default(),
            line: 1,
            column: 1,
            message: message.into(),
            help: Some(help.into()),
            fix: None,
        });
    }

    /// Reads a pattern that stands at a place; `None`, with every mistake added, where it is broken.
    pub fn pattern(&mut self, text: String, place: Place) -> Option<PatternLine> {
        match notation::parse(&text) {
            Ok(pattern) => Some(PatternLine {
                text,
                pattern,
                place,
            }),
            Err(errors) => {
                for error in errors {
                    let place = place.part(&text, error.span);
                    self.report(error.code, place, error.message, error.help);
                }
                None
            }
        }
    }

    /// Whether one of them is an error.
    pub fn any_error(&self) -> bool {
        self.found
            .iter()
            .any(|found| found.severity == Severity::Error)
    }

    /// Whether one of them is an error of a file whose name begins so.
    pub fn any_error_in(&self, prefix: &str) -> bool {
        let mut found = self.found.iter();
        found.any(|found| found.severity == Severity::Error && found.file.starts_with(prefix))
    }

    /// Whether a mistake of one of these kinds was found.
    pub fn any_of(&self, codes: &[&str]) -> bool {
        self.found.iter().any(|found| codes.contains(&found.code))
    }

    /// `file:line` of a place.
    pub fn line_of(&self, place: Place) -> String {
        let source = &self.sources[place.file];
        format!("{}:{}", source.name, source.line_column(place.span.start).0)
    }

    /// All of them, by file and place.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(Diagnostic::by_place);
        self.found.dedup();
        self.found
    }
}
