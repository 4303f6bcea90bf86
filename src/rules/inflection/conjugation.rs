//! Conjugation models, read from `conjugations.toml` and applied to a lemma. Which verb follows which model is not
//! their question.

use rustc_hash::FxHashMap;
use toml::de::DeValue;

use super::cells::{ModelTable, Spelling, span_of, tables};
use super::error::Mistakes;
use super::paradigm::Paradigm;
use super::principal::{Endings, KEYS, Written};
use super::suffixes::cut;
use crate::rules::traits::Traits;

/// A model: the ending that it replaces and all that it puts there.
#[derive(Clone, Debug)]
pub struct Conjugation {
    ending: String,
    cells: Vec<(Spelling, Traits)>,
}

impl Conjugation {
    /// Calls `each` with every form of the lemma, those only read included if `read`; never if the lemma has not
    /// the model's ending.
    pub fn forms(&self, lemma: &str, read: bool, mut each: impl FnMut(&str, Traits)) {
        let Some((stem, sound)) = cut(lemma, &self.ending) else {
            return;
        };
        let mut form = String::with_capacity(lemma.len() + 8);
        form.push_str(stem);
        let shown = |written: &Spelling| written.shown || read;
        for (written, traits) in self.cells.iter().filter(|(written, _)| shown(written)) {
            form.truncate(stem.len());
            match written.text.split_once('~') {
                Some((before, after)) if !sound.is_empty() => form.extend([before, sound, after]),
                _ => form.push_str(&written.text),
            }
            each(&form, *traits);
        }
    }

    /// The infinitive's ending that the model replaces (with `~` for a consonant).
    pub fn ending(&self) -> &str {
        &self.ending
    }
}

/// The models of a file, by name.
#[derive(Debug, Default)]
pub struct Conjugations {
    /// The models.
    pub models: Vec<Conjugation>,
    /// Name → place in `models`.
    pub names: FxHashMap<String, usize>,
}

/// Reads `conjugations.toml`; every mistake is added to `mistakes`.
pub(super) fn read(text: &str, mistakes: &mut Mistakes<'_>) -> Conjugations {
    let Some(root) = tables(text, mistakes) else {
        return Conjugations::default();
    };
    let endings = Endings::read(&root);
    let mut models: Vec<_> = root
        .iter()
        .filter(|(name, _)| name.get_ref() != "endings")
        .collect();
    models.sort_by_key(|(name, _)| name.span().start);
    let mut written: FxHashMap<&str, Written> = FxHashMap::default();
    let mut read = Conjugations::default();
    for (name, value) in models {
        let (span, name) = (span_of(name), name.get_ref().as_ref());
        let DeValue::Table(table) = value.get_ref() else {
            mistakes.add(
                span,
                "model-value",
                format!("« {name} » n'est pas un modèle"),
                format!("écrivez [{name}], puis les temps du modèle"),
            );
            continue;
        };
        let table = ModelTable::new(name, table);
        table.check_keys(KEYS, mistakes);
        let Some(model) = Written::read(&table, span, name, &written, mistakes) else {
            continue;
        };
        let mut paradigm = Paradigm {
            endings: &endings,
            model: &model,
            mistakes,
            name,
            cells: Vec::new(),
        };
        paradigm.fill();
        let mut cells = paradigm.cells;
        // Forms of one lemma then come out in their order (but where ~ stands for different letters).
        cells.sort_by(|(a, t), (b, u)| (&a.text, t).cmp(&(&b.text, u)));
        cells.dedup();
        read.names.insert(name.to_string(), read.models.len());
        read.models.push(Conjugation {
            ending: model.ending.to_string(),
            cells,
        });
        written.insert(name, model);
    }
    read
}
