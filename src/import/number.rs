//! Numbers at the beginning of headings and items: 一、 （一） 1. （1） ① 第一章 1.1 A. Part A.
//!
//! | kind | examples |
//! |---|---|
//! | chapter | `第一章`, `第二部分`, `Part A.` |
//! | article | `第三条`, `Article 3` |
//! | Han | `一、` `十五.` |
//! | Han in brackets | `（一）` `㈠` |
//! | figure | `1.` `1、` `1．` |
//! | figure in brackets, half a bracket, circled | `（1）` `⑴`, `1）`, `①` |
//! | decimal | `1.1` `2.3.4` `A.1` |
//! | letter, Roman | `A.` `(a)`, `II.` |
//! | word | `任务一：` `Action 3:` |

use super::steps;
use super::width::fold;

/// A way of numbering. In the usual order of nesting, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// 第一章, 第一部分, Part A
    Chapter,
    /// 第一节
    Part,
    /// I.
    Roman,
    /// 第一条
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 任务一, Action 3
    Word,
    /// A.
    Letter,
    /// A.1
    LetterDecimal,
    /// 1.
    Figure,
    /// 1、
    FigureComma,
    /// 1.1; with how many figures
    Decimal(u8),
    /// （1）
    FigureBracket,
    /// 1）
    FigureHalf,
    /// ①
    Circled,
    /// (a)
    LetterBracket,
}

/// A number that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub kind: Kind,
    /// Its place in its row, from 1.
    pub ordinal: u32,
    /// For decimals the figures before the last: `2.3.4` → 2, 3.
    pub outer: Vec<u32>,
    /// The number without brackets and dot: `15`, `十五`, `第三条`.
    pub shown: String,
    /// Bytes it takes, with its mark and the spaces after it.
    pub length: usize,
}

/// The value of Han figures up to 999; `None` if they are none.
pub(super) fn han_value(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 6 {
        return None;
    }
    let (mut total, mut figure) = (0, None);
    for c in text.chars() {
        match c {
            '十' => total += figure.take().unwrap_or(1) * 10,
            '百' => total += figure.take()? * 100,
            '〇' | '零' | '○' => figure = Some(figure.map_or(0, |tens| tens * 10)),
            c => {
                let value = "一二三四五六七八九".chars().position(|known| known == c)?;
                let value = u32::try_from(value).ok()? + 1;
                figure = Some(figure.map_or(value, |tens: u32| tens * 10 + value));
            }
        }
    }
    let value = total + figure.unwrap_or(0);
    (1..1000).contains(&value).then_some(value)
}

fn roman_value(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 6 {
        return None;
    }
    let values: Option<Vec<u32>> = text
        .chars()
        .map(|c| match c {
            'I' | 'i' => Some(1),
            'V' | 'v' => Some(5),
            'X' | 'x' => Some(10),
            _ => None,
        })
        .collect();
    let values = values?;
    let total = values.iter().enumerate().fold(0_i64, |sum, (at, &value)| {
        let before_larger = values.get(at + 1).is_some_and(|&next| next > value);
        sum + if before_larger { -i64::from(value) } else { i64::from(value) }
    });
    u32::try_from(total).ok().filter(|&value| value > 0)
}

fn is_han_figure(c: char) -> bool {
    "一二三四五六七八九十百〇零○".contains(c)
}

/// Where the figures at the beginning of `text` end; `None` if there are more than any number has.
fn end_of_figures(text: &str) -> Option<usize> {
    const MOST: usize = 12;
    let end = text.char_indices().take(MOST).find(|(_, c)| !is_han_figure(*c) && !c.is_ascii_digit());
    end.map(|(at, _)| at)
}

/// Whether words are a number and nothing else, as in a column of them.
pub(super) fn is_plain(words: &str) -> bool {
    let words = words.trim();
    let spaced = format!("{words} ");
    !words.is_empty()
        && (words.bytes().all(|byte| byte.is_ascii_digit())
            || read(&spaced).iter().any(|number| number.length >= words.len()))
}

/// Every way in which the beginning of `text` can be read as a number, likeliest first. `text` has
/// no space before it.
pub(super) fn read(text: &str) -> Vec<Number> {
    let Some(first) = text.chars().next() else { return Vec::new() };
    steps::count(1);
    let found = match first {
        '第' => ordinal_word(text).into_iter().collect(),
        '(' | '（' | '〔' | '[' | '［' | '【' => bracketed(text).into_iter().collect(),
        '①'..='⑳' => single(first, '①', Kind::Circled),
        '❶'..='❿' => single(first, '❶', Kind::Circled),
        '⑴'..='⒇' => single(first, '⑴', Kind::FigureBracket),
        '⒈'..='⒛' => single(first, '⒈', Kind::Figure),
        '㈠'..='㈩' => single(first, '㈠', Kind::HanBracket),
        c if is_han_figure(c) => han(text).into_iter().collect(),
        c if fold(c).is_ascii_digit() => figures(text),
        c if c.is_ascii_alphabetic() => latin(text),
        _ => word(text).into_iter().collect(),
    };
    found.into_iter().map(|number| Number { length: number.length + space(&text[number.length..]), ..number }).collect()
}

fn space(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{3000}', '\u{A0}']).len()
}

fn single(c: char, first: char, kind: Kind) -> Vec<Number> {
    let ordinal = u32::from(c) - u32::from(first) + 1;
    let shown = if kind == Kind::Circled { c.to_string() } else { ordinal.to_string() };
    vec![Number { kind, ordinal, outer: Vec::new(), shown, length: c.len_utf8() }]
}

fn ordinal_word(text: &str) -> Option<Number> {
    let inside = &text['第'.len_utf8()..];
    let end = end_of_figures(inside)?;
    let value = han_value(&inside[..end]).or_else(|| inside[..end].parse().ok())?;
    let rest = &inside[end..];
    let nouns = [
        ("部分", Kind::Chapter),
        ("章", Kind::Chapter),
        ("篇", Kind::Chapter),
        ("编", Kind::Chapter),
        ("节", Kind::Part),
        ("条", Kind::Article),
    ];
    let (noun, kind) = nouns.into_iter().find(|(noun, _)| rest.starts_with(noun))?;
    let length = '第'.len_utf8() + end + noun.len();
    let after = text[length..].chars().next();
    // 第三条第二款规定: a reference, no heading.
    if after.is_some_and(|c| matches!(c, '第' | '和' | '至' | '、' | '，' | ',' | '的' | '规')) && kind == Kind::Article
    {
        return None;
    }
    let mark =
        text[length..].chars().next().filter(|&c| matches!(fold(c), ':' | '.') || c == '、').map_or(0, char::len_utf8);
    Some(Number { kind, ordinal: value, outer: Vec::new(), shown: text[..length].to_owned(), length: length + mark })
}

fn bracketed(text: &str) -> Option<Number> {
    let open = text.chars().next()?;
    let close = text.char_indices().take(8).find(|(_, c)| matches!(c, ')' | '）' | '〕' | ']' | '］' | '】'))?;
    let inside = text[open.len_utf8()..close.0].trim();
    let mut length = close.0 + close.1.len_utf8();
    if let Some(mark) = text[length..].chars().next().filter(|c| matches!(c, '、' | '.' | '．')) {
        length += mark.len_utf8();
    }
    let folded: String = inside.chars().map(fold).collect();
    let figures = folded.parse::<u32>().ok().filter(|value| (1..=999).contains(value));
    let (kind, ordinal) = if let Some(value) = han_value(inside) {
        (Kind::HanBracket, value)
    } else if let Some(value) = figures {
        (Kind::FigureBracket, value)
    } else {
        let mut letters = folded.chars();
        let letter = letters.next().filter(|c| c.is_ascii_alphabetic() && matches!(open, '(' | '（'))?;
        if let Some(value) = roman_value(&folded).filter(|_| folded.len() > 1 || letter == 'i') {
            (Kind::LetterBracket, value)
        } else if letters.next().is_none() {
            (Kind::LetterBracket, u32::from(letter.to_ascii_lowercase()) - u32::from('a') + 1)
        } else {
            return None;
        }
    };
    Some(Number { kind, ordinal, outer: Vec::new(), shown: inside.to_owned(), length })
}

fn han(text: &str) -> Option<Number> {
    let end = end_of_figures(text)?;
    let ordinal = han_value(&text[..end])?;
    let mark = text[end..].chars().next()?;
    let is_mark = matches!(mark, '、' | '.' | '．' | ':' | '：' | ' ' | '\t' | '\u{3000}');
    is_mark.then(|| Number {
        kind: Kind::Han,
        ordinal,
        outer: Vec::new(),
        shown: text[..end].to_owned(),
        length: end + mark.len_utf8(),
    })
}

fn figures(text: &str) -> Vec<Number> {
    let digits = |text: &str| text.find(|c: char| !fold(c).is_ascii_digit()).unwrap_or(text.len());
    let value = |text: &str| text.chars().map(fold).collect::<String>().parse::<u32>().ok();
    let end = digits(text);
    let Some(ordinal) = value(&text[..end]).filter(|&value| (1..=9999).contains(&value)) else { return Vec::new() };
    let Some(mark) = text[end..].chars().next() else { return Vec::new() };
    let plain =
        |kind| Number { kind, ordinal, outer: Vec::new(), shown: ordinal.to_string(), length: end + mark.len_utf8() };
    let after = &text[end + mark.len_utf8()..];
    let digit_follows = after.chars().next().is_some_and(|c| fold(c).is_ascii_digit());
    match mark {
        '、' => vec![plain(Kind::FigureComma)],
        ')' | '）' => vec![plain(Kind::FigureHalf)],
        '\t' | '\u{3000}' if end <= 3 => vec![plain(Kind::Figure)],
        '.' | '．' | '。' if !digit_follows => vec![plain(Kind::Figure)],
        '.' | '．' => {
            let mut found = Vec::new();
            if let Some(decimal) = decimal(text) {
                found.push(decimal);
            }
            found.push(plain(Kind::Figure));
            found
        }
        _ => Vec::new(),
    }
}

/// `1.1`, `2.3.4`: small figures, and then something that is no unit of measure.
fn decimal(text: &str) -> Option<Number> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '．')).unwrap_or(text.len());
    let body = text[..end].trim_end_matches(['.', '．']);
    let mut parts: Vec<u32> = Vec::new();
    for (at, part) in body.split(['.', '．']).enumerate() {
        let letter = part.len() == 1 && part.as_bytes()[0].is_ascii_uppercase() && at == 0;
        if part.is_empty() || part.len() > 2 {
            return None;
        }
        parts.push(if letter {
            u32::from(part.as_bytes()[0] - b'A') + 1
        } else {
            part.parse().ok().filter(|&value| value > 0)?
        });
    }
    let outer = parts.split_off(0);
    let (&ordinal, outer) = outer.split_last()?;
    if outer.is_empty() {
        return None;
    }
    let rest = &text[end..];
    const MEASURES: &[&str] = &[
        "%", "％", "万", "亿", "个", "元", "倍", "米", "公里", "平方", "吨", "千", "百", "‰", "℃", "版", "年", "月",
        "日", "级", "亩", "公斤", "以上",
    ];
    if MEASURES.iter().any(|measure| rest.trim_start().starts_with(measure)) {
        return None;
    }
    let lettered = body.as_bytes()[0].is_ascii_uppercase();
    let kind = if lettered { Kind::LetterDecimal } else { Kind::Decimal(u8::try_from(outer.len() + 1).ok()?) };
    let mark = rest.chars().next().filter(|c| matches!(c, '、' | ':' | '：')).map_or(0, char::len_utf8);
    Some(Number { kind, ordinal, outer: outer.to_vec(), shown: body.to_owned(), length: end + mark })
}

fn latin(text: &str) -> Vec<Number> {
    if let Some(number) = english_word(text) {
        return vec![number];
    }
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let letters = &text[..end];
    let Some(mark) = text[end..].chars().next().filter(|c| matches!(c, '.' | '．' | '、' | ')' | '）')) else {
        return Vec::new();
    };
    let length = end + mark.len_utf8();
    let after = text[length..].chars().next();
    if letters.len() == 1 && after.is_some_and(|c| c.is_ascii_digit()) {
        return decimal(text).into_iter().collect();
    }
    // "A.B. Smith" is no number: Latin text wants a space after it.
    if !after.is_some_and(|c| c.is_whitespace() || !c.is_ascii())
        || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) && mark == '.' && letters.len() > 1
    {
        return Vec::new();
    }
    let number = |kind, ordinal| Number { kind, ordinal, outer: Vec::new(), shown: letters.to_owned(), length };
    let mut found = Vec::new();
    let roman = roman_value(letters).filter(|_| letters.bytes().all(|byte| byte.is_ascii_uppercase()));
    let letter = (letters.len() == 1).then(|| u32::from(letters.as_bytes()[0].to_ascii_lowercase() - b'a') + 1);
    let lower = letters.bytes().all(|byte| byte.is_ascii_lowercase());
    if let Some(ordinal) = letter.filter(|_| letters != "I") {
        found.push(number(if lower { Kind::LetterBracket } else { Kind::Letter }, ordinal));
    }
    if let Some(ordinal) = roman {
        found.push(number(Kind::Roman, ordinal));
    }
    if let Some(ordinal) = letter.filter(|_| letters == "I") {
        found.push(number(Kind::Letter, ordinal));
    }
    found
}

fn english_word(text: &str) -> Option<Number> {
    const WORDS: &[(&str, Kind)] = &[
        ("Part", Kind::Chapter),
        ("PART", Kind::Chapter),
        ("Chapter", Kind::Chapter),
        ("CHAPTER", Kind::Chapter),
        ("Section", Kind::Chapter),
        ("SECTION", Kind::Chapter),
        ("Pillar", Kind::Chapter),
        ("Theme", Kind::Chapter),
        ("Priority", Kind::Chapter),
        ("Goal", Kind::Chapter),
        ("Objective", Kind::Chapter),
        ("Article", Kind::Article),
        ("Task", Kind::Word),
        ("Action", Kind::Word),
        ("Measure", Kind::Word),
        ("Step", Kind::Word),
    ];
    let (word, kind) = WORDS.iter().find(|(word, _)| text.starts_with(word))?;
    let rest = text[word.len()..].strip_prefix(' ')?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
    let body = rest[..end].trim_end_matches('.');
    let last = body.rsplit('.').next()?;
    let ordinal = last.parse::<u32>().ok().or_else(|| roman_value(last)).or_else(|| {
        let letter = (last.len() == 1).then(|| last.as_bytes()[0])?;
        letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)
    })?;
    let start = word.len() + 1;
    let after = &text[start + body.len()..];
    let mark = after
        .chars()
        .next()
        .filter(|c| matches!(c, '.' | ':' | '：' | ')' | '-' | '–' | '—'))
        .map_or(0, char::len_utf8);
    let ends = mark > 0 || after.is_empty() || after.starts_with(char::is_whitespace);
    let shown = if *kind == Kind::Word { body.to_owned() } else { text[..start + body.len()].to_owned() };
    ends.then_some(Number { kind: *kind, ordinal, outer: Vec::new(), shown, length: start + body.len() + mark })
}

fn word(text: &str) -> Option<Number> {
    const WORDS: &[&str] = &[
        "重点任务",
        "主要任务",
        "任务",
        "问题",
        "清单",
        "承诺",
        "措施",
        "行动",
        "举措",
        "专项",
        "工程",
        "项目",
        "目标",
        "事项",
    ];
    let word = WORDS.iter().find(|word| text.starts_with(**word))?;
    let rest = &text[word.len()..];
    let end = end_of_figures(rest)?;
    let ordinal = han_value(&rest[..end]).or_else(|| rest[..end].parse().ok())?;
    let mark = rest[end..].chars().next().filter(|&c| matches!(fold(c), ':' | '.' | ' ') || c == '、')?;
    Some(Number {
        kind: Kind::Word,
        ordinal,
        outer: Vec::new(),
        shown: rest[..end].to_owned(),
        length: word.len() + end + mark.len_utf8(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_numbering() {
        for (text, kind, ordinal, shown, rest) in [
            ("一、加强领导", Kind::Han, 1, "一", "加强领导"),
            ("十五. 加强", Kind::Han, 15, "十五", "加强"),
            ("二十一、加强", Kind::Han, 21, "二十一", "加强"),
            ("（三）加强", Kind::HanBracket, 3, "三", "加强"),
            ("(十二)、加强", Kind::HanBracket, 12, "十二", "加强"),
            ("（四)加强", Kind::HanBracket, 4, "四", "加强"),
            ("㈢加强", Kind::HanBracket, 3, "3", "加强"),
            ("64.支持", Kind::Figure, 64, "64", "支持"),
            ("7．支持", Kind::Figure, 7, "7", "支持"),
            ("１．支持", Kind::Figure, 1, "1", "支持"),
            ("8、支持", Kind::FigureComma, 8, "8", "支持"),
            ("（2）支持", Kind::FigureBracket, 2, "2", "支持"),
            ("⑵支持", Kind::FigureBracket, 2, "2", "支持"),
            ("3）支持", Kind::FigureHalf, 3, "3", "支持"),
            ("⑩支持", Kind::Circled, 10, "⑩", "支持"),
            ("第一章 总则", Kind::Chapter, 1, "第一章", "总则"),
            ("第三条 支持", Kind::Article, 3, "第三条", "支持"),
            ("第2部分：支持", Kind::Chapter, 2, "第2部分", "支持"),
            ("1.2 支持", Kind::Decimal(2), 2, "1.2", "支持"),
            ("2.3.4支持", Kind::Decimal(3), 4, "2.3.4", "支持"),
            ("任务一：支持", Kind::Word, 1, "一", "支持"),
            ("A. Gates", Kind::Letter, 1, "A", "Gates"),
            ("A.1 The gates", Kind::LetterDecimal, 1, "A.1", "The gates"),
            ("II. Gates", Kind::Roman, 2, "II", "Gates"),
            ("(b) Gates", Kind::LetterBracket, 2, "b", "Gates"),
            ("Part A. Keeping", Kind::Chapter, 1, "Part A", "Keeping"),
            ("Action 3: Walk", Kind::Word, 3, "3", "Walk"),
        ] {
            let number = read(text).into_iter().next().unwrap_or_else(|| panic!("{text} has no number"));
            assert_eq!((number.kind, number.ordinal, number.shown.as_str()), (kind, ordinal, shown), "{text}");
            assert_eq!(&text[number.length..], rest, "{text}");
        }
        // A figure before a year, and before a measure.
        let read_as =
            |text: &str| read(text).into_iter().map(|number| (number.kind, number.ordinal)).collect::<Vec<_>>();
        assert_eq!(read_as("1．2021年底前"), [(Kind::Figure, 1)]);
        assert_eq!(read_as("3.18岁以下"), [(Kind::Decimal(2), 18), (Kind::Figure, 3)]);
        assert_eq!(read_as("1.5亿元"), [(Kind::Figure, 1)]);
        assert_eq!(read_as("V. Gates"), [(Kind::Letter, 22), (Kind::Roman, 5)]);
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "一是加强",
            "第一批",
            "第三条规定",
            "2023年底",
            "（2023年）",
            "(GWh)",
            "A new gate",
            "I am",
            "十分重要",
            "（市、区）",
            "100户",
            "",
            "任务分工",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
