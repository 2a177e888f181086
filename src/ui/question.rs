//! What questions have in common: one at a time is drawn, over everything else, and has the keyboard.

use super::Cx;
use super::theme::{bold, size};
use crate::session::Asked;
use eframe::egui::{Id, Modal, Response, RichText, Ui};

/// Draws a question if it is the one that lies on top; `width` in logical pixels. Whether it is closed
/// without an answer, by Esc or by a click beside it.
pub(super) fn question_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    asked: Asked,
    title: &str,
    width: f32,
    contents: impl FnOnce(&mut Ui),
) -> bool {
    if cx.session.asked() != Some(asked) {
        return false;
    }
    let modal = Modal::new(Id::unique("question").with(format!("{asked:?}"))).show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.label(RichText::new(title).font(bold(size::PLAN_TITLE)));
        contents(ui);
    });
    modal.should_close()
}

/// An answer. Enter takes the default one, until Tab leads to another.
pub(super) fn answer_ui(ui: &mut Ui, text: &str, is_default: bool) -> Response {
    let button = ui.button(text);
    if is_default {
        take_keyboard(ui, &button);
    }
    button
}

/// Gives the keyboard to something where nothing else of the question has it; what is behind a question
/// cannot have it.
pub(super) fn take_keyboard(ui: &Ui, response: &Response) {
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
}
