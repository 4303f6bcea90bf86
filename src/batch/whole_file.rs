//! A file that is whole or not there at all: written beside its final name, flushed, synced, and only then renamed.
//!
//! A run that breaks off leaves the file that was there before, and nothing beside it. For what comes from outside and
//! drops nothing, an interrupt, the temporary files of the process are listed: [`abandon_all`] takes them away.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Error, ErrorKind, IntoInnerError, Result, Write};
use std::mem::forget;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// How the name of every temporary file begins; a killed run leaves such files, which a later one may take away.
pub const TEMPORARY: &str = ".demarche-";

/// Bytes gathered before they are written.
const BUFFER: usize = 128 * 1024;

/// The temporary files of this process. Whoever holds the list is alone in making, naming and removing them.
static LISTED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// A file under way. Dropped, it is gone; [`WholeFile::finish`] gives it its name.
#[derive(Debug)]
pub struct WholeFile {
    out: BufWriter<NamedTempFile>,
    path: PathBuf,
    // Behind `out`, which is dropped before it: what is no longer listed is no longer there.
    _listing: Listing,
}

impl WholeFile {
    /// Begins a file that will have that path. A link is followed: what it names is replaced, not the link.
    ///
    /// # Errors
    /// A folder that is not there or cannot be written to.
    pub fn create(path: &Path) -> Result<Self> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        let folder = folder_of(&path);
        if !folder.exists() {
            let told = format!("le dossier « {} » n'existe pas", folder.display());
            return Err(Error::new(ErrorKind::NotFound, told));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut listed = listed();
        let temporary = builder.tempfile_in(folder)?;
        let listing = Listing(temporary.path().to_path_buf());
        listed.insert(listing.0.clone());
        Ok(Self {
            out: BufWriter::with_capacity(BUFFER, temporary),
            path,
            _listing: listing,
        })
    }

    /// Flushes it, waits until the disk has it, and gives it its name, in place of what had it before.
    ///
    /// # Errors
    /// What the file system says, a full disk above all; the file is then gone and the old one still there.
    pub fn finish(self) -> Result<()> {
        let folder = folder_of(&self.path).to_path_buf();
        self.name(true)?;
        sync_folder(&folder)
    }

    /// Flushes it and gives it its name, but does not wait for the disk: for a file whose bytes are checked when it is
    /// used again, or that [`sync`] is called for later.
    ///
    /// # Errors
    /// As of [`WholeFile::finish`].
    pub fn finish_unsynced(self) -> Result<()> {
        self.name(false)
    }

    fn name(self, synced: bool) -> Result<()> {
        let Self {
            out,
            path,
            _listing,
        } = self;
        let temporary = out.into_inner().map_err(IntoInnerError::into_error)?;
        if let Ok(old) = std::fs::metadata(&path) {
            temporary.as_file().set_permissions(old.permissions())?;
        }
        if synced {
            temporary.as_file().sync_all()?;
        }
        let _alone = listed();
        temporary.persist(&path)?;
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

/// Waits until the disk has a file.
///
/// # Errors
/// What the file system says.
pub fn sync(path: &Path) -> Result<()> {
    File::open(path)?.sync_all()
}

/// Waits until the disk has the names in a folder.
///
/// # Errors
/// What the file system says; a folder that may not be opened, or a system that knows no such thing, is none.
pub fn sync_folder(folder: &Path) -> Result<()> {
    match File::open(folder) {
        Ok(folder) if cfg!(unix) => folder.sync_all(),
        _ => Ok(()),
    }
}

/// Removes the temporary files of this process, for good: from here on none is made or given its name. It is called
/// when the process is about to end.
pub fn abandon_all() {
    let listed = listed();
    for path in listed.iter() {
        let _ = std::fs::remove_file(path);
    }
    forget(listed);
}

/// The entry of a file in the list of temporary ones.
#[derive(Debug)]
struct Listing(PathBuf);

impl Drop for Listing {
    fn drop(&mut self) {
        listed().remove(&self.0);
    }
}

fn listed() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    LISTED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(Path::new("."));
    match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_is_there_until_the_end() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("out.jsonl");
        std::fs::write(&path, "old").expect("written");
        let mut broken_off = WholeFile::create(&path).expect("begun");
        broken_off.write_all(b"half").expect("written");
        drop(broken_off);
        assert_eq!(std::fs::read(&path).expect("read"), b"old");
        for finish in [WholeFile::finish, WholeFile::finish_unsynced] {
            let mut whole = WholeFile::create(&path).expect("begun");
            whole.write_all(b"new").expect("written");
            finish(whole).expect("finished");
            assert_eq!(std::fs::read(&path).expect("read"), b"new");
        }
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a folder");
        let (path, link) = (dir.path().join("real"), dir.path().join("link"));
        std::fs::write(&path, "old").expect("written");
        let closed = std::fs::Permissions::from_mode(0o640);
        std::fs::set_permissions(&path, closed).expect("set");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        let mut whole = WholeFile::create(&link).expect("begun");
        whole.write_all(b"new").expect("written");
        whole.finish().expect("finished");
        assert_eq!(std::fs::read(&path).expect("read"), b"new");
        let mode = std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o640);
        assert!(link.is_symlink());
    }
}
