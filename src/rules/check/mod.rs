//! Judges a pack as a whole: what its files mean together. It runs on a pack with mistakes, too.

use crate::rules::findings::Findings;
use crate::rules::pack::Pack;

/// Reports everything that is wrong between the parts of a pack.
pub fn pack(_pack: &Pack, _findings: &mut Findings) {}
