//! Tables of actors: a form given twice, to one actor or to two.

use rustc_hash::FxHashMap;

use crate::rules::findings::Findings;
use crate::rules::pack::{ActorLine, Pack, Place};

/// Reports a form that two actors have at all times: a text gives it to the first of them, and never to the other.
/// Persons and offices with dates are told apart by the day of the article, and what stands for no actor (`*`) by its context.
pub(super) fn of_two(pack: &Pack, findings: &mut Findings) {
    let mut seen: FxHashMap<&str, (&str, Place)> = FxHashMap::default();
    // «les deux Corées» are both of them.
    let numbers = pack.grammar.get("numbers");
    let counts = |form: &str| numbers.iter().any(|n| form.split(' ').next() == Some(n));
    let timeless = pack
        .actors
        .iter()
        .filter(|actor| actor.id != "*" && actor.from.is_none() && actor.to.is_none());
    for actor in timeless {
        for form in actor.forms.iter().filter(|form| !counts(&form.text)) {
            let (first, place) = *seen.entry(&form.text).or_insert((&actor.id, form.place));
            if first != actor.id {
                let message = format!(
                    "« {} » est une forme de deux acteurs : {first} et {}",
                    form.text, actor.id
                );
                let help = format!(
                    "laissez-la à un seul (l'autre est {}), ou donnez à chacun ses dates",
                    findings.line_of(place)
                );
                findings.report("form-of-two-actors", form.place, message, help);
            }
        }
    }
}

/// Reports a form that one actor has twice.
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
