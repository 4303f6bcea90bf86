//! Nothing lost: runs that break off, are killed, taken up again, or cannot write.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use demarche::rules::embedded;
use tempfile::TempDir;

use crate::program::folder;

const CALL: &str = "Paris appelle le Hezbollah à la trêve.";
const PLAIN: &str = "La récolte de pommes a été bonne cette année.";

/// A pack of one rule, which is read in no time: what is tried here are the runs.
static PACK: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in embedded::files() {
        match name.as_str() {
            "french/common_verbs.txt" => write(dir.path(), &name, "dire\n"),
            "french/common_nouns.txt" => write(dir.path(), &name, "guerre\n"),
            "french/common_adjectives.txt" => write(dir.path(), &name, "grand\n"),
            name if name.starts_with("french/") => write(dir.path(), name, bytes),
            _ => {}
        }
    }
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics/base");
    for name in [
        "pack.toml",
        "appel.toml",
        "lexicons/treve.txt",
        "actors/acteurs.tsv",
    ] {
        write(dir.path(), name, fs::read(base.join(name)).expect("read"));
    }
    dir
});

/// Copies that pack.
fn copy_pack(to: &Path) {
    for entry in walkdir::WalkDir::new(PACK.path()) {
        let path = entry.expect("an entry").into_path();
        let name = path.strip_prefix(PACK.path()).expect("a path below");
        if path.is_file() {
            let name = name.to_str().expect("UTF-8");
            write(to, name, fs::read(&path).expect("read"));
        }
    }
}

/// What a run left behind.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
}

fn command(dir: &Path, args: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(args.split(' '));
    if !args.contains("--rules") {
        command.arg("--rules").arg(PACK.path());
    }
    command
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn ended(child: Child) -> Run {
    let output = child.wait_with_output().expect("the program ends");
    Run {
        code: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// The program with these arguments, between which one space stands.
fn demarche(dir: &Path, args: &str) -> Run {
    ended(command(dir, args).spawn().expect("the program starts"))
}

/// Articles a line; every seventh has a statement, every fiftieth line is no JSON.
fn lines(articles: usize) -> String {
    let line = |n: usize| match n {
        n if n % 50 == 49 => "{\"text\": \n".to_owned(),
        n => {
            let text = if n.is_multiple_of(7) { CALL } else { PLAIN };
            format!(
                "{}\n",
                serde_json::json!({ "id": format!("a{n}"), "text": text, "page": n })
            )
        }
    };
    (0..articles).map(line).collect()
}

fn write(dir: &Path, name: &str, text: impl AsRef<[u8]>) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// All files of a folder, hidden ones too, with their bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).expect("a folder");
    entries
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("UTF-8");
            (name, fs::read(entry.path()).expect("read"))
        })
        .collect()
}

/// What `-o` would write for the same input: the shards one behind the other are that.
fn joined(dir: &Path, failures: bool) -> Vec<u8> {
    files(dir)
        .into_iter()
        .filter(|(name, _)| {
            name.starts_with("part-") && name.ends_with(".errors.jsonl") == failures
        })
        .flat_map(|(_, bytes)| bytes)
        .collect()
}

const TAG: &str = "tag a.jsonl b.txt none.txt --out-dir out --shard-records 20";

/// A folder with articles, of which the run [`TAG`] has shards in `out`.
fn done() -> TempDir {
    let dir = folder(&[("a.jsonl", lines(200).as_str()), ("b.txt", CALL)]);
    let run = demarche(dir.path(), TAG);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    dir
}

#[test]
fn shards_hold_what_one_file_would_and_count_every_record() {
    let dir = done();
    let one = demarche(
        dir.path(),
        "tag a.jsonl b.txt none.txt -o one.jsonl --errors errors.jsonl",
    );
    assert_eq!(one.code, Some(2));
    let out = dir.path().join("out");
    let read = |name: &str| fs::read(dir.path().join(name)).expect("read");
    assert_eq!(joined(&out, false), read("one.jsonl"));
    let errors = String::from_utf8(read("errors.jsonl")).expect("UTF-8");
    // What is missing is said first in one file, and comes last in shards.
    let mut rotated: Vec<&str> = errors.lines().collect();
    rotated.rotate_left(1);
    let rotated = rotated.join("\n") + "\n";
    assert_eq!(joined(&out, true), rotated.as_bytes());
    assert_eq!(read("out/errors.jsonl"), rotated.as_bytes());
    let missing = errors.lines().next().expect("a line");
    assert_eq!(
        missing,
        "{\"file\":\"none.txt\",\"line\":null,\"code\":\"missing\",\"reason\":\"ce fichier ou ce dossier n'existe pas\"}"
    );
    let manifest = String::from_utf8(read("out/manifest.jsonl")).expect("UTF-8");
    let last: serde_json::Value =
        serde_json::from_str(manifest.lines().last().expect("a line")).expect("JSON");
    let total = &last["total"];
    assert_eq!(total["records"], 202);
    assert_eq!(total["failed"], errors.lines().count());
    assert_eq!(total["read"], 202 - errors.lines().count());
    assert_eq!(manifest.lines().count(), 1 + 11 + 1);
}

/// What a second run does behind a change: how many of the eleven shards it keeps. It leaves what a first run would.
fn kept_behind(change: impl Fn(&Path), args: &str) -> String {
    let dir = done();
    change(dir.path());
    let again = demarche(dir.path(), args);
    let undisturbed = demarche(
        dir.path(),
        &args.replace("--out-dir out", "--out-dir clean"),
    );
    assert_eq!(again.code, undisturbed.code, "{}", again.stderr);
    let (again_files, clean) = (
        files(&dir.path().join("out")),
        files(&dir.path().join("clean")),
    );
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&again_files), names(&clean));
    assert!(again_files == clean, "{}", again.stderr);
    let last = again.stderr.lines().last().expect("a line");
    let shards = last.split(" ; ").nth(1).expect("shards");
    shards.to_owned()
}

#[test]
fn what_is_unchanged_is_kept() {
    let kept = kept_behind(|_| (), TAG);
    assert_eq!(kept, "11 tranches, 11 déjà là");
}

#[test]
fn an_article_changed_in_its_place_touches_its_shard_alone() {
    let change = |dir: &Path| {
        let text = fs::read_to_string(dir.join("a.jsonl")).expect("read");
        let changed = text.replace("\"a70\"", "\"b70\"");
        assert_eq!(changed.len(), text.len());
        write(dir, "a.jsonl", changed);
    };
    assert_eq!(kept_behind(change, TAG), "11 tranches, 10 déjà là");
}

#[test]
fn a_shorter_input_leaves_no_shard_of_the_longer_one() {
    let change = |dir: &Path| write(dir, "a.jsonl", lines(100));
    assert_eq!(kept_behind(change, TAG), "6 tranches, 5 déjà là");
}

#[test]
fn another_pack_touches_all() {
    let change = |dir: &Path| {
        copy_pack(&dir.join("rules"));
        let path = dir.join("rules/lexicons/treve.txt");
        let mut text = fs::read_to_string(&path).expect("read");
        text.push_str("cessez-le-feu\n");
        fs::write(path, text).expect("written");
    };
    let args = format!("{TAG} --rules rules");
    assert_eq!(kept_behind(change, &args), "11 tranches, 0 déjà là");
}

#[test]
fn a_copy_of_the_same_pack_touches_nothing() {
    let change = |dir: &Path| copy_pack(&dir.join("rules"));
    let args = format!("{TAG} --rules rules");
    assert_eq!(kept_behind(change, &args), "11 tranches, 11 déjà là");
}

#[test]
fn the_same_pack_in_one_file_touches_nothing() {
    let change = |dir: &Path| {
        let file = fs::File::create(dir.join("rules.tar")).expect("a file");
        let mut archive = tar::Builder::new(file);
        archive
            .append_dir_all("rules", PACK.path())
            .expect("packed");
        archive.finish().expect("packed");
    };
    let args = format!("{TAG} --rules rules.tar");
    assert_eq!(kept_behind(change, &args), "11 tranches, 11 déjà là");
}

#[test]
fn lost_and_spoilt_files_are_made_again() {
    type Change = fn(&Path);
    let cases: [(Change, &str); 7] = [
        (
            |out| fs::remove_file(out.join("part-000003.jsonl")).expect("removed"),
            "10",
        ),
        (|out| write(out, "part-000004.jsonl", "spoilt"), "10"),
        (
            |out| fs::remove_file(out.join("part-000003.errors.jsonl")).expect("removed"),
            "10",
        ),
        (|out| write(out, "errors.jsonl", "spoilt"), "11"),
        (
            |out| write(out, "part-000099.jsonl", "of another run"),
            "11",
        ),
        (
            |out| fs::remove_file(out.join("manifest.jsonl")).expect("removed"),
            "0",
        ),
        (|out| write(out, ".demarche-killed", "half"), "11"),
    ];
    for (change, kept) in cases {
        let shards = kept_behind(|dir| change(&dir.join("out")), TAG);
        assert_eq!(shards, format!("11 tranches, {kept} déjà là"));
    }
}

#[test]
fn a_spoilt_manifest_is_mended_as_far_as_it_can_be_read() {
    let spoil = |change: fn(&str) -> String| {
        move |dir: &Path| {
            let path = dir.join("out/manifest.jsonl");
            let text = fs::read_to_string(&path).expect("read");
            fs::write(path, change(&text)).expect("written");
        }
    };
    type Change = fn(&str) -> String;
    let cases: [(Change, &str); 4] = [
        (|_| "\u{0}\n{".into(), "0"),
        (|text| text[..text.len() / 2].into(), "5"),
        (
            |text| text.replacen("\"failed\":1", "\"failed\":0", 1),
            "10",
        ),
        (
            |text| {
                text.replacen("démarche", "demarche", 1)
                    .replacen("0.1.0", "0.0.9", 1)
            },
            "0",
        ),
    ];
    for (change, kept) in cases {
        let shards = kept_behind(spoil(change), TAG);
        assert_eq!(shards, format!("11 tranches, {kept} déjà là"));
    }
}

#[test]
fn standard_input_can_be_taken_up_again() {
    let dir = folder::<&str>(&[]);
    let tag = || {
        let mut command = command(dir.path(), "tag - --out-dir out --shard-records 20");
        let mut child = command.stdin(Stdio::piped()).spawn().expect("started");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(lines(100).as_bytes()).expect("written");
        drop(stdin);
        ended(child).stderr
    };
    assert!(tag().contains("5 tranches, 0 déjà là"));
    assert!(tag().contains("5 tranches, 5 déjà là"));
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let dir = folder::<&str>(&[]);
    let mut command = command(dir.path(), "tag - --out-dir out");
    let mut first = command.stdin(Stdio::piped()).spawn().expect("started");
    wait_for(|| dir.path().join("out/manifest.jsonl").exists());
    let second = demarche(dir.path(), "tag - --out-dir out");
    assert_eq!(second.code, Some(2));
    assert!(
        second.stderr.contains("un autre processus y écrit"),
        "{}",
        second.stderr
    );
    drop(first.stdin.take());
    assert_eq!(ended(first).code, Some(0));
}

#[test]
fn killed_at_any_moment_and_taken_up_again_the_bytes_are_the_same() {
    let dir = folder(&[("a.jsonl", lines(3000).as_str())]);
    let args = "tag a.jsonl --shard-records 50 -j 2 --out-dir";
    let begun = Instant::now();
    demarche(dir.path(), &format!("{args} clean"));
    let whole = begun.elapsed();
    let clean = files(&dir.path().join("clean"));
    // Moments spread over the run by a fixed walk, so that a failure comes again.
    let mut moment = 0.37;
    for round in 0..20 {
        moment = (moment + 0.618_034_f64).fract();
        let mut child = command(dir.path(), &format!("{args} out"))
            .spawn()
            .expect("started");
        std::thread::sleep(whole.mul_f64(moment));
        child.kill().expect("killed");
        child.wait().expect("ended");
        if round % 5 == 4 {
            let run = demarche(dir.path(), &format!("{args} out"));
            assert_eq!(run.code, Some(2), "{}", run.stderr);
            assert!(
                files(&dir.path().join("out")) == clean,
                "round {round}: {}",
                run.stderr
            );
            fs::remove_dir_all(dir.path().join("out")).expect("removed");
        }
    }
}

fn wait_for(there: impl Fn() -> bool) {
    let begun = Instant::now();
    while !there() {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "waited for nothing"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_nothing_half_done() {
    for signal in ["INT", "TERM"] {
        let dir = folder(&[("out.jsonl", "old")]);
        let mut command = command(dir.path(), "tag - -o out.jsonl --errors failed.jsonl");
        let mut child = command.stdin(Stdio::piped()).spawn().expect("started");
        wait_for(|| files(dir.path()).len() == 3);
        let id = child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.expect("kill runs").success());
        let stdin = child.stdin.take();
        let run = ended(child);
        drop(stdin);
        assert_eq!(
            (run.code, run.stdout.len()),
            (Some(130), 0),
            "{signal}: {}",
            run.stderr
        );
        let left = files(dir.path());
        assert_eq!(
            left,
            BTreeMap::from([("out.jsonl".into(), b"old".to_vec())])
        );
    }
}

/// With a limit on the size of files, as on a disk that is full.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_and_nothing_else() {
    let dir = folder(&[("a.jsonl", lines(3000).as_str()), ("out.jsonl", "old")]);
    for (args, left) in [
        ("tag a.jsonl -o out.jsonl", vec!["a.jsonl", "out.jsonl"]),
        (
            "tag a.jsonl --out-dir out",
            vec!["a.jsonl", "out", "out.jsonl"],
        ),
    ] {
        let (program, pack) = (env!("CARGO_BIN_EXE_demarche"), PACK.path().display());
        let script = format!("trap '' XFSZ; ulimit -f 64; exec {program} {args} --rules {pack} -q");
        let run = Command::new("sh")
            .args(["-c", &script])
            .current_dir(dir.path())
            .output();
        let run = run.expect("sh runs");
        let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("File too large"), "{stderr}");
        let mut names: Vec<_> = fs::read_dir(dir.path())
            .expect("a folder")
            .map(|entry| {
                entry
                    .expect("an entry")
                    .file_name()
                    .into_string()
                    .expect("UTF-8")
            })
            .collect();
        names.sort();
        assert_eq!(names, left);
        assert_eq!(
            fs::read(dir.path().join("out.jsonl")).expect("read"),
            b"old"
        );
    }
    let half = files(&dir.path().join("out"));
    assert_eq!(half.keys().collect::<Vec<_>>(), ["manifest.jsonl"]);
}

#[test]
fn too_many_failures_end_the_run() {
    let dir = folder(&[("a.jsonl", lines(200).as_str()), ("out.jsonl", "old")]);
    for (most, code) in [("3", "entrées en échec"), ("4", "")] {
        let run = demarche(
            dir.path(),
            &format!("tag a.jsonl -o out.jsonl --errors failed.jsonl --max-errors {most}"),
        );
        assert_eq!(run.code, Some(2));
        assert_eq!(
            run.stderr.contains("--max-errors"),
            !code.is_empty(),
            "{}",
            run.stderr
        );
        let failed = fs::read_to_string(dir.path().join("failed.jsonl")).expect("read");
        assert_eq!(failed.lines().count(), 4);
        let old = fs::read(dir.path().join("out.jsonl")).expect("read") == b"old";
        assert_eq!(old, !code.is_empty());
    }
}

#[test]
fn two_articles_of_one_id_are_two_articles() {
    let line = format!("{}\n", serde_json::json!({ "id": "same", "text": CALL }));
    let dir = folder(&[("a.jsonl", &line.repeat(2)), ("b.jsonl", &line)]);
    let run = demarche(dir.path(), "tag a.jsonl b.jsonl --format jsonl");
    let stdout = String::from_utf8(run.stdout).expect("UTF-8");
    let same = stdout
        .lines()
        .filter(|line| line.starts_with("{\"doc\":\"same\""));
    assert_eq!((run.code, same.count()), (Some(0), 3));
}

#[test]
fn results_among_the_articles_are_not_read_as_articles() {
    let dir = folder(&[("in/a.txt", CALL)]);
    for args in ["tag in -o in/out.jsonl", "tag in --out-dir in/out"] {
        for _ in 0..2 {
            let run = demarche(dir.path(), &format!("{args} -v"));
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            assert!(
                run.stderr.contains("1 article, ") && run.stderr.contains(", 1 déclaration"),
                "{}",
                run.stderr
            );
        }
        let _ = fs::remove_file(dir.path().join("in/out.jsonl"));
    }
}

#[test]
fn quiet_says_only_what_failed() {
    let dir = folder(&[("a.txt", CALL), ("b.txt", "\u{0}")]);
    write(dir.path(), "c.txt", b"L'\xc9t\xe9 a \xe9t\xe9 beau.");
    let loud = demarche(dir.path(), "tag a.txt b.txt c.txt --out-dir out").stderr;
    let quiet = demarche(dir.path(), "tag a.txt b.txt c.txt --out-dir out -q").stderr;
    assert!(
        loud.contains("windows-1252") && loud.contains("b.txt"),
        "{loud}"
    );
    assert!(
        !quiet.contains("windows-1252") && quiet.contains("b.txt"),
        "{quiet}"
    );
}
