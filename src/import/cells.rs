//! Cells of workbooks as they stand, for what is no document: forms that come back.

use super::ImportError;
use super::source::WorkbookKind;
use crate::limits::Limit;
use calamine::{Data, Ods, Reader, Xls, Xlsx};
use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

/// One sheet.
#[derive(Clone, Debug, Default)]
pub struct SheetCells {
    /// The name on the sheet's tab; empty where the format has none.
    pub name: String,
    /// Rows that hold anything, by their number from 0; in a row the words by the number of the column. A date is
    /// `2026-10-08`.
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// Cells that hold a formula, by row and column.
    pub formulas: HashSet<(u32, u32)>,
}

/// `E5`, as people name the cell in row and column, both from 0.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{}", letters.into_iter().collect::<String>(), u64::from(row) + 1)
}

/// All sheets of an .xlsx, .xls or .ods, hidden ones too; all tables of a .docx, .doc, .odt or .rtf.
///
/// # Errors
/// [`ImportError::Damaged`] for what is no workbook, [`ImportError::TooLarge`] beyond [`Limit::Form`] or [`Limit::FormCells`].
pub fn cells(bytes: &[u8]) -> Result<Vec<SheetCells>, ImportError> {
    if bytes.len() > Limit::Form.count() {
        return Err(ImportError::TooLarge(Limit::Form));
    }
    super::source::is_of_bearable_size(bytes)?;
    if super::source::is_text_document(bytes) {
        return tables(bytes);
    }
    // What reads it takes lengths from the file and may break off on one that is damaged.
    super::source::quiet::read(|| sheets(bytes))
}

/// Tables of a document of text, each as if it were a sheet. A blank that was left blank holds blanks.
fn tables(bytes: &[u8]) -> Result<Vec<SheetCells>, ImportError> {
    let source = super::source::open_whole(bytes)?;
    let tables = source.blocks.iter().filter_map(|block| match block {
        super::source::Block::Table(table) => Some(table),
        super::source::Block::Paragraph { .. } => None,
    });
    let sheet = |(position, table): (usize, &super::source::Table)| {
        let mut sheet = SheetCells { name: (position + 1).to_string(), ..SheetCells::default() };
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let words = source.text[cell.span.clone()].trim();
                let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else { continue };
                if !words.is_empty() {
                    sheet.rows.entry(row).or_default().insert(column, words.to_owned());
                }
            }
        }
        sheet
    };
    Ok(tables.enumerate().map(sheet).collect())
}

fn sheets(bytes: &[u8]) -> Result<Vec<SheetCells>, ImportError> {
    match super::source::kind_of_workbook(bytes)? {
        WorkbookKind::Xlsx => sparse(bytes),
        WorkbookKind::Xls => {
            let book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
            dense(book)
        }
        WorkbookKind::Ods => {
            let book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
            dense(book)
        }
    }
}

/// Cells as they come: nothing is laid out between them, however far apart they are.
fn sparse(bytes: &[u8]) -> Result<Vec<SheetCells>, ImportError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    let mut sheets = Vec::new();
    let mut count = Count::default();
    for name in names(&book)? {
        let mut sheet = SheetCells { name: name.clone(), ..SheetCells::default() };
        {
            let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
            while let Some(cell) = reader.next_cell().map_err(|_| ImportError::Damaged)? {
                let words = words(&Data::from(cell.get_value().clone()));
                count.keep(&mut sheet, cell.get_position(), words)?;
            }
        }
        if let Ok(mut reader) = book.worksheet_cells_reader(&name) {
            while let Some(cell) = reader.next_formula().map_err(|_| ImportError::Damaged)? {
                if !cell.get_value().is_empty() {
                    sheet.formulas.insert(cell.get_position());
                }
                count.formula(&sheet)?;
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The same of a workbook whose reader lays out everything between the first cell and the last.
fn dense<'b, B: Reader<Cursor<&'b [u8]>>>(mut book: B) -> Result<Vec<SheetCells>, ImportError> {
    let mut sheets = Vec::new();
    let mut count = Count::default();
    for name in names(&book)? {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let place = |place: usize, first: u32| u32::try_from(place).unwrap_or(u32::MAX).saturating_add(first);
        let mut sheet = SheetCells { name: name.clone(), ..SheetCells::default() };
        for (row, column, value) in range.used_cells() {
            count.keep(&mut sheet, (place(row, top), place(column, left)), words(value))?;
        }
        if let Ok(range) = book.worksheet_formula(&name) {
            let (top, left) = range.start().unwrap_or_default();
            let formulas = range.used_cells().filter(|(_, _, formula)| !formula.is_empty());
            sheet.formulas = formulas.map(|(row, column, _)| (place(row, top), place(column, left))).collect();
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn names<'b, B: Reader<Cursor<&'b [u8]>>>(book: &B) -> Result<Vec<String>, ImportError> {
    let names = book.sheet_names();
    if names.len() > Limit::Sheets.count() { Err(ImportError::TooLarge(Limit::Sheets)) } else { Ok(names) }
}

/// How much all sheets hold so far.
#[derive(Default)]
struct Count {
    cells: usize,
    length: usize,
}

impl Count {
    fn keep(&mut self, sheet: &mut SheetCells, (row, column): (u32, u32), words: String) -> Result<(), ImportError> {
        if words.is_empty() {
            return Ok(());
        }
        (self.cells, self.length) = (self.cells + 1, self.length + words.len());
        for (count, limit) in [(self.cells, Limit::FormCells), (self.length, Limit::Text)] {
            if count > limit.count() {
                return Err(ImportError::TooLarge(limit));
            }
        }
        sheet.rows.entry(row).or_default().insert(column, words);
        Ok(())
    }

    fn formula(&self, sheet: &SheetCells) -> Result<(), ImportError> {
        let is_bearable = sheet.formulas.len() <= Limit::FormCells.count();
        if is_bearable { Ok(()) } else { Err(ImportError::TooLarge(Limit::FormCells)) }
    }
}

fn words(value: &Data) -> String {
    let words = match value {
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        // `2026-10-08T00:00:00`: the day alone.
        Data::DateTimeIso(words) => words.split('T').next().unwrap_or_default().to_owned(),
        Data::Error(_) => String::new(),
        value => value.to_string(),
    };
    words.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_do() {
        for (row, column, name) in [(0, 0, "A1"), (4, 25, "Z5"), (9, 26, "AA10"), (0, 701, "ZZ1"), (0, 702, "AAA1")] {
            assert_eq!(cell_name(row, column), name);
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "文字".as_bytes()] {
            assert!(cells(bytes).is_err());
        }
    }
}
