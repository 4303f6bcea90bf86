//! The reading of the files of `french/`: each table and list in its place, every mistake told.

use rustc_hash::FxHashMap;

use super::compound;
use super::conjugation;
use super::declension;
use super::error::{InflectionError, Mistakes, lines, words};
use super::suffixes::Suffixes;
use super::tables::Inflection;
use crate::rules::nearest::nearest;
use crate::text::normalize::normal_form;
use crate::text::span::Span;

/// The lists that make a lemma known, by the place of its part of speech in `known`.
const KNOWN: [(usize, &str); 7] = [
    (0, "french/common_verbs.txt"),
    (0, "french/other_verbs.txt"),
    (0, "french/invariable_participles.txt"),
    (1, "french/common_nouns.txt"),
    (1, "french/other_nouns.txt"),
    (2, "french/common_adjectives.txt"),
    (2, "french/other_adjectives.txt"),
];

/// What stands for a model where a word has none: it is not of that part of speech.
const NO_MODEL: &str = "-";

impl Inflection {
    /// Reads the files of `french/` that it needs, among `files`: name («french/verbs.tsv») and text. A file that
    /// is not there is empty.
    ///
    /// # Errors
    /// Every mistake of every file, in the order of the files.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, Vec<InflectionError>> {
        let mut all = Vec::new();
        let mut read = Self::default();
        let text = |name: &'static str| {
            files
                .iter()
                .find(|(file, _)| {
                    *file == name
                        || file
                            .rsplit_once("french/")
                            .is_some_and(|(_, f)| Some(f) == name.strip_prefix("french/"))
                })
                .copied()
        };
        if let Some((file, text)) = text("french/conjugations.toml") {
            read.conjugations = conjugation::read(
                text,
                &mut Mistakes {
                    file,
                    all: &mut all,
                },
            );
        }
        // What a mistake in the models takes away is not told of each word that has the model.
        let verbs_known = all.is_empty();
        if let Some((file, text)) = text("french/declensions.toml") {
            read.declensions = declension::read(
                text,
                &mut Mistakes {
                    file,
                    all: &mut all,
                },
            );
        }
        let of_verbs = |mistake: &InflectionError| mistake.file.ends_with("conjugations.toml");
        let nouns_known = all.iter().all(of_verbs);
        if let Some((file, text)) = text("french/verbs.tsv") {
            let ending = |model: usize| read.conjugations.models[model].ending();
            let mistakes = &mut Mistakes {
                file,
                all: &mut all,
            };
            let names = Some(&read.conjugations.names).filter(|_| verbs_known);
            read.verbs = models(text, names, ending, mistakes);
        }
        for (name, table) in [
            ("french/nouns.tsv", &mut read.nouns),
            ("french/adjectives.tsv", &mut read.adjectives),
        ] {
            if let Some((file, text)) = text(name) {
                let ending = |model: usize| read.declensions.models[model].ending();
                let mistakes = &mut Mistakes {
                    file,
                    all: &mut all,
                };
                let names = Some(&read.declensions.names).filter(|_| nouns_known);
                *table = models(text, names, ending, mistakes);
            }
        }
        if let Some((file, text)) = text("french/compounds.tsv") {
            read.compounds = compound::read(
                text,
                &mut Mistakes {
                    file,
                    all: &mut all,
                },
            );
        }
        if let Some((_, text)) = text("french/invariable_participles.txt") {
            for (_, entry) in lines(text).flat_map(|(span, line)| words(span.start, line)) {
                read.invariable_participles.insert(entry, ());
            }
        }
        for (part, name) in KNOWN {
            if let Some((_, text)) = text(name) {
                let lemmas = lines(text).filter(|(_, lemma)| !lemma.starts_with('*'));
                read.known[part].extend(lemmas.map(|(_, lemma)| normal_form(lemma).into_owned()));
            }
        }
        for (table, known) in [&read.verbs, &read.nouns, &read.adjectives]
            .into_iter()
            .zip(&mut read.known)
        {
            known.extend(table.lemmas().map(str::to_string));
        }
        if all.is_empty() { Ok(read) } else { Err(all) }
    }
}

/// Reads a table of `entry… → model`: entries are set off by spaces, the model by a tabulation. Without the names of the
/// models, which could not be read, it is not judged whether a model is known.
fn models<'m>(
    text: &str,
    names: Option<&FxHashMap<String, usize>>,
    ending_of: impl Fn(usize) -> &'m str,
    mistakes: &mut Mistakes<'_>,
) -> Suffixes<Option<usize>> {
    let mut table = Suffixes::default();
    for (span, line) in lines(text) {
        let Some((entries, name)) = line.split_once('\t') else {
            mistakes.add(
                span,
                "no-model",
                format!("« {line} » n'a pas de modèle"),
                "écrivez une tabulation, puis le nom du modèle".to_string(),
            );
            continue;
        };
        let name = name.trim();
        let model = names.and_then(|names| names.get(name).copied());
        if model.is_none() && name != NO_MODEL {
            let place = Span::new(span.end - name.len(), span.end);
            if let Some(names) = names {
                unknown_model(name, names, place, mistakes);
            }
            continue;
        }
        for (place, entry) in words(span.start, entries) {
            if let Some(model) = model {
                check_ending(entry, ending_of(model), name, place, mistakes);
            }
            if table.insert(entry, model).is_some() {
                mistakes.add(
                    place,
                    "listed-twice",
                    format!("« {entry} » a déjà un modèle"),
                    "gardez une seule des deux lignes".to_string(),
                );
            }
        }
    }
    table
}

fn unknown_model(
    name: &str,
    names: &FxHashMap<String, usize>,
    place: Span,
    mistakes: &mut Mistakes<'_>,
) {
    let mut known: Vec<&str> = names.keys().map(String::as_str).collect();
    known.sort_unstable();
    let help = nearest(name, known).map_or_else(
        || "définissez ce modèle, ou corrigez son nom".to_string(),
        |near| format!("vouliez-vous « {near} » ?"),
    );
    mistakes.add(
        place,
        "unknown-model",
        format!("modèle inconnu : « {name} »"),
        help,
    );
}

/// A model must be able to cut its ending off what it is given.
fn check_ending(entry: &str, ending: &str, model: &str, place: Span, mistakes: &mut Mistakes<'_>) {
    let bare = entry.trim_start_matches('*');
    if bare.ends_with(ending) || super::suffixes::cut(bare, ending).is_some() {
        return;
    }
    mistakes.add(
        place,
        "model-ending",
        format!("« {entry} » ne finit pas en -{ending}, que remplace le modèle « {model} »"),
        "choisissez un modèle de la même finale".to_string(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mistake_has_its_place() {
        let conjugations = "[a]\nending = \"er\"\npres = \"e es\"\npast = \"o\"\nppast = \"é\"\nfutur = \"\"\n\
                            [b]\nlike = \"aa\"\n[c]\nending = \"ir\"\n";
        let cases = [
            (
                "french/conjugations.toml",
                conjugations,
                "model-key",
                "futur",
            ),
            (
                "french/conjugations.toml",
                conjugations,
                "model-row",
                "\"e es\"",
            ),
            (
                "french/conjugations.toml",
                conjugations,
                "model-past",
                "\"o\"",
            ),
            (
                "french/conjugations.toml",
                conjugations,
                "unknown-model",
                "\"aa\"",
            ),
            (
                "french/conjugations.toml",
                conjugations,
                "model-incomplete",
                "c",
            ),
            ("french/conjugations.toml", "[céder]\n", "toml", "é"),
            (
                "french/declensions.toml",
                "[a]\nmasc = \"*\"\n",
                "model-row",
                "\"*\"",
            ),
            (
                "french/declensions.toml",
                "[a]\nboth = 2\n",
                "model-value",
                "2",
            ),
            ("french/verbs.tsv", "*er aimer\n", "no-model", "*er aimer"),
            (
                "french/verbs.tsv",
                "# ici\n*er\taimr\n",
                "unknown-model",
                "aimr",
            ),
            ("french/nouns.tsv", "a\t-\nb a\t-\n", "listed-twice", "a"),
            (
                "french/compounds.tsv",
                "vice-*\tderniers\n",
                "unknown-model",
                "derniers",
            ),
        ];
        for (file, text, code, place) in cases {
            let errors = Inflection::read(&[(file, text)]).expect_err("mistakes");
            let found: Vec<_> = errors.iter().filter(|error| error.code == code).collect();
            assert_eq!(found.len(), 1, "{code} in {errors:?}");
            assert_eq!(
                (found[0].file.as_str(), found[0].span.of(text)),
                (file, place),
                "{code}"
            );
        }
    }

    #[test]
    fn an_entry_must_have_the_ending_of_its_model() {
        let files = [
            (
                "french/declensions.toml",
                "[journal]\nending = \"al\"\nmasc = \"*al *aux\"\n",
            ),
            ("french/nouns.tsv", "*al\tjournal\nbateau\tjournal\n"),
        ];
        let errors = Inflection::read(&files).expect_err("a mistake");
        assert_eq!(errors.len(), 1);
        assert_eq!(
            (errors[0].code, errors[0].span.of(files[1].1)),
            ("model-ending", "bateau")
        );
    }
}
