//! Reads `pack.toml`: the pack's name and its categories.

use crate::rules::findings::Findings;
use crate::rules::load::keys::PACK;
use crate::rules::load::table::{Table, Text};
use crate::rules::load::toml_text::TomlText;
use crate::rules::pack::{Category, TargetPlace};

/// What `pack.toml` says.
#[derive(Debug, Default)]
pub(super) struct PackFile {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) home: Vec<String>,
    pub(super) categories: Vec<Category>,
}

/// Reads it.
pub(super) fn read(file: usize, findings: &mut Findings) -> PackFile {
    let toml = TomlText::new(file, findings);
    let root = toml.parse(findings);
    let table = Table::of_file(&toml, &root, PACK, findings);
    table.choice("language", |_| Some(()), (), findings);
    let tables = table.tables("category", findings);
    PackFile {
        name: text(&table, "name"),
        version: text(&table, "version"),
        home: texts(table.strings("home")),
        categories: tables
            .iter()
            .map(|table| category(table, findings))
            .collect(),
    }
}

fn category(table: &Table<'_>, findings: &mut Findings) -> Category {
    let place = table.text("id").map_or(table.place, |id| id.place);
    let observer = |word: &str| Some(word == "allow");
    Category {
        id: text(table, "id"),
        label_fr: text(table, "fr"),
        label_en: text(table, "en"),
        cameo: texts(table.strings("cameo")),
        plover: texts(table.strings("plover")),
        what: text(table, "what"),
        target: table
            .strings("target")
            .into_iter()
            .filter_map(|t| target(t, findings))
            .collect(),
        observer: table.choice("observer", observer, false, findings),
        war: table.flag("war"),
        official: table.flag("official"),
        opaque: table.flag("opaque"),
        place,
    }
}

/// A place of the target: three names, else a preposition, which is one word in lower case.
fn target(written: Text, findings: &mut Findings) -> Option<TargetPlace> {
    Some(match written.text.as_str() {
        "object" => TargetPlace::Object,
        "subject" => TargetPlace::Subject,
        "belligerents" => TargetPlace::Belligerents,
        "beneficiary" => TargetPlace::Beneficiary,
        "quotation" => TargetPlace::Quotation,
        "claimant" => TargetPlace::Claimant,
        "reciprocal" => TargetPlace::Reciprocal,
        word if !word.is_empty() && word.chars().all(|c| c.is_lowercase() || c == '\'') => {
            TargetPlace::Preposition(word.into())
        }
        word => {
            let message = format!("« {word} » n'est pas une place de destinataire");
            let help = "écrivez object, subject, reciprocal ou une préposition : \"à\", \"contre\", \"entre\"";
            findings.report("unknown-target", written.place, message, help);
            return None;
        }
    })
}

fn text(table: &Table<'_>, key: &str) -> String {
    table.text(key).map(|text| text.text).unwrap_or_default()
}

fn texts(written: Vec<Text>) -> Vec<String> {
    written.into_iter().map(|text| text.text).collect()
}
