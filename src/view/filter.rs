//! What a person wants to see.

use super::ledger::{Ledger, Mark, Subject};
use super::search::InText;
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
    /// Keep only tasks and sections in which this unit has a mark that stands; `None`: all.
    pub unit: Option<UnitId>,
    /// Words to find in a task's number, text, clause or people, whatever their case; empty: all.
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

    /// Whether a row may stand: a section by the choice of sections, a task by section and words, both by the unit.
    /// `ledger` must be of the same plan.
    pub fn admits_row(&self, plan: &Plan, ledger: &Ledger, row: Subject) -> bool {
        let wanted = self.wanted();
        let is_chosen = match row {
            Subject::Section(section) => self.admits_section(plan, section),
            Subject::Task(task) => self.admits_task_with(plan, task, wanted.as_deref().map(InText::new).as_ref()),
        };
        is_chosen && self.involves_unit(ledger, row)
    }

    /// Whether the unit has a part in a row; groups choose columns, and take no row from it.
    fn involves_unit(&self, ledger: &Ledger, row: Subject) -> bool {
        let stands = |mark: &Mark| self.admits_role(mark.role) && !(self.without_through && mark.is_through());
        self.unit.is_none_or(|unit| ledger.of(row).iter().any(|mark| mark.unit == Some(unit) && stands(mark)))
    }

    /// The same for many tasks: the words are made ready once.
    fn admits_task_with(&self, plan: &Plan, task: TaskId, wanted: Option<&InText<'_>>) -> bool {
        let task = plan.task(task);
        let in_section = match task.section {
            Some(section) => self.admits_section(plan, section),
            None => self.sections.is_empty(),
        };
        let finds = |wanted: &InText<'_>| {
            task.number == self.find.trim()
                || wanted.is_in(&task.text)
                || wanted.is_in(&task.clause)
                || task.people.iter().any(|person| wanted.is_in_person(person))
        };
        in_section && wanted.is_none_or(finds)
    }

    /// The words to find, in lower case; `None` if there are none.
    fn wanted(&self) -> Option<String> {
        let wanted = self.find.trim().to_lowercase();
        (!wanted.is_empty()).then_some(wanted)
    }

    /// Whether marks of this role may stand.
    pub fn admits_role(&self, role: Role) -> bool {
        self.roles.is_empty() || self.roles.contains(&role)
    }

    /// Whether a mark may stand, by role, basis and its unit's group. Unlisted words have no
    /// group: any choice of groups leaves them out.
    pub fn admits_mark(&self, plan: &Plan, mark: &Mark) -> bool {
        self.admits_role(mark.role)
            && !(self.without_through && mark.is_through())
            && match mark.unit {
                Some(unit) => self.admits_unit(plan, unit),
                None => self.groups.is_empty(),
            }
    }

    /// The rows that stand, in document order. A section stands if it may and, where words are
    /// looked for or empty rows hidden, if a task inside it stands or it has marks itself.
    pub fn rows(&self, plan: &Plan, ledger: &Ledger) -> Vec<Subject> {
        let wanted = self.wanted();
        let wanted = wanted.as_deref().map(InText::new);
        let wanted = wanted.as_ref();
        let marked = |subject| ledger.of(subject).iter().any(|mark| self.admits_mark(plan, mark));
        let mut occupied = vec![false; plan.sections.len()];
        let mut tasks = vec![false; plan.tasks.len()];
        for id in plan.task_ids() {
            let row = Subject::Task(id);
            let stands = self.admits_task_with(plan, id, wanted)
                && self.involves_unit(ledger, row)
                && (!self.hide_empty_rows || marked(row));
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
                    || wanted.is_none_or(|wanted| wanted.is_in(&plan.section(id).title))
                        && self.involves_unit(ledger, Subject::Section(id))
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
