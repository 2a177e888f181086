//! Every mark of a plan, in the order of the document.

use crate::model::{Basis, ByRole, Party, Plan, Role, SectionId, Seen, Stands, TaskId, UnitId};
use std::ops::Range;

/// What a mark is on: a row of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A section, for its overall leads.
    Section(SectionId),
    /// A task.
    Task(TaskId),
}

/// One responsibility of one unit (标记), or the words of a list that name nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The row.
    pub subject: Subject,
    /// The column; `None` exactly when the basis is [`Basis::Unlisted`].
    pub unit: Option<UnitId>,
    /// The role; for unlisted words the role of their list.
    pub role: Role,
    /// What it rests on.
    pub basis: Basis,
    /// Position in the document's list, from 0; that of the collective for a mark through one.
    pub position: u32,
}

impl Mark {
    /// Whether it is the first named of several or the only lead (第一牵头).
    pub fn is_first_lead(&self) -> bool {
        self.role == Role::Lead && self.position == 0 && self.is_direct()
    }

    /// Whether the unit is marked itself: neither through a collective nor unlisted words.
    pub fn is_direct(&self) -> bool {
        !matches!(self.basis, Basis::Through(_) | Basis::Unlisted)
    }

    /// Whether it comes through a collective.
    pub fn is_through(&self) -> bool {
        matches!(self.basis, Basis::Through(_))
    }
}

/// All marks of one plan.
///
/// Order: a section's overall leads stand before its tasks; in a task the roles in their own order, each
/// in source order, marks through a collective straight after the collective, unlisted words last.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    marks: Vec<Mark>,
    /// Ranges of `marks`.
    sections: Vec<Range<usize>>,
    tasks: Vec<Range<usize>>,
    /// Marks of each unit: positions in `marks`, ascending.
    units: Vec<Vec<u32>>,
    /// Tasks that name each unit.
    loads: Vec<u32>,
    /// `marks` in a word each, for what goes through all of them at every keystroke.
    packed: Vec<Packed>,
    /// Where a unit leads and is responsible in one task (兼任), in document order.
    both: Vec<(TaskId, UnitId)>,
    /// Tasks of which a list is left open by any words (等…).
    open: Vec<bool>,
    rows: Vec<Subject>,
    /// Which roles the plan uses.
    used: ByRole<bool>,
}

impl Ledger {
    /// Works out all marks of `plan`.
    pub fn new(plan: &Plan) -> Self {
        let mut ledger = Self {
            sections: vec![0..0; plan.sections.len()],
            tasks: vec![0..0; plan.tasks.len()],
            units: vec![Vec::new(); plan.units.len()],
            ..Self::default()
        };
        let mut scratch = Scratch { named: vec![0; plan.units.len()], round: 0 };
        let mut sections = plan.section_ids().peekable();
        for task in plan.task_ids() {
            // Headings up to and including the one this task stands under; those without any
            // task of their own come along the way.
            while let Some(id) = sections.next_if(|id| plan.task(task).section.is_some_and(|own| *id <= own)) {
                ledger.add_section(plan, id, &mut scratch);
            }
            ledger.add_task(plan, task, &mut scratch);
        }
        for id in sections {
            ledger.add_section(plan, id, &mut scratch);
        }
        for (position, mark) in ledger.marks.iter().enumerate() {
            if let Some(unit) = mark.unit {
                ledger.units[unit.index()].push(u32::try_from(position).unwrap_or(u32::MAX));
            }
        }
        ledger.loads = plan.unit_ids().map(|unit| ledger.load(unit)).collect();
        ledger.packed = ledger.marks.iter().map(Packed::new).collect();
        ledger
    }

    fn add_section(&mut self, plan: &Plan, id: SectionId, scratch: &mut Scratch) {
        let start = self.marks.len();
        let subject = Subject::Section(id);
        let leads = &plan.section(id).overall_leads;
        scratch.begin(leads.iter());
        self.add_list(plan, subject, Role::OverallLead, leads, scratch);
        self.add_unlisted(subject, Role::OverallLead, leads);
        self.sections[id.index()] = start..self.marks.len();
        self.rows.push(subject);
    }

    fn add_task(&mut self, plan: &Plan, id: TaskId, scratch: &mut Scratch) {
        let start = self.marks.len();
        let subject = Subject::Task(id);
        let task = plan.task(id);
        scratch.begin(task.all_parties().map(|(_, _, party)| party));
        for role in Role::OF_TASKS {
            self.add_list(plan, subject, role, task.parties(role), scratch);
        }
        for role in Role::OF_TASKS {
            self.add_unlisted(subject, role, task.parties(role));
        }
        self.open.push(task.all_parties().any(|(_, _, party)| party.is_ending()));
        let leads: Seen = task.parties(Role::Lead).iter().filter_map(Party::unit).collect();
        for party in task.parties(Role::Responsible) {
            let Some(unit) = party.unit() else { continue };
            if leads.has(unit) && !self.both.ends_with(&[(id, unit)]) {
                self.both.push((id, unit));
            }
        }
        self.tasks[id.index()] = start..self.marks.len();
        self.rows.push(subject);
    }

    fn add_list(&mut self, plan: &Plan, subject: Subject, role: Role, list: &[Party], scratch: &Scratch) {
        let (mut named, mut through) = (Seen::default(), Seen::default());
        self.used[role] |= !list.is_empty();
        for (position, party) in list.iter().enumerate() {
            let Some(unit) = party.unit() else { continue };
            // A unit listed twice is marked once; the checks speak of the second mention.
            if !named.is_first(unit) {
                continue;
            }
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            self.marks.push(Mark { subject, unit: Some(unit), role, basis: party.basis(), position });
            let roster = plan.unit(unit).roster();
            if !roster.is_empty() {
                // A member of two collectives has a mark through each.
                through = Seen::default();
            }
            for &member in roster {
                let basis = Basis::Through(unit);
                if !scratch.is_named(member) && through.is_first(member) {
                    self.marks.push(Mark { subject, unit: Some(member), role, basis, position });
                }
            }
        }
    }

    fn add_unlisted(&mut self, subject: Subject, role: Role, list: &[Party]) {
        for (position, party) in list.iter().enumerate() {
            if party.unit().is_none() {
                let position = u32::try_from(position).unwrap_or(u32::MAX);
                self.marks.push(Mark { subject, unit: None, role, basis: Basis::Unlisted, position });
            }
        }
    }

    /// All marks, in document order.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Rows in document order: each section before its tasks.
    pub fn rows(&self) -> &[Subject] {
        &self.rows
    }

    /// The marks on one row, in document order.
    pub fn of(&self, subject: Subject) -> &[Mark] {
        let range = match subject {
            Subject::Section(id) => &self.sections[id.index()],
            Subject::Task(id) => &self.tasks[id.index()],
        };
        &self.marks[range.clone()]
    }

    /// The same in a word each.
    pub(super) fn packed(&self, subject: Subject) -> &[Packed] {
        let range = match subject {
            Subject::Section(id) => &self.sections[id.index()],
            Subject::Task(id) => &self.tasks[id.index()],
        };
        &self.packed[range.clone()]
    }

    /// Whether legends speak of a role: the plan uses it, or every plan has it.
    pub fn in_legend(&self, role: Role) -> bool {
        self.used[role] || role.description().stands == Stands::Everywhere
    }

    /// Whether the plan uses a role.
    pub fn uses(&self, role: Role) -> bool {
        self.used[role]
    }

    /// Whether tables have a column for a role: the plan uses it, or it has one in every table.
    pub fn in_tables(&self, role: Role) -> bool {
        self.used[role] || role.description().stands != Stands::WhereUsed
    }

    /// Where a unit leads and is responsible in one task (兼任), each once, in document order.
    pub fn lead_and_responsible(&self) -> &[(TaskId, UnitId)] {
        &self.both
    }

    /// Whether one of a task's lists is left open by any words (等…).
    pub fn is_open(&self, task: TaskId) -> bool {
        self.open[task.index()]
    }

    /// The marks of one unit, in document order.
    pub fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = &Mark> {
        self.units[unit.index()].iter().map(|&position| &self.marks[position as usize])
    }

    /// How many tasks a unit has marks on that are its own (not through a collective).
    pub fn direct_tasks(&self, unit: UnitId) -> usize {
        self.loads[unit.index()] as usize
    }

    fn load(&self, unit: UnitId) -> u32 {
        let mut last = None;
        let mut load = 0;
        // Marks of one row stand together.
        for mark in self.of_unit(unit).filter(|mark| mark.is_direct() && matches!(mark.subject, Subject::Task(_))) {
            load += u32::from(last != Some(mark.subject));
            last = Some(mark.subject);
        }
        load
    }
}

/// The words of an unlisted mark: what the document writes instead of a name.
pub(crate) fn unlisted_words(plan: &Plan, mark: &Mark) -> String {
    let list = match mark.subject {
        Subject::Section(id) => &plan.section(id).overall_leads,
        Subject::Task(id) => plan.task(id).parties(mark.role),
    };
    list.get(mark.position as usize).map(|party| party.words.clone()).unwrap_or_default()
}

/// A mark without its position: which unit, and one of the [`Packed::KINDS`] kinds of marks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed(u32);

impl Packed {
    /// Role, whether through a collective, whether the first lead.
    pub const KINDS: usize = Role::COUNT * 4;
    /// Bits that a kind takes; the unit has the others.
    const BITS: u32 = usize::BITS - (Self::KINDS - 1).leading_zeros();
    /// Words that name nobody.
    const NOBODY: u32 = u32::MAX >> Self::BITS;
    const THROUGH: usize = 1;
    const FIRST_LEAD: usize = 2;

    fn new(mark: &Mark) -> Self {
        let unit = mark.unit.map_or(Self::NOBODY, |unit| u32::try_from(unit.index()).unwrap_or(Self::NOBODY));
        let through = if mark.is_through() { Self::THROUGH } else { 0 };
        let first = if mark.is_first_lead() { Self::FIRST_LEAD } else { 0 };
        Self(unit << Self::BITS | (mark.role.index() * 4 + through + first) as u32)
    }

    /// The unit's index; `None` for words that name nobody.
    pub fn unit(self) -> Option<usize> {
        let unit = self.0 >> Self::BITS;
        (unit != Self::NOBODY).then_some(unit as usize)
    }

    /// Less than [`Self::KINDS`].
    pub fn kind(self) -> usize {
        (self.0 & ((1 << Self::BITS) - 1)) as usize
    }

    pub fn is_through(self) -> bool {
        self.kind() & Self::THROUGH != 0
    }

    pub fn role(self) -> Role {
        Role::ALL[self.kind() / 4]
    }

    /// Role, through, first lead of a kind.
    pub fn about(kind: usize) -> (Role, bool, bool) {
        (Role::ALL[kind / 4], kind & Self::THROUGH != 0, kind & Self::FIRST_LEAD != 0)
    }
}

/// Which units the current row names, without clearing a set for every row.
struct Scratch {
    named: Vec<u32>,
    round: u32,
}

impl Scratch {
    fn begin<'a>(&mut self, parties: impl Iterator<Item = &'a Party>) {
        self.round += 1;
        for unit in parties.filter_map(Party::unit) {
            self.named[unit.index()] = self.round;
        }
    }

    fn is_named(&self, unit: UnitId) -> bool {
        self.named[unit.index()] == self.round
    }
}
