//! Putting a plan right, and saving it.

use super::random::check;
use super::*;
use crate::session::SavePlan;

pub(super) const TOWN: &str = "某镇环境整治方案\n一、道路\n1.清扫主干道。（牵头单位：镇城建办；责任单位：镇环卫所、镇派出所）\n2.修补路面。（牵头单位：镇城建办）\n";

#[test]
fn a_notice_comes_beside_its_text_and_is_saved_with_it() {
    let mut session = imported(TOWN);
    assert_eq!((session.page(), session.panel()), (Page::Source, Panel::Doubts));
    assert_eq!(session.document().plan.tasks.len(), 2);
    assert!(session.is_unsaved() && session.path().is_none());
    let asked = command(&mut session, UiCommand::Save);
    let proposed = crate::platform::files::in_home("某镇环境整治方案.ron");
    assert_eq!(for_active(&session, asked), [PlanEffect::AskPath { target: Target::Plan, path: proposed }]);
    let effects = chosen(&mut session, Target::Plan, "/x/某镇.ron", false);
    let [PlanEffect::Save(save)] = effects.as_slice() else { panic!("{effects:?}") };
    let SavePlan { path, beside: Some((name, content)), replace: false, is_own: false, .. } = save else {
        panic!("{save:?}")
    };
    assert_eq!((name.as_str(), content.as_str()), ("某镇.txt", TOWN));
    let (path, save) = (path.clone(), save.clone());
    session.tell(PathAction::Stands { target: Target::Plan, path: path.clone() });
    assert!(matches!(session.question(), Some(PathQuestion::Write { target: Target::Plan, .. })));
    let watched = session.tell(as_written(&save));
    assert_eq!(session.document().plan.source.as_deref(), Some("某镇.txt"));
    assert_eq!(watched[0], super::watched(session.active().id(), &path));
    assert!(watched[1..].iter().all(is_of_record), "{watched:?}");
    assert!(!session.is_unsaved());
    assert_eq!((session.path(), session.panel()), (Some(path.as_path()), Panel::Doubts));
    assert!(session.recent().contains(&path));
    assert_eq!(command(&mut session, UiCommand::Save), [], "nothing changed, nothing is written");
    session.tell(EditAction::Change(Edit::Title("又一个题目".to_owned())));
    let again = command(&mut session, UiCommand::Save);
    let again = for_active(&session, again);
    let [PlanEffect::Save(SavePlan { replace: true, beside: None, is_own: true, .. })] = again.as_slice() else {
        panic!("{again:?}")
    };
}

#[test]
fn a_plan_that_goes_elsewhere_takes_its_text_along() {
    let mut session = imported(TOWN);
    let saved = chosen(&mut session, Target::Plan, "/x/某镇.ron", false);
    let [PlanEffect::Save(save)] = saved.as_slice() else { panic!("{saved:?}") };
    session.tell(as_written(&save.clone()));
    let mut beside = |path: &str| match &chosen(&mut session, Target::Plan, path, false)[..] {
        [PlanEffect::Save(save)] => save.beside.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(beside("/x/副本.ron"), None, "its text lies there");
    assert_eq!(beside("/y/某镇.ron"), Some(("某镇.txt".to_owned(), TOWN.to_owned())));
    // The built-in plan has its text with it.
    let mut session = super::session();
    let saved = chosen(&mut session, Target::Plan, "/y/木兰.ron", false);
    let [PlanEffect::Save(save)] = saved.as_slice() else { panic!("{saved:?}") };
    assert_eq!(save.beside.as_ref().map(|(name, _)| name.as_str()), Some("mulan-2019.txt"));
}

#[test]
fn changes_are_undone_and_made_again() {
    let mut session = imported(TOWN);
    let environment = unit(&session, "镇环卫所");
    session.tell(ViewAction::Show(Panel::Unit(environment)));
    session.tell(EditAction::Change(Edit::RenameUnit { unit: environment, name: "镇环境卫生所".to_owned() }));
    let renamed = session.document().plan.clone();
    assert_eq!(session.panel(), Panel::Unit(unit(&session, "镇环境卫生所")), "the panel stays with the unit");
    let at = crate::edit::At { task: task(&session, "2"), role: Role::Lead, position: 0 };
    session.tell(EditAction::Change(Edit::SetRole { at, to: Role::Responsible }));
    assert!(session.document().plan.task(at.task).parties(Role::Lead).is_empty());
    command(&mut session, UiCommand::Undo);
    assert_eq!(session.document().plan, renamed);
    command(&mut session, UiCommand::Undo);
    command(&mut session, UiCommand::Undo);
    assert!(session.document().plan.unit_named("镇环卫所").is_some());
    command(&mut session, UiCommand::Redo);
    assert_eq!(session.document().plan, renamed);
    let police = unit(&session, "镇派出所");
    session.tell(EditAction::Change(Edit::RenameUnit { unit: police, name: "镇城建办".to_owned() }));
    assert!(
        matches!(session.notice(), Some(Notice::Done(words)) if words.contains("镇城建办")),
        "{:?}",
        session.notice()
    );
    assert_eq!(session.document().plan, renamed, "a name that is taken changes nothing");
    check(&session);
}

#[test]
fn words_that_the_plan_cannot_take_are_not_left_unsaid() {
    let ways: [fn() -> Action; 2] = [|| UiCommand::CloseTab.into(), || WindowAction::Quit.into()];
    for leave in ways {
        let mut session = session();
        let justice = unit(&session, "县司法局");
        let edit = Edit::RenameUnit { unit: justice, name: "县税务局".to_owned() };
        let typed = Typed { field: 1, words: "县税务局".to_owned(), edit };
        session.tell(EditAction::Type(typed.clone()));
        assert_eq!(session.apply(leave()), [], "{:?} waits", leave());
        assert_eq!(session.active().typed(), Some(&typed), "the words stay where they are typed");
        assert!(matches!(session.notice(), Some(Notice::Done(words)) if words.contains("县税务局")));
        session.apply(leave());
        assert_eq!(session.active().typed(), None, "{:?} once more goes", leave());
        assert!(session.document().plan.unit_named("县司法局").is_some());
    }
}

#[test]
fn the_panel_goes_with_a_task_that_moves_and_to_no_other_of_its_number() {
    let plan = r#"(format: 1, title: "方案", groups: [(name: "甲", units: {"乙局": ()})], sections: [
        (title: "一", tasks: [(number: "1", text: "甲事", lead: ["乙局"]), (number: "2", text: "乙事")]),
        (title: "二", tasks: [(number: "1", text: "丙事")])])"#;
    let mut session = session();
    open(&mut session, opened(plan), "/x/方案.ron");
    let second = TaskId::new(1);
    session.tell(ViewAction::Show(Panel::Task(second)));
    session.tell(EditAction::Change(Edit::MoveTask { task: second, forward: true }));
    let Panel::Task(shown) = session.panel() else { panic!("{:?}", session.panel()) };
    let task = session.document().plan.task(shown);
    assert_eq!((task.text.as_str(), task.section), ("乙事", Some(SectionId::new(1))));
    session.tell(ViewAction::Show(Panel::Task(TaskId::new(0))));
    session.tell(EditAction::Change(Edit::DropTask(TaskId::new(0))));
    assert_eq!(session.panel(), Panel::Doubts, "the other task 1 is another task");
}

#[test]
fn doubts_are_settled() {
    let mut session = imported(TOWN);
    let open = session.draft().expect("a draft").doubts_left();
    for doubt in 0..session.draft().expect("a draft").doubts().len() {
        session.tell(EditAction::ShowDoubt(doubt));
        session.tell(EditAction::Settle { doubt, settled: true });
    }
    assert_eq!(session.draft().expect("a draft").doubts_left(), 0, "of {open}");
}

#[test]
fn a_plan_that_exists_is_put_right_too() {
    let mut session = session();
    command(&mut session, UiCommand::Arrange);
    assert_eq!((session.panel(), session.is_unsaved()), (Panel::Doubts, false));
    let justice = unit(&session, "县司法局");
    session.tell(EditAction::Change(Edit::FullName { unit: justice, name: "木兰县司法局".to_owned() }));
    assert!(session.is_unsaved());
    command(&mut session, UiCommand::Undo);
    assert!(!session.is_unsaved());
    // Filter and folds stay while units move.
    session.tell(ViewAction::ToggleGroup(GroupId::new(3)));
    let tax = unit(&session, "县税务局");
    session.tell(EditAction::Change(Edit::MoveUnit { unit: tax, group: GroupId::new(3) }));
    assert_eq!((session.view().columns.len(), session.filter().groups.len()), (22, 1));
    check(&session);
}
