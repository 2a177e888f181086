//! The way back: what a plan said before each change.
//!
//! A step keeps what differs from its neighbour: tasks that did not change are shared, and so is all
//! besides the tasks where nothing of it changed. At most [`MOST_BYTES`] are kept for each plan; what
//! is longest ago goes first, the last step never.

use crate::model::{Plan, Task};
use std::collections::VecDeque;
use std::sync::Arc;

/// What the steps of one plan may take: a thousand steps of a plan of 10,000 tasks, each of one task.
pub const MOST_BYTES: usize = 96 * 1024 * 1024;

/// A plan at one moment.
pub(super) struct Moment {
    /// All but the tasks.
    rest: Arc<Plan>,
    tasks: Vec<Arc<Task>>,
    /// What it takes beside its neighbour.
    bytes: usize,
    /// Which reading of its document it comes from.
    reading: usize,
}

impl Moment {
    /// `near`: a moment with which it shares what is the same.
    pub fn new(mut plan: Plan, near: Option<&Self>) -> Self {
        let tasks = std::mem::take(&mut plan.tasks);
        let mut bytes = tasks.len() * size_of::<Arc<Task>>();
        let near_tasks = near.map(|near| near.tasks.as_slice()).unwrap_or_default();
        // How far tasks have moved on behind one that was added or dropped.
        let mut shift = 0_isize;
        let mut share = |(at, task): (usize, Task)| {
            for moved in [shift, shift + 1, shift - 1] {
                let there = at.checked_add_signed(moved).and_then(|at| near_tasks.get(at));
                if let Some(there) = there.filter(|there| ***there == task) {
                    shift = moved;
                    return Arc::clone(there);
                }
            }
            bytes += task_bytes(&task);
            Arc::new(task)
        };
        let tasks = tasks.into_iter().enumerate().map(&mut share).collect();
        let rest = match near.filter(|near| *near.rest == plan) {
            Some(near) => Arc::clone(&near.rest),
            None => {
                bytes += rest_bytes(&plan);
                Arc::new(plan)
            }
        };
        Self { rest, tasks, bytes, reading: 0 }
    }

    /// The same, from this reading of its document.
    pub fn of_reading(self, reading: usize) -> Self {
        Self { reading, ..self }
    }

    /// Which reading of its document it comes from.
    pub fn reading(&self) -> usize {
        self.reading
    }

    pub fn plan(&self) -> Plan {
        Plan { tasks: self.tasks.iter().map(|task| (**task).clone()).collect(), ..(*self.rest).clone() }
    }
}

/// About what a task takes.
fn task_bytes(task: &Task) -> usize {
    let words: usize = task.all_parties().map(|(_, _, party)| party.words.len() + 64).sum();
    size_of::<Task>() + task.number.len() + task.text.len() + task.clause.len() + words
}

/// About what the rest of a plan takes.
fn rest_bytes(plan: &Plan) -> usize {
    let units = plan.units.iter().map(|unit| 200 + unit.name.len() + unit.roster().len() * 4);
    let sections = plan.sections.iter().map(|section| 200 + section.title.len());
    let doubts = plan.doubts.iter().map(|doubt| 200 + doubt.words.len());
    size_of::<Plan>() + units.chain(sections).chain(doubts).sum::<usize>()
}

/// The steps that can be taken back, and those that were.
pub(super) struct Undo {
    /// What the plan said before each change, the last one at the end.
    done: VecDeque<Arc<Moment>>,
    /// What it said before each step back.
    undone: Vec<Arc<Moment>>,
    most_bytes: usize,
}

impl Default for Undo {
    fn default() -> Self {
        Self { done: VecDeque::new(), undone: Vec::new(), most_bytes: MOST_BYTES }
    }
}

impl Undo {
    /// What the plan said one step back.
    pub fn next_back(&self) -> Option<Arc<Moment>> {
        self.done.back().map(Arc::clone)
    }

    /// What it says one step forward again.
    pub fn next_forward(&self) -> Option<Arc<Moment>> {
        self.undone.last().map(Arc::clone)
    }

    /// A change was made to what was `before`.
    pub fn changed(&mut self, before: Arc<Moment>) {
        self.undone.clear();
        self.done.push_back(before);
        self.make_room();
    }

    /// A step back was made from what was `before`.
    pub fn went_back(&mut self, before: Arc<Moment>) {
        self.done.pop_back();
        self.undone.push(before);
        self.make_room();
    }

    /// A step forward was made from what was `before`.
    pub fn went_forward(&mut self, before: Arc<Moment>) {
        self.undone.pop();
        self.done.push_back(before);
        self.make_room();
    }

    pub fn can_go_back(&self) -> bool {
        !self.done.is_empty()
    }

    pub fn can_go_forward(&self) -> bool {
        !self.undone.is_empty()
    }

    fn bytes(&self) -> usize {
        self.done.iter().chain(&self.undone).map(|moment| moment.bytes).sum()
    }

    fn make_room(&mut self) {
        let mut bytes = self.bytes();
        while bytes > self.most_bytes && self.done.len() > 1 {
            let Some(oldest) = self.done.pop_front() else { return };
            bytes -= oldest.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn with_deadline(plan: &Plan, task: usize, words: &str) -> Plan {
        let mut plan = plan.clone();
        plan.tasks[task].deadline = Some(words.to_owned());
        plan
    }

    fn moment(plan: &Plan, near: Option<Arc<Moment>>) -> Arc<Moment> {
        Arc::new(Moment::new(plan.clone(), near.as_deref()))
    }

    fn change(undo: &mut Undo, before: &Plan) {
        undo.changed(moment(before, undo.next_back()));
    }

    fn back(undo: &mut Undo, now: &Plan) -> Option<Plan> {
        let there = undo.next_back()?;
        undo.went_back(moment(now, Some(Arc::clone(&there))));
        Some(there.plan())
    }

    fn forward(undo: &mut Undo, now: &Plan) -> Option<Plan> {
        let there = undo.next_forward()?;
        undo.went_forward(moment(now, Some(Arc::clone(&there))));
        Some(there.plan())
    }

    #[test]
    fn every_step_comes_back_and_goes_again() {
        let mut plans = vec![Document::builtin().plan];
        let mut undo = Undo::default();
        for step in 0..20 {
            let mut next = with_deadline(&plans[step], step, "年底");
            if step % 5 == 4 {
                next.tasks.remove(2);
                next.title.push('改');
            }
            change(&mut undo, &plans[step]);
            plans.push(next);
        }
        for step in (0..20).rev() {
            assert!(back(&mut undo, &plans[step + 1]).as_ref() == Some(&plans[step]), "step {step}");
        }
        assert!(!undo.can_go_back() && back(&mut undo, &plans[0]).is_none());
        for step in 0..20 {
            assert!(forward(&mut undo, &plans[step]).as_ref() == Some(&plans[step + 1]), "step {step}");
        }
        back(&mut undo, &plans[20]);
        change(&mut undo, &plans[19]);
        assert!(!undo.can_go_forward(), "another change ends the way forward");
    }

    #[test]
    fn steps_share_what_did_not_change_and_stay_within_their_bytes() {
        let mut plan = Document::builtin().plan;
        let mut undo = Undo { most_bytes: 300_000, ..Undo::default() };
        let whole = Moment::new(plan.clone(), None).bytes;
        for step in 0..2_000 {
            change(&mut undo, &plan);
            plan = with_deadline(&plan, step % 39, &step.to_string());
            assert!(undo.bytes() <= 300_000);
        }
        assert!(undo.done.len() > 3 * 300_000 / whole, "{} steps of a plan of {whole} bytes", undo.done.len());
        undo.most_bytes = 10;
        change(&mut undo, &plan);
        assert_eq!(undo.done.len(), 1, "the last step stays");
    }
}
