//! Judges a pack as a whole: what its files mean together. It runs on a pack with mistakes, too, and
//! then says nothing that follows from a mistake already reported.

mod actors;
mod anchors;
mod categories;
mod entries;
mod examples;
mod lemmas;
mod lexicons;
mod rules;

use crate::rules::findings::Findings;
use crate::rules::pack::Pack;

pub use anchors::without_anchor;

/// Reports what patterns name and the pack does not have.
pub fn patterns(pack: &Pack, findings: &mut Findings) {
    lexicons::check(pack, findings);
    lemmas::check(pack, findings);
}

/// Reports everything that is wrong between the parts of a pack.
pub fn pack(pack: &Pack, findings: &mut Findings) {
    categories::check(pack, findings);
    rules::check(pack, findings);
    examples::check(pack, findings);
    lexicons::check(pack, findings);
    entries::check(pack, findings);
    lemmas::check(pack, findings);
    actors::check(pack, findings);
}
