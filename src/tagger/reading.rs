//! A sentence read for matching: its words with what each can be, the marks between them, its verb
//! groups and quotations. Made only for sentences in which a rule woke.

use smallvec::SmallVec;

use crate::rules::grammar::Classes;
use crate::rules::program::{Analysis, FormId, LemmaId};
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::{PartOfSpeech, Traits};
use crate::tagger::quotation::{Quotation, QuoteMark, quotations};
use crate::tagger::verbs::{self, VerbGroup};
use crate::text::span::Span;
use crate::text::words::{RawWord, words};

/// A sentence made ready for patterns, context and attribution.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The whole decoded text.
    pub text: &'t str,
    /// The sentence, in bytes of it.
    pub span: Span,
    /// Its words, in order.
    pub words: Vec<Word>,
    /// Its verb groups, by their main verb.
    pub groups: Vec<VerbGroup>,
    /// Its quotations, outer before inner.
    pub quotations: Vec<Quotation>,
    /// The first word behind a dateline.
    pub first_word: usize,
    /// The marks behind the last word.
    pub final_marks: Marks,
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub struct Word {
    /// Bytes of the text.
    pub span: Span,
    /// The known forms that it can be.
    pub forms: SmallVec<[FormId; 4]>,
    /// What it can be here: readings that its neighbours rule out are gone.
    pub analyses: SmallVec<[Analysis; 4]>,
    /// Its closed classes.
    pub classes: Classes,
    /// The marks between the word before (or the sentence's start) and this one.
    pub marks: Marks,
    /// Whether it starts with a capital.
    pub capital: bool,
    /// Whether it counts in no gap.
    pub transparent: bool,
    /// Index of the verb group that it belongs to.
    pub group: Option<usize>,
    /// Index of the innermost quotation that it stands in.
    pub quotation: Option<usize>,
}

/// The marks between two words, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u16);

impl Marks {
    /// `,`
    pub const COMMA: Self = Self(1);
    /// `;`
    pub const SEMICOLON: Self = Self(2);
    /// `:`
    pub const COLON: Self = Self(4);
    /// « “ and an opening "
    pub const OPEN_QUOTE: Self = Self(8);
    /// » ” and a closing "
    pub const CLOSE_QUOTE: Self = Self(16);
    /// `(` `[`
    pub const OPEN_PAREN: Self = Self(32);
    /// `)` `]`
    pub const CLOSE_PAREN: Self = Self(64);
    /// A dash set off by spaces.
    pub const DASH: Self = Self(128);
    /// `. ! ? …`
    pub const STOP: Self = Self(256);

    /// Whether one of `other` is among these.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// All marks of both.
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Word {
    /// Whether one of its readings has this part of speech.
    pub fn is(&self, part: PartOfSpeech) -> bool {
        self.analyses.iter().any(|a| a.part == part)
    }

    /// Whether it can be a verb form with one of these traits.
    pub fn is_verb(&self, traits: Traits) -> bool {
        self.analyses
            .iter()
            .any(|a| a.part == PartOfSpeech::Verb && a.traits.intersects(traits))
    }

    /// Whether it stands in one of these closed classes.
    pub fn in_class(&self, classes: Classes) -> bool {
        self.classes.has(classes)
    }
}

impl<'t> Reading<'t> {
    /// Reads a sentence. `quote_marks` are those of its paragraph; `start` is the first byte behind a dateline.
    pub fn new(
        rules: &Ruleset,
        text: &'t str,
        span: Span,
        start: usize,
        quote_marks: &[QuoteMark],
    ) -> Self {
        let mut raw = Vec::new();
        words(
            text,
            span,
            &mut |form| rules.forms.get(form).is_some(),
            &mut raw,
        );
        let quotations = quotations(quote_marks, span);
        let mut reading = Self {
            text,
            span,
            words: Vec::with_capacity(raw.len()),
            groups: Vec::new(),
            quotations,
            first_word: 0,
            final_marks: Marks::default(),
        };
        reading.cut(rules, &raw, quote_marks);
        reading.first_word = reading
            .words
            .partition_point(|word| word.span.start < start);
        reading.drop_ruled_out(rules.grammar.be());
        reading.groups = verbs::groups(rules, &reading.words);
        for (index, group) in reading.groups.iter().enumerate() {
            for word in group.first..=group.main {
                reading.words[word].group = Some(index);
            }
        }
        reading
    }

    fn cut(&mut self, rules: &Ruleset, raw: &[RawWord], quote_marks: &[QuoteMark]) {
        let mut end = self.span.start;
        for word in raw {
            let written = word.span.of(self.text);
            let mut forms = SmallVec::new();
            rules.forms.look_up(written, &mut forms);
            let mut analyses = SmallVec::new();
            for form in &forms {
                analyses.extend_from_slice(rules.forms.analyses(*form));
            }
            let mut classes = forms.iter().fold(Classes::NONE, |all, form| {
                all.union(rules.grammar.classes(*form))
            });
            if written.ends_with("ment") && analyses.is_empty() {
                classes = classes.union(Classes::MANNER);
            }
            let marks = marks_between(self.text, Span::new(end, word.span.start), quote_marks);
            let inverted = self.text[..word.span.start].ends_with(['-', '\u{2011}', '\u{2010}'])
                && classes.has(Classes::SUBJECT_PRONOUN);
            let transparent = inverted
                || classes.has(
                    Classes::ARTICLE
                        .union(Classes::POSSESSIVE)
                        .union(Classes::DEMONSTRATIVE),
                );
            self.words.push(Word {
                span: word.span,
                analyses,
                forms,
                classes,
                marks,
                capital: written.chars().next().is_some_and(char::is_uppercase),
                transparent,
                group: None,
                quotation: self
                    .quotations
                    .iter()
                    .rposition(|q| q.span.contains(word.span.start)),
            });
            end = word.span.end;
        }
        self.final_marks = marks_between(self.text, Span::new(end, self.span.end), quote_marks);
    }

    /// Removes the verb readings that the word before rules out («un appel», «la demande», «par accord»).
    fn drop_ruled_out(&mut self, be: LemmaId) {
        for index in 1..self.words.len() {
            if !self.words[index].is(PartOfSpeech::Verb) || !self.words[index].marks.is_empty() {
                continue;
            }
            let before = &self.words[index - 1];
            let word = &self.words[index];
            let nominal = word.is(PartOfSpeech::Noun) || word.is(PartOfSpeech::Adjective);
            let clitic_article =
                before.in_class(Classes::CLITIC) && before.in_class(Classes::ARTICLE);
            let ruled_out = if clitic_article {
                let pronoun_before = index >= 2
                    && self.words[index - 2].in_class(
                        Classes::SUBJECT_PRONOUN
                            .union(Classes::NE)
                            .union(Classes::RELATIVE),
                    )
                    && self.words[index - 1].marks.is_empty();
                if pronoun_before {
                    Traits::NONE
                } else if nominal {
                    VERBAL
                } else {
                    Traits::PPAST
                }
            } else if before.in_class(Classes::BEFORE_NOUN) {
                // «ce sont», «ce serait»
                if verbs::has_lemma(word, be) && before.in_class(Classes::SUBJECT_PRONOUN) {
                    Traits::NONE
                } else {
                    VERBAL
                }
            } else if before.in_class(Classes::ARTICLE) {
                Traits::FINITE.union(Traits::PPAST)
            } else if before.in_class(Classes::PREPOSITION) && !before.in_class(Classes::CLITIC) {
                Traits::FINITE
            } else {
                Traits::NONE
            };
            if !ruled_out.is_empty() {
                self.words[index]
                    .analyses
                    .retain(|a| a.part != PartOfSpeech::Verb || !a.traits.intersects(ruled_out));
            }
        }
    }

    /// The words that overlap these bytes.
    pub fn words_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self
            .words
            .partition_point(|word| word.span.end <= span.start);
        let end = self
            .words
            .partition_point(|word| word.span.start < span.end);
        start..end.max(start)
    }

    /// The bytes from the first of these words to the last.
    pub fn span_of(&self, words: std::ops::Range<usize>) -> Span {
        Span::new(
            self.words[words.start].span.start,
            self.words[words.end - 1].span.end,
        )
    }

    /// A word as it is written.
    pub fn written(&self, word: usize) -> &'t str {
        self.words[word].span.of(self.text)
    }

    /// Whether a quotation is a fragment: opened and closed here, at most ten words, no `. ; : ! ?` in it, no comma at its end.
    pub fn is_fragment(&self, quotation: usize) -> bool {
        let q = &self.quotations[quotation];
        let inside = q.span.of(self.text).trim_end();
        q.opened
            && q.closed
            && self.words_in(q.span).len() <= FRAGMENT_WORDS
            && !inside.contains(['.', ';', ':', '!', '?', '…'])
            && !inside.ends_with(',')
    }

    /// Whether a word stands inside quotation marks.
    pub fn is_quoted(&self, word: usize) -> bool {
        self.words[word].quotation.is_some()
    }
}

/// Every form of a verb.
const VERBAL: Traits = Traits::FINITE
    .union(Traits::PPAST)
    .union(Traits::INF)
    .union(Traits::PPRES);

/// The words that a quotation may hold and still be a fragment (DESIGN, notation: «Matching»).
const FRAGMENT_WORDS: usize = 10;

fn marks_between(text: &str, between: Span, quote_marks: &[QuoteMark]) -> Marks {
    let mut marks = Marks::default();
    for (offset, letter) in between.of(text).char_indices() {
        let at = between.start + offset;
        let mark = match letter {
            ',' => Marks::COMMA,
            ';' => Marks::SEMICOLON,
            ':' => Marks::COLON,
            '(' | '[' => Marks::OPEN_PAREN,
            ')' | ']' => Marks::CLOSE_PAREN,
            '–' | '—' | '-' if between.of(text).trim() != "-" || between.len() > 1 => {
                Marks::DASH
            }
            '.' | '!' | '?' | '…' => Marks::STOP,
            '«' | '»' | '“' | '”' | '„' | '"' => {
                match quote_marks.iter().find(|m| m.span.start == at) {
                    Some(mark) if mark.opens => Marks::OPEN_QUOTE,
                    Some(_) => Marks::CLOSE_QUOTE,
                    None => continue,
                }
            }
            _ => continue,
        };
        marks = marks.union(mark);
    }
    marks
}
