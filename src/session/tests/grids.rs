//! Reading the grids of a document in another way.

use super::*;
use crate::import::{self, Grid, Mapping, Meaning, Options};
use crate::session::grids::{Anew, Mapped, Origin};
use std::sync::Arc;

pub(super) const GRID: &str = "任务\t甲局\t乙局\t丙局\n修路\t牵头\t配合\t\n修桥\t配合\t牵头\t\n植树\t\t牵头\t责任\n";

/// The grids of a text, as a job hands them over.
pub(super) fn mapped(text: &str, grids: Vec<Grid>) -> Option<Mapped> {
    let origin =
        Origin { name: None, shown: "通知.txt".to_owned(), bytes: text.as_bytes().to_vec(), unexplained: false };
    (!grids.is_empty()).then(|| Mapped { origin: Shared(Arc::new(origin)), grids })
}

/// What a job reads.
pub(super) fn anew(origin: &Shared<Origin>, mappings: Vec<Mapping>) -> Anew {
    let options = Options { mappings, ..Options::default() };
    let mut read = import::read(None, &origin.0.bytes, options).expect("it was read before");
    read.plan.doubts = read.open_doubts();
    Anew { plan: read.plan, doubts: read.findings, grids: read.grids }
}

/// Gives a word another meaning, and what is asked of the outside for it.
fn give(session: &mut Session, word: &str, meaning: Meaning) -> Vec<PlanEffect> {
    let mut mapping = session.active().grids()[0].mapping.clone();
    let sign = mapping.signs.iter_mut().find(|(sign, _)| sign == word);
    sign.unwrap_or_else(|| panic!("no {word}")).1 = meaning;
    let effects = session.tell(EditAction::Map(mapping));
    for_active(session, effects)
}

fn answer(effects: &[PlanEffect]) -> EditAction {
    let [PlanEffect::ReadAnew { origin, mappings, number }] = effects else { panic!("{effects:?}") };
    EditAction::ReadAnew { number: *number, result: Box::new(Ok(anew(origin, mappings.clone()))) }
}

fn leads(session: &Session) -> usize {
    session.document().plan.tasks.iter().map(|task| task.parties(Role::Lead).len()).sum()
}

fn meaning_of(session: &Session, word: &str) -> Meaning {
    let signs = &session.active().grids()[0].mapping.signs;
    signs.iter().find(|(sign, _)| sign == word).unwrap_or_else(|| panic!("no {word}")).1
}

#[test]
fn a_grid_is_read_in_another_way_and_back() {
    let mut session = imported(GRID);
    assert_eq!((leads(&session), session.active().grids().len()), (3, 1));
    let asked = give(&mut session, "牵头", Meaning::Role(Role::Supervising));
    assert_eq!(meaning_of(&session, "牵头"), Meaning::Role(Role::Supervising), "what was chosen stands there at once");
    session.tell(answer(&asked));
    assert_eq!(leads(&session), 0);
    assert!(session.is_unsaved());
    // It is a step like any other, and the panel goes along.
    command(&mut session, UiCommand::Undo);
    assert_eq!((leads(&session), meaning_of(&session, "牵头")), (3, Meaning::Role(Role::Lead)));
    command(&mut session, UiCommand::Redo);
    assert_eq!((leads(&session), meaning_of(&session, "牵头")), (0, Meaning::Role(Role::Supervising)));
}

#[test]
fn an_answer_to_an_earlier_question_comes_too_late() {
    let mut session = imported(GRID);
    let first = give(&mut session, "牵头", Meaning::Nothing);
    let second = give(&mut session, "配合", Meaning::Role(Role::Lead));
    session.tell(answer(&first));
    assert_eq!(leads(&session), 3, "nothing happened yet");
    session.tell(answer(&second));
    assert_eq!(leads(&session), 2);
    assert_eq!(give(&mut session, "牵头", Meaning::Nothing), [], "what stands there already is not asked for");
}

#[test]
fn what_was_changed_by_hand_comes_back_with_undo() {
    let mut session = imported(GRID);
    session.tell(EditAction::Change(Edit::Title("手工改的题目".to_owned())));
    let asked = give(&mut session, "牵头", Meaning::Nothing);
    session.tell(answer(&asked));
    assert_ne!(session.document().plan.title, "手工改的题目");
    assert!(matches!(session.notice(), Some(Notice::Done(words)) if words.contains("撤销")));
    command(&mut session, UiCommand::Undo);
    assert_eq!((session.document().plan.title.as_str(), leads(&session)), ("手工改的题目", 3));
}

#[test]
fn a_reading_that_fails_changes_nothing() {
    let mut session = imported(GRID);
    let asked = give(&mut session, "牵头", Meaning::Nothing);
    let [PlanEffect::ReadAnew { number, .. }] = asked[..] else { panic!("{asked:?}") };
    session.tell(EditAction::ReadAnew { number, result: Box::new(Err("慢".to_owned())) });
    assert_eq!((leads(&session), meaning_of(&session, "牵头")), (3, Meaning::Role(Role::Lead)));
    assert!(matches!(session.notice(), Some(Notice::Problem { .. })));
}
