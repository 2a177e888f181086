//! Keys that tie the rows of a form to plan, task and unit, whatever becomes of the file's name and order.

use super::record::{Report, State, TaskKey, text_hash};

/// What begins every key; a later kind of form will count on.
const MARK: &str = "rm1";

/// The key in a row of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormKey {
    /// The row of column heads.
    Heads,
    /// A unit's answer on one task.
    Duty(DutyKey),
    /// One line of the form's foot.
    Foot(FootField),
}

/// What an answer is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DutyKey {
    /// Number of the plan, else its title.
    pub plan: String,
    /// The round; may be empty.
    pub round: String,
    /// Key of the task that the row asks about.
    pub task: TaskKey,
    /// Name of the unit that is asked.
    pub unit: String,
    /// Hash of what was filled in before the form went out, empty if nothing was: an answer that says no more than
    /// that is none.
    pub given: String,
}

/// What stands at a form's foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FootField {
    /// Who answers, where several may answer on the same form (填报单位).
    Reporter,
    /// Who filled it in (填报人).
    Person,
    /// Telephone (联系电话).
    Phone,
    /// The day (填报日期).
    Date,
}

impl FootField {
    /// Every one, in the order in which they stand.
    pub const ALL: [Self; 4] = [Self::Reporter, Self::Person, Self::Phone, Self::Date];

    fn code(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Person => "person",
            Self::Phone => "phone",
            Self::Date => "date",
        }
    }
}

/// A column of a form that a unit fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerField {
    /// 工作措施.
    Measures,
    /// 完成时限.
    Deadline,
    /// 责任领导.
    Leader,
    /// 责任人.
    Person,
    /// 联系电话.
    Phone,
    /// 进展情况.
    Progress,
    /// 进展状态.
    State,
    /// 佐证材料.
    Evidence,
}

impl AnswerField {
    /// Every one, in the order of the columns.
    pub const ALL: [Self; 8] = [
        Self::Measures,
        Self::Deadline,
        Self::Leader,
        Self::Person,
        Self::Phone,
        Self::Progress,
        Self::State,
        Self::Evidence,
    ];

    /// What a report says there; `None` for the two that are no text: state and evidence.
    pub fn text(self, report: &Report) -> Option<&String> {
        match self {
            Self::Measures => Some(&report.measures),
            Self::Deadline => Some(&report.deadline),
            Self::Leader => Some(&report.leader),
            Self::Person => Some(&report.person),
            Self::Phone => Some(&report.phone),
            Self::Progress => Some(&report.progress),
            Self::State | Self::Evidence => None,
        }
    }

    /// The same, to be changed.
    pub fn text_mut(self, report: &mut Report) -> Option<&mut String> {
        match self {
            Self::Measures => Some(&mut report.measures),
            Self::Deadline => Some(&mut report.deadline),
            Self::Leader => Some(&mut report.leader),
            Self::Person => Some(&mut report.person),
            Self::Phone => Some(&mut report.phone),
            Self::Progress => Some(&mut report.progress),
            Self::State | Self::Evidence => None,
        }
    }
}

/// A short hash of all that a report says, whatever blanks are in it; empty for one that says nothing.
pub fn answer_hash(report: &Report) -> String {
    if report.is_empty() {
        return String::new();
    }
    let texts = AnswerField::ALL.into_iter().filter_map(|field| field.text(report).cloned());
    let state = (report.state != State::default()).then(|| report.state.field().to_owned());
    let all: Vec<String> = texts.chain([state.unwrap_or_default()]).chain(report.evidence.iter().cloned()).collect();
    text_hash(&all.join("\u{1f}"))
}

impl FormKey {
    /// The key as it stands in a cell: parts between `|`; `|` and `\` within a part follow a `\`.
    pub fn words(&self) -> String {
        let parts: Vec<&str> = match self {
            Self::Heads => vec!["heads"],
            Self::Foot(field) => vec!["foot", field.code()],
            Self::Duty(duty) => {
                let DutyKey { plan, round, task: TaskKey { section, number, hash }, unit, given } = duty;
                vec!["duty", plan, round, section, number, hash, unit, given]
            }
        };
        let mut out = MARK.to_owned();
        for part in parts {
            out.push('|');
            for c in part.chars() {
                if matches!(c, '|' | '\\') {
                    out.push('\\');
                }
                // A cell may lose line breaks; a name has none that matter.
                out.push(if c.is_control() { ' ' } else { c });
            }
        }
        out
    }

    /// Whether words look like a key, readable or not.
    pub fn is_meant(words: &str) -> bool {
        words.trim_start().starts_with(MARK) && words.contains('|')
    }

    /// Reads a key; `None` for words that are none.
    pub fn read(words: &str) -> Option<Self> {
        let rest = words.trim().strip_prefix(MARK)?.strip_prefix('|')?;
        let mut parts = vec![String::new()];
        let mut chars = rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '|' => parts.push(String::new()),
                '\\' => parts.last_mut()?.push(chars.next()?),
                c => parts.last_mut()?.push(c),
            }
        }
        let kind = parts.first()?.clone();
        let mut parts = parts.into_iter().skip(1);
        let key = match kind.as_str() {
            "heads" => Self::Heads,
            "foot" => {
                let code = parts.next()?;
                Self::Foot(FootField::ALL.into_iter().find(|field| field.code() == code)?)
            }
            "duty" => {
                let mut next = || parts.next();
                let (plan, round) = (next()?, next()?);
                let task = TaskKey { section: next()?, number: next()?, hash: next()? };
                Self::Duty(DutyKey { plan, round, task, unit: next()?, given: next()? })
            }
            _ => return None,
        };
        parts.next().is_none().then_some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back_from_their_words() {
        let task = TaskKey { section: "（一）/1".to_owned(), number: "3".to_owned(), hash: "0a1b2c3d".to_owned() };
        let duty = DutyKey {
            plan: "木环组发〔2019〕1号|\\".to_owned(),
            round: String::new(),
            task,
            unit: "县司法局".to_owned(),
            given: String::new(),
        };
        let mut keys = vec![FormKey::Heads, FormKey::Duty(duty)];
        keys.extend(FootField::ALL.map(FormKey::Foot));
        for key in keys {
            assert_eq!(FormKey::read(&key.words()), Some(key));
        }
        for words in
            ["", "rm1", "rm2|heads", "rm1|foot|x", "rm1|duty|甲", "rm1|heads|more", "rm1|duty|a|b|c|d|e|f|g|h", "1\\"]
        {
            assert_eq!(FormKey::read(words), None, "{words}");
        }
    }
}
