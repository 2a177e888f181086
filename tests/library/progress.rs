//! How far every duty has come: rows, states, days, who is missing.

use responsibility_matrix::file::decode;
use responsibility_matrix::model::{Record, Report, State, TaskKey, UnitId};
use responsibility_matrix::view::{DUE_DAYS, Ledger, Progress, Tally, WhichRound, missing};

const PLAN: &str = r#"(format: 1, title: "方案", date: "2026-03-01", groups: [(name: "组", units: {
    "甲局": (), "乙局": (), "丙局": (), "全体": (collective: enumerable, roster: ["甲局", "乙局", "丙局"]),
    "乡镇": (collective: enumerable), "有关部门": (collective: indeterminate)})],
    tasks: [
        (number: "1", text: "修路。", deadline: "2026年9月底前", lead: ["甲局"], responsible: ["甲局", "全体"]),
        (number: "2", text: "铺桥。", deadline: "长期坚持", lead: ["乙局"], responsible: ["乡镇", "有关部门"], informed: ["丙局"]),
        (number: "3", text: "植树。", lead: ["丙局"]),
    ])"#;

fn said(number: &str, unit: &str, state: State) -> Report {
    let task = TaskKey { number: number.to_owned(), ..TaskKey::default() };
    Report { task, unit: unit.to_owned(), state, round: "三季度".to_owned(), ..Report::default() }
}

fn lines(record: &Record, on: &str) -> Vec<String> {
    let plan = decode(PLAN).expect("a plan").plan;
    let ledger = Ledger::new(&plan);
    let progress = Progress::new(&plan, &ledger, record, &WhichRound::Newest, on.parse().expect("a day"), DUE_DAYS);
    progress
        .duties
        .iter()
        .map(|duty| {
            let number = &plan.task(duty.task).number;
            format!("{number} {} {:?} {:?} {:?}", plan.unit(duty.unit).name, duty.roles, duty.state, duty.timing)
        })
        .collect()
}

#[test]
fn a_row_for_each_unit_of_each_task() {
    let late = lines(&Record::default(), "2026-10-02");
    let expected = [
        "1 甲局 [Lead, Responsible] Unreported Late(2)",
        "1 全体 [Responsible] Unreported Late(2)",
        "1 乙局 [Responsible] Unreported Late(2)",
        "1 丙局 [Responsible] Unreported Late(2)",
        "2 乙局 [Lead] Unreported Calm",
        "2 乡镇 [Responsible] Unreported Calm",
        "2 有关部门 [Responsible] Unreported Calm",
        "3 丙局 [Lead] Unreported Calm",
    ];
    assert_eq!(late, expected);
}

#[test]
fn what_is_done_is_never_late_and_a_near_day_is_told() {
    let mut record = Record { reports: vec![said("1", "甲局", State::Done)], ..Record::default() };
    record.reports.push(Report { deadline: "2026年9月10日".to_owned(), ..said("3", "丙局", State::Ongoing) });
    let on = |day| lines(&record, day);
    assert_eq!(on("2026-10-02")[0], "1 甲局 [Lead, Responsible] Done Calm");
    assert_eq!(on("2026-09-30")[2], "1 乙局 [Responsible] Unreported Soon(0)");
    assert_eq!(on("2026-08-31")[2], "1 乙局 [Responsible] Unreported Soon(30)");
    assert_eq!(on("2026-08-30")[2], "1 乙局 [Responsible] Unreported Calm");
    // The day that the unit has given counts where the plan names none.
    assert_eq!(on("2026-09-11")[7], "3 丙局 [Lead] Ongoing Late(1)");
}

#[test]
fn a_collective_is_as_far_as_its_members_and_towns_answer_by_name() {
    let mut record = Record { reports: vec![said("1", "乙局", State::Done)], ..Record::default() };
    record.reports.push(said("1", "丙局", State::Ongoing));
    for town in ["东山镇", "西山镇"] {
        record.reports.push(Report { reporter: Some(town.to_owned()), ..said("2", "乡镇", State::Done) });
    }
    let found = lines(&record, "2026-05-01");
    assert_eq!(found[1], "1 全体 [Responsible] Ongoing Calm");
    assert_eq!(found.iter().filter(|line| line.starts_with("2 乡镇 [Responsible] Done")).count(), 2);
    let plan = decode(PLAN).expect("a plan").plan;
    let ledger = Ledger::new(&plan);
    let on = "2026-05-01".parse().expect("a day");
    let progress = |record| Progress::new(&plan, &ledger, record, &WhichRound::Newest, on, DUE_DAYS);
    let names = |units: Vec<UnitId>| units.into_iter().map(|unit| plan.unit(unit).name.clone()).collect::<Vec<_>>();
    let nothing = Record::default();
    assert_eq!(names(missing(&plan, &progress(&nothing))), ["甲局", "乙局", "丙局", "乡镇"]);
    assert_eq!(names(missing(&plan, &progress(&record))), ["甲局"]);
    let tally = Tally::of(&progress(&record).duties);
    assert_eq!((tally.duties, tally.done, tally.ongoing, tally.unreported), (9, 3, 2, 4));
}

#[test]
fn a_report_that_fits_nothing_is_kept() {
    let record = Record {
        reports: vec![said("9", "甲局", State::Done), said("1", "丁局", State::Done), said("3", "甲局", State::Done)],
        ..Record::default()
    };
    let plan = decode(PLAN).expect("a plan").plan;
    let ledger = Ledger::new(&plan);
    let on = "2026-05-01".parse().expect("a day");
    let progress = Progress::new(&plan, &ledger, &record, &WhichRound::Of("三季度".to_owned()), on, DUE_DAYS);
    assert_eq!(progress.unplaced.len(), 3);
    let other = Progress::new(&plan, &ledger, &record, &WhichRound::Of("四季度".to_owned()), on, DUE_DAYS);
    assert!(other.unplaced.is_empty());
}
