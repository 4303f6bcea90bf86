//! Concordances, written: aligned for reading, as a table, as a page that needs nothing else, as JSON lines.

mod html;
mod shown;
mod text;
mod tsv;

use std::io::{Result, Write};
use std::path::Path;

use crate::output::jsonl;
use crate::study::concordance::Hit;

pub use shown::Shown;

/// A format of concordances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For reading in a terminal.
    Text,
    /// A table, one hit a line, tabs between the cells.
    Tsv,
    /// A page that needs nothing else.
    Html,
    /// One JSON object a line.
    Jsonl,
}

impl Format {
    /// The format that the extension of a file asks for; none where it is unknown.
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "tsv" => Some(Self::Tsv),
            "html" | "htm" => Some(Self::Html),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// Hits that stand together, with their verb and the number of its sentences where they were sought by it.
type Group<'a> = (Option<(&'a str, usize)>, &'a [Hit]);

impl Shown<'_> {
    /// Writes the concordance; text in lines of `width` columns, with colours where wanted.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(
        &self,
        format: Format,
        width: usize,
        color: bool,
        out: &mut impl Write,
    ) -> Result<()> {
        match format {
            Format::Text => text::write(self, width, color, out),
            Format::Tsv => tsv::write(self.hits, out),
            Format::Html => html::write(self, out),
            Format::Jsonl => jsonl::write(self.hits, out),
        }
    }

    /// `12 occurrences, 5 montrées`.
    fn counts(&self) -> String {
        let s = if self.total > 1 { "s" } else { "" };
        let (what, shown) = match self.verbs {
            Some(_) => ("phrase", self.hits.len()),
            None => ("occurrence", self.hits.len()),
        };
        match shown == self.total {
            true => format!("{} {what}{s}", self.total),
            false => format!("{} {what}{s}, {shown} montrée{s}", self.total),
        }
    }

    /// The hits, those of a verb with it and the number of its sentences.
    fn groups(&self) -> Vec<Group<'_>> {
        let Some(verbs) = self.verbs else {
            return vec![(None, self.hits)];
        };
        let of_verb = |verb: Option<&String>| {
            let found = verbs.iter().find(|(known, _)| Some(known) == verb);
            found.map(|(verb, count)| (verb.as_str(), *count))
        };
        self.hits
            .chunk_by(|a, b| a.verb == b.verb)
            .map(|hits| (of_verb(hits[0].verb.as_ref()), hits))
            .collect()
    }
}
