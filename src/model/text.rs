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

/// Characters that tell one of a row from the next: order, direction, level, size.
const APART: &[char] = &[
    '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '东',
    '西', '南', '北', '中', '上', '下', '左', '右', '前', '后', '内', '外', '新', '老', '省', '市', '州', '县', '区',
    '旗', '盟', '镇', '乡', '村', '高', '初', '总', '分', '支', '正', '副',
];

/// Two characters that stand for what an office is concerned with, in names that differ in one of them: 财政, 民政.
const CONCERNS: &[&str] = &[
    "财政", "民政", "税务", "商务", "水务", "林务", "警务", "事务", "医务", "港务", "电务", "工务", "外务", "业务",
    "财务", "总务", "政务", "城管", "房管", "交管", "农业", "林业", "渔业", "工业", "矿业", "牧业", "畜牧", "水利",
    "水产", "教育", "体育", "科技", "科协", "残联", "妇联", "侨联", "文联", "社联", "工会", "公安", "国安", "人社",
    "人防", "国防", "消防", "住建", "城建", "村建", "交通", "信访", "司法", "审计", "统计", "文旅", "文化", "环保",
    "医保", "社保", "国土", "国资", "粮食", "卫健", "卫生", "民生", "民族", "民宗", "外事", "侨务", "台办", "外办",
    "法院", "医院", "学院", "党校", "党办", "府办", "政办", "网信", "通信", "邮政", "宣传", "统战", "组织",
];

/// Whether two names that are near are known to be of two: they differ in a character that counts, points or ranks,
/// or in what the office is concerned with. A character more or less is often a slip; so is one of no such kind.
pub fn are_told_apart(a: &str, b: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if one.len() != other.len() {
        return false;
    }
    let Some(at) = one.iter().zip(&other).position(|(one, other)| one != other) else { return false };
    let figures = |c: char| c.is_numeric() || c.is_ascii_uppercase();
    let counts = |c: char| figures(c) || APART.contains(&c);
    let concern = |name: &[char]| {
        let pair = |from: usize| name.get(from..from + 2).map(|pair| pair.iter().collect::<String>());
        [at.checked_sub(1).and_then(pair), pair(at)]
            .into_iter()
            .map(|pair| pair.filter(|pair| CONCERNS.contains(&pair.as_str())).is_some())
            .collect::<Vec<bool>>()
    };
    counts(one[at]) && counts(other[at])
        || concern(&one).into_iter().zip(concern(&other)).any(|(one, other)| one && other)
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

/// Label and title of a heading: `（八）` and `建立评价体系`, `八、` and the rest; no label where none leads it.
pub fn split_label(heading: &str) -> (&str, &str) {
    const MOST: usize = 8;
    let figure = |c: char| c.is_ascii_alphanumeric() || "零〇一二三四五六七八九十百".contains(c);
    let heading = heading.trim();
    let mut end = None;
    for (at, c) in heading.char_indices().take(MOST) {
        let behind = at + c.len_utf8();
        match c {
            '（' | '(' if at == 0 => {}
            // A bracket closes only what one has opened.
            '）' | ')' if heading.starts_with(['（', '(']) => end = Some(behind),
            '、' | '.' | '．' if at > 0 => end = Some(behind),
            c if figure(c) => continue,
            _ => break,
        }
        if end.is_some() {
            break;
        }
    }
    let (label, title) = heading.split_at(end.unwrap_or(0));
    if title.trim().is_empty() { ("", heading) } else { (label, title.trim()) }
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

/// Lines and columns of many places in one long text: [`line_column`] in the same short time for each, wherever it is
/// and however long its line.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Where lines begin.
    starts: Vec<usize>,
    /// Characters that begin before each [`Self::STEP`]th byte.
    counts: Vec<usize>,
}

impl Lines {
    const STEP: usize = 256;

    /// Looks through a text once.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let mut counts = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            counts.push(count);
            count += begun(chunk);
        }
        Self { starts, counts }
    }

    /// As [`line_column`], of the text that was looked through.
    pub fn at(&self, text: &str, byte: usize) -> (usize, usize) {
        let byte = text.floor_char_boundary(byte);
        let line = self.starts.partition_point(|&start| start <= byte).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        (line, self.characters(text, byte).saturating_sub(self.characters(text, start)) + 1)
    }

    /// Characters before a byte.
    fn characters(&self, text: &str, byte: usize) -> usize {
        // At the very end of the text no chunk begins.
        let chunk = (byte / Self::STEP).min(self.counts.len().saturating_sub(1));
        let known = self.counts.get(chunk).copied().unwrap_or_default();
        known + text.as_bytes().get(chunk * Self::STEP..byte).map_or(0, begun)
    }
}

/// Characters that begin among bytes of UTF-8.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
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
    fn many_places_are_where_each_is() {
        for text in ["", "\n", "甲乙\n丙丁", &"a甲\n".repeat(300), &"长".repeat(1_000), &"x".repeat(Lines::STEP)]
        {
            let lines = Lines::new(text);
            for byte in 0..text.len() + 3 {
                assert_eq!(lines.at(text, byte), line_column(text, byte), "byte {byte}");
            }
        }
    }

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
    fn names_that_differ_in_what_tells_apart() {
        for (a, b, apart) in [
            ("县税务局", "县水务局", true),
            ("市财政局", "市民政局", true),
            ("二号仓库", "三号仓库", true),
            ("东山镇政府", "西山镇政府", true),
            ("市审计局", "县审计局", true),
            ("Team 1", "Team 2", true),
            ("县卫健局", "县卫建局", false),
            ("县卫健局", "县卫生健局", false),
            ("市场监管局", "市场监管分局", false),
            ("青河区政府", "清河区政府", false),
        ] {
            assert_eq!(are_told_apart(a, b), apart, "{a} {b}");
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
