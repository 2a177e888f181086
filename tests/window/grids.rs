//! How a grid was read, and reading it in another way.

use crate::harness::*;
use responsibility_matrix::model;
use responsibility_matrix::session::{Page, Panel, UiCommand};

const GRID: &str = "任务,县农业局,县水务局\n备好种子,A,R\n修好水渠,R,A\n防病防虫,A,C\n";
const UNEXPLAINED: &str = "任务,县农业局,县水务局,县林业局\n备好种子,★,■,\n修好水渠,■,★,\n植树造林,,■,★\n";

/// A window on a document, in a folder of its own.
fn opened(name: &str, text: &str) -> (tempfile::TempDir, Window) {
    let (folder, path) = plan_file(name, text);
    let mut window = Window::opening(path);
    window.wait("the document", |window| window.session().draft().is_some());
    assert_eq!((window.session().page(), window.session().panel()), (Page::Source, Panel::Doubts));
    (folder, window)
}

/// Chooses from a list by its spoken name, as assistive technology does.
#[track_caller]
fn choose(window: &mut Window, list: &str, choice: &str) {
    window.activate(Role::ComboBox, list);
    window.activate(Role::Button, choice);
}

fn marks(window: &Window, role: model::Role) -> usize {
    window.session().document().plan.tasks.iter().map(|task| task.parties(role).len()).sum()
}

#[test]
fn what_a_letter_means_is_changed_and_seen_at_once() {
    let (_folder, mut window) = opened("分工.csv", GRID);
    assert_eq!(marks(&window, model::Role::Lead), 3);
    window.command(UiCommand::ShowMatrix);
    window.node(Role::GridCell, "第1项 × 县农业局：牵头（列名）");
    choose(&mut window, "“A”的含义", "督办");
    let cell = "第1项 × 县农业局：督办（列名）";
    window.wait_for(Role::GridCell, cell);
    assert_eq!((marks(&window, model::Role::Lead), marks(&window, model::Role::Supervising)), (0, 3));
    assert_eq!(window.node(Role::ComboBox, "“A”的含义").value().as_deref(), Some("督办"));
    window.command(UiCommand::Undo);
    window.node(Role::GridCell, "第1项 × 县农业局：牵头（列名）");
    assert_eq!(window.node(Role::ComboBox, "“A”的含义").value().as_deref(), Some("牵头"));
}

#[test]
fn the_way_of_a_grid_is_changed() {
    let (_folder, mut window) = opened("分工.csv", GRID);
    choose(&mut window, "行与列", "行为单位，列为任务");
    window.wait("units in rows", |window| window.session().document().plan.unit_named("备好种子").is_some());
    window.node(Role::ComboBox, "表头首行");
    window.node(Role::ComboBox, "表头末行");
}

#[test]
fn signs_that_nobody_explains_are_explained_by_a_person() {
    let (_folder, mut window) = opened("分工.csv", UNEXPLAINED);
    window.node(Role::Label, "文件没有说明这些符号的含义，请逐一指定");
    assert_eq!((window.session().document().plan.tasks.len(), marks(&window, model::Role::Lead)), (3, 0));
    choose(&mut window, "“★”的含义", "牵头");
    window.wait("the leads", |window| marks(window, model::Role::Lead) == 3);
    choose(&mut window, "“■”的含义", "配合");
    window.wait("the others", |window| marks(window, model::Role::Supporting) == 3);
    assert!(!window.says("请逐一指定"));
    window.command(UiCommand::ShowMatrix);
    window.node(Role::GridCell, "第3项 × 县林业局：牵头（列名）");
    window.node(Role::GridCell, "第3项 × 县水务局：配合（列名）");
}

#[test]
fn a_meaning_is_chosen_by_keyboard() {
    let (_folder, mut window) = opened("分工.csv", GRID);
    window.node(Role::ComboBox, "“C”的含义").focus();
    window.settle();
    window.press(Key::Space);
    window.wait_for(Role::Button, "知会");
    let is_there = |window: &Window| window.node(Role::Button, "知会").is_focused();
    for _ in 0..10 {
        if !is_there(&window) {
            window.press(Key::ArrowDown);
        }
    }
    assert!(is_there(&window), "{:?}", window.labels(Role::Button));
    window.press(Key::Enter);
    window.wait("informed", |window| marks(window, model::Role::Informed) == 1);
}
