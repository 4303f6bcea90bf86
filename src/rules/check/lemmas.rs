//! Lemmas that the tables of French do not list: most often a typing mistake.

use rustc_hash::FxHashMap;

use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::nearest::nearest;
use crate::rules::pack::Pack;
use crate::rules::pattern::{Kind, Lemma};
use crate::rules::traits::PartOfSpeech;

const ALL: [PartOfSpeech; 3] = [
    PartOfSpeech::Verb,
    PartOfSpeech::Noun,
    PartOfSpeech::Adjective,
];

/// Reports them; nothing where the tables themselves are broken.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
    if findings.any_error_in("french/") {
        return;
    }
    let mut remedies: FxHashMap<(&str, Option<char>), String> = FxHashMap::default();
    for line in pack.pattern_lines() {
        line.pattern.visit(&mut |element| {
            let Kind::Lemma(lemma) = &element.kind else {
                return;
            };
            if is_known(&pack.inflection, lemma) {
                return;
            }
            let key = (lemma.lemma.as_str(), lemma.part);
            let help = remedies
                .entry(key)
                .or_insert_with(|| remedy(&pack.inflection, lemma));
            let message = format!("lemme inconnu : « {} »", lemma.lemma);
            findings.report(
                "unknown-lemma",
                line.place_of(element.span),
                message,
                help.as_str(),
            );
        });
    }
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
    match nearest(head, near) {
        Some(meant) => format!(
            "vouliez-vous « {meant} » ? Sinon, ajoutez-le à {}",
            list(lemma)
        ),
        None => format!("ajoutez-le à {}", list(lemma)),
    }
}

/// The list of common words where it belongs.
fn list(lemma: &Lemma) -> &'static str {
    match lemma.part {
        Some('V') => "french/common_verbs.txt",
        Some('N') => "french/common_nouns.txt",
        Some(_) => "french/common_adjectives.txt",
        None if lemma.pronominal => "french/common_verbs.txt",
        None => "french/common_verbs.txt, common_nouns.txt ou common_adjectives.txt",
    }
}
