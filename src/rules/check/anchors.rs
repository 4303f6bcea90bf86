//! Patterns that nothing announces. What an anchor is, only the compiler knows: it tells which
//! patterns have none, and this says so.

use crate::rules::codes::severity;
use crate::rules::pack::Pack;
use crate::text::diagnostic::Diagnostic;

/// A warning for each pattern without an anchor, given by the indexes of its rule and of the pattern in it.
pub fn without_anchor(
    pack: &Pack,
    patterns: impl IntoIterator<Item = (usize, usize)>,
) -> Vec<Diagnostic> {
    let code = "pattern-without-anchor";
    let warn = |(rule, pattern): (usize, usize)| {
        let line = pack.rules.get(rule)?.patterns.get(pattern)?;
        let source = pack.sources.get(line.place.file)?;
        Some(Diagnostic::new(
            code,
            severity(code),
            source,
            line.place.span,
            "rien n'annonce ce motif : il est essayé sur chaque phrase",
            "ajoutez-lui un mot, un lemme ou un lexique qui ne soit pas très fréquent, hors d'un x?",
        ))
    };
    patterns.into_iter().filter_map(warn).collect()
}
