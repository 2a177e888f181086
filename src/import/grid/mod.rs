//! Grids: tables with units on one side, tasks on the other, and roles as letters, signs or words in the cells.
//!
//! | kind | rows | columns |
//! |---|---|---|
//! | tasks × units | a task each | a unit each |
//! | units × tasks | a unit each | a task each |
//! | roles as columns | a task and a unit each | a role each |
//! | units over roles | a task each | a role of a unit each |
//! | one mark a row | a task, a unit and a role each | – |
//!
//! What a table is, its cells say: columns in which roles stand far more often than words are its body, the row of
//! words over them its head. A table whose cells are mostly letters of which nobody knows the meaning is a grid that
//! cannot be read: it is left alone and never read as anything else, until a person says what they mean (`mapped`).

mod cell;
mod mapped;
mod shape;
mod sheets;
mod tasks;
mod words;

use super::columns::{Column, meaning};
use super::drafts::{Drafts, SectionDraft, note};
use super::mapping::{Grid, Mapping};
use super::source::{Block, Source, Table};
use super::steps;
use crate::finding::Kind as Doubt;
use crate::model::Role;
use cell::{Legend, Said};
use sheets::Seen;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use words::{LEGEND_HEADS, NO_TASKS, POSTS, THROUGH, UNITS};

/// Rows of heads over each other: groups over units, people over posts.
const MOST_HEADS: usize = 3;
/// So many of ten marks must have a known meaning.
const KNOWN_OF_TEN: usize = 8;
/// The head of a grid is looked for in so many first rows.
const HEAD_ROWS: usize = 12;
/// Longer words are no mark.
const LONGEST_MARK: usize = 3;
/// No sheet holds more grids under each other.
const MOST_PARTS: usize = 32;
/// Fewer marks are an accident.
const FEWEST_MARKS: usize = 3;

/// What the two sides of a grid are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A task in each row, a unit in each column.
    TaskRows,
    /// A unit in each row, a task in each column.
    UnitRows,
    /// A role in each column; the column of the units.
    RoleColumns { unit: usize },
    /// A task in each row, a column for each role of each unit: ticks.
    UnitRoles,
    /// A mark in each row: the columns of the unit and of the role.
    MarkRows { unit: usize, role: usize },
}

/// A table, or the rows of one that are a grid of their own, and what it is.
struct Part {
    table: Table,
    look: Look,
    /// What its signs mean.
    legend: Legend,
}

/// Where the parts of a grid stand in its table.
#[derive(Clone, Debug)]
struct Shape {
    kind: Kind,
    /// The rows of its head.
    head: Range<usize>,
    /// The columns of its body.
    body: Vec<usize>,
    /// The other columns that have a head or stand before the body, with what they hold.
    labels: Vec<(usize, Column)>,
    /// What each cell says.
    said: Vec<Vec<Said>>,
    /// The column of the names of its rows, if a person chose it.
    named: Option<usize>,
}

/// What a table is as a grid.
enum Look {
    Grid(Box<Shape>),
    /// One whose letters or signs nobody explains.
    Unexplained(Box<Shape>),
    /// The same, and it cannot be told how it lies either.
    Unreadable,
    /// It says what the letters of a grid mean, or again what another table says.
    Beside,
    Other,
}

/// The words of a cell, without its margins; empty where a row ends early.
fn words_at<'t>(text: &'t str, table: &Table, row: usize, column: usize) -> &'t str {
    table.rows.get(row).and_then(|row| row.get(column)).map_or("", |cell| text[cell.span.clone()].trim())
}

/// The grids of a document, looked for once.
pub(super) struct Grids {
    /// The parts of each block of the source; none of a paragraph.
    parts: Vec<Vec<Part>>,
    /// Whether a person decided how one of them is read, or will.
    is_decided: bool,
    /// Of each block the sheet's name that is a section's title.
    names: Vec<Option<String>>,
}

impl Grids {
    /// Looks at every table of a document; `unexplained`: those of which nobody explains the signs are read as well.
    pub(super) fn of(source: &Source, mappings: &[Mapping], unexplained: bool) -> Self {
        let legend = Legend::of(source);
        let parts_of = |(at, block): (usize, &Block)| match block {
            Block::Table(table) => {
                let own = mappings.iter().filter(|mapping| mapping.grid.0 == at);
                let own: HashMap<usize, &Mapping> = own.map(|mapping| (mapping.grid.1, mapping)).collect();
                parts(&source.text, &legend, table, &Decided { own, unexplained })
            }
            Block::Paragraph { .. } => Vec::new(),
        };
        let mut parts: Vec<Vec<Part>> = source.blocks.iter().enumerate().map(parts_of).collect();
        let is_list = |look: &Look| matches!(look, Look::Grid(shape) if matches!(shape.kind, Kind::MarkRows { .. }));
        // A list of marks says all: matrix, units and legend of the same workbook say it again.
        if let Some(list) = parts.iter().position(|parts| parts.iter().any(|part| is_list(&part.look))) {
            for (_, others) in parts.iter_mut().enumerate().filter(|(at, _)| *at != list) {
                for part in others {
                    part.look = Look::Beside;
                }
            }
        }
        let has_grid = |parts: &Vec<Part>| parts.iter().any(|part| matches!(part.look, Look::Grid(_)));
        let is_other = |parts: &Vec<Part>| parts.iter().all(|part| matches!(part.look, Look::Other));
        let seen: Vec<Seen> = parts
            .iter()
            .map(|parts| {
                if has_grid(parts) {
                    Seen::Grid
                } else if is_other(parts) {
                    Seen::Other
                } else {
                    Seen::Beside
                }
            })
            .collect();
        let names = sheets::section_names(source, &seen);
        let is_decided =
            parts.iter().flatten().any(|part| part.legend.takes_all() && matches!(part.look, Look::Grid(_)));
        Self { parts, is_decided, names }
    }

    /// Whether a person decides how one of them is read: its tasks are a plan though it may give nobody a part.
    pub(super) fn are_decided(&self) -> bool {
        self.is_decided
    }

    /// The grids as a person is shown them, in the words of the document as it is written.
    pub(super) fn shown(&self, written: &str, source: &Source) -> Vec<Grid> {
        let of_block = |(at, (parts, block)): (usize, (&Vec<Part>, &Block))| {
            let sheet = match block {
                Block::Table(table) => table.name.as_ref(),
                Block::Paragraph { .. } => None,
            };
            let shown =
                parts.iter().enumerate().filter_map(|(nth, part)| part.shown(written, &source.text, sheet, (at, nth)));
            shown.collect::<Vec<_>>()
        };
        self.parts.iter().zip(&source.blocks).enumerate().flat_map(of_block).collect()
    }

    /// Whether the block at this place is a grid or the legend of one, also a grid that cannot be read.
    pub(super) fn has(&self, block: usize) -> bool {
        self.parts.get(block).is_some_and(|parts| parts.iter().any(|part| !matches!(part.look, Look::Other)))
    }

    /// Whether one of them cannot be read, because nobody says what its letters mean.
    pub(super) fn has_unreadable(&self) -> bool {
        self.parts.iter().flatten().any(|part| matches!(part.look, Look::Unreadable | Look::Unexplained(_)))
    }

    fn all(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().enumerate().flat_map(|(block, parts)| parts.iter().map(move |part| (block, part)))
    }

    /// The section that the name of a block's sheet gives, if it gives one; opened at byte `at`.
    pub(super) fn section(&self, block: usize, at: usize, drafts: &mut Drafts) -> Option<usize> {
        let name = self.names.get(block)?.clone()?;
        let known = drafts
            .sections
            .iter()
            .rposition(|section| section.words.as_ref() == Some(&name) && section.parent.is_none());
        Some(known.unwrap_or_else(|| {
            drafts.sections.push(SectionDraft { title: at..at, words: Some(name), ..SectionDraft::default() });
            drafts.sections.len() - 1
        }))
    }

    /// Adds the tasks of all grids; where the first of them begins.
    pub(super) fn read(&self, source: &Source, drafts: &mut Drafts) -> Option<usize> {
        let mut first = None;
        let words = |(at, section): (usize, &SectionDraft)| Some((section.words.clone()?, at));
        let mut named = drafts.sections.iter().enumerate().filter_map(words).collect();
        for (block, Part { table, look, legend }) in self.all() {
            match look {
                Look::Grid(shape) => {
                    let start = table.rows.get(shape.head.start).and_then(|row| row.first());
                    first = first.or(start.map(|cell| cell.span.start));
                    let start = start.map_or(0, |cell| cell.span.start);
                    let base = self.section(block, start, drafts);
                    tasks::read(&source.text, legend, (table, shape), drafts, (base, &mut named));
                }
                Look::Unreadable | Look::Unexplained(_) => {
                    let cells = table.rows.iter().flatten().map(|cell| cell.span.clone());
                    let filled = cells.into_iter().find(|span| !source.text[span.clone()].trim().is_empty());
                    drafts.findings.extend(filled.map(|span| note(Doubt::LeftOut, &source.text, span)));
                }
                Look::Beside | Look::Other => {}
            }
        }
        first
    }
}

/// A row whose words are one cell, or one cell over all columns.
fn is_alone(text: &str, table: &Table, row: usize) -> bool {
    let mut filled = table.rows[row].iter().filter(|cell| !text[cell.span.clone()].trim().is_empty());
    let Some(first) = filled.next() else { return false };
    let words = text[first.span.clone()].trim();
    // Where merged cells were written out, each has the words.
    let is_title = words.chars().count() > LONGEST_MARK;
    filled.all(|cell| cell.span == first.span || is_title && text[cell.span.clone()].trim() == words)
}

/// What a person decides of the grids of one table.
struct Decided<'m> {
    /// By their number in it.
    own: HashMap<usize, &'m Mapping>,
    /// Grids of which nobody explains the signs are read as well.
    unexplained: bool,
}

/// The grids of a table: a row of other words over the columns of a grid begins the next one.
fn parts(text: &str, legend: &Legend, table: &Table, decided: &Decided<'_>) -> Vec<Part> {
    let mut found = Vec::new();
    let mut rest = Table { rows: table.rows.clone(), ..Table::default() };
    loop {
        let seen = part(text, legend, rest, decided, found.len());
        let cut = match &seen.look {
            Look::Grid(shape) if found.len() < MOST_PARTS => shape.next_head(text, &seen.table),
            _ => None,
        };
        let Some(row) = cut else {
            found.push(seen);
            return found;
        };
        rest = seen.table;
        let below = Table { rows: rest.rows.split_off(row), ..Table::default() };
        found.push(part(text, legend, rest, decided, found.len()));
        rest = below;
    }
}

/// A table, or what is left of it, as the grid of this number.
fn part(text: &str, legend: &Legend, table: Table, decided: &Decided<'_>, nth: usize) -> Part {
    let mut look = match look(text, legend, &table) {
        // Its signs are marks, whatever they mean: that says how it lies.
        Look::Unreadable => match self::look(text, &legend.taking_all(), &table) {
            Look::Grid(shape) => Look::Unexplained(shape),
            Look::Unexplained(_) | Look::Unreadable | Look::Beside | Look::Other => Look::Unreadable,
        },
        look => look,
    };
    let mapping = decided.own.get(&nth).copied();
    let mut legend = match &look {
        Look::Unexplained(_) => legend.of_unexplained(),
        Look::Grid(_) | Look::Unreadable | Look::Beside | Look::Other => legend.clone(),
    };
    if let Look::Grid(shape) | Look::Unexplained(shape) = &mut look {
        if let Some(mapping) = mapping {
            legend = legend.deciding(&mapping.signs);
            shape.decide(text, &table, mapping);
        }
        if legend.takes_all() {
            shape.read_again(text, &table, &legend);
        }
    }
    look = match look {
        Look::Unexplained(shape) if decided.unexplained || mapping.is_some_and(Part::gives_roles) => Look::Grid(shape),
        look => look,
    };
    Part { table, look, legend }
}

fn look(text: &str, legend: &Legend, table: &Table) -> Look {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    steps::count(table.rows.iter().map(Vec::len).sum());
    if width < 2 || table.rows.len() < 2 {
        return Look::Other;
    }
    let heads: HashSet<&str> = table
        .rows
        .iter()
        .take(HEAD_ROWS)
        .flatten()
        .map(|cell| text[cell.span.clone()].trim())
        .filter(|words| !words.is_empty())
        .collect();
    let mut known: HashMap<&str, Said> = HashMap::new();
    let said: Vec<Vec<Said>> = table
        .rows
        .iter()
        .map(|row| {
            let read = |cell: &super::source::Cell| {
                let words = text[cell.span.clone()].trim();
                let read = || if is_through(words, &heads) { Said::Nothing } else { legend.read(words) };
                known.entry(words).or_insert_with(read).clone()
            };
            row.iter().map(read).collect()
        })
        .collect();
    let at = |row: usize, column: usize| said[row].get(column).unwrap_or(&Said::Nothing);
    let is_role = |row: usize, column: usize| matches!(at(row, column), Said::Roles { .. });
    let rows = 0..table.rows.len();
    let alone: Vec<bool> = rows.clone().map(|row| is_alone(text, table, row)).collect();
    // Titles of sections, and rows that add up, say nothing of the columns.
    let counts: Vec<bool> = rows
        .clone()
        .map(|row| {
            let mut words = table.rows[row].iter().map(|cell| text[cell.span.clone()].trim());
            !alone[row] && !words.any(is_no_task)
        })
        .collect();
    if let Some(shape) = shape::units_over_roles(text, legend, table, &alone, &said) {
        return Look::Grid(Box::new(shape));
    }
    // Columns in which, from their first role on, roles outnumber words.
    let mut body: Vec<usize> = Vec::new();
    let mut strange = 0;
    for column in 0..width {
        let first = rows.clone().find(|&row| counts[row] && is_role(row, column));
        let count = |wanted: fn(&Said) -> bool| {
            rows.clone().skip(first.unwrap_or(0)).filter(|&row| counts[row] && wanted(at(row, column))).count()
        };
        let unknown = count(|said| *said == Said::Unknown);
        let words = count(|said| *said == Said::Words);
        let roles = count(|said| matches!(said, Said::Roles { .. }));
        // The first words of rows are their names, though one of them may be called as a role is: Support.
        let names_rows =
            column == 0 && rows.clone().filter(|&row| counts[row] && *at(row, column) == Said::Words).count() >= roles;
        if first.is_some() && roles > 2 * words && roles >= unknown && !names_rows {
            body.push(column);
        } else if unknown > words.max(1) {
            strange += 1;
        }
    }
    if body.len() < 2 {
        let marks = body.first().and_then(|&role| mark_rows(text, table, &alone, role, &said));
        let one = || body.first().and_then(|&unit| one_unit(text, table, &alone, unit, &said));
        return match marks.or_else(one) {
            Some(shape) => Look::Grid(Box::new(shape)),
            None if strange >= 2 => Look::Unreadable,
            None => Look::Other,
        };
    }
    let is_body_row = |body: &[usize], row: usize| {
        body.iter().any(|&column| is_role(row, column))
            && (0..width).any(|column| body.binary_search(&column).is_err() && *at(row, column) == Said::Words)
    };
    if is_legend(&body, &said) {
        return Look::Beside;
    }
    let mut body_rows = rows.clone().filter(|&row| counts[row] && is_body_row(&body, row));
    let Some(mut first) = body_rows.next() else { return Look::Other };
    if names_columns(text, table, &body, &said, first)
        && let Some(second) = body_rows.next()
    {
        first = second;
    }
    let Some(head) = head_rows(text, table, &body, first) else {
        return if strange > 0 { Look::Unreadable } else { Look::Other };
    };
    let named = |column: usize| head.clone().any(|row| !words_at(text, table, row, column).is_empty());
    let explains = |column: usize| {
        let mut words = head.clone().map(|row| words_at(text, table, row, column).to_lowercase());
        words.any(|words| LEGEND_HEADS.contains(&words.as_str()))
    };
    body.retain(|&column| named(column) && !explains(column));
    // A unit without a mark stands between the others, or after them under a head of its own.
    let (Some(&from), Some(&to)) = (body.first(), body.last()) else { return Look::Other };
    let mut added = Vec::new();
    let is_empty = |column: usize| (first..table.rows.len()).all(|row| *at(row, column) == Said::Nothing);
    let mut before = None;
    for column in from..width {
        let is_own = body.binary_search(&column).is_ok();
        let joins = !is_own && named(column) && (column < to || before == column.checked_sub(1)) && is_empty(column);
        if joins {
            added.push(column);
        }
        if is_own || joins {
            before = Some(column);
        }
    }
    body.extend(added);
    body.sort_unstable();
    if body.len() < 2 {
        return Look::Other;
    }
    let marks = |wanted: fn(&Said) -> bool| {
        (first..table.rows.len())
            .map(|row| body.iter().filter(|&&column| wanted(at(row, column))).count())
            .sum::<usize>()
    };
    let roles = marks(|said| matches!(said, Said::Roles { .. }));
    let unknown = marks(|said| *said == Said::Unknown);
    if roles < FEWEST_MARKS.min(body.len()) || roles * 10 < (roles + unknown) * KNOWN_OF_TEN {
        return Look::Unreadable;
    }
    let labels = labels(text, table, &alone, &body, &head, first);
    let mut shape = Shape { kind: Kind::TaskRows, head, body, labels, said, named: None };
    shape.kind = match shape.kind(text, legend, table) {
        Some(kind) if legend.takes_all() || shape.is_believed(text, legend, table, &kind) => kind,
        _ => return Look::Unreadable,
    };
    Look::Grid(Box::new(shape))
}

/// Whether a cell says that a unit has its part through a collective that has a column of its own: 经县直各部门.
fn is_through(words: &str, heads: &HashSet<&str>) -> bool {
    let Some(rest) = THROUGH.iter().find_map(|word| words.strip_prefix(word)) else { return false };
    rest.split(['、', ',']).all(|name| heads.contains(name.trim()))
}

/// Whether a table explains letters: each of its rows is about one role, and no two about the same.
fn is_legend(body: &[usize], said: &[Vec<Said>]) -> bool {
    let mut explained: Vec<&[Role]> = Vec::new();
    for row in said {
        let mut roles = body.iter().filter_map(|&column| match row.get(column) {
            Some(Said::Roles { roles, assumed: false }) => Some(roles.as_slice()),
            _ => None,
        });
        let Some(first) = roles.next() else { continue };
        if explained.contains(&first) || roles.next().is_none_or(|other| other != first) {
            return false;
        }
        explained.push(first);
    }
    explained.len() > 1
}

/// Whether a row names the role of each column, as `R Responsible` does over a column of nothing but R.
fn names_columns(text: &str, table: &Table, body: &[usize], said: &[Vec<Said>], row: usize) -> bool {
    // Where another row can be the head, this one must say more than the rows below it.
    let is_first = (0..row).all(|above| body.iter().all(|&column| words_at(text, table, above, column).is_empty()));
    let says_more = |column: usize| {
        let own = words_at(text, table, row, column);
        own.chars().count() > 2 && (row + 1..table.rows.len()).all(|below| words_at(text, table, below, column) != own)
    };
    if !is_first && !body.iter().all(|&column| says_more(column)) {
        return false;
    }
    let mut seen: Vec<Role> = Vec::new();
    body.iter().all(|&column| {
        let Some(Said::Roles { roles: own, assumed: false }) = said[row].get(column) else { return false };
        let below = said[row + 1..].iter().filter_map(|row| row.get(column));
        let [role] = own[..] else { return false };
        let is_new = !seen.contains(&role);
        seen.push(role);
        is_new
            && below.into_iter().all(|said| match said {
                Said::Roles { roles, assumed } => *assumed || roles == own,
                Said::Nothing | Said::Unknown => true,
                Said::Words => false,
            })
    })
}

/// The rows of the head over the first row of the body.
fn head_rows(text: &str, table: &Table, body: &[usize], first: usize) -> Option<Range<usize>> {
    let filled = |row: usize| body.iter().filter(|&&column| !words_at(text, table, row, column).is_empty()).count();
    // Titles of sections may stand between the head and the first task.
    let last = (0..first).rev().find(|&row| !is_alone(text, table, row) && filled(row) > 0)?;
    if 2 * filled(last) < body.len() {
        return None;
    }
    let mut top = last;
    while top > 0 && last - top + 1 < MOST_HEADS {
        let above = top - 1;
        let begins = body.first().is_some_and(|&column| !words_at(text, table, above, column).is_empty());
        let others_empty = (0..body[0]).all(|column| {
            let words = words_at(text, table, above, column);
            words.is_empty() || words == words_at(text, table, last, column)
        });
        let is_head = !is_alone(text, table, above)
            && (2 * filled(above) >= body.len() && filled(above) > 1 || begins && others_empty);
        if !is_head {
            break;
        }
        top = above;
    }
    Some(top..last + 1)
}

/// What stands beside the body.
fn labels(
    text: &str,
    table: &Table,
    alone: &[bool],
    body: &[usize],
    head: &Range<usize>,
    first: usize,
) -> Vec<(usize, Column)> {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let weight = |column: usize| -> usize {
        (first..table.rows.len()).filter(|&row| !alone[row]).map(|row| words_at(text, table, row, column).len()).sum()
    };
    let name = |column: usize| head.clone().rev().map(|row| words_at(text, table, row, column)).find(|w| !w.is_empty());
    let mut labels: Vec<(usize, Column)> = (0..width)
        .filter(|column| body.binary_search(column).is_err())
        .filter(|&column| !name(column).is_some_and(|words| LEGEND_HEADS.contains(&words.to_lowercase().as_str())))
        .filter(|&column| weight(column) > 0 && (column < body[0] || name(column).is_some()))
        .map(|column| {
            let words: String = name(column).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
            let numbers = (first..table.rows.len()).all(|row| {
                let words = words_at(text, table, row, column);
                words.chars().all(|c| c.is_ascii_digit() || ".()（）、-".contains(c)) || alone[row]
            });
            let kind = if numbers && column < body[0] { Column::Number } else { meaning(&words) };
            (column, kind)
        })
        .collect();
    if !labels.iter().any(|(_, kind)| *kind == Column::Task) {
        let free = |kind: &Column| !matches!(kind, Column::Number | Column::Deadline | Column::Section);
        let widest = labels.iter().filter(|(_, kind)| free(kind)).max_by_key(|(column, _)| weight(*column));
        let widest = widest.or_else(|| labels.iter().rfind(|(_, kind)| *kind == Column::Section)).map(|label| label.0);
        for (column, kind) in &mut labels {
            if Some(*column) == widest {
                *kind = Column::Task;
            }
        }
    }
    labels
}

/// A grid of one unit: its name over nothing but roles.
fn one_unit(text: &str, table: &Table, alone: &[bool], unit: usize, said: &[Vec<Said>]) -> Option<Shape> {
    let is_role = |row: &usize| matches!(said[*row].get(unit), Some(Said::Roles { assumed: false, .. }));
    let first = (0..table.rows.len()).find(is_role)?;
    let head = (0..first).rev().find(|&row| !alone[row] && !words_at(text, table, row, unit).is_empty())?;
    let is_body = unit > 0 && has_word(&words_at(text, table, head, unit).to_lowercase(), POSTS);
    let marks = (first..table.rows.len()).filter(is_role).count();
    let head = head..head + 1;
    let labels = labels(text, table, alone, &[unit], &head, first);
    let kind = Kind::TaskRows;
    (is_body && marks > 1).then(|| Shape { kind, head, body: vec![unit], labels, said: said.to_vec(), named: None })
}

/// A list of marks: each row a task, a unit and a role.
fn mark_rows(text: &str, table: &Table, alone: &[bool], role: usize, said: &[Vec<Said>]) -> Option<Shape> {
    let is_head = |row: usize| {
        let cells = table.rows[row].iter().map(|cell| text[cell.span.clone()].trim().to_lowercase());
        let unit = cells.into_iter().position(|words| UNITS.contains(&words.as_str()))?;
        // A column of names for each role is a table of tasks.
        let is_role = |cell: &super::source::Cell| matches!(meaning(text[cell.span.clone()].trim()), Column::Role(..));
        if table.rows[row].iter().filter(|cell| is_role(cell)).count() > 1 {
            return None;
        }
        let names_role = has_word(&words_at(text, table, row, role).to_lowercase(), &["角色", "role"]);
        (names_role && unit != role).then_some(unit)
    };
    let (row, unit) = (0..table.rows.len().min(8)).find_map(|row| Some((row, is_head(row)?)))?;
    let head = row..row + 1;
    let labels: Vec<(usize, Column)> = labels(text, table, alone, &[role], &head, row + 1)
        .into_iter()
        .chain((0..unit.max(role)).filter(|&c| c > role && c != unit).map(|c| (c, Column::Other)))
        .filter(|&(column, _)| column != unit && column != role)
        .collect();
    labels.iter().any(|(_, kind)| *kind == Column::Task).then(|| Shape {
        kind: Kind::MarkRows { unit, role },
        head,
        body: vec![role],
        labels,
        said: said.to_vec(),
        named: None,
    })
}

fn has_word(words: &str, list: &[&str]) -> bool {
    list.iter().any(|word| words.contains(word))
}

/// A row that adds up or remarks.
pub(super) fn is_no_task(words: &str) -> bool {
    let words = words.to_lowercase();
    NO_TASKS
        .iter()
        .any(|word| words == *word || words.starts_with(word) && word.chars().count() > 1 && !word.is_ascii())
}
