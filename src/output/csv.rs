//! Tables of text: CSV as programs read it, TSV, and the CSV that a French Excel opens by a double click.
//!
//! White space inside a cell is one space, so that a row is a line; cells with a separator or a quotation mark are quoted.

use std::io::{Result, Write};

use crate::output::fold::folded;
use crate::output::table::{Cell, Column};

/// Which kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, UTF-8.
    Csv,
    /// Tabs, UTF-8.
    Tsv,
    /// Semicolons, UTF-8 behind a byte order mark, lines that end in CR LF: without these a French Excel shows one
    /// column of «Ã©». What it would take for a formula, or a code or number that it would shorten, stays text.
    Excel,
}

/// Digits of the longest number that Excel keeps as it is.
const EXCEL_DIGITS: usize = 11;

impl Dialect {
    /// Writes the headings.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write_head(self, columns: &[Column], out: &mut impl Write) -> Result<()> {
        if self == Self::Excel {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut table = self.table(out);
        table.write_record(columns.iter().map(|column| &column.name))?;
        table.flush()
    }

    /// Writes rows.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write_rows(
        self,
        rows: impl Iterator<Item = Vec<Cell>>,
        out: &mut impl Write,
    ) -> Result<()> {
        let mut table = self.table(out);
        for row in rows {
            table.write_record(row.into_iter().map(|cell| self.cell(cell)))?;
        }
        table.flush()
    }

    fn table<W: Write>(self, out: W) -> ::csv::Writer<W> {
        let (delimiter, terminator) = match self {
            Self::Csv => (b',', ::csv::Terminator::Any(b'\n')),
            Self::Tsv => (b'\t', ::csv::Terminator::Any(b'\n')),
            Self::Excel => (b';', ::csv::Terminator::CRLF),
        };
        ::csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(terminator)
            .from_writer(out)
    }

    fn cell(self, cell: Cell) -> String {
        let is_text = matches!(cell, Cell::Text(_) | Cell::List(_));
        let text = folded(&cell.into_text());
        match self {
            Self::Excel if is_text => for_excel(text),
            _ => text,
        }
    }
}

/// Text that Excel leaves as it is.
fn for_excel(text: String) -> String {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.trim_start().chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{text}"),
        // «057» would become 57, and a long id 2,02E+16; as the result of a formula both stay.
        Some('0') if digits && text.len() > 1 => format!("=\"{text}\""),
        _ if digits && text.len() > EXCEL_DIGITS => format!("=\"{text}\""),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::fixture::{categories, statements};
    use crate::output::line::Line;
    use crate::output::table::Shape;

    const SHAPE: Shape<'_> = Shape {
        fields: &[],
        acts: false,
    };

    fn written(dialect: Dialect, rows: Vec<Vec<Cell>>) -> String {
        let mut out = Vec::new();
        dialect
            .write_head(&SHAPE.columns(), &mut out)
            .expect("written");
        dialect
            .write_rows(rows.into_iter(), &mut out)
            .expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    fn rows() -> Vec<Vec<Cell>> {
        let lines = statements().into_iter().map(Line::Statement);
        lines
            .map(|line| SHAPE.row(&line, &line, &categories()))
            .collect()
    }

    #[test]
    fn a_row_is_a_line() {
        insta::assert_snapshot!(written(Dialect::Csv, rows()));
    }

    #[test]
    fn what_french_excel_needs() {
        let text = written(Dialect::Excel, rows());
        assert!(text.starts_with("\u{feff}doc;date;sentence;"));
        assert_eq!(text.matches("\r\n").count(), 4);
        assert_eq!(text.matches('\n').count(), 4);
    }

    #[test]
    fn excel_takes_no_cell_for_a_formula_and_shortens_no_code() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+33", "'+33"),
            ("- Appels au calme -", "'- Appels au calme -"),
            (" @foo", "' @foo"),
            ("057", "=\"057\""),
            ("20201006123456", "=\"20201006123456\""),
            ("112", "112"),
            ("0", "0"),
            ("057|112", "057|112"),
            ("", ""),
            ("Moscou", "Moscou"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                Dialect::Excel.cell(Cell::Text(text.into())),
                expected,
                "{text}"
            );
            assert_eq!(Dialect::Csv.cell(Cell::Text(text.into())), text, "{text}");
        }
        assert_eq!(Dialect::Excel.cell(Cell::Number(7)), "7");
    }

    #[test]
    fn rows_read_back_are_the_cells_on_one_line_each() {
        for (dialect, delimiter) in [
            (Dialect::Csv, b','),
            (Dialect::Tsv, b'\t'),
            (Dialect::Excel, b';'),
        ] {
            let text = written(dialect, rows());
            let text = text.trim_start_matches('\u{feff}');
            let mut reader = ::csv::ReaderBuilder::new()
                .delimiter(delimiter)
                .from_reader(text.as_bytes());
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| {
                    let record = record.expect("a record");
                    record.iter().map(str::to_owned).collect()
                })
                .collect();
            let expected: Vec<Vec<String>> = rows()
                .into_iter()
                .map(|row| {
                    row.into_iter()
                        .map(|cell| folded(&cell.into_text()))
                        .collect()
                })
                .collect();
            assert_eq!(read, expected, "{dialect:?}");
        }
    }
}
