//! Brackets and quotations: which characters open and close them, and what stands inside and outside.

use std::ops::Range;

/// Whether a character opens a bracket, a quotation or a book title.
pub(super) fn is_open(c: char) -> bool {
    matches!(
        c,
        '(' | '（' | '〔' | '[' | '［' | '【' | '{' | '｛' | '<' | '〈' | '《' | '“' | '「' | '『' | '﹝' | '〖'
    )
}

/// Whether a character closes one.
pub(super) fn is_close(c: char) -> bool {
    matches!(
        c,
        ')' | '）' | '〕' | ']' | '］' | '】' | '}' | '｝' | '>' | '〉' | '》' | '”' | '」' | '』' | '﹞' | '〗'
    )
}

/// Bytes at which `text` is not inside any bracket or quotation.
pub(super) fn outer(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    text.char_indices().filter(move |&(_, c)| {
        if is_open(c) {
            depth += 1;
            return depth == 1;
        }
        let before = depth;
        if is_close(c) {
            depth = depth.saturating_sub(1);
        }
        before == 0
    })
}

/// Bracket groups of a text that are not inside another one, and whether they are closed.
/// Quotations and book titles are no groups.
pub(super) fn groups(text: &str) -> Vec<(Range<usize>, bool)> {
    let class = |c: char| match c {
        '(' | '（' | ')' | '）' => 0,
        '〔' | '〕' | '﹝' | '﹞' => 1,
        '[' | '［' | ']' | '］' => 2,
        '【' | '】' | '〖' | '〗' => 3,
        '{' | '｛' | '}' | '｝' => 4,
        '<' | '>' | '〈' | '〉' => 5,
        _ => 9,
    };
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut stack: Vec<(usize, u8)> = Vec::new();
    for (at, c) in text.char_indices() {
        if class(c) == 9 {
            continue;
        }
        if is_open(c) {
            stack.push((at, class(c)));
        } else if is_close(c) {
            let end = at + c.len_utf8();
            // The nearest opening of this kind; one of another kind closes it where there is no other.
            let partner = stack.iter().rposition(|&(_, open)| open == class(c)).or((stack.len() == 1).then_some(0));
            let Some(partner) = partner else { continue };
            let (start, _) = stack[partner];
            stack.truncate(partner);
            // Groups inside it end last, so they are the last found.
            while found.last().is_some_and(|(group, _): &(Range<usize>, bool)| group.start > start) {
                found.pop();
            }
            found.push((start..end, true));
        }
    }
    // What was never closed swallowed nothing: groups inside it stand for themselves.
    let mut top = found;
    for (start, _) in stack {
        top.push((start..text.len(), false));
    }
    top.sort_by_key(|(group, _)| group.start);
    top
}
