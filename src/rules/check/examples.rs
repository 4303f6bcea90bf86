//! Examples as written: sentences given twice, and actors that no table knows. Whether they hold is
//! the tagger's to say.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::findings::Findings;
use crate::rules::nearest::nearest;
use crate::rules::pack::{Example, Pack, Place, Rule};
use crate::text::span::Span;

/// Reports them.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let actors: FxHashSet<&str> = pack.actors.iter().map(|actor| actor.id.as_str()).collect();
    let known = !actors.is_empty() && !findings.any_error_in("actors/");
    for rule in &pack.rules {
        duplicates(rule, findings);
        for example in examples(rule).filter(|_| known) {
            unknown_actors(example, &actors, findings);
        }
    }
}

fn examples(rule: &Rule) -> impl Iterator<Item = &Example> {
    rule.matches.iter().chain(&rule.rejects).chain(&rule.todo)
}

fn duplicates(rule: &Rule, findings: &mut Findings) {
    let mut seen: FxHashMap<(Option<&str>, &str), (usize, &Example)> = FxHashMap::default();
    for (list, examples) in [&rule.matches, &rule.rejects, &rule.todo]
        .into_iter()
        .enumerate()
    {
        for example in examples {
            let said = (example.before.as_deref(), example.sentence.as_str());
            let Some((first_list, first)) = seen.insert(said, (list, example)) else {
                continue;
            };
            let help = format!(
                "retirez l'une des deux : l'autre est {}",
                findings.line_of(first.place)
            );
            // In two lists they contradict each other: who is right, the author knows.
            let same = first_list == list && first.expected == example.expected;
            let fix = same.then(|| findings.without_line(example.place)).flatten();
            let message = "cette phrase est déjà dans la règle";
            findings.report_with("duplicate-example", example.place, message, help, fix);
        }
    }
}

fn unknown_actors(example: &Example, actors: &FxHashSet<&str>, findings: &mut Findings) {
    let Some(expected) = &example.expected else {
        return;
    };
    let ids = expected.speaker.iter().chain(&expected.target).flatten();
    for id in ids.filter(|id| !actors.contains(id.as_str())) {
        let help = match nearest(id, actors.iter().copied().filter(|actor| *actor != "*")) {
            Some(meant) => format!("vouliez-vous « {meant} » ?"),
            None => "ajoutez-le à une table de actors/, ou corrigez l'identifiant".into(),
        };
        let message = format!("aucune table ne connaît l'acteur « {id} »");
        findings.report(
            "unknown-actor",
            expected_place(example, id, findings),
            message,
            help,
        );
    }
}

/// Where an id stands behind `=>`, else the whole example.
fn expected_place(example: &Example, id: &str, findings: &Findings) -> Place {
    let Place { file, span } = example.place;
    let line = span.of(&findings.sources()[file].text);
    let at = line
        .rfind("=>")
        .and_then(|arrow| Some(arrow + line[arrow..].find(id)?));
    at.map_or(example.place, |at| {
        Place::new(file, Span::new(span.start + at, span.start + at + id.len()))
    })
}
