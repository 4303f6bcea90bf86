//! What the program sees in a sentence before any rule runs: words and what each can be, actors, scopes, lexicons.

use serde::Serialize;

use crate::rules::grammar::CLASSES;
use crate::rules::program::{Analysis, LexiconId, Program, Step, Test};
use crate::rules::ruleset::Ruleset;
use crate::rules::traits::Traits;
use crate::study::explain::stretch::Stretch;
use crate::tagger::context::{Contexts, Scope};
use crate::tagger::matcher::{Event, Match, Matcher};
use crate::tagger::sentence::Parsed;
use crate::text::normalize::normal_form;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordShown {
    /// Its number, from 1.
    pub number: usize,
    /// As written.
    pub written: String,
    /// First byte in the document.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// The normal forms that it can be: more than one where a capital has no accent.
    pub forms: Vec<String>,
    /// Whether the pack knows one of its forms.
    pub known: bool,
    /// What it can be.
    pub readings: Vec<ReadingShown>,
    /// Its closed classes, by their keys in `french/grammar.toml`.
    pub classes: Vec<&'static str>,
    /// Whether it counts in no gap.
    pub transparent: bool,
}

/// What a word can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadingShown {
    /// The lemma.
    pub lemma: String,
    /// `V`, `N` or `A`.
    pub part: char,
    /// Its traits, in the words of the notation.
    pub traits: Vec<&'static str>,
    /// Whether the word before rules it out («un appel» is no verb).
    pub ruled_out: bool,
}

/// The words of a sentence.
pub(crate) fn words(rules: &Ruleset, parsed: &Parsed<'_>) -> Vec<WordShown> {
    let reading = &parsed.reading;
    let shown = reading.words.iter().enumerate().map(|(index, word)| {
        let written = reading.written(index);
        let forms: Vec<String> = match word.forms.as_slice() {
            [] => vec![normal_form(written).into_owned()],
            known => known
                .iter()
                .map(|form| rules.forms.text(*form).to_string())
                .collect(),
        };
        let mut possible: Vec<Analysis> = Vec::new();
        for analysis in word
            .forms
            .iter()
            .flat_map(|form| rules.forms.analyses(*form))
        {
            if !possible.contains(analysis) {
                possible.push(*analysis);
            }
        }
        WordShown {
            number: index + 1,
            written: written.to_string(),
            start: word.span.start,
            end: word.span.end,
            forms,
            known: !word.forms.is_empty(),
            readings: readings(rules, &possible, &word.analyses),
            classes: CLASSES
                .iter()
                .filter(|(_, class)| word.in_class(*class))
                .map(|(key, _)| *key)
                .collect(),
            transparent: word.transparent,
        }
    });
    shown.collect()
}

/// The readings of a lemma as one, where all are kept or none.
fn readings(rules: &Ruleset, possible: &[Analysis], kept: &[Analysis]) -> Vec<ReadingShown> {
    let mut shown: Vec<(Analysis, bool)> = Vec::new();
    for analysis in possible {
        let ruled_out = !kept.contains(analysis);
        let same = shown
            .iter_mut()
            .find(|(one, out)| one.lemma == analysis.lemma && *out == ruled_out);
        match same {
            Some((one, _)) => one.traits = one.traits.union(analysis.traits),
            None => shown.push((*analysis, ruled_out)),
        }
    }
    let shown = shown.into_iter().map(|(analysis, ruled_out)| ReadingShown {
        lemma: rules.forms.lemma_text(analysis.lemma).0.to_string(),
        part: analysis.part.letter(),
        traits: analysis.traits.names().collect(),
        ruled_out,
    });
    shown.collect()
}

/// An actor phrase.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorShown {
    /// Its words.
    pub words: Stretch,
    /// Whom it names: an id, where the sentence tells, and a kind.
    pub members: Vec<MemberShown>,
    /// Whether it is an adjective of what is no actor («l'offensive *turque*»).
    pub adjectival: bool,
    /// The preposition that governs it.
    pub preposition: Option<String>,
}

/// One of those whom a phrase names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberShown {
    /// The id («RUS»).
    pub id: Option<String>,
    /// The kind, as the tables write it.
    pub kind: &'static str,
}

/// The actor phrases of a sentence that no longer one holds.
pub(crate) fn actors(rules: &Ruleset, parsed: &Parsed<'_>) -> Vec<ActorShown> {
    let reading = &parsed.reading;
    let mut end = 0;
    let mut shown = Vec::new();
    for phrase in &parsed.actors {
        if phrase.words.end <= end {
            continue;
        }
        end = phrase.words.end;
        let Some(words) = Stretch::new(reading, phrase.words.clone()) else {
            continue;
        };
        let members = phrase.members.iter().map(|member| MemberShown {
            id: member.id.map(|id| rules.actors.id(id).to_string()),
            kind: member.kind.as_str(),
        });
        shown.push(ActorShown {
            words,
            members: members.collect(),
            adjectival: phrase.adjectival,
            preposition: phrase
                .preposition
                .map(|word| reading.written(word).to_string()),
        });
    }
    shown
}

/// What a stretch of a sentence stands under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScopeShown {
    /// What it is.
    pub kind: ScopeKind,
    /// Its words.
    pub words: Stretch,
    /// The word that opens it; of a quotation none.
    pub cause: Option<Stretch>,
}

/// The kinds of scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ScopeKind {
    /// Inside quotation marks.
    Quotation,
    /// Under a negation.
    Negation,
    /// Inside a hypothesis.
    Hypothesis,
    /// A verb in the conditional of hearsay.
    Conditional,
}

/// The scopes of a sentence, by kind and place.
pub(crate) fn scopes(rules: &Ruleset, parsed: &Parsed<'_>) -> Vec<ScopeShown> {
    let reading = &parsed.reading;
    let contexts = Contexts::new(rules, reading);
    let quotations = reading.quotations.iter().filter_map(|quotation| {
        Some(ScopeShown {
            kind: ScopeKind::Quotation,
            words: Stretch::new(reading, reading.words_in(quotation.span))?,
            cause: None,
        })
    });
    let of = |kind: ScopeKind, scopes: &[Scope]| -> Vec<ScopeShown> {
        let shown = scopes.iter().filter_map(|scope| {
            Some(ScopeShown {
                kind,
                words: Stretch::new(reading, scope.start..scope.end)?,
                cause: Stretch::word(reading, scope.cause),
            })
        });
        shown.collect()
    };
    let conditionals: Vec<Scope> = reading
        .groups
        .iter()
        .filter(|group| group.traits.contains(Traits::COND) && !group.future_in_past)
        .map(|group| Scope {
            cause: group.tensed(),
            start: group.first,
            end: group.main + 1,
        })
        .collect();
    let mut all: Vec<ScopeShown> = quotations.collect();
    all.extend(of(ScopeKind::Negation, contexts.negations()));
    all.extend(of(ScopeKind::Hypothesis, contexts.hypotheses()));
    all.extend(of(ScopeKind::Conditional, &conditionals));
    all
}

/// An entry of a lexicon that a sentence holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LexiconHit {
    /// The lexicon.
    pub lexicon: String,
    /// The entry as written.
    pub entry: String,
    /// `file:line` of the entry.
    pub at: String,
    /// Whether it masks what other entries would take there (`!`).
    pub mask: bool,
    /// The words.
    pub words: Stretch,
}

/// The hits of every lexicon, in the order of the pack.
pub(crate) fn lexicons(
    rules: &Ruleset,
    parsed: &Parsed<'_>,
    matcher: &Matcher<'_>,
) -> Vec<LexiconHit> {
    let mut hits = Vec::new();
    for (index, lexicon) in rules.lexicons.iter().enumerate() {
        let shown = |entry: usize, found: &Match| {
            let row = &lexicon.entries[entry];
            Some(LexiconHit {
                lexicon: lexicon.name.to_string(),
                entry: row.text.to_string(),
                at: row.at.to_string(),
                mask: row.mask,
                words: Stretch::new(&parsed.reading, taken(found))?,
            })
        };
        let program = Program {
            steps: vec![
                Step::Lexicon {
                    lexicon: LexiconId(index as u32),
                    test: Test::default(),
                },
                Step::Match,
            ],
        };
        for found in matcher.matches(&program) {
            let entry = found.trail.iter().find_map(|event| match event {
                Event::Entry { lexicon, entry, .. } if lexicon.0 as usize == index => Some(*entry),
                _ => None,
            });
            hits.extend(entry.and_then(|entry| shown(entry as usize, &found)));
        }
        for (entry, row) in lexicon
            .entries
            .iter()
            .enumerate()
            .filter(|(_, row)| row.mask)
        {
            let masks = matcher.matches(&row.program);
            hits.extend(masks.iter().filter_map(|found| shown(entry, found)));
        }
    }
    hits
}

/// The words of a match from the first to the last that it took: articles in front are none of them.
pub(crate) fn taken(found: &Match) -> std::ops::Range<usize> {
    let evidence = found.evidence();
    match (evidence.first(), evidence.last()) {
        (Some(first), Some(last)) => *first..last + 1,
        _ => found.words.clone(),
    }
}
