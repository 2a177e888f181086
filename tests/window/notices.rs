//! Messages: of which plan they speak, and that none takes the place of another.

use crate::harness::*;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::UiCommand;
use std::fs;
use std::path::PathBuf;

fn plan(title: &str, lead: &str) -> String {
    format!(
        "(format: 1, title: \"{title}\", groups: [(name: \"甲\", units: {{\"县司法局\": ()}})],\n  \
         tasks: [(number: \"1\", text: \"某事\", lead: [\"{lead}\"])])\n"
    )
}

/// A window with these plans open, the first shown, and the folder of their files.
fn opened(plans: &[(&str, &str)]) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |(title, lead): &(&str, &str)| {
        let path = folder.path().join(format!("{title}.ron"));
        fs::write(&path, plan(title, lead)).expect("a file");
        path
    };
    let files: Vec<PathBuf> = plans.iter().map(file).collect();
    let mut window = Window::opening_all(files);
    let (count, first) = (plans.len(), plans[0].0);
    window.wait("all plans", |window| window.session().plans().len() == count && window.has(Role::Label, first));
    (folder, window)
}

#[test]
fn the_errors_of_two_plans_are_read_on_each() {
    let (_folder, mut window) = opened(&[("甲方案", "县司法居"), ("乙方案", "县司法句")]);
    assert!(window.says("县司法居") && !window.says("县司法句"));
    window.press_with(CTRL, Key::Tab);
    assert!(window.says("县司法句"));
    window.press(Key::Escape);
    assert!(window.session().notice().is_none());
    window.press_with(CTRL, Key::Tab);
    assert!(window.session().notice().is_some() && window.says("县司法居"), "closed there, not here");
}

#[test]
fn several_messages_stand_one_over_the_other() {
    let (folder, mut window) = opened(&[("甲方案", "县司法居")]);
    let copy = folder.path().join("矩阵.csv");
    window.desktop.will_answer(Answer::Path(copy.clone()));
    window.command(UiCommand::ExportMatrix);
    window.wait_for(Role::Label, &format!("已导出：{}", copy.display()));
    assert!(window.says("县司法居"), "the errors are there still");
    assert_eq!(window.all(Role::Button, "关闭").len(), 2);
    window.press(Key::Escape);
    assert!(!window.says("已导出") && window.says("县司法居"));
}

#[test]
fn a_plan_is_not_saved_over_one_in_another_tab() {
    let (folder, mut window) = opened(&[("甲方案", "县司法局"), ("乙方案", "县司法局")]);
    let other = folder.path().join("乙方案.ron");
    for path in [other.clone(), folder.path().join(".").join("乙方案.ron")] {
        window.desktop.will_answer(Answer::Path(path));
        window.command(UiCommand::SaveAs);
        window.wait("a word", |window| window.says("已在另一个标签页打开"));
        assert_eq!(fs::read_to_string(&other).expect("a file"), plan("乙方案", "县司法局"));
        window.press(Key::Escape);
    }
    assert!(!window.says("方案文件已在别处修改"));
    assert!(window.session().path().is_some_and(|path| path.ends_with("甲方案.ron")));
}

#[test]
fn what_was_saved_does_not_stay_over_another_plan() {
    let (_folder, mut window) = opened(&[("甲方案", "县司法局"), ("乙方案", "县司法局")]);
    window.command(UiCommand::Arrange);
    window.node(Role::TextInput, "方案标题").focus();
    window.settle();
    window.harness.event(Event::Text("新".to_owned()));
    window.settle();
    window.command(UiCommand::Save);
    window.wait("saved", |window| window.says("已保存："));
    window.press_with(CTRL, Key::Tab);
    assert!(!window.says("已保存："));
}

#[test]
fn a_message_does_not_cover_the_first_hint() {
    let (_folder, path) = plan_file("甲方案.ron", &plan("甲方案", "县司法居"));
    let mut window = Window::for_the_first_time();
    window.desktop.will_answer(Answer::Path(path));
    window.command(UiCommand::Open);
    window.wait("the errors", |window| window.says("县司法居"));
    let hint = window.labels(Role::Label).into_iter().find(|label| label.contains("Ctrl+F")).expect("a hint");
    let hint = window.node(Role::Label, &hint).rect();
    let close = window.node(Role::Button, "关闭").rect();
    let title = window.labels(Role::Label).into_iter().find(|label| label.starts_with("文件有")).expect("a title");
    let title = window.node(Role::Label, &title).rect();
    assert!(title.left() > hint.right() && close.right() < LAPTOP.x, "{title:?} {hint:?} {close:?}");
}
