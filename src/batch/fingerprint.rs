//! Fingerprints by which a run knows again what it has done: XXH3 of 128 bits, as `xxhsum -H2` prints it for a file.
//!
//! They tell that something changed, at the speed at which memory is read. They are no proof against forgery.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use twox_hash::XxHash3_128;

use crate::rules::pack::Pack;
use crate::text::document::Document;

/// A fingerprint; written as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Of these bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(XxHash3_128::oneshot(bytes))
    }

    /// Of all that a tagger sees of an article: id, date, text, the layout of its blocks, and the fields that ride
    /// along.
    pub fn of_document(document: &Document) -> Self {
        let mut parts = Parts::default();
        parts.add(document.id.as_bytes());
        parts.add(document.date.as_deref().map_or(&[0xff], str::as_bytes));
        parts.add(&Self::of_bytes(document.text.as_bytes()).0.to_le_bytes());
        for block in &document.blocks {
            let ends = [block.span.start, block.span.end, block.kind as usize];
            ends.iter().for_each(|end| parts.add(&end.to_le_bytes()));
        }
        if !document.fields.is_empty() {
            let fields = serde_json::to_vec(&document.fields).expect("a JSON object is written");
            parts.add(&fields);
        }
        parts.fingerprint()
    }

    /// Of what a pack says: the name and text of every file but those for people alone.
    pub fn of_pack(pack: &Pack) -> Self {
        let mut parts = Parts::default();
        let said = pack.sources.iter();
        for source in said.filter(|source| !source.name.ends_with(".md")) {
            parts.add(source.name.as_bytes());
            parts.add(source.text.as_bytes());
        }
        parts.fingerprint()
    }

    /// Of several in their order.
    pub fn of_all(fingerprints: impl IntoIterator<Item = Self>) -> Self {
        let bytes = fingerprints.into_iter().flat_map(|one| one.0.to_le_bytes());
        Self::of_bytes(&bytes.collect::<Vec<u8>>())
    }
}

/// Parts one behind the other, each behind its length, so that no two lists of parts look alike.
#[derive(Default)]
struct Parts(Vec<u8>);

impl Parts {
    fn add(&mut self, part: &[u8]) {
        self.0.extend(part.len().to_le_bytes());
        self.0.extend(part);
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of_bytes(&self.0)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        u128::from_str_radix(&digits, 16)
            .map(Self)
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_document_counts() {
        let document = |id, title, date, text| Document::with_title(id, title, date, text);
        let mut with_field = document("1", None, None, "Un.\n\nDeux.");
        with_field.fields.insert("page".into(), 3.into());
        let documents = [
            document("1", None, None, "Un.\n\nDeux."),
            document("2", None, None, "Un.\n\nDeux."),
            document("1", Some("Un."), None, "Deux."),
            document("1", None, Some(""), "Un.\n\nDeux."),
            document("1", None, Some("2020"), "Un.\n\nDeux."),
            document("1", None, None, "Un.\n\nDeux"),
            with_field,
        ];
        for (i, one) in documents.iter().enumerate() {
            for (j, other) in documents.iter().enumerate() {
                let same = Fingerprint::of_document(one) == Fingerprint::of_document(other);
                assert_eq!(same, i == j, "{i} {j}");
            }
        }
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let fingerprint = Fingerprint::of_bytes(b"a");
        let written = serde_json::to_string(&fingerprint).expect("written");
        // What `printf a | xxhsum -H2` prints.
        assert_eq!(written, "\"a96faf705af16834e6c632b61e964e1f\"");
        let read: Fingerprint = serde_json::from_str(&written).expect("read");
        assert_eq!(read, fingerprint);
    }
}
