//! How long the steps take from a plan file to what is shown, for the built-in plan and for
//! synthetic ones of 1,000 × 300 and 10,000 × 1,000:
//!
//! | bench | what is measured |
//! |---|---|
//! | `read` | `file::decode` of the whole text |
//! | `write` | `file::encode` |
//! | `marks` | `Ledger::new`: every mark, those through collectives included |
//! | `check` | `check::check` |
//! | `project` | `MatrixView::new` with everything shown |
//! | `project_found` | the same under a filter by words |
//! | `sort` | the same with units by name |
//! | `fold` | the same with every section folded |
//! | `search` | `Hits::of` some words, and of the letters `sfj`, as one types |
//! | `drill` | all that a unit's panel shows: `Obligations` and `Companion`s |
//! | `load` | `Load::of_all`, the load chart |
//! | `marks_csv` | the table of marks, collectives expanded, as the bytes of its CSV file |
//! | `unit` | `Obligations::new` of the unit with the most marks |
//!
//! Run with `cargo bench --bench plan`; `cargo bench --bench plan -- read/10000x1000` for one of
//! them. The whole run takes about three minutes. To compare a change: `-- --save-baseline before`
//! without it, then `-- --baseline before` with it.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod synthetic;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use responsibility_matrix::check::check;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::csv::{CsvSink, Encoding};
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::file;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::Plan;
use responsibility_matrix::view::{Arrangement, Companion, Filter, Hits, Ledger, Load, MatrixView, Obligations, Order};
use std::hint::black_box;
use std::time::Duration;
use synthetic::Size;

fn steps(criterion: &mut Criterion) {
    for size in Size::ALL {
        // Not opened from its file: that would be most of the run's time.
        let plan = match size {
            Size::Builtin => size.document().plan,
            Size::Synthetic { tasks, units } => synthetic::plan(tasks, units, synthetic::SEED),
        };
        let ledger = Ledger::new(&plan);
        let name = size.name();
        let mut group = criterion.benchmark_group("plan");
        group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
        // One run for each sample where a run takes long: the default grows from sample to sample.
        group.sampling_mode(SamplingMode::Flat);
        reading(&mut group, &name, &plan);
        looking(&mut group, &name, &plan, &ledger);
        group.finish();
    }
}

fn reading(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, plan: &Plan) {
    let file = file::encode(plan);
    group.throughput(Throughput::Bytes(file.len() as u64));
    group.bench_function(format!("read/{name}"), |bencher| {
        bencher.iter(|| file::decode(black_box(&file)).expect("what encode writes is a plan file"));
    });
    group.bench_function(format!("write/{name}"), |bencher| bencher.iter(|| file::encode(black_box(plan))));
}

fn looking(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, plan: &Plan, ledger: &Ledger) {
    let marks = ledger.marks().len() as u64;
    group.throughput(Throughput::Elements(marks));
    group.bench_function(format!("marks/{name}"), |bencher| bencher.iter(|| Ledger::new(black_box(plan))));
    group.bench_function(format!("check/{name}"), |bencher| bencher.iter(|| check(black_box(plan), ledger)));
    let everything = Filter::default();
    group.bench_function(format!("project/{name}"), |bencher| {
        bencher.iter(|| MatrixView::new(black_box(plan), ledger, &everything));
    });
    let found = Filter { find: "司法".to_owned(), ..Filter::default() };
    group.bench_function(format!("project_found/{name}"), |bencher| {
        bencher.iter(|| MatrixView::new(black_box(plan), ledger, &found));
    });
    let sorted = Arrangement { order: Order::Name, ..Arrangement::default() };
    let folded = Arrangement { folded_sections: plan.section_ids().collect(), ..Arrangement::default() };
    for (step, arrangement) in [("sort", &sorted), ("fold", &folded)] {
        group.bench_function(format!("{step}/{name}"), |bencher| {
            bencher.iter(|| MatrixView::arranged(black_box(plan), ledger, &everything, arrangement));
        });
    }
    for words in ["司法", "sfj"] {
        group.bench_function(format!("search_{words}/{name}"), |bencher| {
            bencher.iter(|| Hits::of(black_box(plan), words));
        });
    }
    group.bench_function(format!("load/{name}"), |bencher| bencher.iter(|| Load::of_all(black_box(plan), ledger)));
    let view = MatrixView::new(plan, ledger, &everything);
    let scope = Scope { plan, ledger, filter: &everything, view: &view, lang: Lang::Zh };
    group.bench_function(format!("marks_csv/{name}"), |bencher| bencher.iter(|| marks_csv(black_box(&scope))));
    let busiest = plan.unit_ids().max_by_key(|&unit| ledger.of_unit(unit).count()).expect("a unit");
    group.throughput(Throughput::Elements(ledger.of_unit(busiest).count() as u64));
    group.bench_function(format!("unit/{name}"), |bencher| {
        bencher.iter(|| Obligations::new(black_box(plan), ledger, &everything, busiest));
    });
    group.bench_function(format!("drill/{name}"), |bencher| {
        bencher.iter(|| {
            (Obligations::new(black_box(plan), ledger, &everything, busiest), Companion::of(plan, ledger, busiest))
        });
    });
}

fn marks_csv(scope: &Scope<'_>) -> Vec<u8> {
    let mut sink = CsvSink::new();
    table::marks(scope, Expand::Yes, &mut sink).expect("rows are kept in memory");
    sink.finish(Encoding::Utf8).expect("rows are kept in memory")
}

criterion_group!(benches, steps);
criterion_main!(benches);
