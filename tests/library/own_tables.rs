//! Our own tables come back: what is written, read and written again is the same, as far as a table holds it.

use crate::properties::plans;
use crate::seeded::cases;
use proptest::prelude::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::import::{self, ImportError, Options};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{Party, PartyKind, Plan, Role};
use responsibility_matrix::neutral;
use responsibility_matrix::product::{self, Format, Product};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};
use std::collections::{BTreeMap, BTreeSet};

/// A cell as a table can hold it: without margins and the sign that guards it, and without what no sheet can have.
fn held(cell: &str) -> String {
    let words = neutral::cell_words(cell);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(['\'', ' ', '\u{FEFF}']).to_owned()
}

/// All marks of a plan, each once.
fn marks(plan: &Plan) -> BTreeSet<Vec<String>> {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::marks(&scope, Expand::No, &mut rows).expect("rows in memory");
    rows.iter().map(|row| row.iter().map(|cell| held(cell)).collect()).collect()
}

/// The rows of a plan's matrix: number, section and task, and the words under each head.
fn matrix(plan: &Plan) -> BTreeSet<(Vec<String>, BTreeMap<String, String>)> {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
    let mut rows: Vec<Vec<String>> = Vec::new();
    table::matrix(&scope, &mut rows).expect("rows in memory");
    let head: Vec<String> = rows[0].iter().map(|cell| held(cell)).collect();
    let row = |row: &Vec<String>| {
        // In which order a cell names roles and collectives says nothing.
        let sorted = |cell: &str| {
            let cell = held(cell);
            let mut words: Vec<&str> = cell.split('、').map(str::trim).collect();
            words.sort_unstable();
            words.join("、")
        };
        let cells = row.iter().zip(&head).skip(3).map(|(cell, head)| (head.clone(), sorted(cell)));
        (row[..3].iter().map(|cell| held(cell)).collect(), cells.filter(|(_, cell)| !cell.is_empty()).collect())
    };
    let mut rows: BTreeSet<_> = rows[1..].iter().map(row).collect();
    // Units without a mark have a head alone.
    rows.insert((head.into_iter().collect::<BTreeSet<_>>().into_iter().collect(), BTreeMap::new()));
    rows
}

/// The file that is made of a plan.
fn made(plan: &Plan, product: Product, format: Format, lang: Lang) -> Vec<u8> {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang };
    let wanted = product.wanted(None).expect("it is of no unit");
    product::make(wanted, format, &scope, &product::Options::default()).expect("made").bytes
}

fn back(bytes: &[u8], format: Format) -> Result<Plan, ImportError> {
    let name = format!("table.{}", format.ending());
    import::read(Some(&name), bytes, Options::default()).map(|imported| imported.plan)
}

/// What a matrix alone does not hold: on what a mark rests, and in which list an open end stands.
fn plainly_named(mut plan: Plan) -> Plan {
    let plain = |party: &mut Party| {
        if let (Some(unit), true) = (party.unit(), party.kind != PartyKind::Open) {
            party.kind = PartyKind::Named(unit);
        }
    };
    plan.tasks.iter_mut().flat_map(|task| task.parties.values_mut().flatten()).for_each(plain);
    plan.sections.iter_mut().flat_map(|section| &mut section.overall_leads).for_each(plain);
    plan
}

fn check_comes_back(plan: &Plan, lang: Lang) {
    for (product, format) in
        [(Product::Marks, Format::Csv), (Product::Matrix, Format::Csv), (Product::Matrix, Format::Xlsx)]
    {
        let what = format!("{} as {} in {lang:?}", product.name(), format.ending());
        let again = match back(&made(plan, product, format, lang), format) {
            Ok(again) => again,
            // Bytes that no text has, or nobody has a part in anything.
            Err(ImportError::Binary | ImportError::NoPlan | ImportError::Empty) => continue,
            Err(error) => panic!("{what}: {error}"),
        };
        if product == Product::Matrix {
            assert_eq!(matrix(&plainly_named(again.clone())), matrix(&plainly_named(plan.clone())), "{what}");
        }
        if (product, format) != (Product::Matrix, Format::Csv) {
            assert_eq!(marks(&again), marks(plan), "{what}");
        }
    }
}

#[test]
fn the_tables_of_the_seeds_come_back() {
    for seed in [
        include_str!("../../seeds/mulan-2019.ron"),
        include_str!("../../seeds/harbour-2026.ron"),
        include_str!("../../seeds/library-raci-2026.ron"),
    ] {
        let document = Document::open("seed.ron", seed.as_bytes()).expect("a plan file");
        for lang in [Lang::Zh, Lang::En] {
            check_comes_back(&document.plan, lang);
            // Lists are joined there, and on what a mark rests is not told.
            // A sheet shows the plan's own names for the roles, and this one has no legend to them.
            let is_renamed = document.plan.roles.values().any(|role| role.name.is_some());
            for format in [Format::Csv, Format::Xlsx].into_iter().take(if is_renamed { 1 } else { 2 }) {
                let again = back(&made(&document.plan, Product::Tasks, format, lang), format).expect("tasks");
                let (found, told) =
                    (marks(&plainly_named(again.clone())), marks(&plainly_named(document.plan.clone())));
                let missing: Vec<_> = told.symmetric_difference(&found).collect();
                assert!(missing.is_empty(), "{lang:?} {}: {missing:#?}", document.plan.title);
                let deadlines = |plan: &Plan| plan.tasks.iter().map(|task| task.deadline.clone()).collect::<Vec<_>>();
                assert_eq!(deadlines(&again), deadlines(&document.plan));
            }
        }
    }
}

/// On paper the head and the title of a section stand on every page again, and names break where their column ends.
#[cfg(feature = "paper")]
#[test]
fn the_table_of_tasks_comes_back_from_paper() {
    let plan = Document::builtin().plan;
    for format in [Format::Pdf, Format::Docx] {
        let again = back(&made(&plan, Product::Tasks, format, Lang::Zh), format).expect("tasks");
        let texts = |plan: &Plan| plan.tasks.iter().map(|task| held(&task.text)).collect::<Vec<_>>();
        assert_eq!(texts(&again), texts(&plan), "{format:?}");
        let titles = |plan: &Plan| plan.sections.iter().map(|section| held(&section.title)).collect::<Vec<_>>();
        assert_eq!(titles(&again), titles(&plan), "{format:?}");
        let (found, told) = (marks(&plainly_named(again)), marks(&plainly_named(plan.clone())));
        let missing: Vec<_> = told.symmetric_difference(&found).take(12).collect();
        assert!(missing.is_empty(), "{format:?}: {missing:#?}");
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_tables_of_any_plan_come_back(plan in plans(), english: bool) {
        // A sheet tells roles apart by their names alone.
        let mut names: Vec<String> = Role::ALL.into_iter().filter_map(|role| plan.roles[role].name.as_deref().map(held)).collect();
        names.sort();
        let all = names.len();
        names.dedup();
        prop_assume!(names.len() == all && !plan.units.is_empty());
        // An open end says something.
        let mut plan = plan;
        let of_tasks = plan.tasks.iter_mut().flat_map(|task| task.parties.values_mut().flatten());
        let of_sections = plan.sections.iter_mut().flat_map(|section| &mut section.overall_leads);
        for party in of_tasks.chain(of_sections).filter(|party| held(&party.words).is_empty()) {
            party.words = "等部门".to_owned();
        }
        check_comes_back(&plan, if english { Lang::En } else { Lang::Zh });
    }
}

#[test]
fn tables_of_ours_without_tasks_are_refused_by_name() {
    let document = Document::builtin();
    for lang in [Lang::Zh, Lang::En] {
        for product in [Product::Overview, Product::Receipts] {
            let paged = cfg!(feature = "paper").then_some(Format::Pdf);
            for format in [Format::Csv, Format::Xlsx, Format::Docx].into_iter().chain(paged) {
                let error = back(&made(&document.plan, product, format, lang), format).expect_err(product.name());
                assert_eq!(error, ImportError::TableWithoutTasks, "{} as {format:?} in {lang:?}", product.name());
            }
        }
    }
}

/// Tables that say something of a plan are none: each is refused by name, in every format and both languages.
#[test]
fn tables_that_say_something_of_a_plan_are_no_plans() {
    use responsibility_matrix::compare::Comparison;
    use responsibility_matrix::export::comparison::{Compared, comparison};
    use responsibility_matrix::export::duties::{UnitInPlan, duties};
    use responsibility_matrix::export::minutes::minutes;
    use responsibility_matrix::export::progress::{ProgressFilter, progress};
    use responsibility_matrix::model::{Note, Record, TaskKey};
    use responsibility_matrix::product::{Options as Wishes, Wanted, make_bulletin};
    use responsibility_matrix::view::{DUE_DAYS, Progress, WhichRound};
    let Document { plan, ledger, .. } = Document::builtin();
    let mut later = plan.clone();
    later.tasks[3].text.push_str("抓好落实。");
    later.tasks.remove(7);
    let changes = Comparison::new(&plan, &later);
    let unit = plan.unit_named("县司法局");
    let note = Note { text: "好".to_owned(), task: TaskKey::of(&plan, &plan.tasks[0]), ..Note::default() };
    let record = Record { notes: vec![note], ..Record::of(&plan) };
    let on = "2026-10-08".parse().expect("a day");
    let filter = Filter::default();
    let view = MatrixView::new(&plan, &ledger, &filter);
    for lang in [Lang::Zh, Lang::En] {
        let scope = Scope { plan: &plan, ledger: &ledger, filter: &filter, view: &view, lang };
        let which = WhichRound::Newest;
        let all = Progress::new(&plan, &ledger, &record, &which, on, DUE_DAYS);
        let bulletins = [
            progress(&scope, &all, &record, &which, &ProgressFilter::default()),
            comparison(Compared { old: &plan, new: &later, comparison: &changes, lang }, None),
            duties(&[UnitInPlan { plan: &plan, ledger: &ledger, unit }], "县司法局", lang),
            minutes(&scope, &record),
        ];
        for bulletin in &bulletins {
            for format in [Format::Csv, Format::Xlsx, Format::Docx] {
                let made = make_bulletin(bulletin, format, &Wishes::default()).expect("a file").bytes;
                let name = format!("x.{}", format.ending());
                let read = import::read(Some(&name), &made, Options::default());
                assert_eq!(read.err(), Some(ImportError::TableWithoutTasks), "{:?} {name}", bulletin.title);
            }
        }
        for format in [Format::Xlsx, Format::Docx] {
            let wanted = Wanted::Form(unit.expect("a unit"));
            let made = product::make(wanted, format, &scope, &Wishes::default()).expect("a form").bytes;
            let read = import::read(Some("x"), &made, Options::default());
            assert_eq!(read.err(), Some(ImportError::TableWithoutTasks), "{format:?}");
        }
    }
}
