//! Brackets and quotations: which characters open and close them, and what stands inside and outside.

use super::steps;
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
        steps::count(1);
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

/// Kinds of brackets that make groups.
const CLASSES: usize = 6;

/// Bracket groups of a text that are not inside another one, and whether they are closed.
/// Quotations and book titles are no groups.
pub(super) fn groups(text: &str) -> Vec<(Range<usize>, bool)> {
    steps::count(text.len());
    let class = |c: char| match c {
        '(' | '（' | ')' | '）' => 0,
        '〔' | '〕' | '﹝' | '﹞' => 1,
        '[' | '［' | ']' | '］' => 2,
        '【' | '】' | '〖' | '〗' => 3,
        '{' | '｛' | '}' | '｝' => 4,
        '<' | '>' | '〈' | '〉' => 5,
        _ => CLASSES,
    };
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut stack: Vec<(usize, usize)> = Vec::new();
    // How many of each kind are open: where there is none, nobody looks through the others.
    let mut open = [0_usize; CLASSES];
    for (at, c) in text.char_indices() {
        if class(c) == CLASSES {
            continue;
        }
        if is_open(c) {
            stack.push((at, class(c)));
            open[class(c)] += 1;
        } else if is_close(c) {
            let end = at + c.len_utf8();
            // The nearest opening of this kind; one of another kind closes it where there is no other.
            let partner = match open[class(c)] {
                0 => (stack.len() == 1).then_some(0),
                _ => stack.iter().rposition(|&(_, open)| open == class(c)),
            };
            let Some(partner) = partner else { continue };
            let (start, _) = stack[partner];
            for (_, class) in stack.drain(partner..) {
                steps::count(1);
                open[class] -= 1;
            }
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
