//! Entries of a lexicon that another entry of it makes useless: the same one, or one that takes all
//! its words.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::check::unfold::{Filed, Sequence, Takers, first_letter, unfold};
use crate::rules::findings::Findings;
use crate::rules::pack::{Entry, Lexicon, Pack, Place};

/// Reports double and shadowed entries.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let mut takers = Takers::new(pack);
    for lexicon in &pack.lexicons {
        let doubles = duplicates(lexicon, findings);
        shadowed(lexicon, &doubles, &mut takers, findings);
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
            let fix = findings.without_line(line.place);
            findings.report_with("duplicate-entry", line.place, message, help, fix);
            doubles.insert(index);
        }
    }
    doubles
}

fn shadowed<'p>(
    lexicon: &'p Lexicon,
    doubles: &FxHashSet<usize>,
    takers: &mut Takers<'p>,
    findings: &mut Findings,
) {
    let open = |(index, entry): &(usize, &Entry)| !entry.mask && !doubles.contains(index);
    let entries = lexicon.entries.iter().enumerate().filter(open);
    let unfolded: Vec<(usize, Vec<Sequence<'p>>)> = entries
        .map(|(index, entry)| (index, unfold(&entry.line)))
        .collect();
    let mut filed = Filed::default();
    for (index, sequences) in &unfolded {
        for sequence in sequences {
            filed.add(*index, sequence.clone());
        }
    }
    for (index, sequences) in &unfolded {
        let Some(by) = taken_by(*index, sequences, &filed, takers) else {
            continue;
        };
        let (line, by) = (&lexicon.entries[*index].line, &lexicon.entries[by].line);
        let message = format!("« {} » est déjà pris par « {} »", line.text, by.text);
        let help = format!(
            "retirez cette entrée : {} la comprend",
            findings.line_of(by.place)
        );
        let fix = findings.without_line(line.place);
        findings.report_with("shadowed-entry", line.place, message, help, fix);
    }
}

/// The first other entry that takes every sequence of this one. Of two that take each other, the
/// later one is shadowed.
fn taken_by<'p>(
    index: usize,
    sequences: &[Sequence<'p>],
    filed: &Filed<'p>,
    takers: &mut Takers<'p>,
) -> Option<usize> {
    let mut all: Option<Vec<usize>> = None;
    for sequence in sequences {
        let mut taking = Vec::new();
        for (other, candidate) in filed.candidates(first_letter(sequence)) {
            let allowed = all.as_ref().is_none_or(|all| all.contains(other));
            if *other != index
                && allowed
                && !taking.contains(other)
                && takers.take_all(candidate, sequence)
            {
                let mutual = *other > index && takers.take_all(sequence, candidate);
                if !mutual {
                    taking.push(*other);
                }
            }
        }
        if taking.is_empty() {
            return None;
        }
        all = Some(taking);
    }
    all?.first().copied()
}
