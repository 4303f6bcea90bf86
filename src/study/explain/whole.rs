//! The whole explanation of a sentence.

use serde::Serialize;

use crate::rules::pack::{Pack, Status};
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::rules::waking::Waker;
use crate::study::explain::fate::{HitShown, Told, Witness};
use crate::study::explain::near::{self, Near};
use crate::study::explain::progress::{Followed, PatternShown};
use crate::study::explain::sentence::{self, ActorShown, LexiconHit, ScopeShown, WordShown};
use crate::study::explain::stretch::one_line;
use crate::tagger::Tagger;
use crate::tagger::matcher::Matcher;
use crate::tagger::statement::Statement;
use crate::text::document::{Document, Sentence};
use crate::text::normalize::composed;
use crate::text::span::Span;

/// What is to be told of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// One rule only, by its index, whether it woke or not; else all that woke.
    pub rule: Option<usize>,
    /// How many of the rules that came nearest.
    pub near: Option<usize>,
}

/// Why a sentence was tagged, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The document's id.
    pub doc: String,
    /// The sentence's number in it, from 1.
    pub sentence: usize,
    /// First byte of the sentence in the decoded text.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
    /// The sentence, on one line.
    pub text: String,
    /// Its words.
    pub words: Vec<WordShown>,
    /// Its actor phrases.
    pub actors: Vec<ActorShown>,
    /// Its quotations, negations, hypotheses and conditionals.
    pub scopes: Vec<ScopeShown>,
    /// The entries of lexicons in it.
    pub lexicons: Vec<LexiconHit>,
    /// The rules that woke, or the one asked for; those that found something first.
    pub rules: Vec<RuleShown>,
    /// The number of rules of which no pattern woke.
    pub asleep: usize,
    /// The rules that came nearest, where asked for.
    pub near: Option<Vec<Near>>,
    /// What `tag` says of the sentence.
    pub statements: Vec<Statement>,
}

/// A rule, and what it made of the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleShown {
    /// Its id.
    pub rule: String,
    /// Its category.
    pub category: String,
    /// `draft`, `trial` or `stable`; drafts are not part of what `tag` says.
    pub status: &'static str,
    /// What it found.
    pub hits: Vec<HitShown>,
    /// Its patterns that woke; all of them where the rule was asked for.
    pub patterns: Vec<PatternShown>,
}

/// Explains a sentence of a document, counted from 0. `rules` is compiled from `pack`.
///
/// # Panics
/// Where the document has no such sentence.
pub fn explain(
    pack: &Pack,
    rules: &Ruleset,
    document: &Document,
    index: usize,
    asked: Asked,
) -> Explanation {
    let tagger = Tagger::for_examples(rules, true);
    let sentences = document.sentences(&rules.segmenter);
    let span = sentences[index].span;
    let here = tagger.parse(document, &sentences, index);
    let matcher = Matcher::new(rules, &here.reading, &here.actors);
    let woken = woken(&tagger, document, &sentences, index);
    let witness = observe(&tagger, document, &sentences, index, &woken);
    let mut waker = rules.waking.waker();
    hits(rules, document, span, &mut waker);
    let other = |distance: isize| {
        let at = index.checked_add_signed(distance)?;
        (at < sentences.len()).then(|| tagger.parse(document, &sentences, at))
    };
    let told = Told {
        pack,
        rules,
        here: &here,
        other: &other,
    };
    let followed = Followed {
        rules,
        here: &here,
        matcher: &matcher,
        waker: &waker,
    };
    let of_rule = |rule: usize| -> Vec<HitShown> {
        let own = witness
            .seen
            .iter()
            .filter(|seen| seen.pattern.rule as usize == rule);
        own.filter_map(|seen| told.hit(seen, &matcher)).collect()
    };
    let mut shown: Vec<RuleShown> = Vec::new();
    let mut asleep = 0;
    for (rule, compiled) in rules.rules.iter().enumerate() {
        let awake: Vec<usize> = woken
            .iter()
            .filter(|pattern| pattern.rule as usize == rule)
            .map(|pattern| pattern.pattern as usize)
            .collect();
        asleep += usize::from(awake.is_empty());
        let wanted = match asked.rule {
            Some(one) => one == rule,
            None => !awake.is_empty(),
        };
        if !wanted {
            continue;
        }
        let all = asked.rule.is_some();
        let patterns = compiled.patterns.iter().enumerate();
        shown.push(RuleShown {
            rule: compiled.id.to_string(),
            category: rules.categories[compiled.category].id.clone(),
            status: compiled.status.as_str(),
            hits: of_rule(rule),
            patterns: patterns
                .filter(|(number, _)| all || awake.contains(number))
                .map(|(number, pattern)| followed.pattern(pattern, number + 1))
                .collect(),
        });
    }
    shown.sort_by_key(order);
    let statements = Tagger::new(rules).tag(document).into_iter();
    Explanation {
        doc: document.id.clone(),
        sentence: index + 1,
        start: span.start,
        end: span.end,
        text: one_line(span.of(&document.text)),
        words: sentence::words(rules, &here),
        actors: sentence::actors(rules, &here),
        scopes: sentence::scopes(rules, &here),
        lexicons: sentence::lexicons(rules, &here, &matcher),
        near: asked
            .near
            .map(|most| near::nearest(&followed, &of_rule, most)),
        rules: shown,
        asleep,
        statements: statements
            .filter(|statement| statement.sentence == index + 1)
            .collect(),
    }
}

/// Acts first, then what was blocked, then by how far the patterns got.
fn order(rule: &RuleShown) -> (usize, std::cmp::Reverse<usize>) {
    let fired = rule.hits.iter().any(|hit| hit.fate.is_act());
    let group = match (fired, rule.hits.is_empty()) {
        (true, _) => 0,
        (false, false) => 1,
        (false, true) => 2,
    };
    let share = |pattern: &PatternShown| pattern.found * 100 / pattern.elements.max(1);
    let best = rule.patterns.iter().map(share).max().unwrap_or(0);
    (group, std::cmp::Reverse(if group == 2 { best } else { 0 }))
}

fn woken(
    tagger: &Tagger<'_>,
    document: &Document,
    sentences: &[Sentence],
    index: usize,
) -> Vec<PatternRef> {
    let woken = tagger.announced(document, sentences).into_iter();
    woken
        .filter(|(sentence, _)| *sentence == index)
        .flat_map(|(_, patterns)| patterns)
        .collect()
}

/// What becomes of every match. Drafts run by themselves: what `tag` says does not depend on them.
fn observe(
    tagger: &Tagger<'_>,
    document: &Document,
    sentences: &[Sentence],
    index: usize,
    woken: &[PatternRef],
) -> Witness {
    let rules = tagger.rules();
    let (drafts, others): (Vec<PatternRef>, Vec<PatternRef>) = woken
        .iter()
        .partition(|pattern| rules.rules[pattern.rule as usize].status == Status::Draft);
    let mut witness = Witness::default();
    for patterns in [others, drafts] {
        tagger.observe(document, sentences, index, &patterns, &mut witness);
    }
    witness
}

/// Tells the waker every anchor of a sentence.
fn hits(rules: &Ruleset, document: &Document, span: Span, waker: &mut Waker<'_>) {
    let text = span.of(&document.text);
    let composed = composed(text);
    let text = composed.as_ref().map_or(text, |composed| &composed.text);
    rules.anchors.scan(text, |class, _| waker.hit(class));
}
