//! Records as commands find them: beside the plan, or where an option says.

use super::Stop;
use crate::file::{FileError, line_column};
use crate::finding::Place;
use crate::lang::{self, Lang, fill, finding_hint, finding_message};
use crate::model::{Plan, Record, plan_key};
use crate::platform::files;
use std::io;
use std::path::{Path, PathBuf};

/// Where the record of a plan is: `asked`, else beside the plan's file; the built-in plan has none.
pub(super) fn path(plan: Option<&Path>, asked: Option<&Path>) -> Option<PathBuf> {
    asked.map(Path::to_owned).or_else(|| plan.map(files::record_beside))
}

/// The record of a plan; an empty one where there is none beside it. What is wrong in its file is a warning.
///
/// # Errors
/// A record that was asked for by name and is not there; a file that is no record, or one of another plan.
pub(super) fn opened(plan_path: Option<&Path>, asked: Option<&Path>, plan: &Plan, lang: Lang) -> Result<Record, Stop> {
    let Some(path) = path(plan_path, asked) else { return Ok(Record::of(plan)) };
    match files::read(&path) {
        Ok(bytes) => read(&path, &bytes, plan, lang),
        Err(error) if error.kind() == io::ErrorKind::NotFound && asked.is_none() => Ok(Record::of(plan)),
        Err(error) => Err(Stop::bad(format!("{}: {}", path.display(), fill(lang.texts().cli_cannot_read, &[&error])))),
    }
}

/// The record in these bytes.
///
/// # Errors
/// As [`opened`].
pub(super) fn read(path: &Path, bytes: &[u8], plan: &Plan, lang: Lang) -> Result<Record, Stop> {
    let opened = crate::file::decode_record(bytes).map_err(|error| Stop::bad(file_error(path, &error, lang)))?;
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    for finding in &opened.findings {
        let Place::File(span) = &finding.place else { continue };
        let at = line_column(text, span.start);
        let message = finding_message(lang, plan, finding);
        let hint = finding_hint(lang, finding);
        let said =
            format!("{}:{}:{}: {message}{}{hint}", path.display(), at.line, at.column, lang.texts().sentence_separator);
        eprintln!("warning: {}", said.replace(char::is_control, " "));
    }
    let own = opened.record.plan.trim();
    if own != plan_key(plan) && own != plan.title {
        let words = fill(lang.texts().reporting.collect_record_beside, &[&own]);
        return Err(Stop::bad(format!("{}: {words}", path.display())));
    }
    Ok(opened.record)
}

/// One line for a file that is no record: `台账.record.ron:3:1: what`.
pub(super) fn file_error(path: &Path, error: &FileError, lang: Lang) -> String {
    let at = error.at();
    let words = match error {
        FileError::NotAPlan { .. } => lang.texts().reporting.not_a_record.to_owned(),
        FileError::NotText { .. } | FileError::Syntax { .. } | FileError::UnknownFormat { .. } => {
            lang::file_error(lang, error)
        }
    };
    format!("{}:{}:{}: {words}", path.display(), at.line, at.column)
}
