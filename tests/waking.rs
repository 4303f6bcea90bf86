//! What sleeps holds nothing: a sentence that `tag` passes over, because nobody abroad is named near it, has no act.

use std::sync::LazyLock;

use demarche::evaluate::examples::Text;
use demarche::rules::pack::Pack;
use demarche::tagger::sentence::Unobserved;
use demarche::tagger::tag::Placed;
use demarche::{Document, Ruleset, Tagger, load_embedded};
use proptest::prelude::*;

static PACK: LazyLock<Pack> = LazyLock::new(|| load_embedded().pack.expect("a sound pack"));
static RULESET: LazyLock<Ruleset> = LazyLock::new(|| Ruleset::compile(&PACK));

/// The examples of the pack, and sentences of domestic news, of which a long document has more than names.
static SENTENCES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rules = PACK.rules.iter();
    let examples = rules.flat_map(|rule| rule.matches.iter().chain(&rule.rejects));
    let texts = examples.map(|example| Text::new(example).document.text);
    let home = [
        "Le maire a nié avoir touché de l'argent.",
        "La ministre accuse l'opposition de mentir.",
        "M. Szijjarto a démenti.",
        "Le ministre hongrois Peter Szijjarto était là.",
        "Il pleut.",
        "Les avocats de la mère accusent le juge.",
        "Les associations appellent à un cessez-le-feu.",
    ];
    texts.chain(home.map(str::to_string)).collect()
});

fn document() -> impl Strategy<Value = Document> {
    let sentence = (0..SENTENCES.len(), 0..3usize);
    prop::collection::vec(sentence, 1..20).prop_map(|picked| {
        let mut text = String::new();
        for (index, joint) in picked {
            text.push_str(&SENTENCES[index]);
            // Mostly domestic sentences in between, so that some stand far from any name.
            for _ in 0..joint * 4 {
                text.push_str(" La ministre accuse l'opposition de mentir.");
            }
            text.push('\n');
        }
        Document::plain("a", text)
    })
}

/// The acts where every sentence is read in which a pattern may match.
fn without_passing_over(tagger: &Tagger<'_>, document: &Document) -> Vec<Placed> {
    let sentences = tagger.sentences(document);
    let mut walk = tagger.walk(document, &sentences);
    let woken = tagger.woken(document, &sentences).into_iter();
    woken
        .flat_map(|(sentence, patterns)| walk.acts(sentence, &patterns, &mut Unobserved))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_is_lost_where_nobody_abroad_is_named(document in document()) {
        let tagger = Tagger::new(&RULESET);
        let told = |placed: Vec<Placed>| -> Vec<String> {
            placed.into_iter().map(|one| format!("{one:?}")).collect()
        };
        prop_assert_eq!(
            told(tagger.acts(&document)),
            told(without_passing_over(&tagger, &document))
        );
    }
}

#[test]
fn domestic_sentences_are_passed_over() {
    let tagger = Tagger::new(&RULESET);
    let document = Document::plain(
        "a",
        "La ministre accuse l'opposition de mentir.".to_string(),
    );
    let sentences = tagger.sentences(&document);
    assert!(!tagger.woken(&document, &sentences).is_empty());
    assert!(tagger.concerned(&document, &sentences).is_empty());
}

/// Each actor of the tables, named alone as it is written there.
#[test]
fn nothing_is_lost_of_any_actor() {
    let tagger = Tagger::new(&RULESET);
    let forms = PACK.actors.iter().flat_map(|actor| &actor.forms);
    let names = forms.map(|form| form.text.replace(['=', '<', '>'], ""));
    let texts = names.flat_map(|name| {
        [
            format!("{name} appelle à un cessez-le-feu."),
            format!("M. {name} accuse le gouvernement de {name}."),
        ]
    });
    let lost: Vec<String> = texts
        .filter(|text| {
            let document = Document::plain("a", text.clone());
            tagger.acts(&document).len() != without_passing_over(&tagger, &document).len()
        })
        .collect();
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
