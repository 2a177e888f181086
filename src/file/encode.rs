//! Plan → plan file: one plan, one text, laid out for people.

use super::FORMAT;
use crate::model::{
    Collective, Doubt, DoubtPlace, Office, Party, PartyKind, Person, Plan, Role, RoleName, Section, SectionId, Task,
    Unit, UnitId,
};
use std::fmt::Write as _;

/// The canonical text of a plan. Reading it back gives the same plan.
///
/// Default values are left out. A plan has no comments: those of an earlier file are kept by
/// [`super::revise`].
pub fn encode(plan: &Plan) -> String {
    let mut writer = Writer { plan, out: String::new(), depth: 0 };
    writer.plan();
    writer.out
}

struct Writer<'a> {
    plan: &'a Plan,
    out: String,
    depth: usize,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("    ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn open(&mut self, text: &str) {
        self.line(text);
        self.depth += 1;
    }

    fn close(&mut self, text: &str) {
        self.depth -= 1;
        self.line(text);
    }

    fn field(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}: {},", quoted(text)));
    }

    fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.field(name, text);
        }
    }

    fn plan(&mut self) {
        let plan = self.plan;
        self.open("(");
        self.line(&format!("format: {FORMAT},"));
        self.field("title", &plan.title);
        self.optional("number", plan.number.as_deref());
        self.optional("issuer", plan.issuer.as_deref());
        self.optional("date", plan.date.map(|date| date.to_string()).as_deref());
        self.optional("source", plan.source.as_deref());
        self.office();
        self.roles();
        self.groups();
        if !plan.distinct.is_empty() {
            self.open("distinct: [");
            for set in &plan.distinct {
                let names = self.names(set);
                self.line(&format!("[{names}],"));
            }
            self.close("],");
        }
        self.tasks(None);
        self.sections(None);
        self.texts("attachments", &plan.attachments);
        if !plan.errata.is_empty() {
            self.open("errata: [");
            for erratum in &plan.errata {
                self.open("(");
                self.optional("task", erratum.task.as_deref());
                self.field("printed", &erratum.printed);
                self.field("corrected", &erratum.corrected);
                self.optional("note", erratum.note.as_deref());
                self.close("),");
            }
            self.close("],");
        }
        if !plan.doubts.is_empty() {
            self.open("doubts: [");
            plan.doubts.iter().for_each(|doubt| self.doubt(doubt));
            self.close("],");
        }
        self.close(")");
    }

    /// On one line: there may be many.
    fn doubt(&mut self, doubt: &Doubt) {
        let Doubt { kind, words, place, units, values } = doubt;
        let mut fields = vec![format!("kind: {}", quoted(kind))];
        if !words.is_empty() {
            fields.push(format!("words: {}", quoted(words)));
        }
        if let Some(DoubtPlace { line, column, length }) = place {
            fields.push(format!("line: {line}, column: {column}"));
            if *length as usize != words.chars().count() {
                fields.push(format!("length: {length}"));
            }
        }
        for (name, texts) in [("units", units), ("values", values)] {
            if !texts.is_empty() {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                fields.push(format!("{name}: [{}]", texts.join(", ")));
            }
        }
        self.line(&format!("({}),", fields.join(", ")));
    }

    fn office(&mut self) {
        let Office { receiver, return_by, seal } = &self.plan.office;
        if !self.plan.office.is_empty() {
            self.open("office: (");
            self.optional("receiver", receiver.as_deref());
            self.optional("return_by", return_by.as_deref());
            self.optional("seal", seal.as_deref());
            self.close("),");
        }
    }

    fn roles(&mut self) {
        let named: Vec<_> = self.plan.roles.iter().filter(|(_, name)| !name.is_canonical()).collect();
        if named.is_empty() {
            return;
        }
        self.open("roles: (");
        for (role, RoleName { name, letter }) in named {
            let fields = fields_of([("name", name.as_deref()), ("letter", letter.as_deref())]);
            self.line(&format!("{}: ({fields}),", role.field()));
        }
        self.close("),");
    }

    fn people(&mut self, people: &[Person]) {
        if people.is_empty() {
            return;
        }
        self.open("people: [");
        for Person { label, name, post, unit } in people {
            let unit = unit.map(|unit| self.plan.unit(unit).name.as_str());
            let fields =
                [("label", Some(label.as_str())), ("name", Some(name)), ("post", post.as_deref()), ("unit", unit)];
            self.line(&format!("({}),", fields_of(fields)));
        }
        self.close("],");
    }

    fn texts(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            self.line(&format!("{name}: [{}],", texts.join(", ")));
        }
    }

    fn groups(&mut self) {
        let plan = self.plan;
        if plan.groups.is_empty() {
            return;
        }
        self.open("groups: [");
        for id in plan.group_ids() {
            let name = quoted(&plan.group(id).name);
            let mut units = plan.units.iter().filter(|unit| unit.group == id).peekable();
            if units.peek().is_none() {
                self.line(&format!("(name: {name}),"));
                continue;
            }
            self.open(&format!("(name: {name}, units: {{"));
            for unit in units {
                self.unit(unit);
            }
            self.close("}),");
        }
        self.close("],");
    }

    fn unit(&mut self, unit: &Unit) {
        let mut fields = Vec::new();
        if let Some(full) = &unit.full_name {
            fields.push(format!("full: {}", quoted(full)));
        }
        if !unit.aliases.is_empty() {
            let aliases: Vec<String> = unit.aliases.iter().map(|alias| quoted(alias)).collect();
            fields.push(format!("aliases: [{}]", aliases.join(", ")));
        }
        match &unit.collective {
            None => {}
            Some(Collective::Indeterminate) => fields.push("collective: indeterminate".to_owned()),
            Some(Collective::Enumerable { roster, reason }) => {
                fields.push("collective: enumerable".to_owned());
                if !roster.is_empty() {
                    fields.push(format!("roster: [{}]", self.names(roster)));
                }
                if let Some(reason) = reason {
                    fields.push(format!("reason: {}", quoted(reason)));
                }
            }
        }
        let name = quoted(&unit.name);
        if fields.len() < 3 {
            self.line(&format!("{name}: ({}),", fields.join(", ")));
        } else {
            self.open(&format!("{name}: ("));
            for field in fields {
                self.line(&format!("{field},"));
            }
            self.close("),");
        }
    }

    fn names(&self, units: &[UnitId]) -> String {
        let names: Vec<String> = units.iter().map(|&unit| quoted(&self.plan.unit(unit).name)).collect();
        names.join(", ")
    }

    fn sections(&mut self, parent: Option<SectionId>) {
        let plan = self.plan;
        let mut ids = plan.section_ids().filter(|&id| plan.section(id).parent == parent).peekable();
        if ids.peek().is_none() {
            return;
        }
        self.open("sections: [");
        for id in ids {
            let Section { label, title, parent: _, overall_leads, attachments } = plan.section(id);
            self.open("(");
            if !label.is_empty() {
                self.field("label", label);
            }
            self.field("title", title);
            self.parties(Role::OverallLead.field(), overall_leads);
            self.texts("attachments", attachments);
            self.tasks(Some(id));
            self.sections(Some(id));
            self.close("),");
        }
        self.close("],");
    }

    fn tasks(&mut self, section: Option<SectionId>) {
        let mut tasks = self.plan.tasks.iter().filter(|task| task.section == section).peekable();
        if tasks.peek().is_none() {
            return;
        }
        self.open("tasks: [");
        for task in tasks {
            let Task { section: _, number, text, clause, deadline, parties, people } = task;
            self.open("(");
            self.field("number", number);
            self.field("text", text);
            if !clause.is_empty() {
                self.field("clause", clause);
            }
            self.optional("deadline", deadline.as_deref());
            for (role, list) in parties.iter() {
                self.parties(role.field(), list);
            }
            self.people(people);
            self.close("),");
        }
        self.close("],");
    }

    fn parties(&mut self, name: &str, parties: &[Party]) {
        if parties.is_empty() {
            return;
        }
        let items: Vec<String> = parties
            .iter()
            .map(|party| {
                let words = quoted(&party.words);
                match party.kind {
                    PartyKind::Named(_) => words,
                    PartyKind::Open => format!("open({words})"),
                    PartyKind::Closing(unit) => {
                        format!("closing({words}, {})", quoted(&self.plan.unit(unit).name))
                    }
                    PartyKind::ByPosition(_) => format!("by_position({words})"),
                    PartyKind::Blanket(_) => format!("blanket({words})"),
                }
            })
            .collect();
        self.line(&format!("{name}: [{}],", items.join(", ")));
    }
}

/// `name: "Accountable", letter: "A"`: those that have a value.
fn fields_of<const N: usize>(fields: [(&str, Option<&str>); N]) -> String {
    let written = fields.into_iter().filter_map(|(name, text)| Some(format!("{name}: {}", quoted(text?))));
    written.collect::<Vec<_>>().join(", ")
}

/// A text as RON writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
