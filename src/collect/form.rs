//! One form, as it came back.

use crate::import::{ImportError, SheetCells, cell_name, cells};
use crate::lang::Lang;
use crate::limits::Limit;
use crate::model::{AnswerField, Date, DutyKey, FootField, FormKey, Report, State, text_hash};
use std::collections::BTreeMap;
use std::fmt;

/// A form that came back.
#[derive(Clone, Debug, Default)]
pub struct ReturnedForm {
    /// The file it came in.
    pub file: String,
    /// Its rows, in the order of the file.
    pub rows: Vec<ReturnedRow>,
    /// Who answers, as the foot says (填报单位).
    pub reporter: Option<String>,
    /// The day that the foot says (填报日期).
    pub date: Option<Date>,
    /// What could not be taken as it stands.
    pub remarks: Vec<Remark>,
}

/// One row of it.
#[derive(Clone, Debug)]
pub struct ReturnedRow {
    /// What it is about.
    pub key: DutyKey,
    /// Its sheet.
    pub sheet: String,
    /// The cell of the task's text: `C5`.
    pub cell: String,
    /// What was answered; task, unit and round are the key's.
    pub report: Report,
}

/// What was met while reading a form. Each names the sheet and the cell.
#[allow(missing_docs, reason = "each variant's line speaks of its fields")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A formula stands where an answer should.
    Formula { sheet: String, cell: String },
    /// The task's text was changed.
    TextChanged { sheet: String, cell: String, words: String },
    /// A key that cannot be read.
    BadKey { sheet: String, cell: String },
    /// Words that are no state.
    BadState { sheet: String, cell: String, words: String },
    /// Words that are no date.
    BadDate { sheet: String, cell: String, words: String },
    /// An answer of more than [`Limit::Answer`] characters.
    TooLong { sheet: String, cell: String },
}

/// Why a file is no form that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// It can be read, and has no keys.
    NotAForm,
    /// It cannot be read at all.
    Unreadable(ImportError),
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAForm => f.write_str("no key of a form is in it"),
            Self::Unreadable(error) => write!(f, "it cannot be read: {error}"),
        }
    }
}

impl std::error::Error for FormError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotAForm => None,
            Self::Unreadable(error) => Some(error),
        }
    }
}

/// Reads a form from the bytes of a workbook; `file` is what it is called.
///
/// # Errors
/// [`FormError`] for what is no form.
pub fn read_form(file: &str, bytes: &[u8]) -> Result<ReturnedForm, FormError> {
    let sheets = cells(bytes).map_err(FormError::Unreadable)?;
    let mut form = ReturnedForm { file: file.to_owned(), ..ReturnedForm::default() };
    let mut is_form = false;
    for sheet in &sheets {
        is_form |= form.read_sheet(sheet);
    }
    if is_form { Ok(form) } else { Err(FormError::NotAForm) }
}

/// What a column of a sheet holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Text,
    Answer(AnswerField),
}

/// A row of a sheet with its key.
#[derive(Clone, Copy)]
struct KeyedRow<'a> {
    sheet: &'a SheetCells,
    row: u32,
    cells: &'a BTreeMap<u32, String>,
}

impl KeyedRow<'_> {
    fn place(self, column: u32) -> (String, String) {
        (self.sheet.name.clone(), cell_name(self.row, column))
    }

    fn words(&self, column: u32) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }

    /// Why what stands in a column cannot be an answer.
    fn refusal(self, column: u32) -> Option<Remark> {
        let (sheet, cell) = self.place(column);
        if self.sheet.formulas.contains(&(self.row, column)) {
            return Some(Remark::Formula { sheet, cell });
        }
        (self.words(column).chars().count() > Limit::Answer.count()).then_some(Remark::TooLong { sheet, cell })
    }
}

impl ReturnedForm {
    /// Whether the sheet is one of a form: some key stands in it.
    fn read_sheet(&mut self, sheet: &SheetCells) -> bool {
        let mut keys: BTreeMap<u32, Option<FormKey>> = BTreeMap::new();
        for (&row, cells) in &sheet.rows {
            for (&column, words) in cells.iter().filter(|(_, words)| FormKey::is_meant(words)) {
                let key = FormKey::read(words);
                if key.is_none() {
                    self.remarks.push(Remark::BadKey { sheet: sheet.name.clone(), cell: cell_name(row, column) });
                }
                keys.insert(row, key);
            }
        }
        let head = keys.iter().find(|(_, key)| **key == Some(FormKey::Heads)).and_then(|(row, _)| sheet.rows.get(row));
        let columns: Vec<(u32, Column)> = head
            .into_iter()
            .flatten()
            .filter_map(|(&column, words)| column_of(words).map(|holds| (column, holds)))
            .collect();
        for (&row, key) in &keys {
            let Some(cells) = sheet.rows.get(&row) else { continue };
            let keyed = KeyedRow { sheet, row, cells };
            match key {
                Some(FormKey::Duty(key)) => self.read_duty(keyed, key, &columns),
                Some(FormKey::Foot(field)) => self.read_foot(keyed, *field),
                Some(FormKey::Heads) | None => {}
            }
        }
        !keys.is_empty()
    }

    fn read_duty(&mut self, row: KeyedRow<'_>, key: &DutyKey, columns: &[(u32, Column)]) {
        let mut report = Report {
            round: key.round.clone(),
            task: key.task.clone(),
            unit: key.unit.clone(),
            from: Some(self.file.clone()),
            ..Report::default()
        };
        let mut text_column = 0;
        for &(column, holds) in columns {
            let words = row.words(column);
            match holds {
                Column::Text => {
                    text_column = column;
                    if text_hash(words) != key.task.hash {
                        let ((sheet, cell), words) = (row.place(column), words.chars().take(60).collect());
                        self.remarks.push(Remark::TextChanged { sheet, cell, words });
                    }
                }
                Column::Answer(field) => match row.refusal(column) {
                    Some(remark) => self.remarks.push(remark),
                    None => self.read_answer(row, column, field, &mut report),
                },
            }
        }
        let (sheet, cell) = row.place(text_column);
        self.rows.push(ReturnedRow { key: key.clone(), sheet, cell, report });
    }

    fn read_answer(&mut self, row: KeyedRow<'_>, column: u32, field: AnswerField, report: &mut Report) {
        let words = row.words(column);
        match (field, field.text_mut(report)) {
            (_, Some(own)) => words.clone_into(own),
            (AnswerField::State, None) => match state_of(words) {
                Some(state) => report.state = state,
                None => {
                    let ((sheet, cell), words) = (row.place(column), words.to_owned());
                    self.remarks.push(Remark::BadState { sheet, cell, words });
                }
            },
            (_, None) => {
                let names = words.split(['\n', '、', '；', ';', '，', ',']).map(str::trim);
                report.evidence = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
            }
        }
    }

    /// What stands behind the label: the first words in the row that are neither label nor key.
    fn read_foot(&mut self, row: KeyedRow<'_>, field: FootField) {
        let is_label = |words: &str| {
            [Lang::Zh, Lang::En].iter().any(|lang| {
                let r = lang.texts().reporting;
                words == r.foot_label(field) || words == r.foot_seal
            })
        };
        let mut answers = row.cells.iter().filter(|(_, words)| !is_label(words) && !FormKey::is_meant(words));
        let Some((&column, words)) = answers.next() else { return };
        if let Some(remark) = row.refusal(column) {
            self.remarks.push(remark);
            return;
        }
        match field {
            FootField::Reporter => self.reporter = Some(words.clone()),
            FootField::Date => match date_of(words) {
                Some(date) => self.date = Some(date),
                None => {
                    let ((sheet, cell), words) = (row.place(column), words.clone());
                    self.remarks.push(Remark::BadDate { sheet, cell, words });
                }
            },
            // Who filled it in is known to the office; the record keeps who is in charge.
            FootField::Person | FootField::Phone => {}
        }
    }
}

/// The column of these words, in either language.
fn column_of(words: &str) -> Option<Column> {
    let words = words.trim();
    [Lang::Zh, Lang::En].iter().find_map(|lang| {
        let t = lang.texts();
        if words == t.head_task {
            return Some(Column::Text);
        }
        AnswerField::ALL.into_iter().find(|field| t.reporting.answer_head(*field) == words).map(Column::Answer)
    })
}

/// The state of these words in either language, or as the command line spells it (`not-started`); an empty cell says
/// nothing.
pub fn state_of(words: &str) -> Option<State> {
    let words = words.trim();
    if words.is_empty() {
        return Some(State::Unreported);
    }
    let is = |state: &State| {
        [Lang::Zh, Lang::En].iter().any(|lang| lang.texts().state(*state).eq_ignore_ascii_case(words))
            || state.field().replace('_', "-").eq_ignore_ascii_case(words)
    };
    State::ALL.into_iter().find(is)
}

/// `2026-10-08`, `2026/10/8`, `2026.10.8`, `2026年10月8日`, whatever stands behind it.
fn date_of(words: &str) -> Option<Date> {
    let mut parts = words.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_states_as_people_write_them() {
        for words in ["2026-10-08", "2026/10/8", "2026.10.8", "2026年10月8日", "2026年10月8日（星期四）"] {
            assert_eq!(date_of(words).map(|date| date.to_string()).as_deref(), Some("2026-10-08"), "{words}");
        }
        for words in ["", "十月八日", "10-08", "2026-13-01", "26-10-08"] {
            assert_eq!(date_of(words), None, "{words}");
        }
        for (words, state) in [
            ("已完成", Some(State::Done)),
            (" under way ", Some(State::Ongoing)),
            ("not-started", Some(State::NotStarted)),
            ("", Some(State::Unreported)),
            ("快了", None),
        ] {
            assert_eq!(state_of(words), state, "{words}");
        }
    }
}
