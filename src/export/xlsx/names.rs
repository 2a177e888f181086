//! Names of sheets: safe, short enough, all different.

use crate::neutral;
use std::collections::{HashMap, HashSet};

/// A sheet's name has at most so many UTF-16 code units.
const MOST: usize = 31;

/// Gives out names for sheets.
#[derive(Default)]
pub(super) struct SheetNames {
    /// Lower case: spreadsheets do not tell `A` from `a`.
    taken: HashSet<String>,
    /// How often each beginning was asked for, so that many long names alike cost no search.
    asked: HashMap<String, usize>,
}

impl SheetNames {
    /// A name for a sheet, as near to `title` as may be: no character that a spreadsheet refuses
    /// (`[ ] : * ? / \`, control characters), no apostrophe at either end, not empty, not the
    /// reserved `History`, at most 31 characters, and different from all given out before.
    pub fn name(&mut self, title: &str) -> String {
        let refused = |c: char| neutral::is_hidden(c) || r"[]:*?/\".contains(c);
        let safe: String = title.chars().map(|c| if refused(c) { '_' } else { c }).collect();
        let mut stem = safe.trim();
        if stem.is_empty() || stem.eq_ignore_ascii_case("history") {
            stem = "_";
        }
        let asked = self.asked.entry(beginning(stem, MOST - 8).to_lowercase()).or_default();
        *asked += 1;
        let mut count = *asked;
        loop {
            let ending = if count == 1 { String::new() } else { format!(" ({count})") };
            let cut = beginning(stem, MOST - ending.len());
            let inside = format!("{}{ending}", cut.trim_end());
            // An apostrophe at an end, also at one that the cut made.
            let name: String = match (inside.starts_with('\''), inside.ends_with('\'')) {
                (false, false) => inside,
                _ => inside.replace('\'', "’"),
            };
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            count += 1;
        }
    }
}

/// As much of `text` as fits into so many UTF-16 code units.
pub(super) fn beginning(text: &str, units: usize) -> &str {
    let mut length = 0;
    for (start, c) in text.char_indices() {
        length += c.len_utf16();
        if length > units {
            return &text[..start];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_different() {
        let mut names = SheetNames::default();
        for (title, name) in [
            ("县司法局", "县司法局"),
            ("县司法局", "县司法局 (2)"),
            ("a/b:c", "a_b_c"),
            ("A_B_C", "A_B_C (2)"),
            ("", "_"),
            ("  ", "_ (2)"),
            ("History", "_ (3)"),
            ("县司法局 (2)", "县司法局 (2) (2)"),
            ("'x'", "’x’"),
            ("\u{1}", "_ (4)"),
        ] {
            assert_eq!(names.name(title), name, "{title:?}");
        }
        let long = "𠮷".repeat(200);
        for _ in 0..12 {
            let name = names.name(&long);
            assert!(name.encode_utf16().count() <= MOST, "{name}");
        }
    }

    #[test]
    fn many_units_of_one_long_name() {
        let mut names = SheetNames::default();
        let given: std::collections::HashSet<String> = (0..1_500).map(|_| names.name(&"县".repeat(200))).collect();
        assert_eq!(given.len(), 1_500);
    }
}
