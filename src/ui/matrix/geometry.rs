//! Where rows, columns and heads lie, and what lies under a point.

use super::measures::{ENDING, Measures, ROW_HEAD, ROW_HEAD_MOST};
use super::rows::Rows;
use crate::ui::Cx;
use eframe::egui::{self, CornerRadius, CursorIcon, Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};
use std::ops::Range;

/// However narrow the widget is.
const ROW_HEAD_LEAST: f32 = 120.0;
/// As much of the widget may be dragged to the row heads.
const ROW_HEAD_SHARE: f32 = 0.75;
/// To each side of the edge that is dragged.
const EDGE: f32 = 3.0;
/// Below this width of the widget the row heads give way.
const NARROW: f32 = 700.0;
const BAR: f32 = 10.0;

/// What lies under a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A cell.
    Cell {
        /// Row of the view.
        row: usize,
        /// Column of the view.
        column: usize,
    },
    /// The head of a row, or the strip behind its cells.
    RowHead(usize),
    /// The head of a column.
    ColumnHead(usize),
    /// The triangle of a section's row, which folds it.
    Fold(usize),
    /// The name of the group over a column, which folds it.
    Band(usize),
}

/// Room that a window of this width has beyond row heads, columns and side panel. It does not depend
/// on whether the panel is open, so that nothing moves when it opens.
pub fn spare(window_width: f32, columns: usize, column: f32, measures: &Measures) -> f32 {
    let own = measures.of(ROW_HEAD) + measures.of(ENDING);
    window_width - crate::ui::theme::size::PANEL - own - columns as f32 * column - BAR
}

/// How wide the row heads are: as somebody chose, as far as the cells keep some room; else they give way in a narrow
/// widget, and take of `spare`, the room to the right of all columns that nothing else needs.
pub fn row_head(area: Rect, spare: f32, chosen: Option<f32>, measures: &Measures) -> f32 {
    let most = area.width() * ROW_HEAD_SHARE;
    match chosen {
        Some(width) => width.min(most).max(ROW_HEAD_LEAST),
        None if area.width() < NARROW => (area.width() * 0.4).max(ROW_HEAD_LEAST),
        None => {
            let own = measures.of(ROW_HEAD);
            (own + spare.max(0.0)).min(ROW_HEAD_MOST.max(own)).min(most).max(ROW_HEAD_LEAST)
        }
    }
}

/// The edge of the row heads, which is dragged; a double click leaves it to the window again. What it is to be.
pub fn edge_ui(ui: &Ui, cx: &Cx<'_>, geometry: &Geometry<'_>) -> Option<Option<f32>> {
    let x = geometry.left.right();
    let edge = Rect::from_x_y_ranges(x - EDGE..=x + EDGE, geometry.head.top()..=geometry.area.bottom());
    let response = ui.interact(edge, super::id().with("edge"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Splitter, true, cx.t.task_column));
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let stroke = Stroke::new(2.0, cx.palette.secondary);
        ui.painter_at(geometry.area).vline(x, edge.y_range(), stroke);
    }
    let to = response.interact_pointer_pos().filter(|_| response.dragged());
    let to = to.map(|pos| Some((pos.x - geometry.area.left()).round()));
    let response = response.on_hover_text_at_pointer(cx.t.task_column_tip);
    if response.double_clicked() { Some(None) } else { to }
}

/// One frame's layout.
pub struct Geometry<'a> {
    /// The whole widget.
    pub area: Rect,
    /// Cells, scrolled both ways.
    pub body: Rect,
    /// Heads of the columns.
    pub head: Rect,
    /// Heads of the rows.
    pub left: Rect,
    /// Over the row heads.
    pub corner: Rect,
    /// How large things are.
    pub measures: Measures,
    columns: usize,
    /// Width of a column.
    pub column: f32,
    rows: &'a Rows,
    scroll: Vec2,
}

impl<'a> Geometry<'a> {
    /// The layout of a matrix with these rows and so many columns of one width; `row_head` is the width of the row heads.
    pub fn new(
        area: Rect,
        measures: Measures,
        (columns, column): (usize, f32),
        rows: &'a Rows,
        scroll: Vec2,
        row_head: f32,
    ) -> Self {
        let head = measures.band() + measures.names() + measures.totals();
        let split = pos2((area.left() + row_head).min(area.right()), (area.top() + head).min(area.bottom()));
        Self {
            area,
            body: Rect::from_min_max(split, area.max),
            head: Rect::from_min_max(pos2(split.x, area.top()), pos2(area.right(), split.y)),
            left: Rect::from_min_max(pos2(area.left(), split.y), pos2(split.x, area.bottom())),
            corner: Rect::from_min_max(area.min, split),
            measures,
            columns,
            column,
            rows,
            scroll,
        }
    }

    /// The same, scrolled elsewhere.
    pub fn scrolled_to(self, scroll: Vec2) -> Self {
        Self { scroll, ..self }
    }

    fn tops(&self) -> &'a [f32] {
        self.rows.tops()
    }

    fn count(&self) -> usize {
        self.tops().len().saturating_sub(1)
    }

    /// Room for the numbers of the tasks.
    pub fn number(&self) -> f32 {
        self.rows.number()
    }

    /// The row of the section whose tasks begin above what is visible, which stays on top, and how far it is visible: the
    /// next section pushes it away.
    fn held(&self) -> Option<(usize, f32)> {
        let first = self.visible_rows().start;
        let (section, next) = self.rows.sections_around(first);
        let section = section.filter(|&section| self.tops()[section] < self.scroll.y)?;
        let height = self.tops()[section + 1] - self.tops()[section];
        let pushed = next.map_or(height, |next| self.tops()[next] - self.scroll.y);
        let shown = height.min(pushed).min(self.body.height());
        // In a window of hardly more than one row the rows are wanted more.
        (shown > 0.0 && self.body.height() > 2.0 * height).then_some((section, shown))
    }

    /// The section that stays on top: a layout of that one row.
    pub fn band(&self) -> Option<Self> {
        let (section, shown) = self.held()?;
        let height = self.tops()[section + 1] - self.tops()[section];
        let scroll = vec2(self.scroll.x, self.tops()[section] + height - shown);
        let cut = |rect: Rect| rect.with_max_y(rect.top() + shown);
        Some(Self { body: cut(self.body), left: cut(self.left), scroll, ..*self })
    }

    /// What lies below the section that stays on top, of the cells or the row heads.
    pub fn below_band(&self, rect: Rect) -> Rect {
        let shown = self.held().map_or(0.0, |(_, shown)| shown);
        rect.with_min_y((rect.top() + shown).min(rect.bottom()))
    }

    /// Size of all cells with the strip behind them, and room for the bars where they are needed,
    /// so that none ever covers the last row or column.
    pub fn content(&self) -> Vec2 {
        let height = self.tops().last().copied().unwrap_or_default();
        let cells = vec2(self.columns as f32 * self.column + self.measures.of(ENDING), height);
        let bar = |axis: usize| if cells[axis] > self.body.size()[axis] { BAR } else { 0.0 };
        cells + vec2(bar(1), bar(0))
    }

    /// Size of all cells.
    pub fn cells(&self) -> Vec2 {
        vec2(self.columns as f32 * self.column, self.tops().last().copied().unwrap_or_default())
    }

    /// How far the cells are scrolled.
    pub fn scroll(&self) -> Vec2 {
        self.scroll
    }

    /// `scroll` within what there is to scroll.
    pub fn clamped(&self, scroll: Vec2) -> Vec2 {
        scroll.min(self.content() - self.body.size()).max(Vec2::ZERO)
    }

    /// The scroll that shows a cell whole, as near to `scroll` as possible.
    pub fn scroll_to(&self, scroll: Vec2, row: usize, column: usize) -> Vec2 {
        let nearest = |scroll: f32, start: f32, end: f32, room: f32| scroll.min(start).max(end - room);
        let left = column as f32 * self.column;
        // The last column shows the strip behind it as well.
        let right = left + self.column + if column + 1 == self.columns { self.measures.of(ENDING) } else { 0.0 };
        let tops = self.tops();
        // The row's section will stand over it.
        let over = match self.rows.sections_around(row).0 {
            Some(section) if section < row && self.body.height() > 3.0 * (tops[section + 1] - tops[section]) => {
                tops[section + 1] - tops[section]
            }
            _ => 0.0,
        };
        vec2(
            nearest(scroll.x, left, right, self.body.width()),
            nearest(scroll.y, tops[row] - over, tops[row + 1], self.body.height()),
        )
    }

    /// Rows that are at least partly visible.
    pub fn visible_rows(&self) -> Range<usize> {
        let first = self.tops().partition_point(|&top| top <= self.scroll.y).saturating_sub(1);
        let end = self.tops().partition_point(|&top| top < self.scroll.y + self.body.height());
        first..end.min(self.count())
    }

    /// Columns that are at least partly visible.
    pub fn visible_columns(&self) -> Range<usize> {
        let first = (self.scroll.x / self.column) as usize;
        let end = ((self.scroll.x + self.body.width()) / self.column).ceil() as usize;
        first.min(self.columns)..end.min(self.columns)
    }

    /// Whole rows that fit: a page for PageUp and PageDown.
    pub fn page_rows(&self) -> usize {
        let (top, bottom) = (self.scroll.y, self.scroll.y + self.body.height());
        let first = self.tops().partition_point(|&own| own < top);
        let end = self.tops().partition_point(|&own| own <= bottom);
        end.saturating_sub(first + 2).max(1)
    }

    /// Left edge of a column, or of the strip for the column after the last.
    pub fn column_left(&self, column: usize) -> f32 {
        self.body.left() + column as f32 * self.column - self.scroll.x
    }

    /// Top and bottom of a row.
    pub fn row_y(&self, row: usize) -> (f32, f32) {
        let origin = self.body.top() - self.scroll.y;
        (origin + self.tops()[row], origin + self.tops()[row + 1])
    }

    /// A cell.
    pub fn cell(&self, row: usize, column: usize) -> Rect {
        let (top, bottom) = self.row_y(row);
        let left = self.column_left(column);
        Rect::from_min_max(pos2(left, top), pos2(left + self.column, bottom))
    }

    /// The head of a row.
    pub fn row_head(&self, row: usize) -> Rect {
        let (top, bottom) = self.row_y(row);
        Rect::from_min_max(pos2(self.left.left(), top), pos2(self.left.right(), bottom))
    }

    /// The head of a column: name and total.
    pub fn column_head(&self, column: usize) -> Rect {
        let left = self.column_left(column);
        Rect::from_min_max(
            pos2(left, self.head.top() + self.measures.band()),
            pos2(left + self.column, self.head.bottom()),
        )
    }

    fn row_at(&self, y: f32) -> Option<usize> {
        if let Some((section, shown)) = self.held()
            && y < self.body.top() + shown
        {
            return Some(section);
        }
        let inside = y - self.body.top() + self.scroll.y;
        let row = self.tops().partition_point(|&top| top <= inside).checked_sub(1)?;
        (row < self.count()).then_some(row)
    }

    fn column_at(&self, x: f32) -> Option<usize> {
        let inside = x - self.body.left() + self.scroll.x;
        if inside < 0.0 {
            return None;
        }
        let column = (inside / self.column) as usize;
        (column < self.columns).then_some(column)
    }

    /// What lies under a point.
    pub fn hit(&self, pos: Pos2) -> Option<Hit> {
        if self.body.contains(pos) {
            let row = self.row_at(pos.y)?;
            Some(match self.column_at(pos.x) {
                Some(column) => Hit::Cell { row, column },
                None => Hit::RowHead(row),
            })
        } else if self.left.contains(pos) {
            self.row_at(pos.y).map(Hit::RowHead)
        } else if self.head.contains(pos) {
            let column = self.column_at(pos.x)?;
            Some(if pos.y < self.head.top() + self.measures.band() {
                Hit::Band(column)
            } else {
                Hit::ColumnHead(column)
            })
        } else {
            None
        }
    }

    /// The cell nearest to a point, for a drag that leaves the widget.
    pub fn nearest_cell(&self, pos: Pos2) -> Option<(usize, usize)> {
        let inside = self.body.shrink(1.0).clamp(pos);
        let row = self.row_at(inside.y).or(self.count().checked_sub(1))?;
        let column = self.column_at(inside.x).or(self.columns.checked_sub(1))?;
        Some((row, column))
    }
}

/// Thin bars at the right and lower edge where there is something to scroll; how far they were
/// dragged, in content pixels.
pub fn scroll_bars_ui(ui: &mut Ui, cx: &Cx<'_>, geometry: &Geometry<'_>) -> Vec2 {
    let content = geometry.content();
    let body = geometry.body;
    let mut dragged = Vec2::ZERO;
    for axis in 0..2 {
        let room = body.size()[axis];
        if content[axis] <= room + 0.5 || room < 40.0 {
            continue;
        }
        let track = if axis == 0 {
            Rect::from_min_max(pos2(body.left(), body.bottom() - BAR), body.max)
        } else {
            Rect::from_min_max(pos2(body.right() - BAR, body.top()), body.max)
        };
        let length = track.size()[axis];
        let handle_length = (room / content[axis] * length).max(24.0);
        let scrollable = content[axis] - room;
        let start = geometry.scroll[axis] / scrollable * (length - handle_length);
        let handle = if axis == 0 {
            Rect::from_min_size(track.min + vec2(start, 2.0), vec2(handle_length, BAR - 4.0))
        } else {
            Rect::from_min_size(track.min + vec2(2.0, start), vec2(BAR - 4.0, handle_length))
        };
        let response = ui.interact(track, super::id().with(("bar", axis)), Sense::drag());
        if response.dragged() {
            dragged[axis] = response.drag_delta()[axis] / (length - handle_length).max(1.0) * scrollable;
        }
        let lit = response.hovered() || response.dragged();
        let color = if lit { cx.palette.secondary } else { cx.palette.through.gamma_multiply(0.6) };
        ui.painter_at(geometry.area).rect_filled(handle, CornerRadius::same(3), color);
    }
    dragged
}

#[cfg(test)]
mod tests {
    use super::super::measures::{COLUMN, SECTION_ROW, TASK_ROW};
    use super::*;

    fn geometry(rows: &Rows, scroll: Vec2) -> Geometry<'_> {
        let area = Rect::from_min_size(Pos2::ZERO, vec2(900.0, 500.0));
        Geometry::new(area, Measures::new(1.0, area.height()), (100, COLUMN), rows, scroll, ROW_HEAD)
    }

    /// So many tasks.
    fn tasks(count: u16) -> Rows {
        Rows::of_tops((0..=count).map(|row| f32::from(row) * TASK_ROW).collect(), Vec::new())
    }

    #[test]
    fn every_visible_cell_is_hit_at_its_centre() {
        let rows = tasks(200);
        for scroll in [Vec2::ZERO, vec2(50.5, 33.3), vec2(1500.0, 4000.0)] {
            let geometry = geometry(&rows, scroll);
            for row in geometry.visible_rows() {
                for column in geometry.visible_columns() {
                    let centre = geometry.cell(row, column).center();
                    if geometry.body.contains(centre) {
                        assert_eq!(geometry.hit(centre), Some(Hit::Cell { row, column }));
                    }
                }
            }
        }
    }

    #[test]
    fn row_heads_are_as_wide_as_chosen_and_leave_room_for_cells() {
        let area = |width: f32| Rect::from_min_size(Pos2::ZERO, vec2(width, 500.0));
        for (width, spare, chosen, expected) in [
            (1000.0, -50.0, None, ROW_HEAD),
            (1000.0, 100.0, None, ROW_HEAD + 100.0),
            (1000.0, 900.0, None, ROW_HEAD_MOST),
            (500.0, 0.0, None, 200.0),
            (1000.0, 900.0, Some(420.0), 420.0),
            (1000.0, 900.0, Some(5000.0), 750.0),
            (1000.0, 900.0, Some(-3.0), ROW_HEAD_LEAST),
            (100.0, 0.0, Some(400.0), ROW_HEAD_LEAST),
        ] {
            let found = row_head(area(width), spare, chosen, &Measures::new(1.0, 500.0));
            assert!((found - expected).abs() < 0.01, "{width} {spare} {chosen:?}: {found}");
        }
    }

    #[test]
    fn the_section_of_what_is_visible_stays_on_top_until_the_next_one_comes() {
        // Two sections of ten tasks each.
        let mut tops = vec![0.0];
        for row in 0..22 {
            let height = if row % 11 == 0 { SECTION_ROW } else { TASK_ROW };
            tops.push(tops[row] + height);
        }
        let second = tops[11];
        let rows = Rows::of_tops(tops, vec![0, 11]);
        let held = |scroll: f32| geometry(&rows, vec2(0.0, scroll)).held();
        assert_eq!(held(0.0), None, "it stands there itself");
        assert_eq!(held(30.0), Some((0, SECTION_ROW)));
        assert_eq!(held(second - 10.0), Some((0, 10.0)), "pushed away");
        assert_eq!(held(second), None, "the next one stands there itself");
        assert_eq!(held(second + 1.0), Some((11, SECTION_ROW)));
        let geometry = geometry(&rows, vec2(0.0, 100.0));
        let at = |y: f32| geometry.hit(pos2(10.0, geometry.body.top() + y));
        assert_eq!(at(3.0), Some(Hit::RowHead(0)), "what is seen is hit");
        assert_eq!(at(SECTION_ROW + 1.0), Some(Hit::RowHead(5)));
        let up = geometry.scroll_to(vec2(0.0, 100.0), 3, 0);
        assert!((up.y - (rows.tops()[3] - SECTION_ROW)).abs() < 0.01, "a row comes whole below its section");
        let band = geometry.band().expect("a band");
        assert_eq!((band.visible_rows(), band.row_y(0).0), (0..1, geometry.body.top()));
    }

    #[test]
    fn scrolling_stays_within_the_content() {
        let rows = tasks(1);
        let geometry = geometry(&rows, Vec2::ZERO);
        assert_eq!(geometry.clamped(vec2(-5.0, 99.0)), Vec2::ZERO);
        let far = geometry.clamped(vec2(9999.0, 0.0));
        assert!((far.x - (geometry.content().x - geometry.body.width())).abs() < 0.01);
    }
}
