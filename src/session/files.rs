//! A plan and its file: saving, reading again, and what a chosen path is for.

use super::window::Window;
use super::{Effect, FileAction, Home, Notice, OpenPlan, PathAction, PathQuestion, PlanEffect, Target};
use crate::lang::{Lang, fill};
use crate::platform::files::in_home;
use crate::product;
use std::path::{Path, PathBuf};

impl OpenPlan {
    pub(super) fn file_action(&mut self, action: FileAction, window: &mut Window) -> Vec<Effect> {
        match action {
            FileAction::Saved(saved) => self.was_saved(*saved, window),
            FileAction::NotSaved(line) => window.failed(line),
            FileAction::SaveDoubted { save, doubt } => self.ask_about_saving(save, doubt, window),
            FileAction::Versions(versions) => self.versions_listed(versions, window),
            FileAction::NotJournaled(why) => {
                let message = fill(window.lang.texts().journal_failed, &[&why]);
                window.notices.standing(Notice::Done(message));
            }
            FileAction::EditedElsewhere { clerk, minutes } => window.clerk_at_work(&clerk, minutes),
            FileAction::ReadAgain(document) => {
                window.notices.file_is_read(self.id.tab());
                self.renew(*document);
                return if self.path().is_some() { vec![self.ask_record()] } else { Vec::new() };
            }
            FileAction::ChangedOnDisk { path, .. } if self.record_path().as_ref() == Some(&path) => {
                return vec![self.ask_record()];
            }
            FileAction::ChangedOnDisk { path, gone } => self.changed_on_disk(path, gone, window),
            // The gate's.
            FileAction::Reload => {}
        }
        Vec::new()
    }

    /// Whether there is something to read again.
    pub(super) fn can_reload(&self) -> bool {
        !matches!(self.home, Home::Notice(_))
    }

    pub(super) fn read_again(&self) -> Vec<Effect> {
        self.effect(PlanEffect::ReadAgain(self.path().map(PathBuf::from)))
    }

    fn changed_on_disk(&mut self, path: PathBuf, gone: bool, window: &mut Window) {
        if self.path() == Some(&path) {
            self.is_gone = gone;
            let t = window.lang.texts();
            let message = fill(if gone { t.file_gone } else { t.file_changed }, &[&path.display()]);
            window.notices.file_is_read(self.id.tab());
            window.notices.standing(Notice::Changed { message, plan: Some(self.id).filter(|_| !gone) });
        }
    }

    /// Asks where to write something.
    pub(super) fn ask_path(&self, target: Target, lang: Lang) -> Vec<Effect> {
        self.effect(PlanEffect::AskPath { target, path: self.proposed_path(target, lang) })
    }

    /// Proposed file name of something of the plan, with its ending.
    pub fn proposed_name(&self, target: Target, lang: Lang) -> String {
        match target {
            Target::Export { export, format, .. } => {
                format!("{}.{}", export.wanted.title(self.plan(), lang), format.ending())
            }
            Target::Preview { .. } => self.preview_name(lang),
            Target::UnitFolder(_) => lang.texts().table_unit.to_owned(),
            Target::Bulletin(format) => format!("{}.{}", self.bulletin_name(), format.ending()),
            Target::Plan => format!("{}.ron", self.plan().title),
            Target::Manual => format!("{}.pdf", lang.texts().manual_file),
        }
    }

    /// Proposed path of something of the plan: beside its file or the notice that it was read from, else in the
    /// person's own folder.
    pub fn proposed_path(&self, target: Target, lang: Lang) -> PathBuf {
        let name = self.proposed_name(target, lang);
        self.read_from().map_or_else(|| in_home(&name), |file| file.with_file_name(&name))
    }

    /// The plan's file, or the notice that it was read from.
    pub(super) fn read_from(&self) -> Option<&Path> {
        match &self.home {
            Home::File(file) | Home::Notice(Some(file)) => Some(&file.path),
            Home::Builtin | Home::Notice(None) => None,
        }
    }

    pub(super) fn path_action(&mut self, action: PathAction, window: &mut Window) -> Vec<Effect> {
        let (PathAction::Chosen { target, .. }
        | PathAction::Stands { target, .. }
        | PathAction::Unavailable(target)
        | PathAction::Cancelled(target)) = action;
        if self.is_of_another_edition(target) {
            window.close_question_of(self.id);
            window.plan_is_gone();
            return Vec::new();
        }
        let exists = match action {
            PathAction::Chosen { path, replace, .. } => return self.write(target, path, replace, window),
            PathAction::Stands { path, target } => {
                window.waits_for_units(target);
                Some(path)
            }
            PathAction::Unavailable(_) => None,
            PathAction::Cancelled(_) => return Vec::new(),
        };
        window.question = Some(PathQuestion::Write { plan: self.id, target, exists });
        Vec::new()
    }

    /// Whether a unit's product was asked for before the plan was changed.
    fn is_of_another_edition(&self, target: Target) -> bool {
        matches!(target, Target::Export { export, edition, .. }
            if export.wanted.unit().is_some() && edition != self.edition())
    }

    fn write(&mut self, target: Target, path: PathBuf, replace: bool, window: &mut Window) -> Vec<Effect> {
        match target {
            Target::Export { export, format, .. } => self.export(export, format, path, replace, window),
            Target::Preview { format, .. } => self.save_preview(format, path, replace, window),
            Target::UnitFolder(format) => self.write_units(format, path, replace, window),
            Target::Bulletin(format) => self.save_bulletin(format, path, replace, window),
            Target::Plan => self.save_as(path, replace, window),
            Target::Manual => self.effect(PlanEffect::WriteManual { path, replace }),
        }
    }

    /// Writes the plan to the path that a person chose: a plan file and nothing else.
    fn save_as(&mut self, path: PathBuf, replace: bool, window: &mut Window) -> Vec<Effect> {
        match product::ending(&path) {
            Some(ending) if ending == PLAN_ENDING => self.save_to(path, replace),
            Some(ending) => {
                window.failed(fill(window.lang.texts().plan_is_ron, &[&ending]));
                Vec::new()
            }
            // The dialog asked about another name: what stands at this one is not replaced unasked.
            None => self.save_to(product::with_ending(path, PLAN_ENDING), false),
        }
    }
}

/// The ending of a plan file.
const PLAN_ENDING: &str = "ron";
