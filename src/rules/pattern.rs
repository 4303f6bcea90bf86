//! What a pattern of the notation says, as a tree: the form between the text that a linguist writes
//! (`notation` reads it) and the program that the matcher runs (`compile` makes it).
//!
//! Spans are bytes of the pattern's own text, from its first byte.

use crate::text::span::Span;

/// A pattern as written: a sequence of elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The elements, from left to right.
    pub elements: Vec<Element>,
}

/// One element and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Bytes of the pattern's text.
    pub span: Span,
    /// What it matches.
    pub kind: Kind,
}

/// The kinds of element of the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `appelle`: this word, whatever its case.
    Word(String),
    /// `=Mot`: this word in exactly this spelling and case.
    Exact(String),
    /// `<appeler:fut>`: the forms of a lemma.
    Lemma(Lemma),
    /// `@name:trait`: an entry of a lexicon.
    Lexicon {
        /// The lexicon's name, without `@`.
        name: String,
        /// What the first verb of the entry must be.
        test: TraitTest,
    },
    /// `@acteur`, `@acteur.state`: an actor phrase.
    Actor {
        /// The kind asked for, as written.
        kind: Option<String>,
    },
    /// `...3`: words of no interest.
    Gap(Gap),
    /// `(a | b)`: one of these sequences.
    Choice(Vec<Pattern>),
    /// `x?`: the element or nothing.
    Optional(Box<Element>),
    /// `{ a ; b } 8`: all parts in any order.
    Group {
        /// The parts.
        parts: Vec<Pattern>,
        /// The number of words the whole may span; `None` is the sentence.
        within: Option<u16>,
    },
    /// `speaker:x`: captures what `x` matches.
    Capture {
        /// What the captured words are.
        role: Role,
        /// The element.
        element: Box<Element>,
    },
    /// A punctuation or quotation mark, set off by spaces.
    Mark(MarkClass),
    /// `^`: the start of the sentence, or of a quotation, or what follows a colon or a dateline.
    Start,
    /// `$`: the end of the sentence.
    End,
}

/// A lemma in angle brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma {
    /// The lemma without `se`; may be of several words («mettre fin»).
    pub lemma: String,
    /// The part of speech, `V`, `N` or `A`, where named.
    pub part: Option<char>,
    /// Whether `se` is demanded («se défendre»).
    pub pronominal: bool,
    /// What its form must be.
    pub test: TraitTest,
}

/// A test of traits: every member must hold, and a member holds when one of its alternatives does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraitTest {
    /// `:a|b:!c` is `[[a, b], [!c]]`.
    pub all: Vec<Vec<TraitAtom>>,
}

/// One trait of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitAtom {
    /// Whether it must be absent.
    pub negated: bool,
    /// Its name: one of [`TRAITS`].
    pub name: String,
}

/// A gap in **words**; articles and punctuation do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// At least so many.
    pub min: u16,
    /// At most so many; `None` is to the end of the clause.
    pub max: Option<u16>,
}

/// What a capture names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Who performs the act.
    Speaker,
    /// At whom it is directed.
    Target,
    /// A word at which negation, hypothesis and conditional are tested.
    Head,
}

/// The marks that a pattern can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkClass {
    /// ` , `
    Comma,
    /// ` : `
    Colon,
    /// ` « `, also “ and an opening "
    OpenQuote,
    /// ` » `, also ” and a closing "
    CloseQuote,
}

impl MarkClass {
    /// The characters that a text may write for it.
    pub const fn characters(self) -> &'static [char] {
        match self {
            Self::Comma => &[','],
            Self::Colon => &[':'],
            Self::OpenQuote => &['«', '“', '„', '"'],
            Self::CloseQuote => &['»', '”', '"'],
        }
    }
}

/// Every trait that the notation knows.
pub const TRAITS: &[&str] = &[
    "inf", "ppres", "ppast", "pres", "impf", "fut", "past", "perf", "cond", "subj", "imp", "1s",
    "2s", "3s", "1p", "2p", "3p", "m", "f", "s", "p",
];

/// The kinds of actor that `@acteur.KIND` can ask for.
pub const ACTOR_KINDS: &[&str] = &[
    "state",
    "organisation",
    "armed",
    "office",
    "person",
    "place",
    "ngo",
    "observer",
];

/// The number of words of a gap written `...` alone.
pub const DEFAULT_GAP: u16 = 5;

impl TraitTest {
    /// Whether it demands nothing.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Pattern {
    /// Calls `visit` for every element, outer before inner, from left to right.
    pub fn visit<'p>(&'p self, visit: &mut impl FnMut(&'p Element)) {
        for element in &self.elements {
            element.visit(visit);
        }
    }
}

impl Element {
    fn visit<'p>(&'p self, visit: &mut impl FnMut(&'p Element)) {
        visit(self);
        match &self.kind {
            Kind::Choice(parts) | Kind::Group { parts, .. } => {
                for part in parts {
                    for element in &part.elements {
                        element.visit(visit);
                    }
                }
            }
            Kind::Optional(inner) | Kind::Capture { element: inner, .. } => inner.visit(visit),
            _ => {}
        }
    }
}
