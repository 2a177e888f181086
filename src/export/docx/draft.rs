//! What of a draft becomes which paragraphs, tables and sections.

use super::body::{Align, Body, Cell, INSET, Paragraph, Row, Run, Sheet, Style, Table};
use crate::export::document::parts::{ContentsPart, CoverPart, DutyRow, Group, Part, TablePart, UnitPaper, UnitsPart};
use crate::export::document::{Draft, duty_heads};
use crate::lang::Lang;

/// Rows of more characters than this may go on over the end of a page. That a row goes on is not said there, as the PDF
/// says it (（续）): Word knows where a page ends only when it shows it, and has no field for a cell that it breaks.
const LONG_ROW: usize = 100;
/// The same in a table that holds as much as possible on a page: the numbers of a unit stand together.
const LONG_TIGHT_ROW: usize = 800;
/// Margins of what is to be seen at a glance, in millimetres.
const BRIEF: [f64; 4] = [20.0, 26.0, 22.0, 28.0];
/// Margins of tables that hold as much as possible, in millimetres.
const TIGHT: [f64; 4] = [12.0, 14.0, 14.0, 14.0];
/// What those tables leave free in their cells.
const TIGHT_INSET: [f64; 2] = [0.9, 0.3];

/// The body of a draft's document.
pub(super) fn body(draft: &Draft) -> String {
    let mut writer = Writer { lang: draft.lang, body: Body::default() };
    let has_contents = draft.parts.iter().any(|part| matches!(part, Part::Contents(_)));
    for part in &draft.parts {
        match part {
            Part::Units(units) => writer.units(units, has_contents),
            Part::Tasks(table) => writer.table_part(table, has_contents.then_some("tasks")),
            Part::Overview(table) => writer.table_part(table, has_contents.then_some("overview")),
            Part::Receipts(table) | Part::Bulletin(table) => writer.table_part(table, None),
            Part::Cover(cover) => writer.cover(cover),
            Part::Contents(contents) => writer.contents(contents),
        }
    }
    writer.body.finish()
}

struct Writer {
    lang: Lang,
    body: Body,
}

/// What a table of the whole plan is set in.
#[derive(Clone, Copy)]
struct TableLooks {
    title: Style,
    note: Style,
    head: Style,
    cell: Style,
    end: Style,
    inset: [f64; 2],
    long_row: usize,
}

impl TableLooks {
    const FULL: Self = Self {
        title: Style::Title,
        note: Style::Note,
        head: Style::TableHead,
        cell: Style::Table,
        end: Style::TableNote,
        inset: INSET,
        long_row: LONG_ROW,
    };
    const TIGHT: Self = Self {
        title: Style::TightTitle,
        note: Style::TightNote,
        head: Style::TightHead,
        cell: Style::Tight,
        end: Style::TightEnd,
        inset: TIGHT_INSET,
        long_row: LONG_TIGHT_ROW,
    };
}

/// Columns of a table: what is left is shared by those that name no width.
pub(super) fn shared(widths: &[f64], room: f64) -> Vec<f64> {
    let open = widths.iter().filter(|width| **width == 0.0).count();
    let fixed: f64 = widths.iter().sum();
    let left = ((room - fixed) / open.max(1) as f64).max(20.0);
    widths.iter().map(|&width| if width == 0.0 { left } else { width }).collect()
}

fn lines(style: Style, words: &[String]) -> Vec<Paragraph> {
    words.iter().map(|line| Paragraph::new(style, line.as_str())).collect()
}

pub(super) fn heads<'w>(words: impl IntoIterator<Item = &'w str>) -> Row {
    heads_of(Style::TableHead, words)
}

fn heads_of<'w>(style: Style, words: impl IntoIterator<Item = &'w str>) -> Row {
    let cell = |words: &str| Cell { middle: true, ..Cell::new(vec![Paragraph::new(style, words)]) };
    Row { cells: words.into_iter().map(cell).collect(), is_head: true, may_break: false }
}

fn band(words: &str, columns: usize) -> Row {
    let cell = Cell { span: columns, shaded: true, ..Cell::new(vec![Paragraph::new(Style::Band, words)]) };
    Row { cells: vec![cell], is_head: false, may_break: false }
}

impl Writer {
    fn write(&mut self, style: Style, words: &str) {
        self.body.paragraph(&Paragraph::new(style, words));
    }

    /// A title in its lines, with what refers to it, and what stands under it.
    fn title<'w>(&mut self, title: &[String], notes: impl IntoIterator<Item = &'w String>, bookmark: Option<String>) {
        self.title_of(Style::Title, Style::Note, title, notes, bookmark);
    }

    fn title_of<'w>(
        &mut self,
        style: Style,
        below: Style,
        title: &[String],
        notes: impl IntoIterator<Item = &'w String>,
        bookmark: Option<String>,
    ) {
        for (position, line) in title.iter().enumerate() {
            let bookmark = bookmark.clone().filter(|_| position == 0);
            self.body.paragraph(&Paragraph { bookmark, ..Paragraph::new(style, line.as_str()) });
        }
        for note in notes {
            self.write(below, note);
        }
    }

    fn units(&mut self, part: &UnitsPart, has_contents: bool) {
        for (position, unit) in part.units.iter().enumerate() {
            let official = Sheet::official(part.lies);
            let sheet = if part.style == "brief" { Sheet { margins: BRIEF, ..official } } else { official };
            self.body.section(Sheet { odd: part.odd, restarts: part.own_numbers, ..sheet });
            let bookmark = has_contents.then(|| format!("unit-{position}"));
            self.unit(unit, part.style, &sheet, bookmark);
        }
    }

    fn unit(&mut self, unit: &UnitPaper, style: &str, sheet: &Sheet, bookmark: Option<String>) {
        self.title(&unit.title, unit.basis.iter().chain(&unit.extract), bookmark);
        if style == "brief" {
            if !unit.strip.is_empty() {
                let width = sheet.room() / unit.strip.len() as f64;
                let cells =
                    unit.strip.iter().map(|words| Cell::new(vec![Paragraph::new(Style::TableHead, words.as_str())]));
                let row = Row { cells: cells.collect(), is_head: false, may_break: false };
                self.body.table(&Table {
                    widths: vec![width; unit.strip.len()],
                    rows: vec![row],
                    lined: true,
                    inset: INSET,
                });
            }
        } else {
            self.write(Style::Text, &unit.intro);
        }
        for (position, group) in unit.groups.iter().enumerate() {
            // No page holds the seal alone: the last duty stays with it.
            let is_last = position + 1 == unit.groups.len() && unit.notes.is_empty() && unit.closing.is_some();
            let style_of_heading = if style == "brief" { Style::TableHead } else { Style::First };
            self.write(style_of_heading, &group.heading);
            match style {
                "letter" => self.letter(group, is_last),
                "brief" => self.brief(group, sheet),
                _ => self.duties(unit, group, sheet, is_last),
            }
        }
        for note in &unit.notes {
            self.write(if style == "brief" { Style::TableNote } else { Style::Text }, note);
        }
        let is_sealed = style == "table" && unit.notes.is_empty() && !unit.groups.is_empty();
        if is_sealed && unit.closing.is_some() {
            return;
        }
        if let Some(closing) = &unit.closing {
            self.body.paragraph(&Paragraph { keeps: true, ..Paragraph::new(Style::Text, closing.as_str()) });
        }
        self.signatures(unit, sheet);
    }

    /// A table of duties: three columns to be filled in, each blank a content control.
    fn duties(&mut self, unit: &UnitPaper, group: &Group, sheet: &Sheet, is_last: bool) {
        let heads_of = duty_heads(self.lang);
        let widths: &[f64] =
            if sheet.lies { &[10.0, 0.0, 38.0, 50.0, 22.0, 22.0] } else { &[10.0, 0.0, 34.0, 24.0, 18.0, 14.0] };
        let mut rows = vec![heads(heads_of)];
        for part in &group.parts {
            rows.extend(part.heading.as_deref().map(|words| band(words, heads_of.len())));
            rows.extend(part.rows.iter().map(|duty| duty_row(unit, duty, heads_of)));
        }
        let is_only = unit.groups.len() == 1 && group.parts.iter().map(|part| part.rows.len()).sum::<usize>() == 1;
        if let Some(row) = rows.last_mut().filter(|_| is_last) {
            // Rows of one table can be kept together by every program, a row and what follows the table cannot.
            // The only duty stays with the title: if it has no room beside the seal, its last lines go with that.
            row.may_break = is_only;
            row.cells.iter_mut().flat_map(|cell| &mut cell.paragraphs).for_each(|paragraph| paragraph.keeps = !is_only);
            let end = Cell { span: heads_of.len(), bare: true, ..Cell::new(seal(unit, sheet)) };
            rows.push(Row { cells: vec![end], is_head: false, may_break: false });
        }
        self.body.table(&Table { widths: shared(widths, sheet.room()), rows, lined: true, inset: INSET });
    }

    /// Running text, as the templates set it.
    fn letter(&mut self, group: &Group, is_last: bool) {
        let han = self.lang == Lang::Zh;
        let rows: usize = group.parts.iter().map(|part| part.rows.len()).sum();
        let mut count = 0;
        for part in &group.parts {
            if let Some(heading) = &part.heading {
                self.write(Style::Second, heading);
            }
            for duty in &part.rows {
                count += 1;
                let keeps = is_last && count == rows;
                let number = match (duty.number.is_empty(), han) {
                    (true, _) => String::new(),
                    (false, true) => format!("{}.", duty.number),
                    (false, false) => format!("{}. ", duty.number),
                };
                // Overall leads stand under a heading that says so.
                let own = (!duty.number.is_empty() || duty.basis.is_some()).then_some(&duty.own);
                let roles: Vec<&str> = own
                    .into_iter()
                    .chain(&duty.basis)
                    .chain(&duty.partners)
                    .chain(&duty.until)
                    .map(String::as_str)
                    .filter(|words| !words.is_empty())
                    .collect();
                let closing = match (roles.is_empty(), han) {
                    (true, _) => String::new(),
                    (false, true) => format!("（{}）", roles.join("；")),
                    (false, false) => format!(" ({})", roles.join("; ")),
                };
                let last = duty.text.len().saturating_sub(1);
                for (position, paragraph) in duty.text.iter().enumerate() {
                    let before = if position == 0 { number.as_str() } else { "" };
                    let after = if position == last { closing.as_str() } else { "" };
                    let paragraph = Paragraph::new(Style::Text, format!("{before}{paragraph}{after}"));
                    self.body.paragraph(&Paragraph { keeps, ..paragraph });
                }
                if duty.text.is_empty() {
                    self.body
                        .paragraph(&Paragraph { keeps, ..Paragraph::new(Style::Text, format!("{number}{closing}")) });
                }
            }
        }
    }

    /// A line for each task.
    fn brief(&mut self, group: &Group, sheet: &Sheet) {
        let all = duty_heads(self.lang);
        let mut rows = vec![heads([all[0], all[1], all[2], all[4]])];
        let between = if self.lang == Lang::Zh { "；" } else { "; " };
        // Characters of nine points that a line of each column holds.
        const ROOM: [usize; 4] = [4, 22, 13, 6];
        for duty in group.parts.iter().flat_map(|part| &part.rows) {
            let whom: Vec<&str> = duty.basis.iter().chain(duty.partners.first()).map(String::as_str).collect();
            let cells = [duty.number.clone(), duty.line.clone(), whom.join(between), duty.deadline.join(" ")];
            let cell = |(words, room): (String, usize)| {
                Cell::new(vec![Paragraph::new(Style::Small, on_one_line(&words, room))])
            };
            let cells = cells.into_iter().zip(ROOM).map(cell).collect();
            rows.push(Row { cells, is_head: false, may_break: false });
        }
        self.body.table(&Table {
            widths: shared(&[9.0, 0.0, 48.0, 22.0], sheet.room()),
            rows,
            lined: true,
            inset: INSET,
        });
    }

    /// Who signs: a column for each party.
    fn signatures(&mut self, unit: &UnitPaper, sheet: &Sheet) {
        let Some(first) = unit.sign.first() else { return };
        let width = sheet.room() / unit.sign.len() as f64;
        let cell = |part: &(String, String, bool)| {
            let align = if part.0.is_empty() { Align::Right } else { Align::Own };
            Cell::new(vec![Paragraph { align, keeps: true, ..Paragraph::of(Style::Plain, signed(part, width)) }])
        };
        let rows = (0..first.len()).map(|line| {
            let cells = unit.sign.iter().filter_map(|party| party.get(line)).map(cell).collect();
            Row { cells, is_head: false, may_break: false }
        });
        let rows = rows.collect();
        self.body.table(&Table { widths: vec![width; unit.sign.len()], rows, lined: false, inset: INSET });
    }

    fn table_part(&mut self, part: &TablePart, bookmark: Option<&str>) {
        let official = Sheet::official(part.lies);
        let margins = if part.tight { TIGHT } else { official.margins };
        let sheet = Sheet { margins, odd: part.odd, ..official };
        self.body.section(sheet);
        if let Some(label) = part.label {
            self.write(Style::Label, label);
        }
        let looks = if part.tight { TableLooks::TIGHT } else { TableLooks::FULL };
        self.title_of(looks.title, looks.note, &part.title, &part.notes, bookmark.map(str::to_owned));
        let mut rows = vec![heads_of(looks.head, part.heads.iter().map(String::as_str))];
        for row in &part.rows {
            if let Some(words) = &row.band {
                rows.push(band(words, part.heads.len()));
                continue;
            }
            let letters: usize = row.cells.iter().flatten().map(|words| words.chars().count()).max().unwrap_or(0);
            let cells = row.cells.iter().enumerate().map(|(column, words)| {
                let is_middle = part.centred.contains(&column);
                let set = |words: &String| {
                    // Numbers of tasks are what a tight table holds.
                    let run = if part.tight { Run::Numbers(words.clone()) } else { Run::Text(words.clone()) };
                    let line = Paragraph::of(looks.cell, vec![run]);
                    if is_middle { line.centred() } else { line }
                };
                Cell { middle: is_middle, ..Cell::new(words.iter().map(set).collect()) }
            });
            rows.push(Row { cells: cells.collect(), is_head: false, may_break: letters > looks.long_row });
        }
        let widths = shared(&part.widths, sheet.room());
        self.body.table(&Table { widths, rows, lined: true, inset: looks.inset });
        for note in &part.closing {
            self.write(looks.end, note);
        }
    }

    fn cover(&mut self, part: &CoverPart) {
        self.body.section(Sheet { numbered: false, ..Sheet::official(false) });
        for _ in 0..4 {
            self.body.paragraph(&Paragraph::of(Style::Plain, Vec::new()));
        }
        self.write(Style::Title, &part.title);
        self.write(Style::CoverTitle, part.name);
        if let Some(number) = &part.number {
            self.write(Style::Note, number);
        }
        for _ in 0..4 {
            self.body.paragraph(&Paragraph::of(Style::Plain, Vec::new()));
        }
        for line in &part.foot {
            self.body.paragraph(&Paragraph::new(Style::Plain, line.as_str()).centred());
        }
    }

    fn contents(&mut self, part: &ContentsPart) {
        self.body.section(Sheet { odd: part.odd, ..Sheet::official(false) });
        self.write(Style::Title, part.title);
        for [target, name, counts] in &part.entries {
            let between = if counts.is_empty() { String::new() } else { format!("　{counts}") };
            let runs = vec![Run::Text(format!("{name}{between}")), Run::Tab, Run::PageOf(target.clone())];
            self.body.paragraph(&Paragraph::of(Style::Contents, runs));
        }
    }
}

/// The closing words and who signs, as the last row of a table of duties.
fn seal(unit: &UnitPaper, sheet: &Sheet) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> =
        unit.closing.iter().map(|words| Paragraph::new(Style::Text, words.as_str())).collect();
    let lines = unit.sign.iter().map(Vec::len).max().unwrap_or(0);
    let width = sheet.room() / 2.0;
    for line in 0..lines {
        let mut runs = Vec::new();
        for (position, party) in unit.sign.iter().enumerate() {
            if position > 0 {
                runs.push(Run::Tab);
            }
            runs.extend(party.get(line).map(|part| signed(part, width)).unwrap_or_default());
        }
        paragraphs.push(Paragraph::of(Style::Sign, runs));
    }
    paragraphs
}

/// What a party signs: a label, a name, a line to write on.
fn signed((label, name, fills): &(String, String, bool), width: f64) -> Vec<Run> {
    let mut runs = vec![Run::Text(format!("{label}{name}"))];
    if *fills {
        // A character of 16 pt takes 5.65 mm.
        let used = label.chars().count() as f64 * 5.65 + 12.0;
        runs.push(Run::Rule((width - used).max(14.0)));
    }
    runs
}

/// As much of a text as a line of so many Chinese characters holds; two Latin ones take the room of one.
fn on_one_line(words: &str, room: usize) -> String {
    let width = |c: char| if c.is_ascii() { 1 } else { 2 };
    if words.chars().map(width).sum::<usize>() <= room * 2 {
        return words.to_owned();
    }
    let mut left = room * 2 - 2;
    let fits = |c: &char| {
        let stays = width(*c) <= left;
        left = left.saturating_sub(width(*c));
        stays
    };
    format!("{}…", words.chars().take_while(fits).collect::<String>())
}

/// One duty: what is asked, and three blanks.
fn duty_row(unit: &UnitPaper, duty: &DutyRow, heads: [&str; 6]) -> Row {
    let blank = |head: &str| {
        let tag = [unit.name.as_str(), duty.number.as_str(), head].join("/");
        Cell::new(vec![Paragraph::of(
            Style::Table,
            vec![Run::Blank { name: head.to_owned(), tag, words: String::new() }],
        )])
    };
    let mut units = Vec::new();
    if !duty.own.is_empty() {
        units.push(Paragraph::of(Style::Table, vec![Run::Strong(duty.own.clone())]));
    }
    units.extend(duty.basis.iter().chain(&duty.partners).map(|words| Paragraph::new(Style::Table, words.as_str())));
    let deadline = match duty.deadline.is_empty() {
        true => blank(heads[4]),
        false => Cell::new(lines(Style::Table, &duty.deadline)),
    };
    let letters: usize = duty.text.iter().map(|words| words.chars().count()).sum();
    Row {
        cells: vec![
            Cell::new(vec![Paragraph::new(Style::Table, duty.number.as_str()).centred()]),
            Cell::new(lines(Style::Table, &duty.text)),
            Cell::new(units),
            blank(heads[3]),
            deadline,
            blank(heads[5]),
        ],
        is_head: false,
        may_break: letters > LONG_ROW,
    }
}
