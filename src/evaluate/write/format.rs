//! The formats of scores, and which name of a file asks for which.

use std::io::{Result, Write};
use std::path::Path;

use crate::evaluate::agreement::Agreement;
use crate::evaluate::score::Score;
use crate::evaluate::write::{annotators, json, lists, text, tsv};

/// A format of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreFormat {
    /// For reading in a terminal.
    Text,
    /// One JSON object.
    Json,
    /// For a spreadsheet.
    Tsv,
}

/// What is written besides the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Every mistake; in a spreadsheet instead of the figures.
    pub errors: bool,
    /// For people: every rule, not only those with false alarms. Others always get them all.
    pub all_rules: bool,
}

impl ScoreFormat {
    /// The format that the extension of a file asks for; none where it is unknown.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "json" => Some(Self::Json),
            "tsv" => Some(Self::Tsv),
            _ => None,
        }
    }

    /// Writes scores.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(self, score: &Score, shown: Shown, out: &mut impl Write) -> Result<()> {
        match self {
            Self::Json => json::write(score, shown.errors, out),
            Self::Tsv => tsv::write(score, shown.errors, out),
            Self::Text => {
                text::write(score, shown.all_rules, out)?;
                match shown.errors {
                    true => lists::write(score, out),
                    false => Ok(()),
                }
            }
        }
    }

    /// Writes the agreement of two annotators, and every disagreement.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write_agreement(self, agreement: &Agreement, out: &mut impl Write) -> Result<()> {
        match self {
            Self::Text => annotators::write(agreement, out),
            Self::Json => json::object(agreement, out),
            Self::Tsv => tsv::agreement(agreement, out),
        }
    }
}
