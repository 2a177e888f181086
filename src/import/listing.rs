//! Lists of tasks with a colon before who does them, and no word for a role anywhere: `写文档：张三、李四`.
//!
//! Such lines are in every text, so all of a document must be of this shape: most of its lines, and most of these with
//! names of people or bodies behind the colon. Who is named is taken as responsible, and that is a doubt.

use super::clause::{self, names};
use super::drafts::{Drafts, SectionDraft, TaskDraft};
use super::find::Clause;
use super::prose::{is_blank, is_title_like};
use super::source::{Block, Source};
use crate::model::Role;
use std::ops::Range;

/// Fewer lines are an accident.
const FEWEST: usize = 3;
/// Everybody of a group.
const EVERYBODY: &[&str] = &["所有人", "全体", "全体人员", "全体成员", "全员", "大家", "全组", "各组"];

/// A line of the list.
struct Line {
    task: Range<usize>,
    names: Range<usize>,
}

/// The tasks of a document that is such a list; `None` if it is none.
pub(super) fn drafts(source: &Source) -> Option<Drafts> {
    let text = &source.text;
    let mut drafts = Drafts::default();
    let (mut named, mut others) = (0, 0);
    let mut section = None;
    for block in &source.blocks {
        let Block::Paragraph { span, hint } = block else { return None };
        if is_blank(&text[span.clone()]) {
            continue;
        }
        match line(text, span) {
            Some(line) => {
                named += usize::from(names_somebody(&text[line.names.clone()]));
                let first = drafts.tasks.is_empty();
                drafts.tasks.push(task(text, span, line, section, first)?);
            }
            None if hint.is_some() || is_heading(text, span) => {
                // The first marked heading is the title.
                if !(drafts.sections.is_empty() && drafts.tasks.is_empty() && *hint == Some(1)) {
                    let title = span.clone();
                    let words = Some(text[span.clone()].trim().to_owned());
                    drafts.sections.push(SectionDraft { title, words, ..SectionDraft::default() });
                    section = Some(drafts.sections.len() - 1);
                }
            }
            None => others += 1,
        }
    }
    let lines = drafts.tasks.len();
    let is_list = lines >= FEWEST && 4 * named >= 3 * lines && 4 * others <= lines;
    is_list.then_some(drafts)
}

/// A short line without a colon.
fn is_heading(text: &str, span: &Range<usize>) -> bool {
    let words = text[span.clone()].trim();
    is_title_like(words) && words.chars().count() <= 16 && !words.contains(['：', ':', '，'])
}

fn line(text: &str, span: &Range<usize>) -> Option<Line> {
    const LONGEST_TASK: usize = 40;
    const LONGEST_NAMES: usize = 60;
    let words = &text[span.clone()];
    let (at, colon) = words.char_indices().find(|(_, c)| matches!(c, '：' | ':'))?;
    let (task, names) = (words[..at].trim(), words[at + colon.len_utf8()..].trim());
    let fits = (2..=LONGEST_TASK).contains(&task.chars().count())
        && (1..=LONGEST_NAMES).contains(&names.chars().count())
        && task.contains(crate::model::text::is_han)
        && !names.contains(['。', '；', '：', ':']);
    let start = span.start + words.len() - words.trim_start().len();
    fits.then(|| Line {
        task: start..start + task.len(),
        names: span.start + words.trim_end().len() - names.len()..span.start + words.trim_end().len(),
    })
}

/// Whether words are names of people or bodies, one and all.
fn names_somebody(words: &str) -> bool {
    let mut names = words.split(['、', '，', ',', ' ', '/', '和']).map(str::trim).filter(|name| !name.is_empty());
    names.all(|name| EVERYBODY.contains(&name) || names::is_person(name) || clause::is_list(name))
}

fn task(text: &str, span: &Range<usize>, line: Line, section: Option<usize>, first: bool) -> Option<TaskDraft> {
    let Line { task, names } = line;
    let mut reading = clause::read(&text[names.clone()], clause::Manner::Cell(Role::Responsible))?;
    // Nobody says what they do: that is told once.
    reading.assumed = first;
    let clause = Clause {
        outer: names.clone(),
        inner: names,
        reading,
        unclosed: false,
        sentence: false,
        doubtful: false,
        heading: None,
    };
    Some(TaskDraft {
        section,
        own: span.clone(),
        text: vec![(task, true)],
        clauses: vec![clause],
        ..TaskDraft::default()
    })
}
