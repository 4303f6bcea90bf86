//! The elements of a compiled pattern one by one: run alone, or with one of them made easier, to tell what a sentence lacks.

use std::ops::Range;

use crate::rules::program::{Program, Step, Test};
use crate::rules::ruleset::CompiledPattern;

/// An element of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ElementOf<'r> {
    /// The pattern.
    pub(crate) pattern: &'r CompiledPattern,
    /// Which of its elements.
    pub(crate) index: usize,
}

/// The elements of a pattern, from left to right.
pub(crate) fn elements(pattern: &CompiledPattern) -> impl Iterator<Item = ElementOf<'_>> {
    (0..pattern.elements.len()).map(move |index| ElementOf { pattern, index })
}

impl<'r> ElementOf<'r> {
    /// As written.
    pub(crate) fn text(self) -> &'r str {
        self.pattern.elements[self.index]
            .span
            .of(&self.pattern.text)
    }

    /// Its steps; jumps among them still count from the start of the pattern.
    pub(crate) fn steps(self) -> &'r [Step] {
        &self.pattern.program.steps[self.pattern.elements[self.index].steps.clone()]
    }

    /// Whether it is a gap.
    pub(crate) fn is_gap(self) -> bool {
        matches!(self.steps(), [Step::Gap(_)])
    }

    /// Whether a match may do without it.
    pub(crate) fn is_optional(self) -> bool {
        let end = self.pattern.elements[self.index].steps.end;
        matches!(self.steps().first(), Some(Step::Split(_, to)) if *to == end)
    }

    /// The element as a program of its own.
    pub(crate) fn alone(self) -> Program {
        let start = self.pattern.elements[self.index].steps.start;
        let mut steps: Vec<Step> = self
            .steps()
            .iter()
            .map(|step| moved(step, start, 0))
            .collect();
        steps.push(Step::Match);
        Program { steps }
    }

    /// The element without its tests of traits and of *se*; `None` where it has none.
    pub(crate) fn untested(self) -> Option<Vec<Step>> {
        let mut had = false;
        let steps = self.steps().iter().map(|step| match step {
            Step::Lemma {
                lemmas,
                pronominal,
                test,
            } if *pronominal || !test.is_empty() => {
                had = true;
                Step::Lemma {
                    lemmas: lemmas.clone(),
                    pronominal: false,
                    test: Test::default(),
                }
            }
            Step::Lexicon { lexicon, test } if !test.is_empty() => {
                had = true;
                Step::Lexicon {
                    lexicon: *lexicon,
                    test: Test::default(),
                }
            }
            step => step.clone(),
        });
        let steps = steps.collect();
        had.then_some(steps)
    }

    /// The pattern with other steps in place of this element, and the steps of each of its elements.
    pub(crate) fn replaced(self, by: &[Step]) -> (Program, Vec<Range<usize>>) {
        let mut program = Program::default();
        let mut ranges = Vec::new();
        for element in elements(self.pattern) {
            let from = element.pattern.elements[element.index].steps.start;
            let steps = if element.index == self.index {
                by
            } else {
                element.steps()
            };
            let to = program.steps.len();
            program
                .steps
                .extend(steps.iter().map(|step| moved(step, from, to)));
            ranges.push(to..program.steps.len());
        }
        program.steps.push(Step::Match);
        (program, ranges)
    }
}

/// A step whose jumps counted from `from` and now count from `to`.
fn moved(step: &Step, from: usize, to: usize) -> Step {
    match step {
        Step::Split(first, second) => Step::Split(first - from + to, second - from + to),
        Step::Jump(target) => Step::Jump(target - from + to),
        step => step.clone(),
    }
}
