//! The same entry in lexicons that, by themselves, give two categories: a sentence with it gets both labels. What
//! patterns name beside the rest of an act (weapons, peoples, misdeeds) may be shared.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::findings::Findings;
use crate::rules::pack::{Lexicon, Pack, PatternLine};
use crate::rules::pattern::{Element, Kind, Pattern};

/// Reports them at the later lexicon. A lexicon gives a category by itself where a pattern asks for nothing else but
/// actors.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    let categories = categories_of_lexicons(pack);
    let mut seen: FxHashMap<String, (usize, &Lexicon, &PatternLine)> = FxHashMap::default();
    for lexicon in &pack.lexicons {
        let of_lexicon = categories.get(lexicon.name.as_str());
        if lexicon.french {
            continue;
        }
        let Some(category) = of_lexicon
            .filter(|all| all.len() == 1)
            .and_then(|all| all.iter().next())
        else {
            continue;
        };
        for entry in lexicon.entries.iter().filter(|entry| !entry.mask) {
            let words: Vec<&str> = entry.line.text.split_whitespace().collect();
            let first = *seen
                .entry(words.join(" "))
                .or_insert((*category, lexicon, &entry.line));
            if first.0 == *category {
                continue;
            }
            let label = |category: usize| pack.categories[category].label_fr.as_str();
            let message = format!(
                "« {} » est ici pour « {} », et pour « {} » dans « @{} »",
                entry.line.text,
                label(*category),
                label(first.0),
                first.1.name,
            );
            let help = format!(
                "gardez-la dans un seul des deux : l'autre est {} ; si les deux sont voulues, admettez-le avec une raison",
                findings.line_of(first.2.place)
            );
            findings.report("entry-of-two-categories", entry.line.place, message, help);
        }
    }
}

/// The categories that each lexicon gives by itself.
fn categories_of_lexicons(pack: &Pack) -> FxHashMap<&str, FxHashSet<usize>> {
    let mut categories: FxHashMap<&str, FxHashSet<usize>> = FxHashMap::default();
    for rule in &pack.rules {
        for line in &rule.patterns {
            let asked: Vec<&Element> = line.pattern.elements.iter().filter(|e| asks(e)).collect();
            if let [one] = asked.as_slice() {
                for name in lexicons_of(one) {
                    categories.entry(name).or_default().insert(rule.category);
                }
            }
        }
    }
    categories
}

/// Whether an element asks for words of its own: neither actors nor gaps, marks and options do.
fn asks(element: &Element) -> bool {
    match &element.kind {
        Kind::Capture { element, .. } => asks(element),
        Kind::Actor { .. }
        | Kind::Gap(_)
        | Kind::Optional(_)
        | Kind::Mark(_)
        | Kind::Start
        | Kind::End => false,
        _ => true,
    }
}

/// The lexicons any of which is all that the element asks for.
fn lexicons_of(element: &Element) -> Vec<&str> {
    match &element.kind {
        Kind::Lexicon { name, .. } => vec![name],
        Kind::Capture { element, .. } => lexicons_of(element),
        Kind::Choice(choices) => {
            let alone = |choice: &&'_ Pattern| choice.elements.len() == 1;
            let firsts = choices
                .iter()
                .filter(alone)
                .map(|choice| &choice.elements[0]);
            firsts.flat_map(lexicons_of).collect()
        }
        _ => Vec::new(),
    }
}
