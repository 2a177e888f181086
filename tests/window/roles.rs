//! Seven roles in the window: what the plan calls them, marks as shapes, letters or words, and people.

use crate::harness::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::session::UiCommand;
use responsibility_matrix::view::MarkStyle;

const RACI: &str = include_str!("../../seeds/library-raci-2026.ron");

const PEOPLE: &str = r#"(
    format: 1, title: "有责任人员的方案",
    groups: [(name: "部门", units: { "甲局": (), "乙局": (), "丙局": () })],
    tasks: [
        (
            number: "1", text: "第一件事", lead: ["甲局"], responsible: ["乙局"], supervising: ["丙局"],
            consulted: ["丙局"], informed: ["乙局"],
            people: [
                (label: "牵头领导", name: "张三", post: "副县长"),
                (label: "责任人", name: "李四", unit: "乙局"),
            ],
        ),
        (number: "2", text: "第二件事", lead: ["乙局"]),
    ],
)"#;

fn open(file: &str) -> Document {
    Document::open("plan.ron", file.as_bytes()).expect("a plan")
}

/// Through the list of all commands, for those without a key.
fn choose_command(window: &mut Window, words: &str) {
    window.command(UiCommand::Palette);
    window.harness.event(Event::Text(words.to_owned()));
    window.settle();
    window.press(Key::Enter);
}

#[test]
fn a_plan_is_shown_in_its_own_words() {
    let mut window = Window::on(open(RACI), Lang::En, LAPTOP);
    for chip in ["Accountable 8", "Responsible 14", "Consulted 10", "Informed 12"] {
        window.node(Role::Button, chip);
    }
    window.node(Role::Label, "Accountable and Responsible 1");
    for unused in ["Overall lead 0", "Supporting 0", "Supervising 0"] {
        assert!(!window.has(Role::Button, unused), "no word about what the plan does not use");
    }
    window.node(Role::GridCell, "Task 1.1 × Librarian: Accountable (Named)");
    window.node(Role::GridCell, "Task 2.3 × Schools: Consulted (Named), Informed (Named)");
    window.click(Role::ColumnHeader, "Catalogue");
    for heading in ["Accountable 2", "Consulted 1"] {
        assert!(window.says(heading), "{heading} in {:?}", window.labels(Role::Label));
    }
    // Hidden by role, the marks are gone from cells and counts.
    window.click_with(CTRL, Role::Button, "Accountable 8");
    assert!(!window.has(Role::GridCell, "Task 1.1 × Librarian: Accountable (Named)"));
}

#[test]
fn marks_are_shown_as_the_reader_likes() {
    let mut window = Window::on(open(RACI), Lang::En, LAPTOP);
    assert_eq!(window.session().marks(), MarkStyle::Shapes);
    let width = |window: &Window| window.node(Role::ColumnHeader, "Librarian").rect().width();
    let narrow = width(&window);
    window.click(Role::Button, "Marks: Shapes ▼");
    window.click(Role::RadioButton, "Words");
    assert_eq!(window.session().marks(), MarkStyle::Words);
    assert!(width(&window) > 2.0 * narrow, "words have room");
    window.node(Role::GridCell, "Task 1.1 × Librarian: Accountable (Named)");
    window.click(Role::Button, "Marks: Words ▼");
    window.click(Role::RadioButton, "Letters");
    assert_eq!((window.session().marks(), width(&window)), (MarkStyle::Letters, narrow));
    assert!(window.paints("A") && window.paints("RC"), "letters of the plan, two in one cell");
    choose_command(&mut window, "Show marks as shapes");
    assert_eq!(window.session().marks(), MarkStyle::Shapes);
}

#[test]
fn the_choice_of_marks_is_remembered() {
    let mut window = Window::on(open(RACI), Lang::En, LAPTOP);
    choose_command(&mut window, "Show marks as letters");
    let settings = window.session().settings();
    assert_eq!(settings.marks, MarkStyle::Letters);
    assert!(settings.to_text().contains("marks: letters"), "{}", settings.to_text());
}

#[test]
fn people_are_shown_with_their_task_and_found() {
    let mut window = Window::on(open(PEOPLE), Lang::Zh, LAPTOP);
    window.node(Role::GridCell, "第1项 × 丙局：督办（列名）、咨询（列名）");
    window.click(Role::RowHeader, "第1项 第一件事");
    window.node(Role::Label, "责任人员");
    window.node(Role::Label, "牵头领导：张三（副县长）");
    window.node(Role::Label, "责任人：李四");
    window.click(Role::ColumnHeader, "乙局");
    assert!(window.says("责任人：李四"), "{:?}", window.labels(Role::Label));
    assert!(!window.says("张三"), "who answers for the whole task stands with the task");
    for (words, found) in [("zhangsan", true), ("李四", true), ("王五", false)] {
        window.command(UiCommand::Find);
        window.harness.event(Event::Text(words.to_owned()));
        window.settle();
        let results = window.labels(Role::ListBoxOption);
        assert_eq!(results.iter().any(|result| result.contains("第一件事")), found, "{words}: {results:?}");
        window.press(Key::Escape);
    }
}
