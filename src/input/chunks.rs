//! Cuts a stream of markup at the marks that open its articles, without understanding the rest.

use std::io::BufRead as _;

use memchr::memmem;

use crate::input::compression::Stream;
use crate::input::cut::{Content, Cut};
use crate::input::error::Reason;
use crate::input::format::InputFormat;

/// Bytes in which a mark may lie over the end of what was read.
const MARGIN: usize = 512;

/// What opens an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `<TEI`, with or without a prefix.
    Tei,
    /// `<article`: newer exports of Europresse.
    Article,
    /// The element of the class `DocPublicationName`: older ones.
    Publication,
}

impl Mark {
    /// The first mark from a byte on: where it opens, and where its name ends.
    fn find(self, bytes: &[u8], from: usize) -> Option<(usize, usize)> {
        let name: &[u8] = match self {
            Self::Tei => b"TEI",
            Self::Article => b"<article",
            Self::Publication => b"DocPublicationName",
        };
        memmem::find_iter(bytes.get(from..)?, name)
            .map(|at| (from + at, from + at + name.len()))
            .find_map(|(at, end)| self.opening(bytes, at, end).map(|open| (open, end)))
    }

    /// Where the element opens whose mark stands there.
    fn opening(self, bytes: &[u8], at: usize, end: usize) -> Option<usize> {
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        match self {
            Self::Article => bytes.get(end).is_none_or(ends_name).then_some(at),
            Self::Tei => {
                let before = &bytes[at.saturating_sub(MARGIN / 2)..at];
                let open = at - before.iter().rev().position(|byte| *byte == b'<')? - 1;
                let prefix = &bytes[open + 1..at];
                let is_prefix = prefix.is_empty()
                    || prefix.ends_with(b":")
                        && prefix[..prefix.len() - 1]
                            .iter()
                            .all(u8::is_ascii_alphanumeric);
                (is_prefix && bytes.get(end).is_none_or(ends_name)).then_some(open)
            }
            Self::Publication => {
                let before = &bytes[at.saturating_sub(MARGIN / 2)..at];
                let open = at
                    - before
                        .iter()
                        .rev()
                        .position(|byte| matches!(byte, b'<' | b'>'))?
                    - 1;
                // A style names the class outside of any element.
                (bytes[open] == b'<').then_some(open)
            }
        }
    }
}

/// The articles of a stream.
pub(crate) struct Chunks {
    stream: Stream,
    mark: Mark,
    format: InputFormat,
    limit: usize,
    buffer: Vec<u8>,
    /// From where on no mark was looked for.
    looked: usize,
    /// Whether the buffer begins with a mark.
    inside: bool,
    ended: bool,
    line: usize,
    given: usize,
}

impl Chunks {
    /// Cuts a stream.
    pub(crate) fn new(stream: Stream, mark: Mark, format: InputFormat, limit: usize) -> Self {
        Self {
            stream,
            mark,
            format,
            limit,
            buffer: Vec::new(),
            looked: 0,
            inside: false,
            ended: false,
            line: 1,
            given: 0,
        }
    }

    /// The next article. Where it is the only one it has no line.
    pub(crate) fn next(&mut self) -> Option<Cut> {
        loop {
            if let Some((open, end)) = self.mark.find(&self.buffer, self.looked) {
                let cut = self.inside.then_some(self.line);
                let bytes = self.take(open);
                self.inside = true;
                self.looked = end - open;
                match cut {
                    Some(line) => return Some(self.give(Some(line), Ok(bytes))),
                    None => continue,
                }
            }
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                let line = (self.given > 0).then_some(self.line);
                return std::mem::take(&mut self.inside).then(|| self.give(line, Ok(rest)));
            }
            self.looked = self.looked.max(self.buffer.len().saturating_sub(MARGIN));
            if self.buffer.len() > self.limit || !self.inside {
                let line = self.line;
                let keep = self.looked.saturating_sub(MARGIN);
                self.take(keep);
                self.looked -= keep;
                if std::mem::take(&mut self.inside) {
                    return Some(self.give(Some(line), Err(Reason::LineTooLong(self.limit))));
                }
            }
            match self.stream.fill_buf() {
                Ok([]) => self.ended = true,
                Ok(bytes) => {
                    self.buffer.extend_from_slice(bytes);
                    let read = bytes.len();
                    self.stream.consume(read);
                }
                Err(error) => {
                    self.ended = true;
                    self.inside = false;
                    self.buffer.clear();
                    self.looked = 0;
                    let line = (self.given > 0).then_some(self.line);
                    return Some(self.give(line, Err(error.into())));
                }
            }
        }
    }

    /// Takes the first bytes out of the buffer.
    fn take(&mut self, bytes: usize) -> Vec<u8> {
        let rest = self.buffer.split_off(bytes);
        let taken = std::mem::replace(&mut self.buffer, rest);
        self.line += memchr::memchr_iter(b'\n', &taken).count();
        taken
    }

    fn give(&mut self, line: Option<usize>, bytes: Result<Vec<u8>, Reason>) -> Cut {
        self.given += 1;
        Cut {
            line,
            content: bytes.map(|bytes| Content::Bytes(self.format, bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    /// Line and text of every article, however few bytes are read at a time.
    fn cut(text: &str, mark: Mark, limit: usize) -> Vec<(Option<usize>, String)> {
        let [all, few] = [text.len() + 1, 7].map(|capacity| {
            let stream = Box::new(BufReader::with_capacity(
                capacity,
                Cursor::new(text.to_owned()),
            ));
            let mut chunks = Chunks::new(stream, mark, InputFormat::Tei, limit);
            let shown = |cut: Cut| match cut.content {
                Ok(Content::Bytes(_, bytes)) => {
                    (cut.line, String::from_utf8(bytes).expect("UTF-8"))
                }
                Ok(_) => (cut.line, String::new()),
                Err(reason) => (cut.line, reason.to_string()),
            };
            std::iter::from_fn(|| chunks.next())
                .map(shown)
                .collect::<Vec<_>>()
        });
        assert_eq!(all, few);
        all
    }

    #[test]
    fn articles_begin_at_marks() {
        let text = "<teiCorpus>\n<TEI a='1'>\nTEI</TEI>\n<t:TEI>b</t:TEI>\n</teiCorpus>";
        let expected = [
            (Some(2), "<TEI a='1'>\nTEI</TEI>\n".to_owned()),
            (Some(4), "<t:TEI>b</t:TEI>\n</teiCorpus>".to_owned()),
        ];
        assert_eq!(cut(text, Mark::Tei, 1000), expected);
        assert_eq!(
            cut("\n<TEI>a</TEI>", Mark::Tei, 1000),
            [(None, "<TEI>a</TEI>".to_owned())]
        );
        assert_eq!(cut("<articles><x></x>", Mark::Article, 1000), []);
        let old = "<style>.DocPublicationName {}</style><p><span class=DocPublicationName>a</span>";
        assert_eq!(
            cut(old, Mark::Publication, 1000),
            [(None, "<span class=DocPublicationName>a</span>".to_owned())]
        );
    }
}
