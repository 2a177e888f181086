//! What one unit owes (责任清单, 责任书), as data for the template `obligations.typ`.

use super::PaperError;
use super::faces::{Faces, Families, Ink};
use super::imprint::{number_and_date, tag};
use super::pages::Pages;
use super::wishes::Style;
use super::world::{Template, lay_out};
use crate::export::Scope;
use crate::lang::{Lang, RoleWords, Texts, fill, person};
use crate::model::{Basis, Role, SectionId, TaskId, UnitId};
use crate::view::{Duty, Obligations, Partner, Subject};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Paper {
    lang: &'static str,
    region: Option<&'static str>,
    letter: bool,
    faces: Families,
    title: String,
    author: Option<String>,
    columns: [&'static str; 6],
    sign: [&'static str; 4],
    units: Vec<UnitPaper>,
}

#[derive(Serialize)]
struct UnitPaper {
    name: String,
    title: Vec<String>,
    basis: Option<String>,
    intro: String,
    groups: Vec<Group>,
    notes: Vec<String>,
    closing: Option<String>,
}

/// The duties of one role.
#[derive(Serialize)]
struct Group {
    heading: String,
    parts: Vec<Part>,
}

/// Those of them that stand in one section.
#[derive(Serialize)]
struct Part {
    heading: Option<String>,
    rows: Vec<DutyRow>,
}

#[derive(Serialize)]
struct DutyRow {
    number: String,
    text: Vec<String>,
    /// The unit's own role.
    own: String,
    /// What that rests on, unless the document names the unit.
    basis: Option<String>,
    partners: Vec<String>,
    deadline: Vec<String>,
    /// Deadline with its name, for running text.
    until: Option<String>,
}

/// Lays out the obligations of `units`, each from a new page, as one document with a bookmark for
/// each unit. The filter of `scope` holds; what it leaves out is said in the document.
///
/// # Errors
/// [`PaperError::Failed`] if typesetting fails.
pub fn obligations(scope: &Scope<'_>, units: &[UnitId], style: Style, faces: &Arc<Faces>) -> Result<Pages, PaperError> {
    let t = scope.lang.texts();
    let words = RoleWords::new(scope.lang, scope.plan);
    let mut writer = Writer { scope, t, words, style, ink: Ink::new(faces) };
    let papers: Vec<UnitPaper> = units.iter().map(|&unit| writer.unit(unit)).collect();
    let (lang, region) = tag(scope.lang);
    let title = match papers.as_slice() {
        [only] => only.title.join(if scope.lang == Lang::En { " " } else { "" }),
        _ => fill(t.paper_volume_title, &[&writer.plan_title()]),
    };
    let paper = Paper {
        lang,
        region,
        letter: style == Style::Letter,
        faces: faces.families(),
        title,
        author: scope.plan.issuer.as_deref().map(|issuer| writer.ink.line(issuer)),
        columns: [
            t.head_number,
            t.paper_column_task,
            t.paper_column_units,
            t.paper_column_measures,
            t.head_deadline,
            t.paper_column_person,
        ],
        sign: [t.paper_sign_unit, t.paper_sign_head, t.paper_sign_contact, t.paper_sign_date],
        units: papers,
    };
    let document = lay_out(Template::Obligations, faces, &paper)?;
    let warnings = faces.warnings().chain(writer.ink.warnings()).collect();
    Ok(Pages::new(document, warnings))
}

struct Writer<'a> {
    scope: &'a Scope<'a>,
    t: &'static Texts,
    words: RoleWords<'a>,
    style: Style,
    ink: Ink<'a>,
}

impl Writer<'_> {
    /// The plan's title as it stands between 《 》: a title inside it takes 〈 〉 (GB/T 15834-2011, 4.15).
    fn plan_title(&mut self) -> String {
        self.ink.line(&self.scope.plan.title).replace('《', "〈").replace('》', "〉")
    }

    fn unit(&mut self, unit: UnitId) -> UnitPaper {
        let Scope { plan, ledger, filter, .. } = *self.scope;
        let t = self.t;
        let obligations = Obligations::new(plan, ledger, filter, unit);
        let name = self.ink.line(&plan.unit(unit).name);
        let plan_title = self.plan_title();
        let template = if self.style == Style::Letter { t.paper_letter_title } else { t.paper_list_title };
        let notes = (obligations.left_out > 0)
            .then(|| fill(t.paper_note, &[&fill(t.duties_left_out, &[&obligations.left_out])]));
        UnitPaper {
            title: fill(template, &[&name, &plan_title]).split('\n').map(str::to_owned).collect(),
            basis: number_and_date(self.scope, &mut self.ink).map(|words| fill(t.paper_basis, &[&words])),
            intro: fill(t.paper_intro, &[&plan_title, &name, &self.summary(&obligations)]),
            groups: self.groups(unit, &obligations),
            notes: notes.into_iter().collect(),
            closing: (!obligations.duties.is_empty()).then(|| fill(t.paper_closing, &[&name])),
            name,
        }
    }

    fn summary(&mut self, obligations: &Obligations) -> String {
        let t = self.t;
        let plan = self.scope.plan;
        let count = |role| obligations.direct(role).count();
        let mut parts = Vec::new();
        let first = obligations.direct(Role::Lead).filter(|duty| duty.is_first_lead()).count();
        let leads = |duty: &&Duty| obligations.direct(Role::Lead).any(|lead| lead.subject == duty.subject);
        let both = obligations.direct(Role::Responsible).filter(leads).count();
        for role in Role::ALL {
            match (role, count(role)) {
                (_, 0) => {}
                (Role::Lead, count) if first > 0 => parts.push(self.words.paper_first_leads(count, first)),
                (role, count) => parts.push(self.words.paper_count(role, count)),
            }
        }
        if both > 0 {
            parts.push(self.words.paper_both(both));
        }
        for collective in obligations.collectives() {
            let through = obligations.through().filter(|duty| duty.basis == Basis::Through(collective)).count();
            let name = self.ink.line(&plan.unit(collective).name);
            parts.push(fill(t.paper_through_count, &[&name, &through]));
        }
        if parts.is_empty() {
            return t.paper_nothing.to_owned();
        }
        parts.push(fill(t.paper_total, &[&obligations.tasks()]));
        parts.join(t.paper_comma)
    }

    fn groups(&mut self, unit: UnitId, obligations: &Obligations) -> Vec<Group> {
        let t = self.t;
        let words = self.words;
        let through: Vec<Duty> = obligations.through().copied().collect();
        let mut found: Vec<(Option<Role>, Vec<Duty>)> =
            Role::ALL.into_iter().map(|role| (Some(role), obligations.direct(role).copied().collect())).collect();
        found.push((None, through));
        found.retain(|(_, duties)| !duties.is_empty());
        let mut groups = Vec::new();
        for (role, duties) in found {
            let mut subjects: Vec<Subject> = duties.iter().map(|duty| duty.subject).collect();
            // Marks of one row stand together; a task owed through two collectives is one task.
            subjects.dedup();
            let words = match role {
                Some(role) => words.paper_heading(role, subjects.len()),
                None => fill(t.paper_through_heading, &[&subjects.len()]),
            };
            let level = self.scope.lang.level(groups.len() + 1);
            groups.push(Group {
                heading: fill(t.paper_level, &[&level, &words]),
                parts: self.parts(unit, &duties, obligations),
            });
        }
        groups
    }

    fn parts(&mut self, unit: UnitId, duties: &[Duty], obligations: &Obligations) -> Vec<Part> {
        let plan = self.scope.plan;
        let mut parts: Vec<Part> = Vec::new();
        let mut last = None;
        for duty in duties {
            let section = match duty.subject {
                // A section's own row says which section it is.
                Subject::Section(_) => None,
                Subject::Task(id) => plan.task(id).section,
            };
            if parts.is_empty() || last != section {
                let heading = section.map(|id| self.section_heading(id));
                parts.push(Part { heading, rows: Vec::new() });
                last = section;
            }
            let row = match duty.subject {
                Subject::Section(id) => self.section_row(unit, duty, id),
                Subject::Task(id) => self.task_row(unit, duty, id, obligations),
            };
            if let Some(part) = parts.last_mut() {
                part.rows.push(row);
            }
        }
        parts
    }

    /// Headings from the outermost section inwards, with their labels.
    fn section_heading(&mut self, id: SectionId) -> String {
        let plan = self.scope.plan;
        let mut headings: Vec<String> = plan.section_ancestry(id).map(|id| plan.section(id).heading()).collect();
        headings.reverse();
        self.ink.line(&headings.join(" / "))
    }

    /// `（三）构建市场环境保障体系（第18项至第26项，共9项）`, with whom else.
    fn section_row(&mut self, unit: UnitId, duty: &Duty, id: SectionId) -> DutyRow {
        let t = self.t;
        let plan = self.scope.plan;
        let heading = self.section_heading(id);
        let inside = |task: &TaskId| plan.task(*task).section.is_some_and(|own| plan.section_within(own, id));
        let tasks: Vec<TaskId> = plan.task_ids().filter(inside).collect();
        let mut number = |task: &TaskId| self.ink.line(&plan.task(*task).number);
        let text = match tasks.as_slice() {
            [] => fill(t.paper_section_bare, &[&heading]),
            [only] => fill(t.paper_section_task, &[&heading, &number(only)]),
            [first, .., last] => fill(t.paper_section_tasks, &[&heading, &number(first), &number(last), &tasks.len()]),
        };
        let partners = self.partners(unit, duty, Role::OverallLead, &plan.section(id).overall_leads);
        DutyRow {
            number: String::new(),
            text: vec![text],
            own: self.own(duty, false),
            basis: self.rests_on(duty),
            partners: partners.into_iter().collect(),
            deadline: Vec::new(),
            until: None,
        }
    }

    fn task_row(&mut self, unit: UnitId, duty: &Duty, id: TaskId, obligations: &Obligations) -> DutyRow {
        let task = self.scope.plan.task(id);
        let leads_too = duty.is_direct()
            && duty.role == Role::Responsible
            && obligations.direct(Role::Lead).any(|lead| lead.subject == duty.subject);
        let mut partners: Vec<String> =
            Role::OF_TASKS.into_iter().filter_map(|role| self.partners(unit, duty, role, task.parties(role))).collect();
        partners.extend(self.people(unit, duty, id));
        let deadline = task.deadline.as_deref().map(|deadline| self.ink.paragraphs(deadline)).unwrap_or_default();
        DutyRow {
            number: self.ink.line(&task.number),
            text: self.ink.paragraphs(&task.text),
            own: self.own(duty, leads_too),
            basis: self.rests_on(duty),
            partners,
            until: (!deadline.is_empty())
                .then(|| fill(self.t.paper_role_units, &[&self.t.head_deadline, &deadline.join(" ")])),
            deadline,
        }
    }

    /// `责任人：张三（局长）`: who answers for the whole task, for the unit, or for the collective that it is in.
    fn people(&mut self, unit: UnitId, duty: &Duty, id: TaskId) -> Vec<String> {
        let answers = |whom: UnitId| whom == unit || duty.basis == Basis::Through(whom);
        let people = self.scope.plan.task(id).people.iter().filter(|person| person.unit.is_none_or(answers));
        people.map(|who| self.ink.line(&person(self.scope.lang, who))).collect()
    }

    /// The unit's own role: `第一牵头`, `责任（兼任）`.
    fn own(&self, duty: &Duty, leads_too: bool) -> String {
        let t = self.t;
        let role = if duty.is_first_lead() { self.words.first_lead() } else { self.words.name(duty.role).into() };
        if leads_too { fill(t.paper_both_role, &[&role]) } else { role.into_owned() }
    }

    /// `经县直各部门`, `按首位`; nothing if the document names the unit.
    fn rests_on(&mut self, duty: &Duty) -> Option<String> {
        let words = self.t.basis(self.scope.plan, duty.basis);
        (duty.basis != Basis::Named).then(|| self.ink.line(&words))
    }

    /// `共同牵头：县司法局`, `责任：各乡镇政府、县公安局等部门`; nothing if nobody else is there.
    fn partners(&mut self, unit: UnitId, duty: &Duty, role: Role, parties: &[crate::model::Party]) -> Option<String> {
        let t = self.t;
        let mut partners = Partner::list(self.scope.plan, parties);
        partners.retain(|partner| partner.unit != Some(unit));
        if partners.is_empty() {
            return None;
        }
        // 共同牵头; nobody is consulted or informed jointly.
        let joint = duty.is_direct() && duty.role == role && role < Role::Consulted;
        let name = self.words.name(role);
        let label = if joint { fill(t.paper_joint_role, &[&name]) } else { name.to_owned() };
        let names = self.ink.line(&Partner::joined(&partners, t.name_separator));
        Some(fill(t.paper_role_units, &[&label, &names]))
    }
}
