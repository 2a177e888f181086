//! Whatever happens.

use super::output::written;
use super::world::{PATHS, World};
use super::*;
use crate::edit::{At, CellRoles};
use crate::import::{Meaning, Way};
use crate::model::{Collective, Doubt, Note, Report};
use crate::paper::Pages;
use crate::platform::versions::Version;
use crate::product::Product;
use crate::session::output::{Chosen, PrintOptions};
use crate::session::preview::PreviewAction;
use crate::session::rounds::{BulletinKind, Entry, RoundAction};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::SystemTime;

/// Plans with nothing in one place or another.
const BARE: [&str; 4] = [
    r#"(format: 1, title: "空")"#,
    r#"(format: 1, title: "无任务", groups: [(name: "甲", units: {"县司法局": ()})])"#,
    r#"(format: 1, title: "无单位", tasks: [(number: "1", text: "某事")])"#,
    r#"(format: 1, title: "只有体系", sections: [(title: "甲")], groups: [(name: "甲", units: {"县司法局": ()})])"#,
];

const MOTIONS: [Motion; 10] = [
    Motion::By { rows: 1, columns: 0 },
    Motion::By { rows: -7, columns: -1 },
    Motion::NextCell,
    Motion::PreviousCell,
    Motion::RowStart,
    Motion::RowEnd,
    Motion::Start,
    Motion::End,
    Motion::Top,
    Motion::Bottom,
];

#[test]
fn bare_plans_take_every_command_and_motion() {
    for file in BARE {
        let fresh = || Session::new(opened(file), Lang::Zh);
        for first in UiCommand::ALL {
            for second in UiCommand::ALL {
                let mut session = fresh();
                command(&mut session, first);
                command(&mut session, second);
            }
        }
        for motion in MOTIONS {
            for extend in [false, true] {
                let mut session = fresh();
                session.tell(ViewAction::Move { motion, extend });
                command(&mut session, UiCommand::Copy);
                check(&session);
            }
        }
        for table in [Export::all(Wanted::Matrix), Export::shown(Wanted::Marks)] {
            assert!(!written(&mut fresh(), table).is_empty());
        }
    }
}

/// What must hold at any time.
pub(super) fn check(session: &Session) {
    let (rows, columns) = (session.view().rows.len(), session.view().columns.len());
    assert_eq!(session.cursor().is_some(), rows > 0 && columns > 0, "a cursor wherever there is a cell");
    if session.cursor().is_some() {
        let (row, column) = place(session);
        let selection = session.selection().expect("a selection");
        assert!(selection.contains(row, column) && selection.rows.end <= rows && selection.columns.end <= columns);
    }
    let Filter { sections, groups, unit, find, .. } = &session.filter();
    // Marks can be cleared, but only by putting a plan right.
    let is_as_read = session.draft().is_none() && session.view().all_tasks == 39;
    if is_as_read && sections.is_empty() && groups.is_empty() && unit.is_none() && find.is_empty() {
        assert!(session.view().counts.direct() > 0, "something is always shown of a plan that has marks");
    }
}

/// Names the kinds of actions, and lists the names: an action that is added later is no Rust until it
/// stands here, and the test fails until it was tried.
macro_rules! kinds {
    ($list:ident, $name:ident($type:ty): $($pattern:pat => $label:literal),+ $(,)?) => {
        const $list: &[&str] = &[$($label),+];
        fn $name(action: &$type) -> &'static str {
            match action {
                $($pattern => $label,)+
            }
        }
    };
}

kinds!(WINDOW, window_kind(WindowAction):
    WindowAction::ZoomBy(_) => "zoom", WindowAction::ZoomMatrixBy(_) => "zoom matrix", WindowAction::ChooseTheme(_) => "theme", WindowAction::SystemTheme(_) => "system theme",
    WindowAction::NewDay => "new day", WindowAction::TaskColumn(_) => "task column",
    WindowAction::ChooseRenderer(_) => "renderer", WindowAction::ChooseTextSize(_) => "text size", WindowAction::ShowHelp(_) => "help",
    WindowAction::ChooseMyUnit(_) => "my unit", WindowAction::TogglePalette => "palette", WindowAction::CloseHint => "hint",
    WindowAction::Open(_) => "open", WindowAction::Start(_) => "start", WindowAction::ImportText(_) => "import text",
    WindowAction::Opened { .. } => "opened", WindowAction::NotOpened(_) => "not opened",
    WindowAction::ShowPlan(_) => "show plan", WindowAction::ClosePlan(_) => "close plan",
    WindowAction::MovePlan { .. } => "move plan", WindowAction::Quit => "quit", WindowAction::Leave(_) => "leave",
    WindowAction::AskPath(_) => "ask path", WindowAction::DropQuestion => "drop question",
    WindowAction::AnswerSaving(_) => "answer saving", WindowAction::OpenVersion(_) => "open version",
    WindowAction::CloseVersions => "close versions", WindowAction::Recovered(_) => "recovered", WindowAction::Recover(_) => "recover",
    WindowAction::CancelUnits => "cancel units", WindowAction::Say(_) => "say", WindowAction::Failed(_) => "failed",
    WindowAction::CloseNotice(_) => "close notice", WindowAction::Reveal(_) => "reveal");
kinds!(VIEW, view_kind(ViewAction):
    ViewAction::MoveTo(_) => "move to", ViewAction::ExtendTo(_) => "extend to", ViewAction::Move { .. } => "move",
    ViewAction::Meet(_) => "meet", ViewAction::Show(_) => "show", ViewAction::ShowPage(_) => "page", ViewAction::ShowFinding(_) => "finding",
    ViewAction::SetAside { .. } => "aside", ViewAction::ToggleRole(_) => "role", ViewAction::OnlyRole(_) => "only role",
    ViewAction::OnlyUnit(_) => "only unit", ViewAction::ToggleThrough => "through",
    ViewAction::ToggleSection(_) => "section", ViewAction::ToggleGroup(_) => "group", ViewAction::ToggleEmpty => "empty",
    ViewAction::FilterText(_) => "text", ViewAction::ClearFilter => "clear filter", ViewAction::Sort(_) => "sort",
    ViewAction::FoldSection(_) => "fold section", ViewAction::FoldGroup(_) => "fold group");
kinds!(EDIT, edit_kind(EditAction):
    EditAction::Change(Edit::Number(_)) => "number", EditAction::Change(Edit::Issuer(_)) => "issuer",
    EditAction::Change(Edit::Date(_)) => "date", EditAction::Change(Edit::TaskNumber { .. }) => "task number",
    EditAction::Change(Edit::TaskText { .. }) => "task text", EditAction::Change(Edit::AddTask { .. }) => "add task",
    EditAction::Change(Edit::AddSection { .. }) => "add section", EditAction::Change(Edit::RenameSection { .. }) => "rename section",
    EditAction::Change(Edit::AddUnit { .. }) => "add unit", EditAction::Change(Edit::Marks(_)) => "marks", EditAction::Change(Edit::Title(_)) => "title", EditAction::Change(Edit::RenameUnit { .. }) => "rename",
    EditAction::Change(Edit::FullName { .. }) => "full name", EditAction::Change(Edit::Aliases { .. }) => "aliases",
    EditAction::Change(Edit::MoveUnit { .. }) => "move unit", EditAction::Change(Edit::NewGroup { .. }) => "new group",
    EditAction::Change(Edit::MergeUnit { .. }) => "merge", EditAction::Change(Edit::SplitUnit { .. }) => "split",
    EditAction::Change(Edit::RemoveUnit(_)) => "remove unit", EditAction::Change(Edit::SetCollective { .. }) => "collective",
    EditAction::Change(Edit::ToggleMember { .. }) => "member", EditAction::Change(Edit::SetRole { .. }) => "set role",
    EditAction::Change(Edit::DropParty(_)) => "drop party", EditAction::Change(Edit::AddParty { .. }) => "add party",
    EditAction::Change(Edit::Deadline { .. }) => "deadline", EditAction::Change(Edit::DropTask(_)) => "drop task",
    EditAction::Change(Edit::MoveTask { .. }) => "move task", EditAction::Change(Edit::ShiftUnit { .. }) => "shift unit",
    EditAction::Change(Edit::SettleDoubt(_)) => "settle", EditAction::Change(Edit::ReopenDoubt { .. }) => "reopen",
    EditAction::Type(_) => "type", EditAction::Enter => "enter", EditAction::TakeBack => "take back",
    EditAction::ShowDoubt(_) => "show doubt", EditAction::Settle { .. } => "settle doubt",
    EditAction::Map(_) => "map", EditAction::ReadAnew { .. } => "read anew",
    EditAction::AcceptDoubt(_) => "accept doubt", EditAction::AcceptAlike(_) => "accept alike",
    EditAction::SettleAlike(_) => "settle alike", EditAction::Mark(_) => "mark", EditAction::MarkToo(_) => "mark too",
    EditAction::PasteMarks(_) => "paste marks");
kinds!(FILE, file_kind(FileAction):
    FileAction::Saved(_) => "saved", FileAction::SaveDoubted { .. } => "save doubted", FileAction::Versions(_) => "versions",
    FileAction::NotJournaled(_) => "not journaled", FileAction::EditedElsewhere { .. } => "edited elsewhere", FileAction::NotSaved(_) => "not saved", FileAction::Reload => "reload",
    FileAction::ReadAgain(_) => "read again", FileAction::ChangedOnDisk { .. } => "changed on disk");
kinds!(OUTPUT, output_kind(OutputAction):
    OutputAction::Ask { .. } => "ask export", OutputAction::Extent(_) => "extent", OutputAction::Exported { .. } => "exported",
    OutputAction::SaveManual => "ask manual", OutputAction::ManualSaved(_) => "manual saved");
kinds!(PATH, path_kind(PathAction):
    PathAction::Chosen { .. } => "chosen", PathAction::Stands { .. } => "stands",
    PathAction::Unavailable(_) => "unavailable", PathAction::Cancelled(_) => "cancelled");
kinds!(PREVIEW, preview_kind(PreviewAction):
    PreviewAction::Options(_) => "options", PreviewAction::Archive(_) => "archive", PreviewAction::Printer(_) => "printer",
    PreviewAction::Copies(_) => "copies", PreviewAction::Duplex(_) => "duplex", PreviewAction::Range(_) => "range",
    PreviewAction::Print => "print", PreviewAction::Save => "save pages", PreviewAction::OpenElsewhere => "elsewhere",
    PreviewAction::Each(_) => "each unit", PreviewAction::Format(_) => "format", PreviewAction::Close => "close preview",
    PreviewAction::LaidOut { .. } => "laid out", PreviewAction::Printers(_) => "printers",
    PreviewAction::Printed(_) => "printed", PreviewAction::Saved { .. } => "pages saved",
    PreviewAction::UnitsProgress(_) => "units progress", PreviewAction::UnitsWritten { .. } => "units written");

kinds!(ROUND, round_kind(RoundAction):
    RoundAction::Read(_) => "record read", RoundAction::NotRead(_) => "record not read",
    RoundAction::Collect(_) => "collect", RoundAction::Gathered(_) => "gathered", RoundAction::Take(_) => "take",
    RoundAction::AskReport { .. } => "ask report", RoundAction::AskNote(_) => "ask note", RoundAction::Enter(_) => "enter entry",
    RoundAction::Withdraw => "withdraw",
    RoundAction::Recorded { .. } => "recorded", RoundAction::NotRecorded(_) => "not recorded",
    RoundAction::Failed(_) => "round failed",
    RoundAction::Draw(_) => "draw up", RoundAction::Drawn { .. } => "drawn", RoundAction::Save(_) => "save bulletin",
    RoundAction::Saved { .. } => "bulletin saved");

const REWORKED: &str = "reworked";

fn kind(action: &Action) -> String {
    match action {
        Action::Command(command) => format!("{command:?}"),
        Action::Window(action) => window_kind(action).to_owned(),
        Action::Plan(_, action) => match action {
            PlanAction::View(action) => view_kind(action),
            PlanAction::Edit(action) => edit_kind(action),
            PlanAction::File(action) => file_kind(action),
            PlanAction::Output(action) => output_kind(action),
            PlanAction::Preview(action) => preview_kind(action),
            PlanAction::Path(action) => path_kind(action),
            PlanAction::Round(action) => round_kind(action),
            PlanAction::Reworked(_) => REWORKED,
        }
        .to_owned(),
    }
}

/// What a person may do now.
fn any_action(world: &mut World) -> Option<Action> {
    Some(match world.dice.below(19) {
        // What lies on top is answered sooner than the rest.
        0 | 1 if world.session.leaving().is_some() => {
            let answers = [LeavingAnswer::Save, LeavingAnswer::Discard, LeavingAnswer::Stay];
            WindowAction::Leave(*world.dice.of(&answers)).into()
        }
        0 | 1 if world.session.save_question().is_some() => {
            let answers = [SaveAnswer::Elsewhere, SaveAnswer::Anyway, SaveAnswer::Cancel];
            WindowAction::AnswerSaving(*world.dice.of(&answers)).into()
        }
        0..=3 if world.session.versions().is_some() => match world.dice.below(2) {
            0 => WindowAction::CloseVersions.into(),
            _ => WindowAction::OpenVersion(0).into(),
        },
        0 | 1 if world.session.question().is_some() => answer_path(world)?,
        0 | 1 if world.session.entry().is_some() => {
            let question = world.session.entry()?.clone();
            let entry = match question.entry {
                Entry::Note(note) => Entry::Note(Note { text: "x".to_owned(), ..note }),
                Entry::Report(report) => Entry::Report(Box::new(Report { progress: "x".to_owned(), ..*report })),
            };
            Action::Plan(question.plan, RoundAction::Enter(Some(entry)).into())
        }
        0 | 1 if world.session.collecting().is_some() => {
            let takes = world.dice.one_in(2);
            let plan = world.session.collecting()?.plan;
            Action::Plan(plan, RoundAction::Take(takes).into())
        }
        0 | 1 if world.session.extent_question().is_some() => {
            let extent = *world.dice.of(&[Some(Extent::Shown), Some(Extent::All), None]);
            let plan = world.session.extent_question()?.plan;
            Action::Plan(plan, OutputAction::Extent(extent).into())
        }
        // What is asked of the pages needs them laid out.
        6..=11 if world.session.preview().is_some() => match world.dice.below(3) {
            0 => Action::Plan(world.session.active().id(), any_preview(world).into()),
            _ => a_result(world)?,
        },
        2 | 3 => (*world.dice.of(&UiCommand::ALL)).into(),
        4 | 5 => any_window_action(world),
        6..=8 => of_some_plan(world, |world| Some(any_view(world)?.into()))?,
        9..=12 => of_some_plan(world, |world| Some(any_edit(world)?.into()))?,
        13 if world.dice.one_in(2) => {
            let plan = some_plan(world);
            Action::Plan(plan, any_round(world).into())
        }
        13 => {
            let plan = some_plan(world);
            Action::Plan(plan, any_preview(world).into())
        }
        14 => {
            let plan = some_plan(world);
            let export = Export::all(*world.dice.of(&[Wanted::Matrix, Wanted::Marks]));
            let format = Format::Csv;
            let path = world.session.plan(plan)?.path().unwrap_or("/x/一.ron".as_ref()).to_owned();
            let action: PlanAction = match world.dice.below(6) {
                0 if world.dice.one_in(4) => OutputAction::SaveManual.into(),
                0 => OutputAction::Ask { export, format }.into(),
                4 => {
                    let version = Version { path: path.clone(), kept: SystemTime::UNIX_EPOCH, size: 1 };
                    FileAction::Versions(Some(vec![version])).into()
                }
                1 => FileAction::Reload.into(),
                2 => FileAction::NotJournaled("full".to_owned()).into(),
                3 => FileAction::EditedElsewhere { clerk: "张三".to_owned(), minutes: 3 }.into(),
                _ => FileAction::ChangedOnDisk { path, gone: world.dice.one_in(3) }.into(),
            };
            Action::Plan(plan, action)
        }
        _ => a_result(world)?,
    })
}

/// One of the results that wait, in any order.
fn a_result(world: &mut World) -> Option<Action> {
    let which = world.dice.below(world.waiting.len());
    (which < world.waiting.len()).then(|| world.waiting.swap_remove(which))
}

fn some_plan(world: &mut World) -> PlanId {
    let ids: Vec<PlanId> = world.session.plans().iter().map(OpenPlan::id).collect();
    *world.dice.of(&ids)
}

/// For the plan on screen, mostly; some come late, as those of a job do.
fn of_some_plan(world: &mut World, make: impl FnOnce(&mut World) -> Option<PlanAction>) -> Option<Action> {
    let action = Action::Plan(world.session.active().id(), make(world)?);
    if world.dice.one_in(6) {
        world.waiting.push(action);
        return None;
    }
    Some(action)
}

fn answer_path(world: &mut World) -> Option<Action> {
    Some(match world.session.question()?.clone() {
        _ if world.dice.one_in(4) => WindowAction::DropQuestion.into(),
        PathQuestion::Forms(plan) => Action::Plan(plan, RoundAction::Collect(vec!["/aus".into()]).into()),
        PathQuestion::Open => WindowAction::Open(vec![PathBuf::from(*world.dice.of(&PATHS))]).into(),
        PathQuestion::Write { plan, target, exists } => {
            let path = exists.clone().filter(|_| world.dice.one_in(2)).unwrap_or_else(|| world.path_for(target));
            let replace = exists.as_ref() == Some(&path);
            Action::Plan(plan, PathAction::Chosen { target, path, replace }.into())
        }
    })
}

fn any_window_action(world: &mut World) -> Action {
    let plan = some_plan(world);
    let dice = &mut world.dice;
    match dice.below(21) {
        20 if dice.one_in(2) => WindowAction::TaskColumn(*dice.of(&[None, Some(400.0), Some(f32::NAN)])),
        20 => WindowAction::NewDay,
        19 => WindowAction::ChooseRenderer(RendererChoice::OpenGl),
        17 => WindowAction::Recovered(vec![Recovered { name: "x".to_owned(), path: None, has_changed: false }]),
        18 => WindowAction::Recover(*dice.of(&[Some(true), Some(false), None])),
        1 if dice.one_in(2) => {
            WindowAction::ShowHelp(*dice.of(&[None, Some(HelpPage::Keys), Some(HelpPage::Chapter(99))]))
        }
        0 if dice.one_in(2) => WindowAction::ChooseTextSize(*dice.of(&TextSize::ALL)),
        0 if dice.one_in(2) => WindowAction::ZoomMatrixBy(*dice.of(&[0.9, 1.3, f32::NAN])),
        0 => WindowAction::ZoomBy(1.3),
        1 => WindowAction::ChooseTheme(ThemeChoice::Dark),
        2 => WindowAction::SystemTheme(Theme::Light),
        3 => WindowAction::ChooseMyUnit(Some("县司法局".to_owned())),
        4 => WindowAction::TogglePalette,
        5 => WindowAction::CloseHint,
        6 | 7 => WindowAction::Open(vec![PathBuf::from(*dice.of(&PATHS)), PathBuf::from(*dice.of(&PATHS))]),
        8 => WindowAction::Start(vec![PathBuf::from(*dice.of(&PATHS))]),
        9 => WindowAction::ImportText((*dice.of(&[super::draft::TOWN, super::grids::GRID])).to_owned()),
        10 => WindowAction::ShowPlan(plan),
        11 => WindowAction::ClosePlan(plan),
        12 => WindowAction::MovePlan { plan, to: dice.below(4) },
        13 => WindowAction::Quit,
        14 => WindowAction::Say("x".to_owned()),
        15 if dice.one_in(2) => WindowAction::Failed("x".to_owned()),
        15 => WindowAction::CancelUnits,
        _ if dice.one_in(2) => WindowAction::CloseNotice(dice.below(9) as u64),
        _ => WindowAction::Reveal("/x/一.ron".into()),
    }
    .into()
}

fn any_view(world: &mut World) -> Option<ViewAction> {
    let World { session, dice, .. } = world;
    let (view, plan) = (session.view(), &session.document().plan);
    let cursor = Cursor::at(view, dice.below(view.rows.len()), dice.below(view.columns.len()));
    let task = TaskId::new(dice.below(plan.tasks.len()));
    let (unit, group) = (UnitId::new(dice.below(plan.units.len())), GroupId::new(dice.below(plan.groups.len())));
    let section = SectionId::new(dice.below(plan.sections.len()));
    let findings = session.document().findings.len();
    Some(match dice.below(20) {
        0 => ViewAction::MoveTo(cursor?),
        1 => ViewAction::ExtendTo(cursor?),
        2 => ViewAction::Move { motion: *dice.of(&MOTIONS), extend: dice.one_in(2) },
        3 => ViewAction::Show(Panel::Task(task)),
        4 => ViewAction::Show(Panel::Unit(unit)),
        5 => ViewAction::Show(Panel::Section(section)),
        6 => ViewAction::Show(*dice.of(&[Panel::Closed, Panel::Findings, Panel::Doubts])),
        7 => ViewAction::ShowPage(*dice.of(&Page::ALL)),
        8 => ViewAction::ShowFinding(dice.below(findings + 1)),
        9 => ViewAction::SetAside { findings: vec![dice.below(findings + 1)], aside: dice.one_in(2) },
        10 if dice.one_in(2) => ViewAction::OnlyRole(*dice.of(&Role::ALL)),
        10 => ViewAction::ToggleRole(*dice.of(&Role::ALL)),
        11 if dice.one_in(2) => ViewAction::OnlyUnit((!dice.one_in(3)).then_some(unit)),
        11 => ViewAction::ToggleThrough,
        12 => ViewAction::ToggleSection(section),
        13 => ViewAction::ToggleGroup(group),
        14 => ViewAction::ToggleEmpty,
        15 => ViewAction::FilterText((*dice.of(&["企业", "某", "x", ""])).to_owned()),
        16 => ViewAction::ClearFilter,
        17 => ViewAction::Sort(*dice.of(&Order::ALL)),
        18 if dice.one_in(2) => ViewAction::Meet(*dice.of(&[
            MeetingStep::By(1),
            MeetingStep::Last,
            MeetingStep::To(task),
            MeetingStep::Lens(Some(unit)),
            MeetingStep::Leave,
        ])),
        18 => ViewAction::FoldSection(section),
        _ => ViewAction::FoldGroup(group),
    })
}

fn any_edit(world: &mut World) -> Option<EditAction> {
    let World { session, dice, .. } = world;
    if let Some(grid) = session.active().grids().first().filter(|_| dice.one_in(6)) {
        let mut mapping = grid.mapping.clone();
        match dice.below(4) {
            0 => mapping.heads = dice.below(3)..dice.below(4),
            1 => mapping.names = dice.below(4),
            2 => mapping.way = Some(*dice.of(&Way::ALL)),
            _ => {
                let meaning = *dice.of(&[Meaning::Role(Role::Lead), Meaning::Role(Role::Informed), Meaning::Nothing]);
                mapping.signs.iter_mut().take(1 + dice.below(2)).for_each(|sign| sign.1 = meaning);
            }
        }
        return Some(EditAction::Map(mapping));
    }
    let plan = &session.document().plan;
    // One of them does not exist.
    let mut unit = || UnitId::new(dice.below(plan.units.len() + 1));
    let (one, other) = (unit(), unit());
    let task = TaskId::new(dice.below(plan.tasks.len() + 1));
    let group = GroupId::new(dice.below(plan.groups.len() + 1));
    let role = *dice.of(&Role::ALL);
    let at = At { task, role, position: dice.below(3) };
    let name = format!("单位{}", dice.below(5));
    let doubts = session.draft().map_or(0, |draft| draft.doubts().len());
    let doubt = dice.below(doubts + 1);
    match dice.below(12) {
        0 => {
            let edit = Edit::Deadline { task, words: name.clone() };
            return Some(EditAction::Type(Typed { field: 1, words: name, edit }));
        }
        1 => return Some(EditAction::Enter),
        2 if dice.one_in(3) => return Some(EditAction::TakeBack),
        3 if dice.one_in(2) => return Some(EditAction::Mark(dice.one_in(2).then_some(role))),
        3 => return Some(EditAction::MarkToo(role)),
        4 if dice.one_in(3) => return Some(EditAction::PasteMarks("牵头、责任\t\n配合\t经各局".to_owned())),
        _ => {}
    }
    let section = SectionId::new(dice.below(plan.sections.len() + 1));
    if dice.one_in(3) {
        return Some(EditAction::Change(match dice.below(9) {
            0 => Edit::Number(name),
            1 => Edit::Issuer(name),
            2 => Edit::Date((*dice.of(&["2026-03-02", "昨天", ""])).to_owned()),
            3 => Edit::TaskNumber { task, number: dice.below(50).to_string() },
            4 => Edit::TaskText { task, text: name },
            5 => Edit::AddTask {
                after: dice.one_in(2).then_some(task),
                section: dice.one_in(2).then_some(section),
                text: name,
            },
            6 => Edit::AddSection { heading: name },
            7 => Edit::RenameSection { section, title: name },
            _ => Edit::AddUnit { group: dice.one_in(2).then_some(group), name },
        }));
    }
    Some(EditAction::Change(match dice.below(22) {
        0 => Edit::Title(format!("题目{}", dice.below(4))),
        1 => Edit::RenameUnit { unit: one, name },
        2 => Edit::FullName { unit: one, name },
        3 => Edit::Aliases { unit: one, aliases: vec![name] },
        4 => Edit::MoveUnit { unit: one, group },
        5 => Edit::NewGroup { unit: one, name },
        6 => Edit::MergeUnit { unit: one, into: other },
        7 => Edit::SplitUnit { unit: one, names: vec![name, "另一单位".to_owned()] },
        8 => Edit::RemoveUnit(one),
        9 => Edit::SetCollective { unit: one, collective: dice.one_in(2).then_some(Collective::Indeterminate) },
        10 => Edit::ToggleMember { unit: one, member: other },
        11 => Edit::SetRole { at, to: Role::Lead },
        12 => Edit::DropParty(at),
        13 => Edit::AddParty { task, role, name },
        14 => Edit::Deadline { task, words: name },
        15 if dice.one_in(2) => Edit::DropTask(task),
        15 if dice.one_in(2) => match dice.one_in(2) {
            true => Edit::MoveTask { task, forward: dice.one_in(2) },
            false => Edit::ShiftUnit { unit: one, forward: dice.one_in(2) },
        },
        15 => Edit::Marks(vec![CellRoles { subject: Subject::Task(task), unit: one, roles: vec![Role::Lead] }]),
        16 => Edit::SettleDoubt(doubt),
        17 => {
            Edit::ReopenDoubt { doubt: Doubt { kind: "likely-alias".to_owned(), ..Doubt::default() }, position: doubt }
        }
        18 => return Some(EditAction::ShowDoubt(doubt)),
        19 | 20 => return Some(EditAction::Settle { doubt, settled: dice.one_in(2) }),
        _ => {
            return Some(match world.dice.below(3) {
                0 => EditAction::AcceptDoubt(doubt),
                1 => EditAction::AcceptAlike(doubt),
                _ => EditAction::SettleAlike(doubt),
            });
        }
    }))
}

fn any_round(world: &mut World) -> RoundAction {
    let old = some_plan(world);
    let task = crate::model::TaskId::new(world.dice.below(50));
    match world.dice.below(14) {
        6 => RoundAction::AskReport { task, unit: crate::model::UnitId::new(world.dice.below(50)) },
        7 => RoundAction::AskNote(task),
        8 => RoundAction::Withdraw,
        9 => RoundAction::Enter(None),
        0 => RoundAction::Draw(BulletinKind::Progress),
        1 => RoundAction::Draw(BulletinKind::Changes { old, unit: None }),
        2 => RoundAction::Draw(BulletinKind::Duties { unit: "县司法局".to_owned() }),
        3 => RoundAction::Collect(vec!["/aus".into()]),
        4 => RoundAction::NotRead("x".to_owned()),
        _ => RoundAction::Save(*world.dice.of(&[Format::Csv, Format::Pdf])),
    }
}

fn any_preview(world: &mut World) -> PreviewAction {
    let dice = &mut world.dice;
    let options = PrintOptions {
        product: *dice.of(&[Product::Matrix, Product::Units, Product::Units]),
        units: Chosen::All,
        extent: Extent::All,
        style: crate::paper::Style::default(),
        size: crate::paper::PaperSize::A4,
        landscape: dice.one_in(2),
        system_faces: false,
        slide: false,
        no_contacts: dice.one_in(2),
        round: String::new(),
    };
    match dice.below(14) {
        0 | 1 => PreviewAction::Options(options),
        2 => PreviewAction::Archive(true),
        3 => PreviewAction::Printer(dice.below(2)),
        4 => PreviewAction::Copies(2),
        5 => PreviewAction::Duplex(crate::platform::printers::Duplex::LongEdge),
        6 => PreviewAction::Range("1".to_owned()),
        7 | 8 => PreviewAction::Print,
        9 | 10 => PreviewAction::Save,
        11 if dice.one_in(2) => PreviewAction::OpenElsewhere,
        11 => PreviewAction::Close,
        12 => PreviewAction::Each(!dice.one_in(4)),
        _ => PreviewAction::Format(*dice.of(&[Format::Pdf, Format::Csv])),
    }
}

/// Pages of any plan will do; a build without paper has none.
fn pages() -> Result<Shared<Pages>, String> {
    let mut session = Session::new(opened(SMALL), Lang::Zh);
    let effects = command(&mut session, UiCommand::Print);
    let pages = effects.into_iter().find_map(|effect| match effect {
        Effect::Plan(_, PlanEffect::LayOut(job)) => Some(job.run(&crate::paper::Faces::embedded())),
        _ => None,
    });
    pages.expect("a layout").map(|pages| Arc::new(pages).into()).map_err(|error| error.words(Lang::Zh))
}

const SEQUENCES: u64 = 130;
const STEPS: usize = 220;

/// Everything that a person can do and all that can come of it, in any order and late, over several
/// plans: no unsaved change disappears unasked, no file is written but a plan's own or one that a
/// question named, and undo to the start gives what was opened.
#[test]
fn whatever_happens_nothing_is_lost_and_nothing_written_unasked() {
    let pages = pages();
    let mut tried: BTreeSet<String> = BTreeSet::new();
    for seed in 0..SEQUENCES {
        let mut world = World::new(seed, pages.clone());
        for _ in 0..STEPS {
            let Some(action) = any_action(&mut world) else { continue };
            tried.insert(kind(&action));
            world.act(action);
            if world.closed {
                break;
            }
        }
        world.undo_all();
    }
    let commands = UiCommand::ALL.iter().map(|command| format!("{command:?}"));
    let actions = [WINDOW, VIEW, EDIT, FILE, OUTPUT, PATH, PREVIEW, ROUND, &[REWORKED]]
        .into_iter()
        .flatten()
        .map(|kind| (*kind).to_owned());
    let missing: Vec<String> = commands.chain(actions).filter(|kind| !tried.contains(kind)).collect();
    assert!(missing.is_empty(), "never tried: {missing:?}");
}
