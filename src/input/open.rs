//! Opens a file or standard input for reading, gzip or not.
//!
//! Compression is told by the first bytes, never by the name; all members of a gzip file are read.

use std::fs::File;
use std::io::{BufRead, BufReader, Result, stdin};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

/// The two bytes that every gzip file begins with.
const GZIP: &[u8] = b"\x1f\x8b";

/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;

/// The bytes of a file, or of standard input where there is no path, decompressed.
///
/// # Errors
/// What the file system says.
pub fn open(path: Option<&Path>) -> Result<Box<dyn BufRead + Send>> {
    let mut reader: Box<dyn BufRead + Send> = match path {
        Some(path) => Box::new(BufReader::with_capacity(CHUNK, File::open(path)?)),
        None => Box::new(BufReader::with_capacity(CHUNK, stdin())),
    };
    Ok(match reader.fill_buf()?.starts_with(GZIP) {
        true => Box::new(BufReader::with_capacity(CHUNK, MultiGzDecoder::new(reader))),
        false => reader,
    })
}
