//! The table of all word forms that a pack knows, and what each can be.
//!
//! A text's word is looked up by its folded form (no accents, lower case), and each candidate is then
//! held against the word as written, since an unaccented capital stands for two letters and a
//! lower-case letter for one (`text::normalize::agrees`).

use rustc_hash::FxHashMap;

use crate::rules::program::{Analysis, FormId, LemmaId};
use crate::rules::traits::PartOfSpeech;
use crate::text::normalize::{agrees, folded, normal_form};

/// All forms of a pack, with what each can be.
#[derive(Debug, Default)]
pub struct FormTable {
    forms: Vec<Box<str>>,
    analyses: Vec<Vec<Analysis>>,
    by_folded: FxHashMap<Box<str>, Vec<FormId>>,
    by_form: FxHashMap<Box<str>, FormId>,
    lemmas: Vec<(Box<str>, PartOfSpeech)>,
    by_lemma: FxHashMap<(Box<str>, PartOfSpeech), LemmaId>,
}

impl FormTable {
    /// The id of a form, which is added where it is new.
    pub fn intern(&mut self, written: &str) -> FormId {
        let form = normal_form(written);
        if let Some(&id) = self.by_form.get(form.as_ref()) {
            return id;
        }
        let id = FormId(self.forms.len() as u32);
        let form: Box<str> = form.as_ref().into();
        self.by_folded
            .entry(folded(&form).as_ref().into())
            .or_default()
            .push(id);
        self.by_form.insert(form.clone(), id);
        self.forms.push(form);
        self.analyses.push(Vec::new());
        id
    }

    /// The id of a lemma, and whether it is new.
    pub fn intern_lemma(&mut self, lemma: &str, part: PartOfSpeech) -> (LemmaId, bool) {
        let key = (Box::from(lemma), part);
        if let Some(&id) = self.by_lemma.get(&key) {
            return (id, false);
        }
        let id = LemmaId(self.lemmas.len() as u32);
        self.lemmas.push(key.clone());
        self.by_lemma.insert(key, id);
        (id, true)
    }

    /// Says that a form can be this.
    pub fn add_analysis(&mut self, form: FormId, analysis: Analysis) {
        let known = &mut self.analyses[form.0 as usize];
        if !known.contains(&analysis) {
            known.push(analysis);
        }
    }

    /// Appends every form that the written word can be.
    pub fn look_up(&self, written: &str, out: &mut Vec<FormId>) {
        let Some(candidates) = self.by_folded.get(folded(written).as_ref()) else {
            return;
        };
        out.extend(
            candidates
                .iter()
                .filter(|id| agrees(written, self.text(**id))),
        );
    }

    /// The id of a normal form, where the pack knows it.
    pub fn get(&self, form: &str) -> Option<FormId> {
        self.by_form.get(form).copied()
    }

    /// The id of a lemma, where the pack knows it.
    pub fn lemma(&self, lemma: &str, part: PartOfSpeech) -> Option<LemmaId> {
        self.by_lemma.get(&(Box::from(lemma), part)).copied()
    }

    /// A lemma and its part of speech.
    pub fn lemma_text(&self, id: LemmaId) -> (&str, PartOfSpeech) {
        let (lemma, part) = &self.lemmas[id.0 as usize];
        (lemma, *part)
    }

    /// The normal form itself.
    pub fn text(&self, id: FormId) -> &str {
        &self.forms[id.0 as usize]
    }

    /// What the form can be.
    pub fn analyses(&self, id: FormId) -> &[Analysis] {
        &self.analyses[id.0 as usize]
    }

    /// Every form, in the order of its ids.
    pub fn iter(&self) -> impl Iterator<Item = (FormId, &str)> {
        self.forms
            .iter()
            .enumerate()
            .map(|(i, form)| (FormId(i as u32), form.as_ref()))
    }

    /// The number of forms.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether it holds no form.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}
