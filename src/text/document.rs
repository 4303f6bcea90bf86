//! A document: one article as it was read, and the sentences in it.
//!
//! The text is kept as it was decoded, so that every place in it can be found again in the file;
//! what is title, paragraph or credit is said by spans.

use crate::text::dateline::date_head;
pub use crate::text::dateline::dateline_len;
use crate::text::layout::blocks;
pub use crate::text::layout::{Block, BlockKind, Field};
use crate::text::segment::Segmenter;
use crate::text::span::Span;

/// What stands between a title and the text of a record.
const BEHIND_TITLE: &str = "\n\n";

/// One article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its name in the output: a file name, or the `id` of a record.
    pub id: String,
    /// When it was published, as the input says it.
    pub date: Option<String>,
    /// All of it, decoded; every offset is a byte of this.
    pub text: String,
    /// What else the input carried, as it was written there.
    pub fields: serde_json::Map<String, serde_json::Value>,
    /// Its parts, in order; what lies between them is white space, or the date at the head.
    pub blocks: Vec<Block>,
}

/// A sentence of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the document's text; may run over line breaks.
    pub span: Span,
    /// Where it stands.
    pub field: Field,
    /// Its block: an index into [`Document::blocks`].
    pub paragraph: usize,
}

impl Document {
    /// Reads a plain article: an optional `date YYYY-MM` at its head, a title, paragraphs by blank
    /// lines or by line ends, headings, credits, wrapped or not.
    pub fn plain(id: &str, text: String) -> Self {
        let head = date_head(&text);
        let date = head.map(|(date, _)| date.to_owned());
        let blocks = blocks(&text, head.map_or(0, |(_, end)| end), true);
        Self {
            id: id.to_owned(),
            date,
            text,
            fields: serde_json::Map::new(),
            blocks,
        }
    }

    /// A record that names its title and date itself; its text is the title, an empty line and the
    /// body.
    pub fn with_title(id: &str, title: Option<&str>, date: Option<&str>, body: &str) -> Self {
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let mut text = String::with_capacity(title.map_or(0, |t| t.len() + 2) + body.len());
        let mut parts = Vec::new();
        if let Some(title) = title {
            text.push_str(title);
            parts.push(Block {
                span: Span::new(0, title.len()),
                field: Field::Title,
                kind: BlockKind::Title,
            });
            text.push_str(BEHIND_TITLE);
        }
        let from = text.len();
        text.push_str(body);
        parts.extend(blocks(&text, from, false));
        Self {
            id: id.to_owned(),
            date: date.map(str::to_owned),
            text,
            fields: serde_json::Map::new(),
            blocks: parts,
        }
    }

    /// Its sentences in the order of the text; a title or heading is one. They are numbered from 1.
    pub fn sentences(&self, segmenter: &Segmenter) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut spans = Vec::new();
        for (paragraph, block) in self.blocks.iter().enumerate() {
            spans.clear();
            segmenter.sentences(&self.text, block.span, &mut spans);
            sentences.extend(spans.iter().map(|span| Sentence {
                span: *span,
                field: block.field,
                paragraph,
            }));
        }
        sentences
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_plain_article() {
        let text = " date 2021-05 Oslo se tait\n\nIl pleut. Il vente.\n";
        let document = Document::plain("a.txt", text.to_owned());
        assert_eq!(document.date.as_deref(), Some("2021-05"));
        assert_eq!(document.text, text);
        let sentences = document.sentences(&Segmenter::new(&[]));
        let shown: Vec<_> = sentences
            .iter()
            .map(|s| (s.span.of(text), s.field, s.paragraph))
            .collect();
        let expected = [
            ("Oslo se tait", Field::Title, 0),
            ("Il pleut.", Field::Text, 1),
            ("Il vente.", Field::Text, 1),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_record_with_a_title() {
        let document =
            Document::with_title("1", Some(" Oslo "), Some("2021"), "Il pleut\n\nIl vente.");
        assert_eq!(document.text, "Oslo\n\nIl pleut\n\nIl vente.");
        let fields: Vec<Field> = document.blocks.iter().map(|block| block.field).collect();
        assert_eq!(fields, [Field::Title, Field::Text, Field::Text]);
    }

    #[test]
    fn a_record_without_title_has_none() {
        for title in [None, Some(" ")] {
            let document = Document::with_title("1", title, None, "Il pleut\n\nIl vente.");
            assert_eq!(document.text, "Il pleut\n\nIl vente.");
            assert!(
                document
                    .blocks
                    .iter()
                    .all(|block| block.field == Field::Text)
            );
        }
    }

    proptest! {
        #[test]
        fn sentences_of_any_text_lie_in_it_in_order(text in "(date 2020-10 )?([A-Za-zé.«»\"*’œ \u{301}\u{a0}\u{feff}🎉-]{0,40}(\r\n|\n|\n\n|\r)){0,12}") {
            let document = Document::plain("x", text.clone());
            let mut before = 0;
            for sentence in document.sentences(&Segmenter::new(&["M."])) {
                let Span { start, end } = sentence.span;
                prop_assert!(before <= start && start < end);
                prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
                before = end;
            }
        }
    }
}
