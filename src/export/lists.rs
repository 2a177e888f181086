//! What the tables of the whole plan hold, before it becomes cells or pages: 任务分工表 task by task,
//! 单位责任一览表 unit by unit.

use super::Scope;
use crate::model::{Party, PartyKind, Role, TaskId, UnitId};
use crate::view::{Obligations, Partner, Subject};
use std::collections::BTreeSet;

/// A section with its overall leads, or a task with all its lists.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// The task or section that the row is about.
    pub subject: Subject,
    /// The lists of [`task_roles`], in that order; what the filter leaves out is not in them.
    pub lists: Vec<Vec<Partner>>,
}

/// The roles that have a column of their own in a table of tasks: 总牵头 if the plan has any, 牵头 and 责任
/// always, the others as far as the plan uses them; those that a filter leaves out have none.
pub fn task_roles(scope: &Scope<'_>) -> Vec<Role> {
    let in_all = |role: Role| role == Role::Lead || role == Role::Responsible;
    let stands = |&role: &Role| (in_all(role) || scope.ledger.uses(role)) && scope.filter.admits_role(role);
    Role::ALL.into_iter().filter(stands).collect()
}

/// The rows of the matrix as a table of tasks.
pub fn task_rows(scope: &Scope<'_>) -> Vec<TaskRow> {
    let roles = task_roles(scope);
    let lists = |subject| roles.iter().map(|&role| partners(scope, subject, role)).collect();
    scope.view.rows.iter().map(|&subject| TaskRow { subject, lists: lists(subject) }).collect()
}

/// Everybody in a row, by role; roles that nobody has are left out.
pub fn partners_of(scope: &Scope<'_>, subject: Subject) -> Vec<(Role, Vec<Partner>)> {
    let roles = Role::ALL.into_iter().map(|role| (role, partners(scope, subject, role)));
    roles.filter(|(_, list)| !list.is_empty()).collect()
}

/// Who has a role, as far as the filter shows it.
fn partners(scope: &Scope<'_>, subject: Subject, role: Role) -> Vec<Partner> {
    let parties: &[Party] = match subject {
        Subject::Section(id) if role == Role::OverallLead => &scope.plan.section(id).overall_leads,
        Subject::Section(_) => &[],
        Subject::Task(id) => scope.plan.task(id).parties(role),
    };
    let stands = |party: &Party| match party.kind {
        PartyKind::Named(unit) | PartyKind::ByPosition(unit) | PartyKind::Blanket(unit) | PartyKind::Closing(unit) => {
            scope.filter.admits_unit(scope.plan, unit)
        }
        PartyKind::Open => scope.filter.groups.is_empty(),
    };
    let kept: Vec<Party> = parties.iter().filter(|party| stands(party)).cloned().collect();
    Partner::list(scope.plan, &kept)
}

/// A unit with its tasks.
#[derive(Clone, Debug)]
pub struct UnitRow {
    /// The unit that the row is about.
    pub unit: UnitId,
    /// What it has in each of [`unit_roles`]: labels of sections for 总牵头, numbers of tasks for the others.
    pub by_role: Vec<Vec<String>>,
    /// Numbers of the tasks that it owes through collectives.
    pub through: Vec<String>,
    /// Different tasks, through collectives too.
    pub tasks: usize,
}

/// The roles that have a column of their own in a table of units.
pub fn unit_roles(scope: &Scope<'_>) -> Vec<Role> {
    Role::ALL.into_iter().filter(|&role| scope.ledger.uses(role) && scope.filter.admits_role(role)).collect()
}

/// The columns of the matrix as a table of units.
pub fn unit_rows(scope: &Scope<'_>) -> Vec<UnitRow> {
    let plan = scope.plan;
    let mut numbers = BTreeSet::new();
    let are_unique = plan.tasks.iter().all(|task| numbers.insert(task.number.as_str()));
    let number = |id: TaskId| {
        let task = plan.task(id);
        match task.section.filter(|_| !are_unique) {
            Some(section) => format!("{}{}", plan.section(section).label, task.number),
            None => task.number.clone(),
        }
    };
    let label = |subject: Subject| match subject {
        Subject::Task(id) => number(id),
        Subject::Section(id) => {
            let section = plan.section(id);
            if section.label.is_empty() { section.title.clone() } else { section.label.clone() }
        }
    };
    let roles = unit_roles(scope);
    let row = |&unit: &UnitId| {
        let owes = Obligations::new(plan, scope.ledger, scope.filter, unit);
        let mut through: Vec<String> = owes.through().map(|duty| label(duty.subject)).collect();
        through.dedup();
        UnitRow {
            unit,
            by_role: roles.iter().map(|&role| owes.direct(role).map(|duty| label(duty.subject)).collect()).collect(),
            through,
            tasks: owes.tasks(),
        }
    };
    scope.view.columns.iter().map(row).collect()
}
