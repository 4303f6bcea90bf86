//! The files of a pack on disk: read, and written whole or not at all.

use std::borrow::Cow;
use std::io::{Error, Result};
use std::path::Path;

use crate::rules::load::pack_files::of_folder;

const MARK: &str = "\u{feff}";

/// The files of a pack: names with forward slashes, and bytes.
pub type Files = Vec<(String, Cow<'static, [u8]>)>;

/// All files of a pack, sorted by name; hidden files and backup copies passed over.
///
/// # Errors
/// What the file system says, with the path.
pub fn read_files(dir: &Path) -> Result<Files> {
    of_folder(dir)
}

/// The names of all files of a pack, with forward slashes, sorted; hidden files and backup copies passed over.
///
/// # Errors
/// What the file system says, with the path.
pub fn file_names(dir: &Path) -> Result<Vec<String>> {
    Ok(of_folder(dir)?.into_iter().map(|(name, _)| name).collect())
}

/// Reads a file of a pack (`name` with forward slashes) as text, without its byte-order mark.
///
/// # Errors
/// What the file system says, with the path; `InvalidData` where it is not UTF-8.
pub fn read_file(dir: &Path, name: &str) -> Result<String> {
    let path = dir.join(name);
    let text = std::fs::read_to_string(&path).map_err(|error| at(&path, &error))?;
    Ok(match text.strip_prefix(MARK) {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// Writes a file of a pack in one step: whoever reads it meanwhile sees the old one or the new one. A link stays a link.
///
/// # Errors
/// What the file system says, with the path; the old file is then still there.
pub fn write_file(dir: &Path, name: &str, text: &str) -> Result<()> {
    let path = dir.join(name);
    write(&path, text).map_err(|error| at(&path, &error))
}

fn write(path: &Path, text: &str) -> Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A hidden file is no part of a pack, should it be left behind.
    let temporary = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = std::fs::write(&temporary, text).and_then(|()| {
        if let Ok(old) = std::fs::metadata(&path) {
            std::fs::set_permissions(&temporary, old.permissions())?;
        }
        std::fs::rename(&temporary, &path)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

fn at(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("« {} » : {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_leaves_nothing_beside_it() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("x.txt"), "\u{feff}un").expect("written");
        assert_eq!(read_file(dir.path(), "x.txt").expect("read"), "un");
        write_file(dir.path(), "x.txt", "deux").expect("written");
        assert_eq!(read_file(dir.path(), "x.txt").expect("read"), "deux");
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 1);
        let error = write_file(dir.path(), "nulle/part.txt", "x").expect_err("no such folder");
        assert!(error.to_string().contains("part.txt"), "{error}");
    }
}
