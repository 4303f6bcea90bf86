//! CSV and TSV: a row of names, then one article a row. Cells may be quoted and run over lines.
//!
//! The delimiter is found where it is not said; `sep=;`, which Excel writes, says it.

use std::io::{self, BufRead as _, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::input::compression::Stream;
use crate::input::cut::{Content, Cut};
use crate::input::decode::Hint;
use crate::input::error::Reason;
use crate::input::open::Source;
use crate::input::options::Options;
use crate::input::table::{Columns, decoded};

/// A row that is put behind the last one: where a quotation mark is never closed it is found in a cell.
const END: &str = "\u{1d}fin\u{1d}";

/// Rows that are looked at to find the delimiter.
const SAMPLE: usize = 20;

/// The rows of a table.
pub(crate) struct Rows {
    reader: csv::Reader<Metered>,
    spent: Arc<AtomicUsize>,
    columns: Option<Arc<Columns>>,
    hint: Hint,
    options: Options,
    /// Lines before the row of names.
    passed: usize,
    /// Whether lines end with `\r\n`, of which the reader leaves the second half for the next row.
    returns: bool,
    done: bool,
}

impl Rows {
    /// Cuts a stream; the delimiter is found where none is given.
    pub(crate) fn new(
        source: Source,
        delimiter: Option<u8>,
        options: &Options,
    ) -> io::Result<Self> {
        let Source {
            mut stream,
            head,
            hint,
            ..
        } = source;
        let said = said(&head);
        if said.is_some() {
            stream.skip_until(b'\n')?;
        }
        let delimiter = said.or(delimiter).unwrap_or_else(|| found(&head));
        let spent = Arc::new(AtomicUsize::new(0));
        let end = format!("\n{END}\n").into_bytes();
        let metered = Metered {
            stream: Box::new(stream.chain(io::Cursor::new(end))),
            spent: spent.clone(),
            limit: options.limits.line,
        };
        let reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(metered);
        Ok(Self {
            reader,
            spent,
            columns: None,
            hint,
            options: options.clone(),
            passed: usize::from(said.is_some()),
            returns: memchr::memchr2(b'\r', b'\n', &head).is_some_and(|at| head[at] == b'\r'),
            done: false,
        })
    }

    /// The next row that has something in it.
    pub(crate) fn next(&mut self) -> Option<Cut> {
        while !self.done {
            let mut row = csv::ByteRecord::new();
            self.spent.store(0, Ordering::Relaxed);
            let read = self.reader.read_byte_record(&mut row);
            let line = self.line_of(&row);
            match self.judge(read, row) {
                Ok(Some(content)) => {
                    return Some(Cut {
                        line: Some(line),
                        content: Ok(content),
                    });
                }
                Ok(None) => {}
                Err(reason) => {
                    return Some(Cut {
                        line: Some(line),
                        content: Err(reason),
                    });
                }
            }
        }
        None
    }

    /// The first line of the row that was read last. The reader's own number is that of the line end before it, which
    /// is one too low behind `\r\n` and blank lines: it is counted back from where the reader stands.
    fn line_of(&self, row: &csv::ByteRecord) -> usize {
        let behind = self.reader.position().line() as usize;
        let inside = memchr::memchr_iter(b'\n', row.as_slice()).count();
        let end = usize::from(!self.returns && !is_open(row));
        (behind + self.passed).saturating_sub(inside + end).max(1)
    }

    /// What came of reading a row: an article, nothing, or what is wrong with it.
    fn judge(
        &mut self,
        read: csv::Result<bool>,
        row: csv::ByteRecord,
    ) -> Result<Option<Content>, Reason> {
        match read {
            Ok(true) => {}
            Ok(false) => {
                self.done = true;
                return Ok(None);
            }
            Err(error) => {
                self.done = true;
                return Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) => error.into(),
                    other => io::Error::other(format!("{other:?}")).into(),
                });
            }
        }
        if row.len() == 1 && &row[0] == END.as_bytes() {
            self.done = true;
            return Ok(None);
        }
        if is_open(&row) {
            self.done = true;
            return Err(Reason::OpenQuote);
        }
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(None);
        }
        let Some(columns) = &self.columns else {
            let (names, _) = decoded(&row, self.hint).inspect_err(|_| self.done = true)?;
            let columns = Columns::of(names, &self.options).inspect_err(|_| self.done = true)?;
            self.columns = Some(Arc::new(columns));
            return Ok(None);
        };
        match (row.len(), columns.len()) {
            (found, wanted) if found != wanted => Err(Reason::Columns { found, wanted }),
            _ => Ok(Some(Content::Row(row, columns.clone()))),
        }
    }
}

/// Whether a quotation mark took what was put behind the last row into a cell.
fn is_open(row: &csv::ByteRecord) -> bool {
    let last = row.iter().next_back();
    row.as_slice() != END.as_bytes()
        && last.is_some_and(|cell| cell.trim_ascii_end().ends_with(END.as_bytes()))
}

/// A stream that breaks off where a row takes more than the limit.
struct Metered {
    stream: Stream,
    spent: Arc<AtomicUsize>,
    limit: usize,
}

impl Read for Metered {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if self.spent.load(Ordering::Relaxed) > self.limit {
            return Err(Reason::LineTooLong(self.limit).into());
        }
        let read = self.stream.read(bytes)?;
        self.spent.fetch_add(read, Ordering::Relaxed);
        Ok(read)
    }
}

/// The delimiter that a first line `sep=;` says.
fn said(head: &[u8]) -> Option<u8> {
    let line = head.split(|byte| *byte == b'\n').next()?.trim_ascii_end();
    match line.strip_prefix(b"sep=") {
        Some([delimiter]) => Some(*delimiter),
        Some([]) => Some(b'\t'),
        _ => None,
    }
}

/// The delimiter that cuts the most rows into as many cells as the first one.
fn found(head: &[u8]) -> u8 {
    let cells = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(head);
        let counts: Vec<usize> = reader
            .byte_records()
            .take(SAMPLE)
            .map_while(Result::ok)
            .map(|row| row.len())
            .collect();
        let first = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == first).count();
        // One cell a row says nothing.
        (
            if first > 1 {
                alike * 1000 / counts.len()
            } else {
                0
            },
            first,
        )
    };
    // Of equals the last one wins: the comma.
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| cells(*delimiter))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        let cases = [
            ("a,b\n1,2\n", b','),
            ("a;b\n\"1,5\";2\n3,1;4\n", b';'),
            ("a\tb, c\n1\t2\n", b'\t'),
            ("a|b\n1|2;3\n", b'|'),
            ("text\nUn, deux.\n", b','),
            ("id,text\n1,\"a;\nb;c\"\n", b','),
        ];
        for (head, delimiter) in cases {
            assert_eq!(found(head.as_bytes()) as char, delimiter as char, "{head}");
        }
        assert_eq!(said(b"sep=;\r\na;b"), Some(b';'));
        assert_eq!(said(b"separe,b"), None);
    }
}
