//! Cuts inputs into records, in their order, with bounded memory.
//!
//! A plain file is a record by its name; whatever else is opened here, told by its bytes and cut as it is read. An
//! archive's files are inputs in their turn.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use crate::input::cut::{Content, Cut};
use crate::input::error::{InputError, Place, Reason};
use crate::input::foreign::Foreign;
use crate::input::format::InputFormat;
use crate::input::input::Input;
use crate::input::iramuteq::Iramuteq;
use crate::input::jsonl::JsonLines;
use crate::input::meter::Meter;
use crate::input::open::{Opened, Source, open};
use crate::input::options::Options;
use crate::input::record::{Held, Origin, Record};
#[cfg(feature = "formats")]
use crate::input::{
    archive::{Archive, Entry, Kind, Shared},
    chunks::{Chunks, Mark},
    compression::{Spent, Stream},
    csv::Rows,
    open::unwrap,
    record::declared,
};

/// What is said of what is passed over.
type Announce = Box<dyn FnMut(&str) + Send>;

/// The records of all inputs, in order. A part that cannot be cut is an error in its place.
pub struct Records {
    inputs: VecDeque<Input>,
    options: Arc<Options>,
    meter: Meter,
    announce: Announce,
    cutting: Option<Cutting>,
    #[cfg(feature = "formats")]
    archives: Vec<OpenArchive>,
}

/// A stream that is being cut.
struct Cutting {
    file: Arc<str>,
    origin: Arc<Origin>,
    cutter: Cutter,
}

/// How a stream is cut.
enum Cutter {
    One(Option<Cut>),
    Jsonl(JsonLines),
    Iramuteq(Iramuteq),
    #[cfg(feature = "formats")]
    Rows(Box<Rows>),
    #[cfg(feature = "formats")]
    Chunks(Chunks),
    #[cfg(feature = "xlsx")]
    Sheets(crate::input::xlsx::Sheets),
}

/// An archive that is being read.
#[cfg(feature = "formats")]
struct OpenArchive {
    file: Arc<str>,
    archive: Archive,
    layers: usize,
}

impl Records {
    /// The records of these inputs, read as their names and bytes tell.
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs: inputs.into(),
            options: Arc::default(),
            meter: Meter::default(),
            announce: Box::new(|_| ()),
            cutting: None,
            #[cfg(feature = "formats")]
            archives: Vec::new(),
        }
    }

    /// The same, read as the options say.
    #[must_use]
    pub fn with(mut self, options: Options) -> Self {
        self.options = Arc::new(options);
        self
    }

    /// The same; what is passed over (a picture in an archive, a sheet without texts, an empty file) is said, in French.
    #[must_use]
    pub fn announcing(mut self, announce: impl FnMut(&str) + Send + 'static) -> Self {
        self.announce = Box::new(announce);
        self
    }

    /// Counts the bytes read for these records, whoever reads them.
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }

    /// Begins an input: one that is one plain article by its name is a record.
    fn begin(&mut self, input: Input) -> Option<Result<Record, InputError>> {
        let file = input.name();
        let by_name = input.path.as_deref().and_then(InputFormat::of_name);
        if by_name == Some(InputFormat::Plain)
            && self
                .options
                .format
                .is_none_or(|format| format == InputFormat::Plain)
        {
            return Some(Ok(Record {
                place: Place { file, line: None },
                held: Held::File(input),
                options: self.options.clone(),
                meter: self.meter.clone(),
            }));
        }
        let opened = open(&input, &self.options, &self.meter);
        let begun = opened.and_then(|opened| match opened {
            Opened::Stream(source) => self.begin_stream(source, &file, &input.id),
            Opened::Archive(stream, layers) => {
                self.begin_archive(stream, layers, &file, input.on_disk(), &input.id)
            }
        });
        begun.err().map(|reason| failed(file, None, reason))
    }

    /// Begins what was opened.
    fn begin_stream(&mut self, source: Source, file: &Arc<str>, id: &str) -> Result<(), Reason> {
        let name = file.clone();
        let format = match self.options.format {
            Some(format) => format,
            None => InputFormat::of_bytes(&source.head, Path::new(&*name)),
        };
        if self.options.format.is_none()
            && format == InputFormat::Plain
            && let Some(foreign) = Foreign::of_bytes(&source.head)
        {
            return Err(foreign.into());
        }
        if source.head.trim_ascii().is_empty() && format != InputFormat::Plain {
            (self.announce)(&format!("{file} : fichier vide, sans article"));
            return Ok(());
        }
        let origin = Origin {
            id: id.to_owned(),
            hint: hint(&source, format),
            note: source.note,
        };
        self.cutting = Some(Cutting {
            file: file.clone(),
            origin: Arc::new(origin),
            cutter: self.cutter(source, format)?,
        });
        Ok(())
    }

    fn cutter(&self, source: Source, format: InputFormat) -> Result<Cutter, Reason> {
        let options = &self.options;
        let limits = &options.limits;
        match format {
            InputFormat::Plain => Ok(one(source, format, limits.article)),
            InputFormat::Jsonl => Ok(Cutter::Jsonl(JsonLines::new(source.stream, options))),
            InputFormat::Iramuteq => Ok(Cutter::Iramuteq(Iramuteq::new(source.stream, options))),
            #[cfg(feature = "formats")]
            InputFormat::Csv => Ok(Cutter::Rows(Box::new(Rows::new(source, None, options)?))),
            #[cfg(feature = "formats")]
            InputFormat::Tsv => Ok(Cutter::Rows(Box::new(Rows::new(
                source,
                Some(b'\t'),
                options,
            )?))),
            #[cfg(feature = "formats")]
            InputFormat::Html => Ok(one(source, format, limits.line)),
            #[cfg(feature = "formats")]
            InputFormat::Europresse => {
                let has_articles = memchr::memmem::find(&source.head, b"<article").is_some();
                let mark = if has_articles {
                    Mark::Article
                } else {
                    Mark::Publication
                };
                Ok(Cutter::Chunks(Chunks::new(
                    source.stream,
                    mark,
                    format,
                    limits.line,
                )))
            }
            #[cfg(feature = "formats")]
            InputFormat::Tei => Ok(Cutter::Chunks(Chunks::new(
                source.stream,
                Mark::Tei,
                format,
                limits.line,
            ))),
            #[cfg(feature = "formats")]
            InputFormat::Xlsx => Err(Reason::Workbook("ce n'est pas un .xlsx".into())),
            #[cfg(not(feature = "formats"))]
            other => Err(Reason::NotBuilt(other)),
        }
    }

    /// The next record of the stream that is being cut.
    fn next_cut(&mut self) -> Option<Result<Record, InputError>> {
        let cutting = self.cutting.as_mut()?;
        let Some(Cut { line, content }) = cutting.cutter.next() else {
            for said in cutting.cutter.skipped() {
                (self.announce)(&format!("{} : {said}", cutting.file));
            }
            self.cutting = None;
            return None;
        };
        let file = cutting.cutter.sheet().map_or_else(
            || cutting.file.clone(),
            |sheet| format!("{}/{sheet}", cutting.file).into(),
        );
        Some(match content {
            Ok(content) => Ok(Record {
                place: Place { file, line },
                held: Held::Cut(content, cutting.origin.clone()),
                options: self.options.clone(),
                meter: self.meter.clone(),
            }),
            Err(reason) => failed(file, line, reason),
        })
    }
}

#[cfg(feature = "formats")]
impl Records {
    fn begin_archive(
        &mut self,
        stream: Stream,
        layers: usize,
        file: &Arc<str>,
        path: Option<&Path>,
        id: &str,
    ) -> Result<(), Reason> {
        let limits = &self.options.limits;
        let shared = match path {
            Some(path) if layers == 1 => Shared::open(path)?,
            _ => Shared::set_down(stream, limits)?,
        };
        match Archive::open(shared, limits)? {
            Kind::Files(archive) => self.archives.push(OpenArchive {
                file: file.clone(),
                archive,
                layers,
            }),
            Kind::Workbook(shared) => self.begin_workbook(shared, file, id)?,
        }
        Ok(())
    }

    #[cfg(feature = "xlsx")]
    fn begin_workbook(&mut self, shared: Shared, file: &Arc<str>, id: &str) -> Result<(), Reason> {
        let sheets = crate::input::xlsx::Sheets::new(shared, &self.options);
        let origin = Origin {
            id: id.to_owned(),
            hint: Default::default(),
            note: None,
        };
        self.cutting = Some(Cutting {
            file: file.clone(),
            origin: Arc::new(origin),
            cutter: Cutter::Sheets(sheets),
        });
        Ok(())
    }

    #[cfg(not(feature = "xlsx"))]
    fn begin_workbook(&mut self, _: Shared, _: &Arc<str>, _: &str) -> Result<(), Reason> {
        Err(Reason::NotBuilt(InputFormat::Xlsx))
    }

    /// Begins the next file of the innermost archive.
    fn next_entry(&mut self) -> Option<Result<(), InputError>> {
        let open = self.archives.last_mut()?;
        let Some(Entry { name, stream }) = open.archive.next(&self.options.limits) else {
            let OpenArchive { file, archive, .. } = self.archives.pop()?;
            if let Some(first) = archive.first_skipped {
                let files = if archive.skipped > 1 {
                    "fichiers laissés"
                } else {
                    "fichier laissé"
                };
                (self.announce)(&format!(
                    "{file} : {} {files} de côté ({first}…)",
                    archive.skipped
                ));
            }
            return Some(Ok(()));
        };
        let file: Arc<str> = format!("{}/{name}", open.file).into();
        let layers = open.layers;
        let begun = stream.and_then(|stream| {
            match unwrap(stream, &Spent::default(), layers, &self.options)? {
                Opened::Stream(source) => self.begin_stream(source, &file, &name),
                Opened::Archive(stream, layers) => {
                    self.begin_archive(stream, layers, &file, None, &name)
                }
            }
        });
        Some(begun.map_err(|reason| InputError {
            place: Place { file, line: None },
            reason,
        }))
    }
}

#[cfg(not(feature = "formats"))]
impl Records {
    fn begin_archive(
        &mut self,
        _: crate::input::compression::Stream,
        _: usize,
        _: &Arc<str>,
        _: Option<&Path>,
        _: &str,
    ) -> Result<(), Reason> {
        Err(Foreign::Zip.into())
    }

    fn next_entry(&mut self) -> Option<Result<(), InputError>> {
        None
    }
}

impl Iterator for Records {
    type Item = Result<Record, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.next_cut() {
                return Some(record);
            }
            match self.next_entry() {
                Some(Ok(())) => continue,
                Some(Err(error)) => return Some(Err(error)),
                None => {}
            }
            let input = self.inputs.pop_front()?;
            if let Some(record) = self.begin(input) {
                return Some(record);
            }
        }
    }
}

impl Cutter {
    fn next(&mut self) -> Option<Cut> {
        match self {
            Self::One(cut) => cut.take(),
            Self::Jsonl(lines) => lines.next(),
            Self::Iramuteq(articles) => articles.next(),
            #[cfg(feature = "formats")]
            Self::Rows(rows) => rows.next(),
            #[cfg(feature = "formats")]
            Self::Chunks(chunks) => chunks.next(),
            #[cfg(feature = "xlsx")]
            Self::Sheets(sheets) => sheets.next(),
        }
    }

    /// The sheet that the record given last stands in.
    fn sheet(&self) -> Option<&str> {
        match self {
            #[cfg(feature = "xlsx")]
            Self::Sheets(sheets) => sheets.sheet.as_deref(),
            _ => None,
        }
    }

    /// What was passed over.
    fn skipped(&self) -> Vec<String> {
        match self {
            #[cfg(feature = "xlsx")]
            Self::Sheets(sheets) => {
                let said = |name: &String| {
                    format!("feuille « {name} » sans colonne de texte, laissée de côté")
                };
                sheets.skipped.iter().map(said).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// All of a stream is one article.
fn one(source: Source, format: InputFormat, limit: usize) -> Cutter {
    let content = source
        .whole(limit)
        .map(|bytes| Content::Bytes(format, bytes));
    Cutter::One(Some(Cut {
        line: None,
        content,
    }))
}

/// What is known of the encoding, with what a page or XML declares.
#[cfg(feature = "formats")]
fn hint(source: &Source, format: InputFormat) -> crate::input::decode::Hint {
    match format {
        InputFormat::Html | InputFormat::Europresse | InputFormat::Tei => {
            declared(&source.head, source.hint)
        }
        _ => source.hint,
    }
}

#[cfg(not(feature = "formats"))]
fn hint(source: &Source, _: InputFormat) -> crate::input::decode::Hint {
    source.hint
}

fn failed(file: Arc<str>, line: Option<usize>, reason: Reason) -> Result<Record, InputError> {
    Err(InputError {
        place: Place { file, line },
        reason,
    })
}
