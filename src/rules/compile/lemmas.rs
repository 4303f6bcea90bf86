//! Lemmas: their ids, what each can be, and its forms, which are added to the table the first time.

use std::rc::Rc;

use crate::rules::compile::compiler::Compiler;
use crate::rules::pattern::Lemma;
use crate::rules::program::{Analysis, FormId, LemmaId};
use crate::rules::traits::{PartOfSpeech, Traits};

impl Compiler<'_> {
    pub(crate) fn parts(&mut self, lemma: &Lemma) -> Rc<[PartOfSpeech]> {
        match lemma.part {
            Some('V') => Rc::new([PartOfSpeech::Verb]),
            Some('N') => Rc::new([PartOfSpeech::Noun]),
            Some(_) => Rc::new([PartOfSpeech::Adjective]),
            None if lemma.pronominal => Rc::new([PartOfSpeech::Verb]),
            None => {
                if let Some(known) = self.parts.get(&lemma.lemma) {
                    return Rc::clone(known);
                }
                let parts: Rc<[PartOfSpeech]> =
                    self.inflection.parts_of_speech(&lemma.lemma).into();
                self.parts.insert(lemma.lemma.clone(), Rc::clone(&parts));
                parts
            }
        }
    }

    /// The id of a lemma, whose forms are added to the table the first time.
    pub(crate) fn lemma_id(&mut self, lemma: &str, part: PartOfSpeech) -> LemmaId {
        let (id, new) = self.forms.intern_lemma(lemma, part);
        if new {
            let mut spellings = Vec::new();
            let mut add = |form: &str, traits: Traits| {
                let form = self.forms.intern(form);
                let analysis = Analysis {
                    lemma: id,
                    part,
                    traits,
                };
                self.forms.add_analysis(form, analysis);
                spellings.push(form);
            };
            if part == PartOfSpeech::Verb && !lemma.contains(' ') {
                self.inflection.each_spelling(lemma, part, add);
            } else {
                for form in self.inflection.spellings(lemma, part) {
                    add(&form.form, form.traits);
                }
            }
            spellings.sort_unstable();
            spellings.dedup();
            self.spellings.push(spellings.into());
        }
        id
    }

    pub(crate) fn lemma_forms(&mut self, lemma: &str, part: PartOfSpeech) -> Rc<[FormId]> {
        let id = self.lemma_id(lemma, part);
        let (inflection, forms) = (self.inflection, &mut self.forms);
        let shown = self.shown.entry(id).or_insert_with(|| {
            let shown = inflection.forms(lemma, part);
            shown.iter().map(|form| forms.intern(&form.form)).collect()
        });
        shown.clone()
    }
}
