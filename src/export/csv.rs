//! CSV that Excel and WPS open by a double click, and TSV for the clipboard.
//!
//! UTF-8 with byte order mark (without it Excel on Chinese Windows reads GBK), CRLF, RFC 4180.
//! Cells that a spreadsheet would run or change are guarded by a leading `'`.

use super::table::RowSink;
use encoding_rs::GB18030;
use std::borrow::Cow;
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
    writer: ::csv::Writer<Vec<u8>>,
}

impl Default for CsvSink {
    fn default() -> Self {
        Self::new()
    }
}

impl CsvSink {
    /// An empty file.
    pub fn new() -> Self {
        let mut builder = ::csv::WriterBuilder::new();
        builder.terminator(::csv::Terminator::CRLF).flexible(true);
        // The mark comes first, so that a large file need not be moved for it.
        Self { writer: builder.from_writer(BYTE_ORDER_MARK.to_vec()) }
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Never in practice: the rows are in memory.
    pub fn finish(self, encoding: Encoding) -> io::Result<Vec<u8>> {
        let text = self.writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        Ok(match encoding {
            Encoding::Utf8 => text,
            Encoding::Gb18030 => {
                let text = std::str::from_utf8(&text[BYTE_ORDER_MARK.len()..]).map_err(io::Error::other)?;
                GB18030.encode(text).0.into_owned()
            }
        })
    }
}

impl RowSink for CsvSink {
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(guarded(cell).as_ref())?;
        }
        // No field: the end of the row.
        self.writer.write_record(None::<&[u8]>)?;
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
            self.text.push_str(&guarded(cell).replace(['\t', '\n', '\r'], " "));
        }
        self.text.push('\n');
        Ok(())
    }
}

/// The cell as a spreadsheet must get it: a leading `'` where it would run a formula
/// (OWASP, "CSV Injection": `=` `+` `-` `@` Tab CR LF and the full-width signs) or change what it
/// reads (`1-2`, `3/4` and `1-2-3` into dates, `007` into 7, `1.10` into 1.1, long numbers into
/// powers of ten).
pub fn guarded(cell: &str) -> Cow<'_, str> {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if runs || is_changed_by_spreadsheets(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Short numbers joined by `-` or `/` that are not a full date with its year, digits after a
/// leading zero, a fraction that ends in zero, more digits than a spreadsheet shows.
fn is_changed_by_spreadsheets(cell: &str) -> bool {
    if !cell.bytes().all(|byte| byte.is_ascii_digit() || b"-/.".contains(&byte)) {
        return false;
    }
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = cell.split(['-', '/']).collect();
    let full_date = parts.len() == 3 && parts[0].len() == 4;
    let date_like =
        matches!(parts.len(), 2 | 3) && !full_date && parts.iter().all(|part| part.len() <= 4 && all_digits(part));
    let digits_lost = all_digits(cell) && (cell.len() > 1 && cell.starts_with('0') || cell.len() > 11);
    let zero_lost = cell
        .split_once('.')
        .is_some_and(|(whole, fraction)| all_digits(whole) && all_digits(fraction) && fraction.ends_with('0'));
    date_like || digits_lost || zero_lost
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
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in ["", "3", "十五", "1.1", "2019-12-31", "县司法局", "a=b", "0"] {
            assert_eq!(guarded(cell), cell);
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
    fn gb18030_keeps_every_character() {
        let mut sink = CsvSink::new();
        sink.row(&["〔𠮷〕€".to_owned(), "b".to_owned()]).expect("in memory");
        let bytes = sink.finish(Encoding::Gb18030).expect("in memory");
        assert_eq!(GB18030.decode(&bytes).0, "〔𠮷〕€,b\r\n");
    }
}
