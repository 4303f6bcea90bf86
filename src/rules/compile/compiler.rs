//! The compiler: what it knows of a pack while it goes through it, and the order in which it does.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::abroad::SignWords;
use crate::rules::actors::ActorTable;
use crate::rules::anchors::Anchors;
use crate::rules::compile::needs::LemmaKey;
use crate::rules::compile::programs::marks;
use crate::rules::compile::words::WrittenWord;
use crate::rules::forms::FormTable;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{ActorKind, Lexicon, Pack, PatternLine, Place, Rule};
use crate::rules::pattern::{Element, Kind, Pattern};
use crate::rules::program::{FormId, LemmaId, LexiconId, Program, Step, Test};
use crate::rules::ruleset::{
    CompiledElement, CompiledEntry, CompiledLexicon, CompiledPattern, CompiledRule,
};
use crate::rules::traits::PartOfSpeech;
use crate::rules::waking::{Need, Needs};

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

/// Compiles patterns against one pack.
pub(crate) struct Compiler<'p> {
    pub(super) pack: &'p Pack,
    pub(super) inflection: &'p Inflection,
    /// The forms so far.
    pub(crate) forms: FormTable,
    pub(super) lexicon_ids: FxHashMap<&'p str, LexiconId>,
    /// What each lexicon needs under each test; `None` where an entry needs nothing.
    pub(super) lexicon_needs: FxHashMap<(&'p str, Test), Option<Need>>,
    /// What each lemma needs under its own test and that of the lexicon whose entry it begins.
    pub(super) lemma_needs: FxHashMap<LemmaKey, Option<Need>>,
    /// What a phrase of an actor needs, by the kind that is asked for.
    pub(super) actor_needs: FxHashMap<Option<ActorKind>, Need>,
    pub(super) anchors: Anchors,
    pub(super) needs: Needs,
    pub(super) frequent: FxHashSet<FormId>,
    /// The spellings of each lemma, by its id; those only read in texts included.
    pub(super) spellings: Vec<Rc<[FormId]>>,
    /// The forms of lemmas that begin an entry or fill a place, without those only read.
    pub(super) shown: FxHashMap<LemmaId, Rc<[FormId]>>,
    /// For each file where its lines end.
    pub(super) line_ends: Vec<Vec<usize>>,
    /// The words of patterns as a text is cut, each with what may stand for it.
    pub(super) words: FxHashMap<String, Rc<[WrittenWord]>>,
    /// What a bare lemma can be.
    pub(super) parts: FxHashMap<String, Rc<[PartOfSpeech]>>,
    /// The exceptions so far, by where they stand.
    pub(super) excepts: FxHashMap<Place, (Arc<Program>, Arc<str>)>,
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
                let first = &self.written(word)[0];
                let parts = first.parts.first().into_iter().flatten();
                Some(first.whole.iter().chain(parts).copied().collect())
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
}
