//! Models of nouns and adjectives: the singular and plural of each gender, as `declensions.toml`
//! writes them. Which lemma follows which model is not its question.

use rustc_hash::FxHashMap;
use toml::de::DeValue;

use super::cells::{ModelTable, cell, span_of, tables};
use super::error::Mistakes;
use super::suffixes::cut;
use crate::rules::traits::Traits;

const KEYS: &[&str] = &["ending", "masc", "fem", "both"];

/// A model: the ending that it replaces and the forms that it makes.
#[derive(Clone, Debug)]
pub struct Declension {
    ending: String,
    cells: Vec<(String, Traits)>,
}

impl Declension {
    /// Calls `each` with every form of the lemma; nothing if the lemma has not the model's ending. A lemma written
    /// with *oe* has its forms so (*oeil*).
    pub fn forms(&self, lemma: &str, mut each: impl FnMut(String, Traits)) {
        let split = |text: &str| text.replace('œ', "oe");
        let (stem, sound, ligatures) = match cut(lemma, &self.ending) {
            Some((stem, sound)) => (stem, sound, true),
            None => match cut(lemma, &split(&self.ending)) {
                Some((stem, sound)) => (stem, sound, false),
                None => return,
            },
        };
        for (written, traits) in &self.cells {
            let mut form = written.replacen('*', stem, 1);
            if !sound.is_empty() {
                form = form.replacen('~', sound, 1);
            }
            each(if ligatures { form } else { split(&form) }, *traits);
        }
    }

    /// The ending that a lemma of this model has.
    pub fn ending(&self) -> &str {
        &self.ending
    }
}

/// The models of a file, by name.
#[derive(Debug, Default)]
pub struct Declensions {
    /// The models.
    pub models: Vec<Declension>,
    /// Name → place in `models`.
    pub names: FxHashMap<String, usize>,
}

/// Reads `declensions.toml`; every mistake is added to `mistakes`.
pub(super) fn read(text: &str, mistakes: &mut Mistakes<'_>) -> Declensions {
    let Some(root) = tables(text, mistakes) else {
        return Declensions::default();
    };
    let mut models: Vec<_> = root.iter().collect();
    models.sort_by_key(|(name, _)| name.span().start);
    let mut read = Declensions::default();
    for (name, value) in models {
        let (span, name) = (span_of(name), name.get_ref().as_ref());
        let DeValue::Table(table) = value.get_ref() else {
            mistakes.add(
                span,
                "model-value",
                format!("« {name} » n'est pas un modèle"),
                format!("écrivez [{name}], puis les formes du modèle"),
            );
            continue;
        };
        let table = ModelTable::new(name, table);
        table.check_keys(KEYS, mistakes);
        let model = declension(&table, name, mistakes);
        if model.cells.is_empty() {
            mistakes.add(
                span,
                "model-incomplete",
                format!("le modèle « {name} » ne donne aucune forme"),
                "ajoutez masc, fem ou both : le singulier et le pluriel".to_string(),
            );
            continue;
        }
        read.names.insert(name.to_string(), read.models.len());
        read.models.push(model);
    }
    read
}

fn declension(table: &ModelTable<'_, '_>, name: &str, mistakes: &mut Mistakes<'_>) -> Declension {
    let ending = table.get("ending", mistakes).map_or("", |(_, text)| text);
    let genders = [
        ("masc", Traits::MASC),
        ("fem", Traits::FEM),
        ("both", Traits::MASC.union(Traits::FEM)),
    ];
    let mut cells = Vec::new();
    for (key, gender) in genders {
        let Some((span, written)) = table.get(key, mistakes) else {
            continue;
        };
        let numbers: Vec<&str> = written.split_whitespace().collect();
        if numbers.len() != 2 {
            mistakes.add(
                span,
                "model-row",
                format!("« {key} » du modèle « {name} » a {} formes au lieu de 2", numbers.len()),
                "écrivez le singulier et le pluriel, séparés par une espace, et - où il n'y en a pas".to_string(),
            );
            continue;
        }
        for (written, number) in numbers.into_iter().zip([Traits::SING, Traits::PLUR]) {
            cells.extend(
                cell(written)
                    .into_iter()
                    .map(|form| (form.text, gender.union(number))),
            );
        }
    }
    Declension {
        ending: ending.to_string(),
        cells,
    }
}
