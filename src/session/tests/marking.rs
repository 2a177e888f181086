//! Marks that are set in the matrix itself.

use super::*;
use crate::view::CellMarks;

/// The built-in plan, being put right, the cursor on a cell.
fn at(number: &str, name: &str) -> Session {
    let mut session = session();
    command(&mut session, UiCommand::Arrange);
    let cursor = cell(&session, number, name);
    session.tell(ViewAction::MoveTo(cursor));
    session
}

fn roles(session: &Session, number: &str, name: &str) -> Vec<Role> {
    let (row, column) = cell(session, number, name).position(session.view()).expect("a cell");
    session.view().cell(row, column).roles().collect()
}

#[test]
fn a_key_gives_a_cell_its_role_and_undo_takes_it_back() {
    let mut session = at("3", "县司法局");
    let before = session.document().plan.clone();
    assert_eq!(roles(&session, "3", "县司法局"), [Role::Lead]);
    command(&mut session, UiCommand::MarkSupporting);
    assert_eq!(roles(&session, "3", "县司法局"), [Role::Supporting]);
    session.tell(EditAction::MarkToo(Role::Lead));
    assert_eq!(roles(&session, "3", "县司法局"), [Role::Lead, Role::Supporting]);
    session.tell(EditAction::MarkToo(Role::Lead));
    command(&mut session, UiCommand::ClearMarks);
    assert_eq!(roles(&session, "3", "县司法局"), []);
    for _ in 0..4 {
        command(&mut session, UiCommand::Undo);
    }
    assert_eq!(session.document().plan, before);
}

#[test]
fn what_is_named_is_reached_through_no_collective_any_more() {
    let mut session = at("3", "县公安局");
    let (row, column) = cell(&session, "3", "县公安局").position(session.view()).expect("a cell");
    let through = session.view().cell(row, column);
    command(&mut session, UiCommand::MarkResponsible);
    let named = session.view().cell(row, column);
    assert!(!named.is_through() && named.has(Role::Responsible), "{through:?} became {named:?}");
    command(&mut session, UiCommand::ClearMarks);
    assert_eq!(session.view().cell(row, column), through);
}

#[test]
fn many_cells_are_one_step() {
    let mut session = at("1", "县委宣传部");
    let before = session.document().plan.clone();
    let last = cell(&session, "3", "县委党校");
    session.tell(ViewAction::ExtendTo(last));
    command(&mut session, UiCommand::MarkInformed);
    for number in ["1", "2", "3"] {
        assert_eq!(roles(&session, number, "县委宣传部"), [Role::Informed], "{number}");
    }
    command(&mut session, UiCommand::Undo);
    assert_eq!(session.document().plan, before);
}

#[test]
fn each_kind_of_row_has_its_roles() {
    let mut session = at("3", "县司法局");
    let before = session.document().plan.clone();
    command(&mut session, UiCommand::MarkOverallLead);
    assert_eq!(session.document().plan, before, "a task has no overall lead");
    assert!(session.notices().next().is_some(), "it is said");
    let section = Cursor { subject: Subject::Section(SectionId::new(0)), unit: unit(&session, "县司法局") };
    session.tell(ViewAction::MoveTo(section));
    command(&mut session, UiCommand::MarkLead);
    assert_eq!(session.document().plan, before);
    command(&mut session, UiCommand::MarkOverallLead);
    let leads = &session.document().plan.sections[0].overall_leads;
    assert_eq!(leads.last().and_then(|party| party.unit()), Some(unit(&session, "县司法局")));
}

#[test]
fn nothing_is_marked_while_a_plan_is_only_looked_at() {
    let mut session = session();
    let before = session.document().plan.clone();
    assert_eq!(UiCommand::MarkLead.availability(&session), Err(Need::Draft));
    for action in [EditAction::Mark(Some(Role::Lead)), EditAction::PasteMarks("牵头".to_owned())] {
        session.tell(action);
    }
    assert_eq!((&session.document().plan, session.is_unsaved()), (&before, false));
}

#[test]
fn marks_are_copied_and_pasted_as_words() {
    let mut session = at("22", "县税务局");
    let cut = command(&mut session, UiCommand::CutMarks);
    let [Effect::Copy(text)] = &cut[..] else { panic!("{cut:?}") };
    assert_eq!(text.trim_end(), "牵头");
    assert_eq!(roles(&session, "22", "县税务局"), []);
    session.tell(EditAction::PasteMarks(text.clone()));
    assert_eq!(roles(&session, "22", "县税务局"), [Role::Lead]);
    // Of either language, letters, several in a cell, empty cells; what is through a collective is nobody's own.
    let column = session.view().column_of(unit(&session, "县税务局")).expect("a column");
    session.tell(EditAction::PasteMarks("supporting\t牵头、责任\r\nC\t\r\n经县直各部门\t督".to_owned()));
    let row = cell(&session, "22", "县税务局").position(session.view()).expect("a cell").0;
    let found = |down: usize, across: usize| -> Vec<Role> {
        let marks: CellMarks = session.view().cell(row + down, column + across);
        marks.roles().collect()
    };
    assert_eq!(found(0, 0), [Role::Supporting]);
    assert_eq!(found(0, 1), [Role::Lead, Role::Responsible]);
    assert_eq!((found(1, 0), found(1, 1)), (vec![Role::Consulted], vec![]));
    assert_eq!((found(2, 0), found(2, 1)), (vec![], vec![Role::Supervising]));
}

#[test]
fn words_that_are_no_roles_are_said_and_nothing_is_pasted() {
    let mut session = at("3", "县司法局");
    let before = session.document().plan.clone();
    session.tell(EditAction::PasteMarks("牵头\t张三".to_owned()));
    assert_eq!(session.document().plan, before);
    let said = format!("{:?}", session.notices().next().map(|told| &told.notice));
    assert!(said.contains("张三"), "{said}");
}

/// Ten thousand tasks by a thousand units are ten million cells: only those with a mark are gone through to clear them,
/// and a role is given to no more than a person means.
#[test]
fn a_whole_matrix_is_cleared_by_its_marks_and_not_marked_at_once() {
    let mut session = at("1", "县委宣传部");
    command(&mut session, UiCommand::SelectAll);
    let cleared = session.active().cleared_cells().len();
    assert!(cleared > 0 && cleared <= session.document().ledger.marks().len());
    command(&mut session, UiCommand::ClearMarks);
    let plan = &session.document().plan;
    let named = plan.tasks.iter().flat_map(|task| Role::OF_TASKS.map(|role| task.parties(role))).flatten();
    assert_eq!(named.filter(|party| party.unit().is_some()).count(), 0);
    command(&mut session, UiCommand::Undo);
    assert_eq!(session.document().plan, Document::builtin().plan);

    let units: String = (0..100).map(|unit| format!("\"甲{unit}局\": (), ")).collect();
    let tasks: String = (0..210).map(|task| format!("(number: \"{task}\", text: \"修路{task}。\"), ")).collect();
    let plan = format!("(format: 1, title: \"方案\", groups: [(name: \"组\", units: {{{units}}})], tasks: [{tasks}])");
    let mut session = super::session();
    open(&mut session, opened(&plan), "/x/large.ron");
    command(&mut session, UiCommand::Arrange);
    command(&mut session, UiCommand::SelectAll);
    let before = session.document().plan.clone();
    command(&mut session, UiCommand::MarkLead);
    session.tell(EditAction::MarkToo(Role::Lead));
    assert_eq!(session.document().plan, before);
    let said = format!("{:?}", session.notices().collect::<Vec<_>>());
    assert!(said.contains("20000") && said.contains("21000"), "{said}");
}
