//! Task tables: .xlsx with merged cells, and comma separated values.

use super::{Block, Cell, Source, Table};
use crate::import::ImportError;
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use std::collections::HashMap;
use std::io::Cursor;

/// No task table has more cells; a sheet that says so is damaged or no table.
const MOST_CELLS: usize = 2_000_000;
/// Columns beyond this are not read.
const MOST_COLUMNS: u32 = 256;

/// Every visible sheet of a workbook as a table; merged cells stand in each place they cover.
pub(super) fn workbook(bytes: &[u8]) -> Result<Source, ImportError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut source = Source::default();
    for name in names {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut cells: HashMap<(u32, u32), String> = HashMap::new();
        {
            let mut reader = book.worksheet_cells_reader(&name).map_err(|_| ImportError::Damaged)?;
            while let Some(cell) = reader.next_cell().map_err(|_| ImportError::Damaged)? {
                let (row, column) = cell.get_position();
                let words = words(cell.get_value());
                if column < MOST_COLUMNS && !words.is_empty() {
                    cells.insert((row, column), words);
                }
                if cells.len() > MOST_CELLS {
                    return Err(ImportError::TooLarge);
                }
            }
        }
        // Only rows with something in them; a merged block that hangs below them adds none.
        let mut rows: Vec<u32> = cells.keys().map(|&(row, _)| row).collect();
        rows.sort_unstable();
        rows.dedup();
        let width = cells.keys().map(|&(_, column)| column + 1).max().unwrap_or(0);
        let mut owner: HashMap<(u32, u32), (u32, u32)> = HashMap::new();
        for area in &merged {
            let last_column = area.end.1.min(width.saturating_sub(1));
            let first = rows.partition_point(|&row| row < area.start.0);
            for &row in rows[first..].iter().take_while(|&&row| row <= area.end.0) {
                for column in area.start.1..=last_column {
                    owner.insert((row, column), area.start);
                }
            }
            if owner.len() > MOST_CELLS {
                return Err(ImportError::TooLarge);
            }
        }
        if rows.len().saturating_mul(width as usize) > 4 * MOST_CELLS {
            return Err(ImportError::TooLarge);
        }
        let mut table = Table::default();
        let mut written: HashMap<(u32, u32), Cell> = HashMap::new();
        for &row in &rows {
            let mut line = Vec::with_capacity(width as usize);
            for column in 0..width {
                let at = owner.get(&(row, column)).copied().unwrap_or((row, column));
                let cell = match written.get(&at) {
                    Some(cell) => Cell { span: cell.span.clone(), continues: at.0 < row },
                    None => {
                        let cell = source.cell(cells.get(&at).map_or("", String::as_str));
                        written.insert(at, cell.clone());
                        Cell { continues: at.0 < row, ..cell }
                    }
                };
                line.push(cell);
            }
            source.end_row();
            table.rows.push(line);
        }
        source.blocks.push(Block::Table(table));
    }
    Ok(source)
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

/// Values between commas (or tabs), by RFC 4180; lines of other lengths are taken as they are.
pub(super) fn separated(text: &str, separator: u8) -> Source {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut source = Source::default();
    let mut table = Table::default();
    for record in reader.records().map_while(Result::ok) {
        let row = record.iter().map(|words| source.cell(words)).collect();
        source.end_row();
        table.rows.push(row);
    }
    source.blocks.push(Block::Table(table));
    source
}
