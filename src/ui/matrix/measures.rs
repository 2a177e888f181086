//! How large things are in the matrix: at 100 %, at its own zoom, and in a low window.

use crate::ui::theme::{bold, regular};
use eframe::egui::FontId;

// Sizes at 100 %, in logical pixels: see `Measures`.
/// The triangle of a section's row, and how much further each level stands in.
pub const FOLD: f32 = 20.0;
pub const INDENT: f32 = 12.0;
/// A task of one line …
pub const TASK_ROW: f32 = 24.0;
/// … and each line more.
pub const TASK_LINE: f32 = 18.0;
pub const SECTION_ROW: f32 = 26.0;
/// A column that shows shapes or letters.
pub const COLUMN: f32 = 23.0;
/// A column that shows words is as wide as the longest, within this.
pub const COLUMN_MOST: f32 = 96.0;
/// The band of group names over the unit names, and in a low window.
const BAND: f32 = 24.0;
const BAND_LEAST: f32 = 18.0;
/// The vertical unit names …
pub const NAMES: f32 = 160.0;
/// … and as far as they give way in a low window: five characters, the rest is `︙` and tooltip.
const NAMES_LEAST: f32 = 62.0;
/// So many rows stand before the names give way.
const ROWS_WANTED: f32 = 12.5;
/// The totals of the columns, and in a low window.
const TOTALS: f32 = 20.0;
const TOTALS_LEAST: f32 = 16.0;
/// The heads of the rows.
pub const ROW_HEAD: f32 = 308.0;
/// The heads of the rows in a window with room to spare.
pub const ROW_HEAD_MOST: f32 = 560.0;
/// The strip behind the last column that shows an open list's 等.
pub const ENDING: f32 = 26.0;
/// Beside the task numbers within the row head, left and right together …
pub const NUMBER_GAPS: f32 = 18.0;
/// … and however short they are.
pub const NUMBER_LEAST: f32 = 30.0;
/// The row total within the row head.
pub const ROW_TOTAL: f32 = 30.0;
/// Behind it.
pub const ROW_MARGIN: f32 = 8.0;

/// The matrix' own measures: those at 100 % times its own zoom; in a low window the heads give way to the rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    zoom: f32,
    names: f32,
    /// Heights of the group names and of the totals at 100 %.
    band: f32,
    totals: f32,
}

impl Measures {
    /// For a widget of this height.
    pub fn new(zoom: f32, height: f32) -> Self {
        let of = |at_100: f32| (at_100 * zoom).round();
        let spare = |band, totals| height - of(band) - of(totals) - ROWS_WANTED * of(TASK_ROW);
        let is_low = spare(BAND, TOTALS) < of(NAMES_LEAST);
        let (band, totals) = if is_low { (BAND_LEAST, TOTALS_LEAST) } else { (BAND, TOTALS) };
        Self { zoom, names: of(NAMES).min(spare(band, totals).floor()).max(of(NAMES_LEAST)), band, totals }
    }

    /// Height of the group names over the unit names.
    pub fn band(&self) -> f32 {
        self.of(self.band)
    }

    /// Height of the totals of the columns.
    pub fn totals(&self) -> f32 {
        self.of(self.totals)
    }

    /// The zoom of the matrix beside that of the window.
    pub fn zoom(&self) -> f32 {
        self.zoom
    }

    /// A measure as it is now, in whole logical pixels.
    pub fn of(&self, at_100: f32) -> f32 {
        (at_100 * self.zoom).round()
    }

    /// Height of the vertical names.
    pub fn names(&self) -> f32 {
        self.names
    }

    /// Regular text of a size at 100 %.
    pub fn regular(&self, points: f32) -> FontId {
        regular(points * self.zoom)
    }

    /// Bold text of a size at 100 %.
    pub fn bold(&self, points: f32) -> FontId {
        bold(points * self.zoom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_way_before_rows_do() {
        for (zoom, height, names) in [
            (1.0, 652.0, NAMES),
            (1.0, 504.0, NAMES),
            (1.0, 444.0, 100.0),
            (1.0, 200.0, NAMES_LEAST),
            (2.0, 1300.0, 2.0 * NAMES),
            (0.5, 300.0, NAMES / 2.0),
        ] {
            assert!((Measures::new(zoom, height).names() - names).abs() < 0.01, "{zoom} {height}");
        }
    }
}
