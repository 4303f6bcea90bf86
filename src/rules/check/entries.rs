//! Entries of a lexicon that another entry of it makes useless: the same one, or one that takes all
//! its words.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{Entry, Lexicon, Pack, PatternLine, Place};
use crate::rules::pattern::{Element, Kind, Lemma, Pattern};
use crate::rules::traits::PartOfSpeech;
use crate::text::normalize::normal_form;

/// Sequences to which one entry may unfold; one of more choices is compared as it is written.
const MOST: usize = 64;

/// Reports double and shadowed entries.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let mut forms = Forms {
        inflection: &pack.inflection,
        known: FxHashMap::default(),
    };
    for lexicon in &pack.lexicons {
        let doubles = duplicates(lexicon, findings);
        shadowed(lexicon, &doubles, &mut forms, findings);
    }
}

/// Reports entries that are written twice, and gives their indexes.
fn duplicates(lexicon: &Lexicon, findings: &mut Findings) -> FxHashSet<usize> {
    let mut seen: FxHashMap<(bool, String), Place> = FxHashMap::default();
    let mut doubles = FxHashSet::default();
    for (index, Entry { line, mask }) in lexicon.entries.iter().enumerate() {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        if let Some(first) = seen.insert((*mask, words.join(" ")), line.place) {
            let message = format!("« {} » est déjà dans le lexique", line.text);
            let help = format!(
                "retirez l'une des deux lignes : l'autre est {}",
                findings.line_of(first)
            );
            findings.report("duplicate-entry", line.place, message, help);
            doubles.insert(index);
        }
    }
    doubles
}

/// One element of an unfolded entry.
#[derive(Clone, Debug, PartialEq)]
enum Atom<'p> {
    /// A word in its normal form.
    Word(Cow<'p, str>),
    /// A lemma.
    Lemma(&'p Lemma),
    /// Anything else, as written.
    Other(&'p str),
}

type Sequence<'p> = Vec<Atom<'p>>;

/// An entry by its index, as written and unfolded.
type Unfolded<'p> = (usize, &'p PatternLine, Vec<Sequence<'p>>);

/// The sequences of a lexicon and the indexes of their entries, by length and first letter.
type Filed<'s, 'p> = FxHashMap<(usize, Option<char>), Vec<(usize, &'s Sequence<'p>)>>;

fn shadowed(
    lexicon: &Lexicon,
    doubles: &FxHashSet<usize>,
    forms: &mut Forms<'_>,
    findings: &mut Findings,
) {
    let open = |(index, entry): &(usize, &Entry)| !entry.mask && !doubles.contains(index);
    let unfolded: Vec<Unfolded<'_>> = lexicon
        .entries
        .iter()
        .enumerate()
        .filter(open)
        .map(|(index, entry)| (index, &entry.line, unfold(&entry.line)))
        .collect();
    let mut filed = Filed::default();
    for (index, _, sequences) in &unfolded {
        for sequence in sequences {
            filed
                .entry(file_of(sequence))
                .or_default()
                .push((*index, sequence));
        }
    }
    for (index, line, sequences) in &unfolded {
        if let Some(by) = taken_by(*index, sequences, &filed, forms) {
            let by = &lexicon.entries[by].line;
            let message = format!("« {} » est déjà pris par « {} »", line.text, by.text);
            let help = format!(
                "retirez cette entrée : {} la comprend",
                findings.line_of(by.place)
            );
            findings.report("shadowed-entry", line.place, message, help);
        }
    }
}

/// Under what a sequence is filed: its length and first letter. Of a verb like *aller* the forms
/// begin otherwise than the lemma: there a shadowed entry may go unseen.
fn file_of(sequence: &Sequence<'_>) -> (usize, Option<char>) {
    let first = sequence.first().and_then(|atom| match atom {
        Atom::Word(word) => word.chars().next(),
        Atom::Lemma(lemma) => normal_form(&lemma.lemma).chars().next(),
        Atom::Other(_) => None,
    });
    (sequence.len(), first)
}

/// The first other entry that takes every sequence of this one. Of two that take each other, the
/// later one is shadowed.
fn taken_by(
    index: usize,
    sequences: &[Sequence<'_>],
    filed: &Filed<'_, '_>,
    forms: &mut Forms<'_>,
) -> Option<usize> {
    let mut takers: Option<Vec<usize>> = None;
    for sequence in sequences {
        let mut taking = Vec::new();
        for (other, candidate) in filed.get(&file_of(sequence)).into_iter().flatten() {
            let allowed = takers.as_ref().is_none_or(|takers| takers.contains(other));
            if *other != index
                && allowed
                && !taking.contains(other)
                && forms.take_all(candidate, sequence)
            {
                let mutual = *other > index && forms.take_all(sequence, candidate);
                if !mutual {
                    taking.push(*other);
                }
            }
        }
        if taking.is_empty() {
            return None;
        }
        takers = Some(taking);
    }
    takers?.first().copied()
}

/// Which forms a lemma has, looked up once.
struct Forms<'p> {
    inflection: &'p Inflection,
    known: FxHashMap<(String, Option<char>), FxHashSet<String>>,
}

impl Forms<'_> {
    fn take_all(&mut self, takers: &Sequence<'_>, taken: &Sequence<'_>) -> bool {
        takers.len() == taken.len()
            && takers
                .iter()
                .zip(taken)
                .all(|(taker, taken)| self.take(taker, taken))
    }

    fn take(&mut self, taker: &Atom<'_>, taken: &Atom<'_>) -> bool {
        match (taker, taken) {
            (Atom::Lemma(lemma), Atom::Lemma(other)) => {
                lemma.lemma == other.lemma
                    && lemma.pronominal == other.pronominal
                    && (lemma.part.is_none() || lemma.part == other.part)
                    && (lemma.test.is_empty() || lemma.test == other.test)
            }
            (Atom::Lemma(lemma), Atom::Word(word)) => self.has_form(lemma, word),
            _ => taker == taken,
        }
    }

    fn has_form(&mut self, lemma: &Lemma, word: &str) -> bool {
        if lemma.pronominal || !lemma.test.is_empty() || lemma.lemma.contains(' ') {
            return false;
        }
        let inflection = self.inflection;
        let key = (lemma.lemma.clone(), lemma.part);
        let forms = self.known.entry(key).or_insert_with(|| {
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
        forms.contains(word)
    }
}

/// Every sequence that an entry stands for: its choices and options written out.
fn unfold(line: &PatternLine) -> Vec<Sequence<'_>> {
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
    Some(match &element.kind {
        Kind::Word(word) => vec![vec![Atom::Word(normal_form(word))]],
        Kind::Lemma(lemma) => vec![vec![Atom::Lemma(lemma)]],
        Kind::Choice(choices) => {
            let mut all = Vec::new();
            for choice in choices {
                all.extend(sequence(text, choice)?);
            }
            all
        }
        Kind::Optional(inner) => {
            let mut all = element_sequences(text, inner)?;
            all.push(Vec::new());
            all
        }
        _ => vec![vec![Atom::Other(element.span.of(text))]],
    })
}
