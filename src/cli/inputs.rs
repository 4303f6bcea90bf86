//! The arguments PATH: files, folders, patterns and `-`, as the list of what is to be read.
//!
//! What is not there is said and the rest is read; what a folder holds besides articles is passed over and said.

use std::path::{Component, Path, PathBuf};

use clap::Args;
use demarche::batch::Failure;
use demarche::input::Place;
use demarche::input::record::{Input, InputFormat};
use walkdir::WalkDir;

use crate::cli::terminal::count;

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Fichiers .txt (un article) ou .jsonl (un article par ligne), au besoin .gz ; dossiers, motifs, `-` (entrée standard)
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What is to be read, in the order of the arguments; folders and patterns sorted.
    pub(crate) inputs: Vec<Input>,
    /// Arguments, or parts of folders, that could not be read.
    pub(crate) failed: Vec<Failure>,
}

impl InputArgs {
    /// The same for paths that an option names.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        Self {
            paths: paths.to_vec(),
        }
    }

    /// Whether standard input is one of them.
    pub(crate) fn reads_stdin(&self) -> bool {
        self.paths.iter().any(|path| path.as_os_str() == "-")
    }

    /// Takes the first argument away: it is no path.
    pub(crate) fn take_first(&mut self) -> Option<PathBuf> {
        (!self.paths.is_empty()).then(|| self.paths.remove(0))
    }

    /// Whether nothing is to be read.
    pub(crate) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Looks at every argument.
    pub(crate) fn find(&self) -> Found {
        let mut found = Found::default();
        for path in &self.paths {
            found.add(path);
        }
        found
    }
}

impl Found {
    fn add(&mut self, path: &Path) {
        match path {
            path if path.as_os_str() == "-" => self.inputs.push(Input::stdin()),
            path if path.is_dir() => self.add_folder(path),
            path if path.exists() => self.inputs.push(Input::file(path)),
            path => self.add_pattern(path),
        }
    }

    /// All articles below a folder, by name; their ids are their paths from there.
    fn add_folder(&mut self, folder: &Path) {
        let mut skipped = Vec::new();
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) if InputFormat::of_name(entry.path()).is_some() => {
                    self.inputs.push(below(folder, entry.path()));
                }
                Ok(entry) => skipped.push(entry.into_path()),
                Err(error) => self.fail(folder, "folder", format!("dossier illisible ({error})")),
            }
        }
        if let Some(first) = skipped.first() {
            let files = count(skipped.len(), "fichier");
            eprintln!(
                "{} : {files} d'un autre type laissé de côté ({}…)",
                folder.display(),
                first.display()
            );
        }
    }

    /// All articles that a pattern names («2020-*.txt»), by name.
    fn add_pattern(&mut self, path: &Path) {
        let written = path.display().to_string();
        let paths = match glob::glob(&written) {
            Ok(paths) if written.contains(['*', '?', '[']) => paths,
            _ => {
                return self.fail(
                    path,
                    "missing",
                    "ce fichier ou ce dossier n'existe pas".into(),
                );
            }
        };
        let before = self.inputs.len();
        for path in paths.filter_map(Result::ok).filter(|path| path.is_file()) {
            self.inputs
                .push(below(&fixed_part(Path::new(&written)), &path));
        }
        if self.inputs.len() == before {
            self.fail(
                path,
                "no-match",
                "aucun fichier ne répond à ce motif".into(),
            );
        }
    }

    fn fail(&mut self, path: &Path, code: &'static str, reason: String) {
        let file = path.to_string_lossy().into();
        let place = Place { file, line: None };
        self.failed.push(Failure::new(&place, code, reason));
    }
}

/// A file whose id is its path from `folder` on, with forward slashes.
fn below(folder: &Path, path: &Path) -> Input {
    let mut input = Input::file(path);
    if let Ok(rest) = path.strip_prefix(folder) {
        let parts: Vec<_> = rest
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        input.id = parts.join("/");
    }
    input
}

/// The folders of a pattern before its first wildcard.
fn fixed_part(pattern: &Path) -> PathBuf {
    let fixed =
        |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    pattern.components().take_while(fixed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(paths: &[PathBuf]) -> (Vec<String>, usize) {
        let found = InputArgs {
            paths: paths.to_vec(),
        }
        .find();
        (
            found.inputs.into_iter().map(|input| input.id).collect(),
            found.failed.len(),
        )
    }

    #[test]
    fn folders_and_patterns_are_sorted_and_the_missing_is_counted() {
        let dir = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(dir.path().join("b")).expect("a folder");
        for name in ["c.txt", "a.jsonl", "b/x.txt", "b/note.md"] {
            std::fs::write(dir.path().join(name), "x").expect("a file");
        }
        let at = |name: &str| dir.path().join(name);
        let folder = ["a.jsonl", "b/x.txt", "c.txt"].map(str::to_string).to_vec();
        let cases = [
            (vec![at("")], (folder, 0)),
            (
                vec![at("*.txt"), at("*/*.txt")],
                (vec!["c.txt".into(), "b/x.txt".into()], 0),
            ),
            (
                vec![at("b/note.md"), at("none.txt"), at("*.csv")],
                (vec!["note.md".into()], 2),
            ),
            (vec!["-".into()], (vec!["-".into()], 0)),
        ];
        for (paths, expected) in cases {
            assert_eq!(ids(&paths), expected, "{paths:?}");
        }
    }
}
