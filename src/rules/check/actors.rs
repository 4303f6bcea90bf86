//! Tables of actors: a form given twice to one actor.

use rustc_hash::FxHashMap;

use crate::rules::findings::Findings;
use crate::rules::pack::{ActorLine, Pack, Place};

/// Reports them. The same form for two actors is no mistake: dates and context tell them apart.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let mut seen: FxHashMap<_, Place> = FxHashMap::default();
    for actor in &pack.actors {
        let ActorLine {
            id, kind, from, to, ..
        } = actor;
        for form in &actor.forms {
            let key = (id, kind, from, to, form.text.as_str());
            if let Some(first) = seen.insert(key, form.place) {
                let message = format!("« {id} » a déjà la forme « {} »", form.text);
                let help = format!(
                    "retirez l'une des deux : l'autre est {}",
                    findings.line_of(first)
                );
                findings.report("duplicate-actor", form.place, message, help);
            }
        }
    }
}
