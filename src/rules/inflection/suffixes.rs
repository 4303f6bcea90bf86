//! Which model a lemma follows: the whole lemma where it is listed, else its longest listed ending.
//!
//! An entry is `tenir` (this lemma), `*tenir` (every lemma of that ending), and `~` in an ending is
//! one consonant sound (`*é~er`: céder, célébrer). The table knows no French beyond that sound.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// What `~` stands for: the consonants of one sound, and those with a liquid. Not *c* and *g*, which change
/// their spelling before *a* and *o*, nor *x*, before which no *e* takes an accent (annexer).
const SOUNDS: &[&str] = &[
    "b", "d", "f", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "bl", "br", "ch", "chr",
    "cl", "cr", "dr", "fl", "fr", "gl", "gn", "gr", "gu", "ph", "pl", "pr", "qu", "th", "tr", "vr",
];

/// Lemmas and endings, each with what it stands for.
#[derive(Clone, Debug)]
pub struct Suffixes<T> {
    whole: FxHashMap<String, T>,
    endings: FxHashMap<String, T>,
    /// Endings written with `~`, once for each sound; one written with its letters wins (`*eler` over `*e~er`).
    sounds: FxHashMap<String, T>,
    longest: usize,
}

impl<T> Default for Suffixes<T> {
    fn default() -> Self {
        Self {
            whole: FxHashMap::default(),
            endings: FxHashMap::default(),
            sounds: FxHashMap::default(),
            longest: 0,
        }
    }
}

impl<T: Copy> Suffixes<T> {
    /// Files `value` under an entry; gives what stood there before.
    pub fn insert(&mut self, entry: &str, value: T) -> Option<T> {
        let Some(ending) = entry.strip_prefix('*') else {
            return self.whole.insert(key(entry).into_owned(), value);
        };
        if !ending.contains('~') {
            self.longest = self.longest.max(ending.len());
            return self.endings.insert(key(ending).into_owned(), value);
        }
        let mut before = None;
        for sound in SOUNDS {
            let ending = ending.replace('~', sound);
            self.longest = self.longest.max(ending.len());
            before = before.or(self.sounds.insert(ending, value));
        }
        before
    }

    /// What the lemma, or its longest ending, stands for.
    pub fn get(&self, lemma: &str) -> Option<T> {
        self.exact(lemma).or_else(|| self.ending(lemma))
    }

    /// What the lemma itself, listed whole, stands for.
    pub fn exact(&self, lemma: &str) -> Option<T> {
        self.whole.get(&*key(lemma)).copied()
    }

    fn ending(&self, lemma: &str) -> Option<T> {
        let lemma = key(lemma);
        let first = lemma.len().saturating_sub(self.longest);
        (first..=lemma.len())
            .filter(|at| lemma.is_char_boundary(*at))
            .find_map(|at| {
                let ending = &lemma[at..];
                self.endings
                    .get(ending)
                    .or_else(|| self.sounds.get(ending))
                    .copied()
            })
    }

    /// The lemmas listed whole, in no order.
    pub fn lemmas(&self) -> impl Iterator<Item = &str> {
        self.whole.keys().map(String::as_str)
    }
}

/// The key of a lemma: œ and æ as two letters, lower case.
fn key(lemma: &str) -> Cow<'_, str> {
    crate::text::normalize::normal_form(lemma)
}

/// Cuts the ending of a model off a lemma: what precedes it, and what its `~` is there.
pub fn cut<'l>(lemma: &'l str, ending: &str) -> Option<(&'l str, &'static str)> {
    let Some((before, after)) = ending.split_once('~') else {
        return Some((lemma.strip_suffix(ending)?, ""));
    };
    let rest = lemma.strip_suffix(after)?;
    // «célébrer» ends in é~er with br, never with r: what precedes ~ must precede the sound.
    SOUNDS.iter().find_map(|sound| {
        let stem = rest.strip_suffix(sound)?.strip_suffix(before)?;
        Some((stem, *sound))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_lemma_wins_over_the_longest_ending() {
        let mut suffixes = Suffixes::default();
        for (entry, value) in [
            ("*er", 1),
            ("*é~er", 2),
            ("*eler", 3),
            ("*e~er", 6),
            ("appeler", 4),
            ("*oeuvrer", 5),
        ] {
            assert_eq!(suffixes.insert(entry, value), None);
        }
        let cases = [
            ("aimer", Some(1)),
            ("célébrer", Some(2)),
            ("piéger", Some(1)),
            ("geler", Some(3)),
            ("appeler", Some(4)),
            ("rappeler", Some(3)),
            ("mener", Some(6)),
            ("œuvrer", Some(5)),
            ("finir", None),
        ];
        for (lemma, value) in cases {
            assert_eq!(suffixes.get(lemma), value, "{lemma}");
        }
        assert_eq!(suffixes.insert("*er", 9), Some(1));
    }

    #[test]
    fn an_ending_is_cut_with_its_sound() {
        let cases = [
            ("célébrer", "é~er", Some(("cél", "br"))),
            ("aimer", "er", Some(("aim", ""))),
            ("finir", "er", None),
        ];
        for (lemma, ending, expected) in cases {
            assert_eq!(cut(lemma, ending), expected, "{lemma}");
        }
    }
}
