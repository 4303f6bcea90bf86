//! The writer of formats that make a folder: some files an article, and some for all of them.

use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, BufWriter, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};

use crate::output::brat;
use crate::output::csv::Dialect;
use crate::output::format::Format;
use crate::output::table::{Cell, Column, Kind};
use crate::output::view::View;

/// Bytes of the longest file name that is made of a document's id.
const LONGEST_NAME: usize = 120;

/// The variables of all articles until their names are known, one JSON array a line.
const UNSORTED: &str = ".variables.jsonl";

/// What an article becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The document's id.
    pub(super) doc: String,
    /// Extension and bytes of each file.
    pub(super) files: Vec<(&'static str, Vec<u8>)>,
    /// Its variables, where the format has a table of them.
    pub(super) variables: Option<Vec<(String, String)>>,
}

/// Writes a folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Variables of the articles so far, in [`UNSORTED`]; none where the format has no table of them.
    variables: Option<BufWriter<File>>,
    /// Their names, in the order in which they came.
    names: Vec<String>,
}

impl Folder {
    /// Begins in a folder that is there and empty.
    ///
    /// # Errors
    /// What the file system says.
    pub fn begin(view: &View<'_>, path: &Path) -> Result<Self> {
        let mut variables = None;
        match view.format {
            Format::Brat => {
                let annotation = brat::annotation_conf(view.categories);
                std::fs::write(path.join("annotation.conf"), annotation)?;
                std::fs::write(path.join("visual.conf"), brat::visual_conf(view.categories))?;
            }
            _ => variables = Some(BufWriter::new(File::create_new(path.join(UNSORTED))?)),
        }
        Ok(Self {
            path: path.to_owned(),
            variables,
            names: Vec::new(),
        })
    }

    /// Writes the files of an article under a name that none has yet.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&mut self, article: &Files) -> Result<()> {
        let Some((first, _)) = article.files.first() else {
            return Ok(());
        };
        let (name, mut first_file) = self.create(&file_name(&article.doc), first)?;
        for (index, (extension, bytes)) in article.files.iter().enumerate() {
            match index {
                0 => first_file.write_all(bytes)?,
                _ => std::fs::write(self.path.join(format!("{name}.{extension}")), bytes)?,
            }
        }
        if let (Some(out), Some(variables)) = (&mut self.variables, &article.variables) {
            serde_json::to_writer(&mut *out, &(&name, variables))?;
            out.write_all(b"\n")?;
            for (name, _) in variables {
                if !self.names.contains(name) {
                    self.names.push(name.clone());
                }
            }
        }
        Ok(())
    }

    /// Creates `name.extension`, or `name-2.extension`, …: two documents may have one id, or differ in what no file
    /// name can say. The files themselves tell what is taken, so that nothing is kept in memory.
    fn create(&self, name: &str, extension: &str) -> Result<(String, File)> {
        let mut free = name.to_owned();
        for number in 2.. {
            let path = self.path.join(format!("{free}.{extension}"));
            match OpenOptions::new().write(true).create_new(true).open(path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                    free = format!("{name}-{number}");
                }
                file => return Ok((free, file?)),
            }
        }
        unreachable!("a number is free before all are taken")
    }

    /// Writes what stands for all articles.
    ///
    /// # Errors
    /// What the file system says.
    pub fn end(self) -> Result<()> {
        let Some(mut variables) = self.variables else {
            return Ok(());
        };
        variables.flush()?;
        let unsorted = self.path.join(UNSORTED);
        let mut out = BufWriter::new(File::create_new(self.path.join("metadata.csv"))?);
        let names = std::iter::once("id").chain(self.names.iter().map(String::as_str));
        let columns: Vec<Column> = names.map(column).collect();
        Dialect::Csv.write_head(&columns, &mut out)?;
        for line in BufReader::new(File::open(&unsorted)?).lines() {
            let (id, values): (String, Vec<(String, String)>) = serde_json::from_str(&line?)?;
            let cells = self.names.iter().map(|name| {
                let value = values.iter().find(|(other, _)| other == name);
                value.map_or(Cell::Missing, |(_, value)| Cell::Text(value.clone()))
            });
            let row = std::iter::once(Cell::Text(id)).chain(cells).collect();
            Dialect::Csv.write_rows(std::iter::once(row), &mut out)?;
        }
        out.flush()?;
        std::fs::remove_file(unsorted)
    }
}

fn column(name: &str) -> Column {
    Column {
        name: name.to_owned(),
        kind: Kind::Text,
        width: 0,
    }
}

/// A file name without extension: letters, digits, `-`, `_` and inner dots of the id, all else `_`.
fn file_name(id: &str) -> String {
    let stem = id.strip_suffix(".txt").unwrap_or(id);
    let mut name = String::new();
    for c in stem.chars() {
        let kept = c.is_alphanumeric() || matches!(c, '-' | '.');
        let c = if kept { c } else { '_' };
        if name.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches('.');
    match name.is_empty() {
        true => "article".to_owned(),
        false => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::categories;

    #[test]
    fn names_of_files() {
        let cases = [
            ("a.txt", "a"),
            ("2020/a b.txt", "2020_a_b"),
            ("x.jsonl:12", "x.jsonl_12"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("Élysée", "Élysée"),
            ("", "article"),
            ("..", "article"),
        ];
        for (id, expected) in cases {
            assert_eq!(file_name(id), expected, "{id}");
        }
        assert!(file_name(&"é".repeat(500)).len() <= LONGEST_NAME);
    }

    #[test]
    fn two_documents_with_one_name_are_two_files_and_two_rows() {
        let dir = tempfile::tempdir().expect("a folder");
        let categories = categories();
        let view = View::plain(Format::Txm, &categories);
        let mut folder = Folder::begin(&view, dir.path()).expect("begun");
        for (source, value) in [("source", "AFP"), ("page", "=3")] {
            let article = Files {
                doc: "a.txt".into(),
                files: vec![("xml", b"<text/>".to_vec())],
                variables: Some(vec![(source.into(), value.into())]),
            };
            folder.write(&article).expect("written");
        }
        folder.end().expect("ended");
        let table = std::fs::read_to_string(dir.path().join("metadata.csv")).expect("a table");
        assert_eq!(table, "id,source,page\na,AFP,\na-2,,=3\n");
        assert_eq!(std::fs::read_dir(dir.path()).expect("a folder").count(), 3);
    }
}
