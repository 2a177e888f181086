//! The plan file: what its format page promises, and what is said where a file breaks it.
//!
//! A finding is written `kind line:column words`; columns count characters.

use responsibility_matrix::document::Document;
use responsibility_matrix::file::{self, FileError, LineColumn, Opened};
use responsibility_matrix::finding::{Finding, Kind, Place, Severity};
use responsibility_matrix::lang::{Lang, finding_hint};
use responsibility_matrix::model::{
    ByRole, Collective, Date, Doubt, DoubtPlace, Erratum, Group, GroupId, Office, Party, PartyKind, Person, Plan, Role,
    RoleName, Section, SectionId, Task, Unit, UnitId,
};

fn decode(file: &str) -> Opened {
    file::decode(file).unwrap_or_else(|error| panic!("{error:?} in\n{file}"))
}

fn line(file: &str, finding: &Finding) -> String {
    let Place::File(span) = &finding.place else { panic!("{:?} points into the plan", finding.kind) };
    let at = file::line_column(file, span.start);
    assert_eq!(finding.severity(), Severity::Error);
    format!("{} {}:{} {}", finding.kind.code(), at.line, at.column, finding.words)
}

/// What is wrong in a file, in its order; the plan that was understood all the same.
fn check(file: &str, expected: &[&str]) -> Plan {
    let opened = decode(file);
    let findings: Vec<String> = opened.findings.iter().map(|finding| line(file, finding)).collect();
    assert_eq!(findings, expected, "in\n{file}");
    opened.plan
}

/// A file of two units; `rest` begins in line 3.
fn with_units(rest: &str) -> String {
    let units = r#""县司法局": (aliases: ["司法局"]), "县公安局": ()"#;
    format!("(format: 1, title: \"方案\",\ngroups: [(name: \"部门\", units: {{{units}}})],\n{rest})")
}

/// What to do next about the only finding of a file.
fn hint(file: &str) -> String {
    let opened = decode(file);
    let [finding] = opened.findings.as_slice() else { panic!("{:?}", opened.findings) };
    finding_hint(Lang::En, finding)
}

// What the format page promises.

const EVERY_FIELD: &str = r#"
// A comment at the top,
(
    format: 1, /* one /* inside */ another */
    title: "方案",
    number: "〔2019〕1号", issuer: "领导小组", date: "2019-07-16", source: "方案.txt",
    office: (receiver: "办公室", return_by: "2019年8月1日", seal: "县委"),
    roles: (lead: (name: "主办", letter: "主"), informed: (letter: "F"), supporting: ()),
    groups: [
        (name: "集合", units: {
            "各部门": (full: "县直各部门", aliases: ["各局", "各委"], collective: enumerable, roster: ["乙局", "甲局"], reason: "因为"),
            "有关部门": (collective: indeterminate),
            "各乡镇": (collective: enumerable),
        }),
        (name: "空"),
        (name: "部门", units: { "甲局": (), "乙局": () }), // units come after the roster that names them
    ],
    distinct: [["甲局", "乙局"], []],
    tasks: [
        (number: "1", text: "一\n\"二\"\\三"),
    ],
    sections: [
        (
            label: "（一）", title: "上", attachments: ["附表"], overall_lead: ["甲局", open("等")],
            sections: [(title: "内", tasks: [(number: "3", text: r"\三", lead: [blanket("甲局")])])],
            tasks: [
                (
                    number: "二", text: "二", clause: "牵头", deadline: "2019年底前",
                    lead: [by_position("乙局")],
                    responsible: ["各局", closing("等部门", "有关部门")],
                    supporting: [],
                    supervising: ["甲局"], consulted: [open("等专家")], informed: ["有关部门", "各乡镇"],
                    people: [(label: "牵头领导", name: "某某"), (label: "责任人", name: "某", post: "局长", unit: "各局")],
                ),
            ],
        ),
    ],
    attachments: ["1. 分工表", "2. 名单"],
    errata: [(printed: "甲", corrected: "乙"), (task: "3", printed: "丙", corrected: "丁", note: "错")],
    doubts: [
        (kind: "not-understood", words: "等", line: 3, column: 7),
        (kind: "item-split", line: 4, column: 1, length: 9, values: ["三", "2"], units: ["甲局"]),
        (kind: "title-missing"),
    ],
)
"#;

fn party(words: &str, kind: PartyKind) -> Party {
    Party { words: words.to_owned(), kind }
}

fn texts<const N: usize>(texts: [&str; N]) -> [String; N] {
    texts.map(str::to_owned)
}

/// The same plan, said in Rust.
fn every_field() -> Plan {
    let text = |text: &str| Some(text.to_owned());
    let unit = |name: &str, group: usize, collective: Option<Collective>| Unit {
        name: name.to_owned(),
        full_name: None,
        aliases: Vec::new(),
        group: GroupId::new(group),
        collective,
    };
    let [several, some, first, second] = [0, 1, 3, 4].map(UnitId::new);
    let departments = Collective::Enumerable { roster: vec![second, first], reason: text("因为") };
    let task = |section: Option<usize>, number: &str, words: &str| Task {
        section: section.map(SectionId::new),
        number: number.to_owned(),
        text: words.to_owned(),
        ..Task::default()
    };
    let lists = |lists: Vec<(Role, Vec<Party>)>| {
        lists.into_iter().fold(ByRole::default(), |parties, (role, list)| parties.with(role, list))
    };
    let person =
        |label: &str, name: &str| Person { label: label.to_owned(), name: name.to_owned(), ..Person::default() };
    let section = |label: &str, title: &str, parent: Option<usize>, overall_leads: Vec<Party>| Section {
        label: label.to_owned(),
        title: title.to_owned(),
        parent: parent.map(SectionId::new),
        overall_leads,
        attachments: if parent.is_none() { vec!["附表".to_owned()] } else { Vec::new() },
    };
    let named = |words: &str, unit: UnitId| party(words, PartyKind::Named(unit));
    let [a, b, c, d] = texts(["甲", "乙", "丙", "丁"]);
    Plan {
        title: "方案".to_owned(),
        number: text("〔2019〕1号"),
        issuer: text("领导小组"),
        date: Some(Date::constant(2019, 7, 16)),
        source: text("方案.txt"),
        office: Office { receiver: text("办公室"), return_by: text("2019年8月1日"), seal: text("县委") },
        roles: ByRole::default()
            .with(Role::Lead, RoleName { name: text("主办"), letter: text("主") })
            .with(Role::Informed, RoleName { name: None, letter: text("F") }),
        groups: texts(["集合", "空", "部门"]).map(|name| Group { name }).to_vec(),
        units: vec![
            Unit {
                full_name: text("县直各部门"),
                aliases: texts(["各局", "各委"]).to_vec(),
                ..unit("各部门", 0, Some(departments))
            },
            unit("有关部门", 0, Some(Collective::Indeterminate)),
            unit("各乡镇", 0, Some(Collective::Enumerable { roster: Vec::new(), reason: None })),
            unit("甲局", 2, None),
            unit("乙局", 2, None),
        ],
        distinct: vec![vec![first, second], Vec::new()],
        sections: vec![
            section("（一）", "上", None, vec![party("甲局", PartyKind::Named(first)), party("等", PartyKind::Open)]),
            section("", "内", Some(0), Vec::new()),
        ],
        tasks: vec![
            task(None, "1", "一\n\"二\"\\三"),
            Task {
                clause: "牵头".to_owned(),
                deadline: text("2019年底前"),
                parties: lists(vec![
                    (Role::Lead, vec![party("乙局", PartyKind::ByPosition(second))]),
                    (Role::Responsible, vec![named("各局", several), party("等部门", PartyKind::Closing(some))]),
                    (Role::Supervising, vec![named("甲局", first)]),
                    (Role::Consulted, vec![party("等专家", PartyKind::Open)]),
                    (Role::Informed, vec![named("有关部门", some), named("各乡镇", UnitId::new(2))]),
                ]),
                people: vec![
                    person("牵头领导", "某某"),
                    Person { post: text("局长"), unit: Some(several), ..person("责任人", "某") },
                ],
                ..task(Some(0), "二", "二")
            },
            Task {
                parties: lists(vec![(Role::Lead, vec![party("甲局", PartyKind::Blanket(first))])]),
                ..task(Some(1), "3", "\\三")
            },
        ],
        attachments: texts(["1. 分工表", "2. 名单"]).to_vec(),
        errata: vec![
            Erratum { task: None, printed: a, corrected: b, note: None },
            Erratum { task: text("3"), printed: c, corrected: d, note: text("错") },
        ],
        doubts: vec![
            Doubt {
                kind: "not-understood".to_owned(),
                words: "等".to_owned(),
                place: Some(DoubtPlace { line: 3, column: 7, length: 1 }),
                ..Doubt::default()
            },
            Doubt {
                kind: "item-split".to_owned(),
                place: Some(DoubtPlace { line: 4, column: 1, length: 9 }),
                units: texts(["甲局"]).to_vec(),
                values: texts(["三", "2"]).to_vec(),
                ..Doubt::default()
            },
            Doubt { kind: "title-missing".to_owned(), ..Doubt::default() },
        ],
    }
}

#[test]
fn every_field_is_read() {
    assert_eq!(check(EVERY_FIELD, &[]), every_field());
}

#[test]
fn a_saved_plan_is_the_same_plan() {
    let written = file::encode(&every_field());
    assert_eq!(check(&written, &[]), every_field());
    assert!(!written.contains("//"), "comments belong to no field and are not kept");
    assert_eq!(file::encode(&decode(&written).plan), written);
}

#[test]
fn what_may_be_left_out() {
    let plan = check("(format: 1, title: \"方案\")", &[]);
    assert_eq!(plan, Plan { title: "方案".to_owned(), ..Plan::default() });
    assert_eq!(file::encode(&plan), "(\n    format: 1,\n    title: \"方案\",\n)\n");
}

/// The tables of the format page in the module's own words: each field it names is known.
#[test]
fn every_field_of_the_format_page_is_known() {
    let page = include_str!("../../src/file/mod.rs");
    let mut entry = "plan";
    let mut known = 0;
    for line in page.lines().filter_map(|line| line.strip_prefix("//! ")) {
        if let Some(heading) = line.strip_prefix("**") {
            entry = heading.split("**").next().expect("a heading");
        }
        let Some(field) = line.strip_prefix("| `").and_then(|line| line.split('`').next()) else { continue };
        let value = if entry == "roles" { "(name: \"x\")" } else { "\"x\"" };
        let inside = format!("({field}: {value})");
        let file = match entry {
            "plan" if field == "format" => "(format: 1)".to_owned(),
            "plan" => format!("(format: 1, {field}: \"x\")"),
            "office" => format!("(format: 1, office: {inside})"),
            "roles" => format!("(format: 1, roles: {inside})"),
            "role name" => format!("(format: 1, roles: (lead: {inside}))"),
            "person" => format!("(format: 1, tasks: [(people: [{inside}])])"),
            "group" => format!("(format: 1, groups: [{inside}])"),
            "unit" => format!("(format: 1, groups: [(name: \"g\", units: {{\"u\": {inside}}})])"),
            "section" => format!("(format: 1, sections: [{inside}])"),
            "task" => format!("(format: 1, tasks: [{inside}])"),
            "erratum" => format!("(format: 1, errata: [{inside}])"),
            "doubt" => format!("(format: 1, doubts: [{inside}])"),
            _ => continue,
        };
        let findings = decode(&file).findings;
        // A roster needs a collective; only by itself is it out of place.
        let unknown = |finding: &Finding| match &finding.kind {
            Kind::UnknownField { near, .. } => near.is_some() || !["roster", "reason"].contains(&field),
            _ => false,
        };
        assert!(!findings.iter().any(unknown), "{entry}.{field}: {findings:?}");
        known += 1;
    }
    assert_eq!(known, 15 + 3 + Role::COUNT + 2 + 2 + 5 + 6 + 11 + 4 + 4 + 7);
}

#[test]
fn ron_as_people_write_it() {
    let some = r#"(format: 1, title: "方案", number: Some("1号"), date: Some("2019-07-16"),)"#;
    assert_eq!(check(some, &[]).number.as_deref(), Some("1号"));
    let raw = r##"(format: 1, title: r#"引"号"#, tasks: [(number: "1", text: "一\
        行", clause: "\u{7532}\x41")])"##;
    let plan = check(raw, &[]);
    assert_eq!((plan.title.as_str(), plan.tasks[0].clause.as_str()), ("引\"号", "甲A"));
}

#[test]
fn byte_order_mark_and_windows_lines() {
    let file = "\u{feff}(\r\n    format: 1,\r\n    titel: \"x\",\r\n    title: \"方案\",\r\n)\r\n";
    let document = Document::open("plan.ron", file.as_bytes()).expect("a plan file");
    assert_eq!(document.plan.title, "方案");
    let at = document.line_column(&document.findings[0].place);
    assert_eq!(at, LineColumn { line: 3, column: 5 });
}

// Fields.

#[test]
fn a_field_that_the_format_does_not_have() {
    check("(format: 1, title: \"方案\", titel: \"x\")", &["unknown-field 1:26 titel"]);
    check("(format: 1, title: \"方案\",\n  标题:\n\n \"x\")", &["unknown-field 2:3 标题"]);
    check(&with_units("tasks: [(number: \"1\", text: \"某事\", lad: [])]"), &["unknown-field 3:35 lad"]);
    check(&with_units("sections: [(title: \"一\", task: [])]"), &["unknown-field 3:25 task"]);
    check(&with_units("errata: [(printed: \"a\", corrected: \"b\", by: \"c\")]"), &["unknown-field 3:41 by"]);
    check("(format: 1, title: \"方案\", groups: [(name: \"g\", unit: {})])", &["unknown-field 1:47 unit"]);
    let unit = "(format: 1, title: \"方案\", groups: [(name: \"g\", units: {\"u\": (alias: [])})])";
    check(unit, &["unknown-field 1:61 alias"]);
    assert_eq!(hint(unit), "did you mean “aliases”?");
    assert_eq!(hint("(format: 1, title: \"x\", zzzzzz: 1)"), "remove it, or look the field up in the format page");
}

#[test]
fn a_field_twice_in_one_entry() {
    let file = "(format: 1, title: \"甲\", title: \"乙\")";
    assert_eq!(check(file, &["repeated-field 1:25 title"]).title, "甲", "the first one counts");
    let task = with_units("tasks: [(number: \"1\", text: \"某事\", text: \"又一事\")]");
    assert_eq!(check(&task, &["repeated-field 3:35 text"]).tasks[0].text, "某事");
    assert_eq!(hint(file), "keep one of them");
}

#[test]
fn a_field_that_must_be_there() {
    check("(format: 1)", &["missing-field 1:1 title"]);
    check("(format: 1, title: \" \")", &["missing-field 1:20 title"]);
    let tasks = "tasks: [\n(),\n(number: \"\", text: \"某事\"),\n(number: \"2\")]";
    let expected =
        ["missing-field 4:1 number", "missing-field 4:1 text", "missing-field 5:10 number", "missing-field 6:1 text"];
    let plan = check(&with_units(tasks), &expected);
    assert_eq!(plan.tasks.len(), 3, "what there is of them is kept");
    check(&with_units("sections: [(label: \"一\")]"), &["missing-field 3:12 title"]);
    check(&with_units("errata: [()]"), &["missing-field 3:10 printed", "missing-field 3:10 corrected"]);
    check("(format: 1, title: \"x\", groups: [(units: {})])", &["missing-field 1:34 name"]);
    let nameless = "(format: 1, title: \"x\", groups: [(name: \"g\", units: {\"\": ()})])";
    assert_eq!(check(nameless, &["missing-field 1:54 "]).units, []);
    assert_eq!(hint("(format: 1)"), "add “title”");
}

#[test]
fn a_value_of_another_kind() {
    for (file, expected, hint_says) in [
        ("(format: 1, title: 5)", "wrong-type 1:20 5", "text in double quotes"),
        ("(format: 1, title: \"x\", number: None)", "wrong-type 1:33 None", "text in double quotes"),
        ("(format: 1, title: \"x\", tasks: \"y\")", "wrong-type 1:32 \"y\"", "a list in square brackets"),
        ("(format: 1, title: \"x\", tasks: [\"y\"])", "wrong-type 1:33 \"y\"", "fields in round brackets"),
        ("(format: 1, title: \"x\", sections: [[]])", "wrong-type 1:36 []", "fields in round brackets"),
        ("(format: 1, title: \"x\", errata: [1])", "wrong-type 1:34 1", "fields in round brackets"),
        ("(format: 1, title: \"x\", distinct: [\"y\"])", "wrong-type 1:36 \"y\"", "a list in square brackets"),
        ("(format: 1, title: \"x\", groups: [{}])", "wrong-type 1:34 {}", "fields in round brackets"),
        ("(format: 1, title: \"x\", groups: [(name: \"g\", units: [])])", "wrong-type 1:53 []", "entries in braces"),
        (
            "(format: 1, title: \"x\", groups: [(name: \"g\", units: {\"u\": \"\"})])",
            "wrong-type 1:59 \"\"",
            "fields in round brackets",
        ),
        (
            "(format: 1, title: \"x\", groups: [(name: \"g\", units: {\"u\": (collective: many)})])",
            "wrong-type 1:72 many",
            "enumerable or indeterminate",
        ),
        (
            "(format: 1, title: \"x\", tasks: [(number: \"1\", text: \"t\", lead: [opened(\"等\")])])",
            "wrong-type 1:65 opened(\"等\")",
            "open(…), closing(…)",
        ),
        (
            "(format: 1, title: \"x\", tasks: [(number: \"1\", text: \"t\", lead: [closing(\"等\")])])",
            "wrong-type 1:65 closing(\"等\")",
            "open(…), closing(…)",
        ),
    ] {
        check(file, &[expected]);
        assert!(hint(file).contains(hint_says), "{file}: {}", hint(file));
    }
}

#[test]
fn a_long_value_is_quoted_by_its_beginning() {
    let file = format!("(format: 1, title: [\n\"{}\"])", "长".repeat(1000));
    check(&file, &["wrong-type 1:20 ["]);
    let file = format!("(format: 1, title: [\"{}\"])", "长".repeat(1000));
    check(&file, &[&format!("wrong-type 1:20 [\"{}", "长".repeat(38))]);
}

// Roles and people.

#[test]
fn two_roles_with_one_letter() {
    let file = |roles: &str| format!("(format: 1, title: \"x\", roles: ({roles}))");
    let letter = |plan: &Plan, role: Role| plan.roles[role].letter.clone();
    let both = file(r#"lead: (letter: "A"), responsible: (letter: "a")"#);
    let plan = check(&both, &["shared-letter 1:76 a"]);
    assert_eq!((letter(&plan, Role::Lead).as_deref(), letter(&plan, Role::Responsible)), (Some("A"), None));
    assert_eq!(hint(&both), "give one of the two roles another letter");
    // What others are called by default counts, in both languages.
    let plan = check(&file(r#"informed: (letter: "配")"#), &["shared-letter 1:52 配"]);
    assert_eq!(letter(&plan, Role::Informed), None);
    let plan = check(&file(r#"lead: (name: "Doer", letter: "R")"#), &["shared-letter 1:62 R"]);
    assert_eq!(plan.roles[Role::Lead], RoleName { name: Some("Doer".to_owned()), letter: None }, "the name stays");
    check(&file(r#"lead: (letter: "R"), responsible: (letter: "L")"#), &[]);
}

#[test]
fn a_name_or_letter_that_cannot_be_one() {
    for (roles, expected) in [
        (r#"lead: (letter: "ABC")"#, "wrong-type 1:48 ABC"),
        (r#"lead: (letter: " ")"#, "wrong-type 1:48 "),
        (r#"lead: (name: "")"#, "wrong-type 1:46 "),
        (r#"lead: "A""#, "wrong-type 1:39 \"A\""),
        (r#"leed: (letter: "A")"#, "unknown-field 1:33 leed"),
    ] {
        let plan = check(&format!("(format: 1, title: \"x\", roles: ({roles}))"), &[expected]);
        assert_eq!(plan.roles, ByRole::default(), "{roles}");
    }
}

#[test]
fn people_are_named_and_their_unit_is_known() {
    let people = |people: &str| with_units(&format!("tasks: [(number: \"1\", text: \"某事\",\npeople: [{people}])]"));
    let plan = check(&people(r#"(label: "责任人", name: "某", unit: "司法局")"#), &[]);
    assert_eq!(plan.tasks[0].people[0].unit, Some(UnitId::new(0)), "an alias stands for its unit");
    assert!(plan.tasks[0].all_parties().next().is_none(), "a person is no unit");
    let plan = check(
        &people(r#"(name: "某", unit: "县司法居")"#),
        &["missing-field 4:10 label", "unknown-unit 4:28 县司法居"],
    );
    assert_eq!((plan.tasks[0].people[0].name.as_str(), plan.tasks[0].people[0].unit), ("某", None));
}

// Units.

#[test]
fn a_unit_that_nobody_declared() {
    let task = |lists: &str| with_units(&format!("tasks: [(number: \"1\", text: \"某事\",\n{lists})]"));
    let plan = check(&task(r#"lead: ["县司法居", "县公安局"]"#), &["unknown-unit 4:8 县司法居"]);
    assert_eq!(
        plan.tasks[0].parties(Role::Lead),
        [party("县公安局", PartyKind::Named(UnitId::new(1)))],
        "the others stay"
    );
    check(&task(r#"responsible: [closing("等部门", "各部门")]"#), &["unknown-unit 4:15 各部门"]);
    check(
        &task(r#"supporting: [by_position("某局"), blanket("某办")]"#),
        &["unknown-unit 4:14 某局", "unknown-unit 4:33 某办"],
    );
    check(&with_units(r#"distinct: [["县司法局", "县公安居"]]"#), &["unknown-unit 3:21 县公安居"]);
    check(&with_units(r#"sections: [(title: "一", overall_lead: ["县司法"])]"#), &["unknown-unit 3:40 县司法"]);
    assert_eq!(hint(&task(r#"lead: ["县司法居"]"#)), "did you mean “县司法局”?");
    assert_eq!(hint(&task(r#"lead: ["财政部"]"#)), "add the unit under groups, or correct the name");
}

#[test]
fn two_units_of_one_name() {
    let units = |units: &str| format!("(format: 1, title: \"方案\", groups: [(name: \"甲\", units: {{\n{units}\n}})])");
    let plan = check(&units("\"县司法局\": (),\n\"县司法局\": (full: \"x\")"), &["duplicate-unit 3:1 县司法局"]);
    assert_eq!(plan.units.len(), 1, "the first one counts");
    assert_eq!(plan.units[0].full_name, None);
    check(&units("\"县司法局\": (aliases: [\"司法局\"]),\n\"司法局\": ()"), &["duplicate-unit 3:1 司法局"]);
    check(&units("\"甲\": (),\n\"乙\": (full: \"甲\")"), &["duplicate-unit 3:13 甲"]);
    let plan = check(&units("\"甲\": (),\n\"乙\": (aliases: [\"丙\", \"甲\"])"), &["duplicate-unit 3:22 甲"]);
    assert_eq!(plan.units[1].aliases, ["丙"]);
    check(&units("\"甲\": (full: \"甲\")"), &[]);
    let groups = "(format: 1, title: \"方案\", groups: [(name: \"a\", units: {\"甲\": ()}),\n(name: \"b\", units: {\"甲\": ()})])";
    check(groups, &["duplicate-unit 2:21 甲"]);
}

#[test]
fn a_roster_lists_ordinary_units() {
    let units = |units: &str| {
        format!("(format: 1, title: \"方案\", groups: [(name: \"甲\", units: {{\"县司法局\": (),\n{units}\n}})])")
    };
    let plan = check(
        &units(
            "\"各部门\": (collective: enumerable, roster: [\"县司法局\", \"有关部门\"]), \"有关部门\": (collective: indeterminate)",
        ),
        &["collective-on-roster 2:50 有关部门"],
    );
    assert_eq!(plan.units[1].roster(), [UnitId::new(0)]);
    let own = units("\"各部门\": (collective: enumerable, roster: [\"各部门\"])");
    check(&own, &["collective-on-roster 2:42 各部门"]);
    assert_eq!(hint(&own), "list ordinary units on the roster instead");
    check(&units("\"各部门\": (collective: enumerable, roster: [\"县司法\"])"), &["unknown-unit 2:42 县司法"]);
    check(&units("\"甲局\": (roster: [\"县司法局\"])"), &["unknown-field 2:8 roster"]);
    let indeterminate = "\"有关部门\": (collective: indeterminate, roster: [], reason: \"因为\")";
    check(&units(indeterminate), &["unknown-field 2:37 roster", "unknown-field 2:49 reason"]);
}

// Dates.

#[test]
fn dates_that_no_calendar_has() {
    for date in ["2019-02-30", "2019-13-01", "2019-7-16", "去年"] {
        let file = format!("(format: 1, title: \"方案\", date: \"{date}\")");
        assert_eq!(check(&file, &[&format!("impossible-date 1:32 {date}")]).date, None);
    }
    for (deadline, impossible) in [
        ("2019-02-30", true),
        ("2019年2月30日", true),
        ("2019年11月31日前", true),
        ("2020-02-29", false),
        ("2019年2月28日前", false),
        ("2019年底前", false),
        ("长期", false),
        ("every year by 1 October", false),
    ] {
        let file = with_units(&format!("tasks: [(number: \"1\", text: \"某事\", deadline: \"{deadline}\")]"));
        let finding = format!("impossible-date 3:45 {deadline}");
        let expected: &[&str] = if impossible { &[&finding] } else { &[] };
        assert_eq!(check(&file, expected).tasks[0].deadline.as_deref(), Some(deadline), "kept as written");
    }
}

// A file that breaks in many places.

#[test]
fn what_was_understood_is_kept_beside_every_error() {
    let file = r#"(
    format: 1,
    title: "方案",
    nummer: "1号",
    date: "2019-02-30",
    groups: [
        (name: "甲", units: {"县司法局": (), "县公安局": (colour: "red"), "县司法局": ()}),
        "乙",
    ],
    tasks: [
        (number: "1", text: "某事", lead: ["县司法局", "县司法居", 5], responsible: "县公安局"),
        7,
        (number: "2", text: "又一事", lead: ["县公安局"]),
    ],
    sections: [
        (title: "体系", tasks: [(number: "3", text: "三", lead: ["县公安局"])], sections: [(), (title: "内")]),
    ],
    errata: "无",
)"#;
    let expected = [
        "unknown-field 4:5 nummer",
        "impossible-date 5:11 2019-02-30",
        "unknown-field 7:50 colour",
        "duplicate-unit 7:66 县司法局",
        "wrong-type 8:9 \"乙\"",
        "unknown-unit 11:50 县司法居",
        "wrong-type 11:58 5",
        "wrong-type 11:75 \"县公安局\"",
        "wrong-type 12:9 7",
        "missing-field 16:85 title",
        "wrong-type 18:13 \"无\"",
    ];
    let plan = check(file, &expected);
    assert_eq!(plan.title, "方案");
    assert_eq!(plan.units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["县司法局", "县公安局"]);
    assert_eq!(plan.tasks.iter().map(|task| task.number.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
    assert_eq!(plan.tasks[0].parties(Role::Lead).len(), 1);
    let titles: Vec<String> = plan.section_ids().map(|id| plan.section_path(id)).collect();
    assert_eq!(titles, ["体系", "体系 / ", "体系 / 内"]);
}

// A file that is no plan at all.

fn check_refused(file: &str, line: usize, column: usize, is_expected: impl Fn(&FileError) -> bool) {
    let error = file::decode(file).expect_err("no plan");
    assert_eq!(error.at(), LineColumn { line, column }, "{error:?} in\n{file}");
    assert!(is_expected(&error), "{error:?} in\n{file}");
}

#[test]
fn a_file_that_is_not_ron() {
    let syntax = |error: &FileError| matches!(error, FileError::Syntax { .. });
    check_refused("", 1, 1, syntax);
    check_refused("(format: 1,\n  title: \"方案\"\n  number: \"1号\")", 3, 3, syntax);
    check_refused("(format: 1, title: “方案”)", 1, 20, syntax);
    check_refused("(format: 1, title:\n\n    “方案”)", 3, 5, syntax);
    check_refused("(format: 1, title: \"方案\" number: \"1号\")", 1, 25, syntax);
    check_refused("(format: 1, title: \"方案)\n", 1, 20, syntax);
    check_refused("(format: 1, title: \"方案\"\n\n", 3, 1, syntax);
    check_refused("(format: 1，title: \"方案\")", 1, 11, syntax);
    check_refused("(format: 1, title: \"方案\")\n)", 2, 1, syntax);
    check_refused("(format: 1, groups: [(name: \"甲\", units: {\"a\" ()})])", 1, 46, syntax);
}

#[test]
fn a_file_that_is_ron_and_no_plan() {
    let no_plan = |error: &FileError| matches!(error, FileError::NotAPlan { .. });
    check_refused("// words\n[1, 2]", 2, 1, no_plan);
    check_refused("\"方案\"", 1, 1, no_plan);
    check_refused("{\"format\": 1}", 1, 1, no_plan);
    check_refused("()", 1, 1, no_plan);
    check_refused(" (title: \"方案\")", 1, 2, no_plan);
}

#[test]
fn a_version_that_this_program_does_not_read() {
    for (version, said) in [("2", "2"), ("\"1\"", "\"1\""), ("1.5", "1.5"), ("[\n1]", "["), ("-1", "-1")] {
        let file = format!("(title: \"方案\", format: {version})");
        let unknown = |error: &FileError| matches!(error, FileError::UnknownFormat { found, .. } if found == said);
        check_refused(&file, 1, 23, unknown);
    }
}

#[test]
fn bytes_that_are_no_text() {
    for (bytes, column) in [(&b"\xff\xfe("[..], 1), (b"(format: 1, title: \"\xb7\xbd", 21), (b"\xef\xbb\xbf(\x80", 2)] {
        let error = file::decode_bytes(bytes).expect_err("no text");
        assert_eq!(error, FileError::NotText { at: LineColumn { line: 1, column } });
    }
    assert!(file::decode_bytes("\u{feff}(format: 1, title: \"x\")".as_bytes()).is_ok());
}
