//! Saving: what is asked first, what stays, and what comes back.

use super::draft::TOWN;
use super::*;
use crate::file::{Loss, Lost};
use crate::finding::Severity;

const COMMENTED: &str = r#"// 办公室保管
(format: 1, title: "小方案", groups: [(name: "甲", units: {"县司法局": ()})],
tasks: [
  (number: "1", text: "某事", lead: ["县司法居"]), // 待定
  (number: "2", text: "其二"),
], doubts: [(kind: "not-understood", words: "某事"), (kind: "from-the-future", words: "其二")])"#;

fn edited(session: &mut Session) -> SavePlan {
    session.tell(EditAction::Change(Edit::Title("改了".to_owned())));
    let effects = command(session, UiCommand::Save);
    match for_active(session, effects).pop() {
        Some(PlanEffect::Save(save)) => save,
        other => panic!("{other:?}"),
    }
}

fn commented() -> Session {
    let mut session = session();
    open(&mut session, opened(COMMENTED), "/x/a.ron");
    session
}

fn findings(session: &Session) -> usize {
    session.document().count(Severity::Error)
}

#[test]
fn what_was_wrong_in_the_file_is_still_told_after_an_edit_and_after_saving() {
    let mut session = commented();
    let errors = findings(&session);
    assert_eq!(errors, 1);
    let save = edited(&mut session);
    assert_eq!(findings(&session), errors, "an edit repairs nothing");
    session.tell(as_written(&save));
    assert_eq!((findings(&session), session.is_unsaved()), (errors, false));
    let text = session.document().file_text().expect("a file").to_owned();
    assert_eq!(text, COMMENTED.replace("小方案", "改了"), "one line differs");
}

#[test]
fn changes_made_while_a_plan_is_written_are_changes_of_what_was_written() {
    let mut session = commented();
    let save = edited(&mut session);
    session.tell(EditAction::Change(Edit::Deadline { task: task(&session, "2"), words: "年底".to_owned() }));
    session.tell(as_written(&save));
    assert!(session.is_unsaved());
    assert_eq!(session.document().plan.tasks[1].deadline.as_deref(), Some("年底"));
    let written = session.document().file_text().expect("a file");
    assert!(written.contains("改了") && !written.contains("年底"));
    command(&mut session, UiCommand::Undo);
    assert!(!session.is_unsaved());
    command(&mut session, UiCommand::Undo);
    assert_eq!((session.document().plan.title.as_str(), session.is_unsaved()), ("小方案", true));
}

#[test]
fn losing_something_is_asked_and_nothing_goes_on_without_an_answer() {
    let doubt = SaveDoubt::Losses(vec![Loss { line: 4, lost: Lost::Comment, words: "// 待定".into() }]);
    let asked = || {
        let mut session = commented();
        let save = edited(&mut session);
        session.tell(FileAction::SaveDoubted { save: save.clone(), doubt: doubt.clone() });
        assert_eq!(session.save_question().map(|question| &question.doubt), Some(&doubt));
        (session, save)
    };
    let (mut session, _) = asked();
    assert_eq!(session.window(WindowAction::AnswerSaving(SaveAnswer::Cancel)), []);
    assert!(session.save_question().is_none() && session.is_unsaved());
    let (mut session, _) = asked();
    command(&mut session, UiCommand::Escape);
    assert!(session.save_question().is_none());
    let (mut session, _) = asked();
    let effects = session.window(WindowAction::AnswerSaving(SaveAnswer::Elsewhere));
    assert!(matches!(for_active(&session, effects)[..], [PlanEffect::AskPath { target: Target::Plan, .. }]));
    let (mut session, save) = asked();
    let effects = session.window(WindowAction::AnswerSaving(SaveAnswer::Anyway));
    let consent = Consent { losses: true, ..Consent::default() };
    assert_eq!(for_active(&session, effects), [PlanEffect::Save(SavePlan { consent, ..save })]);
    let (mut session, _) = asked();
    let gone = session.active().id();
    session.window(WindowAction::ClosePlan(gone));
    session.window(WindowAction::Leave(LeavingAnswer::Discard));
    assert!(session.save_question().is_none(), "the question goes with its plan");
}

#[test]
fn a_file_changed_by_somebody_else_is_written_over_only_as_it_was_then() {
    let mut session = commented();
    let save = edited(&mut session);
    let doubt = |now| SaveDoubt::Changed { difference: Vec::new(), now };
    session.tell(FileAction::SaveDoubted { save: save.clone(), doubt: doubt(7) });
    let effects = session.window(WindowAction::AnswerSaving(SaveAnswer::Anyway));
    let Some(PlanEffect::Save(again)) = for_active(&session, effects).pop() else { panic!("nothing is written") };
    assert_eq!(again.consent, Consent { losses: false, changed: Some(7) });
    // Quitting waits for the answer, and stays where it is no.
    session.window(WindowAction::Quit);
    session.window(WindowAction::Leave(LeavingAnswer::Save));
    session.tell(FileAction::SaveDoubted { save, doubt: doubt(8) });
    session.window(WindowAction::AnswerSaving(SaveAnswer::Cancel));
    session.tell(as_written(&again));
    assert!(!session.is_unsaved() && session.leaving().is_none());
}

#[test]
fn what_comes_of_a_file_is_proposed_beside_it() {
    let mut session = commented();
    let proposed = |session: &Session| session.active().proposed_path(Target::Plan, Lang::Zh);
    assert_eq!(proposed(&session), PathBuf::from("/x/小方案.ron"));
    read(&mut session, opened(SMALL), Home::Notice(Some(file("/y/通知.txt"))), true);
    assert_eq!(proposed(&session), PathBuf::from("/y/小方案.ron"));
    read(&mut session, opened(SMALL), Home::Notice(None), true);
    assert_eq!(proposed(&session), crate::platform::files::in_home("小方案.ron"));
}

#[test]
fn a_file_that_is_gone_is_written_again() {
    let mut session = commented();
    assert_eq!(command(&mut session, UiCommand::Save), []);
    session.tell(FileAction::ChangedOnDisk { path: "/x/a.ron".into(), gone: true });
    let effects = command(&mut session, UiCommand::Save);
    assert!(matches!(for_active(&session, effects)[..], [PlanEffect::Save(_)]));
}

#[test]
fn open_doubts_come_back_with_the_plan() {
    let mut session = commented();
    let draft = session.draft().expect("a draft");
    assert_eq!((draft.doubts().len(), draft.doubts_left()), (2, 2));
    session.tell(EditAction::Settle { doubt: 0, settled: true });
    assert!(session.is_unsaved() && session.draft().expect("a draft").doubts_left() == 1);
    command(&mut session, UiCommand::Undo);
    assert!(!session.is_unsaved() && session.draft().expect("a draft").doubts_left() == 2);
    command(&mut session, UiCommand::Redo);
    session.tell(EditAction::Settle { doubt: 0, settled: false });
    assert!(!session.is_unsaved(), "taken back, it is the plan of the file");
    // What is unknown is kept, and can be settled like any other.
    session.tell(EditAction::Settle { doubt: 1, settled: true });
    let effects = command(&mut session, UiCommand::Save);
    let Some(PlanEffect::Save(save)) = for_active(&session, effects).pop() else { panic!("nothing is saved") };
    session.tell(as_written(&save));
    let text = session.document().file_text().expect("a file");
    assert!(text.contains("not-understood") && !text.contains("from-the-future"));
}

#[test]
fn an_import_is_saved_with_its_doubts_and_a_merge_settles_one_in_one_step() {
    let mut session = imported(TOWN);
    let open = session.draft().expect("a draft").doubts_left();
    assert_eq!(session.document().plan.doubts.len(), open);
    let before = session.document().plan.clone();
    for doubt in 0..session.draft().expect("a draft").doubts().len() {
        session.tell(EditAction::AcceptDoubt(doubt));
    }
    assert_eq!(session.draft().expect("a draft").doubts_left(), 0);
    for _ in 0..open {
        command(&mut session, UiCommand::Undo);
    }
    assert!(session.document().plan == before && !session.draft().expect("a draft").can_undo());
}

#[test]
fn doubts_of_one_kind_are_dealt_with_in_one_step() {
    const NAMES: &str = "某县方案\n1.清扫主干道。（牵头单位：县司法局；责任单位：县公安局、县财政局）\n\
        2.修补路面。（牵头单位：司法局；责任单位：公安局、财政局）\n";
    let alike = |session: &Session| {
        let draft = session.draft().expect("a draft");
        (0..draft.doubts().len()).find(|&doubt| session.active().proposal(doubt).is_some()).expect("a likely alias")
    };
    let mut session = imported(NAMES);
    let (first, before) = (alike(&session), session.document().plan.clone());
    let (count, open) = {
        let draft = session.draft().expect("a draft");
        (draft.alike(first).len(), draft.doubts_left())
    };
    assert_eq!((count, before.units.len()), (3, 6));
    session.tell(EditAction::AcceptAlike(first));
    assert_eq!(session.document().plan.units.len(), 3, "each short name is merged into its own");
    let named = |session: &Session, name: &str| session.document().plan.unit_named(name);
    for (short, full) in [("司法局", "县司法局"), ("公安局", "县公安局"), ("财政局", "县财政局")] {
        assert!(named(&session, short).is_some() && named(&session, short) == named(&session, full), "{short}");
    }
    assert_eq!(session.draft().expect("a draft").doubts_left(), open - count);
    command(&mut session, UiCommand::Undo);
    assert!(session.document().plan == before, "one step");
    session.tell(EditAction::SettleAlike(first));
    assert_eq!(session.document().plan.units.len(), 6, "looked at, nothing else");
    assert_eq!(session.draft().expect("a draft").doubts_left(), open - count);
    command(&mut session, UiCommand::Undo);
    assert!(session.document().plan == before);
    assert_eq!(session.draft().expect("a draft").alike(99), [0; 0]);
}

#[test]
fn earlier_versions_are_listed_and_opened_as_plans_of_their_own() {
    let mut session = commented();
    let effects = command(&mut session, UiCommand::Versions);
    assert_eq!(for_active(&session, effects), [PlanEffect::ListVersions("/x/a.ron".into())]);
    for (versions, says) in [(None, "不保留"), (Some(Vec::new()), "还没有")] {
        session.tell(FileAction::Versions(versions));
        assert!(matches!(session.notice(), Some(Notice::Done(words)) if words.contains(says)));
    }
    let version = crate::platform::versions::Version { path: "/v/1.ron".into(), kept: std::time::UNIX_EPOCH, size: 10 };
    session.tell(FileAction::Versions(Some(vec![version.clone()])));
    assert!(session.versions().is_some());
    let effects = session.window(WindowAction::OpenVersion(0));
    let path = Some("/x/a.ron".into());
    assert_eq!(for_active(&session, effects), [PlanEffect::OpenVersion { version, path }]);
    let reading = Reading {
        document: opened(SMALL),
        home: Home::Notice(None),
        doubts: Vec::new(),
        grids: None,
        unsaved: Some(Unsaved::default()),
    };
    session.window(WindowAction::Opened { reading: Box::new(reading), show: true });
    assert!(session.plans().len() == 2 && session.is_unsaved() && session.path().is_none());
}

#[test]
fn what_a_crash_left_comes_back_unsaved() {
    let mut session = commented();
    let recovered = || {
        let document = opened(COMMENTED);
        let plan = crate::edit::apply(&document.plan, &Edit::Title("没存".to_owned())).expect("a title");
        let unsaved = Some(Unsaved { brings_text: false, journal: Some(1) });
        let home = Home::File(file("/x/a.ron"));
        Box::new(Reading { document: document.with_plan(&plan), home, doubts: Vec::new(), grids: None, unsaved })
    };
    let found = vec![Recovered { name: "a".to_owned(), path: Some("/x/a.ron".into()), has_changed: false }];
    session.window(WindowAction::Recovered(found.clone()));
    assert_eq!(session.recovered(), found);
    assert_eq!(session.window(WindowAction::Recover(Some(true))), [Effect::Recover { open: true }]);
    assert!(session.recovered().is_empty());
    // The file is open already: its changes are changes that can be undone.
    session.window(WindowAction::Opened { reading: recovered(), show: true });
    assert_eq!((session.plans().len(), session.document().plan.title.as_str()), (1, "没存"));
    assert!(session.is_unsaved() && session.active().journal() == Some(1));
    // It has changes of its own: both stay.
    session.window(WindowAction::Opened { reading: recovered(), show: true });
    assert_eq!(session.plans().len(), 2);
    assert!(session.plans().iter().all(OpenPlan::is_unsaved));
    assert_eq!(session.window(WindowAction::Recover(None)), []);
}
