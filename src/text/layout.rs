//! Reads how an article is laid out: title, headings, paragraphs and credits.
//!
//! Paragraphs end with a blank line or with the line. Wires are wrapped at a fixed width, some with
//! a blank line behind every line: their lines are joined again, which leaves the text as it is and
//! only makes one block run over several lines.

use serde::{Deserialize, Serialize};

use crate::text::dateline::dateline_len;
use crate::text::normalize::is_hyphen;
use crate::text::span::Span;

/// Characters a line may have in a wrapped text, and must have to say anything.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 30..=120;

/// Characters by which a wrapped line without a final mark may fall short of the width.
const RAGGED: usize = 12;

/// Characters that titles and headings stay under.
const HEADING_WIDTH: usize = 300;

/// Characters that credits stay under.
const CREDIT_WIDTH: usize = 120;

/// First words of a credit, in lower case.
const CREDITS: &[&str] = &[
    "avec afp",
    "avec l'afp",
    "avec l’afp",
    "avec reuters",
    "avec ap ",
    "avec agences",
    "(avec ",
    "source :",
    "source:",
    "sources :",
    "©",
    "propos recueillis",
];

/// Where of an article a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// Its title.
    Title,
    /// Everything else.
    Text,
}

/// What a block of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title.
    Title,
    /// A heading between paragraphs, or a line set off: «- Appels au calme -».
    Heading,
    /// Running text.
    Paragraph,
    /// Who is thanked: «*Avec AFP».
    Credit,
}

/// A stretch of text in which sentences run: one paragraph, title, heading or credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text; may run over line breaks.
    pub span: Span,
    /// Where it stands.
    pub field: Field,
    /// What it is.
    pub kind: BlockKind,
}

/// Reads the blocks of `text` from the byte `from` on. With `titled`, a first line that is no
/// sentence is the title.
pub fn blocks(text: &str, from: usize, titled: bool) -> Vec<Block> {
    let lines = lines(text, from);
    let wrap = Wrap::of(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last: Option<&Line> = None;
    for line in &lines {
        let joined = last.is_some_and(|last| match &wrap {
            Some(wrap) => wrap.joins(last, line),
            None => breaks_a_sentence(last, line),
        });
        match blocks.last_mut() {
            Some(block) if joined => block.span.end = line.span.end,
            _ => blocks.push(Block {
                span: line.span,
                field: Field::Text,
                kind: BlockKind::Paragraph,
            }),
        }
        last = Some(line);
    }
    blocks.retain(|block| block.span.of(text).contains(char::is_alphanumeric));
    name_kinds(text, &mut blocks, titled);
    blocks
}

fn name_kinds(text: &str, blocks: &mut [Block], titled: bool) {
    let alone = blocks.len() == 1;
    for (index, block) in blocks.iter_mut().enumerate() {
        let written = block.span.of(text);
        block.kind = if is_credit(written) {
            BlockKind::Credit
        } else if alone || !is_heading(written) {
            BlockKind::Paragraph
        } else if index == 0 && titled && !is_set_off(written) {
            block.field = Field::Title;
            BlockKind::Title
        } else {
            BlockKind::Heading
        };
    }
}

/// A line that is not blank.
struct Line<'t> {
    /// Bytes of the text, without white space around.
    span: Span,
    written: &'t str,
    /// Characters; of lines too long to be wrapped, bytes.
    width: usize,
    /// Blank lines before it.
    gap: usize,
}

fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut gap = 0;
    let mut start = from;
    let breaks = memchr::memchr2_iter(b'\n', b'\r', &text.as_bytes()[from..]).map(|at| from + at);
    for end in breaks.chain([text.len()]) {
        let written = text[start..end].trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !written.is_empty() {
            lines.push(line(text, written, gap));
            gap = 0;
        } else if !text[start..].starts_with('\n') || !text[..start].ends_with('\r') {
            gap += 1;
        }
        start = end + 1;
    }
    lines
}

fn line<'t>(text: &str, written: &'t str, gap: usize) -> Line<'t> {
    let start = written.as_ptr() as usize - text.as_ptr() as usize;
    let is_long = written.len() > 4 * *WRAP_WIDTHS.end();
    let width = if is_long {
        written.len()
    } else {
        written.chars().count()
    };
    Line {
        span: Span::new(start, start + written.len()),
        written,
        width,
        gap,
    }
}

/// How a wire is wrapped.
struct Wrap {
    /// Characters of its longest wrapped line.
    width: usize,
    /// Blank lines between two lines of a paragraph.
    gap: usize,
}

impl Wrap {
    /// Reads it off the lines that certainly go on: the next one begins with a small letter.
    fn of(lines: &[Line]) -> Option<Self> {
        let going_on = || lines.windows(2).filter(|pair| goes_on(&pair[0], &pair[1]));
        let count = going_on().count();
        let width = going_on().map(|pair| pair[0].width).max()?;
        let full = going_on()
            .filter(|pair| pair[0].width * 10 >= width * 7)
            .count();
        let often = count * 4 >= lines.len() - 1 && (count > 1 || lines.len() <= 4);
        let wrapped = WRAP_WIDTHS.contains(&width) && often && full * 5 >= count * 4;
        let gap = usize::from(going_on().filter(|pair| pair[1].gap > 0).count() * 2 > count);
        wrapped.then_some(Self { width, gap })
    }

    fn joins(&self, line: &Line, next: &Line) -> bool {
        if next.gap > self.gap
            || stands_alone(line)
            || stands_alone(next)
            || is_item(next.written)
            || dateline_len(next.written) > 0
        {
            return false;
        }
        if starts_small(next.written) || ends_with_title(line) {
            return true;
        }
        let first = next.written.split_whitespace().next().unwrap_or_default();
        let filled = line.width + 1 + first.chars().count();
        if has_final_mark(line.written) {
            filled > self.width
        } else {
            filled + RAGGED > self.width
        }
    }
}

/// Whether a line break stands inside a sentence although the text is not wrapped.
fn breaks_a_sentence(line: &Line, next: &Line) -> bool {
    let is_long = line.width > *WRAP_WIDTHS.start();
    let broken = next.gap == 0 && is_long && goes_on(line, next) && !stands_alone(line);
    broken || ends_with_title(line)
}

/// «a déclaré M.» with the name in the next paragraph: a link that became a line.
fn ends_with_title(line: &Line) -> bool {
    line.written.ends_with(" M.") || line.written.ends_with(" MM.")
}

fn goes_on(line: &Line, next: &Line) -> bool {
    starts_small(next.written)
        && !has_final_mark(line.written)
        && !line.written.ends_with([';', ':'])
}

fn stands_alone(line: &Line) -> bool {
    is_set_off(line.written) || is_credit(line.written)
}

fn starts_small(written: &str) -> bool {
    written.starts_with(char::is_lowercase)
}

/// An entry of a list: «- les otages», «• les prisonniers».
fn is_item(written: &str) -> bool {
    let mut letters = written.chars();
    let bullet = letters
        .next()
        .is_some_and(|c| is_hyphen(c) || matches!(c, '–' | '—' | '•' | '*' | '·' | '▪' | '►'));
    bullet && letters.next().is_some_and(char::is_whitespace)
}

/// A heading as wires set it: «- Appels au calme -».
fn is_set_off(written: &str) -> bool {
    let dash = |c: char| is_hyphen(c) || matches!(c, '–' | '—' | '*');
    written.len() > 2 && written.starts_with(dash) && written.ends_with(dash)
}

fn is_heading(written: &str) -> bool {
    if is_set_off(written) {
        return true;
    }
    written.len() <= 2 * HEADING_WIDTH
        && !has_final_mark(written)
        && !written.ends_with([',', ';', ':'])
        && !is_item(written)
        && dateline_len(written) == 0
        && written.chars().count() <= HEADING_WIDTH
}

fn is_credit(written: &str) -> bool {
    if written.len() > 2 * CREDIT_WIDTH
        || written.chars().count() > CREDIT_WIDTH
        || is_set_off(written)
    {
        return false;
    }
    let starred = written
        .strip_prefix('*')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let head: String = written.chars().take(20).collect::<String>().to_lowercase();
    starred || CREDITS.iter().any(|credit| head.starts_with(credit))
}

/// Whether a sentence may end here: a full stop, ellipsis, question or exclamation mark, with what
/// closes behind it.
fn has_final_mark(written: &str) -> bool {
    let bare = written.trim_end_matches(|c: char| {
        matches!(c, '»' | '”' | '"' | ')' | ']' | '’' | '\'') || c.is_whitespace()
    });
    bare.ends_with(['.', '…', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a block: the initial of its kind, and its text on one line.
    fn read(text: &str) -> Vec<String> {
        let shown = |block: &Block| {
            let words: Vec<&str> = block.span.of(text).split_whitespace().collect();
            format!("{:?}: {}", block.kind, words.join(" "))
        };
        blocks(text, 0, true).iter().map(shown).collect()
    }

    #[test]
    fn kinds_of_blocks() {
        let text = "Le Caire accueille les délégués\n\nIls sont arrivés lundi.\n\nUn long chemin\n\
            Rien n'est signé.\n\n- Espoirs -\nTrois points restent :\n- les ponts\n- les otages\n***\n*Avec AFP";
        let expected = [
            "Title: Le Caire accueille les délégués",
            "Paragraph: Ils sont arrivés lundi.",
            "Heading: Un long chemin",
            "Paragraph: Rien n'est signé.",
            "Heading: - Espoirs -",
            "Paragraph: Trois points restent :",
            "Paragraph: - les ponts",
            "Paragraph: - les otages",
            "Credit: *Avec AFP",
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn first_lines_that_are_no_title() {
        let cases = [
            ("Une ligne seule", "Paragraph: Une ligne seule"),
            ("Il a signé.\n\nElle aussi.", "Paragraph: Il a signé."),
            (
                "Oslo, 3 mai (AFP) - La paix\n\nElle vient.",
                "Paragraph: Oslo, 3 mai (AFP) - La paix",
            ),
            ("- Oslo -\n\nElle vient.", "Heading: - Oslo -"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text)[0], expected, "{text}");
        }
    }

    #[test]
    fn a_wire_below_its_title_is_joined() {
        let text = "Les pourparlers d'Oslo reprennent au palais après une longue semaine d'interruption\n\n\
            Oslo, 3 mai (AFP) - Les délégués des deux\ncamps ont repris mardi leurs discussions\n\
            dans un palais d'Oslo.\nIls se sont quittés sans accord, a dit M.\nBerg, leur hôte.";
        let blocks = read(text);
        assert!(
            blocks[0].starts_with("Title: Les pourparlers"),
            "{blocks:?}"
        );
        assert!(blocks[1].ends_with("un palais d'Oslo."), "{blocks:?}");
        assert!(blocks[2].ends_with("M. Berg, leur hôte."), "{blocks:?}");
        assert_eq!(blocks.len(), 3);
    }

    #[test]
    fn lines_are_paragraphs_unless_a_sentence_goes_on() {
        let text = "Les délégués ont quitté la ville hier soir.\nLa table est vide.\n\
            Les observateurs restent prudents, car rien\nn'est joué avant le sommet de lundi.\nFin.";
        let expected = [
            "Paragraph: Les délégués ont quitté la ville hier soir.",
            "Paragraph: La table est vide.",
            "Paragraph: Les observateurs restent prudents, car rien n'est joué avant le sommet de lundi.",
            "Paragraph: Fin.",
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_name_behind_its_title_is_not_lost() {
        let text = "C'est ce qu'a dit M.\n\nBerg lundi.\n\nElle se tait.";
        assert_eq!(read(text)[0], "Paragraph: C'est ce qu'a dit M. Berg lundi.");
    }
}
