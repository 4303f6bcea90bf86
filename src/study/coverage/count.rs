//! Counts hits over texts.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use rustc_hash::FxHashMap;

use crate::evaluate::examples::Text;
use crate::rules::pack::{Example, Pack};
use crate::rules::program::LexiconId;
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::tagger::Tagger;
use crate::tagger::attribution::Parties;
use crate::tagger::matcher::{Event, Match};
use crate::tagger::sentence::{Observer, Outcome};
use crate::text::document::Document;

/// What a pattern did, in sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// In which it was tried, because all that it needs was there.
    pub woken: usize,
    /// In which it found an act.
    pub hits: usize,
    /// In which no other pattern of its category did.
    pub alone: usize,
}

/// What the parts of a pack did over some texts.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// Texts read: examples or articles.
    pub texts: usize,
    /// Their sentences.
    pub sentences: usize,
    patterns: FxHashMap<PatternRef, Tally>,
    /// Sentences in which a rule found an act.
    rules: FxHashMap<u32, usize>,
    /// Acts in which an entry was taken, by its index.
    entries: FxHashMap<(LexiconId, u32), usize>,
    /// Hits that an exception of a rule kept away, by its index.
    excepts: FxHashMap<(u32, usize), usize>,
}

impl Hits {
    /// Over all examples, whoever speaks in them.
    pub fn of_examples(pack: &Pack, ruleset: &Ruleset) -> Self {
        let tagger = Tagger::for_examples(ruleset, false);
        let rules = pack.rules.iter();
        let examples: Vec<&Example> = rules
            .flat_map(|rule| rule.matches.iter().chain(&rule.rejects).chain(&rule.todo))
            .collect();
        let hits = examples
            .par_iter()
            .fold(Self::default, |mut hits, example| {
                hits.read(&tagger, &Text::new(example).document);
                hits
            });
        hits.reduce(Self::default, Self::merged)
    }

    /// Adds articles, read as `tag` reads them, with the rules in draft.
    pub fn add(&mut self, ruleset: &Ruleset, documents: &[Document]) {
        let tagger = Tagger::for_examples(ruleset, true);
        let hits = documents
            .par_iter()
            .fold(Self::default, |mut hits, document| {
                hits.read(&tagger, document);
                hits
            });
        let hits = hits.reduce(Self::default, Self::merged);
        *self = std::mem::take(self).merged(hits);
    }

    /// What a pattern did.
    pub fn pattern(&self, pattern: PatternRef) -> Tally {
        self.patterns.get(&pattern).copied().unwrap_or_default()
    }

    /// Sentences in which a rule found an act.
    pub fn rule(&self, rule: usize) -> usize {
        self.rules.get(&(rule as u32)).copied().unwrap_or_default()
    }

    /// Acts in which an entry of a lexicon was taken.
    pub fn entry(&self, lexicon: usize, entry: usize) -> usize {
        let key = (LexiconId(lexicon as u32), entry as u32);
        self.entries.get(&key).copied().unwrap_or_default()
    }

    /// Hits that an exception of a rule kept away.
    pub fn except(&self, rule: usize, except: usize) -> usize {
        let key = (rule as u32, except);
        self.excepts.get(&key).copied().unwrap_or_default()
    }

    fn read(&mut self, tagger: &Tagger<'_>, document: &Document) {
        let sentences = tagger.sentences(document);
        self.texts += 1;
        self.sentences += sentences.len();
        let mut walk = tagger.walk(document, &sentences);
        for (index, patterns) in tagger.woken(document, &sentences) {
            let mut seen = Seen::default();
            walk.acts(index, &patterns, &mut seen);
            for pattern in patterns {
                self.patterns.entry(pattern).or_default().woken += 1;
            }
            self.note(tagger.rules(), seen);
        }
    }

    fn note(&mut self, ruleset: &Ruleset, mut seen: Seen) {
        // What an earlier pattern of a rule found already counts where the rule's act stands.
        let standing: Vec<u32> = seen.acts.iter().map(|act| act.pattern.rule).collect();
        let repeated = seen.repeated.into_iter();
        seen.acts
            .extend(repeated.filter(|act| standing.contains(&act.pattern.rule)));
        let mut found: Vec<PatternRef> = seen.acts.iter().map(|act| act.pattern).collect();
        found.sort_unstable();
        found.dedup();
        let category = |pattern: &PatternRef| ruleset.rules[pattern.rule as usize].category;
        for pattern in &found {
            let same = found
                .iter()
                .filter(|other| category(other) == category(pattern));
            let tally = self.patterns.entry(*pattern).or_default();
            tally.hits += 1;
            tally.alone += usize::from(same.count() == 1);
        }
        found.dedup_by_key(|pattern| pattern.rule);
        for pattern in found {
            *self.rules.entry(pattern.rule).or_default() += 1;
        }
        for entry in seen.acts.into_iter().flat_map(|act| act.entries) {
            *self.entries.entry(entry).or_default() += 1;
        }
        for except in seen.excepted {
            *self.excepts.entry(except).or_default() += 1;
        }
    }

    fn merged(mut self, other: Self) -> Self {
        self.texts += other.texts;
        self.sentences += other.sentences;
        for (pattern, tally) in other.patterns {
            let own = self.patterns.entry(pattern).or_default();
            own.woken += tally.woken;
            own.hits += tally.hits;
            own.alone += tally.alone;
        }
        add(&mut self.rules, other.rules);
        add(&mut self.entries, other.entries);
        add(&mut self.excepts, other.excepts);
        self
    }
}

fn add<K: std::hash::Hash + Eq>(own: &mut FxHashMap<K, usize>, other: FxHashMap<K, usize>) {
    for (key, number) in other {
        *own.entry(key).or_default() += number;
    }
}

/// What was seen in one sentence.
#[derive(Debug, Default)]
struct Seen {
    acts: Vec<Taken>,
    repeated: Vec<Taken>,
    excepted: Vec<(u32, usize)>,
}

/// A match, and the entries that it took.
#[derive(Debug)]
struct Taken {
    pattern: PatternRef,
    entries: Vec<(LexiconId, u32)>,
}

impl Taken {
    fn new(pattern: PatternRef, found: &Match) -> Self {
        let entries = found.trail.iter().filter_map(|event| match event {
            Event::Entry { lexicon, entry, .. } => Some((*lexicon, *entry)),
            _ => None,
        });
        Self {
            pattern,
            entries: entries.collect(),
        }
    }
}

impl Observer for Seen {
    fn matched(
        &mut self,
        pattern: PatternRef,
        found: &Match,
        _: Option<&Parties>,
        outcome: &Outcome,
    ) {
        match outcome {
            Outcome::Act { .. } => self.acts.push(Taken::new(pattern, found)),
            Outcome::Repeated => self.repeated.push(Taken::new(pattern, found)),
            Outcome::Excepted(index) => self.excepted.push((pattern.rule, *index)),
            Outcome::Negated(_)
            | Outcome::Hypothetical(_)
            | Outcome::Conditional(_)
            | Outcome::Observer
            | Outcome::NotDiplomatic(_)
            | Outcome::InComplement(_) => {}
        }
    }
}
