//! Bulletins: a few tables under one title that are not the plan itself but what is said of it (progress,
//! changes, one unit over several plans). One description, written alike to the terminal, as CSV, as a
//! workbook, on pages and as a document.

use super::csv::{CsvSink, Encoding};
use super::table::RowSink;
use crate::lang::Lang;
use crate::model::Date;
use std::io;

/// What is said, in tables.
#[derive(Clone, Debug)]
pub struct Bulletin {
    /// The language that it is written in; it chooses faces and the words of the frame.
    pub lang: Lang,
    /// The title, in lines that are broken where it makes sense.
    pub title: Vec<String>,
    /// What stands under it: numbers and dates of plans, the day that is meant, what a filter lets stand.
    pub notes: Vec<String>,
    /// Who says it; for the properties of files. Default: nobody.
    pub author: Option<String>,
    /// The date that files state as that of their making. Default: none, or a fixed day where a format wants one.
    pub date: Option<Date>,
    /// The tables, the one that a CSV file holds first.
    pub tables: Vec<BulletinTable>,
    /// What stands behind the last table.
    pub closing: Vec<String>,
}

/// One table of a bulletin.
#[derive(Clone, Debug)]
pub struct BulletinTable {
    /// What it is called: the name of its sheet, its heading where there are several.
    pub name: String,
    /// Whether it is also on pages. Lists of addresses and the like are not.
    pub on_pages: bool,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Widths of the columns in millimetres; 0 takes what is left, at most one column does.
    pub widths: Vec<f64>,
    /// The columns whose cells stand in the middle.
    pub centred: Vec<usize>,
    /// The rows.
    pub rows: Vec<BulletinRow>,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulletinRow {
    /// Words over all columns, for what follows. A CSV file has none: what they say stands in cells too.
    Band(String),
    /// A cell for each column; line breaks part its paragraphs.
    Cells(Vec<String>),
}

impl BulletinTable {
    /// The rows that have cells.
    pub fn cells(&self) -> impl Iterator<Item = &[String]> {
        self.rows.iter().filter_map(|row| match row {
            BulletinRow::Cells(cells) => Some(cells.as_slice()),
            BulletinRow::Band(_) => None,
        })
    }
}

impl Bulletin {
    /// The title on one line: words of Latin letters stand apart.
    pub fn title_line(&self) -> String {
        self.title.join(match self.lang {
            Lang::Zh => "",
            Lang::En => " – ",
        })
    }

    /// The tables that are on pages; empty ones only where there is no other.
    pub fn tables_on_pages(&self) -> impl Iterator<Item = &BulletinTable> {
        let has_rows = |table: &&BulletinTable| table.on_pages && !table.rows.is_empty();
        let is_any = self.tables.iter().any(|table| has_rows(&table));
        let first = self.tables.iter().position(|table| table.on_pages);
        let stands = move |(position, table): &(usize, &BulletinTable)| {
            if is_any { has_rows(table) } else { Some(*position) == first }
        };
        self.tables.iter().enumerate().filter(stands).map(|(_, table)| table)
    }

    /// The first table as CSV.
    ///
    /// # Errors
    /// Never in practice: the rows are in memory.
    pub fn csv(&self, encoding: Encoding) -> io::Result<Vec<u8>> {
        let mut sink = CsvSink::new();
        if let Some(table) = self.tables.first() {
            sink.row(&table.heads)?;
            for cells in table.cells() {
                sink.row(cells)?;
            }
        }
        sink.finish(encoding)
    }

    /// Title, notes and the tables that are on pages, for the terminal: columns padded, each cell on one line
    /// and cut by `…` where it is long. What it cuts, every file format has whole.
    pub fn terminal(&self) -> String {
        let mut lines = vec![self.title_line()];
        lines.extend(self.notes.iter().cloned());
        let tables: Vec<&BulletinTable> = self.tables_on_pages().collect();
        for table in &tables {
            lines.push(String::new());
            if tables.len() > 1 {
                lines.push(format!("【{}】", table.name));
            }
            lines.extend(table.terminal());
        }
        if !self.closing.is_empty() {
            lines.push(String::new());
            lines.extend(self.closing.iter().cloned());
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

/// How many columns of a terminal a cell takes at most: two cells of text stand side by side on a wide one.
const CELL_MOST: usize = 44;

/// Columns of a terminal: Chinese characters and their punctuation take two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A cell on one line, nothing in it that a terminal would obey.
fn on_one_line(cell: &str) -> String {
    let line = cell.replace(char::is_control, " ");
    if columns(&line) <= CELL_MOST {
        return line;
    }
    let mut room = CELL_MOST - 1;
    let fits = |c: &char| {
        let width = if c.is_ascii() { 1 } else { 2 };
        let stays = width <= room;
        room = room.saturating_sub(width);
        stays
    };
    format!("{}…", line.chars().take_while(fits).collect::<String>())
}

impl BulletinTable {
    fn terminal(&self) -> Vec<String> {
        let line = |cells: &[String]| cells.iter().map(|cell| on_one_line(cell)).collect::<Vec<_>>();
        let rows: Vec<Vec<String>> = std::iter::once(line(&self.heads)).chain(self.cells().map(line)).collect();
        let mut widths = vec![0; self.heads.len()];
        for cells in &rows {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = columns(cell).max(*width);
            }
        }
        let padded = |cells: &[String]| {
            let mut out = String::new();
            for (cell, &width) in cells.iter().zip(&widths) {
                out.push_str(cell);
                out.push_str(&" ".repeat(width - columns(cell) + 2));
            }
            out.trim_end().to_owned()
        };
        let mut cells = rows.iter().map(|cells| padded(cells));
        let head = cells.next();
        let body = self.rows.iter().filter_map(|row| match row {
            BulletinRow::Band(words) => Some(words.replace(char::is_control, " ")),
            BulletinRow::Cells(_) => cells.next(),
        });
        head.into_iter().chain(body).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made() -> Bulletin {
        let table = BulletinTable {
            name: "表".to_owned(),
            on_pages: true,
            heads: vec!["单位".to_owned(), "任务".to_owned()],
            widths: vec![30.0, 0.0],
            centred: Vec::new(),
            rows: vec![
                BulletinRow::Band("一、体系".to_owned()),
                BulletinRow::Cells(vec!["县司法局".to_owned(), "=1+1".to_owned()]),
            ],
        };
        Bulletin {
            lang: Lang::Zh,
            title: vec!["标题".to_owned()],
            notes: Vec::new(),
            author: None,
            date: None,
            tables: vec![table],
            closing: Vec::new(),
        }
    }

    #[test]
    fn bands_are_not_in_the_csv() {
        let bytes = made().csv(Encoding::Utf8).expect("a table");
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), "\u{feff}单位,任务\r\n县司法局,'=1+1\r\n");
    }

    #[test]
    fn a_terminal_gets_padded_columns() {
        assert_eq!(made().terminal(), "标题\n\n单位      任务\n一、体系\n县司法局  =1+1\n");
        let long = "长".repeat(40);
        assert_eq!(on_one_line(&long), format!("{}…", "长".repeat(21)));
        assert_eq!(on_one_line("甲\u{1b}[2J\n乙"), "甲 [2J 乙");
    }
}
