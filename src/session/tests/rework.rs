//! Changes of large plans are worked out elsewhere, one after the other; nothing else waits for them.

use super::*;
use crate::edit::At;
use crate::session::{AT_ONCE, Reworked, SharedRework};

const TASKS: usize = AT_ONCE / 20 + 5;

/// A plan of so many marks that no change of it is made at once.
fn large() -> Session {
    let units: String = (0..20).map(|unit| format!("\"{unit}局\": (), ")).collect();
    let names: String = (0..20).map(|unit| format!("\"{unit}局\", ")).collect();
    let tasks: String =
        (0..TASKS).map(|task| format!("(number: \"{task}\", text: \"第{task}事\", lead: [{names}]),\n")).collect();
    let file = format!("(format: 1, title: \"大\", groups: [(name: \"甲\", units: {{{units}}})], tasks: [\n{tasks}])");
    let mut session = session();
    open(&mut session, opened(&file), "/x/large.ron");
    assert!(session.document().ledger.marks().len() > AT_ONCE);
    session
}

/// The one job that was asked for.
fn job(session: &Session, effects: Vec<Effect>) -> SharedRework {
    let effects =
        effects.into_iter().filter(|effect| !matches!(effect, Effect::Discard(_) | Effect::Watch(_))).collect();
    match for_active(session, effects).as_slice() {
        [PlanEffect::Rework(rework)] => rework.clone(),
        other => panic!("{other:?}"),
    }
}

fn done(session: &mut Session, rework: &SharedRework) -> Vec<Effect> {
    let reworked: Reworked = rework.run();
    session.tell(PlanAction::Reworked(Box::new(reworked)))
}

fn deadline(session: &mut Session, number: &str, words: &str) -> Vec<Effect> {
    let task = task(session, number);
    session.tell(EditAction::Change(Edit::Deadline { task, words: words.to_owned() }))
}

fn deadline_of<'a>(session: &'a Session, number: &str) -> Option<&'a str> {
    session.document().plan.task(task(session, number)).deadline.as_deref()
}

#[test]
fn an_edit_of_a_large_plan_is_asked_for_and_changes_nothing_at_once() {
    let mut session = large();
    let before = session.active().shared_document();
    let revision = session.active().revision();
    let effects = deadline(&mut session, "7", "年底");
    let rework = job(&session, effects);
    let is_same = |session: &Session| std::sync::Arc::ptr_eq(&session.active().shared_document(), &before);
    assert!(is_same(&session) && session.active().revision() == revision, "nothing was worked out here");
    assert!(session.is_unsaved() && session.active().is_working());
    session.window(WindowAction::Quit);
    assert_eq!(session.leaving(), Some(Leaving::Quit), "a change on its way is asked about too");
    session.window(WindowAction::Leave(LeavingAnswer::Stay));
    let effects = done(&mut session, &rework);
    assert!(matches!(effects.as_slice(), [Effect::Discard(_)]), "{effects:?}");
    assert_eq!((deadline_of(&session, "7"), session.is_unsaved()), (Some("年底"), true));
    assert_eq!(session.active().revision(), revision + 1, "the matrix is put in once");
    let undo = command(&mut session, UiCommand::Undo);
    let rework = job(&session, undo);
    done(&mut session, &rework);
    assert_eq!((deadline_of(&session, "7"), session.is_unsaved()), (None, false));
    let redo = command(&mut session, UiCommand::Redo);
    let rework = job(&session, redo);
    done(&mut session, &rework);
    assert_eq!(deadline_of(&session, "7"), Some("年底"));
}

#[test]
fn what_is_asked_for_meanwhile_waits_and_means_what_it_meant() {
    let mut session = large();
    let drop = Edit::DropTask(task(&session, "3"));
    let effects = session.tell(EditAction::Change(drop));
    let first = job(&session, effects);
    // On screen all tasks are still there, at their old places.
    assert_eq!(deadline(&mut session, "8", "年底"), []);
    let at = At { task: task(&session, "9"), role: Role::Lead, position: 19 };
    assert_eq!(session.tell(EditAction::Change(Edit::DropParty(at))), []);
    assert_eq!(deadline(&mut session, "3", "年初"), [], "of a task that is about to go");
    assert_eq!(command(&mut session, UiCommand::Undo), []);
    assert_eq!(command(&mut session, UiCommand::Save), []);
    let effects = done(&mut session, &first);
    let second = job(&session, effects);
    let effects = done(&mut session, &second);
    assert_eq!((deadline_of(&session, "8"), session.document().plan.tasks.len()), (Some("年底"), TASKS - 1));
    let third = job(&session, effects);
    let effects = done(&mut session, &third);
    assert_eq!(session.document().plan.task(task(&session, "9")).parties(Role::Lead).len(), 19);
    assert!(matches!(session.notice(), Some(Notice::Done(_))), "what cannot be done any more is told");
    let undo = job(&session, effects);
    let mut effects = done(&mut session, &undo);
    assert_eq!(session.document().plan.task(task(&session, "9")).parties(Role::Lead).len(), 20);
    effects.retain(|effect| !matches!(effect, Effect::Discard(_)));
    assert!(matches!(for_active(&session, effects).as_slice(), [PlanEffect::Save(_)]), "saved when all is done");
}

#[test]
fn a_save_that_ends_meanwhile_is_what_the_change_is_made_to() {
    let mut session = large();
    let effects = deadline(&mut session, "7", "年底");
    let first = job(&session, effects);
    done(&mut session, &first);
    let effects = command(&mut session, UiCommand::Save);
    let [PlanEffect::Save(save)] = &for_active(&session, effects)[..] else { panic!("nothing is saved") };
    let effects = deadline(&mut session, "8", "年底");
    let second = job(&session, effects);
    session.tell(as_written(save));
    let effects = done(&mut session, &second);
    let again = job(&session, effects);
    done(&mut session, &again);
    assert_eq!(deadline_of(&session, "8"), Some("年底"));
    assert!(session.is_unsaved());
    let text = session.document().file_text().expect("a file");
    assert_eq!(text.matches("年底").count(), 1, "it is a change of what the file says now");
}

#[test]
fn what_was_folded_meanwhile_stays_folded() {
    let mut session = large();
    let effects = deadline(&mut session, "7", "年底");
    let rework = job(&session, effects);
    session.tell(ViewAction::FoldGroup(GroupId::new(0)));
    let columns = session.view().columns.len();
    done(&mut session, &rework);
    assert_eq!(session.view().columns.len(), columns);
}
