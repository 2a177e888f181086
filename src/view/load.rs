//! How many tasks each unit has (任务分布).

use super::ledger::{Ledger, Subject};
use crate::model::{ByRole, Plan, Role, UnitId};

/// One unit's tasks. A task in which it has two roles (兼任) counts once in `tasks`, by its heaviest
/// role in `roles`, so that the bars add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The unit.
    pub unit: UnitId,
    /// Tasks that name it.
    pub tasks: usize,
    /// Tasks by heaviest role; sections are no tasks, so overall leads are none.
    pub roles: ByRole<usize>,
    /// Tasks that reach it only through a collective.
    pub through: usize,
}

impl Load {
    /// The load of every unit, most tasks first, then most through collectives, then window order.
    pub fn of_all(plan: &Plan, ledger: &Ledger) -> Vec<Self> {
        let empty = |unit| Self { unit, tasks: 0, roles: ByRole::default(), through: 0 };
        let mut loads: Vec<Self> = plan.unit_ids().map(empty).collect();
        // The heaviest role of each unit in the task at hand: more is heavier, 0 through a collective.
        let mut heaviest: Vec<Option<(u8, Role)>> = vec![None; loads.len()];
        let mut touched: Vec<usize> = Vec::new();
        for task in plan.task_ids() {
            for mark in ledger.packed(Subject::Task(task)) {
                let Some(unit) = mark.unit() else { continue };
                let role = mark.role();
                let weight = if mark.is_through() { 0 } else { role.weight() };
                match &mut heaviest[unit] {
                    Some(own) if own.0 >= weight => {}
                    Some(own) => *own = (weight, role),
                    none => {
                        *none = Some((weight, role));
                        touched.push(unit);
                    }
                }
            }
            for unit in touched.drain(..) {
                let load = &mut loads[unit];
                match heaviest[unit].take() {
                    Some((0, _)) => load.through += 1,
                    Some((_, role)) => {
                        load.tasks += 1;
                        load.roles[role] += 1;
                    }
                    None => {}
                }
            }
        }
        loads.sort_by_key(|load| std::cmp::Reverse((load.tasks, load.through)));
        loads
    }
}
