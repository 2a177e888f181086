//! A bulletin as a workbook: a sheet for each table.

use super::names::SheetNames;
use super::page::{ROW_MOST, footer, height_of, list_page, properties, rows_kept};
use super::sheet::{EXCEL, Sheet, Tally};
use super::style::ListStyles;
use crate::export::bulletin::{Bulletin, BulletinRow, BulletinTable};
use crate::made::Made;
use rust_xlsxwriter::{Workbook, XlsxError};
use std::io;

/// Characters of the default face to a millimetre, at the size of tables: what takes 10 mm on paper is as wide here.
const CHARACTERS_A_MILLIMETRE: f64 = 0.52;
/// The width of the column that takes what is left on paper, in characters.
const REST: f64 = 50.0;

/// The tables of a bulletin, each on a sheet of its own with title, notes, frozen heads and a filter.
///
/// # Errors
/// Never in practice: the workbook is made in memory, and what it cannot hold is a warning.
pub fn bulletin(bulletin: &Bulletin) -> io::Result<Made> {
    workbook(bulletin).map_err(io::Error::other)
}

fn workbook(bulletin: &Bulletin) -> Result<Made, XlsxError> {
    let title = bulletin.title_line();
    let (mut workbook, mut names, mut tally) = (Workbook::new(), SheetNames::default(), Tally::default());
    let styles = ListStyles::new(bulletin.lang);
    for table in &bulletin.tables {
        let name = names.name(&table.name);
        let inner = workbook.add_worksheet();
        inner.set_name(&name)?;
        inner.set_margins(0.4, 0.4, 0.4, 0.6, 0.3, 0.3);
        inner.set_footer(footer(&title, bulletin.lang));
        let mut sheet = Sheet { inner, limits: EXCEL, tally: &mut tally };
        write(&mut sheet, &name, &styles, bulletin, table)?;
    }
    workbook.set_properties(&properties(&title, bulletin.author.as_deref(), bulletin.date)?);
    let bytes = workbook.save_to_buffer()?;
    Ok(Made::told(bytes, tally.warnings()))
}

fn write(
    sheet: &mut Sheet<'_>,
    name: &str,
    styles: &ListStyles,
    bulletin: &Bulletin,
    table: &BulletinTable,
) -> Result<(), XlsxError> {
    sheet.text(0, 0, &bulletin.title_line(), &styles.title)?;
    sheet.height(0, 26.0)?;
    for (row, note) in bulletin.notes.iter().enumerate() {
        sheet.text(1 + row, 0, note, &styles.note)?;
    }
    let head = bulletin.notes.len() + 2;
    let widths: Vec<f64> = table
        .widths
        .iter()
        .map(|&millimetres| if millimetres == 0.0 { REST } else { millimetres * CHARACTERS_A_MILLIMETRE })
        .collect();
    for (column, (words, &width)) in table.heads.iter().zip(&widths).enumerate() {
        sheet.text(head, column, words, &styles.head)?;
        sheet.width(column, width)?;
    }
    for (position, row) in table.rows.iter().enumerate() {
        let at = head + 1 + position;
        match row {
            BulletinRow::Band(words) => {
                sheet.text(at, 0, words, &styles.section)?;
                for column in 1..table.heads.len() {
                    sheet.blank(at, column, &styles.section)?;
                }
                sheet.height(at, 18.0)?;
            }
            BulletinRow::Cells(cells) => {
                for (column, text) in cells.iter().enumerate() {
                    let style = if table.centred.contains(&column) { &styles.middle } else { &styles.wrapped };
                    sheet.text(at, column, text, style)?;
                }
                let height = height_of(cells, &widths);
                if height > ROW_MOST {
                    sheet.tally.tall_rows += 1;
                }
                sheet.height(at, height.min(ROW_MOST))?;
            }
        }
    }
    let last = rows_kept(sheet, name, head, table.rows.len() + 1);
    for (row, words) in bulletin.closing.iter().enumerate() {
        sheet.text(last + 2 + row, 0, words, &styles.plain)?;
    }
    list_page(sheet.inner, head, last, table.heads.len().saturating_sub(1))?;
    sheet.inner.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
