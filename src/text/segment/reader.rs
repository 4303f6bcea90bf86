//! Reads what stands around a mark, and says whether a sentence ends there.

use memchr::{memchr, memchr_iter};

use crate::text::segment::abbreviations::{Abbreviations, FullStop, is_roman};
use crate::text::segment::marks::{footnote, is_entity, is_mark};
use crate::text::span::{Span, boundary_before};

/// Bytes between the start of a sentence and a mark from which on letters are taken for granted.
const FAR: usize = 32;

/// Bytes that are passed over after a mark to find the first letter of the next sentence.
const OPENING_WINDOW: usize = 12;

/// Bytes in which a sentence that stands in brackets has to close.
const BRACKET_WINDOW: usize = 200;

/// Words that make a bracket at the start of a sentence one of its own.
const BRACKET_WORDS: usize = 3;

/// Words that begin a sentence even without their capital, behind a full stop that is no
/// abbreviation's: some keyboards have no «À», and some authors are in a hurry.
const CARELESS_OPENERS: &[&str] = &["à", "il", "ils", "elle", "elles", "on", "je", "c"];

/// Bytes of the longest sentence, some three hundred words. What a pattern costs grows with the square of a sentence: one
/// of a hundred thousand words would keep a batch for minutes.
const LONGEST: usize = 2_000;

/// The place in the text where the current sentence starts, and what has been seen so far.
pub(super) struct Reader<'t> {
    abbreviations: &'t Abbreviations,
    text: &'t str,
    /// Where the current sentence starts, white space included.
    start: usize,
    /// Marks before this place belong to a run that has been read.
    read: usize,
    /// Straight quotation marks up to `counted`: an odd number says that one is open.
    quotes: usize,
    counted: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn new(abbreviations: &'t Abbreviations, text: &'t str, start: usize) -> Self {
        Self {
            abbreviations,
            text,
            start,
            read: start,
            quotes: 0,
            counted: start,
        }
    }

    /// Ends the current sentence at `end`.
    pub(super) fn cut(&mut self, end: usize, out: &mut Vec<Span>) {
        let written = &self.text[self.start..end];
        let trimmed = written.trim_start();
        let start = end - trimmed.len();
        let trimmed_end = start + trimmed.trim_end().len();
        if start < trimmed_end {
            self.push(Span::new(start, trimmed_end), out);
        }
        self.start = end;
        self.read = self.read.max(end);
    }

    /// Appends a sentence; one that is too long, a table or a text that lost its marks, in pieces.
    fn push(&self, mut sentence: Span, out: &mut Vec<Span>) {
        while sentence.len() > LONGEST {
            let written = sentence.of(self.text);
            let window = &written[..boundary_before(written, LONGEST)];
            let mark = window.rfind(';').or_else(|| window.rfind(','));
            let end = mark
                .map(|mark| mark + 1)
                .or_else(|| window.rfind(char::is_whitespace).filter(|end| *end > 0));
            // One word without end is left whole.
            let Some(end) = end else { break };
            out.push(Span::new(
                sentence.start,
                sentence.start + window[..end].trim_end().len(),
            ));
            let rest = written[end..].trim_start();
            sentence = Span::new(sentence.end - rest.len(), sentence.end);
        }
        if !sentence.is_empty() {
            out.push(sentence);
        }
    }

    /// A sentence in brackets may have no mark: «(La séance est levée) Monsieur le Président…».
    pub(super) fn cut_bracketed(&mut self, out: &mut Vec<Span>) {
        let Some(sentence) = self.text[self.start..].trim_start().strip_prefix('(') else {
            return;
        };
        let window = &sentence.as_bytes()[..sentence.len().min(BRACKET_WINDOW)];
        let Some(close) = memchr(b')', window) else {
            return;
        };
        let (inside, behind) = (&sentence[..close], &sentence[close + 1..]);
        let next = behind.trim_start();
        let is_sentence = !inside.contains(['.', '!', '?', '…', '('])
            && inside.split_whitespace().count() >= BRACKET_WORDS;
        if is_sentence && next.len() < behind.len() && next.starts_with(char::is_uppercase) {
            self.cut(self.text.len() - behind.len(), out);
        }
    }

    /// Where the sentence ends whose last mark may begin at `mark`.
    pub(super) fn sentence_end(&mut self, mark: usize) -> Option<usize> {
        if mark < self.read {
            return None;
        }
        // The two most frequent cases are told from their bytes: «paix. Le» and «1.250».
        match &self.text.as_bytes()[mark..] {
            [b'.', b' ', b'A'..=b'Z', ..] => {
                let ends = self.stops(mark, &self.text[mark + 2..]);
                return (ends && self.has_letters_before(mark)).then_some(mark + 1);
            }
            [_, b'0'..=b'9' | b'a'..=b'z', ..] => return None,
            [b';', ..] => return self.ends_item(mark).then_some(mark + 1),
            _ => {}
        }
        let run = self.run(mark);
        self.read = run.end;
        if self.is_bracketed(run) || !self.has_letters_before(mark) {
            return None;
        }
        let end = self.after_closing(run.end);
        let rest = &self.text[end..];
        let next = rest.trim_start();
        if next.is_empty() {
            return None;
        }
        let ends = if next.len() == rest.len() {
            self.is_glued(run, rest)
        } else {
            self.precedes_sentence(run, end > run.end, next)
        };
        ends.then_some(end)
    }

    /// Not before the first letter: «... et la paix».
    fn has_letters_before(&self, mark: usize) -> bool {
        mark - self.start > FAR || self.text[self.start..mark].contains(char::is_alphanumeric)
    }

    /// The semicolon of a list whose next item is a sentence: «…; Les parties se réuniront».
    fn ends_item(&self, mark: usize) -> bool {
        let rest = &self.text[mark + 1..];
        let next = rest.trim_start();
        next.len() < rest.len()
            && next.starts_with(char::is_uppercase)
            && self.abbreviations.opens(next)
            && !is_entity(&self.text[..mark])
    }

    /// The marks from `mark` on that stand together: «...», «?!», «! !».
    fn run(&self, mark: usize) -> Span {
        let mut end = mark;
        let mut rest = &self.text[mark..];
        while let Some(c) = rest.chars().next().filter(|c| is_mark(*c)) {
            end = self.text.len() - rest.len() + c.len_utf8();
            rest = &self.text[end..];
            let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
            if spaced.starts_with(['?', '!']) {
                rest = spaced;
            }
        }
        Span::new(mark, end)
    }

    /// «(...)» and «[?]» say something about the text; they end nothing.
    fn is_bracketed(&self, run: Span) -> bool {
        self.text[..run.start].ends_with(['(', '[']) && self.text[run.end..].starts_with([')', ']'])
    }

    /// Passes over the closing quotation marks and brackets that belong to the sentence.
    fn after_closing(&mut self, from: usize) -> usize {
        let mut end = from;
        while let Some(next) = self.after_closing_mark(end) {
            end = next;
        }
        end
    }

    fn after_closing_mark(&mut self, from: usize) -> Option<usize> {
        let rest = &self.text[from..];
        let spaced = rest.trim_start();
        let at = self.text.len() - spaced.len();
        let glued = at == from;
        let c = spaced.chars().next()?;
        let after = &spaced[c.len_utf8()..];
        let before_word = after.starts_with(char::is_alphanumeric);
        let closes = match c {
            '»' | '”' => true,
            ')' | ']' => glued,
            '\'' | '’' => glued && !before_word,
            '"' if glued => !before_word || self.is_quoting(at),
            '"' => !before_word && self.closes_quotation(at),
            '[' if glued => return footnote(after).map(|length| at + 1 + length),
            _ => false,
        };
        closes.then_some(at + c.len_utf8())
    }

    /// Whether the straight quotation mark at `at`, which has spaces on both sides, closes: one
    /// stands open, or none follows that could close what this one opened.
    fn closes_quotation(&mut self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        let opens = |next: usize| {
            bytes[next - 1].is_ascii_whitespace()
                && self.text[next + 1..].starts_with(char::is_alphanumeric)
        };
        let next = memchr(b'"', &bytes[at + 1..]).map(|next| at + 1 + next);
        next.is_none_or(opens) || self.is_quoting(at)
    }

    /// Whether a straight quotation mark stands open before `at`.
    fn is_quoting(&mut self, at: usize) -> bool {
        let passed = &self.text.as_bytes()[self.counted..at];
        self.quotes += memchr_iter(b'"', passed).count();
        self.counted = at;
        self.quotes % 2 == 1
    }

    /// «déclaré.Le ministre», «déclaré."La paix»: the space was lost. No name of a site looks so.
    fn is_glued(&self, run: Span, rest: &str) -> bool {
        let word = self.abbreviations.word_before(self.text, run.start);
        let first = rest.trim_start_matches(['"', '«', '“', ' ', '\u{a0}']);
        let is_capital = first.starts_with(char::is_uppercase);
        let length = first
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(first.len());
        is_capital
            && word.ends_with(char::is_lowercase)
            && word.len() > 2
            && !word.contains('.')
            && self.abbreviations.full_stop(word) == FullStop::Mark
            && (self.abbreviations.opens(first)
                || (length > 3 && first[length..].starts_with([' ', ','])))
    }

    /// Whether `next`, which follows `run` behind white space, is a new sentence; `closed` says
    /// that a quotation or bracket was closed behind the run.
    fn precedes_sentence(&self, run: Span, closed: bool, next: &str) -> bool {
        if next.starts_with([',', ';', ':', '/', '%', '=', '>', ')', ']']) {
            return false;
        }
        let letter = next.find(char::is_alphanumeric);
        let Some(opening) = letter.filter(|at| *at <= OPENING_WINDOW) else {
            return true;
        };
        let first = &next[opening..];
        let full_stop = run.of(self.text) == ".";
        if first.starts_with(char::is_lowercase) {
            return full_stop && opening == 0 && self.lost_its_capital(run, closed, first);
        }
        match run.of(self.text) {
            "." if !closed => self.stops(run.start, first),
            "." | "!" | "?" => true,
            // «à savoir… 30 euros»
            _ => !first.starts_with(char::is_numeric),
        }
    }

    /// Whether the full stop at `mark` ends a sentence, `first` being a capital or a number.
    fn stops(&self, mark: usize, first: &str) -> bool {
        let word = self.abbreviations.word_before(self.text, mark);
        if self.is_label(word, mark) {
            return false;
        }
        match self.abbreviations.full_stop(word) {
            FullStop::Mark => true,
            FullStop::Abbreviation => false,
            FullStop::MayBeLast => !first.starts_with(char::is_numeric) && !is_roman(first),
            FullStop::Initial => self.abbreviations.opens(first),
        }
    }

    /// A number or letter of a list at the start of a sentence: «1. Le Conseil», «IV. Bilan».
    fn is_label(&self, word: &str, mark: usize) -> bool {
        if word.is_empty() || word.len() > 4 || mark - self.start > FAR {
            return false;
        }
        let before = &self.text[self.start..mark - word.len()];
        let is_number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        !before.contains(char::is_alphanumeric) && (is_number || word.len() == 1 || is_roman(word))
    }

    /// Whether a small letter opens a sentence: never in doubt, see [`CARELESS_OPENERS`].
    fn lost_its_capital(&self, run: Span, closed: bool, first: &str) -> bool {
        let word = self.abbreviations.word_before(self.text, run.start);
        let length = first
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(first.len());
        CARELESS_OPENERS.contains(&&first[..length])
            && (closed || word.is_empty() || word.chars().count() > 2)
            && self.abbreviations.full_stop(word) == FullStop::Mark
    }
}
