//! Quotation marks: which open, which close, and the quotations of a sentence.
//!
//! « “ open and » ” close; a straight `"` opens or closes by what stands beside it and, where that
//! does not tell, by turns. Marks are read from the start of the paragraph, so that a quotation of
//! several sentences is seen in each of them. Apostrophes are never quotation marks here.

use crate::text::span::Span;

/// A quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteMark {
    /// The mark's bytes.
    pub span: Span,
    /// Whether it opens a quotation.
    pub opens: bool,
}

/// A quotation, or the part of it that stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes from behind the opening mark (or the sentence's start) to the closing mark (or its end).
    pub span: Span,
    /// Whether it opens in this sentence.
    pub opened: bool,
    /// Whether it closes in this sentence.
    pub closed: bool,
}

/// All quotation marks of `text` in `within`, which starts where no quotation is open.
pub fn marks(text: &str, within: Span) -> Vec<QuoteMark> {
    let mut found = Vec::new();
    let mut straight_open = false;
    for (offset, letter) in within.of(text).char_indices() {
        let at = within.start + offset;
        let span = Span::new(at, at + letter.len_utf8());
        let opens = match letter {
            '«' | '“' | '„' => true,
            '»' | '”' => false,
            '"' => {
                straight_open = straight_opens(text, span, straight_open);
                straight_open
            }
            _ => continue,
        };
        found.push(QuoteMark { span, opens });
    }
    found
}

/// Whether a straight mark opens: by its neighbours, else by turns.
fn straight_opens(text: &str, span: Span, open: bool) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let tight = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '…' | ',' | ')'))
    };
    let loose = |c: Option<char>| {
        c.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '[' | '\'' | '’' | '«' | '-' | '—' | ':')
        })
    };
    // What was cut out of an article may begin inside a quotation: «…aussi", a-t-il lancé» closes one unseen.
    let closes = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '…'))
        && after.is_none_or(|c| matches!(c, ',' | '.' | ';' | ')') || c.is_whitespace());
    if !open && closes {
        return false;
    }
    match (loose(before), tight(before), loose(after), tight(after)) {
        (true, _, _, true) if !open => true,
        (_, true, true, _) if open => false,
        _ => !open,
    }
}

/// The quotations of a sentence, outer before inner, in the order in which they open.
///
/// `marks` are those of its paragraph.
pub fn quotations(marks: &[QuoteMark], sentence: Span) -> Vec<Quotation> {
    let mut open: Vec<Quotation> = Vec::new();
    let mut found: Vec<Quotation> = Vec::new();
    for mark in marks
        .iter()
        .take_while(|mark| mark.span.start < sentence.end)
    {
        let inside = mark.span.start >= sentence.start;
        if mark.opens {
            let start = if inside {
                mark.span.end
            } else {
                sentence.start
            };
            open.push(Quotation {
                span: Span::new(start, sentence.end),
                opened: inside,
                closed: false,
            });
        } else if let Some(mut quotation) = open.pop()
            && inside
        {
            quotation.span.end = mark.span.start;
            quotation.closed = true;
            found.push(quotation);
        }
    }
    found.extend(open);
    found.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let whole = Span::new(0, text.len());
        quotations(&marks(text, whole), whole)
            .iter()
            .map(|q| q.span.of(text))
            .collect()
    }

    #[test]
    fn quotations_are_found() {
        let cases: &[(&str, &[&str])] = &[
            ("Il parle de «crime».", &["crime"]),
            ("\"Non\", dit-il, \"jamais\".", &["Non", "jamais"]),
            ("« a “b” c »", &[" a “b” c ", "b"]),
            ("\"Il a dit « oui »\" hier", &["Il a dit « oui »", " oui "]),
            ("Rien", &[]),
            ("Il a dit: \"Assez.", &["Assez."]),
            (
                "comptent aussi\", a-t-il dit. Il parle de \"crime\".",
                &["crime"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_quotation_runs_over_sentences() {
        let text = "«Un. Deux. Trois», dit-il.";
        let whole = Span::new(0, text.len());
        let second = Span::new(6, 11);
        let found = quotations(&marks(text, whole), second);
        assert_eq!(
            found,
            [Quotation {
                span: second,
                opened: false,
                closed: false
            }]
        );
    }
}
