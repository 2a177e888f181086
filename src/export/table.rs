//! The three tables of the command line contract, row by row.

use super::Scope;
use super::lists::{self, TaskRow, UnitRow};
use crate::lang::RoleWords;
use crate::model::{Role, Stands, UnitId};
use crate::view::{CellMarks, Duty, Mark, Obligations, Partner, Subject, unlisted_words};
use std::io;

/// Takes a table row by row, its head first.
pub trait RowSink {
    /// One row.
    ///
    /// # Errors
    /// Whatever the sink's own writing meets.
    fn row(&mut self, cells: &[String]) -> io::Result<()>;

    /// How it wants the roles to be called.
    fn spelling(&self) -> Spelling {
        Spelling::Canonical
    }
}

/// How a table calls the roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// By the seven canonical words, whatever the plan calls them: scripts rely on them.
    Canonical,
    /// As the plan calls them: for people.
    OfThePlan,
}

impl Spelling {
    fn words<'a>(self, scope: &Scope<'a>) -> RoleWords<'a> {
        match self {
            Self::Canonical => RoleWords::canonical(scope.lang),
            Self::OfThePlan => RoleWords::new(scope.lang, scope.plan),
        }
    }
}

impl RowSink for Vec<Vec<String>> {
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        self.push(cells.to_vec());
        Ok(())
    }
}

/// Whether marks through a collective are rows of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expand {
    /// Collectives stay one row (default).
    #[default]
    No,
    /// Each member gets a row, basis 经X, straight after its collective.
    Yes,
}

/// `序号,体系,任务,单位,角色,依据`: one row for each mark.
///
/// # Errors
/// Those of `sink`.
pub fn marks(scope: &Scope<'_>, expand: Expand, sink: &mut dyn RowSink) -> io::Result<()> {
    let t = scope.lang.texts();
    let head = [t.head_number, t.head_section, t.head_task, t.head_unit, t.head_role, t.head_basis];
    let words = sink.spelling().words(scope);
    sink.row(&head.map(str::to_owned))?;
    for &row in &scope.view.rows {
        let [number, section, task] = row_head(scope, row);
        // The text of a task stands in the rows of all its marks: it is not copied for each.
        let mut cells = [number, section, task, String::new(), String::new(), String::new()];
        for mark in kept_marks(scope, row) {
            if mark.is_through() && expand == Expand::No {
                continue;
            }
            match mark.unit {
                Some(unit) => cells[3].clone_from(&scope.plan.unit(unit).name),
                None => cells[3] = unlisted_words(scope.plan, mark),
            }
            words.name(mark.role).clone_into(&mut cells[4]);
            cells[5] = t.basis(scope.plan, mark.basis);
            sink.row(&cells)?;
        }
    }
    Ok(())
}

/// `序号,体系,任务`, a column for each unit, `未列名` where a task has such words, `合计`; a last
/// row of totals. Cells hold role words; totals count direct marks.
///
/// # Errors
/// Those of `sink`.
pub fn matrix(scope: &Scope<'_>, sink: &mut dyn RowSink) -> io::Result<()> {
    let t = scope.lang.texts();
    let view = scope.view;
    let words = sink.spelling().words(scope);
    let has_unlisted = view.counts.unlisted > 0;
    let mut cells: Vec<String> = [t.head_number, t.head_section, t.head_task].map(str::to_owned).into();
    cells.extend(view.columns.iter().map(|&unit| scope.plan.unit(unit).name.clone()));
    cells.extend(has_unlisted.then(|| t.unlisted.to_owned()));
    cells.push(t.head_total.to_owned());
    sink.row(&cells)?;
    for (position, &row) in view.rows.iter().enumerate() {
        cells.clear();
        cells.extend(row_head(scope, row));
        let mut filled = view.row_cells(position).iter().peekable();
        for (column, &unit) in view.columns.iter().enumerate() {
            match filled.next_if(|cell| cell.column as usize == column) {
                Some(cell) => cells.push(cell_words(scope, words, row, unit, cell.marks)),
                None => cells.push(String::new()),
            }
        }
        if has_unlisted {
            let unlisted: Vec<String> = kept_marks(scope, row)
                .filter(|mark| mark.unit.is_none())
                .map(|mark| unlisted_words(scope.plan, mark))
                .collect();
            cells.push(unlisted.join(t.name_separator));
        }
        cells.push(view.row_totals[position].to_string());
        sink.row(&cells)?;
    }
    cells.clear();
    cells.extend([t.head_total.to_owned(), String::new(), String::new()]);
    cells.extend(view.column_totals.iter().map(u32::to_string));
    cells.extend(has_unlisted.then(String::new));
    cells.push(view.counts.direct().to_string());
    sink.row(&cells)
}

/// The words of one cell: its roles, heaviest first, then the collectives through which the unit
/// is reached.
pub fn cell_words(scope: &Scope<'_>, roles: RoleWords<'_>, row: Subject, unit: UnitId, marks: CellMarks) -> String {
    let t = scope.lang.texts();
    let mut words: Vec<String> = marks.roles().map(|role| roles.name(role).to_owned()).collect();
    if marks.is_through() {
        for mark in kept_marks(scope, row).filter(|mark| mark.unit == Some(unit) && mark.is_through()) {
            let through = t.basis(scope.plan, mark.basis);
            if !words.contains(&through) {
                words.push(through);
            }
        }
    }
    words.join(t.name_separator)
}

/// `序号,体系,任务,角色,依据,牵头单位,责任单位,配合单位,完成时限`, then `督办单位,咨询单位,知会单位` as far as
/// the plan uses them: one row for each duty of a unit. The lists are the task's whole lists, the unit
/// itself included, with their closing words; on the row of an overall lead the lead units are the
/// section's overall leads.
///
/// # Errors
/// Those of `sink`.
pub fn unit(scope: &Scope<'_>, obligations: &Obligations, sink: &mut dyn RowSink) -> io::Result<()> {
    let t = scope.lang.texts();
    let words = sink.spelling().words(scope);
    let lists = |roles: Vec<Role>| roles.into_iter().map(|role| words.units(role).into_owned());
    let [before, after] = list_columns(scope);
    let mut head: Vec<String> =
        [t.head_number, t.head_section, t.head_task, t.head_role, t.head_basis].map(str::to_owned).into();
    head.extend(lists(before));
    head.push(t.head_deadline.to_owned());
    head.extend(lists(after));
    sink.row(&head)?;
    for duty in &obligations.duties {
        sink.row(&duty_row(scope, words, duty))?;
    }
    Ok(())
}

/// `序号,体系,任务`, a column for each of [`lists::task_roles`], `完成时限`: a row for each section with its
/// overall leads (no number, no text), then its tasks (任务分工表).
///
/// # Errors
/// Those of `sink`.
pub fn tasks(scope: &Scope<'_>, sink: &mut dyn RowSink) -> io::Result<()> {
    let t = scope.lang.texts();
    let words = sink.spelling().words(scope);
    let mut head: Vec<String> = [t.head_number, t.head_section, t.head_task].map(str::to_owned).into();
    head.extend(lists::task_roles(scope).into_iter().map(|role| words.units(role).into_owned()));
    head.push(t.head_deadline.to_owned());
    sink.row(&head)?;
    for TaskRow { subject, lists } in lists::task_rows(scope) {
        let mut row: Vec<String> = row_head(scope, subject).into();
        row.extend(lists.iter().map(|list| Partner::joined(list, t.name_separator)));
        row.push(match subject {
            Subject::Section(_) => String::new(),
            Subject::Task(id) => scope.plan.task(id).deadline.clone().unwrap_or_default(),
        });
        sink.row(&row)?;
    }
    Ok(())
}

/// `单位`, a column for each of [`lists::unit_roles`] with labels of sections or numbers of tasks,
/// `经集合单位` where any unit owes that way, `任务数`: a row for each unit (单位责任一览表).
///
/// # Errors
/// Those of `sink`.
pub fn overview(scope: &Scope<'_>, sink: &mut dyn RowSink) -> io::Result<()> {
    let t = scope.lang.texts();
    let words = sink.spelling().words(scope);
    let rows = lists::unit_rows(scope);
    let has_through = rows.iter().any(|row| !row.through.is_empty());
    let mut head = vec![t.head_unit.to_owned()];
    head.extend(lists::unit_roles(scope).into_iter().map(|role| words.name(role).to_owned()));
    head.extend(has_through.then(|| t.through_collective.to_owned()));
    head.push(t.head_tasks.to_owned());
    sink.row(&head)?;
    for UnitRow { unit, by_role, through, tasks } in rows {
        let mut row = vec![scope.plan.unit(unit).name.clone()];
        row.extend(by_role.iter().map(|labels| labels.join(t.name_separator)));
        row.extend(has_through.then(|| through.join(t.name_separator)));
        row.push(tasks.to_string());
        sink.row(&row)?;
    }
    Ok(())
}

/// `序号,单位,任务数,签收人,签收日期,应报回日期,已报回`: a row for each unit that owes anything, to be signed when
/// its list is handed out (签收登记表).
///
/// # Errors
/// Those of `sink`.
pub fn receipts(scope: &Scope<'_>, sink: &mut dyn RowSink) -> io::Result<()> {
    let t = scope.lang.texts();
    let head =
        [t.head_number, t.head_unit, t.head_tasks, t.head_signer, t.head_signed, t.head_due_back, t.head_is_back];
    sink.row(&head.map(str::to_owned))?;
    let owing = lists::unit_rows(scope)
        .into_iter()
        .filter(|row| row.tasks > 0 || row.by_role.iter().any(|own| !own.is_empty()));
    for (position, UnitRow { unit, tasks, .. }) in owing.enumerate() {
        let name = scope.plan.unit(unit).name.clone();
        let due = scope.plan.office.return_by.clone().unwrap_or_default();
        sink.row(&[
            (position + 1).to_string(),
            name,
            tasks.to_string(),
            String::new(),
            String::new(),
            due,
            String::new(),
        ])?;
    }
    Ok(())
}

/// The roles whose lists a unit's table shows: those of every plan before the deadline, the others
/// behind it.
pub fn list_columns(scope: &Scope<'_>) -> [Vec<Role>; 2] {
    let shown = Role::OF_TASKS.into_iter().filter(|&role| scope.ledger.in_tables(role));
    let (before, after) = shown.partition(|role| role.description().stands != Stands::WhereUsed);
    [before, after]
}

fn duty_row(scope: &Scope<'_>, words: RoleWords<'_>, duty: &Duty) -> Vec<String> {
    let t = scope.lang.texts();
    let joined = |parties| Partner::joined(&Partner::list(scope.plan, parties), t.name_separator);
    let list = |role: Role| match duty.subject {
        // The overall leads of a section stand where a task has its leads.
        Subject::Section(id) if role == Role::Lead => joined(&scope.plan.section(id).overall_leads),
        Subject::Section(_) => String::new(),
        Subject::Task(id) => joined(scope.plan.task(id).parties(role)),
    };
    let deadline = match duty.subject {
        Subject::Section(_) => None,
        Subject::Task(id) => scope.plan.task(id).deadline.clone(),
    };
    let [before, after] = list_columns(scope);
    let mut row: Vec<String> = row_head(scope, duty.subject).into();
    row.extend([words.name(duty.role).to_owned(), t.basis(scope.plan, duty.basis)]);
    row.extend(before.into_iter().map(list));
    row.push(deadline.unwrap_or_default());
    row.extend(after.into_iter().map(list));
    row
}

/// Number, section path and text of a row; a section's row has no number and no text.
pub fn row_head(scope: &Scope<'_>, row: Subject) -> [String; 3] {
    match row {
        Subject::Section(id) => [String::new(), scope.plan.section_path(id), String::new()],
        Subject::Task(id) => {
            let task = scope.plan.task(id);
            let section = task.section.map(|id| scope.plan.section_path(id)).unwrap_or_default();
            [task.number.clone(), section, task.text.clone()]
        }
    }
}

fn kept_marks<'a>(scope: &Scope<'a>, row: Subject) -> impl Iterator<Item = &'a Mark> {
    let Scope { plan, ledger, filter, .. } = *scope;
    ledger.of(row).iter().filter(move |mark| filter.admits_mark(plan, mark))
}
