//! How many tasks each unit has (任务分布).

use super::ledger::{Ledger, Mark, Subject};
use crate::model::{Plan, Role, UnitId};

/// One unit's tasks. A task in which it has two roles (兼任) counts once in `tasks`, by its heaviest
/// role in `roles`, so that the bars add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The unit.
    pub unit: UnitId,
    /// Tasks that name it.
    pub tasks: usize,
    /// Tasks by heaviest role, by [`Role::index`]; sections are no tasks, so overall leads are none.
    pub roles: [usize; 4],
    /// Tasks that reach it only through a collective.
    pub through: usize,
}

impl Load {
    /// The load of every unit, most tasks first, then most through collectives, then window order.
    pub fn of_all(plan: &Plan, ledger: &Ledger) -> Vec<Self> {
        let mut loads: Vec<Self> = plan.unit_ids().map(|unit| Self::of(ledger, unit)).collect();
        loads.sort_by_key(|load| std::cmp::Reverse((load.tasks, load.through)));
        loads
    }

    fn of(ledger: &Ledger, unit: UnitId) -> Self {
        let mut load = Self { unit, tasks: 0, roles: [0; 4], through: 0 };
        let marks: Vec<&Mark> = ledger.of_unit(unit).filter(|mark| matches!(mark.subject, Subject::Task(_))).collect();
        // Marks of one task stand together.
        for own in marks.chunk_by(|one, next| one.subject == next.subject) {
            match own
                .iter()
                .filter(|mark| mark.is_direct())
                .map(|mark| mark.role)
                .min_by_key(|role: &Role| role.index())
            {
                Some(heaviest) => {
                    load.tasks += 1;
                    load.roles[heaviest.index()] += 1;
                }
                None => load.through += usize::from(own.iter().any(|mark| mark.is_through())),
            }
        }
        load
    }
}
