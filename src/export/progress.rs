//! Progress (任务落实进展) as a bulletin: every duty with what was reported of it, and what that comes to by unit,
//! section, deadline and round.

use super::Scope;
use super::bulletin::{Bulletin, BulletinRow, BulletinTable};
use crate::lang::{RoleWords, fill};
use crate::model::text;
use crate::model::{Date, Plan, Record, Report, SectionId, State, UnitId};
use crate::view::{Deadline, DutyProgress, Progress, Subject, Tally, Timing, WhichRound, missing};
use std::collections::{BTreeMap, BTreeSet};

/// What of the progress is shown.
#[derive(Clone, Debug, Default)]
pub struct ProgressFilter {
    /// Only these units, by position. Default: all.
    pub units: Vec<UnitId>,
    /// Only duties in one of these states. Default: all.
    pub states: Vec<Wanted>,
    /// Leaves out who is in charge and their telephones.
    pub no_contacts: bool,
}

/// A state that is asked for: one that was reported, or one that the deadline makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// As reported.
    State(State),
    /// 逾期.
    Late,
    /// 临期.
    Soon,
}

impl Wanted {
    fn admits(self, duty: &DutyProgress<'_>) -> bool {
        match self {
            Self::State(State::Unreported) => !duty.is_reported(),
            Self::State(state) => duty.state == state,
            Self::Late => matches!(duty.timing, Timing::Late(_)),
            Self::Soon => matches!(duty.timing, Timing::Soon(_)),
        }
    }
}

impl ProgressFilter {
    /// Whether it shows a duty.
    pub fn admits(&self, duty: &DutyProgress<'_>) -> bool {
        (self.units.is_empty() || self.units.contains(&duty.unit))
            && (self.states.is_empty() || self.states.iter().any(|wanted| wanted.admits(duty)))
    }

    fn is_empty(&self) -> bool {
        self.units.is_empty() && self.states.is_empty()
    }
}

/// Progress as a bulletin. `record` is the one that `progress` was made of: the rounds before are told from it.
pub fn progress(
    scope: &Scope<'_>,
    progress: &Progress<'_>,
    record: &Record,
    which: &WhichRound,
    filter: &ProgressFilter,
) -> Bulletin {
    let page = Page { scope, progress, filter };
    let t = scope.lang.texts();
    let r = t.reporting;
    let plan = scope.plan;
    let all = || progress.duties.iter().filter(|duty| filter.admits(duty));
    let tally = Tally::of(all());
    let mut notes = vec![fill(r.progress_on, &[&scope.lang.date(progress.on)])];
    if let WhichRound::Of(round) = which {
        notes.push(fill(r.form_round, &[round]));
    }
    notes.push(fill(r.progress_days, &[&progress.due_days]));
    let mut notes = vec![notes.join("　")];
    notes.push(fill(
        r.progress_counts,
        &[&tally.duties, &tally.done, &tally.ongoing, &tally.not_started, &tally.unreported, &tally.late, &tally.soon],
    ));
    let is_filtered = !filter.is_empty() || !scope.filter.is_empty();
    if is_filtered {
        notes.push(fill(r.progress_left_out, &[&tally.duties, &progress.duties.len()]));
    }
    let mut closing = Vec::new();
    if !progress.unplaced.is_empty() {
        closing.push(fill(r.progress_unplaced, &[&progress.unplaced.len()]));
    }
    let mut tables = vec![page.everything(), page.by_unit(), page.by_section(), page.by_day(), page.in_short()];
    tables.extend(page.by_round(record));
    tables.push(page.missing());
    if !filter.no_contacts {
        tables.push(page.contacts());
    }
    tables.extend(page.unplaced());
    Bulletin {
        lang: scope.lang,
        title: vec![plan.title.clone(), r.progress_title.to_owned()],
        notes,
        author: plan.issuer.clone(),
        date: Some(progress.on),
        tables,
        closing,
    }
}

struct Page<'p, 'a> {
    scope: &'p Scope<'p>,
    progress: &'p Progress<'a>,
    filter: &'p ProgressFilter,
}

/// Heads, widths and middle columns of a table of counts behind one column of names.
const COUNTS: usize = 9;

impl<'a> Page<'_, 'a> {
    fn plan(&self) -> &Plan {
        self.scope.plan
    }

    fn duties(&self) -> impl Iterator<Item = &DutyProgress<'a>> {
        self.progress.duties.iter().filter(|duty| self.filter.admits(duty))
    }

    /// The state in words: what was reported without one is not 未报.
    fn state(&self, duty: &DutyProgress<'_>) -> &'static str {
        let t = self.scope.lang.texts();
        match duty.state {
            State::Unreported if duty.report.is_some() => t.reporting.state_unsaid,
            state => t.state(state),
        }
    }

    fn timing(&self, timing: Timing) -> String {
        let r = self.scope.lang.texts().reporting;
        match timing {
            Timing::Calm => String::new(),
            Timing::Soon(days) => fill(r.soon_days, &[&days]),
            Timing::Late(days) => fill(r.late_days, &[&days]),
        }
    }

    /// The deadline in words, the plan's before the unit's.
    fn deadline(&self, duty: &DutyProgress<'_>) -> String {
        let own = self.plan().task(duty.task).deadline.clone().unwrap_or_default();
        if own.is_empty() { duty.report.map(|report| report.deadline.clone()).unwrap_or_default() } else { own }
    }

    fn roles(&self, duty: &DutyProgress<'_>, words: RoleWords<'_>) -> String {
        let t = self.scope.lang.texts();
        let names: Vec<&str> = duty.roles.iter().map(|role| words.name(*role)).collect();
        names.join(t.name_separator)
    }

    fn progress_words(&self, duty: &DutyProgress<'_>) -> String {
        let r = self.scope.lang.texts().reporting;
        match (duty.report, duty.members) {
            (Some(report), _) => report.progress.clone(),
            (None, Some((reported, all))) => fill(r.members_reported, &[&all, &reported]),
            (None, None) => String::new(),
        }
    }

    /// Every column: for CSV and the workbook. Roles by their canonical words.
    fn everything(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let r = t.reporting;
        let words = RoleWords::canonical(self.scope.lang);
        let mut heads =
            vec![t.head_number, t.head_section, t.head_task, t.head_unit, t.head_role, t.head_basis, r.head_deadline];
        heads.extend([r.head_state, r.head_timing, r.head_reporter, r.head_measures, r.head_progress]);
        let mut widths = vec![9.0, 28.0, 0.0, 30.0, 16.0, 22.0, 24.0, 16.0, 24.0, 30.0, 50.0, 50.0];
        if !self.filter.no_contacts {
            heads.extend([r.head_leader, r.head_person, r.head_phone]);
            widths.extend([18.0, 18.0, 26.0]);
        }
        heads.extend([r.head_evidence, r.head_reported_on, r.head_round, r.head_last_day]);
        widths.extend([26.0, 22.0, 28.0, 22.0]);
        let row = |duty: &DutyProgress<'_>| {
            let [number, section, task] = super::table::row_head(self.scope, Subject::Task(duty.task));
            let report = duty.report.cloned().unwrap_or_default();
            let mut cells = vec![number, section, task, self.plan().unit(duty.unit).name.clone()];
            cells.extend([self.roles(duty, words), t.basis(self.plan(), duty.basis), self.deadline(duty)]);
            // One word to filter by; the last day stands behind.
            let timing = match duty.timing {
                Timing::Calm => "",
                Timing::Soon(_) => r.soon,
                Timing::Late(_) => r.late,
            };
            cells.extend([self.state(duty).to_owned(), timing.to_owned()]);
            cells.push(duty.report.map(|report| report.reporter().to_owned()).unwrap_or_default());
            cells.extend([report.measures, self.progress_words(duty)]);
            if !self.filter.no_contacts {
                cells.extend([report.leader, report.person, report.phone]);
            }
            cells.push(report.evidence.join(t.name_separator));
            cells.push(report.date.map(|date| date.to_string()).unwrap_or_default());
            cells.push(report.round);
            cells.push(match duty.deadline {
                Deadline::Day(day) => day.to_string(),
                Deadline::Standing | Deadline::Unknown => String::new(),
            });
            BulletinRow::Cells(cells)
        };
        BulletinTable {
            name: r.sheet_all.to_owned(),
            on_pages: false,
            heads: heads.into_iter().map(str::to_owned).collect(),
            widths,
            centred: vec![0],
            rows: self.duties().map(row).collect(),
        }
    }

    /// The columns for which a page has room.
    fn in_short(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let r = t.reporting;
        let words = RoleWords::new(self.scope.lang, self.plan());
        let heads = [
            t.head_number,
            t.head_task,
            t.head_unit,
            t.head_role,
            r.head_deadline,
            r.head_state,
            r.head_timing,
            r.head_progress,
        ];
        let mut rows = Vec::new();
        let mut section = None;
        for duty in self.duties() {
            let task = self.plan().task(duty.task);
            if task.section != section
                && let Some(own) = task.section
            {
                rows.push(BulletinRow::Band(self.plan().section(own).heading()));
            }
            section = task.section;
            rows.push(BulletinRow::Cells(vec![
                task.number.clone(),
                text::first_sentence(&task.text).to_owned(),
                self.plan().unit(duty.unit).name.clone(),
                self.roles(duty, words),
                self.deadline(duty),
                self.state(duty).to_owned(),
                self.timing(duty.timing),
                self.progress_words(duty),
            ]));
        }
        BulletinTable {
            name: r.progress_title.to_owned(),
            on_pages: true,
            heads: heads.map(str::to_owned).into(),
            widths: vec![10.0, 0.0, 32.0, 18.0, 24.0, 16.0, 22.0, 50.0],
            centred: vec![0, 5],
            rows,
        }
    }

    fn counts_table(&self, name: &str, first: &str, rows: Vec<(String, Tally)>) -> BulletinTable {
        let t = self.scope.lang.texts();
        let r = t.reporting;
        let mut heads = vec![first, r.head_duties];
        heads.extend([State::Done, State::Ongoing, State::NotStarted, State::Unreported].map(|state| t.state(state)));
        heads.extend([r.late, r.soon, r.head_percent]);
        let row = |(name, tally): (String, Tally)| {
            let percent = (tally.done * 100).checked_div(tally.duties).unwrap_or_default();
            let counts = [tally.duties, tally.done, tally.ongoing, tally.not_started, tally.unreported, tally.late];
            let counts = counts.into_iter().chain([tally.soon, percent]).map(|count| count.to_string());
            BulletinRow::Cells(std::iter::once(name).chain(counts).collect())
        };
        let mut widths = vec![18.0; COUNTS];
        widths[0] = 0.0;
        BulletinTable {
            name: name.to_owned(),
            on_pages: true,
            heads: heads.into_iter().map(str::to_owned).collect(),
            widths,
            centred: (1..COUNTS).collect(),
            rows: rows.into_iter().map(row).collect(),
        }
    }

    fn by_unit(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let mut by: Vec<Vec<&DutyProgress<'_>>> = vec![Vec::new(); self.plan().units.len()];
        for duty in self.duties() {
            by[duty.unit.index()].push(duty);
        }
        let named = self.plan().units.iter().zip(by).filter(|(_, duties)| !duties.is_empty());
        let mut rows: Vec<(String, Tally)> =
            named.map(|(unit, duties)| (unit.name.clone(), Tally::of(duties))).collect();
        rows.push((t.head_total.to_owned(), Tally::of(self.duties())));
        self.counts_table(t.reporting.sheet_units, t.head_unit, rows)
    }

    fn by_section(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let mut by: BTreeMap<Option<SectionId>, Vec<&DutyProgress<'_>>> = BTreeMap::new();
        for duty in self.duties() {
            by.entry(self.plan().task(duty.task).section).or_default().push(duty);
        }
        let name = |section: Option<SectionId>| match section {
            Some(section) => self.plan().section(section).heading(),
            None => t.reporting.without_section.to_owned(),
        };
        let rows = by.into_iter().map(|(section, duties)| (name(section), Tally::of(duties))).collect();
        self.counts_table(t.reporting.sheet_sections, t.head_section, rows)
    }

    /// The calendar (时间表): what is due on which day.
    fn by_day(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let mut by: BTreeMap<Date, Vec<&DutyProgress<'_>>> = BTreeMap::new();
        for duty in self.duties() {
            if let Some(day) = duty.deadline.day() {
                by.entry(day).or_default().push(duty);
            }
        }
        let rows = by.into_iter().map(|(day, duties)| (self.scope.lang.date(day), Tally::of(duties))).collect();
        self.counts_table(t.reporting.sheet_days, t.reporting.head_last_day, rows)
    }

    /// Each round with what it reported, in the order of the record; none where there is only one.
    fn by_round(&self, record: &Record) -> Option<BulletinTable> {
        let t = self.scope.lang.texts();
        let mut rounds: Vec<&str> = Vec::new();
        for report in &record.reports {
            if !rounds.contains(&report.round.as_str()) {
                rounds.push(&report.round);
            }
        }
        if rounds.len() < 2 {
            return None;
        }
        let Progress { on, due_days, .. } = *self.progress;
        let tally = |round: &&str| {
            let which = WhichRound::Of((*round).to_owned());
            let then = Progress::new(self.plan(), self.scope.ledger, record, &which, on, due_days);
            ((*round).to_owned(), Tally::of(then.duties.iter().filter(|duty| self.filter.admits(duty))))
        };
        let rows = rounds.iter().map(tally).collect();
        Some(self.counts_table(t.reporting.sheet_rounds, t.reporting.head_round, rows))
    }

    fn missing(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let units = missing(self.plan(), self.progress);
        let mut counts = vec![0_usize; self.plan().units.len()];
        self.progress.duties.iter().for_each(|duty| counts[duty.unit.index()] += 1);
        let shown: BTreeSet<_> = self.duties().map(|duty| duty.unit).collect();
        let units = units.into_iter().filter(|unit| shown.contains(unit));
        let row = |(position, unit): (usize, UnitId)| {
            let own = counts[unit.index()];
            let unit = self.plan().unit(unit);
            let group = self.plan().group(unit.group).name.clone();
            let cells = [(position + 1).to_string(), unit.name.clone(), group, own.to_string()];
            BulletinRow::Cells(cells.into())
        };
        BulletinTable {
            name: t.reporting.sheet_missing.to_owned(),
            on_pages: true,
            heads: [t.head_number, t.head_unit, t.group, t.reporting.head_duties].map(str::to_owned).into(),
            widths: vec![12.0, 0.0, 60.0, 24.0],
            centred: vec![0, 3],
            rows: units.enumerate().map(row).collect(),
        }
    }

    /// Whom to call: each person of each unit once.
    fn contacts(&self) -> BulletinTable {
        let t = self.scope.lang.texts();
        let r = t.reporting;
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        for duty in self.duties() {
            let Some(report) = duty.report else { continue };
            let cells =
                [report.reporter().to_owned(), report.leader.clone(), report.person.clone(), report.phone.clone()];
            let says_anything = cells[1..].iter().any(|cell| !cell.is_empty());
            if says_anything && seen.insert(cells.clone()) {
                rows.push(BulletinRow::Cells(cells.into()));
            }
        }
        BulletinTable {
            name: r.sheet_contacts.to_owned(),
            on_pages: false,
            heads: [t.head_unit, r.head_leader, r.head_person, r.head_phone].map(str::to_owned).into(),
            widths: vec![60.0, 34.0, 34.0, 40.0],
            centred: Vec::new(),
            rows,
        }
    }

    /// What was reported and fits no duty any more: kept and shown.
    fn unplaced(&self) -> Option<BulletinTable> {
        let t = self.scope.lang.texts();
        let r = t.reporting;
        if self.progress.unplaced.is_empty() {
            return None;
        }
        let row = |report: &&Report| {
            BulletinRow::Cells(vec![
                report.task.section.clone(),
                report.task.number.clone(),
                report.reporter().to_owned(),
                t.state(report.state).to_owned(),
                report.progress.clone(),
                report.round.clone(),
                report.from.clone().unwrap_or_default(),
            ])
        };
        let heads =
            [t.head_section, t.head_number, r.head_reporter, r.head_state, r.head_progress, r.head_round, r.head_file];
        Some(BulletinTable {
            name: r.sheet_unplaced.to_owned(),
            on_pages: true,
            heads: heads.map(str::to_owned).into(),
            widths: vec![30.0, 12.0, 40.0, 18.0, 0.0, 34.0, 40.0],
            centred: vec![1, 3],
            rows: self.progress.unplaced.iter().map(row).collect(),
        })
    }
}
