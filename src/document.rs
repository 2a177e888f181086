//! A plan that was opened: everything that is worked out once for it.

use crate::check;
use crate::file::{self, FileError, LineColumn, Opened, Places, Revision};
use crate::finding::{Finding, Kind, Place, Severity};
use crate::limits::Limit;
use crate::model::{Plan, text};
use crate::neutral;
use crate::view::{Ledger, SourceText};
use crate::{builtin, lang, lang::Lang};
use std::sync::{Arc, OnceLock};

/// A plan with its marks and findings, and the file text they point into.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The plan.
    pub plan: Plan,
    /// All its marks.
    pub ledger: Ledger,
    /// Findings of the file and of the checks, gravest first, then in the order of the file.
    pub findings: Vec<Finding>,
    /// Name for messages: the path as the user gave it.
    pub name: String,
    /// The document's own text (原文), if it lies beside the plan.
    pub source: Option<SourceText>,
    file: Arc<ReadFile>,
    /// The plan was changed since it was read: the places of its items are those of another plan.
    is_changed: bool,
}

/// A plan file as it was read.
#[derive(Debug, Default)]
struct ReadFile {
    /// All of it; empty if there is none.
    text: String,
    places: Places,
    /// What was wrong in it.
    findings: Vec<Finding>,
    /// Made when a place is first asked for.
    lines: OnceLock<text::Lines>,
}

impl ReadFile {
    /// Its text without the byte order mark, which places do not count.
    fn body(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }
}

impl Document {
    /// Opens a plan file from its bytes; `name` is how messages call it.
    ///
    /// # Errors
    /// If the bytes are not a plan file at all.
    pub fn open(name: impl Into<String>, bytes: &[u8]) -> Result<Self, FileError> {
        let opened = file::decode_bytes(bytes)?;
        Ok(Self::of_opened(name, String::from_utf8_lossy(bytes).into_owned(), opened))
    }

    /// A plan file whose text was read already.
    pub fn of_opened(name: impl Into<String>, text: String, opened: Opened) -> Self {
        let Opened { plan, places, findings } = opened;
        let file = Arc::new(ReadFile { text, places, findings, lines: OnceLock::new() });
        Self { is_changed: false, ..Self::of_parts(name.into(), plan, file) }
    }

    /// The built-in plan.
    ///
    /// # Panics
    /// Never in a tested build: the plan is part of the program.
    pub fn builtin() -> Self {
        #[expect(clippy::expect_used, reason = "the plan is part of the program, and a test reads it")]
        let mut document =
            Self::open(builtin::PLAN_NAME, builtin::PLAN.as_bytes()).expect("the built-in plan is a plan file");
        document.add_source(builtin::NOTICE.to_owned());
        document
    }

    /// The same document with another plan: its marks and findings are worked out anew, what was wrong
    /// in its file stays, and its source text stays beside it.
    pub fn with_plan(&self, plan: &Plan) -> Self {
        let mut document = Self::of_parts(self.name.clone(), plan.clone(), Arc::clone(&self.file));
        document.source = self.source.as_ref().map(|source| source.of_changed(&self.plan, plan));
        document
    }

    /// The same document with another plan and without its marks and findings: to be written, not shown.
    pub(crate) fn unmarked(&self, plan: Plan) -> Self {
        let (name, source, file) = (self.name.clone(), self.source.clone(), Arc::clone(&self.file));
        Self { plan, ledger: Ledger::default(), findings: Vec::new(), name, source, file, is_changed: true }
    }

    /// A plan that is in no file yet; `name` is how messages call it.
    pub fn of_plan(name: impl Into<String>, plan: &Plan) -> Self {
        Self::of_parts(name.into(), plan.clone(), Arc::default())
    }

    fn of_parts(name: String, plan: Plan, file: Arc<ReadFile>) -> Self {
        let ledger = Ledger::new(&plan);
        let mut findings = file.findings.clone();
        findings.extend(check::check(&plan, &ledger));
        let start = |finding: &Finding| file.places.locate(&finding.place).map_or(0, |span| span.start);
        findings.sort_by_cached_key(|finding| (finding.severity(), start(finding)));
        Self { plan, ledger, findings, name, source: None, file, is_changed: true }
    }

    /// The text of the file that it was read from, before any change; `None` if there is no such file.
    pub fn file_text(&self) -> Option<&str> {
        Some(self.file.text.as_str()).filter(|text| !text.is_empty())
    }

    /// The text of its file as it is to be saved: the file that was read changed in place, a new one if
    /// there is none.
    pub fn revision(&self) -> Revision {
        self.revision_of(&self.plan)
    }

    /// The same for a plan that differs a little: its source may be named only when it is saved.
    pub fn revision_of(&self, plan: &Plan) -> Revision {
        let revised = self.file_text().and_then(|text| file::revise(text, plan).ok());
        revised.unwrap_or_else(|| {
            let text = file::encode(plan);
            // Never an error: what is written can be read.
            let opened = file::decode(&text).unwrap_or_default();
            Revision { text, opened, losses: Vec::new() }
        })
    }

    /// Lays the document's own text beside the plan.
    pub fn add_source(&mut self, text: String) {
        self.source = Some(SourceText::new(&self.plan, text.into()));
    }

    /// Line and column in the plan file of a place; the file's beginning for a place it lacks, and for
    /// an item of a plan that was changed since.
    pub fn line_column(&self, place: &Place) -> LineColumn {
        let is_known = !self.is_changed || matches!(place, Place::File(_));
        let start = self.file.places.locate(place).filter(|_| is_known).map_or(0, |span| span.start);
        let body = self.file.body();
        let (line, column) = self.file.lines.get_or_init(|| text::Lines::new(body)).at(body, start);
        LineColumn { line, column }
    }

    /// `file:line:column: what；what next`.
    pub fn finding_line(&self, lang: Lang, finding: &Finding) -> String {
        let LineColumn { line, column } = self.line_column(&finding.place);
        let t = lang.texts();
        let place = lang::finding_place(lang, &self.plan, finding);
        let message = lang::finding_message(lang, &self.plan, finding);
        let hint = lang::finding_hint(lang, finding);
        let colon = if place.is_empty() { "" } else { t.place_separator };
        let said = format!("{}:{line}:{column}: {place}{colon}{message}{}{hint}", self.name, t.sentence_separator);
        // One finding, one line, whatever a name in the file holds.
        neutral::terminal_line(&said, Limit::Line.count()).into_owned()
    }

    /// A name for a finding that stays when the plan changes elsewhere: kind, place and words. Used to
    /// remember which findings were set aside.
    pub fn finding_key(&self, finding: &Finding) -> String {
        let plan = &self.plan;
        let mut parts = vec![finding.kind.code().to_owned()];
        match &finding.place {
            Place::OverallLead(section, _) => parts.push(plan.section_path(*section)),
            place => {
                if let Some(task) = place.task() {
                    let task = plan.task(task);
                    parts.extend(task.section.map(|section| plan.section_path(section)));
                    parts.push(task.number.clone());
                }
            }
        }
        parts.extend(finding.kind.unit().map(|unit| plan.unit(unit).name.clone()));
        if let Kind::NearNames { other, .. } = finding.kind {
            parts.push(plan.unit(other).name.clone());
        }
        parts.push(finding.words.clone());
        parts.join("|")
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// One line for a task: its first sentence.
    pub fn task_title(&self, id: crate::model::TaskId) -> &str {
        text::first_sentence(&self.plan.task(id).text)
    }
}

/// `file:line:column: what` for a file that is no plan file.
pub fn file_error_line(lang: Lang, name: &str, error: &FileError) -> String {
    let LineColumn { line, column } = error.at();
    format!("{name}:{line}:{column}: {}", lang::file_error(lang, error))
}
