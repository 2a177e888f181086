//! The marks as egui paints them.

use super::theme::Palette;
use crate::look::{Part, RING, Shape as Form, ring_radius};
use eframe::egui::{Painter, Pos2, Shape, Stroke, Vec2, epaint::CircleShape};

pub use crate::look::Glyph;

impl Glyph {
    /// Paints it around `center`; `scale` is 1 in the matrix.
    pub fn paint(self, painter: &Painter, center: Pos2, scale: f32, palette: &Palette) {
        painter.extend(self.shapes(center, scale, palette));
    }

    /// What is painted around `center`; none of its shapes covers another.
    pub fn shapes(self, center: Pos2, scale: f32, palette: &Palette) -> Vec<Shape> {
        let shape = |part: Part| {
            let (center, scale) = (center + scale * Vec2::from(part.at), scale * part.scale);
            let at =
                |points: Vec<[f32; 2]>| points.into_iter().map(|[x, y]| center + scale * Vec2::new(x, y)).collect();
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
        self.parts().into_iter().map(shape).collect()
    }
}
