//! What making a product came to: the bytes of its file, and what is not in them as it should be.
//!
//! Never silent, never a failure: a warning is told beside the file, whoever asked for it.

use crate::lang::{Lang, fill};

/// Bytes of a file, and what a person should know before handing it out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// What could not be held or shown; empty for ordinary plans.
    pub warnings: Vec<Warning>,
    /// The sheets of a matrix on paper.
    pub sheets: Option<Sheets>,
}

/// Into how many sheets a matrix was laid out, and how small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheets {
    /// Sheets in all, from 1.
    pub count: usize,
    /// Its one size of type.
    pub points: f64,
}

impl Sheets {
    /// The sentence.
    pub fn words(self, lang: Lang) -> String {
        fill(lang.texts().made_sheets, &[&self.count, &format!("{:.1}", self.points)])
    }
}

impl Made {
    /// A file that holds everything as it is.
    pub fn whole(bytes: Vec<u8>) -> Self {
        Self::told(bytes, Vec::new())
    }

    /// A file of which something has to be told.
    pub fn told(bytes: Vec<u8>, warnings: Vec<Warning>) -> Self {
        Self { bytes, warnings, sheets: None }
    }
}

/// A face that an official document asks for and that no free font set holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfficialFace {
    /// 仿宋, for running text.
    FangSong,
    /// 楷体, for second-level headings.
    Kai,
    /// 小标宋, for titles.
    Title,
}

impl OfficialFace {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::FangSong, Self::Kai, Self::Title];
}

/// One thing that a file leaves out, cuts short or shows otherwise than it was asked for.
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
    /// Units of which a filter leaves no duty have no pages.
    UnitsSkipped {
        /// Units left out so.
        units: usize,
    },
    /// No face has these characters; 〓 stands for each.
    NoGlyphs {
        /// Each once, with the number of places where it stood.
        characters: Vec<(char, usize)>,
    },
    /// An official face was asked for and is not there; an embedded one stands in.
    NoFace(OfficialFace),
}

impl Warning {
    /// What, and what next, in one line.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::UnitsLeftOut { all, shown } => fill(t.warn_units_left_out, &[all, shown]),
            Self::RowsLeftOut { sheet, all, shown } => fill(t.warn_rows_left_out, &[sheet, all, shown]),
            Self::TextsCut { cells } => fill(t.warn_texts_cut, &[cells]),
            Self::UnitsSkipped { units } => fill(t.warn_units_skipped, &[units]),
            Self::TallRows { rows } => fill(t.warn_tall_rows, &[rows]),
            Self::UnitSheetsLeftOut { units } => fill(t.warn_unit_sheets_left_out, &[units]),
            Self::NoGlyphs { characters } => {
                let one = |&(c, times): &(char, usize)| fill(t.warn_no_glyph, &[&named(c), &times]);
                let all: Vec<String> = characters.iter().map(one).collect();
                fill(t.warn_no_glyphs, &[&all.join(t.name_separator)])
            }
            Self::NoFace(face) => {
                let name = match face {
                    OfficialFace::FangSong => t.paper_face_fangsong,
                    OfficialFace::Kai => t.paper_face_kai,
                    OfficialFace::Title => t.paper_face_title,
                };
                fill(t.paper_face_missing, &[&name])
            }
        }
    }
}

/// The number of a character, and before it the character itself where a terminal can show it.
fn named(c: char) -> String {
    let code = u32::from(c);
    match c.is_control() || code & 0xFFFE == 0xFFFE {
        true => format!("U+{code:04X}"),
        false => format!("{c} U+{code:04X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_without_a_shape_are_named_in_one_line() {
        let warning = Warning::NoGlyphs { characters: vec![('𪛖', 2), ('\u{1}', 1)] };
        for lang in [Lang::Zh, Lang::En] {
            let words = warning.words(lang);
            assert!(words.contains("𪛖 U+2A6D6") && words.contains("U+0001") && words.contains('2'), "{words}");
            assert!(!words.contains(char::is_control), "{words:?}");
        }
    }
}
