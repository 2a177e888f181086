//! Forms go out, come back filled in by whatever program, and every answer finds its task.

use responsibility_matrix::collect::{Collected, FormError, Remark, ReturnedForm, Said, collect, read_form};
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::file::{add_to_record, decode, decode_record, encode_record};
use responsibility_matrix::import::cells;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{Date, Plan, Record, Report, State, UnitId};
use responsibility_matrix::product::{self, Format, Options, Wanted};
use responsibility_matrix::view::{DUE_DAYS, Filter, Ledger, MatrixView, Progress, WhichRound};
use rust_xlsxwriter::{Formula, Workbook};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;

const ROUND: &str = "2026年第三季度";

/// A plan of few words: an alias, a collective with its members, one without, one that nobody can name.
const PLAN: &str = r#"(format: 1, title: "方案", number: "〔2026〕1号", date: "2026-03-01", groups: [(name: "组", units: {
    "甲局": (), "乙局": (aliases: ["乙"]), "全体": (collective: enumerable, roster: ["甲局", "乙局"]),
    "各乡镇": (collective: enumerable), "有关部门": (collective: indeterminate)})],
    sections: [(label: "（一）", title: "路桥", tasks: [
        (number: "1", text: "修路。", deadline: "2026年9月底前", lead: ["甲局"], responsible: ["各乡镇", "有关部门"], informed: ["乙局"],
            people: [(label: "责任领导", name: "王五", unit: "甲局")]),
        (number: "2", text: "铺桥。", lead: ["乙"], responsible: ["全体"]),
    ]), (label: "（二）", title: "山水", tasks: [(number: "1", text: "治水。", lead: ["甲局"])])])"#;

fn plan() -> Plan {
    decode(PLAN).expect("a plan").plan
}

fn unit(plan: &Plan, name: &str) -> UnitId {
    plan.unit_named(name).expect("a unit")
}

fn form_in(plan: &Plan, name: &str, record: &Record, lang: Lang) -> Vec<u8> {
    form_as(plan, name, record, lang, Format::Xlsx)
}

fn form_as(plan: &Plan, name: &str, record: &Record, lang: Lang, format: Format) -> Vec<u8> {
    let (filter, ledger) = (Filter::default(), Ledger::new(plan));
    let view = MatrixView::new(plan, &ledger, &filter);
    let scope = Scope { plan, ledger: &ledger, filter: &filter, view: &view, lang };
    let options = Options { round: ROUND.to_owned(), record: Arc::new(record.clone()), ..Options::default() };
    product::make(Wanted::Form(unit(plan, name)), format, &scope, &options).expect("a form").bytes
}

fn form(plan: &Plan, name: &str) -> Vec<u8> {
    form_in(plan, name, &Record::default(), Lang::Zh)
}

/// The first sheet of a form, cell by cell, to be filled in as an office program does: nothing is left of the file but
/// what stands in its cells.
struct Sheet {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    formulas: BTreeSet<(u32, u32)>,
}

impl Sheet {
    fn open(bytes: &[u8]) -> Self {
        let sheet = cells(bytes).expect("a workbook").swap_remove(0);
        Self { rows: sheet.rows, formulas: BTreeSet::new() }
    }

    fn row(&self, has: &str) -> u32 {
        let found = self.rows.iter().find(|(_, cells)| cells.values().any(|words| words.contains(has)));
        *found.unwrap_or_else(|| panic!("no row with {has}")).0
    }

    fn column(&self, head: &str) -> u32 {
        let heads = &self.rows[&self.row("rm1|heads")];
        *heads.iter().find(|(_, words)| *words == head).unwrap_or_else(|| panic!("no column {head}")).0
    }

    fn set(&mut self, has: &str, head: &str, words: &str) -> &mut Self {
        let at = (self.row(has), self.column(head));
        self.rows.entry(at.0).or_default().insert(at.1, words.to_owned());
        self
    }

    fn foot(&mut self, field: &str, words: &str) -> &mut Self {
        let row = self.row(&format!("rm1|foot|{field}"));
        let at = self.column("工作措施");
        self.rows.entry(row).or_default().insert(at, words.to_owned());
        self
    }

    /// The duties in the opposite order.
    fn turned(&mut self) -> &mut Self {
        let is_duty = |cells: &BTreeMap<u32, String>| cells.values().any(|words| words.starts_with("rm1|duty"));
        let places: Vec<u32> = self.rows.iter().filter(|(_, cells)| is_duty(cells)).map(|(row, _)| *row).collect();
        let duties: Vec<_> = places.iter().map(|row| self.rows[row].clone()).collect();
        self.rows.extend(places.into_iter().rev().zip(duties));
        self
    }

    fn saved(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (&row, cells) in &self.rows {
            for (&column, words) in cells {
                let column = u16::try_from(column).expect("a column");
                if self.formulas.contains(&(row, u32::from(column))) {
                    sheet.write_formula(row, column, Formula::new(words.as_str()).set_result("3")).expect("a cell");
                } else {
                    sheet.write_string(row, column, words).expect("a cell");
                }
            }
        }
        workbook.save_to_buffer().expect("a workbook")
    }

    fn read(&self, file: &str) -> ReturnedForm {
        read_form(file, &self.saved()).expect("a form")
    }
}

fn taken(plan: &Plan, record: &Record, forms: &[(ReturnedForm, Option<Date>)]) -> Collected {
    collect(plan, &Ledger::new(plan), record, forms, Some(ROUND))
}

fn day(words: &str) -> Option<Date> {
    Some(words.parse().expect("a date"))
}

/// `section number unit: state progress`, of each report.
fn lines(reports: &[Report]) -> Vec<String> {
    let line = |report: &Report| {
        let Report { task, state, progress, .. } = report;
        format!("{}{} {}: {} {progress}", task.section, task.number, report.reporter(), Lang::Zh.texts().state(*state))
    };
    reports.iter().map(line).collect()
}

#[test]
fn every_answer_comes_back_whatever_became_of_the_file() {
    let plan = plan();
    let mut sheet = Sheet::open(&form(&plan, "甲局"));
    for (task, state) in [("修路。", "已完成"), ("铺桥。", "推进中"), ("治水。", "未启动")] {
        sheet.set(task, "工作措施", "一是…\n二是…").set(task, "进展情况", task).set(task, "进展状态", state);
    }
    sheet.set("修路。", "责任人", "李四").set("修路。", "联系电话", "0451-1").set("修路。", "佐证材料", "a.jpg、b.pdf");
    sheet.foot("date", "2026/10/8").turned();
    let form = sheet.read("改名了.xlsx");
    assert_eq!((form.date, form.remarks.len()), (day("2026-10-08"), 0));
    let collected = taken(&plan, &Record::of(&plan), &[(form, None)]);
    let mut found = lines(&collected.reports);
    found.sort();
    assert_eq!(found, ["（一）1 甲局: 已完成 修路。", "（一）2 甲局: 推进中 铺桥。", "（二）1 甲局: 未启动 治水。"]);
    let road = collected.reports.iter().find(|report| report.progress == "修路。").expect("a report");
    assert_eq!((road.measures.as_str(), road.leader.as_str(), road.person.as_str()), ("一是…\n二是…", "王五", "李四"));
    assert_eq!((road.deadline.as_str(), road.phone.as_str()), ("2026年9月底前", "0451-1"));
    assert_eq!((road.evidence.join("|"), road.from.as_deref()), ("a.jpg|b.pdf".to_owned(), Some("改名了.xlsx")));
    assert_eq!(collected.said, []);
    let missing: Vec<&str> = collected.missing.iter().map(|unit| plan.unit(*unit).name.as_str()).collect();
    assert_eq!(missing, ["乙局", "各乡镇"]);
}

#[test]
fn the_same_form_twice_changes_nothing_and_an_untouched_one_says_nothing() {
    let plan = plan();
    let mut sheet = Sheet::open(&form(&plan, "甲局"));
    sheet.set("治水。", "进展情况", "完工").foot("date", "2026-10-08");
    let first = taken(&plan, &Record::of(&plan), &[(sheet.read("一.xlsx"), None), (sheet.read("二.xlsx"), None)]);
    assert_eq!(lines(&first.reports), ["（二）1 甲局: 未报 完工"]);
    let record = Record { reports: first.reports, ..Record::of(&plan) };
    let again = taken(&plan, &record, &[(sheet.read("三.xlsx"), None)]);
    assert_eq!((again.reports.len(), again.same), (0, 1));
    // What is known stands in the next form, and is no answer.
    let next = form_in(&plan, "甲局", &record, Lang::Zh);
    let untouched = read_form("四.xlsx", &next).expect("a form");
    assert_eq!(untouched.rows[0].report.leader, "王五");
    let collected = taken(&plan, &record, &[(untouched, day("2026-10-09"))]);
    assert_eq!((lines(&collected.reports).len(), collected.same), (0, 0));
    assert_eq!(collected.said, [("四.xlsx".to_owned(), Said::Empty)]);
}

#[test]
fn what_is_no_answer_is_refused_with_its_cell() {
    let plan = plan();
    let mut sheet = Sheet::open(&form(&plan, "甲局"));
    sheet.set("修路。", "进展状态", "快了").set("修路。", "工作措施", "甲").foot("date", "十月八日");
    sheet.set("铺桥。", "进展情况", "=WEBSERVICE(\"x\")").set("铺桥。", "责任人", "李四");
    let at = (sheet.row("铺桥。"), sheet.column("进展情况"));
    sheet.formulas.insert(at);
    let key = sheet.row("治水。");
    let keys = sheet.column("rm1|heads");
    sheet.rows.get_mut(&key).expect("a row").insert(keys, "rm1|duty|乱".to_owned());
    let text = sheet.column("任务");
    let road = sheet.row("修路。");
    sheet.rows.get_mut(&road).expect("a row").insert(text, "不修路。".to_owned());
    let form = sheet.read("甲.xlsx");
    let kinds: Vec<String> = form
        .remarks
        .iter()
        .map(|remark| match remark {
            Remark::Formula { cell, .. } => format!("formula {cell}"),
            Remark::TextChanged { cell, words, .. } => format!("text {cell} {words}"),
            Remark::BadKey { cell, .. } => format!("key {cell}"),
            Remark::BadState { cell, words, .. } => format!("state {cell} {words}"),
            Remark::BadDate { cell, words, .. } => format!("date {cell} {words}"),
            Remark::TooLong { cell, .. } => format!("long {cell}"),
        })
        .collect();
    assert_eq!(kinds, ["key M8", "text C6 不修路。", "state K6 快了", "formula J7", "date E13 十月八日"]);
    let collected = taken(&plan, &Record::of(&plan), &[(form, None)]);
    // Nothing that was refused is in the record, what stands beside it is.
    assert_eq!(lines(&collected.reports), ["（一）1 甲局: 未报 ", "（一）2 甲局: 未报 "]);
    assert_eq!((collected.reports[0].measures.as_str(), collected.reports[1].person.as_str()), ("甲", "李四"));
}

#[test]
fn a_form_of_another_plan_or_round_is_not_taken() {
    let plan = plan();
    let mut sheet = Sheet::open(&form(&plan, "甲局"));
    sheet.set("修路。", "进展情况", "完工");
    let form = sheet.read("甲.xlsx");
    let ledger = Ledger::new(&plan);
    let other = collect(&plan, &ledger, &Record::of(&plan), &[(form.clone(), None)], Some("第四季度"));
    assert_eq!((other.reports.len(), other.said.len()), (0, 1));
    assert!(matches!(&other.said[0].1, Said::OtherRound { own, .. } if own == ROUND));
    let another = Plan { number: Some("〔2027〕9号".to_owned()), ..plan.clone() };
    let other = taken(&another, &Record::of(&another), &[(form.clone(), None)]);
    assert_eq!(lines(&other.reports), [""; 0]);
    assert!(matches!(&other.said[..], [(_, Said::OtherPlan { plan })] if plan == "〔2026〕1号"));
    // Its number was put right while forms were out: the record was begun under the old one.
    assert_eq!(taken(&another, &Record::of(&plan), &[(form, None)]).reports.len(), 1);
}

#[test]
fn a_form_of_an_older_plan_finds_its_tasks() {
    let plan = plan();
    let mut sheet = Sheet::open(&form(&plan, "甲局"));
    sheet.set("修路。", "进展情况", "甲").set("铺桥。", "进展情况", "乙").set("治水。", "进展情况", "丙");
    let form = sheet.read("甲.xlsx");
    // One is renumbered, one is reworded, one is gone.
    let newer = PLAN
        .replace("(number: \"1\", text: \"修路。\"", "(number: \"7\", text: \"修路。\"")
        .replace("text: \"铺桥。\"", "text: \"铺两座桥。\"")
        .replace("(number: \"1\", text: \"治水。\", lead: [\"甲局\"])", "");
    let newer = decode(&newer).expect("a plan").plan;
    let collected = taken(&newer, &Record::of(&newer), &[(form, None)]);
    assert_eq!(lines(&collected.reports), ["（一）7 甲局: 未报 甲", "（一）2 甲局: 未报 乙", "（二）1 甲局: 未报 丙"]);
    let said: Vec<&Said> = collected.said.iter().map(|(_, said)| said).collect();
    assert!(matches!(said[..], [Said::Moved { .. }, Said::Reworded { .. }, Said::NoDuty { .. }]), "{said:?}");
    // What fits nothing is kept in the record, and shown apart.
    let record = Record { reports: collected.reports, ..Record::of(&newer) };
    let on = day("2026-10-08").unwrap_or_default();
    let progress = Progress::new(&newer, &Ledger::new(&newer), &record, &WhichRound::Newest, on, DUE_DAYS);
    assert_eq!(progress.unplaced.len(), 1);
}

#[test]
fn members_answer_by_name_and_one_day_has_one_answer() {
    let plan = plan();
    let town = |name: &str, words: &str, date: &str| {
        let mut sheet = Sheet::open(&form(&plan, "各乡镇"));
        sheet.set("修路。", "进展情况", words).foot("date", date);
        if !name.is_empty() {
            sheet.foot("reporter", name);
        }
        (sheet.read(&format!("{name}{words}.xlsx")), None)
    };
    let (east, west, nobody) =
        (town("东山镇", "好", "2026-10-08"), town("西山镇", "好", "2026-10-08"), town("", "好", "2026-10-08"));
    let collected = taken(&plan, &Record::of(&plan), &[east, west, nobody]);
    assert_eq!(lines(&collected.reports), ["（一）1 东山镇: 未报 好", "（一）1 西山镇: 未报 好"]);
    assert!(matches!(&collected.said[..], [(_, Said::NoReporter { unit })] if unit == "各乡镇"));
    let record = Record { reports: collected.reports, ..Record::of(&plan) };
    // Later: taken. The same day: a conflict without a winner. Earlier: not taken.
    let later = taken(&plan, &record, &[town("东山镇", "更好", "2026-10-09")]);
    assert_eq!(lines(&later.reports), ["（一）1 东山镇: 未报 更好"]);
    let same = taken(&plan, &record, &[town("东山镇", "更好", "2026-10-08")]);
    assert_eq!((same.reports.len(), same.conflicts.len()), (0, 1));
    assert_eq!(same.conflicts[0].files, ["东山镇好.xlsx", "东山镇更好.xlsx"]);
    let earlier = taken(&plan, &record, &[town("东山镇", "不好", "2026-10-07")]);
    assert!(earlier.reports.is_empty() && matches!(&earlier.said[..], [(_, Said::Older { .. })]));
    let both =
        taken(&plan, &Record::of(&plan), &[town("东山镇", "甲", "2026-10-08"), town("东山镇", "乙", "2026-10-08")]);
    assert_eq!((both.reports.len(), both.conflicts.len()), (0, 1));
}

#[test]
fn the_forms_of_all_units_ask_for_every_duty_once() {
    for lang in [Lang::Zh, Lang::En] {
        let Document { plan, ledger, .. } = Document::builtin();
        let record = Record::of(&plan);
        let on = day("2026-10-08").unwrap_or_default();
        let progress = Progress::new(&plan, &ledger, &record, &WhichRound::Newest, on, DUE_DAYS);
        let can_answer = |unit: &UnitId| responsibility_matrix::export::forms::can_answer(&plan, *unit);
        let mut expected: Vec<(String, String)> = progress
            .duties
            .iter()
            .filter(|duty| can_answer(&duty.unit))
            .map(|duty| (plan.unit(duty.unit).name.clone(), plan.task(duty.task).number.clone()))
            .collect();
        let mut found = Vec::new();
        for unit in plan.unit_ids().filter(can_answer) {
            let name = &plan.unit(unit).name;
            let form = read_form(name, &form_in(&plan, name, &record, lang)).expect("a form");
            assert_eq!(form.remarks, [], "{name}");
            found.extend(form.rows.into_iter().map(|row| (row.key.unit, row.key.task.number)));
        }
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
        assert!(found.len() > 600);
    }
}

#[test]
fn no_damaged_form_breaks_the_reader() {
    let bytes = form(&plan(), "甲局");
    for cut in (0..bytes.len()).step_by(97) {
        let _ = read_form("x", &bytes[..cut]);
        let mut broken = bytes.clone();
        broken[cut] ^= 0x55;
        let _ = read_form("x", &broken);
    }
    let mut other = Workbook::new();
    other.add_worksheet().write_string(0, 0, "别的表").expect("a cell");
    assert_eq!(read_form("x", &other.save_to_buffer().expect("a workbook")).err(), Some(FormError::NotAForm));
    assert!(matches!(read_form("x", b"words"), Err(FormError::Unreadable(_))));
}

#[test]
fn a_collected_record_is_written_and_added_to() {
    let plan = plan();
    let mut sheet = Sheet::open(&form(&plan, "甲局"));
    sheet.set("修路。", "进展状态", "已完成");
    let first = taken(&plan, &Record::of(&plan), &[(sheet.read("甲.xlsx"), day("2026-10-08"))]);
    let text = encode_record(&Record { reports: first.reports, ..Record::of(&plan) })
        .replace("    ],\n    notes", "        // 手写\n    ],\n    notes");
    let record = decode_record(text.as_bytes()).expect("a record").record;
    sheet.set("修路。", "进展状态", "推进中");
    let second = taken(&plan, &record, &[(sheet.read("甲.xlsx"), day("2026-10-09"))]);
    let text = add_to_record(text.as_bytes(), &second.reports, &[]).expect("a record");
    assert!(text.contains("// 手写"));
    let record = decode_record(text.as_bytes()).expect("a record").record;
    assert_eq!(record.standing().iter().map(|report| report.state).collect::<Vec<_>>(), [State::Ongoing]);
    assert_eq!(record.reports.len(), 2);
}

/// The same document with words in the blanks of these tags, as Word leaves them.
fn filled_document(bytes: &[u8], answers: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        if name == "word/document.xml" {
            for (tag, words) in answers {
                let at = text.find(&format!("<w:tag w:val=\"{tag}\"/>")).unwrap_or_else(|| panic!("no blank {tag}"));
                let from = at + text[at..].find("<w:sdtContent>").expect("a control") + "<w:sdtContent>".len();
                let to = from + text[from..].find("</w:sdtContent>").expect("a control");
                text.replace_range(from..to, &format!("<w:r><w:t>{words}</w:t></w:r>"));
            }
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("a part");
    }
    out.finish().expect("a package").into_inner()
}

#[test]
fn a_form_in_word_comes_back_as_well() {
    let plan = plan();
    for (lang, [progress, state, done], date) in
        [(Lang::Zh, ["进展情况", "进展状态", "已完成"], "填报日期"), (Lang::En, ["Progress", "State", "done"], "Date")]
    {
        let bytes = form_as(&plan, "甲局", &Record::default(), lang, Format::Docx);
        let untouched = read_form("空.docx", &bytes).expect("a form");
        assert_eq!((untouched.rows.len(), untouched.remarks.len()), (3, 0), "{:?}", untouched.remarks);
        assert_eq!(taken(&plan, &Record::of(&plan), &[(untouched, None)]).reports, []);
        let tags = [format!("甲局/1/{progress}"), format!("甲局/1/{state}")];
        let answers = [(tags[0].as_str(), "路修好了"), (tags[1].as_str(), done), (date, "2026年10月8日")];
        let form = read_form("甲.docx", &filled_document(&bytes, &answers)).expect("a form");
        assert_eq!((form.date, form.remarks.len()), (day("2026-10-08"), 0));
        let collected = taken(&plan, &Record::of(&plan), &[(form, None)]);
        assert_eq!(lines(&collected.reports), ["（一）1 甲局: 已完成 路修好了"]);
    }
}
