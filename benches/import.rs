//! How long it takes from a document to a plan:
//!
//! | bench | what is measured |
//! |---|---|
//! | `notice/30-pages` | a notice of 180 tasks, about 30 pages (24,000 characters) |
//! | `notice/1000`, `notice/10000` | notices of so many tasks |
//! | `one-line/1000`, `one-line/10000` | the same without line ends |
//! | `table/10000` | a table of so many rows |
//!
//! | `shapes` | a table: each shape of `shapes.rs` at one size and at four times that |
//!
//! Run with `cargo bench --bench import`, the table alone with `-- shapes`. Time must grow with the size and no faster: 30 pages in
//! less than 20 ms, 10,000 tasks in less than 1 s.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use responsibility_matrix::import::{self, Options};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

mod shapes;

const UNITS: [&str; 12] = [
    "市发展改革委",
    "市教育局",
    "市科技局",
    "市公安局",
    "市民政局",
    "市司法局",
    "市财政局",
    "市人力资源社会保障局",
    "市自然资源和规划局",
    "市文化和旅游局",
    "市住房城乡建设局",
    "各县（市、区）人民政府",
];

/// A notice of so many tasks: three lists in each clause, a heading before every 25th.
fn notice(tasks: usize) -> String {
    let mut out =
        String::from("某市人民政府办公室关于印发《某市行动方案》的通知\n\n某政办〔2024〕1号\n\n某市行动方案\n\n");
    let unit = |at: usize| UNITS[at % UNITS.len()];
    for at in 0..tasks {
        if at % 25 == 0 {
            let _ = writeln!(out, "第{}章 推进重点领域改革创新", at / 25 + 1);
        }
        let _ = writeln!(
            out,
            "{}.完善工作机制。建立健全统筹协调、信息共享、联合督查机制，到2025年底前完成{at}项（个）重点工作，确保“件件有着落、事事有回音”，切实提升企业和群众获得感。（牵头单位:{},{};责任单位:{}、{}等部门;完成时限:2025年6月底前）",
            at + 1,
            unit(at),
            unit(at + 3),
            unit(at + 5),
            unit(at + 7),
        );
    }
    out
}

fn table(tasks: usize) -> String {
    let mut out = String::from("序号\t工作任务\t牵头单位\t责任单位\t完成时限\n");
    for at in 0..tasks {
        let _ = writeln!(
            out,
            "{}\t完善工作机制并建立台账\t{}\t{}、{}\t2025年底",
            at + 1,
            UNITS[at % 11],
            UNITS[(at + 2) % 11],
            UNITS[(at + 5) % 11]
        );
    }
    out
}

fn importing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
    group.sampling_mode(SamplingMode::Flat);
    let mut measure = |name: String, text: String| {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| import::read(None, black_box(text.as_bytes()), Options::default()).expect("a plan"));
        });
    };
    measure("notice/30-pages".to_owned(), notice(180));
    for tasks in [1_000, 10_000] {
        measure(format!("notice/{tasks}"), notice(tasks));
        measure(format!("one-line/{tasks}"), notice(tasks).replace('\n', ""));
    }
    measure("table/10000".to_owned(), table(10_000));
    group.finish();
}

/// Prints how long each shape takes at one size and at four times that, each the best of three.
fn shapes(_: &mut Criterion) {
    const SIZE: usize = 800;
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    if filter.is_some_and(|filter| filter != "shapes") {
        return;
    }
    println!("{:40} {:>10} {:>10} {:>10} {:>10} {:>6}", "shape", "KB", "ms", "KB × 4", "ms", "×");
    for (name, shape) in shapes::SHAPES {
        let measured = |size: usize| {
            let text = shape(size);
            let time = (0..3).map(|_| {
                let start = std::time::Instant::now();
                let _ = black_box(import::read(None, black_box(text.as_bytes()), Options::default()));
                start.elapsed()
            });
            (text.len() / 1000, time.min().unwrap_or_default().as_secs_f64() * 1000.0)
        };
        let ((small, once), (large, four)) = (measured(SIZE), measured(4 * SIZE));
        println!("{name:40} {small:10} {once:10.2} {large:10} {four:10.2} {:6.1}", four / once);
    }
}

criterion_group!(benches, importing, shapes);
criterion_main!(benches);
