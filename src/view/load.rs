//! How many tasks each unit has (任务分布).

use super::ledger::{Ledger, Subject};
use crate::model::{Plan, UnitId};

/// One unit's tasks. A task in which it has two roles (兼任) counts once in `tasks`, by its heaviest
/// role in `roles`, so that the bars add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The unit.
    pub unit: UnitId,
    /// Tasks that name it.
    pub tasks: usize,
    /// Tasks by heaviest role, by [`crate::model::Role::index`]; sections are no tasks, so overall leads are none.
    pub roles: [usize; 4],
    /// Tasks that reach it only through a collective.
    pub through: usize,
}

impl Load {
    /// The load of every unit, most tasks first, then most through collectives, then window order.
    pub fn of_all(plan: &Plan, ledger: &Ledger) -> Vec<Self> {
        let empty = |unit| Self { unit, tasks: 0, roles: [0; 4], through: 0 };
        let mut loads: Vec<Self> = plan.unit_ids().map(empty).collect();
        // The heaviest role of each unit in the task at hand; past all roles: through a collective.
        let mut heaviest: Vec<Option<u8>> = vec![None; loads.len()];
        let mut touched: Vec<usize> = Vec::new();
        for task in plan.task_ids() {
            for mark in ledger.packed(Subject::Task(task)) {
                let Some(unit) = mark.unit() else { continue };
                let weight = if mark.is_through() { u8::MAX } else { mark.role().index() as u8 };
                match &mut heaviest[unit] {
                    Some(own) => *own = (*own).min(weight),
                    none => {
                        *none = Some(weight);
                        touched.push(unit);
                    }
                }
            }
            for unit in touched.drain(..) {
                let load = &mut loads[unit];
                match heaviest[unit].take() {
                    Some(u8::MAX) => load.through += 1,
                    Some(role) => {
                        load.tasks += 1;
                        load.roles[usize::from(role)] += 1;
                    }
                    None => {}
                }
            }
        }
        loads.sort_by_key(|load| std::cmp::Reverse((load.tasks, load.through)));
        loads
    }
}
