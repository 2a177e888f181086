//! The legend, which counts what is shown and is the filter by role; beside it, what is left out.

use super::Cx;
use super::glyph::{Glyph, cell_mark, light_shapes};
use super::theme::{bold, regular, size};
use super::widget::{command_item, command_tip, focus_ring, is_low};
use crate::lang::{fill, omission};
use crate::model::Role;
use crate::session::{TaskLines, UiCommand, ViewAction};
use crate::view::{Light, MarkStyle, Order};
use eframe::egui::{
    self, Align, CornerRadius, FontId, Galley, Layout, Panel, RichText, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    text::LayoutJob, text::TextFormat, vec2,
};
use std::borrow::Cow;
use std::sync::Arc;

/// Height of a chip.
const CHIP: f32 = 26.0;
/// What a chip has beside its words: the mark and the edges.
const CHIP_MARGIN: f32 = 36.0;
/// The same of a light.
const LIGHT_MARGIN: f32 = 22.0;
/// What is left out gets a line of its own where less room than this is left.
const SHOWN_LEAST: f32 = 240.0;

/// Draws the legend: one row, or more where the window is too narrow for it. In a low window the menus become one,
/// and the chips, where they would not fit into one row, marks and counts.
pub fn legend_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let is_low = is_low(ui);
    let margin = egui::Margin::symmetric(16, if is_low { 2 } else { ((size::LEGEND - CHIP) / 2.0) as i8 });
    let frame = egui::Frame::new().fill(cx.palette.background).inner_margin(margin);
    Panel::top("legend").min_size(CHIP).frame(frame).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            ui.spacing_mut().interact_size.y = CHIP;
            if is_low {
                low_ui(ui, cx);
                return;
            }
            chips_ui(ui, cx, false);
            lights_ui(ui, cx, false);
            filters_ui(ui, cx);
            dropped_ui(ui, cx);
            if ui.available_size_before_wrap().x < SHOWN_LEAST {
                ui.end_row();
            }
            let room = vec2(ui.available_size_before_wrap().x, CHIP);
            ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| shown_ui(ui, cx));
        });
    });
}

/// One row for a low window; a second one only under filters that need many words.
fn low_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let menu = ui.painter().layout_no_wrap(format!("{} ▼", cx.t.filter), regular(size::SECONDARY), cx.palette.ink);
    let gap = ui.spacing().item_spacing.x;
    let chips = chips(cx).into_iter().flatten().map(|chip| chip.galley(ui, cx, false).size().x + CHIP_MARGIN + gap);
    let lights =
        lights(cx).map(|(light, count)| light_words(ui, cx, light, count, false).size().x + LIGHT_MARGIN + gap);
    let wanted = chips.chain(lights).sum::<f32>() + menu.size().x + 4.0 * ui.spacing().button_padding.x;
    let short = wanted > ui.available_width();
    chips_ui(ui, cx, short);
    lights_ui(ui, cx, short);
    let button = egui::Button::new(RichText::new(cx.t.filter).font(regular(size::SECONDARY)));
    let button = button.right_text(RichText::new("▼").font(regular(9.0)));
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| filters_ui(ui, cx));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, cx.t.filter));
    dropped_ui(ui, cx);
    if omission(cx.session.lang(), cx.session.view()).is_some() {
        shown_ui(ui, cx);
    }
}

/// Every chip in its place; `None` where it would say nothing now.
fn chips<'c>(cx: &Cx<'c>) -> Vec<Option<Chip<'c>>> {
    let (t, session) = (cx.t, cx.session);
    let (view, plan) = (session.view(), &session.document().plan);
    let (counts, words) = (view.counts, cx.roles());
    let mut chips = Vec::new();
    // A plan without 配合 needs no word about it.
    for role in Role::ALL.into_iter().filter(|&role| session.document().ledger.in_legend(role)) {
        let name = words.name(role);
        chips.push(Some(Chip {
            glyph: Glyph::Role(role),
            name: name.into(),
            tip: fill(t.legend_tip, &[&name]).into(),
            count: counts.of(role),
            on: session.active().shows_role(role),
            turns: Some(Turns::Role(role)),
        }));
        if role == Role::Responsible {
            chips.push((counts.lead_and_responsible > 0).then(|| Chip {
                glyph: Glyph::LeadAndResponsible,
                name: words.lead_and_responsible(),
                tip: words.lead_and_responsible_tip(),
                count: counts.lead_and_responsible,
                on: true,
                turns: None,
            }));
        }
    }
    let on = !session.filter().without_through;
    chips.push((counts.through > 0 || !on).then(|| Chip {
        glyph: Glyph::Through,
        name: t.through_collective.into(),
        tip: t.legend_through_tip.into(),
        count: counts.through,
        on,
        turns: Some(Turns::Through),
    }));
    let totals = view.columns.iter().zip(&view.column_totals);
    let indeterminate: u32 =
        totals.filter(|(unit, _)| plan.unit(**unit).is_indeterminate()).map(|(_, total)| total).sum();
    chips.push((indeterminate > 0).then(|| Chip {
        glyph: Glyph::Indeterminate,
        name: t.indeterminate.into(),
        tip: t.indeterminate_tip.into(),
        count: indeterminate as usize,
        on: true,
        turns: None,
    }));
    chips
}

fn chips_ui(ui: &mut Ui, cx: &Cx<'_>, short: bool) {
    for chip in chips(cx) {
        match chip {
            Some(chip) => chip.ui(ui, cx, short),
            None => no_chip(ui),
        }
    }
}

/// The lights on the cells, each with how many there are.
fn lights(cx: &Cx<'_>) -> impl Iterator<Item = (Light, usize)> {
    let lights = cx.session.active().lights().filter(|_| cx.session.shows_lights());
    let counts = Light::ALL.map(|light| (light, lights.map_or(0, |lights| lights.count(light))));
    counts.into_iter().filter(|(_, count)| *count > 0)
}

fn light_words(ui: &Ui, cx: &Cx<'_>, light: Light, count: usize, short: bool) -> Arc<Galley> {
    let words = if short { count.to_string() } else { format!("{} {count}", cx.t.reporting.light(light)) };
    ui.painter().layout_no_wrap(words, regular(size::SECONDARY), cx.palette.ink)
}

/// What the lights on the cells mean, with how many there are; a click shows the progress.
fn lights_ui(ui: &mut Ui, cx: &Cx<'_>, short: bool) {
    let shown: Vec<(Light, usize)> = lights(cx).collect();
    for light in Light::ALL {
        let Some(&(_, count)) = shown.iter().find(|(own, _)| *own == light) else {
            no_chip(ui);
            continue;
        };
        let galley = light_words(ui, cx, light, count, short);
        let name = format!("{} {count}", cx.t.reporting.light(light));
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + LIGHT_MARGIN, CHIP), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
        ui.painter().extend(light_shapes(light, rect.left_center() + vec2(9.0, 0.0), 1.0, cx.palette));
        let at = rect.left_center() + vec2(17.0, -galley.size().y / 2.0);
        ui.painter().galley(at, galley, cx.palette.ink);
        focus_ring(ui, &response);
        let tip = format!("{name}\n{}", command_tip(cx, UiCommand::ShowProgress));
        if response.on_hover_text(tip).clicked() {
            cx.command(UiCommand::ShowProgress);
        }
    }
}

/// Where a filter leaves no use for a chip, what follows keeps its id: an open menu stays open.
fn no_chip(ui: &mut Ui) {
    ui.skip_ahead_auto_ids(1);
}

/// Which sections and groups are shown; and whether what is empty is hidden.
fn filters_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let plan = &cx.session.document().plan;
    let filter = cx.session.filter();
    ui.add_space(4.0);
    if !plan.sections.is_empty() {
        let chosen = filter.sections.iter().map(|&id| plan.section(id).title.as_str());
        choice_ui(ui, cx, cx.t.head_section, &chosen_words(cx, chosen), |ui| {
            for id in plan.section_ids() {
                let mut on = filter.sections.contains(&id);
                ui.horizontal(|ui| {
                    ui.add_space(14.0 * plan.section_depth(id) as f32);
                    if ui.checkbox(&mut on, plan.section(id).heading()).clicked() {
                        cx.tell(ViewAction::ToggleSection(id));
                    }
                });
            }
            ui.separator();
            for command in [UiCommand::FoldAll, UiCommand::UnfoldAll] {
                command_item(ui, cx, command, command.text(cx.t));
            }
        });
    }
    let chosen = filter.groups.iter().map(|&id| plan.group(id).name.as_str());
    choice_ui(ui, cx, cx.t.group, &chosen_words(cx, chosen), |ui| {
        for id in plan.group_ids() {
            let mut on = filter.groups.contains(&id);
            if ui.checkbox(&mut on, &plan.group(id).name).clicked() {
                cx.tell(ViewAction::ToggleGroup(id));
            }
        }
        ui.separator();
        let mut hidden = filter.hide_empty_columns;
        if ui.checkbox(&mut hidden, UiCommand::HideEmpty.text(cx.t)).clicked() {
            cx.tell(ViewAction::ToggleEmpty);
        }
    });
    let order = cx.session.arrangement().order;
    choice_ui(ui, cx, cx.t.sort, order_name(cx, order), |ui| {
        for choice in Order::ALL {
            if ui.radio(order == choice, order_name(cx, choice)).clicked() {
                cx.tell(ViewAction::Sort(choice));
                ui.close();
            }
        }
    });
    let style = cx.session.marks();
    choice_ui(ui, cx, cx.t.marks_style, style_name(cx, style), |ui| {
        for choice in MarkStyle::ALL {
            if ui.radio(style == choice, style_name(cx, choice)).clicked() {
                cx.command(match choice {
                    MarkStyle::Shapes => UiCommand::MarksAsShapes,
                    MarkStyle::Letters => UiCommand::MarksAsLetters,
                    MarkStyle::Words => UiCommand::MarksAsWords,
                });
                ui.close();
            }
        }
        ui.separator();
        ui.label(RichText::new(cx.t.task_lines).font(regular(size::SECONDARY)).color(cx.palette.secondary));
        for choice in TaskLines::ALL {
            let (text, command) = match choice {
                TaskLines::One => (cx.t.task_lines_one, UiCommand::TasksOneLine),
                TaskLines::Two => (cx.t.task_lines_two, UiCommand::TasksTwoLines),
                TaskLines::Three => (cx.t.task_lines_three, UiCommand::TasksThreeLines),
                TaskLines::Whole => (cx.t.task_lines_whole, UiCommand::TasksWhole),
            };
            if ui.radio(cx.session.task_lines() == choice, text).on_hover_text(command_tip(cx, command)).clicked() {
                cx.command(command);
                ui.close();
            }
        }
    });
}

/// Each filter that is named by words, with a cross that drops it.
fn dropped_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let (plan, filter) = (&cx.session.document().plan, cx.session.filter());
    if let Some(unit) = filter.unit {
        let words = fill(cx.t.filter_unit, &[&shortened(&plan.unit(unit).name)]);
        if drop_ui(ui, words, cx.t.drop_filter_unit) {
            cx.tell(ViewAction::OnlyUnit(None));
        }
    }
    if !filter.find.is_empty()
        && drop_ui(ui, fill(cx.t.filter_words, &[&shortened(&filter.find)]), cx.t.drop_filter_words)
    {
        cx.tell(ViewAction::FilterText(String::new()));
    }
}

/// What is kept, with a cross that lets all stand again; whether it was clicked.
fn drop_ui(ui: &mut Ui, words: String, tip: &str) -> bool {
    let text = RichText::new(words).font(regular(size::SECONDARY));
    let button = ui.add(egui::Button::new(text).right_text(RichText::new("×").font(regular(size::BODY))));
    button.on_hover_text(tip).clicked()
}

fn style_name(cx: &Cx<'_>, style: MarkStyle) -> &'static str {
    match style {
        MarkStyle::Shapes => cx.t.marks_shapes,
        MarkStyle::Letters => cx.t.marks_letters,
        MarkStyle::Words => cx.t.marks_words,
    }
}

fn order_name(cx: &Cx<'_>, order: Order) -> &'static str {
    match order {
        Order::Source => cx.t.order_source,
        Order::Load => cx.t.order_load,
        Order::Name => cx.t.order_name,
    }
}

fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(10).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// 全部, the one thing chosen, or how many.
fn chosen_words<'a>(cx: &Cx<'_>, chosen: impl Iterator<Item = &'a str>) -> String {
    let chosen: Vec<&str> = chosen.collect();
    match chosen[..] {
        [] => cx.t.all.to_owned(),
        [one] if one.chars().count() <= 8 => one.to_owned(),
        _ => fill(cx.t.chosen, &[&chosen.len()]),
    }
}

/// `体系：全部 ▼`, `体系：2 个 ▼`: a menu that stays open while several are chosen.
fn choice_ui(ui: &mut Ui, cx: &Cx<'_>, name: &str, value: &str, contents: impl FnOnce(&mut Ui)) {
    let text = RichText::new(format!("{name}{}{value}", cx.t.place_separator)).font(regular(size::SECONDARY));
    let button = egui::Button::new(text).right_text(RichText::new("▼").font(regular(9.0)));
    let config =
        egui::containers::menu::MenuConfig::new().close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    if egui::containers::menu::is_in_menu(ui) {
        egui::containers::menu::SubMenuButton::from_button(button).config(config).ui(ui, contents);
    } else {
        egui::containers::menu::MenuButton::from_button(button).config(config).ui(ui, contents);
    }
}

fn shown_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let session = cx.session;
    let view = session.view();
    let words = match omission(session.lang(), view) {
        Some(left_out) => {
            if ui.button(cx.t.clear_filter).clicked() {
                cx.tell(ViewAction::ClearFilter);
            }
            left_out
        }
        None => fill(cx.t.all_shown, &[&view.all_tasks, &view.all_units]),
    };
    let words = RichText::new(words).font(regular(size::SECONDARY)).color(cx.palette.secondary);
    ui.add(egui::Label::new(words).truncate());
}

/// What a click on a chip turns on or off.
#[derive(Clone, Copy)]
enum Turns {
    Role(Role),
    Through,
}

struct Chip<'a> {
    glyph: Glyph,
    name: Cow<'a, str>,
    tip: Cow<'a, str>,
    count: usize,
    on: bool,
    /// `None`: it only tells.
    turns: Option<Turns>,
}

impl Chip<'_> {
    /// Name and count; `short`: the count alone, and the name with the tip.
    fn galley(&self, ui: &Ui, cx: &Cx<'_>, short: bool) -> Arc<Galley> {
        let ink = if self.on { cx.palette.ink } else { cx.palette.secondary };
        let mut job = LayoutJob::default();
        let format = |font: FontId| TextFormat { font_id: font, color: ink, ..TextFormat::default() };
        if !short {
            job.append(&self.name, 0.0, format(regular(size::SECONDARY)));
        }
        if self.on || short {
            job.append(&self.count.to_string(), if short { 0.0 } else { 6.0 }, format(bold(size::SECONDARY)));
        }
        ui.painter().layout_job(job)
    }

    fn ui(&self, ui: &mut Ui, cx: &Cx<'_>, short: bool) {
        let palette = cx.palette;
        let ink = if self.on { palette.ink } else { palette.secondary };
        let galley = self.galley(ui, cx, short);
        // Two letters take more room than a shape.
        let is_wide = cx.session.marks() == MarkStyle::Letters && self.glyph.roles().count() > 1;
        let more = if is_wide { 8.0 } else { 0.0 };
        let sense = if self.turns.is_some() { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + CHIP_MARGIN + more, CHIP), sense);
        let clickable = self.turns.is_some();
        let label = format!("{} {}", self.name, self.count);
        response.widget_info(|| {
            if clickable {
                WidgetInfo::selected(egui::Role::Button, true, self.on, &label)
            } else {
                WidgetInfo::labeled(egui::Role::Label, true, &label)
            }
        });
        let fill = if response.hovered() && clickable { palette.crosshair } else { palette.band };
        let fill = if self.on { fill } else { palette.background };
        ui.painter().rect_filled(rect, CornerRadius::same(13), fill);
        if !self.on {
            let stroke = Stroke::new(1.0, palette.line);
            ui.painter().rect_stroke(rect, CornerRadius::same(13), stroke, StrokeKind::Inside);
        }
        cell_mark(ui, cx, self.glyph, rect.left_center() + vec2(16.0 + more / 2.0, 0.0));
        let pos = rect.left_center() + vec2(27.0 + more, -galley.size().y / 2.0);
        let (start, width) = (pos, galley.size().x);
        ui.painter().galley(pos, galley, ink);
        if !self.on {
            let y = rect.center().y;
            ui.painter().hline(start.x..=start.x + width, y, Stroke::new(1.0, palette.secondary));
        }
        focus_ring(ui, &response);
        let tip = if short { format!("{}\n{}", self.name, self.tip) } else { self.tip.to_string() };
        if response.on_hover_text(tip).clicked() {
            match self.turns {
                Some(Turns::Role(role)) if ui.input(|input| input.modifiers.command) => {
                    cx.tell(ViewAction::ToggleRole(role));
                }
                Some(Turns::Role(role)) => cx.tell(ViewAction::OnlyRole(role)),
                Some(Turns::Through) => cx.tell(ViewAction::ToggleThrough),
                None => {}
            }
        }
    }
}
