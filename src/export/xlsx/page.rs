//! What every sheet has in common: how tall rows are, frozen heads, feet, and what a file says of itself.

use super::names::beginning;
use super::sheet::Sheet;
use super::style::{BODY, LINE};
use crate::lang::{Lang, fill};
use crate::made::Warning;
use crate::model::Date;
use crate::neutral;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Worksheet, XlsxError};

/// The highest row that there can be, in points.
pub(super) const ROW_MOST: f64 = 409.0;

/// About how wide a text is on one line, in points.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { BODY * 0.55 } else { BODY }).sum()
}

/// A column of so many characters in points: at the default face a character is 7 pixels wide, and
/// 5 pixels are added.
pub(super) fn points(characters: f64) -> f64 {
    (characters * 7.0 + 5.0) * 0.75
}

/// The height that a row needs to show its texts whole. Stated for each row: not every program
/// works it out by itself.
pub(super) fn height_of(cells: &[String], widths: &[f64]) -> f64 {
    let lines = |(text, &width): (&String, &f64)| {
        // The last character of a line may not fit any more.
        let room = points(width) - 5.0 - BODY / 2.0;
        text.split('\n').map(|line| (text_width(line) / room).ceil().max(1.0)).sum::<f64>()
    };
    cells.iter().zip(widths).map(lines).fold(1.0, f64::max) * LINE + 4.0
}

/// Rows of a table whose head is on row `first` that a sheet has no room for.
pub(super) fn rows_left_out(sheet: &Sheet<'_>, name: &str, first: usize, all: usize) -> Option<Warning> {
    let shown = sheet.limits.rows.saturating_sub(first);
    (all > shown).then(|| Warning::RowsLeftOut { sheet: name.to_owned(), all, shown })
}

/// Says so where a table has more rows than the sheet; the last row of the table on the sheet.
pub(super) fn rows_kept(sheet: &mut Sheet<'_>, name: &str, first: usize, all: usize) -> usize {
    let warning = rows_left_out(sheet, name, first, all);
    sheet.tally.others.extend(warning);
    (first + all).min(sheet.limits.rows).saturating_sub(1)
}

/// A frozen head that returns on each page, and a filter.
pub(super) fn list_page(
    sheet: &mut Worksheet,
    head_row: usize,
    last_row: usize,
    last_column: usize,
) -> Result<(), XlsxError> {
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
pub(super) fn footer(title: &str, lang: Lang) -> String {
    let title: String = property(title).chars().take(60).collect();
    // A blank keeps digits of the title apart from the sign before them.
    format!("&L {}&C{}", title.replace('&', "&&"), fill(lang.texts().sheet_page, &[&"&P", &"&N"]))
}

/// What a file says of itself. Without a date, or with one that the format does not know, any fixed day will do.
pub(super) fn properties(title: &str, author: Option<&str>, date: Option<Date>) -> Result<DocProperties, XlsxError> {
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
pub(super) fn property(text: &str) -> String {
    let text = neutral::xml(text);
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    beginning(&text, 255).to_owned()
}
