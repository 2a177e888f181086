//! 任务分工表 as CSV, read back: sections with their overall leads, tasks with their lists.

use crate::synthetic;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::import::{self, Options};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{Party, Plan, Role};
use responsibility_matrix::product::{self, Format, Wanted};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};

/// Number and text of each task with the names in each of its lists; title and overall leads of each section.
fn held(plan: &Plan) -> Vec<(String, String, Vec<Vec<String>>)> {
    let name = |party: &Party| party.unit().map_or(party.words.clone(), |unit| plan.unit(unit).name.clone());
    let names = |parties: &[Party]| parties.iter().map(name).collect::<Vec<_>>();
    let sections =
        plan.sections.iter().map(|section| (String::new(), section.title.clone(), vec![names(&section.overall_leads)]));
    let tasks = plan.tasks.iter().map(|task| {
        let lists = Role::OF_TASKS.into_iter().map(|role| names(task.parties(role))).collect();
        (task.number.clone(), task.text.clone(), lists)
    });
    sections.chain(tasks).collect()
}

fn back(plan: &Plan, lang: Lang) -> Plan {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang };
    let made = product::make(Wanted::Tasks, Format::Csv, &scope, &product::Options::default()).expect("made");
    import::read(Some("分工表.csv"), &made.bytes, Options::default()).expect("a plan").plan
}

#[test]
fn the_allocation_of_the_built_in_plan_is_read_back() {
    let plan = Document::builtin().plan;
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(held(&back(&plan, lang)), held(&plan), "{lang:?}");
    }
}

#[test]
fn the_allocation_of_made_up_plans_is_read_back() {
    for (tasks, units, seed) in [(20, 40, 1), (60, 60, 2), (120, 90, 3)] {
        let plan = synthetic::plan(tasks, units, seed);
        assert_eq!(held(&back(&plan, Lang::Zh)), held(&plan), "{tasks} × {units}, {seed}");
    }
}
