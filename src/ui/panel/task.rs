//! A task in full: text, clause with its words lit, all units by role, deadline, errata, findings.

use super::{Cx, PanelState, fold_ui, glyph_ui, partners_ui, section_link, title, unit_link};
use crate::finding::{Finding, Place};
use crate::lang::{finding_hint, finding_message, person};
use crate::model::{Basis, Role, TaskId, UnitId};
use crate::session::rounds::RoundAction;
use crate::session::{Page, UiCommand};
use crate::ui::glyph::Glyph;
use crate::ui::theme::{bold, regular, size};
use crate::ui::widget::{caption, command_tip, heading, named_link};
use crate::view::{Partner, Subject, clause_words};
use eframe::egui::{Color32, FontId, Label, RichText, TextFormat, Ui, text::LayoutJob};
use std::ops::Range;

pub(super) fn task_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: TaskId) {
    let task = cx.plan().task(id);
    title(ui, cx, &cx.fill(cx.t.task_heading, &[&task.number]));
    if let Some(section) = task.section {
        section_link(ui, cx, section);
    }
    heading(ui, cx, cx.t.units_by_role);
    for role in Role::OF_TASKS {
        let partners = Partner::list(cx.plan(), task.parties(role));
        if partners.is_empty() {
            continue;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            glyph_ui(ui, cx, Glyph::Role(role));
            let name = RichText::new(cx.roles().name(role)).font(bold(size::BODY)).color(cx.palette.role(role));
            ui.add(Label::new(name).extend());
            ui.add_space(4.0);
            let several = partners.iter().filter(|partner| partner.unit.is_some()).count() > 1;
            ui.vertical(|ui| partners_ui(ui, cx, role, &partners, several));
        });
    }
    through_ui(ui, cx, state, id);
    people_ui(ui, cx, id);
    if let Some(deadline) = &task.deadline {
        heading(ui, cx, cx.t.deadline);
        ui.label(deadline);
    }
    heading(ui, cx, cx.t.full_text);
    ui.add(Label::new(text_job(cx, id)).wrap());
    let document = cx.session.document();
    let is_in_source = document.source.as_ref().is_some_and(|source| source.place(id).is_some());
    if is_in_source && cx.session.page() != Page::Source {
        let link = named_link(ui, cx.t.show_in_source, cx.palette.responsible, size::SECONDARY);
        if link.on_hover_text(command_tip(cx, UiCommand::ShowSource)).clicked() {
            cx.command(UiCommand::ShowSource);
        }
    }
    if !task.clause.is_empty() {
        heading(ui, cx, cx.t.clause);
        ui.add(Label::new(clause_job(cx, id)).wrap());
    }
    for erratum in cx.plan().errata.iter().filter(|erratum| erratum.task.as_deref() == Some(&task.number)) {
        ui.add_space(8.0);
        caption(ui, cx, cx.fill(cx.t.erratum_note, &[&erratum.printed, &erratum.corrected]));
    }
    states_ui(ui, cx, id);
    notes_ui(ui, cx, id);
    findings_ui(ui, cx, id);
    if cx.session.draft().is_some() {
        super::edit::task_edit_ui(ui, cx, id);
    }
}

/// Remarks that the record keeps, and the way to another.
fn notes_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let plan = cx.session.active();
    if plan.record_path().is_none() {
        return;
    }
    let mut notes = plan.notes(id).peekable();
    if notes.peek().is_some() {
        heading(ui, cx, cx.t.reporting.notes_heading);
    }
    for note in notes {
        let date = note.date.map(|date| cx.session.lang().date(date));
        let about: Vec<&str> =
            date.as_deref().into_iter().chain(note.unit.as_deref()).chain(note.by.as_deref()).collect();
        ui.add(Label::new(&note.text).wrap());
        if !about.is_empty() {
            caption(ui, cx, about.join(" · "));
        }
    }
    if named_link(ui, cx.t.reporting.note_link, cx.palette.responsible, size::SECONDARY).clicked() {
        cx.tell(RoundAction::AskNote(id));
    }
}

/// How far each unit that the task names has come, where there is a record or states are shown.
fn states_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let plan = cx.session.active();
    if !plan.reported().is_some_and(|own| own.has_file) && !cx.session.shows_lights() {
        return;
    }
    let marks = cx.session.document().ledger.of(Subject::Task(id)).iter().filter(|mark| mark.is_direct());
    let mut units: Vec<UnitId> = Vec::new();
    for unit in marks.filter_map(|mark| mark.unit) {
        if !units.contains(&unit) && plan.duty_state(id, unit).is_some() {
            units.push(unit);
        }
    }
    if units.is_empty() {
        return;
    }
    heading(ui, cx, cx.t.reporting.progress_heading);
    for unit in units {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            unit_link(ui, cx, unit);
            super::state_tag(ui, cx, id, unit);
        });
        super::said_ui(ui, cx, id, unit);
    }
}

/// People whom the document names, each with the unit for which they answer.
fn people_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let people = &cx.plan().task(id).people;
    if people.is_empty() {
        return;
    }
    heading(ui, cx, cx.t.people);
    for who in people {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.label(person(cx.session.lang(), who));
            if let Some(unit) = who.unit {
                unit_link(ui, cx, unit);
            }
        });
    }
}

/// The task's text, the words of the finding that led here lit.
fn text_job(cx: &Cx<'_>, id: TaskId) -> LayoutJob {
    let text = &cx.plan().task(id).text;
    let lit = match cx.session.lit() {
        Some(Finding { place: Place::Text(task, span), .. }) if *task == id => Some(span.clone()),
        _ => None,
    };
    let format = |_: usize| (regular(size::BODY), cx.palette.ink);
    lit_job(cx, text, &[], lit.as_ref(), format)
}

/// The clause, its words lit by role, and those of the finding that led here.
fn clause_job(cx: &Cx<'_>, id: TaskId) -> LayoutJob {
    let task = cx.plan().task(id);
    let words = clause_words(task);
    let lit = cx.session.lit().filter(|finding| finding.place.task() == Some(id)).and_then(|finding| {
        match &finding.place {
            Place::Clause(_, span) => Some(span.clone()),
            // The words of an entry of a list, where the clause has them.
            Place::Party(..) | Place::Task(_) if !finding.words.is_empty() => {
                task.clause.find(&finding.words).map(|at| at..at + finding.words.len())
            }
            _ => None,
        }
    });
    let cuts: Vec<Range<usize>> = words.iter().map(|words| words.span.clone()).collect();
    lit_job(cx, &task.clause, &cuts, lit.as_ref(), |at| match words.iter().find(|words| words.span.contains(&at)) {
        Some(words) => (bold(size::BODY), cx.palette.role(words.role)),
        None => (regular(size::BODY), cx.palette.secondary),
    })
}

/// A text whose look changes at the `cuts`, with one part on a lit ground.
fn lit_job(
    cx: &Cx<'_>,
    text: &str,
    cuts: &[Range<usize>],
    lit: Option<&Range<usize>>,
    look: impl Fn(usize) -> (FontId, Color32),
) -> LayoutJob {
    let mut at: Vec<usize> = cuts.iter().chain(lit).flat_map(|span| [span.start, span.end]).collect();
    at.extend([0, text.len()]);
    at.retain(|&at| text.is_char_boundary(at));
    at.sort_unstable();
    at.dedup();
    let mut job = LayoutJob::default();
    for piece in at.windows(2) {
        let (font_id, color) = look(piece[0]);
        let is_lit = lit.is_some_and(|lit| lit.contains(&piece[0]));
        let background = if is_lit { cx.palette.crossing } else { Color32::TRANSPARENT };
        let format = TextFormat { font_id, color, background, line_height: Some(20.0), ..TextFormat::default() };
        job.append(&text[piece[0]..piece[1]], 0.0, format);
    }
    job
}

/// Units reached through each collective, folded.
fn through_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut PanelState, id: TaskId) {
    let mut by_collective: Vec<(UnitId, Vec<UnitId>)> = Vec::new();
    for mark in cx.session.document().ledger.of(Subject::Task(id)) {
        let (Basis::Through(collective), Some(unit)) = (mark.basis, mark.unit) else { continue };
        match by_collective.iter_mut().find(|(known, _)| *known == collective) {
            Some((_, units)) => units.push(unit),
            None => by_collective.push((collective, vec![unit])),
        }
    }
    for (collective, units) in by_collective {
        let name = &cx.plan().unit(collective).name;
        let text = cx.fill(cx.t.through_units, &[name, &units.len()]);
        fold_ui(ui, cx, state, ("through", id, collective), &text, false, |ui| {
            ui.horizontal_wrapped(|ui| {
                for unit in units {
                    unit_link(ui, cx, unit);
                }
            });
        });
    }
}

fn findings_ui(ui: &mut Ui, cx: &Cx<'_>, id: TaskId) {
    let document = cx.session.document();
    let mut own = document.findings.iter().filter(|finding| finding.place.task() == Some(id)).peekable();
    if own.peek().is_none() {
        return;
    }
    heading(ui, cx, cx.t.panel_findings);
    for finding in own {
        let message = finding_message(cx.session.lang(), &document.plan, finding);
        let hint = finding_hint(cx.session.lang(), finding);
        caption(ui, cx, format!("{message}{}{hint}", cx.t.sentence_separator));
    }
}
