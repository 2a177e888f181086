//! Painting of the matrix: four clipped parts, only what is visible.

use super::geometry::{self as g, Geometry, Hit};
use crate::model::text::is_han;
use crate::ui::Cx;
use crate::ui::glyph::Glyph;
use crate::ui::theme::{bold, regular, size};
use crate::view::Row;
use eframe::egui::{
    Align, Align2, Color32, CornerRadius, FontId, Painter, Rect, Stroke, StrokeKind, TextFormat, Ui, epaint::TextShape,
    pos2, text::LayoutJob, text::TextWrapping, vec2,
};

/// One frame's painting.
pub(super) struct Paint<'a> {
    pub ui: &'a Ui,
    pub cx: &'a Cx<'a>,
    pub geometry: &'a Geometry<'a>,
    pub hit: Option<Hit>,
}

/// The row and column that are lit: those under the pointer, else the cursor's.
#[derive(Clone, Copy, Default)]
struct Lit {
    row: Option<usize>,
    column: Option<usize>,
}

impl Paint<'_> {
    pub fn all(&self, focused: bool) {
        let palette = self.cx.palette;
        let painter = self.ui.painter_at(self.geometry.area);
        painter.rect_filled(self.geometry.area, CornerRadius::ZERO, palette.panel);
        let cursor = self.cx.session.cursor().and_then(|cursor| cursor.position(self.cx.session.view()));
        let lit = match self.hit {
            Some(Hit::Cell { row, column }) => Lit { row: Some(row), column: Some(column) },
            Some(Hit::RowHead(row)) => Lit { row: Some(row), column: None },
            Some(Hit::ColumnHead(column)) => Lit { row: None, column: Some(column) },
            None => Lit { row: cursor.map(|(row, _)| row), column: cursor.map(|(_, column)| column) },
        };
        self.body(&painter.with_clip_rect(self.geometry.body), lit, cursor, focused);
        self.row_heads(&painter.with_clip_rect(self.geometry.left), lit);
        self.column_heads(&painter.with_clip_rect(self.geometry.head), lit);
        self.corner(&painter.with_clip_rect(self.geometry.corner));
        let line = Stroke::new(1.0, palette.line);
        painter.hline(self.geometry.area.x_range(), self.geometry.head.bottom() - 0.5, line);
        painter.vline(self.geometry.left.right() - 0.5, self.geometry.area.y_range(), line);
    }

    fn body(&self, painter: &Painter, lit: Lit, cursor: Option<(usize, usize)>, focused: bool) {
        let Self { cx, geometry, .. } = *self;
        let (view, palette, plan) = (cx.session.view(), cx.palette, &cx.session.document().plan);
        let (rows, columns) = (geometry.visible_rows(), geometry.visible_columns());
        let last_top = rows.clone().last().map_or(geometry.body.top(), |row| geometry.row_y(row).1);
        for row in rows.clone() {
            if let Row::Section(_) = view.rows[row] {
                painter.rect_filled(self.body_row(row), CornerRadius::ZERO, palette.band);
            }
        }
        if let Some(column) = lit.column {
            let left = geometry.column_left(column);
            let strip = Rect::from_min_max(
                pos2(left, geometry.body.top()),
                pos2(left + g::COLUMN, last_top.min(geometry.body.bottom())),
            );
            painter.rect_filled(strip, CornerRadius::ZERO, palette.crosshair);
        }
        if let Some(row) = lit.row {
            painter.rect_filled(self.body_row(row), CornerRadius::ZERO, palette.crosshair);
            if let Some(column) = lit.column {
                painter.rect_filled(geometry.cell(row, column), CornerRadius::ZERO, palette.crossing);
            }
        }
        if let Some(selection) = cx.session.selection().filter(|selection| !selection.is_one()) {
            let first = geometry.cell(selection.rows.start, selection.columns.start);
            let last = geometry.cell(selection.rows.end - 1, selection.columns.end - 1);
            let rect = first.union(last);
            painter.rect_filled(rect, CornerRadius::ZERO, palette.selection);
            let stroke = Stroke::new(1.0, palette.responsible);
            painter.rect_stroke(rect, CornerRadius::ZERO, stroke, StrokeKind::Inside);
        }
        let line = Stroke::new(1.0, palette.line);
        for row in rows.clone() {
            painter.hline(geometry.body.x_range(), geometry.row_y(row).1 - 0.5, line);
        }
        for row in rows {
            let cells = view.row_cells(row);
            let first = cells.partition_point(|cell| (cell.column as usize) < columns.start);
            for cell in cells[first..].iter().take_while(|cell| (cell.column as usize) < columns.end) {
                let column = cell.column as usize;
                let indeterminate = plan.unit(view.columns[column]).is_indeterminate();
                if let Some(glyph) = Glyph::of(cell.marks, indeterminate) {
                    glyph.paint(painter, geometry.cell(row, column).center(), 1.0, palette);
                }
            }
            self.ending(painter, row);
        }
        if let Some((row, column)) = cursor {
            let width = if focused { 2.0 } else { 1.0 };
            let stroke = Stroke::new(width, palette.ink);
            let rect = geometry.cell(row, column).shrink2(vec2(0.5, 1.0));
            painter.rect_stroke(rect, CornerRadius::same(2), stroke, StrokeKind::Inside);
        }
    }

    fn body_row(&self, row: usize) -> Rect {
        let (top, bottom) = self.geometry.row_y(row);
        Rect::from_min_max(pos2(self.geometry.body.left(), top), pos2(self.geometry.body.right(), bottom))
    }

    /// A small 等 behind a row whose list is left open.
    fn ending(&self, painter: &Painter, row: usize) {
        let view = self.cx.session.view();
        let Row::Task(task) = view.rows[row] else { return };
        let task = self.cx.session.document().plan.task(task);
        let Some((_, _, party)) = task.all_parties().find(|(_, _, party)| party.is_ending()) else { return };
        // The whole words stand in the panel; here their first character, or an ellipsis.
        let sign = party.words.chars().next().filter(|c| is_han(*c)).unwrap_or('…');
        let left = self.geometry.column_left(view.columns.len());
        let (top, bottom) = self.geometry.row_y(row);
        let center = pos2(left + g::ENDING / 2.0, f32::midpoint(top, bottom));
        painter.text(center, Align2::CENTER_CENTER, sign, regular(size::UNIT_NAME_SMALL), self.cx.palette.secondary);
    }

    fn row_heads(&self, painter: &Painter, lit: Lit) {
        let Self { cx, geometry, .. } = *self;
        let (view, palette, document) = (cx.session.view(), cx.palette, cx.session.document());
        let line = Stroke::new(1.0, palette.line);
        for row in geometry.visible_rows() {
            let rect = geometry.row_head(row);
            let is_lit = lit.row == Some(row);
            let total_right = rect.right() - 8.0;
            let middle = rect.center().y;
            let text_right = total_right - g::ROW_TOTAL;
            if let Row::Section(_) = view.rows[row] {
                painter.rect_filled(rect, CornerRadius::ZERO, palette.band);
            }
            if is_lit {
                painter.rect_filled(rect, CornerRadius::ZERO, palette.crosshair);
            }
            match view.rows[row] {
                Row::Section(id) => {
                    let section = document.plan.section(id);
                    let indent = 12.0 + 12.0 * document.plan.section_depth(id) as f32;
                    let title = section.heading();
                    let left = rect.left() + indent;
                    let count = crate::lang::fill(cx.t.tasks_in_section, &[&self.tasks_in(row)]);
                    let count = painter.layout_no_wrap(count, regular(size::SECONDARY), palette.secondary);
                    let room = text_right - count.size().x - 8.0;
                    let end = self.cut_text(painter, &title, bold(size::BODY), palette.ink, left, room, middle);
                    let pos = pos2(end + 8.0, middle - count.size().y / 2.0);
                    painter.galley(pos, count, palette.secondary);
                }
                Row::Task(id) => {
                    let task = document.plan.task(id);
                    let number_right = rect.left() + g::NUMBER - 8.0;
                    let number = pos2(number_right, middle);
                    let font = regular(size::SECONDARY);
                    painter.text(number, Align2::RIGHT_CENTER, &task.number, font, palette.secondary);
                    let font = if is_lit { bold(size::BODY) } else { regular(size::BODY) };
                    let left = rect.left() + g::NUMBER;
                    self.cut_text(painter, document.task_title(id), font, palette.ink, left, text_right, middle);
                }
            }
            let total = view.row_totals[row];
            if total > 0 {
                let font = regular(size::SECONDARY);
                painter.text(pos2(total_right, middle), Align2::RIGHT_CENTER, total, font, palette.secondary);
            }
            painter.hline(rect.x_range(), rect.bottom() - 0.5, line);
        }
    }

    /// Tasks that stand under a section's row, those of sections inside it included.
    fn tasks_in(&self, row: usize) -> usize {
        let plan = &self.cx.session.document().plan;
        let rows = &self.cx.session.view().rows;
        let Row::Section(section) = rows[row] else { return 0 };
        rows[row + 1..]
            .iter()
            .take_while(|below| match below {
                Row::Section(id) => plan.section_within(*id, section),
                Row::Task(_) => true,
            })
            .filter(|below| matches!(below, Row::Task(_)))
            .count()
    }

    /// One line, cut by `…` at a measured width; where it ends.
    #[expect(clippy::too_many_arguments, reason = "each is one plain thing about one line of text")]
    fn cut_text(
        &self,
        painter: &Painter,
        text: &str,
        font: FontId,
        color: Color32,
        left: f32,
        right: f32,
        y: f32,
    ) -> f32 {
        // No line of the matrix holds more; a text of a page must not be laid out for it.
        let most = 160;
        let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
        let mut job = LayoutJob::simple_singleline(text[..end].to_owned(), font, color);
        job.wrap = TextWrapping::truncate_at_width((right - left).max(0.0));
        let galley = painter.layout_job(job);
        let end = left + galley.size().x;
        painter.galley(pos2(left, y - galley.size().y / 2.0), galley, color);
        end
    }

    fn column_heads(&self, painter: &Painter, lit: Lit) {
        let Self { cx, geometry, .. } = *self;
        let (view, palette, plan) = (cx.session.view(), cx.palette, &cx.session.document().plan);
        for column in geometry.visible_columns() {
            let rect = geometry.column_head(column);
            let is_lit = lit.column == Some(column);
            if is_lit {
                painter.rect_filled(rect, CornerRadius::ZERO, palette.crossing);
            }
            let unit = plan.unit(view.columns[column]);
            let names = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - g::TOTALS));
            self.vertical_name(painter, &unit.name, names, is_lit);
            let total = view.column_totals[column];
            if total > 0 {
                let center = pos2(rect.center().x, rect.bottom() - g::TOTALS / 2.0);
                let font = regular(size::UNIT_NAME_SMALL);
                painter.text(center, Align2::CENTER_CENTER, total, font, palette.secondary);
            }
        }
        self.bands(painter);
    }

    fn bands(&self, painter: &Painter) {
        let Self { cx, geometry, .. } = *self;
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
            painter.hline((left + 2.0)..=(right - 2.0), top + g::BAND - 1.5, line);
            if band.columns.start > 0 && left > geometry.head.left() {
                painter.vline(left, top + 4.0..=geometry.head.bottom(), line);
            }
            let name = &plan.group(band.group).name;
            let mut job = LayoutJob::simple_singleline(name.clone(), regular(size::UNIT_NAME_SMALL), palette.secondary);
            job.wrap = TextWrapping::truncate_at_width(right - left - 4.0);
            // A name of which not even two characters fit says nothing.
            let galley = painter.layout_job(job);
            let fits = !galley.elided || right - left > 3.0 * g::COLUMN || !name.chars().all(is_han);
            if fits {
                let pos = pos2(f32::midpoint(left, right) - galley.size().x / 2.0, top + 3.0);
                painter.galley(pos, galley, palette.secondary);
            } else if let Some(short) = two_characters(name) {
                let pos = pos2(f32::midpoint(left, right), top + 10.0);
                let font = regular(if right - left < g::COLUMN + 1.0 { 10.0 } else { size::UNIT_NAME_SMALL });
                painter.text(pos, Align2::CENTER_CENTER, short, font, palette.secondary);
            }
        }
    }

    /// Han names stand upright, character under character; others lie on their side.
    fn vertical_name(&self, painter: &Painter, name: &str, rect: Rect, is_lit: bool) {
        let color = self.cx.palette.ink;
        let long = name.chars().count() >= size::LONG_NAME;
        let points = if long { size::UNIT_NAME_SMALL } else { size::UNIT_NAME };
        let font = if is_lit { bold(points) } else { regular(points) };
        if !name.chars().any(is_han) {
            let mut job = LayoutJob::simple_singleline(name.to_owned(), font, color);
            job.wrap = TextWrapping::truncate_at_width(rect.height() - 8.0);
            let galley = painter.layout_job(job);
            let pos = pos2(rect.center().x - galley.size().y / 2.0, rect.bottom() - 4.0);
            painter.add(TextShape::new(pos, galley, color).with_angle(-std::f32::consts::FRAC_PI_2));
            return;
        }
        let pitch = points + 1.0;
        let room = ((rect.height() - 6.0) / pitch) as usize;
        let mut characters: Vec<char> = name.chars().map(vertical_form).collect();
        if characters.len() > room {
            characters.truncate(room.saturating_sub(1));
            characters.push('︙');
        }
        let mut stacked = String::with_capacity(characters.len() * 4);
        for (position, c) in characters.iter().enumerate() {
            if position > 0 {
                stacked.push('\n');
            }
            stacked.push(*c);
        }
        let format = TextFormat { font_id: font, color, line_height: Some(pitch), ..TextFormat::default() };
        let mut job = LayoutJob::single_section(stacked, format);
        job.halign = Align::Center;
        let galley = painter.layout_job(job);
        painter.galley(pos2(rect.center().x, rect.bottom() - 5.0 - galley.size().y), galley, color);
    }

    fn corner(&self, painter: &Painter) {
        let Self { cx, geometry, .. } = *self;
        let rect = geometry.corner;
        let secondary = cx.palette.secondary;
        let font = regular(size::SECONDARY);
        let bottom = rect.bottom() - g::TOTALS / 2.0;
        painter.text(
            pos2(rect.left() + g::NUMBER - 8.0, bottom),
            Align2::RIGHT_CENTER,
            cx.t.head_number,
            font.clone(),
            secondary,
        );
        painter.text(
            pos2(rect.left() + g::NUMBER, bottom),
            Align2::LEFT_CENTER,
            cx.t.head_task,
            font.clone(),
            secondary,
        );
        let total = format!("{} {}", cx.t.total, cx.session.view().counts.direct());
        painter.text(pos2(rect.right() - 8.0, bottom), Align2::RIGHT_CENTER, total, font, secondary);
    }
}

fn two_characters(name: &str) -> Option<String> {
    name.chars().all(is_han).then(|| name.chars().take(2).collect())
}

/// The form that a sign takes in vertical text: egui has no vertical layout of its own.
fn vertical_form(c: char) -> char {
    match c {
        '（' | '(' => '︵',
        '）' | ')' => '︶',
        '〔' => '︹',
        '〕' => '︺',
        '《' => '︽',
        '》' => '︾',
        '“' => '﹁',
        '”' => '﹂',
        '、' => '︑',
        '，' => '︐',
        '—' | '–' | '-' => '︱',
        other => other,
    }
}
