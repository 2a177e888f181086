//! PDF: the text of typeset pages in reading order, broken lines put together, page numbers left out; tables by the
//! lines that are drawn around their cells.
//!
//! | what | rule |
//! |---|---|
//! | a paragraph | lines that are full, up to one that is not; a line that begins farther in begins the next |
//! | over the end of a page | goes on as over the end of a line |
//! | page numbers, lines that come again on every page | left out |
//! | a table over several pages | one, if the columns are the same; a row that the end of a page cuts is put together |
//! | names in lines of their own, though the next character had room | stay lines of their own |
//! | words over the edges of their cells | read where they stand, and a remark |
//! | columns without lines between them | a table if it is clear where each begins, else paragraphs, and a remark |
//! | pages without text | [`ImportError::Scanned`] |
//!
//! What runs through the pages returns errors and does not break off; memory is bounded by measuring what is packed
//! before it is unpacked.

mod letters;
mod lines;
mod packed;
mod tables;

use super::{Block, Cell, Remark, Source, Table};
use crate::import::ImportError;
use crate::import::prose::is_page_number;
use crate::limits::Limit;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use letters::Sheet;
use lines::{Line, is_ended, is_full, join, lines};
use std::collections::HashMap;
use tables::Grid;

/// How much wider one margin may be than the other, in letters.
const UNEVEN: f64 = 3.0;

/// Reads a PDF.
///
/// # Errors
/// [`ImportError::Scanned`] if its pages are pictures, [`ImportError::Locked`] if it wants a password,
/// [`ImportError::TooLarge`] and [`ImportError::Damaged`].
pub(super) fn read(bytes: &[u8]) -> Result<Source, ImportError> {
    packed::measure(bytes)?;
    let pages = super::quiet::read(|| pages(bytes))?;
    let known: usize = pages.iter().map(|page| page.letters.len()).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    if known == 0 || known < unknown {
        return Err(ImportError::Scanned);
    }
    let pages = without_furniture(pages.into_iter().map(Page::of).collect());
    let edges = measure(pages.iter().flat_map(|page| &page.lines));
    let mut flow = Flow { edges, ..Flow::default() };
    for page in &pages {
        flow.page(page);
    }
    Ok(flow.finish())
}

fn pages(bytes: &[u8]) -> Result<Vec<Sheet>, ImportError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ImportError::Locked,
        LoadPdfError::Invalid => ImportError::Damaged,
    })?;
    let all = pdf.pages();
    if all.len() > Limit::PdfPages.count() {
        return Err(ImportError::TooLarge(Limit::PdfPages));
    }
    let mut sheets = Vec::with_capacity(all.len());
    let mut letters = 0;
    for page in all.iter() {
        let sheet = letters::sheet(page);
        letters += sheet.letters.len();
        if let Some(limit) = sheet.over {
            return Err(ImportError::TooLarge(limit));
        }
        if letters > Limit::PdfLetters.count() {
            return Err(ImportError::TooLarge(Limit::PdfLetters));
        }
        sheets.push(sheet);
    }
    if sheets.is_empty() { Err(ImportError::Damaged) } else { Ok(sheets) }
}

/// What stands on a page, apart: its tables and the lines beside them.
struct Page {
    tables: Vec<Grid>,
    lines: Vec<Line>,
    height: f64,
    width: f64,
}

impl Page {
    fn of(mut sheet: Sheet) -> Self {
        let tables = tables::tables(&mut sheet);
        Self { tables, lines: lines(sheet.letters), height: sheet.height, width: sheet.width }
    }
}

/// From where to where most lines reach; `None` if there are too few to tell.
fn measure<'l>(lines: impl Iterator<Item = &'l Line>) -> Option<(f64, f64)> {
    const FEWEST: usize = 6;
    let lines: Vec<&Line> = lines.collect();
    let size = lines.first()?.size;
    if lines.len() < FEWEST {
        return None;
    }
    let often = (lines.len() / 20).max(2);
    // The outermost place near which so many others are.
    let edge = |mut places: Vec<f64>| {
        places.sort_by(f64::total_cmp);
        let near =
            |at: &f64| places.partition_point(|place| *place <= at + size) - places.partition_point(|place| place < at);
        places.iter().find(|at| near(at) >= often).copied()
    };
    let left = edge(lines.iter().map(|line| line.left()).collect())?;
    let right = -edge(lines.iter().map(|line| -line.right()).collect())?;
    (right > left).then_some((left, right))
}

/// Takes page numbers away, and lines at the edges that come again on most pages.
fn without_furniture(mut pages: Vec<Page>) -> Vec<Page> {
    /// So much of a page, above and below, is its edge.
    const EDGE: f64 = 0.12;
    /// On fewer pages nothing comes again.
    const FEWEST: usize = 3;
    let key = |line: &Line| {
        let words: String = line.words().chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect();
        ((line.base / 8.0).round() as i64, words)
    };
    let is_edge = |line: &Line, height: f64| line.base < EDGE * height || line.base > (1.0 - EDGE) * height;
    let mut again: HashMap<(i64, String), usize> = HashMap::new();
    for page in &pages {
        for line in page.lines.iter().filter(|line| is_edge(line, page.height)) {
            *again.entry(key(line)).or_default() += 1;
        }
    }
    let count = pages.len();
    for page in &mut pages {
        let height = page.height;
        page.lines.retain(|line| {
            let comes_again = || again.get(&key(line)).is_some_and(|&times| times >= FEWEST && 2 * times > count);
            !(is_edge(line, height) && (is_page_number(&line.words()) || count >= FEWEST && comes_again()))
        });
    }
    pages
}

/// The words of all pages, one after the other.
#[derive(Default)]
struct Flow {
    source: Source,
    /// The paragraph that may go on, with its last line.
    open: Option<(String, Line)>,
    /// The edges of all pages together, for those with too few lines.
    edges: Option<(f64, f64)>,
    /// The table that may go on, with where its columns part.
    table: Option<(Vec<f64>, Rows)>,
}

/// Rows of cells before they are written: each place has the cell that covers it.
#[derive(Default)]
struct Rows {
    places: Vec<Vec<usize>>,
    cells: Vec<String>,
    unclear: bool,
}

impl Flow {
    fn page(&mut self, page: &Page) {
        let edges = measure(page.lines.iter()).or(self.edges);
        // The margins of a page are much alike: where all lines are shorter than that, none of them is full.
        let (left, right) = edges.map_or((0.0, f64::MAX), |(left, right)| {
            let size = page.lines.first().map_or(0.0, |line| line.size);
            let even = page.width - left;
            (left, if right < even - UNEVEN * size { even } else { right })
        });
        let mut tables = page.tables.iter().peekable();
        let mut at = 0;
        while at < page.lines.len() {
            let line = &page.lines[at];
            while let Some(table) = tables.next_if(|table| table.top < line.base) {
                self.table(table);
            }
            self.end_table();
            let run = tables::run(&page.lines[at..]);
            if run > 2 {
                self.close();
                match tables::columns(&page.lines[at..at + run]) {
                    Some(rows) => self.rows(rows),
                    None => self.unclear(&page.lines[at..at + run]),
                }
                at += run;
                continue;
            }
            self.line(line, page.lines.get(at.wrapping_sub(1)), left, right);
            at += 1;
        }
        for table in tables {
            self.table(table);
        }
    }

    fn line(&mut self, line: &Line, above: Option<&Line>, left: f64, right: f64) {
        let words = line.words();
        let goes_on = self.open.as_ref().is_some_and(|(open, before)| {
            let same_size = (0.85..1.18).contains(&(line.size / before.size.max(1.0)));
            let at_edge = line.left() <= left + 0.7 * line.size;
            let as_before = (line.left() - before.left()).abs() <= 0.5 * line.size;
            // A blank line parts paragraphs, whatever their edges.
            let pitch = above.map_or(0.0, |above| line.base - above.base);
            let apart = pitch > 2.6 * line.size;
            let begins = !crate::import::number::read(words.trim_start()).is_empty();
            let full = is_full(before, line, right);
            same_size && !apart && full && (at_edge && !(begins && is_ended(open)) || as_before && !is_ended(open))
        });
        if let Some((open, before)) = self.open.as_mut().filter(|_| goes_on) {
            join(open, &words);
            before.clone_from(line);
        } else {
            self.close();
            self.open = Some((words, line.clone()));
        }
    }

    /// Ends the open paragraph.
    fn close(&mut self) {
        if let Some((words, _)) = self.open.take() {
            self.source.paragraph(&words, None);
        }
    }

    /// Adds a table, or the rows of one that goes on from the page before.
    fn table(&mut self, grid: &Grid) {
        self.close();
        let goes_on = self.table.as_ref().is_some_and(|(columns, _)| {
            let same = |(one, other): (&f64, &f64)| (one - other).abs() <= 3.0;
            columns.len() == grid.columns.len() && columns.iter().zip(&grid.columns).all(same)
        });
        if !goes_on {
            self.end_table();
        }
        let (_, rows) = self.table.get_or_insert_with(|| (grid.columns.clone(), Rows::default()));
        rows.unclear |= grid.unclear;
        rows.go_on(grid);
    }

    fn end_table(&mut self) {
        if let Some((_, rows)) = self.table.take() {
            self.close();
            rows.write(&mut self.source);
        }
    }

    /// A table without lines between its columns.
    fn rows(&mut self, rows: Vec<Vec<String>>) {
        let mut table = Table::default();
        for row in rows {
            let cells = row.iter().map(|words| self.source.cell(words)).collect();
            self.source.row(&mut table, cells);
        }
        self.source.blocks.push(Block::Table(table));
    }

    /// Lines that look like a table's and are none that could be read.
    fn unclear(&mut self, rows: &[Line]) {
        let start = self.source.text.len();
        for row in rows {
            self.source.paragraph(&row.words(), None);
        }
        let first = self.source.text[start..].find('\n').unwrap_or(0);
        self.source.remarks.push((Remark::UnclearTable, start..start + first));
    }

    fn finish(mut self) -> Source {
        self.end_table();
        self.close();
        self.source
    }
}

impl Rows {
    /// Adds the rows of a grid; what the end of a page cut is put together.
    fn go_on(&mut self, grid: &Grid) {
        let known = self.cells.len();
        let mut rows = grid.places.iter().map(|row| row.iter().map(|cell| cell + known).collect::<Vec<_>>());
        self.cells.extend(grid.cells.iter().cloned());
        if let Some(last) = self.places.last().cloned()
            && let Some(first) = rows.next()
        {
            let is_empty = |cell: &usize| self.cells[*cell].trim().is_empty();
            let filled = |row: &[usize]| row.iter().filter(|cell| !is_empty(cell)).count();
            let starts_empty = first.iter().take(2).all(is_empty);
            // Of a row that is cut, some cells go on and most do not.
            let goes_on = last.iter().zip(&first).all(|(before, cell)| is_empty(cell) || !is_empty(before));
            let same = last
                .iter()
                .zip(&first)
                .any(|(before, cell)| self.cells[*before] == self.cells[*cell] && !is_empty(cell));
            if starts_empty || goes_on && !same && 2 * filled(&first) <= filled(&last) {
                for (before, cell) in last.iter().zip(&first) {
                    let more = std::mem::take(&mut self.cells[*cell]);
                    if !more.is_empty() && before != cell {
                        join(&mut self.cells[*before], &more);
                    }
                }
                // The rest of a cell over several rows stands under its beginning.
            } else if first.first().is_some_and(is_empty) {
                let cell = first[0];
                let before = last[0];
                let carried = |cells: Vec<usize>| -> Vec<usize> {
                    cells.into_iter().map(|other| if other == cell { before } else { other }).collect()
                };
                self.places.push(carried(first));
                self.places.extend(rows.map(carried));
                return;
            } else {
                self.places.push(first);
            }
        }
        self.places.extend(rows);
    }

    fn write(self, source: &mut Source) {
        let start = source.text.len();
        let mut table = Table::default();
        let mut written: HashMap<usize, (usize, Cell)> = HashMap::new();
        for (row, places) in self.places.iter().enumerate() {
            let mut line = Vec::with_capacity(places.len());
            for cell in places {
                let words = self.cells.get(*cell).map_or("", String::as_str);
                let (first, known) = written.entry(*cell).or_insert_with(|| (row, source.cell(words))).clone();
                line.push(Cell { continues: first < row, ..known });
            }
            source.row(&mut table, line);
        }
        if self.unclear {
            let first = source.text[start..].find('\n').unwrap_or(0);
            source.remarks.push((Remark::UnclearTable, start..start + first));
        }
        source.blocks.push(Block::Table(table));
    }
}
