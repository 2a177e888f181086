//! Records as commands find them: beside the plan, or where an option says.

use super::Stop;
use super::said::say_each;
use crate::lang::{Lang, read_error};
use crate::model::{Plan, Record};
use crate::platform::files;
use crate::platform::returns::read_record;
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
    match read(&path, plan, lang)? {
        Some(record) => Ok(record),
        None if asked.is_none() => Ok(Record::of(plan)),
        None => {
            let error = std::io::Error::from(std::io::ErrorKind::NotFound);
            Err(Stop::bad(format!("{}: {}", path.display(), read_error(lang, &error))))
        }
    }
}

/// The record in this file; nothing if there is no such file.
///
/// # Errors
/// A file that is no record, or one of another plan.
pub(super) fn read(path: &Path, plan: &Plan, lang: Lang) -> Result<Option<Record>, Stop> {
    let Some((record, warnings)) = read_record(path, plan, lang).map_err(Stop::bad)? else { return Ok(None) };
    say_each(warnings.into_iter().map(|warning| format!("warning: {warning}")), lang);
    Ok(Some(record))
}
