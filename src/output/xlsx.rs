//! XLSX, row by row: what was written lies in a temporary file, never in memory.
//!
//! A sheet holds 1,048,576 rows; behind its last one the next sheet begins, with the headings again. Texts are cells of
//! text, so that no code loses its zeros and nothing is taken for a formula.

use std::io::{Result, Seek as _, Write};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError,
};

use crate::output::fold::folded;
use crate::output::table::{Cell, Column};

/// Rows of a sheet below its headings.
const ROWS: u32 = 1_048_575;

/// UTF-16 units of the longest text that a cell takes.
const LONGEST_CELL: usize = 32_767;

/// Behind a text that was cut there.
const CUT: &str = " […]";

/// A workbook that is being written.
pub struct Book {
    workbook: Workbook,
    columns: Vec<Column>,
    /// Rows that a sheet takes below its headings.
    rows: u32,
    /// Sheets so far.
    sheets: usize,
    /// The row to be written next, on the last sheet.
    next: u32,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("next", &self.next).finish()
    }
}

impl Book {
    /// Begins a workbook with these headings.
    ///
    /// # Errors
    /// Where no temporary file can be made.
    pub fn begin(columns: Vec<Column>) -> Result<Self> {
        Self::with_rows(columns, ROWS)
    }

    fn with_rows(columns: Vec<Column>, rows: u32) -> Result<Self> {
        let mut workbook = Workbook::new();
        // The time of writing would make each run's bytes its own.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(error)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
        let mut book = Self {
            workbook,
            columns,
            rows,
            sheets: 0,
            next: 0,
        };
        book.begin_sheet()?;
        Ok(book)
    }

    /// Takes the next row.
    ///
    /// # Errors
    /// What the temporary file says.
    pub fn write(&mut self, row: Vec<Cell>) -> Result<()> {
        if self.next > self.rows {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        let sheet = self
            .workbook
            .worksheet_from_index(self.sheets - 1)
            .map_err(error)?;
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Missing => continue,
                Cell::Number(number) => sheet.write_number(self.next, column, number as f64),
                Cell::Flag(flag) => sheet.write_boolean(self.next, column, flag),
                Cell::List(list) if list.is_empty() => continue,
                text => sheet.write_string(self.next, column, for_cell(&text.into_text())),
            }
            .map_err(error)?;
        }
        self.next += 1;
        Ok(())
    }

    /// Puts the workbook down.
    ///
    /// # Errors
    /// What the destination or the temporary file says.
    pub fn end(mut self, out: &mut impl Write) -> Result<()> {
        self.end_sheet()?;
        // A workbook is a zip, which is written with leaps; a pipe takes none.
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(&mut file).map_err(error)?;
        file.rewind()?;
        std::io::copy(&mut file, out)?;
        Ok(())
    }

    fn begin_sheet(&mut self) -> Result<()> {
        let heading = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0xE8_ED_F2))
            .set_align(FormatAlign::Top);
        self.sheets += 1;
        let name = match self.sheets {
            1 => "Déclarations".to_owned(),
            number => format!("Déclarations {number}"),
        };
        let sheet = self
            .workbook
            .add_worksheet_with_constant_memory()
            .map_err(error)?;
        sheet.set_name(name).map_err(error)?;
        sheet.set_freeze_panes(1, 0).map_err(error)?;
        for (index, column) in (0u16..).zip(&self.columns) {
            sheet
                .set_column_width(index, f64::from(column.width))
                .map_err(error)?;
        }
        for (index, column) in (0u16..).zip(&self.columns) {
            sheet
                .write_string_with_format(0, index, &column.name, &heading)
                .map_err(error)?;
        }
        self.next = 1;
        Ok(())
    }

    /// Buttons to sort and filter by, over all rows.
    fn end_sheet(&mut self) -> Result<()> {
        let last_row = self.next - 1;
        let last_column = self.columns.len().saturating_sub(1) as u16;
        self.workbook
            .worksheet_from_index(self.sheets - 1)
            .and_then(|sheet| sheet.autofilter(0, 0, last_row, last_column))
            .map_err(error)?;
        Ok(())
    }
}

/// Text on one line, cut where a cell ends.
fn for_cell(text: &str) -> String {
    let text = folded(text);
    if text.len() <= LONGEST_CELL || text.encode_utf16().count() <= LONGEST_CELL {
        return text;
    }
    let mut room = LONGEST_CELL - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(CUT.chars()).collect()
}

fn error(error: XlsxError) -> std::io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => std::io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::*;
    use crate::output::fixture::{categories, statements};
    use crate::output::line::Line;
    use crate::output::table::Shape;

    const SHAPE: Shape<'_> = Shape {
        fields: &[],
        acts: false,
    };

    fn rows() -> Vec<Vec<Cell>> {
        let lines = statements().into_iter().map(Line::Statement);
        lines
            .map(|line| SHAPE.row(&line, &line, &categories()))
            .collect()
    }

    fn bytes(rows_a_sheet: u32) -> Vec<u8> {
        let mut book = Book::with_rows(SHAPE.columns(), rows_a_sheet).expect("a book");
        for row in rows() {
            book.write(row).expect("written");
        }
        let mut out = Vec::new();
        book.end(&mut out).expect("ended");
        out
    }

    fn read(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<Data>>)> {
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a book");
        book.worksheets()
            .into_iter()
            .map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect()))
            .collect()
    }

    #[test]
    fn rows_read_back_are_the_cells() {
        let sheets = read(bytes(ROWS));
        assert_eq!(sheets.len(), 1);
        let (_, read) = &sheets[0];
        assert_eq!(read.len(), 4);
        for (row, cells) in read[1..].iter().zip(rows()) {
            for (value, cell) in row.iter().zip(cells) {
                let expected = match cell {
                    Cell::Missing => Data::Empty,
                    Cell::Number(number) => Data::Float(number as f64),
                    Cell::Flag(flag) => Data::Bool(flag),
                    Cell::List(list) if list.is_empty() => Data::Empty,
                    text => Data::String(folded(&text.into_text())),
                };
                assert_eq!(*value, expected);
            }
        }
    }

    #[test]
    fn a_full_sheet_is_followed_by_another_with_the_headings() {
        let sheets = read(bytes(2));
        let shown: Vec<_> = sheets
            .iter()
            .map(|(name, rows)| (name.as_str(), rows.len(), rows[0][0].to_string()))
            .collect();
        let expected = [
            ("Déclarations", 3, "doc".to_owned()),
            ("Déclarations 2", 2, "doc".to_owned()),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_same_rows_are_the_same_bytes() {
        assert!(bytes(ROWS) == bytes(ROWS));
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let long = for_cell(&"🎉".repeat(20_000));
        assert!(long.encode_utf16().count() <= LONGEST_CELL && long.ends_with(CUT));
        assert_eq!(
            for_cell(&"é".repeat(LONGEST_CELL)).chars().count(),
            LONGEST_CELL
        );
    }
}
