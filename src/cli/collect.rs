//! `collect`: forms that came back → the record beside the plan.

use super::args::CollectArgs;
use super::output::{cannot_write, print};
use super::{Exit, Stop, open, record};
use crate::collect::{Collected, FormError, Remark, ReturnedForm, Said, collect, read_form};
use crate::file::{add_to_record, encode_record};
use crate::lang::{Lang, fill};
use crate::model::{Date, Plan, Record, Report};
use crate::platform::clock;
use crate::platform::files::{self, Existing};
use std::path::{Path, PathBuf};

pub(super) fn run(job: &CollectArgs, lang: Lang) -> Result<Exit, Stop> {
    let r = lang.texts().reporting;
    let document = open(Some(&job.plan), lang)?;
    let plan = &document.plan;
    let path = job.output.clone().unwrap_or_else(|| files::record_beside(&job.plan));
    let old = standing(&path, lang)?;
    let own = match &old {
        Some(bytes) => record::read(&path, bytes, plan, lang)?,
        None => Record::of(plan),
    };
    let mut problems = Vec::new();
    let forms = read_all(&job.files, &mut problems, lang);
    if forms.is_empty() && problems.is_empty() {
        problems.push(r.collect_none.to_owned());
    }
    let collected = collect(plan, &document.ledger, &own, &forms, job.round.as_deref());
    for (file, said) in &collected.said {
        eprintln!("{}", said_line(file, said, lang).replace(char::is_control, " "));
    }
    if !job.dry_run && !collected.reports.is_empty() {
        write(&path, plan, &collected.reports, lang)?;
    }
    let done = print(summary(&collected, plan, forms.len(), job, &path, lang).as_bytes(), lang)?;
    if problems.is_empty() { Ok(done) } else { Err(Stop { lines: problems, exit: Exit::BadInput }) }
}

/// The bytes of a record; none where there is no such file yet.
fn standing(path: &Path, lang: Lang) -> Result<Option<Vec<u8>>, Stop> {
    match files::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Stop::bad(format!("{}: {}", path.display(), fill(lang.texts().cli_cannot_read, &[&error])))),
    }
}

/// Adds to the record as it stands now, which may be more than was read before the forms, or begins one.
fn write(path: &Path, plan: &Plan, reports: &[Report], lang: Lang) -> Result<(), Stop> {
    let text = match standing(path, lang)? {
        Some(bytes) => {
            add_to_record(&bytes, reports, &[]).map_err(|error| Stop::bad(record::file_error(path, &error, lang)))?
        }
        None => encode_record(&Record { reports: reports.to_vec(), ..Record::of(plan) }),
    };
    files::write(path, text.as_bytes(), Existing::Replace)
        .map_err(|error| Stop::not_written(cannot_write(lang, path, &error)))
}

/// Every form among files and folders, with the day of its file. What was named and is none is a problem; in a folder
/// other workbooks lie beside the forms, which is said and no more.
fn read_all(paths: &[PathBuf], problems: &mut Vec<String>, lang: Lang) -> Vec<(ReturnedForm, Option<Date>)> {
    let t = lang.texts();
    let r = t.reporting;
    let mut forms = Vec::new();
    for path in paths {
        let found = match files::forms_under(path) {
            Ok(found) => found,
            Err(error) => {
                problems.push(format!("{}: {}", path.display(), fill(t.cli_cannot_read, &[&error])));
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
            let shown = file.display();
            let read = files::read(&file).map_err(|error| fill(t.cli_cannot_read, &[&error]));
            match read.map(|bytes| read_form(&name.to_string_lossy(), &bytes)) {
                Ok(Ok(form)) => forms.push((form, files::stamp(&file).and_then(|(at, _)| at).map(clock::day))),
                Ok(Err(FormError::NotAForm)) if !is_named => eprintln!("note: {shown}: {}", r.collect_not_form),
                Ok(Err(FormError::NotAForm)) => problems.push(format!("{shown}: {}", r.collect_not_form)),
                Ok(Err(FormError::Unreadable(_))) => problems.push(format!("{shown}: {}", r.collect_unreadable)),
                Err(words) => problems.push(format!("{shown}: {words}")),
            }
        }
    }
    forms
}

/// What was met in a form, on one line.
fn said_line(file: &str, said: &Said, lang: Lang) -> String {
    let r = lang.texts().reporting;
    let (word, words) = match said {
        Said::Empty => ("note", fill(r.collect_empty, &[&file])),
        Said::OtherPlan { plan } => ("warning", fill(r.collect_other_plan, &[&file, plan])),
        Said::OtherRound { own, asked } => ("warning", fill(r.collect_other_round, &[&file, own, asked])),
        Said::NoReporter { unit } => ("warning", fill(r.collect_no_reporter, &[&file, unit])),
        Said::NoDuty { sheet, cell, number, unit } => {
            ("warning", fill(r.collect_no_duty, &[&file, sheet, cell, number, unit]))
        }
        Said::Moved { sheet, cell, number } => ("note", fill(r.collect_moved, &[&file, sheet, cell, number])),
        Said::Reworded { sheet, cell, number } => ("warning", fill(r.collect_reworded, &[&file, sheet, cell, number])),
        Said::Older { number } => ("warning", fill(r.collect_older, &[&file, number])),
        Said::Read(remark) => ("warning", remark_words(file, remark, lang)),
    };
    format!("{word}: {words}")
}

fn remark_words(file: &str, remark: &Remark, lang: Lang) -> String {
    let r = lang.texts().reporting;
    match remark {
        Remark::Formula { sheet, cell } => fill(r.collect_formula, &[&file, sheet, cell]),
        Remark::TextChanged { sheet, cell, words } => fill(r.collect_changed, &[&file, sheet, cell, words]),
        Remark::BadKey { sheet, cell } => fill(r.collect_bad_key, &[&file, sheet, cell]),
        Remark::BadState { sheet, cell, words } => fill(r.collect_bad_state, &[&file, sheet, cell, words]),
        Remark::BadDate { sheet, cell, words } => fill(r.collect_bad_date, &[&file, sheet, cell, words]),
        Remark::TooLong { sheet, cell } => {
            fill(r.collect_too_long, &[&file, sheet, cell, &crate::collect::LONGEST_ANSWER])
        }
    }
}

/// What was taken, what contradicts itself, who is missing.
fn summary(collected: &Collected, plan: &Plan, forms: usize, job: &CollectArgs, path: &Path, lang: Lang) -> String {
    let t = lang.texts();
    let r = t.reporting;
    let took = fill(r.collect_took, &[&collected.reports.len(), &forms, &collected.same]);
    let mut lines = vec![if job.dry_run { took + r.collect_would } else { took }];
    for conflict in &collected.conflicts {
        let [one, other] = &conflict.files;
        lines.push(fill(r.collect_conflict, &[&conflict.number, &conflict.reporter, one, other]));
    }
    for differ in &collected.deadlines {
        let given: Vec<String> = differ.given.iter().map(|(unit, words)| format!("{unit} {words}")).collect();
        lines.push(fill(r.collect_deadlines, &[&plan.task(differ.task).number, &given.join(t.name_separator)]));
    }
    let missing: Vec<&str> = collected.missing.iter().map(|unit| plan.unit(*unit).name.as_str()).collect();
    lines.push(match missing.is_empty() {
        true => r.collect_nobody_missing.to_owned(),
        false => fill(r.collect_missing, &[&missing.len(), &missing.join(t.name_separator)]),
    });
    if !job.dry_run && !collected.reports.is_empty() {
        lines.push(fill(r.collect_written, &[&path.display()]));
    }
    lines.push(String::new());
    lines.join("\n")
}
