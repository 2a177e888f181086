//! Two versions of a plan, or the plans of two years, laid beside each other: what changed (变化).
//!
//! Tasks are matched first, by place and by likeness of text; then sections and units; then marks, task by
//! task. A unit that was renamed, merged or split is only ever proposed: its marks say what was found.

mod held;
mod marks;
mod tasks;
mod units;
mod words;

pub use words::{Piece, pieces};

use crate::model::{Person, Plan, Role, SectionId, TaskId, UnitId};
use crate::view::Subject;
use std::collections::HashMap;

/// One difference between an old plan and a new one. Ids are those of the plan that a field names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant's line speaks of its fields")]
pub enum Change {
    /// A task that only the new plan has.
    TaskAdded { new: TaskId },
    /// A task that only the old plan has.
    TaskRemoved { old: TaskId },
    /// Its text is another.
    TaskReworded { old: TaskId, new: TaskId },
    /// It stands in another section.
    TaskMoved { old: TaskId, new: TaskId },
    /// It has another number.
    TaskRenumbered { old: TaskId, new: TaskId },
    /// It is due at another time.
    DeadlineChanged { old: TaskId, new: TaskId },
    /// Other people answer for it.
    PeopleChanged { old: TaskId, new: TaskId },
    /// A section that only the new plan has.
    SectionAdded { new: SectionId },
    /// A section that only the old plan has.
    SectionRemoved { old: SectionId },
    /// It has another title.
    SectionRenamed { old: SectionId, new: SectionId },
    /// A unit that only the new plan has, and none of the old stands for.
    UnitAdded { new: UnitId },
    /// A unit that only the old plan has, and none of the new stands for.
    UnitRemoved { old: UnitId },
    /// Probably one unit by another name: so many marks are the same.
    UnitRenamed { old: UnitId, new: UnitId, marks: usize },
    /// Probably several units became one.
    UnitsMerged { old: Vec<UnitId>, new: UnitId, marks: usize },
    /// Probably one unit became several.
    UnitSplit { old: UnitId, new: Vec<UnitId>, marks: usize },
    /// A unit has a role in a row that it had not.
    MarkAdded { row: Row, unit: UnitId, role: Role },
    /// A unit of the old plan has no longer a role that it had.
    MarkRemoved { row: Row, unit: UnitId, role: Role },
    /// A unit has one role instead of another. The unit is the new plan's.
    RoleChanged { row: Row, unit: UnitId, from: Role, to: Role },
}

/// A row of both plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Row {
    /// In the old plan; none for one that is new.
    pub old: Option<Subject>,
    /// In the new plan; none for one that is gone.
    pub new: Option<Subject>,
}

/// What belongs together in two plans.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    /// For each task of the old plan the one of the new.
    pub tasks: Vec<Option<TaskId>>,
    /// For each section of the old plan the one of the new.
    pub sections: Vec<Option<SectionId>>,
    /// For each unit of the old plan the one of the new of the same name.
    pub units: Vec<Option<UnitId>>,
}

/// Two plans laid beside each other.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// What belongs together.
    pub matching: Matching,
    /// All differences: units, sections, then task by task in the order of the new plan, what is gone last.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// Compares two plans. Takes time in proportion to their texts, and to the marks of each task.
    pub fn new(old: &Plan, new: &Plan) -> Self {
        let units = units::by_name(old, new);
        let tasks = tasks::matching(old, new);
        let sections = tasks::sections(old, new, &tasks);
        let matching = Matching { tasks, sections, units };
        let rows = rows(old, new, &matching);
        let (proposals, stands_for) = units::proposals(old, new, &matching, &rows);
        let mut changes = proposals;
        changes.extend(section_changes(old, new, &matching));
        for &row in &rows {
            changes.extend(task_changes(old, new, &matching, row));
            changes.extend(marks::changes(old, new, &stands_for, row));
        }
        Self { matching, changes }
    }

    /// The changes that concern a unit: of the new plan, of the old one, or of both under one name or a proposal.
    /// Changes of a task concern all that have a role in it.
    pub fn of_unit<'c>(&'c self, old: &'c Plan, new: &'c Plan, name: &str) -> Vec<&'c Change> {
        let (before, after) = (old.unit_named(name), new.unit_named(name));
        // By one of its names in either plan, and by what it probably became.
        let mut before: Vec<UnitId> = before.into_iter().collect();
        let mut after: Vec<UnitId> = after.into_iter().collect();
        for (position, matched) in self.matching.units.iter().enumerate() {
            let own = UnitId::new(position);
            if before.contains(&own) {
                after.extend(matched);
            } else if matched.is_some_and(|unit| after.contains(&unit)) {
                before.push(own);
            }
        }
        for change in &self.changes {
            match change {
                Change::UnitRenamed { old, new, .. } if before.contains(old) || after.contains(new) => {
                    before.push(*old);
                    after.push(*new);
                }
                Change::UnitsMerged { old, new, .. }
                    if after.contains(new) || old.iter().any(|unit| before.contains(unit)) =>
                {
                    before.extend(old);
                    after.push(*new);
                }
                Change::UnitSplit { old, new, .. }
                    if before.contains(old) || new.iter().any(|unit| after.contains(unit)) =>
                {
                    before.push(*old);
                    after.extend(new);
                }
                _ => {}
            }
        }
        // What a collective owes, its members owe.
        let with_collectives = |plan: &Plan, units: &[UnitId]| {
            let stands_for = |id: &UnitId| plan.unit(*id).roster().iter().any(|member| units.contains(member));
            units.iter().copied().chain(plan.unit_ids().filter(stands_for)).collect::<Vec<UnitId>>()
        };
        let (owing_before, owing_after) = (with_collectives(old, &before), with_collectives(new, &after));
        let owes = |plan: &Plan, task: TaskId, units: &[UnitId]| {
            plan.task(task).all_parties().any(|(_, _, party)| party.unit().is_some_and(|unit| units.contains(&unit)))
        };
        let concerns = |change: &&Change| match change {
            Change::TaskAdded { new: task } => owes(new, *task, &owing_after),
            Change::TaskRemoved { old: task } => owes(old, *task, &owing_before),
            Change::TaskReworded { old: a, new: b }
            | Change::TaskMoved { old: a, new: b }
            | Change::TaskRenumbered { old: a, new: b }
            | Change::DeadlineChanged { old: a, new: b }
            | Change::PeopleChanged { old: a, new: b } => owes(old, *a, &owing_before) || owes(new, *b, &owing_after),
            Change::SectionAdded { .. } | Change::SectionRemoved { .. } | Change::SectionRenamed { .. } => false,
            Change::UnitAdded { new: unit } => after.contains(unit),
            Change::UnitRemoved { old: unit } => before.contains(unit),
            Change::UnitRenamed { old: a, new: b, .. } => before.contains(a) || after.contains(b),
            Change::UnitsMerged { old: a, new: b, .. } => a.iter().any(|own| before.contains(own)) || after.contains(b),
            Change::UnitSplit { old: a, new: b, .. } => before.contains(a) || b.iter().any(|own| after.contains(own)),
            Change::MarkAdded { unit, .. } | Change::RoleChanged { unit, .. } => owing_after.contains(unit),
            Change::MarkRemoved { unit, .. } => owing_before.contains(unit),
        };
        self.changes.iter().filter(concerns).collect()
    }
}

/// All rows of both plans, in the order of the new one; what is gone stands behind.
fn rows(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Row> {
    let sections: HashMap<SectionId, SectionId> = pairs(&matching.sections, SectionId::new);
    let tasks: HashMap<TaskId, TaskId> = pairs(&matching.tasks, TaskId::new);
    let mut rows: Vec<Row> = Vec::new();
    for id in new.section_ids() {
        let before = sections.get(&id).map(|own| Subject::Section(*own));
        rows.push(Row { old: before, new: Some(Subject::Section(id)) });
    }
    for id in new.task_ids() {
        rows.push(Row { old: tasks.get(&id).map(|own| Subject::Task(*own)), new: Some(Subject::Task(id)) });
    }
    let gone = |subject| Row { old: Some(subject), new: None };
    let unmatched = |id: &SectionId| matching.sections[id.index()].is_none();
    rows.extend(old.section_ids().filter(unmatched).map(Subject::Section).map(gone));
    let unmatched = |id: &TaskId| matching.tasks[id.index()].is_none();
    rows.extend(old.task_ids().filter(unmatched).map(Subject::Task).map(gone));
    rows
}

/// From the new plan's ids to the old one's.
fn pairs<Id: Copy + Eq + std::hash::Hash>(matched: &[Option<Id>], id: impl Fn(usize) -> Id) -> HashMap<Id, Id> {
    matched.iter().enumerate().filter_map(|(position, own)| Some(((*own)?, id(position)))).collect()
}

fn section_changes(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let mut changes = Vec::new();
    let known: HashMap<SectionId, SectionId> = pairs(&matching.sections, SectionId::new);
    for id in new.section_ids() {
        match known.get(&id) {
            Some(&own) if old.section(own).title != new.section(id).title => {
                changes.push(Change::SectionRenamed { old: own, new: id });
            }
            Some(_) => {}
            None => changes.push(Change::SectionAdded { new: id }),
        }
    }
    let gone = old.section_ids().filter(|id| matching.sections[id.index()].is_none());
    changes.extend(gone.map(|id| Change::SectionRemoved { old: id }));
    changes
}

fn task_changes(old: &Plan, new: &Plan, matching: &Matching, row: Row) -> Vec<Change> {
    let (a, b) = match (row.old, row.new) {
        (None, Some(Subject::Task(id))) => return vec![Change::TaskAdded { new: id }],
        (Some(Subject::Task(id)), None) => return vec![Change::TaskRemoved { old: id }],
        (Some(Subject::Task(a)), Some(Subject::Task(b))) => (a, b),
        _ => return Vec::new(),
    };
    let (before, after) = (old.task(a), new.task(b));
    let mut changes = Vec::new();
    let section = before.section.map(|section| matching.sections[section.index()]);
    // One whose section is gone has moved, wherever it stands now.
    if section != after.section.map(Some) {
        changes.push(Change::TaskMoved { old: a, new: b });
    }
    if before.number != after.number {
        changes.push(Change::TaskRenumbered { old: a, new: b });
    }
    if tasks::bare(&before.text) != tasks::bare(&after.text) {
        changes.push(Change::TaskReworded { old: a, new: b });
    }
    if before.deadline != after.deadline {
        changes.push(Change::DeadlineChanged { old: a, new: b });
    }
    if people(old, &before.people) != people(new, &after.people) {
        changes.push(Change::PeopleChanged { old: a, new: b });
    }
    changes
}

/// People in words: ids of two plans cannot be compared.
fn people<'p>(plan: &'p Plan, people: &'p [Person]) -> Vec<[&'p str; 4]> {
    let words = |person: &'p Person| {
        let unit = person.unit.map_or("", |unit| plan.unit(unit).name.as_str());
        [person.label.as_str(), person.name.as_str(), person.post.as_deref().unwrap_or_default(), unit]
    };
    people.iter().map(words).collect()
}
