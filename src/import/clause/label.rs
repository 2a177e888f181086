//! Label words: 牵头单位：, 责任部门：, 完成时限：, Lead agency:.

use super::words::{
    DEADLINE_NOUNS, DEADLINE_STEMS, ENGLISH_LABELS, ENGLISH_PEOPLE, FILLERS, NOT_A_VERB_BEFORE, NOUNS, ONLOOKERS,
    PEOPLE, PEOPLE_FILLERS, STEMS, STRONG_VERBS,
};
use crate::import::brackets::{is_close, is_open};
use crate::import::steps;
use crate::import::width::fold;
use crate::model::Role;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// Units in this role. `full`: with a noun, so that it cannot be a verb (责任单位, not 责任).
    Role { role: Role, full: bool },
    /// Until when.
    Deadline,
    /// People, who are no units, and bodies that only look on.
    People,
    /// Something else: 工作目标：.
    Other,
}

/// No label is longer.
const LONGEST: usize = 16;

/// What a phrase means as a label, whether or not a colon follows; `None` if it is none.
pub(crate) fn meaning(phrase: &str) -> Option<Label> {
    let phrase = phrase
        .trim()
        .trim_matches(['*', '#', '·', '•', '－', '-', '—', '【', '】', '[', ']', '〔', '〕', '※', '★', '◆', '●', '▲'])
        .trim();
    let is_longer = |phrase: &str, most: usize| phrase.chars().nth(most).is_some();
    if phrase.is_empty() || is_longer(phrase, 2 * LONGEST) {
        return None;
    }
    if phrase.is_ascii() {
        return english(phrase);
    }
    // 责任单⏎位: broken by the end of a line.
    let whole: String;
    let phrase = if phrase.contains(['\n', '\r', '\t']) {
        whole = phrase.split(['\n', '\r', '\t']).map(str::trim).collect();
        whole.as_str()
    } else {
        phrase
    };
    if is_longer(phrase, LONGEST) {
        return None;
    }
    steps::count(1);
    if ONLOOKERS.contains(&phrase) {
        return Some(Label::People);
    }
    people(phrase).or_else(|| deadline(phrase)).or_else(|| role(phrase))
}

/// First and last characters of labels: most words before a colon are none.
static EDGES: LazyLock<(HashSet<char>, HashSet<char>)> = LazyLock::new(|| {
    let stems = || STEMS.iter().map(|(word, _)| *word);
    let inner = stems().chain(
        [NOUNS, FILLERS, PEOPLE, PEOPLE_FILLERS, DEADLINE_STEMS, DEADLINE_NOUNS, ONLOOKERS]
            .into_iter()
            .flatten()
            .copied(),
    );
    let ends = stems().chain([NOUNS, FILLERS, PEOPLE, DEADLINE_NOUNS, ONLOOKERS].into_iter().flatten().copied());
    (inner.filter_map(|word| word.chars().next()).collect(), ends.filter_map(|word| word.chars().next_back()).collect())
});

/// Whether words can be a label, by their first and last character alone.
pub(crate) fn may_be(phrase: &str) -> bool {
    let edge = |c: Option<char>, known: &HashSet<char>| c.is_some_and(|c| c.is_ascii() || known.contains(&c));
    edge(phrase.chars().next(), &EDGES.0) && edge(phrase.chars().next_back(), &EDGES.1)
}

fn role(phrase: &str) -> Option<Label> {
    let mut rest = phrase;
    let mut roles = Vec::new();
    let mut full = false;
    while !rest.is_empty() {
        let stem = STEMS.iter().filter(|(word, _)| rest.starts_with(word)).max_by_key(|(word, _)| word.len());
        if let Some((word, role)) = stem {
            roles.push(*role);
            rest = &rest[word.len()..];
        } else if let Some(word) = NOUNS.iter().find(|word| rest.starts_with(**word)) {
            full = true;
            rest = &rest[word.len()..];
        } else if let Some(word) = FILLERS.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
        } else {
            return None;
        }
    }
    let has = |role| roles.contains(&role);
    let role = match () {
        () if has(Role::OverallLead) => Role::OverallLead,
        // 牵头及配合单位: one list for both, and nobody says who is which.
        () if has(Role::Lead) && has(Role::Supporting) => Role::Responsible,
        () if has(Role::Lead) => Role::Lead,
        () if has(Role::Supporting) => Role::Supporting,
        () if has(Role::Responsible) => Role::Responsible,
        () => roles.into_iter().min()?,
    };
    Some(Label::Role { role, full })
}

fn people(phrase: &str) -> Option<Label> {
    let person = PEOPLE.iter().find(|end| phrase.ends_with(**end))?;
    let mut rest = &phrase[..phrase.len() - person.len()];
    while !rest.is_empty() {
        let words =
            STEMS.iter().map(|(word, _)| *word).chain(PEOPLE_FILLERS.iter().copied()).chain(FILLERS.iter().copied());
        let word = words.filter(|word| rest.starts_with(word)).max_by_key(|word| word.len())?;
        rest = &rest[word.len()..];
    }
    Some(Label::People)
}

/// The role of people of whom a heading says what they do: 参与人, 牵头人.
pub(crate) fn role_of_people(heading: &str) -> Option<Role> {
    let end = PEOPLE.iter().find(|end| heading.ends_with(**end))?;
    match role(heading.strip_suffix(*end)?)? {
        Label::Role { role, .. } => Some(role),
        _ => None,
    }
}

fn deadline(phrase: &str) -> Option<Label> {
    let noun = DEADLINE_NOUNS.iter().filter(|end| phrase.ends_with(**end)).max_by_key(|end| end.len())?;
    let mut rest = &phrase[..phrase.len() - noun.len()];
    while !rest.is_empty() {
        let word = DEADLINE_STEMS.iter().find(|word| rest.starts_with(**word))?;
        rest = &rest[word.len()..];
    }
    Some(Label::Deadline)
}

fn english(phrase: &str) -> Option<Label> {
    let lower = phrase.to_lowercase();
    if ENGLISH_PEOPLE.contains(&lower.as_str()) {
        return Some(Label::People);
    }
    let of = |word: &str| ENGLISH_LABELS.iter().find(|(label, _)| *label == word).map(|(_, role)| *role);
    // R/A: X
    let parts: Option<Vec<Option<Role>>> = lower.split('/').map(|word| of(word.trim())).collect();
    let roles: Vec<Role> = match parts?.into_iter().collect::<Option<Vec<Role>>>() {
        Some(roles) => roles,
        None => return Some(Label::Deadline),
    };
    let role = roles.into_iter().min()?;
    Some(Label::Role { role, full: lower.len() > 1 })
}

/// Whether a phrase is one stem that offices use as a label by itself: 牵头：, 协办：.
pub(crate) fn is_bare_stem(phrase: &str) -> bool {
    const ALONE: &[&str] = &["牵头", "主办", "协办", "承办", "配合", "主责", "负责", "参与", "责任"];
    phrase.is_ascii() || ALONE.contains(&phrase.trim())
}

/// A label with its colon at the beginning of `text`: what it is and how many bytes it takes.
pub(crate) fn with_colon(text: &str) -> Option<(Label, usize)> {
    let colon = text.char_indices().take(2 * LONGEST).find(|&(_, c)| fold(c) == ':')?;
    let (at, c) = colon;
    let phrase = &text[..at];
    // Sentences have marks that no label has.
    if phrase.contains(['。', '；', '，', ',', ';']) {
        return None;
    }
    let is_whole = |label: &Label| matches!(label, Label::Role { full: true, .. } | Label::Deadline);
    if phrase.contains('\n') && !meaning(phrase).as_ref().is_some_and(is_whole) {
        return None;
    }
    // A colon inside a bracket is the bracket's.
    if phrase.chars().filter(|&c| is_open(c)).count() != phrase.chars().filter(|&c| is_close(c)).count() {
        return None;
    }
    let after = at + c.len_utf8();
    let bold = text[after..].len() - text[after..].trim_start_matches('*').len();
    if let Some(label) = meaning(phrase) {
        return Some((label, after + bold));
    }
    let is_short =
        !phrase.trim().is_empty() && phrase.trim().chars().count() <= 8 && !phrase.contains(['、', '“', '”', '《']);
    is_short.then_some((Label::Other, after + bold))
}

/// A label without a colon: it must have its noun, and a name must follow.
/// `牵头单位市财政局`, `责任单位 市财政局`, `责任单位为市财政局`, `【责任单位】市财政局`.
pub(crate) fn without_colon(text: &str) -> Option<(Label, usize)> {
    if let Some(open) = text.chars().next().filter(|c| matches!(c, '【' | '[' | '［' | '〔' | '（' | '(')) {
        let close =
            text.char_indices().take(LONGEST + 2).find(|(_, c)| matches!(c, '】' | ']' | '］' | '〕' | '）' | ')'))?;
        let inside = text[open.len_utf8()..close.0].trim_end_matches([':', '：']);
        let label = meaning(inside).filter(|label| !matches!(label, Label::Role { full: false, .. } | Label::Other))?;
        let after = close.0 + close.1.len_utf8();
        let colon = text[after..].len() - text[after..].trim_start_matches([':', '：', '*', ' ']).len();
        return Some((label, after + colon));
    }
    if text.is_ascii() || text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic()) {
        let lower = text.get(..16.min(text.len())).unwrap_or_default().to_lowercase();
        return ["led by ", "supported by "]
            .iter()
            .find(|word| lower.starts_with(**word))
            .and_then(|word| Some((meaning(word.trim())?, word.len())));
    }
    let ends: Vec<usize> = text.char_indices().take(LONGEST).map(|(at, c)| at + c.len_utf8()).collect();
    let label = ends.iter().rev().find_map(|&end| {
        let phrase = &text[..end];
        let ends_in_noun = NOUNS.iter().take(6).any(|noun| phrase.ends_with(noun));
        let label = Some(phrase).filter(|_| ends_in_noun && may_be(phrase)).and_then(meaning)?;
        Some((label, end))
    })?;
    let (found, end) = label;
    let rest = &text[end..];
    let linked = ["分别为", "为", "是"].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    let is_subject =
        ["要", "应", "的", "和", "及", "可", "对", "须", "需", "按", "在", "负责", "牵头", "配合", "、", "，"];
    (!rest.trim().is_empty() && !is_subject.iter().any(|word| rest.starts_with(word))).then_some((found, end + linked))
}

/// Where in `text[from..colon]` the longest label with its noun begins that ends at the colon.
pub(crate) fn ending_at(text: &str, from: usize, colon: usize) -> Option<usize> {
    let starts: Vec<usize> = text[from..colon].char_indices().rev().take(LONGEST).map(|(at, _)| from + at).collect();
    starts.into_iter().rev().find(|&start| {
        let phrase = &text[start..colon];
        let balanced = phrase.contains(['(', '（']) == phrase.contains([')', '）']);
        balanced
            && may_be(phrase)
            && !phrase.is_ascii()
            && matches!(meaning(phrase), Some(Label::Role { full: true, .. } | Label::Deadline | Label::People))
    })
}

/// A role in a bracket after a name: （牵头）, （牵头单位）, （负责配合）.
pub(super) fn annotation(inside: &str) -> Option<Role> {
    let inside = inside.trim();
    if inside.chars().count() > 8 {
        return None;
    }
    match meaning(inside) {
        Some(Label::Role { role: Role::OverallLead, .. }) => Some(Role::Lead),
        Some(Label::Role { role, .. }) => Some(role),
        _ => None,
    }
}

/// Whether a verb at the end of `before` is really one, given what follows.
pub(super) fn is_verb(after: &str) -> bool {
    !NOT_A_VERB_BEFORE.iter().any(|word| after.starts_with(word))
        || STRONG_VERBS.iter().any(|(verb, _)| after.starts_with(verb))
}
