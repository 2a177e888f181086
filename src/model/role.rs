//! What a unit owes, and what that rests on.

use super::UnitId;

/// A responsibility (责任角色), from the heaviest to the lightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Leads a whole section (总牵头 ◆).
    OverallLead,
    /// Leads a task (牵头 ●).
    Lead,
    /// Is responsible in a task (责任 ○).
    Responsible,
    /// Supports a task (配合 △).
    Supporting,
}

impl Role {
    /// Every role, heaviest first.
    pub const ALL: [Self; 4] = [Self::OverallLead, Self::Lead, Self::Responsible, Self::Supporting];
    /// The roles that tasks have, heaviest first.
    pub const OF_TASKS: [Self; 3] = [Self::Lead, Self::Responsible, Self::Supporting];

    /// The fixed word used in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::OverallLead => "overall-lead",
            Self::Lead => "lead",
            Self::Responsible => "responsible",
            Self::Supporting => "supporting",
        }
    }

    /// Position in [`Role::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What a mark rests on (依据).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The document names the unit, or the collective, in this list (列名).
    Named,
    /// A collective on whose roster the unit stands is named (经X).
    Through(UnitId),
    /// The list is open and these words name nobody (未列名).
    Unlisted,
    /// A rule on position gives the role (按首位).
    ByPosition,
    /// A rule over many tasks gives the role (通用条款).
    Blanket,
}
