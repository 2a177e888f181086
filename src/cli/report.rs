//! `show` and `check`: a plan and its findings for the terminal and for scripts.

use super::output::print;
use super::{Exit, Stop};
use crate::document::Document;
use crate::lang::{Lang, RoleWords, fill, finding_hint, finding_message};
use crate::model::{Holder, Role};
use crate::neutral;
use crate::view::{Filter, MatrixView, Obligations, Partner};
use serde::Serialize;
use std::fmt::Write as _;

/// Title, counts, sections, units.
pub(super) fn show(document: &Document, lang: Lang) -> Result<Exit, Stop> {
    let t = lang.texts();
    let Document { plan, ledger, .. } = document;
    let filter = Filter::default();
    let view = MatrixView::new(plan, ledger, &filter);
    let mut lines = vec![plan.title.clone()];
    lines.extend(plan.number.as_ref().map(|number| fill(t.show_number, &[number])));
    lines.extend(plan.issuer.as_ref().map(|issuer| fill(t.show_issuer, &[issuer])));
    lines.extend(plan.date.map(|date| fill(t.show_date, &[&lang.date(date)])));
    let office = &plan.office;
    for (words, template) in
        [(&office.receiver, t.show_receiver), (&office.return_by, t.show_return_by), (&office.seal, t.show_seal)]
    {
        lines.extend(words.as_ref().map(|words| fill(template, &[words])));
    }
    lines.extend(plan.attachments.iter().map(|title| fill(t.show_attachment, &[title])));
    lines.push(fill(t.show_counts, &[&plan.sections.len(), &plan.tasks.len(), &plan.units.len()]));
    let counts = &view.counts;
    let words = RoleWords::canonical(lang);
    // The columns of the tables: the numbers of every plan stand in the same places.
    let roles = || Role::ALL.into_iter().filter(|&role| ledger.in_tables(role));
    let by_role: Vec<String> = roles().map(|role| words.count(role, counts.of(role))).collect();
    let by_role = by_role.join(t.paper_comma);
    lines.push(fill(t.show_marks, &[&by_role, &counts.lead_and_responsible, &counts.through, &counts.unlisted]));
    lines.push(String::new());
    lines.push(t.show_sections.to_owned());
    for id in plan.section_ids() {
        let section = plan.section(id);
        let inside = |task: &&crate::model::Task| task.section.is_some_and(|own| plan.section_within(own, id));
        let tasks = plan.tasks.iter().filter(inside).count();
        let indent = "  ".repeat(plan.section_depth(id) + 1);
        lines.push(format!("{indent}{}", fill(t.show_section, &[&section.heading(), &tasks])));
        if !section.overall_leads.is_empty() {
            let leads = Partner::joined(&Partner::list(plan, &section.overall_leads), t.name_separator);
            lines.push(fill(t.show_section_leads, &[&leads]));
        }
        lines.extend(section.attachments.iter().map(|title| format!("    {}", fill(t.show_attachment, &[title]))));
    }
    lines.push(String::new());
    lines.push(t.show_units.to_owned());
    for group in plan.group_ids() {
        lines.push(format!("  {}", plan.group(group).name));
        for unit in plan.unit_ids().filter(|&unit| plan.unit(unit).group == group) {
            let obligations = Obligations::new(plan, ledger, &filter, unit);
            let of_tasks = roles().filter(|role| role.description().holder == Holder::Task);
            let by_role: Vec<String> =
                of_tasks.map(|role| words.count(role, obligations.direct(role).count())).collect();
            let (through, tasks) = (obligations.through().count(), obligations.tasks());
            lines.push(fill(t.show_unit, &[&plan.unit(unit).name, &by_role.join(t.paper_comma), &through, &tasks]));
        }
    }
    lines.push(String::new());
    // One thing, one line, whatever a name holds.
    let lines: Vec<_> = lines.iter().map(|line| neutral::terminal_line(line, usize::MAX)).collect();
    print(lines.join("\n").as_bytes(), lang)
}

/// One line for each finding.
pub(super) fn findings_text(document: &Document, lang: Lang) -> Result<Exit, Stop> {
    let mut out = String::new();
    for finding in &document.findings {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{}: {}", finding.severity().code(), document.finding_line(lang, finding));
    }
    if document.findings.is_empty() {
        out = format!("{}: {}\n", document.name, lang.texts().check_none);
    }
    print(out.as_bytes(), lang)
}

/// A finding as scripts read it.
#[derive(Serialize)]
struct FindingRecord<'a> {
    severity: &'static str,
    kind: &'static str,
    line: usize,
    column: usize,
    task: Option<&'a str>,
    unit: Option<&'a str>,
    words: &'a str,
    message: String,
    hint: String,
}

/// An array of `{severity, kind, line, column, task, unit, words, message, hint}`; `task` is the
/// number, `unit` the name, each null where the finding has none.
pub(super) fn findings_json(document: &Document, lang: Lang) -> Result<Exit, Stop> {
    let plan = &document.plan;
    let records: Vec<FindingRecord<'_>> = document
        .findings
        .iter()
        .map(|finding| {
            let at = document.line_column(&finding.place);
            FindingRecord {
                severity: finding.severity().code(),
                kind: finding.kind.code(),
                line: at.line,
                column: at.column,
                task: finding.place.task().map(|task| plan.task(task).number.as_str()),
                unit: finding.kind.unit().map(|unit| plan.unit(unit).name.as_str()),
                words: &finding.words,
                message: finding_message(lang, plan, finding),
                hint: finding_hint(lang, finding),
            }
        })
        .collect();
    let mut json = serde_json::to_string_pretty(&records).unwrap_or_default();
    json.push('\n');
    print(neutral::json(&json).as_bytes(), lang)
}
