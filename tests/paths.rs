//! What the program reads and passes over when it is given folders, patterns and standard input.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::{demarche, demarche_reading, folder, without_speed};

/// A run: exit code, ids of the documents that were read, messages.
fn segment(dir: &Path, args: &[&str], stdin: &[u8]) -> (Option<i32>, Vec<String>, String) {
    let run = demarche_reading(
        dir,
        &[&["segment", "--format", "jsonl"], args].concat(),
        stdin,
    );
    let id = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("an object");
        row["doc"].as_str().expect("an id").to_owned()
    };
    (run.code, run.stdout.lines().map(id).collect(), run.stderr)
}

#[test]
fn what_a_folder_holds_besides_articles_is_said() {
    let dir = folder(&[
        ("a/1.txt", "Un."),
        ("a/2.pdf", "x"),
        ("a/3.jpg", "x"),
        ("a/.cache.txt", "x"),
        ("a/b/4.txt", "Quatre."),
    ]);
    let (code, ids, said) = segment(dir.path(), &["a"], b"");
    assert_eq!((code, ids), (Some(0), vec!["1.txt".to_owned()]));
    insta::assert_snapshot!(said);
    let (code, ids, said) = segment(dir.path(), &["a", "--recursive", "--glob", "*.txt"], b"");
    assert_eq!(
        (code, ids),
        (Some(0), vec!["1.txt".to_owned(), "b/4.txt".to_owned()])
    );
    assert!(!said.contains("sous-dossier"), "{said}");
}

#[test]
fn metadata_of_a_folder_go_with_its_texts() {
    let table = "id,date,journal\na,2020-01,Le Fil\nb,2021,\"Oran, le soir\"\nc,2022,x\n";
    let dir = folder(&[
        ("t/metadata.csv", table),
        ("t/a.txt", "Moscou accuse Kiev d'avoir rompu la trêve."),
        ("t/b.txt", "Il pleut."),
        ("t/d.txt", "Il vente."),
    ]);
    let run = demarche(dir.path(), &["tag", "t", "--format", "jsonl"]);
    let row: serde_json::Value =
        serde_json::from_str(run.stdout.lines().next().expect("a line")).expect("an object");
    assert_eq!(
        (&row["date"], &row["fields"]["journal"]),
        (&"2020-01".into(), &"Le Fil".into())
    );
    assert_eq!(run.code, Some(2));
    insta::assert_snapshot!(without_speed(&run.stderr));
}

#[test]
fn articles_of_one_name_are_said() {
    let lines = "{\"id\":\"x\",\"text\":\"Un.\"}\n".repeat(3);
    let dir = folder(&[("a.jsonl", &lines)]);
    let run = demarche(dir.path(), &["tag", "a.jsonl"]);
    let expected = "2 articles d'un nom déjà pris (« x », a.jsonl:2) ; --id-column, ou d'autres noms de fichiers, les distingueraient\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), expected));
}

#[test]
fn standard_input_is_told_by_its_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    let zip = {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file("a/b.txt", options).expect("a file");
        writer.write_all(b"Un.").expect("written");
        writer.finish().expect("finished").into_inner()
    };
    let cases: [(&[&str], &[u8], &str); 5] = [
        (&["-"], b"Un.", "-"),
        (&["-"], b"{\"text\":\"Un.\"}", "-:1"),
        (
            &["-", "--input-format", "csv", "--text-column", "t"],
            b"t;u\nUn.;2\n",
            "-:2",
        ),
        (&["-"], b"<html><body><p>Un.</body></html>", "-"),
        (&["-"], &zip, "a/b.txt"),
    ];
    for (args, stdin, id) in cases {
        let (code, ids, said) = segment(dir.path(), args, stdin);
        assert_eq!(
            (code, ids, said.as_str()),
            (Some(0), vec![id.to_owned()], ""),
            "{args:?}"
        );
    }
    let (code, ids, said) = segment(dir.path(), &["-", "--encoding", "klingon"], b"");
    assert_eq!((code, ids), (Some(2), vec![]));
    assert!(said.contains("codage inconnu"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_in_a_loop_are_passed_over() {
    let dir = folder(&[("a/1.txt", "Un.")]);
    std::os::unix::fs::symlink("..", dir.path().join("a/retour")).expect("a link");
    let (code, ids, said) = segment(dir.path(), &["a", "--recursive"], b"");
    assert_eq!((code, ids), (Some(0), vec!["1.txt".to_owned()]));
    assert_eq!(
        said,
        "a : 1 dossier déjà lu par un autre chemin laissé de côté (a/retour/a)\n"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_fails_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = folder(&[("a/1.txt", "Un."), ("a/b/2.txt", "Deux.")]);
    let closed = dir.path().join("a/b");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).expect("closed");
    let bites = std::fs::read_dir(&closed).is_err();
    let (code, ids, said) = segment(dir.path(), &["a", "--recursive"], b"");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o755)).expect("opened");
    // Whoever may read everything is not kept out.
    let expected = match bites {
        true => (
            Some(2),
            1,
            "a/b : accès refusé ; vérifiez les droits\n1 article, 1 phrase ; 1 entrée n'a pas pu être lue\n",
        ),
        false => (Some(0), 2, ""),
    };
    assert_eq!((code, ids.len(), said.as_str()), expected);
}

/// 300 MB through a pipe, with room for far less: memory does not grow with the input.
#[cfg(target_os = "linux")]
#[test]
fn a_long_stream_takes_little_memory() {
    let mut child = Command::new("sh")
        .args([
            "-c",
            "ulimit -v 250000; exec \"$0\" segment -",
            env!("CARGO_BIN_EXE_demarche"),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let line = format!("{{\"text\":\"Un.\",\"x\":\"{}\"}}\n", "a".repeat(1_000_000));
    for _ in 0..300 {
        pipe.write_all(line.as_bytes())
            .expect("it is read to the end");
    }
    drop(pipe);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}
