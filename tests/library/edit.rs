//! Changes of a plan: each keeps it sound.

use crate::seeded::cases;
use proptest::prelude::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::edit::{At, CellRoles, Edit, EditError, apply};
use responsibility_matrix::file;
use responsibility_matrix::model::{Collective, Doubt, GroupId, Plan, Role, TaskId, UnitId};
use responsibility_matrix::view::{Ledger, Subject};

fn plan() -> Plan {
    Document::builtin().plan
}

fn unit(plan: &Plan, name: &str) -> UnitId {
    plan.unit_named(name).unwrap_or_else(|| panic!("no unit {name}"))
}

fn edited(plan: &Plan, edit: &Edit) -> Plan {
    apply(plan, edit).unwrap_or_else(|error| panic!("{edit:?}: {error:?}"))
}

/// Names of a task's list, by the units meant.
fn names(plan: &Plan, task: usize, role: Role) -> Vec<&str> {
    let parties = plan.tasks[task].parties(role);
    parties.iter().filter_map(|party| party.unit()).map(|unit| plan.unit(unit).name.as_str()).collect()
}

/// What must hold of any plan.
fn check(plan: &Plan) {
    let groups: Vec<GroupId> = plan.units.iter().map(|unit| unit.group).collect();
    assert!(groups.is_sorted(), "units of a group stand together");
    for (position, unit) in plan.units.iter().enumerate() {
        assert!(!unit.name.is_empty() && unit.group.index() < plan.groups.len());
        assert_eq!(
            plan.unit_named(&unit.name).map(UnitId::index),
            Some(position),
            "one unit of the name {}",
            unit.name
        );
        for member in unit.roster() {
            assert!(plan.unit(*member).collective.is_none());
        }
    }
    let written = file::encode(plan);
    let read = file::decode(&written).expect("a plan file");
    let again = file::encode(&read.plan);
    let differing = written.lines().zip(again.lines()).find(|(one, other)| one != other);
    assert!(read.plan == *plan, "what is written is read: {differing:?}; {:?}", read.findings);
    Ledger::new(plan);
}

#[test]
fn two_units_become_one() {
    let old = plan();
    let (court, prosecutors) = (unit(&old, "县法院"), unit(&old, "县检察院"));
    let new = edited(&old, &Edit::MergeUnit { unit: prosecutors, into: court });
    check(&new);
    assert_eq!(new.units.len(), old.units.len() - 1);
    assert_eq!(new.unit_named("县检察院"), new.unit_named("县法院"), "its name is an alias");
    assert_eq!(
        new.tasks[0].parties(Role::Responsible).len(),
        old.tasks[0].parties(Role::Responsible).len() - 1,
        "named twice, marked once"
    );
    assert!(names(&new, 0, Role::Responsible).contains(&"县法院"));
    assert_eq!(apply(&old, &Edit::MergeUnit { unit: court, into: court }), Err(EditError::NotPossible));
}

#[test]
fn one_unit_becomes_several() {
    let old = plan();
    let police = unit(&old, "县公安局");
    let parts = ["县公安局交警大队", "县公安局治安大队"].map(str::to_owned).to_vec();
    let new = edited(&old, &Edit::SplitUnit { unit: police, names: parts.clone() });
    check(&new);
    assert_eq!(new.unit_named("县公安局"), None);
    let list = names(&new, 0, Role::Responsible);
    assert!(parts.iter().all(|part| list.contains(&part.as_str())), "{list:?}");
    let members = new.unit(unit(&new, "县直各部门")).roster();
    assert!(members.contains(&unit(&new, &parts[0])), "its parts are on its rosters");
    assert_eq!(apply(&old, &Edit::SplitUnit { unit: police, names: vec!["一".into()] }), Err(EditError::NoName));
}

#[test]
fn names_stay_unique() {
    let old = plan();
    let (justice, police) = (unit(&old, "县司法局"), unit(&old, "县公安局"));
    let rename = |name: &str| apply(&old, &Edit::RenameUnit { unit: justice, name: name.to_owned() });
    assert_eq!(rename("县公安局"), Err(EditError::NameTaken(police)));
    assert_eq!(rename("  "), Err(EditError::NoName));
    let new = rename(" 司法局 ").expect("renamed");
    assert_eq!(
        (new.unit(justice).name.as_str(), new.tasks[2].parties(Role::Lead)[0].words.as_str()),
        ("司法局", "县司法局")
    );
    check(&new);
    let aliases = |words: &[&str]| {
        let aliases = words.iter().map(|&word| word.to_owned()).collect();
        apply(&old, &Edit::Aliases { unit: justice, aliases })
    };
    assert_eq!(aliases(&["县公安局"]), Err(EditError::NameTaken(police)));
    assert_eq!(aliases(&["司法", "", "司法"]).expect("aliases").unit(justice).aliases, ["司法"]);
}

#[test]
fn units_move_between_groups() {
    let old = plan();
    let tax = unit(&old, "县税务局");
    let new = edited(&old, &Edit::MoveUnit { unit: tax, group: GroupId::new(0) });
    check(&new);
    assert_eq!(unit(&new, "县税务局").index(), 9, "last in its new group");
    assert_eq!(names(&new, 21, Role::Lead), names(&old, 21, Role::Lead), "everybody keeps what they owe");
    let new = edited(&new, &Edit::NewGroup { unit: unit(&new, "县税务局"), name: "垂直管理".to_owned() });
    check(&new);
    assert_eq!(new.groups[new.groups.len() - 2].name, "垂直管理", "before the collectives");
}

#[test]
fn entries_change_their_role_or_go() {
    let old = plan();
    let at = At { task: TaskId::new(0), role: Role::Lead, position: 0 };
    let new = edited(&old, &Edit::SetRole { at, to: Role::Supporting });
    check(&new);
    assert_eq!(
        (new.tasks[0].parties(Role::Lead).len(), names(&new, 0, Role::Supporting)),
        (0, vec!["县委依法治县委员会办公室"])
    );
    assert!(edited(&old, &Edit::DropParty(at)).tasks[0].parties(Role::Lead).is_empty());
    let beyond = At { position: 9, ..at };
    assert_eq!(apply(&old, &Edit::DropParty(beyond)), Err(EditError::NotPossible));
    let add = |name: &str| Edit::AddParty { task: TaskId::new(0), role: Role::Responsible, name: name.to_owned() };
    assert!(names(&edited(&old, &add("县税务局")), 0, Role::Responsible).contains(&"县税务局"));
    let new = edited(&old, &add("县气象局"));
    check(&new);
    assert!(names(&new, 0, Role::Responsible).contains(&"县气象局"), "a new unit is added");
    assert_eq!(edited(&old, &Edit::DropTask(TaskId::new(0))).tasks.len(), 38);
}

#[test]
fn tasks_and_units_change_places() {
    let old = plan();
    let text = |plan: &Plan, task: usize| plan.tasks[task].text.clone();
    let moved = |plan: &Plan, task, forward| apply(plan, &Edit::MoveTask { task: TaskId::new(task), forward });
    // Within its section; nine tasks are in the first.
    let down = moved(&old, 0, true).expect("a neighbour");
    check(&down);
    assert_eq!((text(&down, 0), text(&down, 1)), (text(&old, 1), text(&old, 0)));
    assert_eq!(moved(&down, 1, false), Ok(old.clone()), "and back");
    // Over the edge of its section: it stays where it stands, in the next one, and comes back.
    let over = moved(&old, 8, true).expect("a section below");
    check(&over);
    assert_eq!(over.tasks[8].section, old.tasks[9].section);
    assert_eq!(over.tasks[8].text, text(&old, 8));
    assert_eq!(moved(&over, 8, false), Ok(old.clone()));
    assert_eq!(moved(&old, 0, false), Err(EditError::NotPossible), "there is nothing above");
    assert_eq!(moved(&old, 38, true), Err(EditError::NotPossible), "nor below");
    // Units within their group.
    let (first, second) = (old.units[0].name.clone(), old.units[1].name.clone());
    let shift = |plan: &Plan, at, forward| apply(plan, &Edit::ShiftUnit { unit: UnitId::new(at), forward });
    let shifted = shift(&old, 0, true).expect("a neighbour");
    check(&shifted);
    assert_eq!((shifted.units[0].name.as_str(), shifted.units[1].name.as_str()), (&*second, &*first));
    assert_eq!(names(&shifted, 0, Role::Lead), names(&old, 0, Role::Lead), "marks go with them");
    assert_eq!(shift(&shifted, 1, false), Ok(old.clone()));
    assert_eq!(shift(&old, 0, false), Err(EditError::NotPossible));
    let last = old.units.iter().rposition(|unit| unit.group == old.units[0].group).expect("the last of its group");
    assert_eq!(shift(&old, last, true), Err(EditError::NotPossible), "another group is another matter");
}

#[test]
fn collectives_have_rosters() {
    let old = plan();
    let (towns, police) = (unit(&old, "各乡镇政府"), unit(&old, "县公安局"));
    let new = edited(&old, &Edit::ToggleMember { unit: towns, member: police });
    check(&new);
    assert_eq!(new.unit(towns).roster(), [police]);
    assert!(edited(&new, &Edit::ToggleMember { unit: towns, member: police }).unit(towns).roster().is_empty());
    let all = unit(&old, "县直各部门");
    assert_eq!(apply(&old, &Edit::ToggleMember { unit: towns, member: all }), Err(EditError::NotPossible));
    let new = edited(&old, &Edit::SetCollective { unit: police, collective: Some(Collective::Indeterminate) });
    check(&new);
    assert!(!new.unit(all).roster().contains(&police), "a collective is on no roster");
    assert_eq!(apply(&old, &Edit::RemoveUnit(police)), Err(EditError::InUse));
}

pub fn any_edit() -> impl Strategy<Value = (usize, usize, usize, usize)> {
    (0..19_usize, 0..64_usize, 0..64_usize, 0..4_usize)
}

pub fn edit(plan: &Plan, (kind, one, two, three): (usize, usize, usize, usize)) -> Option<Edit> {
    let within = |choice: usize, count: usize| (count > 0).then(|| choice % count);
    let unit = UnitId::new(within(one, plan.units.len())?);
    let other = UnitId::new(within(two, plan.units.len())?);
    let task = TaskId::new(within(one, plan.tasks.len())?);
    let role = Role::OF_TASKS[three % Role::OF_TASKS.len()];
    let at = At { task, role, position: two % 4 };
    let name = ["县司法局", "新单位", "  ", "县公安局、县法院"][three].to_owned();
    Some(match kind {
        0 => Edit::RenameUnit { unit, name },
        1 => Edit::FullName { unit, name },
        2 => Edit::Aliases { unit, aliases: vec![name, "又一名".to_owned()] },
        3 => Edit::MoveUnit { unit, group: GroupId::new(within(two, plan.groups.len())?) },
        4 => Edit::NewGroup { unit, name },
        5 => Edit::MergeUnit { unit, into: other },
        6 => Edit::SplitUnit { unit, names: vec![name, "另一部分".to_owned()] },
        7 => Edit::RemoveUnit(unit),
        8 => Edit::SetCollective { unit, collective: [None, Some(Collective::Indeterminate)][three % 2].clone() },
        9 => Edit::ToggleMember { unit, member: other },
        10 => Edit::SetRole { at, to: Role::OF_TASKS[two % Role::OF_TASKS.len()] },
        11 => Edit::AddParty { task, role, name },
        12 => Edit::Deadline { task, words: name },
        13 => Edit::DropTask(task),
        14 => Edit::SettleDoubt(within(two, plan.doubts.len())?),
        15 => {
            let doubt = Doubt { kind: "left-out".to_owned(), words: name, ..Doubt::default() };
            Edit::ReopenDoubt { doubt, position: two }
        }
        16 => Edit::MoveTask { task, forward: three % 2 == 0 },
        17 => Edit::ShiftUnit { unit, forward: three % 2 == 0 },
        _ => Edit::DropParty(at),
    })
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_changes_leave_a_sound_plan(edits in proptest::collection::vec(any_edit(), 1..12)) {
        let mut plan = plan();
        for choice in edits {
            if let Some(edit) = edit(&plan, choice)
                && let Ok(next) = apply(&plan, &edit)
            {
                check(&next);
                plan = next;
            }
        }
    }
}

#[test]
fn a_plan_is_typed_from_nothing() {
    let mut plan = Plan { title: "甲方案".to_owned(), ..Plan::default() };
    let say = |plan: &mut Plan, edit: Edit| {
        *plan = edited(plan, &edit);
        check(plan);
    };
    say(&mut plan, Edit::Number("甲发〔2026〕1号".to_owned()));
    say(&mut plan, Edit::Issuer("甲县人民政府".to_owned()));
    say(&mut plan, Edit::Date("2026-03-02".to_owned()));
    assert_eq!(apply(&plan, &Edit::Date("三月".to_owned())), Err(EditError::NoDate));
    say(&mut plan, Edit::AddSection { heading: "（一）道路".to_owned() });
    say(&mut plan, Edit::AddSection { heading: "二、河道".to_owned() });
    say(&mut plan, Edit::AddSection { heading: "绿化".to_owned() });
    let headings: Vec<(&str, &str)> =
        plan.sections.iter().map(|own| (own.label.as_str(), own.title.as_str())).collect();
    assert_eq!(headings, [("（一）", "道路"), ("二、", "河道"), ("", "绿化")]);
    let section = |at| Some(responsibility_matrix::model::SectionId::new(at));
    let task = |after: Option<usize>, section, text: &str| Edit::AddTask {
        after: after.map(TaskId::new),
        section,
        text: text.to_owned(),
    };
    say(&mut plan, task(None, section(2), "种树"));
    say(&mut plan, task(None, section(0), "修路"));
    say(&mut plan, task(Some(0), None, "扫路"));
    say(&mut plan, task(None, section(1), "清淤"));
    let texts: Vec<&str> = plan.tasks.iter().map(|own| own.text.as_str()).collect();
    assert_eq!(texts, ["修路", "扫路", "清淤", "种树"], "tasks stand in the order of their sections");
    say(&mut plan, Edit::AddUnit { group: None, name: "县交通局".to_owned() });
    say(&mut plan, Edit::AddUnit { group: Some(GroupId::new(0)), name: "县水务局".to_owned() });
    let taken = Edit::AddUnit { group: None, name: "县水务局".to_owned() };
    assert!(matches!(apply(&plan, &taken), Err(EditError::NameTaken(_))));
    say(&mut plan, Edit::TaskNumber { task: TaskId::new(0), number: "1".to_owned() });
    say(&mut plan, Edit::TaskText { task: TaskId::new(0), text: "修好路面".to_owned() });
    say(&mut plan, Edit::RenameSection { section: section(2).expect("a section"), title: "植树".to_owned() });
    let cell =
        |subject, name: &str, roles: &[Role]| CellRoles { subject, unit: unit(&plan, name), roles: roles.to_vec() };
    let marks = Edit::Marks(vec![
        cell(Subject::Task(TaskId::new(0)), "县交通局", &[Role::Lead, Role::Responsible]),
        cell(Subject::Task(TaskId::new(2)), "县水务局", &[Role::Lead]),
        cell(Subject::Section(section(1).expect("a section")), "县水务局", &[Role::OverallLead]),
    ]);
    say(&mut plan, marks);
    assert_eq!(names(&plan, 0, Role::Lead), ["县交通局"]);
    assert_eq!(plan.sections[1].overall_leads.len(), 1);
    let wrong = Edit::Marks(vec![CellRoles {
        subject: Subject::Task(TaskId::new(0)),
        unit: unit(&plan, "县水务局"),
        roles: vec![Role::OverallLead],
    }]);
    assert_eq!(apply(&plan, &wrong), Err(EditError::NotPossible));
}

#[test]
fn a_mark_keeps_the_words_of_entries_that_stay() {
    let old = plan();
    let task = old.task_ids().nth(4).expect("a task");
    let law = unit(&old, "县司法局");
    let marks = |roles: &[Role]| {
        Edit::Marks(vec![CellRoles { subject: Subject::Task(task), unit: law, roles: roles.to_vec() }])
    };
    assert_eq!(edited(&old, &marks(&[Role::Responsible])), old, "it has this role already");
    let new = edited(&old, &marks(&[Role::Supporting]));
    check(&new);
    assert_eq!(names(&new, 4, Role::Supporting), ["县司法局"]);
    // What closes a list stays behind those that it names.
    let ended = edited(&old, &marks(&[Role::Lead]));
    let back = edited(&ended, &marks(&[Role::Responsible]));
    check(&back);
    assert!(back.task(task).parties(Role::Responsible).last().is_some_and(|party| party.is_ending()));
}
