//! The command line, run as a script runs it: the words on both streams and the exit codes.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

use responsibility_matrix::product::{Format, Product, Wish};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What one run of the program left behind.
struct Ran {
    code: i32,
    out: Vec<u8>,
    err: String,
}

impl Ran {
    fn text(&self) -> String {
        String::from_utf8(self.out.clone()).expect("UTF-8 on standard output")
    }

    /// The table on standard output.
    fn table(&self) -> Vec<Vec<String>> {
        assert_eq!(self.code, 0, "{}", self.err);
        table(&self.out)
    }
}

/// A folder for one test, with the program run inside it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a scratch folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path(name), content).expect("the scratch folder can be written to");
        self
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Names of what lies in a folder of the desk, sorted.
    fn list(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<String> = entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_responsibility-matrix"))
            .args(args)
            .current_dir(self.0.path())
            .output()
            .expect("the program starts");
        Ran {
            code: output.status.code().expect("it ends by itself"),
            out: output.stdout,
            err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }

    /// The run must fail with this code, print nothing but `error:` lines, and say these words.
    fn refused(&self, args: &[&str], code: i32, words: &[&str]) {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.out.is_empty(), "{args:?} printed {}", String::from_utf8_lossy(&ran.out));
        assert!(ran.err.ends_with('\n') && ran.err.lines().all(|line| line.starts_with("error: ")), "{}", ran.err);
        for word in words {
            assert!(ran.err.contains(word), "{args:?}: “{word}” is not in {}", ran.err);
        }
    }

    /// The run must fail with this code and say this word in its last line.
    fn refused_last(&self, args: &[&str], code: i32, word: &str) {
        let ran = self.run(args);
        let last = ran.err.lines().last().unwrap_or_default();
        assert!(ran.code == code && last.starts_with("error: ") && last.contains(word), "{args:?}: {}", ran.err);
    }
}

/// Runs on the built-in plan, in a folder of its own.
fn run(args: &[&str]) -> Ran {
    Desk::new().run(args)
}

fn refused(args: &[&str], code: i32, words: &[&str]) {
    Desk::new().refused(args, code, words);
}

/// Reads CSV as RFC 4180 and the contract say: byte order mark, CRLF, quotes doubled.
fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    records(text.strip_prefix('\u{feff}').expect("a byte order mark"))
}

fn records(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(rest.next(), Some('\n'), "rows end in CR LF");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' if !quoted => panic!("a bare line feed ends no row"),
            c => cell.push(c),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the last row ends in CR LF");
    rows
}

/// How often each value stands in a column, the head left out.
fn tally(rows: &[Vec<String>], column: usize) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for row in &rows[1..] {
        *counts.entry(row[column].as_str()).or_default() += 1;
    }
    counts
}

/// Rows of the table of marks about one task: unit, role, basis.
fn of_task<'a>(rows: &'a [Vec<String>], number: &str) -> Vec<[&'a str; 3]> {
    let wanted = rows.iter().filter(|row| row[0] == number);
    wanted.map(|row| [row[3].as_str(), row[4].as_str(), row[5].as_str()]).collect()
}

const SMALL_PLAN: &str = r#"(
    format: 1,
    title: "小方案",
    groups: [(name: "部门", units: {"县司法局": (), "县公安局": ()})],
    tasks: [(number: "1", text: "一件事", lead: ["县司法局"], responsible: ["县公安局"])],
)"#;

// Marks.

const MARKS_HEAD: [&str; 6] = ["序号", "体系", "任务", "单位", "角色", "依据"];

#[test]
fn marks_have_six_columns_and_a_row_for_each_mark() {
    let rows = run(&["export", "marks"]).table();
    assert_eq!(rows[0], MARKS_HEAD);
    assert_eq!(rows.len(), 1 + 7 + 68 + 172 + 1);
    assert!(rows.iter().all(|row| row.len() == 6));
    assert_eq!(tally(&rows, 4), BTreeMap::from([("总牵头", 7), ("牵头", 68), ("责任", 173)]));
    assert_eq!(tally(&rows, 5), BTreeMap::from([("列名", 247), ("未列名", 1)]));
}

#[test]
fn marks_begin_with_the_section_and_end_with_the_unlisted() {
    let rows = run(&["export", "marks"]).table();
    let first = ["", "构建法治环境保障体系", "", "县委依法治县委员会办公室", "总牵头", "列名"];
    assert_eq!(rows[1], first);
    assert!(rows[2][2].starts_with("各级领导干部") && rows[2][2].ends_with("探索建立法治保障共同体。"));
    let expected = [
        ["县委依法治县委员会办公室", "牵头", "列名"],
        ["县政法委", "责任", "列名"],
        ["县司法局", "责任", "列名"],
        ["县公安局", "责任", "列名"],
        ["县法院", "责任", "列名"],
        ["县检察院", "责任", "列名"],
        ["等部门", "责任", "未列名"],
    ];
    assert_eq!(of_task(&rows, "1"), expected);
}

#[test]
fn marks_keep_the_order_of_the_source_and_the_canonical_name() {
    let rows = run(&["export", "marks"]).table();
    let names: Vec<&str> = of_task(&rows, "22").into_iter().map(|[unit, ..]| unit).collect();
    let leads = ["县税务局", "县财政局", "县工信局", "县发改局", "县人社局"];
    let responsible = ["各乡镇政府", "县市场监管局", "县自然资源局", "县工信局", "县教育局", "县银监会"];
    assert_eq!(names, [leads.as_slice(), &responsible].concat());
    assert_eq!(of_task(&rows, "14")[1], ["各乡镇政府", "责任", "列名"], "the notice says 各乡镇");
}

#[test]
fn expanded_marks_stand_straight_after_their_collective() {
    let rows = run(&["export", "marks", "--expand"]).table();
    assert_eq!(rows.len(), 1 + 7 + 68 + 172 + 1 + 467);
    assert_eq!(tally(&rows, 5), BTreeMap::from([("列名", 247), ("未列名", 1), ("经县直各部门", 467)]));
    for (before, row) in rows.iter().zip(&rows[1..]).filter(|(_, row)| row[5] == "经县直各部门") {
        assert!(before[3] == "县直各部门" || before[5] == "经县直各部门", "{row:?}");
        assert_eq!((&before[0], &before[4]), (&row[0], &row[4]), "same task, same role");
    }
    // Task 5 names seven of the thirty-three itself.
    let through = of_task(&rows, "5").into_iter().filter(|[_, _, basis]| *basis == "经县直各部门");
    assert_eq!(through.count(), 33 - 7);
}

#[test]
fn every_basis_has_its_word() {
    let plan = include_str!("../seeds/harbour-2026.ron");
    let rows = Desk::new().put("plan.ron", plan).run(&["export", "marks", "plan.ron", "--expand"]).table();
    let expected = [("列名", 60), ("按首位", 1), ("未列名", 1), ("经Council departments", 15), ("通用条款", 3)];
    assert_eq!(tally(&rows, 5), BTreeMap::from(expected));
    assert_eq!(of_task(&rows, "6")[0], ["Saltmere Water", "牵头", "按首位"]);
    assert_eq!(of_task(&rows, "10").last(), Some(&["and others", "责任", "未列名"]), "after 配合");
    let nested = rows.iter().find(|row| row[0] == "3").expect("task 3");
    assert_eq!(nested[1], "Keeping the water out / The gates");
}

// The matrix.

#[test]
fn matrix_has_a_column_for_each_unit_and_totals() {
    let rows = run(&["export", "matrix"]).table();
    assert_eq!(rows.len(), 1 + 7 + 39 + 1);
    assert!(rows.iter().all(|row| row.len() == 3 + 41 + 2));
    assert_eq!(rows[0][..4], ["序号", "体系", "任务", "县委依法治县委员会办公室"]);
    assert_eq!(rows[0][43..], ["县直有关部门", "未列名", "合计"]);
    let last = rows.last().expect("rows");
    assert_eq!(last[..3], ["合计", "", ""]);
    assert_eq!(last[44..], ["", "247"]);
    let column = |name: &str| rows[0].iter().position(|head| head == name).expect("a column");
    let cell = |number: &str, unit: &str| {
        rows.iter().find(|row| row[0] == number).map(|row| row[column(unit)].as_str()).expect("a row")
    };
    assert_eq!(cell("22", "县工信局"), "牵头、责任");
    assert_eq!(cell("2", "县司法局"), "经县直各部门");
    assert_eq!(cell("3", "县司法局"), "牵头", "named by the task itself");
    assert_eq!(cell("1", "未列名"), "等部门");
    assert_eq!(cell("22", "合计"), "11");
    assert_eq!(cell("15", "县司法局"), "", "县直有关部门 is never expanded");
    assert_eq!(rows[1][..4], ["", "构建法治环境保障体系", "", "总牵头"]);
    assert_eq!(last[column("各乡镇政府")], "36");
    assert_eq!(last[column("县直各部门")], "15");
}

#[test]
fn matrix_without_unlisted_words_has_no_column_for_them() {
    let rows = Desk::new().put("plan.ron", SMALL_PLAN).run(&["export", "matrix", "plan.ron"]).table();
    let expected = [
        vec!["序号", "体系", "任务", "县司法局", "县公安局", "合计"],
        vec!["1", "", "一件事", "牵头", "责任", "2"],
        vec!["合计", "", "", "1", "1", "2"],
    ];
    assert_eq!(rows, expected);
}

// One unit, and all of them.

const UNIT_HEAD: [&str; 9] = ["序号", "体系", "任务", "角色", "依据", "牵头单位", "责任单位", "配合单位", "完成时限"];

#[test]
fn a_units_duties_by_weight_then_by_source() {
    let rows = run(&["export", "unit", "--unit", "县司法局"]).table();
    assert_eq!(rows[0], UNIT_HEAD);
    let duties: Vec<String> = rows[1..].iter().map(|row| format!("{}{}{}", row[3], row[4], row[0])).collect();
    let leads = ["3", "4", "6", "9", "12"].map(|number| format!("牵头列名{number}"));
    let responsible = ["1", "5", "7", "8", "13", "17", "18", "20", "26", "37", "38"];
    let responsible = responsible.map(|number| format!("责任列名{number}"));
    let through = ["2", "10", "11", "14", "27", "33", "34", "35", "36"];
    let through = through.map(|number| format!("责任经县直各部门{number}"));
    assert_eq!(duties, [leads.as_slice(), &responsible, &through].concat());
    let first = rows.iter().find(|row| row[0] == "1").expect("task 1");
    assert_eq!(first[5], "县委依法治县委员会办公室");
    assert_eq!(first[6], "县政法委、县司法局、县公安局、县法院、县检察院等部门");
    let fifth = rows.iter().find(|row| row[0] == "5").expect("task 5");
    assert!(fifth[6].ends_with("、县营商环境建设监督局等县直各部门"), "closing words as written: {}", fifth[6]);
}

#[test]
fn an_overall_lead_and_a_unit_in_two_roles() {
    let rows = run(&["export", "unit", "--unit", "县委宣传部"]).table();
    assert_eq!(rows[1], ["", "营造营商环境良好氛围", "", "总牵头", "列名", "县委宣传部", "", "", ""]);
    let rows = run(&["export", "unit", "--unit", "县工信局"]).table();
    let roles: Vec<&str> = rows.iter().filter(|row| row[0] == "22").map(|row| row[3].as_str()).collect();
    assert_eq!(roles, ["牵头", "责任"], "two rows for 兼任");
}

#[test]
fn a_deadline_is_kept_as_written_and_an_alias_finds_its_unit() {
    let desk = Desk::new();
    desk.put("plan.ron", include_str!("../seeds/harbour-2026.ron"));
    let rows = desk.run(&["export", "unit", "plan.ron", "--unit", "Harbour Master"]).table();
    let deadlines: Vec<[&str; 2]> = rows[1..].iter().map(|row| [row[0].as_str(), row[8].as_str()]).collect();
    let expected = [
        ["", ""],
        ["4", ""],
        ["9", ""],
        ["2", "before the autumn spring tides"],
        ["3", "2026-09-30"],
        ["6", "2027-03-31"],
        ["7", ""],
    ];
    assert_eq!(deadlines, expected);
    assert_eq!(rows[4][6], "Harbour Authority、Planning Department", "partners by canonical name");
}

#[test]
fn one_file_for_each_unit() {
    let desk = Desk::new();
    let ran = desk.run(&["export", "units", "--format", "csv", "-o", "清单"]);
    assert_eq!((ran.code, ran.out.as_slice()), (0, b"".as_slice()), "{}", ran.err);
    let names = desk.list("清单");
    assert_eq!(names.len(), 41);
    assert!(names.contains(&"县司法局.csv".to_owned()) && names.contains(&"各乡镇政府.csv".to_owned()));
    assert_eq!(desk.read("清单/县司法局.csv"), run(&["export", "unit", "--unit", "县司法局"]).out);
    assert!(ran.err.starts_with("1/41 县委依法治县委员会办公室.csv\n"), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 42);
}

#[test]
fn where_one_file_cannot_be_written_the_rest_goes_on() {
    let desk = Desk::new();
    fs::create_dir(desk.path("清单")).expect("a folder");
    desk.put("清单/县司法局.csv", "mine");
    let ran = desk.run(&["export", "units", "--format", "csv", "-o", "清单"]);
    assert_eq!(ran.code, 3);
    assert_eq!(desk.read("清单/县司法局.csv"), b"mine");
    assert_eq!(desk.list("清单").len(), 41);
    let errors: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("error: ")).collect();
    assert!(errors[0].contains("县司法局.csv") && errors[0].contains("--force"), "{errors:?}");
    assert!(errors[1].contains("1 个单位未能导出"), "{errors:?}");

    let ran = desk.run(&["export", "units", "--format", "csv", "-o", "清单", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_ne!(desk.read("清单/县司法局.csv"), b"mine");
}

#[test]
fn units_of_one_group_only() {
    let desk = Desk::new();
    let ran = desk.run(&["export", "units", "--format", "csv", "-o", "政法", "--group", "政法机关"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.list("政法"), ["县检察院.csv", "县法院.csv"]);
    assert!(ran.err.contains("共 41 个单位，显示 2 个"), "{}", ran.err);
}

#[test]
fn units_whose_names_no_file_may_have() {
    let plan = r#"(format: 1, title: "甲", groups: [(name: "部", units: {"a/b": (), "A:B": (), "..": ()})])"#;
    let desk = Desk::new();
    let ran = desk.put("plan.ron", plan).run(&["export", "units", "plan.ron", "--format", "csv", "-o", "out"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.list("out"), ["A_B (2).csv", "_.csv", "a_b.csv"]);
}

// Languages and encodings.

#[test]
fn english_heads_and_words() {
    let rows = run(&["export", "marks", "--lang", "en"]).table();
    assert_eq!(rows[0], ["No.", "Section", "Task", "Unit", "Role", "Basis"]);
    assert_eq!(rows[1][4..], ["Overall lead", "Named"]);
    let rows = run(&["export", "marks", "--lang", "en", "--expand"]).table();
    assert_eq!(tally(&rows, 5), BTreeMap::from([("Named", 247), ("Unlisted", 1), ("Through 县直各部门", 467)]));
    let rows = run(&["export", "unit", "--unit", "县司法局", "--lang", "en"]).table();
    let expected = ["No.", "Section", "Task", "Role", "Basis", "Lead units", "Responsible units"];
    assert_eq!(rows[0][..7], expected);
    assert_eq!(rows[0][7..], ["Supporting units", "Deadline"]);
    let rows = run(&["export", "matrix", "--lang", "en"]).table();
    assert_eq!(rows[0][44..], ["Unlisted", "Total"]);
}

#[test]
fn the_language_may_stand_before_the_command() {
    let plain = run(&["export", "marks", "--lang", "en"]);
    for args in [&["--lang", "en", "export", "marks"][..], &["--lang=en", "export", "marks"]] {
        let ran = run(args);
        assert_eq!((ran.code, &ran.out), (0, &plain.out), "{args:?}: {}", ran.err);
    }
}

#[test]
fn gb18030_says_the_same() {
    for table in [&["export", "marks", "--expand"][..], &["export", "matrix"], &["export", "unit", "--unit", "县法院"]]
    {
        let utf8 = run(table).text();
        let ran = run(&[table, &["--encoding", "gb18030"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let (text, had_errors) = encoding_rs::GB18030.decode_without_bom_handling(&ran.out);
        assert!(!had_errors);
        assert_eq!(text, utf8.trim_start_matches('\u{feff}'), "without a byte order mark");
    }
}

// Filters.

#[test]
fn a_section_by_title_or_label() {
    let rows = run(&["export", "marks", "--section", "构建人文环境保障体系"]).table();
    assert_eq!(tally(&rows, 0).into_keys().collect::<Vec<_>>(), ["", "27", "28", "29"]);
    for wanted in ["四", "（四）", "(四)", "（四）构建人文环境保障体系"] {
        let ran = run(&["export", "marks", "--section", wanted]);
        assert_eq!(ran.table(), rows, "{wanted}");
        assert!(ran.err.starts_with("note: 共 39 项，显示 3 项；"), "{}", ran.err);
    }
}

#[test]
fn a_section_keeps_those_inside_it() {
    let desk = Desk::new();
    desk.put("plan.ron", include_str!("../seeds/harbour-2026.ron"));
    let numbers = |section: &str| {
        let rows = desk.run(&["export", "matrix", "plan.ron", "--section", section]).table();
        rows[1..rows.len() - 1].iter().map(|row| row[0].clone()).collect::<Vec<_>>()
    };
    assert_eq!(numbers("Keeping the water out"), ["", "2", "", "3", "4", "", "5", "6"]);
    assert_eq!(numbers("Keeping the water out / The gates"), ["", "3", "4"]);
    assert_eq!(numbers("A.2"), ["", "5", "6"]);
    let both = desk.run(&["export", "marks", "plan.ron", "--section", "A.1", "--section", "Part C."]).table();
    assert_eq!(tally(&both, 0).into_keys().collect::<Vec<_>>(), ["", "10", "11", "12", "3", "4"]);
}

#[test]
fn sections_of_one_title_are_all_meant() {
    let part = |label: &str, number: &str| {
        format!(
            r#"(label: "{label}", title: "第{label}编", sections: [
                (label: "一", title: "总则", tasks: [(number: "{number}", text: "某事", lead: ["县司法局"])])])"#
        )
    };
    let tasks = r#"tasks: [(number: "1""#;
    let sections = format!("sections: [{}, {}], {tasks}", part("上", "8"), part("下", "9"));
    let desk = Desk::new();
    desk.put("plan.ron", SMALL_PLAN.replace(tasks, &sections));
    let rows = desk.run(&["export", "marks", "plan.ron", "--section", "总则"]).table();
    assert_eq!(tally(&rows, 0).into_keys().collect::<Vec<_>>(), ["8", "9"]);
}

#[test]
fn no_words_are_no_section() {
    let plan = SMALL_PLAN.replace("tasks: [", "sections: [(title: \"无号\")], tasks: [");
    let desk = Desk::new();
    desk.put("plan.ron", plan);
    for wanted in ["", "、", "（）"] {
        desk.refused(&["export", "marks", "plan.ron", "--section", wanted], 2, &["可用：无号"]);
    }
}

#[test]
fn a_group_of_units() {
    let ran = run(&["export", "matrix", "--group", "政法机关"]);
    let rows = ran.table();
    assert_eq!(rows[0], ["序号", "体系", "任务", "县法院", "县检察院", "合计"]);
    assert_eq!(rows.len(), 48, "rows stay");
    assert!(ran.err.contains("共 41 个单位，显示 2 个"), "{}", ran.err);
    let rows = run(&["export", "marks", "--group", "政法机关", "--group", "群团"]).table();
    let units: Vec<&str> = tally(&rows, 3).into_keys().collect();
    assert_eq!(units, ["县工商联", "县检察院", "县法院"]);
}

#[test]
fn a_role() {
    let ran = run(&["export", "marks", "--role", "牵头"]);
    assert_eq!(tally(&ran.table(), 4), BTreeMap::from([("牵头", 68)]));
    assert!(ran.err.starts_with("note: ") && ran.err.contains("显示 68 条"), "{}", ran.err);
    assert_eq!(run(&["export", "marks", "--role", "Lead"]).table(), ran.table());
    let rows = run(&["export", "marks", "--role", "总牵头", "--role", "牵头"]).table();
    assert_eq!(rows.len(), 1 + 7 + 68);
}

#[test]
fn words_to_find() {
    let ran = run(&["export", "matrix", "--find", "清赖行动"]);
    let rows = ran.table();
    let numbers: Vec<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(numbers, ["", "27", "合计"], "the task under its section");
    assert!(ran.err.starts_with("note: 共 39 项，显示 1 项；"), "{}", ran.err);
    assert_eq!(run(&["export", "matrix", "--find", "aPP小程序"]).table().len(), 4, "whatever the case");
    assert_eq!(run(&["export", "marks", "--find", "没有这样的字"]).table().len(), 1, "only the head");
}

#[test]
fn duties_left_out_of_a_units_list() {
    let ran = run(&["export", "unit", "--unit", "县司法局", "--role", "牵头"]);
    assert_eq!(ran.table().len(), 1 + 5);
    assert_eq!(ran.err, "note: 该单位另有 20 条责任因筛选未列出\n");
    let ran = run(&["export", "unit", "--unit", "县司法局", "--group", "政法机关"]);
    assert_eq!(ran.table().len(), 1 + 25, "a group chooses columns, not the duties of a unit asked for by name");
    assert_eq!(ran.err, "");
}

#[test]
fn nothing_is_said_where_nothing_is_left_out() {
    for args in [&["export", "marks"][..], &["export", "matrix"], &["export", "unit", "--unit", "县法院"], &["show"]]
    {
        let ran = run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

// Files.

#[test]
fn standard_output_or_a_file() {
    let desk = Desk::new();
    let printed = desk.run(&["export", "matrix"]).out;
    assert_eq!(desk.run(&["export", "matrix", "-o", "-"]).out, printed);
    assert_eq!(desk.list("."), [""; 0], "no file named -");
    for name in ["矩阵.csv", "矩阵.CSV", "矩阵"] {
        let ran = desk.run(&["export", "matrix", "-o", name]);
        assert_eq!((ran.code, ran.out.len(), ran.err.as_str()), (0, 0, ""), "{name}");
        assert_eq!(desk.read(name), printed);
    }
    let ran = desk.run(&["export", "matrix", "-o", "table.txt", "--format", "csv"]);
    assert_eq!(ran.code, 0, "the format goes before the ending: {}", ran.err);
}

#[test]
fn an_existing_file_is_kept_without_force() {
    let desk = Desk::new();
    desk.put("out.csv", "mine");
    desk.refused(&["export", "marks", "-o", "out.csv"], 3, &["out.csv", "--force"]);
    assert_eq!(desk.read("out.csv"), b"mine");
    let ran = desk.run(&["export", "marks", "-o", "out.csv", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.read("out.csv"), run(&["export", "marks"]).out);
    assert_eq!(desk.list("."), ["out.csv"], "no temporary file stays");
}

#[test]
fn where_nothing_can_be_written() {
    let desk = Desk::new();
    desk.put("file", "");
    fs::create_dir(desk.path("folder")).expect("a folder");
    desk.refused(&["export", "marks", "-o", "none/out.csv"], 3, &["none/out.csv"]);
    desk.refused(&["export", "marks", "-o", "folder", "--force"], 3, &["folder"]);
    desk.refused(&["export", "marks", "-o", "file/out.csv"], 3, &["file/out.csv"]);
    desk.refused(&["export", "units", "--format", "csv", "-o", "file"], 3, &["file", "不是文件夹"]);
    assert_eq!(desk.list("."), ["file", "folder"]);
    assert_eq!(desk.list("folder"), [""; 0]);
}

#[test]
fn a_missing_folder_is_made_its_parent_is_not() {
    let desk = Desk::new();
    desk.refused(&["export", "units", "--format", "csv", "-o", "上级/清单"], 3, &["上级/清单", "上级文件夹不存在"]);
    assert!(!desk.path("上级").exists());
    fs::create_dir(desk.path("上级")).expect("a folder");
    let ran = desk.run(&["export", "units", "--format", "csv", "-o", "上级/清单"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.list("上级/清单").len(), 41);
}

#[test]
fn units_need_a_folder() {
    refused(&["export", "units", "--format", "csv"], 2, &["-o"]);
    refused(&["export", "units", "--format", "csv", "-o", "-"], 2, &["-o"]);
}

// Paper. What a PDF holds is read back in tests/paper.rs.

/// How many pages a PDF says it has.
#[cfg(feature = "paper")]
fn pages(pdf: &[u8]) -> usize {
    assert!(pdf.starts_with(b"%PDF-1.7"), "no PDF");
    lopdf::Document::load_mem(pdf).expect("a PDF").get_pages().len()
}

#[cfg(feature = "paper")]
#[test]
fn a_unit_and_the_matrix_as_pdf() {
    let desk = Desk::new();
    let calls: [(&[&str], usize); 8] = [
        (&["unit", "--unit", "县司法局"], 12),
        (&["unit", "--unit", "县司法局", "--style", "brief"], 1),
        (&["overview"], 1),
        (&["unit", "--unit", "县司法局", "--style", "letter"], 11),
        (&["unit", "--unit", "县司法局", "--pdf-standard", "a-2b", "--date", "2020-01-31"], 12),
        (&["matrix"], 5),
        // At 6.5 pt, the least, its columns do not stand side by side.
        (&["matrix", "--upright"], 4),
        (&["matrix", "--page", "a3", "--landscape", "--type-size", "10.5"], 3),
    ];
    for (call, expected) in calls {
        let ran = desk.run(&[&["export"], call, &["-o", "x.pdf", "--force"]].concat());
        // A matrix tells into how many sheets, and how small it is set.
        let told = if call[0] == "matrix" { format!("共 {expected} 张，字号 ") } else { String::new() };
        assert_eq!((ran.code, ran.out.len()), (0, 0), "{call:?}");
        assert!(ran.err.starts_with(&told) && ran.err.is_empty() == told.is_empty(), "{call:?}: {}", ran.err);
        assert_eq!(pages(&desk.read("x.pdf")), expected, "{call:?}");
        let printed = desk.run(&[&["export"], call, &["--format", "pdf", "-o", "-"]].concat());
        assert!(printed.out == desk.read("x.pdf"), "{call:?}: standard output and file differ");
    }
    assert_eq!(desk.list("."), ["x.pdf"]);
}

#[test]
fn a_pdf_does_not_go_to_a_terminal_unasked() {
    refused(&["export", "matrix", "--format", "pdf"], 2, &["pdf", "-o"]);
    refused(&["export", "unit", "--unit", "县法院", "--format", "PDF", "--lang", "en"], 2, &["pdf needs a file"]);
}

#[cfg(feature = "paper")]
#[test]
fn a_pdf_for_each_unit_or_one_for_all() {
    let desk = Desk::new();
    let ran = desk.run(&["export", "units", "--group", "政法机关", "-o", "清单"]);
    assert_eq!((ran.code, ran.out.len()), (0, 0), "{}", ran.err);
    assert_eq!(desk.list("清单"), ["县检察院.pdf", "县法院.pdf"]);
    assert!(ran.err.contains("1/2 县法院.pdf\n2/2 县检察院.pdf\n"), "{}", ran.err);
    let sum: usize = ["清单/县检察院.pdf", "清单/县法院.pdf"].map(|name| pages(&desk.read(name))).iter().sum();
    let ran = desk.run(&["export", "units", "--group", "政法机关", "-o", "全部.PDF"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("已导出 2 个单位"), "{}", ran.err);
    // Each unit begins on an odd page.
    let together = pages(&desk.read("全部.PDF"));
    assert!(together == sum || together == sum + 1, "{together} pages, {sum} apart");
    let ran = desk.run(&["export", "units", "--group", "政法机关", "--numbered", "--style", "brief", "-o", "编号"]);
    assert_eq!((ran.code, desk.list("编号")), (0, vec!["11-县法院.pdf".to_owned(), "12-县检察院.pdf".to_owned()]));
    desk.refused_last(&["export", "units", "-o", "全部.PDF"], 3, "--force");
    // One that cannot be written does not stop the rest.
    let ran = desk.run(&["export", "units", "--group", "政法机关", "--group", "群团", "-o", "清单"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(ran.err.lines().filter(|line| line.starts_with("error: ")).count(), 3, "{}", ran.err);
    assert_eq!(desk.list("清单").len(), 3);
}

#[cfg(feature = "paper")]
#[test]
fn where_no_pdf_can_be_written() {
    let desk = Desk::new();
    desk.put("file", "").put("old.pdf", "mine");
    desk.refused(&["export", "matrix", "-o", "none/x.pdf"], 3, &["none/x.pdf"]);
    desk.refused(&["export", "matrix", "-o", "file/x.pdf"], 3, &["file/x.pdf"]);
    desk.refused(&["export", "unit", "--unit", "县法院", "-o", "old.pdf"], 3, &["old.pdf", "--force"]);
    desk.refused(&["export", "units", "-o", "none/清单"], 3, &["上级文件夹不存在"]);
    desk.refused(&["export", "units", "-o", "file"], 3, &["不是文件夹"]);
    assert_eq!(desk.read("old.pdf"), b"mine");
    assert_eq!(desk.list("."), ["file", "old.pdf"], "no temporary file stays");
    #[cfg(target_os = "linux")]
    {
        let full = fs::File::options().write(true).open("/dev/full").expect("a full device");
        let status = Command::new(env!("CARGO_BIN_EXE_responsibility-matrix"))
            .args(["export", "matrix", "--format", "pdf", "-o", "-"])
            .stdout(full)
            .stderr(std::process::Stdio::null())
            .status();
        assert_eq!(status.expect("it starts").code(), Some(3));
    }
}

#[test]
fn wrong_wishes_for_paper() {
    for call in [
        &["matrix", "--page", "a5"][..],
        &["matrix", "--type-size", "2"],
        &["matrix", "--type-size", "NaN"],
        &["unit", "--unit", "县法院", "--style", "poem"],
        &["units", "-o", "x", "--fonts", "mine"],
        &["matrix", "--pdf-standard", "a-9"],
    ] {
        refused(&[&["export"], call].concat(), 2, &["用法有误"]);
    }
    for call in [
        &["matrix", "-o", "x.csv", "--page", "a4"][..],
        &["matrix", "-o", "x.png", "--landscape"],
        &["unit", "--unit", "县法院", "--style", "letter"],
        &["units", "--format", "xlsx", "-o", "x", "--fonts", "embedded"],
    ] {
        refused(&[&["export"], call].concat(), 2, &["只用于 pdf"]);
    }
    refused(&["export", "matrix", "-o", "x.pdf", "--scale", "2"], 2, &["--scale", "pdf"]);
}

#[cfg(feature = "paper")]
#[test]
fn pages_for_screen_readers() {
    let desk = Desk::new();
    for call in [&["tasks"][..], &["matrix"], &["unit", "--unit", "县司法局", "--style", "letter"]] {
        let call = [&["export"], call, &["-o", "x.pdf", "--force", "--pdf-standard", "ua-1"]].concat();
        assert_eq!(desk.run(&call).code, 0, "{call:?}");
        let pdf = lopdf::Document::load_mem(&desk.read("x.pdf")).expect("a PDF");
        let metadata = pdf.catalog().and_then(|catalog| catalog.get(b"Metadata")).and_then(lopdf::Object::as_reference);
        let metadata =
            pdf.get_object(metadata.expect("metadata")).and_then(lopdf::Object::as_stream).expect("a stream");
        let words = metadata.get_plain_content().expect("text");
        assert!(String::from_utf8_lossy(&words).contains("pdfuaid:part"), "{call:?}");
    }
    let list = ["export", "unit", "--unit", "县司法局", "-o", "y.pdf", "--pdf-standard", "ua-1"];
    desk.refused(&list, 2, &["PDF/UA-1", "--style letter"]);
    assert_eq!(desk.list("."), ["x.pdf"]);
}

#[cfg(feature = "paper")]
#[test]
fn an_archive_needs_a_date() {
    let desk = Desk::new();
    desk.put("plan.ron", SMALL_PLAN);
    desk.refused(&["export", "matrix", "plan.ron", "-o", "x.pdf", "--pdf-standard", "a-2b"], 2, &["PDF/A", "date"]);
    desk.refused(&["export", "units", "plan.ron", "-o", "x", "--pdf-standard", "a-2b"], 2, &["PDF/A", "date"]);
    assert_eq!(desk.list("."), ["plan.ron"]);
}

#[cfg(feature = "paper")]
#[test]
fn what_paper_cannot_show_is_a_warning() {
    let desk = Desk::new();
    desk.put("plan.ron", SMALL_PLAN.replace("一件事", "一件𪛖事"));
    let ran = desk.run(&["export", "unit", "plan.ron", "--unit", "县司法局", "-o", "x.pdf"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.starts_with("warning: ") && ran.err.contains("U+2A6D6"), "{}", ran.err);
    // The machine's faces are there or there is a word for each that is not.
    let ran = desk.run(&["export", "unit", "--unit", "县司法局", "-o", "y.pdf", "--fonts", "system"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.lines().all(|line| line.starts_with("warning: 本机没有")) && ran.err.lines().count() <= 3,
        "{}",
        ran.err
    );
}

// Wrong calls.

#[test]
fn a_wrong_name_is_answered_with_the_near_one() {
    refused(&["export", "unit", "--unit", "县司法居"], 2, &["县司法居", "是否应为“县司法局”？"]);
    refused(&["export", "marks", "--section", "构建法制环境保障体系"], 2, &["是否应为“构建法治环境保障体系”？"]);
    refused(&["export", "marks", "--section", ""], 2, &["可用：", "营造营商环境良好氛围"]);
    refused(&["export", "marks", "--group", "政法部门"], 2, &["政法部门", "是否应为“"]);
    refused(&["export", "marks", "--role", "第七种"], 2, &["可用：总牵头、牵头、责任、配合、督办、咨询、知会"]);
    refused(&["export", "unit", "--unit", "县司法居", "--lang", "en"], 2, &["did you mean “县司法局”?"]);
}

#[test]
fn every_wrong_name_is_reported() {
    let args = ["export", "unit", "--unit", "甲", "--section", "乙", "--group", "丙", "--role", "丁"];
    let ran = run(&args);
    assert_eq!((ran.code, ran.err.lines().count()), (2, 4), "{}", ran.err);
    for name in ["甲", "乙", "丙", "丁"] {
        assert!(ran.err.contains(&format!("“{name}”")), "{}", ran.err);
    }
}

#[test]
fn one_problem_one_line_whatever_the_name_holds() {
    refused(&["export", "unit", "--unit", "甲\n乙"], 2, &["甲 乙"]);
    let plan = SMALL_PLAN.replace(r#"lead: ["县司法局"]"#, r#"lead: ["甲\n乙"]"#);
    let ran = Desk::new().put("plan.ron", plan).run(&["check", "plan.ron"]);
    let text = ran.text();
    assert!(text.lines().all(|line| line.starts_with("error: ") || line.starts_with("notice: ")), "{text}");
}

#[test]
fn a_format_that_no_command_offers() {
    refused(&["export", "marks", "-o", "marks.txt"], 2, &["txt", "csv"]);
    refused(&["export", "marks", "--format", "xlsx"], 2, &["xlsx", "csv"]);
    refused(&["export", "unit", "--unit", "县法院", "--format", "svg"], 2, &["svg", "csv xlsx pdf"]);
    refused(&["export", "matrix", "--format", "docx", "-o", "matrix.csv"], 2, &["docx"]);
}

/// The command line offers what the table holds: each pair is written, every other refused, and no
/// file ever holds another format's bytes.
#[test]
fn the_command_line_offers_exactly_the_table() {
    let desk = Desk::new();
    desk.put("plan.ron", SMALL_PLAN);
    for &product in Product::ALL {
        let unit: &[&str] = if product.wishes().contains(&Wish::Unit) { &["--unit", "县司法局"] } else { &[] };
        for &format in Format::ALL {
            let name = format!("{}.{}", product.name(), format.ending());
            // A folder's name may hold a dot: there the format is named.
            let of_folder = ["--format", format.ending()];
            let is_file = product.each().is_none() || product.file_formats().contains(&format);
            let more: &[&str] = if is_file { &[] } else { &of_folder };
            let args = [&["export", product.name(), "plan.ron", "-o", &name], unit, more].concat();
            let is_built = !format.is_paged() || cfg!(feature = "paper");
            if product.formats().contains(&format) && is_built {
                let ran = desk.run(&args);
                assert_eq!((ran.code, ran.out.len()), (0, 0), "{name}: {}", ran.err);
                assert!(desk.path(&name).exists(), "{name}");
            } else {
                // Either the format is none of the product's, or this build lacks what it needs.
                let words = [format.ending(), product.default_format().ending()];
                desk.refused(&args, 2, if product.formats().contains(&format) { &[] } else { &words });
                assert!(!desk.path(&name).exists(), "{name}");
            }
        }
    }
    let help = run(&["export", "--help"]).text();
    let listed: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert_eq!(listed, Product::ALL.iter().map(|product| product.name()).collect::<Vec<_>>(), "{help}");
}

#[test]
fn every_example_of_the_help_works() {
    for &product in Product::ALL {
        let help = run(&["export", product.name(), "--help"]).text();
        for example in product.examples() {
            assert!(help.contains(&format!("responsibility-matrix export {example}\n")), "{help}");
            let words: Vec<&str> = example.split(" > ").next().unwrap_or_default().split(' ').collect();
            // Of many units a few will do.
            let few: &[&str] = if product.each().is_some() { &["--group", "政法机关"] } else { &[] };
            let ran = run(&[&["export"], words.as_slice(), few].concat());
            let needs_paper = words.iter().any(|word| word.ends_with("pdf")) || words == ["units", "-o", "责任清单"];
            assert_eq!(
                ran.code,
                if needs_paper && cfg!(not(feature = "paper")) { 2 } else { 0 },
                "{example}: {}",
                ran.err
            );
        }
    }
}

#[cfg(feature = "paper")]
#[test]
fn one_document_of_all_units_tells_how_far_it_is() {
    let ran = Desk::new().run(&["export", "units", "-o", "全部.pdf", "--group", "政法机关"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.err);
    assert_eq!(lines[0], "正在为 2 个单位排版……");
    assert!(lines[1].starts_with("已排 ") && lines[1].ends_with(" 页，正在生成文件……"), "{}", lines[1]);
    assert_eq!(lines[2], "已导出 2 个单位");
}

#[cfg(not(feature = "paper"))]
#[test]
fn a_build_without_paper_says_so() {
    for args in [
        &["export", "matrix", "-o", "x.pdf"][..],
        &["export", "unit", "--unit", "县法院", "-o", "x.pdf"],
        &["export", "units", "-o", "x.pdf"],
        &["export", "units", "-o", "x"],
    ] {
        let desk = Desk::new();
        desk.refused(args, 2, &["不含排版功能"]);
        assert_eq!(desk.list("."), [""; 0], "no folder is made for nothing");
    }
}

const NOTICE: &str = "关于印发某县方案的通知\n一、修路\n1.勘测(含测绘)。(牵头单位:县交通局;责任单位:县财政局\n2.施工。\n二、其他\n由县交通局负责解释。\n";

#[test]
fn import_writes_the_plan_and_tells_its_doubts() {
    let desk = Desk::new();
    desk.put("notice.txt", NOTICE);
    let ran = desk.run(&["import", "notice.txt", "-o", "plan.ron"]);
    assert_eq!((ran.code, ran.out.len()), (0, 0), "{}", ran.err);
    let lines: Vec<&str> = ran.err.lines().collect();
    assert!(lines.iter().any(|line| line.starts_with("warning: notice.txt:3:11: 括号没有收尾")), "{}", ran.err);
    assert!(lines.iter().any(|line| line.starts_with("note: notice.txt:5:1: ")), "{}", ran.err);
    let (last, others) = lines.split_last().expect("a summary");
    assert!(last.contains("2 项任务、2 个单位"), "{last}");
    assert!(others.iter().all(|line| line.starts_with("warning: ") || line.starts_with("note: ")), "{}", ran.err);
    let plan = String::from_utf8(desk.read("plan.ron")).expect("UTF-8");
    assert!(plan.contains("source: \"notice.txt\"") && plan.contains("text: \"勘测（含测绘）。\""), "{plan}");
    let checked = desk.run(&["check", "plan.ron"]);
    assert_eq!(checked.code, 0, "{}", checked.text());
    let marks = desk.run(&["export", "marks", "plan.ron"]).table();
    assert_eq!(
        marks[1..],
        [
            ["1", "修路", "勘测（含测绘）。", "县交通局", "牵头", "列名"],
            ["1", "修路", "勘测（含测绘）。", "县财政局", "责任", "列名"]
        ]
    );
    // Nothing is overwritten unasked.
    let ran = desk.run(&["import", "notice.txt", "-o", "plan.ron"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let ran = desk.run(&["import", "notice.txt", "-o", "plan.ron", "--force", "--keep-punctuation"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(String::from_utf8(desk.read("plan.ron")).expect("UTF-8").contains("text: \"勘测(含测绘)。\""));
    // Without a file the plan goes to standard output, and names no source.
    let ran = desk.run(&["import", "notice.txt", "--lang", "en"]);
    assert_eq!(ran.code, 0);
    assert!(ran.text().starts_with("(\n    format: 1,") && !ran.text().contains("source:"), "{}", ran.text());
    assert!(ran.err.contains("the bracket is never closed"), "{}", ran.err);
}

#[test]
fn import_takes_the_format_that_is_named() {
    let desk = Desk::new();
    desk.put("x.bin", "序号\t任务\t牵头单位\n1\t修路\t县交通局\n2\t铺桥\t县住建局\n");
    let ran = desk.run(&["import", "x.bin", "--format", "tsv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let plan = String::from_utf8(ran.out).expect("UTF-8");
    assert!(plan.contains("修路") && plan.contains("lead: [\"县交通局\"]"), "{plan}");
    desk.refused_last(&["import", "x.bin", "--format", "exe"], 2, "exe");
}

#[test]
fn import_reads_standard_input() {
    let desk = Desk::new();
    let mut program = Command::new(env!("CARGO_BIN_EXE_responsibility-matrix"))
        .args(["import", "-", "-o", "plan.ron"])
        .current_dir(desk.0.path())
        .stdin(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::io::Write::write_all(&mut program.stdin.take().expect("a pipe"), NOTICE.as_bytes()).expect("it reads");
    let ended = program.wait_with_output().expect("it ends");
    assert!(ended.status.success());
    assert!(String::from_utf8_lossy(&ended.stderr).contains("warning: stdin:3:11: "));
    assert!(!desk.read("plan.ron").is_empty());
}

#[test]
fn what_import_refuses() {
    let desk = Desk::new();
    desk.put("a.pdf", b"%PDF-1.7")
        .put("a.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        .put("a.docx", b"PK\x03\x04");
    desk.put("empty.txt", "").put("prose.txt", "今天天气很好。").put("a.bin", [0, 159, 146, 150, 0, 1, 2, 3]);
    for (name, words) in [
        ("a.pdf", "损坏"),
        ("a.doc", ".docx"),
        ("a.docx", "损坏"),
        ("empty.txt", "空"),
        ("prose.txt", "没有找到任务分工"),
        ("a.bin", ".txt"),
        ("missing.txt", "无法读取"),
    ] {
        desk.refused(&["import", name, "-o", "plan.ron"], 2, &[name, words]);
    }
    assert_eq!(desk.list(".").len(), 6, "no plan is written");
    refused(&["import"], 2, &["--help"]);
}

/// The first bytes of each binary format.
const SIGNATURES: [(&str, &[u8]); 2] = [("xlsx", b"PK\x03\x04"), ("png", b"\x89PNG\r\n")];

#[test]
fn workbooks_and_pictures_are_written() {
    let desk = Desk::new();
    for (format, signature) in SIGNATURES {
        let name = format!("matrix.{format}");
        let ran = desk.run(&["export", "matrix", "-o", &name]);
        assert_eq!((ran.code, ran.out.len(), ran.err.as_str()), (0, 0, ""), "{format}");
        assert!(desk.read(&name).starts_with(signature), "{name} is no {format}");
        // The same to standard output, whatever the name's ending.
        let ran = desk.run(&["export", "matrix", "-o", "-", "--format", format]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out == desk.read(&name), "{format}: two runs differ");
        desk.refused(&["export", "matrix", "-o", &name], 3, &["--force"]);
        assert_eq!(desk.run(&["export", "matrix", "-o", &name, "--force"]).code, 0);
        // Nothing binary on a terminal by mistake.
        desk.refused(&["export", "matrix", "--format", format], 2, &[format, "-o"]);
    }
    let ran = desk.run(&["export", "matrix", "--format", "svg"]);
    assert!(ran.code == 0 && ran.text().starts_with("<svg "), "{}", ran.err);
    assert_eq!(desk.run(&["export", "matrix", "--format", "xlsx", "-o", "data.csv"]).code, 0);
    assert!(desk.read("data.csv").starts_with(b"PK"), "--format overrides the ending");
}

#[test]
fn a_unit_and_all_units_as_workbooks() {
    let desk = Desk::new();
    let ran = desk.run(&["export", "unit", "--unit", "县司法局", "-o", "sfj.xlsx"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let ran = desk.run(&["export", "units", "-o", "folder", "--format", "xlsx", "--group", "政法机关"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.list("folder"), ["县检察院.xlsx", "县法院.xlsx"]);
    assert!(desk.read("folder/县法院.xlsx").starts_with(b"PK"));
    refused(&["export", "unit", "--unit", "县法院", "--format", "xlsx"], 2, &["xlsx", "-o"]);
    refused(&["export", "unit", "--unit", "县法院", "--format", "png", "-o", "x"], 2, &["png", "csv xlsx pdf"]);
}

#[test]
fn pictures_have_the_size_that_was_asked_for() {
    let desk = Desk::new();
    let width = |bytes: &[u8]| u32::from_be_bytes(bytes[16..20].try_into().expect("four bytes"));
    for (args, expected) in [(&["--width", "1600"][..], 1_600), (&["--scale", "1"], 1_477), (&[], 2_954)] {
        let args = [&["export", "matrix", "--format", "png", "-o", "-"][..], args].concat();
        assert_eq!(width(&desk.run(&args).out), expected, "{args:?}");
    }
    refused(&["export", "matrix", "-o", "x.png", "--scale", "8"], 2, &["11816", "64", "--scale"]);
    refused(&["export", "matrix", "-o", "x.png", "--width", "300"], 2, &["0.20", "0.25", "370"]);
    refused(&["export", "matrix", "-o", "x.csv", "--width", "300"], 2, &["--width", "csv"]);
    refused(&["export", "matrix", "-o", "x.png", "--scale", "9"], 2, &["--scale", "0.25"]);
    refused(&["export", "matrix", "-o", "x.png", "--scale", "nan"], 2, &["--scale"]);
    refused(&["export", "matrix", "-o", "x.png", "--width", "0"], 2, &["--width"]);
    refused(&["export", "matrix", "-o", "x.png", "--width", "9", "--scale", "1"], 2, &["--width"]);
}

#[test]
fn what_a_workbook_or_picture_cannot_hold_is_a_warning() {
    let desk = Desk::new();
    desk.put("rare.ron", SMALL_PLAN.replace("一件事", "𰻝\\u{1}面"));
    let ran = desk.run(&["export", "matrix", "rare.ron", "-o", "x.png"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "warning: 字体中没有这些字，以“〓”代替，请核对原文：𰻝 U+30EDD（1 处）、U+0001（1 处）\n")
    );
    desk.put("long.ron", SMALL_PLAN.replace("一件事", &"长".repeat(40_000)));
    let ran = desk.run(&["export", "matrix", "long.ron", "-o", "x.xlsx"]);
    assert_eq!((ran.code, ran.err.lines().count()), (0, 2), "{}", ran.err);
    assert!(ran.err.lines().all(|line| line.starts_with("warning: ")) && ran.err.contains("32767"), "{}", ran.err);
}

#[test]
fn binary_formats_that_cannot_be_written() {
    let desk = Desk::new();
    for (format, _) in SIGNATURES {
        desk.refused(&["export", "matrix", "-o", &format!("missing/x.{format}")], 3, &["missing", "文件夹"]);
        desk.put("file", "");
        desk.refused(&["export", "matrix", "-o", &format!("file/x.{format}")], 3, &["file"]);
        // A folder in which nobody may write, root included.
        if cfg!(target_os = "linux") {
            desk.refused(&["export", "matrix", "-o", &format!("/proc/x.{format}")], 3, &["/proc/x"]);
        }
    }
    desk.refused(&["export", "units", "--format", "xlsx", "-o", "missing/folder"], 3, &["missing"]);
}

#[test]
fn a_wrong_call_is_one_line() {
    let calls: [&[&str]; 8] = [
        &["show", "--bogus"],
        &["export"],
        &["export", "unit"],
        &["export", "marks", "a.ron", "b.ron"],
        &["export", "marks", "--encoding", "utf-16"],
        &["check", "--format", "xml"],
        &["show", "--lang", "fr"],
        &["plan.ron", "show"],
    ];
    for call in calls {
        let ran = run(call);
        assert_eq!((ran.code, ran.out.len(), ran.err.lines().count()), (2, 0, 1), "{call:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: 用法有误：") && ran.err.contains("--help"), "{call:?}: {}", ran.err);
    }
    refused(&["show", "--bogus", "--lang", "en"], 2, &["wrong usage: "]);
    refused(&["export"], 2, &["Usage: responsibility-matrix export"]);
}

#[test]
fn help_and_version_are_no_errors() {
    for args in [&["--help"][..], &["--version"], &["export", "marks", "--help"], &["help", "check"]] {
        let ran = run(args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(!ran.out.is_empty());
    }
}

// Input that is no plan.

#[test]
fn files_that_are_no_plan() {
    let cases: [(&str, &[u8], &[&str]); 12] = [
        ("empty", b"", &["empty:1:1: ", "RON"]),
        ("blank", b" \n\n", &["blank:3:1: ", "RON"]),
        ("bytes", b"\x7fELF\x02\x01\x01\x00\xff\xfe", &["bytes:1:9: ", "UTF-8"]),
        ("utf16", b"\xff\xfe(\x00\n\x00", &["utf16:1:1: ", "UTF-8"]),
        ("gbk", b"(\n  title: \"\xb7\xbd\xb0\xb8\")", &["gbk:2:11: ", "UTF-8"]),
        ("prose", "关于印发方案的通知".as_bytes(), &["prose:1:1: "]),
        ("comma", b"(\n    format: 1,\n    title: \"x\"\n    number: \"y\")", &["comma:4:5: ", "逗号"]),
        ("quote", b"(format: 1, title: \"x)", &["quote:1:", "引号"]),
        ("more", b"(format: 1, title: \"x\") (", &["more:1:25: ", "多余"]),
        ("list", b"[1, 2]", &["list:1:1: ", "不是方案文件"]),
        ("unversioned", b"(title: \"x\")", &["unversioned:1:1: ", "不是方案文件"]),
        ("newer", b"(\n  format: 2, title: \"x\")", &["newer:2:11: ", "2", "升级"]),
    ];
    let desk = Desk::new();
    for (name, bytes, words) in cases {
        desk.put(name, bytes);
        for args in [&["check", name][..], &["show", name], &["export", "marks", name, "-o", "out.csv"]] {
            desk.refused(args, 2, words);
        }
    }
    assert!(!desk.path("out.csv").exists());
}

#[test]
fn a_file_that_cannot_be_read() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder.ron")).expect("a folder");
    desk.refused(&["check", "folder.ron"], 2, &["folder.ron: ", "无法读取"]);
    desk.refused(&["export", "matrix", "none.ron"], 2, &["none.ron: ", "无法读取"]);
    desk.refused(&["check", "none.ron", "--lang", "en"], 2, &["none.ron: ", "cannot read"]);
}

#[test]
fn a_broken_plan_is_no_excuse_to_crash() {
    let deep = [&["("; 5_000], &["["; 5_000]].map(|part| part.concat()).concat();
    let desk = Desk::new();
    desk.put("deep", deep).put("format", "(format: [\n1,\n2], title: \"x\")").put("comment", "/* ".repeat(5_000));
    for name in ["deep", "format", "comment"] {
        let ran = desk.run(&["check", name]);
        assert_eq!((ran.code, ran.err.lines().count()), (2, 1), "{}", ran.err);
    }
}

// Findings.

/// A plan file with a slip in nearly every line.
const FAULTY_PLAN: &str = r#"(
    format: 1,
    titel: "x",
    title: "小方案",
    date: "2019-02-30",
    groups: [(name: "部门", unit: {}, units: {"县司法局": (ful: "y"), "县公安局": (), "县公安局": ()})],
    tasks: [
        (number: "1", text: "一件事", leads: [], lead: ["县司法居"]),
        (number: "1", text: "又一件事", lead: ["县司法局"], deadline: "2019-13-01"),
    ],
)"#;

#[test]
fn all_faults_of_a_file_are_reported_in_one_run() {
    let ran = Desk::new().put("plan.ron", FAULTY_PLAN).run(&["check", "plan.ron"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let text = ran.text();
    let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("error: ")).collect();
    let expected = [
        ["plan.ron:3:5: ", "titel", "是否应为“title”？"],
        ["plan.ron:5:11: ", "2019-02-30", "不存在"],
        ["plan.ron:6:27: ", "unit", "是否应为“units”？"],
        ["plan.ron:6:54: ", "ful", "是否应为“full”？"],
        ["plan.ron:6:77: ", "县公安局", "重复"],
        ["plan.ron:8:36: ", "leads", "是否应为“lead”？"],
        ["plan.ron:8:54: ", "县司法居", "是否应为“县司法局”？"],
        ["plan.ron:9:9: ", "第1项", "序号“1”重复"],
        ["plan.ron:9:63: ", "2019-13-01", "不存在"],
    ];
    assert_eq!(errors.len(), expected.len(), "{text}");
    for (line, words) in errors.iter().zip(expected) {
        assert!(words.iter().all(|word| line.contains(word)), "{line}\nwants {words:?}");
    }
}

#[test]
fn other_commands_warn_and_go_on() {
    let desk = Desk::new();
    desk.put("plan.ron", FAULTY_PLAN);
    for args in [&["show", "plan.ron"][..], &["export", "marks", "plan.ron"], &["export", "matrix", "plan.ron"]] {
        let ran = desk.run(args);
        assert_eq!((ran.code, ran.err.lines().count()), (0, 9), "{args:?}: {}", ran.err);
        assert!(ran.err.lines().all(|line| line.starts_with("warning: plan.ron:")), "{}", ran.err);
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn a_plan_without_errors_is_answered_yes() {
    let ran = run(&["check"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.text().lines().all(|line| line.starts_with("notice: mulan-2019.ron:")), "lawful all through");
    let ran = Desk::new().put("plan.ron", SMALL_PLAN).run(&["check", "plan.ron"]);
    assert_eq!((ran.code, ran.text().as_str()), (0, "plan.ron: 没有发现问题\n"));
}

#[test]
fn findings_for_scripts() {
    let ran = Desk::new().put("plan.ron", FAULTY_PLAN).run(&["check", "plan.ron", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    let findings: Vec<Value> = serde_json::from_slice(&ran.out).expect("a JSON array");
    let keys = ["severity", "kind", "line", "column", "task", "unit", "words", "message", "hint"];
    for finding in &findings {
        let fields = finding.as_object().expect("an object");
        assert_eq!(fields.len(), keys.len(), "{finding}");
        assert!(keys.iter().all(|key| fields.contains_key(*key)), "{finding}");
        assert!(["error", "warning", "notice"].iter().any(|severity| finding["severity"] == *severity));
        assert!(["line", "column"].iter().all(|key| finding[key].as_u64().is_some_and(|number| number > 0)));
        assert!(["kind", "words", "message", "hint"].iter().all(|key| finding[key].is_string()));
        assert!(["task", "unit"].iter().all(|key| finding[key].is_string() || finding[key].is_null()));
    }
    let repeated = findings.iter().find(|finding| finding["kind"] == "repeated-number").expect("one");
    assert_eq!((&repeated["task"], &repeated["line"], &repeated["column"]), (&"1".into(), &9.into(), &9.into()));
    let idle = findings.iter().find(|finding| finding["kind"] == "unit-without-task").expect("one");
    assert_eq!((&idle["unit"], &idle["task"], &idle["severity"]), (&"县公安局".into(), &Value::Null, &"notice".into()));
}

#[test]
fn findings_for_scripts_of_a_plan_without_any() {
    let ran = Desk::new().put("plan.ron", SMALL_PLAN).run(&["check", "plan.ron", "--format", "json"]);
    assert_eq!((ran.code, ran.text().as_str()), (0, "[]\n"));
    let ran = run(&["check", "--format", "json", "--lang", "en"]);
    let findings: Vec<Value> = serde_json::from_slice(&ran.out).expect("a JSON array");
    let open = findings.iter().find(|finding| finding["kind"] == "open-list").expect("one");
    assert_eq!((&open["task"], &open["hint"]), (&"1".into(), &"ask the lead who else is meant".into()));
}

// The overview.

#[test]
fn show_tells_the_plan_at_a_glance() {
    let text = run(&["show"]).text();
    for words in [
        "木兰县优化营商环境工作方案\n文号：木环组发〔2019〕1号\n",
        "日期：2019年7月16日\n7 个体系，39 项任务，41 个单位\n",
        "标记：总牵头 7，牵头 68，责任 172，配合 0，兼任 4，经集合单位 467，未列名 1\n",
        "  （四）构建人文环境保障体系（3 项）\n    总牵头：县营商环境建设监督局\n",
        "    县司法局：牵头 5，责任 11，配合 0，经集合单位 9，共 25 项\n",
    ] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    let text = run(&["show", "--lang", "en"]).text();
    assert!(text.contains("7 sections, 39 tasks, 41 units\n"), "{text}");
}

// Cells that a spreadsheet would run or change.

#[test]
fn no_cell_is_a_formula() {
    let plan = r#"(
        format: 1,
        title: "甲",
        groups: [(name: "部门", units: {"=1+1": (), "+86": (), "-甲": (), "@乙": (), "＝丙": (), "\t丁": ()})],
        tasks: [
            (number: "-1", text: "=HYPERLINK(\"http://x\",\"y\")", deadline: "+1", lead: ["=1+1"], responsible: ["+86", "-甲", "@乙", open("=等")]),
        ],
        sections: [(title: "@体系", tasks: [(number: "1-2", text: "\n某事", lead: ["＝丙"], responsible: ["\t丁"])])],
    )"#;
    let desk = Desk::new();
    desk.put("plan.ron", plan);
    let mut cells = Vec::new();
    for table in [
        &["export", "marks", "plan.ron"][..],
        &["export", "matrix", "plan.ron"],
        &["export", "unit", "plan.ron", "--unit", "=1+1"],
    ] {
        cells.extend(desk.run(table).table().concat());
    }
    let is_formula = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    assert_eq!(cells.iter().filter(is_formula).count(), 0, "{cells:?}");
    let guarded = [
        "'=1+1",
        "'+86",
        "'-甲",
        "'@乙",
        "'＝丙",
        "'\t丁",
        "'-1",
        "'+1",
        "'=等",
        "'@体系",
        "'1-2",
        "'\n某事",
        "'=HYPERLINK(\"http://x\",\"y\")",
    ];
    for words in guarded {
        assert!(cells.iter().any(|cell| cell == words), "{words:?} in {cells:?}");
    }
}

#[test]
fn numbers_are_not_changed_by_a_spreadsheet() {
    for (number, cell) in [
        ("1.1", "1.1"),
        ("1.10", "'1.10"),
        ("3/4", "'3/4"),
        ("1-2-3", "'1-2-3"),
        ("007", "'007"),
        ("十五", "十五"),
        ("123456789012", "'123456789012"),
    ] {
        let plan = SMALL_PLAN.replace("number: \"1\"", &format!("number: \"{number}\""));
        let rows = Desk::new().put("plan.ron", plan).run(&["export", "marks", "plan.ron"]).table();
        assert_eq!(rows[1][0], cell);
    }
}

#[test]
fn a_plan_beside_its_notice_is_opened_from_any_folder() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for name in ["mulan-2019.ron", "harbour-2026.ron", "library-raci-2026.ron"] {
        let path = seeds.join(name);
        let ran = run(&["check", &path.display().to_string()]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.text());
    }
}

#[test]
fn marks_as_letters_of_the_plan_itself() {
    let desk = Desk::new();
    desk.put("plan.ron", include_str!("../seeds/library-raci-2026.ron"));
    let ran = desk.run(&["export", "matrix", "plan.ron", "--lang", "en", "--format", "svg", "--marks", "letters"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let drawn = ran.text();
    assert!(drawn.contains(">A</text>") && drawn.contains(">I</text>"), "{drawn}");
    // Tables keep the canonical words, and say so where letters are asked for.
    let rows = desk.run(&["export", "matrix", "plan.ron", "--lang", "en"]).table();
    assert_eq!(rows[2][3], "Lead");
    let ran = desk.run(&["export", "matrix", "plan.ron", "--marks", "letters"]);
    assert_eq!(ran.code, 2, "{}", ran.text());
}

#[test]
fn forms_go_out_and_come_back_into_the_record() {
    let desk = Desk::new();
    desk.put(
        "方案.ron",
        "(format: 1, title: \"方案\", date: \"2026-03-01\", groups: [(name: \"组\", units: {\"甲局\": (), \"乙局\": (), \
         \"有关部门\": (collective: indeterminate)})], tasks: [(number: \"1\", text: \"修路。\", deadline: \
         \"2026年9月底前\", lead: [\"甲局\"], responsible: [\"乙局\", \"有关部门\"])])",
    );
    let ran = desk.run(&["export", "forms", "方案.ron", "--round", "三季度", "-o", "表"]);
    assert_eq!((ran.code, ran.text().as_str()), (0, ""), "{}", ran.err);
    assert_eq!(desk.list("表"), ["乙局.xlsx", "甲局.xlsx", "签收登记表.xlsx"]);
    assert!(ran.err.contains("note: 1 个单位没有填报表") || ran.err.contains("note: 1个单位没有填报表"), "{}", ran.err);
    // Nothing was filled in: nothing is taken, and no record begins.
    let ran = desk.run(&["collect", "方案.ron", "表"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.text().contains("采用0条") && ran.text().contains("未报单位2个：甲局、乙局"), "{}", ran.text());
    assert!(!desk.path("方案.record.ron").exists());
    // A record written by hand counts, and what is wrong in it has its place.
    desk.put(
        "方案.record.ron",
        "(format: 1, plan: \"方案\", reports: [\n(round: \"三季度\", number: \"1\", unit: \"甲局\", state: done),\n\
         (round: \"三季度\", number: \"1\", unit: \"乙局\", state: finished)])",
    );
    let ran = desk.run(&["progress", "方案.ron", "--on", "2026-10-02", "--format", "csv", "-o", "-"]);
    assert!(ran.err.contains("方案.record.ron:3:"), "{}", ran.err);
    let rows = ran.table();
    let column = |head: &str| rows[0].iter().position(|own| own == head).expect("a column");
    let cells: Vec<[&str; 3]> = rows[1..]
        .iter()
        .map(|row| [&*row[column("单位")], &*row[column("进展状态")], &*row[column("时限提示")]])
        .collect();
    assert_eq!(cells, [["甲局", "已完成", ""], ["乙局", "未注明", "逾期"], ["有关部门", "未报", "逾期"]]);
    let ran = desk.run(&["progress", "方案.ron", "--on", "2026-10-02", "--state", "逾期", "--unit", "乙局"]);
    assert!(ran.text().contains("逾期2天") && ran.text().contains("显示1项，共3项"), "{}", ran.text());
    for (name, begins) in [("进展.xlsx", &b"PK"[..]), ("进展.csv", b"\xEF\xBB\xBF")] {
        assert_eq!(desk.run(&["progress", "方案.ron", "--on", "2026-10-02", "-o", name]).code, 0);
        assert!(desk.read(name).starts_with(begins));
    }
    desk.refused(&["progress", "方案.ron", "--state", "快了"], 2, &["快了", "推进中"]);
    desk.refused_last(&["progress", "方案.ron", "-o", "进展.svg"], 2, "csv");
    desk.refused_last(&["progress", "方案.ron", "-o", "进展.csv"], 3, "进展.csv");
}

#[test]
fn what_cannot_be_collected_is_named_and_the_rest_is_taken() {
    let desk = Desk::new();
    desk.put(
        "方案.ron",
        "(format: 1, title: \"方案\", groups: [(name: \"组\", units: {\"甲局\": ()})], \
         tasks: [(number: \"1\", text: \"修路。\", lead: [\"甲局\"])])",
    );
    fs::create_dir(desk.path("收回")).expect("a folder");
    desk.put("收回/坏.xlsx", "不是表").put("收回/~$甲局.xlsx", "锁").put("收回/说明.txt", "文字");
    let ran = desk.run(&["collect", "方案.ron", "收回"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.err
            .lines()
            .filter(|line| line.starts_with("error: "))
            .eq(["error: 收回/坏.xlsx: 无法读取：文件已损坏或不是电子表格、文档"]),
        "{}",
        ran.err
    );
    let ran = desk.run(&["collect", "方案.ron", "没有的文件夹"]);
    assert!(ran.code == 2 && ran.err.contains("没有的文件夹"), "{}", ran.err);
    // A record that is none is not written to: the plan itself, above all.
    let plan = desk.read("方案.ron");
    desk.refused_last(&["collect", "方案.ron", "收回", "-o", "方案.ron"], 2, "这不是台账文件");
    assert_eq!(desk.read("方案.ron"), plan);
    desk.put("别的.record.ron", "(format: 1, plan: \"另一个方案\")");
    desk.refused_last(&["progress", "方案.ron", "--record", "别的.record.ron"], 2, "另一个方案");
    desk.refused_last(&["progress", "方案.ron", "--record", "没有.record.ron"], 2, "没有.record.ron");
    fs::create_dir(desk.path("空")).expect("a folder");
    desk.refused_last(&["collect", "方案.ron", "空"], 2, "没有找到填报表");
}

#[test]
fn the_samples_go_through_compare_collect_progress_and_duties() {
    let desk = Desk::new();
    let seed = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
    let [old, new, forms] = ["harbour-2026.ron", "harbour-2027.ron", "harbour-2026-returns"].map(seed);
    let [old, new, forms] = [&old, &new, &forms].map(|path| path.to_str().expect("a path"));
    let ran = desk.run(&["compare", old, new, "-o", "变化.csv", "--lang", "en"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = table(&desk.read("变化.csv"));
    assert_eq!(rows[0], ["No.", "Section", "Task", "Change", "Unit", "Before", "Now"]);
    let told: Vec<String> = rows[1..].iter().map(|row| format!("{} {} {}", row[0], row[3], row[4])).collect();
    let expected = [
        " unit probably renamed ",
        " section renamed ",
        "1 deadline changed ",
        "2 task reworded ",
        "3 people changed ",
        "3 role changed Harbour Authority",
        "3 role added Lifeboat Station",
        "6a task added ",
    ];
    assert_eq!(told, expected);
    let ran = desk.run(&["compare", old, new, "--unit", "Harbour Master"]);
    assert!(ran.code == 0 && ran.text().contains("角色变动") && !ran.text().contains("时限变动1"), "{}", ran.text());
    let ran = desk.run(&["compare", old, old]);
    assert!(ran.code == 0 && ran.text().contains("两份方案没有变化"), "{}", ran.text());
    let ran = desk.run(&["collect", old, forms, "-o", "台账.record.ron"]);
    assert!(ran.code == 0 && ran.text().contains("采用12条，来自6个文件"), "{}{}", ran.text(), ran.err);
    let first = desk.read("台账.record.ron");
    let ran = desk.run(&["collect", old, forms, "-o", "台账.record.ron"]);
    assert!(ran.text().contains("采用0条，来自6个文件；与台账相同12条"), "{}", ran.text());
    assert_eq!(desk.read("台账.record.ron"), first);
    let ran = desk.run(&["progress", old, "--record", "台账.record.ron", "--on", "2026-10-10", "-o", "p.csv"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rows = table(&desk.read("p.csv"));
    let done = rows.iter().filter(|row| row[7] == "已完成").count();
    assert_eq!((rows.len(), done), (66, 3));
    let ran =
        desk.run(&["progress", old, "--record", "台账.record.ron", "--no-contacts", "--format", "csv", "-o", "-"]);
    assert!(!ran.text().contains("R. Stone") && !ran.text().contains("01 555"), "{}", ran.text());
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let ran = desk.run(&[
        "duties",
        seeds.to_str().expect("a path"),
        "--unit",
        "Lifeboat Station",
        "--format",
        "csv",
        "-o",
        "-",
    ]);
    let rows = ran.table();
    assert_eq!(rows.len(), 1 + 2 + 3, "{rows:?}");
    let twice = desk.run(&["duties", old, old, "--unit", "Lifeboat Station", "--format", "csv", "-o", "-"]).table();
    assert_eq!(twice.len(), 1 + 2, "a plan that is named twice counts once");
    desk.refused_last(&["duties", old, new, "--unit", "Nobody"], 2, "Nobody");
    let plan = "(format: 1, title: \"方案\", groups: [(name: \"组\", units: {\"县水务局\": (), \"县税务局\": ()})])";
    desk.put("含糊.ron", plan);
    desk.refused_last(&["duties", "含糊.ron", "--unit", "xswj"], 2, "县税务局");
    desk.refused_last(&["compare", old, "没有.ron"], 2, "没有.ron");
    for name in ["变化.xlsx", "变化.docx"] {
        assert_eq!(desk.run(&["compare", old, new, "-o", name]).code, 0);
        assert!(desk.read(name).starts_with(b"PK"));
    }
}

#[test]
fn a_unit_is_named_by_pinyin_or_initials() {
    for name in ["sfj", "xsfj", "sifaju", "XianSifaju"] {
        let ran = run(&["export", "unit", "--unit", name]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert_eq!(ran.out, run(&["export", "unit", "--unit", "县司法局"]).out, "{name}");
    }
    // Several are spoken so: all are named, none is chosen.
    refused(&["export", "unit", "--unit", "xsw"], 2, &["xsw", "县水务局", "县税务局"]);
    refused(&["export", "unit", "--unit", "zzz"], 2, &["zzz"]);
}

#[test]
fn people_are_left_out_of_any_export_that_is_asked_to() {
    let desk = Desk::new();
    desk.put("plan.ron", include_str!("../seeds/harbour-2026.ron"));
    let unit = ["--unit", "Gates Office"];
    for product in ["tasks", "unit", "book", "form"] {
        let names_unit = ["unit", "form"].contains(&product);
        for (name, options) in [("with.docx", &[][..]), ("without.docx", &["--no-contacts"][..])] {
            let mut args = vec!["export", product, "plan.ron", "-o", name, "--force"];
            args.extend(options);
            args.extend(names_unit.then_some(unit).into_iter().flatten());
            let ran = desk.run(&args);
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
        let words = |name: &str| {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(desk.read(name))).expect("a package");
            std::io::read_to_string(archive.by_name("word/document.xml").expect("a body")).expect("UTF-8")
        };
        assert!(!words("without.docx").contains("Ada Marsh"), "{product}");
        assert!(product == "tasks" || words("with.docx").contains("Ada Marsh"), "{product}");
    }
}

#[test]
fn remarks_of_the_record_become_minutes() {
    let desk = Desk::new();
    desk.put(
        "方案.ron",
        "(format: 1, title: \"方案\", groups: [(name: \"组\", units: {\"甲局\": ()})], \
         tasks: [(number: \"1\", text: \"修路。\", lead: [\"甲局\"])])",
    );
    desk.put(
        "方案.record.ron",
        "(format: 1, plan: \"方案\", notes: [(number: \"1\", unit: \"甲局\", text: \"请加快进度\", \
         date: \"2026-10-08\", by: \"常务会\"), (number: \"9\", text: \"已撤销\")])",
    );
    let rows = desk.run(&["export", "minutes", "方案.ron", "-o", "-"]).table();
    assert_eq!(rows[0], ["序号", "体系", "任务", "单位", "批注", "日期", "记录"]);
    assert_eq!(rows[1], ["1", "", "修路。", "甲局", "请加快进度", "2026-10-08", "常务会"]);
    assert_eq!(rows[2], ["9", "", "", "", "已撤销", "", ""]);
    for name in ["批注.docx", "批注.xlsx"] {
        assert_eq!(desk.run(&["export", "minutes", "方案.ron", "-o", name]).code, 0);
        assert!(desk.read(name).starts_with(b"PK"));
    }
}
