//! Workbooks (.xlsx): the matrix with all marks and a sheet for each unit, or one unit's duties.
//!
//! Cells hold the words and numbers of the CSV tables, row by row from [`super::table`]; a mark is
//! only how a cell shows its word. Texts are texts: nothing in a plan becomes a formula. The time
//! of creation is the plan's date, so that two exports are the same bytes.

mod bulletin;
mod form;
mod names;
mod sheet;
mod style;

pub use bulletin::bulletin;
pub use form::form;

use super::Scope;
use super::legend::{legend, number_and_date, statement};
use super::lists;
use super::table::{self, Expand, RowSink, Spelling};
use crate::lang::{Lang, RoleWords, fill, filter_words};
use crate::look::{Glyph, LIGHT};
use crate::made::{Made, Warning};
use crate::model::text::is_han;
use crate::model::{Date, Role, UnitId};
use crate::view::{Companion, MarkStyle, Obligations, Row};
use names::{SheetNames, beginning};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};
use sheet::{EXCEL, Limits, Sheet, Tally};
use std::borrow::Cow;
use std::io;
use style::{BODY, LINE, Styles};

/// Widths of columns, in characters of the spreadsheet's default face.
mod width {
    pub const NUMBER: f64 = 5.0;
    pub const SECTION: f64 = 14.0;
    pub const TASK: f64 = 50.0;
    /// A unit's column: one upright character, and room for the filter's button.
    pub const UNIT: f64 = 3.3;
    pub const UNLISTED: f64 = 7.0;
    pub const TOTAL: f64 = 5.5;
    /// The columns of a unit's table: up to the basis, …
    pub const DUTIES: [f64; 5] = [5.0, 14.0, 44.0, 9.0, 12.0];
    /// … the lists of roles, …
    pub const LEADS: f64 = 20.0;
    pub const RESPONSIBLE: f64 = 24.0;
    pub const PARTNERS: f64 = 16.0;
    /// … and the deadline.
    pub const DEADLINE: f64 = 12.0;
    /// The six columns of the table of marks.
    pub const MARKS: [f64; 6] = [6.0, 24.0, 60.0, 24.0, 8.0, 16.0];
}

/// Lines of a task's text that a row of the matrix shows; the cell holds all of it.
const TASK_LINES: f64 = 2.0;
/// The highest row that there can be, in points.
const ROW_MOST: f64 = 409.0;
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
/// The head of the table on a unit's sheet.
const DUTIES_HEAD_ROW: usize = 4;

/// The matrix, all marks, a guide with the legend and all units, and a sheet for each unit that
/// stands.
///
/// # Errors
/// Never in practice: the workbook is made in memory, and what it cannot hold is a warning.
pub fn matrix(scope: &Scope<'_>) -> io::Result<Made> {
    matrix_within(scope, EXCEL).map_err(io::Error::other)
}

/// The table of tasks (任务分工表).
///
/// # Errors
/// Never in practice, as [`matrix`].
pub fn tasks(scope: &Scope<'_>) -> io::Result<Made> {
    let lists = lists::task_roles(scope).into_iter().map(list_width);
    let widths = [width::NUMBER, width::SECTION, width::TASK].into_iter().chain(lists).chain([width::DEADLINE]);
    whole_table(scope, scope.lang.texts().table_tasks, widths.collect(), table::tasks).map_err(io::Error::other)
}

/// The table of units (单位责任一览表).
///
/// # Errors
/// Never in practice, as [`matrix`].
pub fn overview(scope: &Scope<'_>) -> io::Result<Made> {
    let roles = lists::unit_roles(scope).into_iter().map(list_width);
    let has_through = scope.view.counts.through > 0;
    let through = has_through.then_some(width::RESPONSIBLE);
    let widths = [width::RESPONSIBLE].into_iter().chain(roles).chain(through).chain([width::UNLISTED]);
    whole_table(scope, scope.lang.texts().table_overview, widths.collect(), table::overview).map_err(io::Error::other)
}

/// The register of receipts (签收登记表).
///
/// # Errors
/// Never in practice, as [`matrix`].
pub fn receipts(scope: &Scope<'_>) -> io::Result<Made> {
    let widths = vec![width::NUMBER, width::RESPONSIBLE, width::UNLISTED, 14.0, 14.0, 14.0, width::UNLISTED];
    whole_table(scope, scope.lang.texts().table_receipts, widths, table::receipts).map_err(io::Error::other)
}

/// A workbook of one table, shown whole, with what it is of and what a filter lets stand above it.
fn whole_table(
    scope: &Scope<'_>,
    title: &str,
    widths: Vec<f64>,
    fill_rows: impl FnOnce(&Scope<'_>, &mut dyn RowSink) -> io::Result<()>,
) -> Result<Made, XlsxError> {
    let mut book = Book::new(scope, EXCEL)?;
    let name = book.names.name(title);
    book.sheet(&name, |sheet, styles, scope| {
        sheet.text(0, 0, &format!("{} {title}", scope.plan.title), &styles.title)?;
        sheet.height(0, 26.0)?;
        sheet.text(1, 0, &number_and_date(scope), &styles.note)?;
        let filter = filter_words(scope.lang, scope.plan, scope.filter);
        let extract = filter.map(|words| fill(scope.lang.texts().paper_extract, &[&words])).unwrap_or_default();
        sheet.text(2, 0, &format!("{extract}{}", statement(scope)), &styles.plain)?;
        let last_column = widths.len() - 1;
        let mut rows = Rows::new(sheet, styles, Looks::Whole { widths: widths.clone() }, DUTIES_HEAD_ROW);
        let written = fill_rows(scope, &mut rows);
        let all = rows.done(written)?;
        let last = rows_kept(sheet, &name, DUTIES_HEAD_ROW, all);
        for (column, width) in widths.iter().enumerate() {
            sheet.width(column, *width)?;
        }
        list_page(sheet.inner, DUTIES_HEAD_ROW, last, last_column)?;
        sheet.inner.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    })?;
    book.finish(&format!("{} {title}", scope.plan.title))
}

/// The width of a column of units, or of numbers of tasks, by its role.
fn list_width(role: Role) -> f64 {
    match role {
        Role::OverallLead => width::PARTNERS,
        Role::Lead => width::LEADS,
        Role::Responsible => width::RESPONSIBLE,
        _ => width::PARTNERS,
    }
}

/// What one unit owes, with whom it shares tasks, and the legend.
///
/// # Errors
/// Never in practice, as [`matrix`].
pub fn unit(scope: &Scope<'_>, obligations: &Obligations) -> io::Result<Made> {
    unit_within(scope, obligations, EXCEL).map_err(io::Error::other)
}

fn matrix_within(scope: &Scope<'_>, limits: Limits) -> Result<Made, XlsxError> {
    let t = scope.lang.texts();
    let mut book = Book::new(scope, limits)?;
    let [matrix_name, marks_name, guide_name] =
        [t.table_matrix, t.table_marks, t.sheet_guide].map(|title| book.names.name(title));
    let duties: Vec<Obligations> =
        scope.view.columns.iter().map(|&unit| Obligations::new(scope.plan, scope.ledger, scope.filter, unit)).collect();
    let rows: usize = duties.iter().map(|own| own.duties.len() + DUTIES_HEAD_ROW + 1).sum();
    let units_fit = rows <= limits.unit_rows && duties.len() <= limits.unit_sheets;
    let unit_names: Vec<String> = match units_fit {
        true => duties.iter().map(|own| book.names.name(&scope.plan.unit(own.unit).name)).collect(),
        false => Vec::new(),
    };
    if !units_fit {
        book.tally.others.push(Warning::UnitSheetsLeftOut { units: duties.len() });
    }
    book.matrix_sheet(&matrix_name)?;
    book.marks_sheet(&marks_name)?;
    book.guide_sheet(&guide_name, Some((&duties, &unit_names)))?;
    for (own, name) in duties.iter().zip(&unit_names) {
        book.duties_sheet(name, own, Some(&matrix_name))?;
    }
    book.finish(&scope.plan.title)
}

fn unit_within(scope: &Scope<'_>, obligations: &Obligations, limits: Limits) -> Result<Made, XlsxError> {
    let t = scope.lang.texts();
    let mut book = Book::new(scope, limits)?;
    let unit = &scope.plan.unit(obligations.unit).name;
    let [own, partners, guide] = [unit.as_str(), t.sheet_partners, t.sheet_guide].map(|title| book.names.name(title));
    book.duties_sheet(&own, obligations, None)?;
    book.partners_sheet(&partners, obligations.unit)?;
    book.guide_sheet(&guide, None)?;
    book.finish(&format!("{unit} {}", t.table_unit))
}

/// A workbook that is being made.
struct Book<'a> {
    scope: &'a Scope<'a>,
    workbook: Workbook,
    styles: Styles,
    names: SheetNames,
    limits: Limits,
    tally: Tally,
}

impl<'a> Book<'a> {
    fn new(scope: &'a Scope<'a>, limits: Limits) -> Result<Self, XlsxError> {
        let styles = Styles::new(scope);
        Ok(Self {
            scope,
            workbook: Workbook::new(),
            styles,
            names: SheetNames::default(),
            limits,
            tally: Tally::default(),
        })
    }

    fn finish(mut self, title: &str) -> Result<Made, XlsxError> {
        let plan = self.scope.plan;
        let properties = properties(title, plan.issuer.as_deref(), plan.date)?.set_subject(property(&plan.title));
        self.workbook.set_properties(&properties);
        let bytes = self.workbook.save_to_buffer()?;
        Ok(Made { bytes, warnings: self.tally.warnings() })
    }

    /// Adds a sheet and lets `fill` write it.
    fn sheet(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut Sheet<'_>, &Styles, &Scope<'_>) -> Result<(), XlsxError>,
    ) -> Result<(), XlsxError> {
        let inner = self.workbook.add_worksheet();
        inner.set_name(name)?;
        inner.set_margins(0.4, 0.4, 0.4, 0.6, 0.3, 0.3);
        inner.set_footer(footer(&self.scope.plan.title, self.scope.lang));
        let mut sheet = Sheet { inner, limits: self.limits, tally: &mut self.tally };
        write(&mut sheet, &self.styles, self.scope)
    }

    fn matrix_sheet(&mut self, name: &str) -> Result<(), XlsxError> {
        self.sheet(name, |sheet, styles, scope| {
            let columns = MatrixColumns::new(scope, sheet.limits);
            let head_height = matrix_heads(sheet, name, styles, scope, &columns)?;
            let mut rows = MatrixRows {
                columns: &columns,
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
        })
    }

    fn marks_sheet(&mut self, name: &str) -> Result<(), XlsxError> {
        self.sheet(name, |sheet, styles, scope| {
            let mut rows = Rows::new(sheet, styles, Looks::Marks, 0);
            let written = table::marks(scope, Expand::No, &mut rows);
            let all = rows.done(written)?;
            let last = rows_kept(sheet, name, 0, all);
            for (column, width) in width::MARKS.into_iter().enumerate() {
                sheet.width(column, width)?;
            }
            list_page(sheet.inner, 0, last, 5)?;
            // 4: A4 is 9, A3 is 8.
            sheet.inner.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
            Ok(())
        })
    }

    fn duties_sheet(&mut self, name: &str, own: &Obligations, back: Option<&str>) -> Result<(), XlsxError> {
        self.sheet(name, |sheet, styles, scope| {
            let t = scope.lang.texts();
            let unit = scope.plan.unit(own.unit);
            let widths = duties_widths(scope);
            sheet.text(0, 0, &format!("{} {}", unit.name, t.table_unit), &styles.title)?;
            sheet.height(0, 26.0)?;
            let origin = [scope.plan.title.clone(), number_and_date(scope)];
            let origin: Vec<String> = origin.into_iter().filter(|part| !part.is_empty()).collect();
            sheet.text(1, 0, &origin.join(" · "), &styles.note)?;
            sheet.text(2, 0, &summary(scope, own), &styles.plain)?;
            if own.left_out > 0 {
                sheet.text(3, 0, &fill(t.duties_left_out, &[&own.left_out]), &styles.plain)?;
            }
            if let Some(matrix) = back {
                sheet.link(0, widths.len() - 1, matrix, t.sheet_back, &styles.link)?;
            }
            let roles = own.duties.iter().map(|duty| (!duty.is_through()).then_some(duty.role)).collect();
            let mut rows = Rows::new(sheet, styles, Looks::Duties { roles, widths: widths.clone() }, DUTIES_HEAD_ROW);
            let written = table::unit(scope, own, &mut rows);
            let all = rows.done(written)?;
            let last = rows_kept(sheet, name, DUTIES_HEAD_ROW, all);
            for (column, width) in widths.iter().enumerate() {
                sheet.width(column, *width)?;
            }
            list_page(sheet.inner, DUTIES_HEAD_ROW, last, widths.len() - 1)?;
            sheet.inner.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
            Ok(())
        })
    }

    fn partners_sheet(&mut self, name: &str, unit: UnitId) -> Result<(), XlsxError> {
        self.sheet(name, |sheet, styles, scope| {
            let t = scope.lang.texts();
            let words = RoleWords::new(scope.lang, scope.plan);
            let roles = shared_roles(scope);
            let heads = [t.head_unit, t.group, t.shared_tasks].into_iter().map(Cow::from);
            for (column, head) in heads.chain(roles.iter().map(|&role| words.shared(role))).enumerate() {
                sheet.text(0, column, &head, &styles.head)?;
            }
            let partners = Companion::of(scope.plan, scope.ledger, unit);
            for (row, partner) in partners.iter().enumerate() {
                let other = scope.plan.unit(partner.unit);
                sheet.text(row + 1, 0, &other.name, &styles.wrapped)?;
                sheet.text(row + 1, 1, &scope.plan.group(other.group).name, &styles.wrapped)?;
                let by_role = roles.iter().map(|&role| partner.roles[role]);
                for (column, count) in [partner.tasks].into_iter().chain(by_role).enumerate() {
                    sheet.number(row + 1, column + 2, &count.to_string(), &styles.number)?;
                }
            }
            if !scope.filter.is_empty() {
                sheet.text(partners.len() + 2, 0, t.sheet_note_partners, &styles.plain)?;
            }
            let widths = [34.0, 20.0, 12.0].into_iter().chain(roles.iter().map(|_| 12.0));
            for (column, width) in widths.enumerate() {
                sheet.width(column, width)?;
            }
            list_page(sheet.inner, 0, partners.len(), 2 + roles.len())?;
            sheet.inner.set_paper_size(9).set_print_fit_to_pages(1, 0);
            Ok(())
        })
    }

    /// The guide: what is in the file, what the marks mean, and every unit with its counts.
    fn guide_sheet(&mut self, name: &str, units: Option<(&[Obligations], &[String])>) -> Result<(), XlsxError> {
        self.sheet(name, |sheet, styles, scope| {
            let t = scope.lang.texts();
            sheet.text(0, 0, &scope.plan.title, &styles.title)?;
            sheet.height(0, 26.0)?;
            sheet.text(1, 0, &number_and_date(scope), &styles.note)?;
            sheet.text(2, 0, &statement(scope), &styles.plain)?;
            let mut row = 4;
            sheet.text(row, 0, t.sheet_legend, &styles.heading)?;
            for entry in legend(scope) {
                row += 1;
                let sign = format!("{} {}", entry.glyph.signs(), entry.name);
                sheet.text(row, 0, &sign, &styles.sign(entry.glyph))?;
                // Beside the duties of one unit the counts of the matrix would be mistaken for its own.
                if units.is_some() {
                    sheet.number(row, 1, &entry.count.to_string(), &styles.count)?;
                }
                sheet.text(row, 2, &entry.meaning, &styles.plain)?;
            }
            row += 1;
            let notes = units.map(|_| [t.sheet_note_words, t.sheet_note_totals]);
            for note in notes.into_iter().flatten() {
                row += 1;
                sheet.text(row, 0, note, &styles.plain)?;
            }
            let roles = Role::ALL.into_iter().filter(|&role| scope.ledger.in_tables(role)).map(|_| 8.0);
            for (column, width) in [34.0, 16.0].into_iter().chain(roles).chain([11.0, 8.0]).enumerate() {
                sheet.width(column, width)?;
            }
            sheet.inner.set_paper_size(9).set_print_fit_to_pages(1, 0);
            let Some((duties, names)) = units else { return Ok(()) };
            row += 1;
            if names.is_empty() && !duties.is_empty() {
                row += 1;
                sheet.text(row, 0, &fill(t.warn_unit_sheets_left_out, &[&duties.len()]), &styles.plain)?;
            }
            row += 1;
            contents(sheet, styles, scope, row, duties, names)
        })
    }
}

/// Every unit with its group and counts, each leading to its sheet.
fn contents(
    sheet: &mut Sheet<'_>,
    styles: &Styles,
    scope: &Scope<'_>,
    head_row: usize,
    duties: &[Obligations],
    names: &[String],
) -> Result<(), XlsxError> {
    let t = scope.lang.texts();
    let words = RoleWords::new(scope.lang, scope.plan);
    let roles = || Role::ALL.into_iter().filter(|&role| scope.ledger.in_tables(role));
    let heads = [t.head_unit, t.group].into_iter().chain(roles().map(|role| words.name(role)));
    for (column, head) in heads.chain([t.through_collective, t.head_task]).enumerate() {
        sheet.text(head_row, column, head, &styles.head)?;
    }
    for (position, own) in duties.iter().enumerate() {
        let row = head_row + 1 + position;
        let unit = scope.plan.unit(own.unit);
        match names.get(position) {
            Some(name) => sheet.link(row, 0, name, &unit.name, &styles.entry)?,
            None => sheet.text(row, 0, &unit.name, &styles.cut)?,
        }
        sheet.text(row, 1, &scope.plan.group(unit.group).name, &styles.cut)?;
        let by_role = roles().map(|role| own.direct(role).count());
        let counts = by_role.chain([own.through().count(), own.tasks()]);
        for (column, count) in counts.enumerate() {
            sheet.number(row, column + 2, &count.to_string(), &styles.sparse)?;
        }
    }
    Ok(())
}

/// Widths of the columns of a unit's table.
fn duties_widths(scope: &Scope<'_>) -> Vec<f64> {
    let list = |role| match role {
        Role::Lead => width::LEADS,
        Role::Responsible => width::RESPONSIBLE,
        _ => width::PARTNERS,
    };
    let [before, after] = table::list_columns(scope).map(|roles| roles.into_iter().map(list));
    width::DUTIES.into_iter().chain(before).chain([width::DEADLINE]).chain(after).collect()
}

/// The roles of partners that have a column: those that every legend has, and the lighter ones that the
/// plan uses. Partners share tasks, which have no overall leads.
fn shared_roles(scope: &Scope<'_>) -> Vec<Role> {
    Role::OF_TASKS.into_iter().filter(|&role| scope.ledger.in_legend(role)).collect()
}

/// `牵头 5 项 · 责任 11 项 · 经县直各部门 9 项 · 共 25 项`.
fn summary(scope: &Scope<'_>, own: &Obligations) -> String {
    let t = scope.lang.texts();
    let words = RoleWords::new(scope.lang, scope.plan);
    let counts = Role::ALL.into_iter().map(|role| (role, own.direct(role).count()));
    let mut parts: Vec<String> =
        counts.filter(|(_, count)| *count > 0).map(|(role, count)| words.duties(role, count)).collect();
    for collective in own.collectives() {
        let count = own.through().filter(|duty| duty.basis == crate::model::Basis::Through(collective)).count();
        parts.push(fill(t.through_duties, &[&scope.plan.unit(collective).name, &count]));
    }
    match parts.is_empty() {
        true => t.no_duties.to_owned(),
        false => {
            parts.push(fill(t.tasks_total, &[&own.tasks()]));
            parts.join(" · ")
        }
    }
}

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

/// About how wide a text is on one line, in points.
fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { BODY * 0.55 } else { BODY }).sum()
}

/// A column of so many characters in points: at the default face a character is 7 pixels wide, and
/// 5 pixels are added.
fn points(characters: f64) -> f64 {
    (characters * 7.0 + 5.0) * 0.75
}

/// The height that a row needs to show its texts whole. Stated for each row: not every program
/// works it out by itself.
fn height_of(cells: &[String], widths: &[f64]) -> f64 {
    let lines = |(text, &width): (&String, &f64)| {
        // The last character of a line may not fit any more.
        let room = points(width) - 5.0 - BODY / 2.0;
        text.split('\n').map(|line| (text_width(line) / room).ceil().max(1.0)).sum::<f64>()
    };
    cells.iter().zip(widths).map(lines).fold(1.0, f64::max) * LINE + 4.0
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

/// Rows of a table whose head is on row `first` that a sheet has no room for.
fn rows_left_out(sheet: &Sheet<'_>, name: &str, first: usize, all: usize) -> Option<Warning> {
    let shown = sheet.limits.rows.saturating_sub(first);
    (all > shown).then(|| Warning::RowsLeftOut { sheet: name.to_owned(), all, shown })
}

/// Says so where a table has more rows than the sheet; the last row of the table on the sheet.
fn rows_kept(sheet: &mut Sheet<'_>, name: &str, first: usize, all: usize) -> usize {
    let warning = rows_left_out(sheet, name, first, all);
    sheet.tally.others.extend(warning);
    (first + all).min(sheet.limits.rows).saturating_sub(1)
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

/// A frozen head that returns on each page, and a filter.
fn list_page(sheet: &mut Worksheet, head_row: usize, last_row: usize, last_column: usize) -> Result<(), XlsxError> {
    let [head, last] = [head_row, last_row].map(|row| u32::try_from(row).unwrap_or(u32::MAX));
    let last_column = u16::try_from(last_column).unwrap_or(u16::MAX);
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_repeat_rows(head, head)?;
    if last > head {
        sheet.autofilter(head, 0, last, last_column)?;
        sheet.ignore_error_range(head + 1, 0, last, 0, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// `标题      第 1 页，共 3 页`; a page's foot holds at most 255 characters.
fn footer(title: &str, lang: Lang) -> String {
    let title: String = property(title).chars().take(60).collect();
    // A blank keeps digits of the title apart from the sign before them.
    format!("&L {}&C{}", title.replace('&', "&&"), fill(lang.texts().sheet_page, &[&"&P", &"&N"]))
}

/// What a file says of itself. Without a date, or with one that the format does not know, any fixed day will do.
fn properties(title: &str, author: Option<&str>, date: Option<Date>) -> Result<DocProperties, XlsxError> {
    let date = date.and_then(|date| {
        let part = |value: i8| u8::try_from(value).ok();
        ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, part(date.month())?, part(date.day())?).ok()
    });
    let date = match date {
        Some(date) => date,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let properties = DocProperties::new().set_title(property(title)).set_author(property(author.unwrap_or_default()));
    Ok(properties.set_creation_datetime(&date))
}

/// A text for the file's properties, at most 255 characters, all of which XML can hold.
fn property(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
    beginning(&text, 255).to_owned()
}

/// Takes the table of the matrix to its sheet.
struct MatrixRows<'s, 'b> {
    sheet: &'s mut Sheet<'b>,
    styles: &'s Styles,
    scope: &'s Scope<'s>,
    columns: &'s MatrixColumns,
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
        let on_section = matches!(view.rows[position], Row::Section(_));
        let [number, section, task] = match on_section {
            true => [&styles.section_middle, &styles.section, &styles.section],
            false => [&styles.middle, &styles.path, &styles.task],
        };
        self.sheet.text(row, 0, &cells[0], number)?;
        self.sheet.text(row, 1, &cells[1], section)?;
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
            match column + 1 == cells.len() {
                true => self.sheet.number(row, place, text, empty)?,
                false => self.sheet.text(row, place, text, empty)?,
            }
        }
        Ok(())
    }

    fn totals(&mut self, cells: &[String]) -> Result<(), XlsxError> {
        let row = HEAD_ROW + self.next;
        self.sheet.height(row, 18.0)?;
        for (column, text) in cells.iter().enumerate() {
            let Some(place) = self.columns.place(column) else { continue };
            self.sheet.number(row, place, text, &self.styles.total)?;
        }
        Ok(())
    }
}

/// How the rows of a list look.
enum Looks {
    /// One line each.
    Marks,
    /// As many lines as the text needs; the role of each duty, `None` through a collective; widths.
    Duties { roles: Vec<Option<Role>>, widths: Vec<f64> },
    /// As many lines as the text needs.
    Whole { widths: Vec<f64> },
}

/// Takes a list to its sheet.
struct Rows<'s, 'b> {
    sheet: &'s mut Sheet<'b>,
    styles: &'s Styles,
    looks: Looks,
    first: usize,
    next: usize,
    failed: Option<XlsxError>,
}

impl<'s, 'b> Rows<'s, 'b> {
    fn new(sheet: &'s mut Sheet<'b>, styles: &'s Styles, looks: Looks, first: usize) -> Self {
        Self { sheet, styles, looks, first, next: 0, failed: None }
    }

    /// The error that the sheet met, or how many rows there were.
    fn done(self, written: io::Result<()>) -> Result<usize, XlsxError> {
        match self.failed {
            Some(error) => Err(error),
            None => Ok(written.map(|()| self.next)?),
        }
    }

    fn write(&mut self, cells: &[String]) -> Result<(), XlsxError> {
        let row = self.first + self.next;
        let styles = self.styles;
        let Some(position) = self.next.checked_sub(1) else {
            for (column, text) in cells.iter().enumerate() {
                self.sheet.text(row, column, text, &styles.head)?;
            }
            return Ok(());
        };
        for (column, text) in cells.iter().enumerate() {
            let style = match (&self.looks, column) {
                (_, 0) => &styles.middle,
                (Looks::Marks, _) => &styles.cut,
                (Looks::Duties { roles, .. }, 3) => styles.role(roles.get(position).copied().flatten()),
                (Looks::Duties { .. } | Looks::Whole { .. }, _) => &styles.wrapped,
            };
            self.sheet.text(row, column, text, style)?;
        }
        if let Looks::Duties { widths, .. } | Looks::Whole { widths } = &self.looks {
            let height = height_of(cells, widths);
            if height > ROW_MOST {
                self.sheet.tally.tall_rows += 1;
            }
            self.sheet.height(row, height.min(ROW_MOST))?;
        }
        Ok(())
    }
}

impl RowSink for Rows<'_, '_> {
    fn spelling(&self) -> Spelling {
        Spelling::OfThePlan
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let written = self.write(cells);
        self.next += 1;
        written.map_err(|error| {
            self.failed = Some(error);
            io::ErrorKind::Other.into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::file::decode;
    use crate::view::{Filter, Ledger, MatrixView};
    use calamine::Reader as _;

    fn made(file: &str, limits: Limits) -> (Vec<Warning>, calamine::Xlsx<io::Cursor<Vec<u8>>>) {
        let plan = decode(file).expect("a plan file").plan;
        let (ledger, filter) = (Ledger::new(&plan), Filter::default());
        let view = MatrixView::new(&plan, &ledger, &filter);
        let scope = Scope { plan: &plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
        let Made { bytes, warnings } = matrix_within(&scope, limits).expect("a workbook");
        (warnings, calamine::Xlsx::new(io::Cursor::new(bytes)).expect("a workbook"))
    }

    #[test]
    fn a_sheet_too_small_is_said_and_holds_what_it_can() {
        let limits = Limits { rows: 20, columns: 12, text: 60, unit_rows: 10, ..EXCEL };
        let (warnings, mut book) = made(builtin::PLAN, limits);
        let rows = |sheet: &str, all| Warning::RowsLeftOut { sheet: sheet.to_owned(), all, shown: 20 };
        let Some(Warning::TextsCut { cells }) = warnings.last() else { panic!("{warnings:?}") };
        assert!(*cells > 20);
        let matrix_rows = Warning::RowsLeftOut { sheet: "责任矩阵".to_owned(), all: 48, shown: 16 };
        assert_eq!(
            warnings[..4],
            [
                Warning::UnitSheetsLeftOut { units: 41 },
                matrix_rows,
                Warning::UnitsLeftOut { all: 41, shown: 7 },
                rows("责任标记", 249),
            ]
        );
        assert_eq!(book.sheet_names(), ["责任矩阵", "责任标记", "说明"]);
        let matrix = book.worksheet_range("责任矩阵").expect("a sheet");
        assert_eq!(matrix.end(), Some((19, 11)));
        let head = |column| matrix.get_value((4, column)).map(ToString::to_string);
        assert_eq!([head(9), head(10), head(11)].map(Option::unwrap_or_default), ["县委宣传部", "未列名", "合计"]);
    }

    #[test]
    fn more_units_than_a_sheet_has_columns() {
        let units: String = (0..17_000).map(|unit| format!("\"单位{unit}\": (),")).collect();
        let file = format!(
            "(format: 1, title: \"宽\", groups: [(name: \"组\", units: {{{units}}})], tasks: [(number: \"1\", \
             text: \"事\", lead: [\"单位16999\"], responsible: [\"单位0\"])])"
        );
        let (warnings, mut book) = made(&file, EXCEL);
        let expected =
            [Warning::UnitSheetsLeftOut { units: 17_000 }, Warning::UnitsLeftOut { all: 17_000, shown: 16_380 }];
        assert_eq!(warnings, expected);
        let matrix = book.worksheet_range("责任矩阵").expect("a sheet");
        let totals = matrix.get_value((5, 16_383)).map(ToString::to_string);
        assert_eq!((matrix.end(), totals.as_deref()), (Some((6, 16_383)), Some("2")), "totals are those of the plan");
    }
}
