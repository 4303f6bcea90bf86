//! Entries and patterns written out: every sequence that choices and options stand for, and which sequence takes
//! all the words that another takes.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::check::lemmas::lemmas_of;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{Lexicon, Pack, PatternLine};
use crate::rules::pattern::{Element, Gap, Kind, Lemma, Pattern, TraitTest};
use crate::rules::traits::PartOfSpeech;
use crate::text::normalize::normal_form;

/// Sequences to which one pattern may unfold; one of more choices is compared as it is written.
const MOST: usize = 64;

const ALL: [PartOfSpeech; 3] = [
    PartOfSpeech::Verb,
    PartOfSpeech::Noun,
    PartOfSpeech::Adjective,
];

/// Lexicons within lexicons that are followed.
const DEEPEST: usize = 3;

/// One element of an unfolded pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Atom<'p> {
    /// A word in its normal form.
    Word(Cow<'p, str>),
    /// A lemma.
    Lemma(&'p Lemma),
    /// A lexicon, and what its first verb must be.
    Lexicon(&'p str, &'p TraitTest),
    /// An actor, of a kind.
    Actor(Option<&'p str>),
    /// Words of no interest.
    Gap(Gap),
    /// Anything else, as written.
    Other(&'p str),
}

/// What a pattern stands for, without choices and options.
pub(super) type Sequence<'p> = Vec<Atom<'p>>;

/// Every sequence that a pattern stands for: its choices and options written out.
pub(super) fn unfold(line: &PatternLine) -> Vec<Sequence<'_>> {
    sequence(&line.text, &line.pattern).unwrap_or_else(|| vec![vec![Atom::Other(&line.text)]])
}

/// `None` where there are too many.
fn sequence<'p>(text: &'p str, pattern: &'p Pattern) -> Option<Vec<Sequence<'p>>> {
    let mut all: Vec<Sequence<'p>> = vec![Vec::new()];
    for element in &pattern.elements {
        let unfolded = element_sequences(text, element)?;
        if all.len() * unfolded.len() > MOST {
            return None;
        }
        all = all
            .iter()
            .flat_map(|start| {
                unfolded
                    .iter()
                    .map(move |end| [start.as_slice(), end].concat())
            })
            .collect();
    }
    Some(all)
}

fn element_sequences<'p>(text: &'p str, element: &'p Element) -> Option<Vec<Sequence<'p>>> {
    let one = |atom| Some(vec![vec![atom]]);
    match &element.kind {
        Kind::Word(word) => one(Atom::Word(normal_form(word))),
        Kind::Lemma(lemma) => one(Atom::Lemma(lemma)),
        Kind::Lexicon { name, test } => one(Atom::Lexicon(name, test)),
        Kind::Actor { kind } => one(Atom::Actor(kind.as_deref())),
        Kind::Gap(gap) => one(Atom::Gap(*gap)),
        Kind::Choice(choices) => {
            let mut all = Vec::new();
            for choice in choices {
                all.extend(sequence(text, choice)?);
            }
            Some(all)
        }
        Kind::Optional(inner) => {
            let mut all = element_sequences(text, inner)?;
            all.push(Vec::new());
            Some(all)
        }
        _ => one(Atom::Other(element.span.of(text))),
    }
}

/// The first letter of what the sequence begins with, by which it is filed; none where that cannot be told. Of a verb
/// like *aller* the forms begin otherwise than the lemma: there a taken sequence may go unseen.
pub(super) fn first_letter(sequence: &[Atom<'_>]) -> Option<char> {
    match sequence.first()? {
        Atom::Word(word) => word.chars().next(),
        Atom::Lemma(lemma) => normal_form(&lemma.lemma).chars().next(),
        _ => None,
    }
}

/// Sequences with an index each, by their first letter.
#[derive(Debug, Default)]
pub(super) struct Filed<'p> {
    by_letter: FxHashMap<Option<char>, Vec<(usize, Sequence<'p>)>>,
}

impl<'p> Filed<'p> {
    /// Files a sequence under an index.
    pub(super) fn add(&mut self, index: usize, sequence: Sequence<'p>) {
        let letter = first_letter(&sequence);
        self.by_letter
            .entry(letter)
            .or_default()
            .push((index, sequence));
    }

    /// Those that may take a sequence that begins so.
    pub(super) fn candidates(
        &self,
        letter: Option<char>,
    ) -> impl Iterator<Item = &(usize, Sequence<'p>)> {
        let same = self.by_letter.get(&letter).into_iter().flatten();
        let open = letter.and_then(|_| self.by_letter.get(&None));
        same.chain(open.into_iter().flatten())
    }
}

/// Tells which sequence takes all that another takes.
pub(super) struct Takers<'p> {
    inflection: &'p Inflection,
    /// What the lexicons stand for; those with masks and those that contain themselves are left out.
    lexicons: FxHashMap<&'p str, Filed<'p>>,
    /// The forms of lemmas, looked up once.
    forms: FxHashMap<(&'p str, Option<char>), FxHashSet<String>>,
    /// What words can be, looked up once.
    parts: FxHashMap<Box<str>, Vec<PartOfSpeech>>,
}

impl<'p> Takers<'p> {
    /// For a pack.
    pub(super) fn new(pack: &'p Pack) -> Self {
        let plain = |lexicon: &&Lexicon| lexicon.entries.iter().all(|entry| !entry.mask);
        let lexicons = pack.lexicons.iter().filter(plain).map(|lexicon| {
            let mut filed = Filed::default();
            for (index, entry) in lexicon.entries.iter().enumerate() {
                for sequence in unfold(&entry.line) {
                    filed.add(index, sequence);
                }
            }
            (lexicon.name.as_str(), filed)
        });
        Self {
            inflection: &pack.inflection,
            lexicons: lexicons.collect(),
            forms: FxHashMap::default(),
            parts: FxHashMap::default(),
        }
    }

    /// Whether `taker` takes all that `taken` takes.
    pub(super) fn take_all(&mut self, taker: &[Atom<'p>], taken: &[Atom<'p>]) -> bool {
        self.rest(taker, taken, DEEPEST)
            .is_some_and(|rest| rest == 0)
    }

    /// Whether `taker` takes a beginning of all that `taken` takes: the atoms of `taken` behind it.
    pub(super) fn take_start(&mut self, taker: &[Atom<'p>], taken: &[Atom<'p>]) -> Option<usize> {
        self.rest(taker, taken, DEEPEST)
    }

    /// The atoms of `taken` that are left where `taker` takes the others.
    fn rest(&mut self, taker: &[Atom<'p>], taken: &[Atom<'p>], depth: usize) -> Option<usize> {
        let Some((first, behind)) = taker.split_first() else {
            return Some(taken.len());
        };
        if let Some((other, left)) = taken.split_first()
            && self.take(first, other)
            && let Some(rest) = self.rest(behind, left, depth)
        {
            return Some(rest);
        }
        match first {
            Atom::Gap(gap) if gap.min == 0 => self.rest(behind, taken, depth),
            Atom::Lexicon(name, test) if test.is_empty() && depth > 0 => {
                self.rest_of_lexicon(name, behind, taken, depth - 1)
            }
            _ => None,
        }
    }

    /// An entry of the lexicon takes the beginning, `behind` what follows it.
    fn rest_of_lexicon(
        &mut self,
        name: &'p str,
        behind: &[Atom<'p>],
        taken: &[Atom<'p>],
        depth: usize,
    ) -> Option<usize> {
        // Only what is written out can be compared with an entry.
        let letter = Some(first_letter(taken)?);
        let lexicon = self.lexicons.remove(name)?;
        let rest = lexicon.candidates(letter).find_map(|(_, entry)| {
            let left = self.rest(entry, taken, depth)?;
            self.rest(behind, &taken[taken.len() - left..], depth)
        });
        self.lexicons.insert(name, lexicon);
        rest
    }

    fn take(&mut self, taker: &Atom<'p>, taken: &Atom<'p>) -> bool {
        match (taker, taken) {
            (Atom::Lemma(lemma), Atom::Lemma(other)) => {
                lemma.lemma == other.lemma
                    && (!lemma.pronominal || other.pronominal)
                    && (lemma.part.is_none() || lemma.part == other.part)
                    && (lemma.test.is_empty() || lemma.test == other.test)
            }
            (Atom::Lemma(lemma), Atom::Word(word)) => self.has_form(lemma, word),
            (Atom::Lexicon(name, test), Atom::Lexicon(other, of_other)) => {
                name == other && (test.is_empty() || test == of_other)
            }
            (Atom::Actor(kind), Atom::Actor(other)) => kind.is_none() || kind == other,
            (Atom::Gap(gap), Atom::Gap(other)) => {
                let within = match (gap.max, other.max) {
                    (None, _) => true,
                    (Some(most), Some(others)) => most >= others,
                    (Some(_), None) => false,
                };
                gap.min <= other.min && within
            }
            _ => taker == taken,
        }
    }

    /// Whether the lemma takes the word wherever a text has it: «offre» may be a noun, which `<offrir>` leaves.
    fn has_form(&mut self, lemma: &'p Lemma, word: &str) -> bool {
        if lemma.pronominal || !lemma.test.is_empty() || lemma.lemma.contains(' ') {
            return false;
        }
        let inflection = self.inflection;
        let forms = self
            .forms
            .entry((lemma.lemma.as_str(), lemma.part))
            .or_insert_with(|| {
                let parts = match lemma.part.and_then(PartOfSpeech::from_letter) {
                    Some(part) => vec![part],
                    None => inflection.parts_of_speech(&lemma.lemma),
                };
                let forms = parts
                    .into_iter()
                    .flat_map(|part| inflection.forms(&lemma.lemma, part));
                forms
                    .map(|form| normal_form(&form.form).into_owned())
                    .collect()
            });
        forms.contains(word) && !self.is_other(lemma, word)
    }

    /// Whether the word is also a form of a part of speech that the lemma is not.
    fn is_other(&mut self, lemma: &Lemma, word: &str) -> bool {
        let inflection = self.inflection;
        let parts = self.parts.entry(word.into()).or_insert_with(|| {
            let is = |part: &PartOfSpeech| lemmas_of(inflection, word, *part).next().is_some();
            ALL.into_iter().filter(is).collect()
        });
        let own = match lemma.part.and_then(PartOfSpeech::from_letter) {
            Some(part) => vec![part],
            None => inflection.parts_of_speech(&lemma.lemma),
        };
        parts.iter().any(|part| !own.contains(part))
    }
}
