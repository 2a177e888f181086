//! The sheet of the matrix: units as columns under their groups, marks shown for words, totals.

use super::page::{points, rows_kept, rows_left_out, text_width};
use super::sheet::{Limits, Sheet};
use super::style::{LINE, Styles};
use super::width;
use crate::export::Scope;
use crate::export::legend::{legend, number_and_date, statement};
use crate::export::table::{self, RowSink, Spelling};
use crate::lang::RoleWords;
use crate::look::{Glyph, LIGHT};
use crate::made::Warning;
use crate::model::Role;
use crate::model::text::is_han;
use crate::view::{MarkStyle, Subject};
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};
use std::io;

/// Lines of a task's text that a row of the matrix shows; the cell holds all of it.
const TASK_LINES: f64 = 2.0;

/// Upright names are shown whole up to so many characters; longer ones lie on their side.
const UPRIGHT_MOST: usize = 14;

/// The highest column head, in points.
const HEAD_MOST: f64 = 200.0;

/// The filter's button at the lower edge of a column head, in points.
const BUTTON: f64 = 16.0;

/// A sheet of more cells than this has the spreadsheet's own grid instead of lines of its own.
const LINED_CELLS: usize = 250_000;

/// Columns before those of the units.
const LEFT: usize = 3;

/// Rows of the matrix' sheet.
const LEGEND_ROW: usize = 2;

const BAND_ROW: usize = 3;

const HEAD_ROW: usize = 4;

/// How wide a unit's column must be for its marks: words take more room than signs and letters.
fn marks_width(scope: &Scope<'_>) -> f64 {
    let words = RoleWords::new(scope.lang, scope.plan);
    let used = Role::ALL.into_iter().filter(|&role| scope.ledger.in_legend(role));
    match scope.view.marks {
        MarkStyle::Shapes | MarkStyle::Letters => 0.0,
        MarkStyle::Words => used.map(|role| text_width(words.name(role)) / 5.0 + 1.0).fold(0.0, f64::max).min(24.0),
    }
}

/// Which columns the matrix' sheet has.
struct MatrixColumns {
    /// Units on the sheet: all, but for a plan that has more than a sheet has columns.
    units: usize,
    /// Units of the view.
    all_units: usize,
    has_unlisted: bool,
    /// Width of each unit's column.
    widths: Vec<f64>,
}

impl MatrixColumns {
    fn new(scope: &Scope<'_>, limits: Limits) -> Self {
        let view = scope.view;
        let has_unlisted = view.counts.unlisted > 0;
        let others = LEFT + usize::from(has_unlisted) + 1;
        let units = view.columns.len().min(limits.columns.saturating_sub(others));
        let marks = marks_width(scope);
        let widths = view.columns[..units]
            .iter()
            .map(|&unit| {
                let name = &scope.plan.unit(unit).name;
                let lines = (text_width(name) / (HEAD_MOST - BUTTON)).ceil();
                let own = if stands_upright(name) { width::UNIT } else { (lines * 2.4).clamp(width::UNIT, 60.0) };
                own.max(marks)
            })
            .collect();
        Self { units, all_units: view.columns.len(), has_unlisted, widths }
    }

    fn all(&self) -> usize {
        LEFT + self.units + usize::from(self.has_unlisted) + 1
    }

    fn left_out(&self) -> Option<Warning> {
        (self.units < self.all_units).then_some(Warning::UnitsLeftOut { all: self.all_units, shown: self.units })
    }

    /// Of the columns of the table, where this one stands on the sheet; `None` for a unit that has
    /// no room.
    fn place(&self, column: usize) -> Option<usize> {
        match column.checked_sub(LEFT) {
            Some(unit) if unit >= self.all_units => Some(column - self.all_units + self.units),
            Some(unit) if unit >= self.units => None,
            _ => Some(column),
        }
    }
}

/// Whether a unit's name stands character under character in its column's head.
fn stands_upright(name: &str) -> bool {
    name.chars().any(is_han) && name.chars().count() <= UPRIGHT_MOST
}

/// Everything above the rows of the matrix; the height of the column heads.
fn matrix_heads(
    sheet: &mut Sheet<'_>,
    name: &str,
    styles: &Styles,
    scope: &Scope<'_>,
    columns: &MatrixColumns,
) -> Result<f64, XlsxError> {
    let t = scope.lang.texts();
    sheet.text(0, 0, &scope.plan.title, &styles.title)?;
    sheet.height(0, 26.0)?;
    let about = [number_and_date(scope), statement(scope), t.sheet_note_lines.to_owned()];
    let mut about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
    // What the sheet itself has no room for stands on it as well.
    about.extend(columns.left_out().map(|warning| warning.words(scope.lang)));
    about.extend(
        rows_left_out(sheet, name, HEAD_ROW, scope.view.rows.len() + 2).map(|warning| warning.words(scope.lang)),
    );
    sheet.text(1, 0, &about.join(" · "), &styles.note)?;
    let mut parts = Vec::new();
    for entry in legend(scope) {
        parts.push((styles.sign(entry.glyph), format!("{} ", entry.glyph.signs())));
        parts.push((styles.plain.clone(), format!("{} {}    ", entry.name, entry.count)));
    }
    sheet.rich(LEGEND_ROW, 0, &parts)?;
    sheet.height(LEGEND_ROW, 18.0)?;
    for band in &scope.view.bands {
        let range = LEFT + band.columns.start..LEFT + band.columns.end.min(columns.units);
        if !range.is_empty() {
            sheet.across(BAND_ROW, range, &scope.plan.group(band.group).name, &styles.band)?;
        }
    }
    sheet.height(BAND_ROW, 2.0 * LINE + 2.0)?;
    let widths = [width::NUMBER, width::SECTION, width::TASK].into_iter().chain(columns.widths.iter().copied());
    let ends = columns.has_unlisted.then_some(width::UNLISTED).into_iter().chain([width::TOTAL]);
    for (column, width) in widths.chain(ends).enumerate() {
        sheet.width(column, width)?;
    }
    let upright = |name: &str| name.chars().count() as f64 * (LINE + 0.5);
    let height = scope.view.columns[..columns.units]
        .iter()
        .map(|&unit| scope.plan.unit(unit).name.as_str())
        .map(|name| if stands_upright(name) { upright(name) } else { text_width(name) + 6.0 })
        .fold(60.0, f64::max);
    Ok(height.min(HEAD_MOST - BUTTON) + BUTTON)
}

/// Frozen heads, a filter over the columns, and a page on which heads and first columns return.
fn matrix_page(
    sheet: &mut Worksheet,
    columns: &MatrixColumns,
    last_row: usize,
    has_rows: bool,
) -> Result<(), XlsxError> {
    let [head, last_row] = [HEAD_ROW, last_row].map(|row| u32::try_from(row).unwrap_or(u32::MAX));
    let last_column = u16::try_from(columns.all() - 1).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(head + 1, LEFT as u16)?;
    if has_rows {
        // The totals stay where they are.
        sheet.autofilter(head, 0, last_row - 1, last_column)?;
        sheet.ignore_error_range(head + 1, 0, last_row, 0, IgnoreError::NumberStoredAsText)?;
    }
    sheet.set_repeat_rows(LEGEND_ROW as u32, head)?.set_repeat_columns(0, LEFT as u16 - 1)?;
    let left: f64 = [width::NUMBER, width::SECTION, width::TASK].into_iter().map(points).sum();
    let unlisted = columns.has_unlisted.then_some(width::UNLISTED);
    let right: f64 = columns.widths.iter().copied().chain(unlisted).chain([width::TOTAL]).map(points).sum();
    // Room within the margins of a landscape page.
    let (a4, a3) = (785.0, 1_133.0);
    // Below three quarters of 9 points a copy cannot be read.
    let (paper, room) = if (left + right) * 0.75 <= a4 { (9, a4) } else { (8, a3) };
    let least = 0.6;
    let pages = if (left + right) * least <= room { 1.0 } else { (right / (room / least - left)).ceil() };
    sheet.set_paper_size(paper).set_landscape().set_print_fit_to_pages(pages.clamp(1.0, 32_767.0) as u16, 0);
    sheet.set_tab_color(LIGHT.roles[Role::Lead]);
    Ok(())
}

/// Totals that follow the words of their cells when somebody changes them.
struct Totals {
    /// Between the roles of a cell.
    between: &'static str,
    /// What a cell begins with whose unit is reached through a collective: it does not count.
    through: &'static str,
    /// The last row of the view, counted from 0.
    last_row: usize,
}

impl Totals {
    /// `None` where a formula would not say what the table says: parts of the view are not on the sheet, or roles have
    /// names of the plan's own that look like two, or like one through a collective.
    fn new(scope: &Scope<'_>, columns: &MatrixColumns, limits: Limits) -> Option<Self> {
        let t = scope.lang.texts();
        let (rows, words) = (scope.view.rows.len(), RoleWords::new(scope.lang, scope.plan));
        let through = t.through.split('{').next().filter(|words| !words.is_empty())?;
        let between = t.name_separator;
        let is_plain =
            |role: Role| !words.name(role).contains(between.trim()) && !words.name(role).starts_with(through);
        let is_whole = columns.left_out().is_none() && HEAD_ROW + rows + 2 <= limits.rows;
        // So many formulas over so many cells are slow to open.
        let is_small = rows * columns.units <= LINED_CELLS;
        let any = rows > 0 && columns.units > 0;
        (any && is_whole && is_small && Role::ALL.into_iter().all(is_plain)).then_some(Self {
            between,
            through,
            last_row: HEAD_ROW + rows,
        })
    }

    /// Counts the direct marks of a range.
    fn count(&self, range: &str) -> String {
        let Self { between, through, .. } = self;
        let length = through.chars().count();
        let roles = format!("(LEN({range})-LEN(SUBSTITUTE({range},\"{between}\",\"\")))/{}+1", between.chars().count());
        format!("=SUMPRODUCT(({range}<>\"\")*(LEFT({range},{length})<>\"{through}\")*({roles}))")
    }

    fn of_row(&self, row: usize, columns: &MatrixColumns) -> String {
        let cell = |column: usize| row_col_to_cell(row as u32, column as u16);
        self.count(&format!("{}:{}", cell(LEFT), cell(LEFT + columns.units - 1)))
    }

    fn of_column(&self, column: usize) -> String {
        let cell = |row: usize| row_col_to_cell(row as u32, column as u16);
        self.count(&format!("{}:{}", cell(HEAD_ROW + 1), cell(self.last_row)))
    }

    /// Of everything: of the totals above it.
    fn of_all(&self, column: usize) -> String {
        let name = column_number_to_name(column as u16);
        format!("=SUM({name}{}:{name}{})", HEAD_ROW + 2, self.last_row + 1)
    }
}

/// Takes the table of the matrix to its sheet.
struct MatrixRows<'s, 'b> {
    sheet: &'s mut Sheet<'b>,
    styles: &'s Styles,
    scope: &'s Scope<'s>,
    columns: &'s MatrixColumns,
    totals: Option<Totals>,
    /// Whether empty cells have lines too.
    lined: bool,
    /// Row of the table that comes next; 0 is its head.
    next: usize,
    failed: Option<XlsxError>,
}

impl RowSink for MatrixRows<'_, '_> {
    fn spelling(&self) -> Spelling {
        Spelling::OfThePlan
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let written = match self.next.checked_sub(1) {
            None => self.head(cells),
            Some(position) if position < self.scope.view.rows.len() => self.body(position, cells),
            Some(_) => self.totals(cells),
        };
        self.next += 1;
        written.map_err(|error| {
            self.failed = Some(error);
            io::ErrorKind::Other.into()
        })
    }
}

impl MatrixRows<'_, '_> {
    fn head(&mut self, cells: &[String]) -> Result<(), XlsxError> {
        for (column, text) in cells.iter().enumerate() {
            let Some(place) = self.columns.place(column) else { continue };
            let is_unit = (LEFT..LEFT + self.columns.units).contains(&place);
            let style = match is_unit {
                true if stands_upright(text) => &self.styles.upright,
                true => &self.styles.lying,
                false => &self.styles.head,
            };
            self.sheet.text(HEAD_ROW, place, text, style)?;
        }
        Ok(())
    }

    fn body(&mut self, position: usize, cells: &[String]) -> Result<(), XlsxError> {
        let (view, plan, styles) = (self.scope.view, self.scope.plan, self.styles);
        let row = HEAD_ROW + self.next;
        let on_section = matches!(view.rows[position], Subject::Section(_));
        let [number, section, task] = match on_section {
            true => [&styles.section_middle, &styles.section, &styles.section],
            false => [&styles.middle, &styles.path, &styles.task],
        };
        self.sheet.text(row, 0, &cells[0], number)?;
        self.sheet.text(row, 1, &cells[1], &styles.labelled(&cells[1], section))?;
        self.sheet.text(row, 2, &cells[2], task)?;
        self.sheet.height(row, if on_section { 18.0 } else { TASK_LINES * LINE })?;
        let mut filled = view.row_cells(position).iter().peekable();
        let empty = if on_section { &styles.section_middle } else { &styles.middle };
        for (column, &unit) in view.columns.iter().enumerate().take(self.columns.units) {
            match filled.next_if(|cell| cell.column as usize == column) {
                Some(cell) => {
                    let glyph = Glyph::of(cell.marks, plan.unit(unit).is_indeterminate());
                    let style = glyph.map_or(empty, |glyph| styles.mark(glyph, on_section));
                    self.sheet.text(row, LEFT + column, &cells[LEFT + column], style)?;
                }
                None if self.lined || on_section => self.sheet.blank(row, LEFT + column, empty)?,
                None => {}
            }
        }
        let tail = LEFT + view.columns.len();
        for (column, text) in cells.iter().enumerate().skip(tail) {
            let Some(place) = self.columns.place(column) else { continue };
            match (&self.totals, column + 1 == cells.len()) {
                (Some(totals), true) => {
                    let formula = totals.of_row(row, self.columns);
                    self.sheet.formula(row, place, &formula, text, empty)?;
                }
                (None, true) => self.sheet.number(row, place, text, empty)?,
                (_, false) => self.sheet.text(row, place, text, empty)?,
            }
        }
        Ok(())
    }

    fn totals(&mut self, cells: &[String]) -> Result<(), XlsxError> {
        let row = HEAD_ROW + self.next;
        self.sheet.height(row, 18.0)?;
        for (column, text) in cells.iter().enumerate() {
            let Some(place) = self.columns.place(column) else { continue };
            let style = &self.styles.total;
            let formula = self.totals.as_ref().and_then(|totals| match column + 1 == cells.len() {
                true => Some(totals.of_all(place)),
                false if (LEFT..LEFT + self.columns.units).contains(&place) => Some(totals.of_column(place)),
                false => None,
            });
            match formula {
                Some(formula) => self.sheet.formula(row, place, &formula, text, style)?,
                None => self.sheet.number(row, place, text, style)?,
            }
        }
        Ok(())
    }
}

/// The matrix on its sheet.
pub(super) fn write(sheet: &mut Sheet<'_>, name: &str, styles: &Styles, scope: &Scope<'_>) -> Result<(), XlsxError> {
    let columns = MatrixColumns::new(scope, sheet.limits);
    let head_height = matrix_heads(sheet, name, styles, scope, &columns)?;
    let mut rows = MatrixRows {
        columns: &columns,
        totals: Totals::new(scope, &columns, sheet.limits),
        scope,
        styles,
        lined: scope.view.rows.len() * columns.all() <= LINED_CELLS,
        next: 0,
        sheet,
        failed: None,
    };
    // A sink's error carries words; the library's own is kept beside it.
    let written = table::matrix(scope, &mut rows);
    if let Some(error) = rows.failed.take() {
        return Err(error);
    }
    written?;
    let all = rows.next;
    let last = rows_kept(sheet, name, HEAD_ROW, all);
    sheet.tally.others.extend(columns.left_out());
    sheet.height(HEAD_ROW, head_height)?;
    matrix_page(sheet.inner, &columns, last, all > 2)
}
