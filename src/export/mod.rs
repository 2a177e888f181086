//! Tables out of the projection: rows ([`table`]) and their bytes ([`csv`], TSV, [`xlsx`]), and
//! pictures of the matrix ([`picture`]).
//!
//! Knows no paths and no window. What a table holds is said once, in [`table`]; every format
//! writes the same rows.

pub mod csv;
pub mod legend;
pub mod picture;
pub mod table;
pub mod warning;
pub mod xlsx;

pub use warning::{Output, Warning};

use crate::lang::Lang;
use crate::model::Plan;
use crate::view::{Filter, Ledger, MatrixView};

/// A format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// Pages.
    Pdf,
    /// A drawing.
    Svg,
    /// A picture.
    Png,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Xlsx, Self::Pdf, Self::Svg, Self::Png];

    /// The ending of a file's name; also what the command line calls it.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The format of this ending, whatever its case.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending().eq_ignore_ascii_case(ending))
    }

    /// Whether it can be shown on a terminal.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::Svg)
    }
}

/// What is exported: a plan, as far as a filter lets it be seen, in one language.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its marks.
    pub ledger: &'a Ledger,
    /// What stands.
    pub filter: &'a Filter,
    /// The matrix of plan and filter.
    pub view: &'a MatrixView,
    /// Language of headings, role words and basis words.
    pub lang: Lang,
}
