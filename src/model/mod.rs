//! The plan as the program thinks of it: sections, tasks, units and who owes what.
//!
//! Owns the words of the trade (see the table in `ARCHITECTURE.md`). Knows nothing of files,
//! findings, languages or windows.
//!
//! *Architecture invariant:* ids are positions in the vectors of one [`Plan`]; an id of one plan
//! means nothing in another.

mod form;
mod naming;
mod record;
mod role;
mod seen;
pub mod text;

pub use form::{AnswerField, DutyKey, FootField, FormKey, answer_hash};
pub use jiff::civil::Date;
pub use naming::{LONGEST_LETTER, Office, Person, RoleName, shared_letter};
pub use record::{Belongs, Match, Note, Record, Report, ReportKey, State, TaskIndex, TaskKey, plan_key, text_hash};
pub use role::{Basis, ByRole, Holder, Role, RoleDescription, Stands};
pub use seen::Seen;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the item at `index`.
            ///
            /// # Panics
            /// Never in practice: a plan of more than 2³² items does not fit a text file.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).expect("fewer than 2^32 items"))
            }

            /// Position in the plan's vector, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// A column: position in [`Plan::units`].
    UnitId
}
id! {
    /// A group of units: position in [`Plan::groups`].
    GroupId
}
id! {
    /// A section: position in [`Plan::sections`].
    SectionId
}
id! {
    /// A task: position in [`Plan::tasks`].
    TaskId
}

/// The document (方案): what is asked of whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Title as printed, never empty in a good file.
    pub title: String,
    /// Document number (文号), such as `木环组发〔2019〕1号`.
    pub number: Option<String>,
    /// The body that issued it (印发机关).
    pub issuer: Option<String>,
    /// The day of issue (成文日期).
    pub date: Option<Date>,
    /// File name of the document's own text, beside the plan file.
    pub source: Option<String>,
    /// Who takes answers back, until when, and who seals.
    pub office: Office,
    /// What the plan calls its roles.
    pub roles: ByRole<RoleName>,
    /// Bands over the columns, in window order. A group may be empty.
    pub groups: Vec<Group>,
    /// Columns in window order; units of one group stand together, groups in order.
    pub units: Vec<Unit>,
    /// Sets of units whose names look alike and are known to be different.
    pub distinct: Vec<Vec<UnitId>>,
    /// Headings in document order, a section before the sections inside it.
    pub sections: Vec<Section>,
    /// Tasks in document order: those without a section first, then section by section.
    pub tasks: Vec<Task>,
    /// Titles of what is attached to the document.
    pub attachments: Vec<String>,
    /// What was corrected against the printed document.
    pub errata: Vec<Erratum>,
    /// What the reader of the document doubted and nobody has settled.
    pub doubts: Vec<Doubt>,
}

/// A band over columns, such as 县委部门.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Name shown over its columns.
    pub name: String,
}

/// A column of the matrix: an office, or a collective that stands for several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The one canonical name, used in every output.
    pub name: String,
    /// Name in full, where the canonical one is a short form.
    pub full_name: Option<String>,
    /// Other names by which the document calls it.
    pub aliases: Vec<String>,
    /// The band it stands under.
    pub group: GroupId,
    /// What it stands for, if it is a collective (集合单位).
    pub collective: Option<Collective>,
}

/// What a collective (集合单位) stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Collective {
    /// Its members can be named (各乡镇政府, 县直各部门).
    Enumerable {
        /// Members, in window order; empty until an office fills it in.
        roster: Vec<UnitId>,
        /// Why these and no others.
        reason: Option<String>,
    },
    /// Nobody can say who is meant (县直有关部门): never expanded.
    Indeterminate,
}

impl Unit {
    /// Members through whom its marks are passed on; empty for ordinary units, for indeterminate
    /// collectives and for collectives without a roster.
    pub fn roster(&self) -> &[UnitId] {
        match &self.collective {
            Some(Collective::Enumerable { roster, .. }) => roster,
            _ => &[],
        }
    }

    /// Whether this column is a collective that is never expanded.
    pub fn is_indeterminate(&self) -> bool {
        self.collective == Some(Collective::Indeterminate)
    }
}

/// A heading with the tasks under it (体系, 部分).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The source's own label, such as `（一）`; may be empty.
    pub label: String,
    /// Title without the label.
    pub title: String,
    /// The section that holds this one.
    pub parent: Option<SectionId>,
    /// Who leads it over all (总牵头单位), in source order.
    pub overall_leads: Vec<Party>,
    /// Titles of what is attached to it.
    pub attachments: Vec<String>,
}

impl Section {
    /// Label and title as one heading: `（一）构建法治环境保障体系`, `Part A. Keeping the water out`.
    pub fn heading(&self) -> String {
        let spaced = self.label.ends_with(|c: char| c.is_ascii() && c != '(');
        format!("{}{}{}", self.label, if spaced { " " } else { "" }, self.title)
    }
}

/// A numbered paragraph that asks something of somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// The heading it stands under.
    pub section: Option<SectionId>,
    /// The source's own number without brackets or dot: `3`, `十五`.
    pub number: String,
    /// Full text without number and clause.
    pub text: String,
    /// The assignment's own words; may be empty.
    pub clause: String,
    /// Until when (完成时限), as written.
    pub deadline: Option<String>,
    /// Who has which role, in source order: the first named lead is the first lead (第一牵头). The list of
    /// [`Role::OverallLead`], which only sections have, stays empty.
    pub parties: ByRole<Vec<Party>>,
    /// People whom the document names for it, in source order.
    pub people: Vec<Person>,
}

impl Task {
    /// The list of one role; empty for [`Role::OverallLead`], which only sections have.
    pub fn parties(&self, role: Role) -> &[Party] {
        &self.parties[role]
    }

    /// The list of one role, to be changed.
    pub fn parties_mut(&mut self, role: Role) -> &mut Vec<Party> {
        &mut self.parties[role]
    }

    /// Every party with its role and its position in the list, heaviest role first.
    pub fn all_parties(&self) -> impl Iterator<Item = (Role, usize, &Party)> {
        self.parties
            .iter()
            .flat_map(|(role, list)| list.iter().enumerate().map(move |(position, party)| (role, position, party)))
    }
}

/// One entry of a list of units, with the words by which the document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Words of the document: the unit's name, an alias, or a list's closing words.
    pub words: String,
    /// Whom the words mean.
    pub kind: PartyKind,
}

/// Whom an entry of a list means, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// Named outright (列名).
    Named(UnitId),
    /// The list's closing words name a collective: 等县直各部门 (列名).
    Closing(UnitId),
    /// The list's closing words name nobody: 等部门 (未列名).
    Open,
    /// Given this role by a rule on position: "the first named leads" (按首位).
    ByPosition(UnitId),
    /// Given this role by a rule over many tasks (通用条款).
    Blanket(UnitId),
}

impl Party {
    /// The unit that is marked, if any.
    pub fn unit(&self) -> Option<UnitId> {
        match self.kind {
            PartyKind::Named(unit)
            | PartyKind::Closing(unit)
            | PartyKind::ByPosition(unit)
            | PartyKind::Blanket(unit) => Some(unit),
            PartyKind::Open => None,
        }
    }

    /// What a mark made from this entry rests on.
    pub fn basis(&self) -> Basis {
        match self.kind {
            PartyKind::Named(_) | PartyKind::Closing(_) => Basis::Named,
            PartyKind::Open => Basis::Unlisted,
            PartyKind::ByPosition(_) => Basis::ByPosition,
            PartyKind::Blanket(_) => Basis::Blanket,
        }
    }

    /// Whether these are words that leave the list open (等…).
    pub fn is_ending(&self) -> bool {
        matches!(self.kind, PartyKind::Closing(_) | PartyKind::Open)
    }
}

/// A correction made in the plan against the printed document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erratum {
    /// Number of the task it is in, if it is in one.
    pub task: Option<String>,
    /// What the document says.
    pub printed: String,
    /// What the plan says.
    pub corrected: String,
    /// Why it was corrected, for people.
    pub note: Option<String>,
}

/// An open doubt of the reader that made the plan, in words that outlive the program's own ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doubt {
    /// What was doubted: the code of a kind of finding, such as `likely-alias`.
    pub kind: String,
    /// The words of the document it is about; may be empty.
    pub words: String,
    /// Where they stand in the document's own text, if that is known.
    pub place: Option<DoubtPlace>,
    /// Names of the units it speaks of.
    pub units: Vec<String>,
    /// Numbers and names that its kind needs besides.
    pub values: Vec<String>,
}

/// A place of the document's own text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DoubtPlace {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length in characters.
    pub length: u32,
}

impl Plan {
    /// Takes out the people that tasks name, for what is to be handed out without them.
    pub fn leave_out_people(&mut self) {
        self.tasks.iter_mut().for_each(|task| task.people.clear());
    }

    /// # Panics
    /// If the id is of another plan.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.index()]
    }

    /// # Panics
    /// If the id is of another plan.
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.index()]
    }

    /// # Panics
    /// If the id is of another plan.
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// # Panics
    /// If the id is of another plan.
    pub fn task(&self, id: TaskId) -> &Task {
        &self.tasks[id.index()]
    }

    /// All units in window order.
    pub fn unit_ids(&self) -> impl DoubleEndedIterator<Item = UnitId> + use<> {
        (0..self.units.len()).map(UnitId::new)
    }

    /// All sections in document order.
    pub fn section_ids(&self) -> impl DoubleEndedIterator<Item = SectionId> + use<> {
        (0..self.sections.len()).map(SectionId::new)
    }

    /// All tasks in document order.
    pub fn task_ids(&self) -> impl DoubleEndedIterator<Item = TaskId> + use<> {
        (0..self.tasks.len()).map(TaskId::new)
    }

    /// All groups in window order.
    pub fn group_ids(&self) -> impl DoubleEndedIterator<Item = GroupId> + use<> {
        (0..self.groups.len()).map(GroupId::new)
    }

    /// The unit with this canonical name, full name or alias; canonical names win.
    pub fn unit_named(&self, name: &str) -> Option<UnitId> {
        let by = |matches: &dyn Fn(&Unit) -> bool| self.units.iter().position(matches).map(UnitId::new);
        by(&|unit| unit.name == name).or_else(|| {
            by(&|unit| unit.full_name.as_deref() == Some(name) || unit.aliases.iter().any(|alias| alias == name))
        })
    }

    /// Whether `inner` is `outer` or lies inside it.
    pub fn section_within(&self, inner: SectionId, outer: SectionId) -> bool {
        self.section_ancestry(inner).any(|section| section == outer)
    }

    /// The section itself, then its parents outwards.
    pub fn section_ancestry(&self, id: SectionId) -> impl Iterator<Item = SectionId> {
        std::iter::successors(Some(id), |&id| self.section(id).parent)
    }

    /// Nesting depth of a section, 0 for a top one.
    pub fn section_depth(&self, id: SectionId) -> usize {
        self.section_ancestry(id).count() - 1
    }

    /// Titles from the outermost section inwards, without labels, joined by ` / `.
    pub fn section_path(&self, id: SectionId) -> String {
        let mut titles: Vec<&str> =
            self.section_ancestry(id).map(|section| self.section(section).title.as_str()).collect();
        titles.reverse();
        titles.join(" / ")
    }
}
