//! `duties`: one unit over several plans.

use super::args::DutiesArgs;
use super::filter::unit_named;
use super::output::{bulletin, print_text};
use super::said::{say, say_each};
use super::{Exit, Stop, open_error};
use crate::document::Document;
use crate::export::duties::{UnitInPlan, duties};
use crate::lang::{Lang, fill, read_error};
use crate::model::text;
use crate::platform::files;
use crate::view::units_spoken;
use std::collections::HashSet;

/// Plans that cannot be read are named, and the rest is shown: exit 2 then.
pub(super) fn run(job: &DutiesArgs, lang: Lang) -> Result<Exit, Stop> {
    let t = lang.texts();
    let c = t.comparing;
    let mut problems = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    // A plan that is named twice counts once.
    let mut seen = HashSet::new();
    for path in &job.plans {
        match files::plans_under(path) {
            Ok(found) => {
                for file in found.into_iter().filter(|file| seen.insert(files::canonical(file))) {
                    match files::open_plan(&file) {
                        Ok(document) => documents.push(document),
                        Err(error) => problems.push(open_error(lang, &file, &error)),
                    }
                }
            }
            Err(error) => problems.push(format!("{}: {}", path.display(), read_error(lang, &error))),
        }
    }
    if documents.is_empty() && problems.is_empty() {
        problems.push(c.duties_no_plan.to_owned());
    }
    let plans: Vec<UnitInPlan<'_>> = documents
        .iter()
        .map(|document| {
            let Document { plan, ledger, .. } = document;
            UnitInPlan { plan, ledger, unit: unit_named(plan, &job.unit, lang).ok() }
        })
        .collect();
    let mut unclear = Vec::new();
    for (own, document) in plans.iter().zip(&documents).filter(|(own, _)| own.unit.is_none()) {
        // Several units are spoken so: they are named, none is chosen.
        if let Err(problem) = unit_named(own.plan, &job.unit, lang)
            && !units_spoken(own.plan, &job.unit).is_empty()
        {
            unclear.push(format!("{}: {problem}", document.name));
            continue;
        }
        let names = own.plan.units.iter().map(|unit| unit.name.as_str());
        if let Some(near) = text::closest(&job.unit, names) {
            say(&format!("note: {}", fill(c.duties_near, &[&document.name, &job.unit, &near])));
        }
    }
    if !plans.is_empty() && plans.iter().all(|own| own.unit.is_none()) {
        let none = fill(c.duties_none, &[&job.unit]);
        problems.extend(if unclear.is_empty() { vec![none] } else { unclear });
        return Err(Stop { lines: problems, exit: Exit::BadInput });
    }
    if plans.is_empty() {
        return Err(Stop { lines: problems, exit: Exit::BadInput });
    }
    say_each(unclear.iter().map(|line| format!("warning: {line}")), lang);
    let made = duties(&plans, &job.unit, lang);
    let done = match job.output.asked() {
        None => print_text(&made.terminal(), lang)?,
        Some(asked) => bulletin(&made, asked, &job.output, lang)?,
    };
    if problems.is_empty() { Ok(done) } else { Err(Stop { lines: problems, exit: Exit::BadInput }) }
}
