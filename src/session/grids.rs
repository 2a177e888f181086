//! The grids of a document that was read (矩阵式表格): how each was understood, and reading it once more as a person
//! decides. A reading is a change of the plan like any other: it is undone, and with it what the panel shows.

use super::draft::{Draft, doubts_of};
use super::rework::Request;
use super::shared::Shared;
use super::window::Window;
use super::{Effect, OpenPlan, PlanEffect};
use crate::document::Document;
use crate::finding::Finding;
use crate::import::{Grid, Mapping};
use crate::model::Plan;
use std::sync::Arc;

/// A document whose plan is open, kept as long as it may be read again.
#[derive(Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its file name, if it has one.
    pub name: Option<String>,
    /// What it is called in messages.
    pub shown: String,
    /// The bytes that were read, to be read anew in another way.
    pub bytes: Vec<u8>,
    /// Whether it came in only because grids without an explanation were read as well.
    pub unexplained: bool,
}

/// The grids of a document, and the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    /// The document.
    pub origin: Shared<Origin>,
    /// How its grids were read.
    pub grids: Vec<Grid>,
}

/// What a document says, read once more.
#[derive(Clone, Debug, PartialEq)]
pub struct Anew {
    /// The plan, with its open doubts.
    pub plan: Plan,
    /// What was doubted.
    pub doubts: Vec<Finding>,
    /// How its grids were read.
    pub grids: Vec<Grid>,
}

/// One reading of the document of a draft.
#[derive(Clone)]
pub(super) struct OneReading {
    pub origin: Arc<Document>,
    pub doubts: Vec<super::draft::Doubt>,
    pub grids: Vec<Grid>,
}

/// The readings of the document of a draft.
#[derive(Default)]
pub(super) struct Readings {
    document: Option<Shared<Origin>>,
    /// Every one so far: steps back lead to them.
    all: Vec<OneReading>,
    /// The one on screen.
    now: usize,
    /// The grids as they are shown: as they were read, or already as they are to be.
    grids: Vec<Grid>,
    /// How often the document was asked to be read again: an answer to an earlier question comes too late.
    asked: u64,
}

impl Readings {
    pub fn now(&self) -> usize {
        self.now
    }

    pub fn grids(&self) -> &[Grid] {
        &self.grids
    }

    fn current(&self) -> Option<&OneReading> {
        self.all.get(self.now)
    }

    /// Turns to a reading; `None` where it is on screen already, or there are none.
    pub fn turn_to(&mut self, reading: usize) -> Option<OneReading> {
        let turned = self.all.get(reading).filter(|_| reading != self.now)?.clone();
        self.now = reading;
        self.grids.clone_from(&turned.grids);
        Some(turned)
    }
}

impl OpenPlan {
    /// The grids of the document that is put right, in its order.
    pub fn grids(&self) -> &[Grid] {
        self.draft.as_ref().map(|draft| draft.readings().grids()).unwrap_or_default()
    }

    /// The document was just read, with these grids.
    pub(super) fn keep_grids(&mut self, mapped: Mapped) {
        let Some(draft) = &mut self.draft else { return };
        let first = draft.reading(mapped.grids.clone());
        *draft.readings_mut() =
            Readings { document: Some(mapped.origin), all: vec![first], now: 0, grids: mapped.grids, asked: 0 };
    }

    /// Asks for the document once more, with one grid read in another way.
    pub(super) fn map(&mut self, mapping: Mapping) {
        let Some(readings) = self.draft.as_mut().map(Draft::readings_mut) else { return };
        let Some(origin) = readings.document.clone() else { return };
        let Some(grid) = readings.grids.iter_mut().find(|grid| grid.mapping.grid == mapping.grid) else { return };
        if grid.mapping == mapping {
            return;
        }
        grid.mapping = mapping;
        readings.asked += 1;
        let mappings = readings.grids.iter().map(|grid| grid.mapping.clone()).collect();
        let effect = PlanEffect::ReadAnew { origin, mappings, number: readings.asked };
        self.outgoing.push(Effect::Plan(self.id(), effect));
    }

    /// The document was read once more.
    pub(super) fn was_read_anew(&mut self, number: u64, result: Result<Anew, String>, window: &mut Window) {
        let Some(draft) = self.draft.as_mut().filter(|draft| draft.readings().asked == number) else { return };
        match result {
            Err(line) => {
                let readings = draft.readings_mut();
                let as_read = readings.current().map(|reading| reading.grids.clone());
                readings.grids = as_read.unwrap_or_default();
                window.failed(line);
            }
            Ok(Anew { plan, doubts, grids }) => {
                let bare = |plan: &Plan| Plan { source: None, doubts: Vec::new(), ..plan.clone() };
                let is_by_hand = draft
                    .readings()
                    .current()
                    .is_some_and(|reading| bare(&reading.origin.plan) != bare(&self.document.plan));
                let source = self.document.source.as_ref().map(|source| Arc::clone(&source.text)).unwrap_or_default();
                let origin = Arc::new(self.document.with_plan(&plan));
                let doubts = doubts_of(&origin, &source, doubts);
                let readings = draft.readings_mut();
                readings.grids.clone_from(&grids);
                readings.all.push(OneReading { origin, doubts, grids });
                let reading = readings.all.len() - 1;
                self.request(Request::Anew { plan: Arc::new(plan), reading }, window);
                if is_by_hand {
                    window.say(window.lang.texts().mapping.by_hand);
                }
            }
        }
    }
}
