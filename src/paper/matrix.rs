//! The matrix on sheets of paper, as data for the template `matrix.typ`.
//!
//! Which rows and columns stand on which sheet is worked out here, in ems of the one type size; the
//! template only draws. Every sheet repeats the heads and the first columns.

use super::PaperError;
use super::document::tag;
use super::faces::{Faces, Families, Ink};
use super::pages::Pages;
use super::wishes::{MatrixPaper, POINTS_PER_MM, TypeSize};
use super::world::{Template, lay_out};
use crate::export::Scope;
use crate::export::document::{Pen, number_and_date};
use crate::export::legend::{Entry, legend};
use crate::lang::{RoleWords, Texts, fill, filter_words, omission};
use crate::look::Glyph;
use crate::model::{Role, text};
use crate::view::{MarkStyle, Subject, unlisted_words};
use serde::Serialize;
use std::ops::Range;
use std::sync::Arc;

/// Margin on all sides, in points.
const MARGIN: f64 = 14.0 * POINTS_PER_MM;
/// Size and height of a line of the title, the line of number and filter under it, and the room below the table
/// for the legend, in points.
const TITLE: f64 = 15.0;
const TITLE_LINE: f64 = 20.0;
const UNDER_TITLE: f64 = 16.0;
const BELOW: f64 = 8.0;
const LEGEND_LINE: f64 = 13.0;

/// Sizes of type to fit with, in points: largest, least for the whole on one sheet or for all columns on one
/// (smaller type cannot be read on a copy), where neither can be.
const FIT_MOST: f64 = 10.5;
const FIT_LEAST: f64 = 6.5;
const FIT_NONE: f64 = 7.0;

// Measures of the table in ems of its type.

const COLUMN_LEAST: f64 = 1.4;
const COLUMN_MOST: f64 = 2.1;
/// Size of words in cells, in parts of the type: two lines of them fit a row. The template says the same.
const WORDS: f64 = 0.72;
/// From letter to letter of a name set upright.
const NAME_PITCH: f64 = 1.08;
const LINE: f64 = 1.25;
/// Height of a row beyond its lines.
const ROW_PAD: f64 = 0.5;
const CELL_PAD: f64 = 0.4;
const TASK_LEAST: f64 = 15.0;
/// From here on, room goes to the columns of units first.
const TASK_AMPLE: f64 = 45.0;
const TOTAL_LEAST: f64 = 2.6;
/// Heads take at most these parts of the height for the table.
const NAMES_MOST: f64 = 0.5;
const BANDS_MOST: f64 = 0.2;
const MOST_LINES: usize = 4;
/// Columns of units on a sheet, however little room there is.
const COLUMNS_LEAST: usize = 4;

#[derive(Serialize)]
struct Paper {
    lang: &'static str,
    region: Option<&'static str>,
    faces: Families,
    title: String,
    author: Option<String>,
    /// Number and date, and what a filter lets stand, under the title.
    under_title: Vec<String>,
    title_size: f64,
    title_line: f64,
    /// Size of a sheet and margin, in points.
    page: [f64; 3],
    above: f64,
    legend: Vec<[String; 2]>,
    legend_name: &'static str,
    notes: Vec<String>,
    /// In points; all further measures are in ems of it.
    type_size: f64,
    number_width: f64,
    unlisted_width: f64,
    total_width: f64,
    line: f64,
    heads: [&'static str; 4],
    column_totals: Vec<u32>,
    total: usize,
    sheets: Vec<Sheet>,
    /// Whether cells show words.
    words: bool,
    #[serde(flatten)]
    table: Table,
}

/// The table at one size of type.
#[derive(Serialize)]
struct Table {
    task_width: f64,
    column_width: f64,
    band_height: f64,
    name_height: f64,
    columns: Vec<Column>,
    bands: Vec<BandHead>,
    rows: Vec<SheetRow>,
    /// Rows and columns of each sheet.
    #[serde(skip)]
    pages: Vec<Range<usize>>,
    #[serde(skip)]
    strips: Vec<Range<usize>>,
}

#[derive(Serialize)]
struct Column {
    name: String,
    upright: bool,
}

#[derive(Serialize)]
struct BandHead {
    /// Its lines, if it stands upright; else one line, turned.
    lines: Vec<String>,
    upright: bool,
    columns: Range<usize>,
}

#[derive(Serialize)]
struct SheetRow {
    section: bool,
    number: String,
    text: String,
    height: f64,
    cells: Vec<(u32, String)>,
    unlisted: String,
    total: u32,
}

#[derive(Serialize)]
struct Sheet {
    rows: Range<usize>,
    /// The row of a section that goes on here, to be named again.
    again: Option<usize>,
    columns: Range<usize>,
    /// How many sheets there are down and across, and which of them this is: for a map. Nothing on a single one.
    place: Option<[usize; 4]>,
    /// Whether it is the rightmost, with the totals of rows.
    right: bool,
    /// Whether it is the lowest, with the totals of columns.
    low: bool,
    label: String,
}

/// Lays out the matrix of `scope` under its filter; what that leaves out is said on every sheet.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn matrix(scope: &Scope<'_>, paper: MatrixPaper, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    let mut writer = Writer { scope, t: scope.lang.texts(), faces, ink: Ink::new(faces) };
    let data = writer.paper(paper);
    let document = lay_out(Template::Matrix, faces, &data)?;
    let warnings = faces.warnings().chain(writer.ink.warnings()).collect();
    Ok(Pages::new(document, warnings).of_type_size(data.type_size))
}

/// What stands in the table, before it is known how large.
struct Content {
    names: Vec<Column>,
    /// Names of the bands and their columns.
    bands: Vec<(String, Range<usize>)>,
    rows: Vec<RowContent>,
    number_width: f64,
    unlisted_width: f64,
    total_width: f64,
    /// The least width of a column of units.
    column_least: f64,
}

struct RowContent {
    section: bool,
    number: String,
    text: String,
    /// Width of the text on one line, and of its longest part that cannot be broken.
    width: f64,
    longest: f64,
    cells: Vec<(u32, String)>,
    unlisted: String,
    total: u32,
}

struct Writer<'a> {
    scope: &'a Scope<'a>,
    t: &'static Texts,
    faces: &'a Faces,
    ink: Ink<'a>,
}

impl Writer<'_> {
    fn paper(&mut self, paper: MatrixPaper) -> Paper {
        let Scope { plan, view, lang, .. } = *self.scope;
        let t = self.t;
        let (short, long) = paper.size.points();
        let (page_width, page_height) = if paper.landscape { (long, short) } else { (short, long) };
        let left_out = omission(lang, view).map(|words| fill(t.paper_note, &[&words]));
        // Totals count what the document names.
        let totals = (view.counts.through > 0).then(|| t.paper_totals_note.to_owned());
        let notes: Vec<String> = left_out.into_iter().chain(totals).collect();
        let legend_lines = if notes.is_empty() { 1.0 } else { 2.0 };
        let title = fill(t.paper_matrix_title, &[&self.ink.line(&plan.title)]);
        let room_across = page_width - 2.0 * MARGIN;
        // Bold letters of a Latin script are a little wider.
        let title_lines = (self.faces.sans_width(&title) * TITLE * 1.08 / room_across).ceil().max(1.0);
        let extract = filter_words(lang, plan, self.scope.filter);
        let extract = extract.map(|words| fill(t.paper_extract, &[&self.ink.line(&words)]));
        let under_title: Vec<String> = number_and_date(self.scope, &mut self.ink).into_iter().chain(extract).collect();
        let above = title_lines * TITLE_LINE + if under_title.is_empty() { 0.0 } else { UNDER_TITLE } + 4.0;
        let room = (room_across, page_height - 2.0 * MARGIN - above - BELOW - LEGEND_LINE * legend_lines);
        let content = self.content();
        let planner = Planner { content: &content, faces: self.faces };
        let (type_size, table) = planner.fitted(paper.type_size, room);
        let (lang_tag, region) = tag(lang);
        Paper {
            lang: lang_tag,
            region,
            faces: self.faces.families(),
            title,
            author: plan.issuer.as_deref().map(|issuer| self.ink.line(issuer)),
            under_title,
            title_size: TITLE,
            title_line: TITLE_LINE,
            page: [page_width, page_height, MARGIN],
            above,
            legend: self.legend(),
            legend_name: t.paper_legend,
            notes,
            type_size,
            number_width: content.number_width,
            unlisted_width: content.unlisted_width,
            total_width: content.total_width,
            line: LINE,
            heads: [t.head_number, t.head_task, t.unlisted, t.head_total],
            column_totals: view.column_totals.clone(),
            total: view.counts.direct(),
            sheets: self.sheets(&table),
            words: view.marks == MarkStyle::Words,
            table,
        }
    }

    /// Every text of the table, once.
    fn content(&mut self) -> Content {
        let Scope { plan, view, .. } = *self.scope;
        let t = self.t;
        let names = view.columns.iter().map(|&unit| {
            let name = self.ink.line(&plan.unit(unit).name);
            Column { upright: name.chars().any(text::is_han), name }
        });
        let names = names.collect();
        let bands = view.bands.iter().map(|band| (self.ink.line(&plan.group(band.group).name), band.columns.clone()));
        let bands = bands.collect();
        let rows: Vec<RowContent> = (0..view.rows.len()).map(|position| self.row(position)).collect();
        let most = |head: &str, words: &mut dyn Iterator<Item = &str>| {
            words.map(|words| self.faces.sans_width(words)).fold(self.faces.sans_width(head), f64::max).min(8.0)
        };
        let number = most(t.head_number, &mut rows.iter().map(|row| row.number.as_str()));
        let total = most(t.head_total, &mut std::iter::once(view.counts.direct().to_string().as_str()));
        let unlisted = most(t.unlisted, &mut rows.iter().map(|row| row.unlisted.as_str()));
        Content {
            number_width: number + 2.0 * CELL_PAD,
            unlisted_width: if view.counts.unlisted > 0 { unlisted + 2.0 * CELL_PAD } else { 0.0 },
            // Head and last total are bold.
            total_width: (total * 1.08 + 2.0 * CELL_PAD).max(TOTAL_LEAST),
            column_least: self.column_least(),
            names,
            bands,
            rows,
        }
    }

    fn row(&mut self, position: usize) -> RowContent {
        let Scope { plan, view, .. } = *self.scope;
        let row = view.rows[position];
        let (section, number, words) = match row {
            Subject::Section(id) => {
                let tasks = fill(self.t.tasks_in_section, &[&view.tasks_in(id)]);
                (true, String::new(), format!("{}　{tasks}", plan.section(id).heading()))
            }
            Subject::Task(id) => {
                let task = plan.task(id);
                (false, task.number.clone(), text::first_sentence(&task.text).to_owned())
            }
        };
        let text = self.ink.line(&words);
        let width = |words: &str| self.faces.sans_width(words);
        let longest = text.split(|c: char| c == ' ' || text::is_han(c)).map(width).fold(2.0, f64::max);
        let cells = view.row_cells(position).iter().filter_map(|cell| {
            let indeterminate = plan.unit(view.columns[cell.column as usize]).is_indeterminate();
            Glyph::of(cell.marks, indeterminate).map(|glyph| (cell.column, self.mark(glyph)))
        });
        let unlisted = self.unlisted(row);
        RowContent {
            section,
            width: width(&text),
            longest,
            cells: cells.collect(),
            number: cut(self.faces, &self.ink.line(&number), 8.0, false),
            unlisted: cut(self.faces, &self.ink.line(&unlisted), 8.0, false),
            total: view.row_totals[position],
            text,
        }
    }

    /// What a cell shows. Told apart by shape, letter or word: paper is black and white.
    fn mark(&self, glyph: Glyph) -> String {
        let style = self.scope.view.marks;
        let parts = RoleWords::new(self.scope.lang, self.scope.plan).parts(glyph, style);
        let between = if style == MarkStyle::Words { "\n" } else { "" };
        match parts.is_empty() {
            true => glyph.signs(),
            false => parts.into_iter().map(|(words, _)| words).collect::<Vec<_>>().join(between),
        }
    }

    /// The least width of a column, in ems: words are set smaller and take more room.
    fn column_least(&self) -> f64 {
        let words = RoleWords::new(self.scope.lang, self.scope.plan);
        let used = Role::ALL.into_iter().filter(|&role| self.scope.ledger.in_legend(role));
        match self.scope.view.marks {
            MarkStyle::Shapes | MarkStyle::Letters => COLUMN_LEAST,
            MarkStyle::Words => {
                used.map(|role| self.faces.sans_width(words.name(role)) * WORDS + 0.3).fold(COLUMN_LEAST, f64::max)
            }
        }
    }

    /// Sign and words of every kind of mark, with its count.
    fn legend(&self) -> Vec<[String; 2]> {
        let words = |entry: &Entry<'_>| fill(self.t.paper_legend_entry, &[&entry.name, &entry.count]);
        legend(self.scope).iter().map(|entry| [self.legend_sign(entry.glyph), words(entry)]).collect()
    }

    /// Where cells show words, the names say everything: only what stays a sign has one.
    fn legend_sign(&self, glyph: Glyph) -> String {
        match self.scope.view.marks {
            MarkStyle::Words if glyph.roles().next().is_some() => String::new(),
            MarkStyle::Letters => self.mark(glyph),
            MarkStyle::Shapes | MarkStyle::Words => glyph.signs(),
        }
    }

    /// The words of a row's lists that name nobody.
    fn unlisted(&self, row: Subject) -> String {
        let Scope { plan, ledger, filter, .. } = *self.scope;
        let marks = ledger.of(row).iter();
        let words: Vec<String> = marks
            .filter(|mark| mark.unit.is_none() && filter.admits_mark(plan, mark))
            .map(|mark| unlisted_words(plan, mark))
            .collect();
        words.join(self.t.name_separator)
    }

    fn sheets(&self, table: &Table) -> Vec<Sheet> {
        let Scope { plan, view, .. } = *self.scope;
        let t = self.t;
        let Table { pages, strips, .. } = table;
        let count = pages.len() * strips.len();
        let mut sheets = Vec::with_capacity(count);
        for (down, rows) in pages.iter().enumerate() {
            for (across, columns) in strips.iter().enumerate() {
                let mut label = fill(t.paper_sheet, &[&(sheets.len() + 1), &count]);
                let mut numbers = view.rows[rows.clone()].iter().filter_map(|row| match row {
                    Subject::Task(id) => Some(plan.task(*id).number.as_str()),
                    Subject::Section(_) => None,
                });
                if count > 1
                    && let Some(first) = numbers.next()
                {
                    let last = numbers.next_back().unwrap_or(first);
                    let [first, last] = [first, last].map(|number| fill(t.task_number, &[&number]));
                    label.push_str(&fill(t.paper_sheet_rows, &[&first, &last]));
                }
                if strips.len() > 1
                    && let (Some(first), Some(last)) = (columns.clone().next(), columns.clone().next_back())
                {
                    let [first, last] = [first, last].map(|at| table.columns[at].name.as_str());
                    label.push_str(&fill(t.paper_sheet_units, &[&first, &last]));
                }
                sheets.push(Sheet {
                    rows: rows.clone(),
                    again: section_again(&table.rows, rows.start),
                    columns: columns.clone(),
                    place: (count > 1).then_some([pages.len(), strips.len(), down, across]),
                    right: across + 1 == strips.len(),
                    low: down + 1 == pages.len(),
                    label,
                });
            }
        }
        sheets
    }
}

/// Room along its own direction that a name takes, in ems.
fn extent(faces: &Faces, name: &str, upright: bool) -> f64 {
    if upright { name.chars().count() as f64 * NAME_PITCH } else { faces.sans_width(name) }
}

/// The text cut to `most` ems, with … in place of what is cut off.
fn cut(faces: &Faces, name: &str, most: f64, upright: bool) -> String {
    if extent(faces, name, upright) <= most {
        return name.to_owned();
    }
    let mut kept = String::new();
    let mut used = NAME_PITCH;
    for c in name.chars() {
        used += extent(faces, c.encode_utf8(&mut [0; 4]), upright);
        if used > most {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// Puts the content on sheets.
struct Planner<'a> {
    content: &'a Content,
    faces: &'a Faces,
}

impl Planner<'_> {
    /// The size of type in points, and the table at it, for `room` points of width and height.
    fn fitted(&self, wanted: TypeSize, room: (f64, f64)) -> (f64, Table) {
        let at = |size: f64| (size, self.table(room.0 / size, room.1 / size));
        match wanted {
            TypeSize::Points(points) if points.is_finite() => return at(points.clamp(4.0, 20.0)),
            _ => {}
        }
        let mut size = FIT_MOST;
        let mut across = None;
        while size >= FIT_LEAST {
            if self.strips(room.0 / size).len() == 1 {
                across.get_or_insert(size);
                let lowest = self.content.rows.len() as f64 * (LINE + ROW_PAD) * size;
                if lowest < room.1 {
                    let whole = at(size);
                    if whole.1.pages.len() == 1 {
                        return whole;
                    }
                }
            }
            size -= 0.25;
        }
        at(across.unwrap_or(FIT_NONE))
    }

    /// Widths of what stands beside the columns of units, the task's own left out.
    fn beside(&self) -> f64 {
        self.content.number_width + self.content.unlisted_width + self.content.total_width
    }

    /// The columns of each sheet across, evenly, so that the last is not a sliver. At least one.
    fn strips(&self, width: f64) -> Vec<Range<usize>> {
        let count = self.content.names.len();
        let room = ((width - self.beside() - TASK_LEAST) / self.content.column_least).floor().max(0.0) as usize;
        let sheets = count.div_ceil(room.max(COLUMNS_LEAST)).max(1);
        let bounds: Vec<usize> = (0..=sheets).map(|sheet| sheet * count / sheets).collect();
        bounds.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    /// The table on sheets with room for `width` × `height` ems.
    fn table(&self, width: f64, height: f64) -> Table {
        let strips = self.strips(width);
        let widest = strips.iter().map(Range::len).max().unwrap_or(0) as f64;
        let room = width - self.beside();
        let least = self.content.column_least;
        let column_width = ((room - TASK_AMPLE) / widest.max(1.0)).clamp(least, COLUMN_MOST.max(least));
        let task_width = (room - widest * column_width).max(TASK_LEAST / 2.0);

        let columns = self.content.names.iter().map(|Column { name, upright }| Column {
            name: cut(self.faces, name, height * NAMES_MOST, *upright),
            upright: *upright,
        });
        let columns: Vec<Column> = columns.collect();
        let name_extent = |column: &Column| extent(self.faces, &column.name, column.upright);
        let name_height = columns.iter().map(name_extent).fold(3.0, f64::max) + 2.0 * CELL_PAD;
        let bands: Vec<BandHead> =
            self.content.bands.iter().map(|band| self.band(band, column_width, height * BANDS_MOST)).collect();
        let band_extent = |band: &BandHead| {
            if band.upright { band.lines.len() as f64 * LINE } else { self.faces.sans_width(&band.lines.concat()) }
        };
        let band_height = bands.iter().map(band_extent).fold(0.0, f64::max) + 2.0 * CELL_PAD;

        let body = height - name_height - band_height;
        let (rows, pages) = self.rows(task_width - 2.0 * CELL_PAD, body);
        Table { task_width, column_width, band_height, name_height, columns, bands, rows, pages, strips }
    }

    /// A band's name over its columns: on one line, on several, or turned.
    fn band(&self, (name, columns): &(String, Range<usize>), column_width: f64, most: f64) -> BandHead {
        let width = columns.len() as f64 * column_width - 0.2;
        let fits = self.faces.sans_width(name) <= width;
        let upright = fits || name.chars().any(text::is_han);
        let lines = if fits {
            vec![name.clone()]
        } else if upright {
            let in_line = (width.floor() as usize).max(1);
            let most_lines = ((most / LINE) as usize).max(2);
            let letters: Vec<char> = cut(self.faces, name, (in_line * most_lines) as f64, false).chars().collect();
            // Lines of about one length: 中省 / 直单位, not 中省直单 / 位.
            let even = letters.len().div_ceil(letters.len().div_ceil(in_line).max(1)).max(1);
            letters.chunks(even).map(|line| line.iter().collect()).collect()
        } else {
            vec![cut(self.faces, name, most, false)]
        };
        BandHead { lines, upright, columns: columns.clone() }
    }

    /// The rows with their texts, and which of them stand together on a sheet of `body` ems.
    /// Where one sheet does it, as many lines for each text as it has room for; else up to two.
    fn rows(&self, width: f64, body: f64) -> (Vec<SheetRow>, Vec<Range<usize>>) {
        let mut best = None;
        for most_lines in 1..=MOST_LINES {
            let rows: Vec<SheetRow> = self.content.rows.iter().map(|row| self.fit(row, width, most_lines)).collect();
            let pages = paginate(&rows, body);
            let whole = pages.len() == 1;
            if best.is_some() && !whole {
                // The first did it on one sheet, or this is the second line at most.
                if most_lines > 2 || best.as_ref().is_some_and(|(_, pages): &(_, Vec<_>)| pages.len() == 1) {
                    break;
                }
            }
            best = Some((rows, pages));
        }
        best.unwrap_or_default()
    }

    /// A row with its text cut to so many lines of `width` ems. A line may stay short by a word, or
    /// by two Chinese characters where a mark of punctuation may not begin the next.
    fn fit(&self, row: &RowContent, width: f64, most_lines: usize) -> SheetRow {
        // A section's heading begins in the column of numbers, in bold.
        let width = if row.section { (width + self.content.number_width) * 0.95 } else { width };
        let slack = row.longest.min(width * 0.6);
        let room = |lines: usize| lines as f64 * width - (lines - 1) as f64 * slack;
        let lines = (1..=most_lines).find(|&lines| row.width <= room(lines)).unwrap_or(most_lines);
        SheetRow {
            section: row.section,
            number: row.number.clone(),
            text: cut(self.faces, &row.text, room(lines), false),
            height: lines as f64 * LINE + ROW_PAD,
            cells: row.cells.clone(),
            unlisted: row.unlisted.clone(),
            total: row.total,
        }
    }
}

/// Runs of rows that fit into `body` ems, the last with room for the totals; a section's row does
/// not stand last on a sheet, and one that goes on is named again. At least one run.
fn paginate(rows: &[SheetRow], body: f64) -> Vec<Range<usize>> {
    let body = body - LINE - ROW_PAD;
    let taken = |start: usize, end: usize| {
        let again = section_again(rows, start).map_or(0.0, |section| rows[section].height);
        again + rows[start..end].iter().map(|row| row.height).sum::<f64>()
    };
    let mut pages = Vec::new();
    let mut start = 0;
    let mut used = 0.0;
    for (position, row) in rows.iter().enumerate() {
        if used + row.height > body && position > start {
            let mut end = position;
            while end > start + 1 && rows[end - 1].section {
                end -= 1;
            }
            pages.push(start..end);
            start = end;
            used = taken(start, position);
        }
        used += row.height;
    }
    pages.push(start..rows.len());
    pages
}

/// The section's row to be named again on a sheet that begins with row `start`.
fn section_again(rows: &[SheetRow], start: usize) -> Option<usize> {
    let begins = rows.get(start).is_none_or(|row| row.section);
    if begins { None } else { rows[..start].iter().rposition(|row| row.section) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(section: bool) -> SheetRow {
        SheetRow {
            section,
            number: String::new(),
            text: String::new(),
            height: 2.0,
            cells: Vec::new(),
            unlisted: String::new(),
            total: 0,
        }
    }

    #[test]
    fn rows_are_cut_into_sheets_and_no_heading_is_left_behind() {
        let rows: Vec<SheetRow> = [true, false, false, true, false, false, true].map(row).into();
        let room = LINE + ROW_PAD;
        assert_eq!(paginate(&rows, 100.0), std::slice::from_ref(&(0..7)));
        assert_eq!(paginate(&rows, 8.0 + room), [0..3, 3..7]);
        assert_eq!(paginate(&rows, 6.0 + room), [0..3, 3..6, 6..7]);
        assert_eq!(paginate(&rows, 4.0 + room), [0..2, 2..3, 3..5, 5..6, 6..7], "with the section named again");
        assert_eq!([0, 2, 3, 5, 7].map(|start| section_again(&rows, start)), [None, Some(0), None, Some(3), None]);
        assert_eq!(paginate(&[], 6.0), std::slice::from_ref(&(0..0)));
        assert_eq!(paginate(&rows, 0.0).len(), 7, "a sheet takes a row, however low it is");
    }

    fn content(rows: usize, columns: usize) -> Content {
        let row = |_| RowContent {
            section: false,
            number: "1".to_owned(),
            text: "一".repeat(60),
            width: 60.0,
            longest: 2.0,
            cells: Vec::new(),
            unlisted: String::new(),
            total: 0,
        };
        let name = |_| Column { name: "县司法局".to_owned(), upright: true };
        Content {
            column_least: COLUMN_LEAST,
            names: (0..columns).map(name).collect(),
            bands: vec![("部门".to_owned(), 0..columns)],
            rows: (0..rows).map(row).collect(),
            number_width: 3.0,
            unlisted_width: 0.0,
            total_width: TOTAL_LEAST,
        }
    }

    #[test]
    fn type_is_as_large_as_one_sheet_bears() {
        let faces = Faces::embedded();
        let fitted = |rows, columns, wanted| {
            let content = content(rows, columns);
            let (size, table) = Planner { content: &content, faces: &faces }.fitted(wanted, (1_000.0, 700.0));
            assert_eq!(table.strips.iter().map(Range::len).sum::<usize>(), columns);
            assert_eq!(table.pages.iter().map(Range::len).sum::<usize>(), rows);
            (size, table.pages.len(), table.strips.len())
        };
        assert_eq!(fitted(5, 5, TypeSize::Fit), (FIT_MOST, 1, 1));
        let (size, pages, strips) = fitted(45, 40, TypeSize::Fit);
        assert!((FIT_LEAST..FIT_MOST).contains(&size) && (pages, strips) == (1, 1), "{size}");
        let (size, pages, strips) = fitted(200, 40, TypeSize::Fit);
        assert!(size == FIT_MOST && pages > 1 && strips == 1, "{size}");
        let (size, _, strips) = fitted(200, 300, TypeSize::Fit);
        assert!(size == FIT_NONE && strips > 1, "{size}");
        assert_eq!(fitted(5, 5, TypeSize::Points(900.0)).0, 20.0);
        assert_eq!(fitted(0, 0, TypeSize::Points(f64::NAN)), (FIT_MOST, 1, 1));
    }

    #[test]
    fn columns_are_cut_evenly() {
        let faces = Faces::embedded();
        let content = content(0, 300);
        let strips = Planner { content: &content, faces: &faces }.strips(140.0);
        let (most, least) = (strips.iter().map(Range::len).max(), strips.iter().map(Range::len).min());
        assert!(strips.len() > 3 && most <= least.map(|least| least + 1), "{strips:?}");
    }

    #[test]
    fn names_are_cut_at_a_measured_width() {
        let faces = Faces::embedded();
        assert_eq!(cut(&faces, "县司法局", 5.0, true), "县司法局");
        assert_eq!(cut(&faces, "县司法局县司法局", 5.0, true), "县司法…");
        assert!(extent(&faces, &cut(&faces, &"wide ".repeat(30), 9.0, false), false) <= 9.1);
    }
}
