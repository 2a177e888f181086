//! What is typed and not entered yet counts, and a question that stands has the keyboard.

use crate::harness::*;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::UiCommand;
use std::fs;
use std::path::{Path, PathBuf};

const LOST: &str = "修改还没有保存";
const FOUND: &str = "上次没有保存的修改还在";
const CHANGED: &str = "文件在打开之后被别人改过";

fn small(title: &str) -> String {
    format!(
        "(\n  format: 1, title: \"{title}\", groups: [(name: \"甲\", units: {{\"县司法局\": (), \"县公安局\": ()}})],\n  \
         tasks: [\n    (number: \"1\", text: \"某事\", lead: [\"县司法局\"]),\n    \
         (number: \"2\", text: \"其二\", lead: [\"县公安局\"]),\n  ],\n)\n"
    )
}

/// A window on plan files, remembering in their folder; the first is shown.
fn window_on(folder: &Path, titles: &[&str]) -> (Vec<PathBuf>, Window) {
    let mut window = Window::remembering_in(folder.join("settings.ron"));
    let paths: Vec<PathBuf> = titles.iter().map(|title| folder.join(format!("{title}.ron"))).collect();
    for (path, title) in paths.iter().zip(titles) {
        fs::write(path, small(title)).expect("written");
        window.desktop.will_answer(Answer::Path(path.clone()));
        window.command(UiCommand::Open);
        window.wait("the plan", |window| window.session().document().plan.title == *title);
    }
    while window.session().document().plan.title != titles[0] {
        window.press_with(CTRL, Key::Tab);
    }
    (paths, window)
}

/// Types into the deadline of the first task, and does not enter it.
fn type_deadline(window: &mut Window, words: &str) {
    if window.session().draft().is_none() {
        window.command(UiCommand::Arrange);
    }
    window.click(Role::RowHeader, "第1项 某事");
    window.node(Role::TextInput, "完成时限").focus();
    window.settle();
    window.press_with(CTRL, Key::A);
    window.harness.event(Event::Text(words.to_owned()));
    window.settle();
    assert!(window.node(Role::TextInput, "完成时限").is_focused());
}

fn retitle(window: &mut Window, title: &str) {
    if !window.has(Role::TextInput, "方案标题") {
        window.command(UiCommand::Arrange);
    }
    window.node(Role::TextInput, "方案标题").focus();
    window.settle();
    window.press_with(CTRL, Key::A);
    window.harness.event(Event::Text(title.to_owned()));
    window.settle();
    window.press(Key::Enter);
    assert_eq!(window.session().document().plan.title, title);
}

fn quit(window: &mut Window) {
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.harness.step();
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.clear();
    window.settle();
}

fn deadline(window: &Window) -> Option<&str> {
    window.session().document().plan.tasks[0].deadline.as_deref()
}

fn is_focused(window: &Window, label: &str) -> bool {
    window.all(Role::Button, label).iter().any(|button| button.is_focused())
}

#[test]
fn what_is_being_typed_is_saved() {
    let folder = tempfile::tempdir().expect("folder");
    let (paths, mut window) = window_on(folder.path(), &["甲方案"]);
    type_deadline(&mut window, "年底前");
    assert!(window.has(Role::Label, "●"), "it counts as a change at once");
    window.command(UiCommand::Save);
    window.wait("saved", |window| !window.session().is_unsaved());
    assert!(fs::read_to_string(&paths[0]).expect("a file").contains("年底前"));
}

#[test]
fn what_is_being_typed_is_asked_about_before_the_window_or_the_tab_closes() {
    let folder = tempfile::tempdir().expect("folder");
    let (paths, mut window) = window_on(folder.path(), &["甲方案", "乙方案"]);
    type_deadline(&mut window, "年底前");
    quit(&mut window);
    window.node(Role::Label, LOST);
    window.press(Key::Escape);
    type_deadline(&mut window, "明年");
    window.command(UiCommand::CloseTab);
    window.node(Role::Label, LOST);
    window.press(Key::Enter);
    window.wait("the plan is closed", |window| window.session().plans().len() == 1);
    assert!(fs::read_to_string(&paths[0]).expect("a file").contains("明年"));
}

#[test]
fn what_is_being_typed_stays_when_a_person_goes_elsewhere() {
    let folder = tempfile::tempdir().expect("folder");
    let (_paths, mut window) = window_on(folder.path(), &["甲方案", "乙方案"]);
    type_deadline(&mut window, "年底前");
    window.press_with(CTRL, Key::Tab);
    window.press_with(CTRL, Key::Tab);
    assert_eq!(deadline(&window), Some("年底前"));
    type_deadline(&mut window, "明年");
    window.command(UiCommand::Back);
    assert_eq!(deadline(&window), Some("明年"));
    type_deadline(&mut window, "后年");
    window.command(UiCommand::Print);
    assert_eq!(deadline(&window), Some("后年"));
}

#[test]
fn escape_takes_back_what_is_being_typed() {
    let folder = tempfile::tempdir().expect("folder");
    let (_paths, mut window) = window_on(folder.path(), &["甲方案"]);
    type_deadline(&mut window, "年底前");
    window.press(Key::Escape);
    assert_eq!((deadline(&window), window.session().is_unsaved()), (None, false));
    assert_eq!(window.node(Role::TextInput, "完成时限").value().unwrap_or_default(), "");
}

#[test]
fn what_is_being_typed_comes_back_after_a_crash() {
    let folder = tempfile::tempdir().expect("folder");
    let (_paths, mut window) = window_on(folder.path(), &["甲方案"]);
    type_deadline(&mut window, "年底前");
    window.wait("the journal", |window| window.harness.state().journal_writes() >= 1);
    drop(window);
    let mut window = Window::remembering_in(folder.path().join("settings.ron"));
    window.wait_for(Role::Label, FOUND);
    window.press(Key::Enter);
    window.wait("the changes", |window| deadline(window) == Some("年底前"));
}

#[test]
fn questions_are_asked_over_the_print_preview_too() {
    let folder = tempfile::tempdir().expect("folder");
    let (paths, mut window) = window_on(folder.path(), &["甲方案"]);
    retitle(&mut window, "新题目");
    window.command(UiCommand::Print);
    assert!(window.session().preview().is_some());
    quit(&mut window);
    window.node(Role::Label, LOST);
    assert!(is_focused(&window, "保存"), "and it has the keyboard");
    fs::write(&paths[0], small("别人的")).expect("written");
    window.press(Key::Enter);
    window.wait_for(Role::Label, CHANGED);
    assert!(is_focused(&window, "取消"));
    window.press(Key::Escape);
    assert!(!window.says(CHANGED) && window.session().preview().is_some(), "Esc answers the question alone");
}

/// Presses keys that mean something to the matrix and to the commands behind a question: nothing
/// comes of them, and Tab goes from answer to answer.
#[track_caller]
fn has_the_keyboard(window: &mut Window, title: &str, answers: &[&str], default: &str) {
    window.node(Role::Label, title);
    assert!(is_focused(window, default), "{default} is the default of {title}");
    let state = |window: &Window| {
        let session = window.session();
        (
            session.cursor(),
            session.panel(),
            session.page(),
            session.plans().len(),
            session.document().plan.title.clone(),
        )
    };
    let before = state(window);
    for (modifiers, key) in [
        (CTRL, Key::Z),
        (CTRL, Key::J),
        (CTRL, Key::W),
        (CTRL, Key::K),
        (CTRL, Key::F),
        (CTRL, Key::P),
        (CTRL, Key::Num2),
        (Modifiers::NONE, Key::F1),
        (Modifiers::NONE, Key::F6),
        (Modifiers::NONE, Key::F8),
        (CTRL | Modifiers::SHIFT, Key::PageDown),
        (Modifiers::NONE, Key::PageDown),
    ] {
        window.press_with(modifiers, key);
        assert_eq!(state(window), before, "{modifiers:?} {key:?} behind {title}");
        assert!(!window.session().is_palette_open() && window.session().help().is_none());
        window.node(Role::Label, title);
    }
    let mut reached: Vec<&str> = Vec::new();
    for _ in 0..=answers.len() {
        window.press(Key::Tab);
        reached.extend(answers.iter().copied().filter(|answer| is_focused(window, answer)));
    }
    assert!(answers.iter().all(|answer| reached.contains(answer)), "Tab reaches {reached:?} of {answers:?}");
    while !is_focused(window, default) {
        window.press(Key::Tab);
    }
    assert_eq!(state(window), before);
}

#[test]
fn the_question_about_a_crash_has_the_keyboard() {
    let folder = tempfile::tempdir().expect("folder");
    let (_paths, mut window) = window_on(folder.path(), &["甲方案"]);
    retitle(&mut window, "没有存");
    window.wait("the journal", |window| window.harness.state().journal_writes() >= 1);
    drop(window);
    let settings = folder.path().join("settings.ron");
    let mut window = Window::remembering_in(settings.clone());
    window.wait_for(Role::Label, FOUND);
    has_the_keyboard(&mut window, FOUND, &["恢复", "放弃这些修改", "以后再说"], "恢复");
    window.press(Key::Escape);
    assert!(!window.says(FOUND));
    drop(window);
    let mut window = Window::remembering_in(settings);
    window.wait_for(Role::Label, FOUND);
    window.press(Key::Enter);
    window.wait("the changes", |window| window.session().document().plan.title == "没有存");
}

#[test]
fn the_question_before_saving_has_the_keyboard() {
    let folder = tempfile::tempdir().expect("folder");
    let (paths, mut window) = window_on(folder.path(), &["甲方案"]);
    retitle(&mut window, "新题目");
    window.press(Key::Escape);
    window.click(Role::RowHeader, "第1项 某事");
    fs::write(&paths[0], small("别人的")).expect("written");
    window.command(UiCommand::Save);
    window.wait_for(Role::Label, CHANGED);
    has_the_keyboard(&mut window, CHANGED, &["另存为…", "仍然保存", "取消"], "取消");
    window.press(Key::Enter);
    assert!(!window.says(CHANGED) && window.session().is_unsaved());
}

#[test]
fn the_list_of_versions_has_the_keyboard() {
    let folder = tempfile::tempdir().expect("folder");
    let (_paths, mut window) = window_on(folder.path(), &["甲方案"]);
    retitle(&mut window, "新题目");
    window.command(UiCommand::Save);
    window.wait("saved", |window| !window.session().is_unsaved());
    while window.session().notice().is_some() {
        window.press(Key::Escape);
    }
    window.click(Role::Button, "文件");
    window.click(Role::Button, "以前的版本…");
    let title = "以前的版本";
    window.wait("the list", |window| window.session().versions().is_some());
    has_the_keyboard(&mut window, title, &["关闭"], "关闭");
    window.press(Key::Escape);
    assert!(window.session().versions().is_none() && window.session().plans().len() == 1);
}

#[test]
fn the_question_about_unsaved_changes_has_the_keyboard() {
    let folder = tempfile::tempdir().expect("folder");
    let (_paths, mut window) = window_on(folder.path(), &["甲方案"]);
    retitle(&mut window, "新题目");
    window.click(Role::RowHeader, "第1项 某事");
    quit(&mut window);
    has_the_keyboard(&mut window, LOST, &["保存", "不保存", "取消"], "保存");
}
