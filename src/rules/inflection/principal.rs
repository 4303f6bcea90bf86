//! The principal parts of a conjugation as `conjugations.toml` writes them: its keys, its `like`, the endings
//! of the simple tenses. What follows from them is `paradigm`'s.

use rustc_hash::FxHashMap;
use toml::de::{DeTable, DeValue};

use super::cells::{Cell, ModelTable, row};
use super::error::Mistakes;
use crate::text::span::Span;

/// The keys of a model.
pub(super) const KEYS: &[&str] = &[
    "like",
    "ending",
    "pres",
    "past",
    "ppast",
    "impf",
    "fut",
    "cond",
    "subj",
    "subj_impf",
    "imp",
    "ppres",
    "inf",
    "persons",
];

/// The endings of the simple tenses (`[endings]`).
pub(super) struct Endings {
    /// Those of each tense, by its key.
    pub(super) rows: FxHashMap<&'static str, Vec<Cell>>,
    /// The rows of the passé simple.
    pub(super) past: Vec<Vec<Cell>>,
}

impl Endings {
    /// Those of the file; what it leaves out is empty, and yields no forms.
    pub(super) fn read(root: &DeTable<'_>) -> Self {
        let mut endings = Self {
            rows: FxHashMap::default(),
            past: Vec::new(),
        };
        let Some(DeValue::Table(table)) = root.get("endings").map(|value| value.get_ref()) else {
            return endings;
        };
        for key in ["impf", "fut", "cond", "subj"] {
            if let Some(text) = table.get(key).and_then(|value| value.get_ref().as_str()) {
                endings.rows.insert(key, row(text));
            }
        }
        if let Some(rows) = table
            .get("past")
            .and_then(|value| value.get_ref().as_array())
        {
            endings.past = rows
                .iter()
                .filter_map(|value| Some(row(value.get_ref().as_str()?)))
                .collect();
        }
        endings
    }
}

/// The parts of a model as written, those of its `like` included.
#[derive(Clone, Default)]
pub(super) struct Written<'t> {
    /// The ending of the infinitive.
    pub(super) ending: &'t str,
    /// Where the model is defined.
    pub(super) span: Span,
    /// The parts, by key, each with its place.
    pub(super) parts: FxHashMap<&'static str, (Span, &'t str)>,
}

impl<'t> Written<'t> {
    /// The model of a table; `others` are those defined before it.
    pub(super) fn read(
        table: &ModelTable<'t, '_>,
        span: Span,
        name: &str,
        others: &FxHashMap<&str, Written<'t>>,
        mistakes: &mut Mistakes<'_>,
    ) -> Option<Self> {
        let mut model = match table.get("like", mistakes) {
            None => Self::default(),
            Some((at, like)) => match others.get(like) {
                Some(other) => other.clone(),
                None => {
                    let near = crate::rules::nearest::nearest(like, others.keys().copied());
                    mistakes.add(
                        at,
                        "unknown-model",
                        format!("le modèle « {name} » renvoie à « {like} », qui n'est pas défini avant lui"),
                        near.map_or_else(
                            || "définissez d'abord le modèle auquel il renvoie".to_string(),
                            |near| format!("vouliez-vous « {near} » ?"),
                        ),
                    );
                    return None;
                }
            },
        };
        model.span = span;
        if let Some((_, ending)) = table.get("ending", mistakes) {
            model.ending = ending;
        }
        for key in &KEYS[2..] {
            if let Some(part) = table.get(key, mistakes) {
                model.parts.insert(key, part);
            }
        }
        let mut missing = vec!["pres", "past", "ppast"];
        missing.retain(|key| !model.parts.contains_key(key));
        if model.ending.is_empty() || !missing.is_empty() {
            let mut keys = missing;
            if model.ending.is_empty() {
                keys.insert(0, "ending");
            }
            mistakes.add(
                span,
                "model-incomplete",
                format!("il manque au modèle « {name} » : {}", keys.join(", ")),
                "ajoutez ces clés, ou `like` avec le modèle qui les a".to_string(),
            );
            return None;
        }
        Some(model)
    }

    /// The part at `key`.
    pub(super) fn part(&self, key: &str) -> Option<&'t str> {
        self.parts.get(key).map(|(_, text)| *text)
    }
}
