//! TXM: a folder of `.txt` with a `metadata.csv` beside them, whose first column `id` is the name of a file without
//! `.txt`; the other columns are what is known of the text.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::input::csv::Rows;
use crate::input::cut::Content;
use crate::input::error::{InputError, Place, Reason};
use crate::input::input::Input;
use crate::input::meter::Meter;
use crate::input::open::{Opened, open};
use crate::input::options::Options;
use crate::input::table::decoded;

/// The name of the file.
pub const METADATA: &str = "metadata.csv";

/// What is known of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Its column `date`.
    pub date: Option<String>,
    /// All other columns but `id`.
    pub fields: Map<String, Value>,
}

/// What is known of the texts of a folder, by the name of the file without `.txt`.
pub type Table = HashMap<String, Arc<Metadata>>;

/// Reads a `metadata.csv`. A row that cannot be read, or an id that comes twice, is an error and the others are given.
pub fn read(path: &Path, options: &Options) -> (Table, Vec<InputError>) {
    let mut table = Table::new();
    let mut errors = Vec::new();
    let file: Arc<str> = path.to_string_lossy().into();
    let mut fail = |line, reason| {
        let place = Place {
            file: file.clone(),
            line,
        };
        errors.push(InputError { place, reason });
    };
    let options = Options {
        // The row of names is TXM's own: its first column is the id, and none is a text.
        text_column: Some("id".into()),
        id_column: None,
        ..options.clone()
    };
    let rows =
        open(&Input::file(path), &options, &Meter::default()).and_then(|opened| match opened {
            Opened::Stream(source) => {
                let hint = source.hint;
                Ok((Rows::new(source, None, &options)?, hint))
            }
            Opened::Archive(..) => Err(crate::input::foreign::Foreign::Zip.into()),
        });
    let (mut rows, hint) = match rows {
        Ok(rows) => rows,
        Err(reason) => {
            fail(None, reason);
            return (table, errors);
        }
    };
    while let Some(cut) = rows.next() {
        let row = cut.content.and_then(|content| match content {
            Content::Row(row, columns) => Ok((decoded(&row, hint)?.0, columns)),
            Content::Bytes(..) => Err(Reason::NotAnObject),
        });
        match row {
            Ok((cells, columns)) => {
                let mut fields = columns.named(cells);
                let mut take = |name| match fields.remove(name) {
                    Some(Value::String(value)) => value,
                    _ => String::new(),
                };
                let id = take("id").trim().trim_end_matches(".txt").to_owned();
                let date = Some(take("date")).filter(|date| !date.is_empty());
                let metadata = Metadata { date, fields };
                if table.insert(id.clone(), Arc::new(metadata)).is_some() {
                    fail(cut.line, Reason::TwiceInMetadata(id));
                }
            }
            Err(reason) => fail(cut.line, reason),
        }
    }
    (table, errors)
}
