//! What is found in every article of `corpus/articles/`, as `demarche tag` shows it: one snapshot an article.
//!
//! A change of the rules shows here as a difference to be read: `INSTA_UPDATE=always cargo test corpus`, then `git diff`.

use demarche::output::text;
use demarche::tagger::matcher::Matcher;
use demarche::{Document, Ruleset, Tagger, load_embedded};

#[test]
fn statements_of_articles() {
    let pack = load_embedded().pack.expect("a sound pack");
    let ruleset = Ruleset::compile(&pack);
    let tagger = Tagger::new(&ruleset);
    insta::glob!(
        env!("CARGO_MANIFEST_DIR"),
        "corpus/articles/*.txt",
        |path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            let article = std::fs::read_to_string(path).expect("an article");
            let statements = tagger.tag(&Document::plain(&name, article));
            let mut shown = Vec::new();
            text::write(&statements, &ruleset.categories, false, &mut shown)
                .expect("written to memory");
            insta::with_settings!({ omit_expression => true }, {
                insta::assert_snapshot!(String::from_utf8(shown).expect("UTF-8"));
            });
        }
    );
}

/// What is left out because the sentence lacks a word of it would have found nothing.
#[test]
fn exceptions_that_are_not_run_find_nothing() {
    let pack = load_embedded().pack.expect("a sound pack");
    let ruleset = Ruleset::compile(&pack);
    let tagger = Tagger::new(&ruleset);
    let articles = ["01_karabakh-dixieme-jour", "05_gaza-doha-suspendu"];
    let mut found = 0;
    for name in articles {
        let path = format!("{}/corpus/articles/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("an article");
        let document = Document::plain(name, text);
        let sentences = tagger.sentences(&document);
        for index in 0..sentences.len() {
            let here = tagger.parse(&document, &sentences, index);
            let matcher = Matcher::new(&ruleset, &here.reading, &here.actors);
            for (program, at) in ruleset.rules.iter().flat_map(|rule| &rule.excepts) {
                let all = matcher.matches(program);
                let all: Vec<_> = all.into_iter().map(|one| one.words).collect();
                found += all.len();
                assert_eq!(*matcher.excepted(program), *all, "{name}:{index} {at}");
            }
        }
    }
    assert!(found > 50, "{found} exceptions found");
}
