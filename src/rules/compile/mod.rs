//! From the pack as written to the [`Ruleset`](crate::rules::ruleset::Ruleset) that is run: names become ids, lemmas become forms,
//! patterns become programs, and the words that must stand in a sentence become anchors.
//!
//! What a sentence must hold for a pattern is told in `needs`. It expects a pack that `check` found free of errors; what it cannot resolve it leaves out.

mod abroad;
mod needs;

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::abroad::SignWords;
use crate::rules::actors::ActorTable;
use crate::rules::anchors::Anchors;
use crate::rules::compile::needs::LemmaKey;
use crate::rules::forms::FormTable;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{ActorKind, Lexicon, Pack, PatternLine, Place, Rule};
use crate::rules::pattern::{Element, Gap, Kind, Lemma, MarkClass, Pattern, TraitTest};
use crate::rules::program::{Analysis, Atom, FormId, LemmaId, LexiconId, Program, Step, Test};
use crate::rules::ruleset::{
    CompiledElement, CompiledEntry, CompiledLexicon, CompiledPattern, CompiledRule,
};
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::rules::waking::{Need, Needs};

/// Words that stand for several forms when a pattern names them («de» is also *d', du, des*).
const ALIKE: &[(&str, &[&str])] = &[
    ("de", &["de", "d'", "du", "des"]),
    ("à", &["à", "au", "aux"]),
    ("que", &["que", "qu'"]),
    ("ne", &["ne", "n'"]),
    ("se", &["se", "s'"]),
    ("me", &["me", "m'"]),
    ("te", &["te", "t'"]),
    ("je", &["je", "j'"]),
    ("le", &["le", "l'"]),
    ("la", &["la", "l'"]),
    ("ce", &["ce", "c'"]),
    ("jusque", &["jusque", "jusqu'"]),
    ("lorsque", &["lorsque", "lorsqu'"]),
    ("puisque", &["puisque", "puisqu'"]),
];

/// Words that lose their vowel before an apostrophe and are then words of their own.
const ELIDED: &[&str] = &[
    "l", "d", "qu", "s", "n", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Words that may stand between the verb and the noun of «mettre fin».
const INSIDE_IDIOM: Gap = Gap {
    min: 0,
    max: Some(2),
};

/// The parts of a ruleset that come from patterns.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) forms: FormTable,
    pub(crate) rules: Vec<CompiledRule>,
    pub(crate) lexicons: Vec<CompiledLexicon>,
    pub(crate) anchors: Anchors,
    pub(crate) needs: Needs,
    /// The words that are signs of somebody abroad, where they can be told.
    pub(crate) signs: Option<Vec<SignWords>>,
}

/// A word of a pattern made ready.
pub(super) struct WrittenWord {
    /// The forms that it stands for.
    whole: Box<[FormId]>,
    /// Those of its parts, where it is a compound.
    parts: Box<[Box<[FormId]>]>,
    /// The form that is best looked for.
    anchor: Option<FormId>,
}

/// Compiles patterns against one pack.
pub(crate) struct Compiler<'p> {
    pack: &'p Pack,
    inflection: &'p Inflection,
    /// The forms so far.
    pub(crate) forms: FormTable,
    lexicon_ids: FxHashMap<&'p str, LexiconId>,
    /// What each lexicon needs under each test; `None` where an entry needs nothing.
    lexicon_needs: FxHashMap<(&'p str, Test), Option<Need>>,
    /// What each lemma needs under its own test and that of the lexicon whose entry it begins.
    lemma_needs: FxHashMap<LemmaKey, Option<Need>>,
    /// What a phrase of an actor needs, by the kind that is asked for.
    actor_needs: FxHashMap<Option<ActorKind>, Need>,
    anchors: Anchors,
    needs: Needs,
    frequent: FxHashSet<FormId>,
    /// The spellings of each lemma, by its id; those only read in texts included.
    spellings: Vec<Rc<[FormId]>>,
    /// The forms of lemmas that begin an entry or fill a place, without those only read.
    shown: FxHashMap<LemmaId, Rc<[FormId]>>,
    /// For each file where its lines end.
    line_ends: Vec<Vec<usize>>,
    /// The words of patterns as a text is cut, each with what may stand for it.
    words: FxHashMap<String, Rc<[WrittenWord]>>,
    /// What a bare lemma can be.
    parts: FxHashMap<String, Rc<[PartOfSpeech]>>,
    /// The exceptions so far, by where they stand.
    excepts: FxHashMap<Place, (Arc<Program>, Arc<str>)>,
}

impl<'p> Compiler<'p> {
    /// A compiler that knows the names of the pack.
    pub(crate) fn new(pack: &'p Pack) -> Self {
        let mut forms = FormTable::default();
        let frequent = pack
            .frequent
            .iter()
            .map(|word| forms.intern(word))
            .collect();
        let line_ends = pack
            .sources
            .iter()
            .map(|source| memchr::memchr_iter(b'\n', source.text.as_bytes()).collect())
            .collect();
        let lexicon_ids = pack
            .lexicons
            .iter()
            .enumerate()
            .map(|(i, l)| (l.name.as_str(), LexiconId(i as u32)))
            .collect();
        Self {
            pack,
            inflection: &pack.inflection,
            forms,
            lexicon_ids,
            lexicon_needs: FxHashMap::default(),
            lemma_needs: FxHashMap::default(),
            actor_needs: FxHashMap::default(),
            anchors: Anchors::default(),
            needs: Needs::default(),
            frequent,
            spellings: Vec::new(),
            shown: FxHashMap::default(),
            line_ends,
            words: FxHashMap::default(),
            parts: FxHashMap::default(),
            excepts: FxHashMap::default(),
        }
    }

    /// Adds the forms of the frequent verbs, nouns and adjectives, by which the tagger reads what no rule names.
    pub(crate) fn common_lemmas(&mut self) {
        let pack = self.pack;
        for (lemmas, part) in [
            (&pack.common_verbs, PartOfSpeech::Verb),
            (&pack.common_nouns, PartOfSpeech::Noun),
            (&pack.common_adjectives, PartOfSpeech::Adjective),
        ] {
            for lemma in lemmas {
                self.lemma_id(lemma, part);
            }
        }
    }

    /// The lemmas of the verbs of saying, and those of two words: the verb and the form behind it.
    pub(crate) fn reporting_verbs(&mut self) -> (FxHashSet<LemmaId>, Vec<(LemmaId, FormId)>) {
        let pack = self.pack;
        let mut lemmas = FxHashSet::default();
        let mut phrases = Vec::new();
        let lexicon = pack
            .lexicons
            .iter()
            .find(|lexicon| lexicon.name == "reporting_verbs");
        for entry in lexicon.iter().flat_map(|lexicon| &lexicon.entries) {
            let [
                Element {
                    kind: Kind::Lemma(lemma),
                    ..
                },
            ] = entry.line.pattern.elements.as_slice()
            else {
                continue;
            };
            match lemma.lemma.split_once(' ') {
                None => {
                    lemmas.insert(self.lemma_id(&lemma.lemma, PartOfSpeech::Verb));
                }
                Some((head, second)) => {
                    let second = second.split(' ').next().unwrap_or_default();
                    phrases.push((
                        self.lemma_id(head, PartOfSpeech::Verb),
                        self.forms.intern(second),
                    ));
                }
            }
        }
        (lemmas, phrases)
    }

    /// All forms of the first words of a list of `french/`.
    pub(crate) fn word_list(&mut self, name: &str) -> FxHashSet<FormId> {
        let pack = self.pack;
        let Some(lexicon) = pack.lexicons.iter().find(|lexicon| lexicon.name == name) else {
            return FxHashSet::default();
        };
        let mut forms = FxHashSet::default();
        for entry in &lexicon.entries {
            forms.extend(self.first_forms(&entry.line.pattern).unwrap_or_default());
        }
        forms
    }

    /// Compiles the lexicons, then the rules; `actors` are those that patterns may ask for, `war` the words of war.
    pub(crate) fn run(mut self, actors: &ActorTable, war: &FxHashSet<FormId>) -> Compiled {
        let pack = self.pack;
        let lexicons = pack
            .lexicons
            .iter()
            .map(|lexicon| self.lexicon(lexicon))
            .collect();
        let mut rules: Vec<CompiledRule> = pack.rules.iter().map(|rule| self.rule(rule)).collect();
        // What a form can be tells which forms pass a test.
        self.forms.settle();
        self.wake(pack, actors, &mut rules);
        let signs = self.signs(actors, war);
        self.forms.settle();
        Compiled {
            forms: self.forms,
            rules,
            lexicons,
            anchors: self.anchors,
            needs: self.needs,
            signs,
        }
    }

    fn rule(&mut self, rule: &'p Rule) -> CompiledRule {
        let patterns = rule
            .patterns
            .iter()
            .map(|line| self.rule_pattern(line))
            .collect();
        CompiledRule {
            id: rule.id.as_str().into(),
            category: rule.category,
            status: rule.status,
            patterns,
            excepts: rule.excepts.iter().map(|line| self.except(line)).collect(),
            negation: rule.negation,
            hypothesis: rule.hypothesis,
            conditional: rule.conditional,
            subject: rule.subject,
        }
    }

    /// An exception; one that its file gives to all its rules is compiled once.
    fn except(&mut self, line: &'p PatternLine) -> (Arc<Program>, Arc<str>) {
        if let Some(known) = self.excepts.get(&line.place) {
            return known.clone();
        }
        let except = (self.program(&line.pattern).into(), self.at(line).into());
        self.excepts.insert(line.place, except.clone());
        except
    }

    fn rule_pattern(&mut self, line: &'p PatternLine) -> CompiledPattern {
        let mut program = Program::default();
        let mut elements = Vec::with_capacity(line.pattern.elements.len());
        for element in &line.pattern.elements {
            let start = program.steps.len();
            self.element(element, &mut program);
            elements.push(CompiledElement {
                span: element.span,
                steps: start..program.steps.len(),
                needs: Box::default(),
            });
        }
        program.steps.push(Step::Match);
        CompiledPattern {
            program,
            at: self.at(line),
            text: line.text.as_str().into(),
            elements,
            marks: marks(&line.pattern.elements).into(),
        }
    }

    /// `file:line` of a pattern.
    fn at(&self, line: &PatternLine) -> Box<str> {
        let source = &self.pack.sources[line.place.file];
        let ends = &self.line_ends[line.place.file];
        let number = ends.partition_point(|end| *end < line.place.span.start) + 1;
        format!("{}:{number}", source.name).into()
    }

    fn lexicon(&mut self, lexicon: &'p Lexicon) -> CompiledLexicon {
        let mut compiled = CompiledLexicon {
            name: lexicon.name.as_str().into(),
            ..Default::default()
        };
        let mut by_first = Vec::new();
        for (index, entry) in lexicon.entries.iter().enumerate() {
            let program = self.program(&entry.line.pattern);
            match self.first_forms(&entry.line.pattern) {
                Some(firsts) => {
                    by_first.extend(firsts.into_iter().map(|form| (form, index as u32)));
                }
                None => compiled.anywhere.push(index as u32),
            }
            compiled.entries.push(CompiledEntry {
                program,
                mask: entry.mask,
                text: entry.line.text.as_str().into(),
                at: self.at(&entry.line),
            });
        }
        compiled.by_first = by_first.into_iter().collect();
        compiled
    }

    /// The forms with which a match of the pattern must begin; `None` where that cannot be told.
    fn first_forms(&mut self, pattern: &Pattern) -> Option<Vec<FormId>> {
        let mut forms = self.element_first(pattern.elements.first()?)?;
        forms.sort_unstable();
        forms.dedup();
        Some(forms)
    }

    fn element_first(&mut self, element: &Element) -> Option<Vec<FormId>> {
        match &element.kind {
            Kind::Word(word) => {
                let first = split_word(word).swap_remove(0);
                let mut forms = self.alike(&first);
                if let Some((part, _)) = first.split_once('-') {
                    forms.push(self.forms.intern(part));
                }
                Some(forms)
            }
            Kind::Lemma(lemma) => {
                let mut forms = Vec::new();
                let head = lemma.lemma.split(' ').next().unwrap_or_default();
                for part in self.parts(lemma).iter() {
                    forms.extend_from_slice(&self.lemma_forms(head, *part));
                }
                for index in 0..forms.len() {
                    let first = self.forms.text(forms[index]).split_once('-');
                    if let Some(part) = first.map(|(part, _)| part.to_string()) {
                        forms.push(self.forms.intern(&part));
                    }
                }
                Some(forms)
            }
            Kind::Capture { element, .. } => self.element_first(element),
            Kind::Choice(choices) => {
                let mut all = Vec::new();
                for choice in choices {
                    all.extend(self.element_first(choice.elements.first()?)?);
                }
                Some(all)
            }
            _ => None,
        }
    }

    // -- programs -------------------------------------------------------------------------------

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

    fn element(&mut self, element: &Element, program: &mut Program) {
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
    fn written(&mut self, word: &str) -> Rc<[WrittenWord]> {
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

    // -- lemmas ---------------------------------------------------------------------------------

    pub(crate) fn parts(&mut self, lemma: &Lemma) -> Rc<[PartOfSpeech]> {
        match lemma.part {
            Some('V') => Rc::new([PartOfSpeech::Verb]),
            Some('N') => Rc::new([PartOfSpeech::Noun]),
            Some(_) => Rc::new([PartOfSpeech::Adjective]),
            None if lemma.pronominal => Rc::new([PartOfSpeech::Verb]),
            None => {
                if let Some(known) = self.parts.get(&lemma.lemma) {
                    return Rc::clone(known);
                }
                let parts: Rc<[PartOfSpeech]> =
                    self.inflection.parts_of_speech(&lemma.lemma).into();
                self.parts.insert(lemma.lemma.clone(), Rc::clone(&parts));
                parts
            }
        }
    }

    /// The id of a lemma, whose forms are added to the table the first time.
    pub(crate) fn lemma_id(&mut self, lemma: &str, part: PartOfSpeech) -> LemmaId {
        let (id, new) = self.forms.intern_lemma(lemma, part);
        if new {
            let mut spellings = Vec::new();
            let mut add = |form: &str, traits: Traits| {
                let form = self.forms.intern(form);
                let analysis = Analysis {
                    lemma: id,
                    part,
                    traits,
                };
                self.forms.add_analysis(form, analysis);
                spellings.push(form);
            };
            if part == PartOfSpeech::Verb && !lemma.contains(' ') {
                self.inflection.each_spelling(lemma, part, add);
            } else {
                for form in self.inflection.spellings(lemma, part) {
                    add(&form.form, form.traits);
                }
            }
            spellings.sort_unstable();
            spellings.dedup();
            self.spellings.push(spellings.into());
        }
        id
    }

    pub(crate) fn lemma_forms(&mut self, lemma: &str, part: PartOfSpeech) -> Rc<[FormId]> {
        let id = self.lemma_id(lemma, part);
        let (inflection, forms) = (self.inflection, &mut self.forms);
        let shown = self.shown.entry(id).or_insert_with(|| {
            let shown = inflection.forms(lemma, part);
            shown.iter().map(|form| forms.intern(&form.form)).collect()
        });
        shown.clone()
    }
}

/// The marks without which a match cannot be: those that stand in a choice or an option are not among them.
fn marks(elements: &[Element]) -> Vec<MarkClass> {
    let of_one = |element: &Element| match &element.kind {
        Kind::Mark(mark) => vec![*mark],
        Kind::Group { parts, .. } => parts
            .iter()
            .flat_map(|part| marks(&part.elements))
            .collect(),
        _ => Vec::new(),
    };
    let mut all: Vec<MarkClass> = elements.iter().flat_map(of_one).collect();
    all.dedup();
    all
}

/// «d'armes» → `d'`, `armes`; «aujourd'hui» stays whole.
pub(crate) fn split_word(word: &str) -> Vec<String> {
    let normal = crate::text::normalize::normal_form(word);
    let mut words = Vec::new();
    let mut rest: &str = &normal;
    while let Some((head, tail)) = rest.split_once('\'') {
        if !ELIDED.contains(&head) {
            break;
        }
        words.push(format!("{head}'"));
        rest = tail;
    }
    if !rest.is_empty() {
        words.push(rest.to_string());
    }
    words
}

/// The forms that a pattern means by a word: itself, and what it becomes before a vowel or an article.
pub(crate) fn alike(word: &str) -> Vec<&str> {
    ALIKE
        .iter()
        .find(|(name, _)| *name == word)
        .map_or_else(|| vec![word], |(_, alike)| alike.to_vec())
}

/// «d'après» → `d'`, `après`: the words of a phrase as a text would be cut.
pub(crate) fn split_phrase(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().flat_map(split_word).collect()
}

/// The test as it is run.
pub(crate) fn test_of(test: &TraitTest) -> Test {
    let atom = |written: &crate::rules::pattern::TraitAtom| {
        Traits::parse(&written.name).map(|traits| Atom {
            negated: written.negated,
            traits,
        })
    };
    test.all
        .iter()
        .map(|any| any.iter().filter_map(atom).collect())
        .collect()
}
