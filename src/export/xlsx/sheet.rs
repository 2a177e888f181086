//! One sheet: cells within its bounds, texts within a cell's.

use super::names::beginning;
use crate::made::Warning;
use crate::neutral;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};
use std::borrow::Cow;

/// What a sheet and a cell can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Rows of a sheet.
    pub rows: usize,
    /// Columns of a sheet.
    pub columns: usize,
    /// UTF-16 code units of a cell.
    pub text: usize,
    /// Rows of all sheets of single units together in one workbook: beyond it, a program that opens
    /// the file wants more memory than an office's machine has.
    pub unit_rows: usize,
    /// Sheets of single units in one workbook.
    pub unit_sheets: usize,
}

/// Excel's own limits ("Excel specifications and limits"), and two of ours.
pub(super) const EXCEL: Limits =
    Limits { rows: 1_048_576, columns: 16_384, text: 32_767, unit_rows: 100_000, unit_sheets: 1_000 };

/// What went wrong in a workbook so far.
#[derive(Default)]
pub(super) struct Tally {
    pub texts_cut: usize,
    pub tall_rows: usize,
    pub others: Vec<Warning>,
}

impl Tally {
    pub fn warnings(self) -> Vec<Warning> {
        let mut warnings = self.others;
        if self.texts_cut > 0 {
            warnings.push(Warning::TextsCut { cells: self.texts_cut });
        }
        if self.tall_rows > 0 {
            warnings.push(Warning::TallRows { rows: self.tall_rows });
        }
        warnings
    }
}

/// A sheet that is being written.
pub(super) struct Sheet<'a> {
    pub inner: &'a mut Worksheet,
    pub limits: Limits,
    pub tally: &'a mut Tally,
}

impl Sheet<'_> {
    /// Row and column as the library counts them; `None` past the sheet's edges.
    fn at(&self, row: usize, column: usize) -> Option<(u32, u16)> {
        if row >= self.limits.rows || column >= self.limits.columns {
            return None;
        }
        Some((u32::try_from(row).ok()?, u16::try_from(column).ok()?))
    }

    /// Writes a text: never a formula, a number or a date, whatever it looks like. Past the edges
    /// nothing is written; the caller has said so.
    pub fn text(&mut self, row: usize, column: usize, text: &str, format: &Format) -> Result<(), XlsxError> {
        let Some((row, column)) = self.at(row, column) else { return Ok(()) };
        let text = self.fitting(text);
        self.inner.write_string_with_format(row, column, escaped(&neutral::cell_words(&text)), format)?;
        Ok(())
    }

    /// Writes a number, given as its decimal digits.
    pub fn number(&mut self, row: usize, column: usize, digits: &str, format: &Format) -> Result<(), XlsxError> {
        let Ok(number) = digits.parse::<u32>() else { return self.text(row, column, digits, format) };
        let Some((row, column)) = self.at(row, column) else { return Ok(()) };
        self.inner.write_number_with_format(row, column, number, format)?;
        Ok(())
    }

    /// A number that follows from other cells, with its value as it is now.
    pub fn formula(
        &mut self,
        row: usize,
        column: usize,
        formula: &str,
        digits: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let Some((row, column)) = self.at(row, column) else { return Ok(()) };
        self.inner.write_formula_with_format(row, column, Formula::new(formula).set_result(digits), format)?;
        Ok(())
    }

    /// Gives an empty cell its looks.
    pub fn blank(&mut self, row: usize, column: usize, format: &Format) -> Result<(), XlsxError> {
        let Some((row, column)) = self.at(row, column) else { return Ok(()) };
        self.inner.write_blank(row, column, format)?;
        Ok(())
    }

    /// One text over several cells of a row.
    pub fn across(
        &mut self,
        row: usize,
        columns: std::ops::Range<usize>,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let last = columns.end.min(self.limits.columns).saturating_sub(1);
        match (self.at(row, columns.start), self.at(row, last)) {
            (Some((row, first)), Some((_, last))) if first < last => {
                let text = self.fitting(text);
                self.inner.merge_range(row, first, row, last, &escaped(&neutral::cell_words(&text)), format)?;
                Ok(())
            }
            _ => self.text(row, columns.start, text, format),
        }
    }

    /// A text that leads to another sheet.
    pub fn link(
        &mut self,
        row: usize,
        column: usize,
        sheet: &str,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let Some((row, column)) = self.at(row, column) else { return Ok(()) };
        let target = format!("internal:{}!A1", rust_xlsxwriter::quote_sheet_name(sheet));
        let text = self.fitting(text);
        self.inner.write_url_with_options(
            row,
            column,
            target.as_str(),
            escaped(&neutral::cell_words(&text)),
            "",
            Some(format),
        )?;
        Ok(())
    }

    /// Signs and words of several looks in one cell.
    pub fn rich(&mut self, row: usize, column: usize, parts: &[(Format, String)]) -> Result<(), XlsxError> {
        let Some((row, column)) = self.at(row, column) else { return Ok(()) };
        let parts: Vec<(&Format, &str)> = parts.iter().map(|(format, text)| (format, text.as_str())).collect();
        self.inner.write_rich_string(row, column, &parts)?;
        Ok(())
    }

    pub fn width(&mut self, column: usize, characters: f64) -> Result<(), XlsxError> {
        let Some((_, column)) = self.at(0, column) else { return Ok(()) };
        self.inner.set_column_width(column, characters)?;
        Ok(())
    }

    pub fn height(&mut self, row: usize, points: f64) -> Result<(), XlsxError> {
        let Some((row, _)) = self.at(row, 0) else { return Ok(()) };
        self.inner.set_row_height(row, points)?;
        Ok(())
    }

    /// The text, cut by `…` at what a cell can hold.
    fn fitting<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        // A character takes at least as many bytes in UTF-8 as code units in UTF-16.
        if text.len() <= self.limits.text || text.encode_utf16().count() <= self.limits.text {
            return Cow::Borrowed(text);
        }
        self.tally.texts_cut += 1;
        Cow::Owned(format!("{}…", beginning(text, self.limits.text - 1)))
    }
}

/// A text as the format wants it: `_x0041_` would be read as `A`, so that its first sign is written
/// as `_x005F_` (ECMA-376, Part 1, 22.9.2.19). The library itself writes control characters so.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let is_escape = |at: usize| {
        let rest = &text.as_bytes()[at + 2..];
        rest.len() >= 5 && rest[..4].iter().all(u8::is_ascii_hexdigit) && rest[4] == b'_'
    };
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices("_x").filter(|(at, _)| is_escape(*at)) {
        out.push_str(&text[done..at]);
        out.push_str("_x005F_");
        done = at + 1;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_an_escape_is_escaped() {
        for (text, expected) in [
            ("_x0041_", "_x005F_x0041_"),
            ("甲_x0041__x0042_", "甲_x005F_x0041__x005F_x0042_"),
            ("_x004_", "_x004_"),
            ("_x0041", "_x0041"),
            ("max_xml", "max_xml"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
