//! What is made from a pack and its keys for people and their editors: the manual and the JSON Schemas.

use std::path::Path;

use demarche::output::manual::{html, markdown};
use demarche::rules::embedded;
use demarche::rules::load::{load_embedded, load_folder, schema};
use demarche::rules::pack::Pack;
use demarche::study::manual::Manual;
use serde_json::Value;

use crate::diagnostics::pack_of;

/// A schema file of the default pack.
fn embedded_text(name: &str) -> String {
    let files = embedded::files();
    let (_, bytes) = files.iter().find(|(file, _)| file == name).expect(name);
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// `UPDATE_SCHEMA=1 cargo test schemas_of_the_pack` writes them anew.
#[test]
fn schemas_of_the_pack_are_made_from_the_list_of_keys() {
    for (name, text) in schema::files() {
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("rules")
                .join(name);
            std::fs::write(path, &text).expect("written");
        } else {
            assert_eq!(
                embedded_text(name),
                text,
                "{name}: UPDATE_SCHEMA=1 writes it"
            );
        }
    }
}

/// The files at the top of the default pack with their schemas.
fn files_and_schemas() -> Vec<(String, String, Value)> {
    let schema_of = |name: &str| match name {
        "pack.toml" => "schema/pack.json",
        _ => "schema/rules.json",
    };
    let tops = embedded::names().filter(|name| name.ends_with(".toml") && !name.contains('/'));
    tops.map(|name| {
        let schema = schema_of(&name);
        let parsed = serde_json::from_str(&embedded_text(schema)).expect("JSON");
        (name, schema.to_string(), parsed)
    })
    .collect()
}

#[test]
fn every_file_of_the_pack_names_its_schema_and_answers_to_it() {
    for (name, schema, parsed) in files_and_schemas() {
        let text = embedded_text(&name);
        assert_eq!(
            text.lines().next(),
            Some(&*format!("#:schema ./{schema}")),
            "{name}"
        );
        let value: Value = toml::from_str(&text).expect("TOML");
        assert_eq!(mistakes(&value, &parsed), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_refuses_what_check_refuses() {
    let (_, _, schema) = files_and_schemas().remove(0);
    let cases = [
        ("[[rule]]\nid = 'a'\npattern = 'x'", vec![]),
        ("[[rule]]\nid = 'a'", vec!["pattern"]),
        (
            "[[rule]]\nid = 'a'\npattern = 'x'\nstatut = 'stable'",
            vec!["statut"],
        ),
        (
            "[[rule]]\nid = 'a'\npattern = 'x'\nstatus = 'sûr'",
            vec!["status"],
        ),
        ("[[rule]]\nid = 1\npattern = 'x'", vec!["id"]),
        ("except = 'x'", vec!["rule"]),
    ];
    for (text, expected) in cases {
        let value: Value = toml::from_str(text).expect("TOML");
        assert_eq!(mistakes(&value, &schema), expected, "{text}");
    }
}

/// The keys of a value that do not answer to a schema, of which this reads all that ours say.
fn mistakes(value: &Value, schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if let (Some(table), Some(properties)) = (value.as_object(), schema["properties"].as_object()) {
        for (key, value) in table {
            match properties.get(key) {
                Some(schema) if is_of_type(value, schema) => found.extend(mistakes(value, schema)),
                _ => found.push(key.clone()),
            }
        }
        let required = schema["required"].as_array().into_iter().flatten();
        let missing = required
            .filter_map(Value::as_str)
            .filter(|key| !table.contains_key(*key));
        found.extend(missing.map(String::from));
    }
    for item in value.as_array().into_iter().flatten() {
        match is_of_type(item, &schema["items"]) {
            true => found.extend(mistakes(item, &schema["items"])),
            false => found.push(item.to_string()),
        }
    }
    found
}

fn is_of_type(value: &Value, schema: &Value) -> bool {
    let listed = schema["enum"]
        .as_array()
        .is_none_or(|words| words.contains(value));
    listed
        && match schema["type"].as_str() {
            Some("string") => value.is_string(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            Some("boolean") => value.is_boolean(),
            _ => false,
        }
}

fn written(
    write: impl Fn(&Manual<'_>, &mut Vec<u8>) -> std::io::Result<()>,
    pack: &Pack,
) -> String {
    let mut out = Vec::new();
    write(&Manual::new(pack), &mut out).expect("written to memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn manual_of_a_small_pack() {
    let dir = pack_of("unused-lexicon");
    let pack = load_folder(dir.path())
        .expect("a folder")
        .pack
        .expect("sound");
    let page = written(html, &pack);
    let (_, body) = page.split_once("<body>").expect("a body");
    insta::assert_snapshot!("manual_html", body);
    insta::assert_snapshot!("manual_markdown", written(markdown, &pack));
}

#[test]
fn manual_of_the_default_pack_needs_nothing_else_and_leads_nowhere_astray() {
    let pack = load_embedded().pack.expect("sound");
    let page = written(html, &pack);
    for outside in ["http", "src=", "@import", "url(", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    let all = |mark: &'static str| {
        page.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect::<std::collections::BTreeSet<_>>()
    };
    let ids = all(" id=\"");
    for link in all("href=\"#") {
        assert!(ids.contains(link), "{link}");
    }
}
