//! Where in the plan file each item stands, so that a finding can say line and column.

use crate::finding::Place;
use crate::model::{ByRole, text};
use std::ops::Range;

/// Places of the items of one file, in bytes. Empty for a plan that was not read from a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub(super) units: Vec<Range<usize>>,
    pub(super) overall_leads: Vec<Vec<Range<usize>>>,
    pub(super) tasks: Vec<TaskPlaces>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TaskPlaces {
    pub own: Range<usize>,
    /// Parallel to the task's lists.
    pub parties: ByRole<Vec<Range<usize>>>,
    pub text: Range<usize>,
    pub clause: Range<usize>,
}

impl Places {
    /// Bytes of the file that `place` points at; `None` where this file has no such item.
    pub fn locate(&self, place: &Place) -> Option<Range<usize>> {
        let within = |literal: &Range<usize>, part: &Range<usize>| {
            // One for the opening quote. A literal with escapes is a little longer than its text;
            // pointing at its beginning would be no better than being a few characters off.
            let start = (literal.start + 1 + part.start).min(literal.end);
            start..(start + part.len()).min(literal.end)
        };
        match place {
            Place::File(span) => Some(span.clone()),
            // Not of this file.
            Place::Source(_) => None,
            Place::Unit(unit) => self.units.get(unit.index()).cloned(),
            Place::OverallLead(section, position) => self.overall_leads.get(section.index())?.get(*position).cloned(),
            Place::Task(task) => self.tasks.get(task.index()).map(|places| places.own.clone()),
            Place::Party(task, role, position) => self.tasks.get(task.index())?.parties[*role].get(*position).cloned(),
            Place::Text(task, part) => self.tasks.get(task.index()).map(|places| within(&places.text, part)),
            Place::Clause(task, part) => self.tasks.get(task.index()).map(|places| within(&places.clause, part)),
        }
    }
}

/// A place as people count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The line and column of a byte of `text`. A byte inside a character or past the end counts as
/// the nearest boundary before it.
pub fn line_column(text: &str, byte: usize) -> LineColumn {
    let (line, column) = text::line_column(text, byte);
    LineColumn { line, column }
}

/// The byte of `text` at a line and column: [`line_column`] the other way round.
pub(super) fn byte_of(text: &str, at: LineColumn) -> usize {
    text::byte_at(text, at.line, at.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        for (byte, line, column) in [(0, 1, 1), (3, 1, 2), (4, 1, 2), (7, 2, 1), (99, 2, 3)] {
            assert_eq!(line_column("甲乙\n丙丁", byte), LineColumn { line, column }, "byte {byte}");
        }
    }
    #[test]
    fn bytes_of_lines_and_columns() {
        let text = "甲乙\n丙丁";
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(byte_of(text, line_column(text, byte)), byte);
        }
    }
}
