//! What `metadata.csv` files say of the `.txt` beside them, as TXM writes it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use demarche::batch::Failure;
use demarche::input::txm::{METADATA, Table, read};
use demarche::input::{Input, InputFormat, Options, Place};

use crate::cli::terminal::count;

/// The tables of the folders met so far.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    folders: HashMap<PathBuf, Option<Folder>>,
}

/// The table of one folder.
#[derive(Debug, Default)]
struct Folder {
    table: Table,
    /// Texts that a file was found for.
    found: HashSet<String>,
    /// Files that no row speaks of.
    unknown: Vec<String>,
}

impl Tables {
    /// Whether a file speaks of the `.txt` beside it, instead of holding articles.
    pub(crate) fn is_metadata(&self, path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == METADATA)
            && path
                .parent()
                .and_then(|folder| folder.read_dir().ok())
                .is_some_and(|mut files| {
                    files.any(|file| file.is_ok_and(|file| is_plain(&file.path())))
                })
    }

    /// Adds to a file what is said of it; gives what of the table could not be read, the first time.
    pub(crate) fn attach(&mut self, input: &mut Input, options: &Options) -> Vec<Failure> {
        let Some(path) = input.path.as_deref().filter(|path| is_plain(path)) else {
            return Vec::new();
        };
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return Vec::new();
        };
        let mut failed = Vec::new();
        if !self.folders.contains_key(folder) {
            let (read, errors) = Folder::read(&folder.join(METADATA), options);
            failed = errors;
            self.folders.insert(folder.to_path_buf(), read);
        }
        let Some(Some(folder)) = self.folders.get_mut(folder) else {
            return failed;
        };
        let name = name.to_string_lossy();
        let text = name.split_once(".txt").map_or(&*name, |(text, _)| text);
        match folder.table.get(text) {
            Some(metadata) => {
                input.metadata = Some(metadata.clone());
                folder.found.insert(text.to_owned());
            }
            None => folder.unknown.push(name.into_owned()),
        }
        failed
    }

    /// What has no counterpart, once a folder was walked: files without a row are said; the text of a row without a file
    /// could not be read.
    pub(crate) fn unmatched(&mut self) -> Vec<Failure> {
        let mut failed = Vec::new();
        for (path, folder) in &mut self.folders {
            let Some(folder) = folder.take() else {
                continue;
            };
            let table = path.join(METADATA);
            if let Some(first) = folder.unknown.first() {
                let files = count(folder.unknown.len(), "fichier");
                eprintln!("{} : {files} sans ligne ({first}…)", table.display());
            }
            let file = table.to_string_lossy();
            let place = Place {
                file: file.into(),
                line: None,
            };
            let texts = folder.table.into_keys();
            let mut missing: Vec<String> =
                texts.filter(|text| !folder.found.contains(text)).collect();
            missing.sort();
            let failure = |text| {
                Failure::new(
                    &place,
                    "missing",
                    format!("« {text}.txt » n'est pas dans le dossier"),
                )
            };
            failed.extend(missing.iter().map(failure));
        }
        failed
    }
}

impl Folder {
    fn read(path: &Path, options: &Options) -> (Option<Self>, Vec<Failure>) {
        if !path.is_file() {
            return (None, Vec::new());
        }
        let (table, errors) = read(path, options);
        let folder = Self {
            table,
            ..Self::default()
        };
        (
            Some(folder),
            errors.into_iter().map(Failure::from).collect(),
        )
    }
}

fn is_plain(path: &Path) -> bool {
    InputFormat::of_name(path) == Some(InputFormat::Plain)
}
