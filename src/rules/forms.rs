//! The table of all word forms that a pack knows, and what each can be.
//!
//! A text's word is looked up by its folded form (no accents, lower case), and each candidate is then
//! held against the word as written, since an unaccented capital stands for two letters and a
//! lower-case letter for one (`text::normalize::agrees`). Of folded forms only the hash is kept: whoever looks up
//! compares the form itself.

use rustc_hash::FxHashMap;

use crate::rules::anchor_words::hash_of;
use crate::rules::program::{Analysis, FormId, LemmaId};
use crate::rules::traits::PartOfSpeech;
use crate::text::normalize::{agrees, normal_form};

/// All forms of a pack, with what each can be.
#[derive(Debug, Default)]
pub struct FormTable {
    /// All forms, one behind the other.
    text: String,
    /// For each form where it ends in `text`.
    ends: Vec<u32>,
    /// The first and the last form of each folded form, by the hash of it.
    by_hash: FxHashMap<u64, (FormId, FormId)>,
    /// For each form the next with the same hash.
    next: Vec<Option<FormId>>,
    /// What was said of forms, in the order in which it was said, up to `settle`.
    said: Vec<(FormId, Analysis)>,
    /// What forms can be, by form; `settle` puts it there.
    analyses: Vec<Analysis>,
    /// For each form where its analyses end.
    analyses_ends: Vec<u32>,
    lemmas: Vec<(Box<str>, PartOfSpeech)>,
    by_lemma: FxHashMap<Box<str>, Vec<(PartOfSpeech, LemmaId)>>,
}

impl FormTable {
    /// The id of a form, which is added where it is new.
    pub fn intern(&mut self, written: &str) -> FormId {
        let hash = hash_of(written);
        if let Some(id) = self.find(hash, written) {
            return id;
        }
        let form = normal_form(written);
        if form != written
            && let Some(id) = self.find(hash, &form)
        {
            return id;
        }
        let id = FormId(self.ends.len() as u32);
        self.text.push_str(&form);
        self.ends.push(self.text.len() as u32);
        self.next.push(None);
        let same = self.by_hash.entry(hash).or_insert((id, id));
        if same.1 != id {
            self.next[same.1.0 as usize] = Some(id);
            same.1 = id;
        }
        id
    }

    fn find(&self, hash: u64, form: &str) -> Option<FormId> {
        self.with_hash(hash).find(|id| self.text(*id) == form)
    }

    /// The forms with that hash, in the order of their ids.
    fn with_hash(&self, hash: u64) -> impl Iterator<Item = FormId> {
        let first = self.by_hash.get(&hash).map(|(first, _)| *first);
        std::iter::successors(first, |id| self.next[id.0 as usize])
    }

    /// The id of a lemma, and whether it is new.
    pub fn intern_lemma(&mut self, lemma: &str, part: PartOfSpeech) -> (LemmaId, bool) {
        if let Some(id) = self.lemma(lemma, part) {
            return (id, false);
        }
        let id = LemmaId(self.lemmas.len() as u32);
        self.lemmas.push((lemma.into(), part));
        self.by_lemma
            .entry(lemma.into())
            .or_default()
            .push((part, id));
        (id, true)
    }

    /// Says that a form can be this; it is known from the next [`settle`](Self::settle) on.
    pub fn add_analysis(&mut self, form: FormId, analysis: Analysis) {
        self.said.push((form, analysis));
    }

    /// Orders what was said of forms; nothing is to be done where nothing new was.
    pub fn settle(&mut self) {
        if self.said.is_empty() {
            return;
        }
        let mut said = std::mem::take(&mut self.said);
        let mut rows: Vec<(FormId, Analysis)> = Vec::with_capacity(said.len());
        for (id, _) in self.iter() {
            rows.extend(self.analyses(id).iter().map(|analysis| (id, *analysis)));
        }
        rows.append(&mut said);
        // Stable: what was said first of a form comes first.
        rows.sort_by_key(|(form, _)| *form);
        self.analyses.clear();
        self.analyses_ends.clear();
        let mut rows = rows.into_iter().peekable();
        for id in 0..self.ends.len() as u32 {
            let start = self.analyses.len();
            while let Some((_, analysis)) = rows.next_if(|(form, _)| form.0 == id) {
                if !self.analyses[start..].contains(&analysis) {
                    self.analyses.push(analysis);
                }
            }
            self.analyses_ends.push(self.analyses.len() as u32);
        }
    }

    /// Appends every form that the written word can be.
    pub fn look_up(&self, written: &str, out: &mut impl Extend<FormId>) {
        out.extend(self.with_hash(hash_of(written)).filter(|id| {
            let form = self.text(*id);
            form == written || agrees(written, form)
        }));
    }

    /// The id of a normal form, where the pack knows it.
    pub fn get(&self, form: &str) -> Option<FormId> {
        self.find(hash_of(form), form)
    }

    /// The id of a lemma, where the pack knows it.
    pub fn lemma(&self, lemma: &str, part: PartOfSpeech) -> Option<LemmaId> {
        let parts = self.by_lemma.get(lemma)?;
        parts.iter().find(|(p, _)| *p == part).map(|(_, id)| *id)
    }

    /// A lemma and its part of speech.
    pub fn lemma_text(&self, id: LemmaId) -> (&str, PartOfSpeech) {
        let (lemma, part) = &self.lemmas[id.0 as usize];
        (lemma, *part)
    }

    /// The normal form itself.
    pub fn text(&self, id: FormId) -> &str {
        let index = id.0 as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// What the form can be.
    pub fn analyses(&self, id: FormId) -> &[Analysis] {
        let index = id.0 as usize;
        let start = index
            .checked_sub(1)
            .map_or(Some(0), |before| self.analyses_ends.get(before).copied());
        match (start, self.analyses_ends.get(index)) {
            (Some(start), Some(end)) => &self.analyses[start as usize..*end as usize],
            _ => &[],
        }
    }

    /// Every form, in the order of its ids.
    pub fn iter(&self) -> impl Iterator<Item = (FormId, &str)> {
        (0..self.ends.len() as u32).map(|i| (FormId(i), self.text(FormId(i))))
    }

    /// The number of forms.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it holds no form.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::traits::Traits;

    #[test]
    fn a_written_word_is_every_form_that_it_can_be() {
        let mut forms = FormTable::default();
        for form in ["accuse", "Accusé", "état", "coeur", "cessez-le-feu", "l'"] {
            forms.intern(form);
        }
        let cases: &[(&str, &[&str])] = &[
            ("accuse", &["accuse"]),
            ("ACCUSE", &["accuse", "accusé"]),
            ("accusé", &["accusé"]),
            ("Etat", &["état"]),
            ("etat", &[]),
            ("cœur", &["coeur"]),
            ("Cessez\u{2011}le\u{2011}feu", &["cessez-le-feu"]),
            ("L’", &["l'"]),
            ("e\u{301}tat", &["état"]),
            ("inconnu", &[]),
        ];
        for (written, expected) in cases {
            let mut found = Vec::new();
            forms.look_up(written, &mut found);
            let found: Vec<&str> = found.into_iter().map(|id| forms.text(id)).collect();
            assert_eq!(found, *expected, "{written}");
        }
    }

    #[test]
    fn a_form_is_interned_once_however_it_is_written() {
        let mut forms = FormTable::default();
        let ids = ["Œuvre", "œuvre", "oeuvre", "OEUVRE"].map(|form| forms.intern(form));
        assert_eq!(ids, [FormId(0); 4]);
        assert_ne!(forms.intern("oeuvré"), FormId(0));
    }

    #[test]
    fn what_a_form_can_be_keeps_the_order_in_which_it_was_said() {
        let mut forms = FormTable::default();
        let (first, second) = (forms.intern("a"), forms.intern("b"));
        let analysis = |lemma: u32| Analysis {
            lemma: LemmaId(lemma),
            part: PartOfSpeech::Noun,
            traits: Traits::NONE,
        };
        for (form, lemma) in [(second, 2), (first, 1), (second, 0), (second, 2)] {
            forms.add_analysis(form, analysis(lemma));
        }
        forms.settle();
        forms.add_analysis(first, analysis(3));
        forms.settle();
        assert_eq!(forms.analyses(first), [analysis(1), analysis(3)]);
        assert_eq!(forms.analyses(second), [analysis(2), analysis(0)]);
    }
}
