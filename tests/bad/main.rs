//! Broken and hostile files, each with what is said of it.
//!
//! Small ones lie in `files/`, large and binary ones are made by `recipes.rs`; the folder, or the beginning of a
//! recipe's name, says which command gets it. `expected.txt` has exit code and first lines for each; a case without
//! a line there, or a line without a case, fails. `RESPONSIBILITY_MATRIX_WRITE_EXPECTED=1` writes the file anew, for
//! the eye of whoever changed a message.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

mod make;
mod recipes;

use responsibility_matrix::lang::Lang;
use responsibility_matrix::limits::Limit;
use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Addresses that a run may have, in kB: 512 MB for data, 256 MB that are set aside for the stack of the reader and not
/// used, and the program itself.
const ADDRESSES: u64 = 1 << 20;
/// A run that takes longer hangs.
const HANGS: Duration = Duration::from_secs(240);
/// Lines of what was said that are compared; of more, their number.
const LINES: usize = 4;

/// Where a case comes from.
enum From {
    File(PathBuf),
    Recipe(fn() -> Vec<u8>),
}

fn cases() -> BTreeMap<String, From> {
    let mut cases = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/files");
    for kind in fs::read_dir(&root).unwrap() {
        let kind = kind.unwrap();
        for file in fs::read_dir(kind.path()).unwrap() {
            let file = file.unwrap();
            let name = format!("{}/{}", kind.file_name().to_string_lossy(), file.file_name().to_string_lossy());
            cases.insert(name, From::File(file.path()));
        }
    }
    for (name, recipe) in recipes::all() {
        assert!(cases.insert(name.to_owned(), From::Recipe(recipe)).is_none(), "{name} is there twice");
    }
    cases
}

/// Runs the program in a folder, in bounded memory.
fn run(folder: &Path, args: &[&str]) -> Result<(i32, String, String), String> {
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {ADDRESSES}; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_responsibility-matrix"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let reading = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let complaints = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        err.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > HANGS {
            child.kill().unwrap();
            return Err("it hangs".to_owned());
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let out = String::from_utf8(reading.join().unwrap()).map_err(|_| "what it prints is no UTF-8".to_owned())?;
    let err = String::from_utf8(complaints.join().unwrap()).map_err(|_| "what it says is no UTF-8".to_owned())?;
    let code = status.code().ok_or_else(|| format!("it broke off: {status}: {}", tail(&err)))?;
    if code == 101 || err.contains("panicked") {
        return Err(format!("it panicked: {}", tail(&err)));
    }
    for said in [&out, &err] {
        if let Some(c) = said.chars().find(|&c| !matches!(c, '\n' | '\t') && is_harmful(c)) {
            return Err(format!("U+{:04X} reaches the terminal", u32::from(c)));
        }
    }
    Ok((code, out, err))
}

fn tail(words: &str) -> String {
    let from = words.ceil_char_boundary(words.len().saturating_sub(300));
    words[from..].to_owned()
}

/// What commands a terminal, turns a line around or cannot be seen.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

/// Exit code and first lines of one case, or what is wrong with it.
fn said(name: &str, bytes: &[u8]) -> Result<String, String> {
    let desk = tempfile::tempdir().unwrap();
    let (kind, file) = name.split_once('/').unwrap();
    fs::write(desk.path().join(file), bytes).unwrap();
    fs::write(desk.path().join("方案.ron"), include_bytes!("../../seeds/mulan-2019.ron")).unwrap();
    let args: Vec<&str> = match kind {
        "plan" => vec!["check", file],
        "record" => vec!["progress", "方案.ron", "--record", file, "--on", "2019-12-31"],
        "form" => vec!["collect", "方案.ron", file],
        "import" => vec!["import", file, "-o", "导入.ron"],
        other => panic!("no command for {other}"),
    };
    let (code, out, err) = run(desk.path(), &args)?;
    if fs::read(desk.path().join(file)).ok().as_deref() != Some(bytes) {
        return Err("the file was changed".to_owned());
    }
    let mut left: Vec<String> = fs::read_dir(desk.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.retain(|left| left != file && left != "方案.ron");
    match kind {
        "import" if code == 0 => {
            if left != ["导入.ron"] {
                return Err(format!("it left {left:?}"));
            }
            // What an import writes, the program opens, and finds no error in.
            let (code, out, err) = run(desk.path(), &["check", "导入.ron"])?;
            if code != 0 {
                let wrong: Vec<&str> =
                    out.lines().chain(err.lines()).filter(|line| line.starts_with("error")).take(2).collect();
                return Err(format!("what it wrote is wrong: {}", wrong.join(" | ")));
            }
        }
        // A form that was taken made a record.
        "form" if code == 0 => left.retain(|left| left != "方案.record.ron"),
        _ => {}
    }
    if code != 0 && !left.is_empty() {
        return Err(format!("it left {left:?}"));
    }
    let lines: Vec<&str> = err.lines().chain(if kind == "plan" { out.lines() } else { "".lines() }).collect();
    if code == 2 && !(1..=101).contains(&err.lines().filter(|line| line.starts_with("error: ")).count()) {
        return Err(format!("exit 2 without a line that says why: {}", tail(&err)));
    }
    let mut said = format!("exit {code}\n");
    for line in lines.iter().take(LINES) {
        if line.chars().count() > 2_000 {
            return Err(format!("a line of {} characters", line.chars().count()));
        }
        said += &format!("{}\n", line.chars().take(300).collect::<String>().trim_end());
    }
    if lines.len() > LINES {
        let last: String = lines.last().unwrap().chars().take(300).collect();
        said += &format!("… {} lines in all, at last:\n{}\n", lines.len(), last.trim_end());
    }
    if err.lines().count() > 205 {
        return Err(format!("{} lines on standard error", err.lines().count()));
    }
    Ok(said)
}

/// `== name` and what is said below it.
fn parsed(text: &str) -> BTreeMap<String, String> {
    let blocks = text.split("== ").skip(1).filter_map(|block| block.split_once('\n'));
    blocks.map(|(name, said)| (name.to_owned(), said.to_owned())).collect()
}

#[test]
fn each_is_answered_by_its_message() {
    let only = std::env::var("RESPONSIBILITY_MATRIX_ONLY").unwrap_or_default();
    let all = cases();
    assert!(all.len() >= 120, "{} cases", all.len());
    let queue: Mutex<Vec<(&String, &From)>> = Mutex::new(all.iter().filter(|(name, _)| name.contains(&only)).collect());
    let results: Mutex<BTreeMap<String, Result<String, String>>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let Some((name, from)) = queue.lock().unwrap().pop() else { break };
                    let bytes = match from {
                        From::File(path) => fs::read(path).unwrap(),
                        From::Recipe(make) => make(),
                    };
                    let begun = Instant::now();
                    let said = said(name, &bytes);
                    println!("{name}: {} bytes, {} ms", bytes.len(), begun.elapsed().as_millis());
                    results.lock().unwrap().insert(name.clone(), said);
                }
            });
        }
    });
    let results = results.into_inner().unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/expected.txt");
    let mut expected = parsed(&fs::read_to_string(&path).unwrap_or_default());
    let mut problems = Vec::new();
    if std::env::var_os("RESPONSIBILITY_MATRIX_WRITE_EXPECTED").is_some() {
        if only.is_empty() {
            expected.clear();
        }
        expected.extend(results.iter().filter_map(|(name, said)| Some((name.clone(), said.clone().ok()?))));
        let text: Vec<String> = expected.iter().map(|(name, said)| format!("== {name}\n{said}")).collect();
        fs::write(&path, text.concat()).unwrap();
    }
    for (name, said) in &results {
        match (said, expected.get(name)) {
            (Err(problem), _) => problems.push(format!("{name}: {problem}")),
            (Ok(said), None) => problems.push(format!("{name}: nothing is expected of it; it says\n{said}")),
            (Ok(said), Some(expected)) if said != expected => {
                problems.push(format!("{name}: it says\n{said}and not\n{expected}"));
            }
            (Ok(_), Some(_)) => {}
        }
    }
    problems
        .extend(expected.keys().filter(|name| !all.contains_key(*name)).map(|name| format!("{name}: no such case")));
    assert!(problems.is_empty(), "{} of {}:\n{}", problems.len(), results.len(), problems.join("\n"));
}

#[test]
fn every_limit_is_met() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/expected.txt");
    let expected = fs::read_to_string(path).unwrap();
    for &limit in Limit::ALL {
        let words = match limit {
            // Said in words of their own.
            Limit::Reading => "超过半分钟".to_owned(),
            Limit::Told => "另有".to_owned(),
            // Tried in `tests/faults.rs`, `src/collect/form.rs` and `tests/library/neutral.rs`.
            Limit::OwnFile | Limit::Answer | Limit::Line => continue,
            limit => responsibility_matrix::lang::limit(Lang::Zh, limit),
        };
        assert!(expected.contains(&words), "no case meets {limit:?}: {words}");
    }
}
