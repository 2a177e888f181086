//! What a legend says, counted once for sheets and pictures.

use super::Scope;
use crate::lang::{RoleWords, fill, filter_words, omission};
use crate::look::Glyph;
use std::borrow::Cow;

/// One line of a legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The mark.
    pub glyph: Glyph,
    /// The role as the plan calls it, or how a mark through a collective is called.
    pub name: Cow<'a, str>,
    /// How many there are of what stands.
    pub count: usize,
    /// What it means, where its name does not say it.
    pub meaning: Cow<'static, str>,
}

/// The marks that the scope's plan can have, with live counts: roles that the plan does not use or the filter leaves out, 兼任,
/// 经集合单位 and the indeterminate collective only where there are any.
pub fn legend<'a>(scope: &Scope<'a>) -> Vec<Entry<'a>> {
    let t = scope.lang.texts();
    let words = RoleWords::new(scope.lang, scope.plan);
    let counts = &scope.view.counts;
    let entry = |glyph: Glyph| {
        let (name, count, meaning, stands) = match glyph {
            Glyph::Role(role) => {
                let stands = scope.ledger.in_legend(role) && scope.filter.admits_role(role);
                (words.name(role).into(), counts.of(role), words.meaning(role), stands)
            }
            Glyph::LeadAndResponsible => {
                let count = counts.lead_and_responsible;
                (words.lead_and_responsible(), count, words.lead_and_responsible_tip(), count > 0)
            }
            Glyph::Through => {
                let through = counts.through;
                (t.through_collective.into(), through, t.meaning_through.into(), through > 0)
            }
            Glyph::Indeterminate => {
                let columns = scope.view.columns.iter().zip(&scope.view.column_totals);
                let own = columns.filter(|(unit, _)| scope.plan.unit(**unit).is_indeterminate());
                let count = own.map(|(_, total)| *total as usize).sum();
                (t.indeterminate.into(), count, t.indeterminate_tip.into(), count > 0)
            }
            // They show two entries that stand in the legend already.
            Glyph::Pair(..) | Glyph::Several(..) => return None,
        };
        stands.then_some(Entry { glyph, name, count, meaning })
    };
    Glyph::of_legend().filter_map(entry).collect()
}

/// What stands and what a filter left out, for a place inside the document: `共 39 项任务、41 个单位，全部显示`, or
/// `（节选：牵头）` with what [`omission`] says.
pub fn statement(scope: &Scope<'_>) -> String {
    let view = scope.view;
    let shown = omission(scope.lang, view);
    let all = || fill(scope.lang.texts().all_shown, &[&view.all_tasks, &view.all_units]);
    extract(scope) + &shown.unwrap_or_else(all)
}

/// `（节选：牵头）`, to stand before a sentence; empty without a filter.
pub fn extract(scope: &Scope<'_>) -> String {
    let words = filter_words(scope.lang, scope.plan, scope.filter);
    let extract = words.map(|words| fill(scope.lang.texts().paper_extract, &[&words])).unwrap_or_default();
    // Full-width brackets keep their own distance.
    let between = if extract.ends_with(')') { " " } else { "" };
    extract + between
}

/// `木环组发〔2019〕1号 · 2019年7月16日`, as far as the plan has them.
pub fn number_and_date(scope: &Scope<'_>) -> String {
    let date = scope.plan.date.map(|date| scope.lang.date(date));
    [scope.plan.number.clone(), date].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
