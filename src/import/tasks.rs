//! Outline → sections and tasks.
//!
//! | what | rule |
//! |---|---|
//! | task | an item with a clause; what stands under it without clauses is its text |
//! | section | an item without a clause, with clauses under it |
//! | both | an item with a clause and with clauses under it; one that only names leads in its title has overall leads |
//! | several clauses in one item | one task for each, cut behind each clause |
//! | one clause after a row of items | if their numbers run on through the sections, each has it; else they are one task |
//! | no task | an item without a clause whose neighbours have none either, or that only says when it takes effect |
//! | a heading that holds everything | tells nothing apart and is left out |

use super::drafts::{Drafts, SectionDraft, TaskDraft, note};
use super::find::Clause;
use super::number::Kind as NumberKind;
use super::prose::{is_blank, is_formal, is_title_like, label_of, takes_effect, title_of};
use super::structure::{Item, Outline, Piece};
use crate::finding::{Kind, Place};
use crate::model::Role;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Works out sections and tasks.
pub(super) fn drafts(text: &str, outline: &Outline) -> Drafts {
    let mut resolver = Resolver::new(text, outline);
    for (span, clauses) in &outline.loose {
        let own: Vec<Piece> = pieces_of(text, span, clauses);
        resolver.unnumbered(None, span.clone(), &own);
    }
    let roots: Vec<usize> = (0..outline.items.len()).filter(|&at| outline.items[at].parent.is_none()).collect();
    resolver.siblings(&roots, None);
    // What stands together is one thing to look at.
    let mut outside: Vec<Range<usize>> = Vec::new();
    for span in &outline.outside {
        match outside.last_mut().filter(|last| is_blank(&text[last.end.min(span.start)..span.start])) {
            Some(last) if !is_formal(&text[span.clone()]) && !is_formal(&text[last.clone()]) => last.end = span.end,
            _ => outside.push(span.clone()),
        }
    }
    for span in outside {
        if is_formal(&text[span.clone()]) {
            resolver.drafts.prose.push(span);
        } else {
            resolver.leave_out(span);
        }
    }
    let mut drafts = resolver.drafts;
    drafts.prose.extend(outline.head.iter().cloned());
    drafts
}

/// Brings sections and tasks into the form of a plan.
pub(super) fn settle(text: &str, drafts: &mut Drafts) {
    let sections: HashSet<usize> = drafts.sections.iter().filter_map(|section| section.item).collect();
    for (item, span) in std::mem::take(&mut drafts.idle) {
        // What a table made a section of is no item that asks nobody.
        if !sections.contains(&item) {
            drafts.findings.push(note(Kind::NotATask, text, span));
        }
    }
    drop_wrappers(drafts);
    in_section_order(drafts);
    renumber(text, drafts);
}

fn pieces_of(text: &str, span: &Range<usize>, clauses: &[Clause]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    for clause in clauses {
        if clause.outer.start >= at {
            if !is_blank(&text[at..clause.outer.start]) {
                pieces.push(Piece::Text { span: at..clause.outer.start, opens: at == span.start });
            }
            at = clause.outer.end;
            pieces.push(Piece::Clause(clause.clone()));
        }
    }
    if !is_blank(&text[at..span.end]) {
        pieces.push(Piece::Text { span: at..span.end, opens: at == span.start });
    }
    pieces
}

struct Resolver<'a> {
    text: &'a str,
    items: &'a [Item],
    /// Whether an item, or one under it, has a clause that names somebody.
    below: Vec<bool>,
    /// Rows whose only clause stands at their end, and rows with several: by kind of number.
    rows: HashMap<NumberKind, (usize, usize)>,
    /// Kinds whose numbers run on from one heading to the next.
    running: HashMap<NumberKind, bool>,
    /// How many tasks without a number a section has by now.
    unnumbered: HashMap<Option<usize>, usize>,
    /// Labels of lines that were left out and said: each once.
    labels: HashSet<String>,
    drafts: Drafts,
}

fn own_clauses(item: &Item) -> impl Iterator<Item = &Clause> {
    item.clauses().filter(|clause| !clause.reading.blanket && clause.reading.names_somebody())
}

/// Whether clauses name no more than a heading names for each of its tasks.
fn is_bearable<'c>(clauses: impl Iterator<Item = &'c Clause>) -> bool {
    const MOST_NAMED: usize = 64;
    clauses.flat_map(|clause| &clause.reading.lists).map(|list| list.entries.len()).sum::<usize>() <= MOST_NAMED
}

/// A part of an item: its texts and the clauses behind them.
#[derive(Clone, Debug, Default)]
struct Part {
    text: Vec<(Range<usize>, bool)>,
    clauses: Vec<Clause>,
}

impl<'a> Resolver<'a> {
    fn new(text: &'a str, outline: &'a Outline) -> Self {
        let items = &outline.items;
        let mut below = vec![false; items.len()];
        for at in (0..items.len()).rev() {
            below[at] =
                own_clauses(&items[at]).next().is_some() || items[at].children.iter().any(|&child| below[child]);
        }
        let mut rows: HashMap<NumberKind, (usize, usize)> = HashMap::new();
        let mut running: HashMap<NumberKind, bool> = HashMap::new();
        let mut last: HashMap<NumberKind, (Option<usize>, u32)> = HashMap::new();
        // Items under no heading are a row too.
        let mut roots: HashMap<NumberKind, usize> = HashMap::new();
        for (at, item) in items.iter().enumerate().filter(|(at, item)| item.parent.is_none() && below[*at]) {
            if let Some(number) = &item.number
                && own_clauses(&items[at]).next().is_some()
            {
                *roots.entry(number.kind).or_default() += 1;
            }
        }
        for (kind, _) in roots.into_iter().filter(|&(_, count)| count > 1) {
            rows.entry(kind).or_default().1 += 1;
        }
        let mut resolver = Self {
            text,
            items,
            below,
            rows: HashMap::new(),
            running: HashMap::new(),
            unnumbered: HashMap::new(),
            labels: HashSet::new(),
            drafts: Drafts::default(),
        };
        for (at, item) in items.iter().enumerate() {
            if let Some(kind) = resolver.row_kind(at) {
                let (ends, several) = rows.entry(kind).or_default();
                if resolver.ends_in_clause(at) {
                    *ends += 1;
                } else if item.children.iter().filter(|&&child| resolver.below[child]).count() > 1 {
                    *several += 1;
                }
            }
            if let Some(number) = &item.number {
                if let Some(&(parent, ordinal)) = last.get(&number.kind)
                    && parent != item.parent
                    && ordinal + 1 == number.ordinal
                {
                    running.insert(number.kind, true);
                }
                last.insert(number.kind, (item.parent, number.ordinal));
            }
        }
        resolver.rows = rows;
        resolver.running = running;
        resolver
    }

    /// The kind of number of an item's children, if there are several.
    fn row_kind(&self, at: usize) -> Option<NumberKind> {
        let children = &self.items[at].children;
        if children.len() < 2 {
            return None;
        }
        self.items[children[0]].number.as_ref().map(|number| number.kind)
    }

    /// Whether the only clause under an item is at the end of its last child.
    fn ends_in_clause(&self, at: usize) -> bool {
        let Some((&last, earlier)) = self.items[at].children.split_last() else { return false };
        let leaf = |child: usize| self.items[child].children.iter().all(|&inner| !self.below[inner]);
        own_clauses(&self.items[at]).next().is_none()
            && earlier.iter().all(|&child| !self.below[child])
            && leaf(last)
            && own_clauses(&self.items[last]).next().is_some()
            && matches!(self.items[last].pieces.last(), Some(Piece::Clause(_)))
            && self.items[last].texts().count() <= 1
    }

    fn is_title(&self, at: usize) -> bool {
        let item = &self.items[at];
        item.texts().count() <= 1 && item.texts().all(|span| is_title_like(&self.text[span]))
    }

    fn siblings(&mut self, items: &[usize], section: Option<usize>) {
        let is_task = |at: &usize| own_clauses(&self.items[*at]).next().is_some();
        let has_tasks = items.iter().any(is_task);
        for &at in items {
            self.item(at, section, has_tasks);
        }
    }

    fn item(&mut self, at: usize, section: Option<usize>, beside_tasks: bool) {
        let item = &self.items[at];
        self.drafts.blankets.extend(item.clauses().filter(|clause| clause.reading.blanket).cloned());
        let own = own_clauses(item).next().is_some();
        let inner = item.children.iter().any(|&child| self.below[child]);
        let runs_on = self.row_kind(at).is_some_and(|kind| self.running.contains_key(&kind));
        if !own && !inner {
            if beside_tasks && !takes_effect(&self.text[self.extent(at)]) {
                self.whole(at, section);
            } else {
                let span = self.extent(at);
                self.drafts.prose.push(span.clone());
                self.drafts.idle.push((at, span));
            }
        } else if item.children.is_empty() {
            self.leaf(at, section);
        } else if own && !inner {
            if runs_on && self.is_title(at) && is_bearable(own_clauses(item)) {
                self.shared(at, section, own_clauses(item).cloned().collect());
            } else {
                self.whole(at, section);
            }
        } else if let Some(kind) = self.row_kind(at)
            && self.ends_in_clause(at)
            && self.rows.get(&kind).is_some_and(|(ends, several)| ends > several)
        {
            let last = item.children[item.children.len() - 1];
            if runs_on && self.is_title(at) && is_bearable(self.items[last].clauses()) {
                self.shared(at, section, self.items[last].clauses().cloned().collect());
            } else {
                self.whole(at, section);
            }
        } else {
            self.section(at, section, own);
        }
    }

    /// All bytes of an item and what is under it.
    fn extent(&self, at: usize) -> Range<usize> {
        let item = &self.items[at];
        let mut end = item.label.end;
        for piece in &item.pieces {
            end = end.max(match piece {
                Piece::Text { span, .. } => span.end,
                Piece::Clause(clause) => clause.outer.end,
            });
        }
        let last = item.children.last().map_or(end, |&child| self.extent(child).end);
        item.label.start..end.max(last)
    }

    fn shown(&self, at: usize) -> String {
        self.items[at].number.as_ref().map(|number| number.shown.clone()).unwrap_or_default()
    }

    /// Texts of an item, and of all items under it with their numbers.
    fn texts(&self, at: usize, own_label: bool, into: &mut Vec<(Range<usize>, bool)>) {
        let item = &self.items[at];
        let mut first = true;
        for piece in &item.pieces {
            let Piece::Text { span, opens } = piece else { continue };
            if first && own_label {
                into.push((item.label.start..span.end, *opens));
            } else {
                into.push((span.clone(), *opens));
            }
            first = false;
        }
        for &child in &item.children {
            self.texts(child, true, into);
        }
    }

    fn all_clauses(&self, at: usize, into: &mut Vec<Clause>) {
        into.extend(self.items[at].clauses().filter(|clause| !clause.reading.blanket).cloned());
        for &child in &self.items[at].children {
            self.all_clauses(child, into);
        }
    }

    /// One task of an item and everything under it.
    fn whole(&mut self, at: usize, section: Option<usize>) {
        let mut draft = TaskDraft { section, number: self.shown(at), own: self.extent(at), ..TaskDraft::default() };
        self.texts(at, false, &mut draft.text);
        self.all_clauses(at, &mut draft.clauses);
        // A number and nothing behind it is nothing.
        if !draft.text.is_empty() || !draft.clauses.is_empty() {
            self.drafts.tasks.push(draft);
        }
    }

    /// A heading whose one clause is for each of its children.
    fn shared(&mut self, at: usize, section: Option<usize>, clauses: Vec<Clause>) {
        let inner = self.open_section(at, section);
        let children = &self.items[at].children;
        if let Some(clause) = clauses.first() {
            let kind = Kind::ClauseForSeveral { tasks: children.len() };
            self.drafts.findings.push(note(kind, self.text, clause.inner.clone()));
        }
        for &child in children {
            let mut draft = TaskDraft {
                section: Some(inner),
                number: self.shown(child),
                own: self.extent(child),
                ..TaskDraft::default()
            };
            self.texts(child, false, &mut draft.text);
            draft.clauses.clone_from(&clauses);
            self.drafts.tasks.push(draft);
        }
    }

    fn open_section(&mut self, at: usize, parent: Option<usize>) -> usize {
        let item = &self.items[at];
        let title = item.texts().next().map_or(item.label.clone(), |span| title_of(self.text, &span));
        let label = self.text[item.label.clone()].trim().to_owned();
        let words = title.is_empty().then(|| label.clone());
        self.drafts.sections.push(SectionDraft { label, title, parent, overall: Vec::new(), words, item: Some(at) });
        self.drafts.sections.len() - 1
    }

    fn section(&mut self, at: usize, parent: Option<usize>, own: bool) {
        let item = &self.items[at];
        let inner = self.open_section(at, parent);
        if own {
            let lists = || own_clauses(item).flat_map(|clause| &clause.reading.lists);
            let overall = lists().all(|list| list.role == Role::OverallLead)
                || self.is_title(at) && lists().all(|list| matches!(list.role, Role::OverallLead | Role::Lead));
            if overall {
                self.drafts.sections[inner].overall = own_clauses(item).cloned().collect();
            } else {
                self.leaf(at, Some(inner));
            }
        } else {
            // What a heading says beyond its title.
            let title = self.drafts.sections[inner].title.clone();
            let rest: Vec<Range<usize>> = item
                .texts()
                .map(|span| span.start.max(title.end)..span.end)
                .filter(|span| span.start < span.end && !is_blank(&self.text[span.clone()]))
                .collect();
            for span in rest {
                self.leave_out(span);
            }
        }
        self.siblings(&item.children, Some(inner));
    }

    fn leave_out(&mut self, span: Range<usize>) {
        self.drafts.prose.push(span.clone());
        let words = &self.text[span.clone()];
        if label_of(words).is_some_and(|label| !self.labels.insert(label.to_owned())) {
            return;
        }
        self.drafts.findings.push(note(Kind::LeftOut, self.text, span));
    }

    /// The tasks of an item's own pieces.
    fn leaf(&mut self, at: usize, section: Option<usize>) {
        let item = &self.items[at];
        // A heading of one line, and under it paragraphs with a clause each.
        if let [Piece::Text { span, .. }, rest @ ..] = item.pieces.as_slice()
            && matches!(rest.first(), Some(Piece::Text { opens: true, .. }))
            && is_title_like(&self.text[span.clone()])
            && item.children.is_empty()
            && parts(rest).len() > 1
            && rest.iter().filter(|piece| matches!(piece, Piece::Text { opens: true, .. })).count() > 1
        {
            let inner = self.open_section(at, section);
            let own = self.extent(at);
            self.unnumbered(Some(inner), own, rest);
            return;
        }
        let mut parts = parts(&item.pieces);
        self.cut_tail(at, &mut parts);
        if parts.len() > 1 {
            let kind = Kind::ItemSplit { number: self.shown(at), parts: parts.len() };
            self.drafts.findings.push(note(kind, self.text, self.extent(at)));
        }
        let own = item.label.start..item.pieces.iter().map(end_of).max().unwrap_or(item.label.end);
        for part in parts {
            let draft = TaskDraft {
                section,
                number: self.shown(at),
                own: own.clone(),
                text: part.text,
                clauses: part.clauses,
                ..TaskDraft::default()
            };
            self.drafts.tasks.push(draft);
        }
    }

    /// Takes from an item what only leads over to its sub-items, or closes the document.
    fn cut_tail(&mut self, at: usize, parts: &mut [Part]) {
        let Some(part) = parts.last_mut() else { return };
        let item = &self.items[at];
        let follows_clause = matches!(item.pieces.as_slice(), [.., Piece::Clause(_), Piece::Text { .. }]);
        let Some((span, _)) = part.text.last().filter(|_| follows_clause && part.text.len() > 1) else { return };
        let words = self.text[span.clone()].trim();
        let leads_over = !item.children.is_empty() && words.ends_with(['：', ':']) && words.chars().count() < 20;
        let closes = at + 1 == self.items.len() && words.contains('。') && words.chars().count() > 60;
        if leads_over || closes {
            let span = span.clone();
            part.text.pop();
            self.leave_out(span);
        }
    }

    /// Tasks without a number: counted.
    fn unnumbered(&mut self, section: Option<usize>, own: Range<usize>, pieces: &[Piece]) {
        for part in parts(pieces) {
            let count = self.unnumbered.entry(section).or_default();
            *count += 1;
            let number = *count;
            let place = part.text.first().map_or(own.clone(), |(span, _)| span.clone());
            self.drafts.findings.push(note(Kind::Unnumbered { number: number.to_string() }, self.text, place));
            let draft = TaskDraft {
                section,
                number: number.to_string(),
                own: own.clone(),
                text: part.text,
                clauses: part.clauses,
                ..TaskDraft::default()
            };
            self.drafts.tasks.push(draft);
        }
    }
}

fn end_of(piece: &Piece) -> usize {
    match piece {
        Piece::Text { span, .. } => span.end,
        Piece::Clause(clause) => clause.outer.end,
    }
}

/// An item's pieces, cut behind each clause that another text with a clause follows.
fn parts(pieces: &[Piece]) -> Vec<Part> {
    let assigns = |piece: &Piece| matches!(piece, Piece::Clause(clause) if clause.reading.names_somebody() && !clause.reading.blanket);
    let last = pieces.iter().rposition(assigns);
    let mut found: Vec<Part> = Vec::new();
    let mut part = Part::default();
    // Whether a clause of the part names somebody.
    let mut complete = false;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text { span, opens } => {
                if complete && !part.text.is_empty() && last.is_some_and(|last| last > at) {
                    complete = false;
                    found.push(std::mem::take(&mut part));
                }
                part.text.push((span.clone(), *opens));
            }
            Piece::Clause(clause) if clause.reading.blanket => {}
            Piece::Clause(clause) => {
                complete |= clause.reading.names_somebody();
                part.clauses.push(clause.clone());
            }
        }
    }
    if !part.text.is_empty() || !part.clauses.is_empty() {
        found.push(part);
    }
    found
}

/// Outermost headings that hold everything are taken away.
fn drop_wrappers(drafts: &mut Drafts) {
    loop {
        let roots: Vec<usize> = (0..drafts.sections.len()).filter(|&at| drafts.sections[at].parent.is_none()).collect();
        let [root] = roots.as_slice() else { return };
        let root = *root;
        let direct = drafts.tasks.iter().any(|task| task.section == Some(root) || task.section.is_none());
        let inner = drafts.sections.iter().any(|section| section.parent == Some(root));
        if direct || !inner || !drafts.sections[root].overall.is_empty() {
            return;
        }
        drafts.sections.remove(root);
        let shift = |at: usize| (at != root).then_some(if at > root { at - 1 } else { at });
        for section in &mut drafts.sections {
            section.parent = section.parent.and_then(shift);
        }
        for task in &mut drafts.tasks {
            task.section = task.section.and_then(shift);
        }
    }
}

/// Tasks in the order of their sections, those without one first: the order of a plan.
fn in_section_order(drafts: &mut Drafts) {
    let mut order: Vec<usize> = (0..drafts.tasks.len()).collect();
    order.sort_by_key(|&at| drafts.tasks[at].section.map_or(0, |section| section + 1));
    let mut moved = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        moved[old] = new;
    }
    if moved.iter().enumerate().all(|(old, &new)| old == new) {
        return;
    }
    let tasks = std::mem::take(&mut drafts.tasks);
    let mut slots: Vec<Option<TaskDraft>> = tasks.into_iter().map(Some).collect();
    drafts.tasks = order.iter().filter_map(|&old| slots[old].take()).collect();
}

/// One number twice in one section would be an error of the plan: the later ones are told apart.
fn renumber(text: &str, drafts: &mut Drafts) {
    let mut seen: HashMap<(Option<usize>, String), usize> = HashMap::new();
    let mut taken: Vec<(usize, String)> = Vec::new();
    // A task without a number has its place in the section for one.
    let mut places: HashMap<Option<usize>, usize> = HashMap::new();
    // Where none has one, once is enough.
    let mut told = false;
    let none = drafts.tasks.iter().all(|task| task.number.is_empty());
    let numbers: HashSet<(Option<usize>, String)> =
        drafts.tasks.iter().map(|task| (task.section, task.number.clone())).collect();
    let mut before: Option<(Option<usize>, String, usize)> = None;
    for task in &mut drafts.tasks {
        let place = places.entry(task.section).or_default();
        *place += 1;
        if !task.number.is_empty() {
            before = Some((task.section, task.number.clone(), 1));
        } else {
            task.number = place.to_string();
            // Where its place has another task's number, it is a part of the one before it.
            if numbers.contains(&(task.section, task.number.clone()))
                && let Some((_, number, parts)) = before.as_mut().filter(|(section, ..)| *section == task.section)
            {
                *parts += 1;
                task.number = format!("{number}（{parts}）");
            }
            if none && std::mem::replace(&mut told, true) {
                continue;
            }
            let kind = Kind::Unnumbered { number: task.number.clone() };
            drafts.findings.push(note(kind, text, task.own.clone()));
        }
    }
    for (at, task) in drafts.tasks.iter().enumerate() {
        let count = seen.entry((task.section, task.number.clone())).or_default();
        *count += 1;
        if *count > 1 {
            taken.push((at, format!("{}（{count}）", task.number)));
        }
    }
    let split: HashSet<usize> = drafts
        .findings
        .iter()
        .filter_map(|finding| match (&finding.kind, &finding.place) {
            (Kind::ItemSplit { .. }, Place::Source(span)) => Some(span.start),
            _ => None,
        })
        .collect();
    for (at, number) in taken {
        let task = &mut drafts.tasks[at];
        if !split.contains(&task.own.start) {
            let kind = Kind::Renumbered { number: task.number.clone(), given: number.clone() };
            drafts.findings.push(note(kind, text, task.own.clone()));
        }
        task.number = number;
    }
}
