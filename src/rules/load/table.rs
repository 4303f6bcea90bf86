//! Walks a TOML table along its list of keys: reports what is unknown, missing or of the wrong sort,
//! and gives the rest with exact places.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::rules::findings::Findings;
use crate::rules::load::block;
use crate::rules::load::keys::{Key, Value};
use crate::rules::load::toml_text::TomlText;
use crate::rules::nearest::nearest;
use crate::rules::pack::Place;
use crate::text::span::Span;

/// A string of the file and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// What it says, without outer spaces.
    pub(super) text: String,
    /// Where it stands, without its delimiters.
    pub(super) place: Place,
}

/// A table of a file, already held against its list of keys.
#[derive(Debug)]
pub(super) struct Table<'t> {
    /// Its header, or the first byte of the file.
    pub(super) place: Place,
    toml: &'t TomlText,
    fields: Vec<(&'static Key, &'t Spanned<DeValue<'t>>)>,
}

impl<'t> Table<'t> {
    /// The whole file.
    pub(super) fn of_file(
        toml: &'t TomlText,
        table: &'t Spanned<DeTable<'t>>,
        keys: &'static [Key],
        findings: &mut Findings,
    ) -> Self {
        let place = Place::new(toml.file, Span::default());
        Self::read(toml, table.get_ref(), place, keys, findings)
    }

    fn read(
        toml: &'t TomlText,
        table: &'t DeTable<'t>,
        place: Place,
        keys: &'static [Key],
        findings: &mut Findings,
    ) -> Self {
        let mut fields = Vec::new();
        for (name, value) in table {
            let Some(key) = keys.iter().find(|key| key.name == name.get_ref()) else {
                unknown_key(name.get_ref(), toml.place(span(name)), keys, findings);
                continue;
            };
            if toml.is_silenced(toml.place(span(value))) && !is_long(value.get_ref()) {
                continue;
            }
            if has_type(value.get_ref(), key.value) {
                fields.push((key, value));
            } else {
                let message = format!("« {} » n'a pas une valeur de la bonne sorte", key.name);
                let help = format!("écrivez {}", key.value.wanted());
                findings.report("wrong-type", toml.place(span(value)), message, help);
            }
        }
        for key in keys.iter().filter(|key| key.required) {
            if !table.keys().any(|name| name.get_ref() == key.name) {
                missing_key(key, place, findings);
            }
        }
        Self {
            place,
            toml,
            fields,
        }
    }

    fn value(&self, name: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.fields
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, value)| *value)
    }

    /// The string of a key, where it says something.
    pub(super) fn text(&self, name: &str) -> Option<Text> {
        self.text_of(self.value(name)?)
    }

    fn text_of(&self, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        let text = value.get_ref().as_str()?.trim().to_string();
        let (content, _) = block::content(&self.toml.text, span(value));
        Some(Text {
            text,
            place: self.toml.place(content),
        })
    }

    /// The word of a key, read by `parse`; `default` where it is not written or unknown (reported).
    pub(super) fn choice<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Option<T>,
        default: T,
        findings: &mut Findings,
    ) -> T {
        let Some(written) = self.text(name) else {
            return default;
        };
        let key = self.fields.iter().find(|(key, _)| key.name == name);
        let Some((
            Key {
                value: Value::Choice(words),
                ..
            },
            _,
        )) = key
        else {
            return default;
        };
        if words.contains(&written.text.as_str())
            && let Some(value) = parse(&written.text)
        {
            return value;
        }
        let meant = nearest(&written.text, words.iter().copied());
        let meant = meant
            .map(|word| format!("vouliez-vous « {word} » ? "))
            .unwrap_or_default();
        let message = format!("« {} » n'est pas une valeur de « {name} »", written.text);
        let help = format!("{meant}Valeurs permises : {}", words.join(", "));
        findings.report("unknown-value", written.place, message, help);
        default
    }

    /// The lines of a block, none where it is not written.
    pub(super) fn lines(&self, name: &str) -> Vec<Text> {
        let Some(value) = self.value(name) else {
            return Vec::new();
        };
        block::lines(&self.toml.text, span(value))
            .into_iter()
            .map(|line| Text {
                text: line.text,
                place: self.toml.place(line.span),
            })
            .collect()
    }

    /// The strings of a list, none where it is not written.
    pub(super) fn strings(&self, name: &str) -> Vec<Text> {
        let list = self
            .value(name)
            .and_then(|value| value.get_ref().as_array());
        list.into_iter()
            .flat_map(|list| list.iter())
            .filter_map(|value| self.text_of(value))
            .collect()
    }

    /// The truth value of a key; `false` where it is not written.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.value(name)
            .and_then(|value| value.get_ref().as_bool())
            .unwrap_or(false)
    }

    /// Where the value of a key stands, else the table's header.
    pub(super) fn place_of(&self, name: &str) -> Place {
        self.value(name)
            .map_or(self.place, |value| self.toml.place(span(value)))
    }

    /// The tables of a key, each held against its list of keys.
    pub(super) fn tables(&self, name: &str, findings: &mut Findings) -> Vec<Self> {
        let field = self.fields.iter().find(|(key, _)| key.name == name);
        let Some((
            Key {
                value: Value::Tables(keys),
                ..
            },
            value,
        )) = field
        else {
            return Vec::new();
        };
        let list = value.get_ref().as_array();
        list.into_iter()
            .flat_map(|list| list.iter())
            .filter_map(|item| Some((item.get_ref().as_table()?, self.toml.place(span(item)))))
            .map(|(table, place)| Self::read(self.toml, table, place, keys, findings))
            .collect()
    }
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}

fn has_type(value: &DeValue<'_>, wanted: Value) -> bool {
    let all = |test: fn(&DeValue<'_>) -> bool| {
        value
            .as_array()
            .is_some_and(|list| list.iter().all(|item| test(item.get_ref())))
    };
    match wanted {
        Value::Text | Value::Choice(_) | Value::Block => value.is_str(),
        Value::Flag => value.is_bool(),
        Value::Strings => all(|item| item.is_str()),
        Value::Tables(_) => all(|item| item.is_table()),
    }
}

/// Whether the value goes on behind the line where it begins.
fn is_long(value: &DeValue<'_>) -> bool {
    value.as_str().is_some_and(|text| text.contains('\n'))
}

fn unknown_key(name: &str, place: Place, keys: &[Key], findings: &mut Findings) {
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    let help = match nearest(name, names.iter().copied()) {
        Some(meant) => format!("vouliez-vous « {meant} » ?"),
        None if names.len() <= 12 => format!("clés connues : {}", names.join(", ")),
        None => "retirez cette clé : le programme ne la lit pas".into(),
    };
    findings.report(
        "unknown-key",
        place,
        format!("clé inconnue : « {name} »"),
        help,
    );
}

fn missing_key(key: &Key, place: Place, findings: &mut Findings) {
    let (message, help) = match key.value {
        Value::Tables(_) => (
            format!("aucun tableau [[{}]]", key.name),
            format!("ajoutez [[{}]] ({})", key.name, key.what),
        ),
        value => (
            format!("la clé « {} » manque ({})", key.name, key.what),
            format!("ajoutez {} = … : {}", key.name, value.wanted()),
        ),
    };
    findings.report("missing-key", place, message, help);
}
