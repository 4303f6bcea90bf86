//! Places in a text: half-open byte ranges, and their lines, columns, characters and UTF-16 units.

use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of a text, on character boundaries.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The range `start..end`, in bytes.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the byte at `offset` lies in it.
    pub const fn contains(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The slice of `text` that it names.
    ///
    /// # Panics
    /// When it does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Bytes between two places of a text whose characters are counted ahead.
const STRIDE: usize = 512;

/// Converts the bytes of one text into lines and columns, characters and UTF-16 units.
#[derive(Clone, Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// The first byte of every line.
    lines: Vec<usize>,
    /// What was counted up to the first character at or behind every multiple of [`STRIDE`].
    counts: Vec<Counts>,
}

/// How far a place is from the start of the text, in three units.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    bytes: usize,
    chars: usize,
    utf16: usize,
}

/// A place as an editor shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LineColumn {
    /// The line, from 1; lines end with `\n`, `\r\n` or `\r`.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl<'t> LineIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
            .map(|at| at + 1);
        let lines = std::iter::once(0).chain(breaks).collect();
        let mut counts = vec![Counts::default()];
        let mut last = Counts::default();
        while last.bytes + STRIDE < text.len() {
            last = last.advance(text, boundary_after(text, last.bytes + STRIDE));
            counts.push(last);
        }
        Self {
            text,
            lines,
            counts,
        }
    }

    /// The line and column of a byte; behind the end of the text, those of its end.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let line = self.lines.partition_point(|start| *start <= offset);
        let column = self.char_offset(offset) - self.char_offset(self.lines[line - 1]) + 1;
        LineColumn { line, column }
    }

    /// The number of characters before a byte.
    pub fn char_offset(&self, offset: usize) -> usize {
        self.counts(offset).chars
    }

    /// The number of UTF-16 units before a byte.
    pub fn utf16_offset(&self, offset: usize) -> usize {
        self.counts(offset).utf16
    }

    /// The bytes of a line (from 1), without its line break; `None` behind the last one.
    pub fn line(&self, line: usize) -> Option<Span> {
        let start = *self.lines.get(line.checked_sub(1)?)?;
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        let written = self.text[start..end].trim_end_matches(['\n', '\r']);
        Some(Span::new(start, start + written.len()))
    }

    fn counts(&self, offset: usize) -> Counts {
        let offset = boundary_before(self.text, offset);
        let before = self.counts.partition_point(|counts| counts.bytes <= offset);
        self.counts[before - 1].advance(self.text, offset)
    }
}

/// The last character boundary of `text` that is not behind `offset`.
pub(crate) fn boundary_before(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn boundary_after(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

impl Counts {
    fn advance(self, text: &str, to: usize) -> Self {
        let passed = &text[self.bytes..to];
        let chars = passed.chars().count();
        // Every character above U+FFFF, four bytes of UTF-8, takes two units.
        let pairs = passed.bytes().filter(|byte| *byte >= 0xf0).count();
        Self {
            bytes: to,
            chars: self.chars + chars,
            utf16: self.utf16 + chars + pairs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let index = LineIndex::new("été\r\nà\rb\n\n");
        let cases = [
            (0, 1, 1),
            (2, 1, 2),
            (5, 1, 4),
            (7, 2, 1),
            (9, 2, 2),
            (10, 3, 1),
            (12, 4, 1),
            (13, 5, 1),
            (99, 5, 1),
        ];
        for (offset, line, column) in cases {
            assert_eq!(
                index.line_column(offset),
                LineColumn { line, column },
                "{offset}"
            );
        }
        let lines: Vec<_> = (1..7)
            .map(|n| index.line(n).map(|span| (span.start, span.end)))
            .collect();
        assert_eq!(
            lines,
            [
                Some((0, 5)),
                Some((7, 9)),
                Some((10, 11)),
                Some((12, 12)),
                Some((13, 13)),
                None
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn offsets_agree_with_a_plain_count(text in "([a-zéœ\u{301}«\u{1f389}]|\r\n){0,900}") {
            let index = LineIndex::new(&text);
            for (offset, _) in text.char_indices().step_by(37) {
                let before = &text[..offset];
                proptest::prop_assert_eq!(index.char_offset(offset), before.chars().count());
                proptest::prop_assert_eq!(index.utf16_offset(offset), before.encode_utf16().count());
            }
        }
    }
}
