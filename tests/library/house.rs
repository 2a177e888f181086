//! The tree guards itself: floors that only point down, a head on every module, no colour outside
//! the theme, every seed described.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors of `ARCHITECTURE.md`, lowest first; modules on one floor do not use each other.
const FLOORS: [&[&str]; 15] = [
    &["model", "builtin"],
    &["finding"],
    &["view"],
    &["check", "edit", "look"],
    &["file", "import"],
    &["lang"],
    &["made"],
    &["export"],
    &["paper"],
    &["product"],
    &["document"],
    &["platform"],
    &["session"],
    &["ui", "cli"],
    &["app"],
];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn files_under(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a text file of the project")
}

/// The top module of a source file: `src/ui/matrix/mod.rs` → `ui`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("under src");
    let first = inside.iter().next().expect("a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Modules named after `crate::`, also within braces: `crate::{builtin, lang::Lang}`.
fn used_modules(source: &str) -> Vec<String> {
    // A comment may point anywhere.
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let source = code.join("\n");
    let mut found = Vec::new();
    for (at, _) in source.match_indices("crate::") {
        let rest = &source[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(inside) => {
                let end = inside.find('}').unwrap_or(inside.len());
                inside[..end].split(',').map(str::trim).collect()
            }
            None => vec![rest],
        };
        for name in names {
            found.push(name.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect());
        }
    }
    found
}

#[test]
fn floors_only_point_down() {
    let mut wrong = Vec::new();
    for path in files_under("src", "rs") {
        let own = module(&path);
        if ["lib", "main"].contains(&own.as_str()) {
            continue;
        }
        let own_floor = floor(&own).unwrap_or_else(|| panic!("module {own} stands on no floor"));
        for used in used_modules(&read(&path)) {
            let is_below = floor(&used).is_some_and(|used_floor| used_floor < own_floor);
            if used != own && !is_below {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_guard_sees_an_upward_import() {
    assert_eq!(used_modules("use crate::app::App; use crate::{lang, ui::Cx};"), ["app", "lang", "ui"]);
    assert!(floor("app") > floor("model"));
}

#[test]
fn only_window_floors_name_the_toolkit() {
    for path in files_under("src", "rs") {
        let needs_window = ["ui", "app"].contains(&module(&path).as_str());
        let names_toolkit = ["egui::", "eframe::", "rfd::"].iter().any(|name| read(&path).contains(name));
        // Dialogs are the platform's, and the start of the window is main's.
        let is_door = path.ends_with("platform/desktop.rs");
        assert!(needs_window || is_door || !names_toolkit, "{} names the toolkit", path.display());
    }
}

#[test]
fn every_module_says_what_it_is() {
    for path in
        files_under("src", "rs").into_iter().chain(files_under("tests", "rs")).chain(files_under("benches", "rs"))
    {
        let source = read(&path);
        let has_head = source.starts_with("//!") || source.starts_with("#![doc = include_str!");
        assert!(has_head, "{} has no head", path.display());
    }
}

#[test]
fn colours_live_in_the_theme() {
    for path in files_under("src/ui", "rs") {
        let is_theme = path.ends_with("theme.rs");
        let writes_colour = ["Color32::from_rgb(", "Color32::RED", "0x"].iter().any(|sign| read(&path).contains(sign));
        assert!(is_theme || !writes_colour, "{} writes a colour", path.display());
        assert!(!read(&path).contains("rgb(0x"), "{} writes a colour that `look` does not know", path.display());
    }
}

#[test]
fn every_seed_is_described() {
    let readme = read(&root().join("README.md"));
    for ending in ["ron", "txt"] {
        for seed in files_under("seeds", ending) {
            let name = seed.file_name().expect("a name").to_string_lossy().into_owned();
            assert!(readme.contains(&name), "README.md does not speak of seeds/{name}");
        }
    }
}

#[test]
fn every_floor_is_on_the_map() {
    let map = read(&root().join("ARCHITECTURE.md"));
    for module in FLOORS.into_iter().flatten() {
        assert!(map.contains(&format!("`{module}`")), "ARCHITECTURE.md does not speak of {module}");
    }
}
