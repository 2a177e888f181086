//! The tree guards itself: floors that only point down, no circle within a module, a head on every
//! file, colours from the theme alone, errors that are errors, every seed described. What clippy
//! can guard (files, threads, colours, temporary folders), `clippy.toml` does.

use super::modules::{Module, Modules, circle, files, rust_files, tokens};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The floors of `ARCHITECTURE.md`, lowest first; modules on one floor do not use each other.
const FLOORS: [&[&str]; 16] = [
    &["model", "builtin", "limits", "neutral"],
    &["finding"],
    &["view"],
    &["check", "compare", "edit", "look"],
    &["file", "import"],
    &["lang"],
    &["made", "collect", "manual"],
    &["export"],
    &["paper"],
    &["product"],
    &["document"],
    &["platform"],
    &["raster"],
    &["session"],
    &["ui", "cli"],
    &["app"],
];

/// Crates that draw, open a window or talk to a desktop.
const TOOLKIT: [&str; 8] = ["egui", "eframe", "rfd", "winit", "softbuffer", "opener", "wgpu", "glow"];

/// What of them may be named outside [`WINDOW`]: dialogs are the platform's.
const DOORS: [&str; 1] = ["platform::desktop"];

/// The floors of the window.
const WINDOW: [&str; 3] = ["raster", "ui", "app"];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn files_under(folder: &str, ending: &str) -> Vec<PathBuf> {
    files(&root().join(folder), ending)
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a text file of the project")
}

fn modules() -> Modules {
    Modules::read(&root().join("src"))
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Every word of a source that is no text and no comment, in order, with signs between them.
fn flat(stream: TokenStream, into: &mut Vec<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                into.push(open.to_owned());
                flat(group.stream(), into);
                into.push(close.to_owned());
            }
            TokenTree::Literal(_) => into.push("\"\"".to_owned()),
            token => into.push(token.to_string()),
        }
    }
}

fn words(path: &Path) -> Vec<String> {
    let mut found = Vec::new();
    flat(tokens(&read(path)), &mut found);
    found
}

#[test]
fn floors_only_point_down() {
    let modules = modules();
    let mut wrong = Vec::new();
    for module in modules.iter() {
        let Some(own) = module.place.first() else { continue };
        let own_floor = floor(own).unwrap_or_else(|| panic!("module {own} stands on no floor"));
        for used in modules.used_by(module) {
            let Some(top) = used.first() else { continue };
            if top != own && floor(top).is_none_or(|used_floor| used_floor >= own_floor) {
                wrong.push(format!("{} uses {}", module.file.display(), used.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_of_a_module_use_each_other_in_a_circle() {
    let modules = modules();
    let edges: BTreeMap<_, BTreeSet<_>> = modules
        .iter()
        // What is asked of a plan and what becomes of it are one vocabulary, told in several files.
        .filter(|module| module.place.first().is_none_or(|top| top != "session"))
        .map(|module| {
            // A file may use what its folder's `mod.rs` declares or passes on: its head, no neighbour.
            let used = modules.named_by(module).into_iter().filter(|used| !module.place.starts_with(used));
            (&module.place, used.collect())
        })
        .collect();
    let found = circle(&edges).map(|way| way.into_iter().map(|place| place.join("::")).collect::<Vec<_>>());
    assert_eq!(found, None, "each of these files uses the next, and the last the first");
}

#[test]
fn the_map_has_the_floors() {
    let map = read(&root().join("ARCHITECTURE.md"));
    let mut floors: Vec<Vec<String>> = Vec::new();
    for line in map.lines() {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (Some(number), Some(names)) = (cells.next(), cells.next()) else { continue };
        if number.parse::<usize>().is_ok() {
            let names = names.split(" · ").map(|name| name.trim_matches('`').to_owned());
            floors.push(names.collect());
        }
    }
    floors.reverse();
    assert_eq!(floors, FLOORS, "ARCHITECTURE.md and this test have the same floors");
}

#[test]
fn only_window_floors_name_the_toolkit() {
    for module in modules().iter() {
        let is_window = module.place.first().is_some_and(|top| WINDOW.contains(&top.as_str()));
        if is_window || DOORS.contains(&module.place.join("::").as_str()) {
            continue;
        }
        let named = words(&module.file);
        let found: Vec<&&str> = TOOLKIT.iter().filter(|name| named.iter().any(|word| word == *name)).collect();
        assert!(found.is_empty(), "{} names {found:?}", module.file.display());
    }
}

#[test]
fn every_file_says_what_it_is() {
    for folder in ["src", "tests", "benches"] {
        for path in rust_files(&root().join(folder)) {
            let source = read(&path);
            let has_head = source.starts_with("//!") || source.starts_with("#![doc = include_str!");
            assert!(has_head, "{} has no head", path.display());
        }
    }
}

#[test]
fn colours_have_names() {
    // What makes a colour of numbers is forbidden by clippy; its constants are looked for here.
    const FREE: [&str; 2] = ["TRANSPARENT", "PLACEHOLDER"];
    // `raster` draws the colours it is given; its tests make some up.
    let is_free =
        |module: &&Module| module.place == ["ui", "theme"] || module.place.first().is_some_and(|top| top == "raster");
    for module in modules().iter().filter(|module| !is_free(module)) {
        let named = words(&module.file);
        for at in named.windows(4).filter(|at| at[0] == "Color32" && at[1] == ":" && at[2] == ":") {
            let is_constant = at[3].chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let is_test = module.place.last().is_some_and(|last| last == "tests");
            assert!(
                !is_constant || FREE.contains(&at[3].as_str()) || is_test,
                "{} in {}",
                at[3],
                module.file.display()
            );
        }
    }
}

#[test]
fn errors_are_errors() {
    let modules = modules();
    let all: Vec<(&Module, Vec<String>)> = modules.iter().map(|module| (module, words(&module.file))).collect();
    let implements = |name: &str| {
        all.iter().any(|(_, named)| named.windows(4).any(|at| at[0] == "Error" && at[1] == "for" && at[2] == name))
    };
    for (module, named) in &all {
        for at in named.windows(3).filter(|at| at[0] == "pub" && ["enum", "struct"].contains(&at[1].as_str())) {
            let name = &at[2];
            assert!(
                !name.ends_with("Error") || implements(name),
                "{name} in {} does not implement std::error::Error",
                module.file.display()
            );
        }
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

/// Names of files in a text: `src/look.rs` between backticks.
fn named_files(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let is_file = |words: &&str| {
        ["src/", "tests/", "assets/", "benches/", "seeds/"].iter().any(|folder| words.starts_with(folder))
            && words.rsplit('/').next().is_some_and(|name| name.contains('.'))
            && !words.contains([' ', '*', '…'])
    };
    quoted.filter(is_file).collect()
}

#[test]
fn files_that_are_named_exist() {
    for document in ["CONTRIBUTING.md", "ARCHITECTURE.md", "README.md"] {
        let text = read(&root().join(document));
        let found = named_files(&text);
        assert!(!found.is_empty(), "{document} names no file");
        for file in found {
            assert!(root().join(file).is_file(), "{document} speaks of {file}, which is not there");
        }
    }
    // In ARCHITECTURE.md also by a short name, from `src`.
    let map = read(&root().join("ARCHITECTURE.md"));
    for words in map.split('`').skip(1).step_by(2).filter(|words| words.ends_with(".rs") && words.contains('/')) {
        let is_there = root().join(words).is_file() || root().join("src").join(words).is_file();
        assert!(is_there, "ARCHITECTURE.md speaks of {words}, which is not there");
    }
}

#[test]
fn a_stranger_finds_where_to_add_each_thing() {
    let guide = read(&root().join("CONTRIBUTING.md"));
    for thing in
        ["role", "format", "product", "command", "finding", "word", "form", "page", "setting", "text", "language"]
    {
        let heading = format!("**a {thing}");
        let at = guide.find(&heading).unwrap_or_else(|| panic!("CONTRIBUTING.md does not say where to add a {thing}"));
        let list = guide[at..].split("\n\n**").next().unwrap_or_default();
        assert!(!named_files(list).is_empty(), "no file for a {thing}");
    }
}

/// Names of the dependencies in a section of `Cargo.toml`.
fn dependencies(section: &str) -> Vec<String> {
    let manifest = read(&root().join("Cargo.toml"));
    let start = manifest.find(&format!("[{section}]\n")).expect("the section");
    let body = &manifest[start + section.len() + 2..];
    let body = &body[..body.find("\n[").unwrap_or(body.len())];
    let names = body.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    names.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

#[test]
fn every_dependency_is_used_and_in_its_place() {
    let named_in = |folders: &[&str]| -> BTreeSet<String> {
        folders.iter().flat_map(|folder| rust_files(&root().join(folder))).flat_map(|path| words(&path)).collect()
    };
    for (section, named) in
        [("dependencies", named_in(&["src"])), ("dev-dependencies", named_in(&["src", "tests", "benches"]))]
    {
        let names = dependencies(section);
        assert!(!names.is_empty());
        for name in &names {
            assert!(named.contains(&name.replace('-', "_")), "{name} of [{section}] is used nowhere");
        }
        let mut sorted = names.clone();
        sorted.sort();
        assert_eq!(names, sorted, "[{section}] is in alphabetical order");
    }
}

/// What prints by these breaks off where nobody listens; `cli::say` and `cli::output` do not.
#[test]
fn nothing_prints_past_the_door() {
    for path in files_under("src", "rs") {
        let (mut words, tokens) = (Vec::new(), read(&path).parse::<TokenStream>().expect("Rust"));
        flat(tokens, &mut words);
        for macro_name in ["print", "println", "eprint", "eprintln", "dbg"] {
            let is_used = words.windows(2).any(|pair| pair[0] == macro_name && pair[1] == "!");
            assert!(!is_used, "{}: {macro_name}!", path.display());
        }
    }
}
