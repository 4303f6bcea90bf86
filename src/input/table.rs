//! A table, one article a row: which column is what, and a row → a document.

use encoding_rs::UTF_8;
use serde_json::{Map, Value};

use crate::input::decode::{Hint, Note, tell};
use crate::input::error::Reason;
use crate::input::options::Options;
use crate::text::document::Document;

/// Names that tell a column, as they are once accents, capitals and spaces are gone.
const TEXT: [&str; 9] = [
    "text",
    "texte",
    "contenu",
    "content",
    "body",
    "corps",
    "article",
    "fulltext",
    "textecomplet",
];
const ID: [&str; 5] = ["id", "identifiant", "docid", "iddoc", "doc"];
const DATE: [&str; 6] = [
    "date",
    "datepublication",
    "publicationdate",
    "datedepublication",
    "published",
    "pubdate",
];
const TITLE: [&str; 4] = ["title", "titre", "headline", "titrearticle"];

/// What the columns of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    names: Vec<String>,
    text: usize,
    id: Option<usize>,
    date: Option<usize>,
    title: Option<usize>,
}

impl Columns {
    /// Reads the row of names.
    ///
    /// # Errors
    /// No column that is surely the text, or not the one that was asked for.
    pub(crate) fn of(names: Vec<String>, options: &Options) -> Result<Self, Reason> {
        let names = distinct(names);
        let known = |list: &[&str]| {
            list.iter()
                .find_map(|known| names.iter().position(|name| bare(name) == *known))
        };
        let asked = |name: &Option<String>| {
            name.as_ref()
                .map(|name| {
                    let exact = names.iter().position(|one| one == name);
                    exact
                        .or_else(|| names.iter().position(|one| bare(one) == bare(name)))
                        .ok_or_else(|| Reason::MissingColumn {
                            name: name.clone(),
                            columns: names.clone(),
                        })
                })
                .transpose()
        };
        let text = asked(&options.text_column)?
            .or_else(|| known(&TEXT))
            .ok_or_else(|| Reason::NoTextColumn(names.clone()))?;
        let other = |column: Option<usize>| column.filter(|column| *column != text);
        Ok(Self {
            text,
            id: asked(&options.id_column)?.or_else(|| known(&ID)),
            date: other(known(&DATE)),
            title: other(known(&TITLE)),
            names,
        })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// The document of a row; `place` names it where no cell does.
    pub(crate) fn document(
        &self,
        mut cells: Vec<String>,
        place: impl FnOnce() -> String,
    ) -> Document {
        let mut take = |column: Option<usize>| {
            let cell = std::mem::take(cells.get_mut(column?)?);
            Some(cell).filter(|cell| !cell.trim().is_empty())
        };
        let id = take(self.id);
        let date = take(self.date);
        let title = take(self.title);
        let text = take(Some(self.text)).unwrap_or_default();
        let id = id.unwrap_or_else(place);
        let mut document = Document::with_title(
            id.trim(),
            title.as_deref(),
            date.as_deref().map(str::trim),
            &text,
        );
        let taken = [Some(self.text), self.id, self.date, self.title];
        document.fields = cells
            .into_iter()
            .enumerate()
            .filter(|(column, _)| !taken.contains(&Some(*column)))
            .map(|(column, cell)| (self.name(column), Value::from(cell)))
            .collect::<Map<_, _>>();
        document
    }

    /// All cells of a row by their names.
    pub(crate) fn named(&self, cells: Vec<String>) -> Map<String, Value> {
        let named = cells.into_iter().enumerate();
        named
            .map(|(column, cell)| (self.name(column), Value::from(cell)))
            .collect()
    }

    fn name(&self, column: usize) -> String {
        let name = self.names.get(column).cloned();
        name.unwrap_or_else(|| unnamed(column))
    }
}

/// The cells of a row of bytes: one encoding for all of them.
///
/// # Errors
/// A row that is no text.
pub(crate) fn decoded(
    row: &csv::ByteRecord,
    hint: Hint,
) -> Result<(Vec<String>, Option<Note>), Reason> {
    if let Some(cells) = sound(row).filter(|_| hint.forced.is_none_or(|forced| forced == UTF_8)) {
        return Ok((cells, None));
    }
    // A mark at the head of a cell is no mark of the row's encoding: only what follows it tells.
    let told = tell(row.as_slice(), hint)?;
    let cells = row
        .iter()
        .map(|cell| {
            told.encoding
                .decode_without_bom_handling(cell)
                .0
                .into_owned()
        })
        .collect();
    Ok((cells, told.note))
}

fn sound(row: &csv::ByteRecord) -> Option<Vec<String>> {
    row.iter()
        .map(|cell| {
            std::str::from_utf8(cell)
                .ok()
                .filter(|cell| !cell.contains('\0'))
        })
        .map(|cell| cell.map(str::to_owned))
        .collect()
}

/// Names of which no two are the same and none is empty.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut given: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (column, name) in names.into_iter().enumerate() {
        let name = match name.trim() {
            "" => unnamed(column),
            name => name.to_owned(),
        };
        let mut free = name.clone();
        let mut number = 2;
        while !seen.insert(free.clone()) {
            free = format!("{name}_{number}");
            number += 1;
        }
        given.push(free);
    }
    given
}

fn unnamed(column: usize) -> String {
    format!("colonne_{}", column + 1)
}

/// A name without what people write differently: case, spaces, `_`, `-`, accents on e.
fn bare(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'é' | 'è' | 'ê' => 'e',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str], options: &Options) -> Result<Columns, String> {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Columns::of(names, options).map_err(|reason| reason.to_string())
    }

    #[test]
    fn columns_are_known_by_name_or_asked_for() {
        let plain = Options::default();
        let asked = Options {
            text_column: Some("Corps de l'article".into()),
            id_column: Some("n°".into()),
            ..Options::default()
        };
        let table = columns(
            &[
                "N°",
                "Titre",
                "Date de publication",
                "Corps de l'article",
                "",
            ],
            &asked,
        )
        .expect("columns");
        let cells = ["7", "Oslo", "2020", "Il pleut.", "x"]
            .map(str::to_owned)
            .to_vec();
        let document = table.document(cells, || "place".into());
        assert_eq!(
            (
                document.id.as_str(),
                document.date.as_deref(),
                document.text.as_str()
            ),
            ("7", Some("2020"), "Oslo\n\nIl pleut.")
        );
        assert_eq!(
            serde_json::to_string(&document.fields).expect("JSON"),
            r#"{"colonne_5":"x"}"#
        );
        let found = columns(&["Texte", "titre", "Texte"], &plain).expect("columns");
        assert_eq!(
            (found.text, found.title, found.names[2].as_str()),
            (0, Some(1), "Texte_2")
        );
        assert_eq!(
            columns(&["a", "b"], &plain),
            Err(
                "aucune colonne « text » ou « texte » ; précisez --text-column parmi : a, b".into()
            )
        );
        assert_eq!(
            columns(&["text"], &asked),
            Err("la colonne « Corps de l'article » manque ; il y a : text".into())
        );
    }
}
