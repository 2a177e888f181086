//! The meeting (F11): one task on the whole screen, the next with an arrow; of all tasks that the matrix shows, or of
//! those that one unit has a part in.

use super::{OpenPlan, Panel};
use crate::model::{Plan, TaskId, UnitId};
use crate::view::Subject;

/// What the meeting looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The task on screen.
    pub task: TaskId,
    /// Only tasks of this unit, those through a collective included.
    pub lens: Option<UnitId>,
}

/// What the meeting turns to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingStep {
    /// So many tasks on; stops at the ends.
    By(isize),
    /// The first task.
    First,
    /// The last one.
    Last,
    /// This task.
    To(TaskId),
    /// Only this unit's tasks, or all again.
    Lens(Option<UnitId>),
    /// Back to the matrix.
    Leave,
}

impl OpenPlan {
    /// The meeting, while it is on screen.
    pub fn meeting(&self) -> Option<Meeting> {
        self.meeting
    }

    /// The plan was changed: the task on screen is the one of its number, the unit the one of its name.
    pub(super) fn carry_meeting(&mut self, from: &Plan) {
        let Some(Meeting { task, lens }) = self.meeting else { return };
        let to = self.plan();
        let wanted = from.tasks.get(task.index());
        let is_it = |id: &TaskId| {
            wanted.is_some_and(|wanted| {
                let own = to.task(*id);
                own.number == wanted.number && (own.text == wanted.text || *id == task)
            })
        };
        let found = to.task_ids().find(|id| *id == task && is_it(id)).or_else(|| to.task_ids().find(is_it));
        let lens = lens.and_then(|unit| to.unit_named(&from.units.get(unit.index())?.name));
        self.meeting = found.map(|task| Meeting { task, lens });
    }

    /// The tasks of the meeting, in the order of the matrix.
    pub fn meeting_tasks(&self) -> Vec<TaskId> {
        self.tasks_through(self.meeting.and_then(|meeting| meeting.lens))
    }

    fn tasks_through(&self, lens: Option<UnitId>) -> Vec<TaskId> {
        let has_part = |task: TaskId| {
            let marks = self.document.ledger.of(Subject::Task(task));
            lens.is_none_or(|unit| marks.iter().any(|mark| mark.unit == Some(unit)))
        };
        let tasks = self.view.rows.iter().filter_map(|row| match row {
            Subject::Task(task) => Some(*task),
            Subject::Section(_) => None,
        });
        tasks.filter(|&task| has_part(task)).collect()
    }

    /// Begins at the task in the panel, else under the cursor, else at the first; ends where it is on.
    pub(super) fn toggle_meeting(&mut self) {
        if self.meeting.is_some() {
            return self.meet(MeetingStep::Leave);
        }
        let tasks = self.tasks_through(None);
        let shown = match (self.panel(), self.cursor.map(|cursor| cursor.subject)) {
            (Panel::Task(task), _) | (_, Some(Subject::Task(task))) => Some(task),
            _ => None,
        };
        let task = shown.filter(|task| tasks.contains(task)).or(tasks.first().copied());
        self.meeting = task.map(|task| Meeting { task, lens: None });
    }

    pub(super) fn meet(&mut self, step: MeetingStep) {
        let Some(meeting) = self.meeting() else { return };
        if let MeetingStep::Leave = step {
            self.meeting = None;
            return self.show(Panel::Task(meeting.task));
        }
        let lens = match step {
            MeetingStep::Lens(lens) => lens.filter(|unit| unit.index() < self.plan().units.len()),
            _ => meeting.lens,
        };
        let tasks = self.tasks_through(lens);
        let at = tasks.iter().position(|&task| task == meeting.task);
        let last = tasks.len().saturating_sub(1);
        let to = match step {
            MeetingStep::By(by) => at.map_or(0, |at| at.saturating_add_signed(by).min(last)),
            MeetingStep::First => 0,
            MeetingStep::Last => last,
            MeetingStep::To(task) => tasks.iter().position(|&own| own == task).or(at).unwrap_or(0),
            // The task on screen stays if the unit has a part in it.
            MeetingStep::Lens(_) | MeetingStep::Leave => at.unwrap_or(0),
        };
        if let Some(&task) = tasks.get(to) {
            self.meeting = Some(Meeting { task, lens });
        }
    }
}
