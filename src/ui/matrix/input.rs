//! Pointer and keys of the matrix.

use super::geometry::{Geometry, Hit};
use super::measures as g;
use crate::lang::fill;
use crate::session::{Cursor, Motion, Panel, UiCommand, ViewAction};
use crate::ui::theme::{regular, size};
use crate::ui::widget::{caption, command_item};
use crate::ui::{Cx, status};
use crate::view::Subject;
use eframe::egui::{self, EventFilter, Key, Modifiers, Popup, Pos2, Response, ScrollArea, Tooltip, Ui};

/// Tells the triangle of a section from the rest of its head, and a group that can be folded from
/// one that cannot.
pub(super) fn refined(cx: &Cx<'_>, geometry: &Geometry<'_>, hit: Hit, pos: Pos2) -> Option<Hit> {
    let view = cx.session.view();
    match hit {
        Hit::RowHead(row) if geometry.left.contains(pos) => {
            let Subject::Section(id) = view.rows[row] else { return Some(hit) };
            let m = geometry.measures;
            let indent = m.of(g::INDENT) * cx.session.document().plan.section_depth(id) as f32;
            let is_fold = pos.x < geometry.left.left() + indent + m.of(g::FOLD);
            Some(if is_fold { Hit::Fold(row) } else { hit })
        }
        Hit::Band(_) if view.bands.is_empty() => None,
        other => Some(other),
    }
}

/// What the pointer asks for. `from_cell` remembers whether the drag under way began in a cell.
pub(super) fn pointer(ui: &Ui, cx: &Cx<'_>, response: &Response, geometry: &Geometry<'_>, from_cell: &mut bool) {
    let view = cx.session.view();
    let hit = response.hover_pos().and_then(|pos| refined(cx, geometry, geometry.hit(pos)?, pos));
    let pressed_at = ui.input(|input| input.pointer.press_origin());
    if response.drag_started() || response.clicked() {
        response.request_focus();
    }
    if response.drag_started() {
        let from = pressed_at.and_then(|pos| geometry.hit(pos));
        *from_cell = matches!(from, Some(Hit::Cell { .. }));
        if let Some(Hit::Cell { row, column }) = from
            && let Some(cursor) = Cursor::at(view, row, column)
        {
            cx.tell(ViewAction::MoveTo(cursor));
        }
    }
    if response.dragged()
        && *from_cell
        && let Some(pos) = response.interact_pointer_pos()
        && let Some((row, column)) = geometry.nearest_cell(pos)
        && let Some(cursor) = Cursor::at(view, row, column)
        && Some(cursor) != cx.session.cursor()
    {
        cx.tell(ViewAction::ExtendTo(cursor));
    }
    if response.clicked() {
        match hit {
            Some(Hit::Cell { row, column }) => {
                if let Some(cursor) = Cursor::at(view, row, column) {
                    let extend = ui.input(|input| input.modifiers.shift);
                    cx.tell(if extend { ViewAction::ExtendTo(cursor) } else { ViewAction::MoveTo(cursor) });
                    if !extend {
                        cx.tell(ViewAction::Show(row_panel(cursor.subject)));
                    }
                }
            }
            Some(Hit::RowHead(row)) => cx.tell(ViewAction::Show(row_panel(view.rows[row]))),
            Some(Hit::Fold(row)) => {
                if let Subject::Section(section) = view.rows[row] {
                    cx.tell(ViewAction::FoldSection(section));
                }
            }
            Some(Hit::ColumnHead(column)) if !view.is_column_folded(column) => {
                cx.tell(ViewAction::Show(Panel::Unit(view.columns[column])));
            }
            Some(Hit::Band(column) | Hit::ColumnHead(column)) => {
                cx.tell(ViewAction::FoldGroup(cx.session.document().plan.unit(view.columns[column]).group));
            }
            None => {}
        }
    }
    if matches!(hit, Some(Hit::RowHead(_) | Hit::ColumnHead(_) | Hit::Fold(_) | Hit::Band(_))) {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
}

/// What can be done where the pointer was pressed; the cursor goes there first, so that commands mean that place.
pub(super) fn context_menu(cx: &Cx<'_>, response: &Response, hit: Option<Hit>) {
    let view = cx.session.view();
    if response.secondary_clicked() {
        response.request_focus();
        let cursor = cx.session.cursor();
        let (row, column) = cursor.and_then(|cursor| cursor.position(view)).unwrap_or_default();
        let place = match hit {
            Some(Hit::Cell { row, column }) => Some((row, column)),
            Some(Hit::RowHead(row) | Hit::Fold(row)) => Some((row, column)),
            Some(Hit::ColumnHead(column) | Hit::Band(column)) => Some((row, column)),
            None => None,
        };
        let place = place.and_then(|(row, column)| Cursor::at(view, row, column));
        let is_selected = place.zip(cx.session.selection()).is_some_and(|(place, selection)| {
            place.position(view).is_some_and(|(row, column)| selection.contains(row, column))
        });
        // Several cells that are selected stay so.
        if let Some(place) = place {
            // The panel's unit would be meant before the cursor's.
            if matches!(cx.session.panel(), Panel::Unit(unit) if unit != place.unit) {
                cx.tell(ViewAction::Show(Panel::Unit(place.unit)));
            }
            if !is_selected {
                cx.tell(ViewAction::MoveTo(place));
            }
        }
    }
    response.context_menu(|ui| {
        let mut groups: Vec<&[UiCommand]> = vec![
            &[UiCommand::ShowTask, UiCommand::ShowUnit, UiCommand::ShowDuties],
            &[UiCommand::OnlyUnit, UiCommand::ClearFilter, UiCommand::FoldSection, UiCommand::FoldGroup],
            &[UiCommand::Copy, UiCommand::Print, UiCommand::ExportUnit],
            &[UiCommand::Meeting],
        ];
        const MARKS: [UiCommand; 14] = [
            UiCommand::MarkOverallLead,
            UiCommand::MarkLead,
            UiCommand::MarkResponsible,
            UiCommand::MarkSupporting,
            UiCommand::MarkSupervising,
            UiCommand::MarkConsulted,
            UiCommand::MarkInformed,
            UiCommand::ClearMarks,
            UiCommand::CutMarks,
            UiCommand::PasteMarks,
            UiCommand::MoveTaskUp,
            UiCommand::MoveTaskDown,
            UiCommand::MoveUnitLeft,
            UiCommand::MoveUnitRight,
        ];
        match UiCommand::MarkLead.availability(cx.session) {
            Ok(()) => groups.insert(0, &MARKS),
            Err(_) => groups.push(&[UiCommand::Arrange]),
        }
        if let Some(cursor) = cx.session.cursor() {
            caption(ui, cx, status::cell_words(cx.session, cursor));
        }
        // On a small screen it is longer than the window.
        let most = ui.ctx().content_rect().height() - MENU_MARGIN;
        ScrollArea::vertical().max_height(most).show(ui, |ui| {
            for (position, commands) in groups.into_iter().enumerate() {
                if position > 0 {
                    ui.separator();
                }
                for &command in commands {
                    command_item(ui, cx, command, command.text(cx.t));
                }
            }
        });
    });
}

/// In logical pixels.
const WIDEST_TOOLTIP: f32 = 420.0;
/// Around a menu, with its caption.
const MENU_MARGIN: f32 = 48.0;

fn row_panel(row: Subject) -> Panel {
    match row {
        Subject::Task(task) => Panel::Task(task),
        Subject::Section(section) => Panel::Section(section),
    }
}

/// Whether the keyboard is free for the matrix to take: a click on a button takes it from the matrix
/// and keeps it for nobody. An open menu and a question still need it.
pub(super) fn nobody_has_the_keyboard(ui: &Ui, cx: &Cx<'_>) -> bool {
    let is_taken = ui.memory(|memory| memory.focused().is_some()) || Popup::is_any_open(ui.ctx());
    !is_taken && cx.session.asked().is_none() && !cx.session.is_palette_open()
}

/// Spreadsheet keys. The matrix keeps Tab, arrows and Esc to itself while it has the keyboard.
pub(super) fn keys(ui: &Ui, cx: &Cx<'_>, geometry: &Geometry<'_>) {
    let keep = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(super::id(), keep));
    let page = isize::try_from(geometry.page_rows()).unwrap_or(1);
    let by = |rows, columns| Motion::By { rows, columns };
    let plain = [
        (Key::ArrowUp, by(-1, 0)),
        (Key::ArrowDown, by(1, 0)),
        (Key::ArrowLeft, by(0, -1)),
        (Key::ArrowRight, by(0, 1)),
        (Key::PageUp, by(-page, 0)),
        (Key::PageDown, by(page, 0)),
        (Key::Home, Motion::RowStart),
        (Key::End, Motion::RowEnd),
    ];
    let ctrl = [
        (Key::Home, Motion::Start),
        (Key::End, Motion::End),
        (Key::ArrowUp, Motion::Top),
        (Key::ArrowDown, Motion::Bottom),
        (Key::ArrowLeft, Motion::RowStart),
        (Key::ArrowRight, Motion::RowEnd),
    ];
    ui.input_mut(|input| {
        // Exact modifiers: Alt+← is history.
        for (key, motion) in ctrl {
            for extend in [true, false] {
                let shift = if extend { Modifiers::SHIFT } else { Modifiers::NONE };
                for _ in 0..input.count_and_consume_key(Modifiers::COMMAND | shift, key) {
                    cx.tell(ViewAction::Move { motion, extend });
                }
            }
        }
        if input.modifiers.alt || input.modifiers.command {
            return;
        }
        for (key, motion) in plain {
            for extend in [true, false] {
                let modifiers = if extend { Modifiers::SHIFT } else { Modifiers::NONE };
                for _ in 0..input.count_and_consume_key(modifiers, key) {
                    cx.tell(ViewAction::Move { motion, extend });
                }
            }
        }
        for _ in 0..input.count_and_consume_key(Modifiers::SHIFT, Key::Tab) {
            cx.tell(ViewAction::Move { motion: Motion::PreviousCell, extend: false });
        }
        for _ in 0..input.count_and_consume_key(Modifiers::NONE, Key::Tab) {
            cx.tell(ViewAction::Move { motion: Motion::NextCell, extend: false });
        }
    });
}

/// What a cell or a cut-off head says in full.
pub(super) fn tooltip(response: &Response, cx: &Cx<'_>, hit: Hit) {
    let session = cx.session;
    let (view, plan) = (session.view(), &session.document().plan);
    let lines: Vec<String> = match hit {
        Hit::Cell { row, column } => {
            let Some(cursor) = Cursor::at(view, row, column) else { return };
            if view.cell(row, column) == crate::view::CellMarks::default() {
                return;
            }
            vec![status::cell_words(session, cursor), row_words(cx, row)]
        }
        Hit::RowHead(row) => vec![row_words(cx, row)],
        Hit::Fold(row) => vec![fold_words(cx, view.is_row_folded(row), &row_words(cx, row))],
        Hit::ColumnHead(column) if !view.is_column_folded(column) => {
            let unit = view.columns[column];
            vec![plan.unit(unit).name.clone(), status::unit_totals(session, unit)]
        }
        Hit::Band(column) | Hit::ColumnHead(column) => {
            let group = plan.unit(view.columns[column]).group;
            vec![fold_words(cx, view.is_column_folded(column), &plan.group(group).name)]
        }
    };
    Tooltip::for_widget(response).at_pointer().gap(14.0).show(|ui| {
        let lines = lines.iter().filter(|line| !line.is_empty());
        // As wide as its words, so that a tooltip does not take the width of the one before it.
        let width =
            |line: &String| ui.painter().layout_no_wrap(line.clone(), regular(size::BODY), cx.palette.ink).size().x;
        let widest = lines.clone().map(width).fold(0.0, f32::max);
        ui.set_width(widest.min(WIDEST_TOOLTIP).ceil());
        for line in lines {
            ui.label(line);
        }
    });
}

/// `折叠：县委部门`.
pub(super) fn fold_words(cx: &Cx<'_>, is_folded: bool, name: &str) -> String {
    fill(if is_folded { cx.t.unfold_name } else { cx.t.fold_name }, &[&name])
}

fn row_words(cx: &Cx<'_>, row: usize) -> String {
    let document = cx.session.document();
    match cx.session.view().rows[row] {
        Subject::Task(task) => document.task_title(task).to_owned(),
        Subject::Section(section) => document.plan.section(section).heading(),
    }
}
