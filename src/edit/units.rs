//! Units and their groups: named, moved, merged, split, removed, with every list that names them.

use super::{EditError, lists};
use crate::model::{Collective, Group, GroupId, Party, PartyKind, Plan, Task, Unit, UnitId};

pub(super) fn named(name: &str) -> Result<String, EditError> {
    let name = name.trim();
    if name.is_empty() { Err(EditError::NoName) } else { Ok(name.to_owned()) }
}

/// A name that no other unit has.
pub(super) fn free(plan: &Plan, name: &str, own: Option<UnitId>) -> Result<String, EditError> {
    let name = named(name)?;
    match plan.unit_named(&name).filter(|&other| Some(other) != own) {
        Some(other) => Err(EditError::NameTaken(other)),
        None => Ok(name),
    }
}

pub(super) fn set_aliases(plan: &mut Plan, unit: UnitId, aliases: &[String]) -> Result<(), EditError> {
    let mut kept: Vec<String> = Vec::new();
    for alias in aliases {
        let Ok(alias) = free(plan, alias, Some(unit)) else {
            match named(alias) {
                Err(_) => continue,
                Ok(alias) => return Err(free(plan, &alias, Some(unit)).err().unwrap_or(EditError::NotPossible)),
            }
        };
        if alias != plan.unit(unit).name && !kept.contains(&alias) {
            kept.push(alias);
        }
    }
    plan.units[unit.index()].aliases = kept;
    Ok(())
}

/// A group before that of the collectives, which stands last.
pub(super) fn new_group(plan: &mut Plan, name: String) -> GroupId {
    let holds_collectives = |group: GroupId| {
        let mut own = plan.units.iter().filter(|unit| unit.group == group).peekable();
        own.peek().is_some() && own.all(|unit| unit.collective.is_some())
    };
    let last = plan.groups.len().checked_sub(1).map(GroupId::new).filter(|&last| holds_collectives(last));
    let position = last.map_or(plan.groups.len(), GroupId::index);
    plan.groups.insert(position, Group { name });
    for unit in &mut plan.units {
        if unit.group.index() >= position {
            unit.group = GroupId::new(unit.group.index() + 1);
        }
    }
    GroupId::new(position)
}

pub(super) fn move_unit(plan: &mut Plan, unit: UnitId, group: GroupId) {
    if plan.unit(unit).group == group {
        return;
    }
    plan.units[unit.index()].group = group;
    let mut order: Vec<usize> = (0..plan.units.len()).collect();
    // Last in its new group.
    order.sort_by_key(|&old| (plan.units[old].group, old == unit.index(), old));
    reorder(plan, &order);
}

/// Changes places with the neighbour in the group.
pub(super) fn shift_unit(plan: &mut Plan, unit: UnitId, forward: bool) -> Result<(), EditError> {
    let at = unit.index();
    let other = if forward { Some(at + 1) } else { at.checked_sub(1) };
    let group = plan.unit(unit).group;
    let other = other.filter(|&other| plan.units.get(other).is_some_and(|unit| unit.group == group));
    let mut order: Vec<usize> = (0..plan.units.len()).collect();
    order.swap(at, other.ok_or(EditError::NotPossible)?);
    reorder(plan, &order);
    Ok(())
}

/// Puts the units in another order: `order[new]` is the old position.
fn reorder(plan: &mut Plan, order: &[usize]) {
    let mut places = vec![UnitId::new(0); order.len()];
    for (new, &old) in order.iter().enumerate() {
        places[old] = UnitId::new(new);
    }
    let mut old: Vec<Option<Unit>> = std::mem::take(&mut plan.units).into_iter().map(Some).collect();
    plan.units = order.iter().filter_map(|&position| old[position].take()).collect();
    map_units(plan, |unit| Some(places[unit.index()]));
}

/// Says anew which unit each entry, roster and set of distinct units means; `None` takes it out.
fn map_units(plan: &mut Plan, map: impl Fn(UnitId) -> Option<UnitId>) {
    for list in lists(&mut plan.tasks, &mut plan.sections) {
        list.retain_mut(|party| match &mut party.kind {
            PartyKind::Open => true,
            PartyKind::Named(unit)
            | PartyKind::Closing(unit)
            | PartyKind::ByPosition(unit)
            | PartyKind::Blanket(unit) => match map(*unit) {
                Some(new) => {
                    *unit = new;
                    true
                }
                None => false,
            },
        });
    }
    for person in plan.tasks.iter_mut().flat_map(|task| &mut task.people) {
        // Whose unit is gone answers for the whole task.
        person.unit = person.unit.and_then(&map);
    }
    // In the order that the file has; what became one stands once.
    let mapped = |units: &mut Vec<UnitId>| {
        let mut kept: Vec<(UnitId, UnitId)> = Vec::with_capacity(units.len());
        for &old in &*units {
            let Some(new) = map(old) else { continue };
            if kept.iter().all(|&(other, there)| there != new || other == old) {
                kept.push((old, new));
            }
        }
        *units = kept.into_iter().map(|(_, new)| new).collect();
    };
    for unit in &mut plan.units {
        if let Some(Collective::Enumerable { roster, .. }) = &mut unit.collective {
            mapped(roster);
        }
    }
    plan.distinct.retain_mut(|set| {
        let before = set.len();
        mapped(set);
        set.len() > 1 || set.len() == before
    });
}

pub(super) fn remove_unit(plan: &mut Plan, unit: UnitId) {
    map_units(plan, |other| match other.index().cmp(&unit.index()) {
        std::cmp::Ordering::Less => Some(other),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(UnitId::new(other.index() - 1)),
    });
    plan.units.remove(unit.index());
}

/// Whether a task or section names a unit, or somebody answers for it.
pub fn is_named(plan: &Plan, unit: UnitId) -> bool {
    let in_task = |task: &Task| {
        task.all_parties().any(|(_, _, party)| party.unit() == Some(unit))
            || task.people.iter().any(|person| person.unit == Some(unit))
    };
    plan.tasks.iter().any(in_task)
        || plan.sections.iter().any(|section| section.overall_leads.iter().any(|party| party.unit() == Some(unit)))
}

pub(super) fn merge(plan: &mut Plan, unit: UnitId, into: UnitId) -> Result<(), EditError> {
    if unit == into {
        return Err(EditError::NotPossible);
    }
    let gone = plan.unit(unit).clone();
    let keeps = |party: &Party, other: &[Party]| {
        // Named twice in one list, it is marked once; its first mention stays.
        other.iter().all(|earlier| earlier.unit() != party.unit())
    };
    map_units(plan, |other| Some(if other == unit { into } else { other }));
    for list in lists(&mut plan.tasks, &mut plan.sections) {
        let mut kept: Vec<Party> = Vec::with_capacity(list.len());
        for party in list.drain(..) {
            if party.unit() != Some(into) || keeps(&party, &kept) {
                kept.push(party);
            }
        }
        *list = kept;
    }
    let stays = &mut plan.units[into.index()];
    for name in gone.full_name.into_iter().chain([gone.name]).chain(gone.aliases) {
        if name != stays.name && stays.full_name.as_ref() != Some(&name) && !stays.aliases.contains(&name) {
            stays.aliases.push(name);
        }
    }
    remove_unit(plan, unit);
    Ok(())
}

/// The unit of this name, a new one in `group` if there is none.
pub(super) fn unit_called(plan: &mut Plan, name: &str, group: GroupId) -> UnitId {
    if let Some(known) = plan.unit_named(name) {
        return known;
    }
    // Last in its group; those behind it move on by one.
    let position = plan.units.partition_point(|unit| unit.group <= group);
    map_units(plan, |unit| Some(if unit.index() >= position { UnitId::new(unit.index() + 1) } else { unit }));
    let unit = Unit { name: name.to_owned(), full_name: None, aliases: Vec::new(), group, collective: None };
    plan.units.insert(position, unit);
    UnitId::new(position)
}

pub(super) fn split(plan: &mut Plan, unit: UnitId, names: &[String]) -> Result<(), EditError> {
    let names: Vec<String> = names.iter().filter_map(|name| named(name).ok()).collect();
    if names.len() < 2 {
        return Err(EditError::NoName);
    }
    let old = plan.unit(unit).name.clone();
    let group = plan.unit(unit).group;
    for name in &names {
        unit_called(plan, name, group);
    }
    // New units may have moved everything.
    let Some(unit) = plan.unit_named(&old) else { return Err(EditError::NotPossible) };
    let parts: Vec<UnitId> = names.iter().filter_map(|name| plan.unit_named(name)).collect();
    if parts.iter().all(|&part| part == unit) {
        return Err(EditError::NotPossible);
    }
    for list in lists(&mut plan.tasks, &mut plan.sections) {
        let mut parted: Vec<Party> = Vec::with_capacity(list.len());
        for party in list.drain(..) {
            if party.unit() != Some(unit) {
                parted.push(party);
                continue;
            }
            for (name, &part) in names.iter().zip(&parts) {
                if parted.iter().all(|earlier| earlier.unit() != Some(part)) {
                    parted.push(Party { words: name.clone(), kind: PartyKind::Named(part) });
                }
            }
        }
        *list = parted;
    }
    if !parts.contains(&unit) {
        // Its members of rosters are its parts.
        for other in &mut plan.units {
            let Some(Collective::Enumerable { roster, .. }) = &mut other.collective else { continue };
            let Some(place) = roster.iter().position(|member| *member == unit) else { continue };
            for part in parts.iter().rev() {
                if !roster.contains(part) {
                    roster.insert(place, *part);
                }
            }
        }
        remove_unit(plan, unit);
    }
    Ok(())
}
