//! Nothing leaves the machine: no command and no window asks the system for an internet socket. Watched from outside,
//! so that no library can do it unseen either.

#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
#[cfg(feature = "window")]
use std::time::{Duration, Instant};
use support::skip;

const PROGRAM: &str = env!("CARGO_BIN_EXE_responsibility-matrix");

fn watched(log: &Path) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(log);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What in a log speaks of the internet; sockets of the machine itself do not.
fn internet(log: &Path) -> Vec<String> {
    let log = String::from_utf8_lossy(&fs::read(log).unwrap()).into_owned();
    log.lines().filter(|line| line.contains("AF_INET") || line.contains("AF_PACKET")).map(str::to_owned).collect()
}

/// Whether calls can be watched here; a socket that is opened on purpose must be seen.
fn can_watch(folder: &Path) -> bool {
    let log = folder.join("control");
    let ran = watched(&log).args(["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9"]).status();
    if ran.is_err() || !log.exists() {
        skip("strace cannot watch a program here");
        return false;
    }
    assert!(!internet(&log).is_empty(), "the watch sees no socket that is there");
    true
}

#[test]
fn no_command_opens_an_internet_socket() {
    let desk = tempfile::tempdir().unwrap();
    if !can_watch(desk.path()) {
        return;
    }
    fs::write(desk.path().join("通知.txt"), include_bytes!("../seeds/mulan-2019.txt")).unwrap();
    for (name, bytes) in [
        ("方案.ron", &include_bytes!("../seeds/harbour-2026.ron")[..]),
        ("明年.ron", include_bytes!("../seeds/harbour-2027.ron")),
    ] {
        fs::write(desk.path().join(name), bytes).unwrap();
    }
    let mut commands = vec![
        "show 方案.ron",
        "check 方案.ron --format json",
        "import 通知.txt -o 导入.ron",
        "export marks -o 标记.csv",
        "export matrix -o 矩阵.xlsx",
        "export matrix -o 矩阵.png",
        "export html -o 矩阵.html",
        "export book -o 汇编.docx",
        "export forms 方案.ron --round 一 -o 填报表",
        "collect 方案.ron 填报表 --dry-run",
        "progress 方案.ron --on 2026-10-08",
        "compare 方案.ron 明年.ron",
    ];
    if cfg!(feature = "paper") {
        commands.extend(["export matrix -o 矩阵.pdf", "export unit --unit 县司法局 --fonts system -o 县司法局.pdf"]);
    }
    for words in commands {
        let log = desk.path().join("log");
        let status = watched(&log).arg(PROGRAM).args(words.split(' ')).current_dir(desk.path()).status().unwrap();
        assert!(status.success(), "{words}: {status}");
        assert_eq!(internet(&log), Vec::<String>::new(), "{words}");
    }
}

#[cfg(feature = "window")]
#[test]
fn the_window_opens_no_internet_socket() {
    let desk = tempfile::tempdir().unwrap();
    if !can_watch(desk.path()) {
        return;
    }
    let number = desk.path().join("display");
    // The X server says which screen it took.
    let script = format!("exec Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>{}", number.display());
    let server = Command::new("bash").args(["-c", &script]).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut server = server.unwrap();
    let mut said = String::new();
    until(|| {
        said = fs::read_to_string(&number).unwrap_or_default();
        said.ends_with('\n') || server.try_wait().unwrap().is_some()
    });
    if !said.ends_with('\n') {
        skip("no screen can be made here (Xvfb)");
        return;
    }
    let log = desk.path().join("log");
    let mut window = watched(&log)
        .arg(PROGRAM)
        .env("DISPLAY", format!(":{}", said.trim()))
        .env_remove("WAYLAND_DISPLAY")
        .env("RESPONSIBILITY_MATRIX_SETTINGS", desk.path().join("settings.ron"))
        .spawn()
        .unwrap();
    // It has spoken with the screen, and is drawn when the server shows a window with a title.
    let title = |screen: &str| {
        let found =
            Command::new("xdotool").args(["search", "--onlyvisible", "--name", "."]).env("DISPLAY", screen).output();
        found.is_ok_and(|found| found.status.success())
    };
    let screen = format!(":{}", said.trim());
    let has_tool = Command::new("xdotool").arg("version").stdout(Stdio::null()).status().is_ok();
    let mut is_drawn = false;
    if has_tool {
        until(|| {
            is_drawn = title(&screen);
            is_drawn || window.try_wait().unwrap().is_some()
        });
        // What a person would do: find, another page, the page for exporting, help.
        for keys in ["ctrl+f", "Escape", "ctrl+2", "ctrl+3", "ctrl+shift+p", "Escape", "F1"] {
            let _ = Command::new("xdotool").args(["key", keys]).env("DISPLAY", &screen).status();
        }
    }
    let runs = window.try_wait().unwrap().is_none();
    let internet = internet(&log);
    let log = String::from_utf8_lossy(&fs::read(&log).unwrap()).into_owned();
    let _ = Command::new("pkill").args(["-KILL", "-P", &window.id().to_string()]).status();
    let _ = window.kill();
    let _ = window.wait();
    let _ = server.kill();
    let _ = server.wait();
    if !has_tool {
        skip("nothing presses keys here (xdotool)");
        return;
    }
    assert!(is_drawn && runs, "the window did not open, or ended by itself");
    assert!(log.contains("X11-unix"), "it spoke with the screen: {log}");
    assert_eq!(internet, Vec::<String>::new());
}

/// Waits for something that comes soon.
#[cfg(feature = "window")]
fn until(mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() && begun.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(50));
    }
}
