//! A task in full: text, clause with its words lit, all units by role, deadline, errata, findings.

use super::{Cx, PanelState, fold_ui, glyph_ui, partners_ui, section_link, title, unit_link};
use crate::lang::{finding_hint, finding_message};
use crate::model::{Basis, Role, TaskId, UnitId};
use crate::ui::glyph::Glyph;
use crate::ui::theme::{bold, regular, size};
use crate::ui::widget::{caption, heading};
use crate::view::{Partner, Subject, clause_words};
use eframe::egui::{Label, RichText, TextFormat, Ui, text::LayoutJob};

pub(super) fn task_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: TaskId) {
    let task = cx.plan().task(id);
    title(ui, cx, &cx.fill(cx.t.task_heading, &[&task.number]));
    if let Some(section) = task.section {
        section_link(ui, cx, section);
    }
    heading(ui, cx, cx.t.units_by_role);
    for role in Role::OF_TASKS {
        let partners = Partner::list(cx.plan(), task.parties(role));
        if partners.is_empty() {
            continue;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            glyph_ui(ui, cx, Glyph::Role(role));
            let name = RichText::new(cx.t.role(role)).font(bold(size::BODY)).color(cx.palette.role(role));
            ui.add(Label::new(name).extend());
            ui.add_space(4.0);
            let several = partners.iter().filter(|partner| partner.unit.is_some()).count() > 1;
            ui.vertical(|ui| partners_ui(ui, cx, role, &partners, several));
        });
    }
    through_ui(ui, cx, state, id);
    if let Some(deadline) = &task.deadline {
        heading(ui, cx, cx.t.deadline);
        ui.label(deadline);
    }
    heading(ui, cx, cx.t.full_text);
    ui.add(Label::new(RichText::new(&task.text).line_height(Some(20.0))).wrap());
    if !task.clause.is_empty() {
        heading(ui, cx, cx.t.clause);
        ui.add(Label::new(clause_job(cx, id)).wrap());
    }
    for erratum in cx.plan().errata.iter().filter(|erratum| erratum.task.as_deref() == Some(&task.number)) {
        ui.add_space(8.0);
        caption(ui, cx, cx.fill(cx.t.erratum_note, &[&erratum.printed, &erratum.corrected]));
    }
    findings_ui(ui, cx, id);
}

fn clause_job(cx: &Cx<'_>, id: TaskId) -> LayoutJob {
    let task = cx.plan().task(id);
    let format = |font, color| TextFormat { font_id: font, color, line_height: Some(20.0), ..TextFormat::default() };
    let plain = format(regular(size::BODY), cx.palette.secondary);
    let mut job = LayoutJob::default();
    let mut from = 0;
    for words in clause_words(task) {
        job.append(&task.clause[from..words.span.start], 0.0, plain.clone());
        let lit = format(bold(size::BODY), cx.palette.role(words.role));
        job.append(&task.clause[words.span.clone()], 0.0, lit);
        from = words.span.end;
    }
    job.append(&task.clause[from..], 0.0, plain);
    job
}

/// Units reached through each collective, folded.
fn through_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: TaskId) {
    let mut by_collective: Vec<(UnitId, Vec<UnitId>)> = Vec::new();
    for mark in cx.session.document().ledger.of(Subject::Task(id)) {
        let (Basis::Through(collective), Some(unit)) = (mark.basis, mark.unit) else { continue };
        match by_collective.iter_mut().find(|(known, _)| *known == collective) {
            Some((_, units)) => units.push(unit),
            None => by_collective.push((collective, vec![unit])),
        }
    }
    for (collective, units) in by_collective {
        let name = &cx.plan().unit(collective).name;
        let text = cx.fill(cx.t.through_units, &[name, &units.len()]);
        fold_ui(ui, cx, state, ("through", id, collective), &text, |ui| {
            ui.horizontal_wrapped(|ui| {
                for unit in units {
                    unit_link(ui, cx, unit);
                }
            });
        });
    }
}

fn findings_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let document = cx.session.document();
    let mut own = document.findings.iter().filter(|finding| finding.place.task() == Some(id)).peekable();
    if own.peek().is_none() {
        return;
    }
    heading(ui, cx, cx.t.panel_findings);
    for finding in own {
        let message = finding_message(cx.session.lang, &document.plan, finding);
        let hint = finding_hint(cx.session.lang, finding);
        caption(ui, cx, format!("{message}{}{hint}", cx.t.sentence_separator));
    }
}
