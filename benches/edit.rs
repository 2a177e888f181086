//! What an edit, its undo and a save cost a plan of 10,000 × 1,000, and who pays: the drawing thread,
//! which has [`FRAME_MS`] for a frame, or a job beside it.
//!
//! | line | what is measured |
//! |---|---|
//! | ask | `Session::apply` of the edit, to the job that it asks for |
//! | job | working it out: plan, marks, findings, matrix, the step of undo |
//! | install | `Session::apply` of the result: it is on screen |
//! | save | `Session::apply` of the command, to the job that writes |
//! | revise | changing the file's text in place, as that job does |
//! | saved | `Session::apply` of what was written |
//!
//! Run with `cargo bench --bench edit`. It prints median and worst; nothing is asserted, for a busy
//! machine misses a frame without being wrong.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod synthetic;

use responsibility_matrix::document::Document;
use responsibility_matrix::edit::Edit;
use responsibility_matrix::file;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::TaskId;
use responsibility_matrix::session::{
    Action, EditAction, Effect, FileAction, Home, Keeping, PlanAction, PlanEffect, PlanFile, Reading, SavedPlan,
    Session, UiCommand, WindowAction,
};
use std::time::Instant;

/// A frame of a screen at 60 Hz.
const FRAME_MS: f64 = 16.0;
const ROUNDS: usize = 6;

struct Line {
    name: &'static str,
    draws: bool,
    times: Vec<f64>,
}

fn timed<T>(line: &mut Line, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    line.times.push(start.elapsed().as_secs_f64() * 1000.0);
    result
}

fn told(session: &mut Session, action: impl Into<PlanAction>) -> Vec<Effect> {
    let plan = session.active().id();
    session.apply(Action::Plan(plan, action.into()))
}

fn main() {
    let plan = synthetic::plan(10_000, 1_000, synthetic::SEED);
    let text = file::encode(&plan);
    let document = Document::open("plan.ron", text.as_bytes()).expect("what encode writes is a plan file");
    let mut session = Session::new(Document::builtin(), Lang::Zh);
    let path = std::path::PathBuf::from("/plan.ron");
    let home = Home::File(PlanFile { path: path.clone(), canonical: path.clone() });
    let reading = Box::new(Reading { document, home: home.clone(), doubts: Vec::new(), grids: None, unsaved: None });
    session.apply(WindowAction::Opened { reading, show: true }.into());
    let line = |name, draws| Line { name, draws, times: Vec::new() };
    let [mut ask, mut job, mut install] = [line("ask", true), line("job", false), line("install", true)];
    let [mut save, mut revise, mut saved] = [line("save", true), line("revise", false), line("saved", true)];
    for round in 0..ROUNDS {
        let task = TaskId::new(round * 1_500);
        let edit = Edit::Deadline { task, words: format!("第{round}季度") };
        for action in [
            Action::Plan(session.active().id(), EditAction::Change(edit).into()),
            UiCommand::Undo.into(),
            UiCommand::Redo.into(),
        ] {
            let effects = timed(&mut ask, || session.apply(action));
            let rework = effects.into_iter().find_map(|effect| match effect {
                Effect::Plan(_, PlanEffect::Rework(rework)) => Some(rework),
                _ => None,
            });
            let rework = rework.expect("a plan of this size is worked on elsewhere");
            let reworked = Box::new(timed(&mut job, || rework.run()));
            drop(rework);
            // What is cleared away elsewhere is not part of it.
            let spent = timed(&mut install, || told(&mut session, PlanAction::Reworked(reworked)));
            drop(spent);
        }
        let effects = timed(&mut save, || session.apply(UiCommand::Save.into()));
        let Some(Effect::Plan(_, PlanEffect::Save(plan))) = effects.into_iter().next() else {
            panic!("nothing is saved")
        };
        let revision = timed(&mut revise, || plan.document.0.revision());
        let document = Document::of_opened("plan.ron", revision.text, revision.opened);
        let file = PlanFile { path: path.clone(), canonical: path.clone() };
        let done =
            SavedPlan { file, document, of: plan.document, is_same: true, is_written: true, keeping: Keeping::Kept };
        let spent = timed(&mut saved, || told(&mut session, FileAction::Saved(Box::new(done))));
        drop(spent);
    }
    println!("{:8} {:>10} {:>10}", "", "median ms", "worst ms");
    for Line { name, draws, mut times } in [ask, job, install, save, revise, saved] {
        times.sort_by(f64::total_cmp);
        let worst = times.last().copied().unwrap_or_default();
        let says = if !draws {
            "a job"
        } else if worst < FRAME_MS {
            "within a frame"
        } else {
            "over a frame"
        };
        println!("{name:8} {:10.2} {worst:10.2}  {says}", times[times.len() / 2]);
    }
}
