//! From a pattern to its program: the steps that are run over the words of a sentence.

use std::rc::Rc;

use crate::rules::compile::compiler::Compiler;
use crate::rules::compile::words::{ALIKE, WrittenWord, split_word, test_of};
use crate::rules::pack::ActorKind;
use crate::rules::pattern::{Element, Gap, Kind, Lemma, MarkClass, Pattern};
use crate::rules::program::{FormId, LemmaId, Program, Step};
use crate::rules::traits::PartOfSpeech;

/// Words that may stand between the verb and the noun of «mettre fin».
const INSIDE_IDIOM: Gap = Gap {
    min: 0,
    max: Some(2),
};

impl Compiler<'_> {
    /// Compiles one pattern.
    pub(crate) fn program(&mut self, pattern: &Pattern) -> Program {
        let mut program = Program::default();
        self.sequence(pattern, &mut program);
        program.steps.push(Step::Match);
        program
    }

    fn sequence(&mut self, pattern: &Pattern, program: &mut Program) {
        for element in &pattern.elements {
            self.element(element, program);
        }
    }

    pub(super) fn element(&mut self, element: &Element, program: &mut Program) {
        match &element.kind {
            Kind::Word(word) => self.word(word, program),
            Kind::Exact(word) => program.steps.push(Step::Exact(word.as_str().into())),
            Kind::Lemma(lemma) => self.lemma(lemma, program),
            Kind::Lexicon { name, test } => {
                if let Some(&lexicon) = self.lexicon_ids.get(name.as_str()) {
                    program.steps.push(Step::Lexicon {
                        lexicon,
                        test: test_of(test),
                    });
                }
            }
            Kind::Actor { kind } => program
                .steps
                .push(Step::Actor(kind.as_deref().and_then(ActorKind::parse))),
            Kind::Gap(gap) => program.steps.push(Step::Gap(*gap)),
            Kind::Choice(choices) => self.choice(choices, program),
            Kind::Optional(inner) => {
                let split = program.steps.len();
                program.steps.push(Step::Match);
                self.element(inner, program);
                program.steps[split] = Step::Split(split + 1, program.steps.len());
            }
            Kind::Group { parts, within } => {
                let parts = parts.iter().map(|part| self.program(part)).collect();
                program.steps.push(Step::Group {
                    parts,
                    within: *within,
                });
            }
            Kind::Capture { role, element } => {
                program.steps.push(Step::Open(*role));
                self.element(element, program);
                program.steps.push(Step::Close(*role));
            }
            Kind::Mark(mark) => program.steps.push(Step::Mark(*mark)),
            Kind::Start => program.steps.push(Step::Start),
            Kind::End => program.steps.push(Step::End),
        }
    }

    fn choice(&mut self, choices: &[Pattern], program: &mut Program) {
        self.one_of(choices.len(), program, |compiler, index, program| {
            compiler.sequence(&choices[index], program);
        });
    }

    /// One of so many ways, tried in their order; `way` adds the steps of each.
    fn one_of(
        &mut self,
        count: usize,
        program: &mut Program,
        mut way: impl FnMut(&mut Self, usize, &mut Program),
    ) {
        let mut jumps = Vec::new();
        for index in 0..count {
            if index + 1 == count {
                way(self, index, program);
                break;
            }
            let split = program.steps.len();
            program.steps.push(Step::Match);
            way(self, index, program);
            jumps.push(program.steps.len());
            program.steps.push(Step::Match);
            program.steps[split] = Step::Split(split + 1, program.steps.len());
        }
        let end = program.steps.len();
        for jump in jumps {
            program.steps[jump] = Step::Jump(end);
        }
    }

    /// A word as written: elided words are split off, and a compound is one word or its parts.
    fn word(&mut self, word: &str, program: &mut Program) {
        for word in self.written(word).iter() {
            if word.parts.is_empty() {
                program.steps.push(Step::Word(word.whole.clone()));
                continue;
            }
            let split = program.steps.len();
            program.steps.push(Step::Split(split + 1, split + 3));
            program.steps.push(Step::Word(word.whole.clone()));
            program.steps.push(Step::Jump(split + 3 + word.parts.len()));
            let parts = word.parts.iter();
            program
                .steps
                .extend(parts.map(|part| Step::Word(part.clone())));
        }
    }

    /// The words that a text would cut a word of a pattern into; most words stand in hundreds of patterns.
    pub(super) fn written(&mut self, word: &str) -> Rc<[WrittenWord]> {
        if let Some(known) = self.words.get(word) {
            return Rc::clone(known);
        }
        let ready = split_word(word).into_iter().map(|word| {
            let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
            let parts = if parts.len() < 2 {
                &[]
            } else {
                parts.as_slice()
            };
            WrittenWord {
                whole: self.alike(&word).into(),
                parts: parts.iter().map(|part| self.alike(part).into()).collect(),
                anchor: self.word_anchor(&word),
            }
        });
        let ready: Rc<[WrittenWord]> = ready.collect();
        self.words.insert(word.to_string(), Rc::clone(&ready));
        ready
    }

    pub(crate) fn alike(&mut self, word: &str) -> Vec<FormId> {
        let id = self.forms.intern(word);
        let normal = self.forms.text(id);
        let Some((_, alike)) = ALIKE.iter().find(|(name, _)| *name == normal) else {
            return vec![id];
        };
        let mut forms: Vec<FormId> = alike.iter().map(|form| self.forms.intern(form)).collect();
        forms.sort_unstable();
        forms
    }

    fn lemma(&mut self, lemma: &Lemma, program: &mut Program) {
        let parts = self.parts(lemma);
        let mut words = lemma.lemma.split(' ');
        let head = words.next().unwrap_or_default();
        let mut lemmas: Vec<LemmaId> = parts
            .iter()
            .map(|part| self.lemma_id(head, *part))
            .collect();
        lemmas.sort_unstable();
        let verbal = parts.contains(&PartOfSpeech::Verb);
        let step = Step::Lemma {
            lemmas: lemmas.into(),
            pronominal: lemma.pronominal,
            test: test_of(&lemma.test),
        };
        if head.contains('-') {
            self.compound_lemma(head, &parts, step, program);
        } else {
            program.steps.push(step);
        }
        for word in words {
            if verbal {
                program.steps.push(Step::Gap(INSIDE_IDIOM));
                self.word(word, program);
            } else {
                self.word_or_adjective(word, program);
            }
        }
    }

    /// `<cessez-le-feu>`: one word, or any of its forms written in parts.
    fn compound_lemma(
        &mut self,
        head: &str,
        parts: &[PartOfSpeech],
        whole: Step,
        program: &mut Program,
    ) {
        let mut written: Vec<Vec<String>> = Vec::new();
        for part in parts {
            for form in self.inflection.forms(head, *part) {
                written.push(form.form.split('-').map(str::to_string).collect());
            }
        }
        written.sort();
        written.dedup();
        self.one_of(written.len() + 1, program, |compiler, index, program| {
            let Some(form) = index.checked_sub(1) else {
                return program.steps.push(whole.clone());
            };
            for word in &written[form] {
                let forms = compiler.alike(word);
                program.steps.push(Step::Word(forms.into()));
            }
        });
    }

    /// A further word of a nominal compound: as written, or agreeing («forces armées»).
    fn word_or_adjective(&mut self, word: &str, program: &mut Program) {
        for word in split_word(word) {
            let mut forms = self.alike(&word);
            if word.chars().count() > 3 && !word.ends_with('\'') {
                forms.extend_from_slice(&self.lemma_forms(&word, PartOfSpeech::Adjective));
                forms.sort_unstable();
                forms.dedup();
            }
            program.steps.push(Step::Word(forms.into()));
        }
    }
}

/// The marks without which a match cannot be: those that stand in a choice or an option are not among them.
pub(super) fn marks(elements: &[Element]) -> Vec<MarkClass> {
    let of_one = |element: &Element| match &element.kind {
        Kind::Mark(mark) => vec![*mark],
        Kind::Group { parts, .. } => parts
            .iter()
            .flat_map(|part| marks(&part.elements))
            .collect(),
        _ => Vec::new(),
    };
    elements.iter().flat_map(of_one).collect()
}
