//! Where results go: standard output, or a file that is whole or not there at all.
//!
//! A file is written beside its final name and renamed at the end, so that a run that breaks off leaves the old one.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Result, Stdout, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use tempfile::NamedTempFile;

use crate::cli::terminal::colored;

/// Bytes gathered before they are written.
const BUFFER: usize = 128 * 1024;

/// Where results go.
pub(crate) enum Destination {
    /// Standard output.
    Stdout(BufWriter<Stdout>),
    /// A file to be renamed to that path.
    File(BufWriter<NamedTempFile>, PathBuf),
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
        // A link is followed: the file that it names is replaced, not the link.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if path.exists() && !path.is_file() {
            let device = OpenOptions::new().write(true).open(path)?;
            return Ok(Self::Device(BufWriter::with_capacity(BUFFER, device)));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".demarche-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let temporary = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        Ok(Self::File(
            BufWriter::with_capacity(BUFFER, temporary),
            path,
        ))
    }

    /// Whether colours are wanted there.
    pub(crate) fn colored(&self) -> bool {
        matches!(self, Self::Stdout(_)) && colored(&stdout())
    }

    /// Writes out what is left; a file gets its name.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Device(mut out) => out.flush(),
            Self::File(out, path) => {
                let temporary = out
                    .into_inner()
                    .map_err(std::io::IntoInnerError::into_error)?;
                temporary.as_file().sync_all()?;
                temporary.persist(path)?;
                Ok(())
            }
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stdout(out) => out,
            Self::File(out, _) => out,
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
    fn a_file_is_the_old_one_until_the_end() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("out.jsonl");
        std::fs::write(&path, "old").expect("written");
        let mut broken_off = Destination::create(Some(&path)).expect("a destination");
        broken_off.write_all(b"half").expect("written");
        drop(broken_off);
        assert_eq!(std::fs::read(&path).expect("read"), b"old");
        let mut whole = Destination::create(Some(&path)).expect("a destination");
        whole.write_all(b"new").expect("written");
        whole.finish().expect("finished");
        assert_eq!(std::fs::read(&path).expect("read"), b"new");
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_bad_path_is_known_at_once() {
        assert!(Destination::create(Some(Path::new("nowhere/out.jsonl"))).is_err());
    }
}
