//! A match: what a program took, and where its heads and captures are.

use std::ops::Range;

use crate::rules::pattern::Role;
use crate::rules::program::LexiconId;

/// What a program took on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A word, by its index.
    Word(usize),
    /// A word of a verb group in front of its main verb: auxiliary, *ne*, clitic.
    Auxiliary(usize),
    /// A word of an actor phrase.
    Actor(usize),
    /// The main verb of what was just taken.
    Verb(usize),
    /// An entry of a lexicon, over the words `start..end`.
    Entry {
        /// Which lexicon.
        lexicon: LexiconId,
        /// Which of its entries.
        entry: u32,
        /// First word.
        start: usize,
        /// Behind the last word.
        end: usize,
    },
    /// A capture opens before this word.
    Open(Role, usize),
    /// A capture closes before this word.
    Close(Role, usize),
}

/// A match of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The words from the first to behind the last one taken.
    pub words: Range<usize>,
    /// What was taken, in order.
    pub trail: Vec<Event>,
}

impl Match {
    /// The words taken, sorted: gaps are not among them.
    pub fn evidence(&self) -> Vec<usize> {
        self.sorted(|event| match event {
            Event::Word(word) | Event::Auxiliary(word) | Event::Actor(word) => Some(word),
            _ => None,
        })
    }

    /// The words that elements of the pattern took themselves, sorted: the evidence without auxiliaries and *ne*.
    pub fn spelled(&self) -> Vec<usize> {
        self.sorted(|event| match event {
            Event::Word(word) => Some(word),
            _ => None,
        })
    }

    fn sorted(&self, word: impl Fn(Event) -> Option<usize>) -> Vec<usize> {
        let mut words: Vec<usize> = self.trail.iter().filter_map(|event| word(*event)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// The words of the captures with this role.
    pub fn captures(&self, role: Role) -> Vec<Range<usize>> {
        let mut open = Vec::new();
        let mut found = Vec::new();
        for event in &self.trail {
            match event {
                Event::Open(which, at) if *which == role => open.push(*at),
                Event::Close(which, at) if *which == role => {
                    let start = open.pop().unwrap_or(*at);
                    found.push(start..(*at).max(start));
                }
                _ => {}
            }
        }
        found.retain(|range| !range.is_empty());
        found
    }

    /// The words at which negation, hypothesis and conditional are tested: those captured as `head:`,
    /// else the first verb, else the first word taken that is no actor's.
    pub fn heads(&self) -> Vec<usize> {
        let named: Vec<usize> = self
            .captures(Role::Head)
            .iter()
            .map(|range| self.head_in(range.clone()))
            .collect();
        if !named.is_empty() {
            return named;
        }
        vec![self.head_in(self.words.clone())]
    }

    /// Whether the pattern took this word as a verb.
    pub fn is_verb(&self, word: usize) -> bool {
        self.trail.contains(&Event::Verb(word))
    }

    fn head_in(&self, range: Range<usize>) -> usize {
        let verb = self.trail.iter().find_map(|event| match event {
            Event::Verb(word) if range.contains(word) => Some(*word),
            _ => None,
        });
        let word = || {
            self.trail.iter().find_map(|event| match event {
                Event::Word(word) if range.contains(word) => Some(*word),
                _ => None,
            })
        };
        verb.or_else(word).unwrap_or(range.start)
    }
}
