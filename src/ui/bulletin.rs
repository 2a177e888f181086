//! Bulletins in the middle of the window: one table at a time, its rows filtered, sorted, each unit, task and section in it
//! a link; and the question before forms are taken.

use super::Cx;
use super::question::{answer_ui, question_ui};
use super::theme::{bold, regular, size};
use super::widget::{caption, focus_ring, name_widget};
use crate::compare::{Piece, pieces};
use crate::export::bulletin::{Bulletin, BulletinRow, BulletinTable};
use crate::lang::fill;
use crate::product::BULLETIN_FORMATS;
use crate::session::rounds::{BulletinKind, RoundAction, ShownBulletin};
use crate::session::{Asked, Panel as Shown, PlanId, ViewAction};
use crate::view::Wanted;
use eframe::egui::{
    self, Align2, Color32, ComboBox, CornerRadius, Frame, Label, Margin, Rect, RichText, ScrollArea, Sense, Stroke,
    TextEdit, TextFormat, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::mem::Discriminant;

/// The column that rows are sorted by, and whether the last comes first; none for the order of the table.
type Sorted = Option<(usize, bool)>;

/// What belongs to the page alone.
#[derive(Default)]
pub struct BulletinState {
    /// The bulletin that all of this is about.
    number: u64,
    kind: Option<Discriminant<BulletinKind>>,
    table: usize,
    find: String,
    order: Sorted,
    /// Rows that stand, by position in the table, and what they were worked out from.
    rows: Vec<usize>,
    worked_out: Option<(u64, usize, String, Sorted)>,
    /// How many of those are no bands.
    shown: usize,
    /// How many rows each table has, bands left out.
    counts: Vec<usize>,
    /// Rows that were looked at, by table and position.
    reviewed: BTreeSet<(usize, usize)>,
}

/// A row shows two lines of each cell; the rest is told under the pointer.
const ROW: f32 = 40.0;
const LINES: usize = 2;
const HEAD: f32 = 30.0;
const TICK: f32 = 26.0;
const PAD: f32 = 6.0;
/// A column is never narrower.
const COLUMN_LEAST: f32 = 44.0;
/// Logical pixels to a millimetre of paper, where there is room enough.
const SCALE: f32 = 3.4;
/// The column that takes what is left has at least this.
const REST_LEAST: f32 = 220.0;

/// Draws the page into all the room that is left.
pub fn bulletin_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut BulletinState) {
    let Some(shown) = cx.session.active().bulletin() else {
        // The place is one of its history; what was there is drawn up again on demand.
        ui.centered_and_justified(|ui| ui.label(cx.t.reporting.nothing_drawn));
        return;
    };
    if state.number != shown.number {
        // Drawn up again, the same table is looked at; at first, of progress, that of the units: who is late?
        let kind = Some(std::mem::discriminant(&shown.kind));
        let first = usize::from(shown.kind == BulletinKind::Progress);
        let table = if state.kind == kind { state.table } else { first };
        *state = BulletinState { number: shown.number, kind, table, ..Default::default() };
    }
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 14, bottom: 0 }).show(ui, |ui| {
        match (&shown.bulletin, &shown.problem) {
            (Some(bulletin), _) => page_ui(ui, cx, state, shown, &bulletin.0),
            (None, Some(problem)) => {
                ui.add(Label::new(RichText::new(problem).color(cx.palette.lead)).wrap());
            }
            (None, None) => {
                controls_ui(ui, cx, shown);
                ui.label(cx.t.reporting.drawing_up);
            }
        }
    });
}

fn page_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut BulletinState, shown: &ShownBulletin, bulletin: &Bulletin) {
    let r = cx.t.reporting;
    ui.horizontal(|ui| {
        let title = bulletin.title.last().map_or("", String::as_str);
        ui.label(RichText::new(title).font(bold(size::PANEL_TITLE)));
        ui.add_space(8.0);
        controls_ui(ui, cx, shown);
        for &format in BULLETIN_FORMATS {
            let text = fill(r.save_as_file, &[&format.ending().to_uppercase()]);
            if ui.button(text).clicked() {
                cx.tell(RoundAction::Save(format));
            }
        }
    });
    for note in &bulletin.notes {
        caption(ui, cx, note.as_str());
    }
    ui.add_space(4.0);
    state.table = state.table.min(bulletin.tables.len().saturating_sub(1));
    if state.counts.len() != bulletin.tables.len() {
        state.counts = bulletin.tables.iter().map(|table| table.cells().count()).collect();
    }
    ui.horizontal_wrapped(|ui| {
        for (position, table) in bulletin.tables.iter().enumerate() {
            let is_shown = position == state.table;
            let count = state.counts[position];
            let response = ui.selectable_label(is_shown, format!("{} {count}", table.name));
            response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_shown, &table.name));
            if response.clicked() {
                state.table = position;
                state.order = None;
            }
        }
    });
    let Some(table) = bulletin.tables.get(state.table) else { return };
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let hint = RichText::new(r.find_rows).color(cx.palette.secondary);
        let edit = ui.add(TextEdit::singleline(&mut state.find).hint_text(hint).desired_width(220.0));
        name_widget(ui, &edit, r.find_rows);
        work_out(state, table);
        let all = state.counts[state.table];
        let mut said = fill(r.rows_shown, &[&state.shown, &all]);
        if is_reviewed(shown) {
            let seen = state.reviewed.iter().filter(|(own, _)| *own == state.table).count();
            said = format!("{said} · {}", fill(r.reviewed, &[&seen, &all]));
        }
        ui.label(RichText::new(said).font(regular(size::SECONDARY)).color(cx.palette.secondary));
    });
    for words in &bulletin.closing {
        caption(ui, cx, words.as_str());
    }
    ui.add_space(4.0);
    table_ui(ui, cx, state, shown, table);
}

/// Changes are gone through one by one.
fn is_reviewed(shown: &ShownBulletin) -> bool {
    matches!(shown.kind, BulletinKind::Changes { .. })
}

/// What a bulletin is about, as far as that can be chosen.
fn controls_ui(ui: &mut Ui, cx: &Cx<'_>, shown: &ShownBulletin) {
    let r = cx.t.reporting;
    let BulletinKind::Changes { old, unit } = &shown.kind else { return };
    let own = cx.session.active();
    let name = |id: PlanId| cx.session.plan(id).map_or("", |plan| plan.document().plan.title.as_str());
    let draw = |old: PlanId, unit: Option<String>| cx.tell(RoundAction::Draw(BulletinKind::Changes { old, unit }));
    let combo = ComboBox::from_id_salt("compared with").selected_text(short(name(*old)));
    let response = combo.show_ui(ui, |ui| {
        for other in cx.session.plans().iter().filter(|other| other.id() != own.id()) {
            if ui.selectable_label(other.id() == *old, &other.document().name).clicked() {
                draw(other.id(), unit.clone());
            }
        }
    });
    name_widget(ui, &response.response, r.compared_with);
    let all = unit.as_deref().unwrap_or(r.all_units);
    let combo = ComboBox::from_id_salt("for unit").selected_text(short(all));
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(unit.is_none(), r.all_units).clicked() {
            draw(*old, None);
        }
        for other in &own.document().plan.units {
            let is_chosen = unit.as_deref() == Some(other.name.as_str());
            if ui.selectable_label(is_chosen, &other.name).clicked() {
                draw(*old, Some(other.name.clone()));
            }
        }
    });
    name_widget(ui, &response.response, r.for_unit);
}

/// As much of a name as a choice has room for.
fn short(name: &str) -> String {
    const MOST: usize = 14;
    match name.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// Which rows stand, and in which order.
fn work_out(state: &mut BulletinState, table: &BulletinTable) {
    let key = (state.number, state.table, state.find.clone(), state.order);
    if state.worked_out.as_ref() == Some(&key) {
        return;
    }
    let wanted = Wanted::new(&state.find);
    let stands = |row: &BulletinRow| match (row, &wanted) {
        (_, None) => true,
        (BulletinRow::Band(_), Some(_)) => false,
        (BulletinRow::Cells(cells), Some(wanted)) => cells.iter().any(|cell| wanted.matches(cell)),
    };
    state.rows = (0..table.rows.len()).filter(|&row| stands(&table.rows[row])).collect();
    if let Some((column, falls)) = state.order {
        // What bands say of the rows below them is not so in another order.
        state.rows.retain(|&row| matches!(table.rows[row], BulletinRow::Cells(_)));
        let cell = |row: usize| match &table.rows[row] {
            BulletinRow::Cells(cells) => cells.get(column).map_or("", String::as_str),
            BulletinRow::Band(_) => "",
        };
        state.rows.sort_by(|&one, &other| {
            let order = natural(cell(one), cell(other));
            if falls { order.reverse() } else { order }
        });
    }
    let is_cells = |row: &&usize| matches!(table.rows.get(**row), Some(BulletinRow::Cells(_)));
    state.shown = state.rows.iter().filter(is_cells).count();
    state.worked_out = Some(key);
}

/// Numbers by their value, all else by its signs.
fn natural(one: &str, other: &str) -> Ordering {
    let number = |text: &str| text.trim_end_matches('%').parse::<f64>().ok();
    match (number(one), number(other)) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => one.cmp(other),
    }
}

/// Widths of the columns in logical pixels: those of paper, the one that takes what is left as wide as the window lets it.
fn widths(table: &BulletinTable, room: f32) -> Vec<f32> {
    // A head stands whole, with the sign of the order behind it.
    let least = |head: &String| {
        let letters: f32 = head.chars().map(|c| if c.is_ascii() { 8.0 } else { 13.0 }).sum();
        (letters + 2.0 * PAD + 14.0).clamp(COLUMN_LEAST, 140.0)
    };
    let of_paper = |(&width, head): (&f64, &String)| match width {
        0.0 => 0.0,
        width => (width as f32 * SCALE).max(least(head)),
    };
    let mut widths: Vec<f32> = table.widths.iter().zip(&table.heads).map(of_paper).collect();
    let fixed: f32 = widths.iter().sum();
    let has_rest = table.widths.contains(&0.0);
    let stretch = if has_rest || fixed > room { 1.0 } else { (room / fixed).min(1.5) };
    for width in &mut widths {
        *width = if *width > 0.0 { *width * stretch } else { (room - fixed).max(REST_LEAST) };
    }
    widths
}

fn table_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut BulletinState, shown: &ShownBulletin, table: &BulletinTable) {
    let ticks = is_reviewed(shown);
    let left = if ticks { TICK } else { 0.0 };
    let widths = widths(table, ui.available_width() - left - 16.0);
    let whole = left + widths.iter().sum::<f32>();
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::horizontal().id_salt(("across", state.table)).auto_shrink(false).show(ui, |ui| {
        ui.set_min_width(whole);
        head_ui(ui, cx, state, table, &widths, left);
        // A sorted table is another list: it begins at its top.
        let salt = ("rows", state.table, state.order);
        ScrollArea::vertical().id_salt(salt).auto_shrink(false).show_rows(ui, ROW, state.rows.len(), |ui, rows| {
            for at in rows {
                let row = state.rows[at];
                match table.rows.get(row) {
                    None => {}
                    Some(BulletinRow::Band(words)) => band_ui(ui, cx, words, whole),
                    Some(BulletinRow::Cells(cells)) => {
                        ui.push_id(row, |ui| {
                            row_ui(ui, cx, state, ticks.then_some(row), table, cells, &widths);
                        });
                    }
                }
            }
        });
    });
}

fn head_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut BulletinState, table: &BulletinTable, widths: &[f32], left: f32) {
    let whole = left + widths.iter().sum::<f32>();
    let (rect, _) = ui.allocate_exact_size(vec2(whole, HEAD), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, cx.palette.background);
    let mut x = rect.left() + left;
    for (column, (head, width)) in table.heads.iter().zip(widths).enumerate() {
        let cell = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, HEAD));
        let response = ui.interact(cell, ui.scope_id().with(("head", state.table, column)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, head));
        let sign = match state.order {
            Some((own, false)) if own == column => " ▲",
            Some((own, true)) if own == column => " ▼",
            _ => "",
        };
        let mut job = LayoutJob::simple_singleline(format!("{head}{sign}"), bold(size::SECONDARY), cx.palette.ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width - 2.0 * PAD);
        let galley = ui.painter().layout_job(job);
        let at = pos2(x + PAD, cell.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, cx.palette.ink);
        focus_ring(ui, &response);
        if response.clicked() {
            // Up, down, as it was.
            state.order = match state.order {
                Some((own, false)) if own == column => Some((column, true)),
                Some((own, true)) if own == column => None,
                _ => Some((column, false)),
            };
        }
        x += width;
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, cx.palette.secondary));
}

fn band_ui(ui: &mut Ui, cx: &Cx<'_>, words: &str, whole: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(whole, ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Heading, true, words));
    ui.painter().rect_filled(rect, CornerRadius::ZERO, cx.palette.band);
    let at = pos2(rect.left() + PAD, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, words, bold(size::BODY), cx.palette.ink);
}

fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut BulletinState,
    tick: Option<usize>,
    table: &BulletinTable,
    cells: &[String],
    widths: &[f32],
) {
    let left = if tick.is_some() { TICK } else { 0.0 };
    let whole = left + widths.iter().sum::<f32>();
    let (rect, response) = ui.allocate_exact_size(vec2(whole, ROW), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Row, true, cells.join(cx.t.clause_separator)));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::ZERO, cx.palette.band);
    }
    if let Some(row) = tick {
        let key = (state.table, row);
        let mut seen = state.reviewed.contains(&key);
        let place = Rect::from_min_size(rect.min, vec2(TICK, ROW));
        let tick = ui.put(place, egui::Checkbox::without_text(&mut seen));
        name_widget(ui, &tick, cells.iter().find(|cell| !cell.is_empty()).map_or("", String::as_str));
        if tick.changed() {
            match seen {
                true => state.reviewed.insert(key),
                false => state.reviewed.remove(&key),
            };
        }
    }
    let mut x = rect.left() + left;
    for (column, (text, width)) in cells.iter().zip(widths).enumerate() {
        let cell = Rect::from_min_size(pos2(x, rect.top()), vec2(*width, ROW));
        x += width;
        if text.is_empty() {
            continue;
        }
        let goal = goal(cx, table, cells, column);
        let color = match &goal {
            Some(_) => cx.palette.responsible,
            None => color_of(cx, text),
        };
        let room = width - 2.0 * PAD;
        let mut job = match other_side(cx, table, cells, column) {
            Some(other) => changed_job(cx, text, other, room),
            None => LayoutJob::simple(text.replace('\n', " "), regular(size::BODY), color, room),
        };
        job.wrap.max_rows = LINES;
        let galley = ui.painter().layout_job(job);
        let is_cut = galley.elided;
        let middle = table.centred.contains(&column);
        let from = if middle { cell.center().x - galley.size().x / 2.0 } else { cell.left() + PAD };
        let at = pos2(from, cell.center().y - galley.size().y / 2.0);
        ui.painter().with_clip_rect(cell.intersect(ui.clip_rect())).galley(at, galley, color);
        if goal.is_none() && !is_cut {
            continue;
        }
        let sense = if goal.is_some() { Sense::click() } else { Sense::hover() };
        let response = ui.interact(cell, ui.scope_id().with(column), sense);
        if let Some(panel) = goal {
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, text));
            focus_ring(ui, &response);
            if response.hovered() {
                let y = cell.bottom() - 6.0;
                ui.painter().hline(cell.x_range().shrink(PAD), y, Stroke::new(1.0, color));
            }
            if response.clicked() {
                cx.tell(ViewAction::Show(panel));
            }
        }
        if is_cut {
            let whole = ui.interact(cell, ui.scope_id().with(("whole", column)), Sense::hover());
            match other_side(cx, table, cells, column) {
                Some(other) => whole.on_hover_ui(|ui| {
                    ui.label(changed_job(cx, text, other, TIP));
                }),
                None => whole.on_hover_text(text),
            };
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, cx.palette.line));
}

/// Where a cell says what a text was or is now: what it is now or was.
fn other_side<'c>(cx: &Cx<'_>, table: &BulletinTable, cells: &'c [String], column: usize) -> Option<Side<'c>> {
    let c = cx.t.comparing;
    let of = |head: &str| table.heads.iter().position(|own| own == head);
    let (before, after) = (of(c.head_before)?, of(c.head_after)?);
    let text = |column: usize| cells.get(column).map(String::as_str).filter(|text| text.chars().count() >= LONG_TEXT);
    match column {
        _ if column == before => text(before).and(text(after)).map(Side::After),
        _ if column == after => text(after).and(text(before)).map(Side::Before),
        _ => None,
    }
}

/// The other of two texts that are compared.
#[derive(Clone, Copy)]
enum Side<'c> {
    /// What it was.
    Before(&'c str),
    /// What it is now.
    After(&'c str),
}

/// From so many characters on single words are lit; what is shorter is read at a glance.
const LONG_TEXT: usize = 10;

/// Width of a whole text under the pointer.
const TIP: f32 = 420.0;

/// A text with the words lit that the other one has not.
fn changed_job(cx: &Cx<'_>, text: &str, other: Side<'_>, room: f32) -> LayoutJob {
    let found = match other {
        Side::Before(before) => pieces(before, text),
        Side::After(after) => pieces(text, after),
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = room;
    let plain = TextFormat { font_id: regular(size::BODY), color: cx.palette.ink, ..TextFormat::default() };
    let lit = TextFormat { font_id: bold(size::BODY), background: cx.palette.crosshair, ..plain.clone() };
    let gone = TextFormat { color: cx.palette.lead, strikethrough: Stroke::new(1.0, cx.palette.lead), ..plain.clone() };
    for piece in found {
        match (piece, other) {
            (Piece::Same(words), _) => job.append(&words, 0.0, plain.clone()),
            (Piece::Added(words), Side::Before(_)) => job.append(&words, 0.0, lit.clone()),
            (Piece::Removed(words), Side::After(_)) => job.append(&words, 0.0, gone.clone()),
            (Piece::Added(_) | Piece::Removed(_), _) => {}
        }
    }
    job
}

/// Words that press have the colours of what presses.
fn color_of(cx: &Cx<'_>, text: &str) -> Color32 {
    let r = cx.t.reporting;
    match text {
        _ if text.starts_with(r.late) => cx.palette.lead,
        _ if text.starts_with(r.soon) || text.starts_with("due in") => cx.palette.overall_lead,
        _ if text == r.state_done => cx.palette.supporting,
        _ if text == r.state_unreported => cx.palette.secondary,
        _ => cx.palette.ink,
    }
}

/// Where a cell leads: a unit by its name, a task by its number, a section by its title.
fn goal(cx: &Cx<'_>, table: &BulletinTable, cells: &[String], column: usize) -> Option<Shown> {
    let plan = &cx.session.document().plan;
    let (head, text) = (table.heads.get(column)?, cells.get(column)?.trim());
    if head == cx.t.head_number {
        let mut found = plan.task_ids().filter(|&id| plan.task(id).number == text);
        let first = found.next()?;
        let in_section = |id: &crate::model::TaskId| {
            let section = plan.task(*id).section.map(|id| plan.section_path(id));
            section.is_some_and(|section| cells.contains(&section))
        };
        let task = if found.next().is_none() {
            Some(first)
        } else {
            plan.task_ids().filter(|&id| plan.task(id).number == text).find(in_section)
        };
        return task.map(Shown::Task);
    }
    if head == cx.t.head_section {
        let found = plan.section_ids().find(|&id| plan.section_path(id) == text || plan.section(id).heading() == text);
        return found.map(Shown::Section);
    }
    plan.unit_named(text).map(Shown::Unit)
}

/// Asks before forms are taken, if that is asked.
pub fn collect_ui(ui: &Ui, cx: &Cx<'_>) {
    let Some(question) = cx.session.collecting() else { return };
    let r = cx.t.reporting;
    let gathered = &question.gathered;
    let answer = |takes| cx.send(crate::session::Action::Plan(question.plan, RoundAction::Take(takes).into()));
    let closes = question_ui(ui, cx, Asked::Collect, r.collect_title, 620.0, |ui| {
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for line in &gathered.summary {
                ui.add(Label::new(line).wrap());
            }
            if !gathered.remarks.is_empty() {
                ui.add_space(6.0);
                ui.label(
                    RichText::new(fill(r.collect_remarks, &[&gathered.remarks.len()])).font(bold(size::SECONDARY)),
                );
                for line in gathered.remarks.iter().take(MOST_REMARKS) {
                    caption(ui, cx, line.as_str());
                }
                if gathered.remarks.len() > MOST_REMARKS {
                    let more = gathered.remarks.len() - MOST_REMARKS;
                    caption(ui, cx, fill(cx.t.more_lines, &[&more]));
                }
            }
        });
        ui.add_space(6.0);
        caption(ui, cx, gathered.path.display().to_string());
        ui.horizontal(|ui| {
            let is_some = !gathered.reports.is_empty();
            ui.add_enabled_ui(is_some, |ui| {
                if answer_ui(ui, r.collect_take, is_some).clicked() {
                    answer(true);
                }
            });
            if answer_ui(ui, cx.t.cancel, !is_some).clicked() {
                answer(false);
            }
        });
    });
    if closes {
        answer(false);
    }
}

/// The question names no more remarks; the rest is counted.
const MOST_REMARKS: usize = 200;
