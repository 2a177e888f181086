//! What words look like before anybody reads them: blank, a title, Chinese.

use crate::model::text::is_han;
use std::ops::Range;

/// Nothing but spaces and marks.
pub(super) fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// A short line without a stop, as titles and headings are.
pub(super) fn is_title_like(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['*', '#']);
    let length = text.chars().count();
    (1..=60).contains(&length)
        && !text.trim_end_matches('。').contains(['。', '；', ';'])
        && !(text.ends_with(['，', ',', '；']))
        && text.chars().any(char::is_alphabetic)
}

/// The words of a heading: up to its first stop.
pub(super) fn title_of(text: &str, span: &Range<usize>) -> Range<usize> {
    let words = &text[span.clone()];
    let lead = words.len() - words.trim_start().len();
    let body = words[lead..].trim_end();
    let end = body.find(['。', '\n']).unwrap_or(body.len());
    let body = body[..end].trim_end_matches(['：', ':', '；', ' ', '*']);
    span.start + lead..span.start + lead + body.len()
}

/// Whether text is mostly Chinese.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().take(4000).filter(|&c| is_han(c)).count() * 4
        > text.chars().take(4000).filter(|c| c.is_alphabetic()).count()
}
