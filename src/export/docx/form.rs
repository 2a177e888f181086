//! A form as a Word document: a row for each duty, a control for each blank, and the keys in words that nobody sees.

use super::PlainPen;
use super::body::{Body, Cell, INSET, Paragraph, Row, Run, Sheet, Style, Table};
use super::draft::{heads, shared};
use super::package;
use crate::export::Scope;
use crate::export::document::{Draft, Pen as _};
use crate::export::forms::{Form, FormRow};
use crate::made::Made;
use crate::model::{AnswerField, Date, FootField, FormKey, State};
use std::io;

/// Widths of the columns in millimetres: section, number, text, role, the answers, the key.
const WIDTHS: [f64; 13] = [12.0, 9.0, 0.0, 16.0, 36.0, 20.0, 15.0, 15.0, 22.0, 34.0, 15.0, 18.0, 2.0];
/// Top, right, bottom and left margin in millimetres: a form is no official document, and wants room.
const MARGINS: [f64; 4] = [18.0, 14.0, 18.0, 14.0];

/// The form of a unit.
///
/// # Errors
/// Never in practice: the package is put together in memory.
pub fn form(scope: &Scope<'_>, form: &Form, date: Option<Date>) -> io::Result<Made> {
    let t = scope.lang.texts();
    let r = t.reporting;
    let mut pen = PlainPen;
    let mut body = Body::default();
    let sheet = Sheet { margins: MARGINS, ..Sheet::official(true) };
    body.section(sheet);
    body.paragraph(&Paragraph::new(Style::Title, pen.line(&form.title)));
    for note in &form.notes {
        body.paragraph(&Paragraph::new(Style::TableNote, pen.line(note)));
    }
    body.paragraph(&Paragraph::new(Style::TableNote, r.form_fill_word));
    let words = [t.head_section, t.head_number, t.head_task, t.head_role].into_iter();
    let mut head = heads(words.chain(AnswerField::ALL.map(|field| r.answer_head(field))));
    head.cells.push(key(&FormKey::Heads));
    let mut rows = vec![head];
    rows.extend(form.rows.iter().map(|row| duty(scope, row)));
    body.table(&Table { widths: shared(&WIDTHS, sheet.room()), rows, lined: true, inset: INSET });
    body.paragraph(&Paragraph::of(Style::Table, Vec::new()));
    let foot = FootField::ALL.map(|field| {
        let label = r.foot_label(field);
        let own = form.reporter.as_deref().filter(|_| field == FootField::Reporter);
        let answer = match own {
            Some(name) => Run::Text(pen.line(name)),
            None => Run::Blank { name: label.to_owned(), tag: label.to_owned(), words: String::new() },
        };
        let cells = vec![
            Cell::new(vec![Paragraph::new(Style::Table, label)]),
            Cell::new(vec![Paragraph::of(Style::Table, vec![answer])]),
            key(&FormKey::Foot(field)),
        ];
        Row { cells, is_head: false, may_break: false }
    });
    body.table(&Table { widths: vec![30.0, 80.0, 2.0], rows: foot.into(), lined: true, inset: INSET });
    body.paragraph(&Paragraph::new(Style::TableNote, r.foot_seal));
    for guide in [r.guide_1, r.guide_2_word, r.guide_3, r.guide_4, r.guide_5_word, r.guide_6] {
        body.paragraph(&Paragraph::new(Style::TableNote, guide));
    }
    let plan = scope.plan;
    let draft = Draft {
        lang: scope.lang,
        title: pen.line(&form.title),
        author: plan.issuer.as_deref().map(|issuer| pen.line(issuer)),
        parts: Vec::new(),
        warning: None,
    };
    Ok(Made::whole(package::package(&body.finish(), &draft, date.or(plan.date))?))
}

fn key(key: &FormKey) -> Cell {
    Cell::new(vec![Paragraph::of(Style::Small, vec![Run::Hidden(key.words())])])
}

fn duty(scope: &Scope<'_>, row: &FormRow) -> Row {
    let t = scope.lang.texts();
    let mut pen = PlainPen;
    let FormRow { key: own, section, number, text, role, given } = row;
    let mut cells: Vec<Cell> = Vec::new();
    for (position, words) in [section, number, text, role].into_iter().enumerate() {
        let paragraphs = pen.paragraphs(words).into_iter().map(|line| Paragraph::new(Style::Small, line));
        let centre = |paragraph: Paragraph| if position == 2 { paragraph } else { paragraph.centred() };
        cells.push(Cell::new(paragraphs.map(centre).collect()));
    }
    for field in AnswerField::ALL {
        let name = t.reporting.answer_head(field).to_owned();
        let words = match field {
            AnswerField::State if given.state == State::default() => String::new(),
            AnswerField::State => t.state(given.state).to_owned(),
            AnswerField::Evidence => given.evidence.join("\n"),
            _ => field.text(given).cloned().unwrap_or_default(),
        };
        // Line ends stay: they are breaks within the control.
        let words = words.split('\n').map(|line| pen.line(line)).collect::<Vec<_>>().join("\n");
        let tag = [own.unit.as_str(), number.as_str(), name.as_str()].join("/");
        cells.push(Cell::new(vec![Paragraph::of(Style::Small, vec![Run::Blank { name, tag, words }])]));
    }
    cells.push(key(&FormKey::Duty(own.clone())));
    Row { cells, is_head: false, may_break: text.chars().count() > 400 }
}
