//! Small truths about Chinese and Latin text that several floors need.

/// Whether `c` is a Han character (the blocks of GB 18030 level 3 that matter for prose).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether two names are alike enough to be mistaken for each other: one character replaced,
/// added or dropped, in names of three characters or more.
pub fn are_near(a: &str, b: &str) -> bool {
    let (a_len, b_len) = (a.chars().count(), b.chars().count());
    a != b && a_len.min(b_len) >= 3 && a_len.abs_diff(b_len) <= 1 && strsim::levenshtein(a, b) == 1
}

/// How many characters must be changed to make one name of another.
pub fn distance(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(a, b)
}

/// The known name closest to `wanted`, for "did you mean"; `None` when nothing comes close.
pub fn closest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = wanted.chars().count();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(wanted, name), name))
        // More than half of the characters wrong is a different name, not a slip.
        .filter(|(distance, name)| *distance * 2 <= length.max(name.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The first sentence of a text, for one-line titles: up to the first `。`, `；` or line end,
/// without that mark. The whole text if it has none.
pub fn first_sentence(text: &str) -> &str {
    let end = text.find(['。', '；', '\n']).unwrap_or(text.len());
    let sentence = &text[..end];
    // A Latin full stop ends a sentence only before a space: "4.5吨" does not.
    sentence.find(". ").map_or(sentence, |stop| &sentence[..stop])
}

/// Line and column of a byte as people count them, both from 1, columns in characters. A byte inside
/// a character or past the end counts as the nearest boundary before it.
pub fn line_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(byte)];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The byte at a line and column: [`line_column`] the other way round. The end of the text for a line
/// that it does not have.
pub fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let column = column.saturating_sub(1);
    text[line_start..].char_indices().nth(column).map_or(text.len(), |(byte, _)| line_start + byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names() {
        for (a, b, near) in [
            ("县税务局", "县水务局", true),
            ("县财政局", "县民政局", true),
            ("发展改革委", "省发展改革委", true),
            ("县委组织部", "县委宣传部", false),
            ("县司法局", "县司法局", false),
            ("甲局", "乙局", false),
        ] {
            assert_eq!(are_near(a, b), near, "{a} {b}");
        }
    }

    #[test]
    fn closest_name() {
        assert_eq!(closest("县司法居", ["县公安局", "县司法局"]), Some("县司法局"));
        assert_eq!(closest("财政部", ["县司法局"]), None);
    }

    #[test]
    fn first_sentences() {
        assert_eq!(first_sentence("甲。乙。"), "甲");
        assert_eq!(first_sentence("取消4.5吨及以下"), "取消4.5吨及以下");
        assert_eq!(first_sentence("Do this. Then that."), "Do this");
    }
}
