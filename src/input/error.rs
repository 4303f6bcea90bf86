//! What can go wrong with an article, and where: a file, or a line of one.

use std::fmt;
use std::sync::Arc;

use crate::input::decode::NotText;

/// Where an article stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file as it was named; `-` is standard input.
    pub file: Arc<str>,
    /// Its line, from 1, where the file holds an article a line.
    pub line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// An article that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{place} : {reason}")]
pub struct InputError {
    /// Where it stands.
    pub place: Place,
    /// Why it could not be read.
    pub reason: Reason,
}

/// Why an article could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// What the file system says.
    #[error("lecture impossible ({0})")]
    Io(#[from] std::io::Error),
    /// Its bytes are no text.
    #[error(transparent)]
    NotText(#[from] NotText),
    /// The line is no JSON.
    #[error("ligne JSON mal formée, colonne {column} ({message})", column = .0.column(), message = category(.0))]
    Json(#[from] serde_json::Error),
    /// The line is JSON, but not an object.
    #[error("la ligne n'est pas un objet JSON {{…}}")]
    NotAnObject,
    /// A key that must be there.
    #[error("la clé « {0} » manque")]
    MissingKey(&'static str),
    /// A key whose value is of the wrong type.
    #[error("la valeur de « {key} » n'est {wanted}")]
    WrongType {
        /// The key.
        key: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// A line longer than any article.
    #[error("la ligne dépasse {} Mo", .0 / 1_000_000)]
    LineTooLong(u64),
}

/// What kind of mistake it is: the parser's own words are English and about Rust types.
fn category(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Eof => "la ligne s'arrête avant la fin de l'objet",
        serde_json::error::Category::Io => "lecture interrompue",
        serde_json::error::Category::Syntax | serde_json::error::Category::Data => {
            "virgule, guillemet ou accolade de trop ou manquant"
        }
    }
}
