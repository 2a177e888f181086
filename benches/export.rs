//! How long it takes to make the files that are handed out, for the built-in plan and for synthetic
//! ones of 1,000 × 300 and 10,000 × 1,000:
//!
//! | bench | what is measured |
//! |---|---|
//! | `workbook` | the matrix as XLSX, with all marks and the sheets of the units |
//! | `unit_workbook` | the unit with the most marks as XLSX |
//! | `svg` | the matrix as SVG |
//! | `png` | the matrix as PNG, twice its own size; half of it for 1,000 × 300; none for 10,000 × 1,000 |
//!
//! Each is printed with the size of its file. Run with `cargo bench --bench export`.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod synthetic;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use responsibility_matrix::export::picture::{self, Options, PictureShape, Size as PictureSize};
use responsibility_matrix::export::{Scope, xlsx};
use responsibility_matrix::lang::Lang;
use responsibility_matrix::look::LIGHT;
use responsibility_matrix::view::{Filter, Ledger, MatrixView, Obligations};
use std::hint::black_box;
use std::time::Duration;
use synthetic::Size;

fn files(criterion: &mut Criterion) {
    for size in Size::ALL {
        let plan = match size {
            Size::Builtin => size.document().plan,
            Size::Synthetic { tasks, units } => synthetic::plan(tasks, units, synthetic::SEED),
        };
        let ledger = Ledger::new(&plan);
        let filter = Filter::default();
        let view = MatrixView::new(&plan, &ledger, &filter);
        let scope = Scope { plan: &plan, ledger: &ledger, filter: &filter, view: &view, lang: Lang::Zh };
        let busiest = plan.unit_ids().max_by_key(|&unit| ledger.of_unit(unit).count()).expect("a unit");
        let duties = Obligations::new(&plan, &ledger, &filter, busiest);
        let name = size.name();
        let mut group = criterion.benchmark_group("export");
        group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
        group.sampling_mode(SamplingMode::Flat);
        let mut bench = |what: &str, make: &dyn Fn() -> usize| {
            group.throughput(Throughput::Bytes(make() as u64));
            group.bench_function(format!("{what}/{name}"), |bencher| bencher.iter(|| black_box(make())));
        };
        bench("workbook", &|| xlsx::matrix(&scope).expect("in memory").bytes.len());
        bench("unit_workbook", &|| xlsx::unit(&scope, &duties).expect("in memory").bytes.len());
        let options = |scale| Options { size: PictureSize::Scale(scale), shape: PictureShape::Own, colors: &LIGHT };
        bench("svg", &|| picture::svg(&scope, &options(1.0)).bytes.len());
        let png = |scale| picture::png(&scope, &options(scale)).expect("not too large").bytes.len();
        match size {
            Size::Builtin => bench("png", &|| png(2.0)),
            Size::Synthetic { tasks: 1_000, .. } => bench("png", &|| png(0.5)),
            Size::Synthetic { .. } => {}
        }
        group.finish();
    }
}

criterion_group!(benches, files);
criterion_main!(benches);
