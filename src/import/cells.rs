//! Cells of workbooks as they stand, for what is no document: forms that come back.

use super::ImportError;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use std::collections::{BTreeMap, HashSet};
use std::io::Cursor;

/// No form has more cells.
pub const MOST_CELLS: usize = 500_000;
/// No form is a larger file; in bytes.
pub const MOST_BYTES: usize = 32 << 20;

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
/// [`ImportError::Damaged`] for what is no workbook, [`ImportError::TooLarge`] beyond [`MOST_CELLS`] or [`MOST_BYTES`].
pub fn cells(bytes: &[u8]) -> Result<Vec<SheetCells>, ImportError> {
    if bytes.len() > MOST_BYTES {
        return Err(ImportError::TooLarge);
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
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
    let mut sheets = Vec::new();
    let mut count = 0;
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        let place = |place: usize, first: u32| u32::try_from(place).unwrap_or(u32::MAX).saturating_add(first);
        let mut sheet = SheetCells { name: name.clone(), ..SheetCells::default() };
        for (row, column, value) in range.used_cells() {
            let words = words(value);
            if words.is_empty() {
                continue;
            }
            count += 1;
            if count > MOST_CELLS {
                return Err(ImportError::TooLarge);
            }
            sheet.rows.entry(place(row, top)).or_default().insert(place(column, left), words);
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
