//! Saving loses nothing: what is asked, what is kept, and what comes back after a crash.

use crate::harness::*;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::platform::clock::local;
use responsibility_matrix::platform::desk::notice_path;
use responsibility_matrix::platform::desktop::Answer;
use responsibility_matrix::session::UiCommand;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A file as people keep it, with things that cannot be read.
const KEPT: &str = "// 办公室保管\n(\n  format: 1, title: \"小方案\",\n  groups: [(name: \"甲\", units: {\"县司法局\": ()})],\n  \
    tasks: [\n    (number: \"1\", text: \"某事\", lead: [\"县司法居\"], when: \"2019-02-30\"), // 待定\n    \
    (number: \"2\", text: \"其二\",\n      lead: [\"县司法局\"], // 主任定的\n    ),\n  ],\n)\n";

/// A window on a plan file, remembering in the same folder.
fn window_on(folder: &Path, text: &str) -> (PathBuf, Window) {
    opened_in(Window::remembering_in(folder.join("settings.ron")), folder, text)
}

fn opened_in(mut window: Window, folder: &Path, text: &str) -> (PathBuf, Window) {
    let path = folder.join("方案.ron");
    fs::write(&path, text).expect("written");
    window.desktop.will_answer(Answer::Path(path.clone()));
    window.command(UiCommand::Open);
    window.wait("the plan", |window| window.session().path().is_some());
    close_notice(&mut window);
    (path, window)
}

fn close_notice(window: &mut Window) {
    while window.session().notice().is_some() {
        window.press(Key::Escape);
    }
}

/// Gives the plan another title, as a person does.
fn retitle(window: &mut Window, title: &str) {
    if !window.has(Role::TextInput, "方案标题") {
        window.command(UiCommand::Arrange);
    }
    window.node(Role::TextInput, "方案标题").focus();
    window.settle();
    window.press_with(CTRL, Key::A);
    window.harness.event(Event::Text(title.to_owned()));
    window.settle();
    window.press(Key::Enter);
    assert_eq!(window.session().document().plan.title, title);
}

fn drop_lead(window: &mut Window) {
    if !window.has(Role::TextInput, "方案标题") {
        window.command(UiCommand::Arrange);
    }
    window.click(Role::RowHeader, "第2项 其二");
    window.activate(Role::Button, "去掉“县司法局”");
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file")
}

/// Saves, and waits until that is done.
fn save(window: &mut Window) {
    window.command(UiCommand::Save);
    window.wait("saved", |window| !window.session().is_unsaved());
}

#[test]
fn an_edit_changes_its_own_line_and_the_faults_stay() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    let faults = window.session().document().findings.clone();
    retitle(&mut window, "大方案");
    save(&mut window);
    assert_eq!(read(&path), KEPT.replace("小方案", "大方案"));
    window.node(Role::Label, &format!("已保存：{}", path.display()));
    assert_eq!(window.session().document().findings.len(), faults.len(), "saving repairs nothing");
}

#[test]
fn without_a_change_nothing_is_written() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    fs::write(&path, "somebody else's").expect("written");
    window.command(UiCommand::Save);
    window.node(Role::Label, "没有未保存的修改；要存到别处请用“方案另存为”");
    assert_eq!(read(&path), "somebody else's");
    // Done and undone is no change either.
    fs::write(&path, KEPT).expect("written");
    retitle(&mut window, "大方案");
    window.command(UiCommand::Undo);
    window.command(UiCommand::Save);
    window.node(Role::Label, "没有未保存的修改；要存到别处请用“方案另存为”");
}

#[test]
fn what_would_be_lost_is_named_and_asked() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    drop_lead(&mut window);
    window.command(UiCommand::Save);
    let title = "保存后，文件里的这些内容会丢失";
    window.wait_for(Role::Label, title);
    window.node(Role::Label, "第 8 行：注释 // 主任定的");
    window.click(Role::Button, "取消");
    assert!(!window.says(title) && window.session().is_unsaved());
    assert_eq!(read(&path), KEPT);
    // Elsewhere: the file stays as it is.
    window.command(UiCommand::Save);
    window.wait_for(Role::Label, title);
    let other = folder.path().join("另一份.ron");
    window.desktop.will_answer(Answer::Path(other.clone()));
    window.click(Role::Button, "另存为…");
    window.wait_for(Role::Label, title);
    window.click(Role::Button, "仍然保存");
    window.wait("saved", |window| !window.session().is_unsaved());
    assert_eq!(read(&path), KEPT);
    let saved = read(&other);
    assert!(saved.contains("// 办公室保管") && saved.contains("// 待定") && !saved.contains("主任"), "{saved}");
}

#[test]
fn a_change_by_somebody_else_is_shown_before_it_is_written_over() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    retitle(&mut window, "大方案");
    let theirs = KEPT.replace("其二", "其二，别人改的");
    fs::write(&path, &theirs).expect("written");
    window.command(UiCommand::Save);
    window.wait_for(Role::Label, "文件在打开之后被别人改过");
    window.node(Role::Label, "－ 7  (number: \"2\", text: \"其二\",");
    window.node(Role::Label, "+ 7  (number: \"2\", text: \"其二，别人改的\",");
    window.press(Key::Escape);
    assert_eq!(read(&path), theirs);
    window.command(UiCommand::Save);
    window.wait_for(Role::Label, "文件在打开之后被别人改过");
    window.click(Role::Button, "仍然保存");
    window.wait("saved", |window| !window.session().is_unsaved());
    assert_eq!(read(&path), KEPT.replace("小方案", "大方案"));
    // What they had written is kept.
    close_notice(&mut window);
    window.click(Role::Button, "文件");
    window.click(Role::Button, "以前的版本…");
    // By date and time, and how long ago that was.
    window.wait("the list", |window| window.session().versions().is_some());
    let kept = window.session().versions().and_then(|list| list.versions.as_ref()?.first()).expect("a version").kept;
    let when = Lang::Zh.moment(local(kept));
    window.node(Role::Label, &format!("{when}（刚才）以前的内容，{} 字节", theirs.len()));
    window.click(Role::Button, &format!("打开{when}以前的版本"));
    window.wait("the version", |window| window.session().plans().len() == 2);
    assert_eq!(window.session().document().plan.tasks[1].text, "其二，别人改的");
    assert!(window.session().is_unsaved() && window.session().path().is_none());
}

#[test]
fn the_window_says_that_no_version_is_kept() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("方案.ron");
    fs::write(&path, KEPT).expect("written");
    let mut window = Window::opening(path.clone());
    window.wait("the plan", |window| window.session().path().is_some());
    close_notice(&mut window);
    retitle(&mut window, "大方案");
    save(&mut window);
    assert!(window.says("已设为不记忆，没有保留以前的版本"));
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 2, "the plan and the notice of who edits it");
    close_notice(&mut window);
    window.click(Role::Button, "文件");
    window.click(Role::Button, "以前的版本…");
    window.wait_for(Role::Label, "已设为不记忆，不保留以前的版本");
}

#[test]
fn unsaved_changes_come_back_after_a_crash() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    retitle(&mut window, "没有存");
    wait_for_writes(&mut window, 1);
    // The window is gone without a word: its thread ends, its lock falls.
    drop(window);
    let settings = folder.path().join("settings.ron");
    let mut window = Window::remembering_in(settings.clone());
    window.wait_for(Role::Label, "上次没有保存的修改还在");
    window.node(Role::Label, &path.display().to_string());
    window.click(Role::Button, "以后再说");
    assert!(!window.says("上次没有保存的修改还在"));
    drop(window);
    let mut window = Window::remembering_in(settings.clone());
    window.wait_for(Role::Label, "上次没有保存的修改还在");
    window.click(Role::Button, "恢复");
    window.wait("the changes", |window| window.session().document().plan.title == "没有存");
    assert!(window.session().is_unsaved());
    assert_eq!(read(&path), KEPT, "the file stays as it is");
    wait_for_writes(&mut window, 1);
    save(&mut window);
    assert_eq!(read(&path), KEPT.replace("小方案", "没有存"));
    rest();
    drop(window);
    let window = Window::remembering_in(settings);
    assert!(!window.says("上次没有保存的修改还在"), "once it is saved nothing is left");
}

#[test]
fn what_somebody_else_changed_after_a_crash_is_told_and_shown_before_it_is_written_over() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    retitle(&mut window, "没有存");
    wait_for_writes(&mut window, 1);
    drop(window);
    let theirs = KEPT.replace("其二", "其二，别人改的");
    fs::write(&path, &theirs).expect("written");
    let mut window = Window::remembering_in(folder.path().join("settings.ron"));
    window.wait_for(Role::Label, "上次没有保存的修改还在");
    window.node(Role::Label, &format!("{}（文件在那以后又被改过，保存前会列出差别）", path.display()));
    window.click(Role::Button, "恢复");
    window.wait("the changes", |window| window.session().document().plan.title == "没有存");
    window.command(UiCommand::Save);
    window.wait_for(Role::Label, "文件在打开之后被别人改过");
    window.node(Role::Label, "－ 7  (number: \"2\", text: \"其二\",");
    window.node(Role::Label, "+ 7  (number: \"2\", text: \"其二，别人改的\",");
    assert_eq!(read(&path), theirs, "nothing is written before the answer");
}

#[test]
fn changes_that_were_given_up_are_not_offered_again() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    retitle(&mut window, "没有存");
    wait_for_writes(&mut window, 1);
    drop(window);
    let settings = folder.path().join("settings.ron");
    let mut window = Window::remembering_in(settings.clone());
    window.wait_for(Role::Label, "上次没有保存的修改还在");
    window.click(Role::Button, "放弃这些修改");
    rest();
    drop(window);
    assert!(!Window::remembering_in(settings).says("上次没有保存的修改还在"));
    assert_eq!(read(&path), KEPT);
}

#[test]
fn settings_of_a_newer_version_switch_neither_journal_nor_versions_off() {
    let folder = tempfile::tempdir().expect("folder");
    let settings = folder.path().join("settings.ron");
    fs::write(&settings, "(format: 99)").expect("written");
    let (_, mut window) = opened_in(Window::started_with(settings.clone()), folder.path(), KEPT);
    retitle(&mut window, "大方案");
    wait_for_writes(&mut window, 1);
    save(&mut window);
    assert!(!window.says("没有保留以前的版本") && window.says("已保存"));
    assert!(folder.path().join("versions").exists());
    drop(window);
    assert_eq!(read(&settings), "(format: 99)", "the file is left alone");
}

#[test]
fn settings_that_cannot_be_used_are_no_wish_to_remember_nothing() {
    let folder = tempfile::tempdir().expect("folder");
    fs::write(folder.path().join("file"), "no folder").expect("written");
    let settings = folder.path().join("file").join("settings.ron");
    let (path, mut window) = opened_in(Window::started_with(settings), folder.path(), KEPT);
    retitle(&mut window, "大方案");
    window.wait("told", |window| window.says("未保存的修改无法记入恢复日志"));
    close_notice(&mut window);
    save(&mut window);
    assert!(window.says("以前的版本没有保留下来") && !window.says("不记忆"));
    assert_eq!(read(&path), KEPT.replace("小方案", "大方案"));
    close_notice(&mut window);
    window.click(Role::Button, "文件");
    window.click(Role::Button, "以前的版本…");
    window.wait("told", |window| window.says("以前的版本没有保留下来"));
    assert!(!window.says("还没有以前的版本") && !window.says("不记忆"));
}

#[test]
fn the_journal_is_written_once_for_changes_that_come_together_and_never_without_one() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    rest();
    assert_eq!(window.harness.state().journal_writes(), 0, "looking changes nothing");
    for title in ["一", "二", "三", "四"] {
        retitle(&mut window, title);
    }
    wait_for_writes(&mut window, 1);
    rest();
    assert!(window.harness.state().journal_writes() <= 4, "no more than there were changes");
    let before = window.harness.state().journal_writes();
    window.press(Key::ArrowDown);
    save(&mut window);
    rest();
    assert_eq!(window.harness.state().journal_writes(), before);
    assert!(read(&path).contains("四"));
}

#[test]
fn a_second_clerk_is_told_who_is_at_work() {
    let folder = tempfile::tempdir().expect("folder");
    let (path, mut window) = window_on(folder.path(), KEPT);
    let notice = notice_path(&path).expect("a path");
    assert!(!notice.exists(), "reading is no editing");
    retitle(&mut window, "大方案");
    window.wait("a notice", |_| notice.exists());
    save(&mut window);
    window.command(UiCommand::CloseTab);
    window.wait("no notice", |_| !notice.exists());
    let theirs = "(user: \"张三\", host: \"another-machine\", process: 7, since: 1)";
    fs::write(&notice, theirs).expect("written");
    let mut second = Window::opening(path.clone());
    second.wait("told", |window| window.says("张三@another-machine 正在编辑这份方案"));
    drop(second);
    assert_eq!(read(&notice), theirs, "somebody else's notice stays");
}

#[test]
fn the_text_of_a_notice_takes_the_place_of_no_other_file() {
    let folder = tempfile::tempdir().expect("folder");
    let notice = folder.path().join("通知.txt");
    fs::write(&notice, "某镇方案\n1.清扫。（牵头单位：镇城建办）\n").expect("written");
    let others = folder.path().join("某镇.txt");
    fs::write(&others, "别人的文件").expect("written");
    let mut window = Window::opening(notice);
    window.wait("the notice", |window| window.session().is_unsaved());
    window.desktop.will_answer(Answer::Path(folder.path().join("某镇.ron")));
    save(&mut window);
    assert_eq!(read(&others), "别人的文件");
    assert_eq!(read(&folder.path().join("某镇 (2).txt")), "某镇方案\n1.清扫。（牵头单位：镇城建办）\n");
    assert_eq!(window.session().document().plan.source.as_deref(), Some("某镇 (2).txt"));
}

fn wait_for_writes(window: &mut Window, writes: usize) {
    window.wait("the journal", |window| window.harness.state().journal_writes() >= writes);
}

/// Longer than the journal waits for further changes.
fn rest() {
    std::thread::sleep(Duration::from_millis(900));
}

// For `.ci/kill`: a window that edits and saves until it is killed, and a look at what is left.

const KILL_FOLDER: &str = "RESPONSIBILITY_MATRIX_KILL_FOLDER";

fn kill_folder() -> PathBuf {
    PathBuf::from(std::env::var_os(KILL_FOLDER).expect("the script names a folder"))
}

fn counted(folder: &Path) -> usize {
    fs::read_to_string(folder.join("journaled")).ok().and_then(|text| text.lines().last()?.parse().ok()).unwrap_or(0)
}

#[test]
#[ignore = "runs until it is killed: see .ci/kill"]
fn edits_until_it_is_killed() {
    use std::io::Write as _;
    let folder = kill_folder();
    let path = folder.join("方案.ron");
    if !path.exists() {
        fs::write(&path, KEPT).expect("written");
    }
    let mut window = Window::remembering_in(folder.join("settings.ron"));
    if window.says("上次没有保存的修改还在") {
        window.click(Role::Button, "恢复");
        window.wait("the changes", |window| window.session().is_unsaved());
    } else {
        window.desktop.will_answer(Answer::Path(path.clone()));
        window.command(UiCommand::Open);
        window.wait("the plan", |window| window.session().path().is_some());
    }
    close_notice(&mut window);
    let mut noted = fs::OpenOptions::new().create(true).append(true).open(folder.join("journaled")).expect("a file");
    for number in counted(&folder) + 1.. {
        let before = window.harness.state().journal_writes();
        retitle(&mut window, &format!("第{number}次"));
        wait_for_writes(&mut window, before + 1);
        // From here on this change must not be lost.
        noted.write_all(format!("{number}\n").as_bytes()).and_then(|()| noted.sync_all()).expect("noted");
        if number % 3 == 0 {
            save(&mut window);
            close_notice(&mut window);
        }
    }
}

#[test]
#[ignore = "looks at what a killed window left: see .ci/kill"]
fn nothing_that_was_journaled_is_lost() {
    let folder = kill_folder();
    let number_of = |title: &str| title.trim_matches(['第', '次']).parse::<usize>().unwrap_or(0);
    let text = read(&folder.join("方案.ron"));
    let opened = responsibility_matrix::file::decode(&text).expect("a whole file");
    assert!(
        ["// 办公室保管", "// 待定", "// 主任定的", "县司法居", "2019-02-30"].iter().all(|kept| text.contains(kept))
    );
    let journal = folder.join("journal");
    let journal = responsibility_matrix::platform::journal::Journal::begin(&journal).expect("a journal");
    let left = journal.take_over();
    let journaled = left.iter().map(|left| {
        let plan = responsibility_matrix::file::decode(&left.entry.text).expect("a whole state").plan;
        number_of(&plan.title)
    });
    let last = journaled.chain([number_of(&opened.plan.title)]).max().expect("the file at least");
    assert!(last >= counted(&folder), "change {} is lost: the last one left is {last}", counted(&folder));
    println!("{} noted, {last} there, {} in the journal", counted(&folder), left.len());
}
