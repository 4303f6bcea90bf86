//! Bytes of an article → text: a byte-order mark, else what the caller says, else UTF-8, else what the file declares,
//! else a guess; whatever is not UTF-8 is reported.
//!
//! It never fails on letters: what cannot be told is replaced and said. Bytes that are no text at all are refused.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and what its reader should know about how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// None where the bytes were sound UTF-8.
    pub note: Option<Note>,
}

/// What is strange about an article that was read all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Another encoding than UTF-8, told by a byte-order mark, declared or guessed; its name.
    Encoding(&'static str),
    /// UTF-8 in which this number of byte sequences was broken; each became U+FFFD.
    Broken(usize),
    /// Bytes that mean nothing in the encoding that was asked for; its name. Each became U+FFFD.
    Misread(&'static str),
    /// There is no word in it.
    Empty,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding(name) => write!(f, "n'est pas en UTF-8 ; lu comme {name}"),
            Self::Broken(1) => write!(
                f,
                "1 caractère illisible en UTF-8, remplacé par « \u{fffd} »"
            ),
            Self::Broken(count) => write!(
                f,
                "{count} caractères illisibles en UTF-8, remplacés par « \u{fffd} »"
            ),
            Self::Misread(name) => write!(
                f,
                "n'est pas en {name} partout : des caractères sont remplacés par « \u{fffd} »"
            ),
            Self::Empty => f.write_str("article sans texte"),
        }
    }
}

/// What is known of the encoding of some bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hint {
    /// The caller says it.
    pub forced: Option<&'static Encoding>,
    /// The file says it; some lie.
    pub declared: Option<&'static Encoding>,
}

/// Decodes the bytes of one article of which nothing is known.
///
/// # Errors
/// [`NotText`] where zero bytes say that this is no text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    decode_as(bytes, Hint::default())
}

/// Decodes the bytes of one article.
///
/// # Errors
/// [`NotText`] where zero bytes say that this is no text.
pub fn decode_as(bytes: Vec<u8>, hint: Hint) -> Result<Decoded, NotText> {
    let bytes = match sound(bytes, hint) {
        Ok(text) => return Ok(Decoded { text, note: None }),
        Err(bytes) => bytes,
    };
    let told = tell(&bytes, hint)?;
    let (text, broken) = told
        .encoding
        .decode_without_bom_handling(&bytes[told.mark..]);
    let note = match broken && hint.forced.is_some() && told.encoding != UTF_8 {
        true => Some(Note::Misread(told.encoding.name())),
        false => told.note,
    };
    Ok(Decoded {
        text: text.into_owned(),
        note,
    })
}

/// Nearly all articles are sound UTF-8: those are taken over at one look, without a copy.
fn sound(bytes: Vec<u8>, hint: Hint) -> Result<String, Vec<u8>> {
    let may_be = hint.forced.is_none_or(|forced| forced == UTF_8)
        && Encoding::for_bom(&bytes).is_none()
        && memchr::memchr(0, &bytes).is_none();
    match may_be {
        true => String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes),
        false => Err(bytes),
    }
}

/// How bytes are to be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// Their encoding.
    pub(crate) encoding: &'static Encoding,
    /// Bytes of the mark before the text.
    pub(crate) mark: usize,
    /// What is to be said of it.
    pub(crate) note: Option<Note>,
}

/// Tells the encoding of some bytes.
pub(crate) fn tell(bytes: &[u8], hint: Hint) -> Result<Told, NotText> {
    let told = |encoding, note| Told {
        encoding,
        mark: 0,
        note,
    };
    if let Some(told) = of_mark(bytes) {
        return Ok(told);
    }
    if let Some(forced) = hint.forced.filter(|forced| *forced != UTF_8) {
        return Ok(told(forced, None));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(told(encoding, Some(Note::Encoding(encoding.name()))));
    }
    if bytes.contains(&0) {
        return Err(NotText);
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(told(UTF_8, None));
    };
    let behind = error.valid_up_to();
    if hint.forced.is_some() || is_mostly_utf8(bytes) {
        let broken = broken_sequences(&bytes[behind..]);
        return Ok(told(UTF_8, Some(Note::Broken(broken))));
    }
    let encoding = hint
        .declared
        .filter(|declared| *declared != UTF_8 && declared.is_ascii_compatible())
        .unwrap_or_else(|| guess(bytes));
    Ok(told(encoding, Some(Note::Encoding(encoding.name()))))
}

/// The bytes hold zeros: a picture, an archive, a text processor's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ce n'est pas du texte (octets nuls)")]
pub struct NotText;

/// The encoding that a byte-order mark tells.
fn of_mark(bytes: &[u8]) -> Option<Told> {
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let note = match encoding == UTF_8 {
        true => Some(broken_sequences(&bytes[mark..]))
            .filter(|broken| *broken > 0)
            .map(Note::Broken),
        false => Some(Note::Encoding(encoding.name())),
    };
    Some(Told {
        encoding,
        mark,
        note,
    })
}

/// UTF-16 of a European language: every other byte is zero, or nearly.
pub(crate) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs = head.len() / 2;
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    match pairs >= 2 {
        true if first == 0 && second * 10 >= pairs * 7 => Some(UTF_16LE),
        true if second == 0 && first * 10 >= pairs * 7 => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8 with a few accidents: letters of more than one byte outnumber them (other encodings of French hardly ever
/// give such sequences).
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let letters: usize = bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count())
        .sum();
    letters > broken_sequences(bytes)
}

/// What the detector says, which does not know ISO-8859-15.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    match detector.guess(Some(b"fr"), Utf8Detection::Deny) {
        encoding if encoding == WINDOWS_1252 && is_latin_9(bytes) => ISO_8859_15,
        encoding => encoding,
    }
}

/// Whether Western text has œ, Œ or € where ISO-8859-15 puts them and windows-1252 has ½, ¼ and ¤: beside letters, at a
/// number. What only windows-1252 has (’, “, …) speaks against it.
fn is_latin_9(bytes: &[u8]) -> bool {
    if bytes.iter().any(|byte| (0x80..=0x9f).contains(byte)) {
        return false;
    }
    let is_letter = |at: Option<usize>| {
        at.and_then(|at| bytes.get(at))
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte >= 0xc0)
    };
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        0xbc | 0xbd => is_letter(at.checked_sub(1)) || is_letter(Some(at + 1)),
        0xa4 => {
            let before = bytes[..at].trim_ascii_end();
            before
                .last()
                .or(before.split_last().and_then(|(_, rest)| rest.last()))
                .is_some_and(|byte| byte.is_ascii_digit() || *byte == 0xa0)
        }
        _ => false,
    })
}

fn broken_sequences(bytes: &[u8]) -> usize {
    bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "Le président français a déclaré : « Cessez-le-feu », l’été dernier.";
    const LATIN: &str = "Un coup d'œil : l'Œuvre a déjà coûté 30 € à Noël.";

    fn utf16(text: &str, bom: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        bom.iter()
            .copied()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect()
    }

    fn latin_9(text: &str) -> Vec<u8> {
        text.chars()
            .map(|c| match c {
                'œ' => 0xbd,
                'Œ' => 0xbc,
                '€' => 0xa4,
                other => u8::try_from(other).expect("a letter of Latin-9"),
            })
            .collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let windows = |text| WINDOWS_1252.encode(text).0.into_owned();
        let marked = [b"\xef\xbb\xbf", SENTENCE.as_bytes()].concat();
        let le = Some(Note::Encoding("UTF-16LE"));
        let be = Some(Note::Encoding("UTF-16BE"));
        let cases = [
            (SENTENCE, SENTENCE.as_bytes().to_vec(), None),
            (SENTENCE, marked, None),
            (
                SENTENCE,
                windows(SENTENCE),
                Some(Note::Encoding("windows-1252")),
            ),
            (LATIN, windows(LATIN), Some(Note::Encoding("windows-1252"))),
            (LATIN, latin_9(LATIN), Some(Note::Encoding("ISO-8859-15"))),
            (SENTENCE, utf16(SENTENCE, b"\xff\xfe", u16::to_le_bytes), le),
            (SENTENCE, utf16(SENTENCE, b"\xfe\xff", u16::to_be_bytes), be),
            (SENTENCE, utf16(SENTENCE, b"", u16::to_le_bytes), le),
            (SENTENCE, utf16(SENTENCE, b"", u16::to_be_bytes), be),
        ];
        for (text, bytes, note) in cases {
            assert_eq!(
                decode(bytes),
                Ok(Decoded {
                    text: text.into(),
                    note
                })
            );
        }
    }

    #[test]
    fn what_is_known_helps_where_bytes_do_not_tell() {
        let mac = |hint| decode_as(b"l'\x8et\x8e".to_vec(), hint).expect("a text");
        let forced = Hint {
            forced: Some(encoding_rs::MACINTOSH),
            declared: None,
        };
        assert_eq!(
            (mac(forced).text.as_str(), mac(forced).note),
            ("l'été", None)
        );
        let declared = Hint {
            forced: None,
            declared: Some(encoding_rs::MACINTOSH),
        };
        assert_eq!(mac(declared).note, Some(Note::Encoding("macintosh")));
        let sound = decode_as("l'été".into(), declared).expect("a text");
        assert_eq!((sound.text.as_str(), sound.note), ("l'été", None));
        let wrong = Hint {
            forced: Some(encoding_rs::SHIFT_JIS),
            declared: None,
        };
        assert_eq!(mac(wrong).note, Some(Note::Misread("Shift_JIS")));
    }

    #[test]
    fn broken_utf8_is_not_taken_for_another_encoding() {
        let bytes = [SENTENCE.as_bytes(), b" \xe9t\xc3"].concat();
        let decoded = decode(bytes).expect("a text");
        assert_eq!(decoded.note, Some(Note::Broken(2)));
        assert_eq!(decoded.text, format!("{SENTENCE} \u{fffd}t\u{fffd}"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(decode(b"PK\x03\x04\0\0".to_vec()), Err(NotText));
    }
}
