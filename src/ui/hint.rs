//! Three lines for a person who has never seen the program.

use super::Cx;
use super::theme::{bold, regular, size};
use crate::lang::fill;
use crate::session::{Page, UiCommand, WindowAction};
use eframe::egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, RichText, Shadow, Stroke, Ui, vec2};

/// Of its words, in logical pixels.
pub(super) const WIDTH: f32 = 430.0;

/// Whether it is on screen.
pub(super) fn is_shown(cx: &Cx<'_>) -> bool {
    !cx.session.hint_seen() && cx.session.page() == Page::Matrix && cx.session.preview().is_none()
}

/// Draws the hint until it is closed, once and for all.
pub fn hint_ui(ui: &Ui, cx: &Cx<'_>) {
    if !is_shown(cx) {
        return;
    }
    let corner = vec2(16.0, -size::STATUS - 12.0);
    Area::new(Id::unique("hint")).order(Order::Middle).anchor(Align2::LEFT_BOTTOM, corner).show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(cx.palette.panel)
            .stroke(Stroke::new(1.0, cx.palette.line))
            .corner_radius(CornerRadius::same(8))
            .inner_margin(Margin::symmetric(16, 12))
            .shadow(Shadow { offset: [0, 4], blur: 18, spread: 0, color: cx.palette.shadow });
        frame.show(ui, |ui| {
            ui.set_max_width(WIDTH);
            ui.label(RichText::new(cx.t.hint_title).font(bold(size::BODY)));
            let key = UiCommand::key_name;
            for line in [
                fill(cx.t.hint_click, &[&key(UiCommand::Back)]),
                fill(cx.t.hint_find, &[&key(UiCommand::Find)]),
                fill(
                    cx.t.hint_export,
                    &[&key(UiCommand::ExportMatrix), &key(UiCommand::Palette), &key(UiCommand::Help)],
                ),
            ] {
                ui.label(RichText::new(line).font(regular(size::BODY)).color(cx.palette.ink));
            }
            if ui.button(cx.t.hint_close).clicked() {
                cx.send(WindowAction::CloseHint);
            }
        });
    });
}
