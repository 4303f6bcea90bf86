//! Lemmas that the tables of French do not list: most often a typing mistake.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::nearest::{distance, nearest};
use crate::rules::pack::{ActorKind, Pack, PatternLine, Place};
use crate::rules::pattern::{Kind, Lemma};
use crate::rules::traits::PartOfSpeech;

const ALL: [PartOfSpeech; 3] = [
    PartOfSpeech::Verb,
    PartOfSpeech::Noun,
    PartOfSpeech::Adjective,
];

/// Reports them; nothing where the tables themselves are broken. The line of a demonym
/// («<érythréen.N>») is itself what makes its lemma known.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    if findings.any_error_in("french/") {
        return;
    }
    let mut declared: FxHashSet<&str> = FxHashSet::default();
    for actor in pack
        .actors
        .iter()
        .filter(|actor| actor.kind == ActorKind::Demonym)
    {
        for form in &actor.forms {
            lemmas(form, |lemma, _| {
                declared.insert(&lemma.lemma);
            });
        }
    }
    let mut remedies: FxHashMap<(&str, Option<char>), String> = FxHashMap::default();
    for line in pack.pattern_lines() {
        lemmas(line, |lemma, place| {
            if declared.contains(lemma.lemma.as_str()) || is_known(&pack.inflection, lemma) {
                return;
            }
            let key = (lemma.lemma.as_str(), lemma.part);
            let help = remedies
                .entry(key)
                .or_insert_with(|| remedy(&pack.inflection, lemma));
            let message = format!("lemme inconnu : « {} »", lemma.lemma);
            findings.report("unknown-lemma", place, message, help.as_str());
        });
    }
}

/// Calls `each` for every lemma of a pattern, with its place in the file.
fn lemmas<'p>(line: &'p PatternLine, mut each: impl FnMut(&'p Lemma, Place)) {
    line.pattern.visit(&mut |element| {
        if let Kind::Lemma(lemma) = &element.kind {
            each(lemma, line.place_of(element.span));
        }
    });
}

/// The parts of speech that the lemma may have.
fn parts(lemma: &Lemma) -> Vec<PartOfSpeech> {
    match lemma.part.and_then(PartOfSpeech::from_letter) {
        Some(part) => vec![part],
        None if lemma.pronominal => vec![PartOfSpeech::Verb],
        None => ALL.to_vec(),
    }
}

fn is_known(inflection: &Inflection, lemma: &Lemma) -> bool {
    parts(lemma)
        .into_iter()
        .any(|part| inflection.knows(&lemma.lemma, part))
}

fn remedy(inflection: &Inflection, lemma: &Lemma) -> String {
    let head = lemma.lemma.split(' ').next().unwrap_or_default();
    let other = ALL.into_iter().find(|part| inflection.knows(head, *part));
    if let Some(other) = other {
        return format!(
            "il est connu avec une autre partie du discours : <{head}.{}>",
            other.letter()
        );
    }
    let first = head.chars().next();
    let length = head.chars().count();
    let known = parts(lemma)
        .into_iter()
        .flat_map(|part| inflection.known_lemmas(part));
    // Who mistypes a word hardly mistypes its first letter, and the lists are long.
    let near = known.filter(|known| {
        known.chars().next() == first && known.chars().count().abs_diff(length) <= 2
    });
    // Among thousands of words a near one is soon found: it must be nearer than a key or a name.
    let most = if length < 8 { 1 } else { 2 };
    match nearest(head, near).filter(|meant| distance(head, meant) <= most) {
        Some(meant) => format!(
            "vouliez-vous « {meant} » ? Sinon, ajoutez-le à {}",
            list(lemma)
        ),
        None => format!("ajoutez-le à {}", list(lemma)),
    }
}

/// The list where it belongs.
fn list(lemma: &Lemma) -> &'static str {
    match lemma.part {
        Some('V') => "french/other_verbs.txt",
        Some('N') => "french/other_nouns.txt",
        Some(_) => "french/other_adjectives.txt",
        None if lemma.pronominal => "french/other_verbs.txt",
        None => "french/other_verbs.txt, other_nouns.txt ou other_adjectives.txt",
    }
}
