//! Letters → lines → words that go on from one line to the next.

use super::letters::Letter;
use crate::model::text::is_han;

/// Letters no farther above or below each other stand on one line, in parts of their size.
const SAME_LINE: f64 = 0.45;
/// Letters over each other are one letter that is printed twice, to look bold.
const PRINTED_TWICE: f64 = 0.15;
/// A wider gap parts words: between letters of an alphabet, between others, and in lines that are spread out.
const GAP: f64 = 0.2;
const WIDE_GAP: f64 = 0.7;
/// A gap as wide parts columns.
pub(super) const COLUMN_GAP: f64 = 1.0;

/// Letters on one line, from left to right.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub letters: Vec<Letter>,
    pub base: f64,
    pub size: f64,
}

impl Line {
    pub(super) fn left(&self) -> f64 {
        self.letters.first().map_or(0.0, |letter| letter.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.letters.iter().map(|letter| letter.right).fold(0.0, f64::max)
    }

    /// Its words, a space where a gap parts them.
    pub(super) fn words(&self) -> String {
        let mut out = String::new();
        let mut before: Option<&Letter> = None;
        for letter in &self.letters {
            if let Some(before) = before {
                let gap = (letter.left - before.right) / self.size.max(1.0);
                let ends = before.words.chars().next_back();
                let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || !c.is_ascii() && !c.is_alphabetic());
                let limit = if wide(ends) || wide(letter.words.chars().next()) { WIDE_GAP } else { GAP };
                if gap > limit && !out.ends_with(' ') && !letter.words.starts_with(' ') {
                    out.push(' ');
                }
            }
            out.push_str(&letter.words);
            before = Some(letter);
        }
        out.trim().to_owned()
    }

    /// The stretches between gaps wider than `gap`, in parts of the letters' size: from, to.
    pub(super) fn stretches(&self, gap: f64) -> Vec<(f64, f64)> {
        let mut found: Vec<(f64, f64)> = Vec::new();
        for letter in self.letters.iter().filter(|letter| !letter.words.trim().is_empty()) {
            match found.last_mut() {
                Some(last) if letter.left - last.1 <= gap * self.size => last.1 = last.1.max(letter.right),
                _ => found.push((letter.left, letter.right)),
            }
        }
        found
    }
}

/// Puts letters together into lines, from top to bottom.
pub(super) fn lines(mut letters: Vec<Letter>) -> Vec<Line> {
    letters.retain(|letter| letter.left.is_finite() && letter.right.is_finite() && letter.base.is_finite());
    letters.sort_by(|one, other| one.base.total_cmp(&other.base).then(one.left.total_cmp(&other.left)));
    let mut found: Vec<Line> = Vec::new();
    for letter in letters {
        match found.last_mut() {
            Some(line) if letter.base - line.base <= SAME_LINE * line.size.max(letter.size).min(72.0) => {
                // Small letters over the line are marks of notes.
                if letter.size > line.size {
                    (line.size, line.base) = (letter.size, letter.base);
                }
                line.letters.push(letter);
            }
            _ => found.push(Line { base: letter.base, size: letter.size, letters: vec![letter] }),
        }
    }
    for line in &mut found {
        line.letters.sort_by(|one, other| one.left.total_cmp(&other.left));
        // Of the same sign twice the first stays.
        line.letters.dedup_by(|next, before| {
            next.words == before.words && (next.left - before.left).abs() < PRINTED_TWICE * next.size
        });
    }
    // Words printed over others, as where a cell is too small for them, are lines of their own.
    let mut found: Vec<Line> = found.into_iter().flat_map(apart).collect();
    found.retain(|line| line.letters.iter().any(|letter| !letter.words.trim().is_empty()));
    found
}

/// The lines that stand on one base, where they are printed over each other: each run of letters as it was written is
/// put behind what it does not cover.
fn apart(line: Line) -> Vec<Line> {
    /// Fewer letters over each other are accents and marks.
    const FEWEST: usize = 3;
    let covers = |pair: &[Letter]| {
        let overlap = pair[0].right.min(pair[1].right) - pair[1].left;
        let are_words = pair.iter().all(|letter| !letter.words.trim().is_empty());
        are_words && overlap > 0.4 * (pair[1].right - pair[1].left).min(pair[0].right - pair[0].left)
    };
    if line.letters.windows(2).filter(|pair| covers(pair)).count() < FEWEST {
        return vec![line];
    }
    let mut letters = line.letters;
    letters.sort_by_key(|letter| letter.order);
    let mut found: Vec<Line> = Vec::new();
    let mut open = 0;
    let mut before: Option<(f64, f64)> = None;
    for letter in letters {
        let follows = before.is_some_and(|(base, left)| base == letter.base && letter.left >= left);
        before = Some((letter.base, letter.left));
        if !follows {
            let free = |line: &Line| line.right() <= letter.left + 0.1 * letter.size;
            open = found.iter().position(free).unwrap_or(found.len());
        }
        match found.get_mut(open) {
            Some(line) => line.letters.push(letter),
            None => found.push(Line { base: letter.base, size: letter.size, letters: vec![letter] }),
        }
    }
    found
}

/// How wide the beginning of a line is that could not have stood on the line before it: a word of an alphabet, or one
/// character with the signs that may not stand at a line's beginning.
fn first_word(line: &Line) -> f64 {
    let mut letters = line.letters.iter().skip_while(|letter| letter.words.trim().is_empty());
    let Some(first) = letters.next() else { return 0.0 };
    let mut right = first.right;
    let is_part = |c: char| c.is_alphanumeric() && !is_han(c) || matches!(c, '-' | '.' | ',' | '%');
    if first.words.chars().all(is_part) {
        for letter in letters.take_while(|letter| letter.words.chars().all(is_part)) {
            right = right.max(letter.right);
        }
    } else if let Some(next) = letters.next()
        && next.words.starts_with(['，', '。', '、', '；', '：', '）', '”', '》', '！', '？'])
    {
        right = right.max(next.right);
    }
    right - first.left
}

/// Whether a line ends because the next word found no room before `right`.
pub(super) fn is_full(line: &Line, next: &Line, right: f64) -> bool {
    const SLACK: f64 = 0.6;
    line.right() + first_word(next) + SLACK * line.size > right
}

/// Whether a word of an alphabet is cut because its cell is narrower than it.
pub(super) fn is_split(line: &Line, next: &Line, right: f64) -> bool {
    let is_letter = |letter: &Letter| letter.words.chars().all(|c| c.is_alphabetic() && !is_han(c));
    let (Some(last), Some(first)) = (line.letters.last(), next.letters.first()) else { return false };
    let size = line.size.max(1.0);
    // The last word of the line, which alone fills what a narrow cell has.
    let word = line.letters.iter().rev().take_while(|letter| is_letter(letter)).count();
    let is_alone = word == line.letters.len();
    let is_lower = first.words.starts_with(char::is_lowercase);
    is_alone && word > 3 && is_letter(first) && is_lower && last.right + first.right - first.left + 0.1 * size > right
}

/// Whether words end a sentence, or lead over to something.
pub(super) fn is_ended(words: &str) -> bool {
    words.trim_end().ends_with(['。', '；', '：', '！', '？', ';', ':', '!', '?']) || words.trim_end().ends_with('.')
}

/// Adds a line to the words that it goes on with.
pub(super) fn join(words: &mut String, next: &str) {
    let last = words.chars().next_back();
    let first = next.chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_han(c));
    if last == Some('-') && is_letter(words.chars().rev().nth(1)) && first.is_some_and(char::is_lowercase) {
        words.pop();
    } else if last.is_some_and(|c| !is_wide(c)) && first.is_some_and(|c| !is_wide(c)) && last != Some(' ') {
        words.push(' ');
    }
    words.push_str(next);
}

/// Whether no space stands beside a character.
fn is_wide(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}
