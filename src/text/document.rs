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
