//! What a unit says of a task, and remarks, as they are typed: they go into the record.

use super::Cx;
use super::question::{answer_ui, question_ui, take_keyboard};
use super::widget::{caption, name_widget};
use crate::lang::fill;
use crate::model::{Note, Report, State};
use crate::session::rounds::{Entry, EntryQuestion, RoundAction};
use crate::session::{Action, Asked};
use eframe::egui::{Button, ComboBox, Grid, Label, RichText, TextEdit, Ui};

/// What is being typed.
#[derive(Default)]
pub struct EntryInput {
    /// The question that it answers.
    asked: Option<EntryQuestion>,
    entry: Option<Entry>,
}

const WIDTH: f32 = 560.0;
const FIELD: f32 = 400.0;

/// Draws the question, if it is asked.
pub fn entry_ui(ui: &Ui, cx: &Cx<'_>, input: &mut EntryInput) {
    let Some(question) = cx.session.entry() else {
        *input = EntryInput::default();
        return;
    };
    if input.asked.as_ref() != Some(question) {
        *input = EntryInput { asked: Some(question.clone()), entry: Some(question.entry.clone()) };
    }
    let Some(entry) = &mut input.entry else { return };
    let r = cx.t.reporting;
    let title = match &entry {
        Entry::Report(report) => fill(r.entry_report, &[&report.unit, &report.task.number]),
        Entry::Note(note) => fill(r.entry_note, &[&note.task.number]),
    };
    let tell = |action: RoundAction| cx.send(Action::Plan(question.plan, action.into()));
    let closes = question_ui(ui, cx, Asked::Entry, &title, WIDTH, |ui| {
        caption(ui, cx, question.about.as_str());
        ui.add_space(6.0);
        match entry {
            Entry::Report(report) => report_ui(ui, cx, report),
            Entry::Note(note) => note_ui(ui, cx, note),
        }
        ui.add_space(8.0);
        if let Some(problem) = &question.problem {
            ui.add(Label::new(RichText::new(problem).color(cx.palette.lead)).wrap());
            ui.add_space(4.0);
        }
        ui.horizontal(|ui| {
            let is_free = !question.is_being_written;
            if ui.add_enabled(is_free, Button::new(r.entry_add)).clicked() {
                tell(RoundAction::Enter(Some(entry.clone())));
            }
            if question.stood.is_some() && ui.add_enabled(is_free, Button::new(r.entry_withdraw)).clicked() {
                tell(RoundAction::Withdraw);
            }
            if answer_ui(ui, cx.t.cancel, false).clicked() {
                tell(RoundAction::Enter(None));
            }
        });
    });
    if closes {
        tell(RoundAction::Enter(None));
    }
}

fn report_ui(ui: &mut Ui, cx: &Cx<'_>, report: &mut Report) {
    let r = cx.t.reporting;
    Grid::new("report").num_columns(2).spacing([10.0, 6.0]).show(ui, |ui| {
        field_ui(ui, r.head_round, &mut report.round);
        ui.label(r.head_state);
        let combo = ComboBox::from_id_salt("state").selected_text(r.state(report.state)).show_ui(ui, |ui| {
            for state in State::ALL {
                if ui.selectable_value(&mut report.state, state, r.state(state)).clicked() {
                    ui.close();
                }
            }
        });
        name_widget(ui, &combo.response, r.head_state);
        take_keyboard(ui, &combo.response);
        ui.end_row();
        text_ui(ui, r.head_measures, &mut report.measures);
        text_ui(ui, r.head_progress, &mut report.progress);
        field_ui(ui, r.head_deadline, &mut report.deadline);
        field_ui(ui, r.head_leader, &mut report.leader);
        field_ui(ui, r.head_person, &mut report.person);
        field_ui(ui, r.head_phone, &mut report.phone);
    });
}

fn note_ui(ui: &mut Ui, cx: &Cx<'_>, note: &mut Note) {
    let name = cx.t.reporting.head_note;
    let edit = ui.add(TextEdit::multiline(&mut note.text).desired_rows(4).desired_width(f32::INFINITY));
    name_widget(ui, &edit, name);
    take_keyboard(ui, &edit);
}

fn field_ui(ui: &mut Ui, name: &str, value: &mut String) {
    let label = ui.label(name);
    ui.add(TextEdit::singleline(value).desired_width(FIELD)).labelled_by(label.id);
    ui.end_row();
}

/// The same for a text that may have several lines.
fn text_ui(ui: &mut Ui, name: &str, value: &mut String) {
    let label = ui.label(name);
    ui.add(TextEdit::multiline(value).desired_rows(2).desired_width(FIELD)).labelled_by(label.id);
    ui.end_row();
}
