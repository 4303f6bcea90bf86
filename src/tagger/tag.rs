//! The tagger: from a document to its statements.

use std::cell::OnceCell;

use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::tagger::attribution::Found;
use crate::tagger::background::Background;
use crate::tagger::neighbours::{Neighbours, REACH};
use crate::tagger::quotation::{QuoteMark, marks};
use crate::tagger::sentence::{
    FoundAct, Observer, Parsed, Scene, Unobserved, Wanted, acts, matches,
};
use crate::tagger::statement::{Act, Party, Statement, Unit};
use crate::text::document::{Document, Sentence, dateline_len};
use crate::text::span::Span;

/// The sentences of a document that tell who fights whom.
const BACKGROUND: usize = 80;

/// Applies a ruleset to documents; shared by all threads.
#[derive(Clone, Copy, Debug)]
pub struct Tagger<'r> {
    pub(super) rules: &'r Ruleset,
    pub(super) wanted: Wanted,
}

/// An act with the sentence that it stands in, counted from 0.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the rule in the ruleset.
    pub rule: usize,
    /// Index of its category.
    pub category: usize,
    /// The act.
    pub act: Act,
}

impl<'r> Tagger<'r> {
    /// A tagger that runs all rules but those in draft.
    pub fn new(rules: &'r Ruleset) -> Self {
        Self {
            rules,
            wanted: Wanted {
                drafts: false,
                diplomatic: true,
            },
        }
    }

    /// A tagger that also runs rules in draft, and, where `diplomatic` is false, takes acts that are nobody's diplomacy.
    pub fn for_examples(rules: &'r Ruleset, diplomatic: bool) -> Self {
        Self {
            rules,
            wanted: Wanted {
                drafts: true,
                diplomatic,
            },
        }
    }

    /// The rules that it applies.
    pub const fn rules(&self) -> &'r Ruleset {
        self.rules
    }

    /// The statements of a document, by sentence and category.
    pub fn tag(&self, document: &Document) -> Vec<Statement> {
        self.tag_sentences(document, &self.sentences(document))
    }

    /// The sentences of a document, as the rules see them.
    pub fn sentences(&self, document: &Document) -> Vec<Sentence> {
        document.sentences(&self.rules.segmenter)
    }

    /// The statements of a document whose `sentences` are known.
    pub fn tag_sentences(&self, document: &Document, sentences: &[Sentence]) -> Vec<Statement> {
        let placed = self.place(document, sentences);
        let mut statements: Vec<Statement> = Vec::new();
        let mut rest = placed.as_slice();
        while let Some(first) = rest.first() {
            let same = rest
                .iter()
                .take_while(|p| (p.sentence, p.category) == (first.sentence, first.category))
                .count();
            let (group, tail) = rest.split_at(same);
            statements.push(self.statement(document, sentences, group));
            rest = tail;
        }
        statements
    }

    /// Every act of a document, by sentence, category and place.
    pub fn acts(&self, document: &Document) -> Vec<Placed> {
        let sentences = document.sentences(&self.rules.segmenter);
        self.place(document, &sentences)
    }

    /// The acts of one sentence of a document, as these patterns find them; the observer sees every match.
    pub fn observe(
        &self,
        document: &Document,
        sentences: &[Sentence],
        sentence: usize,
        patterns: &[PatternRef],
        observer: &mut impl Observer,
    ) -> Vec<Placed> {
        let mut walk = self.walk(document, sentences);
        // What the sentences before tell may name the parties of this one.
        for (index, woken) in self.concerned(document, sentences) {
            if index < sentence {
                walk.acts(index, &woken, &mut Unobserved);
            }
        }
        walk.acts(sentence, patterns, observer)
    }

    /// A walk through a document, from sentence to sentence.
    pub fn walk<'t>(&self, document: &'t Document, sentences: &'t [Sentence]) -> Walk<'t>
    where
        'r: 't,
    {
        Walk {
            tagger: *self,
            pages: Pages::new(self.rules, document, sentences),
            background: self.background(document, sentences),
        }
    }

    fn background<'t>(&self, document: &'t Document, sentences: &'t [Sentence]) -> Background<'t>
    where
        'r: 't,
    {
        let rules = self.rules;
        Background::new(rules, move || {
            let mut pages = Pages::new(rules, document, sentences);
            (0..sentences.len().min(BACKGROUND))
                .map(|index| pages.parse(index))
                .collect()
        })
    }

    /// A sentence of a document as patterns see it.
    pub fn parse<'t>(
        &self,
        document: &'t Document,
        sentences: &'t [Sentence],
        sentence: usize,
    ) -> Parsed<'t>
    where
        'r: 't,
    {
        Pages::new(self.rules, document, sentences).parse(sentence)
    }

    fn place(&self, document: &Document, sentences: &[Sentence]) -> Vec<Placed> {
        let mut walk = self.walk(document, sentences);
        let concerned = self.concerned(document, sentences).into_iter();
        concerned
            .flat_map(|(index, patterns)| walk.acts(index, &patterns, &mut Unobserved))
            .collect()
    }

    fn sentence_acts(
        &self,
        pages: &mut Pages<'_>,
        background: &Background<'_>,
        index: usize,
        patterns: &[PatternRef],
        observer: &mut impl Observer,
    ) -> Vec<Placed> {
        let (document, sentences) = (pages.document, pages.sentences);
        let here = pages.parse(index);
        let found = matches(self.rules, &here, patterns, self.wanted, observer);
        if found.is_empty() {
            return Vec::new();
        }
        let read: [OnceCell<Parsed<'_>>; 2 * REACH + 1] = Default::default();
        let near = reader(|distance| {
            let neighbour = index.checked_add_signed(distance)?;
            let place = REACH.checked_add_signed(distance)?;
            let parse = || Pages::new(self.rules, document, sentences).parse(neighbour);
            (neighbour < sentences.len()).then(|| read[place].get_or_init(parse))
        });
        let scene = Scene {
            here: &here,
            near: Neighbours::new(&near),
            background,
        };
        background.turn_to(index);
        let mut acts = acts(self.rules, &scene, found, self.wanted, observer);
        acts.sort_by_key(|act| {
            (
                act.category,
                act.found.words.start,
                act.found.words.end,
                act.pattern,
            )
        });
        let mut placed: Vec<Placed> = acts
            .iter()
            .map(|act| Placed {
                sentence: index,
                rule: act.pattern.rule as usize,
                category: act.category,
                act: self.act(&scene, act),
            })
            .collect();
        placed.dedup_by(|a, b| a.act.rule == b.act.rule && a.act.evidence == b.act.evidence);
        placed
    }

    fn act(&self, scene: &Scene<'_>, found: &FoundAct) -> Act {
        let rule = &self.rules.rules[found.pattern.rule as usize];
        Act {
            rule: rule.id.to_string(),
            at: self.rules.pattern(found.pattern).at.to_string(),
            evidence: evidence(scene.here, &found.found.evidence()),
            speaker: self.parties(scene, found.parties.speaker.as_ref()),
            target: self.parties(scene, found.parties.target.as_ref()),
            modality: found.modality,
            quoted: found.context.quoted,
        }
    }

    fn parties(&self, scene: &Scene<'_>, found: Option<&Found>) -> Vec<Party> {
        let Some(found) = found else {
            return Vec::new();
        };
        let whole = scene.here.reading.text;
        if !found.elsewhere.is_empty() {
            let named = found.members.iter().zip(&found.elsewhere);
            return named
                .map(|((id, _), span)| Party {
                    id: id.map(|id| self.rules.actors.id(id).to_string()),
                    text: on_one_line(span.of(whole)),
                    span: *span,
                })
                .collect();
        }
        let sentence = match scene.sentence(found.sentence) {
            Some(sentence) if !found.words.is_empty() => sentence,
            _ => return Vec::new(),
        };
        let span = sentence.reading.span_of(found.words.clone());
        let text = on_one_line(span.of(whole));
        let party = |id: Option<String>| Party {
            id,
            text: text.clone(),
            span,
        };
        if found.members.is_empty() {
            return vec![party(None)];
        }
        let mut parties: Vec<Party> = Vec::new();
        for (id, _) in &found.members {
            let id = id.map(|id| self.rules.actors.id(id).to_string());
            if !parties.iter().any(|p| p.id == id) {
                parties.push(party(id));
            }
        }
        parties
    }

    fn statement(
        &self,
        document: &Document,
        sentences: &[Sentence],
        group: &[Placed],
    ) -> Statement {
        let first = &group[0];
        let sentence = &sentences[first.sentence];
        let category = &self.rules.categories[first.category];
        let acts: Vec<Act> = group.iter().map(|placed| placed.act.clone()).collect();
        let ids = |parties: fn(&Act) -> &[Party]| {
            let mut ids: Vec<String> = Vec::new();
            for id in acts
                .iter()
                .flat_map(parties)
                .filter_map(|party| party.id.as_ref())
            {
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
            ids
        };
        Statement {
            doc: document.id.clone(),
            date: document.date.clone(),
            sentence: first.sentence + 1,
            start: sentence.span.start,
            end: sentence.span.end,
            text: sentence.span.of(&document.text).to_string(),
            field: sentence.field,
            category: category.id.clone(),
            cameo: category.cameo.clone(),
            plover: category.plover.clone(),
            speaker: ids(|act| &act.speaker),
            target: ids(|act| &act.target),
            modality: acts
                .iter()
                .map(|act| act.modality)
                .min()
                .unwrap_or(crate::tagger::statement::Modality::Asserted),
            quoted: acts.iter().all(|act| act.quoted),
            acts,
            unit: Unit::Byte,
            fields: document.fields.clone(),
        }
    }
}

/// A walk through a document: what the sentences told so far may name the parties of the next.
pub struct Walk<'t> {
    tagger: Tagger<'t>,
    pages: Pages<'t>,
    background: Background<'t>,
}

impl Walk<'_> {
    /// The acts of a sentence as these patterns find them; the observer sees every match. Sentences are walked in their
    /// order, and each that [`Tagger::concerned`] gives, so that none tells what the document does not.
    pub fn acts(
        &mut self,
        sentence: usize,
        patterns: &[PatternRef],
        observer: &mut impl Observer,
    ) -> Vec<Placed> {
        let Self {
            tagger,
            pages,
            background,
        } = self;
        tagger.sentence_acts(pages, background, sentence, patterns, observer)
    }
}

/// A reader of neighbours, whose lifetime is that of what it reads.
fn reader<'s, R>(read: R) -> R
where
    R: Fn(isize) -> Option<&'s Parsed<'s>>,
{
    read
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The evidence as spans of the text; neighbouring words are one span.
fn evidence(here: &Parsed<'_>, words: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last: Option<usize> = None;
    for word in words {
        let span = here.reading.words[*word].span;
        match (last, spans.last_mut()) {
            (Some(previous), Some(open)) if previous + 1 == *word => open.end = span.end,
            _ => spans.push(span),
        }
        last = Some(*word);
    }
    spans
}

/// Reads sentences of a document when they are asked for; keeps the quotation marks of the paragraph at hand.
struct Pages<'t> {
    rules: &'t Ruleset,
    document: &'t Document,
    sentences: &'t [Sentence],
    paragraph: Option<(usize, Vec<QuoteMark>)>,
}

impl<'t> Pages<'t> {
    fn new(rules: &'t Ruleset, document: &'t Document, sentences: &'t [Sentence]) -> Self {
        Self {
            rules,
            document,
            sentences,
            paragraph: None,
        }
    }

    fn parse(&mut self, index: usize) -> Parsed<'t> {
        let sentence = &self.sentences[index];
        let block = self.document.blocks[sentence.paragraph].span;
        if self
            .paragraph
            .as_ref()
            .is_none_or(|(at, _)| *at != sentence.paragraph)
        {
            self.paragraph = Some((sentence.paragraph, marks(&self.document.text, block)));
        }
        let quote_marks = self.paragraph.as_ref().map_or(&[][..], |(_, marks)| marks);
        let first = index == 0 || self.sentences[index - 1].paragraph != sentence.paragraph;
        let dateline = if first {
            dateline_len(sentence.span.of(&self.document.text))
        } else {
            0
        };
        Parsed::new(
            self.rules,
            &self.document.text,
            sentence.span,
            sentence.span.start + dateline,
            quote_marks,
            self.document.date.as_deref(),
        )
    }
}
