//! Opening plans and writing tables: dialogs, typed paths, dropped files, and what goes wrong.

use crate::harness::*;
use responsibility_matrix::export::Scope;
use responsibility_matrix::export::csv::{CsvSink, Encoding};
use responsibility_matrix::export::table::{self, Expand};
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::Session;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const BUILT_IN: &str = "木兰县优化营商环境工作方案";
const HARBOUR_TITLE: &str = "Saltmere Harbour Flood Resilience Action Plan 2026–2028";
const OPEN_PATH: &str = "方案文件的路径（.ron）";
const SAVE_PATH: &str = "保存为（完整路径）";
const SMALL: &str = r#"(format: 1, title: "小方案", groups: [(name: "甲", units: {"县司法局": ()})],
tasks: [(number: "1", text: "某事", lead: ["县司法局"])])"#;

/// Presses Ctrl+O in a window whose dialog answers this.
fn open_by_dialog(window: &mut Window, path: &Path) {
    window.desktop.will_answer(Answer::Path(path.to_owned()));
    window.press_with(CTRL, Key::O);
}

/// The path box that comes where there is no dialog.
fn asked_for_path(modifiers: Modifiers, key: Key, label: &str) -> Window {
    let mut window = Window::new();
    window.desktop.will_answer(Answer::Unavailable);
    window.press_with(modifiers, key);
    window.wait_for(Role::TextInput, label);
    assert!(window.node(Role::TextInput, label).is_focused(), "one can type at once");
    window
}

fn set_path(window: &mut Window, label: &str, path: &Path) {
    let path = path.display().to_string();
    window.node(Role::TextInput, label).set_text_value_accesskit(&path);
    window.settle();
}

/// Waits for a message that stays, and reads its lines.
fn problem(window: &mut Window, title: &str) -> Vec<String> {
    window.wait_for(Role::Label, title);
    // What was said before may still stand beside it, with a button of its own.
    assert!(!window.all(Role::Button, "关闭").is_empty());
    let Some(responsibility_matrix::session::Notice::Problem { lines, .. }) = window.session().notice() else {
        panic!("{:?}", window.session().notice())
    };
    for line in lines {
        window.node(Role::Label, line);
    }
    lines.clone()
}

// Opening.

#[test]
fn a_plan_is_opened_by_dialog() {
    let (_folder, path) = plan_file("harbour.ron", HARBOUR);
    let mut window = Window::new();
    open_by_dialog(&mut window, &path);
    window.wait_for(Role::Label, HARBOUR_TITLE);
    window.node(Role::Grid, "责任矩阵，17 行 19 列");
    window.node(Role::Button, "配合 7");
    window.node(Role::RowHeader, "Part A. Keeping the water out");
    window.status_says("第1项 × Town Clerk：牵头（列名）");
    assert!(!window.says(BUILT_IN));
}

#[test]
fn a_plan_named_on_the_command_line_is_opened_at_once() {
    let (_folder, path) = plan_file("harbour.ron", HARBOUR);
    let mut window = Window::opening(path);
    window.wait_for(Role::Label, HARBOUR_TITLE);
}

#[test]
fn a_cancelled_dialog_changes_nothing() {
    let mut window = Window::new();
    window.desktop.will_answer(Answer::Cancelled);
    window.click(Role::Button, "文件");
    window.click(Role::Button, "打开方案… Ctrl+O");
    window.wait("an answer", |window| window.desktop.asked() == 1);
    window.node(Role::Label, BUILT_IN);
    assert_eq!((window.session().notice(), window.session().question()), (None, None));
}

#[test]
fn a_path_is_typed_where_no_dialog_service_runs() {
    let (_folder, path) = plan_file("小 方案.ron", SMALL);
    let mut window = asked_for_path(CTRL, Key::O, OPEN_PATH);
    window.node(Role::Label, "本机没有可用的文件对话框，请直接输入路径。");
    // Paths are often pasted with quotation marks around them.
    window.harness.event(Event::Text(format!("\"{}\" ", path.display())));
    window.settle();
    window.press(Key::Enter);
    window.wait_for(Role::Label, "小方案");
    assert!(!window.has(Role::TextInput, OPEN_PATH));
    window.press(Key::ArrowDown);
    assert!(window.node(Role::Grid, "责任矩阵，1 行 1 列").is_focused(), "the keyboard is back in the matrix");
}

#[test]
fn the_path_box_keeps_its_keys_and_closes() {
    let mut window = asked_for_path(CTRL, Key::O, OPEN_PATH);
    let buttons = window.all(Role::Button, "打开");
    assert!(buttons.iter().any(|button| button.accesskit_node().is_disabled()), "nothing to open yet");
    window.harness.event(Event::Text("abc".to_owned()));
    window.settle();
    for (modifiers, key) in [(CTRL, Key::A), (Modifiers::NONE, Key::Home), (Modifiers::NONE, Key::ArrowRight)] {
        window.press_with(modifiers, key);
    }
    assert_eq!(window.node(Role::TextInput, OPEN_PATH).value().as_deref(), Some("abc"));
    window.status_says("第1项 × 县委依法治县委员会办公室：牵头（列名）");
    assert!(window.session().selection().is_some_and(|selection| selection.is_one()));
    window.press(Key::Escape);
    assert!(!window.has(Role::TextInput, OPEN_PATH));
    window.press(Key::ArrowRight);
    window.status_says("第1项 × 县政法委：责任（列名）");
    window.desktop.will_answer(Answer::Unavailable);
    window.press_with(CTRL, Key::O);
    window.wait_for(Role::TextInput, OPEN_PATH);
    assert_eq!(window.node(Role::TextInput, OPEN_PATH).value().unwrap_or_default(), "", "it begins anew");
    window.click(Role::Button, "取消");
    assert!(!window.has(Role::TextInput, OPEN_PATH));
}

#[test]
fn a_broken_file_is_refused_with_its_place() {
    let (_folder, path) = plan_file("broken.ron", "(\n  format: 1,\n  title \"方案\",\n)");
    let mut window = Window::new();
    open_by_dialog(&mut window, &path);
    let lines = problem(&mut window, "没有打开，当前方案保留");
    let place = format!("{}:3:9: RON 语法错误：", path.display());
    assert!(lines.len() == 1 && lines[0].starts_with(&place), "{lines:?}, not {place}");
    window.node(Role::Label, BUILT_IN);
    window.click(Role::Button, "关闭");
    assert!(!window.says("没有打开"));
    window.press(Key::ArrowRight);
    window.status_says("第1项 × 县政法委：责任（列名）");
}

#[test]
fn a_missing_file_is_refused() {
    let mut window = Window::new();
    open_by_dialog(&mut window, Path::new("/nowhere/none.ron"));
    let lines = problem(&mut window, "没有打开，当前方案保留");
    assert!(lines[0].starts_with("/nowhere/none.ron: 无法读取文件："), "{lines:?}");
    window.node(Role::Label, BUILT_IN);
    window.press(Key::Escape);
    assert!(!window.says("没有打开"));
}

#[test]
fn a_file_with_errors_opens_and_tells_them() {
    let (_folder, path) = plan_file("small.ron", &SMALL.replace(r#"lead: ["县司法局"]"#, r#"lead: ["县司法居"]"#));
    let mut window = Window::new();
    open_by_dialog(&mut window, &path);
    let lines = problem(&mut window, "文件有 1 处错误，已按能读懂的部分显示");
    assert!(lines[0].starts_with(&format!("{}:2:", path.display())), "{lines:?}");
    assert!(lines[0].contains("县司法居") && lines[0].contains("是否应为“县司法局”"), "{lines:?}");
    window.node(Role::Label, "小方案");
}

#[test]
fn a_dropped_file_is_opened() {
    let (_folder, path) = plan_file("small.ron", SMALL);
    let mut window = Window::new();
    let hovered = egui::HoveredFile { path: Some(path.clone()), ..egui::HoveredFile::default() };
    window.harness.input_mut().hovered_files.push(hovered);
    window.harness.step();
    assert!(window.paints("松开鼠标打开方案文件"));
    window.harness.input_mut().hovered_files.clear();
    window.drop_path(&path);
    window.wait_for(Role::Label, "小方案");
    assert!(!window.paints("松开鼠标打开方案文件"));
}

#[test]
fn of_several_dropped_files_each_is_opened_and_the_first_shown() {
    let (_folder, path) = plan_file("small.ron", SMALL);
    let (_other, harbour) = plan_file("harbour.ron", HARBOUR);
    let mut window = Window::new();
    window.drop_path(&path);
    window.drop_path(&harbour);
    window.wait_for(Role::Tab, HARBOUR_TITLE);
    window.node(Role::Label, "小方案");
    window.node(Role::Tab, "小方案");
}

// Exporting.

/// The bytes that a table of what is on screen must have.
fn expected(session: &Session, write: impl Fn(&Scope<'_>, &mut CsvSink) -> std::io::Result<()>) -> Vec<u8> {
    let document = session.document();
    let (plan, ledger) = (&document.plan, &document.ledger);
    let scope = Scope { plan, ledger, filter: session.filter(), view: session.view(), lang: session.lang() };
    let mut sink = CsvSink::new();
    write(&scope, &mut sink).expect("a table");
    sink.finish(Encoding::Utf8).expect("bytes")
}

fn matrix_bytes(session: &Session) -> Vec<u8> {
    expected(session, |scope, sink| table::matrix(scope, sink))
}

/// A path in a folder of its own.
fn target(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    (folder, path)
}

fn wait_for_export(window: &mut Window, path: &Path) -> Vec<u8> {
    let message = format!("已导出：{}", path.display());
    window.wait(&message, |window| window.says(&message));
    fs::read(path).expect("a file")
}

#[test]
fn the_matrix_is_exported_by_dialog_and_its_folder_opens() {
    let (_folder, path) = target("矩阵.csv");
    let mut window = Window::new();
    window.click(Role::Button, "牵头 68");
    window.desktop.will_answer(Answer::Path(path.clone()));
    window.press_with(CTRL, Key::E);
    window.click(Role::Button, "显示的部分");
    let bytes = wait_for_export(&mut window, &path);
    assert_eq!(window.desktop.proposed(), ["木兰县优化营商环境工作方案-责任矩阵.csv"]);
    assert!(bytes.starts_with("\u{feff}序号,体系,任务,县委依法治县委员会办公室,".as_bytes()));
    assert!(bytes == matrix_bytes(window.session()), "the file holds what is on screen");
    assert!(window.says("（共 715 条标记，显示 68 条）"), "and it is said that this is not all");
    window.click(Role::Button, "打开所在文件夹");
    window.wait("the folder", |window| window.desktop.revealed() == [path.clone()]);
    window.desktop.cannot_reveal("没有文件管理器");
    window.click(Role::Button, "打开所在文件夹");
    let lines = problem(&mut window, "没有完成");
    assert!(lines[0].ends_with("：没有文件管理器"), "{lines:?}");
}

#[test]
fn the_menu_exports_all_marks() {
    let (_folder, path) = target("标记.csv");
    let mut window = Window::new();
    window.click(Role::Button, "导出");
    window.press(Key::Escape);
    assert!(!window.says("导出全部标记 CSV…"), "Esc closes the menu");
    window.click(Role::Button, "导出");
    for entry in ["导出矩阵 CSV… Ctrl+E", "导出单位清单 CSV… · 县委依法治县委员会办公室 Ctrl+Shift+E"]
    {
        window.node(Role::Button, entry);
    }
    window.desktop.will_answer(Answer::Path(path.clone()));
    window.click(Role::Button, "导出全部标记 CSV…");
    let bytes = wait_for_export(&mut window, &path);
    assert!(bytes == expected(window.session(), |scope, sink| table::marks(scope, Expand::Yes, sink)));
    assert_eq!(String::from_utf8(bytes).expect("UTF-8").lines().count(), 1 + 7 + 68 + 172 + 1 + 467);
    assert!(!window.says("导出全部标记 CSV…"), "the menu is closed");
}

#[test]
fn the_menu_works_without_a_mouse() {
    let mut window = Window::new();
    window.press(Key::F6);
    window.press_with(Modifiers::SHIFT, Key::Tab);
    assert!(window.node(Role::Button, "落实").is_focused());
    window.press_with(Modifiers::SHIFT, Key::Tab);
    assert!(window.node(Role::Button, "导出").is_focused());
    window.press(Key::Enter);
    window.press(Key::ArrowDown);
    window.press(Key::ArrowDown);
    window.desktop.will_answer(Answer::Cancelled);
    window.press(Key::Enter);
    window.wait("a dialog", |window| window.desktop.asked() == 1);
    assert_eq!(window.desktop.proposed().len(), 1);
}

#[test]
fn a_units_list_is_exported_from_its_panel() {
    let (_folder, path) = target("司法局.csv");
    let mut window = Window::new();
    window.click(Role::ColumnHeader, "县司法局");
    window.desktop.will_answer(Answer::Path(path.clone()));
    window.click(Role::Button, "导出单位清单 CSV…");
    let text = String::from_utf8(wait_for_export(&mut window, &path)).expect("UTF-8");
    assert_eq!(window.desktop.proposed(), ["县司法局-责任清单.csv"]);
    assert_eq!(text.lines().count(), 1 + 5 + 11 + 9);
}

#[test]
fn a_file_is_written_to_a_typed_path() {
    let (_folder, path) = target("x.csv");
    let mut window = asked_for_path(CTRL, Key::E, SAVE_PATH);
    let proposed = window.node(Role::TextInput, SAVE_PATH).value().unwrap_or_default();
    assert!(proposed.ends_with("木兰县优化营商环境工作方案-责任矩阵.csv"), "{proposed}");
    set_path(&mut window, SAVE_PATH, &path);
    window.click(Role::Button, "保存");
    assert!(wait_for_export(&mut window, &path) == matrix_bytes(window.session()));
    assert!(!window.has(Role::TextInput, SAVE_PATH));
}

#[test]
fn a_file_that_exists_is_replaced_only_when_told_so() {
    let (_folder, path) = plan_file("x.csv", "old");
    let other = path.with_file_name("y.csv");
    fs::write(&other, "other").expect("a file");
    let mut window = asked_for_path(CTRL, Key::E, SAVE_PATH);
    set_path(&mut window, SAVE_PATH, &path);
    window.click(Role::Button, "保存");
    window.wait_for(Role::Label, "该文件已存在。");
    assert_eq!(fs::read(&path).expect("a file"), b"old");
    // The answer was about the first file; the second has not been asked about.
    set_path(&mut window, SAVE_PATH, &other);
    assert!(!window.has(Role::Button, "覆盖"));
    window.click(Role::Button, "保存");
    window.wait_for(Role::Button, "覆盖");
    assert_eq!(fs::read(&other).expect("a file"), b"other");
    window.click(Role::Button, "覆盖");
    assert!(wait_for_export(&mut window, &other) == matrix_bytes(window.session()));
    assert_eq!(fs::read(&path).expect("a file"), b"old");
}

#[test]
fn what_a_dialog_answers_has_been_asked_about() {
    let (_folder, path) = plan_file("x.csv", "old");
    let mut window = Window::new();
    window.desktop.will_answer(Answer::Path(path.clone()));
    window.press_with(CTRL, Key::E);
    assert!(wait_for_export(&mut window, &path) == matrix_bytes(window.session()));
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let (folder, _) = target("");
    let taken = folder.path().join("folder.csv");
    fs::create_dir(&taken).expect("a folder");
    for path in [folder.path().join("missing").join("x.csv"), taken] {
        let mut window = Window::new();
        window.desktop.will_answer(Answer::Path(path.clone()));
        window.press_with(CTRL, Key::E);
        let lines = problem(&mut window, "没有完成");
        assert!(lines[0].starts_with(&format!("{}: 无法写入：", path.display())), "{lines:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[test]
fn a_dialog_answered_after_another_plan_was_opened_writes_nothing() {
    let (_folder, plan) = plan_file("small.ron", SMALL);
    let (_other, path) = target("x.csv");
    for answer in [Answer::Path(path.clone()), Answer::Unavailable] {
        let mut window = Window::new();
        window.press(Key::End);
        let desktop = Arc::clone(&window.desktop);
        let busy = desktop.hold();
        desktop.will_answer(answer);
        window.press_with(CTRL | Modifiers::SHIFT, Key::E);
        window.drop_path(&plan);
        window.wait_for(Role::Label, "小方案");
        drop(busy);
        let lines = problem(&mut window, "没有完成");
        assert!(lines[0].contains("方案已经更换"), "{lines:?}");
        assert!(!path.exists());
    }
}
