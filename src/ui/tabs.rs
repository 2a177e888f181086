//! The open plans as tabs over the toolbar. With a single plan there is nothing to choose, and no strip.

use super::Cx;
use super::theme::{bold, regular, size};
use super::widget::{command_item, command_tip, focus_ring};
use crate::lang::fill;
use crate::session::{OpenPlan, UiCommand, WindowAction};
use eframe::egui::containers::menu::MenuButton;
use eframe::egui::scroll_area::ScrollBarVisibility;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{
    self, Align, Button, CornerRadius, Frame, Id, Layout, Margin, Panel, PointerButton, Rect, Response, RichText,
    ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

const HEIGHT: f32 = 30.0;
/// A tab is as wide as its title, within these.
const WIDEST: f32 = 240.0;
const NARROWEST: f32 = 96.0;
/// Beside the title: the dot of unsaved changes at the left, the × at the right.
const DOT: f32 = 14.0;
const CROSS: f32 = 24.0;
const PADDING: f32 = 12.0;
/// The list of all tabs, where they do not fit.
const LIST: f32 = 40.0;

/// What the strip keeps from one frame to the next.
#[derive(Clone, Copy, Default)]
struct Strip {
    /// The tab that was last brought into view.
    followed: Option<u64>,
}

/// Draws the tabs if more than one plan is open.
pub fn tabs_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let plans = cx.session.plans();
    if plans.len() < 2 {
        return;
    }
    let frame = Frame::new().fill(cx.palette.band).inner_margin(Margin { left: 8, right: 8, top: 0, bottom: 0 });
    Panel::top("tabs").exact_size(HEIGHT).frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let room = ui.available_width();
        let natural: Vec<f32> = plans.iter().map(|plan| natural_width(ui, plan)).collect();
        let widths = fitted(&natural, room);
        let overflows = widths.iter().sum::<f32>() > room + 0.5;
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if overflows {
                list_ui(ui, cx);
            }
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                // The list beside it leads to what is out of view, and so does the wheel.
                let area = ScrollArea::horizontal().scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden);
                area.auto_shrink(false).show(ui, |ui| strip_ui(ui, cx, &widths));
            });
        });
    });
}

fn natural_width(ui: &Ui, plan: &OpenPlan) -> f32 {
    let title = plan.document().plan.title.clone();
    let text = ui.painter().layout_no_wrap(title, bold(size::BODY), egui::Color32::PLACEHOLDER).size().x;
    (text + PADDING + DOT + CROSS).clamp(NARROWEST, WIDEST)
}

/// As wide as they would be, or all cut to the same width that lets them fit, if that is not too
/// narrow to be read.
fn fitted(natural: &[f32], room: f32) -> Vec<f32> {
    if natural.iter().sum::<f32>() <= room {
        return natural.to_vec();
    }
    let mut sorted = natural.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (mut left, mut count) = (room, sorted.len());
    let mut most = WIDEST;
    for width in sorted {
        most = left / count as f32;
        if width > most {
            break;
        }
        left -= width;
        count -= 1;
    }
    natural.iter().map(|width| width.min(most.max(NARROWEST))).collect()
}

fn strip_ui(ui: &mut Ui, cx: &Cx<'_>, widths: &[f32]) {
    let (whole, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), HEIGHT), Sense::hover());
    let mut left = whole.left();
    let rects: Vec<Rect> = widths
        .iter()
        .map(|width| {
            let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(*width, HEIGHT));
            left += width;
            rect
        })
        .collect();
    for (position, plan) in cx.session.plans().iter().enumerate() {
        let response = tab_ui(ui, cx, plan, rects[position]);
        context_menu(cx, plan, &response);
        if let Some(to) = dragged_to(&response, &rects, position) {
            cx.send(WindowAction::MovePlan { plan: plan.id(), to });
        }
    }
    // A tab that comes on screen is brought into view once.
    let shown = cx.session.active().id().tab();
    let id = Id::unique("tabs");
    let strip: Strip = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if strip.followed != Some(shown) {
        let position = cx.session.plans().iter().position(|plan| plan.id().tab() == shown).unwrap_or_default();
        ui.scroll_to_rect(rects[position], None);
        ui.data_mut(|data| data.insert_temp(id, Strip { followed: Some(shown) }));
    }
}

/// What can be done with a plan that is open; it comes on screen first, so that commands mean it.
fn context_menu(cx: &Cx<'_>, plan: &OpenPlan, response: &Response) {
    if response.secondary_clicked() {
        cx.send(WindowAction::ShowPlan(plan.id()));
    }
    response.context_menu(|ui| {
        for commands in [
            &[UiCommand::Save, UiCommand::SaveAs, UiCommand::Reload, UiCommand::Versions][..],
            &[UiCommand::ShowChanges, UiCommand::MoveTabLeft, UiCommand::MoveTabRight],
            &[UiCommand::CloseTab],
        ] {
            for &command in commands {
                command_item(ui, cx, command, command.text(cx.t));
            }
            if commands != [UiCommand::CloseTab] {
                ui.separator();
            }
        }
    });
}

/// Where a tab goes that is dragged past the middle of its neighbour.
fn dragged_to(response: &Response, rects: &[Rect], position: usize) -> Option<usize> {
    let x = response.interact_pointer_pos().filter(|_| response.dragged())?.x;
    let right = rects.get(position + 1).is_some_and(|next| x > next.center().x);
    let left = position > 0 && x < rects[position - 1].center().x;
    match (left, right) {
        (true, _) => Some(position - 1),
        (_, true) => Some(position + 1),
        _ => None,
    }
}

fn tab_ui(ui: &Ui, cx: &Cx<'_>, plan: &OpenPlan, rect: Rect) -> Response {
    let id = Id::unique("tab").with(plan.id().tab());
    let is_shown = plan.id() == cx.session.active().id();
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let title = &plan.document().plan.title;
    let spoken = if plan.is_unsaved() { fill(cx.t.tab_unsaved, &[title]) } else { title.clone() };
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_shown, &spoken));
    paint_tab(ui, cx, plan, rect, is_shown, response.hovered());
    focus_ring(ui, &response);
    if response.clicked() || response.drag_started() {
        cx.send(WindowAction::ShowPlan(plan.id()));
    }
    if response.clicked_by(PointerButton::Middle) {
        cx.send(WindowAction::ClosePlan(plan.id()));
    }
    let cross = Rect::from_min_max(pos2(rect.right() - CROSS, rect.top()), rect.max).shrink2(vec2(2.0, 6.0));
    cross_ui(ui, cx, plan, id, cross);
    response.on_hover_text(tip(cx, plan))
}

/// The whole title, the file, and whether it is saved.
fn tip(cx: &Cx<'_>, plan: &OpenPlan) -> String {
    let mut lines = vec![plan.document().plan.title.clone(), plan.document().name.clone()];
    if plan.is_unsaved() {
        lines.push(cx.t.leaving_title.to_owned());
    }
    lines.join("\n")
}

fn paint_tab(ui: &Ui, cx: &Cx<'_>, plan: &OpenPlan, rect: Rect, is_shown: bool, is_hovered: bool) {
    let (palette, painter) = (cx.palette, ui.painter());
    let corners = CornerRadius { nw: 6, ne: 6, sw: 0, se: 0 };
    let body = rect.with_min_y(rect.top() + 3.0);
    if is_shown {
        painter.rect_filled(body, corners, palette.panel);
        let edge = Rect::from_min_max(body.min, pos2(body.right(), body.top() + 2.0));
        painter.rect_filled(edge.shrink2(vec2(5.0, 0.0)), CornerRadius::ZERO, palette.lead);
    } else if is_hovered {
        painter.rect_filled(body, corners, palette.background);
    }
    if !is_shown {
        painter.vline(rect.right(), body.y_range().shrink(7.0), Stroke::new(1.0, palette.line));
    }
    let middle = body.center().y;
    if plan.is_unsaved() {
        painter.circle_filled(pos2(rect.left() + PADDING, middle), 3.5, palette.lead);
    }
    let ink = if is_shown { palette.ink } else { palette.secondary };
    let font = if is_shown { bold(size::BODY) } else { regular(size::BODY) };
    let start = rect.left() + PADDING + if plan.is_unsaved() { DOT - 4.0 } else { 0.0 };
    let mut job = LayoutJob::simple_singleline(plan.document().plan.title.clone(), font, ink);
    job.wrap = TextWrapping::truncate_at_width(rect.right() - CROSS - start);
    let galley = painter.layout_job(job);
    painter.galley(pos2(start, middle - galley.size().y / 2.0), galley, ink);
}

fn cross_ui(ui: &Ui, cx: &Cx<'_>, plan: &OpenPlan, tab: Id, rect: Rect) {
    let response = ui.interact(rect, tab.with("close"), Sense::click());
    let name = fill(cx.t.tab_close, &[&plan.document().plan.title]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(4), cx.palette.crosshair);
    }
    let ink = if response.hovered() { cx.palette.ink } else { cx.palette.secondary };
    let (center, arm) = (rect.center(), 3.5);
    for end in [vec2(arm, arm), vec2(arm, -arm)] {
        ui.painter().line_segment([center - end, center + end], Stroke::new(1.2, ink));
    }
    focus_ring(ui, &response);
    if response.clicked() {
        cx.send(WindowAction::ClosePlan(plan.id()));
    }
    response.on_hover_text(command_tip(cx, UiCommand::CloseTab));
}

/// All tabs in a menu, where the strip shows a part of them.
fn list_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let count = cx.session.plans().len();
    let text = RichText::new(format!("{count} ▼")).font(regular(size::SECONDARY));
    let (button, _) = MenuButton::from_button(Button::new(text).min_size(vec2(LIST, 22.0))).ui(ui, |ui| {
        for plan in cx.session.plans() {
            let dot = if plan.is_unsaved() { "● " } else { "" };
            let is_shown = plan.id() == cx.session.active().id();
            if ui.selectable_label(is_shown, format!("{dot}{}", plan.document().plan.title)).clicked() {
                cx.send(WindowAction::ShowPlan(plan.id()));
                ui.close();
            }
        }
    });
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, cx.t.tab_list));
    button.on_hover_text(cx.t.tab_list);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_fit_by_cutting_the_widest_and_never_become_too_narrow() {
        assert_eq!(fitted(&[100.0, 240.0], 400.0), [100.0, 240.0]);
        assert_eq!(fitted(&[100.0, 240.0, 200.0], 400.0), [100.0, 150.0, 150.0]);
        let many = fitted(&[240.0; 20], 400.0);
        assert!(many.iter().all(|width| (width - NARROWEST).abs() < 0.01));
    }
}
