//! Forms (填报表): what a unit owes, with blanks for its answers, and keys by which the answers find their way back.

use super::Scope;
use crate::lang::{RoleWords, fill};
use crate::model::{
    AnswerField, DutyKey, Person, Plan, Record, Report, Role, TaskId, TaskIndex, UnitId, answer_hash, plan_key,
};
use crate::view::Subject;
use std::collections::HashMap;

/// A form of one unit, before it becomes a file.
#[derive(Clone, Debug)]
pub struct Form {
    /// `县司法局填报表`.
    pub title: String,
    /// Of which plan, which round, until when.
    pub notes: Vec<String>,
    /// The duties, in the order of the plan.
    pub rows: Vec<FormRow>,
    /// The unit's name at the foot; none where each member of a collective writes its own.
    pub reporter: Option<String>,
}

/// One duty in a form.
#[derive(Clone, Debug)]
pub struct FormRow {
    /// What ties the answer to it.
    pub key: DutyKey,
    /// The section's label, else its title.
    pub section: String,
    /// The task's number.
    pub number: String,
    /// Its text.
    pub text: String,
    /// The unit's roles, with what they rest on where it is not named.
    pub role: String,
    /// What is known already, for the blanks.
    pub given: Report,
}

/// Whether a unit can answer: not one that nobody can name, nor a collective whose members are listed and answer
/// for themselves.
pub fn can_answer(plan: &Plan, unit: UnitId) -> bool {
    let unit = plan.unit(unit);
    !unit.is_indeterminate() && unit.roster().is_empty()
}

/// The form of a unit for a round. What it said of a duty before stands in it again, but for state and progress,
/// which are new in every round; so do the plan's own deadline and the people that it names for the unit.
/// 知会 is no duty and has no row.
pub fn form(scope: &Scope<'_>, unit: UnitId, round: &str, record: &Record) -> Form {
    let Scope { plan, lang, .. } = *scope;
    let t = lang.texts();
    let name = &plan.unit(unit).name;
    let words = RoleWords::new(lang, plan);
    let index = TaskIndex::new(plan);
    let mut known: HashMap<TaskId, &Report> = HashMap::new();
    for report in record.standing() {
        if plan.unit_named(&report.unit) == Some(unit)
            && report.reporter() == report.unit
            && let Some(found) = index.find(&report.task)
        {
            known.insert(found.task(), report);
        }
    }
    let mut rows: Vec<FormRow> = Vec::new();
    let mut last = None;
    for mark in scope.ledger.of_unit(unit) {
        let Subject::Task(id) = mark.subject else { continue };
        if mark.role == Role::Informed || !scope.filter.admits_row(plan, scope.ledger, mark.subject) {
            continue;
        }
        let mut role = words.name(mark.role).to_owned();
        if mark.is_through() {
            role = t.basis(plan, mark.basis);
        }
        if last == Some(id) {
            if let Some(row) = rows.last_mut() {
                row.role = [row.role.as_str(), role.as_str()].join(t.name_separator);
            }
            continue;
        }
        last = Some(id);
        let task = plan.task(id);
        let given = given(plan, id, unit, known.get(&id).copied());
        let key = DutyKey {
            plan: plan_key(plan).to_owned(),
            round: round.to_owned(),
            task: index.key(id).clone(),
            unit: name.clone(),
            given: answer_hash(&given),
        };
        let section = task.section.map(|section| plan.section(section));
        let section = section.map(|own| if own.label.is_empty() { own.title.clone() } else { own.label.clone() });
        rows.push(FormRow {
            key,
            section: section.unwrap_or_default(),
            number: task.number.clone(),
            text: task.text.clone(),
            role,
            given,
        });
    }
    let r = t.reporting;
    let plan_words = match &plan.number {
        Some(number) => format!("{}（{number}）", plan.title),
        None => plan.title.clone(),
    };
    let mut notes = vec![fill(r.form_plan, &[&plan_words])];
    if !round.is_empty() {
        notes.push(fill(r.form_round, &[&round]));
    }
    if let (Some(until), Some(receiver)) = (&plan.office.return_by, &plan.office.receiver) {
        notes.push(fill(r.form_due, &[until, receiver]));
    }
    let is_shared = plan.unit(unit).collective.is_some();
    Form { title: fill(r.form_title, &[name]), notes, rows, reporter: (!is_shared).then(|| name.clone()) }
}

/// What is known of a duty before the unit answers.
fn given(plan: &Plan, id: TaskId, unit: UnitId, before: Option<&Report>) -> Report {
    let task = plan.task(id);
    let mut given = Report::default();
    if let Some(before) = before {
        const KEPT: [AnswerField; 5] = [
            AnswerField::Measures,
            AnswerField::Deadline,
            AnswerField::Leader,
            AnswerField::Person,
            AnswerField::Phone,
        ];
        for field in KEPT {
            if let (Some(own), Some(said)) = (field.text_mut(&mut given), field.text(before)) {
                own.clone_from(said);
            }
        }
    }
    if given.deadline.is_empty() {
        given.deadline = task.deadline.clone().unwrap_or_default();
    }
    let own = |leads: bool| {
        let is = |person: &&Person| person.unit == Some(unit) && person.label.contains("领导") == leads;
        let names: Vec<&str> = task.people.iter().filter(is).map(|person| person.name.as_str()).collect();
        names.join("、")
    };
    if given.leader.is_empty() {
        given.leader = own(true);
    }
    if given.person.is_empty() {
        given.person = own(false);
    }
    given
}
