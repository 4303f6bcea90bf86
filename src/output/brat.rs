//! brat standoff: of each article the text (`.txt`) and its annotations (`.ann`), and the two files that tell brat which
//! labels there are.
//!
//! An act is an event: its trigger is the evidence, its arguments are speaker and target. Offsets count characters, as
//! brat does, whatever unit is asked for elsewhere; a span over a line break is written in pieces, which brat demands.

use std::fmt::Write as _;

use crate::output::fold::folded;
use crate::rules::pack::Category;
use crate::tagger::statement::{Act, Modality, Party, Statement};
use crate::text::span::{LineIndex, Span};

/// Colours of the categories, in their order; they begin again behind the last.
const COLORS: [&str; 6] = [
    "#8ec5f0", "#7fd6b8", "#f5c36b", "#f2a07b", "#dfa3c6", "#d9d27a",
];

/// The text as brat counts it: a line ends with one character, and no character comes or goes.
pub(super) fn text(text: &str) -> String {
    text.replace("\r\n", " \n").replace('\r', "\n")
}

/// The annotations of a text.
pub(super) fn annotations(text: &str, statements: &[Statement]) -> String {
    let mut annotations = Annotations::new(text);
    for statement in statements {
        for act in &statement.acts {
            annotations.add_event(&statement.category, act);
        }
    }
    annotations.lines
}

/// `annotation.conf`: what may be annotated.
pub(super) fn annotation_conf(categories: &[Category]) -> String {
    let mut conf = "[entities]\nActor\n\n[relations]\n\n[events]\n".to_owned();
    for category in categories {
        let _ = writeln!(conf, "{}\tSpeaker*:Actor, Target*:Actor", category.id);
    }
    conf.push_str("\n[attributes]\nQuoted\tArg:<EVENT>\n");
    conf.push_str("Modality\tArg:<EVENT>, Value:asserted|conditional|hypothetical\n");
    conf
}

/// `visual.conf`: labels in French, and colours.
pub(super) fn visual_conf(categories: &[Category]) -> String {
    let mut conf = "[labels]\nActor | acteur\n".to_owned();
    for category in categories {
        let _ = writeln!(conf, "{} | {}", category.id, category.label_fr);
    }
    conf.push_str("Speaker | locuteur\nTarget | destinataire\n\n[drawing]\n");
    conf.push_str("SPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken\n");
    for (index, category) in categories.iter().enumerate() {
        let color = COLORS[index % COLORS.len()];
        let _ = writeln!(conf, "{}\tbgColor:{color}", category.id);
    }
    conf
}

/// The lines of a `.ann` file, and the numbers given so far.
struct Annotations<'t> {
    text: &'t str,
    index: LineIndex<'t>,
    lines: String,
    /// The actors so far: an actor of two acts is annotated once.
    actors: Vec<(Span, usize)>,
    spans: usize,
    events: usize,
    attributes: usize,
    notes: usize,
}

impl<'t> Annotations<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            index: LineIndex::new(text),
            lines: String::new(),
            actors: Vec::new(),
            spans: 0,
            events: 0,
            attributes: 0,
            notes: 0,
        }
    }

    fn add_event(&mut self, category: &str, act: &Act) {
        let trigger = self.add_span(category, &act.evidence);
        let mut event = format!("{category}:T{trigger}");
        for (role, parties) in [("Speaker", &act.speaker), ("Target", &act.target)] {
            for (number, actor) in self.add_actors(parties).into_iter().enumerate() {
                // brat numbers a role that is there more than once from the second on.
                let number = match number {
                    0 => String::new(),
                    n => (n + 1).to_string(),
                };
                let _ = write!(event, " {role}{number}:T{actor}");
            }
        }
        self.events += 1;
        let id = format!("E{}", self.events);
        let _ = writeln!(self.lines, "{id}\t{event}");
        if act.modality != Modality::Asserted {
            self.add_attribute(&format!("Modality {id} {}", act.modality.as_str()));
        }
        if act.quoted {
            self.add_attribute(&format!("Quoted {id}"));
        }
        self.add_note(&id, &format!("{} ({})", act.rule, act.at));
    }

    /// The numbers of the annotations of these actors; what one span names is one actor.
    fn add_actors(&mut self, parties: &[Party]) -> Vec<usize> {
        let spans = parties.chunk_by(|a, b| a.span == b.span);
        spans
            .map(|named| {
                let span = named[0].span;
                if let Some((_, number)) = self.actors.iter().find(|(other, _)| *other == span) {
                    return *number;
                }
                let number = self.add_span("Actor", &[span]);
                self.actors.push((span, number));
                let ids: Vec<&str> = named.iter().filter_map(|p| p.id.as_deref()).collect();
                if !ids.is_empty() {
                    self.add_note(&format!("T{number}"), &ids.join("|"));
                }
                number
            })
            .collect()
    }

    fn add_span(&mut self, kind: &str, spans: &[Span]) -> usize {
        let pieces: Vec<Span> = spans
            .iter()
            .flat_map(|span| pieces(self.text, *span))
            .collect();
        let places: Vec<String> = pieces
            .iter()
            .map(|piece| {
                let (start, end) = (piece.start, piece.end);
                let (start, end) = (self.index.char_offset(start), self.index.char_offset(end));
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = pieces.iter().map(|piece| piece.of(self.text)).collect();
        self.spans += 1;
        let number = self.spans;
        let (places, words) = (places.join(";"), words.join(" "));
        let _ = writeln!(self.lines, "T{number}\t{kind} {places}\t{words}");
        number
    }

    fn add_attribute(&mut self, attribute: &str) {
        self.attributes += 1;
        let _ = writeln!(self.lines, "A{}\t{attribute}", self.attributes);
    }

    fn add_note(&mut self, of: &str, note: &str) {
        self.notes += 1;
        let note = folded(note);
        let _ = writeln!(self.lines, "#{}\tAnnotatorNotes {of}\t{note}", self.notes);
    }
}

/// The parts of a span that stand on one line each, without the white space around them.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let mut pieces = Vec::new();
    let mut at = span.start;
    for line in words.split_inclusive(['\n', '\r']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            pieces.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::{categories, statements};

    /// What the fixture's statements stand in: their sentence begins at the byte 100.
    fn article() -> String {
        format!("{}{}", "é".repeat(50), statements()[0].text)
    }

    #[test]
    fn an_act_is_an_event() {
        let found = annotations(&article(), &statements());
        insta::assert_snapshot!(found);
    }

    #[test]
    fn every_span_reads_in_the_text_as_it_is_written() {
        let article = article()
            .replace("fin des", "fin\r\ndes")
            .replace("combats", "combats\n");
        let mut statements = statements();
        let end = article.find(" combats").expect("a word") + " combats".len();
        statements[0].acts[0].evidence[1].end = end;
        let text = text(&article);
        assert_eq!(text.chars().count(), article.chars().count());
        let characters: Vec<char> = text.chars().collect();
        for line in annotations(&article, &statements)
            .lines()
            .filter(|l| l.starts_with('T'))
        {
            let parts: Vec<&str> = line.split('\t').collect();
            let (_, places) = parts[1].split_once(' ').expect("a kind and places");
            let read: Vec<String> = places
                .split(';')
                .map(|place| {
                    let (start, end) = place.split_once(' ').expect("two numbers");
                    let (start, end) = (
                        start.parse().expect("a number"),
                        end.parse().expect("a number"),
                    );
                    characters[start..end].iter().collect()
                })
                .collect();
            assert_eq!(read.join(" "), parts[2]);
            assert!(!parts[2].contains('\n'));
        }
    }

    #[test]
    fn brat_is_told_the_labels() {
        insta::assert_snapshot!(format!(
            "{}\n{}",
            annotation_conf(&categories()),
            visual_conf(&categories())
        ));
    }
}
