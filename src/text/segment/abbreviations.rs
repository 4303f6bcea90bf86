//! What a full stop is, told from the word before it: an abbreviation, an initial, or the end.
//!
//! The abbreviations come from the pack (`french/abbreviations.txt`); the shapes that need no list
//! (initials, words without a vowel, Roman numbers) are known here.

use rustc_hash::FxHashMap;

use crate::text::normalize::{is_apostrophe, is_hyphen};

/// Stands behind an abbreviation of the pack that may also be the last word of a sentence.
const MAY_BE_LAST: char = '$';

/// Bytes that are read before a full stop to find the word it belongs to.
const WORD_WINDOW: usize = 32;

/// First words of sentences that are no names: behind «plan B.» they open a new sentence.
const OPENERS: &str = "a ainsi alors après au aucun aucune aujourd auparavant aussi autre aux \
    avant avec c ce cela celle celui cependant ces cet cette ceux chaque comme comment d dans de \
    depuis des deux donc du dès elle elles en enfin ensuite entre et face grâce hier il ils j je \
    jusqu l la le les leur leurs lors lorsqu lorsque lui là mais malgré moi même n ne ni nombre \
    non nos notre nous on or ou oui outre où par parmi pas pendant peu plus plusieurs pour \
    pourquoi pourtant puis qu quand quant que quel quelle quelques qui quoi s sa sans selon ses \
    seul seule si son sous sur tandis tous tout toute toutefois toutes trois très un une vers \
    voici voilà vous à ça";

/// Units of measure: the full stop behind them is that of the sentence.
const UNITS: &[&str] = &[
    "km", "cm", "mm", "kg", "mg", "mn", "kwh", "mw", "gw", "ml", "cl",
];

/// What a full stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FullStop {
    /// A full stop and nothing else.
    Mark,
    /// «M.»
    Abbreviation,
    /// «etc.»
    MayBeLast,
    /// «J.», «O.N.U.», but also «le plan B.»
    Initial,
}

/// The abbreviations of a pack, and the words that open sentences.
#[derive(Clone, Debug)]
pub(crate) struct Abbreviations {
    /// Without their full stop, with a small first letter and with a capital.
    known: FxHashMap<Box<str>, FullStop>,
    /// Bytes of the longest one.
    longest: usize,
    openers: Vec<&'static str>,
}

impl Abbreviations {
    pub(crate) fn new(entries: &[&str]) -> Self {
        let mut known = FxHashMap::default();
        for entry in entries {
            let (written, kind) = match entry.trim().strip_suffix(MAY_BE_LAST) {
                Some(written) => (written.trim_end(), FullStop::MayBeLast),
                None => (entry.trim(), FullStop::Abbreviation),
            };
            let stem = written.trim_end_matches('.');
            known.entry(with_capital(stem)).or_insert(kind);
            known.insert(Box::from(stem), kind);
        }
        let longest = known.keys().map(|stem| stem.len()).max().unwrap_or(0);
        let mut openers: Vec<&str> = OPENERS.split_whitespace().collect();
        openers.sort_unstable();
        Self {
            known,
            longest,
            openers,
        }
    }

    /// What the full stop behind `word` is.
    pub(crate) fn full_stop(&self, word: &str) -> FullStop {
        if word.is_empty() {
            FullStop::Mark
        } else if let Some(kind) = self.known.get(word) {
            *kind
        } else if is_initials(word) {
            FullStop::Initial
        } else if let Some((_, last)) = word.rsplit_once(is_hyphen) {
            // «ex-M.» is what «M.» is.
            self.full_stop(last)
        } else if looks_abbreviated(word) {
            FullStop::Abbreviation
        } else {
            FullStop::Mark
        }
    }

    /// The word that ends at `end`, with inner full stops and hyphens («J.-C», «n°»); the end of it
    /// where it is longer than any abbreviation.
    pub(crate) fn word_before<'t>(&self, text: &'t str, end: usize) -> &'t str {
        let bytes = &text.as_bytes()[..end];
        let letters = bytes.iter().rev().take(self.longest + 1);
        let plain = letters.take_while(|b| b.is_ascii_lowercase()).count();
        if plain > self.longest {
            return &text[end - plain..end];
        }
        let mut start = end - plain;
        for (at, c) in text[..start].char_indices().rev() {
            if !is_inner(c) || end - at > WORD_WINDOW {
                break;
            }
            start = at;
        }
        &text[start..end]
    }

    /// Whether `rest` begins with a word that opens sentences and is no name.
    pub(crate) fn opens(&self, rest: &str) -> bool {
        let length = first_word(rest);
        let word = &rest[..length];
        if word.len() > 12 || rest[length..].starts_with('.') {
            return false;
        }
        let word = word.to_lowercase();
        self.openers.binary_search(&word.as_str()).is_ok()
    }
}

fn with_capital(word: &str) -> Box<str> {
    let mut letters = word.chars();
    let first = letters.next();
    let capital = first.into_iter().flat_map(char::to_uppercase);
    capital.chain(letters).collect::<String>().into()
}

fn is_inner(c: char) -> bool {
    let joins = matches!(c, '.' | '°' | '\u{300}'..='\u{36f}') || is_hyphen(c);
    joins || (c.is_alphanumeric() && !is_apostrophe(c))
}

/// Single capitals, one or several: «J», «J.-C», «O.N.U».
fn is_initials(word: &str) -> bool {
    let parts = word.split(|c| c == '.' || is_hyphen(c));
    word.starts_with(char::is_uppercase)
        && parts.filter(|part| !part.is_empty()).all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
        })
}

/// «Sgt», «bld»: no vowel, and neither an acronym nor a unit.
fn looks_abbreviated(word: &str) -> bool {
    let bytes = word.as_bytes();
    (2..=4).contains(&bytes.len())
        && bytes[0].is_ascii_alphabetic()
        && bytes[1..].iter().all(u8::is_ascii_lowercase)
        && !bytes.iter().any(|b| b"aeiouyAEIOUY".contains(b))
        && !UNITS.contains(&word)
}

/// Whether `rest` begins with a Roman number that is no word («L'» and «C'» are).
pub(crate) fn is_roman(rest: &str) -> bool {
    let length = first_word(rest);
    length > 0
        && rest.as_bytes()[..length]
            .iter()
            .all(|b| b"IVXLC".contains(b))
        && !rest[length..].starts_with(is_apostrophe)
}

fn first_word(rest: &str) -> usize {
    let ends = |c: char| !c.is_alphanumeric() || is_apostrophe(c);
    rest.find(ends).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stops() {
        let abbreviations = Abbreviations::new(&["M.", "art.", "etc. $", "n°."]);
        let cases = [
            ("J", FullStop::Initial),
            ("É", FullStop::Initial),
            ("J.-C", FullStop::Initial),
            ("O.N.U", FullStop::Initial),
            ("M", FullStop::Abbreviation),
            ("art", FullStop::Abbreviation),
            ("Art", FullStop::Abbreviation),
            ("etc", FullStop::MayBeLast),
            ("n°", FullStop::Abbreviation),
            ("ex-M", FullStop::Abbreviation),
            ("Sgt", FullStop::Abbreviation),
            ("km", FullStop::Mark),
            ("CGT", FullStop::Mark),
            ("paix", FullStop::Mark),
            ("ONU", FullStop::Mark),
            ("12", FullStop::Mark),
            ("", FullStop::Mark),
        ];
        for (word, expected) in cases {
            assert_eq!(abbreviations.full_stop(word), expected, "{word}");
        }
    }

    #[test]
    fn words_before_a_full_stop() {
        let abbreviations = Abbreviations::new(&["art."]);
        let cases = [
            ("l'an 50 av. J.-C", "J.-C"),
            ("selon l’art", "art"),
            ("«M", "M"),
            ("le n°", "n°"),
            ("gouvernement", "ment"),
            ("É", "É"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(
                abbreviations.word_before(text, text.len()),
                expected,
                "{text}"
            );
        }
    }
}
