//! What rule authors run on their files: `fmt`, `compare`, `new`.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::program::{Run, demarche, demarche_reading, pack};

fn edit(dir: &Path, name: &str, old: &str, new: &str) {
    let path = dir.join(name);
    let text = std::fs::read_to_string(&path).expect("a file");
    assert!(text.contains(old), "{name} has no {old}");
    std::fs::write(path, text.replacen(old, new, 1)).expect("written");
}

/// Code and standard output, below it standard error where it says something.
fn shown(run: &Run) -> String {
    let said = if run.stderr.is_empty() {
        String::new()
    } else {
        format!("--- stderr\n{}", run.stderr)
    };
    format!("[{}]\n{}{said}", run.code.unwrap_or(-1), run.stdout)
}

#[test]
fn fmt_names_what_it_lays_out_and_leaves_the_rest() {
    let dir = pack();
    let rules = dir.path().join("rules");
    assert_eq!(
        demarche(dir.path(), &["fmt", "--rules", "rules"]).code,
        Some(0)
    );
    edit(
        &rules,
        "denial.toml",
        "status = \"stable\"",
        "status=\"stable\"   ",
    );
    edit(
        &rules,
        "lexicons/armes.txt",
        "<arme.N>\n",
        "  <arme.N>\n\n\n",
    );
    let spoilt = std::fs::read_to_string(rules.join("denial.toml")).expect("a file");
    let mut all = String::new();
    for args in [
        ["fmt", "--rules", "rules", "--check"].as_slice(),
        &[
            "fmt",
            "--rules",
            "rules",
            "--check",
            "--format",
            "json",
            "lexicons/armes.txt",
        ],
        &["fmt", "--rules", "rules", "denail.toml"],
    ] {
        all += &shown(&demarche(dir.path(), args));
    }
    assert_eq!(
        std::fs::read_to_string(rules.join("denial.toml")).expect("a file"),
        spoilt
    );
    std::fs::write(rules.join("accusation.toml"), "[[rule]\n").expect("written");
    for args in [
        ["fmt", "--rules", "rules"].as_slice(),
        &["fmt", "--rules", "rules", "denial.toml"],
        &["fmt"],
    ] {
        all += &shown(&demarche(dir.path(), args));
    }
    // The number of files of the pack grows.
    let all = regex_free_counts(&all);
    insta::assert_snapshot!(all);
}

#[test]
fn fmt_leaves_what_cannot_be_read() {
    let dir = pack();
    let broken = "# des rires\n<rire   aux\n";
    std::fs::write(dir.path().join("rules/lexicons/rires.txt"), broken).expect("written");
    let run = demarche(dir.path(), &["fmt", "--rules", "rules"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(
        run.stderr.starts_with("lexicons/rires.txt:2"),
        "{}",
        run.stderr
    );
    let kept = std::fs::read_to_string(dir.path().join("rules/lexicons/rires.txt"));
    assert_eq!(kept.expect("a file"), broken);
}

/// The text with `(N fichiers)` and `"unchanged": N` as `N`.
fn regex_free_counts(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.find("Tout est en forme (") {
            Some(at) if !line.contains("(1 ") => {
                format!("{}Tout est en forme (N fichiers).", &line[..at])
            }
            _ => line.to_owned(),
        });
    lines.collect::<Vec<_>>().join("\n")
}

/// Two packs, of which the new one has a word more, a pattern that wants more, and a rule promoted; and articles.
fn two_packs() -> TempDir {
    let dir = pack();
    assert_eq!(demarche(dir.path(), &["init", "neuf"]).code, Some(0));
    let new = dir.path().join("neuf");
    edit(
        &new,
        "lexicons/mediateur.txt",
        "<arbitre>\n",
        "<arbitre>\n<internonce>\n",
    );
    edit(&new, "denial.toml", "\n@nier\n", "\n@nier avoir\n");
    let articles = "Téhéran dément avoir livré des drones à Khartoum.\n\n\
        Oman se pose en internonce entre Téhéran et Washington.\n\n\
        Kigali nie toute présence de ses soldats au Kivu.\n\n\
        Moscou accuse Kiev de mensonge.\n";
    std::fs::write(dir.path().join("a.txt"), articles).expect("written");
    dir
}

#[test]
fn compare_shows_what_was_gained_lost_and_changed() {
    let dir = two_packs();
    insta::assert_snapshot!(shown(&demarche(
        dir.path(),
        &["compare", "rules", "neuf", "a.txt"]
    )));
}

#[test]
fn compare_writes_json() {
    let dir = two_packs();
    let run = demarche(
        dir.path(),
        &["compare", "default", "neuf", "a.txt", "--format", "json"],
    );
    insta::assert_snapshot!(shown(&run));
}

#[test]
fn compare_writes_a_table() {
    let dir = two_packs();
    insta::assert_snapshot!(shown(&demarche(
        dir.path(),
        &["compare", "rules", "neuf", "a.txt", "--format", "tsv"]
    )));
}

#[test]
fn a_pack_is_the_same_as_itself() {
    let dir = two_packs();
    let run = demarche(
        dir.path(),
        &["compare", "rules", "default", "a.txt", "--strict"],
    );
    insta::assert_snapshot!(shown(&run));
}

#[test]
fn strict_is_about_stable_rules() {
    let dir = two_packs();
    let args = [
        "compare", "rules", "neuf", "a.txt", "--strict", "--format", "tsv",
    ];
    let run = demarche(dir.path(), &args);
    assert_eq!(run.code, Some(1), "{}", shown(&run));
    assert!(run.stderr.contains("dementir"), "{}", run.stderr);
    for pack in ["rules", "neuf"] {
        edit(
            &dir.path().join(pack),
            "denial.toml",
            "id = \"dementir\"\nstatus = \"stable\"",
            "id = \"dementir\"\nstatus = \"trial\"",
        );
        let path = dir.path().join(pack).join("mediation_offer.toml");
        let text = std::fs::read_to_string(&path).expect("a file");
        std::fs::write(
            path,
            text.replace("status = \"stable\"", "status = \"trial\""),
        )
        .expect("written");
    }
    let run = demarche(dir.path(), &args);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), ""),
        "{}",
        run.stdout
    );
}

fn git(dir: &Path, args: &[&str]) {
    let done = Command::new("git")
        .current_dir(dir)
        .args(["-c", "user.name=x", "-c", "user.email=x@example.org"])
        .args(args)
        .output()
        .expect("git runs");
    assert!(
        done.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[test]
fn a_revision_is_compared_with_the_folder() {
    let dir = two_packs();
    git(dir.path(), &["init", "-q"]);
    git(dir.path(), &["add", "rules", "neuf"]);
    git(dir.path(), &["commit", "-q", "-m", "x"]);
    let same = demarche(dir.path(), &["compare", "git:HEAD", "rules", "a.txt"]);
    assert_eq!(same.code, Some(0), "{}", shown(&same));
    assert!(same.stdout.contains("Rien de changé"), "{}", shown(&same));
    let other = demarche(
        dir.path(),
        &["compare", "git:HEAD:rules", "git:HEAD:neuf", "a.txt"],
    );
    assert!(other.stdout.contains("internonce"), "{}", shown(&other));
    let mut failed = String::new();
    for (old, new) in [
        ("git:rien", "rules"),
        ("git:HEAD:nulle-part", "rules"),
        ("git:--help", "rules"),
        ("git:HEAD", "ailleurs"),
        ("git:", "rules"),
    ] {
        let run = demarche(dir.path(), &["compare", old, new, "a.txt"]);
        assert_eq!(run.code, Some(2), "{}", shown(&run));
        failed += run.stderr.lines().next().unwrap_or_default();
        failed.push('\n');
    }
    insta::assert_snapshot!(failed);
}

#[test]
fn a_broken_pack_is_shown_and_nothing_compared() {
    let dir = two_packs();
    edit(
        &dir.path().join("neuf"),
        "denial.toml",
        "@nier avoir",
        "@nié avoir",
    );
    let run = demarche(dir.path(), &["compare", "rules", "neuf", "a.txt"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(
        run.stderr.contains("unknown-lexicon") && run.stderr.contains("« neuf »"),
        "{}",
        run.stderr
    );
}

/// Lines of the second text that the first has not.
fn added(old: &str, new: &str) -> Vec<String> {
    let known: Vec<&str> = old.lines().collect();
    new.lines()
        .filter(|line| !known.contains(line))
        .map(str::to_owned)
        .collect()
}

#[test]
fn answers_become_examples_and_change_nothing_else() {
    let dir = two_packs();
    let file =
        |name: &str| std::fs::read_to_string(dir.path().join("neuf").join(name)).expect("a file");
    let (denial, mediation) = (file("denial.toml"), file("mediation_offer.toml"));
    let before = demarche(dir.path(), &["compare", "rules", "neuf", "a.txt"]);
    let args = ["compare", "rules", "neuf", "a.txt", "--accept"];
    let run = demarche_reading(dir.path(), &args, "o\npeut-être\nnon\no\n".as_bytes());
    let mut all = shown(&run);
    for line in added(&denial, &file("denial.toml"))
        .into_iter()
        .chain(added(&mediation, &file("mediation_offer.toml")))
    {
        all += &format!("++ {line}\n");
    }
    insta::assert_snapshot!(all);
    let removed = added(&file("denial.toml"), &denial);
    assert!(removed.is_empty(), "{removed:?}");
    // Lines of the pack move; what it matches does not.
    let after = demarche(dir.path(), &["compare", "rules", "neuf", "a.txt"]);
    let without_lines =
        |run: &Run| -> String { run.stdout.chars().filter(|c| !c.is_ascii_digit()).collect() };
    assert_eq!(without_lines(&after), without_lines(&before));
}

#[test]
fn the_walk_ends_where_the_answers_end_and_says_what_it_cannot_do() {
    let dir = two_packs();
    let args = ["compare", "rules", "neuf", "a.txt", "--accept"];
    for answers in ["", "q\n", "p\nq\n"] {
        let run = demarche_reading(dir.path(), &args, answers.as_bytes());
        assert_eq!(run.code, Some(0), "{}", shown(&run));
        assert!(run.stdout.contains("0 phrase écrite"), "{}", shown(&run));
    }
    for (new, path) in [("git:HEAD", "a.txt"), ("neuf", "-")] {
        let run = demarche(dir.path(), &["compare", "rules", new, path, "--accept"]);
        assert_eq!(run.code, Some(2), "{}", shown(&run));
    }
}
