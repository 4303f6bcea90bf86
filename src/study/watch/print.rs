//! What each pattern says, as numbers: patterns that say the same have the same ones, wherever they stand.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher as _};

use rustc_hash::{FxHashMap, FxHasher};

use crate::rules::pack::{Lexicon, Pack, PatternLine, Rule};
use crate::rules::pattern::Kind;

/// The prints of a pack.
#[derive(Debug)]
pub(super) struct Print {
    /// Everything that is neither rules nor lexicons: the language, actors, categories.
    pub(super) ground: u64,
    /// Each pattern of each rule, in the order of the pack.
    pub(super) patterns: Vec<Vec<PatternPrint>>,
    /// The entries of each lexicon, as written; whether they mask.
    pub(super) lexicons: BTreeMap<String, Vec<(bool, String)>>,
}

/// The print of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PatternPrint {
    /// What it says itself, and its rule of it: exceptions, status, policies.
    pub(super) own: u64,
    /// The same with all that the lexicons say which it and the exceptions read.
    pub(super) whole: u64,
}

impl Print {
    pub(super) fn of(pack: &Pack) -> Self {
        let mut printer = Printer {
            lexicons: pack
                .lexicons
                .iter()
                .map(|lexicon| (lexicon.name.as_str(), lexicon))
                .collect(),
            known: FxHashMap::default(),
        };
        Self {
            ground: ground(pack),
            patterns: pack.rules.iter().map(|rule| printer.rule(rule)).collect(),
            lexicons: pack.lexicons.iter().map(entries).collect(),
        }
    }

    /// All prints of patterns, in the order of the pack.
    pub(super) fn all(&self) -> impl Iterator<Item = PatternPrint> {
        self.patterns.iter().flatten().copied()
    }
}

fn entries(lexicon: &Lexicon) -> (String, Vec<(bool, String)>) {
    let entries = lexicon.entries.iter();
    let entries = entries.map(|entry| (entry.mask, entry.line.text.clone()));
    (lexicon.name.clone(), entries.collect())
}

fn ground(pack: &Pack) -> u64 {
    let mut hasher = FxHasher::default();
    for source in pack.sources.iter() {
        let name = source.name.as_str();
        if name == "pack.toml" || name.starts_with("actors/") || name.starts_with("french/") {
            (&source.name, &source.text).hash(&mut hasher);
        }
    }
    hasher.finish()
}

struct Printer<'p> {
    lexicons: FxHashMap<&'p str, &'p Lexicon>,
    known: FxHashMap<&'p str, u64>,
}

impl<'p> Printer<'p> {
    fn rule(&mut self, rule: &'p Rule) -> Vec<PatternPrint> {
        let settings = settings(rule);
        let excepts: Vec<u64> = rule.excepts.iter().map(|line| self.pattern(line)).collect();
        let print = |line: &'p PatternLine, printer: &mut Self| PatternPrint {
            own: hash((settings, &line.text)),
            whole: hash((settings, printer.pattern(line), &excepts)),
        };
        rule.patterns.iter().map(|line| print(line, self)).collect()
    }

    /// A pattern with the lexicons that it reads.
    fn pattern(&mut self, line: &'p PatternLine) -> u64 {
        let mut names: Vec<&'p str> = Vec::new();
        line.pattern.visit(&mut |element| {
            if let Kind::Lexicon { name, .. } = &element.kind {
                names.push(name);
            }
        });
        let read: Vec<u64> = names.into_iter().map(|name| self.lexicon(name)).collect();
        hash((&line.text, read))
    }

    /// A lexicon with those that it reads; `check` has found no circle.
    fn lexicon(&mut self, name: &'p str) -> u64 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let entries = self
            .lexicons
            .get(name)
            .map_or(&[][..], |lexicon| &lexicon.entries);
        let read: Vec<(bool, u64)> = entries
            .iter()
            .map(|entry| (entry.mask, self.pattern(&entry.line)))
            .collect();
        let print = hash(read);
        self.known.insert(name, print);
        print
    }
}

/// What a rule says besides its patterns.
fn settings(rule: &Rule) -> u64 {
    let excepts: Vec<&str> = rule.excepts.iter().map(|line| line.text.as_str()).collect();
    let Rule {
        id,
        category,
        status,
        negation,
        hypothesis,
        conditional,
        subject,
        ..
    } = rule;
    let policies = format!("{negation:?} {hypothesis:?} {conditional:?} {subject:?}");
    hash((id, category, status.as_str(), policies, excepts))
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
