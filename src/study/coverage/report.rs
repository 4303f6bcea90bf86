//! The counts as rows, by rule and by lexicon.

use serde::Serialize;

use crate::rules::pack::{Pack, Place, Rule};
use crate::rules::pattern::Kind;
use crate::rules::ruleset::PatternRef;
use crate::study::coverage::count::{Hits, Tally};
use crate::study::coverage::excepts::Needed;

/// What the parts of a pack did.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageReport {
    /// The examples read.
    pub examples: Volume,
    /// The articles read, where there were any.
    pub corpus: Option<Volume>,
    /// The rules, as they stand in the pack.
    pub rules: Vec<RuleRow>,
    /// The lexicons that they use, by name.
    pub lexicons: Vec<LexiconRow>,
    /// The exceptions.
    pub excepts: Vec<ExceptRow>,
}

/// How much was read.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Volume {
    /// Examples or articles.
    pub texts: usize,
    /// Their sentences.
    pub sentences: usize,
}

/// A rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleRow {
    /// Its id.
    pub rule: String,
    /// Its category.
    pub category: String,
    /// Its status.
    pub status: &'static str,
    /// `file:line`.
    pub at: String,
    /// Sentences of the examples in which it found an act.
    pub examples: usize,
    /// Sentences of the articles in which it did.
    pub corpus: Option<usize>,
    /// Its patterns.
    pub patterns: Vec<PatternRow>,
}

/// A pattern.
#[derive(Clone, Debug, Serialize)]
pub struct PatternRow {
    /// As written.
    pub text: String,
    /// `file:line`.
    pub at: String,
    /// Over the examples.
    pub examples: Tally,
    /// Over the articles.
    pub corpus: Option<Tally>,
}

/// A lexicon.
#[derive(Clone, Debug, Serialize)]
pub struct LexiconRow {
    /// Its name.
    pub lexicon: String,
    /// Its entries, those that mask left out.
    pub entries: Vec<EntryRow>,
}

/// An entry.
#[derive(Clone, Debug, Serialize)]
pub struct EntryRow {
    /// As written.
    pub text: String,
    /// `file:line`.
    pub at: String,
    /// Acts of the examples in which it was taken.
    pub examples: usize,
    /// Acts of the articles in which it was.
    pub corpus: Option<usize>,
}

/// An exception.
#[derive(Clone, Debug, Serialize)]
pub struct ExceptRow {
    /// As written.
    pub text: String,
    /// `file:line`.
    pub at: String,
    /// The rule that has it; none where it stands at the head of a file.
    pub rule: Option<String>,
    /// Whether an example of `rejects` would be found without it.
    pub needed: bool,
    /// Hits of the examples that it kept away.
    pub examples: usize,
    /// Hits of the articles that it did.
    pub corpus: Option<usize>,
}

/// The rows of the rules that are `wanted`, and of what they use.
pub fn report(
    pack: &Pack,
    examples: &Hits,
    corpus: Option<&Hits>,
    needed: &Needed,
    wanted: impl Fn(&Rule) -> bool,
) -> CoverageReport {
    let rules: Vec<(usize, &Rule)> = pack
        .rules
        .iter()
        .enumerate()
        .filter(|(_, rule)| wanted(rule))
        .collect();
    let rows = Rows {
        pack,
        examples,
        corpus,
        needed,
    };
    let volume = |hits: &Hits| Volume {
        texts: hits.texts,
        sentences: hits.sentences,
    };
    CoverageReport {
        examples: volume(examples),
        corpus: corpus.map(volume),
        rules: rules
            .iter()
            .map(|(index, rule)| rows.rule(*index, rule))
            .collect(),
        lexicons: rows.lexicons(&rules),
        excepts: rows.excepts(&rules),
    }
}

struct Rows<'a> {
    pack: &'a Pack,
    examples: &'a Hits,
    corpus: Option<&'a Hits>,
    needed: &'a Needed,
}

impl Rows<'_> {
    fn at(&self, place: Place) -> String {
        let source = &self.pack.sources[place.file];
        format!("{}:{}", source.name, source.line_column(place.span.start).0)
    }

    fn rule(&self, index: usize, rule: &Rule) -> RuleRow {
        let patterns = rule.patterns.iter().enumerate().map(|(pattern, line)| {
            let at = PatternRef {
                rule: index as u32,
                pattern: pattern as u32,
            };
            PatternRow {
                text: line.text.clone(),
                at: self.at(line.place),
                examples: self.examples.pattern(at),
                corpus: self.corpus.map(|corpus| corpus.pattern(at)),
            }
        });
        RuleRow {
            rule: rule.id.clone(),
            category: self.pack.categories[rule.category].id.clone(),
            status: rule.status.as_str(),
            at: self.at(rule.place),
            examples: self.examples.rule(index),
            corpus: self.corpus.map(|corpus| corpus.rule(index)),
            patterns: patterns.collect(),
        }
    }

    /// The lexicons that the patterns of these rules name, and those that these name.
    fn lexicons(&self, rules: &[(usize, &Rule)]) -> Vec<LexiconRow> {
        let lexicons = &self.pack.lexicons;
        let mut used = vec![false; lexicons.len()];
        let mut open: Vec<usize> = Vec::new();
        let name = |line: &crate::rules::pack::PatternLine, open: &mut Vec<usize>| {
            line.pattern.visit(&mut |element| {
                if let Kind::Lexicon { name, .. } = &element.kind {
                    open.extend(lexicons.iter().position(|lexicon| lexicon.name == *name));
                }
            });
        };
        for line in rules.iter().flat_map(|(_, rule)| &rule.patterns) {
            name(line, &mut open);
        }
        while let Some(index) = open.pop() {
            if !std::mem::replace(&mut used[index], true) {
                for entry in &lexicons[index].entries {
                    name(&entry.line, &mut open);
                }
            }
        }
        let rows = (0..lexicons.len()).filter(|index| used[*index]);
        let mut rows: Vec<LexiconRow> = rows.map(|index| self.lexicon(index)).collect();
        rows.sort_by(|a, b| a.lexicon.cmp(&b.lexicon));
        rows
    }

    fn lexicon(&self, index: usize) -> LexiconRow {
        let lexicon = &self.pack.lexicons[index];
        let entries = lexicon
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.mask);
        LexiconRow {
            lexicon: lexicon.name.clone(),
            entries: entries
                .map(|(number, entry)| EntryRow {
                    text: entry.line.text.clone(),
                    at: self.at(entry.line.place),
                    examples: self.examples.entry(index, number),
                    corpus: self.corpus.map(|corpus| corpus.entry(index, number)),
                })
                .collect(),
        }
    }

    /// Each exception once, that at the head of a file for all its rules together.
    fn excepts(&self, rules: &[(usize, &Rule)]) -> Vec<ExceptRow> {
        let mut rows: Vec<(Place, ExceptRow)> = Vec::new();
        for (index, rule) in rules {
            for (except, line) in rule.excepts.iter().enumerate() {
                let examples = self.examples.except(*index, except);
                let corpus = self.corpus.map(|corpus| corpus.except(*index, except));
                if let Some((_, row)) = rows.iter_mut().find(|(place, _)| *place == line.place) {
                    row.rule = None;
                    row.examples += examples;
                    row.corpus = row.corpus.zip(corpus).map(|(a, b)| a + b);
                    continue;
                }
                // At the head of a file: before the place of its first rule.
                let own = line.place.span.start > rule.place.span.start;
                let row = ExceptRow {
                    text: line.text.clone(),
                    at: self.at(line.place),
                    rule: own.then(|| rule.id.clone()),
                    needed: self.needed.has(line.place),
                    examples,
                    corpus,
                };
                rows.push((line.place, row));
            }
        }
        rows.sort_by_key(|(place, _)| *place);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}
