//! The open plans as tabs: opening, showing, ordering, closing.

use super::settings::BUILTIN_KEY;
use super::{Effect, Home, Notice, OpenPlan, PlanFile, PlanId, Reading, Session, ToRead, Unsaved};
use crate::document::Document;
use crate::finding::Severity;
use crate::lang::fill;
use std::path::PathBuf;
use std::sync::Arc;

impl Session {
    /// The open plans, in the order of their tabs; there is always one.
    pub fn plans(&self) -> &[OpenPlan] {
        &self.plans
    }

    /// The plan on screen.
    pub fn active(&self) -> &OpenPlan {
        &self.plans[self.active]
    }

    /// An open plan.
    pub fn plan(&self, id: PlanId) -> Option<&OpenPlan> {
        self.plans.iter().find(|plan| plan.id() == id)
    }

    pub(super) fn plan_mut(&mut self, id: PlanId) -> Option<&mut OpenPlan> {
        self.plans.iter_mut().find(|plan| plan.id() == id)
    }

    fn position(&self, id: PlanId) -> Option<usize> {
        self.plans.iter().position(|plan| plan.id() == id)
    }

    pub(super) fn new_id(&mut self) -> PlanId {
        self.openings += 1;
        PlanId::new(self.openings)
    }

    /// Reads these files; the first comes on screen. One that is open already is shown at once.
    pub(super) fn open_files(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        self.window.notices.opening();
        self.window.question = None;
        if let [path] = &paths[..]
            && let Some(open) = self.plans.iter().find(|plan| plan.path() == Some(path))
        {
            self.show_plan(open.id());
            return Vec::new();
        }
        let to_read = |(position, path)| ToRead { path: Some(path), show: position == 0 };
        vec![Effect::Read(paths.into_iter().enumerate().map(to_read).collect())]
    }

    /// Opens again what was open when the program ended, and the files that it was called with.
    pub(super) fn start(&mut self, named: Vec<PathBuf>) -> Vec<Effect> {
        let settings = &self.window.settings;
        let mut to_read: Vec<ToRead> = Vec::new();
        for key in &settings.open {
            let path = (key != BUILTIN_KEY).then(|| PathBuf::from(key));
            let show = named.is_empty() && settings.shown.as_ref() == Some(key);
            to_read.push(ToRead { path, show });
        }
        to_read.extend(named.into_iter().enumerate().map(|(at, path)| ToRead { path: Some(path), show: at == 0 }));
        if to_read.is_empty() { Vec::new() } else { vec![Effect::Read(to_read)] }
    }

    /// A plan or a notice was read: it gets a tab of its own, unless it has one.
    pub(super) fn opened(&mut self, mut reading: Reading, show: bool) -> Vec<Effect> {
        let open = self.plans.iter_mut().find(|plan| plan.is_same(&reading.home));
        if let Some((open, unsaved)) = open.zip(reading.unsaved) {
            if !open.is_unsaved() {
                open.take_changes(reading.document, unsaved);
                let id = open.id();
                self.show_plan(id);
                return Vec::new();
            }
            // It has changes of its own by now: both stay.
            reading.home = Home::Notice(None);
        }
        if let Some(open) = self.plans.iter_mut().find(|plan| plan.is_same(&reading.home)) {
            // Asked for, it stays.
            open.is_stopgap = false;
            let id = open.id();
            if show {
                self.show_plan(id);
            }
            return Vec::new();
        }
        let Reading { document, home, doubts, grids, unsaved } = reading;
        if let Home::File(file) = &home {
            self.window.settings.note_recent(file.path.clone());
        }
        let id = self.new_id();
        self.tell_errors(id, &document);
        let mut plan = OpenPlan::new(id, Arc::new(document), home);
        plan.recall(&self.window.settings);
        match plan.home {
            Home::Notice(_) if unsaved.is_none() => {
                plan.begin_with_doubts(doubts);
                if let Some(mapped) = grids {
                    plan.keep_grids(mapped);
                }
            }
            Home::Notice(_) | Home::Builtin | Home::File(_) => {
                plan.recall_doubts();
                plan.open_at_my_unit(&self.window);
            }
        }
        if let Some(Unsaved { brings_text, journal }) = unsaved {
            plan.begin_unsaved(brings_text);
            plan.journal = journal;
        }
        // States are those of a plan without a file as well: what is late is.
        let has_states = plan.path().is_some() || self.window.settings.lights;
        let record = has_states.then(|| plan.ask_record());
        self.insert(plan, show);
        std::iter::once(self.watch()).chain(record).collect()
    }

    fn tell_errors(&mut self, id: PlanId, document: &Document) {
        let lang = self.window.lang;
        let errors: Vec<String> = document
            .findings
            .iter()
            .filter(|finding| finding.severity() == Severity::Error)
            .map(|finding| document.finding_line(lang, finding))
            .collect();
        if !errors.is_empty() {
            let title = fill(lang.texts().opened_with_errors, &[&errors.len()]);
            self.window.notices.standing_of(id.tab(), Notice::Problem { title, lines: errors });
        }
    }

    /// Puts a plan into a tab behind the others, or in place of the one that nobody asked for.
    fn insert(&mut self, plan: OpenPlan, show: bool) {
        if let [only] = &mut self.plans[..]
            && only.gives_way()
        {
            self.window.drop_questions_of(only.id());
            self.window.notices.closed(only.id().tab());
            *only = plan;
            return;
        }
        self.plans.push(plan);
        if show {
            self.active = self.plans.len() - 1;
        }
    }

    /// Brings the built-in plan on screen.
    pub(super) fn open_builtin(&mut self) -> Vec<Effect> {
        let is_open = self.plans.iter().any(|plan| plan.home == Home::Builtin);
        let document = if is_open { Document::default() } else { Document::builtin() };
        self.opened(Reading { document, home: Home::Builtin, doubts: Vec::new(), grids: None, unsaved: None }, true)
    }

    pub(super) fn show_plan(&mut self, id: PlanId) {
        if let Some(position) = self.position(id) {
            self.active = position;
        }
    }

    /// The tab so many places to the right, round the ends.
    pub(super) fn show_neighbour(&mut self, by: isize) {
        let count = self.plans.len() as isize;
        self.active = (self.active as isize + by).rem_euclid(count) as usize;
    }

    pub(super) fn move_plan(&mut self, id: PlanId, to: usize) {
        let Some(from) = self.position(id) else { return };
        let shown = self.active().id();
        let plan = self.plans.remove(from);
        self.plans.insert(to.min(self.plans.len()), plan);
        self.show_plan(shown);
    }

    /// Moves the tab on screen by so many places, stopping at the ends.
    pub(super) fn move_active(&mut self, by: isize) {
        self.move_plan(self.active().id(), self.active.saturating_add_signed(by));
    }

    /// Closes a plan; the one to its right comes on screen, at the end the one to its left.
    pub(super) fn remove(&mut self, id: PlanId) -> Vec<Effect> {
        let Some(position) = self.position(id) else { return Vec::new() };
        self.remember(position);
        self.window.drop_questions_of(id);
        self.window.notices.closed(id.tab());
        self.plans.remove(position);
        if self.plans.is_empty() {
            let id = self.new_id();
            self.plans.push(OpenPlan::stopgap(id, Arc::new(Document::builtin()), &self.window));
        }
        if self.active > position || self.active == self.plans.len() {
            self.active -= 1;
        }
        vec![self.watch()]
    }

    /// Tells which files are to be watched from now on.
    pub(super) fn watch(&self) -> Effect {
        let watched = |plan: &OpenPlan| {
            let files = [plan.path().map(PathBuf::from), plan.record_path()];
            files.into_iter().flatten().map(|path| (plan.id(), path)).collect::<Vec<_>>()
        };
        Effect::Watch(self.plans.iter().flat_map(watched).collect())
    }
}

impl OpenPlan {
    /// Whether opening this would open the same plan once more.
    fn is_same(&self, other: &Home) -> bool {
        let same_file = |one: &PlanFile, other: &PlanFile| one.canonical == other.canonical;
        match (&self.home, other) {
            (Home::Builtin, Home::Builtin) => true,
            (Home::File(one), Home::File(other)) => same_file(one, other),
            (Home::Notice(Some(one)), Home::Notice(Some(other))) => same_file(one, other),
            _ => false,
        }
    }
}
