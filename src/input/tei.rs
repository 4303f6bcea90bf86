//! TEI: a text and its header. No entity is read but the five of XML: others might stand for anything.
//!
//! Of what an editor decided twice, the reading text is taken: corrections, expansions, regularised forms.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use serde_json::{Map, Value};

use crate::input::error::Reason;
use crate::input::options::Options;
use crate::text::document::Document;

/// Elements that are paragraphs of their own.
const BLOCKS: [&str; 20] = [
    "p", "ab", "head", "l", "item", "u", "div", "div1", "div2", "lg", "sp", "speaker", "stage",
    "cell", "row", "closer", "opener", "trailer", "dateline", "byline",
];

/// Elements that are no running text, or the other half of a choice.
const SILENT: [&str; 12] = [
    "sic", "orig", "abbr", "del", "fw", "note", "figDesc", "graphic", "gap", "surplus", "ana",
    "listBibl",
];

/// The document of one `<TEI>`; `line` is where it begins in its file, `name` what it is called without an id.
///
/// # Errors
/// XML that is not well formed, an entity, marks nested without end, no text.
pub(crate) fn document(
    written: &str,
    line: usize,
    options: &Options,
    name: impl FnOnce() -> String,
) -> Result<Document, Reason> {
    let mut reader = Reader::from_str(written);
    let mut walk = Walk::default();
    loop {
        let event = reader.read_event();
        let at = usize::try_from(reader.buffer_position()).unwrap_or(written.len());
        let here = || {
            line + memchr::memchr_iter(b'\n', &written.as_bytes()[..at.min(written.len())]).count()
        };
        match event {
            Ok(Event::Start(tag)) => {
                walk.start(&tag);
                if walk.open.len() > options.limits.depth {
                    return Err(Reason::TooDeep(options.limits.depth));
                }
            }
            Ok(Event::Empty(tag)) => walk.empty(&tag),
            Ok(Event::End(_)) => {
                walk.end();
                // What follows belongs to the corpus around.
                if walk.open.is_empty() {
                    break;
                }
            }
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => match resolved(&reference) {
                Some(c) => walk.text(c.encode_utf8(&mut [0; 4])),
                None => {
                    let name = reference.to_string();
                    return Err(Reason::Entity { line: here(), name });
                }
            },
            Ok(Event::Eof) if walk.open.is_empty() => break,
            Ok(Event::Eof) => {
                let message = format!(
                    "<{}> n'est pas refermé",
                    walk.open.last().map_or("TEI", |open| &open.name)
                );
                return Err(Reason::Xml {
                    line: here(),
                    message,
                });
            }
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position())
                    .unwrap_or(0)
                    .min(written.len());
                let line = line + memchr::memchr_iter(b'\n', &written.as_bytes()[..at]).count();
                return Err(Reason::Xml {
                    line,
                    message: french(&error),
                });
            }
        }
    }
    walk.document(name)
}

/// What a reference stands for: a character by number, or one of the five.
fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok().flatten();
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => None,
    }
}

/// What is wrong, in French.
fn french(error: &quick_xml::Error) -> String {
    use quick_xml::errors::{Error, IllFormedError};
    match error {
        Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("</{found}> alors que <{expected}> est ouvert")
        }
        Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            format!("</{found}> ne ferme rien")
        }
        Error::IllFormed(IllFormedError::UnclosedReference) => "« & » seul : écrivez &amp;".into(),
        Error::Syntax(_) => "une balise ou un commentaire n'est pas refermé".into(),
        Error::InvalidAttr(_) => "un attribut est mal écrit".into(),
        other => other.to_string(),
    }
}

/// An open element.
#[derive(Debug)]
struct Open {
    /// Without prefix.
    name: String,
    silent: bool,
}

/// How far a text was read.
#[derive(Debug, Default)]
struct Walk {
    open: Vec<Open>,
    /// The block that is being read.
    text: String,
    blocks: Vec<String>,
    id: Option<String>,
    title: Option<String>,
    date: Option<String>,
    fields: Map<String, Value>,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        if self.open.is_empty() {
            self.id = attribute(tag, "xml:id").or_else(|| attribute(tag, "n"));
        }
        self.empty_mark(&name, tag);
        let silent = self.is_silent() || SILENT.contains(&name.as_str());
        self.open.push(Open { name, silent });
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        self.empty_mark(&name, tag);
    }

    /// What an element means by being there.
    fn empty_mark(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            _ if BLOCKS.contains(&name) => self.flush(),
            "lb" | "pb" | "cb" | "milestone"
                if attribute(tag, "break").as_deref() == Some("no") => {}
            "lb" | "pb" | "cb" | "milestone" | "w" | "pc" => self.space(),
            "date"
                if self.is_in("teiHeader")
                    && !self.is_in("revisionDesc")
                    && self.date.is_none() =>
            {
                let names = ["when", "when-iso", "notBefore", "from"];
                self.date = names.iter().find_map(|name| attribute(tag, name));
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some(closed) = self.open.last() else {
            return;
        };
        if BLOCKS.contains(&closed.name.as_str()) || self.is_in("teiHeader") {
            self.flush();
        }
        self.open.pop();
    }

    fn text(&mut self, written: &str) {
        if self.is_silent() || !(self.is_in("text") || self.is_in("teiHeader")) {
            return;
        }
        for c in written.chars() {
            if c.is_ascii_whitespace() {
                self.space();
            } else {
                self.text.push(c);
            }
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Ends a block: a paragraph of the text, or something that the header says.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text).trim().to_owned();
        if text.is_empty() {
            return;
        }
        if !self.is_in("teiHeader") {
            self.blocks.push(text);
            return;
        }
        let Some(Open { name, .. }) = self.open.last() else {
            return;
        };
        let field = match name.as_str() {
            "title" if self.is_in("titleStmt") => {
                self.title.get_or_insert(text);
                return;
            }
            "date" if !self.is_in("revisionDesc") => {
                self.date.get_or_insert(text);
                return;
            }
            "idno" => {
                self.id.get_or_insert(text);
                return;
            }
            "author" => "author",
            "publisher" => "source",
            _ => return,
        };
        self.fields.entry(field).or_insert(Value::from(text));
    }

    fn is_in(&self, name: &str) -> bool {
        self.open.iter().any(|open| open.name == name)
    }

    fn is_silent(&self) -> bool {
        self.open.last().is_some_and(|open| open.silent)
    }

    fn document(mut self, name: impl FnOnce() -> String) -> Result<Document, Reason> {
        // Most texts have their title again at their head.
        if self.blocks.first() == self.title.as_ref() && self.title.is_some() {
            self.blocks.remove(0);
        }
        if self.blocks.is_empty() {
            return Err(Reason::NoArticle("<text> du TEI"));
        }
        let id = self.id.unwrap_or_else(name);
        let body = self.blocks.join("\n\n");
        let mut document =
            Document::with_title(&id, self.title.as_deref(), self.date.as_deref(), &body);
        document.fields = self.fields;
        Ok(document)
    }
}

/// An attribute; none where its value makes no sense.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
