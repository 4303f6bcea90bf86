//! The words of a pattern as a text is cut into them, and what a pattern means by each.

use crate::rules::pattern::TraitTest;
use crate::rules::program::{Atom, FormId, Test};
use crate::rules::traits::Traits;

/// Words that stand for several forms when a pattern names them («de» is also *d', du, des*).
pub(super) const ALIKE: &[(&str, &[&str])] = &[
    ("de", &["de", "d'", "du", "des"]),
    ("à", &["à", "au", "aux"]),
    ("que", &["que", "qu'"]),
    ("ne", &["ne", "n'"]),
    ("se", &["se", "s'"]),
    ("me", &["me", "m'"]),
    ("te", &["te", "t'"]),
    ("je", &["je", "j'"]),
    ("le", &["le", "l'"]),
    ("la", &["la", "l'"]),
    ("ce", &["ce", "c'"]),
    ("jusque", &["jusque", "jusqu'"]),
    ("lorsque", &["lorsque", "lorsqu'"]),
    ("puisque", &["puisque", "puisqu'"]),
];

/// Words that lose their vowel before an apostrophe and are then words of their own.
pub(super) const ELIDED: &[&str] = &[
    "l", "d", "qu", "s", "n", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// A word of a pattern made ready.
pub(super) struct WrittenWord {
    /// The forms that it stands for.
    pub(super) whole: Box<[FormId]>,
    /// Those of its parts, where it is a compound.
    pub(super) parts: Box<[Box<[FormId]>]>,
    /// The form that is best looked for.
    pub(super) anchor: Option<FormId>,
}

/// «d'armes» → `d'`, `armes`; «aujourd'hui» stays whole.
pub(crate) fn split_word(word: &str) -> Vec<String> {
    let normal = crate::text::normalize::normal_form(word);
    let mut words = Vec::new();
    let mut rest: &str = &normal;
    while let Some((head, tail)) = rest.split_once('\'') {
        if !ELIDED.contains(&head) {
            break;
        }
        words.push(format!("{head}'"));
        rest = tail;
    }
    if !rest.is_empty() {
        words.push(rest.to_string());
    }
    words
}

/// The forms that a pattern means by a word: itself, and what it becomes before a vowel or an article.
pub(crate) fn alike(word: &str) -> Vec<&str> {
    ALIKE
        .iter()
        .find(|(name, _)| *name == word)
        .map_or_else(|| vec![word], |(_, alike)| alike.to_vec())
}

/// «d'après» → `d'`, `après`: the words of a phrase as a text would be cut.
pub(crate) fn split_phrase(phrase: &str) -> Vec<String> {
    phrase.split_whitespace().flat_map(split_word).collect()
}

/// The test as it is run.
pub(crate) fn test_of(test: &TraitTest) -> Test {
    let atom = |written: &crate::rules::pattern::TraitAtom| {
        Traits::parse(&written.name).map(|traits| Atom {
            negated: written.negated,
            traits,
        })
    };
    test.all
        .iter()
        .map(|any| any.iter().filter_map(atom).collect())
        .collect()
}
