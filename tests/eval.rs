//! Scores against gold: what counts as right, and `demarche eval` as a user runs it.
//!
//! The gold here is written so that any sound pack finds the plain sentences and none finds the rest.

use std::path::{Path, PathBuf};

use demarche::evaluate::gold::{GoldFile, rows};
use demarche::evaluate::sample::samples;
use demarche::evaluate::score::{Score, Source, score};
use demarche::rules::load::load_embedded;
use demarche::rules::ruleset::Ruleset;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::demarche;

const CALL: &str = "Le Kremlin appelle à la fin des hostilités au Haut-Karabakh.";
const ACCUSES: &str = "L'Arménie accuse l'Azerbaïdjan d'avoir bombardé des civils.";
const PLAIN: &str = "La récolte de pommes a été bonne cette année.";

/// A row of gold that stands alone.
fn row(sentence: &str, labels: &[&str], more: Value) -> Value {
    let mut row = json!({ "sentence": sentence, "labels": labels });
    for (key, value) in more.as_object().expect("an object") {
        row[key] = value.clone();
    }
    row
}

fn jsonl(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn scored(ruleset: &Ruleset, gold: &[Value]) -> Score {
    let path = PathBuf::from("gold.jsonl");
    let rows = rows(&path, &jsonl(gold)).expect("gold");
    let samples = samples(&GoldFile { path, rows }, |warning| panic!("{warning}"));
    let name = "gold".to_owned();
    score(ruleset, &[Source { name, samples }])
}

#[test]
fn what_counts() {
    let ruleset = Ruleset::compile(&load_embedded().pack.expect("a sound pack"));
    let none = || json!({});
    let optional = |label: &str| json!({ "optional": [label] });
    // Name, gold; right, wrong, missed of all categories.
    let table: Vec<(&str, Vec<Value>, [u32; 3])> = vec![
        (
            "a hit",
            vec![row(CALL, &["ceasefire_call"], none())],
            [1, 0, 0],
        ),
        ("a miss", vec![row(PLAIN, &["denial"], none())], [0, 0, 1]),
        ("a false alarm", vec![row(CALL, &[], none())], [0, 1, 0]),
        ("nothing", vec![row(PLAIN, &[], none())], [0, 0, 0]),
        (
            "an optional label found",
            vec![row(CALL, &[], optional("ceasefire_call"))],
            [0, 0, 0],
        ),
        (
            "an optional label not found",
            vec![row(PLAIN, &[], optional("denial"))],
            [0, 0, 0],
        ),
        (
            "a confusion",
            vec![row(CALL, &["denial"], none())],
            [0, 1, 1],
        ),
        (
            "only the sentence between its neighbours is judged",
            vec![row(PLAIN, &[], json!({ "before": CALL, "after": ACCUSES }))],
            [0, 0, 0],
        ),
        (
            "a gold sentence that we cut in two",
            vec![row(&format!("{PLAIN} {CALL}"), &["ceasefire_call"], none())],
            [1, 0, 0],
        ),
        (
            "a gold sentence that is half of ours",
            vec![
                row(
                    "L'Arménie accuse l'Azerbaïdjan d'avoir",
                    &["accusation"],
                    json!({ "doc": "a", "n": 1 }),
                ),
                row("bombardé des civils.", &[], json!({ "doc": "a", "n": 2 })),
            ],
            [1, 0, 0],
        ),
    ];
    for (name, gold, expected) in table {
        let overall = scored(&ruleset, &gold).overall;
        assert_eq!(
            [overall.right, overall.wrong, overall.missed],
            expected,
            "{name}"
        );
    }
}

#[test]
fn fields_are_compared_where_the_gold_gives_them() {
    let ruleset = Ruleset::compile(&load_embedded().pack.expect("a sound pack"));
    let acts = |act: Value| {
        let mut act = act;
        act["category"] = "accusation".into();
        json!({ "acts": [act] })
    };
    // The act; for speaker, target, modality and quoted: right of compared.
    let table = [
        (json!({}), [(0, 0); 4]),
        (
            json!({ "speaker": ["ARM"] }),
            [(1, 1), (0, 0), (0, 0), (0, 0)],
        ),
        (
            json!({ "speaker": ["AZE"], "target": ["AZE"] }),
            [(0, 1), (1, 1), (0, 0), (0, 0)],
        ),
        (
            json!({ "target": ["AZE", "TUR"] }),
            [(0, 0), (0, 1), (0, 0), (0, 0)],
        ),
        (
            json!({ "modality": "asserted", "quoted": true }),
            [(0, 0), (0, 0), (1, 1), (0, 1)],
        ),
    ];
    for (act, expected) in table {
        let name = act.to_string();
        let score = scored(&ruleset, &[row(ACCUSES, &["accusation"], acts(act))]);
        let found: Vec<(u32, u32)> = score.fields.iter().map(|f| (f.right, f.asked)).collect();
        assert_eq!(found, expected, "{name}");
    }
}

/// A folder with an article and gold of every kind of outcome.
fn folder() -> TempDir {
    let act = json!([{ "category": "accusation", "speaker": ["AZE"], "target": ["AZE"] }]);
    let article = [
        row("Un titre", &[], json!({ "doc": "a.txt", "n": 1 })),
        row(CALL, &["ceasefire_call"], json!({ "doc": "a.txt", "n": 2 })),
        row(
            ACCUSES,
            &["accusation"],
            json!({ "doc": "a.txt", "n": 3, "acts": act }),
        ),
    ];
    let alone = [
        row(PLAIN, &["denial"], json!({ "id": "pommes" })),
        row(CALL, &["mediation_offer"], json!({ "id": "appel" })),
        row(
            CALL,
            &["ceasefire_call"],
            json!({ "id": "autre", "before": PLAIN }),
        ),
    ];
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("articles/a.txt", format!("Un titre\n\n{CALL} {ACCUSES}\n")),
        ("gold/a.jsonl", jsonl(&article)),
        ("alone.jsonl", jsonl(&alone)),
    ] {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    dir
}

/// Exit code, standard output, standard error of `demarche eval`.
fn eval(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let run = demarche(dir, &[&["eval"], args].concat());
    (run.code.expect("an exit code"), run.stdout, run.stderr)
}

/// Lines of rule files move whenever a linguist writes: `accusation.toml:25` → `accusation.toml:…`.
fn without_lines(shown: &str) -> String {
    let mut parts = shown.split(".toml:");
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        masked.push_str(".toml:…");
        masked.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    masked
}

#[test]
fn the_tables_and_lists() {
    let dir = folder();
    let (code, stdout, stderr) = eval(
        dir.path(),
        &["gold", "alone.jsonl", "--errors", "--by-rule"],
    );
    assert_eq!((code, stderr.as_str()), (0, ""));
    insta::assert_snapshot!(without_lines(&stdout));
}

#[test]
fn json_and_tsv() {
    let dir = folder();
    let (_, json, _) = eval(dir.path(), &["alone.jsonl", "--format", "json", "--errors"]);
    let whole: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(whole["overall"]["missed"], 2);
    assert_eq!(whole["mistakes"][0]["kind"], "false_alarm");
    for errors in [&[][..], &["--errors"]] {
        let (_, tsv, _) = eval(
            dir.path(),
            &[&["alone.jsonl", "--format", "tsv"], errors].concat(),
        );
        let columns: Vec<usize> = tsv.lines().map(|line| line.split('\t').count()).collect();
        assert!(
            columns.len() > 2 && columns.iter().all(|n| *n == columns[0]),
            "{tsv}"
        );
    }
}

#[test]
fn bars_decide_the_exit() {
    let dir = folder();
    // Bars; exit code, and a part of what is said.
    let table = [
        ("ceasefire_call.r=1,denial.r=0", 0, ""),
        ("ceasefire_call.r=1,macro=0.9", 1, "sous la barre : macro "),
        ("quoted=0", 1, "sous la barre : quoted – < 0,000"),
        ("macor=0.9", 2, "vouliez-vous « macro » ?"),
        ("macro=90", 2, "entre 0 et 1"),
    ];
    for (bars, code, said) in table {
        let (found, _, stderr) = eval(dir.path(), &["gold", "alone.jsonl", "--min", bars]);
        assert_eq!(found, code, "{bars}: {stderr}");
        assert!(stderr.contains(said), "{bars}: {stderr}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let dir = folder();
    std::fs::write(dir.path().join("bad.jsonl"), "{\"sentence\": \"S.\"}\n").expect("written");
    let table = [
        ("nowhere.jsonl", "« nowhere.jsonl » ne peut pas être lu"),
        ("articles", "« articles » ne contient pas de gold"),
        ("bad.jsonl", "bad.jsonl:1 : cette ligne n'est pas du gold"),
    ];
    for (gold, said) in table {
        let (code, _, stderr) = eval(dir.path(), &[gold]);
        assert_eq!(code, 2, "{gold}");
        assert!(stderr.contains(said), "{gold}: {stderr}");
    }
}

#[test]
fn two_annotators() {
    let dir = folder();
    let of_b = [
        row(CALL, &["ceasefire_call"], json!({ "id": "x" })),
        row(PLAIN, &[], json!({ "id": "y" })),
        row(ACCUSES, &["accusation"], json!({ "id": "z" })),
    ];
    std::fs::write(dir.path().join("b.jsonl"), jsonl(&of_b)).expect("written");
    let (code, stdout, stderr) = eval(dir.path(), &["--agreement", "alone.jsonl", "b.jsonl"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    insta::assert_snapshot!(stdout);
}
