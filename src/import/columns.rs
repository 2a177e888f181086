//! What the columns of a table are: the heading row of a table of tasks says it.
//!
//! | column | rule |
//! |---|---|
//! | number, section, task, deadline | by its heading: 序号, 类别, 工作任务, 完成时限 … |
//! | people | 责任人, 包抓领导 … kept with the task; where nothing else says who, they are responsible |
//! | units and people | 责任单位及责任人: parted by the names |
//! | units | its heading is a label of the clause grammar: 牵头单位, 责任单位, 配合单位 … |
//! | two rows of headings | the lower one says more: 责任单位 over 牵头 and 配合 |

use super::clause::label::{self, Label};
use super::people;
use super::roles::{role_at, role_of_head};
use super::source::{Cell, Table};
use crate::model::Role;
use crate::model::text::is_han;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Section,
    Task,
    Role(Role, String),
    Deadline,
    /// People, by what the heading calls them.
    People(String),
    /// Something that a plan has no place for.
    Other,
}

const NUMBERS: &[&str] = &[
    "№",
    "№ п/п",
    "n.º",
    "nº",
    "nr.",
    "lfd. nr.",
    "n°",
    "序号",
    "编号",
    "序",
    "号",
    "no.",
    "no",
    "#",
    "项目编号",
    "任务序号",
    "任务编号",
    "条目",
];
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
    "阶段",
    "section",
    "phase",
    "stage",
    "workstream",
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
    "мероприятие",
    "мероприятия",
    "задача",
    "задачи",
    "наименование",
    "atividade",
    "atividades",
    "tarefa",
    "ação",
    "medida",
    "actividad",
    "actividades",
    "tarea",
    "acción",
    "tâche",
    "activité",
    "mesure",
    "aufgabe",
    "maßnahme",
    "tätigkeit",
    "清单",
    "要点",
    "模块",
    "功能",
];

/// Beginnings of headings over the time until which something is done, in other languages.
const FOREIGN_DEADLINES: &[&str] =
    &["срок", "дата исполнения", "prazo", "plazo", "fecha límite", "échéance", "délai", "frist", "termin", "fällig"];

/// Beginnings of headings over the time at which something begins.
const BEGINNINGS: &[&str] = &["启动", "开始", "起始", "开工", "start", "begin"];

/// Headings of lists of things, in which 单位 is a measure.
const QUANTITIES: &[&str] = &["数量", "金额", "规格", "型号", "单价", "总价", "计量单位", "产量"];

/// Headings over what somebody has to do.
const DUTIES: &[&str] = &[
    "职责分工",
    "任务分工",
    "工作分工",
    "分工内容",
    "职责任务",
    "职责",
    "工作职责",
    "岗位职责",
    "主要职责",
    "责任内容",
    "responsibility",
    "responsibilities",
    "duty",
    "duties",
];

/// Headings over those who answer for a task where no heading gives a role.
const WHO: &[&str] = &[
    "姓名",
    "人员",
    "岗位",
    "角色",
    "负责人",
    "责任人",
    "部门",
    "单位",
    "责任部门",
    "科室",
    "role",
    "team",
    "owner",
    "assignee",
    "who",
    "responsible",
    "person",
];

/// Ends of such headings: 功能负责人, 承办科室.
const WHO_ENDS: &[&str] = &["负责人", "责任人", "承办人", "经办人", "执行人", "科室", "股室", "处室", "部门", "单位"];

/// Headings over the time at which something must be done that are no label of a clause.
const DEADLINES: &[&str] = &["截止", "截止日", "完成日", "何时"];

/// Heading rows are looked for in so many first rows.
const HEAD_ROWS: usize = 20;

/// What the columns of a table of tasks are.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub columns: Vec<Column>,
    /// The first row of tasks.
    pub first: usize,
    /// The cells of the heading row.
    pub head: Vec<Range<usize>>,
}

fn plain(text: &str, cell: &Cell) -> String {
    text[cell.span.clone()].chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// So many rows tell what a column without a known heading holds.
const SAMPLE: usize = 50;

/// Whether a heading of people means people, not bodies that look on.
fn names_people(heading: &str) -> bool {
    !["单位", "部门", "机构"].iter().any(|end| heading.ends_with(end)) && heading.contains(is_han)
}

/// What a column under this heading holds.
pub(super) fn meaning(heading: &str) -> Column {
    let lower = heading.to_lowercase();
    let bare = lower.split(['（', '(']).next().unwrap_or_default();
    let is = |list: &[&str]| list.contains(&lower.as_str()) || list.contains(&bare);
    // When something begins is no deadline.
    if BEGINNINGS.iter().any(|word| bare.starts_with(word)) {
        return Column::Other;
    }
    // What somebody is responsible for is no list of those who are.
    if is(DUTIES) {
        return Column::Task;
    }
    match label::meaning(heading).or_else(|| label::meaning(bare)) {
        Some(Label::Role { role, .. }) => {
            return Column::Role(if role == Role::OverallLead { Role::Lead } else { role }, heading.to_owned());
        }
        Some(Label::Deadline) => return Column::Deadline,
        Some(Label::People) if names_people(bare) => return Column::People(bare.to_owned()),
        Some(Label::People) => return Column::Other,
        _ => {}
    }
    if let Some((units, _)) = people::beside_units(heading)
        && let Some(Label::Role { role, .. }) = label::meaning(units)
    {
        return Column::Role(if role == Role::OverallLead { Role::Lead } else { role }, heading.to_owned());
    }
    match () {
        () if is(NUMBERS) => Column::Number,
        () if FOREIGN_DEADLINES
            .iter()
            .any(|word| bare.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))) =>
        {
            Column::Deadline
        }
        () if is(DEADLINES) => Column::Deadline,
        () if is(SECTIONS) => Column::Section,
        () if bare.chars().count() <= 12 && TASK_ENDS.iter().any(|end| bare.ends_with(end)) => Column::Task,
        () => Column::Other,
    }
}

/// The columns of a table of tasks; `None` for a table of something else.
pub(super) fn layout(text: &str, table: &Table) -> Option<Layout> {
    layout_in(text, table, 0..HEAD_ROWS)
}

/// The columns from a row on that is a heading row of its own, as where one sheet has two tables.
pub(super) fn layout_at(text: &str, table: &Table, row: usize) -> Option<Layout> {
    let filled: Vec<&Cell> = table.rows[row].iter().filter(|cell| !text[cell.span.clone()].trim().is_empty()).collect();
    let known: Vec<Column> = filled.iter().map(|cell| meaning(&spaceless_english(text, cell))).collect();
    let count = |wanted: fn(&Column) -> bool| known.iter().filter(|column| wanted(column)).count();
    let is_head = filled.len() > 2
        && count(|column| matches!(column, Column::Role(..))) > 0
        && count(|column| matches!(column, Column::Number | Column::Task)) > 0
        && 3 * count(|column| *column != Column::Other) >= 2 * filled.len();
    is_head.then(|| layout_in(text, table, row..row + 1)).flatten()
}

fn layout_in(text: &str, table: &Table, rows: Range<usize>) -> Option<Layout> {
    let is_role = |column: &Column| matches!(column, Column::Role(..));
    for (at, row) in table.rows.iter().enumerate().take(rows.end).skip(rows.start) {
        if row.len() < 2 {
            continue;
        }
        let mut columns: Vec<Column> = row.iter().map(|cell| meaning(&spaceless_english(text, cell))).collect();
        // Approver beside Responsible: one word for a role that everybody knows vouches for the others.
        if columns.iter().any(is_role) {
            for (column, cell) in columns.iter_mut().zip(row) {
                let head = spaceless_english(text, cell);
                if *column == Column::Other
                    && let Some(role) = role_of_head(&head)
                {
                    *column = Column::Role(role, head);
                }
            }
        }
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
        let is_heavy = |column: &Column| matches!(column, Column::Role(role, _) if *role <= Role::Responsible);
        if !columns.iter().any(is_heavy) {
            // Small offices name people where others name bodies: 负责人, 姓名.
            let is_task = |column: &Column| matches!(column, Column::Task | Column::Section);
            let who = |cell: &Cell| {
                let heading = spaceless_english(text, cell).to_lowercase();
                WHO.contains(&heading.as_str())
                    || WHO_ENDS.iter().any(|end| heading.ends_with(end)) && heading.chars().count() <= 8
                    || label::meaning(&heading) == Some(Label::People) && names_people(&heading)
            };
            // 单位 over kilograms is no body.
            let counts = |cell: &Cell| QUANTITIES.contains(&plain(text, cell).as_str());
            let place = row.iter().position(who).filter(|_| columns.iter().any(is_task) && !row.iter().any(counts));
            if let Some(place) = place.filter(|&place| !is_role(&columns[place])) {
                columns[place] = Column::Role(Role::Responsible, plain(text, &row[place]));
                // 参与人 beside 负责人: who stands in for the bodies has their roles.
                for column in &mut columns {
                    if let Column::People(heading) = column
                        && let Some(role) = label::role_of_people(heading)
                    {
                        *column = Column::Role(role, std::mem::take(heading));
                    }
                }
            }
        }
        // A word for a role over more of them is a mark of a grid, not the head of a column.
        let is_mark = |column: usize| {
            // The head comes again on each page.
            let is_again = |other: &&Vec<Cell>| {
                other.len() == row.len()
                    && other.iter().zip(row).all(|(one, other)| plain(text, one) == plain(text, other))
            };
            let below = table.rows[at + 1..].iter().take(HEAD_ROWS).filter(|row| !is_again(row));
            let below = below.filter_map(|row| row.get(column));
            let words = below.map(|cell| spaceless_english(text, cell)).filter(|words| !words.is_empty());
            let roles = words.filter(|words| matches!(label::meaning(words), Some(Label::Role { .. }))).count();
            roles > 1
        };
        if (0..columns.len()).any(|column| is_role(&columns[column]) && is_mark(column)) {
            continue;
        }
        // Heads of other languages: where one says that tasks stand there, others say who does them.
        if columns.contains(&Column::Task) && !columns.iter().any(is_role) {
            let roles: Vec<Option<Role>> =
                row.iter().map(|cell| foreign_role(&spaceless_english(text, cell))).collect();
            if roles.iter().flatten().any(|role| *role <= Role::Responsible) {
                for ((column, role), cell) in columns.iter_mut().zip(roles).zip(row) {
                    if let Some(role) = role.filter(|_| *column == Column::Other) {
                        *column = Column::Role(role, text[cell.span.clone()].trim().to_owned());
                    }
                }
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
                rows.iter().take(SAMPLE).filter_map(|row| row.get(column)).map(|cell| cell.span.len()).sum::<usize>()
            };
            let free = (0..columns.len()).filter(|&column| columns[column] == Column::Other && weight(column) > 0);
            let widest = free
                .max_by_key(|&column| weight(column))
                .or_else(|| columns.iter().rposition(|column| *column == Column::Section))?;
            columns[widest] = Column::Task;
        }
        // What stands before the words without a known heading says what they are about.
        let task = columns.iter().position(|column| *column == Column::Task).unwrap_or(0);
        let rows = &table.rows[first.min(table.rows.len())..];
        let is_words = |column: usize| {
            let cells =
                rows.iter().take(SAMPLE).filter_map(|row| row.get(column)).map(|cell| text[cell.span.clone()].trim());
            let mut filled = cells.filter(|words| !words.is_empty()).peekable();
            filled.peek().is_some()
                && filled.all(|words| words.chars().filter(|c| c.is_alphabetic()).count() * 2 > words.chars().count())
        };
        if let Some(before) = (0..task).rfind(|&column| columns[column] == Column::Other)
            && !plain(text, &row[before]).is_empty()
            && !columns[..task].contains(&Column::Section)
            && is_words(before)
        {
            columns[before] = Column::Task;
        }
        // A heading row is not a sentence.
        if row.iter().any(|cell| text[cell.span.clone()].chars().count() > 40) {
            continue;
        }
        return Some(Layout { columns, first, head: row.iter().map(|cell| cell.span.clone()).collect() });
    }
    None
}

/// The role that a heading in another language than Chinese or English begins with: Ответственный исполнитель.
fn foreign_role(head: &str) -> Option<Role> {
    const LONGEST: usize = 32;
    let lower = head.to_lowercase();
    let is_other = !lower.contains(is_han) && lower.chars().count() <= LONGEST;
    // Órgão responsável: a noun for whoever does it stands before the word. Spaces may be gone.
    let bare = BODIES.iter().find_map(|noun| lower.strip_prefix(noun)).map_or(lower.as_str(), str::trim_start);
    role_at(bare).or_else(|| role_at(&lower)).filter(|_| is_other)
}

/// Nouns that stand before the word for a role in a heading, the longer before those that begin it.
const BODIES: &[&str] = &[
    "órgãos",
    "órgão",
    "entidades",
    "entidade",
    "entidad",
    "setores",
    "setor",
    "áreas",
    "área",
    "unidades",
    "unidade",
    "unidad",
    "secretaría",
    "secretaria",
    "dependencias",
    "dependencia",
    "services",
    "service",
    "directions",
    "direction",
    "unité",
    "entité",
    "organisme",
    "acteur",
    "stelle",
];

/// Headings in English keep their spaces, others lose them.
fn spaceless_english(text: &str, cell: &Cell) -> String {
    let words = &text[cell.span.clone()];
    if words.is_ascii() { words.split_whitespace().collect::<Vec<_>>().join(" ") } else { plain(text, cell) }
}

/// Whether a table is one of tasks, or of something else.
pub(super) fn is_tasks(text: &str, table: &Table) -> bool {
    layout(text, table).is_some()
}
