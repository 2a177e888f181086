//! The one shape of complaint: what, where, how bad, and enough to say what to do next.
//!
//! Findings carry meaning, not wording; [`crate::lang`] words them.

mod doubt;

use crate::model::{Role, SectionId, TaskId, UnitId};
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The plan file is wrong; `check` answers no.
    Error,
    /// Probably wrong.
    Warning,
    /// Lawful, and worth knowing.
    Notice,
}

impl Severity {
    /// Every severity, gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Notice];

    /// The fixed word used on the command line and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Bytes of the plan file.
    File(Range<usize>),
    /// A unit's own entry.
    Unit(UnitId),
    /// An entry of a section's list of overall leads.
    OverallLead(SectionId, usize),
    /// A task as a whole.
    Task(TaskId),
    /// An entry of one of a task's lists.
    Party(TaskId, Role, usize),
    /// Bytes of a task's text.
    Text(TaskId, Range<usize>),
    /// Bytes of a task's clause.
    Clause(TaskId, Range<usize>),
    /// Bytes of the text that a document was imported from.
    Source(Range<usize>),
}

impl Place {
    /// The task pointed at, if any.
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Self::Task(task) | Self::Party(task, ..) | Self::Text(task, _) | Self::Clause(task, _) => Some(*task),
            Self::File(_) | Self::Unit(_) | Self::OverallLead(..) | Self::Source(_) => None,
        }
    }
}

/// What was found.
#[allow(missing_docs, reason = "each variant's line speaks of its fields")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A field that the format does not have, with the nearest it has.
    UnknownField { field: String, near: Option<&'static str> },
    /// The same field twice in one entry; the first one counts.
    RepeatedField { field: String },
    /// A field that must be there is not.
    MissingField { field: &'static str },
    /// A value of the wrong type; `expected` is a code of [`Expected`].
    WrongType { field: String, expected: Expected },
    /// A name that no unit has, with the nearest that one has.
    UnknownUnit { name: String, near: Option<String> },
    /// Two units of one name; the first one counts.
    DuplicateUnit { name: String },
    /// A date that no calendar has.
    ImpossibleDate { date: String },
    /// Two roles have one letter; the canonical ones of the others count.
    SharedLetter { letter: String, role: Role, other: Role },
    /// A collective stands on a roster, where only ordinary units may.
    CollectiveOnRoster { name: String },
    /// One number twice in one section.
    RepeatedNumber { number: String },
    /// Nobody at all is named in a task.
    NobodyNamed,
    /// Somebody is named, nobody leads.
    NoLead,
    /// More than one unit leads: lawful.
    SeveralLeads { count: usize },
    /// A unit leads and is responsible in one task (兼任): lawful.
    LeadAndResponsible { unit: UnitId },
    /// A list ends in words such as 等部门.
    OpenList { role: Role },
    /// A unit is called by an alias.
    AliasUsed { alias: String, unit: UnitId },
    /// A list names the same unit twice; it is marked once.
    NamedTwice { unit: UnitId },
    /// A unit has no task at all.
    IdleUnit { unit: UnitId },
    /// Two names differ in one character.
    NearNames { unit: UnitId, other: UnitId },
    /// A character that does not belong, such as a lone Latin letter amid Han characters.
    StrayCharacter { character: char },
    /// A unit carries far more tasks than the others; twice their median, which may be a half.
    HeavyLoad { unit: UnitId, tasks: usize, twice_median: usize },
    // Of an import.
    /// A numbered item that asks nobody for anything: left out of the plan.
    NotATask,
    /// Text beside the tasks that is not in the plan.
    LeftOut,
    /// Words of a clause that are no name and no known word.
    NotUnderstood,
    /// Names without a word for their role, taken as responsible.
    RoleAssumed,
    /// A clause's bracket is never closed.
    UnclosedBracket,
    /// The document has no title that could be told.
    TitleMissing,
    /// People are named, who are no units: not marked.
    PeopleNamed,
    /// One clause stands for all items under a heading.
    ClauseForSeveral { tasks: usize },
    /// An item with several clauses became several tasks.
    ItemSplit { number: String, parts: usize },
    /// A number that its section has already: told apart by an addition.
    Renumbered { number: String, given: String },
    /// A task without a number: counted.
    Unnumbered { number: String },
    /// A rule says that the first named leads.
    FirstLeadsRule,
    /// A rule gives a role in many tasks.
    BlanketRule { tasks: usize },
    /// A name whose end stands only with a later one: 甲市、乙市人民政府.
    SharedEnding { name: String },
    /// A name whose level stands only with an earlier one, and which the document has in full elsewhere: 省甲厅、乙厅.
    SharedPrefix { name: String },
    /// So many names behind one with its level say none, and the document has them in full nowhere.
    PrefixMissing { prefix: String, units: usize },
    /// One unit's name is probably a short form of another's.
    LikelyAlias { unit: UnitId, other: UnitId },
    /// A column of a table that is not in the plan.
    ColumnLeftOut,
    /// A table of a PDF whose cells are not clear: without lines and read as paragraphs, or with words beyond their cells.
    UnclearTable,
    /// A hidden sheet of a workbook: left out.
    HiddenSheet { name: String },
    /// Hidden rows of a sheet: read like the others.
    HiddenRows { rows: usize },
    /// Hidden columns of a sheet: read like the others.
    HiddenColumns { columns: usize },
    /// A doubt that a plan keeps, of a kind or about a unit that is not known any more.
    KeptDoubt,
}

/// What kind of value a field wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Text in double quotes.
    Text,
    /// A list in square brackets.
    List,
    /// Named fields in round brackets.
    Struct,
    /// Names with entries, in braces.
    Map,
    /// A unit's name or one of `open`, `closing`, `by_position`, `blanket`.
    Party,
    /// `enumerable` or `indeterminate`.
    Collective,
    /// A whole number, 0 or more.
    Number,
    /// One character or two.
    Letter,
    /// `not_started`, `ongoing` or `done`.
    State,
    /// `true` or `false`.
    YesOrNo,
}

impl Kind {
    /// The fixed word used in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownField { .. } => "unknown-field",
            Self::RepeatedField { .. } => "repeated-field",
            Self::MissingField { .. } => "missing-field",
            Self::WrongType { .. } => "wrong-type",
            Self::UnknownUnit { .. } => "unknown-unit",
            Self::DuplicateUnit { .. } => "duplicate-unit",
            Self::ImpossibleDate { .. } => "impossible-date",
            Self::SharedLetter { .. } => "shared-letter",
            Self::CollectiveOnRoster { .. } => "collective-on-roster",
            Self::RepeatedNumber { .. } => "repeated-number",
            Self::NobodyNamed => "nobody-named",
            Self::NoLead => "no-lead",
            Self::SeveralLeads { .. } => "several-leads",
            Self::LeadAndResponsible { .. } => "lead-and-responsible",
            Self::OpenList { .. } => "open-list",
            Self::AliasUsed { .. } => "alias-used",
            Self::NamedTwice { .. } => "named-twice",
            Self::IdleUnit { .. } => "unit-without-task",
            Self::NearNames { .. } => "near-names",
            Self::StrayCharacter { .. } => "stray-character",
            Self::HeavyLoad { .. } => "heavy-load",
            Self::NotATask => "not-a-task",
            Self::LeftOut => "left-out",
            Self::NotUnderstood => "not-understood",
            Self::RoleAssumed => "role-assumed",
            Self::UnclosedBracket => "unclosed-bracket",
            Self::TitleMissing => "title-missing",
            Self::PeopleNamed => "people-named",
            Self::ClauseForSeveral { .. } => "clause-for-several",
            Self::ItemSplit { .. } => "item-split",
            Self::Renumbered { .. } => "renumbered",
            Self::Unnumbered { .. } => "unnumbered",
            Self::FirstLeadsRule => "first-leads-rule",
            Self::BlanketRule { .. } => "blanket-rule",
            Self::SharedEnding { .. } => "shared-ending",
            Self::SharedPrefix { .. } => "shared-prefix",
            Self::PrefixMissing { .. } => "prefix-missing",
            Self::LikelyAlias { .. } => "likely-alias",
            Self::ColumnLeftOut => "column-left-out",
            Self::UnclearTable => "unclear-table",
            Self::HiddenSheet { .. } => "hidden-sheet",
            Self::HiddenRows { .. } => "hidden-rows",
            Self::HiddenColumns { .. } => "hidden-columns",
            Self::KeptDoubt => "kept-doubt",
        }
    }

    /// How bad it is; fixed for each kind.
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnknownField { .. }
            | Self::RepeatedField { .. }
            | Self::MissingField { .. }
            | Self::WrongType { .. }
            | Self::UnknownUnit { .. }
            | Self::DuplicateUnit { .. }
            | Self::ImpossibleDate { .. }
            | Self::SharedLetter { .. }
            | Self::CollectiveOnRoster { .. }
            | Self::RepeatedNumber { .. } => Severity::Error,
            Self::NobodyNamed | Self::StrayCharacter { .. } => Severity::Warning,
            Self::NotUnderstood
            | Self::RoleAssumed
            | Self::UnclosedBracket
            | Self::TitleMissing
            | Self::Renumbered { .. }
            | Self::LikelyAlias { .. }
            | Self::UnclearTable
            | Self::PrefixMissing { .. }
            | Self::HiddenRows { .. }
            | Self::HiddenColumns { .. }
            | Self::KeptDoubt => Severity::Warning,
            Self::NotATask
            | Self::LeftOut
            | Self::PeopleNamed
            | Self::ClauseForSeveral { .. }
            | Self::ItemSplit { .. }
            | Self::Unnumbered { .. }
            | Self::FirstLeadsRule
            | Self::BlanketRule { .. }
            | Self::SharedEnding { .. }
            | Self::SharedPrefix { .. }
            | Self::HiddenSheet { .. }
            | Self::ColumnLeftOut => Severity::Notice,
            Self::NoLead
            | Self::SeveralLeads { .. }
            | Self::LeadAndResponsible { .. }
            | Self::OpenList { .. }
            | Self::AliasUsed { .. }
            | Self::NamedTwice { .. }
            | Self::IdleUnit { .. }
            | Self::NearNames { .. }
            | Self::HeavyLoad { .. } => Severity::Notice,
        }
    }

    /// The unit it is about, if it is about one.
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Self::LeadAndResponsible { unit }
            | Self::AliasUsed { unit, .. }
            | Self::NamedTwice { unit }
            | Self::IdleUnit { unit }
            | Self::NearNames { unit, .. }
            | Self::LikelyAlias { unit, .. }
            | Self::HeavyLoad { unit, .. } => Some(*unit),
            _ => None,
        }
    }
}

/// Something a person should know about a plan (核查发现).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub kind: Kind,
    /// The place in the file, the plan or the document that was read.
    pub place: Place,
    /// The words of the document it is about; may be empty.
    pub words: String,
}

impl Finding {
    /// A finding about `words` at `place`.
    pub fn new(kind: Kind, place: Place, words: impl Into<String>) -> Self {
        Self { kind, place, words: words.into() }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.kind.severity()
    }
}
