//! Replaces bytes of a file, and nothing else of it: what `check --fix` needs.

use crate::text::source::Source;
use crate::text::span::Span;

/// Bytes of a file and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Replacement {
    /// Bytes of the file.
    pub span: Span,
    /// What is to stand there; nothing removes them.
    pub with: String,
}

impl Replacement {
    /// Removes the whole lines on which a span lies, their ends included.
    pub fn of_lines(source: &Source, span: Span) -> Self {
        let text = &source.text;
        let start = text[..span.start].rfind('\n').map_or(0, |end| end + 1);
        let last = span.end.max(span.start + 1).min(text.len()) - 1;
        let behind = source.line_span(source.line_column(last).0).end;
        let end = text[behind..]
            .find('\n')
            .map_or(text.len(), |at| behind + at + 1);
        Self {
            span: Span::new(start, end),
            with: String::new(),
        }
    }
}

/// The text with the replacements made, and how many were: one that overlaps an earlier one, or repeats it, waits for
/// another run.
pub fn replace(text: &str, mut replacements: Vec<Replacement>) -> (String, usize) {
    replacements.sort();
    let mut replaced = String::with_capacity(text.len());
    let (mut done, mut made) = (0, 0);
    let mut last: Option<Span> = None;
    for Replacement { span, with } in replacements {
        let overlaps = last.is_some_and(|last| span.start < last.end || span == last);
        if overlaps || span.end > text.len() {
            continue;
        }
        replaced.push_str(&text[done..span.start]);
        replaced.push_str(&with);
        (done, last) = (span.end, Some(span));
        made += 1;
    }
    replaced.push_str(&text[done..]);
    (replaced, made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replacement(start: usize, end: usize, with: &str) -> Replacement {
        Replacement {
            span: Span::new(start, end),
            with: with.into(),
        }
    }

    #[test]
    fn bytes_are_replaced_and_the_rest_stays() {
        let cases = [
            (vec![], "abcdef", 0),
            (vec![replacement(1, 2, "XY")], "aXYcdef", 1),
            (
                vec![replacement(4, 6, ""), replacement(0, 1, "Z")],
                "Zbcd",
                2,
            ),
            (
                vec![replacement(1, 4, "X"), replacement(3, 5, "Y")],
                "aXef",
                1,
            ),
            (
                vec![replacement(1, 2, "X"), replacement(1, 2, "X")],
                "aXcdef",
                1,
            ),
            (vec![replacement(3, 3, "+")], "abc+def", 1),
            (vec![replacement(5, 9, "X")], "abcdef", 0),
        ];
        for (replacements, expected, made) in cases {
            let shown = format!("{replacements:?}");
            assert_eq!(
                replace("abcdef", replacements),
                (expected.into(), made),
                "{shown}"
            );
        }
    }

    #[test]
    fn a_line_is_removed_with_its_end() {
        let source = Source::new("x.txt", "un\r\ndeux\ntrois");
        let cases = [
            (0, 2, "deux\ntrois"),
            (5, 7, "un\r\ntrois"),
            (9, 14, "un\r\ndeux\n"),
        ];
        for (start, end, expected) in cases {
            let line = Replacement::of_lines(&source, Span::new(start, end));
            assert_eq!(replace(&source.text, vec![line]).0, expected);
        }
    }
}
