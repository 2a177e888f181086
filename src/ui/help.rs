//! The help window: every key, from the one table of commands.

use super::Cx;
use super::theme::{bold, regular, size};
use crate::session::{Group, Shortcut, UiCommand};
use eframe::egui::{self, Align2, Grid, Key, RichText, ScrollArea, Ui, Window};

/// Draws the help window if it is open.
pub fn help_ui(ui: &Ui, cx: &Cx<'_>) {
    if !cx.session.is_help_open() {
        return;
    }
    let t = cx.t;
    let mut open = true;
    let room = ui.ctx().content_rect().height() - 120.0;
    Window::new(RichText::new(t.help_title).font(bold(size::PLAN_TITLE)))
        .anchor(Align2::CENTER_CENTER, egui::Vec2::ZERO)
        .collapsible(false)
        .resizable(false)
        .open(&mut open)
        .show(ui.ctx(), |ui| {
            ScrollArea::vertical().max_height(room).min_scrolled_height(room.min(640.0)).show(ui, |ui| {
                Grid::new("keys").num_columns(3).spacing([28.0, 7.0]).show(ui, |ui| {
                    let line = |ui: &mut Ui, keys: &str, text: &str, about: &str| {
                        ui.label(RichText::new(keys).font(bold(size::SECONDARY)));
                        ui.label(RichText::new(text).font(regular(size::BODY)));
                        ui.label(RichText::new(about).font(regular(size::SECONDARY)).color(cx.palette.secondary));
                        ui.end_row();
                    };
                    line(ui, t.keys_move_names, t.keys_move, "");
                    line(ui, t.keys_extend_names, t.keys_extend, "");
                    line(ui, t.keys_scroll_names, t.keys_scroll, "");
                    for group in Group::ALL {
                        ui.label(RichText::new(group.text(t)).font(bold(size::BODY)).color(cx.palette.lead));
                        ui.end_row();
                        for command in group.commands().filter(|command| command.shortcut().is_some()) {
                            line(ui, &key_names(command), command.text(t), command.about(t));
                        }
                    }
                });
                ui.add_space(8.0);
                let about = format!("{} {} · {}", t.app_name, env!("CARGO_PKG_VERSION"), t.about);
                ui.label(RichText::new(about).font(regular(size::SECONDARY)).color(cx.palette.secondary));
            });
        });
    let closed_by_key = ui.input(|input| input.key_pressed(Key::Escape));
    if !open && !closed_by_key {
        cx.command(UiCommand::Help);
    }
}

/// All keys of a command: `Ctrl+Y / Ctrl+Shift+Z`.
fn key_names(command: UiCommand) -> String {
    let names: Vec<String> = command.shortcuts().iter().copied().map(Shortcut::name).collect();
    names.join(" / ")
}
