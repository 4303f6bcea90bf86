//! Anchors: the words without which a rule cannot match, and what finds them.
//!
//! A *class* is a set of forms any of which will do (all forms of a lemma). What a pattern needs of classes is told by
//! `waking`. The anchors of a small pack stand in one automaton, which runs over the bytes of the text as they stand:
//! case is folded for ASCII by the automaton itself, and letters with accents are entered in the spellings that a text
//! may have (É for é, E for É, oe for œ). The idea is that of yara-x's atoms: find a cheap literal first, verify after.
//!
//! From [`WORDS_FROM`] forms on the automaton leaves the cache and takes long to build, and the words of the text are
//! looked up in a table instead (`anchor_words`).
//! Measured on news by `cargo bench --bench growth`, MB/s of the automaton and of the table: 167 and 155 for 1,000 forms,
//! 138 and 153 for 2,000, 71 and 127 for 8,000, 45 and 140 for 32,000; a table is built in a thirtieth of the time.

use std::collections::BTreeMap;
use std::rc::Rc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use rustc_hash::FxHashMap;

use crate::rules::anchor_words::{WordTable, hash_of, words};
use crate::rules::forms::FormTable;
use crate::rules::program::FormId;
use crate::rules::rows::Rows;
use crate::text::normalize::agrees;

/// A class of anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u32);

/// The classes of a pack while it is compiled.
#[derive(Debug, Default)]
pub struct Anchors {
    classes: Vec<Rc<[FormId]>>,
    by_forms: FxHashMap<Rc<[FormId]>, ClassId>,
}

impl Anchors {
    /// The class of exactly these forms (sorted), which is added where it is new.
    pub fn class(&mut self, mut forms: Vec<FormId>) -> ClassId {
        forms.sort_unstable();
        forms.dedup();
        if let Some(&class) = self.by_forms.get(forms.as_slice()) {
            return class;
        }
        let class = ClassId(self.classes.len() as u32);
        let forms: Rc<[FormId]> = forms.into();
        self.by_forms.insert(Rc::clone(&forms), class);
        self.classes.push(forms);
        class
    }

    /// The number of classes.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether there is no class.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// Makes the forms of all classes searchable, by what finds so many of them fastest.
    pub fn build(self, forms: &FormTable) -> AnchorScan {
        let classes_of = self.by_form();
        let search = Search::of(classes_of.len());
        AnchorScan::new(search, classes_of, self.classes.len(), forms)
    }

    /// The same with the search that is named: for who measures which is the faster.
    pub fn build_with(self, forms: &FormTable, search: Search) -> AnchorScan {
        AnchorScan::new(search, self.by_form(), self.classes.len(), forms)
    }

    fn by_form(&self) -> ClassesOf {
        let classes = self.classes.iter().enumerate();
        let mut rows: Vec<(FormId, ClassId)> = classes
            .flat_map(|(class, members)| members.iter().map(move |f| (*f, ClassId(class as u32))))
            .collect();
        rows.sort_unstable();
        rows.chunk_by(|a, b| a.0 == b.0)
            .map(|rows| (rows[0].0, rows.iter().map(|(_, class)| *class).collect()))
            .collect()
    }
}

/// How anchors are searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// One automaton over the bytes of the text.
    Automaton,
    /// A table in which every word of the text is looked up.
    Words,
}

impl Search {
    /// The faster one for so many forms.
    const fn of(forms: usize) -> Self {
        if forms < WORDS_FROM {
            Self::Automaton
        } else {
            Self::Words
        }
    }
}

/// Each form with its classes, by form.
type ClassesOf = Vec<(FormId, Vec<ClassId>)>;

/// The number of forms from which on words are looked up in a table.
pub const WORDS_FROM: usize = 1_500;

/// A form of the scan, by its number among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnchorWord(u32);

/// Finds all anchors of a pack.
#[derive(Debug)]
pub struct AnchorScan {
    finder: Finder,
    /// The forms, one behind the other.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<u32>,
    /// The classes of each.
    classes_of: Rows<ClassId>,
    classes: usize,
}

#[derive(Debug)]
enum Finder {
    Automaton {
        automaton: AhoCorasick,
        /// For each of its literals the forms that it can stand for.
        words: Rows<AnchorWord>,
    },
    Words {
        table: WordTable,
        /// Of each form, by hash.
        hashes: Vec<u64>,
    },
}

impl AnchorScan {
    fn new(search: Search, mut classes_of: ClassesOf, classes: usize, forms: &FormTable) -> Self {
        if search == Search::Words {
            classes_of.sort_by_cached_key(|(form, _)| hash_of(forms.text(*form)));
        }
        let written: Vec<&str> = classes_of.iter().map(|(id, _)| forms.text(*id)).collect();
        let mut end = 0;
        Self {
            finder: match search {
                Search::Automaton => Finder::automaton(&written),
                Search::Words => Finder::words(&written),
            },
            text: written.concat(),
            ends: written
                .iter()
                .map(|form| {
                    end += form.len() as u32;
                    end
                })
                .collect(),
            classes_of: classes_of.iter().map(|(_, classes)| classes).collect(),
            classes,
        }
    }

    /// Calls `hit` with a class and the byte at which its word starts, for every anchor in the text,
    /// in the order in which the words end.
    pub fn scan(&self, text: &str, mut hit: impl FnMut(ClassId, usize)) {
        self.scan_words(text, |word, start| {
            for class in self.classes_of(word) {
                hit(*class, start);
            }
        });
    }

    /// The same with the form that was found, which tells its classes.
    pub fn scan_words(&self, text: &str, mut hit: impl FnMut(AnchorWord, usize)) {
        match &self.finder {
            Finder::Automaton {
                automaton,
                words: candidates,
            } => {
                for found in automaton.find_overlapping_iter(Input::new(text)) {
                    if is_whole_word(text.as_bytes(), found.start(), found.end()) {
                        let written = &text[found.start()..found.end()];
                        for word in candidates.of(found.pattern().as_u32()) {
                            self.check(*word, written, found.start(), &mut hit);
                        }
                    }
                }
            }
            Finder::Words { table, hashes } => words(text, |start, end, hash| {
                let Some(first) = table.get(hash) else { return };
                let same = hashes[first..].iter().take_while(|other| **other == hash);
                for offset in 0..same.count() {
                    let word = AnchorWord((first + offset) as u32);
                    self.check(word, &text[start..end], start, &mut hit);
                }
            }),
        }
    }

    /// Reports a form that the word as written can be.
    #[inline]
    fn check(
        &self,
        word: AnchorWord,
        written: &str,
        start: usize,
        hit: &mut impl FnMut(AnchorWord, usize),
    ) {
        let form = self.form(word);
        if written == form || agrees(written, form) {
            hit(word, start);
        }
    }

    /// The form itself.
    #[inline]
    pub(crate) fn form(&self, word: AnchorWord) -> &str {
        let index = word.0 as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[index] as usize]
    }

    /// The classes of a form.
    #[inline]
    pub fn classes_of(&self, word: AnchorWord) -> &[ClassId] {
        self.classes_of.of(word.0)
    }

    /// Every form of the scan.
    pub fn words(&self) -> impl Iterator<Item = AnchorWord> {
        (0..self.ends.len() as u32).map(AnchorWord)
    }

    /// The forms of a class, sorted; `explain` says by them what a sentence would have had to hold.
    pub fn forms_of(&self, class: ClassId) -> Vec<&str> {
        let words = self.words();
        let own = words.filter(|word| self.classes_of(*word).contains(&class));
        let mut forms: Vec<&str> = own.map(|word| self.form(word)).collect();
        forms.sort_unstable();
        forms
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The number of forms.
    pub fn literals(&self) -> usize {
        self.ends.len()
    }
}

impl AnchorWord {
    /// Its number, from 0.
    #[inline]
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }
}

impl Finder {
    fn automaton(forms: &[&str]) -> Self {
        let mut spellings: BTreeMap<String, Vec<AnchorWord>> = BTreeMap::new();
        for (index, form) in forms.iter().enumerate() {
            for spelling in spellings_of(form) {
                let words = spellings.entry(spelling).or_default();
                words.push(AnchorWord(index as u32));
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(spellings.keys())
            .expect(
                "fewer than WORDS_FROM forms stay far below the automaton's limit of 2^31 states",
            );
        Self::Automaton {
            automaton,
            words: spellings.values().collect(),
        }
    }

    /// `forms` by their hashes.
    fn words(forms: &[&str]) -> Self {
        let hashes: Vec<u64> = forms.iter().map(|form| hash_of(form)).collect();
        Self::Words {
            table: WordTable::new(&hashes),
            hashes,
        }
    }
}

/// Whether no letter or digit touches the bytes `start..end`, which start and end on characters.
fn is_whole_word(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = &bytes[..start];
    let after = &bytes[end..];
    !last_is_letter(before) && !first_is_letter(after)
}

fn last_is_letter(bytes: &[u8]) -> bool {
    match bytes.last() {
        None => false,
        Some(last) if last.is_ascii() => last.is_ascii_alphanumeric(),
        Some(_) => {
            let from = (bytes.len().saturating_sub(4)..bytes.len())
                .rev()
                .find(|i| bytes[*i] & 0xC0 != 0x80);
            from.and_then(|from| std::str::from_utf8(&bytes[from..]).ok())
                .and_then(|text| text.chars().next_back())
                .is_some_and(char::is_alphanumeric)
        }
    }
}

fn first_is_letter(bytes: &[u8]) -> bool {
    match bytes.first() {
        None => false,
        Some(first) if first.is_ascii() => first.is_ascii_alphanumeric(),
        Some(_) => {
            let end = (1..bytes.len().min(5))
                .find(|i| bytes[*i] & 0xC0 != 0x80)
                .unwrap_or(bytes.len().min(4));
            std::str::from_utf8(&bytes[..end])
                .ok()
                .and_then(|text| text.chars().next())
                .is_some_and(char::is_alphanumeric)
        }
    }
}

/// The byte spellings under which a text may write a normal form; ASCII case is left to the automaton.
fn spellings_of(form: &str) -> Vec<String> {
    let mut all = vec![form.to_string()];
    if !form.is_ascii() {
        all.push(form.to_uppercase());
        all.push(crate::text::normalize::folded(form).into_owned());
        all.push(change_first(form, |c| c.to_uppercase().collect()));
        all.push(change_first(form, |c| {
            crate::text::normalize::folded(&c.to_string()).into_owned()
        }));
    }
    let ligatures: Vec<String> = all
        .iter()
        .filter(|form| form.contains("oe"))
        .flat_map(|f| [f.replace("oe", "œ"), f.replace("oe", "Œ")])
        .collect();
    all.extend(ligatures);
    all.iter_mut().for_each(|form| form.make_ascii_lowercase());
    all.sort();
    all.dedup();
    all
}

fn change_first(form: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = form.chars();
    chars.next().map(&change).unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FORMS: [&str; 10] = [
        "appelle", "arrêt", "état", "états", "oeuvre", "accusé", "accuse", "été", "feu", "ete",
    ];

    /// The hits of the automaton and of the table over the same forms: form and place.
    fn both(text: &str) -> [Vec<(ClassId, usize)>; 2] {
        let mut forms = FormTable::default();
        let ids = FORMS.map(|form| forms.intern(form));
        [Search::Automaton, Search::Words].map(|search| {
            let mut anchors = Anchors::default();
            for id in ids {
                anchors.class(vec![id]);
            }
            let scan = anchors.build_with(&forms, search);
            let mut hits = Vec::new();
            scan.scan(text, |class, start| hits.push((class, start)));
            hits.sort_unstable();
            hits
        })
    }

    #[test]
    fn anchors_are_found_in_the_spellings_of_a_text() {
        let cases: &[(&str, &[&str])] = &[
            ("Moscou APPELLE À L’ARRÊT", &["appelle", "arrêt"]),
            ("L'ARRET des Etats", &["arrêt", "états"]),
            ("un arret, les etats", &[]),
            ("l’œuvre, Œuvre", &["oeuvre", "oeuvre"]),
            ("réappelle, appelles, l'étatisme", &[]),
            ("ÉTÉ, Eté", &["été", "été"]),
        ];
        for (text, expected) in cases {
            for hits in both(text) {
                let mut found: Vec<&str> = hits.iter().map(|(c, _)| FORMS[c.0 as usize]).collect();
                found.sort_unstable();
                assert_eq!(found, *expected, "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn table_and_automaton_agree(pieces in prop::collection::vec(prop::sample::select(vec![
            "appelle", "Arrêt", "ARRET", "Etat", "états", "œuvre", "Œuvre", "été", "ÉTÉ", "eté", "feu", "s", "É", "中",
            "1", " ", "’", "-", "«", "\u{a0}",
        ]), 0..12)) {
            let [automaton, table] = both(&pieces.concat());
            prop_assert_eq!(automaton, table);
        }
    }
}
