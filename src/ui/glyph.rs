//! The marks, by shape as well as colour: they survive a black-and-white copier.

use super::theme::Palette;
use crate::model::Role;
use crate::view::CellMarks;
use eframe::egui::{Painter, Pos2, Shape, Stroke, Vec2, epaint::CircleShape};

/// Radius of a dot at 100 %, in logical pixels.
pub const RADIUS: f32 = 4.2;
const RING: f32 = 1.5;

/// What a mark looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// ◆ ● ○ △.
    Role(Role),
    /// A dot in a ring: lead and responsible.
    LeadAndResponsible,
    /// A small dot: through a collective.
    Through,
    /// A dashed ring: an indeterminate collective.
    Indeterminate,
}

impl Glyph {
    /// The glyph of a cell; `indeterminate` says whether its column can not be told.
    pub fn of(marks: CellMarks, indeterminate: bool) -> Option<Self> {
        let heaviest = marks.roles().next();
        match heaviest {
            Some(Role::Lead) if marks.is_lead_and_responsible() => Some(Self::LeadAndResponsible),
            Some(Role::Responsible) if indeterminate => Some(Self::Indeterminate),
            Some(role) => Some(Self::Role(role)),
            None if marks.is_through() => Some(Self::Through),
            None => None,
        }
    }

    /// Paints it around `center`; `scale` is 1 in the matrix.
    pub fn paint(self, painter: &Painter, center: Pos2, scale: f32, palette: &Palette) {
        painter.extend(self.shapes(center, scale, palette));
    }

    /// What is painted around `center`; none of its shapes covers another.
    pub fn shapes(self, center: Pos2, scale: f32, palette: &Palette) -> Vec<Shape> {
        let radius = RADIUS * scale;
        let ring = |radius: f32, width: f32, color| {
            Shape::Circle(CircleShape::stroke(center, radius, Stroke::new(width, color)))
        };
        match self {
            Self::Role(Role::OverallLead) => {
                let reach = radius * 1.25;
                let points = [(0.0, -reach), (reach, 0.0), (0.0, reach), (-reach, 0.0)];
                let points = points.map(|(x, y)| center + Vec2::new(x, y)).to_vec();
                vec![Shape::convex_polygon(points, palette.overall_lead, Stroke::NONE)]
            }
            Self::Role(Role::Lead) => vec![Shape::circle_filled(center, radius, palette.lead)],
            Self::Role(Role::Responsible) => vec![ring(radius - RING / 2.0, RING, palette.responsible)],
            Self::Role(Role::Supporting) => {
                let points = [(0.0, -radius), (radius, radius * 0.8), (-radius, radius * 0.8)];
                let points = points.map(|(x, y)| center + Vec2::new(x, y)).to_vec();
                vec![Shape::closed_line(points, Stroke::new(RING, palette.supporting))]
            }
            Self::LeadAndResponsible => vec![
                Shape::circle_filled(center, radius * 0.62, palette.lead),
                ring(radius + RING / 2.0, RING, palette.responsible),
            ],
            Self::Through => vec![Shape::circle_filled(center, radius * 0.38, palette.through)],
            Self::Indeterminate => {
                let reach = radius - RING / 2.0;
                let dashes = 5_u8;
                let dash = |dash: u8| {
                    let from = f32::from(dash) / f32::from(dashes) * std::f32::consts::TAU;
                    let points = (0..=4_u8)
                        .map(|step| {
                            let angle = from + f32::from(step) / 4.0 * 0.66;
                            center + reach * Vec2::angled(angle)
                        })
                        .collect();
                    Shape::line(points, Stroke::new(RING, palette.responsible))
                };
                (0..dashes).map(dash).collect()
            }
        }
    }
}
