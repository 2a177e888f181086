//! With whom a unit shares tasks (共事单位).

use super::ledger::{Ledger, Subject};
use crate::model::{ByRole, Plan, TaskId, UnitId};

/// A unit that shares tasks with another, both named by the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companion {
    /// The other unit.
    pub unit: UnitId,
    /// Tasks that name both.
    pub tasks: usize,
    /// Of these, tasks in which the other has each role.
    pub roles: ByRole<usize>,
}

impl Companion {
    /// The tasks that name both units, in document order.
    pub fn shared_tasks(ledger: &Ledger, unit: UnitId, other: UnitId) -> Vec<TaskId> {
        let names = |unit: UnitId, subject: Subject| {
            ledger.of(subject).iter().any(|mark| mark.unit == Some(unit) && mark.is_direct())
        };
        let mut tasks: Vec<TaskId> = ledger
            .of_unit(unit)
            .filter(|mark| mark.is_direct() && names(other, mark.subject))
            .filter_map(|mark| match mark.subject {
                Subject::Task(task) => Some(task),
                Subject::Section(_) => None,
            })
            .collect();
        tasks.dedup();
        tasks
    }

    /// All companions of `unit`, most shared tasks first, then in window order.
    pub fn of(plan: &Plan, ledger: &Ledger, unit: UnitId) -> Vec<Self> {
        let mut found: Vec<Self> =
            plan.unit_ids().map(|unit| Self { unit, tasks: 0, roles: ByRole::default() }).collect();
        let mut last = None;
        for own in ledger.of_unit(unit).filter(|mark| mark.is_direct()) {
            if !matches!(own.subject, Subject::Task(_)) || last == Some(own.subject) {
                continue;
            }
            last = Some(own.subject);
            let mut counted: Vec<UnitId> = Vec::new();
            for mark in ledger.of(own.subject).iter().filter(|mark| mark.is_direct()) {
                let Some(other) = mark.unit.filter(|other| *other != unit) else { continue };
                let companion = &mut found[other.index()];
                companion.roles[mark.role] += 1;
                if !counted.contains(&other) {
                    companion.tasks += 1;
                    counted.push(other);
                }
            }
        }
        found.retain(|companion| companion.tasks > 0);
        found.sort_by_key(|companion| std::cmp::Reverse(companion.tasks));
        found
    }
}
