//! Source text and load, the list of commands, folds, and what the program remembers.

use crate::harness::*;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::product::Wanted;
use responsibility_matrix::session::{Export, Extent, Page, Panel, UiCommand};
use std::fs;

const SOURCE_BOX: &str = "在原文中查找";

fn source_lines(window: &Window, words: &str) -> usize {
    window.labels(Role::Link).iter().filter(|label| label.contains(words)).count()
}

#[test]
fn a_task_leads_to_its_place_in_the_source_and_back() {
    let mut window = Window::new();
    for _ in 0..30 {
        window.press(Key::ArrowDown);
    }
    window.press(Key::Enter);
    let Panel::Task(shown) = window.session().panel() else { panic!("{:?}", window.session().panel()) };
    window.activate(Role::Link, "看原文");
    assert_eq!(window.session().page(), Page::Source);
    let document = window.session().document();
    let source = document.source.as_ref().expect("a source text");
    let place = source.place(shown).expect("its place");
    let beginning: String = source.text[place.span.clone()].chars().take(12).collect();
    assert_eq!(source_lines(&window, &beginning), 1, "{beginning}: {:#?}", window.labels(Role::Link));
    // A paragraph leads to its task.
    let before = window
        .labels(Role::Link)
        .into_iter()
        .find(|label| label.contains("(牵头单位") && !label.contains(&beginning))
        .expect("another paragraph");
    window.activate(Role::Link, &before);
    let Panel::Task(other) = window.session().panel() else { panic!("{:?}", window.session().panel()) };
    assert_ne!(other, shown);
    window.command(UiCommand::Back);
    window.command(UiCommand::Back);
    assert_eq!((window.session().page(), window.session().panel()), (Page::Matrix, Panel::Task(shown)));
}

#[test]
fn the_source_has_a_search_of_its_own() {
    let mut window = Window::new();
    window.click(Role::Tab, "原文");
    window.command(UiCommand::Find);
    assert!(window.node(Role::TextInput, SOURCE_BOX).is_focused());
    window.harness.event(Event::Text("司法局".to_owned()));
    window.settle();
    let text = &window.session().document().source.as_ref().expect("a text").text;
    let count = text.matches("司法局").count();
    window.node(Role::Label, &format!("1 / {count}"));
    window.press(Key::Enter);
    window.node(Role::Label, &format!("2 / {count}"));
    window.press_with(Modifiers::SHIFT, Key::Enter);
    window.press_with(Modifiers::SHIFT, Key::Enter);
    window.node(Role::Label, &format!("{count} / {count}"));
    assert!(source_lines(&window, "司法局") > 0, "the last place is in view");
    window.click(Role::Button, "下一处");
    window.node(Role::Label, &format!("1 / {count}"));
    window.node(Role::TextInput, SOURCE_BOX).focus();
    window.harness.event(Event::Text("没有这样的词".to_owned()));
    window.settle();
    window.node(Role::Label, "没有找到");
    window.press(Key::Escape);
    window.press(Key::End);
    assert!(window.says("木兰县"), "{:?}", window.labels(Role::Label));
}

#[test]
fn a_plan_without_a_source_says_so() {
    let plan = r#"(format: 1, title: "小方案", groups: [], tasks: [])"#;
    let (_folder, path) = plan_file("小.ron", plan);
    let mut window = Window::opening(path);
    window.wait_for(Role::Label, "小方案");
    window.command(UiCommand::ShowSource);
    assert!(window.says("这份方案没有附原文"), "{:?}", window.labels(Role::Label));
    window.command(UiCommand::ShowLoad);
    window.node(Role::Label, "任务分布");
}

#[test]
fn the_load_of_all_units_leads_to_each() {
    let mut window = Window::new();
    window.command(UiCommand::ShowLoad);
    let bars: Vec<String> = window.labels(Role::Link).into_iter().filter(|label| label.contains("，共 ")).collect();
    assert_eq!(bars[0], "各乡镇政府：责任 36，共 36 项");
    assert_eq!(bars[2], "县司法局：牵头 5 · 责任 11 · 经集合单位 9，共 16 项");
    window.click(Role::Link, &bars[2]);
    window.node(Role::Label, "第 13 / 41 个单位");
    assert_eq!(window.session().page(), Page::Load);
    window.press(Key::Escape);
    window.press(Key::Escape);
    assert_eq!(window.session().page(), Page::Matrix);
}

#[test]
fn sections_and_groups_fold_by_mouse_key_and_assistive_technology() {
    let mut window = Window::new();
    let section = "（一）构建法治环境保障体系";
    window.activate(Role::DisclosureTriangle, &format!("折叠：{section}"));
    window.node(Role::Grid, "责任矩阵，37 行 41 列");
    window.node(Role::GridCell, "构建法治环境保障体系 × 县司法局：牵头 4、责任 4");
    window.activate(Role::DisclosureTriangle, "折叠：县政府部门");
    window.node(Role::Grid, "责任矩阵，37 行 21 列");
    window.node(Role::ColumnHeader, "县政府部门（21 个单位）");
    window.node(Role::Label, "共 39 项任务、41 个单位，全部显示");
    window.click(Role::DisclosureTriangle, &format!("展开：{section}"));
    window.node(Role::Grid, "责任矩阵，46 行 21 列");
    window.click(Role::DisclosureTriangle, "展开：县政府部门");
    window.node(Role::Grid, "责任矩阵，46 行 41 列");
    window.press(Key::F7);
    window.node(Role::Grid, "责任矩阵，37 行 41 列");
    window.press(Key::F7);
    window.press_with(Modifiers::SHIFT, Key::F7);
    window.node(Role::Grid, "责任矩阵，46 行 33 列");
}

#[test]
fn units_are_put_in_another_order() {
    let mut window = Window::new();
    window.click(Role::Button, "排序：文件顺序 ▼");
    window.click(Role::RadioButton, "任务多少");
    assert_eq!(window.labels(Role::ColumnHeader)[..2], ["各乡镇政府", "县营商环境建设监督局"]);
    window.click(Role::Button, "排序：任务多少 ▼");
    window.click(Role::RadioButton, "文件顺序");
    assert_eq!(window.labels(Role::ColumnHeader)[0], "县委依法治县委员会办公室");
}

#[test]
fn the_search_box_filters_by_words() {
    let mut window = Window::new();
    window.command(UiCommand::Find);
    window.harness.event(Event::Text("营商环境".to_owned()));
    window.settle();
    window.click(Role::ListBoxOption, "只显示含“营商环境”的任务");
    let shown = window.session().view().shown_tasks;
    assert!((1..39).contains(&shown));
    assert!(window.says(&format!("共 39 项，显示 {shown} 项")));
    window.click(Role::Button, "文字：“营商环境” ×");
    window.node(Role::Label, "共 39 项任务、41 个单位，全部显示");
}

#[test]
fn an_export_of_a_part_asks_how_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::new();
    window.click_with(CTRL, Role::Button, "牵头 68");
    for (button, extent) in [("显示的部分", Extent::Shown), ("全部", Extent::All)] {
        let path = folder.path().join(format!("{button}.csv"));
        window.desktop.will_answer(Answer::Path(path.clone()));
        window.command(UiCommand::ExportMatrix);
        assert_eq!(window.session().extent_question().map(|asked| asked.export), Some(Export::all(Wanted::Matrix)));
        window.node(Role::Label, "导出显示的部分，还是全部？");
        window.click(Role::Button, button);
        let message = format!("已导出：{}", path.display());
        window.wait(&message, |window| window.says(&message));
        let text = fs::read_to_string(&path).expect("a file");
        assert_eq!(text.contains(",牵头,"), extent == Extent::All);
        assert_eq!(window.says("（共 715 条标记，显示 647 条）"), extent == Extent::Shown);
        window.click(Role::Button, "关闭");
    }
    window.command(UiCommand::ExportMatrix);
    window.press(Key::Enter);
    assert_eq!(window.session().extent_question(), None, "Enter takes what is shown");
    window.command(UiCommand::ExportMatrix);
    window.press(Key::Escape);
    assert_eq!((window.session().extent_question(), window.desktop.proposed().len()), (None, 3));
}

#[test]
fn the_first_hint_is_closed_once_and_for_all() {
    let mut window = Window::for_the_first_time();
    assert!(window.says("三句话学会使用"));
    window.click(Role::Button, "知道了");
    assert!(!window.says("三句话学会使用") && window.session().settings().hint_seen);
}

#[test]
fn a_unit_becomes_mine() {
    let mut window = Window::new();
    window.command(UiCommand::ShowMyUnit);
    assert!(window.says("还没有选定我的单位"));
    window.click(Role::ColumnHeader, "县司法局");
    window.click(Role::Button, "设为我的单位");
    window.press(Key::Escape);
    window.press(Key::Escape);
    window.command(UiCommand::ShowMyUnit);
    window.node(Role::Label, "第 13 / 41 个单位");
    window.click(Role::Button, "不再是我的单位");
    assert_eq!(window.session().settings().my_unit, None);
}

#[test]
fn a_plan_changed_on_disk_is_offered_again() {
    let plan = |title: &str| {
        format!(
            r#"(format: 1, title: "{title}", groups: [(name: "甲", units: {{"乙局": ()}})], tasks: [(number: "1", text: "某事", lead: ["乙局"]), (number: "2", text: "另一事", lead: ["乙局"])])"#
        )
    };
    let (_folder, path) = plan_file("plan.ron", &plan("旧方案"));
    let mut window = Window::opening(path.clone());
    window.wait_for(Role::Label, "旧方案");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    window.node(Role::Label, "第 2 项");
    fs::write(&path, plan("新的方案")).expect("written");
    window.wait_for(Role::Button, "重新读取");
    window.node(Role::Label, "旧方案");
    window.click(Role::Button, "重新读取");
    window.wait_for(Role::Label, "新的方案");
    window.node(Role::Label, "第 2 项");
    window.click(Role::Button, "文件");
    window.node(Role::Button, "plan.ron");
    window.press(Key::Escape);
    fs::remove_file(&path).expect("removed");
    window.wait("the loss", |window| window.says("方案文件已被删除或移走"));
}

#[test]
fn what_changes_is_written_to_the_settings_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let mut window = Window::remembering_in(path.clone());
    window.press(Key::F7);
    window.wait("the file", |_| path.exists());
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains("构建法治环境保障体系"), "{text}");
}
