//! How the grids of a document were read: its head, the column of the names, which way it lies, what each sign means;
//! each can be changed, and the document is read again at once.

use super::{Cx, PanelState};
use crate::import::{Grid, Mapping, Meaning, Way};
use crate::model::Role;
use crate::session::EditAction;
use crate::ui::theme::{bold, regular, size};
use crate::ui::widget::{caption, name_widget};
use eframe::egui::{Align, ComboBox, Label, Layout, RichText, Ui, vec2};

/// No document has more grids that anybody would put right by hand; further ones are read as they are.
const MOST: usize = 100;
/// Of more grids the panel begins with their names alone.
const MOST_OPEN: usize = 3;
/// So many characters tell a row or a column from the others.
const SHORT: usize = 18;
/// Room for what is chosen, from the right.
const CHOICE: f32 = 168.0;
const LINE: f32 = 26.0;
/// A list shows all roles without scrolling.
const LIST: f32 = 320.0;

/// Draws them, if there are any.
pub(super) fn grids_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState) {
    let grids = cx.session.active().grids();
    if grids.is_empty() {
        return;
    }
    if !super::fold_line_ui(ui, cx, state, "grids", cx.t.mapping.title, true) {
        return;
    }
    caption(ui, cx, cx.t.mapping.about);
    if let [only] = grids {
        ui.push_id("grid", |ui| grid_ui(ui, cx, only));
        return;
    }
    for (at, grid) in grids.iter().take(MOST).enumerate() {
        let name = name(cx, grids, at);
        let name = if grid.is_read { name } else { cx.fill(cx.t.mapping.waiting, &[&name]) };
        super::fold_ui(ui, cx, state, ("grid", at), &name, grids.len() <= MOST_OPEN, |ui| {
            ui.push_id(("grid", at), |ui| grid_ui(ui, cx, grid));
        });
    }
}

/// What a grid is called: its sheet, or which of the tables it is.
fn name(cx: &Cx<'_>, grids: &[Grid], at: usize) -> String {
    let (block, part) = grids[at].mapping.grid;
    let table = || {
        let mut blocks: Vec<usize> = grids[..=at].iter().map(|grid| grid.mapping.grid.0).collect();
        blocks.dedup();
        cx.fill(cx.t.mapping.table, &[&blocks.len()])
    };
    let table = grids[at].sheet.clone().unwrap_or_else(table);
    let has_parts = grids.iter().filter(|grid| grid.mapping.grid.0 == block).count() > 1;
    if has_parts { cx.fill(cx.t.mapping.part, &[&table, &(part + 1)]) } else { table }
}

fn grid_ui(ui: &mut Ui, cx: &Cx<'_>, grid: &Grid) {
    let t = cx.t.mapping;
    let mut mapping = grid.mapping.clone();
    let is_unclear = mapping.signs.iter().any(|(_, meaning)| *meaning == Meaning::Unknown);
    let warning = match (grid.is_read, is_unclear) {
        (_, true) => Some(t.unexplained),
        (false, false) => Some(t.left_out),
        (true, false) => None,
    };
    if let Some(warning) = warning {
        let words = RichText::new(warning).font(regular(size::SECONDARY)).color(cx.palette.overall_lead);
        ui.add(Label::new(words).wrap());
    }
    signs_ui(ui, cx, grid, &mut mapping);
    layout_ui(ui, cx, grid, &mut mapping);
    if mapping != grid.mapping {
        cx.tell(EditAction::Map(mapping));
    }
}

/// One choice of a list; the list closes on it, by key as by click.
fn option_ui<T: PartialEq>(ui: &mut Ui, chosen: &mut T, value: T, words: impl Into<String>) {
    if ui.selectable_value(chosen, value, words.into()).clicked() {
        ui.close();
    }
}

/// What each sign means.
fn signs_ui(ui: &mut Ui, cx: &Cx<'_>, grid: &Grid, mapping: &mut Mapping) {
    let t = cx.t.mapping;
    for (at, (sign, meaning)) in mapping.signs.iter_mut().enumerate() {
        let spoken = cx.fill(t.sign, &[sign]);
        let count = grid.cells.get(at).copied().unwrap_or_default();
        let counted = cx.fill(if mapping.way.is_some() { t.cells } else { t.columns }, &[&count]);
        let label = |ui: &mut Ui| {
            ui.label(RichText::new(short(sign)).font(bold(size::BODY)).color(cx.palette.ink));
            caption(ui, cx, counted);
        };
        let mut chosen = *meaning;
        choice_ui(
            ui,
            cx,
            ("sign", at),
            &spoken,
            label,
            |ui| {
                let roles = Role::ALL.into_iter().map(Meaning::Role);
                for one in roles.chain([Meaning::Nothing]) {
                    option_ui(ui, &mut chosen, one, says(cx, one));
                }
            },
            (says(cx, *meaning), *meaning == Meaning::Unknown),
        );
        *meaning = chosen;
    }
}

/// Where everything stands.
fn layout_ui(ui: &mut Ui, cx: &Cx<'_>, grid: &Grid, mapping: &mut Mapping) {
    let t = cx.t.mapping;
    let Some(way) = mapping.way else { return };
    let plain = |words: &'static str| {
        move |ui: &mut Ui| {
            ui.add(Label::new(RichText::new(words).font(regular(size::BODY)).color(cx.palette.ink)).truncate());
        }
    };
    let row = |at: usize| {
        let words = grid.rows.get(at).map(|row| row.join(" · ")).unwrap_or_default();
        cx.fill(t.row, &[&(at + 1), &short(&words)])
    };
    let (first, last) = (mapping.heads.start, mapping.heads.end.saturating_sub(1));
    let (mut new_first, mut new_last) = (first, last);
    choice_ui(
        ui,
        cx,
        "first",
        t.head_first,
        plain(t.head_first),
        |ui| {
            for at in 0..grid.rows.len() {
                option_ui(ui, &mut new_first, at, row(at));
            }
        },
        (row(first), false),
    );
    choice_ui(
        ui,
        cx,
        "last",
        t.head_last,
        plain(t.head_last),
        |ui| {
            for at in first..grid.rows.len() {
                option_ui(ui, &mut new_last, at, row(at));
            }
        },
        (row(last), false),
    );
    mapping.heads = new_first..new_last.max(new_first) + 1;
    let way_words = |way: Way| match way {
        Way::TaskRows => t.task_rows,
        Way::UnitRows => t.unit_rows,
    };
    let mut new_way = way;
    choice_ui(
        ui,
        cx,
        "way",
        t.way,
        plain(t.way),
        |ui| {
            for one in Way::ALL {
                option_ui(ui, &mut new_way, one, way_words(one));
            }
        },
        (way_words(way).to_owned(), false),
    );
    mapping.way = Some(new_way);
    if grid.columns.len() > 1 {
        let label = if way == Way::TaskRows { t.tasks_in } else { t.units_in };
        let column = |wanted: usize| {
            let words = grid.columns.iter().find(|(column, _)| *column == wanted).map(|(_, words)| short(words));
            words.unwrap_or_default()
        };
        let mut new_names = mapping.names;
        choice_ui(
            ui,
            cx,
            "names",
            label,
            plain(label),
            |ui| {
                for (column, words) in &grid.columns {
                    option_ui(ui, &mut new_names, *column, short(words));
                }
            },
            (column(mapping.names), false),
        );
        mapping.names = new_names;
    }
}

/// One line: what it is at the left, what is chosen at the right. `chosen`: its words, and whether an answer is wanted.
fn choice_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: impl std::hash::Hash + std::fmt::Debug,
    spoken: &str,
    label: impl FnOnce(&mut Ui),
    choices: impl FnOnce(&mut Ui),
    (words, is_wanted): (String, bool),
) {
    ui.horizontal(|ui| {
        let room = (ui.available_width() - CHOICE - ui.spacing().item_spacing.x).max(40.0);
        ui.allocate_ui_with_layout(vec2(room, LINE), Layout::left_to_right(Align::Center), |ui| {
            ui.set_min_width(room);
            label(ui);
        });
        let ink = if is_wanted { cx.palette.overall_lead } else { cx.palette.ink };
        let text = RichText::new(words).color(ink);
        let combo = ComboBox::from_id_salt(salt).selected_text(text).width(CHOICE).height(LIST).truncate();
        let combo = combo.show_ui(ui, choices);
        name_widget(ui, &combo.response, spoken);
    });
}

fn says(cx: &Cx<'_>, meaning: Meaning) -> String {
    match meaning {
        Meaning::Role(role) => cx.t.roles[role].name.to_owned(),
        Meaning::Nothing => cx.t.mapping.nothing.to_owned(),
        Meaning::Unknown => cx.t.mapping.unknown.to_owned(),
    }
}

fn short(words: &str) -> String {
    let mut short: String = words.chars().take(SHORT).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}
