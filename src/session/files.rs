//! A plan and its file: saving, reading again, and what a chosen path is for.

use super::effect::SavePlan;
use super::window::Window;
use super::{
    Effect, FileAction, Home, Notice, OpenPlan, PathAction, PathQuestion, PlanEffect, PlanFile, Table, Target,
};
use crate::file;
use crate::lang::{Lang, fill};
use crate::model::Plan;
use std::path::PathBuf;
use std::sync::Arc;

impl OpenPlan {
    pub(super) fn file_action(&mut self, action: FileAction, window: &mut Window) -> Vec<Effect> {
        match action {
            FileAction::Saved { file, plan } => self.was_saved(file, &plan, window),
            FileAction::NotSaved(line) => window.failed(line),
            FileAction::ReadAgain(document) => self.renew(*document),
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

    fn changed_on_disk(&self, path: PathBuf, gone: bool, window: &mut Window) {
        if self.path() == Some(&path) {
            let t = window.lang.texts();
            let message = fill(if gone { t.file_gone } else { t.file_changed }, &[&path.display()]);
            window.notice = Some(Notice::Changed { message, plan: Some(self.id).filter(|_| !gone) });
        }
    }

    /// Saves the plan: where it came from, or where a person says.
    pub(super) fn save(&mut self, lang: Lang) -> Vec<Effect> {
        match self.path().map(PathBuf::from) {
            Some(path) => self.save_to(path, true),
            None => self.ask_path(Target::Plan, lang),
        }
    }

    fn save_to(&mut self, path: PathBuf, replace: bool) -> Vec<Effect> {
        let path = if path.extension().is_some() { path } else { path.with_extension("ron") };
        let mut plan = self.plan().clone();
        let mut beside = None;
        let brings_text = self.draft.as_ref().is_some_and(super::draft::Draft::brings_text);
        if let (true, None, Some(source)) = (brings_text, &plan.source, &self.document.source) {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let name = format!("{stem}.txt");
            beside = Some((name.clone(), source.text.to_string()));
            plan.source = Some(name);
        }
        self.effect(PlanEffect::Save(SavePlan {
            text: file::encode(&plan),
            plan: Box::new(plan),
            path,
            beside,
            replace,
        }))
    }

    /// The plan is in its file.
    fn was_saved(&mut self, file: PlanFile, plan: &Plan, window: &mut Window) {
        window.close_question_of(self.id);
        // Changes made since then stay unsaved.
        let is_current = Plan { source: plan.source.clone(), ..self.plan().clone() } == *plan;
        let mut document = self.document.with_plan(plan);
        document.name = file.path.display().to_string();
        let document = Arc::new(document);
        let path = file.path.clone();
        let is_new = self.path() != Some(&path);
        self.home = Home::File(file);
        self.is_stopgap = false;
        if is_new {
            window.settings.note_recent(path.clone());
            self.remember_in(&mut window.settings);
        }
        if is_current {
            self.replace_document(Arc::clone(&document));
        }
        self.note_saved(document);
        window.written(fill(window.lang.texts().plan_saved, &[&path.display()]), path, Vec::new());
    }

    /// Asks where to write something.
    pub(super) fn ask_path(&self, target: Target, lang: Lang) -> Vec<Effect> {
        self.effect(PlanEffect::AskPath { target, name: self.proposed_name(target, lang) })
    }

    /// Proposed file name of something of the plan, with its ending.
    pub fn proposed_name(&self, target: Target, lang: Lang) -> String {
        match target {
            Target::Table { table, format, .. } => self.table_name(table, format, lang),
            Target::Pages => self.pages_name(lang),
            Target::UnitFolder => lang.texts().table_unit.to_owned(),
            Target::Plan => format!("{}.ron", self.plan().title),
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
            PathAction::Stands { path, .. } => Some(path),
            PathAction::Unavailable(_) => None,
            PathAction::Cancelled(_) => return Vec::new(),
        };
        window.question = Some(PathQuestion::Write { plan: self.id, target, exists });
        Vec::new()
    }

    /// Whether a unit's table was asked for before the plan was changed.
    fn is_of_another_edition(&self, target: Target) -> bool {
        matches!(target, Target::Table { table: Table::Unit(_), edition, .. } if edition != self.edition())
    }

    fn write(&mut self, target: Target, path: PathBuf, replace: bool, window: &mut Window) -> Vec<Effect> {
        match target {
            Target::Table { table, format, .. } => self.export(table, format, path, replace, window.lang),
            Target::Pages => self.save_pages(path, replace, window.lang),
            Target::UnitFolder => self.write_units(path, window),
            Target::Plan => self.save_to(path, replace),
        }
    }
}
