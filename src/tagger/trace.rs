//! How far a pattern got: a trace sees every step of the matcher. In a batch it is [`Untraced`], which costs nothing.

use std::cell::RefCell;
use std::ops::Range;

use crate::rules::program::Program;

/// Sees a matcher try the steps of programs, depth first.
pub trait Trace {
    /// The step `pc` of a program is tried at a word.
    fn enter(&self, program: &Program, pc: usize, at: usize);

    /// The step tried last, with all that it led to, is done with.
    fn leave(&self, program: &Program);
}

/// Sees nothing: the trace of batches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Untraced;

impl Trace for Untraced {
    #[inline(always)]
    fn enter(&self, _: &Program, _: usize, _: usize) {}

    #[inline(always)]
    fn leave(&self, _: &Program) {}
}

impl<T: Trace> Trace for &T {
    fn enter(&self, program: &Program, pc: usize, at: usize) {
        (*self).enter(program, pc, at);
    }

    fn leave(&self, program: &Program) {
        (*self).leave(program);
    }
}

/// Keeps how far one program got, in elements of its pattern.
#[derive(Debug)]
pub struct Progress<'p> {
    program: &'p Program,
    /// The steps of each element.
    elements: Vec<Range<usize>>,
    seen: RefCell<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    /// The steps tried on the way to the one at hand, each with its word.
    path: Vec<(usize, usize)>,
    /// The ways that got furthest.
    furthest: Vec<Reached>,
}

/// A way through a pattern as far as it led.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The words that each element took which was found, from the first element on; gaps are elements too.
    pub elements: Vec<Range<usize>>,
    /// The words at which the next element was tried and not found; empty where the pattern matched.
    pub tried: Vec<usize>,
    /// Words with which the next element began, but did not go on.
    pub begun: Vec<Range<usize>>,
    /// The steps that lead there, by which two ways are told apart.
    way: Vec<(usize, usize)>,
}

/// The ways that are kept of those that got equally far.
const WAYS: usize = 8;

impl<'p> Progress<'p> {
    /// Follows this program, of which these steps belong to each element.
    pub fn new(program: &'p Program, elements: Vec<Range<usize>>) -> Self {
        Self {
            program,
            elements,
            seen: RefCell::default(),
        }
    }

    /// The ways that got furthest, in the order in which they were tried.
    pub fn furthest(&self) -> Vec<Reached> {
        self.seen.borrow().furthest.clone()
    }

    /// The element that a step belongs to; behind the last one the pattern has matched.
    fn element(&self, pc: usize) -> usize {
        self.elements.partition_point(|steps| steps.end <= pc)
    }

    /// The words between the first step of each element and what follows it.
    fn taken(&self, way: &[(usize, usize)], count: usize) -> Vec<Range<usize>> {
        let first_from = |element: usize| {
            let found = way.iter().find(|(pc, _)| self.element(*pc) >= element);
            found.map_or(0, |(_, at)| *at)
        };
        (0..count)
            .map(|element| first_from(element)..first_from(element + 1))
            .collect()
    }
}

impl Progress<'_> {
    /// The first step of an element is tried at a word: all elements before it were found.
    fn tried(&self, seen: &mut Seen, element: usize, step: (usize, usize)) {
        let best = seen.furthest.first().map_or(0, |way| way.elements.len());
        if element < best {
            return;
        }
        if element > best {
            seen.furthest.clear();
        }
        if let Some(known) = seen.furthest.iter_mut().find(|way| way.way == seen.path) {
            if !known.tried.contains(&step.1) {
                known.tried.push(step.1);
            }
        } else if seen.furthest.len() < WAYS {
            let whole: Vec<(usize, usize)> = seen.path.iter().copied().chain([step]).collect();
            seen.furthest.push(Reached {
                elements: self.taken(&whole, element),
                tried: vec![step.1],
                begun: Vec::new(),
                way: seen.path.clone(),
            });
        }
    }

    /// A further step of an element is tried: words may have been taken for its first ones.
    fn begun(&self, seen: &mut Seen, element: usize, at: usize) {
        let start = self.elements[element].start;
        let Some(from) = seen.path.iter().rposition(|(pc, _)| *pc == start) else {
            return;
        };
        let begun = seen.path[from].1..at;
        let way = &seen.path[..from];
        if !begun.is_empty()
            && let Some(known) = seen.furthest.iter_mut().find(|known| known.way == way)
            && !known.begun.contains(&begun)
        {
            known.begun.push(begun);
        }
    }
}

impl Trace for Progress<'_> {
    fn enter(&self, program: &Program, pc: usize, at: usize) {
        if !std::ptr::eq(program, self.program) {
            return;
        }
        let seen = &mut *self.seen.borrow_mut();
        let element = self.element(pc);
        match self.elements.get(element) {
            Some(steps) if steps.start < pc => self.begun(seen, element, at),
            _ => self.tried(seen, element, (pc, at)),
        }
        seen.path.push((pc, at));
    }

    fn leave(&self, program: &Program) {
        if std::ptr::eq(program, self.program) {
            self.seen.borrow_mut().path.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::load::{add_pattern, load_embedded};
    use crate::rules::ruleset::Ruleset;
    use crate::tagger::actors::phrases;
    use crate::tagger::matcher::Matcher;
    use crate::tagger::reading::Reading;
    use crate::text::span::Span;

    /// How far a pattern gets in a sentence: the words of each element, those tried next.
    fn reached(pattern: &str, text: &str) -> (Vec<String>, Vec<String>) {
        let mut pack = load_embedded().pack.expect("a sound pack");
        pack.rules.clear();
        add_pattern(&mut pack, pattern).expect("a sound pattern");
        let ruleset = Ruleset::compile(&pack);
        let pattern = &ruleset.rules[0].patterns[0];
        let reading = Reading::new(&ruleset, text, Span::new(0, text.len()), 0, &[]);
        let actors = phrases(&ruleset, &reading, None);
        let steps = pattern.elements.iter().map(|element| element.steps.clone());
        let progress = Progress::new(&pattern.program, steps.collect());
        let matcher = Matcher::traced(&ruleset, &reading, &actors, &progress);
        for start in 0..reading.words.len() {
            matcher.match_at(&pattern.program, start);
        }
        let first = progress.furthest().remove(0);
        let words = |range: Range<usize>| {
            let words: Vec<&str> = range.map(|word| reading.written(word)).collect();
            words.join(" ")
        };
        let tried = first
            .tried
            .iter()
            .filter(|word| **word < reading.words.len());
        (
            first.elements.iter().cloned().map(words).collect(),
            tried
                .map(|word| reading.written(*word).to_string())
                .collect(),
        )
    }

    #[test]
    fn progress_stops_at_the_first_element_that_is_missing() {
        let cases: &[(&str, &str, &[&str], &[&str])] = &[
            ("<appeler> ...4 calme", "Kiev vote.", &[], &["Kiev", "vote"]),
            (
                "<appeler> ...4 calme",
                "Kiev appelle Moscou.",
                &["appelle", ""],
                &["Moscou"],
            ),
            (
                "<appeler> à ...1 calme ici",
                "Kiev appelle au grand calme demain.",
                &["appelle", "au", "grand", "calme"],
                &["demain"],
            ),
            (
                "<appeler> à calme",
                "Kiev appelle au calme.",
                &["appelle", "au", "calme"],
                &[],
            ),
        ];
        for (pattern, text, elements, tried) in cases {
            let (found, next) = reached(pattern, text);
            assert_eq!((found, next), (strings(elements), strings(tried)), "{text}");
        }
    }

    #[test]
    fn an_element_may_begin_and_not_go_on() {
        let mut pack = load_embedded().pack.expect("a sound pack");
        pack.rules.clear();
        add_pattern(&mut pack, "<mettre fin> à guerre").expect("a sound pattern");
        let ruleset = Ruleset::compile(&pack);
        let pattern = &ruleset.rules[0].patterns[0];
        let text = "Kiev met en garde Moscou.";
        let reading = Reading::new(&ruleset, text, Span::new(0, text.len()), 0, &[]);
        let steps = pattern.elements.iter().map(|element| element.steps.clone());
        let progress = Progress::new(&pattern.program, steps.collect());
        let matcher = Matcher::traced(&ruleset, &reading, &[], &progress);
        assert!(matcher.matches(&pattern.program).is_empty());
        let begun: Vec<Range<usize>> = progress
            .furthest()
            .into_iter()
            .flat_map(|way| way.begun)
            .collect();
        assert_eq!(begun, [1..2, 1..3, 1..4]);
    }

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_string()).collect()
    }
}
