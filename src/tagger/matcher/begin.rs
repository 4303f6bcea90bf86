//! Whether a program may begin at a word: told without running it, as most words are not what it begins with.

use crate::rules::program::{Program, Step};
use crate::tagger::matcher::machine::Matcher;
use crate::tagger::trace::Trace;

impl<T: Trace> Matcher<'_, T> {
    /// Whether a program may begin at a word; told without running it, as most words are not what it begins with.
    pub(super) fn can_begin(&self, program: &Program, at: usize) -> bool {
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
    pub(super) fn main_behind(&self, at: usize) -> Option<usize> {
        let group = self.reading.words[at].group?;
        Some(self.reading.groups[group].main).filter(|main| *main > at)
    }
}
