//! Our own tables → the plan that they were made of, as far as they hold it.
//!
//! | table | told by | what comes back |
//! |---|---|---|
//! | `marks` | its six heads | sections, tasks with a mark, units with a mark, roles, bases |
//! | `matrix` | its first three heads, and totals at the end | sections, all tasks, all units, roles, who stands behind a collective |
//! | both, in one workbook | – | the rows of the matrix with the bases of the marks |
//! | `tasks` | its first three heads, then lists and the deadline | sections with their overall leads, all tasks, lists, deadlines |
//! | `overview`, `receipts`, progress, changes, duties, remarks, forms | their heads | nothing: they are no plan, and are refused |
//! | `unit` | its first five heads | the tasks of its rows with all their lists, the unit itself among them |
//!
//! Cells are taken as they stand: nothing is cleaned, completed or guessed. A role may have the plan's own name where a
//! legend of the same workbook gives it.

mod book;
mod words;

pub(super) use book::keep_tasks_of_book;

use super::clause::{self, EntryKind, Manner};
use super::drafts::note;
use super::groups;
use super::source::{Block, Source, Table};
use super::{ImportError, Imported, TaskSpans};
use crate::finding::Kind;
use crate::model::{
    ByRole, Collective, Group, GroupId, Party, PartyKind, Plan, Role, RoleName, Section, SectionId, Task, Unit, UnitId,
};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use words::{NESTED, OTHERS, WORDS, Words};

/// A table of ours has its head in so many first rows.
const HEAD_ROWS: usize = 6;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Marks,
    Matrix,
    Unit,
    Tasks,
    /// One that holds no task.
    Bare,
}

/// A table of ours: what it is, where its head stands.
struct Own<'s> {
    table: &'s Table,
    shape: Shape,
    head: usize,
    words: &'static Words,
}

/// Reads the document if its tables are ours; `None` if none is.
///
/// # Errors
/// [`ImportError::NoPlan`] for a table of ours without a task or a unit; [`ImportError::TableWithoutTasks`] for
/// one that never has any.
pub(super) fn read(source: &Source, name: Option<&str>) -> Option<Result<Imported, ImportError>> {
    let tables: Vec<Own<'_>> = source.blocks.iter().filter_map(|block| own(&source.text, block)).collect();
    let of = |shape: Shape| tables.iter().find(|table| table.shape == shape);
    let (matrix, marks) = (of(Shape::Matrix), of(Shape::Marks));
    let first = matrix.or(marks).or(of(Shape::Tasks)).or(of(Shape::Unit)).or(of(Shape::Bare))?;
    if first.shape == Shape::Bare {
        return Some(Err(ImportError::TableWithoutTasks));
    }
    let mut reader = Reader {
        text: &source.text,
        words: first.words,
        roles: ByRole::from_fn(|role| first.words.roles[role.index()].to_owned()),
        imported: Imported::default(),
        sections: HashMap::new(),
        tasks: HashMap::new(),
        units: HashMap::new(),
        last_section: None,
    };
    reader.own_names(source);
    match (matrix, marks) {
        (Some(matrix), marks) => reader.matrix(matrix, marks),
        (None, Some(marks)) => reader.marks(marks, true),
        (None, None) if first.shape == Shape::Tasks => reader.all_tasks(first),
        (None, None) => reader.unit(first, name),
    }
    reader.title(first, name);
    let imported = reader.finish();
    let is_empty = imported.plan.tasks.is_empty() || imported.plan.units.is_empty();
    Some(if is_empty { Err(ImportError::NoPlan) } else { Ok(imported) })
}

fn own<'s>(text: &str, block: &'s Block) -> Option<Own<'s>> {
    let Block::Table(table) = block else { return None };
    table.rows.iter().enumerate().take(HEAD_ROWS).find_map(|(head, row)| {
        let cells: Vec<&str> = row.iter().map(|cell| text[cell.span.clone()].trim()).collect();
        WORDS.iter().find_map(|words| {
            if words.bulletins.iter().any(|heads| heads.iter().all(|head| cells.contains(head))) {
                return Some(Own { table, shape: Shape::Bare, head, words });
            }
            let [number, section, task, rest @ ..] = &cells[..] else { return None };
            // Of all units with their counts: 单位 … 任务数; on paper 序号, 单位 … 任务数, and 序号, 单位, 任务数 …
            let is_counted = |head: &str| head == words.mark[0] && cells.last() == Some(&words.tasks);
            let counts_units = is_counted(number)
                || *number == words.row[0] && is_counted(section)
                || [*number, *section, *task] == [words.row[0], words.mark[0], words.tasks];
            if counts_units {
                return Some(Own { table, shape: Shape::Bare, head, words });
            }
            if [*number, *section, *task] != words.row {
                return None;
            }
            let is_list = |word: &&str| words.lists.contains(word);
            let last = table.rows.last().and_then(|row| row.first())?;
            let shape = match rest {
                rest if rest == words.mark => Shape::Marks,
                [lists @ .., end] if *end == words.deadline && !lists.is_empty() && lists.iter().all(is_list) => {
                    Shape::Tasks
                }
                [role, basis, ..] if [*role, *basis] == words.mark[1..] => Shape::Unit,
                [_, .., end] if *end == words.total && text[last.span.clone()].trim() == words.total => Shape::Matrix,
                _ => return None,
            };
            Some(Own { table, shape, head, words })
        })
    })
}

struct Reader<'s> {
    text: &'s str,
    words: &'static Words,
    /// What the roles are called.
    roles: ByRole<String>,
    imported: Imported,
    /// By path.
    sections: HashMap<String, SectionId>,
    /// By number, section and text.
    tasks: HashMap<(String, String, String), usize>,
    units: HashMap<String, UnitId>,
    last_section: Option<SectionId>,
}

impl Reader<'_> {
    fn cell(&self, table: &Table, row: usize, column: usize) -> (&str, Range<usize>) {
        let span = table.rows.get(row).and_then(|row| row.get(column)).map_or(0..0, |cell| cell.span.clone());
        (self.text[span.clone()].trim(), span)
    }

    /// The names that a plan gives to its roles stand behind their signs in a legend: `● 牵头`.
    fn own_names(&mut self, source: &Source) {
        for block in &source.blocks {
            let Block::Table(table) = block else { continue };
            let rows = if own(self.text, block).is_some() { &[] } else { &table.rows[..] };
            for row in rows {
                let Some(cell) = row.first() else { continue };
                let words = self.text[cell.span.clone()].trim();
                let found = Role::ALL
                    .into_iter()
                    .find_map(|role| Some((role, words.strip_prefix(role.sign())?.strip_prefix(' ')?)));
                if let Some((role, name)) = found.filter(|_| row.iter().skip(1).any(|cell| !cell.span.is_empty())) {
                    self.roles[role] = name.to_owned();
                }
            }
        }
        let canonical = self.words.roles;
        for role in Role::ALL {
            if self.roles[role] != canonical[role.index()] {
                let name = Some(self.roles[role].clone());
                self.imported.plan.roles[role] = RoleName { name, letter: None };
            }
        }
    }

    fn role(&self, word: &str) -> Option<Role> {
        let canonical = |role: &Role| self.words.roles[role.index()] == word;
        let named = Role::ALL.into_iter().find(|&role| self.roles[role] == word);
        named.or_else(|| Role::ALL.into_iter().find(canonical))
    }

    fn add_unit(&mut self, name: &str) -> UnitId {
        if let Some(&unit) = self.units.get(name) {
            return unit;
        }
        let unit = UnitId::new(self.imported.plan.units.len());
        self.imported.plan.units.push(Unit {
            name: name.to_owned(),
            full_name: None,
            aliases: Vec::new(),
            group: GroupId::new(0),
            collective: groups::collective(name),
        });
        self.units.insert(name.to_owned(), unit);
        unit
    }

    /// The section of a path, made with those around it where it is new.
    fn section(&mut self, path: &str, place: &Range<usize>) -> Option<SectionId> {
        if path.is_empty() {
            return None;
        }
        if let Some(&known) = self.sections.get(path) {
            return Some(known);
        }
        // A title may hold the sign between titles: the longest path that is a section already stands around it.
        let cuts: Vec<usize> = path.match_indices(NESTED).map(|(at, _)| at).collect();
        let known = cuts.iter().rev().find_map(|&at| Some((at, *self.sections.get(&path[..at])?)));
        let mut parent = known.map(|(_, section)| section);
        let mut from = known.map_or(0, |(at, _)| at + NESTED.len());
        let first = from;
        for end in cuts.into_iter().filter(|&at| at > first).chain([path.len()]) {
            let id = SectionId::new(self.imported.plan.sections.len());
            self.imported.plan.sections.push(Section {
                label: String::new(),
                title: path[from.min(end)..end].to_owned(),
                parent,
                overall_leads: Vec::new(),
                attachments: Vec::new(),
            });
            self.imported.spans.sections.push(place.clone());
            self.imported.spans.overall_leads.push(Vec::new());
            self.sections.insert(path[..end].to_owned(), id);
            parent = Some(id);
            from = end + NESTED.len();
        }
        parent
    }

    /// The task of a row; `None` for the row of a section.
    fn task(&mut self, own: &Own<'_>, row: usize) -> Option<usize> {
        let [(number, _), (path, place), (text, span)] = [0, 1, 2].map(|column| {
            let (words, span) = self.cell(own.table, row, column);
            (words.to_owned(), span)
        });
        let section = self.section(&path, &place);
        self.last_section = section;
        if number.is_empty() && text.is_empty() {
            return None;
        }
        let key = (number, path, text);
        if let Some(&known) = self.tasks.get(&key) {
            return Some(known);
        }
        let at = self.imported.plan.tasks.len();
        self.imported.plan.tasks.push(Task {
            section,
            number: key.0.clone(),
            text: key.2.clone(),
            clause: String::new(),
            deadline: None,
            parties: ByRole::default(),
            people: Vec::new(),
        });
        let text = vec![span.clone()];
        self.imported.spans.tasks.push(TaskSpans { own: span, text, ..TaskSpans::default() });
        self.tasks.insert(key, at);
        Some(at)
    }

    /// Adds a party to a task, or to the overall leads of the section whose row it is.
    fn give(&mut self, task: Option<usize>, role: Role, party: Party, span: Range<usize>) {
        let (list, spans) = match (task, self.last_section) {
            (Some(task), _) => {
                (&mut self.imported.plan.tasks[task].parties[role], &mut self.imported.spans.tasks[task].parties[role])
            }
            (None, Some(section)) => (
                &mut self.imported.plan.sections[section.index()].overall_leads,
                &mut self.imported.spans.overall_leads[section.index()],
            ),
            (None, None) => return,
        };
        list.push(party);
        spans.push(span);
    }

    /// A collective that the table shows to stand for a unit.
    fn through(&mut self, collective: &str, member: UnitId) {
        let collective = self.add_unit(collective);
        if collective == member {
            return;
        }
        let unit = &mut self.imported.plan.units[collective.index()];
        if !matches!(unit.collective, Some(Collective::Enumerable { .. })) {
            unit.collective = Some(Collective::Enumerable { roster: Vec::new(), reason: None });
        }
        if let Some(Collective::Enumerable { roster, .. }) = &mut unit.collective
            && !roster.contains(&member)
        {
            roster.push(member);
        }
    }

    /// The marks, each a row; `all`: tasks that no other table has are made.
    fn marks(&mut self, own: &Own<'_>, all: bool) {
        for row in own.head + 1..own.table.rows.len() {
            let before = self.imported.plan.tasks.len();
            let task = self.task(own, row);
            if !all && self.imported.plan.tasks.len() > before {
                // It is on no row of the matrix: the two tables are not of one plan.
                self.doubt(Kind::NotUnderstood, self.cell(own.table, row, 2).1);
            }
            let (name, span) = self.cell(own.table, row, 3);
            let (name, word) = (name.to_owned(), self.cell(own.table, row, 4));
            let basis = self.cell(own.table, row, 5).0.to_owned();
            let Some(role) = self.role(word.0) else {
                self.doubt(Kind::NotUnderstood, word.1);
                continue;
            };
            self.mark(task, role, &name, &basis, span);
        }
    }

    fn mark(&mut self, task: Option<usize>, role: Role, name: &str, basis: &str, span: Range<usize>) {
        let words = name.to_owned();
        if basis == self.words.unlisted {
            return self.give(task, role, Party { words, kind: PartyKind::Open }, span);
        }
        if name.is_empty() {
            return;
        }
        let unit = self.add_unit(name);
        let kind = match basis.strip_prefix(self.words.through) {
            Some(collective) => return self.through(collective, unit),
            None if basis == self.words.by_position => PartyKind::ByPosition(unit),
            None if basis == self.words.blanket => PartyKind::Blanket(unit),
            None => PartyKind::Named(unit),
        };
        self.give(task, role, Party { words, kind }, span);
    }

    fn matrix(&mut self, own: &Own<'_>, marks: Option<&Own<'_>>) {
        let head = &own.table.rows[own.head];
        let total = head.len() - 1;
        let last = own.table.rows.len() - 1;
        // The words of open lists add up to nothing.
        let is_unlisted = total > 3
            && self.cell(own.table, own.head, total - 1).0 == self.words.unlisted
            && self.cell(own.table, last, total - 1).0.is_empty();
        let columns: Vec<(usize, String)> = (3..total - usize::from(is_unlisted))
            .map(|column| (column, self.cell(own.table, own.head, column).0.to_owned()))
            .collect();
        self.bands(own, &columns);
        for row in own.head + 1..last {
            let task = self.task(own, row);
            for (column, name) in &columns {
                let (words, span) = self.cell(own.table, row, *column);
                if words.is_empty() {
                    continue;
                }
                let words = words.to_owned();
                let unit = self.add_unit(name);
                let (roles, collectives) = self.cell_says(&words, &columns);
                for collective in collectives {
                    self.through(&collective, unit);
                }
                for role in roles.into_iter().filter(|_| marks.is_none()) {
                    self.give(task, role, Party { words: name.clone(), kind: PartyKind::Named(unit) }, span.clone());
                }
            }
            let (words, span) = self.cell(own.table, row, total - 1);
            if is_unlisted && marks.is_none() && !words.is_empty() {
                // The table has one column for the open ends of all lists.
                let words = words.to_owned();
                let role = if task.is_some() { Role::Responsible } else { Role::OverallLead };
                self.doubt(Kind::RoleAssumed, span.clone());
                for end in words.split(self.words.separator) {
                    let party = Party { words: end.to_owned(), kind: PartyKind::Open };
                    self.give(task, role, party, span.clone());
                }
            }
        }
        if let Some(marks) = marks {
            self.marks(marks, false);
        }
    }

    /// The roles that a cell names, then the collectives through which its unit is reached.
    fn cell_says(&self, cell: &str, columns: &[(usize, String)]) -> (Vec<Role>, Vec<String>) {
        let (mut roles, mut collectives) = (Vec::new(), Vec::new());
        let mut rest = cell;
        while !rest.is_empty() {
            // A name may hold the sign between names: what is a whole word comes first, the longest of them.
            let end_of = |length: usize| {
                let after = &rest[length..];
                (after.is_empty() || after.starts_with(self.words.separator)).then_some(length)
            };
            let role = Role::ALL
                .into_iter()
                .flat_map(|role| [(role, self.roles[role].as_str()), (role, self.words.roles[role.index()])])
                .filter(|(_, word)| !word.is_empty() && rest.starts_with(word))
                .filter_map(|(role, word)| Some((role, end_of(word.len())?)))
                .max_by_key(|(_, length)| *length);
            let through = rest.strip_prefix(self.words.through).and_then(|name| {
                let known = columns.iter().map(|(_, name)| name).filter(|known| name.starts_with(known.as_str()));
                let whole = known.filter(|known| end_of(self.words.through.len() + known.len()).is_some());
                whole.max_by_key(|known| known.len())
            });
            let length = match (role, through) {
                (Some((role, length)), _) => {
                    roles.push(role);
                    length
                }
                (None, Some(name)) => {
                    collectives.push(name.clone());
                    self.words.through.len() + name.len()
                }
                (None, None) => break,
            };
            rest = rest[length..].strip_prefix(self.words.separator).unwrap_or_default();
        }
        (roles, collectives)
    }

    /// The units of a matrix in the order of its columns, with the groups that a row over its head names.
    fn bands(&mut self, own: &Own<'_>, columns: &[(usize, String)]) {
        for (_, name) in columns.iter().filter(|(_, name)| !name.is_empty()) {
            self.add_unit(name);
        }
        let Some(row) = own.head.checked_sub(1) else { return };
        let bands: Vec<String> =
            columns.iter().map(|(column, _)| self.cell(own.table, row, *column).0.to_owned()).collect();
        if bands.iter().any(String::is_empty) {
            return;
        }
        for ((_, name), band) in columns.iter().zip(bands) {
            let groups = &mut self.imported.plan.groups;
            if groups.last().is_none_or(|group| group.name != band) {
                groups.push(Group { name: band });
            }
            let group = GroupId::new(groups.len() - 1);
            if let Some(unit) = self.units.get(name) {
                self.imported.plan.units[unit.index()].group = group;
            }
        }
    }

    /// The table of tasks: rows of sections have their overall leads alone.
    fn all_tasks(&mut self, own: &Own<'_>) {
        let heads = own.table.rows[own.head].len();
        let head = |column: usize| self.cell(own.table, own.head, column).0;
        let role_of = |column: usize| Role::ALL.into_iter().find(|role| self.words.lists[role.index()] == head(column));
        let lists: Vec<(usize, Role)> = (3..heads).filter_map(|column| Some((column, role_of(column)?))).collect();
        for row in own.head + 1..own.table.rows.len() {
            let task = self.task(own, row);
            for &(column, role) in &lists {
                let (words, span) = self.cell(own.table, row, column);
                let words = words.to_owned();
                self.names(task, role, &words, &span);
            }
            let (words, span) = self.cell(own.table, row, heads - 1);
            if let Some(task) = task.filter(|_| !words.is_empty()) {
                self.imported.plan.tasks[task].deadline = Some(words.to_owned());
                self.imported.spans.tasks[task].deadline = Some(span);
            }
        }
    }

    fn unit(&mut self, own: &Own<'_>, name: Option<&str>) {
        let head: Vec<String> =
            (0..own.table.rows[own.head].len()).map(|c| self.cell(own.table, own.head, c).0.to_owned()).collect();
        // A plan with names of its own for the roles has its own heads: then their order says which is which.
        let deadline = head.iter().position(|word| word == self.words.deadline);
        let lists: Vec<(usize, Role)> = (5..head.len())
            .filter(|&column| Some(column) != deadline)
            .filter_map(|column| {
                let named = Role::ALL.into_iter().find(|role| self.words.lists[role.index()] == head[column]);
                let by_name = || Role::ALL.into_iter().find(|&role| head[column].starts_with(&self.roles[role]));
                Some((column, named.or_else(by_name)?))
            })
            .collect();
        let mut rows: Vec<(Option<usize>, Role, String)> = Vec::new();
        let mut told: BTreeSet<(Option<usize>, Option<SectionId>)> = BTreeSet::new();
        for row in own.head + 1..own.table.rows.len() {
            let task = self.task(own, row);
            let (word, _) = self.cell(own.table, row, 3);
            let Some(role) = self.role(word) else { continue };
            rows.push((task, role, self.cell(own.table, row, 4).0.to_owned()));
            if !told.insert((task, self.last_section)) {
                continue;
            }
            for &(column, list) in &lists {
                let (_, span) = self.cell(own.table, row, column);
                let list = if task.is_none() { Role::OverallLead } else { list };
                self.list(task, list, span);
            }
            if let (Some(task), Some(column)) = (task, deadline) {
                let (words, span) = self.cell(own.table, row, column);
                if !words.is_empty() {
                    self.imported.plan.tasks[task].deadline = Some(words.to_owned());
                    self.imported.spans.tasks[task].deadline = Some(span);
                }
            }
        }
        // Whose table it is: its title says it, its file's name, or the lists, each of which has it.
        let title = self.cell(own.table, 0, 0).0;
        let by_title = title.strip_suffix(self.words.duties).map(|name| name.trim().to_owned());
        let stem = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned());
        let known = |name: &String| self.units.contains_key(name);
        let own_name = by_title.filter(|_| own.head > 0).or_else(|| stem.filter(known));
        let unit = own_name.map(|name| self.add_unit(&name)).or_else(|| self.in_all_lists(&rows));
        if let Some(unit) = unit {
            for (_, _, basis) in &rows {
                if let Some(collective) = basis.strip_prefix(self.words.through).map(str::to_owned) {
                    self.through(&collective, unit);
                }
            }
        }
    }

    /// A cell of names, joined as we join them: each as it stands, but for closing words behind it.
    fn names(&mut self, task: Option<usize>, role: Role, words: &str, span: &Range<usize>) {
        for piece in words.split(self.words.separator).filter(|piece| !piece.is_empty()) {
            let reading = clause::read(piece, Manner::Cell(role));
            let entries: Vec<_> =
                reading.into_iter().flat_map(|reading| reading.lists).flat_map(|list| list.entries).collect();
            let read = entries.into_iter().find_map(|entry| match entry.kind {
                EntryKind::Open => Some((entry.span.start, None)),
                EntryKind::Closing(unit) => Some((entry.span.start, Some(unit))),
                EntryKind::Unit | EntryKind::Headed(_) => None,
            });
            let closing = read.or_else(|| {
                // `and others`, `and other Council departments`.
                let at = piece.find(OTHERS).filter(|&at| at == 0 || piece[..at].ends_with(' '))?;
                let unit = at + OTHERS.len()..piece.len();
                let unit = (piece[unit.clone()].starts_with(' ')).then_some(unit.start + 1..unit.end);
                Some((at, unit))
            });
            let cut = closing.as_ref().map_or(piece.len(), |(at, _)| *at);
            let (name, end) = (piece[..cut].trim(), piece[cut..].trim());
            if !name.is_empty() {
                let unit = self.add_unit(name);
                let party = Party { words: name.to_owned(), kind: PartyKind::Named(unit) };
                self.give(task, role, party, span.clone());
            }
            if let Some((_, unit)) = closing {
                let kind = match unit {
                    Some(unit) => PartyKind::Closing(self.add_unit(&piece[unit])),
                    None => PartyKind::Open,
                };
                self.give(task, role, Party { words: end.to_owned(), kind }, span.clone());
            }
        }
    }

    /// A cell of names with the words that close it.
    fn list(&mut self, task: Option<usize>, role: Role, span: Range<usize>) {
        let Some(reading) = clause::read(&self.text[span.clone()], Manner::Cell(role)) else { return };
        for entry in reading.lists.into_iter().flat_map(|list| list.entries) {
            let place = span.start + entry.span.start..span.start + entry.span.end;
            let words = self.text[place.clone()].to_owned();
            let kind = match entry.kind {
                EntryKind::Open => PartyKind::Open,
                EntryKind::Closing(unit) => {
                    let name = self.text[span.start + unit.start..span.start + unit.end].to_owned();
                    PartyKind::Closing(self.add_unit(&name))
                }
                EntryKind::Unit | EntryKind::Headed(_) => PartyKind::Named(self.add_unit(&words)),
            };
            self.give(task, role, Party { words, kind }, place);
        }
    }

    /// The one unit that stands in the list of each row's role.
    fn in_all_lists(&self, rows: &[(Option<usize>, Role, String)]) -> Option<UnitId> {
        let mut left: Option<BTreeSet<UnitId>> = None;
        for (task, role, basis) in rows {
            let Some(task) = task.filter(|_| !basis.starts_with(self.words.through)) else { continue };
            let list = &self.imported.plan.tasks[task].parties[*role];
            let units: BTreeSet<UnitId> = list.iter().filter_map(Party::unit).collect();
            left = Some(left.map_or(units.clone(), |left| left.intersection(&units).copied().collect()));
        }
        let left = left?;
        let mut units = left.iter();
        units.next().copied().filter(|_| units.next().is_none())
    }

    fn doubt(&mut self, kind: Kind, span: Range<usize>) {
        if !self.imported.findings.iter().any(|finding| finding.kind == kind) {
            self.imported.findings.push(note(kind, self.text, span));
        }
    }

    /// The title over a table on a sheet, else the file's name.
    fn title(&mut self, own: &Own<'_>, name: Option<&str>) {
        let over = own.table.rows.first().filter(|_| own.head > 0).and_then(|row| row.first());
        let over = over.map(|cell| cell.span.clone()).filter(|span| !self.text[span.clone()].trim().is_empty());
        // Over a unit's table stands its own name.
        match over.filter(|_| own.shape == Shape::Matrix) {
            Some(span) => {
                self.imported.plan.title = self.text[span.clone()].trim().to_owned();
                self.imported.spans.title = Some(span);
            }
            None => {
                let stem = name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem));
                self.imported.plan.title = stem.filter(|stem| !stem.is_empty()).unwrap_or("?").to_owned();
                self.imported.findings.push(note(Kind::TitleMissing, self.text, 0..0));
            }
        }
    }

    /// Groups as the names have them, and the units in their order.
    fn finish(mut self) -> Imported {
        let plan: &mut Plan = &mut self.imported.plan;
        if plan.groups.is_empty() {
            let ordinary = plan.units.iter().filter(|unit| unit.collective.is_none());
            let level = groups::level(ordinary.map(|unit| unit.name.as_str()));
            let guess = |unit: &Unit| match unit.collective {
                Some(_) => groups::Group::Collectives,
                None => groups::group(&unit.name, level),
            };
            let guessed: Vec<groups::Group> = plan.units.iter().map(guess).collect();
            let kinds: BTreeSet<groups::Group> = guessed.iter().copied().collect();
            for (unit, group) in plan.units.iter_mut().zip(&guessed) {
                unit.group = GroupId::new(kinds.iter().position(|kind| kind == group).unwrap_or_default());
            }
            plan.groups = kinds.into_iter().map(|kind| Group { name: kind.name(level) }).collect();
        }
        in_group_order(plan);
        self.imported
    }
}

/// Units in the order of their groups: the order of a plan.
fn in_group_order(plan: &mut Plan) {
    let mut order: Vec<usize> = (0..plan.units.len()).collect();
    order.sort_by_key(|&at| plan.units[at].group);
    let mut moved = vec![UnitId::new(0); order.len()];
    for (new, &old) in order.iter().enumerate() {
        moved[old] = UnitId::new(new);
    }
    let mut slots: Vec<Option<Unit>> = std::mem::take(&mut plan.units).into_iter().map(Some).collect();
    plan.units = order.iter().filter_map(|&old| slots[old].take()).collect();
    for unit in &mut plan.units {
        if let Some(Collective::Enumerable { roster, .. }) = &mut unit.collective {
            roster.iter_mut().for_each(|member| *member = moved[member.index()]);
            roster.sort_unstable();
        }
    }
    let of_tasks = plan.tasks.iter_mut().flat_map(|task| task.parties.values_mut().flatten());
    let of_sections = plan.sections.iter_mut().flat_map(|section| &mut section.overall_leads);
    for party in of_tasks.chain(of_sections) {
        let (PartyKind::Named(unit)
        | PartyKind::Closing(unit)
        | PartyKind::ByPosition(unit)
        | PartyKind::Blanket(unit)) = &mut party.kind
        else {
            continue;
        };
        *unit = moved[unit.index()];
    }
}
