//! Opens a file or standard input: whatever compressions lie around it are taken off, and UTF-16 becomes UTF-8.
//!
//! Compression and encoding are told by bytes, never by the name.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, stdin};
use std::path::Path;

use encoding_rs::{Encoding, UTF_8};

use crate::input::compression::{CHUNK, Compression, Spent, Stream, decompressed};
use crate::input::decode::{Hint, Note, utf16_without_mark};
use crate::input::error::Reason;
use crate::input::input::Input;
use crate::input::meter::Meter;
use crate::input::options::Options;
use crate::input::transcode::Transcoded;

/// Bytes that are looked at to tell a format: the head of a saved page holds its styles.
pub(crate) const HEAD: usize = 256 * 1024;

/// A stream of which the first bytes were looked at.
pub(crate) struct Source {
    /// All of it from the first byte on, without byte-order mark.
    pub(crate) stream: Stream,
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
    /// What is known of its encoding.
    pub(crate) hint: Hint,
    /// What is to be said of every record of it.
    pub(crate) note: Option<Note>,
}

/// What a file is once its compressions are off.
pub(crate) enum Opened {
    /// A stream.
    Stream(Source),
    /// A zip archive, whose parts are told at its end; the stream, and how many layers lie around it.
    Archive(Stream, usize),
}

/// Opens an input, whose bytes are counted by the meter.
pub(crate) fn open(input: &Input, options: &Options, meter: &Meter) -> Result<Opened, Reason> {
    let spent = Spent::default();
    let raw: Box<dyn Read + Send> = match (&input.bytes, &input.path) {
        (Some(bytes), _) => Box::new(Cursor::new(bytes.clone())),
        (None, Some(path)) => Box::new(File::open(path)?),
        (None, None) => Box::new(stdin()),
    };
    let counted = meter.counting(spent.read.counting(raw));
    let stream = Box::new(BufReader::with_capacity(CHUNK, counted));
    unwrap(stream, &spent, 0, options)
}

/// Opens a file, or standard input where there is none, as text of lines whatever compression lies around it: what
/// `tag` wrote is read back so.
///
/// # Errors
/// What cannot be opened or decompressed, and archives, which hold several files.
pub fn open_lines(path: Option<&Path>) -> Result<Box<dyn BufRead + Send>, Reason> {
    let input = path.map_or_else(Input::stdin, Input::file);
    match open(&input, &Options::default(), &Meter::default())? {
        Opened::Stream(source) => Ok(source.stream),
        Opened::Archive(..) => Err(io::Error::other(
            "une archive zip tient plusieurs fichiers ; donnez celui des résultats",
        )
        .into()),
    }
}

/// Takes the compressions off a stream that lies in so many layers already.
pub(crate) fn unwrap(
    mut stream: Stream,
    spent: &Spent,
    around: usize,
    options: &Options,
) -> Result<Opened, Reason> {
    for layers in around.. {
        let (head, seen) = looked_at(stream)?;
        let Some(compression) = Compression::of_bytes(&head) else {
            return Ok(Opened::Stream(Source::new(seen, head, options)?));
        };
        if layers == options.limits.layers {
            break;
        }
        if compression == Compression::Zip {
            return Ok(Opened::Archive(seen, layers + 1));
        }
        stream = decompressed(seen, compression, spent, &options.limits)?;
    }
    Err(Reason::Layers(options.limits.layers))
}

impl Source {
    fn new(mut stream: Stream, mut head: Vec<u8>, options: &Options) -> Result<Self, Reason> {
        let hint = Hint {
            forced: options.encoding,
            declared: None,
        };
        let marked = Encoding::for_bom(&head);
        if let Some((_, mark)) = marked {
            stream.consume(mark);
        }
        let encoding = marked.map(|(encoding, _)| encoding);
        let wide = encoding
            .or(options.encoding)
            .filter(|encoding| !encoding.is_ascii_compatible())
            .or_else(|| match encoding {
                None if options.encoding.is_none() => utf16_without_mark(&head),
                _ => None,
            });
        if let Some((_, mark)) = marked.filter(|(encoding, _)| *encoding == UTF_8) {
            head.drain(..mark);
            // A mark wins over what the caller says.
            let hint = Hint {
                forced: Some(UTF_8),
                declared: None,
            };
            return Ok(Self {
                stream,
                head,
                hint,
                note: None,
            });
        }
        let Some(wide) = wide else {
            return Ok(Self {
                stream,
                head,
                hint,
                note: None,
            });
        };
        let (head, stream) = looked_at(Box::new(Transcoded::new(stream, wide)))?;
        Ok(Self {
            stream,
            head,
            hint: Hint::default(),
            note: (options.encoding != Some(wide)).then_some(Note::Encoding(wide.name())),
        })
    }

    /// All of it.
    ///
    /// # Errors
    /// More than the limit of an article, or what the stream says.
    pub(crate) fn whole(mut self, limit: usize) -> Result<Vec<u8>, Reason> {
        let mut bytes = Vec::new();
        (&mut self.stream)
            .take(limit as u64 + 1)
            .read_to_end(&mut bytes)?;
        match bytes.len() > limit {
            true => Err(Reason::ArticleTooLong(limit)),
            false => Ok(bytes),
        }
    }
}

/// Reads the first bytes of a stream; gives them and the whole stream.
///
/// Where it breaks off among them, what came before is given first: its articles are not lost.
fn looked_at(mut stream: Stream) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::new();
    let rest: Stream = match (&mut stream).take(HEAD as u64).read_to_end(&mut head) {
        Ok(_) => stream,
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => Box::new(BufReader::with_capacity(1, Broken(Some(error)))),
    };
    let whole = Box::new(Cursor::new(head.clone()).chain(rest));
    Ok((head, whole))
}

/// The end of a stream that breaks off: its error.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
