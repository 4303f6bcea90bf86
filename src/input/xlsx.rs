//! A workbook: the first row of a sheet names its columns, each row below is an article.
//!
//! The library's reader of cells borrows the workbook, so it runs on a thread of its own and hands rows over as they are
//! asked for. What it would take into memory without measure is measured before.

use std::io::{BufRead as _, BufReader};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::input::archive::Shared;
use crate::input::compression::Compression;
use crate::input::cut::{Content, Cut};
use crate::input::error::Reason;
use crate::input::limits::Limits;
use crate::input::options::Options;
use crate::input::table::Columns;

/// Rows that wait to be asked for.
const WAITING: usize = 64;

/// Columns of the widest sheet.
const WIDEST: u32 = 16_384;

/// The rows of a workbook.
pub(crate) struct Sheets {
    rows: Receiver<Row>,
    thread: Option<JoinHandle<()>>,
    /// The sheet that the row given last stands in, where the workbook has several.
    pub(crate) sheet: Option<Arc<str>>,
    /// Sheets that have no column of text.
    pub(crate) skipped: Vec<String>,
}

/// What the thread hands over.
enum Row {
    Sheet(Option<Arc<str>>),
    Skipped(String),
    Article(Cut),
}

impl Sheets {
    /// Reads a workbook.
    pub(crate) fn new(file: Shared, options: &Options) -> Self {
        let (send, rows) = sync_channel(WAITING);
        let options = options.clone();
        let thread = std::thread::spawn(move || {
            if let Err(Stop::Failed(reason)) = read(file, &options, &send) {
                // Where nobody listens any more nothing is to be said.
                let _ = send.send(Row::Article(failed(None, reason)));
            }
        });
        Self {
            rows,
            thread: Some(thread),
            sheet: None,
            skipped: Vec::new(),
        }
    }

    /// The next row.
    pub(crate) fn next(&mut self) -> Option<Cut> {
        loop {
            match self.rows.recv() {
                Ok(Row::Sheet(name)) => self.sheet = name,
                Ok(Row::Skipped(name)) => self.skipped.push(name),
                Ok(Row::Article(cut)) => return Some(cut),
                Err(_) => {
                    let panicked = self.thread.take()?.join().is_err();
                    let reason = Reason::Workbook("le lecteur a échoué".into());
                    return panicked.then(|| failed(None, reason));
                }
            }
        }
    }
}

fn failed(line: Option<usize>, reason: Reason) -> Cut {
    Cut {
        line,
        content: Err(reason),
    }
}

/// Why the thread ends early.
enum Stop {
    Failed(Reason),
    /// Nobody asks for more.
    Unheard,
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Self::Failed(reason)
    }
}

impl From<XlsxError> for Stop {
    fn from(error: XlsxError) -> Self {
        Self::Failed(said(error))
    }
}

fn said(error: XlsxError) -> Reason {
    match error {
        XlsxError::Io(error) => error.into(),
        XlsxError::NotAWorksheet(_) => Reason::NotASheet,
        XlsxError::Password => Reason::Workbook("il est protégé par un mot de passe".into()),
        XlsxError::FileNotFound(part) => Reason::Workbook(format!("il y manque « {part} »")),
        XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) => {
            Reason::Workbook("XML mal formé".into())
        }
        XlsxError::Zip(_) => Reason::Damaged(Compression::Zip),
        other => Reason::Workbook(other.to_string()),
    }
}

/// Hands over the rows of all sheets that have a column of text.
fn read(file: Shared, options: &Options, send: &SyncSender<Row>) -> Result<(), Stop> {
    measure(file.clone(), &options.limits)?;
    let mut workbook = Xlsx::new(BufReader::new(file))?;
    let names = workbook.sheet_names();
    let several = names.len() > 1;
    let mut without: Option<Reason> = None;
    let mut skipped = Vec::new();
    let mut with = 0;
    for name in names {
        let sheet: Option<Arc<str>> = several.then(|| name.as_str().into());
        send.send(Row::Sheet(sheet)).map_err(|_| Stop::Unheard)?;
        match sheet_rows(&mut workbook, &name, options, send) {
            Ok(()) => with += 1,
            Err(Stop::Failed(
                reason @ (Reason::NoTextColumn(_) | Reason::MissingColumn { .. }),
            )) => {
                skipped.push(name);
                without.get_or_insert(reason);
            }
            // A chart is no sheet of cells.
            Err(Stop::Failed(Reason::NotASheet)) => skipped.push(name),
            Err(stop) => return Err(stop),
        }
    }
    send.send(Row::Sheet(None)).map_err(|_| Stop::Unheard)?;
    match without {
        Some(reason) if with == 0 => Err(reason.into()),
        _ => skipped
            .into_iter()
            .try_for_each(|name| send.send(Row::Skipped(name)).map_err(|_| Stop::Unheard)),
    }
}

fn sheet_rows(
    workbook: &mut Xlsx<BufReader<Shared>>,
    name: &str,
    options: &Options,
    send: &SyncSender<Row>,
) -> Result<(), Stop> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let mut columns: Option<Arc<Columns>> = None;
    let mut give = |number: u32, cells: Vec<String>| -> Result<(), Stop> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        match &columns {
            None => columns = Some(Arc::new(Columns::of(cells, options)?)),
            Some(columns) => {
                let content = Content::Row(csv::ByteRecord::from(cells), columns.clone());
                let cut = Cut {
                    line: Some(number as usize + 1),
                    content: Ok(content),
                };
                send.send(Row::Article(cut)).map_err(|_| Stop::Unheard)?;
            }
        }
        Ok(())
    };
    let mut row = 0;
    let mut cells: Vec<String> = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let (number, column) = cell.get_position();
        if number != row {
            give(row, std::mem::take(&mut cells))?;
            row = number;
        }
        if column >= WIDEST {
            return Err(Reason::Workbook(format!("une colonne après la {WIDEST}e")).into());
        }
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = written(cell.get_value());
    }
    give(row, cells)
}

/// A cell as a person would write it.
fn written(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "VRAI".into(),
        DataRef::Bool(false) => "FAUX".into(),
        DataRef::DateTime(moment) => moment_written(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

fn moment_written(moment: &ExcelDateTime) -> String {
    // The library counts days in 64 bits of a float: what is no day of a calendar is written as the number it is.
    if moment.is_duration() || !(0.0..2_958_466.0).contains(&moment.as_f64()) {
        return moment.as_f64().to_string();
    }
    match moment.to_ymd_hms_milli() {
        (year, month, day, 0, 0, 0, _) => format!("{year:04}-{month:02}-{day:02}"),
        (year, month, day, hour, minute, second, _) => {
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
        }
    }
}

/// Reads through the parts of a workbook before the library does, which keeps shared texts and the cell it reads in
/// memory: they must not swell, and what they announce must be there.
fn measure(file: Shared, limits: &Limits) -> Result<(), Reason> {
    let length = crate::input::archive::length(&file);
    let mut zip =
        ZipArchive::new(BufReader::new(file)).map_err(|_| Reason::Damaged(Compression::Zip))?;
    if zip.len() > limits.entries {
        return Err(Reason::Entries(limits.entries));
    }
    let mut gained = 0;
    for index in 0..zip.len() {
        let entry = zip
            .by_index(index)
            .map_err(|_| Reason::Damaged(Compression::Zip))?;
        let name = entry
            .name()
            .map(std::borrow::Cow::into_owned)
            .unwrap_or_default();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let is_streamed = name.contains("worksheets/");
        let mut part = BufReader::with_capacity(64 * 1024, entry);
        let mut of_part = 0;
        let mut run = 0;
        let mut head = Vec::new();
        loop {
            let bytes = part
                .fill_buf()
                .map_err(|_| Reason::Damaged(Compression::Zip))?;
            if bytes.is_empty() {
                break;
            }
            if head.len() < 1024 {
                head.extend_from_slice(&bytes[..bytes.len().min(1024)]);
            }
            run = longest_run(bytes, run, limits.line)?;
            let read = bytes.len();
            part.consume(read);
            of_part += read as u64;
            gained += read as u64;
            if !is_streamed && of_part > limits.spooled / 4 {
                return Err(Reason::TooLarge(Compression::Zip, limits.spooled / 4));
            }
            if gained > limits.ratio_from && gained / limits.ratio > length {
                return Err(Reason::Swells(Compression::Zip, limits.ratio));
            }
        }
        if announced(&head).is_some_and(|count| count > of_part) {
            return Err(Reason::Workbook(
                "il annonce plus de textes qu'il n'en contient".into(),
            ));
        }
    }
    Ok(())
}

/// Bytes without a mark at the end of what was read; more than the limit of them is an error.
fn longest_run(bytes: &[u8], mut run: usize, limit: usize) -> Result<usize, Reason> {
    let mut from = 0;
    for at in memchr::memchr_iter(b'<', bytes) {
        if run + at - from > limit {
            return Err(Reason::LineTooLong(limit));
        }
        (run, from) = (0, at);
    }
    run += bytes.len() - from;
    if run > limit {
        return Err(Reason::LineTooLong(limit));
    }
    Ok(run)
}

/// How many texts the head of a part announces.
fn announced(head: &[u8]) -> Option<u64> {
    let at = memchr::memmem::find(head, b"uniqueCount")?;
    let digits = head[at + 11..]
        .iter()
        .skip_while(|byte| !byte.is_ascii_digit())
        .take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0u64, |count, digit| {
        count
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    }))
}
