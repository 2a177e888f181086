//! The list of all commands, searched by name: what a person does not find in a menu is here.

use super::Cx;
use super::theme::{regular, size};
use super::widget::{ListKeys, about_or_reason};
use crate::session::{UiCommand, WindowAction};
use crate::view::Wanted;
use eframe::egui::{
    self, Align2, Area, EventFilter, Frame, Id, Label, Margin, Order, RichText, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, vec2,
};

/// What belongs to the list alone.
#[derive(Default)]
pub struct PaletteState {
    words: String,
    selected: usize,
    was_open: bool,
}

const WIDTH: f32 = 460.0;
const ROW: f32 = 28.0;

/// Draws the list if it is open.
pub fn palette_ui(ui: &Ui, cx: &Cx<'_>, state: &mut PaletteState) {
    if !cx.session.is_palette_open() {
        state.was_open = false;
        return;
    }
    if cx.session.asked().is_some() {
        // It waits until the question is answered.
        return;
    }
    let opening = !std::mem::replace(&mut state.was_open, true);
    if opening {
        state.words.clear();
        state.selected = 0;
    }
    let id = Id::unique("palette");
    let keys = ListKeys::take(ui);
    let found = commands(cx, &state.words);
    state.selected = match (keys.down, keys.up) {
        (true, _) => (state.selected + 1).min(found.len().saturating_sub(1)),
        (_, true) => state.selected.saturating_sub(1),
        _ => state.selected.min(found.len().saturating_sub(1)),
    };
    let mut chosen = found.get(state.selected).copied().filter(|_| keys.enter);
    let shown = Area::new(id.with("area")).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 72.0)).show(
        ui.ctx(),
        |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::same(10)).show(ui, |ui| {
                ui.set_width(WIDTH);
                let edit = TextEdit::singleline(&mut state.words).id(id).hint_text(cx.t.palette_hint);
                let edit = ui.add(edit.desired_width(f32::INFINITY));
                let keep = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
                ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keep));
                ui.ctx().accesskit_node_builder(id, |node| node.set_label(cx.t.palette_hint));
                edit.request_focus();
                if edit.changed() {
                    state.selected = 0;
                }
                if found.is_empty() {
                    ui.label(RichText::new(cx.t.search_none).color(cx.palette.secondary));
                }
                ui.spacing_mut().item_spacing.y = 0.0;
                let room = (ui.ctx().content_rect().height() - 200.0).max(ROW * 4.0);
                ScrollArea::vertical().max_height(room.min(ROW * 14.0)).show(ui, |ui| {
                    for (position, &command) in found.iter().enumerate() {
                        let selected = position == state.selected;
                        let response = row_ui(ui, cx, command, selected);
                        if selected && (keys.down || keys.up) {
                            response.scroll_to_me(None);
                        }
                        if response.clicked() {
                            chosen = Some(command);
                        }
                    }
                });
                if let Some(&command) = found.get(state.selected) {
                    about_ui(ui, cx, command);
                }
            });
        },
    );
    let outside = ui.input(|input| {
        input.pointer.any_pressed()
            && input.pointer.interact_pos().is_some_and(|pos| !shown.response.rect.contains(pos))
    });
    if chosen.is_some() || keys.escape || (outside && !opening) {
        ui.memory_mut(|memory| memory.surrender_focus(id));
        cx.send(WindowAction::TogglePalette);
    }
    if let Some(command) = chosen {
        cx.command(command);
    }
}

/// Commands that the words find, in the order of the table; those of this list itself are left out.
fn commands(cx: &Cx<'_>, words: &str) -> Vec<UiCommand> {
    let wanted = Wanted::new(words);
    UiCommand::ALL
        .into_iter()
        .filter(|command| !matches!(command, UiCommand::Palette | UiCommand::Escape))
        .filter(|command| wanted.as_ref().is_none_or(|wanted| wanted.matches(command.text(cx.t))))
        .collect()
}

fn row_ui(ui: &mut Ui, cx: &Cx<'_>, command: UiCommand, selected: bool) -> egui::Response {
    let enabled = command.availability(cx.session).is_ok();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let text = command.text(cx.t);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, enabled, selected, text));
    if !enabled {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_disabled());
    }
    if selected || response.hovered() {
        let fill = if selected { cx.palette.crosshair } else { cx.palette.band };
        ui.painter().rect_filled(rect, 4, fill);
    }
    let left = rect.left_center() + vec2(8.0, 0.0);
    let ink = if enabled { cx.palette.ink } else { cx.palette.disabled() };
    ui.painter().text(left, Align2::LEFT_CENTER, text, regular(size::BODY), ink);
    if let Some(key) = command.shortcut() {
        let right = rect.right_center() - vec2(10.0, 0.0);
        let ink = if enabled { cx.palette.secondary } else { ink };
        ui.painter().text(right, Align2::RIGHT_CENTER, key.name(), regular(size::SECONDARY), ink);
    }
    response.on_hover_text(about_or_reason(cx, command))
}

/// What the selected command does, or why it cannot be carried out now, under the list.
fn about_ui(ui: &mut Ui, cx: &Cx<'_>, command: UiCommand) {
    let words = RichText::new(about_or_reason(cx, command)).font(regular(size::SECONDARY));
    let enabled = command.availability(cx.session).is_ok();
    let words = words.color(if enabled { cx.palette.secondary } else { cx.palette.lead });
    ui.separator();
    ui.add(Label::new(words).wrap());
}
