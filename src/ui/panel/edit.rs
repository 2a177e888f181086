//! Controls that put a unit or a task right; shown in their panels while a plan is put right.

use super::{Cx, PanelState, edited_line, fold_ui};
use crate::edit::{At, Edit, is_named};
use crate::model::{Collective, GroupId, Role, SectionId, TaskId, UnitId};
use crate::session::{EditAction, Panel, ViewAction};
use crate::ui::theme::size;
use crate::ui::widget::{heading, name_widget, named_link};
use eframe::egui::{Button, ComboBox, Ui};

/// Units that a merge offers; the nearest names first.
const SIMILAR: usize = 12;

pub(super) fn unit_edit_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: UnitId) {
    let t = cx.t;
    let plan = cx.plan();
    let unit = plan.unit(id);
    let send = |edit| cx.tell(EditAction::Change(edit));
    heading(ui, cx, t.edit_unit);
    labelled(ui, t.edit_name, |ui| {
        edited_line(ui, cx, ("name", id), t.edit_name, &unit.name, |name| Edit::RenameUnit { unit: id, name });
    });
    labelled(ui, t.edit_full_name, |ui| {
        let full = unit.full_name.clone().unwrap_or_default();
        edited_line(ui, cx, ("full", id), t.edit_full_name, &full, |name| Edit::FullName { unit: id, name });
    });
    labelled(ui, t.edit_aliases, |ui| {
        let aliases = unit.aliases.join(t.name_separator);
        edited_line(ui, cx, ("aliases", id), t.edit_aliases, &aliases, |words| Edit::Aliases {
            unit: id,
            aliases: names_in(&words),
        });
    });
    labelled(ui, t.group, |ui| {
        let shown = &plan.group(unit.group).name;
        let chosen = ComboBox::from_id_salt(("group", id)).selected_text(shown).show_ui(ui, |ui| {
            for group in plan.group_ids() {
                if ui.selectable_label(group == unit.group, &plan.group(group).name).clicked() {
                    send(Edit::MoveUnit { unit: id, group });
                }
            }
        });
        name_widget(ui, &chosen.response, t.group);
    });
    labelled(ui, t.edit_new_group, |ui| {
        edited_line(ui, cx, ("new group", id), t.edit_new_group, "", |name| Edit::NewGroup { unit: id, name });
    });
    labelled(ui, t.edit_add_unit, |ui| {
        let add = |name| Edit::AddUnit { group: Some(unit.group), name };
        edited_line(ui, cx, ("new unit", id), t.edit_add_unit, "", add);
    });
    labelled(ui, t.edit_merge, |ui| {
        let chosen = ComboBox::from_id_salt(("merge", id)).selected_text(t.edit_choose).show_ui(ui, |ui| {
            for other in cx.session.active().similar_units(id).into_iter().take(SIMILAR) {
                if ui.selectable_label(false, &plan.unit(other).name).clicked() {
                    send(Edit::MergeUnit { unit: id, into: other });
                }
            }
        });
        name_widget(ui, &chosen.response, t.edit_merge);
    });
    labelled(ui, t.edit_split, |ui| {
        edited_line(ui, cx, ("split", id), t.edit_split, "", |words| Edit::SplitUnit {
            unit: id,
            names: names_in(&words),
        });
    });
    collective_edit_ui(ui, cx, state, id);
    if !is_named(plan, id) && ui.button(t.edit_remove_unit).clicked() {
        send(Edit::RemoveUnit(id));
        cx.tell(ViewAction::Show(Panel::Doubts));
    }
}

fn collective_edit_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: UnitId) {
    let t = cx.t;
    let plan = cx.plan();
    let own = &plan.unit(id).collective;
    let enumerable = || match own {
        Some(Collective::Enumerable { .. }) => own.clone(),
        _ => Some(Collective::Enumerable { roster: Vec::new(), reason: None }),
    };
    let choices = [
        (t.edit_ordinary, own.is_none(), None),
        (t.edit_enumerable, matches!(own, Some(Collective::Enumerable { .. })), enumerable()),
        (t.edit_indeterminate, own == &Some(Collective::Indeterminate), Some(Collective::Indeterminate)),
    ];
    for (text, is_so, collective) in choices {
        if ui.radio(is_so, text).clicked() && !is_so {
            cx.tell(EditAction::Change(Edit::SetCollective { unit: id, collective }));
        }
    }
    if let Some(Collective::Enumerable { roster, .. }) = own {
        let text = cx.fill(t.roster_units, &[&roster.len()]);
        fold_ui(ui, cx, state, ("edit roster", id), &text, false, |ui| {
            let mut group: Option<GroupId> = None;
            for member in plan.unit_ids().filter(|&member| plan.unit(member).collective.is_none()) {
                let unit = plan.unit(member);
                if group.replace(unit.group) != Some(unit.group) {
                    heading(ui, cx, &plan.group(unit.group).name);
                }
                let mut on = roster.contains(&member);
                if ui.checkbox(&mut on, &unit.name).clicked() {
                    cx.tell(EditAction::Change(Edit::ToggleMember { unit: id, member }));
                }
            }
        });
    }
}

pub(super) fn task_edit_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let t = cx.t;
    let task = cx.plan().task(id);
    let send = |edit| cx.tell(EditAction::Change(edit));
    heading(ui, cx, t.edit_task);
    for (role, position, party) in task.all_parties() {
        let at = At { task: id, role, position };
        ui.push_id((role, position), |ui| {
            ui.horizontal(|ui| {
                if let Some(to) = role_box(ui, cx, role) {
                    send(Edit::SetRole { at, to });
                }
                ui.label(&party.words);
                let name = cx.fill(t.edit_drop_party, &[&party.words]);
                let cross = ui.add(Button::new("×").frame(false));
                cross.widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, &name));
                if cross.on_hover_text(&name).clicked() {
                    send(Edit::DropParty(at));
                }
            });
        });
    }
    for role in Role::OF_TASKS {
        let label = cx.fill(t.edit_add_party, &[&cx.roles().name(role)]);
        labelled(ui, &label, |ui| {
            edited_line(ui, cx, ("add", id, role), &label, "", |name| Edit::AddParty { task: id, role, name });
        });
    }
    labelled(ui, t.edit_task_number, |ui| {
        let number = |number| Edit::TaskNumber { task: id, number };
        edited_line(ui, cx, ("number", id), t.edit_task_number, &task.number, number);
    });
    labelled(ui, t.edit_task_text, |ui| {
        edited_line(ui, cx, ("text", id), t.edit_task_text, &task.text, |text| Edit::TaskText { task: id, text });
    });
    labelled(ui, t.deadline, |ui| {
        let deadline = task.deadline.clone().unwrap_or_default();
        edited_line(ui, cx, ("deadline", id), t.deadline, &deadline, |words| Edit::Deadline { task: id, words });
    });
    labelled(ui, t.edit_add_task, |ui| {
        let add = |text| Edit::AddTask { after: Some(id), section: None, text };
        edited_line(ui, cx, ("new task", id), t.edit_add_task, "", add);
    });
    if named_link(ui, t.edit_drop_task, cx.palette.lead, size::SECONDARY).clicked() {
        send(Edit::DropTask(id));
        cx.tell(ViewAction::Show(Panel::Doubts));
    }
}

/// A section's title, and a first task where it has none.
pub(super) fn section_edit_ui(ui: &mut Ui, cx: &Cx<'_>, id: SectionId) {
    let t = cx.t;
    labelled(ui, t.edit_section_title, |ui| {
        let rename = |title| Edit::RenameSection { section: id, title };
        edited_line(ui, cx, ("section", id), t.edit_section_title, &cx.plan().section(id).title, rename);
    });
    labelled(ui, t.edit_add_task, |ui| {
        let add = |text| Edit::AddTask { after: None, section: Some(id), text };
        edited_line(ui, cx, ("task of section", id), t.edit_add_task, "", add);
    });
}

/// The role of an entry, and the others it may have; the one chosen.
fn role_box(ui: &mut Ui, cx: &Cx<'_>, role: Role) -> Option<Role> {
    let mut chosen = None;
    let shown = ComboBox::from_id_salt("role").width(64.0).selected_text(cx.roles().name(role)).show_ui(ui, |ui| {
        for other in Role::OF_TASKS {
            if ui.selectable_label(other == role, cx.roles().name(other)).clicked() && other != role {
                chosen = Some(other);
            }
        }
    });
    name_widget(ui, &shown.response, cx.t.head_role);
    chosen
}

fn labelled(ui: &mut Ui, text: &str, contents: impl FnOnce(&mut Ui)) {
    ui.label(text);
    contents(ui);
}

/// Names joined by any separator that lists use.
fn names_in(words: &str) -> Vec<String> {
    words.split(['、', '，', ',', '；', ';', '\n']).map(|name| name.trim().to_owned()).collect()
}
