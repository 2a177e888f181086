//! Cards: tables that have their heads in the first column, one below the other: 任务名称, 牵头单位, 完成时限.
//!
//! | what | becomes |
//! |---|---|
//! | a head and a value in each row, or two of them | a table of one row under the heads |
//! | the first head again | the next row |
//! | cards of the same heads after each other | one table |

use super::columns::{Column, meaning};
use super::source::{Block, Cell, Source, Table};
use super::steps;

/// A card has two columns, or four.
const WIDEST: usize = 4;
/// A head is not longer, in characters.
const LONGEST_HEAD: usize = 12;

/// No card has more heads.
const MOST_HEADS: usize = 24;

/// A head with its value.
type Line = (Cell, Cell);

/// Turns the cards of a document into tables of rows.
pub(super) fn turn(source: &mut Source) {
    let mut turned: Vec<Block> = Vec::with_capacity(source.blocks.len());
    // The heads of the table that the next card may join.
    let mut open: Option<Vec<String>> = None;
    for block in std::mem::take(&mut source.blocks) {
        let Block::Table(table) = &block else {
            let is_blank =
                matches!(&block, Block::Paragraph { span, .. } if source.text[span.clone()].trim().is_empty());
            if !is_blank {
                open = None;
            }
            turned.push(block);
            continue;
        };
        let Some((heads, rows)) = card(&source.text, table) else {
            open = None;
            turned.push(block);
            continue;
        };
        let words: Vec<String> = heads.iter().map(|head| plain(&source.text, head)).collect();
        match turned.last_mut() {
            Some(Block::Table(last)) if open.as_ref() == Some(&words) => last.rows.extend(rows),
            _ => turned.push(Block::Table(Table {
                rows: std::iter::once(heads).chain(rows).collect(),
                name: table.name.clone(),
            })),
        }
        open = Some(words);
    }
    source.blocks = turned;
}

fn plain(text: &str, cell: &Cell) -> String {
    text[cell.span.clone()].chars().filter(|c| !c.is_whitespace()).collect()
}

/// The heads of a card and its rows; `None` for any other table.
fn card(text: &str, table: &Table) -> Option<(Vec<Cell>, Vec<Vec<Cell>>)> {
    let mut lines: Vec<Line> = Vec::new();
    for row in &table.rows {
        if row.len() > WIDEST {
            return None;
        }
        let mut cells: Vec<&Cell> = Vec::new();
        for cell in row {
            if cells.last().is_none_or(|last| last.span != cell.span) {
                cells.push(cell);
            }
        }
        match cells[..] {
            // The title of the card.
            [_] if lines.is_empty() => {}
            [head, value] => lines.push((head.clone(), value.clone())),
            [head, value, other, more] => {
                lines.push((head.clone(), value.clone()));
                lines.push((other.clone(), more.clone()));
            }
            _ => return None,
        }
    }
    let kind = |cell: &Cell| {
        let words = plain(text, cell);
        let is_head = (1..=LONGEST_HEAD).contains(&words.chars().count());
        if is_head { meaning(words.trim_end_matches(['：', ':'])) } else { Column::Other }
    };
    let kinds: Vec<Column> = lines.iter().map(|(head, _)| kind(head)).collect();
    let count = |wanted: fn(&Column) -> bool| kinds.iter().filter(|kind| wanted(kind)).count();
    let is_value = |cell: &Cell| !matches!(kind(cell), Column::Role(..) | Column::Deadline);
    let is_card = count(|kind| *kind == Column::Task) > 0
        && count(|kind| matches!(kind, Column::Role(..))) > 0
        && 3 * count(|kind| *kind != Column::Other) >= 2 * kinds.len()
        && lines.iter().all(|(_, value)| is_value(value));
    if !is_card {
        return None;
    }
    // The head that comes first begins each card.
    let first = plain(text, &lines[0].0);
    let mut heads: Vec<Cell> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (head, value) in &lines {
        let name = plain(text, head);
        if name == first {
            rows.push(Vec::new());
        }
        let place = names.iter().position(|known| *known == name).unwrap_or_else(|| {
            heads.push(head.clone());
            names.push(name);
            names.len() - 1
        });
        if names.len() > MOST_HEADS {
            return None;
        }
        steps::count(names.len());
        let row = rows.last_mut()?;
        if row.len() <= place {
            let end = value.span.start;
            row.resize(place + 1, Cell { span: end..end, continues: false });
        }
        row[place] = value.clone();
    }
    let end = heads.len();
    for row in &mut rows {
        let at = row.last().map_or(0, |cell| cell.span.end);
        row.resize(end, Cell { span: at..at, continues: false });
    }
    Some((heads, rows))
}
