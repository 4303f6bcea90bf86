//! What is sought, and where it is found.

use crate::rules::load::{Told, add_pattern};
use crate::rules::pack::{Pack, Status};
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::study::concordance::hit::{Hit, Page, Why, ids, spans};
use crate::tagger::Tagger;
use crate::tagger::attribution::Parties;
use crate::tagger::matcher::{Match, Matcher};
use crate::tagger::sentence::{Observer, Outcome};
use crate::tagger::tag::Walk;
use crate::tagger::waking::Woken;
use crate::text::document::{Document, Sentence};

/// What is sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// The acts of a rule, by its index.
    Rule(usize),
    /// The acts of a category, by its index.
    Category(usize),
    /// The matches of a pattern; its rule is the only one of the pack.
    Pattern,
}

impl Sought {
    /// Reads what is asked for: the id of a rule, the id of a category, else a pattern (of which `@lexicon` is one), which
    /// then is the only rule of the pack.
    ///
    /// # Errors
    /// The mistakes in the pattern.
    pub fn read(pack: &mut Pack, written: &str) -> Result<Self, Told> {
        if let Some(rule) = pack.rules.iter().position(|rule| rule.id == written) {
            return Ok(Self::Rule(rule));
        }
        let mut categories = pack.categories.iter();
        if let Some(category) = categories.position(|category| category.id == written) {
            return Ok(Self::Category(category));
        }
        add_pattern(pack, written)?;
        let rule = pack.rules.len() - 1;
        pack.rules.swap(0, rule);
        pack.rules.truncate(1);
        Ok(Self::Pattern)
    }
}

/// A search in documents, shared by all threads.
#[derive(Clone, Debug)]
pub struct Search<'r> {
    rules: &'r Ruleset,
    tagger: Tagger<'r>,
    sought: Sought,
    /// Whether matches that something blocks are shown too.
    blocked: bool,
    context: usize,
}

impl<'r> Search<'r> {
    /// A search with at most `context` characters on either side; with `blocked`, it also gives the matches of rules that
    /// something blocks.
    pub fn new(rules: &'r Ruleset, sought: Sought, blocked: bool, context: usize) -> Self {
        Self {
            rules,
            tagger: Tagger::for_examples(rules, true),
            sought,
            blocked,
            context,
        }
    }

    /// What is found in a document, by place.
    pub fn hits(&self, document: &Document) -> Vec<Hit> {
        let sentences = document.sentences(&self.rules.segmenter);
        let page = |index| Page {
            document,
            sentences: &sentences,
            index,
            context: self.context,
        };
        let mut hits = Vec::new();
        if self.sought == Sought::Pattern {
            for (index, patterns) in self.tagger.woken(document, &sentences) {
                self.matches(&page(index), &patterns, &mut hits);
            }
        } else {
            let mut walk = self.tagger.walk(document, &sentences);
            for (index, patterns) in self.to_walk(document, &sentences) {
                self.acts(&mut walk, &page(index), &patterns, &mut hits);
            }
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits
    }

    /// The sentences up to the last one in which what is sought may be, with all that runs there: what the ones before tell
    /// may name the parties of an act.
    fn to_walk(&self, document: &Document, sentences: &[Sentence]) -> Vec<Woken> {
        let mut woken = if self.blocked {
            self.tagger.woken(document, sentences)
        } else {
            self.tagger.concerned(document, sentences)
        };
        let wanted = |(_, patterns): &Woken| patterns.iter().any(|pattern| self.wants(*pattern));
        woken.truncate(woken.iter().rposition(wanted).map_or(0, |last| last + 1));
        for (_, patterns) in &mut woken {
            patterns.retain(|pattern| self.runs(*pattern));
        }
        woken
    }

    fn wants(&self, pattern: PatternRef) -> bool {
        let rule = pattern.rule as usize;
        match self.sought {
            Sought::Rule(wanted) => rule == wanted,
            Sought::Category(wanted) => self.rules.rules[rule].category == wanted,
            Sought::Pattern => true,
        }
    }

    /// All rules run but drafts, as in `tag`; a draft where it is the one sought.
    fn runs(&self, pattern: PatternRef) -> bool {
        let rule = pattern.rule as usize;
        self.rules.rules[rule].status != Status::Draft || self.sought == Sought::Rule(rule)
    }

    fn matches(&self, page: &Page<'_>, patterns: &[PatternRef], hits: &mut Vec<Hit>) {
        let here = self.tagger.parse(page.document, page.sentences, page.index);
        let matcher = Matcher::new(self.rules, &here.reading, &here.actors);
        for pattern in patterns {
            let found = matcher.matches(&self.rules.pattern(*pattern).program);
            hits.extend(
                found
                    .iter()
                    .filter_map(|found| page.hit(&spans(&here, &found.evidence()))),
            );
        }
    }

    fn acts(
        &self,
        walk: &mut Walk<'_>,
        page: &Page<'_>,
        patterns: &[PatternRef],
        hits: &mut Vec<Hit>,
    ) {
        let mut blocked = Blocked::default();
        let placed = walk.acts(page.index, patterns, &mut blocked);
        let wanted = placed.into_iter().filter(|placed| match self.sought {
            Sought::Rule(rule) => placed.rule == rule,
            Sought::Category(category) => placed.category == category,
            Sought::Pattern => true,
        });
        hits.extend(wanted.filter_map(|placed| {
            let act = placed.act;
            Some(Hit {
                rule: Some(act.rule),
                at: Some(act.at),
                speaker: ids(&act.speaker),
                target: ids(&act.target),
                ..page.hit(&act.evidence)?
            })
        }));
        if self.blocked {
            self.blocked(page, &blocked, hits);
        }
    }

    fn blocked(&self, page: &Page<'_>, blocked: &Blocked, hits: &mut Vec<Hit>) {
        let here = self.tagger.parse(page.document, page.sentences, page.index);
        let wanted = blocked
            .seen
            .iter()
            .filter(|(pattern, ..)| self.wants(*pattern));
        hits.extend(wanted.filter_map(|(pattern, found, why)| {
            Some(Hit {
                rule: Some(self.rules.rules[pattern.rule as usize].id.to_string()),
                at: Some(self.rules.pattern(*pattern).at.to_string()),
                blocked: Some(*why),
                ..page.hit(&spans(&here, &found.evidence()))?
            })
        }));
    }
}

/// Keeps the matches that something blocked.
#[derive(Debug, Default)]
struct Blocked {
    seen: Vec<(PatternRef, Match, Why)>,
}

impl Observer for Blocked {
    fn matched(
        &mut self,
        pattern: PatternRef,
        found: &Match,
        _: Option<&Parties>,
        outcome: &Outcome,
    ) {
        self.seen
            .extend(Why::of(outcome).map(|why| (pattern, found.clone(), why)));
    }
}
