//! The document's own text (原文): the words that name units lit by role, the task of the panel
//! marked, and a search of its own. A paragraph of a task leads to its panel, and the panel back here.

use super::theme::{bold, regular, size};
use super::widget::ListKeys;
use super::{Cx, Region};
use crate::lang::fill;
use crate::model::{Role, TaskId};
use crate::session::{Panel, ViewAction};
use crate::view::SourceText;
use eframe::egui::{
    self, Align, Color32, CornerRadius, EventFilter, Frame, Galley, Id, Key, Label, Margin, Modifiers, Rect, RichText,
    ScrollArea, Sense, TextEdit, TextFormat, Ui, WidgetInfo, pos2, text::LayoutJob, vec2,
};
use std::ops::Range;
use std::sync::Arc;

/// What belongs to the page alone.
#[derive(Default)]
pub struct SourceState {
    /// The edition that the rest belongs to.
    opened: Option<u64>,
    /// Bytes of each line of the text.
    lines: Vec<Range<usize>>,
    /// Top of each line and the bottom of the last; estimated until a line was laid out.
    tops: Vec<f32>,
    /// Width for which `tops` were made.
    width: f32,
    /// The task that was last scrolled to.
    followed: Option<TaskId>,
    words: String,
    searched: String,
    matches: Vec<Range<usize>>,
    current: usize,
    /// Words of a doubt.
    lit: Option<Range<usize>>,
    /// A byte to bring into view.
    target: Option<usize>,
    scrolled: f32,
}

/// Text of the page, in logical pixels.
const TEXT: f32 = 15.0;
const LINE: f32 = 26.0;
const GAP: f32 = 8.0;
/// A line of more characters is tiring to read.
const WIDEST: f32 = 780.0;
/// Room at the left for the numbers of tasks.
const NUMBERS: f32 = 48.0;
/// So many bytes are laid out at once; of a longer text only what is visible.
const AT_ONCE: usize = 300_000;

/// Draws the page into all the room that is left.
pub fn source_ui(ui: &mut Ui, cx: &Cx<'_>, state: &mut SourceState) {
    let Some(source) = &cx.session.document().source else {
        Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
            ui.add(Label::new(RichText::new(cx.t.source_missing).color(cx.palette.secondary)).wrap());
        });
        return;
    };
    if state.opened != Some(cx.session.active().document_edition()) {
        *state = SourceState { opened: Some(cx.session.active().document_edition()), ..SourceState::default() };
        state.lines = lines(&source.text);
    }
    search_ui(ui, cx, source, state);
    let shown = match cx.session.panel() {
        Panel::Task(task) => Some(task),
        _ => None,
    };
    if state.followed != shown {
        state.followed = shown;
        state.target = shown.and_then(|task| source.place(task)).map(|place| place.span.start);
    }
    let lit = cx.session.draft().and_then(|draft| draft.lit().cloned());
    if state.lit != lit {
        state.target = lit.as_ref().map(|lit| lit.start).or(state.target);
        state.lit = lit;
    }
    text_ui(ui, cx, source, state, shown);
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        lines.push(start..start + trimmed.len());
        start += line.len();
    }
    lines
}

fn search_ui(ui: &mut Ui, cx: &Cx<'_>, source: &SourceText, state: &mut SourceState) {
    let id = Id::unique("source search");
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let keys = if has_focus { ListKeys::take(ui) } else { ListKeys::default() };
    Frame::new().inner_margin(Margin { left: 24, right: 16, top: 12, bottom: 6 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            let edit = TextEdit::singleline(&mut state.words).id(id).hint_text(cx.t.source_hint).desired_width(260.0);
            let response = ui.add(edit);
            let keep = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, keep));
            ui.ctx().accesskit_node_builder(id, |node| node.set_label(cx.t.source_hint));
            if cx.focus == Some(Region::Source) {
                response.request_focus();
            }
            if keys.escape {
                state.words.clear();
                response.surrender_focus();
            }
            if state.words != state.searched {
                state.searched.clone_from(&state.words);
                state.matches = matches(&source.text, state.words.trim());
                state.current = 0;
                state.target = state.matches.first().map(|place| place.start);
            }
            if state.words.trim().is_empty() {
                return;
            }
            let count = state.matches.len();
            let says = if count == 0 {
                cx.t.source_none.to_owned()
            } else {
                fill(cx.t.source_found, &[&(state.current + 1), &count])
            };
            ui.label(RichText::new(says).font(regular(size::SECONDARY)).color(cx.palette.secondary));
            let step = |ui: &mut Ui, sign: &str, name: &'static str| {
                let button = ui.add_enabled(count > 0, egui::Button::new(sign).frame(false));
                button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, count > 0, name));
                button.on_hover_text(name).clicked()
            };
            let previous = step(ui, "‹", cx.t.source_previous) || keys.up || keys.shift_enter;
            let next = step(ui, "›", cx.t.source_next) || keys.down || keys.enter;
            if count > 0 && (previous || next) {
                state.current = if next { (state.current + 1) % count } else { (state.current + count - 1) % count };
                state.target = Some(state.matches[state.current].start);
                // The count stands before the buttons that change it.
                ui.ctx().request_repaint();
            }
        });
    });
}

/// Places of some words, ASCII letters in either case.
fn matches(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    let (text, words) = (text.to_ascii_lowercase(), words.to_ascii_lowercase());
    text.match_indices(&words).map(|(at, _)| at..at + words.len()).collect()
}

fn text_ui(ui: &mut Ui, cx: &Cx<'_>, source: &SourceText, state: &mut SourceState, shown: Option<TaskId>) {
    let width = (ui.available_width() - NUMBERS - 40.0).clamp(160.0, WIDEST);
    // In the middle of a wide window.
    let inset = ((ui.available_width() - width - NUMBERS) / 2.0).max(24.0);
    let page = Page { cx, source, shown, width };
    if state.tops.is_empty() || (state.width - width).abs() > 0.5 {
        state.width = width;
        page.measure(ui, state);
        state.target = state.target.or_else(|| page.line_at(state, state.scrolled).map(|line| state.lines[line].start));
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("source");
    if let Some(moved) = scroll_keys(ui) {
        area = area.vertical_scroll_offset((state.scrolled + moved * ui.available_height()).max(0.0));
    }
    if let Some(byte) = state.target {
        let line = state.lines.partition_point(|line| line.end < byte).min(state.lines.len().saturating_sub(1));
        let top = state.tops.get(line).copied().unwrap_or_default();
        let room = ui.available_height();
        let is_visible = top >= state.scrolled && top + LINE * 2.0 <= state.scrolled + room;
        if !is_visible {
            area = area.vertical_scroll_offset((top - room / 3.0).max(0.0));
        }
        state.target = None;
    }
    let height = state.tops.last().copied().unwrap_or_default() + 24.0;
    let output = area.show_viewport(ui, |ui, viewport| {
        ui.set_height(height);
        let origin = ui.max_rect().min;
        let first = state.tops.partition_point(|&top| top <= viewport.top()).saturating_sub(1);
        for line in first..state.lines.len() {
            if state.tops[line] > viewport.bottom() {
                break;
            }
            let at = origin + vec2(inset + NUMBERS, state.tops[line]);
            let laid = page.line_ui(ui, state, line, at);
            // An estimate is set right as soon as the line is seen.
            let wrong = laid + GAP - (state.tops[line + 1] - state.tops[line]);
            if wrong.abs() > 0.5 {
                state.tops[line + 1..].iter_mut().for_each(|top| *top += wrong);
                ui.ctx().request_repaint();
            }
        }
    });
    state.scrolled = output.state.clamped_offset().y;
}

/// How many pages the keys ask to scroll, while nothing else has the keyboard.
fn scroll_keys(ui: &Ui) -> Option<f32> {
    if ui.memory(|memory| memory.focused().is_some()) {
        return None;
    }
    let keys = [
        (Key::ArrowUp, -0.1),
        (Key::ArrowDown, 0.1),
        (Key::PageUp, -0.9),
        (Key::PageDown, 0.9),
        (Key::Home, f32::MIN / 1e6),
        (Key::End, f32::MAX / 1e6),
    ];
    ui.input_mut(|input| {
        keys.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key)).map(|(_, pages)| pages)
    })
}

struct Page<'a> {
    cx: &'a Cx<'a>,
    source: &'a SourceText,
    shown: Option<TaskId>,
    width: f32,
}

impl Page<'_> {
    fn measure(&self, ui: &Ui, state: &mut SourceState) {
        let whole = self.source.text.len() <= AT_ONCE;
        let mut top = 0.0;
        state.tops = vec![top];
        for line in &state.lines {
            let height = if whole {
                self.layout(ui, line, &[]).size().y
            } else {
                let characters = (line.len() / 3) as f32;
                (characters * TEXT / self.width).ceil().max(1.0) * LINE
            };
            top += height + GAP;
            state.tops.push(top);
        }
    }

    fn line_at(&self, state: &SourceState, y: f32) -> Option<usize> {
        (y > 0.0).then(|| state.tops.partition_point(|&top| top <= y).saturating_sub(1).min(state.lines.len() - 1))
    }

    fn layout(&self, ui: &Ui, line: &Range<usize>, matches: &[Range<usize>]) -> Arc<Galley> {
        ui.painter().layout_job(self.job(line, matches))
    }

    fn job(&self, line: &Range<usize>, matches: &[Range<usize>]) -> LayoutJob {
        let palette = self.cx.palette;
        let tasks: Vec<_> = self.source.tasks_in(line).collect();
        // Where the look of the text may change.
        let mut cuts = vec![line.start, line.end];
        let mut cut = |span: &Range<usize>| cuts.extend([span.start, span.end]);
        for (task, place) in &tasks {
            place.words.iter().for_each(|words| cut(&words.span));
            if self.shown == Some(*task) {
                cut(&place.span);
            }
        }
        matches.iter().for_each(cut);
        cuts.retain(|at| line.contains(at) || *at == line.end);
        cuts.sort_unstable();
        cuts.dedup();
        let mut job = LayoutJob::default();
        job.wrap.max_width = self.width;
        for piece in cuts.windows(2) {
            let span = piece[0]..piece[1];
            let holds = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
            let role = tasks.iter().flat_map(|(_, place)| &place.words).find(|words| holds(&words.span));
            let role: Option<Role> = role.map(|words| words.role);
            let is_shown = tasks.iter().any(|(task, place)| self.shown == Some(*task) && holds(&place.span));
            let background = if matches.iter().any(holds) {
                palette.crossing
            } else if is_shown {
                palette.crosshair
            } else {
                Color32::TRANSPARENT
            };
            let format = TextFormat {
                font_id: if role.is_some() { bold(TEXT) } else { regular(TEXT) },
                color: role.map_or(palette.ink, |role| palette.role(role)),
                background,
                line_height: Some(LINE),
                valign: Align::Center,
                ..TextFormat::default()
            };
            job.append(&self.source.text[span], 0.0, format);
        }
        if job.text.is_empty() {
            job.append(" ", 0.0, TextFormat { line_height: Some(LINE / 2.0), ..TextFormat::default() });
        }
        job
    }

    /// Draws one line of the text; how high it is.
    fn line_ui(&self, ui: &mut Ui, state: &SourceState, line: usize, at: egui::Pos2) -> f32 {
        let cx = self.cx;
        let span = state.lines[line].clone();
        let first = state.matches.partition_point(|place| place.end <= span.start);
        let end = state.matches.partition_point(|place| place.start < span.end).max(first);
        let mut lit = state.matches[first..end].to_vec();
        // A doubt may be about more than one line.
        lit.extend(
            state
                .lit
                .clone()
                .filter(|lit| lit.start < span.end && span.start < lit.end)
                .map(|lit| lit.start.max(span.start)..lit.end.min(span.end)),
        );
        let galley = self.layout(ui, &span, &lit);
        let rect = Rect::from_min_size(at, vec2(self.width, galley.size().y));
        let tasks: Vec<(TaskId, Range<usize>)> =
            self.source.tasks_in(&span).map(|(task, place)| (task, place.span.clone())).collect();
        if span.is_empty() {
            return rect.height();
        }
        let sense = if tasks.is_empty() { Sense::hover() } else { Sense::CLICK };
        let response = ui.interact(rect, Id::unique("source line").with(line), sense);
        let text = &self.source.text[span.clone()];
        let kind = if tasks.is_empty() { egui::Role::Label } else { egui::Role::Link };
        response.widget_info(|| WidgetInfo::labeled(kind, true, text));
        if response.hovered() && !tasks.is_empty() {
            ui.painter().rect_filled(rect.expand2(vec2(8.0, 3.0)), CornerRadius::same(4), cx.palette.band);
            ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        for (task, place) in &tasks {
            if span.contains(&place.start) {
                let row = galley.pos_from_cursor(egui::text::CCursor::new(
                    self.source.text[span.start..place.start].chars().count(),
                ));
                let number = &cx.session.document().plan.task(*task).number;
                let beside = pos2(at.x - 14.0, at.y + row.center().y);
                let font = regular(size::SECONDARY);
                ui.painter().text(beside, egui::Align2::RIGHT_CENTER, number, font, cx.palette.secondary);
            }
        }
        let height = galley.size().y;
        super::widget::focus_ring(ui, &response);
        if response.clicked() {
            // Several tasks may share a line; one that is told by its place, else the first.
            let clicked = response.interact_pointer_pos().map(|pos| {
                let cursor = galley.cursor_from_pos(pos - at);
                let inside = text.char_indices().nth(cursor.index.0).map_or(text.len(), |(inside, _)| inside);
                span.start + inside
            });
            let task = clicked.and_then(|byte| tasks.iter().find(|(_, place)| place.contains(&byte)));
            if let Some((task, _)) = task.or(tasks.first()) {
                cx.tell(ViewAction::Show(Panel::Task(*task)));
            }
        }
        ui.painter().galley(at, galley, cx.palette.ink);
        height
    }
}
