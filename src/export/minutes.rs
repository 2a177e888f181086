//! Minutes (批注): the remarks that a record keeps on tasks and cells, as a bulletin.

use super::Scope;
use super::bulletin::{Bulletin, BulletinRow, BulletinTable};
use crate::model::{Match, Record, TaskIndex};

/// The remarks of a record, in the order in which they were made; those whose task is not in the plan now keep its old
/// number.
pub fn minutes(scope: &Scope<'_>, record: &Record) -> Bulletin {
    let t = scope.lang.texts();
    let r = t.reporting;
    let plan = scope.plan;
    let index = TaskIndex::new(plan);
    let rows = record.notes.iter().map(|note| {
        let task = index.find(&note.task).map(Match::task);
        let [number, section, text] = match task {
            Some(id) => super::table::row_head(scope, crate::view::Subject::Task(id)),
            None => [note.task.number.clone(), note.task.section.clone(), String::new()],
        };
        BulletinRow::Cells(vec![
            number,
            section,
            text,
            note.unit.clone().unwrap_or_default(),
            note.text.clone(),
            note.date.map(|date| date.to_string()).unwrap_or_default(),
            note.by.clone().unwrap_or_default(),
        ])
    });
    let heads =
        [t.head_number, t.head_section, t.head_task, t.head_unit, r.head_note, r.head_note_date, r.head_note_by];
    let table = BulletinTable {
        name: r.minutes_title.to_owned(),
        on_pages: true,
        heads: heads.map(str::to_owned).into(),
        widths: vec![10.0, 34.0, 0.0, 30.0, 70.0, 22.0, 24.0],
        centred: vec![0, 5],
        rows: rows.collect(),
    };
    Bulletin {
        lang: scope.lang,
        title: vec![plan.title.clone(), r.minutes_title.to_owned()],
        notes: vec![super::comparison::plan_words(plan, scope.lang)],
        author: plan.issuer.clone(),
        date: record.notes.iter().filter_map(|note| note.date).max(),
        tables: vec![table],
        closing: Vec::new(),
    }
}
