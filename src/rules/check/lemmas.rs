//! Lemmas that the tables of French do not list and that look like a mistake: a form of a known lemma, a capital
//! without its accent, a lemma one letter away. A rare word that inflects by its ending is no mistake.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::check::gaps::exact;
use crate::rules::findings::Findings;
use crate::rules::inflection::Inflection;
use crate::rules::nearest::{distance, nearest};
use crate::rules::pack::{ActorKind, Pack, PatternLine, Place};
use crate::rules::pattern::{Kind, Lemma};
use crate::rules::traits::PartOfSpeech;
use crate::text::diagnostic::Fix;
use crate::text::normalize::{agrees, normal_form};
use crate::text::span::Span;

/// Letters from which on a word is compared with its neighbours.
const SHORTEST: usize = 5;

const ALL: [PartOfSpeech; 3] = [
    PartOfSpeech::Verb,
    PartOfSpeech::Noun,
    PartOfSpeech::Adjective,
];

/// Reports them. The line of a demonym
/// («<érythréen.N>») is itself what makes its lemma known.
pub(super) fn check(pack: &Pack, findings: &mut Findings) {
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
    let mut judged: FxHashMap<(&str, Option<char>), Option<Remedy>> = FxHashMap::default();
    for line in pack.pattern_lines() {
        lemmas(line, |lemma, place| {
            if declared.contains(lemma.lemma.as_str()) || is_known(&pack.inflection, lemma) {
                return;
            }
            let key = (lemma.lemma.as_str(), lemma.part);
            let remedy = judged
                .entry(key)
                .or_insert_with(|| remedy(&pack.inflection, lemma));
            if let Some(Remedy { help, lemma: meant }) = remedy {
                let message = format!("lemme inconnu : « {} »", lemma.lemma);
                let fix = meant
                    .as_ref()
                    .and_then(|meant| renamed(line, lemma, place, meant));
                findings.report_with("unknown-lemma", place, message, help.as_str(), fix);
            }
        });
    }
}

/// What to do about an unknown lemma.
struct Remedy {
    help: String,
    /// The lemma that is certainly meant.
    lemma: Option<String>,
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

/// `None` where nothing points to a mistake: a rare word that inflects as its ending says.
fn remedy(inflection: &Inflection, lemma: &Lemma) -> Option<Remedy> {
    let head = lemma.lemma.split(' ').next().unwrap_or_default();
    let parts = meant_parts(inflection, lemma);
    if let Some(meant) = accented(inflection, head, &parts) {
        return Some(Remedy {
            help: format!(
                "écrivez « {meant} » : une majuscule sans accent d'un texte y répond aussi"
            ),
            lemma: Some(meant),
        });
    }
    if let [meant] = form_of(inflection, lemma, head).as_slice() {
        let surely = is_verb(lemma);
        let part = lemma
            .part
            .map(|part| format!(".{part}"))
            .unwrap_or_default();
        let other = match surely {
            true => String::new(),
            false => format!(" ; si c'est un autre mot, ajoutez-le à {}", list(&parts)),
        };
        return Some(Remedy {
            help: format!("c'est une forme de « {meant} » : écrivez <{meant}{part}>{other}"),
            lemma: surely.then(|| meant.clone()),
        });
    }
    if parts
        .iter()
        .all(|part| inflection.forms(head, *part).is_empty())
    {
        return Some(Remedy {
            help: format!(
                "aucun modèle ne lui convient : ajoutez-le, avec le sien, à {}",
                table(&parts)
            ),
            lemma: None,
        });
    }
    if is_regular(inflection, lemma, head) {
        return None;
    }
    let meant = near(inflection, head, &parts)?;
    Some(Remedy {
        help: format!(
            "vouliez-vous « {meant} » ? Sinon, ajoutez-le à {}",
            list(&parts)
        ),
        lemma: None,
    })
}

/// The parts of speech as which the lemma is looked for.
fn meant_parts(inflection: &Inflection, lemma: &Lemma) -> Vec<PartOfSpeech> {
    match parts(lemma).as_slice() {
        [one] => vec![*one],
        _ => inflection.parts_of_speech(&lemma.lemma),
    }
}

/// Whether it is written as a verb's.
fn is_verb(lemma: &Lemma) -> bool {
    let verbal = |name: &str| !["m", "f", "s", "p"].contains(&name);
    let mut atoms = lemma.test.all.iter().flatten();
    lemma.part == Some('V') || lemma.pronominal || atoms.any(|atom| verbal(&atom.name))
}

/// The known lemma that a capital without accent stands for: «Etat».
fn accented(inflection: &Inflection, head: &str, parts: &[PartOfSpeech]) -> Option<String> {
    if !head.starts_with(char::is_uppercase) {
        return None;
    }
    let known = parts.iter().flat_map(|part| inflection.known_lemmas(*part));
    let meant = known.filter(|known| agrees(head, known)).min()?;
    Some(meant.to_string())
}

/// The known lemmas of which it is a form: «appelle». Of an adjective or participle that stands for a noun, or a
/// participle for an adjective, the form is meant: «les municipales».
fn form_of(inflection: &Inflection, lemma: &Lemma, head: &str) -> Vec<String> {
    let parts = match lemma.part.and_then(PartOfSpeech::from_letter) {
        Some(part) => vec![part],
        None => vec![
            PartOfSpeech::Verb,
            PartOfSpeech::Noun,
            PartOfSpeech::Adjective,
        ],
    };
    let all = parts
        .into_iter()
        .flat_map(|part| lemmas_of(inflection, head, part));
    let mut found: Vec<String> = all.map(String::from).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The known lemmas of which a word is a form; those that begin otherwise (*va*, *aller*) are not sought.
pub(super) fn lemmas_of<'i>(
    inflection: &'i Inflection,
    word: &str,
    part: PartOfSpeech,
) -> impl Iterator<Item = &'i str> {
    let written = normal_form(word).into_owned();
    let start: String = written.chars().take(2).collect();
    inflection.known_lemmas(part).filter(move |known| {
        let mut is_form = false;
        if known.starts_with(&start) {
            inflection.each_spelling(known, part, |form, _| is_form |= form == written);
        }
        is_form
    })
}

/// Whether it is a known word of another part of speech that French lets be this one.
fn is_regular(inflection: &Inflection, lemma: &Lemma, head: &str) -> bool {
    let is = |part| lemmas_of(inflection, head, part).next().is_some();
    match lemma.part {
        Some('N') => is(PartOfSpeech::Adjective) || is(PartOfSpeech::Verb),
        Some('A') => is(PartOfSpeech::Verb),
        _ => false,
    }
}

/// The known lemma that is one letter away. Who mistypes a word hardly mistypes its first letter, and among thousands
/// of words a short one has neighbours by chance.
fn near<'i>(inflection: &'i Inflection, head: &str, parts: &[PartOfSpeech]) -> Option<&'i str> {
    let (first, length) = (head.chars().next(), head.chars().count());
    if length < SHORTEST {
        return None;
    }
    let known = parts.iter().flat_map(|part| inflection.known_lemmas(*part));
    let close = known.filter(|known| {
        known.chars().next() == first && known.chars().count().abs_diff(length) <= 1
    });
    nearest(head, close).filter(|meant| distance(head, meant) == 1)
}

/// The pattern with the lemma replaced, in its place.
fn renamed(line: &PatternLine, lemma: &Lemma, place: Place, meant: &str) -> Option<Fix> {
    let start = place.span.start.checked_sub(line.place.span.start)?;
    let written = line.text.get(start..start + place.span.len())?;
    let head = lemma.lemma.split(' ').next()?;
    let at = written.find(head)?;
    let part = Span::new(start + at, start + at + head.len());
    exact(line, part, meant.into())
}

/// The list where it belongs.
fn list(parts: &[PartOfSpeech]) -> &'static str {
    match parts {
        [PartOfSpeech::Verb] => "french/other_verbs.txt",
        [PartOfSpeech::Noun] => "french/other_nouns.txt",
        [PartOfSpeech::Adjective] => "french/other_adjectives.txt",
        _ => "french/other_verbs.txt, other_nouns.txt ou other_adjectives.txt",
    }
}

/// The table of its models.
fn table(parts: &[PartOfSpeech]) -> &'static str {
    match parts {
        [PartOfSpeech::Noun] => "french/nouns.tsv",
        [PartOfSpeech::Adjective] => "french/adjectives.tsv",
        _ => "french/verbs.tsv",
    }
}
