//! What jobs have in common in what they tell: the file that is meant, what went wrong with it.

use crate::lang::{Lang, fill};
use crate::platform::files;
use crate::session::{Action, PlanFile, WindowAction};
use std::io;
use std::path::{Path, PathBuf};

/// A file as it is remembered and compared.
pub(super) fn plan_file(path: PathBuf) -> PlanFile {
    // A path that means the same file wherever the program is started.
    let path = std::path::absolute(&path).unwrap_or(path);
    let canonical = files::canonical(&path);
    PlanFile { path, canonical }
}

pub(super) fn line(lang: Lang, path: &Path, error: &io::Error) -> String {
    format!("{}: {}", path.display(), fill(lang.texts().cli_cannot_write, &[error]))
}

pub(super) fn failed(line: String) -> Action {
    WindowAction::Failed(line).into()
}
