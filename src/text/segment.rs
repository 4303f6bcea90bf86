//! Cuts running text into sentences, as French punctuates them.
//!
//! Only the marks that may end a sentence are looked for; what stands around them is read there
//! and nowhere else. Line breaks are white space: paragraphs are the business of `document`.
//! No model and no training: abbreviations come from the pack, the rest is typography.

use memchr::{memchr_iter, memchr3_iter};
use rustc_hash::FxHashSet;

use crate::text::normalize::{is_apostrophe, is_hyphen};
use crate::text::span::Span;

/// Stands behind an abbreviation of the pack that may also be the last word of a sentence.
const MAY_BE_LAST: char = '$';

/// Bytes that are read before a full stop to find the word it belongs to.
const WORD_WINDOW: usize = 32;

/// Characters that are passed over after a mark to find the first letter of the next sentence.
const OPENING_WINDOW: usize = 12;

/// First words of sentences that are no names: behind «plan B.» they open a new sentence.
const OPENERS: &[&str] = &[
    "a",
    "ainsi",
    "alors",
    "après",
    "au",
    "aucun",
    "aucune",
    "aujourd",
    "auparavant",
    "aussi",
    "autre",
    "aux",
    "avant",
    "avec",
    "c",
    "ce",
    "cela",
    "celle",
    "celui",
    "cependant",
    "ces",
    "cet",
    "cette",
    "ceux",
    "chaque",
    "comme",
    "comment",
    "d",
    "dans",
    "de",
    "depuis",
    "des",
    "deux",
    "donc",
    "du",
    "dès",
    "elle",
    "elles",
    "en",
    "enfin",
    "ensuite",
    "entre",
    "et",
    "face",
    "grâce",
    "hier",
    "il",
    "ils",
    "j",
    "je",
    "jusqu",
    "l",
    "la",
    "le",
    "les",
    "leur",
    "leurs",
    "lors",
    "lorsqu",
    "lorsque",
    "lui",
    "là",
    "mais",
    "malgré",
    "moi",
    "même",
    "n",
    "ne",
    "ni",
    "nombre",
    "non",
    "nos",
    "notre",
    "nous",
    "on",
    "or",
    "ou",
    "oui",
    "outre",
    "où",
    "par",
    "parmi",
    "pas",
    "pendant",
    "peu",
    "plus",
    "plusieurs",
    "pour",
    "pourquoi",
    "pourtant",
    "puis",
    "qu",
    "quand",
    "quant",
    "que",
    "quel",
    "quelle",
    "quelques",
    "qui",
    "quoi",
    "s",
    "sa",
    "sans",
    "selon",
    "ses",
    "seul",
    "seule",
    "si",
    "son",
    "sous",
    "sur",
    "tandis",
    "tous",
    "tout",
    "toute",
    "toutefois",
    "toutes",
    "trois",
    "très",
    "un",
    "une",
    "vers",
    "voici",
    "voilà",
    "vous",
    "à",
    "ça",
];

/// Units of measure: the full stop behind them is that of the sentence.
const UNITS: &[&str] = &[
    "km", "cm", "mm", "kg", "mg", "mn", "kwh", "mw", "gw", "ml", "cl",
];

/// Finds the sentences of French text. Built once, then only read.
#[derive(Clone, Debug)]
pub struct Segmenter {
    /// Abbreviations whose full stop ends no sentence, without it.
    never_last: FxHashSet<Box<str>>,
    /// Abbreviations whose full stop may end one, without it.
    may_be_last: FxHashSet<Box<str>>,
    openers: FxHashSet<&'static str>,
}

impl Segmenter {
    /// A segmenter with these abbreviations, each written with its full stop («M.», «art.»).
    ///
    /// A `$` behind one («etc. $») says that it may also stand last in its sentence: it does
    /// where a word with a capital follows. Initials («J.-C.») need no entry.
    pub fn new(abbreviations: &[&str]) -> Self {
        let mut never_last = FxHashSet::default();
        let mut may_be_last = FxHashSet::default();
        for entry in abbreviations {
            let (abbreviation, set) = match entry.trim().strip_suffix(MAY_BE_LAST) {
                Some(abbreviation) => (abbreviation.trim_end(), &mut may_be_last),
                None => (entry.trim(), &mut never_last),
            };
            set.insert(Box::from(abbreviation.trim_end_matches('.')));
        }
        Self {
            never_last,
            may_be_last,
            openers: OPENERS.iter().copied().collect(),
        }
    }

    /// Appends the sentences of one stretch of running text to `out`: spans of `text`, in order,
    /// without the white space around them.
    ///
    /// # Panics
    /// When `within` does not lie on character boundaries of `text`.
    pub fn sentences(&self, text: &str, within: Span, out: &mut Vec<Span>) {
        let text = &text[..within.end];
        let mut reader = Reader::new(self, text, within.start);
        for mark in marks(&text.as_bytes()[within.start..]) {
            if let Some(end) = reader.sentence_end(within.start + mark) {
                push_trimmed(text, Span::new(reader.start, end), out);
                reader.start = end;
            }
        }
        push_trimmed(text, Span::new(reader.start, within.end), out);
    }

    /// What the word before a full stop makes of it.
    fn full_stop(&self, word: &str) -> FullStop {
        if word.is_empty() {
            return FullStop::Mark;
        }
        if is_initials(word) {
            return FullStop::Initial;
        }
        if self.holds(&self.never_last, word) {
            FullStop::Abbreviation
        } else if self.holds(&self.may_be_last, word) {
            FullStop::MayBeLast
        } else if looks_abbreviated(word) {
            FullStop::Abbreviation
        } else {
            FullStop::Mark
        }
    }

    /// Abbreviations may be written with a capital: «Art. 3».
    fn holds(&self, set: &FxHashSet<Box<str>>, word: &str) -> bool {
        if set.contains(word) {
            return true;
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if first.is_uppercase() => {
                let lower: String = first.to_lowercase().chain(letters).collect();
                set.contains(lower.as_str())
            }
            _ => false,
        }
    }

    /// Whether `rest` begins with a word that opens sentences and is no name.
    fn opens(&self, rest: &str) -> bool {
        let length = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        if length > 12 || rest[length..].starts_with('.') {
            return false;
        }
        self.openers
            .contains(rest[..length].to_lowercase().as_str())
    }
}

/// What a full stop is, from the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FullStop {
    /// A full stop and nothing else.
    Mark,
    /// «M.»
    Abbreviation,
    /// «etc.»
    MayBeLast,
    /// «J.», «O.N.U.», but also «le plan B.»
    Initial,
}

/// The place in the text where the next sentence starts, and what has been seen so far.
struct Reader<'t> {
    segmenter: &'t Segmenter,
    text: &'t str,
    /// Where the current sentence starts, white space included.
    start: usize,
    /// Marks before this one belong to a run that has been read.
    read: usize,
    /// Straight quotation marks up to `counted`: an odd number says that one is open.
    quotes: usize,
    counted: usize,
}

impl<'t> Reader<'t> {
    fn new(segmenter: &'t Segmenter, text: &'t str, start: usize) -> Self {
        Self {
            segmenter,
            text,
            start,
            read: start,
            quotes: 0,
            counted: start,
        }
    }

    /// Where the sentence ends whose last mark may begin at `mark`.
    fn sentence_end(&mut self, mark: usize) -> Option<usize> {
        if mark < self.read || !self.text.is_char_boundary(mark) {
            return None;
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
        if next.len() == rest.len() {
            return (end == run.end && self.is_glued(run, rest)).then_some(end);
        }
        let closed = end > run.end;
        self.opens_sentence(run, closed, next).then_some(end)
    }

    /// The marks from `mark` on that stand together: «...», «?!», «! !».
    fn run(&self, mark: usize) -> Span {
        let mut end = mark;
        let mut rest = &self.text[mark..];
        while let Some(c) = rest.chars().next().filter(|c| is_mark(*c)) {
            end = self.text.len() - rest.len() + c.len_utf8();
            rest = &self.text[end..];
            let spaced = rest.trim_start_matches(is_inner_space);
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

    /// Not before the first letter: «... et la paix».
    fn has_letters_before(&self, mark: usize) -> bool {
        mark - self.start > WORD_WINDOW
            || self.text[self.start..mark].contains(char::is_alphanumeric)
    }

    /// Passes over the closing quotation marks and brackets that belong to the sentence.
    fn after_closing(&mut self, from: usize) -> usize {
        let mut end = from;
        loop {
            let rest = &self.text[end..];
            let spaced = rest.trim_start();
            let at = self.text.len() - spaced.len();
            let glued = spaced.len() == rest.len();
            let Some(c) = spaced.chars().next() else {
                return end;
            };
            let after = &spaced[c.len_utf8()..];
            let closes = match c {
                '»' | '”' => true,
                ')' | ']' => glued,
                '"' => !after.starts_with(char::is_alphanumeric) && (glued || self.is_quoting(at)),
                '\'' | '’' => glued && !after.starts_with(char::is_alphanumeric),
                '[' if glued => match footnote(after) {
                    Some(length) => {
                        end = at + 1 + length;
                        continue;
                    }
                    None => false,
                },
                _ => false,
            };
            if !closes {
                return end;
            }
            end = at + c.len_utf8();
        }
    }

    /// Whether a straight quotation mark stands open before `at`.
    fn is_quoting(&mut self, at: usize) -> bool {
        self.quotes += memchr_iter(b'"', &self.text.as_bytes()[self.counted..at]).count();
        self.counted = at;
        self.quotes % 2 == 1
    }

    /// «déclaré.Le ministre»: the space was lost.
    fn is_glued(&self, run: Span, rest: &str) -> bool {
        let word = word_before(self.text, run.start);
        rest.starts_with(char::is_uppercase)
            && word.ends_with(char::is_lowercase)
            && word.chars().count() > 2
            && !word.contains('.')
            && self.segmenter.full_stop(word) == FullStop::Mark
            && self.segmenter.opens(rest)
    }

    /// Whether `next`, which follows `run` behind white space, is a new sentence.
    fn opens_sentence(&self, run: Span, closed: bool, next: &str) -> bool {
        let opening = next
            .find(char::is_alphanumeric)
            .filter(|at| *at <= OPENING_WINDOW);
        let Some(opening) = opening else {
            return !next.starts_with([',', ';', ':', '/']);
        };
        let (marks, first) = (&next[..opening], &next[opening..]);
        if marks.starts_with([',', ';', ':', '/', '%', '=', '>']) {
            return false;
        }
        let single = run.len() == 1 && run.of(self.text) == ".";
        if first.starts_with(char::is_lowercase) {
            return single && !closed && marks.is_empty() && self.lost_its_capital(run, first);
        }
        if !single || closed {
            return true;
        }
        let word = word_before(self.text, run.start);
        if self.is_label(word, run.start) {
            return false;
        }
        let number = first.starts_with(|c: char| c.is_numeric());
        match self.segmenter.full_stop(word) {
            FullStop::Mark => true,
            FullStop::Abbreviation => false,
            FullStop::MayBeLast => !number && !is_roman(first),
            FullStop::Initial => self.segmenter.opens(first),
        }
    }

    /// «à» where a keyboard had no «À»: the one lower-case word that opens sentences.
    fn lost_its_capital(&self, run: Span, first: &str) -> bool {
        let word = word_before(self.text, run.start);
        first.starts_with("à ")
            && word.chars().count() > 2
            && self.segmenter.full_stop(word) == FullStop::Mark
    }

    /// A number or letter of a list at the start of a sentence: «1. Le Conseil», «IV. Bilan».
    fn is_label(&self, word: &str, mark: usize) -> bool {
        if word.len() > 4 {
            return false;
        }
        let before = &self.text[self.start..mark - word.len()];
        !before.contains(char::is_alphanumeric)
            && (word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit())
                || word.len() == 1
                || is_roman(word))
    }
}

/// The bytes where a mark may stand that ends a sentence: `. ! ?` and the end of `…`.
fn marks(text: &[u8]) -> impl Iterator<Item = usize> {
    const ELLIPSIS: &[u8] = "…".as_bytes();
    let mut ascii = memchr3_iter(b'.', b'!', b'?', text).peekable();
    let mut ellipses = memchr_iter(ELLIPSIS[2], text)
        .filter_map(|last| last.checked_sub(2))
        .filter(|first| text[*first..].starts_with(ELLIPSIS))
        .peekable();
    std::iter::from_fn(move || match (ascii.peek(), ellipses.peek()) {
        (Some(mark), Some(ellipsis)) if ellipsis < mark => ellipses.next(),
        (Some(_), _) => ascii.next(),
        (None, _) => ellipses.next(),
    })
}

const fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

const fn is_inner_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// The word that ends at `end`, with inner full stops and hyphens: `J.-C`, `n°`.
fn word_before(text: &str, end: usize) -> &str {
    let mut start = end;
    for (at, c) in text[..end].char_indices().rev() {
        let inner =
            c.is_alphanumeric() || matches!(c, '.' | '°' | '\u{300}'..='\u{36f}') || is_hyphen(c);
        if !inner || is_apostrophe(c) || end - at > WORD_WINDOW {
            break;
        }
        start = at;
    }
    &text[start..end]
}

/// Single capitals, one or several: «J», «J.-C», «O.N.U».
fn is_initials(word: &str) -> bool {
    word.split(|c| c == '.' || is_hyphen(c)).all(|part| {
        let mut letters = part.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => letter.is_uppercase(),
            (None, _) => word.len() > 1,
            _ => false,
        }
    })
}

/// «Sgt», «bld»: no vowel, and neither an acronym nor a unit.
fn looks_abbreviated(word: &str) -> bool {
    let bytes = word.as_bytes();
    (2..=4).contains(&bytes.len())
        && bytes.iter().all(u8::is_ascii_alphabetic)
        && bytes[1..].iter().all(u8::is_ascii_lowercase)
        && !bytes.iter().any(|b| b"aeiouyAEIOUY".contains(b))
        && !UNITS.contains(&word)
}

/// Whether it begins with a Roman number that is no word.
fn is_roman(rest: &str) -> bool {
    let length = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    length > 0
        && rest.as_bytes()[..length]
            .iter()
            .all(|b| b"IVXLC".contains(b))
        && !rest[length..].starts_with(is_apostrophe)
}

/// The length of «12]», what follows the bracket of a note.
fn footnote(rest: &str) -> Option<usize> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && rest[digits..].starts_with(']')).then_some(digits + 1)
}

fn push_trimmed(text: &str, span: Span, out: &mut Vec<Span>) {
    let written = span.of(text);
    let trimmed = written.trim_start();
    let start = span.end - trimmed.len();
    let end = start + trimmed.trim_end().len();
    if start < end {
        out.push(Span::new(start, end));
    }
}
