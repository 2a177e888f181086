//! The real window as a user feels it: a private X server, keys pressed and pixels watched. Ours beside LibreOffice
//! Calc, which shows the same cells.
//!
//! | column | what is measured |
//! |---|---|
//! | first | start of the process until something is painted in the middle of the window, ms |
//! | page | PageDown or PageUp pressed until a strip of pixels through the cells differs, ms: median (95th percentile) |
//! | arrow | the same for the down arrow, which moves the cell cursor, watched over the whole height |
//! | page CPU | processor time of the program for a page key, ms |
//! | scroll | the wheel at sixty notches a second: different pictures seen a second, and cores used |
//! | rest | cores used when nobody does anything |
//! | RSS | memory of the program after all that, MB |
//!
//! ```text
//! cargo bench --bench window                                  ours (cpu, glow) and Calc, three sizes of screen
//! cargo bench --bench window -- --screen 1920x1080 --only cpu
//! taskset -c 0 cargo bench --bench window -- --only cpu       everything on one core, the X server too
//! ```
//!
//! It needs Xvfb, and for Calc `soffice`; what is missing is left out with a word. Figures of a busy machine are
//! worth nothing: the load is printed with them.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests make the world that the program finds, and break off where it is not so"
)]

#[path = "../synthetic.rs"]
mod synthetic;

mod display;
mod program;

use display::{Display, Key};
use program::Program;
use responsibility_matrix::file;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const KEYS: usize = 100;
const NOTCHES: u32 = 240;

/// What is started.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Candidate {
    Cpu,
    Glow,
    Calc,
}

impl Candidate {
    const ALL: [Self; 3] = [Self::Cpu, Self::Glow, Self::Calc];

    fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Glow => "glow",
            Self::Calc => "calc",
        }
    }

    fn start(self, display: &Display, folder: &Path) -> Option<Program> {
        match self {
            Self::Cpu | Self::Glow => Program::ours(self.name(), display, &folder.join("plan.ron"), folder),
            Self::Calc => Program::calc(display, &folder.join("matrix.xlsx"), folder),
        }
    }
}

/// What the command line asks for.
struct Asked {
    screens: Vec<(u16, u16)>,
    candidates: Vec<Candidate>,
}

impl Asked {
    fn read() -> Self {
        let words: Vec<String> = std::env::args().skip(1).collect();
        let after = |name: &str| {
            let at = words.iter().position(|word| word == name)?;
            words.get(at + 1).cloned()
        };
        let screen = |text: String| {
            let (width, height) = text.split_once('x')?;
            Some((width.parse().ok()?, height.parse().ok()?))
        };
        let only = after("--only");
        Self {
            screens: after("--screen")
                .and_then(screen)
                .map_or(vec![(1366, 768), (1920, 1080), (3840, 2160)], |one| vec![one]),
            candidates: Candidate::ALL
                .into_iter()
                .filter(|one| only.as_deref().is_none_or(|only| only == one.name()))
                .collect(),
        }
    }
}

fn main() {
    // `cargo test` runs benches too.
    if std::env::args().any(|word| word == "--test") || !std::env::args().any(|word| word == "--bench") {
        return;
    }
    let asked = Asked::read();
    let folder = tempfile::tempdir().expect("a folder");
    write_files(folder.path());
    println!("{} processors, load {}", std::thread::available_parallelism().map_or(1, usize::from), load());
    println!("| screen | program | first | page | arrow | page CPU | scroll | rest | RSS |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for (width, height) in asked.screens {
        for candidate in &asked.candidates {
            match measure(*candidate, width, height, folder.path()) {
                Some(line) => println!("| {width}×{height} | {} | {line} |", candidate.name()),
                None => println!("| {width}×{height} | {} | could not be started |", candidate.name()),
            }
        }
    }
    println!("load at the end {}", load());
}

fn load() -> String {
    std::fs::read_to_string("/proc/loadavg").unwrap_or_default().split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// The plan of 1,000 tasks and 300 units, and the same cells as a workbook.
fn write_files(folder: &Path) {
    let plan = folder.join("plan.ron");
    std::fs::write(&plan, file::encode(&synthetic::plan(1_000, 300, synthetic::SEED))).expect("a plan");
    let status = std::process::Command::new(program::own())
        .args(["export", "matrix"])
        .arg(&plan)
        .arg("-o")
        .arg(folder.join("matrix.xlsx"))
        .stderr(std::process::Stdio::null())
        .status();
    assert!(status.is_ok_and(|status| status.success()), "the workbook for Calc");
}

fn measure(candidate: Candidate, width: u16, height: u16, folder: &Path) -> Option<String> {
    let mut display = Display::start(width, height)?;
    let began = Instant::now();
    let mut program = candidate.start(&display, folder)?;
    let first = display.wait_for_window(began, &mut program)?;
    display.settle(Duration::from_secs(1), Duration::from_secs(20));
    display.prepare();
    let cpu = program.cpu();
    let pages =
        keys(&mut display, &[Key::PageDown, Key::PageDown, Key::PageDown, Key::PageUp, Key::PageUp, Key::PageUp]);
    let page_cpu = (program.cpu() - cpu).as_secs_f64() * 1e3 / pages.0.max(1) as f64;
    let arrows = keys(&mut display, &[Key::Down, Key::Down, Key::Down, Key::Up, Key::Up, Key::Up]);
    let (frames, cores) = scroll(&mut display, &program);
    display.settle(Duration::from_millis(700), Duration::from_secs(5));
    let (cpu, rested) = (program.cpu(), Instant::now());
    std::thread::sleep(Duration::from_secs(4));
    let rest = (program.cpu() - cpu).as_secs_f64() / rested.elapsed().as_secs_f64();
    let rss = program.rss_mb();
    Some(format!(
        "{:.0} | {} | {} | {page_cpu:.1} | {frames:.0}/s, {cores:.2} | {rest:.3} | {rss:.0}",
        first.as_secs_f64() * 1e3,
        pages.1,
        arrows.1,
    ))
}

/// Presses keys in turn; how many were answered, and median and 95th percentile in ms.
fn keys(display: &mut Display, turn: &[Key]) -> (usize, String) {
    let mut times: Vec<f64> = Vec::new();
    for n in 0..KEYS {
        if let Some(time) = display.press_and_watch(turn[n % turn.len()]) {
            times.push(time.as_secs_f64() * 1e3);
        }
        display.settle(Duration::from_millis(60), Duration::from_secs(1));
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 - 1.0) * share) as usize).copied().unwrap_or(f64::NAN);
    let missed = if times.len() < KEYS { format!(" of {}", times.len()) } else { String::new() };
    (times.len(), format!("{:.1} ({:.1}){missed}", at(0.5), at(0.95)))
}

/// Turns the wheel; pictures seen a second, and cores that the program used.
fn scroll(display: &mut Display, program: &Program) -> (f64, f64) {
    let (cpu, began) = (program.cpu(), Instant::now());
    let mut seen = 0;
    for n in 0..NOTCHES {
        // Down and back, so that it never comes to an end.
        display.wheel((n / 40).is_multiple_of(2));
        let next = began + Duration::from_secs_f64(f64::from(n + 1) / 60.0);
        while Instant::now() < next {
            seen += usize::from(display.has_changed());
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    (seen as f64 / seconds, (program.cpu() - cpu).as_secs_f64() / seconds)
}

/// A file of a folder that is there, for the parts.
fn there(path: PathBuf) -> Option<PathBuf> {
    path.exists().then_some(path)
}
