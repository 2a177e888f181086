//! The print preview: the real pages, rendered from the document that is printed and saved.

use super::Cx;
use super::theme::{PAPER, UNTINTED, bold, regular, size};
use super::widget::name_widget;
use crate::lang::fill;
use crate::model::UnitId;
use crate::paper::{Pages, PaperSize, Style};
use crate::platform::printers::Duplex;
use crate::product::Wanted;
use crate::session::output::PrintOptions;
use crate::session::preview::{Preview, PreviewAction, print_problem};
use crate::session::{Extent, UiCommand};
use eframe::egui::{
    self, Align, Button, CentralPanel, ColorImage, ComboBox, CornerRadius, DragValue, Frame, Id, Key, Label, Layout,
    Margin, Modifiers, Panel, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, TextureHandle,
    TextureOptions, Ui, WidgetInfo, pos2, vec2,
};
use std::collections::HashMap;

/// What belongs to the preview alone.
#[derive(Default)]
pub struct PreviewState {
    number: u64,
    /// Pictures of pages, by page and whether it is the small one.
    pictures: HashMap<(usize, bool), Picture>,
    /// Of the width that the room allows.
    zoom: f32,
    /// A page to bring into view.
    target: Option<usize>,
    shown: usize,
    focused: bool,
}

struct Picture {
    texture: TextureHandle,
    /// Pixels for each point of the page.
    scale: f32,
    used: u64,
}

const GAP: f32 = 16.0;
const THUMB: f32 = 92.0;
const OPTIONS: f32 = 268.0;
/// Pictures that are kept; those unused the longest go.
const MOST_PICTURES: usize = 24;

/// Draws the preview over the whole window.
pub fn preview_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, state: &mut PreviewState) {
    if state.number != preview.number {
        let zoom = if state.zoom > 0.0 { state.zoom } else { 1.0 };
        *state = PreviewState { number: preview.number, zoom, focused: state.focused, ..PreviewState::default() };
    }
    if cx.session.asked().is_none() {
        keys(ui, state, preview);
    }
    top_ui(ui, cx, preview, state);
    options_ui(ui, cx, preview);
    let Some(pages) = &preview.pages else {
        CentralPanel::default().frame(Frame::new().fill(cx.palette.background)).show(ui, |ui| {
            ui.centered_and_justified(|ui| match &preview.problem {
                Some(problem) => ui.label(RichText::new(problem).color(cx.palette.lead)),
                None => {
                    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
                    ui.label(RichText::new(cx.t.print_laying_out).color(cx.palette.secondary))
                }
            });
        });
        return;
    };
    thumbs_ui(ui, cx, pages, state);
    pages_ui(ui, cx, pages, state);
    forget(ui, state);
}

fn keys(ui: &Ui, state: &mut PreviewState, preview: &Preview) {
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let Some(pages) = &preview.pages else { return };
    let last = pages.count().saturating_sub(1);
    ui.input_mut(|input| {
        let mut go = |key, page: usize| {
            if input.consume_key(Modifiers::NONE, key) {
                state.target = Some(page);
            }
        };
        go(Key::PageDown, (state.shown + 1).min(last));
        go(Key::PageUp, state.shown.saturating_sub(1));
        go(Key::Home, 0);
        go(Key::End, last);
    });
}

fn top_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, state: &mut PreviewState) {
    let frame = Frame::new().fill(cx.palette.panel).inner_margin(Margin::symmetric(16, 0));
    Panel::top("preview top").exact_size(size::TOOLBAR).frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let close = ui.button(format!("{}  {}", cx.t.close, UiCommand::Escape.key_name()));
            close.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, cx.t.close));
            if close.clicked() {
                cx.tell(PreviewAction::Close);
            }
            ui.add_space(12.0);
            let mut zoom = |ui: &mut Ui, sign: &str, name: &'static str, factor: f32| {
                let button = ui.add(Button::new(sign).frame(false));
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
                if button.on_hover_text(name).clicked() {
                    state.zoom = (state.zoom * factor).clamp(0.25, 4.0);
                }
            };
            zoom(ui, "+", UiCommand::ZoomIn.text(cx.t), 1.25);
            zoom(ui, "−", UiCommand::ZoomOut.text(cx.t), 0.8);
            if let Some(pages) = &preview.pages {
                let words = fill(cx.t.print_pages, &[&pages.count()]);
                ui.label(RichText::new(words).font(regular(size::SECONDARY)).color(cx.palette.secondary));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(cx.t.print_title).font(bold(size::PLAN_TITLE)).color(cx.palette.ink);
                ui.add(Label::new(title).extend());
                let plan = RichText::new(&cx.session.document().plan.title).font(regular(size::SECONDARY));
                ui.add(Label::new(plan.color(cx.palette.secondary)).truncate());
            });
        });
    });
}

/// What is printed, how and where.
fn options_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    let frame =
        Frame::new().fill(cx.palette.background).inner_margin(Margin { left: 18, right: 8, top: 12, bottom: 8 });
    Panel::right("preview options").exact_size(OPTIONS).resizable(false).frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(OPTIONS - 36.0);
            let mut options = preview.options;
            what_ui(ui, cx, &mut options);
            how_ui(ui, cx, preview, &mut options);
            if options != preview.options {
                cx.tell(PreviewAction::Options(options));
            }
            warnings_ui(ui, cx, preview);
            printer_ui(ui, cx, preview);
            files_ui(ui, cx, preview);
        });
    });
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, text: &str) {
    super::widget::heading(ui, cx, text);
}

fn what_ui(ui: &mut Ui, cx: &Cx<'_>, options: &mut PrintOptions) {
    heading(ui, cx, cx.t.print_what);
    let unit: Option<UnitId> = match options.what {
        Wanted::Unit(unit) => Some(unit),
        _ => cx.session.current_unit(),
    };
    if let Some(unit) = unit {
        let name = fill(cx.t.print_unit, &[&cx.session.document().plan.unit(unit).name]);
        ui.radio_value(&mut options.what, Wanted::Unit(unit), name);
    }
    ui.radio_value(&mut options.what, Wanted::Units, cx.t.print_all);
    ui.radio_value(&mut options.what, Wanted::Matrix, cx.t.print_matrix);
    if !cx.session.filter().is_empty() && !matches!(options.what, Wanted::Unit(_)) {
        let mut shown_only = options.extent == Extent::Shown;
        if ui.checkbox(&mut shown_only, cx.t.print_shown_only).changed() {
            options.extent = if shown_only { Extent::Shown } else { Extent::All };
        }
    }
}

fn how_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview, options: &mut PrintOptions) {
    if options.what == Wanted::Matrix {
        heading(ui, cx, cx.t.print_paper);
        ui.horizontal(|ui| {
            ui.radio_value(&mut options.size, PaperSize::A4, "A4");
            ui.radio_value(&mut options.size, PaperSize::A3, "A3");
            ui.checkbox(&mut options.landscape, cx.t.print_landscape);
        });
    } else {
        heading(ui, cx, cx.t.print_style);
        ui.radio_value(&mut options.style, Style::Table, cx.t.print_table);
        ui.radio_value(&mut options.style, Style::Letter, cx.t.print_letter);
    }
    heading(ui, cx, cx.t.print_faces);
    ui.radio_value(&mut options.system_faces, false, cx.t.print_embedded);
    ui.radio_value(&mut options.system_faces, true, cx.t.print_system);
    let mut archive = preview.archive;
    if ui.checkbox(&mut archive, cx.t.print_archive).changed() {
        cx.tell(PreviewAction::Archive(archive));
    }
}

fn warnings_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    for warning in preview.pages.iter().flat_map(|pages| pages.warnings()) {
        let words = RichText::new(warning.words(cx.session.lang())).font(regular(size::SECONDARY));
        ui.add(Label::new(words.color(cx.palette.overall_lead)).wrap());
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
    let text = RichText::new(cx.t.print_now).font(bold(size::BODY)).color(cx.palette.panel);
    let button = Button::new(text).fill(cx.palette.ink).min_size(vec2(OPTIONS - 48.0, 32.0));
    let button = ui.add_enabled(preview.pages.is_some(), button);
    button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, preview.pages.is_some(), cx.t.print_now));
    if button.clicked() {
        send(PreviewAction::Print);
    }
}

fn files_ui(ui: &mut Ui, cx: &Cx<'_>, preview: &Preview) {
    heading(ui, cx, "PDF");
    let ready = preview.pages.is_some();
    let button = |ui: &mut Ui, text: &str, action: PreviewAction| {
        if ui.add_enabled(ready, Button::new(text).min_size(vec2(OPTIONS - 48.0, 28.0))).clicked() {
            cx.tell(action);
        }
    };
    button(ui, cx.t.print_save, PreviewAction::Save);
    button(ui, cx.t.print_elsewhere, PreviewAction::OpenElsewhere);
    if let Some(each) = preview.options.what.product().each() {
        heading(ui, cx, cx.t.export_short);
        for format in each.file_formats() {
            let text = fill(cx.t.print_each_unit, &[&format.ending().to_uppercase()]);
            button(ui, &text, PreviewAction::EachUnit(format));
        }
    }
}

/// All pages, small, at the left.
fn thumbs_ui(ui: &mut Ui, cx: &Cx<'_>, pages: &Pages, state: &mut PreviewState) {
    let frame = Frame::new().fill(cx.palette.background).inner_margin(Margin { left: 12, right: 4, top: 8, bottom: 0 });
    Panel::left("preview pages").exact_size(THUMB + 40.0).resizable(false).frame(frame).show(ui, |ui| {
        // Pages of one document are of one size: the rows are of one height.
        let ratio = pages.size(0).map_or(1.414, |size| (size.height / size.width) as f32);
        let height = THUMB * ratio + 22.0;
        ScrollArea::vertical().auto_shrink(false).show_rows(ui, height, pages.count(), |ui, rows| {
            for page in rows {
                let (rect, response) = ui.allocate_exact_size(vec2(THUMB + 8.0, height), Sense::CLICK);
                let name = fill(cx.t.print_page, &[&(page + 1), &pages.count()]);
                let is_shown = page == state.shown;
                response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, is_shown, &name));
                let paper = Rect::from_min_size(rect.min + vec2(4.0, 4.0), vec2(THUMB, THUMB * ratio));
                page_ui(ui, pages, state, page, paper, true);
                let stroke =
                    if is_shown { Stroke::new(2.0, cx.palette.responsible) } else { Stroke::new(1.0, cx.palette.line) };
                ui.painter().rect_stroke(paper, CornerRadius::ZERO, stroke, StrokeKind::Outside);
                let at = pos2(paper.center().x, paper.bottom() + 9.0);
                let font = regular(size::UNIT_NAME_SMALL);
                ui.painter().text(at, egui::Align2::CENTER_CENTER, page + 1, font, cx.palette.secondary);
                super::widget::focus_ring(ui, &response);
                if response.clicked() {
                    state.target = Some(page);
                }
            }
        });
    });
}

/// The pages themselves, one under the other.
fn pages_ui(ui: &mut Ui, cx: &Cx<'_>, pages: &Pages, state: &mut PreviewState) {
    let frame = Frame::new().fill(cx.palette.band);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        let sizes: Vec<egui::Vec2> = (0..pages.count())
            .filter_map(|page| pages.size(page))
            .map(|size| vec2(size.width as f32, size.height as f32))
            .collect();
        let widest = sizes.iter().map(|size| size.x).fold(1.0, f32::max);
        // At 1 a page is as wide as the room, but never larger than half again on a screen.
        let scale = ((room.width() - 48.0) / widest).clamp(0.1, 1.5) * state.zoom;
        let mut tops = vec![GAP];
        for size in &sizes {
            tops.push(tops.last().copied().unwrap_or_default() + size.y * scale + GAP);
        }
        let mut area = ScrollArea::both().auto_shrink(false).id_salt("preview");
        if let Some(page) = state.target.take() {
            area = area.vertical_scroll_offset(tops.get(page).copied().unwrap_or_default() - GAP / 2.0);
        }
        let width = (widest * scale + 48.0).max(room.width());
        area.show_viewport(ui, |ui, viewport| {
            ui.set_min_size(vec2(width, tops.last().copied().unwrap_or_default()));
            let origin = ui.max_rect().min;
            let middle = viewport.center().y;
            for (page, size) in sizes.iter().enumerate() {
                let (top, bottom) = (tops[page], tops[page + 1]);
                if top <= middle && middle < bottom {
                    state.shown = page;
                }
                if bottom < viewport.top() || top > viewport.bottom() {
                    continue;
                }
                let size = *size * scale;
                let at = origin + vec2((width - size.x) / 2.0, top);
                let rect = Rect::from_min_size(at, size);
                let response = ui.interact(rect, Id::unique("preview page").with(page), Sense::hover());
                let name = fill(cx.t.print_page, &[&(page + 1), &pages.count()]);
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &name));
                page_ui(ui, pages, state, page, rect, false);
                let stroke = Stroke::new(1.0, cx.palette.line);
                ui.painter().rect_stroke(rect, CornerRadius::ZERO, stroke, StrokeKind::Outside);
            }
        });
    });
}

/// One page in a rectangle, from its picture; a new picture is made where none is sharp enough.
fn page_ui(ui: &Ui, pages: &Pages, state: &mut PreviewState, page: usize, rect: Rect, small: bool) {
    // Paper is white in the dark, too: it shows what comes out of the printer.
    ui.painter().rect_filled(rect, CornerRadius::ZERO, PAPER);
    if !ui.is_rect_visible(rect) {
        return;
    }
    let now = ui.ctx().cumulative_frame_nr();
    let Some(size) = pages.size(page) else { return };
    let wanted = (rect.width() / size.width as f32 * ui.ctx().pixels_per_point()).min(MOST_SCALE);
    let kept = state.pictures.get(&(page, small)).map(|picture| picture.scale);
    let is_sharp = kept.is_some_and(|scale| (scale / wanted - 1.0).abs() < 0.02);
    if !is_sharp && let Some(image) = pages.image(page, wanted) {
        let pixels = ColorImage::from_rgba_unmultiplied([image.width as usize, image.height as usize], &image.rgba);
        let name = format!("page {page} {small}");
        let texture = ui.ctx().load_texture(name, pixels, TextureOptions::LINEAR);
        state.pictures.insert((page, small), Picture { texture, scale: wanted, used: now });
    }
    let Some(picture) = state.pictures.get_mut(&(page, small)) else { return };
    picture.used = now;
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    ui.painter().image(picture.texture.id(), rect, whole, UNTINTED);
}

/// A page is never rendered larger, whatever the zoom, in pixels for each point.
const MOST_SCALE: f32 = 5.0;

/// Lets go of pictures that were not used for the longest time.
fn forget(ui: &Ui, state: &mut PreviewState) {
    if state.pictures.len() <= MOST_PICTURES {
        return;
    }
    let now = ui.ctx().cumulative_frame_nr();
    state.pictures.retain(|_, picture| picture.used == now);
}
