//! The sentences around the one at hand, read when they are first asked for: most acts need none of them.

use std::fmt;

use crate::tagger::sentence::Parsed;

/// How many sentences before and behind an act pronouns and quotations may reach.
pub const REACH: usize = 4;

/// The sentences before and behind one.
#[derive(Clone, Copy)]
pub struct Neighbours<'s> {
    read: &'s dyn Fn(isize) -> Option<&'s Parsed<'s>>,
}

impl fmt::Debug for Neighbours<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Neighbours").finish_non_exhaustive()
    }
}

impl<'s> Neighbours<'s> {
    /// Neighbours that `read` gives by their distance, negative for those before; it gives the same each time it is asked.
    pub fn new(read: &'s dyn Fn(isize) -> Option<&'s Parsed<'s>>) -> Self {
        Self { read }
    }

    /// The sentence at this distance; nothing beyond the document and [`REACH`].
    pub fn at(self, distance: isize) -> Option<&'s Parsed<'s>> {
        (distance.unsigned_abs() <= REACH)
            .then(|| (self.read)(distance))
            .flatten()
    }

    /// Those before, the nearest first.
    pub fn before(self) -> impl Iterator<Item = &'s Parsed<'s>> {
        (1..=REACH as isize).map_while(move |back| self.at(-back))
    }

    /// Those behind, the nearest first.
    pub fn after(self) -> impl Iterator<Item = &'s Parsed<'s>> {
        (1..=REACH as isize).map_while(move |on| self.at(on))
    }

    /// Those before, then those behind.
    pub fn all(self) -> impl Iterator<Item = &'s Parsed<'s>> {
        self.before().chain(self.after())
    }
}
