//! Two states of a text beside each other, line by line, for a person to look at.

use super::align::matches;
use super::tree::hashed;

/// Lines of which only one text has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// Line number in the text that has it, from 1.
    pub line: usize,
    /// Whether the new text has it; else the old one.
    pub is_new: bool,
    /// Its words, without the blanks at its ends.
    pub words: String,
}

/// What differs between two texts, in the order of both: first what went, then what came in its place.
/// Line ends, and blanks at the ends of a line, count for nothing.
pub fn difference(old: &str, new: &str) -> Vec<LineChange> {
    let cut = |text: &'_ str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    let (old, new) = (cut(old.trim_start_matches('\u{feff}')), cut(new.trim_start_matches('\u{feff}')));
    let hashes = |lines: &[String]| lines.iter().map(hashed).collect::<Vec<_>>();
    let mut changes = Vec::new();
    let (mut from_old, mut from_new) = (0, 0);
    let mut tell = |lines: &[String], from: usize, is_new: bool| {
        let own = lines.iter().enumerate().filter(|(_, words)| !words.is_empty());
        changes.extend(own.map(|(at, words)| LineChange { line: from + at + 1, is_new, words: words.clone() }));
    };
    let pairs = matches(&hashes(&old), &hashes(&new));
    for (to_old, to_new) in pairs.into_iter().chain([(old.len(), new.len())]) {
        tell(&old[from_old..to_old], from_old, false);
        tell(&new[from_new..to_new], from_new, true);
        (from_old, from_new) = ((to_old + 1).min(old.len()), (to_new + 1).min(new.len()));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let sign = |is_new: bool| if is_new { '+' } else { '-' };
        difference(old, new).iter().map(|it| format!("{}{} {}", sign(it.is_new), it.line, it.words)).collect()
    }

    #[test]
    fn only_what_differs_is_told() {
        let old = "(\n  a: 1,\n  b: 2,\n  c: 3,\n)\n";
        assert_eq!(told(old, &old.replace('\n', "\r\n")), Vec::<String>::new());
        assert_eq!(told(old, "(\n  a: 1,\n  c: 4,\n  d: 5,\n)"), ["-3 b: 2,", "-4 c: 3,", "+3 c: 4,", "+4 d: 5,"]);
        assert_eq!(told("", "x"), ["+1 x"]);
        assert_eq!(told("x\n\ny", "y"), ["-1 x"]);
    }
}
