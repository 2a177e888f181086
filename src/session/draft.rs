//! Putting a plan right in the window (方案整理): a notice that was just read, or a plan that exists
//! already. Every change can be undone until the window closes; nothing is written before it is saved.

use super::{Action, Effect, Notice, Page, Panel, Place, Session};
use crate::document::Document;
use crate::edit::{self, Edit, EditError};
use crate::file;
use crate::finding::{Finding, Kind, Place as FindingPlace, Severity};
use crate::lang::fill;
use crate::model::{Plan, UnitId, text};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// A doubt of the reader about what it understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What, and where in the source text.
    pub finding: Finding,
    /// A person has looked at it.
    pub settled: bool,
}

/// A plan that is being put right.
pub struct Draft {
    doubts: Vec<Doubt>,
    /// The plan that the doubts speak of.
    origin: Arc<Document>,
    /// The plan as it is on disk, if it is there.
    saved: Option<Arc<Document>>,
    undone: Vec<Arc<Document>>,
    done: Vec<Arc<Document>>,
    /// Whether the source text is to be written beside the plan.
    brings_text: bool,
    /// A doubt whose words are lit in the source text.
    lit: Option<usize>,
}

/// What was going to happen when unsaved changes were noticed.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaving {
    /// Another plan comes on screen.
    Open(PathBuf),
    /// The built-in plan comes on screen.
    OpenBuiltin,
    /// The window closes.
    Close,
}

impl Draft {
    fn new(document: &Arc<Document>, saved: bool) -> Self {
        Self {
            doubts: Vec::new(),
            origin: Arc::clone(document),
            saved: saved.then(|| Arc::clone(document)),
            undone: Vec::new(),
            done: Vec::new(),
            brings_text: false,
            lit: None,
        }
    }

    /// The doubts, in the order of the text, the weighty ones first.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// How many are not settled.
    pub fn doubts_left(&self) -> usize {
        self.doubts.iter().filter(|doubt| !doubt.settled).count()
    }

    /// The plan that the doubts speak of: their units are of this one.
    pub fn origin(&self) -> &Plan {
        &self.origin.plan
    }

    /// Whether there is a change to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether an undone change can be made again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Bytes of the source text that are lit.
    pub fn lit(&self) -> Option<&Range<usize>> {
        match &self.doubts.get(self.lit?)?.finding.place {
            FindingPlace::Source(span) => Some(span),
            _ => None,
        }
    }
}

impl Session {
    /// The plan that is being put right, if one is.
    pub fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }

    /// Whether there are changes that no file holds.
    pub fn is_unsaved(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| match &draft.saved {
            Some(saved) => saved.plan != self.document.plan,
            None => true,
        })
    }

    /// A notice was read: its plan comes on screen beside its text, doubts first.
    pub(super) fn imported(&mut self, document: Document, findings: Vec<Finding>) -> Vec<Effect> {
        self.take(document, None);
        let mut draft = Draft::new(&self.document, false);
        draft.brings_text = true;
        draft.doubts = findings.into_iter().map(|finding| Doubt { finding, settled: false }).collect();
        draft.doubts.sort_by_key(|doubt| doubt.finding.severity());
        // Remarks need no answer.
        for doubt in &mut draft.doubts {
            doubt.settled = doubt.finding.severity() == Severity::Notice;
        }
        self.draft = Some(draft);
        self.go(Place { page: Page::Source, panel: Panel::Doubts });
        vec![Effect::Watch(None)]
    }

    /// Begins to put the plan on screen right, or shows that again.
    pub(super) fn arrange(&mut self) {
        if self.draft.is_none() {
            self.draft = Some(Draft::new(&self.document, true));
        }
        let open = self.panel() == Panel::Doubts;
        self.show(if open { Panel::Closed } else { Panel::Doubts });
    }

    pub(super) fn show_doubt(&mut self, position: usize) {
        let Some(draft) = &self.draft else { return };
        let Some(doubt) = draft.doubts.get(position) else { return };
        let has_place = matches!(doubt.finding.place, FindingPlace::Source(_));
        if has_place && self.document.source.is_some() {
            self.go(Place { page: Page::Source, panel: Panel::Doubts });
        }
        if let Some(draft) = &mut self.draft {
            draft.lit = Some(position);
        }
    }

    pub(super) fn settle(&mut self, position: usize, settled: bool) {
        if let Some(doubt) = self.draft.as_mut().and_then(|draft| draft.doubts.get_mut(position)) {
            doubt.settled = settled;
        }
    }

    /// The unit of the plan on screen that a doubt speaks of, by its name: units may have moved.
    pub fn doubted_unit(&self, unit: UnitId) -> Option<UnitId> {
        let name = &self.draft.as_ref()?.origin.plan.unit(unit).name;
        self.document.plan.unit_named(name)
    }

    /// Makes the change that a doubt proposes.
    pub(super) fn accept(&mut self, position: usize) {
        let Some(doubt) = self.draft.as_ref().and_then(|draft| draft.doubts.get(position)) else { return };
        if let Kind::LikelyAlias { unit, other } = doubt.finding.kind
            && let (Some(unit), Some(into)) = (self.doubted_unit(unit), self.doubted_unit(other))
        {
            self.edit(&Edit::MergeUnit { unit, into });
        }
        self.settle(position, true);
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        match edit::apply(&self.document.plan, edit) {
            Ok(plan) if plan == self.document.plan => {}
            Ok(plan) => {
                let follows = self.follows(edit);
                let changed = self.document.with_plan(&plan);
                let before = self.replace_document(Arc::new(changed));
                let draft = self.draft.get_or_insert_with(|| Draft::new(&before, true));
                draft.done.push(before);
                draft.undone.clear();
                let found = follows.and_then(|name| self.document.plan.unit_named(&name));
                if let Some(unit) = found {
                    self.show(Panel::Unit(unit));
                }
            }
            Err(error) => self.notice = Some(Notice::Done(self.edit_error(&error))),
        }
    }

    /// The name under which the unit of the panel goes on after a change.
    fn follows(&self, edit: &Edit) -> Option<String> {
        let shown = |unit: &UnitId| self.panel() == Panel::Unit(*unit);
        match edit {
            Edit::RenameUnit { unit, name } if shown(unit) => Some(name.trim().to_owned()),
            Edit::MergeUnit { unit, into } if shown(unit) => Some(self.document.plan.unit(*into).name.clone()),
            Edit::SplitUnit { unit, names } if shown(unit) => names.first().cloned(),
            _ => None,
        }
    }

    fn edit_error(&self, error: &EditError) -> String {
        let t = self.lang.texts();
        match error {
            EditError::NoName => t.edit_no_name.to_owned(),
            EditError::NameTaken(unit) => fill(t.edit_name_taken, &[&self.document.plan.unit(*unit).name]),
            EditError::InUse => t.edit_in_use.to_owned(),
            EditError::NotPossible => t.edit_not_possible.to_owned(),
        }
    }

    pub(super) fn undo(&mut self) {
        let Some(before) = self.draft.as_mut().and_then(|draft| draft.done.pop()) else { return };
        let after = self.replace_document(before);
        if let Some(draft) = &mut self.draft {
            draft.undone.push(after);
        }
    }

    pub(super) fn redo(&mut self) {
        let Some(after) = self.draft.as_mut().and_then(|draft| draft.undone.pop()) else { return };
        let before = self.replace_document(after);
        if let Some(draft) = &mut self.draft {
            draft.done.push(before);
        }
    }

    /// Saves the plan: where it came from, or where a person says.
    pub(super) fn save_plan(&mut self) -> Vec<Effect> {
        match self.path.clone() {
            Some(path) => self.save_plan_to(path, true),
            None => vec![Effect::AskSavePlan { name: self.plan_file_name() }],
        }
    }

    /// Proposed file name of the plan.
    pub fn plan_file_name(&self) -> String {
        format!("{}.ron", self.document.plan.title)
    }

    pub(super) fn save_plan_to(&mut self, path: PathBuf, replace: bool) -> Vec<Effect> {
        let path = if path.extension().is_some() { path } else { path.with_extension("ron") };
        let mut plan = self.document.plan.clone();
        let mut beside = None;
        let brings_text = self.draft.as_ref().is_some_and(|draft| draft.brings_text);
        if let (true, None, Some(source)) = (brings_text, &plan.source, &self.document.source) {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            let name = format!("{stem}.txt");
            beside = Some((name.clone(), source.text.to_string()));
            plan.source = Some(name);
        }
        vec![Effect::SavePlan { text: file::encode(&plan), plan: Box::new(plan), path, beside, replace }]
    }

    /// The plan is in its file.
    pub(super) fn plan_saved(&mut self, path: PathBuf, plan: &Plan) -> Vec<Effect> {
        self.question = None;
        // Changes made since then stay unsaved.
        let is_current = Plan { source: plan.source.clone(), ..self.document.plan.clone() } == *plan;
        let mut document = self.document.with_plan(plan);
        document.name = path.display().to_string();
        let document = Arc::new(document);
        let old_key = self.plan_key();
        let own = self.plan_settings();
        self.path = Some(path.clone());
        if self.plan_key() != old_key {
            self.settings.note_recent(path.clone());
            self.settings.plans.insert(self.plan_key(), own);
        }
        if is_current {
            self.replace_document(Arc::clone(&document));
        }
        if let Some(draft) = &mut self.draft {
            draft.saved = Some(document);
            draft.brings_text = false;
        }
        let message = fill(self.lang.texts().plan_saved, &[&path.display()]);
        self.notice = Some(Notice::Written { message, path });
        let mut effects = vec![Effect::Watch(self.path.clone())];
        if let Some(leaving) = self.leaving_after_save.take() {
            effects.extend(self.leave(leaving));
        }
        effects
    }

    /// Goes on with what would lose unsaved changes, or asks first.
    pub(super) fn leave_if_saved(&mut self, leaving: Leaving) -> Vec<Effect> {
        if self.is_unsaved() {
            self.leaving = Some(leaving);
            return Vec::new();
        }
        self.leave(leaving)
    }

    /// The answer to that question: save first, go on without, or stay.
    pub(super) fn answer_leaving(&mut self, answer: LeavingAnswer) -> Vec<Effect> {
        let Some(leaving) = self.leaving.take() else { return Vec::new() };
        match answer {
            LeavingAnswer::Stay => Vec::new(),
            LeavingAnswer::Discard => {
                self.draft = None;
                self.leave(leaving)
            }
            LeavingAnswer::Save => {
                self.leaving_after_save = Some(leaving);
                self.save_plan()
            }
        }
    }

    fn leave(&mut self, leaving: Leaving) -> Vec<Effect> {
        match leaving {
            Leaving::Open(path) => vec![Effect::Read(path)],
            Leaving::OpenBuiltin => self.apply(Action::ShowBuiltin),
            Leaving::Close => vec![Effect::Close],
        }
    }

    /// What is asked before unsaved changes are lost, if it is.
    pub fn leaving(&self) -> Option<&Leaving> {
        self.leaving.as_ref()
    }

    /// Units whose names resemble this one, the nearest first: candidates for a merge.
    pub fn similar_units(&self, unit: UnitId) -> Vec<UnitId> {
        let plan = &self.document.plan;
        let name = &plan.unit(unit).name;
        let nearness = |other: &UnitId| {
            let other = &plan.unit(*other).name;
            let contains = other.contains(name.as_str()) || name.contains(other.as_str());
            (!contains, text::distance(name, other))
        };
        let mut others: Vec<UnitId> = plan.unit_ids().filter(|&other| other != unit).collect();
        others.sort_by_cached_key(nearness);
        others
    }
}

/// The answer to the question about unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeavingAnswer {
    /// Save, then go on.
    Save,
    /// Go on; the changes are lost.
    Discard,
    /// Stay with the plan.
    Stay,
}
