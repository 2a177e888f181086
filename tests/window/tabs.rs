//! Several plans side by side: tabs, what each keeps for itself, and what is asked before one goes.

use crate::harness::*;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::UiCommand;
use std::fs;
use std::path::PathBuf;

const BUILT_IN: &str = "木兰县优化营商环境工作方案";

fn small(title: &str) -> String {
    format!(
        r#"(format: 1, title: "{title}", groups: [(name: "甲", units: {{"县司法局": (), "县公安局": ()}})],
        tasks: [(number: "1", text: "某事", lead: ["县司法局"]), (number: "2", text: "另一事", lead: ["县公安局"])])"#
    )
}

/// A window with these plans open, the first shown, and the folder of their files.
fn opened(titles: &[&str]) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let files: Vec<PathBuf> = titles.iter().map(|title| folder.path().join(format!("{title}.ron"))).collect();
    for (file, title) in files.iter().zip(titles) {
        fs::write(file, small(title)).expect("a file");
    }
    let mut window = Window::opening_all(files);
    let count = titles.len();
    window.wait("all plans", |window| window.session().plans().len() == count && window.has(Role::Label, titles[0]));
    (folder, window)
}

fn tabs(window: &Window) -> Vec<String> {
    let pages = ["矩阵", "原文", "任务分布", "汇总"];
    window.labels(Role::Tab).into_iter().filter(|label| !pages.contains(&label.as_str())).collect()
}

fn shown(window: &Window) -> String {
    window.session().active().document().plan.title.clone()
}

/// Gives the plan on screen another title.
fn rename(window: &mut Window, title: &str) {
    window.command(UiCommand::Arrange);
    window.node(Role::TextInput, "方案标题").focus();
    window.settle();
    window.press_with(CTRL, Key::A);
    window.harness.event(Event::Text(title.to_owned()));
    window.settle();
    window.press(Key::Enter);
    assert!(window.session().is_unsaved());
}

#[test]
fn one_plan_has_no_strip_and_several_have_a_tab_each() {
    let window = Window::new();
    assert_eq!(tabs(&window), Vec::<String>::new());
    let (_folder, mut window) = opened(&["甲方案", "乙方案"]);
    assert_eq!((tabs(&window), shown(&window).as_str()), (vec!["甲方案".to_owned(), "乙方案".to_owned()], "甲方案"));
    window.command(UiCommand::OpenBuiltin);
    assert_eq!(tabs(&window), ["甲方案", "乙方案", BUILT_IN]);
    window.click(Role::Tab, "乙方案");
    window.node(Role::Label, "乙方案");
    window.press_with(CTRL, Key::Tab);
    assert_eq!(shown(&window), BUILT_IN);
    window.press_with(CTRL, Key::Tab);
    assert_eq!(shown(&window), "甲方案");
    window.press_with(CTRL | Modifiers::SHIFT, Key::Tab);
    assert_eq!(shown(&window), BUILT_IN);
}

#[test]
fn a_tab_is_closed_by_its_cross_the_middle_button_and_the_key() {
    let (_folder, mut window) = opened(&["甲方案", "乙方案", "丙方案", "丁方案"]);
    window.click(Role::Button, "关闭“丙方案”");
    assert_eq!((tabs(&window).len(), shown(&window).as_str()), (3, "甲方案"), "what is shown stays");
    window.node(Role::Tab, "乙方案").click_button(egui::PointerButton::Middle);
    window.settle();
    assert_eq!(tabs(&window), ["甲方案", "丁方案"]);
    window.press_with(CTRL, Key::W);
    assert_eq!((tabs(&window).len(), shown(&window).as_str()), (0, "丁方案"));
    window.press_with(CTRL, Key::W);
    window.node(Role::Label, BUILT_IN);
}

#[test]
fn tabs_are_moved_by_mouse_and_by_key() {
    let (_folder, mut window) = opened(&["甲方案", "乙方案", "丙方案"]);
    let center = |window: &Window, title: &str| window.node(Role::Tab, title).rect().center();
    let (from, to) = (center(&window, "甲方案"), center(&window, "丙方案"));
    window.harness.drag_at(from);
    for step in 1..=8 {
        window.harness.hover_at(from + (to - from) * (step as f32 / 8.0) + vec2(4.0, 0.0));
        window.harness.run_steps(2);
    }
    window.harness.drop_at(to);
    window.settle();
    assert_eq!(
        (tabs(&window), shown(&window).as_str()),
        (["乙方案", "丙方案", "甲方案"].map(str::to_owned).to_vec(), "甲方案")
    );
    window.press_with(CTRL | Modifiers::SHIFT, Key::PageUp);
    assert_eq!(tabs(&window), ["乙方案", "甲方案", "丙方案"]);
    window.press_with(CTRL | Modifiers::SHIFT, Key::PageDown);
    assert_eq!(tabs(&window), ["乙方案", "丙方案", "甲方案"]);
}

#[test]
fn each_plan_keeps_its_cursor_panel_and_page() {
    let (_folder, mut window) = opened(&["甲方案", "乙方案"]);
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.node(Role::Label, "第 2 项");
    window.press_with(CTRL, Key::Tab);
    assert!(!window.has(Role::Label, "第 2 项"));
    window.status_says("第1项 × 县司法局：牵头（列名）");
    window.command(UiCommand::ShowLoad);
    window.press_with(CTRL, Key::Tab);
    window.node(Role::Label, "第 2 项");
    window.node(Role::Grid, "责任矩阵，2 行 2 列");
}

#[test]
fn unsaved_changes_are_marked_and_closing_asks() {
    let (folder, mut window) = opened(&["甲方案", "乙方案"]);
    rename(&mut window, "新题目");
    assert_eq!(tabs(&window), ["新题目，未保存", "乙方案"]);
    window.press_with(CTRL, Key::Tab);
    window.node(Role::Tab, "新题目，未保存").click_button(egui::PointerButton::Middle);
    window.settle();
    window.node(Role::Label, "修改还没有保存");
    assert_eq!(shown(&window), "新题目", "it is seen of which plan is asked");
    let save = |window: &Window| window.all(Role::Button, "保存").iter().any(|button| button.is_focused());
    assert!(save(&window), "the careful answer is the default");
    window.press(Key::Escape);
    assert!(window.session().leaving().is_none());
    window.press_with(CTRL, Key::W);
    assert!(save(&window));
    window.press(Key::Enter);
    window.wait("the plan is closed", |window| window.session().plans().len() == 1);
    let text = fs::read_to_string(folder.path().join("甲方案.ron")).expect("a file");
    assert!(text.contains("新题目"), "{text}");
    for _ in 0..3 {
        window.harness.step();
    }
    assert!(!window.says("方案文件已在别处修改"));
}

#[test]
fn one_question_names_all_plans_with_unsaved_changes() {
    let (_folder, mut window) = opened(&["甲方案", "乙方案", "丙方案"]);
    rename(&mut window, "新甲");
    window.press_with(CTRL | Modifiers::SHIFT, Key::Tab);
    rename(&mut window, "新丙");
    quit(&mut window);
    window.node(Role::Label, "2 个方案的修改还没有保存");
    let lines = window.labels(Role::Label);
    assert!(lines.contains(&"新甲".to_owned()) && lines.contains(&"新丙".to_owned()), "{lines:?}");
    window.click(Role::Button, "取消");
    assert_eq!(window.session().plans().len(), 3);
    quit(&mut window);
    window.click(Role::Button, "全部保存");
    window.wait("all are saved", |window| window.session().plans().iter().all(|plan| !plan.is_unsaved()));
}

fn quit(window: &mut Window) {
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.push(egui::ViewportEvent::Close);
    window.harness.step();
    let viewport = window.harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
    viewport.events.clear();
    window.settle();
}

#[test]
fn reading_again_with_unsaved_changes_asks() {
    let (_folder, mut window) = opened(&["甲方案"]);
    rename(&mut window, "新题目");
    window.node(Role::Label, "●");
    window.press(Key::F5);
    window.node(Role::Label, "重新读取会丢掉没有保存的修改");
    assert!(window.node(Role::Button, "取消").is_focused(), "Enter loses nothing");
    window.press(Key::Enter);
    assert_eq!(shown(&window), "新题目");
    window.press(Key::F5);
    window.click(Role::Button, "丢掉修改并重新读取");
    window.wait_for(Role::Label, "甲方案");
    assert!(!window.has(Role::Label, "●"));
}

#[test]
fn text_on_the_clipboard_takes_a_tab_of_its_own() {
    let (_folder, mut window) = opened(&["甲方案"]);
    rename(&mut window, "新题目");
    window.click(Role::Button, "文件");
    window.click(Role::Button, "导入剪贴板里的文字");
    window.harness.event(Event::Paste("某镇方案\n1.清扫主干道。（牵头单位：镇城建办）\n".to_owned()));
    window.wait("two plans", |window| window.session().plans().len() == 2);
    window.node(Role::Tab, "新题目，未保存");
}

#[test]
fn a_dialog_answered_late_writes_the_plan_that_it_was_for() {
    let (folder, mut window) = opened(&["甲方案", "乙方案"]);
    let desktop = std::sync::Arc::clone(&window.desktop);
    let busy = desktop.hold();
    let path = folder.path().join("另存.ron");
    desktop.will_answer(Answer::Path(path.clone()));
    window.command(UiCommand::SaveAs);
    window.press_with(CTRL, Key::Tab);
    drop(busy);
    window.wait("the file", |window| window.says("已保存："));
    assert!(fs::read_to_string(&path).expect("a file").contains("甲方案"));
    assert_eq!(shown(&window), "乙方案");
    assert!(window.session().path().is_some_and(|own| own.ends_with("乙方案.ron")));
}

#[test]
fn many_tabs_fit_or_are_listed() {
    let titles: Vec<String> = (1..=14).map(|number| format!("某县第{number}号优化营商环境工作方案")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let (_folder, mut window) = opened(&titles);
    assert_eq!(tabs(&window).len(), 14);
    assert!(!window.has(Role::Button, "全部打开的方案"), "they fit, cut, on a laptop");
    window.harness.set_size(vec2(640.0, 480.0));
    window.settle();
    window.click(Role::Button, "全部打开的方案");
    window.click(Role::Button, titles[13]);
    assert_eq!(shown(&window), titles[13]);
    let tab = window.node(Role::Tab, titles[13]).rect();
    assert!(tab.left() >= 0.0 && tab.right() <= 640.0, "it is brought into view: {tab:?}");
}

#[test]
fn what_was_open_comes_back() {
    let (folder, mut window) = opened(&["甲方案", "乙方案"]);
    window.press_with(CTRL, Key::Tab);
    let settings = window.session().settings();
    fs::remove_file(folder.path().join("甲方案.ron")).expect("removed");
    let mut again = Window::going_on(settings);
    again.wait_for(Role::Label, "乙方案");
    again.wait("a word", |window| window.says("甲方案.ron"));
    assert_eq!(again.session().plans().len(), 1);
}
