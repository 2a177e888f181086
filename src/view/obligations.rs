//! What one unit owes, with whom, and on what ground.

use super::filter::Filter;
use super::ledger::{Ledger, Mark, Subject};
use crate::model::{Basis, Party, PartyKind, Plan, Role, TaskId, UnitId};

/// One duty of a unit: a mark of its own, or one through a collective.
pub type Duty = Mark;

/// One name in a list of partners.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partner {
    /// The unit; `None` for words that name nobody.
    pub unit: Option<UnitId>,
    /// Its canonical name, or the list's closing words.
    pub words: String,
    /// Whether these are closing words (等…), which follow the name before them without `、`.
    pub is_ending: bool,
}

/// Everything one unit owes (责任清单).
#[derive(Clone, Debug)]
pub struct Obligations {
    /// The unit.
    pub unit: UnitId,
    /// Its duties, heaviest role first, then those through collectives; each in source order.
    pub duties: Vec<Duty>,
    /// Duties of the unit that the filter left out.
    pub left_out: usize,
}

impl Obligations {
    /// The duties of `unit` that `filter` admits. `ledger` must be of the same plan.
    pub fn new(plan: &Plan, ledger: &Ledger, filter: &Filter, unit: UnitId) -> Self {
        // Choosing groups chooses columns; asked for by name, the unit's duties stand.
        let by_role = Filter { groups: Vec::new(), ..filter.clone() };
        let mut left_out = 0;
        let mut duties: Vec<Duty> = Vec::new();
        for mark in ledger.of_unit(unit) {
            if filter.admits_row(plan, ledger, mark.subject) && by_role.admits_mark(plan, mark) {
                duties.push(*mark);
            } else {
                left_out += 1;
            }
        }
        duties.sort_by_key(|duty| (duty.is_through(), if duty.is_through() { Role::OverallLead } else { duty.role }));
        Self { unit, duties, left_out }
    }

    /// Its own duties with this role.
    pub fn direct(&self, role: Role) -> impl Iterator<Item = &Duty> {
        self.duties.iter().filter(move |duty| duty.is_direct() && duty.role == role)
    }

    /// Its duties through collectives.
    pub fn through(&self) -> impl Iterator<Item = &Duty> {
        self.duties.iter().filter(|duty| duty.is_through())
    }

    /// Collectives through which it owes anything, in order of first appearance.
    pub fn collectives(&self) -> Vec<UnitId> {
        let mut found = Vec::new();
        for duty in self.through() {
            if let Basis::Through(collective) = duty.basis
                && !found.contains(&collective)
            {
                found.push(collective);
            }
        }
        found
    }

    /// Whether a filter leaves nothing of what it owes.
    pub fn are_all_left_out(&self) -> bool {
        self.duties.is_empty() && self.left_out > 0
    }

    /// Different tasks among its duties: a task that it leads and is responsible for counts once.
    pub fn tasks(&self) -> usize {
        let mut tasks: Vec<TaskId> = self
            .duties
            .iter()
            .filter_map(|duty| match duty.subject {
                Subject::Task(id) => Some(id),
                Subject::Section(_) => None,
            })
            .collect();
        tasks.sort_unstable();
        tasks.dedup();
        tasks.len()
    }
}

impl Partner {
    /// One list of a section or task, in source order: canonical names and closing words. A
    /// collective that closing words name is not listed apart from them.
    pub fn list(plan: &Plan, parties: &[Party]) -> Vec<Self> {
        parties
            .iter()
            .map(|party| match party.kind {
                PartyKind::Named(unit) | PartyKind::ByPosition(unit) | PartyKind::Blanket(unit) => {
                    Self { unit: Some(unit), words: plan.unit(unit).name.clone(), is_ending: false }
                }
                PartyKind::Closing(unit) => Self { unit: Some(unit), words: party.words.clone(), is_ending: true },
                PartyKind::Open => Self { unit: None, words: party.words.clone(), is_ending: true },
            })
            .collect()
    }

    /// The list as one text: names joined by `separator`, closing words straight after the name
    /// before them (Chinese 等 takes no separator; a word of a Latin script takes a space).
    pub fn joined(partners: &[Self], separator: &str) -> String {
        let mut out = String::new();
        for partner in partners {
            if !out.is_empty() {
                if !partner.is_ending {
                    out.push_str(separator);
                } else if partner.words.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                    out.push(' ');
                }
            }
            out.push_str(&partner.words);
        }
        out
    }
}
