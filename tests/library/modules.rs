//! The modules of the program and what each of them names, read from the source as the compiler
//! reads it: token by token, so that comments and texts are none, and macros are.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path as it is written: `crate::lang::Lang` is `["crate", "lang", "Lang"]`.
pub type Names = Vec<String>;

/// A module: a file of `src`.
pub struct Module {
    /// Its file.
    pub file: PathBuf,
    /// Where it is, from the root: `["import", "clause"]`; the root itself is empty.
    pub place: Names,
    /// Paths that it names, outside its tests, and from where: names of inline modules around them.
    paths: Vec<(Names, Names)>,
    /// The same in its tests.
    test_paths: Vec<(Names, Names)>,
    /// What `use` brings into it: the name, and the path behind it.
    imports: Vec<(String, Names)>,
}

/// All modules of the program.
pub struct Modules {
    modules: Vec<Module>,
    by_place: BTreeMap<Names, usize>,
}

/// Every `.rs` file under a folder of the project, sorted.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files(folder, "rs")
}

/// Every file under a folder of the project whose name ends so, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
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

/// The tokens of a source file.
pub fn tokens(source: &str) -> TokenStream {
    source.parse().expect("Rust")
}

impl Modules {
    /// Reads `src`.
    pub fn read(src: &Path) -> Self {
        let modules: Vec<Module> = rust_files(src)
            .into_iter()
            .filter(|file| !file.ends_with("src/main.rs"))
            .map(|file| {
                let source = fs::read_to_string(&file).expect("a text file of the project");
                Module::new(file.clone(), place_of(src, &file), &source)
            })
            .collect();
        let by_place = modules.iter().enumerate().map(|(at, module)| (module.place.clone(), at)).collect();
        Self { modules, by_place }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Module> {
        self.modules.iter()
    }

    /// The modules whose items a module and its tests name, wherever they pass through; not itself.
    pub fn used_by(&self, module: &Module) -> BTreeSet<&Names> {
        self.used(module, module.paths.iter().chain(&module.test_paths), 8)
    }

    /// The modules that a module itself, without its tests, names by their own path: what another
    /// passes on by `pub use` is that one's.
    pub fn named_by(&self, module: &Module) -> BTreeSet<&Names> {
        self.used(module, module.paths.iter(), 0)
    }

    fn used<'a>(
        &self,
        module: &Module,
        paths: impl Iterator<Item = &'a (Names, Names)>,
        turns: usize,
    ) -> BTreeSet<&Names> {
        paths
            .filter_map(|(around, path)| self.resolve(module, around, path, turns))
            .map(|at| &self.modules[at].place)
            .filter(|place| **place != module.place)
            .collect()
    }

    /// The module that an item named in a module is in.
    fn resolve(&self, module: &Module, around: &[String], path: &[String], turns: usize) -> Option<usize> {
        let mut place = module.place.clone();
        place.extend(around.iter().cloned());
        let mut rest = path;
        while let Some((first, others)) = rest.split_first() {
            match first.as_str() {
                "crate" => place.clear(),
                "super" => drop(place.pop()?),
                "self" => {}
                _ => break,
            }
            rest = others;
        }
        self.follow(place, rest, turns)
    }

    /// Walks down from a place, and through what modules pass on by `pub use`.
    fn follow(&self, mut place: Names, names: &[String], turns: usize) -> Option<usize> {
        for (position, name) in names.iter().enumerate() {
            let mut inner = place.clone();
            inner.push(name.clone());
            if self.by_place.contains_key(&inner) {
                place = inner;
                continue;
            }
            let module = &self.modules[*self.by_place.get(&place)?];
            let passed_on = module.imports.iter().find(|(own, _)| own == name).map(|(_, path)| path.clone());
            let Some(mut path) = passed_on.filter(|_| turns > 0) else { break };
            path.extend(names[position + 1..].iter().cloned());
            let from = if path.first().is_some_and(|first| first == "crate") { Vec::new() } else { place.clone() };
            let rest = match path.first().map(String::as_str) {
                Some("crate" | "self") => &path[1..],
                Some("super") => return self.resolve(module, &[], &path, turns - 1),
                _ => &path[..],
            };
            // A name of another crate leads nowhere in ours.
            let first: Names = from.iter().cloned().chain(rest.first().cloned()).collect();
            return self.by_place.contains_key(&first).then(|| self.follow(from, rest, turns - 1)).flatten();
        }
        // Within inline modules: the file around them.
        while !self.by_place.contains_key(&place) {
            place.pop()?;
        }
        self.by_place.get(&place).copied()
    }
}

/// `src/ui/matrix/mod.rs` is `ui::matrix`, `src/lib.rs` the root.
fn place_of(src: &Path, file: &Path) -> Names {
    let inside = file.strip_prefix(src).expect("under src").with_extension("");
    let mut names: Names = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|last| last == "mod" || last == "lib") {
        names.pop();
    }
    names
}

impl Module {
    fn new(file: PathBuf, place: Names, source: &str) -> Self {
        let mut module = Self { file, place, paths: Vec::new(), test_paths: Vec::new(), imports: Vec::new() };
        let is_tests = module.place.last().is_some_and(|last| last == "tests");
        module.walk(tokens(source), &mut Vec::new(), is_tests);
        module
    }

    /// Collects paths; `around` are the inline modules that the tokens stand in.
    fn walk(&mut self, stream: TokenStream, around: &mut Names, in_tests: bool) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Ident(word) if word == "use" => {
                    let mut leaves = Vec::new();
                    let end = tree(&tokens, at + 1, &Vec::new(), &mut leaves);
                    for (name, path) in leaves {
                        self.note(&path, around, in_tests);
                        if around.is_empty() {
                            self.imports.push((name, path));
                        }
                    }
                    at = end.max(at + 1);
                    continue;
                }
                TokenTree::Ident(word) if word == "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        let name = name.to_string();
                        let tests = in_tests || name == "tests";
                        around.push(name);
                        self.walk(body.stream(), around, tests);
                        around.pop();
                        at += 3;
                        continue;
                    }
                }
                TokenTree::Ident(word) if ["crate", "super", "self"].iter().any(|root| word == root) => {
                    let mut leaves = Vec::new();
                    let end = tree(&tokens, at, &Vec::new(), &mut leaves);
                    for (_, path) in leaves.into_iter().filter(|(_, path)| path.len() > 1) {
                        self.note(&path, around, in_tests);
                    }
                    at = end.max(at + 1);
                    continue;
                }
                TokenTree::Group(group) => self.walk(group.stream(), around, in_tests),
                _ => {}
            }
            at += 1;
        }
    }

    fn note(&mut self, path: &[String], around: &[String], in_tests: bool) {
        if path.first().is_some_and(|first| ["crate", "super", "self"].contains(&first.as_str())) {
            let paths = if in_tests { &mut self.test_paths } else { &mut self.paths };
            paths.push((around.to_vec(), path.to_vec()));
        }
    }
}

/// Reads `a::b::{c, d::e as f, g::*}` from `at` on: the name and the path of each leaf. Where it ends.
fn tree(tokens: &[TokenTree], mut at: usize, before: &[String], leaves: &mut Vec<(String, Names)>) -> usize {
    let mut path = before.to_vec();
    let mut alias = None;
    loop {
        match tokens.get(at) {
            Some(TokenTree::Ident(word)) if word == "as" => {
                alias = tokens.get(at + 1).map(ToString::to_string);
                at += 2;
                break;
            }
            Some(TokenTree::Ident(word)) => {
                path.push(word.to_string());
                at += 1;
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace && path.len() >= before.len() => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut inside = 0;
                while inside < inner.len() {
                    if matches!(inner[inside], TokenTree::Punct(_)) && inner[inside].to_string() == "," {
                        inside += 1;
                        continue;
                    }
                    inside = tree(&inner, inside, &path, leaves).max(inside + 1);
                }
                return at + 1;
            }
            Some(TokenTree::Punct(sign)) if sign.as_char() == '*' => {
                at += 1;
                break;
            }
            _ => break,
        }
        // On with `::`, and no further without it.
        let is_colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(sign)) if sign.as_char() == ':');
        let is_as = matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "as");
        if is_colon(at) && is_colon(at + 1) {
            at += 2;
        } else if !is_as {
            break;
        }
    }
    // `{self, other}`: the path before it.
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    if let Some(last) = path.last() {
        leaves.push((alias.unwrap_or_else(|| last.clone()), path.clone()));
    }
    at
}

/// A circle among nodes, as far as there is one: each names the next, the last the first.
pub fn circle<'a>(edges: &BTreeMap<&'a Names, BTreeSet<&'a Names>>) -> Option<Vec<&'a Names>> {
    fn visit<'a>(
        node: &'a Names,
        edges: &BTreeMap<&'a Names, BTreeSet<&'a Names>>,
        way: &mut Vec<&'a Names>,
        done: &mut BTreeSet<&'a Names>,
    ) -> Option<Vec<&'a Names>> {
        if let Some(start) = way.iter().position(|before| *before == node) {
            return Some(way[start..].to_vec());
        }
        if !done.insert(node) {
            return None;
        }
        way.push(node);
        let found = edges.get(node).into_iter().flatten().find_map(|next| visit(next, edges, way, done));
        way.pop();
        found
    }
    let mut done = BTreeSet::new();
    edges.keys().find_map(|node| visit(node, edges, &mut Vec::new(), &mut done))
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let source = "// use crate::a;\nuse crate::{b::{self, C}, d::E as F};\nfn f() { let s = \"crate::g\"; super::h::i(); \
                  m!(crate::j::K); }\nmod tests { use super::*; use crate::l; }";
    let module = Module::new(PathBuf::new(), vec!["x".to_owned()], source);
    let written = |paths: &[(Names, Names)]| paths.iter().map(|(_, path)| path.join("::")).collect::<Vec<_>>();
    assert_eq!(written(&module.paths), ["crate::b", "crate::b::C", "crate::d::E", "super::h::i", "crate::j::K"]);
    assert_eq!(written(&module.test_paths), ["super", "crate::l"]);
    assert!(module.imports.iter().any(|(name, _)| name == "F"));
}

#[test]
fn a_circle_is_found() {
    let [a, b, c] = ["a", "b", "c"].map(|name| vec![name.to_owned()]);
    let mut edges = BTreeMap::from([(&a, BTreeSet::from([&b])), (&b, BTreeSet::from([&c]))]);
    assert_eq!(circle(&edges), None);
    edges.insert(&c, BTreeSet::from([&b]));
    assert_eq!(circle(&edges), Some(vec![&b, &c]));
}
