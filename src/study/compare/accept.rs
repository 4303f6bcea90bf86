//! Turns a change that a person judged into an example of the rule: a sentence that is agreed to be an act goes into
//! `matches`, one that is refused into `rejects`.
//!
//! An example says as little as it must: the sentence before it and who speaks to whom only where the rule finds them.

use crate::evaluate::examples::fulfils;
use crate::rules::edit::{Block, EditError, example_line};
use crate::rules::pack::{Example, Expected, Place};
use crate::study::compare::change::{ActChange, Change};
use crate::tagger::Tagger;
use crate::tagger::statement::{Act, Modality, Party};
use crate::text::document::Document;
use crate::text::span::Span;

/// What a person thinks of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Gained or lost: it is an act of the rule. Changed: the new analysis is right.
    Agreed,
    /// Gained or lost: it is none. Changed: the old analysis was right.
    Refused,
}

/// What is to be written into the file of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Where.
    pub block: Block,
    /// The line.
    pub line: String,
}

/// Why nothing can be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsaid {
    /// The old and the new analysis name the same parties with the same modality.
    #[error("aucun exemple ne peut le dire : seuls les mots décisifs diffèrent")]
    OnlyEvidence,
    /// The sentence.
    #[error(transparent)]
    Sentence(#[from] EditError),
}

/// Both packs, run as examples are.
#[derive(Clone, Copy, Debug)]
pub struct Judges<'r> {
    /// The old one.
    pub old: Tagger<'r>,
    /// The new one.
    pub new: Tagger<'r>,
}

impl Judges<'_> {
    /// What a verdict on a change of a rule's act says, as an example.
    ///
    /// # Errors
    /// What no example can say.
    pub fn writing(
        &self,
        change: &Change,
        act: &ActChange,
        verdict: Verdict,
    ) -> Result<Writing, Unsaid> {
        let (shown, tagger) = match (&act.new, &act.old) {
            (Some(new), Some(old)) => {
                if expected(old) == expected(new) {
                    return Err(Unsaid::OnlyEvidence);
                }
                match verdict {
                    Verdict::Agreed => (new, self.new),
                    Verdict::Refused => (old, self.old),
                }
            }
            (Some(new), None) => (new, self.new),
            (None, Some(old)) => (old, self.old),
            (None, None) => return Err(Unsaid::OnlyEvidence),
        };
        let is_act = verdict == Verdict::Agreed || (act.new.is_some() && act.old.is_some());
        let example = shortest(change, &act.rule, shown, is_act, &tagger);
        Ok(Writing {
            block: if is_act {
                Block::Matches
            } else {
                Block::Rejects
            },
            line: example_line(&example)?,
        })
    }
}

/// The shortest example in which the rule finds what it found in the article.
fn shortest(change: &Change, rule: &str, act: &Act, is_act: bool, tagger: &Tagger<'_>) -> Example {
    let wanted = expected(act).filter(|_| is_act);
    let nothing = Expected::default();
    let finds = |before: Option<&str>, expected: Option<&Expected>| {
        finds(
            tagger,
            rule,
            before,
            &change.text,
            expected.unwrap_or(&nothing),
        )
    };
    let before = change.before.as_deref();
    let with_parties = [
        (None, wanted.as_ref()),
        (before, wanted.as_ref()),
        (None, None),
        (before, None),
    ];
    let (before, expected) = with_parties
        .into_iter()
        .find(|(before, expected)| finds(*before, *expected))
        .unwrap_or((None, wanted.as_ref()));
    Example {
        before: before.map(str::to_owned),
        sentence: change.text.clone(),
        expected: expected.cloned(),
        place: Place::new(0, Span::default()),
    }
}

/// Whether the rule finds an act in the sentence that is as expected.
fn finds(
    tagger: &Tagger<'_>,
    rule: &str,
    before: Option<&str>,
    sentence: &str,
    expected: &Expected,
) -> bool {
    let before = before
        .map(|before| format!("{before} "))
        .unwrap_or_default();
    let document = Document::plain("exemple", format!("{before}{sentence}"));
    let here = |act: &Act| {
        act.evidence
            .last()
            .is_some_and(|span| span.end > before.len())
    };
    let acts = tagger.acts(&document).into_iter().map(|placed| placed.act);
    acts.filter(|act| act.rule == rule && here(act))
        .any(|act| fulfils(&act, expected))
}

/// What an example says of an act; nothing where it knows no party and asserts.
pub fn expected(act: &Act) -> Option<Expected> {
    let ids = |parties: &[Party]| {
        let ids: Vec<String> = parties
            .iter()
            .filter_map(|party| party.id.clone())
            .collect();
        Some(ids).filter(|ids| !ids.is_empty())
    };
    let modality = (act.modality != Modality::Asserted).then(|| act.modality.as_str().to_owned());
    let expected = Expected {
        speaker: ids(&act.speaker),
        target: ids(&act.target),
        modality,
    };
    (expected != Expected::default()).then_some(expected)
}
