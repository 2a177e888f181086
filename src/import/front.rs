//! Title, number, issuer and date of a document: what stands before the plan, and under it.
//!
//! | what | rule |
//! |---|---|
//! | title | X of 关于印发《X》的通知; else the last short lines before the text that end as titles do; else 《X》 in the text before the plan |
//! | number | a line that is nothing but a document number, `某政办发〔2019〕1号` |
//! | date | the last line before the plan that is nothing but a date; else the last one of the document |
//! | issuer | the short lines just before that date; else X of X关于… |

use super::prose::is_chinese;
use super::source::{Block, Cell, Source};
use super::width::{fold, restore};
use crate::model::Date;
use crate::model::text::is_han;
use std::ops::Range;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub title: Option<(String, Option<Range<usize>>)>,
    pub number: Option<String>,
    pub issuer: Option<String>,
    pub date: Option<Date>,
}

/// Lines that are looked at before the first item and at the end.
const HEAD_LINES: usize = 80;
const FOOT_LINES: usize = 12;

pub(super) fn read(source: &Source, first_item: usize, keep_punctuation: bool) -> Front {
    let text = &source.text;
    let lines: Vec<Range<usize>> = source
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph { span, .. } => vec![span.clone()],
            // Rows of one cell over a table's heading.
            Block::Table(table) => table.rows.iter().map_while(|row| only_cell(text, row)).take(4).collect(),
        })
        .filter_map(|span| trimmed(text, span))
        .collect();
    let head: Vec<Range<usize>> =
        lines.iter().filter(|span| span.start < first_item).take(HEAD_LINES).cloned().collect();
    let foot: Vec<Range<usize>> =
        lines.iter().rev().take(FOOT_LINES).filter(|span| span.start >= first_item).cloned().collect();
    let restored = |words: &str| if keep_punctuation { words.to_owned() } else { restore(words) };
    let mut front = Front {
        title: title(text, &head)
            .or_else(|| source.title.clone().map(|title| (title, None)))
            .map(|(title, span)| (restored(&title), span)),
        number: head.iter().find_map(|span| number(&text[span.clone()])).map(|number| restored(&number)),
        ..Front::default()
    };
    let dated = |spans: &[Range<usize>]| -> Option<(usize, Date)> {
        (0..spans.len()).rev().find_map(|at| Some((at, date(&text[spans[at].clone()])?)))
    };
    let foot: Vec<Range<usize>> = foot.into_iter().rev().collect();
    let place =
        dated(&head).map(|(at, date)| (&head, at, date)).or_else(|| dated(&foot).map(|(at, date)| (&foot, at, date)));
    if let Some((spans, at, date)) = place {
        front.date = Some(date);
        front.issuer = issuer(text, &spans[..at], front.title.as_ref().map(|(title, _)| title.as_str()))
            .map(|issuer| restored(&issuer));
    }
    if front.issuer.is_none() {
        front.issuer = head.iter().find_map(|span| {
            let line = &text[span.clone()];
            let (issuer, _) = line.split_once("关于")?;
            let issuer = issuer.trim();
            (issuer.chars().count() >= 4 && issuer.chars().count() <= 30 && issuer.chars().all(is_han))
                .then(|| issuer.to_owned())
        });
    }
    front
}

/// The cell of a row that has no other.
fn only_cell(text: &str, row: &[Cell]) -> Option<Range<usize>> {
    let mut filled = row.iter().filter(|cell| !text[cell.span.clone()].trim().is_empty());
    let first = filled.next()?;
    filled.all(|cell| cell.span == first.span).then(|| first.span.clone())
}

fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let words = text[span.clone()].trim();
    let start = span.start + (text[span.clone()].len() - text[span].trim_start().len());
    (!words.is_empty()).then(|| start..start + words.len())
}

const TITLE_ENDS: &[&str] = &[
    "方案",
    "措施",
    "意见",
    "计划",
    "通知",
    "清单",
    "规划",
    "办法",
    "要点",
    "分工",
    "安排",
    "政策",
    "细则",
    "规定",
    "决定",
    "任务",
    "条",
    "台账",
    "表",
    "行动",
    "实施",
    "纲要",
    "函",
    "工作",
    "若干",
    "分解",
    "责任书",
    "公告",
    "通报",
    "举措",
    "工程",
    "攻坚",
    "指南",
    "事项",
];

fn is_title_end(line: &str) -> bool {
    let line = without_last_bracket(line.trim());
    TITLE_ENDS.iter().any(|end| line.ends_with(end))
}

fn without_last_bracket(line: &str) -> &str {
    let line = line.trim_end();
    if !line.ends_with(['）', ')', '〕']) {
        return line;
    }
    line.rfind(['（', '(', '〔']).map_or(line, |at| line[..at].trim_end())
}

/// The lines of a title as one: words of another language keep their space.
fn joined(lines: &[&str]) -> String {
    let mut out = String::new();
    for line in lines {
        let latin = out.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
            && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        if latin {
            out.push(' ');
        }
        out.push_str(line.trim());
    }
    out
}

fn title(text: &str, head: &[Range<usize>]) -> Option<(String, Option<Range<usize>>)> {
    let lines: Vec<&str> = head.iter().map(|span| &text[span.clone()]).collect();
    let issued = issued_title(&lines);
    let block = title_block(&lines);
    if let Some(issued) = &issued {
        let same = |line: &str| {
            let plain = |text: &str| text.chars().map(fold).filter(|c| c.is_alphanumeric()).collect::<String>();
            plain(line) == plain(issued)
        };
        // As it is printed over the plan itself, if it is.
        for from in (0..lines.len()).rev() {
            for count in 1..=4.min(lines.len() - from) {
                if same(&lines[from..from + count].concat()) {
                    let span = head[from].start..head[from + count - 1].end;
                    return Some((joined(&lines[from..from + count]), Some(span)));
                }
            }
        }
        return Some((issued.clone(), None));
    }
    if let Some((from, to)) = block {
        return Some((joined(&lines[from..to]), Some(head[from].start..head[to - 1].end)));
    }
    quoted_title(&lines).map(|title| (title, None)).or_else(|| {
        let first = lines.first()?;
        let short = first.chars().count() <= 80
            && !first.contains('。')
            && first.chars().filter(|c| c.is_alphabetic()).count() >= 4;
        if let Some(title) = run_in_title(first) {
            return Some((title.to_owned(), Some(head[0].start..head[0].start + title.len())));
        }
        let plain = lines.iter().position(|line| {
            let length = line.chars().count();
            (6..=50).contains(&length)
                && line.chars().all(|c| is_han(c) || c.is_alphanumeric() || "“”、《》（）()—-·".contains(c))
                && !looks_like_office(line, "")
        });
        if is_chinese(first)
            && let Some(at) = plain.filter(|&at| at < 3)
        {
            return Some((lines[at].to_owned(), Some(head[at].clone())));
        }
        let english = !is_chinese(first) && short;
        // English titles end in nothing particular: the last line of words in capitals before the prose.
        let last = lines.iter().rposition(|line| {
            !line.contains('.')
                && line.split_whitespace().count() >= 3
                && line
                    .split_whitespace()
                    .filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
                    .count()
                    * 3
                    >= line.split_whitespace().count() * 2
        });
        if english && let Some(last) = last {
            return Some((lines[last].to_owned(), Some(head[last].clone())));
        }
        None
    })
}

/// A title that runs into its text: `某市若干措施为了…`.
fn run_in_title(line: &str) -> Option<&str> {
    const BEGINNINGS: &[&str] = &["为", "按照", "根据", "现", "一、", "（一）", "(一)"];
    let ends = TITLE_ENDS.iter().flat_map(|end| line.match_indices(end).map(|(at, end)| at + end.len()));
    let end = ends.filter(|&end| BEGINNINGS.iter().any(|word| line[end..].starts_with(word))).min()?;
    let title = &line[..end];
    let length = title.chars().count();
    ((6..=60).contains(&length) && !title.contains(['。', '，', '；', '：'])).then_some(title)
}

/// X of 关于印发《X》的通知, over as many lines as it takes.
fn issued_title(lines: &[&str]) -> Option<String> {
    for from in 0..lines.len() {
        for count in 1..=4.min(lines.len() - from) {
            let line = joined(&lines[from..from + count]);
            let Some(at) = ["印发《", "印发<", "印发〈", "下发《", "转发《", "发布《"]
                .iter()
                .find_map(|word| line.find(word).map(|at| at + word.len()))
            else {
                continue;
            };
            if line.contains('。') {
                break;
            }
            let rest = &line[at..];
            let Some(end) = rest.rfind(['》', '>', '〉']) else { continue };
            let title = rest[..end].replace('〈', "《").replace('〉', "》");
            if rest[end..].contains("通知") || rest[end..].contains("函") {
                return Some(title);
            }
        }
        // 关于印发X的通知, without the marks.
        let line = lines[from];
        if let Some((_, rest)) = line.split_once("关于印发")
            && !rest.starts_with(['《', '<', '〈'])
            && let Some(title) = rest.strip_suffix("的通知")
            && !title.contains(['。', '，', '《'])
        {
            return Some(title.to_owned());
        }
    }
    None
}

/// The last run of short lines that ends as titles do: from line, to line.
fn title_block(lines: &[&str]) -> Option<(usize, usize)> {
    let is_short = |line: &str| {
        line.chars().count() <= 60
            && !line.contains(['。', '：', ':', '；'])
            && !line.ends_with(['，', ',', '、'])
            && date(line).is_none()
            && number(line).is_none()
            && line.chars().any(is_han)
            && !line.starts_with(['（', '(', '-', '—', '第'])
            // 7个重点项目 is a heading; 2024年重点任务 may be a title.
            && (!line.starts_with(|c: char| c.is_ascii_digit()) || line.starts_with("20"))
            && !line.starts_with("附件")
            && !line.contains("当前位置")
            && !line.contains("首页")
    };
    let end = (0..lines.len()).rev().find(|&at| is_short(lines[at]) && is_title_end(lines[at]))?;
    let mut start = end;
    // Lines before it that only together make a title.
    while start > 0
        && end - start < 3
        && is_short(lines[start - 1])
        && !is_title_end(lines[start - 1])
        && !looks_like_office(lines[start - 1], lines[start])
    {
        start -= 1;
    }
    let mut to = end + 1;
    // （2023—2025年） on a line of its own.
    if lines
        .get(to)
        .is_some_and(|line| line.starts_with(['（', '(']) && line.contains('年') && line.chars().count() <= 20)
    {
        to += 1;
    }
    Some((start, to))
}

/// An office's name over the title is the letterhead, unless the title goes on from it.
fn looks_like_office(line: &str, next: &str) -> bool {
    let office = ["人民政府", "委员会", "办公室", "办公厅", "政府", "局", "厅", "委", "文件", "部"]
        .iter()
        .any(|end| line.trim().ends_with(end));
    office && !next.starts_with("关于") && !next.starts_with("印发")
}

/// 《X》 that the text before the plan speaks of.
fn quoted_title(lines: &[&str]) -> Option<String> {
    let verbs = ["制定", "印发", "现将", "制定了", "形成"];
    lines.iter().rev().find_map(|line| {
        let at = verbs.iter().filter_map(|verb| line.find(verb)).min()?;
        let open = at + line[at..].find('《')?;
        let close = open + line[open..].find('》')?;
        let title = &line[open + '《'.len_utf8()..close];
        (is_title_end(title)).then(|| title.to_owned())
    })
}

/// A line that is nothing but a document number.
fn number(line: &str) -> Option<String> {
    let mut words = line.trim();
    for label in ["发文字号", "文件编号", "文号", "字号"] {
        if let Some(rest) = words.strip_prefix(label) {
            words = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
        }
    }
    let words = words.split_whitespace().next().filter(|_| words.split_whitespace().count() <= 2).unwrap_or(words);
    let open = words.find(['〔', '[', '［', '（', '(', '【'])?;
    let after = &words[open + words[open..].chars().next()?.len_utf8()..];
    let close = after.find(['〕', ']', '］', '）', ')', '】'])?;
    let year: String = after[..close].chars().map(fold).collect();
    let rest = &after[close + after[close..].chars().next()?.len_utf8()..];
    let count = rest.strip_suffix('号')?.trim_start_matches('第').trim();
    let whole = year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && !count.is_empty()
        && count.chars().map(fold).all(|c| c.is_ascii_digit())
        && open > 0
        && words[..open].chars().count() <= 14
        && words[..open].chars().all(is_han);
    whole.then(|| words.to_owned())
}

/// A line that is nothing but a date: `2019年7月16日`, `二〇一九年七月十六日`, `2019-07-16`, `2 March 2026`.
fn date(line: &str) -> Option<Date> {
    let mut words = line.trim();
    for label in ["成文日期", "发文日期", "印发日期", "日期"] {
        if let Some(rest) = words.strip_prefix(label) {
            words = rest.trim_start_matches([':', '：', ' ', '\u{3000}']);
        }
    }
    let folded: String = words.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    if folded.chars().count() > 16 {
        return None;
    }
    let folded = folded.trim_end_matches("印发");
    let of = |year: &str, month: &str, day: &str| -> Option<Date> {
        let figures = |text: &str| text.parse::<i16>().ok();
        let small = |text: &str| {
            figures(text).or_else(|| super::number::han_value(text).and_then(|value| i16::try_from(value).ok()))
        };
        let year = figures(year).or_else(|| {
            let digits: Option<String> = year
                .chars()
                .map(|c| {
                    "〇一二三四五六七八九"
                        .chars()
                        .position(|known| known == c || c == '○' && known == '〇' || c == '零' && known == '〇')
                        .map(|at| at.to_string())
                })
                .collect();
            digits?.parse().ok()
        })?;
        let (month, day) = (small(month)?, small(day)?);
        (1900..2200)
            .contains(&year)
            .then(|| Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())
            .flatten()
    };
    if let Some((year, rest)) = folded.split_once('年')
        && let Some((month, rest)) = rest.split_once('月')
    {
        return of(year, month, rest.strip_suffix('日')?);
    }
    if let [year, month, day] = folded.split(['-', '/', '.']).collect::<Vec<_>>()[..]
        && year.len() == 4
    {
        return of(year, month, day);
    }
    const MONTHS: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let parts: Vec<&str> = words.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    if let [a, b, year] = parts[..] {
        for (day, month) in [(a, b), (b, a)] {
            if let Some(at) = MONTHS.iter().position(|name| *name == month.to_lowercase()) {
                return of(year, &(at + 1).to_string(), day);
            }
        }
    }
    None
}

/// The short lines before a date: who signs.
fn issuer(text: &str, before: &[Range<usize>], title: Option<&str>) -> Option<String> {
    let mut lines: Vec<&str> = Vec::new();
    for span in before.iter().rev() {
        let line = text[span.clone()].trim();
        let short = line.chars().count() <= 30
            && !line.contains(['。', '：', ':', '，', ',', '；', ';', '《', '.', '、'])
            && line.chars().any(char::is_alphabetic);
        let other = line.starts_with(['（', '('])
            || date(line).is_some()
            || number(line).is_some()
            || is_title_end(line)
            || line.contains("关于")
            || title.is_some_and(|title| title.contains(line));
        if !short || other || lines.len() == 3 {
            break;
        }
        lines.push(line);
    }
    lines.reverse();
    (!lines.is_empty()).then(|| joined(&lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> Front {
        let source = Source::of_text(text);
        read(&source, text.find("一、").unwrap_or(text.len()), false)
    }

    #[test]
    fn a_notice_with_its_plan() {
        let front = front(
            "某县人民政府\n关于印发《某县优化\n服务工作方案》的通知\n\n某政发〔2023〕5号\n\n各乡镇政府:\n现将《某县优化服务工作方案》印发给你们。\n\n某县人民政府\n2023年7月1日\n\n某县优化服务\n工作方案\n\n为了服务。\n一、甲",
        );
        assert_eq!(front.title.expect("a title").0, "某县优化服务工作方案");
        assert_eq!(front.number.as_deref(), Some("某政发〔2023〕5号"));
        assert_eq!(front.issuer.as_deref(), Some("某县人民政府"));
        assert_eq!(front.date, Some(Date::constant(2023, 7, 1)));
    }

    #[test]
    fn other_titles() {
        for (text, title) in [
            ("某市稳增长若干措施\n\n为了增长,制定如下措施。\n一、甲", "某市稳增长若干措施"),
            (
                "某省人民政府办公厅关于进一步\n做好稳就业工作的通知\n某政办发〔2018〕117号\n各市:\n一、甲",
                "某省人民政府办公厅关于进一步做好稳就业工作的通知",
            ),
            ("某市行动方案\n(2023—2025年)\n为了。\n一、甲", "某市行动方案（2023—2025年）"),
            ("为了,制定《某区八条措施》,请落实。\n一、甲", "某区八条措施"),
        ] {
            assert_eq!(front(text).title.map(|(title, _)| title).as_deref(), Some(title), "{text}");
        }
    }

    #[test]
    fn dates_and_numbers() {
        for (line, expected) in [
            ("2019年7月16日", Some((2019, 7, 16))),
            ("二〇一九年七月十六日", Some((2019, 7, 16))),
            ("2019-07-16", Some((2019, 7, 16))),
            ("2 March 2026", Some((2026, 3, 2))),
            ("March 2, 2026", Some((2026, 3, 2))),
            ("2019年13月1日", None),
            ("2019年7月16日前完成各项任务的通知要求", None),
        ] {
            assert_eq!(date(line), expected.map(|(year, month, day)| Date::constant(year, month, day)), "{line}");
        }
        assert_eq!(number("文号：某政办〔2024〕12号").as_deref(), Some("某政办〔2024〕12号"));
        assert_eq!(number("按照某政办〔2024〕12号要求"), None);
    }
}
