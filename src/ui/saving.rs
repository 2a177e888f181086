//! What is asked before a plan is written, its earlier versions, and what was found after a crash.

use super::Cx;
use super::theme::{bold, regular, size};
use crate::file::{LineChange, Loss, Lost};
use crate::lang::fill;
use crate::session::{SaveAnswer, SaveDoubt, WindowAction, ago};
use eframe::egui::{self, Id, Label, RichText, ScrollArea, Ui};

/// A list names no more; the rest is counted.
const MOST: usize = 200;
const HEIGHT: f32 = 260.0;

/// Draws the question before a plan is written, if it is asked.
pub fn save_question_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(question) = cx.session.save_question() else { return };
    let t = cx.t;
    let modal = egui::Modal::new(Id::unique("save question")).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        match &question.doubt {
            SaveDoubt::Losses(losses) => {
                ui.label(RichText::new(t.save_losses_title).font(bold(size::PLAN_TITLE)));
                lines_ui(ui, cx, losses, |loss| loss_line(cx, loss));
            }
            SaveDoubt::Changed { difference, .. } => {
                ui.label(RichText::new(t.save_changed_title).font(bold(size::PLAN_TITLE)));
                let note = if difference.is_empty() { t.save_changed_same } else { t.save_changed_note };
                ui.add(Label::new(secondary(cx, note)).wrap());
                lines_ui(ui, cx, difference, change_line);
            }
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            for (text, answer) in [
                (t.save_elsewhere, SaveAnswer::Elsewhere),
                (t.save_anyway, SaveAnswer::Anyway),
                (t.cancel, SaveAnswer::Cancel),
            ] {
                let button = ui.button(text);
                // Nothing is lost by Enter alone.
                if answer == SaveAnswer::Cancel && ui.memory(|memory| memory.focused().is_none()) {
                    button.request_focus();
                }
                if button.clicked() {
                    cx.send(WindowAction::AnswerSaving(answer));
                }
            }
        });
    });
    if modal.should_close() {
        cx.send(WindowAction::AnswerSaving(SaveAnswer::Cancel));
    }
}

fn loss_line(cx: &Cx<'_>, loss: &Loss) -> String {
    let template = match loss.lost {
        Lost::Comment => cx.t.save_lost_comment,
        Lost::Unread => cx.t.save_lost_unread,
    };
    fill(cx.t.save_losses_line, &[&loss.line, &fill(template, &[&loss.words])])
}

fn change_line(change: &LineChange) -> String {
    format!("{} {}  {}", if change.is_new { '+' } else { '－' }, change.line, change.words)
}

fn secondary(cx: &Cx<'_>, text: &str) -> RichText {
    RichText::new(text).font(regular(size::SECONDARY)).color(cx.palette.secondary)
}

fn lines_ui<T>(ui: &mut Ui, cx: &Cx<'_>, lines: &[T], line: impl Fn(&T) -> String) {
    ui.add_space(4.0);
    ScrollArea::vertical().max_height(HEIGHT).show(ui, |ui| {
        for own in lines.iter().take(MOST) {
            ui.add(Label::new(line(own)).wrap());
        }
        if lines.len() > MOST {
            ui.label(secondary(cx, &fill(cx.t.more_lines, &[&(lines.len() - MOST)])));
        }
    });
}

/// Draws the list of earlier versions, if it is open.
pub fn versions_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(list) = cx.session.versions() else { return };
    let t = cx.t;
    let modal = egui::Modal::new(Id::unique("versions")).show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        ui.label(RichText::new(t.versions_title).font(bold(size::PLAN_TITLE)));
        ui.add(Label::new(secondary(cx, t.versions_note)).wrap());
        ui.add_space(4.0);
        for (position, version) in list.versions.iter().flatten().enumerate() {
            let minutes = version.kept.elapsed().unwrap_or_default().as_secs() / 60;
            let when = ago(cx.session.lang(), minutes);
            let bytes = fill(t.bytes_size, &[&version.size.div_ceil(1000)]);
            ui.horizontal(|ui| {
                let button = ui.button(t.open_short);
                let name = fill(t.version_open, &[&when]);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if button.clicked() {
                    cx.send(WindowAction::OpenVersion(position));
                }
                ui.label(fill(t.version_line, &[&when, &bytes]));
            });
        }
        ui.add_space(6.0);
        if ui.button(t.close).clicked() {
            cx.send(WindowAction::CloseVersions);
        }
    });
    if modal.should_close() {
        cx.send(WindowAction::CloseVersions);
    }
}

/// Offers the unsaved changes that were found after a crash.
pub fn recovered_ui(ui: &Ui, cx: &Cx<'_>) {
    let recovered = cx.session.recovered();
    if recovered.is_empty() {
        return;
    }
    let t = cx.t;
    let modal = egui::Modal::new(Id::unique("recovered")).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.label(RichText::new(t.recovered_title).font(bold(size::PLAN_TITLE)));
        ui.add(Label::new(secondary(cx, t.recovered_note)).wrap());
        lines_ui(ui, cx, recovered, |found| match &found.path {
            Some(path) => path.display().to_string(),
            None => found.name.clone(),
        });
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            for (text, answer) in [(t.recover, Some(true)), (t.recover_discard, Some(false)), (t.recover_later, None)] {
                let button = ui.button(text);
                if answer == Some(true) && ui.memory(|memory| memory.focused().is_none()) {
                    button.request_focus();
                }
                if button.clicked() {
                    cx.send(WindowAction::Recover(answer));
                }
            }
        });
    });
    if modal.should_close() {
        cx.send(WindowAction::Recover(None));
    }
}
