//! What is found in every article of `corpus/articles/`, as `demarche tag` shows it: one snapshot an article.
//!
//! A change of the rules shows here as a difference to be read: `INSTA_UPDATE=always cargo test corpus`, then `git diff`.

use demarche::output::text;
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
