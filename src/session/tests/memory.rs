//! What is remembered from one run to the next, and over a reload.

use super::*;
use crate::session::settings;

#[test]
fn what_a_person_chose_for_a_plan_is_there_again() {
    let mut session = session();
    session.tell(ViewAction::ToggleSection(SectionId::new(2)));
    session.tell(ViewAction::ToggleGroup(GroupId::new(3)));
    session.tell(ViewAction::ToggleRole(Role::Supporting));
    session.tell(ViewAction::ToggleThrough);
    session.tell(ViewAction::ToggleEmpty);
    session.tell(ViewAction::FilterText("企业".to_owned()));
    session.tell(ViewAction::Sort(Order::Load));
    command(&mut session, UiCommand::FoldAll);
    session.tell(ViewAction::FoldGroup(GroupId::new(0)));
    session.tell(ViewAction::SetAside { findings: vec![3, 999], aside: true });
    session.window(WindowAction::ZoomBy(1.5));
    command(&mut session, UiCommand::SwitchTheme);
    command(&mut session, UiCommand::SwitchLanguage);
    session.window(WindowAction::ChooseRenderer(RendererChoice::OpenGl));
    let text = session.settings().to_text();
    let settings = settings::Settings::parse(&text).expect("settings");
    let again = Session::remembering(Document::builtin(), settings, None);
    assert_eq!((again.filter(), again.arrangement()), (session.filter(), session.arrangement()));
    assert_eq!(
        (again.view().rows.len(), again.view().columns.len()),
        (session.view().rows.len(), session.view().columns.len())
    );
    assert!(again.active().is_set_aside(3) && again.set_aside_count() == 1);
    assert_eq!((again.zoom(), again.theme(), again.lang()), (1.5, Theme::Dark, Lang::En));
    assert_eq!(again.renderer_choice(), RendererChoice::OpenGl);
    assert_eq!(again.settings(), session.settings());
}

#[test]
fn the_program_opens_at_my_unit() {
    let mut session = session();
    command(&mut session, UiCommand::ShowMyUnit);
    assert!(matches!(session.notice(), Some(Notice::Done(_))), "it says how to choose one");
    session.window(WindowAction::ChooseMyUnit(Some("县司法局".to_owned())));
    let again = Session::remembering(Document::builtin(), session.settings(), None);
    assert_eq!(again.panel(), Panel::Unit(unit(&again, "县司法局")));
    assert_eq!(again.cursor().map(|cursor| cursor.unit), Some(unit(&again, "县司法局")));
    open(&mut session, opened(SMALL), "other.ron");
    assert_eq!(session.panel(), Panel::Unit(unit(&session, "县司法局")), "in every plan that has it");
    session.window(WindowAction::ChooseMyUnit(None));
    assert_eq!(Session::remembering(Document::builtin(), session.settings(), None).panel(), Panel::Closed);
}

#[test]
fn the_same_plan_read_again_keeps_its_place() {
    let mut session = session();
    let path = PathBuf::from("/x/plan.ron");
    let watched = open(&mut session, Document::builtin(), "/x/plan.ron");
    assert_eq!(watched[0], super::watched(session.active().id(), &path));
    assert!(watched[1..].iter().all(is_of_record), "{watched:?}");
    session.tell(ViewAction::ToggleSection(SectionId::new(1)));
    show_task(&mut session, "12");
    session.tell(ViewAction::MoveTo(cell(&session, "13", "县委编办")));
    command(&mut session, UiCommand::ShowSource);
    let before = session.active().id();
    assert_eq!(
        command(&mut session, UiCommand::Reload),
        [Effect::Plan(before, PlanEffect::ReadAgain(Some(path.clone())))]
    );
    session.tell(FileAction::ReadAgain(Box::new(Document::builtin())));
    let after = session.active().id();
    assert!(after != before && after.tab() == before.tab(), "another opening in the same tab");
    assert_eq!((session.page(), session.panel()), (Page::Source, Panel::Task(task(&session, "12"))));
    assert_eq!(session.filter().sections, [SectionId::new(1)]);
    assert_eq!(session.recent(), std::slice::from_ref(&path));
    session.tell(FileAction::ChangedOnDisk { path: "/elsewhere.ron".into(), gone: false });
    assert_eq!(session.notice(), None);
    session.apply(Action::Plan(before, FileAction::ChangedOnDisk { path: path.clone(), gone: false }.into()));
    assert_eq!(session.notice(), None, "the opening before is gone");
    session.tell(FileAction::ChangedOnDisk { path: path.clone(), gone: false });
    assert!(matches!(session.notice(), Some(Notice::Changed { plan: Some(plan), .. }) if *plan == after));
    session.tell(FileAction::ChangedOnDisk { path, gone: true });
    assert!(matches!(session.notice(), Some(Notice::Changed { plan: None, .. })));
}

#[test]
fn open_plans_come_back_in_their_order() {
    let mut session = session();
    open(&mut session, opened(SMALL), "/x/a.ron");
    command(&mut session, UiCommand::OpenBuiltin);
    open(&mut session, opened(SMALL), "/x/b.ron");
    let first = session.plans()[0].id();
    session.window(WindowAction::ShowPlan(first));
    let remembered = settings::Settings::parse(&session.settings().to_text()).expect("settings");
    assert_eq!(
        (remembered.open.as_slice(), remembered.shown.as_deref()),
        (&["/x/a.ron".to_owned(), "built-in".to_owned(), "/x/b.ron".to_owned()][..], Some("/x/a.ron"))
    );
    let mut again = Session::remembering(Document::builtin(), remembered, None);
    let effects = again.window(WindowAction::Start(Vec::new()));
    let [Effect::Read(to_read)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(to_read.iter().map(|file| file.show).collect::<Vec<_>>(), [true, false, false]);
    // The second file is gone: that is told, and the others come.
    read(&mut again, opened(SMALL), Home::File(file("/x/a.ron")), true);
    read(&mut again, Document::builtin(), Home::Builtin, false);
    again.window(WindowAction::NotOpened("/x/b.ron: gone".to_owned()));
    assert_eq!(titles(&again), ["小方案", BUILT_IN]);
    assert_eq!(again.active().id(), again.plans()[0].id());
    assert!(matches!(again.notice(), Some(Notice::Problem { lines, .. }) if lines.len() == 1));
    // What the program is called with comes on screen behind them.
    let effects = again.window(WindowAction::Start(vec!["/x/c.ron".into()]));
    let [Effect::Read(to_read)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(to_read.last(), Some(&ToRead { path: Some("/x/c.ron".into()), show: true }));
    assert_eq!(to_read.iter().filter(|file| file.show).count(), 1);
}

#[test]
fn a_first_start_remembers_no_open_plan() {
    assert_eq!(session().settings().open, Vec::<String>::new());
}
