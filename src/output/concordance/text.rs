//! A concordance for reading: what was found stands in one column, evidence in brackets or in colour, what stands to its
//! left flush with it, the place at the end of the line.

use std::io::{Result, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::output::concordance::shown::Shown;
use crate::study::concordance::{Hit, Why};

/// The most columns for a place.
const PLACE: usize = 24;

/// Writes it in lines of `width` columns.
pub(super) fn write(
    shown: &Shown<'_>,
    width: usize,
    color: bool,
    out: &mut impl Write,
) -> Result<()> {
    writeln!(out, "{} : {}", shown.title, shown.counts())?;
    let places: Vec<String> = shown.hits.iter().map(place).collect();
    let place = places.iter().map(|place| place.width()).max().unwrap_or(0);
    let room = width.saturating_sub(place + 2).max(20);
    let left = room * 2 / 5;
    let columns = Columns {
        left,
        right: room - left,
        color,
    };
    let mut places = places.iter();
    for (verb, hits) in shown.groups() {
        writeln!(out)?;
        if let Some((verb, count)) = verb {
            let head = styled(verb, AnsiColor::Green.on_default().bold(), color);
            writeln!(out, "{head} : {count}")?;
        }
        for (hit, place) in hits.iter().zip(&mut places) {
            let place = styled(place, Style::new().dimmed(), color);
            writeln!(out, "{}  {place}", columns.line(hit))?;
        }
    }
    Ok(())
}

/// How the columns of a line are cut.
struct Columns {
    left: usize,
    right: usize,
    color: bool,
}

impl Columns {
    fn line(&self, hit: &Hit) -> String {
        let left = ending(&hit.left, self.left);
        let pad = self.left - left.width();
        let mut line = format!("{:pad$}{left}", "");
        let mut room = Room {
            left: self.right,
            line: &mut line,
        };
        let mut at = 0;
        for part in &hit.evidence {
            room.push(&hit.found[at..part.start]);
            let style = AnsiColor::Green.on_default().bold();
            match self.color {
                true => room.push_styled(part.of(&hit.found), style),
                false => {
                    room.push("[");
                    room.push(part.of(&hit.found));
                    room.push("]");
                }
            }
            at = part.end;
        }
        room.push(&hit.found[at..]);
        room.push(&hit.right);
        let rest = room.left;
        line.push_str(&" ".repeat(rest));
        line
    }
}

/// A line that takes what there is room for.
struct Room<'l> {
    left: usize,
    line: &'l mut String,
}

impl Room<'_> {
    fn push(&mut self, text: &str) {
        let kept = beginning(text, self.left);
        self.left -= kept.width();
        // What does not fit ends the line: nothing shorter may follow it.
        if kept.len() < text.len() {
            self.line.push_str(&kept);
            self.line.push_str(&" ".repeat(self.left));
            self.left = 0;
        } else {
            self.line.push_str(&kept);
        }
    }

    fn push_styled(&mut self, text: &str, style: Style) {
        self.line.push_str(&style.render().to_string());
        self.push(text);
        self.line.push_str(&style.render_reset().to_string());
    }
}

/// The first columns of a text.
fn beginning(text: &str, width: usize) -> String {
    let mut taken = 0;
    text.chars()
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken <= width
        })
        .collect()
}

/// The last columns of a text.
fn ending(text: &str, width: usize) -> String {
    let mut taken = 0;
    let kept: Vec<char> = text
        .chars()
        .rev()
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken <= width
        })
        .collect();
    kept.into_iter().rev().collect()
}

/// `04_rdc-le-somm….txt:13`, and in a word what blocked it.
fn place(hit: &Hit) -> String {
    let number = format!(":{}", hit.sentence);
    let room = PLACE - number.len().min(PLACE - 2);
    let doc = match hit.doc.width() <= room {
        true => hit.doc.clone(),
        false => format!("{}…", beginning(&hit.doc, room - 1)),
    };
    let blocked = hit.blocked.map(|why| format!(" · {}", french(why)));
    format!("{doc}{number}{}", blocked.unwrap_or_default())
}

pub(super) const fn french(why: Why) -> &'static str {
    match why {
        Why::Excepted => "exception",
        Why::Negated => "nié",
        Why::Hypothetical => "hypothèse",
        Why::Conditional => "conditionnel",
        Why::Observer => "observateur",
        Why::NotDiplomatic => "pas diplomatique",
        Why::InComplement => "complément",
    }
}

fn styled(text: &str, style: Style, color: bool) -> String {
    match color {
        true => format!("{style}{text}{style:#}"),
        false => text.to_string(),
    }
}
