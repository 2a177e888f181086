//! What came of forms, in sentences: on the terminal and in the window alike.

use super::{Collected, Remark, Said};
use crate::lang::{Lang, fill};
use crate::limits::Limit;
use crate::model::Plan;

impl Said {
    /// What was met in a form; whether somebody should look at it.
    pub fn words(&self, file: &str, lang: Lang) -> (bool, String) {
        let r = lang.texts().reporting;
        match self {
            Self::Empty => (false, fill(r.collect_empty, &[&file])),
            Self::OtherPlan { plan } => (true, fill(r.collect_other_plan, &[&file, plan])),
            Self::OtherRound { own, asked } => (true, fill(r.collect_other_round, &[&file, own, asked])),
            Self::NoReporter { unit } => (true, fill(r.collect_no_reporter, &[&file, unit])),
            Self::NoDuty { sheet, cell, number, unit } => {
                (true, fill(r.collect_no_duty, &[&file, sheet, cell, number, unit]))
            }
            Self::Moved { sheet, cell, number } => (false, fill(r.collect_moved, &[&file, sheet, cell, number])),
            Self::Reworded { sheet, cell, number } => (true, fill(r.collect_reworded, &[&file, sheet, cell, number])),
            Self::Older { number } => (true, fill(r.collect_older, &[&file, number])),
            Self::Read(remark) => (true, remark.words(file, lang)),
        }
    }
}

impl Remark {
    /// What was met in a cell.
    pub fn words(&self, file: &str, lang: Lang) -> String {
        let r = lang.texts().reporting;
        match self {
            Self::Formula { sheet, cell } => fill(r.collect_formula, &[&file, sheet, cell]),
            Self::TextChanged { sheet, cell, words } => fill(r.collect_changed, &[&file, sheet, cell, words]),
            Self::BadKey { sheet, cell } => fill(r.collect_bad_key, &[&file, sheet, cell]),
            Self::BadState { sheet, cell, words } => fill(r.collect_bad_state, &[&file, sheet, cell, words]),
            Self::BadDate { sheet, cell, words } => fill(r.collect_bad_date, &[&file, sheet, cell, words]),
            Self::TooLong { sheet, cell } => fill(r.collect_too_long, &[&file, sheet, cell, &Limit::Answer.value()]),
        }
    }
}

impl Collected {
    /// How much is new, of how many forms.
    pub fn took(&self, forms: usize, lang: Lang) -> String {
        fill(lang.texts().reporting.collect_took, &[&self.reports.len(), &forms, &self.same])
    }

    /// The same before anything was taken.
    pub fn offers(&self, forms: usize, lang: Lang) -> String {
        fill(lang.texts().reporting.collect_offer, &[&self.reports.len(), &forms, &self.same])
    }

    /// What contradicts itself, and who is missing: a line each.
    pub fn open_questions(&self, plan: &Plan, lang: Lang) -> Vec<String> {
        let t = lang.texts();
        let r = t.reporting;
        let mut lines = Vec::new();
        for conflict in &self.conflicts {
            let [one, other] = &conflict.files;
            lines.push(fill(r.collect_conflict, &[&conflict.number, &conflict.reporter, one, other]));
        }
        for differ in &self.deadlines {
            let given: Vec<String> = differ.given.iter().map(|(unit, words)| format!("{unit} {words}")).collect();
            lines.push(fill(r.collect_deadlines, &[&plan.task(differ.task).number, &given.join(t.name_separator)]));
        }
        let missing: Vec<&str> = self.missing.iter().map(|unit| plan.unit(*unit).name.as_str()).collect();
        lines.push(match missing.is_empty() {
            true => r.collect_nobody_missing.to_owned(),
            false => fill(r.collect_missing, &[&missing.len(), &missing.join(t.name_separator)]),
        });
        lines
    }
}
