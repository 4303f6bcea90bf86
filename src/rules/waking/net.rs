//! The net: all formulas of a pack, each with its parts and with those that it is a part of.

use crate::rules::anchors::ClassId;
use crate::rules::rows::Rows;
use crate::rules::ruleset::PatternRef;
use crate::rules::waking::needs::Need;

/// The formulas of a pack as a net.
///
/// Nearly every sentence holds *de*, *la* and *a*: if their hits climbed, each would touch hundreds of formulas.
/// A hit of a word that is not very frequent climbs; one of a very frequent word is only noted. A formula that needs all
/// of several parts is climbed to from the rarest of them alone: the others are asked for at the sentence's end, if that
/// one was hit.
#[derive(Debug)]
pub struct Waking {
    pub(super) of_class: Vec<Option<u32>>,
    pub(super) wholes: Vec<Whole>,
    /// Whether a word that is not very frequent must be hit for it.
    pub(super) announced: Vec<bool>,
    /// The parts of each formula from which no hit climbs to it: they are asked for.
    pub(super) asked: Rows<u32>,
    /// Those from which hits do.
    pub(super) told: Rows<u32>,
    /// The formulas to which hits climb from each.
    pub(super) above: Rows<Up>,
    pub(super) wakes: Rows<PatternRef>,
    /// The patterns that only very frequent words announce, by their formula: they are asked for every sentence.
    pub(super) unannounced: Vec<(u32, PatternRef)>,
}

/// Whether a formula is a class, which is hit or not, or needs all of its parts or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    /// A word of the class.
    Class(ClassId),
    /// All of its parts.
    All,
    /// One of its parts.
    Any,
}

/// A formula that a hit reaches from below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Up {
    /// It is fulfilled by that.
    Climb(u32),
    /// Its other parts are still to be asked for.
    Ask(u32),
}

impl Waking {
    /// The number of formulas.
    pub fn len(&self) -> usize {
        self.wholes.len()
    }

    /// Whether there is no formula.
    pub fn is_empty(&self) -> bool {
        self.wholes.is_empty()
    }

    /// Of what a formula is made.
    pub(crate) fn whole(&self, need: Need) -> Whole {
        self.wholes[need.place()]
    }

    /// The parts of a formula.
    pub(crate) fn parts(&self, need: Need) -> impl Iterator<Item = Need> {
        self.parts_of(need.0).map(Need)
    }

    /// Whether a word that is not very frequent must be hit for it.
    pub(crate) fn is_announced(&self, need: Need) -> bool {
        self.announced[need.place()]
    }

    pub(super) fn parts_of(&self, node: u32) -> impl Iterator<Item = u32> {
        let (asked, told) = (self.asked.of(node), self.told.of(node));
        asked.iter().chain(told).copied()
    }

    /// The classes of which a formula is made, those of its parts too.
    pub fn classes_of(&self, need: Need) -> Vec<ClassId> {
        let mut within = vec![false; self.len()];
        let mut open = vec![need.0];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut within[node as usize], true) {
                open.extend(self.parts_of(node));
            }
        }
        let classes = self.of_class.iter().enumerate();
        classes
            .filter(|(_, node)| node.is_some_and(|node| within[node as usize]))
            .map(|(class, _)| ClassId(class as u32))
            .collect()
    }
}
