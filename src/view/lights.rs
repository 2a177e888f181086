//! State lights: of each duty how far it has come and whether its deadline presses, to be shown on its cell.

use super::progress::{DutyProgress, Progress, Timing};
use crate::model::{Record, Report, State, TaskId, UnitId};
use std::collections::HashMap;

/// What a cell's light says. The order is that of what presses most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// The deadline has passed (逾期).
    Late,
    /// The deadline is near (临期).
    Soon,
    /// Nothing was reported (未报).
    Unreported,
    /// 未启动.
    NotStarted,
    /// 推进中.
    Ongoing,
    /// 已完成.
    Done,
}

impl Light {
    /// Every light, that which presses most first.
    pub const ALL: [Self; 6] = [Self::Late, Self::Soon, Self::Unreported, Self::NotStarted, Self::Ongoing, Self::Done];

    fn of(duty: &DutyProgress<'_>) -> Self {
        match (duty.timing, duty.state) {
            (Timing::Late(_), _) => Self::Late,
            (Timing::Soon(_), _) => Self::Soon,
            (Timing::Calm, _) if !duty.is_reported() => Self::Unreported,
            (Timing::Calm, State::Unreported) => Self::Unreported,
            (Timing::Calm, State::NotStarted) => Self::NotStarted,
            (Timing::Calm, State::Ongoing) => Self::Ongoing,
            (Timing::Calm, State::Done) => Self::Done,
        }
    }
}

/// What is known of one duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyState {
    /// Its light.
    pub light: Light,
    /// How far it has come.
    pub state: State,
    /// What its deadline means on the day.
    pub timing: Timing,
    /// What was reported, by position in the record.
    pub report: Option<usize>,
}

/// The states of all duties of a plan, by task and unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lights {
    duties: HashMap<(TaskId, UnitId), DutyState>,
    counts: HashMap<Light, usize>,
}

impl Lights {
    /// Takes them from a progress that was made of `record`. Where several answer for a unit, what presses most stands.
    pub fn new(progress: &Progress<'_>, record: &Record) -> Self {
        let places: HashMap<*const Report, usize> =
            record.reports.iter().enumerate().map(|(at, report)| (std::ptr::from_ref(report), at)).collect();
        let mut duties: HashMap<(TaskId, UnitId), DutyState> = HashMap::with_capacity(progress.duties.len());
        for duty in &progress.duties {
            let report = duty.report.and_then(|report| places.get(&std::ptr::from_ref(report)).copied());
            let own = DutyState { light: Light::of(duty), state: duty.state, timing: duty.timing, report };
            let kept = duties.entry((duty.task, duty.unit)).or_insert(own);
            if own.light < kept.light {
                *kept = own;
            }
        }
        let mut counts = HashMap::new();
        for duty in duties.values() {
            *counts.entry(duty.light).or_default() += 1;
        }
        Self { duties, counts }
    }

    /// What is known of a unit's part of a task; `None` if it has none, or only 知会.
    pub fn of(&self, task: TaskId, unit: UnitId) -> Option<&DutyState> {
        self.duties.get(&(task, unit))
    }

    /// How many duties have this light.
    pub fn count(&self, light: Light) -> usize {
        self.counts.get(&light).copied().unwrap_or_default()
    }
}
