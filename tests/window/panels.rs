//! The side panel, the way through it, the legend as a filter, the findings.

use crate::harness::*;
use responsibility_matrix::finding::Finding;
use responsibility_matrix::lang::{Lang, finding_hint, finding_message, finding_place};
use responsibility_matrix::model;
use responsibility_matrix::session::{Panel, UiCommand};
use responsibility_matrix::view::{Companion, Subject};

const JUSTICE: &str = "县司法局";
const JUSTICE_4: &str = "第4项 × 县司法局：牵头（列名，第2位）";
const CLOSE: &str = "关闭面板或提示";

fn justice_panel() -> Window {
    let mut window = Window::new();
    window.click(Role::ColumnHeader, JUSTICE);
    window.node(Role::Label, "第 13 / 41 个单位");
    window
}

#[test]
fn enter_opens_the_task_in_full() {
    let mut window = Window::new();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::Enter] {
        window.press(key);
    }
    let task = &window.session().document().plan.tasks[3];
    for words in ["第 4 项", "第 4 / 39 项任务", "责任分工", "第一牵头", &task.text, &task.clause] {
        window.node(Role::Label, words);
    }
    let links = ["（一）构建法治环境保障体系", "县市场监管局", JUSTICE, "各乡镇政府", "县直各部门"];
    let folded = "▶ 经县直各部门：31 个单位";
    assert_eq!(window.labels(Role::Link), [&links[..], &[folded, "看原文"]].concat());
    window.activate(Role::Link, folded);
    assert_eq!(window.labels(Role::Link).len(), links.len() + 2 + 31, "and unfolds who is meant");
}

#[test]
fn every_name_leads_on_and_the_way_back_is_kept() {
    let mut window = Window::new();
    window.click(Role::GridCell, JUSTICE_4);
    window.node(Role::Label, "第 4 项");
    window.click(Role::Link, JUSTICE);
    window.node(Role::Label, "第 13 / 41 个单位");
    window.press_with(Modifiers::ALT, Key::ArrowLeft);
    window.node(Role::Label, "第 4 项");
    window.press_with(Modifiers::ALT, Key::ArrowRight);
    window.node(Role::Label, "第 13 / 41 个单位");
    window.click(Role::Button, "后退");
    window.click(Role::Button, "后退");
    assert_eq!(window.session().panel(), Panel::Closed);
    assert!(window.node(Role::Button, "后退").accesskit_node().is_disabled());
    window.click(Role::Button, "前进");
    window.click(Role::Link, "（一）构建法治环境保障体系");
    for words in ["第 1 / 7 个体系", "总牵头单位", "任务 9 项"] {
        window.node(Role::Label, words);
    }
    window.click(Role::Link, "4  法律法规规章没有规定的，一律不得开展涉企执法检查");
    window.node(Role::Label, "第 4 项");
}

#[test]
fn the_matrix_opens_what_is_clicked() {
    let mut window = Window::new();
    for (role, label, shown) in [
        (Role::GridCell, JUSTICE_4, "第 4 / 39 项任务"),
        (
            Role::RowHeader,
            "第3项 坚持“谁制定、谁清理”的工作原则，积极组织做好涉及营商环境建设的政府规章和规范性文件的全面清理",
            "第 3 / 39 项任务",
        ),
        (Role::ColumnHeader, JUSTICE, "第 13 / 41 个单位"),
        (Role::RowHeader, "（一）构建法治环境保障体系", "第 1 / 7 个体系"),
    ] {
        window.click(role, label);
        window.node(Role::Label, shown);
        window.press(Key::Escape);
        assert!(!window.has(Role::Label, shown));
        window.activate(role, label);
        window.node(Role::Label, shown);
    }
}

#[test]
fn the_panel_opens_and_closes_by_key_and_button() {
    let mut window = Window::new();
    window.press_with(CTRL, Key::Enter);
    window.node(Role::Label, "第 1 / 41 个单位");
    window.press(Key::Escape);
    assert_eq!(window.session().panel(), Panel::Closed);
    window.press(Key::Enter);
    window.click(Role::Button, CLOSE);
    assert_eq!(window.session().panel(), Panel::Closed);
    window.press(Key::ArrowDown);
    window.status_says("第2项 × 县委依法治县委员会办公室：牵头 第一牵头");
}

#[test]
fn neighbours_are_one_step_away() {
    let mut window = Window::new();
    window.press(Key::Enter);
    window.press_with(Modifiers::ALT, Key::PageDown);
    window.node(Role::Label, "第 2 / 39 项任务");
    window.click(Role::Button, "下一个");
    window.node(Role::Label, "第 3 / 39 项任务");
    window.click(Role::Button, "上一个");
    window.press_with(Modifiers::ALT, Key::PageUp);
    window.press_with(Modifiers::ALT, Key::PageUp);
    window.node(Role::Label, "第 1 / 39 项任务");
    window.status_says("第1项 × 县委依法治县委员会办公室：牵头（列名）");
}

#[test]
fn f6_goes_round_the_regions() {
    let mut window = Window::new();
    let grid = "责任矩阵，46 行 41 列";
    for (role, label) in [(Role::Button, "文件"), (Role::Grid, grid)] {
        window.press(Key::F6);
        assert!(window.node(role, label).is_focused(), "{label}");
    }
    window.press(Key::Enter);
    for (role, label) in [(Role::Button, CLOSE), (Role::Button, "文件"), (Role::Grid, grid)] {
        window.press(Key::F6);
        assert!(window.node(role, label).is_focused(), "{label}");
    }
}

#[test]
fn the_keyboard_always_belongs_to_somebody() {
    let mut window = Window::new();
    let second = "第2项 × 县委依法治县委员会办公室：牵头 第一牵头";
    // A button that goes away with its panel, a chip, a link: afterwards the arrows move the cursor.
    window.press(Key::Enter);
    window.press(Key::F6);
    window.press(Key::Enter);
    assert_eq!(window.session().panel(), Panel::Closed, "Enter on the panel's button");
    window.press(Key::ArrowDown);
    window.status_says(second);
    window.click_with(CTRL, Role::Button, "总牵头 7");
    window.press(Key::ArrowUp);
    window.status_says("第1项 × 县委依法治县委员会办公室：牵头（列名）");
    window.press(Key::F6);
    assert!(window.node(Role::Button, "文件").is_focused());
}

#[test]
fn a_unit_owes_what_the_document_says() {
    let window = justice_panel();
    for words in ["县政府部门 · 共 25 项", "5", "11", "9", "第一牵头 4", "牵头 5 项", "责任 11 项"] {
        window.node(Role::Label, words);
    }
    window.node(Role::Label, "牵头 县市场监管局 · 与 各乡镇政府、县直各部门");
    window.node(Role::Button, "导出单位清单 CSV…");
    assert_eq!(window.all(Role::Link, "展开全文").len(), 5 + 11);
}

#[test]
fn text_selected_in_the_panel_is_what_is_copied() {
    let mut window = Window::new();
    window.press(Key::Enter);
    let clause = window.session().document().plan.tasks[0].clause.clone();
    let rect = window.node(Role::Label, &clause).rect();
    let (from, to) = (rect.left_top() + vec2(1.0, 8.0), rect.right_top() + vec2(-1.0, 8.0));
    window.harness.hover_at(from);
    window.harness.drag_at(from);
    window.harness.hover_at(to);
    window.harness.drop_at(to);
    window.settle();
    let copied = window.copied_by(Event::Copy).expect("copied");
    assert!(copied.starts_with("牵头单位：") && clause.starts_with(&copied), "{copied}");
    // Moving on in the matrix ends it.
    window.press(Key::ArrowRight);
    assert_eq!(window.copied_by(Event::Copy).as_deref(), Some("责任\n"));
}

#[test]
fn a_duty_unfolds_to_its_full_text() {
    let mut window = justice_panel();
    let text = window.session().document().plan.tasks[2].text.clone();
    assert!(!window.has(Role::Label, &text));
    window.all(Role::Link, "展开全文")[0].click_accesskit();
    window.settle();
    window.node(Role::Label, &text);
    window.activate(Role::Link, "收起全文");
    assert!(!window.has(Role::Label, &text));
}

#[test]
fn duties_through_a_collective_and_companions_unfold() {
    let mut window = justice_panel();
    let document = window.session().document();
    let justice = document.plan.unit_named(JUSTICE).expect("a unit");
    let companions = Companion::of(&document.plan, &document.ledger, justice);
    let (first, count) = (companions[0], companions.len());
    let shared = format!(
        "共 {} 项 · 对方牵头 {}、责任 {}",
        first.tasks,
        first.roles[model::Role::Lead],
        first.roles[model::Role::Responsible]
    );
    let links = window.labels(Role::Link).len();
    window.activate(Role::Link, "▶ 经县直各部门 9 项");
    assert_eq!(window.labels(Role::Link).len(), links + 9);
    window.activate(Role::Link, "▼ 经县直各部门 9 项");
    assert!(!window.says(&shared));
    window.activate(Role::Link, &format!("▶ 共事单位 {count} 个"));
    // Each has its name and what is shared, which unfolds.
    assert_eq!(window.labels(Role::Link).len(), links + 2 * count);
    window.all(Role::Link, &format!("▶ {shared}"))[0].click_accesskit();
    window.settle();
    assert_eq!(window.labels(Role::Link).len(), links + 2 * count + first.tasks);
}

#[test]
fn collectives_say_whom_they_stand_for() {
    let mut window = Window::new();
    window.click(Role::ColumnHeader, "县直各部门");
    let links = window.labels(Role::Link).len();
    window.activate(Role::Link, "▶ 名册：33 个单位");
    assert_eq!(window.labels(Role::Link).len(), links + 33);
    assert!(window.says("名册依据：县委部门、政法机关、县政府部门全部列入"));
    window.press_with(Modifiers::ALT, Key::PageDown);
    window.node(Role::Label, "泛指单位，不能确定成员，不展开");
    window.press_with(Modifiers::ALT, Key::PageUp);
    window.press_with(Modifiers::ALT, Key::PageUp);
    window.node(Role::Label, "名册尚未填写，按一列显示");
}

#[test]
fn a_correction_of_the_document_is_told() {
    let mut window = Window::new();
    window.press_with(CTRL, Key::End);
    for key in [Key::ArrowUp, Key::ArrowUp, Key::ArrowUp, Key::Enter] {
        window.press(key);
    }
    window.node(Role::Label, "第 37 / 39 项任务");
    assert!(window.says("勘误：原文“"), "{:?}", window.labels(Role::Label));
}

#[test]
fn a_chip_shows_only_its_marks_or_hides_them_and_says_so() {
    let mut window = Window::new();
    let all = "共 39 项任务、41 个单位，全部显示";
    window.node(Role::Label, all);
    window.click(Role::Button, "责任 172");
    window.node(Role::Button, "牵头 0");
    window.click_with(CTRL, Role::Button, "牵头 0");
    window.node(Role::Label, "共 715 条标记，显示 708 条");
    window.click(Role::Button, "牵头 68");
    window.node(Role::Button, "责任 0");
    window.node(Role::Label, "共 715 条标记，显示 68 条");
    window.click(Role::Button, "牵头 68");
    window.node(Role::Label, all);
    window.click_with(CTRL, Role::Button, "牵头 68");
    window.node(Role::Button, "牵头 0");
    assert!(!window.has(Role::GridCell, JUSTICE_4));
    let left_out = "共 715 条标记，显示 647 条";
    window.node(Role::Label, left_out);
    window.click(Role::Button, "经集合单位 467");
    assert!(!window.has(Role::GridCell, "第4项 × 县公安局：责任（经县直各部门）"));
    window.node(Role::Label, "共 715 条标记，显示 180 条");
    window.click(Role::Button, "全部显示");
    window.node(Role::Label, all);
    window.node(Role::GridCell, JUSTICE_4);
    window.node(Role::Button, "牵头 68");
}

#[test]
fn only_the_tasks_of_one_unit() {
    let mut window = Window::new();
    window.click_secondary(Role::GridCell, JUSTICE_4);
    window.click(Role::Button, "只看这个单位的任务 F4");
    // 4, 5 … of its own, and those of 各有关部门.
    window.node(Role::Label, "共 39 项，显示 25 项；共 715 条标记，显示 607 条");
    window.node(Role::Button, "县司法局的任务 ×");
    assert!(window.has(Role::GridCell, JUSTICE_4) && !window.has(Role::GridCell, "第1项 × 县司法局"));
    // Of another unit: the menu means what was clicked.
    window.click_secondary(Role::GridCell, "第4项 × 县市场监管局：牵头 第一牵头");
    window.click(Role::Button, "只看这个单位的任务 F4");
    window.node(Role::Button, "县市场监管局的任务 ×");
    window.command(UiCommand::OnlyUnit);
    window.node(Role::Label, "共 39 项任务、41 个单位，全部显示");
    window.command(UiCommand::OnlyUnit);
    window.click(Role::Button, "县市场监管局的任务 ×");
    assert!(window.session().filter().is_empty());
}

#[test]
fn the_menu_of_a_place_has_what_can_be_done_there() {
    let mut window = Window::new();
    window.click_secondary(Role::GridCell, JUSTICE_4);
    window.click(Role::Button, "查看任务全文 Enter");
    assert_eq!(window.session().panel(), Panel::Task(model::TaskId::new(3)));
    assert!(window.all(Role::Button, "牵头 2").is_empty(), "marks are set where the plan is put right");
    window.command(UiCommand::Arrange);
    window.click_secondary(Role::GridCell, JUSTICE_4);
    window.click(Role::Button, "标为配合 4");
    let cells = window.session().view();
    assert_eq!(cells.counts.of(model::Role::Supporting), 1);
    window.command(UiCommand::Undo);
    assert_eq!(window.session().view().counts.of(model::Role::Supporting), 0);
}

/// The findings panel with every kind unfolded.
fn findings_panel() -> Window {
    let mut window = Window::new();
    window.click(Role::Button, "核查发现 38 条");
    let folded: Vec<String> = window.labels(Role::Link).into_iter().filter(|label| label.starts_with('▶')).collect();
    for label in folded {
        window.activate(Role::Link, &label);
    }
    window
}

#[test]
fn findings_are_grouped_by_kind_with_what_to_do() {
    let mut window = findings_panel();
    window.node(Role::Label, "提示 38");
    for kind in ["▼ 多个牵头单位 18", "▼ 兼任 4", "▼ 使用别名 1"] {
        window.node(Role::Link, kind);
    }
    let document = window.session().document();
    for finding in &document.findings {
        let message = finding_message(Lang::Zh, &document.plan, finding);
        assert!(window.says(&message), "{message}");
        assert!(window.says(&finding_hint(Lang::Zh, finding)), "{message}");
    }
    window.command(UiCommand::ShowFindings);
    assert_eq!(window.session().panel(), Panel::Closed);
}

#[test]
fn each_finding_leads_to_what_it_is_about() {
    let mut window = findings_panel();
    let about: Vec<(String, Panel)> = {
        let document = window.session().document();
        let of = |finding| match responsibility_matrix::check::subject(finding) {
            Some(Subject::Task(task)) => Panel::Task(task),
            Some(Subject::Section(section)) => Panel::Section(section),
            None => Panel::Unit(finding.kind.unit().expect("a finding about nothing")),
        };
        let text = |finding: &Finding| {
            let message = finding_message(Lang::Zh, &document.plan, finding);
            let place = finding_place(Lang::Zh, &document.plan, finding);
            if place.is_empty() { message } else { format!("{place}：{message}") }
        };
        document.findings.iter().map(|finding| (text(finding), of(finding))).collect()
    };
    for (text, panel) in &about {
        window.activate(Role::Link, text);
        assert_eq!(window.session().panel(), *panel, "{text}");
        assert!(window.session().lit().is_some());
        window.command(UiCommand::Back);
    }
}

#[test]
fn findings_are_set_aside_and_taken_back() {
    let mut window = findings_panel();
    let own = "第14项：“各乡镇”即各乡镇政府";
    window.node(Role::Link, own);
    let aside: Vec<usize> = window.all(Role::Link, "搁置").iter().map(|node| node.rect().top() as usize).collect();
    let at = window.node(Role::Link, own).rect().top() as usize;
    let position = aside.iter().position(|&top| top > at).expect("a link under the finding");
    window.all(Role::Link, "搁置")[position].click_accesskit();
    window.settle();
    assert!(!window.has(Role::Link, own));
    window.node(Role::Button, "核查发现 37 条，另搁置 1 条");
    window.node(Role::Label, "提示 37");
    window.activate(Role::Link, "▶ 已搁置 1 条");
    window.node(Role::Link, own);
    window.activate(Role::Link, "恢复");
    window.node(Role::Button, "核查发现 38 条");
}
