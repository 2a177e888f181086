//! The meeting: one task on the whole screen, in type that is read from the back of the room.

use super::glyph::Glyph;
use super::theme::{bold, regular};
use super::widget::{focus_ring, name_widget};
use super::{Cx, panel};
use crate::lang::fill;
use crate::model::text::first_sentence;
use crate::model::{Role, TaskId, UnitId};
use crate::session::rounds::RoundAction;
use crate::session::{Meeting, MeetingStep, PlanId, ViewAction};
use crate::view::Partner;
use eframe::egui::{
    self, Align, CentralPanel, ComboBox, CornerRadius, Frame, Id, Key, Label, Layout, Margin, Modifiers, Panel, Rect,
    RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// Heights of type in parts of the screen's: what is said, and what is about it. From eight metres a line of 4 % is
/// read.
const TEXT: f32 = 0.042;
const TITLE: f32 = 0.056;
const ABOUT: f32 = 0.04;
/// Room at the sides, in parts of the screen's width.
const SIDE: f32 = 0.04;
/// In logical pixels, however small the window is.
const LEAST: f32 = 14.0;

/// Draws the meeting into the whole window.
pub fn meeting_ui(ui: &mut Ui, cx: &Cx<'_>, meeting: Meeting) {
    let screen = ui.ctx().content_rect();
    let points = |part: f32| (screen.height() * part).max(LEAST);
    keys(ui, cx);
    let tasks = tasks(ui, cx, meeting.lens);
    let side = screen.width() * SIDE;
    let margin = Margin { left: side as i8, right: side as i8, top: 12, bottom: 8 };
    let frame = Frame::new().fill(cx.palette.panel).inner_margin(margin);
    Panel::top("meeting top").frame(frame).show_separator_line(false).show(ui, |ui| {
        top_ui(ui, cx, meeting, &tasks, points(ABOUT));
    });
    Panel::bottom("meeting bottom").frame(frame).show_separator_line(false).show(ui, |ui| {
        bottom_ui(ui, cx, meeting, &tasks, points(ABOUT));
    });
    CentralPanel::default().frame(frame).show(ui, |ui| {
        // Another task begins at its top.
        ScrollArea::vertical().id_salt(("meeting", meeting.task)).auto_shrink(false).show(ui, |ui| {
            task_ui(ui, cx, meeting.task, points(TITLE), points(TEXT));
        });
    });
}

/// What the tasks of a meeting are worked out from: the plan, the session's revision, the lens.
type Looked = (PlanId, u64, Option<UnitId>);

/// The tasks of the meeting, looked through once for each view of the plan.
fn tasks(ui: &Ui, cx: &Cx<'_>, lens: Option<UnitId>) -> Arc<[TaskId]> {
    let id = Id::unique("meeting tasks");
    let now: Looked = (cx.session.active().id(), cx.session.revision(), lens);
    let known: Option<(Looked, Arc<[TaskId]>)> = ui.data(|data| data.get_temp(id));
    if let Some((_, tasks)) = known.filter(|(of, _)| *of == now) {
        return tasks;
    }
    let tasks: Arc<[TaskId]> = cx.session.active().meeting_tasks().into();
    ui.data_mut(|data| data.insert_temp(id, (now, Arc::clone(&tasks))));
    tasks
}

fn keys(ui: &Ui, cx: &Cx<'_>) {
    if cx.session.asked().is_some() || ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let step = |step| cx.tell(ViewAction::Meet(step));
    ui.input_mut(|input| {
        for (key, by) in [
            (Key::ArrowRight, MeetingStep::By(1)),
            (Key::ArrowLeft, MeetingStep::By(-1)),
            (Key::PageDown, MeetingStep::By(1)),
            (Key::PageUp, MeetingStep::By(-1)),
            (Key::Space, MeetingStep::By(1)),
            (Key::Home, MeetingStep::First),
            (Key::End, MeetingStep::Last),
        ] {
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                step(by);
            }
        }
        if let Some(meeting) = cx.session.active().meeting()
            && input.consume_key(Modifiers::NONE, Key::N)
        {
            // The letter is not the first of what is written then.
            input.events.retain(|event| !matches!(event, egui::Event::Text(_)));
            cx.tell(RoundAction::AskNote(meeting.task));
        }
    });
}

fn top_ui(ui: &mut Ui, cx: &Cx<'_>, meeting: Meeting, tasks: &[TaskId], points: f32) {
    let t = cx.t;
    let plan = &cx.session.document().plan;
    let about = |words: &str| RichText::new(words).font(regular(points)).color(cx.palette.secondary);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if ui.button(about(t.meeting_leave)).clicked() {
            cx.tell(ViewAction::Meet(MeetingStep::Leave));
        }
        let shown = meeting.lens.map_or(t.reporting.all_units, |unit| plan.unit(unit).name.as_str());
        let combo = ComboBox::from_id_salt("lens").selected_text(about(shown)).width(points * 6.0).show_ui(ui, |ui| {
            let mut choose = |lens: Option<UnitId>, name: &str| {
                if ui.selectable_label(meeting.lens == lens, name).clicked() {
                    cx.tell(ViewAction::Meet(MeetingStep::Lens(lens)));
                }
            };
            choose(None, t.reporting.all_units);
            for unit in plan.unit_ids() {
                choose(Some(unit), &plan.unit(unit).name);
            }
        });
        name_widget(ui, &combo.response, t.meeting_lens);
        let at = tasks.iter().position(|&task| task == meeting.task).map_or(0, |at| at + 1);
        ui.label(about(&fill(t.meeting_place, &[&at, &tasks.len()])));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(section) = plan.task(meeting.task).section {
                let leads = &plan.section(section).overall_leads;
                let leads = Partner::joined(&Partner::list(plan, leads), t.name_separator);
                let mut words = plan.section(section).heading();
                if !leads.is_empty() {
                    words = format!("{words}　{} {leads}", cx.roles().name(Role::OverallLead));
                }
                ui.add(Label::new(about(&words)).truncate());
            }
        });
    });
}

fn task_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId, title: f32, points: f32) {
    let plan = &cx.session.document().plan;
    let task = plan.task(id);
    ui.spacing_mut().item_spacing.y = points * 0.4;
    let first = first_sentence(&task.text);
    let heading = format!("{}  {first}", task.number);
    ui.add(Label::new(RichText::new(heading).font(bold(title)).color(cx.palette.ink)).wrap());
    let rest = task.text.strip_prefix(first).map_or("", |rest| rest.trim_start_matches(['。', '.', '；', ';', ' ']));
    if !rest.is_empty() {
        let rest =
            RichText::new(rest.trim()).font(regular(points)).color(cx.palette.ink).line_height(Some(points * 1.6));
        ui.add(Label::new(rest).wrap());
    }
    if let Some(deadline) = &task.deadline {
        let words = format!("{}：{deadline}", cx.t.deadline);
        ui.label(RichText::new(words).font(regular(points)).color(cx.palette.overall_lead));
    }
    for role in Role::OF_TASKS {
        let partners = Partner::list(plan, task.parties(role));
        if partners.is_empty() {
            continue;
        }
        ui.horizontal_top(|ui| {
            let name = cx.roles().name(role);
            let galley = ui.painter().layout_no_wrap(name.to_owned(), regular(points), cx.palette.role(role));
            // Names of roles stand in a column of their own, beside the units.
            let width = (galley.size().x + points * 2.0).max(points * 4.4);
            let (rect, response) = ui.allocate_exact_size(vec2(width, points * 1.75), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
            let sign = rect.left_center() + vec2(points * 0.5, 0.0);
            Glyph::Role(role).paint(ui.painter(), sign, points / 13.0, cx.palette);
            let at = pos2(rect.left() + points * 1.3, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, cx.palette.ink);
            ui.vertical(|ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(points * 0.4, points * 0.4);
                    for (position, partner) in partners.iter().enumerate() {
                        let is_first = role == Role::Lead && position == 0 && partners.len() > 1;
                        unit_ui(ui, cx, partner, is_first, points);
                    }
                });
            });
        });
    }
    panel::meeting_states_ui(ui, cx, id, points);
    for note in cx.session.active().notes(id) {
        let words = format!("{}：{}", cx.t.reporting.notes_heading, note.text);
        ui.add(Label::new(RichText::new(words).font(regular(points)).color(cx.palette.secondary)).wrap());
    }
}

/// A unit's name in a frame; the first of several leads stands out. A click looks at its tasks alone.
fn unit_ui(ui: &mut Ui, cx: &Cx<'_>, partner: &Partner, is_first: bool, points: f32) {
    let color = if is_first { cx.palette.lead } else { cx.palette.ink };
    let font = if is_first { bold(points) } else { regular(points) };
    let galley = ui.painter().layout_no_wrap(partner.words.clone(), font, color);
    let pad = vec2(points * 0.45, points * 0.25);
    let sense = if partner.unit.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(galley.size() + 2.0 * pad, sense);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &partner.words));
    let stroke = Stroke::new(1.0, if is_first { cx.palette.lead } else { cx.palette.line });
    let ground = if response.hovered() { cx.palette.crosshair } else { cx.palette.background };
    ui.painter().rect_filled(rect, CornerRadius::same(6), ground);
    ui.painter().rect_stroke(rect, CornerRadius::same(6), stroke, egui::StrokeKind::Inside);
    ui.painter().galley(rect.min + pad, galley, color);
    focus_ring(ui, &response);
    if let Some(unit) = partner.unit.filter(|_| response.clicked()) {
        cx.tell(ViewAction::Meet(MeetingStep::Lens(Some(unit))));
    }
}

fn bottom_ui(ui: &mut Ui, cx: &Cx<'_>, meeting: Meeting, tasks: &[TaskId], points: f32) {
    let t = cx.t;
    let about = |words: &str| RichText::new(words).font(regular(points)).color(cx.palette.secondary);
    let step = |step| cx.tell(ViewAction::Meet(step));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if cx.session.active().record_path().is_some() && ui.button(about(t.meeting_note)).clicked() {
            cx.tell(RoundAction::AskNote(meeting.task));
        }
        if ui.button(about(t.meeting_next)).clicked() {
            step(MeetingStep::By(1));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if ui.button(about(t.meeting_previous)).clicked() {
                step(MeetingStep::By(-1));
            }
            let room = vec2((ui.available_width() - 24.0).max(0.0), points);
            let (rect, _) = ui.allocate_exact_size(room, Sense::hover());
            let at = tasks.iter().position(|&task| task == meeting.task).map_or(0, |at| at + 1);
            let done = rect.width() * at as f32 / tasks.len().max(1) as f32;
            let bar = |width: f32| {
                let y = rect.center().y;
                Rect::from_min_max(pos2(rect.left() + 12.0, y - 3.0), pos2(rect.left() + 12.0 + width, y + 3.0))
            };
            ui.painter().rect_filled(bar(rect.width()), CornerRadius::same(3), cx.palette.line);
            ui.painter().rect_filled(bar(done), CornerRadius::same(3), cx.palette.lead);
        });
    });
}
