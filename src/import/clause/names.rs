//! Names within a list: where one ends and the next begins, and what a list's closing words are.
//!
//! | rule | example |
//! |---|---|
//! | 和、及、以及、与 join two names only where both sides are names | `市税务局和各县区政府` is two, `市文化和旅游局` one |
//! | a comma inside brackets separates nothing | `各县（市、区）` |
//! | closing words that name nobody leave the list open | `市应急局等部门` |
//! | closing words with a level or 各 name a collective | `县税务局等县直有关部门` |
//! | areas share a 人民政府 that only the last one carries | `甲市、乙州人民政府` is 甲市人民政府 and 乙州人民政府 |
//! | an area noun without a name of its own belongs to the name before it | `各县（市）、区人民政府` is one |
//! | a generic noun alone belongs to the collective before it | `市直有关部门、单位` is one |
//! | a bracket with a role after a name gives this name that role | `市发改委（牵头）、市财政局` |

use super::words::{
    CONJUNCTIONS, ENDING_MODIFIERS, ENGLISH_UNIT_ENDS, GENERIC_NOUNS, JOINING, LEVELS, NOT_JOINING, NOT_UNIT_ENDS,
    SMALL_LEVELS, SURNAMES, UNIT_ENDS,
};
use super::{Entry, EntryKind, label};
use crate::import::brackets::{is_close, is_open, outer};
use crate::import::number;
use crate::import::steps;
use crate::model::text::is_han;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// How sure it is that some words name a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// Prose, or too long for a name.
    Bad,
    /// Nothing speaks against it.
    Weak,
    /// It ends as units' names do.
    Strong,
}

/// Chinese names are not longer than this …
const LONGEST: usize = 30;
/// … and those that do not end like one are shorter still.
const LONGEST_WEAK: usize = 10;
const LONGEST_ENGLISH_WORDS: usize = 8;
/// No name is longer, in bytes, in any language.
const LONGEST_NAME: usize = 400;
/// Bytes between two separators in which names are looked for.
const LONGEST_PIECE: usize = 900;

/// `text` without white space and list marks at its ends, as a range of the text it is a part of.
pub(super) fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let slice = &text[span.clone()];
    let is_edge = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '、' | ',' | '，' | ';' | '；' | '。' | '.' | ':' | '：' | '*' | '·' | '•' | '|' | '\u{FEFF}'
            )
    };
    let start = span.start + (slice.len() - slice.trim_start_matches(is_edge).len());
    // A colon at the end makes a label of the words before it.
    let is_end = |c: char| is_edge(c) && !matches!(c, ':' | '：');
    let end = span.start + slice.trim_end_matches(is_end).len();
    start..end.max(start)
}

/// The last bracket group of a name: `各县（市、区）` → `各县`, `市、区`.
fn last_group(name: &str) -> Option<(&str, &str)> {
    let last = name.chars().next_back()?;
    if !is_close(last) || last == '”' || last == '》' {
        return None;
    }
    let mut depth = 0;
    for (at, c) in name.char_indices().rev() {
        if is_close(c) {
            depth += 1;
        } else if is_open(c) {
            depth -= 1;
            if depth == 0 {
                return Some((&name[..at], &name[at + c.len_utf8()..name.len() - last.len_utf8()]));
            }
        }
    }
    None
}

/// Whether a name is in the letters of an alphabet.
fn is_english(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_alphanumeric) && !name.chars().any(is_han)
}

/// Last characters of units' names.
static LAST_CHARACTERS: LazyLock<HashSet<char>> =
    LazyLock::new(|| UNIT_ENDS.iter().filter_map(|end| end.chars().next_back()).collect());

/// Whether `name` ends as the name of a unit does.
pub(in crate::import) fn is_complete(name: &str) -> bool {
    let name = name.trim();
    if name.len() > LONGEST_NAME {
        return false;
    }
    steps::count(name.len());
    if is_english(name) {
        let last = name.rsplit(char::is_whitespace).next().unwrap_or_default();
        let last = last.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default().to_lowercase();
        let named_for = matches!(words.next(), Some("of" | "for")) && ENGLISH_UNIT_ENDS.contains(&first.as_str());
        return named_for || ENGLISH_UNIT_ENDS.contains(&last.as_str());
    }
    let name = last_group(name).map_or(name, |(before, _)| before);
    // 各县（市）, 属地政府（管委会）: what stands before the bracket decides.
    !name.is_empty()
        && name.chars().next_back().is_some_and(|c| LAST_CHARACTERS.contains(&c))
        && UNIT_ENDS.iter().any(|end| name.ends_with(end))
        && !NOT_UNIT_ENDS.iter().any(|end| name.ends_with(end))
}

pub(super) fn strength(name: &str) -> Strength {
    let name = name.trim();
    if name.len() > LONGEST_NAME {
        return Strength::Bad;
    }
    steps::count(name.len());
    if is_english(name) {
        let words = name.split_whitespace().count();
        let capital = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
        return match () {
            () if words > LONGEST_ENGLISH_WORDS || name.contains(['.', '?', '!']) => Strength::Bad,
            // A telephone, a day.
            () if !name.chars().any(char::is_alphabetic) => Strength::Bad,
            () if is_complete(name) || (capital && words <= 4) => Strength::Strong,
            () => Strength::Weak,
        };
    }
    let length = name.chars().filter(|c| !c.is_whitespace()).count();
    let stop = |c: char| matches!(c, '。' | '！' | '？' | '：' | '；' | '?' | '!' | ':' | '%' | '％' | '+' | '=' | '…');
    const PROSE: &[&str] = &[
        "加强",
        "加快",
        "建立",
        "完善",
        "强化",
        "推动",
        "提高",
        "确保",
        "以下简称",
        "按照",
        "应当",
        "包括",
        "不含",
        "如果",
        "对于",
        "进行",
        "开展",
    ];
    if length == 0 || length > LONGEST || name.contains(stop) || PROSE.iter().any(|word| name.contains(word)) {
        return Strength::Bad;
    }
    // 各部门要: the subject of a sentence. 见附件1: no name at all.
    if name.ends_with(['要', '应', '须', '需'])
        || ["见附件", "详见", "见附", "同上"].iter().any(|word| name.starts_with(word))
    {
        return Strength::Bad;
    }
    if label::may_be(name) && matches!(label::meaning(name), Some(label::Label::Role { .. })) {
        return Strength::Weak;
    }
    if !name.chars().any(|c| is_han(c) || c.is_alphabetic()) {
        return Strength::Bad;
    }
    match (length > 2 && is_complete(name), length <= LONGEST_WEAK) {
        (true, _) => Strength::Strong,
        (false, true) => Strength::Weak,
        (false, false) => Strength::Bad,
    }
}

/// Whether closing words after 等 name a collective; `None` if they are no closing words.
fn ending_kind(words: &str) -> Option<bool> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = words.as_str();
    if rest.is_empty() {
        return Some(false);
    }
    let mut names = false;
    let mut counted = false;
    loop {
        if GENERIC_NOUNS.contains(&rest) {
            return Some(names && !counted);
        }
        if let Some((word, is_name)) = ENDING_MODIFIERS.iter().find(|(word, _)| rest.starts_with(word)) {
            names |= is_name;
            rest = &rest[word.len()..];
            continue;
        }
        let figures = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十多余几".contains(c));
        if figures.len() == rest.len() {
            break;
        }
        counted = true;
        rest = figures;
    }
    // A collective in full: 等各县（市、区）人民政府.
    (words.starts_with('各') && is_complete(&words)).then_some(true)
}

/// Where a name's closing words begin: the place of its last 等 that closes a list.
fn ending_at(name: &str) -> Option<(usize, bool)> {
    outer(name)
        .filter(|&(_, c)| c == '等')
        .filter_map(|(at, _)| {
            // Closing words are no longer than a name.
            if name.len() - at > 4 * LONGEST {
                return None;
            }
            let before = name[..at].trim();
            let first = before.is_empty();
            let long_enough = before.chars().count() >= 2;
            ending_kind(&name[at + '等'.len_utf8()..]).filter(|_| first || long_enough).map(|kind| (at, kind))
        })
        .next()
}

/// Adds the names that stand in `span` of `text` to `entries`.
pub(super) fn add(text: &str, span: Range<usize>, entries: &mut Vec<Entry>) {
    let mut span = trimmed(text, span);
    // Joining words that a separator left at the beginning.
    loop {
        let slice = &text[span.clone()];
        let begins = |word: &str| slice.starts_with(word) && slice.len() > word.len();
        let joined = JOINING.iter().find(|word| begins(word));
        let is_word = NOT_JOINING.iter().any(|word| begins(word));
        match joined {
            Some(word) if !is_word => span = trimmed(text, span.start + word.len()..span.end),
            _ => break,
        }
    }
    // （1）甲局: a list that is counted.
    let slice = &text[span.clone()];
    if let Some(number) = number::read(slice).into_iter().next()
        && number.length < slice.len()
        && is_complete(&slice[number.length..])
    {
        span.start += number.length;
    }
    let slice = &text[span.clone()];
    if slice.is_empty() || ["无", "/", "-", "—", "——", "略", "N/A", "n/a", "暂无", "同上"].contains(&slice)
    {
        return;
    }
    // No name and no two joined ones are as long: it is prose, and looked at once.
    if slice.len() > LONGEST_PIECE {
        entries.push(Entry { span, kind: EntryKind::Unit, role: None, full: None });
        return;
    }
    if let Some((at, length)) = conjunction(slice) {
        add(text, span.start..span.start + at, entries);
        add(text, span.start + at + length..span.end, entries);
        return;
    }
    if let Some((at, names_collective)) = ending_at(slice) {
        let before = trimmed(text, span.start..span.start + at);
        if !before.is_empty() {
            add(text, before, entries);
        }
        let kind = if names_collective {
            EntryKind::Closing(span.start + at + '等'.len_utf8()..span.end)
        } else {
            EntryKind::Open
        };
        entries.push(Entry { span: span.start + at..span.end, kind, role: None, full: None });
        return;
    }
    let mut role = None;
    if let Some((before, inside)) = last_group(slice) {
        if let Some(found) = label::annotation(inside) {
            role = Some(found);
            span = trimmed(text, span.start..span.start + before.len());
        } else if is_complete(before) && (is_division(inside) || is_part(inside) || label::with_colon(inside).is_some())
        {
            span = trimmed(text, span.start..span.start + before.len());
        }
    }
    if !span.is_empty() {
        entries.push(Entry { span, kind: EntryKind::Unit, role, full: None });
    }
}

/// A bracket that names a unit's own division: 市教育局（基础教育科）.
fn is_division(inside: &str) -> bool {
    inside.chars().count() >= 3
        && inside
            .split(['、', '，', ','])
            .all(|part| ["科", "股", "处室", "科室"].iter().any(|end| part.trim().ends_with(end)))
}

/// Where a conjunction joins two names: both sides must be names.
fn conjunction(slice: &str) -> Option<(usize, usize)> {
    if is_english(slice) {
        for word in [" and ", " & "] {
            for (at, _) in slice.match_indices(word) {
                let right = slice[at + word.len()..].trim();
                let generic = right.starts_with("other") && ending_english(right);
                if is_complete(&slice[..at]) && (is_complete(right) || generic) {
                    return Some((at, word.len()));
                }
            }
        }
        return None;
    }
    let mut found = None;
    for (at, _) in outer(slice) {
        let Some(word) = CONJUNCTIONS.iter().find(|word| slice[at..].starts_with(**word)) else { continue };
        let (left, right) = (slice[..at].trim(), slice[at + word.len()..].trim());
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let party_committee = left.chars().count() <= 2 && left.ends_with('委');
        let ends_open = ending_at(left).is_some();
        let left_is_name = (is_complete(left) && left.chars().count() >= 2 && !party_committee) || ends_open;
        let bare = ["单位", "部门", "机构", "企业", "地区", "地方", "个人", "组织", "院校"].contains(&right);
        if left_is_name && !bare && (is_complete(right) || ending_at(right).is_some()) {
            found = Some((at, word.len()));
            break;
        }
    }
    found
}

fn ending_english(words: &str) -> bool {
    is_complete(words)
}

const GOVERNMENTS: &[&str] = &["人民政府", "政府"];
const AREAS: &[&str] = &["市", "州", "县", "区", "旗", "盟", "镇", "乡", "街道", "乡镇", "镇街"];
const BARE_AREAS: &[&str] = &[
    "县",
    "区",
    "市",
    "旗",
    "盟",
    "州",
    "镇",
    "乡",
    "街道",
    "县级市",
    "自治县",
    "自治州",
    "林区",
    "特区",
    "市区",
    "县区",
];

fn without_groups(name: &str) -> String {
    let mut depth = 0_usize;
    name.chars()
        .filter(|&c| {
            if is_open(c) {
                depth += 1;
                return false;
            }
            if is_close(c) {
                depth = depth.saturating_sub(1);
                return false;
            }
            depth == 0 && !c.is_whitespace()
        })
        .collect()
}

const PARKS: &[&str] = &[
    "园区",
    "开发区",
    "新区",
    "高新区",
    "经开区",
    "示范区",
    "景区",
    "保税区",
    "度假区",
    "管理区",
    "试验区",
    "合作区",
    "社区",
    "矿区",
];

fn is_park(name: &str) -> bool {
    let bare = without_groups(name);
    !name.starts_with('各') && bare.chars().count() >= 3 && PARKS.iter().any(|end| bare.ends_with(end))
}

fn is_area(name: &str) -> bool {
    let bare = without_groups(name);
    bare.chars().count() >= 2
        && AREAS.iter().any(|end| bare.ends_with(end))
        && !PARKS.iter().any(|end| bare.ends_with(end))
        && !GOVERNMENTS.iter().any(|end| bare.ends_with(end))
}

/// Whether words in brackets say for which part a unit answers: 第1项, 第二至四条.
fn is_part(inside: &str) -> bool {
    let inside = inside.trim().trim_start_matches("负责");
    inside.starts_with('第') && ["项", "条", "款", "点"].iter().any(|end| inside.ends_with(end))
}

/// Where in a piece a person's name stands behind the name of their office: 县农业局 张三, 县农业局 张 三.
pub(super) fn person_behind(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let span = trimmed(text, span);
    let words = &text[span.clone()];
    let at = words.char_indices().find(|(_, c)| c.is_whitespace()).map(|(at, _)| at)?;
    let (office, person) = (&words[..at], words[at..].trim_start());
    (is_person(person) && is_complete(office)).then(|| span.end - person.len()..span.end)
}

/// Whether words are a person's name: a surname of the hundred commonest and more, and two to four characters.
pub(in crate::import) fn is_person(words: &str) -> bool {
    let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    (2..=4).contains(&bare.chars().count())
        && bare.chars().all(is_han)
        && bare.chars().next().is_some_and(|first| SURNAMES.contains(first))
        && !is_complete(&bare)
}

/// Whether a name is that of an office, not of a place.
pub(super) fn is_office(name: &str) -> bool {
    is_complete(name) && !is_area(name) && !is_park(name)
}

/// The 人民政府 at the end of an area's name.
fn government(name: &str) -> Option<(&str, &'static str)> {
    GOVERNMENTS.iter().find_map(|end| Some((name.strip_suffix(end)?, *end)))
}

/// Applies the rules that look at neighbours in one list.
pub(super) fn settle(text: &str, entries: &mut Vec<Entry>) {
    let mut settled: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries.drain(..) {
        let Some(last) = settled.last_mut().filter(|last| last.span.len() <= LONGEST_NAME) else {
            settled.push(entry);
            continue;
        };
        let (before, name) = (&text[last.span.clone()], &text[entry.span.clone()]);
        steps::count(before.len());
        let units = entry.kind == EntryKind::Unit && last.kind == EntryKind::Unit;
        let bare = without_groups(government(name).map_or(name, |(area, _)| area));
        let governed = ["行署", "公署"].iter().any(|end| before.ends_with(end));
        let continues =
            before.starts_with('各') && (is_area(before) || governed) && BARE_AREAS.contains(&bare.as_str());
        let generic = ["单位", "部门", "机构"].contains(&name)
            && ["部门", "单位"].iter().any(|end| before.ends_with(end))
            && before.chars().count() > 2;
        // 各乡镇党委、政府
        let government = ["政府", "人民政府"].contains(&name) && before.ends_with("党委");
        if units && (continues || generic || government) {
            last.span.end = entry.span.end;
        } else {
            settled.push(entry);
        }
    }
    *entries = settled;
    // The 政府 that areas share, or the 管委会 that parks share.
    let mut shared: Option<(&'static str, bool)> = None;
    // 东山、西山镇人民政府: the 镇 that short names share with it.
    let mut level: Option<&'static str> = None;
    let is_level = |name: &str| LEVELS.contains(&without_groups(name).as_str());
    let is_short =
        |name: &str| (2..=3).contains(&name.chars().count()) && name.chars().all(is_han) && !is_complete(name);
    for entry in entries.iter_mut().rev() {
        let name = &text[entry.span.clone()];
        if entry.kind != EntryKind::Unit {
            shared = None;
            continue;
        }
        match government(name) {
            Some((area, end)) if is_area(area) || is_level(area) => {
                shared = Some((end, false));
                level = SMALL_LEVELS.iter().copied().find(|level| area.ends_with(level) && area.len() > level.len());
            }
            _ => match shared {
                Some((end, false)) if is_area(name) || is_level(name) => entry.full = Some(format!("{name}{end}")),
                Some((end, false)) if is_short(name) && level.is_some() => {
                    entry.full = Some(format!("{name}{}{end}", level.unwrap_or_default()));
                }
                Some((end, true)) if is_park(name) => entry.full = Some(format!("{name}{end}")),
                _ => {
                    let park = name.strip_suffix("管委会").filter(|park| is_park(park));
                    shared = park.map(|_| ("管委会", true));
                }
            },
        }
    }
}
