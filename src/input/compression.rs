//! Compressed streams: told by their first bytes, read to the last member, and stopped where they swell.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;

use crate::input::error::Reason;
use crate::input::limits::Limits;
use crate::input::meter::Meter;

/// The bytes of some input, in order.
pub(crate) type Stream = Box<dyn BufRead + Send>;

/// Bytes read at a time.
pub(crate) const CHUNK: usize = 256 * 1024;

/// Memory that unpacking xz may take, in KiB: `xz -9` needs 64 MiB.
#[cfg(feature = "formats")]
const XZ_MEMORY: u32 = 80 * 1024;

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// xz.
    Xz,
    /// bzip2.
    Bzip2,
    /// A file of a zip archive.
    Zip,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Xz => "xz",
            Self::Bzip2 => "bzip2",
            Self::Zip => "zip",
        })
    }
}

impl Compression {
    /// What the first bytes of a file show; 10 are enough.
    pub fn of_bytes(head: &[u8]) -> Option<Self> {
        // Behind the level of bzip2 stands the mark of a block, or of the end: some texts begin with «BZh».
        let bzip2_block = |rest: &[u8]| {
            matches!(rest.first(), Some(b'1'..=b'9'))
                && (rest[1..].starts_with(b"\x31\x41\x59\x26\x53\x59")
                    || rest[1..].starts_with(b"\x17\x72\x45\x38\x50\x90"))
        };
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            [b'B', b'Z', b'h', rest @ ..] if bzip2_block(rest) => Some(Self::Bzip2),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            _ => None,
        }
    }
}

/// How much was read of the file itself and how much became of it: what the limits are measured by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spent {
    /// Bytes of the file.
    pub(crate) read: Meter,
    /// Bytes that its decoders gave, together.
    pub(crate) gained: Meter,
}

/// What a compressed stream holds.
pub(crate) fn decompressed(
    stream: Stream,
    compression: Compression,
    spent: &Spent,
    limits: &Limits,
) -> io::Result<Stream> {
    let decoder: Box<dyn Read + Send> = match compression {
        Compression::Gzip => Box::new(MultiGzDecoder::new(stream)),
        #[cfg(feature = "formats")]
        Compression::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(stream)),
        #[cfg(feature = "formats")]
        Compression::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(stream, true, XZ_MEMORY)),
        #[cfg(feature = "formats")]
        Compression::Zstd => Box::new(crate::input::zstd::Frames::new(stream)),
        _ => return Err(io::Error::from(io::ErrorKind::Unsupported)),
    };
    Ok(bounded(decoder, compression, spent, limits))
}

/// Stops what swells, and says what is wrong in our words.
pub(crate) fn bounded(
    decoder: Box<dyn Read + Send>,
    compression: Compression,
    spent: &Spent,
    limits: &Limits,
) -> Stream {
    let bounded = Bounded {
        decoder,
        compression,
        spent: spent.clone(),
        limits: limits.clone(),
    };
    Box::new(BufReader::with_capacity(CHUNK, bounded))
}

struct Bounded {
    decoder: Box<dyn Read + Send>,
    compression: Compression,
    spent: Spent,
    limits: Limits,
}

impl Read for Bounded {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let compression = self.compression;
        let gained = match self.decoder.read(bytes) {
            Ok(gained) => gained,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(error) => return Err(explained(error, compression)),
        };
        self.spent.gained.add(gained);
        let (total, read) = (self.spent.gained.bytes(), self.spent.read.bytes());
        let Limits {
            decompressed,
            ratio,
            ratio_from,
            ..
        } = self.limits;
        if total > decompressed {
            return Err(Reason::TooLarge(compression, decompressed).into());
        }
        if total > ratio_from && total / ratio > read {
            return Err(Reason::Swells(compression, ratio).into());
        }
        Ok(gained)
    }
}

/// An error of a decoder: of the system below it, of ours below it, or of the bytes.
fn explained(error: io::Error, compression: Compression) -> io::Error {
    if error.raw_os_error().is_some() || error.get_ref().is_some_and(|inner| inner.is::<Reason>()) {
        return error;
    }
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => Reason::Truncated(compression),
        io::ErrorKind::OutOfMemory => Reason::Memory(compression),
        _ => Reason::Damaged(compression),
    };
    reason.into()
}
