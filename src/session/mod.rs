//! What the window is showing, as a pure state machine: [`Action`]s in, [`Effect`]s out.
//!
//! A [`Session`] is the window and the plans that are open in it, each an [`OpenPlan`] in a tab. What
//! was begun for a plan names it by its [`PlanId`]; a result for one that is closed or was read anew
//! since changes nothing. Nothing replaces or closes a plan with unsaved changes but through the gate
//! (`gate.rs`).
//!
//! *Architecture invariant:* no window, no files, no threads here. Whoever draws holds a `&Session`
//! and sends actions; whoever runs effects sends their results back as actions.

mod action;
mod asked;
mod command;
pub mod draft;
mod effect;
mod exporting;
mod files;
mod gate;
pub mod grids;
mod help;
mod history;
mod keys;
mod late;
mod marking;
mod meeting;
mod memory;
mod need;
mod notices;
pub mod output;
mod plan;
pub mod preview;
mod rework;
pub mod rounds;
mod save_question;
mod saving;
mod selection;
pub mod settings;
mod shared;
mod shown;
mod spot;
mod tabs;
mod typed;
mod undo;
mod viewing;
mod window;

pub use action::{
    Action, EditAction, FileAction, Home, OutputAction, PathAction, PlanAction, PlanFile, Reading, Target, Unsaved,
    ViewAction, WindowAction,
};
pub use asked::Asked;
pub use command::{Group, Reach, UiCommand};
pub use effect::{Consent, Effect, PlanEffect, SavePlan, ToRead};
pub use gate::{Leaving, LeavingAnswer};
pub use help::{HelpPage, manual, manual_on_paper};
pub use history::History;
pub use keys::{Key, Shortcut};
pub use meeting::{Meeting, MeetingStep};
pub use need::Need;
pub use notices::Told;
pub use output::{Export, Extent};
pub use plan::OpenPlan;
pub use rework::{AT_ONCE, Rework, Reworked, SharedRework, Spent};
pub use save_question::{Keeping, SaveAnswer, SaveDoubt, SaveQuestion, SavedPlan, VersionList};
pub use saving::{ago, open_elsewhere};
pub use selection::{Cursor, Motion, Selection};
pub use shared::Shared;
pub use spot::{Page, Panel, PlanId, Spot};
pub use typed::Typed;
pub use undo::MOST_BYTES;
pub use window::{
    ExtentQuestion, Notice, PathQuestion, Recovered, RendererChoice, TaskLines, TextSize, Theme, ThemeChoice,
};

use crate::document::Document;
use crate::lang::Lang;
use crate::view::MarkStyle;
use gate::Gate;
use rounds::{BulletinKind, RoundAction};
use settings::Settings;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use window::Window;

/// The state of the window and of the plans in it.
pub struct Session {
    window: Window,
    /// In the order of their tabs; never empty.
    plans: Vec<OpenPlan>,
    /// The position of the one on screen.
    active: usize,
    /// How many plans were opened: the next one's number.
    openings: u64,
    gate: Gate,
}

impl Session {
    /// A window on the built-in plan `document`, everything shown, the cursor on the first task's
    /// first mark.
    pub fn new(document: Document, lang: Lang) -> Self {
        Self::remembering(document, Settings::default(), Some(lang))
    }

    /// The same, going on where `settings` left off; the plans that were open then come with
    /// [`WindowAction::Start`]. `lang` overrides theirs.
    pub fn remembering(document: Document, settings: Settings, lang: Option<Lang>) -> Self {
        let lang = lang.or(settings.language).unwrap_or_default();
        let mut session = Self {
            window: Window::new(lang, settings),
            plans: Vec::new(),
            active: 0,
            openings: 0,
            gate: Gate::default(),
        };
        let id = session.new_id();
        session.plans.push(OpenPlan::stopgap(id, Arc::new(document), &session.window));
        session
    }

    /// Carries out an action; what only the outside can do is returned.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        self.window.notices.look_at(self.active().id().tab());
        if self.stays_for_typed(&action) {
            return Vec::new();
        }
        let mut effects = self.enter_typed_before(&action);
        effects.extend(match action {
            Action::Command(command) => self.command(command),
            Action::Window(action) => self.window_action(action),
            Action::Plan(id, action) => self.plan_action(id, action),
        });
        self.settle_gate();
        self.window.notices.look_at(self.active().id().tab());
        self.keep_files_apart(effects)
    }

    fn plan_action(&mut self, id: PlanId, action: PlanAction) -> Vec<Effect> {
        if self.plan(id).is_none() {
            self.window.late(action);
            return Vec::new();
        }
        match action {
            PlanAction::File(FileAction::Reload) => self.reload(id),
            PlanAction::Round(RoundAction::Draw(kind)) => self.draw_up(id, kind),
            PlanAction::File(FileAction::ReadAgain(document)) => self.was_read_again(id, document),
            PlanAction::File(FileAction::Saved(_)) => {
                let begun = self.apply_to(id, action);
                let next = self.saved(id);
                // Under its new name, unless it was closed on that.
                let watch = self.plan(id).map(|_| self.watch());
                let record = self.plan_mut(id).map(OpenPlan::ask_record);
                watch.into_iter().chain(record).chain(begun).chain(next).collect()
            }
            PlanAction::File(FileAction::NotSaved(_)) | PlanAction::Path(PathAction::Cancelled(Target::Plan)) => {
                self.stop_leaving();
                self.apply_to(id, action)
            }
            PlanAction::Path(PathAction::Chosen { target: Target::Plan, .. }) => {
                let effects = self.apply_to(id, action);
                if effects.is_empty() {
                    // It is not written there: nothing is left for it.
                    self.stop_leaving();
                }
                effects
            }
            other => self.apply_to(id, other),
        }
    }

    /// Hands an action to its plan.
    fn apply_to(&mut self, id: PlanId, action: PlanAction) -> Vec<Effect> {
        let Self { plans, window, .. } = self;
        match plans.iter_mut().find(|plan| plan.id() == id) {
            Some(plan) => {
                window.notices.speaks(Some(id.tab()));
                let effects = plan.apply(action, window);
                window.notices.speaks(None);
                effects
            }
            None => Vec::new(),
        }
    }

    fn command(&mut self, command: UiCommand) -> Vec<Effect> {
        if let Err(need) = command.availability(self) {
            self.window.say(need.text(self.window.lang.texts()));
            return Vec::new();
        }
        let window = &mut self.window;
        match command {
            UiCommand::Open => {
                let folder = self.active().read_from().and_then(Path::parent).map(PathBuf::from);
                return vec![Effect::AskOpen(folder)];
            }
            UiCommand::OpenBuiltin => return self.open_builtin(),
            UiCommand::Reload => return self.reload(self.active().id()),
            UiCommand::ImportClipboard => return vec![Effect::Paste],
            UiCommand::NextTab => self.show_neighbour(1),
            UiCommand::PreviousTab => self.show_neighbour(-1),
            UiCommand::MoveTabLeft => self.move_active(-1),
            UiCommand::MoveTabRight => self.move_active(1),
            UiCommand::CloseTab => return self.close_plan(self.active().id()),
            UiCommand::PasteMarks => return vec![Effect::PasteMarks],
            UiCommand::Find => return vec![Effect::FocusSearch],
            UiCommand::Escape => self.escape(),
            UiCommand::NextRegion => return vec![Effect::NextRegion],
            UiCommand::ZoomIn => window.zoom_by(1.1),
            UiCommand::ZoomOut => window.zoom_by(1.0 / 1.1),
            UiCommand::ZoomReset => (window.settings.zoom, window.settings.matrix_zoom) = (1.0, 1.0),
            UiCommand::TasksOneLine => window.settings.task_lines = TaskLines::One,
            UiCommand::TasksTwoLines => window.settings.task_lines = TaskLines::Two,
            UiCommand::TasksThreeLines => window.settings.task_lines = TaskLines::Three,
            UiCommand::TasksWhole => window.settings.task_lines = TaskLines::Whole,
            UiCommand::MarksAsShapes => window.settings.marks = MarkStyle::Shapes,
            UiCommand::MarksAsLetters => window.settings.marks = MarkStyle::Letters,
            UiCommand::MarksAsWords => window.settings.marks = MarkStyle::Words,
            UiCommand::SwitchTheme => {
                window.settings.theme = window.theme().opposite();
            }
            UiCommand::SwitchLanguage => {
                window.lang = match window.lang {
                    Lang::Zh => Lang::En,
                    Lang::En => Lang::Zh,
                }
            }
            UiCommand::StateLights => return self.toggle_lights(),
            UiCommand::ShowProgress => return self.draw_up(self.active().id(), BulletinKind::Progress),
            UiCommand::ShowChanges => return self.draw_changes(),
            UiCommand::ShowDuties => return self.draw_duties(),
            UiCommand::Palette => window.palette_open = !window.palette_open,
            UiCommand::Help => window.toggle_help(HelpPage::START),
            UiCommand::Keys => window.toggle_help(HelpPage::Keys),
            UiCommand::About => window.toggle_help(HelpPage::about(window.lang)),
            of_a_plan => {
                let plan = &mut self.plans[self.active];
                window.notices.speaks(Some(plan.id().tab()));
                let effects = plan.command(of_a_plan, window);
                window.notices.speaks(None);
                return effects;
            }
        }
        Vec::new()
    }

    /// Esc closes what lies on top: a question, the preview, the list of commands, the help, a
    /// message; then what the plan has open.
    fn escape(&mut self) {
        if self.drop_asked() {
            return;
        }
        let Self { window, plans, active, .. } = self;
        let plan = &mut plans[*active];
        if plan.meeting().is_some() && plan.preview.is_none() {
            plan.meet(MeetingStep::Leave);
        } else if plan.preview.is_some() {
            // A message over the pages goes before them.
            if !window.notices.close_newest() {
                plan.preview = None;
            }
        } else if window.palette_open {
            window.palette_open = false;
        } else if window.help.is_some() {
            window.help = None;
        } else if !window.notices.close_newest() {
            plan.escape();
        }
    }
}

#[cfg(test)]
mod tests;
