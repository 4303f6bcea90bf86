//! The cells of a paradigm: alternatives (`a/b`, `a|b`) and rows of forms, as models write them.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Mistakes;
use crate::text::span::Span;

/// One of the spellings of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The ending, as the model writes it.
    pub(super) text: String,
    /// Whether it is shown among the forms; else it is only read in texts.
    pub(super) shown: bool,
}

impl Spelling {
    /// This one, rewritten.
    pub(super) fn with(&self, text: String) -> Self {
        Self {
            text,
            shown: self.shown,
        }
    }
}

/// The spellings that one cell admits; none for `-`.
pub(super) type Cell = Vec<Spelling>;

/// `a/b|c` is three spellings, `-` none; what stands behind `||` is only read.
pub(super) fn cell(written: &str) -> Cell {
    let (shown, read) = written.split_once("||").unwrap_or((written, "-"));
    let spellings = |written: &str, shown: bool| -> Cell {
        written
            .split(['/', '|'])
            .filter(|form| *form != "-")
            .map(|form| Spelling {
                text: form.to_string(),
                shown,
            })
            .collect()
    };
    let mut all = spellings(shown, true);
    all.extend(spellings(read, false));
    all
}

/// A row of cells, set off by spaces.
pub(super) fn row(written: &str) -> Vec<Cell> {
    written.split_whitespace().map(cell).collect()
}

/// Each of `stems` with `ending`.
pub(super) fn joined(stems: &Cell, ending: &str) -> Cell {
    stems
        .iter()
        .map(|stem| stem.with(format!("{}{ending}", stem.text)))
        .collect()
}

/// Each spelling of the cell, cut and rebuilt; those that `change` refuses are left out.
pub(super) fn changed(cell: &Cell, change: impl Fn(&str) -> Option<String>) -> Cell {
    let mut forms: Cell = cell
        .iter()
        .filter_map(|form| Some(form.with(change(&form.text)?)))
        .collect();
    forms.dedup();
    forms
}

/// A table of a model file: its keys are read by name, and those never read are mistakes.
pub(super) struct ModelTable<'t, 'i> {
    name: &'t str,
    table: &'t DeTable<'i>,
}

impl<'t, 'i> ModelTable<'t, 'i> {
    /// The table called `name`.
    pub(super) fn new(name: &'t str, table: &'t DeTable<'i>) -> Self {
        Self { name, table }
    }

    /// The string at `key`, if it is there.
    pub(super) fn get(&self, key: &str, mistakes: &mut Mistakes<'_>) -> Option<(Span, &'t str)> {
        let value = self.table.get(key)?;
        let span = span_of(value);
        match value.get_ref() {
            DeValue::String(text) => Some((span, text.as_ref())),
            _ => {
                mistakes.add(
                    span,
                    "model-value",
                    format!("« {key} » du modèle « {} » doit être un texte", self.name),
                    "mettez la valeur entre guillemets".to_string(),
                );
                None
            }
        }
    }

    /// Reports every key that is none of `known`.
    pub(super) fn check_keys(&self, known: &[&str], mistakes: &mut Mistakes<'_>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let help = crate::rules::nearest::nearest(name, known.iter().copied()).map_or_else(
                || format!("clés possibles : {}", known.join(", ")),
                |near| format!("vouliez-vous « {near} » ?"),
            );
            let message = format!("clé inconnue « {name} » dans le modèle « {} »", self.name);
            mistakes.add(span_of(key), "model-key", message, help);
        }
    }
}

/// The bytes of a value.
pub(super) fn span_of<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span::new(range.start, range.end)
}

/// The tables of a model file in the order in which they stand. `None` where the syntax has mistakes, which are reported: what
/// is missing from tables that were cut off is no mistake of theirs.
pub(super) fn tables<'i>(text: &'i str, mistakes: &mut Mistakes<'_>) -> Option<DeTable<'i>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let sound = errors.is_empty();
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        mistakes.add(
            Span::new(range.start, range.end),
            "toml",
            format!("écriture TOML incorrecte : {}", error.message()),
            "vérifiez guillemets, crochets et signe = ; un nom de modèle qui a un accent s'écrit entre guillemets : [\"céder\"]".to_string(),
        );
    }
    sound.then(|| root.into_inner())
}
