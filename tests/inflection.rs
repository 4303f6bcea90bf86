//! The inflection of the pack as it is: its files are sound, and tricky paradigms come out right.
//!
//! The measure against a table of forms runs only where that table lies beside the project.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use demarche::rules::inflection::Inflection;
use demarche::rules::traits::PartOfSpeech;

static FRENCH: LazyLock<Inflection> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/french");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("the folder of French") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        texts.push((
            format!("french/{name}"),
            std::fs::read_to_string(&path).expect("a text"),
        ));
    }
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Inflection::read(&files).unwrap_or_else(|errors| {
        let errors: Vec<String> = errors
            .iter()
            .map(|error| format!("{error} ({})", error.help))
            .collect();
        panic!("{}", errors.join("\n"))
    })
});

type Forms = BTreeMap<(String, PartOfSpeech), BTreeSet<String>>;

/// The forms that the table of the measure gives, by lemma and part of speech.
fn measured_forms(path: &PathBuf) -> Forms {
    let mut text = String::new();
    let file = std::fs::File::open(path).expect("the table");
    flate2::read::GzDecoder::new(file)
        .read_to_string(&mut text)
        .expect("a text");
    let mut forms = Forms::new();
    for line in text.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let part = match columns[1] {
            "VER" => PartOfSpeech::Verb,
            "NOM" => PartOfSpeech::Noun,
            _ => PartOfSpeech::Adjective,
        };
        forms
            .entry((columns[0].to_string(), part))
            .or_default()
            .insert(columns[2].to_string());
    }
    forms
}

/// F1 of the (lemma, form) pairs of one part of speech; with `INFLECTION_DIFF` set, the differences are printed.
fn f1(forms: &Forms, part: PartOfSpeech) -> f64 {
    let (mut hits, mut given, mut wanted) = (0, 0, 0);
    for ((lemma, _), expected) in forms.iter().filter(|((_, p), _)| *p == part) {
        let ours: BTreeSet<String> = FRENCH
            .forms(lemma, part)
            .into_iter()
            .map(|form| form.form)
            .collect();
        hits += ours.intersection(expected).count();
        given += ours.len();
        wanted += expected.len();
        if std::env::var_os("INFLECTION_DIFF").is_some() && ours != *expected {
            let join = |set: Vec<&String>| {
                set.into_iter()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let missing = join(expected.difference(&ours).collect());
            let surplus = join(ours.difference(expected).collect());
            println!("{} {lemma}\t-[{missing}]\t+[{surplus}]", part.letter());
        }
    }
    let f1 = 2.0 * hits as f64 / (given + wanted) as f64;
    println!(
        "{}: F1 {f1:.4} ({hits} hits, {given} given, {wanted} wanted)",
        part.letter()
    );
    f1
}

#[test]
fn forms_reach_the_bars_of_the_measure() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/oracles/french_forms.tsv.gz");
    if !path.exists() {
        return;
    }
    let forms = measured_forms(&path);
    let bars = [
        (PartOfSpeech::Verb, 0.995),
        (PartOfSpeech::Adjective, 0.985),
        (PartOfSpeech::Noun, 0.95),
    ];
    let scores = bars.map(|(part, bar)| (part, bar, f1(&forms, part)));
    for (part, bar, score) in scores {
        assert!(score >= bar, "{part:?}: {score:.4} is under {bar}");
    }
}
