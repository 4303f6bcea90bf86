//! All frames of a Zstandard file, one after the other: the decoder itself knows one.

use std::io::{self, BufRead, ErrorKind, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// A stream of frames.
pub(crate) struct Frames<R> {
    stream: R,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: BufRead> Frames<R> {
    /// The frames of a stream.
    pub(crate) fn new(stream: R) -> Self {
        Self {
            stream,
            decoder: FrameDecoder::new(),
            inside: false,
        }
    }

    /// Goes on to the next frame; false behind the last one.
    fn enter(&mut self) -> io::Result<bool> {
        loop {
            if self.stream.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.stream) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.stream).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(self.explained(&error)),
            }
        }
    }

    fn explained(&mut self, error: &FrameDecoderError) -> io::Error {
        let kind = match error {
            FrameDecoderError::WindowSizeTooBig { .. } => ErrorKind::OutOfMemory,
            _ if self.stream.fill_buf().is_ok_and(<[u8]>::is_empty) => ErrorKind::UnexpectedEof,
            _ => ErrorKind::InvalidData,
        };
        kind.into()
    }

    /// Whether what came out is what went in, where the frame says it.
    fn is_whole(&self) -> bool {
        let written = self.decoder.get_checksum_from_data();
        written.is_none() || written == self.decoder.get_calculated_checksum()
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                self.inside = self.enter()?;
                if !self.inside {
                    return Ok(0);
                }
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                if let Err(error) = self.decoder.decode_blocks(&mut self.stream, one) {
                    return Err(self.explained(&error));
                }
            }
            let read = self.decoder.read(bytes)?;
            if read > 0 || bytes.is_empty() {
                return Ok(read);
            }
            if !self.is_whole() {
                return Err(ErrorKind::InvalidData.into());
            }
            self.inside = false;
        }
    }
}
