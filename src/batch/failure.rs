//! What gave no result, where, and why: a line of `errors.jsonl`.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::input::error::{InputError, Place};

/// An input that could not be read, or an article on which the work broke off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The file as it was named; `-` is standard input.
    pub file: String,
    /// Its line, from 1, where the file holds an article a line.
    pub line: Option<usize>,
    /// The stable name of what went wrong.
    pub code: Cow<'static, str>,
    /// What went wrong, for people.
    pub reason: String,
}

impl Failure {
    /// A failure at that place.
    pub fn new(place: &Place, code: &'static str, reason: String) -> Self {
        Self {
            file: place.file.to_string(),
            line: place.line,
            code: Cow::Borrowed(code),
            reason,
        }
    }

    /// Where it is: the file, or `file:line`.
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.clone(),
        }
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::new(&error.place, "input", error.reason.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.place(), self.reason)
    }
}
