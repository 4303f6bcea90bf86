//! Rules against each other: their ids, and patterns written twice.

use rustc_hash::FxHashMap;

use crate::rules::findings::Findings;
use crate::rules::pack::{Pack, Place, Rule};

/// Reports ids that are double or malformed, patterns written twice, and rules without examples.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let mut seen: FxHashMap<&str, Place> = FxHashMap::default();
    for rule in &pack.rules {
        if !rule.id.is_empty() {
            id(rule, findings);
            if let Some(first) = seen.insert(&rule.id, rule.place) {
                let message = format!("l'identifiant « {} » est déjà pris", rule.id);
                let help = format!(
                    "donnez-en un autre à l'une des deux règles : l'autre est {}",
                    findings.line_of(first)
                );
                findings.report("duplicate-id", rule.place, message, help);
            }
        }
        patterns(rule, findings);
        without_example(rule, findings);
    }
}

fn id(rule: &Rule, findings: &mut Findings) {
    if rule
        .id
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    {
        return;
    }
    let message = format!("« {} » n'est pas un identifiant de règle", rule.id);
    let help = "écrivez des lettres, des chiffres, - et _, sans espace : appeler-a-la-fin";
    findings.report("bad-id", rule.place, message, help);
}

fn patterns(rule: &Rule, findings: &mut Findings) {
    let mut seen: FxHashMap<&str, Place> = FxHashMap::default();
    for line in &rule.patterns {
        if let Some(first) = seen.insert(&line.text, line.place) {
            let help = format!(
                "retirez l'un des deux : l'autre est {}",
                findings.line_of(first)
            );
            let fix = findings.without_line(line.place);
            let message = "ce motif est déjà dans la règle";
            findings.report_with("duplicate-pattern", line.place, message, help, fix);
        }
    }
}

fn without_example(rule: &Rule, findings: &mut Findings) {
    let missing = match (rule.matches.is_empty(), rule.rejects.is_empty()) {
        (true, true) => "ni exemple à trouver (matches) ni exemple à laisser (rejects)",
        (true, false) => "pas d'exemple à trouver (matches)",
        (false, true) => "pas d'exemple à laisser (rejects)",
        (false, false) => return,
    };
    let message = format!("cette règle n'a {missing}");
    let help = "ajoutez-en au moins un de chaque, un par ligne dans un bloc ''' … '''";
    findings.report("missing-example", rule.place, message, help);
}
