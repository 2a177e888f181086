//! Export and print (导出与打印): what is made, for whom and how, its pages as they will come out, and
//! where they go.

mod choices;
mod pages;

use super::Cx;
use super::theme::{bold, regular, size};
use crate::lang::fill;
use crate::session::UiCommand;
use crate::session::preview::{Preview, PreviewAction};
use choices::ChoicesState;
use eframe::egui::{
    self, Align, Button, CentralPanel, Frame, Key, Label, Layout, Margin, Modifiers, Panel, RichText, Ui, WidgetInfo,
};
use pages::PagesState;

/// What belongs to the preview alone.
#[derive(Default)]
pub struct PreviewState {
    number: u64,
    choices: ChoicesState,
    pages: PagesState,
}

/// Draws the preview over the whole window.
pub fn preview_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, state: &mut PreviewState) {
    if state.number != preview.number {
        let zoom = if state.pages.zoom > 0.0 { state.pages.zoom } else { 1.0 };
        state.number = preview.number;
        state.pages = PagesState::default();
        state.pages.zoom = zoom;
    }
    if cx.session.asked().is_none() {
        keys(ui, &mut state.pages, preview);
    }
    top_ui(ui, cx, preview, &mut state.pages);
    choices::what_ui(ui, cx, preview, &mut state.choices);
    choices::how_and_where_ui(ui, cx, preview);
    match &preview.pages {
        Some(pages) => pages::all_ui(ui, cx, pages, &mut state.pages),
        None => no_pages_ui(ui, cx, preview),
    }
}

/// Why there is nothing to be seen: not yet, not at all, or for this reason.
fn no_pages_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    CentralPanel::default().frame(Frame::new().fill(cx.palette.band)).show(ui, |ui| {
        ui.centered_and_justified(|ui| {
            let secondary = |words: &str| RichText::new(words).color(cx.palette.secondary);
            match &preview.problem {
                Some(problem) => ui.label(RichText::new(problem).color(cx.palette.lead)),
                None if preview.options.has_pages() => {
                    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
                    ui.label(secondary(cx.t.print_laying_out))
                }
                None => {
                    let product = preview.options.product;
                    ui.label(secondary(&fill(cx.t.print_no_pages, &[&product.about(cx.session.lang())])))
                }
            }
        });
    });
}

fn keys(ui: &Ui, state: &mut PagesState, preview: &Preview) {
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let Some(pages) = &preview.pages else { return };
    let last = pages.count().saturating_sub(1);
    ui.input_mut(|input| {
        let mut go = |key, page: usize| {
            if input.consume_key(Modifiers::NONE, key) {
                state.target = Some(page);
            }
        };
        go(Key::PageDown, (state.shown + 1).min(last));
        go(Key::PageUp, state.shown.saturating_sub(1));
        go(Key::Home, 0);
        go(Key::End, last);
    });
}

fn top_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, state: &mut PagesState) {
    let frame = Frame::new().fill(cx.palette.panel).inner_margin(Margin::symmetric(16, 0));
    Panel::top("preview top").exact_size(size::TOOLBAR).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = ui.button(format!("{}  {}", cx.t.close, UiCommand::Escape.key_name()));
            close.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, cx.t.close));
            if close.clicked() {
                cx.tell(PreviewAction::Close);
            }
            ui.add_space(12.0);
            let mut zoom = |ui: &mut Ui, sign: &str, name: &'static str, factor: f32| {
                let button = ui.add(Button::new(sign).frame(false));
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
                if button.on_hover_text(name).clicked() {
                    state.zoom = (state.zoom * factor).clamp(0.25, 4.0);
                }
            };
            zoom(ui, "+", UiCommand::ZoomIn.text(cx.t), 1.25);
            zoom(ui, "−", UiCommand::ZoomOut.text(cx.t), 0.8);
            if let Some(pages) = &preview.pages {
                let words = fill(cx.t.print_pages, &[&pages.count()]);
                ui.label(RichText::new(words).font(regular(size::SECONDARY)).color(cx.palette.secondary));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(cx.t.print_title).font(bold(size::PLAN_TITLE)).color(cx.palette.ink);
                ui.add(Label::new(title).extend());
                let plan = RichText::new(&cx.session.document().plan.title).font(regular(size::SECONDARY));
                ui.add(Label::new(plan.color(cx.palette.secondary)).truncate());
            });
        });
    });
}
