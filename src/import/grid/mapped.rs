//! What a person decides of a grid, and what they are shown of it: [`Mapping`] and [`Grid`].

use super::cell::{Legend, Said, key};
use super::{HEAD_ROWS, Kind, Look, Part, Shape, is_alone, labels, words_at};
use crate::import::columns::Column;
use crate::import::mapping::{Grid, Mapping, Meaning, Way};
use crate::import::source::Table;
use std::collections::HashMap;
use std::ops::Range;

/// More signs than this are words; further ones are not offered.
const MOST_SIGNS: usize = 40;
/// A row is known by so many of its words.
const MOST_WORDS: usize = 6;

impl Shape {
    /// Takes what a person decided; what does not fit this grid is not heeded.
    pub(super) fn decide(&mut self, text: &str, table: &Table, mapping: &Mapping) {
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let alone: Vec<bool> = (0..table.rows.len()).map(|row| is_alone(text, table, row)).collect();
        match (&self.kind, mapping.way) {
            (Kind::TaskRows | Kind::UnitRows, Some(Way::TaskRows)) => self.kind = Kind::TaskRows,
            (Kind::TaskRows | Kind::UnitRows, Some(Way::UnitRows)) => self.kind = Kind::UnitRows,
            _ => {}
        }
        let Range { start, end } = mapping.heads;
        let has_rows = start < end && end < table.rows.len() && end - start <= HEAD_ROWS;
        if has_rows && mapping.heads != self.head && matches!(self.kind, Kind::TaskRows | Kind::UnitRows) {
            self.head = mapping.heads.clone();
            let named = |column: usize| self.head.clone().any(|row| !words_at(text, table, row, column).is_empty());
            let body: Vec<usize> = self.body.iter().copied().filter(|&column| named(column)).collect();
            self.take_body(text, table, &alone, body);
        }
        let names = mapping.names;
        if names < width && Some(names) != self.names(text, table) && Some(names) != self.unit() {
            let body: Vec<usize> = self.body.iter().copied().filter(|&column| column != names).collect();
            if !body.is_empty() {
                self.take_body(text, table, &alone, body);
                self.named = Some(names);
                self.name_by(names);
            }
        }
    }

    /// Takes these columns for the body, if there are any, and looks again at what stands beside them.
    fn take_body(&mut self, text: &str, table: &Table, alone: &[bool], body: Vec<usize>) {
        if !body.is_empty() {
            self.body = body;
        }
        // A list of marks has columns of its own beside its body, wherever that is.
        if !matches!(self.kind, Kind::MarkRows { .. }) {
            self.labels = labels(text, table, alone, &self.body, &self.head, self.head.end);
        }
    }

    /// Reads the marks again, by this legend. What is a mark and what is not stays as it was.
    pub(super) fn read_again(&mut self, text: &str, table: &Table, legend: &Legend) {
        let mut known: HashMap<&str, Said> = HashMap::new();
        for (row, cells) in self.said.iter_mut().enumerate() {
            for (column, said) in cells.iter_mut().enumerate() {
                if matches!(said, Said::Roles { .. } | Said::Unknown) {
                    let words = words_at(text, table, row, column);
                    *said = known.entry(words).or_insert_with(|| legend.read(words)).clone();
                }
            }
        }
    }

    /// Makes this column the one of the names.
    fn name_by(&mut self, column: usize) {
        for (own, kind) in &mut self.labels {
            if *own == column {
                *kind = Column::Task;
            } else if *kind == Column::Task {
                *kind = Column::Other;
            }
        }
        if !self.labels.iter().any(|(own, _)| *own == column) {
            self.labels.push((column, Column::Task));
            self.labels.sort_by_key(|(column, _)| *column);
        }
    }

    /// The column of the names of the rows.
    pub(super) fn names(&self, text: &str, table: &Table) -> Option<usize> {
        match self.kind {
            Kind::UnitRows => self.named.or_else(|| self.unit_column(text, table)).or_else(|| self.task_column()),
            Kind::TaskRows | Kind::UnitRoles | Kind::RoleColumns { .. } | Kind::MarkRows { .. } => self.task_column(),
        }
    }

    /// The column of the units, where they have one beside the tasks.
    fn unit(&self) -> Option<usize> {
        match self.kind {
            Kind::RoleColumns { unit } | Kind::MarkRows { unit, .. } => Some(unit),
            Kind::TaskRows | Kind::UnitRows | Kind::UnitRoles => None,
        }
    }

    fn has_roles_over_columns(&self) -> bool {
        matches!(self.kind, Kind::RoleColumns { .. } | Kind::UnitRoles)
    }
}

impl Part {
    /// Whether a sign of this grid gives somebody a role.
    pub(super) fn gives_roles(mapping: &Mapping) -> bool {
        mapping.signs.iter().any(|(_, meaning)| matches!(meaning, Meaning::Role(_)))
    }

    /// The grid as a person is shown it: in the words of the document as it is written, its signs as they were read.
    pub(super) fn shown(
        &self,
        written: &str,
        text: &str,
        sheet: Option<&String>,
        grid: (usize, usize),
    ) -> Option<Grid> {
        let (shape, is_read) = match &self.look {
            Look::Grid(shape) => (shape, true),
            Look::Unexplained(shape) => (shape, false),
            Look::Unreadable | Look::Beside | Look::Other => return None,
        };
        let table = &self.table;
        let names = shape.names(text, table)?;
        let way = match shape.kind {
            Kind::TaskRows => Some(Way::TaskRows),
            Kind::UnitRows => Some(Way::UnitRows),
            Kind::UnitRoles | Kind::RoleColumns { .. } | Kind::MarkRows { .. } => None,
        };
        let row = |row: usize| {
            let mut words: Vec<String> = Vec::new();
            for cell in &table.rows[row] {
                let own = written[cell.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                if !own.is_empty() && words.last() != Some(&own) && words.len() < MOST_WORDS {
                    words.push(own);
                }
            }
            words
        };
        let most = HEAD_ROWS.max(shape.head.end).min(table.rows.len().saturating_sub(1));
        let (signs, cells) = self.signs(text, shape);
        Some(Grid {
            mapping: Mapping { grid, heads: shape.head.clone(), names, way, signs },
            is_read,
            sheet: sheet.cloned(),
            rows: (0..most).map(row).collect(),
            columns: self.columns(written, shape, names),
            cells,
        })
    }

    fn columns(&self, text: &str, shape: &Shape, names: usize) -> Vec<(usize, String)> {
        let table = &self.table;
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        let words = |column: usize| {
            let head = shape.head_words(text, table, column);
            let below = || (shape.head.end..table.rows.len()).map(|row| words_at(text, table, row, column));
            let words = Some(head).filter(|head| !head.is_empty()).or_else(|| below().find(|words| !words.is_empty()));
            words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        (0..width)
            .filter(|column| {
                shape.body.binary_search(column).is_err() && shape.unit() != Some(*column) || *column == names
            })
            .filter_map(|column| Some((column, words(column)?)))
            .collect()
    }

    /// Each sign with what it says, and in how many cells it stands.
    fn signs(&self, text: &str, shape: &Shape) -> (Vec<(String, Meaning)>, Vec<usize>) {
        let mut at: HashMap<String, usize> = HashMap::new();
        let (mut signs, mut cells): (Vec<(String, Meaning)>, Vec<usize>) = (Vec::new(), Vec::new());
        let mut add = |sign: &str, meaning: Meaning| {
            let place = *at.entry(key(sign)).or_insert(signs.len());
            if place == signs.len() {
                if signs.len() == MOST_SIGNS {
                    at.remove(&key(sign));
                    return;
                }
                signs.push((sign.to_owned(), meaning));
                cells.push(0);
            }
            cells[place] += 1;
        };
        if shape.has_roles_over_columns() {
            for &column in &shape.body {
                let words = shape.head_words(text, &self.table, column);
                add(words, self.legend.head(words).map_or(Meaning::Nothing, Meaning::Role));
            }
            return (signs, cells);
        }
        let mut known: HashMap<&str, Vec<(String, Meaning)>> = HashMap::new();
        for row in shape.head.end..self.table.rows.len() {
            for &column in &shape.body {
                if !matches!(shape.said(row, column), Said::Roles { .. } | Said::Unknown) {
                    continue;
                }
                let words = words_at(text, &self.table, row, column);
                let read = || {
                    let meaning = |said: &Said| match said {
                        Said::Roles { roles, .. } => {
                            Some(roles.first().map_or(Meaning::Nothing, |role| Meaning::Role(*role)))
                        }
                        Said::Unknown => Some(Meaning::Unknown),
                        Said::Nothing | Said::Words => None,
                    };
                    let signs = self.legend.signs(words).into_iter();
                    signs.filter_map(|sign| Some((sign.written, meaning(&sign.said)?))).collect()
                };
                for (sign, meaning) in known.entry(words).or_insert_with(read).iter() {
                    add(sign, *meaning);
                }
            }
        }
        (signs, cells)
    }
}
