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
//! | all of these → the plan: who has which part in what | `assemble` |
//! | names → units, groups, aliases; names that share a beginning | `units`, `groups`; `prefixes` |
//! | tables that we wrote ourselves, as they stand | `own` |
//!
//! *Architecture invariant:* reading never fails on what a text says, and loses none of it: every
//! byte of a task's paragraph is in the task's text, in its clause, or in a finding (a label that
//! comes again and again is said once). Only a file
//! that is no document, or in which nobody is asked for anything, is an [`ImportError`].

mod annex;
mod assemble;
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

pub use cells::{SheetCells, cell_name, cells};
pub use mapping::{Grid, Mapping, Meaning, Way};

use crate::check;
use crate::finding::{Finding, Kind, Place, Severity};
use crate::limits::Limit;
use crate::model::text::Lines;
use crate::model::{ByRole, Doubt, Plan, UnitId};
use crate::view::Ledger;
use assemble::Assembler;
use drafts::note;
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
        let lines = Lines::new(&self.text);
        open.map(|finding| finding.to_doubt(&self.plan, &self.text, &lines)).collect()
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
    /// More of something than any document has.
    TooLarge(Limit),
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
            Self::TooLarge(limit) => write!(f, "beyond a limit: {limit:?} {}", limit.value()),
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
