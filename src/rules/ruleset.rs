//! A pack made ready: built once, then only read, and shared by all threads.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::rules::abroad::Abroad;
use crate::rules::actors::{ActorId, ActorTable};
use crate::rules::anchors::AnchorScan;
use crate::rules::by_form::ByForm;
use crate::rules::compile::{Compiled, Compiler, alike};
use crate::rules::forms::FormTable;
use crate::rules::grammar::Grammar;
use crate::rules::order::{Hit, Order};
use crate::rules::pack::{Category, Pack, Policy, Status, Subject};
use crate::rules::pattern::MarkClass;
use crate::rules::program::{Analysis, FormId, LemmaId, LexiconId, Program};
use crate::rules::waking::{Need, Waking};
use crate::text::segment::Segmenter;
use crate::text::span::Span;

/// Everything a tagger needs, immutable.
#[derive(Debug)]
pub struct Ruleset {
    /// The pack's name.
    pub name: String,
    /// The pack's version.
    pub version: String,
    /// The labels.
    pub categories: Vec<Category>,
    /// The rules, in the order of the pack.
    pub rules: Vec<CompiledRule>,
    /// The lexicons.
    pub lexicons: Vec<CompiledLexicon>,
    /// All word forms.
    pub forms: FormTable,
    /// Finds anchors in a text.
    pub anchors: AnchorScan,
    /// Which of them tell that somebody abroad is concerned; `None` where that cannot be told.
    pub abroad: Option<Abroad>,
    /// Which patterns they wake.
    pub waking: Waking,
    /// Whether what they need stands in their order.
    pub order: Order,
    /// Patterns without an anchor, which run on every sentence.
    pub sleepless: Vec<PatternRef>,
    /// Those, and patterns that only very frequent words announce.
    pub unannounced: Vec<PatternRef>,
    /// Who can speak.
    pub actors: ActorTable,
    /// The closed word classes of French.
    pub grammar: Grammar,
    /// The verbs of saying.
    pub reporting: FxHashSet<LemmaId>,
    /// Verbs of saying of two words: the verb and the form behind it («faire savoir»).
    reporting_phrases: Vec<(LemmaId, FormId)>,
    /// The states whose press is read (`home` of `pack.toml`).
    pub home: Vec<ActorId>,
    /// Words of war (`french/war_words.txt`).
    war: FxHashSet<FormId>,
    /// Words for who opposes at home (`french/domestic_words.txt`).
    domestic: FxHashSet<FormId>,
    /// Words for who speaks for a country abroad (`french/outward_words.txt`).
    outward: FxHashSet<FormId>,
    /// Cuts sentences by the pack's abbreviations.
    pub segmenter: Segmenter,
}

/// A pattern of a rule, by indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternRef {
    /// Index into [`Ruleset::rules`].
    pub rule: u32,
    /// Index into its patterns.
    pub pattern: u32,
}

/// A rule made ready.
#[derive(Debug)]
pub struct CompiledRule {
    /// Its id.
    pub id: Box<str>,
    /// Index into [`Ruleset::categories`].
    pub category: usize,
    /// Whether it runs in `tag` (not when a draft).
    pub status: Status,
    /// Its patterns.
    pub patterns: Vec<CompiledPattern>,
    /// Its exceptions, with `file:line`; those of its file are shared with the other rules there.
    pub excepts: Vec<(Arc<Program>, Arc<str>)>,
    /// Under a negation.
    pub negation: Policy,
    /// Inside a hypothesis.
    pub hypothesis: Policy,
    /// In the conditional.
    pub conditional: Policy,
    /// What the subject of the act's verb is.
    pub subject: Subject,
}

/// A pattern made ready.
#[derive(Debug)]
pub struct CompiledPattern {
    /// What is run.
    pub program: Program,
    /// `file:line` in the pack.
    pub at: Box<str>,
    /// As written.
    pub text: Box<str>,
    /// Its elements, from left to right.
    pub elements: Vec<CompiledElement>,
    /// The marks among them, without which it cannot match.
    pub marks: Box<[MarkClass]>,
}

/// An element of a pattern: `explain` tells by it how far the pattern got.
#[derive(Clone, Debug)]
pub struct CompiledElement {
    /// Bytes of the pattern's text.
    pub span: Span,
    /// Its steps in the program.
    pub steps: Range<usize>,
    /// What must be hit in a sentence for it.
    pub needs: Box<[Need]>,
}

/// A lexicon made ready.
#[derive(Debug, Default)]
pub struct CompiledLexicon {
    /// Its name.
    pub name: Box<str>,
    /// Its entries.
    pub entries: Vec<CompiledEntry>,
    /// The entries that begin with a form.
    pub by_first: ByForm,
    /// The entries of which the first form cannot be told (they begin with a lexicon or an option).
    pub anywhere: Vec<u32>,
}

/// An entry made ready.
#[derive(Debug)]
pub struct CompiledEntry {
    /// What is run.
    pub program: Program,
    /// Whether it masks the other entries.
    pub mask: bool,
    /// As written.
    pub text: Box<str>,
    /// `file:line` in the pack.
    pub at: Box<str>,
}

impl Ruleset {
    /// Compiles a pack that was found free of errors.
    pub fn compile(pack: &Pack) -> Self {
        let mut compiler = Compiler::new(pack);
        let grammar = Grammar::build(&pack.grammar, &mut compiler);
        compiler.common_lemmas();
        let (reporting, reporting_phrases) = compiler.reporting_verbs();
        let war = compiler.word_list("war_words");
        let domestic = compiler.word_list("domestic_words");
        let outward = compiler.word_list("outward_words");
        let actors = ActorTable::build(&mut compiler, &pack.actors);
        let home = pack.home.iter().filter_map(|id| actors.find(id)).collect();
        let Compiled {
            forms,
            rules,
            lexicons,
            anchors,
            needs,
            signs,
        } = compiler.run(&actors, &war);
        let unannounced = needs.unannounced();
        let (waking, sleepless) = needs.build(anchors.len());
        let order = Order::new(&waking, anchors.len());
        let anchors = anchors.build(&forms);
        let abroad = signs.map(|signs| Abroad::new(&anchors, &forms, &signs));
        let abbreviations: Vec<&str> = pack.abbreviations.iter().map(String::as_str).collect();
        Self {
            name: pack.name.clone(),
            version: pack.version.clone(),
            categories: pack.categories.clone(),
            rules,
            lexicons,
            forms,
            anchors,
            abroad,
            waking,
            order,
            sleepless,
            unannounced,
            actors,
            grammar,
            reporting,
            reporting_phrases,
            home,
            war,
            domestic,
            outward,
            segmenter: Segmenter::new(&abbreviations),
        }
    }

    /// Whether one of these readings is a verb of saying (`french/reporting_verbs.txt`).
    pub fn is_reporting(&self, analyses: &[Analysis]) -> bool {
        analyses.iter().any(|a| self.reporting.contains(&a.lemma))
    }

    /// Whether one of these readings and a form behind it are a verb of saying of two words («fait savoir»).
    pub fn is_reporting_phrase(&self, analyses: &[Analysis], next: &[FormId]) -> bool {
        let phrases = self.reporting_phrases.iter();
        phrases
            .filter(|(lemma, _)| analyses.iter().any(|a| a.lemma == *lemma))
            .any(|(_, form)| next.contains(form))
    }

    /// Whether one of these forms is a word of war.
    pub fn is_war(&self, forms: &[FormId]) -> bool {
        forms.iter().any(|form| self.war.contains(form))
    }

    /// Whether one of these forms names an opposition, a party, a union.
    pub fn is_domestic(&self, forms: &[FormId]) -> bool {
        forms.iter().any(|form| self.domestic.contains(form))
    }

    /// Whether one of these forms names an army, an embassy, a foreign ministry.
    pub fn is_outward(&self, forms: &[FormId]) -> bool {
        forms.iter().any(|form| self.outward.contains(form))
    }

    /// Whether one of these forms is what a pattern means by a word («de» is also *d', du, des*).
    pub fn is_alike(&self, word: &str, forms: &[FormId]) -> bool {
        alike(word)
            .iter()
            .any(|form| self.forms.get(form).is_some_and(|id| forms.contains(&id)))
    }

    /// Whether a pattern that was woken may match in a sentence: the hits stand in its order, and the text has its marks.
    pub fn may_match(&self, at: PatternRef, hits: &[Hit], text: &str) -> bool {
        let pattern = self.pattern(at);
        pattern
            .marks
            .iter()
            .all(|mark| text.contains(mark.characters()))
            && self.order.holds(&self.waking, &pattern.elements, hits)
    }

    /// A pattern of a rule.
    pub fn pattern(&self, at: PatternRef) -> &CompiledPattern {
        &self.rules[at.rule as usize].patterns[at.pattern as usize]
    }

    /// The lexicon of that name.
    pub fn lexicon(&self, name: &str) -> Option<LexiconId> {
        self.lexicons
            .iter()
            .position(|l| &*l.name == name)
            .map(|i| LexiconId(i as u32))
    }
}
