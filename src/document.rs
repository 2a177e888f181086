//! A plan that was opened: everything that is worked out once for it.

use crate::check;
use crate::file::{self, FileError, LineColumn, Opened, Places};
use crate::finding::{Finding, Kind, Place, Severity};
use crate::model::{Plan, text};
use crate::view::{Ledger, Source};
use crate::{builtin, lang, lang::Lang};

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
    pub source: Option<Source>,
    places: Places,
    file: String,
}

impl Document {
    /// Opens a plan file from its bytes; `name` is how messages call it.
    ///
    /// # Errors
    /// If the bytes are not a plan file at all.
    pub fn open(name: impl Into<String>, bytes: &[u8]) -> Result<Self, FileError> {
        let Opened { plan, places, mut findings } = file::decode_bytes(bytes)?;
        let ledger = Ledger::new(&plan);
        findings.extend(check::check(&plan, &ledger));
        let start = |finding: &Finding| places.locate(&finding.place).map_or(0, |span| span.start);
        findings.sort_by_cached_key(|finding| (finding.severity(), start(finding)));
        let file = String::from_utf8_lossy(bytes);
        let file = file.strip_prefix('\u{feff}').unwrap_or(&file).to_owned();
        Ok(Self { plan, ledger, findings, name: name.into(), source: None, places, file })
    }

    /// The built-in plan.
    ///
    /// # Panics
    /// Never in a tested build: the plan is part of the program.
    pub fn builtin() -> Self {
        let mut document =
            Self::open(builtin::PLAN_NAME, builtin::PLAN.as_bytes()).expect("the built-in plan is a plan file");
        document.add_source(builtin::NOTICE.to_owned());
        document
    }

    /// The same document with another plan, laid out anew; its source text stays beside it.
    pub fn with_plan(&self, plan: &Plan) -> Self {
        let mut document = Self::of_plan(self.name.clone(), plan);
        if let Some(source) = &self.source {
            document.add_source(source.text.clone());
        }
        document
    }

    /// A plan that is in no file yet; `name` is how messages call it.
    pub fn of_plan(name: impl Into<String>, plan: &Plan) -> Self {
        let (name, text) = (name.into(), file::encode(plan));
        Self::open(name.clone(), text.as_bytes()).unwrap_or_else(|_| Self {
            // Never: what is written can be read.
            ledger: Ledger::new(plan),
            plan: plan.clone(),
            name,
            ..Self::default()
        })
    }

    /// Lays the document's own text beside the plan.
    pub fn add_source(&mut self, text: String) {
        self.source = Some(Source::new(&self.plan, text));
    }

    /// Line and column in the plan file of a place; the file's beginning for a place it lacks.
    pub fn line_column(&self, place: &Place) -> LineColumn {
        let start = self.places.locate(place).map_or(0, |span| span.start);
        file::line_column(&self.file, start)
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
        said.replace(char::is_control, " ")
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
