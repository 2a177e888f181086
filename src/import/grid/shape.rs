//! What the parts of a grid say of it: which way it lies, and whether its marks are roles.

use super::cell::{Legend, Said};
use super::words::{POSTS, TASK_HEADS, UNIT_HEADS};
use super::{FEWEST_MARKS, HEAD_ROWS, Kind, Shape, has_word, is_alone, labels, words_at};
use crate::import::columns::Column;
use crate::import::source::Table;
use crate::model::Role;
use std::collections::HashSet;

/// Units over their roles, and ticks below: the head has a row of units and under it a row of roles for each of them.
pub(super) fn units_over_roles(
    text: &str,
    legend: &Legend,
    table: &Table,
    alone: &[bool],
    said: &[Vec<Said>],
) -> Option<Shape> {
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let body_of = |row: usize| {
        let roles: Vec<(usize, Role)> =
            (0..width).filter_map(|column| Some((column, legend.head(words_at(text, table, row, column))?))).collect();
        let distinct: HashSet<Role> = roles.iter().map(|(_, role)| *role).collect();
        if distinct.len() < 2 || roles.len() <= distinct.len() {
            return None;
        }
        // Each role of each unit once.
        let columns: Vec<usize> = roles.iter().map(|(column, _)| *column).collect();
        let names = units_over(text, table, row - 1, &columns);
        let pairs: HashSet<(&str, Role)> = names.iter().zip(&roles).map(|(name, (_, role))| (*name, *role)).collect();
        let are_units = names.iter().all(|name| !name.is_empty() && legend.head(name).is_none());
        (are_units && pairs.len() == roles.len()).then_some(columns)
    };
    let (row, body) = (1..table.rows.len().min(HEAD_ROWS)).find_map(|row| Some((row, body_of(row)?)))?;
    let below = || said[row + 1..].iter().flat_map(|row| body.iter().filter_map(|&column| row.get(column)));
    let ticks = below().filter(|said| matches!(said, Said::Roles { assumed: true, .. })).count();
    let others = below().filter(|said| matches!(said, Said::Words | Said::Roles { assumed: false, .. })).count();
    if ticks < FEWEST_MARKS || 10 * others > ticks {
        return None;
    }
    let head = row - 1..row + 1;
    let labels = labels(text, table, alone, &body, &head, row + 1);
    Some(Shape { kind: Kind::UnitRoles, head, body, labels, said: said.to_vec(), named: None })
}

/// The unit over each of these columns: a name stands over several, or in the first of them alone.
pub(super) fn units_over<'t>(text: &'t str, table: &Table, row: usize, columns: &[usize]) -> Vec<&'t str> {
    let mut before = "";
    let name = |&column: &usize| {
        let own = words_at(text, table, row, column);
        if !own.is_empty() {
            before = own;
        }
        before
    };
    columns.iter().map(name).collect()
}

impl Shape {
    /// The row in which another grid begins: words over the columns of this one, and marks below them.
    pub(super) fn next_head(&self, text: &str, table: &Table) -> Option<usize> {
        let marks = |row: usize| self.body.iter().any(|&c| matches!(self.said(row, c), Said::Roles { .. }));
        let first = (self.first()..table.rows.len()).find(|&row| marks(row))?;
        let words = |row: usize| {
            let named = self.body.iter().filter(|&&column| *self.said(row, column) == Said::Words);
            named.map(|&column| words_at(text, table, row, column)).collect::<HashSet<_>>().len()
        };
        let again =
            |row: usize| self.body.iter().all(|&c| words_at(text, table, row, c) == self.head_words(text, table, c));
        let row = (first + 1..table.rows.len())
            .find(|&row| !marks(row) && words(row) > 1 && !is_alone(text, table, row) && !again(row))?;
        (row + 1..table.rows.len()).any(marks).then_some(row)
    }

    pub(super) fn first(&self) -> usize {
        self.head.end
    }

    pub(super) fn said(&self, row: usize, column: usize) -> &Said {
        self.said.get(row).and_then(|row| row.get(column)).unwrap_or(&Said::Nothing)
    }

    pub(super) fn task_column(&self) -> Option<usize> {
        self.labels.iter().rfind(|(_, kind)| *kind == Column::Task).map(|(column, _)| *column)
    }

    /// The column of the units of a grid with a unit in each row: its head says so, and none says that tasks stand there.
    pub(super) fn unit_column(&self, text: &str, table: &Table) -> Option<usize> {
        let name = |column: usize| self.head_words(text, table, column).to_lowercase();
        let before = || self.labels.iter().map(|(column, _)| *column).filter(|column| *column < self.body[0]);
        let names_tasks = |column: usize| has_word(&name(column), TASK_HEADS) && !name(column).contains("职责");
        if before().any(names_tasks) {
            return None;
        }
        before().find(|&column| has_word(&name(column), UNIT_HEADS))
    }

    /// The last words of the head over a column.
    pub(super) fn head_words<'t>(&self, text: &'t str, table: &Table, column: usize) -> &'t str {
        self.head.clone().rev().map(|row| words_at(text, table, row, column)).find(|w| !w.is_empty()).unwrap_or("")
    }

    /// Which way the grid lies; `None` if a column that it needs is not there.
    pub(super) fn kind(&self, text: &str, legend: &Legend, table: &Table) -> Option<Kind> {
        let roles = self.body.iter().filter(|&&column| legend.head(self.head_words(text, table, column)).is_some());
        if roles.count() == self.body.len() {
            let columns: Vec<usize> = self
                .labels
                .iter()
                .filter(|(_, k)| *k != Column::Number && *k != Column::Deadline)
                .map(|l| l.0)
                .collect();
            let name = |column: usize| self.head_words(text, table, column).to_lowercase();
            let by_head =
                columns.iter().copied().find(|&c| has_word(&name(c), UNIT_HEADS) && !has_word(&name(c), TASK_HEADS));
            let by_head = by_head.or_else(|| {
                let task = columns.iter().copied().find(|&c| has_word(&name(c), TASK_HEADS))?;
                columns.iter().copied().find(|&c| c != task)
            });
            return (columns.len() > 1).then_some(Kind::RoleColumns { unit: by_head.or(columns.first().copied())? });
        }
        let label = self.unit_column(text, table).or_else(|| self.task_column())?;
        let corner = self.head_words(text, table, label).to_lowercase();
        let mut units_in_rows = 0.0;
        units_in_rows += f64::from(u8::from(has_word(&corner, UNIT_HEADS))) * 2.0;
        units_in_rows -= f64::from(u8::from(has_word(&corner, TASK_HEADS))) * 2.0;
        let rows: Vec<usize> = (self.first()..table.rows.len())
            .filter(|&row| self.body.iter().any(|&column| matches!(self.said(row, column), Said::Roles { .. })))
            .collect();
        // A task has one who answers for it.
        let leads = |row: usize, column: usize| matches!(self.said(row, column), Said::Roles { roles, .. } if roles.contains(&Role::Lead));
        let share = |ones: usize, of: usize| ones as f64 / of.max(1) as f64;
        let by_row = rows.iter().filter(|&&r| self.body.iter().filter(|&&c| leads(r, c)).count() == 1).count();
        let by_column = self.body.iter().filter(|&&c| rows.iter().filter(|&&r| leads(r, c)).count() == 1).count();
        units_in_rows += 2.0 * (share(by_column, self.body.len()) - share(by_row, rows.len()));
        // Names of posts and bodies.
        let posts = |names: &[&str]| {
            share(names.iter().filter(|name| has_word(&name.to_lowercase(), POSTS)).count(), names.len())
        };
        let row_names: Vec<&str> = rows.iter().map(|&row| words_at(text, table, row, label)).collect();
        let column_names: Vec<&str> = self.body.iter().map(|&c| self.head_words(text, table, c)).collect();
        units_in_rows += 2.0 * (posts(&row_names) - posts(&column_names));
        // Tasks take more words.
        let length = |names: &[&str]| {
            names.iter().map(|name| name.chars().count()).sum::<usize>() as f64 / names.len().max(1) as f64
        };
        units_in_rows += (length(&column_names) / length(&row_names).max(1.0)).ln().clamp(-1.0, 1.0);
        Some(if units_in_rows > 0.0 { Kind::UnitRows } else { Kind::TaskRows })
    }

    /// Whether the marks are roles: grades are letters as well.
    pub(super) fn is_believed(&self, text: &str, legend: &Legend, table: &Table, kind: &Kind) -> bool {
        let mut letters: Vec<&str> = Vec::new();
        let mut ticks = true;
        for row in self.first()..table.rows.len() {
            for &column in &self.body {
                if let Said::Roles { assumed, .. } = self.said(row, column) {
                    ticks &= *assumed;
                    let words = words_at(text, table, row, column);
                    if !letters.contains(&words) && letters.len() < 64 {
                        letters.push(words);
                    }
                }
            }
        }
        if matches!(kind, Kind::RoleColumns { .. }) {
            return true;
        }
        if ticks {
            // Ticks are in many tables: only where the heads say who or are names of bodies.
            let names = self.body.iter().map(|&c| self.head_words(text, table, c).to_lowercase());
            let named = names.filter(|name| has_word(name, POSTS)).count();
            return 2 * named >= self.body.len();
        }
        let has_word_or_sign = letters.iter().any(|l| l.trim_matches('*').chars().count() > 3 || !l.is_ascii());
        let has = |letter: char| letters.iter().any(|l| l.to_uppercase().contains(letter));
        let explained = letters.iter().any(|l| legend.explains(l));
        has_word_or_sign || explained || (has('R') && (has('A') || has('C') || has('I') || has('S')))
    }
}
