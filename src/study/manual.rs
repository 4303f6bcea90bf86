//! What a pack says, laid out for people: categories with their rules, lexicons with the forms that their entries find
//! and the rules that use them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::rules::compile::test_of;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{Category, Lexicon, Pack, PatternLine, Place, Rule};
use crate::rules::pattern::{Kind, Lemma};
use crate::rules::program::passes;
use crate::rules::traits::PartOfSpeech;
use crate::text::span::Span;

/// A pack laid out.
#[derive(Debug)]
pub struct Manual<'p> {
    /// The pack.
    pub pack: &'p Pack,
    /// Its categories, in the order of `pack.toml`.
    pub categories: Vec<Chapter<'p>>,
    /// Its lexicons, by name; those of the language itself where a rule names them.
    pub lexicons: Vec<LexiconPage<'p>>,
}

/// A category and its rules.
#[derive(Debug)]
pub struct Chapter<'p> {
    /// The category.
    pub category: &'p Category,
    /// Exceptions at the head of its file, for all rules.
    pub excepts: Vec<&'p PatternLine>,
    /// Its rules, as they stand.
    pub rules: Vec<RulePage<'p>>,
}

/// A rule.
#[derive(Debug)]
pub struct RulePage<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// Its own exceptions.
    pub excepts: Vec<&'p PatternLine>,
    /// `file:line`.
    pub at: String,
}

/// A lexicon.
#[derive(Debug)]
pub struct LexiconPage<'p> {
    /// The lexicon.
    pub lexicon: &'p Lexicon,
    /// The comment at the head of its file.
    pub what: String,
    /// Rules and lexicons that name it.
    pub used_by: BTreeSet<&'p str>,
    /// For each entry what its lemmas find.
    pub forms: Vec<Vec<LemmaForms<'p>>>,
}

/// A lemma of an entry and its forms.
#[derive(Debug)]
pub struct LemmaForms<'p> {
    /// As the entry writes it.
    pub written: &'p str,
    /// The forms that it finds, each once; compound tenses are found besides.
    pub forms: Vec<String>,
}

impl<'p> Manual<'p> {
    /// Lays out a pack.
    pub fn new(pack: &'p Pack) -> Self {
        let uses = uses(pack);
        let mut lexicons: Vec<LexiconPage<'p>> = pack
            .lexicons
            .iter()
            .filter(|lexicon| !lexicon.french || uses.contains_key(lexicon.name.as_str()))
            .map(|lexicon| LexiconPage {
                lexicon,
                what: comment_at_head(&pack.sources[lexicon.file].text),
                used_by: uses.get(lexicon.name.as_str()).cloned().unwrap_or_default(),
                forms: lexicon
                    .entries
                    .iter()
                    .map(|entry| forms_of(&pack.inflection, &entry.line))
                    .collect(),
            })
            .collect();
        lexicons.sort_by(|a, b| a.lexicon.name.cmp(&b.lexicon.name));
        Self {
            pack,
            categories: (0..pack.categories.len())
                .map(|index| chapter(pack, index))
                .collect(),
            lexicons,
        }
    }
}

fn chapter(pack: &Pack, index: usize) -> Chapter<'_> {
    let rules: Vec<&Rule> = pack
        .rules
        .iter()
        .filter(|rule| rule.category == index)
        .collect();
    let first = rules.first();
    let at_head = |line: &&PatternLine| {
        first.is_some_and(|rule| line.place.span.start < rule.place.span.start)
    };
    Chapter {
        category: &pack.categories[index],
        excepts: first
            .iter()
            .flat_map(|rule| &rule.excepts)
            .filter(at_head)
            .collect(),
        rules: rules
            .iter()
            .map(|rule| RulePage {
                rule,
                excepts: rule.excepts.iter().filter(|line| !at_head(line)).collect(),
                at: at(pack, rule.place),
            })
            .collect(),
    }
}

fn at(pack: &Pack, place: Place) -> String {
    let source = &pack.sources[place.file];
    format!("{}:{}", source.name, source.line_column(place.span.start).0)
}

/// The lexicons that a pattern names, with their places in its text.
pub fn lexicons_named(line: &PatternLine) -> Vec<(&str, Span)> {
    let mut names = Vec::new();
    line.pattern.visit(&mut |element| {
        if let Kind::Lexicon { name, .. } = &element.kind {
            names.push((name.as_str(), element.span));
        }
    });
    names
}

/// For each lexicon the rules and the lexicons (`@name`) that name it.
fn uses(pack: &Pack) -> FxHashMap<&str, BTreeSet<&str>> {
    let mut uses: FxHashMap<&str, BTreeSet<&str>> = FxHashMap::default();
    for rule in &pack.rules {
        for line in rule.patterns.iter().chain(&rule.excepts) {
            for (name, _) in lexicons_named(line) {
                uses.entry(name).or_default().insert(&rule.id);
            }
        }
    }
    for lexicon in &pack.lexicons {
        for (name, _) in lexicon
            .entries
            .iter()
            .flat_map(|entry| lexicons_named(&entry.line))
        {
            uses.entry(name).or_default().insert(&lexicon.name);
        }
    }
    uses
}

/// The comment lines with which a file begins, without their marks.
fn comment_at_head(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.starts_with('#'));
    let said: Vec<&str> = lines
        .map(|line| line.trim_start_matches('#').trim())
        .collect();
    said.join(" ")
}

fn forms_of<'p>(inflection: &Inflection, line: &'p PatternLine) -> Vec<LemmaForms<'p>> {
    let mut all: Vec<LemmaForms<'p>> = Vec::new();
    line.pattern.visit(&mut |element| {
        let Kind::Lemma(lemma) = &element.kind else {
            return;
        };
        let written = element.span.of(&line.text);
        if !all.iter().any(|known| known.written == written) {
            let forms = forms_of_lemma(inflection, lemma);
            all.push(LemmaForms { written, forms });
        }
    });
    all
}

/// The forms that pass the lemma's test; where only a compound tense does, none.
fn forms_of_lemma(inflection: &Inflection, lemma: &Lemma) -> Vec<String> {
    let parts = match lemma.part.and_then(PartOfSpeech::from_letter) {
        Some(part) => vec![part],
        None if lemma.pronominal => vec![PartOfSpeech::Verb],
        None => inflection.parts_of_speech(&lemma.lemma),
    };
    let test = test_of(&lemma.test);
    let mut forms: Vec<String> = Vec::new();
    for form in parts
        .into_iter()
        .flat_map(|part| inflection.forms(&lemma.lemma, part))
    {
        if passes(&test, form.traits) && !forms.contains(&form.form) {
            forms.push(form.form);
        }
    }
    forms
}
