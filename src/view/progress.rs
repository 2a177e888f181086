//! How far every duty has come: the plan's marks, what was reported of them, and the day.

use super::deadline::{Deadline, deadline};
use super::ledger::Ledger;
use crate::model::{Basis, Date, Plan, Record, Report, Role, State, TaskId, TaskIndex, UnitId};
use std::collections::{BTreeMap, HashMap};

/// How many days before its deadline a duty counts as 临期, unless somebody says otherwise.
pub const DUE_DAYS: u32 = 30;

/// What a deadline means for a duty on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// Nothing presses: done, far off, without end, or without a day.
    Calm,
    /// The day is near (临期): so many days are left, 0 for the day itself.
    Soon(u32),
    /// The day has passed (逾期), so many days ago.
    Late(u32),
}

impl Timing {
    fn of(deadline: Deadline, state: State, on: Date, due_days: u32) -> Self {
        let Some(last) = deadline.day().filter(|_| state != State::Done) else { return Self::Calm };
        let days = on.until(last).map_or(0, |span| span.get_days());
        match u32::try_from(days) {
            Ok(left) if left <= due_days => Self::Soon(left),
            Ok(_) => Self::Calm,
            Err(_) => Self::Late(days.unsigned_abs()),
        }
    }
}

/// Which reports count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhichRound {
    /// Of each duty the newest, whatever its round.
    Newest,
    /// Those of one round.
    Of(String),
}

impl WhichRound {
    fn admits(&self, report: &Report) -> bool {
        match self {
            Self::Newest => true,
            Self::Of(round) => report.round == *round,
        }
    }
}

/// What one unit has to do with one task, and what is known of it.
#[derive(Clone, Debug)]
pub struct DutyProgress<'a> {
    /// The task.
    pub task: TaskId,
    /// The unit.
    pub unit: UnitId,
    /// Its roles in the task, heaviest first. 知会 is no duty.
    pub roles: Vec<Role>,
    /// What they rest on; that of the heaviest.
    pub basis: Basis,
    /// What was reported; none is 未报.
    pub report: Option<&'a Report>,
    /// Of a collective with a roster: how many of its members reported, of how many.
    pub members: Option<(usize, usize)>,
    /// How far it has come. That of a collective with a roster is the least of its members'.
    pub state: State,
    /// Its last day: the plan's, else the one that the unit has given.
    pub deadline: Deadline,
    /// What that means on the day.
    pub timing: Timing,
}

impl DutyProgress<'_> {
    /// Whether anybody has said anything of it.
    pub fn is_reported(&self) -> bool {
        self.report.is_some() || self.members.is_some_and(|(reported, _)| reported > 0)
    }
}

/// How far a plan has come on a day.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    /// The day.
    pub on: Date,
    /// Within how many days a deadline is near.
    pub due_days: u32,
    /// A row for each unit of each task, in the order of plan and ledger; several for a collective without a
    /// roster, for which its members answer by their own names.
    pub duties: Vec<DutyProgress<'a>>,
    /// Reports that fit no duty of the plan any more.
    pub unplaced: Vec<&'a Report>,
}

/// Counts of duties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All.
    pub duties: usize,
    /// Of which nothing was reported.
    pub unreported: usize,
    /// 未启动.
    pub not_started: usize,
    /// 推进中.
    pub ongoing: usize,
    /// 已完成.
    pub done: usize,
    /// 临期.
    pub soon: usize,
    /// 逾期.
    pub late: usize,
}

impl Tally {
    fn add(&mut self, duty: &DutyProgress<'_>) {
        self.duties += 1;
        self.unreported += usize::from(!duty.is_reported());
        match duty.state {
            State::Unreported => {}
            State::NotStarted => self.not_started += 1,
            State::Ongoing => self.ongoing += 1,
            State::Done => self.done += 1,
        }
        match duty.timing {
            Timing::Calm => {}
            Timing::Soon(_) => self.soon += 1,
            Timing::Late(_) => self.late += 1,
        }
    }

    /// Counts these duties.
    pub fn of<'d, 'a: 'd>(duties: impl IntoIterator<Item = &'d DutyProgress<'a>>) -> Self {
        let mut tally = Self::default();
        duties.into_iter().for_each(|duty| tally.add(duty));
        tally
    }
}

impl<'a> Progress<'a> {
    /// Lays a record beside a plan. `ledger` must be of the same plan.
    pub fn new(plan: &Plan, ledger: &Ledger, record: &'a Record, which: &WhichRound, on: Date, due_days: u32) -> Self {
        let index = TaskIndex::new(plan);
        // By duty the reports of its reporters, the newest of each: those of later rounds came later.
        let mut reports: HashMap<(TaskId, UnitId), BTreeMap<&str, &Report>> = HashMap::new();
        let mut unplaced = Vec::new();
        for report in record.standing().into_iter().filter(|report| which.admits(report)) {
            match index.find(&report.task).zip(plan.unit_named(&report.unit)) {
                Some((found, unit)) => {
                    reports.entry((found.task(), unit)).or_default().insert(report.reporter(), report);
                }
                None => unplaced.push(report),
            }
        }
        let mut progress = Self { on, due_days, duties: Vec::new(), unplaced };
        for task in plan.task_ids() {
            progress.add_task(plan, ledger, task, &mut reports);
        }
        let left = reports.into_values().flat_map(BTreeMap::into_values);
        progress.unplaced.extend(left);
        progress.unplaced.sort_by_key(|report| (report.date, report.unit.clone(), report.task.clone()));
        progress
    }

    fn add_task(
        &mut self,
        plan: &Plan,
        ledger: &Ledger,
        task: TaskId,
        reports: &mut HashMap<(TaskId, UnitId), BTreeMap<&str, &'a Report>>,
    ) {
        let own = deadline(plan.task(task).deadline.as_deref().unwrap_or_default(), plan.date);
        let mut units: Vec<(UnitId, Vec<Role>, Basis)> = Vec::new();
        let mut known: HashMap<UnitId, usize> = HashMap::new();
        for mark in ledger.of(super::Subject::Task(task)) {
            let Some(unit) = mark.unit.filter(|_| mark.role != Role::Informed) else { continue };
            let position = *known.entry(unit).or_insert_with(|| {
                units.push((unit, Vec::new(), mark.basis));
                units.len() - 1
            });
            if !units[position].1.contains(&mark.role) {
                units[position].1.push(mark.role);
            }
        }
        let first = self.duties.len();
        for (unit, roles, basis) in units {
            let answers: Vec<Option<&Report>> = match reports.remove(&(task, unit)) {
                Some(answers) => answers.into_values().map(Some).collect(),
                None => vec![None],
            };
            for report in answers {
                let state = report.map(|report| report.state).unwrap_or_default();
                let given = report.map_or(Deadline::Unknown, |report| deadline(&report.deadline, report.date));
                let deadline = if own == Deadline::Unknown { given } else { own };
                let timing = Timing::of(deadline, state, self.on, self.due_days);
                self.duties.push(DutyProgress {
                    task,
                    unit,
                    roles: roles.clone(),
                    basis,
                    report,
                    members: None,
                    state,
                    deadline,
                    timing,
                });
            }
        }
        self.sum_up_collectives(plan, first);
    }

    /// Collectives with a roster have what their members have.
    fn sum_up_collectives(&mut self, plan: &Plan, first: usize) {
        let mut of_members: HashMap<UnitId, (usize, usize, State)> = HashMap::new();
        for duty in &self.duties[first..] {
            let Basis::Through(collective) = duty.basis else { continue };
            let sum = of_members.entry(collective).or_insert((0, 0, State::Done));
            sum.0 += usize::from(duty.is_reported());
            sum.1 += 1;
            sum.2 = sum.2.min(duty.state);
        }
        let (on, due_days) = (self.on, self.due_days);
        for duty in &mut self.duties[first..] {
            let own = of_members.get(&duty.unit).filter(|_| duty.report.is_none());
            if let Some(&(reported, all, state)) = own
                && !plan.unit(duty.unit).roster().is_empty()
            {
                duty.members = Some((reported, all));
                duty.state = state;
                duty.timing = Timing::of(duty.deadline, state, on, due_days);
            }
        }
    }
}

/// Units that owe something and have said nothing of any of it, in the order of the plan. Collectives with a roster
/// and those that nobody can name are none: the members of the former stand for themselves, the latter cannot answer.
pub fn missing(plan: &Plan, progress: &Progress<'_>) -> Vec<UnitId> {
    let mut owing = vec![false; plan.units.len()];
    let mut said = vec![false; plan.units.len()];
    for duty in &progress.duties {
        owing[duty.unit.index()] = true;
        said[duty.unit.index()] |= duty.is_reported();
    }
    let answers = |unit: &UnitId| {
        let unit = plan.unit(*unit);
        !unit.is_indeterminate() && unit.roster().is_empty()
    };
    plan.unit_ids().filter(answers).filter(|unit| owing[unit.index()] && !said[unit.index()]).collect()
}
