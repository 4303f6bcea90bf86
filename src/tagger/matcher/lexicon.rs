//! The entries of lexicons: which match at a word, found once a sentence.

use std::ops::Range;
use std::rc::Rc;

use crate::rules::program::{FormId, LexiconId, Test, passes};
use crate::rules::traits::PartOfSpeech;
use crate::tagger::matcher::found::Event;
use crate::tagger::matcher::machine::Matcher;
use crate::tagger::trace::Trace;

/// A match of a lexicon's entry at a place: its end and what it took.
#[derive(Clone, Debug)]
pub(super) struct EntryMatch {
    pub(super) entry: u32,
    pub(super) end: usize,
    pub(super) trail: Vec<Event>,
}

pub(super) type EntryMatches = Rc<Vec<EntryMatch>>;

impl<T: Trace> Matcher<'_, T> {
    /// The entries of a lexicon that match at a word, longest first.
    pub(super) fn entries_at(&self, lexicon: LexiconId, test: &Test, at: usize) -> EntryMatches {
        if !self.starts_of(lexicon)[at] {
            return self.nothing.clone();
        }
        // Tests live as long as the ruleset, so that their address tells them apart.
        let key = (
            lexicon,
            at,
            if test.is_empty() {
                0
            } else {
                test.as_ptr() as usize
            },
        );
        if let Some(known) = self.entries.borrow().get(&key) {
            return known.clone();
        }
        let candidates = self.candidates(lexicon, at);
        // A lexicon that reaches itself again at the same word finds nothing there and ends.
        self.entries.borrow_mut().insert(key, self.nothing.clone());
        let mut found = self.entries_now(lexicon, &candidates, test, at);
        let masks = self.masks_of(lexicon);
        found.retain(|m| !masks.iter().any(|mask| mask.start < m.end && at < mask.end));
        found.sort_by_key(|m| (std::cmp::Reverse(m.end), m.entry));
        let found = Rc::new(found);
        self.entries.borrow_mut().insert(key, found.clone());
        found
    }

    fn entries_now(
        &self,
        lexicon: LexiconId,
        candidates: &[u32],
        test: &Test,
        at: usize,
    ) -> Vec<EntryMatch> {
        let compiled = &self.rules.lexicons[lexicon.0 as usize];
        let mut found = Vec::new();
        for &entry in candidates {
            let row = &compiled.entries[entry as usize];
            if row.mask {
                continue;
            }
            self.explore(&row.program, at, &mut |end, trail| {
                if end > at && self.first_verb_passes(trail, test) {
                    found.push(EntryMatch {
                        entry,
                        end,
                        trail: trail.to_vec(),
                    });
                }
                false
            });
        }
        found
    }

    fn first_verb_passes(&self, trail: &[Event], test: &Test) -> bool {
        if test.is_empty() {
            return true;
        }
        let verb = trail.iter().find_map(|event| match event {
            Event::Verb(word) => Some(*word),
            _ => None,
        });
        verb.is_some_and(|verb| {
            self.reading.words[verb].analyses.iter().any(|analysis| {
                analysis.part == PartOfSpeech::Verb
                    && passes(test, self.traits(verb, analysis.part, analysis.traits))
            })
        })
    }

    /// The words at which an entry of the lexicon can begin.
    pub(super) fn starts_of(&self, lexicon: LexiconId) -> Rc<[bool]> {
        let mut known = self.starts.borrow_mut();
        let starts = known.entry(lexicon).or_insert_with(|| {
            let compiled = &self.rules.lexicons[lexicon.0 as usize];
            let begins = |at| {
                let mut forms = self.first_forms(at);
                !compiled.anywhere.is_empty()
                    || forms.any(|form| !compiled.by_first.get(form).is_empty())
            };
            (0..self.reading.words.len()).map(begins).collect()
        });
        starts.clone()
    }

    /// The forms with which something can begin at a word: its own, and those of the verb whose group begins here.
    fn first_forms(&self, at: usize) -> impl Iterator<Item = FormId> {
        let words = &self.reading.words;
        let main = self.main_behind(at).map(|main| &words[main].forms);
        let forms = words[at].forms.iter();
        forms.chain(main.into_iter().flatten()).copied()
    }

    /// The entries that can begin at a word: by its forms, or by those of the verb whose group begins here.
    fn candidates(&self, lexicon: LexiconId, at: usize) -> Vec<u32> {
        let compiled = &self.rules.lexicons[lexicon.0 as usize];
        let mut entries: Vec<u32> = self
            .first_forms(at)
            .flat_map(|form| compiled.by_first.get(form))
            .copied()
            .collect();
        entries.extend_from_slice(&compiled.anywhere);
        entries.sort_unstable();
        entries.dedup();
        entries
    }

    fn masks_of(&self, lexicon: LexiconId) -> Rc<Vec<Range<usize>>> {
        if let Some(known) = self.masks.borrow().get(&lexicon) {
            return known.clone();
        }
        let compiled = &self.rules.lexicons[lexicon.0 as usize];
        let mut masks = Vec::new();
        if compiled.entries.iter().any(|entry| entry.mask) {
            for at in 0..self.reading.words.len() {
                for entry in self.candidates(lexicon, at) {
                    let row = &compiled.entries[entry as usize];
                    if row.mask
                        && let Some(found) = self.match_at(&row.program, at)
                    {
                        masks.push(found.words);
                    }
                }
            }
        }
        let masks = Rc::new(masks);
        self.masks.borrow_mut().insert(lexicon, masks.clone());
        masks
    }
}
