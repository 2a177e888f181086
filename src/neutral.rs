//! What others wrote, made harmless for where it goes: one function for each way out.
//!
//! | to | function | what is taken away |
//! |---|---|---|
//! | terminal | [`terminal`] | what commands it, turns a line around, cannot be seen, or is no character |
//! | title of a window | [`title`] | the same, and line ends; what is longer than a title |
//! | name of a file | [`file_stem`] | the same, what systems refuse or take for a device or an option |
//! | XML | [`xml`] | what no XML may hold |
//! | cell of a spreadsheet's text | [`cell`] | what it would run, or change when it reads it |
//!
//! Visible characters stay as they are: who must tell look-alikes apart has the findings.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// Stands where something was taken away that nobody can see.
const TAKEN: char = '\u{FFFD}';

/// Turns the direction of what follows (Unicode, annex 9).
fn turns(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Has no width and no ink, and is no part of a letter before it.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Never a character (Unicode, 23.7).
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether a character does something that nobody sees: commands, turns, hides, or is none.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || turns(c) || is_unseen(c) || is_no_character(c)
}

/// One line for the terminal: a blank for each control character, `\u{FFFD}` for what is hidden; cut to `most`
/// characters with `…`.
pub fn terminal_line(words: &str, most: usize) -> Cow<'_, str> {
    let end = words.char_indices().nth(most).map(|(at, _)| at);
    if end.is_none() && !words.chars().any(is_hidden) {
        return Cow::Borrowed(words);
    }
    let mut line: String = words[..end.unwrap_or(words.len())].chars().map(shown).collect();
    if end.is_some() {
        line.push('…');
    }
    Cow::Owned(line)
}

/// Text for the terminal: line ends and tabs stay, everything else as in [`terminal_line`].
pub fn terminal(text: &str) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t');
    if text.chars().all(|c| stays(c) || !is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if stays(c) { c } else { shown(c) }).collect())
}

fn shown(c: char) -> char {
    match c {
        c if c.is_control() => ' ',
        c if is_hidden(c) => TAKEN,
        c => c,
    }
}

/// Characters of a title; more no window shows.
const LONGEST_TITLE: usize = 200;

/// The title of a window.
pub fn title(words: &str) -> Cow<'_, str> {
    terminal_line(words, LONGEST_TITLE)
}

/// JSON in which nothing commands a terminal; what it says is the same. `json` is JSON.
pub fn json(json: &str) -> Cow<'_, str> {
    let stays = |c: char| c == '\n' || !is_hidden(c);
    if json.chars().all(stays) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if stays(c) {
            out.push(c);
        } else {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        }
    }
    Cow::Owned(out)
}

/// Bytes of the name of a file without ending: file systems allow 255, and a number and an ending follow.
pub const LONGEST_STEM: usize = 180;

/// A title as the name of a file without ending: never empty, at most [`LONGEST_STEM`] bytes and one, nothing that
/// Windows refuses, no device, no option of a command, nothing hidden; composed, so that it is the same on a Mac.
pub fn file_stem(title: &str) -> String {
    let is_refused = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    // No more than can be in the name: composing a long run of accents costs its square.
    let title: String = title.chars().filter(|&c| is_refused(c) || !is_hidden(c)).take(LONGEST_STEM).collect();
    let mut stem: String = title.nfc().map(|c| if is_refused(c) { '_' } else { c }).collect();
    stem.truncate(stem.floor_char_boundary(LONGEST_STEM));
    let mut stem = stem.trim().trim_end_matches(['.', ' ']).trim_start_matches('.').trim().to_owned();
    if stem.is_empty() || stem.starts_with(['-', '~']) || is_device(&stem) {
        stem.insert(0, '_');
    }
    stem
}

/// Names that Windows keeps for itself, whatever ending they have: also with blanks before the dot, and with the raised
/// figures that it takes for figures.
fn is_device(stem: &str) -> bool {
    let name = stem.split(['.', ':']).next().unwrap_or_default().trim_end().to_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"].contains(&name.as_str()) {
        return true;
    }
    let number = name.strip_prefix("COM").or_else(|| name.strip_prefix("LPT"));
    let mut figures = number.unwrap_or_default().chars();
    matches!((figures.next(), figures.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
}

/// What a Mac and Windows take for the same name.
pub fn same_name(name: &str) -> String {
    name.nfc().collect::<String>().to_lowercase()
}

/// Words that XML may hold (XML 1.0, 2.2): `\u{FFFD}` for each character that it may not, and for noncharacters, which
/// strict readers refuse. Markup is not escaped here.
pub fn xml(words: &str) -> Cow<'_, str> {
    let may = |c: char| matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || is_no_character(c));
    if words.chars().all(may) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().map(|c| if may(c) { c } else { TAKEN }).collect())
}

/// Signs with which a formula begins (OWASP, "CSV Injection"), and their full-width forms.
const RUNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The words of a cell in any kind of sheet: without control characters other than line ends and tabs, a blank for those
/// that are white space, `\u{FFFD}` for what is no character.
pub fn cell_words(words: &str) -> Cow<'_, str> {
    let commands = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if !words.contains(|c| commands(c) || is_no_character(c)) {
        return Cow::Borrowed(words);
    }
    let held = |c: char| match c {
        c if commands(c) => c.is_whitespace().then_some(' '),
        c if is_no_character(c) => Some(TAKEN),
        c => Some(c),
    };
    Cow::Owned(words.chars().filter_map(held).collect())
}

/// The cell as a spreadsheet's text must have it: a leading `'` where it would run a formula, also behind blanks and hidden
/// signs, or change what it reads (`1-2`, `3/4` and `1-2-3` into dates, `007` into 7, `1.10` into 1.1, long numbers into
/// powers of ten), its words as [`cell_words`] has them.
pub fn cell(words: &str) -> Cow<'_, str> {
    let words = cell_words(words);
    if is_guarded(&words) { Cow::Owned(format!("'{words}")) } else { words }
}

/// Whether a cell would be run or changed without the `'` before it: what a reader of our tables takes off again.
pub fn is_guarded(words: &str) -> bool {
    let begins = words.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c));
    words.starts_with(['\t', '\r', '\n']) || begins.starts_with(RUNS) || is_changed_by_spreadsheets(words)
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
