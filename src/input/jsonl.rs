//! One line of JSONL → a document: `{"id", "text", "date", "title", …}`.
//!
//! `text` is demanded, `id`, `date` and `title` are read where they are there, all other keys ride along as fields.

use serde_json::{Map, Value};

use crate::input::error::Reason;
use crate::text::document::Document;

/// The document of one line; `place` (`file:line`) names it where the line has no `id`.
///
/// # Errors
/// A line that is no JSON object, has no `text`, or a value of the wrong type.
pub fn document(line: &str, place: impl FnOnce() -> String) -> Result<Document, Reason> {
    let Value::Object(mut object) = serde_json::from_str(line)? else {
        return Err(Reason::NotAnObject);
    };
    let id = scalar(&mut object, "id")?.unwrap_or_else(place);
    let date = scalar(&mut object, "date")?;
    let title = string(&mut object, "title")?;
    let text = string(&mut object, "text")?.ok_or(Reason::MissingKey("text"))?;
    let mut document = Document::with_title(&id, title.as_deref(), date.as_deref(), &text);
    document.fields = object;
    Ok(document)
}

/// A text, which may be missing or null.
fn string(object: &mut Map<String, Value>, key: &'static str) -> Result<Option<String>, Reason> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(_) => Err(Reason::WrongType {
            key,
            wanted: "pas un texte",
        }),
    }
}

/// A text or a number: dates and ids are often written without quotation marks.
fn scalar(object: &mut Map<String, Value>, key: &'static str) -> Result<Option<String>, Reason> {
    match object.remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(Value::Number(value)) => Ok(Some(value.to_string())),
        Some(_) => Err(Reason::WrongType {
            key,
            wanted: "ni un texte ni un nombre",
        }),
    }
}
