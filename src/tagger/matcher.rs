//! Runs programs over the words of a sentence.
//!
//! A backtracking machine that never explores the same step at the same word twice, so that its time is
//! bounded by steps × words. Gaps are tried shortest first, entries of a lexicon longest first. It finds
//! where a pattern matches; whether the hit counts is for `context` and the rule.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::rules::pattern::{Gap, MarkClass, Role};
use crate::rules::program::{FormId, LemmaId, LexiconId, Program, Step, Test, passes};
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::actors::ActorPhrase;
use crate::tagger::gaps;
use crate::tagger::presence::Presence;
use crate::tagger::reading::{Marks, Reading};
use crate::tagger::trace::{Trace, Untraced};

/// What a program took on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A word, by its index.
    Word(usize),
    /// A word of a verb group in front of its main verb: auxiliary, *ne*, clitic.
    Auxiliary(usize),
    /// A word of an actor phrase.
    Actor(usize),
    /// The main verb of what was just taken.
    Verb(usize),
    /// An entry of a lexicon, over the words `start..end`.
    Entry {
        /// Which lexicon.
        lexicon: LexiconId,
        /// Which of its entries.
        entry: u32,
        /// First word.
        start: usize,
        /// Behind the last word.
        end: usize,
    },
    /// A capture opens before this word.
    Open(Role, usize),
    /// A capture closes before this word.
    Close(Role, usize),
}

/// A match of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The words from the first to behind the last one taken.
    pub words: Range<usize>,
    /// What was taken, in order.
    pub trail: Vec<Event>,
}

impl Match {
    /// The words taken, sorted: gaps are not among them.
    pub fn evidence(&self) -> Vec<usize> {
        self.sorted(|event| match event {
            Event::Word(word) | Event::Auxiliary(word) | Event::Actor(word) => Some(word),
            _ => None,
        })
    }

    /// The words that elements of the pattern took themselves, sorted: the evidence without auxiliaries and *ne*.
    pub fn spelled(&self) -> Vec<usize> {
        self.sorted(|event| match event {
            Event::Word(word) => Some(word),
            _ => None,
        })
    }

    fn sorted(&self, word: impl Fn(Event) -> Option<usize>) -> Vec<usize> {
        let mut words: Vec<usize> = self.trail.iter().filter_map(|event| word(*event)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// The words of the captures with this role.
    pub fn captures(&self, role: Role) -> Vec<Range<usize>> {
        let mut open = Vec::new();
        let mut found = Vec::new();
        for event in &self.trail {
            match event {
                Event::Open(which, at) if *which == role => open.push(*at),
                Event::Close(which, at) if *which == role => {
                    let start = open.pop().unwrap_or(*at);
                    found.push(start..(*at).max(start));
                }
                _ => {}
            }
        }
        found.retain(|range| !range.is_empty());
        found
    }

    /// The words at which negation, hypothesis and conditional are tested: those captured as `head:`,
    /// else the first verb, else the first word taken that is no actor's.
    pub fn heads(&self) -> Vec<usize> {
        let named: Vec<usize> = self
            .captures(Role::Head)
            .iter()
            .map(|range| self.head_in(range.clone()))
            .collect();
        if !named.is_empty() {
            return named;
        }
        vec![self.head_in(self.words.clone())]
    }

    /// Whether the pattern took this word as a verb.
    pub fn is_verb(&self, word: usize) -> bool {
        self.trail.contains(&Event::Verb(word))
    }

    fn head_in(&self, range: Range<usize>) -> usize {
        let verb = self.trail.iter().find_map(|event| match event {
            Event::Verb(word) if range.contains(word) => Some(*word),
            _ => None,
        });
        let word = || {
            self.trail.iter().find_map(|event| match event {
                Event::Word(word) if range.contains(word) => Some(*word),
                _ => None,
            })
        };
        verb.or_else(word).unwrap_or(range.start)
    }
}

/// A match of a lexicon's entry at a place: its end and what it took.
#[derive(Clone, Debug)]
struct EntryMatch {
    entry: u32,
    end: usize,
    trail: Vec<Event>,
}

type EntryMatches = Rc<Vec<EntryMatch>>;

/// Where a gap may end, by the word at which it starts, its least and its most words.
type GapEnds = FxHashMap<(usize, u16, Option<u16>), Rc<[usize]>>;

/// Runs the programs of one ruleset over one sentence; keeps what lexicons matched where.
#[derive(Debug)]
pub struct Matcher<'s, T = Untraced> {
    rules: &'s Ruleset,
    reading: &'s Reading<'s>,
    actors: &'s [ActorPhrase],
    entries: RefCell<FxHashMap<(LexiconId, usize, usize), EntryMatches>>,
    /// For each lexicon asked for the words at which one of its entries can begin.
    starts: RefCell<FxHashMap<LexiconId, Rc<[bool]>>>,
    /// What a lexicon finds where none of its entries can begin.
    nothing: EntryMatches,
    masks: RefCell<FxHashMap<LexiconId, Rc<Vec<Range<usize>>>>>,
    gaps: RefCell<GapEnds>,
    presence: OnceCell<Presence>,
    /// The memory of explorations that have ended, for those to come.
    spare: RefCell<Vec<Memory>>,
    trace: T,
}

/// One exploration of one program.
struct Run<'p> {
    program: &'p Program,
    visited: Visited,
    trail: Vec<Event>,
}

/// What an exploration needs of the heap.
type Memory = (Visited, Vec<Event>);

/// The steps and words that an exploration has been at. Each place holds the number of the exploration that was
/// there last, so that nothing is to be cleared between two.
#[derive(Debug, Default)]
struct Visited {
    stamps: Vec<u32>,
    stamp: u32,
    /// The places of one step: one for each word, and one behind the last.
    width: usize,
}

impl Visited {
    fn begin(&mut self, steps: usize, words: usize) {
        self.width = words + 1;
        let places = steps * self.width;
        if self.stamps.len() < places {
            self.stamps.resize(places, 0);
        }
        self.stamp += 1;
    }

    /// Whether it was not there before.
    fn insert(&mut self, pc: usize, at: usize) -> bool {
        let place = &mut self.stamps[pc * self.width + at];
        std::mem::replace(place, self.stamp) != self.stamp
    }
}

/// Says whether to stop at this match.
type Sink<'k> = &'k mut dyn FnMut(usize, &[Event]) -> bool;

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

    /// The same, but that a program is not run where the sentence lacks a word that it asks for: of many programs most
    /// lack one. A trace does not see those.
    pub fn matches_if_present(&self, program: &Program) -> Vec<Match> {
        let presence = self.presence.get_or_init(|| Presence::of(self.reading));
        let begins = |lexicon| self.starts_of(lexicon).contains(&true);
        if presence.allows(program, &begins) {
            self.matches(program)
        } else {
            Vec::new()
        }
    }

    /// Whether a program may begin at a word; told without running it, as most words are not what it begins with.
    fn can_begin(&self, program: &Program, at: usize) -> bool {
        self.can_go_on(program, 0, at)
    }

    /// Whether the first of the steps from this one on that asks for something may take a word.
    fn can_go_on(&self, program: &Program, pc: usize, at: usize) -> bool {
        let word = &self.reading.words[at];
        // Behind a transparent word (an article) an element looks at the next; at the start of a program it does not.
        let looks_behind = word.transparent && pc > 0;
        match &program.steps[pc] {
            Step::Split(first, second) => {
                self.can_go_on(program, *first, at) || self.can_go_on(program, *second, at)
            }
            Step::Jump(to) => self.can_go_on(program, *to, at),
            Step::Open(_) | Step::Close(_) => self.can_go_on(program, pc + 1, at),
            Step::Mark(mark) => self.has_mark(*mark, at),
            Step::Start => self.is_start(at),
            Step::Word(forms) => {
                let mut own = word.forms.iter();
                looks_behind || own.any(|form| forms.binary_search(form).is_ok())
            }
            Step::Exact(written) => looks_behind || self.reading.written(at) == &**written,
            Step::Lemma { lemmas, .. } => {
                let main = self
                    .main_behind(at)
                    .map(|main| &self.reading.words[main].analyses);
                let mut analyses = word.analyses.iter().chain(main.into_iter().flatten());
                looks_behind || analyses.any(|a| lemmas.binary_search(&a.lemma).is_ok())
            }
            Step::Lexicon { lexicon, test } => {
                looks_behind || !self.entries_at(*lexicon, test, at).is_empty()
            }
            Step::Actor(_) => {
                looks_behind || self.actors.iter().any(|phrase| phrase.words.start == at)
            }
            Step::Gap(_) | Step::Group { .. } | Step::End | Step::Match => true,
        }
    }

    /// The main verb of the group that a word belongs to, where it stands behind that word.
    fn main_behind(&self, at: usize) -> Option<usize> {
        let group = self.reading.words[at].group?;
        Some(self.reading.groups[group].main).filter(|main| *main > at)
    }

    fn explore(&self, program: &Program, start: usize, sink: Sink<'_>) -> bool {
        let (visited, trail) = self.spare.borrow_mut().pop().unwrap_or_default();
        let mut run = Run {
            program,
            visited,
            trail,
        };
        run.visited
            .begin(program.steps.len(), self.reading.words.len());
        let done = self.step(&mut run, 0, start, true, sink);
        run.trail.clear();
        self.spare.borrow_mut().push((run.visited, run.trail));
        done
    }

    /// Goes on at a step and a word; `open` says that no boundary lies before the word (the start, a mark just taken).
    fn step(&self, run: &mut Run<'_>, pc: usize, at: usize, open: bool, sink: Sink<'_>) -> bool {
        self.trace.enter(run.program, pc, at);
        let done = self.step_on(run, pc, at, open, sink);
        self.trace.leave(run.program);
        done
    }

    fn step_on(&self, run: &mut Run<'_>, pc: usize, at: usize, open: bool, sink: Sink<'_>) -> bool {
        let program = run.program;
        let step = &program.steps[pc];
        if let Step::Match = step {
            return sink(at, &run.trail);
        }
        if !run.visited.insert(pc, at) {
            return false;
        }
        match step {
            Step::Match => unreachable!("returned above"),
            Step::Jump(to) => self.step(run, *to, at, open, sink),
            Step::Split(first, second) => {
                self.step(run, *first, at, open, sink) || self.step(run, *second, at, open, sink)
            }
            Step::Open(role) => self.with(run, Event::Open(*role, at), pc, at, open, sink),
            Step::Close(role) => self.with(run, Event::Close(*role, at), pc, at, open, sink),
            Step::Mark(mark) => self.has_mark(*mark, at) && self.step(run, pc + 1, at, true, sink),
            Step::Start => self.is_start(at) && self.step(run, pc + 1, at, true, sink),
            Step::End => at >= self.reading.words.len() && self.step(run, pc + 1, at, true, sink),
            Step::Gap(gap) => self
                .gap_ends(at, *gap)
                .iter()
                .any(|end| self.step(run, pc + 1, *end, open && *end == at, sink)),
            Step::Group { parts, within } => self.group(run, pc, at, parts, *within, sink),
            Step::Word(_)
            | Step::Exact(_)
            | Step::Lemma { .. }
            | Step::Lexicon { .. }
            | Step::Actor(_) => self.element(run, pc, at, open, sink),
        }
    }

    /// Where a gap may end; patterns ask for the same gaps at the same words again and again.
    fn gap_ends(&self, at: usize, gap: Gap) -> Rc<[usize]> {
        let mut known = self.gaps.borrow_mut();
        let ends = known
            .entry((at, gap.min, gap.max))
            .or_insert_with(|| gaps::ends(self.reading, at, gap).into());
        ends.clone()
    }

    fn with(
        &self,
        run: &mut Run<'_>,
        event: Event,
        pc: usize,
        at: usize,
        open: bool,
        sink: Sink<'_>,
    ) -> bool {
        run.trail.push(event);
        let done = self.step(run, pc + 1, at, open, sink);
        run.trail.pop();
        done
    }

    /// An element that takes words: at the word itself, else behind transparent words.
    fn element(&self, run: &mut Run<'_>, pc: usize, at: usize, open: bool, sink: Sink<'_>) -> bool {
        let mut from = at;
        let mut open = open;
        loop {
            if from >= self.reading.words.len() || (!open && gaps::is_barrier(self.reading, from)) {
                return false;
            }
            if self.take(run, pc, from, sink) {
                return true;
            }
            if !self.reading.words[from].transparent || (pc == 0 && from == at) {
                return false;
            }
            from += 1;
            open = false;
        }
    }

    /// Takes one element exactly at a word, in every way it can.
    fn take(&self, run: &mut Run<'_>, pc: usize, at: usize, sink: Sink<'_>) -> bool {
        let program = run.program;
        let word = &self.reading.words[at];
        match &program.steps[pc] {
            Step::Word(forms) => {
                word.forms
                    .iter()
                    .any(|form| forms.binary_search(form).is_ok())
                    && self.took(run, pc, at, sink)
            }
            Step::Exact(written) => {
                self.reading.written(at) == &**written && self.took(run, pc, at, sink)
            }
            Step::Lemma {
                lemmas,
                pronominal,
                test,
            } => self.lemma(run, pc, at, (lemmas, *pronominal, test), sink),
            Step::Lexicon { lexicon, test } => {
                let matches = self.entries_at(*lexicon, test, at);
                matches
                    .iter()
                    .any(|found| self.took_entry(run, pc, at, *lexicon, found, sink))
            }
            Step::Actor(kind) => {
                let phrases = self.actors.iter().filter(|phrase| {
                    phrase.words.start == at && kind.is_none_or(|kind| phrase.is(kind))
                });
                phrases.into_iter().any(|phrase| {
                    let depth = run.trail.len();
                    run.trail.extend(phrase.words.clone().map(Event::Actor));
                    let done = self.step(run, pc + 1, phrase.words.end, false, sink);
                    run.trail.truncate(depth);
                    done
                })
            }
            _ => false,
        }
    }

    fn took(&self, run: &mut Run<'_>, pc: usize, at: usize, sink: Sink<'_>) -> bool {
        run.trail.push(Event::Word(at));
        let done = self.step(run, pc + 1, at + 1, false, sink);
        run.trail.pop();
        done
    }

    fn took_entry(
        &self,
        run: &mut Run<'_>,
        pc: usize,
        at: usize,
        lexicon: LexiconId,
        found: &EntryMatch,
        sink: Sink<'_>,
    ) -> bool {
        let depth = run.trail.len();
        run.trail.push(Event::Entry {
            lexicon,
            entry: found.entry,
            start: at,
            end: found.end,
        });
        run.trail.extend_from_slice(&found.trail);
        let done = self.step(run, pc + 1, found.end, false, sink);
        run.trail.truncate(depth);
        done
    }

    /// A form of a lemma: the word itself, or the verb of the group that begins here.
    fn lemma(
        &self,
        run: &mut Run<'_>,
        pc: usize,
        at: usize,
        (lemmas, pronominal, test): (&[LemmaId], bool, &Test),
        sink: Sink<'_>,
    ) -> bool {
        for main in self.main_behind(at).into_iter().chain([at]) {
            let Some(part) = self.passes(main, lemmas, pronominal, test) else {
                continue;
            };
            let depth = run.trail.len();
            run.trail.extend(
                (at..main)
                    .filter(|word| !self.reading.words[*word].transparent)
                    .map(Event::Auxiliary),
            );
            run.trail.push(Event::Word(main));
            if part == PartOfSpeech::Verb {
                run.trail.push(Event::Verb(main));
            }
            let done = self.step(run, pc + 1, main + 1, false, sink);
            run.trail.truncate(depth);
            if done {
                return true;
            }
        }
        false
    }

    /// As which part of speech a word passes the test of a lemma.
    fn passes(
        &self,
        at: usize,
        lemmas: &[LemmaId],
        pronominal: bool,
        test: &Test,
    ) -> Option<PartOfSpeech> {
        let word = &self.reading.words[at];
        let reading = word.analyses.iter().find(|analysis| {
            lemmas.binary_search(&analysis.lemma).is_ok()
                && passes(test, self.traits(at, analysis.part, analysis.traits))
        })?;
        let reflexive = || {
            word.group.is_some_and(|group| {
                let group = &self.reading.groups[group];
                group.reflexive && group.main == at
            })
        };
        (!pronominal || reflexive()).then_some(reading.part)
    }

    /// The traits under which a reading is tested: a verb's with those of its group.
    fn traits(&self, at: usize, part: PartOfSpeech, own: Traits) -> Traits {
        if part != PartOfSpeech::Verb {
            return own;
        }
        let Some(group) = self.reading.words[at]
            .group
            .map(|group| &self.reading.groups[group])
        else {
            return own;
        };
        if group.main != at && group.auxiliary != Some(at) {
            return own;
        }
        let mut traits = own;
        if group.auxiliary.is_some() && group.main == at {
            traits = own.without(Traits::FINITE).union(group.traits);
        }
        if group.future_in_past {
            traits = traits.union(Traits::FUT);
        }
        traits
    }

    // -- lexicons -------------------------------------------------------------------------------

    /// The entries of a lexicon that match at a word, longest first.
    fn entries_at(&self, lexicon: LexiconId, test: &Test, at: usize) -> EntryMatches {
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
    fn starts_of(&self, lexicon: LexiconId) -> Rc<[bool]> {
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

    // -- groups and marks -----------------------------------------------------------------------

    /// All parts in any order: the first to come starts here, the whole stays within its words.
    fn group(
        &self,
        run: &mut Run<'_>,
        pc: usize,
        at: usize,
        parts: &[Program],
        within: Option<u16>,
        sink: Sink<'_>,
    ) -> bool {
        let limit = gaps::reach(self.reading, at, within);
        let start = (at..limit)
            .find(|word| !self.reading.words[*word].transparent)
            .unwrap_or(at);
        let mut found = None;
        for first in 0..parts.len() {
            for from in at..=start.min(limit.saturating_sub(1)) {
                let Some(head) = self.match_at(&parts[first], from) else {
                    continue;
                };
                if head.words.end > limit {
                    continue;
                }
                let mut taken = vec![None; parts.len()];
                taken[first] = Some(head);
                if self.place_rest(parts, at..limit, &mut taken) {
                    found = Some(taken);
                    break;
                }
            }
            if found.is_some() {
                break;
            }
        }
        let Some(taken) = found else { return false };
        let mut all: Vec<Match> = taken.into_iter().flatten().collect();
        all.sort_by_key(|m| m.words.start);
        let end = all.iter().map(|m| m.words.end).max().unwrap_or(at);
        let depth = run.trail.len();
        run.trail.extend(all.into_iter().flat_map(|m| m.trail));
        let done = self.step(run, pc + 1, end, false, sink);
        run.trail.truncate(depth);
        done
    }

    /// Finds a place for every part that has none, such that no two take the same word.
    fn place_rest(
        &self,
        parts: &[Program],
        window: Range<usize>,
        taken: &mut Vec<Option<Match>>,
    ) -> bool {
        let Some(next) = taken.iter().position(Option::is_none) else {
            return true;
        };
        for start in window.clone() {
            let Some(found) = self.match_at(&parts[next], start) else {
                continue;
            };
            if found.words.end > window.end || overlaps(taken, &found) {
                continue;
            }
            taken[next] = Some(found);
            if self.place_rest(parts, window.clone(), taken) {
                return true;
            }
            taken[next] = None;
        }
        false
    }

    fn has_mark(&self, mark: MarkClass, at: usize) -> bool {
        let wanted = match mark {
            MarkClass::Comma => Marks::COMMA,
            MarkClass::Colon => Marks::COLON,
            MarkClass::OpenQuote => Marks::OPEN_QUOTE,
            MarkClass::CloseQuote => Marks::CLOSE_QUOTE,
        };
        match self.reading.words.get(at) {
            Some(word) => word.marks.has(wanted),
            None => self.reading.final_marks.has(wanted),
        }
    }

    fn is_start(&self, at: usize) -> bool {
        at == self.reading.first_word
            || self
                .reading
                .words
                .get(at)
                .is_some_and(|word| word.marks.has(Marks::OPEN_QUOTE.union(Marks::COLON)))
    }
}

fn overlaps(taken: &[Option<Match>], found: &Match) -> bool {
    let evidence = found.evidence();
    taken.iter().flatten().any(|other| {
        other
            .evidence()
            .iter()
            .any(|word| evidence.binary_search(word).is_ok())
    })
}
