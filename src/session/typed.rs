//! Words that are being typed in a field of the panel and were not entered yet. They are a change that
//! no file holds: they are marked, journaled, and entered before whatever a person does next.

use super::rounds::RoundAction;
use super::window::Window;
use super::{
    Action, EditAction, Effect, FileAction, OpenPlan, OutputAction, PathAction, PlanAction, Session, UiCommand,
    WindowAction,
};
use crate::document::Document;
use crate::edit::{self, Edit, EditError};
use std::sync::Arc;

/// Words in a field, and the change that they are to become.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Which field, by a number that whoever draws gives it.
    pub field: u64,
    /// The words as they stand in it.
    pub words: String,
    /// The change.
    pub edit: Edit,
}

/// The same, and the plan that the change was meant for.
pub(super) struct Typing {
    typed: Typed,
    of: Arc<Document>,
    /// The document as it would be, to be journaled; `None` where it would be the same, or cannot be so.
    document: Option<Arc<Document>>,
    /// Why it cannot be so.
    refusal: Option<EditError>,
    /// That was said to somebody who was about to leave.
    is_refusal_said: bool,
}

impl Typing {
    /// Whether the plan would be another one.
    pub(super) fn changes(&self) -> bool {
        self.document.is_some()
    }
}

impl OpenPlan {
    /// What is being typed.
    pub fn typed(&self) -> Option<&Typed> {
        self.typing.as_ref().map(|typing| &typing.typed)
    }

    /// The document as it would be with what is being typed; `None` if that changes nothing.
    pub(super) fn document_typed(&self) -> Option<Arc<Document>> {
        self.typing.as_ref()?.document.clone()
    }

    pub(super) fn type_words(&mut self, typed: Typed, window: &mut Window) {
        if self.typed().is_some_and(|before| before.field != typed.field) {
            self.enter_typed(window);
        }
        self.typing = Some(self.typing_of(typed));
        self.typings += 1;
    }

    fn typing_of(&self, typed: Typed) -> Typing {
        let (plan, refusal) = match edit::apply(self.plan(), &typed.edit) {
            Ok(plan) => (Some(plan), None),
            Err(error) => (None, Some(error)),
        };
        let changed = plan.filter(|plan| plan != self.plan());
        let document = changed.map(|plan| Arc::new(self.document.unmarked(plan)));
        Typing { typed, of: Arc::clone(&self.document), document, refusal, is_refusal_said: false }
    }

    /// The document was replaced: what is being typed is a change of the new one, if it can be.
    pub(super) fn retype(&mut self) {
        if let Some(Typing { typed, of, .. }) = self.typing.take()
            && let Some(edit) = edit::carried(&typed.edit, &of.plan, self.plan())
        {
            self.typing = Some(self.typing_of(Typed { edit, ..typed }));
        }
    }

    pub(super) fn take_back_typed(&mut self) {
        if self.typing.take().is_some() {
            self.typings += 1;
        }
    }

    /// Makes a change of what is being typed.
    pub(super) fn enter_typed(&mut self, window: &mut Window) {
        if let Some(Typing { typed, of, refusal, .. }) = self.typing.take() {
            self.typings += 1;
            match refusal {
                Some(error) => window.say(self.edit_error(window.lang, &error)),
                None => self.edit_of(vec![typed.edit], of, window),
            }
        }
    }
}

impl Session {
    /// A plan is about to be closed, and cannot take what is being typed of it: that is said once, in that plan's
    /// tab, and the words stay. Whoever leaves all the same has read it.
    pub(super) fn stays_for_typed(&mut self, action: &Action) -> bool {
        let left = match action {
            Action::Command(UiCommand::CloseTab) => Some(self.active().id()),
            Action::Window(WindowAction::ClosePlan(id)) => Some(*id),
            Action::Window(WindowAction::Quit) => None,
            _ => return false,
        };
        let lang = self.window.lang;
        let refused = self.plans.iter_mut().filter(|plan| left.is_none_or(|id| plan.id() == id)).find_map(|plan| {
            let typing = plan.typing.as_mut().filter(|typing| !typing.is_refusal_said)?;
            let error = typing.refusal.clone()?;
            typing.is_refusal_said = true;
            Some((plan.id(), plan.edit_error(lang, &error)))
        });
        let Some((plan, words)) = refused else { return false };
        self.show_plan(plan);
        self.window.say(words);
        true
    }

    /// Enters what is being typed, before a person does something else.
    pub(super) fn enter_typed_before(&mut self, action: &Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        if turns_away(action) {
            for plan in self.plans.iter_mut().filter(|plan| plan.typing.is_some()) {
                self.window.notices.speaks(Some(plan.id().tab()));
                plan.enter_typed(&mut self.window);
                self.window.notices.speaks(None);
                effects.append(&mut plan.outgoing);
            }
        }
        effects
    }
}

/// Whether an action turns away from what is being typed: what a person does, but not what only looks
/// different then, and not what is told of something that was begun before.
fn turns_away(action: &Action) -> bool {
    match action {
        Action::Command(command) => !matches!(
            command,
            UiCommand::ZoomIn
                | UiCommand::ZoomOut
                | UiCommand::ZoomReset
                | UiCommand::SwitchTheme
                | UiCommand::SwitchLanguage
                | UiCommand::Help
                | UiCommand::Keys
                | UiCommand::About
        ),
        Action::Window(action) => matches!(
            action,
            WindowAction::Open(_)
                | WindowAction::Opened { .. }
                | WindowAction::ShowPlan(_)
                | WindowAction::ClosePlan(_)
                | WindowAction::MovePlan { .. }
                | WindowAction::Quit
                | WindowAction::Leave(_)
                | WindowAction::AnswerSaving(_)
                | WindowAction::OpenVersion(_)
        ),
        Action::Plan(_, action) => match action {
            PlanAction::View(_) => true,
            PlanAction::Edit(action) => {
                !matches!(action, EditAction::Type(_) | EditAction::Enter | EditAction::TakeBack)
            }
            PlanAction::File(action) => matches!(action, FileAction::Reload),
            PlanAction::Output(action) => !matches!(action, OutputAction::Exported { .. }),
            PlanAction::Path(action) => matches!(action, PathAction::Chosen { .. }),
            PlanAction::Round(action) => !matches!(
                action,
                RoundAction::Read(_)
                    | RoundAction::NotRead(_)
                    | RoundAction::Gathered(_)
                    | RoundAction::Recorded { .. }
                    | RoundAction::NotRecorded(_)
                    | RoundAction::Failed(_)
                    | RoundAction::Drawn { .. }
                    | RoundAction::Saved { .. }
            ),
            PlanAction::Preview(_) | PlanAction::Reworked(_) => false,
        },
    }
}
