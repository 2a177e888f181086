//! The record file (台账): RON beside the plan, `名称.record.ron` for `名称.ron`, `format: 1` of its own.
//!
//! Written for people, only ever added to: [`add_to_record`] puts new entries behind those that stand, and keeps
//! every byte of the file besides.
//!
//! # The format, version 1
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `format` | whole number | yes | – | version of the format: `1` |
//! | `plan` | text | yes | – | number of the plan, else its title |
//! | `reports` | list of *report* | no | `[]` | what units said, in the order in which it came |
//! | `notes` | list of *note* | no | `[]` | remarks, in the order in which they came |
//!
//! **report**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `round` | text | no | `""` | the round (报送期次): `2026年第三季度` |
//! | `section` | text | no | `""` | label of the task's section, those of nested ones joined by `/`; its title where it has no label |
//! | `number` | text | yes | – | the task's number |
//! | `hash` | text | no | `""` | eight hexadecimal digits of the task's text: finds it again when numbers move |
//! | `unit` | text | yes | – | the unit that owes the task |
//! | `reporter` | text | no | the unit | who answers: a member of a collective by its own name |
//! | `measures` | text | no | `""` | 工作措施 |
//! | `deadline` | text | no | `""` | 完成时限, in the unit's words |
//! | `leader` | text | no | `""` | 责任领导 |
//! | `person` | text | no | `""` | 责任人 |
//! | `phone` | text | no | `""` | 电话 |
//! | `state` | `not_started`, `ongoing` or `done` | no | nothing said | 进展状态 |
//! | `progress` | text | no | `""` | 进展情况 |
//! | `evidence` | list of text | no | `[]` | names of files (佐证材料) |
//! | `date` | text, `2026-10-08` | no | none | the day on which it was said |
//! | `from` | text | no | typed in the window | the file that it came in |
//! | `withdrawn` | `true` or `false` | no | `false` | takes back the entry before it of the same task, unit, reporter and round |
//!
//! **note**
//!
//! | field | type | required | default | meaning |
//! |---|---|---|---|---|
//! | `section`, `number`, `hash` | as of a report | | | the task |
//! | `unit` | text | no | the whole task | the unit whose cell it is about |
//! | `text` | text | yes | – | the words |
//! | `date` | text | no | none | the day |
//! | `by` | text | no | none | who remarked it, or the meeting in which |

use super::FileError;
use super::decode::{document_root, text_of};
use super::encode::quoted;
use super::entry::{Complaints, Entry};
use super::fields::{Raw, skip_blank};
use super::line_column;
use crate::finding::{Expected, Finding, Kind, Place};
use crate::model::{Date, Note, Record, Report, State, TaskKey};
use std::ops::Range;

/// The version of the record's format that this program writes, and the only one it reads.
pub const RECORD_FORMAT: u32 = 1;

/// A record that was read, with what was wrong in its file.
#[derive(Clone, Debug, Default)]
pub struct OpenedRecord {
    /// Everything that was understood.
    pub record: Record,
    /// What was not, in file order; all of severity error.
    pub findings: Vec<Finding>,
}

impl Complaints for OpenedRecord {
    fn complain(&mut self, kind: Kind, place: Range<usize>, words: &str) {
        self.findings.push(Finding::new(kind, Place::File(place), words));
    }
}

/// Reads a record file; a byte order mark is skipped.
///
/// # Errors
/// If the bytes are not UTF-8, not RON, no record, or of an unknown version. Everything narrower is a finding.
pub fn decode_record(bytes: &[u8]) -> Result<OpenedRecord, FileError> {
    let body = text_of(bytes)?;
    let (root, _) = record_root(body)?;
    let mut opened = OpenedRecord::default();
    opened.whole(&root);
    Ok(opened)
}

/// The outermost value of a record, and its fields. What names no plan is none: a plan's own file above all.
fn record_root(body: &str) -> Result<(Raw<'_>, Vec<(String, Raw<'_>)>), FileError> {
    let (root, fields) = document_root(body, RECORD_FORMAT)?;
    if fields.iter().any(|(name, _)| name == "plan") {
        return Ok((root, fields));
    }
    Err(FileError::NotAPlan { at: line_column(body, root.span().start) })
}

impl OpenedRecord {
    fn whole(&mut self, root: &Raw<'_>) {
        let Some(entry) = self.entry("record", root, &["format", "plan", "reports", "notes"]) else { return };
        self.record.plan = self.required_text(&entry, "plan").0;
        for raw in self.list(&entry, "reports") {
            self.report(&raw);
        }
        for raw in self.list(&entry, "notes") {
            self.note(&raw);
        }
    }

    fn report(&mut self, raw: &Raw<'_>) {
        let known = [
            "round",
            "section",
            "number",
            "hash",
            "unit",
            "reporter",
            "measures",
            "deadline",
            "leader",
            "person",
            "phone",
            "state",
            "progress",
            "evidence",
            "date",
            "from",
            "withdrawn",
        ];
        let Some(entry) = self.entry("reports", raw, &known) else { return };
        let task = self.task_key(&entry);
        let unit = self.required_text(&entry, "unit").0;
        let report = Report {
            round: self.words(&entry, "round"),
            reporter: self.optional_text(&entry, "reporter"),
            measures: self.words(&entry, "measures"),
            deadline: self.words(&entry, "deadline"),
            leader: self.words(&entry, "leader"),
            person: self.words(&entry, "person"),
            phone: self.words(&entry, "phone"),
            state: self.state(&entry),
            progress: self.words(&entry, "progress"),
            evidence: self.texts(&entry, "evidence"),
            date: self.date(&entry),
            from: self.optional_text(&entry, "from"),
            withdrawn: self.is_withdrawn(&entry),
            task,
            unit,
        };
        self.record.reports.push(report);
    }

    fn note(&mut self, raw: &Raw<'_>) {
        let known = ["section", "number", "hash", "unit", "text", "date", "by"];
        let Some(entry) = self.entry("notes", raw, &known) else { return };
        let note = Note {
            task: self.task_key(&entry),
            unit: self.optional_text(&entry, "unit"),
            text: self.required_text(&entry, "text").0,
            date: self.date(&entry),
            by: self.optional_text(&entry, "by"),
        };
        self.record.notes.push(note);
    }

    fn words(&mut self, entry: &Entry<'_>, field: &'static str) -> String {
        self.optional_text(entry, field).unwrap_or_default()
    }

    fn task_key(&mut self, entry: &Entry<'_>) -> TaskKey {
        TaskKey {
            section: self.words(entry, "section"),
            number: self.required_text(entry, "number").0,
            hash: self.words(entry, "hash"),
        }
    }

    fn state(&mut self, entry: &Entry<'_>) -> State {
        let Some(raw) = entry.get("state") else { return State::default() };
        let state = State::of_field(raw.text());
        if state.is_none() {
            self.wrong_type("state", Expected::State, &raw);
        }
        state.unwrap_or_default()
    }

    fn date(&mut self, entry: &Entry<'_>) -> Option<Date> {
        let (words, place) = self.text(entry, "date")?;
        let date = words.parse().ok();
        if date.is_none() {
            self.complain(Kind::ImpossibleDate { date: words.clone() }, place, &words);
        }
        date
    }

    fn is_withdrawn(&mut self, entry: &Entry<'_>) -> bool {
        let Some(raw) = entry.get("withdrawn") else { return false };
        let is = raw.plain::<bool>();
        if is.is_none() {
            self.wrong_type("withdrawn", Expected::YesOrNo, &raw);
        }
        is.unwrap_or_default()
    }
}

/// The text of a new record file. Reading it back gives the same record.
pub fn encode_record(record: &Record) -> String {
    let mut out = format!("(\n    format: {RECORD_FORMAT},\n    plan: {},\n    reports: [\n", quoted(&record.plan));
    out.push_str(&entries(record.reports.iter().map(report_fields), "\n"));
    out.push_str("    ],\n    notes: [\n");
    out.push_str(&entries(record.notes.iter().map(note_fields), "\n"));
    out.push_str("    ],\n)\n");
    out
}

/// The text of a record file after `reports` and `notes` came to those that it holds: every byte that stood in it
/// still stands.
///
/// # Errors
/// As [`decode_record`]: what is no record is not written to.
pub fn add_to_record(file: &[u8], reports: &[Report], notes: &[Note]) -> Result<String, FileError> {
    let body = text_of(file)?;
    let (root, fields) = record_root(body)?;
    // As the file breaks its lines.
    let line_end = if body.contains("\r\n") { "\r\n" } else { "\n" };
    let lists = [
        ("reports", reports.iter().map(report_fields).collect::<Vec<_>>()),
        ("notes", notes.iter().map(note_fields).collect()),
    ];
    // Where something is put in, and what; the later place first, so that the earlier one stays true.
    let mut additions: Vec<(usize, String)> = Vec::new();
    for (name, new) in lists.into_iter().filter(|(_, new)| !new.is_empty()) {
        let new = entries(new.into_iter(), line_end);
        let list = fields.iter().find(|(field, _)| field == name).and_then(|(_, raw)| Some((raw, raw.items()?)));
        let (end, last, new) = match list {
            Some((raw, items)) => (raw.span().end - 1, items.last().map(|item| item.span().end), new),
            None => {
                let last = fields.last().map(|(_, raw)| raw.span().end);
                (root.span().end - 1, last, format!("    {name}: [{line_end}{new}    ],{line_end}"))
            }
        };
        let comma = last.filter(|&last| !skip_blank(&body[last..]).starts_with(',')).map(|last| (last, ",".to_owned()));
        additions.extend(comma.filter(|comma| !additions.contains(comma)));
        additions.push((end, on_own_lines(&body[..end], &new, line_end)));
    }
    // Two at one place keep their order: what comes first is put in last.
    additions.reverse();
    additions.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let mut text = body.to_owned();
    for (at, new) in additions {
        text.insert_str(at, &new);
    }
    if file.starts_with("\u{feff}".as_bytes()) {
        text.insert(0, '\u{feff}');
    }
    Ok(text)
}

/// What is put before a bracket, in lines of its own: what stands `before` it may end in the blanks of the bracket's
/// line.
fn on_own_lines(before: &str, new: &str, line_end: &str) -> String {
    let last = before.trim_end_matches([' ', '\t']);
    if !last.ends_with('\n') {
        return format!("{line_end}{new}    ");
    }
    let indent = &before[last.len()..];
    // The blanks before the bracket now stand before what is new: the bracket gets others.
    format!("{}{indent}", new.strip_prefix(indent).unwrap_or(new))
}

/// Each entry in its brackets, a field a line.
fn entries(entries: impl Iterator<Item = Vec<String>>, line_end: &str) -> String {
    let mut out = String::new();
    for fields in entries {
        out.push_str("        (");
        out.push_str(line_end);
        for field in fields {
            out.push_str("            ");
            out.push_str(&field);
            out.push(',');
            out.push_str(line_end);
        }
        out.push_str("        ),");
        out.push_str(line_end);
    }
    out
}

/// What of a report is not its default.
fn report_fields(report: &Report) -> Vec<String> {
    let mut fields = Fields::default();
    fields.text("round", &report.round);
    fields.task(&report.task);
    fields.required("unit", &report.unit);
    fields.optional("reporter", report.reporter.as_deref());
    for (name, words) in [
        ("measures", &report.measures),
        ("deadline", &report.deadline),
        ("leader", &report.leader),
        ("person", &report.person),
        ("phone", &report.phone),
    ] {
        fields.text(name, words);
    }
    if report.state != State::default() {
        fields.0.push(format!("state: {}", report.state.field()));
    }
    fields.text("progress", &report.progress);
    if !report.evidence.is_empty() {
        let files: Vec<String> = report.evidence.iter().map(|name| quoted(name)).collect();
        fields.0.push(format!("evidence: [{}]", files.join(", ")));
    }
    fields.optional("date", report.date.map(|date| date.to_string()).as_deref());
    fields.optional("from", report.from.as_deref());
    if report.withdrawn {
        fields.0.push("withdrawn: true".to_owned());
    }
    fields.0
}

fn note_fields(note: &Note) -> Vec<String> {
    let mut fields = Fields::default();
    fields.task(&note.task);
    fields.optional("unit", note.unit.as_deref());
    fields.required("text", &note.text);
    fields.optional("date", note.date.map(|date| date.to_string()).as_deref());
    fields.optional("by", note.by.as_deref());
    fields.0
}

/// Fields of an entry, in the order in which they are written.
#[derive(Default)]
struct Fields(Vec<String>);

impl Fields {
    fn required(&mut self, name: &str, words: &str) {
        self.0.push(format!("{name}: {}", quoted(words)));
    }

    fn text(&mut self, name: &str, words: &str) {
        if !words.is_empty() {
            self.required(name, words);
        }
    }

    fn optional(&mut self, name: &str, words: Option<&str>) {
        if let Some(words) = words {
            self.required(name, words);
        }
    }

    fn task(&mut self, task: &TaskKey) {
        self.text("section", &task.section);
        self.required("number", &task.number);
        self.text("hash", &task.hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(number: &str) -> Report {
        Report {
            round: "2026年第三季度".to_owned(),
            task: TaskKey { section: "（一）".to_owned(), number: number.to_owned(), hash: "0a1b2c3d".to_owned() },
            unit: "县司法局".to_owned(),
            measures: "一是…\n二是“…”".to_owned(),
            state: State::Ongoing,
            evidence: vec!["照片.jpg".to_owned()],
            date: "2026-10-08".parse().ok(),
            from: Some("县司法局.xlsx".to_owned()),
            ..Report::default()
        }
    }

    fn read(file: &str) -> OpenedRecord {
        decode_record(file.as_bytes()).expect("a record")
    }

    #[test]
    fn a_record_comes_back_as_it_was_written() {
        let note = Note {
            task: report("1").task,
            text: "请补报".to_owned(),
            by: Some("办公室".to_owned()),
            ..Note::default()
        };
        let record = Record { plan: "〔2026〕1号".to_owned(), reports: vec![report("1")], notes: vec![note] };
        let opened = read(&encode_record(&record));
        assert_eq!((opened.record, opened.findings.len()), (record, 0));
    }

    #[test]
    fn what_stands_in_a_record_stays() {
        for file in [
            "(format: 1, plan: \"甲\")",
            "(format: 1, plan: \"甲\", reports: [])",
            "(\n    format: 1,\n    plan: \"甲\", // 我们的\n    reports: [\n    ],\n)\n",
            "(\n    format: 1,\n    plan: \"甲\",\n    reports: [\n        (number: \"1\", unit: \"乙\")\n        // 没有逗号\n    ],\n    later: 5,\n)\n",
            "(format: 1, plan: \"甲\", reports: [(number: \"1\", unit: \"乙\")])",
            "(\r\n    format: 1,\r\n    plan: \"甲\",\r\n    reports: [\r\n        (number: \"1\", unit: \"乙\"),\r\n    ],\r\n)\r\n",
            "\u{feff}(format: 1, plan: \"甲\", notes: [])",
        ] {
            let before = read(file);
            let note = Note { task: report("1").task, text: "好".to_owned(), ..Note::default() };
            let after = add_to_record(file.as_bytes(), &[report("8")], &[note]).expect("a record");
            let opened = read(&after);
            let [mut expected, got] = [before.record, opened.record];
            expected.reports.push(report("8"));
            assert_eq!((got.reports, got.notes.len(), got.plan), (expected.reports, 1, expected.plan), "{after}");
            assert_eq!(opened.findings.len(), before.findings.len(), "{after}");
            // Nothing is taken away: the old text is the new one with pieces left out.
            let mut rest = after.chars();
            assert!(file.chars().all(|c| rest.any(|other| other == c)), "{after}");
            assert_eq!(after.contains("\r\n"), file.contains("\r\n"), "{after:?}");
        }
    }

    #[test]
    fn every_problem_has_its_place() {
        let file = "(format: 1, plan: \"甲\", reports: [\n  (number: \"1\", unit: \"乙\", state: finished),\n  \
                    (unit: \"乙\", date: \"2026-02-30\", colour: 1, number: 3),\n])";
        let opened = read(file);
        let lines: Vec<(usize, &str)> = opened
            .findings
            .iter()
            .map(|finding| {
                let Place::File(span) = &finding.place else { panic!("a place in the file") };
                (line_column(file, span.start).line, finding.kind.code())
            })
            .collect();
        assert_eq!(lines, [(2, "wrong-type"), (3, "unknown-field"), (3, "wrong-type"), (3, "impossible-date")]);
        assert_eq!(opened.record.reports.len(), 2);
        for other in
            ["", "[]", "(plan: \"甲\")", "(format: 9, plan: \"甲\")", "(format: 1", "(format: 1, title: \"甲\")"]
        {
            assert!(decode_record(other.as_bytes()).is_err() && add_to_record(other.as_bytes(), &[], &[]).is_err());
        }
    }

    #[test]
    fn no_prefix_breaks_the_reader() {
        let record = Record { plan: "甲\"\\".to_owned(), reports: vec![report("2")], notes: Vec::new() };
        let file = encode_record(&record);
        for cut in 0..file.len() {
            let prefix = &file.as_bytes()[..cut];
            assert!(decode_record(prefix).is_err() || cut + 1 == file.len(), "{cut}");
            let _ = add_to_record(prefix, &[report("3")], &[]);
        }
    }
}
