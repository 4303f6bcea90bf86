//! A pack in one file: the `.tar` or `.tar.gz` of its folder, to be shipped to other machines.

use std::borrow::Cow;
use std::io::{Error, ErrorKind, Read, Result};

use flate2::read::MultiGzDecoder;
use tar::Archive;

use crate::rules::load::pack_files::{PackFile, is_passed_over};

/// The two bytes that every gzip file begins with.
const GZIP: &[u8] = b"\x1f\x8b";

/// Bytes of an unpacked archive at most: a pack has less than a hundredth of that.
const LARGEST: u64 = 100_000_000;

/// All files of an archive, by name; the folder in which the uppermost `pack.toml` stands is the pack.
///
/// # Errors
/// What is no archive, is damaged, or swells.
pub(super) fn of_archive(bytes: &[u8]) -> Result<Vec<PackFile>> {
    let files = match bytes.starts_with(GZIP) {
        true => unpacked(MultiGzDecoder::new(bytes)),
        false => unpacked(bytes),
    }?;
    let folder = folder_of_pack(&files);
    let mut files: Vec<PackFile> = files
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix(&folder)?.to_owned(), bytes)))
        .filter(|(name, _)| !name.split('/').any(is_passed_over))
        .collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(files)
}

fn unpacked(stream: impl Read) -> Result<Vec<PackFile>> {
    let mut files = Vec::new();
    let mut archive = Archive::new(stream.take(LARGEST));
    for entry in archive.entries()? {
        let mut entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = entry.path()?.to_string_lossy().into_owned();
        let name = path.trim_start_matches("./").to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.push((name, Cow::Owned(bytes)));
    }
    if files.is_empty() {
        let message = "l'archive est vide, ou n'est pas un .tar";
        return Err(Error::new(ErrorKind::InvalidData, message));
    }
    Ok(files)
}

/// What stands before the uppermost `pack.toml`: archives often hold the folder itself.
fn folder_of_pack(files: &[PackFile]) -> String {
    let folders = files
        .iter()
        .filter_map(|(name, _)| name.strip_suffix("pack.toml"));
    folders
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .min_by_key(|folder| folder.len())
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, text) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            builder
                .append_data(&mut header, name, text.as_bytes())
                .expect("added");
        }
        builder.into_inner().expect("an archive")
    }

    fn names(bytes: &[u8]) -> Vec<String> {
        let files = of_archive(bytes).expect("read");
        files.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn the_folder_of_the_pack_is_found_packed_or_not() {
        let inside = [
            ("regles/pack.toml", "name = 'x'"),
            ("regles/lexicons/b.txt", "b"),
            ("regles/lexicons/.b.swp", "b"),
            ("regles/old/pack.toml", "name = 'y'"),
            ("autre.txt", "z"),
        ];
        let expected = ["lexicons/b.txt", "old/pack.toml", "pack.toml"];
        let plain = archive(&inside);
        assert_eq!(names(&plain), expected);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&plain).expect("packed");
        assert_eq!(names(&packed.finish().expect("packed")), expected);
        assert_eq!(
            names(&archive(&[("./pack.toml", ""), ("./a.toml", "")])),
            ["a.toml", "pack.toml"]
        );
    }

    #[test]
    fn what_is_no_archive_is_an_error() {
        for bytes in [&b""[..], b"PK\x03\x04", &[b'x'; 2000], b"\x1f\x8bxx"] {
            assert!(of_archive(bytes).is_err(), "{bytes:?}");
        }
    }
}
