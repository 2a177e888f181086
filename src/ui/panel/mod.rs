//! The side panel: a task, a section, a unit or the findings, every name in it a link.

mod doubts;
mod edit;
mod findings;
mod grids;
mod task;
mod unit;

use super::theme::{bold, regular, size};
use super::widget::{caption, focus_ring, link_of_rows, name_widget, named_link, sign_button, word_link};
use super::{Cx, Region};
use crate::edit::Edit;
use crate::model::{Plan, Role, SectionId, TaskId, UnitId};
use crate::session::rounds::RoundAction;
use crate::session::{EditAction, Panel as Shown, Typed, UiCommand, ViewAction};
use crate::ui::glyph::{Glyph, cell_mark};
use crate::view::{Light, Mark, Partner};
use eframe::egui::{
    self, Align, Align2, Area, EventFilter, Frame, Id, Label, Layout, Margin, Order, Panel, RichText, ScrollArea,
    Sense, Stroke, Ui, vec2,
};
use std::collections::{BTreeSet, HashSet};

/// What belongs to the panel alone: which texts are unfolded.
#[derive(Default)]
pub struct PanelState {
    unfolded: BTreeSet<(UnitId, TaskId)>,
    /// Lists that are not as they begin.
    turned: HashSet<Id>,
    /// The doubt that was scrolled to.
    doubt: Option<usize>,
}

/// Draws the side panel if something is shown in it.
pub fn panel_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState) {
    if cx.session.panel() == Shown::Closed {
        return;
    }
    let frame =
        Frame::new().fill(cx.palette.background).inner_margin(Margin { left: 18, right: 6, top: 12, bottom: 0 });
    let window = ui.ctx().content_rect();
    if window.width() < size::NARROW {
        // The matrix keeps its width; the panel lies over its right part until Esc.
        let width = size::PANEL_LEAST.min(window.width() - 40.0);
        let room = ui.available_rect_before_wrap();
        Area::new(Id::unique("panel over")).order(Order::Middle).anchor(Align2::RIGHT_TOP, vec2(0.0, room.top())).show(
            ui.ctx(),
            |ui| {
                frame.stroke(Stroke::new(1.0, cx.palette.line)).show(ui, |ui| {
                    ui.set_width(width - 24.0);
                    ui.set_height(room.height() - 14.0);
                    contents_ui(ui, cx, state);
                });
            },
        );
        return;
    }
    let width = (window.width() * 0.25).clamp(size::PANEL_LEAST, size::PANEL);
    Panel::right("panel").exact_size(width).resizable(false).frame(frame).show(ui, |ui| contents_ui(ui, cx, state));
}

fn contents_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState) {
    let shown = cx.session.panel();
    let salt = format!("{shown:?}");
    match shown {
        Shown::Closed => {}
        Shown::Task(id) => {
            top_ui(ui, cx, &cx.fill(cx.t.task_of, &[&(id.index() + 1), &cx.plan().tasks.len()]), true);
            scrolled(ui, salt, |ui| task::task_ui(ui, cx, state, id));
        }
        Shown::Section(id) => {
            top_ui(ui, cx, &cx.fill(cx.t.section_of, &[&(id.index() + 1), &cx.plan().sections.len()]), true);
            scrolled(ui, salt, |ui| section_ui(ui, cx, id));
        }
        Shown::Unit(id) => {
            top_ui(ui, cx, &cx.fill(cx.t.unit_of, &[&(id.index() + 1), &cx.plan().units.len()]), true);
            scrolled(ui, salt, |ui| unit::unit_ui(ui, cx, state, id));
        }
        Shown::Findings => {
            top_ui(ui, cx, cx.t.panel_findings, false);
            scrolled(ui, salt, |ui| findings::findings_ui(ui, cx, state));
        }
        Shown::Doubts => {
            top_ui(ui, cx, cx.t.panel_arrange, false);
            scrolled(ui, salt, |ui| doubts::doubts_ui(ui, cx, state));
        }
    }
}

/// Where in the plan, with the way to the neighbours.
fn top_ui(ui: &mut Ui, cx: &Cx<'_>, words: &str, neighbours: bool) {
    ui.horizontal(|ui| {
        let close = |ui: &mut Ui| sign_button(ui, cx, UiCommand::Escape, "×");
        caption(ui, cx, words);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let first = close(ui);
            if cx.focus == Some(Region::Panel) {
                first.request_focus();
            }
            if neighbours {
                sign_button(ui, cx, UiCommand::Next, "›");
                sign_button(ui, cx, UiCommand::Previous, "‹");
            }
        });
    });
}

fn scrolled(ui: &mut Ui, salt: String, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 0, right: 12, top: 0, bottom: 16 }).show(ui, contents);
    });
}

impl Cx<'_> {
    fn plan(&self) -> &Plan {
        &self.session.document().plan
    }

    fn fill(&self, template: &str, values: &[&dyn std::fmt::Display]) -> String {
        crate::lang::fill(template, values)
    }
}

/// The panel's title, 21 bold.
fn title(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    let text = RichText::new(text).font(bold(size::PANEL_TITLE)).color(cx.palette.ink);
    ui.add(Label::new(text).wrap());
}

/// A mark as the matrix shows it, one line high.
fn glyph_ui(ui: &mut Ui, cx: &Cx<'_>, glyph: Glyph) {
    let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
    cell_mark(ui, cx, glyph, rect.center());
}

/// A small framed word such as 第一牵头.
fn tag(ui: &mut Ui, text: &str, color: egui::Color32) {
    Frame::new()
        .stroke(Stroke::new(1.0, color.gamma_multiply(0.6)))
        .corner_radius(3)
        .inner_margin(Margin::symmetric(4, 0))
        .show(ui, |ui| ui.label(RichText::new(text).font(regular(size::UNIT_NAME_SMALL)).color(color)));
}

/// How far a unit's part of a task has come, where a record says so or the deadline presses.
fn state_tag(ui: &mut Ui, cx: &Cx<'_>, task: TaskId, unit: UnitId) {
    let plan = cx.session.active();
    let has_file = plan.reported().is_some_and(|own| own.has_file);
    if !has_file && !cx.session.shows_lights() {
        return;
    }
    let Some((state, _)) = plan.duty_state(task, unit) else { return };
    let color = match state.light {
        Light::Late => cx.palette.lead,
        Light::Soon => cx.palette.overall_lead,
        Light::Unreported | Light::NotStarted => cx.palette.secondary,
        Light::Ongoing => cx.palette.responsible,
        Light::Done => cx.palette.supporting,
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        tag(ui, &cx.t.reporting.duty_state(&state), color);
        if plan.record_path().is_some() {
            let link = named_link(ui, cx.t.reporting.entry_link, cx.palette.responsible, size::UNIT_NAME_SMALL);
            // Several stand in a panel: each says what it is about.
            let about = [&cx.plan().unit(unit).name, &cx.plan().task(task).number];
            name_widget(ui, &link, &cx.fill(cx.t.reporting.entry_report, &[&about[0], &about[1]]));
            if link.clicked() {
                cx.tell(RoundAction::AskReport { task, unit });
            }
        }
    });
}

/// States of all units that a task names, in a line for the back of the room.
pub(super) fn meeting_states_ui(ui: &mut Ui, cx: &Cx<'_>, task: TaskId, points: f32) {
    let plan = cx.session.active();
    if !plan.reported().is_some_and(|own| own.has_file) {
        return;
    }
    let mut seen: Vec<UnitId> = Vec::new();
    let marks = cx.session.document().ledger.of(crate::view::Subject::Task(task)).iter();
    for unit in marks.filter(|mark| mark.is_direct()).filter_map(|mark| mark.unit) {
        if !seen.contains(&unit) {
            seen.push(unit);
        }
    }
    let states = seen.into_iter().filter_map(|unit| {
        let (state, _) = plan.duty_state(task, unit)?;
        let words = [&cx.plan().unit(unit).name, &cx.t.reporting.duty_state(&state)];
        Some(cx.fill(cx.t.reporting.duty_light, &[&words[0], &words[1]]))
    });
    let states: Vec<String> = states.collect();
    if !states.is_empty() {
        let words = format!("{}　{}", cx.t.reporting.progress_heading, states.join(cx.t.clause_separator));
        ui.add(Label::new(RichText::new(words).font(regular(points)).color(cx.palette.secondary)).wrap());
    }
}

/// What a unit said last of a task.
fn said_ui(ui: &mut Ui, cx: &Cx<'_>, task: TaskId, unit: UnitId) {
    let Some((_, Some(report))) = cx.session.active().duty_state(task, unit) else { return };
    let date = report.date.map(|date| cx.session.lang().date(date)).unwrap_or_default();
    let said = [report.measures.as_str(), report.progress.as_str(), report.round.as_str(), date.as_str()];
    let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
    if !said.is_empty() {
        caption(ui, cx, said.join(" · "));
    }
}

/// A unit's name that leads to its panel.
fn unit_link(ui: &mut Ui, cx: &Cx<'_>, unit: UnitId) {
    let name = &cx.plan().unit(unit).name;
    if word_link(ui, name, cx.palette.ink, size::BODY).clicked() {
        cx.tell(ViewAction::Show(Shown::Unit(unit)));
    }
}

/// A list of partners, each a link; closing words stand as written.
fn partners_ui(ui: &mut Ui, cx: &Cx<'_>, role: Role, partners: &[Partner], mark_first: bool) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        for (position, partner) in partners.iter().enumerate() {
            match partner.unit {
                Some(unit) if !partner.is_ending => unit_link(ui, cx, unit),
                Some(unit) => {
                    if word_link(ui, &partner.words, cx.palette.ink, size::BODY).clicked() {
                        cx.tell(ViewAction::Show(Shown::Unit(unit)));
                    }
                }
                None => {
                    let words = RichText::new(&partner.words).color(cx.palette.secondary);
                    ui.label(words).on_hover_text(cx.t.unlisted);
                }
            }
            if mark_first && position == 0 && role == Role::Lead {
                tag(ui, &cx.roles().first_lead(), cx.palette.lead);
            }
        }
    });
}

/// A task in one or two lines that leads to its panel.
fn task_link(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let number = &cx.plan().task(id).number;
    let text = format!("{number}  {}", cx.session.document().task_title(id));
    if link_of_rows(ui, &text, cx.palette.ink, size::BODY, 2).clicked() {
        cx.tell(ViewAction::Show(Shown::Task(id)));
    }
}

fn section_link(ui: &mut Ui, cx: &Cx<'_>, id: SectionId) {
    let text = cx.plan().section(id).heading();
    if named_link(ui, &text, cx.palette.secondary, size::SECONDARY).clicked() {
        cx.tell(ViewAction::Show(Shown::Section(id)));
    }
}

/// A line of text that is changed in place: what is typed becomes a change by Enter, by leaving the line
/// and before anything else that a person does. Esc gives the old text back.
fn edited_line(
    ui: &mut Ui,
    cx: &Cx<'_>,
    salt: impl std::hash::Hash + std::fmt::Debug,
    label: &str,
    value: &str,
    edit: impl FnOnce(String) -> Edit,
) {
    let id = ui.make_persistent_id(salt);
    let typed = cx.session.active().typed().filter(|typed| typed.field == id.value());
    let mut words = typed.map_or_else(|| value.to_owned(), |typed| typed.words.clone());
    // Esc is the line's own: egui would take the keyboard away before the line sees the key.
    let keep = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let edit_ui = egui::TextEdit::singleline(&mut words).id(id).event_filter(keep).desired_width(f32::INFINITY);
    let response = ui.add(edit_ui);
    let label = label.to_owned();
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(label));
    let escaped = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
    if escaped {
        response.surrender_focus();
    }
    if response.changed() && !escaped && words != value {
        let (field, words) = (id.value(), words.clone());
        cx.tell(EditAction::Type(Typed { field, edit: edit(words.clone()), words }));
    }
    let is_typed = typed.is_some() || response.changed();
    if escaped || (is_typed && words == value) {
        cx.tell(EditAction::TakeBack);
    } else if is_typed && !response.has_focus() {
        let is_other = words.trim() != value;
        cx.tell(if is_other { EditAction::Enter } else { EditAction::TakeBack });
    }
}

/// A line that shows or hides what is under it.
fn fold_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut PanelState,
    salt: impl std::hash::Hash + std::fmt::Debug,
    text: &str,
    begins_open: bool,
    contents: impl FnOnce(&mut Ui),
) {
    if fold_line_ui(ui, cx, state, salt, text, begins_open) {
        contents(ui);
    }
}

/// The line alone; whether what is under it is shown.
fn fold_line_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    state: &mut PanelState,
    salt: impl std::hash::Hash + std::fmt::Debug,
    text: &str,
    begins_open: bool,
) -> bool {
    let id = ui.make_persistent_id(salt);
    let open = state.turned.contains(&id) != begins_open;
    let sign = if open { "▼" } else { "▶" };
    let response = named_link(ui, &format!("{sign} {text}"), cx.palette.secondary, size::SECONDARY);
    focus_ring(ui, &response);
    if response.clicked() && !state.turned.remove(&id) {
        state.turned.insert(id);
    }
    open
}

fn section_ui(ui: &mut Ui, cx: &Cx<'_>, id: SectionId) {
    let plan = cx.plan();
    let section = plan.section(id);
    title(ui, cx, &section.heading());
    if let Some(parent) = section.parent {
        section_link(ui, cx, parent);
    }
    super::widget::heading(ui, cx, cx.roles().units(Role::OverallLead));
    ui.horizontal(|ui| {
        glyph_ui(ui, cx, Glyph::Role(Role::OverallLead));
        partners_ui(ui, cx, Role::OverallLead, &Partner::list(plan, &section.overall_leads), false);
    });
    let inside = |task: &TaskId| plan.task(*task).section.is_some_and(|own| plan.section_within(own, id));
    let tasks: Vec<TaskId> = plan.task_ids().filter(inside).collect();
    super::widget::heading(ui, cx, cx.fill(cx.t.section_tasks, &[&tasks.len()]));
    for task in tasks {
        task_link(ui, cx, task);
    }
    if cx.session.draft().is_some() {
        edit::section_edit_ui(ui, cx, id);
    }
}

/// Where a duty stands, for its second line.
fn mark_glyph(cx: &Cx<'_>, mark: &Mark) -> Glyph {
    let indeterminate = mark.unit.is_some_and(|unit| cx.plan().unit(unit).is_indeterminate());
    match mark.role {
        _ if mark.is_through() => Glyph::Through,
        Role::Responsible if indeterminate => Glyph::Indeterminate,
        role => Glyph::Role(role),
    }
}
