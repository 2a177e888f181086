//! Which task of the new plan is which of the old: by place and words.

use crate::model::{Plan, SectionId, Task, TaskId, TaskIndex};
use std::collections::{HashMap, HashSet};

/// Two texts are one task's from this likeness on, if they also stand in one place …
const LIKE_IN_PLACE: f64 = 0.25;
/// … and from this on, wherever they stand.
const LIKE_ANYWHERE: f64 = 0.5;
/// What it weighs that two stand in one section under one number.
const PLACE_WEIGHT: f64 = 0.2;
/// What it weighs that two stand in one section.
const SECTION_WEIGHT: f64 = 0.05;
/// How many of a text's rarest pairs of characters look for others: enough to find what was reworded, few enough
/// that long plans take time in proportion to their length.
const PROBES: usize = 24;
/// Pairs that stand in more tasks than this tell nothing.
const COMMON: usize = 64;

/// A text without blanks: what office programs do to blanks is no rewording.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Pairs of neighbouring characters.
fn shingles(text: &str) -> HashSet<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    if chars.len() == 1 {
        return HashSet::from([(chars[0], chars[0])]);
    }
    chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// How much two texts share: 1 for the same pairs, 0 for none (Sørensen–Dice).
fn likeness(one: &HashSet<(char, char)>, other: &HashSet<(char, char)>) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let shared = one.intersection(other).count();
    2.0 * shared as f64 / (one.len() + other.len()) as f64
}

/// For each task of the old plan the one of the new.
pub(super) fn matching(old: &Plan, new: &Plan) -> Vec<Option<TaskId>> {
    let (before, after) = (TaskIndex::new(old), TaskIndex::new(new));
    let mut matched: Vec<Option<TaskId>> = vec![None; old.tasks.len()];
    let mut taken = vec![false; new.tasks.len()];
    // First what is the same in place and text, then what has the same text.
    let mut by_key: HashMap<_, Vec<TaskId>> = HashMap::new();
    let mut by_hash: HashMap<&str, Vec<TaskId>> = HashMap::new();
    for task in new.task_ids() {
        by_key.entry(after.key(task)).or_default().push(task);
        by_hash.entry(after.key(task).hash.as_str()).or_default().push(task);
    }
    let mut take = |own: TaskId, other: TaskId, matched: &mut Vec<Option<TaskId>>| {
        if matched[own.index()].is_none() && !taken[other.index()] {
            matched[own.index()] = Some(other);
            taken[other.index()] = true;
        }
    };
    for task in old.task_ids() {
        for &other in by_key.get(before.key(task)).into_iter().flatten() {
            take(task, other, &mut matched);
        }
    }
    for task in old.task_ids() {
        for &other in by_hash.get(before.key(task).hash.as_str()).into_iter().flatten() {
            take(task, other, &mut matched);
        }
    }
    for (own, other) in by_likeness(old, new, &before, &after, &matched) {
        take(own, other, &mut matched);
    }
    matched
}

/// Pairs of what is left, the likeliest first.
fn by_likeness(
    old: &Plan,
    new: &Plan,
    before: &TaskIndex,
    after: &TaskIndex,
    matched: &[Option<TaskId>],
) -> Vec<(TaskId, TaskId)> {
    let taken: HashSet<TaskId> = matched.iter().flatten().copied().collect();
    let of = |task: &Task| shingles(&task.text);
    let rest: Vec<(TaskId, HashSet<(char, char)>)> =
        new.task_ids().filter(|task| !taken.contains(task)).map(|task| (task, of(new.task(task)))).collect();
    let mut holders: HashMap<(char, char), Vec<usize>> = HashMap::new();
    let mut places: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (position, (task, own)) in rest.iter().enumerate() {
        for pair in own {
            holders.entry(*pair).or_default().push(position);
        }
        let key = after.key(*task);
        places.entry((&key.section, &key.number)).or_default().push(position);
    }
    let mut found: Vec<(f64, TaskId, TaskId)> = Vec::new();
    for task in old.task_ids().filter(|task| matched[task.index()].is_none()) {
        let own = of(old.task(task));
        let key = before.key(task);
        // The order of a set is none: rarest first, then by the pair itself.
        let mut probes: Vec<(usize, (char, char))> =
            own.iter().filter_map(|pair| Some((holders.get(pair)?.len(), *pair))).collect();
        probes.sort_unstable();
        let in_place = places.get(&(key.section.as_str(), key.number.as_str())).into_iter().flatten();
        let alike =
            probes.iter().filter(|(count, _)| *count <= COMMON).take(PROBES).flat_map(|(_, pair)| &holders[pair]);
        let mut candidates: Vec<usize> = in_place.chain(alike).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        for position in candidates {
            let (other, words) = &rest[position];
            let place = after.key(*other);
            let (same_section, same_number) = (place.section == key.section, place.number == key.number);
            let alike = likeness(&own, words);
            let least = if same_section && same_number { LIKE_IN_PLACE } else { LIKE_ANYWHERE };
            if alike >= least {
                let weight = match (same_section, same_number) {
                    (true, true) => PLACE_WEIGHT,
                    (true, false) => SECTION_WEIGHT,
                    (false, _) => 0.0,
                };
                found.push((alike + weight, task, *other));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    found.into_iter().map(|(_, own, other)| (own, other)).collect()
}

/// For each section of the old plan the one of the new: by its titles from the outermost inwards, else by where most of
/// its tasks stand now, if it has a title of its own there.
pub(super) fn sections(old: &Plan, new: &Plan, tasks: &[Option<TaskId>]) -> Vec<Option<SectionId>> {
    let mut matched: Vec<Option<SectionId>> = vec![None; old.sections.len()];
    let mut taken = vec![false; new.sections.len()];
    let mut by_path: HashMap<String, Vec<SectionId>> = HashMap::new();
    for id in new.section_ids() {
        by_path.entry(new.section_path(id)).or_default().push(id);
    }
    for id in old.section_ids() {
        let same = by_path.get(&old.section_path(id)).into_iter().flatten();
        if let Some(&other) = same.into_iter().find(|other| !taken[other.index()]) {
            matched[id.index()] = Some(other);
            taken[other.index()] = true;
        }
    }
    // How many tasks went from which section to which.
    let mut went: HashMap<(SectionId, SectionId), usize> = HashMap::new();
    for (position, other) in tasks.iter().enumerate() {
        let own = old.tasks[position].section;
        if let (Some(own), Some(other)) = (own, other.and_then(|other| new.task(other).section)) {
            *went.entry((own, other)).or_default() += 1;
        }
    }
    let mut likely: Vec<(bool, usize, SectionId, SectionId)> = went
        .into_iter()
        .map(|((own, other), count)| (old.section(own).label == new.section(other).label, count, own, other))
        .collect();
    // One whose tasks all left keeps its label at best: sections without tasks are matched by that alone.
    for own in old.section_ids() {
        for other in new.section_ids() {
            let (a, b) = (old.section(own), new.section(other));
            if !a.label.is_empty() && a.label == b.label && a.parent.is_some() == b.parent.is_some() {
                likely.push((true, 0, own, other));
            }
        }
    }
    likely.sort_by(|one, other| {
        (other.1.min(1), other.1, other.0)
            .cmp(&(one.1.min(1), one.1, one.0))
            .then((one.2, one.3).cmp(&(other.2, other.3)))
    });
    for (_, _, own, other) in likely {
        if matched[own.index()].is_none() && !taken[other.index()] {
            matched[own.index()] = Some(other);
            taken[other.index()] = true;
        }
    }
    matched
}
