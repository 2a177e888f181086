//! All findings, gravest first, grouped by kind, each a link to what it is about. One that a person
//! has settled is set aside, where it stays to be seen.

use super::{Cx, PanelState, fold_ui};
use crate::finding::{Finding, Severity};
use crate::lang::{finding_hint, finding_kind, finding_message, finding_place};
use crate::session::ViewAction;
use crate::ui::theme::size;
use crate::ui::widget::{caption, heading, named_link};
use eframe::egui::Ui;

/// A kind with more findings begins folded.
const FOLD_FROM: usize = 6;

/// A kind with more findings lists so many and counts the rest: a person looks at no more, and each
/// is laid out in every frame.
const MOST: usize = 200;

/// A finding with its position among the document's.
type Entry<'a> = (usize, &'a Finding);

pub(super) fn findings_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState) {
    let document = cx.session.document();
    if document.findings.is_empty() {
        caption(ui, cx, cx.t.findings_none);
        return;
    }
    let entries = document.findings.iter().enumerate();
    let (aside, mut open): (Vec<Entry<'_>>, Vec<Entry<'_>>) =
        entries.partition(|(position, _)| cx.session.active().is_set_aside(*position));
    // Kinds stand in the order of their first finding, the gravest first.
    let mut kinds: Vec<&'static str> = Vec::new();
    for (_, finding) in &open {
        if !kinds.contains(&finding.kind.code()) {
            kinds.push(finding.kind.code());
        }
    }
    let rank = |finding: &Finding| kinds.iter().position(|kind| *kind == finding.kind.code());
    open.sort_by_key(|(_, finding)| (finding.severity(), rank(finding)));
    for severity in Severity::ALL {
        let own: Vec<Entry<'_>> = open.iter().copied().filter(|(_, finding)| finding.severity() == severity).collect();
        if own.is_empty() {
            continue;
        }
        let name = match severity {
            Severity::Error => cx.t.severity_error,
            Severity::Warning => cx.t.severity_warning,
            Severity::Notice => cx.t.severity_notice,
        };
        heading(ui, cx, format!("{name} {}", own.len()));
        for kind in own.chunk_by(|one, next| one.1.kind.code() == next.1.kind.code()) {
            kind_ui(ui, cx, state, kind);
        }
    }
    if !aside.is_empty() {
        ui.add_space(12.0);
        let text = crate::lang::fill(cx.t.set_aside_count, &[&aside.len()]);
        fold_ui(ui, cx, state, "aside", &text, false, |ui| {
            list_ui(ui, cx, &aside, true);
        });
    }
}

/// All findings of one kind.
fn kind_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, entries: &[Entry<'_>]) {
    let Some((_, first)) = entries.first() else { return };
    let text = format!("{} {}", finding_kind(cx.session.lang(), &first.kind), entries.len());
    fold_ui(ui, cx, state, ("kind", first.kind.code()), &text, entries.len() < FOLD_FROM, |ui| {
        list_ui(ui, cx, entries, false);
        if entries.len() > 1
            && first.severity() != Severity::Error
            && named_link(ui, cx.t.set_aside_kind, cx.palette.secondary, size::UNIT_NAME_SMALL).clicked()
        {
            let findings = entries.iter().map(|(position, _)| *position).collect();
            cx.tell(ViewAction::SetAside { findings, aside: true });
        }
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, entries: &[Entry<'_>], is_aside: bool) {
    for (position, finding) in entries.iter().take(MOST) {
        entry_ui(ui, cx, *position, finding, is_aside);
    }
    if entries.len() > MOST {
        caption(ui, cx, crate::lang::fill(cx.t.findings_more, &[&(entries.len() - MOST)]));
    }
}

fn entry_ui(ui: &mut Ui, cx: &Cx<'_>, position: usize, finding: &Finding, is_aside: bool) {
    let (lang, document) = (cx.session.lang(), cx.session.document());
    let place = finding_place(lang, &document.plan, finding);
    let message = finding_message(lang, &document.plan, finding);
    let separator = if place.is_empty() { "" } else { cx.t.place_separator };
    let text = format!("{place}{separator}{message}");
    ui.push_id(position, |ui| {
        ui.add_space(2.0);
        if crate::check::subject(finding).is_some() || finding.kind.unit().is_some() {
            let ink = if is_aside { cx.palette.secondary } else { cx.palette.ink };
            if named_link(ui, &text, ink, size::BODY).clicked() {
                cx.tell(ViewAction::ShowFinding(position));
            }
        } else {
            let at = document.line_column(&finding.place);
            ui.label(format!("{}:{}: {text}", at.line, at.column));
        }
        ui.horizontal_wrapped(|ui| {
            caption(ui, cx, finding_hint(lang, finding));
            // An error is mended, not set aside.
            if finding.severity() != Severity::Error {
                let name = if is_aside { cx.t.take_back } else { cx.t.set_aside };
                if named_link(ui, name, cx.palette.responsible, size::UNIT_NAME_SMALL).clicked() {
                    cx.tell(ViewAction::SetAside { findings: vec![position], aside: !is_aside });
                }
            }
        });
    });
}
