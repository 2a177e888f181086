//! Plan file → plan, places and findings.

use super::FORMAT;
use super::entry::{Complaints, Entry, beginning, unescaped};
use super::fields::Raw;
use super::places::{LineColumn, Places, TaskPlaces, byte_of, line_column};
use crate::finding::{Expected, Finding, Kind, Place};
use crate::model::{
    ByRole, Collective, Date, Doubt, DoubtPlace, Erratum, Group, GroupId, LONGEST_LETTER, Office, Party, PartyKind,
    Person, Plan, Role, RoleName, Section, SectionId, Task, Unit, UnitId, shared_letter, text,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

/// A plan that was read, with what was wrong in its file.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Everything that was understood.
    pub plan: Plan,
    /// Where it stands in the file.
    pub places: Places,
    /// What was not understood, in file order. All of severity error.
    pub findings: Vec<Finding>,
}

/// Why a file is not a plan file at all.
#[allow(missing_docs, reason = "each variant's line speaks of its fields")]
#[derive(Clone, Debug, PartialEq)]
pub enum FileError {
    /// Not UTF-8 text.
    NotText { at: LineColumn },
    /// Not RON; with the words of the RON reader.
    Syntax { at: LineColumn, problem: ron::Error },
    /// RON, but not `( format: …, … )`.
    NotAPlan { at: LineColumn },
    /// A version of the format that this program does not know.
    UnknownFormat { at: LineColumn, found: String },
}

/// For developers; what a person reads is in [`crate::lang`].
impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { at } => write!(f, "{}:{}: not UTF-8 text", at.line, at.column),
            Self::Syntax { at, problem } => write!(f, "{}:{}: not RON: {problem}", at.line, at.column),
            Self::NotAPlan { at } => write!(f, "{}:{}: RON, but no plan", at.line, at.column),
            Self::UnknownFormat { at, found } => write!(f, "{}:{}: unknown format {found}", at.line, at.column),
        }
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Syntax { problem, .. } => Some(problem),
            Self::NotText { .. } | Self::NotAPlan { .. } | Self::UnknownFormat { .. } => None,
        }
    }
}

impl FileError {
    /// Where in the file.
    pub fn at(&self) -> LineColumn {
        match self {
            Self::NotText { at } | Self::Syntax { at, .. } | Self::NotAPlan { at } | Self::UnknownFormat { at, .. } => {
                *at
            }
        }
    }
}

/// Reads a plan file from its bytes; a byte order mark is skipped.
///
/// # Errors
/// As [`decode`], and [`FileError::NotText`] if the bytes are not UTF-8.
pub fn decode_bytes(bytes: &[u8]) -> Result<Opened, FileError> {
    decode(text_of(bytes)?)
}

/// The text of a file of ours, without its byte order mark.
///
/// # Errors
/// [`FileError::NotText`] if the bytes are not UTF-8.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, FileError> {
    match std::str::from_utf8(bytes) {
        Ok(file) => Ok(file.strip_prefix('\u{feff}').unwrap_or(file)),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let good = good.strip_prefix('\u{feff}').unwrap_or(&good);
            Err(FileError::NotText { at: line_column(good, good.len()) })
        }
    }
}

/// The outermost value of a file of ours, and its fields.
///
/// # Errors
/// If the text is not RON, has no `format`, or another one than `known`.
pub(super) fn document_root(body: &str, known: u32) -> Result<(Raw<'_>, Vec<(String, Raw<'_>)>), FileError> {
    let root = Raw::parse(body)
        .map_err(|error| FileError::Syntax { at: error_place(body, &error.span), problem: error.code })?;
    let at = line_column(body, root.span().start);
    let fields = root.fields().ok_or(FileError::NotAPlan { at })?;
    let Some((_, format)) = fields.iter().find(|(name, _)| name == "format") else {
        return Err(FileError::NotAPlan { at });
    };
    if format.plain::<u32>() != Some(known) {
        let at = line_column(body, format.span().start);
        return Err(FileError::UnknownFormat { at, found: beginning(format) });
    }
    Ok((root, fields))
}

/// Reads a plan file.
///
/// # Errors
/// If the text is not RON, not a plan, or of an unknown version. Everything narrower is a finding.
pub fn decode(file: &str) -> Result<Opened, FileError> {
    let body = file.strip_prefix('\u{feff}').unwrap_or(file);
    let (root, _) = document_root(body, FORMAT)?;
    let mut decoder = Decoder::default();
    decoder.plan(&root);
    let Decoder { mut opened, .. } = decoder;
    opened.findings.sort_by_key(|finding| match &finding.place {
        Place::File(span) => span.start,
        _ => 0,
    });
    Ok(opened)
}

/// The forms of a party other than a bare name.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum PartyForm {
    Open(String),
    Closing(String, String),
    ByPosition(String),
    Blanket(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum CollectiveForm {
    Enumerable,
    Indeterminate,
}

#[derive(Default)]
struct Decoder {
    opened: Opened,
    /// Names, full names and aliases.
    unit_ids: HashMap<String, UnitId>,
}

impl Complaints for Decoder {
    fn complain(&mut self, kind: Kind, place: Range<usize>, words: &str) {
        self.opened.findings.push(Finding::new(kind, Place::File(place), words));
    }
}

impl Decoder {
    fn plan(&mut self, root: &Raw<'_>) {
        let known = [
            "format",
            "title",
            "number",
            "issuer",
            "date",
            "source",
            "office",
            "roles",
            "groups",
            "distinct",
            "tasks",
            "sections",
            "attachments",
            "errata",
            "doubts",
        ];
        let Some(entry) = self.entry("plan", root, &known) else { return };
        self.opened.plan.title = self.required_text(&entry, "title").0;
        self.opened.plan.number = self.optional_text(&entry, "number");
        self.opened.plan.issuer = self.optional_text(&entry, "issuer");
        self.opened.plan.source = self.optional_text(&entry, "source");
        if let Some((date, place)) = self.text(&entry, "date") {
            match date.parse::<Date>() {
                Ok(date) => self.opened.plan.date = Some(date),
                Err(_) => self.complain(Kind::ImpossibleDate { date: date.clone() }, place, &date),
            }
        }
        self.office(&entry);
        self.roles(&entry);
        self.opened.plan.attachments = self.texts(&entry, "attachments");
        self.groups(&entry);
        for set in self.list(&entry, "distinct") {
            match set.items() {
                Some(names) => {
                    let units = names.iter().filter_map(|name| self.unit_reference("distinct", name)).collect();
                    self.opened.plan.distinct.push(units);
                }
                None => self.wrong_type("distinct", Expected::List, &set),
            }
        }
        for raw in self.list(&entry, "tasks") {
            self.task(&raw, None);
        }
        for raw in self.list(&entry, "sections") {
            self.section(&raw, None);
        }
        for raw in self.list(&entry, "errata") {
            self.erratum(&raw);
        }
        for raw in self.list(&entry, "doubts") {
            self.doubt(&raw);
        }
    }

    fn office(&mut self, plan: &Entry<'_>) {
        let Some(raw) = plan.get("office") else { return };
        let Some(entry) = self.entry("office", &raw, &["receiver", "return_by", "seal"]) else { return };
        self.opened.plan.office = Office {
            receiver: self.optional_text(&entry, "receiver"),
            return_by: self.optional_text(&entry, "return_by"),
            seal: self.optional_text(&entry, "seal"),
        };
    }

    fn roles(&mut self, plan: &Entry<'_>) {
        let Some(raw) = plan.get("roles") else { return };
        let Some(entry) = self.entry("roles", &raw, &Role::ALL.map(Role::field)) else { return };
        let mut places = ByRole::<Option<Range<usize>>>::default();
        for role in Role::ALL {
            let Some(own) = entry.get(role.field()).and_then(|raw| self.entry("roles", &raw, &["name", "letter"]))
            else {
                continue;
            };
            let name = self.name_of_role(&own, "name", usize::MAX).map(|(name, _)| name);
            let letter = self.name_of_role(&own, "letter", LONGEST_LETTER);
            places[role] = letter.as_ref().map(|(_, place)| place.clone());
            self.opened.plan.roles[role] = RoleName { name, letter: letter.map(|(letter, _)| letter) };
        }
        // A letter that is another role's as well tells nothing: it is left to the other.
        while let Some((later, earlier)) = shared_letter(&self.opened.plan.roles) {
            let names = &mut self.opened.plan.roles;
            let role = if names[later].letter.is_some() { later } else { earlier };
            let Some(letter) = names[role].letter.take() else { return };
            let other = if role == later { earlier } else { later };
            let kind = Kind::SharedLetter { letter: letter.clone(), role, other };
            self.complain(kind, places[role].clone().unwrap_or_else(|| raw.span()), &letter);
        }
    }

    /// A name or letter of a role, with its place; blank or too long is a finding and none.
    fn name_of_role(
        &mut self,
        entry: &Entry<'_>,
        field: &'static str,
        longest: usize,
    ) -> Option<(String, Range<usize>)> {
        let (words, place) = self.text(entry, field)?;
        let words = words.trim().to_owned();
        if words.is_empty() || words.chars().count() > longest {
            let expected = if longest == usize::MAX { Expected::Text } else { Expected::Letter };
            self.complain(Kind::WrongType { field: field.to_owned(), expected }, place, &words);
            return None;
        }
        Some((words, place))
    }

    fn groups(&mut self, plan: &Entry<'_>) {
        // Rosters may name units that come later: they are read when all units are known.
        let mut rosters = Vec::new();
        for raw in self.list(plan, "groups") {
            let Some(entry) = self.entry("groups", &raw, &["name", "units"]) else { continue };
            let group = GroupId::new(self.opened.plan.groups.len());
            let name = self.required_text(&entry, "name").0;
            self.opened.plan.groups.push(Group { name });
            for (key, value) in self.map(&entry, "units") {
                self.unit(&key, &value, group, &mut rosters);
            }
        }
        for (unit, members) in rosters {
            let members: Vec<UnitId> = members.iter().filter_map(|raw| self.roster_member(raw)).collect();
            if let Some(Collective::Enumerable { roster, .. }) = &mut self.opened.plan.units[unit.index()].collective {
                *roster = members;
            }
        }
    }

    fn unit<'a>(&mut self, key: &Raw<'a>, value: &Raw<'a>, group: GroupId, rosters: &mut Vec<(UnitId, Vec<Raw<'a>>)>) {
        let Some(name) = self.plain_text("units", key) else { return };
        if name.trim().is_empty() {
            self.complain(Kind::MissingField { field: "units" }, key.span(), &name);
            return;
        }
        let known = ["full", "aliases", "collective", "roster", "reason"];
        let Some(entry) = self.entry("units", value, &known) else { return };
        let id = UnitId::new(self.opened.plan.units.len());
        if !self.claim_name(&name, id, key.span()) {
            return;
        }
        let full_name = self.text(&entry, "full");
        if let Some((full, place)) = &full_name
            && *full != name
        {
            self.claim_name(full, id, place.clone());
        }
        let mut aliases = Vec::new();
        for raw in self.list(&entry, "aliases") {
            if let Some(alias) = self.plain_text("aliases", &raw)
                && self.claim_name(&alias, id, raw.span())
            {
                aliases.push(alias);
            }
        }
        let form = entry.get("collective").and_then(|raw| {
            let form = raw.plain::<CollectiveForm>();
            if form.is_none() {
                self.wrong_type("collective", Expected::Collective, &raw);
            }
            form
        });
        let members = self.list(&entry, "roster");
        let reason = self.optional_text(&entry, "reason");
        let collective = form.map(|form| match form {
            CollectiveForm::Enumerable => Collective::Enumerable { roster: Vec::new(), reason },
            CollectiveForm::Indeterminate => Collective::Indeterminate,
        });
        if matches!(collective, Some(Collective::Enumerable { .. })) {
            rosters.push((id, members));
        } else {
            for field in ["roster", "reason"] {
                if let Some(raw) = entry.get(field) {
                    let place = value.name_span(field, &raw);
                    self.complain(Kind::UnknownField { field: field.to_owned(), near: None }, place, field);
                }
            }
        }
        self.opened.places.units.push(key.span());
        let full_name = full_name.map(|(full, _)| full);
        self.opened.plan.units.push(Unit { name, full_name, aliases, group, collective });
    }

    /// Whether `name` was free and is now `unit`'s.
    fn claim_name(&mut self, name: &str, unit: UnitId, place: Range<usize>) -> bool {
        if self.unit_ids.contains_key(name) {
            self.complain(Kind::DuplicateUnit { name: name.to_owned() }, place, name);
            return false;
        }
        self.unit_ids.insert(name.to_owned(), unit);
        true
    }

    fn roster_member(&mut self, raw: &Raw<'_>) -> Option<UnitId> {
        let unit = self.unit_reference("roster", raw)?;
        let member = self.opened.plan.unit(unit);
        if member.collective.is_some() {
            let name = member.name.clone();
            self.complain(Kind::CollectiveOnRoster { name: name.clone() }, raw.span(), &name);
            return None;
        }
        Some(unit)
    }

    fn unit_reference(&mut self, field: &str, raw: &Raw<'_>) -> Option<UnitId> {
        let name = self.plain_text(field, raw)?;
        self.resolve(&name, raw.span())
    }

    fn resolve(&mut self, name: &str, place: Range<usize>) -> Option<UnitId> {
        let found = self.unit_ids.get(name).copied();
        if found.is_none() {
            let names = self.opened.plan.units.iter().map(|unit| unit.name.as_str());
            let near = text::closest(name, names).map(str::to_owned);
            self.complain(Kind::UnknownUnit { name: name.to_owned(), near }, place, name);
        }
        found
    }

    fn parties(&mut self, entry: &Entry<'_>, field: &'static str) -> (Vec<Party>, Vec<Range<usize>>) {
        let items = self.list(entry, field);
        items.iter().filter_map(|raw| Some((self.party(field, raw)?, raw.span()))).unzip()
    }

    fn party(&mut self, field: &str, raw: &Raw<'_>) -> Option<Party> {
        if let Some(words) = unescaped(raw.text()).map(str::to_owned).or_else(|| raw.plain::<String>()) {
            let unit = self.resolve(&words, raw.span())?;
            return Some(Party { words, kind: PartyKind::Named(unit) });
        }
        let Some(form) = raw.plain::<PartyForm>() else {
            self.wrong_type(field, Expected::Party, raw);
            return None;
        };
        let (words, kind) = match form {
            PartyForm::Open(words) => (words, PartyKind::Open),
            PartyForm::Closing(words, name) => (words, PartyKind::Closing(self.resolve(&name, raw.span())?)),
            PartyForm::ByPosition(name) => {
                let unit = self.resolve(&name, raw.span())?;
                (name, PartyKind::ByPosition(unit))
            }
            PartyForm::Blanket(name) => {
                let unit = self.resolve(&name, raw.span())?;
                (name, PartyKind::Blanket(unit))
            }
        };
        Some(Party { words, kind })
    }

    fn section(&mut self, raw: &Raw<'_>, parent: Option<SectionId>) {
        let overall_lead = Role::OverallLead.field();
        let known = ["label", "title", overall_lead, "attachments", "tasks", "sections"];
        let Some(entry) = self.entry("sections", raw, &known) else { return };
        let label = self.optional_text(&entry, "label").unwrap_or_default();
        let title = self.required_text(&entry, "title").0;
        let (overall_leads, places) = self.parties(&entry, overall_lead);
        let attachments = self.texts(&entry, "attachments");
        let id = SectionId::new(self.opened.plan.sections.len());
        self.opened.plan.sections.push(Section { label, title, parent, overall_leads, attachments });
        self.opened.places.overall_leads.push(places);
        for task in self.list(&entry, "tasks") {
            self.task(&task, Some(id));
        }
        for section in self.list(&entry, "sections") {
            self.section(&section, Some(id));
        }
    }

    fn task(&mut self, raw: &Raw<'_>, section: Option<SectionId>) {
        let mut known = vec!["number", "text", "clause", "deadline"];
        known.extend(Role::OF_TASKS.map(Role::field));
        known.push("people");
        let Some(entry) = self.entry("tasks", raw, &known) else { return };
        let number = self.required_text(&entry, "number").0;
        let (text, text_place) = self.required_text(&entry, "text");
        let (clause, clause_place) = self.text(&entry, "clause").unwrap_or_default();
        let deadline = self.text(&entry, "deadline").map(|(deadline, place)| {
            if is_impossible_date(&deadline) {
                self.complain(Kind::ImpossibleDate { date: deadline.clone() }, place, &deadline);
            }
            deadline
        });
        let (mut parties, mut party_places) = (ByRole::default(), ByRole::default());
        for role in Role::OF_TASKS {
            (parties[role], party_places[role]) = self.parties(&entry, role.field());
        }
        let people = self.list(&entry, "people").iter().filter_map(|raw| self.person(raw)).collect();
        let own = entry.place.clone();
        let places = TaskPlaces { own, parties: party_places, text: text_place, clause: clause_place };
        self.opened.places.tasks.push(places);
        let task = Task { section, number, text, clause, deadline, parties, people };
        self.opened.plan.tasks.push(task);
    }

    fn person(&mut self, raw: &Raw<'_>) -> Option<Person> {
        let entry = self.entry("people", raw, &["label", "name", "post", "unit"])?;
        let unit = entry.get("unit");
        Some(Person {
            label: self.required_text(&entry, "label").0,
            name: self.required_text(&entry, "name").0,
            post: self.optional_text(&entry, "post"),
            unit: unit.and_then(|raw| self.unit_reference("unit", &raw)),
        })
    }

    fn erratum(&mut self, raw: &Raw<'_>) {
        let known = ["task", "printed", "corrected", "note"];
        let Some(entry) = self.entry("errata", raw, &known) else { return };
        let erratum = Erratum {
            task: self.optional_text(&entry, "task"),
            printed: self.required_text(&entry, "printed").0,
            corrected: self.required_text(&entry, "corrected").0,
            note: self.optional_text(&entry, "note"),
        };
        self.opened.plan.errata.push(erratum);
    }
}

impl Decoder {
    fn doubt(&mut self, raw: &Raw<'_>) {
        let known = ["kind", "words", "line", "column", "length", "units", "values"];
        let Some(entry) = self.entry("doubts", raw, &known) else { return };
        let kind = self.required_text(&entry, "kind").0;
        let words = self.optional_text(&entry, "words").unwrap_or_default();
        let [line, column, length] = ["line", "column", "length"].map(|field| self.count(&entry, field));
        let length = length.unwrap_or_else(|| u32::try_from(words.chars().count()).unwrap_or(u32::MAX));
        let place = line.zip(column).map(|(line, column)| DoubtPlace { line, column, length });
        let [units, values] = ["units", "values"].map(|field| {
            let items = self.list(&entry, field);
            items.iter().filter_map(|raw| self.plain_text(field, raw)).collect()
        });
        self.opened.plan.doubts.push(Doubt { kind, words, place, units, values });
    }
}

/// Where a syntax error stands. The reader's span may begin before blanks that it skipped, lines
/// above the sign that it stopped at.
fn error_place(file: &str, span: &ron::error::Span) -> LineColumn {
    let [start, end] = [&span.start, &span.end].map(|at| LineColumn { line: at.line, column: at.col });
    let between = file.get(byte_of(file, start)..byte_of(file, end));
    if between.is_some_and(|between| between.trim().is_empty()) { end } else { start }
}

/// Whether `words` are a full date, as `2019-07-16` or `2019年7月16日（前）`, that no calendar has.
/// Other words (`2019年底前`) are no date and never impossible.
fn is_impossible_date(words: &str) -> bool {
    let number = |part: &str| part.parse::<i16>().ok();
    let words = ["以前", "之前", "前"].into_iter().find_map(|before| words.strip_suffix(before)).unwrap_or(words);
    let parts: Option<Vec<i16>> = if let Some(rest) = words.strip_suffix('日') {
        rest.split(['年', '月']).map(number).collect()
    } else {
        words.split('-').map(number).collect()
    };
    match parts.as_deref() {
        Some(&[year, month, day]) => {
            let small = |part: i16| i8::try_from(part).unwrap_or(0);
            Date::new(year, small(month), small(day)).is_err()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines() {
        for (words, impossible) in [
            ("2019-02-30", true),
            ("2019年2月30日", true),
            ("2019-13-01", true),
            ("2019年2月30日前", true),
            ("2019年12月31日前", false),
            ("2020-02-29", false),
            ("2019年12月31日", false),
            ("2019年底前", false),
            ("长期坚持", false),
            ("每月5日", false),
        ] {
            assert_eq!(is_impossible_date(words), impossible, "{words}");
        }
    }
}
