//! Scores for programs: one JSON object.

use std::io::{Result, Write};

use serde::Serialize;

use crate::evaluate::judge::{Difference, Mistake};
use crate::evaluate::score::Score;

/// A score, with its lists where they are asked for.
#[derive(Serialize)]
struct Whole<'s> {
    #[serde(flatten)]
    score: &'s Score,
    #[serde(skip_serializing_if = "Option::is_none")]
    mistakes: Option<&'s [Mistake]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<&'s [Difference]>,
}

/// Writes scores, with `errors` also every mistake.
///
/// # Errors
/// What the destination says.
pub fn write(score: &Score, errors: bool, out: &mut impl Write) -> Result<()> {
    let whole = Whole {
        score,
        mistakes: errors.then_some(&score.mistakes),
        differences: errors.then_some(&score.differences),
    };
    object(&whole, out)
}

/// Writes a value and a line end.
///
/// # Errors
/// What the destination says.
pub fn object(value: &impl Serialize, out: &mut impl Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
