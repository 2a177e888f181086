//! Which part of one list is which part of another.

use super::tree::{Part, Shape, hashed};
use std::collections::HashMap;

/// Above so many pairs likeness is not asked: one after the other has to do.
const MOST_PAIRS: usize = 20_000;
/// So alike are two entries that one is the other, changed.
const ALIKE: f64 = 0.3;
/// What plain values count as: one takes another's place, unless something fits better.
const IN_PLACE: f64 = 0.35;

/// Parts of `old` that are parts of `new`, changed or not, in the order of both.
pub(super) fn changed<'a>(old: &[Part<'a>], new: &[Part<'a>]) -> Vec<(usize, usize)> {
    let mut pairs = matches(&meanings(old), &meanings(new));
    refine(&mut pairs, old.len(), new.len(), &|olds, news| {
        matches(&identities(&old[olds], "old"), &identities(&new[news], "new"))
    });
    refine(&mut pairs, old.len(), new.len(), &|olds, news| alike(&old[olds], &new[news], false));
    pairs
}

/// For each part of a file which part of what was understood it is. What was understood stands in
/// the file, in the file's order: only parts that were not understood have none.
pub(super) fn understood<'a>(file: &[Part<'a>], read: &[Part<'a>]) -> Vec<Option<usize>> {
    if file.len() == read.len() {
        return (0..file.len()).map(Some).collect();
    }
    let mut pairs = matches(&meanings(file), &meanings(read));
    let whole = |files: std::ops::Range<usize>, reads: std::ops::Range<usize>| {
        let shape_of = |part: &Part<'a>| std::mem::discriminant(&part.value.shape);
        let Some(first) = read[reads.clone()].first() else { return Vec::new() };
        let own: Vec<usize> =
            (0..files.len()).filter(|at| shape_of(&file[files.start + at]) == shape_of(first)).collect();
        if own.len() == reads.len() { own.into_iter().zip(0..reads.len()).collect() } else { Vec::new() }
    };
    refine(&mut pairs, file.len(), read.len(), &whole);
    refine(&mut pairs, file.len(), read.len(), &|files, reads| {
        matches(&identities(&file[files], "old"), &identities(&read[reads], "new"))
    });
    refine(&mut pairs, file.len(), read.len(), &|files, reads| alike(&file[files], &read[reads], true));
    let mut found = vec![None; file.len()];
    for (own, other) in pairs {
        found[own] = Some(other);
    }
    found
}

fn meanings(parts: &[Part<'_>]) -> Vec<u64> {
    parts.iter().map(Part::meaning).collect()
}

/// Each with what tells it apart; those that nothing does are different from all.
fn identities(parts: &[Part<'_>], side: &str) -> Vec<u64> {
    let own = |(at, part): (usize, &Part<'_>)| part.identity().unwrap_or_else(|| hashed(&(side, at)));
    parts.iter().enumerate().map(own).collect()
}

/// Looks for more pairs between those that are known.
fn refine(
    pairs: &mut Vec<(usize, usize)>,
    olds: usize,
    news: usize,
    find: &dyn Fn(std::ops::Range<usize>, std::ops::Range<usize>) -> Vec<(usize, usize)>,
) {
    let mut all = Vec::with_capacity(pairs.len());
    let mut from = (0, 0);
    for &to in pairs.iter().chain([&(olds, news)]) {
        if from.0 < to.0 && from.1 < to.1 {
            let found = find(from.0..to.0, from.1..to.1);
            all.extend(found.into_iter().map(|(old, new)| (from.0 + old, from.1 + new)));
        }
        all.push(to);
        from = (to.0 + 1, to.1 + 1);
    }
    all.pop();
    *pairs = all;
}

/// Equal values in the order of both lists: what both begin and end with, then what each has once,
/// and so on between these.
pub(super) fn matches(old: &[u64], new: &[u64]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = vec![(0..old.len(), 0..new.len())];
    while let Some((mut olds, mut news)) = open.pop() {
        while !olds.is_empty() && !news.is_empty() && old[olds.start] == new[news.start] {
            found.push((olds.start, news.start));
            (olds.start, news.start) = (olds.start + 1, news.start + 1);
        }
        while !olds.is_empty() && !news.is_empty() && old[olds.end - 1] == new[news.end - 1] {
            (olds.end, news.end) = (olds.end - 1, news.end - 1);
            found.push((olds.end, news.end));
        }
        if olds.is_empty() || news.is_empty() {
            continue;
        }
        let anchors = unique(&old[olds.clone()], &new[news.clone()]);
        let mut from = (olds.start, news.start);
        if anchors.is_empty() {
            continue;
        }
        for (anchor_old, anchor_new) in anchors {
            let to = (olds.start + anchor_old, news.start + anchor_new);
            open.push((from.0..to.0, from.1..to.1));
            found.push(to);
            from = (to.0 + 1, to.1 + 1);
        }
        open.push((from.0..olds.end, from.1..news.end));
    }
    found.sort_unstable();
    found
}

/// Values that stand once in each list, the longest run of them that has one order in both.
fn unique(old: &[u64], new: &[u64]) -> Vec<(usize, usize)> {
    let once = |values: &[u64]| {
        let mut places: HashMap<u64, Option<usize>> = HashMap::with_capacity(values.len());
        for (at, value) in values.iter().enumerate() {
            places.entry(*value).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    };
    let (olds, news) = (once(old), once(new));
    let place = |(at, value): (usize, &u64)| {
        olds.get(value).copied().flatten()?;
        Some((at, news.get(value).copied().flatten()?))
    };
    let both: Vec<(usize, usize)> = old.iter().enumerate().filter_map(place).collect();
    // Patience: the last pair of the best run of each length, and which pair came before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(both.len());
    for (nth, &(_, new)) in both.iter().enumerate() {
        let length = ends.partition_point(|&end| both[end].1 < new);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(nth);
        } else {
            ends[length] = nth;
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |&nth| before[nth]).map(|nth| both[nth]).collect();
    run.reverse();
    run
}

/// Pairs of parts that resemble each other, in order, the most alike. `all`: every new one has its
/// old one.
fn alike(old: &[Part<'_>], new: &[Part<'_>], all: bool) -> Vec<(usize, usize)> {
    if all && old.len() == new.len() {
        return (0..new.len()).map(|at| (at, at)).collect();
    }
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        let count = if all || old.len() == new.len() { old.len().min(new.len()) } else { 0 };
        return (0..count).map(|at| (at, at)).collect();
    }
    let leaves = |parts: &[Part<'_>]| parts.iter().map(|part| part.value.leaves()).collect::<Vec<_>>();
    let (old_leaves, new_leaves) = (leaves(old), leaves(new));
    let score = |one: usize, other: usize| {
        let likeness = likeness(&old[one], &new[other], &old_leaves[one], &new_leaves[other]);
        if all { 1000.0 + likeness } else { likeness }
    };
    // best[i][j]: the most that parts from i and j on can come to.
    let mut best = vec![vec![0.0_f64; new.len() + 1]; old.len() + 1];
    for one in (0..old.len()).rev() {
        for other in (0..new.len()).rev() {
            let skipped = best[one + 1][other].max(best[one][other + 1]);
            let score = score(one, other);
            let taken = if score >= ALIKE { score + best[one + 1][other + 1] } else { 0.0 };
            best[one][other] = skipped.max(taken);
        }
    }
    let mut pairs = Vec::new();
    let (mut one, mut other) = (0, 0);
    while one < old.len() && other < new.len() {
        let score = score(one, other);
        let here = best[one][other];
        if score >= ALIKE && score + best[one + 1][other + 1] >= here {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if best[one + 1][other] >= here {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

/// How much of two parts is the same, from 0 to 1.
fn likeness(old: &Part<'_>, new: &Part<'_>, old_leaves: &[u64], new_leaves: &[u64]) -> f64 {
    let are_plain = matches!((&old.value.shape, &new.value.shape), (Shape::Plain, Shape::Plain));
    if !are_plain && !old.value.is_shaped_like(&new.value) {
        return 0.0;
    }
    if old.identity().is_some() && old.identity() == new.identity() {
        return 1.0;
    }
    if are_plain || (old_leaves.is_empty() && new_leaves.is_empty()) {
        return IN_PLACE;
    }
    let (mut one, mut other, mut common) = (0, 0, 0);
    while one < old_leaves.len() && other < new_leaves.len() {
        match old_leaves[one].cmp(&new_leaves[other]) {
            std::cmp::Ordering::Less => one += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => (one, other, common) = (one + 1, other + 1, common + 1),
        }
    }
    let of = (old_leaves.len() + new_leaves.len()) as f64;
    let shared = 2.0 * f64::from(common) / of;
    // A new name leaves the old one behind as an alias, in an entry that was bare.
    let renamed = old_leaves.is_empty() || new_leaves.is_empty();
    if renamed && old.key.is_some() { IN_PLACE } else { shared }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_found_in_order() {
        assert_eq!(matches(&[1, 2, 3, 4], &[1, 3, 4]), [(0, 0), (2, 1), (3, 2)]);
        assert_eq!(matches(&[1, 2, 3], &[1, 9, 2, 8, 3]), [(0, 0), (1, 2), (2, 4)]);
        assert_eq!(matches(&[1, 1, 2], &[1, 2]), [(0, 0), (2, 1)]);
        assert_eq!(matches(&[5, 1, 2, 3], &[1, 2, 3, 5]), [(1, 0), (2, 1), (3, 2)]);
        assert_eq!(matches(&[], &[1]), []);
    }
}
