//! A text on one line: wires are wrapped, and a line break inside a cell or a sentence is nobody's wish.

/// Adds text with every run of white space, line ends too, as one space.
pub(super) fn push_folded(text: &str, line: &mut String) {
    for c in text.chars() {
        if !matches!(c, '\n' | '\r' | '\t' | ' ') {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
}

/// The text on one line.
pub(super) fn folded(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_folded(text, &mut line);
    line
}
