//! How far a pattern got in a sentence: the elements that were found, the one that was not, the words at which it was
//! tried, and what is known of why.

use std::ops::Range;

use serde::Serialize;

use crate::rules::program::{Program, Step};
use crate::rules::ruleset::{CompiledPattern, Ruleset};
use crate::rules::waking::Waker;
use crate::study::explain::element::{ElementOf, elements};
use crate::study::explain::sentence::taken;
use crate::study::explain::stretch::Stretch;
use crate::tagger::gaps::is_barrier;
use crate::tagger::matcher::Matcher;
use crate::tagger::sentence::Parsed;
use crate::tagger::trace::{Progress, Reached};

/// A pattern of a rule, and how far it got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PatternShown {
    /// Its number in the rule, from 1.
    pub number: usize,
    /// As written.
    pub text: String,
    /// `file:line`.
    pub at: String,
    /// Whether the words that it needs stand in the sentence.
    pub woken: bool,
    /// What it needs and the sentence does not hold.
    pub missing: Vec<MissingAnchor>,
    /// The number of its elements, without gaps.
    pub elements: usize,
    /// The number of those that were found from the left on.
    pub found: usize,
    /// The elements that were found, and their words.
    pub taken: Vec<Taken>,
    /// The element that stopped it; none where it matched, or slept.
    pub stopped: Option<Stopped>,
}

/// An element of which no word stands in the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingAnchor {
    /// The element, as written.
    pub element: String,
    /// The forms one of which would have had to stand there; no more than [`MOST_FORMS`].
    pub forms: Vec<String>,
    /// The number of them all.
    pub count: usize,
}

/// The forms of a missing anchor that are told.
pub const MOST_FORMS: usize = 12;

/// An element that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// As written.
    pub element: String,
    /// Its words; none for marks, and for `x?` where `x` is not there.
    pub words: Option<Stretch>,
}

/// The element that was not found behind those before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stopped {
    /// As written.
    pub element: String,
    /// The number of the element among those that are no gaps, from 1.
    pub number: usize,
    /// The words at which it was tried.
    pub tried: Vec<Stretch>,
    /// Whether the sentence ends there.
    pub end: bool,
    /// The word before which a mark or the end of a quotation stopped the search.
    pub barrier: Option<Stretch>,
    /// What is known of why.
    pub hints: Vec<Hint>,
}

/// Something that may have been meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "hint", rename_all = "snake_case")]
pub enum Hint {
    /// The element began with these words and did not go on.
    Begun {
        /// The words.
        words: Stretch,
    },
    /// These words would do, but for their traits or a missing *se*.
    Form {
        /// The words.
        words: Stretch,
    },
    /// An entry of the lexicon takes these words, but another one masks them (`!`).
    Masked {
        /// The words that are masked.
        words: Stretch,
        /// The entry that masks them, as written.
        entry: String,
        /// `file:line` of it.
        at: String,
    },
    /// The word could be it, but the word before it rules that reading out.
    RuledOut {
        /// The word.
        words: Stretch,
    },
    /// It stands farther on.
    Later {
        /// The words.
        words: Stretch,
    },
    /// It stands before.
    Earlier {
        /// The words.
        words: Stretch,
    },
}

/// A sentence in which patterns are followed.
pub(crate) struct Followed<'a> {
    pub(crate) rules: &'a Ruleset,
    pub(crate) here: &'a Parsed<'a>,
    pub(crate) matcher: &'a Matcher<'a>,
    /// What was hit in the sentence.
    pub(crate) waker: &'a Waker<'a>,
}

impl Followed<'_> {
    /// How far a pattern got; `number` from 1.
    pub(crate) fn pattern(&self, pattern: &CompiledPattern, number: usize) -> PatternShown {
        let missing = self.missing(pattern);
        let woken = missing.is_empty();
        let mut shown = PatternShown {
            number,
            text: pattern.text.to_string(),
            at: pattern.at.to_string(),
            woken,
            missing,
            elements: count(pattern, pattern.elements.len()),
            found: 0,
            taken: Vec::new(),
            stopped: None,
        };
        let ranges = pattern.elements.iter().map(|element| element.steps.clone());
        let Some(way) = self.furthest(&pattern.program, ranges.collect()) else {
            return shown;
        };
        shown.found = count(pattern, way.elements.len());
        shown.taken = self.taken(pattern, &way);
        if way.elements.len() < pattern.elements.len() && woken {
            shown.stopped = Some(self.stopped(pattern, &way));
        }
        shown
    }

    /// The way through a program that got furthest, of several the one that began first.
    pub(crate) fn furthest(
        &self,
        program: &Program,
        elements: Vec<Range<usize>>,
    ) -> Option<Reached> {
        self.way(program, elements, 0..self.here.reading.words.len())
    }

    /// The way that got furthest, where the words at which a match may start are tried in this order.
    pub(crate) fn way(
        &self,
        program: &Program,
        elements: Vec<Range<usize>>,
        starts: impl Iterator<Item = usize>,
    ) -> Option<Reached> {
        let progress = Progress::new(program, elements);
        let (reading, actors) = (&self.here.reading, &self.here.actors);
        let matcher = Matcher::traced(self.rules, reading, actors, &progress);
        for start in starts {
            matcher.match_at(program, start);
        }
        let mut ways = progress.furthest();
        let best = ways.iter().position(|way| !way.begun.is_empty());
        (!ways.is_empty()).then(|| ways.swap_remove(best.unwrap_or(0)))
    }

    /// The elements of which the sentence holds no word.
    fn missing(&self, pattern: &CompiledPattern) -> Vec<MissingAnchor> {
        let mut missing = Vec::new();
        for element in elements(pattern) {
            let needs = &pattern.elements[element.index].needs;
            let mut forms: Vec<&str> = Vec::new();
            for need in needs.iter().filter(|need| !self.waker.is_met(**need)) {
                for class in self.rules.waking.classes_of(*need) {
                    forms.extend(self.rules.anchors.forms_of(class));
                }
            }
            forms.sort_unstable();
            forms.dedup();
            if !forms.is_empty() {
                let count = forms.len();
                // The shortest are the plainest: «fin» rather than «aboutissement».
                forms.sort_by_key(|form| form.chars().count());
                missing.push(MissingAnchor {
                    element: element.text().to_string(),
                    forms: forms
                        .into_iter()
                        .take(MOST_FORMS)
                        .map(str::to_string)
                        .collect(),
                    count,
                });
            }
        }
        missing
    }

    /// The elements found, without gaps.
    pub(crate) fn taken(&self, pattern: &CompiledPattern, way: &Reached) -> Vec<Taken> {
        let found = elements(pattern).zip(&way.elements);
        found
            .filter(|(element, _)| !element.is_gap())
            .map(|(element, words)| Taken {
                element: element.text().to_string(),
                words: Stretch::new(&self.here.reading, self.without_articles(words)),
            })
            .collect()
    }

    /// Words without the transparent ones in front.
    fn without_articles(&self, words: &Range<usize>) -> Range<usize> {
        let transparent = words
            .clone()
            .take_while(|word| self.here.reading.words[*word].transparent && word + 1 < words.end);
        words.start + transparent.count()..words.end
    }

    fn stopped(&self, pattern: &CompiledPattern, way: &Reached) -> Stopped {
        let reading = &self.here.reading;
        let element = ElementOf {
            pattern,
            index: way.elements.len(),
        };
        let at_any = way.elements.is_empty();
        let mut tried: Vec<usize> = way.tried.clone();
        tried.sort_unstable();
        let last = tried.last().copied().unwrap_or_default();
        let words = reading.words.len();
        // At an article the element is tried at its noun, too.
        let mut places: Vec<usize> = Vec::new();
        for start in &tried {
            let noun = (*start..words).find(|word| !reading.words[*word].transparent);
            places.extend(noun);
        }
        places.sort_unstable();
        places.dedup();
        let shown = if at_any { &[][..] } else { &places[..] };
        Stopped {
            element: element.text().to_string(),
            number: count(pattern, element.index) + 1,
            tried: shown
                .iter()
                .filter_map(|word| Stretch::word(reading, *word))
                .collect(),
            end: last >= words,
            barrier: (last < words && !at_any && is_barrier(reading, last))
                .then(|| Stretch::word(reading, last))
                .flatten(),
            hints: self.hints(element, way, &places),
        }
    }

    fn hints(&self, element: ElementOf<'_>, way: &Reached, tried: &[usize]) -> Vec<Hint> {
        let reading = &self.here.reading;
        let mut hints = Vec::new();
        let longest = way.begun.iter().max_by_key(|words| words.len());
        if let Some(words) = longest.and_then(|words| Stretch::new(reading, words.clone())) {
            hints.push(Hint::Begun { words });
        }
        if let Some(mut steps) = element.untested() {
            steps.push(Step::Match);
            let easier = elements_program(element, steps);
            let found = tried
                .iter()
                .find_map(|at| self.matcher.match_at(&easier, *at));
            if let Some(words) = found.and_then(|found| Stretch::new(reading, taken(&found))) {
                hints.push(Hint::Form { words });
            }
        }
        hints.extend(self.masked(element, tried));
        if let Some(words) = self.ruled_out(element, tried) {
            hints.push(Hint::RuledOut { words });
        }
        if way.elements.is_empty() || element.is_gap() {
            return hints;
        }
        let alone = element.alone();
        let places = (0..reading.words.len()).filter_map(|at| self.matcher.match_at(&alone, at));
        let places: Vec<Range<usize>> = places.map(|found| taken(&found)).collect();
        let first = tried.first().copied().unwrap_or(reading.words.len());
        let beyond = places.iter().find(|words| words.start >= first);
        let before = places.iter().rev().find(|words| words.end <= first);
        if let Some(words) = beyond.and_then(|words| Stretch::new(reading, words.clone())) {
            hints.push(Hint::Later { words });
        } else if let Some(words) = before.and_then(|words| Stretch::new(reading, words.clone())) {
            hints.push(Hint::Earlier { words });
        }
        hints
    }

    /// The entry that masks a word tried in a lexicon of the element.
    fn masked(&self, element: ElementOf<'_>, tried: &[usize]) -> Option<Hint> {
        let lexicons = element.steps().iter().filter_map(|step| match step {
            Step::Lexicon { lexicon, .. } => Some(&self.rules.lexicons[lexicon.0 as usize]),
            _ => None,
        });
        let masks = lexicons.flat_map(|lexicon| lexicon.entries.iter().filter(|row| row.mask));
        masks
            .flat_map(|row| {
                let found = self.matcher.matches(&row.program).into_iter();
                found.map(move |found| (row, taken(&found)))
            })
            .find(|(_, words)| tried.iter().any(|word| words.contains(word)))
            .and_then(|(row, words)| {
                Some(Hint::Masked {
                    words: Stretch::new(&self.here.reading, words)?,
                    entry: row.text.to_string(),
                    at: row.at.to_string(),
                })
            })
    }

    /// A word tried that is a form of the element's lemma, but not here.
    fn ruled_out(&self, element: ElementOf<'_>, tried: &[usize]) -> Option<Stretch> {
        let reading = &self.here.reading;
        let lemmas = element.steps().iter().find_map(|step| match step {
            Step::Lemma { lemmas, .. } => Some(lemmas),
            _ => None,
        })?;
        let out = tried.iter().find(|word| {
            let word = &reading.words[**word];
            let mut possible = word
                .forms
                .iter()
                .flat_map(|form| self.rules.forms.analyses(*form));
            let here = |lemma| word.analyses.iter().any(|kept| kept.lemma == lemma);
            possible.any(|one| lemmas.contains(&one.lemma) && !here(one.lemma))
        })?;
        Stretch::word(reading, *out)
    }
}

/// An element of other steps as a program of its own.
fn elements_program(element: ElementOf<'_>, steps: Vec<Step>) -> Program {
    let start = element.pattern.elements[element.index].steps.start;
    let steps = steps.into_iter().map(|step| match step {
        Step::Split(first, second) => Step::Split(first - start, second - start),
        Step::Jump(to) => Step::Jump(to - start),
        step => step,
    });
    Program {
        steps: steps.collect(),
    }
}

/// How many of the first `end` elements are no gaps.
pub(crate) fn count(pattern: &CompiledPattern, end: usize) -> usize {
    elements(pattern)
        .take(end)
        .filter(|element| !element.is_gap())
        .count()
}
