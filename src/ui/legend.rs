//! The legend, which counts what is shown and is the filter by role; beside it, what is left out.

use super::Cx;
use super::glyph::Glyph;
use super::theme::{bold, regular, size};
use super::widget::focus_ring;
use crate::lang::{fill, omission};
use crate::model::Role;
use crate::session::Action;
use eframe::egui::{
    self, Align, CornerRadius, FontId, Layout, Panel, Response, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    text::LayoutJob, text::TextFormat, vec2,
};

/// Draws the legend row.
pub fn legend_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let frame = egui::Frame::new().fill(cx.palette.background).inner_margin(egui::Margin::symmetric(16, 0));
    Panel::top("legend").exact_size(size::LEGEND).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            chips_ui(ui, cx);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| shown_ui(ui, cx));
        });
    });
}

fn chips_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.t;
    let session = cx.session;
    let counts = session.view().counts;
    let whole = session.document().plan.tasks.iter().any(|task| !task.supporting.is_empty());
    for role in Role::ALL {
        // A plan without 配合 needs no word about it.
        if role == Role::Supporting && !whole {
            continue;
        }
        let name = t.role(role);
        let chip = Chip { glyph: Glyph::Role(role), name, count: counts.of(role), on: session.shows_role(role) };
        let tip = fill(t.legend_tip, &[&name]);
        if chip.ui(ui, cx, Sense::click()).on_hover_text(tip).clicked() {
            cx.send(Action::ToggleRole(role));
        }
        if role == Role::Responsible && counts.lead_and_responsible > 0 {
            let count = counts.lead_and_responsible;
            let chip = Chip { glyph: Glyph::LeadAndResponsible, name: t.lead_and_responsible, count, on: true };
            chip.ui(ui, cx, Sense::hover()).on_hover_text(t.lead_and_responsible_tip);
        }
    }
    let on = !session.filter().without_through;
    if counts.through > 0 || !on {
        let chip = Chip { glyph: Glyph::Through, name: t.through_collective, count: counts.through, on };
        if chip.ui(ui, cx, Sense::click()).on_hover_text(t.legend_through_tip).clicked() {
            cx.send(Action::ToggleThrough);
        }
    }
    let plan = &session.document().plan;
    let indeterminate: u32 = session
        .view()
        .columns
        .iter()
        .zip(&session.view().column_totals)
        .filter(|(unit, _)| plan.unit(**unit).is_indeterminate())
        .map(|(_, total)| total)
        .sum();
    if indeterminate > 0 {
        let chip = Chip { glyph: Glyph::Indeterminate, name: t.indeterminate, count: indeterminate as usize, on: true };
        chip.ui(ui, cx, Sense::hover()).on_hover_text(t.indeterminate_tip);
    }
}

fn shown_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let session = cx.session;
    let view = session.view();
    let words = match omission(session.lang, view) {
        Some(left_out) => {
            if ui.button(cx.t.clear_filter).clicked() {
                cx.send(Action::ClearFilter);
            }
            left_out
        }
        None => fill(cx.t.all_shown, &[&view.all_tasks, &view.all_units]),
    };
    let words = RichText::new(words).font(regular(size::SECONDARY)).color(cx.palette.secondary);
    ui.add(egui::Label::new(words).truncate());
}

struct Chip<'a> {
    glyph: Glyph,
    name: &'a str,
    count: usize,
    on: bool,
}

impl Chip<'_> {
    fn ui(&self, ui: &mut Ui, cx: &Cx<'_>, sense: Sense) -> Response {
        let palette = cx.palette;
        let ink = if self.on { palette.ink } else { palette.secondary };
        let mut job = LayoutJob::default();
        let format = |font: FontId| TextFormat { font_id: font, color: ink, ..TextFormat::default() };
        job.append(self.name, 0.0, format(regular(size::SECONDARY)));
        if self.on {
            job.append(&self.count.to_string(), 6.0, format(bold(size::SECONDARY)));
        }
        let galley = ui.painter().layout_job(job);
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 36.0, 26.0), sense);
        let clickable = sense.senses_click();
        let label = format!("{} {}", self.name, self.count);
        response.widget_info(|| {
            if clickable {
                WidgetInfo::selected(egui::Role::Button, true, self.on, &label)
            } else {
                WidgetInfo::labeled(egui::Role::Label, true, &label)
            }
        });
        let fill = if response.hovered() && clickable { palette.crosshair } else { palette.band };
        let fill = if self.on { fill } else { palette.background };
        ui.painter().rect_filled(rect, CornerRadius::same(13), fill);
        if !self.on {
            let stroke = Stroke::new(1.0, palette.line);
            ui.painter().rect_stroke(rect, CornerRadius::same(13), stroke, StrokeKind::Inside);
        }
        self.glyph.paint(ui.painter(), rect.left_center() + vec2(16.0, 0.0), 1.0, palette);
        let pos = rect.left_center() + vec2(27.0, -galley.size().y / 2.0);
        let (start, width) = (pos, galley.size().x);
        ui.painter().galley(pos, galley, ink);
        if !self.on {
            let y = rect.center().y;
            ui.painter().hline(start.x..=start.x + width, y, Stroke::new(1.0, palette.secondary));
        }
        focus_ring(ui, &response);
        response
    }
}
