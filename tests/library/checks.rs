//! The checks: small plans, and everything that is found in them.
//!
//! A finding is written `kind line:column words`. The tasks of these plans begin in line 4.

use responsibility_matrix::check;
use responsibility_matrix::document::Document;
use responsibility_matrix::finding::Severity;
use responsibility_matrix::view::Subject;

/// A plan of one group; each line of `tasks` is a line of the file.
fn plan(units: &str, tasks: &[&str]) -> String {
    let tasks = tasks.join(",\n");
    format!("(format: 1, title: \"方案\", groups: [(name: \"部门\", units: {{\n{units}\n}})], tasks: [\n{tasks}\n])")
}

fn open(file: &str) -> Document {
    Document::open("plan.ron", file.as_bytes()).unwrap_or_else(|error| panic!("{error:?} in\n{file}"))
}

/// All findings of a file, gravest first.
fn findings(file: &str) -> Vec<String> {
    let document = open(file);
    let line = |finding: &responsibility_matrix::finding::Finding| {
        let at = document.line_column(&finding.place);
        format!("{} {}:{} {}", finding.kind.code(), at.line, at.column, finding.words)
    };
    document.findings.iter().map(line).collect()
}

fn check(file: &str, expected: &[&str]) {
    assert_eq!(findings(file), expected, "in\n{file}");
}

const OFFICES: &str = r#""县司法局": (), "县公安局": ()"#;

/// A task that needs no remark, so that no unit stands idle.
const PLAIN: &str = r#"(number: "0", text: "某事", lead: ["县司法局"], responsible: ["县公安局"])"#;

fn check_tasks(tasks: &[&str], expected: &[&str]) {
    check(&plan(OFFICES, &[&[PLAIN], tasks].concat()), expected);
}

#[test]
fn nothing_to_remark() {
    check_tasks(&[], &[]);
    check("(format: 1, title: \"方案\")", &[]);
}

// Who is named.

#[test]
fn nobody_is_named() {
    check_tasks(&[r#"(number: "1", text: "某事。又一事。")"#], &["nobody-named 5:1 某事"]);
}

#[test]
fn nobody_leads() {
    let task = r#"(number: "1", text: "某事", clause: "责任单位：县司法局", responsible: ["县司法局"])"#;
    check_tasks(&[task], &["no-lead 5:1 责任单位：县司法局"]);
    check_tasks(&[r#"(number: "1", text: "某事", supporting: ["县司法局"])"#], &["no-lead 5:1 "]);
}

#[test]
fn several_units_lead() {
    let task = r#"(number: "1", text: "某事", lead: ["县公安局", "县司法局"])"#;
    check_tasks(&[task], &["several-leads 5:34 县公安局、县司法局"]);
    let task = r#"(number: "1", text: "某事", lead: [by_position("县公安局"), blanket("县司法局")])"#;
    check_tasks(&[task], &["several-leads 5:34 县公安局、县司法局"]);
}

#[test]
fn one_lead_named_twice_is_one_lead() {
    let task = r#"(number: "1", text: "某事", lead: ["县公安局", "县公安局"])"#;
    check_tasks(&[task], &["named-twice 5:42 县公安局"]);
}

#[test]
fn a_unit_leads_and_is_responsible() {
    let task = r#"(number: "1", text: "某事", lead: ["县公安局"], responsible: ["县司法局", "县公安局"])"#;
    check_tasks(&[task], &["lead-and-responsible 5:65 县公安局"]);
    let task = r#"(number: "1", text: "某事", lead: ["县公安局"], supporting: ["县公安局"])"#;
    check_tasks(&[task], &[]);
}

#[test]
fn a_unit_named_twice_in_one_list() {
    let task = r#"(number: "1", text: "某事", lead: ["县公安局"], supporting: ["县司法局", "县司法局"])"#;
    check_tasks(&[task], &["named-twice 5:64 县司法局"]);
}

#[test]
fn an_overall_lead_named_twice() {
    let section = r#"], sections: [(title: "体系", overall_lead: ["县司法局", "县司法局"])"#;
    let file = plan(OFFICES, &[PLAIN]).replace("\n])", &format!("\n{section}])"));
    check(&file, &["named-twice 5:52 县司法局"]);
}

#[test]
fn a_list_is_left_open() {
    let task = r#"(number: "1", text: "某事", lead: ["县公安局"], responsible: ["县司法局", open("等部门")])"#;
    check_tasks(&[task], &["open-list 5:65 等部门"]);
    let task = r#"(number: "1", text: "某事", lead: ["县公安局", closing("等部门", "县司法局")])"#;
    check_tasks(&[task], &["several-leads 5:34 县公安局、等部门", "open-list 5:42 等部门"]);
}

#[test]
fn the_overall_leads_are_left_open() {
    let section = r#"], sections: [(title: "体系", overall_lead: ["县司法局", open("等")])"#;
    let file = plan(OFFICES, &[PLAIN]).replace("\n])", &format!("\n{section}])"));
    check(&file, &["open-list 5:52 等"]);
}

#[test]
fn a_unit_is_called_by_another_name() {
    let units = r#""县司法局": (full: "木兰县司法局", aliases: ["司法局"]), "县公安局": ()"#;
    let task = r#"(number: "1", text: "某事", lead: ["司法局"], responsible: ["县公安局"])"#;
    check(&plan(units, &[PLAIN, task]), &["alias-used 5:34 司法局"]);
    let task = r#"(number: "1", text: "某事", lead: ["县公安局"], supporting: [blanket("木兰县司法局")])"#;
    check(&plan(units, &[PLAIN, task]), &["alias-used 5:56 木兰县司法局"]);
    let section = r#"], sections: [(title: "体系", overall_lead: ["司法局"])"#;
    let file = plan(units, &[PLAIN]).replace("\n])", &format!("\n{section}])"));
    check(&file, &["alias-used 5:44 司法局"]);
}

// Units.

#[test]
fn a_unit_without_any_task() {
    let units = r#""县司法局": (), "县公安局": (), "县审计局": ()"#;
    check(&plan(units, &[PLAIN]), &["unit-without-task 2:25 县审计局"]);
}

#[test]
fn a_unit_reached_through_a_collective_or_leading_a_section_is_not_idle() {
    let units =
        r#""县司法局": (), "县公安局": (), "县审计局": (), "各部门": (collective: enumerable, roster: ["县审计局"])"#;
    let task = r#"(number: "1", text: "某事", lead: ["各部门"])"#;
    check(&plan(units, &[PLAIN, task]), &[]);
    let section = r#"], sections: [(title: "体系", overall_lead: ["县审计局"])"#;
    let units = r#""县司法局": (), "县公安局": (), "县审计局": ()"#;
    check(&plan(units, &[PLAIN]).replace("\n])", &format!("\n{section}])")), &[]);
}

fn check_names(names: [&str; 2], distinct: &str, expected: &[&str]) {
    let units = format!("\"{}\": (),\n\"{}\": ()", names[0], names[1]);
    let task = format!(r#"(number: "1", text: "某事", lead: ["{}"], responsible: ["{}"])"#, names[0], names[1]);
    check(&plan(&units, &[&task]).replace("tasks: [", &format!("{distinct}tasks: [")), expected);
}

#[test]
fn two_names_that_look_alike() {
    check_names(["县卫健局", "县卫建局"], "", &["near-names 3:1 县卫建局"]);
    check_names(["县卫健局", "县卫生健局"], "", &["near-names 3:1 县卫生健局"]);
    check_names(["发展改革委", "省发展改革委"], "", &["near-names 3:1 省发展改革委"]);
    check_names(["县委组织部", "县委宣传部"], "", &[]);
    check_names(["甲局", "乙局"], "", &[]);
    // What offices are concerned with, order, direction and level tell them apart.
    check_names(["县水务局", "县税务局"], "", &[]);
    check_names(["一号所", "二号所"], "", &[]);
    check_names(["市审计局", "县审计局"], "", &[]);
}

#[test]
fn two_names_in_one_list_are_two_units() {
    let units = r#""达山区政府": (), "通山区政府": ()"#;
    let task = r#"(number: "1", text: "某事", lead: ["达山区政府"], supporting: ["达山区政府", "通山区政府"])"#;
    check(&plan(units, &[task]), &[]);
    let task = r#"(number: "1", text: "某事", lead: ["达山区政府"], responsible: ["通山区政府"])"#;
    check(&plan(units, &[task]), &["near-names 2:14 通山区政府"]);
}

#[test]
fn names_known_to_be_distinct() {
    check_names(["县卫健局", "县卫建局"], r#"distinct: [["县卫建局", "县卫健局"]], "#, &[]);
    let other = r#"distinct: [["县卫建局"], ["县卫健局"]], "#;
    check_names(["县卫健局", "县卫建局"], other, &["near-names 3:1 县卫建局"]);
}

#[test]
fn every_pair_of_names_that_look_alike() {
    let units = r#""青河所": (), "清河所": (),
        "情河所": ()"#;
    let task = r#"(number: "1", text: "某事", lead: ["青河所"], responsible: ["清河所"], supporting: ["情河所"])"#;
    let pairs = ["near-names 2:12 清河所", "near-names 3:9 情河所", "near-names 3:9 情河所"];
    check(&plan(units, &[task]), &pairs);
}

// Load.

/// A plan in which each unit leads so many tasks.
fn check_loads(loads: &[usize], expected: &[&str]) {
    let names = ["甲所", "乙所", "丙所", "丁所"];
    let units: Vec<String> = names.iter().take(loads.len()).map(|name| format!("\"{name}\": (),")).collect();
    let owner = names.iter().zip(loads).flat_map(|(name, load)| std::iter::repeat_n(name, *load));
    let task = |(number, name)| format!(r#"(number: "{number}", text: "某事", lead: ["{name}"])"#);
    let tasks: Vec<String> = owner.enumerate().map(task).collect();
    let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
    check(&plan(&units.join("\n"), &tasks), expected);
}

#[test]
fn a_heavy_load_is_ten_tasks_and_more_than_three_times_the_median() {
    let heavy = ["heavy-load 2:1 甲所"];
    check_loads(&[9, 1, 1], &[]);
    check_loads(&[10, 1, 1], &heavy);
    check_loads(&[12, 4, 4], &[]);
    check_loads(&[13, 4, 4], &heavy);
    // The median of 3, 3, 4 and the heavy one is three and a half.
    check_loads(&[10, 3, 3, 4], &[]);
    check_loads(&[11, 3, 3, 4], &heavy);
    check_loads(&[30], &[]);
}

#[test]
fn idle_units_do_not_lower_the_median() {
    check_loads(&[12, 4, 0, 0], &["unit-without-task 4:1 丙所", "unit-without-task 5:1 丁所"]);
}

#[test]
fn a_task_in_two_roles_is_one_task() {
    let task = |number: usize| {
        let others = if number == 1 { r#""乙所", "丙所", "# } else { "" };
        format!(r#"(number: "{number}", text: "某事", lead: ["甲所"], supporting: [{others}"甲所"])"#)
    };
    let tasks: Vec<String> = (1..=9).map(task).collect();
    let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
    check(&plan(r#""甲所": (), "乙所": (), "丙所": ()"#, &tasks), &[]);
}

#[test]
fn what_comes_through_a_collective_is_no_load_nor_is_the_collectives_own() {
    let units = r#""甲所": (), "乙所": (), "丙所": (), "丁所": (), "各所": (collective: enumerable, roster: ["甲所"])"#;
    let leads = ["甲所", "乙所", "丙所", "丁所"].repeat(3);
    let task =
        |(number, lead)| format!(r#"(number: "{number}", text: "某事", lead: ["{lead}"], responsible: ["各所"])"#);
    let tasks: Vec<String> = leads.iter().enumerate().map(task).collect();
    let tasks: Vec<&str> = tasks.iter().map(String::as_str).collect();
    check(&plan(units, &tasks), &[]);
}

// Numbers.

#[test]
fn a_number_twice_in_one_section() {
    let again = r#"(number: "0", text: "又一事", lead: ["县司法局"])"#;
    check_tasks(&[again], &["repeated-number 5:1 0"]);
    check_tasks(&[again, again], &["repeated-number 5:1 0", "repeated-number 6:1 0"]);
}

#[test]
fn a_number_twice_across_sections() {
    let sections = [
        r#"], sections: [(title: "一", tasks: ["#,
        PLAIN,
        r#"], sections: [(title: "一之一", tasks: ["#,
        PLAIN,
        r#"])]), (title: "二", tasks: ["#,
        PLAIN,
        "])",
    ]
    .concat();
    check(&plan(OFFICES, &[PLAIN]).replace("\n])", &format!("\n{sections}])")), &[]);
}

// Characters.

fn check_text(text: &str, expected: &[&str]) {
    let task = format!(r#"(number: "1", text: "{text}", lead: ["县司法局"])"#);
    check_tasks(&[&task], expected);
}

#[test]
fn characters_that_do_not_belong() {
    check_text("造成恶劣影v响的", &["stray-character 5:27 成恶劣影v响的"]);
    check_text("一x二y三", &["stray-character 5:23 一x二y三", "stray-character 5:25 一x二y三"]);
    check_text("某\u{fffd}事", &["stray-character 5:23 某\u{fffd}事"]);
    check_text("某\u{200b}事", &["stray-character 5:23 某\u{200b}事"]);
    check_text("某\u{e000}事", &["stray-character 5:23 某\u{e000}事"]);
    check_text("某\u{7}事", &["stray-character 5:23 某\u{7}事"]);
    for c in ['\u{202e}', '\u{2066}', '\u{ad}', '\u{feff}', '\u{fffe}', '\u{fdd0}', '\u{9b}'] {
        check_text(&format!("某{c}事"), &[&format!("stray-character 5:23 某{c}事")]);
    }
}

#[test]
fn letters_figures_and_lines_that_belong() {
    for text in [
        "建设“掌上办”App小程序",
        "取消4.5吨及以下",
        "做B超检查",
        "推进“互联网+督查”",
        "宽度不超过5mm的",
        "第一行\n第二行\t完",
        "a级",
        "Windows 保存的\r\n两行",
    ] {
        check_text(text, &[]);
    }
}

#[test]
fn hidden_characters_in_titles_headings_and_names() {
    check("(format: 1, title: \"方\u{202e}案\u{200b}\")", &["stray-character 1:1 方\u{202e}案\u{200b}"]);
    check("(format: 1, title: \"方a案\")", &[]);
    let heading = "(format: 1, title: \"方案\", sections: [(title: \"一\u{2066}节\")])";
    check(heading, &["stray-character 1:1 一\u{2066}节"]);
    let name = "(format: 1, title: \"方案\", groups: [(name: \"甲\", units: {\"乙\u{200b}局\": ()})])";
    let found = findings(name);
    assert!(found.iter().any(|line| line.starts_with("stray-character 1:")), "{found:?}");
}

#[test]
fn a_stray_character_in_the_clause() {
    let task = r#"(number: "1", text: "某事", clause: "牵头单位：县司a法局", lead: ["县司法局"])"#;
    check_tasks(&[task], &["stray-character 5:43 位：县司a法局"]);
}

// All together.

#[test]
fn gravest_first_then_in_the_order_of_the_file() {
    let tasks = [
        r#"(number: "1", text: "某v事", lead: ["县司法局", "县公安局"])"#,
        r#"(number: "1", text: "某事")"#,
        r#"(number: "2", text: "某事", lead: ["县司法局"], responsible: ["县司法局", open("等")])"#,
    ];
    let expected = [
        "repeated-number 5:1 1",
        "stray-character 4:23 某v事",
        "nobody-named 5:1 某事",
        "unit-without-task 2:25 县审计局",
        "several-leads 4:35 县司法局、县公安局",
        "lead-and-responsible 6:57 县司法局",
        "open-list 6:65 等",
    ];
    check(&plan(&format!(r#"{OFFICES}, "县审计局": ()"#), &tasks), &expected);
}

#[test]
fn how_grave_each_is() {
    let file = plan(
        OFFICES,
        &[
            r#"(number: "1", text: "某v事", lead: ["县司法局", "县公安局"])"#,
            r#"(number: "1", text: "某事")"#,
            r#"(number: "2", text: "某事", responsible: ["县司法局", open("等")])"#,
        ],
    );
    let document = open(&file);
    let count = |severity| document.count(severity);
    assert_eq!(Severity::ALL.map(count), [1, 2, 3]);
}

#[test]
fn a_finding_leads_to_its_row() {
    let tasks = [PLAIN, r#"(number: "1", text: "某事", lead: [open("等")])"#];
    let units = format!(r#"{OFFICES}, "县审计局": ()"#);
    let document = open(&plan(&units, &tasks));
    let rows: Vec<_> = document.findings.iter().map(check::subject).collect();
    let task = document.plan.task_ids().nth(1).map(Subject::Task);
    assert_eq!(rows, [None, task], "a unit has a column, no row");
}

/// What DESIGN says of the built-in plan, finding by finding.
#[test]
fn the_built_in_plan() {
    let document = Document::builtin();
    let of = |kind: &str| {
        let found = document.findings.iter().filter(|finding| finding.kind.code() == kind);
        let number = |finding: &responsibility_matrix::finding::Finding| {
            finding.place.task().map_or("", |task| &document.plan.task(task).number)
        };
        found.map(number).collect::<Vec<_>>()
    };
    assert_eq!(Severity::ALL.map(|severity| document.count(severity)), [0, 0, document.findings.len()]);
    let several =
        ["2", "4", "6", "10", "12", "13", "15", "18", "19", "20", "22", "23", "25", "26", "28", "29", "30", "31"];
    assert_eq!(of("several-leads"), several);
    assert_eq!(of("lead-and-responsible"), ["22", "24", "25", "25"]);
    assert_eq!(of("open-list"), ["1", "5", "13", "16", "17", "18", "20", "26", "32"]);
    assert_eq!(of("alias-used"), ["14"]);
    assert_eq!(of("unit-without-task"), [""; 0]);
    assert_eq!(of("near-names"), [""; 0]);
}
