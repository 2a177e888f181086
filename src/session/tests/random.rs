//! Whatever happens.

use super::output::written;
use super::*;

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
                session.tell(ViewAction::Move { motion, extend });
                command(&mut session, UiCommand::Copy);
                check(&session);
            }
        }
        for table in [Export::all(Wanted::Matrix), Export::shown(Wanted::Marks)] {
            assert!(!written(&mut fresh(), table).is_empty());
        }
    }
}

/// What must hold at any time.
pub(super) fn check(session: &Session) {
    let (rows, columns) = (session.view().rows.len(), session.view().columns.len());
    assert_eq!(session.cursor().is_some(), rows > 0 && columns > 0, "a cursor wherever there is a cell");
    if session.cursor().is_some() {
        let (row, column) = place(session);
        let selection = session.selection().expect("a selection");
        assert!(selection.contains(row, column) && selection.rows.end <= rows && selection.columns.end <= columns);
    }
    let Filter { sections, groups, find, .. } = &session.filter();
    if session.view().all_tasks == 39 && sections.is_empty() && groups.is_empty() && find.is_empty() {
        assert!(session.view().counts.direct() > 0, "something is always shown of a plan that has marks");
    }
}
