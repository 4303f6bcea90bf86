//! What is wrong at a place of a file, as people and programs read it: a stable code, a severity,
//! `file:line:column`, the line with a caret, and a remedy. It finds nothing itself.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::text::source::Source;
use crate::text::span::{Span, boundary_before};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// What was read cannot be used.
    Error,
    /// It can be used, but is hardly what was meant.
    Warning,
}

impl Severity {
    /// The word for people.
    pub const fn french(self) -> &'static str {
        match self {
            Self::Error => "erreur",
            Self::Warning => "avertissement",
        }
    }
}

/// A mistake and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable code («unknown-lexicon»).
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The file, relative to the pack.
    pub file: String,
    /// The bytes concerned.
    pub span: Span,
    /// The line where they begin, from 1.
    pub line: usize,
    /// The column where they begin, in **characters** from 1.
    pub column: usize,
    /// What is wrong, in French.
    pub message: String,
    /// What to do about it, in French.
    pub help: Option<String>,
    /// What to write instead, where that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A change of a file: these bytes of it are to be replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The bytes to replace.
    pub span: Span,
    /// What is to stand there.
    pub with: String,
}

impl Diagnostic {
    /// A mistake in a file that was read.
    pub fn new(
        code: &'static str,
        severity: Severity,
        source: &Source,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let (line, column) = source.line_column(span.start);
        Self {
            code,
            severity,
            file: source.name.clone(),
            span,
            line,
            column,
            message: message.into(),
            help: Some(help.into()).filter(|help| !help.is_empty()),
            fix: None,
        }
    }

    /// The same, with what is certainly to be written instead.
    pub fn with_fix(self, fix: Option<Fix>) -> Self {
        Self { fix, ..self }
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The order in which people read them: by file, place and code.
    pub fn by_place(&self, other: &Self) -> std::cmp::Ordering {
        let key = |d: &Self| (d.span.start, d.span.end, d.code);
        self.file
            .cmp(&other.file)
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.message.cmp(&other.message))
    }

    /// `file:line:column`.
    pub fn place(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }

    /// The message, the line with a caret and the remedy, without a final line end.
    /// Without the source (the file is missing) the place alone stands for the line.
    pub fn render(&self, source: Option<&Source>, color: bool) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level
            .with_name(self.severity.french())
            .primary_title(self.message.as_str())
            .id(self.code);
        let mut group = Group::with_title(title);
        group = match source.filter(|source| !source.text.is_empty()) {
            Some(source) => group.element(self.snippet(source)),
            None => group.element(annotate_snippets::Origin::path(self.file.as_str())),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.with_name("remède\u{a0}").message(help.as_str()));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&[group])
    }

    /// The line where it begins; what follows that line is cut off.
    fn snippet<'s>(&'s self, source: &'s Source) -> Snippet<'s, annotate_snippets::Annotation<'s>> {
        let line = source.line_span(self.line);
        let text = line.of(&source.text);
        let start = self.span.start.clamp(line.start, line.end) - line.start;
        let end = self.span.end.clamp(line.start + start, line.end) - line.start;
        let start = boundary_before(text, start);
        let end = boundary_before(text, end).max(start);
        Snippet::source(text)
            .line_start(self.line)
            .path(self.file.as_str())
            .annotation(AnnotationKind::Primary.span(start..end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagnostic_shows_the_line_and_a_caret() {
        let source = Source::new("x.toml", "id = 'a'\nstatût = 'b'\n");
        let diagnostic = Diagnostic::new(
            "unknown-key",
            Severity::Error,
            &source,
            Span::new(9, 16),
            "clé inconnue : « statût »",
            "vouliez-vous « status » ?",
        );
        insta::assert_snapshot!(diagnostic.render(Some(&source), false), @r"
        erreur[unknown-key]: clé inconnue : « statût »
         --> x.toml:2:1
          |
        2 | statût = 'b'
          | ^^^^^^
          |
          = remède : vouliez-vous « status » ?
        ");
        assert_eq!(diagnostic.place(), "x.toml:2:1");
    }

    #[test]
    fn diagnostic_of_a_missing_file_has_no_line() {
        let diagnostic = Diagnostic {
            code: "missing-file",
            severity: Severity::Error,
            file: "pack.toml".into(),
            span: Span::default(),
            line: 1,
            column: 1,
            message: "le fichier manque".into(),
            help: None,
            fix: None,
        };
        insta::assert_snapshot!(diagnostic.render(None, false), @r"
        erreur[missing-file]: le fichier manque
        --> pack.toml
        ");
    }
}
