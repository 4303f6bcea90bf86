//! Parquet: columns with their types, lists as lists, for pandas, R (arrow), DuckDB.
//!
//! Rows are gathered to a row group and written out; text is as the article writes it, so that offsets fit.

use std::io::{Result, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use ::parquet::schema::types::{Type, TypePtr};

use crate::output::table::{Cell, Column, Kind};

/// Rows of a row group.
const GROUP_ROWS: usize = 50_000;

/// Bytes of text of a row group, about.
const GROUP_BYTES: usize = 32_000_000;

/// A file that is being written.
pub struct Table<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<Column>,
    /// The rows of the open row group.
    rows: Vec<Vec<Cell>>,
    /// About how many bytes they hold.
    bytes: usize,
}

impl<W: Write + Send> std::fmt::Debug for Table<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("bytes", &self.bytes).finish()
    }
}

impl<W: Write + Send> Table<W> {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// What the destination says.
    pub fn begin(columns: Vec<Column>, out: W) -> Result<Self> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("demarche ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let schema = schema(&columns).map_err(error)?;
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(error)?;
        Ok(Self {
            writer,
            columns,
            rows: Vec::new(),
            bytes: 0,
        })
    }

    /// Takes the next row.
    ///
    /// # Errors
    /// What the destination says.
    pub fn write(&mut self, row: Vec<Cell>) -> Result<()> {
        self.bytes += row.iter().map(weight).sum::<usize>();
        self.rows.push(row);
        if self.rows.len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.write_group()?;
        }
        Ok(())
    }

    /// Writes what is left and the foot of the file; gives the destination back.
    ///
    /// # Errors
    /// What the destination says.
    pub fn end(mut self) -> Result<W> {
        self.write_group()?;
        self.writer.into_inner().map_err(error)
    }

    fn write_group(&mut self) -> Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut group = self.writer.next_row_group().map_err(error)?;
        for (index, column) in self.columns.iter().enumerate() {
            let cells = rows
                .iter_mut()
                .map(|row| std::mem::replace(&mut row[index], Cell::Missing));
            if let Some(mut out) = group.next_column().map_err(error)? {
                write_column(column.kind, cells, &mut out).map_err(error)?;
                out.close().map_err(error)?;
            }
        }
        group.close().map_err(error)?;
        Ok(())
    }
}

fn weight(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.len(),
        Cell::List(list) => list.iter().map(String::len).sum(),
        _ => 8,
    }
}

fn schema(columns: &[Column]) -> ::parquet::errors::Result<TypePtr> {
    let fields = columns
        .iter()
        .map(|column| field(column).map(Arc::new))
        .collect::<::parquet::errors::Result<Vec<_>>>()?;
    let schema = Type::group_type_builder("statement")
        .with_fields(fields)
        .build()?;
    Ok(Arc::new(schema))
}

fn field(column: &Column) -> ::parquet::errors::Result<Type> {
    let name = &column.name;
    match column.kind {
        Kind::Text => text(name, Repetition::OPTIONAL),
        Kind::Number => Type::primitive_type_builder(name, Physical::INT64)
            .with_repetition(Repetition::REQUIRED)
            .build(),
        Kind::Flag => Type::primitive_type_builder(name, Physical::BOOLEAN)
            .with_repetition(Repetition::OPTIONAL)
            .build(),
        Kind::List => {
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![Arc::new(text("element", Repetition::REQUIRED)?)])
                .build()?;
            Type::group_type_builder(name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_converted_type(ConvertedType::LIST)
                .with_fields(vec![Arc::new(list)])
                .build()
        }
    }
}

fn text(name: &str, repetition: Repetition) -> ::parquet::errors::Result<Type> {
    Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(repetition)
        .with_logical_type(Some(LogicalType::String))
        .with_converted_type(ConvertedType::UTF8)
        .build()
}

/// Writes the cells of one column. A definition level of 0 is a cell without value, or an empty list; a repetition level
/// of 1 goes on with the list of the cell before.
fn write_column(
    kind: Kind,
    cells: impl Iterator<Item = Cell>,
    out: &mut SerializedColumnWriter<'_>,
) -> ::parquet::errors::Result<()> {
    let (mut texts, mut numbers, mut flags) = (Vec::new(), Vec::new(), Vec::new());
    let (mut defined, mut repeated) = (Vec::new(), Vec::new());
    for cell in cells {
        defined.push(i16::from(cell != Cell::Missing));
        match cell {
            Cell::Missing => repeated.push(0),
            Cell::Number(number) => numbers.push(number as i64),
            Cell::Flag(flag) => flags.push(flag),
            Cell::Text(text) => texts.push(ByteArray::from(text.into_bytes())),
            Cell::List(list) => {
                defined.pop();
                let values = list.len().max(1);
                defined.extend(std::iter::repeat_n(i16::from(!list.is_empty()), values));
                repeated.extend((0..values).map(|index| i16::from(index > 0)));
                texts.extend(
                    list.into_iter()
                        .map(|text| ByteArray::from(text.into_bytes())),
                );
            }
        }
    }
    match kind {
        Kind::Text => out
            .typed::<ByteArrayType>()
            .write_batch(&texts, Some(&defined), None),
        Kind::Number => out.typed::<Int64Type>().write_batch(&numbers, None, None),
        Kind::Flag => out
            .typed::<BoolType>()
            .write_batch(&flags, Some(&defined), None),
        Kind::List => {
            let out = out.typed::<ByteArrayType>();
            out.write_batch(&texts, Some(&defined), Some(&repeated))
        }
    }?;
    Ok(())
}

fn error(error: ParquetError) -> std::io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(error) => *error,
            Err(other) => std::io::Error::other(other),
        },
        other => std::io::Error::other(other),
    }
}

#[cfg(test)]
mod tests {
    use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
    use ::parquet::record::Field;

    use super::*;
    use crate::output::fixture::{categories, statements};
    use crate::output::line::Line;
    use crate::output::table::Shape;

    const SHAPE: Shape<'_> = Shape {
        fields: &[],
        acts: true,
    };

    fn rows() -> Vec<Vec<Cell>> {
        let lines = statements().into_iter().map(Line::Statement);
        lines
            .map(|line| SHAPE.row(&line, &line, &categories()))
            .collect()
    }

    fn cell(field: &Field) -> Cell {
        match field {
            Field::Null => Cell::Missing,
            Field::Str(text) => Cell::Text(text.clone()),
            Field::Long(number) => Cell::Number(*number as usize),
            Field::Bool(flag) => Cell::Flag(*flag),
            Field::ListInternal(list) => Cell::List(
                list.elements()
                    .iter()
                    .map(|element| match element {
                        Field::Str(text) => text.clone(),
                        other => panic!("a list of {other:?}"),
                    })
                    .collect(),
            ),
            other => panic!("unexpected {other:?}"),
        }
    }

    #[test]
    fn rows_read_back_are_the_cells() {
        let mut table = Table::begin(SHAPE.columns(), Vec::new()).expect("begun");
        // Lists of none, one and three values.
        let mut long = rows();
        long[1][5] = Cell::List(vec!["RUS".into(), "CHN".into(), "IND".into()]);
        for row in long.clone() {
            table.write(row).expect("written");
        }
        let file = table.end().expect("ended");
        let reader = SerializedFileReader::new(bytes::Bytes::from(file)).expect("a file");
        let read: Vec<Vec<Cell>> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| {
                let row = row.expect("a row");
                row.get_column_iter()
                    .map(|(_, field)| cell(field))
                    .collect()
            })
            .collect();
        assert_eq!(read, long);
    }

    #[test]
    fn a_file_without_rows_is_a_file() {
        let table = Table::begin(SHAPE.columns(), Vec::new()).expect("begun");
        let file = table.end().expect("ended");
        let reader = SerializedFileReader::new(bytes::Bytes::from(file)).expect("a file");
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    }
}
