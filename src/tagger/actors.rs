//! Actor phrases: who is named in a sentence, with title, adjective, apposition and coordination.

use std::ops::Range;

use crate::rules::actors::ActorId;
use crate::rules::pack::ActorKind;
use crate::rules::ruleset::Ruleset;
use crate::tagger::reading::Reading;

/// A phrase that names one actor or several coordinated ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorPhrase {
    /// Its words, without a leading article.
    pub words: Range<usize>,
    /// Those it names, in order.
    pub members: Vec<Actor>,
    /// Whether a verb of which it is the subject is plural.
    pub plural: bool,
    /// Whether it is an adjective or a complement inside a larger phrase («l'offensive *turque*»).
    pub adjectival: bool,
    /// Whether it stands behind a preposition of place («en Russie», «à Moscou», «dans Gaza»).
    pub locative: bool,
}

/// One actor of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Whom it speaks for; `None` where the text does not tell («le ministre»).
    pub id: Option<ActorId>,
    /// What it is.
    pub kind: ActorKind,
    /// Its words.
    pub words: Range<usize>,
}

impl ActorPhrase {
    /// Whether one of its members is of this kind.
    pub fn is(&self, kind: ActorKind) -> bool {
        self.members.iter().any(|member| member.kind == kind)
    }
}

/// All actor phrases of a sentence, by their first word; a longer phrase before a shorter one within it.
pub fn phrases(rules: &Ruleset, reading: &Reading<'_>) -> Vec<ActorPhrase> {
    let _ = rules;
    let _ = reading;
    Vec::new()
}
