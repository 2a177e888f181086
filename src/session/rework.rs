//! Changes of a plan, each worked out as a whole: the plan, its marks and findings, the matrix, the
//! step of undo. Of a small plan that is done at once; of a large one elsewhere, while the window goes
//! on drawing, and changes that are asked for meanwhile wait for their turn.

use super::memory::{Arranged, Kept};
use super::settings::PlanSettings;
use super::undo::Moment;
use super::window::Window;
use super::{Effect, OpenPlan, Panel, PlanEffect};
use crate::document::Document;
use crate::edit::{self, Edit, EditError};
use crate::model::Plan;
use crate::view::MatrixView;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

/// A plan of more marks than this is worked on elsewhere: what it takes would be seen.
pub const AT_ONCE: usize = 20_000;

/// What is to become of a plan.
#[derive(Clone)]
pub(super) enum Change {
    /// Edits that are one step.
    Edits(Vec<Edit>),
    /// A step back to this moment.
    Back(Arc<Moment>),
    /// A step forward again.
    Forward(Arc<Moment>),
    /// What its document says in this reading.
    Anew { plan: Arc<Plan>, reading: usize },
    /// None: the same plan as changes of this file.
    OnFile(Arc<Document>),
}

/// What was asked for while another change was worked out.
pub(super) enum Request {
    /// Edits of the plan that was on screen then.
    Edits {
        edits: Vec<Edit>,
        of: Arc<Document>,
    },
    /// What its document says in another reading.
    Anew {
        plan: Arc<Plan>,
        reading: usize,
    },
    Undo,
    Redo,
    Save,
    /// The plan is to be changes of this file.
    OnFile(Arc<Document>),
}

/// A change on its way.
pub(super) struct Working {
    of: Arc<Document>,
    change: Change,
    /// The name under which the unit of the panel goes on.
    follows: Option<String>,
}

/// A change that is to be worked out: all that it takes.
#[derive(Clone)]
pub struct Rework {
    of: Arc<Document>,
    change: Change,
    own: PlanSettings,
    saved: Option<Arc<Document>>,
    near: Option<Arc<Moment>>,
    /// The reading of its document that is on screen.
    reading: usize,
}

/// What a change came to.
pub struct Reworked {
    of: Arc<Document>,
    change: Change,
    own: PlanSettings,
    result: Result<Option<Done>, EditError>,
}

/// A change that was made.
struct Done {
    document: Arc<Document>,
    arranged: Arranged,
    /// What the plan said before.
    before: Arc<Moment>,
    /// Whether the file says something else.
    differs: bool,
}

/// What is not needed any more and takes a while to be cleared away.
#[derive(Clone)]
pub struct Spent(Arc<(Arc<Document>, MatrixView)>);

impl Spent {
    pub(super) fn new(document: Arc<Document>, view: MatrixView) -> Self {
        Self(Arc::new((document, view)))
    }
}

/// Shared, and the same if it is the same one.
#[derive(Clone)]
pub struct SharedRework(Arc<Rework>);

impl SharedRework {
    /// Works it out.
    pub fn run(&self) -> Reworked {
        self.0.run()
    }
}

impl PartialEq for SharedRework {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Spent {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

macro_rules! named_only {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        })+
    };
}

named_only!(SharedRework, Reworked, Spent);

impl Rework {
    fn run(&self) -> Reworked {
        let Self { of, change, own, .. } = self;
        Reworked { of: Arc::clone(of), change: change.clone(), own: own.clone(), result: self.result() }
    }

    fn result(&self) -> Result<Option<Done>, EditError> {
        let old = &self.of.plan;
        let plan = match &self.change {
            Change::Edits(edits) => {
                let mut edits = edits.iter();
                let Some(first) = edits.next() else { return Ok(None) };
                let plan = edits.try_fold(edit::apply(old, first)?, |plan, next| edit::apply(&plan, next))?;
                if plan == *old {
                    return Ok(None);
                }
                plan
            }
            Change::Back(moment) | Change::Forward(moment) => moment.plan(),
            Change::Anew { plan, .. } => {
                let plan = Plan { source: old.source.clone(), ..(**plan).clone() };
                if plan == *old {
                    return Ok(None);
                }
                plan
            }
            Change::OnFile(file) => {
                let mut plan = old.clone();
                plan.source = plan.source.or_else(|| file.plan.source.clone());
                plan
            }
        };
        let from = if let Change::OnFile(file) = &self.change { file } else { &self.of };
        let document = Arc::new(from.with_plan(&plan));
        Ok(Some(Done {
            arranged: Arranged::new(&document, &self.own),
            differs: self.saved.as_ref().is_none_or(|saved| saved.plan != plan),
            before: Arc::new(Moment::new(old.clone(), self.near.as_deref()).of_reading(self.reading)),
            document,
        }))
    }
}

impl OpenPlan {
    /// Edits that are one step. Where one cannot be made none is.
    pub(super) fn edit_all(&mut self, edits: Vec<Edit>, window: &mut Window) {
        if edits.is_empty() {
            return;
        }
        if self.working.is_some() {
            self.requests.push_back(Request::Edits { edits, of: Arc::clone(&self.document) });
            return;
        }
        let follows = self.follows(&edits[0]);
        self.begin(Change::Edits(edits), follows, window);
    }

    /// The same, meant for the plan as it was then.
    pub(super) fn edit_of(&mut self, edits: Vec<Edit>, of: Arc<Document>, window: &mut Window) {
        self.requests.push_back(Request::Edits { edits, of });
        self.next_request(window);
    }

    pub(super) fn undo(&mut self, window: &mut Window) {
        self.step(Request::Undo, window);
    }

    pub(super) fn redo(&mut self, window: &mut Window) {
        self.step(Request::Redo, window);
    }

    fn step(&mut self, request: Request, window: &mut Window) {
        if self.working.is_some() {
            self.requests.push_back(request);
            return;
        }
        let Some(draft) = &self.draft else { return };
        let change = match request {
            Request::Redo => draft.undo().next_forward().map(Change::Forward),
            _ => draft.undo().next_back().map(Change::Back),
        };
        if let Some(change) = change {
            self.begin(change, None, window);
        }
    }

    /// The file was written and says `file` now: the plan on screen is changes of that from here on.
    pub(super) fn carry_to(&mut self, file: Arc<Document>, window: &mut Window) {
        if self.working.is_some() {
            self.requests.push_front(Request::OnFile(file));
        } else {
            self.begin(Change::OnFile(file), None, window);
        }
    }

    /// Whether there is a change to undo, or one on its way that could be.
    pub(super) fn can_undo(&self) -> bool {
        self.working.is_some() || self.draft.as_ref().is_some_and(|draft| draft.can_undo())
    }

    /// Whether an undone change can be made again, or an undo is on its way.
    pub(super) fn can_redo(&self) -> bool {
        self.working.is_some() || self.draft.as_ref().is_some_and(|draft| draft.can_redo())
    }

    /// Whether a change is being worked out.
    pub fn is_working(&self) -> bool {
        self.working.is_some()
    }

    /// Whether edits are on their way into the plan, or wait for it: no file holds them, whatever was saved meanwhile.
    pub(super) fn is_changing(&self) -> bool {
        let is_edit = |request: &Request| matches!(request, Request::Edits { .. } | Request::Anew { .. });
        let works = self.working.as_ref().is_some_and(|working| !matches!(working.change, Change::OnFile(_)));
        works || self.requests.iter().any(is_edit)
    }

    /// A save waits until every change that was asked for is made.
    pub(super) fn saves_later(&mut self) -> bool {
        if self.working.is_some() {
            self.requests.push_back(Request::Save);
        }
        self.working.is_some()
    }

    fn begin(&mut self, change: Change, follows: Option<String>, window: &mut Window) {
        let near = match &change {
            Change::Edits(_) | Change::Anew { .. } | Change::OnFile(_) => {
                self.draft.as_ref().and_then(|draft| draft.undo().next_back())
            }
            Change::Back(moment) | Change::Forward(moment) => Some(Arc::clone(moment)),
        };
        let saved = match &self.draft {
            Some(draft) => draft.saved().cloned(),
            None => Some(Arc::clone(&self.document)),
        };
        let own = self.settings();
        let reading = self.draft.as_ref().map_or(0, |draft| draft.readings().now());
        let rework = Rework { of: Arc::clone(&self.document), change: change.clone(), own, saved, near, reading };
        self.working = Some(Working { of: Arc::clone(&self.document), change, follows });
        if self.document.ledger.marks().len() > window.at_once {
            // A change that is being made is one that no file holds.
            self.is_unsaved = true;
            self.send(PlanEffect::Rework(SharedRework(Arc::new(rework))));
        } else {
            let reworked = rework.run();
            self.reworked(reworked, window);
        }
    }

    /// A change was worked out.
    pub(super) fn reworked(&mut self, reworked: Reworked, window: &mut Window) {
        let Reworked { of, change, own, result } = reworked;
        let Some(working) = self.working.take_if(|working| Arc::ptr_eq(&working.of, &of)) else { return };
        if !Arc::ptr_eq(&of, &self.document) {
            // The plan was saved meanwhile: the same once more, on what the file says now.
            self.requests.push_front(match change {
                Change::Edits(edits) => Request::Edits { edits, of },
                Change::Back(_) => Request::Undo,
                Change::Forward(_) => Request::Redo,
                Change::Anew { plan, reading } => Request::Anew { plan, reading },
                Change::OnFile(file) => Request::OnFile(file),
            });
            self.is_unsaved = self.differs_from_file();
            return self.next_request(window);
        }
        match result {
            Ok(Some(done)) => self.install(done, working, &own),
            Ok(None) => {
                if let Change::Anew { reading, .. } = working.change {
                    self.turn_to(reading);
                }
                self.is_unsaved = self.differs_from_file();
            }
            Err(error) => {
                self.is_unsaved = self.differs_from_file();
                window.say(self.edit_error(window.lang, &error));
            }
        }
        self.next_request(window);
    }

    fn install(&mut self, done: Done, working: Working, own: &PlanSettings) {
        let Done { document, arranged, before, differs } = done;
        let is_large = document.ledger.marks().len() > AT_ONCE;
        // What was filtered or folded meanwhile counts.
        let now = self.settings();
        let arranged = if now == *own { arranged } else { Arranged::new(&document, &now) };
        let kept: Kept = self.keep();
        self.begin_draft();
        let (old, view) = self.put(document, arranged, kept);
        if let Some(draft) = self.draft.as_mut() {
            match &working.change {
                Change::Edits(_) | Change::Anew { .. } => draft.undo_mut().changed(before),
                Change::Back(_) => draft.undo_mut().went_back(before),
                Change::Forward(_) => draft.undo_mut().went_forward(before),
                Change::OnFile(_) => {}
            }
        }
        match &working.change {
            Change::Anew { reading, .. } => self.turn_to(*reading),
            Change::Back(moment) | Change::Forward(moment) => self.turn_to(moment.reading()),
            Change::Edits(_) | Change::OnFile(_) => {}
        }
        self.is_unsaved = differs;
        if let Some(unit) = working.follows.and_then(|name| self.plan().unit_named(&name)) {
            self.show(Panel::Unit(unit));
        }
        if is_large {
            self.outgoing.push(Effect::Discard(Spent::new(old, view)));
        }
    }

    /// Shows the doubts and grids of a reading of the document.
    fn turn_to(&mut self, reading: usize) {
        if let Some(draft) = &mut self.draft {
            draft.turn_to(reading);
        }
        self.note_doubts();
    }

    /// Asks for a change, which waits for its turn.
    pub(super) fn request(&mut self, request: Request, window: &mut Window) {
        self.requests.push_back(request);
        self.next_request(window);
    }

    fn next_request(&mut self, window: &mut Window) {
        while self.working.is_none() {
            let Some(request) = self.requests.pop_front() else { return };
            match request {
                Request::Edits { edits, of } if Arc::ptr_eq(&of, &self.document) => self.edit_all(edits, window),
                Request::Anew { plan, reading } => self.begin(Change::Anew { plan, reading }, None, window),
                Request::Undo => self.undo(window),
                Request::Redo => self.redo(window),
                Request::OnFile(file) => self.carry_to(file, window),
                Request::Save => {
                    let effects = self.save(window);
                    self.outgoing.extend(effects);
                }
                Request::Edits { edits, of } => {
                    let carried: Option<Vec<Edit>> =
                        edits.iter().map(|edit| edit::carried(edit, &of.plan, self.plan())).collect();
                    match carried {
                        Some(edits) => self.edit_all(edits, window),
                        None => window.say(self.edit_error(window.lang, &EditError::NotPossible)),
                    }
                }
            }
        }
    }

    fn send(&mut self, effect: PlanEffect) {
        self.outgoing.push(Effect::Plan(self.id(), effect));
    }
}

/// Changes that wait for their turn.
pub(super) type Requests = VecDeque<Request>;
