//! CSV that Excel and WPS open by a double click, and TSV for the clipboard.
//!
//! UTF-8 with byte order mark (without it Excel on Chinese Windows reads GBK), CRLF, RFC 4180.
//! Cells that a spreadsheet would run or change are guarded by a leading `'`.

use super::table::RowSink;
use crate::neutral;
use encoding_rs::GB18030;
use std::io;

/// How the text becomes bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 with a byte order mark (default).
    #[default]
    Utf8,
    /// GB 18030, for older systems. It has every character, so nothing is lost.
    Gb18030,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes rows to CSV text.
pub struct CsvSink {
    text: Vec<u8>,
}

impl Default for CsvSink {
    fn default() -> Self {
        Self::new()
    }
}

impl CsvSink {
    /// An empty file.
    pub fn new() -> Self {
        // The mark comes first, so that a large file need not be moved for it.
        Self { text: BYTE_ORDER_MARK.to_vec() }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Never in practice: the rows are in memory.
    pub fn finish(self, encoding: Encoding) -> io::Result<Vec<u8>> {
        Ok(match encoding {
            Encoding::Utf8 => self.text,
            Encoding::Gb18030 => {
                let text = std::str::from_utf8(&self.text[BYTE_ORDER_MARK.len()..]).map_err(io::Error::other)?;
                GB18030.encode(text).0.into_owned()
            }
        })
    }

    /// A field, quoted where any reader might end it early: also one whose separator is a semicolon or a tab, which
    /// would see a cell that begins with what was behind it.
    fn field(&mut self, cell: &str) {
        if !cell.bytes().any(|byte| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\r' | b'\n')) {
            self.text.extend_from_slice(cell.as_bytes());
            return;
        }
        self.text.push(b'"');
        for (at, part) in cell.split('"').enumerate() {
            if at > 0 {
                self.text.extend_from_slice(b"\"\"");
            }
            self.text.extend_from_slice(part.as_bytes());
        }
        self.text.push(b'"');
    }
}

impl RowSink for CsvSink {
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push(b',');
            }
            self.field(&neutral::cell(cell));
        }
        // A row of one empty cell is no empty line.
        if cells.len() == 1 && cells[0].is_empty() {
            self.text.extend_from_slice(b"\"\"");
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// Writes rows to tab-separated text for the clipboard: a tab or line break inside a cell becomes
/// a blank, since pasted cells cannot hold them.
#[derive(Default)]
pub struct TsvSink {
    /// The text so far; rows end in a line feed.
    pub text: String,
}

impl RowSink for TsvSink {
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                self.text.push('\t');
            }
            self.text.push_str(&neutral::cell(cell).replace(['\t', '\n', '\r'], " "));
        }
        self.text.push('\n');
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards() {
        for cell in [
            "=1+1",
            "+86",
            "-2",
            "@x",
            "\tx",
            "\rx",
            "\nx",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "1-2",
            "3/4",
            "007",
            "1-2-3",
            "1.10",
            "123456789012",
        ] {
            assert_eq!(neutral::cell(cell), format!("'{cell}"));
        }
        for cell in ["", "3", "十五", "1.1", "2019-12-31", "县司法局", "a=b", "0"] {
            assert_eq!(neutral::cell(cell), cell);
        }
    }

    #[test]
    fn rfc_4180_with_bom_and_crlf() {
        let mut sink = CsvSink::new();
        for row in [["甲,乙", "\"引\""], ["x", "行\n行"]] {
            sink.row(&row.map(str::to_owned)).expect("in memory");
        }
        let bytes = sink.finish(Encoding::Utf8).expect("in memory");
        assert_eq!(String::from_utf8_lossy(&bytes), "\u{feff}\"甲,乙\",\"\"\"引\"\"\"\r\nx,\"行\n行\"\r\n");
    }

    #[test]
    fn what_another_separator_would_end_is_quoted() {
        let mut sink = CsvSink::new();
        for row in [&["甲;=1", "乙\t=1"][..], &["丙", ""], &[""]] {
            sink.row(&row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()).expect("in memory");
        }
        let bytes = sink.finish(Encoding::Utf8).expect("in memory");
        assert_eq!(String::from_utf8_lossy(&bytes), "\u{feff}\"甲;=1\",\"乙\t=1\"\r\n丙,\r\n\"\"\r\n");
    }

    #[test]
    fn gb18030_keeps_every_character() {
        let mut sink = CsvSink::new();
        sink.row(&["〔𠮷〕€".to_owned(), "b".to_owned()]).expect("in memory");
        let bytes = sink.finish(Encoding::Gb18030).expect("in memory");
        assert_eq!(GB18030.decode(&bytes).0, "〔𠮷〕€,b\r\n");
    }
}
