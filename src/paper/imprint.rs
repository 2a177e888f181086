//! What every document states of its plan: number, date, language.

use super::faces::Ink;
use crate::export::Scope;
use crate::lang::{Lang, fill};

/// `木环组发〔2019〕1号，2019年7月16日印发`, as far as the plan has them.
pub(super) fn number_and_date(scope: &Scope<'_>, ink: &mut Ink<'_>) -> Option<String> {
    let t = scope.lang.texts();
    let number = scope.plan.number.as_deref().map(|number| ink.line(number));
    let date = scope.plan.date.map(|date| fill(t.paper_issued, &[&scope.lang.date(date)]));
    let parts: Vec<String> = number.into_iter().chain(date).collect();
    (!parts.is_empty()).then(|| parts.join(t.paper_comma))
}

/// The language tag and region of a document.
pub(super) fn tag(lang: Lang) -> (&'static str, Option<&'static str>) {
    match lang {
        Lang::Zh => ("zh", Some("cn")),
        Lang::En => ("en", None),
    }
}
