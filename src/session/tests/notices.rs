//! Messages: none takes the place of another, and what is said of a plan belongs to it.

use super::*;

const FAULTY: &str = r#"(format: 1, title: "有错", groups: [(name: "甲", units: {"县司法局": ()})],
tasks: [(number: "1", text: "某事", lead: ["县司法居"])])"#;

fn told(session: &Session) -> Vec<String> {
    let words = |told: &Told| match &told.notice {
        Notice::Done(words) | Notice::Written { message: words, .. } | Notice::Changed { message: words, .. } => {
            words.clone()
        }
        Notice::Problem { title, .. } => title.clone(),
    };
    session.notices().map(words).collect()
}

#[test]
fn one_message_does_not_replace_another() {
    let mut session = session();
    open(&mut session, opened(FAULTY), "/x/p.ron");
    session.tell(FileAction::EditedElsewhere { clerk: "张三".to_owned(), minutes: 3 });
    session.tell(FileAction::NotSaved("满了".to_owned()));
    session.window(WindowAction::Say("设置".to_owned()));
    session.tell(FileAction::ChangedOnDisk { path: "/x/p.ron".into(), gone: false });
    assert_eq!(told(&session).len(), 5, "{:?}", told(&session));
    for left in (0..5).rev() {
        command(&mut session, UiCommand::Escape);
        assert_eq!(told(&session).len(), left);
    }
}

#[test]
fn what_answers_a_command_goes_with_the_next_answer() {
    let mut session = session();
    session.window(WindowAction::Failed("x".to_owned()));
    for _ in 0..3 {
        command(&mut session, UiCommand::Undo);
    }
    command(&mut session, UiCommand::Copy);
    assert_eq!(told(&session), ["已复制 1 行 × 1 列", "没有完成"]);
}

#[test]
fn the_errors_of_each_plan_stand_on_that_plan() {
    let mut session = session();
    open(&mut session, opened(FAULTY), "/x/p.ron");
    let first = session.active().id();
    read(&mut session, opened(&FAULTY.replace("居", "句")), Home::File(file("/x/q.ron")), false);
    let second = session.plans()[1].id();
    let lines = |session: &Session| match session.notice() {
        Some(Notice::Problem { lines, .. }) => lines.join(" "),
        other => panic!("{other:?}"),
    };
    assert!(told(&session).len() == 1 && lines(&session).contains("县司法居"));
    session.window(WindowAction::ShowPlan(second));
    assert!(told(&session).len() == 1 && lines(&session).contains("县司法句"));
    session.apply(Action::Plan(first, FileAction::ChangedOnDisk { path: "/x/p.ron".into(), gone: false }.into()));
    assert_eq!(told(&session).len(), 1, "its button is on its own plan");
    session.window(WindowAction::ClosePlan(second));
    assert_eq!((session.active().id(), told(&session).len()), (first, 2));
}

#[test]
fn what_was_saved_is_told_where_it_is_seen_and_does_not_stay_over_another_plan() {
    let mut session = session();
    open(&mut session, opened(SMALL), "/x/a.ron");
    let first = session.active().id();
    session.tell(EditAction::Change(Edit::Title("改了".to_owned())));
    let effects = command(&mut session, UiCommand::Save);
    let Some(PlanEffect::Save(save)) = for_active(&session, effects).pop() else { panic!("nothing is saved") };
    open(&mut session, opened(SMALL), "/x/b.ron");
    session.apply(Action::Plan(first, as_written(&save).into()));
    assert_eq!(told(&session), ["已保存：/x/a.ron"]);
    assert_eq!(session.notices().next().and_then(|told| told.tab), Some(first.tab()), "and of which plan");
    open(&mut session, opened(SMALL), "/x/c.ron");
    assert_eq!(told(&session), Vec::<String>::new());
    session.window(WindowAction::ShowPlan(first));
    assert_eq!(told(&session), ["已保存：/x/a.ron"]);
}

#[test]
fn a_file_that_is_open_in_another_tab_is_not_written() {
    let mut session = session();
    open(&mut session, opened(SMALL), "/x/a.ron");
    let linked = PlanFile { path: "/x/b.ron".into(), canonical: "/y/b.ron".into() };
    read(&mut session, opened(&SMALL.replace("小", "乙")), Home::File(linked), true);
    let second = session.active().id();
    open(&mut session, opened(&SMALL.replace("小", "丙")), "/x/c.ron");
    for path in ["/x/a.ron", "/x/a", "/x/b.ron", "/y/b.ron"] {
        assert_eq!(chosen(&mut session, Target::Plan, path, true), [], "{path}");
        assert!(matches!(session.notice(), Some(Notice::Problem { lines, .. }) if lines[0].contains("另一个标签页")));
        close_notices(&mut session);
    }
    let saves = chosen(&mut session, Target::Plan, "/x/d.ron", true);
    let [PlanEffect::Save(save)] = saves.as_slice() else { panic!("{saves:?}") };
    // By another way to the same file it is noticed when it is written.
    assert_eq!(save.others, [PathBuf::from("/x/a.ron"), PathBuf::from("/y/b.ron")]);
    session.window(WindowAction::ClosePlan(second));
    assert_eq!(chosen(&mut session, Target::Plan, "/x/b.ron", true).len(), 1, "closed, it may be written");
}
