//! The entries of lexicons that an edit wrote or removed, and the words without which none of them can match.

use rustc_hash::FxHashSet;

use crate::rules::forms::FormTable;
use crate::rules::notation::parse;
use crate::rules::pattern::{Element, Kind, Pattern};
use crate::study::watch::print::Print;

/// Letters of the shortest word that tells an entry.
const SHORTEST: usize = 4;

/// The words of which one stands wherever a changed entry matches; none where that cannot be told: an entry without a
/// word of its own, entries in another order.
pub(super) fn words(
    old: (&Print, &FormTable),
    new: (&Print, &FormTable),
) -> Option<FxHashSet<String>> {
    let mut words = FxHashSet::default();
    for name in old.0.lexicons.keys().chain(new.0.lexicons.keys()) {
        let none = Vec::new();
        let before = old.0.lexicons.get(name).unwrap_or(&none);
        let after = new.0.lexicons.get(name).unwrap_or(&none);
        if before == after {
            continue;
        }
        let [known, kept] = [before, after].map(|entries| entries.iter().collect::<FxHashSet<_>>());
        let stayed = |entries: &'_ [(bool, String)],
                      others: &FxHashSet<&(bool, String)>|
         -> Vec<(bool, String)> {
            entries
                .iter()
                .filter(|entry| others.contains(entry))
                .cloned()
                .collect()
        };
        if stayed(before, &kept) != stayed(after, &known) {
            return None;
        }
        for (_, entry) in before.iter().filter(|entry| !kept.contains(entry)) {
            words.extend(of_pattern(&parse(entry).ok()?, old.1)?);
        }
        for (_, entry) in after.iter().filter(|entry| !known.contains(entry)) {
            words.extend(of_pattern(&parse(entry).ok()?, new.1)?);
        }
    }
    Some(words)
}

/// The words of the element that tells most: of which the shortest is the longest.
fn of_pattern(pattern: &Pattern, forms: &FormTable) -> Option<Vec<String>> {
    let told = pattern
        .elements
        .iter()
        .filter_map(|element| of_element(element, forms));
    told.max_by_key(|words| words.iter().map(|word| word.chars().count()).min())
}

/// The words of which one stands where the element matches; none where it has none, or too short ones.
fn of_element(element: &Element, forms: &FormTable) -> Option<Vec<String>> {
    let words = match &element.kind {
        Kind::Word(word) | Kind::Exact(word) => vec![word.clone()],
        Kind::Lemma(lemma) => of_lemma(&lemma.lemma, forms),
        Kind::Choice(choices) => {
            let each: Option<Vec<Vec<String>>> = choices
                .iter()
                .map(|choice| of_pattern(choice, forms))
                .collect();
            each?.concat()
        }
        Kind::Group { parts, .. } => parts.iter().find_map(|part| of_pattern(part, forms))?,
        Kind::Capture { element, .. } => of_element(element, forms)?,
        Kind::Lexicon { .. }
        | Kind::Actor { .. }
        | Kind::Gap(_)
        | Kind::Optional(_)
        | Kind::Mark(_)
        | Kind::Start
        | Kind::End => {
            return None;
        }
    };
    let tells = |word: &String| word.chars().count() >= SHORTEST;
    (!words.is_empty() && words.iter().all(tells)).then_some(words)
}

/// The forms of a lemma; of one in several words, its longest word that is not inflected.
fn of_lemma(lemma: &str, forms: &FormTable) -> Vec<String> {
    let mut parts = lemma.split_whitespace();
    let first = parts.next().unwrap_or_default();
    if let Some(longest) = parts.max_by_key(|part| part.chars().count()) {
        return vec![longest.to_owned()];
    }
    let is_of_it = |id| {
        forms
            .analyses(id)
            .iter()
            .any(|analysis| forms.lemma_text(analysis.lemma).0 == first)
    };
    let of_it = forms.iter().filter(|(id, _)| is_of_it(*id));
    of_it.map(|(_, form)| form.to_owned()).collect()
}
