//! Finding one's way: the search box, the choice of sections and groups, the overview.

use crate::harness::*;
use responsibility_matrix::session::Panel;

const BOX: &str = "查找任务、单位、拼音首字母";
const FIRST: &str = "第1项 × 县委依法治县委员会办公室：牵头（列名）";

fn searching_for(words: &str) -> Window {
    let mut window = Window::new();
    window.press_with(CTRL, Key::F);
    assert!(window.node(Role::TextInput, BOX).is_focused());
    window.harness.event(Event::Text(words.to_owned()));
    window.settle();
    window
}

#[test]
fn a_unit_is_found_by_the_initials_of_its_name() {
    let mut window = searching_for("sfj");
    assert_eq!(window.labels(Role::ListBoxOption).first().map(String::as_str), Some("县司法局"));
    window.status_says(FIRST);
    window.press(Key::Enter);
    window.node(Role::Label, "第 13 / 41 个单位");
    assert!(window.labels(Role::ListBoxOption).is_empty());
    window.press(Key::ArrowDown);
    window.status_says("第2项 × 县司法局：责任（经县直各部门）");
}

#[test]
fn results_are_chosen_by_arrow_and_click() {
    let mut window = searching_for("税");
    let results = window.labels(Role::ListBoxOption);
    assert!(results.len() > 1, "{results:?}");
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert!(matches!(window.session().panel(), Panel::Task(_)), "{results:?}");
    let mut window = searching_for("税");
    window.click(Role::ListBoxOption, "县税务局");
    window.node(Role::Label, "第 35 / 41 个单位");
    assert!(window.labels(Role::ListBoxOption).is_empty());
}

#[test]
fn esc_leaves_the_search_and_nothing_else() {
    let mut window = Window::new();
    window.press(Key::Enter);
    window.press_with(CTRL, Key::F);
    window.harness.event(Event::Text("司法".to_owned()));
    window.settle();
    window.press(Key::Escape);
    assert!(window.labels(Role::ListBoxOption).is_empty());
    assert_eq!(window.node(Role::TextInput, BOX).value().unwrap_or_default(), "");
    window.node(Role::Label, "第 1 / 39 项任务");
    window.press(Key::ArrowRight);
    window.status_says("第1项 × 县政法委：责任（列名）");
    window.press(Key::Escape);
    assert_eq!(window.session().panel(), Panel::Closed, "the next one closes the panel");
}

#[test]
fn the_search_box_keeps_its_keys() {
    let mut window = searching_for("没有这样的词");
    window.node(Role::Label, "没有找到");
    for (modifiers, key) in [(CTRL, Key::A), (Modifiers::NONE, Key::Home), (Modifiers::NONE, Key::ArrowRight)] {
        window.press_with(modifiers, key);
    }
    window.status_says(FIRST);
    window.press_with(CTRL, Key::A);
    assert_eq!(window.copied_by(Event::Copy).as_deref(), Some("没有这样的词"));
    window.press(Key::Enter);
    assert_eq!(window.session().panel(), Panel::Closed, "Enter without a result opens nothing");
}

#[test]
fn words_of_an_input_method_arrive() {
    let mut window = searching_for("");
    window.harness.event(Event::Ime(egui::ImeEvent::Commit("司法".into())));
    window.settle();
    assert_eq!(window.labels(Role::ListBoxOption).first().map(String::as_str), Some("县司法局"));
}

#[test]
fn sections_are_chosen_from_a_menu_that_stays() {
    let mut window = Window::new();
    window.click(Role::Button, "体系：全部 ▼");
    window.click(Role::CheckBox, "（二）构建政务环境保障体系");
    window.click(Role::CheckBox, "（四）构建人文环境保障体系");
    window.node(Role::Grid, "责任矩阵，13 行 41 列");
    window.node(Role::Button, "体系：2 个 ▼");
    assert!(window.says("共 39 项，显示 11 项"), "{:?}", window.labels(Role::Label));
    window.press(Key::Escape);
    assert!(window.labels(Role::CheckBox).is_empty(), "Esc closes the menu");
    window.press(Key::ArrowDown);
    let cursor = window.session().cursor().expect("a cursor");
    assert!(cursor.stands(window.session().view()), "the cursor is among what is shown");
    window.click(Role::Button, "全部显示");
    window.node(Role::Grid, "责任矩阵，46 行 41 列");
}

#[test]
fn groups_are_chosen_and_what_is_empty_is_hidden() {
    let mut window = Window::new();
    window.click(Role::Button, "单位类别：全部 ▼");
    window.click(Role::CheckBox, "群团");
    assert_eq!(window.labels(Role::ColumnHeader), ["县工商联"]);
    window.node(Role::Grid, "责任矩阵，46 行 1 列");
    window.click(Role::CheckBox, "隐藏没有标记的行和列");
    window.node(Role::Grid, "责任矩阵，2 行 1 列");
    window.click(Role::CheckBox, "群团");
    window.click(Role::CheckBox, "隐藏没有标记的行和列");
    window.node(Role::Grid, "责任矩阵，46 行 41 列");
}

#[test]
fn a_choice_that_leaves_nothing_is_drawn_and_undone() {
    let mut window = Window::new();
    for (menu, choices) in
        [("体系：全部 ▼", &["（一）构建法治环境保障体系"][..]), ("单位类别：全部 ▼", &["群团", "隐藏没有标记的行和列"])]
    {
        window.click(Role::Button, menu);
        for choice in choices {
            window.click(Role::CheckBox, choice);
        }
        window.press(Key::Escape);
    }
    let place = window.node(Role::Grid, "责任矩阵，0 行 0 列").rect().center();
    window.harness.hover_at(place);
    window.harness.drag_at(place);
    window.harness.drop_at(place);
    for key in [Key::ArrowDown, Key::PageDown, Key::Enter, Key::Tab, Key::End] {
        window.press(key);
    }
    assert_eq!(window.copied_by(Event::Copy), None);
    assert!(window.says("共 39 项，显示 0 项；共 41 个单位，显示 0 个"), "{:?}", window.labels(Role::Label));
    window.click(Role::Button, "全部显示");
    window.node(Role::Grid, "责任矩阵，46 行 41 列");
    window.press(Key::ArrowRight);
    window.status_says("第1项 × 县政法委：责任（列名）");
}

#[test]
fn the_overview_jumps_where_it_is_pressed() {
    let mut window = Window::new();
    let corner = window.node(Role::Image, "全图").rect().right_bottom() - vec2(3.0, 3.0);
    window.harness.hover_at(corner);
    window.harness.drag_at(corner);
    window.harness.drop_at(corner);
    window.settle();
    assert!(window.labels(Role::RowHeader).last().is_some_and(|head| head.starts_with("第39项")));
    window.status_says(FIRST);
    assert_eq!(window.session().panel(), Panel::Closed);
}
