//! The files of a pack: found in a folder or in the binary, sorted by what they are, and decoded.

use std::borrow::Cow;
use std::io::{Error, Result};
use std::path::Path;

use crate::rules::embedded;
use crate::rules::findings::Findings;
use crate::rules::nearest::nearest;
use crate::rules::pack::Place;
use crate::text::source::Source;
use crate::text::span::Span;

/// The name of a file relative to the pack, with forward slashes, and its bytes.
pub(in crate::rules) type PackFile = (String, Cow<'static, [u8]>);

/// The folders of a pack.
const FOLDERS: &[&str] = &["actors", "french", "lexicons", "schema"];

/// What a file of a pack is, told by where it stands and how its name ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rules) enum FileKind {
    /// `pack.toml`.
    Pack,
    /// `NAME.toml`: the rules of a category.
    Rules(String),
    /// `lexicons/NAME.txt`.
    Lexicon(String),
    /// `actors/NAME.tsv`.
    Actors,
    /// `french/NAME`: part of the language.
    French(String),
    /// For people and their editors: a README, a schema.
    Readme,
    /// What nobody reads.
    Unknown,
}

/// What the file of that name is.
pub(in crate::rules) fn kind_of(name: &str) -> FileKind {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    match (folder, extension) {
        (_, "md") | ("schema", "json") => FileKind::Readme,
        ("", "toml") if stem == "pack" => FileKind::Pack,
        ("", "toml") => FileKind::Rules(stem.into()),
        ("lexicons", "txt") => FileKind::Lexicon(stem.into()),
        ("actors", "tsv") => FileKind::Actors,
        ("french", "txt" | "tsv" | "toml") => FileKind::French(file.into()),
        _ => FileKind::Unknown,
    }
}

/// All files of a folder and its subfolders, by name. Hidden files and the backup copies of editors
/// (`.x`, `x~`, `#x#`) are passed over.
///
/// # Errors
/// What the file system says, with the path.
pub(in crate::rules) fn of_folder(dir: &Path) -> Result<Vec<PackFile>> {
    let mut files = Vec::new();
    visit(dir, "", &mut files)?;
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(files)
}

/// Whether a file or folder of that name is hidden, or the backup copy of an editor.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '#']) || name.ends_with('~')
}

fn visit(dir: &Path, prefix: &str, files: &mut Vec<PackFile>) -> Result<()> {
    let at = |error: Error, path: &Path| {
        Error::new(error.kind(), format!("« {} » : {error}", path.display()))
    };
    for entry in std::fs::read_dir(dir).map_err(|error| at(error, dir))? {
        let entry = entry.map_err(|error| at(error, dir))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_passed_over(&name) {
            continue;
        }
        let path = entry.path();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            visit(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = std::fs::read(&path).map_err(|error| at(error, &path))?;
            files.push((name, Cow::Owned(bytes)));
        }
    }
    Ok(())
}

/// The files as text; for each that is not UTF-8, the bytes of its [`Source`] that show it.
/// Such a file is shown with replacement characters and read no further.
pub(super) fn decode(files: &[PackFile]) -> (Vec<Source>, Vec<Option<Span>>) {
    files
        .iter()
        .map(|(name, bytes)| decode_one(name, bytes))
        .unzip()
}

fn decode_one(name: &str, bytes: &[u8]) -> (Source, Option<Span>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (Source::new(name, text), None),
        Err(error) => {
            let start = error.valid_up_to();
            let span = Span::new(start, start + char::REPLACEMENT_CHARACTER.len_utf8());
            (
                Source::new(name, String::from_utf8_lossy(bytes)),
                Some(span),
            )
        }
    }
}

/// Reports the files that cannot be read, that say nothing, and that nobody reads. Tells which are
/// fit to be read on.
pub(super) fn judge(broken: &[Option<Span>], findings: &mut Findings) -> Vec<bool> {
    let sources = findings.sources();
    let mut fit = Vec::new();
    for (file, source) in sources.iter().enumerate() {
        let kind = kind_of(&source.name);
        let silent = is_silent(&source.text);
        if kind == FileKind::Unknown {
            unknown(file, source, findings);
        } else if let Some(span) = broken[file] {
            findings.report(
                "invalid-utf8",
                Place::new(file, span),
                "ce fichier n'est pas en UTF-8 : le signe montré ne se lit pas",
                "enregistrez-le en UTF-8 (il est sans doute en Latin-1 ou en Windows-1252)",
            );
        } else if silent && kind != FileKind::Readme {
            findings.report(
                "empty-file",
                Place::new(file, Span::default()),
                "ce fichier ne dit rien",
                "écrivez-y au moins une ligne, ou retirez-le",
            );
        }
        let read = !matches!(kind, FileKind::Unknown | FileKind::Readme);
        fit.push(read && broken[file].is_none() && !silent);
    }
    fit
}

/// Whether there is nothing but blank lines and comments.
fn is_silent(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    })
}

fn unknown(file: usize, source: &Source, findings: &mut Findings) {
    let folder = source.name.split_once('/').map(|(folder, _)| folder);
    let meant = folder
        .filter(|folder| !FOLDERS.contains(folder))
        .and_then(|folder| nearest(folder, FOLDERS.iter().copied()));
    let help = match meant {
        Some(meant) => format!("vouliez-vous le dossier « {meant} » ?"),
        None => {
            "un paquet contient pack.toml, CATÉGORIE.toml, lexicons/*.txt, actors/*.tsv et french/"
                .into()
        }
    };
    findings.report(
        "unknown-file",
        Place::new(file, Span::default()),
        "personne ne lit ce fichier",
        help,
    );
}

/// Reports the files that every pack must have and this one has not.
pub(super) fn report_missing(findings: &mut Findings) {
    let has = |name: &str| findings.sources().iter().any(|source| source.name == name);
    let mut missing: Vec<String> = Vec::new();
    if !has("pack.toml") {
        missing.push("pack.toml".into());
    }
    let french = embedded::names().filter(|name| name.starts_with("french/"));
    missing.extend(french.filter(|name| !name.ends_with(".md") && !has(name)));
    for name in missing {
        findings.report_missing(
            &name,
            "ce fichier manque : le paquet n'est pas complet",
            "« demarche init DOSSIER » écrit un paquet complet, d'où le recopier",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_place_and_ending() {
        let cases = [
            ("pack.toml", FileKind::Pack),
            ("denial.toml", FileKind::Rules("denial".into())),
            ("lexicons/armes.txt", FileKind::Lexicon("armes".into())),
            ("actors/states.tsv", FileKind::Actors),
            (
                "french/grammar.toml",
                FileKind::French("grammar.toml".into()),
            ),
            ("README.md", FileKind::Readme),
            ("schema/rules.json", FileKind::Readme),
            ("lexicon/armes.txt", FileKind::Unknown),
            ("lexicons/old/armes.txt", FileKind::Unknown),
            ("notes.txt", FileKind::Unknown),
        ];
        for (name, kind) in cases {
            assert_eq!(kind_of(name), kind, "{name}");
        }
    }

    #[test]
    fn broken_utf8_is_shown_where_it_begins() {
        let (source, span) = decode_one("x.txt", b"\xEF\xBB\xBFab\xE9cd");
        assert_eq!(source.text, "ab\u{fffd}cd");
        assert_eq!(span, Some(Span::new(2, 5)));
    }
}
