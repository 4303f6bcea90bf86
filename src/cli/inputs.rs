//! The arguments PATH and how they are read: files, folders, patterns and `-`, as the list of what is to be read.
//!
//! What is not there is said and the rest is read; what a folder holds besides articles is passed over and said.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use clap::{Args, ValueEnum};
use demarche::batch::Failure;
use demarche::input::{Input, InputFormat, Options, Place, Records, is_article_name};
use encoding_rs::Encoding;
use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use crate::cli::metadata::Tables;

/// What to read.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Entrées")]
pub(crate) struct InputArgs {
    /// Fichiers, dossiers, motifs, `-` (entrée standard) : .txt, .jsonl, .csv, .tsv, .xlsx, .html (page ou Europresse), .xml (TEI), .iramuteq ; .gz .zst .xz .bz2 .zip
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Descend dans les sous-dossiers
    #[arg(short, long)]
    recursive: bool,
    /// Dans les dossiers, ne lit que les fichiers dont le nom ou le chemin répond à ce motif (répétable)
    #[arg(long = "glob", value_name = "PATTERN")]
    globs: Vec<Pattern>,
    /// Format des entrées ; par défaut d'après le contenu, et le nom pour .csv, .tsv, .iramuteq
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,
    /// Codage des entrées (`windows-1252`, `iso-8859-15`, `macintosh`…) ; par défaut UTF-8, sinon deviné et dit
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Colonne (ou clé JSON) du texte ; par défaut `text` ou `texte`
    #[arg(long, value_name = "NAME")]
    text_column: Option<String>,
    /// Colonne (clé JSON, variable Iramuteq) qui nomme le document ; par défaut `id`, sinon fichier:ligne
    #[arg(long, value_name = "NAME")]
    id_column: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Un article par fichier
    Txt,
    /// Un objet JSON par ligne
    Jsonl,
    /// Un article par ligne de tableau ; le séparateur est trouvé
    Csv,
    /// De même, avec des tabulations
    Tsv,
    /// Articles sous des lignes `**** *variable_valeur`
    Iramuteq,
    /// Revue de presse d'Europresse, en HTML
    Europresse,
    /// Une page par fichier
    Html,
    /// TEI, un texte ou un corpus
    Tei,
    /// Classeur
    Xlsx,
}

impl From<Format> for InputFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Txt => Self::Plain,
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv,
            Format::Tsv => Self::Tsv,
            Format::Iramuteq => Self::Iramuteq,
            Format::Europresse => Self::Europresse,
            Format::Html => Self::Html,
            Format::Tei => Self::Tei,
            Format::Xlsx => Self::Xlsx,
        }
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    let label = match name.to_ascii_lowercase().as_str() {
        "latin9" | "latin-9" => "iso-8859-15",
        "utf16" => "utf-16",
        "macroman" => "macintosh",
        _ => name,
    };
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        "codage inconnu ; par exemple utf-8, windows-1252, iso-8859-15, utf-16le, macintosh".into()
    })
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What is to be read, in the order of the arguments; folders and patterns sorted.
    pub(crate) inputs: Vec<Input>,
    /// Arguments, or parts of folders, that could not be read.
    pub(crate) failed: Vec<Failure>,
    /// How to read them.
    pub(crate) options: Options,
    tables: Tables,
}

impl InputArgs {
    /// The same for paths that an option names; folders with their subfolders.
    pub(crate) fn of(paths: &[PathBuf]) -> Self {
        Self {
            paths: paths.to_vec(),
            recursive: true,
            ..Self::default()
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

    /// How inputs are to be read.
    pub(crate) fn options(&self) -> Options {
        Options {
            format: self.input_format.map(InputFormat::from),
            encoding: self.encoding,
            text_column: self.text_column.clone(),
            id_column: self.id_column.clone(),
            ..Options::default()
        }
    }

    /// Looks at every argument.
    pub(crate) fn find(&self) -> Found {
        let mut found = Found {
            options: self.options(),
            ..Found::default()
        };
        for path in &self.paths {
            found.add(path, self);
        }
        found
    }
}

impl Found {
    fn add(&mut self, path: &Path, args: &InputArgs) {
        match path {
            path if path.as_os_str() == "-" => self.inputs.push(Input::stdin()),
            path if path.is_dir() => self.add_folder(path, args),
            path if path.exists() => self.push(Input::file(path)),
            path => self.add_pattern(path),
        }
    }

    /// All articles of a folder, by name; their ids are their paths from there.
    fn add_folder(&mut self, folder: &Path, args: &InputArgs) {
        let mut passed = Passed::default();
        let mut walked = HashSet::new();
        let depth = if args.recursive { usize::MAX } else { 1 };
        let mut walk = WalkDir::new(folder)
            .follow_links(true)
            .max_depth(depth)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_hidden(&entry) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    passed.hidden.push(entry.into_path());
                }
                Ok(entry) if entry.file_type().is_dir() => {
                    let is_new = entry
                        .path()
                        .canonicalize()
                        .is_ok_and(|real| walked.insert(real));
                    if entry.depth() == depth {
                        passed.folders.push(entry.into_path());
                    } else if !is_new {
                        walk.skip_current_dir();
                        passed.again.push(entry.into_path());
                    }
                }
                Ok(entry) if self.tables.is_metadata(entry.path()) => {}
                Ok(entry) if args.wants(folder, entry.path()) => {
                    self.push(below(folder, entry.path()));
                }
                Ok(entry) => passed.others.push(entry.into_path()),
                Err(error) => self.fail_in(folder, &error, &mut passed),
            }
        }
        passed.say(folder);
        self.failed.extend(self.tables.unmatched());
    }

    fn fail_in(&mut self, folder: &Path, error: &walkdir::Error, passed: &mut Passed) {
        let path = error.path().unwrap_or(folder);
        if error.loop_ancestor().is_some() {
            // What it leads to is read where it stands.
            return passed.again.push(path.to_path_buf());
        }
        let reason = match error.io_error().map(std::io::Error::kind) {
            Some(ErrorKind::PermissionDenied) => "accès refusé ; vérifiez les droits".to_owned(),
            Some(ErrorKind::NotFound) => {
                "lien vers un fichier qui n'existe pas, ou plus".to_owned()
            }
            _ => error.to_string(),
        };
        self.fail(path, "folder", reason);
    }

    /// All files that a pattern names («2020-*.txt»), by name.
    fn add_pattern(&mut self, path: &Path) {
        let written = path.display().to_string();
        let visible = MatchOptions {
            require_literal_leading_dot: true,
            ..MatchOptions::new()
        };
        let paths = match glob::glob_with(&written, visible) {
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
            self.push(below(&fixed_part(Path::new(&written)), &path));
        }
        if self.inputs.len() == before {
            self.fail(
                path,
                "no-match",
                "aucun fichier ne répond à ce motif".into(),
            );
        }
    }

    /// Adds a file with what a `metadata.csv` beside it says of it.
    fn push(&mut self, mut input: Input) {
        self.failed
            .extend(self.tables.attach(&mut input, &self.options));
        self.inputs.push(input);
    }

    fn fail(&mut self, path: &Path, code: &'static str, reason: String) {
        let file = path.to_string_lossy().into();
        let place = Place { file, line: None };
        self.failed.push(Failure::new(&place, code, reason));
    }
}

impl InputArgs {
    /// Whether a file of a folder is to be read.
    fn wants(&self, folder: &Path, path: &Path) -> bool {
        if self.globs.is_empty() {
            return is_article_name(path);
        }
        let rest = path.strip_prefix(folder).unwrap_or(path);
        let name = path.file_name().map(Path::new).unwrap_or(path);
        self.globs
            .iter()
            .any(|glob| glob.matches_path(rest) || glob.matches_path(name))
    }
}

/// The records of some inputs; what is passed over is said on stderr.
pub(crate) fn records(inputs: Vec<Input>, options: Options) -> Records {
    Records::new(inputs)
        .with(options)
        .announcing(|what| eprintln!("{what}"))
}

/// What a folder holds that is not read.
#[derive(Debug, Default)]
struct Passed {
    others: Vec<PathBuf>,
    hidden: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    /// Reached by links, and read where they stand.
    again: Vec<PathBuf>,
}

impl Passed {
    fn say(&self, folder: &Path) {
        let say = |paths: &[PathBuf], one: &str, many: &str, end: &str| {
            let Some(first) = paths.first() else { return };
            let (folder, first) = (folder.display(), first.display());
            match paths.len() {
                1 => eprintln!("{folder} : 1 {one} laissé de côté ({first}){end}"),
                number => eprintln!("{folder} : {number} {many} laissés de côté ({first}…){end}"),
            }
        };
        let deeper = " ; --recursive y descend";
        say(
            &self.others,
            "fichier d'un autre type",
            "fichiers d'un autre type",
            "",
        );
        say(&self.hidden, "fichier caché", "fichiers cachés", "");
        say(&self.folders, "sous-dossier", "sous-dossiers", deeper);
        say(
            &self.again,
            "dossier déjà lu par un autre chemin",
            "dossiers déjà lus par un autre chemin",
            "",
        );
    }
}

/// Whether a file or folder is hidden, or one that an office program left while it runs (`~$x.xlsx`).
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
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

    fn folder() -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for folder in ["b/c", ".git"] {
            std::fs::create_dir_all(dir.path().join(folder)).expect("a folder");
        }
        for name in [
            "c.txt",
            "a.jsonl",
            "note.md",
            ".x.txt",
            "~$t.xlsx",
            "b/x.txt",
            "b/c/y.csv.gz",
            ".git/z.txt",
        ] {
            std::fs::write(dir.path().join(name), "x").expect("a file");
        }
        dir
    }

    fn ids(args: &InputArgs) -> (Vec<String>, usize) {
        let found = args.find();
        let ids = found.inputs.into_iter().map(|input| input.id);
        (ids.collect(), found.failed.len())
    }

    #[test]
    fn folders_and_patterns_are_sorted_and_the_missing_is_counted() {
        let dir = folder();
        let at = |name: &str| dir.path().join(name);
        /// Paths, whether recursive, globs; the articles found and the number of what failed.
        type Case<'a> = (Vec<PathBuf>, bool, &'a [&'a str], &'a [&'a str], usize);
        let cases: [Case<'_>; 7] = [
            (vec![at("")], false, &[], &["a.jsonl", "c.txt"], 0),
            (
                vec![at("")],
                true,
                &[],
                &["a.jsonl", "b/c/y.csv.gz", "b/x.txt", "c.txt"],
                0,
            ),
            (
                vec![at("")],
                true,
                &["*.txt", "*.md"],
                &["b/x.txt", "c.txt", "note.md"],
                0,
            ),
            (vec![at("")], true, &["b/*.txt"], &["b/x.txt"], 0),
            (
                vec![at("*.txt"), at("*/*.txt")],
                false,
                &[],
                &["c.txt", "b/x.txt"],
                0,
            ),
            (
                vec![at("note.md"), at("none.txt"), at("*.csv")],
                false,
                &[],
                &["note.md"],
                2,
            ),
            (vec!["-".into()], false, &[], &["-"], 0),
        ];
        for (paths, recursive, globs, expected, failed) in cases {
            let args = InputArgs {
                recursive,
                globs: globs
                    .iter()
                    .map(|glob| Pattern::new(glob).expect("a pattern"))
                    .collect(),
                paths,
                ..InputArgs::default()
            };
            let expected = expected.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(ids(&args), (expected, failed), "{:?}", args.paths);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_that_loop_or_lead_nowhere_stop_nothing() {
        let dir = folder();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("b/loop")).expect("a link");
        std::os::unix::fs::symlink("nowhere", dir.path().join("b/d.txt")).expect("a link");
        let args = InputArgs {
            paths: vec![dir.path().to_path_buf()],
            recursive: true,
            ..InputArgs::default()
        };
        let (ids, failed) = ids(&args);
        assert_eq!((ids.len(), failed), (4, 1), "{ids:?}");
    }

    #[test]
    fn names_of_encodings() {
        assert_eq!(encoding("Latin1"), Ok(encoding_rs::WINDOWS_1252));
        assert_eq!(encoding("latin9"), Ok(encoding_rs::ISO_8859_15));
        assert!(encoding("klingon").is_err());
    }
}
