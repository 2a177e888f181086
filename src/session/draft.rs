//! Putting a plan right in the window (方案整理): a notice that was just read, or a plan that exists
//! already. Every change can be undone until the tab closes; nothing is written before it is saved.

use super::grids::{OneReading, Readings};
use super::undo::{Moment, Undo};
use super::window::Window;
use super::{EditAction, OpenPlan, Page, Panel, Spot};
use crate::document::Document;
use crate::edit::{self, Edit, EditError};
use crate::finding::{Finding, Kind, Place as FindingPlace};
use crate::import::Grid;
use crate::lang::{Lang, fill};
use crate::model::{self, Plan, UnitId, text};
use crate::view::Subject;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// A doubt of the reader about what it understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What, and where in the source text.
    pub finding: Finding,
    /// A person has looked at it.
    pub settled: bool,
    /// The same as the plan keeps it while it is open.
    kept: model::Doubt,
    /// Where it stands among all of them in the plan.
    rank: usize,
}

impl Doubt {
    /// A doubt that a plan keeps.
    fn of_kept(document: &Document, rank: usize, kept: &model::Doubt) -> Self {
        let kind = Kind::of_doubt(kept, &document.plan).unwrap_or(Kind::KeptDoubt);
        let source = document.source.as_ref();
        let span = kept.place.zip(source).and_then(|(place, source)| place.span(&source.text));
        let place = span.map_or(FindingPlace::File(0..0), FindingPlace::Source);
        Self { finding: Finding::new(kind, place, kept.words.clone()), settled: false, kept: kept.clone(), rank }
    }
}

/// What the reader doubted of a document, the weighty doubts first. `source` is the document's text.
pub(super) fn doubts_of(document: &Document, source: &str, findings: Vec<Finding>) -> Vec<Doubt> {
    let lines = text::Lines::new(source);
    let doubt = |(rank, finding): (usize, Finding)| {
        let kept = finding.to_doubt(&document.plan, source, &lines);
        Doubt { finding, settled: false, kept, rank }
    };
    let mut doubts: Vec<Doubt> = findings.into_iter().enumerate().map(doubt).collect();
    doubts.sort_by_key(|doubt| doubt.finding.severity());
    doubts
}

/// A plan that is being put right.
pub struct Draft {
    doubts: Vec<Doubt>,
    /// The plan that the doubts speak of.
    origin: Arc<Document>,
    /// The plan as it is on disk, if it is there.
    saved: Option<Arc<Document>>,
    undo: Undo,
    /// Whether the source text is to be written beside the plan.
    brings_text: bool,
    /// A doubt whose words are lit in the source text.
    lit: Option<usize>,
    /// The readings of its document.
    readings: Readings,
}

impl Draft {
    fn new(document: &Arc<Document>, saved: bool) -> Self {
        Self {
            doubts: Vec::new(),
            origin: Arc::clone(document),
            saved: saved.then(|| Arc::clone(document)),
            undo: Undo::default(),
            brings_text: false,
            lit: None,
            readings: Readings::default(),
        }
    }

    pub(super) fn readings(&self) -> &Readings {
        &self.readings
    }

    pub(super) fn readings_mut(&mut self) -> &mut Readings {
        &mut self.readings
    }

    /// The reading that the doubts speak of.
    pub(super) fn reading(&self, grids: Vec<Grid>) -> OneReading {
        OneReading { origin: Arc::clone(&self.origin), doubts: self.doubts.clone(), grids }
    }

    /// Shows the doubts of another reading of the document.
    pub(super) fn turn_to(&mut self, reading: usize) {
        if let Some(OneReading { origin, doubts, .. }) = self.readings.turn_to(reading) {
            (self.origin, self.doubts, self.lit) = (origin, doubts, None);
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

    /// Whether the source text is to be written beside the plan.
    pub fn brings_text(&self) -> bool {
        self.brings_text
    }

    pub(super) fn undo(&self) -> &Undo {
        &self.undo
    }

    pub(super) fn undo_mut(&mut self) -> &mut Undo {
        &mut self.undo
    }

    /// The plan as it is on disk, if it is there.
    pub(super) fn saved(&self) -> Option<&Arc<Document>> {
        self.saved.as_ref()
    }

    /// Whether there is a change to undo.
    pub fn can_undo(&self) -> bool {
        self.undo.can_go_back()
    }

    /// Whether an undone change can be made again.
    pub fn can_redo(&self) -> bool {
        self.undo.can_go_forward()
    }

    /// The open doubt whose words are lit.
    pub fn shown(&self) -> Option<usize> {
        self.lit.filter(|&position| self.doubts.get(position).is_some_and(|doubt| !doubt.settled))
    }

    /// The open doubts of the same kind as this one, it included.
    pub fn alike(&self, position: usize) -> Vec<usize> {
        let kind = |doubt: &Doubt| std::mem::discriminant(&doubt.finding.kind);
        let Some(wanted) = self.doubts.get(position).map(kind) else { return Vec::new() };
        let is_alike = |doubt: &Doubt| !doubt.settled && kind(doubt) == wanted;
        self.doubts.iter().enumerate().filter(|(_, doubt)| is_alike(doubt)).map(|(position, _)| position).collect()
    }

    /// Bytes of the source text that are lit.
    pub fn lit(&self) -> Option<&Range<usize>> {
        match &self.doubts.get(self.lit?)?.finding.place {
            FindingPlace::Source(span) => Some(span),
            _ => None,
        }
    }
}

impl OpenPlan {
    pub(super) fn edit_action(&mut self, action: EditAction, window: &mut Window) {
        match action {
            EditAction::Change(edit) => self.edit(&edit, window),
            EditAction::Mark(role) => self.mark(role, window),
            EditAction::MarkToo(role) => self.mark_too(role, window),
            EditAction::PasteMarks(text) => self.paste_marks(&text, window),
            EditAction::Type(typed) => self.type_words(typed, window),
            EditAction::Enter => self.enter_typed(window),
            EditAction::TakeBack => self.take_back_typed(),
            EditAction::ShowDoubt(position) => self.show_doubt(position),
            EditAction::Settle { doubt, settled } => self.settle(doubt, settled, window),
            EditAction::AcceptDoubt(position) => self.accept(&[position], window),
            EditAction::AcceptAlike(position) => {
                let alike = self.draft.as_ref().map(|draft| draft.alike(position)).unwrap_or_default();
                self.accept(&alike, window);
            }
            EditAction::SettleAlike(position) => {
                let alike = self.draft.as_ref().map(|draft| draft.alike(position)).unwrap_or_default();
                self.settle_all(&alike, window);
            }
            EditAction::Map(mapping) => self.map(mapping),
            EditAction::ReadAnew { number, result } => self.was_read_anew(number, *result, window),
        }
    }

    /// Whether there are changes that no file holds.
    pub(super) fn differs_from_file(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| match &draft.saved {
            Some(saved) => saved.plan != self.document.plan,
            None => true,
        })
    }

    /// The plan is of a notice that was just read: its doubts come first, beside its text.
    pub(super) fn begin_with_doubts(&mut self, findings: Vec<Finding>) {
        let source = self.document.source.as_ref().map(|source| Arc::clone(&source.text)).unwrap_or_default();
        let mut draft = Draft::new(&self.document, false);
        draft.brings_text = true;
        draft.doubts = doubts_of(&self.document, &source, findings);
        self.draft = Some(draft);
        self.note_doubts();
        self.is_unsaved = true;
        self.go(Spot { page: Page::Source, panel: Panel::Doubts });
    }

    /// The plan was read with doubts that nobody settled: they can be settled now.
    pub(super) fn recall_doubts(&mut self) {
        if self.plan().doubts.is_empty() {
            return;
        }
        let mut draft = Draft::new(&self.document, true);
        let doubt = |(rank, kept)| Doubt::of_kept(&self.document, rank, kept);
        draft.doubts = self.plan().doubts.iter().enumerate().map(doubt).collect();
        draft.doubts.sort_by_key(|doubt| doubt.finding.severity());
        self.draft = Some(draft);
    }

    /// The plan has changes that its file does not have: they were found after a crash, or it is an
    /// earlier version.
    pub(super) fn begin_unsaved(&mut self, brings_text: bool) {
        self.recall_doubts();
        let draft = self.draft.get_or_insert_with(|| Draft::new(&self.document, false));
        draft.saved = None;
        draft.brings_text = brings_text;
        self.is_unsaved = true;
    }

    /// Changes that were found after a crash are made to the plan, which has none of its own.
    pub(super) fn take_changes(&mut self, document: Document, unsaved: super::Unsaved) {
        let near = self.draft.as_ref().and_then(|draft| draft.undo.next_back());
        let before = Arc::new(Moment::new(self.plan().clone(), near.as_deref()));
        self.begin_draft();
        if let Some(draft) = &mut self.draft {
            draft.undo.changed(before);
        }
        self.replace_document(Arc::new(document));
        self.journal = unsaved.journal;
    }

    /// Says anew which doubts are settled: those that the plan does not keep.
    pub(super) fn note_doubts(&mut self) {
        let Some(draft) = &mut self.draft else { return };
        let open: HashSet<&model::Doubt> = self.document.plan.doubts.iter().collect();
        for doubt in &mut draft.doubts {
            doubt.settled = !open.contains(&doubt.kept);
        }
    }

    /// Begins to put the plan right, or shows that again.
    pub(super) fn arrange(&mut self) {
        self.begin_draft();
        let open = self.panel() == Panel::Doubts;
        self.show(if open { Panel::Closed } else { Panel::Doubts });
    }

    fn show_doubt(&mut self, position: usize) {
        let Some(draft) = &self.draft else { return };
        let Some(doubt) = draft.doubts.get(position) else { return };
        let has_place = matches!(doubt.finding.place, FindingPlace::Source(_));
        if has_place && self.document.source.is_some() {
            self.go(Spot { page: Page::Source, panel: Panel::Doubts });
        }
        if let Some(draft) = &mut self.draft {
            draft.lit = Some(position);
        }
    }

    /// A settled doubt is a change like any other: it is undone and saved.
    fn settle(&mut self, position: usize, settled: bool, window: &mut Window) {
        let Some(draft) = &self.draft else { return };
        let Some(Doubt { kept: doubt, rank, .. }) = draft.doubts.get(position) else { return };
        let open = self.plan().doubts.iter().position(|open| open == doubt);
        let edit = match (open, settled) {
            (Some(open), true) => Edit::SettleDoubt(open),
            (None, false) => {
                let before = draft.doubts.iter().filter(|other| !other.settled && other.rank < *rank);
                Edit::ReopenDoubt { doubt: doubt.clone(), position: before.count() }
            }
            _ => return,
        };
        self.edit(&edit, window);
    }

    /// The unit of the plan on screen that a doubt speaks of, by its name: units may have moved.
    pub fn doubted_unit(&self, unit: UnitId) -> Option<UnitId> {
        let name = &self.draft.as_ref()?.origin.plan.unit(unit).name;
        self.document.plan.unit_named(name)
    }

    /// What a doubt proposes to do with the plan on screen.
    pub fn proposal(&self, position: usize) -> Option<Edit> {
        match self.draft.as_ref()?.doubts.get(position)?.finding.kind {
            Kind::LikelyAlias { unit, other } => {
                let (unit, into) = (self.doubted_unit(unit)?, self.doubted_unit(other)?);
                (unit != into).then_some(Edit::MergeUnit { unit, into })
            }
            _ => None,
        }
    }

    /// Whether the open doubt on screen proposes something.
    pub(super) fn proposes(&self) -> bool {
        let shown = self.draft.as_ref().and_then(Draft::shown);
        shown.is_some_and(|position| self.proposal(position).is_some())
    }

    /// Makes the changes that doubts propose, which settles them: one step. Each is meant for the plan that the ones before
    /// it leave.
    fn accept(&mut self, positions: &[usize], window: &mut Window) {
        let mut plan = self.plan().clone();
        let mut edits = Vec::new();
        for &position in positions {
            let proposed = self.proposal(position).and_then(|edit| edit::carried(&edit, self.plan(), &plan));
            let Some(doubt) = self.draft.as_ref().and_then(|draft| draft.doubts.get(position)) else { continue };
            let open = |plan: &Plan| plan.doubts.iter().position(|open| *open == doubt.kept).map(Edit::SettleDoubt);
            for edit in proposed.into_iter().chain(open(&plan)) {
                // One that cannot be made any more, since another did it already, stops no other.
                if let Ok(changed) = edit::apply(&plan, &edit) {
                    plan = changed;
                    edits.push(edit);
                }
            }
        }
        self.edit_all(edits, window);
    }

    /// All of them were looked at: one step.
    fn settle_all(&mut self, positions: &[usize], window: &mut Window) {
        let Some(draft) = &self.draft else { return };
        let kept = positions.iter().filter_map(|&position| draft.doubts.get(position)).map(|doubt| &doubt.kept);
        let open = kept.filter_map(|kept| self.plan().doubts.iter().position(|open| open == kept));
        let mut open: Vec<usize> = open.collect();
        // From the last one on: each leaves those before it where they are.
        open.sort_unstable_by(|a, b| b.cmp(a));
        open.dedup();
        self.edit_all(open.into_iter().map(Edit::SettleDoubt).collect(), window);
    }

    /// The task under the cursor changes places; the cursor goes with it.
    pub(super) fn move_task_here(&mut self, forward: bool, window: &mut Window) {
        if let Some(Subject::Task(task)) = self.cursor.map(|cursor| cursor.subject) {
            self.edit(&Edit::MoveTask { task, forward }, window);
        }
    }

    /// The unit under the cursor changes places; the cursor goes with it.
    pub(super) fn shift_unit_here(&mut self, forward: bool, window: &mut Window) {
        if let Some(unit) = self.cursor.map(|cursor| cursor.unit) {
            self.edit(&Edit::ShiftUnit { unit, forward }, window);
        }
    }

    /// Shows the next open doubt, or the one before; from the ends to the other one.
    pub(super) fn step_doubt(&mut self, forward: bool) {
        let Some(draft) = &self.draft else { return };
        let mut open = draft.doubts.iter().enumerate().filter(|(_, doubt)| !doubt.settled).map(|(at, _)| at);
        let next = match (draft.lit, forward) {
            (Some(lit), true) => open.clone().find(|&at| at > lit).or_else(|| open.next()),
            (Some(lit), false) => open.clone().rfind(|&at| at < lit).or_else(|| open.next_back()),
            (None, true) => open.next(),
            (None, false) => open.next_back(),
        };
        if let Some(next) = next {
            self.show(Panel::Doubts);
            self.show_doubt(next);
        }
    }

    pub(super) fn accept_shown(&mut self, window: &mut Window) {
        if let Some(shown) = self.draft.as_ref().and_then(Draft::shown) {
            self.accept(&[shown], window);
            self.step_doubt(true);
        }
    }

    pub(super) fn settle_shown(&mut self, window: &mut Window) {
        if let Some(shown) = self.draft.as_ref().and_then(Draft::shown) {
            self.settle_all(&[shown], window);
            self.step_doubt(true);
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit, window: &mut Window) {
        self.edit_all(vec![edit.clone()], window);
    }

    /// The plan is put right from now on, if it was not yet.
    pub(super) fn begin_draft(&mut self) {
        if self.draft.is_none() {
            self.draft = Some(Draft::new(&self.document, true));
        }
    }

    /// The name under which the unit of the panel goes on after a change.
    pub(super) fn follows(&self, edit: &Edit) -> Option<String> {
        let shown = |unit: &UnitId| self.panel() == Panel::Unit(*unit);
        match edit {
            Edit::RenameUnit { unit, name } if shown(unit) => Some(name.trim().to_owned()),
            Edit::MergeUnit { unit, into } if shown(unit) => Some(self.plan().units.get(into.index())?.name.clone()),
            Edit::SplitUnit { unit, names } if shown(unit) => names.first().cloned(),
            _ => None,
        }
    }

    pub(super) fn edit_error(&self, lang: Lang, error: &EditError) -> String {
        let t = lang.texts();
        match error {
            EditError::NoName => t.edit_no_name.to_owned(),
            EditError::NameTaken(unit) => fill(t.edit_name_taken, &[&self.document.plan.unit(*unit).name]),
            EditError::InUse => t.edit_in_use.to_owned(),
            EditError::NoDate => t.edit_no_date.to_owned(),
            EditError::NotPossible => t.edit_not_possible.to_owned(),
        }
    }

    /// What was written is what the file holds from now on.
    pub(super) fn note_saved(&mut self, saved: Arc<Document>) {
        let Some(draft) = &mut self.draft else { return };
        draft.brings_text = false;
        if let Some(before) = draft.saved.replace(saved) {
            self.discard(before);
        }
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
