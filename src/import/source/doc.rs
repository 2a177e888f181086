//! Word 97 to 2003 (.doc): the text of its pieces, paragraph by paragraph, tables cell by cell ([MS-DOC]).
//!
//! Read are the main text and what tells rows from cells; numbers that Word counts by itself, notes, headers and text
//! boxes are not.

use super::Source;
use super::rows::{CellText, Rows};
use crate::import::ImportError;
use crate::limits::Limit;
use encoding_rs::WINDOWS_1252;
use std::io::{Cursor, Read as _};

/// What begins the stream of a document ([MS-DOC] 2.5.1, wIdent).
const IDENT: u16 = 0xA5EC;

/// Reads the document. `None`: the bytes hold none.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Source, ImportError>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let document = stream(&mut file, "WordDocument")?;
    if u16_at(&document, 0) != Some(IDENT) {
        // Word 6 and 95: another format.
        return Some(Err(ImportError::OldOffice));
    }
    Some(whole(&mut file, &document).ok_or(ImportError::Damaged).and_then(|read| read))
}

/// Whether the bytes hold a document of Word.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    cfb::CompoundFile::open(Cursor::new(bytes)).is_ok_and(|file| file.is_stream("/WordDocument"))
}

fn stream(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.take(Limit::Document.value()).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let word = u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
    usize::try_from(word).ok()
}

/// Where things stand in the head of the document (FIB; [MS-DOC] 2.5).
mod fib {
    pub const FLAGS: usize = 0x0A;
    pub const ENCRYPTED: u16 = 0x0100;
    pub const TABLE_1: u16 = 0x0200;
    pub const TEXT_LENGTH: usize = 0x4C;
    pub const PAPX: usize = 0x0102;
    pub const CLX: usize = 0x01A2;
}

fn whole(file: &mut cfb::CompoundFile<Cursor<&[u8]>>, document: &[u8]) -> Option<Result<Source, ImportError>> {
    let flags = u16_at(document, fib::FLAGS)?;
    if flags & fib::ENCRYPTED != 0 {
        return Some(Err(ImportError::OldOffice));
    }
    let table = stream(file, if flags & fib::TABLE_1 != 0 { "1Table" } else { "0Table" })?;
    let part = |at: usize| {
        let (start, length) = (u32_at(document, at)?, u32_at(document, at + 4)?);
        table.get(start..start.checked_add(length)?)
    };
    let pieces = pieces(part(fib::CLX)?)?;
    let data = stream(file, "Data").unwrap_or_default();
    let marks = Marks::read(document, part(fib::PAPX).unwrap_or_default(), &data);
    let length = u32_at(document, fib::TEXT_LENGTH)?;
    let mut writer = Writer { marks, rows: Rows::default(), words: String::new(), fields: Vec::new() };
    let mut left = length;
    for piece in pieces {
        let count = piece.characters.min(left);
        left -= count;
        if piece.is_compressed {
            let bytes = document.get(piece.start..(piece.start + count).min(document.len()))?;
            for (at, &byte) in bytes.iter().enumerate() {
                let c = WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or_default();
                writer.take(c, piece.start + at);
            }
        } else {
            let bytes = document.get(piece.start..(piece.start + count * 2).min(document.len()))?;
            let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            let mut at = piece.start;
            for c in char::decode_utf16(units) {
                let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                writer.take(c, at);
                at += c.len_utf16() * 2;
            }
        }
    }
    writer.end_paragraph(false);
    Some(Ok(writer.rows.finish()))
}

/// A run of characters in the file.
struct Piece {
    start: usize,
    characters: usize,
    /// A byte for each character, not two.
    is_compressed: bool,
}

/// The table of pieces (Clx; [MS-DOC] 2.9.38).
fn pieces(clx: &[u8]) -> Option<Vec<Piece>> {
    let mut at = 0;
    while *clx.get(at)? == 1 {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
    }
    if *clx.get(at)? != 2 {
        return None;
    }
    let length = u32_at(clx, at + 1)?;
    let table = clx.get(at + 5..)?;
    let table = &table[..length.min(table.len())];
    let count = table.len().checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(count);
    for position in 0..count {
        let (from, to) = (u32_at(table, position * 4)?, u32_at(table, position * 4 + 4)?);
        let place = u32_at(table, (count + 1) * 4 + position * 8 + 2)?;
        let is_compressed = place & 0x4000_0000 != 0;
        let start = place & 0x3FFF_FFFF;
        let start = if is_compressed { start / 2 } else { start };
        pieces.push(Piece { start, characters: to.checked_sub(from)?, is_compressed });
    }
    Some(pieces)
}

/// A paragraph, as far as tables go.
#[derive(Clone, Debug, Default)]
struct Paragraph {
    in_table: bool,
    /// It is no text but the end of a row.
    ends_row: bool,
    /// Of the row that it ends: whether each cell goes on from the one above it, from the one at its left.
    merged: Vec<(bool, bool)>,
    /// The right edges of its cells, in twentieths of a point.
    edges: Vec<i32>,
}

/// What paragraphs are, by where they stand in the file.
#[derive(Default)]
struct Marks {
    /// Beginning, end, and the paragraph that it is; in order.
    runs: Vec<(usize, usize, Paragraph)>,
}

impl Marks {
    /// Reads the pages of paragraph properties (PlcBtePapx, PapxFkp; [MS-DOC] 2.8.6, 2.9.174). What is damaged is left
    /// out: then the signs of the text alone tell rows.
    fn read(document: &[u8], plc: &[u8], data: &[u8]) -> Self {
        const PAGE: usize = 512;
        let mut runs = Vec::new();
        let count = plc.len().saturating_sub(4) / 8;
        for position in 0..count {
            let Some(number) = u32_at(plc, (count + 1) * 4 + position * 4) else { break };
            let start = (number & 0x003F_FFFF) * PAGE;
            let Some(page) = document.get(start..start + PAGE) else { continue };
            let all = usize::from(page[PAGE - 1]);
            for run in 0..all {
                let bounds = (u32_at(page, run * 4), u32_at(page, run * 4 + 4));
                let Some(&word) = page.get((all + 1) * 4 + run * 13) else { break };
                let (Some(from), Some(to)) = bounds else { break };
                let mut paragraph = Paragraph::default();
                if word > 0 {
                    paragraph.read(properties(page, usize::from(word) * 2), data, true);
                }
                runs.push((from, to, paragraph));
            }
        }
        runs.sort_by_key(|(from, to, _)| (*from, *to));
        Self { runs }
    }

    /// The paragraph whose mark stands there; `None` if it is not known.
    fn at(&self, place: usize) -> Option<&Paragraph> {
        let after = self.runs.partition_point(|(from, ..)| *from <= place);
        let (_, to, paragraph) = self.runs.get(after.checked_sub(1)?)?;
        (place < *to).then_some(paragraph)
    }
}

/// The properties at this place of a page, behind the number of the style (PapxInFkp; [MS-DOC] 2.9.175).
fn properties(page: &[u8], at: usize) -> &[u8] {
    let (from, length) = match page.get(at) {
        Some(0) => (at + 2, page.get(at + 1).map_or(0, |words| usize::from(*words) * 2)),
        Some(&words) => (at + 1, usize::from(words) * 2 - 1),
        None => return &[],
    };
    page.get(from + 2..(from + length).min(page.len())).unwrap_or_default()
}

impl Paragraph {
    /// Reads what concerns tables: sprmPFInTable, sprmPFTtp, sprmTDefTable, and sprmPHugePapx, which says that all stands
    /// in the stream of data ([MS-DOC] 2.6.2, 2.6.4).
    fn read(&mut self, properties: &[u8], data: &[u8], may_be_elsewhere: bool) {
        let mut at = 0;
        while let Some(code) = u16_at(properties, at) {
            let operand = &properties[at + 2..];
            let Some(&first) = operand.first() else { return };
            match code {
                0x2416 => self.in_table = first == 1,
                0x2417 => self.ends_row = first == 1,
                0x6646 if may_be_elsewhere => {
                    let place = u32_at(operand, 0).unwrap_or(usize::MAX);
                    let length = u16_at(data, place).map_or(0, usize::from);
                    let all = place.checked_add(2).and_then(|from| data.get(from..from.checked_add(length)?));
                    self.read(all.unwrap_or_default(), data, false);
                }
                0xD608 => (self.merged, self.edges) = cells_of_row(operand),
                _ => {}
            }
            let size = match code >> 13 {
                0 | 1 => 1,
                2 | 4 | 5 => 2,
                3 => 4,
                7 => 3,
                // Definitions of tables have their length in two bytes, less one.
                _ if code == 0xD608 => u16_at(operand, 0).map_or(usize::MAX, |length| usize::from(length) + 1),
                _ => usize::from(first) + 1,
            };
            at = (at + 2).saturating_add(size);
        }
    }
}

/// Which cells of a row go on from others, and where they end (TDefTableOperand, TCGRF; [MS-DOC] 2.9.321, 2.9.322).
fn cells_of_row(operand: &[u8]) -> (Vec<(bool, bool)>, Vec<i32>) {
    const CELL: usize = 20;
    let count = operand.get(2).map_or(0, |count| usize::from(*count));
    let first = 3 + (count + 1) * 2;
    let flags = |cell: usize| u16_at(operand, first + cell * CELL).unwrap_or(0);
    // Two bits each: 1 goes on, 3 begins.
    let merged = (0..count).map(|cell| (flags(cell) >> 5 & 3 == 1, flags(cell) & 3 == 1)).collect();
    // Signed, and twos as all numbers of the format: the first is the left edge of the row.
    let edge = |cell: usize| i32::from(u16_at(operand, 5 + cell * 2).unwrap_or_default() as i16);
    (merged, (0..count).map(edge).collect())
}

struct Writer {
    marks: Marks,
    rows: Rows,
    /// The paragraph that is being read.
    words: String,
    /// Of each field that is open whether its result is being read.
    fields: Vec<bool>,
}

impl Writer {
    fn take(&mut self, c: char, place: usize) {
        let is_shown = self.fields.iter().all(|result| *result);
        match c {
            '\u{13}' => self.fields.push(false),
            '\u{14}' => {
                if let Some(field) = self.fields.last_mut() {
                    *field = true;
                }
            }
            '\u{15}' => {
                self.fields.pop();
            }
            _ if !is_shown => {}
            '\r' | '\u{0C}' | '\u{0E}' => {
                let in_table = self.marks.at(place).is_some_and(|paragraph| paragraph.in_table);
                self.end_paragraph(in_table && c == '\r');
            }
            '\u{07}' => {
                // Without marks a sign that follows another at once ends the row.
                let paragraph = self.marks.at(place);
                let ends_row = match paragraph {
                    Some(paragraph) => paragraph.ends_row,
                    None => self.words.is_empty() && self.rows.has_cells(),
                };
                if ends_row {
                    let merged = paragraph.map_or(&[][..], |paragraph| &paragraph.merged);
                    let edges = paragraph.map(|paragraph| paragraph.edges.clone()).unwrap_or_default();
                    for (cell, &(above, left)) in self.rows.cells_mut().iter_mut().zip(merged) {
                        (cell.above, cell.left) = (above, left);
                    }
                    self.rows.end_row(edges);
                } else {
                    let words = std::mem::take(&mut self.words);
                    self.rows.cell(CellText::new(words));
                }
            }
            '\u{0B}' => self.words.push('\n'),
            '\u{1E}' => self.words.push('-'),
            '\u{A0}' => self.words.push(' '),
            '\t' => self.words.push('\t'),
            // Anchors of pictures, notes and drawings, hyphens that are not seen.
            c if c.is_control() => {}
            c => self.words.push(c),
        }
    }

    fn end_paragraph(&mut self, in_table: bool) {
        if in_table {
            // A paragraph within a cell.
            self.words.push('\n');
            return;
        }
        let words = std::mem::take(&mut self.words);
        self.rows.paragraph(&words);
    }
}
