//! Shapes of the matrix, gathered until a part is complete.
//!
//! A window full of cells is a thousand shapes. Painted singly, each would take egui's lock and look
//! up its layer, each text the lock of the fonts, and each ring would be cut into triangles anew.

use crate::ui::glyph::{Glyph, light_shapes};
use crate::ui::theme::Palette;
use crate::view::Light;
use eframe::egui::epaint::{CircleShape, Mesh, TessellationOptions, Tessellator, Vertex, text::FontsView};
use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rangef, Rect, Shape, Stroke, StrokeKind, Vec2, text::LayoutJob,
};
use std::fmt::Display;
use std::sync::Arc;

/// Takes the shapes of one clipped part, in the order in which they are painted.
pub(super) struct Brush<'a, 'f> {
    fonts: &'a mut FontsView<'f>,
    shapes: Vec<Shape>,
}

impl<'a, 'f> Brush<'a, 'f> {
    pub fn new(fonts: &'a mut FontsView<'f>) -> Self {
        Self { fonts, shapes: Vec::new() }
    }

    /// What was painted.
    pub fn into_shapes(self) -> Vec<Shape> {
        self.shapes
    }

    pub fn add(&mut self, shape: impl Into<Shape>) {
        self.shapes.push(shape.into());
    }

    pub fn fill(&mut self, rect: Rect, color: Color32) {
        self.shapes.push(Shape::rect_filled(rect, CornerRadius::ZERO, color));
    }

    pub fn frame(&mut self, rect: Rect, radius: CornerRadius, stroke: Stroke) {
        self.shapes.push(Shape::rect_stroke(rect, radius, stroke, StrokeKind::Inside));
    }

    pub fn hline(&mut self, x: impl Into<Rangef>, y: f32, stroke: Stroke) {
        self.shapes.push(Shape::hline(x, y, stroke));
    }

    pub fn vline(&mut self, x: f32, y: impl Into<Rangef>, stroke: Stroke) {
        self.shapes.push(Shape::vline(x, y, stroke));
    }

    pub fn layout(&mut self, job: LayoutJob) -> Arc<Galley> {
        self.fonts.layout_job(job)
    }

    pub fn layout_no_wrap(&mut self, text: impl Display, font: FontId, color: Color32) -> Arc<Galley> {
        self.fonts.layout_no_wrap(text.to_string(), font, color)
    }

    pub fn galley(&mut self, pos: Pos2, galley: Arc<Galley>, color: Color32) {
        if !galley.is_empty() {
            self.shapes.push(Shape::galley(pos, galley, color));
        }
    }

    /// One line of text at an anchor.
    pub fn text(&mut self, pos: Pos2, anchor: Align2, text: impl Display, font: FontId, color: Color32) {
        let galley = self.layout_no_wrap(text, font, color);
        let rect = anchor.anchor_size(pos, galley.size());
        self.galley(rect.min, galley, color);
    }
}

/// Marks of many cells: the outline of each kind is cut into triangles once and then copied.
pub(super) struct Stamps<'a> {
    palette: &'a Palette,
    scale: f32,
    tessellator: Tessellator,
    /// As they come up.
    kinds: Vec<Stamp>,
    /// Position in `kinds`, and where.
    put: Vec<(usize, Vec2)>,
}

/// What is stamped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// A mark.
    Mark(Glyph),
    /// The state of a duty.
    Light(Light),
}

/// A sign around the origin.
struct Stamp {
    sign: Sign,
    /// Dots: egui keeps a picture of each size, which is cheaper than triangles.
    dots: Vec<CircleShape>,
    outline: Mesh,
}

impl<'a> Stamps<'a> {
    /// Signs `scale` times as large as at 100 %.
    pub fn new(palette: &'a Palette, pixels_per_point: f32, scale: f32, options: TessellationOptions) -> Self {
        // No text and no dots come here: it needs no font texture.
        let tessellator = Tessellator::new(pixels_per_point, options, [1, 1], Vec::new());
        Self { palette, scale, tessellator, kinds: Vec::new(), put: Vec::new() }
    }

    pub fn put(&mut self, sign: Sign, center: Pos2) {
        let kind = self.kinds.iter().position(|stamp| stamp.sign == sign).unwrap_or_else(|| {
            let stamp = self.stamp(sign);
            self.kinds.push(stamp);
            self.kinds.len() - 1
        });
        self.put.push((kind, center.to_vec2()));
    }

    fn stamp(&mut self, sign: Sign) -> Stamp {
        let mut stamp = Stamp { sign, dots: Vec::new(), outline: Mesh::default() };
        let shapes = match sign {
            Sign::Mark(glyph) => glyph.shapes(Pos2::ZERO, self.scale, self.palette),
            Sign::Light(light) => light_shapes(light, Pos2::ZERO, self.scale, self.palette),
        };
        for shape in shapes {
            match shape {
                Shape::Circle(circle) if circle.stroke.is_empty() => stamp.dots.push(circle),
                outline => self.tessellator.tessellate_shape(outline, &mut stamp.outline),
            }
        }
        stamp
    }

    /// Paints everything that was put. Best done last: egui gathers a part in one mesh, and each
    /// shape after many triangles may make it move them all.
    pub fn paint(self, brush: &mut Brush<'_, '_>) {
        let outline = |&(kind, _): &(usize, Vec2)| &self.kinds[kind].outline;
        let mut outlines = Mesh::default();
        outlines.reserve_vertices(self.put.iter().map(|put| outline(put).vertices.len()).sum());
        outlines.reserve_triangles(self.put.iter().map(|put| outline(put).indices.len() / 3).sum());
        for &(kind, offset) in &self.put {
            let Stamp { dots, outline, .. } = &self.kinds[kind];
            for dot in dots {
                brush.add(CircleShape { center: dot.center + offset, ..*dot });
            }
            let first = u32::try_from(outlines.vertices.len()).unwrap_or(u32::MAX);
            outlines.indices.extend(outline.indices.iter().map(|index| first + index));
            let moved = outline.vertices.iter().map(|vertex| Vertex { pos: vertex.pos + offset, ..*vertex });
            outlines.vertices.extend(moved);
        }
        if !outlines.is_empty() {
            brush.add(Shape::mesh(outlines));
        }
    }
}
