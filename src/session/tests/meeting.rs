//! The meeting: one task on the whole screen.

use super::*;

fn on_screen(session: &Session) -> String {
    let task = session.active().meeting().expect("a meeting").task;
    session.document().plan.task(task).number.clone()
}

#[test]
fn the_meeting_goes_through_the_tasks_and_comes_back_to_the_last() {
    let mut session = session();
    show_task(&mut session, "12");
    command(&mut session, UiCommand::Meeting);
    assert_eq!(on_screen(&session), "12");
    session.tell(ViewAction::Meet(MeetingStep::By(1)));
    assert_eq!(on_screen(&session), "13");
    session.tell(ViewAction::Meet(MeetingStep::By(-99)));
    assert_eq!(on_screen(&session), "1");
    session.tell(ViewAction::Meet(MeetingStep::Last));
    assert_eq!((on_screen(&session).as_str(), session.active().meeting_tasks().len()), ("39", 39));
    command(&mut session, UiCommand::Escape);
    assert!(session.active().meeting().is_none());
    assert_eq!(session.panel(), Panel::Task(task(&session, "39")));
    command(&mut session, UiCommand::Meeting);
    command(&mut session, UiCommand::Meeting);
    assert!(session.active().meeting().is_none(), "the key ends it too");
}

#[test]
fn a_lens_keeps_the_tasks_of_one_unit() {
    let mut session = session();
    command(&mut session, UiCommand::Meeting);
    let court = unit(&session, "县法院");
    session.tell(ViewAction::Meet(MeetingStep::Lens(Some(court))));
    let tasks = session.active().meeting_tasks();
    assert!(tasks.len() < 39 && tasks.contains(&session.active().meeting().expect("a meeting").task));
    session.tell(ViewAction::Meet(MeetingStep::By(1)));
    assert_eq!(session.active().meeting().map(|meeting| meeting.task), tasks.get(1).copied());
    session.tell(ViewAction::Meet(MeetingStep::Lens(None)));
    assert_eq!(session.active().meeting_tasks().len(), 39);
}

#[test]
fn a_meeting_is_of_what_the_matrix_shows() {
    let mut session = session();
    session.tell(ViewAction::ToggleSection(SectionId::new(1)));
    command(&mut session, UiCommand::Meeting);
    assert_eq!((on_screen(&session).as_str(), session.active().meeting_tasks().len()), ("10", 8));
    command(&mut session, UiCommand::Escape);
    session.tell(ViewAction::FilterText("没有这样的任务".to_owned()));
    assert_eq!(UiCommand::Meeting.availability(&session), Err(Need::Tasks));
}

#[test]
fn what_is_taken_back_leaves_the_meeting_where_it_was() {
    let mut session = session();
    command(&mut session, UiCommand::Arrange);
    let first = task(&session, "1");
    session.tell(EditAction::Change(Edit::AddParty { task: first, role: Role::Lead, name: "新单位".to_owned() }));
    session.tell(EditAction::Change(Edit::AddTask { after: Some(first), section: None, text: "新任务".to_owned() }));
    show_task(&mut session, "5");
    command(&mut session, UiCommand::Meeting);
    let fresh = unit(&session, "新单位");
    session.tell(ViewAction::Meet(MeetingStep::Lens(Some(fresh))));
    command(&mut session, UiCommand::Undo);
    command(&mut session, UiCommand::Undo);
    let meeting = session.active().meeting().expect("a meeting");
    assert_eq!(meeting.lens, None, "the unit is gone");
    assert!(!session.active().meeting_tasks().is_empty() && !on_screen(&session).is_empty());
}
