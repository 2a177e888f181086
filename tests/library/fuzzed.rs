//! The bodies that libFuzzer drives (`fuzz/`), with cases of our own: seeds and documents, each spoilt in many ways, the
//! same on every run.

#[path = "../../fuzz/bodies.rs"]
mod bodies;

use crate::seeded::cases;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

const PLANS: [&[u8]; 3] = [
    include_bytes!("../../seeds/harbour-2026.ron"),
    include_bytes!("../../seeds/library-raci-2026.ron"),
    b"(format: 1, title: \"a\", groups: [(name: \"b\", units: {\"c\": (), \"d\": (collective: enumerable, roster: [\"c\"])})], \
      sections: [(label: \"1\", title: \"e\", overall_lead: [\"c\"], tasks: [(number: \"1\", text: \"f\", clause: \"g\", \
      lead: [\"c\"], responsible: [\"d\", open(\"h\")])])])",
];
const DOCUMENTS: [(u8, &[u8]); 6] = [
    (0, include_bytes!("../../seeds/harbour-2026.txt")),
    (2, include_bytes!("../bad/files/import/last-column-over-rows.html")),
    (3, "序号,任务,牵头单位\n1,办理公开事项,甲局\n2,推进公开工作,乙局\n".as_bytes()),
    (4, include_bytes!("../documents/notice.docx")),
    (6, include_bytes!("../documents/notice.rtf")),
    (8, include_bytes!("../documents/notice.doc")),
];

/// What is done to bytes: at this share of them, cut, put in, doubled or changed.
fn harm() -> impl Strategy<Value = Vec<(u16, u8, u8)>> {
    vec((any::<u16>(), any::<u8>(), any::<u8>()), 0..6)
}

fn harmed(bytes: &[u8], harm: &[(u16, u8, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for &(place, what, with) in harm {
        let at = usize::from(place) * bytes.len() / (usize::from(u16::MAX) + 1);
        let end = (at + usize::from(with)).min(bytes.len());
        match what % 5 {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.insert(at, with),
            2 => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            3 => bytes.truncate(end.max(1)),
            _ if at < bytes.len() => bytes[at] = with,
            _ => {}
        }
    }
    bytes
}

fn tried(count: u32, body: impl Fn(&[u8], &[u8])) {
    for seed in PLANS {
        TestRunner::new(cases(count))
            .run(&(harm(), harm()), |(one, other)| {
                body(&harmed(seed, &one), &harmed(seed, &other));
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn plans() {
    tried(60, |plan, _| bodies::plan(plan));
}

#[test]
fn records() {
    let seed = b"(format: 1, plan: \"a\", reports: [(number: \"1\", unit: \"b\", state: done, date: \"2026-10-08\")], \
                 notes: [(number: \"1\", text: \"c\")])";
    TestRunner::new(cases(400))
        .run(&harm(), |harm| {
            bodies::record(&harmed(seed, &harm));
            Ok(())
        })
        .unwrap();
}

#[test]
fn documents() {
    for (name, seed) in DOCUMENTS {
        TestRunner::new(cases(40))
            .run(&harm(), |harm| {
                let mut bytes = vec![name];
                bytes.extend(harmed(seed, &harm));
                bodies::document(&bytes);
                bodies::form(&bytes[1..]);
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn tables() {
    tried(12, |plan, _| bodies::tables(plan));
}

#[test]
fn comparisons() {
    tried(30, |old, new| bodies::compare(&[old, bodies::BETWEEN, new].concat()));
}

#[test]
fn collections() {
    let form = include_bytes!("../documents/notice.docx");
    tried(20, |plan, _| bodies::collect(&[plan, bodies::BETWEEN, form].concat()));
}

#[test]
fn sessions() {
    TestRunner::new(cases(60))
        .run(&vec(any::<u8>(), 0..120), |bytes| {
            bodies::session(&bytes);
            Ok(())
        })
        .unwrap();
}
