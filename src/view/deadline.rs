//! Deadlines in a plan's own words: the day that they name, if they name one.

use crate::model::Date;

/// What the words of a deadline say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// The last day.
    Day(Date),
    /// Something that has no end or comes again: 长期, 每季度.
    Standing,
    /// No day that could be told.
    Unknown,
}

impl Deadline {
    /// The last day, if there is one.
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Standing | Self::Unknown => None,
        }
    }
}

/// A number, or a character that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number {
        value: i16,
        digits: usize,
    },
    Sign(char),
    /// A word of Latin letters, by its first three in lower case; enough for months.
    Word([u8; 3]),
}

/// Reads the words of a deadline; what they leave unsaid is of the year of `of`, the plan's date. Of several days
/// the last counts: then all of it is due. "底", "末" and a bare year, quarter or month mean its last day; "前" does
/// not move it.
pub fn deadline(words: &str, of: Option<Date>) -> Deadline {
    let words: String = words.chars().map(half_width).collect::<String>().to_lowercase();
    const AGAIN: [&str; 12] = [
        "每年",
        "每季",
        "每月",
        "每周",
        "每半年",
        "每日",
        "每天",
        "quarterly",
        "monthly",
        "weekly",
        "annually",
        "every ",
    ];
    if AGAIN.iter().any(|again| words.contains(again)) {
        return Deadline::Standing;
    }
    let tokens = tokens(&words);
    let mut reader = Reader { tokens: &tokens, at: 0, year: None, own: of.map(|date| date.year()), last: None };
    reader.read();
    const ENDLESS: [&str; 8] = ["长期", "常年", "持续", "常态", "全程", "ongoing", "continuous", "permanent"];
    match reader.last {
        Some(day) => Deadline::Day(day),
        None if ENDLESS.iter().any(|endless| words.contains(endless)) => Deadline::Standing,
        None => Deadline::Unknown,
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        '－' | '—' | '–' => '-',
        '／' => '/',
        c => c,
    }
}

const HAN_DIGITS: &str = "零一二三四五六七八九";

fn han_digit(c: char) -> Option<i16> {
    let c = if c == '〇' || c == '○' { '零' } else { c };
    HAN_DIGITS.chars().position(|own| own == c).and_then(|digit| i16::try_from(digit).ok())
}

fn tokens(words: &str) -> Vec<Token> {
    let chars: Vec<char> = words.chars().filter(|c| !c.is_whitespace() || words.is_ascii()).collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    let run = |from: usize, is: &dyn Fn(char) -> bool| chars[from..].iter().take_while(|c| is(**c)).count();
    while at < chars.len() {
        let digits = run(at, &|c| c.is_ascii_digit());
        if digits > 0 {
            let value: String = chars[at..at + digits].iter().collect();
            tokens.push(Token::Number { value: value.parse().unwrap_or(-1), digits });
            at += digits;
            continue;
        }
        let han = run(at, &|c| c == '十' || han_digit(c).is_some());
        if han > 0 {
            tokens.push(Token::Number { value: han_number(&chars[at..at + han]), digits: han });
            at += han;
            continue;
        }
        let letters = run(at, &|c| c.is_ascii_alphabetic());
        if letters > 1 {
            let mut word = [b' '; 3];
            for (own, c) in word.iter_mut().zip(&chars[at..at + letters]) {
                *own = u8::try_from(*c).unwrap_or(b' ');
            }
            tokens.push(Token::Word(word));
            at += letters;
            continue;
        }
        if !chars[at].is_whitespace() {
            tokens.push(Token::Sign(chars[at]));
        }
        at += 1;
    }
    tokens
}

/// `二〇二三` digit by digit, `三十一` by tens; -1 for what is no number of a date.
fn han_number(chars: &[char]) -> i16 {
    match chars.iter().position(|c| *c == '十') {
        None if chars.len() <= 4 => {
            chars.iter().fold(0_i16, |sum, c| sum.saturating_mul(10).saturating_add(han_digit(*c).unwrap_or(0)))
        }
        Some(ten) if chars.len() <= 3 => {
            let part = |chars: &[char]| chars.first().and_then(|c| han_digit(*c));
            part(&chars[..ten]).unwrap_or(1) * 10 + part(&chars[ten + 1..]).unwrap_or(0)
        }
        None | Some(_) => -1,
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    at: usize,
    /// The year named last.
    year: Option<i16>,
    /// The plan's.
    own: Option<i16>,
    last: Option<Date>,
}

/// English months by their first three letters.
const MONTHS: [&[u8; 3]; 12] =
    [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];

impl Reader<'_> {
    fn ahead(&self, by: usize) -> Option<Token> {
        self.tokens.get(self.at + by).copied()
    }

    fn is_sign(&self, by: usize, sign: char) -> bool {
        self.ahead(by) == Some(Token::Sign(sign))
    }

    /// Whether these characters come next.
    fn are_signs(&self, by: usize, signs: &str) -> bool {
        signs.chars().enumerate().all(|(position, sign)| self.is_sign(by + position, sign))
    }

    fn number(&self, by: usize) -> Option<i16> {
        match self.ahead(by) {
            Some(Token::Number { value, .. }) => Some(value),
            _ => None,
        }
    }

    fn is_year(&self, by: usize) -> bool {
        matches!(self.ahead(by), Some(Token::Number { value: 1900..=2199, digits: 4 }))
    }

    fn month_name(&self, by: usize) -> Option<i16> {
        let Some(Token::Word(word)) = self.ahead(by) else { return None };
        MONTHS.iter().position(|month| **month == word).and_then(|month| i16::try_from(month + 1).ok())
    }

    fn keep(&mut self, year: Option<i16>, month: i16, day: Option<i16>) {
        let small = |value: i16| i8::try_from(value).unwrap_or(0);
        let Some(year) = year.or(self.year).or(self.own) else { return };
        let first = Date::new(year, small(month), small(day.unwrap_or(1)));
        let Ok(first) = first else { return };
        let date = if day.is_some() { first } else { first.last_of_month() };
        self.last = self.last.max(Some(date));
    }

    fn read(&mut self) {
        while self.at < self.tokens.len() {
            self.at += self.step();
        }
    }

    /// Reads what stands here; how many tokens it took.
    fn step(&mut self) -> usize {
        // 2026-06-30, 2026/6, 2026.6.30
        if self.is_year(0)
            && let (Some(Token::Sign(sign @ ('-' | '/' | '.'))), Some(month @ 1..=12)) = (self.ahead(1), self.number(2))
        {
            let day = self.number(4).filter(|_| self.is_sign(3, sign));
            self.year = self.number(0);
            self.keep(self.year, month, day);
            return if day.is_some() { 5 } else { 3 };
        }
        if self.is_year(0) {
            return self.of_year();
        }
        // 31 December 2026, December 31 2026, December 2026
        if let Some(month) = self.month_name(0) {
            return self.of_month_name(month);
        }
        if let (Some(day @ 1..=31), Some(month)) = (self.number(0), self.month_name(1)) {
            let year = self.number(2).filter(|_| self.is_year(2));
            self.keep(year, month, Some(day));
            return if year.is_some() { 3 } else { 2 };
        }
        for (words, later) in [("明年", 1), ("次年", 1), ("今年", 0), ("本年", 0), ("当年", 0)] {
            if self.are_signs(0, words) {
                self.year = self.own.map(|year| year + later);
                self.at += 2;
                return self.within_year(false);
            }
        }
        if self.are_signs(0, "年底")
            || self.are_signs(0, "年末")
            || self.are_signs(0, "年内")
            || self.are_signs(0, "年终")
        {
            self.keep(None, 12, None);
            return 2;
        }
        match self.within_year(true) {
            0 => 1,
            taken => taken,
        }
    }

    fn of_year(&mut self) -> usize {
        self.year = self.number(0);
        let year = 1 + usize::from(self.is_sign(1, '年'));
        self.at += year;
        // Q3 2026 has said so before.
        let taken = self.within_year(true);
        if taken == 0 && self.last.is_none_or(|last| Some(last.year()) != self.year) {
            self.keep(None, 12, None);
        }
        taken
    }

    fn of_month_name(&mut self, month: i16) -> usize {
        let day = self.number(1).filter(|day| (1..=31).contains(day) && !self.is_year(1));
        let comma = 1 + usize::from(day.is_some());
        let year_at = comma + usize::from(self.is_sign(comma, ','));
        let year = self.number(year_at).filter(|_| self.is_year(year_at));
        self.keep(year, month, day);
        if year.is_some() { year_at + 1 } else { comma }
    }

    /// Month, quarter or half of a year, whose name came before or is the plan's; 0 if there is none here.
    fn within_year(&mut self, is_open: bool) -> usize {
        let skipped = usize::from(self.is_sign(0, '第') || self.is_sign(0, '的'));
        if let Some(month @ 1..=12) = self.number(skipped)
            && self.is_sign(skipped + 1, '月')
        {
            let after = skipped + 2;
            if let Some(day @ 1..=31) = self.number(after)
                && (self.is_sign(after + 1, '日') || self.is_sign(after + 1, '号'))
            {
                self.keep(None, month, Some(day));
                return after + 2;
            }
            let part = usize::from(self.is_sign(after, '份'));
            let day = if self.are_signs(after + part, "上旬") || self.is_sign(after + part, '初') {
                Some(10)
            } else if self.are_signs(after + part, "中旬") {
                Some(20)
            } else {
                None
            };
            self.keep(None, month, day);
            return after;
        }
        if let Some(quarter @ 1..=4) = self.number(skipped)
            && self.are_signs(skipped + 1, "季度")
        {
            self.keep(None, quarter * 3, None);
            return skipped + 3;
        }
        if let (true, Some(quarter @ 1..=4)) = (self.is_sign(0, 'q'), self.number(1)) {
            let year = self.number(2).filter(|_| self.is_year(2));
            self.keep(year, quarter * 3, None);
            return if year.is_some() { 3 } else { 2 };
        }
        for (words, month) in [("上半年", 6), ("下半年", 12)] {
            if self.are_signs(0, words) {
                self.keep(None, month, None);
                return 3;
            }
        }
        if !is_open {
            self.keep(None, 12, None);
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_deadlines_name_their_day() {
        let of = Date::new(2026, 3, 2).ok();
        for (words, day) in [
            ("2023年底前", "2023-12-31"),
            ("2023年年底前完成", "2023-12-31"),
            ("2023年12月底前", "2023-12-31"),
            ("2024年2月", "2024-02-29"),
            ("2026年6月30日前", "2026-06-30"),
            ("2026年6月30日", "2026-06-30"),
            ("2026-06-30", "2026-06-30"),
            ("2026/6/3", "2026-06-03"),
            ("2026.6", "2026-06-30"),
            ("２０２６年９月底", "2026-09-30"),
            ("二〇二六年十二月三十一日前", "2026-12-31"),
            ("二〇二六年十月底前", "2026-10-31"),
            ("2026年第三季度", "2026-09-30"),
            ("2026年三季度末", "2026-09-30"),
            ("2027年上半年", "2027-06-30"),
            ("2026年9月上旬", "2026-09-10"),
            ("2026年9月中旬前", "2026-09-20"),
            ("2026年", "2026-12-31"),
            ("2026年内", "2026-12-31"),
            // Of the plan's year.
            ("9月底前", "2026-09-30"),
            ("9月15日前", "2026-09-15"),
            ("年底前", "2026-12-31"),
            ("今年年底前", "2026-12-31"),
            ("明年6月底前", "2027-06-30"),
            ("四季度", "2026-12-31"),
            ("下半年", "2026-12-31"),
            // The last of several.
            ("2026年6月底前制定方案，12月底前完成", "2026-12-31"),
            ("2026年6月至2027年3月", "2027-03-31"),
            ("2026年底前完成，并长期坚持", "2026-12-31"),
            ("31 December 2026", "2026-12-31"),
            ("by December 31, 2026", "2026-12-31"),
            ("end of June 2027", "2027-06-30"),
            ("Q3 2026", "2026-09-30"),
            ("end of 2026", "2026-12-31"),
        ] {
            assert_eq!(deadline(words, of), Deadline::Day(day.parse().expect("a date")), "{words}");
        }
        for words in ["长期坚持", "每季度", "每年12月底前", "持续推进", "Quarterly", "ongoing", "常态化开展"]
        {
            assert_eq!(deadline(words, of), Deadline::Standing, "{words}");
        }
        for words in ["", "按时完成", "立即", "2026年2月30日", "第3批", "第13届", "as agreed"] {
            assert_eq!(deadline(words, of), Deadline::Unknown, "{words}");
        }
        assert_eq!(deadline("9月底前", None), Deadline::Unknown);
    }
}
