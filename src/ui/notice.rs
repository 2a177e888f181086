//! What the program says to a person: results, problems, and the question for a path where no
//! dialog service runs.

use super::Cx;
use super::question::{answer_ui, question_ui, take_keyboard};
use super::theme::{bold, regular, size};
use super::widget::{command_tip, named_link};
use crate::lang::{fill, omission};
use crate::session::output::UnitsProgress;
use crate::session::rounds::RoundAction;
use crate::session::{
    Action, Asked, Extent, FileAction, Leaving, LeavingAnswer, Notice, OutputAction, PathAction, PathQuestion, Target,
    Told, UiCommand, WindowAction,
};
use eframe::egui::{
    self, Align2, Area, Button, Color32, CornerRadius, Frame, Id, Key, Label, Margin, Order, RichText, ScrollArea,
    Stroke, TextEdit, Ui, vec2,
};
use std::path::PathBuf;

/// The path being typed.
#[derive(Default)]
pub struct PathInput {
    text: String,
    asked: Option<PathQuestion>,
}

/// So many messages are shown at once; the rest are counted.
const SHOWN: usize = 3;

/// Draws the messages, if there are any, over the lower edge of the window, the newest lowest.
pub fn notice_ui(ui: &Ui, cx: &Cx<'_>) {
    let told: Vec<&Told> = cx.session.notices().collect();
    let Some(newest) = told.first() else { return };
    let window = ui.ctx().content_rect().width();
    // Beside the card for a person who is here for the first time.
    let (align, beside) = match super::hint::is_shown(cx) {
        true => (Align2::RIGHT_BOTTOM, super::hint::WIDTH + 80.0),
        false => (Align2::CENTER_BOTTOM, 80.0),
    };
    let width = (window - beside).clamp(240.0, 760.0);
    // Under what is asked, and dimmed with the rest.
    let order = if cx.session.asked().is_some() { Order::Middle } else { Order::Foreground };
    let at = vec2(if align == Align2::RIGHT_BOTTOM { -16.0 } else { 0.0 }, -40.0);
    // Another message does not keep the height of the one before.
    let area = Area::new(Id::unique("notice").with(newest.number)).order(order).anchor(align, at);
    area.show(ui.ctx(), |ui| {
        if told.len() > SHOWN {
            card(ui, cx, cx.palette.line, |ui| ui.label(fill(cx.t.more_notices, &[&(told.len() - SHOWN)])));
        }
        for told in told.iter().take(SHOWN).rev() {
            ui.push_id(told.number, |ui| told_ui(ui, cx, told, width));
        }
    });
}

fn told_ui(ui: &mut Ui, cx: &Cx<'_>, told: &Told, width: f32) {
    let accent = match told.notice {
        Notice::Done(_) | Notice::Written { .. } => cx.palette.supporting,
        Notice::Changed { .. } => cx.palette.overall_lead,
        Notice::Problem { .. } => cx.palette.lead,
    };
    card(ui, cx, accent, |ui| {
        ui.set_max_width(width);
        if told.tab != Some(cx.session.active().id().tab())
            && let Some(plan) = cx.session.plans().iter().find(|plan| Some(plan.id().tab()) == told.tab)
            && named_link(ui, &plan.document().plan.title, cx.palette.secondary, size::SECONDARY).clicked()
        {
            cx.send(WindowAction::ShowPlan(plan.id()));
        }
        match &told.notice {
            Notice::Done(message) => {
                ui.horizontal_wrapped(|ui| {
                    ui.label(message);
                    close_button(ui, cx, told);
                });
            }
            Notice::Written { message, path } => {
                ui.horizontal_wrapped(|ui| {
                    ui.label(message);
                    if ui.button(cx.t.open_folder).clicked() {
                        cx.send(WindowAction::Reveal(path.clone()));
                    }
                    close_button(ui, cx, told);
                });
            }
            Notice::Changed { message, plan } => {
                ui.horizontal_wrapped(|ui| {
                    ui.label(message);
                    if let Some(plan) = plan
                        && ui.button(cx.t.reload).on_hover_text(command_tip(cx, UiCommand::Reload)).clicked()
                    {
                        cx.send(Action::Plan(*plan, FileAction::Reload.into()));
                        cx.send(WindowAction::CloseNotice(told.number));
                    }
                    close_button(ui, cx, told);
                });
            }
            Notice::Problem { title, lines } => {
                ui.horizontal_wrapped(|ui| {
                    ui.label(RichText::new(title).font(bold(size::BODY)).color(accent));
                    close_button(ui, cx, told);
                });
                ScrollArea::vertical().max_height(PROBLEM).show(ui, |ui| {
                    for line in lines {
                        ui.add(Label::new(line).wrap());
                    }
                });
            }
        }
    });
}

/// A longer list of problems is scrolled, in logical pixels.
const PROBLEM: f32 = 220.0;

fn close_button(ui: &mut Ui, cx: &Cx<'_>, told: &Told) {
    if ui.button(cx.t.close).clicked() {
        cx.send(WindowAction::CloseNotice(told.number));
    }
}

fn card<T>(ui: &mut Ui, cx: &Cx<'_>, accent: Color32, contents: impl FnOnce(&mut Ui) -> T) {
    let shown = Frame::new()
        .fill(cx.palette.panel)
        .stroke(Stroke::new(1.0, cx.palette.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin { left: 18, right: 14, top: 10, bottom: 10 })
        .shadow(egui::Shadow { offset: [0, 4], blur: 18, spread: 0, color: cx.palette.shadow })
        .show(ui, contents);
    let rect = shown.response.rect;
    let edge = egui::Rect::from_min_max(rect.min, egui::pos2(rect.left() + 4.0, rect.bottom()));
    ui.painter().rect_filled(edge, CornerRadius { nw: 8, sw: 8, ne: 0, se: 0 }, accent);
}

/// Draws the question for a path, if there is one.
pub fn path_question_ui(ui: &Ui, cx: &Cx<'_>, input: &mut PathInput) {
    let Some(question) = cx.session.question() else {
        input.asked = None;
        return;
    };
    let is_new = input.asked.as_ref() != Some(question);
    let standing = match question {
        PathQuestion::Open | PathQuestion::Forms(_) => None,
        PathQuestion::Write { exists, .. } => exists.as_ref(),
    };
    let second_time = standing.is_some() && !input.text.is_empty();
    if is_new && !second_time {
        input.text = match question {
            PathQuestion::Open | PathQuestion::Forms(_) => String::new(),
            // The one that a dialog gave.
            PathQuestion::Write { exists: Some(path), .. } => path.display().to_string(),
            PathQuestion::Write { plan, target, exists: None } => {
                let plan = cx.session.plan(*plan);
                let path = plan.map(|plan| plan.proposed_path(*target, cx.session.lang())).unwrap_or_default();
                path.display().to_string()
            }
        };
    }
    input.asked = Some(question.clone());
    let t = cx.t;
    let (title, hint) = match question {
        PathQuestion::Open => (t.ask_open_title, t.ask_open_path),
        PathQuestion::Forms(_) => (t.reporting.forms_title, t.ask_folder_path),
        PathQuestion::Write { target, .. } => match target {
            Target::Export { .. } | Target::Preview { .. } | Target::Bulletin(_) | Target::Manual => {
                (t.ask_save_title, t.ask_save_path)
            }
            Target::Plan => (t.ask_save_plan_title, t.ask_save_path),
            Target::UnitFolder(_) => (t.ask_folder_title, t.ask_folder_path),
        },
    };
    let closes = question_ui(ui, cx, Asked::Path, title, 520.0, |ui| {
        if standing.is_none() {
            ui.label(RichText::new(t.no_dialog_service).font(regular(size::SECONDARY)).color(cx.palette.secondary));
        }
        ui.add_space(4.0);
        let label = ui.label(hint);
        let edit = ui.add(TextEdit::singleline(&mut input.text).desired_width(f32::INFINITY)).labelled_by(label.id);
        if is_new {
            edit.request_focus();
        }
        // Enter gives the keyboard back, and is the answer.
        if !edit.lost_focus() {
            take_keyboard(ui, &edit);
        }
        let path = PathBuf::from(input.text.trim().trim_matches('"'));
        // Another path has not been asked about.
        let exists = standing == Some(&path);
        if exists {
            let is_folder = matches!(question, PathQuestion::Write { target: Target::UnitFolder(_), .. });
            let words = if is_folder { t.files_exist } else { t.file_exists };
            ui.label(RichText::new(words).color(cx.palette.lead));
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let go = match question {
                PathQuestion::Open | PathQuestion::Forms(_) => t.open_short,
                PathQuestion::Write { .. } if exists => t.replace,
                PathQuestion::Write { .. } => t.save,
            };
            let is_path = !path.as_os_str().is_empty();
            let pressed = ui.add_enabled(is_path, Button::new(go)).on_disabled_hover_text(t.path_empty);
            let entered = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if pressed.clicked() || (entered && is_path) {
                cx.send(match question {
                    PathQuestion::Open => WindowAction::Open(vec![path]).into(),
                    PathQuestion::Forms(plan) => Action::Plan(*plan, RoundAction::Collect(vec![path]).into()),
                    PathQuestion::Write { plan, target, .. } => {
                        let chosen = PathAction::Chosen { target: *target, path, replace: exists };
                        Action::Plan(*plan, chosen.into())
                    }
                });
            }
            if ui.button(t.cancel).clicked() {
                cx.send(WindowAction::DropQuestion);
            }
        });
    });
    if closes {
        cx.send(WindowAction::DropQuestion);
    }
}

/// So many plans are named in the question about unsaved changes; the rest are counted.
const NAMED: usize = 8;

/// Asks before unsaved changes are lost.
pub fn leaving_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(leaving) = cx.session.leaving() else { return };
    let t = cx.t;
    let losing = cx.session.losing(leaving);
    let several = losing.len() > 1;
    let title = match leaving {
        Leaving::Reload(_) => t.leaving_reload.to_owned(),
        _ if several => fill(t.leaving_several, &[&losing.len()]),
        _ => t.leaving_title.to_owned(),
    };
    let closes = question_ui(ui, cx, Asked::Leaving, &title, 440.0, |ui| {
        let secondary = |text: &str| RichText::new(text).font(regular(size::SECONDARY)).color(cx.palette.secondary);
        for plan in losing.iter().take(NAMED) {
            ui.add(Label::new(secondary(&plan.document().plan.title)).wrap());
        }
        if losing.len() > NAMED {
            ui.label(secondary(&fill(t.search_more, &[&(losing.len() - NAMED)])));
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let answers: &[(&str, LeavingAnswer)] = match leaving {
                // What was changed on disk since would be lost by saving.
                Leaving::Reload(_) => &[(t.leaving_reload_go, LeavingAnswer::Discard), (t.cancel, LeavingAnswer::Stay)],
                Leaving::ClosePlan(_) | Leaving::Quit => &[
                    (if several { t.save_all } else { t.save }, LeavingAnswer::Save),
                    (t.leaving_discard, LeavingAnswer::Discard),
                    (t.cancel, LeavingAnswer::Stay),
                ],
            };
            for (position, (text, answer)) in answers.iter().enumerate() {
                let is_default = if matches!(leaving, Leaving::Reload(_)) { position == 1 } else { position == 0 };
                if answer_ui(ui, text, is_default).clicked() {
                    cx.send(WindowAction::Leave(*answer));
                }
            }
        });
    });
    if closes {
        cx.send(WindowAction::Leave(LeavingAnswer::Stay));
    }
}

/// Says how far the files for all units have come, with a way to stop.
pub fn progress_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(UnitsProgress { done, all }) = cx.session.units_progress() else { return };
    let area = Area::new(Id::unique("progress")).order(Order::Foreground);
    area.anchor(Align2::CENTER_BOTTOM, vec2(0.0, -40.0)).show(ui.ctx(), |ui| {
        card(ui, cx, cx.palette.responsible, |ui| {
            ui.set_max_width(420.0);
            ui.label(fill(cx.t.units_progress, &[&done, &all]));
            ui.horizontal(|ui| {
                ui.add(egui::ProgressBar::new(done as f32 / all.max(1) as f32).desired_width(300.0));
                if ui.button(cx.t.cancel).clicked() {
                    cx.send(WindowAction::CancelUnits);
                }
            });
        });
    });
}

/// Asks whether to export what is shown or everything, if that is asked.
pub fn extent_question_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(question) = cx.session.extent_question() else { return };
    let Some(plan) = cx.session.plan(question.plan) else { return };
    let t = cx.t;
    let answer = |extent| cx.send(Action::Plan(question.plan, OutputAction::Extent(extent).into()));
    let closes = question_ui(ui, cx, Asked::Extent, t.extent_title, 420.0, |ui| {
        let left_out = omission(cx.session.lang(), plan.view()).unwrap_or_default();
        ui.label(RichText::new(left_out).font(regular(size::SECONDARY)).color(cx.palette.secondary));
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            if answer_ui(ui, t.extent_shown, true).clicked() {
                answer(Some(Extent::Shown));
            }
            if ui.button(t.extent_all).clicked() {
                answer(Some(Extent::All));
            }
            if ui.button(t.cancel).clicked() {
                answer(None);
            }
        });
    });
    if closes {
        answer(None);
    }
}

/// Says that a file held over the window can be dropped.
pub fn drop_ui(ui: &Ui, cx: &Cx<'_>) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let rect = ui.ctx().content_rect();
    let layer = egui::LayerId::new(Order::Foreground, Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(rect, CornerRadius::ZERO, cx.palette.background.gamma_multiply(0.85));
    let inner = rect.shrink(24.0);
    painter.rect_stroke(
        inner,
        CornerRadius::same(12),
        Stroke::new(2.0, cx.palette.responsible),
        egui::StrokeKind::Inside,
    );
    painter.text(rect.center(), Align2::CENTER_CENTER, cx.t.drop_here, bold(size::PANEL_TITLE), cx.palette.ink);
}
