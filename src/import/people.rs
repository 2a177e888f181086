//! People whom a document names for a task: no units, but kept with the task.
//!
//! | cell | read as |
//! |---|---|
//! | `张三、李四` | two names |
//! | `张三（副县长）`, `副县长 张三`, `副县长：张三` | a name and a post |
//! | `县农业局 张三`, `县农业局（张三）` under 责任单位及责任人 | a unit and a name |

use super::clause::is_list;
use super::clause::label::{self, Label};
use super::clause::names;
use crate::model::Person;
use std::ops::Range;

/// Signs between people.
const BETWEEN: [char; 8] = ['、', '，', ',', '；', ';', '/', '／', '\n'];

/// The people that a cell under `label` names, as it has them.
pub(super) fn read(label: &str, cell: &str) -> Vec<Person> {
    cell.split(BETWEEN).filter_map(|part| person(label, part)).collect()
}

/// The people of a clause's label: `责任领导：张三`; none of a label of bodies that look on.
pub(super) fn of_label(words: &str) -> Vec<Person> {
    let Some((label, people)) = words.split_once(['：', ':']) else { return Vec::new() };
    let is_body = ["单位", "部门", "机构"].iter().any(|end| label.trim().ends_with(end));
    match label::meaning(label) {
        Some(Label::People) if !is_body => read(label.trim(), people.trim_end_matches(['。', '；', ';'])),
        _ => Vec::new(),
    }
}

fn person(label: &str, part: &str) -> Option<Person> {
    let part = part.trim();
    let is_nothing = !part.contains(char::is_alphabetic);
    let (name, post) = match part.split_once(['（', '(']) {
        Some((name, inside)) => (name.trim(), Some(inside.trim_end_matches(['）', ')']).trim())),
        None => match part.split_once(['：', ':']).or_else(|| part.split_once(char::is_whitespace)) {
            Some((post, name)) if names::is_person(name) => (name.trim(), Some(post.trim())),
            Some((name, post)) if names::is_person(name) => (name.trim(), Some(post.trim())),
            _ => (part, None),
        },
    };
    let post = post.filter(|post| !post.is_empty()).map(str::to_owned);
    (!is_nothing && !name.is_empty()).then(|| Person {
        label: label.to_owned(),
        name: name.to_owned(),
        post,
        unit: None,
    })
}

/// The part of a heading that names people, where it names units as well: 责任单位及责任人, 责任单位（责任人）.
pub(super) fn beside_units(heading: &str) -> Option<(&str, &str)> {
    const JOINED: &[&str] = &["及其", "以及", "及", "和", "与", "、", "/", "／", "（", "("];
    JOINED.iter().find_map(|word| {
        let (units, people) = heading.split_once(word)?;
        let people = people.trim_end_matches(['）', ')']).trim();
        let named = people.strip_prefix("具体").unwrap_or(people);
        let of_units = matches!(label::meaning(units), Some(Label::Role { .. }));
        (of_units && label::meaning(named) == Some(Label::People)).then_some((units.trim(), people))
    })
}

/// The pieces of a cell of units and people: of each whether it names people.
pub(super) fn apart(text: &str, cell: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let is_edge = |c: char| c.is_whitespace() || "、，,；;/／：:（）()".contains(c);
    let mut found: Vec<(Range<usize>, bool)> = Vec::new();
    let mut start = cell.start;
    let ends =
        text[cell.clone()].char_indices().filter(|(_, c)| is_edge(*c)).map(|(at, c)| (cell.start + at, c.len_utf8()));
    for (end, length) in ends.chain([(cell.end, 0)]) {
        let words = &text[start..end];
        if !words.is_empty() {
            // 李 四 is one name.
            let is_people = names::is_person(words) && !is_list(words);
            found.push((start..end, is_people));
        }
        start = end + length;
    }
    found
}
