//! Writing back into rule files: what is written never changes what the pack matches, and the layout is final.

use std::borrow::Cow;
use std::path::Path;

use demarche::rules::edit::{Block, Laid, RuleFile, lay_out};
use demarche::rules::embedded;
use demarche::rules::load::{Loaded, load_files};
use demarche::{Document, Ruleset, Statement, Tagger};
use proptest::prelude::{Strategy, prop_assert_eq};

/// A rule file in its layout.
const LAID: &str = r#"# En tête.

# Pour tout le fichier.
except = '''
<a> (b | c)
'''

# ---- Un titre

[[rule]]
id = "un"  # son nom
status = "stable"
negation = "ignore"
# Un motif.
pattern = '''
# tour
<a> ...2 @b

{ <a> ; b c } 8
'''
matches = '''
Un « mot ». => RUS > _
'''

# Un autre.
[[rule]]
id = "deux"
pattern = '''
<d>
'''
rejects = '''
Non.
'''
todo = '''
Pas encore.
'''
# La fin.
"#;

fn laid(name: &str, text: &str) -> String {
    match lay_out(name, text).expect("TOML") {
        Laid::Changed(laid) => laid,
        Laid::Unchanged | Laid::NotConcerned => text.to_owned(),
    }
}

/// A layout spoilt: blank lines, spaces, other marks around texts, other orders of keys.
fn spoilt(blanks: usize, spaces: usize, reversed: bool, basic: bool) -> String {
    let pad = " ".repeat(spaces);
    let mut parts: Vec<String> = Vec::new();
    for part in LAID.split("[[rule]]\n") {
        let mut keys = keys(part);
        let tail = keys.pop().expect("what stands behind the last key");
        if reversed {
            keys.reverse();
        }
        parts.push(format!("{}{tail}", keys.concat()));
    }
    let mut text = parts.join("[[rule]]\n");
    if basic {
        text = text.replace("pattern = '''\n<d>\n'''", "pattern = \"<d>\"");
    }
    let lines = text.lines().map(|line| {
        let line = line.replace(" ...2 ", &format!("{pad} …2 ").replace("…", "..."));
        let line = line.replace(" = ", &format!("{pad}= {pad}"));
        let line = line.replace("(b | c)", "(b|c)");
        let blank = if line.is_empty() {
            "\n".repeat(blanks)
        } else {
            String::new()
        };
        format!("{pad}{line}{pad}\n{blank}")
    });
    lines.collect()
}

/// The keys of a table, each with the comments before it and its value; last, what stands behind them.
fn keys(part: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut inside = false;
    for line in part.lines() {
        let last = keys.last_mut().expect("one at least");
        last.push_str(line);
        last.push('\n');
        let opens = line.ends_with("'''");
        let is_key = line.contains(" = ") && !line.starts_with('#') && !inside;
        inside ^= opens;
        if !inside && (is_key || opens) {
            keys.push(String::new());
        }
    }
    keys
}

proptest::proptest! {
    #[test]
    fn a_spoilt_layout_comes_back(blanks in 0..3usize, spaces in 0..3usize, reversed: bool, basic: bool) {
        let spoilt = spoilt(blanks, spaces, reversed, basic);
        // The head of the file belongs to its first key, and stays with it; here there is one key alone.
        prop_assert_eq!(laid("x.toml", &spoilt), LAID);
    }

    #[test]
    fn a_sentence_added_is_the_only_change(
        rule in "un|deux",
        block in proptest::sample::select(vec![Block::Matches, Block::Rejects, Block::Todo]),
        line in sentence(),
    ) {
        let mut file = RuleFile::parse(LAID).expect("TOML");
        file.add_line(&rule, block, &line).expect("added");
        let text = file.text();
        // What fmt would write, and nothing but lines more.
        prop_assert_eq!(laid("x.toml", &text), text.clone());
        let mut rest = text.lines();
        for line in LAID.lines() {
            proptest::prop_assert!(rest.any(|other| other == line), "{} is gone", line);
        }
        let again = RuleFile::parse(&text).expect("TOML").add_line(&rule, block, &line);
        prop_assert_eq!(again, Ok(false));
    }
}

fn sentence() -> impl Strategy<Value = String> {
    "[A-Z][a-zé'\"\\\\ «»,]{0,20}[a-z]\\."
        .prop_filter("no end of a block", |line| !line.contains("'''"))
}

#[test]
fn line_ends_and_files_without_a_layout_stay() {
    let windows = LAID.replace('\n', "\r\n");
    assert_eq!(lay_out("x.toml", &windows), Ok(Laid::Unchanged));
    assert_eq!(
        lay_out("actors/x.tsv", "a\t\t\n\n\n"),
        Ok(Laid::NotConcerned)
    );
    assert!(lay_out("x.toml", "a = [").is_err());
}

fn tagged(files: &[(String, Cow<'static, [u8]>)]) -> Vec<Statement> {
    let Loaded { pack, .. } = load_files(files);
    let ruleset = Ruleset::compile(&pack.expect("a sound pack"));
    let tagger = Tagger::for_examples(&ruleset, true);
    let articles = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut statements = Vec::new();
    for entry in std::fs::read_dir(articles).expect("a folder") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("read");
        statements.extend(tagger.tag(&Document::plain("", text)));
    }
    for act in statements
        .iter_mut()
        .flat_map(|statement| &mut statement.acts)
    {
        // Lines move.
        act.at.clear();
    }
    statements
}

#[test]
fn neither_layout_nor_examples_change_what_the_pack_matches() {
    let files = embedded::files();
    let changed: Vec<(String, Cow<'static, [u8]>)> = files
        .iter()
        .map(|(name, bytes)| {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            // Indented and with wide spaces, then laid out; in rule files with an example more in every rule.
            let spoilt = match name.starts_with("lexicons/") {
                true => text.replace(' ', "  ").replace('\n', " \n "),
                false => text.to_owned(),
            };
            let mut text = laid(name, &spoilt);
            assert_eq!(laid(name, &text), text, "{name} laid out twice");
            let ids: Vec<String> = ids(name, &text);
            if !ids.is_empty() {
                let mut file = RuleFile::parse(&text).expect("TOML");
                for id in ids {
                    file.add_line(&id, Block::Matches, "Moscou accuse Kiev. => RUS > UKR")
                        .expect("added");
                    file.add_line(&id, Block::Todo, "« D'accord », dit-il.")
                        .expect("added");
                }
                text = file.text();
            }
            (name.clone(), Cow::Owned(text.into_bytes()))
        })
        .collect();
    assert_eq!(tagged(&changed), tagged(&files));
}

/// The ids of a rule file.
fn ids(name: &str, text: &str) -> Vec<String> {
    let is_rules = name.ends_with(".toml") && !name.contains('/') && name != "pack.toml";
    let id = |line: &str| Some(line.strip_prefix("id = \"")?.split('"').next()?.to_owned());
    text.lines().filter(|_| is_rules).filter_map(id).collect()
}
