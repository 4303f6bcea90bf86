//! Sentences and the layout of articles, by the abbreviations of the pack: the score on treebanks
//! where they are at hand, and wires wrapped at every width.

use std::path::{Path, PathBuf};

use demarche::text::document::{BlockKind, Document};
use demarche::text::segment::Segmenter;
use demarche::text::span::Span;
use demarche::{Ruleset, load_embedded};
use serde::Deserialize;

fn segmenter() -> Segmenter {
    let pack = load_embedded().pack.expect("the embedded pack loads");
    Ruleset::compile(&pack).segmenter
}

/// The folder of measuring texts beside the project, which is no part of it.
fn shared(name: &str) -> Option<PathBuf> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    above.find_map(|dir| Some(dir.join("shared").join(name)).filter(|path| path.exists()))
}

/// A text of a treebank: its sentences in **characters**.
#[derive(Deserialize)]
struct Passage {
    text: String,
    offsets: Vec<(usize, usize)>,
}

/// F1 of the ends of sentences inside the passages of a file.
fn boundary_f1(file: &Path) -> f64 {
    let segmenter = segmenter();
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    for line in std::fs::read_to_string(file).expect("readable").lines() {
        let passage: Passage = serde_json::from_str(line).expect("a passage");
        let text = &passage.text;
        let mut sentences = Vec::new();
        segmenter.sentences(text, Span::new(0, text.len()), &mut sentences);
        let got: Vec<usize> = sentences[..sentences.len() - 1]
            .iter()
            .map(|sentence| text[..sentence.end].chars().count())
            .collect();
        let gold = &passage.offsets[..passage.offsets.len() - 1];
        right += gold.iter().filter(|(_, end)| got.contains(end)).count();
        found += got.len();
        wanted += gold.len();
    }
    2.0 * right as f64 / (found + wanted) as f64
}

fn assert_f1(name: &str, at_least: f64) {
    if let Some(file) = shared(name) {
        let f1 = boundary_f1(&file);
        println!("{name}: F1 {f1:.4}");
        assert!(f1 >= at_least, "{name}: F1 {f1:.4} < {at_least}");
    }
}

#[test]
fn news_and_debates_are_cut_well() {
    assert_f1("segmentation/sequoia_news_europarl.jsonl", 0.97);
}

#[test]
fn mixed_texts_are_cut_well() {
    assert_f1("segmentation/gsd_dev.jsonl", 0.98);
}

/// A sentence of the labelled articles.
#[derive(Deserialize)]
struct Labelled {
    doc: String,
    sentence: String,
}

#[test]
fn labelled_articles_have_the_sentences_that_were_labelled() {
    let (Some(gold), Some(articles)) = (shared("gold/articles.jsonl"), shared("articles")) else {
        return;
    };
    let segmenter = segmenter();
    let gold = std::fs::read_to_string(gold).expect("readable");
    let gold: Vec<Labelled> = gold
        .lines()
        .map(|line| serde_json::from_str(line).expect("a sentence"))
        .collect();
    let of = |doc: &str| gold.iter().filter(|l| l.doc == doc).count();
    let mut before = String::new();
    let mut got = Vec::new();
    for Labelled { doc, .. } in &gold {
        if *doc != before {
            let text = std::fs::read_to_string(articles.join(doc)).expect("readable");
            let sentences = sentences(&Document::plain(doc, text), &segmenter);
            assert_eq!(sentences.len(), of(doc), "{doc}");
            got.extend(sentences);
            before.clone_from(doc);
        }
    }
    for (got, gold) in got.iter().zip(&gold) {
        // One sentence was emptied when it was labelled.
        if !gold.sentence.is_empty() {
            assert_eq!(*got, on_one_line(&gold.sentence));
        }
    }
}

const PARAGRAPHS: &[&str] = &[
    "Riga, 12 févr. 2019 (AFP) - Les délégués des deux camps se sont séparés mardi sans accord, \
     après onze heures de discussions dans un hôtel du bord de mer. Ils doivent se revoir le 20 \
     février, a indiqué M. Ozols, qui préside les débats.",
    "« Nous avons parlé de tout : des prisonniers, des ponts, de la ligne de front. Personne n'a \
     quitté la table », a-t-il raconté. Quelque 1.250 familles attendent toujours des nouvelles, \
     selon la Croix-Rouge.",
    "- Retour à la case départ -",
    "L'an dernier, une première rencontre avait échoué au bout d'une heure. \"On ne nous a même pas \
     servi le café !\", s'amuse un diplomate qui a suivi les pourparlers depuis le début.",
    "Les observateurs restent prudents. Pour eux, rien n'est joué avant le sommet d'avril.",
];

#[test]
fn wires_wrapped_at_any_width_have_the_same_sentences() {
    let segmenter = segmenter();
    let flat = Document::plain("flat", PARAGRAPHS.join("\n\n"));
    let expected = sentences(&flat, &segmenter);
    for width in 55..=100 {
        for (between_lines, between_paragraphs) in [
            ("\n", "\n\n"),
            ("\r\n", "\r\n\r\n"),
            ("\n\n", "\n\n"),
            ("\n\n", "\n\n\n"),
        ] {
            let paragraphs: Vec<String> = PARAGRAPHS
                .iter()
                .map(|text| wrapped(text, width).join(between_lines))
                .collect();
            let wire = Document::plain("wire", paragraphs.join(between_paragraphs));
            let got = sentences(&wire, &segmenter);
            assert_eq!(
                got, expected,
                "width {width}, {between_lines:?} {between_paragraphs:?}"
            );
        }
    }
}

#[test]
fn headings_of_wires_are_headings_when_wrapped() {
    let lines: Vec<String> = PARAGRAPHS
        .iter()
        .flat_map(|text| wrapped(text, 72))
        .collect();
    let wire = Document::plain("wire", lines.join("\n\n"));
    let headings: Vec<&str> = wire
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Heading)
        .map(|block| block.span.of(&wire.text))
        .collect();
    assert_eq!(headings, ["- Retour à la case départ -"]);
}

fn sentences(document: &Document, segmenter: &Segmenter) -> Vec<String> {
    let sentences = document.sentences(segmenter);
    sentences
        .iter()
        .map(|sentence| on_one_line(sentence.span.of(&document.text)))
        .collect()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
