//! Plain text and Markdown, and which encoding they are in.

use super::{Block, Cell, Source, Table};
use crate::import::ImportError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};
use std::ops::Range;

/// Text of bytes: by their byte order mark, as UTF-8, as UTF-16 without a mark, as GB 18030, Big5 or what alphabets were
/// written in.
///
/// # Errors
/// [`ImportError::Binary`] if the bytes are no text in any of them.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return checked(text.to_owned());
    }
    if let Some(encoding) = wide(bytes) {
        return decode_as(encoding, bytes);
    }
    // A few damaged bytes do not make a UTF-8 text GB 18030.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.matches('\u{FFFD}').count();
    if broken * 100 < lossy.chars().filter(|c| !c.is_ascii()).count() {
        return checked(lossy.into_owned());
    }
    decode_as(old_encoding(bytes), bytes)
}

/// Which of the encodings from before Unicode it is. Signs that only Chinese has between its words decide before any
/// guess: in another encoding they are other characters.
fn old_encoding(bytes: &[u8]) -> &'static Encoding {
    const SAMPLE: usize = 64 << 10;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let signs = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        text.chars().filter(|c| matches!(c, '\u{3001}' | '\u{3002}' | '\u{FF0C}' | '\u{FF1A}' | '\u{FF1B}')).count()
    };
    let (simplified, traditional) = (signs(GB18030), signs(BIG5));
    if traditional > simplified || guess == BIG5 && traditional == simplified {
        return BIG5;
    }
    // Letters of an alphabet, which GB 18030 would take in pairs.
    let is_alphabet = guess.is_single_byte() && simplified == 0;
    if is_alphabet { guess } else { GB18030 }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ImportError> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    checked(text.into_owned())
}

/// Binary files decode to much that no text has.
fn checked(text: String) -> Result<String, ImportError> {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for c in text.chars().take(20_000) {
        all += 1;
        odd += usize::from(
            c == '\u{FFFD}'
                || c == '\0'
                || c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{1a}'),
        );
    }
    if odd * 20 > all { Err(ImportError::Binary) } else { Ok(text) }
}

/// UTF-16 without a mark: every other byte of its spaces, line ends and figures is zero, or the
/// high bytes of its Han characters are few.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || bytes.len() % 2 == 1 {
        return None;
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let count = |high: usize| {
        sample
            .chunks_exact(2)
            .filter(|pair| {
                let (high, low) = (pair[high], pair[1 - high]);
                (high == 0 && (low == b'\n' || low == b'\r' || (0x20..0x7f).contains(&low)))
                    || (0x4e..=0x9f).contains(&high)
                    || high == 0x30
                    || high == 0xff
            })
            .count()
    };
    let zeros = sample.contains(&0);
    let pairs = sample.len() / 2;
    [(UTF_16LE, count(1)), (UTF_16BE, count(0))]
        .into_iter()
        .filter(|&(_, good)| zeros && good * 10 >= pairs * 9)
        .max_by_key(|&(_, good)| good)
        .map(|(encoding, _)| encoding)
}

/// Spans of the lines of a text.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']).map(move |line| {
        let span = start..start + line.trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']).len();
        start += line.len();
        span
    })
}

/// Every line is a paragraph; lines of cells between tabs or bars are a table.
pub(super) fn plain(words: &str) -> Source {
    let text = words.strip_prefix('\u{FEFF}').unwrap_or(words).to_owned();
    let mut source = Source::default();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    // Rows of bars may have blank lines between them; the row behind the last of these.
    let (mut gap, mut behind_gap, mut barred) = (false, None, false);
    for span in lines(&text) {
        let line = &text[span.clone()];
        if !rows.is_empty() && is_bar_rule(line) {
            // The line of `|---|` under a heading: after a gap it is another table's.
            if rows.len() > 1
                && behind_gap == Some(rows.len() - 1)
                && let Some(heading) = rows.pop()
            {
                end_table(&mut source.blocks, &mut rows);
                rows.push(heading);
            }
            (gap, behind_gap) = (false, None);
            continue;
        }
        match cells(&text, &span) {
            Some(row) => {
                barred = line.trim_start().starts_with('|');
                if std::mem::take(&mut gap) {
                    behind_gap = Some(rows.len());
                }
                rows.push(row);
            }
            None if line.trim().is_empty() && (rows.len() == 1 || barred && !rows.is_empty()) => gap = true,
            None => {
                (gap, behind_gap) = (false, None);
                end_table(&mut source.blocks, &mut rows);
                if !text[span.clone()].trim().is_empty() {
                    source.blocks.push(Block::Paragraph { span, hint: None });
                }
            }
        }
    }
    end_table(&mut source.blocks, &mut rows);
    source.text = text;
    source
}

/// The line of bars and dashes under the heading of a table.
fn is_bar_rule(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// A line of at least three cells, or of bars at both ends.
fn cells(text: &str, span: &Range<usize>) -> Option<Vec<Cell>> {
    let line = &text[span.clone()];
    // The last bar is often forgotten.
    let barred = line.trim().starts_with('|') && line.matches('|').count() > 2;
    let separator = if barred { '|' } else { '\t' };
    if !barred && line.trim_matches('\t').matches('\t').count() < 2 {
        return None;
    }
    let lead = line.len() - line.trim_start().len() + 1;
    let end = line.trim_end();
    let (from, to) = if barred { (lead, end.strip_suffix('|').unwrap_or(end).len()) } else { (0, line.len()) };
    let mut start = from;
    let mut row = Vec::new();
    for part in line.get(from..to)?.split(separator) {
        let blank = part.len() - part.trim_start().len();
        let begin = span.start + start + blank;
        row.push(Cell { span: begin..begin + part.trim().len(), continues: false });
        start += part.len() + separator.len_utf8();
    }
    Some(row)
}

fn end_table(blocks: &mut Vec<Block>, rows: &mut Vec<Vec<Cell>>) {
    let rows = std::mem::take(rows);
    if rows.len() > 1 {
        blocks.push(Block::Table(Table { rows, ..Table::default() }));
    } else {
        for span in rows.into_iter().flatten().map(|cell| cell.span).filter(|span| !span.is_empty()) {
            blocks.push(Block::Paragraph { span, hint: None });
        }
    }
}

/// Markdown: its marks are taken away, line for line, so that lines keep their numbers.
pub(super) fn markdown(words: &str) -> Source {
    let words = words.strip_prefix('\u{FEFF}').unwrap_or(words);
    let mut text = String::with_capacity(words.len());
    let mut hints: Vec<Option<u8>> = Vec::new();
    let mut fenced = false;
    for span in lines(words) {
        let line = &words[span];
        let mut body = line.trim();
        if body.starts_with("```") || body.starts_with("~~~") {
            fenced = !fenced;
            body = "";
        }
        let mut hint = None;
        let level = body.len() - body.trim_start_matches('#').len();
        if (1..=6).contains(&level) && !fenced && body[level..].starts_with([' ', '\u{3000}']) {
            hint = u8::try_from(level).ok();
            body = body[level..].trim().trim_end_matches('#').trim_end();
        }
        body = body.trim_start_matches("> ").trim_start_matches('>');
        if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|bullet| body.strip_prefix(bullet)) {
            body = rest.trim_start();
        }
        let is_rule = body.len() >= 3
            && (body.chars().all(|c| matches!(c, '-' | ' ')) || body.chars().all(|c| matches!(c, '*' | ' ')));
        if !is_rule {
            // Bold, code and escapes.
            let plain = body.replace("**", "").replace("__", "").replace('`', "");
            let plain = plain.replace("<br>", " ").replace("<br/>", " ").replace("<br />", " ");
            let mut characters = plain.chars().peekable();
            while let Some(c) = characters.next() {
                let escapes = c == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
                if !escapes {
                    text.push(c);
                }
            }
        }
        text.push('\n');
        hints.push(hint);
    }
    let mut source = plain(&text);
    let starts: Vec<usize> = lines(&source.text).map(|span| span.start).collect();
    for block in &mut source.blocks {
        if let Block::Paragraph { span, hint } = block {
            let line = starts.partition_point(|&start| start <= span.start).saturating_sub(1);
            *hint = hints.get(line).copied().flatten();
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let words = "关于印发工作方案的通知\n1.加强领导。（责任单位：县财政局）";
        let wide = |swap: bool| -> Vec<u8> {
            words.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
        for (name, bytes) in [
            ("UTF-8", words.as_bytes().to_vec()),
            ("UTF-8 with a mark", marked(&[0xEF, 0xBB, 0xBF], words.as_bytes().to_vec())),
            ("UTF-16 LE with a mark", marked(&[0xFF, 0xFE], wide(false))),
            ("UTF-16 BE with a mark", marked(&[0xFE, 0xFF], wide(true))),
            ("UTF-16 LE", wide(false)),
            ("UTF-16 BE", wide(true)),
            ("GB 18030", GB18030.encode(words).0.into_owned()),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(words), "{name}");
        }
        let mut damaged = words.repeat(20).into_bytes();
        damaged[100] = 0xFF;
        assert!(decode(&damaged).expect("text").contains("关于印发工作方案的通知"));
        let binary: Vec<u8> = (0..4000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&binary), Err(ImportError::Binary));
    }

    #[test]
    fn marks_of_markdown_go() {
        let source = markdown(
            "# 某县方案\n\n## 一、任务\n\n- **1.** 加强领导。\n\n**责任单位：** 县财政局\n\n| 序号 | 任务 | 责任单位 |\n|---|:--|---|\n| 1 | 加强 | 县财政局 |\n",
        );
        let hints: Vec<_> = source
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Paragraph { span, hint } => Some((&source.text[span.clone()], *hint)),
                Block::Table(_) => None,
            })
            .collect();
        assert_eq!(
            hints,
            [("某县方案", Some(1)), ("一、任务", Some(2)), ("1. 加强领导。", None), ("责任单位： 县财政局", None)]
        );
        let tables: Vec<_> = source
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some(table.rows.len()),
                Block::Paragraph { .. } => None,
            })
            .collect();
        assert_eq!(tables, [2]);
    }
}
