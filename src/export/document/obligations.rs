//! What one unit owes (责任清单, 责任书, 一页清).

use super::parts::{DutyRow, Group, Part, Stretch, UnitPaper, UnitsPart};
use super::{Draft, ListPaper, Pen, Style, number_and_date};
use crate::export::Scope;
use crate::lang::{Lang, RoleWords, Texts, fill, filter_words, person};
use crate::made::Warning;
use crate::model::{Basis, Role, SectionId, TaskId, UnitId, text};
use crate::view::{Companion, Duty, Filter, Obligations, Partner, Subject};

/// The obligations of `units`, each from a new page (several from odd ones). The filter of `scope` holds; what it
/// leaves out is said in the document, and of several units those of which it leaves nothing are skipped.
pub fn obligations(scope: &Scope<'_>, units: &[UnitId], paper: ListPaper, pen: &mut dyn Pen) -> Draft {
    let t = scope.lang.texts();
    let stands = |unit: &UnitId| !Obligations::new(scope.plan, scope.ledger, scope.filter, *unit).are_all_left_out();
    let kept: Vec<UnitId> =
        if units.len() == 1 { units.to_vec() } else { units.iter().copied().filter(stands).collect() };
    let skipped = units.len() - kept.len();
    let papers = unit_papers(scope, &kept, paper.style, pen);
    let title = match papers.as_slice() {
        [only] => only.title.join(if scope.lang == Lang::En { " " } else { "" }),
        _ => fill(t.paper_volume_title, &[&plan_title(scope, pen)]),
    };
    let part = UnitsPart::new(papers, paper.style, paper.style == Style::Table && !paper.upright);
    let warning = (skipped > 0).then_some(Warning::UnitsSkipped { units: skipped });
    Draft { warning, ..Draft::of(scope, title, vec![Part::Units(part)], pen) }
}

/// What stands on the pages of each unit.
pub(super) fn unit_papers(scope: &Scope<'_>, units: &[UnitId], style: Style, pen: &mut dyn Pen) -> Vec<UnitPaper> {
    let words = RoleWords::new(scope.lang, scope.plan);
    let mut writer = Writer { scope, t: scope.lang.texts(), words, style, pen };
    units.iter().map(|&unit| writer.unit(unit)).collect()
}

/// The plan's title as it stands between 《 》: a title inside it takes 〈 〉 (GB/T 15834-2011, 4.15).
fn plan_title(scope: &Scope<'_>, pen: &mut dyn Pen) -> String {
    pen.line(&scope.plan.title).replace('《', "〈").replace('》', "〉")
}

struct Writer<'a> {
    scope: &'a Scope<'a>,
    t: &'static Texts,
    words: RoleWords<'a>,
    style: Style,
    pen: &'a mut dyn Pen,
}

impl Writer<'_> {
    fn unit(&mut self, unit: UnitId) -> UnitPaper {
        let Scope { plan, ledger, filter, .. } = *self.scope;
        let t = self.t;
        let obligations = Obligations::new(plan, ledger, filter, unit);
        let name = self.pen.line(&plan.unit(unit).name);
        let plan_title = plan_title(self.scope, self.pen);
        let notes = (obligations.left_out > 0)
            .then(|| fill(t.paper_note, &[&fill(t.duties_left_out, &[&obligations.left_out])]));
        let basis = number_and_date(self.scope, self.pen);
        let is_brief = self.style == Style::Brief;
        let (title, basis) = match self.style {
            Style::Table => {
                (fill(t.paper_list_title, &[&name, &plan_title]), basis.map(|words| fill(t.paper_basis, &[&words])))
            }
            Style::Letter => {
                (fill(t.paper_letter_title, &[&name, &plan_title]), basis.map(|words| fill(t.paper_basis, &[&words])))
            }
            Style::Brief => {
                let number = basis.map(|words| format!("{}{words}", t.paper_comma)).unwrap_or_default();
                (fill(t.paper_brief_title, &[&name]), Some(fill(t.paper_brief_basis, &[&plan_title, &number])))
            }
        };
        let brief_note = is_brief.then(|| fill(t.paper_note, &[&t.paper_brief_note.trim_end_matches(['。', '.'])]));
        let extract = filter_words(self.scope.lang, plan, filter);
        UnitPaper {
            title: title.split('\n').map(str::to_owned).collect(),
            basis,
            extract: extract.map(|words| fill(t.paper_extract, &[&self.pen.line(&words)])),
            intro: self.intro(unit, &name, &plan_title, &obligations),
            strip: if is_brief { self.strip(unit, &obligations) } else { Vec::new() },
            groups: self.groups(unit, &obligations),
            notes: self.roster(unit).into_iter().chain(notes).chain(brief_note).collect(),
            closing: self.closing(unit, &obligations),
            sign: self.sign(unit, &obligations),
            name,
        }
    }

    /// What the unit owes in all; under a filter, how much of that stands here.
    fn intro(&mut self, unit: UnitId, name: &str, plan_title: &str, obligations: &Obligations) -> String {
        let t = self.t;
        let Scope { plan, ledger, filter, .. } = *self.scope;
        let whole = Obligations::new(plan, ledger, &Filter::default(), unit);
        let mut summary = self.summary(&whole);
        if obligations.left_out > 0 && !filter.is_empty() {
            summary += &fill(t.paper_extract_count, &[&obligations.tasks()]);
        }
        fill(t.paper_intro, &[&plan_title, &name, &summary])
    }

    /// Counts in cells: tasks, each role, through collectives, partners.
    fn strip(&mut self, unit: UnitId, obligations: &Obligations) -> Vec<String> {
        let t = self.t;
        let count = |role| obligations.direct(role).count();
        let mut cells = vec![fill(t.paper_brief_tasks, &[&obligations.tasks()])];
        let used = Role::ALL.into_iter().filter(|&role| count(role) > 0);
        cells.extend(used.map(|role| self.words.paper_count(role, count(role))));
        cells.extend(self.through_counts(obligations));
        let partners = Companion::of(self.scope.plan, self.scope.ledger, unit).len();
        cells.push(fill(t.paper_brief_partners, &[&partners]));
        cells
    }

    /// The members of a collective: each of them fills in its own copy.
    fn roster(&mut self, unit: UnitId) -> Option<String> {
        let plan = self.scope.plan;
        let names: Vec<String> =
            plan.unit(unit).roster().iter().map(|&member| self.pen.line(&plan.unit(member).name)).collect();
        let name = self.pen.line(&plan.unit(unit).name);
        (!names.is_empty()).then(|| fill(self.t.paper_roster, &[&name, &names.join(self.t.name_separator)]))
    }

    /// Nobody answers for all of 有关部门, and what is to be seen at a glance is not signed.
    fn is_signed(&self, unit: UnitId, obligations: &Obligations) -> bool {
        let is_somebody = !self.scope.plan.unit(unit).is_indeterminate();
        self.style != Style::Brief && is_somebody && !obligations.duties.is_empty()
    }

    fn closing(&mut self, unit: UnitId, obligations: &Obligations) -> Option<String> {
        let t = self.t;
        let plan = self.scope.plan;
        let name = self.pen.line(&plan.unit(unit).name);
        self.is_signed(unit, obligations).then(|| match self.style {
            Style::Letter => fill(t.paper_letter_closing, &[&name]),
            Style::Table | Style::Brief => {
                let lang = self.scope.lang;
                let until = plan.office.return_by.as_deref().map(|words| {
                    let date = words.trim().parse().map(|date| lang.date(date));
                    self.pen.line(&date.unwrap_or_else(|_| words.to_owned()))
                });
                let receiver = plan.office.receiver.as_deref().or(plan.issuer.as_deref());
                let receiver = receiver.map(|words| self.pen.line(words));
                let until = until.unwrap_or_else(|| t.paper_blank_date.to_owned());
                let receiver = receiver.unwrap_or_else(|| t.paper_blank.to_owned());
                fill(t.paper_closing, &[&name, &until, &receiver])
            }
        })
    }

    /// A list is sealed by the unit, a letter by both parties. A collective's members write their own names.
    fn sign(&mut self, unit: UnitId, obligations: &Obligations) -> Vec<Vec<(String, String, bool)>> {
        if !self.is_signed(unit, obligations) {
            return Vec::new();
        }
        let t = self.t;
        let plan = self.scope.plan;
        let line = |label: &str, name: &str, fills: bool| (label.to_owned(), name.to_owned(), fills);
        let is_one = plan.unit(unit).collective.is_none();
        let own = if is_one { self.pen.line(&plan.unit(unit).name) } else { String::new() };
        let seal = line(t.paper_sign_unit, &own, !is_one);
        let date = line("", t.paper_sign_date, false);
        match self.style {
            Style::Letter => {
                let issuer = plan.office.seal.as_deref().or(plan.issuer.as_deref());
                let issuer = issuer.map(|words| self.pen.line(words)).unwrap_or_default();
                let issued = line(t.paper_sign_issuer, &issuer, issuer.is_empty());
                let name = line(t.paper_sign_name, "", true);
                vec![vec![issued, name.clone(), date.clone()], vec![seal, name, date]]
            }
            Style::Table | Style::Brief => {
                vec![vec![seal, line(t.paper_sign_contact, "", true)], vec![line(t.paper_sign_head, "", true), date]]
            }
        }
    }

    fn through_counts(&mut self, obligations: &Obligations) -> Vec<String> {
        let mut parts = Vec::new();
        for collective in obligations.collectives() {
            let through = obligations.through().filter(|duty| duty.basis == Basis::Through(collective)).count();
            let name = self.pen.line(&self.scope.plan.unit(collective).name);
            parts.push(fill(self.t.paper_through_count, &[&name, &through]));
        }
        parts
    }

    /// `“县直各部门”`, of all collectives through which the unit owes anything.
    fn quoted(&mut self, obligations: &Obligations) -> String {
        let mut names = String::new();
        for collective in obligations.collectives() {
            let name = self.pen.line(&self.scope.plan.unit(collective).name);
            names += &fill(self.t.paper_quoted, &[&name]);
        }
        names
    }

    fn summary(&mut self, obligations: &Obligations) -> String {
        let t = self.t;
        let count = |role| obligations.direct(role).count();
        let mut parts = Vec::new();
        // Who leads alone is not the first among leads.
        let leads_before_others = |duty: &&Duty| duty.is_first_lead() && self.has_several_leads(duty.subject);
        let first = obligations.direct(Role::Lead).filter(leads_before_others).count();
        let leads = |duty: &&Duty| obligations.direct(Role::Lead).any(|lead| lead.subject == duty.subject);
        let both = obligations.direct(Role::Responsible).filter(leads).count();
        let used: Vec<Role> = Role::ALL.into_iter().filter(|&role| count(role) > 0).collect();
        let tasks = obligations.tasks();
        let through = obligations.through().count();
        match used.as_slice() {
            // All in one role: told once.
            [role] if through == 0 && first == 0 && *role != Role::OverallLead => {
                return fill(t.paper_only, &[&tasks, &self.words.name(*role)]);
            }
            [] if through > 0 => return fill(t.paper_only_through, &[&self.quoted(obligations), &tasks]),
            _ => {}
        }
        for &role in &used {
            parts.push(match role {
                Role::Lead if first > 0 => self.words.paper_first_leads(count(role), first),
                role => self.words.paper_count(role, count(role)),
            });
        }
        if both > 0 {
            parts.push(self.words.paper_both(both));
        }
        parts.extend(self.through_counts(obligations));
        if parts.is_empty() {
            return t.paper_nothing.to_owned();
        }
        parts.push(fill(t.paper_total, &[&tasks]));
        parts.join(t.paper_comma)
    }

    fn has_several_leads(&self, subject: Subject) -> bool {
        match subject {
            Subject::Section(_) => false,
            Subject::Task(id) => {
                let leads = self.scope.plan.task(id).parties(Role::Lead);
                leads.iter().filter(|party| party.unit().is_some()).count() > 1
            }
        }
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
                None => fill(t.paper_through_heading, &[&subjects.len(), &self.quoted(obligations)]),
            };
            let level = self.scope.lang.level(groups.len() + 1);
            groups.push(Group {
                heading: fill(t.paper_level, &[&level, &words]),
                parts: self.parts(unit, &duties, obligations),
            });
        }
        groups
    }

    fn parts(&mut self, unit: UnitId, duties: &[Duty], obligations: &Obligations) -> Vec<Stretch> {
        let plan = self.scope.plan;
        let mut parts: Vec<Stretch> = Vec::new();
        let mut last = None;
        for duty in duties {
            let section = match duty.subject {
                // A section's own row says which section it is.
                Subject::Section(_) => None,
                Subject::Task(id) => plan.task(id).section,
            };
            if parts.is_empty() || last != section {
                let heading = section.map(|id| self.section_heading(id));
                parts.push(Stretch { heading, rows: Vec::new() });
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
        self.pen.line(&headings.join(" / "))
    }

    /// `（三）构建市场环境保障体系（第18项至第26项，共9项）`, with whom else.
    fn section_row(&mut self, unit: UnitId, duty: &Duty, id: SectionId) -> DutyRow {
        let t = self.t;
        let plan = self.scope.plan;
        let heading = self.section_heading(id);
        let inside = |task: &TaskId| plan.task(*task).section.is_some_and(|own| plan.section_within(own, id));
        let tasks: Vec<TaskId> = plan.task_ids().filter(inside).collect();
        let mut number = |task: &TaskId| self.pen.line(&plan.task(*task).number);
        let text = match tasks.as_slice() {
            [] => fill(t.paper_section_bare, &[&heading]),
            [only] => fill(t.paper_section_task, &[&heading, &number(only)]),
            [first, .., last] => fill(t.paper_section_tasks, &[&heading, &number(first), &number(last), &tasks.len()]),
        };
        let partners = self.partners(unit, duty, Role::OverallLead, &plan.section(id).overall_leads);
        DutyRow {
            number: String::new(),
            line: text.clone(),
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
        let deadline = task.deadline.as_deref().map(|words| self.pen.paragraphs(&self.scope.lang.deadline(words)));
        let deadline = deadline.unwrap_or_default();
        DutyRow {
            number: self.pen.line(&task.number),
            line: self.pen.line(text::first_sentence(&task.text)),
            text: self.pen.paragraphs(&task.text),
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
        people.map(|who| self.pen.line(&person(self.scope.lang, who))).collect()
    }

    /// The unit's own role: `第一牵头`, `牵头兼责任`.
    fn own(&self, duty: &Duty, leads_too: bool) -> String {
        let t = self.t;
        let is_first = duty.is_first_lead() && self.has_several_leads(duty.subject);
        let role = if is_first { self.words.first_lead() } else { self.words.name(duty.role).into() };
        if leads_too { fill(t.paper_both_role, &[&role, &self.words.name(Role::Lead)]) } else { role.into_owned() }
    }

    /// `随“县直各部门”承担`, `按首位`; nothing if the document names the unit.
    fn rests_on(&mut self, duty: &Duty) -> Option<String> {
        let words = match duty.basis {
            Basis::Named => return None,
            Basis::Through(collective) => fill(self.t.paper_through, &[&self.scope.plan.unit(collective).name]),
            basis => self.t.basis(self.scope.plan, basis),
        };
        Some(self.pen.line(&words))
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
        let names = self.pen.line(&Partner::joined(&partners, t.name_separator));
        Some(fill(t.paper_role_units, &[&label, &names]))
    }
}
