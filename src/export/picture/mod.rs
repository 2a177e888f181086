//! Pictures of the matrix: SVG for slides and documents, PNG for everything else.
//!
//! Same look as the window: group bands over upright unit names, section bands, marks by shape and
//! colour ([`crate::look`]), with title, legend and a statement of what a filter left out.
//!
//! The SVG has text as text: it can be searched, and its faces are those of the machine that shows
//! it. The PNG is drawn from that SVG with the embedded faces alone, so that it looks the same on
//! every machine.

mod layout;
mod png;
mod sans;
mod svg;

use super::Scope;
use crate::lang::{Lang, fill};
use crate::look::Colors;
use crate::made::Made;
use sans::Sans;
use std::fmt;
use std::io;

/// How large a picture is; the picture's own size is that of the matrix in the window at 100 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// So many times its own size.
    Scale(f32),
    /// So many pixels wide.
    Width(u32),
}

impl Size {
    /// What [`Size::Scale`] may be.
    pub const SCALES: std::ops::RangeInclusive<f32> = 0.25..=8.0;

    /// Times the picture's own size, whose width is given.
    fn scale(self, width: f32) -> f32 {
        match self {
            Self::Scale(scale) => scale,
            Self::Width(pixels) => pixels as f32 / width,
        }
    }
}

/// Which shape a picture has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PictureShape {
    /// That of the matrix.
    #[default]
    Own,
    /// 16 : 9, as screens and projectors have it.
    Slide,
}

/// What a picture looks like.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How large it is.
    pub size: Size,
    /// Its shape.
    pub shape: PictureShape,
    /// Its colours: [`crate::look::LIGHT`] or [`crate::look::DARK`].
    pub colors: &'static Colors,
}

/// Why there is no picture.
#[derive(Debug)]
pub enum PictureError {
    /// It would have more pixels than [`MOST_PIXELS`] or than [`MOST_SIDE`] on a side.
    TooLarge {
        /// Pixels across.
        width: u64,
        /// Pixels down.
        height: u64,
    },
    /// Its text could not be read.
    TooSmall {
        /// The scale asked for.
        scale: f32,
        /// The least width in pixels at which it can be read.
        least_width: u64,
    },
    /// The renderer failed.
    Renderer(io::Error),
}

impl PictureError {
    /// What is wrong and what to do, as a sentence.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        match self {
            Self::TooLarge { width, height } => {
                fill(t.picture_too_large, &[width, height, &(MOST_PIXELS / 1_000_000), &MOST_SIDE])
            }
            Self::TooSmall { scale, least_width } => {
                let scale = format!("{scale:.2}");
                fill(t.picture_too_small, &[&scale, Size::SCALES.start(), least_width])
            }
            Self::Renderer(error) => fill(t.cli_cannot_write, &[error]),
        }
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Lang::En))
    }
}

impl std::error::Error for PictureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::TooLarge { .. } | Self::TooSmall { .. } => None,
            Self::Renderer(error) => Some(error),
        }
    }
}

/// A PNG has at most so many pixels: 256 MB while it is drawn.
pub const MOST_PIXELS: u64 = 64_000_000;
/// A PNG has at most so many pixels on a side: what office programs open.
pub const MOST_SIDE: u64 = 30_000;

/// The matrix as SVG. Time and size grow with the number of rows and marks; nothing else limits it.
pub fn svg(scope: &Scope<'_>, options: &Options) -> Made {
    let sans = Sans::new();
    let layout = layout::Layout::new(scope, &sans, options.shape);
    let (text, _) = svg::draw(scope, &layout, &sans, options, svg::Glyphs::OfTheViewer);
    Made::whole(text.into_bytes())
}

/// The matrix as PNG.
///
/// # Errors
/// If it would be too large or too small to be of use.
pub fn png(scope: &Scope<'_>, options: &Options) -> Result<Made, PictureError> {
    let sans = Sans::new();
    let layout = layout::Layout::new(scope, &sans, options.shape);
    let scale = options.size.scale(layout.width);
    if scale < *Size::SCALES.start() {
        let least_width = (layout.width * Size::SCALES.start()).ceil() as u64;
        return Err(PictureError::TooSmall { scale, least_width });
    }
    let [width, height] = [layout.width, layout.height].map(|side| (side * scale).round().max(1.0) as u64);
    if width > MOST_SIDE || height > MOST_SIDE || width.saturating_mul(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge { width, height });
    }
    let (text, warnings) = svg::draw(scope, &layout, &sans, options, svg::Glyphs::OfTheFaces);
    let bytes = png::render(&text, width as u32, height as u32).map_err(PictureError::Renderer)?;
    Ok(Made::told(bytes, warnings))
}
