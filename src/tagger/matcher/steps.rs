//! The steps of a program, one after the other: what each takes, and how it goes on.

use std::rc::Rc;

use crate::rules::pattern::{Gap, MarkClass};
use crate::rules::program::{LemmaId, LexiconId, Program, Step, Test, passes};
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::gaps;
use crate::tagger::matcher::found::Event;
use crate::tagger::matcher::lexicon::EntryMatch;
use crate::tagger::matcher::machine::Matcher;
use crate::tagger::matcher::visited::Visited;
use crate::tagger::reading::Marks;
use crate::tagger::trace::Trace;

/// One exploration of one program.
pub(super) struct Run<'p> {
    program: &'p Program,
    visited: Visited,
    pub(super) trail: Vec<Event>,
}

/// Says whether to stop at this match.
pub(super) type Sink<'k> = &'k mut dyn FnMut(usize, &[Event]) -> bool;

impl<T: Trace> Matcher<'_, T> {
    pub(super) fn explore(&self, program: &Program, start: usize, sink: Sink<'_>) -> bool {
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
    pub(super) fn step(
        &self,
        run: &mut Run<'_>,
        pc: usize,
        at: usize,
        open: bool,
        sink: Sink<'_>,
    ) -> bool {
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
    pub(super) fn traits(&self, at: usize, part: PartOfSpeech, own: Traits) -> Traits {
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

    pub(super) fn has_mark(&self, mark: MarkClass, at: usize) -> bool {
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

    pub(super) fn is_start(&self, at: usize) -> bool {
        at == self.reading.first_word
            || self
                .reading
                .words
                .get(at)
                .is_some_and(|word| word.marks.has(Marks::OPEN_QUOTE.union(Marks::COLON)))
    }
}
