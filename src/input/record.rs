//! Cuts inputs into records: an article a file, or an article a line of JSONL.
//!
//! A record is only cut here; [`Record::read`] opens, decodes and parses, so that threads share that work.

use std::io::{BufRead, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::input::decode::{Note, decode};
use crate::input::error::{InputError, Place, Reason};
use crate::input::jsonl;
use crate::input::meter::Meter;
use crate::input::open::open;
use crate::text::document::Document;

/// Bytes of the longest line that is taken for an article.
const LONGEST_LINE: u64 = 64_000_000;

/// What a file that is not opened yet is taken to weigh; most are smaller.
const FILE_WEIGHT: usize = 64_000;

/// A file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// None is standard input.
    pub path: Option<PathBuf>,
    /// The id of the document, where the file is one: its name, with the folders below the one that was asked for.
    pub id: String,
}

impl Input {
    /// A file by itself, which gives its name to the document.
    pub fn file(path: &Path) -> Self {
        let id = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        Self {
            path: Some(path.to_path_buf()),
            id,
        }
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self {
            path: None,
            id: "-".into(),
        }
    }

    /// As it is named in messages.
    fn name(&self) -> Arc<str> {
        self.path
            .as_ref()
            .map_or("-".into(), |path| path.to_string_lossy().into())
    }
}

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputFormat {
    /// One article.
    Plain,
    /// One article a line.
    Jsonl,
}

impl InputFormat {
    /// The format that the extension of a name tells: `.txt`, `.jsonl`, `.ndjson`, with or without `.gz` behind.
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let (_, extension) = name.strip_suffix(".gz").unwrap_or(&name).rsplit_once('.')?;
        match extension {
            "txt" => Some(Self::Plain),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            _ => None,
        }
    }

    /// What the first bytes tell: standard input has no name.
    fn of_bytes(bytes: &[u8]) -> Self {
        match bytes.trim_ascii_start().starts_with(b"{") {
            true => Self::Jsonl,
            false => Self::Plain,
        }
    }
}

/// One article, cut out but not yet read.
#[derive(Clone, Debug)]
pub struct Record {
    /// Where it stands.
    pub place: Place,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    /// A file of its own.
    File(Input),
    /// The whole of standard input.
    Whole(Vec<u8>),
    /// A line of JSONL.
    Line(Vec<u8>),
}

/// An article that was read.
#[derive(Debug)]
pub struct Article {
    /// Where it stands.
    pub place: Place,
    /// The document.
    pub document: Document,
    /// What is to be said of its encoding.
    pub note: Option<Note>,
}

impl Record {
    /// Opens, decodes and parses it.
    ///
    /// # Errors
    /// A file that cannot be read, bytes that are no text, a line that is no article.
    pub fn read(self) -> Result<Article, InputError> {
        let Self { place, content } = self;
        let read = match content {
            Content::File(input) => {
                read_whole(input.path.as_deref()).and_then(|bytes| plain(&input.id, bytes))
            }
            Content::Whole(bytes) => plain("-", bytes),
            Content::Line(bytes) => line(bytes, &place),
        };
        match read {
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
        match &self.content {
            Content::File(_) => FILE_WEIGHT,
            Content::Whole(bytes) | Content::Line(bytes) => bytes.len(),
        }
    }
}

fn read_whole(path: Option<&Path>) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn plain(id: &str, bytes: Vec<u8>) -> Result<(Document, Option<Note>), Reason> {
    let decoded = decode(bytes)?;
    Ok((Document::plain(id, decoded.text), decoded.note))
}

fn line(bytes: Vec<u8>, place: &Place) -> Result<(Document, Option<Note>), Reason> {
    let decoded = decode(bytes)?;
    let document = jsonl::document(&decoded.text, || place.to_string())?;
    Ok((document, decoded.note))
}

/// The records of all inputs, in order. A part that cannot be cut is an error in its place.
pub struct Records {
    inputs: std::vec::IntoIter<Input>,
    lines: Option<Lines>,
    meter: Meter,
}

impl Records {
    /// The records of these inputs.
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs: inputs.into_iter(),
            lines: None,
            meter: Meter::default(),
        }
    }

    /// Counts the bytes read for these records, whoever reads them.
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }

    /// Cuts one input: what is one article is a record; what holds lines becomes [`Records::lines`].
    fn cut(&mut self, input: Input) -> Option<Result<Record, InputError>> {
        let place = Place {
            file: input.name(),
            line: None,
        };
        let format = input
            .path
            .as_deref()
            .map(|path| InputFormat::of_name(path).unwrap_or(InputFormat::Plain));
        if format == Some(InputFormat::Plain) {
            return Some(Ok(Record {
                place,
                content: Content::File(input),
            }));
        }
        match self.cut_stream(&input, format, &place) {
            Ok(content) => content.map(|content| Ok(Record { place, content })),
            Err(error) => Some(Err(InputError {
                place,
                reason: error.into(),
            })),
        }
    }

    fn cut_stream(
        &mut self,
        input: &Input,
        format: Option<InputFormat>,
        place: &Place,
    ) -> std::io::Result<Option<Content>> {
        let mut reader = open(input.path.as_deref())?;
        let format = match format {
            Some(format) => format,
            None => InputFormat::of_bytes(reader.fill_buf()?),
        };
        if format == InputFormat::Jsonl {
            self.lines = Some(Lines {
                reader,
                file: place.file.clone(),
                line: 0,
            });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes)?;
        Ok(Some(Content::Whole(bytes)))
    }
}

impl Iterator for Records {
    type Item = Result<Record, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(record) => return Some(record),
                    None => self.lines = None,
                }
            }
            let input = self.inputs.next()?;
            if let Some(record) = self.cut(input) {
                return Some(record);
            }
        }
    }
}

/// The lines of a JSONL file; empty ones are passed over.
struct Lines {
    reader: Box<dyn BufRead + Send>,
    file: Arc<str>,
    line: usize,
}

impl Lines {
    fn next(&mut self) -> Option<Result<Record, InputError>> {
        loop {
            self.line += 1;
            let mut bytes = Vec::new();
            match self.read_line(&mut bytes) {
                Ok(false) => return None,
                Ok(true) if bytes.trim_ascii().is_empty() => {}
                Ok(true) => {
                    return Some(Ok(Record {
                        place: self.place(),
                        content: Content::Line(bytes),
                    }));
                }
                Err(reason) => {
                    let error = InputError {
                        place: self.place(),
                        reason,
                    };
                    // Behind a failed read nothing more can be trusted; a long line was passed over.
                    if matches!(error.reason, Reason::Io(_)) {
                        self.reader = Box::new(std::io::empty());
                    }
                    return Some(Err(error));
                }
            }
        }
    }

    /// Reads the next line without its end; false behind the last one.
    fn read_line(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Reason> {
        let read = (&mut self.reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', bytes)?;
        if bytes.ends_with(b"\n") {
            bytes.pop();
        } else if read as u64 == LONGEST_LINE {
            self.reader.skip_until(b'\n')?;
            return Err(Reason::LineTooLong(LONGEST_LINE));
        }
        Ok(read > 0)
    }

    fn place(&self) -> Place {
        Place {
            file: self.file.clone(),
            line: Some(self.line),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// What reading these files gives: ids of documents, and messages without the folder.
    fn read(files: &[(&str, &[u8])]) -> Vec<String> {
        let dir = tempfile::tempdir().expect("a folder");
        let inputs = files
            .iter()
            .map(|(name, bytes)| {
                let path = dir.path().join(name);
                std::fs::write(&path, bytes).expect("a file");
                Input::file(&path)
            })
            .collect();
        let folder = format!("{}/", dir.path().display());
        Records::new(inputs)
            .map(|record| match record.and_then(Record::read) {
                Ok(article) => format!(
                    "{} {:?} {:?}",
                    article.document.id, article.document.date, article.document.text
                ),
                Err(error) => error.to_string(),
            })
            .map(|shown| shown.replace(&folder, ""))
            .collect()
    }

    #[test]
    fn a_bad_line_stops_nothing() {
        let lines = concat!(
            "{\"id\": \"a\", \"text\": \"Un.\", \"date\": 2020}\n",
            "\n",
            "{\"text\": \"Deux.\"}\r\n",
            "{\"text\": \n",
            "[1]\n",
            "{\"id\": \"b\"}\n",
            "{\"id\": [], \"text\": \"x\"}\n",
            "{\"id\": 7, \"text\": \"Trois.\", \"title\": null}",
        );
        insta::assert_debug_snapshot!(read(&[
            ("x.jsonl", lines.as_bytes()),
            ("y.txt", b"Quatre.")
        ]));
    }

    #[test]
    fn gzip_is_told_by_its_bytes_and_read_to_the_last_member() {
        let member = |text: &str| {
            let mut encoder =
                flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            encoder.write_all(text.as_bytes()).expect("written");
            encoder.finish().expect("finished")
        };
        let bytes = [
            member("{\"text\":\"Un.\"}\n"),
            member("{\"text\":\"Deux.\"}\n"),
        ]
        .concat();
        assert_eq!(read(&[("x.jsonl.gz", &bytes)]).len(), 2);
        assert_eq!(read(&[("x.txt", &member("Un."))]), ["x.txt None \"Un.\""]);
    }

    #[test]
    fn a_missing_file_is_an_error_in_its_place() {
        let inputs = vec![
            Input::file(Path::new("nowhere/x.txt")),
            Input::file(Path::new("nowhere/x.jsonl")),
        ];
        let places: Vec<_> = Records::new(inputs)
            .map(|record| {
                record
                    .and_then(Record::read)
                    .expect_err("no file")
                    .place
                    .to_string()
            })
            .collect();
        assert_eq!(places, ["nowhere/x.txt", "nowhere/x.jsonl"]);
    }

    #[test]
    fn formats_by_name() {
        let cases = [
            ("a.txt", Some(InputFormat::Plain)),
            ("A.TXT.gz", Some(InputFormat::Plain)),
            ("a.jsonl", Some(InputFormat::Jsonl)),
            ("a.jsonl.gz", Some(InputFormat::Jsonl)),
            ("a.ndjson", Some(InputFormat::Jsonl)),
            ("a.csv", None),
            ("a", None),
            (".gz", None),
        ];
        for (name, format) in cases {
            assert_eq!(InputFormat::of_name(Path::new(name)), format, "{name}");
        }
    }
}
