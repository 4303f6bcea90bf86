//! Where an exploration has been, and the memory that one leaves to the next.

use crate::tagger::matcher::found::Event;

/// What an exploration needs of the heap.
pub(super) type Memory = (Visited, Vec<Event>);

/// The steps and words that an exploration has been at. Each place holds the number of the exploration that was
/// there last, so that nothing is to be cleared between two.
#[derive(Debug, Default)]
pub(super) struct Visited {
    stamps: Vec<u32>,
    stamp: u32,
    /// The places of one step: one for each word, and one behind the last.
    width: usize,
}

impl Visited {
    pub(super) fn begin(&mut self, steps: usize, words: usize) {
        self.width = words + 1;
        let places = steps * self.width;
        if self.stamps.len() < places {
            self.stamps.resize(places, 0);
        }
        self.stamp += 1;
    }

    /// Whether it was not there before.
    pub(super) fn insert(&mut self, pc: usize, at: usize) -> bool {
        let place = &mut self.stamps[pc * self.width + at];
        std::mem::replace(place, self.stamp) != self.stamp
    }
}
