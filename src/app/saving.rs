//! Writing a plan to its file: what could go wrong is asked first, and what the file said before is
//! kept.

use super::told::{failed, line, plan_file};
use crate::document::Document;
use crate::file::{self, Revision};
use crate::lang::{Lang, fill};
use crate::platform::clock;
use crate::platform::files::{self, Existing};
use crate::platform::journal::digest;
use crate::platform::versions::{Version, Versions};
use crate::session::{
    Action, FileAction, Home, Keeping, PathAction, PlanId, Reading, SaveDoubt, SavePlan, SavedPlan, Shared, Target,
    Unsaved, WindowAction,
};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Work on the file of one plan.
#[derive(Clone)]
pub(super) struct Saving {
    pub lang: Lang,
    pub plan: PlanId,
    /// Where earlier versions are kept; `None` if nothing is remembered.
    pub versions: Option<Versions>,
}

impl Saving {
    fn result(&self, action: impl Into<crate::session::PlanAction>) -> Action {
        Action::Plan(self.plan, action.into())
    }

    fn not_saved(&self, path: &Path, error: &io::Error) -> Action {
        self.result(FileAction::NotSaved(line(self.lang, path, error)))
    }

    /// Writes a plan, or says why a person is to be asked first.
    pub fn save(&self, save: SavePlan) -> Action {
        let there = match files::read(&save.path) {
            Ok(there) => Some(there),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return self.not_saved(&save.path, &error),
        };
        if there.is_some() && !save.replace {
            return self.result(PathAction::Stands { target: Target::Plan, path: save.path });
        }
        let Shared(document) = &save.document;
        if let Some(doubt) = there.as_ref().and_then(|there| changed_since(document, &save, there)) {
            return self.result(FileAction::SaveDoubted { save, doubt });
        }
        let beside = save.name_beside(files::read).zip(save.beside.as_ref().map(|(_, content)| content));
        let mut plan = document.plan.clone();
        plan.source = beside.as_ref().map(|(name, _)| name.clone()).or(plan.source);
        let Revision { text, opened, losses } = document.revision_of(&plan);
        if !losses.is_empty() && !save.consent.losses {
            return self.result(FileAction::SaveDoubted { save, doubt: SaveDoubt::Losses(losses) });
        }
        if let Some((name, content)) = &beside {
            let other = save.path.with_file_name(name);
            let is_there = files::read(&other).is_ok_and(|there| there == content.as_bytes());
            if !is_there && let Err(error) = files::write(&other, content.as_bytes(), Existing::Keep) {
                return self.not_saved(&other, &error);
            }
        }
        let is_written = there.as_deref() != Some(text.as_bytes());
        let mut keeping = Keeping::Kept;
        if is_written {
            keeping = there.map_or(Keeping::Kept, |there| self.keep(&save.path, &there));
            if let Err(error) = files::write(&save.path, text.as_bytes(), Existing::Replace) {
                return self.not_saved(&save.path, &error);
            }
        }
        let is_same = opened.plan == document.plan;
        let mut saved = Document::of_opened(save.path.display().to_string(), text, opened);
        saved.source = document.source.as_ref().map(|source| source.of_changed(&document.plan, &saved.plan));
        let file = plan_file(save.path);
        self.result(FileAction::Saved(Box::new(SavedPlan {
            file,
            document: saved,
            of: save.document,
            is_same,
            is_written,
            keeping,
        })))
    }

    /// Keeps what a file says, before it is written over.
    fn keep(&self, path: &Path, there: &[u8]) -> Keeping {
        match &self.versions {
            None => Keeping::Off,
            Some(versions) => match versions.keep(path, there, SystemTime::now()) {
                Ok(()) => Keeping::Kept,
                Err(error) => Keeping::Failed(error.to_string()),
            },
        }
    }

    pub fn list_versions(&self, path: &Path) -> Action {
        match self.versions.as_ref().map(|versions| versions.of(path)).transpose() {
            Ok(versions) => self.result(FileAction::Versions(versions)),
            Err(error) => failed(fill(self.lang.texts().version_not_kept, &[&error])),
        }
    }

    /// Opens an earlier version as a plan that no file holds.
    pub fn open_version(&self, version: &Version, path: Option<PathBuf>) -> Action {
        let name = path.unwrap_or_else(|| version.path.clone());
        let name = name.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let when = self.lang.moment(clock::local(version.kept));
        let name = fill(self.lang.texts().version_named, &[&name, &when]);
        match files::open_plan(&version.path) {
            Ok(mut document) => {
                document.name = name;
                let (home, unsaved) = (Home::Notice(None), Some(Unsaved::default()));
                let reading = Reading { document, home, doubts: Vec::new(), grids: None, unsaved };
                WindowAction::Opened { reading: Box::new(reading), show: true }.into()
            }
            Err(error) => failed(crate::cli::open_error(self.lang, &version.path, &error)),
        }
    }
}

/// Whether somebody else changed the plan's own file since it was read, and nobody agreed to that.
fn changed_since(document: &Document, save: &SavePlan, there: &[u8]) -> Option<SaveDoubt> {
    let read = document.file_text().filter(|_| save.is_own)?;
    let now = digest(there);
    (there != read.as_bytes() && save.consent.changed != Some(now)).then(|| {
        let difference = file::difference(read, &String::from_utf8_lossy(there));
        SaveDoubt::Changed { difference, now }
    })
}
