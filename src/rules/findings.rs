//! What reading and checking a pack found so far. It only collects: nothing stops at a mistake.

use crate::rules::codes::severity;
use crate::rules::notation;
use crate::rules::pack::{PatternLine, Place};
use crate::text::diagnostic::{Diagnostic, Severity};
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
        let source = &self.sources[place.file];
        let diagnostic = Diagnostic::new(code, severity(code), source, place.span, message, help);
        self.found.push(diagnostic);
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
