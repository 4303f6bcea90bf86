//! What `tag` writes, format by format, read back as its readers do.

use std::collections::HashMap;
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::{Run, demarche};

/// An article of the corpus with a date, a title, quotations and several labels.
const ARTICLE: &str = "corpus/articles/28_sahara-guerguerat.txt";

/// One with few: its snapshot changes seldom.
const SHORT: &str = "corpus/articles/45_cameroun-anglophone.txt";

fn article() -> String {
    read(ARTICLE)
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(path).expect("an article")
}

/// A folder with the article in it, as a text and as a record with fields.
fn folder() -> TempDir {
    folder_of(&article())
}

fn folder_of(article: &str) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("a.txt"), article).expect("written");
    let record = serde_json::json!({
        "id": "0042", "date": "2020-11-20", "title": "Un titre", "text": article,
        "source": "Le Journal", "tags": ["x", "y"],
    });
    std::fs::write(dir.path().join("a.jsonl"), format!("{record}\n")).expect("written");
    dir
}

/// Runs `demarche tag` there, and wants it to end well.
fn tag(dir: &TempDir, args: &[&str]) -> String {
    let run = run(dir, args);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout
}

fn run(dir: &TempDir, args: &[&str]) -> Run {
    demarche(dir.path(), &[&["tag"], args].concat())
}

fn json_lines(written: &str) -> Vec<Value> {
    let lines = written.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect()
}

/// The rows of a table by its headings.
fn csv_rows(written: &str, delimiter: u8) -> Vec<HashMap<String, String>> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(written.as_bytes())
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

#[test]
fn an_article_in_every_format_that_is_text() {
    let dir = folder_of(&read(SHORT));
    let mut shown = String::new();
    for format in ["jsonl", "csv", "tsv", "excel", "iramuteq"] {
        let written = tag(&dir, &["a.jsonl", "--format", format, "--fields", "source"]);
        shown += &format!("==== {format}\n{written}");
    }
    for (format, name) in [
        ("brat", "0042.ann"),
        ("txm", "0042.xml"),
        ("txm", "metadata.csv"),
    ] {
        let out = format!("{format}-{name}");
        tag(&dir, &["a.jsonl", "--format", format, "-o", &out]);
        let file = std::fs::read_to_string(dir.path().join(out).join(name)).expect("a file");
        shown += &format!("==== {format}: {name}\n{file}");
    }
    insta::assert_snapshot!(without_lines(&shown));
}

/// The text without the lines of rules in their files, which change with every rule above.
fn without_lines(text: &str) -> String {
    let mut parts = text.split(".toml:");
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        shown += ".toml:N";
        shown += part.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    shown
}

#[test]
fn tables_say_what_json_lines_say() {
    let dir = folder();
    let lines = json_lines(&tag(&dir, &["a.jsonl", "--format", "jsonl"]));
    let tables = [
        csv_rows(&tag(&dir, &["a.jsonl", "--format", "csv"]), b','),
        csv_rows(&tag(&dir, &["a.jsonl", "--format", "tsv"]), b'\t'),
        csv_rows(
            tag(&dir, &["a.jsonl", "--format", "excel"]).trim_start_matches('\u{feff}'),
            b';',
        ),
    ];
    assert!(!lines.is_empty());
    for rows in tables {
        assert_eq!(rows.len(), lines.len());
        for (row, line) in rows.iter().zip(&lines) {
            for key in ["date", "category", "modality", "unit"] {
                assert_eq!(row[key], line[key].as_str().expect("a text"), "{key}");
            }
            for key in ["sentence", "start", "end", "quoted"] {
                assert_eq!(row[key], line[key].to_string(), "{key}");
            }
            let speakers = line["speaker"].as_array().expect("a list").iter();
            let speakers: Vec<&str> = speakers.map(|id| id.as_str().expect("an id")).collect();
            assert_eq!(row["speaker"], speakers.join("|"));
            let fields: Value = serde_json::from_str(&row["fields"]).expect("an object");
            assert_eq!(fields, line["fields"]);
        }
    }
}

/// A text, number or flag of a Parquet file; lists are read in the tests of the writer.
fn plain(field: &Field) -> Value {
    match field {
        Field::Str(text) => text.as_str().into(),
        Field::Long(number) => (*number).into(),
        Field::Bool(flag) => (*flag).into(),
        _ => Value::Null,
    }
}

#[test]
fn a_workbook_and_a_parquet_file_hold_every_statement() {
    let dir = folder();
    let lines = json_lines(&tag(&dir, &["a.jsonl", "--format", "jsonl"]));
    tag(&dir, &["a.jsonl", "-o", "a.xlsx"]);
    tag(&dir, &["a.jsonl", "-o", "a.parquet"]);
    let mut book: Xlsx<_> = open_workbook(dir.path().join("a.xlsx")).expect("a workbook");
    let sheet = book.worksheet_range("Déclarations").expect("a sheet");
    let rows: Vec<&[Data]> = sheet.rows().collect();
    assert_eq!(rows.len(), lines.len() + 1);
    let file = std::fs::File::open(dir.path().join("a.parquet")).expect("a file");
    let reader = SerializedFileReader::new(file).expect("a Parquet file");
    let records: Vec<HashMap<String, Value>> = reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| {
            let row = row.expect("a row");
            let cells = row.get_column_iter();
            cells
                .map(|(name, field)| (name.clone(), plain(field)))
                .collect()
        })
        .collect();
    assert_eq!(records.len(), lines.len());
    for ((row, record), line) in rows[1..].iter().zip(&records).zip(&lines) {
        // A code with zeros in front stays a text.
        assert_eq!(row[0], Data::String("0042".into()));
        assert_eq!(
            row[2],
            Data::Float(line["sentence"].as_f64().expect("a number"))
        );
        assert_eq!(
            row[3].to_string(),
            line["category"].as_str().expect("a text")
        );
        for key in [
            "doc", "date", "sentence", "start", "end", "text", "category", "quoted",
        ] {
            assert_eq!(record[key], line[key], "{key}");
        }
        let acts: Value =
            serde_json::from_str(record["acts"].as_str().expect("JSON")).expect("JSON");
        assert_eq!(acts, line["acts"]);
    }
}

#[test]
fn offsets_count_what_is_asked_for() {
    let dir = folder();
    let text = format!("Un 🎉 titre\n\n{}", article());
    let record = serde_json::json!({ "title": "Un 🎉 titre", "text": article() });
    std::fs::write(dir.path().join("b.jsonl"), record.to_string()).expect("written");
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let cut = |unit: &str, start: usize, end: usize| match unit {
        "byte" => text[start..end].to_owned(),
        "char" => text.chars().skip(start).take(end - start).collect(),
        _ => String::from_utf16(&utf16[start..end]).expect("whole characters"),
    };
    let mut seen = Vec::new();
    for unit in ["byte", "char", "utf16"] {
        let written = tag(&dir, &["b.jsonl", "--format", "jsonl", "--offsets", unit]);
        let mut words = Vec::new();
        for line in json_lines(&written) {
            assert_eq!(line["unit"], unit);
            let place = |of: &Value| {
                let at = |key: &str| of[key].as_u64().expect("a number") as usize;
                cut(unit, at("start"), at("end"))
            };
            assert_eq!(
                place(&line),
                line["text"].as_str().expect("a text"),
                "{unit}"
            );
            for act in line["acts"].as_array().expect("acts") {
                words.extend(act["evidence"].as_array().expect("spans").iter().map(place));
            }
        }
        seen.push(words);
    }
    assert!(!seen[0].is_empty() && seen[0] == seen[1] && seen[1] == seen[2]);
}

#[test]
fn all_sentences_are_lines_and_those_without_a_label_have_no_category() {
    let dir = folder();
    let tagged = json_lines(&tag(&dir, &["a.txt", "--format", "jsonl"]));
    let all = json_lines(&tag(
        &dir,
        &["a.txt", "--format", "jsonl", "--all-sentences"],
    ));
    let (with, without): (Vec<Value>, Vec<Value>) = all
        .iter()
        .cloned()
        .partition(|line| line.get("category").is_some());
    assert_eq!(with, tagged);
    assert!(!without.is_empty());
    let mut numbers: Vec<u64> = all
        .iter()
        .map(|line| line["sentence"].as_u64().expect("n"))
        .collect();
    assert!(numbers.is_sorted());
    numbers.dedup();
    let last = *numbers.last().expect("a sentence");
    assert_eq!(numbers, (1..=last).collect::<Vec<u64>>());
    let rows = csv_rows(
        &tag(&dir, &["a.txt", "--format", "csv", "--all-sentences"]),
        b',',
    );
    assert_eq!(rows.len(), all.len());
    assert_eq!(
        rows.iter().filter(|row| row["category"].is_empty()).count(),
        without.len()
    );
}

#[test]
fn a_folder_format_wants_a_folder_of_its_own() {
    let dir = folder();
    std::fs::create_dir(dir.path().join("full")).expect("made");
    std::fs::write(dir.path().join("full/work.ann"), "T1").expect("written");
    for args in [
        &["a.txt", "--format", "brat"][..],
        &["a.txt", "--format", "txm", "-o", "full"],
        &["a.txt", "--format", "brat", "-o", "nowhere/out"],
    ] {
        let run = run(&dir, args);
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(!run.stderr.is_empty());
    }
    assert_eq!(
        std::fs::read_dir(dir.path().join("full"))
            .expect("a folder")
            .count(),
        1
    );
}

#[test]
fn a_text_that_came_with_variables_goes_out_with_its_labels() {
    let dir = folder();
    let written = tag(
        &dir,
        &["a.jsonl", "--format", "iramuteq", "--all-sentences"],
    );
    let head = written.lines().next().expect("a line of variables");
    assert!(
        head.starts_with("**** *doc_0042 *date_20201120 *year_2020 *month_202011 "),
        "{head}"
    );
    assert!(
        head.contains(" *source_LeJournal") && head.contains("*accusation_"),
        "{head}"
    );
    assert!(written.lines().any(|line| line == "-*none"));
    let texts = written
        .lines()
        .filter(|line| line.starts_with("****"))
        .count();
    assert_eq!(texts, 1);
}

#[test]
fn a_summary_counts_what_the_lines_say() {
    let dir = folder();
    std::fs::write(dir.path().join("bad.jsonl"), "{\n").expect("written");
    let lines = json_lines(&tag(&dir, &["a.txt", "--format", "jsonl"]));
    let all = tag(&dir, &["a.txt", "--format", "jsonl", "--all-sentences"]);
    let run = run(
        &dir,
        &["a.txt", "bad.jsonl", "--summary", "--format", "jsonl"],
    );
    assert_eq!(run.code, Some(2));
    let summary: Value = serde_json::from_str(&run.stdout).expect("an object");
    assert_eq!(summary["documents"], 1);
    assert_eq!(summary["failed"], 1);
    assert_eq!(summary["statements"], lines.len());
    assert_eq!(summary["bytes"], article().len());
    let last = json_lines(&all).last().expect("a line")["sentence"].clone();
    assert_eq!(summary["sentences"], last);
    let denials = lines
        .iter()
        .filter(|line| line["category"] == "denial")
        .count();
    assert_eq!(summary["by_category"]["denial"], denials);
    let text = tag(&dir, &["a.txt", "--summary", "-o", "a.csv"]);
    assert!(
        text.contains(&format!("{} déclarations", lines.len())),
        "{text}"
    );
    assert!(dir.path().join("a.csv").exists());
}
