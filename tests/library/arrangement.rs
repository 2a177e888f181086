//! Orders and folds change how the matrix is laid out, and nothing that it counts.

use crate::seeded::cases;
use proptest::prelude::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::model::{GroupId, Role, SectionId, UnitId};
use responsibility_matrix::view::{Arrangement, Filter, MatrixView, Obligations, Order, Subject};

fn arranged(document: &Document, filter: &Filter, arrangement: &Arrangement) -> MatrixView {
    MatrixView::arranged(&document.plan, &document.ledger, filter, arrangement)
}

#[test]
fn a_folded_section_is_one_row_that_counts() {
    let document = Document::builtin();
    let first = SectionId::new(0);
    let folded = Arrangement { folded_sections: vec![first], ..Arrangement::default() };
    let view = arranged(&document, &Filter::default(), &folded);
    assert_eq!((view.rows.len(), view.columns.len()), (46 - 9, 41));
    assert!(view.is_row_folded(0) && !view.is_row_folded(1));
    assert_eq!((view.shown_tasks, view.tasks_in(first)), (39, 9), "nothing is left out");
    assert_eq!(view.row_totals[0], 1 + 6 + 4 + 3 + 4 + 9 + 4 + 7 + 7 + 2);
    assert_eq!(view.held_by(0).len(), 10);
    let justice = document.plan.unit_named("县司法局").expect("a unit");
    let column = view.column_of(justice).expect("a column");
    let tally = view.tally(&document.plan, &document.ledger, &Filter::default(), 0, column);
    assert_eq!(tally[Role::Lead], 4);
    let cell = view.row_cells(0).iter().find(|cell| cell.column as usize == column).expect("a cell");
    assert_eq!(tally.values().sum::<usize>(), usize::from(cell.count));
    let inside = document.plan.task_ids().next().expect("a task");
    assert_eq!(view.row_of(Subject::Task(inside)), None);
    assert_eq!(view.folded_row_of(&document.plan, inside), Some(first));
}

#[test]
fn a_folded_group_is_one_column_that_counts() {
    let document = Document::builtin();
    let party = GroupId::new(0);
    let folded = Arrangement { folded_groups: vec![party], ..Arrangement::default() };
    let view = arranged(&document, &Filter::default(), &folded);
    assert_eq!((view.columns.len(), view.shown_units), (41 - 8, 41));
    assert!(view.is_column_folded(0) && !view.is_column_folded(1));
    let whole = arranged(&document, &Filter::default(), &Arrangement::default());
    assert_eq!(view.column_totals[0], whole.column_totals[..9].iter().sum::<u32>());
    assert!(document.plan.unit_ids().take(9).all(|unit| view.column_of(unit) == Some(0)));
    assert_eq!(view.bands[0].columns, 0..1);
    assert_eq!(view.counts, whole.counts);
}

#[test]
fn units_are_ordered_by_load_and_by_name() {
    let document = Document::builtin();
    let names = |order| {
        let arrangement = Arrangement { order, ..Arrangement::default() };
        let view = arranged(&document, &Filter::default(), &arrangement);
        assert_eq!(view.bands.is_empty(), order != Order::Source);
        view.columns.iter().map(|&unit| document.plan.unit(unit).name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(&names(Order::Load)[..3], ["各乡镇政府", "县营商环境建设监督局", "县司法局"]);
    let by_name = names(Order::Name);
    let place = |name: &str| by_name.iter().position(|own| own == name).expect("a unit");
    assert!(place("县财政局") < place("县公安局") && place("县公安局") < place("县司法局"));
    assert!(place("各乡镇政府") < place("县财政局"));
    assert_eq!(names(Order::Source)[0], "县委依法治县委员会办公室");
}

#[test]
fn in_another_order_no_group_is_folded() {
    let document = Document::builtin();
    let arrangement =
        Arrangement { order: Order::Name, folded_groups: vec![GroupId::new(0)], ..Arrangement::default() };
    assert!(!arrangement.folds());
    assert_eq!(arranged(&document, &Filter::default(), &arrangement).columns.len(), 41);
}

/// Only the tasks of a unit are those of its list, whatever else is left out; the columns stay.
#[test]
fn the_tasks_of_one_unit_are_those_of_its_list() {
    let document = Document::builtin();
    let Document { plan, ledger, .. } = &document;
    for unit in plan.unit_ids() {
        for (without_through, roles) in [(false, vec![]), (true, vec![]), (false, vec![Role::Lead])] {
            let filter = Filter { without_through, roles, ..Filter::default() };
            let mut owed: Vec<Subject> =
                Obligations::new(plan, ledger, &filter, unit).duties.iter().map(|duty| duty.subject).collect();
            owed.retain(|subject| matches!(subject, Subject::Task(_)));
            owed.sort();
            owed.dedup();
            let only = Filter { unit: Some(unit), ..filter };
            let view = arranged(&document, &only, &Arrangement::default());
            let shown: Vec<Subject> = view.rows.iter().copied().filter(|row| matches!(row, Subject::Task(_))).collect();
            assert_eq!(shown, owed, "{}", plan.unit(unit).name);
            assert_eq!(view.columns.len(), plan.units.len());
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn what_is_counted_stays(
        sections in proptest::collection::vec(0_usize..7, 0..4),
        groups in proptest::collection::vec(0_usize..8, 0..4),
        chosen in proptest::collection::vec(0_usize..7, 0..3),
        roles in proptest::collection::vec(0_usize..Role::COUNT, 0..3),
        order in 0_usize..3,
        hide in any::<bool>(),
        unit in proptest::option::of(0_usize..41),
    ) {
        let document = Document::builtin();
        let filter = Filter {
            unit: unit.map(UnitId::new),
            sections: chosen.into_iter().map(SectionId::new).collect(),
            roles: roles.into_iter().map(|role| Role::ALL[role]).collect(),
            hide_empty_rows: hide,
            hide_empty_columns: hide,
            ..Filter::default()
        };
        let arrangement = Arrangement {
            order: Order::ALL[order],
            folded_sections: sections.into_iter().map(SectionId::new).collect(),
            folded_groups: groups.into_iter().map(GroupId::new).collect(),
            ..Arrangement::default()
        };
        let plain = arranged(&document, &filter, &Arrangement::default());
        let view = arranged(&document, &filter, &arrangement);
        prop_assert_eq!(view.counts, plain.counts);
        prop_assert_eq!((view.shown_tasks, view.shown_units), (plain.shown_tasks, plain.shown_units));
        let total: u32 = plain.row_totals.iter().sum();
        prop_assert_eq!(view.row_totals.iter().sum::<u32>(), total);
        prop_assert_eq!(view.column_totals.iter().sum::<u32>(), total);
        let held: Vec<Subject> = (0..view.rows.len()).flat_map(|row| view.held_by(row).to_vec()).collect();
        prop_assert_eq!(held, plain.rows.clone());
        for row in 0..view.rows.len() {
            for cell in view.row_cells(row) {
                let column = cell.column as usize;
                let tally = view.tally(&document.plan, &document.ledger, &filter, row, column);
                prop_assert_eq!(tally.values().sum::<usize>(), usize::from(cell.count));
            }
        }
    }
}
