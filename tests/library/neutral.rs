//! What others wrote, made harmless for where it goes: any Unicode, and what is meant to do harm.

use crate::seeded::cases;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestRunner;
use responsibility_matrix::document::Document;
use responsibility_matrix::export::Scope;
use responsibility_matrix::file;
use responsibility_matrix::lang::Lang;
use responsibility_matrix::model::{
    Group, GroupId, Party, PartyKind, Plan, Role, Section, SectionId, Task, Unit, UnitId,
};
use responsibility_matrix::neutral;
use responsibility_matrix::platform::files::file_names;
use responsibility_matrix::product::{Format, Options, Wanted, make};
use responsibility_matrix::view::{Filter, MatrixView};
use std::io::Read as _;

/// Pieces that command, turn, hide, run, end, escape or are taken for something else.
const HARM: [&str; 48] = [
    "\0",
    "\u{1b}[2J",
    "\u{1b}]0;x\u{7}",
    "\u{9b}31m",
    "\u{85}",
    "\u{7f}",
    "\r",
    "\n",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{61c}",
    "\u{200b}",
    "\u{feff}",
    "\u{2028}",
    "\u{ad}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{fdd0}",
    "\u{1fffe}",
    "\u{e0001}",
    "\u{3000}",
    "\u{a0}",
    "=1+1",
    "+86",
    "-rf",
    "@SUM",
    "＝1",
    "'",
    "\"",
    "<b>&amp;]]>",
    "#eval(1)",
    "_x0041_",
    "..",
    "/",
    "\\",
    ":",
    "CON",
    "com¹",
    "LPT9 .x",
    "CONIN$",
    "~",
    "e\u{301}",
    "县司法局",
    "😀",
];

/// Tries a property on so many values.
fn each<S: Strategy>(count: u32, strategy: &S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    TestRunner::new(cases(count)).run(strategy, property).unwrap();
}

fn words() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![select(&HARM[..]).prop_map(str::to_owned), any::<char>().prop_map(String::from), "[a-z县局]{1,3}"];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn plan_of(words: &[String]) -> Plan {
    let of = |at: usize| words[at % words.len()].clone();
    let mut task =
        Task { section: Some(SectionId::new(0)), number: of(0), text: of(1), clause: of(2), ..Task::default() };
    task.parties_mut(Role::Lead).push(Party { words: of(3), kind: PartyKind::Named(UnitId::new(0)) });
    task.deadline = Some(of(4));
    Plan {
        title: of(5),
        number: Some(of(6)),
        issuer: Some(of(7)),
        groups: vec![Group { name: of(8) }],
        units: vec![Unit {
            name: format!("局{}", of(3)),
            full_name: Some(of(11)),
            aliases: vec![of(12)],
            group: GroupId::new(0),
            collective: None,
        }],
        sections: vec![Section { label: of(9), title: of(10), ..Section::default() }],
        tasks: vec![task],
        ..Plan::default()
    }
}

#[test]
fn nothing_commands_a_terminal() {
    let harmful = |c: char| neutral::is_hidden(c) && c != '\n' && c != '\t';
    each(2_000, &words(), |words| {
        let text = neutral::terminal(&words);
        prop_assert!(!text.contains(harmful), "{text:?}");
        for most in [0, 3, usize::MAX] {
            let line = neutral::terminal_line(&words, most);
            prop_assert!(!line.contains(neutral::is_hidden), "{line:?}");
            prop_assert!(most == usize::MAX || line.chars().count() <= most + 1);
        }
        prop_assert!(neutral::terminal(&text) == text);
        let json = serde_json::to_string(&words).unwrap();
        let shown = neutral::json(&json);
        prop_assert!(!shown.contains(neutral::is_hidden), "{shown:?}");
        prop_assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), words);
        Ok(())
    });
}

#[test]
fn a_title_is_one_short_line() {
    each(1_000, &words(), |words| {
        let title = neutral::title(&words);
        prop_assert!(!title.contains(neutral::is_hidden) && title.chars().count() <= 201, "{title:?}");
        Ok(())
    });
    assert_eq!(neutral::title("a\0b"), "a b");
    assert_eq!(neutral::title(&"题".repeat(60_000)).chars().count(), 201);
}

#[test]
fn a_name_of_a_file_is_a_name_everywhere() {
    each(2_000, &vec(words(), 1..6), |titles| {
        let names = file_names(titles.iter().map(String::as_str), "csv");
        let mut seen: Vec<String> = Vec::new();
        for name in &names {
            let name = name.to_str().unwrap();
            prop_assert!(name.len() <= 220 && name.len() > 4, "{name:?}");
            prop_assert!(!name.contains(|c: char| neutral::is_hidden(c) || r#"/\:*?"<>|"#.contains(c)), "{name:?}");
            prop_assert!(!name.starts_with(['-', '.', ' ', '~']), "{name:?}");
            let device = name.split('.').next().unwrap().trim().to_uppercase();
            for known in ["CON", "NUL", "AUX", "PRN", "COM1", "COM¹", "LPT9", "CONIN$"] {
                prop_assert!(device != known, "{name:?}");
            }
            prop_assert!(!seen.contains(&neutral::same_name(name)), "{name:?} twice");
            seen.push(neutral::same_name(name));
        }
        Ok(())
    });
    let odd = ["-rf", "CON .x", "com¹", "é", "e\u{301}", "\u{202e}局甲", "\u{200b}", "a\nb", "CONIN$"];
    let names: Vec<String> = file_names(odd, "csv").into_iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    assert_eq!(
        names,
        ["_-rf.csv", "_CON .x.csv", "_com¹.csv", "é.csv", "é (2).csv", "局甲.csv", "_.csv", "a_b.csv", "_CONIN$.csv"]
    );
}

#[test]
fn a_long_run_of_accents_or_of_names_alike_costs_nothing() {
    assert!(neutral::file_stem(&format!("甲{}局", "\u{301}".repeat(200_000))).len() <= neutral::LONGEST_STEM);
    let names = file_names(std::iter::repeat_n("县司法局", 20_000), "pdf");
    assert_eq!(names[19_999].to_str(), Some("县司法局 (20000).pdf"));
}

#[test]
fn a_cell_runs_nothing_and_comes_back() {
    each(2_000, &words(), |words| {
        let cell = neutral::cell(&words);
        let runs = cell.trim_start_matches(|c: char| c.is_whitespace() || neutral::is_hidden(c));
        prop_assert!(!runs.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
        prop_assert!(!cell.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n')), "{cell:?}");
        prop_assert!(cell.len() <= words.len() + 1);
        Ok(())
    });
    for before in
        ["", " ", "\u{3000}", "\u{a0}", "\u{feff}", "\u{200b}", "\u{200f}", "\0", "\u{b}", "\u{c}", "\u{202e}"]
    {
        assert!(neutral::cell(&format!("{before}=1+1")).starts_with('\''), "{before:?}");
    }
}

/// Every XML part of what is made of any plan is XML, and what it says has nothing that XML may not hold.
#[test]
fn every_xml_is_xml() {
    each(60, &vec(words(), 3..12), |words| {
        let plan = plan_of(&words);
        let document = Document::open("plan.ron", file::encode(&plan).as_bytes()).unwrap();
        let filter = Filter::default();
        let view = MatrixView::new(&document.plan, &document.ledger, &filter);
        let scope =
            Scope { plan: &document.plan, ledger: &document.ledger, filter: &filter, view: &view, lang: Lang::Zh };
        for (wanted, format) in [
            (Wanted::Matrix, Format::Xlsx),
            (Wanted::Matrix, Format::Svg),
            (Wanted::Tasks, Format::Docx),
            (Wanted::Overview, Format::Xlsx),
        ] {
            let made = make(wanted, format, &scope, &Options::default())
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            for (name, xml) in parts(&made.bytes) {
                prop_assert!(roxmltree::Document::parse(&xml).is_ok(), "{wanted:?} {format:?} {name}: {words:?}");
                prop_assert!(!xml.contains(['\u{fffe}', '\u{ffff}', '\0', '\u{1b}', '\u{9b}']), "{wanted:?} {name}");
            }
        }
        Ok(())
    });
}

/// The XML parts of a package, or the text itself.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    if !bytes.starts_with(b"PK") {
        return vec![("picture".to_owned(), String::from_utf8(bytes.to_vec()).unwrap())];
    }
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut xml = String::new();
            part.read_to_string(&mut xml).unwrap();
            parts.push((name, xml));
        }
    }
    parts
}
