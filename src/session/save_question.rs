//! What is asked before a plan is written, and what is told when it was.

use super::effect::SavePlan;
use super::shared::Shared;
use super::{PlanFile, PlanId};
use crate::document::Document;
use crate::file::{LineChange, Loss};
use crate::platform::versions::Version;

/// Why a plan was not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveDoubt {
    /// This of its file would be lost.
    Losses(Vec<Loss>),
    /// Somebody else changed the file since it was read.
    Changed {
        /// What differs between what was read and what the file says now.
        difference: Vec<LineChange>,
        /// The digest of what it says now.
        now: u64,
    },
}

/// What is asked before a plan is written.
#[derive(Clone, Debug, PartialEq)]
pub struct SaveQuestion {
    /// The plan that waits for the answer.
    pub plan: PlanId,
    /// Why it is asked.
    pub doubt: SaveDoubt,
    /// What was to be written.
    pub save: SavePlan,
}

/// The answer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveAnswer {
    /// Write another file.
    Elsewhere,
    /// Write it all the same.
    Anyway,
    /// Do not write.
    Cancel,
}

/// What became of the version before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It is kept, or there was none.
    Kept,
    /// Nothing is remembered, so it is not.
    Off,
    /// It could not be kept; why.
    Failed(String),
}

/// A plan that was written.
#[derive(Debug)]
pub struct SavedPlan {
    /// The file that was to be written.
    pub file: PlanFile,
    /// What the file says now, read back.
    pub document: Document,
    /// What was to be saved.
    pub of: Shared<Document>,
    /// Whether the file is read as that very plan; else more of it can be read now, or its source was
    /// named.
    pub is_same: bool,
    /// Whether the file had to be written: else it said so already.
    pub is_written: bool,
    /// What became of the version before.
    pub keeping: Keeping,
}

/// The earlier versions of a plan, as they are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionList {
    /// The plan that waits for the answer.
    pub plan: PlanId,
    /// Its versions, the newest first; `None` if nothing is remembered.
    pub versions: Option<Vec<Version>>,
}
