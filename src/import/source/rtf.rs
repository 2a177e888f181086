//! Rich Text Format (.rtf, and .doc files that are one): text, paragraphs and tables (RTF Specification 1.9.1).

use super::Source;
use super::rows::{CellText, Rows};
use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1252};
use std::collections::HashMap;

/// Groups within groups beyond this are not read.
const DEEPEST: usize = 1_000;

/// Groups whose text is not the document's.
const SKIPPED: [&str; 34] = [
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "fldinst",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "filetbl",
    "revtbl",
    "objdata",
    "panose",
    "falt",
    "sp",
    "template",
];

/// Reads a text that begins with `{\rtf`.
pub(super) fn read(bytes: &[u8]) -> Source {
    let mut reader = Reader {
        bytes,
        at: 0,
        state: State { skips: false, fonts: false, fallback: 1, font: 0 },
        stack: Vec::new(),
        code_page: GBK,
        font_encodings: HashMap::new(),
        pending: Vec::new(),
        to_skip: 0,
        surrogate: None,
        words: String::new(),
        rows: Rows::default(),
        in_table: false,
        definitions: Vec::new(),
        edges: Vec::new(),
        next: CellText::default(),
    };
    reader.whole();
    reader.rows.finish()
}

/// What a group has of its own.
#[derive(Clone, Copy)]
struct State {
    /// Its text is not the document's.
    skips: bool,
    /// It is the table of fonts.
    fonts: bool,
    /// How many bytes stand for a character by its number, for readers that do not know it.
    fallback: usize,
    font: i32,
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    state: State,
    stack: Vec<State>,
    code_page: &'static Encoding,
    font_encodings: HashMap<i32, &'static Encoding>,
    /// Bytes of characters that are not whole yet.
    pending: Vec<u8>,
    /// Bytes that stand for a character that was read by its number.
    to_skip: usize,
    surrogate: Option<u16>,
    words: String,
    rows: Rows,
    in_table: bool,
    /// The cells of the row as they are defined: whether each goes on from the one above or at its left.
    definitions: Vec<CellText>,
    /// Their right edges.
    edges: Vec<i32>,
    next: CellText,
}

impl Reader<'_> {
    fn whole(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    self.flush();
                    self.to_skip = 0;
                    if self.stack.len() < DEEPEST {
                        self.stack.push(self.state);
                    }
                }
                b'}' => {
                    self.flush();
                    self.to_skip = 0;
                    if let Some(state) = self.stack.pop() {
                        self.state = state;
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
        }
        self.flush();
        self.end_paragraph();
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if !self.state.skips {
            self.pending.push(byte);
        }
    }

    /// Bytes so far, in the encoding of their font, else of the document.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let own = self.font_encodings.get(&self.state.font).copied();
        // Latin fonts hold no Chinese: bytes of two are of the document's own code page then.
        let encoding = own.filter(|own| *own != WINDOWS_1252).unwrap_or(self.code_page);
        let text = encoding.decode_without_bom_handling(&bytes).0;
        self.words.push_str(&text);
    }

    fn say(&mut self, c: char) {
        self.flush();
        if !self.state.skips {
            self.words.push(c);
        }
    }

    fn control(&mut self) {
        let Some(&first) = self.bytes.get(self.at) else { return };
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            match first {
                b'\'' => {
                    let digits = self.bytes.get(self.at..self.at + 2).and_then(|pair| std::str::from_utf8(pair).ok());
                    if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                        self.at += 2;
                        self.byte(byte);
                    }
                }
                // A group that a reader may leave out if it does not know it.
                b'*' => self.state.skips = true,
                b'~' => self.say(' '),
                b'_' => self.say('-'),
                b'\\' | b'{' | b'}' => self.byte(first),
                b'\r' | b'\n' => self.paragraph(),
                _ => {}
            }
            return;
        }
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let word = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let number_start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let number: Option<i32> =
            std::str::from_utf8(&self.bytes[number_start..self.at]).ok().and_then(|digits| digits.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        self.obey(word, number);
    }

    fn obey(&mut self, word: &str, number: Option<i32>) {
        if word != "u" && self.to_skip > 0 {
            // A word counts as one of the bytes that are skipped.
            self.to_skip -= 1;
        }
        match word {
            "u" => self.character(number.unwrap_or_default()),
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "bin" => self.at = self.at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)),
            "ansicpg" => self.code_page = code_page(number.unwrap_or_default()),
            "fonttbl" => (self.state.skips, self.state.fonts) = (true, true),
            "f" => {
                self.flush();
                self.state.font = number.unwrap_or_default();
            }
            "fcharset" if self.state.fonts => {
                self.font_encodings.insert(self.state.font, charset(number.unwrap_or_default()));
            }
            // The number of an item, as it was counted, and shapes with text in them.
            "listtext" | "pntext" | "shptxt" => self.state.skips = false,
            word if SKIPPED.contains(&word) => self.state.skips = true,
            _ if self.state.skips => {}
            "par" | "sect" | "page" => self.paragraph(),
            "line" => self.say('\n'),
            "tab" => self.say('\t'),
            "pard" => self.in_table = false,
            "intbl" => self.in_table = true,
            "trowd" => {
                self.definitions.clear();
                self.edges.clear();
            }
            "clvmrg" => self.next.above = true,
            "clmrg" => self.next.left = true,
            "cellx" => {
                self.definitions.push(std::mem::take(&mut self.next));
                self.edges.push(number.unwrap_or_default());
            }
            "cell" => {
                self.flush();
                let words = std::mem::take(&mut self.words);
                self.rows.cell(CellText::new(words));
            }
            "nestcell" => self.say(' '),
            "row" => {
                self.flush();
                self.words.clear();
                for (cell, defined) in self.rows.cells_mut().iter_mut().zip(&self.definitions) {
                    (cell.above, cell.left) = (defined.above, defined.left);
                }
                // Definitions stand until others come: a row without any has those of the row before.
                self.rows.end_row(self.edges.clone());
            }
            "emdash" => self.say('—'),
            "endash" => self.say('–'),
            "lquote" => self.say('‘'),
            "rquote" => self.say('’'),
            "ldblquote" => self.say('“'),
            "rdblquote" => self.say('”'),
            "bullet" => self.say('•'),
            _ => {}
        }
    }

    /// A character by its number in UTF-16, negative from 32768 on; what follows stands for it elsewhere.
    fn character(&mut self, number: i32) {
        self.flush();
        self.to_skip = self.state.fallback;
        // Two's complement: negative numbers are those from 32768 on.
        let unit = (number & 0xFFFF) as u16;
        let c = match (self.surrogate.take(), unit) {
            (_, 0xD800..=0xDBFF) => {
                self.surrogate = Some(unit);
                return;
            }
            (Some(high), low) => char::decode_utf16([high, low]).next().and_then(Result::ok),
            (None, unit) => char::from_u32(u32::from(unit)),
        };
        if !self.state.skips {
            self.words.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    fn paragraph(&mut self) {
        self.flush();
        if self.in_table {
            self.words.push('\n');
        } else {
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.rows.paragraph(&words);
    }
}

fn code_page(number: i32) -> &'static Encoding {
    match number {
        936 | 54936 => GBK,
        950 => BIG5,
        932 => SHIFT_JIS,
        949 => EUC_KR,
        // Chinese offices write Western code pages into files whose bytes are Chinese all the same, but then fonts say so.
        _ => WINDOWS_1252,
    }
}

fn charset(number: i32) -> &'static Encoding {
    match number {
        134 => GBK,
        136 => BIG5,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        _ => WINDOWS_1252,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::source::Block;

    #[test]
    fn characters_by_byte_and_by_number() {
        for (rtf, text) in [
            (r"{\rtf1\ansi\ansicpg936 \'d0\'de\'c2\'b7\'a1\'a3\par}", "修路。\n"),
            (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'d0\'de\'c2\'b7}", "修路\n"),
            (r"{\rtf1\ansi\uc1 \u20462?\u-29201?\par}", "修路\n"),
            (r"{\rtf1\ansi\uc2\u20462\'d0\'de\u-29201\'c2\'b7x}", "修路x\n"),
            (r"{\rtf1 a\{b\}\\c\~d\emdash e}", "a{b}\\c d—e\n"),
            (r"{\rtf1{\info{\title no}}{\*\unknown no}{\header no}yes{\field{\*\fldinst no}{\fldrslt 3}}}", "yes3\n"),
            (r"{\rtf1\u-10179?\u-8704?}", "\u{1F600}\n"),
        ] {
            assert_eq!(read(rtf.as_bytes()).text, text, "{rtf}");
        }
    }

    #[test]
    fn tables_have_rows_and_merged_cells() {
        let rtf = r"{\rtf1 before\par\trowd\cellx1\cellx2\intbl a\cell b\par c\cell\row\trowd\clvmrg\cellx1\cellx2\intbl\cell d\cell\row\pard after\par}";
        let source = read(rtf.as_bytes());
        let [Block::Paragraph { .. }, Block::Table(table), Block::Paragraph { .. }] = &source.blocks[..] else {
            panic!("{:?}", source.blocks)
        };
        let cells: Vec<Vec<&str>> =
            table.rows.iter().map(|row| row.iter().map(|cell| &source.text[cell.span.clone()]).collect()).collect();
        assert_eq!(cells, [["a", "b\nc"], ["a", "d"]]);
        assert!(table.rows[1][0].continues && !table.rows[0][0].continues);
    }

    #[test]
    fn no_prefix_breaks_the_reader() {
        let rtf = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 x;}}\u20462?\'d0\'de\trowd\clvmrg\cellx1\intbl a\cell\row{\bin9 x}\uc99999999999\f-1}";
        for cut in 0..rtf.len() {
            read(&rtf.as_bytes()[..cut]);
        }
        read("{".repeat(100_000).as_bytes());
    }
}
