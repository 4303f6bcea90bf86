//! Reads the word lists and the closed classes of `french/`. Conjugation and plural models are read by
//! [`inflection`](crate::rules::inflection).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::load::keys::GRAMMAR;
use crate::rules::load::lexicon_file;
use crate::rules::load::table::Table;
use crate::rules::load::toml_text::{self, TomlText};
use crate::rules::pack::{GrammarSource, Place};
use crate::text::source::Source;

/// Reads `grammar.toml`.
pub(super) fn grammar(file: usize, findings: &mut Findings) -> GrammarSource {
    let toml = TomlText::new(file, findings);
    let root = toml.parse(findings);
    let table = Table::of_file(&toml, &root, GRAMMAR, findings);
    let mut lists = BTreeMap::new();
    for key in GRAMMAR {
        let words = table
            .strings(key.name)
            .into_iter()
            .map(|word| word.text)
            .collect();
        lists.insert(key.name.to_string(), words);
    }
    GrammarSource { lists }
}

/// Reads the models of conjugation and of plurals; an empty one where they are broken.
pub(super) fn inflection(fit: &[bool], findings: &mut Findings) -> Inflection {
    let sources = findings.sources();
    let french =
        |(file, source): (usize, &'_ Source)| fit[file] && source.name.starts_with("french/");
    let files: Vec<(&str, &str)> = sources
        .iter()
        .enumerate()
        .filter(|named| french(*named))
        .map(|(_, source)| (source.name.as_str(), source.text.as_str()))
        .collect();
    Inflection::read(&files).unwrap_or_else(|errors| {
        for error in errors {
            let Some(file) = sources.iter().position(|source| source.name == error.file) else {
                continue;
            };
            let place = Place::new(file, error.span);
            match error.code {
                "toml" => toml_text::report("", place, findings),
                code => findings.report(code, place, error.message, error.help),
            }
        }
        Inflection::default()
    })
}

/// Reads a list of words, one a line, and reports a word that stands twice.
pub(super) fn words(file: usize, findings: &mut Findings) -> Vec<String> {
    let mut seen: FxHashMap<String, Place> = FxHashMap::default();
    let mut words = Vec::new();
    for line in lexicon_file::words(file, findings) {
        if let Some(first) = seen.insert(line.text.clone(), line.place) {
            let message = format!("« {} » est déjà dans la liste", line.text);
            let help = format!(
                "retirez l'une des deux lignes : l'autre est {}",
                findings.line_of(first)
            );
            findings.report("duplicate-entry", line.place, message, help);
        }
        words.push(line.text);
    }
    words
}
