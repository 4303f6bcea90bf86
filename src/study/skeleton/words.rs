//! Reads a sentence and proposes patterns: its act (a verb, as a rule), what the act is about, and the lexicons that
//! hold these words already.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::rules::notation::parse;
use crate::rules::pack::Pack;
use crate::rules::pattern::Kind;
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::PartOfSpeech;
use crate::tagger::Tagger;
use crate::tagger::matcher::Matcher;
use crate::tagger::reading::{Marks, Reading};
use crate::tagger::sentence::Parsed;
use crate::text::document::Document;
use crate::text::normalize::{folded, normal_form};

/// Words between two elements above which they are not held to belong together.
const FAR: usize = 10;

/// Elements behind the act at most.
const PARTS: usize = 2;

/// Prepositions that say what a verb is about, and how a pattern writes them.
const PREPOSITIONS: &[(&str, &[&str])] = &[
    ("de", &["de", "d'", "du", "des"]),
    ("à", &["à", "au", "aux"]),
    ("contre", &["contre"]),
    ("entre", &["entre"]),
    ("pour", &["pour"]),
    ("sur", &["sur"]),
    ("en", &["en"]),
    ("comme", &["comme"]),
];

/// Verbs that say little by themselves.
const WEAK: &[&str] = &[
    "être", "avoir", "aller", "faire", "pouvoir", "devoir", "vouloir", "falloir", "venir", "dire",
];

/// A pattern that may find the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proposal {
    /// What the rule could be called.
    pub(super) name: String,
    /// The pattern.
    pub(super) pattern: String,
    /// What is to be known of it: which lexicon holds which word.
    pub(super) notes: Vec<String>,
}

/// Patterns for the last sentence of a document, the one that says most first.
pub(super) fn proposals(
    pack: &Pack,
    ruleset: &Ruleset,
    document: &Document,
    category: usize,
) -> Vec<Proposal> {
    let tagger = Tagger::for_examples(ruleset, false);
    let sentences = tagger.sentences(document);
    let Some(last) = sentences.len().checked_sub(1) else {
        return Vec::new();
    };
    let parsed = tagger.parse(document, &sentences, last);
    let sentence = Sentence {
        ruleset,
        hits: hits(pack, ruleset, &parsed, category),
        parsed: &parsed,
    };
    let mut proposals = sentence.proposals();
    proposals.retain(|proposal| parse(&proposal.pattern).is_ok());
    proposals.dedup_by(|a, b| a.pattern == b.pattern);
    proposals
}

/// A lexicon's entry in the sentence.
#[derive(Clone, Debug)]
struct Hit {
    words: Range<usize>,
    lexicon: String,
    /// The entry as written, and where.
    entry: String,
    at: String,
    /// Whether a pattern of the category names the lexicon.
    used: bool,
}

/// Every entry of a lexicon in the sentence, the best first: those that the category uses, then the longest.
fn hits(pack: &Pack, ruleset: &Ruleset, parsed: &Parsed<'_>, category: usize) -> Vec<Hit> {
    let matcher = Matcher::new(ruleset, &parsed.reading, &parsed.actors);
    let used = used(pack, category);
    let french: FxHashSet<&str> = pack
        .lexicons
        .iter()
        .filter(|lexicon| lexicon.french)
        .map(|lexicon| lexicon.name.as_str())
        .collect();
    let mut hits = Vec::new();
    for lexicon in ruleset
        .lexicons
        .iter()
        .filter(|lexicon| !french.contains(&*lexicon.name))
    {
        for entry in lexicon.entries.iter().filter(|entry| !entry.mask) {
            hits.extend(
                matcher
                    .matches(&entry.program)
                    .into_iter()
                    .filter(|found| !found.words.is_empty())
                    .map(|found| Hit {
                        words: found.words,
                        lexicon: lexicon.name.to_string(),
                        entry: entry.text.to_string(),
                        at: entry.at.to_string(),
                        used: used.contains(&*lexicon.name),
                    }),
            );
        }
    }
    hits.sort_by_key(|hit| {
        (
            !hit.used,
            std::cmp::Reverse(hit.words.len()),
            hit.lexicon.clone(),
        )
    });
    hits
}

/// The lexicons that patterns of the category name.
fn used(pack: &Pack, category: usize) -> FxHashSet<&str> {
    let mut used = FxHashSet::default();
    let rules = pack.rules.iter().filter(|rule| rule.category == category);
    for line in rules.flat_map(|rule| &rule.patterns) {
        line.pattern.visit(&mut |element| {
            if let Kind::Lexicon { name, .. } = &element.kind {
                used.insert(name.as_str());
            }
        });
    }
    used
}

/// An element to be: the words that it takes, and how they can be written, the most general first.
#[derive(Clone, Debug)]
struct Part {
    words: Range<usize>,
    preposition: Option<&'static str>,
    written: Vec<String>,
    lemma: String,
    note: Option<String>,
}

struct Sentence<'s> {
    ruleset: &'s Ruleset,
    parsed: &'s Parsed<'s>,
    hits: Vec<Hit>,
}

impl Sentence<'_> {
    fn reading(&self) -> &Reading<'_> {
        &self.parsed.reading
    }

    fn proposals(&self) -> Vec<Proposal> {
        let mut proposals = Vec::new();
        if let Some(head) = self.head() {
            let parts = self.parts_behind(head.words.end);
            for count in (0..=parts.len()).rev() {
                proposals.extend(self.combined(&head, &parts[..count], false));
            }
            if parts.is_empty()
                && let Some(part) = self.part_before(head.words.start)
            {
                let behind = std::mem::take(&mut proposals);
                proposals = self.combined(&part, std::slice::from_ref(&head), true);
                proposals.extend(behind);
            }
        }
        // What surely stands there: the words themselves, the longest first.
        let mut words: Vec<usize> = (0..self.reading().words.len())
            .filter(|word| !self.in_actor(*word))
            .collect();
        words.sort_by_key(|word| std::cmp::Reverse(self.reading().written(*word).chars().count()));
        proposals.extend(words.into_iter().take(4).map(|word| {
            let written = self.plain(word);
            Proposal {
                name: written.clone(),
                pattern: written,
                notes: Vec::new(),
            }
        }));
        proposals
    }

    /// The first part with the others behind it, in every writing; `named` last where the act stands behind.
    fn combined(&self, first: &Part, rest: &[Part], backwards: bool) -> Vec<Proposal> {
        let writings = first.written.len().max(
            rest.iter()
                .map(|part| part.written.len())
                .max()
                .unwrap_or(0),
        );
        let at =
            |part: &Part, writing: usize| part.written[writing.min(part.written.len() - 1)].clone();
        let proposal = |writing: usize| {
            let mut pattern = at(first, writing);
            let mut end = first.words.end;
            for part in rest {
                let start = part.words.start;
                let gap = self.counted(end..start);
                let preposition = part
                    .preposition
                    .map(|preposition| format!("{preposition} "))
                    .unwrap_or_default();
                // Where a preposition stands, the words before it and those behind it share the gap.
                let wide = if gap < 2 { 2 } else { gap + 1 };
                let gaps = if preposition.is_empty() {
                    format!("...{wide}")
                } else {
                    format!("...{wide} {preposition}...{wide}")
                };
                pattern += &format!(" {gaps} {}", at(part, writing));
                end = part.words.end;
            }
            let parts: Vec<&Part> = std::iter::once(first).chain(rest).collect();
            let mut named: Vec<&str> = parts.iter().map(|part| part.lemma.as_str()).collect();
            if backwards {
                named.reverse();
            }
            let noted = parts
                .iter()
                .filter(|part| pattern.contains(&part.written[0]))
                .filter_map(|part| part.note.clone());
            Proposal {
                name: named.join("-"),
                notes: noted.collect(),
                pattern: pattern.clone(),
            }
        };
        (0..writings).map(proposal).collect()
    }

    /// The act: the verb that a lexicon of the category holds, else another, else a noun.
    fn head(&self) -> Option<Part> {
        let verbs = self
            .reading()
            .groups
            .iter()
            .map(|group| group.main)
            .filter(|word| !self.in_actor(*word));
        let weight = |word: &usize| {
            let hit = self.hit_at(*word);
            let lemma = self.lemma(*word, PartOfSpeech::Verb).unwrap_or_default();
            let of_hit = hit.map_or(0, |hit| if hit.used { 4 } else { 1 });
            let weak = i32::from(WEAK.contains(&lemma.as_str()) && hit.is_none()) * 3;
            let reporting = i32::from(
                self.ruleset
                    .is_reporting(&self.reading().words[*word].analyses)
                    && hit.is_none(),
            );
            // Of equals the first.
            (of_hit - weak - reporting, std::cmp::Reverse(*word))
        };
        let verb = verbs.max_by_key(weight);
        let noun = || {
            let words = (0..self.reading().words.len()).filter(|word| self.is_content(*word));
            words.max_by_key(|word| (self.hit_at(*word).is_some(), std::cmp::Reverse(*word)))
        };
        verb.or_else(noun).map(|word| self.part(word))
    }

    /// What stands behind the act in its clause: lexicons' entries and words that say something.
    fn parts_behind(&self, from: usize) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut end = from;
        let mut word = from;
        while word < self.reading().words.len() && parts.len() < PARTS {
            if self.closes(word) || self.counted(end..word) > FAR {
                break;
            }
            if !self.is_content(word) {
                word += 1;
                continue;
            }
            let mut part = self.part(word);
            part.preposition = self.preposition_before(word, end);
            (word, end) = (part.words.end.max(word + 1), part.words.end);
            parts.push(part);
        }
        parts
    }

    /// What the act is about where it stands before it («un cessez-le-feu est demandé»).
    fn part_before(&self, head: usize) -> Option<Part> {
        let words = (0..head)
            .rev()
            .take_while(|word| !self.closes(word + 1) && self.counted(word + 1..head) <= FAR);
        let word = words.into_iter().find(|word| self.is_content(*word))?;
        let part = self.part(word);
        (part.words.end <= head).then_some(part)
    }

    /// A word, or the entry of a lexicon that begins there, as an element.
    fn part(&self, word: usize) -> Part {
        let reading = self.reading();
        let read = &reading.words[word];
        let part = if read.is(PartOfSpeech::Verb) && read.group.is_some() {
            PartOfSpeech::Verb
        } else {
            PartOfSpeech::Noun
        };
        let lemma = self
            .lemma(word, part)
            .or_else(|| self.any_lemma(word))
            .unwrap_or_else(|| self.plain(word));
        let mut written = Vec::new();
        let hit = self.hit_at(word);
        written.extend(hit.map(|hit| format!("@{}", hit.lexicon)));
        let reflexive = read.group.is_some_and(|group| {
            reading.groups[group].reflexive && reading.groups[group].main == word
        });
        if reflexive {
            let elided = folded(&lemma).starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
            written.push(match elided {
                true => format!("<s'{lemma}>"),
                false => format!("<se {lemma}>"),
            });
        } else if part == PartOfSpeech::Noun && read.is(PartOfSpeech::Noun) {
            written.push(format!("<{lemma}.N>"));
        }
        if !read.analyses.is_empty() {
            written.push(format!("<{lemma}>"));
        }
        written.push(self.plain(word));
        Part {
            words: hit.map_or(word..word + 1, |hit| hit.words.clone()),
            preposition: None,
            written,
            lemma,
            note: hit.map(|hit| {
                let said: Vec<&str> = hit
                    .words
                    .clone()
                    .map(|word| reading.written(word))
                    .collect();
                format!(
                    "@{} tient « {} » : {} ({})",
                    hit.lexicon,
                    said.join(" "),
                    hit.entry,
                    hit.at
                )
            }),
        }
    }

    /// The best entry of a lexicon that begins at a word, or, for a verb in several words, that holds it.
    fn hit_at(&self, word: usize) -> Option<&Hit> {
        self.hits.iter().find(|hit| {
            hit.words.start == word && !hit.words.clone().any(|word| self.in_actor(word))
        })
    }

    fn preposition_before(&self, word: usize, from: usize) -> Option<&'static str> {
        let before = (from..word)
            .rev()
            .find(|word| !self.reading().words[*word].transparent)?;
        let written = self.plain(before);
        let found = PREPOSITIONS
            .iter()
            .find(|(_, forms)| forms.contains(&written.as_str()))?;
        Some(found.0)
    }

    /// Whether a word says something by itself: no actor, no word of grammar.
    fn is_content(&self, word: usize) -> bool {
        let read = &self.reading().words[word];
        let says = [
            PartOfSpeech::Noun,
            PartOfSpeech::Verb,
            PartOfSpeech::Adjective,
        ]
        .into_iter()
        .any(|part| read.is(part));
        let weak = self
            .any_lemma(word)
            .is_some_and(|lemma| WEAK.contains(&lemma.as_str()));
        let long = self.reading().written(word).chars().count() > 3;
        !read.transparent
            && !self.in_actor(word)
            && !weak
            && (self.hit_at(word).is_some() || (says && long))
    }

    fn in_actor(&self, word: usize) -> bool {
        self.parsed
            .actors
            .iter()
            .any(|actor| actor.words.contains(&word))
    }

    /// Whether a mark before the word ends what a gap may cross.
    fn closes(&self, word: usize) -> bool {
        let ends = Marks::SEMICOLON
            .union(Marks::COLON)
            .union(Marks::CLOSE_QUOTE)
            .union(Marks::OPEN_QUOTE)
            .union(Marks::STOP);
        self.reading()
            .words
            .get(word)
            .is_some_and(|word| word.marks.has(ends))
    }

    /// The words that count in a gap.
    fn counted(&self, words: Range<usize>) -> usize {
        words
            .filter(|word| !self.reading().words[*word].transparent)
            .count()
    }

    fn lemma(&self, word: usize, part: PartOfSpeech) -> Option<String> {
        let analyses = &self.reading().words[word].analyses;
        let analysis = analyses.iter().find(|analysis| analysis.part == part)?;
        Some(self.ruleset.forms.lemma_text(analysis.lemma).0.to_owned())
    }

    fn any_lemma(&self, word: usize) -> Option<String> {
        let analysis = self.reading().words[word].analyses.first()?;
        Some(self.ruleset.forms.lemma_text(analysis.lemma).0.to_owned())
    }

    fn plain(&self, word: usize) -> String {
        normal_form(self.reading().written(word)).into_owned()
    }
}
