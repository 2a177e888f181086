//! Names in a list that leave out the level which the first of them says: `省发展改革委、工业和信息化厅、财政厅`.
//!
//! | the document has the name in full elsewhere | the name is completed, and that is said |
//! |---|---|
//! | it has it nowhere | the name stays as it is; all such names are proposed in one doubt |

use super::drafts::note;
use super::find::Clause;
use super::groups;
use super::units::Register;
use super::width::key;
use crate::finding::{Finding, Kind};
use crate::import::clause::EntryKind;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Fewer names without their level are accidents.
const FEWEST: usize = 2;

/// What a document says of levels.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    /// Names with their level, as they are compared.
    known: HashSet<String>,
    /// Names without one that stand for themselves somewhere.
    alone: HashSet<String>,
    /// The level of the clause's last name that has one.
    open: Option<&'static str>,
    /// Where each completed name stands first.
    completed: HashMap<String, Range<usize>>,
    /// By level the names that the document has in full nowhere, and where.
    missing: BTreeMap<&'static str, BTreeMap<String, Range<usize>>>,
}

impl Prefixes {
    /// Looks through all names of a document.
    pub(super) fn of<'c>(text: &str, clauses: impl Iterator<Item = &'c Clause>, register: &Register) -> Self {
        let mut found = Self::default();
        for clause in clauses {
            let mut before = false;
            for list in &clause.reading.lists {
                for entry in list.entries.iter().filter(|entry| entry.kind == EntryKind::Unit) {
                    let span = clause.inner.start + entry.span.start..clause.inner.start + entry.span.end;
                    let name = register.cleaned(entry.full.as_deref().unwrap_or(&text[span]));
                    if groups::prefix(&name).is_some() {
                        before = true;
                        found.known.insert(key(&name));
                    } else if !before {
                        found.alone.insert(key(&name));
                    }
                }
            }
        }
        found
    }

    /// A clause begins.
    pub(super) fn begin(&mut self) {
        self.open = None;
    }

    /// The whole of a name that leaves out its level, if the document says which. `first`: it begins a list.
    pub(super) fn full(&mut self, name: &str, span: &Range<usize>, first: bool) -> Option<String> {
        if let Some((prefix, _)) = groups::prefix(name) {
            self.open = Some(prefix);
            return None;
        }
        let prefix = self.open?;
        let whole = format!("{prefix}{name}");
        if self.known.contains(&key(&whole)) && groups::has_no_level(name) {
            self.completed.entry(whole.clone()).or_insert_with(|| span.clone());
            return Some(whole);
        }
        if !first && groups::may_lack_level(name) && !self.alone.contains(&key(name)) {
            let names = self.missing.entry(prefix).or_default();
            names.entry(name.to_owned()).or_insert_with(|| span.clone());
        }
        None
    }

    /// What is to be said of it: each completed name once, all others together.
    pub(super) fn findings(self, text: &str) -> Vec<Finding> {
        let mut completed: Vec<(String, Range<usize>)> = self.completed.into_iter().collect();
        completed.sort_by_key(|(_, span)| span.start);
        let said = completed.into_iter().map(|(name, span)| note(Kind::SharedPrefix { name }, text, span));
        let missing = self.missing.into_iter().filter(|(_, names)| names.len() >= FEWEST);
        let proposed = missing.filter_map(|(prefix, names)| {
            let first = names.values().min_by_key(|span| span.start)?.clone();
            let kind = Kind::PrefixMissing { prefix: prefix.to_owned(), units: names.len() };
            let mut finding = note(kind, text, first);
            let mut listed: Vec<(&String, &Range<usize>)> = names.iter().collect();
            listed.sort_by_key(|(_, span)| span.start);
            finding.words = listed.into_iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join("、");
            Some(finding)
        });
        said.chain(proposed).collect()
    }
}
