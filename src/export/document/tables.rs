//! Tables of the whole plan: 任务分工表, 单位责任一览表, 签收登记表; and the book that holds all (汇编).

use super::obligations::unit_papers;
use super::parts::{ContentsPart, CoverPart, Part, PartRow, TablePart, UnitPaper, UnitsPart};
use super::{Draft, ListPaper, Pen, Style, number_and_date};
use crate::export::Scope;
use crate::export::lists::{self, TaskRow, UnitRow};
use crate::export::table;
use crate::lang::{Lang, RoleWords, fill, filter_words, omission};
use crate::model::Role;
use crate::view::{Partner, Subject};

/// The table of tasks (任务分工表): all of the matrix' rows, as far as the filter shows them.
pub fn tasks(scope: &Scope<'_>, pen: &mut dyn Pen) -> Draft {
    let part = tasks_part(scope, pen);
    single(scope, Part::Tasks(part), pen)
}

/// The table of units (单位责任一览表): all of the matrix' columns.
pub fn overview(scope: &Scope<'_>, pen: &mut dyn Pen) -> Draft {
    let part = overview_part(scope, pen);
    single(scope, Part::Overview(part), pen)
}

/// The register of receipts (签收登记表).
pub fn receipts(scope: &Scope<'_>, pen: &mut dyn Pen) -> Draft {
    let part = receipts_part(scope, pen);
    single(scope, Part::Receipts(part), pen)
}

/// The book (汇编): cover, contents, table of tasks, table of units, and the list of every unit that owes anything.
pub fn book(scope: &Scope<'_>, paper: ListPaper, pen: &mut dyn Pen) -> Draft {
    let t = scope.lang.texts();
    let title = pen.line(&scope.plan.title);
    let owing: Vec<_> = lists::unit_rows(scope)
        .into_iter()
        .filter(|row| row.tasks > 0 || row.by_role.iter().any(|own| !own.is_empty()))
        .collect();
    let units: Vec<_> = owing.iter().map(|row| row.unit).collect();
    let papers: Vec<UnitPaper> = unit_papers(scope, &units, paper.style, pen);
    let mut entries = vec![
        ["tasks".to_owned(), t.table_tasks.to_owned(), String::new()],
        ["overview".to_owned(), t.table_overview.to_owned(), String::new()],
    ];
    entries.extend(owing.iter().enumerate().map(|(position, row)| {
        let name = pen.line(&scope.plan.unit(row.unit).name);
        [format!("unit-{position}"), format!("{}. {name}", position + 1), counts(scope, row)]
    }));
    let issuer = scope.plan.issuer.as_deref().map(|issuer| pen.line(issuer));
    let month = scope.plan.date.map(|date| fill(t.paper_month, &[&date.year(), &date.month()]));
    let cover = CoverPart {
        odd: false,
        title: title.clone(),
        name: t.paper_book_name,
        number: scope.plan.number.as_deref().map(|number| fill(t.paper_basis, &[&pen.line(number)])),
        foot: issuer.into_iter().chain(month).collect(),
    };
    let own = UnitsPart {
        odd: true,
        own_numbers: false,
        ..UnitsPart::new(papers, paper.style, paper.style == Style::Table && !paper.upright)
    };
    let parts = vec![
        Part::Cover(cover),
        Part::Contents(ContentsPart { odd: true, title: t.paper_contents, entries }),
        Part::Tasks(TablePart { odd: true, label: None, ..tasks_part(scope, pen) }),
        Part::Overview(TablePart { odd: true, ..overview_part(scope, pen) }),
        Part::Units(own),
    ];
    Draft::of(scope, fill(t.paper_book_title, &[&title]), parts, pen)
}

fn single(scope: &Scope<'_>, part: Part, pen: &mut dyn Pen) -> Draft {
    let title = match &part {
        Part::Tasks(part) | Part::Overview(part) | Part::Receipts(part) | Part::Bulletin(part) => part.title.concat(),
        Part::Units(_) | Part::Cover(_) | Part::Contents(_) => String::new(),
    };
    Draft::of(scope, title, vec![part], pen)
}

/// `总牵头1　牵头5　责任11　随集合单位9`.
fn counts(scope: &Scope<'_>, row: &UnitRow) -> String {
    let words = RoleWords::new(scope.lang, scope.plan);
    let roles = lists::unit_roles(scope).into_iter().zip(&row.by_role).filter(|(_, own)| !own.is_empty());
    let mut parts: Vec<String> = roles.map(|(role, own)| format!("{}{}", words.name(role), own.len())).collect();
    let through = row.through.len();
    parts.extend((through > 0).then(|| format!("{}{through}", scope.lang.texts().through_collective)));
    parts.join("　")
}

/// What stands below a title: number and date, and what a filter lets stand.
fn notes(scope: &Scope<'_>, pen: &mut dyn Pen) -> Vec<String> {
    let t = scope.lang.texts();
    let basis = number_and_date(scope, pen).map(|words| fill(t.paper_basis, &[&words]));
    let extract =
        filter_words(scope.lang, scope.plan, scope.filter).map(|words| fill(t.paper_extract, &[&pen.line(&words)]));
    basis.into_iter().chain(extract).collect()
}

fn left_out(scope: &Scope<'_>) -> Option<String> {
    omission(scope.lang, scope.view).map(|words| fill(scope.lang.texts().paper_note, &[&words]))
}

fn tasks_part(scope: &Scope<'_>, pen: &mut dyn Pen) -> TablePart {
    let t = scope.lang.texts();
    let plan = scope.plan;
    let words = RoleWords::new(scope.lang, plan);
    let all = lists::task_roles(scope);
    // Overall leads stand in the band of their section.
    let is_own = |role: Role| role != Role::OverallLead;
    let roles: Vec<Role> = all.iter().copied().filter(|&role| is_own(role)).collect();
    let mut heads = vec![t.head_number.to_owned(), t.paper_column_rank.to_owned()];
    heads.extend(roles.iter().map(|&role| words.units(role).into_owned()));
    heads.extend([t.head_deadline, t.paper_column_note].map(str::to_owned));
    let others = roles.iter().filter(|&&role| role != Role::Lead && role != Role::Responsible).count();
    let width = |role: Role| match role {
        Role::Lead => 34.0,
        Role::Responsible => {
            if others > 1 {
                38.0
            } else {
                46.0
            }
        }
        _ => {
            if others > 1 {
                24.0
            } else {
                34.0
            }
        }
    };
    let mut widths = vec![10.0, 0.0];
    widths.extend(roles.iter().map(|&role| width(role)));
    widths.extend([20.0, if scope.lang == Lang::En { 18.0 } else { 15.0 }]);
    let mut rows = Vec::new();
    for TaskRow { subject, lists } in lists::task_rows(scope) {
        match subject {
            Subject::Section(id) => {
                let heading = pen.line(&plan.section(id).heading());
                let leads = all.iter().zip(&lists).find(|(role, list)| **role == Role::OverallLead && !list.is_empty());
                let band = match leads {
                    Some((_, list)) => {
                        let names = pen.line(&Partner::joined(list, t.name_separator));
                        fill(t.paper_overall, &[&heading, &names])
                    }
                    None => heading,
                };
                rows.push(PartRow { band: Some(band), cells: Vec::new() });
            }
            Subject::Task(id) => {
                let task = plan.task(id);
                let mut cells = vec![vec![pen.line(&task.number)], pen.paragraphs(&task.text)];
                for (role, list) in all.iter().zip(&lists).filter(|(role, _)| is_own(**role)) {
                    cells.push(match role {
                        // One a line, the first on top.
                        Role::Lead => lines(list, pen),
                        _ if list.is_empty() => Vec::new(),
                        _ => vec![pen.line(&Partner::joined(list, t.name_separator))],
                    });
                }
                let deadline = task.deadline.as_deref().map(|words| pen.paragraphs(&scope.lang.deadline(words)));
                cells.extend([deadline.unwrap_or_default(), Vec::new()]);
                rows.push(PartRow::cells(cells));
            }
        }
    }
    let sections = scope.view.rows.iter().filter(|row| matches!(row, Subject::Section(_))).count();
    let closing = match sections {
        0 => fill(t.paper_tasks_closing_bare, &[&scope.view.shown_tasks]),
        _ => fill(t.paper_tasks_closing, &[&scope.view.shown_tasks, &sections]),
    };
    TablePart {
        odd: false,
        lies: true,
        tight: false,
        label: Some(t.paper_annex),
        name: t.table_tasks.to_owned(),
        title: vec![fill(t.paper_tasks_title, &[&pen.line(&plan.title)])],
        notes: notes(scope, pen),
        centred: vec![0, heads.len() - 2],
        justified: vec![1],
        heads,
        widths,
        rows,
        closing: std::iter::once(closing).chain(left_out(scope)).collect(),
    }
}

/// Names one below the other; closing words stay behind the name before them.
fn lines(list: &[Partner], pen: &mut dyn Pen) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for partner in list {
        let words = pen.line(&partner.words);
        match lines.last_mut().filter(|_| partner.is_ending) {
            Some(last) => last.push_str(&words),
            None => lines.push(words),
        }
    }
    lines
}

fn overview_part(scope: &Scope<'_>, pen: &mut dyn Pen) -> TablePart {
    let t = scope.lang.texts();
    let words = RoleWords::new(scope.lang, scope.plan);
    let roles = lists::unit_roles(scope);
    let units = lists::unit_rows(scope);
    let has_through = units.iter().any(|row| !row.through.is_empty());
    let mut heads = vec![t.head_number.to_owned(), t.head_unit.to_owned()];
    heads.extend(roles.iter().map(|&role| words.name(role).to_owned()));
    heads.extend(has_through.then(|| t.through_collective.to_owned()));
    heads.push(t.head_tasks.to_owned());
    let mut widths = vec![9.0, 38.0];
    // 责任 has most of the numbers.
    widths.extend(roles.iter().map(|&role| match role {
        Role::OverallLead => 34.0,
        Role::Lead => 48.0,
        Role::Responsible => 0.0,
        _ => 26.0,
    }));
    widths.extend(has_through.then_some(48.0));
    widths.push(13.0);
    if !widths.contains(&0.0) {
        widths[1] = 0.0;
    }
    let rows = units.iter().enumerate().map(|(position, row)| {
        let mut cells = vec![(position + 1).to_string(), pen.line(&scope.plan.unit(row.unit).name)];
        cells.extend(row.by_role.iter().map(|labels| pen.line(&runs(labels, t.name_separator))));
        cells.extend(has_through.then(|| pen.line(&runs(&row.through, t.name_separator))));
        cells.push(row.tasks.to_string());
        PartRow::cells(cells.into_iter().map(|cell| vec![cell]).collect())
    });
    let rows = rows.collect();
    TablePart {
        odd: false,
        lies: true,
        tight: true,
        label: None,
        name: t.table_overview.to_owned(),
        title: vec![fill(t.paper_overview_title, &[&pen.line(&scope.plan.title)])],
        notes: notes(scope, pen),
        centred: vec![0, heads.len() - 1],
        justified: Vec::new(),
        heads,
        widths,
        rows,
        closing: std::iter::once(t.paper_overview_closing.to_owned()).chain(left_out(scope)).collect(),
    }
}

/// Numbers in a row are told by the first and the last: `1-4、7`.
fn runs(labels: &[String], separator: &str) -> String {
    let numbers: Option<Vec<u32>> = labels.iter().map(|label| label.parse().ok()).collect();
    let Some(numbers) = numbers else { return labels.join(separator) };
    let mut parts = Vec::new();
    let mut rest = numbers.as_slice();
    while let Some(&first) = rest.first() {
        let length = rest.windows(2).take_while(|pair| pair[1] == pair[0] + 1).count() + 1;
        let run = &rest[..length];
        match run.last() {
            Some(last) if length > 2 => parts.push(format!("{first}-{last}")),
            _ => parts.extend(run.iter().map(u32::to_string)),
        }
        rest = &rest[length..];
    }
    parts.join(separator)
}

fn receipts_part(scope: &Scope<'_>, pen: &mut dyn Pen) -> TablePart {
    let t = scope.lang.texts();
    let mut rows: Vec<Vec<String>> = Vec::new();
    // Rows in memory cannot fail.
    let _ = table::receipts(scope, &mut rows);
    let mut rows = rows.into_iter();
    let heads = rows.next().unwrap_or_default();
    let last = heads.len().saturating_sub(1);
    let rows = rows.map(|cells| {
        let cells = cells.iter().enumerate().map(|(position, cell)| match position {
            // To be ticked.
            _ if position == last => vec!["□".to_owned()],
            _ => vec![pen.line(cell)],
        });
        PartRow::cells(cells.collect())
    });
    let rows = rows.collect();
    TablePart {
        odd: false,
        lies: false,
        tight: false,
        label: None,
        name: t.table_receipts.to_owned(),
        title: vec![fill(t.paper_receipts_title, &[&pen.line(&scope.plan.title)])],
        notes: notes(scope, pen),
        heads,
        widths: vec![11.0, 0.0, 15.0, 26.0, 24.0, 24.0, 14.0],
        centred: vec![0, 2, 4, 5, 6],
        justified: Vec::new(),
        rows,
        closing: left_out(scope).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_a_row_are_one_run() {
        let labels = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        for (given, expected) in [
            ("1 2 3 4 7", "1-4、7"),
            ("1 2 5", "1、2、5"),
            ("十五 十六 十七", "十五、十六、十七"),
            ("3 1 2 3", "3、1-3"),
            ("", ""),
        ] {
            assert_eq!(runs(&labels(given), "、"), expected);
        }
    }
}
