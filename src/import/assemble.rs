//! Sections and tasks in the making → the plan: what clauses give to whom, rules that hold for all tasks, units.

use super::clause::{self, EntryKind};
use super::drafts::{Drafts, TaskDraft, note};
use super::find::Clause;
use super::prefixes::Prefixes;
use super::units::Register;
use super::{ImportError, Imported, Options, TaskSpans};
use super::{people, steps, width};
use crate::finding::{Finding, Kind};
use crate::model::{ByRole, Party, PartyKind, Person, Role, Section, SectionId, Task, UnitId};
use std::collections::HashSet;
use std::ops::Range;

/// A party before the units are known.
#[derive(Clone)]
struct PartyDraft {
    words: String,
    span: Range<usize>,
    unit: Option<usize>,
    make: fn(UnitId) -> PartyKind,
}

/// Makes a plan of tasks in the making.
pub(super) struct Assembler<'a> {
    pub text: &'a str,
    pub options: &'a Options,
    /// Whether a plan that gives nobody a part is one.
    pub may_be_bare: bool,
    pub register: Register,
    /// Names whose level an earlier name has.
    pub prefixes: Prefixes,
    pub findings: Vec<Finding>,
}

/// No document has more rules over all tasks above them; further ones are doubts.
const MOST_BLANKETS: usize = 64;
/// No rule brings more units into every task; one that does is a doubt.
const MOST_BROUGHT: usize = 64;

/// Parties of each role.
type Lists = ByRole<Vec<PartyDraft>>;

impl Assembler<'_> {
    pub fn assemble(mut self, drafts: Drafts) -> Result<Imported, ImportError> {
        let everywhere = drafts
            .prose
            .iter()
            .find_map(|span| clause::first_leads(&self.text[span.clone()]).map(|rule| (rule, span.clone())));
        if let Some((_, span)) = &everywhere {
            self.findings.push(note(Kind::FirstLeadsRule, self.text, span.clone()));
        }
        let named = drafts.tasks.iter().flat_map(|task| &task.clauses);
        let named = named.chain(drafts.sections.iter().flat_map(|section| &section.overall));
        self.prefixes = Prefixes::of(self.text, named, &self.register);
        let overall: Vec<Vec<PartyDraft>> = drafts
            .sections
            .iter()
            .map(|section| {
                let lists = self.lists(&section.overall);
                lists.into_iter().flat_map(|(_, list)| list).collect()
            })
            .collect();
        let mut rule = everywhere.map(|(rule, _)| rule);
        let mut lists: Vec<Lists> = Vec::with_capacity(drafts.tasks.len());
        let mut reaching: Option<&Clause> = None;
        for task in &drafts.tasks {
            let own = task.clauses.iter().find_map(|clause| Some((clause.reading.first_leads?, clause.inner.clone())));
            if let Some((found, span)) = &own {
                self.findings.push(note(Kind::FirstLeadsRule, self.text, span.clone()));
                if found.likewise {
                    rule = Some(*found);
                }
            }
            let mut parties = self.lists(&task.clauses);
            // Overall leads of one task are its leads.
            let total = std::mem::take(&mut parties[Role::OverallLead]);
            parties[Role::Lead].splice(0..0, total);
            if let Some(rule) = own.map(|(rule, _)| rule).or(rule) {
                first_leads(self.text, &mut parties, rule);
            }
            for clause in task.clauses.iter().filter(|clause| !clause.reading.reaches.is_empty()) {
                let count = if clause.reading.reaches_on { drafts.tasks.len() - lists.len() } else { 1 };
                if clause.reading.reaches.len() > MOST_BROUGHT {
                    self.findings.push(note(Kind::NotUnderstood, self.text, clause.inner.clone()));
                    continue;
                }
                self.findings.push(note(Kind::BlanketRule { tasks: count }, self.text, clause.inner.clone()));
                if clause.reading.reaches_on {
                    reaching = Some(clause);
                } else {
                    self.reach(clause, &mut parties);
                }
            }
            if let Some(clause) = reaching {
                self.reach(clause, &mut parties);
            }
            lists.push(parties);
        }
        // The same rule again under the same heading reaches all that the earlier one does.
        let mut seen = HashSet::new();
        let mut rules: Vec<&Clause> = Vec::new();
        for blanket in drafts.blankets.iter().rev() {
            let above = drafts.tasks.partition_point(|task| task.own.start < blanket.outer.start);
            let section = above.checked_sub(1).and_then(|task| drafts.tasks[task].section);
            if !seen.insert((section, &self.text[blanket.inner.clone()])) {
                continue;
            }
            let brings = blanket.reading.lists.iter().map(|list| list.entries.len()).sum::<usize>();
            if rules.len() < MOST_BLANKETS && brings <= MOST_BROUGHT {
                rules.push(blanket);
            } else {
                self.findings.push(note(Kind::NotUnderstood, self.text, blanket.inner.clone()));
            }
        }
        for blanket in rules.into_iter().rev() {
            self.blanket(blanket, &drafts.tasks, &mut lists);
        }
        let named = lists.iter().flat_map(Lists::values).chain(&overall).any(|list| !list.is_empty());
        if drafts.tasks.is_empty() || !named && !self.may_be_bare {
            return Err(ImportError::NoPlan);
        }
        let clauses: Vec<&Clause> = drafts
            .tasks
            .iter()
            .flat_map(|task| &task.clauses)
            .chain(drafts.sections.iter().flat_map(|section| &section.overall))
            .collect();
        self.doubts(&clauses);
        self.findings.extend(std::mem::take(&mut self.prefixes).findings(self.text));
        Ok(self.plan(drafts, overall, lists))
    }

    /// What clauses say, by role, in source order.
    fn lists(&mut self, clauses: &[Clause]) -> Lists {
        let mut lists = Lists::default();
        for clause in clauses {
            self.prefixes.begin();
            for list in &clause.reading.lists {
                for (at, entry) in list.entries.iter().enumerate() {
                    let span = clause.inner.start + entry.span.start..clause.inner.start + entry.span.end;
                    let full = match entry.kind {
                        EntryKind::Unit if entry.full.is_none() => {
                            let name = self.register.cleaned(&self.text[span.clone()]);
                            self.prefixes.full(&name, &span, at == 0)
                        }
                        _ => None,
                    };
                    let whole = clause::Entry { full, ..entry.clone() };
                    let entry = if whole.full.is_some() { &whole } else { entry };
                    let party = self.party(entry, span, clause.inner.start);
                    lists[list.role].push(party);
                }
            }
        }
        lists
    }

    fn party(&mut self, entry: &clause::Entry, span: Range<usize>, start: usize) -> PartyDraft {
        let words = &self.text[span.clone()];
        match &entry.kind {
            EntryKind::Open => {
                PartyDraft { words: self.register.cleaned(words), span, unit: None, make: |_| PartyKind::Open }
            }
            EntryKind::Closing(unit) => {
                let place = start + unit.start..start + unit.end;
                let unit = self.register.add(&self.text[place.clone()], place);
                PartyDraft { words: self.register.cleaned(words), span, unit: Some(unit), make: PartyKind::Closing }
            }
            EntryKind::Headed(name) => {
                let unit = self.register.add(name, span.clone());
                let words = self.register.name(unit).to_owned();
                PartyDraft { words, span, unit: Some(unit), make: PartyKind::Named }
            }
            EntryKind::Unit => {
                let unit = self.register.add(entry.full.as_deref().unwrap_or(words), span.clone());
                PartyDraft {
                    words: self.register.name(unit).to_owned(),
                    span,
                    unit: Some(unit),
                    make: PartyKind::Named,
                }
            }
        }
    }

    /// Units that a rule brings into a task that does not name them.
    fn reach(&mut self, clause: &Clause, parties: &mut Lists) {
        for entry in &clause.reading.reaches {
            let span = clause.inner.start + entry.span.start..clause.inner.start + entry.span.end;
            let party = PartyDraft { make: PartyKind::Blanket, ..self.party(entry, span, clause.inner.start) };
            let named = parties.values().flatten().any(|other| other.unit == party.unit);
            steps::count(parties.values().map(Vec::len).sum());
            if party.unit.is_some() && !named {
                parties[Role::Responsible].push(party);
            }
        }
    }

    /// A rule over all tasks above it; within its section if more tasks follow.
    fn blanket(&mut self, clause: &Clause, tasks: &[TaskDraft], lists: &mut [Lists]) {
        let at = clause.outer.start;
        let above: Vec<usize> = (0..tasks.len()).filter(|&task| tasks[task].own.start < at).collect();
        let follows = tasks.iter().any(|task| task.own.start > at);
        let last = above.last().and_then(|&task| tasks[task].section);
        let meant: Vec<usize> = above.into_iter().filter(|&task| !follows || tasks[task].section == last).collect();
        if meant.is_empty() {
            return;
        }
        self.findings.push(note(Kind::BlanketRule { tasks: meant.len() }, self.text, clause.inner.clone()));
        let rule = self.lists(std::slice::from_ref(clause));
        for unit in rule.values().flatten().filter_map(|party| party.unit) {
            self.register.again(unit, meant.len() - 1);
        }
        for task in meant {
            steps::count(1);
            // A unit that the task names itself needs no rule.
            let named: HashSet<Option<usize>> = lists[task].values().flatten().map(|party| party.unit).collect();
            for (role, list) in rule.iter() {
                let meant = list.iter().filter(|party| party.unit.is_some() && !named.contains(&party.unit));
                lists[task][role].extend(meant.map(|party| PartyDraft { make: PartyKind::Blanket, ..party.clone() }));
            }
        }
    }

    /// Findings about what clauses leave open.
    fn doubts(&mut self, clauses: &[&Clause]) {
        let mut last = None;
        // Each name is said once.
        let mut told = HashSet::new();
        for clause in clauses {
            if last == Some(clause.outer.start) {
                continue;
            }
            last = Some(clause.outer.start);
            let place = |span: &Range<usize>| clause.inner.start + span.start..clause.inner.start + span.end;
            let reading = &clause.reading;
            for rest in &reading.rest {
                self.findings.push(note(Kind::NotUnderstood, self.text, place(rest)));
            }
            for people in &reading.people {
                if !people::of_label(&self.text[place(people)]).is_empty() {
                    continue;
                }
                self.findings.push(note(Kind::PeopleNamed, self.text, place(people)));
            }
            if reading.bare || reading.assumed {
                self.findings.push(note(Kind::RoleAssumed, self.text, clause.inner.clone()));
            }
            if clause.unclosed {
                self.findings.push(note(Kind::UnclosedBracket, self.text, clause.outer.clone()));
            }
            for entry in reading.lists.iter().flat_map(|list| &list.entries) {
                if let Some(full) = entry.full.as_ref().filter(|full| told.insert((*full).clone())) {
                    let kind = Kind::SharedEnding { name: self.register.cleaned(full) };
                    self.findings.push(note(kind, self.text, place(&entry.span)));
                }
            }
        }
    }

    fn restored(&self, words: &str) -> String {
        let words = words.trim();
        if self.options.keep_punctuation { words.to_owned() } else { width::restore(words) }
    }

    /// A task's text: its pieces, paragraphs on lines of their own.
    fn text_of(&self, task: &TaskDraft) -> String {
        let mut out = String::new();
        for (span, opens) in &task.text {
            let words = self.text[span.clone()].trim();
            if words.is_empty() {
                continue;
            }
            if *opens && !out.is_empty() && !is_broken_line(&out) {
                out.push('\n');
            }
            let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let joined = lines.join("\n");
            // What stood around a clause may have a stop on both sides.
            let stops: &[char] = if out.ends_with(['。', '；', '.']) { &['。', '；', '，', '.'] } else { &[] };
            out.push_str(joined.trim_start_matches(stops));
        }
        let out = without_page_numbers(&out);
        self.restored(
            out.trim_start_matches(['、', '，', ',', '；', ';', '。', ' ']).trim_end_matches(['，', ',', '、', ' ']),
        )
    }

    fn clause_of(&self, task: &TaskDraft) -> String {
        let mut out = String::new();
        for clause in &task.clauses {
            let words = &self.text[clause.inner.clone()];
            let heading = clause.heading.as_deref().map(|heading| {
                let is_chinese = heading.contains(crate::model::text::is_han);
                if is_chinese { format!("{heading}：") } else { format!("{heading}: ") }
            });
            for line in words.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()) {
                let line = line.trim_end_matches(['。', '；', ';']);
                if !out.is_empty() && !out.ends_with(['：', ':']) {
                    let is_latin = line.is_ascii()
                        && clause
                            .heading
                            .as_deref()
                            .is_none_or(|heading| !heading.contains(crate::model::text::is_han));
                    out.push(if is_latin { ';' } else { '；' });
                    if is_latin {
                        out.push(' ');
                    }
                }
                if let Some(heading) = &heading
                    && !out.ends_with(heading.as_str())
                    && words.trim_start().starts_with(line.trim_end_matches('；'))
                {
                    out.push_str(heading);
                }
                out.push_str(line);
            }
        }
        self.restored(&out)
    }

    /// The people whom a task's columns and clauses name.
    fn people_of(&self, draft: &TaskDraft) -> Vec<Person> {
        let cells = draft.people.iter().flat_map(|(label, span)| people::read(label, &self.text[span.clone()]));
        let spans = draft.clauses.iter().flat_map(|clause| {
            let start = clause.inner.start;
            clause.reading.people.iter().map(move |span| start + span.start..start + span.end)
        });
        cells.chain(spans.flat_map(|span| people::of_label(&self.text[span]))).collect()
    }

    fn plan(mut self, drafts: Drafts, overall: Vec<Vec<PartyDraft>>, lists: Vec<Lists>) -> Imported {
        let units = self.register.units();
        let mut imported = Imported::default();
        let finish = |list: Vec<PartyDraft>| -> (Vec<Party>, Vec<Range<usize>>) {
            list.into_iter()
                .map(|party| {
                    let unit =
                        party.unit.and_then(|unit| units.ids.get(unit).copied()).unwrap_or_else(|| UnitId::new(0));
                    (Party { words: party.words, kind: (party.make)(unit) }, party.span)
                })
                .unzip()
        };
        for (section, leads) in drafts.sections.iter().zip(overall) {
            let (overall_leads, spans) = finish(leads);
            let title = section.words.clone().unwrap_or_else(|| self.restored(&self.text[section.title.clone()]));
            imported.plan.sections.push(Section {
                label: self.restored(&section.label),
                title,
                parent: section.parent.map(SectionId::new),
                overall_leads,
                attachments: Vec::new(),
            });
            imported.spans.sections.push(section.title.clone());
            imported.spans.overall_leads.push(spans);
        }
        for (draft, parties) in drafts.tasks.iter().zip(lists) {
            let (mut own, mut own_spans) = (ByRole::default(), ByRole::default());
            for (role, list) in parties {
                (own[role], own_spans[role]) = finish(list);
            }
            let deadline = draft.deadline.clone().or_else(|| {
                draft.clauses.iter().find_map(|clause| {
                    let span = clause.reading.deadline.clone()?;
                    Some(clause.inner.start + span.start..clause.inner.start + span.end)
                })
            });
            imported.plan.tasks.push(Task {
                section: draft.section.map(SectionId::new),
                number: self.restored(&draft.number),
                // An item of nothing but its clause is called by it.
                text: Some(self.text_of(draft))
                    .filter(|text| !text.trim().is_empty())
                    .unwrap_or_else(|| self.clause_of(draft)),
                clause: self.clause_of(draft),
                deadline: deadline
                    .clone()
                    .map(|span| {
                        self.restored(&self.text[span].trim_end_matches(['。', '；', ';']).replace(['\n', '\r'], ""))
                    })
                    .filter(|words| !words.is_empty()),
                parties: own,
                people: self.people_of(draft),
            });
            imported.spans.tasks.push(TaskSpans {
                own: draft.own.clone(),
                text: draft.text.iter().map(|(span, _)| span.clone()).collect(),
                clauses: draft.clauses.iter().map(|clause| clause.outer.clone()).collect(),
                parties: own_spans,
                deadline,
            });
        }
        self.findings.extend(units.findings);
        imported.plan.groups = units.groups;
        imported.plan.units = units.units;
        imported.findings = self.findings;
        imported
    }
}

/// A text without the page numbers that the end of a page left in it: `道路 — 3 — 项目`.
fn without_page_numbers(text: &str) -> String {
    const DASHES: [char; 4] = ['—', '–', '－', '-'];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(DASHES) {
        let (before, from) = rest.split_at(at);
        let inside = from.trim_start_matches(DASHES);
        let spaced = inside.strip_prefix(' ').map(|inside| inside.trim_start_matches(|c: char| c.is_ascii_digit()));
        let after = spaced.filter(|after| (1..=3).contains(&(inside.len() - 1 - after.len())));
        let after = after.and_then(|after| after.strip_prefix(' ')?.strip_prefix(DASHES));
        out.push_str(before);
        match after {
            Some(after) => {
                // Two lines of Chinese join without a space.
                out.truncate(out.trim_end_matches(' ').len());
                let after = after.trim_start_matches(DASHES).trim_start_matches(' ');
                let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                if is_latin(out.chars().next_back()) && is_latin(after.chars().next()) {
                    out.push(' ');
                }
                rest = after;
            }
            None => {
                let dashes = from.len() - inside.len();
                out.push_str(&from[..dashes]);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Whether a text breaks off in the middle of a line, as lines copied from a printed page do.
fn is_broken_line(text: &str) -> bool {
    const LINE: usize = 24;
    let line = text.rsplit('\n').next().unwrap_or_default();
    let ends = line.ends_with(['。', '；', '：', '！', '？', '”', '）', ')', ';', ':', '.', '!', '?']);
    !ends && line.chars().count() >= LINE && line.chars().next_back().is_some_and(crate::model::text::is_han)
}

/// "The first named leads", or "those before the comma lead": where a list has no lead of its own.
fn first_leads(text: &str, parties: &mut Lists, rule: clause::FirstLeads) {
    if !parties[Role::Lead].is_empty() {
        return;
    }
    let responsible = &mut parties[Role::Responsible];
    let Some(first) = responsible.iter().position(|party| party.unit.is_some()) else { return };
    let is_behind_comma = |pair: &[PartyDraft]| {
        let between = text.get(pair[0].span.end..pair[1].span.start);
        between.is_some_and(|between| between.contains(['，', ',']))
    };
    let count = match responsible[first..].windows(2).position(is_behind_comma) {
        Some(before) if rule.before_comma => before + 1,
        // A list without a comma says nobody's place.
        None if rule.before_comma => return,
        _ => 1,
    };
    let mut leads: Vec<PartyDraft> = responsible.drain(first..first + count).collect();
    for party in leads.iter_mut().filter(|party| party.unit.is_some()) {
        party.make = PartyKind::ByPosition;
    }
    let others = if rule.others_support { std::mem::take(responsible) } else { Vec::new() };
    parties[Role::Lead].extend(leads);
    for mut party in others {
        if party.unit.is_some() {
            party.make = PartyKind::ByPosition;
        }
        parties[Role::Supporting].push(party);
    }
}
