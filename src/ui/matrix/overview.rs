//! The whole plan on one small picture in the empty corner: a block for each cell, the visible part
//! framed; press or drag to go there.
//!
//! The picture is made once for a matrix, a theme and a size, and is then one textured rectangle.

use super::geometry::Geometry;
use crate::model::Role;
use crate::session::Theme;
use crate::ui::Cx;
use crate::ui::theme::{UNTINTED, regular, size};
use crate::view::{CellMarks, MatrixView};
use eframe::egui::{
    Align2, Color32, ColorImage, CornerRadius, Rect, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

/// A block is never larger, in logical pixels.
const BLOCK: Vec2 = vec2(6.0, 4.0);
/// Blocks of so many points leave one of them empty, so that neighbours can be told apart.
const GAP_FROM: usize = 3;

/// The picture, kept while it fits.
#[derive(Default)]
pub(super) struct Overview {
    picture: Option<(Key, TextureHandle)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    revision: u64,
    theme: Theme,
    points: [usize; 2],
}

/// Draws the overview; the scroll it asks for, if it was pressed.
pub(super) fn overview_ui(ui: &mut Ui, cx: &Cx<'_>, geometry: &Geometry<'_>, kept: &mut Overview) -> Option<Vec2> {
    let view = cx.session.view();
    let room = Rect::from_min_max(
        geometry.corner.min + vec2(16.0, 28.0),
        geometry.corner.max - vec2(16.0, geometry.measures.totals() + 10.0),
    );
    if view.rows.is_empty() || view.columns.is_empty() || room.width() < 60.0 || room.height() < 30.0 {
        return None;
    }
    let cells = vec2(view.columns.len() as f32, view.rows.len() as f32);
    let rect = Rect::from_min_size(room.min, (cells * BLOCK).min(room.size()));
    let name = pos2(room.left(), room.top() - 8.0);
    ui.painter().text(name, Align2::LEFT_BOTTOM, cx.t.overview, regular(size::SECONDARY), cx.palette.secondary);

    let per_point = ui.ctx().pixels_per_point();
    let points = [rect.width() * per_point, rect.height() * per_point].map(|side| (side.round() as usize).max(1));
    let key = Key { revision: cx.session.revision(), theme: cx.session.theme(), points };
    if kept.picture.as_ref().is_none_or(|(kept, _)| *kept != key) {
        let image = picture(view, cx, points);
        kept.picture = Some((key, ui.ctx().load_texture("overview", image, TextureOptions::NEAREST)));
    }
    let response = ui.interact(rect, super::id().with("overview"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(eframe::egui::Role::Image, true, cx.t.overview));
    if let Some((_, texture)) = &kept.picture {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture.id(), rect, whole, UNTINTED);
    }
    let painter = ui.painter_at(rect.expand(3.0));
    painter.rect_stroke(
        framed(geometry, rect),
        CornerRadius::same(2),
        Stroke::new(1.5, cx.palette.ink),
        StrokeKind::Outside,
    );

    let pressed = response.is_pointer_button_down_on() || response.clicked();
    let pos = response.interact_pointer_pos().filter(|_| pressed)?;
    let at = ((pos - rect.min) / rect.size()).clamp(Vec2::ZERO, Vec2::splat(1.0));
    Some(at * geometry.cells() - geometry.body.size() / 2.0)
}

/// The visible part, within the picture.
fn framed(geometry: &Geometry<'_>, rect: Rect) -> Rect {
    let cells = geometry.cells().max(Vec2::splat(1.0));
    let from = geometry.scroll() / cells;
    let to = (geometry.scroll() + geometry.body.size()) / cells;
    let at = |part: Vec2| rect.min + part.clamp(Vec2::ZERO, Vec2::splat(1.0)) * rect.size();
    Rect::from_min_max(at(from), at(to))
}

/// One point for each screen point; where cells share one, the heaviest role wins.
fn picture(view: &MatrixView, cx: &Cx<'_>, points: [usize; 2]) -> ColorImage {
    let [width, height] = points;
    let mut weights = vec![0_u8; width * height];
    let (rows, columns) = (view.rows.len(), view.columns.len());
    for row in 0..rows {
        let (top, bottom) = block(row, rows, height);
        for cell in view.row_cells(row) {
            let (left, right) = block(cell.column as usize, columns, width);
            let weight = weight(cell.marks);
            for y in top..bottom {
                for own in &mut weights[y * width + left..y * width + right] {
                    *own = (*own).max(weight);
                }
            }
        }
    }
    let palette = cx.palette;
    // By weight: nothing, through a collective, then the roles from the lightest to the heaviest.
    let roles = Role::ALL.into_iter().rev().map(|role| palette.role(role));
    let colors: Vec<Color32> = [palette.band, palette.through.gamma_multiply(0.55)].into_iter().chain(roles).collect();
    let pixels = weights.into_iter().map(|weight| colors[usize::from(weight)]).collect();
    ColorImage::new(points, pixels)
}

/// From which point to which the `index`th of `count` blocks reaches; at least one.
fn block(index: usize, count: usize, points: usize) -> (usize, usize) {
    let start = index * points / count;
    let end = ((index + 1) * points / count).max(start + 1).min(points);
    let gap = usize::from(end - start >= GAP_FROM);
    (start, end - gap)
}

fn weight(marks: CellMarks) -> u8 {
    match marks.roles().next() {
        Some(role) => 1 + role.weight(),
        None => u8::from(marks.is_through()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_every_index_and_stay_inside() {
        for (count, points) in [(39, 200), (10_000, 140), (1, 1), (7, 3)] {
            for index in 0..count {
                let (start, end) = block(index, count, points);
                assert!(start < end && end <= points, "{index} of {count} in {points}");
            }
        }
    }
}
