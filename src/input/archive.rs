//! The files of a zip archive, one after the other, each as a stream of its own.
//!
//! The archive's list is read by a library, the files by our own decoders: a stream of theirs would borrow the archive.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Arc, Mutex};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::input::compression::{CHUNK, Compression, Spent, Stream, bounded};
use crate::input::error::Reason;
use crate::input::foreign::Foreign;
use crate::input::format::is_article_name;
use crate::input::limits::Limits;

/// Files that swell before a whole archive is given up.
const BAD_FILES: u64 = 16;

/// A file that several readers share, each at its own place.
#[derive(Clone)]
pub(crate) struct Shared {
    file: Arc<Mutex<File>>,
    at: u64,
    length: u64,
}

impl Shared {
    /// A file on disk.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Self::of(File::open(path)?)
    }

    /// A stream, set down in a temporary file: the list of an archive stands at its end.
    ///
    /// # Errors
    /// More bytes than the limit, or what the stream or the disk says.
    pub(crate) fn set_down(stream: Stream, limits: &Limits) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        let copied = io::copy(&mut stream.take(limits.spooled + 1), &mut file)?;
        if copied > limits.spooled {
            return Err(Reason::TooLarge(Compression::Zip, limits.spooled).into());
        }
        Self::of(file)
    }

    fn of(mut file: File) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self {
            file: Arc::new(Mutex::new(file)),
            at: 0,
            length,
        })
    }

    /// A reader of some bytes.
    fn part(&self, from: u64, length: u64) -> impl Read + Send + 'static {
        let mut part = self.clone();
        part.at = from;
        part.take(length)
    }
}

impl Read for Shared {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut file = self
            .file
            .lock()
            .map_err(|_| io::Error::from(io::ErrorKind::Other))?;
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(bytes)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Bytes of a file.
#[cfg(feature = "xlsx")]
pub(crate) fn length(file: &Shared) -> u64 {
    file.length
}

/// A zip archive and how far it was read.
pub(crate) struct Archive {
    zip: ZipArchive<BufReader<Shared>>,
    file: Shared,
    next: usize,
    /// What the file given last gives.
    spent: Spent,
    /// What those before it gave, together: they may overlap, so that few bytes are many files.
    gained: u64,
    /// Files that are no articles, and the name of one.
    pub(crate) skipped: usize,
    /// The first of them.
    pub(crate) first_skipped: Option<String>,
}

/// What an archive turns out to be.
pub(crate) enum Kind {
    /// An archive of files.
    Files(Archive),
    /// A workbook: its file.
    Workbook(Shared),
}

/// A file of an archive.
pub(crate) struct Entry {
    /// Its name, with folders.
    pub(crate) name: String,
    /// Its bytes, decompressed, or why it has none.
    pub(crate) stream: Result<Stream, Reason>,
}

impl Archive {
    /// Reads the list of an archive.
    ///
    /// # Errors
    /// A damaged archive, too many files in it, a document of another program.
    pub(crate) fn open(file: Shared, limits: &Limits) -> Result<Kind, Reason> {
        let mut zip =
            ZipArchive::new(BufReader::new(file.clone())).map_err(|error| reason(error, &file))?;
        if zip.len() > limits.entries {
            return Err(Reason::Entries(limits.entries));
        }
        if zip.index_for_name("xl/workbook.xml").is_some() {
            return Ok(Kind::Workbook(file));
        }
        let names = (0..zip.len()).filter_map(|index| zip.name_for_index(index)?.ok());
        let names: Vec<_> = names.collect();
        if let Some(foreign) = Foreign::of_entries(names.iter().map(AsRef::as_ref)) {
            let mut mimetype = Vec::new();
            if let Ok(entry) = zip.by_name("mimetype") {
                entry.take(100).read_to_end(&mut mimetype)?;
            }
            return Err(Foreign::of_mimetype(&mimetype).unwrap_or(foreign).into());
        }
        Ok(Kind::Files(Self {
            spent: Spent::default(),
            gained: 0,
            next: 0,
            skipped: 0,
            first_skipped: None,
            file,
            zip,
        }))
    }

    /// The next file that may be an article; others are counted.
    pub(crate) fn next(&mut self, limits: &Limits) -> Option<Entry> {
        while self.next < self.zip.len() {
            let index = self.next;
            self.next += 1;
            let name = match self.zip.name_for_index(index) {
                Some(Ok(name)) => name.into_owned(),
                _ => format!("n° {}", index + 1),
            };
            if name.ends_with('/') || name.ends_with('\\') {
                continue;
            }
            let hidden = name
                .split('/')
                .any(|part| part.starts_with(['.', '~']) || part == "__MACOSX");
            if hidden || !is_article_name(Path::new(&name)) {
                self.skipped += 1;
                self.first_skipped.get_or_insert(name);
                continue;
            }
            self.gained += std::mem::take(&mut self.spent).gained.bytes();
            let stream = match self.is_swollen(limits) {
                false => self.stream(index, limits),
                true => {
                    self.next = self.zip.len();
                    Err(Reason::Swells(Compression::Zip, limits.ratio))
                }
            };
            return Some(Entry { name, stream });
        }
        None
    }

    /// Whether its files together are more than it can hold; one bad file alone leaves the others to be read.
    fn is_swollen(&self, limits: &Limits) -> bool {
        let is_large = self.gained > BAD_FILES * limits.ratio_from;
        is_large && self.gained / limits.ratio > self.file.length
            || self.gained > limits.decompressed
    }

    #[expect(
        deprecated,
        reason = "the number of an unknown method is told to the user"
    )]
    fn stream(&mut self, index: usize, limits: &Limits) -> Result<Stream, Reason> {
        let entry = self
            .zip
            .by_index_raw(index)
            .map_err(|error| reason(error, &self.file))?;
        if entry.encrypted() {
            return Err(Reason::Encrypted);
        }
        let from = entry
            .data_start()
            .ok_or(Reason::Damaged(Compression::Zip))?;
        let part = self.file.part(from, entry.compressed_size());
        let raw = BufReader::with_capacity(CHUNK, self.spent.read.counting(part));
        let method = entry.compression();
        let decoder: Box<dyn Read + Send> = match method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(raw)),
            other => match other.to_u16() {
                12 => Box::new(bzip2::bufread::MultiBzDecoder::new(raw)),
                93 => Box::new(crate::input::zstd::Frames::new(raw)),
                number => return Err(Reason::Method(number)),
            },
        };
        let checked = Checked {
            decoder,
            sum: Crc::new(),
            written: entry.crc32(),
            size: entry.size(),
        };
        Ok(bounded(
            Box::new(checked),
            Compression::Zip,
            &self.spent,
            limits,
        ))
    }
}

/// A file of an archive whose sum is checked at its end.
struct Checked {
    decoder: Box<dyn Read + Send>,
    sum: Crc,
    written: u32,
    size: u64,
}

impl Read for Checked {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(bytes)?;
        self.sum.update(&bytes[..read]);
        if read > 0 || bytes.is_empty() {
            return Ok(read);
        }
        // The sum counts bytes modulo 2³².
        match self.sum.amount() == self.size as u32 {
            true if self.sum.sum() == self.written => Ok(0),
            true => Err(io::ErrorKind::InvalidData.into()),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// What is wrong with the list of an archive.
fn reason(error: zip::result::ZipError, file: &Shared) -> Reason {
    match error {
        zip::result::ZipError::Io(error) if error.raw_os_error().is_some() => error.into(),
        // A list that is not there: the end of the file is missing.
        zip::result::ZipError::InvalidArchive(_) if !has_end(file) => {
            Reason::Truncated(Compression::Zip)
        }
        _ => Reason::Damaged(Compression::Zip),
    }
}

/// Whether the mark of the end of an archive stands in its last 64 kB.
fn has_end(file: &Shared) -> bool {
    let mut end = Vec::new();
    let from = file.length.saturating_sub(66_000);
    let read = file.part(from, 66_000).read_to_end(&mut end);
    read.is_ok() && memchr::memmem::rfind(&end, b"PK\x05\x06").is_some()
}
