//! Task tables: a heading row says what the columns are, merged cells say what belongs together.
//!
//! | column | rule |
//! |---|---|
//! | number, section, task, deadline | by its heading: 序号, 类别, 工作任务, 完成时限 … |
//! | units | its heading is a label of the clause grammar: 牵头单位, 责任单位, 配合单位 … |
//! | two rows of headings | the lower one says more: 责任单位 over 牵头 and 配合 |
//! | several columns of words | one text; one whose cells reach over several rows is a section |
//! | a row that is one cell | a section |
//! | a row whose cells repeat the heading | the heading on a new page |

use super::clause::label::{self, Label};
use super::clause::{self, Manner};
use super::find::{self, Clause, Sentences};
use super::number;
use super::source::{Block, Cell, Source, Table};
use super::structure::{Outline, is_title_like};
use super::tasks::{Drafts, SectionDraft, TaskDraft, note};
use crate::finding::Kind;
use crate::model::Role;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Number,
    Section,
    Task,
    Role(Role, String),
    Deadline,
    /// Something that a plan has no place for.
    Other,
}

const NUMBERS: &[&str] = &["序号", "编号", "序", "号", "no.", "no", "#", "项目编号", "任务序号", "任务编号", "条目"];
const SECTIONS: &[&str] = &[
    "类别",
    "类型",
    "体系",
    "领域",
    "方面",
    "板块",
    "分类",
    "重点领域",
    "一级指标",
    "任务类别",
    "工作类别",
    "章节",
    "大类",
    "专项",
    "维度",
    "部分",
    "任务分类",
    "重点方面",
    "section",
    "area",
    "theme",
    "category",
    "pillar",
];
const TASK_ENDS: &[&str] = &[
    "任务",
    "措施",
    "内容",
    "事项",
    "举措",
    "工作",
    "要求",
    "项目",
    "名称",
    "任务名称",
    "问题",
    "指标",
    "重点工作",
    "task",
    "tasks",
    "action",
    "actions",
    "activity",
    "activities",
    "measure",
    "measures",
    "description",
    "清单",
    "要点",
];

/// Heading rows are looked for in so many first rows.
const HEAD_ROWS: usize = 8;

struct Layout {
    columns: Vec<Column>,
    /// The first row of tasks.
    first: usize,
    head: Vec<Range<usize>>,
}

fn plain(text: &str, cell: &Cell) -> String {
    text[cell.span.clone()].chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

fn meaning(heading: &str) -> Column {
    let lower = heading.to_lowercase();
    let bare = lower.split(['（', '(']).next().unwrap_or_default();
    let is = |list: &[&str]| list.contains(&lower.as_str()) || list.contains(&bare);
    match label::meaning(heading).or_else(|| label::meaning(bare)) {
        Some(Label::Role { role, .. }) => {
            return Column::Role(if role == Role::OverallLead { Role::Lead } else { role }, heading.to_owned());
        }
        Some(Label::Deadline) => return Column::Deadline,
        Some(Label::People) => return Column::Other,
        _ => {}
    }
    match () {
        () if is(NUMBERS) => Column::Number,
        () if is(SECTIONS) => Column::Section,
        () if bare.chars().count() <= 12 && TASK_ENDS.iter().any(|end| bare.ends_with(end)) => Column::Task,
        () => Column::Other,
    }
}

fn layout(text: &str, table: &Table) -> Option<Layout> {
    let is_role = |column: &Column| matches!(column, Column::Role(..));
    for (at, row) in table.rows.iter().enumerate().take(HEAD_ROWS) {
        if row.len() < 2 {
            continue;
        }
        let mut columns: Vec<Column> = row.iter().map(|cell| meaning(&spaceless_english(text, cell))).collect();
        let mut first = at + 1;
        // 责任单位 over 牵头 and 配合.
        if let Some(below) = table.rows.get(at + 1)
            && below.len() == row.len()
        {
            let differs = |column: usize| {
                below[column].span != row[column].span && !text[below[column].span.clone()].trim().is_empty()
            };
            let lower: Vec<Option<Column>> = (0..row.len())
                .map(|column| differs(column).then(|| meaning(&spaceless_english(text, &below[column]))))
                .collect();
            let said: Vec<&Column> = lower.iter().flatten().collect();
            if !said.is_empty()
                && said.iter().all(|column| is_role(column) || **column == Column::Deadline)
                && said.iter().any(|column| is_role(column))
            {
                for (column, lower) in columns.iter_mut().zip(lower) {
                    if let Some(lower) = lower {
                        *column = lower;
                    }
                }
                first = at + 2;
            }
        }
        if !columns.iter().any(is_role) {
            continue;
        }
        // Merged over several columns with one meaning: the same cell is read once.
        if !columns.contains(&Column::Task) {
            // The widest column of words holds the tasks.
            let rows = &table.rows[first..];
            let weight = |column: usize| {
                rows.iter().take(50).filter_map(|row| row.get(column)).map(|cell| cell.span.len()).sum::<usize>()
            };
            let free = (0..columns.len()).filter(|&column| columns[column] == Column::Other && weight(column) > 0);
            let widest = free
                .max_by_key(|&column| weight(column))
                .or_else(|| columns.iter().rposition(|column| *column == Column::Section))?;
            columns[widest] = Column::Task;
        }
        // A heading row is not a sentence.
        if row.iter().any(|cell| text[cell.span.clone()].chars().count() > 40) {
            continue;
        }
        return Some(Layout { columns, first, head: row.iter().map(|cell| cell.span.clone()).collect() });
    }
    None
}

/// Headings in English keep their spaces, others lose them.
fn spaceless_english(text: &str, cell: &Cell) -> String {
    let words = &text[cell.span.clone()];
    if words.is_ascii() { words.split_whitespace().collect::<Vec<_>>().join(" ") } else { plain(text, cell) }
}

/// Whether a table is one of tasks, or of something else.
pub(super) fn is_tasks(text: &str, table: &Table) -> bool {
    layout(text, table).is_some()
}

/// Adds the tasks of all task tables; where the first of them begins.
pub(super) fn read(source: &Source, outline: &Outline, drafts: &mut Drafts) -> Option<usize> {
    let text = &source.text;
    let mut first = None;
    let mut last: Option<Layout> = None;
    let tables =
        source.blocks.iter().filter(|block| matches!(block, Block::Table(table) if is_tasks(text, table))).count();
    let mut heading: Option<Range<usize>> = None;
    for block in &source.blocks {
        match block {
            Block::Paragraph { span, .. } => {
                heading = Some(span.clone()).filter(|_| !text[span.clone()].trim().is_empty()).or(heading)
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
                let section = super::tasks::section_before(text, outline, start, drafts)
                    .or_else(|| title.map(|span| open_section(text, drafts, &span, None)));
                rows(text, table, &layout, section, drafts);
                last = Some(layout);
            }
        }
    }
    first
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

fn rows(text: &str, table: &Table, layout: &Layout, outer: Option<usize>, drafts: &mut Drafts) {
    let is_blank = |cell: &Cell| text[cell.span.clone()].trim().is_empty();
    for (column, kind) in layout.columns.iter().enumerate() {
        if *kind == Column::Other
            && let Some(span) = layout.head.get(column).filter(|span| !span.is_empty())
            && column.checked_sub(1).is_none_or(|before| layout.head[before] != *span)
        {
            drafts.findings.push(note(Kind::ColumnLeftOut, text, span.clone()));
        }
    }
    let body = &table.rows[layout.first.min(table.rows.len())..];
    // Columns of words whose cells reach over several rows are headings, if another one has the tasks.
    let words: Vec<usize> =
        (0..layout.columns.len()).filter(|&column| layout.columns[column] == Column::Task).collect();
    let reaches =
        |column: usize| body.iter().any(|row| row.get(column).is_some_and(|cell| cell.continues && !is_blank(cell)));
    let headings: Vec<usize> = (0..layout.columns.len())
        .filter(|&column| {
            layout.columns[column] == Column::Section
                || words.contains(&column) && words.last() != Some(&column) && reaches(column)
        })
        .collect();
    let mut base = outer;
    let mut open: Vec<Option<(Range<usize>, usize)>> = vec![None; headings.len()];
    for row in body {
        let filled: Vec<&Cell> = row.iter().filter(|cell| !is_blank(cell)).collect();
        let Some(cell) = filled.first() else { continue };
        if row.len() == layout.head.len()
            && row
                .iter()
                .zip(&layout.head)
                .all(|(cell, head)| text[cell.span.clone()].trim() == text[head.clone()].trim())
        {
            continue;
        }
        // One cell over the whole row, or alone in it.
        let alone = filled.iter().all(|other| other.span == cell.span);
        if alone && row.len() > 2 && !cell.continues {
            if is_title_like(&text[cell.span.clone()]) {
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

fn task(text: &str, row: &[Cell], layout: &Layout, headings: &[usize], section: Option<usize>, drafts: &mut Drafts) {
    let mut draft = TaskDraft {
        section,
        own: row.first().map_or(0, |cell| cell.span.start)..row.last().map_or(0, |cell| cell.span.end),
        ..TaskDraft::default()
    };
    let mut before: Option<&Range<usize>> = None;
    for (column, cell) in row.iter().enumerate() {
        let words = text[cell.span.clone()].trim();
        // A cell over several columns is one.
        let again = before == Some(&cell.span);
        before = Some(&cell.span);
        if words.is_empty() || again || headings.contains(&column) {
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
            Some(Column::Role(role, heading)) => {
                if let Some(reading) = clause::read(&text[cell.span.clone()], Manner::Cell(*role))
                    .filter(|reading| reading.names_somebody() || !reading.rest.is_empty())
                {
                    draft.clauses.push(Clause {
                        outer: cell.span.clone(),
                        inner: cell.span.clone(),
                        reading,
                        unclosed: false,
                        sentence: false,
                        doubtful: false,
                        heading: Some(heading.clone()),
                    });
                }
            }
            Some(Column::Deadline) => draft.deadline = Some(cell.span.clone()),
            Some(Column::Section | Column::Other) | None => {}
        }
    }
    if !draft.text.is_empty() || !draft.clauses.is_empty() {
        drafts.tasks.push(draft);
    }
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
