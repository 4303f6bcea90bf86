//! Gold: sentences with the labels that careful readers gave them, one JSON object a line.
//!
//! Reads the rows and nothing else; which document a row belongs to is the business of `sample`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// A file of gold.
#[derive(Clone, Debug)]
pub struct GoldFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its rows, in order.
    pub rows: Vec<GoldRow>,
}

/// A sentence and its labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct GoldRow {
    /// The article that it stands in; the rows of an article follow each other.
    pub doc: Option<String>,
    /// Its number in the article, from 1.
    pub n: Option<usize>,
    /// Its name, where it stands alone.
    pub id: Option<String>,
    /// The sentence before it, for one that stands alone.
    #[serde(default)]
    pub before: String,
    /// The sentence.
    pub sentence: String,
    /// The sentence behind it, for one that stands alone.
    #[serde(default)]
    pub after: String,
    /// The categories that it certainly carries.
    pub labels: Vec<String>,
    /// Those on which readers differ: never counted.
    #[serde(default)]
    pub optional: Vec<String>,
    /// What is known of its acts.
    #[serde(default)]
    pub acts: Vec<GoldAct>,
    /// Its line in the file, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// An act of a gold sentence; a field on which readers differ, or that nobody annotated, is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct GoldAct {
    /// Its category.
    pub category: String,
    /// The ids of those who speak.
    pub speaker: Option<Vec<String>>,
    /// The ids of those who are spoken to, or of.
    pub target: Option<Vec<String>>,
    /// `asserted`, `conditional` or `hypothetical`.
    pub modality: Option<String>,
    /// Whether it stands inside quotation marks.
    pub quoted: Option<bool>,
}

/// Why gold cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// The file system refuses.
    #[error("« {} » ne peut pas être lu : {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the file system says.
        source: std::io::Error,
    },
    /// A line is no row.
    #[error(
        "{}:{line} : cette ligne n'est pas du gold ({reason}) ; il y faut un objet JSON avec « sentence » et « labels »",
        path.display()
    )]
    NoRow {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the JSON reader says.
        reason: serde_json::Error,
    },
    /// A folder without a file of gold, or a file without a row.
    #[error("« {} » ne contient pas de gold ; il y faut des fichiers .jsonl, une phrase par ligne", .0.display())]
    Empty(PathBuf),
}

/// Reads a file of gold, or all files `.jsonl` of a folder, by name.
///
/// # Errors
/// The first file or line that cannot be read, or that there is nothing.
pub fn read(path: &Path) -> Result<Vec<GoldFile>, GoldError> {
    let files = if path.is_dir() {
        files_of(path)?
    } else {
        vec![path.to_path_buf()]
    };
    let files: Vec<GoldFile> = files
        .into_iter()
        .map(read_file)
        .collect::<Result<_, GoldError>>()?;
    if files.iter().all(|file| file.rows.is_empty()) {
        return Err(GoldError::Empty(path.to_path_buf()));
    }
    Ok(files)
}

fn files_of(folder: &Path) -> Result<Vec<PathBuf>, GoldError> {
    let unreadable = |source| GoldError::Unreadable {
        path: folder.to_path_buf(),
        source,
    };
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "jsonl")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read_file(path: PathBuf) -> Result<GoldFile, GoldError> {
    match fs::read_to_string(&path) {
        Ok(text) => rows(&path, &text).map(|rows| GoldFile { path, rows }),
        Err(source) => Err(GoldError::Unreadable { path, source }),
    }
}

/// The rows of a file that was read; `path` is for messages.
///
/// # Errors
/// The first line that is no row.
pub fn rows(path: &Path, text: &str) -> Result<Vec<GoldRow>, GoldError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| match serde_json::from_str(line) {
            Ok(row) => Ok(GoldRow {
                line: index + 1,
                ..row
            }),
            Err(reason) => Err(GoldError::NoRow {
                path: path.to_path_buf(),
                line: index + 1,
                reason,
            }),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_annotated_is_none() {
        let line = r#"{"id": "a", "sentence": "S.", "labels": ["denial"], "stratum": "x",
            "acts": [{"category": "denial", "speaker": []}]}"#
            .replace('\n', " ");
        let rows = rows(Path::new("g.jsonl"), &format!("\n{line}\n")).expect("gold");
        assert_eq!(rows[0].line, 2);
        assert_eq!(rows[0].acts[0].speaker, Some(Vec::new()));
        assert_eq!(rows[0].acts[0].target, None);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = rows(Path::new("g.jsonl"), "{\"sentence\": \"S.\"}").expect_err("no labels");
        assert!(error.to_string().starts_with("g.jsonl:1 : "), "{error}");
    }
}
