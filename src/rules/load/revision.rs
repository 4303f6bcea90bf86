//! Reads a pack as it was at a revision of a git repository, through the `git` program.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Error, ErrorKind, Result, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::rules::load::pack_files::{PackFile, is_passed_over};
use crate::rules::load::whole::{Loaded, load_files};

/// Reads the pack in the folder `path` (from the top of the repository; empty: the top itself) at a revision. `inside`
/// is a folder of the repository.
///
/// # Errors
/// What git says: no repository, no such revision, no such folder; that git is missing.
pub fn load_revision(inside: &Path, revision: &str, path: &str) -> Result<Loaded> {
    if revision.is_empty() || revision.starts_with('-') {
        let message = format!("« {revision} » n'est pas une révision");
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    let mut blobs = list(inside, revision, path.trim_matches('/'))?;
    blobs.retain(|blob| !blob.name.split('/').any(is_passed_over));
    blobs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(load_files(&contents(inside, blobs)?))
}

/// The folder's path from the top of its repository, without a slash at its end.
///
/// # Errors
/// What git says: no repository; that git is missing.
pub fn path_in_repository(folder: &Path) -> Result<String> {
    let out = git(folder, &["rev-parse", "--show-prefix"])?;
    Ok(String::from_utf8_lossy(&out)
        .trim_end_matches(['\n', '\r', '/'])
        .to_owned())
}

/// A file of a revision.
struct Blob {
    name: String,
    object: String,
}

fn list(inside: &Path, revision: &str, path: &str) -> Result<Vec<Blob>> {
    let tree = format!("{revision}:{path}");
    let out = git(inside, &["ls-tree", "-r", "-z", "--full-tree", &tree])?;
    let lines = out.split(|byte| *byte == 0).filter(|line| !line.is_empty());
    // `100644 blob OBJECT\tNAME`; a link (120000) or a submodule is no file.
    let blob = |line: &[u8]| {
        let line = String::from_utf8_lossy(line);
        let (head, name) = line.split_once('\t')?;
        let mut head = head.split(' ');
        let (mode, object) = (head.next()?, head.nth(1)?);
        mode.starts_with("100").then(|| Blob {
            name: name.to_owned(),
            object: object.to_owned(),
        })
    };
    Ok(lines.filter_map(blob).collect())
}

/// The bytes of all files, from one run of git.
fn contents(inside: &Path, blobs: Vec<Blob>) -> Result<Vec<PackFile>> {
    let mut child = command(inside, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| missing(&error))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::other("git ne répond pas"));
    };
    let asked: String = blobs
        .iter()
        .map(|blob| format!("{}\n", blob.object))
        .collect();
    // Written beside the reading: git answers while it is asked, and a full pipe would stop both.
    let asking = std::thread::spawn(move || stdin.write_all(asked.as_bytes()));
    let mut answers = BufReader::new(stdout);
    let mut files = Vec::new();
    for blob in blobs {
        files.push((blob.name, Cow::Owned(answer(&mut answers)?)));
    }
    let asked = asking
        .join()
        .map_err(|_| Error::other("git ne répond pas"))?;
    asked?;
    child.wait()?;
    Ok(files)
}

/// An answer of `cat-file --batch`: `OBJECT blob SIZE`, the bytes, a line end.
fn answer(answers: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let size = head
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok());
    let size: usize = size.ok_or_else(|| Error::other(format!("git : {}", head.trim_end())))?;
    let mut bytes = vec![0; size];
    answers.read_exact(&mut bytes)?;
    answers.read_exact(&mut [0])?;
    Ok(bytes)
}

fn command(inside: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(inside).args(args);
    command
}

fn git(inside: &Path, args: &[&str]) -> Result<Vec<u8>> {
    let output = command(inside, args)
        .output()
        .map_err(|error| missing(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Error::other(format!("git : {}", said.trim())))
}

fn missing(error: &Error) -> Error {
    Error::new(
        error.kind(),
        format!("le programme « git » ne se lance pas : {error}"),
    )
}
