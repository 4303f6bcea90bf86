//! What two packs find differently, written: for people, as JSON, as a table.

mod text;
mod tsv;

use std::io::{Result, Write};

pub use text::{Shown, write_change, write_text};
pub use tsv::write_tsv;

use crate::study::compare::Comparison;

/// Writes everything as one JSON object.
///
/// # Errors
/// What the destination says.
pub fn write_json(comparison: &Comparison, out: &mut impl Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, comparison)?;
    writeln!(out)
}
