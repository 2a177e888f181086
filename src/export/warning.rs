//! What an output could not hold or show as it is: never silent, never a failure.

use crate::lang::{Lang, fill};

/// Bytes of a file, and what is not in it as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What could not be held or shown; empty for ordinary plans.
    pub warnings: Vec<Warning>,
}

/// One thing that an output leaves out or cuts short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// A sheet holds fewer columns than there are units.
    UnitsLeftOut {
        /// Units of the matrix.
        all: usize,
        /// Units on the sheet.
        shown: usize,
    },
    /// A sheet holds fewer rows than the table has.
    RowsLeftOut {
        /// Name of the sheet.
        sheet: String,
        /// Rows of the table, head and totals included.
        all: usize,
        /// Rows on the sheet.
        shown: usize,
    },
    /// Texts longer than a cell can hold were cut.
    TextsCut {
        /// How many cells.
        cells: usize,
    },
    /// Texts too long to be seen whole in one row of a sheet; the cells hold them.
    TallRows {
        /// How many rows.
        rows: usize,
    },
    /// The sheets of single units would be too many rows and were left out.
    UnitSheetsLeftOut {
        /// How many units.
        units: usize,
    },
    /// No face has these characters; 〓 stands for each.
    NoGlyphs {
        /// Each once, in order of first appearance.
        characters: String,
    },
}

impl Warning {
    /// The warning as a sentence.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::UnitsLeftOut { all, shown } => fill(t.warn_units_left_out, &[all, shown]),
            Self::RowsLeftOut { sheet, all, shown } => fill(t.warn_rows_left_out, &[sheet, all, shown]),
            Self::TextsCut { cells } => fill(t.warn_texts_cut, &[cells]),
            Self::TallRows { rows } => fill(t.warn_tall_rows, &[rows]),
            Self::UnitSheetsLeftOut { units } => fill(t.warn_unit_sheets_left_out, &[units]),
            Self::NoGlyphs { characters } => {
                let named: Vec<String> = characters.chars().map(named).collect();
                fill(t.warn_no_glyphs, &[&named.join(" ")])
            }
        }
    }
}

/// The character itself where a terminal can show it, else its number.
fn named(c: char) -> String {
    let code = u32::from(c);
    match c.is_control() || code & 0xFFFE == 0xFFFE {
        true => format!("U+{code:04X}"),
        false => c.to_string(),
    }
}
