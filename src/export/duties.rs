//! One unit over several plans (全县责任): what it owes in each, and all deadlines together.

use super::Scope;
use super::bulletin::{Bulletin, BulletinRow, BulletinTable};
use super::comparison::plan_words;
use super::lists;
use super::table::row_head;
use crate::lang::{Lang, RoleWords, fill};
use crate::model::{Date, Plan, Role, UnitId, text};
use crate::view::{Duty, Filter, Ledger, MatrixView, Obligations, Partner, Subject, deadline};
use std::collections::BTreeSet;

/// A plan, and who the unit is in it.
#[derive(Clone, Copy)]
pub struct UnitInPlan<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its marks.
    pub ledger: &'a Ledger,
    /// The unit; none if the plan has it not.
    pub unit: Option<UnitId>,
}

/// What a unit owes over several plans. `asked` is the name that was asked for.
pub fn duties(plans: &[UnitInPlan<'_>], asked: &str, lang: Lang) -> Bulletin {
    let t = lang.texts();
    let c = t.comparing;
    let found: Vec<(&UnitInPlan<'_>, UnitId)> =
        plans.iter().filter_map(|own| own.unit.map(|unit| (own, unit))).collect();
    let names: BTreeSet<&str> = found.iter().map(|(own, unit)| own.plan.unit(*unit).name.as_str()).collect();
    let mut notes = vec![fill(c.duties_plans, &[&plans.len(), &found.len()])];
    if names.len() > 1 {
        let names: Vec<&str> = names.iter().copied().collect();
        notes.push(fill(c.duties_names, &[&names.join(t.name_separator)]));
    }
    let mut all: Vec<BulletinRow> = Vec::new();
    let mut short: Vec<BulletinRow> = Vec::new();
    let mut counts: Vec<BulletinRow> = Vec::new();
    let mut days: Vec<(Date, [String; 4])> = Vec::new();
    let filter = Filter::default();
    for (own, unit) in &found {
        let UnitInPlan { plan, ledger, .. } = **own;
        let view = MatrixView::new(plan, ledger, &filter);
        let scope = Scope { plan, ledger, filter: &filter, view: &view, lang };
        let obligations = Obligations::new(plan, ledger, &filter, *unit);
        let words = RoleWords::new(lang, plan);
        counts.push(counts_row(&obligations, plan, *unit));
        short.push(BulletinRow::Band(plan_words(plan, lang)));
        for duty in &obligations.duties {
            let [number, section, task] = row_head(&scope, duty.subject);
            let deadline_words = match duty.subject {
                Subject::Task(id) => plan.task(id).deadline.clone().unwrap_or_default(),
                Subject::Section(_) => String::new(),
            };
            if let Some(day) = deadline(&deadline_words, plan.date).day() {
                let first = text::first_sentence(&task).to_owned();
                days.push((day, [deadline_words.clone(), plan.title.clone(), number.clone(), first]));
            }
            let role = words.name(duty.role).to_owned();
            let basis = t.basis(plan, duty.basis);
            let with = partners(&scope, duty, *unit);
            let shown = if task.is_empty() { section.clone() } else { text::first_sentence(&task).to_owned() };
            let through = if duty.is_through() { basis.clone() } else { String::new() };
            short.push(BulletinRow::Cells(vec![
                number.clone(),
                shown,
                role.clone(),
                through,
                with.clone(),
                lang.deadline(&deadline_words),
            ]));
            let canonical = t.role(duty.role).to_owned();
            let plan_name = plan.title.clone();
            let file_number = plan.number.clone().unwrap_or_default();
            let name = plan.unit(*unit).name.clone();
            all.push(BulletinRow::Cells(vec![
                plan_name,
                file_number,
                name,
                number,
                section,
                task,
                canonical,
                basis,
                with,
                deadline_words,
            ]));
        }
    }
    days.sort();
    let heads = |heads: &[&str]| heads.iter().map(|head| (*head).to_owned()).collect::<Vec<String>>();
    let mut count_heads = vec![c.head_plan, t.head_unit];
    count_heads.extend(Role::ALL.map(|role| t.role(role)));
    count_heads.extend([t.through_collective, t.head_tasks]);
    let mut count_widths = vec![0.0, 36.0];
    count_widths.extend(vec![15.0; Role::COUNT]);
    count_widths.extend([26.0, 16.0]);
    let day_rows = days.into_iter().map(|(_, cells)| BulletinRow::Cells(cells.into())).collect();
    let tables = vec![
        BulletinTable {
            name: c.sheet_duties.to_owned(),
            on_pages: false,
            heads: heads(&[
                c.head_plan,
                c.head_plan_number,
                t.head_unit,
                t.head_number,
                t.head_section,
                t.head_task,
                t.head_role,
                t.head_basis,
                c.head_partners,
                t.head_deadline,
            ]),
            widths: vec![40.0, 34.0, 30.0, 10.0, 30.0, 0.0, 16.0, 24.0, 50.0, 24.0],
            centred: vec![3],
            rows: all,
        },
        BulletinTable {
            name: c.sheet_plans.to_owned(),
            on_pages: true,
            centred: (2..count_heads.len()).collect(),
            heads: heads(&count_heads),
            widths: count_widths,
            rows: counts,
        },
        BulletinTable {
            name: c.sheet_duties_by_plan.to_owned(),
            on_pages: true,
            heads: heads(&[t.head_number, t.head_task, t.head_role, t.head_basis, c.head_partners, t.head_deadline]),
            widths: vec![10.0, 0.0, 16.0, 28.0, 60.0, 30.0],
            centred: vec![0, 2],
            rows: short,
        },
        BulletinTable {
            name: t.reporting.sheet_days.to_owned(),
            on_pages: true,
            heads: heads(&[t.head_deadline, c.head_plan, t.head_number, t.head_task]),
            widths: vec![34.0, 80.0, 14.0, 0.0],
            centred: vec![2],
            rows: day_rows,
        },
    ];
    let shown = match names.len() {
        1 => names.iter().next().map_or(asked, |name| *name),
        _ => asked,
    };
    Bulletin {
        lang,
        title: vec![fill(c.duties_title, &[&shown])],
        notes,
        author: None,
        date: plans.iter().filter_map(|own| own.plan.date).max(),
        tables,
        closing: Vec::new(),
    }
}

fn counts_row(obligations: &Obligations, plan: &Plan, unit: UnitId) -> BulletinRow {
    let mut cells = vec![plan.title.clone(), plan.unit(unit).name.clone()];
    cells.extend(Role::ALL.map(|role| obligations.direct(role).count().to_string()));
    cells.extend([obligations.through().count(), obligations.tasks()].map(|count| count.to_string()));
    BulletinRow::Cells(cells)
}

/// Who else has a part in a duty's row, by role.
fn partners(scope: &Scope<'_>, duty: &Duty, unit: UnitId) -> String {
    let words = RoleWords::new(scope.lang, scope.plan);
    let t = scope.lang.texts();
    let rows = lists::partners_of(scope, duty.subject);
    let own = rows.into_iter().filter_map(|(role, mut list)| {
        list.retain(|partner| partner.unit != Some(unit));
        (!list.is_empty())
            .then(|| fill(t.paper_role_units, &[&words.name(role), &Partner::joined(&list, t.name_separator)]))
    });
    own.collect::<Vec<_>>().join(t.comparing.between_roles)
}
