//! Finds anchors word by word: a text is cut into runs of letters and digits, and each is looked up by the hash of
//! its letters without case and accents. It is how the anchors of a large pack are found; those of a small one stand
//! in an automaton (`anchors`, which also says where the switch is).

use crate::text::normalize::{base_letter, folded};

/// A table from the hash of a word to a run of entries.
#[derive(Debug)]
pub(super) struct WordTable {
    /// Open addressing; a place holds the hash and the number of its first entry, counted from 1.
    places: Vec<(u64, u32)>,
    shift: u32,
}

impl WordTable {
    /// A table of hashes, sorted; equal ones are neighbours.
    pub(super) fn new(hashes: &[u64]) -> Self {
        let size = (hashes.len() * 2).next_power_of_two().max(2);
        let mut table = Self {
            places: vec![(0, 0); size],
            shift: 64 - size.trailing_zeros(),
        };
        for (index, hash) in hashes.iter().enumerate() {
            if index == 0 || hashes[index - 1] != *hash {
                let place = table.place(*hash);
                table.places[place] = (*hash, index as u32 + 1);
            }
        }
        table
    }

    /// The first entry with that hash.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Option<usize> {
        (self.places[self.place(hash)].1 as usize).checked_sub(1)
    }

    /// Where the hash stands, or would.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let mut place = (spread(hash) >> self.shift) as usize;
        while self.places[place].1 != 0 && self.places[place].0 != hash {
            place = (place + 1) & (self.places.len() - 1);
        }
        place
    }
}

/// Calls `each` with the start, the end and the hash of every run of letters and digits.
#[inline]
pub(super) fn words(text: &str, mut each: impl FnMut(usize, usize, u64)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut hash = 0;
        while let Some(&byte) = bytes.get(at) {
            match ASCII[usize::from(byte)] {
                0 => break,
                BEYOND => match beyond(text, at, hash) {
                    Some((next, mixed)) => (at, hash) = (next, mixed),
                    None => break,
                },
                letter => {
                    hash = mix(hash, letter);
                    at += 1;
                }
            }
        }
        if at > start {
            each(start, at, hash);
        }
        // What stopped it is no letter and may have several bytes; those behind its first stop it again.
        at += 1;
        while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
            at += 1;
        }
    }
}

/// The hash of a word's folded form: that of the bytes of [`folded`].
pub(super) fn hash_of(written: &str) -> u64 {
    let bytes = written.as_bytes();
    let mut hash = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            hash = mix(hash, byte.to_ascii_lowercase());
            at += 1;
            continue;
        }
        match (byte, &bytes[at + 1..]) {
            (0xC3, [second, ..]) if LATIN[usize::from(second & 0x3F)] != 0 => {
                hash = mix(hash, LATIN[usize::from(second & 0x3F)]);
                at += 2;
            }
            // ’
            (0xE2, [0x80, 0x99, ..]) => {
                hash = mix(hash, b'\'');
                at += 3;
            }
            _ => return folded(written).bytes().fold(0, mix),
        }
    }
    hash
}

/// A letter of several bytes: the byte behind it, and the hash with it.
#[inline]
fn beyond(text: &str, at: usize, hash: u64) -> Option<(usize, u64)> {
    let bytes = text.as_bytes();
    if bytes[at] == 0xC3 {
        match LATIN[usize::from(bytes[at + 1] & 0x3F)] {
            0 => {}
            letter => return Some((at + 2, mix(hash, letter))),
        }
    }
    let letter = text[at..].chars().next()?;
    letter
        .is_alphanumeric()
        .then(|| (at + letter.len_utf8(), mix_letter(hash, letter)))
}

/// The hash with any letter: in lower case, without its accent, œ and æ as two.
fn mix_letter(hash: u64, letter: char) -> u64 {
    match letter {
        'œ' | 'Œ' => mix(mix(hash, b'o'), b'e'),
        'æ' | 'Æ' => mix(mix(hash, b'a'), b'e'),
        _ => letter
            .to_lowercase()
            .map(base_letter)
            .fold(hash, |hash, base| {
                let mut buffer = [0; 4];
                let bytes = base.encode_utf8(&mut buffer).bytes();
                bytes.fold(hash, mix)
            }),
    }
}

/// FNV-1a, 64 bits.
#[inline]
fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}

/// Fibonacci hashing: the high bits depend on all.
#[inline]
fn spread(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// In [`ASCII`]: the first byte of a character of several.
const BEYOND: u8 = 1;

/// Of each byte its letter in lower case or digit; 0 where a word ends.
const ASCII: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        if letter.is_ascii_alphanumeric() {
            table[byte] = letter.to_ascii_lowercase();
        } else if !letter.is_ascii() {
            table[byte] = BEYOND;
        }
        byte += 1;
    }
    table
};

/// The base letters of U+00C0 to U+00FF, whose first byte is C3; 0 where `mix_letter` decides.
const LATIN: [u8; 64] =
    *b"aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<(&str, u64)> {
        let mut found = Vec::new();
        words(text, |start, end, hash| {
            found.push((&text[start..end], hash));
        });
        found
    }

    #[test]
    fn a_word_is_a_run_of_letters_and_digits() {
        let text = "L’Élysée, «œuvre»—20h30 d'Été\u{a0}: Şırnak 中";
        let found: Vec<&str> = hashes(text).into_iter().map(|(word, _)| word).collect();
        let expected = ["L", "Élysée", "œuvre", "20h30", "d", "Été", "Şırnak", "中"];
        assert_eq!(found, expected);
    }

    #[test]
    fn spellings_of_one_form_have_one_hash() {
        for (written, form) in [
            ("ÉTATS", "états"),
            ("Etats", "états"),
            ("Œuvre", "oeuvre"),
            ("ŞIRNAK", "şirnak"),
            ("Ÿ", "ÿ"),
        ] {
            assert_eq!(hashes(written)[0].1, hashes(form)[0].1, "{written}");
        }
    }

    #[test]
    fn the_table_of_latin_letters_says_what_any_letter_says() {
        for (index, letter) in ('\u{c0}'..='\u{ff}').enumerate() {
            if LATIN[index] != 0 {
                assert_eq!(mix(7, LATIN[index]), mix_letter(7, letter), "{letter}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_hash_of_a_word_is_that_of_its_folded_form(word in "[A-Za-zÀ-ÿŒœŞ’'\u{2011}\u{301}-]{0,12}") {
            let expected = folded(&word).bytes().fold(0, mix);
            proptest::prop_assert_eq!(hash_of(&word), expected);
        }
    }

    #[test]
    fn a_table_gives_the_first_of_equal_hashes() {
        let table = WordTable::new(&[3, 8, 8, 20]);
        let found = [3, 8, 20, 5].map(|hash| table.get(hash));
        assert_eq!(found, [Some(0), Some(1), Some(3), None]);
    }
}
