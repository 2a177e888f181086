//! What plans take from the settings and give back to them; and how one keeps its place when it is
//! changed or read again.

use super::settings::{BUILTIN_KEY, PlanSettings, Settings};
use super::window::Window;
use super::{Cursor, History, Home, OpenPlan, Panel, Session, Spot};
use crate::document::Document;
use crate::model::{Plan, Role, SectionId, TaskId, UnitId};
use crate::view::{Arrangement, Filter, MatrixView, Subject};
use std::collections::BTreeSet;

/// A place of a plan by names, which outlive the plan that was read.
pub(super) struct Kept {
    place: Spot,
    panel: Option<Named>,
    row: Option<Named>,
    column: Option<String>,
}

/// A task, section or unit by its names.
enum Named {
    Task { section: Option<String>, number: String, text: String },
    Section(String),
    Unit(String),
}

impl Named {
    fn task(plan: &Plan, id: TaskId) -> Self {
        let task = plan.task(id);
        Self::Task {
            section: task.section.map(|section| plan.section_path(section)),
            number: task.number.clone(),
            text: task.text.clone(),
        }
    }

    fn subject(plan: &Plan, subject: Subject) -> Self {
        match subject {
            Subject::Task(task) => Self::task(plan, task),
            Subject::Section(section) => Self::Section(plan.section_path(section)),
        }
    }

    fn panel(plan: &Plan, panel: Panel) -> Option<Self> {
        match panel {
            Panel::Task(task) => Some(Self::task(plan, task)),
            Panel::Section(section) => Some(Self::Section(plan.section_path(section))),
            Panel::Unit(unit) => Some(Self::Unit(plan.unit(unit).name.clone())),
            Panel::Closed | Panel::Findings | Panel::Doubts => None,
        }
    }

    fn find(&self, plan: &Plan) -> Option<Panel> {
        let section = |path: &str| plan.section_ids().find(|&id| plan.section_path(id) == path);
        match self {
            Self::Task { section: own, number, text } => plan
                .task_ids()
                .find(|&id| {
                    let task = plan.task(id);
                    task.number == *number && task.section.map(|section| plan.section_path(section)) == *own
                })
                // It may have gone into another section; another one of its number is another task.
                .or_else(|| plan.task_ids().find(|&id| plan.task(id).number == *number && plan.task(id).text == *text))
                .map(Panel::Task),
            Self::Section(path) => section(path).map(Panel::Section),
            Self::Unit(name) => plan.unit_named(name).map(Panel::Unit),
        }
    }
}

fn subject_of(panel: Panel) -> Option<Subject> {
    match panel {
        Panel::Task(task) => Some(Subject::Task(task)),
        Panel::Section(section) => Some(Subject::Section(section)),
        Panel::Unit(_) | Panel::Closed | Panel::Findings | Panel::Doubts => None,
    }
}

impl Session {
    /// What is to be remembered now.
    pub fn settings(&self) -> Settings {
        let mut settings = self.window.settings.clone();
        settings.language = Some(self.window.lang);
        for plan in &self.plans {
            plan.remember_in(&mut settings);
        }
        // One that nobody asked for need not come again.
        let kept = |plan: &&OpenPlan| !plan.is_stopgap || self.plans.len() > 1;
        settings.open = self.plans.iter().filter(kept).filter_map(OpenPlan::key).collect();
        settings.shown = self.active().key().filter(|key| settings.open.contains(key));
        settings
    }

    pub(super) fn remember(&mut self, position: usize) {
        self.plans[position].remember_in(&mut self.window.settings);
    }

    /// 我的单位, if it was chosen and the plan on screen has it.
    pub fn my_unit(&self) -> Option<UnitId> {
        self.active().my_unit(&self.window)
    }

    /// Whether a unit of the plan on screen is the person's own.
    pub fn is_my_unit(&self, unit: UnitId) -> bool {
        self.my_unit() == Some(unit)
    }
}

impl OpenPlan {
    /// How settings name it; `None` for a notice that no file holds as a plan.
    fn key(&self) -> Option<String> {
        match &self.home {
            Home::Builtin => Some(BUILTIN_KEY.to_owned()),
            Home::File(file) => Some(file.path.to_string_lossy().into_owned()),
            Home::Notice(_) => None,
        }
    }

    pub(super) fn remember_in(&self, settings: &mut Settings) {
        let Some(key) = self.key() else { return };
        let own = self.settings();
        if own == PlanSettings::default() {
            settings.plans.remove(&key);
        } else {
            settings.plans.insert(key, own);
        }
    }

    pub(super) fn open_at_my_unit(&mut self, window: &Window) {
        if let Some(unit) = self.my_unit(window) {
            self.history = History::new(Spot { panel: Panel::Unit(unit), ..Spot::default() });
            self.follow();
        }
    }

    pub(super) fn keep(&self) -> Kept {
        let plan = &self.document.plan;
        Kept {
            place: *self.history.current(),
            panel: Named::panel(plan, self.panel()),
            row: self.cursor.map(|cursor| Named::subject(plan, cursor.subject)),
            column: self.cursor.map(|cursor| plan.unit(cursor.unit).name.clone()),
        }
    }

    pub(super) fn restore(&mut self, kept: Kept) {
        let plan = &self.document.plan;
        let panel = match (&kept.panel, kept.place.panel) {
            (Some(named), _) => {
                // What is gone while a plan is put right leads back to that.
                let otherwise = if self.draft.is_some() { Panel::Doubts } else { Panel::Closed };
                named.find(plan).unwrap_or(otherwise)
            }
            (None, panel) => panel,
        };
        let row = kept.row.and_then(|row| row.find(plan)).and_then(subject_of);
        let column = kept.column.and_then(|name| plan.unit_named(&name));
        if let (Some(subject), Some(unit)) = (row, column) {
            let cursor = Cursor { subject, unit };
            if cursor.stands(&self.view) {
                self.cursor = Some(cursor);
            }
        }
        self.history = History::new(Spot { panel, ..kept.place });
    }

    pub(super) fn settings(&self) -> PlanSettings {
        let plan = &self.document.plan;
        let Self { filter, arrangement, .. } = self;
        let sections = |ids: &[SectionId]| ids.iter().map(|&id| plan.section_path(id)).collect();
        PlanSettings {
            sections: sections(&filter.sections),
            groups: filter.groups.iter().map(|&id| plan.group(id).name.clone()).collect(),
            roles: filter.roles.iter().map(|role| role.code().to_owned()).collect(),
            unit: filter.unit.map(|unit| plan.unit(unit).name.clone()),
            find: filter.find.clone(),
            without_through: filter.without_through,
            hide_empty: filter.hide_empty_rows,
            order: arrangement.order,
            folded_sections: sections(&arrangement.folded_sections),
            folded_groups: arrangement.folded_groups.iter().map(|&id| plan.group(id).name.clone()).collect(),
            set_aside: self.set_aside.clone(),
        }
    }

    /// Filter, order, folds and findings set aside, as they were when this plan was last on screen.
    pub(super) fn recall(&mut self, settings: &Settings) {
        if let Some(own) = self.key().and_then(|key| settings.plans.get(&key)) {
            self.arrange_by(own);
        }
    }

    pub(super) fn arrange_by(&mut self, own: &PlanSettings) {
        let arranged = Arranged::new(&self.document, own);
        self.take_arranged(arranged);
    }

    /// Shows the plan so; the matrix before.
    pub(super) fn take_arranged(&mut self, arranged: Arranged) -> MatrixView {
        let Arranged { filter, arrangement, set_aside, aside, view } = arranged;
        (self.filter, self.arrangement, self.set_aside, self.aside) = (filter, arrangement, set_aside, aside);
        self.set_view(view)
    }

    /// Says anew which findings are set aside.
    pub(super) fn place_aside(&mut self) {
        self.aside = aside(&self.document, &self.set_aside);
    }
}

/// How a plan is shown, worked out for it.
pub(super) struct Arranged {
    filter: Filter,
    arrangement: Arrangement,
    set_aside: BTreeSet<String>,
    aside: Vec<bool>,
    view: MatrixView,
}

impl Arranged {
    /// What was remembered by names, as far as the plan has them.
    pub fn new(document: &Document, own: &PlanSettings) -> Self {
        let own = own.clone();
        let plan = &document.plan;
        let sections = |names: &[String]| match names.is_empty() {
            true => Vec::new(),
            false => plan.section_ids().filter(|&id| names.contains(&plan.section_path(id))).collect(),
        };
        let groups = |names: &[String]| plan.group_ids().filter(|&id| names.contains(&plan.group(id).name)).collect();
        let filter = Filter {
            sections: sections(&own.sections),
            groups: groups(&own.groups),
            roles: Role::ALL.into_iter().filter(|role| own.roles.iter().any(|code| code == role.code())).collect(),
            unit: own.unit.and_then(|name| plan.unit_named(&name)),
            find: own.find,
            without_through: own.without_through,
            hide_empty_rows: own.hide_empty,
            hide_empty_columns: own.hide_empty,
        };
        let arrangement = Arrangement {
            order: own.order,
            folded_sections: sections(&own.folded_sections),
            folded_groups: groups(&own.folded_groups),
            ..Arrangement::default()
        };
        let view = MatrixView::arranged(plan, &document.ledger, &filter, &arrangement);
        Self { filter, arrangement, aside: aside(document, &own.set_aside), set_aside: own.set_aside, view }
    }
}

/// Which of a document's findings are set aside, by position; empty if none is.
fn aside(document: &Document, keys: &BTreeSet<String>) -> Vec<bool> {
    if keys.is_empty() {
        return Vec::new();
    }
    document.findings.iter().map(|finding| keys.contains(&document.finding_key(finding))).collect()
}
