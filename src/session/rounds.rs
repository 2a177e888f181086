//! What comes back of a plan, and what is said of it: the record beside it with the lights on its cells, forms that are
//! taken, and bulletins (progress, changes, one unit over several plans).
//!
//! The record is read and written elsewhere; what a person has not agreed to is never added to it.

use super::window::Window;
use super::{Effect, Notice, OpenPlan, Page, PlanEffect, PlanId, Session, Shared, Target};
use crate::compare::Comparison;
use crate::document::Document;
use crate::export::Scope;
use crate::export::bulletin::Bulletin;
use crate::export::comparison::{Compared, comparison};
use crate::export::duties::{UnitInPlan, duties};
use crate::export::progress::{ProgressFilter, progress};
use crate::lang::{Lang, fill};
use crate::model::{Date, Note, Record, Report, TaskId, TaskIndex, TaskKey, UnitId};
use crate::platform::files::record_beside;
use crate::product::{BULLETIN_FORMATS, Format, MakeError};
use crate::view::{DUE_DAYS, DutyState, Filter, Lights, MatrixView, Progress, WhichRound};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

/// What the window knows of a plan's record.
#[derive(Debug)]
pub struct Reported {
    /// The record; empty where there is no file of it.
    pub record: Arc<Record>,
    /// The states of all duties on the day.
    pub lights: Lights,
    /// The day for which states and deadlines count.
    pub on: Date,
    /// Whether there is a file of it.
    pub has_file: bool,
    /// What is wrong in the file: one line each.
    pub warnings: Vec<String>,
    /// The remarks on each task, by position in the record.
    notes: HashMap<TaskId, Vec<usize>>,
    /// The edition of the document that it was laid beside.
    pub(super) edition: u64,
    /// Which reading it is; see [`RecordJob::number`].
    number: u64,
}

/// A record that is to be read and laid beside a document.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordJob {
    /// The plan as it was when it was asked for.
    pub document: Shared<Document>,
    /// Edition of the plan at that time.
    pub edition: u64,
    /// The record's file; `None` for a plan that has none.
    pub path: Option<PathBuf>,
    /// Which of the plan's readings it is: one that was asked for before another does not stand in its place, however
    /// late it comes.
    pub number: u64,
}

impl RecordJob {
    /// Lays a record that was read beside the document.
    pub fn run(&self, record: Record, has_file: bool, warnings: Vec<String>, on: Date) -> Reported {
        let Document { plan, ledger, .. } = &*self.document.0;
        let progress = Progress::new(plan, ledger, &record, &WhichRound::Newest, on, DUE_DAYS);
        let lights = Lights::new(&progress, &record);
        let index = TaskIndex::new(plan);
        let mut notes: HashMap<TaskId, Vec<usize>> = HashMap::new();
        for (at, note) in record.notes.iter().enumerate() {
            if let Some(found) = index.find(&note.task) {
                notes.entry(found.task()).or_default().push(at);
            }
        }
        Reported {
            notes,
            lights,
            record: Arc::new(record),
            on,
            has_file,
            warnings,
            edition: self.edition,
            number: self.number,
        }
    }
}

/// What a bulletin is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulletinKind {
    /// How far every duty has come.
    Progress,
    /// What changed since another plan that is open.
    Changes {
        /// The plan as it was.
        old: PlanId,
        /// Only what changed for this unit.
        unit: Option<String>,
    },
    /// What one unit owes in all plans that are open.
    Duties {
        /// Name of the unit, which another plan may write otherwise.
        unit: String,
    },
}

/// A bulletin that is to be drawn up.
#[derive(Clone, Debug, PartialEq)]
pub enum BulletinJob {
    /// Of this document and the record at this path, if it has one.
    Progress {
        /// The plan as it was when it was asked for.
        document: Shared<Document>,
        /// Path of the record; `None` for a plan that has no file.
        record: Option<PathBuf>,
    },
    /// Between two documents.
    Changes {
        /// The plan as it was.
        old: Shared<Document>,
        /// The plan as it is now.
        new: Shared<Document>,
        /// Only what changed for this unit.
        unit: Option<String>,
    },
    /// Over several documents.
    Duties {
        /// The open plans, in the order of their tabs.
        plans: Vec<Shared<Document>>,
        /// Name of the unit that is asked about.
        unit: String,
    },
}

impl BulletinJob {
    /// The record that it needs.
    pub fn record(&self) -> Option<&PathBuf> {
        match self {
            Self::Progress { record, .. } => record.as_ref(),
            Self::Changes { .. } | Self::Duties { .. } => None,
        }
    }

    /// Draws it up. `record` is what stands in the file of [`BulletinJob::record`], nothing if there is none.
    pub fn run(&self, record: Option<Record>, on: Date, lang: Lang) -> Bulletin {
        match self {
            Self::Progress { document, .. } => {
                let Document { plan, ledger, .. } = &*document.0;
                let record = record.unwrap_or_else(|| Record::of(plan));
                let (filter, which) = (Filter::default(), WhichRound::Newest);
                let view = MatrixView::new(plan, ledger, &filter);
                let scope = Scope { plan, ledger, filter: &filter, view: &view, lang };
                let all = Progress::new(plan, ledger, &record, &which, on, DUE_DAYS);
                progress(&scope, &all, &record, &which, &ProgressFilter::default())
            }
            Self::Changes { old, new, unit } => {
                let (old, new) = (&old.0.plan, &new.0.plan);
                let found = Comparison::new(old, new);
                comparison(Compared { old, new, comparison: &found, lang }, unit.as_deref())
            }
            Self::Duties { plans, unit } => {
                let plans: Vec<UnitInPlan<'_>> = plans
                    .iter()
                    .map(|document| {
                        let Document { plan, ledger, .. } = &*document.0;
                        UnitInPlan { plan, ledger, unit: plan.unit_named(unit) }
                    })
                    .collect();
                duties(&plans, unit, lang)
            }
        }
    }
}

/// The bulletin on screen.
#[derive(Debug)]
pub struct ShownBulletin {
    /// What it is about.
    pub kind: BulletinKind,
    /// The bulletin; `None` while it is drawn up.
    pub bulletin: Option<Shared<Bulletin>>,
    /// Why there is none.
    pub problem: Option<String>,
    /// Tells this one from those asked for before.
    pub number: u64,
}

/// What came of forms, before anything is added to the record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Path of the record, beside the plan.
    pub path: PathBuf,
    /// What would be added.
    pub reports: Vec<Report>,
    /// How much is new, what contradicts itself, who is missing.
    pub summary: Vec<String>,
    /// What was met in the forms, and files that could not be read.
    pub remarks: Vec<String>,
}

/// Forms are to be taken: a person is to say whether.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectQuestion {
    /// The plan that is asked about.
    pub plan: PlanId,
    /// What came of them.
    pub gathered: Gathered,
}

/// What is to be added to a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    /// Reports that are new to the record.
    pub reports: Vec<Report>,
    /// Remarks that are new to the record.
    pub notes: Vec<Note>,
}

/// One entry that a person types.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// What a unit says of a task.
    Report(Box<Report>),
    /// A remark on a task, or on a unit's part of it.
    Note(Note),
}

/// An entry is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryQuestion {
    /// The plan that is asked about.
    pub plan: PlanId,
    /// What it begins with.
    pub entry: Entry,
    /// The report that stands, and would be replaced; it can be taken back.
    pub stood: Option<Box<Report>>,
    /// The task's first sentence, to see what it is about.
    pub about: String,
    /// Whether it is being added to the record; what was typed is kept until it is there.
    pub is_being_written: bool,
    /// Why it could not be added.
    pub problem: Option<String>,
}

/// The record of a plan, forms, and bulletins.
#[derive(Debug)]
pub enum RoundAction {
    /// The record was read.
    Read(Box<Reported>),
    /// It could not be; one line.
    NotRead(String),
    /// Read forms among these files and folders.
    Collect(Vec<PathBuf>),
    /// Forms were read.
    Gathered(Box<Gathered>),
    /// Their answers are to be added to the record, or not.
    Take(bool),
    /// Ask what a unit says of a task.
    AskReport {
        /// The task that is reported on.
        task: TaskId,
        /// Name of the unit that is asked about.
        unit: UnitId,
    },
    /// Ask for a remark on a task.
    AskNote(TaskId),
    /// What was typed is to be added to the record; `None` gives it up.
    Enter(Option<Entry>),
    /// The report that stands is to be taken back.
    Withdraw,
    /// They were added.
    Recorded {
        /// How many entries were added.
        entries: usize,
        /// Path of the record, beside the plan.
        path: PathBuf,
    },
    /// They were not; one line.
    NotRecorded(String),
    /// Forms could not be laid beside the record, or a bulletin not be written; one line.
    Failed(String),
    /// Draw up a bulletin and show it.
    Draw(BulletinKind),
    /// It is there.
    Drawn {
        /// The number of [`ShownBulletin`].
        number: u64,
        /// The bulletin, or why there is none.
        bulletin: Result<Shared<Bulletin>, String>,
    },
    /// Ask where to write it.
    Save(Format),
    /// It was written.
    Saved {
        /// Path of the file that was written.
        path: PathBuf,
        /// What a person should know of the file; mostly nothing.
        warnings: Vec<String>,
    },
}

impl OpenPlan {
    /// Where its record lies; none for a plan without a file.
    pub fn record_path(&self) -> Option<PathBuf> {
        self.path().map(record_beside)
    }

    /// What is known of its record, once it was read.
    pub fn reported(&self) -> Option<&Reported> {
        self.reported.as_ref()
    }

    /// The states of all duties; none before the record was laid beside this very edition.
    pub fn lights(&self) -> Option<&Lights> {
        let own = self.reported.as_ref().filter(|own| own.edition == self.document_edition());
        own.map(|own| &own.lights)
    }

    /// What is known of a unit's part of a task, and what it reported.
    pub fn duty_state(&self, task: TaskId, unit: UnitId) -> Option<(DutyState, Option<&Report>)> {
        let state = *self.lights()?.of(task, unit)?;
        let record = &self.reported.as_ref()?.record;
        Some((state, state.report.and_then(|at| record.reports.get(at))))
    }

    /// The bulletin on its page.
    pub fn bulletin(&self) -> Option<&ShownBulletin> {
        self.bulletin.as_ref()
    }

    /// Asks for the record as it stands.
    pub(super) fn ask_record(&mut self) -> Effect {
        self.record_asked = self.document_edition();
        self.records_asked += 1;
        let document = Shared(Arc::clone(&self.document));
        let (edition, number) = (self.record_asked, self.records_asked);
        let job = RecordJob { document, edition, path: self.record_path(), number };
        Effect::Plan(self.id, PlanEffect::ReadRecord(job))
    }

    /// After a change the lights are worked out anew, where there are any.
    pub(super) fn keep_record(&mut self) {
        if self.reported.is_some() && self.record_asked != self.document_edition() {
            let effect = self.ask_record();
            self.outgoing.push(effect);
        }
    }

    pub(super) fn round_action(&mut self, action: RoundAction, window: &mut Window) -> Vec<Effect> {
        match action {
            // One that was begun before another comes too late.
            RoundAction::Read(reported) if self.reported.as_ref().is_some_and(|own| own.number > reported.number) => {
                Vec::new()
            }
            RoundAction::Read(reported) => {
                if !reported.warnings.is_empty() && self.reported.is_none() {
                    let title = window.lang.texts().reporting.record_has_problems.to_owned();
                    window.notices.standing(Notice::Problem { title, lines: reported.warnings.clone() });
                }
                self.reported = Some(*reported);
                Vec::new()
            }
            RoundAction::NotRead(line) => {
                window.failed(line);
                Vec::new()
            }
            RoundAction::Collect(paths) => {
                window.close_question_of(self.id);
                self.gather(paths, window)
            }
            RoundAction::Gathered(gathered) => {
                window.collecting = Some(CollectQuestion { plan: self.id, gathered: *gathered });
                Vec::new()
            }
            RoundAction::Take(takes) => {
                let question = window.collecting.take_if(|question| question.plan == self.id);
                let Some(Gathered { path, reports, .. }) = question.filter(|_| takes).map(|asked| asked.gathered)
                else {
                    return Vec::new();
                };
                if reports.is_empty() {
                    return Vec::new();
                }
                // The plan was saved elsewhere meanwhile: what was laid beside one record does not go into another.
                if self.record_path().as_ref() != Some(&path) {
                    window.plan_is_gone();
                    return Vec::new();
                }
                self.add_entries(path, Entries { reports, ..Entries::default() })
            }
            RoundAction::AskReport { task, unit } => self.ask_report(task, unit, window),
            RoundAction::AskNote(task) => self.ask_note(task, window),
            RoundAction::Enter(entry) => self.enter(entry, window),
            RoundAction::Withdraw => self.withdraw(window),
            RoundAction::Recorded { entries, path } => {
                window.entry.take_if(|question| question.plan == self.id && question.is_being_written);
                window.recorded(entries, path);
                vec![self.ask_record()]
            }
            RoundAction::NotRecorded(line) => {
                let question = window.entry.as_mut();
                match question.filter(|question| question.plan == self.id && question.is_being_written) {
                    Some(question) => {
                        question.is_being_written = false;
                        question.problem = Some(line);
                    }
                    None => window.failed(line),
                }
                Vec::new()
            }
            RoundAction::Failed(line) => {
                window.failed(line);
                Vec::new()
            }
            // The session's: it may need other plans.
            RoundAction::Draw(_) => Vec::new(),
            RoundAction::Drawn { number, bulletin } => {
                if let Some(shown) = self.bulletin.as_mut().filter(|shown| shown.number == number) {
                    match bulletin {
                        Ok(bulletin) => shown.bulletin = Some(bulletin),
                        Err(problem) => shown.problem = Some(problem),
                    }
                }
                Vec::new()
            }
            RoundAction::Save(format) => self.ask_path(Target::Bulletin(format), window.lang),
            RoundAction::Saved { path, warnings } => {
                window.close_question_of(self.id);
                window.exported(path, warnings);
                Vec::new()
            }
        }
    }

    /// Reads forms; a plan without a file has no record that they could be added to.
    fn gather(&self, paths: Vec<PathBuf>, window: &mut Window) -> Vec<Effect> {
        let Some(record) = self.record_path() else {
            window.say(window.lang.texts().reasons.record_of_file);
            return Vec::new();
        };
        let document = Shared(Arc::clone(&self.document));
        self.effect(PlanEffect::Gather { document, record, paths })
    }

    fn add_entries(&self, path: PathBuf, entries: Entries) -> Vec<Effect> {
        let document = Shared(Arc::clone(&self.document));
        self.effect(PlanEffect::AddToRecord { document, path, entries })
    }

    /// The remarks on a task.
    pub fn notes(&self, task: TaskId) -> impl Iterator<Item = &Note> {
        let own = self.reported.as_ref().filter(|own| own.edition == self.document_edition());
        let at = own.and_then(|own| own.notes.get(&task)).map_or(&[][..], Vec::as_slice);
        at.iter().filter_map(move |&at| own?.record.notes.get(at))
    }

    fn ask_report(&self, task: TaskId, unit: UnitId, window: &mut Window) -> Vec<Effect> {
        let plan = self.plan();
        if task.index() >= plan.tasks.len() || unit.index() >= plan.units.len() {
            return Vec::new();
        }
        let stood = self.duty_state(task, unit).and_then(|(_, report)| report.cloned());
        let newest = self.reported.as_ref().and_then(|own| own.record.reports.last());
        let report = Report {
            task: TaskKey::of(plan, plan.task(task)),
            unit: plan.unit(unit).name.clone(),
            date: self.reported.as_ref().map(|own| own.on),
            from: None,
            round: newest.map(|report| report.round.clone()).unwrap_or_default(),
            ..stood.clone().unwrap_or_default()
        };
        self.ask_entry(Entry::Report(Box::new(report)), stood.map(Box::new), task, window)
    }

    fn ask_note(&self, task: TaskId, window: &mut Window) -> Vec<Effect> {
        let plan = self.plan();
        if task.index() >= plan.tasks.len() {
            return Vec::new();
        }
        let date = self.reported.as_ref().map(|own| own.on);
        let note = Note { task: TaskKey::of(plan, plan.task(task)), date, ..Note::default() };
        self.ask_entry(Entry::Note(note), None, task, window)
    }

    fn ask_entry(&self, entry: Entry, stood: Option<Box<Report>>, task: TaskId, window: &mut Window) -> Vec<Effect> {
        if self.record_path().is_none() {
            window.say(window.lang.texts().reasons.record_of_file);
            return Vec::new();
        }
        // Whether what was typed before is in the record is not known yet.
        if window.entry.as_ref().is_some_and(|question| question.is_being_written) {
            return Vec::new();
        }
        let about = crate::model::text::first_sentence(&self.plan().task(task).text).to_owned();
        window.entry =
            Some(EntryQuestion { plan: self.id, entry, stood, about, is_being_written: false, problem: None });
        Vec::new()
    }

    /// Adds what was typed, if it says anything that the record does not say already. The question stands until it is
    /// there: what was typed is not to be typed twice.
    fn enter(&self, entry: Option<Entry>, window: &mut Window) -> Vec<Effect> {
        let Some(question) = window.entry.as_mut().filter(|question| question.plan == self.id) else {
            return Vec::new();
        };
        let entries = match &entry {
            Some(_) if question.is_being_written => return Vec::new(),
            Some(Entry::Report(report)) => {
                let stood = question.stood.as_ref();
                let is_new = stood.is_none_or(|stood| stood.key() != report.key() || !stood.says_the_same(report));
                let is_said = is_new && !report.is_empty();
                is_said.then(|| Entries { reports: vec![(**report).clone()], ..Entries::default() })
            }
            Some(Entry::Note(note)) => {
                let is_said = !note.text.trim().is_empty();
                is_said.then(|| Entries { notes: vec![note.clone()], ..Entries::default() })
            }
            None => None,
        };
        let Some((entry, entries)) = entry.zip(entries) else {
            window.entry = None;
            return Vec::new();
        };
        question.entry = entry;
        self.write_entry(entries, window)
    }

    /// A record is only added to: what is taken back is followed by an entry that says so.
    fn withdraw(&self, window: &mut Window) -> Vec<Effect> {
        let question = window.entry.as_ref().filter(|question| question.plan == self.id && !question.is_being_written);
        let Some(stood) = question.and_then(|question| question.stood.clone()) else { return Vec::new() };
        let Report { round, task, unit, reporter, .. } = *stood;
        let date = self.reported.as_ref().map(|own| own.on);
        let report = Report { round, task, unit, reporter, date, withdrawn: true, ..Report::default() };
        self.write_entry(Entries { reports: vec![report], ..Entries::default() }, window)
    }

    fn write_entry(&self, entries: Entries, window: &mut Window) -> Vec<Effect> {
        let path = self.record_path();
        let Some(question) = window.entry.as_mut() else { return Vec::new() };
        question.is_being_written = path.is_some();
        question.problem = match path {
            Some(_) => None,
            None => Some(window.lang.texts().reasons.record_of_file.to_owned()),
        };
        path.map_or_else(Vec::new, |path| self.add_entries(path, entries))
    }

    pub(super) fn ask_forms(&self) -> Vec<Effect> {
        let folder = self.path().and_then(std::path::Path::parent).map(PathBuf::from);
        self.effect(PlanEffect::AskForms(folder.unwrap_or_default()))
    }

    /// Writes the bulletin on screen.
    pub(super) fn save_bulletin(
        &self,
        asked: Format,
        path: PathBuf,
        replace: bool,
        window: &mut Window,
    ) -> Vec<Effect> {
        let shown = self.bulletin.as_ref().and_then(|shown| shown.bulletin.clone());
        let Some(bulletin) = shown else { return Vec::new() };
        match Format::of_path(path, asked, BULLETIN_FORMATS) {
            // The dialog asked about another name: what stands at this one is not replaced unasked.
            Ok((format, path, is_other)) => {
                let replace = replace && !is_other;
                self.effect(PlanEffect::WriteBulletin { bulletin, format, path, replace })
            }
            Err(ending) => {
                let refused = MakeError::NoBulletin { title: bulletin.0.title_line(), ending };
                window.failed(refused.words(window.lang));
                Vec::new()
            }
        }
    }

    pub(super) fn bulletin_name(&self) -> String {
        let shown = self.bulletin.as_ref().and_then(|shown| shown.bulletin.as_ref());
        shown.map_or_else(String::new, |shown| shown.0.title_line())
    }
}

impl Window {
    /// Answers are in the record now, whichever plan is on screen.
    pub(super) fn recorded(&mut self, entries: usize, path: PathBuf) {
        let message = fill(self.lang.texts().reporting.recorded, &[&entries, &path.display()]);
        self.written(message, path, Vec::new());
    }
}

impl Session {
    /// The forms of which is asked whether they are taken.
    pub fn collecting(&self) -> Option<&CollectQuestion> {
        self.window.collecting.as_ref()
    }

    /// The entry that is being typed.
    pub fn entry(&self) -> Option<&EntryQuestion> {
        self.window.entry.as_ref()
    }

    /// Whether cells show the state of their duties.
    pub fn shows_lights(&self) -> bool {
        self.window.settings.lights
    }

    pub(super) fn toggle_lights(&mut self) -> Vec<Effect> {
        let shows = !self.window.settings.lights;
        self.window.settings.lights = shows;
        let dark = self.plans.iter_mut().filter(|plan| shows && plan.lights().is_none());
        dark.map(OpenPlan::ask_record).collect()
    }

    /// What is late on another day is worked out anew.
    pub(super) fn begin_day(&mut self) -> Vec<Effect> {
        let known = self.plans.iter_mut().filter(|plan| plan.reported.is_some());
        known.map(OpenPlan::ask_record).collect()
    }

    /// The plan that the one on screen is compared with unless somebody says otherwise: the tab before it, else the next.
    pub(super) fn draw_changes(&mut self) -> Vec<Effect> {
        let id = self.active().id();
        let others: Vec<PlanId> = self.plans.iter().map(OpenPlan::id).filter(|other| *other != id).collect();
        let before = self.active.checked_sub(1).and_then(|at| others.get(at));
        match before.or(others.first()).copied() {
            Some(old) => self.draw_up(id, BulletinKind::Changes { old, unit: None }),
            None => Vec::new(),
        }
    }

    pub(super) fn draw_duties(&mut self) -> Vec<Effect> {
        let plan = self.active();
        match plan.current_unit().map(|unit| plan.document().plan.unit(unit).name.clone()) {
            Some(unit) => self.draw_up(plan.id(), BulletinKind::Duties { unit }),
            None => Vec::new(),
        }
    }

    /// Has a bulletin drawn up and shows its page.
    pub(super) fn draw_up(&mut self, id: PlanId, kind: BulletinKind) -> Vec<Effect> {
        let shared = |plan: &OpenPlan| Shared(plan.shared_document());
        let Some(plan) = self.plan(id) else { return Vec::new() };
        let job = match &kind {
            BulletinKind::Progress => BulletinJob::Progress { document: shared(plan), record: plan.record_path() },
            BulletinKind::Changes { old, unit } => match self.plan(*old) {
                Some(old) => BulletinJob::Changes { old: shared(old), new: shared(plan), unit: unit.clone() },
                None => {
                    self.window.plan_is_gone();
                    return Vec::new();
                }
            },
            BulletinKind::Duties { unit } => {
                BulletinJob::Duties { plans: self.plans.iter().map(shared).collect(), unit: unit.clone() }
            }
        };
        let Some(plan) = self.plan_mut(id) else { return Vec::new() };
        plan.bulletins += 1;
        let number = plan.bulletins;
        plan.bulletin = Some(ShownBulletin { kind, bulletin: None, problem: None, number });
        plan.show_page(Page::Bulletin);
        plan.effect(PlanEffect::DrawUp { job, number })
    }
}
