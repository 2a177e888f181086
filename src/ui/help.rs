//! The manual over the window: chapters to choose from, a search, the chapter; and every key, from the one table of
//! commands.

use super::Cx;
use super::theme::{bold, regular, size};
use crate::manual::{Block, Chapter, Look, Manual, Picture, Run};
use crate::session::{Group, HelpPage, OutputAction, UiCommand, WindowAction, manual};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, ComboBox, EventFilter, Frame, Grid, Id, Image, Key, Label, Layout, Margin, Modal, RichText,
    ScrollArea, Sense, TextEdit, TextureHandle, TextureOptions, Ui, vec2,
};

/// What belongs to the manual alone.
#[derive(Default)]
pub struct HelpState {
    /// What is looked for.
    words: String,
    /// The page that was on screen in the frame before.
    shown: Option<HelpPage>,
    /// Pictures that were shown, in the language of their text.
    pictures: Vec<(crate::lang::Lang, Picture, TextureHandle)>,
}

/// Width of the list of chapters.
const LIST: f32 = 196.0;
/// The widest line that is read with ease.
const COLUMN: f32 = 720.0;
/// So narrow, the list is a menu above the text.
const NARROW: f32 = 640.0;
/// An arrow key scrolls so far.
const STEP: f32 = 48.0;

/// Draws the manual if it is open.
pub fn help_ui(ui: &Ui, cx: &Cx<'_>, state: &mut HelpState) {
    let Some(page) = cx.session.help() else {
        *state = HelpState { pictures: std::mem::take(&mut state.pictures), ..HelpState::default() };
        return;
    };
    let turned = state.shown.replace(page) != Some(page);
    let room = ui.ctx().content_rect().size() - vec2(64.0, 64.0);
    let room = room.min(vec2(LIST + COLUMN + 48.0, 760.0));
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(16, 12));
    Modal::new(Id::unique("manual")).frame(frame).show(ui.ctx(), |ui| {
        ui.set_min_size(room);
        ui.set_max_size(room);
        ui.horizontal(|ui| {
            ui.label(RichText::new(UiCommand::Help.text(cx.t)).font(bold(size::PLAN_TITLE)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(cx.t.close).clicked() {
                    cx.send(WindowAction::ShowHelp(None));
                }
                if ui.button(cx.t.manual_save).clicked() {
                    cx.tell(OutputAction::SaveManual);
                }
            });
        });
        ui.separator();
        let manual = manual(cx.session.lang());
        if room.x < NARROW {
            ui.horizontal(|ui| {
                chapter_menu_ui(ui, cx, manual, page);
                search_ui(ui, cx, state);
            });
            ui.separator();
            page_ui(ui, cx, state, manual, page, turned);
        } else {
            ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(LIST);
                    search_ui(ui, cx, state);
                    ui.add_space(4.0);
                    chapters_ui(ui, cx, manual, page);
                });
                ui.separator();
                ui.vertical(|ui| page_ui(ui, cx, state, manual, page, turned));
            });
        }
    });
}

/// Every page with its title, in order.
fn pages<'m>(cx: &Cx<'_>, manual: &'m Manual) -> Vec<(HelpPage, &'m str)> {
    let mut pages: Vec<(HelpPage, &str)> = manual
        .chapters
        .iter()
        .enumerate()
        .map(|(at, chapter)| (HelpPage::Chapter(at), chapter.title.as_str()))
        .collect();
    // The keys stand before the last chapter, which is about the program.
    pages.insert(pages.len().saturating_sub(1), (HelpPage::Keys, UiCommand::Keys.text(cx.t)));
    pages
}

fn search_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut HelpState) {
    let id = Id::unique("manual search");
    ui.add(TextEdit::singleline(&mut state.words).id(id).hint_text(cx.t.manual_search).desired_width(LIST - 16.0));
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(cx.t.manual_search));
}

fn chapters_ui(ui: &mut Ui, cx: &Cx<'_>, manual: &Manual, page: HelpPage) {
    ScrollArea::vertical().id_salt("chapters").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (own, title) in pages(cx, manual) {
            let text = RichText::new(title).font(regular(size::BODY));
            if ui.selectable_label(own == page, text).clicked() {
                cx.send(WindowAction::ShowHelp(Some(own)));
            }
        }
    });
}

fn chapter_menu_ui(ui: &mut Ui, cx: &Cx<'_>, manual: &Manual, page: HelpPage) {
    let all = pages(cx, manual);
    let shown = all.iter().find(|(own, _)| *own == page).map_or("", |(_, title)| *title);
    let menu = ComboBox::from_id_salt("chapters").selected_text(shown).width(180.0).show_ui(ui, |ui| {
        for (own, title) in &all {
            if ui.selectable_label(*own == page, *title).clicked() {
                cx.send(WindowAction::ShowHelp(Some(*own)));
            }
        }
    });
    ui.ctx().accesskit_node_builder(menu.response.id, |node| node.set_label(UiCommand::Help.text(cx.t)));
}

/// The page, or what is found of all of them.
fn page_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut HelpState, manual: &Manual, page: HelpPage, turned: bool) {
    let id = Id::unique("manual page");
    let place = ui.available_rect_before_wrap();
    let response = ui.interact(place, id, Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Document, true, UiCommand::Help.text(cx.t)));
    if turned {
        // From here on the keys that scroll are the manual's.
        response.request_focus();
    }
    let mut scroll = 0.0;
    let mut edge = None;
    if response.has_focus() {
        let keep = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keep));
        ui.input(|input| {
            for (key, by) in [
                (Key::ArrowDown, STEP),
                (Key::ArrowUp, -STEP),
                (Key::PageDown, place.height() - STEP),
                (Key::Space, place.height() - STEP),
                (Key::PageUp, STEP - place.height()),
            ] {
                scroll += f32::from(input.num_presses(key).min(20) as u8) * by;
            }
            edge = match (input.key_pressed(Key::Home), input.key_pressed(Key::End)) {
                (true, _) => Some(Align::Min),
                (_, true) => Some(Align::Max),
                (false, false) => None,
            };
        });
    }
    let wanted: Vec<String> = state.words.split_whitespace().map(str::to_lowercase).collect();
    ScrollArea::vertical().id_salt(("page", page, wanted.is_empty())).auto_shrink(false).show(ui, |ui| {
        if scroll != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -scroll));
        }
        ui.set_max_width(ui.available_width().min(COLUMN));
        if edge == Some(Align::Min) {
            ui.scroll_to_cursor(Some(Align::Min));
        }
        match page {
            _ if !wanted.is_empty() => found_ui(ui, cx, state, manual, &wanted),
            HelpPage::Keys => keys_ui(ui, cx),
            HelpPage::Chapter(at) => {
                if let Some(chapter) = manual.chapters.get(at) {
                    title_ui(ui, &chapter.title);
                    for (position, block) in chapter.blocks.iter().enumerate() {
                        block_ui(ui, cx, state, block, (at, position), &[]);
                    }
                }
            }
        }
        if edge == Some(Align::Max) {
            ui.scroll_to_cursor(Some(Align::Max));
        }
    });
}

fn title_ui(ui: &mut Ui, title: &str) {
    ui.add_space(2.0);
    ui.label(RichText::new(title).font(bold(size::PANEL_TITLE)));
    ui.add_space(6.0);
}

/// The parts of all chapters that hold every word, each chapter with a link to it.
fn found_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut HelpState, manual: &Manual, wanted: &[String]) {
    let holds = |words: &str| {
        let words = words.to_lowercase();
        wanted.iter().all(|wanted| words.contains(wanted))
    };
    let mut any = false;
    for (at, Chapter { title, blocks }) in manual.chapters.iter().enumerate() {
        let found: Vec<&Block> = blocks.iter().filter(|block| holds(&block.words())).collect();
        if found.is_empty() && !holds(title) {
            continue;
        }
        any = true;
        if ui.link(RichText::new(title).font(bold(size::PLAN_TITLE))).clicked() {
            state.words.clear();
            cx.send(WindowAction::ShowHelp(Some(HelpPage::Chapter(at))));
        }
        for (position, block) in found.into_iter().enumerate() {
            block_ui(ui, cx, state, block, (at, position), wanted);
        }
        ui.add_space(8.0);
    }
    if !any {
        ui.label(RichText::new(cx.t.search_none).color(cx.palette.secondary));
    }
}

fn block_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut HelpState, block: &Block, place: (usize, usize), found: &[String]) {
    match block {
        Block::Words(runs) => {
            words_ui(ui, cx, runs, found);
            ui.add_space(4.0);
        }
        Block::Items { counted, items } => {
            for (position, item) in items.iter().enumerate() {
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    let sign = if *counted { format!("{}.", position + 1) } else { "·".to_owned() };
                    ui.add_sized([18.0, 18.0], Label::new(RichText::new(sign).font(bold(size::BODY))));
                    ui.vertical(|ui| words_ui(ui, cx, item, found));
                });
            }
            ui.add_space(4.0);
        }
        Block::Table(rows) => {
            Grid::new(("table", place)).num_columns(2).spacing([20.0, 5.0]).show(ui, |ui| {
                for (position, row) in rows.iter().enumerate() {
                    for cell in row {
                        let mut job = job(cx, cell, found);
                        if position == 0 {
                            job.sections.iter_mut().for_each(|section| section.format.font_id = bold(size::BODY));
                        }
                        ui.label(job);
                    }
                    ui.end_row();
                }
            });
            ui.add_space(6.0);
        }
        Block::Picture { picture, about } => {
            if let Some(texture) = texture(ui, cx, state, *picture) {
                let image = Image::new(&texture).max_width(ui.available_width()).alt_text(about);
                ui.add(image.corner_radius(4));
                ui.label(RichText::new(about).font(regular(size::SECONDARY)).color(cx.palette.secondary));
                ui.add_space(6.0);
            }
        }
    }
}

fn words_ui(ui: &mut Ui, cx: &Cx<'_>, runs: &[Run], found: &[String]) {
    ui.add(Label::new(job(cx, runs, found)).wrap());
}

/// Words as they look, those that were found lit.
fn job(cx: &Cx<'_>, runs: &[Run], found: &[String]) -> LayoutJob {
    let mut job = LayoutJob::default();
    for Run { words, look } in runs {
        let (font, ground) = match look {
            Look::Plain => (regular(size::BODY), egui::Color32::TRANSPARENT),
            Look::Strong => (bold(size::BODY), egui::Color32::TRANSPARENT),
            Look::Typed => (regular(size::BODY), cx.palette.band),
        };
        let plain =
            TextFormat { background: ground, line_height: Some(20.0), ..TextFormat::simple(font, cx.palette.ink) };
        let lit = TextFormat { background: cx.palette.crossing, ..plain.clone() };
        for (part, is_found) in parts(words, found) {
            job.append(part, 0.0, if is_found { lit.clone() } else { plain.clone() });
        }
    }
    job
}

/// The words cut where one of `found`, which are in lower case, begins and ends.
fn parts<'w>(words: &'w str, found: &[String]) -> Vec<(&'w str, bool)> {
    let mut parts = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let begins = |at: usize| {
            let tail = &rest[at..];
            found.iter().map(|found| same_start(tail, found)).max().filter(|&length| length > 0)
        };
        let next = rest.char_indices().find_map(|(at, _)| begins(at).map(|length| (at, length)));
        let Some((at, length)) = next else { break };
        parts.extend((at > 0).then_some((&rest[..at], false)));
        parts.push((&rest[at..at + length], true));
        rest = &rest[at + length..];
    }
    parts.extend((!rest.is_empty()).then_some((rest, false)));
    parts
}

/// How many bytes of a text are these words, whatever their case; none if it begins otherwise.
fn same_start(text: &str, words: &str) -> usize {
    let mut signs = text.char_indices();
    let mut length = 0;
    for wanted in words.chars() {
        match signs.next() {
            Some((at, sign)) if sign.to_lowercase().eq(wanted.to_lowercase()) => length = at + sign.len_utf8(),
            _ => return 0,
        }
    }
    length
}

/// A picture, read when it is first seen.
fn texture(ui: &Ui, cx: &Cx<'_>, state: &mut HelpState, picture: Picture) -> Option<TextureHandle> {
    let lang = cx.session.lang();
    if let Some((.., texture)) = state.pictures.iter().find(|(of, own, _)| (*of, *own) == (lang, picture)) {
        return Some(texture.clone());
    }
    let icon = eframe::icon_data::from_png_bytes(picture.png(lang)).ok()?;
    let size = [icon.width as usize, icon.height as usize];
    let image = egui::ColorImage::from_rgba_unmultiplied(size, &icon.rgba);
    let texture = ui.ctx().load_texture(picture.name(), image, TextureOptions::LINEAR);
    state.pictures.push((lang, picture, texture.clone()));
    Some(texture)
}

fn keys_ui(ui: &mut Ui, cx: &Cx<'_>) {
    let t = cx.t;
    title_ui(ui, UiCommand::Keys.text(t));
    Grid::new("keys").num_columns(3).spacing([24.0, 7.0]).show(ui, |ui| {
        let line = |ui: &mut Ui, keys: &str, text: &str, about: &str| {
            ui.label(RichText::new(keys).font(bold(size::SECONDARY)));
            ui.label(RichText::new(text).font(regular(size::BODY)));
            ui.label(RichText::new(about).font(regular(size::SECONDARY)).color(cx.palette.secondary));
            ui.end_row();
        };
        line(ui, t.keys_move_names, t.keys_move, "");
        line(ui, t.keys_extend_names, t.keys_extend, "");
        line(ui, t.keys_scroll_names, t.keys_scroll, "");
        for group in Group::ALL {
            ui.label(RichText::new(group.text(t)).font(bold(size::BODY)).color(cx.palette.lead));
            ui.end_row();
            for command in group.commands().filter(|command| command.shortcut().is_some()) {
                line(ui, &command.key_names(), command.text(t), command.about(t));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn what_is_found_is_lit_whatever_its_case() {
        let found = ["ctrl".to_owned(), "表".to_owned()];
        assert_eq!(parts("按 Ctrl+S 存表", &found), [("按 ", false), ("Ctrl", true), ("+S 存", false), ("表", true)]);
        assert_eq!(parts("İ", &found), [("İ", false)]);
        assert_eq!(parts("", &found), []);
        assert_eq!(parts("无", &[]), [("无", false)]);
    }
}
