//! Opening plans in tabs, and the gate: no unsaved change goes unasked, nothing that comes late
//! touches another plan.

use super::draft::TOWN;
use super::*;
use crate::session::SavePlan;
use crate::session::preview::PreviewAction;

fn rename(session: &mut Session) {
    session.tell(EditAction::Change(Edit::Title("另一个题目".to_owned())));
    assert!(session.is_unsaved());
}

/// The effect for saving the plan on screen, as it was asked for.
fn saving(session: &Session, effects: Vec<Effect>) -> SavePlan {
    match for_active(session, effects).pop() {
        Some(PlanEffect::Save(save)) => save,
        other => panic!("{other:?}"),
    }
}

fn saved(session: &mut Session, plan: PlanId, save: &SavePlan) -> Vec<Effect> {
    session.apply(Action::Plan(plan, as_written(save).into()))
}

/// Three plans: two files and the built-in one.
fn three() -> Session {
    let mut session = session();
    open(&mut session, opened(SMALL), "/x/a.ron");
    command(&mut session, UiCommand::OpenBuiltin);
    open(&mut session, opened(&SMALL.replace("小", "丙")), "/x/c.ron");
    assert_eq!(titles(&session), ["小方案", BUILT_IN, "丙方案"]);
    session
}

#[test]
fn what_cannot_be_opened_leaves_the_plan() {
    let mut session = session();
    show(&mut session, Panel::Findings);
    let cursor = session.cursor();
    let effects = session.window(WindowAction::Open(vec!["x.ron".into()]));
    assert_eq!(effects, [Effect::Read(vec![ToRead { path: Some("x.ron".into()), show: true }])]);
    session.window(WindowAction::NotOpened("x.ron:1:2: 坏".to_owned()));
    assert_eq!(session.document().plan.tasks.len(), 39);
    assert_eq!((session.panel(), session.cursor()), (Panel::Findings, cursor));
    let lines = vec!["x.ron:1:2: 坏".to_owned()];
    assert_eq!(session.notice(), Some(&Notice::Problem { title: "没有打开，当前方案保留".to_owned(), lines }));
}

#[test]
fn what_is_opened_takes_the_place_of_the_plan_that_nobody_asked_for() {
    let mut session = session();
    session.tell(ViewAction::ToggleRole(Role::Lead));
    show_unit(&mut session, "县直有关部门");
    command(&mut session, UiCommand::SwitchTheme);
    command(&mut session, UiCommand::SwitchLanguage);
    session.window(WindowAction::Failed("x".to_owned()));
    session.window(WindowAction::AskPath(PathQuestion::Open));
    session.window(WindowAction::Open(vec!["other.ron".into()]));
    assert_eq!((session.notice(), session.question()), (None, None));
    open(&mut session, opened(SMALL), "other.ron");
    assert_eq!(titles(&session), ["小方案"]);
    assert_eq!((session.panel(), session.can_go_back()), (Panel::Closed, false));
    assert!(session.filter().is_empty());
    assert_eq!(session.cursor(), Some(cell(&session, "1", "县司法局")));
    assert_eq!((session.theme(), session.lang()), (Theme::Dark, Lang::En), "the person's choices stay");
}

#[test]
fn errors_of_the_file_are_told_with_their_place() {
    let mut session = session();
    let text = SMALL.replace(r#"lead: ["县司法局"]"#, r#"lead: ["县司法居"], when: "2019-02-30""#);
    open(&mut session, opened(&text), "other.ron");
    let Some(Notice::Problem { title, lines }) = session.notice() else { panic!("{:?}", session.notice()) };
    assert_eq!(title, "文件有 2 处错误，已按能读懂的部分显示");
    assert!(lines.iter().all(|line| line.starts_with("plan.ron:2:")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("县司法居") && line.contains("是否应为“县司法局”")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("when")), "{lines:?}");
}

// Tabs.

#[test]
fn plans_open_side_by_side_each_with_its_own_view() {
    let mut session = three();
    let [first, built_in, third] = [0, 1, 2].map(|at| session.plans()[at].id());
    session.window(WindowAction::ShowPlan(built_in));
    show_task(&mut session, "12");
    session.tell(ViewAction::ToggleSection(SectionId::new(1)));
    command(&mut session, UiCommand::NextTab);
    assert_eq!((session.active().id(), session.panel()), (third, Panel::Closed));
    command(&mut session, UiCommand::NextTab);
    assert_eq!(session.active().id(), first, "round the end");
    command(&mut session, UiCommand::PreviousTab);
    command(&mut session, UiCommand::PreviousTab);
    assert_eq!((session.active().id(), session.panel()), (built_in, Panel::Task(task(&session, "12"))));
    assert_eq!(session.filter().sections, [SectionId::new(1)]);
    command(&mut session, UiCommand::MoveTabLeft);
    command(&mut session, UiCommand::MoveTabLeft);
    assert_eq!(titles(&session), [BUILT_IN, "小方案", "丙方案"], "and stops at the end");
    assert_eq!(session.active().id(), built_in);
    session.window(WindowAction::MovePlan { plan: third, to: 0 });
    assert_eq!((titles(&session)[0], session.active().id()), ("丙方案", built_in));
    command(&mut session, UiCommand::CloseTab);
    assert_eq!((titles(&session), session.active().id()), (vec!["丙方案", "小方案"], first), "the right one follows");
}

#[test]
fn the_last_tab_closed_leaves_the_built_in_plan() {
    let mut session = three();
    for left in [2, 1, 1, 1] {
        command(&mut session, UiCommand::CloseTab);
        assert_eq!(session.plans().len(), left);
    }
    assert_eq!(titles(&session), [BUILT_IN]);
    open(&mut session, opened(SMALL), "/x/a.ron");
    assert_eq!(titles(&session), ["小方案"], "which gives way again");
}

#[test]
fn a_file_that_is_open_is_shown_and_not_opened_twice() {
    let mut session = three();
    rename_first(&mut session);
    command(&mut session, UiCommand::NextTab);
    assert_eq!(session.window(WindowAction::Open(vec!["/x/a.ron".into()])), [], "known by its path");
    assert_eq!(session.document().plan.title, "另一个题目");
    command(&mut session, UiCommand::NextTab);
    // The same file by another way.
    let home = Home::File(PlanFile { path: "/link/a.ron".into(), canonical: "/x/a.ron".into() });
    read(&mut session, opened(SMALL), home, true);
    assert_eq!((session.plans().len(), session.document().plan.title.as_str()), (3, "另一个题目"));
    command(&mut session, UiCommand::OpenBuiltin);
    assert_eq!((session.plans().len(), session.document().plan.title.as_str()), (3, BUILT_IN));
}

fn rename_first(session: &mut Session) {
    session.window(WindowAction::ShowPlan(session.plans()[0].id()));
    rename(session);
}

// The gate.

#[test]
fn nothing_that_is_opened_replaces_unsaved_changes() {
    let mut session = session();
    rename(&mut session);
    let unsaved = session.active().id();
    open(&mut session, opened(SMALL), "/x/a.ron");
    import(&mut session, TOWN);
    import(&mut session, TOWN);
    assert_eq!(session.plans().len(), 4);
    assert!(session.plan(unsaved).is_some_and(OpenPlan::is_unsaved));
    assert_eq!(session.window(WindowAction::ImportText(TOWN.to_owned())), [Effect::ReadText(TOWN.to_owned())]);
}

#[test]
fn changes_made_while_a_slow_file_was_read_stay() {
    let mut session = session();
    session.window(WindowAction::Open(vec!["/slow.ron".into()]));
    rename(&mut session);
    open(&mut session, opened(SMALL), "/slow.ron");
    assert_eq!(titles(&session), ["另一个题目", "小方案"]);
}

#[test]
fn closing_and_quitting_ask_for_unsaved_changes() {
    let mut session = imported(TOWN);
    let plan = session.active().id();
    let ways: [(Action, Leaving); 2] =
        [(UiCommand::CloseTab.into(), Leaving::ClosePlan(plan)), (WindowAction::Quit.into(), Leaving::Quit)];
    for (action, leaving) in ways {
        assert_eq!(session.apply(action), []);
        assert_eq!(session.leaving(), Some(leaving));
        assert_eq!(session.window(WindowAction::Leave(LeavingAnswer::Stay)), []);
        assert_eq!((session.leaving(), session.plans().len()), (None, 1));
    }
    session.window(WindowAction::Quit);
    let asked = session.window(WindowAction::Leave(LeavingAnswer::Save));
    assert!(matches!(for_active(&session, asked)[..], [PlanEffect::AskPath { target: Target::Plan, .. }]));
    let effects =
        session.tell(PathAction::Chosen { target: Target::Plan, path: "/x/某镇.ron".into(), replace: false });
    let save = saving(&session, effects);
    assert_eq!(saved(&mut session, plan, &save).last(), Some(&Effect::Close), "and then the window closes");
    rename(&mut session);
    command(&mut session, UiCommand::CloseTab);
    session.window(WindowAction::Leave(LeavingAnswer::Discard));
    assert_eq!(titles(&session), [BUILT_IN]);
}

#[test]
fn quitting_goes_through_all_unsaved_plans() {
    let mut session = three();
    rename_first(&mut session);
    command(&mut session, UiCommand::PreviousTab);
    rename(&mut session);
    let [first, _, third] = [0, 1, 2].map(|at| session.plans()[at].id());
    session.window(WindowAction::Quit);
    let losing: Vec<PlanId> = session.losing(Leaving::Quit).iter().map(|plan| plan.id()).collect();
    assert_eq!(losing, [first, third]);
    let effects = session.window(WindowAction::Leave(LeavingAnswer::Save));
    let save = saving(&session, effects);
    assert_eq!((session.active().id(), save.path.to_str()), (first, Some("/x/a.ron")));
    let effects = saved(&mut session, first, &save);
    let save = saving(&session, effects[1..].to_vec());
    assert_eq!((session.active().id(), save.path.to_str()), (third, Some("/x/c.ron")));
    // Changes made while the last one is written are asked about again.
    session.tell(EditAction::Change(Edit::Title("又一个题目".to_owned())));
    let effects = saved(&mut session, third, &save);
    assert!(!effects.contains(&Effect::Close));
    assert_eq!(session.leaving(), Some(Leaving::Quit));
    assert_eq!(session.window(WindowAction::Leave(LeavingAnswer::Discard)), [Effect::Close]);
}

#[test]
fn what_is_not_saved_after_all_is_not_left() {
    for broken_off in
        [FileAction::NotSaved("/x: 满".to_owned()).into(), PlanAction::from(PathAction::Cancelled(Target::Plan))]
    {
        let mut session = imported(TOWN);
        let plan = session.active().id();
        session.window(WindowAction::Quit);
        session.window(WindowAction::Leave(LeavingAnswer::Save));
        session.tell(broken_off);
        // Saved later for its own sake: the window stays open.
        let effects =
            session.tell(PathAction::Chosen { target: Target::Plan, path: "/x/y.ron".into(), replace: false });
        let save = saving(&session, effects);
        assert!(!saved(&mut session, plan, &save).contains(&Effect::Close));
    }
    let mut session = imported(TOWN);
    session.window(WindowAction::Quit);
    session.window(WindowAction::Leave(LeavingAnswer::Save));
    session.tell(PathAction::Unavailable(Target::Plan));
    command(&mut session, UiCommand::Escape);
    assert_eq!((session.question(), session.leaving()), (None, None));
}

#[test]
fn reading_again_asks_and_takes_the_changes_only_when_told_so() {
    let mut session = session();
    open(&mut session, opened(SMALL), "/x/a.ron");
    rename(&mut session);
    let plan = session.active().id();
    assert_eq!(command(&mut session, UiCommand::Reload), []);
    assert_eq!(session.leaving(), Some(Leaving::Reload(plan)));
    let reading = session.window(WindowAction::Leave(LeavingAnswer::Discard));
    assert_eq!(reading, [Effect::Plan(plan, PlanEffect::ReadAgain(Some("/x/a.ron".into())))]);
    assert!(session.is_unsaved(), "not before the file was read");
    session.tell(EditAction::Change(Edit::Title("又一个题目".to_owned())));
    session.tell(FileAction::ReadAgain(Box::new(opened(SMALL))));
    assert_eq!(session.leaving(), Some(Leaving::Reload(plan)), "what was changed meanwhile is asked about");
    assert_eq!(session.document().plan.title, "又一个题目");
    session.window(WindowAction::Leave(LeavingAnswer::Discard));
    session.tell(FileAction::ReadAgain(Box::new(opened(SMALL))));
    assert_eq!((session.document().plan.title.as_str(), session.is_unsaved()), ("小方案", false));
    // Without changes nothing is asked, unless they come before the file does.
    command(&mut session, UiCommand::Reload);
    assert_eq!(session.leaving(), None);
    rename(&mut session);
    session.tell(FileAction::ReadAgain(Box::new(opened(SMALL))));
    assert!(session.is_unsaved() && session.leaving().is_some());
    command(&mut session, UiCommand::Undo);
    assert_eq!(session.leaving(), None, "nothing is left to ask about");
}

#[test]
fn a_notice_has_nothing_to_be_read_again() {
    let mut session = imported(TOWN);
    assert_eq!(command(&mut session, UiCommand::Reload), []);
    assert!(session.is_unsaved() && matches!(session.notice(), Some(Notice::Done(_))));
}

// Late results.

#[test]
fn a_plan_saved_late_takes_its_path_to_no_other() {
    let mut session = session();
    open(&mut session, opened(SMALL), "/x/a.ron");
    rename(&mut session);
    let first = session.active().id();
    let effects = command(&mut session, UiCommand::Save);
    let save = saving(&session, effects);
    open(&mut session, opened(&SMALL.replace("小", "乙")), "/x/b.ron");
    rename(&mut session);
    saved(&mut session, first, &save);
    assert_eq!(session.path(), Some("/x/b.ron".as_ref()));
    assert!(session.is_unsaved(), "it was the other plan that was saved");
    assert!(!session.plan(first).is_some_and(OpenPlan::is_unsaved));
    let effects = command(&mut session, UiCommand::Save);
    assert_eq!(saving(&session, effects).path, PathBuf::from("/x/b.ron"));
}

#[test]
fn what_was_written_for_a_closed_plan_is_told_and_changes_nothing() {
    let mut session = three();
    let closed = session.active().id();
    rename(&mut session);
    let effects = command(&mut session, UiCommand::Save);
    let save = saving(&session, effects);
    command(&mut session, UiCommand::Undo);
    command(&mut session, UiCommand::CloseTab);
    let others = titles(&session).len();
    let late: [PlanAction; 4] = [
        as_written(&save).into(),
        OutputAction::Exported { export: Export::all(Wanted::Matrix), path: "/x/c.csv".into(), warnings: Vec::new() }
            .into(),
        PreviewAction::Saved { path: "/x/c.pdf".into(), warnings: Vec::new() }.into(),
        PreviewAction::UnitsWritten { written: 1, problems: Vec::new(), folder: "/x".into() }.into(),
    ];
    for action in late {
        close_notices(&mut session);
        assert_eq!(session.apply(Action::Plan(closed, action)), []);
        assert!(matches!(session.notice(), Some(Notice::Written { .. })), "{:?}", session.notice());
    }
    for action in [
        ViewAction::Show(Panel::Findings).into(),
        EditAction::Change(Edit::Title("x".to_owned())).into(),
        PlanAction::from(FileAction::ReadAgain(Box::new(opened(SMALL)))),
    ] {
        session.apply(Action::Plan(closed, action));
        assert!(session.plans().iter().all(|plan| !plan.is_unsaved() && plan.panel() == Panel::Closed));
    }
    assert_eq!(session.plans().len(), others);
}

#[test]
fn a_dialog_answered_after_its_plan_was_closed_writes_nothing() {
    let mut session = session();
    let gone = session.active().id();
    let target = export_target(&session, Export::all(Wanted::Unit(UnitId::new(40))), Format::Csv);
    open(&mut session, opened(SMALL), "other.ron");
    let path = PathBuf::from("x.csv");
    for answer in [
        PathAction::Chosen { target, path: path.clone(), replace: true },
        PathAction::Stands { target, path },
        PathAction::Unavailable(target),
    ] {
        close_notices(&mut session);
        assert_eq!(session.apply(Action::Plan(gone, answer.into())), []);
        assert_eq!(session.question(), None);
        assert!(matches!(session.notice(), Some(Notice::Problem { .. })), "and it is told");
    }
}

#[test]
fn questions_go_with_their_plan() {
    let mut session = three();
    let target = export_target(&session, Export::all(Wanted::Matrix), Format::Csv);
    session.tell(PathAction::Unavailable(target));
    session.tell(ViewAction::FilterText("没有这样的词".to_owned()));
    command(&mut session, UiCommand::ExportMarks);
    assert!(session.question().is_some() && session.extent_question().is_some());
    session.window(WindowAction::ClosePlan(session.plans()[0].id()));
    assert!(session.question().is_some() && session.extent_question().is_some(), "another plan was closed");
    command(&mut session, UiCommand::CloseTab);
    assert!(session.question().is_none() && session.extent_question().is_none());
}
