//! What goes wrong around the program: full and read-only disks, pipes and devices, links, closed streams, a second
//! program, a sudden end. Whatever happens, a file is the old one or the new one, whole, and the exit code tells.

#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

#[path = "support/mod.rs"]
mod support;

#[cfg(feature = "window")]
use responsibility_matrix::platform::settings;
use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};
use support::skip;

const PROGRAM: &str = env!("CARGO_BIN_EXE_responsibility-matrix");
const PLAN: &[u8] = include_bytes!("../seeds/mulan-2019.ron");
const NOTICE: &[u8] = include_bytes!("../seeds/mulan-2019.txt");
/// Nothing here takes so long; who waits longer waits for a pipe.
const HANGS: Duration = Duration::from_secs(120);

/// A folder with a plan and a notice.
fn desk() -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("方案.ron"), PLAN).unwrap();
    fs::write(desk.path().join("通知.txt"), NOTICE).unwrap();
    desk
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Waits for a program; one that hangs fails the test.
fn wait(mut child: Child) -> Output {
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > HANGS {
            child.kill().unwrap();
            panic!("it waits for ever");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().unwrap()
}

fn run(desk: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(PROGRAM);
    command.args(args).current_dir(desk).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let output = wait(command.spawn().unwrap());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

/// The same by a shell, for what only a shell can do to a program.
fn shell(desk: &Path, script: &str) -> (Option<i32>, String) {
    let mut command = Command::new("bash");
    command.args(["-c", script, PROGRAM]).current_dir(desk).stdin(Stdio::null()).stdout(Stdio::piped());
    let output = wait(command.spawn().unwrap());
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn pipes_and_devices_are_no_files() {
    let desk = desk();
    let at = |name: &str| desk.path().join(name);
    pipe(&at("管道.ron"));
    for args in [
        &["check", "管道.ron"][..],
        &["import", "管道.ron"],
        &["progress", "方案.ron", "--record", "管道.ron"],
        &["collect", "方案.ron", "管道.ron"],
        &["compare", "方案.ron", "管道.ron"],
        &["duties", "管道.ron", "--unit", "县司法局"],
        &["check", "/dev/zero"],
        &["import", "/dev/zero"],
        &["collect", "方案.ron", "/dev/zero"],
    ] {
        let (code, said) = run(desk.path(), args);
        assert_eq!(code, Some(2), "{args:?}: {said}");
        assert!(said.contains("管道或设备"), "{args:?}: {said}");
    }
    // A plan whose text is a pipe opens without it.
    pipe(&at("mulan-2019.txt"));
    assert_eq!(run(desk.path(), &["show", "方案.ron"]).0, Some(0));
    // As output they stay what they are.
    pipe(&at("出.csv"));
    for args in
        [&["export", "marks", "-o", "出.csv", "--force"][..], &["export", "marks", "-o", "/dev/null", "--force"]]
    {
        let (code, said) = run(desk.path(), args);
        assert_eq!(code, Some(3), "{args:?}: {said}");
        assert!(said.contains("管道或设备"), "{said}");
    }
    assert!(fs::metadata(at("出.csv")).unwrap().file_type().is_fifo());
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
}

#[cfg(feature = "window")]
#[test]
fn settings_that_are_no_file_are_told_and_nobody_waits() {
    let desk = desk();
    let path = desk.path().join("settings.ron");
    pipe(&path);
    assert!(settings::read(&path).is_err());
    assert!(settings::write(&path, "()").is_err());
    assert!(fs::metadata(&path).unwrap().file_type().is_fifo());
    fs::remove_file(&path).unwrap();
    fs::write(&path, vec![b' '; 5 << 20]).unwrap();
    assert!(settings::read(&path).is_err(), "no settings are so long");
}

#[test]
fn links_are_followed_and_stay() {
    let desk = desk();
    let at = |name: &str| desk.path().join(name);
    fs::create_dir(at("别处")).unwrap();
    fs::write(at("别处/旧.csv"), "old").unwrap();
    symlink("别处/旧.csv", at("链接.csv")).unwrap();
    assert_eq!(run(desk.path(), &["export", "marks", "-o", "链接.csv"]).0, Some(3), "what it leads to is there");
    assert_eq!(fs::read(at("别处/旧.csv")).unwrap(), b"old");
    assert_eq!(run(desk.path(), &["export", "marks", "-o", "链接.csv", "--force"]).0, Some(0));
    assert!(fs::symlink_metadata(at("链接.csv")).unwrap().file_type().is_symlink());
    assert!(fs::read(at("别处/旧.csv")).unwrap().len() > 1_000);
    symlink("圈.ron", at("圈.ron")).unwrap();
    assert_eq!(run(desk.path(), &["check", "圈.ron"]).0, Some(2));
    symlink("通知.txt", at("同一份.txt")).unwrap();
    for output in ["通知.txt", "./通知.txt", "同一份.txt"] {
        let (code, said) = run(desk.path(), &["import", "通知.txt", "-o", output, "--force"]);
        assert_eq!(code, Some(3), "{output}: {said}");
    }
    assert_eq!(fs::read(at("通知.txt")).unwrap(), NOTICE);
}

#[test]
fn streams_that_are_closed_full_or_broken_stop_no_work() {
    let desk = desk();
    for (script, code) in [
        ("\"$0\" check 方案.ron 2>&- >/dev/null", 0),
        ("\"$0\" check 没有.ron 2>&-", 2),
        ("\"$0\" check 没有.ron 2>/dev/full", 2),
        ("\"$0\" 2>&- export nothing", 2),
        ("\"$0\" --help >&-", 0),
        ("\"$0\" export marks >/dev/full 2>/dev/null", 3),
        ("\"$0\" import 通知.txt -o 甲.ron 2>&-", 0),
        ("\"$0\" import 通知.txt -o 乙.ron 2>/dev/full", 0),
        ("\"$0\" export units --format csv -o 关 2>&-", 0),
        ("\"$0\" export units --format csv -o 满 2>/dev/full", 0),
        ("\"$0\" export units --format csv -o 断 2>&1 | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0),
        ("\"$0\" export marks | head -1 >/dev/null; exit ${PIPESTATUS[0]}", 0),
    ] {
        let (ended, said) = shell(desk.path(), script);
        assert_eq!(ended, Some(code), "{script}: {said}");
    }
    for folder in ["关", "满", "断"] {
        assert_eq!(names(&desk.path().join(folder)).len(), 41, "{folder}");
    }
}

/// Runs a script in a file system of its own, mounted at `小` with so many kB; `None` where none can be mounted.
fn small_disk(desk: &Path, size: u32, script: &str) -> Option<(Option<i32>, String)> {
    fs::create_dir_all(desk.join("小")).unwrap();
    let mount = format!("mount -t tmpfs -o size={size}k tmpfs 小 || exit 99; {script}");
    for namespace in [&["-m"][..], &["-r", "-m"]] {
        let mut command = Command::new("unshare");
        command.args(namespace).args(["bash", "-c", &mount, PROGRAM]).current_dir(desk);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let Ok(child) = command.spawn() else { continue };
        let output = wait(child);
        if output.status.code() != Some(99) && !String::from_utf8_lossy(&output.stderr).contains("unshare") {
            return Some((output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned()));
        }
    }
    None
}

#[test]
fn a_full_disk_keeps_the_old_file() {
    let desk = desk();
    let script = "
        set -e
        echo old >小/旧.csv
        code=0; \"$0\" export marks -o 小/旧.csv --force 2>小说 || code=$?
        [ \"$code\" = 3 ] && [ \"$(cat 小/旧.csv)\" = old ] && [ \"$(ls -A 小)\" = 旧.csv ]
        code=0; \"$0\" export units -o 小/一份份 --format xlsx 2>/dev/null || code=$?
        [ \"$code\" = 3 ]
        for file in 小/一份份/*; do [ \"$(head -c 2 \"$file\")\" = PK ]; done
        [ -z \"$(find 小 -name '.responsibility*')\" ]
        rm -r 小/一份份
        code=0; \"$0\" collect 方案.ron 方案.ron -o 小/台账.ron 2>/dev/null || code=$?
        [ \"$code\" = 2 ] && [ ! -e 小/台账.ron ]
        exit 42";
    match small_disk(desk.path(), 32, script) {
        Some((code, said)) => assert_eq!(code, Some(42), "{said}"),
        None => skip("no file system can be mounted here (unshare -m)"),
    }
}

#[test]
fn a_read_only_disk_and_a_folder_that_goes_are_told() {
    let desk = desk();
    let script = "
        set -e
        cp 方案.ron 小/; echo old >小/旧.csv; mkdir 小/夹
        mount -o remount,ro 小
        for words in 'export marks -o 小/旧.csv --force' 'export marks -o 小/新.csv' 'export units -o 小/夹' 'export units -o 小/新夹'; do
          code=0; \"$0\" $words 2>/dev/null || code=$?
          [ \"$code\" = 3 ]
        done
        [ \"$(cat 小/旧.csv)\" = old ]
        \"$0\" check 小/方案.ron >/dev/null
        exit 42";
    match small_disk(desk.path(), 1024, script) {
        Some((code, said)) => assert_eq!(code, Some(42), "{said}"),
        None => skip("no file system can be mounted here (unshare -m)"),
    }
    let (code, _) = run(desk.path(), &["export", "marks", "-o", "没有/这里.csv"]);
    assert_eq!(code, Some(3));
    // The folder in which it was started is gone.
    let (code, said) = shell(desk.path(), "mkdir 走; cd 走; rmdir ../走; \"$0\" export marks -o x.csv 2>&1; exit $?");
    assert_eq!(code, Some(3), "{said}");
    assert!(!said.contains("panicked"));
}

#[test]
fn neither_home_nor_language_nor_screen_is_needed() {
    let desk = desk();
    for script in [
        "env -i \"$0\" show 方案.ron",
        "env -i LANG=C LC_ALL=C \"$0\" show 方案.ron",
        "env -i HOME=/nonexistent \"$0\" export matrix -o 矩阵.xlsx",
        "env -i HOME=/dev/null XDG_CONFIG_HOME=/dev/null \"$0\" check 方案.ron",
    ] {
        let (code, said) = shell(desk.path(), script);
        assert_eq!(code, Some(0), "{script}: {said}");
    }
    let (code, said) = shell(desk.path(), "env -i \"$0\" 方案.ron 2>&1");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.starts_with("error: ") && said.lines().count() == 1, "{said}");
}

#[test]
fn of_two_at_once_each_file_is_whole() {
    let desk = desk();
    let start = |args: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(args).current_dir(desk.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap()
    };
    run(desk.path(), &["export", "matrix", "-o", "甲.csv"]);
    run(desk.path(), &["export", "marks", "-o", "乙.csv"]);
    let whole = ["甲.csv", "乙.csv"].map(|name| fs::read(desk.path().join(name)).unwrap());
    for turn in 0..10 {
        let (one, other) = (
            start(&["export", "matrix", "-o", "同.csv", "--force"]),
            start(&["export", "marks", "-o", "同.csv", "--force"]),
        );
        assert!(wait(one).status.success() && wait(other).status.success());
        assert!(whole.contains(&fs::read(desk.path().join("同.csv")).unwrap()));
        let name = format!("新{turn}.csv");
        let both = [start(&["export", "matrix", "-o", &name]), start(&["export", "marks", "-o", &name])];
        let mut codes = both.map(|child| wait(child).status.code().unwrap());
        codes.sort_unstable();
        assert_eq!(codes, [0, 3], "one wrote, the other found it there");
        assert!(whole.contains(&fs::read(desk.path().join(&name)).unwrap()));
    }
    assert!(names(desk.path()).iter().all(|name| !name.starts_with('.')), "{:?}", names(desk.path()));
}

/// How often each writer is killed; `.ci/kill` asks for more.
fn kills() -> u32 {
    std::env::var("RESPONSIBILITY_MATRIX_KILLS").ok().and_then(|times| times.parse().ok()).unwrap_or(6)
}

#[test]
fn a_writer_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let writers: [(&[&str], &str); 6] = [
        (&["export", "marks", "--expand", "-o", "出", "--format", "csv", "--force"], "出"),
        (&["export", "matrix", "-o", "出.xlsx", "--force"], "出.xlsx"),
        (&["export", "html", "-o", "出.html", "--force"], "出.html"),
        (&["export", "book", "-o", "出.docx", "--force"], "出.docx"),
        (&["import", "通知.txt", "-o", "出.ron", "--force"], "出.ron"),
        (&["export", "units", "-o", "出夹", "--format", "csv", "--force"], "出夹/县司法局.csv"),
    ];
    // Different moments each time it is run, and the same ones for the same process number.
    let mut state = std::process::id().wrapping_mul(2_654_435_761) | 1;
    for (args, output) in writers {
        let desk = desk();
        let path = desk.path().join(output);
        let begun = Instant::now();
        assert_eq!(run(desk.path(), args).0, Some(0), "{args:?}");
        let takes = u32::try_from(begun.elapsed().as_micros()).unwrap().max(2);
        let new = fs::read(&path).unwrap();
        for _ in 0..kills() {
            fs::write(&path, "old").unwrap();
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let mut command = Command::new(PROGRAM);
            command.args(args).current_dir(desk.path()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn().unwrap();
            std::thread::sleep(Duration::from_micros(u64::from(state % takes)));
            child.kill().unwrap();
            child.wait().unwrap();
            let left = fs::read(&path).unwrap();
            assert!(left == b"old" || left == new, "{args:?} left {} bytes", left.len());
        }
        // What lies about are temporary files of ours, which the next writing there takes away when they are old.
        let folder = path.parent().unwrap();
        let stray: Vec<PathBuf> =
            names(folder).into_iter().filter(|name| name.starts_with('.')).map(|name| folder.join(name)).collect();
        for path in &stray {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(name.starts_with(".responsibility-matrix-"), "{name}");
            let file = fs::File::options().write(true).open(path).unwrap();
            file.set_modified(SystemTime::now() - Duration::from_secs(2 * 3600)).unwrap();
        }
        assert_eq!(run(desk.path(), args).0, Some(0));
        assert!(names(folder).iter().all(|name| !name.starts_with('.')), "{:?}", names(folder));
    }
}
