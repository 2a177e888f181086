//! `compare`: what changed between two plans.

use super::args::CompareArgs;
use super::filter::unit_named;
use super::output::{bulletin, print_text};
use super::{Exit, Stop, open};
use crate::compare::Comparison;
use crate::export::comparison::{Compared, comparison};
use crate::lang::Lang;
use crate::model::Plan;

/// Exit 0 whether anything changed or not.
pub(super) fn run(job: &CompareArgs, lang: Lang) -> Result<Exit, Stop> {
    let mut old = open(Some(&job.old), lang)?.plan;
    let mut new = open(Some(&job.new), lang)?.plan;
    if job.output.no_contacts {
        [&mut old, &mut new].into_iter().for_each(Plan::leave_out_people);
    }
    // A unit may be in one of the two alone.
    let unit = match &job.unit {
        None => None,
        Some(name) => match (unit_named(&new, name, lang), unit_named(&old, name, lang)) {
            (Ok(unit), _) => Some(new.unit(unit).name.clone()),
            (Err(_), Ok(unit)) => Some(old.unit(unit).name.clone()),
            (Err(problem), Err(_)) => return Err(Stop::bad(problem)),
        },
    };
    let found = Comparison::new(&old, &new);
    let made = comparison(Compared { old: &old, new: &new, comparison: &found, lang }, unit.as_deref());
    match job.output.asked() {
        None => print_text(&made.terminal(), lang),
        Some(asked) => bulletin(&made, asked, &job.output, lang),
    }
}
