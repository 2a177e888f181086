//! What the session takes from its settings and gives back to them; and how it keeps its place when
//! a plan is read again.

use super::settings::{BUILTIN_KEY, PlanSettings, Settings};
use super::{Cursor, History, Panel, Place, Session};
use crate::document::Document;
use crate::lang::Lang;
use crate::model::{Plan, Role, SectionId, TaskId, UnitId};
use crate::view::{Arrangement, Filter, Subject};
use std::path::PathBuf;
use std::sync::Arc;

/// A place of the window by names, which outlive the plan that was read.
struct Kept {
    place: Place,
    panel: Option<Named>,
    row: Option<Named>,
    column: Option<String>,
}

/// A task, section or unit by its names.
enum Named {
    Task { section: Option<String>, number: String },
    Section(String),
    Unit(String),
}

impl Named {
    fn task(plan: &Plan, id: TaskId) -> Self {
        let task = plan.task(id);
        Self::Task { section: task.section.map(|section| plan.section_path(section)), number: task.number.clone() }
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
            Self::Task { section: own, number } => plan
                .task_ids()
                .find(|&id| {
                    let task = plan.task(id);
                    task.number == *number && task.section.map(|section| plan.section_path(section)) == *own
                })
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
    /// A window on `document` that goes on where `settings` left off. `lang` overrides theirs.
    pub fn remembering(document: Document, settings: Settings, lang: Option<Lang>) -> Self {
        let lang = lang.or(settings.language).unwrap_or_default();
        let mut session = Self { settings, ..Self::new(document, lang) };
        session.recall();
        session.open_at_my_unit();
        session
    }

    /// What is to be remembered now.
    pub fn settings(&self) -> Settings {
        let mut settings = self.settings.clone();
        settings.language = Some(self.lang);
        let own = self.plan_settings();
        if own == PlanSettings::default() {
            settings.plans.remove(&self.plan_key());
        } else {
            settings.plans.insert(self.plan_key(), own);
        }
        settings
    }

    pub(super) fn plan_key(&self) -> String {
        self.path.as_ref().map_or_else(|| BUILTIN_KEY.to_owned(), |path| path.to_string_lossy().into_owned())
    }

    /// Puts another plan on screen, or the same one read again.
    pub(super) fn take(&mut self, document: Document, path: Option<PathBuf>) {
        let kept = (self.path == path).then(|| self.keep());
        let settings = self.settings();
        let Self { lang, system_theme, revision, opening, palette_open, help_open, previews, units_progress, .. } =
            *self;
        *self = Self {
            path,
            settings,
            system_theme,
            palette_open,
            help_open,
            revision: revision + 1,
            opening: opening + 1,
            previews,
            units_progress,
            ..Self::new(document, lang)
        };
        if let Some(path) = &self.path {
            self.settings.note_recent(path.clone());
        }
        self.recall();
        match kept {
            Some(kept) => self.restore(kept),
            None => self.open_at_my_unit(),
        }
    }

    /// Puts the same plan on screen after a change, at the same place; the plan before it.
    pub(super) fn replace_document(&mut self, document: Arc<Document>) -> Arc<Document> {
        let kept = self.keep();
        let own = self.plan_settings();
        let before = std::mem::replace(&mut self.document, document);
        self.opening += 1;
        self.lit = None;
        self.cursor = None;
        self.arrange_by(&own);
        self.restore(kept);
        before
    }

    fn open_at_my_unit(&mut self) {
        if let Some(unit) = self.my_unit() {
            self.history = History::new(Place { panel: Panel::Unit(unit), ..Place::default() });
            self.follow();
        }
    }

    fn keep(&self) -> Kept {
        let plan = &self.document.plan;
        Kept {
            place: *self.history.current(),
            panel: Named::panel(plan, self.panel()),
            row: self.cursor.map(|cursor| Named::subject(plan, cursor.subject)),
            column: self.cursor.map(|cursor| plan.unit(cursor.unit).name.clone()),
        }
    }

    fn restore(&mut self, kept: Kept) {
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
        self.history = History::new(Place { panel, ..kept.place });
    }

    pub(super) fn plan_settings(&self) -> PlanSettings {
        let plan = &self.document.plan;
        let Self { filter, arrangement, .. } = self;
        let sections = |ids: &[SectionId]| ids.iter().map(|&id| plan.section_path(id)).collect();
        PlanSettings {
            sections: sections(&filter.sections),
            groups: filter.groups.iter().map(|&id| plan.group(id).name.clone()).collect(),
            roles: filter.roles.iter().map(|role| role.code().to_owned()).collect(),
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
    fn recall(&mut self) {
        if let Some(own) = self.settings.plans.get(&self.plan_key()).cloned() {
            self.arrange_by(&own);
        }
    }

    fn arrange_by(&mut self, own: &PlanSettings) {
        let own = own.clone();
        let plan = &self.document.plan;
        let sections =
            |names: &[String]| plan.section_ids().filter(|&id| names.contains(&plan.section_path(id))).collect();
        let groups = |names: &[String]| plan.group_ids().filter(|&id| names.contains(&plan.group(id).name)).collect();
        self.filter = Filter {
            sections: sections(&own.sections),
            groups: groups(&own.groups),
            roles: Role::ALL.into_iter().filter(|role| own.roles.iter().any(|code| code == role.code())).collect(),
            find: own.find,
            without_through: own.without_through,
            hide_empty_rows: own.hide_empty,
            hide_empty_columns: own.hide_empty,
        };
        self.arrangement = Arrangement {
            order: own.order,
            folded_sections: sections(&own.folded_sections),
            folded_groups: groups(&own.folded_groups),
        };
        self.set_aside = own.set_aside;
        self.place_aside();
        self.project();
    }

    /// Says anew which findings are set aside.
    pub(super) fn place_aside(&mut self) {
        let findings = &self.document.findings;
        self.aside = match self.set_aside.is_empty() {
            true => Vec::new(),
            false => {
                let is_aside = |finding| self.set_aside.contains(&self.document.finding_key(finding));
                findings.iter().map(is_aside).collect()
            }
        };
    }

    /// The unit that `ShowMyUnit` would show, by the name that was chosen, whatever the plan.
    pub fn my_unit_name(&self) -> Option<&str> {
        self.settings.my_unit.as_deref()
    }

    /// Whether a unit is the person's own.
    pub fn is_my_unit(&self, unit: UnitId) -> bool {
        self.my_unit() == Some(unit)
    }

    /// Plans opened lately, the last one first.
    pub fn recent(&self) -> &[PathBuf] {
        &self.settings.recent
    }

    /// Whether the first hint was closed.
    pub fn hint_seen(&self) -> bool {
        self.settings.hint_seen
    }

    /// The person's choice of colours.
    pub fn theme_choice(&self) -> super::ThemeChoice {
        self.settings.theme
    }
}
