//! Presence: what stands anywhere in a sentence, roughly. A category may have a hundred exceptions, and most name a word
//! that the sentence at hand does not hold: those need not be run.

use crate::rules::program::{FormId, LemmaId, LexiconId, Program, Step};
use crate::tagger::reading::Reading;

/// A sketch of the forms and lemmas of a sentence: each is one of 1,024 bits. What is not in it is not in the sentence.
#[derive(Debug)]
pub(super) struct Presence([u64; 16]);

impl Presence {
    /// The sketch of a sentence.
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        let mut sketch = Self([0; 16]);
        for word in &reading.words {
            for form in &word.forms {
                sketch.note(of_form(*form));
            }
            for analysis in &word.analyses {
                sketch.note(of_lemma(analysis.lemma));
            }
        }
        sketch
    }

    fn note(&mut self, (place, bit): (usize, u64)) {
        self.0[place] |= bit;
    }

    fn has(&self, (place, bit): (usize, u64)) -> bool {
        self.0[place] & bit != 0
    }

    /// Whether the sentence may hold what every match of the program takes; `begins` says whether an entry of a lexicon
    /// may begin somewhere in it.
    pub(super) fn allows(&self, program: &Program, begins: &impl Fn(LexiconId) -> bool) -> bool {
        self.allows_steps(&program.steps, 0, program.steps.len(), begins)
    }

    /// The same for the steps `from..to`, which are run one after the other.
    fn allows_steps(
        &self,
        steps: &[Step],
        from: usize,
        to: usize,
        begins: &impl Fn(LexiconId) -> bool,
    ) -> bool {
        let mut at = from;
        while at < to {
            let allowed = match &steps[at] {
                Step::Word(forms) => forms.iter().any(|form| self.has(of_form(*form))),
                Step::Lemma { lemmas, .. } => lemmas.iter().any(|l| self.has(of_lemma(*l))),
                Step::Lexicon { lexicon, .. } => begins(*lexicon),
                Step::Group { parts, .. } => parts.iter().all(|part| self.allows(part, begins)),
                Step::Split(first, second) => match steps[second - 1] {
                    // A choice: behind each of its ways but the last stands a jump to where they meet.
                    Step::Jump(meet) => {
                        at = meet;
                        if self.allows_steps(steps, *first, second - 1, begins)
                            || self.allows_steps(steps, *second, meet, begins)
                        {
                            continue;
                        }
                        false
                    }
                    // What may be left out.
                    _ => {
                        at = *second;
                        continue;
                    }
                },
                _ => true,
            };
            if !allowed {
                return false;
            }
            at += 1;
        }
        true
    }
}

fn of_form(form: FormId) -> (usize, u64) {
    place(form.0, 0x9E37_79B1)
}

fn of_lemma(lemma: LemmaId) -> (usize, u64) {
    place(lemma.0, 0x85EB_CA77)
}

/// Fibonacci hashing: the high bits depend on all.
fn place(id: u32, factor: u32) -> (usize, u64) {
    let hash = id.wrapping_mul(factor) >> 22;
    ((hash / 64) as usize, 1 << (hash % 64))
}
