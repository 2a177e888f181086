//! Bytes of a document → its text, paragraph by paragraph and table by table.
//!
//! | format | told by | module |
//! |---|---|---|
//! | plain text, Markdown | anything that decodes as text | `text` |
//! | web page | a tag at the beginning, or the name | `html` |
//! | Word (.docx) | a zip with `word/document.xml` | `docx` |
//! | Word of old (.doc) | a compound file with `WordDocument` | `doc` |
//! | Rich Text Format (.rtf, .doc) | `{\rtf` at the beginning | `rtf` |
//! | LibreOffice, WPS (.odt) | a zip that says so in `mimetype` | `odt` |
//! | PDF | `%PDF-` near the beginning | `pdf` |
//! | Excel (.xlsx) | a zip with `xl/workbook.xml` | `sheet` |
//! | Excel of old (.xls, .et) | a compound file with a workbook | `sheet` |
//! | LibreOffice (.ods) | a zip that says so in `mimetype` | `sheet` |
//! | comma separated values | the name, or rows of as many cells under a row of short heads | `sheet` |

mod counting;
mod doc;
mod docx;
mod extent;
mod hidden;
mod html;
mod odt;
mod pdf;
pub(in crate::import) mod quiet;
mod rows;
mod rtf;
mod sheet;
mod text;
mod xml;
mod zipped;

use super::ImportError;
use crate::limits::Limit;
use std::ops::Range;

/// The text of a document, with where its paragraphs and tables are.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    /// Everything there is to read; all spans are bytes of it.
    pub text: String,
    pub blocks: Vec<Block>,
    /// A title that stands outside the text, such as a web page's.
    pub title: Option<String>,
    /// What a person must know of how it was read, and where.
    pub remarks: Vec<(Remark, Range<usize>)>,
    /// The first limit that was met: what came after is not in it, and nobody gets it.
    over: Option<Limit>,
    /// Rows and cells of all its tables so far.
    rows: usize,
    cells: usize,
}

/// What a reader did that a person must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// A table whose cells are not clear: without lines and read as paragraphs, or with words beyond their cells.
    UnclearTable,
    /// A hidden sheet: left out.
    HiddenSheet(String),
    /// So many hidden rows: read like the others.
    HiddenRows(usize),
    /// So many hidden columns: read like the others.
    HiddenColumns(usize),
}

#[derive(Clone, Debug)]
pub(super) enum Block {
    /// A paragraph. `hint`: it is marked as a heading of this level, 1 the outermost.
    Paragraph {
        span: Range<usize>,
        hint: Option<u8>,
    },
    Table(Table),
}

/// Rows of cells. A merged cell stands in each place it covers, with the same span.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Vec<Cell>>,
    /// What its sheet is called.
    pub name: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub span: Range<usize>,
    /// It covers more than one row, and this is not its first.
    pub continues: bool,
}

/// A PDF says so within so many bytes.
const PDF_WITHIN: usize = 1024;
/// The first bytes of documents of the old office programs: .doc, .xls, .wps, .et.
const OLD_OFFICE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// What a workbook of the open formats says of itself (ODF 1.2, part 3, 3.3).
const SPREADSHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// What bytes claim to be, by their first bytes and the name.
pub(super) fn open(name: Option<&str>, bytes: &[u8]) -> Result<Source, ImportError> {
    let ending =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if bytes.len() > Limit::Document.count() {
        return Err(ImportError::TooLarge(Limit::Document));
    }
    // Some programs write a few bytes before it.
    if memchr::memmem::find(&bytes[..bytes.len().min(PDF_WITHIN)], b"%PDF-").is_some() {
        return pdf::read(bytes).and_then(not_empty);
    }
    if bytes.starts_with(&OLD_OFFICE)
        && let Some(source) = sheet::old_workbook(bytes)
    {
        return source.and_then(not_empty);
    }
    // By what it is: offices name pages, texts and new documents .doc as well.
    if bytes.starts_with(&OLD_OFFICE) {
        return doc::read(bytes).unwrap_or(Err(ImportError::OldOffice)).and_then(not_empty);
    }
    if bytes.starts_with(b"{\\rtf") {
        return not_empty(rtf::read(bytes));
    }
    if bytes.starts_with(b"PK\x03\x04") || ["docx", "xlsx", "docm", "xlsm"].contains(&ending.as_str()) {
        return office(bytes, false);
    }
    let decoded = text::decode(bytes)?;
    let markup = is_markup(bytes) || decoded.trim_start_matches('\u{FEFF}').trim_start().starts_with("<!");
    let source = match ending.as_str() {
        "html" | "htm" | "xhtml" => html::read(bytes),
        _ if markup => html::read(bytes),
        "csv" | "tsv" => sheet::separated(&decoded),
        "md" | "markdown" => text::markdown(&decoded),
        _ if sheet::is_separated(decoded.trim_start_matches('\u{FEFF}')) => sheet::separated(&decoded),
        _ => text::plain(&decoded),
    };
    not_empty(source)
}

/// The same with what nobody sees of a Word document: the keys of our own forms.
pub(super) fn open_whole(bytes: &[u8]) -> Result<Source, ImportError> {
    if bytes.starts_with(b"PK\x03\x04") { office(bytes, true) } else { open(None, bytes) }
}

/// A source that holds words, and no more than any document.
fn not_empty(source: Source) -> Result<Source, ImportError> {
    if let Some(limit) = source.met() {
        return Err(ImportError::TooLarge(limit));
    }
    if source.text.trim().is_empty() { Err(ImportError::Empty) } else { Ok(source) }
}

/// A zip: the document of an office program that it holds.
fn office(bytes: &[u8], hidden: bool) -> Result<Source, ImportError> {
    let mut archive = zipped::open(bytes)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    let (word, excel) = (has("word/document.xml"), has("xl/workbook.xml"));
    let other = has("[Content_Types].xml");
    if !word && !excel && zipped::mimetype(&mut archive).as_deref() == Some(SPREADSHEET) {
        zipped::measure(&mut archive)?;
        let hidden = hidden::of_open_workbook(&mut archive);
        return sheet::open_workbook(bytes, &hidden).and_then(not_empty);
    }
    if !word && !excel && zipped::mimetype(&mut archive).is_some_and(|words| words.starts_with(odt::TEXT)) {
        return odt::read(&mut archive).and_then(not_empty);
    }
    if !word && !excel {
        return Err(if other { ImportError::Damaged } else { ImportError::UnknownZip });
    }
    let source = if word {
        docx::read(&mut archive, hidden)?
    } else {
        // What reads the sheets unpacks by itself: measure first.
        zipped::measure(&mut archive)?;
        sheet::strings_are_bearable(&mut archive)?;
        let hidden = hidden::of_workbook(&mut archive);
        sheet::workbook(bytes, &hidden)?
    };
    not_empty(source)
}

/// The limit that so many rows and cells are beyond, the widest row of so many columns.
fn beyond(rows: usize, cells: usize, columns: usize) -> Option<Limit> {
    let counts = [(columns, Limit::Columns), (rows, Limit::Rows), (cells, Limit::Cells)];
    counts.into_iter().find(|(count, limit)| *count > limit.count()).map(|(_, limit)| limit)
}

/// Whether a zip unpacks to no more than any document; other bytes do.
///
/// # Errors
/// [`ImportError::TooLarge`] if it does not, [`ImportError::Damaged`] if it cannot be unpacked.
pub(super) fn is_of_bearable_size(bytes: &[u8]) -> Result<(), ImportError> {
    if !bytes.starts_with(b"PK") {
        return Ok(());
    }
    let mut archive = zipped::open(bytes)?;
    zipped::measure(&mut archive)?;
    sheet::strings_are_bearable(&mut archive)
}

/// What writes a workbook's bytes.
pub(super) enum WorkbookKind {
    Xlsx,
    Xls,
    Ods,
}

/// By what it is; a workbook of old that lays out no more than any has.
///
/// # Errors
/// [`ImportError::Damaged`] for no workbook, [`ImportError::TooLarge`].
pub(super) fn kind_of_workbook(bytes: &[u8]) -> Result<WorkbookKind, ImportError> {
    if bytes.starts_with(&OLD_OFFICE) {
        return extent::is_bearable(bytes).map(|()| WorkbookKind::Xls);
    }
    let mut archive = zipped::open(bytes)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        return Ok(WorkbookKind::Xlsx);
    }
    let is_open = zipped::mimetype(&mut archive).as_deref() == Some(SPREADSHEET);
    if is_open { Ok(WorkbookKind::Ods) } else { Err(ImportError::Damaged) }
}

/// Whether the bytes are a document of an office program's text, not a workbook.
pub(super) fn is_text_document(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"{\\rtf") {
        return true;
    }
    if bytes.starts_with(&OLD_OFFICE) {
        return doc::is_one(bytes);
    }
    let Some(mut archive) = bytes.starts_with(b"PK").then(|| zipped::open(bytes).ok()).flatten() else { return false };
    archive.index_for_name("word/document.xml").is_some()
        || zipped::mimetype(&mut archive).is_some_and(|words| words.starts_with(odt::TEXT))
}

fn is_markup(bytes: &[u8]) -> bool {
    let head: String = bytes.iter().take(1024).map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    let head = head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    ["<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<table", "<p>", "<p "]
        .iter()
        .any(|tag| head.starts_with(tag))
        || head.starts_with("<?xml") && head.contains("<html")
}

impl Source {
    /// A paragraph; line breaks inside it stay.
    fn paragraph(&mut self, words: &str, hint: Option<u8>) {
        let words = words.trim_matches(['\n', '\r', ' ', '\t']);
        if words.is_empty() || !self.takes(words) {
            return;
        }
        if self.blocks.len() >= Limit::Paragraphs.count() {
            self.over = self.over.or(Some(Limit::Paragraphs));
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.blocks.push(Block::Paragraph { span: start..self.text.len(), hint });
        self.text.push('\n');
    }

    /// A cell of the table that is being written.
    fn cell(&mut self, words: &str) -> Cell {
        let start = self.text.len();
        let words = words.trim();
        if self.takes(words) {
            self.text.push_str(words);
        }
        let span = start..self.text.len();
        self.text.push('\t');
        Cell { span, continues: false }
    }

    /// Whether there is room for words; if not, that is remembered.
    fn takes(&mut self, words: &str) -> bool {
        if self.text.len() + words.len() > Limit::Text.count() {
            self.over = self.over.or(Some(Limit::Text));
        }
        self.over.is_none()
    }

    /// Adds a cell to a row so many times as it covers columns.
    fn spread(&mut self, row: &mut Vec<Cell>, cell: &Cell, columns: usize) {
        if row.len().saturating_add(columns) > Limit::Columns.count() {
            self.over = self.over.or(Some(Limit::Columns));
            return;
        }
        row.extend(std::iter::repeat_n(cell, columns).cloned());
    }

    /// Adds a row to a table; beyond a limit it is left out, and that is remembered.
    fn row(&mut self, table: &mut Table, row: Vec<Cell>) {
        self.end_row();
        self.rows += 1;
        self.cells += row.len();
        self.over = self.over.or_else(|| beyond(self.rows, self.cells, row.len()));
        if self.over.is_none() {
            table.rows.push(row);
        }
    }

    /// The limit that was met, also by a reader that adds its blocks by itself.
    fn met(&self) -> Option<Limit> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(&table.rows),
            Block::Paragraph { .. } => None,
        });
        let (mut rows, mut cells, mut widest) = (0, 0, 0);
        for table in tables {
            rows += table.len();
            cells += table.iter().map(Vec::len).sum::<usize>();
            widest = table.iter().map(Vec::len).max().unwrap_or_default().max(widest);
        }
        let is_long = |count: usize, limit: Limit| (count > limit.count()).then_some(limit);
        self.over
            .or_else(|| is_long(self.text.len(), Limit::Text))
            .or_else(|| is_long(self.blocks.len(), Limit::Paragraphs))
            .or_else(|| beyond(rows, cells, widest))
    }

    fn end_row(&mut self) {
        if self.text.ends_with('\t') {
            self.text.pop();
        }
        self.text.push('\n');
    }

    /// Plain text as it is.
    #[cfg(test)]
    pub(super) fn of_text(words: &str) -> Self {
        text::plain(words)
    }
}
