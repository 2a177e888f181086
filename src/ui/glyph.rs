//! The marks as egui paints them.

use super::Cx;
use super::theme::{Palette, bold, size};
use crate::look::{Part, RING, Shape as Form, light_parts, ring_radius};
use crate::model::Role;
use crate::view::{Light, MarkStyle};
use eframe::egui::{
    Align, Painter, Pos2, Shape, Stroke, TextFormat, Ui, Vec2, epaint::CircleShape, pos2, text::LayoutJob,
};
use std::borrow::Cow;

pub use crate::look::Glyph;

impl Glyph {
    /// Paints it around `center`; `scale` is 1 in the matrix.
    pub fn paint(self, painter: &Painter, center: Pos2, scale: f32, palette: &Palette) {
        painter.extend(self.shapes(center, scale, palette));
    }

    /// What is painted around `center`; none of its shapes covers another.
    pub fn shapes(self, center: Pos2, scale: f32, palette: &Palette) -> Vec<Shape> {
        shapes(self.parts(), center, scale, palette)
    }
}

/// What is painted around `center` for a state light.
pub fn light_shapes(light: Light, center: Pos2, scale: f32, palette: &Palette) -> Vec<Shape> {
    shapes(light_parts(light), center, scale, palette)
}

fn shapes(parts: Vec<Part>, center: Pos2, scale: f32, palette: &Palette) -> Vec<Shape> {
    let shape = |part: Part| {
        let (center, scale) = (center + scale * Vec2::from(part.at), scale * part.scale);
        let at = |points: Vec<[f32; 2]>| points.into_iter().map(|[x, y]| center + scale * Vec2::new(x, y)).collect();
        let color = part.role.map_or(palette.through, |role| palette.role(role));
        let stroke = Stroke::new(RING, color);
        match part.shape {
            Form::Disc { radius } => Shape::circle_filled(center, radius * scale, color),
            Form::Ring { inside } => Shape::Circle(CircleShape::stroke(center, ring_radius(inside, scale), stroke)),
            Form::Solid(points) => Shape::convex_polygon(at(points), color, Stroke::NONE),
            Form::Outline(points) => Shape::closed_line(at(points), stroke),
            Form::Line(points) => Shape::line(at(points), stroke),
            Form::Arc { from, sweep } => {
                let radius = ring_radius(true, scale);
                let point = |step: u8| center + radius * Vec2::angled(from + f32::from(step) / 4.0 * sweep);
                Shape::line((0..=4).map(point).collect(), stroke)
            }
        }
    };
    parts.into_iter().map(shape).collect()
}

/// A mark as the reader likes it: its shape, or its letters. Where the matrix shows words, a shape stands
/// before them.
pub fn cell_mark(ui: &Ui, cx: &Cx<'_>, glyph: Glyph, center: Pos2) {
    let parts = match cx.session.marks() {
        MarkStyle::Letters => cx.roles().parts(glyph, MarkStyle::Letters),
        MarkStyle::Shapes | MarkStyle::Words => Vec::new(),
    };
    if parts.is_empty() {
        glyph.paint(ui.painter(), center, 1.0, cx.palette);
        return;
    }
    let galley = ui.painter().layout_job(mark_job(cx.palette, &parts, MarkStyle::Letters, f32::INFINITY, 1.0));
    let top = center.y - galley.size().y / 2.0;
    ui.painter().galley(pos2(center.x, top), galley, cx.palette.ink);
}

/// The text of a mark in letters or words, centred, each part in its role's colour: letters stand side by
/// side, words one under the other.
pub fn mark_job(
    palette: &Palette,
    parts: &[(Cow<'_, str>, Role)],
    style: MarkStyle,
    room: f32,
    zoom: f32,
) -> LayoutJob {
    let several = parts.len() > 1;
    let points = match (style, several) {
        (MarkStyle::Letters, false) => size::SECONDARY,
        (MarkStyle::Letters, true) => size::MARK_SMALL,
        (_, false) => size::UNIT_NAME_SMALL,
        (_, true) => size::MARK_SMALL,
    } * zoom;
    let mut job = LayoutJob { halign: Align::Center, ..LayoutJob::default() };
    job.wrap.max_width = room;
    job.wrap.max_rows = parts.len();
    job.wrap.break_anywhere = true;
    for (position, (words, role)) in parts.iter().enumerate() {
        let line_height = Some(points + 1.5);
        let color = palette.role(*role);
        let format = TextFormat { font_id: bold(points), color, line_height, ..TextFormat::default() };
        let starts_line = position > 0 && style == MarkStyle::Words;
        job.append(&if starts_line { format!("\n{words}") } else { words.to_string() }, 0.0, format);
    }
    job
}
