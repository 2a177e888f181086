//! The top row: the plan's name, the way back and forward, and what can be done with the plan.

use super::search::{SearchState, search_ui};
use super::theme::{bold, regular, size};
use super::widget::{command_button, command_item, command_tip, focus_ring, is_low, sign_button};
use super::{Cx, Region};
use crate::session::{Group, Page, RendererChoice, TextSize, ThemeChoice, UiCommand, ViewAction, WindowAction};
use eframe::egui::{
    self, Align, Align2, Button, CornerRadius, Layout, Panel, Response, RichText, Stroke, Ui, WidgetInfo, vec2,
};

/// Draws the toolbar; true if the keyboard should go back to the matrix.
pub fn toolbar_ui(ui: &mut Ui, cx: &Cx<'_>, search: &mut SearchState) -> bool {
    let frame = egui::Frame::new().fill(cx.palette.panel).inner_margin(egui::Margin::symmetric(16, 0));
    let mut leaves_search = false;
    let height = if is_low(ui) { size::LOW_TOOLBAR } else { size::TOOLBAR };
    Panel::top("toolbar").exact_size(height).frame(frame).show_separator_line(true).show(ui, |ui| {
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
    if is_narrow(ui) || ui.available_width() < tabs_width(ui, cx) {
        pages_menu_ui(ui, cx);
        return;
    }
    sign_button(ui, cx, UiCommand::Back, "←");
    sign_button(ui, cx, UiCommand::Forward, "→");
    ui.add_space(6.0);
    tabs_ui(ui, cx);
    ui.add_space(8.0);
    ui.spacing_mut().item_spacing.x = 10.0;
    // The number and date give way before the title does.
    let facts: Vec<String> =
        plan.number.iter().cloned().chain(plan.date.map(|date| session.lang().date(date))).collect();
    let facts = facts.join(" · ");
    let title = RichText::new(&plan.title).font(bold(size::PLAN_TITLE)).color(cx.palette.ink);
    // Among several, its tab says so.
    if session.is_unsaved() && session.plans().len() == 1 {
        let dot = RichText::new("●").font(regular(size::SECONDARY)).color(cx.palette.lead);
        ui.add(egui::Label::new(dot)).on_hover_text(cx.t.leaving_title);
    }
    ui.add(egui::Label::new(title).truncate()).on_hover_text(&session.document().name);
    let facts = RichText::new(facts).font(regular(size::SECONDARY)).color(cx.palette.secondary);
    if ui.available_width() > 60.0 {
        ui.add(egui::Label::new(facts).truncate());
    }
}

/// Below this width of the window, in logical pixels, the pages are one menu; title, arrows and the button that prints,
/// which all have their keys or menus, give way.
const NARROW: f32 = 760.0;

fn is_narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < NARROW
}

/// Room that the arrows and the pages beside each other take, whatever the language calls them.
fn tabs_width(ui: &Ui, cx: &Cx<'_>) -> f32 {
    let width = |to| {
        let name = page(cx, to).0.to_owned();
        let galley = ui.painter().layout_no_wrap(name, bold(size::BODY), cx.palette.ink);
        (galley.size().x + 2.0 * ui.spacing().button_padding.x).max(40.0) + 2.0
    };
    Page::ALL.into_iter().map(width).sum::<f32>() + 60.0
}

/// A page's name, and the command that shows it.
fn page(cx: &Cx<'_>, page: Page) -> (&'static str, UiCommand) {
    match page {
        Page::Matrix => (cx.t.page_matrix, UiCommand::ShowMatrix),
        Page::Source => (cx.t.page_source, UiCommand::ShowSource),
        Page::Load => (cx.t.page_load, UiCommand::ShowLoad),
        Page::Bulletin => (cx.t.page_bulletin, UiCommand::ShowProgress),
    }
}

/// Shows a page. What was drawn up stands until something else is asked for.
fn turn_to(cx: &Cx<'_>, to: Page) {
    match to == Page::Bulletin && cx.session.active().bulletin().is_some() {
        true => cx.tell(ViewAction::ShowPage(to)),
        false => cx.command(page(cx, to).1),
    }
}

/// The pages of the middle as one menu under the name of the shown one.
fn pages_menu_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let (shown, _) = page(cx, cx.session.page());
    menu_ui(ui, shown, |ui| {
        for to in Page::ALL {
            let (text, command) = page(cx, to);
            if ui.radio(cx.session.page() == to, text).on_hover_text(command_tip(cx, command)).clicked() {
                turn_to(cx, to);
                ui.close();
            }
        }
    });
}

/// The pages of the middle, the shown one underlined.
fn tabs_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.spacing_mut().item_spacing.x = 2.0;
    for to in Page::ALL {
        let (text, command) = page(cx, to);
        let is_shown = cx.session.page() == to;
        let color = if is_shown { cx.palette.ink } else { cx.palette.secondary };
        let font = if is_shown { bold(size::BODY) } else { regular(size::BODY) };
        let button = Button::new(RichText::new(text).font(font).color(color)).frame(false).min_size(vec2(40.0, 28.0));
        let response = ui.add(button);
        response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_shown, text));
        if is_shown {
            let rect = response.rect;
            let y = rect.bottom() - 1.0;
            ui.painter().hline(rect.x_range().shrink(6.0), y, Stroke::new(2.0, cx.palette.lead));
        }
        focus_ring(ui, &response);
        if response.on_hover_text(command_tip(cx, command)).clicked() {
            turn_to(cx, to);
        }
    }
}

/// From right to left.
fn buttons_ui(ui: &mut Ui, cx: &Cx<'_>) {
    more_menu_ui(ui, cx);
    if !is_narrow(ui) {
        command_button(ui, cx, UiCommand::Print, cx.t.print_short);
    }
    export_menu_ui(ui, cx);
    menu_ui(ui, Group::Round.text(cx.t), |ui| group_ui(ui, cx, Group::Round));
    let file = file_menu_ui(ui, cx);
    if cx.focus == Some(Region::Toolbar) {
        file.request_focus();
    }
}

/// `文件 ▼`: a button that opens a menu.
fn menu_ui(ui: &mut Ui, text: &str, contents: impl FnOnce(&mut Ui)) -> Response {
    let button = Button::new(text).right_text(RichText::new("▼").font(regular(9.0)));
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, contents);
    // Spoken as it reads, without the sign.
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, text));
    response
}

/// A group's commands as lines of a menu.
fn group_ui(ui: &mut Ui, cx: &Cx<'_>, group: Group) {
    for command in group.commands() {
        // Esc closes the menu itself; the pages have a button beside it.
        let has_button = command == UiCommand::Print && !is_narrow(ui);
        if command == UiCommand::Escape || has_button {
            continue;
        }
        if [UiCommand::ExportMatrix, UiCommand::ExportUnit, UiCommand::PrintAll].contains(&command) {
            ui.separator();
        }
        command_item(ui, cx, command, &line(cx, command));
    }
}

/// A command's name, with what it is about.
fn line(cx: &Cx<'_>, command: UiCommand) -> String {
    let name = command.text(cx.t);
    let about_unit = matches!(command, UiCommand::ExportUnit | UiCommand::ExportUnitWorkbook);
    match cx.session.current_unit().filter(|_| about_unit) {
        Some(unit) => format!("{name} · {}", cx.session.document().plan.unit(unit).name),
        None => name.to_owned(),
    }
}

fn file_menu_ui(ui: &mut Ui, cx: &Cx<'_>) -> Response {
    menu_ui(ui, Group::File.text(cx.t), |ui| {
        group_ui(ui, cx, Group::File);
        if cx.session.recent().is_empty() {
            return;
        }
        ui.separator();
        ui.label(RichText::new(cx.t.recent).font(regular(size::SECONDARY)).color(cx.palette.secondary));
        for path in cx.session.recent() {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
                cx.send(WindowAction::Open(vec![path.clone()]));
                ui.close();
            }
        }
    })
}

fn export_menu_ui(ui: &mut Ui, cx: &Cx<'_>) {
    menu_ui(ui, Group::Export.text(cx.t), |ui| group_ui(ui, cx, Group::Export));
}

/// A menu of which one is chosen, with the words of each and what to do for it.
fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    cx: &Cx<'_>,
    name: &str,
    all: &[T],
    chosen: Option<T>,
    said: impl Fn(T) -> (&'static str, WindowAction),
) {
    ui.menu_button(name, |ui| {
        for &choice in all {
            let (text, action) = said(choice);
            if ui.radio(chosen == Some(choice), text).clicked() {
                cx.send(action);
                ui.close();
            }
        }
    });
}

/// Everything that has no button of its own: a menu for each group, the colours, the language.
fn more_menu_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.t;
    menu_ui(ui, t.more, |ui| {
        for group in [Group::Edit, Group::View, Group::Order, Group::Go, Group::Window] {
            ui.menu_button(group.text(t), |ui| group_ui(ui, cx, group));
        }
        ui.separator();
        choice_ui(ui, cx, t.menu_colors, &ThemeChoice::ALL, Some(cx.session.theme_choice()), |choice| {
            let text = match choice {
                ThemeChoice::Light => t.theme_light,
                ThemeChoice::Dark => t.theme_dark,
                ThemeChoice::ContrastLight => t.theme_contrast_light,
                ThemeChoice::ContrastDark => t.theme_contrast_dark,
                ThemeChoice::System => t.theme_system,
            };
            (text, WindowAction::ChooseTheme(choice))
        });
        choice_ui(ui, cx, t.menu_text_size, &TextSize::ALL, cx.session.text_size(), |choice| {
            let text = match choice {
                TextSize::Normal => t.text_size_normal,
                TextSize::Large => t.text_size_large,
                TextSize::Largest => t.text_size_largest,
            };
            (text, WindowAction::ChooseTextSize(choice))
        });
        choice_ui(ui, cx, t.menu_renderer, &RendererChoice::ALL, Some(cx.session.renderer_choice()), |choice| {
            let text = match choice {
                RendererChoice::Processor => t.renderer_cpu,
                RendererChoice::OpenGl => t.renderer_gl,
            };
            (text, WindowAction::ChooseRenderer(choice))
        });
        ui.separator();
        for (command, text) in [
            (UiCommand::SwitchLanguage, t.language_other),
            (UiCommand::Palette, UiCommand::Palette.text(t)),
            (UiCommand::Help, UiCommand::Help.text(t)),
        ] {
            command_item(ui, cx, command, text);
        }
    });
}
