//! The rows, or columns, of a grid → sections and tasks in the making.

use super::cell::{Legend, Said, is_equation};
use super::shape::units_over;
use super::{Kind, Shape, is_alone, is_no_task, words_at};
use crate::finding::Kind as Doubt;
use crate::import::clause::{self, Entry, EntryKind, List, Manner, Reading};
use crate::import::columns::Column;
use crate::import::drafts::{Drafts, SectionDraft, TaskDraft, note};
use crate::import::find::Clause;
use crate::import::number;
use crate::import::source::{Cell, Table};
use crate::model::Role;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Adds the tasks of one grid.
pub(super) fn read(
    text: &str,
    legend: &Legend,
    (table, shape): (&Table, &Shape),
    drafts: &mut Drafts,
    (base, named): (Option<usize>, &mut HashMap<String, usize>),
) {
    let mut reader =
        Reader { text, legend, table, shape, drafts, told: BTreeSet::new(), levels: Vec::new(), named, base };
    match &shape.kind {
        Kind::TaskRows => reader.task_rows(),
        Kind::UnitRows => reader.unit_rows(),
        Kind::UnitRoles => reader.unit_roles(),
        Kind::RoleColumns { unit } => reader.role_columns(*unit),
        Kind::MarkRows { unit, role } => reader.mark_rows(*unit, *role),
    }
}

struct Reader<'a> {
    text: &'a str,
    legend: &'a Legend,
    table: &'a Table,
    shape: &'a Shape,
    drafts: &'a mut Drafts,
    /// Marks of which something was said already: once for each.
    told: BTreeSet<String>,
    /// The titles of the open sections, outermost first: words and section.
    levels: Vec<(String, usize)>,
    /// Sections that a column of sections named, by their words.
    named: &'a mut HashMap<String, usize>,
    /// The section of the sheet it stands on.
    base: Option<usize>,
}

/// Titles of sections stand over each other so often at most.
const MOST_LEVELS: usize = 8;

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace("**", "").trim_matches(['*', '_']).to_owned()
}

/// Whether words close a list and name nobody: 等部门.
fn names_nobody(words: &str) -> bool {
    let reading = clause::read(words, Manner::Cell(Role::Responsible));
    let lists = reading.map(|reading| reading.lists).unwrap_or_default();
    matches!(&lists[..], [List { entries, .. }] if matches!(&entries[..], [Entry { kind: EntryKind::Open, .. }]))
}

impl Reader<'_> {
    fn words(&self, row: usize, column: usize) -> &str {
        words_at(self.text, self.table, row, column)
    }

    fn span(&self, row: usize, column: usize) -> Range<usize> {
        self.table.rows.get(row).and_then(|row| row.get(column)).map_or(0..0, |cell| cell.span.clone())
    }

    /// The name over each column of the body: the lowest words of its head, with those above where they alone do not
    /// tell the columns apart.
    fn names(&self) -> HashMap<usize, String> {
        let body = &self.shape.body;
        let lowest: Vec<String> =
            body.iter().map(|&c| one_line(self.shape.head_words(self.text, self.table, c))).collect();
        let mut seen = BTreeSet::new();
        let apart = lowest.iter().all(|name| seen.insert(name.clone()));
        // A head that stands over several columns may stand in the first of them alone.
        let mut whole: HashMap<usize, Vec<String>> = HashMap::new();
        for row in self.shape.head.clone() {
            let mut before = String::new();
            for &column in body {
                let part = one_line(self.words(row, column));
                let part = if part.is_empty() && row + 1 < self.shape.head.end { before.clone() } else { part };
                before.clone_from(&part);
                let parts = whole.entry(column).or_default();
                if !part.is_empty() && parts.last() != Some(&part) {
                    parts.push(part);
                }
            }
        }
        let whole = |column: &usize| whole.get(column).map(|parts| parts.join(" / ")).unwrap_or_default();
        body.iter().zip(lowest).map(|(&column, lowest)| (column, if apart { lowest } else { whole(&column) })).collect()
    }

    /// One cell of the body as a clause that gives a unit its roles.
    fn clause(&mut self, row: usize, column: usize, name: &str, roles: &[Role]) -> Clause {
        let span = self.span(row, column);
        let entry = |role: Role| List {
            role,
            entries: vec![Entry {
                span: 0..span.len(),
                kind: EntryKind::Headed(name.to_owned()),
                role: None,
                full: None,
            }],
        };
        Clause {
            outer: span.clone(),
            inner: span.clone(),
            reading: Reading { lists: roles.iter().copied().map(entry).collect(), ..Reading::default() },
            unclosed: false,
            sentence: false,
            doubtful: false,
            heading: Some(name.to_owned()),
        }
    }

    /// The same of closing words that name nobody, as they stand in the column of the units.
    fn open(&self, row: usize, unit: usize, mut clause: Clause) -> Clause {
        let span = self.span(row, unit);
        for entry in clause.reading.lists.iter_mut().flat_map(|list| &mut list.entries) {
            (entry.kind, entry.span) = (EntryKind::Open, 0..span.len());
        }
        Clause { outer: span.clone(), inner: span, heading: None, ..clause }
    }

    /// The roles of a cell; what is doubtful about them is said once for each mark.
    fn roles(&mut self, row: usize, column: usize) -> Vec<Role> {
        let kind = match self.shape.said(row, column) {
            Said::Roles { .. } if self.legend.takes_all() && self.legend.has_unknown(self.words(row, column)) => {
                Doubt::NotUnderstood
            }
            Said::Roles { roles, assumed: false } => return roles.clone(),
            Said::Roles { assumed: true, .. } => Doubt::RoleAssumed,
            Said::Unknown | Said::Words => Doubt::NotUnderstood,
            Said::Nothing => return Vec::new(),
        };
        if self.told.insert(self.words(row, column).to_owned()) {
            let span = self.span(row, column);
            self.drafts.findings.push(note(kind, self.text, span));
        }
        match self.shape.said(row, column) {
            Said::Roles { roles, .. } => roles.clone(),
            Said::Nothing | Said::Unknown | Said::Words => Vec::new(),
        }
    }

    fn label(&self, wanted: &Column) -> Option<usize> {
        self.shape.labels.iter().find(|(_, kind)| kind == wanted).map(|(column, _)| *column)
    }

    /// A task's own columns: number, words, deadline.
    fn draft(&self, row: usize, task: usize) -> TaskDraft {
        let cell = self.span(row, task);
        let mut draft = TaskDraft { own: cell.clone(), ..TaskDraft::default() };
        let mut from = cell.start;
        match self.label(&Column::Number).filter(|&column| column != task) {
            Some(column) => draft.number = self.words(row, column).trim_matches(['.', '、', '．']).to_owned(),
            None => {
                let number = number::read(&self.text[cell.clone()]).into_iter().next();
                if let Some(number) = number.filter(|number| number.length < cell.len()) {
                    from += number.length;
                    draft.number = number.shown;
                }
            }
        }
        if from < cell.end {
            draft.text.push((from..cell.end, true));
        }
        let deadline = self.label(&Column::Deadline).map(|column| self.span(row, column));
        draft.deadline = deadline.filter(|span| !self.text[span.clone()].trim().is_empty());
        draft
    }

    /// The section that the column of sections names in a row.
    fn section_of(&mut self, row: usize) -> Option<usize> {
        let Some(column) = self.label(&Column::Section) else { return self.inner() };
        let words = one_line(self.words(row, column));
        if words.is_empty() || self.levels.last().is_some_and(|level| level.0 == words) {
            return self.inner();
        }
        let section = match self.named.get(&words) {
            Some(&known) => known,
            None => self.open_section(&words, self.span(row, column), self.base),
        };
        self.named.insert(words.clone(), section);
        self.levels = vec![(words, section)];
        Some(section)
    }

    /// The innermost section that is open.
    fn inner(&self) -> Option<usize> {
        self.levels.last().map(|level| level.1).or(self.base)
    }

    fn open_section(&mut self, words: &str, title: Range<usize>, parent: Option<usize>) -> usize {
        let words = Some(words.to_owned());
        self.drafts.sections.push(SectionDraft { title, parent, words, ..SectionDraft::default() });
        self.drafts.sections.len() - 1
    }

    /// Titles of sections over each other: a title alone takes the place of the innermost one.
    fn open_titles(&mut self, titles: &[usize]) {
        let like = |one: &str, other: &str| {
            // Jalon 1, Jalon 2
            let stem = |words: &str| words.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace()).to_owned();
            stem(one) == stem(other) && !stem(one).is_empty()
        };
        let names: Vec<(String, String, Range<usize>)> = titles
            .iter()
            .filter_map(|&row| {
                let filled = |cell: &&Cell| !self.text[cell.span.clone()].trim().is_empty();
                let alone = is_alone(self.text, self.table, row);
                let label = if alone { None } else { self.label(&Column::Number) };
                let task = self.shape.task_column().filter(|_| !alone);
                let title = match task {
                    Some(task) => self.span(row, task),
                    None => self.table.rows[row].iter().find(filled)?.span.clone(),
                };
                let label = label.map(|column| self.words(row, column).trim_end_matches(['、', '.']).to_owned());
                Some((label.unwrap_or_default(), one_line(&self.text[title.clone()]), title))
            })
            .collect();
        let Some((_, first, _)) = names.first() else { return };
        let keep = self
            .levels
            .iter()
            .position(|(words, _)| like(words, first))
            .unwrap_or_else(|| self.levels.len().saturating_sub(names.len()));
        self.levels.truncate(keep);
        for (label, words, span) in names {
            self.levels.truncate(MOST_LEVELS - 1);
            let parent = self.inner();
            let section = self.open_section(&words, span, parent);
            self.drafts.sections[section].label = label;
            self.levels.push((words, section));
        }
    }

    fn has_roles(&self, row: usize) -> bool {
        self.shape.body.iter().any(|&column| matches!(self.shape.said(row, column), Said::Roles { .. }))
    }

    /// Whether a row without marks has a number of another kind than the tasks: 一、 over 1, 2, 3.
    fn is_numbered_title(&self, row: usize) -> bool {
        let (Some(number), Some(task)) = (self.label(&Column::Number), self.shape.task_column()) else { return false };
        let in_figures = |words: &str| words.contains(|c: char| c.is_ascii_digit());
        let words = self.words(row, number);
        let filled =
            |row: &Vec<Cell>| row.iter().filter(|cell| !self.text[cell.span.clone()].trim().is_empty()).count();
        !words.is_empty()
            && !in_figures(words)
            && !self.words(row, task).is_empty()
            && filled(&self.table.rows[row]) == 2
            && in_figures(self.words(row + 1, number))
    }

    /// Rows of the body one after the other: titles of sections apart from tasks.
    fn rows(&mut self) -> Vec<(usize, Option<usize>)> {
        let mut found = Vec::new();
        let mut titles: Vec<usize> = Vec::new();
        for row in self.shape.first()..self.table.rows.len() {
            let marks = self.shape.body.iter().any(|&column| *self.shape.said(row, column) != Said::Nothing);
            let head = self.shape.head.end - 1;
            let again = self.shape.body.iter().all(|&c| self.words(row, c) == self.words(head, c));
            let adds = self.shape.labels.iter().any(|(column, _)| is_no_task(self.words(row, *column)));
            let mut filled = self.table.rows[row]
                .iter()
                .map(|cell| self.text[cell.span.clone()].trim())
                .filter(|w| !w.is_empty())
                .peekable();
            let explains = filled.peek().is_some() && filled.all(is_equation);
            if again || adds || explains {
                continue;
            }
            // One title alone, whatever stands beside the grid.
            let own = self.shape.labels.iter().map(|(column, _)| column).chain(&self.shape.body);
            let filled: BTreeSet<&str> =
                own.map(|&column| self.words(row, column)).filter(|words| !words.is_empty()).collect();
            let is_title = matches!(self.shape.kind, Kind::TaskRows | Kind::UnitRoles)
                && filled.len() == 1
                && !self.has_roles(row);
            let alone = is_title || is_alone(self.text, self.table, row);
            if alone || !marks && self.is_numbered_title(row) {
                titles.push(row);
                continue;
            }
            let task = self.shape.task_column().unwrap_or(0);
            let blank = self.words(row, task).is_empty() && !marks;
            if blank {
                continue;
            }
            self.open_titles(&std::mem::take(&mut titles));
            let section = self.section_of(row);
            found.push((row, section));
        }
        // Under the last task: remarks, legends, sums.
        for row in titles {
            let first = self.table.rows[row].iter().find(|cell| !self.text[cell.span.clone()].trim().is_empty());
            if let Some(span) = first.map(|cell| cell.span.clone()) {
                self.drafts.findings.push(note(Doubt::LeftOut, self.text, span.clone()));
                self.drafts.prose.push(span);
            }
        }
        found
    }

    fn task_rows(&mut self) {
        let Some(task) = self.shape.task_column() else { return };
        self.left_out(&[]);
        let names = self.names();
        for (row, section) in self.rows() {
            let mut draft = TaskDraft { section, ..self.draft(row, task) };
            for &column in &self.shape.body {
                let roles = self.roles(row, column);
                if roles.is_empty() {
                    continue;
                }
                let name = names.get(&column).cloned().unwrap_or_default();
                let clause = self.clause(row, column, &name, &roles);
                draft.clauses.push(clause);
            }
            self.push(draft, section);
        }
    }

    /// A row without words is about its section.
    fn push(&mut self, draft: TaskDraft, section: Option<usize>) {
        if !draft.text.is_empty() {
            self.drafts.tasks.push(draft);
        } else if let Some(section) = section {
            self.drafts.sections[section].overall.extend(draft.clauses);
        }
    }

    fn unit_rows(&mut self) {
        let Some(unit) = self.shape.names(self.text, self.table) else { return };
        self.left_out(&[unit]);
        let rows = self.rows();
        for &column in &self.shape.body {
            let heads: Vec<usize> = self.shape.head.clone().collect();
            let head = heads.iter().rev().find(|&&row| !self.words(row, column).is_empty()).copied().unwrap_or(0);
            let span = self.span(head, column);
            let number = number::read(&self.text[span.clone()]).into_iter().next();
            let length = number.as_ref().map_or(0, |number| number.length).min(span.len());
            let mut draft = TaskDraft {
                own: span.clone(),
                number: number.map(|number| number.shown).unwrap_or_default(),
                text: vec![(span.start + length..span.end, true)],
                ..TaskDraft::default()
            };
            for &(row, _) in &rows {
                let roles = self.roles(row, column);
                let name = one_line(self.words(row, unit));
                if roles.is_empty() || name.is_empty() {
                    continue;
                }
                let clause = self.clause(row, column, &name, &roles);
                draft.clauses.push(clause);
            }
            draft.section = self.base;
            self.drafts.tasks.push(draft);
        }
    }

    fn unit_roles(&mut self) {
        let Some(task) = self.shape.task_column() else { return };
        self.left_out(&[]);
        let head = self.shape.head.end - 1;
        let units = units_over(self.text, self.table, head - 1, &self.shape.body);
        let roles = self.shape.body.iter().map(|&column| self.legend.head(self.words(head, column)));
        let columns: Vec<(usize, String, Option<Role>)> = self
            .shape
            .body
            .iter()
            .zip(units)
            .zip(roles)
            .map(|((&column, unit), role)| (column, one_line(unit), role))
            .collect();
        for (row, section) in self.rows() {
            let mut draft = TaskDraft { section, ..self.draft(row, task) };
            for (column, unit, role) in &columns {
                if let (Said::Roles { .. } | Said::Unknown, Some(role)) = (self.shape.said(row, *column), role) {
                    let clause = self.clause(row, *column, unit, &[*role]);
                    draft.clauses.push(clause);
                }
            }
            self.push(draft, section);
        }
    }

    fn role_columns(&mut self, unit: usize) {
        let task = self.shape.labels.iter().rfind(|(c, kind)| *c != unit && *kind == Column::Task).map(|l| l.0);
        let other = || self.shape.labels.iter().find(|(c, kind)| *c != unit && *kind == Column::Other).map(|l| l.0);
        let Some(task) = task.or_else(other) else { return };
        self.left_out(&[unit, task]);
        let heads: HashMap<usize, Role> = self
            .shape
            .body
            .iter()
            .filter_map(|&c| Some((c, self.legend.head(self.shape.head_words(self.text, self.table, c))?)))
            .collect();
        let mut name = String::new();
        for (row, section) in self.rows() {
            let words = one_line(self.words(row, unit));
            if !words.is_empty() {
                name = words;
            }
            if name.is_empty() {
                continue;
            }
            let mut draft = TaskDraft { section, ..self.draft(row, task) };
            for &column in &self.shape.body {
                if let (Said::Roles { .. } | Said::Unknown, Some(role)) =
                    (self.shape.said(row, column), heads.get(&column))
                {
                    let clause = self.clause(row, column, &name, &[*role]);
                    draft.clauses.push(clause);
                }
            }
            self.push(draft, section);
        }
    }

    fn mark_rows(&mut self, unit: usize, role: usize) {
        let Some(task) = self.shape.task_column() else { return };
        let mut last: Option<(String, String, Option<usize>)> = None;
        for row in self.shape.first()..self.table.rows.len() {
            let roles = self.roles(row, role);
            let name = one_line(self.words(row, unit));
            let section = self.section_of(row);
            let draft = self.draft(row, task);
            let key = (draft.number.clone(), self.words(row, task).to_owned(), section);
            let again = last.as_ref() == Some(&key) && !draft.text.is_empty();
            let clause = (!name.is_empty() && !roles.is_empty()).then(|| {
                let clause = self.clause(row, role, &name, &roles);
                if names_nobody(&name) { self.open(row, unit, clause) } else { clause }
            });
            if again && let Some(task) = self.drafts.tasks.last_mut() {
                task.clauses.extend(clause);
                continue;
            }
            last = Some(key);
            self.push(TaskDraft { section, clauses: clause.into_iter().collect(), ..draft }, section);
        }
    }

    /// Says which columns a plan has no place for.
    fn left_out(&mut self, used: &[usize]) {
        let head = self.shape.head.end - 1;
        for (column, kind) in &self.shape.labels {
            let span = self.span(head, *column);
            if *kind == Column::Other && !used.contains(column) && !self.text[span.clone()].trim().is_empty() {
                self.drafts.findings.push(note(Doubt::ColumnLeftOut, self.text, span));
            }
        }
    }
}
