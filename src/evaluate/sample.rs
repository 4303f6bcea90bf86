//! Gold as documents that the tagger can read: an article whole where its file is at hand, else the
//! sentences joined.
//!
//! How we cut sentences never matters: a gold sentence is a stretch of bytes, and an act belongs to
//! the one in which its evidence begins.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::evaluate::align::align;
use crate::evaluate::gold::{GoldFile, GoldRow};
use crate::input::decode::decode;
use crate::text::document::{Block, BlockKind, Document, Field};
use crate::text::span::Span;

/// Where the articles of a folder of gold lie.
const ARTICLES: &str = "../articles";

/// A document and the gold sentences in it: the unit that is tagged, and drawn for intervals.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What the tagger reads.
    pub document: Document,
    /// Its gold sentences, by place; what lies outside of them is not judged.
    pub sentences: Vec<GoldSentence>,
    /// Its file of gold.
    pub file: Arc<str>,
}

/// A gold sentence and its place.
#[derive(Clone, Debug)]
pub struct GoldSentence {
    /// Bytes of the document.
    pub span: Span,
    /// What the gold says.
    pub row: GoldRow,
}

/// The documents of a file of gold; `warn` is told of articles in which a sentence was not found.
pub fn samples(file: &GoldFile, mut warn: impl FnMut(String)) -> Vec<Sample> {
    let name: Arc<str> = file.path.display().to_string().into();
    let folder = file.path.parent().unwrap_or(Path::new("")).join(ARTICLES);
    let groups = file.rows.chunk_by(|a, b| a.doc.is_some() && a.doc == b.doc);
    groups
        .map(|rows| {
            let (document, spans) = match &rows[0].doc {
                None => alone(&rows[0]),
                Some(doc) => match article(&folder, doc) {
                    None => joined(doc, rows),
                    Some(article) => match align(&article.text, rows.iter().map(sentence)) {
                        Ok(spans) => (article, spans),
                        Err(missing) => {
                            let line = rows[missing].line;
                            warn(format!(
                                "{name}:{line} : phrase introuvable dans l'article « {doc} » ; \
                                 les phrases du gold sont lues à sa place"
                            ));
                            joined(doc, rows)
                        }
                    },
                },
            };
            let sentences = spans.into_iter().zip(rows);
            Sample {
                document,
                sentences: sentences
                    .map(|(span, row)| GoldSentence {
                        span,
                        row: row.clone(),
                    })
                    .collect(),
                file: name.clone(),
            }
        })
        .collect()
}

fn sentence(row: &GoldRow) -> &str {
    &row.sentence
}

fn article(folder: &Path, doc: &str) -> Option<Document> {
    let bytes = fs::read(folder.join(doc)).ok()?;
    Some(Document::plain(doc, decode(bytes).ok()?.text))
}

/// The sentences of an article one behind the other, and their places.
fn joined(doc: &str, rows: &[GoldRow]) -> (Document, Vec<Span>) {
    written(doc, rows.iter().map(sentence))
}

/// A sentence between its neighbours, and its place.
fn alone(row: &GoldRow) -> (Document, Vec<Span>) {
    let name = row.id.clone().unwrap_or_else(|| row.line.to_string());
    let parts = [row.before.as_str(), &row.sentence, &row.after];
    let (document, spans) = written(&name, parts);
    (document, vec![spans[1]])
}

/// A document of sentences, one space between two; one without a final mark is a heading, or the
/// rest of a list, and ends its paragraph.
fn written<'s>(id: &str, sentences: impl IntoIterator<Item = &'s str>) -> (Document, Vec<Span>) {
    let mut document = Document {
        id: id.to_owned(),
        ..Document::default()
    };
    let mut spans = Vec::new();
    let mut open = false;
    for sentence in sentences.into_iter().map(str::trim) {
        if !document.text.is_empty() && !sentence.is_empty() {
            document.text.push(' ');
        }
        let start = document.text.len();
        document.text.push_str(sentence);
        let span = Span::new(start, document.text.len());
        spans.push(span);
        if sentence.is_empty() {
            continue;
        }
        match document.blocks.last_mut() {
            Some(block) if open => block.span.end = span.end,
            _ => document.blocks.push(Block {
                span,
                field: Field::Text,
                kind: BlockKind::Paragraph,
            }),
        }
        open = goes_on(sentence);
    }
    (document, spans)
}

/// Whether the next sentence stands in the same paragraph.
fn goes_on(sentence: &str) -> bool {
    sentence.ends_with(|last: char| !last.is_alphanumeric() && !matches!(last, ')' | '%' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(doc: Option<&str>, before: &str, sentence: &str, after: &str) -> GoldRow {
        GoldRow {
            doc: doc.map(str::to_owned),
            before: before.into(),
            sentence: sentence.into(),
            after: after.into(),
            ..GoldRow::default()
        }
    }

    /// Rows of gold → for each document its text, `[…]` around gold sentences, `/` between blocks.
    fn shown(folder: &Path, rows: Vec<GoldRow>) -> Vec<String> {
        let path = folder.join("gold/g.jsonl");
        let samples = samples(&GoldFile { path, rows }, |_| ());
        samples.iter().map(show).collect()
    }

    fn show(sample: &Sample) -> String {
        let text = &sample.document.text;
        let mut marks: Vec<(usize, &str)> = Vec::new();
        for gold in &sample.sentences {
            marks.extend([(gold.span.start, "["), (gold.span.end, "]")]);
        }
        let blocks = sample.document.blocks.iter().skip(1);
        marks.extend(blocks.map(|block| (block.span.start, "/")));
        marks.sort_by_key(|(at, mark)| (std::cmp::Reverse(*at), *mark == "/"));
        let mut shown = text.clone();
        for (at, mark) in marks {
            shown.insert_str(at, mark);
        }
        shown
    }

    #[test]
    fn documents_of_rows() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("gold")).expect("made");
        fs::create_dir_all(folder.path().join("articles")).expect("made");
        let article = "Un titre\n\nUne phrase,  longue. Une autre. Hors du gold.\n";
        fs::write(folder.path().join("articles/a.txt"), article).expect("written");
        let of = |doc: &str, sentences: &[&str]| -> Vec<GoldRow> {
            sentences
                .iter()
                .map(|s| row(Some(doc), "", s, ""))
                .collect()
        };
        let table: Vec<(Vec<GoldRow>, &[&str])> = vec![
            (vec![row(None, "", "Seule.", "")], &["[Seule.]"]),
            (vec![row(None, "A.", "B.", "C.")], &["A. [B.] C."]),
            (vec![row(None, "Titre", "B.", "")], &["Titre /[B.]"]),
            (
                vec![row(None, "", "A.", ""), row(None, "", "B.", "")],
                &["[A.]", "[B.]"],
            ),
            (of("b.txt", &["Titre", "A.", "B."]), &["[Titre] /[A.] [B.]"]),
            (
                [of("b.txt", &["A."]), of("c.txt", &["A."])].concat(),
                &["[A.]", "[A.]"],
            ),
            (
                of("a.txt", &["Une phrase, longue.", "Une autre."]),
                &["Un titre\n\n/[Une phrase,  longue.] [Une autre.] Hors du gold.\n"],
            ),
            (of("a.txt", &["Absente.", "Oui."]), &["[Absente.] [Oui.]"]),
        ];
        for (rows, expected) in table {
            assert_eq!(shown(folder.path(), rows), expected);
        }
    }
}
