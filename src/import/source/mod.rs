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

fn not_empty(source: Source) -> Result<Source, ImportError> {
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
        let hidden = hidden::of_workbook(&mut archive);
        sheet::workbook(bytes, &hidden)?
    };
    not_empty(source)
}

/// Whether a zip unpacks to no more than any document; other bytes do.
///
/// # Errors
/// [`ImportError::TooLarge`] if it does not, [`ImportError::Damaged`] if it cannot be unpacked.
pub(super) fn is_of_bearable_size(bytes: &[u8]) -> Result<(), ImportError> {
    if bytes.starts_with(b"PK") { zipped::measure(&mut zipped::open(bytes)?) } else { Ok(()) }
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
        if words.is_empty() {
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
        self.text.push_str(words.trim());
        let span = start..self.text.len();
        self.text.push('\t');
        Cell { span, continues: false }
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
