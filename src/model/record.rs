//! What units say of their tasks, round by round (填报), and the record that keeps it (台账).
//!
//! A report finds its task by a [`TaskKey`], so that it outlives an edited or renumbered plan. Entries are only
//! ever added: a newer one takes the place of an older one of the same duty, reporter and round, and a
//! withdrawal takes the newest back.

use super::{Date, Plan, SectionId, Task, TaskId};
use std::collections::{HashMap, HashSet};

/// How far a task has come, as a unit says (进展状态).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nothing was said of it (未报).
    #[default]
    Unreported,
    /// Not begun (未启动).
    NotStarted,
    /// Under way (推进中).
    Ongoing,
    /// Done (已完成).
    Done,
}

impl State {
    /// Every state, from nothing to done.
    pub const ALL: [Self; 4] = [Self::Unreported, Self::NotStarted, Self::Ongoing, Self::Done];

    /// What a record's file calls it.
    pub fn field(self) -> &'static str {
        match self {
            Self::Unreported => "unreported",
            Self::NotStarted => "not_started",
            Self::Ongoing => "ongoing",
            Self::Done => "done",
        }
    }

    /// The state that a record's file calls so.
    pub fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.field() == field)
    }
}

/// By what a report knows its task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskKey {
    /// Labels of its sections from the outermost inwards, joined by `/`; the title where a section has no label;
    /// empty for a task without a section.
    pub section: String,
    /// Its number, as the plan has it.
    pub number: String,
    /// [`text_hash`] of its text; may be empty in a record written by hand.
    pub hash: String,
}

impl TaskKey {
    /// The key of a task of a plan.
    pub fn of(plan: &Plan, task: &Task) -> Self {
        Self {
            section: task.section.map(|section| section_labels(plan, section)).unwrap_or_default(),
            number: task.number.clone(),
            hash: text_hash(&task.text),
        }
    }
}

/// Labels of a section and those that it stands in.
fn section_labels(plan: &Plan, section: SectionId) -> String {
    let own = |section| {
        let section = plan.section(section);
        if section.label.is_empty() { section.title.as_str() } else { section.label.as_str() }
    };
    let mut labels: Vec<&str> = plan.section_ancestry(section).map(own).collect();
    labels.reverse();
    labels.join("/")
}

/// A short hash of a text: CRC-32 (ISO 3309) of its characters without blanks, as eight hexadecimal digits. Office
/// programs break lines and add blanks; other changes give another hash.
pub fn text_hash(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    format!("{:08x}", crc32fast::hash(bare.as_bytes()))
}

/// Finds the tasks of a plan by their keys.
#[derive(Clone, Debug)]
pub struct TaskIndex {
    by_place: HashMap<(String, String), Vec<TaskId>>,
    by_hash: HashMap<String, Vec<TaskId>>,
    keys: Vec<TaskKey>,
}

/// The task that a key means, and how surely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// Section, number and text are those of the key.
    Same(TaskId),
    /// The text stands elsewhere or under another number now.
    Moved(TaskId),
    /// Section and number are there, with another text.
    Reworded(TaskId),
}

impl Match {
    /// The task, however it was found.
    pub fn task(self) -> TaskId {
        match self {
            Self::Same(task) | Self::Moved(task) | Self::Reworded(task) => task,
        }
    }
}

impl TaskIndex {
    /// The index of a plan's tasks.
    pub fn new(plan: &Plan) -> Self {
        let keys: Vec<TaskKey> = plan.tasks.iter().map(|task| TaskKey::of(plan, task)).collect();
        let (mut by_place, mut by_hash) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for (position, key) in keys.iter().enumerate() {
            let task = TaskId::new(position);
            by_place.entry((key.section.clone(), key.number.clone())).or_default().push(task);
            by_hash.entry(key.hash.clone()).or_default().push(task);
        }
        Self { by_place, by_hash, keys }
    }

    /// The key of a task.
    pub fn key(&self, task: TaskId) -> &TaskKey {
        &self.keys[task.index()]
    }

    /// The task that a key means: the one at its place with its text, else the only one with its text, else the only
    /// one at its place. `None` where none or several would do.
    pub fn find(&self, key: &TaskKey) -> Option<Match> {
        let at_place = self.by_place.get(&(key.section.clone(), key.number.clone())).map_or(&[][..], Vec::as_slice);
        if let Some(&task) = at_place.iter().find(|task| self.key(**task).hash == key.hash) {
            return Some(Match::Same(task));
        }
        let with_text = self.by_hash.get(&key.hash).map_or(&[][..], Vec::as_slice);
        match (with_text, at_place) {
            (&[task], _) => Some(Match::Moved(task)),
            // Without a hash the place is all that there is.
            (_, &[task]) if key.hash.is_empty() => Some(Match::Same(task)),
            (_, &[task]) => Some(Match::Reworded(task)),
            _ => None,
        }
    }
}

/// What a unit says of one of its tasks in one round (填报).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The round (报送期次), such as `2026年第三季度`; may be empty.
    pub round: String,
    /// Key of the task that it is about.
    pub task: TaskKey,
    /// The unit that owes the task, by its name in the plan.
    pub unit: String,
    /// Who answers, where that is not the unit itself: a member of a collective by its own name.
    pub reporter: Option<String>,
    /// What is done for the task (工作措施).
    pub measures: String,
    /// Until when, in the unit's words (完成时限).
    pub deadline: String,
    /// The leading official (责任领导).
    pub leader: String,
    /// The person in charge (责任人).
    pub person: String,
    /// Telephone (电话).
    pub phone: String,
    /// How far it has come.
    pub state: State,
    /// What has been reached, in words (进展情况).
    pub progress: String,
    /// Names of files that show it (佐证材料).
    pub evidence: Vec<String>,
    /// The day on which it was said.
    pub date: Option<Date>,
    /// The file that it came in; none if it was typed in the window.
    pub from: Option<String>,
    /// Takes the entry before it back, of the same duty, reporter and round; says nothing else.
    pub withdrawn: bool,
}

/// What must be the same for one report to take the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportKey {
    /// Key of the task that it is about.
    pub task: TaskKey,
    /// The unit's name, as the plan had it then.
    pub unit: String,
    /// Who answers: [`Report::reporter`].
    pub reporter: String,
    /// The round (报送期次) that it answers: `2026年第三季度`.
    pub round: String,
}

impl Report {
    /// Who answers: the reporter where one is named, else the unit.
    pub fn reporter(&self) -> &str {
        self.reporter.as_deref().unwrap_or(&self.unit)
    }

    /// What makes it replace another.
    pub fn key(&self) -> ReportKey {
        ReportKey {
            task: self.task.clone(),
            unit: self.unit.clone(),
            reporter: self.reporter().to_owned(),
            round: self.round.clone(),
        }
    }

    /// Whether nothing is said in it.
    pub fn is_empty(&self) -> bool {
        let Self { measures, deadline, leader, person, phone, state, progress, evidence, .. } = self;
        let texts = [measures, deadline, leader, person, phone, progress];
        texts.into_iter().all(|text| text.trim().is_empty()) && *state == State::Unreported && evidence.is_empty()
    }

    /// Whether the same is said: what unit, task and round it is about, its day and its file apart.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let said = |report: &Self| {
            let Self { measures, deadline, leader, person, phone, state, progress, evidence, withdrawn, .. } =
                report.clone();
            (measures, deadline, leader, person, phone, state, progress, evidence, withdrawn)
        };
        said(self) == said(other)
    }
}

/// A remark on a task, or on what one unit has to do with it (批注).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Key of the task that it is about.
    pub task: TaskKey,
    /// The unit, for a remark on a cell.
    pub unit: Option<String>,
    /// The remark itself.
    pub text: String,
    /// The day of the meeting or of writing, if anybody gave one.
    pub date: Option<Date>,
    /// Who remarked it, or the meeting in which.
    pub by: Option<String>,
}

/// All that was reported on a plan (台账), in the order in which it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Number of the plan, else its title: to tell a record that lies beside the wrong plan.
    pub plan: String,
    /// Every report.
    pub reports: Vec<Report>,
    /// Every remark.
    pub notes: Vec<Note>,
}

/// By what a record is known to be a plan's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// The plan's number or title.
    ByName,
    /// Its tasks; it names another plan.
    ByTasks,
}

impl Record {
    /// The same without whom units name as in charge, and their telephones.
    pub fn without_contacts(self) -> Self {
        let bare =
            |report: Report| Report { leader: String::new(), person: String::new(), phone: String::new(), ..report };
        Self { reports: self.reports.into_iter().map(bare).collect(), ..self }
    }

    /// An empty record of a plan.
    pub fn of(plan: &Plan) -> Self {
        Self { plan: plan_key(plan).to_owned(), ..Self::default() }
    }

    /// Whether it is the record of this plan: it has the plan's number or title, or else more than half of the tasks that
    /// it speaks of stand in the plan word for word. A plan whose number was put right keeps its record.
    pub fn belongs_to(&self, plan: &Plan) -> Option<Belongs> {
        let own = self.plan.trim();
        if [plan_key(plan), &plan.title].map(str::trim).contains(&own) {
            return Some(Belongs::ByName);
        }
        let index = TaskIndex::new(plan);
        let tasks = self.reports.iter().map(|report| &report.task).chain(self.notes.iter().map(|note| &note.task));
        let tasks: HashSet<&TaskKey> = tasks.filter(|task| !task.hash.is_empty()).collect();
        let stands = |task: &&&TaskKey| matches!(index.find(task), Some(Match::Same(_) | Match::Moved(_)));
        (2 * tasks.iter().filter(stands).count() > tasks.len()).then_some(Belongs::ByTasks)
    }

    /// The reports that stand: of each key the newest that was not withdrawn, in the order in which they came.
    pub fn standing(&self) -> Vec<&Report> {
        let mut stacks: HashMap<ReportKey, Vec<usize>> = HashMap::new();
        for (position, report) in self.reports.iter().enumerate() {
            let stack = stacks.entry(report.key()).or_default();
            if report.withdrawn {
                stack.pop();
            } else {
                stack.push(position);
            }
        }
        let mut kept: Vec<usize> = stacks.into_values().filter_map(|stack| stack.last().copied()).collect();
        kept.sort_unstable();
        kept.into_iter().map(|position| &self.reports[position]).collect()
    }
}

/// By what records and forms know a plan: its number, else its title.
pub fn plan_key(plan: &Plan) -> &str {
    match &plan.number {
        Some(number) if !number.trim().is_empty() => number,
        _ => &plan.title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Section;

    fn plan() -> Plan {
        let section = |label: &str| Section {
            label: label.to_owned(),
            title: format!("体系{label}"),
            parent: None,
            overall_leads: Vec::new(),
            attachments: Vec::new(),
        };
        let task = |section: usize, number: &str, text: &str| Task {
            section: Some(SectionId::new(section)),
            number: number.to_owned(),
            text: text.to_owned(),
            ..Task::default()
        };
        Plan {
            sections: vec![section("（一）"), section("")],
            tasks: vec![task(0, "1", "修路。"), task(0, "2", "铺桥。"), task(1, "1", "治水。")],
            ..Plan::default()
        }
    }

    fn key(section: &str, number: &str, text: &str) -> TaskKey {
        TaskKey { section: section.to_owned(), number: number.to_owned(), hash: text_hash(text) }
    }

    #[test]
    fn a_task_is_found_where_it_was_or_by_its_text() {
        let index = TaskIndex::new(&plan());
        let task = TaskId::new;
        for (given, expected) in [
            (key("（一）", "1", "修路。"), Some(Match::Same(task(0)))),
            (key("（一）", "1", " 修\n路。"), Some(Match::Same(task(0)))),
            (key("体系", "1", "治水。"), Some(Match::Same(task(2)))),
            // Renumbered, and moved to another section.
            (key("（一）", "9", "铺桥。"), Some(Match::Moved(task(1)))),
            (key("（四）", "2", "铺桥。"), Some(Match::Moved(task(1)))),
            // The text was edited.
            (key("（一）", "2", "铺两座桥。"), Some(Match::Reworded(task(1)))),
            // Numbers were exchanged: the text decides.
            (key("（一）", "2", "修路。"), Some(Match::Moved(task(0)))),
            (key("（四）", "7", "植树。"), None),
        ] {
            assert_eq!(index.find(&given), expected, "{given:?}");
        }
        let by_hand = TaskKey { hash: String::new(), ..key("（一）", "2", "") };
        assert_eq!(index.find(&by_hand), Some(Match::Same(task(1))));
    }

    /// A number that was put right, or a title, does not part a plan from its record; another plan's record stays its own.
    #[test]
    fn a_record_is_known_by_its_plan_or_by_its_tasks() {
        let plan = Plan { number: Some("某府〔2026〕1号".to_owned()), title: "方案".to_owned(), ..plan() };
        let said = |text: &str| Report { task: key("（一）", "1", text), ..Report::default() };
        let record = |name: &str, texts: &[&str]| Record {
            plan: name.to_owned(),
            reports: texts.iter().map(|text| said(text)).collect(),
            ..Record::default()
        };
        for (record, expected) in [
            (record("某府〔2026〕1号", &["别的。"]), Some(Belongs::ByName)),
            (record(" 方案 ", &[]), Some(Belongs::ByName)),
            (record("某府〔2025〕1号", &["修路。", "铺桥。", "别的。"]), Some(Belongs::ByTasks)),
            // Said of one task many times, it is one task.
            (record("某府〔2025〕1号", &["修路。", "修路。", "别的。"]), None),
            (record("某府〔2025〕1号", &["铺两座桥。"]), None),
            (record("某府〔2025〕1号", &[]), None),
        ] {
            assert_eq!(record.belongs_to(&plan), expected, "{record:?}");
        }
    }

    #[test]
    fn a_newer_entry_stands_until_it_is_withdrawn() {
        let said = |state, withdrawn| Report {
            unit: "县司法局".to_owned(),
            task: key("（一）", "1", "修路。"),
            state,
            withdrawn,
            ..Report::default()
        };
        let mut record = Record { reports: vec![said(State::NotStarted, false)], ..Record::default() };
        let states = |record: &Record| record.standing().iter().map(|report| report.state).collect::<Vec<_>>();
        record.reports.push(said(State::Done, false));
        assert_eq!(states(&record), [State::Done]);
        record.reports.push(said(State::Unreported, true));
        assert_eq!(states(&record), [State::NotStarted]);
        record.reports.push(said(State::Unreported, true));
        assert_eq!(states(&record), []);
        // A member of a collective answers beside the others.
        record.reports.push(said(State::Ongoing, false));
        record.reports.push(Report { reporter: Some("东山镇".to_owned()), ..said(State::Done, false) });
        assert_eq!(states(&record), [State::Ongoing, State::Done]);
    }
}
