//! What changed between two plans, as a bulletin.

use super::bulletin::{Bulletin, BulletinRow, BulletinTable};
use crate::compare::{Change, Comparison, Piece, Row, pieces};
use crate::lang::{Lang, RoleWords, fill};
use crate::model::text::first_sentence;
use crate::model::{Plan, SectionId, TaskId, UnitId};
use crate::view::Subject;

/// Two plans with what changed between them, in one language.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The plan before.
    pub old: &'a Plan,
    /// The plan after.
    pub new: &'a Plan,
    /// What changed.
    pub comparison: &'a Comparison,
    /// Language of all words.
    pub lang: Lang,
}

/// The changes as a bulletin; with a unit's name only those that concern it.
pub fn comparison(compared: Compared<'_>, unit: Option<&str>) -> Bulletin {
    let Compared { old, new, comparison, lang } = compared;
    let c = lang.texts().comparing;
    let changes: Vec<&Change> = match unit {
        Some(name) => comparison.of_unit(old, new, name),
        None => comparison.changes.iter().collect(),
    };
    let names =
        [(c.old_plan, old), (c.new_plan, new)].map(|(template, plan)| fill(template, &[&plan_words(plan, lang)]));
    let mut notes: Vec<String> = names.into();
    notes.push(compared.counts(&changes));
    let title = match unit {
        Some(name) => fill(c.title_unit, &[&name]),
        None => c.title.to_owned(),
    };
    let mut tables = vec![compared.whole(&changes), compared.on_pages(&changes)];
    if unit.is_none() {
        tables.push(compared.by_unit());
    }
    Bulletin {
        lang,
        title: vec![new.title.clone(), title],
        notes,
        author: new.issuer.clone(),
        date: new.date,
        tables,
        closing: Vec::new(),
    }
}

/// `木兰县优化营商环境工作方案（木环组发〔2019〕1号，2019年7月16日）`.
pub(super) fn plan_words(plan: &Plan, lang: Lang) -> String {
    let date = plan.date.map(|date| lang.date(date));
    let parts: Vec<String> = plan.number.iter().cloned().chain(date).collect();
    match parts.is_empty() {
        true => plan.title.clone(),
        false => fill(lang.texts().comparing.plan_and_number, &[&plan.title, &parts.join(lang.texts().paper_comma)]),
    }
}

/// A change in words: what kind, whom it concerns, before and after.
struct Told {
    kind: &'static str,
    unit: String,
    before: String,
    after: String,
}

impl Compared<'_> {
    fn counts(&self, changes: &[&Change]) -> String {
        let c = self.lang.texts().comparing;
        let mut counts: Vec<(&'static str, usize)> = Vec::new();
        for change in changes {
            let kind = self.told(change).kind;
            match counts.iter_mut().find(|(own, _)| *own == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
        if counts.is_empty() {
            return c.nothing.to_owned();
        }
        let parts: Vec<String> = counts.iter().map(|(kind, count)| fill(c.count, &[kind, count])).collect();
        fill(c.counts, &[&changes.len(), &parts.join(self.lang.texts().paper_comma)])
    }

    fn task(&self, plan: &Plan, id: TaskId) -> [String; 3] {
        let task = plan.task(id);
        let section = task.section.map(|section| plan.section_path(section)).unwrap_or_default();
        [task.number.clone(), section, task.text.clone()]
    }

    /// Number, section and text of what a change stands in: as the new plan has it, else as the old one had.
    fn place(&self, change: &Change) -> [String; 3] {
        let section = |plan: &Plan, id: SectionId| [String::new(), plan.section_path(id), String::new()];
        let row = |row: &Row| match (row.new, row.old) {
            (Some(Subject::Task(id)), _) => self.task(self.new, id),
            (Some(Subject::Section(id)), _) => section(self.new, id),
            (None, Some(Subject::Task(id))) => self.task(self.old, id),
            (None, Some(Subject::Section(id))) => section(self.old, id),
            (None, None) => Default::default(),
        };
        match change {
            Change::TaskRemoved { old } => self.task(self.old, *old),
            Change::TaskAdded { new }
            | Change::TaskReworded { new, .. }
            | Change::TaskMoved { new, .. }
            | Change::TaskRenumbered { new, .. }
            | Change::DeadlineChanged { new, .. }
            | Change::PeopleChanged { new, .. } => self.task(self.new, *new),
            Change::SectionAdded { new } | Change::SectionRenamed { new, .. } => section(self.new, *new),
            Change::SectionRemoved { old } => section(self.old, *old),
            Change::UnitAdded { .. }
            | Change::UnitRemoved { .. }
            | Change::UnitRenamed { .. }
            | Change::UnitsMerged { .. }
            | Change::UnitSplit { .. } => Default::default(),
            Change::MarkAdded { row: own, .. }
            | Change::MarkRemoved { row: own, .. }
            | Change::RoleChanged { row: own, .. } => row(own),
        }
    }

    fn told(&self, change: &Change) -> Told {
        let t = self.lang.texts();
        let c = t.comparing;
        let [before, after] = [self.old, self.new].map(|plan| RoleWords::new(self.lang, plan));
        let told = |kind, before: String, after: String| Told { kind, unit: String::new(), before, after };
        let section = |plan: &Plan, id: TaskId| {
            let section = plan.task(id).section.map(|section| plan.section(section).heading());
            section.unwrap_or_else(|| t.reporting.without_section.to_owned())
        };
        let names = |plan: &Plan, units: &[UnitId]| {
            let names: Vec<&str> = units.iter().map(|unit| plan.unit(*unit).name.as_str()).collect();
            names.join(t.name_separator)
        };
        let people = |plan: &Plan, id: TaskId| {
            let people = plan.task(id).people.iter().map(|own| crate::lang::person(self.lang, own));
            people.collect::<Vec<_>>().join(t.name_separator)
        };
        let (old, new) = (self.old, self.new);
        match change {
            Change::TaskAdded { new: id } => told(c.task_added, String::new(), new.task(*id).text.clone()),
            Change::TaskRemoved { old: id } => told(c.task_removed, old.task(*id).text.clone(), String::new()),
            Change::TaskReworded { old: a, new: b } => {
                told(c.task_reworded, old.task(*a).text.clone(), new.task(*b).text.clone())
            }
            Change::TaskMoved { old: a, new: b } => told(c.task_moved, section(old, *a), section(new, *b)),
            Change::TaskRenumbered { old: a, new: b } => {
                told(c.task_renumbered, old.task(*a).number.clone(), new.task(*b).number.clone())
            }
            Change::DeadlineChanged { old: a, new: b } => {
                let words = |plan: &Plan, id: TaskId| plan.task(id).deadline.clone().unwrap_or_default();
                told(c.deadline_changed, words(old, *a), words(new, *b))
            }
            Change::PeopleChanged { old: a, new: b } => told(c.people_changed, people(old, *a), people(new, *b)),
            Change::SectionAdded { new: id } => told(c.section_added, String::new(), new.section(*id).heading()),
            Change::SectionRemoved { old: id } => told(c.section_removed, old.section(*id).heading(), String::new()),
            Change::SectionRenamed { old: a, new: b } => {
                told(c.section_renamed, old.section(*a).heading(), new.section(*b).heading())
            }
            Change::UnitAdded { new: unit } => told(c.unit_added, String::new(), new.unit(*unit).name.clone()),
            Change::UnitRemoved { old: unit } => told(c.unit_removed, old.unit(*unit).name.clone(), String::new()),
            Change::UnitRenamed { old: a, new: b, .. } => {
                told(c.unit_renamed, old.unit(*a).name.clone(), new.unit(*b).name.clone())
            }
            Change::UnitsMerged { old: a, new: b, .. } => {
                told(c.units_merged, names(old, a), new.unit(*b).name.clone())
            }
            Change::UnitSplit { old: a, new: b, .. } => told(c.unit_split, old.unit(*a).name.clone(), names(new, b)),
            Change::MarkAdded { unit, role, .. } => Told {
                unit: new.unit(*unit).name.clone(),
                ..told(c.mark_added, String::new(), after.name(*role).to_owned())
            },
            Change::MarkRemoved { unit, role, .. } => Told {
                unit: old.unit(*unit).name.clone(),
                ..told(c.mark_removed, before.name(*role).to_owned(), String::new())
            },
            Change::RoleChanged { unit, from, to, .. } => Told {
                unit: new.unit(*unit).name.clone(),
                ..told(c.role_changed, before.name(*from).to_owned(), after.name(*to).to_owned())
            },
        }
    }

    /// Every column: for CSV and the workbook.
    fn whole(&self, changes: &[&Change]) -> BulletinTable {
        let t = self.lang.texts();
        let c = t.comparing;
        let row = |change: &&Change| {
            let Told { kind, unit, before, after } = self.told(change);
            let [number, section, task] = self.place(change);
            BulletinRow::Cells(vec![number, section, task, kind.to_owned(), unit, before, after])
        };
        let heads =
            [t.head_number, t.head_section, t.head_task, c.head_change, t.head_unit, c.head_before, c.head_after];
        BulletinTable {
            name: c.sheet_changes.to_owned(),
            on_pages: false,
            heads: heads.map(str::to_owned).into(),
            widths: vec![10.0, 34.0, 0.0, 24.0, 34.0, 60.0, 60.0],
            centred: vec![0],
            rows: changes.iter().map(row).collect(),
        }
    }

    /// By section and task, texts told by what of them changed.
    fn on_pages(&self, changes: &[&Change]) -> BulletinTable {
        let t = self.lang.texts();
        let c = t.comparing;
        let mut rows = Vec::new();
        let mut last: Option<[String; 3]> = None;
        for change in changes {
            let [number, section, task] = self.place(change);
            let band = match (section.is_empty(), task.is_empty()) {
                (true, true) => c.band_units.to_owned(),
                (true, false) => t.reporting.without_section.to_owned(),
                (false, _) => section.clone(),
            };
            let is_same = |own: &[String; 3]| own[1] == section && own[2].is_empty() == task.is_empty();
            if !last.as_ref().is_some_and(is_same) {
                rows.push(BulletinRow::Band(band));
            }
            let is_same_task = last.as_ref().is_some_and(|own| own[0] == number && own[2] == task && own[1] == section);
            let Told { kind, unit, before, after } = self.told(change);
            let (before, after) = match change {
                Change::TaskReworded { .. } => self.lit(&before, &after),
                // The text stands beside it.
                Change::TaskAdded { .. } | Change::TaskRemoved { .. } => (String::new(), String::new()),
                _ => (before, after),
            };
            let words = match change {
                Change::TaskAdded { .. } | Change::TaskRemoved { .. } => task.clone(),
                _ if is_same_task => String::new(),
                _ => first_sentence(&task).to_owned(),
            };
            let shown = if is_same_task { String::new() } else { number.clone() };
            rows.push(BulletinRow::Cells(vec![shown, words, kind.to_owned(), unit, before, after]));
            last = Some([number, section, task]);
        }
        let heads = [t.head_number, t.head_task, c.head_change, t.head_unit, c.head_before, c.head_after];
        BulletinTable {
            name: c.sheet_changes_by_task.to_owned(),
            on_pages: true,
            heads: heads.map(str::to_owned).into(),
            widths: vec![10.0, 0.0, 22.0, 30.0, 46.0, 46.0],
            centred: vec![0, 2],
            rows,
        }
    }

    /// Of two texts what changed, with some words around it: `…修〔好〕路…`.
    fn lit(&self, before: &str, after: &str) -> (String, String) {
        const AROUND: usize = 8;
        let pieces = pieces(before, after);
        let (mut old, mut new) = (String::new(), String::new());
        let last = pieces.len().saturating_sub(1);
        for (position, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Same(words) => {
                    let chars: Vec<char> = words.chars().collect();
                    let shown = match (position == 0, position == last) {
                        (true, true) => words.clone(),
                        (true, false) if chars.len() > AROUND => {
                            format!("…{}", chars[chars.len() - AROUND..].iter().collect::<String>())
                        }
                        (false, true) if chars.len() > AROUND => {
                            format!("{}…", chars[..AROUND].iter().collect::<String>())
                        }
                        (false, false) if chars.len() > 2 * AROUND => format!(
                            "{}…{}",
                            chars[..AROUND].iter().collect::<String>(),
                            chars[chars.len() - AROUND..].iter().collect::<String>()
                        ),
                        _ => words.clone(),
                    };
                    old.push_str(&shown);
                    new.push_str(&shown);
                }
                Piece::Removed(words) => old.push_str(&fill(self.lang.texts().comparing.lit, &[words])),
                Piece::Added(words) => new.push_str(&fill(self.lang.texts().comparing.lit, &[words])),
            }
        }
        (old, new)
    }

    /// How much changed for each unit of the new plan, and for those that are gone.
    fn by_unit(&self) -> BulletinTable {
        let t = self.lang.texts();
        let c = t.comparing;
        let gone = self.old.unit_ids().filter(|id| self.comparison.matching.units[id.index()].is_none());
        let names = self.new.units.iter().map(|unit| unit.name.as_str());
        let names: Vec<&str> = names.chain(gone.map(|id| self.old.unit(id).name.as_str())).collect();
        let kinds = [c.mark_added, c.mark_removed, c.role_changed, c.task_reworded, c.deadline_changed];
        let mut rows = Vec::new();
        for name in names {
            let own: Vec<&'static str> = self
                .comparison
                .of_unit(self.old, self.new, name)
                .into_iter()
                .map(|change| self.told(change).kind)
                .collect();
            if own.is_empty() {
                continue;
            }
            let counts = kinds.map(|kind| own.iter().filter(|other| **other == kind).count());
            let cells = std::iter::once(own.len()).chain(counts).map(|count| count.to_string());
            rows.push(BulletinRow::Cells(std::iter::once(name.to_owned()).chain(cells).collect()));
        }
        let heads = [t.head_unit, c.head_changes].into_iter().chain(kinds);
        BulletinTable {
            name: c.sheet_units.to_owned(),
            on_pages: true,
            heads: heads.map(str::to_owned).collect(),
            widths: vec![0.0, 26.0, 26.0, 26.0, 26.0, 26.0, 26.0],
            centred: (1..7).collect(),
            rows,
        }
    }
}
