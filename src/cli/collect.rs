//! `collect`: forms that came back → the record beside the plan.

use super::args::CollectArgs;
use super::output::{cannot_write, print_text};
use super::said::say_each;
use super::{Exit, Stop, open, record};
use crate::collect::{Collected, collect};
use crate::lang::{Lang, fill};
use crate::model::{Plan, Record};
use crate::platform::files;
use crate::platform::returns::{RecordError, add_to_file, read_returns};
use std::path::Path;

pub(super) fn run(job: &CollectArgs, lang: Lang) -> Result<Exit, Stop> {
    let r = lang.texts().reporting;
    let document = open(Some(&job.plan), lang)?;
    let plan = &document.plan;
    let path = job.output.clone().unwrap_or_else(|| files::record_beside(&job.plan));
    let stop = |error: &RecordError| match error {
        RecordError::NotWritten(error) => Stop::not_written(cannot_write(lang, &path, error)),
        RecordError::Unreadable(_) | RecordError::NotARecord(_) => Stop::bad(error.words(&path, lang)),
    };
    let own = record::read(&path, plan, lang)?.unwrap_or_else(|| Record::of(plan));
    let returns = read_returns(&job.files);
    let others = returns.others.iter();
    say_each(others.map(|other| format!("note: {}: {}", other.display(), r.collect_not_form)), lang);
    let mut problems: Vec<String> = returns.problems.iter().map(|problem| problem.words(lang)).collect();
    if returns.forms.is_empty() && problems.is_empty() {
        problems.push(r.collect_none.to_owned());
    }
    let collected = collect(plan, &document.ledger, &own, &returns.forms, job.round.as_deref());
    let said = collected.said.iter().map(|(file, said)| {
        let (is_grave, words) = said.words(file, lang);
        format!("{}: {words}", if is_grave { "warning" } else { "note" })
    });
    say_each(said, lang);
    if !job.dry_run && !collected.reports.is_empty() {
        add_to_file(&path, plan, &collected.reports, &[]).map_err(|error| stop(&error))?;
    }
    let done = print_text(&summary(&collected, plan, returns.forms.len(), job, &path, lang), lang)?;
    if problems.is_empty() { Ok(done) } else { Err(Stop { lines: problems, exit: Exit::BadInput }) }
}

/// What was taken, what contradicts itself, who is missing.
fn summary(collected: &Collected, plan: &Plan, forms: usize, job: &CollectArgs, path: &Path, lang: Lang) -> String {
    let r = lang.texts().reporting;
    let took = collected.took(forms, lang);
    let mut lines = vec![if job.dry_run { took + r.collect_would } else { took }];
    lines.extend(collected.open_questions(plan, lang));
    if !job.dry_run && !collected.reports.is_empty() {
        lines.push(fill(r.collect_written, &[&path.display()]));
    }
    lines.push(String::new());
    lines.join("\n")
}
