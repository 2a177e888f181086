//! Forms that came back, as files, and the record that their answers are written to.

use super::clock;
use super::files::{self, Existing};
use super::threads::{Within, within};
use crate::collect::{FormError, ReturnedForm, read_form};
use crate::file::{FileError, add_to_record, encode_record};
use crate::finding::Place;
use crate::import::ImportError;
use crate::lang::{Lang, fill, finding_hint, finding_message, import_error, read_error, write_error};
use crate::limits::Limit;
use crate::model::text::Lines;
use crate::model::{Belongs, Date, Note, Plan, Record, Report};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What was found under some paths.
#[derive(Debug, Default)]
pub struct Returns {
    /// Every form, with the day of its file.
    pub forms: Vec<(ReturnedForm, Option<Date>)>,
    /// Other workbooks and documents that lie beside forms in a folder.
    pub others: Vec<PathBuf>,
    /// What could not be read, or was named and is no form.
    pub problems: Vec<ReturnProblem>,
}

/// A file that no answer could be taken from.
#[derive(Debug)]
pub struct ReturnProblem {
    /// The file, or the folder.
    pub path: PathBuf,
    /// Why it was not read as a form.
    pub why: NoForm,
}

/// Why no answer could be taken from a file.
#[derive(Debug)]
pub enum NoForm {
    /// It is none of our forms.
    NotAForm,
    /// It is damaged, locked by a password, or beyond a limit.
    Damaged(ImportError),
    /// It could not be read at all.
    Unreadable(io::Error),
}

impl ReturnProblem {
    /// One line.
    pub fn words(&self, lang: Lang) -> String {
        let t = lang.texts();
        let why = match &self.why {
            NoForm::NotAForm => t.reporting.collect_not_form.to_owned(),
            NoForm::Damaged(error @ (ImportError::TooLarge(_) | ImportError::TooSlow)) => import_error(lang, *error),
            NoForm::Damaged(_) => t.reporting.collect_unreadable.to_owned(),
            NoForm::Unreadable(error) => read_error(lang, error),
        };
        format!("{}: {why}", self.path.display())
    }
}

/// Reads every form among files and folders. What was named and is none is a problem; in a folder other workbooks lie
/// beside the forms, which is said and no more.
pub fn read_returns(paths: &[PathBuf]) -> Returns {
    let mut returns = Returns::default();
    for path in paths {
        let found = match files::forms_under(path) {
            Ok(found) => found,
            Err(error) => {
                returns.problems.push(ReturnProblem { path: path.clone(), why: NoForm::Unreadable(error) });
                continue;
            }
        };
        let is_named = !path.is_dir();
        for file in found {
            // Within a folder files are told apart by where they lie in it.
            let name = if is_named {
                file.file_name().map(PathBuf::from).unwrap_or_default()
            } else {
                file.strip_prefix(path).map(Path::to_owned).unwrap_or_else(|_| file.clone())
            };
            let why =
                match files::read_within(&file, Limit::Form).map(|bytes| form_within(&name.to_string_lossy(), bytes)) {
                    Ok(Ok(form)) => {
                        let day = files::stamp(&file).and_then(|(at, _)| at).map(clock::day);
                        returns.forms.push((form, day));
                        continue;
                    }
                    Ok(Err(FormError::NotAForm)) if !is_named => {
                        returns.others.push(file);
                        continue;
                    }
                    Ok(Err(FormError::NotAForm)) => NoForm::NotAForm,
                    Ok(Err(FormError::Unreadable(error))) => NoForm::Damaged(error),
                    Err(error) => NoForm::Unreadable(error),
                };
            returns.problems.push(ReturnProblem { path: file, why });
        }
    }
    returns
}

/// Reads a form on a thread of its own, within [`super::reading::LONGEST`].
fn form_within(name: &str, bytes: Vec<u8>) -> Result<ReturnedForm, FormError> {
    let name = name.to_owned();
    match within("form", super::reading::LONGEST, move || read_form(&name, &bytes)) {
        Within::Done(read) => read,
        Within::TooSlow => Err(FormError::Unreadable(ImportError::TooSlow)),
        Within::BrokeOff => Err(FormError::Unreadable(ImportError::Damaged)),
    }
}

/// Why nothing was added to a record.
#[derive(Debug)]
pub enum RecordError {
    /// The file that stands there could not be read.
    Unreadable(io::Error),
    /// It is no record.
    NotARecord(FileError),
    /// It could not be written; what stood there still does.
    NotWritten(io::Error),
}

impl RecordError {
    /// One line that begins with the file.
    pub fn words(&self, path: &Path, lang: Lang) -> String {
        match self {
            Self::Unreadable(error) => format!("{}: {}", path.display(), read_error(lang, error)),
            Self::NotARecord(error) => not_a_record(path, error, lang),
            Self::NotWritten(error) => format!("{}: {}", path.display(), write_error(lang, error)),
        }
    }
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) | Self::NotWritten(error) => error.fmt(f),
            Self::NotARecord(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RecordError {}

/// One line for a file that is no record: `台账.record.ron:3:1: what`.
fn not_a_record(path: &Path, error: &FileError, lang: Lang) -> String {
    let at = error.at();
    let words = match error {
        FileError::NotAPlan { .. } => lang.texts().reporting.not_a_record.to_owned(),
        FileError::NotText { .. } | FileError::Syntax { .. } | FileError::UnknownFormat { .. } => {
            crate::lang::file_error(lang, error)
        }
    };
    format!("{}:{}:{}: {words}", path.display(), at.line, at.column)
}

/// The bytes of a record; none where there is no such file yet.
///
/// # Errors
/// [`RecordError::Unreadable`].
pub fn record_bytes(path: &Path) -> Result<Option<Vec<u8>>, RecordError> {
    match files::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(RecordError::Unreadable(error)),
    }
}

/// A record, and what is wrong in its file: one line each.
pub type ReadRecord = (Record, Vec<String>);

/// The record of a plan in this file; nothing if there is no such file.
///
/// # Errors
/// One line for a file that cannot be read, that is no record, or that is another plan's.
pub fn read_record(path: &Path, plan: &Plan, lang: Lang) -> Result<Option<ReadRecord>, String> {
    let Some(bytes) = record_bytes(path).map_err(|error| error.words(path, lang))? else { return Ok(None) };
    let opened = crate::file::decode_record(&bytes).map_err(|error| not_a_record(path, &error, lang))?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = Lines::new(text);
    let mut warnings = Vec::new();
    for finding in &opened.findings {
        let Place::File(span) = &finding.place else { continue };
        let (line, column) = lines.at(text, span.start);
        let message = finding_message(lang, plan, finding);
        let hint = finding_hint(lang, finding);
        let between = lang.texts().sentence_separator;
        let said = format!("{}:{line}:{column}: {message}{between}{hint}", path.display());
        warnings.push(said);
    }
    let r = lang.texts().reporting;
    let says = |words: &str| format!("{}: {}", path.display(), fill(words, &[&opened.record.plan.trim()]));
    match opened.record.belongs_to(plan) {
        Some(Belongs::ByName) => {}
        Some(Belongs::ByTasks) => warnings.push(says(r.record_named_otherwise)),
        None => return Err(says(r.collect_record_beside)),
    }
    Ok(Some((opened.record, warnings)))
}

/// Adds to the record as it stands now, which may be more than anybody has read before, or begins one for the plan.
///
/// # Errors
/// [`RecordError`]; the file is as it was then.
pub fn add_to_file(path: &Path, plan: &Plan, reports: &[Report], notes: &[Note]) -> Result<(), RecordError> {
    // What is read and written back here is read by nobody else meanwhile.
    static ADDING: Mutex<()> = Mutex::new(());
    let _one = ADDING.lock().unwrap_or_else(PoisonError::into_inner);
    let text = match record_bytes(path)? {
        Some(bytes) => add_to_record(&bytes, reports, notes).map_err(RecordError::NotARecord)?,
        None => encode_record(&Record { reports: reports.to_vec(), notes: notes.to_vec(), ..Record::of(plan) }),
    };
    files::write(path, text.as_bytes(), Existing::Replace).map_err(RecordError::NotWritten)
}
