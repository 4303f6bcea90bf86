//! Judges a pack as a whole: what its files mean together. It runs on a pack with mistakes, too, and
//! then says nothing that follows from a mistake already reported.

mod actors;
mod allow;
mod anchors;
mod bare_forms;
mod categories;
mod covered;
mod entries;
mod examples;
pub mod fix;
mod gaps;
mod lemmas;
mod lexicons;
mod never;
mod rules;
mod shared;
mod unfold;

use crate::rules::findings::Findings;
use crate::rules::pack::Pack;

pub use allow::allowed;
pub use anchors::without_anchor;

/// Reports what patterns name and the pack does not have.
pub fn patterns(pack: &Pack, findings: &mut Findings) {
    lexicons::check(pack, findings);
    lemmas::check(pack, findings);
}

/// Reports what makes a pack unfit to be run, and what is cheaply seen besides.
pub fn pack(pack: &Pack, findings: &mut Findings) {
    categories::check(pack, findings);
    rules::check(pack, findings);
    examples::check(pack, findings);
    lexicons::check(pack, findings);
    actors::check(pack, findings);
}

/// Reports what is hardly meant in a pack that can be run; articles are tagged without asking for it.
pub fn lints(pack: &Pack, findings: &mut Findings) {
    gaps::check(pack, findings);
    never::check(pack, findings);
    entries::check(pack, findings);
    if !findings.any_error_in("actors/") {
        actors::of_two(pack, findings);
    }
    // Where a file cannot be read, its rules may count as another category's.
    if !findings.any_error() {
        shared::check(pack, findings);
        covered::check(pack, findings);
    }
    // What follows reads the tables of French.
    if !findings.any_error_in("french/") {
        lemmas::check(pack, findings);
        bare_forms::check(pack, findings);
    }
}
