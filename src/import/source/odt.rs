//! Text documents of the open format (.odt; OASIS OpenDocument 1.3): paragraphs with the numbers that lists
//! and headings make themselves, tables with merged cells.
//!
//! Deleted text of tracked changes, notes and remarks are no text.

use super::counting::{han, roman, written};
use super::xml::{Visit, value, walk};
use super::zipped::{Archive, part};
use super::{Block, Cell, Source, Table};
use crate::import::ImportError;
use crate::limits::Limit;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::ops::Range;

/// What a text document of the open format says of itself (ODF 1.2, part 3, 3.3), templates included.
pub(super) const TEXT: &str = "application/vnd.oasis.opendocument.text";
/// A cell stands for so many at most, across or down: what says more is no document of people.
const MOST_REPEATED: usize = 200;

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Source, ImportError> {
    let content = part(archive, "content.xml")?.ok_or(ImportError::Damaged)?;
    let mut lists = Lists::default();
    // Without this part the text is still there.
    if let Ok(Some(styles)) = part(archive, "styles.xml") {
        lists.learn(&styles);
    }
    lists.learn(&content);
    Body { lists, ..Body::default() }.read(&content)
}

fn count(tag: &BytesStart<'_>, name: &str) -> usize {
    value(tag, name).and_then(|words| words.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATED)
}

/// How one level of a list counts.
#[derive(Clone, Debug, Default)]
struct Level {
    /// `1`, `一, 二, 三, ...`, `①, ②, ③, ...`; empty for none.
    format: String,
    prefix: String,
    suffix: String,
    /// How many levels are shown, this one included.
    shown: usize,
    start: u32,
}

/// The list styles of a document, and how far each list has counted.
#[derive(Debug, Default)]
struct Lists {
    styles: HashMap<String, Vec<Level>>,
    counts: HashMap<String, Vec<Option<u32>>>,
}

/// Levels that a list can have (ODF 1.2, part 1, 16.30).
const LEVELS: usize = 10;
/// The style by which headings count.
const OUTLINE: &str = "\0outline";

impl Lists {
    fn learn(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut style = String::new();
        while let Ok(event) = reader.read_event() {
            let tag = match &event {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::Eof => break,
                _ => continue,
            };
            match tag.local_name().as_ref() {
                "list-style" => style = value(tag, "name").unwrap_or_default(),
                "outline-style" => style = OUTLINE.to_owned(),
                "list-level-style-number" | "outline-level-style" => {
                    let at = count(tag, "level").min(LEVELS) - 1;
                    let levels = self.styles.entry(style.clone()).or_insert_with(|| vec![Level::default(); LEVELS]);
                    levels[at] = Level {
                        format: value(tag, "num-format").unwrap_or_default(),
                        prefix: value(tag, "num-prefix").unwrap_or_default(),
                        suffix: value(tag, "num-suffix").unwrap_or_default(),
                        shown: count(tag, "display-levels"),
                        start: value(tag, "start-value").and_then(|words| words.parse().ok()).unwrap_or(1),
                    };
                }
                _ => {}
            }
        }
    }

    /// A list begins: its levels count from their beginnings, unless it goes on.
    fn begin(&mut self, style: &str) {
        self.counts.remove(style);
    }

    /// The number of the next item, as it is printed; counts on. `level` from 0.
    fn next(&mut self, style: &str, level: usize, from: Option<u32>) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let levels = self.styles.get(style)?;
        let counts = self.counts.entry(style.to_owned()).or_insert_with(|| vec![None; LEVELS]);
        let begins = from.unwrap_or(levels[level].start);
        counts[level] = Some(match (counts[level], from) {
            (Some(last), None) => last.saturating_add(1),
            _ => begins,
        });
        for inner in counts.iter_mut().skip(level + 1) {
            *inner = None;
        }
        let own = &levels[level];
        if own.format.is_empty() {
            return None;
        }
        let first = (level + 1).saturating_sub(own.shown.max(1));
        let numbers: Vec<String> = (first..=level)
            .filter(|&at| !levels[at].format.is_empty())
            .map(|at| numeral(counts[at].unwrap_or(levels[at].start), &levels[at].format))
            .collect();
        let mut out = format!("{}{}{}", own.prefix, numbers.join("."), own.suffix);
        let ends = out.ends_with(['、', '.', '．', '）', ')', '：', ':', '条', '章', '节']);
        if !ends {
            out.push('\t');
        }
        Some(out)
    }
}

/// A number in a format of the open format, which shows by its first letters how it counts.
fn numeral(number: u32, format: &str) -> String {
    match format.chars().next() {
        Some('一' | '壹') => han(number),
        Some('①') => written(number, "decimalEnclosedCircle"),
        Some('甲') => {
            let stem = "甲乙丙丁戊己庚辛壬癸".chars().nth((number.max(1) as usize - 1) % 10);
            stem.map(String::from).unwrap_or_default()
        }
        Some('a') => written(number, "lowerLetter"),
        Some('A') => written(number, "upperLetter"),
        Some('i') => roman(number).to_lowercase(),
        Some('I') => roman(number),
        _ => number.to_string(),
    }
}

/// A list that is open.
struct OpenList {
    style: String,
    /// The number of the item that begins, until its first paragraph takes it.
    label: Option<String>,
}

/// A table while it is read.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Cell>>,
    /// Cells that reach over others, by row and column.
    covered: HashMap<(usize, usize), (Range<usize>, bool)>,
    cells: usize,
    /// Words of the cell that is open, and how far it reaches: across, down, repeated.
    words: String,
    reach: Option<(usize, usize, usize)>,
    /// How often the row stands.
    repeated: usize,
}

#[derive(Default)]
struct Body {
    lists: Lists,
    open_lists: Vec<OpenList>,
    source: Source,
    /// Paragraphs that are open, with the level of a heading; more than one in text boxes.
    paragraphs: Vec<(String, Option<u8>)>,
    table: Option<Grid>,
    /// Tables within the table, whose words are its cell's.
    inner: usize,
}

impl Visit for Body {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "p" => self.begin_paragraph(None, None),
            "h" => {
                let level = u8::try_from(count(tag, "outline-level")).unwrap_or(1);
                let is_bare = value(tag, "is-list-header").is_some_and(|words| words == "true");
                let label = if self.open_lists.is_empty() && !is_bare {
                    self.lists.next(OUTLINE, usize::from(level) - 1, None)
                } else {
                    None
                };
                self.begin_paragraph(Some(level), label);
            }
            "s" => self.push(' ', value(tag, "c").and_then(|times| times.parse().ok()).unwrap_or(1_usize).min(200)),
            "tab" => self.push(' ', 1),
            "line-break" => self.push('\n', 1),
            "list" => self.begin_list(tag),
            "list-item" => {
                let level = self.open_lists.len().saturating_sub(1);
                let from = value(tag, "start-value").and_then(|words| words.parse().ok());
                if let Some(list) = self.open_lists.last_mut() {
                    list.label = self.lists.next(&list.style, level, from);
                }
            }
            "table" if self.table.is_some() => self.inner += 1,
            "table" => self.table = Some(Grid::default()),
            "table-row" if self.inner == 0 => {
                if let Some(table) = &mut self.table {
                    table.repeated = count(tag, "number-rows-repeated");
                    table.rows.push(Vec::new());
                }
            }
            "table-cell" if self.inner == 0 => {
                if let Some(table) = &mut self.table {
                    table.words.clear();
                    let [across, down, repeated] =
                        ["number-columns-spanned", "number-rows-spanned", "number-columns-repeated"]
                            .map(|name| count(tag, name));
                    table.reach = Some((across, down, repeated));
                }
            }
            "covered-table-cell" if self.inner == 0 => {
                if let Some(table) = &mut self.table {
                    table.cover(count(tag, "number-columns-repeated"));
                }
            }
            _ => {}
        }
    }

    fn empty(&mut self, name: &str, tag: &BytesStart<'_>) {
        self.open(name, tag);
        self.close(name);
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "list" => {
                self.open_lists.pop();
            }
            "table" if self.inner > 0 => self.inner -= 1,
            "table" => self.end_table(),
            "table-cell" if self.inner == 0 => {
                if let Some(table) = &mut self.table {
                    table.end_cell(&mut self.source);
                }
            }
            "table-row" if self.inner == 0 => {
                if let Some(table) = &mut self.table {
                    table.end_row(&mut self.source);
                }
            }
            _ => {}
        }
    }

    /// White space within a paragraph is one blank (ODF 1.2, part 1, 6.1.2).
    fn text(&mut self, words: &str) {
        if let Some((paragraph, _)) = self.paragraphs.last_mut() {
            for c in words.chars() {
                match c {
                    ' ' | '\t' | '\r' | '\n' if paragraph.ends_with([' ', '\n']) => {}
                    ' ' | '\t' | '\r' | '\n' => paragraph.push(' '),
                    c => paragraph.push(c),
                }
            }
        }
    }

    fn has_words(&self) -> bool {
        !self.source.text.is_empty()
    }
}

impl Body {
    fn read(mut self, xml: &str) -> Result<Source, ImportError> {
        walk(xml, &["tracked-changes", "note", "annotation", "ruby-text", "forms", "automatic-styles"], &mut self)?;
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        self.end_table();
        Ok(self.source)
    }

    fn push(&mut self, c: char, times: usize) {
        if let Some((paragraph, _)) = self.paragraphs.last_mut() {
            paragraph.extend(std::iter::repeat_n(c, times));
        }
    }

    fn begin_list(&mut self, tag: &BytesStart<'_>) {
        let own = value(tag, "style-name");
        let style = own.or_else(|| self.open_lists.last().map(|list| list.style.clone())).unwrap_or_default();
        let goes_on = value(tag, "continue-numbering").is_some_and(|words| words == "true")
            || value(tag, "continue-list").is_some();
        if self.open_lists.is_empty() && !goes_on {
            self.lists.begin(&style);
        }
        self.open_lists.push(OpenList { style, label: None });
    }

    fn begin_paragraph(&mut self, heading: Option<u8>, label: Option<String>) {
        let label = label.or_else(|| self.open_lists.last_mut().and_then(|list| list.label.take()));
        self.paragraphs.push((label.unwrap_or_default(), heading));
    }

    fn end_paragraph(&mut self) {
        let Some((words, heading)) = self.paragraphs.pop() else { return };
        let words = words.trim();
        match (&mut self.table, self.paragraphs.last_mut()) {
            (Some(table), _) => {
                if !table.words.is_empty() && !words.is_empty() {
                    table.words.push('\n');
                }
                table.words.push_str(words);
            }
            // A text box within a paragraph: a paragraph of its own before it.
            _ => {
                for (at, line) in words.lines().enumerate() {
                    self.source.paragraph(line, heading.filter(|_| at == 0));
                }
            }
        }
    }

    fn end_table(&mut self) {
        let Some(grid) = self.table.take() else { return };
        let rows: Vec<Vec<Cell>> = grid.rows.into_iter().filter(|row| !row.is_empty()).collect();
        if !rows.is_empty() {
            self.source.blocks.push(Block::Table(Table { rows, ..Table::default() }));
        }
    }
}

impl Grid {
    /// A cell that another one covers, from the left or from above.
    fn cover(&mut self, times: usize) {
        let Some(row) = self.rows.len().checked_sub(1) else { return };
        for _ in 0..times {
            let column = self.rows[row].len();
            let (span, from_above) = self.covered.remove(&(row, column)).unwrap_or((0..0, false));
            self.rows[row].push(Cell { span, continues: from_above });
        }
    }

    fn end_cell(&mut self, source: &mut Source) {
        let Some((across, down, repeated)) = self.reach.take() else { return };
        let Some(row) = self.rows.len().checked_sub(1) else { return };
        for _ in 0..repeated {
            self.cells += 1;
            // Rows without end are how sheets say that nothing comes any more.
            if self.cells > Limit::Cells.count() {
                source.over = source.over.or(Some(Limit::Cells));
                return;
            }
            let cell = source.cell(&self.words);
            let column = self.rows[row].len();
            for (below, right) in (0..down).flat_map(|below| (0..across).map(move |right| (below, right))) {
                if (below, right) != (0, 0) {
                    self.covered.insert((row + below, column + right), (cell.span.clone(), below > 0));
                }
            }
            self.rows[row].push(cell);
        }
        self.words.clear();
    }

    fn end_row(&mut self, source: &mut Source) {
        source.end_row();
        let times = std::mem::replace(&mut self.repeated, 1);
        if let Some(row) = self.rows.last().cloned().filter(|row| row.iter().any(|cell| !cell.span.is_empty())) {
            for _ in 1..times {
                self.rows.push(row.clone());
            }
        }
    }
}
