//! The status line: the cell under the cursor in words; zoom and findings at the right.

use super::Cx;
use super::theme::{bold, regular, size};
use super::widget::{command_tip, sign_button};
use crate::lang::fill;
use crate::model::{Role, UnitId};
use crate::session::{Cursor, Session, UiCommand};
use crate::view::{Filter, Obligations, Partner, Subject};
use eframe::egui::{self, Align, Button, Layout, Panel, RichText, Ui};

/// Draws the status line.
pub fn status_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let frame = egui::Frame::new().fill(cx.palette.background).inner_margin(egui::Margin::symmetric(16, 0));
    Panel::bottom("status").exact_size(size::STATUS).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let secondary =
                |text: String| RichText::new(text).font(regular(size::SECONDARY)).color(cx.palette.secondary);
            sign_button(ui, cx, UiCommand::ZoomIn, "+", true);
            let zoom = ui.ctx().zoom_factor() * 100.0;
            let reset = ui.add(Button::new(secondary(format!("{zoom:.0}%"))).frame(false));
            if reset.on_hover_text(command_tip(cx, UiCommand::ZoomReset)).clicked() {
                cx.command(UiCommand::ZoomReset);
            }
            sign_button(ui, cx, UiCommand::ZoomOut, "−", true);
            let count = cx.session.document().findings.len();
            let findings = ui.add(Button::new(secondary(fill(cx.t.findings_count, &[&count]))).frame(false));
            if findings.on_hover_text(command_tip(cx, UiCommand::ShowFindings)).clicked() {
                cx.command(UiCommand::ShowFindings);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let Some(cursor) = cx.session.cursor() else { return };
                let words = RichText::new(cell_words(cx.session, cursor)).font(bold(size::SECONDARY));
                ui.add(egui::Label::new(words.color(cx.palette.ink)).truncate());
                let row = secondary(row_words(cx.session, cursor.subject));
                if ui.available_width() > 80.0 {
                    ui.add(egui::Label::new(row).truncate());
                }
            });
        });
    });
}

/// A cell in words: `第4项 × 县司法局：牵头（列名，第2位）`. Also its spoken name.
pub fn cell_words(session: &Session, cursor: Cursor) -> String {
    let t = session.lang.texts();
    let document = session.document();
    let (plan, unit) = (&document.plan, &document.plan.unit(cursor.unit).name);
    let place = match cursor.subject {
        Subject::Task(id) => fill(t.cell_words, &[&plan.task(id).number, unit]),
        Subject::Section(id) => fill(t.section_cell_words, &[&plan.section(id).title, unit]),
    };
    let several_leads =
        document.ledger.of(cursor.subject).iter().any(|mark| mark.role == Role::Lead && mark.position > 0);
    let marks: Vec<String> = document
        .ledger
        .of(cursor.subject)
        .iter()
        .filter(|mark| mark.unit == Some(cursor.unit) && session.filter().admits_mark(plan, mark))
        .map(|mark| {
            let basis = t.basis(plan, mark.basis);
            let role = t.role(mark.role);
            if mark.is_first_lead() && several_leads {
                format!("{role} {}", t.first_lead)
            } else if mark.role == Role::Lead && mark.is_direct() && several_leads {
                fill(t.mark_with_place, &[&role, &basis, &fill(t.nth, &[&(mark.position + 1)])])
            } else {
                fill(t.mark_with_basis, &[&role, &basis])
            }
        })
        .collect();
    let marks = if marks.is_empty() { t.no_mark.to_owned() } else { marks.join(t.name_separator) };
    format!("{place}{}{marks}", t.place_separator)
}

/// Who leads and who is responsible on a row, in one line.
fn row_words(session: &Session, subject: Subject) -> String {
    let t = session.lang.texts();
    let plan = &session.document().plan;
    let joined = |parties| Partner::joined(&Partner::list(plan, parties), t.name_separator);
    match subject {
        Subject::Section(id) => joined(&plan.section(id).overall_leads),
        Subject::Task(id) => {
            let lists: Vec<String> = Role::OF_TASKS
                .into_iter()
                .filter(|&role| !plan.task(id).parties(role).is_empty())
                .map(|role| format!("{} {}", t.role(role), joined(plan.task(id).parties(role))))
                .collect();
            lists.join(" ▶ ")
        }
    }
}

/// `牵头 5 · 责任 11 · 经集合单位 9` for a unit, of the whole plan.
pub fn unit_totals(session: &Session, unit: UnitId) -> String {
    let t = session.lang.texts();
    let document = session.document();
    let obligations = Obligations::new(&document.plan, &document.ledger, &Filter::default(), unit);
    let mut parts: Vec<String> = Role::ALL
        .into_iter()
        .map(|role| (t.role(role), obligations.direct(role).count()))
        .chain([(t.through_collective, obligations.through().count())])
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if parts.is_empty() {
        parts.push(t.no_duties.to_owned());
    }
    parts.join(" · ")
}
