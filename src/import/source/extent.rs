//! How far the cells of a workbook of old lie apart, before anybody lays out what is between them.

use crate::import::ImportError;
use crate::limits::Limit;
use std::io::{Cursor, Read as _};

/// Records that hold a cell, each beginning with its row and column (\[MS-XLS\] 2.3).
const CELLS: [u16; 11] = [0x06, 0x02, 0x03, 0x04, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E];
/// Records that begin a sheet.
const BEGINS: [u16; 4] = [0x809, 0x409, 0x209, 0x09];

/// Whether the places between the first and the last cell of each sheet are together no more than any workbook has.
/// What is no workbook, or cannot be read, is another's to say.
///
/// # Errors
/// [`ImportError::TooLarge`] if they are more.
pub(super) fn is_bearable(bytes: &[u8]) -> Result<(), ImportError> {
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return Ok(()) };
    let Ok(book) = file.open_stream("/Workbook").or_else(|_| file.open_stream("/Book")) else { return Ok(()) };
    let mut stream = Vec::new();
    // What was read until the damage counts.
    let _ = book.take(Limit::Document.value()).read_to_end(&mut stream);
    let places = places(&stream);
    if places > Limit::Places.value() { Err(ImportError::TooLarge(Limit::Places)) } else { Ok(()) }
}

fn places(stream: &[u8]) -> u64 {
    let small = |at: usize| Some(u16::from_le_bytes(stream.get(at..at + 2)?.try_into().ok()?));
    let (mut at, mut all) = (0, 0);
    let mut sheet: Option<[u64; 4]> = None;
    let area = |sheet: Option<[u64; 4]>| {
        sheet.map_or(0, |[top, left, bottom, right]| (bottom - top + 1).saturating_mul(right - left + 1))
    };
    while let (Some(kind), Some(length)) = (small(at), small(at + 2)) {
        if BEGINS.contains(&kind) {
            all += area(sheet.take());
        } else if CELLS.contains(&kind)
            && let (Some(row), Some(column)) = (small(at + 4), small(at + 6))
        {
            let (row, column) = (u64::from(row), u64::from(column));
            let [top, left, bottom, right] = sheet.unwrap_or([row, column, row, column]);
            // The last column of several stands at the end of the record.
            let last = (kind == 0xBD).then(|| small((at + usize::from(length) + 2).max(at + 6))).flatten();
            let last = last.map_or(column, u64::from).max(column);
            sheet = Some([top.min(row), left.min(column), bottom.max(row), right.max(last)]);
        }
        at += 4 + usize::from(length);
    }
    all + area(sheet)
}
