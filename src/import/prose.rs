//! What words look like before anybody reads them: blank, a title, Chinese.

use super::clause;
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

/// `— 3 —`, `- 3 -`, `第 3 页 共 10 页`.
pub(super) fn is_page_number(words: &str) -> bool {
    let core: String =
        words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '—' | '–' | '－' | '─' | '·')).collect();
    let dashed = core.chars().count() + 2 <= words.chars().filter(|c| !c.is_whitespace()).count();
    let digits = !core.is_empty() && core.len() <= 4 && core.bytes().all(|byte| byte.is_ascii_digit());
    digits && (dashed || words.len() <= 3)
        || core.starts_with('第') && core.contains('页') && core.chars().count() <= 12
}

/// Whether text is mostly Chinese.
pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().take(4000).filter(|&c| is_han(c)).count() * 4
        > text.chars().take(4000).filter(|c| c.is_alphabetic()).count()
}

/// Words of a sentence on when a document takes effect, and how long.
const EFFECT: &[&str] =
    &["自印发之日起", "自发布之日起", "自公布之日起", "日起施行", "日起实施", "日起执行", "有效期至", "有效期"];
/// What a document says of its own publication, in brackets at its end.
const PUBLICATION: &[&str] = &["此件", "公开发布", "公开属性", "主动公开", "依申请公开"];

/// 本方案自印发之日起施行: no task.
pub(super) fn takes_effect(text: &str) -> bool {
    text.chars().count() <= 160 && EFFECT.iter().any(|word| text.contains(word))
}

/// A day by itself: 2024年3月5日, 二〇二四年三月五日.
fn is_day(words: &str) -> bool {
    let is_part = |c: char| c.is_numeric() || c.is_whitespace() || "年月日〇○零一二三四五六七八九十".contains(c);
    words.contains('年') && words.contains('月') && words.chars().all(is_part)
}

/// Words that every document of the kind has and that ask nobody for anything: who signs, the day, that it is public,
/// when it takes effect, and what only leads over to what follows.
pub(super) fn is_formal(words: &str) -> bool {
    let words = words.trim();
    let count = words.chars().count();
    let leads_over = count <= 12 && words.ends_with(['：', ':']);
    let signs = count <= 24 && !words.contains(|c: char| c.is_whitespace() || c == '。') && clause::is_list(words);
    let is_public = count <= 24 && PUBLICATION.iter().any(|word| words.contains(word));
    leads_over || is_day(words) || is_public || signs || takes_effect(words)
}

/// The label of a line that has figures behind it, or nothing: 咨询电话：12345.
pub(super) fn label_of(words: &str) -> Option<&str> {
    const LONGEST: usize = 8;
    let words = words.trim();
    let (label, rest) = words.split_once(['：', ':'])?;
    let figures = rest.chars().filter(char::is_ascii_digit).count();
    // 具体措施：leads over to what follows, 咨询电话：12345 says the same again.
    (label.chars().count() <= LONGEST && 3 * figures >= rest.chars().count()).then_some(label.trim())
}
