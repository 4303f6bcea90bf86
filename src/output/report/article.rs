//! What the page shows of one document: its paragraphs, and its statements with places as JavaScript counts them,
//! UTF-16 units from the start of their sentence.

use serde::Serialize;

use crate::output::line::Line;
use crate::tagger::statement::{Act, Modality, Party, Statement, Unit};
use crate::text::document::{self, BlockKind, Document, Field};
use crate::text::span::Span;

/// An article with statements.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Article {
    id: String,
    date: Option<String>,
    fields: serde_json::Map<String, serde_json::Value>,
    /// Whether these are all its sentences, not only those that a file of results holds.
    whole: bool,
    paragraphs: Vec<Paragraph>,
    statements: Vec<Found>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Paragraph {
    kind: &'static str,
    sentences: Vec<Sentence>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Sentence {
    n: usize,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Found {
    n: usize,
    category: String,
    speaker: Vec<String>,
    target: Vec<String>,
    modality: Modality,
    quoted: bool,
    acts: Vec<FoundAct>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct FoundAct {
    rule: String,
    at: String,
    evidence: Vec<(usize, usize)>,
    speaker: Vec<Named>,
    target: Vec<Named>,
    modality: Modality,
    quoted: bool,
}

/// What one span names: «Damas et Moscou» are two actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Named {
    text: String,
    ids: Vec<String>,
    /// None where it stands in another sentence.
    at: Option<(usize, usize)>,
}

impl Article {
    /// A whole document. None where nothing was found in it, or where a statement is not of this text: a file of results
    /// may be older than the article.
    pub fn whole<'s>(
        document: &Document,
        sentences: &[document::Sentence],
        statements: impl IntoIterator<Item = &'s Statement>,
    ) -> Option<Self> {
        let mut found = Vec::new();
        for statement in statements {
            let sentence = sentences.get(statement.sentence.checked_sub(1)?)?;
            if sentence.span.of(&document.text) != statement.text {
                return None;
            }
            found.push(Found::new(statement));
        }
        let paragraphs = paragraphs(document, sentences);
        (!found.is_empty()).then(|| Self {
            id: document.id.clone(),
            date: document.date.clone(),
            fields: document.fields.clone(),
            whole: true,
            paragraphs,
            statements: found,
        })
    }

    /// The sentences of a document that a file of results holds, in their order. None where nothing was found in them.
    pub fn excerpt(lines: &[Line]) -> Option<Self> {
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut last = 0;
        for line in lines.iter().filter(|line| !line.text().is_empty()) {
            let number = line.sentence();
            let kind = match field(line) {
                Field::Title => "title",
                Field::Text => "paragraph",
            };
            let sentence = Sentence {
                n: number,
                text: line.text().to_owned(),
            };
            match paragraphs.last_mut() {
                Some(_) if number == last => {}
                Some(open) if number == last + 1 && open.kind == kind => {
                    open.sentences.push(sentence);
                }
                _ => paragraphs.push(Paragraph {
                    kind,
                    sentences: vec![sentence],
                }),
            }
            last = number;
        }
        let statements: Vec<Found> = lines
            .iter()
            .filter_map(Line::statement)
            .map(Found::new)
            .collect();
        let first = lines.first().filter(|_| !statements.is_empty())?;
        Some(Self {
            id: first.doc().to_owned(),
            date: first.date().map(str::to_owned),
            fields: first.fields().clone(),
            whole: false,
            paragraphs,
            statements,
        })
    }

    /// The number of its statements.
    pub fn statements(&self) -> usize {
        self.statements.len()
    }

    /// The ids of all who speak or are spoken to.
    pub(super) fn actors(&self) -> impl Iterator<Item = &str> {
        let ids = self
            .statements
            .iter()
            .flat_map(|s| s.speaker.iter().chain(&s.target));
        ids.map(String::as_str)
    }
}

const fn field(line: &Line) -> Field {
    match line {
        Line::Statement(statement) => statement.field,
        Line::Sentence(sentence) => sentence.field,
    }
}

fn paragraphs(document: &Document, sentences: &[document::Sentence]) -> Vec<Paragraph> {
    let mut numbered = sentences.iter().enumerate().peekable();
    let mut paragraphs = Vec::with_capacity(document.blocks.len());
    for (index, block) in document.blocks.iter().enumerate() {
        let mut inside = Vec::new();
        while let Some((n, sentence)) = numbered.next_if(|(_, s)| s.paragraph == index) {
            inside.push(Sentence {
                n: n + 1,
                text: sentence.span.of(&document.text).to_owned(),
            });
        }
        if !inside.is_empty() {
            paragraphs.push(Paragraph {
                kind: kind(block.kind),
                sentences: inside,
            });
        }
    }
    paragraphs
}

const fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Title => "title",
        BlockKind::Heading => "head",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Credit => "credit",
    }
}

impl Found {
    fn new(statement: &Statement) -> Self {
        Self {
            n: statement.sentence,
            category: statement.category.clone(),
            speaker: statement.speaker.clone(),
            target: statement.target.clone(),
            modality: statement.modality,
            quoted: statement.quoted,
            acts: statement
                .acts
                .iter()
                .map(|act| FoundAct::new(statement, act))
                .collect(),
        }
    }
}

impl FoundAct {
    fn new(statement: &Statement, act: &Act) -> Self {
        let evidence = act
            .evidence
            .iter()
            .filter_map(|span| in_sentence(statement, *span));
        Self {
            rule: act.rule.clone(),
            at: act.at.clone(),
            evidence: evidence.collect(),
            speaker: named(statement, &act.speaker),
            target: named(statement, &act.target),
            modality: act.modality,
            quoted: act.quoted,
        }
    }
}

fn named(statement: &Statement, parties: &[Party]) -> Vec<Named> {
    let by_span = parties.chunk_by(|a, b| a.span == b.span);
    by_span
        .map(|parties| Named {
            text: parties[0].text.clone(),
            ids: parties
                .iter()
                .filter_map(|party| party.id.clone())
                .collect(),
            at: in_sentence(statement, parties[0].span),
        })
        .collect()
}

/// A span in UTF-16 units from the start of the sentence; none where it stands elsewhere.
fn in_sentence(statement: &Statement, span: Span) -> Option<(usize, usize)> {
    let start = span.start.checked_sub(statement.start)?;
    let end = span.end.checked_sub(statement.start)?;
    let at = |offset| utf16(&statement.text, statement.unit, offset);
    (span.end <= statement.end).then_some(())?;
    Some((at(start)?, at(end)?))
}

/// The UTF-16 units before a place of a text that is given in a unit.
fn utf16(text: &str, unit: Unit, offset: usize) -> Option<usize> {
    match unit {
        Unit::Byte => text
            .get(..offset)
            .map(|before| before.encode_utf16().count()),
        Unit::Char => Some(text.chars().take(offset).map(char::len_utf16).sum()),
        Unit::Utf16 => Some(offset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::statements;
    use crate::output::offsets::Offsets;

    #[test]
    fn places_are_those_of_javascript_whatever_the_unit_of_the_results() {
        let text = format!("{}{}", "🎉".repeat(25), statements()[1].text);
        let expected = Article::excerpt(&[Line::Statement(statements().remove(1))]);
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            let mut line = Line::Statement(statements().remove(1));
            Offsets::new(unit, &text).convert(&mut line);
            assert_eq!(Article::excerpt(&[line]), expected, "{unit:?}");
        }
        let act = &expected.expect("an article").statements[0].acts[0];
        assert_eq!(
            (act.evidence[0], act.target[0].at),
            ((7, 13), Some((14, 18)))
        );
    }

    #[test]
    fn a_party_of_another_sentence_has_no_place() {
        let mut statement = statements().remove(1);
        statement.acts[0].target[0].span = Span::new(10, 14);
        assert_eq!(Found::new(&statement).acts[0].target[0].at, None);
    }

    #[test]
    fn results_of_another_text_make_no_whole_article() {
        let document = Document::plain("depeche.txt", "Un. Deux. Trois.".into());
        let sentences = document.sentences(&crate::text::segment::Segmenter::new(&[]));
        assert_eq!(Article::whole(&document, &sentences, &statements()), None);
    }

    #[test]
    fn sentences_that_follow_each_other_are_a_paragraph() {
        let lines: Vec<Line> = statements().into_iter().map(Line::Statement).collect();
        let article = Article::excerpt(&lines).expect("an article");
        let numbers: Vec<usize> = article.paragraphs[0]
            .sentences
            .iter()
            .map(|s| s.n)
            .collect();
        assert_eq!((article.paragraphs.len(), numbers), (1, vec![3, 4]));
        assert_eq!(article.statements(), 3);
    }
}
