//! Results that come for a plan that is closed or was read anew since: nothing changes, but what
//! was written to disk is told, and so is what was asked for and did not happen.

use super::preview::{self, PreviewAction};
use super::rounds::RoundAction;
use super::window::Window;
use super::{FileAction, OutputAction, PathAction, PlanAction};
use crate::lang::fill;

impl Window {
    pub(super) fn late(&mut self, action: PlanAction) {
        match action {
            // Drawn for it, or of use to it alone.
            PlanAction::View(_) | PlanAction::Edit(_) | PlanAction::Reworked(_) => {}
            PlanAction::File(action) => self.late_file(action),
            PlanAction::Output(action) => match action {
                OutputAction::Exported { path, warnings, .. } => self.exported(path, warnings),
                OutputAction::ManualSaved(path) => self.exported(path, Vec::new()),
                OutputAction::Ask { .. } | OutputAction::Extent(_) | OutputAction::SaveManual => {}
            },
            PlanAction::Preview(action) => self.late_preview(action),
            PlanAction::Round(action) => match action {
                RoundAction::Recorded { entries, path } => self.recorded(entries, path),
                RoundAction::NotRecorded(line) | RoundAction::Failed(line) => self.failed(line),
                RoundAction::Saved { path, warnings } => self.exported(path, warnings),
                RoundAction::Gathered(_) => self.plan_is_gone(),
                RoundAction::Read(_)
                | RoundAction::NotRead(_)
                | RoundAction::Collect(_)
                | RoundAction::Take(_)
                | RoundAction::AskReport { .. }
                | RoundAction::AskNote(_)
                | RoundAction::Enter(_)
                | RoundAction::Withdraw
                | RoundAction::Draw(_)
                | RoundAction::Drawn { .. }
                | RoundAction::Save(_) => {}
            },
            PlanAction::Path(action) => match action {
                PathAction::Stands { target, .. } => {
                    self.waits_for_units(target);
                    self.plan_is_gone();
                }
                PathAction::Chosen { .. } | PathAction::Unavailable(_) => self.plan_is_gone(),
                PathAction::Cancelled(_) => {}
            },
        }
    }

    fn late_file(&mut self, action: FileAction) {
        match action {
            FileAction::Saved(saved) => {
                let message = fill(self.lang.texts().plan_saved, &[&saved.file.path.display()]);
                self.written(message, saved.file.path, Vec::new());
            }
            FileAction::NotSaved(line) => self.failed(line),
            FileAction::SaveDoubted { .. } => self.plan_is_gone(),
            FileAction::Reload
            | FileAction::ReadAgain(_)
            | FileAction::ChangedOnDisk { .. }
            | FileAction::Versions(_)
            | FileAction::NotJournaled(_)
            | FileAction::EditedElsewhere { .. } => {}
        }
    }

    fn late_preview(&mut self, action: PreviewAction) {
        match action {
            PreviewAction::Saved { path, warnings } => self.exported(path, warnings),
            PreviewAction::Printed(result) => preview::printed(result, self),
            PreviewAction::UnitsProgress(progress) => preview::units_progressed(progress, self),
            PreviewAction::UnitsWritten { written, problems, folder } => {
                preview::units_written(written, problems, &folder, self);
            }
            PreviewAction::Options(_)
            | PreviewAction::Archive(_)
            | PreviewAction::Printer(_)
            | PreviewAction::Copies(_)
            | PreviewAction::Duplex(_)
            | PreviewAction::Range(_)
            | PreviewAction::Print
            | PreviewAction::Save
            | PreviewAction::OpenElsewhere
            | PreviewAction::Format(_)
            | PreviewAction::Each(_)
            | PreviewAction::Close
            | PreviewAction::LaidOut { .. }
            | PreviewAction::Printers(_) => {}
        }
    }
}
