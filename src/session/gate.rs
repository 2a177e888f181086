//! The one gate: no unsaved change of any plan goes without a person having said so.
//!
//! Whatever would close a plan or replace what it says passes here, also when it comes late. The
//! question is asked again where changes were made after it was answered.

use super::{Effect, FileAction, Need, OpenPlan, PlanId, Session};
use crate::document::Document;

/// What would lose unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// A plan's file is read again.
    Reload(PlanId),
    /// A plan is closed.
    ClosePlan(PlanId),
    /// The window closes.
    Quit,
}

/// The answer to the question about unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeavingAnswer {
    /// Save all of them, then go on.
    Save,
    /// Go on; the changes are lost.
    Discard,
    /// Do not go on.
    Stay,
}

/// What is asked, and what goes on once everything is saved.
#[derive(Default)]
pub(super) struct Gate {
    asked: Option<Leaving>,
    /// What goes on once this plan, and whatever else is unsaved, is saved.
    saving: Option<(Leaving, PlanId)>,
}

impl Session {
    /// What is asked before unsaved changes are lost, if it is.
    pub fn leaving(&self) -> Option<Leaving> {
        self.gate.asked
    }

    /// The plans whose unsaved changes would be lost.
    pub fn losing(&self, leaving: Leaving) -> Vec<&OpenPlan> {
        let is_meant = |plan: &&OpenPlan| match leaving {
            Leaving::Reload(id) | Leaving::ClosePlan(id) => plan.id() == id,
            Leaving::Quit => true,
        };
        self.plans.iter().filter(is_meant).filter(|plan| plan.is_unsaved()).collect()
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        self.leave_if_saved(Leaving::Quit)
    }

    pub(super) fn close_plan(&mut self, plan: PlanId) -> Vec<Effect> {
        self.leave_if_saved(Leaving::ClosePlan(plan))
    }

    /// Reads the plan's file again, or the built-in plan.
    pub(super) fn reload(&mut self, plan: PlanId) -> Vec<Effect> {
        match self.plan(plan).map(OpenPlan::can_reload) {
            Some(true) => self.leave_if_saved(Leaving::Reload(plan)),
            Some(false) => {
                self.window.say(Need::File.text(self.window.lang.texts()));
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Goes on with what would lose unsaved changes, or asks first.
    fn leave_if_saved(&mut self, leaving: Leaving) -> Vec<Effect> {
        match self.losing(leaving).first().map(|plan| plan.id()) {
            Some(first) => {
                self.ask_leaving(leaving, first);
                Vec::new()
            }
            None => self.leave(leaving),
        }
    }

    /// Asks, with the plan on screen of which is asked.
    fn ask_leaving(&mut self, leaving: Leaving, plan: PlanId) {
        if leaving != Leaving::Quit {
            self.show_plan(plan);
        }
        self.gate = Gate { asked: Some(leaving), saving: None };
    }

    pub(super) fn answer_leaving(&mut self, answer: LeavingAnswer) -> Vec<Effect> {
        let Some(leaving) = self.gate.asked.take() else { return Vec::new() };
        match answer {
            LeavingAnswer::Stay => Vec::new(),
            LeavingAnswer::Discard => {
                if let Leaving::Reload(id) = leaving
                    && let Some(plan) = self.plan_mut(id)
                {
                    // The changes go when the file was read, not before.
                    plan.may_replace = Some(plan.edition());
                }
                self.leave(leaving)
            }
            LeavingAnswer::Save => self.save_all(leaving),
        }
    }

    /// The question is open no more, or what was to be saved for it was not: nothing is left.
    pub(super) fn stop_leaving(&mut self) -> bool {
        self.gate.saving = None;
        self.gate.asked.take().is_some()
    }

    /// Saves the first plan that would lose changes, or leaves if there is none.
    fn save_all(&mut self, leaving: Leaving) -> Vec<Effect> {
        let Some(next) = self.losing(leaving).first().map(|plan| plan.id()) else { return self.leave(leaving) };
        self.gate.saving = Some((leaving, next));
        // A dialog may follow: it should be seen for which plan.
        self.show_plan(next);
        let Self { plans, window, .. } = self;
        let plan = plans.iter_mut().find(|plan| plan.id() == next);
        plan.map(|plan| plan.save(window)).unwrap_or_default()
    }

    /// A plan was saved: goes on with the others, but for changes made while it was written.
    pub(super) fn saved(&mut self, plan: PlanId) -> Vec<Effect> {
        let Some((leaving, _)) = self.gate.saving.take_if(|(_, saving)| *saving == plan) else { return Vec::new() };
        if self.plan(plan).is_some_and(OpenPlan::is_unsaved) {
            self.ask_leaving(leaving, plan);
            return Vec::new();
        }
        self.save_all(leaving)
    }

    /// Takes the question back where nothing is left that would be lost.
    pub(super) fn settle_gate(&mut self) {
        if self.gate.asked.is_some_and(|leaving| self.losing(leaving).is_empty()) {
            self.gate.asked = None;
        }
        // Undone or closed before it was written: nobody waits for that any more.
        let is_to_save = |(_, plan): &mut (Leaving, PlanId)| self.plan(*plan).is_some_and(OpenPlan::is_unsaved);
        let mut saving = self.gate.saving;
        self.gate.saving = saving.take_if(is_to_save);
    }

    fn leave(&mut self, leaving: Leaving) -> Vec<Effect> {
        match leaving {
            Leaving::Reload(id) => self.plan(id).map(OpenPlan::read_again).unwrap_or_default(),
            Leaving::ClosePlan(id) => self.remove(id),
            Leaving::Quit => vec![Effect::Close],
        }
    }

    /// A plan's file was read again. Changes made meanwhile are asked about.
    pub(super) fn was_read_again(&mut self, id: PlanId, document: Box<Document>) -> Vec<Effect> {
        let Some(plan) = self.plan_mut(id) else { return Vec::new() };
        let may_go = !plan.is_unsaved() || plan.may_replace == Some(plan.edition());
        if !may_go {
            self.ask_leaving(Leaving::Reload(id), id);
            return Vec::new();
        }
        self.window.drop_questions_of(id);
        self.apply_to(id, FileAction::ReadAgain(document).into());
        // It is another opening: what is watched names it anew.
        vec![self.watch()]
    }
}
