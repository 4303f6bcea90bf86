//! The marks that may end a sentence, and what only looks like one.

use memchr::{memchr2_iter, memchr3_iter};

/// The bytes where a mark may stand that ends a sentence: `. ! ? ;` and the start of `…`.
pub(super) fn marks(text: &[u8]) -> impl Iterator<Item = usize> {
    const ELLIPSIS: &[u8] = "…".as_bytes();
    let mut frequent = memchr3_iter(b'.', b'!', b'?', text).peekable();
    let mut rare = memchr2_iter(ELLIPSIS[2], b';', text)
        .filter_map(|at| match text[at] {
            b';' => Some(at),
            _ => at
                .checked_sub(2)
                .filter(|first| text[*first..].starts_with(ELLIPSIS)),
        })
        .peekable();
    std::iter::from_fn(move || match (frequent.peek(), rare.peek()) {
        (Some(mark), Some(other)) if other < mark => rare.next(),
        (Some(_), _) => frequent.next(),
        (None, _) => rare.next(),
    })
}

pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// «&quot», what precedes the semicolon of a character that was left encoded.
pub(super) fn is_entity(before: &str) -> bool {
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.ends_with('&') && name.len() < before.len()
}

/// The length of «12]», what follows the bracket of a note.
pub(super) fn footnote(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && rest[digits..].starts_with(']')).then_some(digits + 1)
}
