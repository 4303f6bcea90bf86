//! Which sentences of a document wake, and with which patterns: told from its anchors, before a word is cut.

use crate::rules::abroad::{Abroad, Sign};
use crate::rules::anchors::AnchorWord;
use crate::rules::order::Hit;
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::tagger::neighbours::REACH;
use crate::tagger::tag::Tagger;
use crate::text::document::{Document, Sentence};
use crate::text::normalize::composed;

/// A sentence in which patterns may match, with those patterns in the order of the pack.
pub type Woken = (usize, Vec<PatternRef>);

impl Tagger<'_> {
    /// Every sentence in which patterns may match, with those patterns in the order of the pack.
    pub fn woken(&self, document: &Document, sentences: &[Sentence]) -> Vec<Woken> {
        let anchored = Anchored::new(self.rules, document, sentences);
        let all = 0..sentences.len();
        self.sifted(document, sentences, &anchored, all)
    }

    /// The same without the sentences that can hold no act that is wanted: where only diplomatic ones are, those near
    /// which nobody abroad is named.
    pub fn concerned(&self, document: &Document, sentences: &[Sentence]) -> Vec<Woken> {
        let anchored = Anchored::new(self.rules, document, sentences);
        let abroad = self.rules.abroad.as_ref();
        let signs = abroad
            .filter(|_| self.wanted.diplomatic)
            .map(|abroad| anchored.signs(abroad, document));
        let concerned = (0..sentences.len()).filter(|index| {
            signs
                .as_ref()
                .is_none_or(|signs| is_concerned(signs, *index))
        });
        self.sifted(document, sentences, &anchored, concerned)
    }

    /// Every sentence with every pattern of which all words stand in it, in whatever order.
    pub fn announced(&self, document: &Document, sentences: &[Sentence]) -> Vec<Woken> {
        let anchored = Anchored::new(self.rules, document, sentences);
        self.wake(&anchored, 0..sentences.len(), |_, _, _| {})
    }

    fn sifted(
        &self,
        document: &Document,
        sentences: &[Sentence],
        anchored: &Anchored,
        wanted: impl Iterator<Item = usize>,
    ) -> Vec<Woken> {
        self.wake(anchored, wanted, |index, patterns, hits| {
            let text = sentences[index].span.of(&document.text);
            patterns.retain(|pattern| self.rules.may_match(*pattern, hits, text));
        })
    }

    fn wake(
        &self,
        anchored: &Anchored,
        wanted: impl Iterator<Item = usize>,
        sift: impl Fn(usize, &mut Vec<PatternRef>, &[Hit]),
    ) -> Vec<Woken> {
        let rules = self.rules;
        let mut waker = rules.waking.waker();
        let mut woken = Vec::new();
        let mut hits: Vec<Hit> = Vec::new();
        for index in wanted {
            hits.clear();
            for (word, start) in anchored.words_of(index) {
                for class in rules.anchors.classes_of(*word) {
                    waker.hit(*class);
                    hits.push((*class, *start));
                }
            }
            let mut patterns = waker.take();
            sift(index, &mut patterns, &hits);
            if !rules.sleepless.is_empty() {
                patterns.extend_from_slice(&rules.sleepless);
                patterns.sort_unstable();
            }
            if !patterns.is_empty() {
                woken.push((index, patterns));
            }
        }
        woken
    }
}

/// The anchors of a document, by sentence.
struct Anchored {
    /// Each with the byte of the text at which it starts.
    words: Vec<(AnchorWord, usize)>,
    /// Of each sentence where its words end.
    ends: Vec<usize>,
}

impl Anchored {
    fn new(rules: &Ruleset, document: &Document, sentences: &[Sentence]) -> Self {
        let mut words: Vec<(AnchorWord, usize)> = Vec::with_capacity(document.text.len() / 8);
        let mut ends = Vec::with_capacity(sentences.len());
        let mut note = |word: AnchorWord, start: usize| {
            while sentences
                .get(ends.len())
                .is_some_and(|s| s.span.end <= start)
            {
                ends.push(words.len());
            }
            if sentences
                .get(ends.len())
                .is_some_and(|s| s.span.start <= start)
            {
                words.push((word, start));
            }
        };
        match composed(&document.text) {
            None => rules.anchors.scan_words(&document.text, note),
            Some(composed) => rules.anchors.scan_words(&composed.text, |word, start| {
                note(word, composed.original(start));
            }),
        }
        ends.resize(sentences.len(), words.len());
        Self { words, ends }
    }

    /// What the words of each sentence tell of who is concerned.
    fn signs(&self, abroad: &Abroad, document: &Document) -> Vec<Sign> {
        let all = 0..self.ends.len();
        all.map(|index| abroad.signs(&document.text, self.words_of(index)))
            .collect()
    }

    fn words_of(&self, sentence: usize) -> &[(AnchorWord, usize)] {
        let start = sentence
            .checked_sub(1)
            .map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[sentence]]
    }
}

/// Whether somebody abroad is named near a sentence, or may be meant by a surname there.
fn is_concerned(signs: &[Sign], sentence: usize) -> bool {
    let near = sentence.saturating_sub(REACH)..signs.len().min(sentence + REACH + 1);
    let near = signs[near].iter();
    let told = near.fold(Sign::NONE, |all, sign| all.union(*sign));
    let anywhere = || signs.iter().any(|sign| sign.has(Sign::ABROAD));
    told.has(Sign::ABROAD)
        || told.has(Sign::BODY) && signs[sentence].has(Sign::WAR)
        || told.has(Sign::TITLE) && anywhere()
}
