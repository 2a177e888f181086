//! Workbooks (.xlsx): the matrix with all marks and a sheet for each unit, or one unit's duties.
//!
//! Cells hold the words and numbers of the CSV tables, row by row from [`super::table`]; a mark is
//! only how a cell shows its word. Texts are texts: nothing in a plan becomes a formula. The time
//! of creation is the plan's date, so that two exports are the same bytes.

mod bulletin;
mod form;
mod list;
mod matrix;
mod names;
mod page;
mod sheet;
mod style;

pub use bulletin::bulletin;
pub use form::form;

use super::Scope;
use super::legend::{extract, legend, number_and_date, statement};
use super::lists;
use super::table::{self, Expand, RowSink};
use crate::lang::{RoleWords, fill};
use crate::made::{Made, Warning};
use crate::model::{Role, UnitId};
use crate::view::{Companion, Obligations};
use list::{Fitted, Looks, Rows};
use names::SheetNames;
use page::{footer, list_page, properties, property, rows_kept};
use rust_xlsxwriter::{Workbook, XlsxError};
use sheet::{EXCEL, Limits, Sheet, Tally};
use std::borrow::Cow;
use std::io;
use style::Styles;

/// Widths of columns, in characters of the spreadsheet's default face.
mod width {
    pub const NUMBER: f64 = 5.0;
    pub const SECTION: f64 = 14.0;
    pub const TASK: f64 = 50.0;
    /// A unit's column: one upright character, and room for the filter's button.
    pub const UNIT: f64 = 3.3;
    pub const UNLISTED: f64 = 7.0;
    pub const TOTAL: f64 = 5.5;
    /// The lists of roles, and the deadline, of tables of the whole plan.
    pub const LEADS: f64 = 20.0;
    pub const RESPONSIBLE: f64 = 24.0;
    pub const PARTNERS: f64 = 16.0;
    pub const DEADLINE: f64 = 12.0;
    /// The columns of a unit's table: together what a lying A4 sheet holds at nine points, with a little to spare for
    /// programs that have no Calibri and take columns for wider. Up to the basis, …
    pub const DUTIES: [f64; 5] = [5.0, 10.0, 30.0, 8.0, 9.0];
    /// … the lists of leads, of the responsible, of others, and the deadline, …
    pub const DUTIES_LEADS: f64 = 15.0;
    pub const DUTIES_RESPONSIBLE: f64 = 16.0;
    pub const DUTIES_OTHERS: f64 = 12.0;
    pub const DUTIES_DEADLINE: f64 = 9.0;
    /// … and what is to be filled in.
    pub const FILLED: [f64; 2] = [22.0, 9.0];
    /// The six columns of the table of marks.
    pub const MARKS: [f64; 6] = [6.0, 24.0, 60.0, 24.0, 8.0, 16.0];
}

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
        sheet.text(2, 0, &statement(scope), &styles.plain)?;
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
        Ok(Made::told(bytes, self.tally.warnings()))
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
        self.sheet(name, |sheet, styles, scope| matrix::write(sheet, name, styles, scope))
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
                let left_out = extract(scope) + &fill(t.duties_left_out, &[&own.left_out]);
                sheet.text(3, 0, &left_out, &styles.plain)?;
            }
            if let Some(matrix) = back {
                sheet.link(0, widths.len() - 1, matrix, t.sheet_back, &styles.link)?;
            }
            let roles = own.duties.iter().map(|duty| (!duty.is_through()).then_some(duty.role)).collect();
            let mut rows = Rows::new(sheet, styles, Looks::Duties { roles, widths: widths.clone() }, DUTIES_HEAD_ROW);
            let r = t.reporting;
            let mut fitted = Fitted::new(&mut rows, unused_lists(scope), [r.head_measures, r.head_person]);
            let written = table::unit(scope, own, &mut fitted);
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

/// Widths of the columns of a unit's sheet.
fn duties_widths(scope: &Scope<'_>) -> Vec<f64> {
    let list = |role| match role {
        Role::Lead => width::DUTIES_LEADS,
        Role::Responsible => width::DUTIES_RESPONSIBLE,
        _ => width::DUTIES_OTHERS,
    };
    let used = |roles: Vec<Role>| roles.into_iter().filter(|role| is_on_sheet(scope, *role)).map(list);
    let [before, after] = table::list_columns(scope).map(used);
    let deadline = [width::DUTIES_DEADLINE];
    width::DUTIES.into_iter().chain(before).chain(deadline).chain(after).chain(width::FILLED).collect()
}

/// Whether a role's list has a column on a unit's sheet: an empty one takes the room of what is to be filled in.
fn is_on_sheet(scope: &Scope<'_>, role: Role) -> bool {
    matches!(role, Role::Lead | Role::Responsible) || scope.ledger.uses(role)
}

/// The columns of a unit's table whose lists nobody is in.
fn unused_lists(scope: &Scope<'_>) -> Vec<usize> {
    let [before, after] = table::list_columns(scope);
    let first = width::DUTIES.len();
    // The deadline stands between them.
    let after_first = first + before.len() + 1;
    let columns = before.into_iter().enumerate().map(|(at, role)| (first + at, role));
    let columns = columns.chain(after.into_iter().enumerate().map(|(at, role)| (after_first + at, role)));
    columns.filter(|(_, role)| !is_on_sheet(scope, *role)).map(|(column, _)| column).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::file::decode;
    use crate::lang::Lang;
    use crate::view::{Filter, Ledger, MatrixView};
    use calamine::Reader as _;

    fn made(file: &str, limits: Limits) -> (Vec<Warning>, calamine::Xlsx<io::Cursor<Vec<u8>>>) {
        let plan = decode(file).expect("a plan file").plan;
        let (ledger, filter) = (Ledger::new(&plan), Filter::default());
        let view = MatrixView::new(&plan, &ledger, &filter);
        let scope = Scope { plan: &plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
        let Made { bytes, warnings, .. } = matrix_within(&scope, limits).expect("a workbook");
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
