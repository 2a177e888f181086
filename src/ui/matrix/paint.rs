//! Painting of the matrix: four clipped parts, only what is visible.

use super::brush::{Brush, Sign, Stamps};
use super::geometry::{Geometry, Hit};
use super::measures as g;
use crate::look::vertical_form;
use crate::model::Role;
use crate::model::text::{first_sentence, is_han};
use crate::ui::Cx;
use crate::ui::glyph::{Glyph, mark_job};
use crate::ui::theme::size;
use crate::view::MarkStyle;
use crate::view::{Cell, Subject};
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, FontId, Pos2, Rect, Shape, Stroke, TextFormat, Ui, Vec2,
    epaint::TessellationOptions, epaint::TextShape, pos2, text::LayoutJob, text::TextWrapping, vec2,
};

use std::borrow::Cow;

/// No line of the matrix shows more characters, where a task is not shown whole.
const MOST: usize = 160;

/// From the lower right corner of a cell to the middle of its light.
const LIGHT_INSET: Vec2 = vec2(4.5, 5.0);

/// One frame's painting.
struct Paint<'a> {
    ui: &'a Ui,
    cx: &'a Cx<'a>,
    geometry: &'a Geometry<'a>,
    lit: Lit,
    /// Row and column of the cursor.
    cursor: Option<(usize, usize)>,
    focused: bool,
    pixels_per_point: f32,
    tessellation: TessellationOptions,
}

/// The row and column that are lit: those under the pointer, else the cursor's.
#[derive(Clone, Copy, Default)]
struct Lit {
    row: Option<usize>,
    column: Option<usize>,
}

/// Paints the matrix, and over it the section that stays on top.
pub(super) fn all(ui: &Ui, cx: &Cx<'_>, geometry: &Geometry<'_>, hit: Option<Hit>, focused: bool) {
    let cursor = cx.session.cursor().and_then(|cursor| cursor.position(cx.session.view()));
    let lit = match hit {
        Some(Hit::Cell { row, column }) => Lit { row: Some(row), column: Some(column) },
        Some(Hit::RowHead(row) | Hit::Fold(row)) => Lit { row: Some(row), column: None },
        Some(Hit::ColumnHead(column)) => Lit { row: None, column: Some(column) },
        Some(Hit::Band(_)) => Lit::default(),
        None => Lit { row: cursor.map(|(row, _)| row), column: cursor.map(|(_, column)| column) },
    };
    let pixels_per_point = ui.ctx().pixels_per_point();
    let tessellation = ui.ctx().options(|options| options.tessellation_options);
    let paint = Paint { ui, cx, geometry, lit, cursor, focused, pixels_per_point, tessellation };
    let Geometry { area, body, left, head, corner, .. } = *geometry;
    paint.part(geometry.below_band(body), |brush| paint.body(brush));
    paint.part(geometry.below_band(left), |brush| paint.row_heads(brush));
    if let Some(band) = geometry.band() {
        let paint = Paint { geometry: &band, ..paint };
        paint.part(band.body, |brush| paint.body(brush));
        paint.part(band.left, |brush| paint.row_heads(brush));
    }
    paint.part(head, |brush| paint.column_heads(brush));
    paint.part(corner, |brush| paint.corner(brush));
    let line = Stroke::new(1.0, cx.palette.line);
    paint.part(area, |brush| {
        brush.hline(area.x_range(), head.bottom() - 0.5, line);
        brush.vline(left.right() - 0.5, area.y_range(), line);
    });
}

impl Paint<'_> {
    /// Paints within `clip`. `draw` must not ask egui for anything but through its brush: the fonts
    /// are locked.
    fn part(&self, clip: Rect, draw: impl FnOnce(&mut Brush<'_, '_>)) {
        let shapes = self.ui.fonts_mut(|fonts| {
            let mut brush = Brush::new(fonts);
            draw(&mut brush);
            brush.into_shapes()
        });
        // As one shape: egui would move each of them several times until it is drawn.
        self.ui.painter_at(clip.intersect(self.geometry.area)).add(Shape::Vec(shapes));
    }

    fn body(&self, brush: &mut Brush<'_, '_>) {
        let Self { cx, geometry, lit, cursor, focused, .. } = *self;
        // The ground is the window's own: see `theme::ground`.
        let zoom = geometry.measures.zoom();
        let mut stamps = Stamps::new(cx.palette, self.pixels_per_point, zoom, self.tessellation);
        let (view, palette, plan) = (cx.session.view(), cx.palette, &cx.session.document().plan);
        let (rows, columns) = (geometry.visible_rows(), geometry.visible_columns());
        let (words, style) = (cx.roles(), cx.session.marks());
        let lights = cx.session.active().lights().filter(|_| cx.session.shows_lights());
        let last_top = rows.clone().last().map_or(geometry.body.top(), |row| geometry.row_y(row).1);
        for row in rows.clone() {
            if let Subject::Section(_) = view.rows[row] {
                brush.fill(self.body_row(row), palette.band);
            }
        }
        if let Some(column) = lit.column {
            let left = geometry.column_left(column);
            let strip = Rect::from_min_max(
                pos2(left, geometry.body.top()),
                pos2(left + geometry.column, last_top.min(geometry.body.bottom())),
            );
            brush.fill(strip, palette.crosshair);
        }
        if let Some(row) = lit.row {
            brush.fill(self.body_row(row), palette.crosshair);
            if let Some(column) = lit.column {
                brush.fill(geometry.cell(row, column), palette.crossing);
            }
        }
        if let Some(selection) = cx.session.selection().filter(|selection| !selection.is_one()) {
            let first = geometry.cell(selection.rows.start, selection.columns.start);
            let last = geometry.cell(selection.rows.end - 1, selection.columns.end - 1);
            let rect = first.union(last);
            brush.fill(rect, palette.selection);
            let stroke = Stroke::new(1.0, palette.responsible);
            brush.frame(rect, CornerRadius::ZERO, stroke);
        }
        let line = Stroke::new(1.0, palette.line);
        for row in rows.clone() {
            brush.hline(geometry.body.x_range(), geometry.row_y(row).1 - 0.5, line);
        }
        for row in rows {
            let cells = view.row_cells(row);
            let first = cells.partition_point(|cell| (cell.column as usize) < columns.start);
            for cell in cells[first..].iter().take_while(|cell| (cell.column as usize) < columns.end) {
                let column = cell.column as usize;
                if cell.count > 0 && view.is_folded(row, column) {
                    self.count(brush, geometry.cell(row, column).center(), cell);
                    continue;
                }
                let indeterminate = plan.unit(view.columns[column]).is_indeterminate();
                let Some(glyph) = Glyph::of(cell.marks, indeterminate) else { continue };
                let center = geometry.cell(row, column).center();
                if style == MarkStyle::Shapes || glyph.roles().next().is_none() {
                    stamps.put(Sign::Mark(glyph), center);
                } else {
                    self.mark_words(brush, center, &words.parts(glyph, style), style);
                }
                if let (Some(lights), Subject::Task(task)) = (lights, view.rows[row])
                    && let Some(state) = lights.of(task, view.columns[column])
                {
                    stamps
                        .put(Sign::Light(state.light), geometry.cell(row, column).right_bottom() - LIGHT_INSET * zoom);
                }
            }
            self.ending(brush, row);
        }
        if let Some((row, column)) = cursor {
            let width = if focused { 2.0 } else { 1.0 };
            let stroke = Stroke::new(width, palette.ink);
            let rect = geometry.cell(row, column).shrink2(vec2(0.5, 1.0));
            brush.frame(rect, CornerRadius::same(2), stroke);
        }
        stamps.paint(brush);
    }

    fn body_row(&self, row: usize) -> Rect {
        let (top, bottom) = self.geometry.row_y(row);
        Rect::from_min_max(pos2(self.geometry.body.left(), top), pos2(self.geometry.body.right(), bottom))
    }

    /// A mark in letters, side by side, or in words, one under the other.
    fn mark_words(&self, brush: &mut Brush<'_, '_>, center: Pos2, parts: &[(Cow<'_, str>, Role)], style: MarkStyle) {
        let zoom = self.geometry.measures.zoom();
        let job = mark_job(self.cx.palette, parts, style, self.geometry.column - 2.0, zoom);
        let galley = brush.layout(job);
        let origin = pos2(center.x, center.y - galley.size().y / 2.0);
        brush.galley(origin, galley, self.cx.palette.ink);
    }

    /// How many marks a folded cell holds, in the colour of the heaviest.
    fn count(&self, brush: &mut Brush<'_, '_>, center: Pos2, cell: &Cell) {
        let palette = self.cx.palette;
        let color = cell.marks.roles().next().map_or(palette.through, |role| palette.role(role));
        let font = self.geometry.measures.bold(size::UNIT_NAME_SMALL);
        brush.text(center, Align2::CENTER_CENTER, cell.count, font, color);
    }

    /// A small 等 behind a row whose list is left open.
    fn ending(&self, brush: &mut Brush<'_, '_>, row: usize) {
        let view = self.cx.session.view();
        let Subject::Task(task) = view.rows[row] else { return };
        let task = self.cx.session.document().plan.task(task);
        let Some((_, _, party)) = task.all_parties().find(|(_, _, party)| party.is_ending()) else { return };
        // The whole words stand in the panel; here their first character, or an ellipsis.
        let sign = party.words.chars().next().filter(|c| is_han(*c)).unwrap_or('…');
        let left = self.geometry.column_left(view.columns.len());
        let (top, bottom) = self.geometry.row_y(row);
        let m = self.geometry.measures;
        let center = pos2(left + m.of(g::ENDING) / 2.0, f32::midpoint(top, bottom));
        brush.text(center, Align2::CENTER_CENTER, sign, m.regular(size::UNIT_NAME_SMALL), self.cx.palette.secondary);
    }

    fn row_heads(&self, brush: &mut Brush<'_, '_>) {
        let Self { cx, geometry, lit, .. } = *self;
        let m = geometry.measures;
        let (view, palette, document) = (cx.session.view(), cx.palette, cx.session.document());
        let line = Stroke::new(1.0, palette.line);
        for row in geometry.visible_rows() {
            let rect = geometry.row_head(row);
            let is_lit = lit.row == Some(row);
            let total_right = rect.right() - g::ROW_MARGIN;
            let middle = rect.center().y;
            let text_right = total_right - m.of(g::ROW_TOTAL);
            if let Subject::Section(_) = view.rows[row] {
                brush.fill(rect, palette.band);
            }
            if is_lit {
                brush.fill(rect, palette.crosshair);
            }
            match view.rows[row] {
                Subject::Section(id) => {
                    let section = document.plan.section(id);
                    let indent = m.of(g::INDENT) * document.plan.section_depth(id) as f32;
                    let fold = m.of(g::FOLD);
                    let sign = if view.is_row_folded(row) { "▶" } else { "▼" };
                    let at = pos2(rect.left() + indent + fold / 2.0 + 1.0, middle);
                    brush.text(at, Align2::CENTER_CENTER, sign, m.regular(size::FOLD_SIGN), palette.secondary);
                    let title = section.heading();
                    let left = rect.left() + indent + fold;
                    let count = crate::lang::fill(cx.t.tasks_in_section, &[&view.tasks_in(id)]);
                    let count = brush.layout_no_wrap(count, m.regular(size::SECONDARY), palette.secondary);
                    let room = text_right - count.size().x - 8.0;
                    let title = beginning(&title, size::BODY * m.zoom(), room - left, MOST);
                    let end = self.cut_text(brush, title, m.bold(size::BODY), palette.ink, left, room, middle);
                    let pos = pos2(end + 8.0, middle - count.size().y / 2.0);
                    brush.galley(pos, count, palette.secondary);
                }
                Subject::Task(id) => {
                    let task = document.plan.task(id);
                    let left = rect.left() + geometry.number();
                    // Beside the first line.
                    let first = rect.top() + m.of(g::TASK_ROW) / 2.0;
                    let number = pos2(left - m.of(g::ROW_MARGIN), first);
                    brush.text(
                        number,
                        Align2::RIGHT_CENTER,
                        &task.number,
                        m.regular(size::SECONDARY),
                        palette.secondary,
                    );
                    let font = if is_lit { m.bold(size::BODY) } else { m.regular(size::BODY) };
                    let room = text_right - left;
                    let most = cx.session.task_lines().most();
                    if most > 1 {
                        let lines = 1 + ((rect.height() - m.of(g::TASK_ROW)) / m.of(g::TASK_LINE)).round() as usize;
                        let text = match most {
                            usize::MAX => &task.text,
                            _ => beginning(&task.text, size::BODY * m.zoom(), room * lines as f32 * 1.5, MOST * lines),
                        };
                        let galley =
                            brush.layout(several_lines(text, font, palette.ink, room, lines, m.of(g::TASK_LINE)));
                        brush.galley(pos2(left, middle - galley.size().y / 2.0), galley, palette.ink);
                    } else {
                        // The first sentence of what there is room for: a whole one may be a page long.
                        let title = first_sentence(beginning(&task.text, size::BODY * m.zoom(), room, MOST));
                        self.cut_text(brush, title, font, palette.ink, left, text_right, middle);
                        if is_lit {
                            // egui forgets what a frame does not lay out: the light will move on.
                            brush.layout(one_line(title, m.regular(size::BODY), palette.ink, room));
                        }
                    }
                }
            }
            let total = view.row_totals[row];
            if total > 0 {
                let font = m.regular(size::SECONDARY);
                brush.text(pos2(total_right, middle), Align2::RIGHT_CENTER, total, font, palette.secondary);
            }
            brush.hline(rect.x_range(), rect.bottom() - 0.5, line);
        }
    }

    /// One line, cut by `…` at a measured width; where it ends.
    #[expect(clippy::too_many_arguments, reason = "each is one plain thing about one line of text")]
    fn cut_text(
        &self,
        brush: &mut Brush<'_, '_>,
        text: &str,
        font: FontId,
        color: Color32,
        left: f32,
        right: f32,
        y: f32,
    ) -> f32 {
        let galley = brush.layout(one_line(text, font, color, right - left));
        let end = left + galley.size().x;
        brush.galley(pos2(left, y - galley.size().y / 2.0), galley, color);
        end
    }

    fn column_heads(&self, brush: &mut Brush<'_, '_>) {
        let Self { cx, geometry, lit, .. } = *self;
        let m = geometry.measures;
        let (view, palette, plan) = (cx.session.view(), cx.palette, &cx.session.document().plan);
        for column in geometry.visible_columns() {
            let rect = geometry.column_head(column);
            let is_lit = lit.column == Some(column);
            if is_lit {
                brush.fill(rect, palette.crossing);
            }
            let unit = plan.unit(view.columns[column]);
            let names = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - m.totals()));
            if view.is_column_folded(column) {
                let name = format!("▶{}", plan.group(unit.group).name);
                self.vertical_name(brush, &name, names, true);
            } else {
                self.vertical_name(brush, &unit.name, names, is_lit);
            }
            let total = view.column_totals[column];
            if total > 0 {
                let center = pos2(rect.center().x, rect.bottom() - m.totals() / 2.0);
                let font = m.regular(size::UNIT_NAME_SMALL);
                brush.text(center, Align2::CENTER_CENTER, total, font, palette.secondary);
            }
        }
        self.bands(brush);
    }

    fn bands(&self, brush: &mut Brush<'_, '_>) {
        let Self { cx, geometry, .. } = *self;
        let m = geometry.measures;
        let column = m.of(g::COLUMN);
        let (view, palette, plan) = (cx.session.view(), cx.palette, &cx.session.document().plan);
        let visible = geometry.visible_columns();
        let line = Stroke::new(1.0, palette.line);
        for band in &view.bands {
            if band.columns.end <= visible.start || band.columns.start >= visible.end {
                continue;
            }
            let left = geometry.column_left(band.columns.start).max(geometry.head.left());
            let right = geometry.column_left(band.columns.end).min(geometry.head.right());
            let top = geometry.head.top();
            brush.hline((left + 2.0)..=(right - 2.0), top + m.band() - 1.5, line);
            if band.columns.start > 0 && left > geometry.head.left() {
                brush.vline(left, top + 4.0..=geometry.head.bottom(), line);
            }
            let name = &plan.group(band.group).name;
            let mut job =
                LayoutJob::simple_singleline(name.clone(), m.regular(size::UNIT_NAME_SMALL), palette.secondary);
            job.wrap = TextWrapping::truncate_at_width(right - left - 4.0);
            // A name of which not even two characters fit says nothing.
            let galley = brush.layout(job);
            let fits = !galley.elided || right - left > 3.0 * column || !name.chars().all(is_han);
            if fits {
                let pos = pos2(
                    f32::midpoint(left, right) - galley.size().x / 2.0,
                    top + (m.band() - galley.size().y) / 2.0 - 1.0,
                );
                brush.galley(pos, galley, palette.secondary);
            } else if let Some(short) = two_characters(name) {
                let pos = pos2(f32::midpoint(left, right), top + m.band() / 2.0 - 2.0);
                let font = m.regular(if right - left < column + 1.0 { 10.0 } else { size::UNIT_NAME_SMALL });
                brush.text(pos, Align2::CENTER_CENTER, short, font, palette.secondary);
            }
        }
    }

    /// Han names stand upright, character under character; others lie on their side.
    fn vertical_name(&self, brush: &mut Brush<'_, '_>, name: &str, rect: Rect, is_lit: bool) {
        let color = self.cx.palette.ink;
        let m = self.geometry.measures;
        let points = if name.chars().count() >= size::LONG_NAME { size::UNIT_NAME_SMALL } else { size::UNIT_NAME };
        let is_upright = name.chars().any(is_han);
        let layout = |brush: &mut Brush<'_, '_>, font: FontId| {
            brush.layout(if is_upright {
                upright(name, font, color, rect.height() - 6.0)
            } else {
                one_line(name, font, color, rect.height() - 8.0)
            })
        };
        let galley = layout(brush, if is_lit { m.bold(points) } else { m.regular(points) });
        if is_lit {
            // As with the rows: the light will move on.
            layout(brush, m.regular(points));
        }
        if is_upright {
            brush.galley(pos2(rect.center().x, rect.bottom() - 5.0 - galley.size().y), galley, color);
        } else {
            let pos = pos2(rect.center().x - galley.size().y / 2.0, rect.bottom() - 4.0);
            brush.add(TextShape::new(pos, galley, color).with_angle(-std::f32::consts::FRAC_PI_2));
        }
    }

    fn corner(&self, brush: &mut Brush<'_, '_>) {
        let Self { cx, geometry, .. } = *self;
        let (rect, m) = (geometry.corner, geometry.measures);
        let secondary = cx.palette.secondary;
        let font = m.regular(size::SECONDARY);
        let bottom = rect.bottom() - m.totals() / 2.0;
        let left = rect.left() + geometry.number();
        brush.text(
            pos2(left - m.of(g::ROW_MARGIN), bottom),
            Align2::RIGHT_CENTER,
            cx.t.head_number,
            font.clone(),
            secondary,
        );
        brush.text(pos2(left, bottom), Align2::LEFT_CENTER, cx.t.head_task, font.clone(), secondary);
        let total = format!("{} {}", cx.t.total, cx.session.view().counts.direct());
        brush.text(pos2(rect.right() - 8.0, bottom), Align2::RIGHT_CENTER, total, font, secondary);
    }
}

/// One line, cut by `…`.
fn one_line(text: &str, font: FontId, color: Color32, room: f32) -> LayoutJob {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(room.max(0.0));
    job
}

/// As many lines as there are, the last cut by `…`.
fn several_lines(text: &str, font: FontId, color: Color32, room: f32, lines: usize, height: f32) -> LayoutJob {
    let format = TextFormat { font_id: font, color, line_height: Some(height), ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.break_on_newline = false;
    job.wrap = TextWrapping { max_width: room.max(0.0), max_rows: lines, ..TextWrapping::default() };
    job
}

/// Character under character, cut by `︙`.
fn upright(name: &str, font: FontId, color: Color32, room: f32) -> LayoutJob {
    let pitch = font.size + 1.0;
    let room = (room / pitch) as usize;
    let length = name.chars().count();
    let (kept, sign) = if length > room { (room.saturating_sub(1), Some('︙')) } else { (length, None) };
    let characters = || name.chars().take(kept).map(vertical_form).chain(sign);
    // A line of its own for each character is shaped on its own. A name of ideographs, which egui sets
    // on whole pixels wherever they stand, is shaped at once and broken where nothing fits.
    let at_once = characters().all(is_on_whole_pixels);
    let mut stacked = String::with_capacity(4 * length);
    for c in characters() {
        if !at_once && !stacked.is_empty() {
            stacked.push('\n');
        }
        stacked.push(c);
    }
    let format = TextFormat { font_id: font, color, line_height: Some(pitch), ..TextFormat::default() };
    let mut job = LayoutJob::single_section(stacked, format);
    job.halign = Align::Center;
    if at_once {
        job.wrap = TextWrapping { max_width: 1.0, break_anywhere: true, ..TextWrapping::default() };
    }
    job
}

/// Enough of `text` to fill `room` with characters of so many points, and then a little: what is cut
/// off anyway must not be laid out first.
fn beginning(text: &str, points: f32, room: f32, most: usize) -> &str {
    let mut width = 0.0;
    for (position, (start, c)) in text.char_indices().enumerate() {
        if position == most || width > room + points {
            return &text[..start];
        }
        // At least as wide in every face; what may have no width at all counts for nothing.
        width += match c {
            ' '..='~' => 0.2 * points,
            c if is_han(c) => 0.9 * points,
            _ => 0.0,
        };
    }
    text
}

fn two_characters(name: &str) -> Option<String> {
    name.chars().all(is_han).then(|| name.chars().take(2).collect())
}

/// Whether egui draws this character without a share of a pixel to its left: most Han characters.
fn is_on_whole_pixels(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}
