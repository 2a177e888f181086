//! Where a plan's tasks stand in the document's own text (原文).
//!
//! The plan restores full-width punctuation and corrects errata, and a text from a web page has
//! spaces and breaks of its own: both are compared without regard to width, spaces and quotes.

use super::clause::{ClauseWords, clause_words};
use crate::model::{Plan, Role, Task, TaskId};
use std::ops::Range;
use std::sync::Arc;

/// The document's own text, with the place of each task in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// The whole text, front matter and closing requirements included; shared by all changes of a plan.
    pub text: Arc<str>,
    places: Vec<Option<SourcePlace>>,
}

/// A task in the source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcePlace {
    /// Bytes of the text: from the task's first words to the end of its clause.
    pub span: Range<usize>,
    /// Words of the clause that name parties, as bytes of the text, in order.
    pub words: Vec<ClauseWords>,
}

/// So many characters of a task tell it from every other …
const TELLING: usize = 24;
/// … and so many have to do where the rest was corrected.
const TELLING_LEAST: usize = 8;
/// A task is looked for so many bytes behind the one before it, then from the beginning on: a text
/// that has nothing to do with the plan is not searched through for each task.
const REACH: usize = 400_000;

impl SourceText {
    /// Finds the tasks of `plan` in `text`, one after the other.
    pub fn new(plan: &Plan, text: Arc<str>) -> Self {
        let places = {
            let folded = Folded::new(&text);
            let mut from = 0;
            let mut place = |task: &Task| {
                let found = folded.find_task(task, from)?;
                from = found.end;
                Some(found.place)
            };
            plan.tasks.iter().map(&mut place).collect()
        };
        Self { text, places }
    }

    /// The same for a plan that `old`, for which this was made, became: where no task reads otherwise,
    /// nothing is looked for again.
    pub fn of_changed(&self, old: &Plan, new: &Plan) -> Self {
        fn words(task: &Task) -> impl Iterator<Item = (Role, &str)> {
            task.all_parties().map(|(role, _, party)| (role, party.words.as_str()))
        }
        let reads_alike = |one: &Task, other: &Task| {
            (&one.text, &one.clause) == (&other.text, &other.clause) && words(one).eq(words(other))
        };
        let same = old.tasks.len() == new.tasks.len()
            && old.tasks.iter().zip(&new.tasks).all(|(one, other)| reads_alike(one, other));
        if same { self.clone() } else { Self::new(new, Arc::clone(&self.text)) }
    }

    /// Where a task stands; `None` if its words were not found.
    pub fn place(&self, task: TaskId) -> Option<&SourcePlace> {
        self.places.get(task.index())?.as_ref()
    }

    /// The tasks that stand in these bytes, at least partly, in the order of the plan.
    pub fn tasks_in(&self, span: &Range<usize>) -> impl Iterator<Item = (TaskId, &SourcePlace)> {
        let span = span.clone();
        let places = self.places.iter().enumerate();
        places
            .filter_map(|(index, place)| Some((TaskId::new(index), place.as_ref()?)))
            .filter(move |(_, place)| place.span.start < span.end && span.start < place.span.end)
    }
}

/// A text without spaces, its punctuation and letters in half width, and where each byte came from.
struct Folded<'a> {
    original: &'a str,
    text: String,
    /// For each byte of `text` where its character begins in the original.
    origins: Vec<u32>,
}

struct Found {
    place: SourcePlace,
    /// In the folded text.
    end: usize,
}

impl<'a> Folded<'a> {
    fn new(text: &'a str) -> Self {
        let (folded, origins) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut folded = Self { original: text, text: folded, origins };
        for (at, c) in text.char_indices() {
            let Some(c) = fold(c) else { continue };
            folded.text.push(c);
            folded.origins.resize(folded.text.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
        folded
    }

    fn origin(&self, at: usize) -> usize {
        self.origins.get(at).map_or(self.original.len(), |&origin| origin as usize)
    }

    /// The end, in the original, of what ends at `at`: without the spaces behind it.
    fn origin_end(&self, at: usize) -> usize {
        let Some(last) = self.text[..at].chars().next_back() else { return 0 };
        let start = self.origin(at - last.len_utf8());
        // The original character may be longer than the folded one.
        start + self.original[start..].chars().next().map_or(0, char::len_utf8)
    }

    fn find(&self, wanted: &str, from: usize) -> Option<usize> {
        if wanted.is_empty() {
            return None;
        }
        let window = |start: usize, end: usize| {
            let start = self.text.ceil_char_boundary(start.min(self.text.len()));
            let end = self.text.floor_char_boundary(end.min(self.text.len()));
            self.text.get(start..end)?.find(wanted).map(|at| start + at)
        };
        window(from, from + REACH).or_else(|| window(0, REACH.min(from + wanted.len())))
    }

    fn find_task(&self, task: &Task, from: usize) -> Option<Found> {
        let wanted: String = task.text.chars().filter_map(fold).collect();
        let beginning = |characters: usize| {
            let end = wanted.char_indices().nth(characters).map_or(wanted.len(), |(end, _)| end);
            &wanted[..end]
        };
        let start = self
            .find(beginning(TELLING), from)
            .or_else(|| self.find(beginning(TELLING_LEAST), from).filter(|_| wanted.chars().count() > TELLING_LEAST))?;
        let text_end = if self.text[start..].starts_with(&wanted) {
            start + wanted.len()
        } else {
            let length = wanted.len().min(self.text.len() - start);
            self.text.floor_char_boundary(start + length)
        };
        let clause: String = task.clause.chars().filter_map(fold).collect();
        // The clause stands within or shortly behind its task.
        let reach = self.text.floor_char_boundary((text_end + clause.len() + 600).min(self.text.len()));
        let clause_start = (!clause.is_empty()).then(|| self.text[start..reach].find(&clause)).flatten();
        let clause_start = clause_start.map(|at| start + at);
        // With the bracket that closes it.
        let end = clause_start.map_or(text_end, |at| {
            let end = at + clause.len();
            end + usize::from(self.text[end..].starts_with([')', ']']))
        });
        let words = clause_start.map_or_else(Vec::new, |at| {
            // The words come in order: each is counted on from the one before.
            let (mut known, mut length) = (0, at);
            let mut folded = |end: usize| {
                length += task.clause[known..end].chars().filter_map(fold).map(char::len_utf8).sum::<usize>();
                known = end;
                length
            };
            clause_words(task)
                .into_iter()
                .map(|words| {
                    let (from, to) = (folded(words.span.start), folded(words.span.end));
                    ClauseWords { span: self.origin(from)..self.origin_end(to), role: words.role }
                })
                .collect()
        });
        Some(Found { place: SourcePlace { span: self.origin(start)..self.origin_end(end), words }, end })
    }
}

/// One form for what a scraper or an editor may change; nothing for spaces.
fn fold(c: char) -> Option<char> {
    Some(match c {
        c if c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}') => return None,
        // Full-width forms of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '。' => '.',
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '—' | '–' => '-',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Party, PartyKind, UnitId};

    fn task(text: &str, clause: &str, lead: &str) -> Task {
        let party = Party { words: lead.to_owned(), kind: PartyKind::Named(UnitId::new(0)) };
        Task {
            section: None,
            number: "1".to_owned(),
            text: text.to_owned(),
            clause: clause.to_owned(),
            deadline: None,
            parties: crate::model::ByRole::default().with(Role::Lead, vec![party]),
            people: vec![],
        }
    }

    fn plan(tasks: Vec<Task>) -> Plan {
        Plan { tasks, ..Plan::default() }
    }

    #[test]
    fn width_spaces_and_quotes_do_not_matter() {
        let text = "前言。\n1. 加快 “一网通办”,做到应接尽接。(牵头单位:甲 局;责任单位:乙局)\n结尾。".to_owned();
        let plan = plan(vec![task("加快“一网通办”，做到应接尽接。", "（牵头单位：甲局；责任单位：乙局）", "甲局")]);
        let source = SourceText::new(&plan, text.into());
        let place = source.place(TaskId::new(0)).expect("found");
        assert!(source.text[place.span.clone()].starts_with("加快 “"));
        assert!(source.text[place.span.clone()].ends_with("乙局)"));
        assert_eq!(&source.text[place.words[0].span.clone()], "甲 局");
        assert_eq!(place.words[0].role, Role::Lead);
        let line = source.text.find("结尾").expect("there");
        assert_eq!(source.tasks_in(&(0..line)).count(), 1);
        assert_eq!(source.tasks_in(&(line..source.text.len())).count(), 0);
    }

    #[test]
    fn a_text_about_something_else_has_no_places() {
        let plan = plan(vec![task("甲任务的内容", "（甲局负责）", "甲局"), task("", "", "")]);
        for text in ["", "完全无关", "\u{3000}\n"] {
            let source = SourceText::new(&plan, text.into());
            assert_eq!(source.place(TaskId::new(0)), None);
            assert_eq!(source.place(TaskId::new(1)), None);
        }
    }
}
