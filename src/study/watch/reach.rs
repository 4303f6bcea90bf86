//! What an edit can reach: the texts in which a changed pattern wakes, or a word stands that is read otherwise than before.
//!
//! A pattern matches only where it wakes, and a sentence is read by its word forms; where neither is touched, what was
//! found is still true. Where only entries of lexicons changed, a word of them must stand in the text besides.
//! Sentences lend each other pronouns and quotations, so that a text is reached as a whole.

use std::borrow::Borrow;

use aho_corasick::AhoCorasick;
use rayon::iter::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::evaluate::examples;
use crate::rules::forms::FormTable;
use crate::rules::pack::{Example, Pack, Place};
use crate::rules::program::FormId;
use crate::rules::ruleset::Ruleset;
use crate::study::watch::entries;
use crate::study::watch::print::{PatternPrint, Print};
use crate::tagger::Tagger;
use crate::text::document::{Document, Sentence};
use crate::text::normalize::folded;

/// Changed word forms above which everything is run again.
const MANY_FORMS: usize = 5_000;

/// What an edit can reach.
#[derive(Debug)]
pub(super) enum Reach {
    /// Every text.
    Everything,
    /// Texts in which one of these wakes or stands.
    Some(Parts),
}

/// What is different between two packs.
#[derive(Debug)]
pub(super) struct Parts {
    /// Patterns that only one of the packs has.
    patterns: FxHashSet<PatternPrint>,
    /// Patterns of which only the lexicons are not the same.
    by_lexicon: FxHashSet<PatternPrint>,
    /// Words of which one stands where a changed entry matches; none: it may match anywhere.
    entries: Option<Words>,
    /// Forms that are read otherwise.
    forms: Words,
}

/// Words that are looked for in a [`Text`]; none where there are none.
#[derive(Debug)]
struct Words(Option<AhoCorasick>);

impl Words {
    /// Fails where there are too many.
    fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<Self> {
        let words: Vec<String> = words.into_iter().map(|word| Text::new(word).0).collect();
        match words.len() {
            0 => Some(Self(None)),
            1..MANY_FORMS => AhoCorasick::new(&words)
                .ok()
                .map(|automaton| Self(Some(automaton))),
            _ => None,
        }
    }

    fn stand_in(&self, text: &Text) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(&text.0))
    }
}

/// A text as it is searched for words: without accents, case, hyphens, line ends.
#[derive(Debug)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn new(text: &str) -> Self {
        let folded = folded(text);
        let mut plain = String::with_capacity(folded.len());
        for c in folded.chars() {
            match c {
                '-' | '\n' | '\r' | '\t' | ' ' if plain.ends_with(' ') => {}
                '-' | '\n' | '\r' | '\t' | ' ' => plain.push(' '),
                c => plain.push(c),
            }
        }
        Self(plain)
    }

    /// An example, the sentence before it included.
    pub(super) fn of(example: &Example) -> Self {
        Self::new(&examples::Text::new(example).document.text)
    }
}

impl Reach {
    /// What is different from the old pack to the new one.
    pub(super) fn between(old: (&Print, &Ruleset), new: (&Print, &Ruleset)) -> Self {
        if old.0.ground != new.0.ground || !same_order(old.0, new.0) {
            return Self::Everything;
        }
        let forms = Words::new(differing(&old.1.forms, &new.1.forms));
        let entries = entries::words((old.0, &old.1.forms), (new.0, &new.1.forms));
        let entries = entries.and_then(|words| Words::new(words.iter().map(String::as_str)));
        let (patterns, by_lexicon) = changed(old.0, new.0);
        match forms {
            Some(forms) => Self::Some(Parts {
                patterns,
                by_lexicon,
                entries,
                forms,
            }),
            None => Self::Everything,
        }
    }

    /// Whether it reaches a text in which these patterns of the old and of the new pack wake.
    pub(super) fn reaches<T: Borrow<Text>>(
        &self,
        text: &impl Fn() -> T,
        old_woken: &[PatternPrint],
        new_woken: &[PatternPrint],
    ) -> bool {
        let Self::Some(parts) = self else {
            return true;
        };
        let wakes = |patterns: &FxHashSet<PatternPrint>| {
            let mut woken = old_woken.iter().chain(new_woken);
            !patterns.is_empty() && woken.any(|pattern| patterns.contains(pattern))
        };
        wakes(&parts.patterns)
            || parts.forms.0.is_some() && parts.forms.stand_in(text().borrow())
            || wakes(&parts.by_lexicon)
                && parts
                    .entries
                    .as_ref()
                    .is_none_or(|words| words.stand_in(text().borrow()))
    }
}

/// The patterns that only one of the packs has, and those of which only the lexicons are not the same.
fn changed(old: &Print, new: &Print) -> (FxHashSet<PatternPrint>, FxHashSet<PatternPrint>) {
    let [before, after] = [old, new].map(|print| print.all().collect::<FxHashSet<_>>());
    let [own_before, own_after] =
        [old, new].map(|print| print.all().map(|print| print.own).collect::<FxHashSet<_>>());
    let differ = before.symmetric_difference(&after).copied();
    differ.partition(|print| !(own_before.contains(&print.own) && own_after.contains(&print.own)))
}

/// Whether the patterns that both packs have stand in the same order.
fn same_order(old: &Print, new: &Print) -> bool {
    let shared = |these: &Print, those: &Print| -> Vec<u64> {
        let known: FxHashSet<u64> = those.all().map(|print| print.own).collect();
        these
            .all()
            .map(|print| print.own)
            .filter(|own| known.contains(own))
            .collect()
    };
    shared(old, new) == shared(new, old)
}

/// The patterns that wake in each example of a pack, by its place.
pub(super) fn woken_in_examples(
    pack: &Pack,
    ruleset: &Ruleset,
    print: &Print,
) -> FxHashMap<Place, Vec<PatternPrint>> {
    let tagger = Tagger::for_examples(ruleset, true);
    let examples = pack.rules.par_iter();
    let examples = examples.flat_map_iter(|rule| {
        let examples = rule.matches.iter().chain(&rule.rejects);
        examples.chain(&rule.todo)
    });
    let one = |example: &Example| {
        let document = examples::Text::new(example).document;
        let sentences = tagger.sentences(&document);
        (example.place, woken(&tagger, print, &document, &sentences))
    };
    examples.map(one).collect()
}

/// The patterns that wake in a document, sorted.
pub(super) fn woken(
    tagger: &Tagger<'_>,
    print: &Print,
    document: &Document,
    sentences: &[Sentence],
) -> Vec<PatternPrint> {
    let woken = tagger.woken(document, sentences);
    let patterns = woken.iter().flat_map(|(_, patterns)| patterns);
    let mut prints: Vec<PatternPrint> = patterns
        .map(|at| print.patterns[at.rule as usize][at.pattern as usize])
        .collect();
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// The forms that only one of the tables has, or that can be something else in the other.
fn differing<'f>(old: &'f FormTable, new: &'f FormTable) -> Vec<&'f str> {
    let one_way = |these: &'f FormTable, those: &'f FormTable| -> Vec<&'f str> {
        let ids = (0..these.len() as u32).into_par_iter().map(FormId);
        let differ = |id: &FormId| match those.get(these.text(*id)) {
            Some(other) => !same_analyses(these, *id, those, other),
            None => true,
        };
        ids.filter(differ).map(|id| these.text(id)).collect()
    };
    let mut differing = one_way(new, old);
    // What both have was looked at; there is something left only where the old table has more.
    if old.len() + differing.len() > new.len() {
        differing.extend(one_way(old, new));
        differing.sort_unstable();
        differing.dedup();
    }
    differing
}

fn same_analyses(these: &FormTable, id: FormId, those: &FormTable, other: FormId) -> bool {
    let (one, two) = (these.analyses(id), those.analyses(other));
    one.len() == two.len()
        && one.iter().zip(two).all(|(a, b)| {
            (a.part, a.traits) == (b.part, b.traits)
                && these.lemma_text(a.lemma) == those.lemma_text(b.lemma)
        })
}
