//! The canonical layout of the files that linguists write, comments kept: `fmt`. Laid out twice is laid out once.
//!
//! - In a rule file the keys stand in the order of [`RULE`](crate::rules::load::keys::RULE), without blank lines between
//!   them; one blank line before each `[[rule]]`; patterns and sentences in `'''` blocks, one a line, not indented.
//! - A pattern has one space between its elements, around `|` and `;`, and none inside its parentheses.
//! - In a lexicon the entries keep their order, which is the author's.
//! - Everywhere: no space at the end of a line, never two blank lines, one line end at the end of the file.

mod notation;
mod plain;
mod toml_file;

use crate::rules::edit::error::EditError;
use crate::rules::edit::line_ends::LineEnds;
use crate::rules::load::pack_files::{FileKind, kind_of};

pub(super) use toml_file::{block_value, not_toml, rank};

/// What laying out made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Laid {
    /// It has no canonical layout: tables of actors, a README.
    NotConcerned,
    /// It was laid out already.
    Unchanged,
    /// The new text.
    Changed(String),
}

/// Lays out the file of that name in the pack. Line ends stay as they are.
///
/// # Errors
/// A file that should be TOML and is not.
pub fn lay_out(name: &str, text: &str) -> Result<Laid, EditError> {
    let plain = LineEnds::plain(text);
    let laid = match kind_of(name) {
        FileKind::Rules(_) => toml_file::rules(&plain)?,
        FileKind::Pack => toml_file::pack(&plain)?,
        FileKind::Lexicon(_) => plain::lexicon(&plain),
        FileKind::French(file) if file.ends_with(".txt") => plain::lines(&plain),
        FileKind::French(file) if file.ends_with(".toml") => toml_file::other(&plain)?,
        FileKind::French(_) | FileKind::Actors | FileKind::Readme | FileKind::Unknown => {
            return Ok(Laid::NotConcerned);
        }
    };
    let laid = LineEnds::of(text).restore(laid);
    Ok(if laid == text {
        Laid::Unchanged
    } else {
        Laid::Changed(laid)
    })
}
