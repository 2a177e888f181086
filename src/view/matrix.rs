//! The task × unit matrix: rows, columns, cells, totals.

use super::arrangement::{Arrangement, MarkStyle};
use super::filter::Filter;
use super::ledger::{Ledger, Packed, Subject};
use crate::model::{ByRole, GroupId, Plan, Role, SectionId, TaskId, UnitId};
use std::ops::Range;

/// A run of neighbouring columns of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The group.
    pub group: GroupId,
    /// Positions in [`MatrixView::columns`].
    pub columns: Range<usize>,
}

/// What one cell holds, as bits: one for each role, and two more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellMarks(u16);

const _: () = assert!(Role::COUNT + 2 <= u16::BITS as usize, "every role has its bit");

impl CellMarks {
    const THROUGH: u16 = 1 << Role::COUNT;
    const FIRST_LEAD: u16 = 2 << Role::COUNT;

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

    /// The unit's own roles, heaviest first.
    pub fn roles(self) -> impl Iterator<Item = Role> + Clone {
        Role::ALL.into_iter().filter(move |&role| self.has(role))
    }

    fn of(role: Role, is_through: bool, is_first_lead: bool) -> Self {
        let first = if is_first_lead { Self::FIRST_LEAD } else { 0 };
        Self(if is_through { Self::THROUGH } else { 1 << role.index() | first })
    }
}

/// The cells of one row while they are gathered: by column, so that they need no sorting.
struct RowMarks {
    marks: Vec<u16>,
    counts: Vec<u16>,
    /// Columns that hold something, a bit each.
    occupied: Vec<u64>,
}

impl RowMarks {
    fn new(columns: usize) -> Self {
        Self { marks: vec![0; columns], counts: vec![0; columns], occupied: vec![0; columns.div_ceil(64)] }
    }

    fn add(&mut self, column: usize, marks: CellMarks, is_direct: bool) {
        self.marks[column] |= marks.0;
        self.counts[column] = self.counts[column].saturating_add(u16::from(is_direct));
        self.occupied[column / 64] |= 1 << (column % 64);
    }

    /// Moves the row's cells to the others and is empty again; the direct marks in it.
    fn take(&mut self, cells: &mut Vec<Cell>, column_totals: &mut [u32]) -> u32 {
        let mut total = 0;
        for (word, occupied) in self.occupied.iter_mut().enumerate() {
            while *occupied != 0 {
                let column = word * 64 + occupied.trailing_zeros() as usize;
                *occupied &= *occupied - 1;
                let marks = CellMarks(std::mem::take(&mut self.marks[column]));
                let count = std::mem::take(&mut self.counts[column]);
                cells.push(Cell { column: column as u32, marks, count });
                column_totals[column] += u32::from(count);
                total += u32::from(count);
            }
        }
        total
    }
}

/// A cell that holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Position in [`MatrixView::columns`].
    pub column: u32,
    /// What it holds; in a folded row or column everything that is folded there.
    pub marks: CellMarks,
    /// Direct marks in it: at most one of each role but where it is folded.
    pub count: u16,
}

/// How many marks there are, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Direct marks.
    pub roles: ByRole<usize>,
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
        self.roles[role]
    }

    /// Everything that is a row of the expanded table of marks.
    pub fn all(&self) -> usize {
        self.direct() + self.through + self.unlisted
    }

    /// All direct marks.
    pub fn direct(&self) -> usize {
        self.roles.values().sum()
    }
}

/// The matrix after a filter, laid out by an arrangement, ready to be drawn or written.
///
/// Cells are kept sparsely, row by row, so that 10,000 × 1,000 fits.
#[derive(Clone, Debug, Default)]
pub struct MatrixView {
    /// Rows in document order.
    pub rows: Vec<Subject>,
    /// Columns in the order of the arrangement; a folded group by its first unit.
    pub columns: Vec<UnitId>,
    /// Runs of columns by group; none where the order is not by group.
    pub bands: Vec<Band>,
    /// Direct marks in each row.
    pub row_totals: Vec<u32>,
    /// Direct marks in each column.
    pub column_totals: Vec<u32>,
    /// Counts of what stands.
    pub counts: Counts,
    /// How marks are shown.
    pub marks: MarkStyle,
    /// Tasks that stand, folded ones included.
    pub shown_tasks: usize,
    /// Units that stand, folded ones included.
    pub shown_units: usize,
    /// Tasks of the plan.
    pub all_tasks: usize,
    /// Units of the plan.
    pub all_units: usize,
    /// Marks of the plan, those through collectives and unlisted words included.
    pub all_marks: usize,
    starts: Vec<u32>,
    cells: Vec<Cell>,
    /// Rows that stand, before anything is folded; and where in them each row of `rows` begins.
    unfolded: Vec<Subject>,
    unfolded_starts: Vec<u32>,
    folded_rows: Vec<bool>,
    folded_columns: Vec<bool>,
    /// Where each section, task and unit of the plan stands. Asked several times in every frame.
    section_rows: Vec<Option<u32>>,
    task_rows: Vec<Option<u32>>,
    unit_columns: Vec<Option<u32>>,
    /// Tasks that stand in each section of the plan and in those inside it.
    section_tasks: Vec<u32>,
}

impl MatrixView {
    /// Works out the matrix of `plan` under `filter`, nothing folded, units in window order.
    /// `ledger` must be of the same plan.
    pub fn new(plan: &Plan, ledger: &Ledger, filter: &Filter) -> Self {
        Self::arranged(plan, ledger, filter, &Arrangement::default())
    }

    /// The same, laid out by `arrangement`.
    pub fn arranged(plan: &Plan, ledger: &Ledger, filter: &Filter, arrangement: &Arrangement) -> Self {
        let unfolded = filter.rows(plan, ledger);
        let mut units = Self::kept_units(plan, ledger, filter, &unfolded);
        arrangement.order.sort(plan, ledger, &mut units);
        let mut view = Self {
            marks: arrangement.marks,
            shown_tasks: unfolded.iter().filter(|row| matches!(row, Subject::Task(_))).count(),
            shown_units: units.len(),
            all_tasks: plan.tasks.len(),
            all_units: plan.units.len(),
            all_marks: ledger.marks().len(),
            row_totals: Vec::with_capacity(unfolded.len()),
            starts: Vec::with_capacity(unfolded.len() + 1),
            section_rows: vec![None; plan.sections.len()],
            task_rows: vec![None; plan.tasks.len()],
            unit_columns: vec![None; plan.units.len()],
            section_tasks: vec![0; plan.sections.len()],
            unfolded,
            ..Self::default()
        };
        view.place_rows(plan, arrangement);
        view.place_columns(plan, arrangement, &units);
        view.fill(plan, ledger, filter);
        view
    }

    /// Notes where rows stand, and which of them hold others.
    fn place_rows(&mut self, plan: &Plan, arrangement: &Arrangement) {
        let mut inside = None;
        for (position, &row) in self.unfolded.iter().enumerate() {
            let section = match row {
                Subject::Section(id) => Some(id),
                Subject::Task(id) => {
                    for outer in plan.task(id).section.into_iter().flat_map(|own| plan.section_ancestry(own)) {
                        self.section_tasks[outer.index()] += 1;
                    }
                    plan.task(id).section
                }
            };
            let folded = section.and_then(|section| arrangement.folded_into(plan, section));
            if folded.is_some() && folded == inside {
                continue;
            }
            inside = folded;
            // A section that the filter leaves out cannot hold its tasks: they stand by themselves.
            let holds = folded.map(Subject::Section) == Some(row);
            let place = match row {
                Subject::Section(id) => &mut self.section_rows[id.index()],
                Subject::Task(id) => &mut self.task_rows[id.index()],
            };
            *place = u32::try_from(self.rows.len()).ok();
            self.rows.push(row);
            self.folded_rows.push(holds);
            self.unfolded_starts.push(u32::try_from(position).unwrap_or(u32::MAX));
            if !holds {
                inside = None;
            }
        }
        self.unfolded_starts.push(u32::try_from(self.unfolded.len()).unwrap_or(u32::MAX));
    }

    /// Notes where units stand, and which columns hold several.
    fn place_columns(&mut self, plan: &Plan, arrangement: &Arrangement, units: &[UnitId]) {
        let mut last = None;
        for &unit in units {
            let group = plan.unit(unit).group;
            let folded = arrangement.folds_group(group);
            if !(folded && last == Some(group)) {
                self.columns.push(unit);
                self.folded_columns.push(folded);
            }
            last = Some(group);
            self.unit_columns[unit.index()] = u32::try_from(self.columns.len() - 1).ok();
        }
        self.column_totals = vec![0; self.columns.len()];
        if arrangement.order == super::Order::Source {
            self.bands = bands(plan, &self.columns);
        }
    }

    fn kept_units(plan: &Plan, ledger: &Ledger, filter: &Filter, rows: &[Subject]) -> Vec<UnitId> {
        let mut units: Vec<UnitId> = plan.unit_ids().filter(|&unit| filter.admits_unit(plan, unit)).collect();
        if filter.hide_empty_columns {
            let mut used = vec![false; plan.units.len()];
            for mark in rows.iter().flat_map(|&row| ledger.of(row)).filter(|mark| filter.admits_mark(plan, mark)) {
                if let Some(unit) = mark.unit {
                    used[unit.index()] = true;
                }
            }
            units.retain(|unit| used[unit.index()]);
        }
        units
    }

    fn fill(&mut self, plan: &Plan, ledger: &Ledger, filter: &Filter) {
        // What each kind of mark puts into a cell; nothing if the filter leaves it out.
        let kinds: [Option<CellMarks>; Packed::KINDS] = std::array::from_fn(|kind| {
            let (role, is_through, is_first) = Packed::about(kind);
            let admits = filter.admits_role(role) && !(filter.without_through && is_through);
            admits.then(|| CellMarks::of(role, is_through, is_first))
        });
        let columns: Vec<u32> = self.unit_columns.iter().map(|column| column.unwrap_or(u32::MAX)).collect();
        let mut row_marks = RowMarks::new(self.columns.len());
        let mut found = [0_usize; Packed::KINDS];
        self.starts.push(0);
        for row in 0..self.rows.len() {
            let held = self.unfolded_starts[row] as usize..self.unfolded_starts[row + 1] as usize;
            for &subject in &self.unfolded[held] {
                for mark in ledger.packed(subject) {
                    let kind = mark.kind();
                    let Some(marks) = kinds[kind] else { continue };
                    let Some(unit) = mark.unit() else {
                        self.counts.unlisted += usize::from(filter.groups.is_empty());
                        continue;
                    };
                    let column = columns[unit];
                    if column != u32::MAX {
                        found[kind] += 1;
                        row_marks.add(column as usize, marks, !mark.is_through());
                    }
                }
                if let Subject::Task(id) = subject {
                    self.counts.open_lists += usize::from(ledger.is_open(id));
                }
            }
            let total = row_marks.take(&mut self.cells, &mut self.column_totals);
            self.row_totals.push(total);
            self.starts.push(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
        }
        for (kind, count) in found.into_iter().enumerate() {
            match Packed::about(kind) {
                (_, true, _) => self.counts.through += count,
                (role, false, _) => self.counts.roles[role] += count,
            }
        }
        self.count_lead_and_responsible(plan, ledger, filter);
    }

    fn count_lead_and_responsible(&mut self, plan: &Plan, ledger: &Ledger, filter: &Filter) {
        if !filter.admits_role(Role::Lead) || !filter.admits_role(Role::Responsible) {
            return;
        }
        let both = ledger.lead_and_responsible();
        if both.is_empty() {
            return;
        }
        let mut stands = vec![false; plan.tasks.len()];
        for row in &self.unfolded {
            if let Subject::Task(id) = row {
                stands[id.index()] = true;
            }
        }
        let counted = both.iter().filter(|(task, unit)| stands[task.index()] && self.column_of(*unit).is_some());
        self.counts.lead_and_responsible = counted.count();
    }

    /// Whether a row is a folded section, which counts what is inside it.
    pub fn is_row_folded(&self, row: usize) -> bool {
        self.folded_rows.get(row).copied().unwrap_or_default()
    }

    /// Whether a column is a folded group, which counts what its units have.
    pub fn is_column_folded(&self, column: usize) -> bool {
        self.folded_columns.get(column).copied().unwrap_or_default()
    }

    /// Whether a cell counts the marks of several rows or units.
    pub fn is_folded(&self, row: usize, column: usize) -> bool {
        self.is_row_folded(row) || self.is_column_folded(column)
    }

    /// The section that a task is folded into, where one is; `None` too for a task that is left out.
    pub fn folded_row_of(&self, plan: &Plan, task: TaskId) -> Option<SectionId> {
        let section = plan.task(task).section?;
        plan.section_ancestry(section).find(|&outer| {
            let row = self.row_of(Subject::Section(outer));
            row.is_some_and(|row| self.is_row_folded(row) && self.held_by(row).contains(&Subject::Task(task)))
        })
    }

    /// Rows of the plan that a row stands for: itself, and what is folded into it.
    pub fn held_by(&self, row: usize) -> &[Subject] {
        match (self.unfolded_starts.get(row), self.unfolded_starts.get(row + 1)) {
            (Some(&start), Some(&end)) => &self.unfolded[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Direct marks of a cell by role, those folded into it included. `filter` is the view's own.
    pub fn tally(&self, plan: &Plan, ledger: &Ledger, filter: &Filter, row: usize, column: usize) -> ByRole<usize> {
        let mut tally = ByRole::default();
        for mark in self.held_by(row).iter().flat_map(|&subject| ledger.of(subject)) {
            let here = mark.unit.is_some_and(|unit| self.column_of(unit) == Some(column));
            if here && mark.is_direct() && filter.admits_mark(plan, mark) {
                tally[mark.role] += 1;
            }
        }
        tally
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
