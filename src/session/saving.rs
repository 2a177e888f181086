//! Saving a plan: where it goes, what is asked first, what it means that it is there; and its earlier
//! versions.

use super::effect::{Consent, SavePlan};
use super::save_question::{Keeping, SaveAnswer, SaveDoubt, SaveQuestion, SavedPlan, VersionList};
use super::shared::Shared;
use super::window::Window;
use super::{Effect, Home, Notice, OpenPlan, PlanEffect, Session, Target};
use crate::lang::{Lang, fill};
use crate::platform::versions::Version;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl OpenPlan {
    /// Whether saving would write something that no file holds, the plan itself included.
    pub(super) fn can_save(&self) -> bool {
        self.path().is_none() || self.is_unsaved() || self.is_gone
    }

    /// Saves the plan: where it came from, or where a person says. What did not change is not written.
    pub(super) fn save(&mut self, window: &mut Window) -> Vec<Effect> {
        if self.saves_later() {
            return Vec::new();
        }
        match self.path().map(PathBuf::from) {
            Some(path) => self.save_to(path, true),
            None => self.ask_path(Target::Plan, window.lang),
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf, replace: bool) -> Vec<Effect> {
        let path = if path.extension().is_some() { path } else { path.with_extension("ron") };
        let beside = self.text_beside(&path);
        let is_own = self.path() == Some(&path);
        self.effect(PlanEffect::Save(SavePlan {
            document: Shared(Arc::clone(&self.document)),
            is_own,
            consent: Consent::default(),
            path,
            others: Vec::new(),
            beside,
            replace,
        }))
    }

    /// The file that is to lie beside a plan in `path`, by its name, and what it says: the text of a notice that was
    /// just read, or the one that lies beside the plan elsewhere.
    fn text_beside(&self, path: &Path) -> Option<(String, String)> {
        let text = self.document.source.as_ref()?.text.to_string();
        match &self.plan().source {
            None => {
                let brings_text = self.draft.as_ref().is_some_and(super::draft::Draft::brings_text);
                let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
                brings_text.then(|| (format!("{stem}.txt"), text))
            }
            Some(source) => {
                let is_there = self.path().is_some_and(|own| own.parent() == path.parent());
                let name = Path::new(source).file_name()?.to_string_lossy().into_owned();
                (!is_there).then_some((name, text))
            }
        }
    }

    /// Asks before the plan is written.
    pub(super) fn ask_about_saving(&self, save: SavePlan, doubt: SaveDoubt, window: &mut Window) {
        window.close_question_of(self.id());
        window.save_question = Some(SaveQuestion { plan: self.id(), doubt, save });
    }

    /// The plan is in its file.
    pub(super) fn was_saved(&mut self, saved: SavedPlan, window: &mut Window) {
        let SavedPlan { file, document, of, is_same, is_written, keeping } = saved;
        window.close_question_of(self.id());
        window.notices.file_is_read(self.id().tab());
        let path = file.path.clone();
        let is_new = self.path() != Some(&path);
        self.home = Home::File(file);
        self.is_stopgap = false;
        self.is_gone = false;
        if is_new {
            window.settings.note_recent(path.clone());
            self.remember_in(&mut window.settings);
        }
        let document = Arc::new(document);
        if !Arc::ptr_eq(&self.document, &of.0) {
            // Changes made since then stay unsaved, and are changes of the file as it is now.
            self.note_saved(Arc::clone(&document));
            self.carry_to(document, window);
        } else if is_same {
            self.refresh(Arc::clone(&document));
            self.note_saved(document);
            self.is_unsaved = false;
        } else {
            self.replace_document(Arc::clone(&document));
            self.note_saved(document);
            self.is_unsaved = self.differs_from_file();
        }
        let t = window.lang.texts();
        let message = fill(if is_written { t.plan_saved } else { t.plan_was_saved }, &[&path.display()]);
        match keeping {
            Keeping::Kept => window.written(message, path, Vec::new()),
            Keeping::Off => {
                window.written(format!("{message}{}{}", t.sentence_separator, t.no_version_kept), path, Vec::new());
            }
            Keeping::Failed(why) => window.written(message, path, vec![fill(t.version_not_kept, &[&why])]),
        }
    }

    /// Asks for the earlier versions of the plan.
    pub(super) fn list_versions(&self) -> Vec<Effect> {
        match self.path().map(PathBuf::from) {
            Some(path) => self.effect(PlanEffect::ListVersions(path)),
            None => Vec::new(),
        }
    }

    pub(super) fn versions_listed(&self, versions: Option<Vec<Version>>, window: &mut Window) {
        let t = window.lang.texts();
        match &versions {
            None => window.say(t.versions_off),
            Some(versions) if versions.is_empty() => window.say(t.versions_none),
            Some(_) => window.versions = Some(VersionList { plan: self.id(), versions }),
        }
    }
}

impl Session {
    /// A file that is open in one tab is not written from another: each would take the other's changes
    /// for somebody else's.
    pub(super) fn keep_files_apart(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut kept = Vec::new();
        for mut effect in effects {
            if let Effect::Plan(id, PlanEffect::Save(save)) = &mut effect {
                let file_of = |plan: &OpenPlan| match &plan.home {
                    Home::File(file) => Some(file.clone()),
                    Home::Builtin | Home::Notice(_) => None,
                };
                let others: Vec<_> =
                    self.plans.iter().filter(|plan| plan.id().tab() != id.tab()).filter_map(file_of).collect();
                if others.iter().any(|file| file.path == save.path || file.canonical == save.path) {
                    self.window.failed(open_elsewhere(self.window.lang, &save.path));
                    self.stop_leaving();
                    continue;
                }
                save.others = others.into_iter().map(|file| file.canonical).collect();
            }
            kept.push(effect);
        }
        kept
    }

    /// What is asked before a plan is written, if it is.
    pub fn save_question(&self) -> Option<&SaveQuestion> {
        self.window.save_question.as_ref()
    }

    /// The earlier versions that are listed, if they are.
    pub fn versions(&self) -> Option<&VersionList> {
        self.window.versions.as_ref()
    }

    pub(super) fn answer_saving(&mut self, answer: SaveAnswer) -> Vec<Effect> {
        let Some(SaveQuestion { plan, doubt, mut save }) = self.window.save_question.take() else { return Vec::new() };
        let lang = self.window.lang;
        match answer {
            SaveAnswer::Cancel => {
                self.stop_leaving();
                Vec::new()
            }
            SaveAnswer::Elsewhere => self.plan(plan).map(|plan| plan.ask_path(Target::Plan, lang)).unwrap_or_default(),
            SaveAnswer::Anyway => {
                match doubt {
                    SaveDoubt::Losses(_) => save.consent.losses = true,
                    SaveDoubt::Changed { now, .. } => save.consent.changed = Some(now),
                }
                let Some(open) = self.plan(plan) else { return Vec::new() };
                // Changes made since the question was asked are saved too.
                save.document = Shared(Arc::clone(&open.document));
                open.effect(PlanEffect::Save(save))
            }
        }
    }

    /// Opens a version that is listed, as a plan that no file holds yet.
    pub(super) fn open_version(&mut self, position: usize) -> Vec<Effect> {
        let Some(list) = self.window.versions.take() else { return Vec::new() };
        let version = list.versions.and_then(|versions| versions.into_iter().nth(position));
        let open = self.plan(list.plan);
        match version.zip(open) {
            Some((version, open)) => {
                open.effect(PlanEffect::OpenVersion { version, path: open.path().map(PathBuf::from) })
            }
            None => Vec::new(),
        }
    }
}

/// Why a file that is open in another tab is not written.
pub fn open_elsewhere(lang: Lang, path: &Path) -> String {
    fill(lang.texts().save_open_elsewhere, &[&path.display()])
}

impl Window {
    /// Somebody else is editing a plan.
    pub(super) fn clerk_at_work(&mut self, name: &str, minutes: u64) {
        let t = self.lang.texts();
        let said = fill(t.clerk_at_work, &[&name, &ago(self.lang, minutes)]);
        self.notices.standing(Notice::Done(said));
    }
}

impl SavePlan {
    /// The name under which the text beside the plan is written: nobody was asked about that file, so it is one
    /// that no other has. A file that says the same is the text itself. `read` reads a file. `None` if there is
    /// no text to be written.
    pub fn name_beside(&self, read: impl Fn(&Path) -> io::Result<Vec<u8>>) -> Option<String> {
        let (name, content) = self.beside.as_ref()?;
        let is_free = |name: &str| match read(&self.path.with_file_name(name)) {
            Ok(there) => there == content.as_bytes(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let numbered = (2..100).map(|number| format!("{stem} ({number}).{ending}"));
        // Where even those are taken, writing it fails, and the plan is not saved either.
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| is_free(name));
        free.or_else(|| Some(name.clone()))
    }
}

/// How long ago something was, in words: `3 小时前`.
pub fn ago(lang: Lang, minutes: u64) -> String {
    let t = lang.texts();
    match minutes {
        0 => t.ago_now.to_owned(),
        1..60 => fill(t.ago_minutes, &[&minutes]),
        60..2_880 => fill(t.ago_hours, &[&(minutes / 60)]),
        _ => fill(t.ago_days, &[&(minutes / 1_440)]),
    }
}
