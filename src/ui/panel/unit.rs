//! What one unit owes: totals, duties by role, those through collectives apart, with whom.

use super::{
    Cx, PanelState, fold_line_ui, fold_ui, glyph_ui, mark_glyph, section_link, tag, task_link, title, unit_link,
};
use crate::lang::person;
use crate::model::{Collective, Role, Stands, TaskId, UnitId};
use crate::session::{UiCommand, WindowAction};
use crate::ui::glyph::Glyph;
use crate::ui::theme::{bold, regular, size};
use crate::ui::widget::{caption, command_button, command_tip, heading, named_link};
use crate::view::{Companion, Duty, Filter, Obligations, Partner, Subject};
use eframe::egui::{CornerRadius, Frame, Label, Margin, RichText, Stroke, Ui};

pub(super) fn unit_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: UnitId) {
    let document = cx.session.document();
    let plan = cx.plan();
    let unit = plan.unit(id);
    // The panel answers for the whole plan; a filter of the matrix does not shorten what is owed.
    let obligations = Obligations::new(plan, &document.ledger, &Filter::default(), id);
    title(ui, cx, &unit.name);
    let mut about = vec![plan.group(unit.group).name.clone()];
    about.extend(unit.full_name.as_ref().map(|name| cx.fill(cx.t.full_name_note, &[name])));
    if !unit.aliases.is_empty() {
        about.push(cx.fill(cx.t.aliases_note, &[&unit.aliases.join(cx.t.name_separator)]));
    }
    about.push(cx.fill(cx.t.tasks_total, &[&obligations.tasks()]));
    caption(ui, cx, about.join(" · "));
    collective_ui(ui, cx, state, id);
    ui.add_space(4.0);
    cards_ui(ui, cx, &obligations);
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        command_button(ui, cx, UiCommand::Print, cx.t.print_short);
        command_button(ui, cx, UiCommand::ExportUnit, UiCommand::ExportUnit.text(cx.t));
        let (text, choice) = match cx.session.is_my_unit(id) {
            true => (cx.t.unset_my_unit, None),
            false => (cx.t.set_my_unit, Some(unit.name.clone())),
        };
        if ui.button(text).on_hover_text(command_tip(cx, UiCommand::ShowMyUnit)).clicked() {
            cx.send(WindowAction::ChooseMyUnit(choice));
        }
    });
    if cx.session.draft().is_some() {
        super::edit::unit_edit_ui(ui, cx, state, id);
    }
    if obligations.duties.is_empty() {
        caption(ui, cx, cx.t.no_duties);
    }
    for role in Role::ALL {
        let duties: Vec<&Duty> = obligations.direct(role).collect();
        if duties.is_empty() {
            continue;
        }
        heading(ui, cx, cx.roles().duties(role, duties.len()));
        for duty in duties {
            duty_ui(ui, cx, state, id, duty);
        }
    }
    for collective in obligations.collectives() {
        let duties: Vec<&Duty> =
            obligations.through().filter(|duty| duty.basis == crate::model::Basis::Through(collective)).collect();
        let text = cx.fill(cx.t.through_duties, &[&plan.unit(collective).name, &duties.len()]);
        ui.add_space(10.0);
        fold_ui(ui, cx, state, ("via", id, collective), &text, false, |ui| {
            for (position, duty) in duties.into_iter().enumerate() {
                ui.push_id(position, |ui| plain_duty_ui(ui, cx, duty));
            }
        });
    }
    companions_ui(ui, cx, state, id);
}

/// What a collective stands for.
fn collective_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: UnitId) {
    match &cx.plan().unit(id).collective {
        None => {}
        Some(Collective::Indeterminate) => {
            caption(ui, cx, cx.t.indeterminate_note);
        }
        Some(Collective::Enumerable { roster, .. }) if roster.is_empty() => {
            caption(ui, cx, cx.t.roster_missing);
        }
        Some(Collective::Enumerable { roster, reason }) => {
            let text = cx.fill(cx.t.roster_units, &[&roster.len()]);
            fold_ui(ui, cx, state, ("roster", id), &text, false, |ui| {
                ui.horizontal_wrapped(|ui| {
                    for &member in roster {
                        unit_link(ui, cx, member);
                    }
                });
                if let Some(reason) = reason {
                    caption(ui, cx, cx.fill(cx.t.roster_reason, &[reason]));
                }
            });
        }
    }
}

/// Totals by role; roles that the unit does not have take no room.
fn cards_ui(ui: &mut Ui, cx: &Cx<'_>, obligations: &Obligations) {
    let t = cx.t;
    let words = cx.roles();
    let first = obligations.direct(Role::Lead).filter(|duty| duty.is_first_lead()).count();
    let mut cards: Vec<(Glyph, usize, &str, String)> = Vec::new();
    for role in Role::ALL {
        let count = obligations.direct(role).count();
        let note = match role {
            Role::Lead => format!("{} {first}", words.first_lead()),
            _ => t.by_name.to_owned(),
        };
        if count > 0 {
            cards.push((Glyph::Role(role), count, words.name(role), note));
        }
    }
    let through = obligations.through().count();
    if through > 0 {
        let names: Vec<&str> =
            obligations.collectives().into_iter().map(|unit| cx.plan().unit(unit).name.as_str()).collect();
        cards.push((Glyph::Through, through, t.via_collectives, names.join(t.name_separator)));
    }
    // Three to a row, so that each keeps room for its words.
    for row in cards.chunks(3) {
        let gap = 8.0;
        let columns = row.len().max(cards.len().min(3));
        let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (glyph, count, name, note) in row {
                let frame = Frame::new()
                    .fill(cx.palette.panel)
                    .stroke(Stroke::new(1.0, cx.palette.line))
                    .corner_radius(CornerRadius::same(7))
                    .inner_margin(Margin::symmetric(8, 6));
                frame.show(ui, |ui| {
                    ui.set_width(width - 18.0);
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        ui.horizontal(|ui| {
                            ui.spacing_mut().item_spacing.x = 4.0;
                            glyph_ui(ui, cx, *glyph);
                            let number = RichText::new(count.to_string()).font(bold(17.0)).color(cx.palette.ink);
                            ui.label(number);
                            let name = RichText::new(*name).font(regular(size::SECONDARY));
                            ui.add(Label::new(name.color(cx.palette.secondary)).truncate());
                        });
                        let note = RichText::new(note).font(regular(size::UNIT_NAME_SMALL));
                        ui.add(Label::new(note.color(cx.palette.secondary)).truncate());
                    });
                });
            }
        });
    }
}

/// One duty in one or two lines, opening to the full text.
fn duty_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, unit: UnitId, duty: &Duty) {
    let is_current = cx.session.cursor().is_some_and(|cursor| cursor.subject == duty.subject);
    let fill = if is_current { cx.palette.crosshair } else { cx.palette.background };
    let frame = Frame::new().fill(fill).corner_radius(CornerRadius::same(6)).inner_margin(Margin::symmetric(4, 3));
    frame.show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            glyph_ui(ui, cx, mark_glyph(cx, duty));
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.set_width(ui.available_width());
                match duty.subject {
                    Subject::Section(section) => section_link(ui, cx, section),
                    Subject::Task(task) => task_duty_ui(ui, cx, state, unit, duty, task),
                }
            });
        });
    });
}

fn task_duty_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, unit: UnitId, duty: &Duty, task: TaskId) {
    task_link(ui, cx, task);
    caption(ui, cx, partners_line(cx, unit, task));
    for who in cx.plan().task(task).people.iter().filter(|person| person.unit == Some(unit)) {
        caption(ui, cx, person(cx.session.lang(), who));
    }
    let key = (unit, task);
    let open = state.unfolded.contains(&key);
    ui.horizontal_wrapped(|ui| {
        let text = if open { cx.t.hide_text } else { cx.t.show_text };
        ui.push_id((duty.role, task), |ui| {
            if named_link(ui, text, cx.palette.secondary, size::UNIT_NAME_SMALL).clicked() {
                if open {
                    state.unfolded.remove(&key);
                } else {
                    state.unfolded.insert(key);
                }
            }
        });
        if duty.is_first_lead() {
            tag(ui, &cx.roles().first_lead(), cx.palette.lead);
        }
        if let Some(deadline) = &cx.plan().task(task).deadline {
            tag(ui, deadline, cx.palette.secondary);
        }
    });
    super::state_tag(ui, cx, task, unit);
    super::said_ui(ui, cx, task, unit);
    if open {
        let full = &cx.plan().task(task).text;
        ui.add(Label::new(RichText::new(full).line_height(Some(20.0))).wrap());
    }
}

fn plain_duty_ui(ui: &mut Ui, cx: &Cx<'_>, duty: &Duty) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        glyph_ui(ui, cx, mark_glyph(cx, duty));
        ui.vertical(|ui| match duty.subject {
            Subject::Section(section) => section_link(ui, cx, section),
            Subject::Task(task) => task_link(ui, cx, task),
        });
    });
}

/// `牵头 县委依法治县委员会办公室 · 与 县司法局、县公安局`, without the unit itself.
fn partners_line(cx: &Cx<'_>, unit: UnitId, task: TaskId) -> String {
    let plan = cx.plan();
    let task = plan.task(task);
    let others = |role: Role| {
        let mut partners = Partner::list(plan, task.parties(role));
        partners.retain(|partner| partner.unit != Some(unit));
        Partner::joined(&partners, cx.t.name_separator)
    };
    let leads = others(Role::Lead);
    let rest: Vec<String> = Role::OF_TASKS
        .into_iter()
        // Who is only asked or told stands with the task.
        .filter(|role| (Role::Responsible..Role::Consulted).contains(role))
        .map(others)
        .filter(|names| !names.is_empty())
        .collect();
    let mut parts = Vec::new();
    if !leads.is_empty() {
        parts.push(cx.roles().led_by(&leads));
    }
    if !rest.is_empty() {
        parts.push(cx.fill(cx.t.with_units, &[&rest.join(cx.t.clause_separator)]));
    }
    if parts.is_empty() { cx.t.alone.to_owned() } else { parts.join(" · ") }
}

/// 共事单位.
fn companions_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: UnitId) {
    let companions = Companion::of(cx.plan(), &cx.session.document().ledger, id);
    if companions.is_empty() {
        return;
    }
    ui.add_space(10.0);
    let text = cx.fill(cx.t.shared_with, &[&companions.len()]);
    let is_open = fold_line_ui(ui, cx, state, ("companions", id), &text, false);
    for companion in companions.into_iter().filter(|_| is_open) {
        ui.add_space(2.0);
        unit_link(ui, cx, companion.unit);
        let words = cx.roles();
        // Leads and the responsible always, so that the lines can be compared; the others where there are any.
        let by_role = companion
            .roles
            .into_iter()
            .filter(|(role, count)| *count > 0 || role.description().stands == Stands::Everywhere);
        let by_role: Vec<String> = by_role.map(|(role, count)| words.count(role, count)).collect();
        let text = cx.fill(cx.t.shared_count, &[&companion.tasks, &by_role.join(cx.t.name_separator)]);
        fold_ui(ui, cx, state, ("shared", id, companion.unit), &text, false, |ui| {
            for task in Companion::shared_tasks(&cx.session.document().ledger, id, companion.unit) {
                task_link(ui, cx, task);
            }
        });
    }
}
