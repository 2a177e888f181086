//! The status line: the cell under the cursor in words; zoom and findings at the right.

use super::Cx;
use super::theme::{bold, regular, size};
use super::widget::{command_tip, is_low, sign_button};
use crate::lang::{RoleWords, fill};
use crate::model::{Role, UnitId};
use crate::session::{Cursor, Session, Theme, UiCommand};
use crate::view::{Filter, Obligations, Partner, Subject};
use eframe::egui::{self, Align, Button, Layout, Panel, RichText, Ui};

/// Draws the status line.
pub fn status_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let frame = egui::Frame::new().fill(cx.palette.background).inner_margin(egui::Margin::symmetric(16, 0));
    let height = if is_low(ui) { size::LOW_STATUS } else { size::STATUS };
    Panel::bottom("status").exact_size(height).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let secondary =
                |text: String| RichText::new(text).font(regular(size::SECONDARY)).color(cx.palette.secondary);
            sign_button(ui, cx, UiCommand::ZoomIn, "+");
            let zoom = ui.ctx().zoom_factor() * 100.0;
            let matrix = cx.session.matrix_zoom() * 100.0;
            let words = match (matrix - 100.0).abs() < 0.5 {
                true => format!("{zoom:.0}%"),
                false => fill(cx.t.zoom_of_matrix, &[&format!("{zoom:.0}"), &format!("{matrix:.0}")]),
            };
            let reset = ui.add(Button::new(secondary(words)).frame(false));
            if reset.on_hover_text(command_tip(cx, UiCommand::ZoomReset)).clicked() {
                cx.command(UiCommand::ZoomReset);
            }
            sign_button(ui, cx, UiCommand::ZoomOut, "−");
            let aside = cx.session.set_aside_count();
            let count = cx.session.document().findings.len() - aside;
            let says = match aside {
                0 => fill(cx.t.findings_count, &[&count]),
                _ => fill(cx.t.findings_count_aside, &[&count, &aside]),
            };
            let theme = match cx.session.theme() {
                Theme::Light => cx.t.theme_light,
                Theme::Dark => cx.t.theme_dark,
                Theme::ContrastLight => cx.t.theme_contrast_light,
                Theme::ContrastDark => cx.t.theme_contrast_dark,
            };
            let theme = ui.add(Button::new(secondary(theme.to_owned())).frame(false));
            if theme.on_hover_text(command_tip(cx, UiCommand::SwitchTheme)).clicked() {
                cx.command(UiCommand::SwitchTheme);
            }
            let findings = ui.add(Button::new(secondary(says)).frame(false));
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
    let t = session.lang().texts();
    let document = session.document();
    let (plan, view) = (&document.plan, session.view());
    let words = RoleWords::new(session.lang(), plan);
    let unit = column_words(session, cursor.unit);
    let unit = &unit;
    let place = match cursor.subject {
        Subject::Task(id) => fill(t.cell_words, &[&plan.task(id).number, unit]),
        Subject::Section(id) => fill(t.section_cell_words, &[&plan.section(id).title, unit]),
    };
    if let Some((row, column)) = cursor.position(view)
        && view.is_folded(row, column)
    {
        let tally = view.tally(plan, &document.ledger, session.filter(), row, column);
        let counts: Vec<String> = tally
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(role, count)| format!("{} {count}", words.name(role)))
            .collect();
        let counts = if counts.is_empty() { t.no_mark.to_owned() } else { counts.join(t.name_separator) };
        return format!("{place}{}{counts}", t.place_separator);
    }
    let several_leads =
        document.ledger.of(cursor.subject).iter().any(|mark| mark.role == Role::Lead && mark.position > 0);
    let marks: Vec<String> = document
        .ledger
        .of(cursor.subject)
        .iter()
        .filter(|mark| mark.unit == Some(cursor.unit) && session.filter().admits_mark(plan, mark))
        .map(|mark| {
            let basis = t.basis(plan, mark.basis);
            let role = words.name(mark.role);
            if mark.is_first_lead() && several_leads {
                format!("{role} {}", words.first_lead())
            } else if mark.role == Role::Lead && mark.is_direct() && several_leads {
                fill(t.mark_with_place, &[&role, &basis, &fill(t.nth, &[&(mark.position + 1)])])
            } else {
                fill(t.mark_with_basis, &[&role, &basis])
            }
        })
        .collect();
    let mut marks = if marks.is_empty() { t.no_mark.to_owned() } else { marks.join(t.name_separator) };
    if let Subject::Task(task) = cursor.subject
        && session.shows_lights()
        && let Some((state, _)) = session.active().duty_state(task, cursor.unit)
    {
        marks = format!("{marks} · {}", t.reporting.duty_state(&state));
    }
    format!("{place}{}{marks}", t.place_separator)
}

/// A column in words: its unit's name, or that of a folded group.
pub fn column_words(session: &Session, unit: UnitId) -> String {
    let (plan, view) = (&session.document().plan, session.view());
    let unit_of = plan.unit(unit);
    if view.column_of(unit).is_some_and(|column| view.is_column_folded(column)) {
        let group = unit_of.group;
        let units = plan.unit_ids().filter(|&id| plan.unit(id).group == group && view.column_of(id).is_some()).count();
        fill(session.lang().texts().folded_group, &[&plan.group(group).name, &units])
    } else {
        unit_of.name.clone()
    }
}

/// Who leads and who is responsible on a row, in one line.
fn row_words(session: &Session, subject: Subject) -> String {
    let t = session.lang().texts();
    let plan = &session.document().plan;
    let words = RoleWords::new(session.lang(), plan);
    let joined = |parties| Partner::joined(&Partner::list(plan, parties), t.name_separator);
    match subject {
        Subject::Section(id) => joined(&plan.section(id).overall_leads),
        Subject::Task(id) => {
            let lists: Vec<String> = Role::OF_TASKS
                .into_iter()
                .filter(|&role| !plan.task(id).parties(role).is_empty())
                .map(|role| format!("{} {}", words.name(role), joined(plan.task(id).parties(role))))
                .collect();
            lists.join(" ▶ ")
        }
    }
}

/// `牵头 5 · 责任 11 · 经集合单位 9` for a unit, of the whole plan.
pub fn unit_totals(session: &Session, unit: UnitId) -> String {
    let t = session.lang().texts();
    let document = session.document();
    let obligations = Obligations::new(&document.plan, &document.ledger, &Filter::default(), unit);
    let words = RoleWords::new(session.lang(), &document.plan);
    let mut parts: Vec<String> = Role::ALL
        .into_iter()
        .map(|role| (words.name(role), obligations.direct(role).count()))
        .chain([(t.through_collective, obligations.through().count())])
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if parts.is_empty() {
        parts.push(t.no_duties.to_owned());
    }
    parts.join(" · ")
}
