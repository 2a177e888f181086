//! What a person wants to see.

use super::ledger::{Ledger, Mark, Subject};
use super::search::holds;
use crate::model::{GroupId, Plan, Role, SectionId, TaskId, UnitId};

/// A choice of rows, columns and marks. Default: everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Sections to keep, with all inside them; empty: all.
    pub sections: Vec<SectionId>,
    /// Groups of units to keep; empty: all.
    pub groups: Vec<GroupId>,
    /// Roles to keep; empty: all.
    pub roles: Vec<Role>,
    /// Words to find in a task's number, text or clause, whatever their case; empty: all.
    pub find: String,
    /// Leave out marks through a collective.
    pub without_through: bool,
    /// Leave out rows without any mark that is kept.
    pub hide_empty_rows: bool,
    /// Leave out columns without any mark that is kept.
    pub hide_empty_columns: bool,
}

impl Filter {
    /// Whether it leaves out nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a column may stand, by its group.
    pub fn admits_unit(&self, plan: &Plan, unit: UnitId) -> bool {
        self.groups.is_empty() || self.groups.contains(&plan.unit(unit).group)
    }

    /// Whether a section may stand, by the choice of sections.
    pub fn admits_section(&self, plan: &Plan, section: SectionId) -> bool {
        self.sections.is_empty() || self.sections.iter().any(|&outer| plan.section_within(section, outer))
    }

    /// Whether a task may stand, by section and words.
    pub fn admits_task(&self, plan: &Plan, task: TaskId) -> bool {
        let task = plan.task(task);
        let in_section = match task.section {
            Some(section) => self.admits_section(plan, section),
            None => self.sections.is_empty(),
        };
        in_section && self.finds(&task.number, &[&task.text, &task.clause])
    }

    fn finds(&self, number: &str, texts: &[&str]) -> bool {
        let wanted = self.find.trim();
        if wanted.is_empty() || wanted == number {
            return true;
        }
        let wanted = wanted.to_lowercase();
        texts.iter().any(|text| holds(text, &wanted))
    }

    /// Whether a mark may stand, by role, basis and its unit's group. Unlisted words have no
    /// group: any choice of groups leaves them out.
    pub fn admits_mark(&self, plan: &Plan, mark: &Mark) -> bool {
        (self.roles.is_empty() || self.roles.contains(&mark.role))
            && !(self.without_through && mark.is_through())
            && match mark.unit {
                Some(unit) => self.admits_unit(plan, unit),
                None => self.groups.is_empty(),
            }
    }

    /// The rows that stand, in document order. A section stands if it may and, where words are
    /// looked for or empty rows hidden, if a task inside it stands or it has marks itself.
    pub fn rows(&self, plan: &Plan, ledger: &Ledger) -> Vec<Subject> {
        let marked = |subject| ledger.of(subject).iter().any(|mark| self.admits_mark(plan, mark));
        let mut occupied = vec![false; plan.sections.len()];
        let mut tasks = vec![false; plan.tasks.len()];
        for id in plan.task_ids() {
            let stands = self.admits_task(plan, id) && (!self.hide_empty_rows || marked(Subject::Task(id)));
            tasks[id.index()] = stands;
            if stands && let Some(section) = plan.task(id).section {
                for outer in plan.section_ancestry(section) {
                    occupied[outer.index()] = true;
                }
            }
        }
        let section_stands = |id: SectionId| {
            self.admits_section(plan, id)
                && (occupied[id.index()]
                    || self.finds("", &[&plan.section(id).title])
                        && (!self.hide_empty_rows || marked(Subject::Section(id))))
        };
        ledger
            .rows()
            .iter()
            .copied()
            .filter(|&row| match row {
                Subject::Section(id) => section_stands(id),
                Subject::Task(id) => tasks[id.index()],
            })
            .collect()
    }
}
