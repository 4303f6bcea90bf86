//! The program in folders of its own, for the tests that run it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// What a run of the program left.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

pub(crate) fn demarche(dir: &Path, args: &[&str]) -> Run {
    demarche_reading(dir, args, b"")
}

/// A run with that on standard input.
pub(crate) fn demarche_reading(dir: &Path, args: &[&str], stdin: &[u8]) -> Run {
    let mut child = command(dir, args)
        .stdin(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(stdin).expect("written");
    drop(pipe);
    child.wait_with_output().expect("the program ends").into()
}

/// The program, ready to run there, its output and messages caught.
pub(crate) fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command
        .args(args)
        .current_dir(dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Standard output; where the exit code is not 0, that code and the messages.
pub(crate) fn printed(dir: &Path, args: &[&str]) -> String {
    let run = demarche(dir, args);
    match run.code {
        Some(0) => run.stdout,
        code => format!("{code:?} {}", run.stderr),
    }
}

/// A folder with these files, in folders of their own where their names say so.
pub(crate) fn folder<T: AsRef<[u8]>>(files: &[(&str, T)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("a file");
    }
    dir
}

/// A folder with a copy of the default pack in `rules`.
pub(crate) fn pack() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let run = demarche(dir.path(), &["init", "rules"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    dir
}

/// A folder with `rules`: the actors and the French of the default pack, but no rules and lexicons other than these files.
pub(crate) fn small_pack(files: &[(&str, &str)]) -> TempDir {
    let dir = pack();
    let rules = dir.path().join("rules");
    std::fs::remove_dir_all(rules.join("lexicons")).expect("removed");
    std::fs::create_dir(rules.join("lexicons")).expect("made");
    for entry in std::fs::read_dir(&rules).expect("a folder") {
        let path = entry.expect("an entry").path();
        let of_rules = path.extension().is_some_and(|found| found == "toml");
        if of_rules && !path.ends_with("pack.toml") {
            std::fs::remove_file(path).expect("removed");
        }
    }
    for (name, text) in files {
        std::fs::write(rules.join(name), text).expect("written");
    }
    dir
}

/// What `tag` says at its end, without what depends on the machine.
pub(crate) fn without_speed(stderr: &str) -> String {
    let words = stderr.split(' ').map(|word| {
        let number = word.trim_start_matches('(');
        match number.replace(',', ".").parse::<f64>() {
            Ok(_) if number.contains(',') => word.replace(number, "N"),
            _ => word.to_string(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
