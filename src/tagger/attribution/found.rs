//! A party of an act, and why it was chosen.

use std::ops::Range;

use serde::Serialize;

use crate::rules::actors::ActorId;
use crate::rules::pack::ActorKind;
use crate::text::span::Span;

/// A party of an act, found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Those it names: id (where known) and kind.
    pub members: Vec<(Option<ActorId>, ActorKind)>,
    /// The sentence it stands in, counted from that of the act: 0, -1 (the one before), 1, …
    pub sentence: isize,
    /// Its words in that sentence.
    pub words: Range<usize>,
    /// Where the document names each member, if no sentence at hand does: bytes of its text.
    pub elsewhere: Vec<Span>,
    /// Why it was chosen.
    pub reason: Reason,
}

/// Why a party was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The rule captures it.
    Captured,
    /// It is the subject of the act's verb.
    Subject,
    /// It is the subject behind the verb.
    Inverted,
    /// It is the antecedent of *qui*.
    Antecedent,
    /// *par* names it.
    Agent,
    /// The noun of the act has it as complement, adjective or possessor.
    OfNoun,
    /// It speaks the quotation.
    Quotation,
    /// *selon* names it.
    According,
    /// A pronoun stands for it.
    Pronoun,
    /// It is the object of the act's verb.
    Object,
    /// A preposition of the category introduces it.
    Preposition,
    /// It blames itself on each other: *s'accusent*.
    Reciprocal,
    /// The sentences around name it.
    Context,
    /// It stands inside the object («l'offensive turque»).
    Inside,
}

impl Found {
    /// The known ids, each once.
    pub fn ids(&self) -> Vec<ActorId> {
        let mut ids = Vec::new();
        for (id, _) in &self.members {
            if let Some(id) = id
                && !ids.contains(id)
            {
                ids.push(*id);
            }
        }
        ids
    }

    /// Whether it is known who it is, and that it is none of these.
    pub fn is_none_of(&self, own: &[ActorId]) -> bool {
        let ids = self.ids();
        !ids.is_empty() && ids.iter().all(|id| !own.contains(id))
    }

    /// The same for another reason.
    pub(in crate::tagger::attribution) fn with(mut self, reason: Reason) -> Self {
        self.reason = reason;
        self
    }
}
