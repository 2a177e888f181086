//! Lists of tasks with a colon before who does them, and no word for a role anywhere: `写文档：张三、李四`.
//!
//! Such lines are in every text, so all of a document must be of this shape: most of its lines, and most of these with
//! names of people or bodies behind the colon. Who is named is taken as responsible, and that is a doubt.

use super::clause::{self, names};
use super::drafts::{Drafts, SectionDraft, TaskDraft, note};
use super::find::Clause;
use super::number;
use super::prose::{is_blank, is_formal, is_title_like};
use super::source::{Block, Source};
use crate::finding::Kind;
use crate::model::Role;
use std::ops::Range;

/// Fewer lines are an accident.
const FEWEST: usize = 3;
/// What somebody does takes more characters.
const FEWEST_WORDS: usize = 5;
/// A longer line is no heading, in characters.
const LONGEST_HEADING: usize = 24;
/// Everybody of a group.
const EVERYBODY: &[&str] = &["所有人", "全体", "全体人员", "全体成员", "全员", "大家", "全组", "各组"];

/// A line of the list.
struct Line {
    task: Range<usize>,
    names: Range<usize>,
}

/// The tasks of a list of bodies with what each of them does behind a colon: `县教育局：负责校园安全检查`. Such lines say
/// enough by themselves, whatever stands around them; what is none of them is left out, and that is said.
pub(super) fn duties(source: &Source) -> Option<Drafts> {
    let text = &source.text;
    let mut drafts = Drafts::default();
    let mut section = None;
    // The heading that the next line of the list opens as a section.
    let mut heading: Option<Range<usize>> = None;
    for block in &source.blocks {
        let Block::Paragraph { span, .. } = block else { return None };
        if is_blank(&text[span.clone()]) {
            continue;
        }
        let Some(line) = duty(text, span) else {
            let is_title =
                is_title_like(&text[span.clone()]) && text[span.clone()].trim().chars().count() <= LONGEST_HEADING;
            heading = Some(span.clone()).filter(|_| is_title);
            if !is_title && !drafts.tasks.is_empty() && !is_formal(&text[span.clone()]) {
                drafts.findings.push(note(Kind::LeftOut, text, span.clone()));
            }
            drafts.prose.push(span.clone());
            continue;
        };
        let has_number = heading.as_ref().is_some_and(|span| !number::read(text[span.clone()].trim_start()).is_empty());
        if let Some(title) = heading.take().filter(|_| !drafts.tasks.is_empty() || has_number) {
            let words = &text[title.clone()];
            let lead = words.len() - words.trim_start().len();
            let length = number::read(words.trim_start()).first().map_or(0, |number| number.length);
            let label = words[lead..lead + length].trim().to_owned();
            let title = title.start + lead + length..title.start + words.trim_end().len();
            drafts.sections.push(SectionDraft { label, title, ..SectionDraft::default() });
            section = Some(drafts.sections.len() - 1);
        }
        let first = drafts.tasks.is_empty();
        drafts.tasks.push(task(text, span, line, section, first)?);
    }
    (drafts.tasks.len() >= FEWEST).then_some(drafts)
}

/// A line of bodies, a colon, and what they do.
fn duty(text: &str, span: &Range<usize>) -> Option<Line> {
    const LONGEST_NAMES: usize = 80;
    let words = &text[span.clone()];
    let number = number::read(words.trim_start()).into_iter().next().map_or(0, |number| number.length);
    let from = words.len() - words.trim_start().len() + number;
    let (at, colon) = words[from..].char_indices().take(LONGEST_NAMES).find(|(_, c)| matches!(c, '：' | ':'))?;
    let (names, task) = (words[from..from + at].trim(), words[from + at + colon.len_utf8()..].trim());
    let start = span.start + from;
    // Telephones, and who is there, are no duties.
    let letters = task.chars().filter(|c| c.is_alphabetic()).count();
    let is_duty = clause::is_list(names)
        && letters >= FEWEST_WORDS
        && 2 * letters > task.chars().count()
        && !names_somebody(task);
    is_duty.then(|| Line {
        names: start..start + at,
        task: start + at + colon.len_utf8()..span.start + words.trim_end().len(),
    })
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
        && !clause::is_list(task)
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
