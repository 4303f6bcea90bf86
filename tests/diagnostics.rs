//! Each code that reading a pack can report, from a tiny broken pack: `diagnostics/CODE/` holds the files in
//! which it differs from `diagnostics/base/` (`NAME.removed` takes one away) and what is then reported.
//! The language itself, `french/`, is that of the default pack.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use demarche::rules::codes::CODES;
use demarche::rules::embedded;
use demarche::rules::load::{Loaded, load_folder};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics")
}

/// The files under a folder, by their names relative to it, with forward slashes.
fn files_under(dir: &Path, prefix: &str) -> Vec<(String, PathBuf)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).expect("a folder of the tests") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            files.extend(files_under(&path, &format!("{prefix}{name}/")));
        } else {
            files.push((format!("{prefix}{name}"), path));
        }
    }
    files
}

fn write(to: &Path, name: &str, bytes: &[u8]) {
    let path = to.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, bytes).expect("written");
}

/// The pack of a case, in a folder of its own.
pub(crate) fn pack_of(case: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in embedded::files() {
        if name.starts_with("french/") {
            write(dir.path(), &name, &bytes);
        }
    }
    for folder in ["base", case] {
        for (name, path) in files_under(&root().join(folder), "") {
            match name.strip_suffix(".removed") {
                Some(removed) => fs::remove_file(dir.path().join(removed)).expect("removed"),
                None if name.ends_with(".snap") => {}
                None => write(dir.path(), &name, &fs::read(path).expect("read")),
            }
        }
    }
    dir
}

fn load(case: &str) -> Loaded {
    let dir = pack_of(case);
    let mut loaded = load_folder(dir.path()).expect("a folder");
    loaded.compile();
    loaded
}

/// What each code's pack gives, read once for all tests.
static CASES: LazyLock<Vec<(&str, Loaded)>> = LazyLock::new(|| {
    let names = CODES.iter().map(|code| code.name);
    names.map(|name| (name, load(name))).collect()
});

fn shown(loaded: &Loaded) -> String {
    let shown = loaded
        .diagnostics
        .iter()
        .map(|found| found.render(loaded.source_of(found), false));
    shown.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn base_of_the_broken_packs_is_sound() {
    assert_eq!(shown(&load("base")), "");
}

#[test]
fn every_code_has_a_broken_pack() {
    for code in CODES {
        assert!(root().join(code.name).is_dir(), "{}", code.name);
    }
}

#[test]
fn every_code_is_reported_with_place_and_remedy() {
    for (code, loaded) in CASES.iter() {
        let reported = loaded.diagnostics.iter().any(|found| found.code == *code);
        assert!(reported, "{code}: {}", shown(loaded));
        insta::with_settings!({
            snapshot_path => root().join(code),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("reported", shown(loaded));
        });
    }
}

#[test]
fn no_message_is_the_parser_s_own() {
    for (_, loaded) in CASES.iter() {
        for found in &loaded.diagnostics {
            let text = format!("{} {:?}", found.message, found.help);
            for word in ["expected", "unexpected", "invalid", "missing", "unclosed"] {
                assert!(!text.contains(word), "{text}");
            }
        }
    }
}

#[test]
fn diagnostics_are_json_for_programs() {
    let loaded = load("unknown-lexicon");
    insta::with_settings!({
        snapshot_path => root(),
        prepend_module_to_snapshot => false,
    }, {
        insta::assert_json_snapshot!("json", loaded.diagnostics[0]);
    });
}
