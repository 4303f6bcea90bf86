//! Iramuteq: articles under lines `**** *variable_value *variable_value …`.
//!
//! The variables ride along as fields; `*date_…` is the date. Lines `-*theme` inside an article are marks, no text.

use serde_json::{Map, Value};

use crate::input::compression::Stream;
use crate::input::cut::{Content, Cut};
use crate::input::error::Reason;
use crate::input::format::{InputFormat, is_iramuteq};
use crate::input::lines::Lines;
use crate::input::options::Options;
use crate::text::document::Document;

/// The articles of a corpus.
pub(crate) struct Iramuteq {
    lines: Lines,
    /// The opening line of the next article, and where it stands.
    opening: Option<(usize, Vec<u8>)>,
    limit: usize,
}

impl Iramuteq {
    /// Cuts a stream.
    pub(crate) fn new(stream: Stream, options: &Options) -> Self {
        Self {
            lines: Lines::new(stream, options.limits.line),
            opening: None,
            limit: options.limits.line,
        }
    }

    /// The next article: its opening line and all up to the next one.
    pub(crate) fn next(&mut self) -> Option<Cut> {
        let (mut first, mut bytes) = match self.opening.take() {
            Some((line, opening)) => (Some(line), opening),
            None => (None, Vec::new()),
        };
        let opened = first.is_some();
        let mut reason = None;
        loop {
            let before = bytes.len();
            match self.lines.read(&mut bytes) {
                Ok(false) => break,
                Ok(true) if is_iramuteq(&bytes[before..]) => {
                    self.opening = Some((self.lines.line, bytes.split_off(before)));
                    break;
                }
                Ok(true) if !opened && bytes[before..].trim_ascii().is_empty() => bytes.clear(),
                Ok(true) => {
                    first = first.or(Some(self.lines.line));
                    if bytes.len() > self.limit {
                        reason = Some(Reason::LineTooLong(self.limit));
                        bytes.clear();
                    }
                }
                Err(error) => {
                    first = first.or(Some(self.lines.line));
                    reason = Some(error);
                }
            }
        }
        if first.is_none() {
            // Nothing stood before the first opening line.
            return self.opening.is_some().then(|| self.next()).flatten();
        }
        let content = match reason {
            Some(reason) => Err(reason),
            None if !opened => Err(Reason::BeforeStars),
            None => Ok(Content::Bytes(InputFormat::Iramuteq, bytes)),
        };
        Some(Cut {
            line: first,
            content,
        })
    }
}

/// The document of one article, its opening line included.
pub(crate) fn document(
    written: &str,
    options: &Options,
    place: impl FnOnce() -> String,
) -> Document {
    let (opening, body) = written.split_once('\n').unwrap_or((written, ""));
    let mut fields = variables(opening);
    let mut take = |name: &str| match fields.remove(name) {
        Some(Value::String(value)) if !value.is_empty() => Some(value),
        _ => None,
    };
    let id = take(options.id_column.as_deref().unwrap_or("id"));
    let date = take("date");
    let text: String = body
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("-*"))
        .collect();
    let mut document =
        Document::with_title(&id.unwrap_or_else(place), None, date.as_deref(), &text);
    document.fields = fields;
    document
}

/// `*source_Le_Monde *page_3` → source: Le_Monde, page: 3.
fn variables(opening: &str) -> Map<String, Value> {
    opening
        .split_whitespace()
        .filter_map(|word| word.strip_prefix('*'))
        .map(|word| word.trim_start_matches('*'))
        .filter(|word| !word.is_empty())
        .map(|word| word.split_once('_').unwrap_or((word, "")))
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect()
}
