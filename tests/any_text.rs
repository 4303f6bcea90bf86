//! Tagging cannot fail: whatever the text, statements come in order and their places lie in it.

use std::sync::LazyLock;

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
