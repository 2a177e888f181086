//! Full and half width: comparing without it, and putting back what a web page folded away.

use crate::model::text::is_han;

/// The half-width form of a full-width character; any other character is itself.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        c => c,
    }
}

/// A name as it is compared: half width, no white space.
pub(super) fn key(name: &str) -> String {
    name.chars().map(fold).filter(|c| !c.is_whitespace()).collect()
}

/// Traditional characters of the grammar's words and of units' names, each before its simplified form.
const TRADITIONAL: &str = "牽牵頭头單单責责負负參参與与協协辦办門门時时間间實实執执職职進进內内縣县區区廳厅會会員员業业務务機机關关總总領领導导組组織织農农產产鎮镇鄉乡黨党團团檢检察察項项條条節节編编號号標标題题體体監监衛卫財财經经濟济發发銀银學学醫医險险書书處处稅税資资訊讯電电網网際际貿贸國国對对應应邊边據据議议設设計计劃划動动專专報报長长軍军統统計计調调類类當当為为後后個个們们開开來来現现構构環环質质規规範范鐵铁蘭兰廣广東东華华聯联絡络僑侨婦妇殘残誌志氣气點点視视廠厂場场園园續续銷销從从須须屬属較较級级種种羣群於于並并則则築筑築筑樓楼運运輸输傳传檔档礦矿漁渔糧粮儲储備备圖图館馆";

/// Signs that look like a colon, each before the colon: scanned and old documents have them.
const COLONS: &str = "∶：︰：﹕：";

/// The text with traditional characters that the grammar knows made simplified ones, and what looks like a colon made
/// one; `None` if it has none. All forms take three bytes, so that places stay.
pub(super) fn simplified(text: &str) -> Option<String> {
    // 牽 and 責 stand in every such document, and in no other.
    let is_traditional = ['牽', '責', '單'].iter().any(|&sign| text.contains(sign));
    let has_colons = COLONS.chars().step_by(2).any(|sign| text.contains(sign));
    if !is_traditional && !has_colons {
        return None;
    }
    let mut pairs = COLONS.chars().chain(TRADITIONAL.chars().filter(|_| is_traditional));
    let mut known = std::collections::HashMap::new();
    while let (Some(old), Some(new)) = (pairs.next(), pairs.next()) {
        if old != new {
            known.insert(old, new);
        }
    }
    Some(text.chars().map(|c| known.get(&c).copied().unwrap_or(c)).collect())
}

fn is_chinese(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '“' | '”' | '‘' | '’' | '…' | '—')
        || matches!(c, '，' | '；' | '：' | '（' | '）' | '！' | '？')
}

/// Puts back the full-width `，；：（）` of Chinese text that was folded to half width. Punctuation
/// between figures or Latin letters (`1,000`, `12:30`, `http://`) stays as it is.
pub(super) fn restore(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let partners = round_brackets(&characters);
    let neighbour = |mut at: usize, back: bool| -> Option<char> {
        loop {
            at = if back { at.checked_sub(1)? } else { at + 1 };
            let &c = characters.get(at)?;
            if !c.is_whitespace() && !matches!(c, '(' | ')' | '"') {
                return Some(c);
            }
        }
    };
    let touches_chinese = |at: usize| [true, false].into_iter().any(|back| neighbour(at, back).is_some_and(is_chinese));
    let mut out = String::with_capacity(text.len() + 16);
    for (at, &c) in characters.iter().enumerate() {
        let full = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '(' => '（',
            ')' => '）',
            _ => {
                out.push(c);
                continue;
            }
        };
        let beside = |other: Option<&char>| other.is_some_and(char::is_ascii_digit);
        let chinese = match partners[at] {
            Some(partner) => {
                let (open, close) = (at.min(partner), at.max(partner));
                // Inside the brackets or around them: what stands next to them decides.
                touches_chinese(open) || touches_chinese(close)
            }
            None => touches_chinese(at),
        };
        let in_figure =
            c != '(' && c != ')' && at > 0 && beside(characters.get(at - 1)) && beside(characters.get(at + 1));
        out.push(if chinese && !in_figure { full } else { c });
    }
    out
}

/// For each half-width round bracket the place of its partner.
fn round_brackets(characters: &[char]) -> Vec<Option<usize>> {
    let mut partners = vec![None; characters.len()];
    let mut open = Vec::new();
    for (at, &c) in characters.iter().enumerate() {
        if c == '(' {
            open.push(at);
        } else if c == ')'
            && let Some(start) = open.pop()
        {
            partners[start] = Some(at);
            partners[at] = Some(start);
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_punctuation_comes_back() {
        for (scraped, restored) in [
            (
                "牵头单位:县司法局;责任单位:各乡镇政府,县直各部门",
                "牵头单位：县司法局；责任单位：各乡镇政府，县直各部门",
            ),
            ("(一)构建(含本数)", "（一）构建（含本数）"),
            ("共1,000户,比例为3:7", "共1,000户，比例为3:7"),
            ("15吉瓦时(GWh)等", "15吉瓦时（GWh）等"),
            ("见 http://a.cn/x,谢谢", "见 http://a.cn/x，谢谢"),
            ("增长10%,并下降5%(约),到9:30", "增长10%，并下降5%（约），到9:30"),
            ("Lead: Town Clerk (acting); by 9:30", "Lead: Town Clerk (acting); by 9:30"),
            ("“甲”,《乙》;丙", "“甲”，《乙》；丙"),
            ("各县(市、区)人民政府", "各县（市、区）人民政府"),
        ] {
            assert_eq!(restore(scraped), restored);
        }
    }

    #[test]
    fn traditional_characters_keep_their_places() {
        let text = "(牽頭單位:省發展改革委;責任單位:省司法廳)";
        let read = simplified(text).expect("traditional");
        assert_eq!(read, "(牵头单位:省发展改革委;责任单位:省司法厅)");
        assert_eq!(read.len(), text.len());
        assert!(TRADITIONAL.chars().all(|c| c.len_utf8() == 3) && TRADITIONAL.chars().count().is_multiple_of(2));
        assert_eq!(simplified("牵头单位：县司法局"), None);
    }

    #[test]
    fn names_compare_without_width() {
        assert_eq!(key("各县（市、区） 人民政府"), key("各县(市、区)人民政府"));
    }
}
