//! A stream of UTF-16 as a stream of UTF-8, so that it can be cut at line ends.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding};

use crate::input::compression::Stream;

/// Bytes of UTF-8 made at a time.
const MADE: usize = 64 * 1024;

/// A stream in some encoding, read as UTF-8; what cannot be told becomes U+FFFD.
pub(crate) struct Transcoded {
    stream: Stream,
    decoder: Decoder,
    made: Vec<u8>,
    given: usize,
    ended: bool,
}

impl Transcoded {
    /// Reads a stream without byte-order mark.
    pub(crate) fn new(stream: Stream, encoding: &'static Encoding) -> Self {
        Self {
            stream,
            decoder: encoding.new_decoder_without_bom_handling(),
            made: Vec::new(),
            given: 0,
            ended: false,
        }
    }

    fn make(&mut self) -> io::Result<()> {
        self.given = 0;
        self.made.resize(MADE, 0);
        let raw = self.stream.fill_buf()?;
        self.ended = raw.is_empty();
        let (_, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.made, self.ended);
        self.stream.consume(read);
        self.made.truncate(written);
        Ok(())
    }
}

impl BufRead for Transcoded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.given == self.made.len() && !self.ended {
            self.make()?;
        }
        Ok(&self.made[self.given..])
    }

    fn consume(&mut self, bytes: usize) {
        self.given += bytes;
    }
}

impl Read for Transcoded {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(bytes)?;
        self.consume(read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn long_utf16_comes_out_whole_with_its_broken_end() {
        let text = "Le président 🕊 s’est tu.\n".repeat(20_000);
        let mut bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.push(b'x');
        let mut read = String::new();
        Transcoded::new(Box::new(Cursor::new(bytes)), encoding_rs::UTF_16LE)
            .read_to_string(&mut read)
            .expect("UTF-8");
        assert_eq!(read, text + "\u{fffd}");
    }
}
