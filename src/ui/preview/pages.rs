//! Pages: small ones to choose from, and the pages themselves, rendered from the document that is
//! printed and saved.

use super::super::Cx;
use super::super::theme::{PAPER, UNTINTED, regular, size};
use super::super::widget::focus_ring;
use crate::lang::fill;
use crate::paper::Pages;
use eframe::egui::{
    self, CentralPanel, ColorImage, CornerRadius, Frame, Id, Margin, Panel, Rect, ScrollArea, Sense, Stroke,
    StrokeKind, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2,
};
use std::collections::HashMap;

/// What belongs to the pages on screen alone.
#[derive(Default)]
pub struct PagesState {
    /// Pictures of pages, by page and whether it is the small one.
    pictures: HashMap<(usize, bool), Picture>,
    /// Of the width that the room allows; 0 for the whole width.
    pub(super) zoom: f32,
    /// A page to bring into view.
    pub(super) target: Option<usize>,
    pub(super) shown: usize,
}

struct Picture {
    texture: TextureHandle,
    /// Pixels for each point of the page.
    scale: f32,
    used: u64,
}

const GAP: f32 = 16.0;
const THUMB: f32 = 92.0;
/// A window that is narrower in logical pixels has no room for small pages.
const ROOM_FOR_SMALL: f32 = 1_100.0;
/// Pictures that are kept; those unused the longest go.
const MOST_PICTURES: usize = 24;

/// Draws the pages in the room that is left.
pub(super) fn all_ui(ui: &mut Ui, cx: &Cx<'_>, pages: &Pages, state: &mut PagesState) {
    if ui.ctx().content_rect().width() >= ROOM_FOR_SMALL {
        thumbs_ui(ui, cx, pages, state);
    }
    pages_ui(ui, cx, pages, state);
    forget(ui, state);
}

/// All pages, small, at the left.
fn thumbs_ui(ui: &mut Ui, cx: &Cx<'_>, pages: &Pages, state: &mut PagesState) {
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
                focus_ring(ui, &response);
                if response.clicked() {
                    state.target = Some(page);
                }
            }
        });
    });
}

/// The pages themselves, one under the other.
fn pages_ui(ui: &mut Ui, cx: &Cx<'_>, pages: &Pages, state: &mut PagesState) {
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
fn page_ui(ui: &Ui, pages: &Pages, state: &mut PagesState, page: usize, rect: Rect, small: bool) {
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
fn forget(ui: &Ui, state: &mut PagesState) {
    if state.pictures.len() <= MOST_PICTURES {
        return;
    }
    let now = ui.ctx().cumulative_frame_nr();
    state.pictures.retain(|_, picture| picture.used == now);
}
