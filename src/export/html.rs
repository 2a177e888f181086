//! One page for any browser (.html): the matrix with its heads in place, a search, and what each unit owes.
//!
//! Everything is in the one file: the marks as JSON, a style sheet and a script (`assets/html/`) that draws only what
//! is seen. The page allows itself nothing from elsewhere. For Chromium and Firefox 78 or newer. What cells say
//! are the words of the CSV table.

use super::Scope;
use super::legend::{legend, statement};
use super::table::{cell_words, row_head};
use crate::lang::{RoleWords, filter_words};
use crate::look::{Colors, DARK, Glyph, LIGHT};
use crate::made::Made;
use crate::model::Role;
use crate::neutral;
use crate::view::{Subject, unlisted_words};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io;

const STYLE: &str = include_str!("../../assets/html/page.css");
const SCRIPT: &str = include_str!("../../assets/html/page.js");
/// A table for browsers without scripts is in a page of at most so many cells.
const STILL_CELLS: usize = 20_000;

/// What the script reads.
#[derive(Serialize)]
struct Data {
    /// Each name once, in the order of the columns.
    units: Vec<[String; 1]>,
    /// Name of a group, first column, the column behind its last.
    bands: Vec<(String, usize, usize)>,
    rows: Vec<PageRow>,
    /// Each sign with its colour and what it says.
    words: Vec<(String, usize, String)>,
    /// As CSS says them.
    colours: Vec<String>,
    /// Tasks of the plan.
    tasks: usize,
    /// By name: the same bytes each time.
    t: BTreeMap<&'static str, String>,
}

/// Whether it is a section, number, text, columns and words in turn, open ends, deadline, clause.
#[derive(Serialize)]
struct PageRow(u8, String, String, Vec<usize>, String, String, String);

/// The page of the matrix, as the filter shows it.
///
/// # Errors
/// Never in practice: the page is made in memory.
pub fn page(scope: &Scope<'_>) -> io::Result<Made> {
    let t = scope.lang.texts();
    let data = data(scope);
    let json = serde_json::to_string(&data)?.replace('<', "\\u003c");
    let title = escaped(&scope.plan.title);
    let mut page = String::with_capacity(json.len() + STYLE.len() + SCRIPT.len() + 4096);
    let lang = if scope.lang == crate::lang::Lang::Zh { "zh-CN" } else { "en" };
    // What is written into a String cannot fail.
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n\
         <header><h1>{title}</h1><span class=\"second\">{}</span><span class=\"second\" id=\"count\">{}</span>\
         <input id=\"search\" type=\"search\" placeholder=\"{}\" aria-label=\"{}\"></header>\n<div id=\"legend\">",
        colour_rules(),
        escaped(&below_title(scope)),
        escaped(&statement(scope)),
        escaped(t.html_search),
        escaped(t.html_search),
    );
    for entry in legend(scope) {
        let (sign, name) = (escaped(&entry.glyph.signs()), escaped(&entry.name));
        let _ = write!(page, "<span><b class=\"c{}\">{sign}</b> {name} {}</span>", colour(entry.glyph), entry.count);
    }
    let _ = write!(
        page,
        "</div>\n<main><div id=\"matrix\"><div id=\"corner\">{}</div><div id=\"head\"></div><div id=\"side\"></div>\
         <div id=\"body\" tabindex=\"0\" role=\"grid\" aria-label=\"{title}\"><div id=\"room\" style=\"position:relative\"></div></div></div>\
         <aside id=\"drawer\" hidden></aside></main>\n<div id=\"print\"></div>\n",
        escaped(t.head_task),
    );
    still_table(&mut page, scope, &data);
    let _ = write!(
        page,
        "<script type=\"application/json\" id=\"data\">{json}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    Ok(Made::whole(page.into_bytes()))
}

/// Number and date, and what a filter lets stand.
fn below_title(scope: &Scope<'_>) -> String {
    let origin = super::legend::number_and_date(scope);
    let filter = filter_words(scope.lang, scope.plan, scope.filter).unwrap_or_default();
    let parts = [origin, filter];
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ")
}

fn data(scope: &Scope<'_>) -> Data {
    let (plan, view) = (scope.plan, scope.view);
    let t = scope.lang.texts();
    let roles = RoleWords::new(scope.lang, plan);
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let mut words = Vec::new();
    let mut rows = Vec::with_capacity(view.rows.len());
    for (position, &row) in view.rows.iter().enumerate() {
        let mut cells = Vec::new();
        for cell in view.row_cells(position) {
            let unit = view.columns[cell.column as usize];
            let Some(glyph) = Glyph::of(cell.marks, plan.unit(unit).is_indeterminate()) else { continue };
            let key = (glyph.signs(), cell_words(scope, roles, row, unit, cell.marks));
            let at = *known.entry(key.clone()).or_insert_with(|| {
                words.push((key.0, colour(glyph), key.1));
                words.len() - 1
            });
            cells.extend([cell.column as usize, at]);
        }
        let marks = scope.ledger.of(row).iter();
        let ends = marks.filter(|mark| mark.unit.is_none() && scope.filter.admits_mark(plan, mark));
        let ends = ends.map(|mark| unlisted_words(plan, mark)).collect::<Vec<_>>().join(t.name_separator);
        let [number, path, text] = row_head(scope, row);
        rows.push(match row {
            Subject::Section(id) => {
                let heading = plan.section(id).heading();
                PageRow(
                    1,
                    String::new(),
                    if heading.is_empty() { path } else { heading },
                    cells,
                    ends,
                    String::new(),
                    String::new(),
                )
            }
            Subject::Task(id) => {
                let task = plan.task(id);
                let deadline = task.deadline.as_deref().map(|words| scope.lang.deadline(words)).unwrap_or_default();
                PageRow(0, number, text, cells, ends, deadline, task.clause.clone())
            }
        });
    }
    let band = |band: &crate::view::Band| (plan.group(band.group).name.clone(), band.columns.start, band.columns.end);
    let texts = [
        ("close", t.close),
        ("only", t.html_only),
        ("all", t.html_all),
        ("task", t.html_task),
        ("shown", t.tasks_shown),
        ("deadline", t.head_deadline),
        ("number", t.head_number),
        ("task_head", t.head_task),
        ("too_large", t.html_too_large),
    ];
    Data {
        units: view.columns.iter().map(|&unit| [plan.unit(unit).name.clone()]).collect(),
        bands: view.bands.iter().map(band).collect(),
        rows,
        words,
        colours: (0..=Role::COUNT).map(|at| format!("var(--c{at})")).collect(),
        tasks: view.all_tasks,
        t: texts.into_iter().map(|(name, words)| (name, words.to_owned())).collect(),
    }
}

/// The number of a mark's colour: that of its heaviest role, the last one for what is through a collective.
fn colour(glyph: Glyph) -> usize {
    glyph.role().map_or(Role::COUNT, Role::index)
}

/// The colours of both themes as CSS.
fn colour_rules() -> String {
    let rules = |colors: &Colors| {
        let mut rules = String::new();
        for at in 0..=Role::COUNT {
            let role = Role::ALL.into_iter().find(|role| role.index() == at);
            let _ = write!(rules, "--c{at}:#{:06x};", colors.mark(role));
        }
        rules
    };
    let mut out =
        format!(":root{{{}}}\n@media (prefers-color-scheme: dark){{:root{{{}}}}}\n", rules(&LIGHT), rules(&DARK));
    for at in 0..=Role::COUNT {
        let _ = write!(out, ".c{at}{{color:var(--c{at})}}");
    }
    out.push('\n');
    out
}

/// The matrix as a plain table, for browsers that run no scripts.
fn still_table(page: &mut String, scope: &Scope<'_>, data: &Data) {
    let t = scope.lang.texts();
    page.push_str("<noscript>");
    if data.rows.len() * data.units.len() > STILL_CELLS {
        page.push_str(&escaped(t.html_no_script));
    } else {
        let _ = write!(page, "<table><tr><th>{}</th><th>{}</th>", escaped(t.head_number), escaped(t.head_task));
        for [name] in &data.units {
            let _ = write!(page, "<th class=\"up\">{}</th>", escaped(name));
        }
        page.push_str("</tr>");
        for PageRow(_, number, text, cells, ..) in &data.rows {
            let _ = write!(page, "<tr><td>{}</td><td>{}</td>", escaped(number), escaped(text));
            let mut signs = vec![""; data.units.len()];
            for pair in cells.chunks(2) {
                signs[pair[0]] = &data.words[pair[1]].0;
            }
            for sign in signs {
                let _ = write!(page, "<td>{sign}</td>");
            }
            page.push_str("</tr>");
        }
        page.push_str("</table>");
    }
    page.push_str("</noscript>\n");
}

/// A text as HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in neutral::xml(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
