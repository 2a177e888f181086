//! The one search box: results as one types, grouped into units, tasks and sections.

use super::theme::{bold, regular, size};
use super::widget::ListKeys;
use super::{Cx, Region};
use crate::lang::fill;
use crate::session::{Panel, PlanId, UiCommand, ViewAction};
use crate::view::Hits;
use eframe::egui::{
    self, Area, EventFilter, Frame, Id, Label, Margin, Order, Rect, Response, RichText, Sense, Stroke, TextEdit, Ui,
    WidgetInfo, vec2,
};

/// What belongs to the box alone.
#[derive(Default)]
pub struct SearchState {
    words: String,
    hits: Hits,
    /// Words, plan and revision that `hits` belong to.
    searched: Option<(String, PlanId, u64)>,
    selected: usize,
}

/// Results of one kind are listed up to so many; the rest are counted.
const UNITS: usize = 6;
const TASKS: usize = 8;
const SECTIONS: usize = 4;
/// The box leaves so much room for the way back and the beginning of the title.
const BESIDE: f32 = 180.0;

/// Draws the box and, while it has the keyboard, its results. True if the keyboard should go back
/// to the matrix.
pub fn search_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut SearchState) -> bool {
    let id = Id::unique("search");
    let had_focus = ui.memory(|memory| memory.has_focus(id)) && cx.session.asked().is_none();
    let keys = if had_focus { ListKeys::take(ui) } else { ListKeys::default() };
    let key = UiCommand::Find.key_name();
    let edit = TextEdit::singleline(&mut state.words)
        .id(id)
        .hint_text(format!("{}  {key}", cx.t.search_hint))
        .desired_width((ui.available_width() - BESIDE).clamp(120.0, 300.0));
    let response = ui.add(edit);
    // Esc leaves the box by our own hand; egui would have taken the keyboard before we saw the key.
    let keep = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keep));
    let name = cx.t.search_hint;
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    if cx.focus == Some(Region::Search) {
        response.request_focus();
    }
    search(cx, state);
    let places = places(state);
    let mut chosen = None;
    if response.has_focus() || had_focus {
        // Behind the places stands the filter by these words, where tasks hold them.
        let last = (places.len() + usize::from(!state.hits.tasks.is_empty())).saturating_sub(1);
        state.selected = match (keys.down, keys.up) {
            (true, _) => (state.selected + 1).min(last),
            (_, true) => state.selected.saturating_sub(1),
            _ => state.selected.min(last),
        };
        if keys.enter {
            chosen = match places.get(state.selected) {
                Some(&panel) => Some(Chosen::Place(panel)),
                None => (!state.hits.tasks.is_empty()).then_some(Chosen::Filter),
            };
        }
        if !state.words.trim().is_empty() {
            chosen = results_ui(ui, cx, state, &response, &places).or(chosen);
        }
    }
    match chosen {
        Some(Chosen::Place(panel)) => cx.tell(ViewAction::Show(panel)),
        Some(Chosen::Filter) => cx.tell(ViewAction::FilterText(state.words.clone())),
        None => {}
    }
    let leaves = chosen.is_some() || keys.escape;
    if leaves {
        state.words.clear();
        state.selected = 0;
    }
    leaves
}

/// What was chosen from the list.
#[derive(Clone, Copy)]
enum Chosen {
    Place(Panel),
    /// Only the tasks that hold the words.
    Filter,
}

fn search(cx: &Cx<'_>, state: &mut SearchState) {
    let key = (state.words.clone(), cx.session.active().id(), cx.session.revision());
    if state.searched.as_ref() != Some(&key) {
        state.hits = Hits::of(&cx.session.document().plan, &state.words);
        state.searched = Some(key);
        state.selected = 0;
    }
}

/// Results that are listed, in the order of the list.
fn places(state: &SearchState) -> Vec<Panel> {
    let Hits { units, tasks, sections } = &state.hits;
    let units = units.iter().take(UNITS).map(|&unit| Panel::Unit(unit));
    let tasks = tasks.iter().take(TASKS).map(|&task| Panel::Task(task));
    let sections = sections.iter().take(SECTIONS).map(|&section| Panel::Section(section));
    units.chain(tasks).chain(sections).collect()
}

fn results_ui(ui: &Ui, cx: &Cx<'_>, state: &SearchState, field: &Response, places: &[Panel]) -> Option<Chosen> {
    let mut chosen = None;
    let area = Area::new(Id::unique("search results")).order(Order::Foreground);
    area.fixed_pos(field.rect.left_bottom() + vec2(0.0, 6.0)).show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(8));
        frame.show(ui, |ui| {
            ui.set_width(460.0_f32.min(ui.ctx().content_rect().right() - field.rect.left() - 30.0));
            ui.spacing_mut().item_spacing.y = 1.0;
            if places.is_empty() {
                ui.label(RichText::new(cx.t.search_none).color(cx.palette.secondary));
            }
            let mut kind = "";
            for (position, &panel) in places.iter().enumerate() {
                let (name, count) = match panel {
                    Panel::Unit(_) => (cx.t.head_unit, state.hits.units.len()),
                    Panel::Task(_) => (cx.t.head_task, state.hits.tasks.len()),
                    _ => (cx.t.head_section, state.hits.sections.len()),
                };
                if kind != name {
                    kind = name;
                    let heading = RichText::new(format!("{name} {count}")).font(bold(size::SECONDARY));
                    ui.label(heading.color(cx.palette.secondary));
                }
                if result_ui(ui, cx, panel, position == state.selected).clicked() {
                    chosen = Some(Chosen::Place(panel));
                }
            }
            let rest = state.hits.len() - places.len();
            if rest > 0 {
                let more = RichText::new(fill(cx.t.search_more, &[&rest])).font(regular(size::SECONDARY));
                ui.label(more.color(cx.palette.secondary));
            }
            if !state.hits.tasks.is_empty() {
                ui.separator();
                let text = fill(cx.t.filter_by_words, &[&state.words.trim()]);
                if line_ui(ui, cx, &text, "", state.selected >= places.len()).clicked() {
                    chosen = Some(Chosen::Filter);
                }
            }
        });
    });
    chosen
}

fn result_ui(ui: &mut Ui, cx: &Cx<'_>, panel: Panel, selected: bool) -> Response {
    let document = cx.session.document();
    let plan = &document.plan;
    let (text, note) = match panel {
        Panel::Unit(unit) => (plan.unit(unit).name.clone(), plan.group(plan.unit(unit).group).name.clone()),
        Panel::Task(task) => {
            let section = plan.task(task).section.map(|section| plan.section(section).title.clone());
            (format!("{}  {}", plan.task(task).number, document.task_title(task)), section.unwrap_or_default())
        }
        Panel::Section(section) => (plan.section(section).heading(), String::new()),
        Panel::Closed | Panel::Findings | Panel::Doubts => (String::new(), String::new()),
    };
    line_ui(ui, cx, &text, &note, selected)
}

/// A line of the list: text at the left, a note at the right.
fn line_ui(ui: &mut Ui, cx: &Cx<'_>, text: &str, note: &str, selected: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, selected, text));
    if selected || response.hovered() {
        let fill = if selected { cx.palette.crosshair } else { cx.palette.band };
        ui.painter().rect_filled(rect, 4, fill);
    }
    let note_width = if note.is_empty() { 6.0 } else { 130.0 };
    let text_rect = Rect::from_min_max(rect.min + vec2(6.0, 0.0), rect.max - vec2(note_width, 0.0));
    let note_rect = Rect::from_min_max(rect.max - vec2(note_width - 6.0, rect.height()), rect.max - vec2(6.0, 0.0));
    let text = Label::new(RichText::new(text).color(cx.palette.ink)).truncate().selectable(false);
    ui.put(text_rect, left(text));
    let note = RichText::new(note).font(regular(size::SECONDARY)).color(cx.palette.secondary);
    ui.put(note_rect, left(Label::new(note).truncate().selectable(false)));
    if selected {
        let stroke = Stroke::new(1.0, cx.palette.line);
        ui.painter().rect_stroke(rect, 4, stroke, egui::StrokeKind::Inside);
    }
    response
}

/// A label at the left edge of its place; `put` would centre it.
fn left(label: Label) -> impl FnOnce(&mut Ui) -> Response {
    move |ui: &mut Ui| ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| ui.add(label)).response
}
