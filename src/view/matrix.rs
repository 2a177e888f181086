//! The task × unit matrix: rows, columns, cells, totals.

use super::filter::Filter;
use super::ledger::{Ledger, Mark, Subject};
use crate::model::{GroupId, Plan, Role, SectionId, UnitId};
use std::ops::Range;

/// A row of the matrix.
pub type Row = Subject;

/// A run of neighbouring columns of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The group.
    pub group: GroupId,
    /// Positions in [`MatrixView::columns`].
    pub columns: Range<usize>,
}

/// What one cell holds, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellMarks(u8);

impl CellMarks {
    const THROUGH: u8 = 1 << 4;
    const FIRST_LEAD: u8 = 1 << 5;

    /// Whether the unit has this role itself.
    pub fn has(self, role: Role) -> bool {
        self.0 & (1 << role.index()) != 0
    }

    /// Whether the unit is reached only through a collective.
    pub fn is_through(self) -> bool {
        self.0 & Self::THROUGH != 0
    }

    /// Whether it is the first lead (第一牵头).
    pub fn is_first_lead(self) -> bool {
        self.0 & Self::FIRST_LEAD != 0
    }

    /// Whether it leads and is responsible as well (兼任).
    pub fn is_lead_and_responsible(self) -> bool {
        self.has(Role::Lead) && self.has(Role::Responsible)
    }

    /// The unit's own roles, heaviest first.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |&role| self.has(role))
    }

    fn add(&mut self, mark: &Mark) {
        if mark.is_through() {
            self.0 |= Self::THROUGH;
        } else {
            self.0 |= 1 << mark.role.index();
            if mark.is_first_lead() {
                self.0 |= Self::FIRST_LEAD;
            }
        }
    }
}

/// A cell that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Position in [`MatrixView::columns`].
    pub column: u32,
    /// What it holds.
    pub marks: CellMarks,
}

/// How many marks there are, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Direct marks by [`Role::index`].
    pub roles: [usize; 4],
    /// Cells that lead and are responsible (兼任); both marks are counted in `roles` too.
    pub lead_and_responsible: usize,
    /// Marks through a collective.
    pub through: usize,
    /// Lists that end in words naming nobody.
    pub unlisted: usize,
    /// Tasks whose lists are left open by any words (等…).
    pub open_lists: usize,
}

impl Counts {
    /// Direct marks with this role.
    pub fn of(&self, role: Role) -> usize {
        self.roles[role.index()]
    }

    /// Everything that is a row of the expanded table of marks.
    pub fn all(&self) -> usize {
        self.direct() + self.through + self.unlisted
    }

    /// All direct marks.
    pub fn direct(&self) -> usize {
        self.roles.iter().sum()
    }
}

/// The matrix after a filter, ready to be drawn or written.
///
/// Cells are kept sparsely, row by row, so that 10,000 × 1,000 fits.
#[derive(Clone, Debug, Default)]
pub struct MatrixView {
    /// Rows in document order.
    pub rows: Vec<Row>,
    /// Columns in window order.
    pub columns: Vec<UnitId>,
    /// Runs of columns by group.
    pub bands: Vec<Band>,
    /// Direct marks in each row.
    pub row_totals: Vec<u32>,
    /// Direct marks in each column.
    pub column_totals: Vec<u32>,
    /// Counts of what stands.
    pub counts: Counts,
    /// Tasks that stand.
    pub shown_tasks: usize,
    /// Tasks of the plan.
    pub all_tasks: usize,
    /// Units of the plan.
    pub all_units: usize,
    /// Marks of the plan, those through collectives and unlisted words included.
    pub all_marks: usize,
    starts: Vec<u32>,
    cells: Vec<Cell>,
    /// Where each section, task and unit of the plan stands. Asked several times in every frame.
    section_rows: Vec<Option<u32>>,
    task_rows: Vec<Option<u32>>,
    unit_columns: Vec<Option<u32>>,
    /// Tasks that stand in each section of the plan and in those inside it.
    section_tasks: Vec<u32>,
}

impl MatrixView {
    /// Works out the matrix of `plan` under `filter`. `ledger` must be of the same plan.
    pub fn new(plan: &Plan, ledger: &Ledger, filter: &Filter) -> Self {
        let rows = filter.rows(plan, ledger);
        let columns = Self::kept_columns(plan, ledger, filter, &rows);
        let mut view = Self {
            bands: bands(plan, &columns),
            row_totals: Vec::with_capacity(rows.len()),
            column_totals: vec![0; columns.len()],
            shown_tasks: rows.iter().filter(|row| matches!(row, Row::Task(_))).count(),
            all_tasks: plan.tasks.len(),
            all_units: plan.units.len(),
            all_marks: ledger.marks().len(),
            starts: Vec::with_capacity(rows.len() + 1),
            section_rows: vec![None; plan.sections.len()],
            task_rows: vec![None; plan.tasks.len()],
            unit_columns: vec![None; plan.units.len()],
            section_tasks: vec![0; plan.sections.len()],
            rows,
            columns,
            ..Self::default()
        };
        view.place(plan);
        view.starts.push(0);
        for row in 0..view.rows.len() {
            view.add_row(plan, ledger, filter, row);
        }
        view
    }

    /// Notes where rows and columns stand.
    fn place(&mut self, plan: &Plan) {
        for (column, unit) in self.columns.iter().enumerate() {
            self.unit_columns[unit.index()] = u32::try_from(column).ok();
        }
        for (row, subject) in self.rows.iter().enumerate() {
            let place = match subject {
                Row::Section(id) => &mut self.section_rows[id.index()],
                Row::Task(id) => {
                    for outer in plan.task(*id).section.into_iter().flat_map(|own| plan.section_ancestry(own)) {
                        self.section_tasks[outer.index()] += 1;
                    }
                    &mut self.task_rows[id.index()]
                }
            };
            *place = u32::try_from(row).ok();
        }
    }

    fn kept_columns(plan: &Plan, ledger: &Ledger, filter: &Filter, rows: &[Row]) -> Vec<UnitId> {
        let mut columns: Vec<UnitId> = plan.unit_ids().filter(|&unit| filter.admits_unit(plan, unit)).collect();
        if filter.hide_empty_columns {
            let mut used = vec![false; plan.units.len()];
            for mark in rows.iter().flat_map(|&row| ledger.of(row)).filter(|mark| filter.admits_mark(plan, mark)) {
                if let Some(unit) = mark.unit {
                    used[unit.index()] = true;
                }
            }
            columns.retain(|unit| used[unit.index()]);
        }
        columns
    }

    fn add_row(&mut self, plan: &Plan, ledger: &Ledger, filter: &Filter, row: usize) {
        let subject = self.rows[row];
        let start = self.cells.len();
        let mut total = 0;
        for mark in ledger.of(subject).iter().filter(|mark| filter.admits_mark(plan, mark)) {
            let Some(unit) = mark.unit else {
                self.counts.unlisted += 1;
                continue;
            };
            let Some(column) = self.unit_columns[unit.index()] else { continue };
            if mark.is_through() {
                self.counts.through += 1;
            } else {
                self.counts.roles[mark.role.index()] += 1;
                self.column_totals[column as usize] += 1;
                total += 1;
            }
            let mut marks = CellMarks::default();
            marks.add(mark);
            self.cells.push(Cell { column, marks });
        }
        self.row_totals.push(total);
        let new = &mut self.cells[start..];
        new.sort_by_key(|cell| cell.column);
        let mut kept = start;
        for next in start..self.cells.len() {
            let cell = self.cells[next];
            if kept > start && self.cells[kept - 1].column == cell.column {
                self.cells[kept - 1].marks.0 |= cell.marks.0;
            } else {
                self.cells[kept] = cell;
                kept += 1;
            }
        }
        self.cells.truncate(kept);
        self.counts.lead_and_responsible +=
            self.cells[start..].iter().filter(|cell| cell.marks.is_lead_and_responsible()).count();
        if let Row::Task(id) = subject
            && plan.task(id).all_parties().any(|(_, _, party)| party.is_ending())
        {
            self.counts.open_lists += 1;
        }
        self.starts.push(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
    }

    /// The cells of a row that hold something, by ascending column; empty past the last row.
    pub fn row_cells(&self, row: usize) -> &[Cell] {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&start), Some(&end)) => &self.cells[start as usize..end as usize],
            _ => &[],
        }
    }

    /// What the cell at `row` and `column` holds; nothing past the edges.
    pub fn cell(&self, row: usize, column: usize) -> CellMarks {
        let cells = self.row_cells(row);
        match cells.binary_search_by_key(&column, |cell| cell.column as usize) {
            Ok(found) => cells[found].marks,
            Err(_) => CellMarks::default(),
        }
    }

    /// The column of a unit, if it stands.
    pub fn column_of(&self, unit: UnitId) -> Option<usize> {
        self.unit_columns.get(unit.index()).copied().flatten().map(|column| column as usize)
    }

    /// The row of a section or task, if it stands.
    pub fn row_of(&self, subject: Subject) -> Option<usize> {
        let (rows, index) = match subject {
            Subject::Section(id) => (&self.section_rows, id.index()),
            Subject::Task(id) => (&self.task_rows, id.index()),
        };
        rows.get(index).copied().flatten().map(|row| row as usize)
    }

    /// Tasks that stand in a section and in those inside it.
    pub fn tasks_in(&self, section: SectionId) -> usize {
        self.section_tasks.get(section.index()).map_or(0, |&tasks| tasks as usize)
    }
}

fn bands(plan: &Plan, columns: &[UnitId]) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    for (position, &unit) in columns.iter().enumerate() {
        let group = plan.unit(unit).group;
        match bands.last_mut() {
            Some(band) if band.group == group => band.columns.end = position + 1,
            _ => bands.push(Band { group, columns: position..position + 1 }),
        }
    }
    bands
}
