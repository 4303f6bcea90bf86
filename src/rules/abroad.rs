//! Abroad: the words without which nothing is diplomatic (DESIGN §4), told from the anchors alone.
//!
//! Whatever a sentence says, it is a statement only where somebody outside the home of the press is named near it. A third
//! of what wakes in general news names nobody abroad, and need not be read for that.

use rustc_hash::FxHashMap;

use crate::rules::anchors::{AnchorScan, AnchorWord};
use crate::rules::forms::FormTable;
use crate::rules::program::FormId;
use crate::rules::rows::Rows;

/// What words of a sentence tell of who is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign(u8);

impl Sign {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// An actor abroad, an armed group.
    pub const ABROAD: Self = Self(1);
    /// A body without a name, or the home itself, that may speak of a war, whoever fights it.
    pub const BODY: Self = Self(2);
    /// A word of war.
    pub const WAR: Self = Self(4);
    /// A title, behind which the surname of somebody stands whom the document named long before («M. Szijjarto»).
    pub const TITLE: Self = Self(8);

    /// All of both.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of `other` is among these.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Words that are a sign together: one of the first, and one of the second where there are such.
#[derive(Clone, Debug)]
pub(crate) struct SignWords {
    pub(crate) sign: Sign,
    /// Whether the first is written with a capital.
    pub(crate) capital: bool,
    pub(crate) first: Vec<FormId>,
    pub(crate) second: Vec<FormId>,
}

/// Which words are signs.
#[derive(Debug)]
pub struct Abroad {
    /// What each word of the scan can be a sign of.
    of_word: Rows<Clue>,
    /// The second words of clues.
    seconds: Rows<AnchorWord>,
}

#[derive(Clone, Copy, Debug)]
struct Clue {
    sign: Sign,
    capital: bool,
    /// A row of `seconds` of which one must stand in the sentence too.
    second: Option<u32>,
}

impl Abroad {
    /// The signs among the words of the scan.
    pub(crate) fn new(anchors: &AnchorScan, forms: &FormTable, signs: &[SignWords]) -> Self {
        let by_form: FxHashMap<&str, AnchorWord> = anchors
            .words()
            .map(|word| (anchors.form(word), word))
            .collect();
        let words_of = |ids: &[FormId]| -> Vec<AnchorWord> {
            let words = ids.iter().filter_map(|id| by_form.get(forms.text(*id)));
            words.copied().collect()
        };
        let mut clues: Vec<Vec<Clue>> = vec![Vec::new(); anchors.literals()];
        let mut seconds = Rows::default();
        for (row, words) in signs.iter().enumerate() {
            seconds.push(&words_of(&words.second));
            let clue = Clue {
                sign: words.sign,
                capital: words.capital,
                second: (!words.second.is_empty()).then_some(row as u32),
            };
            for word in words_of(&words.first) {
                clues[word.place()].push(clue);
            }
        }
        Self {
            of_word: clues.iter().collect(),
            seconds,
        }
    }

    /// What the words of a sentence tell, each with the byte of the text at which it starts.
    pub fn signs(&self, text: &str, words: &[(AnchorWord, usize)]) -> Sign {
        let stands = |word: &AnchorWord| words.iter().any(|(other, _)| other == word);
        let mut all = Sign::NONE;
        for (word, start) in words {
            for clue in self.of_word.of(word.place() as u32) {
                let told = !all.has(clue.sign)
                    && (!clue.capital || text[*start..].starts_with(char::is_uppercase))
                    && clue
                        .second
                        .is_none_or(|row| self.seconds.of(row).iter().any(stands));
                if told {
                    all = all.union(clue.sign);
                }
            }
        }
        all
    }
}
