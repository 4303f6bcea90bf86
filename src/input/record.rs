//! One article, cut out but not yet read: [`Record::read`] opens, decodes and parses it, so that threads share that work.

use std::fs::File;
use std::io::Read as _;
use std::sync::Arc;

use crate::input::compression::Compression;
use crate::input::cut::Content;
use crate::input::decode::{Decoded, Hint, Note, decode_as};
use crate::input::error::{InputError, Place, Reason};
use crate::input::foreign::Foreign;
use crate::input::format::InputFormat;
use crate::input::input::Input;
use crate::input::iramuteq;
use crate::input::jsonl;
use crate::input::meter::Meter;
use crate::input::open::{Opened, open};
use crate::input::options::Options;
use crate::text::document::Document;

/// What a file that is not opened yet is taken to weigh; most are smaller.
const FILE_WEIGHT: usize = 64_000;

/// One article, cut out but not yet read.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where it stands.
    pub place: Place,
    pub(crate) held: Held,
    pub(crate) options: Arc<Options>,
    /// Counts what is read for it.
    pub(crate) meter: Meter,
}

/// What a record holds.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// A file of its own, to be opened by who reads it.
    File(Input),
    /// What was cut out of a stream.
    Cut(Content, Arc<Origin>),
}

/// What all records of a stream have in common.
#[derive(Debug)]
pub(crate) struct Origin {
    /// The name of the document, where the stream is one.
    pub(crate) id: String,
    /// What is known of the encoding.
    pub(crate) hint: Hint,
    /// What is to be said of each.
    pub(crate) note: Option<Note>,
}

/// An article that was read.
#[derive(Debug)]
pub struct Article {
    /// Where it stands.
    pub place: Place,
    /// The document.
    pub document: Document,
    /// What is strange about it.
    pub note: Option<Note>,
}

type Read = Result<(Document, Option<Note>), Reason>;

impl Record {
    /// Opens, decodes and parses it.
    ///
    /// # Errors
    /// A file that cannot be read, bytes that are no text, a line that is no article, an article over the limit.
    pub fn read(self) -> Result<Article, InputError> {
        let Self {
            place,
            held,
            options,
            meter,
        } = self;
        let read = match held {
            Held::File(input) => file(&input, &options, &meter),
            Held::Cut(content, origin) => cut(content, &origin, &place, &options),
        };
        match read.and_then(|read| measured(read, &options)) {
            Ok((document, note)) => Ok(Article {
                place,
                document,
                note,
            }),
            Err(reason) => Err(InputError { place, reason }),
        }
    }

    /// About how many bytes it holds in memory before it is read.
    pub fn weight(&self) -> usize {
        match &self.held {
            Held::File(_) => FILE_WEIGHT,
            Held::Cut(content, _) => content.len(),
        }
    }
}

/// No article is longer than the limit, and one without words is said.
fn measured((document, note): (Document, Option<Note>), options: &Options) -> Read {
    let limit = options.limits.article;
    match document.text.len() > limit {
        true => Err(Reason::ArticleTooLong(limit)),
        false if document.blocks.is_empty() => Ok((document, note.or(Some(Note::Empty)))),
        false => Ok((document, note)),
    }
}

/// A file whose name promises one plain article.
fn file(input: &Input, options: &Options, meter: &Meter) -> Read {
    let hint = Hint {
        forced: options.encoding,
        declared: None,
    };
    let (bytes, hint, note) = match small(input, options, meter)? {
        Some(bytes) => (bytes, hint, None),
        None => whole(open(input, options, meter)?, options)?,
    };
    let (document, decoded) = plain(bytes, hint, &input.id, options)?;
    Ok((with_metadata(document, input), note.or(decoded)))
}

#[cfg(feature = "formats")]
fn with_metadata(mut document: Document, input: &Input) -> Document {
    if let Some(metadata) = &input.metadata {
        document.date = metadata.date.clone().or(document.date);
        document.fields.extend(metadata.fields.clone());
    }
    document
}

#[cfg(not(feature = "formats"))]
fn with_metadata(document: Document, _: &Input) -> Document {
    document
}

/// A file on disk that is not compressed, at one go: most files are small. None where it is none such.
fn small(input: &Input, options: &Options, meter: &Meter) -> Result<Option<Vec<u8>>, Reason> {
    let Some(path) = input.on_disk() else {
        return Ok(None);
    };
    // One byte more than the limit tells a file that goes on; UTF-16 takes more room than its text will.
    let limit = 2 * options.limits.article;
    let mut bytes = Vec::new();
    File::open(path)?
        .take(limit as u64 + 1)
        .read_to_end(&mut bytes)?;
    if Compression::of_bytes(&bytes).is_some() {
        return Ok(None);
    }
    meter.add(bytes.len());
    match bytes.len() > limit {
        true => Err(Reason::ArticleTooLong(options.limits.article)),
        false => Ok(Some(bytes)),
    }
}

fn whole(opened: Opened, options: &Options) -> Result<(Vec<u8>, Hint, Option<Note>), Reason> {
    match opened {
        Opened::Stream(source) => {
            let (hint, note) = (source.hint, source.note);
            Ok((source.whole(options.limits.article)?, hint, note))
        }
        Opened::Archive(..) => Err(Foreign::Zip.into()),
    }
}

/// What is named a plain article may be a page all the same; what holds several articles has to be named so.
fn plain(bytes: Vec<u8>, hint: Hint, id: &str, options: &Options) -> Read {
    if options.format.is_none() {
        if let Some(foreign) = Foreign::of_bytes(&bytes).filter(|foreign| *foreign != Foreign::Xml)
        {
            return Err(foreign.into());
        }
        match InputFormat::shown_by(&bytes) {
            None => {}
            #[cfg(feature = "formats")]
            Some(InputFormat::Html) => return html(bytes, hint, id, options),
            Some(other) => return Err(Reason::Mistaken(other)),
        }
    }
    let Decoded { text, note } = decode_as(bytes, hint)?;
    Ok((Document::plain(id, text), note))
}

/// A part of a stream.
fn cut(content: Content, origin: &Origin, place: &Place, options: &Options) -> Read {
    let named = || place.to_string();
    let (document, note) = match content {
        Content::Bytes(InputFormat::Plain, bytes) => plain_stream(bytes, origin)?,
        Content::Bytes(InputFormat::Jsonl, bytes) => {
            let Decoded { text, note } = decode_as(bytes, origin.hint)?;
            (jsonl::document(&text, options, named)?, note)
        }
        Content::Bytes(InputFormat::Iramuteq, bytes) => {
            let Decoded { text, note } = decode_as(bytes, origin.hint)?;
            (iramuteq::document(&text, options, named), note)
        }
        #[cfg(feature = "formats")]
        Content::Bytes(InputFormat::Html, bytes) => html(bytes, origin.hint, &origin.id, options)?,
        #[cfg(feature = "formats")]
        Content::Bytes(InputFormat::Europresse, bytes) => {
            let Decoded { text, note } = decode_as(bytes, declared(&[], origin.hint))?;
            (
                crate::input::europresse::document(&text, options, named)?,
                note,
            )
        }
        #[cfg(feature = "formats")]
        Content::Bytes(InputFormat::Tei, bytes) => {
            let Decoded { text, note } = decode_as(bytes, origin.hint)?;
            let alone = || place.line.map_or_else(|| origin.id.clone(), |_| named());
            let line = place.line.unwrap_or(1);
            (
                crate::input::tei::document(&text, line, options, alone)?,
                note,
            )
        }
        Content::Bytes(other, _) => return Err(Reason::NotBuilt(other)),
        #[cfg(feature = "formats")]
        Content::Row(row, columns) => {
            let (cells, note) = crate::input::table::decoded(&row, origin.hint)?;
            (columns.document(cells, named), note)
        }
    };
    Ok((document, origin.note.or(note)))
}

fn plain_stream(bytes: Vec<u8>, origin: &Origin) -> Read {
    let Decoded { text, note } = decode_as(bytes, origin.hint)?;
    Ok((Document::plain(&origin.id, text), note))
}

#[cfg(feature = "formats")]
fn html(bytes: Vec<u8>, hint: Hint, id: &str, options: &Options) -> Read {
    let hint = declared(&bytes, hint);
    let Decoded { text, note } = decode_as(bytes, hint)?;
    Ok((crate::input::page::document(&text, id, options)?, note))
}

/// Adds to what is known of the encoding what the first bytes of a page or of XML declare.
#[cfg(feature = "formats")]
pub(crate) fn declared(bytes: &[u8], hint: Hint) -> Hint {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let label = [&b"charset="[..], b"encoding="].iter().find_map(|mark| {
        let from = memchr::memmem::find(&head, mark)? + mark.len();
        let rest = head[from..]
            .strip_prefix(b"\"")
            .or(head[from..].strip_prefix(b"'"))
            .unwrap_or(&head[from..]);
        let ends = |byte: &u8| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte));
        Some(rest.split(ends).next().unwrap_or_default().to_vec())
    });
    let declared = label.and_then(|label| encoding_rs::Encoding::for_label(&label));
    Hint {
        declared: declared.or(hint.declared),
        ..hint
    }
}
