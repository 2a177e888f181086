//! The state of the window without a window: actions in, effects and state out.

use super::preview::PreviewAction;
use super::*;
use crate::edit::Edit;
use crate::export::csv::{CsvSink, Encoding};
use crate::export::table::{self, Expand};
use crate::view::Obligations;
use proptest::prelude::*;

fn session() -> Session {
    Session::new(Document::builtin(), Lang::Zh)
}

fn opened(file: &str) -> Document {
    Document::open("plan.ron", file.as_bytes()).unwrap_or_else(|error| panic!("{error:?} in\n{file}"))
}

fn unit(session: &Session, name: &str) -> UnitId {
    session.document.plan.unit_named(name).unwrap_or_else(|| panic!("no unit {name}"))
}

fn task(session: &Session, number: &str) -> TaskId {
    let position = session.document.plan.tasks.iter().position(|task| task.number == number);
    TaskId::new(position.unwrap_or_else(|| panic!("no task {number}")))
}

fn cell(session: &Session, number: &str, name: &str) -> Cursor {
    Cursor { subject: Subject::Task(task(session, number)), unit: unit(session, name) }
}

/// Row and column of the cursor.
fn place(session: &Session) -> (usize, usize) {
    session.cursor.and_then(|cursor| cursor.position(&session.view)).expect("a cursor that stands")
}

/// Puts the cursor on a row and column.
fn put(session: &mut Session, (row, column): (usize, usize)) {
    let cursor = Cursor::at(&session.view, row, column).expect("a cell");
    session.apply(Action::MoveTo(cursor));
}

fn command(session: &mut Session, command: UiCommand) -> Vec<Effect> {
    session.apply(Action::Command(command))
}

fn show(session: &mut Session, panel: Panel) {
    session.apply(Action::Show(panel));
}

fn show_task(session: &mut Session, number: &str) {
    let panel = Panel::Task(task(session, number));
    show(session, panel);
}

fn show_unit(session: &mut Session, name: &str) {
    let panel = Panel::Unit(unit(session, name));
    show(session, panel);
}

// The cursor.

const LAST: (usize, usize) = (45, 40);

#[test]
fn begins_on_the_first_tasks_first_mark() {
    let session = session();
    assert_eq!((session.view.rows.len(), session.view.columns.len()), (LAST.0 + 1, LAST.1 + 1));
    assert_eq!(session.cursor(), Some(cell(&session, "1", "县委依法治县委员会办公室")));
    assert_eq!(place(&session), (1, 0));
    assert_eq!(session.panel(), Panel::Closed);
    assert_eq!(session.notice, None);
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
        session.apply(Action::Move { motion, extend: false });
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
    session.apply(Action::Move { motion: by(2, 1), extend: true });
    assert_eq!(selected(&session), Selection { rows: 5..8, columns: 5..7 });
    session.apply(Action::Move { motion: by(-4, 0), extend: true });
    assert_eq!(selected(&session), Selection { rows: 3..6, columns: 5..7 });
    session.apply(Action::ExtendTo(Cursor::at(&session.view, 5, 3).expect("a cell")));
    assert_eq!(selected(&session), Selection { rows: 5..6, columns: 3..6 });
    assert!(selected(&session).contains(5, 3) && !selected(&session).contains(5, 6));
    session.apply(Action::Move { motion: by(0, 1), extend: false });
    assert_eq!(selected(&session), Selection { rows: 5..6, columns: 4..5 });
    command(&mut session, UiCommand::SelectAll);
    assert_eq!(selected(&session), Selection { rows: 0..46, columns: 0..41 });
}

#[test]
fn the_cursor_stays_under_a_filter_or_moves_where_it_must() {
    let mut session = session();
    let here = cell(&session, "4", "县司法局");
    session.apply(Action::MoveTo(here));
    session.apply(Action::ToggleRole(Role::Responsible));
    assert_eq!(session.cursor(), Some(here), "its row and column stand");
    session.filter = Filter { sections: vec![SectionId::new(1)], ..Filter::default() };
    session.project();
    assert_eq!(session.cursor(), Cursor::first(&session.view), "its row is left out");
    assert_eq!(session.selection().map(|selection| selection.is_one()), Some(true));
    session.apply(Action::ClearFilter);
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
        session.apply(Action::MoveTo(cursor));
        assert_eq!(copied(&mut session), words, "{number} {name}");
    }
    assert_eq!(session.notice, Some(Notice::Done("已复制 1 行 × 1 列".to_owned())));
}

#[test]
fn several_cells_are_copied_with_their_heads() {
    let mut session = session();
    let (from, to) = (cell(&session, "3", "县司法局"), cell(&session, "4", "县公安局"));
    session.apply(Action::MoveTo(from));
    session.apply(Action::ExtendTo(to));
    let text = copied(&mut session);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], ["序号", "体系", "任务", "县司法局", "县公安局"]);
    assert_eq!((rows[1][0], rows[1][1], &rows[1][3..]), ("3", "构建法治环境保障体系", &["牵头", "经县直各部门"][..]));
    assert_eq!((rows[2][0], &rows[2][3..]), ("4", &["牵头", "经县直各部门"][..]));
    assert!(rows[2][2].starts_with("法律法规规章没有规定的"), "{}", rows[2][2]);
    assert_eq!(rows.len(), 3);
    assert_eq!(session.notice, Some(Notice::Done("已复制 2 行 × 2 列".to_owned())));
}

#[test]
fn everything_is_copied_as_the_filter_shows_it() {
    let mut session = session();
    command(&mut session, UiCommand::SelectAll);
    let all = copied(&mut session);
    assert_eq!(all.lines().count(), 47);
    assert!(all.lines().all(|line| line.matches('\t').count() == 43), "three heads and 41 units");
    assert_eq!(all.matches("经县直各部门").count(), 467);
    session.apply(Action::ToggleThrough);
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
    session.apply(Action::MoveTo(cell(&session, "4", "县法院")));
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
    session.filter = Filter { sections: vec![SectionId::new(1)], ..Filter::default() };
    session.project();
    let here = session.cursor();
    show_task(&mut session, "3");
    assert_eq!(session.cursor(), here, "task 3 is left out by the filter");
    assert_eq!(session.panel(), Panel::Task(task(&session, "3")), "the panel shows it all the same");
}

#[test]
fn commands_open_what_the_cursor_is_on() {
    let mut session = session();
    session.apply(Action::MoveTo(cell(&session, "4", "县司法局")));
    command(&mut session, UiCommand::ShowTask);
    assert_eq!(session.panel(), Panel::Task(task(&session, "4")));
    command(&mut session, UiCommand::ShowUnit);
    assert_eq!(session.panel(), Panel::Unit(unit(&session, "县司法局")));
    session.apply(Action::Move { motion: Motion::Start, extend: false });
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
    session.apply(Action::Move { motion: Motion::RowEnd, extend: true });
    session.apply(Action::Failed("x".to_owned()));
    command(&mut session, UiCommand::Help);
    session.apply(Action::AskPath(PathQuestion::Open));
    let open = |session: &Session| {
        let selected = session.selection().is_some_and(|selection| !selection.is_one());
        let panel = session.panel() != Panel::Closed;
        [session.question.is_some(), session.help_open, session.notice.is_some(), selected, panel]
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
    session.apply(Action::ToggleRole(Role::Lead));
    assert!(!session.shows_role(Role::Lead) && session.shows_role(Role::Responsible));
    assert_eq!((session.view.counts.of(Role::Lead), session.view.counts.of(Role::Responsible)), (0, 172));
    session.apply(Action::ToggleRole(Role::Lead));
    assert!(session.filter().is_empty(), "all roles are no filter");
    session.apply(Action::ToggleThrough);
    assert_eq!(session.view.counts.through, 0);
    session.apply(Action::ToggleThrough);
    assert_eq!(session.view.counts.through, 467);
}

#[test]
fn hiding_the_last_role_shows_all() {
    let mut session = session();
    // The plan has no 配合: there is no chip for it, and it must not count as one that is left.
    for role in [Role::OverallLead, Role::Lead] {
        session.apply(Action::ToggleRole(role));
    }
    assert_eq!(session.view.counts.direct(), 172);
    session.apply(Action::ToggleRole(Role::Responsible));
    assert_eq!(session.view.counts.direct(), 7 + 68 + 172);
    assert!(Role::ALL.into_iter().all(|role| session.shows_role(role)));
}

#[test]
fn sections_and_groups_are_chosen() {
    let mut session = session();
    let shown = |session: &Session| (session.view.rows.len(), session.view.columns.len());
    session.apply(Action::ToggleSection(SectionId::new(1)));
    assert_eq!(shown(&session), (1 + 8, 41));
    session.apply(Action::ToggleSection(SectionId::new(0)));
    assert_eq!(shown(&session), (2 + 8 + 9, 41));
    session.apply(Action::ToggleSection(SectionId::new(1)));
    let group = session.document.plan.unit(unit(&session, "县工商联")).group;
    session.apply(Action::ToggleGroup(group));
    assert_eq!(shown(&session), (1 + 9, 1));
    session.apply(Action::ToggleEmpty);
    assert_eq!((shown(&session), session.cursor(), session.selection()), ((0, 0), None, None), "nothing is left");
    session.apply(Action::ToggleSection(SectionId::new(0)));
    assert_eq!(shown(&session), (2, 1), "one task of another section under its heading");
    assert!(session.cursor().is_some());
    session.apply(Action::ClearFilter);
    assert_eq!(shown(&session), (46, 41));
}

#[test]
fn what_was_left_out_of_an_export_is_told() {
    let mut session = session();
    session.apply(Action::ToggleRole(Role::Lead));
    let told = |session: &mut Session, table| {
        session.apply(Action::Exported { table, path: "x.csv".into(), warnings: Vec::new() });
        match &session.notice {
            Some(Notice::Written { message, .. }) => message.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(told(&mut session, Table::Matrix(Extent::Shown)), "已导出：x.csv（共 715 条标记，显示 647 条）");
    let whole = Table::Unit(unit(&session, "县司法局"));
    assert_eq!(told(&mut session, whole), "已导出：x.csv", "a unit's list is whole");
    assert_eq!(told(&mut session, Table::Marks(Extent::All)), "已导出：x.csv");
}

#[test]
fn every_change_of_the_matrix_is_a_new_revision() {
    let mut session = session();
    let mut last = session.revision();
    for action in [
        Action::ToggleRole(Role::Lead),
        Action::ToggleThrough,
        Action::ClearFilter,
        Action::Opened { document: Box::new(Document::builtin()), path: "other.ron".into() },
        Action::Command(UiCommand::OpenBuiltin),
    ] {
        let name = format!("{action:?}").chars().take(20).collect::<String>();
        session.apply(action);
        assert!(session.revision() > last, "{name}");
        last = session.revision();
    }
}

// Opening.

#[test]
fn what_cannot_be_opened_leaves_the_plan() {
    let mut session = session();
    show(&mut session, Panel::Findings);
    let cursor = session.cursor();
    assert_eq!(session.apply(Action::OpenPath("x.ron".into())), [Effect::Read("x.ron".into())]);
    session.apply(Action::NotOpened("x.ron:1:2: 坏".to_owned()));
    assert_eq!(session.document.plan.tasks.len(), 39);
    assert_eq!((session.panel(), session.cursor()), (Panel::Findings, cursor));
    let lines = vec!["x.ron:1:2: 坏".to_owned()];
    assert_eq!(session.notice, Some(Notice::Problem { title: "没有打开，当前方案保留".to_owned(), lines }));
}

const SMALL: &str = r#"(format: 1, title: "小方案", groups: [(name: "甲", units: {"县司法局": ()})],
tasks: [(number: "1", text: "某事", lead: ["县司法局"])])"#;

#[test]
fn what_is_opened_replaces_the_plan_and_what_was_shown_of_it() {
    let mut session = session();
    session.apply(Action::ToggleRole(Role::Lead));
    show_unit(&mut session, "县直有关部门");
    command(&mut session, UiCommand::SwitchTheme);
    command(&mut session, UiCommand::SwitchLanguage);
    session.apply(Action::Failed("x".to_owned()));
    session.apply(Action::AskPath(PathQuestion::Open));
    session.apply(Action::Opened { document: Box::new(opened(SMALL)), path: "other.ron".into() });
    assert_eq!(session.document.plan.title, "小方案");
    assert_eq!((session.panel(), session.can_go_back()), (Panel::Closed, false));
    assert!(session.filter().is_empty());
    assert_eq!(session.cursor(), Some(cell(&session, "1", "县司法局")));
    assert_eq!((session.theme(), session.lang), (Theme::Dark, Lang::En), "the person's choices stay");
    assert_eq!((&session.notice, &session.question), (&None, &None));
}

#[test]
fn errors_of_the_file_are_told_with_their_place() {
    let mut session = session();
    let file = SMALL.replace(r#"lead: ["县司法局"]"#, r#"lead: ["县司法居"], when: "2019-02-30""#);
    session.apply(Action::Opened { document: Box::new(opened(&file)), path: "other.ron".into() });
    let Some(Notice::Problem { title, lines }) = &session.notice else { panic!("{:?}", session.notice) };
    assert_eq!(title, "文件有 2 处错误，已按能读懂的部分显示");
    assert!(lines.iter().all(|line| line.starts_with("plan.ron:2:")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("县司法居") && line.contains("是否应为“县司法局”")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("when")), "{lines:?}");
}

// Exporting.

fn written(session: &mut Session, table: Table) -> Vec<u8> {
    session.ask_save(table, Format::Csv);
    let effects = session.apply(Action::Export { table, path: "x.csv".into(), replace: true });
    match effects.as_slice() {
        [Effect::Export { job, path, replace: true }] => {
            assert_eq!((job.table(), path.as_os_str()), (table, "x.csv".as_ref()));
            job.run().expect("a file").bytes
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn exports_are_the_tables_of_the_contract() {
    let mut session = session();
    for filtered in [false, true] {
        if filtered {
            session.apply(Action::ToggleRole(Role::Lead));
        }
        let unit = unit(&session, "县司法局");
        let mut expected = [CsvSink::new(), CsvSink::new(), CsvSink::new()];
        let scope = session.scope();
        // What a unit owes is exported whole, as its panel shows it.
        let obligations = Obligations::new(scope.plan, scope.ledger, &Filter::default(), unit);
        table::matrix(&scope, &mut expected[0]).expect("a table");
        table::marks(&scope, Expand::Yes, &mut expected[1]).expect("a table");
        table::unit(&scope, &obligations, &mut expected[2]).expect("a table");
        let tables = [Table::Matrix(Extent::Shown), Table::Marks(Extent::Shown), Table::Unit(unit)];
        for (table, expected) in tables.into_iter().zip(expected) {
            let bytes = written(&mut session, table);
            assert!(bytes.starts_with(b"\xEF\xBB\xBF"), "{table:?} has a BOM");
            let expected = expected.finish(Encoding::Utf8).expect("bytes");
            assert!(bytes == expected, "{table:?}, filtered: {filtered}");
        }
    }
}

#[test]
fn exports_are_asked_for_by_a_name_that_says_what_they_are() {
    let mut session = session();
    session.apply(Action::MoveTo(cell(&session, "4", "县法院")));
    let asked = |session: &mut Session, export| match command(session, export).as_slice() {
        [Effect::AskSave { table, name }] => (*table, name.clone()),
        other => panic!("{other:?}"),
    };
    let court = Table::Unit(unit(&session, "县法院"));
    let names = ["木兰县优化营商环境工作方案-责任矩阵.csv", "木兰县优化营商环境工作方案-责任标记.csv"];
    assert_eq!(asked(&mut session, UiCommand::ExportMatrix), (Table::Matrix(Extent::All), names[0].to_owned()));
    assert_eq!(asked(&mut session, UiCommand::ExportMarks), (Table::Marks(Extent::All), names[1].to_owned()));
    assert_eq!(asked(&mut session, UiCommand::ExportUnit), (court, "县法院-责任清单.csv".to_owned()));
    let police = unit(&session, "县公安局");
    show(&mut session, Panel::Unit(police));
    session.apply(Action::MoveTo(cell(&session, "4", "县法院")));
    assert_eq!(session.current_unit(), Some(police), "the unit that is shown goes before the cursor's");
}

#[test]
fn what_became_of_an_export_is_told() {
    let mut session = session();
    let (table, path) = (Table::Matrix(Extent::All), PathBuf::from("/tmp/x.csv"));
    command(&mut session, UiCommand::ExportMatrix);
    session.apply(Action::AskPath(PathQuestion::Save { table, exists: None }));
    session.apply(Action::ExportExists { table, path: path.clone() });
    assert_eq!(session.question, Some(PathQuestion::Save { table, exists: Some(path) }));
    session.apply(Action::Exported { table, path: "/tmp/x.csv".into(), warnings: Vec::new() });
    let message = "已导出：/tmp/x.csv".to_owned();
    assert_eq!(session.notice, Some(Notice::Written { message, path: "/tmp/x.csv".into() }));
    assert_eq!(session.question, None);
    assert_eq!(session.apply(Action::Reveal("/tmp/x.csv".into())), [Effect::Reveal("/tmp/x.csv".into())]);
    session.apply(Action::CloseNotice);
    assert_eq!(session.notice, None);
    session.apply(Action::Failed("没有空间".to_owned()));
    let lines = vec!["没有空间".to_owned()];
    assert_eq!(session.notice, Some(Notice::Problem { title: "没有完成".to_owned(), lines }));
}

#[test]
fn a_dialog_answered_after_another_plan_was_opened_writes_nothing() {
    let mut session = session();
    session.apply(Action::Move { motion: Motion::RowEnd, extend: false });
    command(&mut session, UiCommand::ExportUnit);
    session.apply(Action::Opened { document: Box::new(opened(SMALL)), path: "other.ron".into() });
    let (table, path) = (Table::Unit(UnitId::new(40)), PathBuf::from("x.csv"));
    for answer in [
        Action::Export { table, path: path.clone(), replace: true },
        Action::AskPath(PathQuestion::Save { table, exists: None }),
        Action::ExportExists { table, path },
    ] {
        session.notice = None;
        assert_eq!(session.apply(answer), []);
        assert_eq!(session.question, None);
        assert!(matches!(session.notice, Some(Notice::Problem { .. })), "and it is told");
    }
}

#[test]
fn how_much_to_export_is_asked_where_it_makes_a_difference() {
    let mut session = session();
    assert!(matches!(command(&mut session, UiCommand::ExportMarks).as_slice(), [Effect::AskSave { .. }]));
    session.apply(Action::ToggleRole(Role::Lead));
    assert_eq!(command(&mut session, UiCommand::ExportMarks), []);
    assert_eq!(session.extent_question, Some(Table::Marks(Extent::All)));
    assert_eq!(session.apply(Action::ExportExtent(None)), []);
    command(&mut session, UiCommand::ExportMarks);
    let asked = session.apply(Action::ExportExtent(Some(Extent::Shown)));
    assert!(matches!(asked.as_slice(), [Effect::AskSave { table: Table::Marks(Extent::Shown), .. }]), "{asked:?}");
    let lines = |session: &mut Session, extent| {
        let bytes = written(session, Table::Marks(extent));
        String::from_utf8_lossy(&bytes).lines().count()
    };
    assert_eq!(lines(&mut session, Extent::All) - lines(&mut session, Extent::Shown), 68);
}

#[test]
fn what_is_folded_on_screen_is_written_out() {
    let mut session = session();
    let plain = written(&mut session, Table::Matrix(Extent::Shown));
    command(&mut session, UiCommand::FoldAll);
    session.apply(Action::FoldGroup(GroupId::new(3)));
    assert_eq!((session.view.rows.len(), session.view.shown_tasks), (7, 39));
    assert!(written(&mut session, Table::Matrix(Extent::Shown)) == plain);
    command(&mut session, UiCommand::UnfoldAll);
    session.apply(Action::Sort(Order::Name));
    let sorted = written(&mut session, Table::Matrix(Extent::Shown));
    assert!(sorted != plain && sorted.len() == plain.len(), "the order of the units is the screen's");
}

#[test]
fn the_ending_decides_on_the_format() {
    let mut session = session();
    let table = Table::Matrix(Extent::All);
    let asked = command(&mut session, UiCommand::ExportWorkbook);
    let name = "木兰县优化营商环境工作方案-责任矩阵.xlsx".to_owned();
    assert_eq!(asked, [Effect::AskSave { table, name }]);
    let mut export =
        |path: &str| match session.apply(Action::Export { table, path: path.into(), replace: true }).as_slice() {
            [Effect::Export { job, path, replace }] => {
                (job.run().expect("a file").bytes[..4].to_vec(), path.display().to_string(), *replace)
            }
            other => panic!("{other:?}"),
        };
    assert_eq!(export("x.XLSX"), (b"PK\x03\x04".to_vec(), "x.XLSX".to_owned(), true));
    assert_eq!(export("x.svg").0, b"<svg".to_vec());
    assert_eq!(export("x.png").0, b"\x89PNG".to_vec());
    // Another name than the dialog asked about: what stands there is not replaced unasked.
    assert_eq!(export("x.v2"), (b"PK\x03\x04".to_vec(), "x.v2.xlsx".to_owned(), false));
}

// Printing.

fn layout(effects: &[Effect]) -> output::LayoutJob {
    let jobs = effects.iter().filter_map(|effect| match effect {
        Effect::LayOut(job) => Some((**job).clone()),
        _ => None,
    });
    let [job] = &jobs.collect::<Vec<_>>()[..] else { panic!("{effects:?}") };
    job.clone()
}

#[test]
fn the_preview_shows_the_unit_of_the_panel_else_the_matrix() {
    let mut session = session();
    let effects = command(&mut session, UiCommand::Print);
    assert_eq!(layout(&effects).options.what, PrintWhat::Matrix);
    assert!(effects.contains(&Effect::ListPrinters));
    command(&mut session, UiCommand::Escape);
    assert!(session.preview().is_none());
    show_unit(&mut session, "县司法局");
    let job = layout(&command(&mut session, UiCommand::Print));
    assert_eq!(job.options.what, PrintWhat::Unit(unit(&session, "县司法局")));
    let pages = std::sync::Arc::new(job.run(&crate::paper::Faces::embedded()).expect("pages"));
    session.apply(Action::LaidOut { number: job.number + 1, pages: Ok(pages.clone()) });
    assert!(session.preview().expect("a preview").pages.is_none(), "pages of another layout");
    session.apply(Action::LaidOut { number: job.number, pages: Ok(pages) });
    assert!(session.preview().expect("a preview").pages.is_some());
    let name = "县司法局-责任清单.pdf".to_owned();
    assert_eq!(session.apply(Action::Preview(PreviewAction::Save)), [Effect::AskSavePages { name }]);
    let path = PathBuf::from("x.pdf");
    let saved = session.apply(Action::SavePages { path: path.clone(), replace: false });
    assert!(matches!(saved.as_slice(), [Effect::WritePages { replace: false, .. }]), "{saved:?}");
    session.apply(Action::PagesExist(path.clone()));
    assert_eq!(session.question, Some(PathQuestion::SavePages { exists: Some(path) }));
}

#[test]
fn every_option_is_laid_out_anew_and_all_units_at_once() {
    let mut session = session();
    let job = layout(&command(&mut session, UiCommand::PrintAll));
    assert_eq!((job.options.what, job.units().len()), (PrintWhat::AllUnits, 41));
    let letter = PrintOptions { style: crate::paper::Style::Letter, ..job.options };
    let again = layout(&session.apply(Action::Preview(PreviewAction::Options(letter))));
    assert!(again.number > job.number && again.options == letter);
    assert_eq!(session.apply(Action::Preview(PreviewAction::Options(letter))), [], "nothing changed");
    assert_eq!(session.apply(Action::Preview(PreviewAction::EachUnit)), [Effect::AskFolder]);
    let effects = session.apply(Action::WriteUnits("/x".into()));
    assert!(matches!(effects.as_slice(), [Effect::WriteUnits { .. }]), "{effects:?}");
    assert_eq!(session.units_progress().map(|progress| progress.all), Some(41));
    assert_eq!(session.apply(Action::WriteUnits("/x".into())), [], "one at a time");
    assert_eq!(session.apply(Action::CancelUnits), [Effect::CancelUnits]);
    session.apply(Action::UnitsWritten { written: 40, problems: vec!["x.pdf: no".to_owned()], folder: "/x".into() });
    assert!(matches!(&session.notice, Some(Notice::Problem { lines, .. }) if lines.len() == 1));
    assert_eq!(session.units_progress(), None);
}

#[test]
fn printing_takes_a_printer_and_says_why_not() {
    use crate::platform::printers::{PrintError, Printer};
    let mut session = session();
    show_unit(&mut session, "县法院");
    let job = layout(&command(&mut session, UiCommand::Print));
    let pages = job.run(&crate::paper::Faces::embedded()).expect("pages");
    session.apply(Action::LaidOut { number: job.number, pages: Ok(pages.into()) });
    session.apply(Action::Printers(Err(PrintError::NoService)));
    assert_eq!(session.apply(Action::Preview(PreviewAction::Print)), []);
    let printer = |name: &str| Printer { name: name.to_owned(), is_default: false };
    session.apply(Action::Printers(Ok(vec![printer("一楼"), printer("二楼")])));
    for action in [PreviewAction::Printer(1), PreviewAction::Copies(0), PreviewAction::Range("1-2".to_owned())] {
        session.apply(Action::Preview(action));
    }
    let effects = session.apply(Action::Preview(PreviewAction::Print));
    let [Effect::Print { request, .. }] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((request.printer.as_str(), request.copies, request.pages.as_str()), ("二楼", 1, "1-2"));
    for error in [PrintError::NoService, PrintError::NoPrinter, PrintError::BadPages, PrintError::Refused("x".into())] {
        session.notice = None;
        session.apply(Action::Printed(Err(error)));
        assert!(matches!(session.notice, Some(Notice::Problem { .. })));
    }
    session.apply(Action::Printed(Ok("PDF-1".to_owned())));
    assert!(matches!(session.notice, Some(Notice::Done(_))));
}

// Folds.

#[test]
fn the_cursor_goes_with_what_is_folded_and_a_place_asked_for_is_unfolded() {
    let mut session = session();
    session.apply(Action::MoveTo(cell(&session, "4", "县司法局")));
    command(&mut session, UiCommand::FoldSection);
    let section = Subject::Section(SectionId::new(0));
    assert_eq!(session.cursor().map(|cursor| cursor.subject), Some(section));
    assert_eq!(session.view.rows.len(), 37);
    show_task(&mut session, "6");
    assert_eq!(session.view.rows.len(), 46, "a task that is asked for is shown");
    assert_eq!(session.cursor(), Some(cell(&session, "6", "县司法局")));
    command(&mut session, UiCommand::FoldGroup);
    assert!(session.view.columns.len() < 41);
    let cell_words = copied(&mut session);
    assert!(cell_words.trim().parse::<u32>().is_ok(), "a folded cell is copied as its count: {cell_words}");
    show_unit(&mut session, "县公安局");
    assert_eq!(session.view.columns.len(), 41);
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
    let kind = |code: &str| session.document.findings.iter().position(|finding| finding.kind.code() == code);
    let position = kind("several-leads").expect("a finding");
    session.apply(Action::ShowFinding(position));
    assert!(matches!(session.panel(), Panel::Task(_)));
    assert_eq!(session.lit(), session.document.findings.get(position));
    show_task(&mut session, "3");
    assert_eq!(session.lit(), None);
}

// Memory.

#[test]
fn what_a_person_chose_for_a_plan_is_there_again() {
    let mut session = session();
    session.apply(Action::ToggleSection(SectionId::new(2)));
    session.apply(Action::ToggleGroup(GroupId::new(3)));
    session.apply(Action::ToggleRole(Role::Supporting));
    session.apply(Action::ToggleThrough);
    session.apply(Action::ToggleEmpty);
    session.apply(Action::FilterText("企业".to_owned()));
    session.apply(Action::Sort(Order::Load));
    command(&mut session, UiCommand::FoldAll);
    session.apply(Action::FoldGroup(GroupId::new(0)));
    session.apply(Action::SetAside { findings: vec![3, 999], aside: true });
    session.apply(Action::ZoomBy(1.5));
    command(&mut session, UiCommand::SwitchTheme);
    command(&mut session, UiCommand::SwitchLanguage);
    let text = session.settings().to_text();
    let settings = settings::Settings::parse(&text).expect("settings");
    let again = Session::remembering(Document::builtin(), settings, None);
    assert_eq!((again.filter(), again.arrangement()), (session.filter(), session.arrangement()));
    assert_eq!(
        (again.view.rows.len(), again.view.columns.len()),
        (session.view.rows.len(), session.view.columns.len())
    );
    assert!(again.is_set_aside(3) && again.set_aside_count() == 1);
    assert_eq!((again.zoom(), again.theme(), again.lang), (1.5, Theme::Dark, Lang::En));
    assert_eq!(again.settings(), session.settings());
}

#[test]
fn the_program_opens_at_my_unit() {
    let mut session = session();
    command(&mut session, UiCommand::ShowMyUnit);
    assert!(matches!(session.notice, Some(Notice::Done(_))), "it says how to choose one");
    session.apply(Action::ChooseMyUnit(Some(unit(&session, "县司法局"))));
    let again = Session::remembering(Document::builtin(), session.settings(), None);
    assert_eq!(again.panel(), Panel::Unit(unit(&again, "县司法局")));
    assert_eq!(again.cursor().map(|cursor| cursor.unit), Some(unit(&again, "县司法局")));
    session.apply(Action::Opened { document: Box::new(opened(SMALL)), path: "other.ron".into() });
    assert_eq!(session.panel(), Panel::Unit(unit(&session, "县司法局")), "in every plan that has it");
    session.apply(Action::ChooseMyUnit(None));
    assert_eq!(Session::remembering(Document::builtin(), session.settings(), None).panel(), Panel::Closed);
}

#[test]
fn the_same_plan_read_again_keeps_its_place() {
    let mut session = session();
    let path = PathBuf::from("/x/plan.ron");
    let open = |session: &mut Session| {
        let document = Box::new(Document::builtin());
        session.apply(Action::Opened { document, path: path.clone() })
    };
    assert_eq!(open(&mut session), [Effect::Watch(Some(path.clone()))]);
    session.apply(Action::ToggleSection(SectionId::new(1)));
    show_task(&mut session, "12");
    session.apply(Action::MoveTo(cell(&session, "13", "县委编办")));
    command(&mut session, UiCommand::ShowSource);
    assert_eq!(command(&mut session, UiCommand::Reload), [Effect::Read(path.clone())]);
    open(&mut session);
    assert_eq!((session.page(), session.panel()), (Page::Source, Panel::Task(task(&session, "12"))));
    assert_eq!(session.filter().sections, [SectionId::new(1)]);
    assert_eq!(session.recent(), std::slice::from_ref(&path));
    session.apply(Action::ChangedOnDisk { path: "/elsewhere.ron".into(), gone: false });
    assert_eq!(session.notice, None);
    session.apply(Action::ChangedOnDisk { path: path.clone(), gone: false });
    assert!(matches!(&session.notice, Some(Notice::Changed { path: Some(_), .. })));
    session.apply(Action::ChangedOnDisk { path, gone: true });
    assert!(matches!(&session.notice, Some(Notice::Changed { path: None, .. })));
}

// Putting a plan right.

fn imported(text: &str) -> Session {
    let read = crate::import::read(None, text.as_bytes(), crate::import::Options::default()).expect("a notice");
    let mut document = Document::of_plan("通知.txt", &read.plan);
    document.add_source(read.text);
    let mut session = session();
    session.apply(Action::Imported { document: Box::new(document), findings: read.findings });
    session
}

const TOWN: &str = "某镇环境整治方案\n一、道路\n1.清扫主干道。（牵头单位：镇城建办；责任单位：镇环卫所、镇派出所）\n2.修补路面。（牵头单位：镇城建办）\n";

#[test]
fn a_notice_comes_beside_its_text_and_is_saved_with_it() {
    let mut session = imported(TOWN);
    assert_eq!((session.page(), session.panel()), (Page::Source, Panel::Doubts));
    assert_eq!(session.document.plan.tasks.len(), 2);
    assert!(session.is_unsaved() && session.path().is_none());
    let effects = command(&mut session, UiCommand::Save);
    assert_eq!(effects, [Effect::AskSavePlan { name: "某镇环境整治方案.ron".to_owned() }]);
    let effects = session.apply(Action::SavePlan { path: "/x/某镇.ron".into(), replace: false });
    let [Effect::SavePlan { plan, text, path, beside: Some((name, content)), replace: false }] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!((name.as_str(), content.as_str(), plan.source.as_deref()), ("某镇.txt", TOWN, Some("某镇.txt")));
    assert_eq!(crate::file::decode(text).expect("a plan file").plan, **plan);
    let (path, plan) = (path.clone(), plan.clone());
    session.apply(Action::PlanExists(path.clone()));
    assert!(matches!(session.question, Some(PathQuestion::SavePlan { .. })));
    assert_eq!(session.apply(Action::PlanSaved { path: path.clone(), plan }), [Effect::Watch(Some(path.clone()))]);
    assert!(!session.is_unsaved());
    assert_eq!((session.path(), session.panel()), (Some(path.as_path()), Panel::Doubts));
    assert!(session.recent().contains(&path));
    let again = command(&mut session, UiCommand::Save);
    assert!(matches!(again.as_slice(), [Effect::SavePlan { replace: true, beside: None, .. }]), "{again:?}");
}

#[test]
fn changes_are_undone_and_made_again() {
    let mut session = imported(TOWN);
    let environment = unit(&session, "镇环卫所");
    session.apply(Action::Show(Panel::Unit(environment)));
    session.apply(Action::Edit(Edit::RenameUnit { unit: environment, name: "镇环境卫生所".to_owned() }));
    let renamed = session.document.plan.clone();
    assert_eq!(session.panel(), Panel::Unit(unit(&session, "镇环境卫生所")), "the panel stays with the unit");
    let at = crate::edit::At { task: task(&session, "2"), role: Role::Lead, position: 0 };
    session.apply(Action::Edit(Edit::SetRole { at, to: Role::Responsible }));
    assert!(session.document.plan.task(at.task).leads.is_empty());
    command(&mut session, UiCommand::Undo);
    assert_eq!(session.document.plan, renamed);
    command(&mut session, UiCommand::Undo);
    command(&mut session, UiCommand::Undo);
    assert!(session.document.plan.unit_named("镇环卫所").is_some());
    command(&mut session, UiCommand::Redo);
    assert_eq!(session.document.plan, renamed);
    let police = unit(&session, "镇派出所");
    session.apply(Action::Edit(Edit::RenameUnit { unit: police, name: "镇城建办".to_owned() }));
    assert!(matches!(&session.notice, Some(Notice::Done(words)) if words.contains("镇城建办")), "{:?}", session.notice);
    assert_eq!(session.document.plan, renamed, "a name that is taken changes nothing");
    check(&session);
}

#[test]
fn doubts_are_settled_and_unsaved_changes_are_asked_about() {
    let mut session = imported(TOWN);
    let open = session.draft().expect("a draft").doubts_left();
    for doubt in 0..session.draft().expect("a draft").doubts().len() {
        session.apply(Action::ShowDoubt(doubt));
        session.apply(Action::Settle { doubt, settled: true });
    }
    assert_eq!(session.draft().expect("a draft").doubts_left(), 0, "of {open}");
    for (action, leaving) in [
        (Action::OpenPath("/y.ron".into()), draft::Leaving::Open("/y.ron".into())),
        (Action::Command(UiCommand::OpenBuiltin), draft::Leaving::OpenBuiltin),
        (Action::Close, draft::Leaving::Close),
    ] {
        assert_eq!(session.apply(action), []);
        assert_eq!(session.leaving(), Some(&leaving));
        assert_eq!(session.apply(Action::Leave(draft::LeavingAnswer::Stay)), []);
    }
    session.apply(Action::Close);
    let saving = session.apply(Action::Leave(draft::LeavingAnswer::Save));
    assert!(matches!(saving.as_slice(), [Effect::AskSavePlan { .. }]), "{saving:?}");
    let saving = session.apply(Action::SavePlan { path: "/x/某镇.ron".into(), replace: false });
    let [Effect::SavePlan { plan, path, .. }] = saving.as_slice() else { panic!("{saving:?}") };
    let saved = session.apply(Action::PlanSaved { path: path.clone(), plan: plan.clone() });
    assert_eq!(saved.last(), Some(&Effect::Close), "and then the window closes");
    session.apply(Action::Edit(Edit::Title("另一个题目".to_owned())));
    session.apply(Action::OpenPath("/y.ron".into()));
    assert_eq!(session.apply(Action::Leave(draft::LeavingAnswer::Discard)), [Effect::Read("/y.ron".into())]);
}

#[test]
fn a_plan_that_exists_is_put_right_too() {
    let mut session = session();
    command(&mut session, UiCommand::Arrange);
    assert_eq!((session.panel(), session.is_unsaved()), (Panel::Doubts, false));
    let justice = unit(&session, "县司法局");
    session.apply(Action::Edit(Edit::FullName { unit: justice, name: "木兰县司法局".to_owned() }));
    assert!(session.is_unsaved());
    command(&mut session, UiCommand::Undo);
    assert!(!session.is_unsaved());
    // Filter and folds stay while units move.
    session.apply(Action::ToggleGroup(GroupId::new(3)));
    let tax = unit(&session, "县税务局");
    session.apply(Action::Edit(Edit::MoveUnit { unit: tax, group: GroupId::new(3) }));
    assert_eq!((session.view.columns.len(), session.filter().groups.len()), (22, 1));
    check(&session);
}

// The list of commands.

#[test]
fn every_command_stands_once_in_the_list_and_no_two_share_a_key() {
    for (position, one) in UiCommand::ALL.into_iter().enumerate() {
        for other in &UiCommand::ALL[..position] {
            assert_ne!(one, *other);
            assert!(one.shortcut().is_none() || one.shortcut() != other.shortcut(), "{one:?} and {other:?}");
        }
    }
    let names: Vec<String> = [UiCommand::ExportUnit, UiCommand::Back, UiCommand::ZoomOut, UiCommand::Help]
        .into_iter()
        .filter_map(|command| Some(command.shortcut()?.name()))
        .collect();
    assert_eq!(names, ["Ctrl+Shift+E", "Alt+←", "Ctrl+−", "F1"]);
}

// Whatever happens.

/// Plans with nothing in one place or another.
const BARE: [&str; 4] = [
    r#"(format: 1, title: "空")"#,
    r#"(format: 1, title: "无任务", groups: [(name: "甲", units: {"县司法局": ()})])"#,
    r#"(format: 1, title: "无单位", tasks: [(number: "1", text: "某事")])"#,
    r#"(format: 1, title: "只有体系", sections: [(title: "甲")], groups: [(name: "甲", units: {"县司法局": ()})])"#,
];

const MOTIONS: [Motion; 10] = [
    Motion::By { rows: 1, columns: 0 },
    Motion::By { rows: -7, columns: -1 },
    Motion::NextCell,
    Motion::PreviousCell,
    Motion::RowStart,
    Motion::RowEnd,
    Motion::Start,
    Motion::End,
    Motion::Top,
    Motion::Bottom,
];

#[test]
fn bare_plans_take_every_command_and_motion() {
    for file in BARE {
        let fresh = || Session::new(opened(file), Lang::Zh);
        for first in UiCommand::ALL {
            for second in UiCommand::ALL {
                let mut session = fresh();
                command(&mut session, first);
                command(&mut session, second);
            }
        }
        for motion in MOTIONS {
            for extend in [false, true] {
                let mut session = fresh();
                session.apply(Action::Move { motion, extend });
                command(&mut session, UiCommand::Copy);
                check(&session);
            }
        }
        for table in [Table::Matrix(Extent::All), Table::Marks(Extent::Shown)] {
            assert!(!written(&mut fresh(), table).is_empty());
        }
    }
}

/// What must hold at any time.
fn check(session: &Session) {
    let (rows, columns) = (session.view.rows.len(), session.view.columns.len());
    assert_eq!(session.cursor.is_some(), rows > 0 && columns > 0, "a cursor wherever there is a cell");
    if session.cursor.is_some() {
        let (row, column) = place(session);
        let selection = session.selection().expect("a selection");
        assert!(selection.contains(row, column) && selection.rows.end <= rows && selection.columns.end <= columns);
    }
    let Filter { sections, groups, find, .. } = &session.filter;
    if session.view.all_tasks == 39 && sections.is_empty() && groups.is_empty() && find.is_empty() {
        assert!(session.view.counts.direct() > 0, "something is always shown of a plan that has marks");
    }
}

fn any_action() -> impl Strategy<Value = (usize, usize, bool)> {
    (0..13_usize, 0..64_usize, any::<bool>())
}

/// The action meant by three arbitrary values; plans come from a list.
fn action((kind, choice, flag): (usize, usize, bool), session: &Session) -> Option<Action> {
    let (rows, columns) = (session.view.rows.len().max(1), session.view.columns.len().max(1));
    let cursor = Cursor::at(&session.view, choice % rows, choice * 7 % columns);
    let plan = &session.document.plan;
    let within = |count: usize| (count > 0).then(|| choice % count);
    Some(match kind {
        0 => Action::Command(UiCommand::ALL[choice % UiCommand::ALL.len()]),
        1 | 2 => Action::Move { motion: MOTIONS[choice % MOTIONS.len()], extend: flag },
        3 if flag => Action::MoveTo(cursor?),
        3 => Action::ExtendTo(cursor?),
        4 => Action::ToggleRole(Role::ALL[choice % 4]),
        5 if flag => Action::ToggleThrough,
        5 => Action::Show(Panel::Unit(UnitId::new(within(plan.units.len())?))),
        6 if flag => Action::Show(Panel::Task(TaskId::new(within(plan.tasks.len())?))),
        6 => Action::Show(Panel::Section(SectionId::new(within(plan.sections.len())?))),
        7 if flag => Action::ToggleSection(SectionId::new(within(plan.sections.len())?)),
        7 => Action::ToggleGroup(GroupId::new(within(plan.groups.len())?)),
        8 => Action::ToggleEmpty,
        9 if flag => Action::FoldSection(SectionId::new(within(plan.sections.len())?)),
        9 => Action::FoldGroup(GroupId::new(within(plan.groups.len())?)),
        10 if flag => Action::Sort(Order::ALL[choice % 3]),
        10 => Action::ShowPage(Page::ALL[choice % 3]),
        11 if flag => Action::FilterText(["企业", "x", "", "营商"][choice % 4].to_owned()),
        11 => Action::ShowFinding(choice),
        _ if choice < 4 => Action::Opened { document: Box::new(opened(BARE[choice])), path: "other.ron".into() },
        _ => Action::ClearFilter,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_actions_leaves_a_sound_state(steps in prop::collection::vec(any_action(), 1..40)) {
        let mut session = session();
        for step in steps {
            if let Some(action) = action(step, &session) {
                session.apply(action);
            }
            check(&session);
        }
    }
}
