//! What changed in who does what, row by row.

use super::held::roles;
use super::units::StandsFor;
use super::{Change, Row};
use crate::model::{Plan, Role, UnitId};
use std::collections::BTreeSet;

/// The changes of one row. Rows that only one plan has say so by themselves: their marks are no changes of their own.
pub(super) fn changes(old: &Plan, new: &Plan, stands_for: &StandsFor, row: Row) -> Vec<Change> {
    if row.old.is_none() || row.new.is_none() {
        return Vec::new();
    }
    let (before, after) = (roles(old, row.old), roles(new, row.new));
    let mut changes = Vec::new();
    let mut explained: BTreeSet<(UnitId, Role)> = BTreeSet::new();
    for (unit, had) in &before {
        let others = stands_for.of(*unit);
        let has: BTreeSet<Role> = after
            .iter()
            .filter(|(other, _)| others.contains(other))
            .flat_map(|(_, roles)| roles.iter().copied())
            .collect();
        for (other, roles) in after.iter().filter(|(other, _)| others.contains(other)) {
            explained.extend(roles.iter().filter(|role| had.contains(role)).map(|role| (*other, *role)));
        }
        let lost: Vec<Role> = had.difference(&has).copied().collect();
        let target = after.iter().find(|(other, _)| others.contains(other)).map(|(other, _)| *other);
        let gained: Vec<Role> = match target {
            Some(target) => {
                let own = after.iter().find(|(other, _)| *other == target).map(|(_, roles)| roles);
                own.into_iter()
                    .flatten()
                    .filter(|role| !had.contains(role) && !explained.contains(&(target, **role)))
                    .copied()
                    .collect()
            }
            None => Vec::new(),
        };
        // One role instead of another; what is left over was only lost.
        let changed = lost.len().min(gained.len());
        for (&from, &to) in lost.iter().zip(&gained) {
            if let Some(unit) = target {
                explained.insert((unit, to));
                changes.push(Change::RoleChanged { row, unit, from, to });
            }
        }
        changes.extend(lost[changed..].iter().map(|&role| Change::MarkRemoved { row, unit: *unit, role }));
    }
    for (unit, roles) in &after {
        let new = roles.iter().filter(|role| !explained.contains(&(*unit, **role)));
        changes.extend(new.map(|&role| Change::MarkAdded { row, unit: *unit, role }));
    }
    changes
}
