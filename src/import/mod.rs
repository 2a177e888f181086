//! A notice → a plan: reads a document that people wrote for people.
//!
//! Owns bytes in, plan and doubts out. Knows no paths, no wording and no window.
//!
//! | step | module |
//! |---|---|
//! | bytes → text, paragraphs, tables | `source` |
//! | title, number, issuer, date | `front` |
//! | numbers of headings and items | `number` |
//! | brackets; blank lines, titles | `brackets`, `prose` |
//! | where clauses stand | `find` |
//! | what a clause says: **the grammar and its word lists** | `clause` |
//! | paragraphs → outline → sections and tasks in the making | `structure`, `tasks`, `drafts` |
//! | how a grid is read, as a value that a person may change | `mapping` |
//! | cards; rows of a table that say a notice's items again | `cards`, `annex` |
//! | tables → the same | `columns`, `table`; task × unit grids: `grid`; people, words for roles: `people`, `roles` |
//! | a list of tasks with names behind a colon, or of bodies with their duties behind one, where nothing else was found | `listing` |
//! | names → units, groups, aliases; names that share a beginning | `units`, `groups`; `prefixes` |
//! | tables that we wrote ourselves, as they stand | `own` |
//!
//! *Architecture invariant:* reading never fails on what a text says, and loses none of it: every
//! byte of a task's paragraph is in the task's text, in its clause, or in a finding (a label that
//! comes again and again is said once). Only a file
//! that is no document, or in which nobody is asked for anything, is an [`ImportError`].

mod annex;
mod brackets;
mod cards;
mod cells;
mod clause;
mod columns;
mod drafts;
mod find;
mod front;
mod grid;
mod groups;
mod listing;
mod mapping;
mod number;
mod own;
mod people;
mod prefixes;
mod prose;
mod roles;
mod source;
mod steps;
mod structure;
mod table;
mod tasks;
mod units;
mod width;

pub use cells::{MOST_BYTES, MOST_CELLS, SheetCells, cell_name, cells};
pub use mapping::{Grid, Mapping, Meaning, Way};

use crate::check;
use crate::finding::{Finding, Kind, Place, Severity};
use crate::model::{ByRole, Doubt, Party, PartyKind, Person, Plan, Role, Section, SectionId, Task, UnitId};
use crate::view::Ledger;
use clause::EntryKind;
use drafts::{Drafts, TaskDraft, note};
use find::Clause;
use prefixes::Prefixes;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use units::Register;

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Leave half-width punctuation in Chinese text as it is. Default: it is restored.
    pub keep_punctuation: bool,
    /// How a person wants grids of this document to be read; grids that are not named are read as the reader sees them.
    pub mappings: Vec<Mapping>,
    /// Read also grids of which nobody explains the signs: their tasks, without what the signs say until a mapping says
    /// it. Default: they are left out, and a document of nothing else is refused with
    /// [`ImportError::UnknownMarks`].
    pub unexplained: bool,
}

/// A plan as it was understood, with what it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The plan. Its `source` is not set.
    pub plan: Plan,
    /// Doubts and remarks, in the order of the text; places are [`Place::Source`].
    pub findings: Vec<Finding>,
    /// The text that was read: of plain text the document itself, of other formats its paragraphs
    /// line by line and its tables row by row.
    pub text: String,
    /// Where everything stands in the text.
    pub spans: Spans,
    /// The grids of the document, in its order, with how each was read; none of a table that this program wrote.
    pub grids: Vec<Grid>,
}

impl Imported {
    /// The doubts that a person should settle, as the plan keeps them; remarks need no answer.
    pub fn open_doubts(&self) -> Vec<Doubt> {
        let open = self.findings.iter().filter(|finding| finding.severity() != Severity::Notice);
        open.map(|finding| finding.to_doubt(&self.plan, &self.text)).collect()
    }
}

/// Places in the text that was read, in bytes, always on character boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// The title, if the text has it in one piece.
    pub title: Option<Range<usize>>,
    /// The title of each section.
    pub sections: Vec<Range<usize>>,
    /// The overall leads of each section.
    pub overall_leads: Vec<Vec<Range<usize>>>,
    /// Each task's places.
    pub tasks: Vec<TaskSpans>,
}

/// Where a task stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskSpans {
    /// The item it comes from, with its number.
    pub own: Range<usize>,
    /// Pieces of its text.
    pub text: Vec<Range<usize>>,
    /// Its clauses, with their brackets. A clause may serve several tasks.
    pub clauses: Vec<Range<usize>>,
    /// Its parties, parallel to the task's lists.
    pub parties: ByRole<Vec<Range<usize>>>,
    /// Its deadline.
    pub deadline: Option<Range<usize>>,
}

/// Why a document could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// Nothing in it.
    Empty,
    /// A PDF whose pages are pictures: there is no text in it.
    Scanned,
    /// A PDF that wants a password.
    Locked,
    /// .doc, .wps, .xls: to be saved as .docx or .xlsx first.
    OldOffice,
    /// A zip or XML file that is broken.
    Damaged,
    /// It unpacks to more than any document.
    TooLarge,
    /// It takes longer than any sound document: whoever had it read gave up.
    TooSlow,
    /// Not text.
    Binary,
    /// A zip that is neither .docx nor .xlsx.
    UnknownZip,
    /// Text, but nobody is asked for anything.
    NoPlan,
    /// A grid, but nobody says what its letters or signs mean.
    UnknownMarks,
    /// A table of ours that counts tasks and holds none.
    TableWithoutTasks,
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing is in it"),
            Self::TooSlow => f.write_str("reading it takes too long"),
            Self::Scanned => f.write_str("the pages of the PDF are pictures"),
            Self::Locked => f.write_str("the PDF wants a password"),
            Self::OldOffice => f.write_str("a document of an old office program"),
            Self::Damaged => f.write_str("the document is damaged"),
            Self::TooLarge => f.write_str("it unpacks to more than any document"),
            Self::Binary => f.write_str("it is no text"),
            Self::UnknownZip => f.write_str("a zip that is no document"),
            Self::NoPlan => f.write_str("nobody is asked for anything"),
            Self::UnknownMarks => f.write_str("a grid of marks without a meaning"),
            Self::TableWithoutTasks => f.write_str("a table that counts tasks and holds none"),
        }
    }
}

impl std::error::Error for ImportError {}

/// Reads a document. `name` is its file name, if it has one: its ending helps to tell the format,
/// and it is the last resort for a title.
///
/// # Errors
/// If the bytes are no document that can be read, or hold nothing of a plan.
pub fn read(name: Option<&str>, bytes: &[u8], options: Options) -> Result<Imported, ImportError> {
    let mut source = source::open(name, bytes)?;
    // Of a book, which lists all units as well.
    own::keep_tasks_of_book(&mut source);
    if let Some(own) = own::read(&source, name) {
        let mut imported = own?;
        imported.text = source.text;
        return Ok(imported);
    }
    // Read as if in simplified characters, which take as many bytes; spoken of as it is written.
    let original = width::simplified(&source.text).map(|simplified| std::mem::replace(&mut source.text, simplified));
    cards::turn(&mut source);
    let grids = grid::Grids::of(&source, &options.mappings, options.unexplained);
    let outline = structure::outline(&source, &grids);
    let mut drafts = tasks::drafts(&source.text, &outline);
    drafts.findings.extend(source.remarks.drain(..).map(|(remark, span)| remarked(remark, &source.text, span)));
    let of_notice = drafts.tasks.len();
    let tables = table::read(&source, &outline, &grids, &mut drafts);
    annex::drop_repeated(&source.text, &mut drafts, of_notice);
    let unreadable = grids.has_unreadable();
    let in_grids = grids.read(&source, &mut drafts);
    if !grids.are_decided()
        && drafts.tasks.iter().all(|task| !task.clauses.iter().any(|clause| clause.reading.names_somebody()))
        && let Some(list) = listing::drafts(&source).or_else(|| listing::duties(&source))
    {
        drafts = list;
    }
    tasks::settle(&source.text, &mut drafts);
    let first_item = drafts
        .tasks
        .iter()
        .map(|task| task.own.start)
        .chain(outline.items.first().map(|item| item.label.start))
        .chain(tables)
        .chain(in_grids)
        .min();
    let front = front::read(&source, first_item.unwrap_or(source.text.len()), options.keep_punctuation);
    let shown = grids.shown(original.as_deref().unwrap_or(&source.text), &source);
    let rewritten = original.is_some();
    if let Some(original) = original {
        source.text = original;
    }
    let assembler = Assembler {
        text: &source.text,
        options: &options,
        may_be_bare: grids.are_decided(),
        register: Register::new(options.keep_punctuation),
        prefixes: Prefixes::default(),
        findings: std::mem::take(&mut drafts.findings),
    };
    let mut imported = assembler.assemble(drafts).map_err(|error| match error {
        ImportError::NoPlan if unreadable => ImportError::UnknownMarks,
        error => error,
    })?;
    imported.grids = shown;
    imported.plan.number = front.number;
    imported.plan.issuer = front.issuer;
    imported.plan.date = front.date;
    match front.title {
        Some((title, span)) => {
            // As the document writes it, in whichever characters.
            let written =
                span.clone().filter(|_| rewritten).map(|span| source.text[span].split_whitespace().collect::<String>());
            imported.plan.title = written.unwrap_or(title);
            imported.spans.title = span;
        }
        None => {
            let stem =
                name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem)).filter(|stem| !stem.is_empty());
            let first = source.text.split(['\n', '。']).map(str::trim).find(|line| !line.is_empty()).unwrap_or("?");
            imported.plan.title = stem.map_or_else(|| first.chars().take(40).collect(), str::to_owned);
            imported.findings.push(note(Kind::TitleMissing, &source.text, 0..0));
        }
    }
    let ledger = Ledger::new(&imported.plan);
    let checks = check::check(&imported.plan, &ledger);
    let known: HashSet<(UnitId, UnitId)> = imported
        .findings
        .iter()
        .filter_map(|finding| match finding.kind {
            Kind::LikelyAlias { unit, other } => Some((unit.min(other), unit.max(other))),
            _ => None,
        })
        .collect();
    let first = imported.first_named();
    for finding in checks {
        let wanted = match &finding.kind {
            Kind::NearNames { unit, other } => !known.contains(&(*unit.min(other), *unit.max(other))),
            Kind::RepeatedNumber { .. }
            | Kind::ImpossibleDate { .. }
            | Kind::NobodyNamed
            | Kind::NamedTwice { .. }
            | Kind::LeadAndResponsible { .. }
            | Kind::StrayCharacter { .. } => true,
            _ => false,
        };
        if wanted {
            let span = imported.locate(&finding.place, &finding.words, &source.text, &first);
            imported.findings.push(Finding { place: Place::Source(span), ..finding });
        }
    }
    imported.findings.sort_by_key(|finding| match &finding.place {
        Place::Source(span) => span.start,
        _ => 0,
    });
    imported.text = source.text;
    Ok(imported)
}

/// What the reader of a format remarked.
fn remarked(remark: source::Remark, text: &str, span: Range<usize>) -> Finding {
    use source::Remark;
    match remark {
        Remark::UnclearTable => note(Kind::UnclearTable, text, span),
        Remark::HiddenSheet(name) => {
            let words = name.clone();
            Finding::new(Kind::HiddenSheet { name }, Place::Source(span), words)
        }
        Remark::HiddenRows(rows) => note(Kind::HiddenRows { rows }, text, span),
        Remark::HiddenColumns(columns) => note(Kind::HiddenColumns { columns }, text, span),
    }
}

impl Imported {
    /// Where in the text something of the plan stands.
    fn locate(&self, place: &Place, words: &str, text: &str, named: &[Range<usize>]) -> Range<usize> {
        let own = |task: crate::model::TaskId| self.spans.tasks.get(task.index());
        let first = |spans: &TaskSpans| spans.own.start..spans.text.first().map_or(spans.own.end, |span| span.end);
        match place {
            Place::Source(span) => span.clone(),
            Place::Party(task, role, at) => {
                own(*task).and_then(|spans| spans.parties[*role].get(*at).cloned()).unwrap_or_default()
            }
            Place::OverallLead(section, at) => self
                .spans
                .overall_leads
                .get(section.index())
                .and_then(|spans| spans.get(*at).cloned())
                .unwrap_or_default(),
            Place::Text(task, _) | Place::Clause(task, _) => own(*task).map_or(0..0, |spans| {
                // The few words around it, looked for where the document has them.
                let pieces = spans.text.iter().chain(&spans.clauses);
                let found = pieces.into_iter().find_map(|range| {
                    steps::count(range.len());
                    let at = range.start + text[range.clone()].find(words)?;
                    Some(at..at + words.len())
                });
                found.unwrap_or_else(|| first(spans))
            }),
            Place::Task(task) => own(*task).map_or(0..0, first),
            Place::Unit(unit) => named.get(unit.index()).cloned().unwrap_or_default(),
            Place::File(_) => 0..0,
        }
    }

    /// Of each unit where a task names it first.
    fn first_named(&self) -> Vec<Range<usize>> {
        let mut first = vec![None; self.plan.units.len()];
        for (task, spans) in self.plan.tasks.iter().zip(&self.spans.tasks) {
            for (role, at, party) in task.all_parties() {
                if let Some(place) = party.unit().and_then(|unit| first.get_mut(unit.index()))
                    && place.is_none()
                {
                    place.clone_from(&spans.parties[role].get(at).cloned());
                }
            }
        }
        first.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// A party before the units are known.
#[derive(Clone)]
struct PartyDraft {
    words: String,
    span: Range<usize>,
    unit: Option<usize>,
    make: fn(UnitId) -> PartyKind,
}

struct Assembler<'a> {
    text: &'a str,
    options: &'a Options,
    /// Whether a plan that gives nobody a part is one.
    may_be_bare: bool,
    register: Register,
    /// Names whose level an earlier name has.
    prefixes: Prefixes,
    findings: Vec<Finding>,
}

/// No document has more rules over all tasks above them; further ones are doubts.
const MOST_BLANKETS: usize = 64;
/// No rule brings more units into every task; one that does is a doubt.
const MOST_BROUGHT: usize = 64;

/// Parties of each role.
type Lists = ByRole<Vec<PartyDraft>>;

impl Assembler<'_> {
    fn assemble(mut self, drafts: Drafts) -> Result<Imported, ImportError> {
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
