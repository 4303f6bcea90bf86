//! Where results go: standard output, or a file that is whole or not there at all.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, IsTerminal as _, Result, Stdout, Write, stdout};
use std::path::Path;

use anyhow::Context as _;
use demarche::batch::WholeFile;

use crate::cli::terminal::colored;

/// Bytes gathered before they are written.
const BUFFER: usize = 128 * 1024;

/// Where results go.
pub(crate) enum Destination {
    /// Standard output.
    Stdout(BufWriter<Stdout>),
    /// A file that gets its name at the end.
    File(WholeFile),
    /// What is no plain file and cannot be renamed to: a pipe, `/dev/null`.
    Device(BufWriter<File>),
}

impl Destination {
    /// Standard output, or a file; made at once, so that a bad path is known before the work.
    pub(crate) fn create(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            Some(path) if path.as_os_str() != "-" => Self::file(path)
                .with_context(|| format!("« {} » ne peut pas être écrit", path.display())),
            _ => Ok(Self::Stdout(BufWriter::with_capacity(BUFFER, stdout()))),
        }
    }

    fn file(path: &Path) -> Result<Self> {
        if path.exists() && !path.is_file() {
            let device = OpenOptions::new().write(true).open(path)?;
            return Ok(Self::Device(BufWriter::with_capacity(BUFFER, device)));
        }
        WholeFile::create(path).map(Self::File)
    }

    /// Whether colours are wanted there.
    pub(crate) fn colored(&self) -> bool {
        matches!(self, Self::Stdout(_)) && colored(&stdout())
    }

    /// Whether a person sees results as they come: standard output is a terminal.
    pub(crate) fn is_seen(&self) -> bool {
        matches!(self, Self::Stdout(_)) && stdout().is_terminal()
    }

    /// Writes out what is left; a file gets its name.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Device(mut out) => out.flush(),
            Self::File(out) => out.finish(),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::File(out) => out,
            Self::Device(out) => out,
        }
    }
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.writer().write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.writer().flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_path_is_known_at_once() {
        assert!(Destination::create(Some(Path::new("nowhere/out.jsonl"))).is_err());
    }
}
