//! Which room may import which, read from the `use` lines and paths of `src/`.

use std::path::{Path, PathBuf};

/// The rooms of the library: each may import itself and those before it.
const ROOMS: [&str; 8] = [
    "text", "input", "rules", "tagger", "evaluate", "study", "output", "batch",
];

/// A file of `src/` without its tests, and its path from there.
struct File {
    path: PathBuf,
    code: String,
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("a file");
                let code = text
                    .split("#[cfg(test)]\nmod tests")
                    .next()
                    .expect("a first part");
                let lines = code
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"));
                let code = lines.collect::<Vec<_>>().join("\n");
                let path = path.strip_prefix(&src).expect("a path below").to_path_buf();
                files.push(File { path, code });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// What follows every `prefix` in the code, up to the next character that belongs to no path.
fn behind<'c>(code: &'c str, prefix: &'c str) -> impl Iterator<Item = &'c str> {
    code.split(prefix).skip(1).map(|rest| {
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
            .unwrap_or(rest.len());
        &rest[..end]
    })
}

fn room(path: &Path) -> Option<usize> {
    let first = path
        .components()
        .next()?
        .as_os_str()
        .to_str()?
        .trim_end_matches(".rs");
    ROOMS.iter().position(|room| *room == first)
}

#[test]
fn rooms_import_only_to_their_left() {
    let mut wrong = Vec::new();
    for file in files() {
        let Some(own) = room(&file.path) else {
            continue;
        };
        for path in behind(&file.code, "crate::") {
            let first = path.split("::").next().unwrap_or(path);
            match ROOMS.iter().position(|room| *room == first) {
                Some(imported) if imported <= own => {}
                _ => wrong.push(format!("{}: crate::{path}", file.path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_of_the_library_is_a_room() {
    let outside: Vec<PathBuf> = files()
        .into_iter()
        .map(|file| file.path)
        .filter(|path| room(path).is_none())
        .filter(|path| {
            !path.starts_with("cli")
                && !["lib.rs", "main.rs"].contains(&path.to_string_lossy().as_ref())
        })
        .collect();
    assert!(outside.is_empty(), "{outside:?}");
}

/// A file would import its own `mod.rs` by naming something of a folder that it stands in: not a file, but an item.
#[test]
fn no_file_imports_its_own_mod_file() {
    let files = files();
    let mut wrong = Vec::new();
    for file in &files {
        for folder in file
            .path
            .ancestors()
            .skip(1)
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            if file.path.ends_with("mod.rs") && file.path.parent() == Some(folder) {
                continue;
            }
            let prefix = format!("crate::{}::", folder.to_string_lossy().replace('/', "::"));
            for path in behind(&file.code, &prefix) {
                let first = path.split("::").next().unwrap_or(path);
                let is_file = |name: &str| {
                    let file = folder.join(format!("{name}.rs"));
                    let inner = folder.join(name).join("mod.rs");
                    files
                        .iter()
                        .any(|other| other.path == file || other.path == inner)
                };
                // A brace opens a list of files: `crate::text::{span, words}` names none by itself.
                if !first.is_empty() && !is_file(first) {
                    wrong.push(format!("{}: {prefix}{path}", file.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_sees_only_the_public_library() {
    let mut wrong = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.path.starts_with("cli") || file.path == Path::new("main.rs"))
    {
        let paths = behind(&file.code, "crate::").filter(|path| !path.starts_with("cli"));
        wrong.extend(paths.map(|path| format!("{}: crate::{path}", file.path.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_opens_with_what_it_is() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in files() {
        let text = std::fs::read_to_string(src.join(&file.path)).expect("a file");
        assert!(
            text.starts_with("//! "),
            "{} has no `//!` head",
            file.path.display()
        );
    }
}

#[test]
fn every_file_of_tests_is_run() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let main = std::fs::read_to_string(tests.join("main.rs")).expect("a file");
    let modules: Vec<&str> = main
        .lines()
        .filter_map(|line| line.strip_prefix("mod "))
        .collect();
    for entry in std::fs::read_dir(tests).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let name = name.to_str().expect("UTF-8");
        let module = name.strip_suffix(".rs").filter(|module| *module != "main");
        assert!(
            module.is_none_or(|module| modules.contains(&format!("{module};").as_str())),
            "{name}"
        );
    }
}
