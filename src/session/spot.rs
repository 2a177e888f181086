//! What can be shown of a plan, and which plan is meant.

use crate::model::{SectionId, TaskId, UnitId};

/// One opening of a plan. No two are ever equal: a plan that is closed, opened again or read again
/// has another one, so that what was begun for it before finds nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId {
    tab: u64,
    reading: u64,
}

impl PlanId {
    pub(super) fn new(tab: u64) -> Self {
        Self { tab, reading: 0 }
    }

    /// The same tab with what was read anew.
    pub(super) fn read_again(self) -> Self {
        Self { reading: self.reading + 1, ..self }
    }

    /// The number of its tab, which stays when the plan is read again: for what belongs to the tab
    /// alone, such as how far it is scrolled.
    pub fn tab(self) -> u64 {
        self.tab
    }
}

/// What the middle of the window shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The task × unit matrix (default).
    #[default]
    Matrix,
    /// The document's own text (原文).
    Source,
    /// How many tasks each unit has (任务分布).
    Load,
    /// What is said of the plan: progress, changes, one unit over several plans (通报).
    Bulletin,
}

impl Page {
    /// Every page, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Matrix, Self::Source, Self::Load, Self::Bulletin];
}

/// What the window shows of a plan: a place of its history.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// In the middle.
    pub page: Page,
    /// At the side.
    pub panel: Panel,
}

/// What the side panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Nothing: the matrix has the whole window.
    #[default]
    Closed,
    /// A section with its overall leads and tasks.
    Section(SectionId),
    /// A task in full.
    Task(TaskId),
    /// What a unit owes.
    Unit(UnitId),
    /// All findings.
    Findings,
    /// What was doubted of a notice, and the way to put its plan right.
    Doubts,
}
