//! `concordance` on a small pack of its own: what a person reads, and what programs read.

use tempfile::TempDir;

use crate::program::{printed, small_pack};

const RULES: &str = r"
except = '''
appeler à manifester
'''

[[rule]]
id = 'appeler-a'
status = 'stable'
pattern = '''
<appeler> ...4 à @geste
'''
matches = '''
Kiev appelle à la trêve.
'''
rejects = '''
Kiev appelle à la raison.
'''

[[rule]]
id = 'plaider-pour'
pattern = '''
<plaider> pour @geste
'''
matches = '''
Kiev plaide pour la trêve.
'''
rejects = '''
Kiev plaide pour la paix.
'''
";

const ARTICLE: &str = "\
Une trêve en vue

Lundi, Kiev a appelé, par la voix de son ministre, à la trêve dans l'Est. Moscou n'a pas appelé à la trêve.
« Nous appelons au calme & au dialogue », dit Minsk. Paris plaide pour la trêve.

Berlin affirme que l'hiver sera long. Rome assure que tout va bien. Berlin affirme aussi que rien ne presse. Il pleut.
";

/// A folder with a small pack in `rules`, and an article.
fn folder() -> TempDir {
    let dir = small_pack(&[
        ("ceasefire_call.toml", RULES),
        (
            "lexicons/geste.txt",
            "# un geste
trêve
calme
",
        ),
    ]);
    std::fs::write(dir.path().join("a.txt"), ARTICLE).expect("written");
    dir
}

fn concordance(args: &[&str]) -> String {
    let dir = folder();
    let whole = [&["concordance"], args, &["a.txt", "--rules", "rules"]].concat();
    printed(dir.path(), &whole)
}

#[test]
fn each_thing_that_can_be_sought_is_found() {
    let sought: &[&[&str]] = &[
        &["appeler-a"],
        &["plaider-pour"],
        &["ceasefire_call"],
        &["@geste"],
        &["<appeler> ...3 à"],
        &["@geste", "--sort", "left", "--width", "70"],
        &["@geste", "--sort", "right", "--limit", "2"],
        &["appeler-a", "--blocked"],
    ];
    let shown: Vec<String> = sought
        .iter()
        .map(|args| format!("$ {}\n{}", args.join(" "), concordance(args)))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn untagged_sentences_come_by_the_frequency_of_their_verb() {
    insta::assert_snapshot!(concordance(&["--untagged", "--limit", "1"]));
}

#[test]
fn a_table_has_a_line_a_hit() {
    insta::assert_snapshot!(concordance(&[
        "appeler-a",
        "--blocked",
        "--format",
        "tsv",
        "--context",
        "30"
    ]));
}

#[test]
fn a_page_needs_nothing_else() {
    let page = concordance(&["@geste", "--format", "html", "--context", "30"]);
    assert!(
        !page.contains("http") && !page.contains("<script"),
        "{page}"
    );
    let rows = page.split("<body>").nth(1).unwrap_or(&page);
    insta::assert_snapshot!(rows);
}

#[test]
fn a_line_of_json_names_places_in_the_article() {
    let lines = concordance(&["appeler-a", "--format", "jsonl"]);
    let hit: serde_json::Value =
        serde_json::from_str(lines.lines().next().expect("a line")).expect("an object");
    let place = |key: &str| hit[key].as_u64().expect("a place") as usize;
    let found = &ARTICLE[place("start")..place("end")];
    assert_eq!(found, "a appelé, par la voix de son ministre, à la trêve");
    assert_eq!(
        (&hit["rule"], &hit["speaker"][0]),
        (&"appeler-a".into(), &"UKR".into())
    );
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_any_number_of_threads() {
    let sample = |seed: &str, threads: &str| {
        concordance(&[
            "@geste", "--sample", "2", "--seed", seed, "-j", threads, "--format", "jsonl",
        ])
    };
    assert_eq!(sample("3", "1").lines().count(), 2);
    assert_eq!(sample("3", "1"), sample("3", "4"));
    let draws: std::collections::BTreeSet<String> =
        (1..6).map(|seed| sample(&seed.to_string(), "2")).collect();
    assert!(draws.len() > 1, "{draws:?}");
}

#[test]
fn a_mistake_in_the_pattern_is_shown_with_a_remedy() {
    insta::assert_snapshot!(concordance(&["<appeler> à @gestes"]));
}
