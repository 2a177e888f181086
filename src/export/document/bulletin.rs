//! A bulletin as a document: its tables one after the other, on lying sheets.

use super::parts::{Part, PartRow, TablePart};
use super::{Draft, Pen};
use crate::export::bulletin::{Bulletin, BulletinRow, BulletinTable};

/// The tables of a bulletin that are on pages.
pub fn bulletin(bulletin: &Bulletin, pen: &mut dyn Pen) -> Draft {
    let count = bulletin.tables_on_pages().count();
    let mut lines = |lines: &[String]| lines.iter().map(|line| pen.line(line)).collect::<Vec<_>>();
    let (title, notes, closing) = (lines(&bulletin.title), lines(&bulletin.notes), lines(&bulletin.closing));
    let mut parts = Vec::new();
    for (position, table) in bulletin.tables_on_pages().enumerate() {
        let (is_first, is_last) = (position == 0, position + 1 == count);
        let part = table_part(table, pen);
        parts.push(Part::Bulletin(TablePart {
            // The title of all stands over the first table; the others have their own name alone.
            title: if is_first { title.clone() } else { vec![part.name.clone()] },
            notes: if is_first { notes.clone() } else { Vec::new() },
            closing: if is_last { closing.clone() } else { Vec::new() },
            ..part
        }));
    }
    Draft {
        lang: bulletin.lang,
        title: pen.line(&bulletin.title_line()),
        author: bulletin.author.as_deref().map(|author| pen.line(author)),
        parts,
        warning: None,
    }
}

fn table_part(table: &BulletinTable, pen: &mut dyn Pen) -> TablePart {
    let rows = table.rows.iter().map(|row| match row {
        BulletinRow::Band(words) => PartRow { band: Some(pen.line(words)), cells: Vec::new() },
        BulletinRow::Cells(cells) => PartRow::cells(cells.iter().map(|cell| pen.paragraphs(cell)).collect()),
    });
    let rows = rows.collect();
    TablePart {
        odd: false,
        lies: true,
        tight: false,
        label: None,
        name: pen.line(&table.name),
        title: Vec::new(),
        notes: Vec::new(),
        heads: table.heads.iter().map(|head| pen.line(head)).collect(),
        widths: table.widths.clone(),
        centred: table.centred.clone(),
        justified: Vec::new(),
        rows,
        closing: Vec::new(),
    }
}
