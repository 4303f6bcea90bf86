//! Why something could not be written into a rule file; messages are in French.

/// Why something could not be written into a rule file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file is no TOML: line and column (characters) of the first mistake, from 1.
    #[error(
        "ligne {line}, colonne {column} : ce fichier n'est pas du TOML ; « demarche check » dit pourquoi"
    )]
    NotToml {
        /// The line, from 1.
        line: usize,
        /// The column, in **characters** from 1.
        column: usize,
    },
    /// The file has no rule of that id.
    #[error("aucune règle « {0} » dans ce fichier")]
    NoRule(String),
    /// A key whose value is not a text.
    #[error("« {0} » n'est pas un texte")]
    NotText(String),
    /// A sentence that the notation of examples cannot hold.
    #[error("cette phrase ne peut pas être un exemple : elle contient « {0} »")]
    Unwritable(&'static str),
}
