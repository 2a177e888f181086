//! What is chosen in 导出与打印: the product and its units at the left, how and where at the right.

use super::super::Cx;
use super::super::theme::{bold, regular, size};
use super::super::widget::{heading, name_widget};
use crate::lang::{Texts, fill};
use crate::model::{Plan, UnitId};
use crate::paper::{PaperSize, Style};
use crate::platform::printers::Duplex;
use crate::product::{Product, Wish};
use crate::session::Extent;
use crate::session::output::{Chosen, PrintOptions};
use crate::session::preview::{Preview, PreviewAction, print_problem};
use crate::view::Wanted;
use eframe::egui::{
    self, Button, ComboBox, DragValue, Frame, Label, Margin, Panel, RichText, ScrollArea, TextEdit, Ui, WidgetInfo,
    vec2,
};
use std::collections::BTreeSet;

/// What belongs to the choices alone.
#[derive(Default)]
pub struct ChoicesState {
    /// Words by which units are looked for.
    find: String,
    /// Units that were ticked, for the way back from another choice.
    ticked: BTreeSet<UnitId>,
}

const WHAT: f32 = 236.0;
const OPTIONS: f32 = 268.0;

/// What is made, and for which units.
pub(super) fn what_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, state: &mut ChoicesState) {
    let frame =
        Frame::new().fill(cx.palette.background).inner_margin(Margin { left: 16, right: 8, top: 12, bottom: 8 });
    Panel::left("preview what").exact_size(WHAT).resizable(false).frame(frame).show(ui, |ui| {
        ScrollArea::vertical().id_salt("what").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(WHAT - 32.0);
            let mut options = preview.options.clone();
            heading(ui, cx, cx.t.print_what);
            let mut products: Vec<Product> =
                Product::ALL.iter().copied().filter(|own| own.for_many() == *own && !own.is_of_remarks()).collect();
            // What can be looked at comes first.
            products.sort_by_key(|product| !product.formats().iter().any(|format| format.is_paged()));
            for product in products {
                products_ui(ui, cx, product, &mut options);
            }
            if options.product.each().is_some() {
                units_ui(ui, cx, &mut options, state);
            }
            if !cx.session.filter().is_empty() && options.wanted().unit().is_none() {
                heading(ui, cx, cx.t.print_extent);
                let mut shown_only = options.extent == Extent::Shown;
                if ui.checkbox(&mut shown_only, cx.t.print_shown_only).changed() {
                    options.extent = if shown_only { Extent::Shown } else { Extent::All };
                }
            }
            if options != preview.options {
                cx.tell(PreviewAction::Options(options));
            }
        });
    });
}

fn products_ui(ui: &mut Ui, cx: &Cx<'_>, product: Product, options: &mut PrintOptions) {
    let needs_units = product.each().is_some() && cx.session.document().plan.units.is_empty();
    let one = product.each().unwrap_or(product);
    let radio = egui::RadioButton::new(options.product == product, capitalised(one.title(cx.session.lang())));
    let response = ui.add_enabled(!needs_units, radio).on_hover_text(product.about(cx.session.lang()));
    if response.clicked() {
        options.product = product;
    }
}

/// The first letter of a line is a capital one, where a script has any.
fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

fn units_ui(ui: &mut Ui, cx: &Cx<'_>, options: &mut PrintOptions, state: &mut ChoicesState) {
    let plan = &cx.session.document().plan;
    heading(ui, cx, cx.t.print_units);
    let one = options.units.one().or_else(|| cx.session.current_unit());
    if let Some(unit) = one {
        let is_one = options.units.one().is_some();
        if ui.radio(is_one, &plan.unit(unit).name).clicked() {
            options.units = Chosen::One(unit);
        }
    }
    let all = fill(cx.t.print_all_units, &[&cx.session.view().shown_units.max(1)]);
    let all = if cx.session.filter().is_empty() { all } else { cx.t.print_all_shown.to_owned() };
    if ui.radio(options.units == Chosen::All, all).clicked() {
        options.units = Chosen::All;
    }
    let is_some = matches!(options.units, Chosen::Some(_));
    if ui.radio(is_some, cx.t.print_some_units).clicked() && !is_some {
        if state.ticked.is_empty() {
            state.ticked.extend(one);
        }
        options.units = Chosen::Some(state.ticked.clone());
    }
    if let Chosen::Some(units) = &mut options.units {
        ticks_ui(ui, cx, plan, units, &mut state.find);
        state.ticked.clone_from(units);
    }
}

/// Units to tick, looked for by name or pinyin.
fn ticks_ui(ui: &mut Ui, cx: &Cx<'_>, plan: &Plan, units: &mut BTreeSet<UnitId>, find: &mut String) {
    let hint = RichText::new(cx.t.print_find_unit).color(cx.palette.secondary);
    let edit = ui.add(TextEdit::singleline(find).hint_text(hint).desired_width(f32::INFINITY));
    name_widget(ui, &edit, cx.t.print_find_unit);
    let wanted = Wanted::new(find);
    let is_found = |unit: &UnitId| wanted.as_ref().is_none_or(|wanted| wanted.matches(&plan.unit(*unit).name));
    let found: Vec<UnitId> = plan.unit_ids().filter(is_found).collect();
    ui.horizontal(|ui| {
        if ui.button(cx.t.print_tick_all).clicked() {
            units.extend(&found);
        }
        if ui.button(cx.t.print_tick_none).clicked() {
            units.retain(|unit| !found.contains(unit));
        }
        ui.label(RichText::new(fill(cx.t.print_ticked, &[&units.len()])).color(cx.palette.secondary));
    });
    for unit in found {
        let mut is_ticked = units.contains(&unit);
        if ui.checkbox(&mut is_ticked, &plan.unit(unit).name).changed() {
            if is_ticked {
                units.insert(unit);
            } else {
                units.remove(&unit);
            }
        }
    }
}

/// How it is made, and where it goes.
pub(super) fn how_and_where_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    let frame =
        Frame::new().fill(cx.palette.background).inner_margin(Margin { left: 18, right: 8, top: 12, bottom: 8 });
    Panel::right("preview options").exact_size(OPTIONS).resizable(false).frame(frame).show(ui, |ui| {
        ScrollArea::vertical().id_salt("how").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(OPTIONS - 36.0);
            let mut options = preview.options.clone();
            how_ui(ui, cx, preview, &mut options);
            contacts_ui(ui, cx, &mut options);
            if options != preview.options {
                cx.tell(PreviewAction::Options(options));
            }
            warnings_ui(ui, cx, preview);
            save_ui(ui, cx, preview);
            if preview.options.has_pages() {
                printer_ui(ui, cx, preview);
            }
        });
    });
}

fn how_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, options: &mut PrintOptions) {
    let wishes = options.product.wishes();
    if wishes.contains(&Wish::Sheets) {
        heading(ui, cx, cx.t.print_paper);
        ui.horizontal(|ui| {
            for size in PaperSize::ALL {
                ui.radio_value(&mut options.size, size, size.name().to_uppercase());
            }
            ui.checkbox(&mut options.landscape, cx.t.print_landscape);
        });
    }
    if wishes.contains(&Wish::Round) {
        heading(ui, cx, cx.t.reporting.head_round);
        let hint = RichText::new(cx.t.reporting.round_hint).color(cx.palette.secondary);
        let edit = ui.add(TextEdit::singleline(&mut options.round).hint_text(hint).desired_width(f32::INFINITY));
        name_widget(ui, &edit, cx.t.reporting.head_round);
    }
    if preview.format.is_picture() {
        heading(ui, cx, cx.t.print_picture);
        ui.checkbox(&mut options.slide, cx.t.print_slide);
    }
    if wishes.contains(&Wish::Style) {
        heading(ui, cx, cx.t.print_style);
        for style in Style::ALL {
            ui.radio_value(&mut options.style, style, style_title(style, cx.t));
        }
        if options.style == Style::Table {
            let mut upright = !options.landscape;
            if ui.checkbox(&mut upright, cx.t.print_upright).changed() {
                options.landscape = !upright;
            }
        }
    }
    if wishes.contains(&Wish::Paper) {
        heading(ui, cx, cx.t.print_faces);
        ui.radio_value(&mut options.system_faces, false, cx.t.print_embedded);
        ui.radio_value(&mut options.system_faces, true, cx.t.print_system);
        if preview.format.is_paged() {
            let mut archive = preview.archive;
            if ui.checkbox(&mut archive, cx.t.print_archive).changed() {
                cx.tell(PreviewAction::Archive(archive));
            }
        }
    }
}

/// What is handed out is more than what one looks at: persons and telephones may stay behind.
fn contacts_ui(ui: &mut Ui, cx: &Cx<'_>, options: &mut PrintOptions) {
    let names_people = cx.session.document().plan.tasks.iter().any(|task| !task.people.is_empty());
    if names_people || options.product.wishes().contains(&Wish::Round) || options.no_contacts {
        ui.add_space(6.0);
        ui.checkbox(&mut options.no_contacts, cx.t.print_no_contacts);
    }
}

fn style_title(style: Style, t: &Texts) -> &'static str {
    match style {
        Style::Table => t.print_table,
        Style::Letter => t.print_letter,
        Style::Brief => t.print_brief,
    }
}

fn warnings_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    for warning in preview.pages.iter().flat_map(|pages| pages.warnings()) {
        let words = RichText::new(warning.words(cx.session.lang())).font(regular(size::SECONDARY));
        ui.add(Label::new(words.color(cx.palette.overall_lead)).wrap());
    }
}

/// In which format, as one file or many, and the way to it.
fn save_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    heading(ui, cx, cx.t.print_format);
    // Where there is one file of all of them.
    if preview.options.is_of_many() && !preview.options.product.file_formats().is_empty() {
        for (each, text) in [(false, cx.t.print_one_file), (true, cx.t.print_each_file)] {
            if ui.radio(preview.each == each, text).clicked() {
                cx.tell(PreviewAction::Each(each));
            }
        }
        ui.add_space(2.0);
    }
    ui.horizontal_wrapped(|ui| {
        for format in preview.formats() {
            let radio = ui.radio(preview.format == format, format.ending().to_uppercase());
            if radio.on_hover_text(format.title(cx.t)).clicked() {
                cx.tell(PreviewAction::Format(format));
            }
        }
    });
    ui.add_space(4.0);
    let text = if preview.is_folder() {
        cx.t.print_save_each.to_owned()
    } else {
        fill(cx.t.print_save, &[&preview.format.ending().to_uppercase()])
    };
    wide_button(ui, cx, &text, preview.can_save(), true, PreviewAction::Save);
    if preview.options.has_pages() {
        wide_button(ui, cx, cx.t.print_elsewhere, preview.pages.is_some(), false, PreviewAction::OpenElsewhere);
    }
}

/// A button as wide as the panel; the one that is meant mostly is filled.
fn wide_button(ui: &mut Ui, cx: &Cx<'_>, text: &str, is_ready: bool, is_main: bool, action: PreviewAction) {
    let button = if is_main {
        Button::new(RichText::new(text).font(bold(size::BODY)).color(cx.palette.panel)).fill(cx.palette.ink)
    } else {
        Button::new(text)
    };
    let response = ui.add_enabled(is_ready, button.min_size(vec2(OPTIONS - 48.0, 30.0)));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, is_ready, text));
    if response.clicked() {
        cx.tell(action);
    }
}

fn printer_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    heading(ui, cx, cx.t.print_printer);
    let caption = |ui: &mut Ui, text: &str| {
        ui.add(Label::new(RichText::new(text).font(regular(size::SECONDARY)).color(cx.palette.secondary)).wrap());
    };
    let printers = match &preview.printers {
        None => return caption(ui, cx.t.print_looking),
        Some(Err(error)) => return caption(ui, &print_problem(cx.session.lang(), error)),
        Some(Ok(printers)) => printers,
    };
    let send = |action| cx.tell(action);
    let name = |at: usize| printers.get(at).map_or("", |printer| printer.name.as_str());
    let chosen = ComboBox::from_id_salt("printer").selected_text(name(preview.printer)).width(OPTIONS - 56.0);
    let chosen = chosen.show_ui(ui, |ui| {
        for at in 0..printers.len() {
            if ui.selectable_label(at == preview.printer, name(at)).clicked() {
                send(PreviewAction::Printer(at));
            }
        }
    });
    name_widget(ui, &chosen.response, cx.t.print_printer);
    ui.horizontal(|ui| {
        let label = ui.label(cx.t.print_copies);
        let mut copies = preview.copies;
        if ui.add(DragValue::new(&mut copies).range(1..=999)).labelled_by(label.id).changed() {
            send(PreviewAction::Copies(copies));
        }
        let label = ui.label(cx.t.print_range);
        let mut range = preview.range.clone();
        let edit = TextEdit::singleline(&mut range).hint_text(cx.t.print_range_hint).desired_width(96.0);
        if ui.add(edit).labelled_by(label.id).changed() {
            send(PreviewAction::Range(range));
        }
    });
    let side = |duplex: Duplex| match duplex {
        Duplex::Off => cx.t.print_one_side,
        Duplex::LongEdge => cx.t.print_long_edge,
        Duplex::ShortEdge => cx.t.print_short_edge,
    };
    let sides = ComboBox::from_id_salt("sides").selected_text(side(preview.duplex)).width(OPTIONS - 56.0);
    let sides = sides.show_ui(ui, |ui| {
        for duplex in Duplex::ALL {
            if ui.selectable_label(duplex == preview.duplex, side(duplex)).clicked() {
                send(PreviewAction::Duplex(duplex));
            }
        }
    });
    name_widget(ui, &sides.response, cx.t.print_sides);
    wide_button(ui, cx, cx.t.print_now, preview.pages.is_some(), false, PreviewAction::Print);
}
