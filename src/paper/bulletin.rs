//! A bulletin on pages: its tables one after the other, on lying sheets.

use super::PaperError;
use super::document::document_by;
use super::faces::{Faces, Ink};
use super::pages::Pages;
use super::parts::{Part, PartRow, TablePart};
use crate::export::bulletin::{Bulletin, BulletinRow, BulletinTable};
use std::sync::Arc;

/// Lays out the tables of a bulletin that are on pages.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn bulletin(bulletin: &Bulletin, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    let mut ink = Ink::new(faces);
    let count = bulletin.tables_on_pages().count();
    let parts: Vec<Part> = bulletin
        .tables_on_pages()
        .enumerate()
        .map(|(position, table)| {
            let is_first = position == 0;
            Part::Bulletin(TablePart {
                // The title of all stands over the first table; the others have their own name alone.
                title: match is_first {
                    true => bulletin.title.iter().map(|line| ink.line(line)).collect(),
                    false => vec![ink.line(&table.name)],
                },
                notes: match is_first {
                    true => bulletin.notes.iter().map(|line| ink.line(line)).collect(),
                    false => Vec::new(),
                },
                closing: match position + 1 == count {
                    true => bulletin.closing.iter().map(|line| ink.line(line)).collect(),
                    false => Vec::new(),
                },
                ..table_part(table, &mut ink)
            })
        })
        .collect();
    let author = bulletin.author.as_deref().map(|author| ink.line(author));
    document_by(bulletin.lang, author, ink.line(&bulletin.title.concat()), parts, ink, faces, None)
}

fn table_part(table: &BulletinTable, ink: &mut Ink<'_>) -> TablePart {
    let rows = table.rows.iter().map(|row| match row {
        BulletinRow::Band(words) => PartRow { band: Some(ink.line(words)), cells: Vec::new() },
        BulletinRow::Cells(cells) => PartRow::cells(cells.iter().map(|cell| ink.paragraphs(cell)).collect()),
    });
    let rows = rows.collect();
    TablePart {
        odd: false,
        lies: true,
        tight: false,
        label: None,
        name: ink.line(&table.name),
        title: Vec::new(),
        notes: Vec::new(),
        heads: table.heads.iter().map(|head| ink.line(head)).collect(),
        widths: table.widths.clone(),
        centred: table.centred.clone(),
        justified: Vec::new(),
        rows,
        closing: Vec::new(),
    }
}
