//! How long paper takes, from the projection to pages and from pages to PDF and pixels:
//!
//! | bench | what is measured |
//! |---|---|
//! | `unit` | the obligations of 县司法局 laid out and written as PDF |
//! | `unit_letter` | the same as a letter |
//! | `units` | all 41 units of the built-in plan, one PDF after the other |
//! | `volume` | the same as one document with bookmarks |
//! | `matrix/39x41` | the built-in plan on one A3 sheet, as PDF |
//! | `matrix/1000x300` | a synthetic plan on A3 sheets, as PDF |
//! | `image` | the first page of a unit's obligations at 2 pixels a point |
//!
//! Run with `cargo bench --bench paper`; typst remembers parts of what it set, so each run is
//! given a plan of another title.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod synthetic;

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{Plan, UnitId};
use responsibility_matrix::paper::{self, Faces, MatrixPaper, Pages, PaperSize, Standard, Style, TypeSize};
use responsibility_matrix::view::{Filter, Ledger, MatrixView};
use std::hint::black_box;
use std::time::Duration;

struct Desk {
    plan: Plan,
    ledger: Ledger,
    view: MatrixView,
    filter: Filter,
    runs: usize,
}

impl Desk {
    fn new(plan: Plan) -> Self {
        let ledger = Ledger::new(&plan);
        let filter = Filter::default();
        let view = MatrixView::new(&plan, &ledger, &filter);
        Self { plan, ledger, view, filter, runs: 0 }
    }

    /// As if for the first time: nothing of an earlier run fits.
    fn renew(&mut self) {
        self.runs += 1;
        self.plan.title = format!("第{}次工作方案", self.runs);
    }

    fn scope(&self) -> Scope<'_> {
        Scope { plan: &self.plan, ledger: &self.ledger, filter: &self.filter, view: &self.view, lang: Lang::Zh }
    }

    fn obligations(&mut self, units: &[UnitId], style: Style) -> Pages {
        self.renew();
        paper::obligations(&self.scope(), units, style.into(), &Faces::embedded()).expect("it can be set")
    }

    fn pdf(&mut self, units: &[UnitId], style: Style) -> usize {
        let pages = self.obligations(units, style);
        pages.pdf(Standard::Plain, self.plan.date).expect("a PDF").len()
    }

    fn matrix(&mut self) -> usize {
        self.renew();
        let paper = MatrixPaper { size: PaperSize::A3, landscape: true, type_size: TypeSize::Fit };
        let pages = paper::matrix(&self.scope(), paper, &Faces::embedded()).expect("it can be set");
        pages.pdf(Standard::Plain, self.plan.date).expect("a PDF").len()
    }
}

fn sheets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("paper");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    group.sampling_mode(SamplingMode::Flat);
    let mut desk = Desk::new(Document::builtin().plan);
    let unit = desk.plan.unit_named("县司法局").expect("a unit of the plan");
    let units: Vec<UnitId> = desk.plan.unit_ids().collect();
    group.bench_function("unit", |bencher| bencher.iter(|| desk.pdf(&[unit], Style::Table)));
    group.bench_function("unit_letter", |bencher| bencher.iter(|| desk.pdf(&[unit], Style::Letter)));
    group.bench_function("units", |bencher| {
        bencher.iter(|| units.iter().map(|&unit| desk.pdf(&[unit], Style::Table)).sum::<usize>());
    });
    group.bench_function("volume", |bencher| bencher.iter(|| desk.pdf(&units, Style::Table)));
    group.bench_function("matrix/39x41", |bencher| bencher.iter(|| desk.matrix()));
    let pages = desk.obligations(&[unit], Style::Table);
    group.bench_function("image", |bencher| bencher.iter(|| pages.image(black_box(0), 2.0)));
    let mut large = Desk::new(synthetic::plan(1_000, 300, synthetic::SEED));
    group.bench_function("matrix/1000x300", |bencher| bencher.iter(|| large.matrix()));
    group.finish();
}

criterion_group!(benches, sheets);
criterion_main!(benches);
