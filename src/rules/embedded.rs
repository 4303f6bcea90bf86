//! The default rule pack, compiled into the library from `rules/`.

use std::borrow::Cow;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "rules/"]
struct Embedded;

/// The name and the bytes of every file, by name; names have forward slashes.
pub fn files() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files: Vec<_> = Embedded::iter()
        .filter_map(|name| Some((name.to_string(), Embedded::get(&name)?.data)))
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

/// The name of every file, with forward slashes.
pub fn names() -> impl Iterator<Item = String> {
    Embedded::iter().map(|name| name.to_string())
}

/// Writes the default pack into a folder, which is made where it is missing. Gives the files written.
///
/// # Errors
/// `AlreadyExists` where the folder holds anything: nothing is ever written over. Otherwise what the
/// file system says, with the path.
pub fn write_embedded(dir: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(dir).map_err(|error| at(dir, &error))?;
    if std::fs::read_dir(dir)
        .map_err(|error| at(dir, &error))?
        .next()
        .is_some()
    {
        let message = format!("« {} » n'est pas vide", dir.display());
        return Err(Error::new(ErrorKind::AlreadyExists, message));
    }
    let mut written = Vec::new();
    for (name, bytes) in files() {
        let path = dir.join(&name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|error| at(parent, &error))?;
        }
        std::fs::write(&path, &bytes).map_err(|error| at(&path, &error))?;
        written.push(path);
    }
    Ok(written)
}

fn at(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("« {} » : {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_pack_is_written_out_whole() {
        let dir = tempfile::tempdir().expect("a folder");
        let written = write_embedded(dir.path()).expect("written");
        assert_eq!(written.len(), files().len());
        for (name, bytes) in files() {
            let read = std::fs::read(dir.path().join(&name)).expect("a file");
            assert_eq!(read, *bytes, "{name}");
        }
    }

    #[test]
    fn embedded_pack_is_never_written_over_files() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::write(dir.path().join("x"), "x").expect("a file");
        let error = write_embedded(dir.path()).expect_err("the folder holds a file");
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    }
}
