//! Tables at the end of a notice that say again what its items say: their rows are no tasks of their own.

use super::clause::EntryKind;
use super::drafts::{Drafts, TaskDraft, note};
use super::steps;
use super::width::key;
use crate::finding::Kind;
use crate::model::Role;
use std::collections::{BTreeSet, HashMap};

/// A row says a task's words again if it has so many characters of them, from their beginning.
const FEWEST: usize = 4;

/// Who has which role, by the words of the document.
fn parties(text: &str, task: &TaskDraft) -> BTreeSet<(Role, String)> {
    let mut found = BTreeSet::new();
    for clause in &task.clauses {
        for list in &clause.reading.lists {
            for entry in &list.entries {
                let words = match (&entry.kind, &entry.full) {
                    (EntryKind::Headed(name), _) | (EntryKind::Unit, Some(name)) => name.as_str(),
                    _ => &text[clause.inner.start + entry.span.start..clause.inner.start + entry.span.end],
                };
                found.insert((list.role, key(words)));
            }
        }
    }
    found
}

fn words(text: &str, task: &TaskDraft) -> String {
    key(&task.text.iter().map(|(span, _)| &text[span.clone()]).collect::<String>())
}

/// Takes away the tasks from `first` on that an earlier one says with the same words and the same units; said once.
pub(super) fn drop_repeated(text: &str, drafts: &mut Drafts, first: usize) {
    if first == 0 || first >= drafts.tasks.len() {
        return;
    }
    // By the first characters of their words.
    let beginning = |words: &str| words.chars().take(FEWEST).collect::<String>();
    let mut known: HashMap<String, Vec<(String, usize)>> = HashMap::new();
    for (at, task) in drafts.tasks[..first].iter().enumerate() {
        let words = words(text, task);
        known.entry(beginning(&words)).or_default().push((words, at));
    }
    // Of each task that a row may repeat, once.
    let mut named: HashMap<usize, BTreeSet<(Role, String)>> = HashMap::new();
    let repeats = |task: &TaskDraft| {
        let own = words(text, task);
        let own = own.trim_end_matches(['。', '；', '.', ';']);
        let said = known.get(&beginning(own)).into_iter().flatten().take(16);
        own.chars().count() >= FEWEST
            && said.into_iter().any(|(words, at)| {
                words.starts_with(own) && {
                    let known = named.entry(*at).or_insert_with(|| parties(text, &drafts.tasks[*at]));
                    let own = parties(text, task);
                    steps::count(own.len());
                    own.is_subset(known)
                }
            })
    };
    let again: Vec<bool> = drafts.tasks[first..].iter().map(repeats).collect();
    let Some(place) = again.iter().position(|again| *again) else { return };
    // One row that happens to say the same is no repetition of the notice.
    if 2 * again.iter().filter(|again| **again).count() < again.len() {
        return;
    }
    let span = drafts.tasks[first + place].own.clone();
    drafts.findings.push(note(Kind::LeftOut, text, span));
    let mut at = 0;
    drafts.tasks.retain(|_| {
        at += 1;
        at <= first || !again[at - 1 - first]
    });
}
