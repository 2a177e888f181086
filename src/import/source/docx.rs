//! Word documents: paragraphs with the numbers that Word makes itself, tables with merged cells.
//!
//! Deleted text of tracked changes, field codes and the fallbacks of drawings are no text.

use super::counting::written;
use super::xml::{Visit, value, walk};
use super::zipped::{Archive, part};
use super::{Block, Cell, Source, Table};
use crate::import::ImportError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// `hidden`: with what is there and nobody sees.
pub(super) fn read(archive: &mut Archive<'_>, hidden: bool) -> Result<Source, ImportError> {
    let document = part(archive, "word/document.xml")?.ok_or(ImportError::Damaged)?;
    // Without these parts the text is still there.
    let numbering =
        part(archive, "word/numbering.xml").ok().flatten().map(|xml| Numbering::read(&xml)).unwrap_or_default();
    let styles = part(archive, "word/styles.xml").ok().flatten().map(|xml| styles(&xml)).unwrap_or_default();
    Body { numbering, styles, keeps_hidden: hidden, ..Body::default() }.read(&document)
}

fn number<T: std::str::FromStr>(tag: &BytesStart<'_>) -> Option<T> {
    value(tag, "val")?.parse().ok()
}

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// `numbering.xml`: how lists count.
#[derive(Debug, Default)]
struct Numbering {
    /// Levels by abstract list.
    lists: HashMap<String, Vec<Level>>,
    /// Which abstract list a list is, and at which levels it begins anew.
    instances: HashMap<String, (String, HashMap<usize, u32>)>,
    /// How far each abstract list has counted.
    counts: HashMap<String, Vec<Option<u32>>>,
    /// Lists whose own beginnings were applied.
    begun: HashMap<String, bool>,
}

/// Levels that a list can have.
const LEVELS: usize = 9;
/// What stands before and between the figures of a number is no longer, in bytes.
const LONGEST_NUMBER: usize = 255;

impl Numbering {
    fn read(xml: &str) -> Self {
        let mut numbering = Self::default();
        let mut reader = Reader::from_str(xml);
        let (mut list, mut instance, mut level) = (String::new(), String::new(), 0);
        while let Ok(event) = reader.read_event() {
            let tag = match &event {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::End(tag) => {
                    match tag.local_name().as_ref() {
                        "abstractNum" => list.clear(),
                        "num" => instance.clear(),
                        _ => {}
                    }
                    continue;
                }
                Event::Eof => break,
                _ => continue,
            };
            let of = |name: &str| value(tag, name);
            match tag.local_name().as_ref() {
                "abstractNum" => {
                    list = of("abstractNumId").unwrap_or_default();
                    numbering.lists.insert(list.clone(), vec![Level::default(); LEVELS]);
                }
                "num" => {
                    instance = of("numId").unwrap_or_default();
                    numbering.instances.insert(instance.clone(), (String::new(), HashMap::new()));
                }
                "abstractNumId" if !instance.is_empty() => {
                    if let Some(found) = numbering.instances.get_mut(&instance) {
                        found.0 = of("val").unwrap_or_default();
                    }
                }
                "lvl" | "lvlOverride" => {
                    level = of("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0).min(LEVELS - 1);
                }
                "startOverride" => {
                    if let (Some(found), Some(start)) = (numbering.instances.get_mut(&instance), number(tag)) {
                        found.1.insert(level, start);
                    }
                }
                name @ ("start" | "numFmt" | "lvlText") if !list.is_empty() => {
                    if let Some(level) = numbering.lists.get_mut(&list).and_then(|levels| levels.get_mut(level)) {
                        match name {
                            "start" => level.start = number(tag).unwrap_or(1),
                            "numFmt" => level.format = of("val").unwrap_or_default(),
                            _ => level.text = of("val").unwrap_or_default(),
                        }
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// The number of the next paragraph of a list, as Word prints it; counts on.
    fn next(&mut self, instance: &str, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let (list, beginnings) = self.instances.get(instance)?;
        let levels = self.lists.get(list)?;
        let counts = self.counts.entry(list.clone()).or_insert_with(|| vec![None; LEVELS]);
        if !beginnings.is_empty() && self.begun.insert(instance.to_owned(), true).is_none() {
            for (&level, &start) in beginnings {
                counts[level] = Some(start.saturating_sub(1)).filter(|_| start > 0);
                if start == 1 {
                    counts[level] = None;
                }
            }
        }
        let start = |at: usize| beginnings.get(&at).copied().unwrap_or(levels[at].start);
        counts[level] = Some(counts[level].map_or_else(|| start(level), |count| count.saturating_add(1)));
        for inner in counts.iter_mut().skip(level + 1) {
            *inner = None;
        }
        let own = &levels[level];
        if own.text.len() > LONGEST_NUMBER {
            return None;
        }
        if matches!(own.format.as_str(), "bullet" | "none") {
            return None;
        }
        let mut out = own.text.clone();
        for (at, outer) in levels.iter().enumerate().take(level + 1) {
            let place = format!("%{}", at + 1);
            if out.contains(&place) {
                let count = counts[at].unwrap_or_else(|| start(at));
                out = out.replace(&place, &written(count, &outer.format));
            }
        }
        let ends = out.ends_with(['、', '.', '．', '）', ')', '：', ':', '条', '章', '节']);
        if !ends {
            out.push('\t');
        }
        Some(out)
    }
}

/// What a paragraph style brings with it.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<u8>,
}

fn styles(xml: &str) -> HashMap<String, Style> {
    let mut styles: HashMap<String, Style> = HashMap::new();
    let mut reader = Reader::from_str(xml);
    let mut id = String::new();
    while let Ok(event) = reader.read_event() {
        let tag = match &event {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => break,
            _ => continue,
        };
        if tag.local_name().as_ref() == "style" {
            id = value(tag, "styleId").unwrap_or_default();
            styles.insert(id.clone(), Style::default());
            continue;
        }
        let Some(style) = styles.get_mut(&id) else { continue };
        match tag.local_name().as_ref() {
            "basedOn" => style.based_on = value(tag, "val"),
            "numId" => style.list = value(tag, "val"),
            "ilvl" => style.level = number(tag),
            "outlineLvl" => style.outline = number(tag),
            "name" => {
                let name = value(tag, "val").unwrap_or_default().to_lowercase();
                if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
                    style.outline = Some(level.saturating_sub(1));
                }
            }
            _ => {}
        }
    }
    styles
}

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    words: String,
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
    outline: Option<u8>,
}

/// A table while it is read.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<CellDraft>>,
    /// Columns that the row ends before.
    after: usize,
}

#[derive(Clone, Default)]
struct CellDraft {
    words: String,
    across: usize,
    /// It continues the cell above it.
    continues: bool,
}

#[derive(Default)]
struct Body {
    numbering: Numbering,
    styles: HashMap<String, Style>,
    source: Source,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Grid>,
    /// Words stand in runs alone.
    in_text: bool,
    /// The run is hidden: nobody sees its words.
    hides: bool,
    /// Hidden words are kept.
    keeps_hidden: bool,
    /// A run is open.
    in_run: bool,
}

/// Tables within tables deeper than this are not told apart.
const DEEPEST: usize = 16;

impl Visit for Body {
    fn open(&mut self, name: &str, tag: &BytesStart<'_>) {
        self.in_text = name == "t";
        if name == "r" {
            (self.in_run, self.hides) = (true, false);
        }
        self.begin(name, tag);
    }

    fn empty(&mut self, name: &str, tag: &BytesStart<'_>) {
        self.mark(name, tag);
    }

    fn close(&mut self, name: &str) {
        self.in_text = false;
        match name {
            "p" => self.end_paragraph(),
            "tbl" => self.end_table(),
            "tr" => self.end_row(),
            "r" => (self.in_run, self.hides) = (false, false),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        if self.in_text && !self.hides {
            self.say(words);
        }
    }

    fn has_words(&self) -> bool {
        !self.source.text.is_empty()
    }
}

impl Body {
    fn read(mut self, xml: &str) -> Result<Source, ImportError> {
        walk(xml, &["del", "delText", "instrText", "Fallback", "moveFrom"], &mut self)?;
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while !self.tables.is_empty() {
            self.end_table();
        }
        Ok(self.source)
    }

    fn say(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.words.push_str(words);
        }
    }

    fn begin(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "tbl" if self.tables.len() < DEEPEST => self.tables.push(Grid::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                    table.after = 0;
                }
            }
            "tc" => {
                if let Some(row) = self.row() {
                    row.push(CellDraft { across: 1, ..CellDraft::default() });
                }
            }
            _ => self.mark(name, tag),
        }
    }

    fn row(&mut self) -> Option<&mut Vec<CellDraft>> {
        self.tables.last_mut()?.rows.last_mut()
    }

    fn mark(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "tab" if !self.paragraphs.is_empty() => self.say(" "),
            "br" | "cr" => self.say("\n"),
            "vanish" if self.in_run && !self.keeps_hidden => {
                self.hides = value(tag, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"));
            }
            "noBreakHyphen" => self.say("-"),
            "p" => {
                self.paragraphs.push(Paragraph::default());
                self.end_paragraph();
            }
            "gridSpan" => {
                let across = number(tag).unwrap_or(1);
                if let Some(cell) = self.row().and_then(|row| row.last_mut()) {
                    cell.across = across.clamp(1, 100);
                }
            }
            // A row that begins late, or ends early.
            "gridBefore" => {
                let across = number(tag).unwrap_or(0).min(100);
                if let Some(row) = self.row().filter(|row| row.is_empty() && across > 0) {
                    row.push(CellDraft { across, ..CellDraft::default() });
                }
            }
            "gridAfter" => {
                if let Some(table) = self.tables.last_mut() {
                    table.after = number(tag).unwrap_or(0).min(100);
                }
            }
            "vMerge" => {
                let continues = value(tag, "val").is_none_or(|value| value != "restart");
                if let Some(cell) = self.row().and_then(|row| row.last_mut()) {
                    cell.continues = continues;
                }
            }
            "pStyle" => self.with(|paragraph| paragraph.style = value(tag, "val")),
            "numId" => self.with(|paragraph| paragraph.list = value(tag, "val")),
            "ilvl" => self.with(|paragraph| paragraph.level = number(tag)),
            "outlineLvl" => self.with(|paragraph| paragraph.outline = number(tag)),
            _ => {}
        }
    }

    fn with(&mut self, set: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            set(paragraph);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let (mut list, mut level, mut outline) = (paragraph.list.clone(), paragraph.level, paragraph.outline);
        let mut style = paragraph.style.clone();
        // A style takes what it lacks from the one it is based on.
        for _ in 0..10 {
            let Some(found) = style.as_ref().and_then(|style| self.styles.get(style)) else { break };
            list = list.or_else(|| found.list.clone());
            level = level.or(found.level);
            outline = outline.or(found.outline);
            style = found.based_on.clone();
        }
        let has_words = !paragraph.words.trim().is_empty();
        let label = list.filter(|_| has_words).and_then(|list| self.numbering.next(&list, level.unwrap_or(0)));
        let words = format!("{}{}", label.unwrap_or_default(), paragraph.words.trim());
        if let Some(outer) = self.paragraphs.last_mut() {
            // A text box within a paragraph: a paragraph of its own before it.
            if !words.is_empty() && self.tables.is_empty() {
                self.source.paragraph(&words, None);
            } else {
                outer.words.push_str(&words);
            }
            return;
        }
        if let Some(cell) =
            self.tables.last_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.last_mut())
        {
            if !cell.words.is_empty() && !words.is_empty() {
                cell.words.push('\n');
            }
            cell.words.push_str(&words);
            return;
        }
        let hint = outline.filter(|&level| level < 9).map(|level| level + 1);
        for (at, line) in words.lines().enumerate() {
            self.source.paragraph(line, hint.filter(|_| at == 0));
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let across = std::mem::take(&mut table.after);
        if let Some(row) = table.rows.last_mut().filter(|_| across > 0) {
            row.push(CellDraft { across, ..CellDraft::default() });
        }
    }

    fn end_table(&mut self) {
        let Some(grid) = self.tables.pop() else { return };
        if let Some(cell) =
            self.tables.last_mut().and_then(|table| table.rows.last_mut()).and_then(|row| row.last_mut())
        {
            // A table within a cell is the cell's text.
            let lines: Vec<String> = grid
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| cell.words.as_str()).collect::<Vec<_>>().join(" "))
                .collect();
            cell.words.push_str(&lines.join("\n"));
            return;
        }
        // A table of one cell a row is a frame around text.
        if grid.rows.iter().all(|row| row.len() <= 1) {
            for cell in grid.rows.iter().flatten() {
                for line in cell.words.lines() {
                    self.source.paragraph(line, None);
                }
            }
            return;
        }
        let mut table = Table::default();
        for row in grid.rows {
            let mut line: Vec<Cell> = Vec::new();
            for cell in row {
                let above =
                    table.rows.last().and_then(|above: &Vec<Cell>| above.get(line.len())).filter(|_| cell.continues);
                let written = match above {
                    Some(above) => Cell { span: above.span.clone(), continues: true },
                    None => self.source.cell(&cell.words),
                };
                self.source.spread(&mut line, &written, cell.across.max(1));
            }
            self.source.row(&mut table, line);
        }
        self.source.blocks.push(Block::Table(table));
    }
}
