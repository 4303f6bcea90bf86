//! Every code that reading a rule pack can report, and how bad it is. Codes are stable: other
//! programs read them, and each has a golden test in `tests/diagnostics/`.

use crate::text::diagnostic::Severity::{self, Error, Warning};

/// A code, its severity, and what it tells, for the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it tells, in French.
    pub what: &'static str,
}

const fn code(name: &'static str, severity: Severity, what: &'static str) -> Code {
    Code {
        name,
        severity,
        what,
    }
}

/// All codes, by what they are about.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    // Files
    code("missing-file", Error, "un fichier dont le programme a besoin manque"),
    code("unknown-file", Warning, "un fichier que personne ne lit"),
    code("invalid-utf8", Error, "le fichier n'est pas en UTF-8"),
    code("empty-file", Error, "le fichier ne dit rien"),
    // TOML
    code("toml-syntax", Error, "une ligne n'est pas du TOML"),
    code("unclosed-block", Error, "un bloc ''' n'est pas fermé"),
    code("unclosed-quote", Error, "un guillemet n'est pas fermé sur sa ligne"),
    code("duplicate-key", Error, "une clé est écrite deux fois"),
    code("unknown-key", Error, "une clé inconnue"),
    code("missing-key", Error, "une clé obligatoire manque"),
    code("wrong-type", Error, "la valeur n'est pas de la sorte attendue"),
    code("unknown-value", Error, "la valeur n'est pas l'une des valeurs permises"),
    // The pack, its categories and rules
    code("duplicate-id", Error, "deux règles, ou deux catégories, portent le même identifiant"),
    code("bad-id", Error, "l'identifiant contient un signe qui n'y a pas sa place"),
    code("unknown-category", Error, "le fichier ne répond à aucune catégorie de pack.toml"),
    code("category-without-rules", Warning, "une catégorie sans règle"),
    code("unknown-target", Error, "une place de destinataire inconnue"),
    code("rule-without-pattern", Error, "une règle sans motif"),
    code("pattern-without-anchor", Warning, "un motif que rien n'annonce : il est essayé sur chaque phrase"),
    code("covered-pattern", Warning, "un motif dont un autre de la catégorie trouve déjà tout"),
    code("form-for-lemma", Warning, "une forme d'un verbe là où toutes sont sans doute voulues"),
    code("never-matches", Warning, "des mots qu'aucun texte n'écrit ainsi"),
    code("wide-gap", Warning, "un intervalle trop large pour dire quelque chose"),
    code("useless-gap", Warning, "un intervalle qui ne dit rien"),
    code("duplicate-pattern", Warning, "deux fois le même motif dans une règle"),
    // Examples
    code("missing-example", Warning, "une règle sans matches ou sans rejects"),
    code("bad-expectation", Error, "un exemple n'a pas de phrase, ou ce qui y suit => n'a pas la forme attendue"),
    code("unknown-actor", Warning, "un exemple attend un acteur qui n'est dans aucune table"),
    code("duplicate-example", Warning, "deux fois la même phrase dans une règle"),
    // The notation
    code("pattern-syntax", Error, "un signe du motif n'est pas à sa place"),
    code("unclosed-group", Error, "une parenthèse, une accolade ou un chevron n'est pas fermé"),
    code("bad-gap", Error, "un intervalle ou une étendue n'a pas de sens"),
    code("unknown-trait", Error, "un trait inconnu"),
    code("bad-part-of-speech", Error, "une partie du discours inconnue"),
    code("unknown-actor-kind", Error, "une sorte d'acteur inconnue"),
    code("unknown-lexicon", Error, "un lexique inconnu"),
    code("unknown-lemma", Warning, "un lemme inconnu, qui semble une faute"),
    // Lexicons and word lists
    code("bad-lexicon-name", Error, "le nom d'un lexique contient un signe qui n'y a pas sa place, ou est réservé"),
    code("duplicate-entry", Warning, "deux fois la même entrée"),
    code("shadowed-entry", Warning, "une entrée qu'une autre prend déjà"),
    code("entry-of-two-categories", Warning, "la même entrée dans des lexiques de deux catégories"),
    code("unused-lexicon", Warning, "un lexique dont personne ne se sert"),
    code("lexicon-cycle", Error, "un lexique qui se contient lui-même"),
    // Actors
    code("wrong-columns", Error, "une ligne n'a pas le bon nombre de colonnes"),
    code("bad-header", Error, "la première ligne ne nomme pas les colonnes attendues"),
    code("bad-actor-id", Error, "un identifiant d'acteur mal formé"),
    code("bad-date", Error, "une date mal formée, ou une fin avant son début"),
    code("missing-form", Error, "un acteur sans aucune forme"),
    code("duplicate-actor", Warning, "deux fois la même forme du même acteur"),
    code("form-of-two-actors", Warning, "la même forme pour deux acteurs, sans dates qui les départagent"),
    // Comments that allow a warning
    code("bad-allow", Warning, "un commentaire « # allow » sans raison, ou d'un code qui ne s'admet pas"),
    code("useless-allow", Warning, "un commentaire « # allow » qui n'admet rien"),
    // Conjugation and plural models
    code("model-key", Error, "une clé qu'un modèle ne connaît pas"),
    code("model-value", Error, "la valeur d'un modèle n'est pas de la sorte attendue"),
    code("model-row", Error, "un modèle n'a pas le bon nombre de formes"),
    code("model-past", Error, "un passé simple sans désinence connue"),
    code("model-ending", Error, "un mot ne finit pas comme son modèle"),
    code("model-incomplete", Error, "il manque une clé à un modèle"),
    code("unknown-model", Error, "un modèle inconnu"),
    code("no-model", Error, "une ligne sans modèle"),
    code("listed-twice", Error, "un mot a deux modèles"),
];

/// How bad a code is. What is not listed is an error.
pub fn severity(name: &str) -> Severity {
    let code = CODES.iter().find(|code| code.name == name);
    debug_assert!(code.is_some(), "« {name} » is not in CODES");
    code.map_or(Error, |code| code.severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_once() {
        let mut names: Vec<_> = CODES.iter().map(|code| code.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), CODES.len());
    }
}
