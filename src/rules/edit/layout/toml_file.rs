//! The layout of TOML files: the order of keys, blocks, comments and blank lines.

use toml_edit::{
    ArrayOfTables, Decor, DocumentMut, Item, KeyMut, RawString, Table, TomlError, Value,
};

use crate::rules::edit::error::EditError;
use crate::rules::edit::layout::{notation, plain};
use crate::rules::load::keys::{Key, PACK, RULE_FILE, Value as Sort};
use crate::text::source::Source;

/// The keys whose lines are patterns; those of other blocks are sentences.
const PATTERNS: &[&str] = &["pattern", "except"];

/// A rule file.
pub(in crate::rules::edit) fn rules(text: &str) -> Result<String, EditError> {
    with_keys(text, RULE_FILE)
}

/// `pack.toml`.
pub(in crate::rules::edit) fn pack(text: &str) -> Result<String, EditError> {
    with_keys(text, PACK)
}

/// A TOML file of which only the white space is laid out, and that only where this changes no value.
pub(in crate::rules::edit) fn other(text: &str) -> Result<String, EditError> {
    parse(text)?;
    let laid = plain::tidied(text.lines().map(|line| line.trim_end().to_owned()));
    let values = |text: &str| toml::from_str::<toml::Table>(text).ok();
    Ok(if values(&laid) == values(text) {
        laid
    } else {
        text.to_owned()
    })
}

/// Where a text stops being TOML.
pub(in crate::rules::edit) fn not_toml(text: &str, error: &TomlError) -> EditError {
    let at = error.span().map_or(0, |span| span.start);
    let (line, column) = Source::new("", text).line_column(at);
    EditError::NotToml { line, column }
}

/// The place of a key in the order of keys; unknown ones stand last.
pub(in crate::rules::edit) fn rank(keys: &[Key], name: &str) -> usize {
    keys.iter()
        .position(|key| key.name == name)
        .unwrap_or(keys.len())
}

/// Lines as a `'''` block.
pub(in crate::rules::edit) fn block_value(lines: &[&str]) -> Value {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let written = format!("'''\n{body}'''");
    let mut value: Value = written.parse().unwrap_or_else(|_| Value::from(body));
    *value.decor_mut() = Decor::new(" ", "");
    value
}

fn parse(text: &str) -> Result<DocumentMut, EditError> {
    text.parse().map_err(|error| not_toml(text, &error))
}

fn with_keys(text: &str, keys: &'static [Key]) -> Result<String, EditError> {
    let mut document = parse(text)?;
    table(document.as_table_mut(), keys, true);
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing(comments(&trailing, 1));
    let laid = document.to_string();
    Ok(format!("{}\n", laid.trim_matches('\n')))
}

/// Lays out the keys of a table, and the tables in it. Only at the head of a file do blank lines stand between keys.
fn table(table: &mut Table, keys: &'static [Key], root: bool) {
    table.sort_values_by(|a, _, b, _| rank(keys, a).cmp(&rank(keys, b)));
    for (mut name, item) in table.iter_mut() {
        let key = keys.iter().find(|key| key.name == name.get());
        match (key.map(|key| key.value), item) {
            (Some(Sort::Tables(keys)), Item::ArrayOfTables(tables)) => self::tables(tables, keys),
            (sort, Item::Value(value)) => {
                self::name(&mut name, usize::from(root));
                self::value(value, name.get(), sort);
            }
            _ => {}
        }
    }
}

fn tables(tables: &mut ArrayOfTables, keys: &'static [Key]) {
    for one in tables.iter_mut() {
        let decor = one.decor_mut();
        let before = comments(raw(decor.prefix()), 1);
        decor.set_prefix(format!("\n{}", before.trim_start_matches('\n')));
        let behind = comment_behind(raw(decor.suffix()));
        decor.set_suffix(behind);
        table(one, keys, false);
    }
}

/// The comments before a key, and one space behind it.
fn name(name: &mut KeyMut<'_>, blank_lines: usize) {
    let decor = name.leaf_decor_mut();
    let before = comments(raw(decor.prefix()), blank_lines);
    decor.set_prefix(before);
    decor.set_suffix(" ");
}

fn value(value: &mut Value, name: &str, sort: Option<Sort>) {
    let behind = comment_behind(raw(value.decor().suffix()));
    match (sort, &mut *value) {
        (Some(Sort::Block), Value::String(_)) => block(value, name),
        (Some(Sort::Strings), Value::Array(array)) if !array.to_string().contains(['\n', '#']) => {
            array.fmt();
        }
        _ => {}
    }
    *value.decor_mut() = Decor::new(" ", behind);
}

/// A text of lines as a `'''` block; one that such a block cannot hold stays as it is.
fn block(value: &mut Value, name: &str) {
    let Some(text) = value.as_str() else { return };
    if text.contains("'''") || text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return;
    }
    let lines = text.lines().map(|line| match line.trim() {
        line if line.starts_with('#') || !PATTERNS.contains(&name) => line.to_owned(),
        line => notation::pattern(line),
    });
    let laid = plain::tidied(lines);
    *value = block_value(&laid.lines().collect::<Vec<_>>());
}

/// Comment lines and the blank lines among them, of which at most so many stand together.
fn comments(written: &str, blank_lines: usize) -> String {
    let mut laid = String::new();
    let mut blank = 0;
    for line in written.split_inclusive('\n') {
        // Spaces without a line end are the indentation of the key.
        match line.trim() {
            "" => blank = blank_lines.min(blank + usize::from(line.ends_with('\n'))),
            comment => {
                laid.push_str(&"\n".repeat(std::mem::take(&mut blank)));
                laid.push_str(comment);
                laid.push('\n');
            }
        }
    }
    laid + &"\n".repeat(blank)
}

/// A comment behind a value, as far away as it was; no spaces without one.
fn comment_behind(written: &str) -> String {
    match written.trim() {
        "" => String::new(),
        _ if written.starts_with('#') => format!(" {}", written.trim_end()),
        _ => written.trim_end().to_owned(),
    }
}

fn raw(written: Option<&RawString>) -> &str {
    written.and_then(RawString::as_str).unwrap_or_default()
}
