//! The record beside a plan, forms that are taken, and bulletins.

use super::*;
use crate::export::bulletin::{Bulletin, BulletinRow};
use crate::model::{Date, Note, Record, Report, State, TaskKey};
use crate::session::output::PrintOptions;
use crate::session::preview::PreviewAction;
use crate::session::rounds::{BulletinKind, Entry, Gathered, RecordJob, RoundAction};
use crate::view::Light;

const THE_DAY: Date = Date::constant(2026, 11, 27);

fn record_job(effects: &[Effect]) -> RecordJob {
    let mut jobs = effects.iter().filter_map(|effect| match effect {
        Effect::Plan(_, PlanEffect::ReadRecord(job)) => Some(job.clone()),
        _ => None,
    });
    jobs.next().unwrap_or_else(|| panic!("no record is asked for: {effects:?}"))
}

fn report(session: &Session, number: &str, name: &str, state: State) -> Report {
    let plan = &session.document().plan;
    let task = plan.tasks.iter().find(|task| task.number == number).expect("a task");
    Report { task: TaskKey::of(plan, task), unit: name.to_owned(), state, ..Report::default() }
}

fn read(session: &mut Session, job: &RecordJob, reports: Vec<Report>) {
    let record = Record { reports, ..Record::of(&session.document().plan) };
    let reported = job.run(record, true, Vec::new(), THE_DAY);
    session.tell(RoundAction::Read(Box::new(reported)));
}

/// The built-in plan in a file.
fn filed() -> (Session, RecordJob) {
    let mut session = session();
    let effects = open(&mut session, Document::builtin(), "/x/plan.ron");
    let job = record_job(&effects);
    (session, job)
}

#[test]
fn a_plan_that_is_opened_brings_its_record() {
    let (mut session, job) = filed();
    assert_eq!(job.path.as_deref(), Some(Path::new("/x/plan.record.ron")));
    let done = report(&session, "3", "县司法局", State::Done);
    read(&mut session, &job, vec![done]);
    let plan = session.active();
    let (task, law) = (plan.document().plan.task_ids().nth(2).expect("a task"), unit(&session, "县司法局"));
    let (state, said) = plan.duty_state(task, law).expect("a duty");
    assert_eq!((state.light, said.map(|report| report.state)), (Light::Done, Some(State::Done)));
    let other = unit(&session, "各乡镇政府");
    assert_eq!(plan.duty_state(task, other).map(|(state, _)| state.light), Some(Light::Unreported));
}

#[test]
fn lights_follow_the_plan() {
    let (mut session, job) = filed();
    read(&mut session, &job, Vec::new());
    let effects = session.tell(EditAction::Change(Edit::Title("另一个题目".to_owned())));
    assert!(session.active().lights().is_none(), "those of another edition are not shown");
    let again = record_job(&effects);
    read(&mut session, &again, Vec::new());
    assert!(session.active().lights().is_some());
    // One that was read for an edition before comes too late.
    read(&mut session, &job, Vec::new());
    assert!(session.active().lights().is_some());
}

#[test]
fn the_record_is_read_again_when_it_changes() {
    let (mut session, job) = filed();
    read(&mut session, &job, Vec::new());
    let changed = |path: &str| FileAction::ChangedOnDisk { path: path.into(), gone: false };
    let effects = session.tell(changed("/x/plan.record.ron"));
    assert_eq!(record_job(&effects).path, job.path);
    assert_eq!(session.tell(changed("/x/plan.ron")), [], "the plan itself is asked about");
}

#[test]
fn states_are_shown_on_demand() {
    let mut session = session();
    assert!(!session.shows_lights());
    let effects = command(&mut session, UiCommand::StateLights);
    assert_eq!(record_job(&effects).path, None, "deadlines press without a record too");
    assert!(session.shows_lights() && session.settings().lights);
    assert_eq!(command(&mut session, UiCommand::StateLights), []);
    assert!(!session.shows_lights());
}

#[test]
fn forms_are_taken_only_when_a_person_says_so() {
    let (mut session, job) = filed();
    read(&mut session, &job, Vec::new());
    let gathered = Gathered {
        path: "/x/plan.record.ron".into(),
        reports: vec![report(&session, "3", "县司法局", State::Ongoing)],
        ..Gathered::default()
    };
    let effects = session.tell(RoundAction::Collect(vec!["/x/forms".into()]));
    assert!(matches!(for_active(&session, effects)[..], [PlanEffect::Gather { .. }]));
    for takes in [false, true] {
        assert_eq!(session.tell(RoundAction::Gathered(Box::new(gathered.clone()))), []);
        assert_eq!(session.asked(), Some(Asked::Collect));
        let effects = session.tell(RoundAction::Take(takes));
        assert_eq!(session.asked(), None);
        match (takes, &for_active(&session, effects)[..]) {
            (false, []) => {}
            (true, [PlanEffect::AddToRecord { path, entries, .. }]) => {
                assert_eq!((path, &entries.reports), (&gathered.path, &gathered.reports));
            }
            (_, other) => panic!("{other:?}"),
        }
    }
    // Once they are there the record is read again.
    let effects = session.tell(RoundAction::Recorded { entries: 1, path: gathered.path.clone() });
    assert_eq!(record_job(&effects).path, job.path);
    // Esc takes nothing.
    session.tell(RoundAction::Gathered(Box::new(gathered)));
    assert_eq!(command(&mut session, UiCommand::Escape), []);
    assert_eq!((session.asked(), session.tell(RoundAction::Take(true))), (None, Vec::new()));
}

#[test]
fn a_plan_without_a_file_has_no_record_to_add_to() {
    let mut session = session();
    assert_eq!(UiCommand::Collect.availability(&session), Err(Need::Recordable));
    assert_eq!(session.tell(RoundAction::Collect(vec!["/x/forms".into()])), []);
    assert!(session.notices().next().is_some(), "it is said");
}

fn drawn(session: &mut Session, effects: &[Effect]) -> Shared<Bulletin> {
    let [Effect::Plan(id, PlanEffect::DrawUp { job, number })] = effects else { panic!("{effects:?}") };
    let bulletin = Shared(Arc::new(job.run(None, THE_DAY, session.lang())));
    let action = RoundAction::Drawn { number: *number, bulletin: Ok(bulletin.clone()) };
    session.apply(Action::Plan(*id, action.into()));
    bulletin
}

#[test]
fn progress_is_drawn_up_and_shown() {
    let (mut session, _) = filed();
    let effects = command(&mut session, UiCommand::ShowProgress);
    assert_eq!(session.page(), Page::Bulletin);
    let shown = session.active().bulletin().expect("it is being drawn up");
    assert!(shown.bulletin.is_none() && shown.kind == BulletinKind::Progress);
    let bulletin = drawn(&mut session, &effects);
    assert_eq!(session.active().bulletin().expect("a bulletin").bulletin, Some(bulletin));
    // Saved under its title, by the ending that a person gives.
    let asked = session.tell(RoundAction::Save(Format::Xlsx));
    let [PlanEffect::AskPath { target, path }] = &for_active(&session, asked)[..] else {
        panic!("no path is asked for")
    };
    assert!(path.to_string_lossy().ends_with("任务落实进展.xlsx"), "{}", path.display());
    let target = *target;
    let written = chosen(&mut session, target, "/x/进展.pdf", true);
    assert!(matches!(written[..], [PlanEffect::WriteBulletin { format: Format::Pdf, replace: true, .. }]));
    assert_eq!(chosen(&mut session, target, "/x/进展.svg", true), []);
}

#[test]
fn what_was_asked_for_last_is_shown() {
    let (mut session, _) = filed();
    let first = command(&mut session, UiCommand::ShowProgress);
    let second = command(&mut session, UiCommand::ShowProgress);
    let newest = drawn(&mut session, &second);
    drawn(&mut session, &first);
    assert_eq!(session.active().bulletin().expect("a bulletin").bulletin, Some(newest));
}

#[test]
fn two_open_plans_are_compared() {
    let (mut session, _) = filed();
    assert_eq!(UiCommand::ShowChanges.availability(&session), Err(Need::OtherPlan));
    let mut plan = Document::builtin().plan;
    plan.tasks[0].deadline = Some("2027-01-31".to_owned());
    let old = session.active().id();
    open(&mut session, Document::of_plan("new.ron", &plan), "/x/new.ron");
    let effects = command(&mut session, UiCommand::ShowChanges);
    let kind = BulletinKind::Changes { old, unit: None };
    assert_eq!(session.active().bulletin().map(|shown| shown.kind.clone()), Some(kind));
    let bulletin = drawn(&mut session, &effects);
    let rows = bulletin.0.tables[0].rows.iter().filter(|row| matches!(row, BulletinRow::Cells(_))).count();
    assert_eq!(rows, 1, "one deadline");
    // The other plan is closed meanwhile.
    session.window(WindowAction::ClosePlan(old));
    let gone = BulletinKind::Changes { old, unit: Some("县司法局".to_owned()) };
    assert_eq!(session.tell(RoundAction::Draw(gone)), []);
}

#[test]
fn one_unit_over_all_open_plans() {
    let (mut session, _) = filed();
    open(&mut session, opened(SMALL), "/x/small.ron");
    command(&mut session, UiCommand::PreviousTab);
    show_unit(&mut session, "县司法局");
    let effects = command(&mut session, UiCommand::ShowDuties);
    let bulletin = drawn(&mut session, &effects);
    assert!(bulletin.0.notes[0].contains('2'), "{:?}", bulletin.0.notes);
}

#[test]
fn forms_go_out_for_those_who_can_answer() {
    let (mut session, job) = filed();
    read(&mut session, &job, Vec::new());
    command(&mut session, UiCommand::ExportForms);
    let options = session.preview().expect("a preview").options.clone();
    session.tell(PreviewAction::Options(PrintOptions { round: "2026年第三季度".to_owned(), ..options }));
    assert!(session.preview().expect("a preview").is_folder());
    let written = chosen(&mut session, Target::UnitFolder(Format::Xlsx), "/x/forms", false);
    let [PlanEffect::WriteUnits { job, .. }] = &written[..] else { panic!("{written:?}") };
    let names: Vec<String> = job.units().into_iter().map(|(_, name)| name).collect();
    assert!(names.contains(&"县司法局".to_owned()) && !names.contains(&"县直各部门".to_owned()), "{names:?}");
}

#[test]
fn a_report_is_typed_and_taken_back() {
    let (mut session, job) = filed();
    let law = unit(&session, "县司法局");
    let task = session.document().plan.task_ids().nth(2).expect("a task");
    let stood = Report { round: "第一季度".to_owned(), ..report(&session, "3", "县司法局", State::Ongoing) };
    read(&mut session, &job, vec![stood.clone()]);
    session.tell(RoundAction::AskReport { task, unit: law });
    let question = session.entry().expect("a question").clone();
    assert_eq!(session.asked(), Some(Asked::Entry));
    let Entry::Report(typed) = question.entry.clone() else { panic!("{question:?}") };
    assert_eq!((typed.state, typed.round.as_str(), typed.date), (State::Ongoing, "第一季度", Some(THE_DAY)));
    // What says nothing new is not added.
    assert_eq!(session.tell(RoundAction::Enter(Some(question.entry))), []);
    session.tell(RoundAction::AskReport { task, unit: law });
    let done = Report { state: State::Done, ..*typed };
    let effects = session.tell(RoundAction::Enter(Some(Entry::Report(Box::new(done.clone())))));
    match &for_active(&session, effects)[..] {
        [PlanEffect::AddToRecord { entries, path, .. }] => {
            assert_eq!((&entries.reports[..], entries.notes.len()), (&[done][..], 0));
            assert_eq!(path, Path::new("/x/plan.record.ron"));
        }
        other => panic!("{other:?}"),
    }
    let path = PathBuf::from("/x/plan.record.ron");
    session.tell(RoundAction::Recorded { entries: 1, path: path.clone() });
    assert_eq!(session.asked(), None);
    session.tell(RoundAction::AskReport { task, unit: law });
    let effects = session.tell(RoundAction::Withdraw);
    match &for_active(&session, effects)[..] {
        [PlanEffect::AddToRecord { entries, .. }] => {
            assert!(entries.reports[0].withdrawn && entries.reports[0].key() == stood.key(), "{entries:?}");
        }
        other => panic!("{other:?}"),
    }
    session.tell(RoundAction::Recorded { entries: 1, path });
    assert_eq!(session.asked(), None);
}

/// A disk that is full takes nothing; what was typed is not typed twice.
#[test]
fn what_was_typed_stands_until_it_is_in_the_record() {
    let (mut session, job) = filed();
    read(&mut session, &job, Vec::new());
    let (task, unit) = (session.document().plan.task_ids().nth(2).expect("a task"), unit(&session, "县司法局"));
    session.tell(RoundAction::AskReport { task, unit });
    let Entry::Report(begun) = session.entry().expect("a question").entry.clone() else { panic!("a report") };
    let typed = Entry::Report(Box::new(Report { progress: "初稿已成".to_owned(), ..*begun }));
    session.tell(RoundAction::Enter(Some(typed.clone())));
    assert!(session.entry().is_some_and(|question| question.is_being_written && question.entry == typed));
    assert_eq!(session.tell(RoundAction::Enter(Some(typed.clone()))), [], "once");
    session.tell(RoundAction::AskNote(task));
    assert!(session.entry().is_some_and(|question| question.entry == typed), "asked for nothing else meanwhile");
    session.tell(RoundAction::NotRecorded("磁盘已满".to_owned()));
    let question = session.entry().expect("it is still asked");
    assert_eq!((&question.entry, question.is_being_written), (&typed, false));
    assert_eq!(question.problem.as_deref(), Some("磁盘已满"));
    let effects = session.tell(RoundAction::Enter(Some(typed)));
    assert!(matches!(for_active(&session, effects)[..], [PlanEffect::AddToRecord { .. }]));
    // Another job's fault says nothing of it.
    session.tell(RoundAction::Failed("别的".to_owned()));
    assert!(session.entry().is_some_and(|question| question.is_being_written));
    session.tell(RoundAction::Recorded { entries: 1, path: PathBuf::from("/x/plan.record.ron") });
    assert!(session.entry().is_none());
}

/// A reading that was begun before another has an older state of the file, however late it comes.
#[test]
fn the_last_reading_that_was_asked_for_stands() {
    let (mut session, before) = filed();
    read(&mut session, &before, Vec::new());
    let after = record_job(&session.apply(WindowAction::NewDay.into()));
    let stood = report(&session, "3", "县司法局", State::Done);
    read(&mut session, &after, vec![stood]);
    read(&mut session, &before, Vec::new());
    assert_eq!(session.active().reported().map(|own| own.record.reports.len()), Some(1));
}

/// States are those of the day, and of every plan that is open while they are shown.
#[test]
fn states_are_of_the_day_and_of_every_plan() {
    let mut session = session();
    assert_eq!(session.apply(WindowAction::NewDay.into()), [], "nothing is known of any record");
    let effects = session.apply(UiCommand::StateLights.into());
    let job = record_job(&effects);
    assert_eq!(job.path, None, "the built-in plan has no file");
    read(&mut session, &job, Vec::new());
    assert!(session.active().lights().is_some());
    let next = record_job(&session.apply(WindowAction::NewDay.into()));
    let tomorrow = Date::constant(2026, 11, 28);
    let record = Record::of(&session.document().plan);
    session.tell(RoundAction::Read(Box::new(next.run(record, false, Vec::new(), tomorrow))));
    assert_eq!(session.active().reported().map(|own| own.on), Some(tomorrow));
    // A notice that was read has no file, and is shown with its states all the same.
    let effects = open(&mut session, Document::builtin(), "/x/other.ron");
    assert_eq!(record_job(&effects).path.as_deref(), Some(Path::new("/x/other.record.ron")));
}

#[test]
fn a_remark_is_kept_with_its_task() {
    let (mut session, job) = filed();
    let task = session.document().plan.task_ids().nth(2).expect("a task");
    session.tell(RoundAction::AskNote(task));
    assert_eq!(session.tell(RoundAction::Enter(Some(Entry::Note(Note::default())))), [], "no words, no remark");
    session.tell(RoundAction::AskNote(task));
    let Entry::Note(note) = session.entry().expect("a question").entry.clone() else { panic!("a remark") };
    let note = Note { text: "请司法局补报".to_owned(), ..note };
    let effects = session.tell(RoundAction::Enter(Some(Entry::Note(note.clone()))));
    assert!(matches!(for_active(&session, effects)[..], [PlanEffect::AddToRecord { .. }]));
    let record = Record { notes: vec![note], ..Record::of(&session.document().plan) };
    let reported = job.run(record, true, Vec::new(), THE_DAY);
    session.tell(RoundAction::Read(Box::new(reported)));
    let kept: Vec<&str> = session.active().notes(task).map(|note| note.text.as_str()).collect();
    assert_eq!(kept, ["请司法局补报"]);
}
