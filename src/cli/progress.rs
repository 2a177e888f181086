//! `progress`: how far every duty has come, on the terminal or as a file.

use super::args::ProgressArgs;
use super::filter::unit_named;
use super::output::{bulletin, print_text};
use super::said::say;
use super::{Exit, Stop, open, record};
use crate::collect::state_of;
use crate::export::Scope;
use crate::export::progress::{ProgressFilter, Wanted, progress};
use crate::lang::{Lang, fill};
use crate::platform::clock;
use crate::view::{DUE_DAYS, Filter, MatrixView, Progress, WhichRound};

pub(super) fn run(job: &ProgressArgs, lang: Lang) -> Result<Exit, Stop> {
    let t = lang.texts();
    let document = open(job.plan.as_deref(), lang)?;
    let plan = &document.plan;
    let (mut units, mut states, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    for name in &job.unit {
        match unit_named(plan, name, lang) {
            Ok(unit) => units.push(unit),
            Err(problem) => problems.push(problem),
        }
    }
    for words in &job.state {
        match wanted(words) {
            Some(state) => states.push(state),
            None => problems.push(fill(t.reporting.unknown_state, &[words])),
        }
    }
    if !problems.is_empty() {
        return Err(Stop { lines: problems, exit: Exit::BadInput });
    }
    let path = record::path(job.plan.as_deref(), job.record.as_deref());
    if path.as_ref().is_none_or(|path| !path.exists()) && job.record.is_none() {
        let name = path.map(|path| path.display().to_string()).unwrap_or_default();
        say(&format!("note: {}", fill(t.reporting.no_record, &[&name])));
    }
    let record = record::opened(job.plan.as_deref(), job.record.as_deref(), plan, lang)?;
    let which = job.round.clone().map_or(WhichRound::Newest, WhichRound::Of);
    let on = job.on.unwrap_or_else(clock::today);
    let all = Progress::new(plan, &document.ledger, &record, &which, on, job.due.unwrap_or(DUE_DAYS));
    let shown = ProgressFilter { units, states, no_contacts: job.output.no_contacts };
    let filter = Filter::default();
    let view = MatrixView::new(plan, &document.ledger, &filter);
    let scope = Scope { plan, ledger: &document.ledger, filter: &filter, view: &view, lang };
    let made = progress(&scope, &all, &record, &which, &shown);
    match job.output.asked() {
        None => print_text(&made.terminal(), lang),
        Some(asked) => bulletin(&made, asked, &job.output, lang),
    }
}

/// A state by its word in either language, or `late` and `soon`.
fn wanted(words: &str) -> Option<Wanted> {
    let is = |pick: fn(&crate::lang::reporting::ReportingTexts) -> &'static str, spelt: &str| {
        words.eq_ignore_ascii_case(spelt)
            || [Lang::Zh, Lang::En].iter().any(|lang| pick(lang.texts().reporting).eq_ignore_ascii_case(words))
    };
    if is(|r| r.late, "late") {
        return Some(Wanted::Late);
    }
    if is(|r| r.soon, "soon") {
        return Some(Wanted::Soon);
    }
    state_of(words).filter(|_| !words.trim().is_empty()).map(Wanted::State)
}
