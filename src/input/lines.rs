//! The lines of a stream, none longer than a limit.

use std::io::{BufRead as _, Read as _};

use crate::input::compression::Stream;
use crate::input::error::Reason;

/// The lines of a stream.
pub(crate) struct Lines {
    stream: Stream,
    /// The line given last, from 1.
    pub(crate) line: usize,
    limit: usize,
}

impl Lines {
    /// Lines of at most `limit` bytes.
    pub(crate) fn new(stream: Stream, limit: usize) -> Self {
        Self {
            stream,
            line: 0,
            limit,
        }
    }

    /// Reads the next line, with its end, behind what `bytes` holds; false behind the last one.
    ///
    /// # Errors
    /// A line over the limit, which is passed over; what the stream says, behind which nothing more is read.
    pub(crate) fn read(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Reason> {
        self.line += 1;
        let limit = self.limit as u64 + 1;
        let before = bytes.len();
        match (&mut self.stream).take(limit).read_until(b'\n', bytes) {
            Ok(read) if read as u64 == limit && !bytes.ends_with(b"\n") => {
                bytes.truncate(before);
                self.stream
                    .skip_until(b'\n')
                    .map_err(|error| self.end(error))?;
                Err(Reason::LineTooLong(self.limit))
            }
            Ok(read) => Ok(read > 0),
            Err(error) => {
                bytes.truncate(before);
                Err(self.end(error))
            }
        }
    }

    fn end(&mut self, error: std::io::Error) -> Reason {
        self.stream = Box::new(std::io::empty());
        error.into()
    }

    /// Reads nothing more.
    pub(crate) fn stop(&mut self) {
        self.stream = Box::new(std::io::empty());
    }
}
