//! The normal form of a word: one function for lexicons and texts.
//!
//! Case, ligatures, apostrophes, hyphens and composition are levelled; accents are **not**, since
//! «accuse» and «accusé» are different forms. An unaccented capital of a text may stand for its
//! accented letter («Etats-Unis», «APPELLE A L’ARRET»): texts are looked up by the [`folded`] form
//! and each candidate is held against the word as written by [`agrees`].

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Lower case, NFC, œ and æ as two letters, one apostrophe `'`, one hyphen `-`, no soft hyphen.
pub fn normal_form(written: &str) -> Cow<'_, str> {
    if written.chars().all(is_normal) {
        return Cow::Borrowed(written);
    }
    let composed: Cow<'_, str> = if is_nfc(written) {
        Cow::Borrowed(written)
    } else {
        Cow::Owned(written.nfc().collect())
    };
    let mut normal = String::with_capacity(composed.len());
    for letter in composed.chars() {
        push_normal(letter, &mut normal);
    }
    // Where a mark stood between letters of Hangul that make a syllable, they now touch.
    match is_nfc(&normal) {
        true => Cow::Owned(normal),
        false => Cow::Owned(normal.nfc().collect()),
    }
}

/// Whether the letter is what [`normal_form`] makes of it, for those of which French is written: nearly all that a pack
/// holds is told so without a look into the tables of Unicode.
const fn is_normal(letter: char) -> bool {
    match letter {
        'à' | 'â' | 'ä' | 'ç' | 'è'..='ë' | 'î' | 'ï' | 'ô' | 'ö' | 'ù' | 'û' | 'ü' => {
            true
        }
        letter => letter.is_ascii() && !letter.is_ascii_uppercase(),
    }
}

fn push_normal(letter: char, out: &mut String) {
    match letter {
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        c if is_apostrophe(c) => out.push('\''),
        c if is_hyphen(c) => out.push('-'),
        c if is_ignorable(c) => {}
        '\u{a0}' | '\u{202f}' => out.push(' '),
        // An accent that its letter has no composed form with.
        c if is_combining_mark(c) => {}
        c => out.extend(c.to_lowercase().filter(|c| !is_combining_mark(*c))),
    }
}

/// The normal form without accents: the key under which forms are looked up.
pub fn folded(written: &str) -> Cow<'_, str> {
    match normal_form(written) {
        plain if plain.is_ascii() => plain,
        accented => Cow::Owned(accented.chars().map(base_letter).collect()),
    }
}

/// The letter without its accent, for the letters of French and of the names it borrows.
pub fn base_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let mut parts = std::iter::once(letter).nfd();
    let first = parts.next().unwrap_or(letter);
    // A syllable of Hangul is made of letters, not of a letter and its accents; ǽ keeps its own, as æ is two letters.
    if first != 'æ' && parts.all(is_combining_mark) {
        first
    } else {
        letter
    }
}

/// Whether a word as written can be the normal form `form`: letter by letter the same, but that an
/// unaccented **capital** also stands for its accented letter.
pub fn agrees(written: &str, form: &str) -> bool {
    // Most words, told without the tables of Unicode.
    if written.is_ascii() && form.is_ascii() {
        return written.eq_ignore_ascii_case(form);
    }
    let composed: Cow<'_, str> = if is_nfc(written) {
        Cow::Borrowed(written)
    } else {
        Cow::Owned(written.nfc().collect())
    };
    let mut expected = form.chars();
    let mut normal = String::new();
    for letter in composed.chars() {
        normal.clear();
        push_normal(letter, &mut normal);
        let bare_capital = letter.is_ascii_uppercase();
        for got in normal.chars() {
            let Some(want) = expected.next() else {
                return false;
            };
            if got != want && !(bare_capital && base_letter(want) == got) {
                return false;
            }
        }
    }
    expected.next().is_none()
}

/// A text without combining marks and invisible characters, with the way back.
#[derive(Debug)]
pub struct Composed {
    /// The composed text.
    pub text: String,
    /// Where composed and original offsets part: (composed, original), in order.
    steps: Vec<(usize, usize)>,
}

impl Composed {
    /// The byte of the original at which the character at a byte of the composed text starts.
    pub fn original(&self, offset: usize) -> usize {
        let step = self
            .steps
            .partition_point(|(composed, _)| *composed <= offset);
        let (composed, original) = self.steps[step - 1];
        original + (offset - composed)
    }
}

/// Composes a text (NFC) and drops what a reader does not see; `None` where nothing is to be done.
///
/// The gate is one look for the first bytes of such characters, so that ordinary texts cost nothing.
pub fn composed(text: &str) -> Option<Composed> {
    let suspect = |c: char| is_ignorable(c) || ('\u{300}'..='\u{36f}').contains(&c);
    let gate = memchr::memchr2_iter(0xCC, 0xCD, text.as_bytes())
        .next()
        .is_some()
        || memchr::memmem::find(text.as_bytes(), "\u{ad}".as_bytes()).is_some()
        || memchr::memmem::find_iter(text.as_bytes(), b"\xE2\x80")
            .any(|at| matches!(text.as_bytes().get(at + 2), Some(0x8B..=0x8D)))
        || memchr::memmem::find(text.as_bytes(), "\u{2060}".as_bytes()).is_some()
        || memchr::memmem::find(text.as_bytes(), "\u{feff}".as_bytes()).is_some();
    if !gate {
        return None;
    }
    let mut out = Composed {
        text: String::with_capacity(text.len()),
        steps: vec![(0, 0)],
    };
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if is_ignorable(letter) {
            out.steps.push((out.text.len(), start + letter.len_utf8()));
            continue;
        }
        let mut end = start + letter.len_utf8();
        while let Some((at, next)) =
            letters.next_if(|(_, next)| suspect(*next) && !is_ignorable(*next))
        {
            end = at + next.len_utf8();
        }
        let cluster = &text[start..end];
        if end == start + letter.len_utf8() {
            out.text.push(letter);
        } else {
            out.text.extend(cluster.nfc());
            out.steps.push((out.text.len(), end));
        }
    }
    Some(out)
}

/// ' ’ ʼ ′ and the like.
pub const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '′' | '‘' | '\u{ff07}')
}

/// The hyphens that join the parts of a word.
pub const fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// Characters that a reader does not see: soft hyphen, zero-width space, joiners, BOM.
pub const fn is_ignorable(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn normal_forms() {
        let cases = [
            ("Appelle", "appelle"),
            ("ÉLYSÉE", "élysée"),
            ("Élyse\u{301}e", "élysée"),
            ("cœur", "coeur"),
            ("L’", "l'"),
            ("cessez\u{2011}le\u{2011}feu", "cessez-le-feu"),
            ("armis\u{ad}tice", "armistice"),
        ];
        for (written, normal) in cases {
            assert_eq!(normal_form(written), normal, "{written}");
        }
    }

    proptest! {
        #[test]
        fn what_is_folded_stays(text in "[a-zA-ZéÉçœŒ’\u{300}-\u{36f}ᄀ-ᇿ가-힣\u{2011}\u{ad}]{0,10}|\\PC{0,12}") {
            let (normal, bare) = (normal_form(&text).into_owned(), folded(&text).into_owned());
            prop_assert_eq!(&*normal_form(&normal), &*normal);
            prop_assert_eq!(&*folded(&bare), &*bare);
        }
    }

    #[test]
    fn folding_leaves_nothing_to_fold() {
        let cases = [
            ("Élysée", "elysee"),
            ("E\u{306}\u{306}", "e"),
            ("\u{301}", ""),
            ("가ᅡ", "가ᅡ"),
        ];
        for (written, bare) in cases {
            assert_eq!(folded(written), bare, "{written}");
            assert_eq!(folded(bare), bare, "{written}");
        }
    }

    #[test]
    fn capitals_without_accents_agree_and_lower_case_letters_do_not() {
        let cases = [
            ("Etats-Unis", "états-unis", true),
            ("ETATS", "états", true),
            ("etats", "états", false),
            ("ARRET", "arrêt", true),
            ("accuse", "accusé", false),
            ("ACCUSE", "accusé", true),
            ("accusé", "accuse", false),
            ("Accusé", "accuse", false),
            ("Œuvre", "oeuvre", true),
            ("États", "etats", false),
            ("Paris", "pari", false),
            ("Pari", "paris", false),
        ];
        for (written, form, expected) in cases {
            assert_eq!(agrees(written, form), expected, "{written} {form}");
        }
    }

    #[test]
    fn composed_texts_know_the_way_back() {
        let text = "L'Élyse\u{301}e appel\u{ad}le à l'arre\u{302}t";
        let composed = composed(text).expect("something to compose");
        assert_eq!(composed.text, "L'Élysée appelle à l'arrêt");
        let at = composed.text.find("arrêt").expect("there");
        assert!(text[composed.original(at)..].starts_with("arre\u{302}t"));
        assert!(super::composed("L'Élysée appelle").is_none());
    }

    proptest::proptest! {
        #[test]
        fn a_word_agrees_with_its_own_normal_form(word in "[A-Za-zÀ-ÿŒœ’'\u{2010}\u{301}-]{1,12}") {
            proptest::prop_assert!(agrees(&word, &normal_form(&word)));
        }

        #[test]
        fn the_normal_form_is_stable(word in "\\PC{0,12}") {
            let once = normal_form(&word).into_owned();
            proptest::prop_assert_eq!(normal_form(&once).into_owned(), once.clone());
        }
    }
}
