//! Cursor, panel, filter, folds and pages of the plan on screen.

use super::*;

// The cursor.

const LAST: (usize, usize) = (45, 40);

#[test]
fn begins_on_the_first_tasks_first_mark() {
    let session = session();
    assert_eq!((session.view().rows.len(), session.view().columns.len()), (LAST.0 + 1, LAST.1 + 1));
    assert_eq!(session.cursor(), Some(cell(&session, "1", "县委依法治县委员会办公室")));
    assert_eq!(place(&session), (1, 0));
    assert_eq!(session.panel(), Panel::Closed);
    assert_eq!(session.notice(), None);
}

#[test]
fn motions_and_edges() {
    let by = |rows, columns| Motion::By { rows, columns };
    let mut session = session();
    for (from, motion, to) in [
        ((5, 5), by(1, 0), (6, 5)),
        ((5, 5), by(-1, 0), (4, 5)),
        ((5, 5), by(0, 1), (5, 6)),
        ((5, 5), by(0, -1), (5, 4)),
        ((0, 0), by(-1, -1), (0, 0)),
        (LAST, by(1, 1), LAST),
        ((5, 5), by(-20, 0), (0, 5)),
        ((40, 5), by(20, 0), (45, 5)),
        ((5, 5), by(isize::MAX, isize::MIN), (45, 0)),
        ((5, 5), Motion::NextCell, (5, 6)),
        ((5, 40), Motion::NextCell, (6, 0)),
        (LAST, Motion::NextCell, LAST),
        ((5, 5), Motion::PreviousCell, (5, 4)),
        ((5, 0), Motion::PreviousCell, (4, 40)),
        ((0, 0), Motion::PreviousCell, (0, 0)),
        ((5, 5), Motion::RowStart, (5, 0)),
        ((5, 5), Motion::RowEnd, (5, 40)),
        ((5, 5), Motion::Start, (0, 0)),
        ((5, 5), Motion::End, LAST),
        ((5, 5), Motion::Top, (0, 5)),
        ((5, 5), Motion::Bottom, (45, 5)),
    ] {
        put(&mut session, from);
        session.tell(ViewAction::Move { motion, extend: false });
        assert_eq!(place(&session), to, "{motion:?} from {from:?}");
        assert!(session.selection().expect("a selection").is_one(), "{motion:?} selects one cell");
    }
}

#[test]
fn the_selection_grows_and_shrinks_from_its_first_cell() {
    let by = |rows, columns| Motion::By { rows, columns };
    let mut session = session();
    let selected = |session: &Session| session.selection().expect("a selection");
    put(&mut session, (5, 5));
    session.tell(ViewAction::Move { motion: by(2, 1), extend: true });
    assert_eq!(selected(&session), Selection { rows: 5..8, columns: 5..7 });
    session.tell(ViewAction::Move { motion: by(-4, 0), extend: true });
    assert_eq!(selected(&session), Selection { rows: 3..6, columns: 5..7 });
    session.tell(ViewAction::ExtendTo(Cursor::at(session.view(), 5, 3).expect("a cell")));
    assert_eq!(selected(&session), Selection { rows: 5..6, columns: 3..6 });
    assert!(selected(&session).contains(5, 3) && !selected(&session).contains(5, 6));
    session.tell(ViewAction::Move { motion: by(0, 1), extend: false });
    assert_eq!(selected(&session), Selection { rows: 5..6, columns: 4..5 });
    command(&mut session, UiCommand::SelectAll);
    assert_eq!(selected(&session), Selection { rows: 0..46, columns: 0..41 });
}

#[test]
fn the_cursor_stays_under_a_filter_or_moves_where_it_must() {
    let mut session = session();
    let here = cell(&session, "4", "县司法局");
    session.tell(ViewAction::MoveTo(here));
    session.tell(ViewAction::ToggleRole(Role::Responsible));
    assert_eq!(session.cursor(), Some(here), "its row and column stand");
    session.active_mut().filter = Filter { sections: vec![SectionId::new(1)], ..Filter::default() };
    session.active_mut().project();
    assert_eq!(session.cursor(), Cursor::first(session.view()), "its row is left out");
    assert_eq!(session.selection().map(|selection| selection.is_one()), Some(true));
    session.tell(ViewAction::ClearFilter);
    assert_eq!(session.cursor(), Some(cell(&session, "10", "县委依法治县委员会办公室")), "and there it stays");
}

// Copying.

fn copied(session: &mut Session) -> String {
    match command(session, UiCommand::Copy).as_slice() {
        [Effect::Copy(text)] => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_cell_is_copied_as_its_words_alone() {
    let mut session = session();
    for (number, name, words) in [
        ("4", "县司法局", "牵头\n"),
        ("22", "县工信局", "牵头、责任\n"),
        ("4", "县公安局", "经县直各部门\n"),
        ("4", "县工商联", "\n"),
    ] {
        let cursor = cell(&session, number, name);
        session.tell(ViewAction::MoveTo(cursor));
        assert_eq!(copied(&mut session), words, "{number} {name}");
    }
    assert_eq!(session.notice(), Some(&Notice::Done("已复制 1 行 × 1 列".to_owned())));
}

#[test]
fn several_cells_are_copied_with_their_heads() {
    let mut session = session();
    let (from, to) = (cell(&session, "3", "县司法局"), cell(&session, "4", "县公安局"));
    session.tell(ViewAction::MoveTo(from));
    session.tell(ViewAction::ExtendTo(to));
    let text = copied(&mut session);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["序号", "体系", "任务", "县司法局", "县公安局"]);
    assert_eq!((rows[1][0], rows[1][1], &rows[1][3..]), ("3", "构建法治环境保障体系", &["牵头", "经县直各部门"][..]));
    assert_eq!((rows[2][0], &rows[2][3..]), ("4", &["牵头", "经县直各部门"][..]));
    assert!(rows[2][2].starts_with("法律法规规章没有规定的"), "{}", rows[2][2]);
    assert_eq!(rows.len(), 3);
    assert_eq!(session.notice(), Some(&Notice::Done("已复制 2 行 × 2 列".to_owned())));
}

#[test]
fn everything_is_copied_as_the_filter_shows_it() {
    let mut session = session();
    command(&mut session, UiCommand::SelectAll);
    let all = copied(&mut session);
    assert_eq!(all.lines().count(), 47);
    assert!(all.lines().all(|line| line.matches('\t').count() == 43), "three heads and 41 units");
    assert_eq!(all.matches("经县直各部门").count(), 467);
    session.tell(ViewAction::ToggleThrough);
    command(&mut session, UiCommand::SelectAll);
    assert_eq!(copied(&mut session).matches("经县直各部门").count(), 0);
}

// The panel and its history.

#[test]
fn back_and_forward_go_where_one_was() {
    let mut session = session();
    let (one, two) = (Panel::Task(task(&session, "3")), Panel::Unit(unit(&session, "县司法局")));
    assert!(!session.can_go_back() && !session.can_go_forward());
    show(&mut session, one);
    show(&mut session, two);
    show(&mut session, two);
    command(&mut session, UiCommand::Back);
    assert_eq!(session.panel(), one, "the same place twice is one place");
    command(&mut session, UiCommand::Back);
    assert_eq!(session.panel(), Panel::Closed);
    command(&mut session, UiCommand::Back);
    assert_eq!(session.panel(), Panel::Closed, "nothing lies before the beginning");
    command(&mut session, UiCommand::Forward);
    command(&mut session, UiCommand::Forward);
    command(&mut session, UiCommand::Forward);
    assert_eq!(session.panel(), two);
    assert!(session.can_go_back() && !session.can_go_forward());
}

#[test]
fn a_new_place_forgets_what_lay_ahead() {
    let mut session = session();
    let [one, two, three] = ["1", "2", "3"].map(|number| Panel::Task(task(&session, number)));
    show(&mut session, one);
    show(&mut session, two);
    command(&mut session, UiCommand::Back);
    show(&mut session, three);
    assert!(!session.can_go_forward());
    command(&mut session, UiCommand::Back);
    assert_eq!(session.panel(), one);
}

#[test]
fn the_history_has_an_end() {
    let mut history = History::new(0);
    for place in 1..=2 * History::<usize>::LONGEST {
        history.go(place);
    }
    let mut steps = 0;
    while history.can_go_back() {
        history.back();
        steps += 1;
    }
    assert_eq!((steps, *history.current()), (History::<usize>::LONGEST, History::<usize>::LONGEST));
}

#[test]
fn the_cursor_follows_the_panel() {
    let mut session = session();
    session.tell(ViewAction::MoveTo(cell(&session, "4", "县法院")));
    show_unit(&mut session, "县司法局");
    assert_eq!(session.cursor(), Some(cell(&session, "4", "县司法局")));
    show_task(&mut session, "22");
    assert_eq!(session.cursor(), Some(cell(&session, "22", "县司法局")));
    show(&mut session, Panel::Section(SectionId::new(2)));
    assert_eq!(session.cursor().map(|cursor| cursor.subject), Some(Subject::Section(SectionId::new(2))));
    show(&mut session, Panel::Findings);
    command(&mut session, UiCommand::Back);
    command(&mut session, UiCommand::Back);
    assert_eq!(session.cursor(), Some(cell(&session, "22", "县司法局")));
}

#[test]
fn the_cursor_stays_where_it_cannot_follow() {
    let mut session = session();
    session.active_mut().filter = Filter { sections: vec![SectionId::new(1)], ..Filter::default() };
    session.active_mut().project();
    let here = session.cursor();
    show_task(&mut session, "3");
    assert_eq!(session.cursor(), here, "task 3 is left out by the filter");
    assert_eq!(session.panel(), Panel::Task(task(&session, "3")), "the panel shows it all the same");
}

#[test]
fn commands_open_what_the_cursor_is_on() {
    let mut session = session();
    session.tell(ViewAction::MoveTo(cell(&session, "4", "县司法局")));
    command(&mut session, UiCommand::ShowTask);
    assert_eq!(session.panel(), Panel::Task(task(&session, "4")));
    command(&mut session, UiCommand::ShowUnit);
    assert_eq!(session.panel(), Panel::Unit(unit(&session, "县司法局")));
    session.tell(ViewAction::Move { motion: Motion::Start, extend: false });
    command(&mut session, UiCommand::ShowTask);
    assert_eq!(session.panel(), Panel::Section(SectionId::new(0)));
    command(&mut session, UiCommand::ShowFindings);
    assert_eq!(session.panel(), Panel::Findings);
    command(&mut session, UiCommand::ShowFindings);
    assert_eq!(session.panel(), Panel::Closed);
}

#[test]
fn previous_and_next_stop_at_the_edges() {
    let mut session = session();
    let (tasks, sections, units) = (TaskId::new, SectionId::new, UnitId::new);
    for (from, step, to) in [
        (Panel::Task(tasks(0)), UiCommand::Previous, Panel::Task(tasks(0))),
        (Panel::Task(tasks(0)), UiCommand::Next, Panel::Task(tasks(1))),
        (Panel::Task(tasks(38)), UiCommand::Next, Panel::Task(tasks(38))),
        (Panel::Section(sections(0)), UiCommand::Previous, Panel::Section(sections(0))),
        (Panel::Section(sections(6)), UiCommand::Next, Panel::Section(sections(6))),
        (Panel::Section(sections(6)), UiCommand::Previous, Panel::Section(sections(5))),
        (Panel::Unit(units(0)), UiCommand::Previous, Panel::Unit(units(0))),
        (Panel::Unit(units(39)), UiCommand::Next, Panel::Unit(units(40))),
        (Panel::Unit(units(40)), UiCommand::Next, Panel::Unit(units(40))),
        (Panel::Findings, UiCommand::Next, Panel::Findings),
        (Panel::Closed, UiCommand::Next, Panel::Closed),
    ] {
        show(&mut session, from);
        command(&mut session, step);
        assert_eq!(session.panel(), to, "{step:?} from {from:?}");
    }
}

#[test]
fn escape_closes_what_lies_on_top() {
    let mut session = session();
    show(&mut session, Panel::Findings);
    session.tell(ViewAction::Move { motion: Motion::RowEnd, extend: true });
    session.window(WindowAction::Failed("x".to_owned()));
    command(&mut session, UiCommand::Help);
    session.window(WindowAction::AskPath(PathQuestion::Open));
    let open = |session: &Session| {
        let selected = session.selection().is_some_and(|selection| !selection.is_one());
        let panel = session.panel() != Panel::Closed;
        [session.question().is_some(), session.help().is_some(), session.notice().is_some(), selected, panel]
    };
    for closed in 0..=5 {
        assert_eq!(open(&session), std::array::from_fn(|layer| layer >= closed), "after {closed} times Esc");
        command(&mut session, UiCommand::Escape);
    }
    command(&mut session, UiCommand::Back);
    assert_eq!(session.panel(), Panel::Findings, "what was closed can be had back");
}

// The filter.

#[test]
fn roles_are_shown_and_hidden() {
    let mut session = session();
    session.tell(ViewAction::ToggleRole(Role::Lead));
    assert!(!session.active().shows_role(Role::Lead) && session.active().shows_role(Role::Responsible));
    assert_eq!((session.view().counts.of(Role::Lead), session.view().counts.of(Role::Responsible)), (0, 172));
    session.tell(ViewAction::ToggleRole(Role::Lead));
    assert!(session.filter().is_empty(), "all roles are no filter");
    session.tell(ViewAction::ToggleThrough);
    assert_eq!(session.view().counts.through, 0);
    session.tell(ViewAction::ToggleThrough);
    assert_eq!(session.view().counts.through, 467);
}

#[test]
fn hiding_the_last_role_shows_all() {
    let mut session = session();
    // The plan has no 配合: there is no chip for it, and it must not count as one that is left.
    for role in [Role::OverallLead, Role::Lead] {
        session.tell(ViewAction::ToggleRole(role));
    }
    assert_eq!(session.view().counts.direct(), 172);
    session.tell(ViewAction::ToggleRole(Role::Responsible));
    assert_eq!(session.view().counts.direct(), 7 + 68 + 172);
    assert!(Role::ALL.into_iter().all(|role| session.active().shows_role(role)));
}

#[test]
fn sections_and_groups_are_chosen() {
    let mut session = session();
    let shown = |session: &Session| (session.view().rows.len(), session.view().columns.len());
    session.tell(ViewAction::ToggleSection(SectionId::new(1)));
    assert_eq!(shown(&session), (1 + 8, 41));
    session.tell(ViewAction::ToggleSection(SectionId::new(0)));
    assert_eq!(shown(&session), (2 + 8 + 9, 41));
    session.tell(ViewAction::ToggleSection(SectionId::new(1)));
    let group = session.document().plan.unit(unit(&session, "县工商联")).group;
    session.tell(ViewAction::ToggleGroup(group));
    assert_eq!(shown(&session), (1 + 9, 1));
    session.tell(ViewAction::ToggleEmpty);
    assert_eq!((shown(&session), session.cursor(), session.selection()), ((0, 0), None, None), "nothing is left");
    session.tell(ViewAction::ToggleSection(SectionId::new(0)));
    assert_eq!(shown(&session), (2, 1), "one task of another section under its heading");
    assert!(session.cursor().is_some());
    session.tell(ViewAction::ClearFilter);
    assert_eq!(shown(&session), (46, 41));
}

// Folds.

#[test]
fn the_cursor_goes_with_what_is_folded_and_a_place_asked_for_is_unfolded() {
    let mut session = session();
    session.tell(ViewAction::MoveTo(cell(&session, "4", "县司法局")));
    command(&mut session, UiCommand::FoldSection);
    let section = Subject::Section(SectionId::new(0));
    assert_eq!(session.cursor().map(|cursor| cursor.subject), Some(section));
    assert_eq!(session.view().rows.len(), 37);
    show_task(&mut session, "6");
    assert_eq!(session.view().rows.len(), 46, "a task that is asked for is shown");
    assert_eq!(session.cursor(), Some(cell(&session, "6", "县司法局")));
    command(&mut session, UiCommand::FoldGroup);
    assert!(session.view().columns.len() < 41);
    let cell_words = copied(&mut session);
    assert!(cell_words.trim().parse::<u32>().is_ok(), "a folded cell is copied as its count: {cell_words}");
    show_unit(&mut session, "县公安局");
    assert_eq!(session.view().columns.len(), 41);
}

// Pages and findings.

#[test]
fn pages_are_places_of_the_history() {
    let mut session = session();
    show_task(&mut session, "3");
    command(&mut session, UiCommand::ShowSource);
    assert_eq!((session.page(), session.panel()), (Page::Source, Panel::Task(task(&session, "3"))));
    command(&mut session, UiCommand::ShowLoad);
    command(&mut session, UiCommand::Back);
    assert_eq!(session.page(), Page::Source);
    command(&mut session, UiCommand::Back);
    assert_eq!((session.page(), session.panel()), (Page::Matrix, Panel::Task(task(&session, "3"))));
    command(&mut session, UiCommand::ShowLoad);
    command(&mut session, UiCommand::Escape);
    assert_eq!((session.page(), session.panel()), (Page::Load, Panel::Closed));
    command(&mut session, UiCommand::Escape);
    assert_eq!(session.page(), Page::Matrix);
}

#[test]
fn a_finding_leads_to_its_task_and_lights_its_words() {
    let mut session = session();
    let kind = |code: &str| session.document().findings.iter().position(|finding| finding.kind.code() == code);
    let position = kind("several-leads").expect("a finding");
    session.tell(ViewAction::ShowFinding(position));
    assert!(matches!(session.panel(), Panel::Task(_)));
    assert_eq!(session.lit(), session.document().findings.get(position));
    show_task(&mut session, "3");
    assert_eq!(session.lit(), None);
}

#[test]
fn every_change_of_the_matrix_is_a_new_revision() {
    let mut session = session();
    let mut last = session.revision();
    for action in [ViewAction::ToggleRole(Role::Lead), ViewAction::ToggleThrough, ViewAction::ClearFilter] {
        session.tell(action.clone());
        assert!(session.revision() > last, "{action:?}");
        last = session.revision();
    }
    let document = Box::new(Document::builtin());
    session.tell(FileAction::ReadAgain(document));
    assert!(session.revision() > last, "the plan was read again");
}

#[test]
fn one_role_alone_and_one_unit_alone() {
    let mut session = session();
    session.tell(ViewAction::OnlyRole(Role::Lead));
    assert_eq!((session.view().counts.of(Role::Lead), session.view().counts.of(Role::Responsible)), (68, 0));
    session.tell(ViewAction::OnlyRole(Role::Responsible));
    assert_eq!(session.view().counts.of(Role::Lead), 0, "another one alone");
    session.tell(ViewAction::OnlyRole(Role::Supporting));
    assert_eq!(session.filter().roles, [Role::Responsible], "the plan has none of it");
    session.tell(ViewAction::OnlyRole(Role::Responsible));
    assert!(session.filter().is_empty());
    let law = unit(&session, "县司法局");
    session.tell(ViewAction::Show(Panel::Unit(law)));
    command(&mut session, UiCommand::OnlyUnit);
    assert_eq!((session.filter().unit, session.view().shown_tasks), (Some(law), 25));
    // It is remembered by name, and gone with its unit.
    assert_eq!(session.active().settings().unit.as_deref(), Some("县司法局"));
    command(&mut session, UiCommand::OnlyUnit);
    assert!(session.filter().is_empty());
}
