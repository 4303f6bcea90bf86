//! Patterns all of whose hits another pattern of their category has: it takes the same words, or a beginning of
//! them, with the same head, in a rule that lets through as much.

use rustc_hash::FxHashMap;

use crate::rules::check::unfold::{Atom, Filed, Sequence, Takers, first_letter, unfold};
use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{Pack, PatternLine, Policy, Rule, Status};
use crate::rules::pattern::{Kind, Lemma};

/// Reports them. A pattern that captures is written for what it captures, and is left out.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let heads = Heads::new(pack);
    let mut takers = Takers::new(pack);
    for category in 0..pack.categories.len() {
        let patterns = patterns_of(pack, category);
        let mut filed = Filed::default();
        for (index, pattern) in patterns.iter().enumerate() {
            for sequence in &pattern.sequences {
                filed.add(index, sequence.clone());
            }
        }
        for (index, pattern) in patterns.iter().enumerate() {
            if is_double(index, &patterns) {
                continue;
            }
            let Some(by) = covering(index, &patterns, &filed, &mut takers, &heads) else {
                continue;
            };
            let (line, by) = (pattern.line, &patterns[by]);
            let message = format!(
                "tout ce que ce motif trouve, « {} » le trouve aussi",
                by.line.text
            );
            let help = format!(
                "retirez ce motif, ou resserrez l'autre : {} (règle « {} »)",
                findings.line_of(by.line.place),
                by.rule.id
            );
            findings.report("covered-pattern", line.place, message, help);
        }
    }
}

/// Whether the same pattern stands before it in its rule, which is reported as such.
fn is_double(index: usize, patterns: &[Candidate<'_>]) -> bool {
    let pattern = &patterns[index];
    patterns[..index]
        .iter()
        .any(|other| std::ptr::eq(other.rule, pattern.rule) && other.line.text == pattern.line.text)
}

struct Candidate<'p> {
    rule: &'p Rule,
    line: &'p PatternLine,
    sequences: Vec<Sequence<'p>>,
}

fn patterns_of(pack: &Pack, category: usize) -> Vec<Candidate<'_>> {
    let rules = pack.rules.iter().filter(|rule| rule.category == category);
    let lines = rules.flat_map(|rule| rule.patterns.iter().map(move |line| (rule, line)));
    lines
        .filter(|(_, line)| !captures(line))
        .map(|(rule, line)| Candidate {
            rule,
            line,
            sequences: unfold(line),
        })
        .collect()
}

fn captures(line: &PatternLine) -> bool {
    let mut found = false;
    line.pattern.visit(&mut |element| {
        found |= matches!(element.kind, Kind::Capture { .. });
    });
    found
}

/// The first other pattern that has all hits of this one. Of two that have each other's, the later one is covered.
fn covering<'p>(
    index: usize,
    patterns: &[Candidate<'p>],
    filed: &Filed<'p>,
    takers: &mut Takers<'p>,
    heads: &Heads<'p>,
) -> Option<usize> {
    let pattern = &patterns[index];
    let mut all: Option<Vec<usize>> = None;
    for sequence in &pattern.sequences {
        let mut taking = Vec::new();
        for (other, candidate) in filed.candidates(first_letter(sequence)) {
            let allowed = all.as_ref().is_none_or(|all| all.contains(other));
            if *other == index
                || !allowed
                || taking.contains(other)
                || pattern.line.text == patterns[*other].line.text && *other > index
                || !lets_through(patterns[*other].rule, pattern.rule)
            {
                continue;
            }
            let Some(rest) = takers.take_start(candidate, sequence) else {
                continue;
            };
            let behind = &sequence[sequence.len() - rest..];
            let mutual = *other > index && rest == 0 && takers.take_all(sequence, candidate);
            if !mutual && (heads.is_verbal(candidate) || !heads.may_be_verbal(behind)) {
                taking.push(*other);
            }
        }
        if taking.is_empty() {
            return None;
        }
        all = Some(taking);
    }
    all?.first().copied()
}

/// Whether a rule keeps every hit that another keeps.
fn lets_through(rule: &Rule, other: &Rule) -> bool {
    let except = |line: &PatternLine| other.excepts.iter().any(|known| known.text == line.text);
    let runs = rule.status != Status::Draft || other.status == Status::Draft;
    let at_least = |policy: Policy, others: Policy| policy == others || others == Policy::Block;
    runs && rule.subject == other.subject
        && at_least(rule.negation, other.negation)
        && at_least(rule.hypothesis, other.hypothesis)
        && at_least(rule.conditional, other.conditional)
        && rule.excepts.iter().all(except)
}

/// Which atoms are a verb, at which context is tested.
struct Heads<'p> {
    inflection: &'p Inflection,
    /// For each lexicon whether all its entries have a verb, and whether any has.
    lexicons: FxHashMap<&'p str, (bool, bool)>,
}

impl<'p> Heads<'p> {
    fn new(pack: &'p Pack) -> Self {
        let mut heads = Self {
            inflection: &pack.inflection,
            lexicons: FxHashMap::default(),
        };
        for lexicon in &pack.lexicons {
            let verbs = lexicon
                .entries
                .iter()
                .filter(|entry| !entry.mask)
                .map(|entry| {
                    let mut verb = false;
                    entry
                        .line
                        .pattern
                        .visit(&mut |element| match &element.kind {
                            Kind::Lemma(lemma) => verb |= heads.is_verb(lemma),
                            Kind::Lexicon { .. } => verb = true,
                            _ => {}
                        });
                    verb
                });
            let verbs: Vec<bool> = verbs.collect();
            // What a lexicon within it holds is not followed: it may be a verb, and is not surely one.
            let nested = |line: &PatternLine| {
                line.pattern
                    .elements
                    .iter()
                    .any(|e| matches!(e.kind, Kind::Lexicon { .. }))
            };
            let sure = !lexicon.entries.iter().any(|entry| nested(&entry.line));
            let all = sure && verbs.iter().all(|verb| *verb);
            heads
                .lexicons
                .insert(&lexicon.name, (all, verbs.contains(&true)));
        }
        heads
    }

    fn is_verb(&self, lemma: &Lemma) -> bool {
        match lemma.part {
            Some(part) => part == 'V',
            None => {
                let parts = self.inflection.parts_of_speech(&lemma.lemma);
                lemma.pronominal || parts.contains(&crate::rules::traits::PartOfSpeech::Verb)
            }
        }
    }

    /// Whether one of the atoms is surely a verb.
    fn is_verbal(&self, atoms: &[Atom<'_>]) -> bool {
        atoms.iter().any(|atom| match atom {
            Atom::Lemma(lemma) => self.is_verb(lemma),
            Atom::Lexicon(name, _) => self.lexicons.get(name).is_some_and(|(all, _)| *all),
            _ => false,
        })
    }

    /// Whether one of the atoms may be a verb.
    fn may_be_verbal(&self, atoms: &[Atom<'_>]) -> bool {
        atoms.iter().any(|atom| match atom {
            Atom::Lemma(lemma) => self.is_verb(lemma),
            Atom::Lexicon(name, _) => self.lexicons.get(name).is_none_or(|(_, any)| *any),
            Atom::Other(_) => true,
            _ => false,
        })
    }
}
