//! What a pattern is run as: a flat list of steps for a backtracking matcher.
//!
//! The steps are those of a regular-expression machine over words: consume, split, jump, capture.
//! `compile` makes them from a `Pattern`; `tagger::matcher` runs them.

use crate::rules::pack::ActorKind;
use crate::rules::pattern::{Gap, MarkClass, Role};
use crate::rules::traits::{PartOfSpeech, Traits};

/// A normal form of a word, known to the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FormId(pub u32);

/// A lemma with its part of speech, known to the pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LemmaId(pub u32);

/// A lexicon of the pack: an index into its lexicons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LexiconId(pub u32);

/// A compiled pattern.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// The steps; the run begins at the first.
    pub steps: Vec<Step>,
}

/// One step of a program. A `usize` is an index of a step.
#[derive(Clone, Debug)]
pub enum Step {
    /// One word that has one of these forms (sorted).
    Word(Box<[FormId]>),
    /// One word in exactly this spelling.
    Exact(Box<str>),
    /// One word that is a form of one of these lemmas.
    Lemma {
        /// The lemma as each part of speech that was meant (sorted).
        lemmas: Box<[LemmaId]>,
        /// Whether `se` is demanded.
        pronominal: bool,
        /// What the form, or its verb group, must be.
        test: Test,
    },
    /// An entry of a lexicon, the longest first.
    Lexicon {
        /// Which.
        lexicon: LexiconId,
        /// What the entry's first verb must be.
        test: Test,
    },
    /// An actor phrase.
    Actor(Option<ActorKind>),
    /// Words of no interest.
    Gap(Gap),
    /// A mark.
    Mark(MarkClass),
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
    /// All parts, in any order.
    Group {
        /// The parts.
        parts: Box<[Program]>,
        /// Words that the whole may span.
        within: Option<u16>,
    },
    /// What follows is captured, up to the `Close` of that role.
    Open(Role),
    /// The end of a capture.
    Close(Role),
    /// Goes on at the first step, and at the second where that fails.
    Split(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// The pattern has matched.
    Match,
}

/// A test of traits: each member must hold; a member holds when one of its atoms does.
pub type Test = Box<[Box<[Atom]>]>;

/// One trait of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Atom {
    /// Whether the trait must be absent.
    pub negated: bool,
    /// The trait: one bit.
    pub traits: Traits,
}

/// What a form can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Analysis {
    /// Its lemma.
    pub lemma: LemmaId,
    /// The lemma's part of speech.
    pub part: PartOfSpeech,
    /// Its traits.
    pub traits: Traits,
}

/// Whether a reading with these traits passes the test.
pub fn passes(test: &Test, traits: Traits) -> bool {
    test.iter().all(|any| {
        any.iter()
            .any(|atom| traits.contains(atom.traits) != atom.negated)
    })
}
