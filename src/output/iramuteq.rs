//! Iramuteq: each article is a text behind a line of starred variables, the labels among them.
//!
//! With all sentences asked for, thematic lines (`-*accusation`) tell from sentence to sentence what was found; they cut
//! the paragraphs, and with them Iramuteq's segments, so that they are not there unasked.

use std::fmt::Write as _;

use crate::output::fold::folded;
use crate::output::variables::{plain_name, plain_value, variables};
use crate::output::view::View;
use crate::tagger::statement::Statement;
use crate::text::document::{Document, Sentence};

/// The theme of sentences in which nothing was found.
const NO_THEME: &str = "none";

/// An article as a text of an Iramuteq corpus.
pub(super) fn article(
    view: &View<'_>,
    document: &Document,
    sentences: &[Sentence],
    statements: &[Statement],
) -> String {
    let name = document.id.strip_suffix(".txt").unwrap_or(&document.id);
    let mut text = format!("**** *doc_{}", plain_value(name));
    for (name, value) in variables(document, statements, view.categories) {
        let _ = write!(text, " *{name}_{}", plain_value(&value));
    }
    text.push('\n');
    match view.all_sentences {
        true => push_themes(document, sentences, statements, &mut text),
        false => {
            for block in &document.blocks {
                push_line(block.span.of(&document.text), &mut text);
            }
        }
    }
    text.push('\n');
    text
}

/// The sentences, a thematic line before each change of what was found.
fn push_themes(
    document: &Document,
    sentences: &[Sentence],
    statements: &[Statement],
    text: &mut String,
) {
    let mut open = String::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let found: Vec<String> = statements
            .iter()
            .filter(|statement| statement.sentence == index + 1)
            .map(|statement| plain_name(&statement.category))
            .collect();
        let theme = match found.is_empty() {
            true => NO_THEME.to_owned(),
            false => found.join(""),
        };
        if theme != open {
            let _ = writeln!(text, "-*{theme}");
            open = theme;
        }
        push_line(sentence.span.of(&document.text), text);
    }
}

/// Adds a line of text; stars at its head would be read as variables.
fn push_line(line: &str, text: &mut String) {
    let line = folded(line);
    let line = line.trim();
    let behind = line.trim_start_matches(['-', '*', ' ']);
    let line = match line[..line.len() - behind.len()].contains('*') {
        true => behind,
        false => line,
    };
    if !line.is_empty() {
        text.push_str(line);
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_at_the_head_of_a_line_are_no_variables() {
        let cases = [
            ("**** *x_y", "x_y\n"),
            ("-*theme", "theme\n"),
            ("- Appels au calme -", "- Appels au calme -\n"),
            ("* Avec l’AFP", "Avec l’AFP\n"),
            ("un * deux", "un * deux\n"),
            ("***", ""),
        ];
        for (line, expected) in cases {
            let mut text = String::new();
            push_line(line, &mut text);
            assert_eq!(text, expected, "{line}");
        }
    }
}
