//! What is asked before a plan is written, its earlier versions, and what was found after a crash.

use super::Cx;
use super::question::{answer_ui, question_ui};
use super::theme::{regular, size};
use crate::file::{LineChange, Loss, Lost};
use crate::lang::fill;
use crate::platform::clock;
use crate::session::{Asked, SaveAnswer, SaveDoubt, WindowAction, ago};
use eframe::egui::{self, Label, RichText, ScrollArea, Ui};

/// A list names no more; the rest is counted.
const MOST: usize = 200;
const HEIGHT: f32 = 260.0;

/// Draws the question before a plan is written, if it is asked.
pub fn save_question_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(question) = cx.session.save_question() else { return };
    let t = cx.t;
    let title = match &question.doubt {
        SaveDoubt::Losses(_) => t.save_losses_title,
        SaveDoubt::Changed { .. } => t.save_changed_title,
    };
    let closes = question_ui(ui, cx, Asked::Save, title, 560.0, |ui| {
        match &question.doubt {
            SaveDoubt::Losses(losses) => lines_ui(ui, cx, losses, |loss| loss_line(cx, loss)),
            SaveDoubt::Changed { difference, .. } => {
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
                // Nothing is lost by Enter alone.
                if answer_ui(ui, text, answer == SaveAnswer::Cancel).clicked() {
                    cx.send(WindowAction::AnswerSaving(answer));
                }
            }
        });
    });
    if closes {
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
    let closes = question_ui(ui, cx, Asked::Versions, t.versions_title, 460.0, |ui| {
        ui.add(Label::new(secondary(cx, t.versions_note)).wrap());
        ui.add_space(4.0);
        for (position, version) in list.versions.iter().flatten().enumerate() {
            let minutes = version.kept.elapsed().unwrap_or_default().as_secs() / 60;
            let ago = ago(cx.session.lang(), minutes);
            let when = cx.session.lang().moment(clock::local(version.kept));
            let bytes = match version.size {
                ..1000 => fill(t.bytes_few, &[&version.size]),
                _ => fill(t.bytes_size, &[&((version.size + 500) / 1000)]),
            };
            ui.horizontal(|ui| {
                let button = ui.button(t.open_short);
                let name = fill(t.version_open, &[&when]);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
                if button.clicked() {
                    cx.send(WindowAction::OpenVersion(position));
                }
                ui.label(fill(t.version_line, &[&when, &ago, &bytes]));
            });
        }
        ui.add_space(6.0);
        if answer_ui(ui, t.close, true).clicked() {
            cx.send(WindowAction::CloseVersions);
        }
    });
    if closes {
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
    let closes = question_ui(ui, cx, Asked::Recovered, t.recovered_title, 520.0, |ui| {
        ui.add(Label::new(secondary(cx, t.recovered_note)).wrap());
        lines_ui(ui, cx, recovered, |found| match &found.path {
            Some(path) if found.has_changed => fill(t.recovered_changed, &[&path.display()]),
            Some(path) => path.display().to_string(),
            None => found.name.clone(),
        });
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            for (text, answer) in [(t.recover, Some(true)), (t.recover_discard, Some(false)), (t.recover_later, None)] {
                if answer_ui(ui, text, answer == Some(true)).clicked() {
                    cx.send(WindowAction::Recover(answer));
                }
            }
        });
    });
    if closes {
        cx.send(WindowAction::Recover(None));
    }
}
