//! All findings, gravest first, each a link to what it is about.

use super::Cx;
use crate::check::subject;
use crate::finding::{Finding, Severity};
use crate::lang::{finding_hint, finding_message, finding_place};
use crate::session::{Action, Panel as Shown};
use crate::ui::theme::size;
use crate::ui::widget::{caption, heading, named_link};
use crate::view::Subject;
use eframe::egui::Ui;

pub(super) fn findings_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let document = cx.session.document();
    if document.findings.is_empty() {
        caption(ui, cx, cx.t.findings_none);
    }
    for severity in Severity::ALL {
        let count = document.count(severity);
        if count == 0 {
            continue;
        }
        let name = match severity {
            Severity::Error => cx.t.severity_error,
            Severity::Warning => cx.t.severity_warning,
            Severity::Notice => cx.t.severity_notice,
        };
        heading(ui, cx, format!("{name} {count}"));
        for finding in document.findings.iter().filter(|finding| finding.severity() == severity) {
            finding_ui(ui, cx, finding);
        }
    }
}

fn finding_ui(ui: &mut Ui, cx: &Cx<'_>, finding: &Finding) {
    let (lang, document) = (cx.session.lang, cx.session.document());
    let place = finding_place(lang, &document.plan, finding);
    let message = finding_message(lang, &document.plan, finding);
    let separator = if place.is_empty() { "" } else { cx.t.place_separator };
    let text = format!("{place}{separator}{message}");
    let leads_to = match subject(finding) {
        Some(Subject::Task(task)) => Some(Shown::Task(task)),
        Some(Subject::Section(section)) => Some(Shown::Section(section)),
        None => finding.kind.unit().map(Shown::Unit),
    };
    match leads_to {
        Some(panel) => {
            if named_link(ui, &text, cx.palette.ink, size::BODY).clicked() {
                cx.send(Action::Show(panel));
            }
        }
        None => {
            let at = document.line_column(&finding.place);
            ui.label(format!("{}:{}: {text}", at.line, at.column));
        }
    }
    caption(ui, cx, finding_hint(lang, finding));
}
