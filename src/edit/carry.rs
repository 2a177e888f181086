//! A change that comes to a plan which is not the one it was asked for any more.

use super::{At, CellRoles, Edit};
use crate::model::{Collective, GroupId, Plan, SectionId, Task, TaskId, UnitId};
use crate::view::Subject;

/// Whether the plan has what a change speaks of: it may have been changed since it was asked for.
pub(super) fn has(plan: &Plan, edit: &Edit) -> bool {
    let unit = |id: &UnitId| id.index() < plan.units.len();
    let task = |id: &TaskId| id.index() < plan.tasks.len();
    match edit {
        Edit::RenameUnit { unit: id, .. }
        | Edit::FullName { unit: id, .. }
        | Edit::Aliases { unit: id, .. }
        | Edit::NewGroup { unit: id, .. }
        | Edit::SplitUnit { unit: id, .. }
        | Edit::ShiftUnit { unit: id, .. }
        | Edit::RemoveUnit(id) => unit(id),
        Edit::MoveUnit { unit: id, group } => unit(id) && group.index() < plan.groups.len(),
        Edit::MergeUnit { unit: id, into: other } | Edit::ToggleMember { unit: id, member: other } => {
            unit(id) && unit(other)
        }
        Edit::SetCollective { unit: id, collective } => {
            let roster = match collective {
                Some(Collective::Enumerable { roster, .. }) => roster.as_slice(),
                Some(Collective::Indeterminate) | None => &[],
            };
            unit(id) && roster.iter().all(unit)
        }
        Edit::SetRole { at, .. } | Edit::DropParty(at) => task(&at.task),
        Edit::AddParty { task: id, .. }
        | Edit::Deadline { task: id, .. }
        | Edit::TaskNumber { task: id, .. }
        | Edit::TaskText { task: id, .. }
        | Edit::MoveTask { task: id, .. }
        | Edit::DropTask(id) => task(id),
        Edit::AddTask { after, section, .. } => {
            after.is_none_or(|id| task(&id)) && section.is_none_or(|id| id.index() < plan.sections.len())
        }
        Edit::RenameSection { section, .. } => section.index() < plan.sections.len(),
        Edit::AddUnit { group, .. } => group.is_none_or(|id| id.index() < plan.groups.len()),
        Edit::Number(_) | Edit::Issuer(_) | Edit::Date(_) | Edit::AddSection { .. } => true,
        Edit::Marks(cells) => cells.iter().all(|cell| {
            let stands = match cell.subject {
                Subject::Section(id) => id.index() < plan.sections.len(),
                Subject::Task(id) => task(&id),
            };
            stands && unit(&cell.unit)
        }),
        Edit::Title(_) | Edit::SettleDoubt(_) | Edit::ReopenDoubt { .. } => true,
    }
}

/// The same edit for `to`, which `from` became: units, groups, tasks and entries by their names. `None`
/// if one of them is gone.
pub fn carried(edit: &Edit, from: &Plan, to: &Plan) -> Option<Edit> {
    if !has(from, edit) {
        return None;
    }
    let unit = |id: &UnitId| to.unit_named(&from.unit(*id).name);
    let group = |id: GroupId| {
        let name = &from.group(id).name;
        to.groups.iter().position(|group| group.name == *name).map(GroupId::new)
    };
    let task = |id: TaskId| {
        let wanted = from.task(id);
        let path = |plan: &Plan, task: &Task| task.section.map(|section| plan.section_path(section));
        let is_it = |task: &Task| task.number == wanted.number && path(to, task) == path(from, wanted);
        let same = to.tasks.get(id.index()).filter(|task| is_it(task)).map(|_| id);
        same.or_else(|| to.tasks.iter().position(is_it).map(TaskId::new))
    };
    let section = |id: SectionId| {
        let path = from.section_path(id);
        let is_it = |id: &SectionId| to.section_path(*id) == path;
        Some(id).filter(|id| id.index() < to.sections.len()).filter(is_it).or_else(|| to.section_ids().find(is_it))
    };
    let at = |at: At| {
        let words = &from.task(at.task).parties(at.role).get(at.position)?.words;
        let task = task(at.task)?;
        let position = to.task(task).parties(at.role).iter().position(|party| party.words == *words)?;
        Some(At { task, position, ..at })
    };
    Some(match edit.clone() {
        Edit::Title(title) => Edit::Title(title),
        Edit::RenameUnit { unit: id, name } => Edit::RenameUnit { unit: unit(&id)?, name },
        Edit::FullName { unit: id, name } => Edit::FullName { unit: unit(&id)?, name },
        Edit::Aliases { unit: id, aliases } => Edit::Aliases { unit: unit(&id)?, aliases },
        Edit::MoveUnit { unit: id, group: other } => Edit::MoveUnit { unit: unit(&id)?, group: group(other)? },
        Edit::NewGroup { unit: id, name } => Edit::NewGroup { unit: unit(&id)?, name },
        Edit::MergeUnit { unit: id, into } => Edit::MergeUnit { unit: unit(&id)?, into: unit(&into)? },
        Edit::SplitUnit { unit: id, names } => Edit::SplitUnit { unit: unit(&id)?, names },
        Edit::RemoveUnit(id) => Edit::RemoveUnit(unit(&id)?),
        Edit::SetCollective { unit: id, collective } => {
            let collective = match collective {
                Some(Collective::Enumerable { roster, reason }) => {
                    Some(Collective::Enumerable { roster: roster.iter().filter_map(unit).collect(), reason })
                }
                other => other,
            };
            Edit::SetCollective { unit: unit(&id)?, collective }
        }
        Edit::ToggleMember { unit: id, member } => Edit::ToggleMember { unit: unit(&id)?, member: unit(&member)? },
        Edit::SetRole { at: place, to: role } => Edit::SetRole { at: at(place)?, to: role },
        Edit::DropParty(place) => Edit::DropParty(at(place)?),
        Edit::AddParty { task: id, role, name } => Edit::AddParty { task: task(id)?, role, name },
        Edit::Number(words) => Edit::Number(words),
        Edit::Issuer(words) => Edit::Issuer(words),
        Edit::Date(words) => Edit::Date(words),
        Edit::TaskNumber { task: id, number } => Edit::TaskNumber { task: task(id)?, number },
        Edit::TaskText { task: id, text } => Edit::TaskText { task: task(id)?, text },
        Edit::AddTask { after, section: own, text } => {
            let after = match after {
                Some(id) => Some(task(id)?),
                None => None,
            };
            let own = match own {
                Some(id) => Some(section(id)?),
                None => None,
            };
            Edit::AddTask { after, section: own, text }
        }
        Edit::AddSection { heading } => Edit::AddSection { heading },
        Edit::RenameSection { section: id, title } => Edit::RenameSection { section: section(id)?, title },
        Edit::AddUnit { group: own, name } => {
            let own = match own {
                Some(id) => Some(group(id)?),
                None => None,
            };
            Edit::AddUnit { group: own, name }
        }
        Edit::Marks(cells) => {
            let cell = |cell: CellRoles| {
                let subject = match cell.subject {
                    Subject::Section(id) => Subject::Section(section(id)?),
                    Subject::Task(id) => Subject::Task(task(id)?),
                };
                Some(CellRoles { subject, unit: unit(&cell.unit)?, roles: cell.roles })
            };
            Edit::Marks(cells.into_iter().map(cell).collect::<Option<_>>()?)
        }
        Edit::Deadline { task: id, words } => Edit::Deadline { task: task(id)?, words },
        Edit::MoveTask { task: id, forward } => Edit::MoveTask { task: task(id)?, forward },
        Edit::ShiftUnit { unit: id, forward } => Edit::ShiftUnit { unit: unit(&id)?, forward },
        Edit::DropTask(id) => Edit::DropTask(task(id)?),
        Edit::SettleDoubt(position) => {
            let doubt = from.doubts.get(position)?;
            Edit::SettleDoubt(to.doubts.iter().position(|other| other == doubt)?)
        }
        Edit::ReopenDoubt { doubt, position } => Edit::ReopenDoubt { doubt, position },
    })
}
