//! TXM: a folder for the import module XTZ + CSV: an XML file an article, and `metadata.csv` with its variables.
//!
//! Each sentence is a `phrase` whose properties are the labels, who speaks and to whom, so that a subcorpus or a
//! partition can be made of them; `none` stands where nothing was found.

use std::fmt::Write as _;

use crate::output::fold::folded;
use crate::tagger::statement::Statement;
use crate::text::document::{BlockKind, Document, Sentence};

/// What a property says where there is nothing to say.
const NONE: &str = "none";

/// An article as XML.
pub(super) fn article(
    document: &Document,
    sentences: &[Sentence],
    statements: &[Statement],
) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<text>\n".to_owned();
    let mut rest = sentences.iter().enumerate().peekable();
    for (index, block) in document.blocks.iter().enumerate() {
        let element = match block.kind {
            BlockKind::Title | BlockKind::Heading => "head",
            BlockKind::Paragraph | BlockKind::Credit => "p",
        };
        let _ = writeln!(xml, "<{element}>");
        while let Some((number, sentence)) = rest.next_if(|(_, s)| s.paragraph == index) {
            let found: Vec<&Statement> = statements
                .iter()
                .filter(|statement| statement.sentence == number + 1)
                .collect();
            push_sentence(
                number + 1,
                &found,
                sentence.span.of(&document.text),
                &mut xml,
            );
        }
        let _ = writeln!(xml, "</{element}>");
    }
    xml.push_str("</text>\n");
    xml
}

fn push_sentence(number: usize, found: &[&Statement], text: &str, xml: &mut String) {
    let list = |of: fn(&Statement) -> Vec<&str>| {
        let mut values: Vec<&str> = Vec::new();
        for value in found.iter().flat_map(|statement| of(statement)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        match values.is_empty() {
            true => NONE.to_owned(),
            false => values.join("|"),
        }
    };
    let quoted = !found.is_empty() && found.iter().all(|statement| statement.quoted);
    let properties = [
        ("category", list(|s| vec![s.category.as_str()])),
        (
            "speaker",
            list(|s| s.speaker.iter().map(String::as_str).collect()),
        ),
        (
            "target",
            list(|s| s.target.iter().map(String::as_str).collect()),
        ),
        ("modality", list(|s| vec![s.modality.as_str()])),
        ("quoted", u8::from(quoted).to_string()),
    ];
    let _ = write!(xml, "<phrase n=\"{number}\"");
    for (name, value) in properties {
        let _ = write!(xml, " {name}=\"");
        push_escaped(&value, xml);
        xml.push('"');
    }
    xml.push('>');
    push_escaped(&folded(text), xml);
    xml.push_str("</phrase>\n");
}

/// Adds text as XML writes it; characters that XML 1.0 does not know become spaces.
fn push_escaped(text: &str, xml: &mut String) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\n' | '\t' => xml.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => xml.push(' '),
            c => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::statements;
    use crate::text::segment::Segmenter;

    #[test]
    fn a_sentence_has_its_labels_as_properties() {
        let text = "date 2020-10 Un <titre>\n\nIl pleut & vente. Moscou accuse Kiev et appelle à la fin des combats.";
        let document = Document::plain("a.txt", text.into());
        let sentences = document.sentences(&Segmenter::new(&[]));
        insta::assert_snapshot!(article(&document, &sentences, &statements()[..2]));
    }

    #[test]
    fn what_xml_does_not_know_becomes_a_space() {
        let mut xml = String::new();
        push_escaped("a\u{0}b\u{b}c\r\nd\"", &mut xml);
        assert_eq!(xml, "a b c \nd&quot;");
    }
}
