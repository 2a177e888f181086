//! The picture as SVG text.

use super::layout::{
    BAND, BODY, COLUMN, ENDING, Layout, Lines, MARGIN, NAME_SMALL, NUMBER, ROW_TOTAL, SIGN, SMALL, TITLE, TOTALS,
    is_upright, name_pitch, name_size, upright_signs,
};
use super::sans::Sans;
use super::{Options, Size};
use crate::export::Scope;
use crate::export::legend::statement;
use crate::lang::RoleWords;
use crate::look::{Colors, Glyph, Part, RING, Shape, ring_radius};
use crate::made::Warning;
use crate::model::Role;
use crate::model::text::{first_sentence, is_han};
use crate::neutral;
use crate::view::{MarkStyle, Subject};
use std::borrow::Cow;
use std::fmt::{Display, Write as _};

/// Faces for programs that show the SVG: ours where it is installed, else what each system has.
const FAMILIES: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',\
                        'WenQuanYi Micro Hei',sans-serif";
/// Size of a group's name that stands in two lines.
const BAND_SMALL: f32 = 10.0;
/// From the middle of a line to its baseline, in parts of the type size.
const BASELINE: f32 = 0.36;

/// Who gives the text its shapes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Glyphs {
    /// The program that shows the SVG.
    OfTheViewer,
    /// The embedded faces alone: 〓 stands for a character that they lack.
    OfTheFaces,
}

/// The whole picture, and what is not in it as it should be.
pub(super) fn draw(
    scope: &Scope<'_>,
    layout: &Layout,
    sans: &Sans,
    options: &Options,
    glyphs: Glyphs,
) -> (String, Vec<Warning>) {
    let mut svg = Svg { out: String::new(), sans, colors: options.colors, glyphs, missing: Vec::new() };
    svg.begin(scope, layout, options.size);
    svg.heading(scope, layout);
    svg.rows(scope, layout);
    svg.heads(scope, layout);
    svg.out.push_str("</svg>\n");
    let warning = (!svg.missing.is_empty()).then_some(Warning::NoGlyphs { characters: svg.missing });
    (svg.out, warning.into_iter().collect())
}

struct Svg<'a> {
    out: String,
    sans: &'a Sans,
    colors: &'a Colors,
    glyphs: Glyphs,
    /// Characters that the faces lack, each once, with the number of places.
    missing: Vec<(char, usize)>,
}

/// How a line of text is set.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    color: u32,
    bold: bool,
    anchor: &'static str,
}

const START: &str = "start";
const MIDDLE: &str = "middle";
const END: &str = "end";

/// Writes formatted text. Writing to a String cannot fail.
macro_rules! put {
    ($svg:expr, $($part:tt)*) => {{ let _ = write!($svg.out, $($part)*); }};
}

/// A length with at most two decimals and no more than it needs.
struct Px(f32);

impl Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let hundredths = (f64::from(self.0) * 100.0).round();
        write!(f, "{}", hundredths / 100.0)
    }
}

impl Svg<'_> {
    fn begin(&mut self, scope: &Scope<'_>, layout: &Layout, size: Size) {
        let scale = size.scale(layout.width);
        let [width, height] = [layout.width, layout.height];
        put!(
            self,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" font-family=\"{FAMILIES}\">\n",
            Px((width * scale).round()),
            Px((height * scale).round()),
            Px(width),
            Px(height),
        );
        let title = self.shown(&scope.plan.title).into_owned();
        put!(self, "<title>{}</title>\n", Xml(&title));
        put!(self, "<desc>{}</desc>\n", Xml(&statement(scope)));
        self.out.push_str("<defs>\n");
        for glyph in marks_used(scope) {
            put!(self, "<g id=\"{}\">", id(glyph));
            for part in glyph.parts() {
                self.part(&part);
            }
            self.out.push_str("</g>\n");
        }
        self.out.push_str("</defs>\n");
        put!(self, "<rect width=\"{}\" height=\"{}\" fill=\"{}\"/>\n", Px(width), Px(height), Hex(self.colors.panel));
    }

    fn part(&mut self, part: &Part) {
        let Part { scale, at: [x, y], .. } = *part;
        let color = Hex(self.colors.mark(part.role));
        let line = format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{}\"", Px(RING));
        let points = |points: &[[f32; 2]]| -> String {
            let placed = points.iter().map(|[px, py]| format!("{},{}", Px(px * scale + x), Px(py * scale + y)));
            placed.collect::<Vec<_>>().join(" ")
        };
        let center = if part.at == [0.0, 0.0] { String::new() } else { format!("cx=\"{}\" cy=\"{}\" ", Px(x), Px(y)) };
        match &part.shape {
            Shape::Disc { radius } => put!(self, "<circle {center}r=\"{}\" fill=\"{color}\"/>", Px(radius * scale)),
            Shape::Ring { inside } => put!(self, "<circle {center}r=\"{}\" {line}/>", Px(ring_radius(*inside, scale))),
            Shape::Solid(corners) => put!(self, "<polygon points=\"{}\" fill=\"{color}\"/>", points(corners)),
            Shape::Outline(corners) => put!(self, "<polygon points=\"{}\" {line}/>", points(corners)),
            Shape::Line(way) => put!(self, "<polyline points=\"{}\" {line}/>", points(way)),
            Shape::Arc { from, sweep } => {
                let radius = ring_radius(true, scale);
                let end = from + sweep;
                let [x, y, end_x, end_y] = [(x, from.cos()), (y, from.sin()), (x, end.cos()), (y, end.sin())]
                    .map(|(at, part)| Px(part * radius + at));
                put!(self, "<path d=\"M{x} {y}A{r} {r} 0 0 1 {end_x} {end_y}\" {line}/>", r = Px(radius));
            }
        }
    }

    /// The text as it can be shown: no character that XML forbids, and 〓 for what the faces lack.
    fn shown<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let stands = |sans: &Sans, glyphs: Glyphs, c: char| match c {
            '\t' | '\n' | '\r' => false,
            c if is_forbidden(c) => false,
            c => glyphs == Glyphs::OfTheViewer || sans.has(c),
        };
        if text.chars().all(|c| stands(self.sans, self.glyphs, c)) {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            if stands(self.sans, self.glyphs, c) {
                shown.push(c);
            } else if c.is_whitespace() {
                shown.push(' ');
            } else if self.glyphs == Glyphs::OfTheViewer {
                shown.push(char::REPLACEMENT_CHARACTER);
            } else {
                shown.push('〓');
                match self.missing.iter_mut().find(|(missing, _)| *missing == c) {
                    Some((_, times)) => *times += 1,
                    None => self.missing.push((c, 1)),
                }
            }
        }
        Cow::Owned(shown)
    }

    /// One line of text whose middle is at `y`.
    fn text(&mut self, x: f32, y: f32, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let shown = self.shown(text);
        self.open_text(style);
        put!(self, " x=\"{}\" y=\"{}\">{}</text>\n", Px(x), Px(y + BASELINE * style.size), Xml(&shown));
    }

    fn open_text(&mut self, style: Style) {
        put!(self, "<text font-size=\"{}\" fill=\"{}\"", Px(style.size), Hex(style.color));
        if style.bold {
            self.out.push_str(" font-weight=\"700\"");
        }
        if style.anchor != START {
            put!(self, " text-anchor=\"{}\"", style.anchor);
        }
    }

    /// One line that is cut at `room`; the whole text stands in a title, which a browser shows on
    /// hovering. Returns the width of what is shown.
    fn cut_text(&mut self, x: f32, y: f32, text: &str, room: f32, style: Style) -> f32 {
        // What is cut off anyway must not be measured: a text may be a page long.
        let most = (room / (0.2 * style.size)) as usize + 2;
        let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
        let shown = self.shown(&text[..end]).into_owned();
        let (line, cut) = self.sans.fit(&shown, style.size, style.bold, room);
        if cut && self.glyphs == Glyphs::OfTheViewer {
            let whole = self.shown(text);
            put!(self, "<g><title>{}</title>", Xml(&whole));
            self.text(x, y, &line, style);
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("</g>\n");
        } else {
            self.text(x, y, &line, style);
        }
        self.sans.width(&line, style.size, style.bold)
    }

    fn lines(&mut self, lines: &Lines, style: Style) {
        for (position, line) in lines.lines.iter().enumerate() {
            self.text(MARGIN, lines.top + position as f32 * lines.pitch, line, style);
        }
    }

    fn mark(&mut self, glyph: Glyph, x: f32, y: f32) {
        put!(self, "<use xlink:href=\"#{}\" x=\"{}\" y=\"{}\"/>\n", id(glyph), Px(x), Px(y));
    }

    /// A mark in letters, side by side, or in words, one under the other.
    fn mark_words(&mut self, parts: &[(Cow<'_, str>, Role)], style: MarkStyle, room: f32, [x, y]: [f32; 2]) {
        let several = parts.len() > 1;
        let size = if several { SMALL - 2.0 } else { NAME_SMALL };
        let pitch = if style == MarkStyle::Words { size } else { 0.0 };
        let first = y - pitch * (parts.len() - 1) as f32 / 2.0;
        let width = |sans: &Sans, words: &str| sans.width(words, size, true);
        let whole: f32 = parts.iter().map(|(words, _)| width(self.sans, words)).sum();
        let mut left = x - whole / 2.0;
        for (position, (words, role)) in parts.iter().enumerate() {
            let text = Style { size, color: self.colors.mark(Some(*role)), bold: true, anchor: MIDDLE };
            match style {
                MarkStyle::Words => {
                    let line = self.sans.fit(words, size, true, room).0;
                    self.text(x, first + position as f32 * pitch, &line, text);
                }
                _ => {
                    let own = width(self.sans, words);
                    self.text(left + own / 2.0, y, words, text);
                    left += own;
                }
            }
        }
    }

    fn line(&mut self, from: [f32; 2], to: [f32; 2]) {
        put!(
            self,
            "<path d=\"M{} {}L{} {}\" stroke=\"{}\"/>\n",
            Px(from[0]),
            Px(from[1]),
            Px(to[0]),
            Px(to[1]),
            Hex(self.colors.line),
        );
    }

    /// Title, number and date, what stands, and the legend.
    fn heading(&mut self, scope: &Scope<'_>, layout: &Layout) {
        let words = RoleWords::new(scope.lang, scope.plan);
        let ink = self.colors.ink;
        let secondary = self.colors.secondary;
        self.lines(&layout.title, Style { size: TITLE, color: ink, bold: true, anchor: START });
        let small = Style { size: SMALL, color: secondary, bold: false, anchor: START };
        self.lines(&layout.number, small);
        self.lines(&layout.statement, small);
        self.out.push_str("<g id=\"legend\">\n");
        for placed in &layout.legend {
            match scope.view.marks {
                MarkStyle::Letters if placed.glyph.roles().next().is_some() => {
                    let parts = words.parts(placed.glyph, MarkStyle::Letters);
                    self.mark_words(&parts, MarkStyle::Letters, COLUMN, [placed.x, placed.y]);
                }
                // The name beside it says it, in the colour of the cells.
                MarkStyle::Words if placed.glyph.roles().next().is_some() => {}
                _ => self.mark(placed.glyph, placed.x, placed.y),
            }
            let color = match (scope.view.marks, placed.glyph.role()) {
                (MarkStyle::Words, Some(role)) => self.colors.mark(Some(role)),
                _ => ink,
            };
            self.text(placed.x - 6.0 + SIGN, placed.y, &placed.words, Style { color, ..small });
        }
        self.out.push_str("</g>\n");
    }

    fn rows(&mut self, scope: &Scope<'_>, layout: &Layout) {
        self.out.push_str("<g id=\"rows\">\n");
        let mut top = layout.rows_top;
        for (position, &row) in scope.view.rows.iter().enumerate() {
            let height = layout.row_height(row);
            self.row(scope, layout, position, top, height);
            top += height;
        }
        self.out.push_str("</g>\n");
    }

    fn row(&mut self, scope: &Scope<'_>, layout: &Layout, position: usize, top: f32, height: f32) {
        let row = scope.view.rows[position];
        let middle = top + height / 2.0;
        let total_right = layout.columns_left - 8.0;
        let text_right = total_right - ROW_TOTAL;
        let ink = Style { size: BODY, color: self.colors.ink, bold: false, anchor: START };
        let secondary = Style { size: SMALL, color: self.colors.secondary, ..ink };
        self.out.push_str("<g>\n");
        match row {
            Subject::Section(id) => {
                let (left, width) = (MARGIN, layout.right - MARGIN);
                put!(
                    self,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>\n",
                    Px(left),
                    Px(top),
                    Px(width),
                    Px(height),
                    Hex(self.colors.band),
                );
                let left = left + 8.0 + 12.0 * scope.plan.section_depth(id).min(8) as f32;
                let count = crate::lang::fill(scope.lang.texts().tasks_in_section, &[&scope.view.tasks_in(id)]);
                let room = text_right - left - self.sans.width(&count, SMALL, false) - 8.0;
                let heading = scope.plan.section(id).heading();
                let width = self.cut_text(left, middle, &heading, room, Style { bold: true, ..ink });
                self.text(left + width + 8.0, middle, &count, secondary);
            }
            Subject::Task(id) => {
                let task = scope.plan.task(id);
                let left = MARGIN + NUMBER;
                let number = self.sans.fit(&task.number, SMALL, false, NUMBER - 4.0).0;
                self.text(left - 8.0, middle, &number, Style { anchor: END, ..secondary });
                let sentence = first_sentence(&task.text);
                self.cut_text(left, middle, sentence, text_right - left, ink);
            }
        }
        let total = scope.view.row_totals[position];
        if total > 0 {
            self.text(total_right, middle, &total.to_string(), Style { anchor: END, ..secondary });
        }
        let bottom = top + height - 0.5;
        self.line([MARGIN, bottom], [layout.right, bottom]);
        let words = RoleWords::new(scope.lang, scope.plan);
        for cell in scope.view.row_cells(position) {
            let column = cell.column as usize;
            let indeterminate = scope.plan.unit(scope.view.columns[column]).is_indeterminate();
            if let Some(glyph) = Glyph::of(cell.marks, indeterminate) {
                let x = layout.column(column) + layout.column_width / 2.0;
                let parts = words.parts(glyph, scope.view.marks);
                match parts.is_empty() {
                    true => self.mark(glyph, x, middle),
                    false => self.mark_words(&parts, scope.view.marks, layout.column_width - 4.0, [x, middle]),
                }
            }
        }
        self.ending(scope, layout, row, middle);
        self.out.push_str("</g>\n");
    }

    /// A small 等 behind a row whose list is left open.
    fn ending(&mut self, scope: &Scope<'_>, layout: &Layout, row: Subject, middle: f32) {
        let Subject::Task(id) = row else { return };
        let task = scope.plan.task(id);
        let Some((_, _, party)) = task.all_parties().find(|(_, _, party)| party.is_ending()) else { return };
        let sign = party.words.chars().next().filter(|c| is_han(*c)).unwrap_or('…');
        let x = layout.column(scope.view.columns.len()) + ENDING / 2.0;
        let style = Style { size: NAME_SMALL, color: self.colors.secondary, bold: false, anchor: MIDDLE };
        let whole = self.shown(&party.words).into_owned();
        put!(self, "<g><title>{}</title>", Xml(&whole));
        self.text(x, middle, &sign.to_string(), style);
        self.out.push_str("</g>\n");
    }

    fn heads(&mut self, scope: &Scope<'_>, layout: &Layout) {
        let t = scope.lang.texts();
        let names_bottom = layout.top + BAND + layout.names;
        let totals = names_bottom + TOTALS / 2.0;
        let secondary = Style { size: SMALL, color: self.colors.secondary, bold: false, anchor: START };
        self.out.push_str("<g id=\"heads\">\n");
        for (column, &unit) in scope.view.columns.iter().enumerate() {
            let middle = layout.column(column) + layout.column_width / 2.0;
            self.name(&scope.plan.unit(unit).name, middle, names_bottom, layout.names);
            let total = scope.view.column_totals[column];
            if total > 0 {
                let style = Style { size: NAME_SMALL, anchor: MIDDLE, ..secondary };
                self.text(middle, totals, &total.to_string(), style);
            }
        }
        let left = MARGIN + NUMBER;
        self.text(left - 8.0, totals, t.head_number, Style { anchor: END, ..secondary });
        self.text(left, totals, t.head_task, secondary);
        let total = format!("{} {}", t.total, scope.view.counts.direct());
        self.text(layout.columns_left - 8.0, totals, &total, Style { anchor: END, ..secondary });
        self.bands(scope, layout);
        let bottom = layout.rows_top - 0.5;
        self.line([MARGIN, bottom], [layout.right, bottom]);
        self.line([layout.columns_left - 0.5, layout.top], [layout.columns_left - 0.5, layout.bottom]);
        self.out.push_str("</g>\n");
    }

    fn bands(&mut self, scope: &Scope<'_>, layout: &Layout) {
        let style = Style { size: NAME_SMALL, color: self.colors.secondary, bold: false, anchor: MIDDLE };
        for band in &scope.view.bands {
            let [left, right] = [band.columns.start, band.columns.end].map(|column| layout.column(column));
            let under = layout.top + BAND - 1.5;
            self.line([left + 2.0, under], [right - 2.0, under]);
            if band.columns.start > 0 {
                self.line([left, layout.top + 4.0], [left, layout.rows_top]);
            }
            let name = &scope.plan.group(band.group).name;
            let middle = f32::midpoint(left, right);
            let room = right - left - 4.0;
            let all_han = name.chars().all(is_han);
            let fits = self.sans.width(name, style.size, false) <= room;
            let lines = match fits || !all_han {
                true => vec![self.sans.fit(name, style.size, false, room).0],
                false => two_lines(name, ((right - left) / BAND_SMALL) as usize),
            };
            let is_whole = lines.concat() == *name;
            if !is_whole {
                let whole = self.shown(name).into_owned();
                put!(self, "<g><title>{}</title>", Xml(&whole));
            }
            match &lines[..] {
                [line] => self.text(middle, layout.top + 11.0, line, style),
                lines => {
                    for (line, y) in lines.iter().zip([6.0, 16.5]) {
                        self.text(middle, layout.top + y, line, Style { size: BAND_SMALL, ..style });
                    }
                }
            }
            if !is_whole {
                self.out.push_str("</g>\n");
            }
        }
    }

    /// A unit's name, its end at `bottom`.
    fn name(&mut self, name: &str, middle: f32, bottom: f32, room: f32) {
        let size = name_size(name);
        let style = Style { size, color: self.colors.ink, bold: false, anchor: MIDDLE };
        let shown = self.shown(name).into_owned();
        if !is_upright(&shown) {
            let (line, cut) = self.sans.fit(&shown, size, false, room - 8.0);
            self.open_name(&shown, cut);
            self.open_text(Style { anchor: START, ..style });
            let transform = format!("translate({} {}) rotate(-90)", Px(middle + BASELINE * size), Px(bottom - 4.0));
            put!(self, " transform=\"{transform}\">{}</text></g>\n", Xml(&line));
            return;
        }
        let pitch = name_pitch(name);
        let mut signs = upright_signs(&shown);
        let most = ((room - 6.0) / pitch) as usize;
        let cut = signs.len() > most;
        if cut {
            signs.truncate(most.saturating_sub(1));
            signs.push("︙".to_owned());
        }
        self.open_name(&shown, cut);
        self.open_text(style);
        self.out.push('>');
        let first = bottom - 5.0 - signs.len() as f32 * pitch + pitch / 2.0 + BASELINE * size;
        for (position, sign) in signs.iter().enumerate() {
            let y = first + position as f32 * pitch;
            put!(self, "<tspan x=\"{}\" y=\"{}\">{}</tspan>", Px(middle), Px(y), Xml(sign));
        }
        self.out.push_str("</text></g>\n");
    }

    fn open_name(&mut self, whole: &str, cut: bool) {
        self.out.push_str("<g>");
        if cut {
            put!(self, "<title>{}</title>", Xml(whole));
        }
    }
}

/// A name in two lines of `most` characters, with an ellipsis for what has no room; the first two characters in one line
/// where not even two fit.
fn two_lines(name: &str, most: usize) -> Vec<String> {
    let signs: Vec<char> = name.chars().collect();
    if most < 2 {
        return vec![signs.into_iter().take(2).collect()];
    }
    // Lines of about the same length look like one name.
    let each = signs.len().div_ceil(2).min(most);
    let first = signs[..each].iter().collect();
    let mut second: String = signs[each..].iter().take(most).collect();
    if signs.len() > 2 * most {
        second.pop();
        second.push('…');
    }
    vec![first, second]
}

/// The marks that a picture defines: those that a legend of the plan can have, and the pairs in its cells.
fn marks_used(scope: &Scope<'_>) -> Vec<Glyph> {
    let in_tables = |glyph: &Glyph| glyph.role().is_none_or(|role| scope.ledger.in_tables(role));
    let mut used: Vec<Glyph> = Glyph::of_legend().filter(in_tables).collect();
    for row in 0..scope.view.rows.len() {
        for cell in scope.view.row_cells(row) {
            if let Some(glyph @ (Glyph::Pair(..) | Glyph::Several(..))) = Glyph::of(cell.marks, false)
                && !used.contains(&glyph)
            {
                used.push(glyph);
            }
        }
    }
    used
}

fn id(glyph: Glyph) -> Cow<'static, str> {
    match glyph {
        Glyph::Role(role) => role.code().into(),
        Glyph::LeadAndResponsible => "lead-and-responsible".into(),
        Glyph::Pair(one, other) => format!("{}-and-{}", one.code(), other.code()).into(),
        Glyph::Several(one, other) => format!("{}-and-{}-and-more", one.code(), other.code()).into(),
        Glyph::Through => "through".into(),
        Glyph::Indeterminate => "indeterminate".into(),
    }
}

/// Whether XML 1.0 has no way to write the character (its production 2, and what it discourages).
fn is_forbidden(c: char) -> bool {
    c.is_control() || (u32::from(c) & 0xFFFE) == 0xFFFE
}

struct Hex(u32);

impl Display for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:06x}", self.0)
    }
}

/// Text in which nothing is markup.
struct Xml<'t>(&'t str);

impl Display for Xml<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in neutral::xml(self.0).chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
