//! Small widgets used by several parts of the window.

use super::Cx;
use super::theme::{bold, regular, size};
use crate::session::UiCommand;
use eframe::egui::{
    self, Button, Color32, CornerRadius, CursorIcon, Event, Key, Label, Modifiers, Response, RichText, Sense, Stroke,
    Ui, Widget, WidgetInfo, text::LayoutJob, text_selection::LabelSelectionState,
};

/// Whether the window is so low that what stands around the matrix shrinks.
pub fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < size::LOW
}

/// A button that asks for a command, under a label of its own.
pub fn command_button(ui: &mut Ui, cx: &Cx<'_>, command: UiCommand, label: &str) -> Response {
    command_widget(ui, cx, command, Button::new(label))
}

/// A button without frame, for small signs such as `‹`.
pub fn sign_button(ui: &mut Ui, cx: &Cx<'_>, command: UiCommand, sign: &str) -> Response {
    let enabled = command.availability(cx.session).is_ok();
    let text = RichText::new(sign).color(if enabled { cx.palette.ink } else { cx.palette.line });
    let button = Button::new(text).frame(false).min_size(egui::vec2(22.0, 22.0));
    let response = command_widget(ui, cx, command, button);
    let name = command.text(cx.t);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, name));
    response
}

/// A line of a menu, with its key; the menu closes when it is chosen.
pub fn command_item(ui: &mut Ui, cx: &Cx<'_>, command: UiCommand, text: &str) {
    let button = match command.shortcut() {
        Some(key) => Button::new(text).right_text(key.name()),
        None => Button::new(text),
    };
    if command_widget(ui, cx, command, button).clicked() {
        ui.close();
    }
}

/// Anything that asks for a command when it is clicked: greyed where the command cannot be carried
/// out; its tooltip says what the command does, or why not.
pub fn command_widget(ui: &mut Ui, cx: &Cx<'_>, command: UiCommand, widget: impl Widget) -> Response {
    let response = ui.add_enabled(command.availability(cx.session).is_ok(), widget);
    if response.clicked() {
        cx.command(command);
    }
    let tip = command_tip(cx, command);
    response.on_disabled_hover_text(&tip).on_hover_text(tip)
}

/// `打开方案… (Ctrl+O)`, and under it what the command does, or why it cannot be carried out now.
pub fn command_tip(cx: &Cx<'_>, command: UiCommand) -> String {
    let name = command.text(cx.t);
    let key = command.shortcut().map(|key| format!(" ({})", key.name())).unwrap_or_default();
    format!("{name}{key}\n{}", about_or_reason(cx, command))
}

/// What a command does, or why it cannot be carried out now.
pub fn about_or_reason(cx: &Cx<'_>, command: UiCommand) -> &'static str {
    match command.availability(cx.session) {
        Ok(()) => command.about(cx.t),
        Err(need) => need.text(cx.t),
    }
}

/// Text that leads somewhere: underlined under the pointer, reachable by Tab, spoken as it reads.
pub fn named_link(ui: &mut Ui, text: &str, color: Color32, size: f32) -> Response {
    link_of_rows(ui, text, color, size, usize::MAX)
}

/// The same for one name in a flowing list: it moves to the next line rather than break, unless a
/// whole line is too short for it.
pub fn word_link(ui: &mut Ui, text: &str, color: Color32, size: f32) -> Response {
    let width = ui.painter().layout_no_wrap(text.to_owned(), regular(size), color).size().x;
    let label = Label::new(RichText::new(text).font(regular(size)).color(color));
    let label = if width > ui.max_rect().width() { label.wrap() } else { label.extend() };
    link_ui(ui, label, text, color)
}

/// A link cut by `…` after so many lines.
pub fn link_of_rows(ui: &mut Ui, text: &str, color: Color32, size: f32, rows: usize) -> Response {
    let mut job = LayoutJob::simple(text.to_owned(), regular(size), color, ui.available_width());
    job.wrap.max_rows = rows;
    link_ui(ui, Label::new(job).wrap(), text, color)
}

fn link_ui(ui: &mut Ui, label: Label, text: &str, color: Color32) -> Response {
    let response = ui.add(label.selectable(false).sense(Sense::click()));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, text));
    focus_ring(ui, &response);
    if response.hovered() {
        let bottom = response.rect.bottom() - 1.0;
        ui.painter().hline(response.rect.x_range(), bottom, Stroke::new(1.0, color));
    }
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Whether text of the panel is selected: then copying means that text.
pub fn selects_text(ctx: &egui::Context) -> bool {
    ctx.with_plugin(|labels: &mut LabelSelectionState| labels.has_selection()) == Some(true)
}

/// Ends a selection of text: the person has turned to something else.
pub fn deselect_text(ctx: &egui::Context) {
    ctx.with_plugin(LabelSelectionState::clear_selection);
}

/// A visible ring around what has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(response.rect.expand(2.0), CornerRadius::same(3), stroke, egui::StrokeKind::Outside);
    }
}

/// Keys of a list under a text field, taken before the field sees them.
#[derive(Clone, Copy, Debug, Default)]
pub struct ListKeys {
    /// Arrow up.
    pub up: bool,
    /// Arrow down.
    pub down: bool,
    /// Enter.
    pub enter: bool,
    /// Shift+Enter.
    pub shift_enter: bool,
    /// Esc.
    pub escape: bool,
}

impl ListKeys {
    /// Takes them; while an input method composes, its keys are its own.
    pub fn take(ui: &Ui) -> Self {
        ui.input_mut(|input| {
            if input.events.iter().any(|event| matches!(event, Event::Ime(_))) {
                return Self::default();
            }
            let mut key = |modifiers, key| input.consume_key(modifiers, key);
            Self {
                up: key(Modifiers::NONE, Key::ArrowUp),
                down: key(Modifiers::NONE, Key::ArrowDown),
                // First the longer chord: the plain key would take it as well.
                shift_enter: key(Modifiers::SHIFT, Key::Enter),
                enter: key(Modifiers::NONE, Key::Enter),
                escape: key(Modifiers::NONE, Key::Escape),
            }
        })
    }
}

/// Names a widget that shows a value and says nothing of what it is.
pub fn name_widget(ui: &Ui, response: &Response, name: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
}

/// A heading inside the panel.
pub fn heading(ui: &mut Ui, cx: &Cx<'_>, text: impl Into<String>) {
    ui.add_space(8.0);
    ui.label(RichText::new(text).font(bold(size::SECONDARY)).color(cx.palette.secondary));
}

/// A caption in secondary ink.
pub fn caption(ui: &mut Ui, cx: &Cx<'_>, text: impl Into<String>) -> Response {
    ui.add(Label::new(RichText::new(text).font(regular(size::SECONDARY)).color(cx.palette.secondary)).wrap())
}
