//! Everything that is drawn: from a `&Session`, sending [`Action`]s.
//!
//! *Architecture invariant:* nothing here changes the session or touches files; nothing here
//! decides what a mark is or what is counted.

pub mod bulletin;
pub mod entry;
pub mod fonts;
pub mod glyph;
pub mod help;
pub mod hint;
pub mod legend;
pub mod load;
pub mod matrix;
pub mod meeting;
pub mod notice;
pub mod palette;
pub mod panel;
pub mod preview;
mod question;
pub mod saving;
pub mod search;
pub mod shortcut;
pub mod source;
pub mod status;
pub mod tabs;
pub mod theme;
pub mod toolbar;
mod widget;

use crate::lang::{RoleWords, Texts};
use crate::session::{Action, PlanAction, Session, UiCommand};
use std::cell::RefCell;
use theme::Palette;

/// A part of the window that the keyboard can be in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Region {
    /// The matrix (default).
    #[default]
    Matrix,
    /// The side panel.
    Panel,
    /// The search box.
    Search,
    /// The search of the source text.
    Source,
    /// The buttons at the top.
    Toolbar,
}

/// What drawing code works with: the state to draw and the way to ask for changes.
pub struct Cx<'a> {
    /// The state.
    pub session: &'a Session,
    /// Texts in the language of the session.
    pub t: &'static Texts,
    /// Colours of the session's theme.
    pub palette: &'static Palette,
    /// The region whose first widget should take the keyboard this frame.
    pub focus: Option<Region>,
    actions: RefCell<Vec<Action>>,
}

/// What drawing keeps for a plan: where it is scrolled to, what is unfolded, pictures.
#[derive(Default)]
pub struct PlanUi {
    /// The matrix.
    pub matrix: matrix::MatrixState,
    /// The source text.
    pub source: source::SourceState,
    /// The load of all units.
    pub load: load::LoadState,
    /// What is said of the plan.
    pub bulletin: bulletin::BulletinState,
    /// The side panel.
    pub panel: panel::PanelState,
    /// The print preview.
    pub preview: preview::PreviewState,
}

impl<'a> Cx<'a> {
    /// The words for the roles, as the plan calls them.
    pub fn roles(&self) -> RoleWords<'a> {
        RoleWords::new(self.session.lang(), &self.session.document().plan)
    }

    /// A context for one frame.
    pub fn new(session: &'a Session, focus: Option<Region>) -> Self {
        Self {
            session,
            t: session.lang().texts(),
            palette: Palette::of(session.theme()),
            focus,
            actions: RefCell::new(Vec::new()),
        }
    }

    /// Asks for a change, carried out before the next frame.
    pub fn send(&self, action: impl Into<Action>) {
        self.actions.borrow_mut().push(action.into());
    }

    /// Asks for a change of the plan on screen.
    pub fn tell(&self, action: impl Into<PlanAction>) {
        self.send(Action::Plan(self.session.active().id(), action.into()));
    }

    /// Asks for a command.
    pub fn command(&self, command: UiCommand) {
        self.send(Action::Command(command));
    }

    /// What was asked for.
    pub fn into_actions(self) -> Vec<Action> {
        self.actions.into_inner()
    }
}
