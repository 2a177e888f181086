//! How tall the rows are: a task takes as many lines as its text needs in the width that it has, up to a choice.
//!
//! Lines are counted by the widths of characters, not laid out: ten thousand tasks are counted in some milliseconds
//! when the width changes, and no frame in between looks at them.

use super::measures::{self as g, Measures};
use crate::session::TaskLines;
use crate::ui::Cx;
use crate::ui::theme::size;
use crate::view::Subject;
use eframe::egui::epaint::text::FontsView;
use eframe::egui::{FontId, Ui};
use std::collections::HashMap;

/// What the heights of the rows follow from.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    revision: u64,
    edition: u64,
    zoom: f32,
    lines: TaskLines,
    /// Width of the row heads; it counts where tasks take more than one line.
    row_head: Option<f32>,
}

/// The rows of a matrix, from top to bottom.
#[derive(Default)]
pub struct Rows {
    key: Option<Key>,
    /// Top of each row and the bottom of the last, from the top of the first.
    tops: Vec<f32>,
    /// The rows that are sections, in order.
    sections: Vec<usize>,
    /// Room for the numbers of the tasks, the gap behind them included.
    number: f32,
}

impl Rows {
    /// The rows as they are now; counted anew only where something changed that they follow from.
    pub fn update(&mut self, ui: &Ui, cx: &Cx<'_>, measures: &Measures, row_head: f32) {
        let lines = cx.session.task_lines();
        let key = Key {
            revision: cx.session.revision(),
            edition: cx.session.active().edition(),
            zoom: measures.zoom(),
            lines,
            row_head: (lines != TaskLines::One).then_some(row_head),
        };
        if self.key.replace(key) == Some(key) {
            return;
        }
        let (view, plan) = (cx.session.view(), &cx.session.document().plan);
        ui.fonts_mut(|fonts| {
            let mut numbers = Widths::new(measures.regular(size::SECONDARY));
            let tasks = view.rows.iter().filter_map(|row| match row {
                Subject::Task(id) => Some(plan.task(*id)),
                Subject::Section(_) => None,
            });
            let head = numbers.of(fonts, cx.t.head_number);
            let widest = tasks.map(|task| numbers.of(fonts, &task.number)).fold(head, f32::max);
            self.number = (widest + measures.of(g::NUMBER_GAPS)).clamp(measures.of(g::NUMBER_LEAST), row_head / 3.0);
            // Bold, as a task under the pointer is: wider than regular.
            let mut widths = Widths::new(measures.bold(size::BODY));
            let room = row_head - self.number - measures.of(g::ROW_TOTAL) - g::ROW_MARGIN;
            self.tops.clear();
            self.sections.clear();
            let mut top = 0.0;
            self.tops.push(top);
            for (position, row) in view.rows.iter().enumerate() {
                top += match row {
                    Subject::Section(_) => {
                        self.sections.push(position);
                        measures.of(g::SECTION_ROW)
                    }
                    Subject::Task(_) if lines == TaskLines::One => measures.of(g::TASK_ROW),
                    Subject::Task(id) => {
                        let count = widths.lines(fonts, &plan.task(*id).text, room, lines.most());
                        measures.of(g::TASK_ROW) + (count - 1) as f32 * measures.of(g::TASK_LINE)
                    }
                };
                self.tops.push(top);
            }
        });
    }

    /// Top of each row and the bottom of the last, from the top of the first.
    pub fn tops(&self) -> &[f32] {
        &self.tops
    }

    /// Room for the numbers of the tasks, the gap behind them included.
    pub fn number(&self) -> f32 {
        self.number
    }

    /// The last section at or above a row, and the first one below it.
    pub fn sections_around(&self, row: usize) -> (Option<usize>, Option<usize>) {
        let below = self.sections.partition_point(|&section| section <= row);
        (below.checked_sub(1).map(|at| self.sections[at]), self.sections.get(below).copied())
    }

    #[cfg(test)]
    pub fn of_tops(tops: Vec<f32>, sections: Vec<usize>) -> Self {
        Self { key: None, tops, sections, number: g::NUMBER_LEAST }
    }
}

/// Widths of the characters of one font, each asked for once.
struct Widths {
    font: FontId,
    ascii: [Option<f32>; 128],
    /// Ideographs are all of one width.
    ideograph: Option<f32>,
    others: HashMap<char, f32>,
}

impl Widths {
    fn new(font: FontId) -> Self {
        Self { font, ascii: [None; 128], ideograph: None, others: HashMap::new() }
    }

    fn char(&mut self, fonts: &mut FontsView<'_>, c: char) -> f32 {
        let font = &self.font;
        let width = || fonts.glyph_width(font, c);
        match c {
            '\u{0}'..='\u{7F}' => *self.ascii[c as usize].get_or_insert_with(width),
            c if is_ideograph(c) => *self.ideograph.get_or_insert_with(width),
            c => *self.others.entry(c).or_insert_with(width),
        }
    }

    fn of(&mut self, fonts: &mut FontsView<'_>, text: &str) -> f32 {
        text.chars().map(|c| self.char(fonts, c)).sum()
    }

    /// How many lines a text takes in this room, at least 1 and at most `most`: broken as the toolkit breaks it, after
    /// spaces, between ideographs, and within a word that is wider than a line.
    fn lines(&mut self, fonts: &mut FontsView<'_>, text: &str, room: f32, most: usize) -> usize {
        // What is rounded to pixels while it is laid out may take a little more.
        let room = (room - 2.0).max(self.font.size * 2.0);
        let mut lines = 1;
        let mut width = 0.0;
        // How wide the line is behind the last place where it may break: between words or ideographs, else behind a
        // dash, else behind another sign.
        let mut behind: [Option<f32>; 3] = [None; 3];
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let own = self.char(fonts, c);
            if width + own > room {
                lines += 1;
                if lines > most {
                    return most;
                }
                width = behind.iter().flatten().next().copied().unwrap_or(0.0);
                for place in &mut behind {
                    *place = place.filter(|&behind| behind < width);
                }
            }
            width += own;
            let next = chars.peek().copied();
            let breaks = c.is_whitespace()
                || next.is_some_and(is_ideograph)
                || is_ideograph(c) && next.is_none_or(|next| next.is_alphanumeric() || opens(next));
            for (place, breaks) in behind.iter_mut().zip([breaks, c == '-', c.is_ascii_punctuation()]) {
                *place = if breaks { Some(0.0) } else { place.map(|behind| behind + own) };
            }
        }
        lines
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Signs that a line may begin with behind an ideograph.
fn opens(c: char) -> bool {
    "（《“‘【〔「『(".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::fonts;
    use eframe::egui::epaint::text::TextWrapping;
    use eframe::egui::text::LayoutJob;
    use eframe::egui::{Context, RawInput};

    #[test]
    fn no_text_needs_more_lines_than_are_counted_for_it() {
        let ctx = Context::default();
        fonts::install(&ctx);
        let plan = crate::document::Document::builtin().plan;
        let mut texts: Vec<String> = plan.tasks.iter().map(|task| task.text.clone()).collect();
        texts.extend(
            [
                "",
                "短",
                "Walk the whole sea wall from the Old Battery to the slipway, record every crack wider than 5 mm",
                "supercalifragilisticexpialidocious-and-a-very-long-word-without-any-space-at-all",
                "“互联网+政务服务”，12345热线（每年2次）《办法》；、。！——“”",
                "a  b   c    d     e      f",
            ]
            .map(str::to_owned),
        );
        let mut counted = Vec::new();
        let mut output = ctx.run_ui(RawInput::default(), |ui| {
            counted.clear();
            ui.fonts_mut(|fonts| {
                for points in [13.0, 19.5] {
                    let font = crate::ui::theme::bold(points);
                    let mut widths = Widths::new(font.clone());
                    for room in [90.0, 230.0, 400.0] {
                        for text in &texts {
                            let ours = widths.lines(fonts, text, room, usize::MAX);
                            let mut job = LayoutJob::simple(text.clone(), font.clone(), crate::ui::theme::PAPER, room);
                            job.wrap = TextWrapping { max_width: room, ..TextWrapping::default() };
                            let laid = fonts.layout_job(job).rows.len();
                            counted.push((laid, ours, text.clone(), room));
                        }
                    }
                }
            });
        });
        output.textures_delta.clear();
        assert!(!counted.is_empty());
        let short: Vec<_> = counted.iter().filter(|(laid, ours, ..)| laid > ours).collect();
        assert!(short.is_empty(), "{short:?}");
        let (laid, ours) = counted.iter().fold((0, 0), |(a, b), (laid, ours, ..)| (a + laid, b + ours));
        assert!(ours * 100 <= laid * 106, "{ours} lines counted for {laid}");
    }
}
