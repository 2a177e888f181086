//! The top row: the plan's name, the way back and forward, and what can be done with the plan.

use super::search::{SearchState, search_ui};
use super::theme::{bold, regular, size};
use super::widget::{command_button, command_tip, sign_button};
use super::{Cx, Region};
use crate::session::{Theme, UiCommand};
use eframe::egui::{self, Align, Align2, Button, CornerRadius, Layout, Panel, RichText, Ui, WidgetInfo, vec2};

/// Draws the toolbar; true if the keyboard should go back to the matrix.
pub fn toolbar_ui(ui: &mut Ui, cx: &Cx<'_>, search: &mut SearchState) -> bool {
    let frame = egui::Frame::new().fill(cx.palette.panel).inner_margin(egui::Margin::symmetric(16, 0));
    let mut leaves_search = false;
    Panel::top("toolbar").exact_size(size::TOOLBAR).frame(frame).show_separator_line(true).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            buttons_ui(ui, cx);
            leaves_search = search_ui(ui, cx, search);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| title_ui(ui, cx));
        });
    });
    leaves_search
}

fn title_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let plan = &cx.session.document().plan;
    let (rect, _) = ui.allocate_exact_size(vec2(24.0, 24.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(5), cx.palette.lead);
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, "责", bold(size::BODY), cx.palette.panel);
    let session = cx.session;
    ui.spacing_mut().item_spacing.x = 2.0;
    sign_button(ui, cx, UiCommand::Back, "←", session.can_go_back());
    sign_button(ui, cx, UiCommand::Forward, "→", session.can_go_forward());
    ui.spacing_mut().item_spacing.x = 10.0;
    // The number and date give way before the title does.
    let facts: Vec<String> = plan.number.iter().cloned().chain(plan.date.map(|date| session.lang.date(date))).collect();
    let facts = facts.join(" · ");
    let title = RichText::new(&plan.title).font(bold(size::PLAN_TITLE)).color(cx.palette.ink);
    ui.add(egui::Label::new(title).truncate()).on_hover_text(&session.document().name);
    let facts = RichText::new(facts).font(regular(size::SECONDARY)).color(cx.palette.secondary);
    if ui.available_width() > 60.0 {
        ui.add(egui::Label::new(facts).truncate());
    }
}

/// From right to left.
fn buttons_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.t;
    let help = command_button(ui, cx, UiCommand::Help, "F1");
    // Spoken by what it does; the key alone says nothing.
    help.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, cx.t.command_help));
    command_button(ui, cx, UiCommand::SwitchLanguage, t.language_other);
    let theme = match cx.session.theme {
        Theme::Light => t.theme_dark,
        Theme::Dark => t.theme_light,
    };
    command_button(ui, cx, UiCommand::SwitchTheme, theme);
    export_menu_ui(ui, cx);
    let open = command_button(ui, cx, UiCommand::Open, t.open_short);
    if cx.focus == Some(Region::Toolbar) {
        open.request_focus();
    }
}

fn export_menu_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let button = Button::new(cx.t.export_short).right_text("▼");
    egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        let unit = cx.session.current_unit().map(|unit| cx.session.document().plan.unit(unit).name.as_str());
        for command in [UiCommand::ExportMatrix, UiCommand::ExportMarks, UiCommand::ExportUnit] {
            let text = match (command, unit) {
                (UiCommand::ExportUnit, Some(unit)) => format!("{} · {unit}", command.text(cx.t)),
                _ => command.text(cx.t).to_owned(),
            };
            let button = match command.shortcut() {
                Some(key) => Button::new(text).right_text(key.name()),
                None => Button::new(text),
            };
            if ui.add(button).on_hover_text(command_tip(cx, command)).clicked() {
                cx.command(command);
                ui.close();
            }
        }
    });
}
