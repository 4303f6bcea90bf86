//! Anchors: the words without which a rule cannot match, and the one automaton that finds them.
//!
//! A *class* is a set of forms any of which will do (all forms of a lemma, all anchors of a lexicon).
//! A pattern needs one hit of each of its classes in a sentence. The automaton runs over the bytes of the
//! text as they stand: case is folded for ASCII by the automaton itself, and letters with accents are
//! entered in the spellings that a text may have (É for é, E for É, oe for œ). The idea is that of
//! yara-x's atoms: find a cheap literal first, verify after.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use rustc_hash::FxHashMap;

use crate::rules::forms::FormTable;
use crate::rules::program::FormId;
use crate::text::normalize::agrees;

/// A class of anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u32);

/// The classes of a pack while it is compiled.
#[derive(Debug, Default)]
pub struct Anchors {
    classes: Vec<Vec<FormId>>,
    by_forms: FxHashMap<Vec<FormId>, ClassId>,
}

impl Anchors {
    /// The class of exactly these forms (sorted), which is added where it is new.
    pub fn class(&mut self, mut forms: Vec<FormId>) -> ClassId {
        forms.sort_unstable();
        forms.dedup();
        if let Some(&class) = self.by_forms.get(&forms) {
            return class;
        }
        let class = ClassId(self.classes.len() as u32);
        self.by_forms.insert(forms.clone(), class);
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

    /// Builds the automaton over the forms of all classes.
    pub fn build(self, forms: &FormTable) -> AnchorScan {
        let mut classes_of: BTreeMap<FormId, Vec<ClassId>> = BTreeMap::new();
        for (class, members) in self.classes.iter().enumerate() {
            for form in members {
                classes_of
                    .entry(*form)
                    .or_default()
                    .push(ClassId(class as u32));
            }
        }
        let mut spellings: BTreeMap<String, Vec<FormId>> = BTreeMap::new();
        for form in classes_of.keys() {
            for spelling in spellings_of(forms.text(*form)) {
                spellings.entry(spelling).or_default().push(*form);
            }
        }
        let patterns: Vec<&str> = spellings.keys().map(String::as_str).collect();
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(true)
            .build(&patterns)
            .expect("the anchors of a pack stay far below the automaton's limit of 2^31 states");
        let candidates = spellings
            .into_values()
            .map(|ids| {
                ids.into_iter()
                    .map(|id| (forms.text(id).into(), classes_of[&id].clone().into()))
                    .collect()
            })
            .collect();
        AnchorScan {
            automaton,
            candidates,
            classes: self.classes.len(),
        }
    }
}

/// A form that a spelling can stand for, with the classes it belongs to.
type Candidate = (Box<str>, Box<[ClassId]>);

/// The automaton over all anchors.
#[derive(Debug)]
pub struct AnchorScan {
    automaton: AhoCorasick,
    candidates: Vec<Box<[Candidate]>>,
    classes: usize,
}

impl AnchorScan {
    /// Calls `hit` with a class and the byte at which its word starts, for every anchor in the text,
    /// in the order in which the words end.
    pub fn scan(&self, text: &str, mut hit: impl FnMut(ClassId, usize)) {
        let bytes = text.as_bytes();
        for found in self.automaton.find_overlapping_iter(Input::new(text)) {
            if !is_whole_word(bytes, found.start(), found.end()) {
                continue;
            }
            let written = &text[found.start()..found.end()];
            for (form, classes) in &self.candidates[found.pattern().as_usize()] {
                if agrees(written, form) {
                    classes.iter().for_each(|class| hit(*class, found.start()));
                }
            }
        }
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The number of literals in the automaton.
    pub fn literals(&self) -> usize {
        self.candidates.len()
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
    all.sort();
    all.dedup();
    all
}

fn change_first(form: &str, change: impl Fn(char) -> String) -> String {
    let mut chars = form.chars();
    chars.next().map(&change).unwrap_or_default() + chars.as_str()
}
