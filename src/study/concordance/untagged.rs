//! Sentences in which an actor is named and something is said, and no rule found anything: what to write next.

use crate::rules::load::{Told, add_pattern};
use crate::rules::pack::{ActorKind, Pack};
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::study::concordance::hit::{Hit, Page, spans};
use crate::tagger::Tagger;
use crate::tagger::matcher::{Event, Match, Matcher};
use crate::tagger::sentence::Parsed;
use crate::text::document::Document;

/// Who says something, and is not heard.
#[derive(Clone, Copy, Debug)]
pub struct Unheard<'r> {
    rules: &'r Ruleset,
    tagger: Tagger<'r>,
    /// The pattern of the verbs of saying.
    verbs: PatternRef,
    context: usize,
}

impl<'r> Unheard<'r> {
    /// Adds to the pack the pattern by which verbs of saying are found.
    ///
    /// # Errors
    /// The pack has no list of such verbs.
    pub fn prepare(pack: &mut Pack) -> Result<Told, Told> {
        add_pattern(pack, "@reporting_verbs")
    }

    /// A search with a ruleset compiled from a pack so prepared, and at most `context` characters on either side.
    pub fn new(rules: &'r Ruleset, context: usize) -> Self {
        Self {
            rules,
            tagger: Tagger::new(rules),
            verbs: PatternRef {
                rule: rules.rules.len() as u32 - 1,
                pattern: 0,
            },
            context,
        }
    }

    /// The verbs of saying of a document's sentences that have an actor and no act, each once a sentence.
    pub fn hits(&self, document: &Document) -> Vec<Hit> {
        let sentences = document.sentences(&self.rules.segmenter);
        let tagged: Vec<usize> = self
            .tagger
            .acts(document)
            .into_iter()
            .map(|placed| placed.sentence)
            .collect();
        let mut hits: Vec<Hit> = Vec::new();
        for (index, patterns) in self.tagger.woken(document, &sentences) {
            if !patterns.contains(&self.verbs) || tagged.binary_search(&index).is_ok() {
                continue;
            }
            let here = self.tagger.parse(document, &sentences, index);
            if !names_actor(&here) {
                continue;
            }
            let page = Page {
                document,
                sentences: &sentences,
                index,
                context: self.context,
            };
            let first = hits.len();
            let matcher = Matcher::new(self.rules, &here.reading, &here.actors);
            for found in matcher.matches(&self.rules.pattern(self.verbs).program) {
                let verb = self.verb(&here, &found);
                let known = |verb: &String| {
                    hits[first..]
                        .iter()
                        .any(|hit| hit.verb.as_ref() == Some(verb))
                };
                let Some(verb) = verb.filter(|verb| !known(verb)) else {
                    continue;
                };
                hits.extend(page.hit(&spans(&here, &found.evidence())).map(|hit| Hit {
                    verb: Some(verb),
                    ..hit
                }));
            }
        }
        hits
    }

    /// The verb, as the list writes it, where it is finite here.
    fn verb(&self, here: &Parsed<'_>, found: &Match) -> Option<String> {
        let finite = found.trail.iter().any(|event| match event {
            Event::Verb(word) => here.reading.words[*word]
                .group
                .is_some_and(|group| here.reading.groups[group].is_finite()),
            _ => false,
        });
        let entry = found.trail.iter().find_map(|event| match event {
            Event::Entry { lexicon, entry, .. } => Some((*lexicon, *entry)),
            _ => None,
        });
        let (lexicon, entry) = entry.filter(|_| finite)?;
        let written = &self.rules.lexicons[lexicon.0 as usize].entries[entry as usize].text;
        Some(written.replace(['<', '>'], ""))
    }
}

/// Whether somebody is named who can act between states.
fn names_actor(here: &Parsed<'_>) -> bool {
    let members = here.actors.iter().flat_map(|phrase| &phrase.members);
    members
        .filter(|member| {
            !matches!(
                member.kind,
                ActorKind::Ngo | ActorKind::Observer | ActorKind::Demonym
            )
        })
        .any(|member| member.id.is_some())
}
