//! What is hardly meant in a pack: the default pack has nothing of it, `check --fix` mends what is certain, and
//! `test --coverage` tells what does nothing.

use demarche::rules::load::load_embedded;
use tempfile::TempDir;

use crate::program::{Run, demarche};

/// A copy of the default pack in `rules`, in which these files are others.
fn pack(files: &[(&str, &str)]) -> TempDir {
    let dir = crate::program::pack();
    for (name, text) in files {
        std::fs::write(dir.path().join("rules").join(name), text).expect("written");
    }
    dir
}

#[test]
fn the_default_pack_is_clean() {
    let mut loaded = load_embedded();
    loaded.compile();
    let shown: Vec<String> = loaded
        .diagnostics
        .iter()
        .map(|found| found.render(loaded.source_of(found), false))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n\n"));
}

const MESSY: &str = "# Rires
<railler> # gardé

<se railler>
<railler>
<railler>  # gardé aussi
ricaner
<rit.V> ...2 ...3 haut
# allow wide-gap: rien de large
<rire> au nez
";

const MENDED: &str = "# Rires
<railler> # gardé

<railler>  # gardé aussi
<ricaner>
<rire.V> ...5 haut
<rire> au nez
";

#[test]
fn fix_mends_what_is_certain_and_keeps_all_else() {
    let dir = pack(&[
        ("lexicons/rires.txt", MESSY),
        ("denial.toml", &rule("@rires ...5 de @acteur ...2")),
    ]);
    let Run {
        code,
        stdout,
        stderr,
    } = demarche(dir.path(), &["check", "--fix", "--rules", "rules"]);
    assert_eq!(code, Some(0), "{stdout}{stderr}");
    assert!(stderr.ends_with("7 corrections\n"), "{stderr}");
    assert!(
        stderr.contains("corrigé : lexicons/rires.txt:4:1"),
        "{stderr}"
    );
    let read =
        |name: &str| std::fs::read_to_string(dir.path().join("rules").join(name)).expect("a file");
    assert_eq!(read("lexicons/rires.txt"), MENDED);
    assert_eq!(read("denial.toml"), rule("@rires ...5 de @acteur"));
    // The line with a comment is left for the author to see.
    assert!(stdout.contains("duplicate-entry"), "{stdout}");
}

#[test]
fn fix_mends_no_warning_while_an_error_stands() {
    let own = "# des rires\n@rires\nrire aux éclats\nrire aux éclats\n";
    let dir = pack(&[
        ("lexicons/rires.txt", own),
        ("denial.toml", &rule("@rires ...5 de @acteur")),
    ]);
    let run = demarche(dir.path(), &["check", "--fix", "--rules", "rules"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let kept = std::fs::read_to_string(dir.path().join("rules/lexicons/rires.txt"));
    assert_eq!(kept.expect("a file"), own);
}

#[test]
fn fix_writes_into_no_pack_but_a_folder() {
    let dir = tempfile::tempdir().expect("a folder");
    let Run {
        code,
        stdout,
        stderr,
    } = demarche(dir.path(), &["check", "--fix"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("--rules"), "{stderr}");
}

fn rule(pattern: &str) -> String {
    format!(
        "[[rule]]
id = \"rire-de\"
status = \"stable\"
pattern = '''
{pattern}
'''
matches = '''
Moscou raille les propos de Kiev.
'''
rejects = '''
Moscou ne raille pas les propos de Kiev.
'''
"
    )
}

const COVERED: &str = "except = '''
<zozoter> ...3 de ...1 pièce
<zozoter> ...3 de ...1 film
'''

[[rule]]
id = \"bruire\"
status = \"stable\"
pattern = '''
@bruits ...5 de @acteur
<zozoter> ...5 propos
<chevroter> bêtement
'''
except = '''
<zozoter> ...3 de ...1 théâtre
'''
matches = '''
Moscou zozote les propos de Kiev.
Moscou jodle les propos de Kiev.
'''
rejects = '''
Moscou zozote les acteurs de la pièce de Kiev.
'''
";

#[test]
fn coverage_tells_what_finds_and_what_nothing_asks_for() {
    let dir = pack(&[
        (
            "lexicons/bruits.txt",
            "# Bruits\n<zozoter>\n<jodler>\n<chevroter>\n<rugir>\n",
        ),
        ("denial.toml", COVERED),
    ]);
    let articles =
        "Moscou zozote les acteurs du film de Kiev.\n\nPékin chevrote des propos de Tokyo.\n";
    std::fs::write(dir.path().join("a.txt"), articles).expect("written");
    let of_rule = ["test", "--coverage", "--rules", "rules", "bruire"];
    let corpus = ["--corpus", "a.txt"];
    let Run {
        code,
        stdout,
        stderr,
    } = demarche(dir.path(), &[&of_rule[..], &corpus].concat());
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    // How many examples the rest of the pack has is no matter here.
    let shown = stdout.split_once(" exemples ; ").expect("a head").1;
    insta::assert_snapshot!("coverage", shown);
    let tsv = demarche(dir.path(), &[&of_rule[..], &["--format", "tsv"]].concat()).stdout;
    insta::assert_snapshot!("coverage_tsv", tsv);
    let json = demarche(dir.path(), &[&of_rule[..], &["--format", "json"]].concat()).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("an object");
    assert_eq!(json["rules"][0]["patterns"][0]["examples"]["hits"], 2);
    assert_eq!(json["corpus"], serde_json::Value::Null);
}
