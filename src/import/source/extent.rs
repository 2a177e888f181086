//! Workbooks of old (.xls), before anybody follows their chains of sectors and lays out what is between their cells.

use crate::import::ImportError;
use crate::limits::Limit;
use std::io::{Cursor, Read as _};

/// Records that hold a cell, each beginning with its row and column (\[MS-XLS\] 2.3).
const CELLS: [u16; 11] = [0x06, 0x02, 0x03, 0x04, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x27E];
/// Records that begin a sheet.
const BEGINS: [u16; 4] = [0x809, 0x409, 0x209, 0x09];

/// Whether no chain of sectors leads back into itself ([MS-CFB] 2.2 to 2.5): what reads workbooks would follow it until
/// memory ends.
fn chains_end(bytes: &[u8]) -> bool {
    let word = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let size = match bytes.get(0x1E) {
        Some(shift @ 7..=16) => 1_usize << shift,
        _ => return false,
    };
    let sector = |number: u32| -> Option<Vec<u32>> {
        let start = (number as usize).checked_add(1)?.checked_mul(size)?;
        let bytes = bytes.get(start.min(bytes.len())..start.saturating_add(size).min(bytes.len()))?;
        Some(bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect())
    };
    let most = bytes.len() / size + 1;
    // Which sectors the table of sectors stands in: the first in the head, the others in a chain of their own.
    let mut of_table: Vec<u32> = (0..109).filter_map(|at| word(0x4C + at * 4)).collect();
    let mut next = word(0x44).unwrap_or(FREE);
    for turn in 0.. {
        if next >= SPECIAL {
            break;
        }
        let Some(mut more) = sector(next).filter(|_| turn < most) else { return false };
        next = more.pop().unwrap_or(FREE);
        of_table.extend(more);
    }
    of_table.retain(|&number| number < SPECIAL);
    if of_table.len() > most {
        return false;
    }
    // What it says of sectors behind the end of the file, nobody follows.
    let table: Vec<u32> = of_table.into_iter().filter_map(sector).flatten().take(most).collect();
    if !is_without_circle(&table) {
        return false;
    }
    // The table of small sectors stands in an ordinary chain.
    let (mut small, mut next) = (Vec::new(), word(0x3C).unwrap_or(FREE));
    while next < SPECIAL {
        small.extend(sector(next).unwrap_or_default());
        next = table.get(next as usize).copied().unwrap_or(FREE);
    }
    is_without_circle(&small)
}

/// Numbers from here on are no sectors but say something of one.
const SPECIAL: u32 = 0xFFFF_FFFA;
const FREE: u32 = 0xFFFF_FFFF;

fn is_without_circle(next: &[u32]) -> bool {
    // 0: not seen; else the walk in which it was.
    let mut seen = vec![0_u32; next.len()];
    for (walk, start) in (1..).zip(0..next.len()) {
        let mut at = start;
        while let Some(&following) = next.get(at).filter(|_| seen[at] == 0) {
            seen[at] = walk;
            at = following as usize;
        }
        if seen.get(at) == Some(&walk) {
            return false;
        }
    }
    true
}

/// Whether the places between the first and the last cell of each sheet are together no more than any workbook has.
/// What is no workbook, or cannot be read, is another's to say.
///
/// # Errors
/// [`ImportError::TooLarge`] if they are more, [`ImportError::Damaged`] if a chain does not end.
pub(super) fn is_bearable(bytes: &[u8]) -> Result<(), ImportError> {
    if !chains_end(bytes) {
        return Err(ImportError::Damaged);
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_lead_back_are_told() {
        const END: u32 = 0xFFFF_FFFE;
        for (next, ends) in [
            (&[][..], true),
            (&[END], true),
            (&[1, 2, END], true),
            (&[2, END, 1], true),
            (&[0], false),
            (&[1, 2, 0], false),
            (&[1, 2, 1], false),
            (&[FREE, 3, END, 4, 3], false),
            (&[9, FREE], true),
        ] {
            assert_eq!(is_without_circle(next), ends, "{next:?}");
        }
    }
}
