//! A form as a workbook: the unit's duties with blanks to fill in, the only cells that are open; and how to fill it in.

use super::names::SheetNames;
use super::page::{ROW_MOST, footer, height_of, properties};
use super::sheet::{EXCEL, Sheet, Tally};
use super::style::ListStyles;
use crate::export::Scope;
use crate::export::forms::{Form, FormRow};
use crate::made::Made;
use crate::model::{AnswerField, FootField, FormKey, Report, State};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    IgnoreError, ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use std::io;

/// Widths of the columns, in characters of the default face: section, number, text, role, and the answers. Together
/// what a lying A4 sheet holds at nine points.
const WIDTHS: [f64; 12] = [5.0, 4.5, 34.0, 8.0, 21.0, 9.5, 7.0, 7.0, 11.0, 19.0, 7.0, 7.0];
/// Columns before the answers.
const LEFT: usize = 4;
/// The column of a task's text.
const TEXT: usize = 2;
/// The column that ties a row to its task; hidden.
const KEYS: usize = LEFT + AnswerField::ALL.len();
/// The least height of a row: room to write by hand on a printed form.
const ROW_LEAST: f64 = 40.0;
/// Ground of the cells that are to be filled in.
const OPEN_GROUND: u32 = 0xFF_F9_DB;

/// The form of a unit.
///
/// # Errors
/// Never in practice: the workbook is made in memory, and what it cannot hold is a warning.
pub fn form(scope: &Scope<'_>, form: &Form) -> io::Result<Made> {
    workbook(scope, form).map_err(io::Error::other)
}

/// The formats of a form's own cells.
struct FormStyles {
    lists: ListStyles,
    open: Format,
    open_middle: Format,
    day: Format,
    key: Format,
    label: Format,
}

impl FormStyles {
    fn new(lists: ListStyles) -> Self {
        let open = lists.wrapped.clone().set_unlocked().set_background_color(Color::RGB(OPEN_GROUND));
        // What is typed as a date becomes one; words and telephones stay what they are.
        let day = open.clone().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center);
        let open = open.set_num_format("@");
        Self {
            open_middle: open.clone().set_align(FormatAlign::Center),
            key: lists.note.clone(),
            label: lists.plain.clone().set_align(FormatAlign::Right),
            open,
            day,
            lists,
        }
    }
}

fn workbook(scope: &Scope<'_>, form: &Form) -> Result<Made, XlsxError> {
    let r = scope.lang.texts().reporting;
    let (mut workbook, mut names, mut tally) = (Workbook::new(), SheetNames::default(), Tally::default());
    let styles = FormStyles::new(ListStyles::new(scope.lang));
    for (title, is_form) in [(r.form_name, true), (r.form_guide, false)] {
        let inner = workbook.add_worksheet();
        inner.set_name(names.name(title))?;
        inner.set_margins(0.4, 0.4, 0.4, 0.6, 0.3, 0.3);
        inner.set_footer(footer(&form.title, scope.lang));
        inner.set_paper_size(9);
        let mut sheet = Sheet { inner, limits: EXCEL, tally: &mut tally };
        if is_form {
            duties(&mut sheet, &styles, scope, form)?;
        } else {
            guide(&mut sheet, &styles.lists, scope)?;
        }
    }
    let plan = scope.plan;
    workbook.set_properties(&properties(&form.title, plan.issuer.as_deref(), plan.date)?);
    let bytes = workbook.save_to_buffer()?;
    Ok(Made::told(bytes, tally.warnings()))
}

fn duties(sheet: &mut Sheet<'_>, styles: &FormStyles, scope: &Scope<'_>, form: &Form) -> Result<(), XlsxError> {
    let t = scope.lang.texts();
    let r = t.reporting;
    sheet.text(0, 0, &form.title, &styles.lists.title)?;
    sheet.height(0, 26.0)?;
    let notes = form.notes.iter().map(String::as_str).chain([r.form_fill]);
    for (row, note) in notes.enumerate() {
        sheet.text(1 + row, 0, note, &styles.lists.note)?;
    }
    let head = form.notes.len() + 2;
    let heads = [t.head_section, t.head_number, t.head_task, t.head_role].into_iter();
    let heads = heads.chain(AnswerField::ALL.map(|field| r.answer_head(field)));
    for (column, (words, width)) in heads.zip(WIDTHS).enumerate() {
        sheet.text(head, column, words, &styles.lists.head)?;
        sheet.width(column, width)?;
    }
    sheet.text(head, KEYS, &FormKey::Heads.words(), &styles.key)?;
    for (position, row) in form.rows.iter().enumerate() {
        duty(sheet, styles, scope, head + 1 + position, row)?;
    }
    let last = head + form.rows.len();
    let foot = last + 2;
    for (position, field) in FootField::ALL.into_iter().enumerate() {
        let row = foot + position;
        sheet.text(row, TEXT, r.foot_label(field), &styles.label)?;
        let reporter = form.reporter.as_deref().filter(|_| field == FootField::Reporter);
        // A unit's own name is not open: a form is answered by whom it was made for.
        let style = match (reporter, field) {
            (Some(_), _) => &styles.lists.wrapped,
            (None, FootField::Date) => &styles.day,
            (None, _) => &styles.open,
        };
        sheet.across(row, LEFT..LEFT + 2, reporter.unwrap_or_default(), style)?;
        sheet.text(row, KEYS, &FormKey::Foot(field).words(), &styles.key)?;
        sheet.height(row, 20.0)?;
    }
    sheet.text(foot, LEFT + 4, r.foot_seal, &styles.lists.plain)?;
    checks(sheet.inner, scope, head + 1..last + 1, foot)?;
    page(sheet.inner, head, last)
}

/// One row: what is asked, locked; what is to be answered, open.
fn duty(
    sheet: &mut Sheet<'_>,
    styles: &FormStyles,
    scope: &Scope<'_>,
    at: usize,
    row: &FormRow,
) -> Result<(), XlsxError> {
    let FormRow { key, section, number, text, role, given } = row;
    let lists = &styles.lists;
    let asked = [(section, &lists.wrapped), (number, &lists.middle), (text, &lists.wrapped), (role, &lists.middle)];
    for (column, (words, style)) in asked.into_iter().enumerate() {
        sheet.text(at, column, words, style)?;
    }
    let answers = AnswerField::ALL.map(|field| answer(field, given, scope));
    for (position, (field, words)) in AnswerField::ALL.into_iter().zip(&answers).enumerate() {
        let style = match field {
            AnswerField::Measures | AnswerField::Progress => &styles.open,
            AnswerField::Deadline => &styles.day,
            _ => &styles.open_middle,
        };
        match words.is_empty() {
            true => sheet.blank(at, LEFT + position, style)?,
            false => sheet.text(at, LEFT + position, words, style)?,
        }
    }
    sheet.text(at, KEYS, &FormKey::Duty(key.clone()).words(), &styles.key)?;
    let cells: Vec<String> = [section, number, text, role].into_iter().cloned().chain(answers).collect();
    let height = height_of(&cells, &WIDTHS);
    if height > ROW_MOST {
        sheet.tally.tall_rows += 1;
    }
    sheet.height(at, height.clamp(ROW_LEAST, ROW_MOST))
}

fn answer(field: AnswerField, given: &Report, scope: &Scope<'_>) -> String {
    let t = scope.lang.texts();
    match field {
        AnswerField::State if given.state == State::default() => String::new(),
        AnswerField::State => t.state(given.state).to_owned(),
        AnswerField::Evidence => given.evidence.join("\n"),
        _ => field.text(given).cloned().unwrap_or_default(),
    }
}

/// Lists and dates are offered and checked; a deadline may be in words all the same.
fn checks(
    sheet: &mut Worksheet,
    scope: &Scope<'_>,
    rows: std::ops::Range<usize>,
    foot: usize,
) -> Result<(), XlsxError> {
    let t = scope.lang.texts();
    let r = t.reporting;
    let row = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
    let column = |field: AnswerField| {
        let position = AnswerField::ALL.into_iter().position(|own| own == field).unwrap_or_default();
        u16::try_from(LEFT + position).unwrap_or(u16::MAX)
    };
    let from = DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(2000, 1, 1)?);
    let date = |style, hint: &str| -> Result<DataValidation, XlsxError> {
        let rule = DataValidation::new().allow_date(from.clone()).set_error_style(style);
        rule.set_input_title(r.date_title)?
            .set_input_message(hint)?
            .set_error_title(r.date_title)?
            .set_error_message(hint)
    };
    if !rows.is_empty() {
        let [first, last] = [row(rows.start), row(rows.end - 1)];
        let states = [State::NotStarted, State::Ongoing, State::Done].map(|state| t.state(state));
        let states = DataValidation::new()
            .allow_list_strings(&states)?
            .set_input_title(r.head_state)?
            .set_input_message(r.state_hint)?
            .set_error_title(r.head_state)?
            .set_error_message(r.state_hint)?;
        let at = column(AnswerField::State);
        sheet.add_data_validation(first, at, last, at, &states)?;
        let at = column(AnswerField::Deadline);
        sheet.add_data_validation(first, at, last, at, &date(DataValidationErrorStyle::Warning, r.date_hint)?)?;
        sheet.ignore_error_range(first, 0, last, KEYS as u16, IgnoreError::NumberStoredAsText)?;
    }
    let day = FootField::ALL.into_iter().position(|field| field == FootField::Date).unwrap_or_default();
    let (day, at) = (row(foot + day), LEFT as u16);
    sheet.add_data_validation(day, at, day, at, &date(DataValidationErrorStyle::Stop, r.date_only_hint)?)?;
    Ok(())
}

/// Landscape A4 on which nine points stay nine: the widths of the columns are those of the page.
fn page(sheet: &mut Worksheet, head: usize, last: usize) -> Result<(), XlsxError> {
    let [head, last] = [head, last].map(|row| u32::try_from(row).unwrap_or(u32::MAX));
    sheet.set_column_hidden(KEYS as u16)?;
    sheet.set_freeze_panes(head + 1, 0)?;
    sheet.set_repeat_rows(head, head)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    if last > head {
        sheet.autofilter(head, 0, last, (KEYS - 1) as u16)?;
    }
    sheet.protect_with_options(&ProtectionOptions {
        sort: true,
        use_autofilter: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

fn guide(sheet: &mut Sheet<'_>, styles: &ListStyles, scope: &Scope<'_>) -> Result<(), XlsxError> {
    let r = scope.lang.texts().reporting;
    sheet.text(0, 0, r.form_guide, &styles.title)?;
    sheet.height(0, 26.0)?;
    let widths = [96.0];
    let plain = styles.plain.clone().set_text_wrap();
    for (row, words) in [r.guide_1, r.guide_2, r.guide_3, r.guide_4, r.guide_5, r.guide_6].into_iter().enumerate() {
        sheet.text(row + 2, 0, words, &plain)?;
        sheet.height(row + 2, height_of(&[words.to_owned()], &widths) + 4.0)?;
    }
    sheet.width(0, widths[0])?;
    sheet.inner.set_print_fit_to_pages(1, 0);
    Ok(())
}
