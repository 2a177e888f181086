//! A plan file changed in place: an edit changes its own lines and no others, and whatever is lost
//! all the same is named.

use super::edit::{any_edit, edit};
use super::properties::plans;
use super::seeded::cases;
use proptest::collection::vec;
use proptest::prelude::*;
use responsibility_matrix::edit::{At, Edit, apply};
use responsibility_matrix::file::{self, Loss, Lost, Revision};
use responsibility_matrix::model::{Collective, GroupId, Plan, Role, TaskId, UnitId};

/// A file as people keep them: remarks, an order of fields of their own, things that cannot be read.
const KEPT: &str = r#"// 责任分工，2026年3月起由办公室保管
(
  format: 1,
  title: "方案", /* 暂定 */ number: "1号",
  owner: "办公室", // 本程序不认识

  groups: [
    // 第一组
    (units: {
      "县司法局": (), // 挂牌单位
      "县公安局": (aliases: [ "公安局" ]),
      "县公安局": (full: "重复"),
      "县法院": (),
      }, name: "部门"),
    (name: "集合", units: {"各部门": (collective: enumerable, roster: ["县公安局", "县司法局"])}),
  ],
  date: "2026-02-30",
  tasks: [
    (number: "1", text: r"保留\原样", lead: ["县司法居", "公安局"], /* 见会议纪要 */ responsible: [ ]),
    // 下面一项待定
    (
      number: "2",
      text: "其二",
      clause: "牵头单位：县司法局",
      lead: ["县司法局"], // 主任定的
      note: "不认识",
    ),
  ]
)
// 完
"#;

fn decoded(file: &str) -> Plan {
    file::decode(file).unwrap_or_else(|error| panic!("{error:?} in\n{file}")).plan
}

fn revised(file: &str, plan: &Plan) -> Revision {
    file::revise(file, plan).unwrap_or_else(|error| panic!("{error:?} in\n{file}"))
}

/// The file after an edit, which must come back as the plan that the edit made.
fn after(file: &str, edit: &Edit) -> Revision {
    let plan = apply(&decoded(file), edit).unwrap_or_else(|error| panic!("{edit:?}: {error:?}"));
    let revision = revised(file, &plan);
    assert!(decoded(&revision.text) == plan, "{edit:?} gives\n{}", revision.text);
    assert_eq!(revision.opened.plan, plan);
    revision
}

/// Lines that only one of two texts has: `-` of the first, `+` of the second.
fn difference(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('\n').collect(), new.split('\n').collect());
    let front = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let (old, new) = (&old[front..], &new[front..]);
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let marked = |sign: char, lines: &[&str]| {
        lines[..lines.len() - back].iter().map(|line| format!("{sign}{}", line.trim_start())).collect::<Vec<_>>()
    };
    [marked('-', old), marked('+', new)].concat()
}

fn check(edit: &Edit, lines: &[&str], losses: &[(usize, Lost, &str)]) {
    let revision = after(KEPT, edit);
    assert_eq!(difference(KEPT, &revision.text), lines, "{edit:?} gives\n{}", revision.text);
    let named: Vec<(usize, Lost, &str)> =
        revision.losses.iter().map(|Loss { line, lost, words }| (*line, *lost, words.as_str())).collect();
    assert_eq!(named, losses, "{edit:?}");
}

fn task(index: usize) -> TaskId {
    TaskId::new(index)
}

fn unit(name: &str) -> UnitId {
    decoded(KEPT).unit_named(name).unwrap_or_else(|| panic!("no unit {name}"))
}

#[test]
fn an_edit_of_nothing_changes_nothing() {
    for text in [KEPT, &KEPT.replace('\n', "\r\n"), &format!("\u{feff}{KEPT}")] {
        let revision = revised(text, &decoded(text));
        assert_eq!((revision.text.as_str(), revision.losses.len()), (text, 0));
    }
}

#[test]
fn a_field_that_is_changed_or_added_changes_its_own_line() {
    let deadline = |index: usize, words: &str| Edit::Deadline { task: task(index), words: words.to_owned() };
    check(
        &Edit::Title("办法".into()),
        &[r#"-title: "方案", /* 暂定 */ number: "1号","#, r#"+title: "办法", /* 暂定 */ number: "1号","#],
        &[],
    );
    check(&deadline(1, "2026年底"), &[r#"+deadline: "2026年底","#], &[]);
    check(
        &deadline(0, "2026年底"),
        &[
            r#"-(number: "1", text: r"保留\原样", lead: ["县司法居", "公安局"], /* 见会议纪要 */ responsible: [ ]),"#,
            r#"+(number: "1", text: r"保留\原样", deadline: "2026年底", lead: ["县司法居", "公安局"], /* 见会议纪要 */ responsible: [ ]),"#,
        ],
        &[],
    );
}

#[test]
fn lists_change_entry_by_entry_and_what_cannot_be_read_stays() {
    let add = |index: usize, role: Role, name: &str| Edit::AddParty { task: task(index), role, name: name.to_owned() };
    let first =
        r#"-(number: "1", text: r"保留\原样", lead: ["县司法居", "公安局"], /* 见会议纪要 */ responsible: [ ]),"#;
    check(
        &add(0, Role::Lead, "县法院"),
        &[
            first,
            r#"+(number: "1", text: r"保留\原样", lead: ["县司法居", "公安局", "县法院"], /* 见会议纪要 */ responsible: [ ]),"#,
        ],
        &[],
    );
    check(
        &add(0, Role::Responsible, "县法院"),
        &[
            first,
            r#"+(number: "1", text: r"保留\原样", lead: ["县司法居", "公安局"], /* 见会议纪要 */ responsible: ["县法院"]),"#,
        ],
        &[],
    );
    check(
        &Edit::DropParty(At { task: task(0), role: Role::Lead, position: 0 }),
        &[first, r#"+(number: "1", text: r"保留\原样", lead: ["县司法居"], /* 见会议纪要 */ responsible: [ ]),"#],
        &[],
    );
    check(&add(1, Role::Supporting, "县法院"), &[r#"+supporting: ["县法院"],"#], &[]);
    check(
        &Edit::ToggleMember { unit: unit("各部门"), member: unit("县公安局") },
        &[
            r#"-(name: "集合", units: {"各部门": (collective: enumerable, roster: ["县公安局", "县司法局"])}),"#,
            r#"+(name: "集合", units: {"各部门": (collective: enumerable, roster: ["县司法局"])}),"#,
        ],
        &[],
    );
}

#[test]
fn what_goes_takes_its_lines_and_names_what_stood_on_them() {
    check(
        &Edit::DropTask(task(1)),
        &[
            "-(",
            r#"-number: "2","#,
            r#"-text: "其二","#,
            r#"-clause: "牵头单位：县司法局","#,
            r#"-lead: ["县司法局"], // 主任定的"#,
            r#"-note: "不认识","#,
            "-),",
        ],
        &[(25, Lost::Comment, "// 主任定的"), (26, Lost::Unread, "note: \"不认识\"")],
    );
    check(
        &Edit::DropParty(At { task: task(1), role: Role::Lead, position: 0 }),
        &[r#"-lead: ["县司法局"], // 主任定的"#],
        &[(25, Lost::Comment, "// 主任定的")],
    );
    let revision = after(KEPT, &Edit::DropTask(task(0)));
    assert!(revision.text.contains("    // 下面一项待定\n"), "a comment over the next one stays");
    assert_eq!(revision.losses.iter().map(|loss| loss.line).collect::<Vec<_>>(), [19, 19]);
}

#[test]
fn a_unit_that_moves_takes_its_line_along() {
    let edit = Edit::MoveUnit { unit: unit("县司法局"), group: GroupId::new(1) };
    let revision = after(KEPT, &edit);
    assert_eq!(revision.losses, [], "{}", revision.text);
    assert!(revision.text.contains(r#", "县司法局": () /* 挂牌单位 */}"#), "{}", revision.text);
    let shared = Edit::MoveUnit { unit: unit("各部门"), group: GroupId::new(0) };
    let revision = after(KEPT, &shared);
    assert!(revision.text.contains("(name: \"集合\"),") || revision.text.contains("units: {}"), "{}", revision.text);
    let renamed = after(KEPT, &Edit::RenameUnit { unit: unit("县司法局"), name: "司法局".into() });
    assert!(renamed.text.contains("\"司法局\": (aliases: [\"县司法局\"]), // 挂牌单位\n"), "{}", renamed.text);
    assert!(renamed.text.contains("\"县公安局\": (full: \"重复\"),\n"), "what does not count stays");
}

#[test]
fn what_changes_places_takes_along_what_stood_on_its_lines() {
    let first =
        r#"    (number: "1", text: r"保留\原样", lead: ["县司法居", "公安局"], /* 见会议纪要 */ responsible: [ ]),"#;
    for edit in [Edit::MoveTask { task: task(0), forward: true }, Edit::MoveTask { task: task(1), forward: false }] {
        let moved = after(KEPT, &edit);
        assert_eq!(moved.losses, []);
        assert!(moved.text.contains("  tasks: [\n    // 下面一项待定\n    (\n      number: \"2\","), "{}", moved.text);
        assert!(moved.text.contains("// 主任定的\n      note: \"不认识\",\n    ),\n"), "{}", moved.text);
        assert!(moved.text.contains(&format!("    ),\n{first}\n  ]")), "{}", moved.text);
    }
    let shifted = after(KEPT, &Edit::ShiftUnit { unit: unit("县司法局"), forward: true });
    assert_eq!(shifted.losses, []);
    assert!(shifted.text.contains("\"县司法局\": (), // 挂牌单位\n      \"县法院\""), "{}", shifted.text);

    // Into the next section, which has brackets of its own.
    let nested = "(format: 1, title: \"方案\", groups: [(name: \"甲\", units: {\"乙\": ()})],\n  sections: [\n    \
        (title: \"一\", tasks: [\n      (number: \"1\", text: \"其一\", lead: [\"乙\"]), // 主任定的\n    ]),\n    \
        (title: \"二\", tasks: [\n      (number: \"2\", text: \"其二\"),\n    ]), // 末节\n  ])\n";
    let over = after(nested, &Edit::MoveTask { task: task(0), forward: true });
    assert_eq!(over.losses, []);
    assert!(over.text.contains("lead: [\"乙\"]), // 主任定的\n      (number: \"2\""), "{}", over.text);
    assert!(over.text.contains("    ]), // 末节\n"), "{}", over.text);
}

#[test]
fn windows_lines_and_a_byte_order_mark_stay() {
    let file = format!("\u{feff}{}", KEPT.replace('\n', "\r\n"));
    let revision = after(&file, &Edit::Deadline { task: task(1), words: "年底".into() });
    assert!(revision.text.starts_with('\u{feff}'));
    assert_eq!(revision.text.matches('\n').count(), revision.text.matches("\r\n").count());
    let group = after(&file, &Edit::NewGroup { unit: unit("县法院"), name: "司法机关".into() });
    assert_eq!(group.text.matches('\n').count(), group.text.matches("\r\n").count());
}

#[test]
fn what_can_be_read_again_is_read() {
    // The office adds the unit that a task named all the time.
    let plan = apply(&decoded(KEPT), &Edit::RenameUnit { unit: unit("县法院"), name: "县司法居".into() });
    let plan = plan.expect("a new name");
    let revision = revised(KEPT, &plan);
    assert_eq!(revision.losses, []);
    assert_eq!(revision.opened.plan.tasks[0].parties(Role::Lead).len(), plan.tasks[0].parties(Role::Lead).len() + 1);
    assert!(revision.text.contains(r#"lead: ["县司法居", "公安局"]"#));
}

#[test]
fn a_field_given_twice_goes_twice() {
    let file =
        "(format: 1, title: \"方案\", tasks: [(number: \"1\", text: \"事\", deadline: \"年初\", deadline: \"年底\")])";
    let revision = after(file, &Edit::Deadline { task: task(0), words: String::new() });
    assert_eq!(revision.losses.iter().map(|loss| loss.words.as_str()).collect::<Vec<_>>(), ["deadline: \"年底\""]);
}

#[test]
fn a_file_that_is_none_is_refused() {
    assert!(file::revise("[1]", &Plan::default()).is_err());
}

/// A long list in which everything changes is still told entry by entry, and in no time.
#[test]
fn a_thousand_tasks_each_changed() {
    let task = |number: usize| format!("    (number: \"{number}\", text: \"第{number}件\"), // 备注{number}\n");
    let tasks: String = (0..1000).map(task).collect();
    let file = format!("(\n  format: 1, title: \"x\",\n  tasks: [\n{tasks}  ],\n)\n");
    let mut plan = decoded(&file);
    for task in &mut plan.tasks {
        task.text.push('事');
    }
    plan.tasks.remove(500);
    let revision = revised(&file, &plan);
    assert_eq!(decoded(&revision.text), plan);
    assert_eq!(revision.losses, [Loss { line: 504, lost: Lost::Comment, words: "// 备注500".into() }]);
}

// Any plan, any spelling, any edits.

/// What stands between the signs of a decorated file.
#[derive(Clone, Debug)]
enum Remark {
    Block,
    Line,
    Blank(&'static str),
    Nothing,
}

fn remarks() -> impl Strategy<Value = Vec<Remark>> {
    let remark = prop_oneof![
        12 => Just(Remark::Nothing),
        2 => Just(Remark::Block),
        2 => Just(Remark::Line),
        2 => prop::sample::select(vec![" ", "\n", "\t", "\n\n    "]).prop_map(Remark::Blank),
    ];
    vec(remark, 16..64)
}

/// A canonical text with comments, blanks and unknown fields between its signs; the comments.
fn decorated(canonical: &str, remarks: &[Remark], unknown: bool, windows: bool) -> (String, Vec<String>) {
    let mut remarks = remarks.iter().cycle();
    let (mut text, mut comments) = (String::new(), Vec::new());
    let (mut in_text, mut escaped) = (false, false);
    for c in canonical.chars() {
        text.push(c);
        if in_text {
            in_text = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        if c == '"' {
            in_text = true;
            continue;
        }
        if !matches!(c, ',' | '[' | '(' | '{' | ':') {
            continue;
        }
        match remarks.next() {
            Some(Remark::Block) => comments.push(format!("/* {} ,)\" */", comments.len())),
            Some(Remark::Line) => comments.push(format!("// {} ]:'", comments.len())),
            Some(Remark::Blank(blank)) => {
                text.push_str(blank);
                continue;
            }
            _ => continue,
        }
        let comment = &comments[comments.len() - 1];
        text.push_str(comment);
        text.push_str(if comment.starts_with("//") { "\n" } else { "" });
    }
    if unknown {
        text = text.replacen("format:", "from_the_future: [(1, \"a\")], format:", 1);
    }
    (if windows { text.replace('\n', "\r\n") } else { text }, comments)
}

proptest! {
    #![proptest_config(cases(160))]

    #[test]
    fn any_edits_of_any_file_keep_all_that_they_do_not_name(
        plan in plans(),
        remarks in remarks(),
        edits in vec(any_edit(), 1..5),
        unknown in any::<bool>(),
        windows in any::<bool>(),
    ) {
        let (mut file, comments) = decorated(&file::encode(&plan), &remarks, unknown, windows);
        let mut plan = decoded(&file);
        let mut named: Vec<String> = Vec::new();
        for choice in edits {
            let Some(edit) = edit(&plan, choice) else { continue };
            let Ok(next) = apply(&plan, &edit) else { continue };
            let revision = revised(&file, &next);
            prop_assert!(revision.opened.plan == next, "{:?} of\n{}\ngives\n{}", edit, file, revision.text);
            let is_new = |loss: &&Loss| loss.lost == Lost::Comment;
            named.extend(revision.losses.iter().filter(is_new).map(|loss| loss.words.clone()));
            let unread = revision.losses.iter().filter(|loss| loss.lost == Lost::Unread).count();
            prop_assert_eq!(unread, 0, "all of it was read: {:?}", revision.losses);
            (file, plan) = (revision.text, next);
        }
        for comment in comments {
            // A line that moves into the middle of another one says it as `/* … */`.
            let is_there = file.contains(comment.trim_start_matches("//")) || named.contains(&comment);
            prop_assert!(is_there, "{} is gone from\n{}", comment, file);
        }
        prop_assert!(!unknown || file.contains("from_the_future: [(1, \"a\")]"), "{}", file);
        prop_assert!(!windows || file.matches('\n').count() == file.matches("\r\n").count());
    }

    #[test]
    fn any_edit_of_a_canonical_file_gives_the_canonical_file(plan in plans(), choice in any_edit()) {
        let file = file::encode(&plan);
        let plan = decoded(&file);
        let Some(edit) = edit(&plan, choice) else { return Ok(()) };
        let Ok(next) = apply(&plan, &edit) else { return Ok(()) };
        let revision = revised(&file, &next);
        prop_assert_eq!(&revision.losses, &[]);
        // Line by line: what the edit does not change is on the same lines as before.
        let canonical = file::encode(&next);
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::HashSet<_>>();
        let (old, new, kept) = (lines(&file), lines(&canonical), lines(&revision.text));
        let both: Vec<&String> = old.intersection(&new).filter(|line| !kept.contains(*line)).collect();
        prop_assert!(both.is_empty(), "{:?}: {:?} in\n{}", edit, both, revision.text);
    }
}

#[test]
fn a_collective_made_of_a_unit_keeps_the_roster_that_stood_there() {
    let file = "(format: 1, title: \"方案\", groups: [(name: \"g\", units: {\"甲\": (), \"乙\": (roster: [\"甲\"])})])";
    let plan = decoded(file);
    let collective = Some(Collective::Enumerable { roster: Vec::new(), reason: None });
    let plan = apply(&plan, &Edit::SetCollective { unit: UnitId::new(1), collective }).expect("possible");
    let revision = revised(file, &plan);
    assert_eq!(revision.opened.plan.units[1].roster(), [UnitId::new(0)]);
}
