//! The task × unit matrix: a widget of our own, painted, that draws only what is visible.
//!
//! Frozen in both directions are the heads of the columns with their totals, and the heads of the
//! rows with theirs. One interaction serves the whole widget; which cell is meant is arithmetic.
//! Measured against ready-made tables in `benches/frame.rs`.

mod access;
mod brush;
mod geometry;
mod input;
mod measures;
mod overview;
mod paint;
mod rows;

pub use geometry::{Geometry, Hit};

use super::theme::size;
use super::{Cx, Region, widget::deselect_text};
use crate::model::Role;
use crate::session::WindowAction;
use crate::view::MarkStyle;
use eframe::egui::{self, Id, Rect, Sense, Ui, Vec2};
use measures::Measures;

/// What belongs to the widget alone: nobody else needs to know where it is scrolled to.
#[derive(Default)]
pub struct MatrixState {
    scroll: Vec2,
    rows: rows::Rows,
    /// Where the cursor was when last scrolled to.
    followed: Option<crate::session::Cursor>,
    overview: overview::Overview,
    has_focus: bool,
    pointer_leads: bool,
    dragged_from_cell: bool,
}

impl MatrixState {
    /// Whether the matrix has the keyboard.
    pub fn has_focus(&self) -> bool {
        self.has_focus
    }
}

/// The widget's id: there is one matrix in a window.
pub fn id() -> Id {
    Id::unique("matrix")
}

/// Draws the matrix into all the room that is left.
pub fn matrix_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut MatrixState) {
    let area = ui.available_rect_before_wrap();
    ui.allocate_rect(area, Sense::hover());
    grid_ui(ui, cx, state, area);
}

/// How wide a column must be for what its cells show: words are wider than shapes.
fn column_width(ui: &Ui, cx: &Cx<'_>, measures: &Measures) -> f32 {
    if cx.session.marks() != MarkStyle::Words {
        return measures.of(measures::COLUMN);
    }
    let ledger = &cx.session.document().ledger;
    let words = cx.roles();
    let used = Role::ALL.into_iter().filter(|&role| ledger.in_legend(role));
    let width = |role: Role| {
        let font = measures.bold(size::UNIT_NAME_SMALL);
        ui.fonts_mut(|fonts| fonts.layout_no_wrap(words.name(role).to_owned(), font, cx.palette.ink)).size().x
    };
    let widest = used.map(width).fold(0.0, f32::max) + 8.0;
    widest.clamp(measures.of(measures::COLUMN), measures.of(measures::COLUMN_MOST)).ceil()
}

fn grid_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut MatrixState, area: Rect) {
    let view = cx.session.view();
    let measures = Measures::new(cx.session.matrix_zoom(), area.height());
    let columns = (view.columns.len(), column_width(ui, cx, &measures));
    let spare = geometry::spare(ui.ctx().content_rect().width(), columns.0, columns.1, &measures);
    let row_head = geometry::row_head(area, spare, cx.session.task_column(), &measures);
    // What else the state holds is written while the rows are read.
    let mut rows = std::mem::take(&mut state.rows);
    rows.update(ui, cx, &measures, row_head);
    grid_of_ui(ui, cx, state, Geometry::new(area, measures, columns, &rows, state.scroll, row_head));
    state.rows = rows;
}

fn grid_of_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut MatrixState, mut geometry: Geometry<'_>) {
    let (view, area) = (cx.session.view(), geometry.area);
    let response = ui.interact(area, id(), Sense::click_and_drag());
    if cx.focus == Some(Region::Matrix) || input::nobody_has_the_keyboard(ui, cx) {
        response.request_focus();
    }
    // A question that has just come has the keyboard already.
    state.has_focus = response.has_focus() && cx.session.asked().is_none();
    // The spotlight follows whichever moved last, pointer or cursor.
    if ui.input(|input| input.pointer.delta() != Vec2::ZERO || input.pointer.any_pressed()) {
        state.pointer_leads = true;
    } else if state.followed != cx.session.cursor() {
        state.pointer_leads = false;
    }
    let hit_at = |geometry: &Geometry<'_>, pos| input::refined(cx, geometry, geometry.hit(pos)?, pos);
    let hit = response.hover_pos().filter(|_| state.pointer_leads).and_then(|pos| hit_at(&geometry, pos));

    input::pointer(ui, cx, &response, &geometry, &mut state.dragged_from_cell);
    if state.has_focus {
        input::keys(ui, cx, &geometry);
    }
    let mut scroll = state.scroll;
    if response.hovered() {
        scroll -= ui.input(|input| input.smooth_scroll_delta());
        let zoom = ui.input(egui::InputState::zoom_delta);
        if (zoom - 1.0).abs() > f32::EPSILON {
            cx.send(WindowAction::ZoomMatrixBy(zoom));
        }
    }
    if state.followed != cx.session.cursor() {
        // Scrolled to once, when it moves: afterwards a person may scroll away from it.
        if let Some((row, column)) = cx.session.cursor().and_then(|cursor| cursor.position(view)) {
            scroll = geometry.scroll_to(scroll, row, column);
        }
        state.followed = cx.session.cursor();
        deselect_text(ui.ctx());
    }
    let scroll = geometry.clamped(scroll);
    if scroll != state.scroll {
        state.scroll = scroll;
        geometry = geometry.scrolled_to(scroll);
        ui.ctx().request_repaint();
    }

    paint::all(ui, cx, &geometry, hit, state.has_focus);
    let dragged = geometry::scroll_bars_ui(ui, cx, &geometry);
    if dragged != Vec2::ZERO {
        state.scroll = geometry.clamped(state.scroll + dragged);
        ui.ctx().request_repaint();
    }
    if let Some(width) = geometry::edge_ui(ui, cx, &geometry) {
        cx.send(WindowAction::TaskColumn(width));
    }
    if let Some(scroll) = overview::overview_ui(ui, cx, &geometry, &mut state.overview) {
        state.scroll = geometry.clamped(scroll);
        ui.ctx().request_repaint();
    }
    access::nodes(ui, cx, &geometry);
    input::context_menu(cx, &response, response.hover_pos().and_then(|pos| hit_at(&geometry, pos)));
    if let Some(hit) = hit.filter(|_| !response.context_menu_opened()) {
        input::tooltip(&response, cx, hit);
    }
}
