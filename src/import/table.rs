//! Rows of task tables → sections and tasks. What the columns are, `columns` says.
//!
//! | what | rule |
//! |---|---|
//! | several columns of words | one text; one whose cells reach over several rows is a section |
//! | a row that is one cell | a section |
//! | a row of a section without a task, 总牵头单位 filled | the section's overall leads |
//! | a row with fewer cells than the head | put under the heads by the kinds of its cells, or a doubt |
//! | a row whose cells repeat the heading | the heading on a new page |

use super::clause::{self, Manner, label};
use super::columns::{Column, Layout, is_tasks, layout, layout_at};
use super::drafts::{Drafts, SectionDraft, TaskDraft, note};
use super::find::{self, Clause, Sentences};
use super::grid::{Grids, is_no_task};
use super::number;
use super::people;
use super::prose::{is_title_like, title_of};
use super::source::{Block, Cell, Source, Table};
use super::structure::Outline;
use crate::finding::Kind;
use crate::model::Role;
use std::collections::HashMap;
use std::ops::Range;

/// Adds the tasks of all task tables; where the first of them begins.
pub(super) fn read(source: &Source, outline: &Outline, grids: &Grids, drafts: &mut Drafts) -> Option<usize> {
    let text = &source.text;
    let mut first = None;
    let mut last: Option<Layout> = None;
    let tables =
        source.blocks.iter().filter(|block| matches!(block, Block::Table(table) if is_tasks(text, table))).count();
    let mut known: HashMap<usize, usize> =
        drafts.sections.iter().enumerate().filter_map(|(at, section)| Some((section.item?, at))).collect();
    let mut heading: Option<Range<usize>> = None;
    for (at, block) in source.blocks.iter().enumerate() {
        match block {
            // No table of tasks, and none goes on behind it.
            Block::Table(_) if grids.has(at) => last = None,
            Block::Paragraph { span, .. } => {
                heading = Some(span.clone()).filter(|_| !text[span.clone()].trim().is_empty()).or(heading);
            }
            Block::Table(table) => {
                let own = layout(text, table);
                // A table that goes on without its heading.
                let width = table.rows.first().map_or(0, Vec::len);
                let goes_on =
                    own.is_none() && last.as_ref().is_some_and(|last| last.columns.len() == width && width > 2);
                let Some(layout) =
                    own.or_else(|| last.take().filter(|_| goes_on).map(|last| Layout { first: 0, ..last }))
                else {
                    continue;
                };
                let start = layout.head.first().filter(|_| !goes_on).map_or(0, |span| span.start);
                first = first.or(Some(start).filter(|_| !goes_on));
                let title = heading.take().filter(|span| tables > 1 && !goes_on && is_title_like(&text[span.clone()]));
                let section = section_over(text, outline, start, drafts, &mut known)
                    .or_else(|| grids.section(at, start, drafts))
                    .or_else(|| title.map(|span| open_section(text, drafts, &span, None)));
                rows(text, table, &layout, section, drafts);
                last = Some(layout);
            }
        }
    }
    first
}

/// The section of the heading under which a table stands at byte `at`: made with the headings over
/// it if nothing but tables stands under them.
fn section_over(
    text: &str,
    outline: &Outline,
    at: usize,
    drafts: &mut Drafts,
    known: &mut HashMap<usize, usize>,
) -> Option<usize> {
    let item = outline.items.partition_point(|item| item.label.start < at).checked_sub(1)?;
    let mut path: Vec<usize> = std::iter::successors(Some(item), |&item| outline.items[item].parent).collect();
    path.reverse();
    let mut section = None;
    for item in path {
        if let Some(&known) = known.get(&item) {
            section = Some(known);
            continue;
        }
        let heading = &outline.items[item];
        let is_title = heading.clauses().next().is_none()
            && heading.texts().take(2).count() == 1
            && heading.texts().all(|span| is_title_like(&text[span]));
        if !is_title {
            break;
        }
        let title = heading.texts().next().map_or(heading.label.clone(), |span| title_of(text, &span));
        let label = text[heading.label.clone()].trim().to_owned();
        let draft = SectionDraft { label, title, parent: section, item: Some(item), ..SectionDraft::default() };
        known.insert(item, drafts.sections.len());
        section = Some(drafts.sections.len());
        drafts.sections.push(draft);
    }
    section
}

fn open_section(text: &str, drafts: &mut Drafts, span: &Range<usize>, parent: Option<usize>) -> usize {
    let words = &text[span.clone()];
    let lead = words.len() - words.trim_start().len();
    let number = number::read(words.trim_start()).into_iter().next();
    let length = number.as_ref().map_or(0, |number| number.length);
    let label = words[lead..lead + length].trim().to_owned();
    let mut title = span.start + lead + length..span.end;
    let mut overall = Vec::new();
    // 一、优化环境（总牵头单位：甲局）
    if let Some(clause) = find::clauses(text, title.clone(), Sentences::No).into_iter().next() {
        title.end = clause.outer.start;
        overall.push(clause);
    }
    title.end -= text[title.clone()].len() - text[title.clone()].trim_end().len();
    let words =
        Some(text[title.clone()].split_whitespace().collect::<Vec<_>>().join(if text[title.clone()].is_ascii() {
            " "
        } else {
            ""
        }))
        .filter(|words| words.contains(char::is_alphanumeric));
    let words = words.or_else(|| Some(label.clone()).filter(|label| !label.is_empty()));
    drafts.sections.push(SectionDraft { label, title, parent, overall, words, item: None });
    drafts.sections.len() - 1
}

/// Cells that say: as above.
const AS_ABOVE: &[&str] = &["〃", "\"", "″", "''", "同上", "同前", "ditto", "idem"];
/// Cells that say: nobody, no time.
const NONE: &[&str] = &["无", "/", "\\", "-", "--", "—", "——", "–", "－", "n/a"];

/// The longest of them, in bytes.
const LONGEST_NONE: usize = 8;
/// A cell over several rows is said again in each of them if it is no longer, in bytes.
const LONGEST_REPEATED: usize = 4_000;

fn rows(text: &str, table: &Table, layout: &Layout, outer: Option<usize>, drafts: &mut Drafts) {
    let next = |layout: &Layout| {
        let others = (layout.first..table.rows.len()).filter(|&row| !is_head_again(text, &table.rows[row], layout));
        others.into_iter().find_map(|row| Some((row, layout_at(text, table, row)?)))
    };
    let mut layout = layout.clone();
    // Other tables in the same sheet have heading rows of their own.
    while let Some((row, below)) = next(&layout) {
        rows_until(text, table, &layout, row, outer, drafts);
        layout = below;
    }
    rows_until(text, table, &layout, table.rows.len(), outer, drafts);
}

/// Whether a row is the head of the table once more, as it stands on each page.
fn is_head_again(text: &str, row: &[Cell], layout: &Layout) -> bool {
    let is_same = |(cell, head): (&Cell, &Range<usize>)| text[cell.span.clone()].trim() == text[head.clone()].trim();
    row.len() == layout.head.len() && row.iter().zip(&layout.head).all(is_same)
}

fn rows_until(text: &str, table: &Table, layout: &Layout, end: usize, outer: Option<usize>, drafts: &mut Drafts) {
    let is_blank = |cell: &Cell| text[cell.span.clone()].trim().is_empty();
    for (column, kind) in layout.columns.iter().enumerate() {
        // 责任单位（排第一位的为牵头单位）
        if let (Column::Role(..), Some(head)) = (kind, layout.head.get(column))
            && clause::first_leads(&text[head.clone()]).is_some()
        {
            drafts.prose.push(head.clone());
        }
    }
    for (column, kind) in layout.columns.iter().enumerate() {
        if *kind == Column::Other
            && let Some(span) = layout.head.get(column).filter(|span| !span.is_empty())
            && column.checked_sub(1).is_none_or(|before| layout.head[before] != *span)
        {
            drafts.findings.push(note(Kind::ColumnLeftOut, text, span.clone()));
        }
    }
    let body = &table.rows[layout.first.min(end)..end];
    let mut above: Vec<Cell> = Vec::new();
    // Columns of words whose cells reach over several rows are headings, if another one has the tasks.
    let words: Vec<usize> =
        (0..layout.columns.len()).filter(|&column| layout.columns[column] == Column::Task).collect();
    let numbers = layout.columns.iter().position(|column| *column == Column::Number);
    let is_empty = |row: &[Cell], column: usize| row.get(column).is_some_and(is_blank);
    let reaches = |column: usize| {
        let merged = |row: &Vec<Cell>| row.get(column).is_some_and(|cell| cell.continues && !is_blank(cell));
        // Merged cells of which only the first was kept.
        let left_out = |row: &Vec<Cell>| {
            is_empty(row, column)
                && numbers.is_some_and(|number| is_empty(row, number))
                && words.last().is_some_and(|&last| row.get(last).is_some_and(|cell| !is_blank(cell)))
        };
        body.iter().any(merged) || body.iter().skip(1).any(left_out)
    };
    let headings: Vec<usize> = (0..layout.columns.len())
        .filter(|&column| {
            layout.columns[column] == Column::Section
                || words.contains(&column) && words.last() != Some(&column) && reaches(column)
        })
        .collect();
    let mut base = outer;
    let mut title: Option<&str> = None;
    let mut open: Vec<Option<(Range<usize>, usize)>> = vec![None; headings.len()];
    for row in body {
        let restored = restored(text, row, layout, &above, drafts);
        let row = restored.as_ref().unwrap_or(row);
        let as_above = |(column, cell): (usize, &Cell)| match above.get(column) {
            Some(before) if AS_ABOVE.contains(&text[cell.span.clone()].trim()) => before.clone(),
            _ => cell.clone(),
        };
        let row: Vec<Cell> = row.iter().enumerate().map(as_above).collect();
        above.clone_from(&row);
        let row = &row;
        let filled: Vec<&Cell> = row.iter().filter(|cell| !is_blank(cell)).collect();
        let Some(cell) = filled.first() else { continue };
        if is_head_again(text, row, layout) {
            continue;
        }
        if filled.iter().take(2).any(|cell| is_no_task(text[cell.span.clone()].trim())) && filled.len() > 1 {
            drafts.findings.push(note(Kind::LeftOut, text, cell.span.clone()));
            continue;
        }
        // One cell over the whole row, or alone in it.
        let alone = filled.iter().all(|other| other.span == cell.span);
        if alone && row.len() > 2 && !cell.continues {
            let words = text[cell.span.clone()].trim();
            if title == Some(words) {
                // A section goes on over the page, and its title comes again.
            } else if is_title_like(words) {
                title = Some(words);
                base = Some(open_section(text, drafts, &cell.span, outer));
                open = vec![None; headings.len()];
            } else {
                drafts.findings.push(note(Kind::LeftOut, text, cell.span.clone()));
                drafts.prose.push(cell.span.clone());
            }
            continue;
        }
        let mut section = base;
        for (place, &column) in headings.iter().enumerate() {
            let Some(cell) = row.get(column) else { continue };
            let same = open[place].as_ref().is_some_and(|(span, _)| {
                is_blank(cell) || *span == cell.span || text[span.clone()].trim() == text[cell.span.clone()].trim()
            });
            if !same {
                if is_blank(cell) {
                    continue;
                }
                let made = open_section(text, drafts, &cell.span, section);
                open[place] = Some((cell.span.clone(), made));
                for inner in &mut open[place + 1..] {
                    *inner = None;
                }
            }
            section = open[place].as_ref().map(|(_, section)| *section).or(section);
        }
        task(text, row, layout, &headings, section, drafts);
    }
}

/// A row with fewer cells than the head has, as text copied from a table with merged cells: its cells are put under
/// the heads whose kind they have, and those left free hold what the row above has there.
fn restored(text: &str, row: &[Cell], layout: &Layout, above: &[Cell], drafts: &mut Drafts) -> Option<Vec<Cell>> {
    let missing = layout.columns.len().checked_sub(row.len()).filter(|&missing| missing > 0)?;
    if row.len() < 2 || above.len() != layout.columns.len() {
        return None;
    }
    let fits = |cell: &Cell, column: &Column| {
        let words = text[cell.span.clone()].trim();
        match column {
            _ if words.is_empty() => 0,
            Column::Number => {
                if number::is_plain(words) {
                    2
                } else {
                    -2
                }
            }
            Column::Role(..) => {
                if clause::is_list(words) {
                    3
                } else {
                    -1
                }
            }
            Column::People(_) => {
                if clause::names::is_person(words) {
                    2
                } else {
                    0
                }
            }
            Column::Deadline => {
                if clause::is_time(words) {
                    2
                } else {
                    -3
                }
            }
            Column::Task | Column::Section => {
                if clause::is_list(words) || clause::is_time(words) || number::is_plain(words) { -1 } else { 1 }
            }
            Column::Other => 0,
        }
    };
    // The cells that are not there are neighbours; merged are most often those of sections.
    let place = |at: usize, hole: usize| if at < hole { at } else { at + missing };
    let score = |hole: usize| {
        let fitting: i32 = (0..row.len()).map(|at| fits(&row[at], &layout.columns[place(at, hole)])).sum();
        let merged = layout.columns[hole..hole + missing].iter().all(|column| *column == Column::Section);
        fitting + i32::from(merged)
    };
    let scores: Vec<i32> = (0..=row.len()).map(score).collect();
    let best = scores.iter().copied().max()?;
    let hole = scores.iter().rposition(|&score| score == best)?;
    if scores.iter().filter(|&&score| score == best).count() > 1 {
        let span = extent(row);
        drafts.findings.push(note(Kind::NotUnderstood, text, span));
    }
    if hole == row.len() {
        return None;
    }
    let covered = above[hole..hole + missing].iter().map(|cell| Cell { continues: true, ..cell.clone() });
    Some(row[..hole].iter().cloned().chain(covered).chain(row[hole..].iter().cloned()).collect())
}

/// From the first cell of a row to its last: those that go on from rows above stand before them, and count only where a
/// row has no others.
fn extent(row: &[Cell]) -> Range<usize> {
    let own = row.iter().filter(|cell| !cell.continues);
    let own = own.map(|cell| cell.span.clone()).reduce(|all, span| all.start.min(span.start)..all.end.max(span.end));
    own.or_else(|| row.first().map(|cell| cell.span.clone())).unwrap_or_default()
}

fn task(text: &str, row: &[Cell], layout: &Layout, headings: &[usize], section: Option<usize>, drafts: &mut Drafts) {
    let mut draft = TaskDraft { section, own: extent(row), ..TaskDraft::default() };
    let mut before: Option<&Range<usize>> = None;
    for (column, cell) in row.iter().enumerate() {
        let words = text[cell.span.clone()].trim();
        // A cell over several columns is one.
        let again = before == Some(&cell.span);
        before = Some(&cell.span);
        let nothing = words.len() <= LONGEST_NONE && NONE.contains(&words.to_lowercase().as_str());
        let repeats = cell.continues && cell.span.len() > LONGEST_REPEATED;
        if words.is_empty() || nothing || again || repeats || headings.contains(&column) {
            continue;
        }
        match layout.columns.get(column) {
            Some(Column::Number) => {
                let spaced = format!("{words} ");
                let number = number::read(&spaced).into_iter().find(|number| number.length >= words.len());
                draft.number = number.map_or_else(
                    || words.trim_matches(['.', '、', '．', '(', ')', '（', '）']).to_owned(),
                    |number| number.shown,
                );
            }
            Some(Column::Task) => task_words(text, cell, &mut draft),
            Some(Column::People(label)) => draft.people.push((label.clone(), cell.span.clone())),
            Some(Column::Role(role, heading)) => {
                let (units, people) = units_and_people(text, cell, heading);
                if let Some((_, label)) = people::beside_units(heading) {
                    draft.people.extend(people.into_iter().map(|span| (label.to_owned(), span)));
                }
                for line in units {
                    let reading = clause::read(&text[line.clone()], Manner::Cell(*role))
                        .filter(|reading| reading.names_somebody() || !reading.rest.is_empty());
                    let Some(reading) = reading else { continue };
                    draft.clauses.push(Clause {
                        outer: line.clone(),
                        inner: line,
                        reading,
                        unclosed: false,
                        sentence: false,
                        doubtful: false,
                        heading: Some(heading.clone()),
                    });
                }
            }
            Some(Column::Deadline) => draft.deadline = draft.deadline.or_else(|| Some(cell.span.clone())),
            Some(Column::Section | Column::Other) | None => {}
        }
    }
    // A row of a section that names nobody but its overall leads.
    let leads_over_all = |clause: &Clause| {
        let heading = clause.heading.as_deref().and_then(label::meaning);
        matches!(heading, Some(label::Label::Role { role: Role::OverallLead, .. }))
    };
    let is_of_section = draft.text.is_empty() && draft.number.is_empty() && draft.clauses.iter().all(leads_over_all);
    if is_of_section && let Some(section) = section {
        drafts.sections[section].overall.append(&mut draft.clauses);
    } else if !draft.text.is_empty() || !draft.clauses.is_empty() {
        drafts.tasks.push(draft);
    }
}

/// The parts of a cell that name units, and those that name people where its heading promises both.
fn units_and_people(text: &str, cell: &Cell, heading: &str) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let parts = match people::beside_units(heading) {
        Some(_) => people::apart(text, cell.span.clone()),
        None => Vec::new(),
    };
    let (people, units): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, is_people)| *is_people);
    let spans = |parts: Vec<(Range<usize>, bool)>| parts.into_iter().map(|(span, _)| span).collect();
    if people.is_empty() || units.is_empty() { (lines(text, cell), Vec::new()) } else { (spans(units), spans(people)) }
}

/// A cell of names as it is, or line by line without their numbers where each line has one: 1.县财政局⏎2.县审计局.
fn lines(text: &str, cell: &Cell) -> Vec<Range<usize>> {
    let mut start = cell.span.start;
    let mut found = Vec::new();
    for line in text[cell.span.clone()].split('\n') {
        let lead = line.len() - line.trim_start().len();
        let number = number::read(line.trim_start()).into_iter().next().filter(|number| number.length > 0);
        let Some(number) = number.filter(|number| lead + number.length < line.len()) else {
            return vec![cell.span.clone()];
        };
        found.push(start + lead + number.length..start + line.len());
        start += line.len() + 1;
    }
    found
}

/// A cell of words: a number of its own, and clauses within, as in a paragraph.
fn task_words(text: &str, cell: &Cell, draft: &mut TaskDraft) {
    let mut at = cell.span.start;
    if draft.number.is_empty()
        && let Some(number) = number::read(text[cell.span.clone()].trim_start()).into_iter().next()
    {
        at += text[cell.span.clone()].len() - text[cell.span.clone()].trim_start().len() + number.length;
        draft.number = number.shown;
    }
    for clause in find::clauses(text, at..cell.span.end, Sentences::No) {
        if clause.outer.start > at {
            draft.text.push((at..clause.outer.start, true));
        }
        at = clause.outer.end;
        draft.clauses.push(clause);
    }
    if at < cell.span.end {
        draft.text.push((at..cell.span.end, true));
    }
}
