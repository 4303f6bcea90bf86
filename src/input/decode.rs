//! Bytes of an article → text: a byte-order mark, else UTF-8, else a guess that is reported.
//!
//! It never fails on letters: what cannot be told is replaced and said. Bytes that are no text at all are refused.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A text, and what its reader should know about how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// None where the bytes were sound UTF-8.
    pub note: Option<Note>,
}

/// What was not plain UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Another encoding, told by a byte-order mark or guessed; its name.
    Encoding(&'static str),
    /// UTF-8 in which this number of byte sequences was broken; each became U+FFFD.
    Broken(usize),
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
        }
    }
}

/// Decodes the bytes of one article.
///
/// # Errors
/// [`NotText`] where zero bytes say that this is no text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        return Ok(marked(&bytes[length..], encoding));
    }
    if bytes.contains(&0) {
        return Err(NotText);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, note: None }),
        Err(error) => Ok(guessed(error.as_bytes())),
    }
}

/// The bytes hold zeros: a picture, an archive, a text processor's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ce n'est pas du texte (octets nuls)")]
pub struct NotText;

/// A text whose byte-order mark, cut off already, told its encoding.
fn marked(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let note = match encoding == UTF_8 {
        true => broken_sequences(bytes).map(Note::Broken),
        false => Some(Note::Encoding(encoding.name())),
    };
    Decoded { text, note }
}

/// A text that is not sound UTF-8: UTF-8 with a few accidents where letters of more than one byte outnumber them
/// (other encodings of French hardly ever give such sequences), else what the detector says.
fn guessed(bytes: &[u8]) -> Decoded {
    let broken = broken_sequences(bytes);
    let letters: usize = bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count())
        .sum();
    if broken.is_none_or(|broken| letters > broken) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Decoded {
            text,
            note: broken.map(Note::Broken),
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    Decoded {
        text,
        note: Some(Note::Encoding(encoding.name())),
    }
}

fn broken_sequences(bytes: &[u8]) -> Option<usize> {
    let broken = bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count();
    (broken > 0).then_some(broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "Le président français a déclaré : « Cessez-le-feu », l’été dernier.";

    fn utf16(text: &str, bom: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        bom.into_iter()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let windows = encoding_rs::WINDOWS_1252.encode(SENTENCE).0.into_owned();
        let marked = [b"\xef\xbb\xbf", SENTENCE.as_bytes()].concat();
        let cases = [
            (SENTENCE.as_bytes().to_vec(), None),
            (marked, None),
            (windows, Some(Note::Encoding("windows-1252"))),
            (
                utf16(SENTENCE, [0xff, 0xfe], u16::to_le_bytes),
                Some(Note::Encoding("UTF-16LE")),
            ),
            (
                utf16(SENTENCE, [0xfe, 0xff], u16::to_be_bytes),
                Some(Note::Encoding("UTF-16BE")),
            ),
        ];
        for (bytes, note) in cases {
            assert_eq!(
                decode(bytes),
                Ok(Decoded {
                    text: SENTENCE.into(),
                    note
                })
            );
        }
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
