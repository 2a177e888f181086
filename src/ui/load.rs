//! The load of all units: a bar for each, its parts by role, the longest on top.

use super::Cx;
use super::theme::{bold, regular, size};
use super::widget::focus_ring;
use crate::lang::fill;
use crate::model::Role;
use crate::session::{Panel, ViewAction};
use crate::view::Load;
use eframe::egui::{
    self, Align2, CornerRadius, Frame, Label, Margin, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// What belongs to the chart alone.
#[derive(Default)]
pub struct LoadState {
    loads: Vec<Load>,
    /// The edition that `loads` belong to.
    opened: Option<u64>,
}

const ROW: f32 = 26.0;
const NAME: f32 = 190.0;
const COUNT: f32 = 44.0;
/// A unit of length is never wider, so that a small plan does not fill the window with colour.
const WIDEST_TASK: f32 = 26.0;

/// Draws the chart into all the room that is left.
pub fn load_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut LoadState) {
    let document = cx.session.document();
    if state.opened != Some(cx.session.active().document_edition()) {
        state.loads = Load::of_all(&document.plan, &document.ledger);
        state.opened = Some(cx.session.active().document_edition());
    }
    Frame::new().inner_margin(Margin { left: 24, right: 8, top: 16, bottom: 0 }).show(ui, |ui| {
        ui.label(RichText::new(cx.t.page_load).font(bold(size::PANEL_TITLE)));
        let note = RichText::new(cx.t.load_note).font(regular(size::SECONDARY)).color(cx.palette.secondary);
        ui.add(Label::new(note).wrap());
        ui.add_space(6.0);
        let most = state.loads.iter().map(|load| load.tasks.max(load.through)).max().unwrap_or(0).max(1);
        let room = ui.available_width() - NAME - COUNT - 24.0;
        let scale = (room / most as f32).clamp(0.0, WIDEST_TASK);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, ROW, state.loads.len(), |ui, rows| {
            for load in &state.loads[rows] {
                bar_ui(ui, cx, load, scale);
            }
        });
    });
}

fn bar_ui(ui: &mut Ui, cx: &Cx<'_>, load: &Load, scale: f32) {
    let name = &cx.session.document().plan.unit(load.unit).name;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::CLICK);
    let parts = parts(cx, load);
    let spoken = fill(cx.t.load_row, &[name, &parts, &load.tasks]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &spoken));
    let is_shown = cx.session.panel() == Panel::Unit(load.unit);
    if is_shown || response.hovered() {
        let ground = if is_shown { cx.palette.crosshair } else { cx.palette.band };
        ui.painter().rect_filled(rect, CornerRadius::same(4), ground);
    }
    let ink = cx.palette.ink;
    let font = if cx.session.is_my_unit(load.unit) { bold(size::BODY) } else { regular(size::BODY) };
    let mut job = egui::text::LayoutJob::simple_singleline(name.clone(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(NAME - 12.0);
    let galley = ui.painter().layout_job(job);
    let middle = rect.center().y;
    ui.painter().galley(pos2(rect.left() + 6.0, middle - galley.size().y / 2.0), galley, ink);
    let mut left = rect.left() + NAME;
    let part = |ui: &Ui, length: usize, color, height: f32, y: f32, left: &mut f32| {
        let right = *left + length as f32 * scale;
        let bar = Rect::from_min_max(pos2(*left, y), pos2(right, y + height));
        ui.painter().rect_filled(bar, CornerRadius::same(1), color);
        *left = right;
    };
    for role in Role::OF_TASKS {
        let count = load.roles[role];
        if count > 0 {
            let from = left;
            part(ui, count, cx.palette.role(role), 12.0, middle - 8.0, &mut left);
            if left - from > 22.0 {
                let at = pos2(f32::midpoint(from, left), middle - 2.0);
                let number = regular(size::UNIT_NAME_SMALL);
                ui.painter().text(at, Align2::CENTER_CENTER, count, number, cx.palette.panel);
            }
        }
    }
    let total = pos2(left + 6.0, middle - 2.0);
    ui.painter().text(total, Align2::LEFT_CENTER, load.tasks, bold(size::SECONDARY), ink);
    if load.through > 0 {
        let mut from = rect.left() + NAME;
        part(ui, load.through, cx.palette.through, 3.0, middle + 6.0, &mut from);
    }
    focus_ring(ui, &response);
    if response.on_hover_text(parts).clicked() {
        cx.tell(ViewAction::Show(Panel::Unit(load.unit)));
    }
}

/// `牵头 5 · 责任 11 · 经集合单位 9`.
fn parts(cx: &Cx<'_>, load: &Load) -> String {
    let words = cx.roles();
    let roles = Role::OF_TASKS.map(|role| (words.name(role), load.roles[role]));
    let parts = roles.into_iter().chain([(cx.t.through_collective, load.through)]);
    let parts: Vec<String> =
        parts.filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}")).collect();
    if parts.is_empty() { cx.t.no_duties.to_owned() } else { parts.join(" · ") }
}
