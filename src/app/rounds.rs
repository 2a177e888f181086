//! Records, forms and bulletins: what is read and written for them.

use super::told::line;
use crate::collect::collect;
use crate::document::Document;
use crate::export::bulletin::Bulletin;
use crate::lang::Lang;
use crate::model::{Plan, Record};
use crate::platform::clock;
use crate::platform::desktop::{Answer, Desktop};
use crate::platform::files::{self, Existing};
use crate::platform::returns::{add_to_file, read_record, read_returns};
use crate::product::{self, Format};
use crate::session::rounds::{BulletinJob, Entries, Gathered, RecordJob, RoundAction};
use crate::session::{Action, PathAction, PathQuestion, PlanId, Shared, Target, WindowAction};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The work for one plan.
#[derive(Clone, Copy)]
pub(super) struct Rounds {
    pub plan: PlanId,
    pub lang: Lang,
}

impl Rounds {
    fn result(self, action: RoundAction) -> Action {
        Action::Plan(self.plan, action.into())
    }

    /// The record beside a plan, if there is one, and what is wrong in it.
    fn record(self, path: Option<&Path>, plan: &Plan) -> Result<(Option<Record>, Vec<String>), String> {
        let Some(path) = path else { return Ok((None, Vec::new())) };
        let read = read_record(path, plan, self.lang)?;
        Ok(read.map_or((None, Vec::new()), |(record, warnings)| (Some(record), warnings)))
    }

    pub fn read(self, job: &RecordJob) -> Action {
        let plan = &job.document.0.plan;
        match self.record(job.path.as_deref(), plan) {
            Ok((record, warnings)) => {
                let has_file = record.is_some();
                let record = record.unwrap_or_else(|| Record::of(plan));
                self.result(RoundAction::Read(Box::new(job.run(record, has_file, warnings, clock::today()))))
            }
            Err(line) => self.result(RoundAction::NotRead(line)),
        }
    }

    pub fn ask_forms(self, desktop: &dyn Desktop, folder: &Path) -> Option<Action> {
        match desktop.ask_folder(self.lang.texts(), folder) {
            Answer::Path(path) => Some(self.result(RoundAction::Collect(vec![path]))),
            Answer::Cancelled => None,
            Answer::Unavailable => Some(WindowAction::AskPath(PathQuestion::Forms(self.plan)).into()),
        }
    }

    /// Reads forms and lays them beside the record; nothing is written.
    pub fn gather(self, document: &Shared<Document>, path: PathBuf, paths: &[PathBuf]) -> Action {
        let lang = self.lang;
        let document = &document.0;
        let record = match self.record(Some(&path), &document.plan) {
            Ok((record, _)) => record.unwrap_or_else(|| Record::of(&document.plan)),
            Err(line) => return self.result(RoundAction::Failed(line)),
        };
        let returns = read_returns(paths);
        let collected = collect(&document.plan, &document.ledger, &record, &returns.forms, None);
        let mut remarks: Vec<String> = returns.problems.iter().map(|problem| problem.words(lang)).collect();
        let mut notes = Vec::new();
        for (file, said) in &collected.said {
            let (is_grave, words) = said.words(file, lang);
            if is_grave { remarks.push(words) } else { notes.push(words) }
        }
        remarks.append(&mut notes);
        let not_form = lang.texts().reporting.collect_not_form;
        remarks.extend(returns.others.iter().map(|other| format!("{}: {not_form}", other.display())));
        let mut summary = vec![collected.offers(returns.forms.len(), lang)];
        summary.extend(collected.open_questions(&document.plan, lang));
        self.result(RoundAction::Gathered(Box::new(Gathered { path, reports: collected.reports, summary, remarks })))
    }

    pub fn add(self, document: &Shared<Document>, path: PathBuf, entries: &Entries) -> Action {
        let Entries { reports, notes } = entries;
        // What lies there may be another plan's.
        if let Err(line) = self.record(Some(&path), &document.0.plan) {
            return self.result(RoundAction::NotRecorded(line));
        }
        self.result(match add_to_file(&path, &document.0.plan, reports, notes) {
            Ok(()) => RoundAction::Recorded { entries: reports.len() + notes.len(), path },
            Err(error) => RoundAction::NotRecorded(error.words(&path, self.lang)),
        })
    }

    pub fn draw_up(self, job: &BulletinJob, number: u64) -> Action {
        let record = match job {
            BulletinJob::Progress { document, record } => self.record(record.as_deref(), &document.0.plan),
            BulletinJob::Changes { .. } | BulletinJob::Duties { .. } => Ok((None, Vec::new())),
        };
        let bulletin = record.map(|(record, _)| Shared(Arc::new(job.run(record, clock::today(), self.lang))));
        self.result(RoundAction::Drawn { number, bulletin })
    }

    pub fn write(self, bulletin: &Shared<Bulletin>, format: Format, path: PathBuf, replace: bool) -> Action {
        let made = match product::make_bulletin(&bulletin.0, format, &product::Options::default()) {
            Ok(made) => made,
            Err(error) => return self.result(RoundAction::Failed(error.words(self.lang))),
        };
        let existing = if replace { Existing::Replace } else { Existing::Keep };
        match files::write(&path, &made.bytes, existing) {
            Ok(()) => {
                let warnings = made.warnings.iter().map(|warning| warning.words(self.lang)).collect();
                self.result(RoundAction::Saved { path, warnings })
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Action::Plan(self.plan, PathAction::Stands { target: Target::Bulletin(format), path }.into())
            }
            Err(error) => self.result(RoundAction::Failed(line(self.lang, &path, &error))),
        }
    }
}
