//! JSONL: an object `{"id", "text", "date", "title", …}` a line.
//!
//! `text` is demanded, `id`, `date` and `title` are read where they are there, all other keys ride along as fields.

use serde_json::{Map, Value};

use crate::input::compression::Stream;
use crate::input::cut::{Content, Cut};
use crate::input::error::Reason;
use crate::input::format::InputFormat;
use crate::input::lines::Lines;
use crate::input::options::Options;
use crate::text::document::Document;

/// The lines of a file; empty ones are passed over.
pub(crate) struct JsonLines {
    lines: Lines,
    begun: bool,
}

impl JsonLines {
    /// Cuts a stream.
    pub(crate) fn new(stream: Stream, options: &Options) -> Self {
        Self {
            lines: Lines::new(stream, options.limits.line),
            begun: false,
        }
    }

    /// The next line that is not blank.
    pub(crate) fn next(&mut self) -> Option<Cut> {
        loop {
            let mut bytes = Vec::new();
            let content = match self.lines.read(&mut bytes) {
                Ok(false) => return None,
                Ok(true) if bytes.trim_ascii().is_empty() => continue,
                Ok(true) if !self.begun && is_spread(&bytes) => {
                    self.lines.stop();
                    Err(Reason::SpreadJson)
                }
                Ok(true) => {
                    // A mistake at the end of the line is told by its column there.
                    bytes.truncate(bytes.trim_ascii_end().len());
                    Ok(Content::Bytes(InputFormat::Jsonl, bytes))
                }
                Err(reason) => Err(reason),
            };
            self.begun = true;
            return Some(Cut {
                line: Some(self.lines.line),
                content,
            });
        }
    }
}

/// Whether the first line opens an array, or an object that goes on over lines: then no line is an article.
fn is_spread(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let inside = line.strip_prefix(b"[").unwrap_or(line).trim_ascii_start();
    line == b"[" || inside == b"{" || line.len() > inside.len() && inside.starts_with(b"{")
}

/// The document of one line; `place` (`file:line`) names it where the line has no `id`.
///
/// # Errors
/// A line that is no JSON object, has no text, or a value of the wrong type.
pub fn document(
    line: &str,
    options: &Options,
    place: impl FnOnce() -> String,
) -> Result<Document, Reason> {
    let Value::Object(mut object) = serde_json::from_str(line)? else {
        return Err(Reason::NotAnObject);
    };
    let text_key = options.text_column.as_deref().unwrap_or("text");
    let id_key = options.id_column.as_deref().unwrap_or("id");
    let id = scalar(&mut object, id_key)?.unwrap_or_else(place);
    let date = scalar(&mut object, "date")?;
    let title = string(&mut object, "title")?;
    let text =
        string(&mut object, text_key)?.ok_or_else(|| Reason::MissingKey(text_key.to_owned()))?;
    let mut document = Document::with_title(&id, title.as_deref(), date.as_deref(), &text);
    document.fields = object;
    Ok(document)
}

/// A text, which may be missing or null.
fn string(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Reason> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(_) => Err(Reason::WrongType {
            key: key.to_owned(),
            wanted: "pas un texte",
        }),
    }
}

/// A text or a number: dates and ids are often written without quotation marks.
fn scalar(object: &mut Map<String, Value>, key: &str) -> Result<Option<String>, Reason> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(Value::Number(value)) => Ok(Some(value.to_string())),
        Some(_) => Err(Reason::WrongType {
            key: key.to_owned(),
            wanted: "ni un texte ni un nombre",
        }),
    }
}
