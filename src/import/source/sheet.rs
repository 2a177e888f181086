//! Task tables: .xlsx, .xls and .ods with their merged cells, and comma separated values.

use super::hidden::{self, BySheet, Hidden};
use super::quiet;
use super::zipped::Archive;
use super::{Block, Cell, Remark, Source, Table};
use crate::import::ImportError;
use crate::limits::Limit;
use crate::neutral::is_guarded;
use calamine::{Data, DataRef, Dimensions, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Cursor;

/// Bytes within which a part of strings says how many it has.
const STRINGS_HEAD: u64 = 64 << 10;

/// Words by row and column.
#[derive(Default)]
struct Cells {
    words: HashMap<(u32, u32), String>,
    /// Bytes of all words.
    length: usize,
}

/// Every visible sheet of a workbook as a table; merged cells stand in each place they cover.
pub(super) fn workbook(bytes: &[u8], hidden: &BySheet) -> Result<Source, ImportError> {
    quiet::read(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        let mut source = Source::default();
        let sheets = sheets(book.sheets_metadata(), &mut source)?;
        for name in &sheets {
            let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
            let mut cells = Cells::default();
            {
                let mut reader = book.worksheet_cells_reader(name).map_err(|_| ImportError::Damaged)?;
                while let Some(cell) = reader.next_cell().map_err(|_| ImportError::Damaged)? {
                    cells.keep(cell.get_position(), &words(cell.get_value()))?;
                }
            }
            add_table(&mut source, &cells, &merged, (name, hidden.get(name)))?;
        }
        Ok(source)
    })
}

/// Whether a workbook claims no more shared strings than any has: what reads them takes the file's word for how many
/// there are.
///
/// # Errors
/// [`ImportError::TooLarge`] if it does.
pub(super) fn strings_are_bearable(archive: &mut Archive<'_>) -> Result<(), ImportError> {
    let names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    // Readers find the part whatever its case.
    for name in names.iter().filter(|name| name.to_lowercase().ends_with("sharedstrings.xml")) {
        let head = super::zipped::beginning(archive, name, STRINGS_HEAD)?;
        let counts = memchr::memmem::find_iter(&head, b"ount").filter_map(|at| {
            let rest = head[at + 4..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
            let digits = rest.get(1..)?.iter().take_while(|byte| byte.is_ascii_digit());
            Some(digits.fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0'))))
        });
        if counts.max().is_some_and(|count| count > Limit::Strings.value()) {
            return Err(ImportError::TooLarge(Limit::Strings));
        }
    }
    Ok(())
}

/// The same of a workbook of old (.xls). `None`: the bytes are another document of that time.
pub(super) fn old_workbook(bytes: &[u8]) -> Option<Result<Source, ImportError>> {
    // What reads it takes lengths from the file and may break off on one that is damaged.
    let read = || {
        match super::extent::is_bearable(bytes) {
            // Perhaps another document of that time.
            Err(ImportError::Damaged) => return Ok(None),
            bearable => bearable?,
        }
        let Ok(mut book) = Xls::new(Cursor::new(bytes)) else { return Ok(None) };
        let names: Vec<String> = book.sheets_metadata().iter().map(|sheet| sheet.name.clone()).collect();
        let hidden = hidden::of_old_workbook(bytes, &names);
        let merged = |book: &Xls<_>, name: &str| book.merge_cells_by_sheet_name(name).unwrap_or_default();
        of_ranges(&mut book, merged, &hidden).map(Some)
    };
    quiet::read(read).transpose()
}

/// The same of a workbook of LibreOffice (.ods), which does not say what is merged.
pub(super) fn open_workbook(bytes: &[u8], hidden: &BySheet) -> Result<Source, ImportError> {
    quiet::read(|| {
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        of_ranges(&mut book, |_, _| Vec::new(), hidden)
    })
}

fn of_ranges<'b, B: Reader<Cursor<&'b [u8]>>>(
    book: &mut B,
    merged: impl Fn(&B, &str) -> Vec<Dimensions>,
    hidden: &BySheet,
) -> Result<Source, ImportError> {
    let mut source = Source::default();
    for name in sheets(book.sheets_metadata(), &mut source)? {
        let range = book.worksheet_range(&name).map_err(|_| ImportError::Damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::default();
        for (row, column, value) in range.used_cells() {
            let at =
                |place: usize, first: u32| u32::try_from(place).map_or(u32::MAX, |place| place.saturating_add(first));
            cells.keep((at(row, top), at(column, left)), &words(&as_read(value)))?;
        }
        let merged = merged(book, &name);
        add_table(&mut source, &cells, &merged, (&name, hidden.get(&name)))?;
    }
    Ok(source)
}

/// The visible sheets; of hidden ones it is remarked that they are left out.
fn sheets(sheets: &[Sheet], source: &mut Source) -> Result<Vec<String>, ImportError> {
    if sheets.len() > Limit::Sheets.count() {
        return Err(ImportError::TooLarge(Limit::Sheets));
    }
    let (seen, unseen): (Vec<&Sheet>, Vec<&Sheet>) = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .partition(|sheet| sheet.visible == SheetVisible::Visible);
    // What only programs see holds their data, and no person hid it.
    let by_people = unseen.into_iter().filter(|sheet| sheet.visible == SheetVisible::Hidden);
    source.remarks.extend(by_people.map(|sheet| (Remark::HiddenSheet(sheet.name.clone()), 0..0)));
    Ok(seen.into_iter().map(|sheet| sheet.name.clone()).collect())
}

impl Cells {
    /// Keeps what a cell holds, if it holds anything.
    fn keep(&mut self, (row, column): (u32, u32), words: &str) -> Result<(), ImportError> {
        if words.is_empty() {
            return Ok(());
        }
        self.length += words.len();
        let counts = [(column as usize, Limit::Columns), (self.words.len(), Limit::Cells), (self.length, Limit::Text)];
        if let Some((_, limit)) = counts.into_iter().find(|(count, limit)| *count >= limit.count()) {
            return Err(ImportError::TooLarge(limit));
        }
        self.words.insert((row, column), words.to_owned());
        Ok(())
    }
}

/// Adds a sheet as a table.
fn add_table(
    source: &mut Source,
    cells: &Cells,
    merged: &[Dimensions],
    (name, hidden): (&str, Option<&Hidden>),
) -> Result<(), ImportError> {
    // Only rows with something in them; a merged block that hangs below them adds none.
    let mut rows: Vec<u32> = cells.words.keys().map(|&(row, _)| row).collect();
    rows.sort_unstable();
    rows.dedup();
    let width = cells.words.keys().map(|&(_, column)| column + 1).max().unwrap_or(0);
    if rows.len().saturating_mul(width as usize) > Limit::Cells.count() {
        return Err(ImportError::TooLarge(Limit::Cells));
    }
    let mut owner: HashMap<(u32, u32), (u32, u32)> = HashMap::new();
    // Counted before they are covered: areas may lie on each other.
    let mut covered = 0_usize;
    for area in merged {
        let last_column = area.end.1.min(width.saturating_sub(1));
        let first = rows.partition_point(|&row| row < area.start.0);
        let down = rows.partition_point(|&row| row <= area.end.0).saturating_sub(first);
        let across = (last_column + 1).saturating_sub(area.start.1) as usize;
        covered = covered.saturating_add(down.saturating_mul(across).max(1));
        if covered > Limit::Cells.count() {
            return Err(ImportError::TooLarge(Limit::Cells));
        }
        for &row in rows[first..].iter().take_while(|&&row| row <= area.end.0) {
            for column in area.start.1..=last_column {
                owner.insert((row, column), area.start);
            }
        }
    }
    let mut table = Table { name: Some(name.trim().to_owned()), ..Table::default() };
    let mut written: HashMap<(u32, u32), Cell> = HashMap::new();
    for &row in &rows {
        let mut line = Vec::with_capacity(width as usize);
        for column in 0..width {
            let at = owner.get(&(row, column)).copied().unwrap_or((row, column));
            let cell = match written.get(&at) {
                Some(cell) => Cell { span: cell.span.clone(), continues: at.0 < row },
                None => {
                    let cell = source.cell(cells.words.get(&at).map_or("", String::as_str));
                    written.insert(at, cell.clone());
                    Cell { continues: at.0 < row, ..cell }
                }
            };
            line.push(cell);
        }
        source.row(&mut table, line);
    }
    if let Some(hidden) = hidden {
        remark(source, cells, &table, &rows, hidden);
    }
    source.blocks.push(Block::Table(table));
    Ok(())
}

/// Remarks which rows and columns with words in them are hidden.
fn remark(source: &mut Source, cells: &Cells, table: &Table, rows: &[u32], hidden: &Hidden) {
    let mut columns: Vec<u32> = cells.words.keys().map(|&(_, column)| column).collect();
    columns.sort_unstable();
    columns.dedup();
    // The first words that stand there.
    let filled = |cell: &&Cell| !source.text[cell.span.clone()].trim().is_empty();
    let (count, first) = Hidden::among(&hidden.rows, rows);
    let row = first.and_then(|first| table.rows.get(rows.binary_search(&first).ok()?));
    let row = row.and_then(|row| row.iter().find(filled)).map(|cell| cell.span.clone());
    let (across, first) = Hidden::among(&hidden.columns, &columns);
    let column = first.and_then(|first| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(first as usize));
        cells.find(filled).map(|cell| cell.span.clone())
    });
    if count > 0 {
        source.remarks.push((Remark::HiddenRows(count), row.unwrap_or_default()));
    }
    if across > 0 {
        source.remarks.push((Remark::HiddenColumns(across), column.unwrap_or_default()));
    }
}

/// A value as the reader of .xlsx gives it.
fn as_read(value: &Data) -> DataRef<'static> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::String(words) => DataRef::String(words.clone()),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(value) => DataRef::DateTime(*value),
        Data::DateTimeIso(words) => DataRef::DateTimeIso(words.clone()),
        Data::DurationIso(words) => DataRef::DurationIso(words.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(words) => words.trim().to_owned(),
        DataRef::SharedString(words) => words.trim().to_owned(),
        DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::Int(value) => value.to_string(),
        DataRef::Float(value) => value.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => {
            let (year, month, day, ..) = value.to_ymd_hms_milli();
            format!("{year}年{month}月{day}日")
        }
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// What stands between the values: of comma, semicolon (where the comma is in numbers) and tab, the one of which the
/// first lines have most, quoted ones left out.
fn separator(text: &str) -> u8 {
    const LINES: usize = 20;
    let mut quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let end = text.match_indices('\n').nth(LINES).map_or(text.len(), |(at, _)| at);
    for byte in text[..end].bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(known, _)| *known == byte && !quoted) {
            *count += 1;
        }
    }
    // The first of those that are equal.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// A cell without the `'` that keeps a spreadsheet from running or changing it, as tables have it that are made for one.
fn unguarded(cell: &str) -> &str {
    let figures =
        |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte));
    cell.strip_prefix('\'').filter(|rest| is_guarded(rest) || figures(rest)).unwrap_or(cell)
}

/// Whether a text without a name is a table between separators: rows of as many cells under a row of short heads, or
/// cells between tabs of which one has several lines in quotes.
pub(super) fn is_separated(text: &str) -> bool {
    const ROWS: usize = 20;
    const LONGEST_HEAD: usize = 24;
    let separator = separator(text);
    // Lines between tabs are read line by line, if no cell has several.
    if separator == b'\t' && !text.contains("\t\"") && !text.contains("\n\"") && !text.starts_with('"') {
        return false;
    }
    let records: Vec<csv::StringRecord> = rows(text, separator).map_while(Result::ok).take(ROWS).collect();
    let Some(head) = records.first().filter(|head| head.len() > 2 && records.len() > 2) else { return false };
    let is_head = |cell: &str| {
        let length = cell.trim().chars().count();
        (1..=LONGEST_HEAD).contains(&length) && !cell.contains(['\u{3002}', '\u{FF1B}'])
    };
    let even = records.iter().all(|record| record.len() == head.len());
    let several = || records.iter().flatten().any(|cell| cell.contains('\n'));
    even && head.iter().filter(|cell| is_head(cell)).count() + 1 >= head.len() && (separator != b'\t' || several())
}

fn rows(text: &str, separator: u8) -> csv::StringRecordsIntoIter<&[u8]> {
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes()).into_records()
}

/// Values between commas, semicolons or tabs, by RFC 4180; lines of other lengths are taken as they are.
pub(super) fn separated(text: &str) -> Source {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let separator = separator(text);
    let mut source = Source::default();
    let mut table = Table::default();
    for record in rows(text, separator).map_while(Result::ok) {
        let row = record.iter().map(|words| source.cell(unguarded(words))).collect();
        source.row(&mut table, row);
    }
    source.blocks.push(Block::Table(table));
    source
}
