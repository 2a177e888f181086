//! The one table of commands, as menus, the list of all commands, help, tooltips and keys show it.

use super::harness::*;
use responsibility_matrix::document::Document;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::session::{Group, Need, Notice, Page, Panel, UiCommand};
use responsibility_matrix::view::Order;

/// The search box of the list of all commands.
const ALL_COMMANDS: &str = "输入命令名称或拼音首字母";

fn is_disabled(window: &Window, role: Role, label: &str) -> bool {
    window.node(role, label).accesskit_node().is_disabled()
}

#[test]
fn the_manual_lists_every_key_with_what_it_does() {
    for lang in [Lang::Zh, Lang::En] {
        let t = lang.texts();
        let mut window = Window::on(Document::builtin(), lang, LAPTOP);
        window.command(UiCommand::Keys);
        for command in UiCommand::ALL.into_iter().filter(|command| command.shortcut().is_some()) {
            for words in [command.key_names().as_str(), command.text(t), command.about(t)] {
                assert!(window.has(Role::Label, words), "{words} of {command:?}");
            }
        }
        for words in
            Group::ALL.map(|group| group.text(t)).into_iter().chain([t.keys_move, t.keys_extend, t.keys_scroll])
        {
            assert!(window.has(Role::Label, words), "{words}");
        }
        window.press(Key::Escape);
        assert!(!window.has(Role::Label, t.keys_move), "Esc closes it");
        window.command(UiCommand::Keys);
        window.node(Role::Label, t.keys_move);
        window.command(UiCommand::Keys);
        assert!(!window.has(Role::Label, t.keys_move), "its key closes it again");
    }
}

#[test]
fn every_command_is_found_by_name_and_pinyin() {
    let mut window = Window::new();
    window.command(UiCommand::Palette);
    assert!(window.node(Role::TextInput, ALL_COMMANDS).is_focused());
    assert!(window.has(Role::ListBoxOption, "看任务分布"));
    window.harness.event(Event::Text("rwfb".to_owned()));
    window.settle();
    assert_eq!(window.labels(Role::ListBoxOption), ["看任务分布"]);
    window.press(Key::Enter);
    assert_eq!(window.session().page(), Page::Load);
    assert!(!window.has(Role::TextInput, ALL_COMMANDS));
    window.command(UiCommand::Palette);
    window.harness.event(Event::Text("排列".to_owned()));
    window.settle();
    window.press(Key::ArrowDown);
    window.press(Key::Enter);
    assert_eq!(window.session().arrangement().order, Order::Load);
    window.command(UiCommand::Palette);
    window.press(Key::Escape);
    assert!(!window.has(Role::TextInput, ALL_COMMANDS));
    window.command(UiCommand::ShowMatrix);
    window.press(Key::ArrowDown);
    assert!(window.node(Role::Grid, "责任矩阵，46 行 41 列").is_focused(), "the keyboard is back in the matrix");
}

#[test]
fn the_list_holds_every_command_but_its_own_two() {
    for lang in [Lang::Zh, Lang::En] {
        let mut window = Window::on(Document::builtin(), lang, vec2(1366.0, 2400.0));
        window.command(UiCommand::Palette);
        let rows = window.labels(Role::ListBoxOption);
        for command in UiCommand::ALL {
            let is_own = matches!(command, UiCommand::Palette | UiCommand::Escape);
            assert_eq!(rows.iter().any(|row| row == command.text(lang.texts())), !is_own, "{command:?}");
        }
    }
}

#[test]
fn every_command_stands_in_a_menu_or_has_a_button() {
    let mut window = Window::new();
    let mut seen: Vec<String> = window.labels(Role::Button);
    for menu in ["文件", "落实", "导出", "更多"] {
        window.click(Role::Button, menu);
        seen.extend(window.labels(Role::Button));
        if menu == "更多" {
            for group in ["编辑", "查看", "排列与折叠", "转到", "窗口"] {
                window.click(Role::Button, group);
                seen.extend(window.labels(Role::Button));
            }
        }
        window.press(Key::Escape);
    }
    let t = Lang::Zh.texts();
    for command in UiCommand::ALL {
        // The preview's button says less; Esc is a key alone.
        let words = if command == UiCommand::Print { t.print_short } else { command.text(t) };
        let stands = seen.iter().any(|label| label.starts_with(words));
        assert!(stands || command == UiCommand::Escape, "{command:?} stands in no menu");
    }
}

#[test]
fn what_cannot_be_done_is_greyed_and_says_why() {
    let t = Lang::Zh.texts();
    let mut window = Window::new();
    // A key says it in a message, …
    for (command, need) in [
        (UiCommand::Undo, Need::Done),
        (UiCommand::Redo, Need::Undone),
        (UiCommand::NextTab, Need::OtherPlan),
        (UiCommand::ClearFilter, Need::Filter),
        (UiCommand::Back, Need::PlaceBefore),
        (UiCommand::Next, Need::Subject),
        (UiCommand::ShowMyUnit, Need::MyUnit),
    ] {
        window.command(command);
        assert_eq!(window.session().notice(), Some(&Notice::Done(need.text(t).to_owned())), "{command:?}");
        window.press(Key::Escape);
    }
    // … a menu and a sign by their tooltips, …
    window.click(Role::Button, "文件");
    assert!(is_disabled(&window, Role::Button, "以前的版本…"));
    assert!(!is_disabled(&window, Role::Button, "打开方案… Ctrl+O"));
    window.hover(Role::Button, "以前的版本…");
    assert!(window.says(Need::InFile.text(t)));
    window.press(Key::Escape);
    assert!(is_disabled(&window, Role::Button, "后退"));
    window.hover(Role::Button, "后退");
    assert!(window.says(Need::PlaceBefore.text(t)));
    // … and the list of all commands under its rows.
    window.command(UiCommand::Palette);
    window.harness.event(Event::Text("撤销".to_owned()));
    window.settle();
    assert!(is_disabled(&window, Role::ListBoxOption, "撤销"));
    assert!(window.has(Role::Label, Need::Done.text(t)));
    window.press(Key::Enter);
    assert_eq!(window.session().notice(), Some(&Notice::Done(Need::Done.text(t).to_owned())));
}

#[test]
fn what_can_be_done_again_is_no_longer_grey() {
    let mut window = Window::new();
    window.click(Role::ColumnHeader, "县司法局");
    assert!(!is_disabled(&window, Role::Button, "后退"));
    window.command(UiCommand::Back);
    assert_eq!(window.session().panel(), Panel::Closed);
    assert!(is_disabled(&window, Role::Button, "后退") && !is_disabled(&window, Role::Button, "前进"));
}

#[test]
fn a_button_says_what_its_command_does() {
    let t = Lang::Zh.texts();
    let mut window = Window::new();
    window.hover(Role::Button, "打印");
    assert!(window.says(UiCommand::Print.about(t)));
}

#[test]
fn the_pages_lie_over_the_commands_and_say_so() {
    let mut window = Window::new();
    window.command(UiCommand::Print);
    window.command(UiCommand::ShowLoad);
    let t = Lang::Zh.texts();
    assert_eq!(window.session().notice(), Some(&Notice::Done(Need::Uncovered.text(t).to_owned())));
    assert_eq!(window.session().page(), Page::Matrix);
}

#[test]
fn the_readme_names_keys_that_there_are() {
    let keys: Vec<String> = UiCommand::ALL.into_iter().flat_map(UiCommand::shortcuts).map(|key| key.name()).collect();
    let spreadsheet = ["Tab", "Home", "End", "PageUp", "PageDown"];
    let readme = include_str!("../../README.md");
    let mut found = 0;
    for words in readme.split('`').skip(1).step_by(2) {
        let is_key = words.starts_with("Ctrl+")
            || words.starts_with("Alt+")
            || words.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
        if is_key {
            found += 1;
            assert!(keys.iter().any(|key| key == words) || spreadsheet.contains(&words), "{words}");
        }
    }
    assert!(found > 10, "the README speaks of keys");
}
