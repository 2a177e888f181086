//! Which answers of the forms are new, and what stands against them.

use super::form::{Remark, ReturnedForm, ReturnedRow};
use crate::model::{Date, Match, Plan, Record, Report, TaskId, TaskIndex, TaskKey, UnitId, answer_hash, plan_key};
use crate::view::{Deadline, Ledger, Progress, WhichRound, deadline, missing};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What came of collecting forms.
#[derive(Clone, Debug, Default)]
pub struct Collected {
    /// New entries for the record, in the order of the files.
    pub reports: Vec<Report>,
    /// Answers that the record had already.
    pub same: usize,
    /// What was met, with the file.
    pub said: Vec<(String, Said)>,
    /// Answers of one day that contradict each other: neither is taken.
    pub conflicts: Vec<Conflict>,
    /// Tasks for which units give different days.
    pub deadlines: Vec<DeadlinesDiffer>,
    /// Units that owe an answer in this round and have given none, in the order of the plan.
    pub missing: Vec<UnitId>,
}

/// Something that was met in a form.
#[allow(missing_docs, reason = "each variant's line speaks of its fields")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// While it was read.
    Read(Remark),
    /// Nothing was filled in.
    Empty,
    /// It is of another plan.
    OtherPlan { plan: String },
    /// It is of another round than the one that is collected.
    OtherRound { own: String, asked: String },
    /// Who answers is missing, where several may answer.
    NoReporter { unit: String },
    /// Task or unit are not in the plan now; the answer is kept all the same.
    NoDuty { sheet: String, cell: String, number: String, unit: String },
    /// The task stands elsewhere now.
    Moved { sheet: String, cell: String, number: String },
    /// The task's text was edited since the form went out.
    Reworded { sheet: String, cell: String, number: String },
    /// The record or another file has a newer answer.
    Older { number: String },
}

/// Two answers of one reporter, of one day, that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The task's number.
    pub number: String,
    /// Who answers.
    pub reporter: String,
    /// Where the answers came from; empty for what was typed in the window.
    pub files: [String; 2],
}

/// A task for which units give different days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlinesDiffer {
    /// The task.
    pub task: TaskId,
    /// Who gives which, in the order of the plan.
    pub given: Vec<(String, String)>,
}

/// What answers must share to stand in each other's place: the task as the plan has it now, or the key of one that it
/// has not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Duty {
    task: Result<TaskId, TaskKey>,
    unit: String,
    reporter: String,
    round: String,
}

impl Duty {
    fn of(plan: &Plan, index: &TaskIndex, report: &Report) -> Self {
        let unit = plan.unit_named(&report.unit).map(|unit| plan.unit(unit).name.clone());
        Self {
            task: index.find(&report.task).map(Match::task).ok_or_else(|| report.task.clone()),
            unit: unit.unwrap_or_else(|| report.unit.clone()),
            reporter: report.reporter().to_owned(),
            round: report.round.clone(),
        }
    }
}

/// What forms are laid beside.
struct Beside<'a> {
    plan: &'a Plan,
    index: TaskIndex,
    record: &'a Record,
}

impl Beside<'_> {
    /// Whether a form's name for its plan is this plan's: what it is called, or what it was called when its record was
    /// begun. A number is put right while forms are out.
    fn is_named(&self, name: &str) -> bool {
        [plan_key(self.plan), &self.plan.title, &self.record.plan].contains(&name)
    }
}

/// Lays forms beside a plan and its record. Each form comes with the day of its file, which counts where the form
/// itself names none. `round`, if given, is the only one that is taken; forms without a round are then of it.
/// `ledger` must be of the same plan.
pub fn collect(
    plan: &Plan,
    ledger: &Ledger,
    record: &Record,
    forms: &[(ReturnedForm, Option<Date>)],
    round: Option<&str>,
) -> Collected {
    let mut collected = Collected::default();
    let beside = Beside { plan, index: TaskIndex::new(plan), record };
    let index = &beside.index;
    // By duty, with the position among all answers: the record gets them in that order.
    let mut answers: BTreeMap<Duty, Vec<(usize, Report)>> = BTreeMap::new();
    let mut rounds = BTreeSet::new();
    let mut count = 0;
    for (form, day) in forms {
        for report in collected.answers(&beside, form, *day, round) {
            rounds.insert(report.round.clone());
            answers.entry(Duty::of(plan, index, &report)).or_default().push((count, report));
            count += 1;
        }
    }
    let standing: HashMap<Duty, &Report> =
        record.standing().into_iter().map(|report| (Duty::of(plan, index, report), report)).collect();
    let mut taken: Vec<(usize, Report)> = Vec::new();
    for (duty, list) in answers {
        taken.extend(collected.settle(list, standing.get(&duty).copied()));
    }
    taken.sort_by_key(|(position, _)| *position);
    collected.reports = taken.into_iter().map(|(_, report)| report).collect();
    let mut whole = record.clone();
    whole.reports.extend(collected.reports.iter().cloned());
    let which = match (round, rounds.len()) {
        (Some(round), _) => WhichRound::Of(round.to_owned()),
        (None, 1) => WhichRound::Of(rounds.into_iter().next().unwrap_or_default()),
        (None, _) => WhichRound::Newest,
    };
    // Who is missing does not depend on the day.
    let progress = Progress::new(plan, ledger, &whole, &which, Date::default(), 0);
    collected.missing = missing(plan, &progress);
    collected.deadlines = differing_deadlines(&progress);
    collected
}

impl Collected {
    fn say(&mut self, form: &ReturnedForm, said: Said) {
        self.said.push((form.file.clone(), said));
    }

    /// Says of a form what is the same for many of its rows.
    fn say_once(&mut self, form: &ReturnedForm, said: Said) {
        if !self.said.iter().rev().take_while(|(file, _)| *file == form.file).any(|(_, own)| *own == said) {
            self.say(form, said);
        }
    }

    /// What a form answers, with task, unit and round as the plan has them now.
    fn answers(
        &mut self,
        beside: &Beside<'_>,
        form: &ReturnedForm,
        day: Option<Date>,
        round: Option<&str>,
    ) -> Vec<Report> {
        for remark in &form.remarks {
            self.say(form, Said::Read(remark.clone()));
        }
        let mut reports = Vec::new();
        let mut is_refused = false;
        for row in &form.rows {
            match self.answer(beside, form, row, round) {
                Ok(Some(report)) => reports.push(Report { date: form.date.or(day), ..report }),
                Ok(None) => {}
                Err(said) => {
                    is_refused = true;
                    self.say_once(form, said);
                }
            }
        }
        if reports.is_empty() && !is_refused {
            self.say(form, Said::Empty);
        }
        reports
    }

    /// What a row answers: nothing where nothing new was filled in.
    ///
    /// # Errors
    /// Why it may not be taken.
    fn answer(
        &mut self,
        beside: &Beside<'_>,
        form: &ReturnedForm,
        row: &ReturnedRow,
        round: Option<&str>,
    ) -> Result<Option<Report>, Said> {
        let key = &row.key;
        let plan = beside.plan;
        if !beside.is_named(&key.plan) {
            return Err(Said::OtherPlan { plan: key.plan.clone() });
        }
        if let Some(asked) = round.filter(|asked| !key.round.is_empty() && key.round != **asked) {
            return Err(Said::OtherRound { own: key.round.clone(), asked: asked.to_owned() });
        }
        if row.report.is_empty() || answer_hash(&row.report) == key.given {
            return Ok(None);
        }
        let mut report = row.report.clone();
        if report.round.is_empty() {
            report.round = round.unwrap_or_default().to_owned();
        }
        let unit = plan.unit_named(&report.unit);
        if unit.is_some_and(|unit| plan.unit(unit).collective.is_some()) {
            let reporter = form.reporter.as_deref().map(str::trim).filter(|words| !words.is_empty());
            let reporter = reporter.ok_or_else(|| Said::NoReporter { unit: report.unit.clone() })?;
            report.reporter = Some(reporter.to_owned());
        }
        self.place(beside, form, row, unit, &mut report);
        Ok(Some(report))
    }

    /// Gives a report the place that its task has now, and says where that is another than the form's.
    fn place(
        &mut self,
        beside: &Beside<'_>,
        form: &ReturnedForm,
        row: &ReturnedRow,
        unit: Option<UnitId>,
        report: &mut Report,
    ) {
        let Beside { plan, index, .. } = beside;
        let (sheet, cell) = (row.sheet.clone(), row.cell.clone());
        let (Some(found), Some(_)) = (index.find(&report.task), unit) else {
            let (number, unit) = (report.task.number.clone(), report.unit.clone());
            self.say(form, Said::NoDuty { sheet, cell, number, unit });
            return;
        };
        let number = plan.task(found.task()).number.clone();
        match found {
            Match::Same(_) => {}
            Match::Moved(_) => self.say(form, Said::Moved { sheet, cell, number }),
            Match::Reworded(_) => self.say(form, Said::Reworded { sheet, cell, number }),
        }
        report.task = index.key(found.task()).clone();
    }

    /// Of the answers of one duty, reporter and round the one that is new: the newest by its day, if the record has
    /// none as new, and none of the same day says something else.
    fn settle(&mut self, answers: Vec<(usize, Report)>, standing: Option<&Report>) -> Option<(usize, Report)> {
        let mut distinct: Vec<(usize, Report)> = Vec::new();
        for (position, answer) in answers {
            let is_known = |other: &Report| other.says_the_same(&answer) && other.date == answer.date;
            if standing.is_some_and(|own| own.says_the_same(&answer)) {
                self.same += 1;
            } else if !distinct.iter().any(|(_, other)| is_known(other)) {
                distinct.push((position, answer));
            }
        }
        let newest = distinct.iter().map(|(_, answer)| answer.date).max()?;
        let (mut latest, older): (Vec<_>, Vec<_>) = distinct.into_iter().partition(|(_, answer)| answer.date == newest);
        for (_, answer) in older {
            self.older(&answer);
        }
        if let [(_, first), (_, second), ..] = latest.as_slice() {
            self.conflict(first, second);
            return None;
        }
        let (position, answer) = latest.pop()?;
        match standing {
            Some(own) if own.date > answer.date => {
                self.older(&answer);
                None
            }
            Some(own) if own.date == answer.date && own.date.is_some() => {
                self.conflict(own, &answer);
                None
            }
            _ => Some((position, answer)),
        }
    }

    fn older(&mut self, answer: &Report) {
        let file = answer.from.clone().unwrap_or_default();
        self.said.push((file, Said::Older { number: answer.task.number.clone() }));
    }

    fn conflict(&mut self, one: &Report, other: &Report) {
        self.conflicts.push(Conflict {
            number: other.task.number.clone(),
            reporter: other.reporter().to_owned(),
            files: [one, other].map(|report| report.from.clone().unwrap_or_default()),
        });
    }
}

/// Tasks for which units give different days.
fn differing_deadlines(progress: &Progress<'_>) -> Vec<DeadlinesDiffer> {
    let mut by_task: BTreeMap<TaskId, Vec<(String, String, Date)>> = BTreeMap::new();
    for duty in &progress.duties {
        let Some(report) = duty.report else { continue };
        if let Deadline::Day(day) = deadline(&report.deadline, report.date) {
            let entry = (report.reporter().to_owned(), report.deadline.clone(), day);
            by_task.entry(duty.task).or_default().push(entry);
        }
    }
    let differ = |(task, given): (TaskId, Vec<(String, String, Date)>)| {
        let days: BTreeSet<Date> = given.iter().map(|(_, _, day)| *day).collect();
        let given = given.into_iter().map(|(unit, words, _)| (unit, words)).collect();
        (days.len() > 1).then_some(DeadlinesDiffer { task, given })
    };
    by_task.into_iter().filter_map(differ).collect()
}
