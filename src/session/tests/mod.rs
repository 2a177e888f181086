//! The state of the window without a window: actions in, effects and state out.

mod draft;
mod grids;
mod marking;
mod meeting;
mod memory;
mod notices;
mod output;
mod plans;
mod random;
mod rework;
mod rounds;
mod saving;
mod view;
mod world;

use super::*;
use crate::edit::Edit;
use crate::model::{GroupId, Role, SectionId, TaskId, UnitId};
use crate::product::{Format, Wanted};
use crate::view::{Filter, Order, Subject};
use std::path::PathBuf;

const BUILT_IN: &str = "木兰县优化营商环境工作方案";

const SMALL: &str = r#"(format: 1, title: "小方案", groups: [(name: "甲", units: {"县司法局": ()})],
tasks: [(number: "1", text: "某事", lead: ["县司法局"])])"#;

impl Session {
    /// Carries out an action for the plan on screen.
    fn tell(&mut self, action: impl Into<PlanAction>) -> Vec<Effect> {
        self.apply(Action::Plan(self.active().id(), action.into()))
    }

    fn active_mut(&mut self) -> &mut OpenPlan {
        &mut self.plans[self.active]
    }

    fn window(&mut self, action: WindowAction) -> Vec<Effect> {
        self.apply(action.into())
    }
}

fn session() -> Session {
    Session::new(Document::builtin(), Lang::Zh)
}

fn opened(file: &str) -> Document {
    Document::open("plan.ron", file.as_bytes()).unwrap_or_else(|error| panic!("{error:?} in\n{file}"))
}

fn unit(session: &Session, name: &str) -> UnitId {
    session.document().plan.unit_named(name).unwrap_or_else(|| panic!("no unit {name}"))
}

fn task(session: &Session, number: &str) -> TaskId {
    let position = session.document().plan.tasks.iter().position(|task| task.number == number);
    TaskId::new(position.unwrap_or_else(|| panic!("no task {number}")))
}

fn cell(session: &Session, number: &str, name: &str) -> Cursor {
    Cursor { subject: Subject::Task(task(session, number)), unit: unit(session, name) }
}

/// Row and column of the cursor.
fn place(session: &Session) -> (usize, usize) {
    session.cursor().and_then(|cursor| cursor.position(session.view())).expect("a cursor that stands")
}

/// Puts the cursor on a row and column.
fn put(session: &mut Session, (row, column): (usize, usize)) {
    let cursor = Cursor::at(session.view(), row, column).expect("a cell");
    session.tell(ViewAction::MoveTo(cursor));
}

fn command(session: &mut Session, command: UiCommand) -> Vec<Effect> {
    session.apply(Action::Command(command))
}

fn show(session: &mut Session, panel: Panel) {
    session.tell(ViewAction::Show(panel));
}

fn show_task(session: &mut Session, number: &str) {
    let panel = Panel::Task(task(session, number));
    show(session, panel);
}

fn show_unit(session: &mut Session, name: &str) {
    let panel = Panel::Unit(unit(session, name));
    show(session, panel);
}

/// The record is asked for with every plan that is opened or saved: see `rounds.rs`.
fn is_of_record(effect: &Effect) -> bool {
    matches!(effect, Effect::Plan(_, PlanEffect::ReadRecord(_)))
}

/// A plan's file and its record are watched.
fn watched(plan: PlanId, path: &Path) -> Effect {
    Effect::Watch(vec![(plan, path.to_owned()), (plan, crate::platform::files::record_beside(path))])
}

/// What is asked of the outside for the plan on screen, and for it alone.
fn for_active(session: &Session, effects: Vec<Effect>) -> Vec<PlanEffect> {
    let own = |effect| match effect {
        Effect::Plan(plan, effect) if plan == session.active().id() => effect,
        other => panic!("{other:?}"),
    };
    effects.into_iter().filter(|effect| !is_of_record(effect)).map(own).collect()
}

/// The dialog for something of the plan on screen was answered.
fn chosen(session: &mut Session, target: Target, path: &str, replace: bool) -> Vec<PlanEffect> {
    let effects = session.tell(PathAction::Chosen { target, path: path.into(), replace });
    for_active(session, effects)
}

fn export_target(session: &Session, export: Export, format: Format) -> Target {
    Target::Export { export, format, edition: session.active().edition() }
}

/// Closes every message on screen.
fn close_notices(session: &mut Session) {
    let numbers: Vec<u64> = session.notices().map(|told| told.number).collect();
    for number in numbers {
        session.window(WindowAction::CloseNotice(number));
    }
    assert_eq!(session.notice(), None);
}

fn file(path: &str) -> PlanFile {
    PlanFile { path: path.into(), canonical: path.into() }
}

fn read(session: &mut Session, document: Document, home: Home, show: bool) -> Vec<Effect> {
    let reading = Box::new(Reading { document, home, doubts: Vec::new(), grids: None, unsaved: None });
    session.window(WindowAction::Opened { reading, show })
}

/// A plan file was read.
fn open(session: &mut Session, document: Document, path: &str) -> Vec<Effect> {
    read(session, document, Home::File(file(path)), true)
}

/// A notice was read.
fn imported(text: &str) -> Session {
    let mut session = session();
    import(&mut session, text);
    session
}

fn import(session: &mut Session, text: &str) {
    let reading = Box::new(world::notice(text, None));
    session.window(WindowAction::Opened { reading, show: true });
}

/// What comes back when a plan was written as it was to be.
fn as_written(save: &SavePlan) -> FileAction {
    let Shared(document) = &save.document;
    let mut plan = document.plan.clone();
    plan.source = save.beside.as_ref().map(|(name, _)| name.clone()).or(plan.source);
    let revision = document.revision_of(&plan);
    let path = save.path.display().to_string();
    let is_same = revision.opened.plan == document.plan;
    let mut written = Document::of_opened(path.clone(), revision.text, revision.opened);
    written.source.clone_from(&document.source);
    FileAction::Saved(Box::new(SavedPlan {
        file: file(&path),
        document: written,
        of: save.document.clone(),
        is_same,
        is_written: true,
        keeping: Keeping::Kept,
    }))
}

/// Titles of the open plans, in the order of their tabs.
fn titles(session: &Session) -> Vec<&str> {
    session.plans().iter().map(|plan| plan.document().plan.title.as_str()).collect()
}

// The list of commands.
