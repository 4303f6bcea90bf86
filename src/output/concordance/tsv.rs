//! A concordance as a table: one hit a line, tabs between the cells, of which none holds a tab or a line end.

use std::io::{Result, Write};

use crate::study::concordance::Hit;

/// The names of the columns.
const COLUMNS: [&str; 14] = [
    "doc", "date", "sentence", "start", "end", "left", "found", "right", "rule", "at", "speaker",
    "target", "blocked", "verb",
];

/// Writes the table with its head.
pub(super) fn write(hits: &[Hit], out: &mut impl Write) -> Result<()> {
    writeln!(out, "{}", COLUMNS.join("\t"))?;
    for hit in hits {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let cells = [
            hit.doc.clone(),
            text(&hit.date),
            hit.sentence.to_string(),
            hit.start.to_string(),
            hit.end.to_string(),
            hit.left.clone(),
            hit.found.clone(),
            hit.right.clone(),
            text(&hit.rule),
            text(&hit.at),
            hit.speaker.join("|"),
            hit.target.join("|"),
            hit.blocked
                .map(|why| why.as_str().to_string())
                .unwrap_or_default(),
            text(&hit.verb),
        ];
        let cells = cells.map(|cell| cell.replace(['\t', '\n', '\r'], " "));
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}
