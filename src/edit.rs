//! Putting a plan right (方案整理): one change at a time, each a new plan, so that any of them can be
//! undone. A change keeps the plan sound: names stay unique, units of a group stand together, every
//! id means what it meant.

mod carry;
mod units;

pub use carry::carried;
pub use units::is_named;

use crate::model::{
    Collective, Doubt, GroupId, Party, PartyKind, Plan, Role, Section, SectionId, Task, TaskId, Unit, UnitId,
};
use crate::view::Subject;
use carry::has;
use std::collections::HashMap;
use std::fmt;
use units::{free, merge, move_unit, named, new_group, remove_unit, set_aliases, shift_unit, split, unit_called};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Another title of the plan.
    Title(String),
    /// Another name for a unit; clauses keep their words, which become aliases.
    RenameUnit {
        /// The unit.
        unit: UnitId,
        /// Its new name, which no other unit may have.
        name: String,
    },
    /// Name in full; empty for none.
    FullName {
        /// The unit.
        unit: UnitId,
        /// Its name in full.
        name: String,
    },
    /// Other names by which the document calls a unit; empty ones and repetitions are left out, those
    /// that a clause uses stay.
    Aliases {
        /// The unit.
        unit: UnitId,
        /// All its aliases.
        aliases: Vec<String>,
    },
    /// Another band; the unit stands last in it.
    MoveUnit {
        /// The unit.
        unit: UnitId,
        /// The group.
        group: GroupId,
    },
    /// A new band, the last but for that of the collectives, and the unit moves into it.
    NewGroup {
        /// The unit.
        unit: UnitId,
        /// The group's name.
        name: String,
    },
    /// Two units are one: the first one's marks go to the other, its names become aliases.
    MergeUnit {
        /// The unit that goes.
        unit: UnitId,
        /// The unit that stays.
        into: UnitId,
    },
    /// One unit is several: wherever it stands they stand, new ones in its group.
    SplitUnit {
        /// The unit that goes.
        unit: UnitId,
        /// Whom it means, at least two.
        names: Vec<String>,
    },
    /// A unit that nothing names any more is taken out.
    RemoveUnit(UnitId),
    /// An ordinary unit, or a collective of either kind.
    SetCollective {
        /// The unit.
        unit: UnitId,
        /// What it stands for.
        collective: Option<Collective>,
    },
    /// Puts an ordinary unit on a collective's roster, or takes it off.
    ToggleMember {
        /// The collective.
        unit: UnitId,
        /// The member.
        member: UnitId,
    },
    /// An entry of a task's list moves to the list of another role.
    SetRole {
        /// Where the entry is.
        at: At,
        /// Its new role; not [`Role::OverallLead`].
        to: Role,
    },
    /// An entry is no assignment.
    DropParty(At),
    /// One more entry, the last of its list.
    AddParty {
        /// The task.
        task: TaskId,
        /// The list; not [`Role::OverallLead`].
        role: Role,
        /// A unit's name or alias; a new one is added to the units.
        name: String,
    },
    /// Units have exactly these roles by name in these rows; entries that stay keep their words and place.
    Marks(Vec<CellRoles>),
    /// Until when; empty for no deadline.
    Deadline {
        /// The task.
        task: TaskId,
        /// As it should read.
        words: String,
    },
    /// Another number of the plan (发文字号); empty for none.
    Number(String),
    /// Another issuer (发文机关); empty for none.
    Issuer(String),
    /// Another date, as `2026-03-02`; empty for none.
    Date(String),
    /// Another number of a task, as the source has it, without brackets or dot.
    TaskNumber {
        /// The task.
        task: TaskId,
        /// Its number.
        number: String,
    },
    /// Another text of a task.
    TaskText {
        /// The task.
        task: TaskId,
        /// Its full text.
        text: String,
    },
    /// A new task behind another, in the same section; without one, the first of the plan.
    AddTask {
        /// The task before it.
        after: Option<TaskId>,
        /// Its section; that of the task before it wins.
        section: Option<SectionId>,
        /// Its full text.
        text: String,
    },
    /// A new section, the last; its label and title.
    AddSection {
        /// Label and title, such as `（八）建立评价体系`.
        heading: String,
    },
    /// Another title of a section.
    RenameSection {
        /// The section.
        section: SectionId,
        /// Its title, without label.
        title: String,
    },
    /// A new unit, the last of a group.
    AddUnit {
        /// The group; without one, a group of its own name is made.
        group: Option<GroupId>,
        /// Its name, which no unit has.
        name: String,
    },
    /// A task changes places with its neighbour; from an edge of its section it goes into the section before or behind.
    MoveTask {
        /// The task.
        task: TaskId,
        /// Down, else up.
        forward: bool,
    },
    /// A unit changes places with its neighbour in its group.
    ShiftUnit {
        /// The unit.
        unit: UnitId,
        /// To the right, else to the left.
        forward: bool,
    },
    /// A task is none.
    DropTask(TaskId),
    /// An open doubt was looked at and needs no more; by its position.
    SettleDoubt(usize),
    /// A doubt is open after all.
    ReopenDoubt {
        /// The doubt.
        doubt: Doubt,
        /// Its position among the open ones; the last for any larger number.
        position: usize,
    },
}

/// The roles that a unit is to have by name in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRoles {
    /// The row: a section has overall leads alone, a task has none.
    pub subject: Subject,
    /// The unit.
    pub unit: UnitId,
    /// Its roles; none for no mark.
    pub roles: Vec<Role>,
}

/// An entry of one of a task's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// The task.
    pub task: TaskId,
    /// The list.
    pub role: Role,
    /// Position in it, from 0.
    pub position: usize,
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// A name is needed.
    NoName,
    /// Another unit has this name: they can be merged.
    NameTaken(UnitId),
    /// The unit is still named somewhere.
    InUse,
    /// It is no date.
    NoDate,
    /// A collective cannot stand on a roster, nor a unit be merged into itself.
    NotPossible,
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("a name is needed"),
            Self::NameTaken(unit) => write!(f, "unit {} has this name already", unit.index()),
            Self::InUse => f.write_str("the unit is still named somewhere"),
            Self::NoDate => f.write_str("it is no date"),
            Self::NotPossible => f.write_str("the change makes no sense for these units"),
        }
    }
}

impl std::error::Error for EditError {}

/// The plan after a change.
///
/// # Errors
/// If the change makes no sense; the plan is then as it was.
pub fn apply(plan: &Plan, edit: &Edit) -> Result<Plan, EditError> {
    if !has(plan, edit) {
        return Err(EditError::NotPossible);
    }
    let mut plan = plan.clone();
    match edit {
        Edit::Title(title) => plan.title = named(title)?,
        Edit::RenameUnit { unit, name } => {
            let name = free(&plan, name, Some(*unit))?;
            plan.units[unit.index()].name = name;
        }
        Edit::FullName { unit, name } => {
            let name = match named(name) {
                Ok(name) => Some(free(&plan, &name, Some(*unit))?),
                Err(_) => None,
            };
            plan.units[unit.index()].full_name = name;
        }
        Edit::Aliases { unit, aliases } => set_aliases(&mut plan, *unit, aliases)?,
        Edit::MoveUnit { unit, group } => move_unit(&mut plan, *unit, *group),
        Edit::NewGroup { unit, name } => {
            let name = named(name)?;
            let known = plan.groups.iter().position(|group| group.name == name);
            let group = known.map_or_else(|| new_group(&mut plan, name), GroupId::new);
            move_unit(&mut plan, *unit, group);
        }
        Edit::MergeUnit { unit, into } => merge(&mut plan, *unit, *into)?,
        Edit::SplitUnit { unit, names } => split(&mut plan, *unit, names)?,
        Edit::RemoveUnit(unit) => {
            if is_named(&plan, *unit) {
                return Err(EditError::InUse);
            }
            remove_unit(&mut plan, *unit);
        }
        Edit::SetCollective { unit, collective } => {
            plan.units[unit.index()].collective.clone_from(collective);
        }
        Edit::ToggleMember { unit, member } => {
            if plan.unit(*member).collective.is_some() || unit == member {
                return Err(EditError::NotPossible);
            }
            let Some(Collective::Enumerable { roster, .. }) = &mut plan.units[unit.index()].collective else {
                return Err(EditError::NotPossible);
            };
            match roster.iter().position(|own| own == member) {
                Some(position) => {
                    roster.remove(position);
                }
                None => {
                    // Where the window shows it, as far as the roster is in that order.
                    let place = roster.iter().position(|own| own > member).unwrap_or(roster.len());
                    roster.insert(place, *member);
                }
            }
        }
        Edit::SetRole { at, to } => {
            if *to == Role::OverallLead {
                return Err(EditError::NotPossible);
            }
            let party = take(&mut plan, *at)?;
            plan.tasks[at.task.index()].parties_mut(*to).push(party);
        }
        Edit::DropParty(at) => {
            take(&mut plan, *at)?;
        }
        Edit::AddParty { task, role, name } => {
            if *role == Role::OverallLead {
                return Err(EditError::NotPossible);
            }
            let name = named(name)?;
            let group = plan.groups.len().checked_sub(1).map(GroupId::new);
            let group = group.unwrap_or_else(|| new_group(&mut plan, name.clone()));
            let unit = unit_called(&mut plan, &name, group);
            plan.tasks[task.index()].parties_mut(*role).push(Party { words: name, kind: PartyKind::Named(unit) });
        }
        Edit::Marks(cells) => cells.iter().try_for_each(|cell| mark(&mut plan, cell))?,
        Edit::Deadline { task, words } => plan.tasks[task.index()].deadline = named(words).ok(),
        Edit::Number(words) => plan.number = named(words).ok(),
        Edit::Issuer(words) => plan.issuer = named(words).ok(),
        Edit::Date(words) => {
            plan.date = match named(words) {
                Ok(words) => Some(words.parse().map_err(|_| EditError::NoDate)?),
                Err(_) => None,
            };
        }
        Edit::TaskNumber { task, number } => plan.tasks[task.index()].number = number.trim().to_owned(),
        Edit::TaskText { task, text } => plan.tasks[task.index()].text = named(text)?,
        Edit::AddTask { after, section, text } => {
            let section = after.map_or(*section, |after| plan.task(after).section);
            // Behind the one that is named, else behind the last of its section and of those before it.
            let last = plan.tasks.iter().rposition(|task| task.section <= section);
            let at = after.map(TaskId::index).or(last).map_or(0, |before| before + 1);
            let number = next_number(&plan, after.map(TaskId::index).or(last));
            plan.tasks.insert(at, Task { section, number, text: named(text)?, ..Task::default() });
        }
        Edit::AddSection { heading } => {
            let heading = named(heading)?;
            let (label, title) = crate::model::text::split_label(&heading);
            plan.sections.push(Section { label: label.to_owned(), title: named(title)?, ..Section::default() });
        }
        Edit::RenameSection { section, title } => plan.sections[section.index()].title = named(title)?,
        Edit::AddUnit { group, name } => {
            let name = free(&plan, name, None)?;
            let group = group.unwrap_or_else(|| new_group(&mut plan, name.clone()));
            unit_called(&mut plan, &name, group);
        }
        Edit::MoveTask { task, forward } => move_task(&mut plan, *task, *forward)?,
        Edit::ShiftUnit { unit, forward } => shift_unit(&mut plan, *unit, *forward)?,
        Edit::DropTask(task) => {
            plan.tasks.remove(task.index());
        }
        Edit::SettleDoubt(position) => {
            if *position >= plan.doubts.len() {
                return Err(EditError::NotPossible);
            }
            plan.doubts.remove(*position);
        }
        Edit::ReopenDoubt { doubt, position } => {
            if !plan.doubts.contains(doubt) {
                plan.doubts.insert((*position).min(plan.doubts.len()), doubt.clone());
            }
        }
    }
    for unit in &mut plan.units {
        // Each name once.
        let Unit { name, full_name, aliases, .. } = unit;
        full_name.take_if(|full| full == name);
        aliases.retain(|alias| alias != name && Some(alias) != full_name.as_ref());
    }
    // A collective is on no roster.
    let collectives: Vec<bool> = plan.units.iter().map(|unit| unit.collective.is_some()).collect();
    for unit in &mut plan.units {
        if let Some(Collective::Enumerable { roster, .. }) = &mut unit.collective {
            roster.retain(|member| !collectives[member.index()]);
        }
    }
    settle_words(&mut plan);
    Ok(plan)
}

/// The words of each entry must lead to its unit when the plan is read again: what is no name of the
/// unit any more becomes an alias, unless another unit has that name.
fn settle_words(plan: &mut Plan) {
    let mut names: HashMap<String, UnitId> = HashMap::new();
    // As `Plan::unit_named` has it: canonical names win, then the first unit.
    for id in plan.unit_ids() {
        names.entry(plan.unit(id).name.clone()).or_insert(id);
    }
    for id in plan.unit_ids() {
        let unit = plan.unit(id);
        for name in unit.full_name.iter().chain(&unit.aliases) {
            names.entry(name.clone()).or_insert(id);
        }
    }
    let Plan { units, tasks, sections, .. } = plan;
    for party in lists(tasks, sections).flatten() {
        let (PartyKind::Named(unit) | PartyKind::ByPosition(unit) | PartyKind::Blanket(unit)) = party.kind else {
            continue;
        };
        match names.get(&party.words) {
            Some(&known) if known == unit => {}
            Some(_) => party.words.clone_from(&units[unit.index()].name),
            None => {
                units[unit.index()].aliases.push(party.words.clone());
                names.insert(party.words.clone(), unit);
            }
        }
    }
}

fn move_task(plan: &mut Plan, task: TaskId, forward: bool) -> Result<(), EditError> {
    let at = task.index();
    let own = plan.tasks[at].section;
    let neighbour = if forward { Some(at + 1) } else { at.checked_sub(1) };
    match neighbour.filter(|&next| plan.tasks.get(next).is_some_and(|next| next.section == own)) {
        Some(next) => plan.tasks.swap(at, next),
        None => {
            // It stands where it stood: behind all of the section before, or before all of the next.
            let into = match (own, forward) {
                (None, true) => Some(0),
                (Some(own), true) => Some(own.index() + 1),
                (Some(own), false) => own.index().checked_sub(1),
                (None, false) => None,
            };
            let into = into.filter(|&section| section < plan.sections.len()).ok_or(EditError::NotPossible)?;
            plan.tasks[at].section = Some(SectionId::new(into));
        }
    }
    Ok(())
}

/// The number behind that of a task; where that is no figure or taken, the one behind the highest.
fn next_number(plan: &Plan, before: Option<usize>) -> String {
    let figure = |task: &Task| task.number.parse::<u32>().ok();
    let highest = plan.tasks.iter().filter_map(figure).max().unwrap_or(0);
    let own = before.and_then(|at| figure(&plan.tasks[at])).map(|figure| figure.saturating_add(1));
    let is_free = |number: &u32| plan.tasks.iter().all(|task| figure(task) != Some(*number));
    own.filter(is_free).unwrap_or(highest.saturating_add(1)).to_string()
}

/// Gives a unit its roles in a row.
fn mark(plan: &mut Plan, cell: &CellRoles) -> Result<(), EditError> {
    let CellRoles { subject, unit, roles } = cell;
    let name = plan.unit(*unit).name.clone();
    let settle = |list: &mut Vec<Party>, keeps: bool| {
        list.retain(|party| keeps || party.unit() != Some(*unit));
        if keeps && list.iter().all(|party| party.unit() != Some(*unit)) {
            // What a list is left open with stays behind those it names.
            let end = list.iter().position(Party::is_ending).unwrap_or(list.len());
            list.insert(end, Party { words: name.clone(), kind: PartyKind::Named(*unit) });
        }
    };
    let fits = |role: &Role| (*role == Role::OverallLead) == matches!(subject, Subject::Section(_));
    if !roles.iter().all(fits) {
        return Err(EditError::NotPossible);
    }
    match subject {
        Subject::Section(section) => {
            settle(&mut plan.sections[section.index()].overall_leads, roles.contains(&Role::OverallLead));
        }
        Subject::Task(task) => {
            for role in Role::OF_TASKS {
                settle(plan.tasks[task.index()].parties_mut(role), roles.contains(&role));
            }
        }
    }
    Ok(())
}

/// All lists of units of a plan.
fn lists<'a>(tasks: &'a mut [Task], sections: &'a mut [Section]) -> impl Iterator<Item = &'a mut Vec<Party>> {
    tasks
        .iter_mut()
        .flat_map(|task| task.parties.values_mut())
        .chain(sections.iter_mut().map(|section| &mut section.overall_leads))
}

fn take(plan: &mut Plan, at: At) -> Result<Party, EditError> {
    let list = plan.tasks[at.task.index()].parties_mut(at.role);
    if at.position < list.len() { Ok(list.remove(at.position)) } else { Err(EditError::NotPossible) }
}
