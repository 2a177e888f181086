//! The quarter in the window: forms out, a folder of them in, states on the cells, who is late; two plans compared.

use crate::harness::*;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::{Asked, Page, UiCommand};
use responsibility_matrix::view::Light;
use std::fs;
use std::path::{Path, PathBuf};

/// The English plan in a folder of its own, with the forms that came back beside it.
fn harbour() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let plan = folder.path().join("harbour-2026.ron");
    fs::copy(seeds.join("harbour-2026.ron"), &plan).expect("the plan");
    let returns = folder.path().join("returns");
    fs::create_dir(&returns).expect("a folder");
    for entry in fs::read_dir(seeds.join("harbour-2026-returns")).expect("forms") {
        let path = entry.expect("a form").path();
        fs::copy(&path, returns.join(path.file_name().expect("a name"))).expect("a form");
    }
    (folder, plan, returns)
}

fn opened(plan: &Path) -> Window {
    let mut window = Window::opening(plan.to_owned());
    window.wait("the record", |window| window.session().active().reported().is_some());
    window
}

/// The row of the fourth task.
const ROW_4: &str =
    "第4项 Close the tidal barrier whenever a surge of more than 0.8 metres is forecast, without waiting for an order";

/// Chooses a command of the menu 落实.
fn choose(window: &mut Window, entry: &str) {
    window.click(Role::Button, "落实");
    window.click(Role::Button, entry);
}

#[test]
fn a_record_that_is_opened_brings_its_plan() {
    let (_folder, plan, _) = harbour();
    let mut window = Window::opening(plan.with_extension("record.ron"));
    window.wait("the plan", |window| window.session().path() == Some(&plan));
}

#[test]
fn a_dropped_folder_of_forms_is_taken_after_a_question() {
    let (_folder, plan, returns) = harbour();
    let record = plan.with_extension("record.ron");
    let mut window = opened(&plan);
    assert!(!window.session().active().reported().expect("read").has_file);
    window.drop_path(&returns);
    window.wait("the question", |window| window.session().asked() == Some(Asked::Collect));
    assert!(window.says("6个文件中有12条可以记入台账；与台账相同0条"), "{:?}", window.labels(Role::Label));
    assert!(!record.exists(), "nothing is written before somebody agrees");
    window.press(Key::Escape);
    window.settle();
    assert!(!record.exists() && window.session().asked().is_none());
    // Once more, by the menu, and agreed to.
    window.desktop.will_answer(Answer::Path(returns.clone()));
    choose(&mut window, "收回填报表…");
    window.wait("the question", |window| window.session().asked() == Some(Asked::Collect));
    window.press(Key::Enter);
    window.wait("the record", |window| window.session().active().reported().is_some_and(|own| own.has_file));
    assert!(record.exists());
    let lights = window.session().active().lights().expect("states");
    assert!(lights.count(Light::Done) > 0 && lights.count(Light::Unreported) > 0);
    // The same folder again has nothing new: there is nothing to agree to.
    window.desktop.will_answer(Answer::Path(returns));
    choose(&mut window, "收回填报表…");
    window.wait("the question", |window| window.session().asked() == Some(Asked::Collect));
    assert!(window.says("6个文件中有0条可以记入台账；与台账相同12条"));
    assert!(window.node(Role::Button, "取消").is_focused());
}

#[test]
fn states_stand_beside_the_marks_and_in_the_panels() {
    let (_folder, plan, returns) = harbour();
    let mut window = opened(&plan);
    window.drop_path(&returns);
    window.wait("the question", |window| window.session().asked() == Some(Asked::Collect));
    window.press(Key::Enter);
    window.wait("the record", |window| window.session().active().reported().is_some_and(|own| own.has_file));
    let bare = "第2项 × Public Works Department：牵头（列名）";
    assert!(window.has(Role::GridCell, bare));
    window.command(UiCommand::StateLights);
    window.node(Role::GridCell, &format!("{bare} · 已完成"));
    window.node(Role::Button, "已完成 2");
    // What was said stands with the duty, and with the task.
    window.click(Role::ColumnHeader, "Public Works Department");
    assert!(window.says("已完成"));
    assert!(window.labels(Role::Label).iter().any(|label| label.starts_with("Wall walked in August.")));
    window.activate(Role::RowHeader, "第2项 Walk the whole sea wall from the Old Battery to the slipway, record every crack wider than 5 mm, and publish the record with photographs.");
    assert!(window.says("落实进展"));
    window.command(UiCommand::StateLights);
    assert!(window.has(Role::GridCell, bare));
}

#[test]
fn progress_says_who_is_late_and_leads_there() {
    let (_folder, plan, _) = harbour();
    let mut window = opened(&plan);
    window.command(UiCommand::ShowProgress);
    window.wait("the page", |window| window.has(Role::Tab, "按单位"));
    assert_eq!(window.session().page(), Page::Bulletin);
    window.click(Role::Link, "Town Clerk");
    assert_eq!(window.session().panel(), responsibility_matrix::session::Panel::Unit(unit(&window, "Town Clerk")));
    // Sorted, filtered, another table.
    window.click(Role::Button, "逾期");
    window.node(Role::TextInput, "筛选各行").focus();
    window.settle();
    window.harness.event(Event::Text("police".to_owned()));
    window.settle();
    assert!(window.labels(Role::Link).contains(&"Police".to_owned()));
    assert!(!window.labels(Role::Link).contains(&"Gates Office".to_owned()), "{:?}", window.labels(Role::Link));
    window.click(Role::Tab, "明细");
    window.click(Role::Tab, "按单位");
    // Written as a workbook, by the name of what it is.
    let file = plan.with_file_name("进展.xlsx");
    window.desktop.will_answer(Answer::Path(file.clone()));
    window.click(Role::Button, "存为 XLSX…");
    window.wait("the file", |_| file.exists());
    assert!(window.desktop.proposed()[0].ends_with(".xlsx"));
}

#[test]
fn two_open_plans_are_compared_and_gone_through() {
    let (folder, plan, _) = harbour();
    let newer = folder.path().join("harbour-2027.ron");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/harbour-2027.ron"), &newer).expect("the plan");
    let mut window = Window::opening_all(vec![plan, newer]);
    window.wait("both", |window| window.session().plans().len() == 2);
    window.command(UiCommand::NextTab);
    choose(&mut window, "与另一方案比较");
    window.wait("the page", |window| window.has(Role::Tab, "逐项对照"));
    assert!(window.says("8 / 8 行 · 已看 0 / 8"), "{:?}", window.labels(Role::Label));
    window.click(Role::CheckBox, "6a");
    assert!(window.says("8 / 8 行 · 已看 1 / 8"));
    window.click(Role::Link, "Lifeboat Station");
    assert_eq!(
        window.session().panel(),
        responsibility_matrix::session::Panel::Unit(unit(&window, "Lifeboat Station"))
    );
}

#[test]
fn forms_go_out_with_their_round() {
    let (folder, plan, _) = harbour();
    let mut window = opened(&plan);
    choose(&mut window, "导出填报表…");
    window.node(Role::TextInput, "报送期次").focus();
    window.settle();
    window.harness.event(Event::Text("2026 Q4".to_owned()));
    window.settle();
    let out = folder.path().join("forms");
    window.desktop.will_answer(Answer::Path(out.clone()));
    window.click(Role::Button, "存到文件夹…");
    window.wait("the forms", |_| out.join("签收登记表.xlsx").exists());
    assert!(out.join("Town Clerk.xlsx").exists());
    assert!(!out.join("Council departments.xlsx").exists(), "its members answer");
}

fn unit(window: &Window, name: &str) -> responsibility_matrix::model::UnitId {
    window.session().document().plan.unit_named(name).expect("a unit")
}

#[test]
fn a_state_is_typed_in_the_panel_and_taken_back() {
    let (_folder, plan, _) = harbour();
    let record = plan.with_extension("record.ron");
    let mut window = opened(&plan);
    window.command(UiCommand::StateLights);
    window.activate(Role::RowHeader, ROW_4);
    window.activate(Role::Link, "填报：Police 第4项");
    assert_eq!(window.session().asked(), Some(Asked::Entry));
    window.node(Role::MultilineTextInput, "进展情况").focus();
    window.settle();
    window.harness.event(Event::Text("Rota agreed.".to_owned()));
    window.settle();
    window.click(Role::Button, "记入台账");
    window.wait("the record", |window| window.session().active().reported().is_some_and(|own| own.has_file));
    let text = fs::read_to_string(&record).expect("a record");
    assert!(text.contains("Rota agreed.") && text.contains("Police"), "{text}");
    assert!(window.labels(Role::Label).iter().any(|label| label.starts_with("Rota agreed.")));
    // Taken back: the entry stays in the file, another one says so.
    window.activate(Role::Link, "填报：Police 第4项");
    window.click(Role::Button, "撤回已报内容");
    let is_gone = |window: &Window| !window.labels(Role::Label).iter().any(|label| label.starts_with("Rota agreed."));
    window.wait("it is taken back", is_gone);
    let text = fs::read_to_string(&record).expect("a record");
    assert!(text.contains("Rota agreed.") && text.contains("withdrawn: true"), "{text}");
}

#[test]
fn a_remark_is_typed_in_the_panel_of_a_task() {
    let (_folder, plan, _) = harbour();
    let mut window = opened(&plan);
    window.command(UiCommand::ShowTask);
    window.activate(Role::Link, "添加批注…");
    window.harness.event(Event::Text("Ask the clerk again.".to_owned()));
    window.settle();
    window.click(Role::Button, "记入台账");
    window.wait("the remark", |window| window.says("Ask the clerk again."));
    let text = fs::read_to_string(plan.with_extension("record.ron")).expect("a record");
    assert!(text.contains("Ask the clerk again."));
}

#[test]
fn a_meeting_shows_one_task_after_the_other() {
    let (_folder, plan, _) = harbour();
    let mut window = opened(&plan);
    window.command(UiCommand::Meeting);
    window.node(Role::Label, "第 1 项 / 12");
    assert!(!window.has(Role::Grid, "责任矩阵，17 行 19 列"), "the matrix is out of sight");
    window.press(Key::ArrowRight);
    window.press(Key::Space);
    window.node(Role::Label, "第 3 项 / 12");
    window.click(Role::Button, "← 上一项");
    window.node(Role::Label, "第 2 项 / 12");
    // A unit's name keeps its tasks alone.
    window.click(Role::Link, "Public Works Department");
    window.node(Role::Label, "第 2 项 / 6");
    // What is said is written down, and stays with the task.
    window.press(Key::N);
    window.harness.event(Event::Text("Agreed.".to_owned()));
    window.settle();
    window.click(Role::Button, "记入台账");
    window.wait("the remark", |window| window.says("批注：Agreed."));
    window.press(Key::Escape);
    assert!(window.session().active().meeting().is_none());
}
