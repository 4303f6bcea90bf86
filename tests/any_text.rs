//! Tagging cannot fail: whatever the text, statements come in order and their places lie in it. Reading may fail, in
//! words: whatever the bytes, every reader comes to an end.

use std::sync::LazyLock;

use demarche::input::{Input, InputFormat, Limits, Options, Record, Records};
use demarche::{Document, Ruleset, Span, Tagger, load_embedded};
use proptest::prelude::*;

static RULESET: LazyLock<Ruleset> =
    LazyLock::new(|| Ruleset::compile(&load_embedded().pack.expect("a sound pack")));

/// Words that wake rules, marks that open and close, and letters of every length in bytes.
const PIECES: [&str; 58] = [
    "Moscou accuse Kiev",
    "appelle Bakou au cessez-le-feu",
    "Moscou",
    "Kiev",
    "le président turc",
    "Emmanuel Macron",
    "l’ONU",
    "L'IRAN",
    "il",
    "elle",
    "qui",
    "les rebelles",
    "accuse",
    "accusé",
    "a",
    "s'est",
    "dément",
    "avoir",
    "appelle",
    "à",
    "la",
    "fin",
    "des",
    "de",
    "hostilités",
    "cessez-le-feu",
    "promet",
    "livrera",
    "armes",
    "aurait",
    "prêt",
    "médiation",
    "ne",
    "n'",
    "pas",
    "si",
    "que",
    "et",
    "«",
    "»",
    "\"",
    "“",
    "”",
    "(",
    ")",
    ",",
    ";",
    ":",
    ".",
    "…",
    "?",
    "-",
    "\n",
    "\n\n",
    "e\u{301}",
    "\u{ad}",
    "œ",
    "🕊",
];

fn text() -> impl Strategy<Value = String> {
    let piece = (
        prop::sample::select(&PIECES[..]),
        prop::sample::select(&[" ", "", "\u{a0}", " "][..]),
    );
    prop::collection::vec(piece, 0..60).prop_map(|pieces| {
        pieces
            .iter()
            .flat_map(|(piece, space)| [*piece, *space])
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn statements_lie_in_the_text(text in text()) {
        let document = Document::plain("soup", text);
        let text = &document.text;
        let inside = |span: Span| span.start < span.end && text.get(span.start..span.end).is_some();
        let mut last = (0, 0);
        for statement in Tagger::new(&RULESET).tag(&document) {
            let sentence = Span::new(statement.start, statement.end);
            prop_assert!(inside(sentence) && sentence.of(text) == statement.text);
            let category = RULESET.categories.iter().position(|one| one.id == statement.category);
            let place = (statement.sentence, category.expect("a category of the pack"));
            prop_assert!(last < place, "{:?} behind {:?}", place, last);
            last = place;
            for act in &statement.acts {
                prop_assert!(!act.evidence.is_empty());
                for span in &act.evidence {
                    prop_assert!(inside(*span) && sentence.start <= span.start && span.end <= sentence.end);
                }
                for party in act.speaker.iter().chain(&act.target) {
                    prop_assert!(inside(party.span), "{:?}", party);
                }
            }
        }
    }
}

/// What formats are made of, sound and broken.
const MARKS: [&[u8]; 52] = [
    b"Un.",
    b"\n",
    b"\r\n",
    b" ",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"text",
    b"texte",
    b"id",
    b"sep=;",
    b"{\"text\":\"",
    b"\"}",
    b"{",
    b"}",
    b"[",
    b"\\u00e9",
    b"\\",
    b"null",
    b"**** *a_b",
    b"0001 *c",
    b"-*d",
    b"<TEI>",
    b"</TEI>",
    b"<text>",
    b"</text>",
    b"<p>",
    b"</p>",
    b"<choice><sic>",
    b"<lb/>",
    b"&amp;",
    b"&#233;",
    b"&x;",
    b"<!--",
    b"<![CDATA[",
    b"<html>",
    b"<article",
    b">",
    b"<span class=DocPublicationName>",
    b"<div class=\"DocText\">",
    b"<script>",
    b"<br>",
    b"\xe9",
    b"\xc3\xa9",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd",
];

const FORMATS: [Option<InputFormat>; 10] = [
    None,
    Some(InputFormat::Plain),
    Some(InputFormat::Jsonl),
    Some(InputFormat::Csv),
    Some(InputFormat::Tsv),
    Some(InputFormat::Iramuteq),
    Some(InputFormat::Europresse),
    Some(InputFormat::Html),
    Some(InputFormat::Tei),
    Some(InputFormat::Xlsx),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_reader_comes_to_an_end(pieces in prop::collection::vec(prop::sample::select(&MARKS[..]), 0..40), limit in 1usize..400) {
        let bytes = pieces.concat();
        for format in FORMATS {
            let limits = Limits { article: limit, line: limit, depth: 8, ..Limits::default() };
            let options = Options { format, limits, ..Options::default() };
            for record in Records::new(vec![Input::bytes("x", bytes.clone())]).with(options) {
                match record.and_then(Record::read) {
                    Ok(article) => {
                        let text = &article.document.text;
                        prop_assert!(text.len() <= limit);
                        for block in &article.document.blocks {
                            prop_assert!(text.get(block.span.start..block.span.end).is_some_and(|one| !one.is_empty()));
                        }
                    }
                    Err(error) => prop_assert!(error.to_string().starts_with("x"), "{error}"),
                }
            }
        }
    }
}
