//! Sections and tasks in the making: what paragraphs and tables are read into, before units are known.

use super::find::Clause;
use crate::finding::{Finding, Kind, Place};
use std::ops::Range;

/// A section in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct SectionDraft {
    pub label: String,
    pub title: Range<usize>,
    pub parent: Option<usize>,
    /// Clauses that name its overall leads.
    pub overall: Vec<Clause>,
    /// Its words where they are not one piece of the document.
    pub words: Option<String>,
    /// The item of the outline that it is.
    pub item: Option<usize>,
}

/// A task in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct TaskDraft {
    pub section: Option<usize>,
    pub number: String,
    /// The item it comes from, number included.
    pub own: Range<usize>,
    /// Its words; `true`: they begin a paragraph.
    pub text: Vec<(Range<usize>, bool)>,
    pub clauses: Vec<Clause>,
    pub deadline: Option<Range<usize>>,
    /// Cells that name people, each with what its heading calls them.
    pub people: Vec<(String, Range<usize>)>,
}

/// What was understood of a document's structure.
#[derive(Clone, Debug, Default)]
pub(super) struct Drafts {
    pub sections: Vec<SectionDraft>,
    pub tasks: Vec<TaskDraft>,
    /// Rules that give a role in all tasks above them.
    pub blankets: Vec<Clause>,
    pub findings: Vec<Finding>,
    /// Items of the outline that ask nobody for anything, with all that stands under them. A heading
    /// over a table looks so too, before the table is read.
    pub idle: Vec<(usize, Range<usize>)>,
    /// Text that is no task's: rules may stand in it.
    pub prose: Vec<Range<usize>>,
}

/// A doubt or remark about a piece of the text.
pub(super) fn note(kind: Kind, text: &str, span: Range<usize>) -> Finding {
    let words: String = text[span.clone()].trim().chars().take(40).collect();
    Finding::new(kind, Place::Source(span), words)
}
