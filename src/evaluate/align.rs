//! Finds the sentences of gold in the article that they were taken from.
//!
//! Only white space may differ: wires are wrapped, gold is not. A sentence is a stretch of bytes; it
//! may lie inside one of ours or cover several.

use crate::text::span::Span;

/// The place of each sentence in `text`, in order and without overlap, as bytes.
///
/// # Errors
/// The index of the first sentence that is not found behind the one before it.
pub fn align<'s>(
    text: &str,
    sentences: impl IntoIterator<Item = &'s str>,
) -> Result<Vec<Span>, usize> {
    let (solid, places) = squeezed(text);
    let mut from = 0;
    let mut spans = Vec::new();
    for (index, sentence) in sentences.into_iter().enumerate() {
        let (wanted, _) = squeezed(sentence);
        let found = solid[from..].find(&wanted).ok_or(index)?;
        let (start, end) = (from + found, from + found + wanted.len());
        let first = places.get(start).copied().unwrap_or(text.len());
        let span = match end.checked_sub(1) {
            Some(last) if !wanted.is_empty() => Span::new(first, places[last] + 1),
            _ => Span::new(first, first),
        };
        spans.push(span);
        from = end;
    }
    Ok(spans)
}

/// A text without its white space, and for each byte left its offset in the text.
fn squeezed(text: &str) -> (String, Vec<usize>) {
    let mut solid = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, letter) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        solid.push(letter);
        places.extend(at..at + letter.len_utf8());
    }
    (solid, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_found_in_order() {
        /// A text, sentences, and the stretches found or the first one missing.
        type Case<'c> = (&'c str, &'c [&'c str], Result<&'c [&'c str], usize>);
        let table: &[Case<'_>] = &[
            ("A b. C.", &["A b.", "C."], Ok(&["A b.", "C."])),
            (
                "A\n\nb. « É »\u{a0}!",
                &["A b.", "« É » !"],
                Ok(&["A\n\nb.", "« É »\u{a0}!"]),
            ),
            ("Non. Oui. Non.", &["Oui.", "Non."], Ok(&["Oui.", "Non."])),
            ("A. B.", &["B.", "A."], Err(1)),
            ("A. B.", &["C."], Err(0)),
            ("A.", &["", "A."], Ok(&["", "A."])),
        ];
        for (text, sentences, expected) in table {
            let spans = align(text, sentences.iter().copied());
            let found = spans.map(|spans| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>());
            assert_eq!(found, expected.map(<[&str]>::to_vec), "{text}");
        }
    }
}
