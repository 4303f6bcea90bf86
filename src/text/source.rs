//! A file that people write (a rule file, a lexicon), kept to point into it: its name, its text and
//! the start of each of its lines. It is no document: articles are read by `input`.

use crate::text::span::{Span, boundary_before};

/// A file of the rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name relative to the pack, with forward slashes («lexicons/armes.txt»).
    pub name: String,
    /// Its text, without a byte-order mark.
    pub text: String,
    /// The first byte of each line.
    starts: Vec<usize>,
}

impl Source {
    /// A file of that name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
            .collect();
        Self {
            name: name.into(),
            text,
            starts,
        }
    }

    /// The line and the column of a byte, both from 1; the column in **characters**.
    /// A byte behind the end counts as the end.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = boundary_before(&self.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        (line, self.text[start..offset].chars().count() + 1)
    }

    /// The bytes of a line (from 1), without its end; empty behind the last line.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.start_of(line);
        let text = &self.text[start..self.start_of(line + 1)];
        Span::new(start, start + text.trim_end_matches(['\n', '\r']).len())
    }

    /// A line (from 1), without its end.
    pub fn line(&self, line: usize) -> &str {
        self.line_span(line).of(&self.text)
    }

    /// All lines with the byte at which they begin, without their ends.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..=self.starts.len()).map(|line| {
            let span = self.line_span(line);
            (span.start, span.of(&self.text))
        })
    }

    fn start_of(&self, line: usize) -> usize {
        match line.checked_sub(1) {
            Some(index) => self.starts.get(index).copied().unwrap_or(self.text.len()),
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_tells_line_and_column_in_characters() {
        let source = Source::new("x.txt", "été\r\n\nfin");
        let cases = [
            (0, (1, 1)),
            (2, (1, 2)),
            (5, (1, 4)),
            (7, (2, 1)),
            (8, (3, 1)),
            (11, (3, 4)),
            (99, (3, 4)),
        ];
        for (offset, expected) in cases {
            assert_eq!(source.line_column(offset), expected, "{offset}");
        }
    }

    #[test]
    fn source_lines_have_no_ends() {
        let source = Source::new("x.txt", "été\r\n\nfin\n");
        let lines: Vec<_> = source.lines().collect();
        assert_eq!(lines, [(0, "été"), (7, ""), (8, "fin"), (12, "")]);
        assert_eq!(source.line(3), "fin");
        assert_eq!(source.line(9), "");
    }
}
