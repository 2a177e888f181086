//! Putting a plan right: the doubts of the reader first, each with the words it is about; what was
//! changed can be undone, and nothing is written before it is saved.

use super::{Cx, PanelState, edited_line};
use crate::edit::Edit;
use crate::finding::Severity;
use crate::lang::{finding_hint, finding_message};
use crate::session::draft::{Doubt, Draft};
use crate::session::{EditAction, UiCommand};
use crate::ui::theme::{bold, size};
use crate::ui::widget::{caption, command_button, heading, named_link};
use eframe::egui::{ProgressBar, RichText, Ui};

pub(super) fn doubts_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState) {
    let Some(draft) = cx.session.draft() else { return };
    let t = cx.t;
    let (all, left) = (draft.doubts().len(), draft.doubts_left());
    let says = match (all, left) {
        (0, _) => t.doubts_none.to_owned(),
        (_, 0) => t.doubts_settled.to_owned(),
        _ => cx.fill(t.doubts_left, &[&left]),
    };
    ui.label(RichText::new(says).font(bold(size::PLAN_TITLE)));
    if all > 0 {
        ui.add(ProgressBar::new((all - left) as f32 / all as f32).desired_height(6.0));
    }
    ui.horizontal_wrapped(|ui| {
        for (command, text) in [
            (UiCommand::Save, t.save),
            (UiCommand::Undo, t.undo_short),
            (UiCommand::Redo, t.redo_short),
            (UiCommand::ShowMatrix, t.page_matrix),
        ] {
            command_button(ui, cx, command, text);
        }
    });
    super::grids::grids_ui(ui, cx, state);
    heading(ui, cx, t.plan_title);
    edited_line(ui, cx, "title", t.plan_title, &cx.plan().title, Edit::Title);
    super::fold_ui(ui, cx, state, "head of the plan", t.edit_head, false, |ui| {
        let plan = cx.plan();
        let date = plan.date.map(|date| date.to_string()).unwrap_or_default();
        type Line<'l> = (&'l str, &'l str, fn(String) -> Edit);
        let lines: [Line<'_>; 3] = [
            (t.edit_number, plan.number.as_deref().unwrap_or_default(), Edit::Number),
            (t.edit_issuer, plan.issuer.as_deref().unwrap_or_default(), Edit::Issuer),
            (t.edit_date, &date, Edit::Date),
        ];
        for (label, value, edit) in lines {
            ui.label(label);
            edited_line(ui, cx, ("head", label), label, value, edit);
        }
        ui.label(t.edit_add_section);
        edited_line(ui, cx, "new section", t.edit_add_section, "", |heading| Edit::AddSection { heading });
        if plan.tasks.is_empty() {
            ui.label(t.edit_add_task);
            edited_line(ui, cx, "first task", t.edit_add_task, "", |text| Edit::AddTask {
                after: None,
                section: None,
                text,
            });
        }
        if plan.units.is_empty() {
            ui.label(t.edit_add_unit);
            edited_line(ui, cx, "first unit", t.edit_add_unit, "", |name| Edit::AddUnit { group: None, name });
        }
    });
    caption(ui, cx, t.arrange_note);
    for settled in [false, true] {
        let own: Vec<(usize, &Doubt)> =
            draft.doubts().iter().enumerate().filter(|(_, doubt)| doubt.settled == settled).collect();
        if own.is_empty() {
            continue;
        }
        let text = cx.fill(if settled { t.doubts_seen } else { t.doubts_open }, &[&own.len()]);
        let mut shown = state.doubt.take();
        super::fold_ui(ui, cx, state, ("doubts", settled), &text, !settled, |ui| {
            for (position, doubt) in own {
                ui.push_id(position, |ui| doubt_ui(ui, cx, &mut shown, draft, position, doubt));
            }
        });
        state.doubt = shown;
    }
    understood_ui(ui, cx, state);
}

/// What was understood: every task and unit, each leading to its panel, where it is put right.
fn understood_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState) {
    let plan = cx.plan();
    let text = cx.fill(cx.t.section_tasks, &[&plan.tasks.len()]);
    super::fold_ui(ui, cx, state, "understood tasks", &text, true, |ui| {
        for task in plan.task_ids().take(MOST) {
            super::task_link(ui, cx, task);
        }
        more_ui(ui, cx, plan.tasks.len());
    });
    let text = cx.fill(cx.t.understood_units, &[&plan.units.len()]);
    super::fold_ui(ui, cx, state, "understood units", &text, true, |ui| {
        for unit in plan.unit_ids().take(MOST) {
            super::unit_link(ui, cx, unit);
        }
        more_ui(ui, cx, plan.units.len());
    });
}

/// A list names no more: each line is laid out in every frame, and the search box finds the rest.
const MOST: usize = 300;

fn more_ui(ui: &mut Ui, cx: &Cx<'_>, count: usize) {
    if count > MOST {
        caption(ui, cx, cx.fill(cx.t.understood_more, &[&(count - MOST)]));
    }
}

fn doubt_ui(ui: &mut Ui, cx: &Cx<'_>, shown: &mut Option<usize>, draft: &Draft, position: usize, doubt: &Doubt) {
    let (lang, finding) = (cx.session.lang(), &doubt.finding);
    let message = finding_message(lang, draft.origin(), finding);
    let ink = match finding.severity() {
        Severity::Notice => cx.palette.secondary,
        Severity::Error | Severity::Warning => cx.palette.ink,
    };
    ui.add_space(3.0);
    let is_shown = draft.shown() == Some(position);
    let text = named_link(ui, &message, ink, size::BODY);
    if is_shown {
        let mark = text.rect.with_max_x(text.rect.left() - 4.0).with_min_x(text.rect.left() - 7.0);
        ui.painter().rect_filled(mark, 1, cx.palette.lead);
        // Only when it comes: afterwards a person may scroll away from it.
        if shown.replace(position) != Some(position) {
            text.scroll_to_me(None);
        }
    }
    if text.clicked() {
        cx.tell(EditAction::ShowDoubt(position));
    }
    ui.horizontal_wrapped(|ui| {
        caption(ui, cx, finding_hint(lang, finding));
        let small = |ui: &mut Ui, text: &str| named_link(ui, text, cx.palette.responsible, size::SECONDARY).clicked();
        if doubt.settled {
            if small(ui, cx.t.take_back) {
                cx.tell(EditAction::Settle { doubt: position, settled: false });
            }
            return;
        }
        let proposes = cx.session.active().proposal(position).is_some();
        if proposes && small(ui, cx.t.merge_short) {
            cx.tell(EditAction::AcceptDoubt(position));
        }
        if small(ui, cx.t.doubt_fine) {
            cx.tell(EditAction::Settle { doubt: position, settled: true });
        }
        // All of its kind at once, where one has looked at one of them.
        let alike = if is_shown { draft.alike(position).len() } else { 0 };
        if alike > 1 {
            if proposes && small(ui, &cx.fill(cx.t.merge_alike, &[&alike])) {
                cx.tell(EditAction::AcceptAlike(position));
            }
            if small(ui, &cx.fill(cx.t.doubts_alike_fine, &[&alike])) {
                cx.tell(EditAction::SettleAlike(position));
            }
        }
    });
}
