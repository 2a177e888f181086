//! What assistive technology and tests see: a node for each visible head, marked cell and the
//! cursor. Nothing is done while nobody listens.

use super::geometry::Geometry;
use super::input::fold_words;
use super::measures as g;
use crate::lang::fill;
use crate::session::{Cursor, Panel, ViewAction};
use crate::ui::{Cx, status};
use crate::view::Subject;
use eframe::egui::{Id, Rect, Ui, accesskit};

pub(super) fn nodes(ui: &Ui, cx: &Cx<'_>, geometry: &Geometry<'_>) {
    let session = cx.session;
    let view = session.view();
    let name = fill(cx.t.matrix_name, &[&view.rows.len(), &view.columns.len()]);
    let listens = ui.ctx().accesskit_node_builder(super::id(), |node| {
        node.set_role(accesskit::Role::Grid);
        node.set_label(name);
        node.set_row_count(view.rows.len());
        node.set_column_count(view.columns.len());
    });
    if listens.is_none() {
        return;
    }
    let (rows, columns) = (geometry.visible_rows(), geometry.visible_columns());
    for column in columns {
        let unit = view.columns[column];
        let rect = geometry.column_head(column).intersect(geometry.head);
        let label = status::column_words(session, unit);
        node(ui, ("column", unit), accesskit::Role::ColumnHeader, &label, rect, || {
            cx.tell(ViewAction::Show(Panel::Unit(unit)));
        });
    }
    for band in &view.bands {
        let left = geometry.column_left(band.columns.start).max(geometry.head.left());
        let right = geometry.column_left(band.columns.end).min(geometry.head.right());
        let rect =
            Rect::from_x_y_ranges(left..=right, geometry.head.top()..=geometry.head.top() + geometry.measures.band());
        let name = &session.document().plan.group(band.group).name;
        let label = fold_words(cx, view.is_column_folded(band.columns.start), name);
        node(ui, ("band", band.group), accesskit::Role::DisclosureTriangle, &label, rect, || {
            cx.tell(ViewAction::FoldGroup(band.group));
        });
    }
    if let Some(band) = geometry.band() {
        for row in band.visible_rows() {
            row_nodes(ui, cx, &band, row, [band.left, band.body]);
        }
    }
    for row in rows {
        row_nodes(ui, cx, geometry, row, [geometry.left, geometry.body].map(|part| geometry.below_band(part)));
    }
}

/// The head of a row, its marked cells and the cursor, as far as they lie within the parts of heads and cells.
fn row_nodes(ui: &Ui, cx: &Cx<'_>, geometry: &Geometry<'_>, row: usize, [heads, cells]: [Rect; 2]) {
    let session = cx.session;
    let view = session.view();
    let columns = geometry.visible_columns();
    let subject = view.rows[row];
    let (label, panel) = match subject {
        Subject::Task(id) => {
            let heading = fill(cx.t.task_number, &[&session.document().plan.task(id).number]);
            (format!("{heading} {}", session.document().task_title(id)), Panel::Task(id))
        }
        Subject::Section(id) => (session.document().plan.section(id).heading(), Panel::Section(id)),
    };
    let rect = geometry.row_head(row).intersect(heads);
    if let Subject::Section(id) = subject {
        let label = fold_words(cx, view.is_row_folded(row), &label);
        let fold = rect.with_max_x(rect.left() + geometry.measures.of(g::FOLD));
        node(ui, ("fold", id), accesskit::Role::DisclosureTriangle, &label, fold, || {
            cx.tell(ViewAction::FoldSection(id));
        });
    }
    node(ui, ("row", subject), accesskit::Role::RowHeader, &label, rect, || cx.tell(ViewAction::Show(panel)));
    let cell_node = |column: usize| {
        let Some(cell) = Cursor::at(view, row, column) else { return };
        let rect = geometry.cell(row, column).intersect(cells);
        let label = status::cell_words(session, cell);
        node(ui, ("cell", subject, cell.unit), accesskit::Role::GridCell, &label, rect, || {
            cx.tell(ViewAction::MoveTo(cell));
            cx.tell(ViewAction::Show(panel));
        });
    };
    let cursor = session.cursor();
    let mut cursor_column = cursor
        .filter(|cursor| cursor.subject == subject)
        .and_then(|cursor| view.column_of(cursor.unit))
        .filter(|column| columns.contains(column));
    for cell in view.row_cells(row) {
        let column = cell.column as usize;
        if columns.contains(&column) {
            cell_node(column);
            if cursor_column == Some(column) {
                cursor_column = None;
            }
        }
    }
    if let Some(column) = cursor_column {
        cell_node(column);
    }
}

fn node(
    ui: &Ui,
    salt: impl std::hash::Hash + std::fmt::Debug,
    role: accesskit::Role,
    label: &str,
    rect: Rect,
    click: impl FnOnce(),
) {
    if !rect.is_positive() {
        return;
    }
    let id: Id = super::id().with(salt);
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(role);
        node.set_label(label);
        node.set_bounds(accesskit::Rect {
            x0: rect.left().into(),
            y0: rect.top().into(),
            x1: rect.right().into(),
            y1: rect.bottom().into(),
        });
        node.add_action(accesskit::Action::Click);
    });
    if ui.input(|input| input.has_accesskit_action_request(id, accesskit::Action::Click)) {
        click();
    }
}
