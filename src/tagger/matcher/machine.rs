//! The machine: programs run from every word of a sentence at which they may begin.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::rules::program::{LexiconId, Program};
use crate::rules::ruleset::Ruleset;
use crate::tagger::actors::ActorPhrase;
use crate::tagger::matcher::found::Match;
use crate::tagger::matcher::lexicon::EntryMatches;
use crate::tagger::matcher::visited::Memory;
use crate::tagger::presence::Presence;
use crate::tagger::reading::Reading;
use crate::tagger::trace::{Trace, Untraced};

/// Where a gap may end, by the word at which it starts, its least and its most words.
pub(super) type GapEnds = FxHashMap<(usize, u16, Option<u16>), Rc<[usize]>>;

/// Runs the programs of one ruleset over one sentence; keeps what lexicons matched where.
#[derive(Debug)]
pub struct Matcher<'s, T = Untraced> {
    pub(super) rules: &'s Ruleset,
    pub(super) reading: &'s Reading<'s>,
    pub(super) actors: &'s [ActorPhrase],
    pub(super) entries: RefCell<FxHashMap<(LexiconId, usize, usize), EntryMatches>>,
    /// For each lexicon asked for the words at which one of its entries can begin.
    pub(super) starts: RefCell<FxHashMap<LexiconId, Rc<[bool]>>>,
    /// What a lexicon finds where none of its entries can begin.
    pub(super) nothing: EntryMatches,
    pub(super) masks: RefCell<FxHashMap<LexiconId, Rc<Vec<Range<usize>>>>>,
    pub(super) gaps: RefCell<GapEnds>,
    presence: OnceCell<Presence>,
    /// The words of the exceptions looked for so far, by where their programs stand in memory: rules share them.
    excepted: RefCell<FxHashMap<usize, Rc<[Range<usize>]>>>,
    /// The memory of explorations that have ended, for those to come.
    pub(super) spare: RefCell<Vec<Memory>>,
    pub(super) trace: T,
}

impl<'s> Matcher<'s> {
    /// A matcher over a sentence whose actor phrases are known.
    pub fn new(rules: &'s Ruleset, reading: &'s Reading<'s>, actors: &'s [ActorPhrase]) -> Self {
        Self::traced(rules, reading, actors, Untraced)
    }
}

impl<'s, T: Trace> Matcher<'s, T> {
    /// The same, which lets a trace see every step.
    pub fn traced(
        rules: &'s Ruleset,
        reading: &'s Reading<'s>,
        actors: &'s [ActorPhrase],
        trace: T,
    ) -> Self {
        Self {
            rules,
            reading,
            actors,
            entries: RefCell::default(),
            starts: RefCell::default(),
            nothing: Rc::default(),
            masks: RefCell::default(),
            gaps: RefCell::default(),
            presence: OnceCell::new(),
            excepted: RefCell::default(),
            spare: RefCell::default(),
            trace,
        }
    }

    /// The first match that starts exactly at a word.
    pub fn match_at(&self, program: &Program, start: usize) -> Option<Match> {
        let mut found = None;
        self.explore(program, start, &mut |end, trail| {
            found = Some(Match {
                words: start..end.max(start + 1),
                trail: trail.to_vec(),
            });
            true
        });
        found
    }

    /// All matches from left to right. Of those with the same heads and the same end the tightest stays: the later
    /// one, unless it only leaves out words that the earlier one took («a accusé», «accusé»).
    pub fn matches(&self, program: &Program) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        for start in 0..self.reading.words.len() {
            if !self.can_begin(program, start) {
                continue;
            }
            let Some(next) = self.match_at(program, start) else {
                continue;
            };
            let last = found
                .last_mut()
                .filter(|last| last.words.end == next.words.end && last.heads() == next.heads());
            match last {
                None => found.push(next),
                Some(last) => {
                    let before = last.evidence();
                    if next
                        .evidence()
                        .iter()
                        .any(|word| before.binary_search(word).is_err())
                    {
                        *last = next;
                    }
                }
            }
        }
        found
    }

    /// The words of every match of an exception; it is looked for once a sentence, and not at all where the sentence lacks a
    /// word that it asks for: of many exceptions most lack one. A trace does not see those.
    pub fn excepted(&self, except: &Arc<Program>) -> Rc<[Range<usize>]> {
        let key = Arc::as_ptr(except).addr();
        if let Some(known) = self.excepted.borrow().get(&key) {
            return Rc::clone(known);
        }
        let presence = self.presence.get_or_init(|| Presence::of(self.reading));
        let begins = |lexicon| self.starts_of(lexicon).contains(&true);
        let found = if presence.allows(except, &begins) {
            self.matches(except)
        } else {
            Vec::new()
        };
        let words: Rc<[Range<usize>]> = found.into_iter().map(|found| found.words).collect();
        self.excepted.borrow_mut().insert(key, Rc::clone(&words));
        words
    }
}
