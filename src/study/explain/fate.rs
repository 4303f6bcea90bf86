//! What became of each match in a sentence, as the tagger tells its observer.

use serde::Serialize;

use crate::rules::pack::Pack;
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::study::explain::sentence::taken;
use crate::study::explain::stretch::Stretch;
use crate::tagger::attribution::{Found, Parties, Reason};
use crate::tagger::matcher::{Match, Matcher};
use crate::tagger::sentence::{NoDiplomacy, Observer, Outcome, Parsed};
use crate::tagger::statement::Modality;

/// A match of a rule, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HitShown {
    /// The number of the pattern in its rule, from 1.
    pub pattern: usize,
    /// From the first word taken to the last.
    pub words: Stretch,
    /// The words taken, neighbours in one.
    pub evidence: Vec<Stretch>,
    /// The word at which negation, hypothesis and conditional are tested.
    pub head: Option<Stretch>,
    /// What became of it.
    #[serde(flatten)]
    pub fate: Fate,
    /// Who performs the act; sought only where nothing blocks it before.
    pub speaker: Option<PartyShown>,
    /// To whom, or of whom.
    pub target: Option<PartyShown>,
}

/// What became of a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum Fate {
    /// It stands.
    Act {
        /// How sure the text is of it.
        modality: Modality,
        /// Whether it stands inside quotation marks.
        quoted: bool,
    },
    /// An earlier pattern of its rule found the same head.
    Repeated,
    /// An exception overlaps it.
    Excepted {
        /// The exception as written.
        except: String,
        /// `file:line` of it.
        at: String,
        /// What it takes.
        by: Option<Stretch>,
    },
    /// Its head is negated.
    Negated {
        /// The word that negates it.
        by: Option<Stretch>,
    },
    /// Its head stands in a hypothesis.
    Hypothetical {
        /// The word that opens it.
        by: Option<Stretch>,
    },
    /// Its head stands in the conditional, which the rule blocks.
    Conditional {
        /// The verb.
        by: Option<Stretch>,
    },
    /// An analyst cannot perform such an act.
    Observer,
    /// It is nobody's diplomacy.
    NotDiplomatic {
        /// Why.
        why: NoDiplomacy,
    },
    /// It stands in the complement of an accusing or denying act.
    InComplement {
        /// The head of that act.
        of: Option<Stretch>,
    },
}

impl Fate {
    /// Whether it stands.
    pub const fn is_act(&self) -> bool {
        matches!(self, Self::Act { .. })
    }
}

/// A speaker or target, and why it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartyShown {
    /// The ids that are known.
    pub ids: Vec<String>,
    /// Its kinds, as the tables write them; none where no table knows it.
    pub kinds: Vec<&'static str>,
    /// The sentence it stands in, counted from that of the act: 0, -1 (the one before), 1, …
    pub sentence: isize,
    /// Its words there.
    pub words: Stretch,
    /// Why it was chosen.
    pub reason: Reason,
}

/// What the tagger said of one match.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The pattern.
    pub(crate) pattern: PatternRef,
    /// Where it matched.
    pub(crate) found: Match,
    parties: Option<Parties>,
    outcome: Outcome,
}

/// Keeps all that it is told.
#[derive(Debug, Default)]
pub(crate) struct Witness {
    /// In the order in which it happened.
    pub(crate) seen: Vec<Seen>,
}

impl Observer for Witness {
    fn matched(
        &mut self,
        pattern: PatternRef,
        found: &Match,
        parties: Option<&Parties>,
        outcome: &Outcome,
    ) {
        self.seen.push(Seen {
            pattern,
            found: found.clone(),
            parties: parties.cloned(),
            outcome: outcome.clone(),
        });
    }
}

/// What is needed to tell of matches.
pub(crate) struct Told<'a> {
    /// The pack that the rules are compiled from.
    pub(crate) pack: &'a Pack,
    /// The rules.
    pub(crate) rules: &'a Ruleset,
    /// The sentence.
    pub(crate) here: &'a Parsed<'a>,
    /// Reads another sentence by its distance.
    pub(crate) other: &'a dyn Fn(isize) -> Option<Parsed<'a>>,
}

impl Told<'_> {
    /// One match and its fate.
    pub(crate) fn hit(&self, seen: &Seen, matcher: &Matcher<'_>) -> Option<HitShown> {
        let reading = &self.here.reading;
        let parties = seen.parties.as_ref();
        Some(HitShown {
            pattern: seen.pattern.pattern as usize + 1,
            words: Stretch::new(reading, taken(&seen.found))?,
            evidence: Stretch::runs(reading, &seen.found.evidence()),
            head: Stretch::word(reading, seen.found.heads()[0]),
            fate: self.fate(seen, matcher),
            speaker: parties.and_then(|p| self.party(p.speaker.as_ref())),
            target: parties.and_then(|p| self.party(p.target.as_ref())),
        })
    }

    fn fate(&self, seen: &Seen, matcher: &Matcher<'_>) -> Fate {
        let word = |word: usize| Stretch::word(&self.here.reading, word);
        match &seen.outcome {
            Outcome::Act { modality, quoted } => Fate::Act {
                modality: *modality,
                quoted: *quoted,
            },
            Outcome::Repeated => Fate::Repeated,
            Outcome::Excepted(index) => self.excepted(seen, *index, matcher),
            Outcome::Negated(by) => Fate::Negated { by: word(*by) },
            Outcome::Hypothetical(by) => Fate::Hypothetical { by: word(*by) },
            Outcome::Conditional(by) => Fate::Conditional { by: word(*by) },
            Outcome::Observer => Fate::Observer,
            Outcome::NotDiplomatic(why) => Fate::NotDiplomatic { why: *why },
            Outcome::InComplement(of) => Fate::InComplement { of: word(*of) },
        }
    }

    fn excepted(&self, seen: &Seen, index: usize, matcher: &Matcher<'_>) -> Fate {
        let rule = seen.pattern.rule as usize;
        let (program, at) = &self.rules.rules[rule].excepts[index];
        let own = &seen.found.words;
        let by = matcher
            .matches(program)
            .into_iter()
            .find(|other| other.words.start < own.end && own.start < other.words.end);
        Fate::Excepted {
            except: self.pack.rules[rule].excepts[index].text.clone(),
            at: at.to_string(),
            by: by.and_then(|by| Stretch::new(&self.here.reading, taken(&by))),
        }
    }

    fn party(&self, found: Option<&Found>) -> Option<PartyShown> {
        let found = found?;
        let other;
        let parsed = if found.sentence == 0 {
            self.here
        } else {
            other = (self.other)(found.sentence)?;
            &other
        };
        let mut kinds: Vec<&'static str> = Vec::new();
        for (_, kind) in &found.members {
            if !kinds.contains(&kind.as_str()) {
                kinds.push(kind.as_str());
            }
        }
        let ids = found.ids().into_iter();
        // A party of the document stands where the document names it first.
        let words = match found.elsewhere.as_slice() {
            [] => Stretch::new(&parsed.reading, found.words.clone())?,
            spans => Stretch::elsewhere(self.here.reading.text, spans)?,
        };
        Some(PartyShown {
            ids: ids.map(|id| self.rules.actors.id(id).to_string()).collect(),
            kinds,
            sentence: found.sentence,
            words,
            reason: found.reason,
        })
    }
}
