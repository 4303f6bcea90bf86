//! A form written where its lemma was meant: `appelle` finds neither *appellent* nor *a appelé*.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::check::gaps::exact;
use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::pack::{Pack, PatternLine};
use crate::rules::pattern::{Element, Kind};
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::text::normalize::normal_form;

/// The moods and tenses of a finite verb.
const FINITE: [Traits; 6] = [
    Traits::PRES,
    Traits::IMPF,
    Traits::FUT,
    Traits::PAST,
    Traits::COND,
    Traits::SUBJ,
];

/// Reports patterns and entries that begin with one form of a verb and could begin with all: a finite form, or an
/// infinitive that is the whole entry. Where the word may be anything else, or is a very frequent one, it may be meant.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let patterns = pack.rules.iter().flat_map(|rule| &rule.patterns);
    let entries = pack.lexicons.iter().filter(|lexicon| !lexicon.french);
    let entries = entries
        .flat_map(|lexicon| &lexicon.entries)
        .filter(|entry| !entry.mask);
    let firsts: Vec<First<'_>> = patterns
        .map(|line| (line, false))
        .chain(entries.map(|entry| (&entry.line, true)))
        .filter_map(|(line, entry)| First::of(line, entry))
        .collect();
    let frequent: FxHashSet<&str> = pack.frequent.iter().map(String::as_str).collect();
    let wanted: FxHashSet<&str> = firsts.iter().map(|first| &*first.word).collect();
    let readings = Readings::of(&pack.inflection, &wanted);
    for first in firsts
        .iter()
        .filter(|first| !frequent.contains(&*first.word))
    {
        if let Some(lemma) = readings.meant(first) {
            report(first, lemma, findings);
        }
    }
}

/// The word with which a pattern or an entry begins.
struct First<'p> {
    line: &'p PatternLine,
    element: &'p Element,
    word: Cow<'p, str>,
    /// Whether it is a whole entry of a lexicon.
    whole: bool,
}

impl<'p> First<'p> {
    fn of(line: &'p PatternLine, entry: bool) -> Option<Self> {
        let elements = line.pattern.elements.as_slice();
        let element = elements.first()?;
        let Kind::Word(word) = &element.kind else {
            return None;
        };
        Some(Self {
            line,
            element,
            word: normal_form(word),
            whole: entry && elements.len() == 1,
        })
    }
}

/// What the words can be.
struct Readings<'p> {
    /// The verbs of which a word is a finite form.
    finite: FxHashMap<&'p str, Vec<&'p str>>,
    /// Words that are an infinitive.
    infinitives: FxHashSet<&'p str>,
    /// Words that can be something else: a noun, an adjective, a participle, an imperative alone.
    others: FxHashSet<&'p str>,
}

impl<'p> Readings<'p> {
    fn of(inflection: &'p Inflection, wanted: &FxHashSet<&'p str>) -> Self {
        let mut readings = Self {
            finite: FxHashMap::default(),
            infinitives: FxHashSet::default(),
            others: FxHashSet::default(),
        };
        for verb in inflection.known_lemmas(PartOfSpeech::Verb) {
            inflection.each_spelling(verb, PartOfSpeech::Verb, |form, traits| {
                let Some(word) = wanted.get(form) else {
                    return;
                };
                if traits.contains(Traits::INF) {
                    readings.infinitives.insert(word);
                } else if FINITE.iter().any(|tense| traits.contains(*tense)) {
                    let verbs = readings.finite.entry(word).or_default();
                    if !verbs.contains(&verb) {
                        verbs.push(verb);
                    }
                } else if !traits.contains(Traits::IMP) {
                    readings.others.insert(word);
                }
            });
        }
        for part in [PartOfSpeech::Noun, PartOfSpeech::Adjective] {
            for lemma in inflection.known_lemmas(part) {
                inflection.each_spelling(lemma, part, |form, _| {
                    readings.others.extend(wanted.get(form));
                });
            }
        }
        readings
    }

    /// The lemma that was surely meant.
    fn meant<'a>(&self, first: &'a First<'p>) -> Option<&'a str>
    where
        'p: 'a,
    {
        let word = &*first.word;
        if self.others.contains(word) {
            return None;
        }
        if first.whole && self.infinitives.contains(word) {
            return Some(word);
        }
        match self.finite.get(word)?.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

fn report(first: &First<'_>, lemma: &str, findings: &mut Findings) {
    let written = first.element.span.of(&first.line.text);
    let message = format!("« {written} » ne trouve que cette forme du verbe « {lemma} »");
    let help = format!(
        "vouliez-vous « <{lemma}> » ? Si cette forme seule est voulue, écrivez-la « ({written}) »"
    );
    let fix = first
        .whole
        .then(|| exact(first.line, first.element.span, format!("<{lemma}>")))
        .flatten();
    findings.report_with(
        "form-for-lemma",
        first.line.place_of(first.element.span),
        message,
        help,
        fix,
    );
}
