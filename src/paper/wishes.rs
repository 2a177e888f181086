//! What may be asked of paper, and what a page is: known to every build, with typst or without.

pub use crate::export::document::{ListPaper, Style};

/// A sheet's size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm (default).
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
}

impl PaperSize {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::A4, Self::A3];

    /// What the command line and the settings call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }

    /// Width and height in points, upright.
    #[cfg(feature = "paper")]
    pub(super) fn points(self) -> (f64, f64) {
        let (width, height) = match self {
            Self::A4 => (210.0, 297.0),
            Self::A3 => (297.0, 420.0),
        };
        (width * POINTS_PER_MM, height * POINTS_PER_MM)
    }
}

/// The one size of type in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum TypeSize {
    /// The largest from 10.5 down to 6.5 pt at which all stands on one sheet; else the largest of these
    /// at which all columns stand side by side; else 7 pt and several sheets side by side (default).
    #[default]
    Fit,
    /// Points, held between 4 and 20; as many sheets side by side as it takes.
    Points(f64),
}

/// What sheets the matrix is laid out on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatrixPaper {
    /// Size of a sheet. Default: A4.
    pub size: PaperSize,
    /// Whether sheets lie on their long side. Default: they do.
    pub landscape: bool,
    /// Size of type. Default: fit to width.
    pub type_size: TypeSize,
}

impl Default for MatrixPaper {
    fn default() -> Self {
        Self { size: PaperSize::A4, landscape: true, type_size: TypeSize::Fit }
    }
}

#[cfg(feature = "paper")]
pub(super) const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// Width and height of a page in points (1/72 inch).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// A page as pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageImage {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Red, green, blue, alpha, row by row from the top; every pixel is opaque.
    pub rgba: Vec<u8>,
}

/// What kind of PDF is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF 1.7, tagged (default).
    #[default]
    Plain,
    /// PDF/A-2b, for archives; needs a date.
    A2b,
    /// PDF/UA-1, for screen readers.
    Ua1,
}
