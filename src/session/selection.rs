//! The cell cursor and the rectangle it selects.

use crate::export::Scope;
use crate::export::table::{self, RowSink};
use crate::lang::RoleWords;
use crate::model::UnitId;
use crate::view::{MatrixView, Subject};
use std::io;
use std::ops::Range;

/// A cell by what it is, not where: it survives a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The task or section of its row.
    pub subject: Subject,
    /// The unit of its column.
    pub unit: UnitId,
}

/// How the cursor moves, as in a spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// By so many rows and columns, stopping at the edges.
    By {
        /// Rows, down is positive.
        rows: isize,
        /// Columns, right is positive.
        columns: isize,
    },
    /// To the next column, from the last one to the next row (Tab).
    NextCell,
    /// The other way round (Shift+Tab).
    PreviousCell,
    /// First column.
    RowStart,
    /// Last column.
    RowEnd,
    /// First row and column.
    Start,
    /// Last row and column.
    End,
    /// First row.
    Top,
    /// Last row.
    Bottom,
}

impl Cursor {
    /// The cell at a position of the matrix, if there is one.
    pub fn at(view: &MatrixView, row: usize, column: usize) -> Option<Self> {
        Some(Self { subject: *view.rows.get(row)?, unit: *view.columns.get(column)? })
    }

    /// The first task's first mark; the first cell where nothing is marked.
    pub fn first(view: &MatrixView) -> Option<Self> {
        let row = view.rows.iter().position(|row| matches!(row, Subject::Task(_))).unwrap_or(0);
        let column = view.row_cells(row).first().map_or(0, |cell| cell.column as usize);
        Self::at(view, row, column)
    }

    /// The last cell.
    pub fn last(view: &MatrixView) -> Option<Self> {
        Self::at(view, view.rows.len().checked_sub(1)?, view.columns.len().checked_sub(1)?)
    }

    /// Its row and column in the matrix, if both stand.
    pub fn position(&self, view: &MatrixView) -> Option<(usize, usize)> {
        Some((view.row_of(self.subject)?, view.column_of(self.unit)?))
    }

    /// Whether its row and column stand.
    pub fn stands(&self, view: &MatrixView) -> bool {
        self.position(view).is_some()
    }

    /// The cell reached by a motion.
    pub fn moved(self, view: &MatrixView, motion: Motion) -> Self {
        let Some((row, column)) = self.position(view) else {
            return Self::first(view).unwrap_or(self);
        };
        let (last_row, last_column) = (view.rows.len() - 1, view.columns.len() - 1);
        let (row, column) = match motion {
            Motion::By { rows, columns } => {
                (row.saturating_add_signed(rows).min(last_row), column.saturating_add_signed(columns).min(last_column))
            }
            Motion::NextCell if column < last_column => (row, column + 1),
            Motion::NextCell if row < last_row => (row + 1, 0),
            Motion::PreviousCell if column > 0 => (row, column - 1),
            Motion::PreviousCell if row > 0 => (row - 1, last_column),
            Motion::NextCell | Motion::PreviousCell => (row, column),
            Motion::RowStart => (row, 0),
            Motion::RowEnd => (row, last_column),
            Motion::Start => (0, 0),
            Motion::End => (last_row, last_column),
            Motion::Top => (0, column),
            Motion::Bottom => (last_row, column),
        };
        Self::at(view, row, column).unwrap_or(self)
    }
}

/// A rectangle of the matrix on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Rows of the view.
    pub rows: Range<usize>,
    /// Columns of the view.
    pub columns: Range<usize>,
}

impl Selection {
    /// The rectangle with these two corners; `None` if one of them does not stand.
    pub fn between(view: &MatrixView, one: Cursor, other: Cursor) -> Option<Self> {
        let (r1, c1) = one.position(view)?;
        let (r2, c2) = other.position(view)?;
        Some(Self { rows: r1.min(r2)..r1.max(r2) + 1, columns: c1.min(c2)..c1.max(c2) + 1 })
    }

    /// Whether a cell lies in it.
    pub fn contains(&self, row: usize, column: usize) -> bool {
        self.rows.contains(&row) && self.columns.contains(&column)
    }

    /// Whether it is one cell.
    pub fn is_one(&self) -> bool {
        self.rows.len() == 1 && self.columns.len() == 1
    }

    /// Writes its cells; more than one get the heads of their rows and columns.
    pub(super) fn write(&self, scope: &Scope<'_>, sink: &mut dyn RowSink) -> io::Result<()> {
        let t = scope.lang.texts();
        let view = scope.view;
        let units = &view.columns[self.columns.clone()];
        if !self.is_one() {
            let mut head = [t.head_number, t.head_section, t.head_task].map(str::to_owned).to_vec();
            head.extend(units.iter().zip(self.columns.clone()).map(|(&unit, column)| {
                let unit = scope.plan.unit(unit);
                if view.is_column_folded(column) {
                    scope.plan.group(unit.group).name.clone()
                } else {
                    unit.name.clone()
                }
            }));
            sink.row(&head)?;
        }
        for row in self.rows.clone() {
            let subject = view.rows[row];
            let mut cells = if self.is_one() { Vec::new() } else { table::row_head(scope, subject).to_vec() };
            for column in self.columns.clone() {
                cells.push(if view.is_folded(row, column) {
                    let tally = view.tally(scope.plan, scope.ledger, scope.filter, row, column);
                    tally.values().sum::<usize>().to_string()
                } else {
                    table::cell_words(
                        scope,
                        RoleWords::canonical(scope.lang),
                        subject,
                        view.columns[column],
                        view.cell(row, column),
                    )
                });
            }
            sink.row(&cells)?;
        }
        Ok(())
    }
}
