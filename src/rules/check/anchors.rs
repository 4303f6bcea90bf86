//! Patterns that nothing announces. What an anchor is, only the compiler knows: this says of which
//! patterns it found none.

use crate::rules::codes::severity;
use crate::rules::pack::Pack;
use crate::rules::ruleset::{PatternRef, Ruleset};
use crate::text::diagnostic::Diagnostic;

/// A warning for each pattern of a pack that no rarer word announces.
pub fn without_anchor(pack: &Pack, ruleset: &Ruleset) -> Vec<Diagnostic> {
    let code = "pattern-without-anchor";
    let warn = |at: &PatternRef| {
        let line = pack
            .rules
            .get(at.rule as usize)?
            .patterns
            .get(at.pattern as usize)?;
        Some(Diagnostic::new(
            code,
            severity(code),
            &pack.sources[line.place.file],
            line.place.span,
            "rien n'annonce ce motif : il est essayé sur chaque phrase",
            "ajoutez-lui un mot, un lemme ou un lexique qui ne soit pas très fréquent, hors d'un x?",
        ))
    };
    ruleset.unannounced.iter().filter_map(warn).collect()
}
