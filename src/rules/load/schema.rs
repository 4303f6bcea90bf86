//! JSON Schemas of the TOML files of a pack, made from the one list of keys: editors complete and check by them
//! (`#:schema ./schema/rules.json` at the head of a file).

use serde_json::{Map, Value as Json, json};

use crate::rules::load::keys::{Key, PACK, RULE_FILE, Value};

/// The dialect that the TOML plugins of editors read.
const DIALECT: &str = "http://json-schema.org/draft-04/schema#";

/// The schema files of a pack: their names, relative to it, and what stands in them.
pub fn files() -> [(&'static str, String); 2] {
    [
        (
            "schema/rules.json",
            text("Les règles d'une catégorie", RULE_FILE),
        ),
        (
            "schema/pack.json",
            text("Le paquet et ses catégories", PACK),
        ),
    ]
}

fn text(title: &str, keys: &[Key]) -> String {
    let mut schema = table(keys);
    schema.insert("$schema".into(), DIALECT.into());
    schema.insert("title".into(), title.into());
    format!("{:#}\n", Json::Object(schema))
}

/// The schema of a table with these keys and no other.
fn table(keys: &[Key]) -> Map<String, Json> {
    let properties: Map<String, Json> = keys
        .iter()
        .map(|key| (key.name.to_string(), value(key)))
        .collect();
    let required: Vec<&str> = keys
        .iter()
        .filter(|key| key.required)
        .map(|key| key.name)
        .collect();
    let mut schema = Map::new();
    schema.insert("type".into(), "object".into());
    schema.insert("additionalProperties".into(), false.into());
    schema.insert("properties".into(), properties.into());
    if !required.is_empty() {
        schema.insert("required".into(), required.into());
    }
    schema
}

fn value(key: &Key) -> Json {
    let what = format!("{}\n\n{}", key.what, key.value.wanted());
    match key.value {
        Value::Text | Value::Block => json!({ "type": "string", "description": what }),
        Value::Choice(words) => json!({ "type": "string", "enum": words, "description": what }),
        Value::Strings => {
            json!({ "type": "array", "items": { "type": "string" }, "description": what })
        }
        Value::Flag => json!({ "type": "boolean", "description": what }),
        Value::Tables(keys) => {
            json!({ "type": "array", "items": table(keys), "description": key.what })
        }
    }
}
