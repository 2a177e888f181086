//! One search over a plan: units, tasks and sections, by words, numbers and pinyin.

use super::pinyin::Spoken;
use crate::model::{Person, Plan, SectionId, TaskId, UnitId};
use memchr::memmem;

/// What a search found, each kind in document or window order; names that begin with the words
/// come first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Units by name, full name or alias, written or in pinyin.
    pub units: Vec<UnitId>,
    /// Tasks by number, by words of their text or clause, or by the people named for them, these in pinyin too.
    pub tasks: Vec<TaskId>,
    /// Sections by title, written or in pinyin, or by label.
    pub sections: Vec<SectionId>,
}

impl Hits {
    /// Looks for `words`, whatever their case: `sfj`, `sifaju` and `司法` find 县司法局, `13` task 13.
    /// Nothing is found by nothing.
    pub fn of(plan: &Plan, words: &str) -> Self {
        let Some(wanted) = Wanted::new(words) else { return Self::default() };
        // Pinyin of names and titles only: whole texts would match any few letters.
        let matches = |name: &str| wanted.matches(name);
        let wanted = wanted.words.as_str();
        let in_text = InText::new(wanted);
        let mut units: Vec<UnitId> = plan
            .unit_ids()
            .filter(|&id| {
                let unit = plan.unit(id);
                matches(&unit.name)
                    || unit.full_name.as_deref().is_some_and(matches)
                    || unit.aliases.iter().any(|alias| matches(alias))
            })
            .collect();
        units.sort_by_key(|&id| !plan.unit(id).name.to_lowercase().starts_with(wanted));
        let mut tasks: Vec<TaskId> = plan
            .task_ids()
            .filter(|&id| {
                let task = plan.task(id);
                task.number.to_lowercase() == wanted
                    || in_text.is_in(&task.text)
                    || in_text.is_in(&task.clause)
                    || task.people.iter().any(|person| matches(&person.name) || in_text.is_in_person(person))
            })
            .collect();
        tasks.sort_by_key(|&id| plan.task(id).number.to_lowercase() != wanted);
        let sections = plan
            .section_ids()
            .filter(|&id| {
                let section = plan.section(id);
                matches(&section.title) || section.label.to_lowercase().contains(wanted)
            })
            .collect();
        Self { units, tasks, sections }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.units.len() + self.tasks.len() + self.sections.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Words to look for in names: as written, or as pinyin or its initials.
pub struct Wanted {
    words: String,
    spoken: Option<Spoken>,
}

impl Wanted {
    /// `None` if there are no words.
    pub fn new(words: &str) -> Option<Self> {
        let words = words.trim().to_lowercase();
        if words.is_empty() {
            return None;
        }
        let spoken = Spoken::new(&words);
        Some(Self { words, spoken })
    }

    /// Whether a name holds them, whatever their case.
    pub fn matches(&self, name: &str) -> bool {
        name.to_lowercase().contains(&self.words) || self.spoken.as_ref().is_some_and(|spoken| spoken.is_in(name))
    }
}

/// Words to look for in whole texts, whatever the case of their ASCII letters.
pub(super) struct InText<'a> {
    wanted: &'a [u8],
    finder: memmem::Finder<'a>,
    /// The first letter in both cases, where it has two.
    first: Option<(u8, u8)>,
    has_letters: bool,
}

impl<'a> InText<'a> {
    /// `wanted` is in lower case and not empty.
    pub fn new(wanted: &'a str) -> Self {
        let wanted = wanted.as_bytes();
        let first = wanted.first().filter(|byte| byte.is_ascii_alphabetic());
        Self {
            wanted,
            finder: memmem::Finder::new(wanted),
            first: first.map(|byte| (byte.to_ascii_lowercase(), byte.to_ascii_uppercase())),
            has_letters: wanted.iter().any(u8::is_ascii_alphabetic),
        }
    }

    /// Whether what is said of somebody holds them.
    pub fn is_in_person(&self, person: &Person) -> bool {
        let Person { label, name, post, unit: _ } = person;
        [Some(label), Some(name), post.as_ref()].into_iter().flatten().any(|words| self.is_in(words))
    }

    /// Whether `text` holds them.
    pub fn is_in(&self, text: &str) -> bool {
        let text = text.as_bytes();
        // Han characters have no case.
        if !self.has_letters {
            return self.finder.find(text).is_some();
        }
        let begins = |at: usize| {
            text.get(at..at + self.wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(self.wanted))
        };
        match self.first {
            Some((lower, upper)) => memchr::memchr2_iter(lower, upper, text).any(begins),
            None => memchr::memchr_iter(self.wanted[0], text).any(begins),
        }
    }
}
/// The units of a plan that are spoken as these letters, in pinyin or its initials: those whose whole name is, else
/// those with such a run in their name.
pub fn units_spoken(plan: &Plan, letters: &str) -> Vec<UnitId> {
    let letters = letters.to_lowercase();
    let Some(spoken) = Spoken::new(&letters) else { return Vec::new() };
    let heard = |id: &UnitId| {
        let unit = plan.unit(*id);
        unit.full_name.iter().chain(&unit.aliases).chain([&unit.name]).any(|name| spoken.is_in(&name.to_lowercase()))
    };
    let all: Vec<UnitId> = plan.unit_ids().filter(heard).collect();
    let whole = |id: &UnitId| spoken.is_whole(&plan.unit(*id).name.to_lowercase());
    let exact: Vec<UnitId> = all.iter().copied().filter(whole).collect();
    if exact.is_empty() { all } else { exact }
}
