//! Offsets in the unit that the reader counts in: Rust counts bytes, Python and R characters, Java and JavaScript
//! UTF-16 units.

use crate::output::line::Line;
use crate::tagger::statement::{Act, Statement, Unit};
use crate::text::span::{LineIndex, Span};

/// Converts byte offsets of one text.
#[derive(Clone, Debug)]
pub struct Offsets<'t> {
    unit: Unit,
    /// None where bytes stay bytes.
    index: Option<LineIndex<'t>>,
}

impl<'t> Offsets<'t> {
    /// Reads the text once, where that is needed.
    pub fn new(unit: Unit, text: &'t str) -> Self {
        let index = (unit != Unit::Byte).then(|| LineIndex::new(text));
        Self { unit, index }
    }

    /// A byte offset of the text in the unit.
    pub fn at(&self, byte: usize) -> usize {
        match (&self.index, self.unit) {
            (Some(index), Unit::Char) => index.char_offset(byte),
            (Some(index), Unit::Utf16) => index.utf16_offset(byte),
            _ => byte,
        }
    }

    /// Converts all offsets of a line, which count bytes.
    pub fn convert(&self, line: &mut Line) {
        if self.unit == Unit::Byte {
            return;
        }
        match line {
            Line::Statement(statement) => self.convert_statement(statement),
            Line::Sentence(sentence) => {
                (sentence.start, sentence.end) = (self.at(sentence.start), self.at(sentence.end));
                sentence.unit = self.unit;
            }
        }
    }

    fn convert_statement(&self, statement: &mut Statement) {
        (statement.start, statement.end) = (self.at(statement.start), self.at(statement.end));
        statement.unit = self.unit;
        for act in &mut statement.acts {
            for span in spans(act) {
                *span = Span::new(self.at(span.start), self.at(span.end));
            }
        }
    }
}

fn spans(act: &mut Act) -> impl Iterator<Item = &mut Span> {
    let parties = act.speaker.iter_mut().chain(&mut act.target);
    act.evidence
        .iter_mut()
        .chain(parties.map(|party| &mut party.span))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::output::fixture::statements;

    /// What a reader that counts in the unit cuts out of the text.
    fn cut(text: &str, unit: Unit, start: usize, end: usize) -> String {
        match unit {
            Unit::Byte => text[start..end].to_owned(),
            Unit::Char => text.chars().skip(start).take(end - start).collect(),
            Unit::Utf16 => {
                let units: Vec<u16> = text.encode_utf16().collect();
                String::from_utf16(&units[start..end]).expect("whole characters")
            }
        }
    }

    proptest! {
        #[test]
        fn what_a_reader_cuts_out_is_the_same_in_every_unit(
            before in "[a-zé’🎉\n]{0,600}", inside in "[a-zé’🎉 ]{1,40}", behind in "[a-zé’🎉]{0,40}"
        ) {
            let text = format!("{before}{inside}{behind}");
            let (start, end) = (before.len(), before.len() + inside.len());
            for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
                let offsets = Offsets::new(unit, &text);
                prop_assert_eq!(cut(&text, unit, offsets.at(start), offsets.at(end)), inside.clone());
            }
        }
    }

    #[test]
    fn every_offset_of_a_statement_is_converted() {
        let text = format!("{}{}", "é".repeat(50), statements()[1].text);
        let mut line = Line::Statement(statements().remove(1));
        Offsets::new(Unit::Char, &text).convert(&mut line);
        let json = serde_json::to_value(&line).expect("JSON");
        insta::assert_snapshot!(
            format!("{} {} {} {} {}", json["start"], json["end"], json["unit"], json["acts"][0]["evidence"], json["acts"][0]["target"]),
            @r#"50 101 "char" [{"end":63,"start":57}] [{"end":68,"id":"UKR","start":64,"text":"Kiev"}]"#
        );
    }
}
