//! Lists on their sheets, row by row as the tables give them.

use super::page::{ROW_MOST, height_of};
use super::sheet::Sheet;
use super::style::Styles;
use crate::export::table::{RowSink, Spelling};
use crate::model::Role;
use rust_xlsxwriter::XlsxError;
use std::io;

/// How the rows of a list look.
pub(super) enum Looks {
    /// One line each.
    Marks,
    /// As many lines as the text needs; the role of each duty, `None` through a collective; widths.
    Duties { roles: Vec<Option<Role>>, widths: Vec<f64> },
    /// As many lines as the text needs.
    Whole { widths: Vec<f64> },
}

/// Takes a list to its sheet.
pub(super) struct Rows<'s, 'b> {
    sheet: &'s mut Sheet<'b>,
    styles: &'s Styles,
    looks: Looks,
    first: usize,
    next: usize,
    failed: Option<XlsxError>,
}

impl<'s, 'b> Rows<'s, 'b> {
    pub fn new(sheet: &'s mut Sheet<'b>, styles: &'s Styles, looks: Looks, first: usize) -> Self {
        Self { sheet, styles, looks, first, next: 0, failed: None }
    }

    /// The error that the sheet met, or how many rows there were.
    pub fn done(self, written: io::Result<()>) -> Result<usize, XlsxError> {
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
            match column {
                1 if !matches!(self.looks, Looks::Marks) => {
                    self.sheet.text(row, column, text, &styles.labelled(text, style))?;
                }
                _ => self.sheet.text(row, column, text, style)?,
            }
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

/// Hands rows on without some columns, with others behind them that are to be filled in.
pub(super) struct Fitted<'r, 's, 'b> {
    rows: &'r mut Rows<'s, 'b>,
    left_out: Vec<usize>,
    heads: [&'static str; 2],
    is_head: bool,
}

impl<'r, 's, 'b> Fitted<'r, 's, 'b> {
    pub fn new(rows: &'r mut Rows<'s, 'b>, left_out: Vec<usize>, heads: [&'static str; 2]) -> Self {
        Self { rows, left_out, heads, is_head: true }
    }
}

impl RowSink for Fitted<'_, '_, '_> {
    fn spelling(&self) -> Spelling {
        self.rows.spelling()
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        let kept = cells.iter().enumerate().filter(|(column, _)| !self.left_out.contains(column));
        let behind = self.heads.map(|head| if self.is_head { head.to_owned() } else { String::new() });
        self.is_head = false;
        let cells: Vec<String> = kept.map(|(_, cell)| cell.clone()).chain(behind).collect();
        self.rows.row(&cells)
    }
}
