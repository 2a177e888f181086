//! Which unit is which: by name, and what was probably renamed, merged or split, by the marks.

use super::held::roles;
use super::{Change, Matching, Row};
use crate::model::{Plan, Role, UnitId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// From this share of common marks on two names are probably one unit's …
const LIKE_MARKS: f64 = 0.6;
/// … and from this on, if the names are alike as well.
const LIKE_MARKS_AND_NAME: f64 = 0.3;
/// How alike names must be for that: at most this share of their characters differs.
const UNLIKE_NAME: f64 = 0.5;
/// A unit went into another if this share of its marks did.
const WENT: f64 = 0.75;

/// For each unit of the old plan the one of the new that has one of its names.
pub(super) fn by_name(old: &Plan, new: &Plan) -> Vec<Option<UnitId>> {
    let mut taken = HashSet::new();
    let mut matched: Vec<Option<UnitId>> = vec![None; old.units.len()];
    // Names first: another unit's alias must not take them away.
    for is_name in [true, false] {
        for id in old.unit_ids() {
            if matched[id.index()].is_some() {
                continue;
            }
            let unit = old.unit(id);
            let others = unit.full_name.iter().chain(&unit.aliases).map(String::as_str);
            let names: Vec<&str> =
                if is_name { vec![&unit.name] } else { others.chain([unit.name.as_str()]).collect() };
            let found = names.into_iter().find_map(|name| match is_name {
                true => new.unit_ids().find(|other| new.unit(*other).name == name),
                false => new.unit_named(name),
            });
            matched[id.index()] = found.filter(|other| taken.insert(*other));
        }
    }
    matched
}

/// Which units of the new plan hold what a unit of the old one held.
#[derive(Clone, Debug, Default)]
pub(super) struct StandsFor(BTreeMap<UnitId, Vec<UnitId>>);

impl StandsFor {
    pub fn of(&self, unit: UnitId) -> &[UnitId] {
        self.0.get(&unit).map_or(&[], Vec::as_slice)
    }
}

type Marks = BTreeSet<(usize, Role)>;

/// What units became, as far as marks tell: `UnitRenamed`, `UnitsMerged`, `UnitSplit`, and what is left over.
pub(super) fn proposals(old: &Plan, new: &Plan, matching: &Matching, rows: &[Row]) -> (Vec<Change>, StandsFor) {
    let mut stands_for: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for (position, other) in matching.units.iter().enumerate() {
        stands_for.entry(UnitId::new(position)).or_default().extend(other);
    }
    let known: HashMap<UnitId, UnitId> = super::pairs(&matching.units, UnitId::new);
    let gone: Vec<UnitId> = old.unit_ids().filter(|id| matching.units[id.index()].is_none()).collect();
    let come: Vec<UnitId> = new.unit_ids().filter(|id| !known.contains_key(id)).collect();
    let mut before: HashMap<UnitId, Marks> = HashMap::new();
    let mut after: HashMap<UnitId, Marks> = HashMap::new();
    for (position, row) in rows.iter().enumerate().filter(|(_, row)| row.old.is_some() && row.new.is_some()) {
        for (unit, roles) in roles(old, row.old) {
            before.entry(unit).or_default().extend(roles.into_iter().map(|role| (position, role)));
        }
        for (unit, roles) in roles(new, row.new) {
            after.entry(unit).or_default().extend(roles.into_iter().map(|role| (position, role)));
        }
    }
    let none = Marks::new();
    let had = |unit: UnitId| before.get(&unit).unwrap_or(&none);
    let has = |unit: UnitId| after.get(&unit).unwrap_or(&none);
    // What a unit that both plans have gained and lost.
    let gained = |unit: UnitId| -> Marks {
        known.get(&unit).map_or_else(|| has(unit).clone(), |own| has(unit).difference(had(*own)).copied().collect())
    };
    let lost = |unit: UnitId| -> Marks {
        let other = matching.units[unit.index()];
        other.map_or_else(|| had(unit).clone(), |other| had(unit).difference(has(other)).copied().collect())
    };
    let share = |part: &Marks, whole: &Marks| match part.len() {
        0 => 0.0,
        all => part.intersection(whole).count() as f64 / all as f64,
    };
    let mut changes = Vec::new();
    let (mut told_gone, mut told_come) = (HashSet::new(), HashSet::new());
    // Several into one, new or known.
    for target in new.unit_ids() {
        let all = if known.contains_key(&target) { gained(target) } else { has(target).clone() };
        let sources: Vec<UnitId> =
            gone.iter().copied().filter(|unit| !told_gone.contains(unit) && share(had(*unit), &all) >= WENT).collect();
        let is_new = !known.contains_key(&target);
        // Into a new unit it takes two; into one that was there before, one is enough.
        if sources.len() >= if is_new { 2 } else { 1 } {
            let marks = sources.iter().map(|unit| had(*unit).intersection(&all).count()).sum();
            for source in &sources {
                told_gone.insert(*source);
                stands_for.entry(*source).or_default().push(target);
            }
            told_come.insert(target);
            let mut merged = sources;
            merged.extend(known.get(&target));
            changes.push(Change::UnitsMerged { old: merged, new: target, marks });
        }
    }
    // One into several, itself among them or not.
    for source in old.unit_ids().filter(|unit| !told_gone.contains(unit)).collect::<Vec<_>>() {
        let all = if matching.units[source.index()].is_some() { lost(source) } else { had(source).clone() };
        let is_gone = matching.units[source.index()].is_none();
        let targets: Vec<UnitId> =
            come.iter().copied().filter(|unit| !told_come.contains(unit) && share(has(*unit), &all) >= WENT).collect();
        if targets.len() >= if is_gone { 2 } else { 1 } {
            let marks = targets.iter().map(|unit| has(*unit).intersection(&all).count()).sum();
            for target in &targets {
                told_come.insert(*target);
                stands_for.entry(source).or_default().push(*target);
            }
            told_gone.insert(source);
            let mut split = targets;
            split.extend(matching.units[source.index()]);
            changes.push(Change::UnitSplit { old: source, new: split, marks });
        }
    }
    // One into one: the likeliest pairs first.
    let mut likely: Vec<(f64, UnitId, UnitId)> = Vec::new();
    for &own in gone.iter().filter(|unit| !told_gone.contains(unit)) {
        for &other in come.iter().filter(|unit| !told_come.contains(unit)) {
            let (a, b) = (had(own), has(other));
            let both = a.intersection(b).count();
            let all = a.len() + b.len() - both;
            let marks = if all == 0 { 0.0 } else { both as f64 / all as f64 };
            let names = [&old.unit(own).name, &new.unit(other).name];
            let length = names.map(|name| name.chars().count()).into_iter().max().unwrap_or(1);
            let differs = strsim::damerau_levenshtein(names[0], names[1]) as f64 / length as f64;
            let is_alike = differs <= UNLIKE_NAME;
            // Units without any mark are told by their names alone.
            if marks >= LIKE_MARKS || is_alike && (marks >= LIKE_MARKS_AND_NAME || all == 0) {
                likely.push((marks + (1.0 - differs) / 2.0, own, other));
            }
        }
    }
    likely.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    for (_, own, other) in likely {
        if told_gone.contains(&own) || told_come.contains(&other) {
            continue;
        }
        told_gone.insert(own);
        told_come.insert(other);
        stands_for.entry(own).or_default().push(other);
        let marks = had(own).intersection(has(other)).count();
        changes.push(Change::UnitRenamed { old: own, new: other, marks });
    }
    changes.extend(gone.iter().filter(|unit| !told_gone.contains(unit)).map(|&old| Change::UnitRemoved { old }));
    changes.extend(come.iter().filter(|unit| !told_come.contains(unit)).map(|&new| Change::UnitAdded { new }));
    (changes, StandsFor(stands_for))
}
