//! The net: all formulas of a pack, each with its parts and with those that it is a part of.

use crate::rules::anchors::ClassId;
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
pub(super) enum Whole {
    Class(ClassId),
    All,
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

/// A row of items for each formula, in one piece of memory.
#[derive(Debug)]
pub(super) struct Rows<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            ends: Vec::new(),
            items: Vec::new(),
        }
    }
}

impl<T: Copy> Rows<T> {
    pub(super) fn push(&mut self, row: &[T]) {
        self.items.extend_from_slice(row);
        self.ends.push(self.items.len() as u32);
    }

    #[inline]
    pub(super) fn of(&self, row: u32) -> &[T] {
        let row = row as usize;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[row] as usize]
    }
}

impl<'i, T: Copy + 'i> FromIterator<&'i Vec<T>> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = &'i Vec<T>>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|row| all.push(row));
        all
    }
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

    /// Classes of which one is hit wherever the formula is fulfilled, as few and as rare as its parts allow.
    pub fn key_classes(&self, need: Need) -> Vec<ClassId> {
        let mut keys = self.keys(need.0);
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn keys(&self, node: u32) -> Vec<ClassId> {
        let parts = self.parts(node).map(|part| (part, self.keys(part)));
        match self.wholes[node as usize] {
            Whole::Class(class) => vec![class],
            Whole::Any => parts.flat_map(|(_, keys)| keys).collect(),
            Whole::All => parts
                .min_by_key(|(part, keys)| (!self.announced[*part as usize], keys.len()))
                .map(|(_, keys)| keys)
                .unwrap_or_default(),
        }
    }

    pub(super) fn parts(&self, node: u32) -> impl Iterator<Item = u32> {
        let (asked, told) = (self.asked.of(node), self.told.of(node));
        asked.iter().chain(told).copied()
    }

    /// The classes of which a formula is made, those of its parts too.
    pub fn classes_of(&self, need: Need) -> Vec<ClassId> {
        let mut within = vec![false; self.len()];
        let mut open = vec![need.0];
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut within[node as usize], true) {
                open.extend(self.parts(node));
            }
        }
        let classes = self.of_class.iter().enumerate();
        classes
            .filter(|(_, node)| node.is_some_and(|node| within[node as usize]))
            .map(|(class, _)| ClassId(class as u32))
            .collect()
    }
}
