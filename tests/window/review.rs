//! From notice to plan: the review of what was understood, putting right, saving.

use crate::harness::*;
use responsibility_matrix::file;
use responsibility_matrix::model;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::{Page, Panel, UiCommand};
use std::fs;

const NOTICE: &str = "某镇环境整治方案\n一、道路\n1.清扫主干道。（牵头单位：镇城建办；责任单位：镇环卫所、镇派出所）\n2.修补路面。（牵头单位：镇城建办；责任单位：城建办、镇财政所）\n3.整治沿街店铺。（镇市监所会同有关部门负责\n";

/// A window on the notice, in a folder of its own.
fn review() -> (tempfile::TempDir, Window) {
    let (folder, path) = plan_file("通知.txt", NOTICE);
    let mut window = Window::opening(path);
    window.wait_for(Role::Label, "某镇环境整治方案");
    assert_eq!((window.session().page(), window.session().panel()), (Page::Source, Panel::Doubts));
    (folder, window)
}

#[test]
fn a_notice_is_read_reviewed_and_saved() {
    let (folder, mut window) = review();
    let open = window.session().draft().expect("a draft").doubts_left();
    assert!(open > 0);
    window.node(Role::Label, &format!("还有 {open} 处疑点"));
    for left in (0..open).rev() {
        window.all(Role::Link, "无误")[0].click_accesskit();
        window.settle();
        assert_eq!(window.session().draft().expect("a draft").doubts_left(), left);
    }
    window.node(Role::Label, "疑点已全部处理");
    for understood in ["1  清扫主干道", "镇环卫所", "▼ 任务 3 项"] {
        window.node(Role::Link, understood);
    }
    let plan = folder.path().join("整治.ron");
    window.desktop.will_answer(Answer::Path(plan.clone()));
    window.command(UiCommand::Save);
    let message = format!("已保存：{}", plan.display());
    window.wait(&message, |window| window.says(&message));
    assert_eq!(window.desktop.proposed(), ["某镇环境整治方案.ron"]);
    let read = file::decode(&fs::read_to_string(&plan).expect("a file")).expect("a plan file").plan;
    assert_eq!((read.tasks.len(), read.source.as_deref()), (3, Some("整治.txt")));
    assert_eq!(fs::read_to_string(folder.path().join("整治.txt")).expect("the text"), NOTICE);
    window.click(Role::Button, "矩阵");
    window.node(Role::Grid, &format!("责任矩阵，4 行 {} 列", read.units.len()));
}

#[test]
fn doubts_are_gone_through_by_keys_alone() {
    const SHORT: &str = "某县方案\n1.清扫主干道。（牵头单位：县司法局；责任单位：县公安局）\n\
        2.修补路面。（牵头单位：司法局；责任单位：公安局）\n3.整治沿街店铺。（县市监局会同有关部门负责\n";
    let (_folder, path) = plan_file("通知.txt", SHORT);
    let mut window = Window::opening(path);
    window.wait_for(Role::Label, "某县方案");
    let draft = |window: &Window| {
        let draft = window.session().draft().expect("a draft");
        (draft.shown(), draft.doubts_left(), draft.doubts().len())
    };
    let (shown, open, _) = draft(&window);
    assert!(shown.is_none() && open > 1, "{open}");
    window.command(UiCommand::PreviousDoubt);
    let last = draft(&window).0.expect("the last one");
    window.command(UiCommand::NextDoubt);
    let first = draft(&window).0.expect("the first one");
    assert!(first < last && window.session().draft().expect("a draft").lit().is_some(), "its words are lit");
    window.command(UiCommand::NextDoubt);
    let second = draft(&window).0.expect("the second one");
    assert!(second > first);
    window.command(UiCommand::PreviousDoubt);
    assert_eq!(draft(&window).0, Some(first));
    // The one that proposes something is done, each of the others is right as it is.
    for left in (0..open).rev() {
        let proposes = window.session().active().proposal(draft(&window).0.expect("one is shown")).is_some();
        window.command(if proposes { UiCommand::AcceptDoubt } else { UiCommand::SettleDoubt });
        assert_eq!(draft(&window).1, left);
        assert_eq!(draft(&window).0.is_some(), left > 0, "the next one is shown");
    }
    window.node(Role::Label, "疑点已全部处理");
    let plan = &window.session().document().plan;
    assert_eq!(plan.unit_named("司法局"), plan.unit_named("县司法局"), "the short names are merged");
    assert!(plan.unit_named("司法局").is_some() && plan.unit_named("公安局") == plan.unit_named("县公安局"));
    assert!(UiCommand::NextDoubt.availability(window.session()).is_err(), "there is none any more");
}

#[test]
fn tasks_and_units_are_moved_by_keys_and_the_cursor_goes_along() {
    let mut window = Window::new();
    assert!(UiCommand::MoveTaskDown.availability(window.session()).is_err(), "only while the plan is put right");
    window.command(UiCommand::Arrange);
    window.node(Role::Grid, "责任矩阵，46 行 41 列").focus();
    window.settle();
    let here = |window: &Window| {
        let cursor = window.session().cursor().expect("a cursor");
        let model = window.session().document();
        let model::Task { number, section, .. } = match cursor.subject {
            responsibility_matrix::view::Subject::Task(task) => model.plan.task(task).clone(),
            responsibility_matrix::view::Subject::Section(_) => panic!("on a section"),
        };
        (number, section.map(|section| section.index()), cursor.position(window.session().view()).expect("it stands"))
    };
    let before = window.session().document().plan.clone();
    let start = here(&window);
    window.command(UiCommand::MoveTaskDown);
    assert_eq!(here(&window), (start.0.clone(), start.1, (start.2.0 + 1, start.2.1)));
    for _ in 0..8 {
        window.command(UiCommand::MoveTaskDown);
    }
    assert_eq!((here(&window).0, here(&window).1), (start.0.clone(), Some(1)), "it went into the next section");
    window.command(UiCommand::MoveUnitRight);
    assert_eq!(here(&window).2.1, start.2.1 + 1);
    window.command(UiCommand::MoveUnitLeft);
    window.command(UiCommand::MoveTaskUp);
    assert_eq!(here(&window).1, start.1);
    for _ in 0..12 {
        window.command(UiCommand::Undo);
    }
    assert!(window.session().document().plan == before, "each is a step of undo");
}

#[test]
fn a_unit_and_a_task_are_put_right_in_their_panels() {
    let (_folder, mut window) = review();
    window.command(UiCommand::ShowMatrix);
    window.click(Role::ColumnHeader, "镇环卫所");
    let name = window.node(Role::TextInput, "名称");
    name.focus();
    window.settle();
    window.press_with(CTRL, Key::A);
    window.harness.event(Event::Text("镇环境卫生所".to_owned()));
    window.settle();
    window.press(Key::Enter);
    assert!(window.session().document().plan.unit_named("镇环境卫生所").is_some());
    window.node(Role::ColumnHeader, "镇环境卫生所");
    window.command(UiCommand::Undo);
    window.node(Role::ColumnHeader, "镇环卫所");
    window.command(UiCommand::Redo);
    window.node(Role::ColumnHeader, "镇环境卫生所");
    window.click(Role::RowHeader, "第1项 清扫主干道");
    let drop = "去掉“镇派出所”";
    window.activate(Role::Button, drop);
    assert!(!window.has(Role::Button, drop));
    assert_eq!(window.session().document().plan.tasks[0].parties(model::Role::Responsible).len(), 1);
}

#[test]
fn unsaved_work_is_not_lost_unasked() {
    let (folder, mut window) = review();
    window.desktop.will_answer(Answer::Path(folder.path().join("通知.txt")));
    window.command(UiCommand::CloseTab);
    window.node(Role::Label, "修改还没有保存");
    window.click(Role::Button, "取消");
    assert!(window.session().leaving().is_none() && window.has(Role::Label, "某镇环境整治方案"));
    window.command(UiCommand::OpenBuiltin);
    window.node(Role::Tab, "某镇环境整治方案，未保存");
    window.command(UiCommand::PreviousTab);
    window.command(UiCommand::CloseTab);
    window.click(Role::Button, "不保存");
    window.wait_for(Role::Label, "木兰县优化营商环境工作方案");
    assert!(window.session().draft().is_none());
}

#[test]
fn text_on_the_clipboard_is_read_as_a_notice() {
    let mut window = Window::new();
    window.click(Role::Button, "文件");
    window.click(Role::Button, "导入剪贴板里的文字");
    window.harness.event(Event::Paste(NOTICE.to_owned()));
    window.wait_for(Role::Label, "某镇环境整治方案");
    assert_eq!(window.session().document().plan.tasks.len(), 3);
}

#[test]
fn what_holds_no_plan_says_so_and_the_plan_on_screen_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes, words) in [
        ("空.txt", &b""[..], "空.txt"),
        ("旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧.doc"),
        ("页.pdf", b"%PDF-1.7", "页.pdf"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("a file");
        let mut window = Window::opening(path);
        window.wait(name, |window| window.says("没有打开，当前方案保留"));
        assert!(window.says(words));
        window.node(Role::Label, "木兰县优化营商环境工作方案");
    }
}

#[test]
fn marks_are_set_in_the_matrix_by_key() {
    let mut window = Window::new();
    window.command(UiCommand::ShowMatrix);
    let lead = "第3项 × 县司法局：牵头（列名）";
    window.click(Role::GridCell, lead);
    // Looking at a plan changes nothing.
    window.press(Key::Num4);
    assert!(window.has(Role::GridCell, lead) && window.says("还没有在整理方案：请先按 Ctrl+J"));
    window.command(UiCommand::Arrange);
    window.command(UiCommand::ShowMatrix);
    window.click(Role::GridCell, lead);
    window.press(Key::Num4);
    window.node(Role::GridCell, "第3项 × 县司法局：配合（列名）");
    window.press_with(Modifiers::ALT, Key::Num2);
    assert!(
        window.has(Role::GridCell, "第3项 × 县司法局：牵头（列名）、配合（列名）"),
        "{:?}",
        window.labels(Role::GridCell)
    );
    window.press(Key::Delete);
    assert!(!window.has(Role::GridCell, lead));
    window.harness.event(Event::Paste("牵头".to_owned()));
    window.settle();
    window.node(Role::GridCell, lead);
    let cut = window.copied_by(Event::Cut);
    assert_eq!(cut.as_deref().map(str::trim_end), Some("牵头"));
    assert!(!window.has(Role::GridCell, lead));
    for _ in 0..5 {
        window.command(UiCommand::Undo);
    }
    assert!(window.has(Role::GridCell, lead) && !window.session().is_unsaved());
}
