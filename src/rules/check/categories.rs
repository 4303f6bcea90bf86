//! Categories and the files of their rules.

use rustc_hash::FxHashMap;

use crate::rules::findings::Findings;
use crate::rules::nearest::nearest;
use crate::rules::pack::{Category, Pack, Place, TargetPlace};
use crate::text::span::Span;

/// Reports ids that are double or malformed, files without a category and categories without a file.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    duplicates(pack, findings);
    if !pack.categories.is_empty() {
        files(pack, findings);
    }
    for category in &pack.categories {
        without_rules(category, findings);
        targets(pack, category, findings);
    }
}

fn duplicates(pack: &Pack, findings: &mut Findings) {
    let mut seen: FxHashMap<&str, Place> = FxHashMap::default();
    for category in pack
        .categories
        .iter()
        .filter(|category| !category.id.is_empty())
    {
        let id = category.id.as_str();
        if !id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        {
            let message = format!("« {id} » n'est pas un identifiant de catégorie");
            let help = "écrivez des minuscules sans accent, des chiffres et _ : c'est aussi le nom d'un fichier";
            findings.report("bad-id", category.place, message, help);
        }
        if let Some(first) = seen.insert(id, category.place) {
            let message = format!("la catégorie « {id} » est déjà définie");
            let help = format!(
                "donnez-lui un autre identifiant : l'autre est {}",
                findings.line_of(first)
            );
            findings.report("duplicate-id", category.place, message, help);
        }
    }
}

/// `NAME.toml` beside `pack.toml` holds the rules of the category NAME.
fn files(pack: &Pack, findings: &mut Findings) {
    let ids = || pack.categories.iter().map(|category| category.id.as_str());
    for (file, source) in findings.sources().iter().enumerate() {
        let Some(stem) = source
            .name
            .strip_suffix(".toml")
            .filter(|stem| !stem.contains('/'))
        else {
            continue;
        };
        if stem == "pack" || ids().any(|id| id == stem) {
            continue;
        }
        let help = match nearest(stem, ids()) {
            Some(meant) => format!(
                "vouliez-vous « {meant}.toml » ? Sinon, ajoutez une [[category]] à pack.toml"
            ),
            None => format!("ajoutez à pack.toml une [[category]] d'identifiant « {stem} »"),
        };
        let message = format!("pack.toml ne connaît aucune catégorie « {stem} »");
        findings.report(
            "unknown-category",
            Place::new(file, Span::default()),
            message,
            help,
        );
    }
}

fn without_rules(category: &Category, findings: &mut Findings) {
    let name = format!("{}.toml", category.id);
    if category.id.is_empty() || findings.sources().iter().any(|source| source.name == name) {
        return;
    }
    let message = format!("la catégorie « {} » n'a aucune règle", category.id);
    let help = format!("écrivez ses règles dans « {name} »");
    findings.report("category-without-rules", category.place, message, help);
}

/// A place of the target that is no name of a place must be a preposition of `french/grammar.toml`.
fn targets(pack: &Pack, category: &Category, findings: &mut Findings) {
    let known = pack.grammar.get("prepositions");
    if known.is_empty() {
        return;
    }
    for target in &category.target {
        let TargetPlace::Preposition(word) = target else {
            continue;
        };
        if known.contains(word) {
            continue;
        }
        let names = ["object", "subject", "reciprocal"];
        let near = nearest(word, known.iter().map(String::as_str).chain(names));
        let help = match near {
            Some(near) => format!("vouliez-vous « {near} » ?"),
            None => "écrivez object, subject, reciprocal ou une préposition de french/grammar.toml"
                .into(),
        };
        let place = quoted_behind(word, category.place, findings);
        let message = format!("« {word} » n'est pas une place de destinataire");
        findings.report("unknown-target", place, message, help);
    }
}

/// Where `word` stands first in quotes behind a place, else the place.
fn quoted_behind(word: &str, place: Place, findings: &Findings) -> Place {
    let text = &findings.sources()[place.file].text;
    let written = format!("\"{word}\"");
    match text[place.span.end..].find(&written) {
        Some(at) => {
            let start = place.span.end + at + 1;
            Place::new(place.file, Span::new(start, start + word.len()))
        }
        None => place,
    }
}
