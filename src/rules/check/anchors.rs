//! Patterns that nothing announces. What an anchor is, only the compiler knows: this says of which
//! patterns it found none.

use crate::rules::findings::Findings;
use crate::rules::pack::Pack;
use crate::rules::ruleset::Ruleset;

/// Reports each pattern of a pack that is tried on every sentence. Those that only very frequent words announce
/// wait for them: that costs little.
pub fn without_anchor(pack: &Pack, ruleset: &Ruleset, findings: &mut Findings) {
    for at in &ruleset.sleepless {
        let rule = pack.rules.get(at.rule as usize);
        let Some(line) = rule.and_then(|rule| rule.patterns.get(at.pattern as usize)) else {
            continue;
        };
        findings.report(
            "pattern-without-anchor",
            line.place,
            "aucun mot n'annonce ce motif : il est essayé sur chaque phrase de chaque article",
            "ajoutez-lui un mot, un lemme ou un lexique qui doive être là, hors d'un x? ; les signes et les mots d'une lettre n'annoncent rien",
        );
    }
}
