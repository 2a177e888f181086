//! Where everything lies in a picture, in its own pixels.

use super::PictureShape;
use super::sans::Sans;
use crate::export::Scope;
use crate::export::legend::{legend, statement};
use crate::lang::RoleWords;
use crate::look::{Glyph, vertical_form};
use crate::model::Role;
use crate::model::text::{first_sentence, is_han};
use crate::view::{MarkStyle, Subject};

/// Room around everything.
pub(super) const MARGIN: f32 = 24.0;
/// Sizes of text.
pub(super) const TITLE: f32 = 20.0;
pub(super) const BODY: f32 = 13.0;
pub(super) const SMALL: f32 = 12.0;
pub(super) const NAME: f32 = 12.0;
pub(super) const NAME_SMALL: f32 = 11.0;
/// A unit's name of so many characters takes the smaller size.
const LONG_NAME: usize = 11;
/// Sizes of the matrix, those of the window at 100 %.
pub(super) const TASK_ROW: f32 = 24.0;
pub(super) const SECTION_ROW: f32 = 26.0;
pub(super) const COLUMN: f32 = 23.0;
/// A column of words is as wide as the longest, within this.
const COLUMN_MOST: f32 = 120.0;
pub(super) const BAND: f32 = 24.0;
pub(super) const TOTALS: f32 = 20.0;
pub(super) const ENDING: f32 = 26.0;
pub(super) const NUMBER: f32 = 40.0;
pub(super) const ROW_TOTAL: f32 = 30.0;
/// The heads of the rows: wider than the window's, since a picture cannot be asked for the rest.
pub(super) const ROW_HEAD: f32 = 460.0;
/// On a slide, a column and a row are at most so much wider and taller.
const COLUMN_STRETCH: f32 = 60.0;
const ROW_STRETCH: f32 = 16.0;
/// The upright names take what the longest needs, within these.
const NAMES_LEAST: f32 = 60.0;
const NAMES_MOST: f32 = 240.0;
const TITLE_LINE: f32 = 28.0;
const LINE: f32 = 20.0;
const LEGEND_LINE: f32 = 24.0;
/// Between two entries of the legend.
const GAP: f32 = 22.0;
/// From an entry's mark to its words.
pub(super) const SIGN: f32 = 16.0;

/// Text in lines that fit the picture's width.
pub(super) struct Lines {
    pub lines: Vec<String>,
    /// Middle of the first line.
    pub top: f32,
    /// From line to line.
    pub pitch: f32,
}

/// An entry of the legend and where its mark's middle lies.
pub(super) struct Placed {
    pub glyph: Glyph,
    pub words: String,
    pub x: f32,
    pub y: f32,
}

pub(super) struct Layout {
    /// The whole picture.
    pub width: f32,
    pub height: f32,
    pub title: Lines,
    pub number: Lines,
    pub statement: Lines,
    pub legend: Vec<Placed>,
    /// Upper edge of the group bands.
    pub top: f32,
    /// Height of the unit names.
    pub names: f32,
    /// Upper edge of the first row.
    pub rows_top: f32,
    /// Left edge of the first column.
    pub columns_left: f32,
    /// Right edge of the last column and the strip of closing words.
    pub right: f32,
    /// Lower edge of the last row.
    pub bottom: f32,
    columns: usize,
    /// Width of a column.
    pub column_width: f32,
    /// What each row is taller than it needs to be.
    row_room: f32,
}

/// What is given beyond what is needed, so that a picture gets another shape.
#[derive(Clone, Copy, Default)]
struct Stretch {
    /// To the heads of rows.
    head: f32,
    /// To each column.
    column: f32,
    /// To each row.
    row: f32,
}

impl Layout {
    pub fn new(scope: &Scope<'_>, sans: &Sans, shape: PictureShape) -> Self {
        let natural = Self::stretched(scope, sans, Stretch::default());
        match shape {
            PictureShape::Own => natural,
            PictureShape::Slide => Self::slide(scope, sans, &natural),
        }
    }

    /// 16 : 9. What is too tall first shows more of its tasks' texts, then has wider columns; what is too wide has
    /// taller rows. Only what is left after that stays empty.
    fn slide(scope: &Scope<'_>, sans: &Sans, natural: &Self) -> Self {
        let view = scope.view;
        let mut stretch = Stretch::default();
        let spare = natural.height * 16.0 / 9.0 - natural.width;
        if spare > 0.0 {
            stretch.head = spare.min((widest_row(scope, sans) - ROW_HEAD).max(0.0));
            stretch.column = ((spare - stretch.head) / view.columns.len().max(1) as f32).min(COLUMN_STRETCH);
        }
        let wide = Self::stretched(scope, sans, stretch);
        let spare = wide.width * 9.0 / 16.0 - wide.height;
        if spare > 0.0 {
            stretch.row = (spare / view.rows.len().max(1) as f32).min(ROW_STRETCH);
        }
        let mut slide = Self::stretched(scope, sans, stretch);
        let sixteenths = (slide.width / 16.0).max(slide.height / 9.0).ceil();
        [slide.width, slide.height] = [sixteenths * 16.0, sixteenths * 9.0];
        slide
    }

    fn stretched(scope: &Scope<'_>, sans: &Sans, stretch: Stretch) -> Self {
        let view = scope.view;
        let columns_left = MARGIN + ROW_HEAD + stretch.head;
        // A matrix of few columns still has room for title and legend.
        let column_width = column_width(scope, sans) + stretch.column;
        let right = (columns_left + view.columns.len() as f32 * column_width + ENDING).max(MARGIN + 720.0);
        let room = right - MARGIN;
        let mut y = MARGIN;
        let mut lines = |texts: Vec<String>, pitch: f32| {
            let placed = Lines { top: y + pitch / 2.0, lines: texts, pitch };
            y += pitch * placed.lines.len() as f32;
            placed
        };
        let title = lines(wrapped(&scope.plan.title, sans, TITLE, true, room), TITLE_LINE);
        let number = crate::export::legend::number_and_date(scope);
        let number = lines(wrapped(&number, sans, SMALL, false, room), LINE);
        let statement = lines(wrapped(&statement(scope), sans, SMALL, false, room), LINE);
        y += 8.0;
        let legend = place_legend(scope, sans, room, &mut y);
        y += 12.0;
        let names = view
            .columns
            .iter()
            .map(|&unit| name_length(&scope.plan.unit(unit).name, sans))
            .fold(NAMES_LEAST, f32::max)
            .min(NAMES_MOST);
        let rows_top = y + BAND + names + TOTALS;
        let rows: f32 = view.rows.iter().map(|&row| row_height(row) + stretch.row).sum();
        let bottom = rows_top + rows;
        Self {
            width: (right + MARGIN).ceil(),
            height: (bottom + MARGIN).ceil(),
            title,
            number,
            statement,
            legend,
            top: y,
            names,
            rows_top,
            columns_left,
            right,
            bottom,
            columns: view.columns.len(),
            column_width,
            row_room: stretch.row,
        }
    }

    pub fn row_height(&self, row: Subject) -> f32 {
        row_height(row) + self.row_room
    }

    /// Left edge of a column, or of the strip behind the last.
    pub fn column(&self, column: usize) -> f32 {
        self.columns_left + column.min(self.columns) as f32 * self.column_width
    }
}

/// Words are wider than shapes and letters.
fn column_width(scope: &Scope<'_>, sans: &Sans) -> f32 {
    if scope.view.marks != MarkStyle::Words {
        return COLUMN;
    }
    let words = RoleWords::new(scope.lang, scope.plan);
    let used = Role::ALL.into_iter().filter(|&role| scope.ledger.in_legend(role));
    let widest = used.map(|role| sans.width(words.name(role), NAME_SMALL, true)).fold(0.0, f32::max);
    (widest + 8.0).clamp(COLUMN, COLUMN_MOST)
}

fn row_height(row: Subject) -> f32 {
    match row {
        Subject::Section(_) => SECTION_ROW,
        Subject::Task(_) => TASK_ROW,
    }
}

/// What the head of a row takes at most: number, the first sentence of its text, the total.
fn widest_row(scope: &Scope<'_>, sans: &Sans) -> f32 {
    let tasks = scope.view.rows.iter().filter_map(|&row| match row {
        Subject::Task(id) => Some(first_sentence(&scope.plan.task(id).text)),
        Subject::Section(_) => None,
    });
    let widest = tasks.map(|text| sans.width(text, BODY, false)).fold(0.0, f32::max);
    NUMBER + widest + ROW_TOTAL + 16.0
}

/// Size of a unit's name.
pub(super) fn name_size(name: &str) -> f32 {
    if name.chars().count() >= LONG_NAME { NAME_SMALL } else { NAME }
}

/// From character to character of an upright name.
pub(super) fn name_pitch(name: &str) -> f32 {
    name_size(name) + 1.0
}

/// Han names stand upright; others lie on their side.
pub(super) fn is_upright(name: &str) -> bool {
    name.chars().any(is_han)
}

/// What stands together in an upright name: a character with the marks that combine with it, in the
/// form that it takes where text runs downwards.
pub(super) fn upright_signs(name: &str) -> Vec<String> {
    let mut signs: Vec<String> = Vec::new();
    for c in name.chars() {
        let combines =
            matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}');
        match signs.last_mut() {
            Some(last) if combines => last.push(c),
            _ => signs.push(vertical_form(c).to_string()),
        }
    }
    signs
}

fn name_length(name: &str, sans: &Sans) -> f32 {
    let length = match is_upright(name) {
        true => upright_signs(name).len() as f32 * name_pitch(name),
        false => sans.width(name, name_size(name), false),
    };
    length + 12.0
}

/// The text in lines of at most `room`; broken at a blank where there is one in the last third of a
/// line, else anywhere. No line for no text.
fn wrapped(text: &str, sans: &Sans, size: f32, bold: bool, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut width = 0.0;
    for c in text.chars() {
        let step = sans.char_width(c, size, bold);
        if width + step > room && !line.is_empty() {
            let rest = match line.rfind(' ') {
                Some(blank) if blank * 3 > line.len() * 2 => line.split_off(blank + 1),
                _ => String::new(),
            };
            lines.push(line.trim_end().to_owned());
            width = sans.width(&rest, size, bold);
            line = rest;
        }
        line.push(c);
        width += step;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn place_legend(scope: &Scope<'_>, sans: &Sans, room: f32, y: &mut f32) -> Vec<Placed> {
    let mut placed = Vec::new();
    let mut x = MARGIN;
    for entry in legend(scope) {
        let words = format!("{} {}", entry.name, entry.count);
        let width = SIGN + sans.width(&words, SMALL, false);
        if x > MARGIN && x + width > MARGIN + room {
            x = MARGIN;
            *y += LEGEND_LINE;
        }
        placed.push(Placed { glyph: entry.glyph, words, x: x + 6.0, y: *y + LEGEND_LINE / 2.0 });
        x += width + GAP;
    }
    *y += LEGEND_LINE;
    placed
}
