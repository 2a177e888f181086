//! What a command needs before it can be carried out, and what a person is told where it is not so.

use super::settings::ZOOM;
use super::{Panel, Session};
use crate::lang::Texts;
use crate::view::{Order, Subject};

/// `Name: words, what must hold of the session;` for each condition.
macro_rules! needs {
    ($($(#[doc = $doc:literal])+ $name:ident: $words:ident, $holds:expr;)+) => {
        /// A condition of a command. Where it does not hold, its words are the reason.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Need {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Need {
            /// Every condition.
            pub const ALL: [Self; [$(Self::$name),+].len()] = [$(Self::$name),+];

            /// Why a command cannot be carried out where this does not hold, and what to do.
            pub fn text(self, t: &Texts) -> &'static str {
                match self { $(Self::$name => t.reasons.$words,)+ }
            }

            /// Whether it holds now.
            pub fn holds(self, session: &Session) -> bool {
                match self { $(Self::$name => { let holds: fn(&Session) -> bool = $holds; holds(session) })+ }
            }
        }
    };
}

needs! {
    /// The pages of the print preview do not cover the plan.
    Uncovered: covered, |session| session.preview().is_none();
    /// The plan has a file, or is the built-in one.
    File: no_file, |session| session.active().can_reload();
    /// The plan has a file.
    InFile: versions_of_file, |session| session.path().is_some();
    /// The plan has a file, so that a record can lie beside it.
    Recordable: record_of_file, |session| session.active().record_path().is_some();
    /// More than one plan is open.
    OtherPlan: no_other_plan, |session| session.plans().len() > 1;
    /// There is something that no file holds.
    Unsaved: nothing_unsaved, |session| session.active().can_save() || session.active().is_working();
    /// There is a change to undo.
    Done: nothing_done, |session| session.active().can_undo();
    /// There is an undone change to make again.
    Undone: nothing_undone, |session| session.active().can_redo();
    /// The plan is being put right.
    Draft: not_arranging, |session| session.draft().is_some();
    /// A doubt is open.
    Doubts: no_doubts, |session| session.draft().is_some_and(|draft| draft.doubts_left() > 0);
    /// An open doubt is on screen.
    ShownDoubt: no_shown_doubt, |session| session.draft().is_some_and(|draft| draft.shown().is_some());
    /// An open doubt is on screen that proposes something.
    Proposal: no_proposal, |session| session.active().proposes();
    /// The matrix has a cell that the cursor is on.
    Cell: no_cell, |session| session.cursor().is_some();
    /// The cursor is on a task.
    TaskHere: no_task_here, |session| {
        session.cursor().is_some_and(|cursor| matches!(cursor.subject, Subject::Task(_)))
    };
    /// A unit is in the panel or under the cursor.
    Unit: no_unit, |session| session.current_unit().is_some();
    /// The matrix shows a task.
    Tasks: no_tasks, |session| session.view().shown_tasks > 0;
    /// The plan has units.
    Units: no_units, |session| !session.document().plan.units.is_empty();
    /// 我的单位 was chosen, and the plan has it.
    MyUnit: no_my_unit, |session| session.my_unit().is_some();
    /// The cursor is in a section.
    Section: no_section, in_section;
    /// The plan has sections.
    Sections: no_sections, |session| !session.document().plan.sections.is_empty();
    /// The units stand in the order of the plan.
    SourceOrder: other_order, |session| session.arrangement().order == Order::Source;
    /// A section or a group is folded.
    Folded: nothing_folded, is_folded;
    /// Something is left out by a filter.
    Filter: no_filter, |session| !session.filter().is_empty();
    /// There is a place to go back to.
    PlaceBefore: no_place_before, Session::can_go_back;
    /// There is a place to go forward to.
    PlaceAfter: no_place_after, Session::can_go_forward;
    /// The panel shows a task, a section or a unit.
    Subject: no_subject, |session| shown(session).is_some();
    /// There is one before it.
    Earlier: no_earlier, |session| shown(session).is_some_and(|(position, _)| position > 0);
    /// There is one after it.
    Later: no_later, |session| shown(session).is_some_and(|(position, count)| position + 1 < count);
    /// The window is not as large as it can be.
    ZoomedBelow: zoomed_in, |session| session.zoom() < *ZOOM.end();
    /// The window is not as small as it can be.
    ZoomedAbove: zoomed_out, |session| session.zoom() > *ZOOM.start();
}

fn in_section(session: &Session) -> bool {
    session.cursor().is_some_and(|cursor| match cursor.subject {
        Subject::Section(_) => true,
        Subject::Task(task) => session.document().plan.task(task).section.is_some(),
    })
}

fn is_folded(session: &Session) -> bool {
    let arrangement = session.arrangement();
    !arrangement.folded_sections.is_empty() || !arrangement.folded_groups.is_empty()
}

/// The position of what the panel shows among its like, and how many there are.
fn shown(session: &Session) -> Option<(usize, usize)> {
    let plan = &session.document().plan;
    match session.panel() {
        Panel::Task(task) => Some((task.index(), plan.tasks.len())),
        Panel::Section(section) => Some((section.index(), plan.sections.len())),
        Panel::Unit(unit) => Some((unit.index(), plan.units.len())),
        Panel::Closed | Panel::Findings | Panel::Doubts => None,
    }
}
