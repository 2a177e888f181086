//! What a legend says, counted once for sheets and pictures.

use super::Scope;
use crate::look::Glyph;
use crate::model::Role;

/// One line of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The mark.
    pub glyph: Glyph,
    /// Its name.
    pub name: &'static str,
    /// How many there are of what stands.
    pub count: usize,
    /// What it means, where its name does not say it.
    pub meaning: &'static str,
}

/// The marks that the scope's plan can have, with live counts: 配合, 兼任, 经集合单位 and the
/// indeterminate collective only where there are any.
pub fn legend(scope: &Scope<'_>) -> Vec<Entry> {
    let t = scope.lang.texts();
    let counts = &scope.view.counts;
    let supports = scope.plan.tasks.iter().any(|task| !task.supporting.is_empty());
    let entry = |glyph: Glyph| {
        let (name, count, meaning, stands) = match glyph {
            Glyph::Role(role) => {
                let stands = match role {
                    Role::OverallLead => !scope.plan.sections.is_empty(),
                    Role::Supporting => supports,
                    Role::Lead | Role::Responsible => true,
                };
                (t.role(role), counts.of(role), t.meaning_of_role(role), stands)
            }
            Glyph::LeadAndResponsible => {
                let count = counts.lead_and_responsible;
                (t.lead_and_responsible, count, t.lead_and_responsible_tip, count > 0)
            }
            Glyph::Through => (t.through_collective, counts.through, t.meaning_through, counts.through > 0),
            Glyph::Indeterminate => {
                let columns = scope.view.columns.iter().zip(&scope.view.column_totals);
                let own = columns.filter(|(unit, _)| scope.plan.unit(**unit).is_indeterminate());
                let count = own.map(|(_, total)| *total as usize).sum();
                (t.indeterminate, count, t.indeterminate_tip, count > 0)
            }
        };
        stands.then_some(Entry { glyph, name, count, meaning })
    };
    Glyph::ALL.into_iter().filter_map(entry).collect()
}

/// What stands and what a filter left out, for a place inside the document:
/// `共 39 项任务、41 个单位，全部显示`, or what [`crate::lang::omission`] says.
pub fn statement(scope: &Scope<'_>) -> String {
    let view = scope.view;
    crate::lang::omission(scope.lang, view)
        .unwrap_or_else(|| crate::lang::fill(scope.lang.texts().all_shown, &[&view.all_tasks, &view.all_units]))
}

/// `木环组发〔2019〕1号 · 2019年7月16日`, as far as the plan has them.
pub fn number_and_date(scope: &Scope<'_>) -> String {
    let date = scope.plan.date.map(|date| scope.lang.date(date));
    [scope.plan.number.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
